#pragma once

#include <string>
#include <vector>

#include "agent/agent_config.h"
#include "api/acs/task.h"
#include "api/docker/container_create_request.h"
#include "base/result.h"

/// GPUs of tasks: which ones is the control plane's choice, and part of the payload (associations),
/// so that they are the same whatever happens to the agent. Pure.
namespace gantry::agent {

/// Ids of all GPUs of a task.
std::vector<std::string> gpus_of(const api::acs::Task& task);
/// Ids of those of one of its containers.
std::vector<std::string> gpus_of(const api::acs::Task& task, const std::string& container);

/// Has the container created with its GPUs: as device requests for NVIDIA's container toolkit, and
/// by their names in NVIDIA_VISIBLE_DEVICES, whatever else the definition says that to be.
/// Errors: InvalidArgument, ResourceInitializationError: this machine has no such GPU.
Result<void> give_gpus(
    const api::acs::Task& task,
    const std::string& container,
    const AgentConfig& config,
    api::docker::ContainerCreateRequest& request
);

}  // namespace gantry::agent
