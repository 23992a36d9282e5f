#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "core/core.h"
#include "core/test_rows.h"
#include "store/fault_vfs.h"
#include "store/sqlite_journal.h"
#include "store/test_appends.h"
#include "store/test_directory.h"
#include "store/test_disk.h"

namespace gantry::store {
namespace {

using core::JournalRecord;
using core::LoadedState;
using core::Sequence;
using testing::HasSubstr;

bool equal(const LoadedState& a, const LoadedState& b) {
    return a.last_sequence == b.last_sequence && a.last_time == b.last_time && a.rows == b.rows;
}

class SqliteFaultTest : public testing::Test {
  protected:
    void reopen() {
        journal_.reset();
        auto opened = SqliteJournal::open(loop_, directory_.path(), {.vfs = FaultVfs::name()});
        ASSERT_TRUE(opened) << opened.error().message;
        journal_ = std::move(*opened);
    }

    /// Loads until the disk lets it: as the core does.
    LoadedState load() {
        for (int attempt = 0; attempt < 20; ++attempt) {
            if (auto loaded = load_all(*journal_)) return std::move(*loaded);
        }
        ADD_FAILURE() << "the journal cannot be loaded any more";
        return {};
    }

    /// The journal tells one story: replayed from the trim point it gives the rows.
    void check(const LoadedState& model) {
        EXPECT_TRUE(equal(load(), model));
        const auto replayed = journal_->state_at(model.last_time);
        ASSERT_TRUE(replayed);
        EXPECT_TRUE(equal(*replayed, model));
        Sequence last = 0;
        ASSERT_TRUE(journal_->read(0, 100'000, [&](const JournalRecord& record) {
            EXPECT_TRUE(last == 0 || record.sequence == last + 1);
            last = record.sequence;
            return true;
        }));
        EXPECT_TRUE(last == model.last_sequence || last == 0);
    }

    FaultVfs vfs_;
    TestDirectory directory_;
    ThreadLoop loop_{"core"};
    std::unique_ptr<SqliteJournal> journal_;
};

TEST_F(SqliteFaultTest, EveryBatchIsSyncedBeforeItIsDone) {
    Random random(1);
    reopen();
    LoadedState model = load();
    for (int round = 0; round < 20; ++round) {
        const auto batch = random_batch(random, model, 3);
        const int before = vfs_.syncs();
        ASSERT_TRUE(append_and_wait(*journal_, batch));
        EXPECT_GT(vfs_.syncs(), before);
        model = after(std::move(model), batch);
    }
}

/// One life of a journal on a disk that fails now and then, in any step of a batch, of a trim, and
/// of opening and closing the file.
TEST_F(SqliteFaultTest, NoFaultTearsABatchOrLosesWhatWasAcknowledged) {
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        SCOPED_TRACE(seed);
        Random random(seed);
        std::filesystem::remove_all(directory_.path());
        reopen();
        LoadedState model = load();
        int hits = 0;
        for (int round = 0; round < 60; ++round) {
            const auto batch =
                random_batch(random, model, static_cast<std::size_t>(random.between(1, 12)));
            if (random.chance(0.4)) {
                vfs_.arm(
                    static_cast<int>(random.below(14)),
                    random.chance(0.5) ? FaultVfs::Fault::IoError : FaultVfs::Fault::DiskFull,
                    random.chance(0.3)
                );
            }
            const bool done = append_and_wait(*journal_, batch).has_value();
            if (random.chance(0.2)) std::ignore = trim_and_wait(*journal_, model.last_time);
            if (random.chance(0.1)) journal_.reset();  // closing fails too
            hits += vfs_.disarm() ? 1 : 0;
            if (!journal_) reopen();

            const LoadedState with_batch = after(model, batch);
            const LoadedState found = load();
            ASSERT_TRUE(equal(found, with_batch) || (!done && equal(found, model)));
            model = found;
            if (round % 10 == 0) check(model);
        }
        EXPECT_GT(hits, 5);
        check(model);
    }
}

TEST(SqliteFullDiskTest, GoesOnOnceThereIsSpaceAgain) {
    const TestDirectory directory;
    const SmallDisk disk(directory.path(), 1024);
    if (!disk.mounted()) GTEST_SKIP() << "not allowed to mount a tmpfs";
    ThreadLoop loop("core");
    auto opened = SqliteJournal::open(loop, directory.path());
    ASSERT_TRUE(opened) << opened.error().message;
    core::Journal& journal = **opened;
    LoadedState model = load_all(journal).value();
    const auto batch = [&] {
        const std::string key = std::to_string(model.last_sequence);
        const std::string row = '"' + std::string(5'000, 'x') + '"';
        return std::vector<JournalRecord>{
            {model.last_sequence + 1, from_epoch_ms(1), "fill", {{"t", key, row}}}
        };
    };
    std::optional<Error> full;
    while (!full) {
        ASSERT_LT(model.last_sequence, 1'000U);
        const auto next = batch();
        if (const auto how = append_and_wait(journal, next); !how) {
            full = how.error();
        } else {
            model = after(std::move(model), next);
        }
    }
    EXPECT_EQ(full->kind, ErrorKind::Unavailable);
    EXPECT_THAT(full->message, HasSubstr("No space is left"));
    for (int attempt = 0; attempt < 3; ++attempt) {
        const auto loaded = load_all(journal);
        ASSERT_TRUE(loaded) << loaded.error().message;
        EXPECT_TRUE(equal(*loaded, model));
        EXPECT_FALSE(append_and_wait(journal, batch()));
    }
    ASSERT_TRUE(disk.resize(4096));
    EXPECT_TRUE(equal(load_all(journal).value(), model));
    const auto next = batch();
    ASSERT_TRUE(append_and_wait(journal, next));
    EXPECT_TRUE(equal(load_all(journal).value(), after(model, next)));
    opened->reset();
}

/// Commits all the time, as clients and controllers do, and counts what becomes of it.
class Writers {
  public:
    Writers(core::Core& core, core::NumberTable& table) : core_(core), table_(table) {}

    void commit() {
        core::Transaction t;
        t.put(table_, std::to_string(next_++), {1});
        core_.commit(std::move(t), std::string(2'000, 'x'), [this](const Result<void>& how) {
            how ? ++done_ : ++refused_;
            last_ = how;
        });
    }
    [[nodiscard]] int done() const { return done_; }
    [[nodiscard]] int refused() const { return refused_; }
    [[nodiscard]] const Result<void>& last() const { return last_; }

  private:
    core::Core& core_;
    core::NumberTable& table_;
    int next_ = 0;
    int done_ = 0;
    int refused_ = 0;
    Result<void> last_;
};

TEST(SqliteFullDiskTest, ReadsGoOnWhileWritesAreRefused) {
    const TestDirectory directory;
    const SmallDisk disk(directory.path(), 1024);
    if (!disk.mounted()) GTEST_SKIP() << "not allowed to mount a tmpfs";
    ThreadLoop loop("core");
    auto journal = SqliteJournal::open(loop, directory.path());
    ASSERT_TRUE(journal) << journal.error().message;
    core::NumberTable table("t", core::kNumberCodec);
    auto core =
        std::make_unique<core::Core>(loop, **journal, std::vector<core::TableBase*>{&table});
    Writers writers(*core, table);
    loop.run_and_wait([&] { ASSERT_TRUE(core->open()); });
    const auto on_loop = [&](const auto& work) { loop.run_and_wait(work); };

    bool full = false;
    while (!full) {
        on_loop([&] {
            writers.commit();
            full = writers.refused() > 0;
        });
    }
    int reads = 0;  // that come while writes are refused: each is answered
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{3};
    while (std::chrono::steady_clock::now() < end) {
        on_loop([&] {
            const bool refused = !core->writable();
            writers.commit();
            core->after_durable([&, refused](const Result<void>& how) {
                if (how) EXPECT_GE(table.size(), static_cast<std::size_t>(writers.done()));
                if (!refused) return;  // it waits for an append, which fails
                ++reads;
                EXPECT_TRUE(how);
            });
        });
    }
    on_loop([&] {
        EXPECT_GT(writers.refused(), 100);
        EXPECT_THAT(writers.last().error().message, HasSubstr("No space is left"));
        EXPECT_GT(reads, 100);
    });

    ASSERT_TRUE(disk.resize(8192));
    const int before = writers.done();
    bool writes_again = false;
    for (const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds{20};
         !writes_again && std::chrono::steady_clock::now() < limit;) {
        on_loop([&] {
            writers.commit();
            writes_again = writers.done() > before;
        });
    }
    EXPECT_TRUE(writes_again);
    on_loop([&] { core.reset(); });
    journal->reset();
}

}  // namespace
}  // namespace gantry::store
