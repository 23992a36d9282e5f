#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "aws/scope.h"
#include "services/ssm/model/rows.h"

/// The parameters that AWS publishes and users of ECS read: which machine image is recommended, and
/// which Regions there are. Their names are those that AWS documents; the images are none of AWS's,
/// and say so: their names begin with "gantry-local-".
/// Sources: ECS Developer Guide, "Retrieving Amazon ECS-optimized Linux AMI metadata"; Systems
/// Manager User Guide, "Discovering public parameters".
namespace gantry::ssm {

/// The id of the local image with that name, the same on every installation: "ami-" and 17
/// hexadecimal digits.
std::string local_image_id(std::string_view image_name);

/// All names and values, in order of name.
const std::map<std::string, std::string, std::less<>>& public_parameters();

/// One of them as a version that anybody may read; null for other names.
/// @param scope whose Region its ARN names
std::shared_ptr<const VersionRow> find_public_parameter(
    const aws::Scope& scope, std::string_view name
);

}  // namespace gantry::ssm
