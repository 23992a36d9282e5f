#include "services/iam/api/policies.h"

#include <fmt/format.h>

#include "base/sabotage.h"
#include "services/iam/api/checks.h"
#include "services/iam/api/describe.h"
#include "services/iam/api/nouns.h"
#include "services/iam/api/paging.h"
#include "services/iam/api/policy_usage.h"

namespace gantry::iam {
namespace {

using api::iam::PolicyScopeType;
using api::iam::PolicyUsageType;

/// What a listing wants of policies.
struct PolicyFilter {
    PolicyScopeType scope;
    bool only_attached;
    std::string path;
    std::optional<PolicyUsageType> usage;

    [[nodiscard]] bool takes(std::string_view policy_path, const PolicyUsage& used) const {
        if (!policy_path.starts_with(path)) return false;
        if (only_attached && used.attached == 0) return false;
        if (usage == PolicyUsageType::PermissionsPolicy) return used.attached > 0;
        if (usage == PolicyUsageType::PermissionsBoundary) return used.boundaries > 0;
        return true;
    }
    [[nodiscard]] std::string text() const {
        return fmt::format(
            "{} {} {} {}",
            static_cast<int>(scope),
            only_attached,
            usage ? static_cast<int>(*usage) : -1,
            path
        );
    }
};

// A list of both is ordered by these: the account's first.
constexpr std::string_view kOwn = "0/";
constexpr std::string_view kAwsOwned = "1/";

std::vector<std::string> policy_keys(const Call& call, const PolicyFilter& filter) {
    std::vector<std::string> keys;
    if (filter.scope != PolicyScopeType::Aws) {
        const auto prefix = account_prefix(call.scope.account);
        for (const auto& [key, row] : call.tables.policies.with_prefix(prefix)) {
            if (filter.takes(row->path, usage_of(call, row->arn))) {
                keys.push_back(std::string(kOwn) + key);
            }
        }
    }
    if (filter.scope == PolicyScopeType::Local) return keys;
    for (const AwsPolicy& known : aws_policies()) {
        const std::string arn = known.arn();
        if (filter.takes(known.path, usage_of(call, arn))) {
            keys.push_back(std::string(kAwsOwned) + std::string(known.name));
        }
    }
    return keys;
}

api::iam::Policy show_listed(const Call& call, std::string_view key) {
    const std::string_view name = key.substr(kOwn.size());
    if (key.starts_with(kOwn)) {
        const auto row = call.tables.policies.find(name);
        const PolicyUsage used = usage_of(call, row->arn);
        return describe_policy(*row, Detail::Listed, used.attached, used.boundaries);
    }
    const auto known = std::ranges::find(aws_policies(), name, &AwsPolicy::name);
    const PolicyUsage used = usage_of(call, known->arn());
    return describe_policy(*known, Detail::Listed, used.attached, used.boundaries);
}

PolicyRow make_policy(Call& call, const api::iam::CreatePolicyRequest& input) {
    PolicyRow row;
    row.account = call.scope.account;
    row.name = input.policy_name.value_or("");
    row.path = input.path.value_or("/");
    row.id = draw_entity_id(call.ids, "ANPA");
    row.arn = entity_arn(call.scope, "policy", row.path, row.name);
    row.created = call.now;
    row.updated = call.now;
    row.description = input.description;
    row.versions.push_back({1, input.policy_document.value_or(""), call.now});
    row.tags = input.tags.value_or(Tags{});
    return row;
}

}  // namespace

Result<api::iam::CreatePolicyResponse> create_policy(
    Call& call, const api::iam::CreatePolicyRequest& input
) {
    const std::string name = input.policy_name.value_or("");
    if (call.tx.get(call.tables.policies, key_of(call, name))) {
        return already_exists(
            fmt::format("A policy called {} already exists. Duplicate names are not allowed.", name)
        );
    }
    if (const auto tags = check_tags(input.tags); !tags) return tags.error();
    const auto document = check_managed_policy(input.policy_document.value_or(""));
    if (!document) return document.error();
    PolicyRow row = make_policy(call, input);
    api::iam::CreatePolicyResponse out{.policy = describe_policy(row, Detail::Full, 0, 0)};
    out.policy->description.reset();
    call.tx.put(call.tables.policies, key_of(call, name), std::move(row));
    return out;
}

Result<api::iam::GetPolicyResponse> get_policy(
    Call& call, const api::iam::GetPolicyRequest& input
) {
    const std::string arn = input.policy_arn.value_or("");
    const PolicyUsage used = usage_of(call, arn);
    if (const AwsPolicy* known = find_aws_policy(arn)) {
        return api::iam::GetPolicyResponse{
            .policy = describe_policy(*known, Detail::Full, used.attached, used.boundaries),
        };
    }
    const auto row = find_policy_row(call, arn);
    if (!row) return policy_not_found(arn);
    return api::iam::GetPolicyResponse{
        .policy = describe_policy(*row, Detail::Full, used.attached, used.boundaries),
    };
}

Result<api::iam::ListPoliciesResponse> list_policies(
    Call& call, const api::iam::ListPoliciesRequest& input
) {
    const PolicyFilter filter{
        .scope = input.scope.value_or(PolicyScopeType::All),
        .only_attached = input.only_attached.value_or(false),
        .path = input.path_prefix.value_or("/"),
        .usage = input.policy_usage_filter,
    };
    const auto keys = policy_keys(call, filter);
    const auto page =
        cut_page(call, {"ListPolicies", filter.text(), input.marker, input.max_items}, keys);
    if (!page) return page.error();
    api::iam::ListPoliciesResponse out{.policies = std::vector<api::iam::Policy>{}};
    for (const auto& key : page->keys) out.policies->push_back(show_listed(call, key));
    show_page(out, *page);
    return out;
}

Result<api::iam::DeletePolicyResponse> delete_policy(
    Call& call, const api::iam::DeletePolicyRequest& input
) {
    const std::string arn = input.policy_arn.value_or("");
    const auto row = find_policy_row(call, arn);
    if (!row) return policy_not_found(arn);
    const PolicyUsage used = usage_of(call, arn);
    if (used.attached + used.boundaries > 0 && !sabotaged(Sabotage::DanglingPolicy)) {
        return delete_conflict("Cannot delete a policy attached to entities.");
    }
    if (row->versions.size() > 1) {
        return delete_conflict(
            "This policy has more than one version. Before you delete a policy, you must delete "
            "the policy's versions. The default version is deleted with the policy."
        );
    }
    call.tx.erase(call.tables.policies, key_of(call, row->name));
    return api::iam::DeletePolicyResponse{};
}

}  // namespace gantry::iam
