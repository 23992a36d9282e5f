#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"

namespace gantry::store {

/// A directory that one process at a time may use: made if missing (mode 0700), and locked for as
/// long as this object lives. The kernel gives the lock back when the process dies in any way.
class DataDirectory {
  public:
    /// Errors: Unavailable when it cannot be made or written; Conflict when a process has it,
    /// naming that process and what to do.
    static Result<DataDirectory> open(const std::filesystem::path& path);

    DataDirectory(DataDirectory&& other) noexcept;
    DataDirectory& operator=(DataDirectory&& other) noexcept;
    ~DataDirectory();

    /// Absolute.
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

    /// Makes the file if it is missing, and readable and writable by its owner only in any case.
    /// @return its whole path
    [[nodiscard]] Result<std::filesystem::path> private_file(const std::string& name) const;

  private:
    DataDirectory(std::filesystem::path path, int lock) : path_(std::move(path)), lock_(lock) {}

    std::filesystem::path path_;
    int lock_ = -1;
};

}  // namespace gantry::store
