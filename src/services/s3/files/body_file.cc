#include "services/s3/files/body_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/write_all.h"
#include "services/s3/files/file_format.h"

namespace gantry::s3 {
namespace {

/// So much is sent on its way to the disk at a time, while more comes in: at the end little is
/// left to wait for, and the system's memory does not fill with it.
constexpr std::uint64_t kWritebackBytes = 8U << 20U;
constexpr mode_t kFileMode = 0600;

Error failed(const std::string& path, const char* what) {
    return unavailable(path + " cannot be " + what + ": " + std::strerror(errno));
}

std::string directory_of(const std::string& path) {
    return path.substr(0, path.rfind('/'));
}

}  // namespace

Result<void> sync_directory(const std::string& path) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return failed(path, "opened");
    const bool synced = ::fsync(fd) == 0;
    const Error why = failed(path, "synced");
    ::close(fd);
    if (!synced) return why;
    return {};
}

BodyFileWriter::~BodyFileWriter() {
    if (fd_ >= 0) ::close(fd_);
}

Result<void> BodyFileWriter::open(const std::string& path) {
    path_ = path;
    fd_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kFileMode);
    if (fd_ < 0) return failed(path_, "made");
    return {};
}

Result<void> BodyFileWriter::write(std::string_view bytes) {
    add_to_sums(bytes);
    bytes_ += bytes.size();
    if (auto done = write_all(bytes); !done) return done;
    if (bytes_ - written_back_ >= kWritebackBytes) begin_writeback();
    return {};
}

void BodyFileWriter::add_to_sums(std::string_view bytes) {
    while (!bytes.empty()) {
        if (block_.empty() && bytes.size() >= kBlockBytes) {
            sums_.push_back(hash_of(bytes.substr(0, kBlockBytes)));
            bytes.remove_prefix(kBlockBytes);
            continue;
        }
        const std::size_t some = std::min(bytes.size(), kBlockBytes - block_.size());
        block_ += bytes.substr(0, some);
        bytes.remove_prefix(some);
        if (block_.size() < kBlockBytes) return;
        sums_.push_back(hash_of(block_));
        block_.clear();
    }
}

/// It only saves time.
void BodyFileWriter::begin_writeback() {
    ::sync_file_range(
        fd_,
        static_cast<off64_t>(written_back_),
        static_cast<off64_t>(bytes_ - written_back_),
        SYNC_FILE_RANGE_WRITE
    );
    written_back_ = bytes_;
}

Result<void> BodyFileWriter::write_all(std::string_view bytes) {
    if (gantry::write_all(fd_, bytes) != 0) return failed(path_, "written");
    return {};
}

Result<void> BodyFileWriter::finish() {
    if (!block_.empty()) sums_.push_back(hash_of(block_));
    if (auto done = write_all(write_tail(sums_, bytes_)); !done) return done;
    if (::fdatasync(fd_) != 0) return failed(path_, "synced");
    return sync_directory(directory_of(path_));
}

BodyFileReader::~BodyFileReader() {
    if (fd_ >= 0) ::close(fd_);
}

Error BodyFileReader::damaged() const {
    return unavailable(path_ + " is damaged: its bytes are not those that were written");
}

Result<void> BodyFileReader::open(const std::string& path) {
    path_ = path;
    fd_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd_ < 0) return failed(path_, "opened");
    struct stat found{};
    if (::fstat(fd_, &found) != 0) return failed(path_, "read");
    const auto size = static_cast<std::uint64_t>(found.st_size);
    if (size < kFooterBytes) return damaged();
    const auto footer = read_at(size - kFooterBytes, kFooterBytes);
    if (!footer) return footer.error();
    if (!read_footer(*footer, bytes_) || bytes_ > size) return damaged();
    if (size != bytes_ + tail_bytes(bytes_)) return damaged();
    const auto tail = read_at(bytes_, static_cast<std::size_t>(size - bytes_));
    if (!tail) return tail.error();
    if (!read_tail(*tail, bytes_, sums_)) return damaged();
    ::posix_fadvise(fd_, 0, 0, POSIX_FADV_SEQUENTIAL);
    return {};
}

Result<std::string> BodyFileReader::read(std::uint64_t first, std::uint64_t most) const {
    if (first >= bytes_ || most > bytes_ - first) return damaged();
    const std::uint64_t block = first / kBlockBytes;
    const std::uint64_t begin = block * kBlockBytes;
    const auto whole =
        static_cast<std::size_t>(std::min<std::uint64_t>(kBlockBytes, bytes_ - begin));
    auto bytes = read_at(begin, whole);
    if (!bytes) return bytes;
    if (hash_of(*bytes) != sums_[block]) return damaged();
    const auto skipped = static_cast<std::size_t>(first - begin);
    if (skipped > 0) bytes->erase(0, skipped);
    if (bytes->size() > most) bytes->resize(static_cast<std::size_t>(most));
    return bytes;
}

Result<std::string> BodyFileReader::read_at(std::uint64_t at, std::size_t bytes) const {
    std::string out(bytes, '\0');
    std::size_t done = 0;
    while (done < bytes) {
        const ssize_t n =
            ::pread(fd_, out.data() + done, bytes - done, static_cast<off_t>(at + done));
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return failed(path_, "read");
        if (n == 0) return damaged();
        done += static_cast<std::size_t>(n);
    }
    return out;
}

}  // namespace gantry::s3
