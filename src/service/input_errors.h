#pragma once

#include "base/result.h"
#include "service/service.h"
#include "wire/json_codec.h"
#include "wire/validate.h"

/// What most services of AWS answer to input that their model refuses, for those that have no words
/// of their own. "ValidationError" where clients read XML, else "ValidationException".
namespace gantry::service {

/// "1 validation error detected: Value at 'roleName' failed to satisfy constraint: Member must have
/// length less than or equal to 64"
/// @param input what was checked, to show the value; nothing that the model calls sensitive is
Error violation_error(const api::ServiceInfo& model, const wire::Violation& violation);

/// The same for a word that an enum does not have.
Error unknown_value_error(
    const api::ServiceInfo& model, const wire::UnknownEnumValue& unknown, const Error& general
);

}  // namespace gantry::service
