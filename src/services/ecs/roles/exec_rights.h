#pragma once

#include <string>

#include "aws/caller.h"
#include "base/result.h"
#include "service/registry.h"
#include "services/ecs/model/task_definition_row.h"
#include "services/ecs/model/task_row.h"

namespace gantry::ecs {

/// Whether a task's role lets commands be run in its containers: it needs the four actions of
/// ssmmessages, for with AWS it is a process in the container that opens the channels.
/// Errors: Denied, AccessDeniedException, where it does not, or the task has none.
/// Source: Developer Guide, "Using ECS Exec".
Result<void> check_exec_rights(
    const service::Registry& services,
    const TaskRow& task,
    const TaskDefinitionRow& definition,
    SysTime now
);

/// A caller as a task's role, for what is done in its name where it runs: as long as somebody holds
/// it, also when the task has ended.
/// @param role its ARN
/// Errors: Denied, AccessDeniedException, where the role does not let ECS in.
Result<aws::Caller> as_task_role(
    const service::Registry& services,
    const Scope& scope,
    const std::string& task_arn,
    const std::string& role,
    SysTime now
);

}  // namespace gantry::ecs
