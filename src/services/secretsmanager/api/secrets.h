#pragma once

#include "api/secretsmanager/create_secret_request.h"
#include "api/secretsmanager/create_secret_response.h"
#include "api/secretsmanager/delete_secret_request.h"
#include "api/secretsmanager/delete_secret_response.h"
#include "api/secretsmanager/describe_secret_request.h"
#include "api/secretsmanager/describe_secret_response.h"
#include "api/secretsmanager/list_secrets_request.h"
#include "api/secretsmanager/list_secrets_response.h"
#include "api/secretsmanager/restore_secret_request.h"
#include "api/secretsmanager/restore_secret_response.h"
#include "api/secretsmanager/tag_resource_request.h"
#include "api/secretsmanager/tag_resource_response.h"
#include "api/secretsmanager/untag_resource_request.h"
#include "api/secretsmanager/untag_resource_response.h"
#include "api/secretsmanager/update_secret_request.h"
#include "api/secretsmanager/update_secret_response.h"
#include "services/secretsmanager/api/call.h"

/// Operations on secrets as such.
/// Source: Secrets Manager API Reference.
namespace gantry::secretsmanager {

/// Without a value there is no version. The same request again answers the same.
/// Errors: ResourceExistsException, InvalidRequestException where one with the name is to be
/// deleted, ValidationException, InvalidParameterException, EncryptionFailure.
Result<api::secretsmanager::CreateSecretResponse>
create_secret(Call&, const api::secretsmanager::CreateSecretRequest&);

/// Also of what is to be deleted. Errors: ResourceNotFoundException.
Result<api::secretsmanager::DescribeSecretResponse>
describe_secret(Call&, const api::secretsmanager::DescribeSecretRequest&);

/// By the date of creation, oldest first, unless something else is asked for.
/// Errors: InvalidParameterException, InvalidNextTokenException.
Result<api::secretsmanager::ListSecretsResponse>
list_secrets(Call&, const api::secretsmanager::ListSecretsRequest&);

/// Description, key and value. With another key the versions with AWSCURRENT, AWSPENDING and
/// AWSPREVIOUS are sealed anew.
/// Errors: ResourceNotFoundException, InvalidRequestException, ResourceExistsException where the
/// version is there, EncryptionFailure, DecryptionFailure, LimitExceededException.
Result<api::secretsmanager::UpdateSecretResponse>
update_secret(Call&, const api::secretsmanager::UpdateSecretRequest&);

/// In 30 days, or as many as are given (7 to 30), or at once: then what is not there is none, too.
/// Errors: ResourceNotFoundException, InvalidParameterException, InvalidRequestException.
Result<api::secretsmanager::DeleteSecretResponse>
delete_secret(Call&, const api::secretsmanager::DeleteSecretRequest&);
/// Errors: ResourceNotFoundException.
Result<api::secretsmanager::RestoreSecretResponse>
restore_secret(Call&, const api::secretsmanager::RestoreSecretRequest&);

/// Errors: ResourceNotFoundException, InvalidRequestException, InvalidParameterException.
Result<api::secretsmanager::TagResourceResponse>
tag_resource(Call&, const api::secretsmanager::TagResourceRequest&);
/// Errors: ResourceNotFoundException, InvalidRequestException.
Result<api::secretsmanager::UntagResourceResponse>
untag_resource(Call&, const api::secretsmanager::UntagResourceRequest&);

/// Stages the end of a secret and all its versions.
void erase_secret(const Tables& tables, core::Transaction& tx, const std::string& key);

}  // namespace gantry::secretsmanager
