#pragma once

#include <vector>

#include "api/ecs/compatibility.h"
#include "services/ecs/api/definition/subject.h"

/// The rules of RegisterTaskDefinition. Errors of all: ClientException.
/// Source: Developer Guide, task definition parameters; texts as observed from Amazon ECS.
namespace gantry::ecs::definition {

/// Every rule, in the order: family, containers, sizes, network, dependencies, volumes,
/// environment, logging, processes, and what the asked-for launch types demand. What only the
/// documentation forbids, and Amazon ECS was not seen to refuse, passes: what cannot run is refused
/// when a task is started from it, by RunTask, by the agent or by Docker.
Result<void> validate(const Subject& subject);

/// The launch types a valid definition passes for, whatever it asked for.
std::vector<api::ecs::Compatibility> compatibilities_of(const Subject& subject);

// The groups of rules, each in a file of its own.
Result<void> check_general(const Subject& subject);       ///< TD-001 … TD-011
Result<void> check_sizes(const Subject& subject);         ///< TD-020 … TD-025
Result<void> check_network(const Subject& subject);       ///< TD-032 … TD-036
Result<void> check_ports(const Subject& subject);         ///< TD-030, TD-031, TD-037 … TD-046
Result<void> check_dependencies(const Subject& subject);  ///< TD-050 … TD-053
Result<void> check_volumes(const Subject& subject);       ///< TD-054 … TD-060
Result<void> check_environment(const Subject& subject);   ///< TD-061 … TD-066
Result<void> check_logging(const Subject& subject);       ///< TD-070 … TD-072, FireLens
Result<void> check_processes(const Subject& subject);     ///< TD-073, TD-074, TD-078, TD-079
Result<void> check_proxy(const Subject& subject);         ///< TD-075 … TD-077
Result<void> check_fargate(const Subject& subject);       ///< TD-080 … TD-093, TD-095
Result<void> check_external(const Subject& subject);
Result<void> check_managed_instances(const Subject& subject);  ///< for compatibilities only

}  // namespace gantry::ecs::definition
