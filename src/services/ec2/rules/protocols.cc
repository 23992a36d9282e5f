#include "services/ec2/rules/protocols.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "services/ec2/rules/refusal.h"

namespace gantry::ec2 {
namespace {

struct Protocol {
    std::string_view number;
    std::string_view name;
};

constexpr Protocol kProtocols[] = {{"1", "icmp"}, {"6", "tcp"}, {"17", "udp"}, {"58", "icmpv6"}};

std::string lower(std::string_view given) {
    std::string text(given);
    std::ranges::transform(text, text.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return text;
}

}  // namespace

Result<std::string> protocol_number(std::string_view given) {
    const std::string text = lower(given);
    if (text == "-1" || text == "all") return std::string("-1");
    for (const Protocol& one : kProtocols) {
        if (text == one.name) return std::string(one.number);
    }
    int number = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number < 0 || number > 255) {
        return invalid_value(
            fmt::format("Invalid value '{}' for IP protocol. Unknown protocol.", given)
        );
    }
    return std::to_string(number);
}

std::string protocol_name(std::string_view number) {
    for (const Protocol& one : kProtocols) {
        if (number == one.number) return std::string(one.name);
    }
    return std::string(number);
}

}  // namespace gantry::ec2
