// What agents tell outside the API.
#include "services/ecs/fleet/test_fleet.h"

namespace gantry::fleet {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

class FleetInboundTest : public FleetTest {
  protected:
    FleetInboundTest() {
        put_definition();
        put_task("1");
        edit_task("1", [](ecs::TaskRow& row) {
            row.acknowledged = true;
            row.status = ecs::TaskStatus::Running;
            row.containers[0].status = ecs::ContainerStatus::Running;
        });
        telemetry.line = std::make_shared<Line>();
        telemetry.session = *fleet.open_telemetry(hello, telemetry.line);
    }
    [[nodiscard]] std::string health(const std::string& arn, const std::string& status) const {
        return R"({"tasks":[{"taskArn":")" + arn +
               R"(","containers":[{"containerName":"app","healthStatus":")" + status + R"("}]}]})";
    }
    [[nodiscard]] std::string tail(const std::string& lines) const {
        return R"({"taskArn":")" + task("1")->arn() + R"(","containerName":"app","lines":[)" +
               lines + "]}";
    }
    [[nodiscard]] std::shared_ptr<const ecs::LogTailRow> tail_row() const {
        return tables.log_tails.find(task("1")->key() + "/app");
    }

    Agent telemetry;
};

TEST_F(FleetInboundTest, HealthReachesTheTask) {
    say(telemetry, "PublishHealthRequest", health(task("1")->arn(), "HEALTHY"));
    EXPECT_EQ(task("1")->health, api::ecs::HealthStatus::Healthy);
    EXPECT_THAT(telemetry.line->messages("AckPublishHealth"), SizeIs(1));
    const auto version = task("1")->version;
    say(telemetry, "PublishHealthRequest", health(task("1")->arn(), "HEALTHY"));
    EXPECT_EQ(task("1")->version, version) << "no news";
    say(telemetry, "PublishHealthRequest", health(task("1")->arn(), "UNHEALTHY"));
    EXPECT_EQ(task("1")->health, api::ecs::HealthStatus::Unhealthy);
}

TEST_F(FleetInboundTest, HealthOfAnotherInstancesTaskIsNotTaken) {
    edit_task("1", [](ecs::TaskRow& row) { row.instance_id = "other"; });
    say(telemetry, "PublishHealthRequest", health(task("1")->arn(), "HEALTHY"));
    EXPECT_EQ(task("1")->health, api::ecs::HealthStatus::Unknown);
}

TEST_F(FleetInboundTest, TheRuntimesHealthReachesTheInstance) {
    const std::string impaired =
        R"({"statuses":[{"type":"ContainerRuntime","status":"IMPAIRED"}]})";
    say(telemetry, "PublishInstanceStatusRequest", impaired);
    EXPECT_EQ(instance()->runtime_health, "IMPAIRED");
    EXPECT_EQ(instance()->runtime_health_at, loop.now());
    EXPECT_THAT(telemetry.line->messages("AckPublishInstanceStatus"), SizeIs(1));
}

TEST_F(FleetInboundTest, TheNewestLinesOfALogAreKept) {
    const Agent control = open_control();
    say(control, "GantryLogTail", tail(R"("one","two")"));
    ASSERT_TRUE(tail_row());
    EXPECT_THAT(tail_row()->lines, ElementsAre("one", "two"));
    std::string many = R"("first")";
    for (int i = 0; i < 150; ++i) many += ",\"" + std::to_string(i) + '"';
    say(control, "GantryLogTail", tail(many));
    EXPECT_THAT(tail_row()->lines, SizeIs(100));
    EXPECT_EQ(tail_row()->lines.back(), "149");
    const std::string big(10'000, 'x');
    say(control, "GantryLogTail", tail("\"" + big + "\",\"" + big + "\""));
    EXPECT_THAT(tail_row()->lines, SizeIs(1)) << "16 KiB at most";
}

TEST_F(FleetInboundTest, ALogOfAnotherInstancesTaskIsNotTaken) {
    const Agent control = open_control();
    edit_task("1", [](ecs::TaskRow& row) { row.instance_id = "other"; });
    say(control, "GantryLogTail", tail(R"("one")"));
    EXPECT_FALSE(tail_row());
}

TEST_F(FleetInboundTest, PullsAreKnownWhileTheirStreamIsOpen) {
    const Agent control = open_control();
    const auto sequence = disk->last_sequence();
    const std::string key = ecs::in_cluster_key(kScope, "default", "i");
    say(control,
        "GantryPullProgress",
        R"({"image":"web","layers":4,"layersDone":1,"bytes":100,"bytesDone":60})");
    ASSERT_NE(fleet.pulls_of(key), nullptr);
    ASSERT_TRUE(fleet.pulls_of(key)->contains("web"));
    EXPECT_EQ(fleet.pulls_of(key)->at("web").bytes_done, 60);
    for (int i = 0; i < 200; ++i) {
        say(control, "GantryPullProgress", R"({"image":")" + std::to_string(i) + R"("})");
    }
    EXPECT_LE(fleet.pulls_of(key)->size(), 64U);
    say(control, "GantryPullProgress", R"({"image":"web","over":true})");
    EXPECT_FALSE(fleet.pulls_of(key)->contains("web"));
    fleet.on_closed(control.session);
    EXPECT_EQ(fleet.pulls_of(key), nullptr);
    EXPECT_EQ(disk->last_sequence(), sequence) << "it is no state";
}

TEST_F(FleetInboundTest, WhatCannotBeReadChangesNothing) {
    const Agent control = open_control();
    const auto sequence = disk->last_sequence();
    for (const char* text :
         {"",
          "{",
          "[]",
          R"({"type":""})",
          R"({"type":"Unheard","message":{}})",
          R"({"type":"AckRequest","message":{}})",
          R"({"type":"GantryLogTail","message":{}})",
          R"({"type":"GantryPullProgress","message":{"layers":"x"}})",
          R"({"type":"TaskStopVerificationMessage","message":{"stopCandidates":[{}]}})"}) {
        fleet.on_text(control.session, text);
        fleet.on_text(telemetry.session, text);
    }
    fleet.on_text(99, R"({"type":"AckRequest","message":{}})");
    loop.run_until_idle();
    EXPECT_EQ(disk->last_sequence(), sequence);
    EXPECT_EQ(control.line->closed_with, 0);
}

}  // namespace
}  // namespace gantry::fleet
