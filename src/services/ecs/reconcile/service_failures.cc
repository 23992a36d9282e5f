// What ended tasks mean: failure counts, restart throttle, circuit breaker and rollback.
#include <fmt/format.h>

#include "base/sabotage.h"
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

/// Whether the task ended before it had proved itself. A stop that somebody asked for is no
/// failure.
bool is_failure(Planning& p, const ServiceTaskEnd& end) {
    if (end.stop_code == TaskStopCode::TaskFailedToStart) return end.acknowledged;
    if (end.stop_code != TaskStopCode::EssentialContainerExited) return false;
    if (!end.started_at) return true;
    const bool proved =
        end.has_health_check ? end.healthy : end.ended_at - *end.started_at >= p.rules.settle;
    if (proved) return false;
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
void count_wave(Planning& p, DeploymentRow& deployment, const ServiceTaskEnd& end) {
    RestartThrottle& throttle = deployment.throttle;
    if (throttle.last_wave_at && end.created_at < *throttle.last_wave_at) return;
    ++throttle.waves;
    throttle.last_wave_at = p.now;
    const Duration delay = delay_after(throttle.waves, p.rules);
    if (delay == Duration{0}) return;
    throttle.next_start_at = p.now + delay;
    p.because(fmt::format(
        "{} waits {} ms: {} waves of starts failed", deployment.id, delay.count(), throttle.waves
    ));
    // Once when it begins, then while the pauses are long enough not to flood the list.
    if (delay == p.rules.first_delay || delay >= minutes{1}) p.say(texts::kCannotStart);
}

/// When the task has proved itself, or will have if nothing happens to it; nothing while that is up
/// to its health checks, which alone prove one that has any.
std::optional<SysTime> proof_of(const ServiceTask& task, const Planning& p) {
    if (!is_running(task) || is_unhealthy(task)) return std::nullopt;
    const SysTime started = task.started_at.value_or(task.created_at);
    if (!task.has_health_check) return started + p.rules.settle;
    if (task.health != api::ecs::HealthStatus::Healthy) return std::nullopt;
    return started;
}

/// Some task of the deployment that was started after `since` has proved itself.
bool proved_since(Planning& p, const DeploymentRow& deployment, std::optional<SysTime> since) {
    bool proved = false;
    for (const ServiceTask& task : p.view.tasks) {
        if (task.deployment_id != deployment.id) continue;
        if (since && task.started_at.value_or(task.created_at) <= *since) continue;
        const auto proof = proof_of(task, p);
        if (!proof) continue;
        proved |= *proof <= p.now;
        p.look_at(*proof);
    }
    return proved;
}

void forgive(Planning& p, DeploymentRow& deployment) {
    RestartThrottle& throttle = deployment.throttle;
    if (throttle.last_wave_at && proved_since(p, deployment, throttle.last_wave_at)) throttle = {};
    const auto& breaker = p.view.row.deployment_configuration.deployment_circuit_breaker;
    if (breaker && !resets_on_healthy_task(*breaker)) return;
    if (deployment.last_failure_at && proved_since(p, deployment, deployment.last_failure_at)) {
        deployment.failed_tasks = 0;
        deployment.last_failure_at.reset();
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
        count_wave(p, *deployment, end);
    }
    if (p.view.row.status != ServiceStatus::Active) return;
    if (p.row().quick_kills > 0 && proved_since(p, p.primary(), std::nullopt)) {
        p.row().quick_kills = 0;
    }
    for (DeploymentRow& deployment : p.row().deployments) forgive(p, deployment);
}

void judge_primary(Planning& p) {
    DeploymentRow& primary = p.primary();
    const auto& breaker = p.view.row.deployment_configuration.deployment_circuit_breaker;
    if (!breaker || !breaker->enable.value_or(false)) return;
    if (sabotaged(Sabotage::DeafBreaker)) return;
    if (primary.rollout_state != DeploymentRolloutState::InProgress) return;
    const std::int64_t threshold = breaker_threshold(p.view.row, p.desired());
    if (primary.failed_tasks < threshold) return;

    primary.rollout_state = DeploymentRolloutState::Failed;
    primary.rollout_reason = texts::kRolloutFailed;
    primary.updated_at = p.now;
    p.say(texts::deployment_failed(primary.id));
    p.because(fmt::format("{} tasks failed, the threshold is {}", primary.failed_tasks, threshold));
    p.plan.tripped = primary;
    if (!breaker->rollback.value_or(false)) return;
    if (!can_roll_back(p.row())) return p.say(texts::kNoRollbackCandidate);
    const std::string target = p.row().last_completed->id;
    roll_back(p.row(), texts::rollout_rolling_back(target), p.now);
    p.say(texts::rolling_back(target));
    p.because("roll back to " + target);
}

std::int64_t allowed_starts(Planning& p, const DeploymentRow& deployment, std::int64_t wanted) {
    if (wanted <= 0) return 0;
    const auto& not_before = deployment.throttle.next_start_at;
    if (not_before && *not_before > p.now) {
        p.look_at(*not_before);
        return 0;
    }
    return std::min(wanted, p.rules.starts_at_once);
}

}  // namespace gantry::ecs::planning
