#include "control/secret_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace gantry::control {

namespace {

constexpr std::size_t kMaxBytes = 4096;

Error system_error(const std::string& path, const char* doing) {
    return unavailable(std::string("cannot ") + doing + " " + path + ": " + std::strerror(errno));
}

Result<std::string> read_open_secret(int file, const std::string& path) {
    struct stat status{};
    if (fstat(file, &status) != 0) return system_error(path, "inspect");
    if ((status.st_mode & 077) != 0) {
        return invalid_argument(
            path + " can be read by others; make it private first: chmod 600 " + path
        );
    }
    std::string text(kMaxBytes, '\0');
    const ssize_t got = read(file, text.data(), text.size());
    if (got < 0) return system_error(path, "read");
    text.resize(static_cast<std::size_t>(got));
    while (!text.empty() && text.back() == '\n') text.pop_back();
    if (text.empty()) return invalid_argument(path + " is empty; remove it, or restore it");
    return text;
}

/// Its new name is on disk, too: what is sealed with it may be a moment later.
Result<void> sync_directory_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    const std::string directory = slash == std::string::npos ? "." : path.substr(0, slash + 1);
    const int file = open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file < 0) return system_error(directory, "open");
    const bool synced = fsync(file) == 0;
    close(file);
    if (!synced) return system_error(directory, "sync");
    return {};
}

Result<void> write_secret(const std::string& path, const std::string& text) {
    const std::string fresh = path + ".new";
    const int file = open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) return system_error(fresh, "create");
    const std::string line = text + "\n";
    const bool written =
        write(file, line.data(), line.size()) == static_cast<ssize_t>(line.size()) &&
        fsync(file) == 0;
    close(file);
    if (!written || rename(fresh.c_str(), path.c_str()) != 0) return system_error(path, "write");
    return sync_directory_of(path);
}

}  // namespace

Result<std::string> read_secret(const std::string& path) {
    const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return system_error(path, "open");
    auto text = read_open_secret(file, path);
    close(file);
    return text;
}

Result<std::string> read_or_make_secret(
    const std::string& path, const std::function<std::string()>& make
) {
    if (access(path.c_str(), F_OK) == 0) return read_secret(path);
    if (errno != ENOENT) return system_error(path, "open");
    std::string text = make();
    if (auto written = write_secret(path, text); !written) return written.error();
    return text;
}

}  // namespace gantry::control
