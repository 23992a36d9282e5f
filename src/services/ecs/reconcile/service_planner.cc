#include "services/ecs/reconcile/service_planner.h"

#include <algorithm>

#include "base/assert.h"
#include "base/sabotage.h"
#include "services/ecs/reconcile/service_planning.h"
#include "services/ecs/reconcile/service_texts.h"

namespace gantry::ecs {

namespace planning {

using api::ecs::DeploymentRolloutState;

Limits limits_of(const ServiceRow& row, std::int64_t desired) {
    const bool daemon = row.scheduling == api::ecs::SchedulingStrategy::Daemon;
    const auto& configuration = row.deployment_configuration;
    const std::int64_t low = configuration.minimum_healthy_percent.value_or(daemon ? 0 : 100);
    const std::int64_t high = configuration.maximum_percent.value_or(daemon ? 100 : 200);
    if (sabotaged(Sabotage::IgnoreFloor)) return {.floor = 0, .ceiling = desired * high / 100};
    const std::int64_t beyond = sabotaged(Sabotage::IgnoreCeiling) ? 2 : 0;
    return {.floor = (desired * low + 99) / 100, .ceiling = desired * high / 100 + beyond};
}

const DeploymentRow* fallback_of(const Planning& p) {
    if (sabotaged(Sabotage::OldNotRefilled)) return nullptr;
    const auto& deployments = p.plan.row.deployments;
    const auto has_ready_task = [&](const DeploymentRow& deployment) {
        return std::ranges::any_of(p.view.tasks, [&](const ServiceTask& task) {
            return task.deployment_id == deployment.id && is_ready(task, p);
        });
    };
    const DeploymentRow* serves = nullptr;
    for (auto it = deployments.begin() + 1; it != deployments.end(); ++it) {
        if (it->rollout_state == DeploymentRolloutState::Completed) return &*it;
        if (it->rollout_state == DeploymentRolloutState::Failed || serves != nullptr) continue;
        if (has_ready_task(*it)) serves = &*it;
    }
    return serves;
}

void start(Planning& p, const DeploymentRow& deployment, std::int64_t count, std::string why) {
    if (count <= 0) return;
    p.plan.starts.push_back({deployment.id, count, {}});
    p.because(fmt::format("start {} of {}: {}", count, deployment.id, why));
}

void stop_unhealthy(Planning& p, const ServiceTask& task) {
    p.stop(task, texts::kUnhealthyStopReason, "unhealthy");
    p.say(texts::failed_health_checks(task.id));
    if (task.deployment_id != p.primary().id) return;
    ++p.primary().failed_tasks;
    p.primary().last_failure_at = p.now;
}

void note_blocked(Planning& p, std::string_view text) {
    if (record_blocked(p.row(), text, p.now, p.rules)) p.say(text);
}

namespace {

/// After DeleteService everything stops, protected or not.
void stop_everything(Planning& p) {
    for (const ServiceTask& task : p.view.tasks) {
        if (task.stopping) continue;
        p.stop(task, texts::scaling_stop_reason(p.primary().id), "the service is being deleted");
    }
}

/// The first task that has pulled an image decides what it is for the whole deployment.
void note_images(Planning& p) {
    for (DeploymentRow& deployment : p.row().deployments) {
        for (const ServiceTask& task : p.view.tasks) {
            if (task.deployment_id != deployment.id) continue;
            for (const ResolvedImage& image : task.images) {
                const auto known = std::ranges::find(
                    deployment.images, image.container, &ResolvedImage::container
                );
                if (known != deployment.images.end()) continue;
                deployment.images.push_back(image);
                p.because(fmt::format("{}: {} is {}", deployment.id, image.container, image.digest)
                );
            }
        }
    }
}

/// Older deployments are over once their last task is STOPPED, and none is to follow.
void drop_finished_deployments(Planning& p) {
    const DeploymentRow* fallback = p.fallback_needed ? fallback_of(p) : nullptr;
    const std::string stands_in = fallback != nullptr ? fallback->id : std::string();
    std::erase_if(p.row().deployments, [&](const DeploymentRow& deployment) {
        if (deployment.status == DeploymentStatus::Primary) return false;
        if (deployment.id == stands_in) return false;
        return std::ranges::none_of(p.view.tasks, [&](const ServiceTask& task) {
            return task.deployment_id == deployment.id;
        });
    });
}

/// Only the primary deployment has tasks, all that are wanted are there, ready and to stay.
/// Daemons that see others through the end of a DRAINING instance do not count.
bool is_steady(Planning& p) {
    if (p.row().deployments.size() != 1 || !p.may_start() || !p.plan.starts.empty()) return false;
    std::int64_t staying = 0;
    for (const ServiceTask& task : p.view.tasks) {
        if (p.is_daemon() && task.instance_draining && task.others_on_instance) continue;
        const bool good = is_ready(task, p) || sabotaged(Sabotage::CompleteEarly);
        if (task.instance_draining || !good) return false;
        ++staying;
    }
    return staying == p.desired();
}

/// So many tasks of the new revision are ready that its deployment may be called a success before
/// all are, and before or after the older ones are gone, as the service has it.
/// Source: API Reference, DeploymentEarlySuccessCriteria.
bool succeeds_early(Planning& p) {
    const auto& criteria = p.view.row.deployment_configuration.early_success_criteria;
    if (!criteria || !criteria->enable.value_or(false)) return false;
    using Cleanup = api::ecs::ServiceRevisionCleanup;
    const auto cleanup = criteria->source_service_revision_cleanup.value_or(Cleanup::Blocking);
    if (cleanup == Cleanup::Blocking && p.row().deployments.size() != 1) return false;
    const std::int64_t percent = criteria->healthy_percent.value_or(100);
    const std::int64_t wanted = std::max<std::int64_t>(1, (p.desired() * percent + 99) / 100);
    return wanted <= std::ranges::count_if(p.view.tasks, [&](const ServiceTask& task) {
               return task.deployment_id == p.primary().id && is_ready(task, p);
           });
}

void complete(Planning& p, std::string_view why) {
    DeploymentRow& primary = p.primary();
    primary.rollout_state = DeploymentRolloutState::Completed;
    primary.rollout_reason = texts::rollout_completed(primary.id);
    primary.updated_at = p.now;
    p.row().last_completed = primary;
    p.say(texts::deployment_completed(primary.id));
    p.because(fmt::format("{}: {}", primary.id, why));
}

void note_completion(Planning& p) {
    if (p.primary().rollout_state != DeploymentRolloutState::InProgress) return;
    if (is_steady(p)) return complete(p, "all its tasks are ready, no others are left");
    if (succeeds_early(p)) complete(p, "as many tasks are ready as early success asks for");
}

void note_steady(Planning& p) {
    ServiceRow& row = p.row();
    if (!is_steady(p)) {
        if (row.steady_since && p.plan.why.empty()) p.because("no longer steady");
        row.steady_since.reset();
        return;
    }
    if (!row.steady_since || *row.steady_since + p.rules.steady_event_every <= p.now) {
        row.steady_since = p.now;
        p.say(texts::kSteady);
        if (p.plan.why.empty()) p.because("all tasks that are wanted are ready");
    }
    p.look_at(*row.steady_since + p.rules.steady_event_every);
}

/// Looks again when a task that is not yet ready may have become so without any report.
void look_at_settling(Planning& p) {
    for (const ServiceTask& task : p.view.tasks) {
        if (is_running(task) && !task.has_health_check) p.look_at(settles_at(task, p.rules));
    }
}

void finish_deletion(Planning& p) {
    if (!p.view.tasks.empty()) return;
    p.row().status = ServiceStatus::Inactive;
    p.row().deleted_at = p.now;
    p.row().deployments.resize(1);
    p.row().last_placement_failure.clear();
    p.because("the last task stopped");
}

void plan_inactive(Planning& p) {
    const SysTime until =
        p.view.row.deleted_at.value_or(p.view.row.created_at) + p.rules.keep_inactive;
    p.plan.forget = until <= p.now;
    p.look_at(until);
}

}  // namespace

void conclude(Planning& p) {
    if (p.view.row.status == ServiceStatus::Draining) return finish_deletion(p);
    drop_finished_deployments(p);
    note_completion(p);
    note_steady(p);
    look_at_settling(p);
    if (p.primary().rollout_state == DeploymentRolloutState::InProgress) {
        p.look_at(p.now + p.rules.look_again);
    }
}

namespace {

void say_what_was_stopped(Planning& p) {
    std::vector<std::string> running;
    std::int64_t pending = 0;
    for (const ServiceTask& task : p.view.tasks) {
        if (!p.stops(task)) continue;
        if (task.status == TaskStatus::Running) {
            running.push_back(task.id);
        } else {
            ++pending;
        }
    }
    if (pending > 0) p.say(texts::stopped_pending(pending));
    if (!running.empty()) p.say(texts::stopped(running));
}

void plan_active(Planning& p) {
    if (p.is_daemon()) {
        p.row().desired_count = static_cast<std::int64_t>(p.view.daemon_instances.size());
    }
    note_images(p);
    judge_primary(p);
    if (p.is_daemon()) {
        plan_daemon(p);
    } else {
        plan_replica(p);
    }
}

}  // namespace

}  // namespace planning

bool record_blocked(
    ServiceRow& row, std::string_view text, SysTime now, const SchedulerRules& rules
) {
    if (text.empty()) {
        row.last_placement_failure.clear();
        row.last_placement_failure_at.reset();
        return false;
    }
    const auto& last = row.last_placement_failure_at;
    const bool news = text != row.last_placement_failure;
    const Duration quiet = news ? rules.placement_event_gap : rules.placement_event_every;
    if (last && *last + quiet > now) return false;
    row.last_placement_failure = text;
    row.last_placement_failure_at = now;
    return true;
}

ServicePlan plan_service(const ServiceView& view, SysTime now, const SchedulerRules& rules) {
    GANTRY_ASSERT(view.row.status == ServiceStatus::Inactive || view.row.primary() != nullptr);
    planning::Planning p{view, now, rules, {.row = view.row}};
    planning::note_ends(p);
    switch (view.row.status) {
        case ServiceStatus::Active: planning::plan_active(p); break;
        case ServiceStatus::Draining: planning::stop_everything(p); break;
        case ServiceStatus::Inactive: planning::plan_inactive(p); return std::move(p.plan);
    }
    planning::say_what_was_stopped(p);
    planning::conclude(p);
    return std::move(p.plan);
}

}  // namespace gantry::ecs
