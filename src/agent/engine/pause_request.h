#pragma once

#include <string>
#include <vector>

#include "agent/engine/task_spec.h"
#include "api/acs/task.h"
#include "api/docker/container_create_request.h"

namespace gantry::agent {

/// Everything a pause container's creation depends on.
struct PauseRequestInput {
    const api::acs::Task& task;
    const TaskSpec& spec;
    std::string image;
    std::string instance_arn;
    std::string cluster;  ///< as the agent was configured
    /// Created on the runtime's network "none" rather than without one: started more slowly, for
    /// runtimes that know no open_namespace.
    bool plain = false;
};

/// What the container runtime is asked to create to hold the namespaces that a task's containers
/// share: its network with the names of hosts and the resolvers that belong to it, its processes,
/// its IPC. The container has no rights and writes nothing.
/// Source: ECS Developer Guide, awsvpc network mode; Docker Engine API, ContainerCreate.
api::docker::ContainerCreateRequest build_pause_request(const PauseRequestInput& input);

/// The name of a task's pause container at the runtime.
std::string pause_runtime_name(const TaskSpec& spec);

/// Asked where a payload names no resolver: answers inside of every VPC. Source: VPC User Guide,
/// Amazon DNS server.
inline constexpr const char* kVpcResolver = "169.254.169.253";

/// The resolvers of a task's interface.
std::vector<std::string> resolvers_of(const api::acs::ElasticNetworkInterface& interface);

}  // namespace gantry::agent
