#pragma once

#include "api/secretsmanager/cancel_rotate_secret_request.h"
#include "api/secretsmanager/cancel_rotate_secret_response.h"
#include "api/secretsmanager/rotate_secret_request.h"
#include "api/secretsmanager/rotate_secret_response.h"
#include "services/secretsmanager/api/call.h"

/// Rotation, as far as it goes without Lambda: schedules are kept and shown, and nothing is ever
/// rotated. Source: Secrets Manager API Reference.
namespace gantry::secretsmanager {

/// Keeps the schedule. Without `RotateImmediately: false` the request is for a rotation at once,
/// and refused.
/// Errors: UnsupportedOperation; ResourceNotFoundException, InvalidRequestException,
/// InvalidParameterException.
Result<api::secretsmanager::RotateSecretResponse>
rotate_secret(Call&, const api::secretsmanager::RotateSecretRequest&);

/// The schedule stays, turned off. Errors: ResourceNotFoundException, InvalidRequestException.
Result<api::secretsmanager::CancelRotateSecretResponse>
cancel_rotate_secret(Call&, const api::secretsmanager::CancelRotateSecretRequest&);

}  // namespace gantry::secretsmanager
