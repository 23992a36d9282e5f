#pragma once

#include <string>
#include <string_view>

#include "aws/scope.h"
#include "base/random.h"

/// Keys, ARNs and ids of IAM's entities.
namespace gantry::iam {

/// `account/-/`, what keys of an account's entities begin with.
std::string account_prefix(std::string_view account);
/// `account/-/<name in small letters>`.
std::string entity_key(std::string_view account, std::string_view name);

/// `arn:aws:iam::<account>:<type><path><name>`; paths begin and end with a slash.
std::string entity_arn(
    const aws::Scope& scope, std::string_view type, std::string_view path, std::string_view name
);

/// Four letters that say what it is, and 17 more: "AROA…" for roles.
/// Source: IAM User Guide, "Understanding unique ID prefixes".
std::string draw_entity_id(IdSource& ids, std::string_view prefix);
/// The id of a role that nobody made, by which its sessions are known: "AROA0…", as none is drawn.
std::string named_id(std::string_view account, std::string_view name);
/// Whether a session's user id begins with such an id.
bool is_named_id(std::string_view user_id);
/// "AKIA" and 16 letters and digits.
std::string draw_access_key_id(IdSource& ids);

/// What an ARN of IAM names: type "role", path "/service-role/", name "Runner". Empty parts for a
/// text that is none.
struct EntityName {
    std::string_view account;  ///< "aws" for policies of AWS's own
    std::string_view type;
    std::string path;
    std::string_view name;
};
/// The views point into `arn`.
EntityName parse_entity_arn(std::string_view arn);

/// The name of an OpenID Connect provider, which may have slashes: "id.example.org/tenant" of
/// "arn:aws:iam::<account>:oidc-provider/id.example.org/tenant". Empty for other texts.
std::string_view provider_name(std::string_view arn);

}  // namespace gantry::iam
