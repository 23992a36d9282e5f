#include "drivers/storage/storage_files.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include "base/log.h"
#include "base/write_all.h"
#include "drivers/network/command.h"
#include "drivers/network/descriptor.h"

namespace gantry::storage {
namespace {

using network::Descriptor;
using Clock = std::chrono::steady_clock;

constexpr Duration kGrowLimit = minutes{3};
constexpr std::size_t kPiece = 16U << 20U;  ///< that is copied between looks at the clock
constexpr std::size_t kPieceByHand = 1U << 20U;

/// Through this process's memory. @return how much was copied; below 0: errno says why not
ssize_t copy_by_hand(const Descriptor& from, const Descriptor& to, off_t at, std::size_t most) {
    std::vector<char> piece(std::min(most, kPieceByHand));
    const ssize_t count = ::pread(from.get(), piece.data(), piece.size(), at);
    if (count <= 0) return count;
    if (::lseek(to.get(), at, SEEK_SET) < 0) return -1;
    errno = write_all(to.get(), {piece.data(), static_cast<std::size_t>(count)});
    return errno == 0 ? count : -1;
}

/// A piece of what begins at `at`. The system copies by itself within one file system, and between
/// some of a kind.
ssize_t copy_piece(const Descriptor& from, const Descriptor& to, off_t at, std::size_t most) {
    off_t in = at;
    off_t out = at;
    const ssize_t count = ::copy_file_range(from.get(), &in, to.get(), &out, most, 0);
    const bool cannot =
        count < 0 && (errno == EXDEV || errno == EOPNOTSUPP || errno == EINVAL || errno == ENOSYS);
    return cannot ? copy_by_hand(from, to, at, most) : count;
}

/// Copies `[begin, end)`, which has no holes.
Result<void> copy_range(
    const Descriptor& from, const Descriptor& to, off_t begin, off_t end, Clock::time_point until
) {
    while (begin < end) {
        if (Clock::now() > until) return unavailable("copying the disk took too long");
        const auto most = std::min(static_cast<std::size_t>(end - begin), kPiece);
        const ssize_t count = copy_piece(from, to, begin, most);
        if (count < 0 && errno != EINTR) return system_failure("copying a disk");
        if (count == 0) return unavailable("copying a disk: it became shorter");
        if (count > 0) begin += count;
    }
    return {};
}

/// What has content, piece by piece.
Result<void> copy_content(const Descriptor& from, const Descriptor& to, Duration limit) {
    struct stat about{};
    if (::fstat(from.get(), &about) != 0) return system_failure("a disk");
    if (::ftruncate(to.get(), about.st_size) != 0) return system_failure("copying a disk");
    const auto until = Clock::now() + limit;
    off_t at = 0;
    while (at < about.st_size) {
        const off_t begin = ::lseek(from.get(), at, SEEK_DATA);
        if (begin < 0 && errno == ENXIO) break;  // holes to the end
        if (begin < 0) return system_failure("a disk");
        const off_t end = ::lseek(from.get(), begin, SEEK_HOLE);
        if (end < 0) return system_failure("a disk");
        if (auto copied = copy_range(from, to, begin, end, until); !copied) return copied;
        at = end;
    }
    return {};
}

}  // namespace

Error system_failure(const std::string& what) {
    return unavailable(what + ": " + std::generic_category().message(errno));
}

bool is_word(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '_';
    });
}

bool exists(const std::string& path) {
    return ::access(path.c_str(), F_OK) == 0;
}

bool is_mount(const std::string& path) {
    struct statx about{};
    if (::statx(AT_FDCWD, path.c_str(), AT_SYMLINK_NOFOLLOW, STATX_TYPE, &about) != 0) return false;
    return (about.stx_attributes & STATX_ATTR_MOUNT_ROOT) != 0;
}

Result<void> make_directory(const std::string& path, mode_t mode) {
    if (::mkdir(path.c_str(), mode) != 0 && errno != EEXIST) return system_failure(path);
    return {};
}

Result<void> make_path(const std::string& path, mode_t mode) {
    for (std::size_t slash = path.find('/', 1); slash != std::string::npos;
         slash = path.find('/', slash + 1)) {
        if (auto made = make_directory(path.substr(0, slash), kPrivate); !made) return made;
    }
    return make_directory(path, mode);
}

Result<void> remove_file(const std::string& path) {
    if (::unlink(path.c_str()) != 0 && errno != ENOENT) return system_failure(path);
    return {};
}

Result<void> run_tool(const std::vector<std::string>& words, Duration limit) {
    auto ran = network::run_with_input(words, {}, limit);
    return ran ? Result<void>{} : ran.error();
}

Result<void> copy_file(const std::string& from, const std::string& to, Duration limit) {
    const Descriptor source(::open(from.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!source) return system_failure(from);
    if (auto gone = remove_file(to); !gone) return gone;
    const Descriptor copy(
        ::open(to.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0600)
    );
    if (!copy) return system_failure(to);
    Result<void> copied;
    if (::ioctl(copy.get(), FICLONE, source.get()) != 0) copied = copy_content(source, copy, limit);
    if (copied && ::fsync(copy.get()) != 0) copied = system_failure(to);
    if (!copied) ::unlink(to.c_str());
    return copied;
}

Result<void> move_file(const std::string& from, const std::string& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) return system_failure(to);
    const std::string folder = to.substr(0, to.rfind('/'));
    const Descriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!directory || ::fsync(directory.get()) != 0) return system_failure(folder);
    return {};
}

Result<Stillness> Stillness::of(const std::string& mount) {
    Descriptor root(::open(mount.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW));
    if (!root) return system_failure(mount);
    if (::ioctl(root.get(), FIFREEZE, 0) != 0) return system_failure("holding " + mount + " still");
    return Stillness(root.release());
}

Stillness::Stillness(Stillness&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

Stillness::~Stillness() {
    if (descriptor_ < 0) return;
    if (::ioctl(descriptor_, FITHAW, 0) != 0) {
        log_error("disk_not_thawed", {{"why", std::generic_category().message(errno)}});
    }
    ::close(descriptor_);
}

void thaw(const std::string& mount) {
    const Descriptor root(::open(mount.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW));
    if (root && ::ioctl(root.get(), FITHAW, 0) == 0) log_warn("disk_thawed", {{"mount", mount}});
}

std::string kind_of_image(const std::string& file) {
    constexpr off_t kMagicOfExt = 0x438;
    const Descriptor image(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    std::array<char, 4> begin{};
    std::array<unsigned char, 2> magic{};
    if (!image) return "";
    if (::pread(image.get(), begin.data(), begin.size(), 0) == 4 &&
        std::string_view(begin.data(), begin.size()) == "XFSB") {
        return "xfs";
    }
    const bool ext = ::pread(image.get(), magic.data(), magic.size(), kMagicOfExt) == 2 &&
                     magic[0] == 0x53 && magic[1] == 0xEF;
    return ext ? "ext" : "";
}

Result<void> grow_image(const std::string& file) {
    // Which has to be found in order first; 1 says that something was put right.
    const std::vector<std::string> check = {
        "sh", "-c", "e2fsck -f -p \"$1\" || [ $? -eq 1 ]", "sh", file
    };
    if (auto good = run_tool(check, kGrowLimit); !good) return good;
    return run_tool({"resize2fs", file}, kGrowLimit);
}

Result<void> grow_mounted(const std::string& mount) {
    return run_tool({"xfs_growfs", mount}, kGrowLimit);
}

}  // namespace gantry::storage
