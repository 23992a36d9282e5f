#include "services/s3/config/tag_rules.h"

#include <algorithm>
#include <set>
#include <string>

#include "services/s3/model/errors.h"

namespace gantry::s3 {
namespace {

constexpr std::size_t kMaxKey = 128;
constexpr std::size_t kMaxValue = 256;

Error invalid_tag(std::string message) {
    return refused(ErrorKind::InvalidArgument, "InvalidTag", std::move(message));
}

/// Bytes that begin a character: how long a text is as people count.
std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80;
    }));
}

/// Letters and digits of any script, blanks, and a few signs.
bool is_tag_text(std::string_view text) {
    static constexpr std::string_view kSigns = " +-=._:/@";
    return std::ranges::all_of(text, [](char c) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        const bool other_script = static_cast<unsigned char>(c) >= 0x80;
        return letter || other_script || (c >= '0' && c <= '9') ||
               kSigns.find(c) != std::string_view::npos;
    });
}

Result<void> check_tag(const api::s3::Tag& tag) {
    const std::string key = tag.key.value_or("");
    const std::string value = tag.value.value_or("");
    if (key.starts_with("aws:")) {
        return invalid_tag("System tags cannot be added/updated by requester");
    }
    if (key.empty() || characters(key) > kMaxKey || !is_tag_text(key)) {
        return invalid_tag("The TagKey you have provided is invalid");
    }
    if (characters(value) > kMaxValue || !is_tag_text(value)) {
        return invalid_tag("The TagValue you have provided is invalid");
    }
    return {};
}

}  // namespace

Result<void> check_tags(const std::vector<api::s3::Tag>& tags) {
    std::set<std::string> keys;
    for (const auto& tag : tags) {
        if (auto good = check_tag(tag); !good) return good;
        if (!keys.insert(tag.key.value_or("")).second) {
            return invalid_tag("Cannot provide multiple Tags with the same key");
        }
    }
    return {};
}

}  // namespace gantry::s3
