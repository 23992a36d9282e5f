#include "store/journal_mark.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cinttypes>
#include <cstdio>
#include <string>
#include <system_error>

namespace gantry::store {

namespace {

constexpr const char* kMarkName = "journal.mark";
constexpr const char* kFreshName = "journal.mark.new";

Error system_failure(const char* what, const std::filesystem::path& path, int code) {
    return unavailable(
        fmt::format("Cannot {} {}: {}.", what, path.string(), std::generic_category().message(code))
    );
}

std::string text_of(const JournalMark& mark) {
    const auto sequence = static_cast<std::int64_t>(mark.sequence);
    return fmt::format(
        "gantry-journal-mark 1 {} {:016x} {:016x}\n",
        mark.sequence,
        static_cast<std::uint64_t>(mark.chain),
        static_cast<std::uint64_t>(checksum_of_numbers("mark", {sequence, mark.chain}))
    );
}

}  // namespace

Result<std::optional<JournalMark>> read_mark(const std::filesystem::path& directory) {
    const std::filesystem::path path = directory / kMarkName;
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0 && errno == ENOENT) return std::optional<JournalMark>{};
    if (file < 0) return system_failure("open", path, errno);
    std::array<char, 128> text{};
    const ssize_t size = ::read(file, text.data(), text.size() - 1);
    const int code = errno;
    ::close(file);
    if (size < 0) return system_failure("read", path, code);
    JournalMark mark;
    std::uint64_t chain = 0;
    const int found = std::sscanf(
        text.data(), "gantry-journal-mark 1 %" SCNu64 " %" SCNx64, &mark.sequence, &chain
    );
    mark.chain = static_cast<Checksum>(chain);
    // Whatever else may be in it: this is what it has to be.
    if (found != 2 ||
        text_of(mark) != std::string_view(text.data(), static_cast<std::size_t>(size))) {
        return internal_error(fmt::format("The file {} is damaged.", path.string()));
    }
    return std::optional(mark);
}

Result<void> write_mark(const std::filesystem::path& directory, const JournalMark& mark) {
    const std::filesystem::path fresh = directory / kFreshName;
    const int file = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) return system_failure("make", fresh, errno);
    const std::string text = text_of(mark);
    const bool written =
        ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
        ::fsync(file) == 0;
    const int code = errno;
    ::close(file);
    if (written && ::rename(fresh.c_str(), (directory / kMarkName).c_str()) == 0) return {};
    const int why = written ? errno : code;
    ::unlink(fresh.c_str());
    return system_failure("write", fresh, why);
}

}  // namespace gantry::store
