#include "sim/checkers/rest_checker.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>

#include "services/ecs/reconcile/service_controller.h"
#include "services/ecs/reconcile/task_controller.h"
#include "services/ecs/reconcile/task_definition_gc.h"
#include "sim/checkers/deployment_rules.h"

namespace gantry::sim {

namespace {

/// As the core sees it: putting what is there already is no change.
bool changes_nothing(const core::Transaction& transaction) {
    return std::ranges::all_of(transaction.changes(), [](const auto& change) {
        return change.table->same(change.table->find_any(change.key), change.row);
    });
}

/// One look at the whole world at rest.
class Rest {
  public:
    Rest(const ecs::Tables& tables, SysTime now, Verdict& verdict)
        : tables_(tables), now_(now), verdict_(verdict) {}

    void check_tasks(const std::vector<RunningContainer>& running) {
        std::set<std::string> with_containers;
        for (const RunningContainer& container : running)
            with_containers.insert(container.task_arn);
        for (const auto& [key, task] : tables_.tasks.rows()) {
            if (task->stopped()) continue;
            live_.insert(task->arn());
            if (task->status != ecs::TaskStatus::Running) continue;
            running_[task->service].push_back(task);
            if (!with_containers.contains(task->arn())) {
                verdict_.broken(now_, "task counts as RUNNING and no container runs: " + task->id);
            }
        }
        for (const std::string& arn : with_containers) {
            if (!live_.contains(arn)) {
                verdict_.broken(now_, "a container runs for a task that is over: " + arn);
            }
        }
    }

    void check_services() {
        for (const auto& [key, service] : tables_.services.rows()) {
            if (service->status == ecs::ServiceStatus::Inactive) continue;
            if (service->status == ecs::ServiceStatus::Draining) {
                verdict_.broken(now_, "service " + service->name + " never finished draining");
                continue;
            }
            check_service(*service);
        }
    }

    void check_stopped(const std::set<std::string>& stopped) {
        for (const std::string& arn : stopped) {
            if (live_.contains(arn)) verdict_.broken(now_, "a stopped task never stopped: " + arn);
        }
    }

  private:
    void check_service(const ecs::ServiceRow& service) {
        const auto& tasks = running_[service.name];
        const auto have = static_cast<std::int64_t>(tasks.size());
        const ecs::DeploymentRow* primary = service.primary();
        const bool completed =
            primary != nullptr &&
            primary->rollout_state == api::ecs::DeploymentRolloutState::Completed;
        if (have != service.desired_count || service.deployments.size() != 1 || !completed) {
            verdict_.broken(
                now_,
                fmt::format(
                    "service {} did not converge: wants {}, has {}, {} deployments, {}; {}",
                    service.name,
                    service.desired_count,
                    have,
                    service.deployments.size(),
                    primary != nullptr ? reflect::to_text(primary->rollout_state) : "none",
                    newest_event(service)
                )
            );
        }
        for (const auto& task : tasks) {
            if (primary == nullptr ||
                (task->family == primary->family && task->revision == primary->revision)) {
                continue;
            }
            verdict_.broken(
                now_,
                fmt::format(
                    "service {} still runs {}:{}", service.name, task->family, task->revision
                )
            );
        }
    }

    [[nodiscard]] std::string newest_event(const ecs::ServiceRow& service) const {
        std::string newest = "no event";
        for (const auto& [key, event] : tables_.service_events.with_prefix(service.key() + "/")) {
            newest = event->message;
        }
        return newest;
    }

    const ecs::Tables& tables_;
    SysTime now_;
    Verdict& verdict_;
    std::map<std::string, std::vector<core::Table<ecs::TaskRow>::Ptr>> running_;  ///< by service
    std::set<std::string> live_;
};

}  // namespace

void check_converged(
    const Acknowledged& promised,
    const ecs::Tables& tables,
    const std::vector<RunningContainer>& running,
    SysTime now,
    Verdict& verdict
) {
    Rest rest(tables, now, verdict);
    rest.check_tasks(running);
    rest.check_services();
    rest.check_stopped(promised.stopped_tasks);
}

void check_broken_roll_outs(
    const ecs::Tables& tables,
    const std::string& family,
    Duration settle,
    SysTime now,
    Verdict& verdict
) {
    for (const auto& [key, service] : tables.services.rows()) {
        if (service->status != ecs::ServiceStatus::Active || service->primary() == nullptr)
            continue;
        const ecs::DeploymentRow& primary = *service->primary();
        const bool broken = primary.family == family;
        std::int64_t ready = 0;
        for (const std::string& task_key : tables.live_tasks_by_service.keys(key)) {
            const auto task = tables.tasks.find(task_key);
            if (task->family != family && is_ready(*task, now, settle)) ++ready;
        }
        if (broken && service->desired_count > 0 &&
            primary.rollout_state == api::ecs::DeploymentRolloutState::Completed) {
            verdict.broken(
                now, fmt::format("service {}: what does not work is COMPLETED", service->name)
            );
        }
        const std::int64_t wanted = broken ? floor_of(*service) : service->desired_count;
        if (ready < wanted) {
            verdict.broken(
                now,
                fmt::format(
                    "service {}: {} good tasks are left of {} beside a revision that does not work",
                    service->name,
                    ready,
                    wanted
                )
            );
        }
    }
}

std::vector<std::string> unfinished_plans(
    const ecs::Tables& tables,
    const ecs::SchedulerRules& rules,
    Duration stopped_task_retention,
    SysTime now
) {
    IdSource ids{Random{1}};  // of plans that nobody carries out
    std::vector<std::unique_ptr<core::Controller>> controllers;
    controllers.push_back(std::make_unique<ecs::ServiceController>(tables, ids, rules));
    controllers.push_back(
        std::make_unique<ecs::TaskController>(tables, stopped_task_retention, nullptr)
    );
    controllers.push_back(std::make_unique<ecs::TaskDefinitionGc>(tables));
    std::vector<std::string> unfinished;
    for (const auto& controller : controllers) {
        std::vector<std::string> keys;
        controller->all_keys([&](std::string key) { keys.push_back(std::move(key)); });
        for (const std::string& key : keys) {
            const core::Plan plan = controller->plan(key, now);
            if (changes_nothing(plan.changes)) continue;
            unfinished.push_back(fmt::format("{} {}: {}", controller->name(), key, plan.reason));
        }
    }
    return unfinished;
}

}  // namespace gantry::sim
