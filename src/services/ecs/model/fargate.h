#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "api/ecs/task_definition.h"
#include "api/ecs/task_override.h"

/// What FARGATE adds to tasks, as far as their rows know of it.
namespace gantry::ecs {

/// The newest platform version of Linux, which "LATEST" stands for.
inline constexpr std::string_view kLatestPlatform = "1.4.0";
inline constexpr std::string_view kOlderPlatform = "1.3.0";

/// The number that a platform version stands for: kLatestPlatform for "LATEST" and for none.
/// Nothing for one that there is not.
std::optional<std::string> platform_number(const std::optional<std::string>& version);

/// The disk of a task in GiB: the override's, the definition's, else 20. Version 1.3.0 has none
/// that can be named: 0.
std::int64_t ephemeral_gib_of(
    const api::ecs::TaskDefinition& definition,
    const api::ecs::TaskOverride& overrides,
    std::string_view platform_version
);

}  // namespace gantry::ecs
