#pragma once

#include <string>

#include "cmd/aws_calls.h"
#include "cmd/logs/task_subject.h"

namespace gantry::cmd {

/// The ARN of the first of a service's tasks that runs: one that still starts, or already stops,
/// takes no commands. Errors: those of the API; NotFound when there is no such service, or nothing
/// of it runs.
Result<std::string> find_running_task(AwsCalls& api, const TaskSubject& subject);

}  // namespace gantry::cmd
