#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"

/// What the storage worker's parts do with files. For threads that may wait.
namespace gantry::storage {

inline constexpr mode_t kPrivate = 0700;

/// Unavailable: "<what>: <the system's words for errno>".
Error system_failure(const std::string& what);

/// Letters, digits, '-' and '_', and not nothing.
bool is_word(std::string_view text);
bool exists(const std::string& path);
/// Whether the path is where a file system is mounted.
bool is_mount(const std::string& path);

/// One that is there is success. Errors: Unavailable.
Result<void> make_directory(const std::string& path, mode_t mode);
/// With those above it, which are private.
Result<void> make_path(const std::string& path, mode_t mode);
/// One that is not there is success.
Result<void> remove_file(const std::string& path);

/// Errors: those of network::run_with_input.
Result<void> run_tool(const std::vector<std::string>& words, Duration limit);

/// Copies what is in a file, leaving holes as they are; a copy of the file system's own, which
/// takes no time, where it makes such. It is on disk when this has succeeded.
/// @param to made new
/// Errors: Unavailable, with nothing left; also when it takes longer than `limit`.
Result<void> copy_file(const std::string& from, const std::string& to, Duration limit);

/// Renames, durably. Errors: Unavailable.
Result<void> move_file(const std::string& from, const std::string& to);

/// A file system that is held still: nobody's writes reach its disk until this is destroyed.
class Stillness {
  public:
    /// Errors: Unavailable where that cannot be.
    static Result<Stillness> of(const std::string& mount);
    ~Stillness();
    Stillness(Stillness&& other) noexcept;
    Stillness& operator=(Stillness&&) = delete;

  private:
    explicit Stillness(int descriptor) : descriptor_(descriptor) {}
    int descriptor_;
};

/// Ends the stillness of a file system that a process has left behind.
void thaw(const std::string& mount);

/// "xfs"; "ext" for all of its kind; empty for what is neither.
std::string kind_of_image(const std::string& file);

/// Makes a file system as large as its disk is. Nothing happens where it is.
/// @param file  of the kind "ext", mounted nowhere
Result<void> grow_image(const std::string& file);
/// @param mount of XFS
Result<void> grow_mounted(const std::string& mount);

}  // namespace gantry::storage
