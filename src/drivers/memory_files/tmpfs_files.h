#pragma once

#include <string>
#include <vector>

#include "drivers/memory_files/memory_files.h"

namespace gantry::memory_files {

/// A tmpfs for each task, `<base>/<task>`: of 4 MiB, never swapped out where the kernel can promise
/// that (Linux 6.4), without programs, devices and set-user-id. Mounting takes CAP_SYS_ADMIN.
///
/// The container runtime has to see what this process mounts: no service manager may have given it
/// a file system of its own. Inside of a container, `base` is mounted with the propagation rshared.
class TmpfsFiles final : public MemoryFiles {
  public:
    /// Tries whether it can mount. @param base made with mode 0700
    explicit TmpfsFiles(const std::string& base);

    [[nodiscard]] std::string why_not() const override { return why_not_; }
    Result<std::string> open(const std::string& task) override;
    Result<bool> write(const std::string& task, const MemoryFile& file) override;
    [[nodiscard]] bool has(const std::string& task, const std::string& path) const override;
    Result<void> close(const std::string& task) override;
    [[nodiscard]] std::vector<std::string> open_tasks() const override;

  private:
    std::string base_;  ///< from the root
    std::string why_not_;
};

}  // namespace gantry::memory_files
