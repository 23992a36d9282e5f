#pragma once

#include <optional>
#include <set>
#include <vector>

#include "services/ec2/rules/cidr.h"

/// Which addresses of a subnet are given out. Pure.
namespace gantry::ec2 {

/// The lowest `count` addresses of the subnet that a machine may have and nobody has; nothing where
/// there are not so many.
std::optional<std::vector<Address4>> free_addresses(
    const Cidr& subnet, const std::set<Address4>& taken, std::size_t count
);

/// How many are left.
/// @param taken all within the subnet
std::int64_t count_free(const Cidr& subnet, std::size_t taken);

/// The addresses that are given out for the internet: 203.0.113.0/24 and 198.51.100.0/24, which are
/// nobody's. Source: RFC 5737. Nothing where all are taken.
std::optional<Address4> free_public_address(const std::set<Address4>& taken);

}  // namespace gantry::ec2
