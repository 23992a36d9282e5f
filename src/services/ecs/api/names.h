#pragma once

#include <string_view>

namespace gantry::ecs {

/// Clusters, services, families, containers and volumes: 1–255 of [A-Za-z0-9_-].
bool is_resource_name(std::string_view text);

/// Characters only, of any length but none: [A-Za-z0-9_-]+.
bool has_name_characters(std::string_view text);

/// 32 lower-case hex digits or a 36-character UUID: tasks and container instances.
bool is_resource_id(std::string_view text);

/// Printable ASCII without blanks (33–126), which client tokens are made of.
bool is_printable(std::string_view text);

}  // namespace gantry::ecs
