#pragma once

#include <optional>
#include <string>

#include "services/kms/api/call.h"
#include "services/kms/model/names.h"

/// What several operations check of their input.
namespace gantry::kms {

/// The key that KeyId names. Errors: NotFoundException.
Result<KeyPtr> find_named(const Call& call, const std::optional<std::string>& key_id);
/// The same where it is of the caller's account: of others', only what it is for can be asked, by
/// those whom its policy lets in. Errors: NotFoundException.
/// Source: KMS Developer Guide, "KMS API permissions reference", cross-account use.
Result<KeyPtr> find_own(const Call& call, const std::optional<std::string>& key_id);
/// The same where it can be changed: not while it waits to be deleted, nor a service's own.
/// Errors: NotFoundException, KMSInvalidStateException, UnsupportedOperationException.
Result<KeyPtr> find_changeable(const Call& call, const std::optional<std::string>& key_id);
/// The same where it can be used, by who calls KMS itself: services' own keys are used through the
/// service, whatever rights one has. Errors: NotFoundException, DisabledException,
/// KMSInvalidStateException, AccessDeniedException.
Result<KeyPtr> find_usable(const Call& call, const std::optional<std::string>& key_id);

/// Changes a key's row. @return its ARN
template <class Edit>
std::string edit_key(Call& call, const KeyRow& key, Edit&& edit) {
    call.tx.update(call.tables.keys, row_key(key.scope(), key.id), std::forward<Edit>(edit));
    return key.arn;
}

/// Errors: MalformedPolicyDocumentException, LimitExceededException.
Result<void> check_key_policy(const std::string& policy);
/// At most 50 with different keys, none of AWS's own. Errors: TagException.
Result<void> check_tags(const Tags& tags);
/// At most 50, whatever their keys. Errors: TagException.
Result<void> check_tag_count(const Tags& tags);

Error validation_exception(std::string message);

}  // namespace gantry::kms
