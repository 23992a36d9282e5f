// What is mounted for tasks: file systems that outlive them, disks of their own.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "agent/agent_fixture.h"
#include "agent/engine/task_mounts.h"
#include "api/ecs/register_container_instance_request.h"
#include "wire/json_codec.h"

namespace gantry::agent {
namespace {

using test::kTaskArn;
using test::make_container;
using test::make_task;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

constexpr const char* kVolumeId = "vol-0123456789abcdef0";
constexpr const char* kOwnDisk = "disk-0123456789abcdef0123456789abcdef";
constexpr const char* kDiskArn = "arn:aws:ecs:us-east-1:000000000000:attachment/disk";

api::acs::Attachment attachment(
    const char* type, std::vector<std::pair<std::string, std::string>> properties
) {
    api::acs::Attachment result;
    result.attachment_type = type;
    auto& list = result.attachment_properties.emplace();
    for (auto& [name, value] : properties) list.push_back({std::move(name), std::move(value)});
    return result;
}

class AgentStorageTest : public test::AgentTest {
  protected:
    api::acs::Task task_with(const std::string& volume, bool read_only = false) {
        auto app = make_container("app");
        app.mount_points = {{volume, "/data", read_only}};
        auto task = make_task({app});
        task.volumes.emplace().emplace_back().name = volume;
        return task;
    }
    api::acs::Task with_file_system(const std::string& id, const std::string& root = "/") {
        auto task = task_with("share", true);
        auto& volume = task.volumes->front();
        volume.type = api::acs::VolumeType::Efs;
        volume.efs_volume_configuration.emplace().file_system_id = id;
        volume.efs_volume_configuration->root_directory = root;
        return task;
    }
    api::acs::Task with_disk(bool deleted = true) {
        auto task = task_with("data");
        auto& volume = task.volumes->front();
        volume.type = api::acs::VolumeType::Ebs;
        auto& disk = volume.ebs_volume_configuration.emplace();
        disk.volume_id = kVolumeId;
        disk.filesystem_type = "ext4";
        disk.delete_on_termination = deleted;
        auto told = attachment(kDiskAttachment, {{"volumeId", kVolumeId}, {"volumeSizeGib", "3"}});
        told.attachment_arn = kDiskArn;
        task.attachments = {told};
        return task;
    }
    api::acs::Task on_fargate() {
        auto task = task_with("scratch");
        task.attachments = {attachment(kEphemeralAttachment, {{"sizeInGiB", "21"}})};
        return task;
    }
    std::string reason_of_stop() {
        std::string reason;
        for (const auto& report : control.reports) {
            if (report.status == "STOPPED") reason = report.reason.value_or("");
        }
        return reason;
    }
    std::vector<std::string> binds() {
        return *world.container("app")->request->host_config->binds;
    }
    std::vector<std::string> capabilities() {
        std::vector<std::string> names;
        for (const auto& call : control.calls) {
            if (call.operation != "RegisterContainerInstance") continue;
            const auto request =
                wire::decode_json<api::ecs::RegisterContainerInstanceRequest>(call.body);
            for (const auto& one : *request->attributes) names.push_back(*one.name);
        }
        return names;
    }

    storage::FakeStorageMachine& storage = world.storage;
};

TEST_F(AgentStorageTest, WhatItCanIsToldAtRegistration) {
    world.config.file_system_directory = "/data/efs";
    world.start_connected();
    EXPECT_THAT(capabilities(), Contains("ecs.capability.storage.ebs-task-volume-attach"));
    EXPECT_THAT(capabilities(), Contains("gantry.task-disks"));
    EXPECT_THAT(capabilities(), Contains("ecs.capability.efs"));
    EXPECT_THAT(capabilities(), Contains("ecs.capability.efsAuth"));
}

TEST_F(AgentStorageTest, WhatItCannotIsNot) {
    storage.abilities = {.mounts = false, .why_not = "no loop devices", .file_systems = {}};
    world.config.file_system_directory = "/data/efs";
    world.start_connected();
    EXPECT_THAT(capabilities(), Not(Contains("ecs.capability.storage.ebs-task-volume-attach")));
    EXPECT_THAT(capabilities(), Contains("ecs.capability.efs")) << "roots need no mount";
}

TEST_F(AgentStorageTest, ATaskSeesAFileSystemThatOutlivesIt) {
    world.config.file_system_directory = "/data/efs";
    world.start_connected();
    run_and_expect(with_file_system("fs-1"));
    EXPECT_THAT(binds(), ElementsAre("/data/efs/fs-1:/data:ro"));
    EXPECT_THAT(storage.directories(), ElementsAre("/data/efs/fs-1"));
    EXPECT_THAT(storage.mounted(), IsEmpty()) << "a root is there without";
    control.stop_task();
    expect_stopped();
    EXPECT_THAT(storage.directories(), ElementsAre("/data/efs/fs-1"));
}

TEST_F(AgentStorageTest, ADirectoryOfAFileSystemIsMountedWhileTheTaskLives) {
    world.config.file_systems = {{"fs-1", "/srv/share"}};
    world.start_connected();
    run_and_expect(with_file_system("fs-1", "/a/b"));
    ASSERT_EQ(storage.mounted().size(), 1u);
    const auto& [id, mount] = *storage.mounted().begin();
    EXPECT_EQ(mount.what, storage::Mount("", storage::Directory{"/srv/share", false, "/a/b"}).what);
    EXPECT_THAT(binds(), ElementsAre("/mounts/" + id + ":/data:ro"));
    control.stop_task();
    expect_stopped();
    EXPECT_THAT(storage.mounted(), IsEmpty());
}

TEST_F(AgentStorageTest, AFileSystemThatIsNowhereStopsItsTaskWithTheReason) {
    world.config.file_systems = {{"fs-1", "nas:/export"}};
    world.start_connected();
    control.run_task(with_file_system("fs-2"));
    expect_stopped();
    EXPECT_THAT(
        reason_of_stop(),
        HasSubstr("ResourceInitializationError: failed to invoke EFS utils commands to set up EFS "
                  "volumes: stderr: Failed to resolve \"fs-2\"")
    );
    EXPECT_EQ(world.container("app"), nullptr);
}

TEST_F(AgentStorageTest, AnExportIsMountedByTheRuntime) {
    world.config.file_systems = {{"fs-1", "nas:/export"}};
    world.start_connected();
    run_and_expect(with_file_system("fs-1", "/a"));
    const std::string bind = binds().front();
    const auto volume = machine.storage().inspect_volume(bind.substr(0, bind.find(':')));
    ASSERT_TRUE(volume);
    EXPECT_EQ(volume->driver_opts.at("device"), ":/export/a");
    EXPECT_EQ(volume->driver_opts.at("type"), "nfs");
}

TEST_F(AgentStorageTest, WhatElseCannotBeMountedIsNoFailureOfAFileSystem) {
    world.config.file_systems = {{"fs-1", "nas:/export"}};
    world.start_connected();
    machine.daemon().interceptor = [](runtime::FakeOperation operation,
                                      const std::string&) -> std::optional<Error> {
        if (operation != runtime::FakeOperation::Start) return std::nullopt;
        return invalid_argument("failed to mount local volume: mount tmpfs, data: size=1: no space"
        );
    };
    control.run_task(with_file_system("fs-1"));
    expect_stopped();
    EXPECT_THAT(reason_of_stop(), Not(HasSubstr("EFS utils")));
    machine.daemon().interceptor = {};
}

TEST_F(AgentStorageTest, ADiskIsThereBeforeTheTaskRunsAndGoneBeforeItsEndIsTold) {
    world.start_connected();
    control.on_told = [&](const auto& report) {
        if (report.status == "STOPPED") EXPECT_THAT(storage.mounted(), IsEmpty());
    };
    run_and_expect(with_disk());
    EXPECT_EQ(control.statuses_of(), "ATTACHED RUNNING");
    EXPECT_EQ(control.reports.front().attachments->front().attachment_arn, kDiskArn);
    EXPECT_THAT(binds(), ElementsAre(std::string("/mounts/") + kVolumeId + ":/data"));
    const auto disk = std::get<storage::Disk>(storage.mounted().at(kVolumeId).what);
    EXPECT_EQ(disk, (storage::Disk{std::int64_t{3} << 30, "ext4", {}}));
    control.stop_task();
    expect_stopped();
    EXPECT_THAT(storage.disks(), IsEmpty());
    EXPECT_THAT(storage.kept(), IsEmpty());
}

TEST_F(AgentStorageTest, ADiskThatIsToBeKeptIs) {
    world.start_connected();
    run_and_expect(with_disk(false));
    control.stop_task();
    expect_stopped();
    EXPECT_THAT(storage.kept(), ElementsAre(testing::Key(kVolumeId)));
}

TEST_F(AgentStorageTest, ADiskThatCannotBeMadeStopsItsTaskWithTheReason) {
    world.start_connected();
    storage.fail_attach(1);
    control.run_task(with_disk());
    expect_stopped();
    EXPECT_EQ(
        reason_of_stop(),
        std::string("ResourceInitializationError: failed to attach volume ") + kVolumeId +
            ": no loop device is free"
    );
}

TEST_F(AgentStorageTest, ADiskInUseIsTakenAwayAfterAWhile) {
    world.start_connected();
    run_and_expect(with_disk());
    storage.fail_detach(1000);
    control.stop_task();
    wait(Seconds{15});
    EXPECT_NE(control.status_of(), "STOPPED");
    expect_stopped();
    EXPECT_THAT(storage.mounted(), IsEmpty());
}

TEST_F(AgentStorageTest, AnAnswerThatCameAfterTheLimitIsNotTakenForOneByForce) {
    world.start_connected();
    run_and_expect(with_disk());
    storage.takes = Seconds{30};
    storage.fail_detach(1);
    control.stop_task();
    expect_stopped(kTaskArn, minutes{3});
    EXPECT_THAT(storage.mounted(), IsEmpty());
    EXPECT_THAT(storage.disks(), IsEmpty());
}

TEST_F(AgentStorageTest, AnAgentThatWasKilledFindsWhatItHadMounted) {
    world.start_connected();
    run_and_expect(with_disk());
    world.kill_agent();
    storage.crash();
    world.start_connected();
    world.expect_soon([&] { return storage.mounted().contains(kVolumeId); });
    world.kill_agent();
    world.start_connected();
    control.stop_task();
    expect_stopped();
    EXPECT_THAT(storage.mounted(), IsEmpty());
    EXPECT_THAT(storage.disks(), IsEmpty());
    EXPECT_THAT(control.statuses_of(), StartsWith("ATTACHED RUNNING"));
}

TEST_F(AgentStorageTest, ATaskThatRanIsNotEndedForWhatCannotBeMountedNow) {
    world.start_connected();
    run_and_expect(with_disk());
    world.kill_agent();
    storage.crash();
    storage.fail_attach(1000);
    const test::WarningsKept warnings;
    world.start_connected();
    wait(world.config.create_limit + minutes{1});
    EXPECT_EQ(control.status_of(), "RUNNING");
    EXPECT_TRUE(world.runs("app"));
    EXPECT_EQ(warnings.count("volumes_not_ready"), 1);
    storage.fail_attach(0);
    world.expect_soon([&] { return storage.mounted().contains(kVolumeId); });
}

TEST_F(AgentStorageTest, NorForWhatTakesTooLong) {
    world.start_connected();
    run_and_expect(with_disk());
    world.kill_agent();
    storage.crash();
    storage.takes = world.config.create_limit + minutes{1};
    world.start_connected();
    wait(world.config.create_limit + Seconds{30});
    EXPECT_EQ(control.status_of(), "RUNNING");
    world.expect_soon([&] { return storage.mounted().contains(kVolumeId); });
    EXPECT_EQ(control.status_of(), "RUNNING");
}

TEST_F(AgentStorageTest, WhatWasMountedIsReleasedByAnAgentThatIsToldOfNoFileSystem) {
    auto task = with_disk();
    auto& share = task.volumes->emplace_back(with_file_system("fs-1", "/a").volumes->front());
    task.containers->front().mount_points->push_back({share.name, "/share", true});
    world.config.file_systems = {{"fs-1", "/srv/share"}};
    world.start_connected();
    run_and_expect(task);
    EXPECT_EQ(storage.mounted().size(), 2u);
    world.kill_agent();
    world.config.file_systems.clear();
    world.start_connected();
    wait(minutes{1});
    EXPECT_EQ(control.status_of(), "RUNNING");
    control.stop_task();
    expect_stopped();
    EXPECT_THAT(storage.mounted(), IsEmpty());
    EXPECT_THAT(storage.disks(), IsEmpty());
}

TEST_F(AgentStorageTest, AVolumeOfAnExportIsRemovedWhenItIsNamedNoMore) {
    world.config.file_systems = {{"fs-1", "nas:/export"}};
    world.start_connected();
    run_and_expect(with_file_system("fs-1"));
    const std::string bind = binds().front();
    const std::string name = bind.substr(0, bind.find(':'));
    ASSERT_TRUE(machine.storage().inspect_volume(name));
    world.kill_agent();
    world.config.file_systems.clear();
    world.start_connected();
    control.stop_task();
    expect_stopped();
    wait(world.config.cleanup_wait + minutes{5});
    EXPECT_FALSE(machine.storage().inspect_volume(name));
}

TEST_F(AgentStorageTest, AStopWhileADiskIsMadeLeavesNothing) {
    world.start_connected();
    storage.takes = Seconds{5};
    control.run_task(with_disk());
    wait(Seconds{1});
    control.stop_task();
    expect_stopped();
    EXPECT_THAT(storage.mounted(), IsEmpty());
    EXPECT_THAT(storage.disks(), IsEmpty());
    EXPECT_THAT(control.statuses_of(), Not(HasSubstr("ATTACHED")));
}

TEST_F(AgentStorageTest, ADiskThatNoContainerHadIsNotKept) {
    world.start_connected();
    storage.takes = Seconds{5};
    control.run_task(with_disk(false));
    wait(Seconds{1});
    control.stop_task();
    expect_stopped();
    EXPECT_THAT(storage.disks(), IsEmpty());
    EXPECT_THAT(storage.kept(), IsEmpty()) << "the control plane says that it is deleted";
    EXPECT_THAT(control.statuses_of(), Not(HasSubstr("ATTACHED")));
}

TEST_F(AgentStorageTest, VolumesOfFargateAreOnADiskOfTheTasksSize) {
    world.start_connected();
    run_and_expect(on_fargate());
    const auto disk = std::get<storage::Disk>(storage.mounted().at(kOwnDisk).what);
    EXPECT_EQ(disk.size_bytes, std::int64_t{21} << 30);
    EXPECT_THAT(disk.directories, ElementsAre("scratch"));
    const std::string bind = binds().front();
    const auto volume = machine.storage().inspect_volume(bind.substr(0, bind.find(':')));
    ASSERT_TRUE(volume);
    EXPECT_EQ(volume->driver_opts.at("device"), std::string("/mounts/") + kOwnDisk + "/scratch");
    control.stop_task();
    expect_stopped();
    EXPECT_THAT(storage.disks(), IsEmpty());
}

TEST_F(AgentStorageTest, WhereNoDiskCanBeMadeFargateHasVolumesAllTheSame) {
    storage.abilities = {.mounts = false, .why_not = "no loop devices", .file_systems = {}};
    world.start_connected();
    run_and_expect(on_fargate());
    EXPECT_THAT(storage.disks(), IsEmpty());
}

TEST_F(AgentStorageTest, AlsoWhereDisksHaveOtherFileSystemsOnly) {
    storage.abilities.file_systems = {"xfs"};
    world.start_connected();
    run_and_expect(on_fargate());
    EXPECT_THAT(storage.disks(), IsEmpty());
    const std::string bind = binds().front();
    const auto volume = machine.storage().inspect_volume(bind.substr(0, bind.find(':')));
    ASSERT_TRUE(volume);
    EXPECT_THAT(volume->driver_opts, IsEmpty());
}

TEST_F(AgentStorageTest, ATaskThatWritesMoreThanItsStorageIsStoppedWithTheReason) {
    world.start_connected();
    run_and_expect(on_fargate());
    const std::string id = world.container("app")->status.id;
    machine.written_bytes[id] = std::int64_t{20} << 30;
    wait(minutes{1});
    EXPECT_EQ(control.status_of(), "RUNNING");
    machine.written_bytes[id] = std::int64_t{22} << 30;
    expect_stopped();
    EXPECT_THAT(
        *control.container("app")->reason,
        HasSubstr("EphemeralStorageExceeded: the task's containers have written 22.0 GiB")
    );
}

TEST_F(AgentStorageTest, AlsoWhileItsOtherContainersWaitForTheOneThatWrites) {
    auto task = on_fargate();
    task.containers->push_back(make_container("filler", false));
    test::depend(task.containers->front(), "filler", api::acs::ContainerCondition::Complete);
    world.start_connected();
    control.run_task(task);
    world.expect_soon([&] { return world.runs("filler"); });
    machine.written_bytes[world.container("filler")->status.id] = std::int64_t{22} << 30;
    expect_stopped();
    EXPECT_EQ(world.container("app"), nullptr);
    EXPECT_THAT(*control.container("filler")->reason, HasSubstr("EphemeralStorageExceeded"));
}

TEST_F(AgentStorageTest, TheLogSaysOnceThatTheRuntimeDoesNotCount) {
    world.start_connected();
    run_and_expect(on_fargate());
    const test::WarningsKept warnings;
    bool silent = true;
    machine.daemon().interceptor = [&](runtime::FakeOperation operation,
                                       const std::string&) -> std::optional<Error> {
        if (operation != runtime::FakeOperation::Usage || !silent) return std::nullopt;
        return unavailable("no answer within 60 s");
    };
    wait(minutes{2});
    EXPECT_EQ(warnings.count("task_storage_not_told"), 1);
    silent = false;
    wait(minutes{1});
    silent = true;
    wait(minutes{1});
    EXPECT_EQ(warnings.count("task_storage_not_told"), 2);
    EXPECT_EQ(control.status_of(), "RUNNING");
    machine.daemon().interceptor = {};
}

}  // namespace
}  // namespace gantry::agent
