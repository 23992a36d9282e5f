#include "services/ecs/reconcile/service_turn.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "base/sabotage.h"
#include "services/ecs/model/new_task.h"
#include "services/ecs/model/reservation.h"
#include "services/ecs/model/task_network.h"
#include "services/ecs/model/task_volume.h"
#include "services/ecs/placement/capacity_split.h"
#include "services/ecs/placement/cluster_view.h"
#include "services/ecs/placement/failure_text.h"
#include "services/ecs/placement/request.h"
#include "services/ecs/reconcile/service_events.h"
#include "services/ecs/reconcile/service_history.h"
#include "services/ecs/reconcile/service_texts.h"
#include "services/ecs/reconcile/service_view.h"
#include "services/ecs/reconcile/task_report.h"

namespace gantry::ecs {

namespace {

using api::ecs::LaunchType;
using api::ecs::TaskStopCode;

/// How long tasks that found no place wait for the next try when nothing seems to change.
constexpr Duration kPlaceAgain{30'000};
constexpr std::size_t kCauseLength = 300;

/// Finds places for the starts of one plan and makes the tasks.
class Starter {
  public:
    /// @param tx  takes in the interfaces of the tasks
    Starter(
        const Tables& tables,
        const ServiceRow& row,
        IdSource& ids,
        SysTime now,
        const RoleCheck& check_roles,
        InterfaceSource* interfaces,
        core::Transaction& tx
    )
        : tables_(tables),
          row_(row),
          ids_(ids),
          now_(now),
          check_roles_(check_roles),
          interfaces_(interfaces),
          tx_(tx) {}

    void start(const ServiceStart& what) {
        const auto deployment =
            std::ranges::find(row_.deployments, what.deployment_id, &DeploymentRow::id);
        const DeploymentRow& runs =
            sabotaged(Sabotage::WrongRevision) ? row_.deployments.back() : *deployment;
        const std::string key = task_definition_key(row_.scope(), runs.family, runs.revision);
        const auto definition = tables_.task_definitions.find(key);
        if (!definition)
            return fail("was unable to place a task. Reason: TaskDefinition not found.");
        const Result<void>& roles = roles_of(key, *definition);
        if (!roles) return fail(texts::failed_to_launch(roles.error().message));
        const LaunchType launch_type = row_.runs_on(*deployment);
        auto volume = volume_of(*deployment);
        if (!volume) return fail(texts::unable_to_place(volume.error().message));
        auto request =
            request_of(*definition, launch_type, *volume ? (*volume)->snapshot_store : "");
        if (!request) {
            return fail("was unable to place a task. Reason: " + request.error().message);
        }
        request->only_instance = what.instance_id;
        const bool fargate = launch_type == LaunchType::Fargate;
        const auto network = network_asked_for(deployment->network_configuration);
        if (network && interfaces_ == nullptr) {
            return fail("was unable to place a task. Reason: Internal error.");
        }
        if (network && !fargate) request->zones = interfaces_->zones(row_.scope(), *network, tx_);
        const bool on_pool = fargate && !sabotaged(Sabotage::PoolLeft);
        auto& view = view_of(on_pool ? kFargatePool : std::string_view(row_.cluster));
        const auto placement = place(view, *request, static_cast<std::size_t>(what.count));
        const auto providers = providers_for(*deployment, placement.chosen.size());
        for (std::size_t i = 0; i < placement.chosen.size(); ++i) {
            make_task(
                *definition,
                *deployment,
                view,
                placement.chosen[i],
                placement.gpus[i],
                providers[i],
                *volume
            );
        }
        if (placement.chosen.size() == static_cast<std::size_t>(what.count)) return;
        fail(
            fargate ? placement::capacity_event_text(view, placement.verdicts)
                    : placement::placement_event_text(view, placement.verdicts)
        );
    }

    /// Why something found no place; empty when all did.
    [[nodiscard]] const std::string& failure() const { return failure_; }
    [[nodiscard]] std::vector<TaskRow>& tasks() { return tasks_; }

  private:
    void fail(std::string text) {
        if (failure_.empty()) failure_ = std::move(text);
    }

    /// Asked once for each definition: a DAEMON service has a start for every instance.
    const Result<void>& roles_of(const std::string& key, const TaskDefinitionRow& definition) {
        const auto [answer, asks] = roles_.try_emplace(key);
        if (asks && check_roles_) answer->second = check_roles_(row_, definition, now_);
        return answer->second;
    }

    /// The instances of the cluster, or of the pool, as this turn has left them.
    placement::ClusterView& view_of(std::string_view host) {
        const auto found = views_.find(host);
        if (found != views_.end()) return found->second;
        auto view = placement::cluster_view(tables_, row_.scope(), host);
        return views_.emplace(std::string(host), std::move(view)).first->second;
    }

    /// The provider of each of `count` new tasks, by the deployment's strategy and what runs of it;
    /// empty texts without a strategy.
    std::vector<std::string> providers_for(const DeploymentRow& deployment, std::size_t count) {
        const auto& strategy = deployment.capacity_provider_strategy;
        if (strategy.empty()) return std::vector<std::string>(count);
        std::map<std::string, std::int64_t> now;
        for (const std::string& key : tables_.live_tasks_by_service.keys(row_.key())) {
            const auto task = tables_.tasks.find(key);
            const bool counts = task->goal == TaskGoal::Running && !task->interrupt_at;
            if (task->deployment_id == deployment.id && counts) ++now[task->capacity_provider];
        }
        return placement::split_over_providers(strategy, std::move(now), count);
    }

    /// The volume of each new task. Errors: those of its snapshot, as a reason for people.
    Result<std::optional<TaskVolume>> volume_of(const DeploymentRow& deployment) {
        auto volume = volume_asked_for(of_each_task(deployment.volume_configurations));
        if (!volume || snapshot_asked_for(*volume).empty()) return volume;
        if (interfaces_ == nullptr) return internal_error("there is no EC2");
        const auto snapshot = interfaces_->snapshot(row_.scope(), snapshot_asked_for(*volume));
        if (!snapshot) return unavailable(volume_fault(volume->name, snapshot.error()));
        make_from(*volume, *snapshot);
        return volume;
    }

    Result<placement::Request> request_of(
        const TaskDefinitionRow& definition, LaunchType launch_type, std::string snapshot_store
    ) const {
        auto request = placement::request_for({
            .definition = definition.definition,
            .needs = reservation_of(definition.definition, {}),
            .group = "service:" + row_.name,
            .launch_type = launch_type,
            .constraints = row_.placement_constraints,
            .strategies = row_.placement_strategy,
            .execute_command = row_.enable_execute_command,
            .snapshot_store = std::move(snapshot_store),
        });
        if (request && request->strategies.empty()) {
            request->strategies = placement::default_service_strategies();
        }
        return request;
    }

    /// Like placement::place, but without a search where the instance is given.
    placement::Placement place(
        placement::ClusterView& view, const placement::Request& request, std::size_t count
    ) {
        if (request.only_instance.empty()) {
            return placement::place(view, request, count, ids_.random());
        }
        auto& instances = view.instances;
        const auto at = std::ranges::lower_bound(
            instances, request.only_instance, {}, &placement::InstanceView::id
        );
        if (at == instances.end() || check(*at, request).reason != placement::Reason::Fits) {
            return {.verdicts = check_all(view, request)};
        }
        return {
            .chosen = {static_cast<std::size_t>(at - instances.begin())},
            .gpus = {reserve(*at, request)},
        };
    }

    void make_task(
        const TaskDefinitionRow& definition,
        const DeploymentRow& deployment,
        const placement::ClusterView& view,
        std::size_t index,
        const std::vector<std::string>& gpus,
        const std::string& provider,
        const std::optional<TaskVolume>& volume
    ) {
        const auto instance = tables_.container_instances.find(
            in_cluster_key(row_.scope(), view.cluster, view.instances[index].id)
        );
        const NewTask task{
            .cluster = row_.cluster,
            .definition = definition,
            .instance = *instance,
            .started_by = deployment.id,
            .service = row_.name,
            .deployment_id = deployment.id,
            .launch_type = row_.runs_on(deployment),
            .capacity_provider = provider,
            .platform_version = deployment.platform_version.value_or(""),
            .enable_execute_command = row_.enable_execute_command,
            .images = deployment.images,
            .gpus = gpus,
            .network = network_asked_for(deployment.network_configuration),
            .volume = volume,
            .enable_ecs_managed_tags = row_.enable_ecs_managed_tags,
            .propagate_tags = row_.propagate_tags.value_or(api::ecs::PropagateTags::None),
            .service_tags = row_.tags,
        };
        TaskRow row = new_task(task, ids_, now_);
        if (interfaces_ != nullptr && row.network) {
            const auto taken = interfaces_->take(row, tx_);
            if (!taken) return fail(texts::unable_to_place(taken.error().message));
        }
        tasks_.push_back(std::move(row));
    }

    const Tables& tables_;
    const ServiceRow& row_;
    IdSource& ids_;
    SysTime now_;
    const RoleCheck& check_roles_;
    InterfaceSource* const interfaces_;
    core::Transaction& tx_;
    std::map<std::string, placement::ClusterView, std::less<>> views_;
    std::map<std::string, Result<void>> roles_;  ///< by the definition's key
    std::vector<TaskRow> tasks_;
    std::string failure_;
};

/// Turns one plan into row changes.
class Turn {
  public:
    Turn(
        const Tables& tables, const ServiceRow& before, ServicePlan plan, IdSource& ids, SysTime now
    )
        : tables_(tables), before_(before), plan_(std::move(plan)), ids_(ids), now_(now) {}

    core::Plan carry_out(
        const SchedulerRules& rules, const RoleCheck& check_roles, InterfaceSource* interfaces
    ) {
        if (plan_.forget) return forget();
        for (const std::string& id : plan_.noted_ends) {
            if (sabotaged(Sabotage::ForgetEndNoted)) break;
            edit_task(id, [](TaskRow& task) { task.end_noted = true; });
        }
        for (const ServiceStop& stop : plan_.stops) {
            edit_task(stop.task_id, [&](TaskRow& task) {
                task = ask_to_stop(
                    std::move(task), TaskStopCode::ServiceSchedulerInitiated, stop.reason, now_
                );
                task.end_noted = true;
            });
        }
        start_tasks(rules, check_roles, interfaces);
        for (const std::string& event : plan_.events) add_event(event);
        if (plan_.row.status == ServiceStatus::Active) {
            update_history(tx_, tables_, plan_.row, plan_.tripped, now_);
        }
        if (plan_.row != before_) tx_.put(tables_.services, before_.key(), plan_.row);
        return finish();
    }

  private:
    template <class Edit>
    void edit_task(const std::string& id, Edit&& edit) {
        tx_.update(
            tables_.tasks,
            in_cluster_key(before_.scope(), before_.cluster, id),
            std::forward<Edit>(edit)
        );
    }

    void start_tasks(
        const SchedulerRules& rules, const RoleCheck& check_roles, InterfaceSource* interfaces
    ) {
        if (plan_.starts.empty()) return;
        Starter starter(tables_, plan_.row, ids_, now_, check_roles, interfaces, tx_);
        for (const ServiceStart& start : plan_.starts) starter.start(start);

        std::vector<std::string> started;
        for (TaskRow& task : starter.tasks()) {
            started.push_back(task.id);
            const std::string key = task.key();
            tx_.put(tables_.tasks, key, std::move(task));
        }
        if (!started.empty())
            plan_.events.push_back(texts::started(started, unhealthy_replaced(started.size())));
        if (record_blocked(plan_.row, starter.failure(), now_, rules)) {
            plan_.events.push_back(starter.failure());
        }
        if (!starter.failure().empty()) {
            const SysTime again = now_ + kPlaceAgain;
            plan_.look_again_at = std::min(again, plan_.look_again_at.value_or(again));
        }
    }

    [[nodiscard]] std::int64_t unhealthy_replaced(std::size_t started) const {
        return std::min(plan_.replaced_unhealthy, static_cast<std::int64_t>(started));
    }

    void add_event(const std::string& text) {
        add_service_event(tx_, tables_, plan_.row, ids_, now_, text);
    }

    core::Plan forget() {
        const std::string key = before_.key();
        tx_.erase(tables_.services, key);
        for (const auto& [event, row] : tables_.service_events.with_prefix(key + "/")) {
            tx_.erase(tables_.service_events, event);
        }
        erase_history(tx_, tables_, key);
        return {.changes = std::move(tx_), .reason = "INACTIVE for long enough"};
    }

    core::Plan finish() {
        core::Plan plan{.changes = std::move(tx_)};
        if (plan_.look_again_at) plan.again_in = *plan_.look_again_at - now_;
        for (const std::string& why : plan_.why) {
            if (plan.reason.size() + why.size() > kCauseLength) {
                plan.reason += "; …";
                break;
            }
            if (!plan.reason.empty()) plan.reason += "; ";
            plan.reason += why;
        }
        return plan;
    }

    const Tables& tables_;
    const ServiceRow& before_;
    ServicePlan plan_;
    IdSource& ids_;
    SysTime now_;
    core::Transaction tx_;
};

}  // namespace

core::Plan service_turn(
    const Tables& tables,
    const std::string& service_key,
    IdSource& ids,
    SysTime now,
    const SchedulerRules& rules,
    const RoleCheck& check_roles,
    InterfaceSource* interfaces
) {
    const auto row = tables.services.find(service_key);
    if (!row) return {};
    ServicePlan plan = plan_service(service_view(tables, *row), now, rules);
    return Turn(tables, *row, std::move(plan), ids, now).carry_out(rules, check_roles, interfaces);
}

}  // namespace gantry::ecs
