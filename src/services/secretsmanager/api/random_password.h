#pragma once

#include "api/secretsmanager/get_random_password_request.h"
#include "api/secretsmanager/get_random_password_response.h"
#include "services/secretsmanager/api/call.h"

namespace gantry::secretsmanager {

/// Letters, digits and punctuation, of each at least one unless that is turned off.
/// Errors: InvalidParameterException where nothing is left, or the length is too short for one of
/// each. Source: API Reference, GetRandomPassword.
Result<api::secretsmanager::GetRandomPasswordResponse>
get_random_password(Call&, const api::secretsmanager::GetRandomPasswordRequest&);

}  // namespace gantry::secretsmanager
