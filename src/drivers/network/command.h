#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace gantry::network {

struct CommandOutput {
    int exit_code = 0;
    std::string text;  ///< standard output and error
};

/// Runs a program of the system's administration and waits for its end; for the start and the stop
/// of a process, not for loops. Looked for on PATH, then in /usr/sbin and /sbin.
/// Errors: NotFound when there is no such program, Unavailable when it cannot be run.
Result<CommandOutput> run_command(const std::vector<std::string>& words);

}  // namespace gantry::network
