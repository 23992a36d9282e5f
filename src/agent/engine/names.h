#pragma once

#include <string>
#include <string_view>

/// Names of what a task makes at the container runtime. They depend on the task and container
/// alone, so that an agent that crashed between making a thing and writing that down finds it again
/// by name.
namespace gantry::agent {

/// `ecs-<family>-<revision>-<container>-<20 hex digits>`; of the container's name only
/// [A-Za-z0-9-].
std::string container_runtime_name(
    std::string_view task_arn,
    std::string_view family,
    std::string_view revision,
    std::string_view container
);

/// `ecs-<family>-<revision>-<volume>-<20 hex digits>`, for volumes that live as long as their task.
std::string task_volume_name(
    std::string_view task_arn,
    std::string_view family,
    std::string_view revision,
    std::string_view volume
);

/// `ecs-firelens-<20 hex digits>`: the volume with the socket of a task's log router. Short
/// whatever the task is called, as paths of sockets have to be.
std::string log_router_volume_name(std::string_view task_arn);

/// What a container's metadata is found by, as a UUID. Whoever knows it may ask, so it is made with
/// a secret of the agent's; and it follows from task and container, so that a crash between making
/// a container and writing that down does not lose it.
std::string endpoint_id(
    std::string_view secret, std::string_view task_arn, std::string_view container
);

/// The last part of an ARN: "…:task/default/0123" → "0123".
std::string_view arn_id(std::string_view arn);

/// What a task's pause container is called where containers are named: as with Amazon's agent that
/// of awsvpc, which here holds all the task's namespaces. No container of a task definition can
/// have such a name.
inline constexpr const char* kPauseContainer = "~internal~ecs~pause";

/// Where tasks reach the endpoint of their agent.
inline constexpr const char* kTaskEndpointUrl = "http://169.254.170.2";

/// The labels by which an agent knows its containers.
inline constexpr const char* kInstanceLabel = "dev.gantry.instance";
inline constexpr const char* kTaskLabel = "com.amazonaws.ecs.task-arn";
/// "true" or "false": whether the container is given AWS_ENDPOINT_URL.
inline constexpr const char* kGiveApiLabel = "gantry.endpoint";
inline constexpr const char* kContainerLabel = "com.amazonaws.ecs.container-name";

}  // namespace gantry::agent
