#include "services/ecs/reconcile/service_controller.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/manual_loop.h"
#include "core/core.h"
#include "services/ecs/reconcile/service_turn.h"
#include "services/ecs/reconcile/task_report.h"
#include "store/memory_journal.h"

namespace gantry::ecs {
namespace {

using api::ecs::DeploymentRolloutState;
using api::ecs::SchedulingStrategy;
using testing::ElementsAre;
using testing::HasSubstr;

const Scope kServiceScope{"000000000000", "us-east-1"};
constexpr Duration kSettle{3'000};
constexpr Duration kSettled{10'000};

/// The control plane's part that concerns services, on a disk that outlives it.
struct Plane {
    Plane(ManualLoop& loop, std::shared_ptr<store::MemoryDisk> disk)
        : journal(loop, std::move(disk)), core(loop, journal, tables.all()) {
        EXPECT_TRUE(core.open());
        runner.start();
        loop.run_until_idle();
    }

    store::MemoryJournal journal;
    Tables tables;
    core::Core core;
    IdSource ids{Random(1)};
    ServiceController controller{tables, ids, {.settle = kSettle}};
    core::ControllerRunner runner{core, {&controller}};
};

class ServiceControllerTest : public testing::Test {
  protected:
    ServiceControllerTest() : plane_(std::make_unique<Plane>(loop_, disk_)) {
        put_definition(1);
        put_definition(2);
    }

    [[nodiscard]] const Tables& tables() const { return plane_->tables; }

    template <class Row>
    void put(const core::Table<Row>& table, const std::string& key, Row row) {
        core::Transaction tx;
        tx.put(table, key, std::move(row));
        plane_->core.commit(std::move(tx), "test");
        loop_.run_until_idle();
    }

    void put_definition(std::int64_t revision) {
        TaskDefinitionRow row{.account = kServiceScope.account, .region = kServiceScope.region};
        row.definition.family = "web";
        row.definition.revision = static_cast<std::int32_t>(revision);
        row.definition.container_definitions = {
            {{.name = "app", .image = "nginx", .cpu = 100, .memory = 100, .essential = true}}
        };
        put(tables().task_definitions, task_definition_key(kServiceScope, "web", revision), row);
    }

    ContainerInstanceRow instance(const std::string& id, std::int64_t room = 100) {
        ContainerInstanceRow row{
            .account = kServiceScope.account,
            .region = kServiceScope.region,
            .cluster = "default",
            .id = id
        };
        row.agent_connected = true;
        row.registered = {.cpu = 100 * room, .memory_mib = 100 * room};
        return row;
    }
    void add(const ContainerInstanceRow& row) { put(tables().container_instances, row.key(), row); }

    ServiceRow service(std::int64_t desired, const std::string& name = "web") {
        ServiceRow row{
            .account = kServiceScope.account,
            .region = kServiceScope.region,
            .cluster = "default",
            .name = name
        };
        row.desired_count = desired;
        row.created_at = loop_.now();
        deploy(row, 1);
        return row;
    }
    void deploy(ServiceRow& row, std::int64_t revision) {
        for (DeploymentRow& older : row.deployments) older.status = DeploymentStatus::Active;
        DeploymentRow fresh{.id = fmt::format("ecs-svc/{}", ++numbers_)};
        fresh.family = "web";
        fresh.revision = revision;
        row.deployments.insert(row.deployments.begin(), std::move(fresh));
    }
    void add(const ServiceRow& row) { put(tables().services, row.key(), row); }
    ServiceRow current(const std::string& name = "web") {
        return *tables().services.find(in_cluster_key(kServiceScope, "default", name));
    }
    template <class Edit>
    void edit(Edit&& change, const std::string& name = "web") {
        ServiceRow row = current(name);
        change(row);
        add(row);
    }

    std::vector<TaskRow> live(const std::string& name = "web") {
        std::vector<TaskRow> tasks;
        const std::string key = in_cluster_key(kServiceScope, "default", name);
        for (const std::string& task : tables().live_tasks_by_service.keys(key)) {
            tasks.push_back(*tables().tasks.find(task));
        }
        return tasks;
    }
    void report(const TaskRow& task, TaskStatus status, std::int32_t exit_code = 1) {
        TaskReport told{.status = status};
        const auto container =
            status == TaskStatus::Running ? ContainerStatus::Running : ContainerStatus::Stopped;
        told.containers = {{.name = "app", .status = container}};
        if (status == TaskStatus::Stopped) told.containers[0].exit_code = exit_code;
        const auto now = tables().tasks.find(task.key());
        put(tables().tasks, task.key(), apply_task_report(*now, told, loop_.now()));
    }
    /// What good agents do: start what is wanted, stop what is not, until nothing changes.
    void run_agents() {
        for (int round = 0; round < 20; ++round) {
            for (const auto& [key, row] : std::map(tables().tasks.rows())) {
                if (row->goal == TaskGoal::Stopped && !row->stopped()) {
                    report(*row, TaskStatus::Stopped);
                } else if (row->status == TaskStatus::Pending) {
                    report(*row, TaskStatus::Running);
                }
            }
            loop_.advance(Duration{1'000});
        }
    }

    std::vector<std::string> events(const std::string& name = "web") {
        std::vector<std::string> texts;
        const std::string prefix = in_cluster_key(kServiceScope, "default", name) + "/";
        for (const auto& [key, row] : tables().service_events.with_prefix(prefix)) {
            texts.push_back(row->message);
        }
        return texts;
    }

    ManualLoop loop_;
    std::shared_ptr<store::MemoryDisk> disk_ = std::make_shared<store::MemoryDisk>();
    std::unique_ptr<Plane> plane_;
    int numbers_ = 0;
};

TEST_F(ServiceControllerTest, TellsAKilledContainerFromOneThatCrashes) {
    add(instance("i1"));
    add(service(1));
    run_agents();
    for (int kill = 0; kill < 5; ++kill) {
        report(live().at(0), TaskStatus::Stopped, 137);
        loop_.advance(Duration{1});
        ASSERT_EQ(live().size(), 1U);
        report(live().at(0), TaskStatus::Running);
    }
    EXPECT_EQ(current().primary()->throttle.waves, 0);
    for (int crash = 0; crash < 3; ++crash) {
        ASSERT_EQ(live().size(), 1U);
        report(live().at(0), TaskStatus::Running);
        report(live().at(0), TaskStatus::Stopped, 1);
        loop_.advance(Duration{1});
    }
    EXPECT_EQ(current().primary()->throttle.waves, 3);
    EXPECT_TRUE(live().empty());
}

TEST_F(ServiceControllerTest, ARunIsMeasuredByOneClock) {
    add(instance("i1"));
    add(service(1));
    const auto end_told_late = [&](Duration ran) {
        const TaskRow task = live().at(0);
        const SysTime agents_now = loop_.now() - minutes{3};
        TaskReport told{.status = TaskStatus::Stopped};
        told.containers = {{.name = "app", .status = ContainerStatus::Stopped, .exit_code = 1}};
        told.pull_stopped_at = agents_now - ran;
        told.execution_stopped_at = agents_now;
        put(tables().tasks, task.key(), apply_task_report(task, told, loop_.now()));
    };
    loop_.advance(hours{2});
    end_told_late(hours{1});  // start and end in one report
    EXPECT_EQ(current().primary()->throttle.waves, 0);
    end_told_late(Duration{500});
    EXPECT_EQ(current().primary()->throttle.waves, 1);
    const TaskRow untimed = live().at(0);  // an agent that does not say when it ended
    TaskReport told{.status = TaskStatus::Stopped};
    told.containers = {{.name = "app", .status = ContainerStatus::Stopped, .exit_code = 1}};
    told.pull_stopped_at = loop_.now() - hours{1};
    put(tables().tasks, untimed.key(), apply_task_report(untimed, told, loop_.now()));
    EXPECT_EQ(current().primary()->throttle.waves, 2);
}

TEST_F(ServiceControllerTest, BringsAServiceUp) {
    add(instance("i1"));
    add(instance("i2"));
    add(service(2));
    const auto tasks = live();
    ASSERT_EQ(tasks.size(), 2U);
    EXPECT_NE(tasks[0].instance_id, tasks[1].instance_id);
    EXPECT_EQ(tasks[0].group, "service:web");
    EXPECT_EQ(tasks[0].started_by, "ecs-svc/1");

    run_agents();
    EXPECT_THAT(
        events(),
        ElementsAre(
            fmt::format(
                "(service web) has started 2 tasks: (task {}) (task {}).", tasks[0].id, tasks[1].id
            ),
            "(service web) (deployment ecs-svc/1) deployment completed.",
            "(service web) has reached a steady state."
        )
    );
    EXPECT_EQ(current().primary()->rollout_state, DeploymentRolloutState::Completed);
}

TEST_F(ServiceControllerTest, StartsNoTaskWhoseRoleIsClosedAndTriesAgain) {
    const auto closed = [](const ServiceRow&, const TaskDefinitionRow&, SysTime) -> Result<void> {
        return invalid_argument("the role is closed");
    };
    add(service(2));
    const auto plan =
        service_turn(tables(), current().key(), plane_->ids, loop_.now() + hours{1}, {}, closed);
    std::vector<std::string> said;
    for (const auto& change : plan.changes.changes()) {
        EXPECT_NE(change.table, &tables().tasks);
        if (change.table != &tables().service_events) continue;
        said.push_back(plan.changes.get(tables().service_events, change.key)->message);
    }
    EXPECT_THAT(
        said, ElementsAre("(service web) failed to launch a task with (error the role is closed)")
    );
    ASSERT_TRUE(plan.again_in);
    EXPECT_LE(*plan.again_in, Seconds{30});
}

TEST_F(ServiceControllerTest, AsksOnceForTheRolesOfAllDaemonsOfATurn) {
    ServiceRow row = service(0);
    row.scheduling = SchedulingStrategy::Daemon;
    core::Transaction tx;
    tx.put(tables().services, row.key(), row);
    for (const char* id : {"i1", "i2", "i3"}) {
        tx.put(tables().container_instances, instance(id).key(), instance(id));
    }
    plane_->core.commit(std::move(tx), "test");
    int asked = 0;
    const auto open = [&](const ServiceRow&, const TaskDefinitionRow&, SysTime) -> Result<void> {
        ++asked;
        return {};
    };
    const auto plan = service_turn(tables(), row.key(), plane_->ids, loop_.now(), {}, open);
    EXPECT_EQ(asked, 1);
    EXPECT_EQ(
        std::ranges::count(
            plan.changes.changes(), &tables().tasks, &core::Transaction::Change::table
        ),
        3
    );
}

TEST_F(ServiceControllerTest, IsQuietWhenSteady) {
    add(instance("i1"));
    add(service(3));
    run_agents();
    loop_.advance(kSettled);
    const auto before = disk_->last_sequence();
    loop_.advance(hours{5});
    EXPECT_EQ(disk_->last_sequence(), before);
    EXPECT_TRUE(
        service_turn(tables(), current().key(), plane_->ids, loop_.now(), {}).changes.empty()
    );
    loop_.advance(hours{2});
    EXPECT_EQ(disk_->last_sequence(), before + 1);
}

TEST_F(ServiceControllerTest, AgentsTalkingDoesNotWakeServices) {
    add(instance("i1"));
    add(service(1));
    run_agents();
    ContainerInstanceRow row = instance("i1");
    row.runtime_health_at = loop_.now();
    core::Transaction tx;
    tx.put(tables().container_instances, row.key(), row);
    plane_->core.commit(std::move(tx), "test");
    std::size_t woken = 0;
    for (int i = 0; i < 10; ++i) {
        woken = std::max(woken, plane_->runner.pending());
        loop_.step();
        if (loop_.next_due() > loop_.mono()) break;
    }
    EXPECT_EQ(woken, 0U);
}

TEST_F(ServiceControllerTest, ADeadTaskIsReplacedByTheVeryNextTransaction) {
    add(instance("i1"));
    add(service(2));
    run_agents();
    loop_.advance(minutes{5});
    const TaskRow victim = live()[0];
    const auto before = disk_->last_sequence();
    const SysTime died = loop_.now();
    report(victim, TaskStatus::Stopped);
    EXPECT_EQ(disk_->last_sequence(), before + 2);  // the report, the plan
    const auto tasks = live();
    ASSERT_EQ(tasks.size(), 2U);
    EXPECT_TRUE(tasks[0].created_at == died || tasks[1].created_at == died);
    EXPECT_EQ(current().primary()->failed_tasks, 0);
}

TEST_F(ServiceControllerTest, FailingTasksAreThrottledAndCountedOnce) {
    add(instance("i1"));
    add(service(1));
    for (int wave = 0; wave < 3; ++wave) {
        ASSERT_EQ(live().size(), 1U);
        report(live()[0], TaskStatus::Stopped);
    }
    EXPECT_EQ(live().size(), 0U);
    EXPECT_EQ(current().primary()->throttle.waves, 3);
    EXPECT_EQ(current().primary()->failed_tasks, 3);
    loop_.advance(Duration{999});
    EXPECT_EQ(live().size(), 0U);
    loop_.advance(Duration{1});
    EXPECT_EQ(live().size(), 1U);
    EXPECT_THAT(
        events(),
        testing::Contains("(service web) is unable to consistently start tasks successfully.")
    );
}

TEST_F(ServiceControllerTest, WaitsForRoomQuietlyAndTakesItAtOnce) {
    add(service(1));
    ASSERT_EQ(events().size(), 1U);
    EXPECT_THAT(events()[0], HasSubstr("No Container Instances were found in your cluster."));
    const auto before = disk_->last_sequence();
    loop_.advance(minutes{10});
    EXPECT_EQ(disk_->last_sequence(), before);
    add(instance("i1"));
    EXPECT_EQ(live().size(), 1U);
    EXPECT_TRUE(current().last_placement_failure.empty());
}

TEST_F(ServiceControllerTest, RoomThatATaskLeavesIsFound) {
    add(instance("i1", 1));
    add(service(1, "first"));
    run_agents();
    add(service(1, "second"));
    EXPECT_TRUE(live("second").empty());
    edit([](ServiceRow& row) { row.desired_count = 0; }, "first");
    EXPECT_TRUE(live("second").empty());  // the task still stops
    report(live("first")[0], TaskStatus::Stopped);
    EXPECT_EQ(live("second").size(), 1U);
}

TEST_F(ServiceControllerTest, ManyThatWaitAllComeIn) {
    for (int i = 0; i < 60; ++i) add(service(1, fmt::format("s{}", i)));
    add(instance("i1"));
    EXPECT_EQ(tables().tasks.size(), 60U);
}

TEST_F(ServiceControllerTest, RollsToANewRevision) {
    add(instance("i1"));
    add(service(3));
    run_agents();
    edit([this](ServiceRow& row) { deploy(row, 2); });
    EXPECT_EQ(live().size(), 6U);
    run_agents();
    const auto tasks = live();
    ASSERT_EQ(tasks.size(), 3U);
    for (const TaskRow& task : tasks) EXPECT_EQ(task.revision, 2);
    EXPECT_EQ(current().deployments.size(), 1U);
    EXPECT_EQ(current().primary()->rollout_state, DeploymentRolloutState::Completed);
    for (const auto& [key, task] : tables().tasks.rows()) {
        if (task->revision != 1) continue;
        EXPECT_EQ(task->stop_code, api::ecs::TaskStopCode::ServiceSchedulerInitiated);
        EXPECT_EQ(task->stopped_reason, "Scaling activity initiated by (deployment ecs-svc/2)");
    }
}

TEST_F(ServiceControllerTest, DrainingInstancesAreLeft) {
    add(instance("i1"));
    add(service(2));
    run_agents();
    add(instance("i2"));
    ContainerInstanceRow drains = instance("i1");
    drains.status = InstanceStatus::Draining;
    add(drains);
    run_agents();
    const auto tasks = live();
    ASSERT_EQ(tasks.size(), 2U);
    for (const TaskRow& task : tasks) EXPECT_EQ(task.instance_id, "i2");
}

TEST_F(ServiceControllerTest, DaemonsComeWithInstances) {
    ServiceRow row = service(0);
    row.scheduling = SchedulingStrategy::Daemon;
    add(row);
    EXPECT_TRUE(live().empty());
    add(instance("i1"));
    add(instance("i2"));
    ASSERT_EQ(live().size(), 2U);
    EXPECT_EQ(current().desired_count, 2);
    ContainerInstanceRow drains = instance("i1");
    drains.status = InstanceStatus::Draining;
    add(drains);
    run_agents();
    ASSERT_EQ(live().size(), 1U);
    EXPECT_EQ(live()[0].instance_id, "i2");
}

TEST_F(ServiceControllerTest, ARestartStartsNothingTwice) {
    add(instance("i1"));
    add(service(5));
    ASSERT_EQ(live().size(), 5U);
    plane_.reset();
    plane_ = std::make_unique<Plane>(loop_, disk_);
    EXPECT_EQ(live().size(), 5U);
    run_agents();
    EXPECT_EQ(tables().tasks.size(), 5U);
}

TEST_F(ServiceControllerTest, DeletionEndsInInactiveAndIsForgotten) {
    add(instance("i1"));
    add(service(2));
    run_agents();
    edit([](ServiceRow& row) {
        row.status = ServiceStatus::Draining;
        row.desired_count = 0;
    });
    EXPECT_EQ(current().status, ServiceStatus::Draining);
    run_agents();
    EXPECT_EQ(current().status, ServiceStatus::Inactive);
    loop_.advance(hours{1});
    EXPECT_EQ(tables().services.size(), 0U);
    EXPECT_EQ(tables().service_events.size(), 0U);
}

TEST_F(ServiceControllerTest, KeepsTheNewestHundredEvents) {
    add(instance("i1"));
    add(service(1));
    run_agents();
    for (int i = 0; i < 60; ++i) {
        loop_.advance(minutes{1});
        report(live()[0], TaskStatus::Stopped);
        run_agents();
    }
    EXPECT_EQ(events().size(), 100U);
    EXPECT_EQ(events().back(), "(service web) has reached a steady state.");
}

TEST_F(ServiceControllerTest, StartsManyInSteps) {
    add(instance("i1", 1000));
    add(service(250));
    EXPECT_EQ(live().size(), 250U);
}

}  // namespace
}  // namespace gantry::ecs
