#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "agent/engine/task_state.h"
#include "base/time.h"
#include "drivers/runtime/container_runtime.h"

/// Everything that can happen to a task. `container` names one of its containers.
namespace gantry::agent::event {

/// The agent was restarted: rows may lack the last that happened before.
struct Restarted {};
/// The admission queue reserved the instance's resources for the task.
struct Admitted {};
/// The control plane wants the task stopped.
struct StopAsked {};
/// The control plane wants the task running. News only when it had accepted the task's end: then
/// its data is older than ours (a restored backup), and it has to be told again.
struct StillWanted {};
/// The task as a whole cannot run.
struct TaskFailed {
    std::string reason;
};
/// Its containers have written more than it may; people are shown so at each of them.
struct OutOfStorage {
    std::string reason;
};
struct VolumesReady {};
/// What was mounted for the task is taken away again, after its containers.
struct MountsGone {};

/// The pause container exists.
struct PauseCreated {
    std::string runtime_id;
    bool plain = false;  ///< others can join it as it is
};
/// It runs, under this process id of the machine.
struct PauseRuns {
    std::string runtime_id;
    std::int64_t pid = 0;
};
/// The task's interface is in its network namespace, and others may join that.
struct NamespacesReady {
    std::int64_t pid = 0;  ///< of the pause container that was readied
};
/// The pause container has ended, or is no more.
struct PauseLost {
    std::string runtime_id;  ///< empty: whichever it was
};
/// The interface is detached, the pause container removed.
struct NamespacesGone {};

/// It is settled which image its name stands for, as far as that can be known by now.
struct Resolved {
    std::string container;
    std::string digest;  ///< "sha256:…"; empty: whatever a pull of the name brings
};
/// A pull from a registry begins or ended; not told when the image was on the machine already.
struct PullBegan {
    std::string container;
};
struct PullEnded {};
/// The image is on the machine.
struct Pulled {
    std::string container;
    std::string digest;  ///< "sha256:…"; empty for images that no registry knows
};
struct Created {
    std::string container;
    std::string runtime_id;
    std::vector<PublishedPort> ports;
};
/// It could not be pulled, created or started, and will not be tried again.
struct Failed {
    std::string container;
    std::string reason;
};
/// A host port that the agent chose is taken; the created container was removed again.
struct PortsTaken {
    std::string container;
};
/// Starting took too long. It may run all the same, so it has to be stopped.
struct StartTimedOut {
    std::string container;
    std::string reason;
};
/// The runtime started it, or started it again.
struct Started {
    std::string container;
};
/// What the runtime says of the container now.
struct Observed {
    std::string container;
    runtime::ContainerStatus status;
};
/// The runtime does not know the container.
struct Vanished {
    std::string container;
};
/// Stopping succeeded on a container that had never run.
struct StoppedBeforeStart {
    std::string container;
};
/// Stopping failed for good.
struct CouldNotStop {
    std::string container;
    std::string reason;
};
struct HealthTold {
    std::string container;
    HealthStatus health = HealthStatus::Unknown;
    SysTime at;
};

/// The control plane accepted a report, or refused it for good.
struct Told {
    struct Container {
        std::string name;
        bool digest = false;
        bool running = false;
        bool stopped = false;
    };
    TaskStatus status = TaskStatus::Pending;
    std::vector<Container> containers;
    bool attached = false;  ///< the interface
    bool disk = false;      ///< that is attached
};
/// Time passed: a startTimeout may have run out.
struct Tick {};

}  // namespace gantry::agent::event

namespace gantry::agent {

using TaskEvent = std::variant<
    event::Restarted,
    event::Admitted,
    event::StopAsked,
    event::StillWanted,
    event::TaskFailed,
    event::OutOfStorage,
    event::VolumesReady,
    event::MountsGone,
    event::PauseCreated,
    event::PauseRuns,
    event::NamespacesReady,
    event::PauseLost,
    event::NamespacesGone,
    event::Resolved,
    event::PullBegan,
    event::PullEnded,
    event::Pulled,
    event::Created,
    event::Failed,
    event::PortsTaken,
    event::StartTimedOut,
    event::Started,
    event::Observed,
    event::Vanished,
    event::StoppedBeforeStart,
    event::CouldNotStop,
    event::HealthTold,
    event::Told,
    event::Tick>;

}  // namespace gantry::agent
