#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/reflect.h"
#include "base/time.h"

namespace gantry::agent {

/// How far a container has come; only moves forward. Resolved: it is settled which image its name
/// stands for, as far as that can be known before the image is here.
enum class Progress : std::uint8_t { None, Resolved, Pulled, Created, Running, Stopped };
std::span<const std::string_view> enum_names(Progress);

/// How far the namespaces that a task's containers share have come, and the pause container that
/// holds them. Gone is the end; before it, what was lost is made again.
enum class Namespaces : std::uint8_t {
    None,
    Created,  ///< the pause container exists
    Running,  ///< it runs
    Ready,    ///< the task's interface is in it: containers may start
    Gone,     ///< the interface is free, the pause container removed; nothing is made any more
};
std::span<const std::string_view> enum_names(Namespaces);

/// What is wanted of a task. Once Stopped, always Stopped.
enum class Goal : std::uint8_t { Running, Stopped };
std::span<const std::string_view> enum_names(Goal);

/// A task's status as the control plane hears it; only moves forward.
enum class TaskStatus : std::uint8_t { Pending, Running, Stopped };
std::span<const std::string_view> enum_names(TaskStatus);

/// Result of the health check in the task definition.
enum class HealthStatus : std::uint8_t { Unknown, Healthy, Unhealthy };
std::span<const std::string_view> enum_names(HealthStatus);

/// A container port and where the host publishes it.
struct PublishedPort {
    std::string bind_ip;
    std::int32_t container_port = 0;
    std::int32_t host_port = 0;
    std::string protocol;

    friend bool operator==(const PublishedPort&, const PublishedPort&) = default;
    static const reflect::TypeInfo& type_info();
};

/// What the agent knows of one container. A plain value; changed only by apply_event.
struct ContainerState {
    std::string name;
    Progress progress = Progress::None;
    bool pull_began = false;
    std::string runtime_id;            ///< the runtime's id; empty before creation
    std::string image_digest;          ///< "sha256:…", of the image that it is or will be made from
    bool told_digest = false;          ///< the control plane accepted that, or knew it before
    std::vector<PublishedPort> ports;  ///< asked for at creation, confirmed when it runs
    std::int32_t port_conflicts = 0;   ///< how often a chosen port turned out to be taken
    /// The agent was restarted, and what it knows may be older than what the runtime did. Nothing
    /// is done or concluded before the runtime was asked.
    bool unsure = false;
    bool give_up = false;      ///< to be stopped although the task goes on: its start timed out
    bool restart_due = false;  ///< it exited and its restart policy wants it started again
    std::int32_t restarts = 0;
    std::optional<std::int32_t> exit_code;
    std::string reason;  ///< "<ErrorName>: <text>", or empty
    HealthStatus health = HealthStatus::Unknown;
    std::optional<SysTime> health_since;
    std::optional<SysTime> created_at;
    std::optional<SysTime> started_at;     ///< of the first start
    std::optional<SysTime> last_start_at;  ///< of the newest start: restarts count
    std::optional<SysTime> finished_at;
    bool told_running = false;  ///< the control plane accepted its RUNNING
    bool told_stopped = false;
    std::optional<SysTime> untold_since;  ///< the oldest news the control plane has not accepted

    [[nodiscard]] bool stopped() const { return progress == Progress::Stopped; }
    friend bool operator==(const ContainerState&, const ContainerState&) = default;
    static const reflect::TypeInfo& type_info();
};

/// What the agent knows of a task's pause container. Of no meaning for tasks without one.
struct PauseState {
    Namespaces progress = Namespaces::None;
    bool unsure = false;  ///< the agent was restarted: see ContainerState::unsure
    /// Containers that join are given the names of hosts that belong to it: open_namespace is done,
    /// or not needed.
    bool open = false;
    std::string runtime_id;
    std::int64_t pid = 0;
    std::int32_t losses = 0;  ///< how often it ended before a container ran in it
    std::optional<SysTime> created_at;
    std::optional<SysTime> started_at;
    bool told_attached = false;  ///< the control plane accepted that the interface is attached

    friend bool operator==(const PauseState&, const PauseState&) = default;
    static const reflect::TypeInfo& type_info();
};

/// What the agent knows of one task: the row of its own store. Key: the task's ARN.
struct TaskState {
    std::string arn;
    std::int64_t order = 0;  ///< of arrival; the admission queue is first come, first served
    Goal goal = Goal::Running;
    std::optional<SysTime> stop_wanted_at;  ///< when the goal became Stopped
    bool admitted = false;                  ///< the instance's resources are reserved for it
    bool volumes_ready = false;             ///< its volumes exist, and what it has mounted is
    bool volumes_were_ready = false;        ///< once, whatever happened since
    bool mounts_gone = false;               ///< what was mounted for it is taken away again
    bool told_disk = false;  ///< the control plane accepted that its disk is attached
    PauseState pause;
    std::string reason;  ///< why the task as a whole failed, or empty
    std::vector<ContainerState> containers;
    std::optional<SysTime> pull_started_at;
    std::optional<SysTime> pull_stopped_at;
    std::optional<SysTime> running_at;            ///< when it reached RUNNING, if it did
    std::optional<SysTime> execution_stopped_at;  ///< first stop of an essential container
    std::optional<SysTime> stopped_at;
    TaskStatus told = TaskStatus::Pending;  ///< the newest status the control plane accepted
    /// Nothing more is reported: STOPPED was accepted, or a report was refused for good.
    bool closed = false;

    [[nodiscard]] ContainerState* find(std::string_view name);
    [[nodiscard]] const ContainerState* find(std::string_view name) const;
    [[nodiscard]] bool stopped() const { return stopped_at.has_value(); }
    /// Its volumes were there for its containers, once: a disk of its own may hold something.
    [[nodiscard]] bool had_volumes() const {
        return volumes_ready || volumes_were_ready || told_disk;
    }
    [[nodiscard]] TaskStatus status() const;
    friend bool operator==(const TaskState&, const TaskState&) = default;
    static const reflect::TypeInfo& type_info();
};

}  // namespace gantry::agent
