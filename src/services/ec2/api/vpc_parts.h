#pragma once

#include <optional>
#include <string>

#include "services/ec2/api/call.h"
#include "services/ec2/rules/cidr.h"

/// VPCs, and what comes with them.
namespace gantry::ec2 {

/// What a new VPC is to be.
struct NewVpc {
    Cidr cidr;
    std::string tenancy = "default";
    bool is_default = false;
    Tags tags{};
};

/// Stages a VPC with its main route table, default network ACL and default security group.
/// Errors: VpcLimitExceeded.
Result<VpcRow> make_vpc(Call& call, NewVpc wanted);

/// Stages the default VPC: three subnets, an internet gateway and a route to it.
/// Errors: VpcLimitExceeded, DefaultVpcAlreadyExists.
Result<VpcRow> make_default_vpc(Call& call);

/// The default VPC of the caller's account and Region; null where there is none.
core::Table<VpcRow>::Ptr find_default_vpc(const Call& call);

/// "10.0.0.0/16", a block of 16 to 28 bits.
/// Errors: InvalidParameterValue, InvalidVpc.Range, MissingParameter.
Result<Cidr> read_vpc_cidr(const std::optional<std::string>& text);

/// A subnet as it is at first: of the VPC's default network ACL.
struct NewSubnet {
    Cidr cidr;
    std::string zone;
    bool is_default = false;
    Tags tags{};
};
/// Stages it. What it may overlap was looked at before.
SubnetRow make_subnet(Call& call, const VpcRow& vpc, NewSubnet wanted);

/// DHCP options that new VPCs of the account and Region have; staged where there are none yet.
std::string default_dhcp_options(Call& call);

}  // namespace gantry::ec2
