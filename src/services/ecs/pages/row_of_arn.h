#pragma once

#include <optional>
#include <string_view>

#include "service/service.h"

namespace gantry::ecs {

/// The row behind an ARN of a cluster, service, service deployment, task, task definition,
/// container instance or capacity provider.
std::optional<service::RowAddress> row_of_arn(std::string_view arn);

}  // namespace gantry::ecs
