#pragma once

#include <cstdint>

#include "services/ecs/model/task_row.h"

namespace gantry::ecs {

/// Who runs commands in a task's containers.
enum class ExecSupport : std::uint8_t {
    Reported,  ///< a process that Amazon's agent starts in each, and reports of
    Own,       ///< our agent, without any
    Denied,    ///< nobody: the task's role may not
};

/// The exec agent of a container of a task that was started with ECS Exec enabled. Where our agent
/// does its work it is there as long as the container runs. Pure.
ExecAgent exec_agent_of(const TaskRow& task, const TaskContainer& container, ExecSupport support);

}  // namespace gantry::ecs
