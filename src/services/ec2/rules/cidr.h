#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Addresses and blocks of them, as EC2 reads, compares and writes them. Pure.
namespace gantry::ec2 {

/// An IPv4 address; the first byte is the highest.
using Address4 = std::uint32_t;

/// "10.0.0.1". Nothing for texts that are none: four numbers without leading zeros.
std::optional<Address4> parse_address(std::string_view text);
std::string format_address(Address4 address);

/// A block of IPv4 addresses. Bits behind the length are zero: EC2 takes "10.0.0.7/24" and keeps
/// "10.0.0.0/24".
struct Cidr {
    Address4 base = 0;
    int length = 0;  ///< 0 to 32

    static std::optional<Cidr> parse(std::string_view text);
    [[nodiscard]] std::string str() const;
    [[nodiscard]] std::uint64_t size() const { return std::uint64_t{1} << (32 - length); }
    [[nodiscard]] Address4 last() const;
    [[nodiscard]] bool contains(Address4 address) const;
    [[nodiscard]] bool contains(const Cidr& other) const;
    [[nodiscard]] bool overlaps(const Cidr& other) const;
    friend auto operator<=>(const Cidr&, const Cidr&) = default;
};

/// A block of IPv6 addresses in its shortest form: "::/0". Nothing for texts that are none.
std::optional<std::string> canonical_cidr6(std::string_view text);

/// Of every subnet the first four addresses and the last one are AWS's.
/// Source: VPC User Guide, "Subnet sizing".
inline constexpr std::uint64_t kReserved = 5;
/// Whether a machine may have this address of the subnet.
bool is_usable(const Cidr& subnet, Address4 address);

}  // namespace gantry::ec2
