#pragma once

#include <string>

#include "drivers/files/task_files.h"

namespace gantry::files {

/// Files below a folder of this machine: `<base>/<task>/<name>`. Folders are 0700; files are 0644,
/// because the programs that read them may be of any user.
class LocalFiles final : public TaskFiles {
  public:
    /// @param base made when it is first needed
    explicit LocalFiles(const std::string& base);

    Result<std::string> keep(
        const std::string& task, const std::map<std::string, std::string>& files
    ) override;
    Result<void> remove(const std::string& task) override;

  private:
    std::string base_;  ///< from the root
};

}  // namespace gantry::files
