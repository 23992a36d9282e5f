#include "sim/checkers/storage_checker.h"

#include <gtest/gtest.h>

#include <memory>

#include "base/manual_loop.h"
#include "sim/checkers/told_support.h"

namespace gantry::sim {
namespace {

constexpr const char* kDisk = "vol-1";
constexpr const char* kShare = "efs-1";

/// One task of one container, "main", with a disk at /data and a directory of fs-1 at /share, on a
/// machine that mounts.
class StorageCheckerTest : public testing::Test {
  protected:
    StorageCheckerTest() {
        definition_.account = task_.account = "000000000000";
        definition_.region = task_.region = "us-east-1";
        task_.cluster = "default";
        task_.id = "t";
        task_.family = "f";
        task_.revision = 1;
        task_.volume = ecs::TaskVolume{.name = "data", .attachment_id = "a", .volume_id = kDisk};
        task_.attachments = {{.id = "a", .status = "ATTACHED"}};
        auto& definition = definition_.definition;
        definition.volumes = {{{.name = "data"}, {.name = "share"}}};
        auto& efs = definition.volumes->back().efs_volume_configuration.emplace();
        efs.file_system_id = "fs-1";
        efs.root_directory = "/a";
        auto& main = definition.container_definitions.emplace().emplace_back();
        main.name = "main";
        main.mount_points = {
            {{.source_volume = "data", .container_path = "/data"},
             {.source_volume = "share", .container_path = "/share"}}
        };
        storage_.on_attached = [this](const auto& mount) { checker_.on_attach(mount); };
        Told told;
        tell_of(
            told,
            tables_.task_definitions,
            ecs::task_definition_key(task_.scope(), "f", 1),
            definition_
        );
        ledger_.apply(told, tables_);
    }

    void tell(const ecs::TaskRow* before, const ecs::TaskRow& after) {
        Told told;
        tell_of(told, tables_.tasks, after.key(), after, before);
        checker_.on_transaction(told, tables_);
        ledger_.apply(told, tables_);
    }
    void mount(const char* id, std::variant<storage::Disk, storage::Directory> what) {
        driver_.attach({id, std::move(what)}, [](const Result<void>&) {});
        loop_.advance(Seconds{1});
    }
    void unmount(const char* id, storage::Removal removal = storage::Removal::Delete) {
        driver_.detach(id, removal, false, [](const Result<void>&) {});
        loop_.advance(Seconds{1});
    }
    void mount_all() {
        mount(kDisk, storage::Disk{1, "xfs", {}});
        mount(kShare, storage::Directory{"/efs/fs-1", true, "/a"});
    }
    void start(const ecs::TaskRow& of, const char* name = "one") {
        auto request = std::make_shared<api::docker::ContainerCreateRequest>();
        request->host_config.emplace().binds = {
            {std::string("/mounts/") + kDisk + ":/data",
             std::string("/mounts/") + kShare + ":/share"}
        };
        runtime::FakeSpec spec;
        spec.image = "sim/steady";
        spec.labels = {
            {"com.amazonaws.ecs.task-arn", of.arn()},
            {"com.amazonaws.ecs.container-name", "main"},
        };
        ASSERT_TRUE(runtime_.create(name, spec, request));
        ASSERT_TRUE(runtime_.start(name));
        checker_.on_start(machines_.front(), *runtime_.find(name), {});
    }
    ecs::TaskRow over(const char* status) {
        ecs::TaskRow task = task_;
        task.status = ecs::TaskStatus::Stopped;
        task.volume->made = task.volume->ended = true;
        task.attachments.front().status = status;
        return task;
    }

    ManualLoop loop_;
    runtime::FakeMachine runtime_{
        loop_, Random{1}, {.every_image_present = true, .keep_requests = true}
    };
    storage::FakeStorageMachine storage_;
    storage::FakeStorage driver_{loop_, storage_};
    std::vector<StorageMachine> machines_{{&storage_, &runtime_}};
    ecs::Tables tables_;
    Ledger ledger_;
    Verdict verdict_;
    StorageChecker checker_{machines_, ledger_, verdict_};
    ecs::TaskRow task_;
    ecs::TaskDefinitionRow definition_;
};

TEST_F(StorageCheckerTest, WhatIsMountedWhileItIsUsedAndGoneAfterwardsIsFine) {
    mount_all();
    tell(nullptr, task_);
    start(task_);
    checker_.check({});
    checker_.check_at_rest({});
    runtime_.kill("one");
    unmount(kDisk);
    unmount(kShare);
    tell(&task_, over("DELETED"));
    checker_.check({});
    checker_.check_at_rest({});
    EXPECT_EQ(verdict_.violations(), std::vector<std::string>{});
}

TEST_F(StorageCheckerTest, AMountThatIsNotThereAtTheStartIsSeen) {
    mount(kDisk, storage::Disk{1, "xfs", {}});
    tell(nullptr, task_);
    start(task_);
    EXPECT_FALSE(verdict_.ok());
}

TEST_F(StorageCheckerTest, AnotherDirectoryIsSeen) {
    mount(kDisk, storage::Disk{1, "xfs", {}});
    mount(kShare, storage::Directory{"/efs/fs-1", true, "/b"});
    tell(nullptr, task_);
    start(task_);
    EXPECT_FALSE(verdict_.ok());
}

TEST_F(StorageCheckerTest, WhatIsUnmountedFromARunningContainerIsSeen) {
    mount_all();
    tell(nullptr, task_);
    start(task_);
    unmount(kShare);
    checker_.check({});
    EXPECT_FALSE(verdict_.ok());
}

TEST_F(StorageCheckerTest, ADiskOfTwoTasksIsSeen) {
    mount_all();
    tell(nullptr, task_);
    ecs::TaskRow other = task_;
    other.id = "u";
    tell(nullptr, other);
    EXPECT_FALSE(verdict_.ok());
}

TEST_F(StorageCheckerTest, AttachedBeforeItIsMountedIsSeen) {
    tell(nullptr, task_);
    EXPECT_FALSE(verdict_.ok());
}

TEST_F(StorageCheckerTest, WhatStaysMountedIsSeenAtRest) {
    mount_all();
    tell(nullptr, task_);
    start(task_);
    unmount(kDisk);
    tell(&task_, over("DELETED"));
    EXPECT_TRUE(verdict_.ok());
    checker_.check_at_rest({});
    EXPECT_FALSE(verdict_.ok());
}

TEST_F(StorageCheckerTest, WhatIsSaidOfTheContentIsSo) {
    mount_all();
    tell(nullptr, task_);
    unmount(kDisk);
    tell(&task_, over("DETACHED"));
    EXPECT_FALSE(verdict_.ok());
}

TEST_F(StorageCheckerTest, WhatGoesWithItsTaskIsNotKept) {
    mount_all();
    tell(nullptr, task_);
    unmount(kDisk, storage::Removal::Keep);
    tell(&task_, over("DETACHED"));
    EXPECT_FALSE(verdict_.ok());
}

}  // namespace
}  // namespace gantry::sim
