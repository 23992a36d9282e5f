#pragma once

#include <map>
#include <string>
#include <vector>

#include "api/acs/gantry_vpc.h"
#include "services/ec2/model/vpc_seen.h"

/// What a machine is told of a VPC. Pure.
namespace gantry::ecs {

/// A VPC with the tasks in it, as one moment had them.
struct VpcPicture {
    ec2::VpcSeen vpc;
    /// Ids of the interfaces of live tasks, by the row key of their container instance.
    std::map<std::string, std::vector<std::string>> interfaces;
    /// Where these instances' packets are sent, by the same keys. Absent: nobody elsewhere reaches
    /// the tasks there. Instances of one machine have the same.
    std::map<std::string, std::string> machine_addresses;
    /// Addresses of each security group's members, whoever they are, and blocks of prefix lists.
    std::map<std::string, std::vector<std::string>> sets;
};

/// Fills in `sets` from the rest.
void resolve_sets(VpcPicture& picture);

/// The VPC for one instance: rules and routes of its tasks' interfaces, the sets that these rules
/// name, and the machines with tasks of it elsewhere. Equal pictures give equal answers, whatever
/// came before; what does not concern the instance changes nothing in its answer.
/// @param instance  its row key
/// Source: VPC User Guide, security groups (rules of several add up; stateful), route tables.
api::acs::GantryVpc vpc_state(const VpcPicture& picture, const std::string& instance);

}  // namespace gantry::ecs
