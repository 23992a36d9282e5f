#include <gtest/gtest.h>

#include "services/ecs/api/task_test_support.h"

namespace gantry::ecs {
namespace {

using api::ecs::LaunchType;
using api::ecs::RunTaskRequest;

class RunTask : public TaskApiTest {
  protected:
    auto run_it(const RunTaskRequest& input) { return run(&run_task, input); }
    std::string outcome_of(const RunTaskRequest& input) { return outcome(run_it(input)); }
    RunTaskRequest web_request() { return {.task_definition = "web"}; }

    /// web:1 without host ports, so that many fit.
    void put_portless() {
        auto row = web();
        row.definition.container_definitions->at(0).port_mappings.reset();
        put_definition(row);
    }
};

TEST_F(RunTask, PlacesATaskAtOnce) {
    const auto host = put_instance();
    const auto output = run_it(web_request());
    const auto row = only_task(output);
    EXPECT_TRUE(output->failures->empty());
    ASSERT_TRUE(row);
    EXPECT_EQ(row->instance_id, host.id);
    EXPECT_EQ(row->status, TaskStatus::Pending);
    EXPECT_EQ(row->group, "family:web");
    EXPECT_EQ(row->created_at, loop_.now());
    const auto& shown = output->tasks->at(0);
    EXPECT_EQ(shown.container_instance_arn, host.arn());
    EXPECT_EQ(shown.last_status, "PENDING");
    EXPECT_EQ(shown.desired_status, "RUNNING");
    EXPECT_EQ(shown.launch_type, LaunchType::Ec2);
    EXPECT_EQ(shown.version, 1);
    EXPECT_EQ(shown.overrides->container_overrides->at(0).name, "app");
}

TEST_F(RunTask, ShortfallsAreFailuresAndLeaveNoTask) {
    const auto host = put_instance();
    RunTaskRequest input = web_request();
    input.count = 3;
    const auto output = run_it(input);
    ASSERT_TRUE(output);
    EXPECT_EQ(output->tasks->size(), 1U) << "the second finds port 8080 taken";
    ASSERT_EQ(output->failures->size(), 2U);
    EXPECT_EQ(output->failures->at(0).arn, host.arn());
    EXPECT_EQ(output->failures->at(0).reason, "RESOURCE:PORTS");
    EXPECT_EQ(tables_.tasks.size(), 1U);
}

TEST_F(RunTask, RT001_WithoutInstancesNothingRuns) {
    const std::string expected =
        "InvalidParameterException: No Container Instances were found in your cluster.";
    EXPECT_EQ(outcome_of(web_request()), expected);
    auto draining = instance();
    draining.status = InstanceStatus::Draining;
    put_instance(draining);
    EXPECT_EQ(outcome_of(web_request()), expected);
}

TEST_F(RunTask, AnUnconnectedAgentIsAFailure) {
    auto away = instance();
    away.agent_connected = false;
    put_instance(away);
    const auto output = run_it(web_request());
    ASSERT_TRUE(output);
    EXPECT_TRUE(output->tasks->empty());
    EXPECT_EQ(output->failures->at(0).reason, "AGENT");
}

TEST_F(RunTask, RT002_ALaunchTypeTheDefinitionDoesNotSupport) {
    put_instance();
    RunTaskRequest input = web_request();
    input.launch_type = LaunchType::Fargate;
    EXPECT_EQ(
        outcome_of(input),
        "InvalidParameterException: Task definition does not support launch_type FARGATE."
    );
}

TEST_F(RunTask, RT003_RT004_TheDefinition) {
    put_instance();
    auto row = web();
    row.definition.status = api::ecs::TaskDefinitionStatus::Inactive;
    put_definition(row);
    EXPECT_EQ(
        outcome_of({.task_definition = "web:1"}),
        "InvalidParameterException: TaskDefinition is inactive"
    );
    EXPECT_EQ(outcome_of({.task_definition = "job"}), "ClientException: TaskDefinition not found.");
}

TEST_F(RunTask, RT005_RT006_Overrides) {
    put_instance();
    RunTaskRequest input = web_request();
    input.overrides.emplace().container_overrides = {{{.name = "db"}}};
    EXPECT_EQ(
        outcome_of(input),
        "InvalidParameterException: Override for container named db is not a container in the "
        "TaskDefinition."
    );
    input.overrides->container_overrides = {{{.name = "app", .command = {{std::string(9000, 'x')}}}}
    };
    EXPECT_EQ(
        outcome_of(input),
        "InvalidParameterException: Container Overrides length must be at most 8192"
    );
}

TEST_F(RunTask, OverriddenMemoryKeepsTheRulesOfRegistration) {
    put_instance();
    const auto with = [this](std::optional<int> memory, std::optional<int> reservation) {
        RunTaskRequest input = web_request();
        input.overrides.emplace().container_overrides = {
            {{.name = "app", .memory = memory, .memory_reservation = reservation}}
        };
        return outcome_of(input);
    };
    const std::string start = "InvalidParameterException: Invalid setting for container 'app'. ";
    const std::string smaller =
        start + "'memory' must be greater than or equal to 'memoryReservation'.";
    EXPECT_EQ(with(64, 128), smaller);
    EXPECT_EQ(with(std::nullopt, 257), smaller) << "the definition says 256";
    EXPECT_EQ(with(0, std::nullopt), start + "'memory' must be positive.");
    EXPECT_EQ(with(std::nullopt, 0), start + "'memoryReservation' must be positive.");
    EXPECT_EQ(with(512, 512), "ok");
}

TEST_F(RunTask, OverridesChangeWhatIsReserved) {
    put_instance();
    RunTaskRequest input = web_request();
    input.overrides.emplace().cpu = "1 vCPU";
    input.overrides->memory = "1 GB";
    const auto row = only_task(run_it(input));
    EXPECT_EQ(row->reserved.cpu, 1024);
    EXPECT_EQ(row->reserved.memory_mib, 1024);
    EXPECT_EQ(row->cpu, "1024");
    EXPECT_EQ(row->overrides.cpu, "1024");
}

TEST_F(RunTask, RT011_AnUnknownCluster) {
    EXPECT_EQ(
        outcome_of({.cluster = "none", .task_definition = "web"}),
        "ClusterNotFoundException: Cluster not found."
    );
}

TEST_F(RunTask, RT013_Counts) {
    put_instance();
    for (const int count : {-1, 0, 11}) {
        RunTaskRequest input = web_request();
        input.count = count;
        EXPECT_EQ(outcome_of(input), "InvalidParameterException: count must be between 1 and 10.");
    }
}

TEST_F(RunTask, ARepeatedTokenAnswersTheSameTasksAsTheyAreNow) {
    put_instance();
    RunTaskRequest input = web_request();
    input.client_token = "token-1";
    const auto first = run_it(input);
    const auto row = only_task(first);
    TaskRow running = *row;
    running.status = TaskStatus::Running;
    put_task(running);

    const auto second = run_it(input);
    ASSERT_TRUE(second);
    EXPECT_EQ(second->tasks->at(0).task_arn, first->tasks->at(0).task_arn);
    EXPECT_EQ(second->tasks->at(0).last_status, "RUNNING");
    EXPECT_EQ(tables_.tasks.size(), 1U);
}

TEST_F(RunTask, ARepeatedTokenAnswersTheSameFailures) {
    put_instance();
    RunTaskRequest input = web_request();
    input.count = 2;
    input.client_token = "token-1";
    const auto first = run_it(input);
    ASSERT_EQ(first->failures->size(), 1U) << "port 8080 is taken";
    EXPECT_EQ(run_it(input)->failures, first->failures);
}

TEST_F(RunTask, ARepeatedTokenMayNameTheClusterOtherwise) {
    put_instance();
    RunTaskRequest input = web_request();
    input.client_token = "token-1";
    const auto first = run_it(input);
    ASSERT_TRUE(first);
    for (const std::string& name : {std::string("default"), cluster_arn(scope_, "default")}) {
        input.cluster = name;
        const auto again = run_it(input);
        ASSERT_TRUE(again) << name << ": " << outcome(again);
        EXPECT_EQ(again->tasks->at(0).task_arn, first->tasks->at(0).task_arn);
    }
}

TEST_F(RunTask, AReusedTokenWithOtherParametersIsAConflict) {
    put_instance();
    RunTaskRequest input = web_request();
    input.client_token = "token-1";
    const auto first = run_it(input);
    ASSERT_TRUE(first);
    input.started_by = "me";
    const auto second = run_it(input);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, "ConflictException");
    EXPECT_EQ(
        second.error().resource_ids, (std::vector<std::string>{*first->tasks->at(0).task_arn})
    );
}

TEST_F(RunTask, ATokenOfACallThatPlacedNothingMayTryAgain) {
    auto away = instance();
    away.agent_connected = false;
    put_instance(away);
    RunTaskRequest input = web_request();
    input.client_token = "token-1";
    ASSERT_TRUE(run_it(input));
    put_instance();
    EXPECT_EQ(run_it(input)->tasks->size(), 1U);
}

TEST_F(RunTask, ATokenMustBePrintable) {
    RunTaskRequest input = web_request();
    for (const std::string& token : {std::string(), std::string(65, 'x'), std::string("a b")}) {
        input.client_token = token;
        EXPECT_EQ(
            outcome_of(input),
            "InvalidParameterException: clientToken must be 1 to 64 printable ASCII characters."
        );
    }
}

TEST_F(RunTask, NetworkConfigurationBelongsToAwsvpc) {
    put_instance();
    RunTaskRequest input = web_request();
    input.network_configuration.emplace().awsvpc_configuration.emplace().subnets = {{"subnet-1"}};
    EXPECT_EQ(
        outcome_of(input),
        "InvalidParameterException: Network Configuration is not valid for the given networkMode "
        "of this task definition."
    );
    auto row = web();
    row.definition.network_mode = api::ecs::NetworkMode::Awsvpc;
    put_definition(row);
    EXPECT_EQ(
        outcome_of(web_request()),
        "InvalidParameterException: Network Configuration must be provided when networkMode "
        "'awsvpc' is specified."
    );
    EXPECT_EQ(
        outcome_of(input),
        "InvalidParameterException: Error retrieving subnet information for [subnet-1]: The subnet "
        "ID 'subnet-1' does not exist (ErrorCode: InvalidSubnetID.NotFound)"
    );
}

TEST_F(RunTask, RefusesWhatIsNotRunYet) {
    put_instance();
    RunTaskRequest strategy = web_request();
    strategy.capacity_provider_strategy = {{{.capacity_provider = "mine", .weight = 1}}};
    EXPECT_EQ(run_it(strategy).error().code, "InvalidParameterException") << "not the cluster's";
    strategy.launch_type = LaunchType::Ec2;
    EXPECT_EQ(
        outcome_of(strategy),
        "InvalidParameterException: Specifying both a launch type and capacity provider strategy "
        "is not supported. Remove one and try again."
    );

    RunTaskRequest volume = web_request();
    volume.volume_configurations = {{{.name = "data"}}};
    EXPECT_EQ(
        outcome_of(volume),
        "InvalidParameterException: The volume name 'data' in your request does not have a "
        "matching volume in your Task Definition"
    );
}

TEST_F(RunTask, Labels) {
    put_instance();
    RunTaskRequest input = web_request();
    input.started_by = std::string(129, 'x');
    EXPECT_EQ(outcome_of(input), "InvalidParameterException: startedBy longer than 128.");
    input.started_by = "a deploy tool's constant";
    input.group = "batch";
    input.propagate_tags = api::ecs::PropagateTags::Service;
    EXPECT_EQ(run_it(input).error().code, "InvalidParameterException");
    input.propagate_tags = api::ecs::PropagateTags::None;
    input.tags = {{{"k", "v"}}};
    input.enable_ecs_managed_tags = true;
    const auto row = only_task(run_it(input));
    EXPECT_EQ(row->group, "batch");
    EXPECT_EQ(row->started_by, "a deploy tool's constant");
    EXPECT_EQ(row->tags.size(), 2U);
}

TEST_F(RunTask, PropagatedTagsCountAgainstTheLimit) {
    put_instance();
    auto row = web();
    for (int i = 0; i < 30; ++i) row.tags.push_back({"d" + std::to_string(i), ""});
    put_definition(row);
    RunTaskRequest input = web_request();
    input.tags.emplace();
    for (int i = 0; i < 21; ++i) input.tags->push_back({"r" + std::to_string(i), ""});
    input.propagate_tags = api::ecs::PropagateTags::TaskDefinition;
    EXPECT_EQ(outcome_of(input), "InvalidParameterException: A resource can have at most 50 tags.");
    input.tags->back().key = "d0";
    EXPECT_EQ(outcome_of(input), "ok") << "one key, one tag";
}

TEST_F(RunTask, SpreadsAndRespectsConstraints) {
    put_portless();
    put_instance('1');
    put_instance('2');
    RunTaskRequest input = web_request();
    input.count = 4;
    input.placement_constraints = {{{.type = api::ecs::PlacementConstraintType::DistinctInstance}}};
    const auto output = run_it(input);
    ASSERT_TRUE(output);
    EXPECT_EQ(output->tasks->size(), 2U);
    EXPECT_NE(
        output->tasks->at(0).container_instance_arn, output->tasks->at(1).container_instance_arn
    );
    EXPECT_EQ(output->failures->size(), 4U) << "two missing tasks, two instances each";
}

TEST_F(RunTask, ExternalTasksGoToExternalInstances) {
    put_instance('1');
    auto outside = instance('2');
    outside.attributes.push_back({.name = "ecs.capability.external"});
    put_instance(outside);
    RunTaskRequest input = web_request();
    input.launch_type = LaunchType::External;
    const auto row = only_task(run_it(input));
    EXPECT_EQ(row->instance_id, outside.id);
    EXPECT_EQ(row->launch_type, LaunchType::External);
}

TEST_F(RunTask, TheAnswerAsJson) {
    put_instance();
    const auto json = run_json("RunTask", R"({"taskDefinition":"web","clientToken":"t"})");
    ASSERT_TRUE(json) << outcome(json);
    for (const char* part :
         {R"("lastStatus":"PENDING")",
          R"("desiredStatus":"RUNNING")",
          R"("cpu":"100")",
          R"("memory":"256")",
          R"("inferenceAcceleratorOverrides":[])",
          R"("attachments":[])",
          R"("enableExecuteCommand":false)",
          R"("failures":[])",
          R"("networkInterfaces":[])",
          R"("containerOverrides":[{"name":"app"}])",
          R"("version":1)",
          R"("tags":[])"}) {
        EXPECT_NE(json->find(part), std::string::npos) << part << "\n" << *json;
    }
    EXPECT_EQ(json->find("startedAt"), std::string::npos);
    EXPECT_EQ(json->find("null"), std::string::npos);
}

class StartTask : public TaskApiTest {};

TEST_F(StartTask, OneTaskOnEachNamedInstance) {
    const auto a = put_instance('1');
    auto b = instance('2');
    b.status = InstanceStatus::Draining;
    put_instance(b);
    const auto output =
        run(&start_task,
            api::ecs::StartTaskRequest{
                .container_instances = {{a.id, b.arn()}}, .task_definition = "web"
            });
    ASSERT_TRUE(output) << outcome(output);
    ASSERT_EQ(output->tasks->size(), 2U) << "DRAINING keeps only schedulers away";
    EXPECT_EQ(output->tasks->at(0).container_instance_arn, a.arn());
    EXPECT_EQ(output->tasks->at(1).container_instance_arn, b.arn());
    EXPECT_TRUE(output->failures->empty());
}

TEST_F(StartTask, FailuresSayWhy) {
    const auto a = put_instance('1');
    auto gone = instance('2');
    gone.status = InstanceStatus::Inactive;
    put_instance(gone);
    auto away = instance('3');
    away.agent_connected = false;
    put_instance(away);
    const auto output =
        run(&start_task,
            api::ecs::StartTaskRequest{
                .container_instances = {{a.id, a.id, gone.id, away.id, std::string(32, '9')}},
                .task_definition = "web"
            });
    ASSERT_TRUE(output) << outcome(output);
    EXPECT_EQ(output->tasks->size(), 1U);
    std::vector<std::string> reasons;
    for (const auto& failure : *output->failures) reasons.push_back(*failure.reason);
    EXPECT_EQ(
        reasons, (std::vector<std::string>{"RESOURCE:PORTS", "INACTIVE", "AGENT", "MISSING"})
    );
}

TEST_F(StartTask, TenInstancesAtMost) {
    EXPECT_EQ(
        outcome(run(&start_task, api::ecs::StartTaskRequest{.task_definition = "web"})),
        "InvalidParameterException: Container instance cannot be empty."
    );
    EXPECT_EQ(
        outcome(
            run(&start_task,
                api::ecs::StartTaskRequest{
                    .container_instances = std::vector<std::string>(11, std::string(32, '1')),
                    .task_definition = "web"
                })
        ),
        "InvalidParameterException: instanceIds can have at most 10 items."
    );
}

TEST_F(StartTask, StartedByIsShorterThanForRunTask) {
    const auto a = put_instance();
    api::ecs::StartTaskRequest input{.container_instances = {{a.id}}, .task_definition = "web"};
    input.started_by = std::string(37, 'x');
    EXPECT_EQ(
        outcome(run(&start_task, input)), "InvalidParameterException: startedBy longer than 36."
    );
    input.started_by = std::string(36, 'x');
    EXPECT_EQ(outcome(run(&start_task, input)), "ok");
}

}  // namespace
}  // namespace gantry::ecs
