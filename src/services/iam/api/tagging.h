#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "services/iam/api/checks.h"
#include "services/iam/api/instance_profiles.h"
#include "services/iam/api/nouns.h"
#include "services/iam/api/oidc_providers.h"
#include "services/iam/api/paging.h"
#include "services/iam/policy/wildcards.h"

/// Handlers for tags: TagRole is `tag_entity<RoleNoun, TagRoleResponse, TagRoleRequest>`.
namespace gantry::iam {

/// What has tags besides users and roles.
struct TaggedPolicy {
    using Row = PolicyRow;
    static const core::Table<Row>& table(const Tables& tables) { return tables.policies; }
};
struct TaggedProfile {
    using Row = InstanceProfileRow;
    static const core::Table<Row>& table(const Tables& tables) { return tables.instance_profiles; }
};
struct TaggedProvider {
    using Row = OidcProviderRow;
    static const core::Table<Row>& table(const Tables& tables) { return tables.oidc_providers; }
};

template <class Noun, class Input>
Result<typename core::Table<typename Noun::Row>::Ptr> find_tagged(
    const Call& call, const Input& input
) {
    if constexpr (std::is_same_v<Noun, TaggedPolicy>) {
        const std::string arn = input.policy_arn.value_or("");
        auto row = find_policy_row(call, arn);
        if (!row) return policy_not_found(arn);
        return row;
    } else if constexpr (std::is_same_v<Noun, TaggedProfile>) {
        return find_instance_profile(call, input.instance_profile_name.value_or(""));
    } else if constexpr (std::is_same_v<Noun, TaggedProvider>) {
        return find_provider(call, input.open_id_connect_provider_arn.value_or(""));
    } else {
        return find_in<Noun>(call, input);
    }
}

/// Tag keys are told apart without regard to capitals.
inline auto tag_place(Tags& tags, const std::string& key) {
    const std::string wanted = policy::lower_case(key);
    return std::ranges::find_if(tags, [&](const auto& tag) {
        return policy::lower_case(tag.key.value_or("")) == wanted;
    });
}

/// Sets tags; new ones come last. Errors: NoSuchEntity, InvalidInput, LimitExceeded.
template <class Noun, class Output, class Input>
Result<Output> tag_entity(Call& call, const Input& input) {
    const auto found = find_tagged<Noun>(call, input);
    if (!found) return found.error();
    if (const auto checked = check_tags(input.tags); !checked) return checked.error();
    auto row = **found;
    for (const auto& tag : input.tags.value_or(Tags{})) {
        const auto place = tag_place(row.tags, tag.key.value_or(""));
        if (place == row.tags.end()) {
            row.tags.push_back(tag);
        } else {
            *place = tag;
        }
    }
    if (const auto checked = check_tags(row.tags); !checked) return checked.error();
    put_named(call, Noun::table(call.tables), std::move(row));
    return Output{};
}

/// Takes tags away; those that are not there do not matter. Errors: NoSuchEntity.
template <class Noun, class Output, class Input>
Result<Output> untag_entity(Call& call, const Input& input) {
    const auto found = find_tagged<Noun>(call, input);
    if (!found) return found.error();
    auto row = **found;
    for (const std::string& key : input.tag_keys.value_or(std::vector<std::string>{})) {
        const auto place = tag_place(row.tags, key);
        if (place != row.tags.end()) row.tags.erase(place);
    }
    put_named(call, Noun::table(call.tables), std::move(row));
    return Output{};
}

/// Ordered by key. Errors: NoSuchEntity, ValidationError.
template <class Noun, class Output, class Input>
Result<Output> list_tags(Call& call, const Input& input) {
    const auto found = find_tagged<Noun>(call, input);
    if (!found) return found.error();
    std::map<std::string, std::string> tags;
    std::vector<std::string> keys;
    for (const auto& tag : (*found)->tags) tags[tag.key.value_or("")] = tag.value.value_or("");
    for (const auto& [key, value] : tags) keys.push_back(key);
    const auto page =
        cut_page(call, {"ListTags", (*found)->arn, input.marker, input.max_items}, keys);
    if (!page) return page.error();
    Output out;
    out.tags.emplace();
    for (const auto& key : page->keys) out.tags->push_back({.key = key, .value = tags.at(key)});
    show_page(out, *page);
    return out;
}

}  // namespace gantry::iam
