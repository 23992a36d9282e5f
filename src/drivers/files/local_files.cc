#include "drivers/files/local_files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "base/write_all.h"

namespace gantry::files {
namespace {

namespace fs = std::filesystem;

Error failed(const std::string& path, int error) {
    return unavailable(path + ": " + std::generic_category().message(error));
}

bool is_plain_name(std::string_view name) {
    return !name.empty() && name.front() != '.' && std::ranges::all_of(name, [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_' || c == '.';
    });
}

Result<void> check_name(const std::string& name) {
    if (is_plain_name(name)) return {};
    return invalid_argument("'" + name + "' is no name for a task's file");
}

Result<void> make_folder(const std::string& path) {
    if (::mkdir(path.c_str(), 0700) == 0 || errno == EEXIST) return {};
    return failed(path, errno);
}

/// @return 0, or the system's error
int fill(int file, std::string_view text) {
    if (const int error = write_all(file, text); error != 0) return error;
    // Whatever the umask says: the program that reads it may be of another user.
    if (::fchmod(file, 0644) != 0 || ::fsync(file) != 0) return errno;
    return 0;
}

Result<void> write_file(const std::string& path, std::string_view text) {
    const std::string fresh = path + ".new";
    const int file =
        ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0) return failed(fresh, errno);
    int error = fill(file, text);
    ::close(file);
    if (error == 0 && ::rename(fresh.c_str(), path.c_str()) != 0) error = errno;
    if (error == 0) return {};
    ::unlink(fresh.c_str());
    return failed(path, error);
}

}  // namespace

LocalFiles::LocalFiles(const std::string& base) : base_(fs::absolute(base).lexically_normal()) {}

Result<std::string> LocalFiles::keep(
    const std::string& task, const std::map<std::string, std::string>& files
) {
    if (auto good = check_name(task); !good) return good.error();
    std::string folder = base_ + "/" + task;
    if (auto made = make_folder(base_); !made) return made.error();
    if (auto made = make_folder(folder); !made) return made.error();
    for (const auto& [name, text] : files) {
        if (auto good = check_name(name); !good) return good.error();
        if (auto written = write_file(fmt::format("{}/{}", folder, name), text); !written)
            return written.error();
    }
    return folder;
}

Result<void> LocalFiles::remove(const std::string& task) {
    if (auto good = check_name(task); !good) return good;
    std::error_code error;
    fs::remove_all(base_ + "/" + task, error);
    if (error) return unavailable(base_ + "/" + task + ": " + error.message());
    return {};
}

}  // namespace gantry::files
