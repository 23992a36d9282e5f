#include "services/logs/engine/memory_engine.h"

#include <algorithm>

#include "services/logs/engine/stats.h"

namespace gantry::logs {

void MemoryEngine::put(const Batch& batch) {
    Stream& stream = groups_[batch.group][batch.stream];
    const std::uint64_t sequence = ++sequence_;
    std::uint32_t index = 0;
    for (const NewEvent& event : batch.events) {
        stream.events.emplace(
            Position{event.timestamp_ms, sequence, index++}, Event{batch.ingested_ms, event.message}
        );
    }
    count(batch, stream.stats);
    drop_expired(batch.group);
}

void MemoryEngine::drop_expired(const std::string& group) {
    const auto found = retention_.find(group);
    if (found == retention_.end()) return;
    const std::int64_t cutoff = epoch_ms(loop_.now() - found->second);
    for (auto& [id, stream] : groups_[group]) {
        stream.events.erase(
            stream.events.begin(), stream.events.lower_bound(Position{cutoff, 0, 0})
        );
    }
}

void MemoryEngine::append(Batch batch, Done<void> done) {
    if (removed_.has(batch.group, batch.stream)) batch.events.clear();
    loop_.post(
        [this, alive = std::weak_ptr(alive_), batch = std::move(batch), done = std::move(done)] {
            if (alive.expired()) return;
            if (!batch.events.empty()) put(batch);
            done({});
        }
    );
}

ScanEnd MemoryEngine::run(const Scan& scan) const {
    struct Found {
        std::size_t stream;
        const Event* event;
    };
    std::map<Position, Found> found;
    const auto group = groups_.find(scan.group);
    if (group == groups_.end() || scan.from_ms >= scan.to_ms) return {};
    for (std::size_t i = 0; i < scan.streams.size(); ++i) {
        const auto stream = group->second.find(scan.streams[i]);
        if (stream == group->second.end()) continue;
        const auto& events = stream->second.events;
        const auto last = events.lower_bound({scan.to_ms, 0, 0});
        for (auto at = events.lower_bound({scan.from_ms, 0, 0}); at != events.end() && at != last;
             ++at) {
            found.emplace(at->first, Found{i, &at->second});
        }
    }
    ScanEnd end;
    const auto visit = [&](const Position& at, const Found& what) {
        if (scan.beyond && (scan.backward ? at >= *scan.beyond : at <= *scan.beyond)) return true;
        const bool stopped = scan.stop && scan.stop->load();
        if (stopped || end.bytes >= scan.max_bytes) {
            end.complete = false;
            return false;
        }
        end.last = at;
        ++end.events;
        end.bytes += what.event->message.size();
        end.complete = scan.visit({at, what.event->ingested_ms, what.stream, what.event->message});
        return end.complete;
    };
    const auto pass = [&visit](const auto& entry) { return visit(entry.first, entry.second); };
    if (scan.backward) {
        std::all_of(found.rbegin(), found.rend(), pass);
    } else {
        std::all_of(found.begin(), found.end(), pass);
    }
    return end;
}

void MemoryEngine::scan(Scan scan, Done<ScanEnd> done) {
    loop_.post(
        [this, alive = std::weak_ptr(alive_), scan = std::move(scan), done = std::move(done)] {
            if (alive.expired()) return;
            if (scan.begin) scan.begin();
            done(run(scan));
        }
    );
}

void MemoryEngine::stats(
    std::vector<std::string> groups, Done<std::map<std::string, GroupStats>> done
) {
    loop_.post(
        [this, alive = std::weak_ptr(alive_), groups = std::move(groups), done = std::move(done)] {
            if (alive.expired()) return;
            std::map<std::string, GroupStats> shown;
            for (const std::string& group : groups) {
                const auto found = groups_.find(group);
                if (found == groups_.end()) continue;
                for (const auto& [id, stream] : found->second)
                    shown[group].emplace(id, stream.stats);
            }
            done(std::move(shown));
        }
    );
}

void MemoryEngine::remove_stream(std::string group, std::string stream, Done<void> done) {
    removed_.add_stream(group, stream);
    loop_.post([this,
                alive = std::weak_ptr(alive_),
                group = std::move(group),
                stream = std::move(stream),
                done = std::move(done)] {
        if (alive.expired()) return;
        if (const auto found = groups_.find(group); found != groups_.end()) {
            found->second.erase(stream);
        }
        done({});
    });
}

void MemoryEngine::remove_group(std::string group, Done<void> done) {
    removed_.add_group(group);
    loop_.post(
        [this, alive = std::weak_ptr(alive_), group = std::move(group), done = std::move(done)] {
            if (alive.expired()) return;
            groups_.erase(group);
            retention_.erase(group);
            done({});
        }
    );
}

void MemoryEngine::keep_only(std::map<std::string, std::set<std::string>> known) {
    loop_.post([this, alive = std::weak_ptr(alive_), known = std::move(known)] {
        if (alive.expired()) return;
        std::erase_if(groups_, [&known](const auto& group) {
            return !known.contains(group.first);
        });
        for (auto& [id, streams] : groups_) {
            const auto& kept = known.at(id);
            std::erase_if(streams, [&kept](const auto& stream) {
                return !kept.contains(stream.first);
            });
        }
    });
}

void MemoryEngine::set_retention(std::string group, std::optional<Duration> retention) {
    loop_.post([this, alive = std::weak_ptr(alive_), group = std::move(group), retention] {
        if (alive.expired()) return;
        if (retention) {
            retention_[group] = *retention;
        } else {
            retention_.erase(group);
        }
    });
}

std::map<std::string, std::set<std::string>> MemoryEngine::streams() const {
    std::map<std::string, std::set<std::string>> all;
    for (const auto& [group, streams] : groups_) {
        for (const auto& [id, stream] : streams) all[group].insert(id);
    }
    return all;
}

}  // namespace gantry::logs
