#include "services/ecs/api/definition/port_range.h"

#include <charconv>

namespace gantry::ecs::definition {
namespace {

constexpr std::int32_t kLastPort = 65535;

std::optional<std::int32_t> parse_port(std::string_view text) {
    std::int32_t port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    const bool whole = error == std::errc{} && end == text.data() + text.size();
    if (!whole || port < 1 || port > kLastPort) return std::nullopt;
    return port;
}

}  // namespace

std::optional<PortRange> parse_port_range(std::string_view text) {
    const std::size_t dash = text.find('-');
    if (dash == std::string_view::npos) return std::nullopt;
    const auto first = parse_port(text.substr(0, dash));
    const auto last = parse_port(text.substr(dash + 1));
    if (!first || !last || *first >= *last) return std::nullopt;
    return PortRange{*first, *last};
}

}  // namespace gantry::ecs::definition
