#include "services/ecs/api/services.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "services/ecs/api/service_checks.h"
#include "services/ecs/api/task_test_support.h"

namespace gantry::ecs {
namespace {

using api::ecs::DeploymentRolloutState;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::string_view kWeb =
    R"({"serviceName": "web", "taskDefinition": "web", "desiredCount": 2})";

class ServicesTest : public TaskApiTest {
  protected:
    ServicesTest() {
        TaskDefinitionRow second = web();
        second.definition.revision = 2;
        put_definition(second);
        // `web` alone means the newest; tests begin with the first.
        TaskDefinitionRow other = web();
        other.definition.family = "other";
        put_definition(other);
    }

    auto create(std::string_view input) { return run(create_service, input); }
    auto update(std::string_view input) { return run(update_service, input); }
    auto remove(std::string_view input) { return run(delete_service, input); }
    auto describe(std::string_view input) { return run(describe_services, input); }
    ServiceRow row(const std::string& name = "web") {
        return *tables_.services.find(in_cluster_key(scope_, "default", name));
    }
    template <class Edit>
    void edit(Edit&& change) {
        ServiceRow changed = row();
        change(changed);
        put(tables_.services, changed.key(), changed);
    }
    std::string refused(std::string_view operation, std::string_view input) {
        const auto output = run_json(operation, input);
        return output ? "ok" : output.error().code;
    }
};

TEST_F(ServicesTest, CreateFillsInDefaults) {
    const auto output = create(kWeb);
    ASSERT_TRUE(output) << outcome(output);
    const api::ecs::Service& service = *output->service;
    EXPECT_EQ(service.service_arn, "arn:aws:ecs:us-east-1:123456789012:service/default/web");
    EXPECT_EQ(service.status, "ACTIVE");
    EXPECT_EQ(service.desired_count, 2);
    EXPECT_EQ(service.launch_type, api::ecs::LaunchType::Ec2);
    EXPECT_EQ(service.scheduling_strategy, api::ecs::SchedulingStrategy::Replica);
    EXPECT_EQ(service.deployment_configuration->maximum_percent, 200);
    EXPECT_EQ(service.deployment_configuration->minimum_healthy_percent, 100);
    EXPECT_EQ(service.deployment_configuration->deployment_circuit_breaker->enable, false);
    EXPECT_EQ(service.propagate_tags, api::ecs::PropagateTags::None);
    EXPECT_EQ(
        service.availability_zone_rebalancing, api::ecs::AvailabilityZoneRebalancing::Enabled
    );
    EXPECT_EQ(service.task_definition, "arn:aws:ecs:us-east-1:123456789012:task-definition/web:2");
    ASSERT_EQ(service.deployments->size(), 1U);
    const api::ecs::Deployment& deployment = service.deployments->front();
    EXPECT_THAT(*deployment.id, testing::MatchesRegex("ecs-svc/[0-9]{19}"));
    EXPECT_EQ(deployment.status, "PRIMARY");
    EXPECT_EQ(deployment.rollout_state, DeploymentRolloutState::InProgress);
    EXPECT_EQ(
        deployment.rollout_state_reason, "ECS deployment " + *deployment.id + " in progress."
    );
    EXPECT_EQ(service.created_by, principal_);
}

TEST_F(ServicesTest, DaemonDefaults) {
    const auto output =
        create(R"({"serviceName": "d", "taskDefinition": "web", "schedulingStrategy": "DAEMON"})");
    ASSERT_TRUE(output) << outcome(output);
    EXPECT_EQ(output->service->deployment_configuration->maximum_percent, 100);
    EXPECT_EQ(output->service->deployment_configuration->minimum_healthy_percent, 0);
    EXPECT_EQ(
        output->service->availability_zone_rebalancing,
        api::ecs::AvailabilityZoneRebalancing::Disabled
    );
}

TEST_F(ServicesTest, RebalancingIsOffWhereItCannotBe) {
    const auto zones_of = [this](const std::string& name, const std::string& members) {
        const auto output = create(
            R"({"taskDefinition": "other", "desiredCount": 1, "serviceName": ")" + name + "\", " +
            members + "}"
        );
        EXPECT_TRUE(output) << outcome(output);
        return row(name).az_rebalancing;
    };
    using api::ecs::AvailabilityZoneRebalancing;
    EXPECT_EQ(
        zones_of("external", R"("launchType": "EXTERNAL")"), AvailabilityZoneRebalancing::Disabled
    );
    EXPECT_EQ(
        zones_of("packed", R"("placementStrategy": [{"type": "random"}])"),
        AvailabilityZoneRebalancing::Disabled
    );
    EXPECT_EQ(
        zones_of(
            "spread",
            R"("placementStrategy": [{"type": "spread", "field": "attribute:ecs.availability-zone"}])"
        ),
        AvailabilityZoneRebalancing::Enabled
    );
}

TEST_F(ServicesTest, RebalancingIsRefusedWhereItCannotBe) {
    const auto with = [this](const std::string& members) {
        return outcome(create(
            R"({"taskDefinition": "other", "desiredCount": 1, "serviceName": "x",
                "availabilityZoneRebalancing": "ENABLED", )" +
            members + "}"
        ));
    };
    const std::string start = "InvalidParameterException: AvailabilityZoneRebalancing ";
    const std::string too_narrow =
        "InvalidParameterException: Availability Zone Rebalancing does not support maximumPercent "
        "<= 100%";
    const std::string narrow =
        R"("deploymentConfiguration": {"maximumPercent": 100, "minimumHealthyPercent": 50})";
    EXPECT_EQ(with(narrow), too_narrow);
    EXPECT_EQ(
        with(R"("launchType": "EXTERNAL")"), start + "does not support the EXTERNAL launch type"
    );
    EXPECT_THAT(with(R"("placementStrategy": [{"type": "random"}])"), HasSubstr("spreads by"));
    EXPECT_THAT(
        with(R"("placementConstraints": [{"type": "memberOf",
                "expression": "attribute:ecs.availability-zone == us-east-1a"}])"),
        HasSubstr("placement constraints")
    );
    ASSERT_TRUE(create(kWeb));
    EXPECT_EQ(outcome(update(R"({"service": "web", )" + narrow + "}")), too_narrow);
    EXPECT_EQ(
        outcome(update(
            R"({"service": "web", "availabilityZoneRebalancing": "DISABLED", )" + narrow + "}"
        )),
        "ok"
    );
}

TEST_F(ServicesTest, CreateIsIdempotentForTheSameRequest) {
    ASSERT_TRUE(create(kWeb));
    const ServiceRow first = row();
    EXPECT_TRUE(create(
        R"({"serviceName": "web", "taskDefinition": "web", "desiredCount": 2, "cluster": "default",
            "clientToken": "x"})"
    ));
    EXPECT_EQ(row(), first);
    EXPECT_EQ(
        outcome(create(R"({"serviceName": "web", "taskDefinition": "web", "desiredCount": 3})")),
        "InvalidParameterException: Creation of service was not idempotent."
    );
    edit([](ServiceRow& service) { service.status = ServiceStatus::Draining; });
    EXPECT_EQ(
        outcome(create(kWeb)),
        "InvalidParameterException: Unable to Start a service that is still Draining."
    );
    edit([](ServiceRow& service) { service.status = ServiceStatus::Inactive; });
    EXPECT_TRUE(create(kWeb));
    EXPECT_EQ(row().status, ServiceStatus::Active);
}

TEST_F(ServicesTest, CreateRefusesBadRequests) {
    const auto with = [this](std::string_view members) {
        return outcome(
            create(R"({"serviceName": "x", "taskDefinition": "web")" + std::string(members) + "}")
        );
    };
    EXPECT_THAT(with(R"(, "desiredCount": -1)"), HasSubstr("desiredCount"));
    EXPECT_THAT(with(""), HasSubstr("desired count is required"));
    EXPECT_THAT(
        with(R"(, "schedulingStrategy": "DAEMON", "desiredCount": 1)"),
        HasSubstr("does not support a desired count")
    );
    EXPECT_THAT(
        with(R"(, "schedulingStrategy": "DAEMON", "placementStrategy": [{"type": "random"}])"),
        HasSubstr("does not support placement strategies")
    );
    EXPECT_THAT(
        with(R"(, "desiredCount": 1, "deploymentConfiguration":
                 {"maximumPercent": 100, "minimumHealthyPercent": 100})"),
        HasSubstr("cannot be 100 as this will block deployments.")
    );
    EXPECT_THAT(
        with(R"(, "desiredCount": 1, "deploymentConfiguration": {"maximumPercent": 99})"),
        HasSubstr("maximumPercent must be at least 100.")
    );
    EXPECT_THAT(
        with(R"(, "desiredCount": 1, "clientToken": "1234567890123456789012345678901234567")"),
        HasSubstr("clientToken longer than 36.")
    );
    EXPECT_THAT(
        with(R"(, "desiredCount": 1, "clientToken": "a b")"),
        HasSubstr("clientToken contains invalid characters.")
    );
    EXPECT_THAT(
        with(
            R"(, "desiredCount": 1, "placementConstraints": [{"type": "memberOf", "expression": "x"}])"
        ),
        HasSubstr("Invalid placement constraint expression 'x'")
    );
    EXPECT_THAT(
        with(R"(, "desiredCount": 1, "healthCheckGracePeriodSeconds": 30)"),
        HasSubstr("only valid for services configured to use load balancers")
    );
    EXPECT_EQ(
        with(R"(, "desiredCount": 1, "role": "ecsServiceRole")"),
        "InvalidParameterException: A role was passed, but no load balancers were present."
    );
    EXPECT_THAT(
        with(R"(, "desiredCount": 1, "platformVersion": "1.4.0")"),
        HasSubstr("The platform version must be null when specifying an EC2 launch type.")
    );
    EXPECT_THAT(
        outcome(create(R"({"serviceName": "a b", "taskDefinition": "web", "desiredCount": 1})")),
        HasSubstr("serviceName must match")
    );
    EXPECT_EQ(
        outcome(create(R"({"serviceName": "x", "taskDefinition": "nope", "desiredCount": 1})")),
        "ClientException: TaskDefinition not found."
    );
    EXPECT_EQ(
        outcome(create(R"({"serviceName": "x", "taskDefinition": "web:latest", "desiredCount": 1})")
        ),
        "InvalidParameterException: Invalid revision number. Number: latest"
    );
    EXPECT_EQ(
        outcome(create(R"({"serviceName": "x", "cluster": "none", "taskDefinition": "web"})")),
        "ClusterNotFoundException: Cluster not found."
    );
    EXPECT_EQ(tables_.services.size(), 0U);
}

TEST_F(ServicesTest, WhatDoesNotExistYetIsRefusedByName) {
    for (const std::string_view members :
         {R"("loadBalancers": [{"containerName": "app", "containerPort": 80}])",
          R"("serviceRegistries": [{"registryArn": "arn"}])",
          R"("deploymentController": {"type": "CODE_DEPLOY"})",
          R"("deploymentController": {"type": "EXTERNAL"})",
          R"("deploymentConfiguration": {"strategy": "BLUE_GREEN"})",
          R"("deploymentConfiguration": {"alarms": {"enable": true, "rollback": true, "alarmNames": ["a"]}})",
          R"("gatewayConnectors": [{"portName": "http"}])"}) {
        const std::string body =
            R"({"serviceName": "x", "taskDefinition": "web", "desiredCount": 1, )" +
            std::string(members) + "}";
        EXPECT_EQ(refused("CreateService", body), "UnsupportedFeatureException") << members;
    }
    // What clients send to say "nothing of that".
    EXPECT_EQ(
        refused(
            "CreateService", R"({"serviceName": "x", "taskDefinition": "web", "desiredCount": 1,
            "loadBalancers": [], "serviceRegistries": [], "enableExecuteCommand": false,
            "deploymentController": {"type": "ECS"}, "deploymentConfiguration":
            {"alarms": {"enable": false, "rollback": false, "alarmNames": []}, "strategy": "ROLLING"}})"
        ),
        "ok"
    );
}

TEST_F(ServicesTest, AlarmsThatAreOffAreShown) {
    const std::string off =
        R"("deploymentConfiguration": {"alarms": {"enable": false, "rollback": false,
            "alarmNames": ["a"]}}})";
    EXPECT_EQ(
        refused(
            "CreateService",
            R"({"serviceName": "web", "taskDefinition": "web", "desiredCount": 1, )" + off
        ),
        "ok"
    );
    EXPECT_EQ(refused("UpdateService", R"({"service": "web", )" + off), "ok");
    const auto output = describe(R"({"services": ["web"]})");
    ASSERT_TRUE(output) << outcome(output);
    const auto& alarms = output->services->front().deployment_configuration->alarms;
    ASSERT_TRUE(alarms);
    EXPECT_EQ(alarms->enable, false);
    EXPECT_EQ(alarms->alarm_names, (std::vector<std::string>{"a"}));
    EXPECT_EQ(
        refused(
            "UpdateService",
            R"({"service": "web", "deploymentConfiguration": {"alarms": {"enable": true,
                "rollback": false, "alarmNames": ["a"]}}})"
        ),
        "UnsupportedFeatureException"
    );
}

TEST_F(ServicesTest, UpdateOfTheCountIsNoDeployment) {
    ASSERT_TRUE(create(kWeb));
    const auto output = update(R"({"service": "web", "desiredCount": 5})");
    ASSERT_TRUE(output) << outcome(output);
    EXPECT_EQ(output->service->desired_count, 5);
    EXPECT_EQ(output->service->deployments->size(), 1U);
}

TEST_F(ServicesTest, UpdateBeginsADeploymentWhenTheRevisionChanges) {
    ASSERT_TRUE(create(kWeb));
    const std::string first = row().primary()->id;
    edit([](ServiceRow& service) { service.deployments[0].throttle.waves = 9; });
    const auto output = update(R"({"service": "web", "taskDefinition": "web:1"})");
    ASSERT_TRUE(output) << outcome(output);
    ASSERT_EQ(output->service->deployments->size(), 2U);
    EXPECT_EQ(output->service->deployments->at(1).id, first);
    EXPECT_EQ(output->service->deployments->at(1).status, "ACTIVE");
    EXPECT_EQ(row().primary()->revision, 1);
    EXPECT_EQ(row().primary()->throttle.waves, 0);
    EXPECT_TRUE(update(R"({"service": "web", "taskDefinition": "web:1"})"));
    EXPECT_EQ(row().deployments.size(), 2U);
    EXPECT_TRUE(update(R"({"service": "web", "forceNewDeployment": true})"));
    EXPECT_EQ(row().deployments.size(), 3U);
}

TEST_F(ServicesTest, AFailedDeploymentBeginsAnewWhenItsRevisionIsNamedAgain) {
    ASSERT_TRUE(create(kWeb));
    ASSERT_TRUE(update(R"({"service": "web", "taskDefinition": "web:1"})"));
    edit([](ServiceRow& service) {
        service.deployments[0].rollout_state = api::ecs::DeploymentRolloutState::Failed;
        service.deployments[0].failed_tasks = 3;
    });
    EXPECT_TRUE(update(R"({"service": "web", "desiredCount": 4})"));
    EXPECT_EQ(row().deployments.size(), 2U);
    EXPECT_TRUE(update(R"({"service": "web", "taskDefinition": "web:1"})"));
    EXPECT_EQ(row().deployments.size(), 3U);
    EXPECT_EQ(row().primary()->failed_tasks, 0);
}

TEST_F(ServicesTest, OlderDeploymentsKeepTheirPartOfTheCount) {
    ASSERT_TRUE(create(kWeb));  // two tasks
    ASSERT_TRUE(update(R"({"service": "web", "taskDefinition": "web:1", "desiredCount": 6})"));
    EXPECT_EQ(row().deployments[1].share, 2);  // what the update adds is the new revision's
    ASSERT_TRUE(update(R"({"service": "web", "desiredCount": 9})"));
    EXPECT_EQ(row().deployments[1].share, 3);  // a scale-out goes to both
}

TEST_F(ServicesTest, CriteriaOfSuccessAndFailureAreChecked) {
    ASSERT_TRUE(create(kWeb));
    const auto with = [this](std::string_view configuration) {
        return outcome(update(
            R"({"service": "web", "deploymentConfiguration": {)" + std::string(configuration) + "}}"
        ));
    };
    const auto threshold = [&](std::string_view type, int value) {
        return with(fmt::format(
            R"("deploymentCircuitBreaker": {{"enable": true, "rollback": false,
                "thresholdConfiguration": {{"type": "{}", "value": {}}}}})",
            type,
            value
        ));
    };
    EXPECT_EQ(threshold("COUNT", 500), "ok");
    EXPECT_EQ(threshold("UNBOUNDED_PERCENT", 100), "ok");
    EXPECT_NE(threshold("COUNT", 0), "ok");
    EXPECT_NE(threshold("BOUNDED_PERCENT", 101), "ok");
    EXPECT_EQ(with(R"("earlySuccessCriteria": {"enable": true, "healthyPercent": 100})"), "ok");
    EXPECT_NE(with(R"("earlySuccessCriteria": {"enable": true, "healthyPercent": 99})"), "ok");
}

TEST_F(ServicesTest, ARevisionInUseSurvivesItsDeregistration) {
    ASSERT_TRUE(create(R"({"serviceName": "web", "taskDefinition": "web:1", "desiredCount": 1})"));
    TaskDefinitionRow gone = web();
    gone.definition.status = api::ecs::TaskDefinitionStatus::Inactive;
    put_definition(gone);
    EXPECT_TRUE(update(R"({"service": "web", "forceNewDeployment": true})"));
    EXPECT_TRUE(update(R"({"service": "web", "taskDefinition": "web:2"})"));
    EXPECT_EQ(
        outcome(update(R"({"service": "web", "taskDefinition": "web:1"})")),
        "ClientException: TaskDefinition is inactive"
    );
    EXPECT_EQ(
        outcome(create(R"({"serviceName": "x", "taskDefinition": "web:1", "desiredCount": 1})")),
        "ClientException: TaskDefinition is inactive"
    );
}

TEST_F(ServicesTest, UpdateKeepsWhatItDoesNotName) {
    ASSERT_TRUE(create(
        R"({"serviceName": "web", "taskDefinition": "web", "desiredCount": 2, "deploymentConfiguration":
            {"maximumPercent": 150, "deploymentCircuitBreaker": {"enable": true, "rollback": true}}})"
    ));
    ASSERT_TRUE(
        update(R"({"service": "web", "deploymentConfiguration": {"minimumHealthyPercent": 50}})")
    );
    const auto& configuration = row().deployment_configuration;
    EXPECT_EQ(configuration.maximum_percent, 150);
    EXPECT_EQ(configuration.minimum_healthy_percent, 50);
    EXPECT_EQ(configuration.deployment_circuit_breaker->rollback, true);
}

TEST_F(ServicesTest, UpdateTakesARevisionByItsNumber) {
    ASSERT_TRUE(create(kWeb));
    EXPECT_EQ(
        outcome(update(R"({"service": "web", "taskDefinition": "web:latest"})")),
        "InvalidParameterException: Invalid revision number. Number: latest"
    );
}

TEST_F(ServicesTest, UpdateNeedsAnActiveService) {
    EXPECT_EQ(
        outcome(update(R"({"service": "web"})")), "ServiceNotFoundException: Service not found."
    );
    ASSERT_TRUE(create(kWeb));
    edit([](ServiceRow& service) { service.status = ServiceStatus::Draining; });
    EXPECT_EQ(
        outcome(update(R"({"service": "web"})")),
        "ServiceNotActiveException: Service was not ACTIVE."
    );
}

TEST_F(ServicesTest, DeleteRefusesAServiceThatIsScaledUpUnlessForced) {
    ASSERT_TRUE(create(kWeb));
    EXPECT_EQ(
        outcome(remove(R"({"service": "web"})")),
        "InvalidParameterException: The service cannot be stopped while it is scaled above 0."
    );
    const auto output = remove(R"({"service": "web", "force": true})");
    ASSERT_TRUE(output) << outcome(output);
    EXPECT_EQ(output->service->status, "DRAINING");
    EXPECT_EQ(output->service->desired_count, 0);
    ASSERT_EQ(output->service->deployments->size(), 1U);
    EXPECT_TRUE(remove(R"({"service": "web"})"));
    edit([](ServiceRow& service) { service.status = ServiceStatus::Inactive; });
    const auto gone = describe(R"({"services": ["web"]})");
    ASSERT_EQ(gone->services->at(0).deployments->size(), 1U);  // deploy tools wait for its counts
    EXPECT_EQ(gone->services->at(0).deployments->at(0).running_count, 0);
    EXPECT_EQ(
        outcome(remove(R"({"service": "web"})")), "ServiceNotFoundException: Service not found."
    );
}

TEST_F(ServicesTest, DescribeCountsTasks) {
    ASSERT_TRUE(create(kWeb));
    const std::string first = row().primary()->id;
    ASSERT_TRUE(update(R"({"service": "web", "taskDefinition": "web:1"})"));
    const auto add = [&](char digit, const std::string& deployment, TaskStatus status) {
        TaskRow one = task(digit, std::string(32, '1'));
        one.service = "web";
        one.deployment_id = deployment;
        one.status = status;
        put_task(one);
    };
    add('a', first, TaskStatus::Running);
    add('b', first, TaskStatus::Running);
    add('c', row().primary()->id, TaskStatus::Pending);
    add('d', row().primary()->id, TaskStatus::Stopped);

    const auto output = describe(R"({"services": ["web", "nope"], "include": ["TAGS"]})");
    ASSERT_TRUE(output) << outcome(output);
    ASSERT_EQ(output->services->size(), 1U);
    const api::ecs::Service& service = output->services->front();
    EXPECT_EQ(service.running_count, 2);
    EXPECT_EQ(service.pending_count, 1);
    ASSERT_EQ(service.deployments->size(), 2U);
    EXPECT_EQ(service.deployments->at(0).desired_count, 2);
    EXPECT_EQ(service.deployments->at(0).pending_count, 1);
    EXPECT_EQ(service.deployments->at(0).running_count, 0);
    EXPECT_EQ(service.deployments->at(1).running_count, 2);
    ASSERT_EQ(output->failures->size(), 1U);
    EXPECT_EQ(output->failures->front().reason, "MISSING");
}

TEST_F(ServicesTest, DescribeNamesUnknownServicesAsTheyWereAskedFor) {
    const std::string given = service_arn(scope_, "default", "nope");
    const auto output = describe(R"({"services": ["nope", ")" + given + R"("]})");
    ASSERT_TRUE(output) << outcome(output);
    EXPECT_EQ(
        *output->failures,
        (std::vector<api::ecs::Failure>{
            {.arn = "arn:aws:ecs:us-east-1:123456789012:service/nope", .reason = "MISSING"},
            {.arn = given, .reason = "MISSING"},
        })
    );
}

TEST_F(ServicesTest, DescribeShowsEventsNewestFirst) {
    ASSERT_TRUE(create(kWeb));
    for (const char* number : {"0000000001", "0000000002"}) {
        put(tables_.service_events,
            row().key() + "/" + number,
            ServiceEventRow{.service_key = row().key(), .id = number, .message = number});
    }
    const auto output = describe(R"({"services": ["web"]})");
    ASSERT_TRUE(output) << outcome(output);
    const auto& events = *output->services->front().events;
    ASSERT_EQ(events.size(), 2U);
    EXPECT_EQ(events[0].message, "0000000002");
    EXPECT_FALSE(output->services->front().tags);
}

TEST_F(ServicesTest, DescribeTakesOneToTen) {
    EXPECT_THAT(outcome(describe(R"({"services": []})")), HasSubstr("Services cannot be empty."));
    EXPECT_THAT(
        outcome(describe(R"({"services": ["1","2","3","4","5","6","7","8","9","10","11"]})")),
        HasSubstr("at most 10 items.")
    );
}

TEST_F(ServicesTest, ListPagesByTenAndFilters) {
    for (int i = 0; i < 12; ++i) {
        const std::string name = "s" + std::to_string(i);
        ASSERT_TRUE(create(
            R"({"serviceName": ")" + name + R"(", "taskDefinition": "web", "desiredCount": 0})"
        ));
    }
    const auto first = run(list_services, std::string_view("{}"));
    ASSERT_TRUE(first) << outcome(first);
    EXPECT_EQ(first->service_arns->size(), 10U);
    const auto second =
        run(list_services, std::string_view(R"({"nextToken": ")" + *first->next_token + R"("})"));
    ASSERT_TRUE(second) << outcome(second);
    EXPECT_EQ(second->service_arns->size(), 2U);
    EXPECT_FALSE(second->next_token);
    const auto daemons =
        run(list_services, std::string_view(R"({"schedulingStrategy": "DAEMON"})"));
    EXPECT_THAT(*daemons->service_arns, IsEmpty());
    const auto in_namespace =
        run(list_services_by_namespace, std::string_view(R"({"namespace": "n"})"));
    EXPECT_THAT(*in_namespace->service_arns, IsEmpty());
}

}  // namespace
}  // namespace gantry::ecs
