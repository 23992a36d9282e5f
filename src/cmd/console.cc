#include "cmd/console.h"

#include <unistd.h>

#include "base/log.h"

namespace gantry::cmd {

Console::Console() : out_(STDOUT_FILENO), err_(STDERR_FILENO, {.tell_dropped = dropped_lines}) {
    set_log_writer(&err_);
}

Console::~Console() {
    set_log_writer(nullptr);
}

}  // namespace gantry::cmd
