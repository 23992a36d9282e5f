#include "core/core.h"

#include <fmt/format.h>

#include <algorithm>
#include <ranges>
#include <utility>

#include "base/assert.h"
#include "base/log.h"

namespace gantry::core {

namespace {

constexpr Duration kResumeInterval = Seconds{1};

/// A journal that fails again this soon after a failure is let rest, longer each time: controllers
/// that start over write at once, and a disk that is full would fail them forever.
constexpr Duration kLasting = Seconds{10};
constexpr Duration kFirstRest{100};
constexpr Duration kLongestRest{5'000};

/// What one batch holds at most, unless one transaction alone has more: the disk works on a batch,
/// and then the feed, without a pause, and reads wait that long.
constexpr std::size_t kRecordsPerBatch = 1'000;
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

std::size_t bytes_of(const JournalRecord& record) {
    std::size_t bytes = record.cause.size();
    for (const RowChange& change : record.changes) {
        bytes += change.table.size() + change.key.size() + (change.row ? change.row->size() : 0);
    }
    return bytes;
}

Error not_durable(const Error& why) {
    return {
        ErrorKind::Unavailable,
        "ServerException",
        fmt::format("The change could not be made durable: {}", why.message),
        {}
    };
}

}  // namespace

/// A transaction between its commit and the release of its callbacks.
struct Core::Pending {
    JournalRecord record;  ///< given to the journal when it is its turn
    SysTime time;
    std::vector<Change> changes;
    std::vector<Durable> waiting;
};

Core::Core(Loop& loop, Journal& journal, std::vector<TableBase*> tables)
    : loop_(loop), journal_(journal), alive_(std::make_shared<bool>(true)) {
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
    GANTRY_ASSERT(!available_);
    return load_tables();
}

void Core::commit(Transaction transaction, std::string cause, Durable durable) {
    GANTRY_ASSERT(!publishing_);
    if (!available_) {
        ready_.push_back({std::move(durable), not_available()});
        schedule_release();
        return;
    }
    if (read_only_) {
        const bool nothing = changes_nothing(transaction);
        ready_.push_back(
            {std::move(durable), nothing ? Result<void>{} : Result<void>{refused(*read_only_)}}
        );
        schedule_release();
        return;
    }
    auto pending = std::make_unique<Pending>();
    apply(transaction, *pending);
    if (pending->changes.empty()) {
        wait(std::move(durable));
        return;
    }
    last_time_ = std::max(last_time_, loop_.now());
    pending->record.time = pending->time = last_time_;
    pending->record.cause = std::move(cause);
    if (durable) pending->waiting.push_back(std::move(durable));
    queued_.push_back(std::move(pending));
    schedule_flush();
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
        durable(not_available());
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
            {std::move(durable), available_ ? Result<void>{} : Result<void>{not_available()}}
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
    journal_.append(take_batch(), [this, alive = alive_](const Result<void>& how) {
        if (*alive) on_appended(how);
    });
}

/// Moves what the next batch holds from the queue.
std::vector<JournalRecord> Core::take_batch() {
    std::vector<JournalRecord> batch;
    std::size_t bytes = 0;
    while (!queued_.empty() && batch.size() < kRecordsPerBatch) {
        JournalRecord& record = queued_.front()->record;
        bytes += bytes_of(record);
        if (!batch.empty() && bytes > kBytesPerBatch) break;
        batch.push_back(std::move(record));
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
    const auto written = std::exchange(in_flight_, {});
    durable_ = written.back()->changes.back().sequence;
    durable_time_ = written.back()->time;
    flush();  // the disk goes on while the feed and the callbacks run

    for (const auto& pending : written) {
        for (Durable& durable : pending->waiting) ready_.push_back({std::move(durable), {}});
    }
    publishing_ = true;
    for (const auto& pending : written) publish(*pending);
    publishing_ = false;
    release();
}

void Core::publish(const Pending& pending) {
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
    const auto alive = alive_;
    while (*alive && !ready_.empty()) {
        Ready next = std::move(ready_.front());
        ready_.pop_front();
        if (next.durable) next.durable(std::move(next.how));
    }
}

void Core::fail(const Error& why) {
    log_error("journal_append_failed", {{"durable", durable_}, {"why", why.message}});
    read_only_ = why;
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
    if (!newest) {
        try_again(newest.error());
        return;
    }
    if (!available_ || *newest != durable_) {
        // The disk did its work, and then failed to say so.
        if (const Result<void> loaded = load_tables(); !loaded) {
            try_again(loaded.error());
            return;
        }
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

Result<void> Core::load_tables() {
    Result<LoadedState> state = journal_.load();
    if (!state) return state.error();
    available_ = false;  // until all is there
    for (const auto& [name, table] : tables_) table->clear();
    while (!state->rows.empty()) {
        auto rows = state->rows.extract(state->rows.begin());
        const Result<void> loaded = load_table(rows.key(), std::move(rows.mapped()));
        if (!loaded) return loaded;
    }
    applied_ = durable_ = state->last_sequence;
    durable_time_ = state->last_time;
    last_time_ = std::max(last_time_, state->last_time);
    available_ = true;
    return {};
}

/// Decodes and forgets the texts one by one: both forms of a large table at once are too much.
Result<void> Core::load_table(const std::string& name, std::map<std::string, std::string> rows) {
    const auto table = tables_.find(name);
    if (table == tables_.end()) {
        return internal_error(fmt::format(
            "The journal has rows of a table '{}' that this version does not know.", name
        ));
    }
    while (!rows.empty()) {
        const auto text = rows.extract(rows.begin());
        Result<AnyRow> row = table->second->decode(text.mapped());
        if (!row) {
            return internal_error(fmt::format(
                "Row '{}' of table '{}' in the journal cannot be read: {}",
                text.key(),
                name,
                row.error().message
            ));
        }
        table->second->apply(text.key(), std::move(*row));
    }
    return {};
}

void Core::subscribe(Subscriber subscriber) {
    GANTRY_ASSERT(!publishing_);
    subscribers_.push_back(std::move(subscriber));
}

StoredRows Core::export_rows() const {
    StoredRows rows;
    for (const auto& [name, table] : tables_) {
        if (table->size() == 0) continue;
        auto& texts = rows[name];
        table->visit_all([&](const std::string& key, const AnyRow& row) {
            texts.emplace_hint(texts.end(), key, table->encode(row));
        });
    }
    return rows;
}

}  // namespace gantry::core
