#pragma once

#include <string_view>
#include <vector>

#include "api/ecs/attribute.h"
#include "base/result.h"

namespace gantry::ecs {

/// True for names that the agent and ECS write: "ecs.…" and "com.amazonaws.ecs.…".
bool is_reserved_attribute(std::string_view name);

/// Checks the name and value of a custom attribute. Errors: InvalidParameterException.
/// Source: API Reference, Attribute.
Result<void> check_attribute(const api::ecs::Attribute& attribute);

/// How many of an instance's attributes count against the limit of ten.
std::size_t count_custom_attributes(const std::vector<api::ecs::Attribute>& attributes);
inline constexpr std::size_t kMaxCustomAttributes = 10;

}  // namespace gantry::ecs
