#include "drivers/network/ipv4.h"

#include <fmt/format.h>

#include <algorithm>

namespace gantry::network {
namespace {

/// Takes a decimal number up to `most` from the beginning of the text.
std::optional<std::uint32_t> take_number(std::string_view& text, std::uint32_t most) {
    std::size_t digits = 0;
    std::uint32_t value = 0;
    while (digits < text.size() && digits < 4 && text[digits] >= '0' && text[digits] <= '9') {
        value = value * 10 + static_cast<std::uint32_t>(text[digits] - '0');
        ++digits;
    }
    const bool padded = digits > 1 && text.front() == '0';
    if (digits == 0 || padded || value > most) return std::nullopt;
    text.remove_prefix(digits);
    return value;
}

std::optional<std::uint8_t> hex_digit(char c) {
    if (c >= '0' && c <= '9') return static_cast<std::uint8_t>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<std::uint8_t>(c - 'a' + 10);
    if (c >= 'A' && c <= 'F') return static_cast<std::uint8_t>(c - 'A' + 10);
    return std::nullopt;
}

std::optional<Address> take_address(std::string_view& text) {
    Address address;
    for (int part = 0; part < 4; ++part) {
        if (part > 0) {
            if (!text.starts_with('.')) return std::nullopt;
            text.remove_prefix(1);
        }
        const auto value = take_number(text, 255);
        if (!value) return std::nullopt;
        address.bits = address.bits << 8U | *value;
    }
    return address;
}

}  // namespace

std::uint32_t mask_of(int length) {
    return length == 0 ? 0 : ~std::uint32_t{0} << static_cast<unsigned>(32 - length);
}

bool Block::contains(Address address) const {
    return (address.bits & mask_of(length)) == first.bits;
}

bool Block::contains(const Block& other) const {
    return other.length >= length && contains(other.first);
}

std::optional<Address> parse_address(std::string_view text) {
    const auto address = take_address(text);
    return text.empty() ? address : std::nullopt;
}

std::optional<Block> parse_block(std::string_view text, bool loose) {
    const auto address = take_address(text);
    if (!address) return std::nullopt;
    Block block{*address, 32};
    if (text.empty()) return block;
    if (!text.starts_with('/')) return std::nullopt;
    text.remove_prefix(1);
    const auto length = take_number(text, 32);
    if (!length || !text.empty()) return std::nullopt;
    block.length = static_cast<int>(*length);
    const Address first{address->bits & mask_of(block.length)};
    if (first != *address && !loose) return std::nullopt;
    block.first = first;
    return block;
}

std::optional<Mac> parse_mac(std::string_view text) {
    if (text.size() != 17) return std::nullopt;
    Mac mac{};
    for (std::size_t i = 0; i < mac.size(); ++i) {
        const auto high = hex_digit(text[i * 3]);
        const auto low = hex_digit(text[i * 3 + 1]);
        if (!high || !low || (i < 5 && text[i * 3 + 2] != ':')) return std::nullopt;
        mac[i] = static_cast<std::uint8_t>(*high << 4U | *low);
    }
    const bool zero = std::all_of(mac.begin(), mac.end(), [](std::uint8_t b) { return b == 0; });
    if (zero || (mac[0] & 1U) != 0) return std::nullopt;
    return mac;
}

std::string to_text(Address address) {
    const std::uint32_t bits = address.bits;
    return fmt::format(
        "{}.{}.{}.{}", bits >> 24U, bits >> 16U & 0xffU, bits >> 8U & 0xffU, bits & 0xffU
    );
}

std::string to_text(const Block& block) {
    return fmt::format("{}/{}", to_text(block.first), block.length);
}

std::string to_text(const Mac& mac) {
    return fmt::format("{:02x}", fmt::join(mac, ":"));
}

}  // namespace gantry::network
