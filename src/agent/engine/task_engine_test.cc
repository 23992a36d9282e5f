#include "agent/engine/task_engine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "agent/engine/task_engine_fixture.h"

namespace gantry::agent {
namespace {

using api::acs::ContainerCondition;
using runtime::ContainerPhase;
using test::make_container;
using test::make_task;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

TEST_F(TaskEngineTest, TakesAContainerFromNothingToTheEnd) {
    use_unsettled({make_container("app")});
    EXPECT_THAT(actions(), ElementsAre("resolve app"));
    apply(event::Resolved{"app", "sha256:1"});
    EXPECT_EQ(container("app").image_digest, "sha256:1");
    EXPECT_THAT(actions(), ElementsAre("pull app"));
    apply(event::Pulled{"app", "sha256:1"});
    EXPECT_THAT(actions(), ElementsAre("create app"));
    apply(event::Created{"app", "id", {}});
    EXPECT_THAT(actions(), ElementsAre("start app"));
    EXPECT_EQ(state.status(), TaskStatus::Pending);
    apply(event::Started{"app"});
    EXPECT_THAT(actions(), IsEmpty());
    EXPECT_EQ(state.status(), TaskStatus::Running);
    wait(10);
    exit("app", 3);
    EXPECT_EQ(state.status(), TaskStatus::Stopped);
    EXPECT_EQ(container("app").exit_code, 3);
    EXPECT_EQ(state.execution_stopped_at, now);
    EXPECT_THAT(actions(), IsEmpty());
}

TEST_F(TaskEngineTest, DoesNothingTwice) {
    use({make_container("app")});
    busy = {"app"};
    EXPECT_THAT(actions(), IsEmpty());
}

TEST_F(TaskEngineTest, WaitsForAdmission) {
    spec = *read_task_spec(make_task({make_container("app")}), Seconds{30});
    state = new_task_state(spec, 1);
    EXPECT_THAT(actions(), IsEmpty());
    apply(event::Admitted{});
    EXPECT_THAT(actions(), ElementsAre("resolve app"));
}

TEST_F(TaskEngineTest, WhatANameStandsForIsAskedWhateverItDependsOn) {
    auto app = make_container("app");
    test::depend(app, "db", ContainerCondition::Start);
    auto pinned = make_container("pinned");
    pinned.image = "app@sha256:7";
    use_unsettled({make_container("db"), app, pinned});
    EXPECT_THAT(actions(), ElementsAre("resolve db", "resolve app", "pull pinned"));
    apply(event::Resolved{"app", "sha256:1"});
    EXPECT_THAT(actions(), ElementsAre("resolve db", "pull pinned"));
    apply(event::Pulled{"db", "sha256:2"});
    apply(event::Resolved{"db", "sha256:3"});
    EXPECT_EQ(container("db").image_digest, "sha256:2") << "an answer that comes late";
    EXPECT_THAT(actions(), ElementsAre("create db", "pull pinned"));
}

TEST_F(TaskEngineTest, AStopBeforeAnythingExistsIsImmediate) {
    use({make_container("app"), make_container("side", false)});
    apply(event::StopAsked{});
    EXPECT_EQ(state.status(), TaskStatus::Stopped);
    EXPECT_THAT(container("app").reason, HasSubstr("TaskStoppedBeforePullBeginError"));
    EXPECT_FALSE(container("app").exit_code);
}

TEST_F(TaskEngineTest, AStopDuringAPullDoesNotWaitForIt) {
    use({make_container("app")});
    apply(event::PullBegan{"app"});
    apply(event::StopAsked{});
    EXPECT_TRUE(state.stopped());
    apply(event::Pulled{"app", "sha256:1"});
    EXPECT_EQ(container("app").progress, Progress::Stopped);
}

TEST_F(TaskEngineTest, ACreatedContainerIsStoppedAtTheRuntimeBecauseItMayJustStart) {
    use({make_container("app")});
    apply(event::Pulled{"app", ""});
    apply(event::Created{"app", "id", {}});
    apply(event::StopAsked{});
    EXPECT_FALSE(state.stopped());
    EXPECT_THAT(actions(), ElementsAre("stop app"));
    apply(event::StoppedBeforeStart{"app"});
    EXPECT_TRUE(state.stopped());
    EXPECT_FALSE(container("app").exit_code);
    EXPECT_FALSE(state.running_at);
}

TEST_F(TaskEngineTest, ContainersRunInParallelAndTheTaskRunsWhenAllDo) {
    use({make_container("a"), make_container("b")});
    EXPECT_THAT(actions(), ElementsAre("pull a", "pull b"));
    run("a");
    EXPECT_EQ(state.status(), TaskStatus::Pending);
    run("b");
    EXPECT_EQ(state.status(), TaskStatus::Running);
}

TEST_F(TaskEngineTest, AnEssentialExitStopsTheOthers) {
    use({make_container("a"), make_container("b")});
    run("a");
    run("b");
    exit("a", 0);
    EXPECT_EQ(state.goal, Goal::Stopped);
    EXPECT_EQ(state.status(), TaskStatus::Running);
    EXPECT_THAT(actions(), ElementsAre("stop b"));
    wait(5);
    exit("b", 143);
    EXPECT_EQ(state.status(), TaskStatus::Stopped);
    EXPECT_EQ(*state.stopped_at - *state.execution_stopped_at, Seconds{5});
}

TEST_F(TaskEngineTest, ANonEssentialExitChangesNothingElse) {
    use({make_container("a"), make_container("b", false)});
    run("a");
    run("b");
    exit("b", 1);
    EXPECT_EQ(state.goal, Goal::Running);
    EXPECT_EQ(state.status(), TaskStatus::Running);
    EXPECT_FALSE(state.execution_stopped_at);
}

TEST_F(TaskEngineTest, ANonEssentialThatCannotStartDoesNotHoldTheTaskBack) {
    use({make_container("a"), make_container("b", false)});
    run("a");
    apply(event::Failed{"b", "CannotPullContainerError: no"});
    EXPECT_EQ(state.status(), TaskStatus::Running);
}

TEST_F(TaskEngineTest, AnEssentialThatCannotStartNeverMakesTheTaskRunning) {
    use({make_container("a"), make_container("b")});
    run("a");
    apply(event::Pulled{"b", ""});
    apply(event::Failed{"b", "CannotCreateContainerError: no"});
    EXPECT_FALSE(state.running_at);
    EXPECT_THAT(actions(), ElementsAre("stop a"));
    exit("a", 143);
    EXPECT_EQ(state.status(), TaskStatus::Stopped);
    EXPECT_FALSE(container("b").exit_code);
}

TEST_F(TaskEngineTest, AContainerThatEndsBeforeItsStartIsSeenHasRun) {
    use({make_container("a")});
    apply(event::Pulled{"a", ""});
    apply(event::Created{"a", "id-a", {}});
    exit("a", 0);
    EXPECT_TRUE(state.running_at);
    EXPECT_EQ(state.status(), TaskStatus::Stopped);
}

TEST_F(TaskEngineTest, TellsMemoryKillsApart) {
    use({make_container("a")});
    run("a");
    exit("a", 137, true);
    EXPECT_EQ(container("a").reason, "OutOfMemoryError: Container killed due to memory usage");
    EXPECT_EQ(container("a").exit_code, 137);
}

TEST_F(TaskEngineTest, AVanishedContainerIsAFailureOnlyOnceItRan) {
    use({make_container("a")});
    apply(event::Pulled{"a", ""});
    apply(event::Created{"a", "id-a", {}});
    apply(event::Vanished{"a"});
    EXPECT_THAT(actions(), ElementsAre("create a"));
    apply(event::Created{"a", "id-2", {}});
    apply(event::Started{"a"});
    apply(event::Vanished{"a"});
    EXPECT_THAT(container("a").reason, HasSubstr("ContainerVanishedError"));
    EXPECT_TRUE(state.stopped());
}

TEST_F(TaskEngineTest, ATakenPortMeansANewContainerWithOtherPorts) {
    use({make_container("a")});
    apply(event::Pulled{"a", ""});
    apply(event::Created{"a", "id-a", {{"0.0.0.0", 80, 32768, "tcp"}}});
    apply(event::PortsTaken{"a"});
    EXPECT_THAT(actions(), ElementsAre("create a"));
    EXPECT_TRUE(container("a").ports.empty());
    EXPECT_EQ(container("a").port_conflicts, 1);
}

TEST_F(TaskEngineTest, AStartThatTimedOutMayRunAndIsStopped) {
    use({make_container("a"), make_container("b", false)});
    run("a");
    apply(event::Pulled{"b", ""});
    apply(event::Created{"b", "id-b", {}});
    apply(event::StartTimedOut{"b", "DockerTimeoutError: slow"});
    EXPECT_THAT(actions(), ElementsAre("stop b"));
    exit("b", 137);
    EXPECT_EQ(container("b").reason, "DockerTimeoutError: slow");
    EXPECT_EQ(state.goal, Goal::Running);
}

// ---- Dependencies ----------------------------------------------------------------------------

TEST_F(TaskEngineTest, StartIsMetByOneThatRunsOrHasRun) {
    auto app = make_container("app");
    test::depend(app, "init", ContainerCondition::Start);
    use({make_container("init", false), app});
    EXPECT_THAT(actions(), ElementsAre("pull init"));
    run("init");
    EXPECT_THAT(actions(), ElementsAre("pull app"));
    exit("init", 1);
    EXPECT_THAT(actions(), ElementsAre("pull app"));
}

TEST_F(TaskEngineTest, DependentsMayBePulledUpFront) {
    auto app = make_container("app");
    test::depend(app, "init", ContainerCondition::Start);
    use({make_container("init", false), app});
    options.pull_dependents_upfront = true;
    EXPECT_THAT(actions(), ElementsAre("pull init", "pull app"));
    apply(event::Pulled{"app", ""});
    EXPECT_THAT(actions(), ElementsAre("pull init"));
}

TEST_F(TaskEngineTest, SuccessNeedsExitCodeZero) {
    auto app = make_container("app");
    test::depend(app, "init", ContainerCondition::Success);
    for (const int code : {0, 1}) {
        use({make_container("init", false), app});
        run("init");
        EXPECT_THAT(actions(), IsEmpty());
        exit("init", code);
        if (code == 0) {
            EXPECT_THAT(actions(), ElementsAre("pull app"));
            continue;
        }
        EXPECT_EQ(container("app").exit_code, 143);
        EXPECT_THAT(container("app").reason, HasSubstr("CannotStartContainerError"));
        EXPECT_THAT(container("app").reason, HasSubstr("exit code 1"));
        EXPECT_EQ(state.status(), TaskStatus::Stopped);
    }
}

TEST_F(TaskEngineTest, CompleteNeedsAnyEndOfOneThatRan) {
    auto app = make_container("app");
    test::depend(app, "init", ContainerCondition::Complete);
    use({make_container("init", false), app});
    run("init");
    exit("init", 7);
    EXPECT_THAT(actions(), ElementsAre("pull app"));
    use({make_container("init", false), app});
    apply(event::Failed{"init", "CannotPullContainerError: no"});
    EXPECT_THAT(container("app").reason, HasSubstr("did not start"));
    EXPECT_TRUE(state.stopped());
}

TEST_F(TaskEngineTest, HealthyFollowsTheHealthCheck) {
    auto db = make_container("db");
    test::add_health_check(db);
    auto app = make_container("app");
    test::depend(app, "db", ContainerCondition::Healthy);
    use({db, app});
    run("db");
    EXPECT_THAT(actions(), IsEmpty());
    apply(event::HealthTold{"db", HealthStatus::Unhealthy, now});
    EXPECT_THAT(actions(), IsEmpty());
    apply(event::HealthTold{"db", HealthStatus::Healthy, now});
    EXPECT_THAT(actions(), ElementsAre("pull app"));
}

// The first result of a check and the answer to the start come on two ways.
TEST_F(TaskEngineTest, HealthThatIsToldBeforeTheStartIsKept) {
    auto db = make_container("db");
    test::add_health_check(db);
    use({db});
    apply(event::Pulled{"db", ""});
    apply(event::Created{"db", "id-db", {}});
    apply(event::HealthTold{"db", HealthStatus::Healthy, now});
    apply(event::Started{"db"});
    EXPECT_EQ(container("db").health, HealthStatus::Healthy);
    runtime::ContainerStatus earlier;
    earlier.id = "id-db";
    earlier.phase = runtime::ContainerPhase::Running;
    earlier.health = runtime::Health::Starting;
    apply(event::Observed{"db", earlier});
    EXPECT_EQ(container("db").health, HealthStatus::Healthy);
}

TEST_F(TaskEngineTest, HealthOfContainersWithoutCheckIsNotKept) {
    use({make_container("a")});
    run("a");
    apply(event::HealthTold{"a", HealthStatus::Healthy, now});
    EXPECT_EQ(container("a").health, HealthStatus::Unknown);
}

TEST_F(TaskEngineTest, StartTimeoutRunsFromTheTargetsStart) {
    auto db = make_container("db");
    db.start_timeout = 60;
    test::add_health_check(db);
    auto app = make_container("app");
    test::depend(app, "db", ContainerCondition::Healthy);
    use({db, app});
    wait(1000);  // a slow pull does not count
    run("db");
    const SysTime deadline = now + Seconds{60};
    EXPECT_EQ(next_actions(spec, state, busy, options, now).wake_at, deadline);
    wait(59);
    apply(event::Tick{});
    EXPECT_EQ(state.goal, Goal::Running);
    wait(1);
    apply(event::Tick{});
    EXPECT_THAT(container("app").reason, HasSubstr("within 60 seconds"));
    EXPECT_EQ(container("app").exit_code, 143);
    EXPECT_THAT(actions(), ElementsAre("stop db"));
}

TEST_F(TaskEngineTest, LinksAndVolumesFromAreDependencies) {
    auto linked = make_container("linked");
    linked.links = {"db"};
    auto mounting = make_container("mounting");
    mounting.volumes_from.emplace(1).front().source_container = "db";
    use({make_container("db"), linked, mounting});
    EXPECT_THAT(actions(), ElementsAre("pull db"));
    apply(event::Pulled{"db", ""});
    apply(event::Created{"db", "id-db", {}});
    EXPECT_THAT(actions(), ElementsAre("start db", "pull mounting"));
    apply(event::Started{"db"});
    EXPECT_THAT(actions(), ElementsAre("pull linked", "pull mounting"));
}

TEST_F(TaskEngineTest, StoppingGoesAgainstTheDependencies) {
    auto app = make_container("app");
    test::depend(app, "db", ContainerCondition::Start);
    auto side = make_container("side");
    use({make_container("db"), app, side});
    for (const char* name : {"db", "app", "side"}) run(name);
    apply(event::StopAsked{});
    EXPECT_THAT(actions(), UnorderedElementsAre("stop app", "stop side"));
    exit("side", 143);
    EXPECT_THAT(actions(), ElementsAre("stop app"));
    exit("app", 143);
    EXPECT_THAT(actions(), ElementsAre("stop db"));
}

TEST_F(TaskEngineTest, VolumesComeBeforeCreation) {
    api::acs::Task task = make_task({make_container("app")});
    task.volumes.emplace(1).front().name = "scratch";
    spec = *read_task_spec(task, Seconds{30});
    state = new_task_state(spec, 1);
    apply(event::Admitted{});
    EXPECT_THAT(actions(), ElementsAre("volumes", "resolve app"));
    apply(event::Pulled{"app", ""});
    EXPECT_THAT(actions(), ElementsAre("volumes"));
    apply(event::VolumesReady{});
    EXPECT_THAT(actions(), ElementsAre("create app"));
}

TEST_F(TaskEngineTest, AFailedTaskSaysWhy) {
    use({make_container("app")});
    apply(event::TaskFailed{"CannotCreateVolumeError: no"});
    EXPECT_EQ(state.reason, "CannotCreateVolumeError: no");
    EXPECT_TRUE(state.stopped());
    EXPECT_EQ(container("app").reason, "");
}

// ---- After a restart of the agent ------------------------------------------------------------

TEST_F(TaskEngineTest, WhatIsMountedIsReleasedBeforeTheEnd) {
    use_mounted(make_container("app"));
    apply(event::Admitted{});
    EXPECT_THAT(actions(), ElementsAre("volumes", "pull app"));
    apply(event::Pulled{"app", ""});
    apply(event::VolumesReady{});
    apply(event::Created{"app", "id-app", {}});
    apply(event::Restarted{});
    apply(event::Observed{"app", status("app", ContainerPhase::Created)});
    EXPECT_THAT(actions(), ElementsAre("volumes")) << "nothing starts before it is mounted again";
    apply(event::VolumesReady{});
    EXPECT_THAT(actions(), ElementsAre("start app"));
    apply(event::StopAsked{});
    EXPECT_THAT(actions(), ElementsAre("stop app"));
    apply(event::StoppedBeforeStart{"app"});
    EXPECT_THAT(actions(), ElementsAre("release mounts"));
    EXPECT_FALSE(state.stopped());
    apply(event::MountsGone{});
    EXPECT_TRUE(state.stopped());
}

// Its machine lost power, and with it what was written down last: that it was admitted.
TEST_F(TaskEngineTest, WhatIsMountedIsReleasedAlsoOfATaskOfWhichNothingIsKnown) {
    use_mounted(make_container("app"));
    apply(event::Restarted{});
    apply(event::StopAsked{});
    apply(event::Vanished{"app"});
    EXPECT_THAT(actions(), ElementsAre("release mounts"));
    EXPECT_FALSE(state.stopped());
    apply(event::MountsGone{});
    EXPECT_TRUE(state.stopped());
}

TEST_F(TaskEngineTest, NothingIsDoneOrConcludedBeforeTheRuntimeWasAsked) {
    auto late = make_container("late");
    test::depend(late, "created", ContainerCondition::Start);
    use({make_container("pulled"), make_container("created"), late});
    apply(event::Pulled{"pulled", ""});
    apply(event::Pulled{"created", ""});
    apply(event::Created{"created", "id-created", {}});
    apply(event::Restarted{});
    EXPECT_THAT(actions(), IsEmpty());
    apply(event::StopAsked{});
    EXPECT_FALSE(state.find("pulled")->stopped());
    // The row said "pulled", but more had happened.
    apply(event::Observed{"pulled", status("pulled", ContainerPhase::Running)});
    apply(event::Vanished{"late"});
    EXPECT_TRUE(container("late").stopped());
    EXPECT_THAT(actions(), ElementsAre("stop pulled"));
    apply(event::Vanished{"created"});
    EXPECT_TRUE(container("created").stopped());
    exit("pulled", 143);
    EXPECT_TRUE(state.stopped());
}

TEST_F(TaskEngineTest, ResourcesComeBeforeAllElse) {
    auto app = make_container("app");
    app.secrets.emplace(1).front().value_from = "/a";
    use({app, make_container("side", false)});
    EXPECT_THAT(actions(), ElementsAre("fetch"));
    busy = {""};
    EXPECT_THAT(actions(), IsEmpty());
    busy.clear();
    options.resources_ready = true;
    EXPECT_THAT(actions(), ElementsAre("pull app", "pull side"));
    run("app");
    apply(event::Pulled{"side", ""});
    EXPECT_TRUE(may_create(state));
    options.resources_ready = false;  // the agent was restarted
    apply(event::Restarted{});
    EXPECT_THAT(actions(), IsEmpty());
    apply(event::Observed{"app", status("app", ContainerPhase::Running)});
    apply(event::Vanished{"side"});
    EXPECT_THAT(actions(), ElementsAre("fetch"));
    options.resources_ready = true;
    EXPECT_THAT(actions(), ElementsAre("create side"));
    run("side");
    EXPECT_FALSE(may_create(state));
    options.resources_ready = false;
    EXPECT_THAT(actions(), IsEmpty());
    exit("app", 0);
    EXPECT_THAT(actions(), ElementsAre("stop side"));
}

TEST_F(TaskEngineTest, WhatIsNotThereAfterARestartIsMadeAsUsual) {
    use({make_container("a")});
    apply(event::Restarted{});
    EXPECT_THAT(actions(), IsEmpty());
    apply(event::Vanished{"a"});
    EXPECT_THAT(actions(), ElementsAre("pull a"));
}

TEST_F(TaskEngineTest, DependentsWaitForNewsOfWhatTheyDependOn) {
    auto db = make_container("db");
    test::add_health_check(db);
    auto app = make_container("app");
    test::depend(app, "db", ContainerCondition::Healthy);
    use({db, app});
    run("db");
    apply(event::HealthTold{"db", HealthStatus::Healthy, now});
    apply(event::Restarted{});
    apply(event::Vanished{"app"});
    EXPECT_THAT(actions(), IsEmpty());
    auto healthy = status("db", ContainerPhase::Running);
    healthy.health = runtime::Health::Healthy;
    apply(event::Observed{"db", healthy});
    EXPECT_THAT(actions(), ElementsAre("pull app"));
}

TEST_F(TaskEngineTest, AdoptsWhatAnEarlierRunMade) {
    use({make_container("a"), make_container("b"), make_container("c")});
    apply(event::Observed{"a", status("a", ContainerPhase::Created)});
    apply(event::Observed{"b", status("b", ContainerPhase::Running)});
    EXPECT_THAT(actions(), ElementsAre("start a", "pull c"));
    EXPECT_EQ(container("b").runtime_id, "id-b");
    exit("c", 0);
    EXPECT_EQ(container("c").progress, Progress::Stopped);
    EXPECT_EQ(state.goal, Goal::Stopped);
}

TEST_F(TaskEngineTest, ReadsPublishedPortsFromTheRuntime) {
    use({make_container("a")});
    auto s = status("a", ContainerPhase::Running);
    s.ports = {{"127.0.0.2", 32769, 443, "tcp"}, {"127.0.0.2", 32768, 80, "tcp"}};
    apply(event::Observed{"a", s});
    ASSERT_EQ(container("a").ports.size(), 2u);
    EXPECT_EQ(container("a").ports[0].container_port, 80);
    EXPECT_EQ(container("a").ports[0].host_port, 32768);
}

TEST(TaskEngineStopGrace, OnlyWhatCameUpAfterTheStopHasNone) {
    const SysTime stop{Duration{10'000}};
    const ContainerSpec spec{.name = "app", .stop_timeout = Seconds{30}};
    TaskState state;
    ContainerState container;
    EXPECT_EQ(stop_grace(spec, state, container), Seconds{30});
    container.last_start_at = stop - Duration{1};
    EXPECT_EQ(stop_grace(spec, state, container), Seconds{30}) << "its start timed out";
    state.stop_wanted_at = stop;
    EXPECT_EQ(stop_grace(spec, state, container), Seconds{30});
    container.last_start_at = stop;
    EXPECT_EQ(stop_grace(spec, state, container), Seconds{0});
}

}  // namespace
}  // namespace gantry::agent
