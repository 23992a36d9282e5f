#include "drivers/memory_files/tmpfs_files.h"

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "base/write_all.h"

namespace gantry::memory_files {
namespace {

namespace fs = std::filesystem;

constexpr const char* kOptions = "size=4m,nr_inodes=1024,mode=0700";
constexpr const char* kNeverSwapped = "size=4m,nr_inodes=1024,mode=0700,noswap";
constexpr unsigned long kMountFlags = MS_NOSUID | MS_NODEV | MS_NOEXEC;

Error failed(const std::string& path, int error) {
    return unavailable(path + ": " + std::generic_category().message(error));
}

bool is_task_id(std::string_view name) {
    return !name.empty() && std::ranges::all_of(name, [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-';
    });
}

Result<void> check_task(const std::string& task) {
    if (is_task_id(task)) return {};
    return invalid_argument("'" + task + "' is no task's id");
}

/// Whether all of its parts are names of something.
bool is_inside(std::string_view path) {
    if (path.empty() || path.front() == '/' || path.back() == '/') return false;
    for (const auto& part : fs::path(path)) {
        if (part.empty() || part == "." || part == "..") return false;
    }
    return path.find('\0') == std::string_view::npos;
}

bool is_tmpfs(const std::string& path) {
    struct statfs status{};
    return ::statfs(path.c_str(), &status) == 0 &&
           static_cast<unsigned long>(status.f_type) == TMPFS_MAGIC;
}

/// A mount of its own, not a folder of a tmpfs around it.
bool is_mounted(const std::string& path) {
    struct stat here{};
    struct stat above{};
    return ::stat(path.c_str(), &here) == 0 && ::stat((path + "/..").c_str(), &above) == 0 &&
           here.st_dev != above.st_dev && is_tmpfs(path);
}

Result<void> make_folder(const std::string& path, mode_t mode) {
    if (::mkdir(path.c_str(), mode) != 0 && errno != EEXIST) return failed(path, errno);
    // Whatever the umask says.
    if (::chmod(path.c_str(), mode) != 0) return failed(path, errno);
    return {};
}

/// As far as it can be.
void make_empty(const std::string& folder) {
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        fs::remove_all(entry.path(), error);
    }
}

/// What a file holds; nothing for one that is not there.
std::string read_all(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0) return {};
    std::string text;
    char buffer[4096];
    for (;;) {
        const ssize_t got = ::read(file, buffer, sizeof buffer);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        text.append(buffer, static_cast<std::size_t>(got));
    }
    ::close(file);
    return text;
}

bool is_as_wanted(const std::string& path, const MemoryFile& file) {
    struct stat status{};
    if (::lstat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return false;
    return (status.st_mode & 07777U) == file.mode && status.st_uid == file.user &&
           status.st_gid == file.group && read_all(path) == file.text;
}

/// @return 0, or the system's error
int fill(int descriptor, const MemoryFile& file) {
    if (const int error = write_all(descriptor, file.text); error != 0) return error;
    if (::fchown(descriptor, file.user, file.group) != 0) return errno;
    if (::fchmod(descriptor, file.mode) != 0) return errno;
    return 0;
}

}  // namespace

TmpfsFiles::TmpfsFiles(const std::string& base) : base_(fs::absolute(base).lexically_normal()) {
    constexpr const char* kProbe = "probe";
    if (const auto opened = open(kProbe); !opened) {
        why_not_ = "no file system in memory can be mounted for tasks: " + opened.error().message;
        return;
    }
    if (const auto closed = close(kProbe); !closed) why_not_ = closed.error().message;
}

Result<std::string> TmpfsFiles::open(const std::string& task) {
    if (auto good = check_task(task); !good) return good.error();
    std::string folder = base_ + "/" + task;
    if (is_mounted(folder)) return folder;
    if (auto made = make_folder(base_, 0700); !made) return made.error();
    if (auto made = make_folder(folder, 0700); !made) return made.error();
    if (::mount("gantry", folder.c_str(), "tmpfs", kMountFlags, kNeverSwapped) == 0 ||
        ::mount("gantry", folder.c_str(), "tmpfs", kMountFlags, kOptions) == 0) {
        return folder;
    }
    const int error = errno;
    ::rmdir(folder.c_str());
    return failed(folder, error);
}

Result<bool> TmpfsFiles::write(const std::string& task, const MemoryFile& file) {
    if (auto good = check_task(task); !good) return good.error();
    if (!is_inside(file.path)) return invalid_argument("'" + file.path + "' is no path");
    const std::string folder = base_ + "/" + task;
    if (!is_mounted(folder)) return not_found("nothing is mounted at " + folder);
    for (std::size_t at = file.path.find('/'); at != std::string::npos;
         at = file.path.find('/', at + 1)) {
        if (auto made = make_folder(folder + "/" + file.path.substr(0, at), 0755); !made) {
            return made.error();
        }
    }
    const std::string path = folder + "/" + file.path;
    if (is_as_wanted(path, file)) return false;
    // Of the same file system, and in no container: those have "<name>/<n>" mounted.
    const std::string fresh = folder + "/.new";
    ::unlink(fresh.c_str());
    const int descriptor =
        ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0) return failed(fresh, errno);
    int error = fill(descriptor, file);
    ::close(descriptor);
    if (error == 0 && ::rename(fresh.c_str(), path.c_str()) != 0) error = errno;
    if (error == 0) return true;
    ::unlink(fresh.c_str());
    return failed(path, error);
}

bool TmpfsFiles::has(const std::string& task, const std::string& path) const {
    if (!is_task_id(task) || !is_inside(path)) return false;
    const std::string folder = base_ + "/" + task;
    struct stat status{};
    return is_mounted(folder) && ::lstat((folder + "/" + path).c_str(), &status) == 0;
}

/// What is in the folder and not in what is mounted there was made by a runtime, which makes what a
/// container has bound and is not there.
Result<void> TmpfsFiles::close(const std::string& task) {
    if (auto good = check_task(task); !good) return good.error();
    const std::string folder = base_ + "/" + task;
    if (is_mounted(folder)) {
        make_empty(folder);
        if (::umount2(folder.c_str(), MNT_DETACH | UMOUNT_NOFOLLOW) != 0) {
            return failed(folder, errno);
        }
    }
    make_empty(folder);
    if (::rmdir(folder.c_str()) != 0 && errno != ENOENT) return failed(folder, errno);
    return {};
}

std::vector<std::string> TmpfsFiles::open_tasks() const {
    std::vector<std::string> tasks;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(base_, error)) {
        std::string name = entry.path().filename().string();
        if (is_task_id(name)) tasks.push_back(std::move(name));
    }
    std::ranges::sort(tasks);
    return tasks;
}

}  // namespace gantry::memory_files
