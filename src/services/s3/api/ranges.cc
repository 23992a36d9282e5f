#include "services/s3/api/ranges.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>

#include "services/s3/model/errors.h"

namespace gantry::s3 {
namespace {

/// What is too large to be a number of ours is beyond the end of any object, as the largest is.
/// @return false for what is no number
bool read_number(std::string_view text, std::int64_t& number) {
    const char* const end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, number);
    if (stopped != end || error == std::errc::invalid_argument || text.front() == '-') return false;
    if (error != std::errc{}) number = std::numeric_limits<std::int64_t>::max();
    return true;
}

}  // namespace

Error invalid_range() {
    return refused(
        ErrorKind::InvalidArgument, "InvalidRange", "The requested range is not satisfiable"
    );
}

Result<std::optional<ByteRange>> read_range(
    const std::optional<std::string>& header, std::int64_t bytes
) {
    constexpr std::string_view kUnit = "bytes=";
    constexpr std::optional<ByteRange> kAll;
    if (!header || !header->starts_with(kUnit)) return kAll;
    const std::string_view text = std::string_view(*header).substr(kUnit.size());
    const std::size_t dash = text.find('-');
    if (dash == std::string_view::npos) return kAll;
    std::int64_t first = 0;
    std::int64_t last = bytes - 1;
    const std::string_view from = text.substr(0, dash);
    const std::string_view to = text.substr(dash + 1);
    if (from.empty()) {
        std::int64_t suffix = 0;
        if (!read_number(to, suffix)) return kAll;
        if (suffix == 0) return invalid_range();
        first = std::max<std::int64_t>(0, bytes - suffix);
    } else if (!read_number(from, first)) {
        return kAll;
    } else if (!to.empty()) {
        std::int64_t given = 0;
        if (!read_number(to, given) || given < first) return kAll;
        last = std::min(last, given);
    }
    if (first >= bytes) return invalid_range();
    return std::optional(ByteRange{first, last - first + 1});
}

std::vector<api::FilePart> cut(const std::vector<api::FilePart>& files, const ByteRange& range) {
    std::vector<api::FilePart> parts;
    std::int64_t skip = range.first;
    std::int64_t left = range.bytes;
    for (const api::FilePart& file : files) {
        if (left == 0) break;
        if (skip >= file.bytes) {
            skip -= file.bytes;
            continue;
        }
        const std::int64_t taken = std::min(left, file.bytes - skip);
        parts.push_back({.file = file.file, .first = file.first + skip, .bytes = taken});
        left -= taken;
        skip = 0;
    }
    return parts;
}

std::string content_range(const ByteRange& range, std::int64_t bytes) {
    return fmt::format("bytes {}-{}/{}", range.first, range.first + range.bytes - 1, bytes);
}

}  // namespace gantry::s3
