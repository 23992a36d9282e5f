#include "sim/checkers/deployment_checker.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "sim/checkers/deployment_rules.h"

namespace gantry::sim {

namespace {

using api::ecs::DeploymentRolloutState;
using api::ecs::PlacementConstraintType;

constexpr Duration kClockUnsure{120'000};  ///< after the clock went back

const ecs::DeploymentRow* deployment_of(const ecs::ServiceRow& service, const std::string& id) {
    const auto found = std::ranges::find(service.deployments, id, &ecs::DeploymentRow::id);
    return found == service.deployments.end() ? nullptr : &*found;
}

bool in_progress(const ecs::DeploymentRow* deployment) {
    return deployment != nullptr && deployment->rollout_state == DeploymentRolloutState::InProgress;
}

std::int64_t number_of(std::ptrdiff_t count) {
    return count;
}

}  // namespace

void DeploymentChecker::broken(const Step& step, const std::string& what) {
    verdict_.broken(
        step.told.time,
        fmt::format(
            "service {}: {} (record {}, {})",
            step.after->name,
            what,
            step.told.sequence,
            step.told.cause
        )
    );
}

DeploymentChecker::Step DeploymentChecker::step_of(
    const Told& told, const std::string& service, const ecs::Tables& tables
) const {
    Step step{.told = told, .before = ledger_.service(service)};
    step.after = step.before;
    for (const core::Change& change : told.changes) {
        if (change.is_of(tables.services) && change.key == service) {
            step.after = std::static_pointer_cast<const ecs::ServiceRow>(change.after);
        } else if (change.is_of(tables.tasks)) {
            TaskChange task{
                ledger_.task(change.key),
                std::static_pointer_cast<const ecs::TaskRow>(change.after),
            };
            const auto& any = task.after ? task.after : task.before;
            if (any && service_key_of(*any) == service) step.tasks.push_back(std::move(task));
        }
    }
    for (const std::string& key : ledger_.live_tasks_of(service)) {
        step.had.push_back(ledger_.task(key));
    }
    return step;
}

void DeploymentChecker::on_transaction(const Told& told, const ecs::Tables& tables) {
    const std::string service = told.scheduled_service();
    if (service.empty()) return;
    const Step step = step_of(told, service, tables);
    if (!step.before || !step.after || step.after->status != ecs::ServiceStatus::Active) return;
    check_stops(step);
    check_starts(step);
    check_completed(step);
    check_failures(step);
    check_breaker(step);
}

bool DeploymentChecker::drains(const ecs::TaskRow& task) const {
    const auto instance = ledger_.instance(instance_key_of(task));
    return !instance || instance->status != ecs::InstanceStatus::Active;
}

/// Daemons that see others through the end of their instance are beyond the desired count.
bool DeploymentChecker::counts(const Step& step, const ecs::TaskRow& task) const {
    return is_present(task) && !(is_daemon(*step.after) && drains(task));
}

std::vector<Ledger::TaskPtr> DeploymentChecker::live_after(const Step& step) const {
    std::vector<Ledger::TaskPtr> tasks = step.had;
    for (const TaskChange& change : step.tasks) {
        std::erase(tasks, change.before);
        if (change.after && !change.after->stopped()) tasks.push_back(change.after);
    }
    return tasks;
}

bool DeploymentChecker::clock_is_unsure() const {
    return went_back_at_ && mono_ - *went_back_at_ < kClockUnsure;
}

void DeploymentChecker::check_stops(const Step& step) {
    const auto holds_the_floor = [&](const ecs::TaskRow& task) {
        return counts(step, task) && is_ready(task, step.told.time, settle_);
    };
    const std::int64_t ready = number_of(std::ranges::count_if(step.had, [&](const auto& task) {
        return holds_the_floor(*task);
    }));
    std::int64_t given_up = 0;
    for (const TaskChange& change : step.tasks) {
        if (!change.before || !is_present(*change.before)) continue;
        if (change.after && is_present(*change.after)) continue;
        const ecs::TaskRow& task = *change.before;
        // Daemons have no scale-in that they could be protected from.
        if (!is_daemon(*step.after) && task.is_protected(step.told.time) && !is_unhealthy(task)) {
            broken(step, fmt::format("its scheduler stops the protected task {}", task.id));
        }
        if (holds_the_floor(task)) ++given_up;
    }
    if (clock_is_unsure()) return;
    const std::int64_t floor = floor_of(*step.after);
    if (given_up > 0 && ready - given_up < floor) {
        broken(
            step, fmt::format("{} ready tasks, {} stopped, the floor is {}", ready, given_up, floor)
        );
    }
}

void DeploymentChecker::check_starts(const Step& step) {
    bool started = false;
    for (const TaskChange& change : step.tasks) {
        if (change.before || !change.after) continue;
        started = true;
        check_start(step, *change.after);
    }
    if (!started) return;
    const auto live = live_after(step);
    const std::int64_t present =
        number_of(std::ranges::count_if(live, [&](const auto& t) { return counts(step, *t); }));
    const std::int64_t ceiling = ceiling_of(*step.after);
    if (present > ceiling) {
        broken(step, fmt::format("{} tasks after a start, the ceiling is {}", present, ceiling));
    }
    if (!is_daemon(*step.after) || ceiling > step.after->desired_count) return;
    std::set<std::string> seats;
    for (const auto& task : live) {
        if (is_present(*task) && !seats.insert(task->instance_id).second) {
            broken(step, "two of its daemons on instance " + task->instance_id);
        }
    }
}

void DeploymentChecker::check_start(const Step& step, const ecs::TaskRow& task) {
    const ecs::DeploymentRow* deployment = deployment_of(*step.after, task.deployment_id);
    if (deployment == nullptr) {
        broken(step, fmt::format("task {} is of no deployment there is", task.id));
    } else if (task.family != deployment->family || task.revision != deployment->revision) {
        broken(
            step,
            fmt::format(
                "task {} runs {}:{}, its deployment has {}:{}",
                task.id,
                task.family,
                task.revision,
                deployment->family,
                deployment->revision
            )
        );
    }
    check_place(step, task);
}

void DeploymentChecker::check_place(const Step& step, const ecs::TaskRow& task) {
    const auto instance = ledger_.instance(instance_key_of(task));
    if (!instance || instance->status != ecs::InstanceStatus::Active ||
        !instance->agent_connected) {
        return broken(step, fmt::format("task {} is placed on no ACTIVE instance", task.id));
    }
    for (const auto& constraint : step.after->placement_constraints) {
        if (constraint.type == PlacementConstraintType::MemberOf &&
            constraint.expression == "attribute:disk == ssd" &&
            instance->attribute("disk") != "ssd") {
            broken(step, fmt::format("task {} is placed against memberOf", task.id));
        }
        if (constraint.type != PlacementConstraintType::DistinctInstance) continue;
        for (const auto& other : live_after(step)) {
            if (other->id != task.id && other->instance_id == task.instance_id &&
                is_present(*other)) {
                broken(step, fmt::format("task {} is placed against distinctInstance", task.id));
            }
        }
    }
}

void DeploymentChecker::check_completed(const Step& step) {
    const ecs::DeploymentRow* primary = step.after->primary();
    if (primary == nullptr || primary->rollout_state != DeploymentRolloutState::Completed) return;
    const ecs::DeploymentRow* was = deployment_of(*step.before, primary->id);
    if (was != nullptr && was->rollout_state == DeploymentRolloutState::Completed) return;
    const bool unsure = clock_is_unsure();
    std::int64_t ready = 0;
    for (const auto& task : live_after(step)) {
        if (!counts(step, *task)) continue;
        if (task->deployment_id != primary->id) {
            broken(step, fmt::format("COMPLETED while {} is of another deployment", task->id));
        }
        const bool good = is_ready(*task, step.told.time, settle_);
        if (!good && !unsure) {
            broken(step, fmt::format("COMPLETED while {} is not ready", task->id));
        }
        ++ready;
    }
    if (ready != step.after->desired_count) {
        broken(
            step, fmt::format("COMPLETED with {} of {} tasks", ready, step.after->desired_count)
        );
    }
}

bool DeploymentChecker::some_ready(const Step& step, const std::string& deployment) const {
    return std::ranges::any_of(step.had, [&](const auto& task) {
        return task->deployment_id == deployment && is_ready(*task, step.told.time, settle_);
    });
}

/// Each failed start is counted, once, and not forgotten without a proof that the revision runs.
void DeploymentChecker::check_failures(const Step& step) {
    const ecs::DeploymentRow* was = step.before->primary();
    const ecs::DeploymentRow* now = was ? deployment_of(*step.after, was->id) : nullptr;
    if (!in_progress(was) || now == nullptr) return;
    std::int64_t certain = 0;
    std::int64_t possible = 0;
    std::string last;  ///< id
    for (const TaskChange& change : step.tasks) {
        if (!change.before || !change.after) continue;
        if (change.before->deployment_id != was->id) continue;
        const bool noted = !change.before->end_noted && change.after->end_noted;
        if (noted) ++possible;
        if (!noted || !is_certain_failure(*change.before)) continue;
        ++certain;
        last = change.before->id;
    }
    if (now->failed_tasks > was->failed_tasks + possible) {
        broken(
            step,
            fmt::format(
                "failedTasks goes from {} to {} by {} ends",
                was->failed_tasks,
                now->failed_tasks,
                possible
            )
        );
    }
    if (clock_is_unsure() || some_ready(step, was->id)) return;
    if (now->failed_tasks < was->failed_tasks) {
        broken(step, "failed starts are forgotten although no task of the deployment is ready");
    } else if (now->failed_tasks < was->failed_tasks + certain) {
        broken(
            step,
            fmt::format(
                "{} failed starts are not counted: failedTasks was {}, is {}; the last was {}",
                certain,
                was->failed_tasks,
                now->failed_tasks,
                last
            )
        );
    }
}

void DeploymentChecker::check_breaker(const Step& step) {
    const ecs::DeploymentRow* primary = step.after->primary();
    if (!breaker_is_on(*step.after) || !in_progress(primary)) return;
    // The plan judges what it knew when it began: what this very step added counts in the next.
    const ecs::DeploymentRow* was = deployment_of(*step.before, primary->id);
    const std::int64_t threshold =
        std::max(breaker_threshold_of(*step.after), breaker_threshold_of(*step.before));
    if (was != nullptr && was->failed_tasks >= threshold && primary->failed_tasks >= threshold) {
        broken(
            step,
            fmt::format(
                "{} failed tasks and the circuit breaker, whose threshold is {}, does nothing",
                primary->failed_tasks,
                threshold
            )
        );
    }
}

}  // namespace gantry::sim
