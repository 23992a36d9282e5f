#pragma once

#include "api/iam/add_user_to_group_request.h"
#include "api/iam/add_user_to_group_response.h"
#include "api/iam/create_group_request.h"
#include "api/iam/create_group_response.h"
#include "api/iam/delete_group_request.h"
#include "api/iam/delete_group_response.h"
#include "api/iam/get_group_request.h"
#include "api/iam/get_group_response.h"
#include "api/iam/list_groups_for_user_request.h"
#include "api/iam/list_groups_for_user_response.h"
#include "api/iam/list_groups_request.h"
#include "api/iam/list_groups_response.h"
#include "api/iam/remove_user_from_group_request.h"
#include "api/iam/remove_user_from_group_response.h"
#include "api/iam/update_group_request.h"
#include "api/iam/update_group_response.h"
#include "services/iam/api/call.h"

/// Operations on groups. Source: IAM API Reference.
namespace gantry::iam {

/// Errors: EntityAlreadyExists.
Result<api::iam::CreateGroupResponse> create_group(Call&, const api::iam::CreateGroupRequest&);
/// With its users, ordered by name. Errors: NoSuchEntity, ValidationError.
Result<api::iam::GetGroupResponse> get_group(Call&, const api::iam::GetGroupRequest&);
/// By path, ordered by name. Errors: ValidationError.
Result<api::iam::ListGroupsResponse> list_groups(Call&, const api::iam::ListGroupsRequest&);
/// Errors: NoSuchEntity, ValidationError.
Result<api::iam::ListGroupsForUserResponse>
list_groups_for_user(Call&, const api::iam::ListGroupsForUserRequest&);
/// Another name or path. Errors: NoSuchEntity, EntityAlreadyExists.
Result<api::iam::UpdateGroupResponse> update_group(Call&, const api::iam::UpdateGroupRequest&);
/// Errors: NoSuchEntity, DeleteConflict while it has users or policies.
Result<api::iam::DeleteGroupResponse> delete_group(Call&, const api::iam::DeleteGroupRequest&);
/// Again is fine. Errors: NoSuchEntity, LimitExceeded at ten groups of a user.
Result<api::iam::AddUserToGroupResponse>
add_user_to_group(Call&, const api::iam::AddUserToGroupRequest&);
/// Errors: NoSuchEntity.
Result<api::iam::RemoveUserFromGroupResponse>
remove_user_from_group(Call&, const api::iam::RemoveUserFromGroupRequest&);

}  // namespace gantry::iam
