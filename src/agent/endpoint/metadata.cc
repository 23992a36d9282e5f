#include "agent/endpoint/metadata.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "agent/engine/names.h"
#include "agent/engine/pause_request.h"
#include "agent/engine/task_volumes.h"
#include "agent/pause/pause_image.h"
#include "api/docker/host_config.h"
#include "wire/json_codec.h"

namespace gantry::agent::endpoint {
namespace {

constexpr double kMinCpuUnits = 2;

std::optional<std::string> to_text(const std::optional<SysTime>& time) {
    if (!time) return std::nullopt;
    return format_iso8601(*time);
}

std::optional<std::string> unless_empty(const std::optional<std::string>& text) {
    if (!text || text->empty()) return std::nullopt;
    return text;
}

const api::acs::Container* payload_of(const TaskFacts& facts, const std::string& container) {
    if (!facts.entry.payload->containers) return nullptr;
    for (const auto& payload : *facts.entry.payload->containers) {
        if (payload.name == container) return &payload;
    }
    return nullptr;
}

/// "172.31.5.9" within the subnet of the gateway "172.31.0.1/20": "172.31.0.0/20".
std::string subnet_of(const std::string& gateway) {
    const std::size_t slash = gateway.find('/');
    if (slash == std::string::npos) return {};
    std::uint32_t address = 0;
    int bits = 0;
    const char* at = gateway.data();
    const char* const end = at + slash;
    for (int part = 0; part < 4; ++part) {
        std::uint32_t byte = 0;
        const auto read = std::from_chars(at, end, byte);
        if (read.ec != std::errc{} || byte > 255) return {};
        address = address << 8U | byte;
        at = read.ptr + (part < 3 ? 1 : 0);
        if (at > end) return {};
    }
    const auto read = std::from_chars(end + 1, gateway.data() + gateway.size(), bits);
    if (read.ec != std::errc{} || bits < 0 || bits > 32) return {};
    address &= bits == 0 ? 0 : ~std::uint32_t{0} << static_cast<unsigned>(32 - bits);
    return fmt::format(
        "{}.{}.{}.{}/{}",
        address >> 24U,
        address >> 16U & 255U,
        address >> 8U & 255U,
        address & 255U,
        bits
    );
}

/// The interface that all containers of a task share.
NetworkDocument describe_interface(const TaskFacts& facts, int version) {
    const network::TaskInterface& device = facts.entry.spec.interface->device;
    NetworkDocument network;
    network.network_mode = "awsvpc";
    network.ipv4_addresses = {device.address};
    const auto* given = interface_of(*facts.entry.payload);
    if (version < 4 || given == nullptr) return network;
    network.attachment_index = given->index;
    network.mac_address = device.mac;
    network.ipv4_subnet_cidr_block = subnet_of(device.subnet_gateway);
    network.domain_name_servers = resolvers_of(*given);
    if (given->domain_name && !given->domain_name->empty()) {
        network.domain_name_search_list = given->domain_name;
    }
    network.private_dns_name = unless_empty(given->private_dns_name);
    network.subnet_gateway_ipv4_address = device.subnet_gateway;
    return network;
}

/// The pause container of a task, as far as it is made: what Amazon's agent lists beside the task's
/// own.
std::optional<ContainerDocument> describe_pause(const TaskFacts& facts, int version) {
    const PauseState& pause = facts.state.pause;
    const TaskSpec& task = facts.entry.spec;
    if (!task.has_pause() || pause.runtime_id.empty()) return std::nullopt;
    ContainerDocument out;
    out.docker_id = pause.runtime_id;
    out.name = kPauseContainer;
    out.docker_name = pause_runtime_name(task);
    out.image = pause_image().name;
    out.labels = {
        {"com.amazonaws.ecs.cluster", facts.config.cluster},
        {kContainerLabel, kPauseContainer},
        {kTaskLabel, task.arn},
        {"com.amazonaws.ecs.task-definition-family", task.family},
        {"com.amazonaws.ecs.task-definition-version", task.revision},
    };
    // Its steady state has a name of its own.
    const bool ready = pause.progress == Namespaces::Ready;
    out.desired_status = facts.state.goal == Goal::Running ? "RESOURCES_PROVISIONED" : "STOPPED";
    const bool gone = pause.progress == Namespaces::Gone;  // readers know no such word
    out.known_status = ready  ? "RESOURCES_PROVISIONED"
                       : gone ? "STOPPED"
                              : reflect::to_text(pause.progress);
    out.limits.cpu = kMinCpuUnits;
    out.created_at = to_text(pause.created_at);
    out.started_at = to_text(pause.started_at);
    out.type = task.interface ? "CNI_PAUSE" : "NAMESPACE_PAUSE";
    if (task.interface) out.networks.emplace().push_back(describe_interface(facts, version));
    return out;
}

/// Describes one container; each member fills in one part.
class Describer {
  public:
    Describer(const TaskFacts& facts, const ContainerSpec& spec, int version)
        : facts_(facts),
          spec_(spec),
          version_(version),
          payload_(payload_of(facts, spec.name)),
          state_(facts.state.find(spec.name)) {
        const auto found = facts.statuses.find(spec.name);
        if (found != facts.statuses.end()) status_ = &found->second;
    }

    ContainerDocument describe() {
        out_.name = spec_.name;
        out_.image = spec_.image;
        out_.desired_status = reflect::to_text(facts_.state.goal);
        out_.known_status = reflect::to_text(state_ ? state_->progress : Progress::None);
        set_names();
        set_limits();
        if (state_ != nullptr) set_state(*state_);
        if (payload_ != nullptr) set_volumes(*payload_);
        if (payload_ != nullptr && version_ >= 4) set_logging(*payload_);
        set_network();
        return std::move(out_);
    }

  private:
    void set_names() {
        const TaskSpec& task = facts_.entry.spec;
        out_.docker_name = container_runtime_name(task.arn, task.family, task.revision, spec_.name);
        if (status_ != nullptr) {
            out_.image_id = status_->image_id;
            out_.labels = status_->labels;
            out_.labels.erase(kInstanceLabel);
        }
        out_.labels["com.amazonaws.ecs.cluster"] = facts_.config.cluster;
        out_.labels[kContainerLabel] = spec_.name;
        out_.labels[kTaskLabel] = task.arn;
        out_.labels["com.amazonaws.ecs.task-definition-family"] = task.family;
        out_.labels["com.amazonaws.ecs.task-definition-version"] = task.revision;
    }

    void set_limits() {
        const std::int32_t cpu = payload_ == nullptr ? 0 : payload_->cpu;
        out_.limits.cpu = std::max(kMinCpuUnits, static_cast<double>(cpu));
        if (payload_ != nullptr && payload_->memory > 0) out_.limits.memory = payload_->memory;
    }

    void set_state(const ContainerState& state) {
        out_.docker_id = state.runtime_id;
        out_.exit_code = state.exit_code;
        out_.created_at = to_text(state.created_at);
        out_.started_at = to_text(state.started_at);
        out_.finished_at = to_text(state.finished_at);
        if (spec_.restart) out_.restart_count = state.restarts;
        if (spec_.has_health_check) {
            auto& health = out_.health.emplace();
            health.status = reflect::to_text(state.health);
            health.status_since = to_text(state.health_since);
            if (status_ != nullptr && state.health != HealthStatus::Unknown) {
                health.exit_code = status_->health_exit_code;
                health.output = unless_empty(status_->health_output);
            }
        }
        if (state.ports.empty()) return;
        auto& ports = out_.ports.emplace();
        for (const PublishedPort& port : state.ports) {
            auto& entry = ports.emplace_back();
            entry.container_port = port.container_port;
            entry.protocol = port.protocol;
            entry.host_port = port.host_port;
            if (version_ >= 4) entry.host_ip = port.bind_ip;
        }
    }

    void set_volumes(const api::acs::Container& payload) {
        if (!payload.mount_points || payload.mount_points->empty()) return;
        const api::acs::Task& task = *facts_.entry.payload;
        if (!task.volumes) return;
        auto& volumes = out_.volumes.emplace();
        for (const auto& mount : *payload.mount_points) {
            for (const auto& volume : *task.volumes) {
                if (volume.name != mount.source_volume) continue;
                auto& entry = volumes.emplace_back();
                entry.destination = mount.container_path.value_or("");
                // Where the machine has mounted something is no concern of its containers.
                if (volume.type == api::acs::VolumeType::Efs ||
                    volume.type == api::acs::VolumeType::Ebs) {
                    continue;
                }
                const std::string source = bind_source(task, volume);
                (source.starts_with('/') ? entry.source : entry.docker_name) = source;
            }
        }
    }

    /// From the payload: what secrets add to a log driver's options is not in it.
    void set_logging(const api::acs::Container& payload) {
        out_.container_arn = unless_empty(payload.container_arn);
        if (!payload.docker_config || !payload.docker_config->host_config) return;
        const auto host =
            wire::decode_json<api::docker::HostConfig>(*payload.docker_config->host_config);
        if (!host || !host->log_config) return;
        out_.log_driver = unless_empty(host->log_config->type);
        const auto& options = host->log_config->config;
        if (options && !options->empty()) out_.log_options = options;
    }

    void set_network() {
        if (facts_.entry.spec.interface) {
            out_.networks.emplace().push_back(describe_interface(facts_, version_));
            return;
        }
        if (facts_.entry.spec.network == Network::None) return;
        auto& network = out_.networks.emplace().emplace_back();
        const bool host = facts_.entry.spec.network == Network::Host;
        network.network_mode = host ? "host" : "bridge";
        if (status_ == nullptr) return;
        for (const auto& [name, address] : status_->ip_by_network) {
            if (address.empty()) continue;
            if (!network.ipv4_addresses) network.ipv4_addresses.emplace();
            network.ipv4_addresses->push_back(address);
        }
    }

    const TaskFacts& facts_;
    const ContainerSpec& spec_;
    const int version_;
    const api::acs::Container* payload_;
    const ContainerState* state_;
    const runtime::ContainerStatus* status_ = nullptr;
    ContainerDocument out_;
};

/// A task has come as far as the container that is furthest behind.
Progress known_progress(const TaskState& state) {
    if (state.stopped()) return Progress::Stopped;
    Progress least = state.containers.empty() ? Progress::None : Progress::Stopped;
    for (const ContainerState& container : state.containers) {
        least = std::min(least, container.progress);
    }
    return std::min(least, Progress::Running);
}

void add_counters(NetworkReading& sum, const std::string& json) {
    struct Interface {
        std::int64_t rx_bytes = 0;
        std::int64_t tx_bytes = 0;
        static const reflect::TypeInfo& type_info() {
            static const reflect::TypeInfo info = reflect::structure<Interface>(
                "Interface",
                {
                    reflect::field<&Interface::rx_bytes>("rx_bytes"),
                    reflect::field<&Interface::tx_bytes>("tx_bytes"),
                }
            );
            return info;
        }
    };
    const auto interfaces = wire::decode_json<std::map<std::string, Interface>>(json);
    if (!interfaces) return;
    for (const auto& [name, counters] : *interfaces) {
        sum.received_bytes += counters.rx_bytes;
        sum.sent_bytes += counters.tx_bytes;
    }
}

struct Rates {
    double received = 0;
    double sent = 0;
    static const reflect::TypeInfo& type_info() {
        static const reflect::TypeInfo info = reflect::structure<Rates>(
            "NetworkRates",
            {
                reflect::field<&Rates::received>("rx_bytes_per_sec"),
                reflect::field<&Rates::sent>("tx_bytes_per_sec"),
            }
        );
        return info;
    }
};

struct OperatorsTask {
    std::string arn;
    std::string desired_status;
    std::string known_status;
    std::string family;
    std::string version;
    std::vector<ContainerDocument> containers;

    static const reflect::TypeInfo& type_info() {
        using T = OperatorsTask;
        using reflect::field;
        static const reflect::TypeInfo info = reflect::structure<T>(
            "Task",
            {
                field<&T::arn>("Arn"),
                field<&T::desired_status>("DesiredStatus"),
                field<&T::known_status>("KnownStatus"),
                field<&T::family>("Family"),
                field<&T::version>("Version"),
                field<&T::containers>("Containers"),
            }
        );
        return info;
    }
};

using Members = std::map<std::string, reflect::RawJson>;

}  // namespace

ContainerDocument describe_container(
    const TaskFacts& facts, const ContainerSpec& container, int version
) {
    return Describer(facts, container, version).describe();
}

TaskDocument describe_task(const TaskFacts& facts, int version) {
    const api::acs::Task& payload = *facts.entry.payload;
    TaskDocument out;
    out.cluster = facts.config.cluster;
    out.task_arn = facts.entry.spec.arn;
    out.family = facts.entry.spec.family;
    out.revision = facts.entry.spec.revision;
    out.desired_status = reflect::to_text(facts.state.goal);
    out.known_status = reflect::to_text(known_progress(facts.state));
    if (payload.cpu > 0 || payload.memory > 0) {
        auto& limits = out.limits.emplace();
        if (payload.cpu > 0) limits.cpu = payload.cpu;
        if (payload.memory > 0) limits.memory = payload.memory;
    }
    out.pull_started_at = to_text(facts.state.pull_started_at);
    out.pull_stopped_at = to_text(facts.state.pull_stopped_at);
    out.execution_stopped_at = to_text(facts.state.execution_stopped_at);
    out.availability_zone = unless_empty(facts.config.availability_zone);
    if (version >= 4) {
        if (!out.availability_zone) out.availability_zone = unless_empty(payload.zone);
        out.launch_type = unless_empty(payload.launch_type);
        out.service_name = unless_empty(payload.service_name);
        out.group = unless_empty(payload.group);
        out.fault_injection_enabled = payload.enable_fault_injection;
    }
    for (const ContainerSpec& container : facts.entry.spec.containers) {
        out.containers.push_back(describe_container(facts, container, version));
    }
    if (auto pause = describe_pause(facts, version)) out.containers.push_back(std::move(*pause));
    return out;
}

std::string describe_for_operators(const TaskFacts& facts) {
    OperatorsTask out;
    out.arn = facts.entry.spec.arn;
    out.desired_status = reflect::to_text(facts.state.goal);
    out.known_status = reflect::to_text(known_progress(facts.state));
    out.family = facts.entry.spec.family;
    out.version = facts.entry.spec.revision;
    for (const ContainerSpec& container : facts.entry.spec.containers) {
        out.containers.push_back(describe_container(facts, container, 3));
    }
    return wire::encode_json(out);
}

NetworkReading read_network(const std::string& stats_json) {
    NetworkReading sum;
    const auto members = wire::decode_json<Members>(stats_json);
    if (!members) return sum;
    const auto networks = members->find("networks");
    if (networks != members->end()) add_counters(sum, networks->second.text);
    return sum;
}

std::string with_rates(
    const std::string& stats_json,
    const NetworkReading& before,
    const NetworkReading& now,
    std::chrono::nanoseconds between
) {
    auto members = wire::decode_json<Members>(stats_json);
    const double seconds = std::chrono::duration<double>(between).count();
    if (!members || seconds <= 0) return stats_json;
    // A container that was restarted counts from zero again.
    const auto rate = [seconds](std::int64_t from, std::int64_t to) {
        return static_cast<double>(std::max<std::int64_t>(0, to - from)) / seconds;
    };
    const Rates rates{
        rate(before.received_bytes, now.received_bytes), rate(before.sent_bytes, now.sent_bytes)
    };
    (*members)["network_rate_stats"] = {wire::encode_json(rates)};
    return wire::encode_json(*members);
}

}  // namespace gantry::agent::endpoint
