#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "agent/engine/task_event.h"
#include "agent/engine/task_spec.h"
#include "agent/engine/task_state.h"
#include "base/time.h"

/// The life of a task on its instance, as two pure functions: what an event makes of the state, and
/// what is to be done in a state. No I/O, no clock; whoever drives it carries the actions out and
/// feeds back what happened.
///
///     None ─▶ Resolved ─▶ Pulled ─▶ Created ─▶ Running ─▶ Stopped      one container
///       └─────────┴─────────┴─────────┴──────────────────▶┘            failed, or stopped before
///
/// Rules that hold whatever the order of events:
///  - progress only moves forward; a stopped container is never started again;
///  - the goal only moves from Running to Stopped, and no pull, create or start is asked for after;
///  - the end of an essential container stops the task;
///  - what is mounted for a task is there while a container of it may run, and gone when it has
///    stopped;
///  - containers that share namespaces start when those are ready; a task has stopped when they are
///    gone, and nothing of them is made after its stop was asked for;
///  - a restart policy restarts a container in place: its progress stays Running meanwhile.
/// Source: ECS Developer Guide, task lifecycle, container dependencies and restart policies.
namespace gantry::agent {

/// A new task: nothing of it exists yet.
TaskState new_task_state(const TaskSpec& spec, std::int64_t order);

/// What ECS calls a health that the runtime tells.
HealthStatus health_of(runtime::Health health);

/// Changes `state` by what happened, then by what follows from it. Unknown containers and late or
/// repeated events are harmless.
/// @param now wall time, for timestamps and startTimeout
void apply_event(const TaskSpec& spec, TaskState& state, const TaskEvent& event, SysTime now);

/// How long the container is given to end by itself: its stopTimeout. None when it came up although
/// the stop was wanted already, by a start that was under way: nobody is to see it run.
Seconds stop_grace(
    const ContainerSpec& spec, const TaskState& state, const ContainerState& container
);

struct Action {
    enum class Kind : std::uint8_t {
        FetchResources,    ///< of the task: secrets and the like; `container` is empty
        CreateVolumes,     ///< of the task, and mount what it needs; `container` is empty
        ReleaseMounts,     ///< take that away again; the same
        MakeNamespaces,    ///< create and start the pause container; `container` is kPauseContainer
        ReadyNamespaces,   ///< attach the interface; the same
        RemoveNamespaces,  ///< detach it, remove the pause container; the same
        Resolve,           ///< ask which image the name stands for now
        Pull,
        Create,
        Start,  ///< also a restart in place
        Stop,
    };
    Kind kind;
    std::string container;
    friend bool operator==(const Action&, const Action&) = default;
};

struct NextActions {
    std::vector<Action> actions;
    /// When to apply event::Tick even if nothing happens.
    std::optional<SysTime> wake_at;
};

struct EngineOptions {
    /// Pull the images of containers that still wait for others.
    bool pull_dependents_upfront = false;
    /// What the task's containers need of secrets and the like is at hand.
    bool resources_ready = false;
};

/// Whether some container may still have to be made: what it needs for that is kept until then.
bool may_create(const TaskState& state);

/// What to do now, at most one action per container.
/// @param busy containers with an action under way, which get no other; "" is the task itself, and
///        kPauseContainer its pause container
NextActions next_actions(
    const TaskSpec& spec,
    const TaskState& state,
    const std::set<std::string>& busy,
    const EngineOptions& options,
    SysTime now
);

}  // namespace gantry::agent
