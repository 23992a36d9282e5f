#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "aws/scope.h"
#include "base/result.h"
#include "core/transaction.h"
#include "services/kms/model/tables.h"

/// How keys are named. Source: KMS Developer Guide, "Key identifiers (KeyId)".
namespace gantry::kms {

/// `scope/<name>`: of a key its id, of an alias "alias/…".
std::string row_key(const aws::Scope& scope, std::string_view name);
/// "arn:aws:kms:us-east-1:123456789012:key/<id>".
std::string key_arn(const aws::Scope& scope, std::string_view id);
/// @param name "alias/…"
std::string alias_arn(const aws::Scope& scope, std::string_view name);
/// "alias/aws/ssm".
std::string service_alias(std::string_view service);

/// What a text names: a key by its id, or an alias.
struct KeyName {
    aws::Scope scope;
    std::string name;  ///< an id, or "alias/…"

    [[nodiscard]] bool is_alias() const { return name.starts_with("alias/"); }
};

/// Reads an id, an alias, or the ARN of one; ids and aliases are in `scope`. An ARN of another
/// Region names nothing. Errors: NotFoundException, in KMS's words.
Result<KeyName> read_key_name(const aws::Scope& scope, std::string_view text);

using KeyPtr = core::Table<KeyRow>::Ptr;

/// The key that a text names, as the transaction would leave it. Errors: NotFoundException.
Result<KeyPtr> find_key(
    const Tables& tables,
    const core::Transaction& tx,
    const aws::Scope& scope,
    std::string_view text
);

/// That it can be used now. Errors: DisabledException, KMSInvalidStateException.
Result<void> check_usable(const KeyRow& key);

}  // namespace gantry::kms
