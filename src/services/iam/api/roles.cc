#include "services/iam/api/roles.h"

#include <fmt/format.h>

#include "services/iam/api/checks.h"
#include "services/iam/api/describe.h"
#include "services/iam/api/holder_policies.h"
#include "services/iam/api/nouns.h"
#include "services/iam/api/paging.h"

namespace gantry::iam {
namespace {

RoleRow make_role(Call& call, const api::iam::CreateRoleRequest& input) {
    RoleRow row;
    row.account = call.scope.account;
    row.name = input.role_name.value_or("");
    row.path = input.path.value_or("/");
    row.id = draw_entity_id(call.ids, "AROA");
    row.arn = entity_arn(call.scope, "role", row.path, row.name);
    row.created = call.now;
    row.trust_policy = input.assume_role_policy_document.value_or("");
    row.description = input.description;
    row.max_session_duration_s = input.max_session_duration.value_or(row.max_session_duration_s);
    row.policies.boundary = input.permissions_boundary.value_or("");
    row.tags = input.tags.value_or(Tags{});
    return row;
}

}  // namespace

Result<api::iam::CreateRoleResponse> create_role(
    Call& call, const api::iam::CreateRoleRequest& input
) {
    const std::string name = input.role_name.value_or("");
    if (call.tx.get(call.tables.roles, key_of(call, name))) {
        return already_exists(fmt::format("Role with name {} already exists.", name));
    }
    if (const auto tags = check_tags(input.tags); !tags) return tags.error();
    const auto trust = check_trust_policy(call, input.assume_role_policy_document.value_or(""));
    if (!trust) return trust.error();
    if (input.permissions_boundary) {
        const auto boundary = check_boundary(call, *input.permissions_boundary);
        if (!boundary) return boundary.error();
    }
    RoleRow row = make_role(call, input);
    api::iam::CreateRoleResponse out{.role = describe_role(row, Detail::Full)};
    out.role->role_last_used.reset();
    call.tx.put(call.tables.roles, key_of(call, name), std::move(row));
    return out;
}

Result<api::iam::GetRoleResponse> get_role(Call& call, const api::iam::GetRoleRequest& input) {
    const auto found = find_in<RoleNoun>(call, input);
    if (!found) return found.error();
    api::iam::GetRoleResponse out{.role = describe_role(**found, Detail::Full)};
    out.role->role_last_used = describe_last_use(call, **found);
    return out;
}

Result<api::iam::ListRolesResponse> list_roles(
    Call& call, const api::iam::ListRolesRequest& input
) {
    const std::string path = input.path_prefix.value_or("/");
    const auto keys =
        keys_where(call.tables.roles, account_prefix(call.scope.account), [&](const RoleRow& row) {
            return row.path.starts_with(path);
        });
    const auto page = cut_page(call, {"ListRoles", path, input.marker, input.max_items}, keys);
    if (!page) return page.error();
    api::iam::ListRolesResponse out{.roles = std::vector<api::iam::Role>{}};
    for (const auto& key : page->keys) {
        out.roles->push_back(describe_role(*call.tables.roles.find(key), Detail::Listed));
    }
    show_page(out, *page);
    return out;
}

Result<api::iam::UpdateRoleResponse> update_role(
    Call& call, const api::iam::UpdateRoleRequest& input
) {
    const auto found = find_to_change<RoleNoun>(call, input);
    if (!found) return found.error();
    RoleRow row = **found;
    if (input.description) row.description = input.description;
    if (input.max_session_duration) row.max_session_duration_s = *input.max_session_duration;
    put_named(call, call.tables.roles, std::move(row));
    return api::iam::UpdateRoleResponse{};
}

Result<api::iam::UpdateRoleDescriptionResponse> update_role_description(
    Call& call, const api::iam::UpdateRoleDescriptionRequest& input
) {
    const auto found = find_to_change<RoleNoun>(call, input);
    if (!found) return found.error();
    RoleRow row = **found;
    row.description = input.description;
    const auto role = describe_role(row, Detail::Full);
    put_named(call, call.tables.roles, std::move(row));
    return api::iam::UpdateRoleDescriptionResponse{.role = role};
}

Result<api::iam::UpdateAssumeRolePolicyResponse> update_assume_role_policy(
    Call& call, const api::iam::UpdateAssumeRolePolicyRequest& input
) {
    const auto found = find_to_change<RoleNoun>(call, input);
    if (!found) return found.error();
    const std::string document = input.policy_document.value_or("");
    if (const auto trust = check_trust_policy(call, document); !trust) return trust.error();
    RoleRow row = **found;
    row.trust_policy = document;
    put_named(call, call.tables.roles, std::move(row));
    return api::iam::UpdateAssumeRolePolicyResponse{};
}

Result<api::iam::DeleteRoleResponse> delete_role(
    Call& call, const api::iam::DeleteRoleRequest& input
) {
    const auto found = find_to_change<RoleNoun>(call, input);
    if (!found) return found.error();
    const std::string key = key_of(call, (*found)->name);
    if (!call.tables.instance_profiles_by_role.keys(key).empty()) {
        return delete_conflict(
            "Cannot delete entity, must remove roles from instance profile first."
        );
    }
    if (const auto bare = check_no_policies((*found)->policies); !bare) return bare.error();
    call.tx.erase(call.tables.roles, key);
    return api::iam::DeleteRoleResponse{};
}

}  // namespace gantry::iam
