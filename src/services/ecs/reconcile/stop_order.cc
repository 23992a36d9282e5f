#include "services/ecs/reconcile/stop_order.h"

#include <tuple>

namespace gantry::ecs::planning {

namespace {

/// As ECS has it without strategies: zones, then instances.
std::vector<StrategyValue> values_of(const ServiceTask& task) {
    if (!task.strategy_values.empty()) return task.strategy_values;
    return {{.group = task.zone}, {.group = task.instance_id}};
}

}  // namespace

StopOrder::StopOrder(const Planning& p, std::vector<const ServiceTask*> candidates) {
    for (const ServiceTask& task : p.view.tasks) {
        if (task.stopping) continue;
        const auto values = values_of(task);
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (!values[i].group.empty()) ++groups_[{i, values[i].group}];
        }
    }
    candidates_.reserve(candidates.size());
    for (const ServiceTask* task : candidates) {
        candidates_.push_back({task, is_ready(*task, p), crowds_of(*task)});
    }
}

std::vector<std::int64_t*> StopOrder::crowds_of(const ServiceTask& task) {
    std::vector<std::int64_t*> crowds;
    const auto values = values_of(task);
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!values[i].group.empty()) {
            crowds.push_back(&groups_[{i, values[i].group}]);
        } else {
            std::int64_t& free = free_[{i, values[i].free}];
            free = values[i].free;
            crowds.push_back(&free);
        }
    }
    return crowds;
}

bool StopOrder::goes_before(const Candidate& a, const Candidate& b) {
    if (a.ready != b.ready) return !a.ready;
    for (std::size_t i = 0; i < a.crowds.size() && i < b.crowds.size(); ++i) {
        if (*a.crowds[i] != *b.crowds[i]) return *a.crowds[i] > *b.crowds[i];
    }
    return std::tie(b.task->created_at, a.task->id) < std::tie(a.task->created_at, b.task->id);
}

const ServiceTask* StopOrder::next() {
    if (candidates_.empty()) return nullptr;
    const auto first = std::ranges::min_element(candidates_, goes_before);
    const ServiceTask* task = first->task;
    const auto values = values_of(*task);
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!values[i].group.empty()) --*first->crowds[i];
    }
    *first = candidates_.back();
    candidates_.pop_back();
    return task;
}

}  // namespace gantry::ecs::planning
