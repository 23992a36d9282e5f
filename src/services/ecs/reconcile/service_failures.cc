// What ended tasks mean: failure counts, restart throttle, circuit breaker and rollback.
#include <fmt/format.h>

#include "services/ecs/reconcile/service_planning.h"
#include "services/ecs/reconcile/service_rollback.h"
#include "services/ecs/reconcile/service_texts.h"

namespace gantry::ecs::planning {

namespace {

using api::ecs::DeploymentRolloutState;
using api::ecs::TaskStopCode;

DeploymentRow* find_deployment(ServiceRow& row, const std::string& id) {
    const auto found = std::ranges::find(row.deployments, id, &DeploymentRow::id);
    return found == row.deployments.end() ? nullptr : &*found;
}

/// Whether the task failed to start, or exited by itself so soon that it comes to the same. A stop
/// that somebody asked for is no failure.
bool is_failure(Planning& p, const ServiceTaskEnd& end) {
    if (end.stop_code == TaskStopCode::TaskFailedToStart) return true;
    if (end.stop_code != TaskStopCode::EssentialContainerExited) return false;
    if (!end.started_at) return true;
    if (end.ended_at - *end.started_at >= p.rules.quick_exit) return false;
    return !end.killed || ++p.row().quick_kills > p.rules.forgiven_kills;
}

/// How long to wait after the n-th wave of failures.
Duration delay_after(std::int64_t waves, const SchedulerRules& rules) {
    if (waves <= rules.immediate_retries) return Duration{0};
    Duration delay = rules.first_delay;
    for (auto i = rules.immediate_retries + 1; i < waves && delay < rules.longest_delay; ++i) {
        delay *= 2;
    }
    return std::min(delay, rules.longest_delay);
}

/// Tasks that were started together fail together: only the first of them makes a new wave.
void count_wave(Planning& p, const ServiceTaskEnd& end) {
    ServiceRow& row = p.row();
    if (row.last_failure_at && end.created_at < *row.last_failure_at) return;
    ++row.consecutive_failures;
    row.last_failure_at = p.now;
    const Duration delay = delay_after(row.consecutive_failures, p.rules);
    if (delay == Duration{0}) return;
    row.next_start_at = p.now + delay;
    p.because(fmt::format(
        "wait {} ms: {} waves of starts failed", delay.count(), row.consecutive_failures
    ));
    // Once when it begins, then while the pauses are long enough not to flood the list.
    if (delay == p.rules.first_delay || delay >= minutes{1}) p.say(texts::kCannotStart);
}

/// Some task of the primary deployment has run for long enough.
bool one_runs_on(const Planning& p) {
    return std::ranges::any_of(p.view.tasks, [&](const ServiceTask& task) {
        return task.deployment_id == p.view.row.primary()->id && is_running(task) &&
               p.now - task.started_at.value_or(task.created_at) >= p.rules.quick_exit;
    });
}

/// Some task that was started after `failure` has proved itself.
bool proved_since(Planning& p, SysTime failure) {
    bool proved = false;
    for (const ServiceTask& task : p.view.tasks) {
        if (task.deployment_id != p.primary().id || !is_running(task)) continue;
        const SysTime started = task.started_at.value_or(task.created_at);
        if (started <= failure || is_unhealthy(task)) continue;
        const bool healthy = task.health == api::ecs::HealthStatus::Healthy;
        const SysTime proof = started + p.rules.quick_exit;
        proved |= healthy || proof <= p.now;
        if (!proved) p.look_at(proof);
    }
    return proved;
}

void forgive(Planning& p) {
    ServiceRow& row = p.row();
    if (row.quick_kills > 0 && one_runs_on(p)) row.quick_kills = 0;
    if (row.last_failure_at && proved_since(p, *row.last_failure_at)) {
        row.consecutive_failures = 0;
        row.last_failure_at.reset();
        row.next_start_at.reset();
    }
    DeploymentRow& primary = p.primary();
    if (primary.last_failure_at && proved_since(p, *primary.last_failure_at)) {
        primary.failed_tasks = 0;
        primary.last_failure_at.reset();
    }
}

}  // namespace

void note_ends(Planning& p) {
    for (const ServiceTaskEnd& end : p.view.ends) {
        p.plan.noted_ends.push_back(end.id);
        if (p.view.row.status != ServiceStatus::Active || !is_failure(p, end)) continue;
        DeploymentRow* deployment = find_deployment(p.row(), end.deployment_id);
        if (deployment == nullptr) continue;
        ++deployment->failed_tasks;
        deployment->last_failure_at = p.now;
        if (deployment == &p.primary()) count_wave(p, end);
    }
    if (p.view.row.status == ServiceStatus::Active) forgive(p);
}

void judge_primary(Planning& p) {
    DeploymentRow& primary = p.primary();
    const auto& breaker = p.view.row.deployment_configuration.deployment_circuit_breaker;
    if (!breaker || !breaker->enable.value_or(false)) return;
    if (primary.rollout_state != DeploymentRolloutState::InProgress) return;
    const std::int64_t threshold = breaker_threshold(p.desired());
    if (primary.failed_tasks < threshold) return;

    primary.rollout_state = DeploymentRolloutState::Failed;
    primary.rollout_reason = texts::kRolloutFailed;
    primary.updated_at = p.now;
    p.say(texts::deployment_failed(primary.id));
    p.because(fmt::format("{} tasks failed, the threshold is {}", primary.failed_tasks, threshold));
    p.plan.tripped = primary;
    if (!breaker->rollback.value_or(false) || !can_roll_back(p.row())) return;
    const std::string target = p.row().last_completed->id;
    roll_back(p.row(), texts::rollout_rolling_back(target), p.now);
    p.say(texts::rolling_back(target));
    p.because("roll back to " + target);
}

std::int64_t allowed_starts(Planning& p, std::int64_t wanted) {
    if (wanted <= 0) return 0;
    const auto& not_before = p.row().next_start_at;
    if (not_before && *not_before > p.now) {
        p.look_at(*not_before);
        return 0;
    }
    return std::min(wanted, p.rules.starts_at_once);
}

}  // namespace gantry::ecs::planning
