#include "services/iam/api/groups.h"

#include <fmt/format.h>

#include <algorithm>

#include "services/iam/api/describe.h"
#include "services/iam/api/holder_policies.h"
#include "services/iam/api/nouns.h"
#include "services/iam/api/paging.h"

namespace gantry::iam {
namespace {

constexpr std::size_t kMaxGroups = 10;

bool is_member(const UserRow& user, const std::string& group_key) {
    return std::ranges::find(user.groups, group_key) != user.groups.end();
}

/// Keys of a group's users. Cost: all users of the account.
std::vector<std::string> members_of(const Call& call, const std::string& group_key) {
    return keys_where(
        call.tables.users,
        account_prefix(call.scope.account),
        [&](const UserRow& user) { return is_member(user, group_key); }
    );
}

void rename_in_users(Call& call, const std::string& from, const std::string& to) {
    for (const std::string& key : members_of(call, from)) {
        call.tx.update(call.tables.users, key, [&](UserRow& user) {
            std::ranges::replace(user.groups, from, to);
            std::ranges::sort(user.groups);
        });
    }
}

}  // namespace

Result<api::iam::CreateGroupResponse> create_group(
    Call& call, const api::iam::CreateGroupRequest& input
) {
    const std::string name = input.group_name.value_or("");
    if (call.tx.get(call.tables.groups, key_of(call, name))) {
        return already_exists(fmt::format("Group with name {} already exists.", name));
    }
    GroupRow row;
    row.account = call.scope.account;
    row.name = name;
    row.path = input.path.value_or("/");
    row.id = draw_entity_id(call.ids, "AGPA");
    row.arn = entity_arn(call.scope, "group", row.path, row.name);
    row.created = call.now;
    api::iam::CreateGroupResponse out{.group = describe_group(row)};
    call.tx.put(call.tables.groups, key_of(call, name), std::move(row));
    return out;
}

Result<api::iam::GetGroupResponse> get_group(Call& call, const api::iam::GetGroupRequest& input) {
    const auto found = find_in<GroupNoun>(call, input);
    if (!found) return found.error();
    const std::string group_key = key_of(call, (*found)->name);
    const auto page = cut_page(
        call, {"GetGroup", group_key, input.marker, input.max_items}, members_of(call, group_key)
    );
    if (!page) return page.error();
    api::iam::GetGroupResponse out{
        .group = describe_group(**found), .users = std::vector<api::iam::User>{}
    };
    for (const auto& key : page->keys) {
        out.users->push_back(describe_user(*call.tables.users.find(key), Detail::Listed));
    }
    show_page(out, *page);
    return out;
}

Result<api::iam::ListGroupsResponse> list_groups(
    Call& call, const api::iam::ListGroupsRequest& input
) {
    const std::string path = input.path_prefix.value_or("/");
    const auto keys = keys_where(
        call.tables.groups,
        account_prefix(call.scope.account),
        [&](const GroupRow& row) { return row.path.starts_with(path); }
    );
    const auto page = cut_page(call, {"ListGroups", path, input.marker, input.max_items}, keys);
    if (!page) return page.error();
    api::iam::ListGroupsResponse out{.groups = std::vector<api::iam::Group>{}};
    for (const auto& key : page->keys) {
        out.groups->push_back(describe_group(*call.tables.groups.find(key)));
    }
    show_page(out, *page);
    return out;
}

Result<api::iam::ListGroupsForUserResponse> list_groups_for_user(
    Call& call, const api::iam::ListGroupsForUserRequest& input
) {
    const auto user = find_in<UserNoun>(call, input);
    if (!user) return user.error();
    const auto page = cut_page(
        call, {"ListGroupsForUser", (*user)->name, input.marker, input.max_items}, (*user)->groups
    );
    if (!page) return page.error();
    api::iam::ListGroupsForUserResponse out{.groups = std::vector<api::iam::Group>{}};
    for (const auto& key : page->keys) {
        if (const auto group = call.tables.groups.find(key)) {
            out.groups->push_back(describe_group(*group));
        }
    }
    show_page(out, *page);
    return out;
}

Result<api::iam::UpdateGroupResponse> update_group(
    Call& call, const api::iam::UpdateGroupRequest& input
) {
    const auto found = find_in<GroupNoun>(call, input);
    if (!found) return found.error();
    GroupRow row = **found;
    const std::string from = key_of(call, row.name);
    row.name = input.new_group_name.value_or(row.name);
    row.path = input.new_path.value_or(row.path);
    row.arn = entity_arn(call.scope, "group", row.path, row.name);
    const std::string to = key_of(call, row.name);
    if (to != from) {
        if (call.tx.get(call.tables.groups, to)) {
            return already_exists(fmt::format("Group with name {} already exists.", row.name));
        }
        rename_in_users(call, from, to);
        call.tx.erase(call.tables.groups, from);
    }
    call.tx.put(call.tables.groups, to, std::move(row));
    return api::iam::UpdateGroupResponse{};
}

Result<api::iam::DeleteGroupResponse> delete_group(
    Call& call, const api::iam::DeleteGroupRequest& input
) {
    const auto found = find_in<GroupNoun>(call, input);
    if (!found) return found.error();
    const std::string key = key_of(call, (*found)->name);
    if (!members_of(call, key).empty()) {
        return delete_conflict("Cannot delete entity, must remove users from group first.");
    }
    if (const auto bare = check_no_policies((*found)->policies); !bare) return bare.error();
    call.tx.erase(call.tables.groups, key);
    return api::iam::DeleteGroupResponse{};
}

Result<api::iam::AddUserToGroupResponse> add_user_to_group(
    Call& call, const api::iam::AddUserToGroupRequest& input
) {
    const auto group = find_in<GroupNoun>(call, input);
    if (!group) return group.error();
    const auto user = find_in<UserNoun>(call, input);
    if (!user) return user.error();
    const std::string group_key = key_of(call, (*group)->name);
    UserRow row = **user;
    if (is_member(row, group_key)) return api::iam::AddUserToGroupResponse{};
    if (row.groups.size() >= kMaxGroups) return over_quota("GroupsPerUser", kMaxGroups);
    row.groups.insert(std::ranges::lower_bound(row.groups, group_key), group_key);
    put_named(call, call.tables.users, std::move(row));
    return api::iam::AddUserToGroupResponse{};
}

Result<api::iam::RemoveUserFromGroupResponse> remove_user_from_group(
    Call& call, const api::iam::RemoveUserFromGroupRequest& input
) {
    const auto group = find_in<GroupNoun>(call, input);
    if (!group) return group.error();
    const auto user = find_in<UserNoun>(call, input);
    if (!user) return user.error();
    UserRow row = **user;
    std::erase(row.groups, key_of(call, (*group)->name));
    put_named(call, call.tables.users, std::move(row));
    return api::iam::RemoveUserFromGroupResponse{};
}

}  // namespace gantry::iam
