#include "services/secretsmanager/api/checks.h"

#include <algorithm>
#include <cctype>
#include <set>

#include "services/secretsmanager/api/errors.h"

namespace gantry::secretsmanager {

Result<void> check_name(std::string_view name) {
    const auto fits = [](char c) {
        constexpr std::string_view kOthers = "-/_+=.@!";
        return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
               kOthers.find(c) != std::string_view::npos;
    };
    if (std::ranges::all_of(name, fits)) return {};
    return validation(
        "Invalid name. Must be a valid name containing alphanumeric characters, or any of the "
        "following: -/_+=.@!"
    );
}

Result<void> check_tags(const Tags& tags) {
    constexpr std::size_t kMaxTags = 50;
    std::set<std::string> keys;
    for (const auto& tag : tags) {
        const std::string key = tag.key.value_or("");
        if (key.empty()) return invalid_parameter("Every tag has to have a key.");
        if (key.starts_with("aws:")) {
            return invalid_parameter("aws: prefixed tag key names are not allowed for external use."
            );
        }
        if (!keys.insert(key).second) {
            return invalid_parameter("Tags have to have different keys.");
        }
    }
    if (tags.size() <= kMaxTags) return {};
    return invalid_parameter("A secret can have at most 50 tags.");
}

Tags merge_tags(Tags current, const Tags& added) {
    for (const auto& tag : added) {
        const auto same = std::ranges::find(current, tag.key, &api::secretsmanager::Tag::key);
        auto& target = same == current.end() ? current.emplace_back() : *same;
        target = {.key = tag.key, .value = tag.value.value_or("")};
    }
    return current;
}

}  // namespace gantry::secretsmanager
