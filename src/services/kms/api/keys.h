#pragma once

#include "api/kms/cancel_key_deletion_request.h"
#include "api/kms/cancel_key_deletion_response.h"
#include "api/kms/create_key_request.h"
#include "api/kms/create_key_response.h"
#include "api/kms/describe_key_request.h"
#include "api/kms/describe_key_response.h"
#include "api/kms/disable_key_request.h"
#include "api/kms/disable_key_response.h"
#include "api/kms/enable_key_request.h"
#include "api/kms/enable_key_response.h"
#include "api/kms/list_keys_request.h"
#include "api/kms/list_keys_response.h"
#include "api/kms/schedule_key_deletion_request.h"
#include "api/kms/schedule_key_deletion_response.h"
#include "api/kms/update_key_description_request.h"
#include "api/kms/update_key_description_response.h"
#include "services/kms/api/call.h"

/// Operations on keys. Source: KMS API Reference, the operations of the same names.
namespace gantry::kms {

/// Symmetric keys that encrypt. Errors: MalformedPolicyDocumentException, TagException.
Result<api::kms::CreateKeyResponse> create_key(Call& call, const api::kms::CreateKeyRequest& input);
/// Errors: NotFoundException.
Result<api::kms::DescribeKeyResponse> describe_key(
    Call& call, const api::kms::DescribeKeyRequest& input
);
/// Those of the account in the Region. Errors: InvalidMarkerException.
Result<api::kms::ListKeysResponse> list_keys(Call& call, const api::kms::ListKeysRequest& input);
/// Errors: NotFoundException, KMSInvalidStateException (it is to be deleted).
Result<api::kms::EnableKeyResponse> enable_key(Call& call, const api::kms::EnableKeyRequest& input);
/// Errors: as of enable_key; UnsupportedOperationException for services' own keys.
Result<api::kms::DisableKeyResponse> disable_key(
    Call& call, const api::kms::DisableKeyRequest& input
);
/// Errors: as of disable_key.
Result<api::kms::UpdateKeyDescriptionResponse> update_key_description(
    Call& call, const api::kms::UpdateKeyDescriptionRequest& input
);
/// The key can do nothing any more, and is gone after 7 to 30 days (KeyLifecycle).
/// Errors: NotFoundException, KMSInvalidStateException, ValidationException.
Result<api::kms::ScheduleKeyDeletionResponse> schedule_key_deletion(
    Call& call, const api::kms::ScheduleKeyDeletionRequest& input
);
/// It comes back disabled. Errors: NotFoundException, KMSInvalidStateException.
Result<api::kms::CancelKeyDeletionResponse> cancel_key_deletion(
    Call& call, const api::kms::CancelKeyDeletionRequest& input
);

}  // namespace gantry::kms
