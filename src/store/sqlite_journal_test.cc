#include "store/sqlite_journal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "store/sqlite.h"
#include "store/test_appends.h"
#include "store/test_directory.h"

namespace gantry::store {
namespace {

using core::JournalRecord;
using core::LoadedState;
using core::Sequence;
using testing::ElementsAre;
using testing::HasSubstr;

SysTime at_milli(std::int64_t ms) {
    return from_epoch_ms(ms);
}

class SqliteJournalTest : public testing::Test {
  protected:
    void SetUp() override { reopen(); }

    void reopen() {
        journal_.reset();
        auto opened = SqliteJournal::open(loop_, directory_.path());
        ASSERT_TRUE(opened) << opened.error().message;
        journal_ = std::move(*opened);
        const auto loaded = load_all(*journal_);
        ASSERT_TRUE(loaded) << loaded.error().message;
        state_ = *loaded;
    }

    void append(const std::vector<JournalRecord>& batch) {
        const auto how = append_and_wait(*journal_, batch);
        ASSERT_TRUE(how) << how.error().message;
        state_ = after(std::move(state_), batch);
    }

    /// The file, as another program sees it.
    sqlite::Connection other_program() { return *sqlite::Connection::open(file().string()); }
    [[nodiscard]] std::filesystem::path file() const { return directory_.path() / "journal.db"; }

    std::vector<Sequence> read(Sequence after, std::size_t limit) {
        std::vector<Sequence> seen;
        EXPECT_TRUE(journal_->read(after, limit, [&](const JournalRecord& record) {
            seen.push_back(record.sequence);
            return true;
        }));
        return seen;
    }

    TestDirectory directory_;
    ThreadLoop loop_{"core"};
    std::unique_ptr<SqliteJournal> journal_;
    LoadedState state_;

    const JournalRecord first_{1, at_milli(10), "one", {{"t", "a", "1"}, {"t", "b", "{}"}}};
    const JournalRecord second_{
        2, at_milli(20), "two", {{"t", "a", std::nullopt}, {"u", "c", "2"}}
    };
    const JournalRecord third_{3, at_milli(30), "three", {{"u", "c", std::nullopt}}};
};

TEST_F(SqliteJournalTest, StartsEmpty) {
    EXPECT_EQ(state_.last_sequence, 0U);
    EXPECT_TRUE(state_.rows.empty());
    EXPECT_TRUE(journal_->state_at(at_milli(0))->rows.empty());
    EXPECT_EQ(trim_and_wait(*journal_, at_milli(0)).value(), 0U);
}

TEST_F(SqliteJournalTest, KeepsRowsAndRecordsOverAReopening) {
    append({first_, second_});
    reopen();
    EXPECT_EQ(state_.last_sequence, 2U);
    EXPECT_EQ(state_.last_time, at_milli(20));
    EXPECT_EQ(state_.rows, (core::StoredRows{{"t", {{"b", "{}"}}}, {"u", {{"c", "2"}}}}));
    append({third_});
    std::vector<JournalRecord> seen;
    ASSERT_TRUE(journal_->read(0, 10, [&](const JournalRecord& record) {
        seen.push_back(record);
        return true;
    }));
    EXPECT_THAT(seen, ElementsAre(first_, second_, third_));
}

TEST_F(SqliteJournalTest, AnyoneCanReadTheFileWhileItIsInUse) {
    append({first_, second_});
    auto database = other_program();
    auto query = database.prepare(
        "SELECT json_extract(value, '$.key') FROM journal, json_each(changes) WHERE sequence = 2"
    );
    ASSERT_TRUE(query);
    ASSERT_TRUE(query->step().value());
    EXPECT_EQ(query->text(0), "a");
    EXPECT_EQ(database.number("SELECT count(*) FROM rows").value(), 2);
}

TEST_F(SqliteJournalTest, FilesAreTheirOwnersOnly) {
    append({first_});
    for (const char* name : {"journal.db", "journal.db-wal", "journal.db-shm", "lock"}) {
        const auto status = std::filesystem::status(directory_.path() / name);
        EXPECT_EQ(
            status.permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write
        ) << name;
    }
}

TEST_F(SqliteJournalTest, ReadsFromAPointOnAndStopsWhenTold) {
    Random random(1);
    append(random_batch(random, state_, 200));
    EXPECT_THAT(read(197, 10), ElementsAre(198, 199, 200));
    EXPECT_THAT(read(0, 2), ElementsAre(1, 2));
    EXPECT_EQ(read(0, 1000).size(), 200U);
    EXPECT_EQ(read(0, 130).size(), 130U);
    int visited = 0;
    ASSERT_TRUE(journal_->read(0, 1000, [&](const JournalRecord&) { return ++visited < 100; }));
    EXPECT_EQ(visited, 100);
}

TEST_F(SqliteJournalTest, HistoryIsWhatTouchedTheRow) {
    Random random(2);
    append(random_batch(random, state_, 500));
    for (const char* key : {"a/\"1", "a/\"11", "a/\"", "none"}) {
        std::vector<Sequence> slow;
        ASSERT_TRUE(journal_->core::Journal::history("task", key, [&](const JournalRecord& record) {
            slow.push_back(record.sequence);
            return true;
        }));
        std::vector<Sequence> fast;
        ASSERT_TRUE(journal_->history("task", key, [&](const JournalRecord& record) {
            fast.push_back(record.sequence);
            return true;
        }));
        EXPECT_EQ(fast, slow) << key;
        EXPECT_EQ(fast.empty(), std::string_view(key).size() < 4 || key[0] == 'n');
    }
}

TEST_F(SqliteJournalTest, GivesBackAnyMomentSinceTheTrimPoint) {
    append({first_, second_, third_});
    EXPECT_TRUE(journal_->state_at(at_milli(9))->rows.empty());
    EXPECT_EQ(journal_->state_at(at_milli(29))->rows.at("u").at("c"), "2");
    EXPECT_EQ(journal_->state_at(at_milli(29))->last_sequence, 2U);
    EXPECT_EQ(trim_and_wait(*journal_, at_milli(20)).value(), 1U);
    const auto gone = journal_->state_at(at_milli(9));
    ASSERT_FALSE(gone);
    EXPECT_EQ(gone.error().kind, ErrorKind::NotFound);
    EXPECT_THAT(gone.error().message, HasSubstr("1970-01-01T00:00:00.010Z"));
    EXPECT_EQ(journal_->state_at(at_milli(19))->rows.at("t").at("a"), "1");
    EXPECT_EQ(trim_and_wait(*journal_, at_milli(100)).value(), 2U);
    EXPECT_EQ(journal_->state_at(at_milli(100))->rows, state_.rows);
    reopen();
    EXPECT_EQ(state_.last_sequence, 3U);
    EXPECT_EQ(state_.last_time, at_milli(30));
}

TEST_F(SqliteJournalTest, TrimsManyRecordsAndAppendsComeInBetween) {
    Random random(3);
    for (int batch = 0; batch < 14; ++batch) append(random_batch(random, state_, 900));
    std::promise<std::size_t> trimmed;
    std::atomic<bool> trimming = true;
    journal_->trim(at_milli(1'000'000), [&](Result<std::size_t> how) {
        trimming = false;
        trimmed.set_value(how.value());
    });
    append(random_batch(random, state_, 1));
    EXPECT_TRUE(trimming);  // it waited for one pass, not for all
    EXPECT_GE(trimmed.get_future().get(), 12'600U);
    EXPECT_EQ(trim_and_wait(*journal_, at_milli(1'000'000)).value(), 0U);
    EXPECT_EQ(journal_->state_at(state_.last_time)->rows, state_.rows);
    append(random_batch(random, state_, 1));
    EXPECT_EQ(read(0, 10).back(), 12'602U);
}

TEST_F(SqliteJournalTest, BelongsToOneProcess) {
    const auto second = SqliteJournal::open(loop_, directory_.path());
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().kind, ErrorKind::Conflict);
}

TEST_F(SqliteJournalTest, WaitsForAnotherProgramsLock) {
    auto database = other_program();
    ASSERT_TRUE(database.execute("BEGIN IMMEDIATE"));
    std::promise<Result<void>> done;
    journal_->append({first_}, [&](Result<void> how) { done.set_value(std::move(how)); });
    auto outcome = done.get_future();
    EXPECT_EQ(outcome.wait_for(milliseconds{50}), std::future_status::timeout);
    ASSERT_TRUE(database.execute("COMMIT"));
    EXPECT_TRUE(outcome.get());
}

TEST_F(SqliteJournalTest, AWriterThatIsNotAloneIsDeposed) {
    append({first_});
    auto second = *SqliteWriter::open(file().string(), {}, {});
    ASSERT_TRUE(second.append(std::vector{second_}));
    const auto how = append_and_wait(*journal_, {second_});
    ASSERT_FALSE(how);
    EXPECT_TRUE(core::is_deposed(how.error())) << how.error().message;
    EXPECT_TRUE(core::is_deposed(load_all(*journal_).error()));
    EXPECT_THAT(read(0, 10), ElementsAre(1, 2));
}

TEST_F(SqliteJournalTest, ARowThatIsNotTextIsNamed) {
    append({first_});
    ASSERT_TRUE(other_program().execute("UPDATE rows SET row = x'00ff' WHERE key = 'b'"));
    const auto loaded = load_all(*journal_);
    ASSERT_FALSE(loaded);
    EXPECT_EQ(loaded.error().kind, ErrorKind::Internal);
    EXPECT_THAT(loaded.error().message, HasSubstr("Row 'b' of table 't' is damaged"));
}

TEST_F(SqliteJournalTest, ARecordThatMakesNoSenseIsNamed) {
    append({first_, second_});
    ASSERT_TRUE(other_program().execute("UPDATE journal SET changes = '[{' WHERE sequence = 2"));
    for (const auto& error :
         {journal_->state_at(at_milli(100)).error(), trim_and_wait(*journal_, at_milli(100)).error()
         }) {
        EXPECT_EQ(error.kind, ErrorKind::Internal);
        EXPECT_THAT(error.message, HasSubstr("record 2"));
    }
    const auto loaded = load_all(*journal_);
    ASSERT_FALSE(loaded);  // the next record would stand on it
    EXPECT_THAT(loaded.error().message, HasSubstr("record 2"));
    EXPECT_THAT(loaded.error().message, HasSubstr("--accept-loss"));
}

TEST_F(SqliteJournalTest, DamagedPagesAreReportedWithTheLastGoodRow) {
    Random random(4);
    std::vector<JournalRecord> batch;
    for (Sequence n = 1; n <= 500; ++n) {
        batch.push_back(
            {n, at_milli(1), "", {{"t", std::to_string(1000 + n), std::string(500, '1')}}}
        );
    }
    append(batch);
    journal_.reset();
    {
        std::fstream bytes(file(), std::ios::in | std::ios::out | std::ios::binary);
        const auto size = static_cast<std::streamoff>(std::filesystem::file_size(file()));
        for (std::streamoff page = 8; page * 8192 < size; ++page) {
            bytes.seekp(page * 8192);
            bytes << std::string(64, '\xee');
        }
    }
    auto opened = SqliteJournal::open(loop_, directory_.path());
    const auto loaded = opened ? load_all(**opened) : Result<LoadedState>(opened.error());
    ASSERT_FALSE(loaded);
    EXPECT_EQ(loaded.error().kind, ErrorKind::Internal);
    EXPECT_THAT(loaded.error().message, HasSubstr("damaged"));
}

TEST_F(SqliteJournalTest, RefusesWhatIsNotAJournalOfThisFormat) {
    ASSERT_TRUE(other_program().execute("UPDATE meta SET value = 4 WHERE name = 'format'"));
    journal_.reset();
    auto opened = SqliteJournal::open(loop_, directory_.path());
    ASSERT_FALSE(opened);
    EXPECT_THAT(opened.error().message, HasSubstr("format 4"));

    ASSERT_TRUE(other_program().execute("DROP TABLE meta"));
    opened = SqliteJournal::open(loop_, directory_.path());
    ASSERT_FALSE(opened);
    EXPECT_THAT(opened.error().message, HasSubstr("no journal of Gantry's"));

    std::ofstream(file(), std::ios::trunc) << std::string(10'000, 'x');
    opened = SqliteJournal::open(loop_, directory_.path());
    ASSERT_FALSE(opened);
    EXPECT_THAT(opened.error().message, HasSubstr("damaged"));
}

TEST_F(SqliteJournalTest, ARowThatIsNotJsonFailsItsBatchOnly) {
    append({first_});
    EXPECT_FALSE(append_and_wait(*journal_, {second_, {3, at_milli(30), "", {{"t", "x", "{"}}}}));
    const auto refused = append_and_wait(*journal_, {second_});
    ASSERT_FALSE(refused);  // until it is loaded again
    EXPECT_EQ(refused.error().kind, ErrorKind::Unavailable);
    EXPECT_EQ(load_all(*journal_)->last_sequence, 1U);
    append({second_});
}

TEST_F(SqliteJournalTest, ReadsAreWholeWhileTheWriterWorks) {
    std::atomic<bool> done = false;
    std::atomic<int> rounds = 0;
    // Every record counts one row up, so any state shows how many records it is made of.
    std::thread reader([&] {
        while (!done || rounds == 0) {
            const auto state = journal_->state_at(at_milli(1'000'000));
            ASSERT_TRUE(state);
            const Sequence last = state->last_sequence;
            if (last > 0) EXPECT_EQ(state->rows.at("t").at("n"), std::to_string(last));
            Sequence expected = 0;
            ASSERT_TRUE(journal_->read(0, 1000, [&](const JournalRecord& record) {
                return record.sequence == ++expected;
            }));
            EXPECT_GE(expected, last);
            ++rounds;
        }
    });
    for (Sequence n = 1; n <= 100; ++n) {
        append({{n, at_milli(static_cast<std::int64_t>(n)), "", {{"t", "n", std::to_string(n)}}}});
    }
    done = true;
    reader.join();
}

}  // namespace
}  // namespace gantry::store
