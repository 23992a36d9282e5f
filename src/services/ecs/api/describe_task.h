#pragma once

#include "api/ecs/task.h"
#include "services/ecs/api/call.h"
#include "services/ecs/model/task_row.h"

namespace gantry::ecs {

/// Whether tags are shown or an empty list stands in their place.
enum class ShowTags : bool { No, Yes };

/// A task as the API shows it. Cheap: DescribeTasks is what clients poll.
/// Source: API Reference, Task and Container.
api::ecs::Task describe_task(const TaskRow& row, ShowTags show_tags);

/// Adds what runs commands in its containers, where the task was started with ECS Exec enabled.
void add_managed_agents(const Call& call, const TaskRow& row, api::ecs::Task& task);

}  // namespace gantry::ecs
