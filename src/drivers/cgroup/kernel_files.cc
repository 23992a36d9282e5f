#include "drivers/cgroup/kernel_files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace gantry::cgroup {

namespace {

constexpr std::size_t kMostText = 1 << 20;

Error unreadable(const std::string& path) {
    const int why = errno;
    const bool gone = why == ENOENT || why == ESRCH || why == ENODEV || why == ENOTDIR;
    const ErrorKind kind = gone                            ? ErrorKind::NotFound
                           : why == EACCES || why == EPERM ? ErrorKind::Denied
                                                           : ErrorKind::Unavailable;
    return Error{
        kind,
        {},
        fmt::format("cannot read {}: {}", path, std::generic_category().message(why)),
        {},
    };
}

class LinuxFiles final : public KernelFiles {
  public:
    [[nodiscard]] Result<std::string> read(const std::string& path) const override {
        const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        if (file < 0) return unreadable(path);
        std::string text;
        std::array<char, 16'384> piece;
        Result<std::string> result;
        for (;;) {
            const ssize_t count = ::read(file, piece.data(), piece.size());
            if (count < 0 && errno == EINTR) continue;
            if (count < 0) result = unreadable(path);
            if (count <= 0 || text.size() >= kMostText) break;
            text.append(piece.data(), static_cast<std::size_t>(count));
        }
        ::close(file);
        if (result) result = std::move(text);
        return result;
    }

    [[nodiscard]] Result<std::string> link(const std::string& path) const override {
        std::array<char, 256> text;
        const ssize_t length = ::readlink(path.c_str(), text.data(), text.size());
        if (length < 0) return unreadable(path);
        return std::string(text.data(), static_cast<std::size_t>(length));
    }
};

}  // namespace

std::shared_ptr<const KernelFiles> kernel_files() {
    return std::make_shared<const LinuxFiles>();
}

}  // namespace gantry::cgroup
