#include "services/ecs/api/container_instances.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "services/ecs/api/task_test_support.h"

namespace gantry::ecs {
namespace {

using api::ecs::ContainerInstance;
using api::ecs::ContainerInstanceStatus;
using api::ecs::RegisterContainerInstanceRequest;
using api::ecs::Resource;

const Resource& resource(const std::vector<Resource>& all, const std::string& name) {
    return *std::ranges::find(all, std::optional(name), &Resource::name);
}

std::string value_of(const ContainerInstance& instance, const std::string& name) {
    for (const auto& attribute : *instance.attributes) {
        if (attribute.name == name) return attribute.value.value_or("");
    }
    return "(absent)";
}

class RegisterContainerInstance : public TaskApiTest {
  protected:
    static RegisterContainerInstanceRequest request() {
        return {
            .total_resources =
                {{{.name = "CPU", .type = "INTEGER", .integer_value = 2048},
                  {.name = "MEMORY", .type = "INTEGER", .integer_value = 3900},
                  {.name = "PORTS", .type = "STRINGSET", .string_set_value = {{"2375", "22"}}},
                  {.name = "PORTS_UDP",
                   .type = "STRINGSET",
                   .string_set_value = std::vector<std::string>{}}}},
            .version_info = {{.agent_version = "1.105.1"}},
            .attributes =
                {{{.name = "com.amazonaws.ecs.capability.docker-remote-api.1.17"},
                  {.name = "ecs.os-type", .value = "linux"},
                  {.name = "rack", .value = "7"}}},
        };
    }
    auto register_it(const RegisterContainerInstanceRequest& input) {
        return run(&register_container_instance, input);
    }
};

TEST_F(RegisterContainerInstance, EchoesEveryAttributeAndAddsItsOwn) {
    const auto output = register_it(request());
    ASSERT_TRUE(output) << outcome(output);
    const ContainerInstance& shown = *output->container_instance;
    EXPECT_EQ(value_of(shown, "com.amazonaws.ecs.capability.docker-remote-api.1.17"), "");
    EXPECT_EQ(value_of(shown, "ecs.os-type"), "linux");
    EXPECT_EQ(value_of(shown, "rack"), "7");
    EXPECT_EQ(value_of(shown, "ecs.availability-zone"), "us-east-1a");
    EXPECT_EQ(value_of(shown, "ecs.instance-type"), "(absent)");
    EXPECT_EQ(shown.status, "ACTIVE");
    EXPECT_FALSE(shown.agent_connected) << "until its agent has connected";
    EXPECT_TRUE(shown.ec2_instance_id->starts_with("i-"));
    EXPECT_EQ(shown.ec2_instance_id->size(), 19U);
    EXPECT_EQ(shown.version, 1);
}

TEST_F(RegisterContainerInstance, CustomAttributesHaveTheRulesOfPutAttributes) {
    const auto with = [this](const std::vector<api::ecs::Attribute>& attributes) {
        auto input = request();
        input.attributes = attributes;
        return outcome(register_it(input));
    };
    std::vector<api::ecs::Attribute> many(10);
    for (std::size_t i = 0; i < many.size(); ++i) many[i].name = "n" + std::to_string(i);
    many.push_back({.name = "ecs.os-type", .value = "linux"});
    EXPECT_EQ(with(many), "ok") << "what ECS knows by itself does not count";
    many.push_back({.name = "one-more"});
    EXPECT_EQ(
        with(many),
        "InvalidParameterException: A container instance can have at most 10 custom attributes."
    );
    EXPECT_EQ(
        with({{.name = "rack"}, {.name = "rack"}}),
        "InvalidParameterException: The attribute rack is given twice."
    );
    EXPECT_NE(with({{.name = "a b"}}), "ok");
    EXPECT_NE(with({{.name = "rack", .value = "a,b"}}), "ok");
    EXPECT_EQ(with({{.name = "ecs.capability.x", .value = "a,b"}}), "ok");
}

TEST_F(RegisterContainerInstance, SizesFitTheMemberTheyAreShownAs) {
    const auto with = [this](const Resource& cpu) {
        auto input = request();
        input.total_resources->at(0) = cpu;
        return outcome(register_it(input));
    };
    const std::string refused = "InvalidParameterException: Invalid value in resource CPU.";
    EXPECT_EQ(with({.name = "CPU", .type = "LONG", .long_value = 2'147'483'647}), "ok");
    EXPECT_EQ(with({.name = "CPU", .type = "LONG", .long_value = 2'147'483'648}), refused);
    EXPECT_EQ(with({.name = "CPU", .type = "DOUBLE", .double_value = 1e300}), refused);
}

TEST_F(RegisterContainerInstance, TakesTheResources) {
    const auto output = register_it(request());
    ASSERT_TRUE(output);
    const auto row = tables_.container_instances.rows().begin()->second;
    EXPECT_EQ(row->registered.cpu, 2048);
    EXPECT_EQ(row->registered.memory_mib, 3900);
    EXPECT_EQ(row->registered.ports_tcp, (std::vector<std::int32_t>{22, 2375}));
    EXPECT_EQ(row->registered_at, loop_.now());
}

TEST_F(RegisterContainerInstance, ExternalMachinesGetTheirOwnKindOfId) {
    auto input = request();
    input.attributes->push_back({.name = "ecs.capability.external"});
    const auto output = register_it(input);
    EXPECT_TRUE(output->container_instance->ec2_instance_id->starts_with("mi-"));
    EXPECT_EQ(output->container_instance->ec2_instance_id->size(), 20U);
}

TEST_F(RegisterContainerInstance, ReadsTheIdentityDocument) {
    auto input = request();
    input.instance_identity_document =
        R"({"instanceId":"i-0aa","instanceType":"t3.micro","imageId":"ami-1",)"
        R"("architecture":"arm64","availabilityZone":"us-east-1c","accountId":"1"})";
    const auto output = register_it(input);
    const ContainerInstance& shown = *output->container_instance;
    EXPECT_EQ(shown.ec2_instance_id, "i-0aa");
    EXPECT_EQ(value_of(shown, "ecs.availability-zone"), "us-east-1c");
    EXPECT_EQ(value_of(shown, "ecs.instance-type"), "t3.micro");
    EXPECT_EQ(value_of(shown, "ecs.ami-id"), "ami-1");
    EXPECT_EQ(value_of(shown, "ecs.cpu-architecture"), "arm64");
}

TEST_F(RegisterContainerInstance, RegisteringAgainUpdatesTheSameInstance) {
    const auto first = register_it(request());
    const std::string arn = *first->container_instance->container_instance_arn;
    auto input = request();
    input.container_instance_arn = arn;
    input.total_resources->at(0).integer_value = 4096;
    input.attributes = {{{.name = "ecs.os-type", .value = "linux"}}};
    const auto again = register_it(input);
    ASSERT_TRUE(again) << outcome(again);
    const ContainerInstance& shown = *again->container_instance;
    EXPECT_EQ(shown.container_instance_arn, arn);
    EXPECT_EQ(shown.ec2_instance_id, first->container_instance->ec2_instance_id);
    EXPECT_EQ(shown.version, 2);
    EXPECT_EQ(resource(*shown.registered_resources, "CPU").integer_value, 4096);
    EXPECT_EQ(value_of(shown, "rack"), "7") << "users' own attributes are sent once only";
    EXPECT_EQ(value_of(shown, "com.amazonaws.ecs.capability.docker-remote-api.1.17"), "(absent)");
    EXPECT_EQ(tables_.container_instances.size(), 1U);
}

TEST_F(RegisterContainerInstance, ATryWhoseAnswerWasLostIsNotASecondInstance) {
    auto input = request();
    input.client_token = "token-1";
    const auto first = register_it(input);
    const auto again = register_it(input);
    ASSERT_TRUE(again) << outcome(again);
    EXPECT_EQ(
        again->container_instance->container_instance_arn,
        first->container_instance->container_instance_arn
    );
    input.client_token = "token-2";
    EXPECT_NE(
        register_it(input)->container_instance->container_instance_arn,
        first->container_instance->container_instance_arn
    );
    EXPECT_EQ(tables_.container_instances.size(), 2U);
}

TEST_F(RegisterContainerInstance, TheInstanceTypeMayNotChange) {
    auto input = request();
    input.attributes->push_back({.name = "ecs.instance-type", .value = "t3.micro"});
    const auto first = register_it(input);
    input.container_instance_arn = *first->container_instance->container_instance_arn;
    ASSERT_TRUE(register_it(input));
    input.attributes->back().value = "m5.large";
    EXPECT_EQ(
        outcome(register_it(input)),
        "ClientException: Container instance type changes are not supported."
    );
}

TEST_F(RegisterContainerInstance, Errors) {
    auto input = request();
    input.cluster = "none";
    EXPECT_EQ(outcome(register_it(input)), "ClusterNotFoundException: Cluster not found.");
    input = request();
    input.container_instance_arn = container_instance_arn(scope_, "default", std::string(32, '9'));
    EXPECT_EQ(register_it(input).error().code, "InvalidParameterException");
    input = request();
    input.total_resources->at(2).string_set_value = {{"http"}};
    EXPECT_EQ(
        outcome(register_it(input)),
        "InvalidParameterException: Invalid port 'http' in resource PORTS."
    );
    input = request();
    input.total_resources->erase(input.total_resources->begin());
    EXPECT_EQ(register_it(input).error().code, "InvalidParameterException");
}

TEST_F(RegisterContainerInstance, ToleratesAnAgentsPrivateMembers) {
    const auto json = run_json(
        "RegisterContainerInstance",
        R"({"cluster":"default","clientToken":"x","totalResources":[
            {"name":"CPU","type":"INTEGER","integerValue":1024},
            {"name":"MEMORY","type":"INTEGER","integerValue":512}],
            "attributes":[{"name":"a"}]})"
    );
    ASSERT_TRUE(json) << outcome(json);
    EXPECT_NE(json->find(R"({"name":"a"})"), std::string::npos) << *json;
    EXPECT_NE(
        json->find(
            R"({"name":"CPU","type":"INTEGER","doubleValue":0,"longValue":0,"integerValue":1024})"
        ),
        std::string::npos
    ) << *json;
}

class DescribeContainerInstances : public TaskApiTest {
  protected:
    ContainerInstance describe(const std::string& id) {
        const auto output =
            run(&describe_container_instances,
                api::ecs::DescribeContainerInstancesRequest{.container_instances = {{id}}});
        EXPECT_TRUE(output) << outcome(output);
        return output->container_instances->at(0);
    }
};

TEST_F(DescribeContainerInstances, RemainingResourcesAndCounts) {
    const auto host = put_instance();
    put_task('a');
    auto pending = task('b', host.id);
    pending.status = TaskStatus::Pending;
    pending.reserved = {.cpu = 10, .memory_mib = 20, .ports_udp = {53}};
    put_task(pending);
    auto stopped = task('c', host.id);
    stopped.status = TaskStatus::Stopped;
    put_task(stopped);

    const ContainerInstance shown = describe(host.id);
    EXPECT_EQ(shown.running_tasks_count, 1);
    EXPECT_EQ(shown.pending_tasks_count, 1);
    const auto& remaining = *shown.remaining_resources;
    EXPECT_EQ(resource(remaining, "CPU").integer_value, 2048 - 110);
    EXPECT_EQ(resource(remaining, "MEMORY").integer_value, 4096 - 276);
    using Texts = std::vector<std::string>;
    EXPECT_EQ(resource(remaining, "PORTS").string_set_value, (Texts{"22", "8080"}));
    EXPECT_EQ(resource(remaining, "PORTS_UDP").string_set_value, (Texts{"53"}));
    EXPECT_EQ(resource(*shown.registered_resources, "PORTS").string_set_value, (Texts{"22"}));
    EXPECT_EQ(resource(*shown.registered_resources, "CPU").integer_value, 2048);
    EXPECT_TRUE(shown.tags->empty());
    EXPECT_FALSE(shown.health_status);
}

TEST_F(DescribeContainerInstances, TagsAndHealthWhenAskedFor) {
    auto row = instance();
    row.tags = {{"k", "v"}};
    row.runtime_health = "OK";
    row.runtime_health_at = loop_.now();
    put_instance(row);
    const auto output =
        run(&describe_container_instances,
            std::string_view(
                R"({"containerInstances":["11111111111111111111111111111111",
               "99999999999999999999999999999999"],
               "include":["TAGS","CONTAINER_INSTANCE_HEALTH"]})"
            ));
    ASSERT_TRUE(output) << outcome(output);
    const ContainerInstance& shown = output->container_instances->at(0);
    EXPECT_EQ(shown.tags, row.tags);
    EXPECT_EQ(shown.health_status->overall_status, api::ecs::InstanceHealthCheckState::Ok);
    EXPECT_EQ(shown.health_status->details->at(0).last_updated, loop_.now());
    EXPECT_EQ(output->failures->at(0).reason, "MISSING");
}

TEST_F(DescribeContainerInstances, Limits) {
    EXPECT_EQ(
        outcome(
            run(&describe_container_instances,
                api::ecs::DescribeContainerInstancesRequest{
                    .container_instances = std::vector<std::string>(101, std::string(32, '1'))
                })
        ),
        "InvalidParameterException: instanceIds can have at most 100 items."
    );
}

TEST_F(DescribeContainerInstances, AnEmptyListNamesNone) {
    const std::string refusal = "InvalidParameterException: Container instance cannot be empty.";
    for (const std::string input : {"{}", R"({"containerInstances":[]})"}) {
        EXPECT_EQ(outcome(run_json("DescribeContainerInstances", input)), refusal);
    }
    EXPECT_EQ(
        outcome(run_json(
            "UpdateContainerInstancesState", R"({"containerInstances":[],"status":"ACTIVE"})"
        )),
        refusal
    );
}

class ListContainerInstances : public TaskApiTest {
  protected:
    ListContainerInstances() {
        put_instance('1');
        auto draining = instance('2');
        draining.status = InstanceStatus::Draining;
        draining.attributes.push_back({.name = "rack", .value = "7"});
        put_instance(draining);
        auto gone = instance('3');
        gone.status = InstanceStatus::Inactive;
        put_instance(gone);
    }
    std::string list(const api::ecs::ListContainerInstancesRequest& input) {
        const auto output = run(&list_container_instances, input);
        if (!output) return output.error().code;
        std::string digits;
        for (const auto& arn : *output->container_instance_arns) digits += arn.back();
        return digits;
    }
};

TEST_F(ListContainerInstances, ByStatusAndFilter) {
    EXPECT_EQ(list({}), "12");
    EXPECT_EQ(list({.status = ContainerInstanceStatus::Draining}), "2");
    EXPECT_EQ(list({.filter = "attribute:rack == 7"}), "2");
    EXPECT_EQ(list({.filter = "attribute:rack !exists"}), "1");
    EXPECT_EQ(
        list({.filter = "attribute:rack == 7", .status = ContainerInstanceStatus::Active}), ""
    );
    EXPECT_EQ(list({.filter = "((("}), "InvalidParameterException");
}

TEST_F(ListContainerInstances, FiltersByTasks) {
    put_task('a');
    EXPECT_EQ(list({.filter = "runningTasksCount > 0"}), "1");
    EXPECT_EQ(list({.filter = "task:group == family:web"}), "1");
}

TEST_F(ListContainerInstances, Pages) {
    const auto page =
        run(&list_container_instances, api::ecs::ListContainerInstancesRequest{.max_results = 1});
    ASSERT_TRUE(page->next_token);
    EXPECT_EQ(list({.next_token = page->next_token}), "2");
}

class UpdateContainerInstancesState : public TaskApiTest {};

TEST_F(UpdateContainerInstancesState, BetweenActiveAndDraining) {
    const auto host = put_instance('1');
    auto gone = instance('2');
    gone.status = InstanceStatus::Inactive;
    put_instance(gone);
    const auto output =
        run(&update_container_instances_state,
            api::ecs::UpdateContainerInstancesStateRequest{
                .container_instances = {{host.arn(), gone.id, std::string(32, '9')}},
                .status = ContainerInstanceStatus::Draining
            });
    ASSERT_TRUE(output) << outcome(output);
    EXPECT_EQ(output->container_instances->at(0).status, "DRAINING");
    EXPECT_EQ(find_instance(host.id)->status, InstanceStatus::Draining);
    EXPECT_EQ(find_instance(host.id)->version, 2);
    EXPECT_EQ(output->failures->at(0).reason, "INACTIVE");
    EXPECT_EQ(output->failures->at(1).reason, "MISSING");
}

TEST_F(UpdateContainerInstancesState, OtherStatusesCannotBeSet) {
    for (const auto status :
         {std::optional<ContainerInstanceStatus>(),
          std::optional(ContainerInstanceStatus::Registering)}) {
        EXPECT_EQ(
            run(&update_container_instances_state,
                api::ecs::UpdateContainerInstancesStateRequest{
                    .container_instances = {{std::string(32, '1')}}, .status = status
                })
                .error()
                .code,
            "InvalidParameterException"
        );
    }
}

class DeregisterContainerInstance : public TaskApiTest {
  protected:
    auto deregister(const std::string& id, bool force) {
        return run(
            &deregister_container_instance,
            api::ecs::DeregisterContainerInstanceRequest{.container_instance = id, .force = force}
        );
    }
};

TEST_F(DeregisterContainerInstance, TasksAreInTheWayUnlessForced) {
    const auto host = put_instance();
    const auto row = put_task();
    EXPECT_EQ(
        outcome(deregister(host.id, false)),
        "InvalidParameterException: Found running tasks on the instance."
    );
    const auto output = deregister(host.id, true);
    ASSERT_TRUE(output) << outcome(output);
    EXPECT_EQ(output->container_instance->status, "INACTIVE");
    EXPECT_EQ(output->container_instance->running_tasks_count, 0);
    EXPECT_EQ(
        resource(*output->container_instance->remaining_resources, "CPU").integer_value, 2048
    );
    const auto task = find_task(row.id);
    EXPECT_TRUE(task->stopped());
    EXPECT_EQ(task->stop_code, api::ecs::TaskStopCode::UserInitiated);
    EXPECT_EQ(task->stopped_reason, "Container instance deregistration forced by user");
    EXPECT_EQ(find_instance(host.id)->deregistered_at, loop_.now());
}

TEST_F(DeregisterContainerInstance, IsFinal) {
    const auto host = put_instance();
    ASSERT_TRUE(deregister(host.id, false));
    EXPECT_EQ(
        outcome(deregister(host.id, false)),
        "InvalidParameterException: The referenced container instance is inactive."
    );
    EXPECT_EQ(
        outcome(deregister(std::string(32, '9'), false)),
        "InvalidParameterException: The referenced container instance was not found."
    );
}

class AgentCalls : public TaskApiTest {};

TEST_F(AgentCalls, DiscoverPollEndpoint) {
    const auto output = run(&discover_poll_endpoint, api::ecs::DiscoverPollEndpointRequest{});
    EXPECT_EQ(output->endpoint, "http://127.0.0.1:4566");
    EXPECT_EQ(output->telemetry_endpoint, "http://127.0.0.1:4566");
}

TEST_F(AgentCalls, AgentsAreNotUpdated) {
    const auto host = put_instance();
    EXPECT_EQ(
        run(&update_container_agent,
            api::ecs::UpdateContainerAgentRequest{.container_instance = host.id})
            .error()
            .code,
        "NoUpdateAvailableException"
    );
}

}  // namespace
}  // namespace gantry::ecs
