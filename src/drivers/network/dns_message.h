#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "drivers/network/ipv4.h"

namespace gantry::network {

// As much of RFC 1035 as a relay needs. Messages are bytes without the length that TCP puts first.

inline constexpr std::uint16_t kTypeA = 1;
inline constexpr std::uint8_t kServerFailure = 2;

struct DnsQuestion {
    std::uint16_t id = 0;
    std::string name;  ///< in lower case, without the last dot
    std::uint16_t type = 0;
    std::size_t end = 0;  ///< where in the message the question ends
};

/// The one question of a query. Empty when it is something else, or cut off.
std::optional<DnsQuestion> read_question(std::string_view message);
/// Whether a message answers a query: the same id and question.
bool answers_query(std::string_view message, std::string_view query);
void set_id(std::string& message, std::uint16_t id);

/// "ip-10-0-0-4.ec2.internal", "ip-10-0-0-4.<region>.compute.internal": names that VPCs give.
std::optional<Address> address_in_name(std::string_view name, std::string_view region);

/// Answers to a query: the address, where one is asked for; no record otherwise.
std::string answer_address(std::string_view query, const DnsQuestion& question, Address address);
std::string answer_code(std::string_view query, const DnsQuestion& question, std::uint8_t code);

/// The IPv4 nameservers of a resolv.conf, three at most as the C library has it.
std::vector<Address> read_nameservers(std::string_view text);

}  // namespace gantry::network
