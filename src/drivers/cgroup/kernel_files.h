#pragma once

#include <memory>
#include <string>

#include "base/result.h"

namespace gantry::cgroup {

/// Files whose text the kernel makes as they are read: those below /proc and /sys/fs/cgroup. Any
/// thread. An interface so that tests read the trees of other machines.
class KernelFiles {
  public:
    virtual ~KernelFiles() = default;

    /// The whole text, or its first MiB.
    /// Errors: NotFound (no such file, or the process has ended), Denied, Unavailable.
    [[nodiscard]] virtual Result<std::string> read(const std::string& path) const = 0;
    /// What a symbolic link says: "net:[4026531840]". Errors: the same.
    [[nodiscard]] virtual Result<std::string> link(const std::string& path) const = 0;
};

/// This machine's.
std::shared_ptr<const KernelFiles> kernel_files();

}  // namespace gantry::cgroup
