#include "services/iam/api/instance_profiles.h"

#include <fmt/format.h>

#include "services/iam/api/checks.h"
#include "services/iam/api/describe.h"
#include "services/iam/api/nouns.h"
#include "services/iam/api/paging.h"

namespace gantry::iam {
namespace {

template <class Output>
void show_profiles(const Call& call, const KeyPage& page, Output& out) {
    out.instance_profiles.emplace();
    for (const auto& key : page.keys) {
        const auto row = call.tables.instance_profiles.find(key);
        out.instance_profiles->push_back(describe_instance_profile(call, *row));
    }
    show_page(out, page);
}

}  // namespace

Result<core::Table<InstanceProfileRow>::Ptr> find_instance_profile(
    const Call& call, std::string_view name
) {
    auto row = call.tx.get(call.tables.instance_profiles, key_of(call, name));
    if (!row) {
        return no_such_entity(fmt::format("Instance Profile {} cannot be found.", name));
    }
    return row;
}

Result<api::iam::CreateInstanceProfileResponse> create_instance_profile(
    Call& call, const api::iam::CreateInstanceProfileRequest& input
) {
    const std::string name = input.instance_profile_name.value_or("");
    if (find_instance_profile(call, name)) {
        return already_exists(fmt::format("Instance Profile {} already exists.", name));
    }
    if (const auto tags = check_tags(input.tags); !tags) return tags.error();
    InstanceProfileRow row;
    row.account = call.scope.account;
    row.name = name;
    row.path = input.path.value_or("/");
    row.id = draw_entity_id(call.ids, "AIPA");
    row.arn = entity_arn(call.scope, "instance-profile", row.path, row.name);
    row.created = call.now;
    row.tags = input.tags.value_or(Tags{});
    api::iam::CreateInstanceProfileResponse out{
        .instance_profile = describe_instance_profile(call, row)
    };
    call.tx.put(call.tables.instance_profiles, key_of(call, name), std::move(row));
    return out;
}

Result<api::iam::GetInstanceProfileResponse> get_instance_profile(
    Call& call, const api::iam::GetInstanceProfileRequest& input
) {
    const auto found = find_instance_profile(call, input.instance_profile_name.value_or(""));
    if (!found) return found.error();
    return api::iam::GetInstanceProfileResponse{
        .instance_profile = describe_instance_profile(call, **found)
    };
}

Result<api::iam::ListInstanceProfilesResponse> list_instance_profiles(
    Call& call, const api::iam::ListInstanceProfilesRequest& input
) {
    const std::string path = input.path_prefix.value_or("/");
    const auto keys = keys_where(
        call.tables.instance_profiles,
        account_prefix(call.scope.account),
        [&](const InstanceProfileRow& row) { return row.path.starts_with(path); }
    );
    const auto page =
        cut_page(call, {"ListInstanceProfiles", path, input.marker, input.max_items}, keys);
    if (!page) return page.error();
    api::iam::ListInstanceProfilesResponse out;
    show_profiles(call, *page, out);
    return out;
}

Result<api::iam::ListInstanceProfilesForRoleResponse> list_instance_profiles_for_role(
    Call& call, const api::iam::ListInstanceProfilesForRoleRequest& input
) {
    const auto role = find_in<RoleNoun>(call, input);
    if (!role) return role.error();
    const std::string role_key = key_of(call, (*role)->name);
    const auto& found = call.tables.instance_profiles_by_role.keys(role_key);
    const std::vector<std::string> keys(found.begin(), found.end());
    const auto page = cut_page(
        call, {"ListInstanceProfilesForRole", role_key, input.marker, input.max_items}, keys
    );
    if (!page) return page.error();
    api::iam::ListInstanceProfilesForRoleResponse out;
    show_profiles(call, *page, out);
    return out;
}

Result<api::iam::AddRoleToInstanceProfileResponse> add_role_to_instance_profile(
    Call& call, const api::iam::AddRoleToInstanceProfileRequest& input
) {
    const auto found = find_instance_profile(call, input.instance_profile_name.value_or(""));
    if (!found) return found.error();
    const auto role = find_to_change<RoleNoun>(call, input);
    if (!role) return role.error();
    if (!(*found)->role_key.empty()) return over_quota("InstanceSessionsPerInstanceProfile", 1);
    InstanceProfileRow row = **found;
    row.role_key = key_of(call, (*role)->name);
    put_named(call, call.tables.instance_profiles, std::move(row));
    return api::iam::AddRoleToInstanceProfileResponse{};
}

Result<api::iam::RemoveRoleFromInstanceProfileResponse> remove_role_from_instance_profile(
    Call& call, const api::iam::RemoveRoleFromInstanceProfileRequest& input
) {
    const auto found = find_instance_profile(call, input.instance_profile_name.value_or(""));
    if (!found) return found.error();
    const std::string name = input.role_name.value_or("");
    if ((*found)->role_key != key_of(call, name)) return not_found_by_name("role", name);
    InstanceProfileRow row = **found;
    row.role_key.clear();
    put_named(call, call.tables.instance_profiles, std::move(row));
    return api::iam::RemoveRoleFromInstanceProfileResponse{};
}

Result<api::iam::DeleteInstanceProfileResponse> delete_instance_profile(
    Call& call, const api::iam::DeleteInstanceProfileRequest& input
) {
    const auto found = find_instance_profile(call, input.instance_profile_name.value_or(""));
    if (!found) return found.error();
    if (!(*found)->role_key.empty()) {
        return delete_conflict(
            "Cannot delete entity, must remove roles from instance profile first."
        );
    }
    call.tx.erase(call.tables.instance_profiles, key_of(call, (*found)->name));
    return api::iam::DeleteInstanceProfileResponse{};
}

}  // namespace gantry::iam
