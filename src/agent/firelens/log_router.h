#pragma once

#include <map>
#include <optional>
#include <string>

#include "agent/engine/task_spec.h"
#include "agent/resources/container_resources.h"
#include "api/acs/task.h"
#include "api/docker/container_create_request.h"
#include "base/result.h"
#include "drivers/runtime/container_runtime.h"

/// FireLens: a container of the task, the log router, takes what others of it write. What is made
/// for that is read from the payload here. Pure. README.md draws it.
/// Source: ECS Developer Guide, FireLens; Amazon's agent, which this does as.
namespace gantry::agent {

/// The task's log router; null: it has none.
const api::acs::Container* log_router_of(const api::acs::Task& task);

/// Whether the container's log driver is awsfirelens.
bool logs_to_router(const api::acs::Container& container);

/// Whether router, its options and those of the containers that log to it can be used.
/// Errors: InvalidArgument; `code` is the error name for the task's reason.
Result<void> check_log_router(const api::acs::Task& task);

/// Those that log to the router start after it and stop before it, unless they have an order
/// already, or the router waits for them.
void order_by_router(const api::acs::Task& task, TaskSpec& spec);

/// ARN of the object that the router includes; empty: it includes none of S3.
std::string router_object(const api::acs::Container& router);

/// What holds the router's socket, in memory: its user's, empty whenever the router starts. Nothing
/// without a router. Its path is short, as those of sockets have to be.
std::optional<runtime::VolumeSpec> router_volume(const api::acs::Task& task);

/// The files that the router is given, by name. @param external what router_object holds
/// Errors: as check_log_router.
Result<std::map<std::string, std::string>> router_files(
    const api::acs::Task& task, const std::string& external
);

/// Secret options of those that log to the router, as its configuration names them.
Environment router_secrets(
    const api::acs::Task& task, const std::map<std::string, ContainerResources>& by_container
);

/// Where a router's things are, once they are.
struct RouterPlace {
    std::string folder;   ///< of the router's files on the machine; for the router only
    std::string socket;   ///< the socket's folder as the runtime's machine has it
    std::string address;  ///< of the router on the bridge; empty: not there, or not needed
};

/// Mounts files and socket. @return environment that wins over the container's own
Environment equip_router(
    const api::acs::Task& task, const RouterPlace& place, api::docker::HostConfig& host
);

/// Puts Docker's log driver for the router in the place of awsfirelens. @return as equip_router
Environment equip_logger(
    const TaskSpec& spec,
    const std::string& container,
    const RouterPlace& place,
    api::docker::HostConfig& host
);

}  // namespace gantry::agent
