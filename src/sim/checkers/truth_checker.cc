#include "sim/checkers/truth_checker.h"

#include <fmt/format.h>

#include <algorithm>

namespace gantry::sim {

namespace {

/// From something happening to a container to its row: the event, the report, two disks.
constexpr Duration kTold{5'000};
/// Pulls last up to 40 s in these worlds, and what holds the room up to 40 s more.
constexpr Duration kPendingMost{180'000};
constexpr Duration kStoppingMost{120'000};

/// How long it has been so, zero when it is not so now.
Duration lasting(std::optional<MonoTime>& since, bool so, MonoTime mono) {
    if (!so) {
        since.reset();
        return Duration{0};
    }
    if (!since) since = mono;
    return std::chrono::duration_cast<Duration>(mono - *since);
}

}  // namespace

void TruthChecker::check(
    const std::vector<RunningContainer>& running,
    const std::function<std::string(const std::string&)>& machine_of,
    MonoTime mono,
    SysTime now
) {
    Names names;
    std::map<std::string, MonoTime> orphans;
    const Duration control = calm_.calm_for(Calm::kControl, mono);
    for (const RunningContainer& container : running) {
        if (container.task) names.emplace(container.task.get(), container.name);
        if (container.task && !container.task->stopped()) continue;
        const std::string name = container.task_arn + ' ' + container.name;
        const auto known = orphans_.find(name);
        const MonoTime first = known == orphans_.end() ? mono : known->second;
        orphans.emplace(name, first);
        const Duration calm = std::min(control, calm_.calm_for(container.machine, mono));
        const auto since = std::chrono::duration_cast<Duration>(mono - first);
        if (calm >= kCalmEnough && since > kTold) {
            verdict_.broken(now, "a container runs for a task that is over: " + container.task_arn);
        }
    }
    orphans_ = std::move(orphans);
    auto known = tasks_.begin();
    for (const auto& [key, task] : ledger_.live_tasks()) {
        while (known != tasks_.end() && known->first < key) known = tasks_.erase(known);
        known = tasks_.try_emplace(known, key);
        Lasting& since = known++->second;
        const std::string machine =
            machine_of(ecs::container_instance_arn(task->scope(), task->host(), task->instance_id));
        if (machine.empty()) continue;
        const Duration calm = std::min(control, calm_.calm_for(machine, mono));
        check_task(*task, since, names, calm, mono, now);
    }
    tasks_.erase(known, tasks_.end());
}

void TruthChecker::check_task(
    const ecs::TaskRow& task,
    Lasting& since,
    const Names& running,
    Duration calm,
    MonoTime mono,
    SysTime now
) {
    const bool counts = task.status == ecs::TaskStatus::Running;
    const bool idle = counts && std::ranges::any_of(task.containers, [&](const auto& container) {
                          return container.essential &&
                                 container.status == ecs::ContainerStatus::Running &&
                                 !running.contains({&task, container.name});
                      });
    const bool wanted = task.goal == ecs::TaskGoal::Running;
    const Duration idle_for = lasting(since.idle, idle, mono);
    const Duration pending_for = lasting(since.pending, wanted && !counts, mono);
    const Duration stopping_for = lasting(since.stopping, !wanted, mono);
    if (calm < kCalmEnough) return;
    if (idle_for > kTold) {
        verdict_.broken(now, "task counts as RUNNING and no container runs: " + task.id);
    }
    if (std::min(pending_for, calm) > kPendingMost) {
        verdict_.broken(now, "task hangs PENDING: " + task.id);
    }
    if (std::min(stopping_for, calm) > kStoppingMost + kCalmEnough) {
        verdict_.broken(now, "task never stops: " + task.id);
    }
}

}  // namespace gantry::sim
