#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "base/sabotage.h"
#include "services/ecs/reconcile/service_planner.h"

/// The inside of service_planner: one plan while it is being made. Not for others to include.
namespace gantry::ecs::planning {

/// What the steps of a plan share. Lives for one call of plan_service.
struct Planning {
    const ServiceView& view;
    const SysTime now;
    const SchedulerRules& rules;
    ServicePlan plan;
    /// The fallback has to stand in, now or as soon as there is room: it stays in the list.
    bool fallback_needed = false;

    [[nodiscard]] ServiceRow& row() { return plan.row; }
    /// The deployment that is wanted. There is one while the service is not INACTIVE.
    [[nodiscard]] DeploymentRow& primary() { return plan.row.deployments.front(); }
    [[nodiscard]] bool is_daemon() const {
        return view.row.scheduling == api::ecs::SchedulingStrategy::Daemon;
    }
    /// How many tasks there shall be: none once the service was deleted.
    [[nodiscard]] std::int64_t desired() const {
        return view.row.status == ServiceStatus::Active ? plan.row.desired_count : 0;
    }
    /// False when nothing may be started: deleted, or failed with nothing to roll back to.
    [[nodiscard]] bool may_start() const {
        return view.row.status == ServiceStatus::Active &&
               plan.row.primary()->rollout_state != api::ecs::DeploymentRolloutState::Failed;
    }

    void say(std::string_view event) { plan.events.emplace_back(event); }
    void because(std::string reason) { plan.why.push_back(std::move(reason)); }
    void look_at(SysTime when) {
        if (when <= now) return;
        plan.look_again_at = std::min(when, plan.look_again_at.value_or(when));
    }
    void stop(const ServiceTask& task, std::string_view reason, std::string_view why) {
        plan.stops.push_back({task.id, std::string(reason)});
        because(fmt::format("stop {}: {}", task.id, why));
    }
    [[nodiscard]] bool stops(const ServiceTask& task) const {
        return std::ranges::find(plan.stops, task.id, &ServiceStop::task_id) != plan.stops.end();
    }
};

/// When a RUNNING task without a health check counts as ready.
inline SysTime settles_at(const ServiceTask& task, const SchedulerRules& rules) {
    const Duration settle = sabotaged(Sabotage::SettleShort) ? rules.settle / 4 : rules.settle;
    return task.started_at.value_or(task.created_at) + settle;
}

inline bool is_running(const ServiceTask& task) {
    return task.status == TaskStatus::Running && !task.stopping;
}
inline bool is_unhealthy(const ServiceTask& task) {
    return is_running(task) && task.health == api::ecs::HealthStatus::Unhealthy;
}
inline bool is_protected(const ServiceTask& task, SysTime now) {
    if (sabotaged(Sabotage::IgnoreProtection)) return false;
    return task.protected_until && *task.protected_until > now;
}
/// RUNNING, wanted, and known to do its work: see plan_service.
inline bool is_ready(const ServiceTask& task, const Planning& p) {
    if (!is_running(task) || is_unhealthy(task)) return false;
    const bool checked = task.has_health_check && !sabotaged(Sabotage::ClockDecidesHealth);
    if (checked) return task.health == api::ecs::HealthStatus::Healthy;
    return settles_at(task, p.rules) <= p.now;
}

/// The older deployment whose revision is known to work, and which therefore stands in while newer
/// ones are not ready: the newest that was COMPLETED, else the newest with a ready task that has
/// not failed. Null when there is none.
const DeploymentRow* fallback_of(const Planning& p);

/// floor and ceiling of the deployment configuration.
struct Limits {
    std::int64_t floor = 0;
    std::int64_t ceiling = 0;
};
Limits limits_of(const ServiceRow& row, std::int64_t desired);

/// Ready tasks that may be stopped without going below the floor.
class Budget {
  public:
    Budget(std::int64_t ready, std::int64_t floor) : left_(ready - floor) {}
    /// Whether a task may be stopped; counts it when it may.
    /// @param counts  it is ready, so that stopping it costs; others only wait for the floor to
    ///                be reached without them.
    bool take(bool counts) {
        if (left_ < (counts ? 1 : 0)) return false;
        if (counts) --left_;
        return true;
    }
    /// False when no running task at all may be stopped.
    [[nodiscard]] bool left() const { return left_ >= 0; }

  private:
    std::int64_t left_;
};

// The steps of a plan, in this order.
void note_ends(Planning& p);      // service_failures.cc
void judge_primary(Planning& p);  // service_failures.cc: circuit breaker, rollback
void plan_replica(Planning& p);   // replica_rollout.cc
void plan_daemon(Planning& p);    // daemon_rollout.cc
void conclude(Planning& p);       // service_planner.cc: deployments, steady state, the end

/// Starts that a deployment's restart throttle lets through: `wanted`, or none, with a look at the
/// time.
std::int64_t allowed_starts(Planning& p, const DeploymentRow& deployment, std::int64_t wanted);

/// Stops a task that failed its health checks; one of the primary deployment counts as a failure.
void stop_unhealthy(Planning& p, const ServiceTask& task);

/// The starts of one deployment, as part of the plan.
void start(Planning& p, const DeploymentRow& deployment, std::int64_t count, std::string why);

/// Tells why nothing can move, unless that was told lately. Empty: nothing is in the way.
void note_blocked(Planning& p, std::string_view text);

}  // namespace gantry::ecs::planning
