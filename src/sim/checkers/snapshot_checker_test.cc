#include "sim/checkers/snapshot_checker.h"

#include <gtest/gtest.h>

#include "base/manual_loop.h"
#include "sim/checkers/told_support.h"

namespace gantry::sim {
namespace {

using api::ec2::SnapshotState;
using api::ec2::VolumeState;

/// A live task with the volume "vol-1" on a machine whose snapshots are in "store-1".
class SnapshotCheckerTest : public testing::Test {
  protected:
    SnapshotCheckerTest() {
        task_.account = "000000000000";
        task_.region = "us-east-1";
        task_.cluster = "default";
        task_.id = "t";
        task_.instance_id = "m";
        task_.volume = ecs::TaskVolume{.name = "data", .attachment_id = "a", .volume_id = "vol-1"};
        snapshot_.id = "snap-1";
        snapshot_.volume_id = "vol-1";
        attach("vol-1");
        tell_task(task_);
    }
    void attach(const char* id, const char* snapshot = "") {
        driver_.attach(
            {id, storage::Disk{.size_bytes = 1, .file_system = "xfs", .snapshot = snapshot}},
            [](const Result<void>&) {}
        );
        loop_.advance(Seconds{1});
    }
    void make(const char* disk) {
        driver_.make_snapshot(disk, "snap-1", [](const Result<void>&) {});
        loop_.advance(Seconds{1});
    }
    void tell_task(const ecs::TaskRow& task) {
        Told told;
        tell_of(told, ecs_.tasks, task.key(), task);
        checker_.on_transaction(told, ecs_, ec2_);
        ledger_.apply(told, ecs_);
    }
    ec2::SnapshotRow completed() const {
        ec2::SnapshotRow row = snapshot_;
        row.state = SnapshotState::Completed;
        row.store = "store-1";
        return row;
    }
    void tell_completed() {
        Told told;
        tell_of(told, ec2_.snapshots, "snap-1", completed(), &snapshot_);
        checker_.on_transaction(told, ecs_, ec2_);
    }
    void start(const ecs::TaskRow& of) {
        runtime::FakeSpec spec;
        spec.image = "sim/steady";
        spec.labels = {{"com.amazonaws.ecs.task-arn", of.arn()}};
        ASSERT_TRUE(runtime_.create(of.id, spec, {}));
        checker_.on_start(machines_.front(), *runtime_.find(of.id), {});
    }
    ecs::TaskRow restored() const {
        ecs::TaskRow task = task_;
        task.id = "u";
        task.volume->volume_id = "vol-2";
        task.volume->asked.snapshot_id = "snap-1";
        return task;
    }

    ManualLoop loop_;
    runtime::FakeMachine runtime_{loop_, Random{1}, {.every_image_present = true}};
    storage::FakeStorageMachine storage_;
    storage::FakeStorage driver_{loop_, storage_};
    std::vector<StorageMachine> machines_{{&storage_, &runtime_}};
    ecs::Tables ecs_;
    ec2::Tables ec2_;
    Ledger ledger_;
    Verdict verdict_;
    SnapshotChecker checker_{machines_, ledger_, verdict_};
    ecs::TaskRow task_;
    ec2::SnapshotRow snapshot_;
};

TEST_F(SnapshotCheckerTest, ADiskThatHasWhatTheSnapshotHadIsFine) {
    make("vol-1");
    tell_completed();
    attach("vol-2", "snap-1");
    tell_task(restored());
    start(restored());
    EXPECT_EQ(verdict_.violations(), std::vector<std::string>{});
}

TEST_F(SnapshotCheckerTest, ADiskThatBeganEmptyIsSeen) {
    make("vol-1");
    tell_completed();
    attach("vol-2");
    tell_task(restored());
    start(restored());
    EXPECT_FALSE(verdict_.ok());
}

TEST_F(SnapshotCheckerTest, CompletedBeforeItIsMadeIsSeen) {
    tell_completed();
    EXPECT_FALSE(verdict_.ok());
}

TEST_F(SnapshotCheckerTest, ACopyOfAnotherDiskIsSeen) {
    attach("vol-9");
    make("vol-9");
    tell_completed();
    EXPECT_FALSE(verdict_.ok());
}

TEST_F(SnapshotCheckerTest, AFileThatStaysIsSeen) {
    make("vol-1");
    tell_completed();
    Told told;
    auto& change = told.changes.emplace_back();
    change.table = &ec2_.snapshots;
    change.key = "snap-1";
    change.before = std::make_shared<const ec2::SnapshotRow>(completed());
    checker_.on_transaction(told, ecs_, ec2_);
    EXPECT_FALSE(verdict_.ok());
}

}  // namespace
}  // namespace gantry::sim
