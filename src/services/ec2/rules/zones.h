#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Regions and their zones. Pure.
namespace gantry::ec2 {

/// Every Region that is described: those of AWS that need no opting in, in order of name.
const std::vector<std::string>& known_regions();

struct Zone {
    std::string name;  ///< "us-east-1a"
    std::string id;    ///< "use1-az1"
    friend bool operator==(const Zone&, const Zone&) = default;
};

/// Every Region has three: a, b and c.
std::vector<Zone> zones_of(std::string_view region);
/// By name or id.
std::optional<Zone> find_zone(std::string_view region, std::string_view text);

/// What private names end in: "ec2.internal", "eu-west-1.compute.internal".
std::string private_domain(std::string_view region);
/// "ip-10-0-0-5.ec2.internal".
std::string private_name(std::string_view region, std::string_view address);
/// "ec2-203-0-113-1.compute-1.amazonaws.com".
std::string public_name(std::string_view region, std::string_view address);

}  // namespace gantry::ec2
