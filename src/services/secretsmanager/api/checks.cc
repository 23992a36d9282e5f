#include "services/secretsmanager/api/checks.h"

#include <algorithm>
#include <cctype>

#include "service/tag_rules.h"
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
    for (const auto& tag : tags) {
        const std::string key = tag.key.value_or("");
        if (key.empty()) return invalid_parameter("Every tag has to have a key.");
        if (service::is_reserved_tag_key(key)) {
            return invalid_parameter("aws: prefixed tag key names are not allowed for external use."
            );
        }
    }
    if (service::find_repeated_key(tags)) {
        return invalid_parameter("Tags have to have different keys.");
    }
    return check_tag_count(tags);
}

Result<void> check_tag_count(const Tags& tags) {
    if (tags.size() <= service::kMaxTags) return {};
    return invalid_parameter("A secret can have at most 50 tags.");
}

}  // namespace gantry::secretsmanager
