#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace gantry::ecs::definition {

/// Container ports from first to last, both included.
struct PortRange {
    std::int32_t first = 0;
    std::int32_t last = 0;

    [[nodiscard]] bool overlaps(const PortRange& other) const {
        return first <= other.last && other.first <= last;
    }
};

/// "a-b" with 1 <= a < b <= 65535; nothing for any other text.
std::optional<PortRange> parse_port_range(std::string_view text);

}  // namespace gantry::ecs::definition
