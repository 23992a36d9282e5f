#include "services/iam/api/users.h"

#include <fmt/format.h>

#include "services/iam/api/checks.h"
#include "services/iam/api/describe.h"
#include "services/iam/api/holder_policies.h"
#include "services/iam/api/nouns.h"
#include "services/iam/api/paging.h"

namespace gantry::iam {
namespace {

/// Access keys follow a user to its new name.
void move_access_keys(Call& call, const std::string& from, const std::string& to) {
    for (const std::string& key : call.tables.access_keys_by_user.keys(from)) {
        call.tx.update(call.tables.access_keys, key, [&](AccessKeyRow& row) { row.user_key = to; });
    }
}

}  // namespace

std::string calling_user(const Call& call) {
    const EntityName name = parse_entity_arn(call.principal);
    return name.type == "user" ? std::string(name.name) : std::string();
}

Result<core::Table<UserRow>::Ptr> find_user_meant(
    const Call& call, const std::optional<std::string>& user_name
) {
    const std::string name = user_name.value_or(calling_user(call));
    if (name.empty()) {
        return validation_error("Must specify userName when calling with non-User credentials");
    }
    return find_named<UserNoun>(call, name);
}

Result<api::iam::CreateUserResponse> create_user(
    Call& call, const api::iam::CreateUserRequest& input
) {
    const std::string name = input.user_name.value_or("");
    if (call.tx.get(call.tables.users, key_of(call, name))) {
        return already_exists(fmt::format("User with name {} already exists.", name));
    }
    if (const auto tags = check_tags(input.tags); !tags) return tags.error();
    if (input.permissions_boundary) {
        const auto boundary = check_boundary(call, *input.permissions_boundary);
        if (!boundary) return boundary.error();
    }
    UserRow row;
    row.account = call.scope.account;
    row.name = name;
    row.path = input.path.value_or("/");
    row.id = draw_entity_id(call.ids, "AIDA");
    row.arn = entity_arn(call.scope, "user", row.path, row.name);
    row.created = call.now;
    row.policies.boundary = input.permissions_boundary.value_or("");
    row.tags = input.tags.value_or(Tags{});
    api::iam::CreateUserResponse out{.user = describe_user(row, Detail::Full)};
    call.tx.put(call.tables.users, key_of(call, name), std::move(row));
    return out;
}

Result<api::iam::GetUserResponse> get_user(Call& call, const api::iam::GetUserRequest& input) {
    if (!input.user_name && call.principal == aws::root_arn(call.scope)) {
        return api::iam::GetUserResponse{
            .user =
                api::iam::User{
                    .path = "/",
                    .user_name = "root",
                    .user_id = call.scope.account,
                    .arn = call.principal,
                    .create_date = kAwsPolicyDate,
                }
        };
    }
    const auto found = find_user_meant(call, input.user_name);
    if (!found) return found.error();
    return api::iam::GetUserResponse{.user = describe_user(**found, Detail::Full)};
}

Result<api::iam::ListUsersResponse> list_users(
    Call& call, const api::iam::ListUsersRequest& input
) {
    const std::string path = input.path_prefix.value_or("/");
    const auto keys =
        keys_where(call.tables.users, account_prefix(call.scope.account), [&](const UserRow& row) {
            return row.path.starts_with(path);
        });
    const auto page = cut_page(call, {"ListUsers", path, input.marker, input.max_items}, keys);
    if (!page) return page.error();
    api::iam::ListUsersResponse out{.users = std::vector<api::iam::User>{}};
    for (const auto& key : page->keys) {
        out.users->push_back(describe_user(*call.tables.users.find(key), Detail::Listed));
    }
    show_page(out, *page);
    return out;
}

Result<api::iam::UpdateUserResponse> update_user(
    Call& call, const api::iam::UpdateUserRequest& input
) {
    const auto found = find_in<UserNoun>(call, input);
    if (!found) return found.error();
    UserRow row = **found;
    const std::string from = key_of(call, row.name);
    row.name = input.new_user_name.value_or(row.name);
    row.path = input.new_path.value_or(row.path);
    row.arn = entity_arn(call.scope, "user", row.path, row.name);
    const std::string to = key_of(call, row.name);
    if (to != from) {
        if (call.tx.get(call.tables.users, to)) {
            return already_exists(fmt::format("User with name {} already exists.", row.name));
        }
        move_access_keys(call, from, to);
        call.tx.erase(call.tables.users, from);
    }
    call.tx.put(call.tables.users, to, std::move(row));
    return api::iam::UpdateUserResponse{};
}

Result<api::iam::DeleteUserResponse> delete_user(
    Call& call, const api::iam::DeleteUserRequest& input
) {
    const auto found = find_in<UserNoun>(call, input);
    if (!found) return found.error();
    const std::string key = key_of(call, (*found)->name);
    if (!call.tables.access_keys_by_user.keys(key).empty()) {
        return delete_conflict("Cannot delete entity, must delete access keys first.");
    }
    if (!(*found)->groups.empty()) {
        return delete_conflict("Cannot delete entity, must remove users from group first.");
    }
    if (const auto bare = check_no_policies((*found)->policies); !bare) return bare.error();
    call.tx.erase(call.tables.users, key);
    return api::iam::DeleteUserResponse{};
}

}  // namespace gantry::iam
