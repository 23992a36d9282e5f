#pragma once

#include <string>

#include "api/ssm/parameter.h"
#include "api/ssm/parameter_history.h"
#include "api/ssm/parameter_metadata.h"
#include "services/ssm/api/find.h"

/// Versions as the API shows them.
namespace gantry::ssm {

/// @param value as the caller may see it (values.h)
api::ssm::Parameter show_parameter(const Found& found, std::string value);
/// The same of the newest version.
api::ssm::Parameter show_parameter(const VersionRow& version, std::string value);

api::ssm::ParameterMetadata show_metadata(const VersionRow& version);

api::ssm::ParameterHistory show_history(const VersionRow& version, std::string value);

}  // namespace gantry::ssm
