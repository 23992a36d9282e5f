#include "services/iam/api/account.h"

#include <fmt/format.h>

#include "services/iam/api/holder_policies.h"
#include "services/iam/api/nouns.h"

namespace gantry::iam {
namespace {

using Summary = std::map<std::string, std::int32_t>;

constexpr std::int32_t kShortestPassword = 6;

AccountRow account_row(const Call& call) {
    const auto row = call.tx.get(call.tables.accounts, account_prefix(call.scope.account));
    return row ? *row : AccountRow{};
}

void put_account(Call& call, AccountRow row) {
    const std::string key = account_prefix(call.scope.account);
    if (row.alias.empty() && !row.password_policy) {
        call.tx.erase(call.tables.accounts, key);
    } else {
        call.tx.put(call.tables.accounts, key, std::move(row));
    }
}

Error no_password_policy(const Call& call) {
    return no_such_entity(
        fmt::format("The Password Policy with domain name {} cannot be found.", call.scope.account)
    );
}

template <class Row>
std::int32_t count_of(const Call& call, const core::Table<Row>& table) {
    const auto rows = table.with_prefix(account_prefix(call.scope.account));
    return static_cast<std::int32_t>(std::ranges::distance(rows));
}

void add_counts(const Call& call, Summary& summary) {
    const Tables& tables = call.tables;
    std::int32_t versions = 0;
    for (const auto& [key, row] : tables.policies.with_prefix(account_prefix(call.scope.account))) {
        versions += static_cast<std::int32_t>(row->versions.size());
    }
    summary["Users"] = count_of(call, tables.users);
    summary["Groups"] = count_of(call, tables.groups);
    summary["Roles"] = count_of(call, tables.roles);
    summary["Policies"] = count_of(call, tables.policies);
    summary["PolicyVersionsInUse"] = versions;
    summary["InstanceProfiles"] = count_of(call, tables.instance_profiles);
    summary["Providers"] = count_of(call, tables.oidc_providers);
    summary["AccountAccessKeysPresent"] = 1;  // every account's root signs with one
    for (const auto* none :
         {"ServerCertificates",
          "MFADevices",
          "MFADevicesInUse",
          "AccountMFAEnabled",
          "AccountPasswordPresent",
          "AccountSigningCertificatesPresent"}) {
        summary[none] = 0;
    }
}

}  // namespace

Result<api::iam::CreateAccountAliasResponse> create_account_alias(
    Call& call, const api::iam::CreateAccountAliasRequest& input
) {
    const std::string alias = input.account_alias.value_or("");
    const std::string key = account_prefix(call.scope.account);
    for (const std::string& owner : call.tables.accounts_by_alias.keys(alias)) {
        if (owner == key) continue;
        return already_exists(fmt::format("The account alias {} already exists.", alias));
    }
    AccountRow row = account_row(call);
    row.alias = alias;
    put_account(call, std::move(row));
    return api::iam::CreateAccountAliasResponse{};
}

Result<api::iam::DeleteAccountAliasResponse> delete_account_alias(
    Call& call, const api::iam::DeleteAccountAliasRequest& input
) {
    AccountRow row = account_row(call);
    const std::string alias = input.account_alias.value_or("");
    if (row.alias != alias) return not_found_by_name("account alias", alias);
    row.alias.clear();
    put_account(call, std::move(row));
    return api::iam::DeleteAccountAliasResponse{};
}

Result<api::iam::ListAccountAliasesResponse> list_account_aliases(
    Call& call, const api::iam::ListAccountAliasesRequest& input
) {
    std::vector<std::string> aliases;
    if (auto row = account_row(call); !row.alias.empty()) aliases.push_back(row.alias);
    auto page = cut_page(call, {"ListAccountAliases", {}, input.marker, input.max_items}, aliases);
    if (!page) return page.error();
    api::iam::ListAccountAliasesResponse out;
    show_page(out, *page);
    out.account_aliases = std::move(page->keys);
    return out;
}

Result<api::iam::GetAccountPasswordPolicyResponse>
get_password_policy(Call& call, const api::iam::GetAccountPasswordPolicyRequest&) {
    const AccountRow row = account_row(call);
    if (!row.password_policy) return no_password_policy(call);
    return api::iam::GetAccountPasswordPolicyResponse{.password_policy = row.password_policy};
}

Result<api::iam::UpdateAccountPasswordPolicyResponse> update_password_policy(
    Call& call, const api::iam::UpdateAccountPasswordPolicyRequest& input
) {
    AccountRow row = account_row(call);
    row.password_policy = api::iam::PasswordPolicy{
        .minimum_password_length = input.minimum_password_length.value_or(kShortestPassword),
        .require_symbols = input.require_symbols.value_or(false),
        .require_numbers = input.require_numbers.value_or(false),
        .require_uppercase_characters = input.require_uppercase_characters.value_or(false),
        .require_lowercase_characters = input.require_lowercase_characters.value_or(false),
        .allow_users_to_change_password = input.allow_users_to_change_password.value_or(false),
        .expire_passwords = input.max_password_age.has_value(),
        .max_password_age = input.max_password_age,
        .password_reuse_prevention = input.password_reuse_prevention,
        .hard_expiry = input.hard_expiry,
    };
    put_account(call, std::move(row));
    return api::iam::UpdateAccountPasswordPolicyResponse{};
}

Result<api::iam::DeleteAccountPasswordPolicyResponse>
delete_password_policy(Call& call, const api::iam::DeleteAccountPasswordPolicyRequest&) {
    AccountRow row = account_row(call);
    if (!row.password_policy) return no_password_policy(call);
    row.password_policy.reset();
    put_account(call, std::move(row));
    return api::iam::DeleteAccountPasswordPolicyResponse{};
}

Result<api::iam::GetAccountSummaryResponse>
get_account_summary(Call& call, const api::iam::GetAccountSummaryRequest&) {
    constexpr auto kAttached = static_cast<std::int32_t>(kMaxAttached);
    // Source: IAM User Guide, "IAM and AWS STS quotas".
    Summary summary{
        {"UsersQuota", 5000},
        {"GroupsQuota", 300},
        {"RolesQuota", 1000},
        {"PoliciesQuota", 1500},
        {"InstanceProfilesQuota", 1000},
        {"ServerCertificatesQuota", 20},
        {"SigningCertificatesPerUserQuota", 2},
        {"AccessKeysPerUserQuota", 2},
        {"GroupsPerUserQuota", 10},
        {"VersionsPerPolicyQuota", 5},
        {"PolicyVersionsInUseQuota", 10'000},
        {"AttachedPoliciesPerGroupQuota", kAttached},
        {"AttachedPoliciesPerRoleQuota", kAttached},
        {"AttachedPoliciesPerUserQuota", kAttached},
        {"UserPolicySizeQuota", static_cast<std::int32_t>(policy::kMaxUserInline)},
        {"GroupPolicySizeQuota", static_cast<std::int32_t>(policy::kMaxGroupInline)},
        {"RolePolicySizeQuota", static_cast<std::int32_t>(policy::kMaxRoleInline)},
        {"PolicySizeQuota", static_cast<std::int32_t>(policy::kMaxManagedPolicy)},
        {"AssumeRolePolicySizeQuota", static_cast<std::int32_t>(policy::kMaxTrustPolicy)},
        {"GlobalEndpointTokenVersion", 1},
    };
    add_counts(call, summary);
    return api::iam::GetAccountSummaryResponse{.summary_map = std::move(summary)};
}

}  // namespace gantry::iam
