#include "sim/checkers/identity_checker.h"

#include <fmt/format.h>

#include <algorithm>

#include "services/iam/model/aws_policies.h"
#include "services/iam/model/names.h"

namespace gantry::sim {
namespace {

/// One thing that is promised to be, or not to be.
void check_fact(const std::string& what, Known promised, bool is, SysTime now, Verdict& verdict) {
    if (!promised || *promised == is) return;
    verdict.broken(now, fmt::format("{} {}", what, is ? "is back" : "is lost"));
}

/// @param row null where there is none
template <class Row>
void check_identity(const KnownIdentity& known, const Row* row, SysTime now, Verdict& verdict) {
    const std::string who = (known.role ? "role " : "user ") + known.name;
    check_fact("acknowledged " + who, known.exists, row != nullptr, now, verdict);
    if (row == nullptr) return;
    const auto& policies = row->policies;
    const bool own =
        std::ranges::find(policies.inline_policies, kInlinePolicy, &iam::InlinePolicy::name) !=
        policies.inline_policies.end();
    const bool attached =
        std::ranges::find(policies.attached, kManagedPolicyArn) != policies.attached.end();
    check_fact("a policy of " + who, known.inline_right, own, now, verdict);
    check_fact("an attachment to " + who, known.attached_right, attached, now, verdict);
}

void check_key(const KnownKey& known, const iam::Tables& tables, SysTime now, Verdict& verdict) {
    if (!known.credentials.session_token.empty()) return;  // kept by its holder alone
    const std::string& id = known.credentials.access_key_id;
    const bool there =
        tables.access_keys.find(iam::account_prefix(aws::kDefaultAccount) + id) != nullptr;
    check_fact("an access key of " + known.holder, known.works, there, now, verdict);
}

void check_policies(
    const std::string& who,
    const iam::PolicyHolder& holder,
    const iam::Tables& tables,
    SysTime now,
    Verdict& verdict
) {
    auto arns = holder.attached;
    if (!holder.boundary.empty()) arns.push_back(holder.boundary);
    for (const std::string& arn : arns) {
        if (iam::find_aws_policy(arn) != nullptr) continue;
        const auto name = iam::parse_entity_arn(arn);
        if (tables.policies.find(iam::entity_key(name.account, name.name))) continue;
        verdict.broken(now, fmt::format("{} has the policy {}, which is not there", who, arn));
    }
}

}  // namespace

void check_identities(
    const KnownIdentities& known,
    const iam::Tables& iam,
    const ecs::Tables& ecs,
    SysTime now,
    Verdict& verdict
) {
    for (const auto& [name, identity] : known.all) {
        const std::string key = iam::entity_key(aws::kDefaultAccount, name);
        if (identity.role) {
            check_identity(identity, iam.roles.find(key).get(), now, verdict);
        } else {
            check_identity(identity, iam.users.find(key).get(), now, verdict);
        }
    }
    for (const KnownKey& key : known.keys) check_key(key, iam, now, verdict);
    const std::string policy = iam::entity_key(aws::kDefaultAccount, kManagedPolicy);
    const bool there = iam.policies.find(policy) != nullptr;
    check_fact("the managed policy", known.policy, there, now, verdict);
    const aws::Scope scope{aws::kDefaultAccount, aws::kDefaultRegion};
    for (const std::string& name : known.made) {
        const bool is = ecs.clusters.find(ecs::cluster_key(scope, name)) != nullptr;
        check_fact("acknowledged cluster " + name, true, is, now, verdict);
    }
    for (const std::string& name : known.forbidden) {
        if (!ecs.clusters.find(ecs::cluster_key(scope, name))) continue;
        verdict.broken(now, fmt::format("cluster {} was made though it was denied", name));
    }
}

void check_identity_rows(const iam::Tables& tables, SysTime now, Verdict& verdict) {
    for (const auto& [key, user] : tables.users.rows()) {
        check_policies("user " + user->name, user->policies, tables, now, verdict);
        for (const std::string& group : user->groups) {
            if (tables.groups.find(group)) continue;
            verdict.broken(now, fmt::format("user {} is in a group that is not there", key));
        }
    }
    for (const auto& [key, role] : tables.roles.rows()) {
        check_policies("role " + role->name, role->policies, tables, now, verdict);
    }
    for (const auto& [key, group] : tables.groups.rows()) {
        check_policies("group " + group->name, group->policies, tables, now, verdict);
    }
    for (const auto& [key, access_key] : tables.access_keys.rows()) {
        if (tables.users.find(access_key->user_key)) continue;
        verdict.broken(now, fmt::format("the access key {} is of no user", key));
    }
    for (const auto& [key, profile] : tables.instance_profiles.rows()) {
        if (profile->role_key.empty() || tables.roles.find(profile->role_key)) continue;
        verdict.broken(now, fmt::format("the instance profile {} is of no role", key));
    }
}

}  // namespace gantry::sim
