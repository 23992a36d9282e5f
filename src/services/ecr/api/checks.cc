#include "services/ecr/api/checks.h"

#include <fmt/format.h>

#include <utility>

#include "service/tag_rules.h"
#include "services/ecr/model/errors.h"
#include "wire/utf8.h"

namespace gantry::ecr {
namespace {

using api::ecr::ImageTagMutability;

Result<void> check_tag(const api::ecr::Tag& tag) {
    const std::string key = tag.key.value_or("");
    const std::size_t length = wire::count_characters(key);
    if (length == 0 || length > service::kMaxTagKey) {
        return invalid_tag_parameter(
            fmt::format("Invalid tag: a key has 1 to {} characters.", service::kMaxTagKey)
        );
    }
    if (service::is_reserved_tag_key(key)) {
        return invalid_tag_parameter(
            fmt::format("Invalid tag: the key '{}' begins with 'aws:', which is reserved.", key)
        );
    }
    if (wire::count_characters(tag.value.value_or("")) > service::kMaxTagValue) {
        return invalid_tag_parameter(
            fmt::format("Invalid tag: a value has up to {} characters.", service::kMaxTagValue)
        );
    }
    return {};
}

}  // namespace

Result<void> check_mutability(ImageTagMutability mutability, const ExclusionFilters& filters) {
    const bool has_exceptions = mutability == ImageTagMutability::ImmutableWithExclusion ||
                                mutability == ImageTagMutability::MutableWithExclusion;
    if (has_exceptions != filters.empty()) return {};
    return invalid_parameter(
        has_exceptions
            ? "Invalid parameter at 'imageTagMutabilityExclusionFilters' failed to satisfy "
              "constraint: 'must not be empty when imageTagMutability has exclusions'"
            : "Invalid parameter at 'imageTagMutabilityExclusionFilters' failed to satisfy "
              "constraint: 'must be empty unless imageTagMutability is IMMUTABLE_WITH_EXCLUSION or "
              "MUTABLE_WITH_EXCLUSION'"
    );
}

Result<Tags> merge_tags(Tags tags, const Tags& added) {
    for (const auto& tag : added) {
        if (auto good = check_tag(tag); !good) return good.error();
    }
    if (const auto key = service::find_repeated_key(added)) {
        return invalid_tag_parameter(
            fmt::format("Invalid tag: the key '{}' is given more than once.", *key)
        );
    }
    tags = service::merge_tags(std::move(tags), added);
    if (tags.size() <= service::kMaxTags) return tags;
    return ecr_error(
        ErrorKind::LimitExceeded,
        "TooManyTagsException",
        fmt::format("A repository cannot have more than {} tags.", service::kMaxTags)
    );
}

Result<Tags> remove_tags(Tags tags, const std::vector<std::string>& keys) {
    for (const std::string& key : keys) {
        if (service::is_reserved_tag_key(key)) {
            return invalid_tag_parameter(
                fmt::format("Invalid tag: the key '{}' begins with 'aws:', which is reserved.", key)
            );
        }
    }
    return service::remove_tags(std::move(tags), keys);
}

Error invalid_token() {
    return invalid_parameter(
        "Invalid parameter at 'nextToken' failed to satisfy constraint: 'Invalid pagination token'"
    );
}

}  // namespace gantry::ecr
