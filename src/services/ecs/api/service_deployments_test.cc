#include "services/ecs/api/service_deployments.h"

#include <gmock/gmock.h>

#include "services/ecs/api/services.h"
#include "services/ecs/api/task_test_support.h"
#include "services/ecs/reconcile/service_turn.h"
#include "services/ecs/reconcile/task_report.h"

namespace gantry::ecs {
namespace {

using api::ecs::ServiceDeploymentStatus;
using testing::HasSubstr;

class ServiceDeploymentsTest : public TaskApiTest {
  protected:
    ServiceDeploymentsTest() {
        put_instance();
        TaskDefinitionRow second = web();
        second.definition.revision = 2;
        second.definition.container_definitions->at(0).port_mappings.reset();
        put_definition(second);
        TaskDefinitionRow third = second;
        third.definition.revision = 3;
        put_definition(third);
        EXPECT_TRUE(run(
            create_service,
            std::string_view(R"({"serviceName": "web", "taskDefinition": "web:2", "desiredCount": 1,
                "deploymentConfiguration": {"deploymentCircuitBreaker":
                {"enable": true, "rollback": true}}})")
        ));
        turn();
    }

    std::string service_key() const { return in_cluster_key(scope_, "default", "web"); }
    void turn() { commit(service_turn(tables_, service_key(), ids_, loop_.now(), {}).changes); }
    /// Reports what is wanted of each live task, or its failure, until the service rests.
    void run_tasks(bool fails = false) {
        for (int round = 0; round < 12; ++round) {
            const auto keys = tables_.live_tasks_by_service.keys(service_key());
            for (const std::string& key : keys) {
                const auto row = tables_.tasks.find(key);
                const bool fresh = row->status == TaskStatus::Pending;
                const bool stops = row->goal == TaskGoal::Stopped || (fresh && fails);
                if (!fresh && !stops) continue;
                TaskReport told{.status = stops ? TaskStatus::Stopped : TaskStatus::Running};
                told.containers = {
                    {.name = "app",
                     .status = stops ? ContainerStatus::Stopped : ContainerStatus::Running}
                };
                put(tables_.tasks, key, apply_task_report(*row, told, loop_.now()));
            }
            loop_.advance(Duration{5'000});
            turn();
        }
    }
    auto list(std::string_view input = R"({"service": "web"})") {
        return run(list_service_deployments, input);
    }
    api::ecs::ServiceDeployment newest() {
        const std::string arn = *list()->service_deployments->at(0).service_deployment_arn;
        const auto output =
            run(describe_service_deployments,
                std::string_view(R"({"serviceDeploymentArns": [")" + arn + R"("]})"));
        return output->service_deployments->at(0);
    }
    void deploy(const char* revision) {
        loop_.advance(Duration{1'000});
        const std::string input =
            std::string(R"({"service": "web", "taskDefinition": "web:)") + revision + R"("})";
        EXPECT_TRUE(run(update_service, std::string_view(input)));
        turn();
    }
    auto stop(const std::string& members = "") {
        const std::string arn = *newest().service_deployment_arn;
        return run(
            stop_service_deployment,
            std::string_view(R"({"serviceDeploymentArn": ")" + arn + "\"" + members + "}")
        );
    }
};

TEST_F(ServiceDeploymentsTest, TellTheStoryOfARollingUpdate) {
    EXPECT_EQ(newest().status, ServiceDeploymentStatus::InProgress);
    run_tasks();
    EXPECT_EQ(newest().status, ServiceDeploymentStatus::Successful);
    EXPECT_TRUE(newest().finished_at);

    deploy("3");
    const auto listed = list();
    ASSERT_EQ(listed->service_deployments->size(), 2U);
    EXPECT_EQ(listed->service_deployments->at(0).status, ServiceDeploymentStatus::InProgress);
    const api::ecs::ServiceDeployment now = newest();
    ASSERT_EQ(now.source_service_revisions->size(), 1U);
    EXPECT_EQ(now.source_service_revisions->at(0).running_task_count, 1);
    EXPECT_EQ(now.target_service_revision->pending_task_count, 1);
    EXPECT_EQ(now.target_service_revision->requested_task_count, 1);
    EXPECT_EQ(
        now.deployment_circuit_breaker->status,
        api::ecs::ServiceDeploymentRollbackMonitorsStatus::Monitoring
    );
    run_tasks();
    EXPECT_EQ(newest().status, ServiceDeploymentStatus::Successful);
}

TEST_F(ServiceDeploymentsTest, AreNamedByDescribeServices) {
    const auto service =
        run(describe_services, std::string_view(R"({"services": ["web"]})"))->services->at(0);
    EXPECT_EQ(service.current_service_deployment, newest().service_deployment_arn);
    ASSERT_EQ(service.current_service_revisions->size(), 1U);
    const std::string revision = *service.current_service_revisions->at(0).arn;
    EXPECT_EQ(newest().target_service_revision->arn, revision);
    const auto output =
        run(describe_service_revisions,
            std::string_view(
                R"({"serviceRevisionArns": [")" + revision + R"(", ")" + revision + R"(9"]})"
            ));
    ASSERT_TRUE(output) << outcome(output);
    ASSERT_EQ(output->service_revisions->size(), 1U);
    EXPECT_THAT(*output->service_revisions->at(0).task_definition, HasSubstr("/web:2"));
    EXPECT_EQ(output->service_revisions->at(0).container_images->at(0).image, "nginx");
    EXPECT_EQ(output->failures->size(), 1U);
}

TEST_F(ServiceDeploymentsTest, AFailedOneIsRolledBack) {
    run_tasks();
    deploy("3");
    run_tasks(true);
    const api::ecs::ServiceDeployment failed = newest();
    EXPECT_EQ(failed.status, ServiceDeploymentStatus::RollbackSuccessful);
    EXPECT_EQ(failed.rollback->service_revision_arn, failed.source_service_revisions->at(0).arn);
    EXPECT_EQ(
        failed.deployment_circuit_breaker->status,
        api::ecs::ServiceDeploymentRollbackMonitorsStatus::Triggered
    );
    EXPECT_EQ(failed.deployment_circuit_breaker->failure_count, 3);
    EXPECT_EQ(list()->service_deployments->size(), 2U);
}

TEST_F(ServiceDeploymentsTest, ANewerOneStopsAnOlder) {
    deploy("3");
    const auto listed = list();
    EXPECT_EQ(listed->service_deployments->at(1).status, ServiceDeploymentStatus::Stopped);
    const auto only_stopped = list(R"({"service": "web", "status": ["STOPPED"]})");
    EXPECT_EQ(only_stopped->service_deployments->size(), 1U);
}

TEST_F(ServiceDeploymentsTest, CanBeStoppedWithRollback) {
    EXPECT_EQ(outcome(stop()).substr(0, 17), "ConflictException");  // nothing to go back to
    run_tasks();
    EXPECT_EQ(outcome(stop()).substr(0, 17), "ConflictException");  // over
    deploy("3");
    EXPECT_TRUE(stop());
    EXPECT_EQ(newest().status, ServiceDeploymentStatus::RollbackRequested);
    turn();
    EXPECT_EQ(newest().status, ServiceDeploymentStatus::RollbackInProgress);
    run_tasks();
    EXPECT_EQ(newest().status, ServiceDeploymentStatus::RollbackSuccessful);
    EXPECT_EQ(tables_.services.find(service_key())->primary()->revision, 2);
    EXPECT_EQ(
        newest().deployment_circuit_breaker->status,
        api::ecs::ServiceDeploymentRollbackMonitorsStatus::MonitoringComplete
    );
}

TEST_F(ServiceDeploymentsTest, CanBeAborted) {
    run_tasks();
    deploy("3");
    EXPECT_TRUE(stop(R"(, "stopType": "ABORT")"));
    turn();
    EXPECT_EQ(newest().status, ServiceDeploymentStatus::Stopped);
}

TEST_F(ServiceDeploymentsTest, OnlyTheNewestFiftyAreKept) {
    for (int i = 0; i < 60; ++i) deploy(i % 2 == 0 ? "3" : "2");
    EXPECT_EQ(tables_.service_deployments.size(), 50U);
}

TEST_F(ServiceDeploymentsTest, StrangeArnsAreRefused) {
    for (const std::string_view arn :
         {"x",
          "arn:aws:ecs:us-east-1:123456789012:service/default/web",
          "arn:aws:ecs:us-east-1:123456789012:service-deployment/default/web",
          "arn:aws:ecs:us-east-1:999999999999:service-deployment/default/web/1"}) {
        const auto output =
            run(describe_service_deployments,
                std::string_view(R"({"serviceDeploymentArns": [")" + std::string(arn) + R"("]})"));
        EXPECT_THAT(outcome(output), HasSubstr("InvalidParameterException")) << arn;
    }
}

}  // namespace
}  // namespace gantry::ecs
