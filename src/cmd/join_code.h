#pragma once

#include <string>

#include "base/result.h"

namespace gantry::cmd {

/// What a machine comes in by: an activation of Systems Manager.
struct JoinCode {
    std::string activation_id;
    std::string activation_code;
};

/// Reads `--join`: "<id>:<code>", "file:PATH" of a file with one such line, or "-" for a line of
/// standard input. Errors: InvalidArgument, which never says the code.
Result<JoinCode> read_join_code(const std::string& text);

/// Takes the code out of what others on the machine can see: the arguments of this process and its
/// environment (GANTRY_JOIN). Before any thread is started.
void hide_join_code(int argc, char** argv);

}  // namespace gantry::cmd
