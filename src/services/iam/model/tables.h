#pragma once

#include <vector>

#include "core/table.h"
#include "services/iam/model/rows.h"

namespace gantry::iam {

/// All tables of IAM. Read by handlers and by whoever authorises, changed only by core::Core. Core
/// thread only.
struct Tables {
    Tables();

    core::Table<RoleRow> roles;
    core::Table<UserRow> users;
    core::Table<GroupRow> groups;
    core::Table<AccessKeyRow> access_keys;
    core::Table<PolicyRow> policies;
    core::Table<InstanceProfileRow> instance_profiles;
    core::Table<OidcProviderRow> oidc_providers;
    core::Table<AccountRow> accounts;

    /// Keys of access keys by the user's key.
    const core::Table<AccessKeyRow>::Index& access_keys_by_user;
    /// The key of an access key by its id, whatever the account.
    const core::Table<AccessKeyRow>::Index& access_keys_by_id;
    /// Keys of instance profiles by the role's key.
    const core::Table<InstanceProfileRow>::Index& instance_profiles_by_role;
    /// The key of an account by its alias.
    const core::Table<AccountRow>::Index& accounts_by_alias;

    [[nodiscard]] std::vector<core::TableBase*> all();
};

}  // namespace gantry::iam
