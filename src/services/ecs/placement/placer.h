#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/random.h"
#include "base/time.h"
#include "services/ecs/model/arn.h"
#include "services/ecs/model/container_instance_row.h"
#include "services/ecs/model/states.h"
#include "services/ecs/placement/attribute_set.h"
#include "services/ecs/placement/query.h"

/// Where tasks go: a pure decision over a view of the cluster. Nothing here reads tables (see
/// cluster_view.h), clocks or JSON.
namespace gantry::ecs::placement {

/// How many host ports may be reserved on an instance, the agent's own among them.
/// Source: ECS API Reference, PortMapping.hostPort ("up to 100
/// reserved ports on a container instance at a time, including the default reserved ports").
inline constexpr std::size_t kMaxReservedPorts = 100;

/// One container instance as placement sees it. CPU in CPU units, memory in MiB.
struct InstanceView {
    std::string id;
    InstanceStatus status = InstanceStatus::Active;
    bool agent_connected = true;
    std::string ec2_instance_id;
    std::string agent_version;
    SysTime registered_at;
    AttributeSet attributes;
    std::int64_t free_cpu = 0;  ///< registered minus what tasks hold until they are STOPPED
    std::int64_t free_memory_mib = 0;
    std::vector<std::string> free_gpus;  ///< ids; each once for each task that it can still take
    std::size_t gpus = 0;                ///< how many different ones it has
    std::int64_t free_interfaces = 0;    ///< for tasks with an address of their own
    std::vector<std::int32_t> used_tcp;  ///< reserved or held by tasks, sorted
    std::vector<std::int32_t> used_udp;
    std::int64_t running_tasks = 0;  ///< tasks whose last status is RUNNING
    /// Tasks meant to run, by task group ("service:web", "family:job").
    std::map<std::string, std::int64_t, std::less<>> tasks_by_group;

    /// Whether the instance registered as EXTERNAL (it takes no EC2 tasks, and the reverse).
    [[nodiscard]] bool external() const { return attributes.contains("ecs.capability.external"); }
};

/// A cluster's instances at one moment, in order of id.
struct ClusterView {
    Scope scope;
    std::string cluster;
    std::vector<InstanceView> instances;
};

/// An attribute that an instance must have; with a value, that very value.
struct RequiredAttribute {
    std::string name;
    std::optional<std::string> value;
};

struct Constraint {
    enum class Kind : std::uint8_t { DistinctInstance, MemberOf };
    Kind kind = Kind::DistinctInstance;
    std::optional<Query> expression;  ///< of MemberOf
};

struct Strategy {
    enum class Kind : std::uint8_t { Random, Spread, BinpackCpu, BinpackMemory };
    Kind kind = Kind::Random;
    /// Of Spread: "instanceId" or the name of an attribute (without "attribute:").
    std::string field;
};

/// What a task asks for. `request_for` (request.h) makes one from a task definition.
struct Request {
    ResourceSet needs;      ///< ports: the host ports it binds
    std::string group;      ///< spread and distinctInstance look at tasks of this group
    bool external = false;  ///< launch type EXTERNAL
    /// Of a task that needs an address of a subnet: the zones of the subnets it may have one of,
    /// with how many are free. Empty: it needs none, or takes one of any zone.
    std::map<std::string, std::int64_t, std::less<>> zones;
    std::vector<RequiredAttribute> attributes;
    std::vector<Constraint> constraints;
    std::vector<Strategy> strategies;
    std::string only_instance;  ///< when set, this instance or none (StartTask, DAEMON)
};

/// Why an instance was passed over: the first check that it failed, in the order of checking, so
/// that the greatest reason of several instances names the one that came closest.
enum class Reason : std::uint8_t {
    NotAsked,   ///< only_instance names another one, or EXTERNAL against EC2
    NotActive,  ///< DRAINING, INACTIVE, …
    Agent,      ///< its agent is not connected
    Location,   ///< in none of the zones of the subnets
    Cpu,
    Memory,
    Ports,
    Gpu,
    Interface,  ///< no more interfaces, or no free address in the zone
    Attribute,
    DistinctInstance,
    MemberOf,
    Fits,  ///< none: it can take the task
};

struct Verdict {
    Reason reason = Reason::Fits;
    std::string detail;  ///< for people: "needs 512 MiB, 128 are free"; empty when it fits
    friend bool operator==(const Verdict&, const Verdict&) = default;
};

/// The answer for a number of equal tasks: where as many as possible of them go.
struct Placement {
    std::vector<std::size_t> chosen;  ///< indexes into ClusterView::instances, one for each task
    std::vector<std::vector<std::string>> gpus;  ///< for each of these: the ids it takes there
    /// When fewer were chosen than asked for: why the next one fits nowhere, for each instance of
    /// the view as it then was. Else empty.
    std::vector<Verdict> verdicts;
};

/// Whether `instance` could take the task now, and if not, the first reason.
Verdict check(const InstanceView& instance, const Request& request);

/// Whether an expression holds for an instance: memberOf, the filter of ListContainerInstances.
bool matches(const InstanceView& instance, const Query& query);

/// A verdict for each instance of the view: what `explain` shows.
std::vector<Verdict> check_all(const ClusterView& view, const Request& request);

/// Chooses a container instance for each of `count` equal tasks: checks and constraints first, then
/// the strategies in order; without a strategy, any instance that fits.
/// @param view    instances at one state version; what each chosen task takes is taken from it, so
///                that a next call sees it.
/// @param random  breaks ties; same seed, same answer.
/// @return as many choices as fit, at most `count`; see Placement.
/// Cost: O(instances) for each task.
/// Source: ECS Developer Guide, task placement strategies and constraints.
Placement place(ClusterView& view, const Request& request, std::size_t count, Random& random);

/// Takes what a task needs from the instance: as `place` does for a chosen one.
/// @return the ids of the GPUs that are now the task's
std::vector<std::string> reserve(InstanceView& instance, const Request& request);

}  // namespace gantry::ecs::placement
