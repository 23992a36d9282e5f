#include "services/ecs/model/migrations.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "base/log.h"
#include "base/thread_loop.h"
#include "core/core.h"
#include "services/ecs/model/tables.h"
#include "store/sqlite_journal.h"
#include "store/test_appends.h"
#include "store/test_directory.h"
#include "store/test_old_journal.h"

namespace gantry::ecs {
namespace {

using store::SqliteJournal;

class OldJournal : public testing::TestWithParam<const char*> {
  protected:
    OldJournal() {
        set_log_sink([](LogLevel, std::string_view) {});
        store::restore_journal(GANTRY_SOURCE_DIR "/tests/data", GetParam(), directory_.path());
        open();
    }
    ~OldJournal() override {
        journal_.reset();
        set_log_sink(nullptr);
    }

    void open() {
        journal_.reset();
        auto opened =
            SqliteJournal::open(loop_, directory_.path(), {.migrations = ecs::migrations()});
        ASSERT_TRUE(opened) << opened.error().message;
        journal_ = std::move(*opened);
    }

    store::TestDirectory directory_;
    ThreadLoop loop_{"core"};
    std::unique_ptr<SqliteJournal> journal_;
};

TEST_P(OldJournal, IsReadUnderTheNewNames) {
    const auto records = store::expect_one_story(*journal_);
    EXPECT_GT(records.size(), 25U);
    for (const core::JournalRecord& record : records) {
        for (const core::RowChange& change : record.changes) {
            EXPECT_TRUE(change.table.starts_with("ecs.")) << change.table;
        }
    }
    std::vector<std::string> causes;
    const std::string key = "000000000000/us-east-1/default/kept";
    ASSERT_TRUE(journal_->history("ecs.services", key, [&](const core::JournalRecord& record) {
        causes.push_back(record.cause.substr(0, record.cause.find(' ')));
        return true;
    }));
    EXPECT_EQ(causes.front(), "CreateService");
    EXPECT_EQ(std::ranges::count(causes, "UpdateService"), 1);
    open();  // once and for all
    EXPECT_EQ(store::expect_one_story(*journal_), records);
}

TEST_P(OldJournal, FillsTheTables) {
    Tables tables;
    loop_.run_and_wait([&] {
        core::Core core(loop_, *journal_, tables.all());
        const auto opened = core.open();
        ASSERT_TRUE(opened) << opened.error().message;
        EXPECT_EQ(tables.clusters.size(), 2U);
        EXPECT_EQ(tables.task_definitions.size(), 3U);
        EXPECT_EQ(tables.tasks.size(), 5U);
        EXPECT_EQ(tables.account_settings.size(), 1U);
        EXPECT_EQ(tables.capacity_providers.size(), 1U);
        EXPECT_EQ(tables.client_tokens.size(), 1U);
        EXPECT_EQ(
            tables.services.find("000000000000/us-east-1/default/kept")->status,
            ServiceStatus::Active
        );
    });
}

TEST_P(OldJournal, IsWrittenOnAndTrimmed) {
    const core::LoadedState state = *load_all(*journal_);
    const std::string key = "000000000000/us-east-1/other";
    core::JournalRecord record{state.last_sequence + 1, state.last_time, "gone", {}};
    record.changes = {{"ecs.clusters", key, std::nullopt}};
    ASSERT_TRUE(store::append_and_wait(*journal_, {record}));
    std::vector<std::string> causes;
    ASSERT_TRUE(journal_->history("ecs.clusters", key, [&](const core::JournalRecord& found) {
        causes.push_back(found.cause.substr(0, found.cause.find(' ')));
        return true;
    }));
    EXPECT_EQ(causes, (std::vector<std::string>{"CreateCluster", "gone"}));
    const auto records = store::expect_one_story(*journal_);
    ASSERT_TRUE(store::trim_and_wait(*journal_, records[records.size() / 2].time));
    open();
    EXPECT_LT(store::expect_one_story(*journal_).size(), records.size());
    ASSERT_TRUE(store::trim_and_wait(*journal_, SysTime::max()));
    open();
    EXPECT_TRUE(store::expect_one_story(*journal_).empty());
}

INSTANTIATE_TEST_SUITE_P(
    Migrations, OldJournal, testing::Values("journal-0.1", "journal-format-2")
);

TEST(Migrations, LeaveOtherTablesAlone) {
    for (const char* table : {"ecs.tasks", "iam.users", "task", ""}) {
        core::RowChange change{.table = table, .key = "k", .row = "{}"};
        for (const core::Migration& step : migrations()) ASSERT_TRUE(step.change(change));
        EXPECT_EQ(change, (core::RowChange{table, "k", "{}"}));
    }
}

}  // namespace
}  // namespace gantry::ecs
