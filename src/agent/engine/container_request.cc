#include "agent/engine/container_request.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "agent/engine/names.h"
#include "agent/engine/pause_request.h"
#include "agent/engine/task_spec.h"
#include "agent/engine/task_volumes.h"
#include "agent/logs/awslogs_options.h"
#include "wire/json_codec.h"

namespace gantry::agent {
namespace {

using api::docker::ContainerCreateRequest;
using api::docker::HostConfig;

constexpr std::int64_t kMinCpuShares = 2;
constexpr std::int64_t kMaxCpuShares = 262144;
constexpr std::int64_t kMinMemory = 6 * kMiB;  ///< Docker refuses less
constexpr std::int64_t kCpuPeriodUs = 100'000;
constexpr const char* kDefaultLogBuffer = "10m";
constexpr const char* kLogFileSize = "100m";
constexpr const char* kLogFiles = "3";
/// The container is held up before these are full; what it writes until it is held has room.
constexpr const char* kLogFilesBlocking = "10";

/// The `overrides` of a container: a JSON text within the payload.
struct Overrides {
    std::optional<std::vector<std::string>> command;
    static const reflect::TypeInfo& type_info() {
        static const reflect::TypeInfo info = reflect::structure<Overrides>(
            "ContainerOverrides", {reflect::field<&Overrides::command>("command")}
        );
        return info;
    }
};

Error refused(std::string code, std::string message) {
    return Error{ErrorKind::InvalidArgument, std::move(code), std::move(message), {}};
}

/// Builds one request; each member fills in one part of it.
class Builder {
  public:
    Builder(const ContainerRequestInput& input, const api::acs::Container& payload)
        : in_(input), payload_(payload), host_(request_.host_config.emplace()) {}

    Result<ContainerCreateRequest> build() {
        request_.image = in_.container.image;
        if (auto done = set_command(); !done) return done.error();
        set_environment();
        set_limits();
        set_ports();
        set_links();
        if (auto done = set_mounts(); !done) return done.error();
        if (in_.spec.network == Network::Host) host_.network_mode = "host";
        if (in_.spec.network == Network::None) host_.network_mode = "none";
        if (in_.task.pid_mode == "host") host_.pid_mode = "host";
        if (in_.task.ipc_mode) host_.ipc_mode = *in_.task.ipc_mode;
        if (auto done = read_docker_config(); !done) return done.error();
        raise_to_minimum();
        join_namespaces();
        if (!in_.cgroup_parent.empty()) host_.cgroup_parent = in_.cgroup_parent;
        if (auto done = finish_logging(); !done) return done.error();
        if (!in_.endpoint_id.empty() && in_.spec.network != Network::None) tell_endpoint();
        tell_api();
        set_labels();
        if (in_.container.has_health_check && !request_.healthcheck) {
            return refused("DockerClientConfigError", "the container's health check is missing");
        }
        return std::move(request_);
    }

  private:
    [[nodiscard]] std::string runtime_name(const std::string& container) const {
        return container_runtime_name(in_.spec.arn, in_.spec.family, in_.spec.revision, container);
    }

    Result<void> set_command() {
        if (payload_.entry_point && !payload_.entry_point->empty()) {
            request_.entrypoint = payload_.entry_point;
        }
        if (payload_.command && !payload_.command->empty()) request_.cmd = payload_.command;
        if (!payload_.overrides || payload_.overrides->empty()) return {};
        auto overrides = wire::decode_json<Overrides>(*payload_.overrides);
        if (!overrides) {
            return refused(
                "DockerClientConfigError",
                "the overrides cannot be read: " + overrides.error().message
            );
        }
        if (overrides->command && !overrides->command->empty()) request_.cmd = overrides->command;
        return {};
    }

    void set_environment() {
        std::set<std::string, std::less<>> known;
        auto& env = request_.env.emplace();
        const auto add = [&](const Environment& variables) {
            for (const auto& [name, value] : variables) {
                if (known.insert(name).second) env.push_back(fmt::format("{}={}", name, value));
            }
        };
        if (in_.resources != nullptr) add(in_.resources->secrets);
        if (payload_.environment) add(*payload_.environment);
        if (in_.resources != nullptr) add(in_.resources->files);
        for (const std::string& entry : in_.image_env)
            known.insert(entry.substr(0, entry.find('=')));
        if (in_.region.empty() || known.contains("AWS_REGION") ||
            known.contains("AWS_DEFAULT_REGION")) {
            return;
        }
        env.push_back("AWS_REGION=" + in_.region);
        env.push_back("AWS_DEFAULT_REGION=" + in_.region);
    }

    void set_limits() {
        host_.cpu_shares = std::clamp<std::int64_t>(payload_.cpu, kMinCpuShares, kMaxCpuShares);
        const std::int64_t memory_mib = payload_.memory > 0 ? payload_.memory : in_.task.memory;
        if (memory_mib > 0) host_.memory = std::max(memory_mib * kMiB, kMinMemory);
        if (in_.task.cpu > 0) {
            host_.cpu_period = kCpuPeriodUs;
            host_.cpu_quota = std::llround(in_.task.cpu * static_cast<double>(kCpuPeriodUs));
        }
    }

    /// Those that its pause container holds. What belongs to a namespace (names, ports) is told to
    /// that one, and the runtime refuses to hear it from those who join.
    void join_namespaces() {
        const std::string pause = "container:" + pause_runtime_name(in_.spec);
        if (in_.spec.shares_processes) host_.pid_mode = pause;
        if (in_.spec.shares_ipc) host_.ipc_mode = pause;
        if (!in_.spec.interface) return;
        host_.network_mode = pause;
        request_.hostname.reset();
        request_.domainname.reset();
        request_.exposed_ports.reset();
        request_.network_disabled.reset();
        request_.networking_config.reset();
        host_.port_bindings.reset();
        host_.publish_all_ports.reset();
        host_.links.reset();
        host_.dns.reset();
        host_.dns_search.reset();
        host_.dns_options.reset();
        host_.extra_hosts.reset();
    }

    /// What the task definition may say and Docker refuses.
    void raise_to_minimum() {
        if (host_.memory_reservation.value_or(0) > 0) {
            host_.memory_reservation = std::max(*host_.memory_reservation, kMinMemory);
        }
        if (host_.memory_swap.value_or(-1) >= 0 && host_.memory) {
            host_.memory_swap = std::max(*host_.memory_swap, *host_.memory);
        }
    }

    void set_ports() {
        if (in_.spec.network != Network::Bridge || in_.ports.empty()) return;
        auto& exposed = request_.exposed_ports.emplace();
        auto& bindings = host_.port_bindings.emplace();
        for (const PublishedPort& port : in_.ports) {
            const std::string key = std::to_string(port.container_port) + "/" + port.protocol;
            exposed[key] = {};
            auto& binding = bindings[key].emplace_back();
            binding.host_ip = port.bind_ip;
            binding.host_port = std::to_string(port.host_port);
        }
    }

    void set_links() {
        if (!payload_.links || payload_.links->empty()) return;
        auto& links = host_.links.emplace();
        for (const std::string& link : *payload_.links) {
            const std::size_t colon = link.find(':');
            const std::string target = link.substr(0, colon);
            const std::string alias = colon == std::string::npos ? target : link.substr(colon + 1);
            links.push_back(runtime_name(target) + ":" + alias);
        }
    }

    Result<void> set_mounts() {
        if (payload_.mount_points && !payload_.mount_points->empty()) {
            auto& binds = host_.binds.emplace();
            for (const auto& mount : *payload_.mount_points) {
                const auto* volume = find_volume(mount.source_volume.value_or(""));
                if (volume == nullptr) {
                    return refused(
                        "HostConfigError",
                        "no volume of the task is named '" + mount.source_volume.value_or("") + "'"
                    );
                }
                binds.push_back(
                    bind_source(in_.task, *volume, in_.storage) + ":" +
                    mount.container_path.value_or("") + (mount.read_only ? ":ro" : "")
                );
            }
        }
        if (payload_.volumes_from && !payload_.volumes_from->empty()) {
            auto& from = host_.volumes_from.emplace();
            for (const auto& source : *payload_.volumes_from) {
                from.push_back(
                    runtime_name(source.source_container.value_or("")) +
                    (source.read_only ? ":ro" : "")
                );
            }
        }
        return {};
    }

    [[nodiscard]] const api::acs::Volume* find_volume(const std::string& name) const {
        if (!in_.task.volumes) return nullptr;
        for (const auto& volume : *in_.task.volumes) {
            if (volume.name == name) return &volume;
        }
        return nullptr;
    }

    Result<void> read_docker_config() {
        if (!payload_.docker_config) return {};
        const auto& [version, config, host_config] = *payload_.docker_config;
        if (config && !config->empty()) {
            if (auto read = wire::decode_json_into(*config, request_); !read) {
                return refused("DockerClientConfigError", read.error().message);
            }
        }
        if (host_config && !host_config->empty()) {
            if (auto read = wire::decode_json_into(*host_config, *request_.host_config); !read) {
                return refused("HostConfigError", read.error().message);
            }
        }
        return {};
    }

    /// What goes to CloudWatch Logs is kept by the runtime and shipped from there by the agent. In
    /// json-file: Podman knows it as well, and so do those who look into the files. Up to 300 MiB
    /// wait in it while the logs cannot be reached, 1000 MiB with mode=blocking, where the
    /// container is made to wait (logs/log_shipper.h).
    /// For others, a buffer without a size would be Docker's 1 MiB, where ECS promises more.
    Result<void> finish_logging() {
        auto& log = request_.host_config->log_config;
        if (payload_.firelens_configuration) {
            set_variables(equip_router(in_.task, in_.router, *request_.host_config));
        }
        if (!log) return {};
        if (logs_to_router(payload_)) {
            set_variables(
                equip_logger(in_.spec, in_.container.name, in_.router, *request_.host_config)
            );
            return {};
        }
        if (in_.resources != nullptr) {
            for (const auto& [name, value] : in_.resources->log_options) {
                if (!log->config) log->config.emplace();
                log->config->insert_or_assign(name, value);
            }
        }
        const auto awslogs = read_awslogs_options(*log);
        if (!awslogs) {
            return refused(
                "CannotCreateContainerError",
                "Error response from daemon: " + awslogs.error().message
            );
        }
        if (*awslogs) {
            log->type = "json-file";
            const char* files = (*awslogs)->blocking ? kLogFilesBlocking : kLogFiles;
            log->config = {{"max-file", files}, {"max-size", kLogFileSize}};
            return {};
        }
        if (!log->config) return {};
        auto& options = *log->config;
        const auto mode = options.find("mode");
        if (mode != options.end() && mode->second == "non-blocking") {
            options.emplace("max-buffer-size", kDefaultLogBuffer);
        }
        return {};
    }

    /// Where the container asks for its task's credentials and metadata. Wins over what the task
    /// definition says. Source: ECS Developer Guide, task metadata endpoint, task IAM role.
    void tell_endpoint() {
        const auto& role = in_.task.role_credentials;
        if (role && role->credentials_id) {
            set_variable(
                "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/credentials/" + *role->credentials_id
            );
        }
        const std::string at = kTaskEndpointUrl;
        set_variable("ECS_CONTAINER_METADATA_URI", at + "/v3/" + in_.endpoint_id);
        set_variable("ECS_CONTAINER_METADATA_URI_V4", at + "/v4/" + in_.endpoint_id);
        set_variable("ECS_AGENT_URI", at + "/api/" + in_.endpoint_id);
    }

    /// Programs with an AWS SDK then ask Gantry without being told more. The container's label wins
    /// over what the agent was set up with, its own variable over both.
    void tell_api() {
        if (in_.api_url.empty() || in_.spec.network == Network::None) return;
        bool wanted = in_.give_api;
        if (request_.labels) {
            const auto label = request_.labels->find(kGiveApiLabel);
            if (label != request_.labels->end()) wanted = label->second == "true";
        }
        constexpr std::string_view kSet = "AWS_ENDPOINT_URL=";
        const auto sets = [kSet](const std::string& entry) { return entry.starts_with(kSet); };
        const bool set_already = std::ranges::any_of(in_.image_env, sets) ||
                                 (request_.env && std::ranges::any_of(*request_.env, sets));
        if (wanted && !set_already) set_variable("AWS_ENDPOINT_URL", in_.api_url);
    }

    void set_variables(const Environment& variables) {
        for (const auto& [name, value] : variables) set_variable(name, value);
    }

    void set_variable(const std::string& name, const std::string& value) {
        if (!request_.env) request_.env.emplace();
        auto& env = *request_.env;
        std::erase_if(env, [start = name + "="](const std::string& entry) {
            return entry.starts_with(start);
        });
        env.push_back(fmt::format("{}={}", name, value));
    }

    void set_labels() {
        if (!request_.labels) request_.labels.emplace();
        auto& labels = *request_.labels;
        labels["com.amazonaws.ecs.cluster"] = in_.cluster;
        labels[kContainerLabel] = in_.container.name;
        labels[kTaskLabel] = in_.spec.arn;
        labels["com.amazonaws.ecs.task-definition-family"] = in_.spec.family;
        labels["com.amazonaws.ecs.task-definition-version"] = in_.spec.revision;
        labels[kInstanceLabel] = in_.instance_arn;
    }

    const ContainerRequestInput& in_;
    const api::acs::Container& payload_;
    ContainerCreateRequest request_;
    HostConfig& host_;
};

}  // namespace

Result<ContainerCreateRequest> build_container_request(const ContainerRequestInput& input) {
    if (input.task.containers) {
        for (const auto& container : *input.task.containers) {
            if (container.name == input.container.name) return Builder(input, container).build();
        }
    }
    return refused("TaskStateError", "the task has no container " + input.container.name);
}

}  // namespace gantry::agent
