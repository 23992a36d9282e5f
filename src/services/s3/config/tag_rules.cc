#include "services/s3/config/tag_rules.h"

#include <algorithm>
#include <string>

#include "service/tag_rules.h"
#include "services/s3/model/errors.h"
#include "wire/utf8.h"

namespace gantry::s3 {
namespace {

Error invalid_tag(std::string message) {
    return refused(ErrorKind::InvalidArgument, "InvalidTag", std::move(message));
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
    if (service::is_reserved_tag_key(key)) {
        return invalid_tag("System tags cannot be added/updated by requester");
    }
    if (key.empty() || wire::count_characters(key) > service::kMaxTagKey || !is_tag_text(key)) {
        return invalid_tag("The TagKey you have provided is invalid");
    }
    if (wire::count_characters(value) > service::kMaxTagValue || !is_tag_text(value)) {
        return invalid_tag("The TagValue you have provided is invalid");
    }
    return {};
}

}  // namespace

Result<void> check_tags(const std::vector<api::s3::Tag>& tags) {
    for (const auto& tag : tags) {
        if (auto good = check_tag(tag); !good) return good;
    }
    if (!service::find_repeated_key(tags)) return {};
    return invalid_tag("Cannot provide multiple Tags with the same key");
}

}  // namespace gantry::s3
