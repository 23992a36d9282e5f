// GPUs of tasks, from the payload to the container.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "agent/agent_fixture.h"

namespace gantry::agent {
namespace {

using test::kTaskArn;
using test::make_container;
using test::make_task;
using testing::Contains;
using testing::ElementsAre;

class AgentGpuTest : public test::AgentTest {
  protected:
    AgentGpuTest() { world.config.gpus = {"GPU-1", "GPU-2"}; }

    static api::acs::Task task(const std::string& gpu, const std::string& arn = kTaskArn) {
        auto with_gpu = make_task({make_container("app")}, arn);
        with_gpu.associations.emplace().push_back(
            {.name = gpu,
             .type = api::acs::AssociationType::Gpu,
             .containers = std::vector<std::string>{"app"}}
        );
        return with_gpu;
    }
    std::vector<std::string> devices_of(const std::string& arn = kTaskArn) {
        const auto* container = world.container("app", arn);
        if (container == nullptr || !container->request->host_config->device_requests) return {};
        return *container->request->host_config->device_requests->at(0).device_ids;
    }
};

TEST_F(AgentGpuTest, TheContainerGetsTheGpuThatItsPayloadNames) {
    world.start_connected();
    run_and_expect(task("GPU-2"));
    EXPECT_THAT(devices_of(), ElementsAre("GPU-2"));
    EXPECT_THAT(*world.container("app")->request->env, Contains("NVIDIA_VISIBLE_DEVICES=GPU-2"));
}

TEST_F(AgentGpuTest, AGpuIsFreeOnceItsTaskHasStoppedAndStaysTakenOverARestart) {
    world.start_connected();
    run_and_expect(task("GPU-1"));
    world.kill_agent();
    world.start_connected();
    control.run_task(task("GPU-1", arn(2)));
    wait(minutes{1});
    EXPECT_FALSE(world.runs("app", arn(2))) << "the first task has it";
    control.stop_task();
    expect_stopped();
    world.expect_soon([&] { return world.runs("app", arn(2)); });
    EXPECT_THAT(devices_of(arn(2)), ElementsAre("GPU-1"));
}

TEST_F(AgentGpuTest, TasksShareOneAsTheOperatorSaysAndAlsoAfterHeSaysOtherwise) {
    world.config.gpu_sharing = 2;
    world.start_connected();
    run_and_expect(task("GPU-1"));
    control.run_task(task("GPU-1", arn(2)));
    world.expect_soon([&] { return world.runs("app", arn(2)); });
    EXPECT_THAT(devices_of(arn(2)), ElementsAre("GPU-1"));
    control.run_task(task("GPU-1", arn(3)));
    wait(minutes{1});
    EXPECT_FALSE(world.runs("app", arn(3)));

    world.kill_agent();
    world.config.gpu_sharing = 1;
    world.start_connected();
    control.stop_task();
    expect_stopped();
    wait(minutes{1});
    EXPECT_TRUE(world.runs("app", arn(2)));
    EXPECT_FALSE(world.runs("app", arn(3))) << "the second task has it";
}

TEST_F(AgentGpuTest, AGpuThatTheMachineHasNotFailsTheContainer) {
    world.start_connected();
    control.run_task(task("GPU-9"));
    expect_stopped();
    EXPECT_EQ(
        control.container("app")->reason,
        "ResourceInitializationError: this machine has no GPU GPU-9"
    );
}

}  // namespace
}  // namespace gantry::agent
