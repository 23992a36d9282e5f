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

/// Whether a request asks for entities that have the policy as this one has it.
bool has_policy(const EntitiesInput& input, const PolicyHolder& holder) {
    const std::string arn = input.policy_arn.value_or("");
    const auto usage = input.policy_usage_filter;
    const bool attached = is_attached(holder, arn);
    const bool boundary = holder.boundary == arn;
    if (usage == PolicyUsageType::PermissionsPolicy) return attached;
    if (usage == PolicyUsageType::PermissionsBoundary) return boundary;
    return attached || boundary;
}

template <class Noun>
void add_entities(
    const Call& call, const EntitiesInput& input, EntityType type, std::vector<std::string>& keys
) {
    if (input.entity_filter && *input.entity_filter != type) return;
    const std::string path = input.path_prefix.value_or("/");
    add_kind<Noun>(call, keys, [&](const auto& row) {
        return row.path.starts_with(path) && has_policy(input, row.policies);
    });
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
    add_entities<GroupNoun>(call, input, EntityType::Group, keys);
    add_entities<RoleNoun>(call, input, EntityType::Role, keys);
    add_entities<UserNoun>(call, input, EntityType::User, keys);
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
