#pragma once

#include "api/iam/create_access_key_request.h"
#include "api/iam/create_access_key_response.h"
#include "api/iam/delete_access_key_request.h"
#include "api/iam/delete_access_key_response.h"
#include "api/iam/get_access_key_last_used_request.h"
#include "api/iam/get_access_key_last_used_response.h"
#include "api/iam/list_access_keys_request.h"
#include "api/iam/list_access_keys_response.h"
#include "api/iam/update_access_key_request.h"
#include "api/iam/update_access_key_response.h"
#include "services/iam/api/call.h"

/// Operations on access keys of users. Without a user's name they are the caller's.
/// Source: IAM API Reference.
namespace gantry::iam {

/// The only answer that shows the secret. Errors: NoSuchEntity, LimitExceeded at two keys,
/// ValidationError.
Result<api::iam::CreateAccessKeyResponse>
create_access_key(Call&, const api::iam::CreateAccessKeyRequest&);
/// Ordered by id. Errors: NoSuchEntity, ValidationError.
Result<api::iam::ListAccessKeysResponse>
list_access_keys(Call&, const api::iam::ListAccessKeysRequest&);
/// Errors: NoSuchEntity, ValidationError.
Result<api::iam::UpdateAccessKeyResponse>
update_access_key(Call&, const api::iam::UpdateAccessKeyRequest&);
/// Errors: NoSuchEntity, ValidationError.
Result<api::iam::DeleteAccessKeyResponse>
delete_access_key(Call&, const api::iam::DeleteAccessKeyRequest&);
/// Whose it is, and when it was last used since this process began; "N/A" where it was not.
/// Errors: NoSuchEntity.
Result<api::iam::GetAccessKeyLastUsedResponse>
get_access_key_last_used(Call&, const api::iam::GetAccessKeyLastUsedRequest&);

}  // namespace gantry::iam
