// FireLens: a log router, and containers that log to it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "agent/agent_fixture.h"
#include "agent/engine/names.h"
#include "agent/firelens/test_routers.h"
#include "api/docker/container_create_request.h"
#include "api/ecs/register_container_instance_request.h"

namespace gantry::agent {
namespace {

using test::kTaskArn;
using test::make_logger;
using test::make_router;
using test::make_task;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kTaskId = "0123456789abcdef0123456789abcdef";

class AgentFirelensTest : public test::AgentTest {
  protected:
    [[nodiscard]] const api::docker::ContainerCreateRequest& request(const std::string& name) {
        static const api::docker::ContainerCreateRequest kNone;
        const auto* container = world.container(name);
        if (container == nullptr || !container->request) return kNone;
        return *container->request;
    }
    [[nodiscard]] static api::acs::IAMRoleCredentials execution_role() {
        api::acs::IAMRoleCredentials made;
        made.credentials_id = "execution-id";
        made.role_arn = "arn:aws:iam::000000000000:role/execution";
        made.access_key_id = "ASIAEXECUTION";
        made.secret_access_key = "key";
        made.session_token = "token";
        return made;
    }
};

TEST_F(AgentFirelensTest, LoggersFollowTheirRouter) {
    world.start_connected();
    run_and_expect(make_task({make_logger("app"), make_router()}));
    EXPECT_LE(
        *world.container("router")->status.started_at, *world.container("app")->status.created_at
    );
    const std::string volume = log_router_volume_name(kTaskArn);
    const auto& config = *request("app").host_config->log_config->config;
    EXPECT_EQ(config.at("fluentd-address"), "unix:///volumes/" + volume + "/fluent.sock");
    EXPECT_EQ(config.at("tag"), std::string("app-firelens-") + kTaskId);
    EXPECT_THAT(
        *request("router").host_config->binds,
        Contains(
            std::string("/files/") + kTaskId + "/fluent.conf:/fluent-bit/etc/fluent-bit.conf:ro"
        )
    );
    EXPECT_THAT(
        world.files.kept.at(kTaskId).at("fluent.conf"), HasSubstr("    Match app-firelens*\n")
    );
    control.stop_task();
    expect_stopped();
    EXPECT_LE(
        *world.container("app")->status.finished_at, *world.container("router")->status.finished_at
    );
    wait(world.config.cleanup_wait + minutes{1});
    EXPECT_TRUE(world.files.kept.empty());
    EXPECT_THAT(machine.storage().volume_names(), Not(Contains(volume)));
}

TEST_F(AgentFirelensTest, TheEndOfAnEssentialRouterEndsTheTask) {
    world.start_connected();
    run_and_expect(make_task({make_logger("app"), make_router()}));
    machine.kill(world.container("router")->status.id, 1);
    expect_stopped();
}

TEST_F(AgentFirelensTest, FilesAndSecretsAreFetchedForIt) {
    control.services["ssm.GetParameters"] = [](const ServiceCall&) -> Result<std::string> {
        return std::string(R"({"Parameters":[{"Name":"/key","Value":"hush-hush"}]})");
    };
    control.services["s3.GetObject"] = [](const ServiceCall&) -> Result<std::string> {
        return std::string("[OUTPUT]\n    Name null\n");
    };
    auto app = make_logger("app");
    auto& secret = app.secrets.emplace().emplace_back();
    secret.name = "apikey";
    secret.value_from = "/key";
    secret.target = api::acs::SecretTarget::LogDriver;
    auto task = make_task(
        {app,
         make_router(R"("config-file-type":"s3","config-file-value":"arn:aws:s3:::conf/extra.conf")"
         )}
    );
    task.execution_role_credentials = execution_role();
    world.start_connected();
    run_and_expect(task);
    EXPECT_THAT(*request("router").env, Contains("apikey_0=hush-hush"));
    EXPECT_FALSE(request("app").host_config->log_config->config->contains("apikey"));
    const auto& files = world.files.kept.at(kTaskId);
    EXPECT_EQ(files.at("external.conf"), "[OUTPUT]\n    Name null\n");
    EXPECT_THAT(files.at("fluent.conf"), HasSubstr("    apikey ${apikey_0}\n"));
    EXPECT_THAT(files.at("fluent.conf"), Not(HasSubstr("hush-hush")));
    for (const ServiceCall& call : control.service_calls) {
        EXPECT_EQ(call.credentials.access_key_id, "ASIAEXECUTION");
    }
}

TEST_F(AgentFirelensTest, AFileThatMayNotBeReadStopsTheTask) {
    auto task = make_task(
        {make_logger("app"),
         make_router(R"("config-file-type":"s3","config-file-value":"arn:aws:s3:::conf/extra.conf")"
         )}
    );
    task.execution_role_credentials = execution_role();
    world.start_connected();
    control.run_task(task);
    expect_stopped();
    EXPECT_THAT(
        control.reports.back().reason.value_or(""),
        HasSubstr("ResourceInitializationError: unable to download firelens s3 config file: "
                  "arn:aws:s3:::conf/extra.conf: ")
    );
}

TEST_F(AgentFirelensTest, FilesThatCannotBeKeptAreTold) {
    world.files.failure = unavailable("/files: No space left on device");
    world.start_connected();
    control.run_task(make_task({make_logger("app"), make_router()}));
    expect_stopped();
    EXPECT_THAT(
        control.container("router")->reason.value_or(""),
        HasSubstr("ResourceInitializationError: /files: No space left on device")
    );
}

TEST_F(AgentFirelensTest, AgentsSayWhetherTheyCan) {
    const auto capable = [this] {
        for (const auto& call : control.calls) {
            if (call.operation != "RegisterContainerInstance") continue;
            return call.body.find("ecs.capability.firelens.fluentbit") != std::string::npos;
        }
        return false;
    };
    world.start_connected();
    EXPECT_TRUE(capable());
    world.kill_agent();
    control.calls.clear();
    world.has_files = false;
    world.start_connected();
    EXPECT_FALSE(capable());
    control.run_task(make_task({make_logger("app"), make_router()}));
    expect_stopped();
    EXPECT_THAT(control.reports.back().reason.value_or(""), HasSubstr("no FireLens log routers"));
}

}  // namespace
}  // namespace gantry::agent
