#include "cmd/exec/copied_tree.h"

#include <string>
#include <system_error>

namespace gantry::cmd {

namespace fs = std::filesystem;

namespace {

bool is_real_directory(const fs::path& path) {
    std::error_code none;
    return fs::is_directory(fs::symlink_status(path, none));
}

Error not_put(const fs::path& to, const std::error_code& why) {
    return unavailable(to.string() + ": " + why.message());
}

}  // namespace

Result<void> move_into_place(const fs::path& from, const fs::path& to) {
    std::error_code error;
    if (!is_real_directory(from) || !is_real_directory(to)) {
        fs::rename(from, to, error);
        if (error) return not_put(to, error);
        return {};
    }
    auto entry = fs::directory_iterator(from, error);
    while (!error && entry != fs::directory_iterator()) {
        if (auto moved = move_into_place(entry->path(), to / entry->path().filename()); !moved) {
            return moved;
        }
        entry.increment(error);
    }
    if (error) return not_put(to, error);
    return {};
}

}  // namespace gantry::cmd
