#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace gantry::network {

struct CommandOutput {
    int exit_code = 0;
    std::string text;  ///< standard output and error
};

/// Runs a program of the system's administration and waits for its end; for the start and the stop
/// of a process, not for loops. Looked for on PATH, then in /usr/sbin and /sbin.
/// It is killed with the thread that waits for it, and so with this process.
/// Errors: NotFound when there is no such program, Unavailable when it cannot be run.
Result<CommandOutput> run_command(const std::vector<std::string>& words);

/// The same, for threads that may wait: the program reads `input`, and is killed when it has not
/// ended within `limit` (Unavailable). It sees the network namespace of the calling thread.
/// Errors: besides, Unavailable with the tool's words when it ends with another code than 0.
Result<std::string> run_with_input(
    const std::vector<std::string>& words, const std::string& input, Duration limit
);

}  // namespace gantry::network
