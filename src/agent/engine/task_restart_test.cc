#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "agent/engine/task_engine_fixture.h"

// Restart policies: containers that are started again in place.
namespace gantry::agent {
namespace {

using runtime::ContainerPhase;
using test::make_container;
using testing::ElementsAre;
using testing::IsEmpty;

class RestartTest : public TaskEngineTest {
  protected:
    void SetUp() override {
        auto app = make_container("app");
        auto& policy = app.restart_policy.emplace();
        policy.enabled = true;
        policy.ignored_exit_codes = {0};
        policy.restart_attempt_period = 60;
        test::add_health_check(app);
        use({app});
        run("app");
    }
};

TEST_F(RestartTest, RestartsInPlace) {
    apply(event::HealthTold{"app", HealthStatus::Healthy, now});
    wait(60);
    exit("app", 1);
    EXPECT_EQ(state.status(), TaskStatus::Running);
    EXPECT_EQ(container("app").health, HealthStatus::Unknown);
    EXPECT_THAT(actions(), ElementsAre("start app"));
    wait(1);
    apply(event::Started{"app"});
    EXPECT_EQ(container("app").restarts, 1);
    EXPECT_EQ(container("app").progress, Progress::Running);
    EXPECT_THAT(actions(), IsEmpty());
    EXPECT_EQ(*container("app").last_start_at - *container("app").started_at, Seconds{61});
}

TEST_F(RestartTest, NothingIsLeftOfTheRunBefore) {
    wait(60);
    exit("app", 1);
    apply(event::Started{"app"});
    EXPECT_FALSE(container("app").exit_code);
    EXPECT_FALSE(container("app").finished_at);
    wait(3600);
    apply(event::Vanished{"app"});
    EXPECT_FALSE(container("app").exit_code);
    EXPECT_EQ(container("app").finished_at, now);
}

TEST_F(RestartTest, TheSameExitSeenAgainIsNoSecondExit) {
    wait(60);
    exit("app", 1);
    exit("app", 1);
    EXPECT_EQ(state.status(), TaskStatus::Running);
    EXPECT_THAT(actions(), ElementsAre("start app"));
}

TEST_F(RestartTest, NotBeforeItsPeriod) {
    wait(59);
    exit("app", 1);
    EXPECT_EQ(state.status(), TaskStatus::Stopped);
}

TEST_F(RestartTest, ThePeriodCountsFromTheLastStart) {
    wait(60);
    exit("app", 1);
    apply(event::Started{"app"});
    wait(59);
    exit("app", 1);
    EXPECT_EQ(state.status(), TaskStatus::Stopped);
    EXPECT_EQ(container("app").restarts, 1);
}

TEST_F(RestartTest, ARestartThatTheRowMissedIsSeen) {
    const TaskState read_again = state;
    wait(60);
    auto running = status("app", ContainerPhase::Running);
    running.started_at = now;
    state = read_again;
    apply(event::Restarted{});
    apply(event::Observed{"app", running});
    EXPECT_EQ(container("app").restarts, 1);
    EXPECT_EQ(container("app").last_start_at, running.started_at);
    apply(event::Observed{"app", running});
    EXPECT_EQ(container("app").restarts, 1);
    wait(59);
    exit("app", 1);
    EXPECT_EQ(state.status(), TaskStatus::Stopped);
}

TEST_F(RestartTest, ARunThatTheRowMissedCountsWhenItHasEnded) {
    wait(60);
    auto ended = status("app", ContainerPhase::Exited);
    ended.started_at = now;
    ended.exit_code = 1;
    wait(30);
    ended.finished_at = now;
    apply(event::Observed{"app", ended});
    EXPECT_EQ(state.status(), TaskStatus::Stopped);
    EXPECT_EQ(container("app").restarts, 1);
}

TEST_F(RestartTest, NewsFromBeforeTheExitIsNoRestart) {
    auto running = status("app", ContainerPhase::Running);
    running.started_at = container("app").last_start_at;
    wait(60);
    exit("app", 1);
    apply(event::Observed{"app", running});
    EXPECT_THAT(actions(), ElementsAre("start app"));
    EXPECT_EQ(container("app").restarts, 0);
}

TEST_F(RestartTest, NotForIgnoredCodes) {
    wait(60);
    exit("app", 0);
    EXPECT_EQ(state.status(), TaskStatus::Stopped);
}

TEST_F(RestartTest, NotWhenTheTaskIsToStop) {
    wait(60);
    apply(event::StopAsked{});
    exit("app", 143);
    EXPECT_EQ(state.status(), TaskStatus::Stopped);
}

TEST_F(RestartTest, AStopMeetsAContainerBetweenTwoLives) {
    wait(60);
    exit("app", 1);
    apply(event::StopAsked{});
    EXPECT_THAT(actions(), ElementsAre("stop app"));
    exit("app", 1);  // what the runtime says after the stop: the old end
    EXPECT_EQ(state.status(), TaskStatus::Stopped);
    EXPECT_EQ(container("app").exit_code, 1);
}

TEST_F(RestartTest, ARestartThatFailsIsTheEnd) {
    wait(60);
    exit("app", 1);
    apply(event::Failed{"app", "CannotStartContainerError: no"});
    EXPECT_EQ(state.status(), TaskStatus::Stopped);
    EXPECT_EQ(container("app").exit_code, 1);
}

}  // namespace
}  // namespace gantry::agent
