#pragma once

#include "api/kms/disable_key_rotation_request.h"
#include "api/kms/disable_key_rotation_response.h"
#include "api/kms/enable_key_rotation_request.h"
#include "api/kms/enable_key_rotation_response.h"
#include "api/kms/get_key_rotation_status_request.h"
#include "api/kms/get_key_rotation_status_response.h"
#include "api/kms/list_key_rotations_request.h"
#include "api/kms/list_key_rotations_response.h"
#include "api/kms/rotate_key_on_demand_request.h"
#include "api/kms/rotate_key_on_demand_response.h"
#include "services/kms/api/call.h"

/// Rotation of keys: new material encrypts, old ones go on decrypting. Source: KMS API Reference.
namespace gantry::kms {

/// Every 365 days, or as asked (KeyLifecycle). Errors: NotFoundException, DisabledException,
/// KMSInvalidStateException, UnsupportedOperationException for services' own keys.
Result<api::kms::EnableKeyRotationResponse> enable_key_rotation(
    Call& call, const api::kms::EnableKeyRotationRequest& input
);
/// Errors: as above.
Result<api::kms::DisableKeyRotationResponse> disable_key_rotation(
    Call& call, const api::kms::DisableKeyRotationRequest& input
);
/// Errors: NotFoundException.
Result<api::kms::GetKeyRotationStatusResponse> get_key_rotation_status(
    Call& call, const api::kms::GetKeyRotationStatusRequest& input
);
/// Newest first. Errors: NotFoundException, InvalidMarkerException.
Result<api::kms::ListKeyRotationsResponse> list_key_rotations(
    Call& call, const api::kms::ListKeyRotationsRequest& input
);
/// At once. Errors: as of enable_key_rotation; LimitExceededException after 25.
Result<api::kms::RotateKeyOnDemandResponse> rotate_key_on_demand(
    Call& call, const api::kms::RotateKeyOnDemandRequest& input
);

}  // namespace gantry::kms
