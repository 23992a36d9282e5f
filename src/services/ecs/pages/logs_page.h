#pragma once

#include <string>

#include "net/http.h"
#include "services/ecs/model/tables.h"

namespace gantry::ecs {

/// /_gantry/logs?task=ARN[&container=NAME][&format=text]: the last lines that a task's stopped
/// containers wrote. Errors: 400 for bad parameters, 404 for tasks that are not there.
net::HttpResponse logs_page(const Tables& tables, const std::string& target);

}  // namespace gantry::ecs
