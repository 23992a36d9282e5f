#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/loop.h"
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

/// The owner of all control-plane state: the one writer.
///
/// A commit changes the tables at once, so that the next turn on the loop decides on the newest
/// state, and is written behind that in groups. Nothing leaves the process before it is durable:
/// answers wait in `commit`'s or `after_durable`'s callback, the change feed tells of durable
/// transactions only.
///
/// When a write fails, the core does not guess: everything waiting is told so, the tables are
/// loaded again from the journal (retrying every second while that fails), and subscribers are told
/// to start over.
///
/// Lives on one loop; every member is called there. Owned by control::ControlPlane or a test.
class Core {
  public:
    /// @param tables every table there is; they, the loop and the journal outlive the core.
    Core(Loop& loop, Journal& journal, std::vector<TableBase*> tables);
    ~Core();
    Core(const Core&) = delete;
    Core& operator=(const Core&) = delete;

    /// Fills the tables from the journal. Call once, before anything else.
    /// Errors: the journal's, or Internal for rows of a table nobody registered or that do not
    /// decode.
    Result<void> open();

    using Durable = std::function<void(Result<void>)>;

    /// Applies `transaction` and queues it for the journal; an empty one is only a wait
    /// (after_durable).
    /// @param cause who did it, for the journal: an operation and request id, or a controller and
    /// key
    /// @param durable runs on the loop once the transaction is durable, or with an Unavailable
    /// error when
    ///        it is not and the state has been loaded again
    void commit(Transaction transaction, std::string cause, Durable durable = {});

    /// Runs `durable` once everything applied so far is durable (at once, on this turn, when it
    /// is). A read that goes out to somebody passes through here.
    void after_durable(Durable durable);

    /// False between a failed write and the reload; commits are then refused (Unavailable).
    [[nodiscard]] bool available() const { return available_; }
    [[nodiscard]] Sequence applied() const { return applied_; }
    [[nodiscard]] Sequence durable() const { return durable_; }

    struct Subscriber {
        std::function<void(const Change&)>
            on_change;                    ///< in journal order; must not commit synchronously
        std::function<void()> on_reload;  ///< the tables were loaded afresh: look at everything
    };
    /// Subscribers are called in order of subscription. Not cancelled: they outlive the core's use.
    void subscribe(Subscriber subscriber);

    [[nodiscard]] Journal& journal() { return journal_; }
    [[nodiscard]] Loop& loop() { return loop_; }

    /// Every row as text, from the tables as applied: to compare with a replay of the journal.
    [[nodiscard]] StoredRows export_rows() const;

  private:
    struct Pending;

    void schedule_flush();
    void flush();
    void on_appended(Result<void> how);
    void publish(const Pending& pending);
    void fail_and_reload(const Error& why);
    Result<void> load_tables();

    Loop& loop_;
    Journal& journal_;
    std::map<std::string, TableBase*> tables_;
    std::vector<Subscriber> subscribers_;
    std::vector<std::unique_ptr<Pending>> queued_;     ///< applied, not yet given to the journal
    std::vector<std::unique_ptr<Pending>> in_flight_;  ///< given to the journal
    bool flush_scheduled_ = false;
    bool available_ = false;
    Sequence applied_ = 0;
    Sequence durable_ = 0;
    SysTime last_time_{};
    TimerId reload_timer_ = 0;
    std::shared_ptr<bool> alive_;
};

}  // namespace gantry::core
