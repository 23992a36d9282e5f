#include "agent/engine/unsupported.h"

#include <string>

#include "agent/engine/gpus.h"

namespace gantry::agent {
namespace {

Error cannot(std::string code, std::string message) {
    return Error{ErrorKind::InvalidArgument, std::move(code), std::move(message), {}};
}

template <class List>
bool any(const std::optional<List>& list) {
    return list && !list->empty();
}

std::optional<Error> in_container(const api::acs::Container& container) {
    const std::string of = " of container " + container.name.value_or("");
    if (any(container.credential_specs)) {
        return cannot("ResourceInitializationError", "this agent has no credential specs" + of);
    }
    return std::nullopt;
}

std::optional<Error> in_volume(const api::acs::Volume& volume) {
    using enum api::acs::VolumeType;
    switch (volume.type.value_or(Host)) {
        case Host:
        case Docker:
        case Efs:
        case Ebs: return std::nullopt;
        default: break;
    }
    return cannot(
        "ResourceInitializationError",
        "this agent cannot mount volume " + volume.name.value_or("") + " of type " +
            std::string(reflect::to_text(*volume.type))
    );
}

}  // namespace

std::optional<Error> find_unsupported(const api::acs::Task& task) {
    if (task.network_mode != "awsvpc" && any(task.elastic_network_interfaces)) {
        return cannot(
            "ContainerNetworkingError", "only tasks with network mode awsvpc have interfaces"
        );
    }
    if (any(task.associations) && gpus_of(task).size() != task.associations->size()) {
        return cannot("ResourceInitializationError", "this agent assigns GPUs and nothing else");
    }
    if (task.proxy_configuration) {
        return cannot("ResourceInitializationError", "this agent has no proxy configuration");
    }
    if (task.containers) {
        for (const auto& container : *task.containers) {
            if (auto missing = in_container(container)) return missing;
        }
    }
    if (task.volumes) {
        for (const auto& volume : *task.volumes) {
            if (auto missing = in_volume(volume)) return missing;
        }
    }
    return std::nullopt;
}

}  // namespace gantry::agent
