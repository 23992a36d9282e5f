#include "core/core.h"

#include <fmt/format.h>

#include <algorithm>
#include <ranges>
#include <utility>

#include "base/assert.h"
#include "base/log.h"
#include "base/turn_watch.h"

namespace gantry::core {

namespace {

constexpr Duration kResumeInterval = Seconds{1};

/// A journal that fails again this soon after a failure is let rest, longer each time: controllers
/// that start over write at once, and a disk that is full would fail them forever.
constexpr Duration kLasting = Seconds{10};
constexpr Duration kFirstRest{100};
constexpr Duration kLongestRest{5'000};

/// What one batch holds at most, unless one transaction alone has more: the disk works on a batch,
/// and then the feed, without a pause, and reads wait that long. The journal may take less.
constexpr std::size_t kBytesPerBatch = 4 << 20;

Error not_available() {
    return {
        ErrorKind::Unavailable,
        "ServerException",
        "The state is being loaded. Try again shortly.",
        {}
    };
}

Error refused(const Error& why) {
    return {
        ErrorKind::Unavailable,
        "ServerException",
        fmt::format(
            "Nothing can be changed at the moment; Gantry keeps trying, and what is there can be "
            "read. {}",
            why.message
        ),
        {}
    };
}

Error not_durable(const Error& why) {
    return {
        ErrorKind::Unavailable,
        "ServerException",
        fmt::format("The change could not be made durable: {}", why.message),
        {}
    };
}

Error over(const Error& why) {
    return {
        ErrorKind::Unavailable,
        "ServerException",
        fmt::format("This Gantry has ended its work: another one writes. {}", why.message),
        {}
    };
}

}  // namespace

/// A transaction between its commit and the release of its callbacks.
struct Core::Pending {
    JournalRecord record;  ///< given to the journal when it is its turn
    SysTime time;
    MonoTime committed_at;
    std::vector<Change> changes;
    std::size_t bytes = 0;
    std::vector<Durable> waiting;
};

Core::Core(Loop& loop, Journal& journal, std::vector<TableBase*> tables)
    : loop_(loop),
      journal_(journal),
      limits_(journal.limits()),
      alive_(std::make_shared<bool>(true)) {
    for (TableBase* table : tables) {
        const bool is_new = tables_.emplace(table->name(), table).second;
        GANTRY_ASSERT(is_new);
    }
}

Core::~Core() {
    *alive_ = false;
    loop_.cancel(resume_timer_);
}

Result<void> Core::open() {
    GANTRY_ASSERT(!available_ && !closed_);
    return load_tables();
}

void Core::commit(Transaction transaction, std::string cause, Durable durable) {
    GANTRY_ASSERT(!publishing_);
    if (!available_) {
        settle(std::move(durable), unavailable_now());
        return;
    }
    if (read_only_) {
        const bool nothing = changes_nothing(transaction);
        settle(std::move(durable), nothing ? Result<void>{} : Result<void>{refused(*read_only_)});
        return;
    }
    auto pending = std::make_unique<Pending>();
    pending->record.cause = std::move(cause);
    apply(transaction, *pending);
    if (pending->changes.empty()) {
        wait(std::move(durable));
        return;
    }
    if (auto why = too_large(*pending)) {
        take_back(*pending);
        --applied_;
        settle(std::move(durable), std::move(*why));
        return;
    }
    last_time_ = std::max(last_time_, loop_.now());
    pending->record.time = pending->time = last_time_;
    pending->committed_at = loop_.mono();
    if (durable) pending->waiting.push_back(std::move(durable));
    queued_.push_back(std::move(pending));
    schedule_flush();
}

/// Tells the outcome on a later turn, behind whoever waits to be told.
void Core::settle(Durable durable, Result<void> how) {
    ready_.push_back({std::move(durable), std::move(how)});
    schedule_release();
}

Error Core::unavailable_now() const {
    return closed_ ? over(*closed_) : not_available();
}

std::optional<Error> Core::too_large(const Pending& pending) const {
    const std::size_t changes = pending.record.changes.size();
    if (pending.bytes <= limits_.bytes && changes <= limits_.changes) return std::nullopt;
    log_error(
        "transaction_too_large",
        {{"cause", pending.record.cause}, {"bytes", pending.bytes}, {"rows", changes}}
    );
    return Error{
        ErrorKind::LimitExceeded,
        {},
        fmt::format(
            "The change is too large to be made at once: {} bytes in {} rows; {} bytes and {} rows "
            "are the most.",
            pending.bytes,
            changes,
            limits_.bytes,
            limits_.changes
        ),
        {}
    };
}

bool Core::changes_nothing(const Transaction& transaction) const {
    return std::ranges::all_of(transaction.changes(), [](const Transaction::Change& change) {
        return change.table->same(change.table->find_any(change.key), change.row);
    });
}

/// Changes the tables and writes down what changed, in feed's and in journal's form.
void Core::apply(const Transaction& transaction, Pending& pending) {
    const Sequence sequence = applied_ + 1;
    for (const Transaction::Change& staged : transaction.changes()) {
        const auto registered = tables_.find(staged.table->name());
        GANTRY_ASSERT(registered != tables_.end() && registered->second == staged.table);
        TableBase& table = *registered->second;
        AnyRow before = table.find_any(staged.key);
        if (table.same(before, staged.row)) continue;

        RowChange& text = pending.record.changes.emplace_back();
        text.table = table.name();
        text.key = staged.key;
        if (staged.row) text.row = table.encode(staged.row);
        table.apply(staged.key, staged.row);
        pending.changes.push_back(
            {.table = &table,
             .key = staged.key,
             .before = std::move(before),
             .after = staged.row,
             .sequence = sequence}
        );
    }
    if (pending.changes.empty()) return;
    pending.record.sequence = sequence;
    pending.bytes = bytes_of(pending.record);
    applied_ = sequence;
}

void Core::after_durable(Durable durable) {
    if (!durable) return;
    const bool nobody_waits = queued_.empty() && in_flight_.empty() && ready_.empty();
    if (!nobody_waits || publishing_) {
        wait(std::move(durable));
    } else if (available_) {
        durable({});
    } else {
        durable(unavailable_now());
    }
}

/// Puts a callback behind everything that waits already.
void Core::wait(Durable durable) {
    if (!durable) return;
    if (!queued_.empty()) {
        queued_.back()->waiting.push_back(std::move(durable));
    } else if (!in_flight_.empty()) {
        in_flight_.back()->waiting.push_back(std::move(durable));
    } else {
        ready_.push_back(
            {std::move(durable), available_ ? Result<void>{} : Result<void>{unavailable_now()}}
        );
        schedule_release();
    }
}

/// On a later turn, so that what this turn still commits goes with it.
void Core::schedule_flush() {
    if (flush_scheduled_ || !in_flight_.empty()) return;
    flush_scheduled_ = true;
    loop_.post([this, alive = alive_] {
        if (!*alive) return;
        flush_scheduled_ = false;
        flush();
    });
}

void Core::flush() {
    if (queued_.empty() || !in_flight_.empty()) return;
    const TurnPart part("journal-batch");
    append_began_ = loop_.mono();
    journal_.append(take_batch(), [this, alive = alive_](const Result<void>& how) {
        if (*alive) on_appended(how);
    });
}

/// Moves what the next batch holds from the queue.
std::vector<JournalRecord> Core::take_batch() {
    const std::size_t most_bytes = std::min(limits_.bytes, kBytesPerBatch);
    std::vector<JournalRecord> batch;
    std::size_t bytes = 0;
    std::size_t changes = 0;
    while (!queued_.empty() && batch.size() < limits_.records) {
        Pending& next = *queued_.front();
        bytes += next.bytes;
        changes += next.record.changes.size();
        if (!batch.empty() && (bytes > most_bytes || changes > limits_.changes)) break;
        batch.push_back(std::move(next.record));
        in_flight_.push_back(std::move(queued_.front()));
        queued_.pop_front();
    }
    return batch;
}

void Core::on_appended(const Result<void>& how) {
    GANTRY_ASSERT(!in_flight_.empty());
    if (!how) {
        fail(how.error());
        return;
    }
    const MonoTime now = loop_.mono();
    meters_.appends.observe(now - append_began_);
    const auto written = std::exchange(in_flight_, {});
    durable_ = written.back()->changes.back().sequence;
    durable_time_ = written.back()->time;
    flush();  // the disk goes on while the feed and the callbacks run

    for (const auto& pending : written) {
        for (Durable& durable : pending->waiting) ready_.push_back({std::move(durable), {}});
    }
    publishing_ = true;
    for (const auto& pending : written) {
        count(*pending, now);
        publish(*pending);
    }
    publishing_ = false;
    release();
}

void Core::count(const Pending& pending, MonoTime now) {
    meters_.commits.observe(now - pending.committed_at);
    meters_.records.add();
    meters_.row_changes.add(pending.changes.size());
}

void Core::publish(const Pending& pending) {
    const TurnPart part("feed");
    for (const Change& change : pending.changes) {
        for (const Subscriber& subscriber : subscribers_) {
            if (subscriber.on_change) subscriber.on_change(change);
        }
    }
}

void Core::schedule_release() {
    loop_.post([this, alive = alive_] {
        if (*alive) release();
    });
}

/// Runs the callbacks whose outcome is known. They may do anything, destroying the core included.
void Core::release() {
    const TurnPart part("answers");
    const auto alive = alive_;
    while (*alive && !ready_.empty()) {
        Ready next = std::move(ready_.front());
        ready_.pop_front();
        if (next.durable) next.durable(std::move(next.how));
    }
}

void Core::fail(const Error& why) {
    meters_.failed_appends.add();
    log_error("journal_append_failed", {{"durable", durable_}, {"why", why.message}});
    drop_all(why);
    if (is_deposed(why)) {
        close(why);
        return;
    }
    read_only_ = why;
    const MonoTime now = loop_.mono();
    const bool again = failed_at_ && now - *failed_at_ < kLasting;
    failed_at_ = now;
    rest_ = again ? std::clamp(rest_ * 2, kFirstRest, kLongestRest) : Duration::zero();
    if (again) {
        resume_timer_ = loop_.call_after(rest_, [this] { resume(); });
    } else {
        resume();
    }
    release();
}

/// Takes back all that is not durable, and has those who wait told so.
void Core::drop_all(const Error& why) {
    for (const auto& pending : std::views::reverse(queued_)) take_back(*pending);
    for (const auto& pending : std::views::reverse(in_flight_)) take_back(*pending);
    applied_ = durable_;
    const Result<void> outcome = not_durable(why);
    const auto tell = [&](auto& group) {
        for (const auto& pending : group) {
            for (Durable& durable : pending->waiting) {
                ready_.push_back({std::move(durable), outcome});
            }
        }
        group.clear();
    };
    tell(in_flight_);
    tell(queued_);
}

/// For good. What the tables hold may be old by now, so they are not read either.
void Core::close(const Error& why) {
    log_error("core_closed", {{"durable", durable_}, {"why", why.message}});
    closed_ = read_only_ = why;
    available_ = false;
    release();
}

/// Gives the tables back the rows from before a transaction, which was the last.
void Core::take_back(const Pending& pending) {
    for (const Change& change : std::views::reverse(pending.changes)) {
        tables_.find(change.table->name())->second->apply(change.key, change.before);
    }
}

void Core::resume() {
    resume_timer_ = 0;
    journal_.resume([this, alive = alive_](const Result<Sequence>& newest) {
        if (*alive) on_resumed(newest);
    });
}

void Core::on_resumed(const Result<Sequence>& newest) {
    Result<void> known = newest ? Result<void>{} : Result<void>{newest.error()};
    // The disk may have done its work, and then failed to say so.
    if (known && available_ && *newest > durable_) known = catch_up(*newest);
    if (known && (!available_ || *newest != durable_)) known = load_tables();
    if (!known) {
        if (is_deposed(known.error())) {
            close(known.error());
        } else {
            try_again(known.error());
        }
        return;
    }
    read_only_.reset();
    log_info("journal_resumed", {{"sequence", durable_}});
    for (const Subscriber& subscriber : subscribers_) {
        if (subscriber.on_reload) subscriber.on_reload();
    }
}

void Core::try_again(const Error& why) {
    log_error("journal_not_resumed", {{"why", why.message}});
    read_only_ = why;
    resume_timer_ = loop_.call_after(kResumeInterval, [this] { resume(); });
}

void Core::subscribe(Subscriber subscriber) {
    GANTRY_ASSERT(!publishing_);
    subscribers_.push_back(std::move(subscriber));
}

}  // namespace gantry::core
