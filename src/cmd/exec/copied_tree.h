#pragma once

#include <filesystem>

#include "base/result.h"

namespace gantry::cmd {

/// Moves what was copied to its place, on one file system: a file in place of a file, a directory
/// into one that is there, entry by entry. Links are moved, not followed. Errors: Unavailable with
/// the system's words, where a directory is to take a file's place or a file a directory's, among
/// others; what was moved by then stays.
Result<void> move_into_place(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace gantry::cmd
