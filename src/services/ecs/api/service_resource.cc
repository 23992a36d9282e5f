#include "services/ecs/api/service_resource.h"

#include <fmt/format.h>

#include "services/ecs/api/errors.h"

namespace gantry::ecs {

Result<ServiceResource> parse_service_resource(
    const Call& call, std::string_view arn, std::string_view type
) {
    const Error invalid = invalid_parameter(fmt::format("Invalid {} ARN: {}", type, arn));
    const Result<Arn> parsed = Arn::parse(arn, call.scope.account);
    if (!parsed || parsed->type != type || !parsed->is_of(call.scope)) return invalid;
    const std::string& path = parsed->path;
    const std::size_t first = path.find('/');
    const std::size_t last = path.rfind('/');
    if (first == std::string::npos || first == last || last + 1 == path.size()) return invalid;
    return ServiceResource{
        .service_key = in_cluster_key(
            call.scope, path.substr(0, first), path.substr(first + 1, last - first - 1)
        ),
        .id = path.substr(last + 1),
    };
}

}  // namespace gantry::ecs
