#include "agent/engine/task_spec.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "agent/engine/task_mounts.h"
#include "agent/engine/task_volumes.h"
#include "agent/engine/unsupported.h"
#include "agent/firelens/log_router.h"
#include "agent/resources/fetch_plan.h"

namespace gantry::agent {
namespace {

constexpr std::int32_t kMaxPort = 65535;

Error unusable(std::string code, std::string message) {
    return Error{ErrorKind::InvalidArgument, std::move(code), std::move(message), {}};
}

Condition condition_of(std::optional<api::acs::ContainerCondition> condition) {
    using enum api::acs::ContainerCondition;
    switch (condition.value_or(Start)) {
        case Start: return Condition::Start;
        case Complete: return Condition::Complete;
        case Success: return Condition::Success;
        case Healthy: return Condition::Healthy;
    }
    return Condition::Start;
}

void add_dependency(ContainerSpec& spec, std::string container, Condition condition) {
    Dependency dependency{std::move(container), condition};
    if (std::find(spec.depends_on.begin(), spec.depends_on.end(), dependency) ==
        spec.depends_on.end()) {
        spec.depends_on.push_back(std::move(dependency));
    }
}

void read_dependencies(const api::acs::Container& container, ContainerSpec& spec) {
    if (container.depends_on) {
        for (const auto& dependency : *container.depends_on) {
            add_dependency(
                spec, dependency.container_name.value_or(""), condition_of(dependency.condition)
            );
        }
    }
    if (container.links) {
        for (const std::string& link : *container.links) {
            add_dependency(spec, link.substr(0, link.find(':')), Condition::Start);
        }
    }
    if (container.volumes_from) {
        for (const auto& from : *container.volumes_from) {
            add_dependency(spec, from.source_container.value_or(""), Condition::Created);
        }
    }
}

/// Reads "a-b". @return false when it is not such a range.
bool parse_port_range(std::string_view text, PortSpec& port) {
    const char* const end = text.data() + text.size();
    const auto first = std::from_chars(text.data(), end, port.first);
    if (first.ec != std::errc{} || first.ptr == end || *first.ptr != '-') return false;
    const auto last = std::from_chars(first.ptr + 1, end, port.last);
    return last.ec == std::errc{} && last.ptr == end && port.first >= 1 && port.first < port.last &&
           port.last <= kMaxPort;
}

Result<void> read_ports(const api::acs::Container& container, ContainerSpec& spec) {
    if (!container.port_mappings) return {};
    for (const auto& mapping : *container.port_mappings) {
        PortSpec port;
        port.protocol = mapping.protocol == api::acs::TransportProtocol::Udp ? "udp" : "tcp";
        port.host_port = mapping.host_port;
        port.first = port.last = mapping.container_port;
        const bool is_range =
            mapping.container_port_range && !mapping.container_port_range->empty();
        const bool good = is_range ? parse_port_range(*mapping.container_port_range, port)
                                   : port.first >= 1 && port.first <= kMaxPort;
        if (!good || port.host_port < 0 || port.host_port > kMaxPort) {
            return unusable("HostConfigError", "invalid port mapping of container " + spec.name);
        }
        spec.ports.push_back(std::move(port));
    }
    return {};
}

Result<ContainerSpec> read_container(
    const api::acs::Container& container, Seconds default_stop_timeout
) {
    ContainerSpec spec;
    spec.name = container.name.value_or("");
    spec.image = container.image.value_or("");
    if (spec.name.empty()) return unusable("TaskStateError", "a container has no name");
    if (spec.image.empty()) {
        return unusable("TaskStateError", "container " + spec.name + " has no image");
    }
    spec.essential = container.essential;
    spec.start_timeout = Seconds{std::max(0, container.start_timeout)};
    spec.stop_timeout =
        container.stop_timeout > 0 ? Seconds{container.stop_timeout} : default_stop_timeout;
    spec.has_health_check = container.health_check_type.has_value();
    if (container.restart_policy && container.restart_policy->enabled) {
        spec.restart = RestartRule{
            container.restart_policy->ignored_exit_codes.value_or(std::vector<std::int32_t>{}),
            Seconds{std::max(0, container.restart_policy->restart_attempt_period)},
        };
    }
    read_dependencies(container, spec);
    if (auto ports = read_ports(container, spec); !ports) return ports.error();
    return spec;
}

Result<void> check_references(const TaskSpec& task) {
    for (const ContainerSpec& container : task.containers) {
        for (const Dependency& dependency : container.depends_on) {
            const ContainerSpec* target = task.find(dependency.container);
            if (target == nullptr || target == &container) {
                return unusable(
                    "TaskDependencyError",
                    "container " + container.name + " depends on '" + dependency.container +
                        "', which is no other container of the task"
                );
            }
            if (dependency.condition == Condition::Healthy && !target->has_health_check) {
                return unusable(
                    "TaskDependencyError",
                    "container " + container.name + " waits for the health of " + target->name +
                        ", which has no health check"
                );
            }
        }
    }
    return {};
}

/// Takes away containers whose dependencies are all taken away; what is left waits in a circle.
Result<void> check_no_cycle(const TaskSpec& task) {
    std::set<std::string_view> settled;
    bool moved = true;
    while (moved) {
        moved = false;
        for (const ContainerSpec& container : task.containers) {
            const bool free = std::all_of(
                container.depends_on.begin(),
                container.depends_on.end(),
                [&](const Dependency& d) { return settled.contains(d.container); }
            );
            if (free && settled.insert(container.name).second) moved = true;
        }
    }
    if (settled.size() == task.containers.size()) return {};
    std::string names;
    for (const ContainerSpec& container : task.containers) {
        if (settled.contains(container.name)) continue;
        names += (names.empty() ? "" : ", ") + container.name;
    }
    return unusable("TaskDependencyError", "containers wait for each other: " + names);
}

const std::string* primary_address(const api::acs::ElasticNetworkInterface& interface) {
    if (!interface.ipv4_addresses) return nullptr;
    for (const auto& address : *interface.ipv4_addresses) {
        if (address.primary && address.private_address) return &*address.private_address;
    }
    return nullptr;
}

Result<InterfaceSpec> read_interface(const api::acs::Task& task) {
    const auto* interface = interface_of(task);
    if (interface == nullptr) {
        return unusable("ContainerNetworkingError", "the task was given no network interface");
    }
    const std::string* address = primary_address(*interface);
    InterfaceSpec spec;
    spec.device.id = interface->ec2_id.value_or("");
    spec.device.mac = interface->mac_address.value_or("");
    spec.device.address = address == nullptr ? "" : *address;
    spec.device.subnet_gateway = interface->subnet_gateway_ipv4_address.value_or("");
    spec.attachment_arn = interface->attachment_arn.value_or("");
    for (const std::string* word :
         {&spec.device.id, &spec.device.mac, &spec.device.address, &spec.device.subnet_gateway}) {
        if (!word->empty()) continue;
        return unusable(
            "ContainerNetworkingError",
            "the task's network interface lacks its id, MAC, IPv4 address or gateway"
        );
    }
    return spec;
}

Result<void> read_namespaces(const api::acs::Task& task, TaskSpec& spec) {
    spec.shares_processes = task.pid_mode == "task";
    spec.shares_ipc = task.ipc_mode == "task";
    if (spec.network != Network::Vpc) return {};
    auto interface = read_interface(task);
    if (!interface) return interface.error();
    spec.interface = std::move(*interface);
    // Nothing is published: the ports are the task's own.
    for (ContainerSpec& container : spec.containers) container.ports.clear();
    return {};
}

TaskSpec task_words(const api::acs::Task& task) {
    TaskSpec spec;
    spec.arn = task.arn.value_or("");
    spec.cluster = task.task_cluster_arn.value_or("");
    spec.family = task.family.value_or("");
    spec.revision = task.version.value_or("");
    spec.network = network_of(task);
    return spec;
}

}  // namespace

Network network_of(const api::acs::Task& task) {
    const std::string mode = task.network_mode.value_or("");
    if (mode == "host") return Network::Host;
    if (mode == "none") return Network::None;
    if (mode == "awsvpc") return Network::Vpc;
    return Network::Bridge;
}

const api::acs::ElasticNetworkInterface* interface_of(const api::acs::Task& task) {
    if (!task.elastic_network_interfaces || task.elastic_network_interfaces->empty()) {
        return nullptr;
    }
    return &task.elastic_network_interfaces->front();
}

const ContainerSpec* TaskSpec::find(std::string_view name) const {
    for (const ContainerSpec& container : containers) {
        if (container.name == name) return &container;
    }
    return nullptr;
}

Result<TaskSpec> read_task_spec(const api::acs::Task& task, Seconds default_stop_timeout) {
    TaskSpec spec = task_words(task);
    if (auto missing = find_unsupported(task)) return *missing;
    if (!task.containers || task.containers->empty()) {
        return unusable("TaskStateError", "the task has no containers");
    }
    for (const auto& container : *task.containers) {
        auto read = read_container(container, default_stop_timeout);
        if (!read) return read.error();
        if (spec.find(read->name) != nullptr) {
            return unusable("TaskStateError", "two containers are named " + read->name);
        }
        spec.containers.push_back(std::move(*read));
    }
    if (auto shared = read_namespaces(task, spec); !shared) return shared.error();
    if (auto checked = check_log_router(task); !checked) return checked.error();
    order_by_router(task, spec);
    spec.has_mounts = may_need_mounts(task);
    spec.disk_attachment = disk_attachment_arn(task);
    spec.needs_volumes = spec.has_mounts || !volumes_of(task, "").empty();
    spec.needs_resources = needs_fetching(task);
    if (auto checked = check_references(spec); !checked) return checked.error();
    if (auto checked = check_no_cycle(spec); !checked) return checked.error();
    return spec;
}

TaskSpec bare_task_spec(const api::acs::Task& task) {
    TaskSpec spec = task_words(task);
    if (!task.containers) return spec;
    for (const auto& container : *task.containers) {
        const std::string name = container.name.value_or("");
        if (name.empty() || spec.find(name) != nullptr) continue;
        ContainerSpec& bare = spec.containers.emplace_back();
        bare.name = name;
        bare.image = container.image.value_or("");
        bare.essential = container.essential;
    }
    return spec;
}

}  // namespace gantry::agent
