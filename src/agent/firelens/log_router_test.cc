#include "agent/firelens/log_router.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "agent/engine/container_request.h"
#include "agent/engine/task_volumes.h"
#include "agent/firelens/test_routers.h"

namespace gantry::agent {
namespace {

using test::kTaskArn;
using test::make_container;
using test::make_logger;
using test::make_router;
using test::make_task;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::Pair;

const RouterPlace kPlace{"/files/t", "/volumes/v", "172.17.0.3"};

Result<api::docker::ContainerCreateRequest> request_of(
    const api::acs::Task& task, const std::string& name
) {
    const auto spec = read_task_spec(task, Seconds{30});
    if (!spec) return spec.error();
    return build_container_request(
        {.task = task,
         .spec = *spec,
         .container = *spec->find(name),
         .ports = {},
         .image_env = {},
         .instance_arn = "arn",
         .cluster = "default",
         .region = {},
         .cgroup_parent = {},
         .endpoint_id = {},
         .resources = nullptr,
         .api_url = {},
         .give_api = false,
         .router = kPlace}
    );
}

std::vector<Dependency> order_of(const api::acs::Task& task, const std::string& name) {
    const auto spec = read_task_spec(task, Seconds{30});
    EXPECT_TRUE(spec) << spec.error().message;
    return spec ? spec->find(name)->depends_on : std::vector<Dependency>{};
}

std::string refusal_of(const api::acs::Task& task) {
    const auto spec = read_task_spec(task, Seconds{30});
    return spec ? "" : spec.error().code + ": " + spec.error().message;
}

TEST(LogRouter, LoggersStartAfterIt) {
    const auto task = make_task({make_logger("app"), make_router(), make_container("other")});
    EXPECT_THAT(order_of(task, "app"), ElementsAre(Dependency{"router", Condition::Start}));
    EXPECT_THAT(order_of(task, "other"), IsEmpty());
    EXPECT_THAT(order_of(task, "router"), IsEmpty());
}

TEST(LogRouter, AnOrderOfTheUsersStays) {
    auto app = make_logger("app");
    test::depend(app, "router", api::acs::ContainerCondition::Complete);
    EXPECT_THAT(
        order_of(make_task({app, make_router()}), "app"),
        ElementsAre(Dependency{"router", Condition::Complete})
    );
    auto router = make_router();
    test::depend(router, "middle", api::acs::ContainerCondition::Start);
    auto middle = make_container("middle");
    test::depend(middle, "first", api::acs::ContainerCondition::Success);
    const auto task = make_task({make_logger("first"), middle, router, make_logger("app")});
    EXPECT_THAT(order_of(task, "first"), IsEmpty());
    EXPECT_THAT(order_of(task, "app"), ElementsAre(Dependency{"router", Condition::Start}));
}

TEST(LogRouter, LoggersHaveDockersDriver) {
    const auto request = request_of(
        make_task(
            {make_logger("app", R"("Name":"stdout","log-driver-buffer-limit":"2048")"),
             make_router()}
        ),
        "app"
    );
    ASSERT_TRUE(request) << request.error().message;
    const auto& log = *request->host_config->log_config;
    EXPECT_EQ(log.type, "fluentd");
    const std::map<std::string, std::string> expected{
        {"fluentd-address", "unix:///volumes/v/fluent.sock"},
        {"fluentd-async", "true"},
        {"fluentd-buffer-limit", "2048"},
        {"fluentd-sub-second-precision", "true"},
        {"tag", "app-firelens-0123456789abcdef0123456789abcdef"},
    };
    EXPECT_EQ(log.config, expected);
    EXPECT_THAT(*request->env, Contains("FLUENT_HOST=172.17.0.3"));
    EXPECT_THAT(*request->env, Contains("FLUENT_PORT=24224"));
}

TEST(LogRouter, WhereItListensFollowsFromTheNetwork) {
    auto task = make_task({make_logger("app"), make_router()});
    task.network_mode = "host";
    EXPECT_THAT(*request_of(task, "app")->env, Not(Contains(HasSubstr("FLUENT_HOST"))));
    test::give_interface(task);
    EXPECT_THAT(*request_of(task, "app")->env, Contains("FLUENT_HOST=127.0.0.1"));
}

TEST(LogRouter, ItIsGivenFilesAndSocket) {
    auto router = make_router(R"("config-file-type":"s3","config-file-value":"arn:aws:s3:::b/k")");
    auto task = make_task({make_logger("app"), router});
    const std::string volume = router_volume(task)->name;
    const auto request = request_of(task, "router");
    ASSERT_TRUE(request) << request.error().message;
    EXPECT_THAT(
        *request->host_config->binds,
        ElementsAre(
            "/files/t/fluent.conf:/fluent-bit/etc/fluent-bit.conf:ro",
            "/files/t/external.conf:/fluent-bit/etc/external.conf:ro",
            volume + ":/var/run/:nocopy"
        )
    );
    EXPECT_LT(volume.size(), 40u);
    task.containers->back().firelens_configuration->type =
        api::acs::FirelensConfigurationType::Fluentd;
    task.containers->front() = make_logger("app", R"("@type":"stdout")");
    const auto fluentd = request_of(task, "router");
    EXPECT_THAT(
        *fluentd->host_config->binds, Contains("/files/t/fluent.conf:/fluentd/etc/fluent.conf:ro")
    );
    EXPECT_THAT(*fluentd->env, Contains("FLUENT_UID=0"));
}

TEST(LogRouter, ItsUserMayMakeTheSocket) {
    auto router = make_router();
    const auto options = [&](const char* user) {
        router.docker_config.emplace().config = std::string(R"({"User":")") + user + "\"}";
        const auto task = make_task({make_logger("app"), router});
        const auto volumes = volumes_of(task, "instance");
        return volumes.empty() ? std::string() : volumes.front().spec.driver_opts.at("o");
    };
    EXPECT_EQ(options(""), "size=16m,mode=0755,uid=0,gid=0");
    EXPECT_EQ(options("1000"), "size=16m,mode=0755,uid=1000,gid=0");
    EXPECT_EQ(options("1000:1001"), "size=16m,mode=0755,uid=1000,gid=1001");
    EXPECT_EQ(options("1000:staff"), "size=16m,mode=0755,uid=1000,gid=0");
    router.docker_config->config = R"({"User":"fluent"})";
    EXPECT_THAT(refusal_of(make_task({make_logger("app"), router})), HasSubstr("is a number"));
}

TEST(LogRouter, FieldsAreTheTasks) {
    const auto text_of = [](const char* options) {
        const auto task = make_task({make_logger("app"), make_router(options)});
        return router_files(task, "")->at("fluent.conf");
    };
    EXPECT_THAT(
        text_of(""),
        HasSubstr(
            std::string("    Record ecs_cluster default\n    Record ecs_task_arn ") + kTaskArn +
            "\n    Record ecs_task_definition web:3\n"
        )
    );
    EXPECT_THAT(text_of(R"("enable-ecs-log-metadata":"false")"), Not(HasSubstr("Record")));
    EXPECT_THAT(text_of(R"("enable-ecs-log-metadata":"T")"), HasSubstr("Record"));
    EXPECT_THAT(text_of(R"("enable-ecs-log-metadata":"yes")"), Not(HasSubstr("Record")));
}

TEST(LogRouter, AFileOfTheContainersIsIncluded) {
    const auto task = make_task(
        {make_logger("app"),
         make_router(R"("config-file-type":"file","config-file-value":"/x.conf")")}
    );
    const auto files = router_files(task, "");
    EXPECT_THAT(files->at("fluent.conf"), HasSubstr("\n@INCLUDE /x.conf\n"));
    EXPECT_FALSE(files->contains("external.conf"));
}

TEST(LogRouter, HalfOfItsMemoryBuffers) {
    auto router = make_router();
    router.memory = 200;
    const auto text_of = [&] {
        return router_files(make_task({make_logger("app"), router}), "")->at("fluent.conf");
    };
    EXPECT_THAT(text_of(), HasSubstr("Mem_Buf_Limit 100MB"));
    router.docker_config.emplace().host_config = R"({"MemoryReservation":52428800})";
    EXPECT_THAT(text_of(), HasSubstr("Mem_Buf_Limit 25MB"));
    router.docker_config->host_config = R"({"MemoryReservation":104857600})";
    EXPECT_THAT(text_of(), HasSubstr("Mem_Buf_Limit 50MB"));
}

TEST(LogRouter, SecretsAreNamedAndNotWritten) {
    auto app = make_logger("app");
    auto& secret = app.secrets.emplace().emplace_back();
    secret.name = "apikey";
    secret.target = api::acs::SecretTarget::LogDriver;
    const auto task = make_task({make_router(), app});
    EXPECT_THAT(
        router_files(task, "")->at("fluent.conf"), HasSubstr("    Name stdout\n    Match app-fire")
    );
    EXPECT_THAT(router_files(task, "")->at("fluent.conf"), HasSubstr("    apikey ${apikey_1}\n"));
    ContainerResources resources;
    resources.log_options["apikey"] = "hush";
    EXPECT_THAT(router_secrets(task, {{"app", resources}}), ElementsAre(Pair("apikey_1", "hush")));
}

TEST(LogRouter, WhatCannotBeUsedIsSaid) {
    EXPECT_EQ(
        refusal_of(make_task({make_logger("app", R"("region":"here")"), make_router()})),
        "ResourceInitializationError: unable to generate firelens config file: unable to generate "
        "firelens config: unable to apply log options of container app to firelens config: missing "
        "output key Name which is required for firelens configuration of type fluentbit"
    );
    EXPECT_THAT(refusal_of(make_task({make_logger("app")})), HasSubstr("no log router"));
    EXPECT_THAT(
        refusal_of(make_task({make_logger("app"), make_router(R"("config-file-type":"ftp")")})),
        HasSubstr("invalid value ftp is specified for option config-file-type")
    );
    EXPECT_THAT(
        refusal_of(make_task({make_logger("app"), make_router(R"("config-file-type":"s3")")})),
        HasSubstr("option config-file-type is specified but config-file-value is not specified")
    );
}

}  // namespace
}  // namespace gantry::agent
