#include "sim/checkers/deployment_checker.h"

#include <gtest/gtest.h>

#include <memory>

#include "sim/checkers/deployment_rules.h"

namespace gantry::sim {
namespace {

using api::ecs::DeploymentRolloutState;
using api::ecs::HealthStatus;

constexpr Duration kSettle{40'000};
const SysTime kNow{hours{1'000}};

/// A service of four tasks, 100/200, and a scheduler played by the test.
class DeploymentCheckerTest : public testing::Test {
  protected:
    DeploymentCheckerTest() {
        service_.account = "000000000000";
        service_.region = "us-east-1";
        service_.cluster = "default";
        service_.name = "web";
        service_.desired_count = 4;
        service_.deployments = {deployment("ecs-svc/2", 2), deployment("ecs-svc/1", 1)};
        service_.deployments[1].status = ecs::DeploymentStatus::Active;
        instance_.account = service_.account;
        instance_.region = service_.region;
        instance_.cluster = "default";
        instance_.id = "i";
        instance_.agent_connected = true;
        told_.cause = "service-controller " + service_.key() + ": because";
        told_.time = kNow;
        put(tables_.services, service_.key(), service_);
        put(tables_.container_instances, instance_.key(), instance_);
        accept();
    }

    static ecs::DeploymentRow deployment(const std::string& id, std::int64_t revision) {
        ecs::DeploymentRow row;
        row.id = id;
        row.family = "f";
        row.revision = revision;
        return row;
    }

    /// RUNNING for a minute unless changed.
    ecs::TaskRow task(const std::string& id, std::int64_t revision) {
        ecs::TaskRow row;
        row.account = service_.account;
        row.region = service_.region;
        row.cluster = "default";
        row.id = id;
        row.service = "web";
        row.instance_id = "i";
        row.family = "f";
        row.revision = revision;
        row.deployment_id = "ecs-svc/" + std::to_string(revision);
        row.status = ecs::TaskStatus::Running;
        row.started_at = kNow - minutes{1};
        row.containers.emplace_back();
        return row;
    }

    template <class Row>
    void put(const core::Table<Row>& table, const std::string& key, const Row& row) {
        told_.changes.push_back(
            {.table = &table, .key = key, .after = std::make_shared<const Row>(row)}
        );
    }
    void put(const ecs::TaskRow& row) { put(tables_.tasks, row.key(), row); }
    void put_stopping(ecs::TaskRow row) {
        row.goal = ecs::TaskGoal::Stopped;
        row.end_noted = true;
        put(row);
    }
    /// The rows as staged are how the world is.
    void accept() {
        ledger_.apply(told_, tables_);
        told_.changes.clear();
    }
    void have(int count, std::int64_t revision) {
        for (int i = 0; i < count; ++i)
            put(task(std::to_string(revision) + std::to_string(i), revision));
        accept();
    }
    /// What the checker says of the staged step; "" when it is fine.
    std::string judge() {
        checker_.on_transaction(told_, tables_);
        return verdict_.ok() ? "" : verdict_.violations().front();
    }

    ecs::Tables tables_;
    Ledger ledger_;
    Verdict verdict_;
    DeploymentChecker checker_{ledger_, kSettle, verdict_};
    Told told_;
    ecs::ServiceRow service_;
    ecs::ContainerInstanceRow instance_;
};

TEST_F(DeploymentCheckerTest, AReadyTaskMayGoWhereTheFloorIsKeptWithoutIt) {
    have(4, 1);
    have(1, 2);
    put_stopping(task("10", 1));
    EXPECT_EQ(judge(), "");
}

TEST_F(DeploymentCheckerTest, AStopBelowTheFloorIsSeen) {
    have(4, 1);
    put_stopping(task("10", 1));
    EXPECT_NE(judge().find("4 ready tasks, 1 stopped, the floor is 4"), std::string::npos);
}

TEST_F(DeploymentCheckerTest, ATaskThatHasNotSettledIsNotReady) {
    have(4, 1);
    ecs::TaskRow young = task("20", 2);
    young.started_at = kNow - Seconds{39};
    put(young);
    accept();
    put_stopping(task("10", 1));
    EXPECT_NE(judge().find("the floor is 4"), std::string::npos);
}

TEST_F(DeploymentCheckerTest, WithAHealthCheckOnlyHealthyIsReady) {
    ecs::TaskRow checked = task("20", 2);
    checked.containers[0].has_health_check = true;
    EXPECT_FALSE(is_ready(checked, kNow, kSettle));
    checked.containers[0].health = HealthStatus::Healthy;
    checked.started_at = kNow;
    EXPECT_TRUE(is_ready(checked, kNow, kSettle));
    checked.containers.emplace_back();  // a second one, without a check, says nothing
    EXPECT_TRUE(is_ready(checked, kNow, kSettle));
}

TEST_F(DeploymentCheckerTest, AnUnreadyTaskCostsNothing) {
    have(3, 1);
    ecs::TaskRow pending = task("13", 1);
    pending.status = ecs::TaskStatus::Pending;
    put(pending);
    accept();
    put_stopping(pending);
    EXPECT_EQ(judge(), "");
}

TEST_F(DeploymentCheckerTest, OthersMayStopWhatTheyLike) {
    have(4, 1);
    told_.cause = "StopTask request";
    put_stopping(task("10", 1));
    EXPECT_EQ(judge(), "");
}

TEST_F(DeploymentCheckerTest, AStartAboveTheCeilingIsSeen) {
    have(4, 1);
    have(4, 2);
    put(task("24", 2));
    EXPECT_NE(judge().find("9 tasks after a start, the ceiling is 8"), std::string::npos);
}

TEST_F(DeploymentCheckerTest, ATaskOfAnotherRevisionThanItsDeploymentIsSeen) {
    have(3, 1);
    ecs::TaskRow wrong = task("20", 2);
    wrong.revision = 1;
    put(wrong);
    EXPECT_NE(judge().find("runs f:1, its deployment has f:2"), std::string::npos);
}

TEST_F(DeploymentCheckerTest, CompletedWhileOldTasksRunIsSeen) {
    have(4, 2);
    have(1, 1);
    service_.deployments[0].rollout_state = DeploymentRolloutState::Completed;
    put(tables_.services, service_.key(), service_);
    EXPECT_NE(judge().find("COMPLETED while 10 is of another deployment"), std::string::npos);
}

TEST_F(DeploymentCheckerTest, CompletedWithoutProofIsSeen) {
    have(3, 2);
    ecs::TaskRow young = task("23", 2);
    young.started_at = kNow - Seconds{5};
    put(young);
    accept();
    service_.deployments[0].rollout_state = DeploymentRolloutState::Completed;
    put(tables_.services, service_.key(), service_);
    EXPECT_NE(judge().find("COMPLETED while 23 is not ready"), std::string::npos);
}

TEST_F(DeploymentCheckerTest, AFailedStartThatIsNotCountedIsSeen) {
    ecs::TaskRow failed = task("20", 2);
    failed.status = ecs::TaskStatus::Stopped;
    failed.goal = ecs::TaskGoal::Stopped;
    failed.stop_code = api::ecs::TaskStopCode::TaskFailedToStart;
    failed.containers[0].exit_code = 1;
    put(failed);
    accept();
    core::Change noted{.table = &tables_.tasks, .key = failed.key()};
    failed.end_noted = true;
    noted.after = std::make_shared<const ecs::TaskRow>(failed);
    told_.changes.push_back(noted);
    EXPECT_NE(judge().find("1 failed starts are not counted"), std::string::npos);
}

TEST_F(DeploymentCheckerTest, FailuresForgottenWithoutProofAreSeen) {
    service_.deployments[0].failed_tasks = 2;
    put(tables_.services, service_.key(), service_);
    accept();
    service_.deployments[0].failed_tasks = 0;
    put(tables_.services, service_.key(), service_);
    EXPECT_NE(judge().find("failed starts are forgotten"), std::string::npos);
}

TEST_F(DeploymentCheckerTest, AProtectedTaskThatIsStoppedIsSeen) {
    have(4, 1);
    have(3, 2);
    ecs::TaskRow spared = task("20", 2);
    spared.protection_until = kNow + minutes{1};
    put(spared);
    accept();
    put_stopping(spared);
    EXPECT_NE(judge().find("stops the protected task 20"), std::string::npos);
}

TEST(DeploymentRules, FloorRoundsUpAndCeilingDown) {
    ecs::ServiceRow service;
    service.desired_count = 3;
    service.deployment_configuration.minimum_healthy_percent = 66;
    service.deployment_configuration.maximum_percent = 125;
    EXPECT_EQ(floor_of(service), 2);
    EXPECT_EQ(ceiling_of(service), 3);
    EXPECT_EQ(breaker_threshold_of(service), 3);
    service.desired_count = 25;
    EXPECT_EQ(breaker_threshold_of(service), 13);
}

}  // namespace
}  // namespace gantry::sim
