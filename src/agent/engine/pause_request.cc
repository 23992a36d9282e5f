#include "agent/engine/pause_request.h"

#include <algorithm>

#include "agent/engine/names.h"
#include "agent/pause/pause_image.h"
#include "api/docker/host_config.h"
#include "wire/json_codec.h"

namespace gantry::agent {
namespace {

/// What a payload wants of names for its containers belongs to who holds their namespace.
void take_over_names(const api::acs::Task& task, api::docker::HostConfig& host) {
    if (!task.containers) return;
    const auto add = [](auto& all, const auto& more) {
        if (!more) return;
        if (!all) all.emplace();
        for (const std::string& one : *more) {
            if (std::ranges::find(*all, one) == all->end()) all->push_back(one);
        }
    };
    for (const auto& container : *task.containers) {
        if (!container.docker_config || !container.docker_config->host_config) continue;
        const auto read =
            wire::decode_json<api::docker::HostConfig>(*container.docker_config->host_config);
        if (!read) continue;  // said where the container is created
        add(host.extra_hosts, read->extra_hosts);
        add(host.dns, read->dns);
        add(host.dns_search, read->dns_search);
    }
}

/// "ip-172-31-5-9.ec2.internal": known by its whole name and by its first part.
void set_names(
    const api::acs::ElasticNetworkInterface& interface,
    const std::string& address,
    api::docker::ContainerCreateRequest& request
) {
    auto& host = *request.host_config;
    if (!host.dns) host.dns = resolvers_of(interface);
    if (!host.dns_search && interface.domain_name && !interface.domain_name->empty()) {
        host.dns_search = interface.domain_name;
    }
    const std::string name = interface.private_dns_name.value_or("");
    if (name.empty()) return;
    request.hostname = name;
    if (!host.extra_hosts) host.extra_hosts.emplace();
    host.extra_hosts->push_back(name + ":" + address);
    const std::string short_name = name.substr(0, name.find('.'));
    if (short_name != name) host.extra_hosts->push_back(short_name + ":" + address);
}

}  // namespace

std::vector<std::string> resolvers_of(const api::acs::ElasticNetworkInterface& interface) {
    if (interface.domain_name_servers && !interface.domain_name_servers->empty()) {
        return *interface.domain_name_servers;
    }
    return {kVpcResolver};
}

api::docker::ContainerCreateRequest build_pause_request(const PauseRequestInput& input) {
    api::docker::ContainerCreateRequest request;
    request.image = input.image;
    auto& host = request.host_config.emplace();
    if (input.plain) {
        host.network_mode = "none";
    } else {
        request.network_disabled = true;
    }
    if (input.spec.interface) {
        take_over_names(input.task, host);
        if (const auto* interface = interface_of(input.task)) {
            set_names(*interface, input.spec.interface->device.address, request);
        }
    }
    if (input.spec.shares_ipc) host.ipc_mode = "shareable";
    host.readonly_rootfs = true;
    host.cap_drop = {"ALL"};
    host.security_opt = {"no-new-privileges"};
    host.log_config.emplace().type = "none";
    request.labels = {
        {"com.amazonaws.ecs.cluster", input.cluster},
        {"com.amazonaws.ecs.task-definition-family", input.spec.family},
        {"com.amazonaws.ecs.task-definition-version", input.spec.revision},
        {kContainerLabel, kPauseContainer},
        {kTaskLabel, input.spec.arn},
        {kInstanceLabel, input.instance_arn},
        {kPauseLabel, "container"},
    };
    return request;
}

std::string pause_runtime_name(const TaskSpec& spec) {
    return container_runtime_name(spec.arn, spec.family, spec.revision, kPauseContainer);
}

}  // namespace gantry::agent
