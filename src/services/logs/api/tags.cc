#include "services/logs/api/tags.h"

#include <fmt/format.h>

#include "service/tag_rules.h"
#include "services/logs/api/errors.h"
#include "wire/pattern.h"
#include "wire/utf8.h"

namespace gantry::logs {
namespace {

/// Source: the model's patterns of TagKey and TagValue.
bool has_good_characters(std::string_view text) {
    static const auto pattern =
        wire::Pattern::compile(R"(([\p{L}\p{Z}\p{N}_.:/=+\-@]*))", wire::Pattern::kOurs);
    return pattern && pattern->matches(text);
}

}  // namespace

Result<void> check_tags(const Tags& tags) {
    for (const auto& [key, value] : tags) {
        const bool good = !key.empty() && wire::count_characters(key) <= service::kMaxTagKey &&
                          wire::count_characters(value) <= service::kMaxTagValue &&
                          has_good_characters(key) && has_good_characters(value);
        if (!good)
            return invalid_parameter(fmt::format("The tag key or value is invalid: {}", key));
        if (service::is_reserved_tag_key(key)) {
            return invalid_parameter("aws: prefixed tag key names are not allowed for external use."
            );
        }
    }
    return {};
}

Result<Tags> add_tags(Tags current, const Tags& added) {
    if (auto good = check_tags(added); !good) return good.error();
    for (const auto& [key, value] : added) current[key] = value;
    if (current.size() > service::kMaxTags) {
        return Error{
            ErrorKind::InvalidArgument,
            "TooManyTagsException",
            fmt::format("A resource can have no more than {} tags.", service::kMaxTags),
            {},
        };
    }
    return current;
}

Tags remove_tags(Tags current, const std::vector<std::string>& keys) {
    for (const std::string& key : keys) current.erase(key);
    return current;
}

}  // namespace gantry::logs
