#include "services/ecs/fleet/foreign_logs.h"

#include "api/docker/host_config.h"
#include "wire/json_codec.h"

namespace gantry::fleet {

void send_logs_to(const std::string& endpoint, api::acs::Task& task) {
    if (!task.containers) return;
    for (auto& container : *task.containers) {
        if (!container.docker_config || !container.docker_config->host_config) continue;
        std::string& text = *container.docker_config->host_config;
        auto host = wire::decode_json<api::docker::HostConfig>(text);
        if (!host || !host->log_config || host->log_config->type != "awslogs") continue;
        if (!host->log_config->config) host->log_config->config.emplace();
        (*host->log_config->config)["awslogs-endpoint"] = endpoint;
        text = wire::encode_json(*host);
    }
}

}  // namespace gantry::fleet
