// Whose the journal is after an append that failed: its writer's, or another's.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/core.h"
#include "core/test_rows.h"
#include "store/fault_vfs.h"
#include "store/sqlite.h"
#include "store/sqlite_journal.h"
#include "store/test_appends.h"
#include "store/test_directory.h"

namespace gantry::store {
namespace {

using core::is_deposed;
using core::JournalRecord;
using core::Sequence;
using testing::ElementsAre;

JournalRecord record(Sequence sequence, const std::string& cause) {
    return {sequence, from_epoch_ms(10), cause, {{"t", "a", "1"}}};
}

class SqliteDeposedTest : public testing::Test {
  protected:
    void SetUp() override { open(); }

    void open() {
        journal_.reset();
        auto opened = SqliteJournal::open(
            loop_, directory_.path(), {.vfs = FaultVfs::name(), .patience = Duration{20}}
        );
        ASSERT_TRUE(opened) << opened.error().message;
        journal_ = std::move(*opened);
        ASSERT_TRUE(load_all(*journal_));
    }

    Result<void> append(const JournalRecord& record) {
        return append_and_wait(*journal_, {record});
    }
    Result<Sequence> resume() { return resume_and_wait(*journal_); }

    /// Opens the file anew: to resume leaves the connection, and cannot make another at first.
    Result<Sequence> resume_with_new_connection() {
        vfs_.refuse_locks(true);
        EXPECT_FALSE(resume());
        vfs_.refuse_locks(false);
        return resume();
    }

    [[nodiscard]] std::string file() const { return directory_.path() / "journal.db"; }
    sqlite::Connection other_program() { return *sqlite::Connection::open(file()); }
    void other_program_appends(const JournalRecord& record) {
        ASSERT_TRUE(SqliteWriter::open(file(), {}, {})->append(std::vector{record}));
    }

    /// The causes of all records.
    std::vector<std::string> story() {
        std::vector<std::string> causes;
        EXPECT_TRUE(journal_->read(0, 100, [&](const JournalRecord& record) {
            causes.push_back(record.cause);
            return true;
        }));
        return causes;
    }

    /// Nothing that the journal is asked makes it write again.
    void expect_deposed() {
        const std::vector<std::string> before = story();
        for (int attempt = 0; attempt < 2; ++attempt) {
            EXPECT_TRUE(is_deposed(resume().error()));
            EXPECT_TRUE(is_deposed(load_all(*journal_).error()));
            EXPECT_TRUE(is_deposed(append(record(before.size() + 1, "mine")).error()));
            EXPECT_TRUE(is_deposed(trim_and_wait(*journal_, SysTime::max()).error()));
        }
        EXPECT_EQ(story(), before);
    }

    /// The disk does a commit's work and fails to say so. Only who opens the file anew finds that
    /// out.
    void append_durable_unknown(const JournalRecord& unknown) {
        vfs_.fail_next_sync();
        ASSERT_FALSE(append(unknown));
        ASSERT_TRUE(vfs_.disarm());
    }

    FaultVfs vfs_;
    TestDirectory directory_;
    ThreadLoop loop_{"core"};
    std::unique_ptr<SqliteJournal> journal_;
};

TEST_F(SqliteDeposedTest, WhatAnotherWroteAfterAFailedAppendIsNotTakenIn) {
    ASSERT_TRUE(append(record(1, "mine")));
    {
        auto other = other_program();
        ASSERT_TRUE(other.execute("BEGIN IMMEDIATE"));
        const auto how = append(record(2, "mine"));
        ASSERT_FALSE(how);  // it has waited for the lock long enough
        EXPECT_FALSE(is_deposed(how.error()));
    }
    other_program_appends(record(2, "theirs"));
    expect_deposed();
    EXPECT_THAT(story(), ElementsAre("mine", "theirs"));
}

TEST_F(SqliteDeposedTest, WhatAnotherWroteIsNotTakenInByANewConnection) {
    ASSERT_TRUE(append(record(1, "mine")));
    {
        auto other = other_program();
        ASSERT_TRUE(other.execute("BEGIN IMMEDIATE"));
        ASSERT_FALSE(append(record(2, "mine")));
        const auto how = resume();
        ASSERT_FALSE(how);
        EXPECT_FALSE(is_deposed(how.error()));
    }
    other_program_appends(record(2, "theirs"));
    expect_deposed();
    EXPECT_THAT(story(), ElementsAre("mine", "theirs"));
}

TEST_F(SqliteDeposedTest, AnothersRecordInThePlaceOfOneThatMayBeDurableIsNotTakenIn) {
    ASSERT_TRUE(append(record(1, "mine")));
    append_durable_unknown(record(2, "mine"));
    other_program_appends(record(2, "theirs"));
    expect_deposed();
    EXPECT_THAT(story(), ElementsAre("mine", "theirs"));
}

TEST_F(SqliteDeposedTest, WhatAnotherWroteBeforeItWasLoadedIsNotTakenIn) {
    ASSERT_TRUE(append(record(1, "mine")));
    other_program_appends(record(2, "theirs"));
    EXPECT_TRUE(is_deposed(load_all(*journal_).error()));
    expect_deposed();
}

TEST_F(SqliteDeposedTest, WhatAnotherWroteWhileItWasLoadedIsNotTakenIn) {
    ASSERT_TRUE(append(record(1, "mine")));
    bool wrote = false;
    const auto loaded = journal_->load([&](auto&&...) {
        if (!std::exchange(wrote, true)) other_program_appends(record(2, "theirs"));
        return Result<void>{};
    });
    EXPECT_TRUE(is_deposed(loaded.error()));
    expect_deposed();
}

TEST_F(SqliteDeposedTest, AnothersRecordsAreNotTrimmed) {
    ASSERT_TRUE(append(record(1, "mine")));
    other_program_appends(record(2, "theirs"));
    EXPECT_TRUE(is_deposed(trim_and_wait(*journal_, SysTime::max()).error()));
    EXPECT_THAT(story(), ElementsAre("mine", "theirs"));
    expect_deposed();
}

TEST_F(SqliteDeposedTest, NeitherAnEmptyFileNorANewerFormatIsTakenForTheJournal) {
    for (const bool emptied : {true, false}) {
        std::filesystem::remove_all(directory_.path());
        open();
        ASSERT_TRUE(append(record(1, "mine")));
        vfs_.refuse_locks(true);
        ASSERT_FALSE(append(record(2, "mine")));
        ASSERT_FALSE(resume());
        if (emptied) {
            std::filesystem::resize_file(file(), 0);
            std::filesystem::remove(file() + "-wal");
        } else {
            ASSERT_TRUE(other_program().execute("UPDATE meta SET value = 99"));
        }
        vfs_.refuse_locks(false);
        EXPECT_TRUE(is_deposed(resume().error()));
        EXPECT_TRUE(is_deposed(append(record(2, "mine")).error()));
        if (emptied) EXPECT_EQ(std::filesystem::file_size(file()), 0U);  // nothing is made in it
    }
}

TEST_F(SqliteDeposedTest, AFailedAppendThatIsDurableAfterAllIsItsOwn) {
    ASSERT_TRUE(append(record(1, "mine")));
    append_durable_unknown(record(2, "told as failed"));
    const auto newest = resume_with_new_connection();
    ASSERT_TRUE(newest) << newest.error().message;
    EXPECT_EQ(*newest, 2U);
    ASSERT_TRUE(append(record(3, "mine again")));
    EXPECT_THAT(story(), ElementsAre("mine", "told as failed", "mine again"));
    EXPECT_EQ(load_all(*journal_)->last_sequence, 3U);
}

TEST_F(SqliteDeposedTest, AFailedAppendMayTurnUpWhenALaterOneHasFailedToo) {
    ASSERT_TRUE(append(record(1, "mine")));
    append_durable_unknown(record(2, "told as failed"));
    ASSERT_EQ(resume().value(), 1U);  // the connection that is there does not see it
    vfs_.refuse_locks(true);
    ASSERT_FALSE(append(record(2, "refused")));
    const auto newest = resume_with_new_connection();
    ASSERT_TRUE(newest) << newest.error().message;
    EXPECT_EQ(*newest, 2U);
    ASSERT_TRUE(append(record(3, "mine again")));
    EXPECT_THAT(story(), ElementsAre("mine", "told as failed", "mine again"));
}

/// A disk fails in each step of an append, and the file is opened anew: whatever became of the
/// append, the journal goes on.
TEST_F(SqliteDeposedTest, NoFailureOfTheDiskIsTakenForAnotherWriter) {
    Sequence last = 0;
    int failures = 0;
    int durable_after_all = 0;
    for (int step = 0;; ++step) {
        SCOPED_TRACE(step);
        vfs_.arm(step, FaultVfs::Fault::IoError);
        const auto how = append(record(last + 1, "step " + std::to_string(step)));
        if (!vfs_.disarm()) {
            EXPECT_TRUE(how);
            break;
        }
        ++failures;
        EXPECT_FALSE(how);
        const auto newest = resume_with_new_connection();
        ASSERT_TRUE(newest) << newest.error().message;
        ASSERT_TRUE(*newest == last || *newest == last + 1);
        if (*newest > last) ++durable_after_all;
        last = *newest;
        ASSERT_TRUE(append(record(++last, "between")));
    }
    EXPECT_GT(failures, 3);
    EXPECT_GT(durable_after_all, 0);
}

/// A core, as the control plane has one.
class SqliteDeposedCoreTest : public SqliteDeposedTest {
  protected:
    void SetUp() override {
        open();
        core_ =
            std::make_unique<core::Core>(loop_, *journal_, std::vector<core::TableBase*>{&table_});
        loop_.run_and_wait([&] { ASSERT_TRUE(core_->open()); });
    }
    ~SqliteDeposedCoreTest() override {
        loop_.run_and_wait([&] { core_.reset(); });
    }

    Result<void> commit(const std::string& key) {
        std::promise<Result<void>> done;
        loop_.run_and_wait([&] {
            core::Transaction t;
            t.put(table_, key, {1});
            core_->commit(std::move(t), key, [&](Result<void> how) {
                done.set_value(std::move(how));
            });
        });
        return done.get_future().get();
    }

    /// Waits until the core knows what has become of a failed append.
    void wait_until(const std::function<bool()>& known) {
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{20};
        for (bool so = false; !so && std::chrono::steady_clock::now() < end;) {
            loop_.run_and_wait([&] { so = known(); });
        }
    }

    core::NumberTable table_{"t", core::kNumberCodec};
    std::unique_ptr<core::Core> core_;
};

TEST_F(SqliteDeposedCoreTest, ClosesWhenAnotherWroteAfterAFailedAppend) {
    ASSERT_TRUE(commit("one"));
    vfs_.refuse_locks(true);
    ASSERT_FALSE(commit("two"));
    other_program_appends(record(2, "theirs"));
    vfs_.refuse_locks(false);
    wait_until([&] { return core_->closed() || core_->writable(); });
    EXPECT_FALSE(commit("three"));
    loop_.run_and_wait([&] {
        ASSERT_TRUE(core_->closed());
        EXPECT_FALSE(core_->available());
        EXPECT_EQ(core_->durable(), 1U);
        EXPECT_EQ(table_.find("a"), nullptr);
    });
    EXPECT_THAT(story(), ElementsAre("one", "theirs"));
}

TEST_F(SqliteDeposedCoreTest, TakesInItsOwnWriteThatWasToldAsFailed) {
    ASSERT_TRUE(commit("one"));
    vfs_.fail_next_sync(true);
    const auto how = commit("two");
    ASSERT_FALSE(how);
    // The journal has been asked once, and has closed its file, when there is another reason.
    wait_until([&] { return !how.error().message.ends_with(core_->read_only()->message); });
    vfs_.refuse_locks(false);
    wait_until([&] { return core_->closed() || core_->writable(); });
    loop_.run_and_wait([&] {
        EXPECT_FALSE(core_->closed());
        EXPECT_EQ(core_->durable(), 2U);
        EXPECT_NE(table_.find("two"), nullptr);
    });
    EXPECT_TRUE(commit("three"));
    EXPECT_THAT(story(), ElementsAre("one", "two", "three"));
}

}  // namespace
}  // namespace gantry::store
