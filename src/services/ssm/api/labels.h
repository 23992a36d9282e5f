#pragma once

#include "api/ssm/label_parameter_version_request.h"
#include "api/ssm/label_parameter_version_result.h"
#include "api/ssm/unlabel_parameter_version_request.h"
#include "api/ssm/unlabel_parameter_version_result.h"
#include "services/ssm/api/call.h"

/// Labels of versions. A label is at one version of a parameter at a time.
/// Source: API Reference, LabelParameterVersion; User Guide, "Working with parameter labels".
namespace gantry::ssm {

/// Moves labels to a version, the newest where none is named. Labels that cannot be any are named.
/// Errors: ParameterNotFound, ParameterVersionNotFound, ParameterVersionLabelLimitExceeded above
/// ten.
Result<api::ssm::LabelParameterVersionResult>
label_parameter_version(Call&, const api::ssm::LabelParameterVersionRequest&);

/// Takes labels away; those that the version does not have are named.
/// Errors: ParameterNotFound, ParameterVersionNotFound.
Result<api::ssm::UnlabelParameterVersionResult>
unlabel_parameter_version(Call&, const api::ssm::UnlabelParameterVersionRequest&);

}  // namespace gantry::ssm
