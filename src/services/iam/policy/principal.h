#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gantry::iam::policy {

/// Who makes a request.
struct Principal {
    enum class Type : std::uint8_t {
        Root,           ///< arn:aws:iam::<account>:root
        User,           ///< arn:aws:iam::<account>:user/<path><name>
        RoleSession,    ///< arn:aws:sts::<account>:assumed-role/<role>/<session>
        FederatedUser,  ///< arn:aws:sts::<account>:federated-user/<name>
        Service,        ///< "ecs-tasks.amazonaws.com"
        WebIdentity,    ///< not yet anybody: an OpenID Connect or SAML provider speaks for them
        Anonymous,
    };

    Type type = Type::Anonymous;
    std::string arn;      ///< of services their name; of WebIdentity the provider's ARN or name
    std::string account;  ///< twelve digits; empty for Service, WebIdentity and Anonymous
    /// RoleSession: the role's ARN. FederatedUser: that of the user who asked for the token.
    std::string issuer;

    friend bool operator==(const Principal&, const Principal&) = default;
};

/// Principal or NotPrincipal of a statement.
struct PrincipalList {
    bool anyone = false;                ///< "*" or {"AWS": "*"}
    std::vector<std::string> accounts;  ///< twelve digits, also where the root's ARN was written
    std::vector<std::string> arns;      ///< of users, roles, sessions; unique ids of those deleted
    std::vector<std::string> services;
    std::vector<std::string> federated;
    std::vector<std::string> canonical_users;

    [[nodiscard]] bool empty() const {
        return !anyone && accounts.empty() && arns.empty() && services.empty() &&
               federated.empty() && canonical_users.empty();
    }
};

/// How closely a list names somebody.
/// Account: it names the account, which may hand on what it got by its own policies.
/// Issuer: it names the role or user behind a session. Direct: it names the caller, or anyone.
enum class Reach : std::uint8_t { None, Account, Issuer, Direct };

/// The closest way in which `list` names `who`. An account's root is its account.
Reach reach_of(const PrincipalList& list, const Principal& who);

/// Whether a list of NotPrincipal leaves `who` out: all that the caller is must be in it, the
/// account, the role or user behind a session, and the session itself.
/// Source: IAM User Guide, "AWS JSON policy elements: NotPrincipal".
bool leaves_out(const PrincipalList& list, const Principal& who);

/// The account in "123456789012" or "arn:aws:iam::123456789012:root"; empty for other texts.
std::string_view account_of_principal(std::string_view text);

}  // namespace gantry::iam::policy
