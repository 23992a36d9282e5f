#pragma once

#include "api/secretsmanager/batch_get_secret_value_request.h"
#include "api/secretsmanager/batch_get_secret_value_response.h"
#include "api/secretsmanager/get_secret_value_request.h"
#include "api/secretsmanager/get_secret_value_response.h"
#include "api/secretsmanager/list_secret_version_ids_request.h"
#include "api/secretsmanager/list_secret_version_ids_response.h"
#include "api/secretsmanager/put_secret_value_request.h"
#include "api/secretsmanager/put_secret_value_response.h"
#include "api/secretsmanager/update_secret_version_stage_request.h"
#include "api/secretsmanager/update_secret_version_stage_response.h"
#include "services/secretsmanager/api/call.h"
#include "services/secretsmanager/api/find.h"

/// Operations on the values of secrets, and on versions.
/// Source: Secrets Manager API Reference.
namespace gantry::secretsmanager {

/// Notes the day of the read. Errors: ResourceNotFoundException, InvalidRequestException,
/// DecryptionFailure.
Result<api::secretsmanager::GetSecretValueResponse>
get_secret_value(Call&, const api::secretsmanager::GetSecretValueRequest&);

/// The current values of up to 20 secrets, by name or by filters. What cannot be read, or not by
/// the caller, is among the errors of the answer.
/// Errors: InvalidParameterException, InvalidNextTokenException.
Result<api::secretsmanager::BatchGetSecretValueResponse>
batch_get_secret_value(Call&, const api::secretsmanager::BatchGetSecretValueRequest&);

/// The same request again does nothing. Errors: ResourceNotFoundException,
/// InvalidRequestException, InvalidParameterException, ResourceExistsException where the version is
/// there with another value, LimitExceededException, EncryptionFailure, DecryptionFailure.
Result<api::secretsmanager::PutSecretValueResponse>
put_secret_value(Call&, const api::secretsmanager::PutSecretValueRequest&);

/// Newest first. Errors: ResourceNotFoundException, InvalidNextTokenException.
Result<api::secretsmanager::ListSecretVersionIdsResponse>
list_secret_version_ids(Call&, const api::secretsmanager::ListSecretVersionIdsRequest&);

/// Errors: ResourceNotFoundException, InvalidRequestException, InvalidParameterException,
/// LimitExceededException.
Result<api::secretsmanager::UpdateSecretVersionStageResponse>
update_secret_version_stage(Call&, const api::secretsmanager::UpdateSecretVersionStageRequest&);

/// Stages that a version was read today.
void note_read(Call& call, const Found& found, const VersionRow& version);

/// Fills in what answers with a value have.
template <class Output>
Output show_value(const Found& found, const VersionRow& version, std::string value) {
    Output out;
    out.arn = found.secret->arn;
    out.name = found.secret->name;
    out.version_id = version.id;
    out.created_date = version.created;
    if (!version.stages.empty()) out.version_stages = version.stages;
    if (version.binary) {
        out.secret_binary = reflect::Blob{std::move(value)};
    } else {
        out.secret_string = std::move(value);
    }
    return out;
}

}  // namespace gantry::secretsmanager
