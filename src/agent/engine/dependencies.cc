#include "agent/engine/dependencies.h"

#include <algorithm>

namespace gantry::agent {
namespace {

std::string_view condition_name(Condition condition) {
    switch (condition) {
        case Condition::Created: return "CREATE";
        case Condition::Start: return "START";
        case Condition::Complete: return "COMPLETE";
        case Condition::Success: return "SUCCESS";
        case Condition::Healthy: return "HEALTHY";
    }
    return "";
}

bool is_met(Condition condition, const ContainerState& target) {
    const bool ran = target.started_at.has_value();
    switch (condition) {
        case Condition::Created: return !target.runtime_id.empty();
        case Condition::Start: return ran;
        case Condition::Complete: return ran && target.stopped();
        case Condition::Success: return ran && target.stopped() && target.exit_code == 0;
        case Condition::Healthy:
            return target.progress == Progress::Running && !target.restart_due &&
                   target.health == HealthStatus::Healthy;
    }
    return false;
}

bool can_time_out(Condition condition) {
    return condition == Condition::Complete || condition == Condition::Success ||
           condition == Condition::Healthy;
}

std::string why_impossible(Condition condition, const ContainerState& target) {
    std::string text = "container " + target.name;
    if (!target.started_at) {
        text += " did not start";
    } else if (target.exit_code) {
        text += " ended with exit code " + std::to_string(*target.exit_code);
    } else {
        text += " ended";
    }
    return text + ", dependency condition " + std::string(condition_name(condition)) +
           " cannot be met";
}

void check_one(
    const Dependency& dependency,
    const ContainerSpec& target_spec,
    const ContainerState& target,
    SysTime now,
    DependencyCheck& check
) {
    if (!target.unsure && is_met(dependency.condition, target)) return;
    check.met = false;
    if (target.unsure) return;
    if (target.stopped()) {
        if (check.impossible.empty()) {
            check.impossible = why_impossible(dependency.condition, target);
        }
        return;
    }
    const bool on_clock = can_time_out(dependency.condition) && target.started_at &&
                          target_spec.start_timeout > Seconds{0};
    if (!on_clock) return;
    const SysTime deadline = *target.started_at + target_spec.start_timeout;
    if (now < deadline) {
        if (!check.deadline || deadline < *check.deadline) check.deadline = deadline;
    } else if (check.impossible.empty()) {
        check.impossible = "container " + target.name + " did not meet dependency condition " +
                           std::string(condition_name(dependency.condition)) + " within " +
                           std::to_string(target_spec.start_timeout.count()) + " seconds";
    }
}

}  // namespace

DependencyCheck check_dependencies(
    const TaskSpec& spec, const TaskState& state, const ContainerSpec& container, SysTime now
) {
    DependencyCheck check;
    for (const Dependency& dependency : container.depends_on) {
        const ContainerSpec* target_spec = spec.find(dependency.container);
        const ContainerState* target = state.find(dependency.container);
        if (target_spec == nullptr || target == nullptr) continue;
        check_one(dependency, *target_spec, *target, now, check);
    }
    return check;
}

bool needed_by_others(const TaskSpec& spec, const TaskState& state, std::string_view container) {
    return std::any_of(
        spec.containers.begin(),
        spec.containers.end(),
        [&](const ContainerSpec& other) {
            const bool depends = std::any_of(
                other.depends_on.begin(),
                other.depends_on.end(),
                [&](const Dependency& d) { return d.container == container; }
            );
            if (!depends) return false;
            const ContainerState* its = state.find(other.name);
            return its != nullptr && !its->stopped() && its->progress >= Progress::Created;
        }
    );
}

}  // namespace gantry::agent
