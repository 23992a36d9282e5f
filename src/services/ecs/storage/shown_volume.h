#pragma once

#include <optional>
#include <vector>

#include "services/ec2/model/volume_rows.h"
#include "services/ecs/model/container_instance_row.h"
#include "services/ecs/model/task_row.h"

namespace gantry::ecs {

/// How EC2 shows the volume of a task: as far as its machine has told that it is there. Nothing
/// where the task has none, or it is gone. Pure.
///
///     PRECREATED … ATTACHING   creating          DETACHED            available
///     ATTACHED                 in-use, attached  DELETED, FAILED     gone
///     DETACHING                in-use, detaching; creating where it was never made
///
/// @param machine null: it was deregistered
/// @param tags    what the volume is to have as it is new
std::optional<ec2::VolumeRow> shown_volume(
    const TaskRow& task, const ContainerInstanceRow* machine, ec2::Tags tags
);

/// The tags of a new volume: those of its configuration, what it propagates, and ECS's own.
/// Source: ECS Developer Guide, "Tag Amazon EBS volumes".
/// @param definition, service  tags of the task's
ec2::Tags tags_of_volume(
    const TaskRow& task,
    const std::vector<api::ecs::Tag>& definition,
    const std::vector<api::ecs::Tag>& service
);

}  // namespace gantry::ecs
