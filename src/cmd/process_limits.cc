#include "cmd/process_limits.h"

#include <sys/resource.h>

namespace gantry::cmd {

void raise_file_limit() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

/// One byte, and not none: a program that the kernel pipes core files to is not asked about limits,
/// but for this one, with which nothing is dumped at all. Source: Linux, fs/coredump.c.
void forbid_core_files() {
    const rlimit one_byte{1, 1};
    setrlimit(RLIMIT_CORE, &one_byte);
}

}  // namespace gantry::cmd
