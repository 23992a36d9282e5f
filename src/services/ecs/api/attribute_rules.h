#pragma once

#include <string_view>

#include "api/ecs/attribute.h"
#include "base/result.h"
#include "services/ecs/model/container_instance_row.h"

namespace gantry::ecs {

/// True for names that the agent and ECS write: "ecs.…" and "com.amazonaws.ecs.…".
bool is_reserved_attribute(std::string_view name);

/// Checks the name and value of a custom attribute. Errors: InvalidParameterException.
/// Source: API Reference, Attribute.
Result<void> check_attribute(const api::ecs::Attribute& attribute);

/// How many attributes of the instance count against the limit of ten.
std::size_t count_custom_attributes(const ContainerInstanceRow& instance);
inline constexpr std::size_t kMaxCustomAttributes = 10;

}  // namespace gantry::ecs
