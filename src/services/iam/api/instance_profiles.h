#pragma once

#include "api/iam/add_role_to_instance_profile_request.h"
#include "api/iam/add_role_to_instance_profile_response.h"
#include "api/iam/create_instance_profile_request.h"
#include "api/iam/create_instance_profile_response.h"
#include "api/iam/delete_instance_profile_request.h"
#include "api/iam/delete_instance_profile_response.h"
#include "api/iam/get_instance_profile_request.h"
#include "api/iam/get_instance_profile_response.h"
#include "api/iam/list_instance_profiles_for_role_request.h"
#include "api/iam/list_instance_profiles_for_role_response.h"
#include "api/iam/list_instance_profiles_request.h"
#include "api/iam/list_instance_profiles_response.h"
#include "api/iam/remove_role_from_instance_profile_request.h"
#include "api/iam/remove_role_from_instance_profile_response.h"
#include "services/iam/api/call.h"

/// Operations on instance profiles. Source: IAM API Reference.
namespace gantry::iam {

/// Errors: EntityAlreadyExists, InvalidInput.
Result<api::iam::CreateInstanceProfileResponse>
create_instance_profile(Call&, const api::iam::CreateInstanceProfileRequest&);
/// Errors: NoSuchEntity.
Result<api::iam::GetInstanceProfileResponse>
get_instance_profile(Call&, const api::iam::GetInstanceProfileRequest&);
/// By path, ordered by name. Errors: ValidationError.
Result<api::iam::ListInstanceProfilesResponse>
list_instance_profiles(Call&, const api::iam::ListInstanceProfilesRequest&);
/// Errors: NoSuchEntity, ValidationError.
Result<api::iam::ListInstanceProfilesForRoleResponse>
list_instance_profiles_for_role(Call&, const api::iam::ListInstanceProfilesForRoleRequest&);
/// Errors: NoSuchEntity, LimitExceeded: a profile has one role.
Result<api::iam::AddRoleToInstanceProfileResponse>
add_role_to_instance_profile(Call&, const api::iam::AddRoleToInstanceProfileRequest&);
/// Errors: NoSuchEntity, also when the profile does not have the role.
Result<api::iam::RemoveRoleFromInstanceProfileResponse>
remove_role_from_instance_profile(Call&, const api::iam::RemoveRoleFromInstanceProfileRequest&);
/// Errors: NoSuchEntity, DeleteConflict while it has a role.
Result<api::iam::DeleteInstanceProfileResponse>
delete_instance_profile(Call&, const api::iam::DeleteInstanceProfileRequest&);

/// Errors: NoSuchEntity "Instance Profile <name> cannot be found."
Result<core::Table<InstanceProfileRow>::Ptr> find_instance_profile(
    const Call& call, std::string_view name
);

}  // namespace gantry::iam
