#include "sim/checkers/ledger.h"

#include <gtest/gtest.h>

#include "sim/checkers/told_support.h"

namespace gantry::sim {
namespace {

ecs::TaskRow some_task() {
    ecs::TaskRow task;
    task.account = "000000000000";
    task.region = "us-east-1";
    task.cluster = "default";
    task.id = "t";
    return task;
}

TEST(Ledger, FindsATaskByItsArnAsItIsKeptByItsKey) {
    const ecs::Tables tables;
    Ledger ledger;
    const ecs::TaskRow first = some_task();
    EXPECT_EQ(ledger.task_of_arn(first.arn()), nullptr);

    Told told;
    tell_of(told, tables.tasks, first.key(), first);
    ledger.apply(told, tables);
    EXPECT_EQ(ledger.task_of_arn(first.arn()), ledger.live_tasks().at(first.key()));

    ecs::TaskRow stopped = first;
    stopped.status = ecs::TaskStatus::Stopped;
    told = {};
    tell_of(told, tables.tasks, first.key(), stopped, &first);
    ledger.apply(told, tables);
    EXPECT_EQ(ledger.task_of_arn(first.arn()), ledger.task(first.key()));
    EXPECT_TRUE(ledger.task_of_arn(first.arn())->stopped());

    told.changes.front().before = told.changes.front().after;
    told.changes.front().after = nullptr;
    ledger.apply(told, tables);
    EXPECT_EQ(ledger.task_of_arn(first.arn()), nullptr);
}

TEST(Ledger, ForgetsByArnWhatIsNotLoadedAgain) {
    const ecs::Tables tables;
    Ledger ledger;
    Verdict verdict;
    const ecs::TaskRow task = some_task();
    Told told;
    tell_of(told, tables.tasks, task.key(), task);
    ledger.apply(told, tables);
    ledger.reload(tables, SysTime{}, verdict);
    EXPECT_FALSE(verdict.ok());
    EXPECT_EQ(ledger.task_of_arn(task.arn()), nullptr);
}

}  // namespace
}  // namespace gantry::sim
