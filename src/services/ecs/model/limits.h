#pragma once

#include <cstddef>

namespace gantry::ecs {

/// Tags of users' on one resource; ECS's own (aws:…) do not count.
/// Source: Developer Guide, tag restrictions.
inline constexpr std::size_t kMaxTags = 50;

}  // namespace gantry::ecs
