#include <fmt/format.h>

#include "services/iam/api/checks.h"
#include "services/iam/api/kinds.h"
#include "services/iam/api/nouns.h"
#include "services/iam/api/paging.h"
#include "services/iam/api/policies.h"
#include "services/iam/api/policy_usage.h"

namespace gantry::iam {
namespace {

using api::iam::EntityType;
using api::iam::PolicyUsageType;
using EntitiesInput = api::iam::ListEntitiesForPolicyRequest;

/// How a request asks for entities to have the policy.
PolicyHolders holders_wanted(const EntitiesInput& input) {
    const auto usage = input.policy_usage_filter;
    return {
        .attached = usage != PolicyUsageType::PermissionsBoundary,
        .boundaries = usage != PolicyUsageType::PermissionsPolicy,
    };
}

/// Adds "<kind>/<key>" of the entities of one kind.
template <class Noun>
void add_entities(
    const Call& call,
    const EntitiesInput& input,
    EntityType type,
    const PolicyIndex<typename Noun::Row>& index,
    std::vector<std::string>& keys
) {
    if (input.entity_filter && *input.entity_filter != type) return;
    const std::string path = input.path_prefix.value_or("/");
    const auto arn = input.policy_arn.value_or("");
    for (const auto& key : keys_with_policy(call, index, arn, holders_wanted(input))) {
        const auto row = Noun::table(call.tables).find(key);
        if (row->path.starts_with(path)) keys.push_back(fmt::format("{}/{}", Noun::kWord, key));
    }
}

std::string list_of(const EntitiesInput& input) {
    return fmt::format(
        "{} {} {} {}",
        input.policy_arn.value_or(""),
        input.entity_filter ? static_cast<int>(*input.entity_filter) : -1,
        input.policy_usage_filter ? static_cast<int>(*input.policy_usage_filter) : -1,
        input.path_prefix.value_or("/")
    );
}

}  // namespace

// "group/" < "role/" < "user/": the keys are in order.
Result<api::iam::ListEntitiesForPolicyResponse> list_entities_for_policy(
    Call& call, const EntitiesInput& input
) {
    const std::string arn = input.policy_arn.value_or("");
    if (!policy_exists(call, arn)) return policy_not_found(arn);
    std::vector<std::string> keys;
    add_entities<GroupNoun>(call, input, EntityType::Group, call.tables.groups_by_policy, keys);
    add_entities<RoleNoun>(call, input, EntityType::Role, call.tables.roles_by_policy, keys);
    add_entities<UserNoun>(call, input, EntityType::User, call.tables.users_by_policy, keys);
    const auto page = cut_page(
        call, {"ListEntitiesForPolicy", list_of(input), input.marker, input.max_items}, keys
    );
    if (!page) return page.error();
    api::iam::ListEntitiesForPolicyResponse out;
    out.policy_groups.emplace();
    out.policy_roles.emplace();
    out.policy_users.emplace();
    for (const auto& key : page->keys) {
        if (const auto group = at_kind<GroupNoun>(call, key)) {
            out.policy_groups->push_back({.group_name = group->name, .group_id = group->id});
        } else if (const auto role = at_kind<RoleNoun>(call, key)) {
            out.policy_roles->push_back({.role_name = role->name, .role_id = role->id});
        } else if (const auto user = at_kind<UserNoun>(call, key)) {
            out.policy_users->push_back({.user_name = user->name, .user_id = user->id});
        }
    }
    show_page(out, *page);
    return out;
}

}  // namespace gantry::iam
