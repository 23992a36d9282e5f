#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "agent/resources/container_resources.h"
#include "api/acs/task.h"
#include "base/result.h"

/// What is to be fetched for a task before its containers are made, and what the answers come to.
/// Pure: who calls is runner/fetch_operation.cc. Source: ECS Developer Guide, passing sensitive
/// data, environment files, private registry authentication; ECS agent protocol, task payload.
namespace gantry::agent {

/// One call.
struct Fetch {
    enum class Kind : std::uint8_t {
        Parameters,     ///< up to ten, of one Region
        Secret,         ///< a version of a secret
        RegistryLogin,  ///< a secret that holds user name and password of a registry
        EnvFile,
        RouterFile,  ///< what a log router includes
        EcrToken,
    };
    Kind kind{};
    std::string key;                 ///< under which the answer is kept
    std::string what;                ///< the secret or file, as the task definition spells it
    std::vector<std::string> names;  ///< of parameters
    // As in a ServiceCall:
    std::string service;
    std::string operation;
    std::string region;
    std::string body;
    /// With the execution role's credentials; else with the agent's own.
    bool as_execution_role = true;
};

/// What the calls answered, by the keys of what was asked.
struct Fetched {
    std::map<std::string, std::string> parameters;
    std::map<std::string, std::string> secrets;
    std::map<std::string, std::string> files;
    std::map<std::string, runtime::RegistryAuth> logins;
};

/// Whether something is to be fetched for the task.
bool needs_fetching(const api::acs::Task& task);

/// The calls, each thing once whoever of the containers needs it, in the order of the containers.
/// @param region the agent's, where nothing says another
/// Errors: InvalidArgument; the message is the task's reason.
Result<std::vector<Fetch>> plan_fetches(const api::acs::Task& task, const std::string& region);

/// Keeps what a call answered. Errors: InvalidArgument; the message is the task's reason and tells
/// nothing of the values.
Result<void> keep_answer(const Fetch& fetch, const std::string& answer, Fetched& fetched);

/// What a container is given, out of all that was fetched for its task. Errors: as keep_answer.
Result<ContainerResources> container_resources(
    const api::acs::Container& container, const Fetched& fetched, const std::string& region
);

/// The task's reason for a call that failed for good. @param retries how often it was tried again
std::string failure_reason(const Fetch& fetch, const Error& why, int retries);

}  // namespace gantry::agent
