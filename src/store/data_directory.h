#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/result.h"

namespace gantry::store {

/// Sees to it that only its owner looks into a data directory: one of ours that was made wider is
/// narrowed, with a word in the log, and so is an empty one; one that was there for something else
/// and is open to others is refused, with what to do. Nothing of one that is not there.
std::optional<Error> keep_private(const std::filesystem::path& path);

/// A directory that one process at a time may use: made if missing (mode 0700), and locked for as
/// long as this object lives. The kernel gives the lock back when the process dies in any way.
class DataDirectory {
  public:
    /// Errors: Unavailable when it cannot be made or written; Conflict when a process has it,
    /// naming that process and what to do; as of keep_private.
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
