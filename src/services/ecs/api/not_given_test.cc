#include "services/ecs/api/not_given.h"

#include <gmock/gmock.h>

#include "services/ecs/api/services.h"
#include "services/ecs/api/task_definitions.h"
#include "services/ecs/api/task_test_support.h"

namespace gantry::ecs {
namespace {

using testing::HasSubstr;
using testing::Not;

/// What deploy tools and Terraform send where they mean nothing.
class NotGiven : public TaskApiTest {
  protected:
    NotGiven() { put_instance(); }

    std::string register_with(const std::string& task, const std::string& container = "") {
        const auto output = run_json(
            "RegisterTaskDefinition",
            R"({"family":"tool","containerDefinitions":[{"name":"c","image":"nginx")" + container +
                "}]" + task + "}"
        );
        return output ? *output : outcome(output);
    }
    std::string run_task(const std::string& members) {
        const auto output = run_json("RunTask", R"({"taskDefinition":"web",)" + members + "}");
        return output ? *output : outcome(output);
    }
};

TEST_F(NotGiven, EmptyRolesAtRegistrationAreNotShown) {
    const std::string answer = register_with(
        R"(,"taskRoleArn":"","executionRoleArn":"","cpu":"","memory":"","runtimePlatform":{})",
        R"(,"memory":64,"memoryReservation":0)"
    );
    EXPECT_THAT(answer, HasSubstr(R"("family":"tool")"));
    for (const std::string member :
         {"RoleArn", "runtimePlatform", "memoryReservation", R"("cpu":"")", R"("memory":"")"}) {
        EXPECT_THAT(answer, Not(HasSubstr(member)));
    }
}

TEST_F(NotGiven, NoMemoryAtRegistrationIsNone) {
    EXPECT_EQ(
        register_with("", R"(,"memory":0)"),
        "ClientException: Invalid setting for container 'c'. At least one of 'memory' or "
        "'memoryReservation' must be specified."
    );
    EXPECT_THAT(
        register_with(R"(,"memory":"128")", R"(,"memory":0)"), HasSubstr(R"("memory":"128")")
    );
}

TEST_F(NotGiven, WhatIsRequiredStaysEmpty) {
    EXPECT_EQ(
        outcome(run_json("RegisterTaskDefinition", R"({"family":"","containerDefinitions":[]})")),
        "ClientException: Family can not be blank."
    );
}

TEST_F(NotGiven, ValuesOfVariablesMayBeEmpty) {
    EXPECT_THAT(
        register_with("", R"(,"memory":64,"environment":[{"name":"A","value":""}])"),
        HasSubstr(R"("environment":[{"name":"A","value":""}])")
    );
}

/// The shape of Terraform's aws_ecs_task_execution, which sends all of it always.
TEST_F(NotGiven, EmptyOverridesOfALaunch) {
    const std::string answer = run_task(
        R"("overrides":{"cpu":"","memory":"","taskRoleArn":"","executionRoleArn":"",)"
        R"("containerOverrides":[{"name":"app","cpu":0,"memory":0,"memoryReservation":0,)"
        R"("command":[],"environment":[],"environmentFiles":[],"resourceRequirements":[]}]},)"
        R"("startedBy":"","group":"","platformVersion":"","clientToken":"")"
    );
    EXPECT_THAT(answer, HasSubstr(R"("failures":[])"));
    EXPECT_THAT(
        answer,
        HasSubstr(
            R"("overrides":{"containerOverrides":[{"name":"app"}],"inferenceAcceleratorOverrides":[]})"
        )
    );
    EXPECT_THAT(answer, HasSubstr(R"("cpu":"100","memory":"256")"));
    EXPECT_THAT(answer, HasSubstr(R"("group":"family:web")"));
}

TEST_F(NotGiven, AnOverrideOfNothingNeedsNoContainer) {
    EXPECT_THAT(
        run_task(R"("overrides":{"containerOverrides":[{},{"name":"","memory":0}]})"),
        HasSubstr(R"("failures":[])")
    );
    EXPECT_EQ(
        run_task(R"("overrides":{"containerOverrides":[{"memory":64}]})"),
        "InvalidParameterException: Container name must be specified for container overrides."
    );
}

TEST_F(NotGiven, NegativeSizesAreStillSizes) {
    EXPECT_THAT(
        run_task(R"("overrides":{"containerOverrides":[{"name":"app","memory":-1}]})"),
        HasSubstr("'memory' must be positive.")
    );
}

TEST_F(NotGiven, EmptyMembersOfServices) {
    const std::string service = R"("serviceName":"s","taskDefinition":"web","desiredCount":0)";
    const auto created = run_json(
        "CreateService",
        "{" + service +
            R"(,"role":"","platformVersion":"","clientToken":"","cluster":"",)"
            R"("networkConfiguration":{},"deploymentConfiguration":{},"deploymentController":{},)"
            R"("healthCheckGracePeriodSeconds":0,"loadBalancers":[],"capacityProviderStrategy":[]})"
    );
    ASSERT_TRUE(created) << outcome(created);
    EXPECT_TRUE(run_json(
        "UpdateService",
        R"({"service":"s","platformVersion":"","networkConfiguration":{},"loadBalancers":[]})"
    ));
}

TEST_F(NotGiven, EmptyTextsOfLists) {
    EXPECT_TRUE(run_json("ListTaskDefinitions", R"({"familyPrefix":"","nextToken":""})"));
    EXPECT_TRUE(run_json("ListTasks", R"({"family":"","startedBy":"","serviceName":""})"));
}

}  // namespace
}  // namespace gantry::ecs
