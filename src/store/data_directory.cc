#include "store/data_directory.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include "base/log.h"

namespace gantry::store {

namespace {

constexpr mode_t kOwnerOnlyDirectory = 0700;
constexpr mode_t kOwnerOnlyFile = 0600;

Error system_failure(std::string_view what, const std::filesystem::path& path, int code) {
    return unavailable(
        fmt::format("Cannot {} {}: {}.", what, path.string(), std::generic_category().message(code))
    );
}

/// A new directory lasts only once the one that holds it is on disk.
void sync_directory(const std::filesystem::path& path) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return;
    ::fsync(fd);
    ::close(fd);
}

/// Whether it was made for us: with our files in it, or with none at all.
bool is_ours(const std::filesystem::path& path) {
    std::error_code failed;
    return std::filesystem::exists(path / "lock", failed) ||
           std::filesystem::exists(path / "journal.db", failed) ||
           std::filesystem::is_empty(path, failed);
}

std::optional<Error> make_directory(const std::filesystem::path& path) {
    std::error_code failed;
    std::filesystem::create_directories(path.parent_path(), failed);
    if (failed) return system_failure("make the directory", path.parent_path(), failed.value());
    if (::mkdir(path.c_str(), kOwnerOnlyDirectory) == 0) {
        sync_directory(path.parent_path());
    } else if (errno != EEXIST) {
        return system_failure("make the directory", path, errno);
    } else {
        return keep_private(path);
    }
    return std::nullopt;
}

std::string read_owner(int lock) {
    std::array<char, 32> text{};
    const ssize_t size = ::pread(lock, text.data(), text.size(), 0);
    const std::string_view pid(text.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
    return std::string(pid.substr(0, pid.find('\n')));
}

void write_owner(int lock) {
    const std::string pid = fmt::format("{}\n", ::getpid());
    // Only a hint for whoever is refused: the lock holds without it.
    if (::ftruncate(lock, 0) == 0) std::ignore = ::pwrite(lock, pid.data(), pid.size(), 0);
}

Error in_use(const std::filesystem::path& path, const std::string& pid) {
    return {
        ErrorKind::Conflict,
        {},
        fmt::format(
            "The data directory {} is in use by process {}. Stop that process, or choose another "
            "directory.",
            path.string(),
            pid.empty() ? "(unknown)" : pid
        ),
        {}
    };
}

}  // namespace

std::optional<Error> keep_private(const std::filesystem::path& path) {
    struct stat status{};
    if (::stat(path.c_str(), &status) != 0 || !S_ISDIR(status.st_mode)) return std::nullopt;
    if ((status.st_mode & 077) == 0) return std::nullopt;
    if (is_ours(path) && ::chmod(path.c_str(), kOwnerOnlyDirectory) == 0) {
        log_warn("data_directory_narrowed", {{"path", path.string()}});
        return std::nullopt;
    }
    return invalid_argument(fmt::format(
        "The data directory {0} is open to others; choose another with --data-dir, or, if it is "
        "Gantry's alone: chmod 700 {0}",
        path.string()
    ));
}

Result<DataDirectory> DataDirectory::open(const std::filesystem::path& path) {
    std::error_code failed;
    std::filesystem::path whole = std::filesystem::absolute(path, failed).lexically_normal();
    if (failed) return system_failure("find", path, failed.value());
    if (!whole.has_filename()) whole = whole.parent_path();  // "data/" is "data"
    if (const auto error = make_directory(whole)) return *error;

    const std::filesystem::path file = whole / "lock";
    const int lock = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kOwnerOnlyFile);
    if (lock < 0) return system_failure("open", file, errno);
    if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
        const int code = errno;
        const Error error = code == EWOULDBLOCK ? in_use(whole, read_owner(lock))
                                                : system_failure("lock", file, code);
        ::close(lock);
        return error;
    }
    write_owner(lock);
    return DataDirectory(std::move(whole), lock);
}

DataDirectory::DataDirectory(DataDirectory&& other) noexcept
    : path_(std::move(other.path_)), lock_(std::exchange(other.lock_, -1)) {}

DataDirectory& DataDirectory::operator=(DataDirectory&& other) noexcept {
    std::swap(path_, other.path_);
    std::swap(lock_, other.lock_);
    return *this;
}

DataDirectory::~DataDirectory() {
    if (lock_ >= 0) ::close(lock_);
}

Result<std::filesystem::path> DataDirectory::private_file(const std::string& name) const {
    std::filesystem::path file = path_ / name;
    const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kOwnerOnlyFile);
    if (fd < 0) return system_failure("open", file, errno);
    const bool narrowed = ::fchmod(fd, kOwnerOnlyFile) == 0;
    const int code = errno;
    ::close(fd);
    if (!narrowed) return system_failure("protect", file, code);
    return file;
}

}  // namespace gantry::store
