#include "services/ec2/api/tagging.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "api/ec2/filter.h"
#include "api/ec2/resource_type.h"
#include "api/ec2/tag.h"
#include "api/ec2/tag_description.h"
#include "service/tag_rules.h"
#include "services/ec2/api/errors.h"
#include "services/ec2/api/kind_table.h"
#include "services/ec2/api/list.h"
#include "wire/utf8.h"

namespace gantry::ec2 {
namespace {

using api::ec2::Tag;

Result<void> check_tag(const Tag& tag) {
    const std::string key = tag.key.value_or("");
    if (key.empty()) return invalid_value("Tag key cannot be null or empty");
    if (wire::count_characters(key) > service::kMaxTagKey) {
        return invalid_value("Tag key exceeds the maximum length of 128 characters");
    }
    if (wire::count_characters(tag.value.value_or("")) > service::kMaxTagValue) {
        return invalid_value("Tag value exceeds the maximum length of 256 characters");
    }
    if (service::is_reserved_tag_key(key)) {
        return invalid_value(fmt::format(
            "Value ( {} ) for parameter key is invalid. Tag keys starting with 'aws:' are reserved "
            "for internal use",
            key
        ));
    }
    return {};
}

Result<void> check_tags(const Tags& tags) {
    for (const Tag& tag : tags) {
        if (auto good = check_tag(tag); !good) return good;
    }
    if (const auto key = service::find_repeated_key(tags)) {
        return invalid_value(fmt::format("Duplicate tag key '{}' specified.", *key));
    }
    return {};
}

Result<void> check_count(const Tags& tags) {
    if (service::count_user_tags(tags) <= service::kMaxTags) return {};
    return over_quota(
        "TagLimitExceeded", "The maximum number of Tags for a resource has been reached."
    );
}

/// What DeleteTags takes away: keys, each with a value or whatever its value is. Empty: all.
using Removed = std::set<std::pair<std::string, std::optional<std::string>>>;

Tags without(Tags tags, const Removed& removed) {
    std::erase_if(tags, [&](const Tag& tag) {
        const std::string key = tag.key.value_or("");
        if (service::is_reserved_tag_key(key)) return false;
        return removed.empty() || removed.contains({key, std::nullopt}) ||
               removed.contains({key, tag.value});
    });
    return tags;
}

/// Every resource with what becomes of its tags.
template <class Change>
Result<void> change_each(
    Call& call, const std::optional<std::vector<std::string>>& resources, const Change& change
) {
    const auto ids = resources.value_or(std::vector<std::string>{});
    if (ids.empty()) return missing("resourceIdSet");
    if (auto good = check_named(ids.size()); !good) return good;
    for (const std::string& id : ids) {
        const KindEntry* kind = kind_of_id(id);
        if (kind == nullptr) {
            return refused("InvalidID", fmt::format("The ID '{}' is not valid", id));
        }
        auto seen = kind->find(call, id);
        if (!seen) return no_such(*kind->kind, id);
        Tags tags = change(std::move(seen->tags));
        if (auto good = check_count(tags); !good) return good;
        kind->set_tags(call, id, std::move(tags));
    }
    return {};
}

/// A text as a filter's value that only it fits.
std::string literally(std::string_view text) {
    std::string value;
    for (const char letter : text) {
        if (letter == '*' || letter == '?' || letter == '\\') value += '\\';
        value += letter;
    }
    return value;
}

/// "tag:<key>" asks here for the key and for the value.
std::vector<api::ec2::Filter> split_filters(
    const std::optional<std::vector<api::ec2::Filter>>& given
) {
    std::vector<api::ec2::Filter> filters;
    for (const auto& one : given.value_or(std::vector<api::ec2::Filter>{})) {
        const std::string name = one.name.value_or("");
        if (!name.starts_with("tag:")) {
            filters.push_back(one);
            continue;
        }
        filters.push_back({.name = "key", .values = {{literally(name.substr(4))}}});
        filters.push_back({.name = "value", .values = one.values});
    }
    return filters;
}

constexpr FilterName kTagFilters[] = {
    {"key", "Key"},
    {"resource-id", "ResourceId"},
    {"resource-type", "ResourceType"},
    {"value", "Value"},
};

}  // namespace

Result<Tags> read_tags(
    const std::optional<std::vector<api::ec2::TagSpecification>>& specifications, const Kind& kind
) {
    Tags tags;
    for (const auto& one : specifications.value_or(std::vector<api::ec2::TagSpecification>{})) {
        if (!one.resource_type) return missing("ResourceType");
        const auto type = reflect::to_text(*one.resource_type);
        if (type != kind.type) {
            return invalid_value(
                fmt::format("'{}' is not a valid taggable resource type for this operation.", type)
            );
        }
        for (const Tag& tag : one.tags.value_or(Tags{})) {
            tags.push_back({tag.key, tag.value.value_or("")});
        }
    }
    if (const auto good = check_tags(tags); !good) return good.error();
    if (const auto good = check_count(tags); !good) return good.error();
    return tags;
}

Result<api::ec2::CreateTagsResponse> create_tags(
    Call& call, const api::ec2::CreateTagsRequest& input
) {
    const Tags added = input.tags.value_or(Tags{});
    if (added.empty()) return missing("tagSet");
    if (const auto good = check_tags(added); !good) return good.error();
    if (const auto good = check_count(added); !good) return good.error();
    const auto done = change_each(call, input.resources, [&](Tags tags) {
        return service::merge_tags(std::move(tags), added);
    });
    if (!done) return done.error();
    return api::ec2::CreateTagsResponse{};
}

Result<api::ec2::DeleteTagsResponse> delete_tags(
    Call& call, const api::ec2::DeleteTagsRequest& input
) {
    Removed removed;
    for (const Tag& tag : input.tags.value_or(Tags{})) {
        removed.insert({tag.key.value_or(""), tag.value});
    }
    const auto done = change_each(call, input.resources, [&](Tags tags) {
        return without(std::move(tags), removed);
    });
    if (!done) return done.error();
    return api::ec2::DeleteTagsResponse{};
}

Result<api::ec2::DescribeTagsResult> describe_tags(
    Call& call, const api::ec2::DescribeTagsRequest& input
) {
    std::vector<Listed<api::ec2::TagDescription>> all;
    for (const KindEntry& kind : kind_table()) {
        const auto type = reflect::from_text<api::ec2::ResourceType>(kind.kind->type);
        kind.each(call, [&](const std::string& id, const Tags& tags) {
            for (const Tag& tag : tags) {
                all.push_back({
                    fmt::format("{}/{}", id, tag.key.value_or("")),
                    {.key = tag.key, .resource_id = id, .resource_type = type, .value = tag.value},
                });
            }
        });
    }
    auto page = cut_list(
        call, "DescribeTags", input, split_filters(input.filters), kTagFilters, std::move(all)
    );
    if (!page) return page.error();
    return api::ec2::DescribeTagsResult{
        .next_token = std::move(page->next_token), .tags = std::move(page->items)
    };
}

}  // namespace gantry::ec2
