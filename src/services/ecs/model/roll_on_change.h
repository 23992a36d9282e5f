#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "api/ecs/task_definition.h"
#include "base/result.h"

/// Containers whose services get a new deployment when what they were made with has changed. Beyond
/// ECS, so it stands in a docker label of the container:
///
///     gantry.roll-on-change = true
///
/// It holds for all of the container's `secrets`, secret options of its log driver, and files of
/// secrets (secret_files.h). Pure.
namespace gantry::ecs {

inline constexpr std::string_view kRollOnChange = "gantry.roll-on-change";

/// Whether a container's docker labels ask for it.
/// Errors: InvalidArgument for anything but "true" and "false".
Result<bool> read_roll_on_change(const std::map<std::string, std::string>& labels);

/// What containers that ask for it use: each `valueFrom` once, in order of first use.
std::vector<std::string> secrets_that_roll(const api::ecs::TaskDefinition& definition);

}  // namespace gantry::ecs
