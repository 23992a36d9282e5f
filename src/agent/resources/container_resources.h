#pragma once

#include <map>
#include <optional>
#include <string>

#include "agent/resources/env_file.h"
#include "drivers/runtime/container_runtime.h"

namespace gantry::agent {

/// What was fetched for one container before it is made. In memory only; never in a row, a label or
/// a line of the log.
struct ContainerResources {
    Environment secrets;      ///< wins over all else in the environment
    Environment files;        ///< of its environment files; wins only over what the image sets
    Environment log_options;  ///< of its log driver
    std::optional<runtime::RegistryAuth> login;  ///< for its image
    std::map<std::string, std::string> mounted;  ///< files of secrets: texts by path
    std::string router_file;  ///< what the task's log router includes, if that is it
};

/// A text of others, such as a runtime's error, without the values that were fetched. Those of less
/// than four characters are words like any other.
std::string hushed(std::string text, const ContainerResources& resources);

}  // namespace gantry::agent
