#include "sim/checkers/fargate_checker.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace gantry::sim {

namespace {

using api::ecs::LaunchType;
using api::ecs::TaskStopCode;

constexpr std::string_view kInterrupted = "Your Spot Task was interrupted.";
/// The control plane has been up and well for so long; its controllers have looked at everything.
constexpr Duration kUpEnough{10'000};
/// From the time that a notice names to the durable row: more than steps of clocks make it.
constexpr Duration kLate{60'000};

bool is_fargate(const ecs::TaskRow& task) {
    return task.launch_type == LaunchType::Fargate;
}

bool waits_for_its_end(const ecs::TaskRow& task) {
    return task.interrupt_at && task.goal == ecs::TaskGoal::Running && !task.stopped();
}

std::vector<Share> shares_of(const ecs::DeploymentRow& deployment) {
    std::vector<Share> shares;
    for (const auto& item : deployment.capacity_provider_strategy) {
        shares.push_back({item.capacity_provider.value_or(""), item.base, item.weight});
    }
    return shares;
}

}  // namespace

bool is_shared_out(
    const std::vector<Share>& strategy, const std::map<std::string, std::int64_t>& tasks
) {
    std::int64_t rest = 0;
    for (const auto& [provider, count] : tasks) {
        rest += count;
        if (count > 0 && std::ranges::find(strategy, provider, &Share::provider) == strategy.end())
            return false;
    }
    std::int64_t weights = 0;
    std::map<std::string, std::int64_t> base;
    for (const Share& share : strategy) {
        base[share.provider] = std::min(share.base, rest);
        rest -= base[share.provider];
        weights += share.weight;
    }
    return weights == 0 || std::ranges::all_of(strategy, [&](const Share& share) {
               const auto has = tasks.find(share.provider);
               const std::int64_t beyond =
                   (has == tasks.end() ? 0 : has->second) - base[share.provider];
               return beyond >= 0 && std::abs(beyond * weights - share.weight * rest) < weights;
           });
}

void FargateChecker::on_transaction(const Told& told, const ecs::Tables& tables, MonoTime mono) {
    for (const core::Change& change : told.changes) {
        if (!change.is_of(tables.tasks)) continue;
        const auto* after = change.after_as(tables.tasks);
        if (after == nullptr || !waits_for_its_end(*after)) {
            due_.erase(change.key);
        } else if (!due_.contains(change.key)) {
            due_[change.key] = mono + (*after->interrupt_at - told.time);
        }
        if (after == nullptr) continue;
        check_place(told, *after);
        check_words(told, *after);
    }
}

void FargateChecker::check_place(const Told& told, const ecs::TaskRow& task) {
    if (task.instance_id.empty()) return;
    const bool on_pool = task.host() == ecs::kFargatePool;
    if (on_pool == is_fargate(task) && (on_pool || task.host() == task.cluster)) return;
    verdict_.broken(
        told.time,
        fmt::format(
            "task {} of {} is on a machine of {} ({})",
            task.id,
            reflect::to_text(task.launch_type),
            task.host(),
            told.cause
        )
    );
}

void FargateChecker::check_words(const Told& told, const ecs::TaskRow& task) {
    const bool of_spot = task.stop_code == TaskStopCode::SpotInterruption ||
                         task.stop_code == TaskStopCode::TerminationNotice;
    if (!of_spot || task.stopped_reason == kInterrupted) return;
    verdict_.broken(
        told.time, fmt::format("task {} was interrupted: {}", task.id, task.stopped_reason)
    );
}

/// Both clocks must say that it is late: the control plane's may be set, and its timers then run by
/// what it said before. One that is set forward ends waits later by as much.
void FargateChecker::check(
    const std::vector<RunningContainer>& running,
    const std::set<std::string>& pool,
    MonoTime mono,
    SysTime control_now,
    SysTime now
) {
    check_machines(running, pool, now);
    const Duration ahead = control_now - now;
    if (ahead > ahead_) {
        for (auto& [key, due] : due_) due = due + (ahead - ahead_);
    }
    ahead_ = ahead;
    if (calm_.calm_for(Calm::kControl, mono) < kUpEnough) return;
    for (const auto& [key, due] : due_) {
        const auto task = ledger_.task(key);
        if (!task || !waits_for_its_end(*task) || mono < due + kLate) continue;
        if (control_now < *task->interrupt_at + kLate) continue;
        verdict_.broken(now, "the notice of task " + task->id + " is over, and it is not stopped");
    }
}

void FargateChecker::check_machines(
    const std::vector<RunningContainer>& running, const std::set<std::string>& pool, SysTime now
) {
    for (const RunningContainer& container : running) {
        const auto& task = container.task;
        if (!task || is_fargate(*task) == pool.contains(container.machine)) continue;
        verdict_.broken(
            now,
            fmt::format(
                "a container of task {} of {} runs on {}",
                task->id,
                reflect::to_text(task->launch_type),
                container.machine
            )
        );
    }
}

void FargateChecker::check_at_rest(const ecs::Tables& tables, SysTime now) {
    for (const auto& [key, service] : tables.services.rows()) {
        const ecs::DeploymentRow* primary = service->primary();
        if (service->status != ecs::ServiceStatus::Active || primary == nullptr) continue;
        const auto strategy = shares_of(*primary);
        if (strategy.empty()) continue;
        std::map<std::string, std::int64_t> tasks;
        for (const std::string& task : tables.live_tasks_by_service.keys(key)) {
            ++tasks[tables.tasks.find(task)->capacity_provider];
        }
        if (is_shared_out(strategy, tasks)) continue;
        std::string told;
        for (const auto& [provider, count] : tasks) told += fmt::format(" {} {}", count, provider);
        verdict_.broken(now, fmt::format("service {} has{} tasks", service->name, told));
    }
}

}  // namespace gantry::sim
