#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/ecs/health_status.h"
#include "api/ecs/task_stop_code.h"
#include "base/time.h"
#include "services/ecs/model/service_row.h"
#include "services/ecs/model/states.h"

namespace gantry::ecs {

/// What one of the service's placement strategies says of a task's instance.
struct StrategyValue {
    std::string group;      ///< spread: the value that it spreads by
    std::int64_t free = 0;  ///< binpack: what is left of what it fills up

    friend bool operator==(const StrategyValue&, const StrategyValue&) = default;
};

/// A task of the service that is not STOPPED, as the planner sees it.
struct ServiceTask {
    std::string id;
    std::string deployment_id;
    std::string instance_id;
    std::string zone;
    TaskStatus status = TaskStatus::Pending;
    bool stopping = false;              ///< wanted STOPPED
    bool stopped_by_scheduler = false;  ///< … because we said so
    api::ecs::HealthStatus health = api::ecs::HealthStatus::Unknown;
    bool has_health_check = false;
    bool instance_draining = false;
    /// Its instance still holds tasks other than of DAEMON services: these go first when it drains.
    bool others_on_instance = false;
    SysTime created_at;
    std::optional<SysTime> started_at;
    std::optional<SysTime> protected_until;
    std::vector<ResolvedImage> images;  ///< as far as they have been pulled
    /// One for each strategy of the service; none without strategies, or while there are no more
    /// tasks than wanted.
    std::vector<StrategyValue> strategy_values;

    friend bool operator==(const ServiceTask&, const ServiceTask&) = default;
};

/// The end of a task that the planner has not yet taken note of (TaskRow::end_noted): one that
/// ended by itself or was stopped by somebody else.
struct ServiceTaskEnd {
    std::string id;
    std::string deployment_id;
    std::optional<api::ecs::TaskStopCode> stop_code;
    SysTime created_at;
    /// By the control plane's clock, as far as it can be known: those of agents go as they like.
    std::optional<SysTime> started_at;
    SysTime ended_at;  ///< when its end was heard of, or decided
    /// Its agent had it. One that no agent acknowledged says something of a machine or a cable, and
    /// nothing of its revision.
    bool acknowledged = true;
    bool has_health_check = false;
    bool healthy = false;  ///< by its health checks when it ended
    /// An essential container ended by a signal that nobody of ours sent (`docker kill`, an
    /// operator): that says nothing about whether the next one can run.
    bool killed = false;

    friend bool operator==(const ServiceTaskEnd&, const ServiceTaskEnd&) = default;
};

/// An instance on which a DAEMON service wants a task.
struct DaemonInstance {
    std::string id;
    bool can_start = true;  ///< false while its agent is not connected
};

/// One service at one state version. Order of tasks and instances: by id.
struct ServiceView {
    const ServiceRow& row;
    std::vector<ServiceTask> tasks;
    std::vector<ServiceTaskEnd> ends;
    std::vector<DaemonInstance> daemon_instances;  ///< of a DAEMON service only
};

/// The scheduler's numbers. Where ECS does not publish its own they are of its kind.
struct SchedulerRules {
    /// A task without a health check has proved itself once it was RUNNING for so long: then it
    /// counts as ready, and not before; if it exits by itself earlier it failed to start. (One with
    /// a health check proves itself by HEALTHY alone.) Source: Developer Guide, "How Amazon ECS
    /// determines task health": 40 seconds.
    Duration settle{40'000};
    /// So many quick ends by a signal, with no task running on between them, are somebody killing
    /// containers; more are a program that kills itself.
    std::int64_t forgiven_kills = 50;
    /// Restart throttle: this many waves of failed starts are followed by another one at once, then
    /// after `first_delay`, then after twice as long each time.
    std::int64_t immediate_retries = 2;
    Duration first_delay{1'000};
    Duration longest_delay = minutes{15};
    Duration steady_event_every = hours{6};
    /// A repeated "cannot be placed" is told again after this.
    Duration placement_event_every = minutes{15};
    /// … and a different one no sooner than this after the last.
    Duration placement_event_gap{30'000};
    /// While a deployment is in progress it is looked at so often in any case.
    Duration look_again{30'000};
    /// Tasks started by one plan; the rest follows in the next.
    std::int64_t starts_at_once = 100;
    /// How long a deleted service can still be described.
    Duration keep_inactive = hours{1};
};

/// Tasks to start, all alike.
struct ServiceStart {
    std::string deployment_id;
    std::int64_t count = 0;
    std::string instance_id;  ///< DAEMON: there and nowhere else; empty: placement decides
    friend bool operator==(const ServiceStart&, const ServiceStart&) = default;
};

struct ServiceStop {
    std::string task_id;
    std::string reason;  ///< becomes stoppedReason
    friend bool operator==(const ServiceStop&, const ServiceStop&) = default;
};

/// What is to be done next for a service, and why. Nothing in it refers to the view.
struct ServicePlan {
    ServiceRow row;  ///< as it shall be; equal to the view's when nothing changes
    std::vector<ServiceStart> starts;
    std::vector<ServiceStop> stops;
    std::int64_t replaced_unhealthy = 0;   ///< of the starts: in the place of UNHEALTHY tasks
    std::vector<std::string> noted_ends;   ///< ids of the view's `ends`
    std::vector<std::string> events;       ///< without the leading "(service NAME) "; oldest first
    std::optional<DeploymentRow> tripped;  ///< what the circuit breaker ended just now
    std::optional<SysTime> look_again_at;
    bool forget = false;           ///< INACTIVE for long enough: erase the service and its events
    std::vector<std::string> why;  ///< one line for each decision, for the journal and `explain`

    /// Whether carrying it out changes anything.
    [[nodiscard]] bool empty(const ServiceView& view) const {
        return starts.empty() && stops.empty() && noted_ends.empty() && events.empty() && !forget &&
               row == view.row;
    }
};

/// Decides the next step for one service; pure, and idempotent: with its plan carried out and
/// nothing else changed, the next plan is empty, but for the circuit breaker's judgement of
/// UNHEALTHY tasks that this plan stopped.
///
/// In this order: take note of ended tasks (failure counts, restart throttle, circuit breaker and
/// rollback), then starts and stops, then what that makes of deployments and the service itself.
///
/// REPLICA. floor = ceil(desired × minimumHealthyPercent / 100) ready tasks are kept by whatever we
/// do; ceiling = floor(desired × maximumPercent / 100) tasks exist at most, those that we are
/// stopping included. A task is ready when it is RUNNING and HEALTHY, or without a health check
/// RUNNING for SchedulerRules::settle. Missing tasks of the primary deployment are started up to
/// the ceiling; tasks of older deployments are stopped down to the floor. UNHEALTHY tasks and those
/// on DRAINING instances are replaced: start first where the ceiling allows.
/// A task that is lost, UNHEALTHY or drained while a newer deployment rolls out, or fails to, is
/// replaced in the revision that is known to work (see fallback_of) as long as the floor needs it:
/// a failing roll-out never erodes the good tasks.
/// DAEMON. One task on each of `daemon_instances`; the old one stops before the new one starts,
/// unless maximumPercent is above 100.
///
/// Source: ECS Developer Guide: service scheduler concepts, rolling updates, deployment circuit
/// breaker, service throttle logic, task scale-in protection, container instance draining; What's
/// New of November 2025 (replacement in the revision of the task).
ServicePlan plan_service(const ServiceView& view, SysTime now, const SchedulerRules& rules = {});

/// Remembers in the row why not all that is wanted can be started; an empty text: nothing is in the
/// way any more. @return whether to tell it as an event: repeats are told rarely.
bool record_blocked(
    ServiceRow& row, std::string_view text, SysTime now, const SchedulerRules& rules
);

}  // namespace gantry::ecs
