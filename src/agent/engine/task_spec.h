#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/acs/task.h"
#include "base/result.h"
#include "base/time.h"
#include "drivers/network/network_driver.h"

namespace gantry::agent {

inline constexpr std::int64_t kMiB = 1 << 20;  ///< bytes

/// What must be true of another container before one may be created.
enum class Condition : std::uint8_t {
    Created,   ///< it exists (volumesFrom)
    Start,     ///< it runs, or has run (links too)
    Complete,  ///< it ran and ended
    Success,   ///< it ran and ended with exit code 0
    Healthy,   ///< its health check passes
};

struct Dependency {
    std::string container;
    Condition condition = Condition::Start;
    friend bool operator==(const Dependency&, const Dependency&) = default;
};

/// Restarts a container in place when it exits.
struct RestartRule {
    std::vector<std::int32_t> ignored_exit_codes;
    Seconds attempt_period{0};  ///< it must have run this long since its last start
};

enum class Network : std::uint8_t { Bridge, Host, None, Vpc };

/// The interface of a task with network mode awsvpc.
struct InterfaceSpec {
    network::TaskInterface device;
    std::string attachment_arn;  ///< told as ATTACHED once it is; empty: nobody asks
};

/// A published port, or with first < last a range of them.
struct PortSpec {
    std::int32_t first = 0;
    std::int32_t last = 0;
    std::int32_t host_port = 0;  ///< 0: the agent chooses
    std::string protocol;        ///< "tcp" or "udp"
};

struct ContainerSpec {
    std::string name;
    std::string image;
    bool essential = false;
    /// Explicit ones, links and volumesFrom. Stopping goes against this order.
    std::vector<Dependency> depends_on;
    /// How long after this container's start those that wait for it keep waiting; 0: for ever.
    Seconds start_timeout{0};
    Seconds stop_timeout{0};
    std::optional<RestartRule> restart;
    bool has_health_check = false;
    std::vector<PortSpec> ports;
};

/// What the task engine needs to know of a task, read once from its payload. Never changes.
struct TaskSpec {
    std::string arn;
    std::string cluster;  ///< ARN
    std::string family;
    std::string revision;
    Network network = Network::Bridge;
    std::optional<InterfaceSpec> interface;  ///< with Network::Vpc
    bool shares_processes = false;           ///< pidMode task
    bool shares_ipc = false;                 ///< ipcMode task
    bool needs_volumes = false;  ///< some must exist before its containers can be created
    /// The machine mounts something for it, which is taken away again when its containers have
    /// stopped (engine/task_mounts.h).
    bool has_mounts = false;
    std::string disk_attachment;   ///< ARN; told as ATTACHED once its disk is; empty: nobody asks
    bool needs_resources = false;  ///< secrets and the like are fetched before that
    std::vector<ContainerSpec> containers;

    /// Whether its containers share namespaces, which a pause container holds for the task's life.
    [[nodiscard]] bool has_pause() const { return interface || shares_processes || shares_ipc; }
    [[nodiscard]] const ContainerSpec* find(std::string_view name) const;
    [[nodiscard]] std::string family_revision() const { return family + ":" + revision; }
};

/// Checks a payload's task and reads what the engine needs.
/// Errors: InvalidArgument; `code` is the error name that belongs into the task's reason
/// (TaskDependencyError, ResourceInitializationError …).
Result<TaskSpec> read_task_spec(const api::acs::Task& task, Seconds default_stop_timeout);

Network network_of(const api::acs::Task& task);

/// The network interface of a task; null when it has none.
const api::acs::ElasticNetworkInterface* interface_of(const api::acs::Task& task);

/// Names only, for a task that read_task_spec refused or that is only to be stopped.
TaskSpec bare_task_spec(const api::acs::Task& task);

}  // namespace gantry::agent
