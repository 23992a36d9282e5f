// A control plane and a real agent, after the control plane's disk was put back to an older copy.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "agent/engine/names.h"
#include "base/log.h"
#include "sim/nodes.h"

namespace gantry::sim {
namespace {

using testing::SizeIs;
using testing::UnorderedElementsAre;

class RestoredTest : public testing::Test {
  protected:
    RestoredTest() {
        set_log_sink([](LogLevel, std::string_view) {});
        agent_.machine().set_behaviour("app:1", {});
    }
    ~RestoredTest() override { set_log_sink({}); }

    static std::unique_ptr<ControlNode> plane(
        ManualLoop& world, Network& network, bool accept_loss
    ) {
        control::ControlCoreOptions options;
        auto& ecs = options.services.of<ecs::Options>();
        ecs.fleet.accept_loss = accept_loss;
        ecs.default_clusters = {{aws::kDefaultAccount, aws::kDefaultRegion}};
        return std::make_unique<ControlNode>(world, network, Random{7}, options);
    }
    void start_both() {
        ASSERT_TRUE(plane_->start());
        world_.advance(Seconds{1});
        ASSERT_TRUE(agent_.start_agent());
        world_.advance(Seconds{10});
        ASSERT_EQ(plane_->ecs().fleet().connected_agents(), 1U);
        ask("RegisterTaskDefinition",
            R"({"family":"app","containerDefinitions":[
                {"name":"app","image":"app:1","memory":64,"stopTimeout":2}]})");
    }
    void ask(const std::string& operation, const std::string& body) {
        const aws::Caller caller{
            {aws::kDefaultAccount, aws::kDefaultRegion}, "arn:aws:iam::000000000000:root", ""
        };
        bool answered = false;
        network_.call(
            {.from = "client", .caller = caller, .operation = operation, .body = body},
            [&](const Result<std::string>& answer) {
                answered = true;
                EXPECT_TRUE(answer) << operation << ": " << (answer ? "" : answer.error().message);
            }
        );
        world_.advance(Seconds{20});
        EXPECT_TRUE(answered);
    }
    void run(const std::string& group) {
        ask("RunTask", R"({"taskDefinition":"app","group":")" + group + R"("})");
    }
    /// The ARN of the task of that group.
    std::string arn(const std::string& group) {
        for (const auto& [key, task] : plane_->tables().tasks.rows()) {
            if (task->group == group) return task->arn();
        }
        return "";
    }
    /// ARNs of the tasks whose containers run on the machine.
    std::vector<std::string> running() {
        std::vector<std::string> found;
        for (const auto* container : agent_.machine().running()) {
            found.push_back(container->status.labels.at(agent::kTaskLabel));
        }
        return found;
    }
    /// Another process, on an older copy of the disk.
    void restore(const store::MemoryDisk& backup, bool accept_loss) {
        plane_->crash(false, false);
        plane_ = plane(world_, network_, accept_loss);
        plane_->disk() = backup;
        ASSERT_TRUE(plane_->start());
        world_.advance(minutes{3});
    }

    ManualLoop world_;
    Network network_{world_, Random{1}, {}};
    std::unique_ptr<ControlNode> plane_ = plane(world_, network_, false);
    AgentNode agent_{world_, network_, "agent", Random{2}, {}};
};

TEST_F(RestoredTest, AnAgentThatKnowsMoreGoesOnAsItWasUntilTheLossIsAccepted) {
    start_both();
    run("early");
    const store::MemoryDisk backup = plane_->disk();
    const std::string early = arn("early");
    ask("StopTask", R"({"task":")" + early + R"("})");
    run("late");
    const std::string late = arn("late");
    ASSERT_THAT(running(), UnorderedElementsAre(late));

    restore(backup, false);
    EXPECT_THAT(plane_->ecs().fleet().agents_that_know_more(), SizeIs(1));
    EXPECT_EQ(plane_->ecs().fleet().connected_agents(), 0U);
    EXPECT_THAT(running(), UnorderedElementsAre(late)) << "nothing was started, nothing stopped";
    agent_.crash_agent();  // what it was told is on its disk
    ASSERT_TRUE(agent_.start_agent());
    world_.advance(minutes{2});
    EXPECT_THAT(plane_->ecs().fleet().agents_that_know_more(), SizeIs(1));
    EXPECT_THAT(running(), UnorderedElementsAre(late));

    restore(backup, true);
    EXPECT_EQ(plane_->ecs().fleet().connected_agents(), 1U);
    EXPECT_THAT(running(), SizeIs(0)) << "no row wants it, and the other has ended";

    // What it was told since is of this state: the next process needs no acceptance.
    const store::MemoryDisk now = plane_->disk();
    restore(now, false);
    EXPECT_EQ(plane_->ecs().fleet().connected_agents(), 1U);
}

TEST_F(RestoredTest, ACopyThatLacksNothingTheAgentKnowsIsNoLoss) {
    start_both();
    run("early");
    const store::MemoryDisk backup = plane_->disk();
    const std::string early = arn("early");
    restore(backup, false);
    EXPECT_EQ(plane_->ecs().fleet().connected_agents(), 1U);
    EXPECT_THAT(running(), UnorderedElementsAre(early));
}

}  // namespace
}  // namespace gantry::sim
