#pragma once

#include "api/kms/create_alias_request.h"
#include "api/kms/create_alias_response.h"
#include "api/kms/delete_alias_request.h"
#include "api/kms/delete_alias_response.h"
#include "api/kms/list_aliases_request.h"
#include "api/kms/list_aliases_response.h"
#include "api/kms/update_alias_request.h"
#include "api/kms/update_alias_response.h"
#include "services/kms/api/call.h"

/// Aliases of keys. Source: KMS API Reference.
namespace gantry::kms {

/// Errors: AlreadyExistsException, InvalidAliasNameException, NotFoundException,
/// KMSInvalidStateException, ValidationException.
Result<api::kms::CreateAliasResponse> create_alias(
    Call& call, const api::kms::CreateAliasRequest& input
);
/// Errors: as above.
Result<api::kms::UpdateAliasResponse> update_alias(
    Call& call, const api::kms::UpdateAliasRequest& input
);
/// Errors: NotFoundException, InvalidAliasNameException.
Result<api::kms::DeleteAliasResponse> delete_alias(
    Call& call, const api::kms::DeleteAliasRequest& input
);
/// By name; of one key where it is given. Errors: NotFoundException, InvalidMarkerException.
Result<api::kms::ListAliasesResponse> list_aliases(
    Call& call, const api::kms::ListAliasesRequest& input
);

}  // namespace gantry::kms
