#include "cmd/process_limits.h"

#include <sys/prctl.h>
#include <sys/resource.h>

namespace gantry::cmd {

void raise_file_limit() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

/// One byte, and not none: a program that the kernel pipes core files to is not asked about limits,
/// but for this one, with which nothing is dumped at all. Who was allowed none may not raise that
/// to one, and becomes a process that is not dumped, nor looked into by its own user's other
/// programs. Source: Linux, fs/coredump.c; core(5), prctl(2).
void forbid_core_files() {
    const rlimit one_byte{1, 1};
    if (setrlimit(RLIMIT_CORE, &one_byte) != 0) prctl(PR_SET_DUMPABLE, 0);
}

}  // namespace gantry::cmd
