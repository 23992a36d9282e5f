#include "drivers/runtime/fake/fake_spec.h"

#include <charconv>

namespace gantry::runtime {

namespace {

constexpr Duration kDefaultProbeInterval{30'000};

std::string network_of(const api::docker::ContainerCreateRequest& request) {
    if (request.network_disabled.value_or(false)) return "";
    std::string mode;
    if (request.host_config) mode = request.host_config->network_mode.value_or("");
    if (mode.empty() || mode == "default") return "bridge";
    return mode == "none" ? "" : mode;
}

/// "80/udp" on the container's side.
FakeSpec::Port make_port(const std::string& key, std::string host_ip, std::string host_port) {
    FakeSpec::Port port;
    const auto slash = key.find('/');
    const std::string_view number = std::string_view(key).substr(0, slash);
    std::from_chars(number.data(), number.data() + number.size(), port.binding.container_port);
    port.binding.protocol = slash == std::string::npos ? "tcp" : key.substr(slash + 1);
    port.binding.host_ip = host_ip.empty() ? kAnyAddress : std::move(host_ip);
    port.wanted_port = std::move(host_port);
    return port;
}

void add_ports(FakeSpec& spec, const api::docker::ContainerCreateRequest& request) {
    const auto& host = *request.host_config;
    if (host.port_bindings) {
        for (const auto& [key, bindings] : *host.port_bindings) {
            for (const auto& binding : bindings) {
                spec.ports.push_back(
                    make_port(key, binding.host_ip.value_or(""), binding.host_port.value_or(""))
                );
            }
        }
    }
    if (!host.publish_all_ports.value_or(false) || !request.exposed_ports) return;
    for (const auto& [key, none] : *request.exposed_ports) {
        spec.ports.push_back(make_port(key, "", ""));
    }
}

void add_volumes(FakeSpec& spec, const api::docker::HostConfig& host) {
    if (host.binds) {
        for (const std::string& bind : *host.binds) {  // "volume:/path[:options]" or "/host:/path"
            std::string source = bind.substr(0, bind.find(':'));
            if (!source.empty() && source.front() != '/') spec.volumes.push_back(std::move(source));
        }
    }
    if (!host.mounts) return;
    for (const auto& mount : *host.mounts) {
        const std::string source = mount.source.value_or("");
        if (mount.type.value_or("") == "volume" && !source.empty()) spec.volumes.push_back(source);
    }
}

}  // namespace

FakeSpec make_fake_spec(const api::docker::ContainerCreateRequest& request) {
    FakeSpec spec;
    spec.image = request.image.value_or("");
    if (request.labels) spec.labels = *request.labels;
    spec.network = network_of(request);
    if (request.host_config) {
        add_ports(spec, request);
        add_volumes(spec, *request.host_config);
        spec.memory_bytes = request.host_config->memory.value_or(0);
        spec.group = request.host_config->cgroup_parent.value_or("");
    }
    if (request.healthcheck && request.healthcheck->test && !request.healthcheck->test->empty() &&
        request.healthcheck->test->front() != "NONE") {
        const std::int64_t interval_ns = request.healthcheck->interval.value_or(0);
        spec.health_interval =
            interval_ns > 0 ? Duration{interval_ns / 1'000'000} : kDefaultProbeInterval;
    }
    return spec;
}

}  // namespace gantry::runtime
