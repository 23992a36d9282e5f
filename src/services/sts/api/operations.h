#pragma once

#include <span>

#include "api/sts/assume_role_request.h"
#include "api/sts/assume_role_response.h"
#include "api/sts/assume_role_with_web_identity_request.h"
#include "api/sts/assume_role_with_web_identity_response.h"
#include "api/sts/get_access_key_info_request.h"
#include "api/sts/get_access_key_info_response.h"
#include "api/sts/get_caller_identity_request.h"
#include "api/sts/get_caller_identity_response.h"
#include "api/sts/get_session_token_request.h"
#include "api/sts/get_session_token_response.h"
#include "service/operation.h"
#include "services/sts/api/call.h"

/// AWS STS. Source: STS API Reference, the operations of the same names.
namespace gantry::sts {

/// Credentials of a session of a role, whose trust policy must let the caller in. Tags and a source
/// identity are carried on; a session that assumes a role lasts an hour at most.
/// Errors: AccessDeniedException; ValidationError; MalformedPolicyDocumentException;
/// InvalidParameterValue, of tags and source identities.
Result<api::sts::AssumeRoleResponse> assume_role(
    Call& call, const api::sts::AssumeRoleRequest& input
);

/// Credentials of a session of a role whose trust policy lets in an OpenID Connect provider of its
/// account, for whom the provider's token speaks. The provider's keys are those that the operator
/// gave (`--oidc-keys`). Tags and a source identity come out of the token.
/// Errors: InvalidIdentityTokenException, ExpiredTokenException, AccessDeniedException,
/// ValidationError, MalformedPolicyDocumentException, PackedPolicyTooLargeException,
/// InvalidParameterValue, of tags.
Result<api::sts::AssumeRoleWithWebIdentityResponse> assume_role_with_web_identity(
    Call& call, const api::sts::AssumeRoleWithWebIdentityRequest& input
);

/// The account that a key's id belongs to, by the id alone where it is one of ours.
/// Errors: ValidationError for ids that are none.
Result<api::sts::GetAccessKeyInfoResponse> get_access_key_info(
    Call& call, const api::sts::GetAccessKeyInfoRequest& input
);

/// Needs no right.
Result<api::sts::GetCallerIdentityResponse> get_caller_identity(
    Call& call, const api::sts::GetCallerIdentityRequest& input
);

/// Temporary credentials of the caller itself: twelve hours, of an account's root one at most.
/// Errors: AccessDeniedException for callers with temporary credentials.
Result<api::sts::GetSessionTokenResponse> get_session_token(
    Call& call, const api::sts::GetSessionTokenRequest& input
);

/// Sorted by name.
std::span<const service::Operation> operations();

}  // namespace gantry::sts
