#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aws/caller.h"
#include "base/result.h"
#include "service/authorizer.h"
#include "service/registry.h"

/// What other services may ask of IAM.
namespace gantry::iam {

/// A role that somebody may take on.
struct AssumableRole {
    std::string name;
    std::string id;  ///< AROA…
    std::string arn;
    std::string account;
    std::int32_t max_session_duration_s = 3600;
};

/// Who wants to take on which role.
struct RoleRequest {
    std::string role_arn;
    /// All have to be allowed: "sts:AssumeRole"; "sts:TagSession" where tags are passed.
    std::vector<std::string> actions;
    std::vector<service::ConditionValue> context;
};

/// The role, where its trust policy lets the caller in, and the caller's own policies allow it to
/// ask. Errors: Denied, AccessDeniedException, for roles that are not there too.
Result<AssumableRole> assume(
    const service::Registry& services,
    const aws::Caller& caller,
    const RoleRequest& request,
    SysTime now
);

/// An OpenID Connect provider that an account knows.
struct OidcProvider {
    std::string arn;
    std::vector<std::string> client_ids;
};

/// @param name its URL without "https://"
std::optional<OidcProvider> find_oidc_provider(
    const service::Registry& services, std::string_view account, std::string_view name
);

/// The account in a role's ARN; nothing for texts that are none.
std::optional<std::string> account_of_role(std::string_view role_arn);

/// The role, where its trust policy lets in whom the provider speaks for.
/// Errors: Denied, AccessDeniedException.
Result<AssumableRole> assume_for(
    const service::Registry& services,
    const OidcProvider& provider,
    const std::string& region,
    const RoleRequest& request,
    SysTime now
);

/// A service of AWS that takes on roles for what people run with it.
struct ServiceCaller {
    std::string name;        ///< "ecs-tasks.amazonaws.com"
    aws::Scope scope;        ///< of what it acts for: aws:SourceAccount
    std::string source_arn;  ///< of what it acts for: aws:SourceArn
};

/// The role, where its trust policy lets a service take it on for something of the role's own
/// account. Where policies are not enforced (off, audit, no IAM) every role may be taken on. One
/// that is not there is then taken at its word, and with Options::takes_unknown_roles: as one of
/// the account of what the service acts for, which may be there by that name. Errors: Denied,
/// AccessDeniedException, for roles that are not there too.
Result<AssumableRole> assume_as_service(
    const service::Registry& services,
    const ServiceCaller& service,
    const std::string& role_arn,
    SysTime now
);

/// Whether there is the role that assume_as_service takes on for something of the account. It may
/// take others at their word: nobody knows what those may do.
bool is_known_role(
    const service::Registry& services, std::string_view account, const std::string& role_arn
);

/// What GetCallerIdentity calls a user or a root by: "AIDA…", the account's number.
std::string user_id_of(const service::Registry& services, const aws::Caller& caller);

/// The account that an access key's id belongs to; nothing for keys that are not ours.
std::optional<std::string> account_of_key(const service::Registry& services, std::string_view id);

/// Whether there is a managed policy of that ARN, of the account's own or of AWS's.
bool is_managed_policy(
    const service::Registry& services, std::string_view account, std::string_view arn
);

/// Whether a text is a policy that sessions may be narrowed by.
/// Errors: InvalidArgument, MalformedPolicyDocumentException, in IAM's words.
Result<void> check_session_policy(std::string_view text);

/// Whether a text is a policy that a resource may have of its own.
/// Errors: InvalidArgument, MalformedPolicyDocumentException, in IAM's words; services have codes
/// of their own for it.
Result<void> check_resource_policy(std::string_view text);

/// A statement of a resource's policy as it was written; lists may have been one text.
struct PolicyStatement {
    struct Condition {
        std::string operator_name;
        std::string key;
        std::vector<std::string> values;
    };

    bool allows = false;
    bool has_everybody = false;  ///< "*", {"AWS":"*"}, or NotPrincipal
    std::vector<std::string> actions;
    bool all_but_actions = false;  ///< NotAction
    std::vector<std::string> resources;
    bool all_but_resources = false;  ///< NotResource
    std::vector<Condition> conditions;
};

/// What services look at beside IAM. Errors: those of check_resource_policy.
Result<std::vector<PolicyStatement>> read_resource_policy(std::string_view text);

/// Whether all of a text is of a pattern with `*` and `?`, as policies have them.
bool matches_wildcards(std::string_view pattern, std::string_view text);

}  // namespace gantry::iam
