#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace gantry::ecs {

/// A task-level cpu text in CPU units: "256", "1 vCPU", ".25 vcpu". Nothing when it is none.
std::optional<std::int64_t> parse_cpu_units(std::string_view text);

/// A task-level memory text in MiB: "512", "1GB", ".5 gb". Nothing when it is none.
std::optional<std::int64_t> parse_memory_mib(std::string_view text);

}  // namespace gantry::ecs
