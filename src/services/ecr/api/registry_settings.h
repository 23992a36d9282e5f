#pragma once

#include "api/ecr/batch_get_repository_scanning_configuration_request.h"
#include "api/ecr/batch_get_repository_scanning_configuration_response.h"
#include "api/ecr/deregister_pull_time_update_exclusion_request.h"
#include "api/ecr/deregister_pull_time_update_exclusion_response.h"
#include "api/ecr/describe_registry_request.h"
#include "api/ecr/describe_registry_response.h"
#include "api/ecr/get_account_setting_request.h"
#include "api/ecr/get_account_setting_response.h"
#include "api/ecr/get_registry_scanning_configuration_request.h"
#include "api/ecr/get_registry_scanning_configuration_response.h"
#include "api/ecr/list_pull_time_update_exclusions_request.h"
#include "api/ecr/list_pull_time_update_exclusions_response.h"
#include "api/ecr/put_account_setting_request.h"
#include "api/ecr/put_account_setting_response.h"
#include "api/ecr/put_registry_scanning_configuration_request.h"
#include "api/ecr/put_registry_scanning_configuration_response.h"
#include "api/ecr/put_replication_configuration_request.h"
#include "api/ecr/put_replication_configuration_response.h"
#include "api/ecr/register_pull_time_update_exclusion_request.h"
#include "api/ecr/register_pull_time_update_exclusion_response.h"
#include "services/ecr/api/call.h"

/// What is set for a registry as a whole. Source: ECR API Reference.
namespace gantry::ecr {

Result<api::ecr::DescribeRegistryResponse>
describe_registry(Call&, const api::ecr::DescribeRegistryRequest&);
/// Kept. Errors: InvalidParameterException for a rule that leads to itself, or to too many places.
Result<api::ecr::PutReplicationConfigurationResponse>
put_replication_configuration(Call&, const api::ecr::PutReplicationConfigurationRequest&);

/// Kept. Errors: InvalidParameterException for frequencies that the type does not have.
Result<api::ecr::PutRegistryScanningConfigurationResponse>
put_registry_scanning_configuration(Call&, const api::ecr::PutRegistryScanningConfigurationRequest&);
Result<api::ecr::GetRegistryScanningConfigurationResponse>
get_registry_scanning_configuration(Call&, const api::ecr::GetRegistryScanningConfigurationRequest&);
/// How often each would be scanned.
Result<api::ecr::BatchGetRepositoryScanningConfigurationResponse>
batch_get_repository_scanning_configuration(Call&, const api::ecr::BatchGetRepositoryScanningConfigurationRequest&);

/// Errors: InvalidParameterException for what is no setting, or no value of it.
Result<api::ecr::PutAccountSettingResponse>
put_account_setting(Call&, const api::ecr::PutAccountSettingRequest&);
Result<api::ecr::GetAccountSettingResponse>
get_account_setting(Call&, const api::ecr::GetAccountSettingRequest&);

/// Errors: ExclusionAlreadyExistsException, LimitExceededException.
Result<api::ecr::RegisterPullTimeUpdateExclusionResponse>
register_pull_time_update_exclusion(Call&, const api::ecr::RegisterPullTimeUpdateExclusionRequest&);
/// Errors: ExclusionNotFoundException.
Result<api::ecr::DeregisterPullTimeUpdateExclusionResponse>
deregister_pull_time_update_exclusion(Call&, const api::ecr::DeregisterPullTimeUpdateExclusionRequest&);
/// Errors: InvalidParameterException.
Result<api::ecr::ListPullTimeUpdateExclusionsResponse>
list_pull_time_update_exclusions(Call&, const api::ecr::ListPullTimeUpdateExclusionsRequest&);

}  // namespace gantry::ecr
