#include "sim/checkers/row_checker.h"

#include <gtest/gtest.h>

#include <memory>

#include "base/manual_loop.h"
#include "base/sabotage.h"
#include "sim/checkers/journal_checker.h"
#include "store/memory_journal.h"

namespace gantry::sim {
namespace {

class RowCheckerTest : public testing::Test {
  protected:
    template <class Row>
    void change(
        const core::Table<Row>& table, const Row* before, const Row& after, const std::string& key
    ) {
        Told told;
        told.cause = cause_;
        core::Change change{.table = &table, .key = key};
        if (before != nullptr) change.before = std::make_shared<const Row>(*before);
        change.after = std::make_shared<const Row>(after);
        told.changes.push_back(change);
        checker_.on_transaction(told, tables_);
    }
    [[nodiscard]] std::string said() const {
        return verdict_.ok() ? "" : verdict_.violations().front();
    }

    ecs::Tables tables_;
    Acknowledged promised_;
    Verdict verdict_;
    RowChecker checker_{promised_, verdict_};
    std::string cause_ = "SubmitTaskStateChange request";
};

TEST_F(RowCheckerTest, AStatusThatGoesBackIsSeen) {
    ecs::TaskRow running;
    running.status = ecs::TaskStatus::Running;
    const ecs::TaskRow pending;
    change(tables_.tasks, &pending, running, "t");
    EXPECT_EQ(said(), "");
    change(tables_.tasks, &running, pending, "t");
    EXPECT_NE(said().find("went back"), std::string::npos);
}

TEST_F(RowCheckerTest, AnInterruptionThatNobodyWasToldOfIsSeen) {
    ecs::TaskRow task;
    task.id = "a";
    task.capacity_provider = "FARGATE_SPOT";
    ecs::TaskRow ended = task;
    ended.goal = ecs::TaskGoal::Stopped;
    ended.stop_code = api::ecs::TaskStopCode::SpotInterruption;
    ended.stopping_at = SysTime{hours{2}};
    ecs::TaskRow told = ended;
    told.interrupt_at = SysTime{hours{2}};
    change(tables_.tasks, &task, told, "a");
    EXPECT_EQ(said(), "");
    change(tables_.tasks, &task, ended, "a");
    EXPECT_NE(said().find("is said to be interrupted"), std::string::npos);
}

TEST_F(RowCheckerTest, AnInterruptionBeforeItsTimeIsSeen) {
    ecs::TaskRow task;
    task.capacity_provider = "FARGATE_SPOT";
    task.interrupt_at = SysTime{hours{2}};
    ecs::TaskRow ended = task;
    ended.goal = ecs::TaskGoal::Stopped;
    ended.stop_code = api::ecs::TaskStopCode::SpotInterruption;
    ended.stopping_at = SysTime{hours{1}};
    change(tables_.tasks, &task, ended, "a");
    EXPECT_NE(said().find("too early"), std::string::npos);
}

TEST_F(RowCheckerTest, OneTokenMakesOneSetOfTasks) {
    promised_.runs["run-1"] = 1;
    ecs::TaskRow task;
    task.started_by = "run-1";
    task.id = "a";
    change(tables_.tasks, static_cast<const ecs::TaskRow*>(nullptr), task, "a");
    EXPECT_EQ(said(), "");
    task.id = "b";
    change(tables_.tasks, static_cast<const ecs::TaskRow*>(nullptr), task, "b");
    EXPECT_NE(said().find("made 2 tasks"), std::string::npos);
}

TEST_F(RowCheckerTest, ARevisionNumberThatIsUsedAgainIsSeen) {
    const ecs::TaskDefinitionRow row;
    const auto* nothing = static_cast<const ecs::TaskDefinitionRow*>(nullptr);
    change(tables_.task_definitions, nothing, row, "f/1");
    change(tables_.task_definitions, &row, row, "f/1");
    EXPECT_EQ(said(), "");
    change(tables_.task_definitions, nothing, row, "f/1");
    EXPECT_NE(said().find("used again"), std::string::npos);
}

TEST_F(RowCheckerTest, ADeletedServiceComesBackByCreateServiceOnly) {
    ecs::ServiceRow gone;
    gone.status = ecs::ServiceStatus::Inactive;
    const ecs::ServiceRow active;
    cause_ = "CreateService request";
    change(tables_.services, &gone, active, "s");
    EXPECT_EQ(said(), "");
    cause_ = "service-controller s";
    change(tables_.services, &gone, active, "s");
    EXPECT_NE(said().find("was deleted and is back"), std::string::npos);
}

/// A journal of three records, the first of which is trimmed.
class JournalCheckerTest : public testing::Test {
  protected:
    void run() {
        for (core::Sequence i = 1; i <= 3; ++i) {
            loop_.advance(Seconds{1});
            const std::string key = "k" + std::to_string(i);
            journal_.append(
                {{.sequence = i, .time = loop_.now(), .changes = {{"t", key, "row"}}}},
                [](const Result<void>&) {}
            );
            loop_.run_until_idle();
            checker_.note(*disk_);
        }
        journal_.trim(loop_.now() - Duration{1'500}, [](const Result<std::size_t>& trimmed) {
            EXPECT_EQ(*trimmed, 1U);
        });
        loop_.run_until_idle();
    }

    ManualLoop loop_;
    std::shared_ptr<store::MemoryDisk> disk_ = std::make_shared<store::MemoryDisk>();
    store::MemoryJournal journal_{loop_, disk_};
    JournalChecker checker_;
    Verdict verdict_;
};

TEST_F(JournalCheckerTest, EveryMomentIsToldAsItWas) {
    run();
    checker_.check(journal_, disk_->rows(), loop_.now(), verdict_);
    EXPECT_TRUE(verdict_.ok());
}

TEST_F(JournalCheckerTest, RowsThatDifferFromMemoryAreSeen) {
    run();
    core::StoredRows rows = disk_->rows();
    rows["t"]["k4"] = "row";
    checker_.check(journal_, rows, loop_.now(), verdict_);
    EXPECT_FALSE(verdict_.ok());
}

TEST_F(JournalCheckerTest, ARowLostByTrimmingIsSeen) {
    const SabotageScope broken(Sabotage::TrimRow);
    run();
    checker_.check(journal_, disk_->rows(), loop_.now(), verdict_);
    EXPECT_FALSE(verdict_.ok());
}

}  // namespace
}  // namespace gantry::sim
