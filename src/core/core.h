#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/loop.h"
#include "base/metrics.h"
#include "base/result.h"
#include "core/journal.h"
#include "core/table.h"
#include "core/transaction.h"

namespace gantry::core {

/// One row that changed in a durable transaction.
struct Change {
    const TableBase* table = nullptr;
    std::string key;
    AnyRow before;  ///< null: the row is new
    AnyRow after;   ///< null: the row was erased
    Sequence sequence = 0;

    /// The rows as `Row`s if this change is of that table, else false / null.
    template <class Row>
    [[nodiscard]] bool is_of(const Table<Row>& t) const {
        return table == &t;
    }
    template <class Row>
    [[nodiscard]] const Row* before_as(const Table<Row>&) const {
        return static_cast<const Row*>(before.get());
    }
    template <class Row>
    [[nodiscard]] const Row* after_as(const Table<Row>&) const {
        return static_cast<const Row*>(after.get());
    }
};

/// What a core counts. Any thread reads.
struct CoreMeters {
    Histogram commits;  ///< from commit() until it is durable
    Histogram appends;  ///< what the journal takes for a batch
    Counter records;    ///< that became durable
    Counter row_changes;
    Counter failed_appends;
};

/// The owner of all control-plane state: the one writer.
///
/// A commit changes the tables at once, so that the next turn on the loop decides on the newest
/// state, and is written behind that in groups: one append is in flight at a time, and whatever is
/// committed meanwhile forms the next. Nothing leaves the process before it is durable: answers
/// wait in `commit`'s or `after_durable`'s callback, the change feed tells of durable transactions
/// only. When a group is durable, the feed hears of all its changes first; then its callbacks run,
/// in the order in which they were given.
///
/// When a write fails, everything that is not known to be durable is taken back, and all who waited
/// are told that it failed. From then on the state is read-only: what is durable can be read,
/// commits are refused with the reason. The journal is asked, each second until it answers, what
/// has become of the write; where that is not what the tables hold, they are loaded anew. Then
/// writes are taken again, and subscribers are told to start over. A journal that keeps failing is
/// let rest longer and longer in between.
///
/// When the journal says that another process writes (deposed()), the core closes for good: nothing
/// is read or changed any more, and `closed` says why.
///
/// Rows of tables that nobody registered, of another version's or of a service that is not there,
/// are carried as they are: nobody changes them, and they come back when their table does.
///
/// Lives on one loop; every member is called there. Owned by control::ControlPlane or a test.
/// Destroying it drops the callbacks that still wait without running them.
class Core {
  public:
    /// @param tables every table there is; they, the loop and the journal outlive the core.
    Core(Loop& loop, Journal& journal, std::vector<TableBase*> tables);
    ~Core();
    Core(const Core&) = delete;
    Core& operator=(const Core&) = delete;

    /// Fills the tables from the journal. Call once, before anything else.
    /// Errors: the journal's, or Internal for rows that do not decode.
    Result<void> open();

    using Durable = std::function<void(Result<void>)>;

    /// Applies `transaction` and queues it for the journal. Changes that change nothing (see
    /// TableBase::same; erasing what is not there) are dropped, so that repeating oneself costs no
    /// journal record and wakes nobody; a transaction left empty is only a wait.
    /// What is larger than an append may be is refused (LimitExceeded).
    /// @param cause who did it, for the journal: an operation and request id, or a controller and
    /// key
    /// @param durable runs on a later turn of the loop: once the transaction is durable, or with an
    ///        Unavailable error (ServerException) when it is not. After such an error the
    ///        transaction may exist all the same, when the disk failed to say that it had done its
    ///        work.
    void commit(Transaction transaction, std::string cause, Durable durable = {});

    /// Runs `durable` once everything applied so far is durable: at once, within this call, when
    /// it is and nobody else waits. A read that goes out to somebody passes through here.
    void after_durable(Durable durable);

    /// Whether the tables can be read: false before open, and while loading anew fails; commits and
    /// waits are then refused (Unavailable).
    [[nodiscard]] bool available() const { return available_; }
    /// Whether commits are taken: not between a failed write and the journal's recovery.
    [[nodiscard]] bool writable() const { return available_ && !read_only_; }
    /// Whether, and why, it is over: another process is the one that writes.
    [[nodiscard]] const std::optional<Error>& closed() const { return closed_; }
    /// Why commits are not taken; empty while they are.
    [[nodiscard]] const std::optional<Error>& read_only() const { return read_only_; }
    [[nodiscard]] Sequence applied() const { return applied_; }
    [[nodiscard]] Sequence durable() const { return durable_; }
    /// The time of the newest durable record.
    [[nodiscard]] SysTime durable_time() const { return durable_time_; }

    struct Subscriber {
        std::function<void(const Change&)>
            on_change;  ///< in journal order; must not commit synchronously
        /// After a failed write, once commits are taken again: what was committed and not durable
        /// is gone, more may have changed without a word. Look at everything.
        std::function<void()> on_reload;
    };
    /// Subscribers are called in order of subscription. Not cancelled: they outlive the core's use.
    /// Not from within on_change.
    void subscribe(Subscriber subscriber);

    [[nodiscard]] const CoreMeters& meters() const { return meters_; }
    /// Transactions that are applied and not durable yet.
    [[nodiscard]] std::size_t waiting_transactions() const {
        return queued_.size() + in_flight_.size();
    }

    [[nodiscard]] Journal& journal() { return journal_; }
    [[nodiscard]] Loop& loop() { return loop_; }

    /// Rows of tables that nobody registered.
    [[nodiscard]] const StoredRows& unknown_rows() const { return unknown_; }

    /// Every row as text, from the tables as applied: to compare with a replay of the journal.
    [[nodiscard]] StoredRows export_rows() const;

  private:
    struct Pending;
    struct Ready {
        Durable durable;
        Result<void> how;
    };

    [[nodiscard]] bool changes_nothing(const Transaction& transaction) const;
    void apply(const Transaction& transaction, Pending& pending);
    void take_back(const Pending& pending);
    [[nodiscard]] std::optional<Error> too_large(const Pending& pending) const;
    [[nodiscard]] Error unavailable_now() const;
    void settle(Durable durable, Result<void> how);
    void wait(Durable durable);
    void schedule_flush();
    void flush();
    std::vector<JournalRecord> take_batch();
    void on_appended(const Result<void>& how);
    void count(const Pending& pending, MonoTime now);
    void publish(const Pending& pending);
    void schedule_release();
    void release();
    void fail(const Error& why);
    void drop_all(const Error& why);
    void close(const Error& why);
    void resume();
    void on_resumed(const Result<Sequence>& newest);
    void try_again(const Error& why);
    Result<void> load_tables();
    void forget_tables();
    Result<void> load_row(std::string_view table, std::string_view key, std::string_view row);
    Result<void> catch_up(Sequence newest);
    void tell_unknown() const;

    Loop& loop_;
    Journal& journal_;
    std::map<std::string, TableBase*, std::less<>> tables_;
    StoredRows unknown_;  ///< of no table in tables_
    Journal::Limits limits_;
    std::vector<Subscriber> subscribers_;
    std::deque<std::unique_ptr<Pending>> queued_;      ///< applied, not yet given to the journal
    std::vector<std::unique_ptr<Pending>> in_flight_;  ///< given to the journal
    std::deque<Ready> ready_;                          ///< decided, the callback has yet to run
    CoreMeters meters_;
    MonoTime append_began_;
    bool flush_scheduled_ = false;
    bool publishing_ = false;
    bool available_ = false;
    Sequence applied_ = 0;
    Sequence durable_ = 0;
    SysTime durable_time_{};
    SysTime last_time_{};  ///< of the newest record, durable or not
    TimerId resume_timer_ = 0;
    std::optional<Error> closed_;        ///< why, for good
    std::optional<Error> read_only_;     ///< why commits are refused
    std::optional<MonoTime> failed_at_;  ///< the newest failed append
    Duration rest_{0};                   ///< before the journal is asked again after it
    std::shared_ptr<bool> alive_;
};

}  // namespace gantry::core
