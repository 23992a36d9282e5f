// Images that go when no task needs them: a whole agent with a fake runtime.
#include <gmock/gmock.h>

#include "agent/agent_fixture.h"
#include "agent/engine/test_tasks.h"

namespace gantry::agent {
namespace {

using test::kTaskArn;
using test::make_container;
using test::make_task;

class AgentImagesTest : public test::AgentTest {
  protected:
    AgentImagesTest() {
        world.config.image_cleanup = ImagePolicy{};
        world.config.cleanup_wait = minutes{10};
    }
    void run_and_stop() {
        run_and_expect(make_task({make_container("app")}));
        control.stop_task();
        expect_stopped();
    }
    /// What the registry has for the tag now, by its digest.
    [[nodiscard]] std::string newest() {
        return "app@" + machine.storage().registry_digest("app:1");
    }
    [[nodiscard]] std::uint64_t asked(runtime::FakeOperation operation) {
        return machine.daemon().asked(operation);
    }
    [[nodiscard]] bool has_image() { return machine.storage().present("app:1"); }
};

TEST_F(AgentImagesTest, WhatWasPulledGoesWhenItIsOldAndNoTaskNeedsIt) {
    world.start_connected();
    run_and_expect(make_task({make_container("app")}));
    wait(hours{5});
    EXPECT_TRUE(has_image()) << "a task runs with it";
    control.stop_task();
    expect_stopped();
    wait(minutes{8});
    EXPECT_TRUE(has_image()) << "its container is still looked at";
    wait(minutes{50});
    EXPECT_FALSE(has_image());
    const auto rows = world.disk->rows();
    EXPECT_TRUE(!rows.contains("agent.images") || rows.at("agent.images").empty());
}

TEST_F(AgentImagesTest, WhatCameAnotherWayStays) {
    machine.storage().pull("app:1");
    world.config.pull_behavior = PullBehavior::Once;
    world.start_connected();
    run_and_stop();
    wait(hours{30});
    EXPECT_TRUE(has_image());
}

TEST_F(AgentImagesTest, WhatTheOperatorPulledStaysThoughATaskPullsItAgain) {
    machine.storage().pull("app:1");
    ASSERT_FALSE(machine.storage().inspect_image("app:1")->repo_digests.empty());
    machine.storage().push("app:1");
    world.start_connected();
    run_and_stop();
    EXPECT_EQ(machine.daemon().asked(runtime::FakeOperation::Pull), 1U);
    wait(hours{30});
    EXPECT_TRUE(has_image()) << "the name is the operator's";
}

TEST_F(AgentImagesTest, ImagesThatCannotGoKeepNoOtherFromGoing) {
    world.config.image_cleanup->most_at_a_time = 2;
    world.start_connected();
    for (int i = 1; i <= 3; ++i) {
        auto app = make_container("app");
        app.image = "app:" + std::to_string(i);
        const auto task = make_task({app}, arn(i));
        run_and_expect(task);
        control.stop_task(*task.arn);
        expect_stopped(*task.arn);
        wait(minutes{2});
    }
    for (const char* held : {"app:1", "app:2"}) {
        api::docker::ContainerCreateRequest request;
        request.image = held;
        request.host_config.emplace();
        world.process->runtime.create_container(
            std::string("stranger-") + held,
            request,
            [](const Result<std::string>& id) { EXPECT_TRUE(id); }
        );
    }
    wait(hours{4});
    EXPECT_TRUE(machine.storage().present("app:1"));
    EXPECT_TRUE(machine.storage().present("app:2"));
    EXPECT_FALSE(machine.storage().present("app:3"));
}

TEST_F(AgentImagesTest, ANewAgentRemembersWhatTheOldOnePulled) {
    world.start_connected();
    run_and_stop();
    world.kill_agent();
    world.start_connected();
    wait(hours{2});
    EXPECT_FALSE(has_image());
}

TEST_F(AgentImagesTest, HowFarAPullIsIsToldUntilItIsOver) {
    machine.set_behaviour("app:1", {.pull = runtime::Latency::exactly(Seconds{20})});
    world.start_connected();
    control.run_task(make_task({make_container("app")}));
    const auto told = [&] { return control.messages(StreamKind::Control, "GantryPullProgress"); };
    world.expect_soon([&] { return !told().empty(); }, Seconds{10});
    EXPECT_NE(
        told().front().find(R"("image":")" + newest() + R"(","layers":2,"layersDone":1)"),
        std::string::npos
    ) << told().front();
    world.expect_soon([&] { return control.status_of() == "RUNNING"; });
    EXPECT_NE(told().back().find(R"("over":true)"), std::string::npos) << told().back();
    EXPECT_EQ(told().size(), 2U);
}

TEST_F(AgentImagesTest, AFullDiskHurries) {
    world.start_connected();
    run_and_stop();
    machine.storage().disk = {.total_bytes = 1000, .free_bytes = 99};
    wait(minutes{42});
    EXPECT_FALSE(has_image());
}

TEST_F(AgentImagesTest, ATaskThatComesMeanwhileWaitsAndPullsAnew) {
    world.start_connected();
    run_and_stop();
    machine.daemon().timings.other = runtime::Latency::exactly(Seconds{5});
    world.expect_soon(
        [&] { return machine.daemon().asked(runtime::FakeOperation::RemoveImage) == 1; }, hours{3}
    );
    control.run_task(make_task({make_container("app")}, arn(2)));
    world.expect_soon([&] { return control.status_of(arn(2)) == "RUNNING"; }, minutes{3});
    EXPECT_TRUE(has_image());
    EXPECT_EQ(machine.daemon().asked(runtime::FakeOperation::Pull), 2U);
    wait(hours{3});
    EXPECT_TRUE(has_image());
}

TEST_F(AgentImagesTest, WithoutAPolicyAllStay) {
    world.config.image_cleanup.reset();
    world.start_connected();
    run_and_stop();
    wait(hours{30});
    EXPECT_TRUE(has_image());
}

// ---- What a tag stands for ---------------------------------------------------------------------

TEST_F(AgentImagesTest, WhatATagStandsForIsToldBeforeTheLayersAreHere) {
    machine.set_behaviour("app:1", {.pull = runtime::Latency::exactly(Seconds{20})});
    world.start_connected();
    const std::string first = newest();
    control.run_task(make_task({make_container("app")}));
    wait(Seconds{5});
    ASSERT_EQ(control.image_reports.size(), 1U);
    const auto& told = control.image_reports.front();
    EXPECT_EQ("app@" + *told.containers->front().image_digest, first);
    EXPECT_EQ(told.status, "PENDING");
    EXPECT_FALSE(machine.storage().present(first));
    machine.storage().push("app:1");
    world.expect_soon([&] { return control.status_of() == "RUNNING"; });
    EXPECT_EQ("app@" + *control.container("app")->image_digest, first);
    EXPECT_EQ(world.container("app")->spec.image, first) << "the tag has moved meanwhile";
    EXPECT_EQ(control.image_reports.size(), 1U);
}

TEST_F(AgentImagesTest, AMovedTagLeavesTheOldImageToBeRemoved) {
    world.start_connected();
    const std::string first = newest();
    run_and_stop();
    machine.storage().push("app:1");
    run_and_expect(make_task({make_container("app")}, arn(2)));
    EXPECT_TRUE(machine.storage().present(first));
    EXPECT_EQ(machine.storage().image_id("app:1"), machine.storage().image_id(newest()));
    wait(hours{3});
    EXPECT_FALSE(machine.storage().present(first));
    EXPECT_TRUE(machine.storage().present(newest()));
    control.stop_task(arn(2));
    expect_stopped(arn(2));
    wait(hours{3});
    EXPECT_FALSE(has_image());
    EXPECT_FALSE(machine.storage().present(newest()));
}

TEST_F(AgentImagesTest, TheRegistryIsAskedOnceForAllWhoComeTogether) {
    world.start_connected();
    machine.daemon().timings.other = runtime::Latency::exactly(Seconds{1});
    for (int i = 0; i < 5; ++i) control.run_task(make_task({make_container("app")}, arn(i)));
    world.expect_soon([&] { return machine.running().size() == 5; });
    EXPECT_EQ(asked(runtime::FakeOperation::ImageDigest), 1U);
    EXPECT_EQ(asked(runtime::FakeOperation::Pull), 1U);
}

TEST_F(AgentImagesTest, WhatIsHereAlreadyIsNotPulled) {
    world.start_connected();
    run_and_expect(make_task({make_container("app")}, arn(1)));
    run_and_expect(make_task({make_container("app")}, arn(2)));
    EXPECT_EQ(asked(runtime::FakeOperation::ImageDigest), 2U);
    EXPECT_EQ(asked(runtime::FakeOperation::Pull), 1U);
    auto pinned = make_container("app");
    pinned.image = newest();
    run_and_expect(make_task({pinned}, arn(3)));
    EXPECT_EQ(asked(runtime::FakeOperation::ImageDigest), 2U);
    EXPECT_EQ(asked(runtime::FakeOperation::Pull), 1U);
    EXPECT_EQ(control.image_reports.size(), 2U) << "the third was told which";
}

TEST_F(AgentImagesTest, ARegistryThatDoesNotSayIsPulledFromAllTheSame) {
    machine.daemon().fail_next(runtime::FakeOperation::ImageDigest, internal_error("no manifest"));
    world.start_connected();
    run_and_expect(make_task({make_container("app")}));
    ASSERT_EQ(control.image_reports.size(), 1U) << "told once the image is here";
    EXPECT_EQ("app@" + *control.container("app")->image_digest, newest());
    control.stop_task();
    expect_stopped();
    wait(hours{3});
    EXPECT_FALSE(has_image());
}

TEST_F(AgentImagesTest, ACopyThatIsGoodEnoughIsNotAskedFor) {
    machine.storage().pull("app:1");
    const std::string first = newest();
    machine.storage().push("app:1");
    world.config.pull_behavior = PullBehavior::PreferCached;
    world.start_connected();
    run_and_expect(make_task({make_container("app")}));
    EXPECT_EQ(asked(runtime::FakeOperation::ImageDigest), 0U);
    EXPECT_EQ("app@" + *control.container("app")->image_digest, first);
}

}  // namespace
}  // namespace gantry::agent
