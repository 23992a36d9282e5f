#pragma once

#include <optional>

#include "api/acs/task.h"
#include "base/result.h"

namespace gantry::agent {

/// Names the first thing a task asks for that this agent cannot do, so that the task stops with
/// that reason instead of running without it. Placement should not let such tasks come here: the
/// agent does not register the capabilities for them (see link/registration_request.h).
/// @return an error whose `code` is the error name for the task's reason
std::optional<Error> find_unsupported(const api::acs::Task& task);

}  // namespace gantry::agent
