#include "services/iam/api/checks.h"

#include <fmt/format.h>

#include <set>

#include "service/tag_rules.h"
#include "services/iam/api/errors.h"
#include "services/iam/model/aws_policies.h"
#include "services/iam/model/names.h"
#include "services/iam/policy/wildcards.h"

namespace gantry::iam {
namespace {

/// Sessions and unique ids need not exist; users and roles of our own do.
bool principal_exists(const Call& call, std::string_view arn) {
    const EntityName name = parse_entity_arn(arn);
    if (name.account != call.scope.account) return true;
    const std::string key = entity_key(name.account, name.name);
    if (name.type == "role") {
        const auto role = call.tx.get(call.tables.roles, key);
        return role && role->arn == arn;
    }
    if (name.type == "user") {
        const auto user = call.tx.get(call.tables.users, key);
        return user && user->arn == arn;
    }
    return true;
}

}  // namespace

Result<void> check_tags(const std::optional<Tags>& tags) {
    if (!tags) return {};
    if (tags->size() > service::kMaxTags) return over_quota("TagsPerResource", service::kMaxTags);
    std::set<std::string> seen;
    for (const auto& tag : *tags) {
        const std::string key = policy::lower_case(tag.key.value_or(""));
        if (service::is_reserved_tag_key(key)) {
            return invalid_input("System tags cannot be added/updated/deleted.");
        }
        if (!seen.insert(key).second) {
            return invalid_input(
                "Duplicate tag keys found. Please note that Tag keys are case insensitive."
            );
        }
    }
    return {};
}

Result<void> check_trust_policy(const Call& call, const std::string& document) {
    auto sized = policy::check_size(document, "ACLSizePerRole", policy::kMaxTrustPolicy);
    if (!sized) return sized;
    const auto read = policy::Document::read(document, policy::DocumentKind::Trust);
    if (!read) return read.error();
    for (const policy::Statement& statement : read->statements) {
        for (const std::string& arn : statement.principals.arns) {
            if (principal_exists(call, arn)) continue;
            return Error{
                ErrorKind::InvalidArgument,
                "MalformedPolicyDocumentException",
                fmt::format(R"(Invalid principal in policy: "AWS":"{}")", arn),
                {}
            };
        }
    }
    return {};
}

Result<void> check_identity_policy(const std::string& document) {
    const auto read = policy::Document::read(document, policy::DocumentKind::Identity);
    if (!read) return read.error();
    return {};
}

Result<void> check_managed_policy(const std::string& document) {
    auto sized = policy::check_size(document, "PolicySize", policy::kMaxManagedPolicy);
    if (!sized) return sized;
    return check_identity_policy(document);
}

core::Table<PolicyRow>::Ptr find_policy_row(const Call& call, std::string_view arn) {
    const EntityName name = parse_entity_arn(arn);
    if (name.type != "policy" || name.account != call.scope.account) return nullptr;
    auto row = call.tx.get(call.tables.policies, entity_key(name.account, name.name));
    return row && row->arn == arn ? row : nullptr;
}

bool policy_exists(const Call& call, std::string_view arn) {
    return find_aws_policy(arn) != nullptr || find_policy_row(call, arn) != nullptr;
}

Result<void> check_boundary(const Call& call, std::string_view arn) {
    if (policy_exists(call, arn)) return {};
    return no_such_entity(fmt::format("Scope ARN: {} does not exist or is not attachable.", arn));
}

}  // namespace gantry::iam
