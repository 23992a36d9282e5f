#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "aws/scope.h"
#include "base/random.h"
#include "base/result.h"
#include "base/time.h"
#include "core/transaction.h"
#include "service/authorizer.h"
#include "service/registry.h"

/// What other services may ask of KMS: values that are at rest are sealed under its keys. What is
/// sealed names its key and can be kept in rows, shown in pages and dumps: it opens only with the
/// installation's root key, which is in no database.
namespace gantry::kms {

/// Pairs that are no secret, and must be the same when a value is opened: they bind it to what it
/// is the value of. Source: KMS Developer Guide, "Encryption context".
using EncryptionContext = std::map<std::string, std::string>;

/// A service that uses a key in somebody's name.
struct Use {
    aws::Scope scope;          ///< of what is sealed, and of the key where `key` says nothing else
    std::string_view service;  ///< "ssm": the key it has of its own is alias/aws/ssm
    /// As users name one: id, ARN, alias, an alias's ARN. Empty: the service's own.
    std::string key;
    EncryptionContext context;
    std::string caller_account{};  ///< who asks for it; empty: who owns it
};

/// Whether the key is the service's own, by its alias or as none was named. Others may be, too, by
/// id or ARN.
bool is_own(const Use& use);

/// What the caller has to be allowed to do with the key, for Access::also; nothing for the
/// service's own before its first use. That one's policy lets in everybody in the account, through
/// the service. Keys that are not there are asked about too.
/// @param action "kms:Decrypt", "kms:GenerateDataKey"
std::optional<service::Access> key_access(
    const service::Registry& services, const Use& use, std::string_view action
);

/// Seals `text` under a data key of its own, that under the KMS key. The service's own key is
/// staged in `tx` when it is used first. Writes nothing else.
/// @return bytes (not text); about 250 more than `text`
/// Errors: as of find_usable_key.
Result<std::string> seal(
    const service::Registry& services,
    core::Transaction& tx,
    IdSource& ids,
    SysTime now,
    const Use& use,
    std::string_view text
);

/// Opens what seal() made with the same context; the key is the one that it was sealed under.
/// Errors: NotFoundException, DisabledException, KMSInvalidStateException of the key;
/// InvalidCiphertextException for what was not sealed so, or with another context.
Result<std::string> unseal(
    const service::Registry& services,
    const core::Transaction& tx,
    const EncryptionContext& context,
    std::string_view sealed
);

/// The ARN of the key that is meant, where it can be used now; "" for the service's own, before it
/// was used first.
/// Errors: NotFoundException, DisabledException, KMSInvalidStateException (it is to be deleted),
/// AccessDeniedException for another service's own.
Result<std::string> find_usable_key(
    const service::Registry& services, const core::Transaction& tx, const Use& use
);

/// The ARN of the key that something was sealed under. Nothing for what seal() did not make.
std::optional<std::string> key_of_sealed(
    const service::Registry& services, std::string_view sealed
);

}  // namespace gantry::kms
