// Whether one instance can take one task: the checks, in the order of Reason.
#include <fmt/format.h>

#include <algorithm>

#include "base/sabotage.h"
#include "services/ecs/model/gpus.h"
#include "services/ecs/placement/placer.h"

namespace gantry::ecs::placement {

namespace {

/// Answers an expression's questions from an InstanceView.
class InstanceSubject final : public QuerySubject {
  public:
    explicit InstanceSubject(const InstanceView& instance) : instance_(instance) {}

    [[nodiscard]] std::optional<std::string> value(std::string_view subject) const override {
        constexpr std::string_view kAttribute = "attribute:";
        if (subject.starts_with(kAttribute)) {
            const std::string* found = instance_.attributes.find(subject.substr(kAttribute.size()));
            return found == nullptr ? std::nullopt : std::optional(*found);
        }
        if (subject == "agentConnected") return instance_.agent_connected ? "true" : "false";
        if (subject == "agentVersion") return instance_.agent_version;
        if (subject == "ec2InstanceId") return instance_.ec2_instance_id;
        if (subject == "registeredAt") return format_iso8601(instance_.registered_at);
        if (subject == "runningTasksCount") return std::to_string(instance_.running_tasks);
        return std::nullopt;
    }

    [[nodiscard]] bool has_task_group(const std::function<bool(std::string_view)>& match
    ) const override {
        return std::ranges::any_of(instance_.tasks_by_group, [&](const auto& group) {
            return group.second > 0 && match(group.first);
        });
    }

  private:
    const InstanceView& instance_;
};

/// The first port of `wanted` that is in `used`; both sorted.
std::optional<std::int32_t> taken_port(
    const std::vector<std::int32_t>& wanted, const std::vector<std::int32_t>& used
) {
    for (const std::int32_t port : wanted) {
        if (sabotaged(Sabotage::PortTwice)) break;
        if (std::ranges::binary_search(used, port)) return port;
    }
    return std::nullopt;
}

/// Both protocols, those that the instance registered included.
std::optional<Verdict> check_port_quota(const InstanceView& instance, const ResourceSet& needs) {
    const std::size_t wanted = needs.ports_tcp.size() + needs.ports_udp.size();
    const std::size_t used = instance.used_tcp.size() + instance.used_udp.size();
    if (wanted == 0 || used + wanted <= kMaxReservedPorts) return std::nullopt;
    return Verdict{
        Reason::Ports,
        fmt::format("needs {} host ports, {} of {} are reserved", wanted, used, kMaxReservedPorts)
    };
}

std::optional<Verdict> check_identity(const InstanceView& instance, const Request& request) {
    if (!request.only_instance.empty() && request.only_instance != instance.id) {
        return Verdict{Reason::NotAsked, "another instance was asked for"};
    }
    if (request.external != instance.external()) {
        return Verdict{Reason::NotAsked, "the launch type does not match"};
    }
    if (instance.status != InstanceStatus::Active) {
        return Verdict{Reason::NotActive, fmt::format("is {}", reflect::to_text(instance.status))};
    }
    if (!instance.agent_connected) return Verdict{Reason::Agent, "its agent is not connected"};
    return std::nullopt;
}

/// How many addresses the subnets of its zone have left; null: none of the subnets is in its zone.
const std::int64_t* addresses_for(const InstanceView& instance, const Request& request) {
    const std::string* zone = instance.attributes.find("ecs.availability-zone");
    const auto found = request.zones.find(zone == nullptr ? std::string_view() : *zone);
    return found == request.zones.end() ? nullptr : &found->second;
}

std::optional<Verdict> check_zone(const InstanceView& instance, const Request& request) {
    if (request.zones.empty() || addresses_for(instance, request) != nullptr) return std::nullopt;
    return Verdict{Reason::Location, "is in none of the zones of the subnets"};
}

std::optional<Verdict> check_interfaces(const InstanceView& instance, const Request& request) {
    if (request.needs.interfaces > instance.free_interfaces) {
        return Verdict{Reason::Interface, "has no network interface left for a task"};
    }
    if (!request.zones.empty() && *addresses_for(instance, request) <= 0) {
        return Verdict{Reason::Interface, "no subnet of its zone has a free address"};
    }
    return std::nullopt;
}

std::optional<Verdict> check_gpus(const InstanceView& instance, const ResourceSet& needs) {
    if (needs.gpus == 0 && !needs.every_gpu) return std::nullopt;
    const std::size_t number = different_gpus(instance.free_gpus).size();
    const auto free = static_cast<std::int64_t>(number);
    if (needs.every_gpu && (number < instance.gpus || free <= needs.gpus)) {
        return Verdict{
            Reason::Gpu, fmt::format("needs all GPUs, {} of {} are free", free, instance.gpus)
        };
    }
    if (needs.gpus <= free || sabotaged(Sabotage::GpuShort)) return std::nullopt;
    return Verdict{Reason::Gpu, fmt::format("needs {} GPUs, {} are free", needs.gpus, free)};
}

std::optional<Verdict> check_resources(const InstanceView& instance, const ResourceSet& needs) {
    if (needs.cpu > instance.free_cpu) {
        return Verdict{
            Reason::Cpu,
            fmt::format("needs {} CPU units, {} are free", needs.cpu, instance.free_cpu)
        };
    }
    if (needs.memory_mib > instance.free_memory_mib && !sabotaged(Sabotage::OverCommit)) {
        return Verdict{
            Reason::Memory,
            fmt::format("needs {} MiB, {} are free", needs.memory_mib, instance.free_memory_mib)
        };
    }
    if (const auto port = taken_port(needs.ports_tcp, instance.used_tcp)) {
        return Verdict{Reason::Ports, fmt::format("port {}/tcp is taken", *port)};
    }
    if (const auto port = taken_port(needs.ports_udp, instance.used_udp)) {
        return Verdict{Reason::Ports, fmt::format("port {}/udp is taken", *port)};
    }
    if (auto refused = check_port_quota(instance, needs)) return refused;
    return check_gpus(instance, needs);
}

std::optional<Verdict> check_attributes(const InstanceView& instance, const Request& request) {
    for (const RequiredAttribute& wanted : request.attributes) {
        const std::string* found = instance.attributes.find(wanted.name);
        if (found == nullptr) {
            return Verdict{Reason::Attribute, "lacks attribute " + wanted.name};
        }
        if (wanted.value && *wanted.value != *found) {
            return Verdict{
                Reason::Attribute,
                fmt::format("{} is {}, not {}", wanted.name, *found, *wanted.value)
            };
        }
    }
    return std::nullopt;
}

std::optional<Verdict> check_constraints(const InstanceView& instance, const Request& request) {
    if (sabotaged(Sabotage::IgnoreConstraint)) return std::nullopt;
    for (const Constraint& constraint : request.constraints) {
        if (constraint.kind != Constraint::Kind::DistinctInstance) continue;
        const auto found = instance.tasks_by_group.find(request.group);
        if (found != instance.tasks_by_group.end() && found->second > 0) {
            return Verdict{Reason::DistinctInstance, "has a task of " + request.group};
        }
    }
    for (const Constraint& constraint : request.constraints) {
        if (!constraint.expression || matches(instance, *constraint.expression)) continue;
        return Verdict{Reason::MemberOf, "does not satisfy " + constraint.expression->text()};
    }
    return std::nullopt;
}

}  // namespace

bool matches(const InstanceView& instance, const Query& query) {
    return query.matches(InstanceSubject(instance));
}

Verdict check(const InstanceView& instance, const Request& request) {
    if (auto refused = check_identity(instance, request)) return *std::move(refused);
    if (auto refused = check_zone(instance, request)) return *std::move(refused);
    if (auto refused = check_resources(instance, request.needs)) return *std::move(refused);
    if (auto refused = check_interfaces(instance, request)) return *std::move(refused);
    if (auto refused = check_attributes(instance, request)) return *std::move(refused);
    if (auto refused = check_constraints(instance, request)) return *std::move(refused);
    return {};
}

std::vector<Verdict> check_all(const ClusterView& view, const Request& request) {
    std::vector<Verdict> verdicts;
    verdicts.reserve(view.instances.size());
    for (const InstanceView& instance : view.instances) {
        verdicts.push_back(check(instance, request));
    }
    return verdicts;
}

}  // namespace gantry::ecs::placement
