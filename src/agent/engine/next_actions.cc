#include <algorithm>

#include "agent/engine/dependencies.h"
#include "agent/engine/image_names.h"
#include "agent/engine/names.h"
#include "agent/engine/task_engine.h"
#include "base/sabotage.h"

namespace gantry::agent {
namespace {

/// Builds the answer of next_actions, container by container.
class Planner {
  public:
    Planner(const TaskSpec& spec, const TaskState& state, const EngineOptions& options, SysTime now)
        : spec_(spec), state_(state), options_(options), now_(now) {}

    std::optional<Action::Kind> next_for(
        const ContainerSpec& spec, const ContainerState& container
    ) {
        if (container.unsure) return std::nullopt;
        bool stop = state_.goal == Goal::Stopped || container.give_up;
        if (sabotaged(Sabotage::StartAfterStop) && container.progress != Progress::Running) {
            stop = false;
        }
        switch (container.progress) {
            case Progress::None:
            case Progress::Resolved:
            case Progress::Pulled:
                if (stop || !state_.admitted) return std::nullopt;
                return next_before_creation(spec, container);
            case Progress::Created:
                if (stop) return Action::Kind::Stop;
                if (!container.runtime_id.empty()) return start_if_ready();
                if (lacks_resources() || !may_join()) return std::nullopt;
                return Action::Kind::Create;
            case Progress::Running: return next_while_running(container, stop);
            case Progress::Stopped: break;
        }
        return std::nullopt;
    }

    [[nodiscard]] std::optional<SysTime> wake_at() const { return wake_at_; }

    /// What has to be done for the task as a whole, one thing at a time.
    [[nodiscard]] std::optional<Action::Kind> next_for_task() const {
        if (state_.goal == Goal::Stopped && spec_.has_mounts && !state_.mounts_gone) {
            return all_stopped() ? std::optional(Action::Kind::ReleaseMounts) : std::nullopt;
        }
        if (state_.goal != Goal::Running || !state_.admitted) return std::nullopt;
        if (lacks_resources() && std::ranges::any_of(state_.containers, is_to_be_made)) {
            return Action::Kind::FetchResources;
        }
        if (!state_.volumes_ready) return Action::Kind::CreateVolumes;
        return std::nullopt;
    }

    /// What has to be done for the namespaces that the containers share.
    [[nodiscard]] std::optional<Action::Kind> next_for_namespaces() const {
        const PauseState& pause = state_.pause;
        if (!spec_.has_pause() || pause.progress == Namespaces::Gone) return std::nullopt;
        if (state_.goal == Goal::Stopped) {
            return all_stopped() ? std::optional(Action::Kind::RemoveNamespaces) : std::nullopt;
        }
        if (!state_.admitted) return std::nullopt;
        if (pause.unsure || pause.progress < Namespaces::Running) {
            return Action::Kind::MakeNamespaces;
        }
        if (pause.progress < Namespaces::Ready) return Action::Kind::ReadyNamespaces;
        return std::nullopt;
    }

  private:
    [[nodiscard]] bool all_stopped() const {
        return std::ranges::all_of(state_.containers, [](const ContainerState& c) {
            return c.stopped();
        });
    }

    /// The pause container is there: containers that join it can be created.
    [[nodiscard]] bool may_join() const {
        if (!spec_.has_pause()) return true;
        return !state_.pause.unsure && state_.pause.progress >= Namespaces::Created;
    }

    [[nodiscard]] std::optional<Action::Kind> start_if_ready() const {
        const PauseState& pause = state_.pause;
        const bool ready = !pause.unsure && pause.progress == Namespaces::Ready;
        if (spec_.has_pause() && !ready) return std::nullopt;
        if (spec_.has_mounts && !state_.volumes_ready) return std::nullopt;
        return Action::Kind::Start;
    }

    /// It has run in these very namespaces, which have what they need as long as they are there; an
    /// agent that came back may not have seen to it once more.
    [[nodiscard]] std::optional<Action::Kind> start_again() const {
        const PauseState& pause = state_.pause;
        const bool there = !pause.unsure && (pause.progress == Namespaces::Running ||
                                             pause.progress == Namespaces::Ready);
        if (spec_.has_pause() && !there) return std::nullopt;
        if (spec_.has_mounts && !state_.volumes_ready) return std::nullopt;
        return Action::Kind::Start;
    }

    [[nodiscard]] bool lacks_resources() const {
        return spec_.needs_resources && !options_.resources_ready;
    }

    static bool is_to_be_made(const ContainerState& container) {
        if (container.unsure || container.progress > Progress::Created) return false;
        return container.progress < Progress::Created || container.runtime_id.empty();
    }

    std::optional<Action::Kind> next_before_creation(
        const ContainerSpec& spec, const ContainerState& container
    ) {
        const DependencyCheck check = check_dependencies(spec_, state_, spec, now_);
        if (check.deadline && (!wake_at_ || *check.deadline < *wake_at_)) wake_at_ = check.deadline;
        if (lacks_resources()) return std::nullopt;
        // Not delayed by dependencies: what a deployment's image is has to be known soon.
        if (container.progress == Progress::None && !names_digest(spec.image)) {
            return Action::Kind::Resolve;
        }
        if (container.progress < Progress::Pulled) {
            if (!check.met && !options_.pull_dependents_upfront) return std::nullopt;
            return Action::Kind::Pull;
        }
        if (!check.met || !state_.volumes_ready || !may_join()) return std::nullopt;
        return Action::Kind::Create;
    }

    std::optional<Action::Kind> next_while_running(const ContainerState& container, bool stop) {
        if (stop) {
            if (!container.give_up && needed_by_others(spec_, state_, container.name)) {
                return std::nullopt;
            }
            return Action::Kind::Stop;
        }
        return container.restart_due ? start_again() : std::nullopt;
    }

    const TaskSpec& spec_;
    const TaskState& state_;
    const EngineOptions& options_;
    SysTime now_;
    std::optional<SysTime> wake_at_;
};

}  // namespace

bool may_create(const TaskState& state) {
    return !state.stopped() &&
           std::ranges::any_of(state.containers, [](const ContainerState& container) {
               return container.progress < Progress::Running;
           });
}

NextActions next_actions(
    const TaskSpec& spec,
    const TaskState& state,
    const std::set<std::string>& busy,
    const EngineOptions& options,
    SysTime now
) {
    NextActions next;
    if (state.stopped()) return next;
    Planner planner(spec, state, options, now);
    if (const auto kind = planner.next_for_task(); kind && !busy.contains("")) {
        next.actions.push_back({*kind, ""});
    }
    if (const auto kind = planner.next_for_namespaces(); kind && !busy.contains(kPauseContainer)) {
        next.actions.push_back({*kind, kPauseContainer});
    }
    for (const ContainerSpec& container_spec : spec.containers) {
        const ContainerState* container = state.find(container_spec.name);
        if (container == nullptr) continue;
        const auto kind = planner.next_for(container_spec, *container);
        if (kind && !busy.contains(container_spec.name)) {
            next.actions.push_back({*kind, container_spec.name});
        }
    }
    next.wake_at = planner.wake_at();
    return next;
}

}  // namespace gantry::agent
