#include "services/ecs/api/tasks.h"

#include <gtest/gtest.h>

#include "services/ecs/api/describe_task.h"
#include "services/ecs/api/task_test_support.h"

namespace gantry::ecs {
namespace {

using api::ecs::DesiredStatus;
using api::ecs::ListTasksRequest;
using api::ecs::TaskStopCode;

class DescribeTasks : public TaskApiTest {};

TEST_F(DescribeTasks, ByIdAndArnWithFailuresForTheRest) {
    put_instance();
    const auto a = put_task('a');
    const auto output =
        run(&describe_tasks,
            api::ecs::DescribeTasksRequest{.tasks = {{a.id, a.arn(), std::string(32, 'f')}}});
    ASSERT_TRUE(output) << outcome(output);
    ASSERT_EQ(output->tasks->size(), 2U);
    EXPECT_EQ(output->tasks->at(0), output->tasks->at(1));
    EXPECT_EQ(output->tasks->at(0).task_arn, a.arn());
    ASSERT_EQ(output->failures->size(), 1U);
    EXPECT_EQ(output->failures->at(0).reason, "MISSING");
    EXPECT_EQ(output->failures->at(0).arn, task_arn(scope_, "default", std::string(32, 'f')));
}

TEST_F(DescribeTasks, Limits) {
    EXPECT_EQ(
        outcome(run(&describe_tasks, api::ecs::DescribeTasksRequest{})),
        "InvalidParameterException: Tasks cannot be empty."
    );
    EXPECT_EQ(
        outcome(
            run(&describe_tasks,
                api::ecs::DescribeTasksRequest{
                    .tasks = std::vector<std::string>(101, std::string(32, 'a'))
                })
        ),
        "InvalidParameterException: taskIds can have at most 100 items."
    );
    EXPECT_EQ(
        outcome(run(&describe_tasks, api::ecs::DescribeTasksRequest{.tasks = {{"abc"}}})),
        "InvalidParameterException: taskId length should be one of [32,36]"
    );
}

TEST_F(DescribeTasks, TagsOnlyWhenAskedFor) {
    auto row = task('a', std::string(32, '1'));
    row.tags = {{"k", "v"}};
    put_task(row);
    const auto plain = run(&describe_tasks, api::ecs::DescribeTasksRequest{.tasks = {{row.id}}});
    EXPECT_TRUE(plain->tasks->at(0).tags->empty());
    const auto tagged =
        run(&describe_tasks,
            api::ecs::DescribeTasksRequest{
                .tasks = {{row.id}}, .include = {{api::ecs::TaskField::Tags}}
            });
    EXPECT_EQ(tagged->tasks->at(0).tags, row.tags);
}

TEST(DescribeTask, ShowsWhatIsKnownAndNothingElse) {
    TaskRow row;
    row.account = "123456789012";
    row.region = "us-east-1";
    row.cluster = "default";
    row.id = "0123456789abcdef0123456789abcdef";
    row.family = "web";
    row.revision = 3;
    row.cpu_architecture = "arm64";
    row.containers = {{.id = "uuid", .name = "app", .image = "nginx"}};
    api::ecs::Task task = describe_task(row, ShowTags::No);
    EXPECT_EQ(
        task.containers->at(0).container_arn,
        "arn:aws:ecs:us-east-1:123456789012:container/default/0123456789abcdef0123456789abcdef/uuid"
    );
    EXPECT_EQ(task.containers->at(0).last_status, "PENDING");
    EXPECT_FALSE(task.containers->at(0).runtime_id);
    EXPECT_FALSE(task.containers->at(0).network_bindings);
    EXPECT_EQ(task.task_definition_arn, "arn:aws:ecs:us-east-1:123456789012:task-definition/web:3");
    EXPECT_EQ(task.attributes->at(0).value, "arm64");
    EXPECT_FALSE(task.container_instance_arn);
    EXPECT_FALSE(task.stop_code);
    EXPECT_FALSE(task.stopped_reason);
    EXPECT_FALSE(task.started_by);

    row.containers[0].status = ContainerStatus::Stopped;
    row.containers[0].exit_code = 0;
    row.status = TaskStatus::Stopped;
    row.stop_code = TaskStopCode::EssentialContainerExited;
    task = describe_task(row, ShowTags::No);
    EXPECT_EQ(task.containers->at(0).exit_code, 0);
    EXPECT_TRUE(task.containers->at(0).network_bindings->empty());
    EXPECT_EQ(task.last_status, "STOPPED");
    EXPECT_EQ(task.stop_code, TaskStopCode::EssentialContainerExited);
}

class ListTasks : public TaskApiTest {
  protected:
    ListTasks() {
        put_instance('1');
        put_instance('2');
        auto a = task('a', std::string(32, '1'));
        a.started_by = "me";
        put_task(a);
        auto b = task('b', std::string(32, '2'));
        b.status = TaskStatus::Pending;
        b.family = "job";
        b.launch_type = api::ecs::LaunchType::External;
        put_task(b);
        auto c = task('c', std::string(32, '2'));
        c.service = "front";
        put_task(c);
        auto d = task('d', std::string(32, '1'));
        d.goal = TaskGoal::Stopped;
        put_task(d);
        auto e = task('e', std::string(32, '1'));
        e.goal = TaskGoal::Stopped;
        e.status = TaskStatus::Stopped;
        put_task(e);
        ServiceRow service;
        service.account = scope_.account;
        service.region = scope_.region;
        service.cluster = "default";
        service.name = "front";
        put(tables_.services, service.key(), service);
    }

    /// First letters of the listed ids.
    std::string list(const ListTasksRequest& input) {
        const auto output = run(&list_tasks, input);
        if (!output) return outcome(output);
        std::string letters;
        for (const auto& arn : *output->task_arns) letters += arn[arn.rfind('/') + 1];
        return letters;
    }
};

TEST_F(ListTasks, DefaultsToTasksWantedRunning) {
    EXPECT_EQ(list({}), "abc") << "PENDING ones included";
    EXPECT_EQ(list({.desired_status = DesiredStatus::Stopped}), "de");
    EXPECT_EQ(list({.desired_status = DesiredStatus::Pending}), "");
}

TEST_F(ListTasks, Filters) {
    EXPECT_EQ(list({.family = "job"}), "b");
    EXPECT_EQ(list({.service_name = "front"}), "c");
    EXPECT_EQ(list({.container_instance = std::string(32, '2')}), "bc");
    EXPECT_EQ(list({.container_instance = std::string(32, '2'), .family = "web"}), "c");
    EXPECT_EQ(
        list({.container_instance = std::string(32, '1'), .desired_status = DesiredStatus::Stopped}
        ),
        "de"
    );
    EXPECT_EQ(list({.launch_type = api::ecs::LaunchType::External}), "b");
    EXPECT_EQ(list({.started_by = "me"}), "a");
    EXPECT_EQ(list({.started_by = "me", .desired_status = DesiredStatus::Stopped}), "");
    EXPECT_EQ(list({.daemon_name = "none"}), "");
}

TEST_F(ListTasks, Errors) {
    EXPECT_EQ(
        list({.family = "a b"}), "InvalidParameterException: family must match ^[a-zA-Z0-9\\-_]+$"
    );
    EXPECT_EQ(list({.service_name = "none"}), "ServiceNotFoundException: Service not found.");
    EXPECT_EQ(
        list({.family = "web", .started_by = "me"}),
        "InvalidParameterException: startedBy cannot be combined with other filters."
    );
    EXPECT_EQ(
        list({.container_instance = std::string(32, '9')}),
        "InvalidParameterException: The referenced container instance was not found."
    );
    EXPECT_EQ(list({.cluster = "none"}), "ClusterNotFoundException: Cluster not found.");
}

TEST_F(ListTasks, PagesOfEveryKind) {
    for (ListTasksRequest input :
         {ListTasksRequest{},
          ListTasksRequest{.desired_status = DesiredStatus::Stopped},
          ListTasksRequest{.container_instance = std::string(32, '2')}}) {
        const std::string all = list(input);
        std::string paged;
        input.max_results = 1;
        for (int i = 0; i < 10; ++i) {
            const auto page = run(&list_tasks, input);
            ASSERT_TRUE(page) << outcome(page);
            for (const auto& arn : *page->task_arns) paged += arn[arn.rfind('/') + 1];
            if (!page->next_token) break;
            input.next_token = page->next_token;
        }
        EXPECT_EQ(paged, all);
    }
}

TEST_F(ListTasks, ATokenContinuesOnlyItsOwnList) {
    const auto page = run(&list_tasks, ListTasksRequest{.max_results = 1});
    ASSERT_TRUE(page->next_token);
    const auto other =
        run(&list_tasks, ListTasksRequest{.family = "web", .next_token = page->next_token});
    EXPECT_EQ(other.error().code, "InvalidParameterException");
}

class StopTask : public TaskApiTest {};

TEST_F(StopTask, AsksForTheEnd) {
    put_instance();
    const auto row = put_task();
    const auto output =
        run(&stop_task, api::ecs::StopTaskRequest{.task = row.id, .reason = "enough"});
    ASSERT_TRUE(output) << outcome(output);
    EXPECT_EQ(output->task->last_status, "RUNNING");
    EXPECT_EQ(output->task->desired_status, "STOPPED");
    EXPECT_EQ(output->task->stop_code, TaskStopCode::UserInitiated);
    EXPECT_EQ(output->task->stopped_reason, "enough");
    EXPECT_EQ(output->task->stopping_at, loop_.now());
    EXPECT_EQ(find_task(row.id)->goal, TaskGoal::Stopped);
    EXPECT_EQ(find_task(row.id)->version, 2);

    const auto again =
        run(&stop_task, api::ecs::StopTaskRequest{.task = row.arn(), .reason = "other"});
    EXPECT_EQ(again->task->stopped_reason, "enough");
    EXPECT_EQ(find_task(row.id)->version, 2);
}

TEST_F(StopTask, TheDefaultReason) {
    put_instance();
    const auto row = put_task();
    ASSERT_TRUE(run(&stop_task, api::ecs::StopTaskRequest{.task = row.id}));
    EXPECT_EQ(find_task(row.id)->stopped_reason, "Task stopped by user");
}

TEST_F(StopTask, AStoppedTaskIsAnsweredAsItIs) {
    auto row = task('a', std::string(32, '1'));
    row.goal = TaskGoal::Stopped;
    row.status = TaskStatus::Stopped;
    row.stopped_reason = "over";
    put_task(row);
    const auto output = run(&stop_task, api::ecs::StopTaskRequest{.task = row.id});
    EXPECT_EQ(output->task->stopped_reason, "over");
    EXPECT_EQ(find_task(row.id)->version, 1);
}

TEST_F(StopTask, OnAGoneInstanceItEndsAtOnce) {
    auto gone = instance();
    gone.status = InstanceStatus::Inactive;
    put_instance(gone);
    const auto row = put_task();
    const auto output = run(&stop_task, api::ecs::StopTaskRequest{.task = row.id});
    EXPECT_EQ(output->task->last_status, "STOPPED");
    EXPECT_EQ(output->task->stop_code, TaskStopCode::UserInitiated);
}

TEST_F(StopTask, Errors) {
    EXPECT_EQ(
        outcome(run(&stop_task, api::ecs::StopTaskRequest{.task = std::string(32, 'f')})),
        "InvalidParameterException: The referenced task was not found."
    );
    EXPECT_EQ(
        outcome(run(&stop_task, api::ecs::StopTaskRequest{.task = "x"})),
        "InvalidParameterException: taskId length should be one of [32,36]"
    );
    put_task();
    EXPECT_EQ(
        outcome(
            run(&stop_task,
                api::ecs::StopTaskRequest{
                    .task = std::string(32, 'a'), .reason = std::string(1025, 'x')
                })
        ),
        "InvalidParameterException: reason longer than 1024."
    );
}

class TaskProtection : public TaskApiTest {
  protected:
    TaskProtection() {
        auto row = task('a', std::string(32, '1'));
        row.service = "front";
        put_task(row);
        put_task('b');
    }
    const std::string kServiceTask = std::string(32, 'a');
    const std::string kPlainTask = std::string(32, 'b');

    auto update(const api::ecs::UpdateTaskProtectionRequest& input) {
        return run(&update_task_protection, input);
    }
    auto get(std::vector<std::string> tasks) {
        return run(
            &get_task_protection,
            api::ecs::GetTaskProtectionRequest{.cluster = "default", .tasks = std::move(tasks)}
        );
    }
};

TEST_F(TaskProtection, LastsTwoHoursUnlessSaidOtherwise) {
    const auto set =
        update({.cluster = "default", .tasks = {{kServiceTask}}, .protection_enabled = true});
    ASSERT_TRUE(set) << outcome(set);
    EXPECT_TRUE(set->protected_tasks->at(0).protection_enabled);
    EXPECT_EQ(set->protected_tasks->at(0).expiration_date, loop_.now() + minutes{120});
    EXPECT_TRUE(find_task(kServiceTask)->is_protected(loop_.now()));

    loop_.advance(minutes{119});
    EXPECT_TRUE(get({kServiceTask})->protected_tasks->at(0).protection_enabled);
    loop_.advance(minutes{1});
    EXPECT_FALSE(get({kServiceTask})->protected_tasks->at(0).protection_enabled);
    EXPECT_FALSE(get({kServiceTask})->protected_tasks->at(0).expiration_date);
}

TEST_F(TaskProtection, CanBeTakenBack) {
    ASSERT_TRUE(update(
        {.cluster = "default",
         .tasks = {{kServiceTask}},
         .protection_enabled = true,
         .expires_in_minutes = 2880}
    ));
    ASSERT_TRUE(
        update({.cluster = "default", .tasks = {{kServiceTask}}, .protection_enabled = false})
    );
    EXPECT_FALSE(find_task(kServiceTask)->protection_until);
}

TEST_F(TaskProtection, IsNotTakenBackByACallThatDoesNotSaySo) {
    EXPECT_EQ(
        outcome(run_json(
            "UpdateTaskProtection", R"({"cluster":"default","tasks":[")" + kServiceTask + R"("]})"
        )),
        "InvalidParameterException: ProtectionEnabled cannot be empty."
    );
}

TEST_F(TaskProtection, OnlyForRunningTasksOfServices) {
    const auto set = update(
        {.cluster = "default",
         .tasks = {{kPlainTask, std::string(32, 'f')}},
         .protection_enabled = true}
    );
    ASSERT_TRUE(set);
    EXPECT_TRUE(set->protected_tasks->empty());
    EXPECT_EQ(set->failures->at(0).reason, "TASK_NOT_VALID");
    EXPECT_EQ(set->failures->at(1).reason, "MISSING");
}

TEST_F(TaskProtection, WithoutNamesAllTasksOfServices) {
    const auto all = get({});
    ASSERT_EQ(all->protected_tasks->size(), 1U);
    EXPECT_EQ(all->protected_tasks->at(0).task_arn, task_arn(scope_, "default", kServiceTask));
}

TEST_F(TaskProtection, Limits) {
    EXPECT_EQ(update({.tasks = {{kServiceTask}}}).error().code, "InvalidParameterException");
    EXPECT_EQ(
        outcome(update({.cluster = "default"})), "InvalidParameterException: Tasks cannot be empty."
    );
    EXPECT_EQ(
        outcome(update({.cluster = "default", .tasks = std::vector<std::string>(11, kServiceTask)})
        ),
        "InvalidParameterException: taskIds can have at most 10 items."
    );
    for (const int minutes_long : {0, 2881}) {
        EXPECT_EQ(
            outcome(update(
                {.cluster = "default",
                 .tasks = {{kServiceTask}},
                 .protection_enabled = true,
                 .expires_in_minutes = minutes_long}
            )),
            "InvalidParameterException: expiresInMinutes must be between 1 and 2880."
        );
    }
}

class ExecuteCommand : public TaskApiTest {};

TEST_F(ExecuteCommand, IsNotEnabled) {
    const auto row = put_task();
    const auto with = [&](const std::string& id) {
        return outcome(
            run(&execute_command,
                api::ecs::ExecuteCommandRequest{.command = "sh", .interactive = true, .task = id})
        );
    };
    EXPECT_EQ(
        with(row.id),
        "InvalidParameterException: The execute command failed because execute command was not "
        "enabled when the task was run or the execute command agent isn’t running. Wait and try "
        "again or run a new task with execute command enabled and try again."
    );
    EXPECT_EQ(with("x"), "InvalidParameterException: task length should be one of [32,36]");
    EXPECT_EQ(
        with(std::string(32, 'f')), "InvalidParameterException: The referenced task was not found."
    );
}

}  // namespace
}  // namespace gantry::ecs
