#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <limits>
#include <memory>
#include <optional>
#include <utility>

#include "net/piece_pump.h"

namespace gantry::net {
namespace {

/// One of them stops the reader until it is half sent, see kMaxUnsentOfStream.
constexpr std::uint64_t kPieceBytes = 48U << 10U;

/// An open file; closed with the last who reads it.
class OpenFile {
  public:
    explicit OpenFile(int fd) : fd_(fd) {}
    ~OpenFile() { ::close(fd_); }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    /// Some bytes from `offset` on, at most `most`. Errors: Unavailable, and when there are none.
    [[nodiscard]] Result<std::string> read(std::uint64_t offset, std::uint64_t most) const {
        std::string bytes(static_cast<std::size_t>(std::min(most, kPieceBytes)), '\0');
        const ssize_t n = ::pread(fd_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (n < 0)
            return unavailable(std::string("a file cannot be read: ") + std::strerror(errno));
        if (n == 0) return unavailable("a file has become shorter");
        bytes.resize(static_cast<std::size_t>(n));
        return bytes;
    }

  private:
    int fd_;
};

/// A part of a file: from `first` to before `end`.
struct Part {
    std::uint64_t first = 0;
    std::uint64_t end = 0;
    [[nodiscard]] std::uint64_t bytes() const { return end - first; }
};

/// What is too large to be a number of ours is beyond the end of any file, as the largest is.
std::optional<std::uint64_t> read_number(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (end != text.data() + text.size() || error == std::errc::invalid_argument) {
        return std::nullopt;
    }
    if (error != std::errc{}) return std::numeric_limits<std::uint64_t>::max();
    return number;
}

/// Reads "bytes=a-b", "bytes=a-" or "bytes=-n" (RFC 9110, section 14.1.2).
/// @return nothing for what is to be ignored; an empty part when there is nothing of it
std::optional<Part> read_range(std::string_view range, std::uint64_t size) {
    constexpr std::string_view kBytes = "bytes=";
    if (!range.starts_with(kBytes)) return std::nullopt;
    range.remove_prefix(kBytes.size());
    const std::size_t dash = range.find('-');
    if (dash == std::string_view::npos) return std::nullopt;
    const auto first = read_number(range.substr(0, dash));
    const auto last = read_number(range.substr(dash + 1));
    if (dash == 0) {
        if (!last) return std::nullopt;
        return Part{size - std::min(size, *last), size};
    }
    const bool open = dash + 1 == range.size();
    if (!first || (!last && !open) || (last && *last < *first)) return std::nullopt;
    if (*first >= size) return Part{};
    return Part{*first, open ? size : std::min(size - 1, *last) + 1};
}

BodyStream stream_part(Loop& loop, std::shared_ptr<OpenFile> file, Part part) {
    const std::uint64_t length = part.bytes();
    auto next = [file = std::move(file), part]() mutable -> Result<std::string> {
        if (part.bytes() == 0) return std::string();
        Result<std::string> piece = file->read(part.first, part.bytes());
        if (piece) part.first += piece->size();
        return piece;
    };
    return pump_pieces(loop, std::move(next), length);
}

}  // namespace

Result<HttpResponse> file_answer(Loop& loop, const std::string& path, const std::string* range) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0 && errno == ENOENT) return not_found("no such file: " + path);
    if (fd < 0) return unavailable(path + " cannot be opened: " + std::strerror(errno));
    auto file = std::make_shared<OpenFile>(fd);
    struct stat found{};
    if (::fstat(fd, &found) != 0 || !S_ISREG(found.st_mode)) {
        return not_found("no such file: " + path);
    }
    const auto size = static_cast<std::uint64_t>(found.st_size);
    HttpResponse answer;
    answer.headers.add("Accept-Ranges", "bytes");
    const auto part = range != nullptr ? read_range(*range, size) : std::nullopt;
    if (part && part->bytes() == 0) {
        answer.status = 416;
        answer.headers.add("Content-Range", fmt::format("bytes */{}", size));
        return answer;
    }
    if (part) {
        answer.status = 206;
        answer.headers.add(
            "Content-Range", fmt::format("bytes {}-{}/{}", part->first, part->end - 1, size)
        );
    }
    answer.stream = stream_part(loop, std::move(file), part.value_or(Part{0, size}));
    return answer;
}

}  // namespace gantry::net
