#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"

/// Files of tasks that are in memory only: what secrets hold, for containers to read.
namespace gantry::memory_files {

struct MemoryFile {
    std::string path;  ///< within the task's folder, "app/0/db": plain parts, no "." and ".."
    std::string text;
    std::uint32_t mode = 0400;
    std::uint32_t user = 0;
    std::uint32_t group = 0;

    friend bool operator==(const MemoryFile&, const MemoryFile&) = default;
};

/// Keeps a folder for each task, which is a file system of its own that never touches a disk. They
/// outlive the process. Calls are of a few small files in memory, and come back at once.
class MemoryFiles {
  public:
    virtual ~MemoryFiles() = default;

    /// Why it can keep nothing here, for people; empty: it can.
    [[nodiscard]] virtual std::string why_not() const = 0;

    /// The task's folder, from the root; made where it is not there. Only the agent's user may look
    /// into it; folders below it may be looked into by everybody who has them mounted.
    /// @param task its id: letters, digits and dashes
    /// Errors: InvalidArgument for other names, Unavailable with the system's words.
    virtual Result<std::string> open(const std::string& task) = 0;

    /// Writes a file whole, with its folders, as its new content or not at all.
    /// @return whether it was something else before
    /// Errors: as open; NotFound for a task whose folder is not open.
    virtual Result<bool> write(const std::string& task, const MemoryFile& file) = 0;

    /// Whether the task's folder has a file or a folder there. Nothing is left of any once the
    /// machine was started anew.
    [[nodiscard]] virtual bool has(const std::string& task, const std::string& path) const = 0;

    /// Takes the folder away, with all in it, whoever has it mounted. What is not there is taken
    /// away already.
    virtual Result<void> close(const std::string& task) = 0;

    /// Tasks that have a folder.
    [[nodiscard]] virtual std::vector<std::string> open_tasks() const = 0;
};

}  // namespace gantry::memory_files
