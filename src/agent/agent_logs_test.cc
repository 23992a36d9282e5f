// What containers write, on its way into CloudWatch Logs.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "agent/agent_fixture.h"
#include "api/logs/put_log_events_request.h"
#include "wire/json_codec.h"

namespace gantry::agent {
namespace {

using test::kTaskArn;
using test::make_container;
using test::make_task;
using testing::ElementsAre;
using testing::SizeIs;

class AgentLogsTest : public test::AgentTest {
  protected:
    AgentLogsTest() {
        control.services["logs.CreateLogStream"] = [this](const ServiceCall&) {
            return make_stream();
        };
        control.services["logs.PutLogEvents"] = [this](const ServiceCall& call) {
            const auto request = wire::decode_json<api::logs::PutLogEventsRequest>(call.body);
            EXPECT_TRUE(request && request->log_events) << call.body;
            if (away) return Result<std::string>(unavailable("connection refused"));
            keys.insert(call.credentials.access_key_id.value_or(""));
            for (const auto& event : *request->log_events) lines.push_back(*event.message);
            return Result<std::string>("{}");
        };
    }

    Result<std::string> make_stream() {
        if (away) return unavailable("connection refused");
        if (has_group) ++streams;
        if (has_group) return std::string("{}");
        return Error{
            ErrorKind::InvalidArgument,
            "ResourceNotFoundException",
            "The specified log group does not exist.",
            {}
        };
    }

    /// A task with the one container "app", which logs with awslogs.
    static api::acs::Task task(const std::string& options = "") {
        auto app = make_container("app");
        app.docker_config.emplace().host_config =
            R"({"LogConfig":{"Type":"awslogs","Config":{"awslogs-group":"g","awslogs-region":)"
            R"("us-east-1","awslogs-stream":"web/app/1")" +
            options + "}}}";
        return make_task({app});
    }
    static api::acs::Task task_with_role() {
        auto with_role = task();
        with_role.containers->front().logs_auth_strategy = api::acs::AuthStrategy::ExecutionRole;
        auto& role = with_role.execution_role_credentials.emplace();
        role.credentials_id = "role-1";
        role.access_key_id = "ASIAROLE";
        role.expiration = "2026-01-01T06:00:00Z";
        return with_role;
    }
    void write(const std::string& line) {
        machine.write_log(world.container("app")->status.id, line);
    }
    void expect_lines(std::size_t count) {
        world.expect_soon([&] { return lines.size() >= count; });
        EXPECT_THAT(lines, SizeIs(count));
    }

    std::vector<std::string> lines;
    std::set<std::string> keys;
    bool has_group = true;
    bool away = false;  ///< nobody answers for the log service
    int streams = 0;    ///< that were made
};

TEST_F(AgentLogsTest, WhatAContainerWritesIsShippedByItsExecutionRole) {
    world.start_connected();
    run_and_expect(task_with_role());
    write("hello");
    expect_lines(1);
    EXPECT_THAT(keys, ElementsAre("ASIAROLE"));
    write("bye");
    control.stop_task();
    expect_stopped();
    expect_lines(2);
}

TEST_F(AgentLogsTest, WithoutARoleTheAgentShipsInItsOwnName) {
    world.start_connected();
    run_and_expect(task());
    write("hello");
    expect_lines(1);
    EXPECT_THAT(keys, ElementsAre(""));
}

TEST_F(AgentLogsTest, AnotherAgentGoesOnWhereTheOneBeforeWas) {
    world.start_connected();
    run_and_expect(task_with_role());
    for (std::size_t life = 0; life < 5; ++life) {
        for (int i = 0; i < 400; ++i) write(fmt::format("line {}", lines.size()));
        expect_lines(life * 800 + 400);
        wait(Seconds{2});  // it is written down
        world.kill_agent();
        for (int i = 0; i < 400; ++i) write("while nobody looked");
        world.start_connected();
        expect_lines(life * 800 + 800);
    }
    wait(minutes{1});
    EXPECT_THAT(lines, SizeIs(4'000));
}

TEST_F(AgentLogsTest, AnAgentThatDiesLosesNothing) {
    world.start_connected();
    run_and_expect(task_with_role());
    for (int i = 0; i < 50; ++i) {
        write(fmt::format("line {}", i));
        wait(Duration{137});
        if (i % 7 == 3) {
            world.kill_agent();
            world.start_agent();
        }
    }
    wait(minutes{1});
    const std::set<std::string> different(lines.begin(), lines.end());
    EXPECT_THAT(different, SizeIs(50));
}

TEST_F(AgentLogsTest, AFullDiskOfTheAgentLosesNothing) {
    world.start_connected();
    run_and_expect(task_with_role());
    for (int i = 0; i < 60; ++i) {
        world.disk->fail_next_append_before();
        write(fmt::format("line {}", i));
        wait(Duration{500});
    }
    world.disk->forget_append_failure();
    wait(minutes{1});
    EXPECT_THAT(std::set<std::string>(lines.begin(), lines.end()), SizeIs(60));
    write("last");
    control.stop_task();
    expect_stopped();
    wait(minutes{1});
    EXPECT_EQ(lines.back(), "last");
}

TEST_F(AgentLogsTest, AContainerThatWritesNothingHasItsStream) {
    away = true;
    world.start_connected();
    run_and_expect(task());
    machine.kill(world.container("app")->status.id, 0);
    expect_stopped();
    wait(minutes{5});
    EXPECT_EQ(streams, 0);
    world.kill_agent();
    away = false;
    world.start_connected();
    world.expect_soon([&] { return streams > 0; }, minutes{2}, "made late, by another agent");
    EXPECT_THAT(lines, SizeIs(0));
}

TEST_F(AgentLogsTest, ABlockingContainerWaitsAndIsStoppedAllTheSame) {
    const auto app = [this] { return world.container("app"); };
    world.start_connected();
    run_and_expect(task(R"(,"mode":"blocking")"));
    away = true;
    int written = 0;
    for (int i = 0; i < 2'000; ++i) {
        if (machine.write_log(app()->status.id, std::string(10'000, 'x'))) ++written;
        wait(Duration{10});
    }
    EXPECT_TRUE(app()->paused);
    EXPECT_LT(written, 500);
    away = false;
    world.expect_soon([&] { return !app()->paused; }, minutes{1}, "goes on");
    expect_lines(static_cast<std::size_t>(written));
    away = true;
    for (int i = 0; i < 500; ++i) {
        machine.write_log(app()->status.id, std::string(10'000, 'x'));
        wait(Duration{10});
    }
    EXPECT_TRUE(app()->paused);
    control.stop_task();
    expect_stopped();
}

TEST_F(AgentLogsTest, AMissingGroupFailsABlockingStart) {
    has_group = false;
    world.start_connected();
    control.run_task(task(R"(,"mode":"blocking")"));
    expect_stopped();
    EXPECT_EQ(
        control.container("app")->reason,
        "CannotStartContainerError: Error response from daemon: failed to initialize logging "
        "driver: "
        "failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log "
        "group "
        "does not exist."
    );
    EXPECT_EQ(machine.counters().started, 0U);
}

TEST_F(AgentLogsTest, AMissingGroupDoesNotKeepOthersFromStarting) {
    has_group = false;
    world.start_connected();
    run_and_expect(task());
    write("early");
    wait(minutes{1});
    EXPECT_THAT(lines, SizeIs(0));
    has_group = true;
    expect_lines(1);
}

TEST_F(AgentLogsTest, OptionsThatCannotBeReadFailTheContainer) {
    world.start_connected();
    control.run_task(task(R"(,"awslogs-multiline-pattern":"(")"));
    expect_stopped();
    EXPECT_TRUE(control.container("app")->reason->starts_with(
        "CannotCreateContainerError: Error response from daemon: awslogs could not parse multiline "
        "pattern key"
    ));
}

TEST_F(AgentLogsTest, AContainerIsKeptUntilItsLinesAreShipped) {
    world.config.cleanup_wait = minutes{1};
    world.start_connected();
    run_and_expect(task());
    control.services.erase("logs.PutLogEvents");  // denied from now on
    write("last words");
    control.stop_task();
    expect_stopped();
    wait(hours{2});
    EXPECT_NE(world.container("app"), nullptr);
    wait(hours{23});
    EXPECT_EQ(world.container("app"), nullptr) << "a day is enough";
}

TEST_F(AgentLogsTest, AContainerGoesOnceItsLinesAreShipped) {
    world.config.cleanup_wait = minutes{1};
    world.start_connected();
    run_and_expect(task());
    write("last words");
    control.stop_task();
    expect_stopped();
    wait(minutes{3});
    EXPECT_THAT(lines, ElementsAre("last words"));
    EXPECT_EQ(world.container("app"), nullptr);
}

}  // namespace
}  // namespace gantry::agent
