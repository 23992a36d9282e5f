#pragma once

#include <string>
#include <string_view>

#include "core/transaction.h"
#include "services/kms/crypto/key_cipher.h"
#include "services/kms/model/names.h"

namespace gantry::kms {

/// A customer's key with its first material; policy, description and tags are the caller's to set.
KeyRow new_key(const RootKey& root, IdSource& ids, const aws::Scope& scope, SysTime now);

/// What a key has whose maker gave none: the account's own policies decide.
/// Source: KMS Developer Guide, "Default key policy".
std::string default_policy(const aws::Scope& scope);

/// Services that have a key of their own.
inline constexpr std::string_view kSealingServices[] = {"secretsmanager", "ssm"};

/// A service's own key of this account and Region, with its alias: staged where it is not there
/// yet. @param service "ssm"
KeyPtr ensure_service_key(
    const Tables& tables,
    core::Transaction& tx,
    const RootKey& root,
    IdSource& ids,
    const aws::Scope& scope,
    std::string_view service,
    SysTime now
);

}  // namespace gantry::kms
