#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "api/iam/password_policy.h"
#include "api/iam/tag.h"
#include "base/reflect.h"
#include "base/time.h"

/// What IAM keeps. An account's entities are the same in all Regions, so keys begin `account/-/`.
/// Names are told apart without regard to capitals: keys have them in small letters, rows as given.
namespace gantry::iam {

using Tags = std::vector<api::iam::Tag>;

/// How many managed policies one entity may have attached.
/// Source: IAM User Guide, "IAM and AWS STS quotas".
inline constexpr std::size_t kMaxAttached = 10;

struct InlinePolicy {
    std::string name;
    std::string document;

    static const reflect::TypeInfo& type_info();
};

/// The policies of a user, a group or a role.
struct PolicyHolder {
    std::vector<InlinePolicy> inline_policies;  ///< by name
    std::vector<std::string> attached;  ///< ARNs of managed policies, in order of attachment
    std::string boundary;               ///< ARN of the permissions boundary; empty for none

    static const reflect::TypeInfo& type_info();
};

/// Key: `account/-/<name>`.
struct RoleRow {
    std::string account;
    std::string name;
    std::string path;
    std::string id;  ///< AROA…
    std::string arn;
    SysTime created{};
    std::string trust_policy;
    std::optional<std::string> description;
    std::int32_t max_session_duration_s = 3600;
    PolicyHolder policies;
    Tags tags;
    std::string service;  ///< service-linked roles: whose it is, "ecs.amazonaws.com"

    static const reflect::TypeInfo& type_info();
};

/// Key: `account/-/<name>`.
struct UserRow {
    std::string account;
    std::string name;
    std::string path;
    std::string id;  ///< AIDA…
    std::string arn;
    SysTime created{};
    PolicyHolder policies;
    std::vector<std::string> groups;  ///< keys of groups, in order
    Tags tags;

    static const reflect::TypeInfo& type_info();
};

/// Key: `account/-/<name>`. Who is in it stands in the users.
struct GroupRow {
    std::string account;
    std::string name;
    std::string path;
    std::string id;  ///< AGPA…
    std::string arn;
    SysTime created{};
    PolicyHolder policies;

    static const reflect::TypeInfo& type_info();
};

/// Key: `account/-/<key id>`. The secret is derived from the id and kept nowhere.
struct AccessKeyRow {
    std::string account;
    std::string id;        ///< AKIA…
    std::string user_key;  ///< the user's row
    bool active = true;
    SysTime created{};

    static const reflect::TypeInfo& type_info();
};

struct PolicyVersionEntry {
    std::int64_t number = 0;  ///< 3 of "v3"
    std::string document;
    SysTime created{};

    static const reflect::TypeInfo& type_info();
};

/// A managed policy of the account. Key: `account/-/<name>`.
struct PolicyRow {
    std::string account;
    std::string name;
    std::string path;
    std::string id;  ///< ANPA…
    std::string arn;
    SysTime created{};
    SysTime updated{};
    std::optional<std::string> description;
    std::vector<PolicyVersionEntry> versions;  ///< oldest first; numbers are never used twice
    std::int64_t default_version = 1;
    std::int64_t next_version = 2;
    Tags tags;

    static const reflect::TypeInfo& type_info();
};

/// Key: `account/-/<name>`.
struct InstanceProfileRow {
    std::string account;
    std::string name;
    std::string path;
    std::string id;  ///< AIPA…
    std::string arn;
    SysTime created{};
    std::string role_key;  ///< empty for none
    Tags tags;

    static const reflect::TypeInfo& type_info();
};

/// Who speaks for others by OpenID Connect. Key: `account/-/<name>`.
struct OidcProviderRow {
    std::string account;
    std::string name;  ///< its URL without "https://"
    std::string arn;
    SysTime created{};
    std::vector<std::string> client_ids;   ///< in order of registration
    std::vector<std::string> thumbprints;  ///< kept only: nothing is fetched from providers
    Tags tags;

    static const reflect::TypeInfo& type_info();
};

/// What an account has once. Key: `account/-/`.
struct AccountRow {
    std::string alias;  ///< empty for none; no two accounts have the same
    std::optional<api::iam::PasswordPolicy> password_policy;

    static const reflect::TypeInfo& type_info();
};

}  // namespace gantry::iam
