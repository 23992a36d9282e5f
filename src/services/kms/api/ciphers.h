#pragma once

#include "api/kms/decrypt_request.h"
#include "api/kms/decrypt_response.h"
#include "api/kms/encrypt_request.h"
#include "api/kms/encrypt_response.h"
#include "api/kms/generate_data_key_request.h"
#include "api/kms/generate_data_key_response.h"
#include "api/kms/generate_data_key_without_plaintext_request.h"
#include "api/kms/generate_data_key_without_plaintext_response.h"
#include "api/kms/generate_random_request.h"
#include "api/kms/generate_random_response.h"
#include "api/kms/re_encrypt_request.h"
#include "api/kms/re_encrypt_response.h"
#include "services/kms/api/call.h"

/// What keys are for. Nothing of it is kept. Source: KMS API Reference.
namespace gantry::kms {

/// Errors: NotFoundException, DisabledException, KMSInvalidStateException,
/// InvalidKeyUsageException.
Result<api::kms::EncryptResponse> encrypt(Call& call, const api::kms::EncryptRequest& input);
/// The ciphertext names its key. Errors: InvalidCiphertextException (without words),
/// IncorrectKeyException, and as above.
Result<api::kms::DecryptResponse> decrypt(Call& call, const api::kms::DecryptRequest& input);
/// Errors: as above.
Result<api::kms::ReEncryptResponse> re_encrypt(Call& call, const api::kms::ReEncryptRequest& input);
/// Errors: as of encrypt; ValidationException without a size, or with two.
Result<api::kms::GenerateDataKeyResponse> generate_data_key(
    Call& call, const api::kms::GenerateDataKeyRequest& input
);
/// Errors: as above.
Result<api::kms::GenerateDataKeyWithoutPlaintextResponse> generate_data_key_without_plaintext(
    Call& call, const api::kms::GenerateDataKeyWithoutPlaintextRequest& input
);
/// Errors: ValidationException without a size.
Result<api::kms::GenerateRandomResponse> generate_random(
    Call& call, const api::kms::GenerateRandomRequest& input
);

}  // namespace gantry::kms
