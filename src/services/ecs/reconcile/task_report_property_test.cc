#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "base/random.h"
#include "services/ecs/reconcile/task_report.h"

/// Random lives of tasks, told in random ways: repeated, shuffled, with pieces missing.
namespace gantry::ecs {
namespace {

constexpr int kLives = 2000;

/// What really happened to a container.
struct ContainerLife {
    std::string name;
    bool essential = true;
    bool ran = false;
    int exit_code = 0;
    std::string reason;
};

struct TaskLife {
    TaskRow created;
    std::vector<ContainerLife> containers;
    std::vector<TaskReport>
        reports;  ///< as an orderly agent would send them; the last says STOPPED

    [[nodiscard]] const ContainerLife& of(const std::string& name) const {
        return *std::ranges::find(containers, name, &ContainerLife::name);
    }
    [[nodiscard]] bool all_ran() const {
        return std::ranges::all_of(containers, &ContainerLife::ran);
    }
};

ContainerReport start_of(const ContainerLife& life) {
    return {
        .name = life.name,
        .status = ContainerStatus::Running,
        .runtime_id = "id-" + life.name,
        .image_digest = "sha256:" + life.name,
    };
}

ContainerReport end_of(const ContainerLife& life) {
    ContainerReport report{.name = life.name, .status = ContainerStatus::Stopped};
    report.reason = life.reason;
    if (life.ran) report.exit_code = life.exit_code;
    return report;
}

TaskLife random_life(Random& random) {
    TaskLife life;
    life.created.id = "task";
    const auto count = random.between(1, 4);
    for (int i = 0; i < count; ++i) {
        ContainerLife container{.name = "c" + std::to_string(i)};
        container.essential = i == 0 || random.chance(0.5);
        container.ran = random.chance(0.8);
        container.exit_code = static_cast<int>(random.below(3));
        if (!container.ran) container.reason = "CannotPullContainerError: no";
        life.created.containers.push_back({.name = container.name, .essential = container.essential}
        );
        life.containers.push_back(container);
    }
    TaskReport starts{.status = TaskStatus::Pending};
    for (const auto& container : life.containers) {
        if (container.ran) starts.containers.push_back(start_of(container));
    }
    if (life.all_ran()) starts.status = TaskStatus::Running;
    life.reports.push_back(starts);
    TaskReport end{.status = TaskStatus::Stopped};
    for (const auto& container : life.containers) {
        if (random.chance(0.5)) {
            life.reports.push_back({.status = starts.status, .containers = {end_of(container)}});
        } else {
            end.containers.push_back(end_of(container));
        }
    }
    life.reports.push_back(end);
    return life;
}

bool kept(const auto& before, const auto& after) {
    return !before || before == after;
}

/// What must hold between a task and what a report made of it.
void check_step(const TaskRow& before, const TaskRow& after) {
    ASSERT_GE(after.status, before.status);
    ASSERT_GE(after.goal, before.goal);
    ASSERT_TRUE(kept(before.started_at, after.started_at));
    ASSERT_TRUE(kept(before.stopping_at, after.stopping_at));
    ASSERT_TRUE(kept(before.stopped_at, after.stopped_at));
    ASSERT_TRUE(kept(before.stop_code, after.stop_code));
    ASSERT_EQ(after.stopped_at.has_value(), after.stopped());
    ASSERT_EQ(after.stopping_at.has_value(), after.goal == TaskGoal::Stopped);
    ASSERT_EQ(after.version, before.version + (after == before ? 0 : 1));
    ASSERT_EQ(after.reserved, before.reserved);
    for (std::size_t i = 0; i < before.containers.size(); ++i) {
        const auto& was = before.containers[i];
        const auto& is = after.containers[i];
        ASSERT_GE(is.status, was.status);
        ASSERT_TRUE(kept(was.exit_code, is.exit_code));
        ASSERT_TRUE(was.runtime_id.empty() || was.runtime_id == is.runtime_id);
        ASSERT_TRUE(was.reason.empty() || was.reason == is.reason);
        ASSERT_TRUE(!after.stopped() || is.status == ContainerStatus::Stopped);
    }
}

TaskRow deliver(const TaskRow& from, const std::vector<TaskReport>& reports) {
    TaskRow task = from;
    SysTime now{Duration{1000}};
    for (const auto& report : reports) {
        now += Seconds{1};
        const TaskRow next = apply_task_report(task, report, now);
        check_step(task, next);
        EXPECT_EQ(apply_task_report(next, report, now + Seconds{1}), next) << "a repeat is no news";
        task = next;
    }
    return task;
}

void shuffle(std::vector<TaskReport>& reports, Random& random) {
    for (std::size_t i = reports.size(); i > 1; --i) {
        std::swap(reports[i - 1], reports[random.below(i)]);
    }
}

void check_facts(const TaskLife& life, const TaskRow& task) {
    ASSERT_TRUE(task.stopped());
    for (const auto& container : task.containers) {
        const ContainerLife& truth = life.of(container.name);
        ASSERT_EQ(container.exit_code.has_value(), truth.ran);
        if (truth.ran) ASSERT_EQ(*container.exit_code, truth.exit_code);
        ASSERT_EQ(container.reason, truth.reason);
        ASSERT_EQ(container.runtime_id, truth.ran ? "id-" + container.name : "");
    }
}

TEST(TaskReportProperty, AnyOrderAndRepetitionEndsWithTheSameFacts) {
    Random random(20260301);
    for (int i = 0; i < kLives; ++i) {
        const TaskLife life = random_life(random);
        auto reports = life.reports;
        for (const auto& report : life.reports) {
            if (random.chance(0.3)) reports.push_back(report);
        }
        shuffle(reports, random);
        check_facts(life, deliver(life.created, reports));
        if (HasFatalFailure()) FAIL() << "life " << i;
    }
}

TEST(TaskReportProperty, LostReportsNeverMoveATaskBackwards) {
    Random random(20260302);
    for (int i = 0; i < kLives; ++i) {
        TaskLife life = random_life(random);
        std::erase_if(life.reports, [&](const TaskReport&) { return random.chance(0.4); });
        shuffle(life.reports, random);
        deliver(life.created, life.reports);
        if (HasFatalFailure()) FAIL() << "life " << i;
    }
}

TEST(TaskReportProperty, AnOrderlyAgentGetsTheRightStopCode) {
    Random random(20260303);
    for (int i = 0; i < kLives; ++i) {
        const TaskLife life = random_life(random);
        const TaskRow task = deliver(life.created, life.reports);
        check_facts(life, task);
        const bool some_ran = std::ranges::any_of(life.containers, &ContainerLife::ran);
        ASSERT_EQ(task.started_at.has_value(), life.all_ran());
        if (life.all_ran()) {
            ASSERT_EQ(task.stop_code, api::ecs::TaskStopCode::EssentialContainerExited);
        }
        if (!some_ran) ASSERT_EQ(task.stop_code, api::ecs::TaskStopCode::TaskFailedToStart);
        ASSERT_TRUE(task.stop_code);
    }
}

TEST(TaskReportProperty, WhatAUserAskedForIsKept) {
    Random random(20260304);
    for (int i = 0; i < kLives; ++i) {
        const TaskLife life = random_life(random);
        const auto code = api::ecs::TaskStopCode::UserInitiated;
        const TaskRow asked = ask_to_stop(life.created, code, "enough", SysTime{Duration{1}});
        const TaskRow task = deliver(asked, life.reports);
        ASSERT_EQ(task.stop_code, code);
        ASSERT_EQ(task.stopped_reason, "enough");
        check_facts(life, task);
        if (HasFatalFailure()) FAIL() << "life " << i;
    }
}

}  // namespace
}  // namespace gantry::ecs
