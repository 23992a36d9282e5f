#pragma once

#include "api/iam/create_role_request.h"
#include "api/iam/create_role_response.h"
#include "api/iam/create_service_linked_role_request.h"
#include "api/iam/create_service_linked_role_response.h"
#include "api/iam/delete_role_request.h"
#include "api/iam/delete_role_response.h"
#include "api/iam/delete_service_linked_role_request.h"
#include "api/iam/delete_service_linked_role_response.h"
#include "api/iam/get_role_request.h"
#include "api/iam/get_role_response.h"
#include "api/iam/get_service_linked_role_deletion_status_request.h"
#include "api/iam/get_service_linked_role_deletion_status_response.h"
#include "api/iam/list_roles_request.h"
#include "api/iam/list_roles_response.h"
#include "api/iam/update_assume_role_policy_request.h"
#include "api/iam/update_assume_role_policy_response.h"
#include "api/iam/update_role_description_request.h"
#include "api/iam/update_role_description_response.h"
#include "api/iam/update_role_request.h"
#include "api/iam/update_role_response.h"
#include "services/iam/api/call.h"

/// Operations on roles. Source: IAM API Reference.
namespace gantry::iam {

/// Errors: EntityAlreadyExists, MalformedPolicyDocument, LimitExceeded, InvalidInput, NoSuchEntity
/// (boundary).
Result<api::iam::CreateRoleResponse> create_role(Call&, const api::iam::CreateRoleRequest&);
/// Errors: NoSuchEntity.
Result<api::iam::GetRoleResponse> get_role(Call&, const api::iam::GetRoleRequest&);
/// By path, ordered by name. Errors: ValidationError.
Result<api::iam::ListRolesResponse> list_roles(Call&, const api::iam::ListRolesRequest&);
/// Errors: NoSuchEntity, UnmodifiableEntity.
Result<api::iam::UpdateRoleResponse> update_role(Call&, const api::iam::UpdateRoleRequest&);
Result<api::iam::UpdateRoleDescriptionResponse>
update_role_description(Call&, const api::iam::UpdateRoleDescriptionRequest&);
/// Errors: NoSuchEntity, MalformedPolicyDocument, LimitExceeded, UnmodifiableEntity.
Result<api::iam::UpdateAssumeRolePolicyResponse>
update_assume_role_policy(Call&, const api::iam::UpdateAssumeRolePolicyRequest&);
/// Errors: NoSuchEntity, DeleteConflict, UnmodifiableEntity.
Result<api::iam::DeleteRoleResponse> delete_role(Call&, const api::iam::DeleteRoleRequest&);

/// The role that a service assumes in this account; its policies are the service's own.
/// Errors: InvalidInput when it is there already.
Result<api::iam::CreateServiceLinkedRoleResponse>
create_service_linked_role(Call&, const api::iam::CreateServiceLinkedRoleRequest&);
/// Deletes at once; the task of that id has SUCCEEDED. Errors: NoSuchEntity.
Result<api::iam::DeleteServiceLinkedRoleResponse>
delete_service_linked_role(Call&, const api::iam::DeleteServiceLinkedRoleRequest&);
Result<api::iam::GetServiceLinkedRoleDeletionStatusResponse>
get_service_linked_role_deletion_status(Call&, const api::iam::GetServiceLinkedRoleDeletionStatusRequest&);

}  // namespace gantry::iam
