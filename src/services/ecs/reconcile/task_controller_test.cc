#include "services/ecs/reconcile/task_controller.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>

#include "base/manual_loop.h"
#include "core/core.h"
#include "services/ecs/model/task_volume.h"
#include "store/memory_journal.h"

namespace gantry::ecs {
namespace {

using api::ecs::Connectivity;

const Scope kTaskScope{"000000000000", "us-east-1"};

class TaskControllerTest : public ::testing::Test {
  protected:
    TaskControllerTest()
        : journal_(loop_, disk_),
          core_(loop_, journal_, tables_.all()),
          controller_(tables_, hours{1}, nullptr),
          runner_(core_, {&controller_}) {
        EXPECT_TRUE(core_.open());
        runner_.start();
        loop_.run_until_idle();
    }

    void commit(core::Transaction tx) {
        core_.commit(std::move(tx), "test");
        loop_.run_until_idle();
    }

    ContainerInstanceRow instance() {
        ContainerInstanceRow row;
        row.account = kTaskScope.account;
        row.region = kTaskScope.region;
        row.cluster = "default";
        row.id = "i1";
        row.ec2_instance_id = "i-0123";
        row.agent_connected = true;
        return row;
    }

    TaskRow task(const std::string& id) {
        TaskRow row;
        row.account = kTaskScope.account;
        row.region = kTaskScope.region;
        row.cluster = "default";
        row.id = id;
        row.instance_id = "i1";
        row.containers = {{.name = "app"}};
        return row;
    }

    void put(const ContainerInstanceRow& row) {
        core::Transaction tx;
        tx.put(tables_.container_instances, row.key(), row);
        commit(std::move(tx));
    }
    void put(const TaskRow& row) {
        core::Transaction tx;
        tx.put(tables_.tasks, row.key(), row);
        commit(std::move(tx));
    }
    auto find(const TaskRow& row) { return tables_.tasks.find(row.key()); }

    ManualLoop loop_;
    std::shared_ptr<store::MemoryDisk> disk_ = std::make_shared<store::MemoryDisk>();
    store::MemoryJournal journal_;
    Tables tables_;
    core::Core core_;
    TaskController controller_;
    core::ControllerRunner runner_;
};

TEST_F(TaskControllerTest, TasksEndWithADeregisteredInstance) {
    put(instance());
    put(task("a"));
    TaskRow asked = task("b");
    asked.goal = TaskGoal::Stopped;
    asked.stop_code = api::ecs::TaskStopCode::UserInitiated;
    asked.stopped_reason = "enough";
    put(asked);
    ContainerInstanceRow gone = instance();
    gone.status = InstanceStatus::Inactive;
    gone.deregistered_at = loop_.now();
    put(gone);

    EXPECT_TRUE(find(task("a"))->stopped());
    EXPECT_EQ(find(task("a"))->stopped_reason, "Host EC2 (instance i-0123) terminated.");
    EXPECT_TRUE(find(asked)->stopped());
    EXPECT_EQ(find(asked)->stopped_reason, "enough");
    EXPECT_TRUE(tables_.live_tasks_by_instance.keys(gone.key()).empty());
}

/// Nobody else will say what became of it.
TEST_F(TaskControllerTest, OfAMachineThatIsGoneEveryVolumeEnds) {
    put(instance());
    TaskRow attached = task("a");
    attached.status = TaskStatus::Running;
    attached.volume = TaskVolume{.name = "data", .attachment_id = "v", .volume_id = "vol-1"};
    begin_volume(attached);
    move_volume(attached, AttachmentStatus::Attached);
    put(attached);
    ContainerInstanceRow gone = instance();
    gone.status = InstanceStatus::Inactive;
    gone.deregistered_at = loop_.now();
    put(gone);
    const auto status = [&] { return find(attached)->attachments.front().status; };
    EXPECT_TRUE(find(attached)->stopped());
    EXPECT_EQ(status(), "DETACHING") << "its agent may be alive, and the task on its machine";
    loop_.advance(minutes{9});
    EXPECT_EQ(status(), "DETACHING");
    loop_.advance(minutes{2});
    EXPECT_EQ(status(), "DELETED");
    EXPECT_FALSE(find(attached)->holds_attachment());
    loop_.advance(minutes{51});
    EXPECT_FALSE(find(attached)) << "it is forgotten like others";
}

TEST_F(TaskControllerTest, AStoppedTaskIsNotForgottenWhileItsVolumeIsThere) {
    put(instance());
    TaskRow old = task("old");
    old.status = TaskStatus::Stopped;
    old.stopped_at = loop_.now();
    old.volume = TaskVolume{.name = "data", .attachment_id = "v", .volume_id = "vol-1"};
    begin_volume(old);
    put(old);
    loop_.advance(hours{3});
    ASSERT_TRUE(find(old));
    end_volume(old, {});
    put(old);
    loop_.advance(hours{2});
    EXPECT_FALSE(find(old));
}

TEST_F(TaskControllerTest, ThousandsOfTasksEndWithTheirInstanceInBoundedTurns) {
    put(instance());
    for (int i = 0; i < 1'000; ++i) put(task("t" + std::to_string(i)));
    ContainerInstanceRow gone = instance();
    gone.status = InstanceStatus::Inactive;
    gone.deregistered_at = loop_.now();
    std::size_t most = 0;
    std::size_t ended = 0;
    const auto before = core_.durable();
    put(gone);
    EXPECT_TRUE(journal_.read(before, 10'000, [&](const core::JournalRecord& record) {
        if (record.cause == "test") return true;
        most = std::max(most, record.changes.size());
        ended += record.changes.size();
        return true;
    }));
    EXPECT_EQ(ended, 1'000U);
    EXPECT_LE(most, 200U);
    EXPECT_TRUE(tables_.live_tasks_by_instance.keys(gone.key()).empty());
}

TEST_F(TaskControllerTest, TasksEndWithAVanishedInstance) {
    put(instance());
    put(task("a"));
    core::Transaction tx;
    tx.erase(tables_.container_instances, instance().key());
    commit(std::move(tx));
    EXPECT_TRUE(find(task("a"))->stopped());
}

TEST_F(TaskControllerTest, ATaskPlacedOnAGoneInstanceEnds) {
    put(task("a"));
    EXPECT_TRUE(find(task("a"))->stopped());
}

TEST_F(TaskControllerTest, ConnectivityFollowsTheAgent) {
    put(instance());
    put(task("a"));
    EXPECT_EQ(find(task("a"))->version, 1);

    ContainerInstanceRow away = instance();
    away.agent_connected = false;
    away.agent_connected_at = loop_.now();
    put(away);
    EXPECT_EQ(find(task("a"))->connectivity, Connectivity::Disconnected);
    EXPECT_EQ(find(task("a"))->connectivity_at, std::nullopt);
    EXPECT_EQ(find(task("a"))->version, 2);

    ContainerInstanceRow back = instance();
    back.agent_connected_at = loop_.now();
    put(back);
    EXPECT_EQ(find(task("a"))->connectivity, Connectivity::Connected);
    EXPECT_EQ(find(task("a"))->connectivity_at, back.agent_connected_at);
    EXPECT_EQ(find(task("a"))->version, 3);
}

TEST_F(TaskControllerTest, ASpotTaskIsStoppedWhenItsNoticeIsOverAcrossARestartToo) {
    put(instance());
    TaskRow told = task("a");
    told.status = TaskStatus::Running;
    told.capacity_provider = "FARGATE_SPOT";
    told.interrupt_at = loop_.now() + minutes{2};
    put(told);
    loop_.advance(minutes{1});
    EXPECT_EQ(find(told)->goal, TaskGoal::Running);
    runner_.stop();
    runner_.start();
    loop_.advance(Seconds{59});
    EXPECT_EQ(find(told)->goal, TaskGoal::Running);
    loop_.advance(Seconds{2});
    EXPECT_EQ(find(told)->goal, TaskGoal::Stopped);
    EXPECT_EQ(find(told)->stop_code, api::ecs::TaskStopCode::SpotInterruption);
}

TEST_F(TaskControllerTest, TasksOfAPoolEndWithItsMachine) {
    ContainerInstanceRow machine = instance();
    machine.cluster = kFargatePool;
    put(machine);
    TaskRow on_pool = task("a");
    on_pool.host_cluster = kFargatePool;
    put(on_pool);
    EXPECT_FALSE(find(on_pool)->stopped());
    machine.status = InstanceStatus::Inactive;
    put(machine);
    EXPECT_TRUE(find(on_pool)->stopped());
}

TEST_F(TaskControllerTest, StoppedTasksGoAfterTheRetentionWithTheirLogs) {
    put(instance());
    TaskRow old = task("old");
    old.status = TaskStatus::Stopped;
    old.stopped_at = loop_.now();
    put(old);
    core::Transaction tx;
    tx.put(tables_.log_tails, old.key() + "/app", LogTailRow{old.key(), "app", {"bye"}, {}});
    commit(std::move(tx));
    loop_.advance(minutes{30});
    TaskRow young = task("young");
    young.status = TaskStatus::Stopped;
    young.stopped_at = loop_.now();
    put(young);

    loop_.advance(minutes{29});
    EXPECT_TRUE(find(old));
    loop_.advance(minutes{2});
    EXPECT_FALSE(find(old));
    EXPECT_EQ(tables_.log_tails.size(), 0U);
    EXPECT_TRUE(find(young));
    loop_.advance(minutes{31});
    EXPECT_FALSE(find(young));
    EXPECT_EQ(runner_.pending(), 0U);
}

TEST_F(TaskControllerTest, RetentionSurvivesARestart) {
    put(instance());
    TaskRow old = task("old");
    old.status = TaskStatus::Stopped;
    old.stopped_at = loop_.now();
    put(old);
    runner_.stop();
    loop_.advance(hours{2});
    EXPECT_TRUE(find(old));
    runner_.start();
    loop_.run_until_idle();
    EXPECT_FALSE(find(old));
}

/// A turn that forgot everything at once held whoever called for seconds.
TEST_F(TaskControllerTest, ThousandsOfStoppedTasksAndTokensGoInBoundedTurns) {
    disk_->set_sync_latency(Duration{1});
    constexpr std::size_t kMany = 5'000;
    core::Transaction tx;
    for (std::size_t i = 0; i < kMany; ++i) {
        TaskRow old = task("t" + std::to_string(i));
        old.status = TaskStatus::Stopped;
        old.stopped_at = loop_.now();
        tx.put(tables_.tasks, old.key(), old);
        tx.put(tables_.log_tails, old.key() + "/app", LogTailRow{old.key(), "app", {"bye"}, {}});
        const ClientTokenRow token{.created_at = loop_.now() - hours{23}};
        tx.put(tables_.client_tokens, std::to_string(i), token);
    }
    core_.commit(std::move(tx), "test");
    loop_.advance(minutes{30});
    EXPECT_EQ(tables_.tasks.size(), kMany);

    // Reads are asked for all the time, and wait for one turn of the sweep, not for all.
    std::chrono::nanoseconds longest_wait{};
    const MonoTime end = loop_.mono() + hours{2};
    while (loop_.mono() < end && tables_.tasks.size() + tables_.client_tokens.size() > 0) {
        const bool begun = tables_.tasks.size() < kMany || tables_.client_tokens.size() < kMany;
        loop_.advance(begun ? Duration{1} : Duration{1'000});
        const MonoTime asked = loop_.mono();
        core_.after_durable([this, asked, &longest_wait](const Result<void>& how) {
            EXPECT_TRUE(how);
            longest_wait = std::max(longest_wait, loop_.mono() - asked);
        });
    }
    loop_.advance(Seconds{1});
    EXPECT_EQ(tables_.tasks.size(), 0U);
    EXPECT_EQ(tables_.log_tails.size(), 0U);
    EXPECT_EQ(tables_.client_tokens.size(), 0U);
    EXPECT_LE(longest_wait, Duration{5});
    for (const core::JournalRecord& record : disk_->records()) {
        if (record.cause != "test") EXPECT_LE(record.changes.size(), 202U) << record.cause;
    }
}

/// Each turn once looked at all rows from the first on, however many of them stay.
TEST_F(TaskControllerTest, ASweepLooksAtSomeRowsInATurnAndGoesOnWhereItWas) {
    runner_.stop();
    constexpr std::size_t kMany = 5'000;
    core::Transaction tx;
    for (std::size_t i = 0; i < kMany; ++i) {
        TaskRow stays = task("t" + std::to_string(i));
        stays.status = TaskStatus::Stopped;
        stays.stopped_at = loop_.now();
        tx.put(tables_.tasks, stays.key(), stays);
        tx.put(tables_.client_tokens, std::to_string(i), ClientTokenRow{.created_at = loop_.now()});
    }
    commit(std::move(tx));
    const std::string cluster = cluster_key(kTaskScope, "default");
    for (const std::string& key : {std::string("tokens"), "stopped/" + cluster}) {
        for (int pass = 0; pass < 2; ++pass) {
            std::size_t turns = 1;
            core::Plan plan = controller_.plan(key, loop_.now());
            for (; plan.again_in == Duration::zero(); ++turns) {
                plan = controller_.plan(key, loop_.now());
            }
            EXPECT_EQ(turns, kMany / 1'000) << key;
            EXPECT_EQ(plan.again_in, key == "tokens" ? hours{24} : hours{1});
        }
    }
}

TEST_F(TaskControllerTest, WhatComesWhereASweepHasBeenIsNotForgotten) {
    runner_.stop();
    const auto put_tokens = [&](char letter, int count) {
        core::Transaction tx;
        for (int i = 0; i < count; ++i) {
            const ClientTokenRow token{.created_at = loop_.now()};
            tx.put(tables_.client_tokens, letter + std::to_string(i), token);
        }
        commit(std::move(tx));
    };
    put_tokens('b', 500);
    loop_.advance(hours{25});
    int woken = 0;
    const auto wake = [&woken](const std::string&) { ++woken; };
    core_.subscribe({
        .on_change = [&](const core::Change& change) { controller_.on_change(change, wake); },
        .on_reload = [] {},
    });
    controller_.all_keys(wake);
    core::Plan plan = controller_.plan("tokens", loop_.now());
    for (; plan.again_in == Duration::zero(); plan = controller_.plan("tokens", loop_.now())) {
        commit(std::move(plan.changes));
        if (tables_.client_tokens.find("a0") == nullptr) put_tokens('a', 1);
    }
    commit(std::move(plan.changes));
    EXPECT_EQ(tables_.client_tokens.size(), 1U);
    EXPECT_EQ(plan.again_in, hours{24});
    EXPECT_EQ(woken, 1) << "it looks again by itself";
    loop_.advance(hours{24});
    commit(std::move(controller_.plan("tokens", loop_.now()).changes));
    EXPECT_EQ(tables_.client_tokens.size(), 0U);
}

TEST_F(TaskControllerTest, InactiveInstancesGoAfterTheRetention) {
    ContainerInstanceRow gone = instance();
    gone.status = InstanceStatus::Inactive;
    gone.deregistered_at = loop_.now();
    put(gone);
    loop_.advance(minutes{59});
    EXPECT_TRUE(tables_.container_instances.find(gone.key()));
    loop_.advance(minutes{2});
    EXPECT_FALSE(tables_.container_instances.find(gone.key()));
}

TEST_F(TaskControllerTest, ClientTokensGoAfterADay) {
    const auto put_token = [&](const std::string& key) {
        core::Transaction tx;
        tx.put(tables_.client_tokens, key, ClientTokenRow{.created_at = loop_.now()});
        commit(std::move(tx));
    };
    put_token("a");
    loop_.advance(hours{12});
    put_token("b");
    loop_.advance(hours{11});
    EXPECT_EQ(tables_.client_tokens.size(), 2U);
    loop_.advance(hours{2});
    EXPECT_EQ(tables_.client_tokens.size(), 1U);
    loop_.advance(hours{12});
    EXPECT_EQ(tables_.client_tokens.size(), 0U);
}

}  // namespace
}  // namespace gantry::ecs
