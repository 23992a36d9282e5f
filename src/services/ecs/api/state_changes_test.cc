#include "services/ecs/api/state_changes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/ecs/api/task_test_support.h"

namespace gantry::ecs {
namespace {

class StateChanges : public TaskApiTest {
  protected:
    StateChanges() {
        put_instance();
        auto row = task('a', std::string(32, '1'));
        row.status = TaskStatus::Pending;
        row.containers[0].status = ContainerStatus::Pending;
        put_task(row);
    }
    const std::string kTask = std::string(32, 'a');
};

TEST_F(StateChanges, AnAgentsReportAsItIsOnTheWire) {
    const auto json = run_json(
        "SubmitTaskStateChange",
        R"({"cluster":"default","task":"arn:aws:ecs:us-east-1:123456789012:task/default/)" + kTask +
            R"(","status":"RUNNING","reason":"","containers":[
                {"containerName":"app","status":"PENDING","imageDigest":"sha256:1"},
                {"containerName":"app","status":"RUNNING","runtimeId":"abc","reason":"",
                 "networkBindings":[{"bindIP":"0.0.0.0","containerPort":80,"hostPort":8080,
                                     "protocol":"tcp"}]}],
                "pullStartedAt":1767225600.25,"pullStoppedAt":1767225601})"
    );
    ASSERT_TRUE(json) << outcome(json);
    EXPECT_NE(json->find("acknowledgment"), std::string::npos);
    const auto row = find_task(kTask);
    EXPECT_EQ(row->status, TaskStatus::Running);
    EXPECT_EQ(row->containers[0].runtime_id, "abc");
    EXPECT_EQ(row->containers[0].image_digest, "sha256:1");
    EXPECT_EQ(row->containers[0].network_bindings[0].host_port, 8080);
    EXPECT_EQ(epoch_ms(*row->pull_started_at), 1767225600250);
}

TEST_F(StateChanges, ARepeatIsAcknowledgedWithoutAChange) {
    const std::string body = R"({"task":")" + kTask + R"(","status":"RUNNING"})";
    ASSERT_TRUE(run_json("SubmitTaskStateChange", body));
    const auto row = find_task(kTask);
    ASSERT_TRUE(run_json("SubmitTaskStateChange", body));
    EXPECT_EQ(find_task(kTask), row) << "the very same row";
}

TEST_F(StateChanges, ContainersAlone) {
    const auto output =
        run(&submit_container_state_change,
            api::ecs::SubmitContainerStateChangeRequest{
                .task = kTask, .container_name = "app", .status = "STOPPED", .exit_code = 1
            });
    ASSERT_TRUE(output) << outcome(output);
    const auto row = find_task(kTask);
    EXPECT_EQ(row->goal, TaskGoal::Stopped);
    EXPECT_EQ(row->containers[0].exit_code, 1);
    EXPECT_EQ(row->status, TaskStatus::Pending) << "until the agent says that all have stopped";
}

TEST_F(StateChanges, EarlyStatusesAreAccepted) {
    for (const char* status : {"PENDING", "MANIFEST_PULLED", "CREATED", ""}) {
        EXPECT_EQ(
            outcome(
                run(&submit_task_state_change,
                    api::ecs::SubmitTaskStateChangeRequest{.task = kTask, .status = status})
            ),
            "ok"
        );
    }
    EXPECT_TRUE(find_task(kTask)->acknowledged);
    EXPECT_EQ(find_task(kTask)->version, 2) << "the first says that the agent has it, then no news";
}

TEST_F(StateChanges, Errors) {
    EXPECT_EQ(
        outcome(
            run(&submit_task_state_change,
                api::ecs::SubmitTaskStateChangeRequest{
                    .task = std::string(32, 'f'), .status = "RUNNING"
                })
        ),
        "InvalidParameterException: The referenced task was not found."
    );
    EXPECT_EQ(
        outcome(
            run(&submit_task_state_change,
                api::ecs::SubmitTaskStateChangeRequest{.task = kTask, .status = "FLYING"})
        ),
        "InvalidParameterException: Invalid status: FLYING"
    );
}

TEST_F(StateChanges, WhatCanNeverBeTakenIsNotAskedForAgain) {
    const std::string unknown(32, 'f');
    const auto report = [&](const char* cluster, const std::string& task, const char* status) {
        return outcome(
            run(&submit_task_state_change,
                api::ecs::SubmitTaskStateChangeRequest{
                    .cluster = cluster, .task = task, .status = status
                })
        );
    };
    EXPECT_EQ(report("default", unknown, "STOPPED"), "ok");
    EXPECT_THAT(report("default", unknown, "RUNNING"), testing::HasSubstr("InvalidParameter"));
    EXPECT_THAT(report("gone", kTask, "STOPPED"), testing::HasSubstr("InvalidParameter"));
}

TEST_F(StateChanges, LongReasonsAreCutBetweenCharacters) {
    std::string reason(1023, 'x');
    reason += "é and more";
    api::ecs::SubmitTaskStateChangeRequest input{.task = kTask, .status = "STOPPED"};
    input.containers = {{{.container_name = "app", .reason = reason, .status = "STOPPED"}}};
    ASSERT_TRUE(run(&submit_task_state_change, input));
    EXPECT_EQ(find_task(kTask)->containers[0].reason, std::string(1023, 'x'));
}

TEST_F(StateChanges, AttachmentsAreAcknowledged) {
    EXPECT_EQ(
        outcome(
            run(&submit_attachment_state_changes, api::ecs::SubmitAttachmentStateChangesRequest{})
        ),
        "ok"
    );
}

}  // namespace
}  // namespace gantry::ecs
