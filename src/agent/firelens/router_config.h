#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "agent/engine/task_spec.h"
#include "base/result.h"

namespace gantry::agent {

/// The program that a FireLens log router runs.
enum class RouterProgram : std::uint8_t { Fluentd, FluentBit };

/// What a log router is configured with.
struct RouterSetup {
    RouterProgram program = RouterProgram::FluentBit;
    Network network = Network::Bridge;
    std::int64_t memory_mib = 0;  ///< the router's own; 0: not limited
    /// Fields that every record is given, by name (ecs_cluster …).
    std::map<std::string, std::string> fields;
    /// A configuration of the user's, as the router's container names it; empty: none.
    std::string external_file;
    /// One for each container that logs through the router. Options by name, the plugin's own ones
    /// included; without log-driver-buffer-limit, which is the log driver's.
    struct Output {
        std::string container;
        std::map<std::string, std::string> options;
    };
    std::vector<Output> outputs;
};

/// The configuration file, byte for byte as Amazon's agent writes it: inputs, filters by
/// include-pattern and exclude-pattern, the fields, the user's file, outputs. Options are in the
/// order of their names; containers in the order given (Amazon's agent: by chance).
/// Errors: InvalidArgument where a container has options and none that names the plugin ("Name" for
/// Fluent Bit, "@type" for Fluentd).
/// Source: ECS Developer Guide, FireLens; Amazon's agent, taskresource/firelens, and its generator
/// (awslabs/go-config-generator-for-fluentd-and-fluentbit).
Result<std::string> router_config(const RouterSetup& setup);

/// Where the router's program looks for its configuration, and the one that it includes.
const char* config_path(RouterProgram program);
const char* external_path(RouterProgram program);

}  // namespace gantry::agent
