#pragma once

#include <string>
#include <string_view>

#include "api/ssm/create_activation_request.h"
#include "api/ssm/create_activation_result.h"
#include "api/ssm/delete_activation_request.h"
#include "api/ssm/delete_activation_result.h"
#include "api/ssm/describe_activations_request.h"
#include "api/ssm/describe_activations_result.h"
#include "services/ssm/api/call.h"

/// Operations on activations: ids and codes by which machines that are not AWS's come in.
/// Source: API Reference, CreateActivation; User Guide, "Create a hybrid activation".
namespace gantry::ssm {

/// A right to register up to 1,000 machines (default: one) within 30 days (default: 24 hours). The
/// code is told here and never again.
/// Errors: ValidationException, also for roles that do not let ssm.amazonaws.com in.
Result<api::ssm::CreateActivationResult>
create_activation(Call&, const api::ssm::CreateActivationRequest&);

/// Those that have expired too. Errors: InvalidFilter, InvalidNextToken.
Result<api::ssm::DescribeActivationsResult>
describe_activations(Call&, const api::ssm::DescribeActivationsRequest&);

/// Nobody comes in by it any more; who did stays. Errors: InvalidActivation.
Result<api::ssm::DeleteActivationResult>
delete_activation(Call&, const api::ssm::DeleteActivationRequest&);

/// What is kept of an activation's code.
std::string hash_of_code(std::string_view activation_id, std::string_view code);

}  // namespace gantry::ssm
