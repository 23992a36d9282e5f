#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

/// Protocols, as rules of security groups and entries of network ACLs name them. Pure.
/// Source: EC2 API Reference, IpPermission.
namespace gantry::ec2 {

/// "6" of "tcp", "TCP" and "6"; "-1" of "all" and "-1". Names are known of 1, 6, 17 and 58.
/// Errors: InvalidParameterValue for other names, and for numbers above 255.
Result<std::string> protocol_number(std::string_view given);

/// "tcp" of "6"; a number without a name as it is.
std::string protocol_name(std::string_view number);

}  // namespace gantry::ec2
