#pragma once

#include <string>

#include "base/result.h"

namespace gantry::cmd {

/// What a command was given to find tasks by, taken apart: a task, or a service whose tasks are
/// meant. One of the two is set.
struct TaskSubject {
    std::string region;   ///< that an ARN names; empty: the client's own
    std::string cluster;  ///< empty: the default one
    std::string service;  ///< name
    std::string task;     ///< ARN or id
};

/// @param text a service's or a task's name, id or ARN
/// @param cluster where `text` is no ARN
/// Errors: InvalidArgument for an ARN of something else.
Result<TaskSubject> read_task_subject(const std::string& text, const std::string& cluster);

/// Nobody knows a service of that name.
Error no_such_subject(const TaskSubject& subject);

}  // namespace gantry::cmd
