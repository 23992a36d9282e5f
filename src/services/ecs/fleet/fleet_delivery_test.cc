// What becomes of tasks that an agent does not acknowledge, and of agents that are not heard.
#include "services/ecs/fleet/test_fleet.h"
#include "services/ecs/model/account_setting.h"

namespace gantry::fleet {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr const char* kNotAcknowledged =
    "The container instance's agent did not acknowledge the task in time";

/// Source: Developer Guide, account settings, "Default log driver mode".
TEST_F(FleetTest, LogsGoInTheModeThatIsSetForWhoRegisteredTheDefinition) {
    ecs::TaskDefinitionRow row{.account = kScope.account, .region = kScope.region};
    row.definition.family = "web";
    row.definition.revision = 1;
    row.definition.registered_by = "arn:aws:iam::000000000000:user/ann";
    row.definition.container_definitions = {{{.name = "app", .image = "app:1"}}};
    row.definition.container_definitions->front().log_configuration = {
        {.log_driver = api::ecs::LogDriver::JsonFile}
    };
    put(tables.task_definitions, ecs::task_definition_key(kScope, "web", 1), row);
    const Agent agent = open_control();
    const auto set = [this](const std::string& principal, const std::string& value) {
        const auto key = ecs::account_setting_key(
            kScope, api::ecs::SettingName::DefaultLogDriverMode, principal
        );
        put(tables.account_settings,
            key,
            ecs::AccountSettingRow{
                .account = kScope.account, .region = kScope.region, .value = value
            });
    };
    const auto logging = [&](const std::string& id) {
        put_task(id);
        const auto payloads = agent.line->payloads();
        return *payloads.back().tasks->back().containers->front().docker_config->host_config;
    };
    EXPECT_THAT(logging("1"), HasSubstr(R"("Config":{"mode":"non-blocking"})"));
    set("", "blocking");
    EXPECT_THAT(logging("2"), HasSubstr(R"("Config":{"mode":"blocking"})"));
    set("arn:aws:iam::000000000000:user/ann", "non-blocking");
    EXPECT_THAT(logging("3"), HasSubstr(R"("Config":{"mode":"non-blocking"})"));
}

TEST_F(FleetTest, AnAcknowledgedTaskWaitsForAsLongAsItTakes) {
    put_definition();
    const Agent agent = open_control();
    put_task("1");
    EXPECT_FALSE(task("1")->acknowledged);
    acknowledge(agent);
    EXPECT_TRUE(task("1")->acknowledged);
    stay_in_touch(agent, minutes{10});  // a long pull
    EXPECT_FALSE(task("1")->stopped());
    EXPECT_THAT(agent.line->payloads(), SizeIs(1));
    fleet.on_closed(agent.session);
    loop.advance(minutes{10});
    EXPECT_FALSE(task("1")->stopped()) << "it may well run there";
}

TEST_F(FleetTest, APayloadIsSentAgainUntilItIsAcknowledged) {
    put_definition();
    const Agent agent = open_control();
    put_task("1");
    stay_in_touch(agent, Seconds{14});
    EXPECT_THAT(agent.line->payloads(), SizeIs(1));
    stay_in_touch(agent, Seconds{3});
    ASSERT_THAT(agent.line->payloads(), SizeIs(2));
    EXPECT_NE(agent.line->payloads()[0].message_id, agent.line->payloads()[1].message_id);
    acknowledge(agent);
    stay_in_touch(agent, minutes{1});
    EXPECT_THAT(agent.line->payloads(), SizeIs(2));
    EXPECT_FALSE(task("1")->stopped());
}

TEST_F(FleetTest, ATaskSentThroughACableThatWasPulledGoesBack) {
    put_definition();
    const Agent agent = open_control();
    loop.advance(Seconds{3});  // the cable was pulled as it connected
    put_task("1");
    loop.advance(Seconds{18});
    EXPECT_TRUE(instance()->agent_connected);
    loop.advance(Seconds{2});
    EXPECT_FALSE(instance()->agent_connected) << "two heartbeats without an answer";
    EXPECT_EQ(agent.line->closed_with, 1013);
    loop.advance(Seconds{11});
    ASSERT_TRUE(task("1")->stopped());
    EXPECT_EQ(task("1")->stop_code, api::ecs::TaskStopCode::TaskFailedToStart);
    EXPECT_EQ(task("1")->stopped_reason, kNotAcknowledged);
}

TEST_F(FleetTest, ATaskThatIsAlsoToStopGoesBackToo) {
    put_definition();
    open_control();
    put_task("1");
    edit_task("1", [](ecs::TaskRow& row) { row.goal = ecs::TaskGoal::Stopped; });
    loop.advance(Seconds{31});
    EXPECT_TRUE(task("1")->stopped());
}

TEST_F(FleetTest, WhoTookATaskThatWentBackIsToldToStopIt) {
    put_definition();
    const Agent agent = open_control();
    put_task("1");
    stay_in_touch(agent, Seconds{32});  // heard, but its acknowledgements are lost
    ASSERT_TRUE(task("1")->stopped());
    EXPECT_TRUE(instance()->agent_connected);
    const auto last = agent.line->payloads().back();
    EXPECT_EQ(last.tasks->at(0).arn, task("1")->arn());
    EXPECT_EQ(last.tasks->at(0).desired_status, "STOPPED");
    const std::size_t sent = agent.line->payloads().size();
    stay_in_touch(agent, Seconds{17});
    EXPECT_THAT(agent.line->payloads(), SizeIs(sent + 1)) << "as long as it is not acknowledged";
    acknowledge(agent);
    stay_in_touch(agent, minutes{1});
    EXPECT_THAT(agent.line->payloads(), SizeIs(sent + 1));
    EXPECT_FALSE(task("1")->acknowledged);
}

/// Found by the simulator: its time was over while the acknowledgement was being written.
TEST_F(FleetTest, AnAcknowledgementCountsBeforeItIsDurable) {
    put_definition();
    const Agent agent = open_control();
    put_task("1");
    stay_in_touch(agent, Seconds{29});
    disk->set_sync_latency(Seconds{4});
    acknowledge(agent);
    stay_in_touch(agent, Seconds{10});
    EXPECT_FALSE(task("1")->stopped());
    EXPECT_EQ(agent.line->payloads().back().tasks->at(0).desired_status, "RUNNING");
}

TEST_F(FleetTest, WhoTakesATaskWhileItGoesBackIsToldToStopIt) {
    put_definition();
    const Agent agent = open_control();
    put_task("1");
    stay_in_touch(agent, Seconds{29});
    disk->set_sync_latency(Seconds{4});
    stay_in_touch(agent, Seconds{2});
    ASSERT_TRUE(task("1")->stopped());
    ASSERT_EQ(agent.line->payloads().back().tasks->at(0).desired_status, "RUNNING");
    acknowledge(agent);  // before the end of the task is durable
    stay_in_touch(agent, Seconds{6});
    EXPECT_EQ(agent.line->payloads().back().tasks->at(0).desired_status, "STOPPED");
    const std::size_t sent = agent.line->payloads().size();
    acknowledge(agent);
    stay_in_touch(agent, minutes{1});
    EXPECT_THAT(agent.line->payloads(), SizeIs(sent));
}

TEST_F(FleetTest, ManyTasksGoBackInBoundedTurns) {
    put_definition();
    for (int i = 0; i < 500; ++i) put_task(std::to_string(i));
    const auto stopped = [&] {
        int count = 0;
        for (int i = 0; i < 500; ++i) count += task(std::to_string(i))->stopped() ? 1 : 0;
        return count;
    };
    loop.advance(Seconds{30});
    EXPECT_EQ(stopped(), 200);
    loop.advance(Seconds{2});
    EXPECT_EQ(stopped(), 500);
}

TEST_F(FleetTest, WhoComesBackWithATaskThatWentBackIsToldToStopIt) {
    put_definition();
    open_control();
    put_task("1");
    loop.advance(Seconds{40});
    ASSERT_TRUE(task("1")->stopped());
    const Agent again = open_control();
    EXPECT_THAT(again.line->payloads(), IsEmpty());
    EXPECT_THAT(again.line->messages("TaskManifestMessage"), SizeIs(1));
    const std::string candidate =
        R"({"taskArn":")" + task("1")->arn() + R"(","desiredStatus":"RUNNING"})";
    say(again,
        "TaskStopVerificationMessage",
        R"({"messageId":"m","stopCandidates":[)" + candidate + "]}");
    ASSERT_THAT(again.line->messages("TaskStopVerificationAck"), SizeIs(1));
    EXPECT_THAT(again.line->messages("TaskStopVerificationAck")[0], HasSubstr(task("1")->arn()));
}

TEST_F(FleetTest, AManifestQuestionNamesOnlyWhatIsToStop) {
    put_definition();
    put_task("1");
    const Agent agent = open_control();
    EXPECT_THAT(
        agent.line->messages("TaskManifestMessage")[0], HasSubstr(R"("desiredStatus":"RUNNING")")
    );
    say(agent,
        "TaskStopVerificationMessage",
        R"({"messageId":"m","stopCandidates":[{"taskArn":")" + task("1")->arn() + R"("}]})");
    EXPECT_THAT(
        agent.line->messages("TaskStopVerificationAck")[0],
        testing::Not(HasSubstr(task("1")->arn()))
    );
}

TEST_F(FleetTest, AReportCountsAsAnAcknowledgement) {
    put_definition();
    const Agent agent = open_control();
    put_task("1");
    edit_task("1", [](ecs::TaskRow& row) {
        row.acknowledged = true;  // as apply_task_report does
        row.status = ecs::TaskStatus::Running;
    });
    stay_in_touch(agent, minutes{2});
    EXPECT_FALSE(task("1")->stopped());
}

TEST_F(FleetTest, AfterARestartAgentsFirstHaveTimeToComeBack) {
    put_definition();
    connect();
    put_task("1");
    loop.advance(Seconds{25});
    fleet.stop();
    Fleet next{core, tables, ids, {}};
    next.start();
    loop.advance(Seconds{25});
    EXPECT_FALSE(task("1")->stopped());
    loop.advance(Seconds{7});
    EXPECT_TRUE(task("1")->stopped());
}

TEST_F(FleetTest, AnAgentThatAnswersHeartbeatsStaysConnected) {
    const Agent agent = open_control();
    for (int i = 0; i < 30; ++i) {
        loop.advance(Seconds{10});
        say(agent, "HeartbeatAckRequest", "{}");
    }
    EXPECT_TRUE(instance()->agent_connected);
    EXPECT_EQ(agent.line->closed_with, 0);
    EXPECT_THAT(agent.line->messages("HeartbeatMessage"), SizeIs(30));
}

TEST_F(FleetTest, QuietTelemetryIsNoAbsence) {
    const Agent agent = open_control();
    const auto telemetry = std::make_shared<Line>();
    ASSERT_TRUE(fleet.open_telemetry(hello, telemetry));
    stay_in_touch(agent, Seconds{60});
    EXPECT_EQ(telemetry->closed_with, 0);
    stay_in_touch(agent, Seconds{20});
    EXPECT_EQ(telemetry->closed_with, 1013);
    EXPECT_TRUE(instance()->agent_connected);
}

}  // namespace
}  // namespace gantry::fleet
