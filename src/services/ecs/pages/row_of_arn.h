#pragma once

#include <optional>
#include <string_view>

#include "service/service.h"

namespace gantry::ecs {

/// The row behind an ARN of a cluster, service, task, task definition or container instance.
std::optional<service::RowAddress> row_of_arn(std::string_view arn);

}  // namespace gantry::ecs
