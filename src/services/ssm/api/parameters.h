#pragma once

#include "api/ssm/delete_parameter_request.h"
#include "api/ssm/delete_parameter_result.h"
#include "api/ssm/delete_parameters_request.h"
#include "api/ssm/delete_parameters_result.h"
#include "api/ssm/describe_parameters_request.h"
#include "api/ssm/describe_parameters_result.h"
#include "api/ssm/get_parameter_history_request.h"
#include "api/ssm/get_parameter_history_result.h"
#include "api/ssm/get_parameter_request.h"
#include "api/ssm/get_parameter_result.h"
#include "api/ssm/get_parameters_by_path_request.h"
#include "api/ssm/get_parameters_by_path_result.h"
#include "api/ssm/get_parameters_request.h"
#include "api/ssm/get_parameters_result.h"
#include "api/ssm/put_parameter_request.h"
#include "api/ssm/put_parameter_result.h"
#include "service/paging.h"
#include "services/ssm/api/call.h"
#include "services/ssm/api/find.h"

/// Operations on parameters and their values.
/// Source: Systems Manager API Reference; User Guide, "AWS Systems Manager Parameter Store".
namespace gantry::ssm {

/// Makes a parameter, or a new version of it. What is not given stays as it was.
/// Errors: ValidationException and those of name_rules.h, value_rules.h and policy_rules.h;
/// ParameterAlreadyExists, ParameterLimitExceeded, InvalidKeyId,
/// ParameterMaxVersionLimitExceeded where the oldest of 100 versions has a label.
Result<api::ssm::PutParameterResult> put_parameter(Call&, const api::ssm::PutParameterRequest&);

/// Errors: ParameterNotFound, ParameterVersionNotFound, InvalidKeyId, ValidationException.
Result<api::ssm::GetParameterResult> get_parameter(Call&, const api::ssm::GetParameterRequest&);
/// In order of name; what is not there is named. Errors: InvalidKeyId, ValidationException.
Result<api::ssm::GetParametersResult> get_parameters(Call&, const api::ssm::GetParametersRequest&);

/// One page of a list of versions.
struct VersionPage {
    service::KeyPage page;             ///< of a hierarchy: keys of parameters, or AWS's own names
    std::vector<VersionPtr> versions;  ///< in the page's order
};
/// Errors: ValidationException, InvalidFilterKey, InvalidFilterOption, InvalidFilterValue,
/// InvalidNextToken.
Result<VersionPage> take_path_page(const Call&, const api::ssm::GetParametersByPathRequest&);
/// Errors: the same, InvalidKeyId.
Result<api::ssm::GetParametersByPathResult>
get_parameters_by_path(Call&, const api::ssm::GetParametersByPathRequest&);

/// Versions of one parameter, oldest first. Errors: ParameterNotFound, InvalidNextToken.
Result<VersionPage> take_history_page(const Call&, const api::ssm::GetParameterHistoryRequest&);
/// Errors: the same, InvalidKeyId.
Result<api::ssm::GetParameterHistoryResult>
get_parameter_history(Call&, const api::ssm::GetParameterHistoryRequest&);

/// Without values, in order of name.
/// Errors: ValidationException, InvalidFilterKey, InvalidFilterOption, InvalidFilterValue,
/// InvalidNextToken.
Result<api::ssm::DescribeParametersResult>
describe_parameters(Call&, const api::ssm::DescribeParametersRequest&);

/// With all its versions. Errors: ParameterNotFound.
Result<api::ssm::DeleteParameterResult>
delete_parameter(Call&, const api::ssm::DeleteParameterRequest&);
/// What is not there is named.
Result<api::ssm::DeleteParametersResult>
delete_parameters(Call&, const api::ssm::DeleteParametersRequest&);

/// Stages the end of a parameter and all its versions.
void erase_parameter(const Tables& tables, core::Transaction& tx, const std::string& key);

}  // namespace gantry::ssm
