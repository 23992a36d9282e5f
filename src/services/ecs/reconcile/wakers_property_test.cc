// Whoever plans from a row must hear when it changes. Random rows are changed at random, one at a
// time; where a change alters what a controller would do about a key, the controller must have
// named that key. (What the passing of time alters is up to the times that plans name.)
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "base/manual_loop.h"
#include "core/core.h"
#include "services/ecs/reconcile/health_report.h"
#include "services/ecs/reconcile/service_controller.h"
#include "services/ecs/reconcile/service_view.h"
#include "services/ecs/reconcile/task_controller.h"
#include "services/ecs/reconcile/task_definition_gc.h"
#include "store/memory_journal.h"
#include "wire/json_codec.h"

namespace gantry::ecs {
namespace {

using api::ecs::HealthStatus;
using api::ecs::TaskStopCode;

const Scope kWakersScope{"000000000000", "us-east-1"};

/// What a controller would do about a key, as text.
using Fingerprints = std::map<std::pair<std::string, std::string>, std::string>;

std::string fingerprint(const ServicePlan& plan) {
    std::string text = wire::encode_json(plan.row);
    for (const auto& start : plan.starts) {
        text += fmt::format("|+{} {} {}", start.deployment_id, start.count, start.instance_id);
    }
    for (const auto& stop : plan.stops) text += "|-" + stop.task_id + stop.reason;
    for (const auto& end : plan.noted_ends) text += "|x" + end;
    for (const auto& event : plan.events) text += "|" + event;
    if (plan.look_again_at) text += "|@" + format_iso8601(*plan.look_again_at);
    return text + (plan.forget ? "|forget" : "");
}

class Wakers {
  public:
    explicit Wakers(std::uint64_t seed) : random_(seed) {
        EXPECT_TRUE(core_.open());
        core_.subscribe({[this](const core::Change& change) { hear(change); }, [] {}});
        for (int i = 1; i <= 3; ++i) put_instance(fmt::format("i{}", i));
        for (int i = 1; i <= 2; ++i) put_definition(i);
        put_service("replica", {});
        put_service("daemon", {}, true);
        put_service(
            "beside",
            {{.type = api::ecs::PlacementConstraintType::MemberOf,
              .expression = "task:group == service:replica"}},
            true
        );
        for (int i = 0; i < 9; ++i) put_task(fmt::format("t{}", i));
    }

    /// One change of one row; every plan that it alters must have been asked for.
    void step() {
        const Fingerprints before = fingerprints();
        woken_.clear();
        const std::string what = change_something();
        loop_.run_until_idle();
        for (const auto& [key, text] : fingerprints()) {
            const auto old = before.find(key);
            if (old != before.end() && old->second == text) continue;
            EXPECT_TRUE(woken_.contains(key))
                << what << " alters what " << key.first << " does about " << key.second;
            ++altered_;
        }
    }
    [[nodiscard]] int altered() const { return altered_; }

  private:
    [[nodiscard]] std::vector<core::Controller*> controllers() {
        return {&services_, &tasks_, &gc_};
    }

    void hear(const core::Change& change) {
        for (core::Controller* each : controllers()) {
            each->on_change(change, [&](std::string key) {
                woken_.emplace(std::string(each->name()), std::move(key));
            });
        }
    }

    Fingerprints fingerprints() {
        Fingerprints all;
        for (const auto& [key, row] : tables_.services.rows()) {
            all[{std::string(services_.name()), key}] =
                fingerprint(plan_service(service_view(tables_, *row), loop_.now()));
        }
        for (const auto& [key, row] : tables_.container_instances.rows()) {
            note(all, tasks_, "instance/" + key);
        }
        gc_.all_keys([&](const std::string& key) { note(all, gc_, key); });
        return all;
    }
    void note(Fingerprints& all, core::Controller& controller, const std::string& key) {
        const core::Plan plan = controller.plan(key, loop_.now());
        all[{std::string(controller.name()), key}] = fmt::format(
            "{} {}", plan.changes.empty(), plan.again_in.value_or(Duration{-1}).count()
        );
    }

    template <class Row>
    void put(const core::Table<Row>& table, const std::string& key, Row row) {
        core::Transaction tx;
        tx.put(table, key, std::move(row));
        core_.commit(std::move(tx), "test");
        loop_.run_until_idle();
    }

    // ---- Rows

    void put_instance(const std::string& id) {
        ContainerInstanceRow row{
            .account = kWakersScope.account,
            .region = kWakersScope.region,
            .cluster = "default",
            .id = id
        };
        row.agent_connected = true;
        row.registered = {.cpu = 4096, .memory_mib = 4096};
        put(tables_.container_instances, row.key(), row);
    }
    void put_definition(std::int64_t revision) {
        TaskDefinitionRow row{.account = kWakersScope.account, .region = kWakersScope.region};
        row.definition.family = "web";
        row.definition.revision = static_cast<std::int32_t>(revision);
        row.definition.status = api::ecs::TaskDefinitionStatus::DeleteInProgress;
        row.definition.container_definitions = {
            {{.name = "app", .image = "web", .cpu = 100, .memory = 100, .essential = true}}
        };
        put(tables_.task_definitions, task_definition_key(kWakersScope, "web", revision), row);
    }
    void put_service(
        const std::string& name,
        std::vector<api::ecs::PlacementConstraint> constraints,
        bool daemon = false
    ) {
        ServiceRow row{
            .account = kWakersScope.account,
            .region = kWakersScope.region,
            .cluster = "default",
            .name = name
        };
        if (daemon) row.scheduling = api::ecs::SchedulingStrategy::Daemon;
        row.desired_count = 3;
        row.placement_constraints = std::move(constraints);
        for (int i = 2; i >= 1; --i) {
            DeploymentRow each{.id = fmt::format("{}/{}", name, i), .family = "web", .revision = i};
            each.share = 3;
            if (i == 1) each.rollout_state = api::ecs::DeploymentRolloutState::Completed;
            if (i == 1) each.status = DeploymentStatus::Active;
            row.deployments.push_back(std::move(each));
        }
        put(tables_.services, row.key(), row);
    }
    void put_task(const std::string& id) {
        TaskRow row{
            .account = kWakersScope.account,
            .region = kWakersScope.region,
            .cluster = "default",
            .id = id
        };
        static constexpr const char* kServices[] = {"replica", "daemon", "beside", ""};
        row.service = kServices[random_.below(4)];
        row.group = row.service.empty() ? "family:web" : "service:" + row.service;
        row.family = "web";
        row.revision = random_.between(1, 2);
        row.deployment_id = fmt::format("{}/{}", row.service, row.revision);
        row.instance_id = fmt::format("i{}", random_.between(1, 3));
        row.status = random_.chance(0.5) ? TaskStatus::Running : TaskStatus::Pending;
        row.created_at = loop_.now() - minutes{10};
        row.started_at = loop_.now() - minutes{9};
        for (const char* name : {"app", "side"}) {
            TaskContainer container{.name = name};
            container.has_health_check = random_.chance(0.5);
            container.essential = random_.chance(0.8);
            row.containers.push_back(std::move(container));
        }
        put(tables_.tasks, row.key(), row);
    }

    // ---- Changes

    std::string change_something() {
        switch (random_.below(8)) {
            case 0: return change_instance();
            case 1: return change_service();
            case 2: {
                const std::string id = fmt::format("t{}", 100 + ++added_);
                put_task(id);
                return "a new task";
            }
            default: return change_task();
        }
    }

    template <class Table>
    auto some_row(const Table& table) {
        auto it = table.rows().begin();
        std::advance(it, static_cast<std::ptrdiff_t>(random_.below(table.rows().size())));
        return *it->second;
    }

    std::string change_task() {
        TaskRow row = some_row(tables_.tasks);
        const std::uint64_t what = random_.below(9);
        switch (what) {
            case 0:
            case 1: {
                static constexpr HealthStatus kAll[] = {
                    HealthStatus::Healthy, HealthStatus::Unhealthy, HealthStatus::Unknown
                };
                const ContainerHealth told{
                    random_.chance(0.5) ? "app" : "side", kAll[random_.below(3)]
                };
                row = apply_health_report(row, std::span(&told, 1)).value_or(row);
                break;
            }
            case 2: row.status = std::max(row.status, TaskStatus::Running); break;
            case 3:
                if (row.stopped()) break;
                row.goal = TaskGoal::Stopped;
                row.stop_code = random_.chance(0.5) ? TaskStopCode::UserInitiated
                                                    : TaskStopCode::ServiceSchedulerInitiated;
                row.stopping_at = loop_.now();
                break;
            case 4:
                if (row.goal != TaskGoal::Stopped) break;
                row.status = TaskStatus::Stopped;
                row.stopped_at = loop_.now();
                break;
            case 5: row.protection_until = loop_.now() + minutes{random_.between(-5, 5)}; break;
            case 6: row.end_noted = row.goal == TaskGoal::Stopped; break;
            case 7: row.started_at = loop_.now() - Duration{random_.between(0, 60'000)}; break;
            default:
                if (!row.stopped()) break;
                put_erased(row.key());
                return "a task that is forgotten";
        }
        put(tables_.tasks, row.key(), row);
        return fmt::format("change {} of a task of {}", what, row.service);
    }
    void put_erased(const std::string& key) {
        core::Transaction tx;
        tx.erase(tables_.tasks, key);
        core_.commit(std::move(tx), "test");
    }
    std::string change_instance() {
        ContainerInstanceRow row = some_row(tables_.container_instances);
        const std::uint64_t what = random_.below(4);
        switch (what) {
            case 0: row.status = InstanceStatus::Draining; break;
            case 1: row.status = InstanceStatus::Active; break;
            case 2: row.agent_connected = !row.agent_connected; break;
            default: row.attributes = {{.name = "color", .value = "blue"}}; break;
        }
        put(tables_.container_instances, row.key(), row);
        return fmt::format("change {} of an instance", what);
    }
    std::string change_service() {
        ServiceRow row = some_row(tables_.services);
        row.desired_count = random_.between(0, 5);
        if (random_.chance(0.2) && row.deployments.size() > 1) row.deployments.pop_back();
        put(tables_.services, row.key(), row);
        return "a service's own row";
    }

    Random random_;
    ManualLoop loop_;
    store::MemoryJournal journal_{loop_, std::make_shared<store::MemoryDisk>()};
    Tables tables_;
    core::Core core_{loop_, journal_, tables_.all()};
    IdSource ids_{Random(1)};
    ServiceController services_{tables_, ids_};
    TaskController tasks_{tables_, hours{1}, nullptr};
    TaskDefinitionGc gc_{tables_};
    std::set<std::pair<std::string, std::string>> woken_;
    int added_ = 0;
    int altered_ = 0;
};

TEST(WakersProperty, AChangeThatAltersAPlanWakesItsKey) {
    int altered = 0;
    for (std::uint64_t seed = 1; seed <= 40 && !testing::Test::HasFailure(); ++seed) {
        SCOPED_TRACE(seed);
        Wakers world(seed);
        for (int i = 0; i < 60 && !testing::Test::HasFailure(); ++i) world.step();
        altered += world.altered();
    }
    EXPECT_GT(altered, 500);
}

}  // namespace
}  // namespace gantry::ecs
