#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "services/ecs/api/call.h"

namespace gantry::ecs {

/// A part of a service as its ARN names it: `…:<type>/<cluster>/<service>/<id>`.
struct ServiceResource {
    std::string service_key;
    std::string id;  ///< of a service deployment, or the number of a service revision
};

/// Takes the ARN of a service deployment or service revision apart. Does not look whether there is
/// one. Errors: InvalidParameterException.
Result<ServiceResource> parse_service_resource(
    const Call& call, std::string_view arn, std::string_view type
);

}  // namespace gantry::ecs
