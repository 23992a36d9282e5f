#include <gtest/gtest.h>

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/log.h"
#include "base/manual_loop.h"
#include "base/random.h"
#include "core/core.h"
#include "core/test_rows.h"
#include "store/memory_journal.h"

namespace gantry::store {
namespace {

using core::NumberRow;
using core::NumberTable;

/// Months of commits, failed writes and crashes from one seed, watched by checkers:
///
/// - every callback runs once and in the order of its commit, while its core lives
/// - what was acknowledged is in the journal ever after
/// - the feed, from any reload on, rebuilds the durable rows, in journal order
/// - at rest, tables, durable rows and replay of the journal are equal
class World {
  public:
    explicit World(std::uint64_t seed) : random_(seed) {
        if (random_.chance(0.5)) disk_->set_limits({.records = 3, .changes = 4, .bytes = 90});
        carry_a_row_of_another_version();
        start();
    }

    void run(int steps) {
        for (int i = 0; i < steps; ++i) {
            step();
            if (testing::Test::HasFatalFailure()) return;
        }
        settle();
        check_at_rest();
    }

    [[nodiscard]] std::uint64_t hash() const { return disk_->hash(); }
    [[nodiscard]] int acknowledged() const { return static_cast<int>(acknowledged_.size()); }
    [[nodiscard]] int refused() const { return refused_; }

  private:
    /// All that dies with the process.
    struct Process {
        Process(ManualLoop& loop, const std::shared_ptr<MemoryDisk>& disk)
            : journal(loop, disk), core(loop, journal, {&a, &b}) {}

        NumberTable a{"a", core::kNumberCodec};
        NumberTable b{"b", core::kNumberCodec};
        MemoryJournal journal;
        core::Core core;
        int next_callback = 0;
        int callbacks = 0;
        core::StoredRows mirror;  ///< what the feed has told
        core::Sequence heard = 0;
    };

    /// Nobody changes it, and it is there to the end.
    void carry_a_row_of_another_version() {
        MemoryJournal journal(loop_, disk_);
        journal.append({{1, loop_.now(), "another version", {{"future", "k", "{}"}}}}, [](auto&&) {
        });
        loop_.run_until_idle();
    }

    void start() {
        process_ = std::make_unique<Process>(loop_, disk_);
        Process& p = *process_;
        ASSERT_TRUE(p.core.open());
        EXPECT_EQ(p.core.export_rows(), disk_->rows());
        p.mirror = disk_->rows();
        p.heard = disk_->last_sequence();
        p.core.subscribe(
            {.on_change = [this](const core::Change& change) { hear(change); },
             .on_reload =
                 [this] {
                     process_->mirror = process_->core.export_rows();
                     process_->heard = process_->core.durable();
                     EXPECT_EQ(process_->mirror, disk_->rows());
                 }}
        );
    }

    void hear(const core::Change& change) {
        Process& p = *process_;
        EXPECT_TRUE(change.sequence == p.heard || change.sequence == p.heard + 1);
        EXPECT_LE(change.sequence, disk_->last_sequence());
        p.heard = change.sequence;
        core::RowChange text{.table = change.table->name(), .key = change.key, .row = {}};
        const auto old_table = p.mirror.find(text.table);
        const bool existed = old_table != p.mirror.end() && old_table->second.contains(text.key);
        EXPECT_EQ(change.before != nullptr, existed);
        if (existed) EXPECT_EQ(change.table->encode(change.before), old_table->second.at(text.key));
        if (change.after) text.row = change.table->encode(change.after);
        apply_to(p.mirror, text);
    }

    void step() {
        switch (random_.below(20)) {
            case 0: disk_->set_sync_latency(Duration{random_.between(0, 20)}); break;
            case 1: loop_.set_wall(loop_.now() + Duration{random_.between(-5'000, 5'000)}); break;
            case 2: disk_->fail_next_append_before(); break;
            case 3: disk_->fail_next_append_after(); break;
            case 4: disk_->fail_next_loads(static_cast<int>(random_.below(3))); break;
            case 5:
                if (random_.chance(0.2)) crash();
                break;
            case 6: loop_.advance(Duration{random_.between(0, 2'000)}); break;
            case 7: loop_.run_until_idle(); break;
            case 8:
                if (random_.chance(0.1)) {
                    settle();
                    check_at_rest();
                }
                break;
            case 9:
                note_records();
                process_->journal.trim(loop_.now() - Seconds{5}, [](const auto& how) {
                    EXPECT_TRUE(how);
                });
                break;
            case 10: process_->core.after_durable(callback({})); break;
            default: commit();
        }
        loop_.advance(Duration{random_.between(0, 3)});
    }

    void commit() {
        Process& p = *process_;
        core::Transaction t;
        for (auto changes = random_.below(4); changes > 0; --changes) {
            const NumberTable& table = random_.chance(0.5) ? p.a : p.b;
            const std::string key = std::to_string(random_.below(8));
            if (random_.chance(0.3)) {
                t.erase(table, key);
            } else {
                t.put(table, key, {static_cast<int>(random_.below(4))});
            }
        }
        const core::Sequence before = p.core.applied();
        const std::string cause = "commit " + std::to_string(next_commit_++);
        p.core.commit(std::move(t), cause, callback(cause));
        const bool written = p.core.applied() != before;
        if (!written) silent_.insert(cause);
    }

    core::Core::Durable callback(const std::string& cause) {
        return [this, cause, number = process_->next_callback++](const Result<void>& how) {
            EXPECT_EQ(number, process_->callbacks++);
            if (how) {
                acknowledged_.insert(cause);
                EXPECT_EQ(process_->heard, process_->core.durable());
            } else {
                ++refused_;
                EXPECT_EQ(how.error().kind, ErrorKind::Unavailable);
            }
        };
    }

    void crash() {
        process_.reset();
        disk_->crash(random_.chance(0.5));
        disk_->fail_next_loads(0);
        start();
    }

    /// Lets everything that waits come to its end.
    void settle() {
        Process& p = *process_;
        ASSERT_TRUE(loop_.run_until(
            [&] {
                return p.core.writable() && p.core.applied() == p.core.durable() &&
                       p.callbacks == p.next_callback;
            },
            minutes{10}
        ));
    }

    void check_at_rest() {
        Process& p = *process_;
        EXPECT_EQ(p.core.export_rows(), disk_->rows());
        EXPECT_EQ(p.mirror, disk_->rows());
        EXPECT_EQ(disk_->rows().at("future").at("k"), "{}");
        const auto replayed = p.journal.state_at(from_epoch_ms(1LL << 50));
        ASSERT_TRUE(replayed);
        EXPECT_EQ(replayed->rows, disk_->rows());
        note_records();
        for (const std::string& cause : acknowledged_) {
            const bool expected = !cause.empty() && !silent_.contains(cause);
            EXPECT_TRUE(!expected || in_journal_.contains(cause)) << cause;
        }
    }

    /// Remembers what is in the journal, before a trim forgets it.
    void note_records() {
        SysTime last{};
        for (const core::JournalRecord& record : disk_->records()) {
            EXPECT_GE(record.time, last);
            last = record.time;
            in_journal_.insert(record.cause);
        }
    }

    Random random_;
    ManualLoop loop_;
    std::shared_ptr<MemoryDisk> disk_ = std::make_shared<MemoryDisk>();
    std::unique_ptr<Process> process_;
    int next_commit_ = 0;
    int refused_ = 0;
    std::set<std::string> acknowledged_;
    std::set<std::string> silent_;  ///< changed nothing: no record to expect
    std::set<std::string> in_journal_;
};

class CorePropertyTest : public testing::Test {
  protected:
    CorePropertyTest() {
        set_log_sink([](LogLevel, std::string_view) {});
    }
    ~CorePropertyTest() override { set_log_sink(nullptr); }
};

TEST_F(CorePropertyTest, KeepsItsPromisesThroughFailuresAndCrashes) {
    int acknowledged = 0;
    int refused = 0;
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        SCOPED_TRACE(seed);
        World world(seed);
        world.run(400);
        acknowledged += world.acknowledged();
        refused += world.refused();
        if (HasFailure()) break;
    }
    EXPECT_GT(acknowledged, 10'000);
    EXPECT_GT(refused, 1'000);
}

TEST_F(CorePropertyTest, TheSameSeedGivesTheSameJournal) {
    const auto hash = [](std::uint64_t seed) {
        World world(seed);
        world.run(1'000);
        return world.hash();
    };
    EXPECT_EQ(hash(42), hash(42));
    EXPECT_NE(hash(42), hash(43));
}

}  // namespace
}  // namespace gantry::store
