#pragma once

#include "api/ecr/get_authorization_token_request.h"
#include "api/ecr/get_authorization_token_response.h"
#include "services/ecr/api/call.h"

namespace gantry::ecr {

/// What Docker logs in with, for as many registries as are named: each is the same (model/token.h).
/// Source: ECR API Reference, GetAuthorizationToken.
Result<api::ecr::GetAuthorizationTokenResponse>
get_authorization_token(Call&, const api::ecr::GetAuthorizationTokenRequest&);

}  // namespace gantry::ecr
