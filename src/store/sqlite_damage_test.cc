#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>

#include "base/log.h"
#include "store/sqlite.h"
#include "store/sqlite_journal.h"
#include "store/test_appends.h"
#include "store/test_directory.h"

namespace gantry::store {
namespace {

using core::JournalRecord;
using core::LoadedState;
using core::Sequence;
using testing::AllOf;
using testing::HasSubstr;

/// What a format 1 journal of two records and two rows looked like.
constexpr const char* kFormat1 = R"(
    CREATE TABLE journal (sequence INTEGER PRIMARY KEY, time_ms INTEGER NOT NULL,
        cause TEXT NOT NULL, changes TEXT NOT NULL);
    CREATE TABLE rows (table_name TEXT NOT NULL, key TEXT NOT NULL, row TEXT NOT NULL,
        PRIMARY KEY (table_name, key)) WITHOUT ROWID;
    CREATE TABLE base_rows (table_name TEXT NOT NULL, key TEXT NOT NULL, row TEXT NOT NULL,
        PRIMARY KEY (table_name, key)) WITHOUT ROWID;
    CREATE TABLE meta (name TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;
    INSERT INTO meta VALUES ('format', 1), ('base_sequence', 3), ('base_time_ms', 30);
    INSERT INTO journal VALUES (4, 40, 'four', '[{"table":"t","key":"a","row":4}]'),
                               (5, 50, 'five', '[{"table":"t","key":"b","row":5}]');
    INSERT INTO rows VALUES ('t', 'a', '4'), ('t', 'b', '5');
    INSERT INTO base_rows VALUES ('t', 'a', '3');
)";

class SqliteDamageTest : public testing::Test {
  protected:
    SqliteDamageTest() {
        set_log_sink([](LogLevel, std::string_view) {});
    }
    ~SqliteDamageTest() override {
        journal_.reset();
        set_log_sink(nullptr);
    }

    [[nodiscard]] std::filesystem::path file(const char* name = "journal.db") const {
        return directory_.path() / name;
    }

    /// Opens and loads. @return what went wrong
    std::optional<Error> open(SqliteJournal::Options options = {}) {
        journal_.reset();
        auto opened = SqliteJournal::open(loop_, directory_.path(), std::move(options));
        if (!opened) return opened.error();
        journal_ = std::move(*opened);
        auto loaded = load_all(*journal_);
        if (!loaded) return loaded.error();
        state_ = std::move(*loaded);
        return std::nullopt;
    }

    void append(std::size_t records) {
        const auto batch = random_batch(random_, state_, records);
        ASSERT_TRUE(append_and_wait(*journal_, batch));
        state_ = after(std::move(state_), batch);
    }

    /// All records, or nothing when one of them cannot be read.
    std::optional<std::vector<JournalRecord>> read_all() {
        std::vector<JournalRecord> records;
        const auto read = journal_->read(0, 100'000, [&](const JournalRecord& record) {
            records.push_back(record);
            return true;
        });
        if (!read) return std::nullopt;
        return records;
    }

    /// The files as a kill would leave them: with the write-ahead log.
    void copy_while_open(const std::filesystem::path& to) {
        std::filesystem::create_directories(to);
        for (const char* name : {"journal.db", "journal.db-wal", "journal.mark"}) {
            std::filesystem::copy_file(
                file(name), to / name, std::filesystem::copy_options::overwrite_existing
            );
        }
    }

    TestDirectory directory_;
    ThreadLoop loop_{"core"};
    std::unique_ptr<SqliteJournal> journal_;
    LoadedState state_;
    Random random_{1};
};

/// Bytes are damaged one after the other, all over the file. Each is noticed when the journal is
/// opened, loaded or read, or it changes nothing that is read.
TEST_F(SqliteDamageTest, EveryByteThatIsDamagedIsNoticedOrHarmless) {
    ASSERT_FALSE(open());
    append(120);
    ASSERT_TRUE(trim_and_wait(*journal_, state_.last_time - Duration{60}));
    append(60);
    const auto records = read_all().value();
    const LoadedState state = state_;
    const LoadedState middle = journal_->state_at(records[records.size() / 2].time).value();
    journal_.reset();
    std::string bytes(std::filesystem::file_size(file()), '\0');
    std::ifstream(file(), std::ios::binary)
        .read(bytes.data(), static_cast<std::streamsize>(bytes.size()));

    int noticed = 0;
    int harmless = 0;
    for (std::size_t at = 101; at < bytes.size(); at += 1'009) {
        SCOPED_TRACE(at);
        for (const char* name : {"journal.db-wal", "journal.db-shm"}) {
            std::filesystem::remove(file(name));
        }
        std::string damaged = bytes;
        damaged[at] = static_cast<char>(damaged[at] ^ (1 << (at % 8)));
        std::ofstream(file(), std::ios::binary | std::ios::trunc) << damaged;

        if (open()) {
            ++noticed;
            continue;
        }
        EXPECT_EQ(state_.last_sequence, state.last_sequence);
        EXPECT_EQ(state_.last_time, state.last_time);
        EXPECT_EQ(state_.rows, state.rows);
        const auto read = read_all();
        const auto past = journal_->state_at(middle.last_time);
        if (read) EXPECT_EQ(*read, records);
        if (past) EXPECT_EQ(past->rows, middle.rows);
        (read && past ? harmless : noticed) += 1;
    }
    EXPECT_GT(noticed, 50);
    EXPECT_GT(harmless, 0);  // pages that nothing is in
}

TEST_F(SqliteDamageTest, ARowThatChangedByItselfIsNamed) {
    ASSERT_FALSE(open());
    ASSERT_TRUE(append_and_wait(*journal_, {{1, from_epoch_ms(1), "", {{"t", "a", "12345"}}}}));
    auto database = *sqlite::Connection::open(file().string());
    ASSERT_TRUE(database.execute("UPDATE rows SET row = '12845'"));
    EXPECT_THAT(open()->message, HasSubstr("Row 'a' of table 't' is damaged"));
}

TEST_F(SqliteDamageTest, ARowThatIsMissingOrOldIsNoticed) {
    for (const char* damage :
         {"DELETE FROM rows WHERE key = 'a'",
          "UPDATE rows SET (row, checksum) = "
          "(SELECT row, checksum FROM old) WHERE key = 'a'"}) {
        std::filesystem::remove_all(directory_.path());
        ASSERT_FALSE(open());
        ASSERT_TRUE(append_and_wait(*journal_, {{1, from_epoch_ms(1), "", {{"t", "a", "1"}}}}));
        auto database = *sqlite::Connection::open(file().string());
        ASSERT_TRUE(database.execute("CREATE TABLE old AS SELECT * FROM rows"));
        ASSERT_TRUE(append_and_wait(*journal_, {{2, from_epoch_ms(2), "", {{"t", "a", "2"}}}}));
        ASSERT_TRUE(database.execute(damage));
        EXPECT_THAT(open()->message, HasSubstr("table 'rows' are missing or old"));
    }
}

TEST_F(SqliteDamageTest, ARecordThatIsMissingOrChangedIsNamedWhereItIsRead) {
    ASSERT_FALSE(open());
    append(400);
    auto database = *sqlite::Connection::open(file().string());
    ASSERT_TRUE(database.execute("DELETE FROM journal WHERE sequence IN (20, 21)"));
    ASSERT_FALSE(open());  // the newest are whole
    const auto past = journal_->state_at(state_.last_time);
    EXPECT_THAT(past.error().message, HasSubstr("records 20 to 21 are missing"));
    ASSERT_TRUE(database.execute("UPDATE journal SET cause = 'other' WHERE sequence = 399"));
    EXPECT_THAT(open()->message, HasSubstr("damaged at record 399"));
    EXPECT_FALSE(open({.accept_loss = true}));
    EXPECT_EQ(state_.last_sequence, 400U);
    append(3);
    EXPECT_EQ(read_all()->size(), 401U);
    EXPECT_FALSE(open());
}

TEST_F(SqliteDamageTest, AJournalThatLostItsNewestRecordIsNoticed) {
    ASSERT_FALSE(open());
    append(10);
    auto database = *sqlite::Connection::open(file().string());
    ASSERT_TRUE(database.execute("DELETE FROM journal WHERE sequence = 10"));
    EXPECT_THAT(open()->message, HasSubstr("record 10 is missing"));
}

TEST_F(SqliteDamageTest, ADeletedWriteAheadLogIsNoticed) {
    ASSERT_FALSE(open());
    append(10);
    ASSERT_FALSE(open());  // written into the file itself
    append(5);
    const LoadedState whole = state_;
    // The mark follows within a second; a clean end writes it at once.
    const std::filesystem::path killed = directory_.path() / "killed";
    copy_while_open(killed);
    journal_.reset();
    std::filesystem::copy_file(
        file("journal.mark"),
        killed / "journal.mark",
        std::filesystem::copy_options::overwrite_existing
    );
    const std::string wal = (killed / "journal.db-wal").string();
    std::filesystem::rename(wal, wal + ".away");

    auto opened = SqliteJournal::open(loop_, killed);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().kind, ErrorKind::Internal);
    EXPECT_THAT(
        opened.error().message,
        AllOf(
            HasSubstr("ends at record 10, though it once held 15: 5 are lost"),
            HasSubstr("--accept-loss"),
            HasSubstr("restore a backup")
        )
    );

    std::filesystem::copy_file(killed / "journal.db", killed / "cut.db");
    std::filesystem::rename(wal + ".away", wal);
    opened = SqliteJournal::open(loop_, killed);
    ASSERT_TRUE(opened) << opened.error().message;
    EXPECT_EQ(load_all(**opened)->rows, whole.rows);
    opened->reset();

    std::filesystem::rename(killed / "cut.db", killed / "journal.db");
    opened = SqliteJournal::open(loop_, killed, {.accept_loss = true});
    ASSERT_TRUE(opened) << opened.error().message;
    EXPECT_EQ(load_all(**opened)->last_sequence, 10U);
    opened->reset();
    opened = SqliteJournal::open(loop_, killed);  // accepted once and for all
    ASSERT_TRUE(opened) << opened.error().message;
}

TEST_F(SqliteDamageTest, AnEmptyFileInTheJournalsPlaceIsNoticed) {
    ASSERT_FALSE(open());
    append(10);
    journal_.reset();
    for (const bool deleted : {true, false}) {
        std::filesystem::remove(file());
        if (!deleted) std::ofstream(file()).flush();
        const auto error = open();
        ASSERT_TRUE(error);
        EXPECT_THAT(error->message, HasSubstr("missing or empty, though it once held 10 records"));
    }
    EXPECT_FALSE(open({.accept_loss = true}));
    EXPECT_EQ(state_.last_sequence, 0U);
}

TEST_F(SqliteDamageTest, KeysWithoutAJournalAreNoticed) {
    const SqliteJournal::Options options{.expected_for = "root.key is there"};
    for (int attempt = 0; attempt < 2; ++attempt) {  // a refusal makes nothing
        const auto error = open(options);
        ASSERT_TRUE(error);
        EXPECT_THAT(error->message, HasSubstr("missing or empty, though root.key is there"));
    }
    SqliteJournal::Options accepting = options;
    accepting.accept_loss = true;
    EXPECT_FALSE(open(accepting));
    EXPECT_FALSE(open(options));  // from then on an empty journal is what there was
}

TEST_F(SqliteDamageTest, AnotherJournalInItsPlaceIsNoticed) {
    ASSERT_FALSE(open());
    append(10);
    ASSERT_FALSE(open());
    const auto mark = file("journal.mark");
    std::filesystem::copy_file(mark, file("kept"));
    journal_.reset();
    std::filesystem::remove(file());
    std::filesystem::remove(mark);
    ASSERT_FALSE(open());
    append(12);
    journal_.reset();
    std::filesystem::rename(file("kept"), mark);
    EXPECT_THAT(open()->message, HasSubstr("another than the one that was used here"));
}

TEST_F(SqliteDamageTest, ADamagedMarkIsNoticedAndAMissingOneIsMade) {
    ASSERT_FALSE(open());
    append(3);
    journal_.reset();
    const auto mode = std::filesystem::status(file("journal.mark")).permissions();
    EXPECT_EQ(mode, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    std::string text;
    std::getline(std::ifstream(file("journal.mark")), text);
    for (std::size_t at = 0; at < text.size(); ++at) {
        std::string damaged = text + "\n";
        damaged[at] = static_cast<char>(damaged[at] ^ 1);
        std::ofstream(file("journal.mark")) << damaged;
        EXPECT_TRUE(open()) << damaged;
    }
    std::filesystem::remove(file("journal.mark"));  // as in a restored backup, or made by 0.1
    ASSERT_FALSE(open());
    EXPECT_TRUE(std::filesystem::exists(file("journal.mark")));
}

TEST_F(SqliteDamageTest, AJournalOfFormat1IsTakenOverAsItIs) {
    std::ofstream(file()).flush();
    ASSERT_TRUE(sqlite::Connection::open(file().string())->execute(kFormat1));
    ASSERT_FALSE(open({.expected_for = "root.key is there"}));
    EXPECT_EQ(state_.last_sequence, 5U);
    EXPECT_EQ(state_.last_time, from_epoch_ms(50));
    EXPECT_EQ(state_.rows, (core::StoredRows{{"t", {{"a", "4"}, {"b", "5"}}}}));
    EXPECT_EQ(journal_->state_at(from_epoch_ms(45))->rows, (core::StoredRows{{"t", {{"a", "4"}}}}));
    EXPECT_EQ(journal_->state_at(from_epoch_ms(35))->rows.at("t").at("a"), "3");
    EXPECT_FALSE(journal_->state_at(from_epoch_ms(25)));

    append(4);
    ASSERT_FALSE(open());
    EXPECT_EQ(read_all()->size(), 6U);
    EXPECT_EQ(trim_and_wait(*journal_, from_epoch_ms(45)).value(), 1U);
    append(1);
    EXPECT_EQ(trim_and_wait(*journal_, from_epoch_ms(1'000'000)).value(), 6U);
    ASSERT_FALSE(open());
    EXPECT_EQ(journal_->state_at(state_.last_time)->rows, state_.rows);
    auto database = *sqlite::Connection::open(file().string());
    ASSERT_TRUE(
        database.execute("UPDATE rows SET row = '{}' WHERE key = (SELECT min(key) FROM rows)")
    );
    EXPECT_TRUE(open());
}

}  // namespace
}  // namespace gantry::store
