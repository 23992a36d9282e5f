#include "services/ecr/api/checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "services/ecr/model/errors.h"
#include "wire/utf8.h"

namespace gantry::ecr {
namespace {

using api::ecr::ImageTagMutability;

constexpr std::size_t kMaxTags = 50;
constexpr std::size_t kMaxKey = 128;
constexpr std::size_t kMaxValue = 256;

/// In any case of letters.
bool is_reserved(std::string_view key) {
    constexpr std::string_view kReserved = "aws:";
    if (key.size() < kReserved.size()) return false;
    return std::ranges::equal(key.substr(0, kReserved.size()), kReserved, {}, [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
}

Result<void> check_tag(const api::ecr::Tag& tag) {
    const std::string key = tag.key.value_or("");
    const std::size_t length = wire::count_characters(key);
    if (length == 0 || length > kMaxKey) {
        return invalid_tag_parameter(
            fmt::format("Invalid tag: a key has 1 to {} characters.", kMaxKey)
        );
    }
    if (is_reserved(key)) {
        return invalid_tag_parameter(
            fmt::format("Invalid tag: the key '{}' begins with 'aws:', which is reserved.", key)
        );
    }
    if (wire::count_characters(tag.value.value_or("")) > kMaxValue) {
        return invalid_tag_parameter(
            fmt::format("Invalid tag: a value has up to {} characters.", kMaxValue)
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
    std::set<std::string> given;
    for (const auto& tag : added) {
        if (auto good = check_tag(tag); !good) return good.error();
        if (!given.insert(*tag.key).second) {
            return invalid_tag_parameter(
                fmt::format("Invalid tag: the key '{}' is given more than once.", *tag.key)
            );
        }
        const auto known = std::ranges::find(tags, tag.key, &api::ecr::Tag::key);
        if (known != tags.end()) {
            known->value = tag.value;
        } else {
            tags.push_back(tag);
        }
    }
    if (tags.size() <= kMaxTags) return tags;
    return ecr_error(
        ErrorKind::LimitExceeded,
        "TooManyTagsException",
        fmt::format("A repository cannot have more than {} tags.", kMaxTags)
    );
}

Result<Tags> remove_tags(Tags tags, const std::vector<std::string>& keys) {
    for (const std::string& key : keys) {
        if (is_reserved(key)) {
            return invalid_tag_parameter(
                fmt::format("Invalid tag: the key '{}' begins with 'aws:', which is reserved.", key)
            );
        }
        std::erase_if(tags, [&key](const api::ecr::Tag& tag) { return tag.key == key; });
    }
    return tags;
}

Error invalid_token() {
    return invalid_parameter(
        "Invalid parameter at 'nextToken' failed to satisfy constraint: 'Invalid pagination token'"
    );
}

}  // namespace gantry::ecr
