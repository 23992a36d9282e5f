#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace gantry::ecs::exec {

/// The words of a command line, as a shell would split them, without anything else that a shell
/// does: quotes, escapes, and comments behind a '#' that begins a word. ECS Exec runs commands so,
/// without a shell of the container's, unless the command names one. Pure.
/// Errors: InvalidArgument, for quotes and escapes without end, and where no word is left.
Result<std::vector<std::string>> split_words(std::string_view line);

}  // namespace gantry::ecs::exec
