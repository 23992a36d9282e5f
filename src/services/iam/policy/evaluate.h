#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/iam/policy/context.h"
#include "services/iam/policy/document.h"
#include "services/iam/policy/pattern.h"
#include "services/iam/policy/principal.h"

/// Whether somebody may do something: a pure function of policies and a request.
///
/// For each resource of the request:
///  1. a Deny that applies, in any policy, ends it;
///  2. within an account, what a resource's policy allows to the caller itself (or to anyone) is
///     allowed; what it allows to the role or user behind a session needs boundary and session
///     policies to agree;
///  3. else identity-based policies must allow it, and so must the boundary and the session
///     policies where there are any; between accounts the resource's policy must as well;
///  4. an account's root may do everything in its account; services and federated identities have
///     what resources' policies allow them;
///  5. what nothing allows is denied.
/// Source: IAM User Guide, "Policy evaluation logic" and "Permissions boundaries for IAM entities".
namespace gantry::iam::policy {

enum class PolicyType : std::uint8_t { Identity, Resource, Boundary, Session };

/// Both outlive the set that they are in.
struct NamedPolicy {
    std::string_view name;  ///< a managed policy's ARN, an inline policy's name; for people only
    const Document* document = nullptr;
};

struct PolicySet {
    std::vector<NamedPolicy> identity;  ///< of the user and its groups, or of the role
    std::optional<NamedPolicy> boundary;
    /// Given when the session was made; an empty list allows nothing.
    std::optional<std::vector<NamedPolicy>> session;
    std::vector<NamedPolicy> resource;  ///< the resource's own, or the trust policy of a role
    /// The resource's policy has to allow it within an account too: roles to be assumed, keys.
    bool resource_must_allow = false;
};

struct AuthRequest {
    std::string action;                  ///< "ecs:RunTask"
    std::vector<std::string> resources;  ///< ARNs; none is "*". All have to be allowed
    Principal principal;
    std::string resource_account;  ///< empty: the caller's
    Context context;
};

enum class Outcome : std::uint8_t { Allowed, ExplicitDeny, ImplicitDeny };

/// A statement in a set: the policy's place in its list, the statement's place in the policy.
struct StatementRef {
    PolicyType type = PolicyType::Identity;
    std::size_t policy = 0;
    std::size_t statement = 0;

    friend auto operator<=>(const StatementRef&, const StatementRef&) = default;
};

struct Decision {
    Outcome outcome = Outcome::ImplicitDeny;
    PolicyType by = PolicyType::Identity;  ///< of denials: whose policies denied, or did not allow
    std::string resource;                  ///< of denials: which one
    /// Those that decided: every Allow that counted, or every Deny that applied; none when nothing
    /// applied, or when the account's root needs none.
    std::vector<StatementRef> statements;
    MissingKeys missing;  ///< condition keys that were asked for and not known

    [[nodiscard]] bool allowed() const { return outcome == Outcome::Allowed; }
};

Decision evaluate(const PolicySet& policies, const AuthRequest& request);

/// The statements of one type of policy that apply to one resource of a request, whoever decides in
/// the end.
struct Applying {
    std::vector<StatementRef> allow;
    std::vector<StatementRef> deny;
};
Applying applying_statements(
    const PolicySet& policies,
    PolicyType type,
    const AuthRequest& request,
    const std::string& resource
);

/// All policies of one type.
std::vector<NamedPolicy> policies_of_type(const PolicySet& policies, PolicyType type);

/// Statement and policy that a reference into `policies` means.
const Statement& statement_at(const PolicySet& policies, const StatementRef& where);
const NamedPolicy& policy_at(const PolicySet& policies, const StatementRef& where);

}  // namespace gantry::iam::policy
