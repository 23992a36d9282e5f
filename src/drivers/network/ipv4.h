#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gantry::network {

/// An IPv4 address, in the order in which it is written: 10.0.0.1 is 0x0a000001.
struct Address {
    std::uint32_t bits = 0;

    friend auto operator<=>(const Address&, const Address&) = default;
};

/// Addresses that begin alike: "10.0.0.0/16". Bits after the prefix are 0.
struct Block {
    Address first;
    int length = 32;

    [[nodiscard]] bool contains(Address address) const;
    [[nodiscard]] bool contains(const Block& other) const;
    friend auto operator<=>(const Block&, const Block&) = default;
};

using Mac = std::array<std::uint8_t, 6>;

// What is read here is written into texts for `nft` and `ip` as numbers only: nothing that came
// from outside gets there as it was.

/// Four decimal numbers without leading zeros; nothing else.
std::optional<Address> parse_address(std::string_view text);
/// With a length, or an address alone (32). Bits after the prefix are refused unless `loose`.
std::optional<Block> parse_block(std::string_view text, bool loose = false);
/// Six pairs of hexadecimal digits; of one device, so neither a group's nor zero.
std::optional<Mac> parse_mac(std::string_view text);

std::string to_text(Address address);
std::string to_text(const Block& block);
std::string to_text(const Mac& mac);

/// 0 for a length of 0.
std::uint32_t mask_of(int length);

}  // namespace gantry::network
