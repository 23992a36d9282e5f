#pragma once

#include <string>
#include <vector>

#include "agent/engine/file_systems.h"
#include "agent/engine/task_spec.h"
#include "agent/engine/task_state.h"
#include "agent/firelens/log_router.h"
#include "agent/resources/container_resources.h"
#include "api/acs/task.h"
#include "api/docker/container_create_request.h"
#include "base/result.h"

namespace gantry::agent {

inline const StorageSetup kNoStorage;

/// Everything a container's creation depends on.
struct ContainerRequestInput {
    const api::acs::Task& task;
    const TaskSpec& spec;
    const ContainerSpec& container;
    std::vector<PublishedPort> ports;    ///< where its ports are to be published
    std::vector<std::string> image_env;  ///< "NAME=value", as the image sets them
    std::string instance_arn;
    std::string cluster;  ///< as the agent was configured
    std::string region;
    std::string cgroup_parent;  ///< of the task's group; empty: it has none
    std::string endpoint_id;    ///< by which the container asks; empty: there is no endpoint
    const ContainerResources* resources = nullptr;  ///< what was fetched for it; null: nothing
    std::string api_url;    ///< where Gantry's API answers to tasks; empty: nowhere
    bool give_api = false;  ///< it is told that unless its label kGiveApiLabel says otherwise
    RouterPlace router;     ///< of its task's log router, where it is that or logs to it
    const StorageSetup& storage = kNoStorage;
};

/// Translates a container of a payload into what the container runtime is asked to create.
///
/// The strings in `dockerConfig` are JSON of the same shape and are read over what was built, so
/// they win; only the labels that identify the container are set after them.
///
/// Task-level cpu and memory: each container gets the task's memory as its limit unless it has one
/// of its own, and a CPU quota of the task's vCPUs. So no container can take more than the task
/// may. What several take together is the limit of the task's group (engine/task_group.h).
///
/// Errors: InvalidArgument; `code` is the error name for the container's reason.
/// Source: ECS agent protocol, task payload; Docker Engine API, ContainerCreate.
Result<api::docker::ContainerCreateRequest> build_container_request(
    const ContainerRequestInput& input
);

}  // namespace gantry::agent
