#include "services/s3/api/listing.h"

#include <fmt/format.h>

#include <algorithm>

#include "services/s3/model/errors.h"
#include "wire/percent.h"

namespace gantry::s3 {

std::string common_prefix(const KeyList& list, std::string_view key) {
    if (list.delimiter.empty()) return {};
    const std::size_t found = key.find(list.delimiter, list.prefix.size());
    if (found == std::string_view::npos) return {};
    return std::string(key.substr(0, found + list.delimiter.size()));
}

std::string begin_behind(const KeyList& list, const std::string& marker) {
    if (marker.empty()) return {};
    // What has the marker's own prefix was listed with it.
    if (marker.starts_with(list.prefix)) {
        const std::string common = common_prefix(list, marker);
        if (!common.empty()) return behind_prefix(keys_with_prefix(list.bucket, common));
    }
    return behind_key(list.bucket, marker);
}

std::string KeyText::operator()(const std::string& key) const {
    if (!encodes_) return key;
    std::string text;
    for (const char c : key) {
        if (c == '/') {
            text += c;
        } else {
            wire::append_percent_encoded(text, c);
        }
    }
    return text;
}

std::optional<std::vector<api::s3::CommonPrefix>> KeyText::operator()(
    const std::vector<std::string>& prefixes
) const {
    if (prefixes.empty()) return std::nullopt;
    std::vector<api::s3::CommonPrefix> shown;
    for (const std::string& prefix : prefixes) shown.push_back({.prefix = (*this)(prefix)});
    return shown;
}

Result<std::int32_t> read_most(const std::optional<std::int32_t>& given, std::string_view name) {
    if (given && *given < 0) {
        return invalid_argument(
            fmt::format("Argument {} must be an integer between 0 and 2147483647", name)
        );
    }
    return std::min(given.value_or(kMostListed), kMostListed);
}

}  // namespace gantry::s3
