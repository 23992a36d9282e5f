#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aws/scope.h"
#include "base/random.h"
#include "base/result.h"
#include "core/transaction.h"
#include "service/registry.h"

/// What other services may ask of EC2. All of it is about one account and Region.
namespace gantry::ec2 {

/// A subnet that something is to run in.
struct SubnetSeen {
    std::string id;
    std::string vpc_id;
    std::string cidr;
    std::string zone;  ///< "us-east-1a"
};

/// Nothing where there is none of that id.
std::optional<SubnetSeen> find_subnet(
    const service::Registry& services, const aws::Scope& scope, const std::string& id
);

/// A security group's VPC. Nothing where there is none of that id.
std::optional<std::string> vpc_of_group(
    const service::Registry& services, const aws::Scope& scope, const std::string& id
);

/// Where a caller's changes go.
struct Staging {
    const service::Registry& services;
    const aws::Scope& scope;
    IdSource& ids;
    core::Transaction& tx;
};

/// A network interface that a service wants for something of its own, a task.
struct InterfaceWanted {
    std::string subnet_id;
    std::vector<std::string> group_ids;  ///< none: the VPC's default group
    std::string description;
    std::string requester;  ///< the service: "ecs"; users cannot delete it
};
struct InterfaceTaken {
    std::string id;  ///< eni-…
    std::string private_ip;
    std::string mac;
    std::string subnet_id;
    std::string vpc_id;
    std::string cidr;  ///< the subnet's
    std::string private_dns_name;
};

/// Stages it, in use, with an address that nobody has; several in one transaction get different
/// ones. Errors: InvalidSubnetID.NotFound, InvalidGroup.NotFound, InvalidParameterValue,
/// InsufficientFreeAddressesInSubnet, SecurityGroupsPerInterfaceLimitExceeded.
Result<InterfaceTaken> take_interface(const Staging& staging, const InterfaceWanted& wanted);

/// Stages its end; its address is free again. Nothing happens where there is none.
void give_back_interface(const Staging& staging, const std::string& id);

}  // namespace gantry::ec2
