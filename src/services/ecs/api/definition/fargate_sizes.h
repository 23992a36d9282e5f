#pragma once

#include <cstdint>

namespace gantry::ecs {

/// Whether Fargate has a size of so many CPU units and MiB of memory.
/// Source: Developer Guide, Fargate task CPU and memory.
bool is_fargate_size(std::int64_t cpu, std::int64_t memory_mib);

}  // namespace gantry::ecs
