#include "services/ecs/api/tags.h"

#include "services/ecs/api/errors.h"
#include "services/ecs/api/tag_characters.h"
#include "wire/utf8.h"

namespace gantry::ecs {
namespace {

Result<void> check_tag(const api::ecs::Tag& tag) {
    const std::string key = tag.key.value_or("");
    const std::string value = tag.value.value_or("");
    if (key.empty() || wire::count_characters(key) > service::kMaxTagKey) {
        return invalid_parameter("Tag keys must have between 1 and 128 characters.");
    }
    if (wire::count_characters(value) > service::kMaxTagValue) {
        return invalid_parameter("Tag values must have at most 256 characters.");
    }
    if (!has_tag_characters(key) || !has_tag_characters(value)) {
        return invalid_parameter(
            "Some tags contain invalid characters. Valid characters: UTF-8 letters, spaces, "
            "numbers and _ . / = + - : @."
        );
    }
    if (service::is_reserved_tag_key(key)) {
        return invalid_parameter("Tag keys can not start with the reserved prefix 'aws:'.");
    }
    return {};
}

}  // namespace

Result<void> check_tags(const std::optional<Tags>& tags) {
    if (!tags) return {};
    if (tags->size() > kMaxTags) return invalid_parameter("tags can have at most 50 items.");
    for (const api::ecs::Tag& tag : *tags) {
        if (auto good = check_tag(tag); !good) return good;
    }
    if (!service::find_repeated_key(*tags)) return {};
    return invalid_parameter("Multiple tags contain the same key.");
}

}  // namespace gantry::ecs
