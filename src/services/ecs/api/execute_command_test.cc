#include <gtest/gtest.h>

#include "services/ecs/api/task_test_support.h"
#include "wire/exec_stream.h"

namespace gantry::ecs {
namespace {

constexpr const char* kNotEnabled =
    "InvalidParameterException: The execute command failed because execute command was not enabled "
    "when the task was run or the execute command agent isn’t running. Wait and try again or run a "
    "new task with execute command enabled and try again.";
constexpr const char* kNotConnected =
    "TargetNotConnectedException: The execute command failed due to an internal error. Try again "
    "later.";

class ExecuteCommandTest : public TaskApiTest {
  protected:
    ExecuteCommandTest() {
        TaskDefinitionRow definition = web();
        definition.definition.task_role_arn = "arn:aws:iam::123456789012:role/web";
        put_definition(definition);
    }

    /// An instance with our agent, or one that has processes in containers for it.
    ContainerInstanceRow put_machine(bool ours) {
        ContainerInstanceRow row = instance();
        row.attributes.push_back({.name = "ecs.capability.execute-command"});
        if (ours) row.attributes.push_back({.name = std::string(wire::kExecAttribute)});
        return put_instance(row);
    }
    TaskRow put_exec_task() {
        TaskRow row = task('a', std::string(32, '1'));
        row.enable_execute_command = true;
        return put_task(row);
    }
    std::string execute(const TaskRow& row, const std::string& container = "") {
        api::ecs::ExecuteCommandRequest request{
            .command = "sh -c 'ls'", .interactive = true, .task = row.id
        };
        if (!container.empty()) request.container = container;
        return outcome(run(&execute_command, request));
    }
    api::ecs::ManagedAgent agent_of(const TaskRow& row) {
        const auto told = run(&describe_tasks, api::ecs::DescribeTasksRequest{.tasks = {{row.id}}});
        EXPECT_TRUE(told) << outcome(told);
        const auto& agents = told->tasks->at(0).containers->at(0).managed_agents;
        return agents ? agents->at(0) : api::ecs::ManagedAgent{};
    }
    void report(const TaskRow& row, const std::string& status) {
        const auto told =
            run(&submit_task_state_change,
                R"({"task":")" + row.arn() +
                    R"(","managedAgents":[{"containerName":"app","managedAgentName":)"
                    R"("ExecuteCommandAgent","status":")" +
                    status + R"(","reason":"because"}]})");
        EXPECT_TRUE(told) << outcome(told);
    }
};

TEST_F(ExecuteCommandTest, TheTaskHasToBeEnabledAndRunning) {
    put_machine(true);
    EXPECT_EQ(execute(put_task()), kNotEnabled);
    EXPECT_FALSE(agent_of(put_task()).name);
    TaskRow row = put_exec_task();
    row.status = TaskStatus::Pending;
    row.containers[0].status = ContainerStatus::Pending;
    EXPECT_EQ(execute(put_task(row)), kNotEnabled);
    EXPECT_EQ(agent_of(row).last_status, "PENDING");
    row = put_exec_task();
    row.goal = TaskGoal::Stopped;
    EXPECT_EQ(execute(put_task(row)), kNotEnabled);
}

TEST_F(ExecuteCommandTest, OurAgentIsThereAsLongAsTheContainerRuns) {
    put_machine(true);
    TaskRow row = put_exec_task();
    EXPECT_EQ(agent_of(row).last_status, "RUNNING");
    EXPECT_EQ(execute(row), kNotConnected) << "no agent is connected in this test";
    row.containers[0].status = ContainerStatus::Stopped;
    EXPECT_EQ(agent_of(put_task(row)).last_status, "STOPPED");
    EXPECT_EQ(execute(row), kNotEnabled);
}

TEST_F(ExecuteCommandTest, AmazonsAgentTellsOfItsOwn) {
    put_machine(false);
    const TaskRow row = put_exec_task();
    EXPECT_EQ(agent_of(row).last_status, "PENDING");
    EXPECT_EQ(execute(row), kNotEnabled);
    report(row, "RUNNING");
    EXPECT_EQ(agent_of(row).last_status, "RUNNING");
    EXPECT_TRUE(agent_of(row).last_started_at);
    EXPECT_EQ(execute(row), kNotConnected) << "its process speaks with AWS";
    report(row, "STOPPED");
    EXPECT_EQ(agent_of(row).last_status, "STOPPED");
    EXPECT_EQ(agent_of(row).reason, "because");
}

TEST_F(ExecuteCommandTest, TheContainerIsNamedWhereThereAreSeveral) {
    put_machine(true);
    TaskRow row = put_exec_task();
    EXPECT_EQ(
        execute(row, "none"),
        "InvalidParameterException: The container none does not exist in the task."
    );
    row.containers.push_back({.id = "d", .name = "other"});
    put_task(row);
    EXPECT_EQ(
        execute(row),
        "InvalidParameterException: Container name is required for tasks with more than one "
        "container. Specify a container and try again."
    );
    EXPECT_EQ(execute(row, "app"), kNotConnected);
    EXPECT_EQ(execute(row, "other"), kNotEnabled) << "it does not run";
}

TEST_F(ExecuteCommandTest, TheCommandHasToBeOne) {
    put_machine(true);
    const TaskRow row = put_exec_task();
    EXPECT_EQ(
        outcome(
            run(&execute_command,
                api::ecs::ExecuteCommandRequest{
                    .command = "echo 'a", .interactive = true, .task = row.id
                })
        ),
        "InvalidParameterException: Invalid command: a quote is not closed."
    );
    EXPECT_EQ(
        outcome(run(
            &execute_command,
            api::ecs::ExecuteCommandRequest{.command = "ls", .interactive = false, .task = row.id}
        )),
        "InvalidParameterException: Interactive is the only mode supported."
    );
}

TEST_F(ExecuteCommandTest, TasksNeedARole) {
    put_definition(web());
    put_machine(true);
    const api::ecs::RunTaskRequest request{
        .enable_execute_command = true, .task_definition = "web"
    };
    EXPECT_EQ(
        outcome(run(&run_task, request)),
        "InvalidParameterException: The task couldn't be started because a valid taskRoleArn is "
        "not being used. Specify a valid task role in your task definition and try again."
    );
}

TEST_F(ExecuteCommandTest, TasksGoWhereCommandsCanBeRun) {
    put_instance();
    const api::ecs::RunTaskRequest request{
        .enable_execute_command = true, .task_definition = "web"
    };
    auto answer = run(&run_task, request);
    ASSERT_TRUE(answer) << outcome(answer);
    EXPECT_EQ(answer->failures->at(0).reason, "ATTRIBUTE");
    put_machine(true);
    answer = run(&run_task, request);
    ASSERT_TRUE(answer) << outcome(answer);
    EXPECT_TRUE(answer->tasks->at(0).enable_execute_command);
    EXPECT_EQ(answer->tasks->at(0).containers->at(0).managed_agents->at(0).last_status, "PENDING");
}

}  // namespace
}  // namespace gantry::ecs
