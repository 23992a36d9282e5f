#pragma once

#include "api/iam/get_account_authorization_details_request.h"
#include "api/iam/get_account_authorization_details_response.h"
#include "services/iam/api/call.h"

namespace gantry::iam {

/// All groups, policies, roles and users of an account, with what they may do; of AWS's own
/// policies those that somebody has. Source: IAM API Reference, GetAccountAuthorizationDetails.
/// Errors: ValidationError.
Result<api::iam::GetAccountAuthorizationDetailsResponse>
get_authorization_details(Call&, const api::iam::GetAccountAuthorizationDetailsRequest&);

}  // namespace gantry::iam
