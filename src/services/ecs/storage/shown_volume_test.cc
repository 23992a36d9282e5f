#include "services/ecs/storage/shown_volume.h"

#include <gmock/gmock.h>

namespace gantry::ecs {
namespace {

using api::ec2::VolumeAttachmentState;
using api::ec2::VolumeState;

TaskRow task_with_volume(const char* status) {
    TaskRow task;
    task.account = "123456789012";
    task.region = "us-east-1";
    task.cluster = "default";
    task.id = "t";
    task.instance_id = "m";
    task.availability_zone = "us-east-1a";
    task.volume = TaskVolume{.name = "data", .attachment_id = "a", .volume_id = "vol-1"};
    task.volume->asked.volume_type = "gp3";
    task.volume->asked.size_in_gib = 3;
    task.attachments = {{.id = "a", .status = status}};
    return task;
}

ContainerInstanceRow machine_of_ec2() {
    ContainerInstanceRow machine;
    machine.ec2_instance_id = "i-1";
    return machine;
}

TEST(ShownVolumeTest, AVolumeIsCreatingUntilItsMachineHasToldOfIt) {
    const auto machine = machine_of_ec2();
    for (const char* status : {"PRECREATED", "CREATED", "ATTACHING", "DETACHING"}) {
        const auto row = shown_volume(task_with_volume(status), &machine, {});
        ASSERT_TRUE(row) << status;
        EXPECT_EQ(row->state, VolumeState::Creating) << status;
    }
}

TEST(ShownVolumeTest, OneThatIsThereIsInUse) {
    const auto machine = machine_of_ec2();
    TaskRow task = task_with_volume("ATTACHED");
    task.volume->made = true;
    auto row = shown_volume(task, &machine, {});
    ASSERT_TRUE(row);
    EXPECT_EQ(row->id, "vol-1");
    EXPECT_EQ(row->owner, task.key());
    EXPECT_EQ(row->host, task.instance_key());
    EXPECT_EQ(row->state, VolumeState::InUse);
    EXPECT_EQ(row->attachment, VolumeAttachmentState::Attached);
    EXPECT_EQ(row->instance_id, "i-1");
    EXPECT_EQ(row->size_gib, 3);
    EXPECT_EQ(row->iops, 3000);
    EXPECT_EQ(row->throughput, 125);
    EXPECT_EQ(row->file_system, "xfs");
    EXPECT_TRUE(row->delete_on_termination);
    task.attachments.front().status = "DETACHING";
    row = shown_volume(task, &machine, {});
    EXPECT_EQ(row->state, VolumeState::InUse);
    EXPECT_EQ(row->attachment, VolumeAttachmentState::Detaching);
}

TEST(ShownVolumeTest, OneForFargateHasNoInstance) {
    const auto machine = machine_of_ec2();
    TaskRow task = task_with_volume("ATTACHED");
    task.volume->made = true;
    task.launch_type = api::ecs::LaunchType::Fargate;
    const auto row = shown_volume(task, &machine, {});
    EXPECT_TRUE(row->fargate);
    EXPECT_EQ(row->instance_id, "");
    EXPECT_EQ(row->task_arn, task.arn());
}

TEST(ShownVolumeTest, OnlyWhatIsKeptIsThereAfterItsTask) {
    for (const char* status : {"DETACHED", "DELETED", "FAILED"}) {
        TaskRow task = task_with_volume(status);
        task.volume->made = task.volume->ended = true;
        const auto row = shown_volume(task, nullptr, {});
        EXPECT_EQ(row.has_value(), std::string_view(status) == "DETACHED") << status;
        if (row) EXPECT_EQ(row->state, VolumeState::Available);
    }
}

TEST(ShownVolumeTest, WhatIsNoVolumeIsNotShown) {
    TaskRow task = task_with_volume("PRECREATED");
    task.volume.reset();
    EXPECT_FALSE(shown_volume(task, nullptr, {}));
}

std::vector<std::string> texts(const ec2::Tags& tags) {
    std::vector<std::string> all;
    for (const auto& tag : tags) all.push_back(*tag.key + "=" + *tag.value);
    return all;
}

TEST(ShownVolumeTest, ItsTagsAreAskedForPropagatedAndEcsOwn) {
    using testing::ElementsAre;
    TaskRow task = task_with_volume("PRECREATED");
    const std::string created = "AmazonECSCreated=" + task.arn();
    EXPECT_THAT(
        texts(tags_of_volume(task, {{.key = "d", .value = "1"}}, {{.key = "s", .value = "1"}})),
        ElementsAre(created, "AmazonECSManaged=true")
    );
    api::ecs::EBSTagSpecification specification;
    specification.tags = {{{.key = "own", .value = "x"}, {.key = "d", .value = "mine"}}};
    specification.propagate_tags = api::ecs::PropagateTags::TaskDefinition;
    task.volume->asked.tag_specifications = {{specification}};
    EXPECT_THAT(
        texts(tags_of_volume(task, {{.key = "d", .value = "1"}}, {{.key = "s", .value = "1"}})),
        ElementsAre("d=mine", "own=x", created, "AmazonECSManaged=true")
    );
    task.volume->asked.tag_specifications->front().propagate_tags =
        api::ecs::PropagateTags::Service;
    EXPECT_THAT(
        texts(tags_of_volume(task, {{.key = "d", .value = "1"}}, {{.key = "s", .value = "1"}})),
        ElementsAre("s=1", "own=x", "d=mine", created, "AmazonECSManaged=true")
    );
}

}  // namespace
}  // namespace gantry::ecs
