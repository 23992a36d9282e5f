#include "services/ecs/model/new_task.h"

#include <gtest/gtest.h>

namespace gantry::ecs {
namespace {

using api::ecs::PropagateTags;
using api::ecs::Tag;

constexpr SysTime kMadeAt{Duration{1'800'000'000'000}};

class NewTaskTest : public ::testing::Test {
  protected:
    NewTaskTest() {
        definition_.account = "000000000000";
        definition_.region = "us-east-1";
        definition_.definition.family = "web";
        definition_.definition.revision = 7;
        definition_.definition.container_definitions = {
            {.name = "app", .image = "nginx", .cpu = 10, .memory = 128, .essential = true},
            {.name = "log", .image = "busybox", .memory_reservation = 32, .essential = false},
        };
        definition_.tags = {{"team", "blue"}, {"stage", "test"}};
        instance_.id = "0123456789abcdef0123456789abcdef";
        instance_.agent_connected = true;
        instance_.attributes = {
            {.name = "ecs.availability-zone", .value = "us-east-1b"},
            {.name = "ecs.cpu-architecture", .value = "x86_64"},
        };
    }

    NewTask what() {
        return {.cluster = "default", .definition = definition_, .instance = instance_};
    }
    TaskRow make(const NewTask& task) { return new_task(task, ids_, kMadeAt); }

    TaskDefinitionRow definition_;
    ContainerInstanceRow instance_;
    IdSource ids_{Random{1}};
};

/// Docker runs nothing for a command that does not begin with CMD or CMD-SHELL: such a task counts
/// as one without a health check.
TEST_F(NewTaskTest, OnlyAProbeIsAHealthCheck) {
    const auto checked = [this](std::vector<std::string> command) {
        auto& app = definition_.definition.container_definitions->front();
        app.health_check.emplace().command = std::move(command);
        return make(what()).containers.front().has_health_check;
    };
    EXPECT_TRUE(checked({"CMD-SHELL", "true"}));
    EXPECT_TRUE(checked({"CMD", "/healthcheck"}));
    EXPECT_FALSE(checked({"/healthcheck"}));
    EXPECT_FALSE(checked({"NONE"}));
    EXPECT_FALSE(checked({"CMD"})) << "nothing to run";
}

TEST_F(NewTaskTest, StartsPendingOnItsInstance) {
    const TaskRow task = make(what());
    EXPECT_EQ(task.account, "000000000000");
    EXPECT_EQ(task.region, "us-east-1");
    EXPECT_EQ(task.id.size(), 32U);
    EXPECT_EQ(task.family, "web");
    EXPECT_EQ(task.revision, 7);
    EXPECT_EQ(task.instance_id, instance_.id);
    EXPECT_EQ(task.status, TaskStatus::Pending);
    EXPECT_EQ(task.goal, TaskGoal::Running);
    EXPECT_EQ(task.version, 1);
    EXPECT_EQ(task.created_at, kMadeAt);
    EXPECT_EQ(task.availability_zone, "us-east-1b");
    EXPECT_EQ(task.cpu_architecture, "x86_64");
    EXPECT_EQ(task.connectivity_at, kMadeAt);
    EXPECT_EQ(task.cpu, "10");
    EXPECT_EQ(task.memory, "160");
    EXPECT_EQ(task.reserved.memory_mib, 160);
}

TEST_F(NewTaskTest, MakesAContainerForEachDefinition) {
    const TaskRow task = make(what());
    ASSERT_EQ(task.containers.size(), 2U);
    EXPECT_EQ(task.containers[0].name, "app");
    EXPECT_EQ(task.containers[0].id.size(), 36U);
    EXPECT_NE(task.containers[0].id, task.containers[1].id);
    EXPECT_EQ(task.containers[0].memory, "128");
    EXPECT_EQ(task.containers[0].memory_reservation, std::nullopt);
    EXPECT_EQ(task.containers[1].cpu, "0");
    EXPECT_EQ(task.containers[1].memory_reservation, "32");
    EXPECT_FALSE(task.containers[1].essential);
}

TEST_F(NewTaskTest, RunsTheImagesThatItsDeploymentHasResolved) {
    NewTask task = what();
    task.images = {{"app", "sha256:1"}, {"log", "sha256:2"}};
    auto& log = definition_.definition.container_definitions->at(1);
    log.version_consistency = api::ecs::VersionConsistency::Disabled;
    const TaskRow row = make(task);
    EXPECT_EQ(row.containers[0].image_digest, "sha256:1");
    EXPECT_EQ(row.containers[1].image_digest, "");
}

TEST_F(NewTaskTest, EchoesOneOverridePerContainer) {
    NewTask task = what();
    task.overrides.container_overrides = {{.name = "log", .command = {{"sh"}}, .cpu = 5}};
    const TaskRow row = make(task);
    ASSERT_EQ(row.overrides.container_overrides->size(), 2U);
    EXPECT_EQ(row.overrides.container_overrides->at(0).name, "app");
    EXPECT_EQ(row.overrides.container_overrides->at(0).command, std::nullopt);
    EXPECT_EQ(row.overrides.container_overrides->at(1).command->at(0), "sh");
    EXPECT_TRUE(row.overrides.inference_accelerator_overrides->empty());
    EXPECT_EQ(row.containers[1].cpu, "5");
    EXPECT_EQ(row.reserved.cpu, 15);
}

TEST_F(NewTaskTest, GroupDefaultsToTheFamilyOrTheService) {
    EXPECT_EQ(make(what()).group, "family:web");
    NewTask of_service = what();
    of_service.service = "front";
    EXPECT_EQ(make(of_service).group, "service:front");
    NewTask named = what();
    named.group = "batch";
    EXPECT_EQ(make(named).group, "batch");
}

TEST_F(NewTaskTest, ExplicitTagsWinOverPropagatedOnes) {
    NewTask task = what();
    task.service = "front";
    task.tags = {{"team", "red"}};
    task.propagate_tags = PropagateTags::TaskDefinition;
    task.enable_ecs_managed_tags = true;
    const std::vector<Tag> expected = {
        {"team", "red"},
        {"stage", "test"},
        {"aws:ecs:clusterName", "default"},
        {"aws:ecs:serviceName", "front"},
    };
    EXPECT_EQ(make(task).tags, expected);
}

TEST_F(NewTaskTest, PropagatedTagsEndAtTheLimit) {
    NewTask task = what();
    for (int i = 0; i < 49; ++i) task.tags.push_back({"r" + std::to_string(i), ""});
    task.propagate_tags = PropagateTags::TaskDefinition;
    task.enable_ecs_managed_tags = true;
    const auto tags = make(task).tags;
    ASSERT_EQ(tags.size(), 51U);
    EXPECT_EQ(tags.at(49).key, "team");
    EXPECT_EQ(tags.at(50).key, "aws:ecs:clusterName") << "those of ECS do not count";
}

TEST_F(NewTaskTest, ServiceTagsPropagateWhenAsked) {
    NewTask task = what();
    task.service_tags = {{"owner", "me"}};
    EXPECT_TRUE(make(task).tags.empty());
    task.propagate_tags = PropagateTags::Service;
    EXPECT_EQ(make(task).tags, (std::vector<Tag>{{"owner", "me"}}));
}

TEST_F(NewTaskTest, TheSameSeedMakesTheSameTask) {
    IdSource a{Random{7}};
    IdSource b{Random{7}};
    EXPECT_EQ(new_task(what(), a, kMadeAt), new_task(what(), b, kMadeAt));
}

}  // namespace
}  // namespace gantry::ecs
