#include "services/logs/api/query_book.h"

#include <algorithm>
#include <utility>

#include "services/logs/api/position_token.h"

namespace gantry::logs {

using api::logs::QueryStatus;

struct QueryBook::Work {
    Engine* engine = nullptr;
    QueryStart start;
    std::shared_ptr<std::atomic<bool>> stopped;
    std::shared_ptr<Progress> progress = std::make_shared<Progress>();
    std::unique_ptr<insights::Execution> execution;
    std::size_t next = 0;  ///< of the targets
    bool given_up = false;
};

namespace {

insights::ResultRow::size_type bytes_of(const insights::Results& results) {
    std::size_t bytes = 0;
    for (const auto& row : results.rows) {
        for (const auto& [name, value] : row) bytes += name.size() + value.size() + 64;
    }
    return bytes;
}

bool is_over(const QueryState& state) {
    return state.status != QueryStatus::Running && state.status != QueryStatus::Scheduled;
}

QueryEvent event_of(const QueryStart& start, const QueryTarget& target, const EventView& view) {
    QueryEvent event;
    event.timestamp_ms = view.at.timestamp_ms;
    event.ingested_ms = view.ingested_ms;
    event.message = view.message;
    event.stream = target.stream_names[view.stream];
    event.log = start.scope.account + ":" + target.name;
    const std::string& stream = target.stream_ids[view.stream];
    event.pointer = target.group_id + stream + position_text(view.at, stream);
    return event;
}

}  // namespace

std::size_t QueryBook::running(const aws::Scope& scope) const {
    const std::lock_guard lock(mutex_);
    return static_cast<std::size_t>(std::ranges::count_if(entries_, [&scope](const auto& entry) {
        const QueryState& state = entry.second.state;
        return !is_over(state) && state.start.scope == scope;
    }));
}

void QueryBook::start(Engine& engine, QueryStart start) {
    auto work = std::make_shared<Work>();
    work->engine = &engine;
    work->start = std::move(start);
    work->stopped = std::make_shared<std::atomic<bool>>(false);
    work->execution = std::make_unique<insights::Execution>(work->start.query, work->start.limit);
    {
        std::vector<Entry> old;
        const std::lock_guard lock(mutex_);
        Entry entry{
            .state = {},
            .progress = work->progress,
            .stopped = work->stopped,
            .number = ++number_,
        };
        entry.state.start = work->start;
        entry.state.start.query = {};  // what is told of it needs neither this nor the streams
        for (QueryTarget& target : entry.state.start.targets) {
            target.stream_ids.clear();
            target.stream_names.clear();
        }
        entries_.insert_or_assign(work->start.id, std::move(entry));
        old = forget_old();
    }
    run_next(work);
}

void QueryBook::run_next(const std::shared_ptr<Work>& work) {
    if (work->next == work->start.targets.size()) return end(work, QueryStatus::Complete);
    const QueryTarget& target = work->start.targets[work->next];
    Scan scan{
        .group = target.group_id,
        .streams = target.stream_ids,
        .from_ms = target.from_ms,
        .to_ms = work->start.to_ms,
        .in_background = true,
    };
    scan.stop = work->stopped;
    scan.begin = [this, work] { on_begin(*work); };
    scan.visit = [work, &target](const EventView& view) {
        ++work->progress->scanned;
        work->progress->bytes += view.message.size();
        work->given_up = !work->execution->add(event_of(work->start, target, view));
        work->progress->matched = work->execution->matched();
        return !work->given_up;
    };
    work->engine->scan(std::move(scan), [this, work](const Result<ScanEnd>& end) {
        on_end(work, end);
    });
}

void QueryBook::on_begin(const Work& work) {
    ++work.progress->groups;
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(work.start.id);
    if (found == entries_.end() || is_over(found->second.state)) return;
    found->second.state.status = QueryStatus::Running;
}

void QueryBook::on_end(const std::shared_ptr<Work>& work, const Result<ScanEnd>& end) {
    if (!end || work->given_up) return this->end(work, QueryStatus::Failed);
    if (work->stopped->load()) return this->end(work, QueryStatus::Cancelled);
    ++work->next;
    run_next(work);
}

void QueryBook::end(const std::shared_ptr<Work>& work, QueryStatus status) {
    auto results = std::make_shared<insights::Results>(work->execution->finish());
    if (results->failed) status = QueryStatus::Failed;
    std::vector<Entry> old;
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(work->start.id);
    if (found == entries_.end() || is_over(found->second.state)) return;
    found->second.state.status = status;
    if (status == QueryStatus::Complete) {
        found->second.result_bytes = bytes_of(*results);
        found->second.state.results = std::move(results);
    }
    old = forget_old();
}

std::vector<QueryBook::Entry> QueryBook::forget_old() {
    std::vector<Entry> old;
    std::size_t bytes = 0;
    for (const auto& [id, entry] : entries_) bytes += entry.result_bytes;
    while (entries_.size() > kMaxKept || bytes > kMaxResultBytes) {
        auto oldest = entries_.end();
        for (auto entry = entries_.begin(); entry != entries_.end(); ++entry) {
            if (!is_over(entry->second.state)) continue;
            const bool older =
                oldest == entries_.end() || entry->second.number < oldest->second.number;
            if (older) oldest = entry;
        }
        // The newest stays, however large: somebody is about to ask for it.
        if (oldest == entries_.end() || oldest->second.number == number_) break;
        bytes -= oldest->second.result_bytes;
        old.push_back(std::move(oldest->second));
        entries_.erase(oldest);
    }
    return old;
}

QueryState QueryBook::state_of(const Entry& entry) {
    QueryState state = entry.state;
    state.groups = entry.progress->groups;
    state.scanned = entry.progress->scanned;
    state.bytes = entry.progress->bytes;
    state.matched = entry.progress->matched;
    return state;
}

std::optional<QueryState> QueryBook::find(const aws::Scope& scope, const std::string& id) const {
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(id);
    if (found == entries_.end() || found->second.state.start.scope != scope) return std::nullopt;
    return state_of(found->second);
}

std::vector<QueryState> QueryBook::list(const aws::Scope& scope) const {
    const std::lock_guard lock(mutex_);
    std::map<std::uint64_t, const Entry*> by_number;
    for (const auto& [id, entry] : entries_) {
        if (entry.state.start.scope == scope) by_number.emplace(entry.number, &entry);
    }
    std::vector<QueryState> states;
    for (auto entry = by_number.rbegin(); entry != by_number.rend(); ++entry) {
        states.push_back(state_of(*entry->second));
    }
    return states;
}

bool QueryBook::stop(const aws::Scope& scope, const std::string& id) {
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(id);
    if (found == entries_.end() || found->second.state.start.scope != scope) return false;
    if (is_over(found->second.state)) return false;
    found->second.state.status = QueryStatus::Cancelled;
    found->second.stopped->store(true);
    return true;
}

}  // namespace gantry::logs
