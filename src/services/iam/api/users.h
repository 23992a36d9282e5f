#pragma once

#include "api/iam/create_user_request.h"
#include "api/iam/create_user_response.h"
#include "api/iam/delete_user_request.h"
#include "api/iam/delete_user_response.h"
#include "api/iam/get_user_request.h"
#include "api/iam/get_user_response.h"
#include "api/iam/list_users_request.h"
#include "api/iam/list_users_response.h"
#include "api/iam/update_user_request.h"
#include "api/iam/update_user_response.h"
#include "services/iam/api/call.h"

/// Operations on users. Source: IAM API Reference.
namespace gantry::iam {

/// Errors: EntityAlreadyExists, InvalidInput, LimitExceeded, NoSuchEntity (boundary).
Result<api::iam::CreateUserResponse> create_user(Call&, const api::iam::CreateUserRequest&);
/// Without a name the caller; the account's root is shown as a user without a name.
/// Errors: NoSuchEntity; ValidationError without a name and with a caller that is no user.
Result<api::iam::GetUserResponse> get_user(Call&, const api::iam::GetUserRequest&);
/// By path, ordered by name. Errors: ValidationError.
Result<api::iam::ListUsersResponse> list_users(Call&, const api::iam::ListUsersRequest&);
/// Another name or path: another ARN, the same id. Errors: NoSuchEntity, EntityAlreadyExists.
Result<api::iam::UpdateUserResponse> update_user(Call&, const api::iam::UpdateUserRequest&);
/// Errors: NoSuchEntity, DeleteConflict while it has keys, policies or groups.
Result<api::iam::DeleteUserResponse> delete_user(Call&, const api::iam::DeleteUserRequest&);

/// The user's name in the caller's ARN; empty for callers that are no users.
std::string calling_user(const Call& call);

/// The user of that name; without one, the caller.
/// Errors: NoSuchEntity; ValidationError without a name and with a caller that is no user.
Result<core::Table<UserRow>::Ptr> find_user_meant(
    const Call& call, const std::optional<std::string>& user_name
);

}  // namespace gantry::iam
