#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/log.h"
#include "store/sqlite.h"
#include "store/sqlite_journal.h"
#include "store/test_appends.h"
#include "store/test_directory.h"
#include "store/test_old_journal.h"

namespace gantry::store {
namespace {

using core::JournalRecord;
using core::LoadedState;
using core::Migration;
using core::RowChange;
using core::Sequence;
using testing::ElementsAre;
using testing::HasSubstr;

/// Format 3: "task" is called "new.task".
Result<void> rename_table(RowChange& change) {
    if (change.table == "task") change.table = "new.task";
    return {};
}

/// Format 4: keys of that table begin with "0/", and its rows are in a list.
Result<void> change_key_and_text(RowChange& change) {
    if (change.table != "new.task") return {};
    change.key.insert(0, "0/");
    if (change.row) change.row = "[" + *change.row + "]";
    return {};
}

Result<void> refuse_services(RowChange& change) {
    if (change.table == "service") return invalid_argument("that cannot be.");
    return {};
}

Result<void> lose_keys(RowChange& change) {
    change.key = "all the same";
    return {};
}

Result<void> lose_rows(RowChange& change) {
    change.row.reset();
    return {};
}

const Migration kRename{.format = 3, .change = rename_table};
const Migration kChange{.format = 4, .change = change_key_and_text};

class SqliteMigrationTest : public testing::Test {
  protected:
    SqliteMigrationTest() {
        set_log_sink([](LogLevel, std::string_view) {});
        make_format_2();
    }
    ~SqliteMigrationTest() override {
        journal_.reset();
        set_log_sink(nullptr);
    }

    /// A journal without migrations is one of format 3 whose rows took no step; with the index of
    /// histories left out, it is one of format 2.
    void make_format_2() {
        open({});
        append(40);
        ASSERT_TRUE(trim_and_wait(*journal_, state_.last_time - Duration{30}));
        old_ = expect_one_story(*journal_);
        ASSERT_GT(old_.size(), 5U);
        journal_.reset();
        execute("DROP TABLE touched; UPDATE meta SET value = 2");
    }

    Result<void> try_to_open(std::vector<Migration> migrations, bool accept_loss = false) {
        journal_.reset();
        auto opened = SqliteJournal::open(
            loop_,
            directory_.path(),
            {.accept_loss = accept_loss, .migrations = std::move(migrations)}
        );
        if (!opened) return opened.error();
        journal_ = std::move(*opened);
        auto loaded = load_all(*journal_);
        if (!loaded) return loaded.error();
        state_ = std::move(*loaded);
        return {};
    }
    void open(std::vector<Migration> migrations) {
        const auto opened = try_to_open(std::move(migrations));
        ASSERT_TRUE(opened) << opened.error().message;
    }

    /// Appends random records to tables named as the rows are by now.
    void append(std::size_t count, const std::vector<Migration>& migrations = {}) {
        auto batch = random_batch(random_, state_, count);
        for (JournalRecord& record : batch) show_as(record, migrations);
        ASSERT_TRUE(append_and_wait(*journal_, batch));
        state_ = after(std::move(state_), batch);
    }

    static void show_as(JournalRecord& record, const std::vector<Migration>& migrations) {
        for (RowChange& change : record.changes) {
            for (const Migration& step : migrations) ASSERT_TRUE(step.change(change));
        }
    }

    void execute(const std::string& sql) {
        ASSERT_TRUE(sqlite::Connection::open(file())->execute(sql));
    }
    [[nodiscard]] std::string file() const { return (directory_.path() / "journal.db").string(); }

    TestDirectory directory_;
    ThreadLoop loop_{"core"};
    std::unique_ptr<SqliteJournal> journal_;
    LoadedState state_;
    Random random_{5};
    std::vector<JournalRecord> old_;  ///< as they were written
};

TEST_F(SqliteMigrationTest, RecordsOfEveryFormatAreShownInTheNewest) {
    open({kRename});
    for (JournalRecord& record : old_) show_as(record, {kRename});
    EXPECT_EQ(expect_one_story(*journal_), old_);
    append(30, {kRename});
    const auto both = expect_one_story(*journal_);
    ASSERT_EQ(both.size(), old_.size() + 30);

    const std::vector<Migration> all{kRename, kChange};
    open(all);
    std::vector<JournalRecord> shown = both;
    for (JournalRecord& record : shown) show_as(record, {kChange});
    EXPECT_EQ(expect_one_story(*journal_), shown);
    append(30, all);
    open(all);
    const auto now = expect_one_story(*journal_);
    EXPECT_EQ(now.size(), shown.size() + 30);
    ASSERT_TRUE(trim_and_wait(*journal_, now[old_.size() + 5].time));
    append(3, all);
    open(all);
    expect_one_story(*journal_);
}

TEST_F(SqliteMigrationTest, RecordsStayAsTheyWereWritten) {
    auto database = *sqlite::Connection::open(file());
    const char* const sum = "SELECT sum(length(changes)) + sum(sequence % 97) FROM journal";
    const auto before = database.number(sum).value();
    open({kRename, kChange});
    EXPECT_EQ(database.number(sum).value(), before);
    EXPECT_EQ(database.number("SELECT value FROM meta WHERE name = 'format'").value(), 4);
}

TEST_F(SqliteMigrationTest, SeveralStepsAreTakenAtOnce) {
    const std::vector<Migration> all{kRename, kChange};
    open(all);
    for (JournalRecord& record : old_) show_as(record, all);
    EXPECT_EQ(expect_one_story(*journal_), old_);
}

TEST_F(SqliteMigrationTest, AVersionWithFewerStepsIsRefused) {
    open({kRename, kChange});
    const auto refused = try_to_open({kRename});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::Conflict);
    EXPECT_THAT(refused.error().message, HasSubstr("format 4"));
    EXPECT_THAT(refused.error().message, HasSubstr("formats 1 to 3"));
    open({kRename, kChange});
}

TEST_F(SqliteMigrationTest, AStepThatFailsLeavesTheJournalAsItWas) {
    struct Bad {
        Result<void> (*change)(RowChange&);
        const char* why;
    };
    const std::vector<Bad> all{
        {refuse_services, "cannot be brought to format 3: that cannot be."},
        {lose_keys, "UNIQUE"},
        {lose_rows, "it would be gone or made up"},
    };
    for (const Bad& bad : all) {
        const auto refused = try_to_open({{.format = 3, .change = bad.change}}, true);
        ASSERT_FALSE(refused) << bad.why;
        EXPECT_THAT(refused.error().message, HasSubstr(bad.why));
        auto database = *sqlite::Connection::open(file());
        EXPECT_EQ(database.number("SELECT value FROM meta").value(), 2);
    }
    open({kRename});
    EXPECT_EQ(expect_one_story(*journal_).size(), old_.size());
}

TEST_F(SqliteMigrationTest, DamageIsNotMigratedUnlessItIsAccepted) {
    execute("UPDATE rows SET row = '7' WHERE table_name = 'task'");
    const auto refused = try_to_open({kRename});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::Internal);
    EXPECT_THAT(refused.error().message, HasSubstr("of table 'task' is damaged"));
    EXPECT_THAT(refused.error().message, HasSubstr("--accept-loss"));
    const auto accepted = try_to_open({kRename}, true);
    ASSERT_TRUE(accepted) << accepted.error().message;
    for (const auto& [key, row] : state_.rows.at("new.task")) EXPECT_EQ(row, "7") << key;
    append(5, {kRename});
    open({kRename});
    EXPECT_EQ(state_.last_sequence, 45U);
}

TEST_F(SqliteMigrationTest, ARecordThatMakesNoSenseCanBeAccepted) {
    execute("UPDATE journal SET changes = '[{' WHERE sequence = 35");
    EXPECT_FALSE(try_to_open({kRename}));
    ASSERT_TRUE(try_to_open({kRename}, true));
    std::vector<Sequence> seen;
    for (const auto& [key, row] : state_.rows.at("new.task")) {
        ASSERT_TRUE(journal_->history("new.task", key, [&](const JournalRecord& record) {
            seen.push_back(record.sequence);
            return true;
        }));
    }
    EXPECT_THAT(seen, testing::Contains(40));
    EXPECT_THAT(seen, testing::Not(testing::Contains(35)));
    ASSERT_TRUE(trim_and_wait(*journal_, SysTime::max()));
    open({kRename});
}

class HistoryIndexTest : public SqliteMigrationTest {
  protected:
    void SetUp() override {
        open({});
        for (int n = 1; n <= 6; ++n) write("k", n);
        journal_.reset();
    }

    void write(const std::string& key, int value) {
        const JournalRecord record{
            state_.last_sequence + 1,
            state_.last_time + Duration{1},
            "",
            {{"t", key, std::to_string(value)}}
        };
        ASSERT_TRUE(append_and_wait(*journal_, {record}));
        state_ = after(std::move(state_), {record});
    }

    Result<void> read_history(const std::string& key, std::vector<Sequence>* seen = nullptr) {
        open({});
        return journal_->history("t", key, [&](const JournalRecord& record) {
            if (seen != nullptr) seen->push_back(record.sequence);
            return true;
        });
    }
};

TEST_F(HistoryIndexTest, AnEntryThatIsMissingIsNoticed) {
    for (const int sequence : {41, 43, 46}) {
        execute(
            "CREATE TABLE kept AS SELECT * FROM touched; DELETE FROM touched WHERE sequence = " +
            std::to_string(sequence)
        );
        const auto told = read_history("k");
        ASSERT_FALSE(told) << sequence;
        EXPECT_THAT(told.error().message, HasSubstr("index"));
        execute("DELETE FROM touched; INSERT INTO touched SELECT * FROM kept; DROP TABLE kept");
        EXPECT_TRUE(read_history("k"));
    }
    execute("DELETE FROM touched");
    EXPECT_FALSE(read_history("k"));
    EXPECT_TRUE(read_history("never"));
}

TEST_F(HistoryIndexTest, AnotherRowsEntryIsNotTold) {
    // As if both rows had one number.
    execute("UPDATE touched SET before = 38 WHERE sequence = 41");
    execute("INSERT INTO touched SELECT (SELECT row FROM touched WHERE sequence = 41), 38, 0; ");
    std::vector<Sequence> seen;
    ASSERT_TRUE(read_history("k", &seen));
    EXPECT_THAT(seen, ElementsAre(41, 42, 43, 44, 45, 46));
}

TEST_F(HistoryIndexTest, GoesWithTheRecordsThatAreTrimmed) {
    open({});
    ASSERT_TRUE(trim_and_wait(*journal_, state_.last_time - Duration{2}));
    std::vector<Sequence> seen;
    ASSERT_TRUE(read_history("k", &seen));
    EXPECT_THAT(seen, ElementsAre(44, 45, 46));
    auto database = *sqlite::Connection::open(file());
    EXPECT_EQ(database.number("SELECT count(*) FROM touched WHERE sequence < 44").value(), 0);
    ASSERT_TRUE(trim_and_wait(*journal_, SysTime::max()));
    EXPECT_TRUE(read_history("k"));
    write("k", 7);
    seen.clear();
    ASSERT_TRUE(read_history("k", &seen));
    EXPECT_THAT(seen, ElementsAre(47));
}

TEST_F(HistoryIndexTest, ALongHistoryIsToldInOrderAndStopsWhenToldTo) {
    open({});
    for (int n = 7; n <= 200; ++n) write("k", n);
    std::vector<Sequence> seen;
    ASSERT_TRUE(read_history("k", &seen));
    EXPECT_EQ(seen.size(), 200U);
    EXPECT_TRUE(std::ranges::is_sorted(seen));
    int visited = 0;
    ASSERT_TRUE(journal_->history("t", "k", [&](const JournalRecord&) { return ++visited < 70; }));
    EXPECT_EQ(visited, 70);
}

}  // namespace
}  // namespace gantry::store
