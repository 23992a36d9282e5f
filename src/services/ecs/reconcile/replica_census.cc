#include "services/ecs/reconcile/replica_census.h"

#include <tuple>

namespace gantry::ecs::planning {

ReplicaCensus::ReplicaCensus(const Planning& p, const DeploymentRow* fallback, std::int64_t floor) {
    for (const ServiceTask& task : p.view.tasks) {
        if (task.stopping) {
            stopping = true;
            if (task.stopped_by_scheduler) ++leaving;
            continue;
        }
        ++present;
        if (is_ready(task, p)) ++ready;
        sort(task, p, fallback);
    }
    needed = std::max<std::int64_t>(0, floor - (ready - going_));
    // Newest first: of two unhealthy ones the older has warmed up.
    for (Tasks* tasks : {&unhealthy, &kept_unhealthy}) {
        std::ranges::sort(*tasks, [](const ServiceTask* a, const ServiceTask* b) {
            return std::tie(a->created_at, a->id) > std::tie(b->created_at, b->id);
        });
    }
}

void ReplicaCensus::sort(
    const ServiceTask& task, const Planning& p, const DeploymentRow* fallback
) {
    const bool is_primary = task.deployment_id == p.plan.row.primary()->id;
    const bool is_fallback = fallback != nullptr && task.deployment_id == fallback->id;
    const bool counts = is_ready(task, p);
    if (!is_primary && !is_fallback) {
        old.push_back(&task);
    } else if (is_unhealthy(task)) {
        (is_primary ? unhealthy : kept_unhealthy).push_back(&task);
    } else if (task.instance_draining) {
        draining.push_back(&task);
        // What a primary deployment loses it starts again itself, while it may.
        if (counts && (is_fallback || !p.may_start())) ++going_;
    } else if (is_primary) {
        good.push_back(&task);
        if (counts) ++good_ready;
    } else {
        kept.push_back(&task);
        if (!counts) ++kept_coming;
    }
}

}  // namespace gantry::ecs::planning
