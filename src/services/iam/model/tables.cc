#include "services/iam/model/tables.h"

#include "service/json_rows.h"

namespace gantry::iam {

using service::json_rows;

namespace {

std::optional<std::string> by_user(const std::string&, const AccessKeyRow& key) {
    return key.user_key;
}

std::optional<std::string> by_id(const std::string&, const AccessKeyRow& key) {
    return key.id;
}

std::optional<std::string> by_role(const std::string&, const InstanceProfileRow& profile) {
    if (profile.role_key.empty()) return std::nullopt;
    return profile.role_key;
}

std::optional<std::string> by_alias(const std::string&, const AccountRow& account) {
    if (account.alias.empty()) return std::nullopt;
    return account.alias;
}

}  // namespace

template <class Row>
PolicyIndex<Row>::PolicyIndex(core::Table<Row>& table) {
    for (std::size_t place = 0; place < kMaxAttached; ++place) {
        attached_[place] = &table.add_index(
            [place](const std::string&, const Row& row) -> std::optional<std::string> {
                if (place >= row.policies.attached.size()) return std::nullopt;
                return row.policies.attached[place];
            }
        );
    }
    boundary_ =
        &table.add_index([](const std::string&, const Row& row) -> std::optional<std::string> {
            if (row.policies.boundary.empty()) return std::nullopt;
            return row.policies.boundary;
        });
}

Tables::Tables()
    : roles("iam.roles", json_rows<RoleRow>()),
      users("iam.users", json_rows<UserRow>()),
      groups("iam.groups", json_rows<GroupRow>()),
      access_keys("iam.access_keys", json_rows<AccessKeyRow>()),
      policies("iam.policies", json_rows<PolicyRow>()),
      instance_profiles("iam.instance_profiles", json_rows<InstanceProfileRow>()),
      oidc_providers("iam.oidc_providers", json_rows<OidcProviderRow>()),
      accounts("iam.accounts", json_rows<AccountRow>()),
      access_keys_by_user(access_keys.add_index(by_user)),
      access_keys_by_id(access_keys.add_index(by_id)),
      instance_profiles_by_role(instance_profiles.add_index(by_role)),
      accounts_by_alias(accounts.add_index(by_alias)),
      roles_by_policy(roles),
      users_by_policy(users),
      groups_by_policy(groups) {}

std::vector<core::TableBase*> Tables::all() {
    return {
        &roles,
        &users,
        &groups,
        &access_keys,
        &policies,
        &instance_profiles,
        &oidc_providers,
        &accounts,
    };
}

}  // namespace gantry::iam
