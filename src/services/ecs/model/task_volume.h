#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/ecs/service_volume_configuration.h"
#include "api/ecs/task_definition.h"
#include "api/ecs/task_volume_configuration.h"
#include "base/result.h"
#include "services/ecs/model/task_network.h"
#include "services/ecs/model/task_row.h"

/// Tasks with a volume that is made for them at their start (volumes[].configuredAtLaunch). Pure.
/// Source: ECS Developer Guide, Amazon EBS volumes; API Reference, Attachment.
namespace gantry::ecs {

/// Beyond ECS: what agents have that make such volumes as files of their machine. Amazon's agent
/// waits for a device of EC2.
inline constexpr std::string_view kTaskDisksAttribute = "gantry.task-disks";
/// Beyond ECS: names the place where an agent's snapshots are. Agents with the same can restore
/// each other's.
inline constexpr std::string_view kSnapshotStoreAttribute = "gantry.snapshot-store";

/// The definition's volume that is configured at launch; null where it has none.
const api::ecs::Volume* volume_at_launch(const api::ecs::TaskDefinition& definition);

/// What a service's configurations are for each of its tasks: their volumes go with them.
std::vector<api::ecs::TaskVolumeConfiguration> of_each_task(
    const std::vector<api::ecs::ServiceVolumeConfiguration>& configurations
);

/// The volume of a new task by configurations that were checked; nothing where there are none.
std::optional<TaskVolume> volume_asked_for(
    const std::vector<api::ecs::TaskVolumeConfiguration>& configurations
);

/// A snapshot that a volume can be made from.
struct SnapshotSeen {
    std::int32_t size_gib = 0;
    std::string store;  ///< where it is (kSnapshotStoreAttribute)
};

/// The snapshot that the volume is to be made from; empty: none.
std::string snapshot_asked_for(const TaskVolume& volume);

/// It is made from the snapshot: as large as that, where nothing else is asked for.
void make_from(TaskVolume& volume, const SnapshotSeen& snapshot);

/// "ECS managed EBS volume configuration was invalid for volume '…'. Encountered '…' error from
/// AmazonEC2: …" @param why with EC2's code
std::string volume_fault(std::string_view volume, const Error& why);

/// Whether the volume goes with its task.
bool is_deleted_with_task(const TaskVolume& volume);

/// Writes the record of a volume that is to be made into a new task: PRECREATED.
/// Precondition: the task has a volume with its ids.
void begin_volume(TaskRow& task);

/// Moves the volume's attachment forward; PROVISIONING ends as all of the task's are ATTACHED.
/// False where it is there or beyond: no effect then, but that ATTACHED says, however late, that
/// the volume was made. Does not count the version up.
bool move_volume(TaskRow& task, AttachmentStatus status);

/// The task has ended, and its machine says so, or nobody will: the volume is DELETED, or DETACHED
/// where it was made and is to be kept, or FAILED where it is why the task ended. Once for a task.
/// @param reason of the task's end
void end_volume(TaskRow& task, std::string_view reason);

}  // namespace gantry::ecs
