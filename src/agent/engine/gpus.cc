#include "agent/engine/gpus.h"

#include <algorithm>
#include <utility>

#include "base/sabotage.h"

namespace gantry::agent {
namespace {

constexpr std::string_view kVisible = "NVIDIA_VISIBLE_DEVICES=";

bool is_of(const api::acs::Association& association, const std::string& container) {
    const auto& containers = association.containers;
    return containers && std::ranges::find(*containers, container) != containers->end();
}

std::vector<std::string> gpus_where(const api::acs::Task& task, const auto& is_wanted) {
    std::vector<std::string> ids;
    if (!task.associations) return ids;
    for (const auto& association : *task.associations) {
        if (association.type != api::acs::AssociationType::Gpu || !association.name) continue;
        if (is_wanted(association)) ids.push_back(*association.name);
    }
    return ids;
}

std::string joined(const std::vector<std::string>& ids) {
    std::string text;
    for (const std::string& id : ids) text += (text.empty() ? "" : ",") + id;
    return text;
}

}  // namespace

std::vector<std::string> gpus_of(const api::acs::Task& task) {
    return gpus_where(task, [](const auto&) { return true; });
}

std::vector<std::string> gpus_of(const api::acs::Task& task, const std::string& container) {
    return gpus_where(task, [&](const auto& association) { return is_of(association, container); });
}

Result<void> give_gpus(
    const api::acs::Task& task,
    const std::string& container,
    const AgentConfig& config,
    api::docker::ContainerCreateRequest& request
) {
    std::vector<std::string> ids = gpus_of(task, container);
    if (ids.empty()) return {};
    for (const std::string& id : ids) {
        if (std::ranges::find(config.gpus, id) != config.gpus.end()) continue;
        return Error{
            ErrorKind::InvalidArgument,
            "ResourceInitializationError",
            "this machine has no GPU " + id,
            {},
        };
    }
    if (!request.env) request.env.emplace();
    std::erase_if(*request.env, [](const std::string& entry) {
        return entry.starts_with(kVisible);
    });
    request.env->push_back(std::string(kVisible) + joined(ids));
    if (config.pretend_gpus) return {};
    if (sabotaged(Sabotage::GpuLeftOut)) ids.pop_back();
    if (!request.host_config) request.host_config.emplace();
    request.host_config->device_requests = {{
        {.driver = "nvidia", .device_ids = std::move(ids), .capabilities = {{{"gpu"}}}},
    }};
    return {};
}

}  // namespace gantry::agent
