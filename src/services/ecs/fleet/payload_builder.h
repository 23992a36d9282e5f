#pragma once

#include "api/acs/task.h"
#include "services/ecs/fleet/payload_secrets.h"
#include "services/ecs/model/task_definition_row.h"
#include "services/ecs/model/task_row.h"

namespace gantry::fleet {

/// Translates a task into what the agent is told to run: the definition with the task's overrides
/// merged in, and everything the Docker API needs beyond the agent's own members in dockerConfig.
/// Units as the agent expects them: task cpu in vCPU, memory in MiB, health check durations in ns,
/// memoryReservation in bytes, restartAttemptPeriod always set.
/// An image whose digest the row names is asked for by it, as version consistency wants.
/// Secrets, environment files and logins go by name: the agent fetches what they are.
/// @param context whether there is an execution role is found in the rows
/// Pure. Source: the ECS agent's protocol, task payload.
api::acs::Task build_task_payload(
    const ecs::TaskRow& task, const ecs::TaskDefinitionRow& definition, PayloadContext context = {}
);

/// The short form that only tells the agent to stop a task.
api::acs::Task build_stop_payload(const ecs::TaskRow& task);

}  // namespace gantry::fleet
