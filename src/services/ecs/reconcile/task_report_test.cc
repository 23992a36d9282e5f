#include "services/ecs/reconcile/task_report.h"

#include <gtest/gtest.h>

namespace gantry::ecs {
namespace {

using api::ecs::TaskStopCode;

constexpr SysTime at(int second) {
    return SysTime{Duration{1'800'000'000'000}} + Seconds{second};
}

TaskRow task_of(std::vector<TaskContainer> containers) {
    TaskRow task;
    task.id = "t";
    task.containers = std::move(containers);
    return task;
}

ContainerReport container(std::string name, ContainerStatus status) {
    return {.name = std::move(name), .status = status};
}

ContainerReport exited(std::string name, int code, std::string reason = "") {
    return {
        .name = std::move(name),
        .status = ContainerStatus::Stopped,
        .exit_code = code,
        .reason = std::move(reason),
    };
}

TaskReport running(std::vector<ContainerReport> containers) {
    return {.status = TaskStatus::Running, .containers = std::move(containers)};
}

TaskReport stopped(std::vector<ContainerReport> containers) {
    return {.status = TaskStatus::Stopped, .containers = std::move(containers)};
}

TaskRow running_task() {
    const TaskRow task = task_of({{.name = "app"}, {.name = "side", .essential = false}});
    return apply_task_report(
        task,
        running(
            {container("app", ContainerStatus::Running), container("side", ContainerStatus::Running)
            }
        ),
        at(1)
    );
}

TEST(TaskReport, WhoeverReportsOnATaskHasIt) {
    const TaskRow task = task_of({{.name = "app"}});
    EXPECT_TRUE(apply_task_report(task, {}, at(1)).acknowledged);
    const TaskRow ended =
        end_task(task, TaskStopCode::TaskFailedToStart, "not acknowledged", at(1));
    EXPECT_EQ(apply_task_report(ended, {}, at(2)), ended) << "it went back before";
}

TEST(TaskReport, RunningSetsStatusTimesAndFacts) {
    TaskReport report = running({{
        .name = "app",
        .status = ContainerStatus::Running,
        .runtime_id = "abc",
        .image_digest = "sha256:1",
        .network_bindings = {{.container_port = 80, .host_port = 32768}},
    }});
    report.pull_started_at = at(1);
    report.pull_stopped_at = at(2);
    const TaskRow task = apply_task_report(task_of({{.name = "app"}}), report, at(3));
    EXPECT_EQ(task.status, TaskStatus::Running);
    EXPECT_EQ(task.started_at, at(3));
    EXPECT_EQ(task.pull_started_at, at(1));
    EXPECT_EQ(task.pull_stopped_at, at(2));
    EXPECT_EQ(task.version, 2);
    EXPECT_EQ(task.containers[0].status, ContainerStatus::Running);
    EXPECT_EQ(task.containers[0].runtime_id, "abc");
    EXPECT_EQ(task.containers[0].image_digest, "sha256:1");
    EXPECT_EQ(task.containers[0].network_bindings[0].host_port, 32768);
}

TEST(TaskReport, OneThatCouldNotStartIsTheReasonInWhateverOrderItIsTold) {
    const ContainerReport failed{
        .name = "b", .status = ContainerStatus::Stopped, .reason = "CannotPullContainerError: no"
    };
    for (const auto& report :
         {stopped({exited("a", 143), failed}), stopped({failed, exited("a", 143)})}) {
        const TaskRow task =
            apply_task_report(task_of({{.name = "a"}, {.name = "b"}}), report, at(2));
        EXPECT_EQ(task.stop_code, TaskStopCode::TaskFailedToStart);
        EXPECT_EQ(task.stopped_reason, "Task failed to start");
    }
}

TEST(TaskReport, RepeatingAReportChangesNothing) {
    const TaskReport report = running({container("app", ContainerStatus::Running)});
    const TaskRow once = apply_task_report(task_of({{.name = "app"}}), report, at(1));
    EXPECT_EQ(apply_task_report(once, report, at(2)), once);
}

TEST(TaskReport, AnEssentialExitStopsTheTaskEvenWithCodeZero) {
    const TaskRow task = apply_task_report(running_task(), running({exited("app", 0)}), at(5));
    EXPECT_EQ(task.status, TaskStatus::Running);
    EXPECT_EQ(task.goal, TaskGoal::Stopped);
    EXPECT_EQ(task.stop_code, TaskStopCode::EssentialContainerExited);
    EXPECT_EQ(task.stopped_reason, "Essential container in task exited");
    EXPECT_EQ(task.stopping_at, at(5));
    EXPECT_EQ(task.execution_stopped_at, at(5));
    EXPECT_EQ(task.stopped_at, std::nullopt);
    EXPECT_EQ(task.containers[0].exit_code, 0);

    const TaskRow end = apply_task_report(task, stopped({exited("side", 137)}), at(9));
    EXPECT_EQ(end.status, TaskStatus::Stopped);
    EXPECT_EQ(end.stopped_at, at(9));
    EXPECT_EQ(end.stopping_at, at(5));
    EXPECT_EQ(end.stop_code, TaskStopCode::EssentialContainerExited);
    EXPECT_EQ(end.containers[1].exit_code, 137);
}

TEST(TaskReport, ANonEssentialExitChangesOnlyItsContainer) {
    const TaskRow task =
        apply_task_report(running_task(), {.containers = {exited("side", 1)}}, at(5));
    EXPECT_EQ(task.goal, TaskGoal::Running);
    EXPECT_EQ(task.status, TaskStatus::Running);
    EXPECT_EQ(task.containers[1].status, ContainerStatus::Stopped);
    EXPECT_EQ(task.containers[1].exit_code, 1);
}

TEST(TaskReport, ATaskThatNeverRanFailedToStart) {
    const TaskReport report = stopped({{
        .name = "app",
        .status = ContainerStatus::Stopped,
        .reason = "CannotPullContainerError: pull access denied",
    }});
    const TaskRow task = apply_task_report(task_of({{.name = "app"}}), report, at(4));
    EXPECT_EQ(task.status, TaskStatus::Stopped);
    EXPECT_EQ(task.stop_code, TaskStopCode::TaskFailedToStart);
    EXPECT_EQ(task.stopped_reason, "Task failed to start");
    EXPECT_EQ(task.containers[0].reason, "CannotPullContainerError: pull access denied");
    EXPECT_EQ(task.containers[0].exit_code, std::nullopt);
    EXPECT_EQ(task.started_at, std::nullopt);
    EXPECT_EQ(task.execution_stopped_at, std::nullopt);
}

TEST(TaskReport, AMadeUpExitCodeIsNoRun) {
    const TaskReport report =
        stopped({exited("app", 127, "CannotStartContainerError: exec: not found")});
    const TaskRow task = apply_task_report(task_of({{.name = "app"}}), report, at(4));
    EXPECT_EQ(task.stop_code, TaskStopCode::TaskFailedToStart);
    EXPECT_EQ(task.started_at, std::nullopt);
    EXPECT_EQ(task.containers[0].exit_code, 127);
}

TEST(TaskReport, TheTasksOwnFailureIsItsReason) {
    TaskReport report = stopped({});
    report.reason = "ResourceInitializationError: unable to create volume";
    const TaskRow task = apply_task_report(task_of({{.name = "app"}}), report, at(4));
    EXPECT_EQ(task.stop_code, TaskStopCode::TaskFailedToStart);
    EXPECT_EQ(task.stopped_reason, report.reason);
}

TEST(TaskReport, OneReportMayListAContainerTwice) {
    const TaskReport report =
        stopped({container("app", ContainerStatus::Running), exited("app", 3)});
    const TaskRow task = apply_task_report(task_of({{.name = "app"}}), report, at(4));
    EXPECT_EQ(task.stop_code, TaskStopCode::EssentialContainerExited);
    EXPECT_EQ(task.containers[0].exit_code, 3);
    EXPECT_EQ(task.started_at, at(4)) << "every container ran, so the task did";
}

TEST(TaskReport, KeepsWhoStoppedIt) {
    const TaskRow asked = ask_to_stop(running_task(), TaskStopCode::UserInitiated, "enough", at(5));
    const TaskRow task =
        apply_task_report(asked, stopped({exited("app", 143), exited("side", 143)}), at(7));
    EXPECT_EQ(task.status, TaskStatus::Stopped);
    EXPECT_EQ(task.stop_code, TaskStopCode::UserInitiated);
    EXPECT_EQ(task.stopped_reason, "enough");
    EXPECT_EQ(task.stopping_at, at(5));
    EXPECT_EQ(task.execution_stopped_at, at(7));
}

TEST(TaskReport, AStoppedTaskIsNotRevived) {
    const TaskRow task = end_task(running_task(), TaskStopCode::UserInitiated, "gone", at(5));
    const TaskRow after =
        apply_task_report(task, running({container("app", ContainerStatus::Running)}), at(6));
    EXPECT_EQ(after, task);
}

TEST(TaskReport, LateFactsOfAStoppedTaskAreStillTaken) {
    const TaskRow task = end_task(running_task(), TaskStopCode::UserInitiated, "gone", at(5));
    const TaskRow after = apply_task_report(task, {.containers = {exited("app", 9)}}, at(6));
    EXPECT_EQ(after.containers[0].exit_code, 9);
    EXPECT_EQ(after.status, TaskStatus::Stopped);
    EXPECT_EQ(after.stopped_at, at(5));
    EXPECT_EQ(after.version, task.version + 1);
}

TEST(TaskReport, AReportedStopTimeBeatsOurGuess) {
    TaskReport report = running({exited("app", 1)});
    report.execution_stopped_at = at(3);
    EXPECT_EQ(apply_task_report(running_task(), report, at(5)).execution_stopped_at, at(3));
}

TEST(TaskReport, UnknownContainersAreIgnored) {
    const TaskRow task = running_task();
    EXPECT_EQ(
        apply_task_report(
            task,
            {.containers = {container("~internal~ecs~pause", ContainerStatus::Stopped)}},
            at(2)
        ),
        task
    );
}

TEST(EndTask, StopsEverythingOnce) {
    const TaskRow task = end_task(running_task(), std::nullopt, "lost", at(5));
    EXPECT_EQ(task.status, TaskStatus::Stopped);
    EXPECT_EQ(task.goal, TaskGoal::Stopped);
    EXPECT_EQ(task.stop_code, std::nullopt);
    EXPECT_EQ(task.stopped_reason, "lost");
    EXPECT_EQ(task.containers[0].status, ContainerStatus::Stopped);
    EXPECT_EQ(end_task(task, TaskStopCode::UserInitiated, "again", at(6)), task);
}

TEST(AskToStop, TheFirstOneCounts) {
    const TaskRow asked =
        ask_to_stop(running_task(), TaskStopCode::ServiceSchedulerInitiated, "scale in", at(2));
    EXPECT_EQ(asked.goal, TaskGoal::Stopped);
    EXPECT_EQ(asked.version, running_task().version + 1);
    EXPECT_EQ(ask_to_stop(asked, TaskStopCode::UserInitiated, "me", at(3)), asked);
}

TaskRow networked_task() {
    TaskRow task = task_of({{.name = "app"}});
    task.status = TaskStatus::Provisioning;
    task.network = TaskNetwork{.attachment_id = "a", .interface_id = "eni-1"};
    task.attachments = {{.id = "a", .status = "PRECREATED"}};
    return task;
}

TEST(TaskReport, AnInterfaceIsAttachedWhenTheAgentSaysSo) {
    const TaskRow other = apply_task_report(networked_task(), {.attached = {"b"}}, at(1));
    EXPECT_EQ(other.status, TaskStatus::Provisioning);
    EXPECT_EQ(other.attachments.front().status, "PRECREATED");
    const TaskRow task = apply_task_report(networked_task(), {.attached = {"a"}}, at(1));
    EXPECT_EQ(task.status, TaskStatus::Pending);
    EXPECT_EQ(task.attachments.front().status, "ATTACHED");
    EXPECT_EQ(task.version, networked_task().version + 1);
    EXPECT_EQ(apply_task_report(task, {.attached = {"a"}}, at(2)), task);
}

TEST(TaskReport, WhenAllContainersHaveStoppedTheInterfaceIsTakenAway) {
    TaskRow task = apply_task_report(networked_task(), {.attached = {"a"}}, at(1));
    task = apply_task_report(task, running({container("app", ContainerStatus::Running)}), at(2));
    task = apply_task_report(task, {.containers = {exited("app", 0)}}, at(3));
    EXPECT_EQ(task.status, TaskStatus::Deprovisioning);
    EXPECT_EQ(task.attachments.front().status, "DETACHING");
    EXPECT_EQ(task.stop_code, TaskStopCode::EssentialContainerExited);
    task = apply_task_report(task, {.attached = {"a"}}, at(4));
    EXPECT_EQ(task.attachments.front().status, "DETACHING") << "late news";
    task = apply_task_report(task, stopped({}), at(5));
    EXPECT_EQ(task.status, TaskStatus::Stopped);
    EXPECT_TRUE(task.holds_interface()) << "EC2 has it back when it was given back";
}

}  // namespace
}  // namespace gantry::ecs
