#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "core/table.h"
#include "services/iam/model/rows.h"

namespace gantry::iam {

/// Who has which policy, by the policy's ARN. A row is once in an index, so there is one for each
/// place in the list of policies that are attached.
template <class Row>
class PolicyIndex {
  public:
    explicit PolicyIndex(core::Table<Row>& table);

    /// Shows the keys, beginning with `prefix`, of those that have it attached; in no order.
    template <class Visit>
    void visit_attached(std::string_view arn, std::string_view prefix, const Visit& visit) const {
        for (const auto* place : attached_) visit_keys(*place, arn, prefix, visit);
    }
    /// The same of those whose permissions boundary it is.
    template <class Visit>
    void visit_bounded(std::string_view arn, std::string_view prefix, const Visit& visit) const {
        visit_keys(*boundary_, arn, prefix, visit);
    }

  private:
    using Index = typename core::Table<Row>::Index;

    template <class Visit>
    static void visit_keys(
        const Index& index, std::string_view arn, std::string_view prefix, const Visit& visit
    ) {
        const auto& keys = index.keys(arn);
        for (auto key = keys.lower_bound(prefix); key != keys.end(); ++key) {
            if (!key->starts_with(prefix)) return;
            visit(*key);
        }
    }

    std::array<const Index*, kMaxAttached> attached_{};
    const Index* boundary_ = nullptr;
};

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
    PolicyIndex<RoleRow> roles_by_policy;
    PolicyIndex<UserRow> users_by_policy;
    PolicyIndex<GroupRow> groups_by_policy;

    [[nodiscard]] std::vector<core::TableBase*> all();
};

}  // namespace gantry::iam
