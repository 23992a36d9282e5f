#include "services/ecs/api/tags.h"

#include <algorithm>
#include <cctype>
#include <set>

#include "services/ecs/api/errors.h"
#include "services/ecs/api/tag_characters.h"
#include "wire/utf8.h"

namespace gantry::ecs {
namespace {

constexpr std::size_t kMaxKeyLength = 128;
constexpr std::size_t kMaxValueLength = 256;

Result<void> check_tag(const api::ecs::Tag& tag) {
    const std::string key = tag.key.value_or("");
    const std::string value = tag.value.value_or("");
    if (key.empty() || wire::count_characters(key) > kMaxKeyLength) {
        return invalid_parameter("Tag keys must have between 1 and 128 characters.");
    }
    if (wire::count_characters(value) > kMaxValueLength) {
        return invalid_parameter("Tag values must have at most 256 characters.");
    }
    if (!has_tag_characters(key) || !has_tag_characters(value)) {
        return invalid_parameter(
            "Some tags contain invalid characters. Valid characters: UTF-8 letters, spaces, "
            "numbers and _ . / = + - : @."
        );
    }
    if (is_reserved_tag_key(key)) {
        return invalid_parameter("Tag keys can not start with the reserved prefix 'aws:'.");
    }
    return {};
}

}  // namespace

bool is_reserved_tag_key(const std::string& key) {
    constexpr std::string_view kPrefix = "aws:";
    return key.size() >= kPrefix.size() &&
           std::equal(kPrefix.begin(), kPrefix.end(), key.begin(), [](char wanted, char c) {
               return wanted == std::tolower(static_cast<unsigned char>(c));
           });
}

std::size_t count_user_tags(const Tags& tags) {
    return static_cast<std::size_t>(std::ranges::count_if(tags, [](const api::ecs::Tag& tag) {
        return !is_reserved_tag_key(tag.key.value_or(""));
    }));
}

Result<void> check_tags(const std::optional<Tags>& tags) {
    if (!tags) return {};
    if (tags->size() > kMaxTags) return invalid_parameter("tags can have at most 50 items.");
    std::set<std::string> keys;
    for (const api::ecs::Tag& tag : *tags) {
        if (auto good = check_tag(tag); !good) return good;
        if (!keys.insert(*tag.key).second) {
            return invalid_parameter("Multiple tags contain the same key.");
        }
    }
    return {};
}

Tags merge_tags(Tags current, const Tags& added) {
    for (const api::ecs::Tag& tag : added) {
        const auto same = std::ranges::find(current, tag.key, &api::ecs::Tag::key);
        api::ecs::Tag& target = same == current.end() ? current.emplace_back() : *same;
        target = {.key = tag.key, .value = tag.value.value_or("")};
    }
    return current;
}

Tags remove_tags(Tags current, const std::vector<std::string>& keys) {
    std::erase_if(current, [&keys](const api::ecs::Tag& tag) {
        const std::string key = tag.key.value_or("");
        return !is_reserved_tag_key(key) && std::ranges::find(keys, key) != keys.end();
    });
    return current;
}

}  // namespace gantry::ecs
