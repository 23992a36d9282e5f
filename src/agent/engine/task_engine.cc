#include "agent/engine/task_engine.h"

#include <algorithm>

#include "agent/engine/dependencies.h"
#include "base/sabotage.h"

namespace gantry::agent {
namespace {

/// How often a pause container may end before its task is told to have failed.
constexpr std::int32_t kMaxPauseLosses = 3;

/// What a process that was sent SIGTERM exits with; given to containers that never started because
/// something they depend on failed, as Amazon's agent does.
constexpr std::int32_t kNeverStartedExitCode = 143;

bool wants_stop(const TaskState& state, const ContainerState& container) {
    return state.goal == Goal::Stopped || container.give_up;
}

void mark_stopped(
    const TaskSpec& spec,
    TaskState& state,
    ContainerState& container,
    std::string reason,
    SysTime at
) {
    if (container.stopped()) return;
    container.progress = Progress::Stopped;
    container.restart_due = false;
    if (container.reason.empty()) container.reason = std::move(reason);
    if (!container.finished_at) container.finished_at = at;
    const ContainerSpec* its = spec.find(container.name);
    if (its != nullptr && its->essential && !state.execution_stopped_at) {
        state.execution_stopped_at = *container.finished_at;
    }
}

/// Applies one event to the state; what follows from it is settle()'s concern.
class Applier {
  public:
    Applier(const TaskSpec& spec, TaskState& state, SysTime now)
        : spec_(spec), state_(state), now_(now) {}

    void operator()(const event::Restarted&) {
        for (ContainerState& container : state_.containers) container.unsure = !container.stopped();
        state_.pause.unsure = spec_.has_pause() && state_.pause.progress != Namespaces::Gone;
        // The machine may have been started anew as well: mounted once more, which is harmless.
        if (!spec_.has_mounts) return;
        state_.volumes_were_ready = state_.had_volumes();
        state_.volumes_ready = false;
    }
    void operator()(const event::Admitted&) { state_.admitted = true; }
    void operator()(const event::StopAsked&) { state_.goal = Goal::Stopped; }
    void operator()(const event::StillWanted&) {
        if (!state_.closed) return;
        state_.closed = false;
        state_.told = TaskStatus::Pending;
        for (ContainerState& container : state_.containers) {
            container.told_digest = container.told_running = container.told_stopped = false;
        }
    }
    void operator()(const event::TaskFailed& e) {
        if (state_.stopped()) return;
        if (state_.reason.empty()) state_.reason = e.reason;
        state_.goal = Goal::Stopped;
    }
    void operator()(const event::OutOfStorage& e) {
        give_reason(e.reason);
        (*this)(event::TaskFailed{e.reason});
    }
    void operator()(const event::VolumesReady&) {
        if (state_.mounts_gone) return;
        state_.volumes_ready = state_.volumes_were_ready = true;
    }
    void operator()(const event::MountsGone&) {
        if (state_.goal == Goal::Running) return;
        state_.mounts_gone = true;
        state_.volumes_ready = false;
    }
    void operator()(const event::PauseCreated& e) {
        if (PauseState* pause = live_pause()) {
            pause->runtime_id = e.runtime_id;
            pause->open = e.plain;
            pause->progress = std::max(pause->progress, Namespaces::Created);
            if (!pause->created_at) pause->created_at = now_;
        }
    }
    void operator()(const event::PauseRuns& e) {
        PauseState* pause = live_pause();
        if (pause == nullptr) return;
        if (pause->runtime_id != e.runtime_id) pause->open = false;
        if (pause->pid != e.pid) pause->started_at = now_;
        pause->runtime_id = e.runtime_id;
        pause->pid = e.pid;
        pause->unsure = false;
        // Attached once more after a restart of the agent, which is harmless.
        pause->progress = Namespaces::Running;
        if (!pause->created_at) pause->created_at = now_;
    }
    void operator()(const event::NamespacesReady& e) {
        PauseState& pause = state_.pause;
        if (pause.progress != Namespaces::Running || pause.unsure || pause.pid != e.pid) return;
        pause.progress = Namespaces::Ready;
        pause.open = true;
    }
    void operator()(const event::PauseLost& e);
    void operator()(const event::NamespacesGone&) {
        if (state_.goal == Goal::Running) return;
        state_.pause.progress = Namespaces::Gone;
        state_.pause.unsure = false;
    }
    void operator()(const event::Resolved& e) {
        ContainerState* c = live(e.container);
        if (c == nullptr || c->progress != Progress::None) return;
        c->image_digest = e.digest;
        c->progress = Progress::Resolved;
    }
    void operator()(const event::PullBegan& e) {
        if (state_.stopped()) return;
        if (!state_.pull_started_at) state_.pull_started_at = now_;
        if (ContainerState* c = live(e.container)) c->pull_began = true;
    }
    void operator()(const event::PullEnded&) {
        if (!state_.stopped() && state_.pull_started_at) state_.pull_stopped_at = now_;
    }
    void operator()(const event::Pulled& e) {
        ContainerState* c = live(e.container);
        if (c == nullptr) return;
        if (!e.digest.empty()) c->image_digest = e.digest;
        c->progress = std::max(c->progress, Progress::Pulled);
    }
    void operator()(const event::Created& e) {
        ContainerState* c = state_.find(e.container);
        if (c == nullptr) return;
        c->runtime_id =
            e.runtime_id;  // also of one that is stopped meanwhile: it has to be removed
        if (c->stopped()) return;
        c->ports = e.ports;
        c->progress = std::max(c->progress, Progress::Created);
        c->created_at = now_;
    }
    void operator()(const event::Failed& e) { stop(e.container, e.reason); }
    void operator()(const event::PortsTaken& e) {
        ContainerState* c = live(e.container);
        if (c == nullptr || c->progress != Progress::Created) return;
        c->runtime_id.clear();
        c->ports.clear();
        ++c->port_conflicts;
    }
    void operator()(const event::StartTimedOut& e) {
        ContainerState* c = live(e.container);
        if (c == nullptr) return;
        c->give_up = true;
        if (c->reason.empty()) c->reason = e.reason;
    }
    void operator()(const event::Started& e) {
        ContainerState* c = live(e.container);
        if (c != nullptr && !c->runtime_id.empty()) on_running(*c, {});
    }
    void operator()(const event::Observed& e);
    void operator()(const event::Vanished& e);
    void operator()(const event::StoppedBeforeStart& e) { stop(e.container, {}); }
    void operator()(const event::CouldNotStop& e) { stop(e.container, e.reason); }
    void operator()(const event::HealthTold& e) {
        // It may come before what says that the container runs.
        ContainerState* c = live(e.container);
        if (c != nullptr && !c->runtime_id.empty()) set_health(*c, e.health, e.at);
    }
    void operator()(const event::Told& e);
    void operator()(const event::Tick&) {}

  private:
    ContainerState* live(const std::string& name) {
        ContainerState* c = state_.find(name);
        return c == nullptr || c->stopped() ? nullptr : c;
    }
    PauseState* live_pause() {
        if (!spec_.has_pause() || state_.pause.progress == Namespaces::Gone) return nullptr;
        return &state_.pause;
    }
    void stop(const std::string& name, std::string reason) {
        if (ContainerState* c = live(name))
            mark_stopped(spec_, state_, *c, std::move(reason), now_);
    }
    /// Of a task that has run, people are shown what its containers say.
    void give_reason(const std::string& why) {
        for (ContainerState& container : state_.containers) {
            if (!container.stopped() && container.reason.empty()) container.reason = why;
        }
    }
    void set_health(ContainerState& container, HealthStatus health, SysTime at) {
        const ContainerSpec* its = spec_.find(container.name);
        if (its == nullptr || !its->has_health_check) return;
        if (container.health == health && container.health_since) return;
        container.health = health;
        container.health_since = at;
    }
    /// Whether a status is of a later run than the newest that is known: it may also be older than
    /// an exit that is known. What `last_start_at` says is never earlier than the runtime's time.
    [[nodiscard]] static bool is_another_start(
        const ContainerState& container, const runtime::ContainerStatus& status
    ) {
        if (!status.started_at || !container.last_start_at) return container.restart_due;
        return *status.started_at > *container.last_start_at;
    }
    void on_running(ContainerState& container, const runtime::ContainerStatus& status);
    void on_exited(ContainerState& container, const runtime::ContainerStatus& status);
    [[nodiscard]] bool restarts_after(
        const ContainerState& container, std::int32_t code, SysTime finished
    ) const;

    const TaskSpec& spec_;
    TaskState& state_;
    SysTime now_;
};

std::vector<PublishedPort> published(const std::vector<runtime::PortBinding>& ports) {
    std::vector<PublishedPort> result;
    for (const runtime::PortBinding& port : ports) {
        result.push_back({port.host_ip, port.container_port, port.host_port, port.protocol});
    }
    std::sort(result.begin(), result.end(), [](const PublishedPort& a, const PublishedPort& b) {
        return std::tie(a.container_port, a.protocol, a.host_port) <
               std::tie(b.container_port, b.protocol, b.host_port);
    });
    return result;
}

void Applier::operator()(const event::Observed& e) {
    ContainerState* c = state_.find(e.container);
    if (c == nullptr) return;
    c->unsure = false;
    // What was written down of it may be lost: nothing is created before its volumes are there.
    if (spec_.has_mounts) state_.volumes_were_ready = true;
    if (c->runtime_id.empty() || !c->stopped()) c->runtime_id = e.status.id;
    if (c->stopped()) return;
    switch (e.status.phase) {
        case runtime::ContainerPhase::Created:
            if (c->progress < Progress::Created) {
                c->progress = Progress::Created;
                c->created_at = e.status.created_at.value_or(now_);
            }
            break;
        case runtime::ContainerPhase::Running: on_running(*c, e.status); break;
        case runtime::ContainerPhase::Exited: on_exited(*c, e.status); break;
    }
}

void Applier::on_running(ContainerState& container, const runtime::ContainerStatus& status) {
    const SysTime started = status.started_at.value_or(now_);
    if (container.progress < Progress::Running) {
        container.progress = Progress::Running;
        container.started_at = container.last_start_at = started;
        if (!container.health_since) set_health(container, HealthStatus::Unknown, started);
    } else if (is_another_start(container, status)) {
        // Asked for by its restart policy, also where the row was read again and is older than
        // that.
        container.restart_due = false;
        container.exit_code.reset();
        container.finished_at.reset();
        ++container.restarts;
        container.last_start_at = started;
    }
    if (!status.ports.empty()) container.ports = published(status.ports);
    // A status may be older than what the checks have told since; it is no news that one runs.
    const HealthStatus health = health_of(status.health);
    if (health != HealthStatus::Unknown) set_health(container, health, now_);
}

void Applier::on_exited(ContainerState& container, const runtime::ContainerStatus& status) {
    const bool ran = status.started_at.has_value();
    if (ran && (container.progress < Progress::Running || is_another_start(container, status))) {
        on_running(container, status);
    } else if (container.restart_due && !wants_stop(state_, container)) {
        return;  // the exit that asked for the restart, seen again
    }
    const SysTime finished = status.finished_at.value_or(now_);
    container.exit_code = status.exit_code;
    container.finished_at = finished;
    if (ran && restarts_after(container, status.exit_code, finished)) {
        container.restart_due = true;
        set_health(container, HealthStatus::Unknown, finished);
        return;
    }
    std::string reason;
    if (status.oom_killed) {
        reason = "OutOfMemoryError: Container killed due to memory usage";
    } else if (!ran && !status.error.empty()) {
        reason = "CannotStartContainerError: Error response from daemon: " + status.error;
    }
    mark_stopped(spec_, state_, container, std::move(reason), finished);
}

bool Applier::restarts_after(const ContainerState& container, std::int32_t code, SysTime finished)
    const {
    const ContainerSpec* its = spec_.find(container.name);
    if (its == nullptr || !its->restart || wants_stop(state_, container)) return false;
    const auto& ignored = its->restart->ignored_exit_codes;
    if (std::find(ignored.begin(), ignored.end(), code) != ignored.end()) return false;
    if (sabotaged(Sabotage::EndlessRestarts)) return true;
    return container.last_start_at &&
           finished - *container.last_start_at >= its->restart->attempt_period;
}

void Applier::operator()(const event::Vanished& e) {
    ContainerState* c = live(e.container);
    if (c == nullptr) return;
    c->unsure = false;
    if (c->runtime_id.empty()) return;
    if (c->progress < Progress::Running && !c->give_up) {
        c->runtime_id.clear();  // nothing has run yet: it is simply created again
        c->ports.clear();
        return;
    }
    mark_stopped(
        spec_,
        state_,
        *c,
        "ContainerVanishedError: the container runtime no longer knows the container",
        now_
    );
}

/// Containers that run keep the namespaces that they joined, but nobody could join those any more,
/// and the interface may be gone with the pause container: the task cannot go on.
void Applier::operator()(const event::PauseLost& e) {
    PauseState* pause = live_pause();
    if (pause == nullptr || state_.goal == Goal::Stopped) return;
    if (!e.runtime_id.empty() && e.runtime_id != pause->runtime_id) return;
    const bool in_use = std::ranges::any_of(state_.containers, [](const ContainerState& container) {
        return container.progress == Progress::Running;
    });
    pause->progress = Namespaces::None;
    pause->unsure = pause->open = false;
    pause->runtime_id.clear();
    pause->pid = 0;
    pause->created_at.reset();
    pause->started_at.reset();
    if (!in_use && ++pause->losses <= kMaxPauseLosses) return;
    const std::string why =
        spec_.interface ? "ContainerNetworkingError: the pause container, which holds the task's "
                          "network namespace, has ended"
                        : "ContainerRuntimeError: the pause container, which holds the namespaces "
                          "that the task's containers share, has ended";
    give_reason(why);
    (*this)(event::TaskFailed{why});
}

void Applier::operator()(const event::Told& e) {
    state_.pause.told_attached = state_.pause.told_attached || e.attached;
    state_.told_disk = state_.told_disk || e.disk;
    state_.told = std::max(state_.told, e.status);
    for (const auto& told : e.containers) {
        ContainerState* c = state_.find(told.name);
        if (c == nullptr) continue;
        c->told_digest = c->told_digest || told.digest;
        c->told_running = c->told_running || told.running;
        c->told_stopped = c->told_stopped || told.stopped;
        c->untold_since.reset();  // settle() sets it again if there is more to tell
    }
    if (e.status == TaskStatus::Stopped) state_.closed = true;
}

// ---- What follows ----------------------------------------------------------------------------

void stop_what_does_not_exist(const TaskSpec& spec, TaskState& state, SysTime now) {
    const bool untouched =
        std::all_of(state.containers.begin(), state.containers.end(), [](const ContainerState& c) {
            return c.progress <= Progress::Resolved && !c.pull_began && c.reason.empty();
        });
    for (ContainerState& container : state.containers) {
        if (container.stopped() || container.unsure || !wants_stop(state, container)) continue;
        const bool exists =
            container.progress >= Progress::Created && !container.runtime_id.empty();
        if (exists || container.progress == Progress::Running) continue;
        mark_stopped(
            spec,
            state,
            container,
            untouched && state.reason.empty() ? "TaskStoppedBeforePullBeginError: the task was "
                                                "stopped before its images were pulled"
                                              : "",
            now
        );
    }
}

/// @return whether a container was given up
bool give_up_what_waits_in_vain(const TaskSpec& spec, TaskState& state, SysTime now) {
    bool changed = false;
    for (const ContainerSpec& container_spec : spec.containers) {
        ContainerState* container = state.find(container_spec.name);
        if (container == nullptr || container->unsure) continue;
        if (container->progress >= Progress::Created) continue;
        DependencyCheck check = check_dependencies(spec, state, container_spec, now);
        if (check.impossible.empty()) continue;
        container->exit_code = kNeverStartedExitCode;
        mark_stopped(
            spec,
            state,
            *container,
            "CannotStartContainerError: " + std::move(check.impossible),
            now
        );
        changed = true;
    }
    return changed;
}

bool essential_ended(const TaskSpec& spec, const TaskState& state) {
    return std::any_of(
        spec.containers.begin(),
        spec.containers.end(),
        [&](const ContainerSpec& container) {
            const ContainerState* its = state.find(container.name);
            return container.essential && its != nullptr && its->stopped();
        }
    );
}

bool has_untold_news(const ContainerState& container) {
    if (container.started_at && !container.told_running) return true;
    return container.stopped() && !container.told_stopped;
}

/// RUNNING means that every container runs or has ended, and every essential one did run.
bool is_started(const TaskSpec& spec, const ContainerState& container) {
    const ContainerSpec* its = spec.find(container.name);
    const bool essential = its == nullptr || its->essential;
    return container.progress >= Progress::Running && (!essential || container.started_at);
}

/// A task is told to be STOPPED when its address may be given to others, and not earlier.
bool is_without_namespaces(const TaskSpec& spec, TaskState& state) {
    PauseState& pause = state.pause;
    if (!spec.has_pause()) return true;
    // Nothing of it was ever begun.
    const bool untouched = !state.admitted && !pause.unsure && pause.progress == Namespaces::None;
    if (untouched) pause.progress = Namespaces::Gone;
    return pause.progress == Namespaces::Gone;
}

/// Likewise of a disk: a task that has STOPPED has none any more. It is looked for whatever is
/// known of it: a machine that loses power forgets last that it began.
bool is_without_mounts(const TaskSpec& spec, const TaskState& state) {
    return !spec.has_mounts || state.mounts_gone;
}

void note_times(const TaskSpec& spec, TaskState& state, SysTime now) {
    bool all_started = true;
    bool all_stopped = true;
    for (ContainerState& container : state.containers) {
        all_started = all_started && is_started(spec, container);
        all_stopped = all_stopped && container.stopped();
        if (!container.untold_since && has_untold_news(container)) container.untold_since = now;
    }
    if (state.goal == Goal::Running && all_started && !state.running_at) state.running_at = now;
    if (state.goal == Goal::Stopped && !state.stop_wanted_at) state.stop_wanted_at = now;
    if (state.goal == Goal::Stopped && all_stopped && !state.stopped_at &&
        is_without_namespaces(spec, state) && is_without_mounts(spec, state)) {
        state.stopped_at = now;
    }
}

void settle(const TaskSpec& spec, TaskState& state, SysTime now) {
    if (state.pause.progress == Namespaces::Running && !spec.interface) {
        state.pause.progress = Namespaces::Ready;
    }
    note_times(spec, state, now);  // a task whose last container started and ended at once has run
    do {
        if (essential_ended(spec, state)) state.goal = Goal::Stopped;
        stop_what_does_not_exist(spec, state, now);
    } while (state.goal == Goal::Running && give_up_what_waits_in_vain(spec, state, now));
    const bool none_left =
        std::all_of(state.containers.begin(), state.containers.end(), [](const ContainerState& c) {
            return c.stopped();
        });
    if (none_left && !state.containers.empty()) state.goal = Goal::Stopped;
    note_times(spec, state, now);
}

}  // namespace

Seconds stop_grace(
    const ContainerSpec& spec, const TaskState& state, const ContainerState& container
) {
    const auto came_up = container.last_start_at;
    const bool never_wanted = state.stop_wanted_at && came_up && *came_up >= *state.stop_wanted_at;
    const bool at_once = never_wanted || sabotaged(Sabotage::KilledAtOnce);
    return at_once ? Seconds{0} : spec.stop_timeout;
}

HealthStatus health_of(runtime::Health health) {
    switch (health) {
        case runtime::Health::Healthy: return HealthStatus::Healthy;
        case runtime::Health::Unhealthy: return HealthStatus::Unhealthy;
        case runtime::Health::None:
        case runtime::Health::Starting: break;
    }
    return HealthStatus::Unknown;
}

TaskState new_task_state(const TaskSpec& spec, std::int64_t order) {
    TaskState state;
    state.arn = spec.arn;
    state.order = order;
    state.volumes_ready = !spec.needs_volumes;
    for (const ContainerSpec& container : spec.containers) {
        state.containers.emplace_back().name = container.name;
    }
    return state;
}

void apply_event(const TaskSpec& spec, TaskState& state, const TaskEvent& event, SysTime now) {
    std::visit(Applier(spec, state, now), event);
    settle(spec, state, now);
}

}  // namespace gantry::agent
