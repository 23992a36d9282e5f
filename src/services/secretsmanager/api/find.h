#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/transaction.h"
#include "services/secretsmanager/model/names.h"
#include "services/secretsmanager/model/tables.h"

/// Secrets and versions by what callers name them.
namespace gantry::secretsmanager {

/// Where rows are read: the tables, with what a transaction has changed or erased of them already.
/// One that it has added is found by its key, and in no list.
struct Rows {
    const Tables& tables;
    const core::Transaction& tx;
};

using SecretPtr = core::Table<SecretRow>::Ptr;
using VersionPtr = core::Table<VersionRow>::Ptr;

/// A secret that was named.
struct Found {
    aws::Scope scope;  ///< whose it is
    std::string key;
    SecretPtr secret;
};

/// By name, ARN, or ARN without the characters at its end. Secrets of other accounts have to be
/// named by ARN, and are there only where they have a policy; whether it lets the caller in was
/// asked before.
/// Errors: ResourceNotFoundException.
Result<Found> find_secret(const Rows& rows, const aws::Scope& scope, std::string_view id);
/// The same of one that may be used. Errors: InvalidRequestException where it is to be deleted.
Result<Found> find_live_secret(const Rows& rows, const aws::Scope& scope, std::string_view id);

/// All versions of a secret, oldest first.
std::vector<VersionPtr> versions_of(const Rows& rows, std::string_view secret_key);
VersionPtr find_version(const Rows& rows, std::string_view secret_key, std::string_view id);
/// The version with a staging label; null for none.
VersionPtr find_stage(const Rows& rows, std::string_view secret_key, std::string_view stage);

/// The version that a read is about: by id, by staging label, by both, or AWSCURRENT.
/// Errors: ResourceNotFoundException, InvalidRequestException where the two are not of one.
Result<VersionPtr> pick_version(
    const Rows& rows,
    std::string_view secret_key,
    const std::optional<std::string>& id,
    const std::optional<std::string>& stage
);

bool has_stage(const VersionRow& version, std::string_view stage);

inline constexpr std::string_view kCurrent = "AWSCURRENT";
inline constexpr std::string_view kPrevious = "AWSPREVIOUS";
inline constexpr std::string_view kPending = "AWSPENDING";

}  // namespace gantry::secretsmanager
