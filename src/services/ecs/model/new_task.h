#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/ecs/launch_type.h"
#include "api/ecs/propagate_tags.h"
#include "api/ecs/tag.h"
#include "api/ecs/task_override.h"
#include "base/random.h"
#include "base/time.h"
#include "services/ecs/model/container_instance_row.h"
#include "services/ecs/model/task_definition_row.h"
#include "services/ecs/model/task_row.h"

namespace gantry::ecs {

/// Everything that decides what a new task is. Built by RunTask, StartTask and the service
/// controller once placement has chosen an instance.
struct NewTask {
    std::string cluster;  ///< name; account and Region are the definition's
    const TaskDefinitionRow& definition;
    const ContainerInstanceRow& instance;  ///< of the cluster, or of kFargatePool
    /// As the caller gave them: container names exist in the definition, task cpu and memory are
    /// normalised (see model/sizes.h).
    api::ecs::TaskOverride overrides;

    std::string group;       ///< empty: "service:<service>", or "family:<family>" without a service
    std::string started_by;  ///< for a service's task the deployment id
    std::string service;     ///< name; empty for a standalone task
    std::string deployment_id;
    api::ecs::LaunchType launch_type = api::ecs::LaunchType::Ec2;
    std::string capacity_provider;
    std::string platform_version;  ///< FARGATE only: a number
    bool enable_execute_command = false;
    std::vector<ResolvedImage> images;   ///< DeploymentRow::images
    std::vector<std::string> gpus;       ///< ids, of the instance, that placement chose for it
    std::optional<TaskNetwork> network;  ///< of awsvpc: what is wanted (network_asked_for)
    std::optional<TaskVolume> volume;    ///< made at launch: what is wanted (volume_asked_for)

    bool enable_ecs_managed_tags = false;
    api::ecs::PropagateTags propagate_tags = api::ecs::PropagateTags::None;
    std::vector<api::ecs::Tag> service_tags;  ///< what PropagateTags::Service propagates
    std::vector<api::ecs::Tag> tags;  ///< of the request; win over propagated ones of the same key
};

/// The row of a new task: PENDING, wanted RUNNING, version 1, containers with ids and holding
/// reservation_of(definition, overrides) on its instance. With a network or a volume it is
/// PROVISIONING, and its interface is yet to be taken (InterfaceSource::take). Pure but for the ids
/// it draws: one for the task, then one for each container in the definition's order, then one for
/// the interface's attachment, then two for the volume's: its attachment and itself. Source: ECS
/// Developer Guide, task lifecycle; API Reference, Task.
TaskRow new_task(const NewTask& what, IdSource& ids, SysTime now);

}  // namespace gantry::ecs
