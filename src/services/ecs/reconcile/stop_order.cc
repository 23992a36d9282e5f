#include "services/ecs/reconcile/stop_order.h"

#include <tuple>

namespace gantry::ecs::planning {

StopOrder::StopOrder(const Planning& p, std::vector<const ServiceTask*> candidates) {
    for (const ServiceTask& task : p.view.tasks) {
        if (task.stopping) continue;
        ++zones_[task.zone];
        ++instances_[task.instance_id];
    }
    candidates_.reserve(candidates.size());
    for (const ServiceTask* task : candidates) {
        candidates_.push_back(
            {task, is_ready(*task, p), &zones_[task->zone], &instances_[task->instance_id]}
        );
    }
}

bool StopOrder::goes_before(const Candidate& a, const Candidate& b) {
    // Where more tasks are, or a newer task is, comes first: left and right change sides.
    return std::tie(a.ready, *b.zone_tasks, *b.instance_tasks, b.task->created_at, a.task->id) <
           std::tie(b.ready, *a.zone_tasks, *a.instance_tasks, a.task->created_at, b.task->id);
}

const ServiceTask* StopOrder::next() {
    if (candidates_.empty()) return nullptr;
    const auto first = std::ranges::min_element(candidates_, goes_before);
    const ServiceTask* task = first->task;
    --*first->zone_tasks;
    --*first->instance_tasks;
    *first = candidates_.back();
    candidates_.pop_back();
    return task;
}

}  // namespace gantry::ecs::planning
