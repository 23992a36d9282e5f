#include "services/ec2/rules/cidr.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace gantry::ec2 {
namespace {

/// A number of at most `most`, as people write it.
std::optional<int> parse_number(std::string_view text, int most) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    if (value < 0 || value > most || std::to_string(value) != text) return std::nullopt;
    return value;
}

Address4 mask_of(int length) {
    return length == 0 ? 0 : ~Address4{0} << (32 - length);
}

}  // namespace

std::optional<Address4> parse_address(std::string_view text) {
    Address4 address = 0;
    for (int part = 0; part < 4; ++part) {
        const std::size_t dot = part < 3 ? text.find('.') : text.size();
        if (dot == std::string_view::npos) return std::nullopt;
        const auto number = parse_number(text.substr(0, dot), 255);
        if (!number) return std::nullopt;
        address = address << 8 | static_cast<Address4>(*number);
        text.remove_prefix(std::min(dot + 1, text.size()));
    }
    return address;
}

std::string format_address(Address4 address) {
    return fmt::format(
        "{}.{}.{}.{}", address >> 24, address >> 16 & 0xFF, address >> 8 & 0xFF, address & 0xFF
    );
}

std::optional<Cidr> Cidr::parse(std::string_view text) {
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    const auto address = parse_address(text.substr(0, slash));
    const auto length = parse_number(text.substr(slash + 1), 32);
    if (!address || !length) return std::nullopt;
    return Cidr{*address & mask_of(*length), *length};
}

std::string Cidr::str() const {
    return fmt::format("{}/{}", format_address(base), length);
}

Address4 Cidr::last() const {
    return base | ~mask_of(length);
}

bool Cidr::contains(Address4 address) const {
    return (address & mask_of(length)) == base;
}

bool Cidr::contains(const Cidr& other) const {
    return other.length >= length && contains(other.base);
}

bool Cidr::overlaps(const Cidr& other) const {
    return contains(other) || other.contains(*this);
}

std::optional<std::string> canonical_cidr6(std::string_view text) {
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos || slash >= INET6_ADDRSTRLEN) return std::nullopt;
    const auto length = parse_number(text.substr(slash + 1), 128);
    std::array<unsigned char, 16> bytes{};
    const std::string address(text.substr(0, slash));
    if (!length || inet_pton(AF_INET6, address.c_str(), bytes.data()) != 1) return std::nullopt;
    for (int bit = *length; bit < 128; ++bit) {
        auto& byte = bytes.at(static_cast<std::size_t>(bit / 8));
        byte = static_cast<unsigned char>(byte & ~(0x80 >> (bit % 8)));
    }
    std::array<char, INET6_ADDRSTRLEN> shown{};
    inet_ntop(AF_INET6, bytes.data(), shown.data(), shown.size());
    return fmt::format("{}/{}", shown.data(), *length);
}

bool is_usable(const Cidr& subnet, Address4 address) {
    return subnet.contains(address) && address - subnet.base >= 4 && address != subnet.last();
}

}  // namespace gantry::ec2
