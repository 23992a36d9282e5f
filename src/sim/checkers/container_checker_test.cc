#include "sim/checkers/container_checker.h"

#include <gtest/gtest.h>

#include "sim/checkers/told_support.h"

namespace gantry::sim {
namespace {

/// One task of one container, "main", in the ledger.
class ContainerCheckerTest : public testing::Test {
  protected:
    ContainerCheckerTest() {
        definition_.account = task_.account = "000000000000";
        definition_.region = task_.region = "us-east-1";
        task_.cluster = "default";
        task_.id = "t";
        task_.family = "f";
        task_.revision = 1;
        api::ecs::ContainerDefinition main;
        main.name = "main";
        main.image = "sim/steady";
        definition_.definition.container_definitions = {main};
        container_.status.labels = {
            {"com.amazonaws.ecs.task-arn", task_.arn()},
            {"com.amazonaws.ecs.container-name", "main"},
        };
        container_.spec.image = "sim/steady";
    }

    void told() {
        Told told;
        tell_of(told, tables_.tasks, task_.key(), task_);
        tell_of(
            told,
            tables_.task_definitions,
            ecs::task_definition_key(task_.scope(), "f", 1),
            definition_
        );
        ledger_.apply(told, tables_);
    }
    void start_after(Duration pause) {
        now_ = now_ + pause;
        checker_.on_start("agent-1", container_, now_);
    }
    void allow_restarts() {
        auto& main = definition_.definition.container_definitions->front();
        main.restart_policy = api::ecs::ContainerRestartPolicy{.enabled = true};
        main.restart_policy->restart_attempt_period = 60;
    }

    ecs::Tables tables_;
    Ledger ledger_;
    Verdict verdict_;
    ContainerChecker checker_{ledger_, verdict_};
    ecs::TaskRow task_;
    ecs::TaskDefinitionRow definition_;
    runtime::FakeContainer container_;
    MonoTime now_{};
};

TEST_F(ContainerCheckerTest, OneStartOfWhatTheDefinitionSaysIsFine) {
    told();
    start_after(Duration{0});
    EXPECT_TRUE(verdict_.ok());
}

TEST_F(ContainerCheckerTest, ASecondStartIsSeen) {
    told();
    start_after(Duration{0});
    start_after(hours{1});
    EXPECT_FALSE(verdict_.ok());
}

TEST_F(ContainerCheckerTest, ARestartByThePolicyIsFineButNotBeforeItsPeriod) {
    allow_restarts();
    told();
    start_after(Duration{0});
    start_after(Seconds{60});
    EXPECT_TRUE(verdict_.ok());
    start_after(Seconds{30});
    EXPECT_FALSE(verdict_.ok());
}

TEST_F(ContainerCheckerTest, AnotherImageIsSeen) {
    told();
    container_.spec.image = "sim/crashing";
    start_after(Duration{0});
    EXPECT_FALSE(verdict_.ok());
}

TEST_F(ContainerCheckerTest, AContainerOfNoTaskIsSeen) {
    start_after(Duration{0});
    EXPECT_FALSE(verdict_.ok());
}

TEST_F(ContainerCheckerTest, WhatIsAskedForAfterADurableStopIsSeen) {
    checker_.on_asked("a start", task_.arn(), OnDisk::Wanted);
    EXPECT_TRUE(verdict_.ok());
    checker_.on_asked("a start", task_.arn(), OnDisk::ToStop);
    EXPECT_FALSE(verdict_.ok());
}

TEST_F(ContainerCheckerTest, WhatIsAskedForBeforeTheTaskIsDurableIsSeen) {
    checker_.on_asked("a container", task_.arn(), OnDisk::Nothing);
    EXPECT_FALSE(verdict_.ok());
}

TEST(ChecksOfContainers, TheSameContainerTwiceIsSeen) {
    Verdict verdict;
    check_runs_once({{"a", "t", "main"}, {"a", "t", "side"}}, SysTime{}, verdict);
    EXPECT_TRUE(verdict.ok());
    check_runs_once({{"a", "t", "main"}, {"b", "t", "main"}}, SysTime{}, verdict);
    EXPECT_FALSE(verdict.ok());
}

TEST_F(ContainerCheckerTest, WhatIsStoppedHasItsTime) {
    definition_.definition.container_definitions->front().stop_timeout = 5;
    told();
    const SysTime began{};
    container_.status.phase = runtime::ContainerPhase::Running;
    container_.status.started_at = began;
    checker_.set_now(began + Seconds{10});
    checker_.on_stop(container_, Seconds{0});
    EXPECT_TRUE(verdict_.ok()) << "it may have come up after the stop";
    checker_.set_now(began + minutes{2});
    checker_.on_stop(container_, Seconds{5});
    EXPECT_TRUE(verdict_.ok());
    checker_.on_stop(container_, Seconds{4});
    EXPECT_FALSE(verdict_.ok());
}

}  // namespace
}  // namespace gantry::sim
