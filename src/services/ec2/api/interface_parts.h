#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/ec2/api/call.h"
#include "services/ec2/rules/cidr.h"

/// Network interfaces, whoever makes them.
namespace gantry::ec2 {

/// AWS's default quota.
inline constexpr std::size_t kMostGroupsOfInterface = 5;
/// How many addresses one may have; on AWS that depends on the machine.
inline constexpr std::size_t kMostAddresses = 50;

/// What a new network interface is to be.
struct NewInterface {
    std::string description;
    std::string type = "interface";
    std::string requester;  ///< the service that makes it; empty: a user
    bool in_use = false;
    std::vector<std::string> group_ids;  ///< none: the VPC's default group
    bool public_ip = false;              ///< with an address for the internet, until its end
    std::optional<std::string> primary;  ///< its address; absent: any that is free
    std::vector<std::string> further;    ///< further addresses
    std::size_t count_further = 0;       ///< and so many more that are free
    Tags tags;
};

/// What a service made, users leave alone. Errors: AuthFailure.
Result<void> check_own_interface(const InterfaceRow& interface);
/// One that users may change. Errors: those of ids, AuthFailure.
Result<core::Table<InterfaceRow>::Ptr> find_own_interface(
    const Call& call, const std::optional<std::string>& id
);

/// Stages it in a subnet, with addresses that nobody has.
/// Errors: InvalidParameterValue for addresses that are not the subnet's to give,
/// InvalidIPAddress.InUse, InsufficientFreeAddressesInSubnet, InvalidGroup.NotFound,
/// SecurityGroupsPerInterfaceLimitExceeded, PrivateIpAddressLimitExceeded,
/// InsufficientAddressCapacity.
Result<InterfaceRow> make_interface(Call& call, const SubnetRow& subnet, NewInterface wanted);

/// Addresses of the subnet: those that are named, and `count` more.
/// Errors: as make_interface.
Result<std::vector<std::string>> take_addresses(
    const Call& call,
    const SubnetRow& subnet,
    const std::vector<std::string>& named,
    std::size_t count
);

/// Checks groups of an interface; none: the VPC's default group. Errors: as make_interface.
Result<std::vector<std::string>> read_groups(
    const Call& call, const std::string& vpc_id, const std::vector<std::string>& ids
);

/// InsufficientAddressCapacity: there are no more for the internet.
Error no_public_address();

/// Frees an Elastic IP address from whatever has it.
void dissociate(AddressRow& address);

/// Stages the end of an interface; Elastic IP addresses of it are free again.
void drop_interface(Call& call, const std::string& id);

}  // namespace gantry::ec2
