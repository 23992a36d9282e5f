// What is fetched for tasks before their containers are made.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "agent/agent_fixture.h"
#include "api/acs/iam_role_credentials_message.h"
#include "api/docker/container_create_request.h"

namespace gantry::agent {
namespace {

using test::kTaskArn;
using test::make_container;
using test::make_task;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kSecretArn = "arn:aws:secretsmanager:us-east-1:000000000000:secret:db-AbCdEf";
constexpr const char* kFailed =
    "ResourceInitializationError: unable to pull secrets or registry auth: execution resource "
    "retrieval failed: ";

api::acs::Secret secret(std::string name, std::string value_from) {
    api::acs::Secret one;
    one.name = std::move(name);
    one.value_from = std::move(value_from);
    one.target = api::acs::SecretTarget::Container;
    return one;
}

api::acs::IAMRoleCredentials credentials(std::string key = "ASIAEXECUTION") {
    api::acs::IAMRoleCredentials made;
    made.credentials_id = "execution-id";
    made.role_arn = "arn:aws:iam::000000000000:role/execution";
    made.access_key_id = std::move(key);
    made.secret_access_key = "key";
    made.session_token = "token";
    return made;
}

api::acs::Task task_with(std::vector<api::acs::Secret> secrets) {
    auto container = make_container("app");
    container.environment = {{"MODE", "plain"}, {"URL", "from the definition"}};
    container.secrets = std::move(secrets);
    auto task = make_task({container});
    task.execution_role_credentials = credentials();
    return task;
}

class AgentResourcesTest : public test::AgentTest {
  protected:
    AgentResourcesTest() {
        control.services["ssm.GetParameters"] = [](const ServiceCall&) -> Result<std::string> {
            return std::string(R"({"Parameters":[{"Name":"/db/url","Value":"from-ssm"}]})");
        };
        control.services["secretsmanager.GetSecretValue"] =
            [](const ServiceCall&) -> Result<std::string> {
            return std::string(R"({"SecretString":"{\"user\":\"me\",\"port\":5432}"})");
        };
    }

    [[nodiscard]] std::vector<std::string> environment(const std::string& name = "app") const {
        const auto* container = world.container(name);
        if (container == nullptr || !container->request) return {};
        return container->request->env.value_or(std::vector<std::string>{});
    }
    [[nodiscard]] int asked(const std::string& service) const {
        return static_cast<int>(
            std::ranges::count(control.service_calls, service, &ServiceCall::service)
        );
    }
    std::string reason_of_failure(const api::acs::Task& task) {
        world.start_connected();
        control.run_task(task);
        expect_stopped(kTaskArn, minutes{10});
        EXPECT_EQ(machine.counters().created, 0u);
        return control.reports.back().reason.value_or("");
    }
};

TEST_F(AgentResourcesTest, AContainerIsGivenItsSecrets) {
    world.start_connected();
    run_and_expect(task_with(
        {secret("URL", "/db/url"),
         secret("USER", std::string(kSecretArn) + ":user::"),
         secret("PORT", std::string(kSecretArn) + ":port::")}
    ));
    const auto env = environment();
    EXPECT_THAT(env, Contains("URL=from-ssm"));  // a secret wins over the definition
    EXPECT_THAT(env, Not(Contains("URL=from the definition")));
    EXPECT_THAT(env, Contains("USER=me"));
    EXPECT_THAT(env, Contains("PORT=5432"));
    EXPECT_THAT(env, Contains("MODE=plain"));
    EXPECT_EQ(asked("ssm"), 1);
    EXPECT_EQ(asked("secretsmanager"), 1);
    for (const ServiceCall& call : control.service_calls) {
        EXPECT_EQ(call.credentials.access_key_id, "ASIAEXECUTION");
        EXPECT_EQ(call.region, "us-east-1");
    }
}

TEST_F(AgentResourcesTest, EnvironmentFilesComeLast) {
    control.services["s3.GetObject"] = [](const ServiceCall&) -> Result<std::string> {
        return std::string("MODE=file\nONLY=here\nURL=file\nAWS_REGION=mine\n");
    };
    auto task = task_with({secret("URL", "/db/url")});
    task.containers->front().environment_files.emplace(1).front().value =
        "arn:aws:s3:::settings/a.env";
    world.start_connected();
    run_and_expect(task);
    const auto env = environment();
    EXPECT_THAT(env, Contains("MODE=plain"));
    EXPECT_THAT(env, Contains("ONLY=here"));
    EXPECT_THAT(env, Contains("URL=from-ssm"));
    EXPECT_THAT(env, Contains("AWS_REGION=mine"));
}

TEST_F(AgentResourcesTest, LogDriversAreGivenTheirSecretOptions) {
    auto task = task_with({secret("splunk-token", "/db/url")});
    auto& container = task.containers->front();
    container.secrets->front().target = api::acs::SecretTarget::LogDriver;
    container.docker_config.emplace().host_config =
        R"({"LogConfig":{"Type":"splunk","Config":{"splunk-url":"https://s"}}})";
    world.start_connected();
    run_and_expect(task);
    const auto& log = *world.container("app")->request->host_config->log_config;
    EXPECT_EQ(
        *log.config,
        (std::map<std::string, std::string>{
            {"splunk-token", "from-ssm"}, {"splunk-url", "https://s"}
        })
    );
    EXPECT_THAT(environment(), Not(Contains("splunk-token=from-ssm")));
}

TEST_F(AgentResourcesTest, ATaskWaitsForItsCredentials) {
    auto task = task_with({secret("URL", "/db/url")});
    task.execution_role_credentials.reset();
    world.start_connected();
    control.run_task(task);
    wait(minutes{10});
    EXPECT_TRUE(control.service_calls.empty());
    EXPECT_EQ(control.status_of(), "");
    api::acs::IAMRoleCredentialsMessage message;
    message.task_arn = kTaskArn;
    message.role_type = api::acs::RoleType::TaskExecution;
    message.role_credentials = credentials();
    message.message_id = "m";
    control.send(StreamKind::Control, "IAMRoleCredentialsMessage", message);
    world.expect_soon([&] { return control.status_of() == "RUNNING"; });
    EXPECT_THAT(environment(), Contains("URL=from-ssm"));
}

TEST_F(AgentResourcesTest, WhatIsNotThereStopsTheTaskAtOnce) {
    control.services["ssm.GetParameters"] = [](const ServiceCall&) -> Result<std::string> {
        return std::string(R"({"InvalidParameters":["/db/url"]})");
    };
    EXPECT_EQ(
        reason_of_failure(task_with({secret("URL", "/db/url")})),
        std::string(kFailed) +
            "unable to retrieve secrets from ssm: invalid ssm parameters: /db/url"
    );
    EXPECT_EQ(asked("ssm"), 1);
}

TEST_F(AgentResourcesTest, WhatIsDeniedStopsTheTaskAtOnce) {
    control.services.clear();
    EXPECT_EQ(
        reason_of_failure(task_with({secret("URL", kSecretArn)})),
        std::string(kFailed) + "unable to retrieve secret from asm: failed to fetch secret " +
            kSecretArn + " from secrets manager: AccessDeniedException: not allowed"
    );
    EXPECT_EQ(asked("secretsmanager"), 1);
}

TEST_F(AgentResourcesTest, AKeyThatTheSecretHasNotStopsTheTask) {
    const auto reason =
        reason_of_failure(task_with({secret("URL", std::string(kSecretArn) + ":password::")}));
    EXPECT_THAT(
        reason, HasSubstr("retrieved secret from Secrets Manager did not contain json key password")
    );
    EXPECT_THAT(reason, Not(HasSubstr("5432")));
}

TEST_F(AgentResourcesTest, AControlPlaneThatIsAwayIsWaitedForAWhile) {
    world.start_connected();
    int calls = 0;
    control.services["ssm.GetParameters"] = [&calls](const ServiceCall&) -> Result<std::string> {
        if (++calls < 8) return unavailable("connection refused");
        return std::string(R"({"Parameters":[{"Name":"/db/url","Value":"late"}]})");
    };
    control.run_task(task_with({secret("URL", "/db/url")}));
    world.expect_soon([&] { return control.status_of() == "RUNNING"; }, minutes{2});
    EXPECT_EQ(calls, 8);
    EXPECT_THAT(environment(), Contains("URL=late"));
}

TEST_F(AgentResourcesTest, AControlPlaneThatStaysAwayEndsTheTask) {
    control.services["ssm.GetParameters"] = [](const ServiceCall&) -> Result<std::string> {
        return unavailable("connection refused");
    };
    const auto reason = reason_of_failure(task_with({secret("URL", "/db/url")}));
    EXPECT_THAT(reason, HasSubstr("unable to retrieve secrets from ssm: service call has been"));
    EXPECT_THAT(reason, HasSubstr("time(s): connection refused"));
    EXPECT_GT(asked("ssm"), 20);
}

TEST_F(AgentResourcesTest, ATaskThatIsStoppedMeanwhileIsFetchedForNoLonger) {
    control.services["ssm.GetParameters"] = [](const ServiceCall&) -> Result<std::string> {
        return unavailable("connection refused");
    };
    world.start_connected();
    control.run_task(task_with({secret("URL", "/db/url")}));
    wait(Seconds{10});
    control.stop_task();
    expect_stopped();
    const int before = asked("ssm");
    wait(minutes{10});
    EXPECT_EQ(asked("ssm"), before);
}

TEST_F(AgentResourcesTest, AfterARestartItIsFetchedAgainWhereAContainerIsStillToBeMade) {
    auto later = make_container("later", false);
    later.secrets = {secret("URL", "/db/url")};
    test::depend(later, "app", api::acs::ContainerCondition::Healthy);
    auto app = make_container("app");
    app.secrets = {secret("URL", "/db/url")};
    test::add_health_check(app);
    auto task = make_task({app, later});
    task.execution_role_credentials = credentials();
    runtime::FakeBehaviour slow;
    slow.healthy_after = Seconds{40};
    machine.set_behaviour("app:1", slow);
    world.start_connected();
    control.run_task(task);
    world.expect_soon([&] { return world.runs("app"); });
    EXPECT_EQ(asked("ssm"), 1);
    world.kill_agent();
    control.wanted.front().execution_role_credentials = credentials("ASIANEWER");
    world.start_connected();
    world.expect_soon([&] { return world.runs("later"); }, minutes{2});
    EXPECT_EQ(asked("ssm"), 2);
    EXPECT_EQ(control.service_calls.back().credentials.access_key_id, "ASIANEWER");
    EXPECT_THAT(environment("later"), Contains("URL=from-ssm"));
    EXPECT_EQ(machine.counters().created, 2u);
}

TEST_F(AgentResourcesTest, AfterARestartNothingIsFetchedForContainersThatRun) {
    world.start_connected();
    run_and_expect(task_with({secret("URL", "/db/url")}));
    world.kill_agent();
    world.start_connected();
    wait(minutes{1});
    EXPECT_EQ(asked("ssm"), 1);
    EXPECT_TRUE(world.runs("app"));
}

TEST_F(AgentResourcesTest, AnImageIsPulledWithItsLogin) {
    control.services["secretsmanager.GetSecretValue"] =
        [](const ServiceCall&) -> Result<std::string> {
        return std::string(R"({"SecretString":"{\"username\":\"u\",\"password\":\"p\"}"})");
    };
    control.services["ecr.GetAuthorizationToken"] = [](const ServiceCall&) -> Result<std::string> {
        return std::string(R"({"authorizationData":[{"authorizationToken":"QVdTOnB3"}]})");
    };
    auto theirs = make_container("theirs");
    theirs.image = "registry.example.com/web:1";
    auto& login = theirs.registry_authentication.emplace();
    login.type = api::acs::AuthenticationType::Asm;
    login.asm_auth_data.emplace().credentials_parameter = kSecretArn;
    auto ours = make_container("ours");
    ours.image = "127.0.0.1:4566/web:1";
    auto& token = ours.registry_authentication.emplace();
    token.type = api::acs::AuthenticationType::Ecr;
    token.ecr_auth_data.emplace().use_execution_role = true;
    auto task = make_task({theirs, ours});
    task.execution_role_credentials = credentials();
    world.config.pull_behavior = PullBehavior::Always;
    world.start_connected();
    run_and_expect(task);
    EXPECT_EQ(machine.logins.at("registry.example.com/web:1").username, "u");
    EXPECT_EQ(machine.logins.at("registry.example.com/web:1").password, "p");
    EXPECT_EQ(machine.logins.at("127.0.0.1:4566/web:1").username, "AWS");
    EXPECT_EQ(machine.logins.at("127.0.0.1:4566/web:1").password, "pw");
}

TEST_F(AgentResourcesTest, WithoutARoleTheAgentItselfAsksForATokenAndMayBeRefused) {
    auto ours = make_container("ours");
    ours.image = "127.0.0.1:4566/web:1";
    auto& token = ours.registry_authentication.emplace();
    token.type = api::acs::AuthenticationType::Ecr;
    token.ecr_auth_data.emplace();
    world.config.pull_behavior = PullBehavior::Always;
    world.start_connected();
    run_and_expect(make_task({ours}));
    EXPECT_EQ(asked("ecr"), 1);
    EXPECT_FALSE(control.service_calls.front().credentials.access_key_id);
    EXPECT_EQ(machine.logins.at("127.0.0.1:4566/web:1").username, "");
}

/// Neither on the agent's disk nor in what it tells the control plane.
TEST_F(AgentResourcesTest, AValueIsInNoRowAndNoReport) {
    world.start_connected();
    run_and_expect(task_with({secret("URL", "/db/url")}));
    control.stop_task();
    expect_stopped();
    for (const auto& call : control.calls) EXPECT_THAT(call.body, Not(HasSubstr("from-ssm")));
    for (const core::JournalRecord& record : world.disk->records()) {
        for (const core::RowChange& change : record.changes) {
            EXPECT_THAT(change.row.value_or(""), Not(HasSubstr("from-ssm")));
            EXPECT_THAT(change.row.value_or(""), Not(HasSubstr("ASIAEXECUTION")));
        }
    }
}

}  // namespace
}  // namespace gantry::agent
