// The streams to the control plane: away, replaced, repeated; manifests, credentials, telemetry.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "agent/agent_fixture.h"
#include "api/acs/ack_request.h"
#include "api/acs/heartbeat_message.h"
#include "api/acs/stage_update_message.h"
#include "api/acs/task_manifest_message.h"
#include "api/acs/task_stop_verification_ack.h"
#include "api/acs/task_stop_verification_message.h"
#include "wire/json_codec.h"

namespace gantry::agent {
namespace {

using test::make_container;
using test::make_task;
using test::refusal;
using testing::HasSubstr;

class AgentControlPlaneTest : public test::AgentTest {};

TEST_F(AgentControlPlaneTest, RunsOnWhileTheControlPlaneIsAway) {
    world.start_connected();
    run_and_expect(make_task({make_container("app")}));
    run_and_expect(make_task({make_container("app")}, arn(2)));
    control.go_away();
    wait(hours{8});
    EXPECT_TRUE(world.runs("app"));
    machine.kill(world.container("app")->status.id, 7);
    wait(hours{1});
    control.come_back();
    world.expect_soon([&] { return control.connected(StreamKind::Control); }, minutes{3});
    // What waited for a later try is told the moment the stream is there again.
    world.expect_soon([&] { return control.status_of() == "STOPPED"; }, Seconds{1});
    EXPECT_EQ(control.container("app")->exit_code, 7);
    EXPECT_EQ(control.statuses_of(arn(2)), "RUNNING");
    const std::pair<std::string, std::string> sent_before{"sendCredentials", "false"};
    EXPECT_THAT(control.control_queries.back(), testing::Contains(sent_before));
}

TEST_F(AgentControlPlaneTest, ReconnectsAtOnceAfterAnOrderlyClose) {
    world.start_connected();
    wait(Seconds{5});
    for (const int code : {1000, 1001, 1006, 1011}) {
        control.close_streams(code);
        world.expect_soon([&] { return control.connected(StreamKind::Control); }, Duration{20});
        wait(Seconds{5});
    }
    control.close_streams(1013);
    wait(Duration{100});
    EXPECT_FALSE(control.connected(StreamKind::Control));
    world.expect_soon([&] { return control.connected(StreamKind::Control); }, Seconds{1});
}

TEST_F(AgentControlPlaneTest, AStreamWithoutNewsIsReplaced) {
    world.start_connected();
    const auto before = control.control_queries.size();
    wait(minutes{5});
    EXPECT_GE(control.control_queries.size(), before + 2);
    EXPECT_LE(control.control_queries.size(), before + 6);
}

TEST_F(AgentControlPlaneTest, HeartbeatsKeepAStreamUntilItIsHalfAnHourOld) {
    world.start_connected();
    const auto before = control.control_queries.size();
    api::acs::HeartbeatMessage heartbeat;
    heartbeat.message_id = "h";
    for (int i = 0; i < 29 * 2; ++i) {
        control.send(StreamKind::Control, "HeartbeatMessage", heartbeat);
        control.send_text(StreamKind::Telemetry, R"({"type":"HeartbeatMessage","message":{}})");
        wait(Seconds{30});
    }
    EXPECT_EQ(control.control_queries.size(), before);
    EXPECT_EQ(control.messages(StreamKind::Control, "HeartbeatAckRequest").size(), 58u);
    EXPECT_EQ(control.messages(StreamKind::Telemetry, "PublishInstanceStatusRequest").size(), 58u);
    for (int i = 0; i < 16; ++i) {
        control.send(StreamKind::Control, "HeartbeatMessage", heartbeat);
        wait(Seconds{30});
    }
    EXPECT_EQ(control.control_queries.size(), before + 1);
}

TEST_F(AgentControlPlaneTest, ADeregisteredInstanceWaitsAnHour) {
    world.start_connected();
    control.refuse_streams = R"({"InactiveInstanceException":"gone"})";
    control.close_streams(1000);
    wait(Seconds{30});
    const auto tries = control.control_queries.size();
    wait(minutes{55});
    EXPECT_EQ(control.control_queries.size(), tries);
    EXPECT_FALSE(control.connected(StreamKind::Telemetry));
    control.refuse_streams.clear();
    world.expect_soon(
        [&] {
            return control.connected(StreamKind::Control) &&
                   control.connected(StreamKind::Telemetry);
        },
        minutes{10}
    );
}

TEST_F(AgentControlPlaneTest, AnAgentOnACopyOfAnothersDataEndsAndSaysWhatToDo) {
    world.config.data_dir = "/var/agent";
    world.start_connected();
    run_and_expect(make_task({make_container("app")}));
    world.kill_agent();
    machine.kill_all();
    const auto reports = control.reports.size();
    control.refuse_streams = R"({"ServerException":"whether it still is is asked"})";
    world.start_agent();
    wait(Seconds{2});
    EXPECT_FALSE(world.terminal);
    control.refuse_streams = R"({"InstanceInUseException":"answers"})";
    world.expect_soon([&] { return world.terminal.has_value(); });
    EXPECT_THAT(world.terminal->message, HasSubstr("copy of the other's data directory"));
    EXPECT_THAT(world.terminal->message, HasSubstr("remove /var/agent"));
    const auto tries = control.control_queries.size();
    wait(minutes{5});
    EXPECT_EQ(control.control_queries.size(), tries);
    EXPECT_EQ(control.reports.size(), reports)
        << "what it believes of the other's tasks is not told";
}

TEST_F(AgentControlPlaneTest, EachProcessSaysThatItIsAnother) {
    const auto process = [&] {
        for (const auto& [name, value] : control.control_queries.back()) {
            if (name == "gantryProcess") return value;
        }
        return std::string();
    };
    world.start_connected();
    const std::string first = process();
    EXPECT_FALSE(first.empty());
    control.close_streams(1000);
    world.expect_soon([&] { return control.connected(StreamKind::Control); });
    EXPECT_EQ(process(), first);
    world.kill_agent();
    world.start_connected();
    EXPECT_NE(process(), first);
}

TEST_F(AgentControlPlaneTest, ReportsAreRepeatedUntilTheyAreAccepted) {
    int failures = 0;
    control.answers["SubmitTaskStateChange"] = [&](const std::string&) -> Result<std::string> {
        if (++failures == 5) control.answers.erase("SubmitTaskStateChange");
        return failures % 2 == 0 ? refusal("ServerException") : unavailable("timed out");
    };
    world.start_connected();
    run_and_expect(make_task({make_container("app")}));
    EXPECT_EQ(control.statuses_of(), "RUNNING");
}

TEST_F(AgentControlPlaneTest, AReportRefusedForGoodIsDropped) {
    control.answers["SubmitTaskStateChange"] = [](auto&) {
        return refusal("InvalidParameterException");
    };
    world.start_connected();
    control.run_task(make_task({make_container("app")}));
    wait(minutes{10});
    EXPECT_EQ(control.count("SubmitTaskStateChange"), 2) << "of its image, and that it runs";
    control.stop_task();
    wait(minutes{10});
    EXPECT_EQ(control.count("SubmitTaskStateChange"), 3);
    wait(hours{4});
    EXPECT_EQ(machine.containers().size(), 0u);
}

api::acs::TaskManifestMessage manifest(std::int64_t timeline, std::vector<std::string> tasks) {
    api::acs::TaskManifestMessage message;
    message.message_id = "manifest";
    message.timeline = timeline;
    auto& list = message.tasks.emplace();
    for (auto& task : tasks) {
        list.emplace_back().task_arn = std::move(task);
        list.back().desired_status = "RUNNING";
    }
    return message;
}

TEST_F(AgentControlPlaneTest, ANewerManifestMayStopTasks) {
    world.start_connected();
    run_and_expect(make_task({make_container("app")}, arn(1)));
    run_and_expect(make_task({make_container("app")}, arn(2)));
    control.send(StreamKind::Control, "TaskManifestMessage", manifest(1, {}));
    wait(Seconds{1});
    const auto questions = [&] {
        return control.messages(StreamKind::Control, "TaskStopVerificationMessage");
    };
    EXPECT_TRUE(questions().empty());  // older than the payloads
    control.send(StreamKind::Control, "TaskManifestMessage", manifest(100, {arn(1)}));
    wait(Seconds{1});
    ASSERT_EQ(questions().size(), 1u);
    const auto question =
        *wire::decode_json<api::acs::TaskStopVerificationMessage>(questions().front());
    ASSERT_EQ(question.stop_candidates->size(), 1u);
    EXPECT_EQ(question.stop_candidates->front().task_arn, arn(2));

    api::acs::TaskStopVerificationAck answer;
    answer.message_id = "another";
    answer.stop_tasks.emplace(2);
    (*answer.stop_tasks)[0].task_arn = arn(1);  // was not asked about
    (*answer.stop_tasks)[1].task_arn = arn(2);
    control.send(StreamKind::Control, "TaskStopVerificationAck", answer);
    wait(Seconds{1});
    EXPECT_EQ(control.status_of(arn(2)), "RUNNING");
    answer.message_id = "manifest";
    control.send(StreamKind::Control, "TaskStopVerificationAck", answer);
    expect_stopped(arn(2));
    EXPECT_EQ(control.status_of(arn(1)), "RUNNING");
}

TEST_F(AgentControlPlaneTest, AcknowledgesCredentialsAndKeepsThemOffTheDisk) {
    world.start_connected();
    auto task = make_task({make_container("app")});
    auto& credentials = task.role_credentials.emplace();
    credentials.credentials_id = "creds-1";
    credentials.secret_access_key = "verysecret";
    credentials.expiration = "2027-01-01T00:00:00Z";
    run_and_expect(task);
    const auto acks = control.messages(StreamKind::Control, "IAMRoleCredentialsAckRequest");
    ASSERT_EQ(acks.size(), 1u);
    EXPECT_THAT(acks[0], HasSubstr("creds-1"));
    for (const auto& record : world.disk->records()) {
        for (const auto& change : record.changes) {
            EXPECT_THAT(change.row.value_or(""), testing::Not(HasSubstr("verysecret")));
        }
    }
}

TEST_F(AgentControlPlaneTest, HealthIsPublishedTheMomentItChanges) {
    runtime::FakeBehaviour behaviour;
    behaviour.healthy_after = Seconds{10};
    behaviour.unhealthy_after = Seconds{30};
    machine.set_behaviour("app:1", behaviour);
    auto app = make_container("app");
    test::add_health_check(app);
    world.start_connected();
    run_and_expect(make_task({app, make_container("other")}));
    const auto newest = [&] {
        const auto all = control.messages(StreamKind::Telemetry, "PublishHealthRequest");
        return all.empty() ? std::string() : all.back();
    };
    world.expect_soon([&] { return newest().find("\"HEALTHY\"") != std::string::npos; });
    EXPECT_THAT(newest(), testing::Not(HasSubstr("other")));
    const runtime::Health& health = world.container("app")->status.health;
    world.expect_soon([&] { return health == runtime::Health::Unhealthy; });
    const SysTime changed = world.loop.now();
    world.expect_soon([&] { return newest().find("\"UNHEALTHY\"") != std::string::npos; });
    EXPECT_LE(world.loop.now() - changed, Duration{20});
    EXPECT_EQ(
        control.status_of(), "RUNNING"
    );  // what to do about it is the control plane's business
}

TEST_F(AgentControlPlaneTest, MetricsComeEveryTwentySeconds) {
    world.start_connected();
    const auto metrics = [&] {
        return control.messages(StreamKind::Telemetry, "PublishMetricsRequest");
    };
    wait(Seconds{1});
    ASSERT_EQ(metrics().size(), 1u);
    EXPECT_THAT(metrics().back(), HasSubstr(R"("idle":true)"));
    for (int i = 0; i < 12; ++i) run_and_expect(make_task({make_container("app")}, arn(i)));
    wait(Seconds{25});
    EXPECT_THAT(metrics().back(), HasSubstr("memoryStatsSet"));
    const auto before = metrics().size();
    wait(Seconds{20});
    EXPECT_EQ(metrics().size(), before + 2);  // twelve tasks: ten and two
    EXPECT_THAT(metrics()[before], HasSubstr(R"("fin":false)"));
    EXPECT_THAT(metrics().back(), HasSubstr(R"("fin":true)"));
    EXPECT_THAT(metrics().back(), HasSubstr("cpuStatsSet"));
    EXPECT_THAT(metrics().back(), HasSubstr(R"("networkStatsSet":{"rxBytesPerSecond":{)"));
    EXPECT_THAT(metrics().back(), HasSubstr(R"("storageStatsSet":{"readSizeBytes":{)"));
    EXPECT_THAT(metrics().back(), testing::Not(HasSubstr("restartStatsSet")));
}

TEST_F(AgentControlPlaneTest, MetricsHaveNoNetworkOfATaskThatHasNoneOfItsOwn) {
    world.start_connected();
    auto app = make_container("app");
    app.docker_config.emplace().host_config = R"({"NetworkMode":"host"})";
    run_and_expect(make_task({app}));
    wait(Seconds{25});
    const std::string metrics =
        control.messages(StreamKind::Telemetry, "PublishMetricsRequest").back();
    EXPECT_THAT(metrics, HasSubstr("storageStatsSet"));
    EXPECT_THAT(metrics, testing::Not(HasSubstr("networkStatsSet")));
}

TEST_F(AgentControlPlaneTest, MetricsCountRestartsWhereThereIsAPolicy) {
    world.start_connected();
    auto app = make_container("app");
    auto& policy = app.restart_policy.emplace();
    policy.enabled = true;
    policy.restart_attempt_period = 60;
    run_and_expect(make_task({app}));
    wait(minutes{2});
    machine.kill(world.container("app")->status.id, 1);
    wait(Seconds{45});
    EXPECT_TRUE(world.runs("app"));
    EXPECT_THAT(
        control.messages(StreamKind::Telemetry, "PublishMetricsRequest").back(),
        HasSubstr(R"("restartStatsSet":{"restartCount":1})")
    );
}

TEST_F(AgentControlPlaneTest, UpdatesAreRefused) {
    world.start_connected();
    api::acs::StageUpdateMessage update;
    update.message_id = "update-1";
    control.send(StreamKind::Control, "StageUpdateMessage", update);
    control.send(StreamKind::Control, "PerformUpdateMessage", update);
    world.expect_soon([&] {
        return control.messages(StreamKind::Control, "NackRequest").size() == 2;
    });
    EXPECT_THAT(
        control.messages(StreamKind::Control, "NackRequest").front(),
        testing::AllOf(HasSubstr("update-1"), HasSubstr("Updates are disabled"))
    );
}

}  // namespace
}  // namespace gantry::agent
