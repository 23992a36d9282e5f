// RocksdbStore::scan: the streams of a group as one list.
#include <algorithm>
#include <queue>

#include "services/logs/engine/block.h"
#include "services/logs/engine/keys.h"
#include "services/logs/engine/rocksdb_store.h"
#include "services/logs/engine/stream_cursor.h"

namespace gantry::logs {
namespace {

/// With more streams than this, their places in the database are not kept open.
constexpr std::size_t kMaxPlaces = 64;

/// A snapshot, while it is needed.
class Snapshot {
  public:
    explicit Snapshot(rocksdb::DB& db) : db_(db), snapshot_(db.GetSnapshot()) {}
    ~Snapshot() { db_.ReleaseSnapshot(snapshot_); }
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;
    [[nodiscard]] const rocksdb::Snapshot* get() const { return snapshot_; }

  private:
    rocksdb::DB& db_;
    const rocksdb::Snapshot* snapshot_;
};

/// A stream that has something within the range.
struct Stream {
    std::size_t number = 0;     ///< in Scan::streams
    std::int64_t first_ms = 0;  ///< nothing of it is earlier
    std::unique_ptr<StreamCursor> cursor{};
};

/// Tells the visitor, and keeps the account.
class Visits {
  public:
    explicit Visits(const Scan& scan) : scan_(scan) {}

    /// @return false: that is the end
    bool visit(std::size_t stream, const StreamCursor::Event& event) {
        if (scan_.beyond) {
            const bool is_behind =
                scan_.backward ? event.at < *scan_.beyond : event.at > *scan_.beyond;
            if (!is_behind) return true;
        }
        const bool stopped = scan_.stop && scan_.stop->load(std::memory_order_relaxed);
        if (stopped || end_.bytes >= scan_.max_bytes) {
            end_.complete = false;
            return false;
        }
        end_.last = event.at;
        ++end_.events;
        end_.bytes += event.message.size();
        end_.complete = scan_.visit({event.at, event.ingested_ms, stream, event.message});
        return end_.complete;
    }
    [[nodiscard]] const ScanEnd& end() const { return end_; }

  private:
    const Scan& scan_;
    ScanEnd end_;
};

/// Streams in order of their next event.
class Merge {
  public:
    /// @param streams by first_ms
    Merge(StreamRange range, const Scan& scan, std::vector<Stream> streams)
        : range_(std::move(range)), scan_(scan), waiting_(std::move(streams)) {}

    rocksdb::Status run(Visits& visits) {
        for (;;) {
            if (!open_due()) return status_;
            if (open_.empty()) return {};
            Stream first = pop();
            // As long as it stays ahead of the others, nothing has to be compared.
            do {
                if (!visits.visit(first.number, first.cursor->event())) return {};
                if (!advance(first)) break;
            } while (is_ahead(first));
            if (!status_.ok()) return status_;
            if (first.cursor) push(std::move(first));
        }
    }

  private:
    [[nodiscard]] bool later(const Stream& a, const Stream& b) const {
        const Position& x = a.cursor->event().at;
        const Position& y = b.cursor->event().at;
        return scan_.backward ? x < y : x > y;
    }
    void push(Stream stream) {
        open_.push_back(std::move(stream));
        std::ranges::push_heap(open_, [this](const Stream& a, const Stream& b) {
            return later(a, b);
        });
    }
    Stream pop() {
        std::ranges::pop_heap(open_, [this](const Stream& a, const Stream& b) {
            return later(a, b);
        });
        Stream first = std::move(open_.back());
        open_.pop_back();
        return first;
    }
    [[nodiscard]] bool is_ahead(const Stream& stream) const {
        if (!open_.empty() && later(stream, open_.front())) return false;
        if (next_ == waiting_.size()) return true;
        return !scan_.backward && waiting_[next_].first_ms > stream.cursor->event().at.timestamp_ms;
    }
    /// @return false: nothing is left of it
    bool advance(Stream& stream) {
        if (stream.cursor->next()) return true;
        status_ = stream.cursor->status();
        stream.cursor.reset();
        return false;
    }
    /// Opens the streams that may have the next event. @return false: that failed
    bool open_due() {
        while (next_ < waiting_.size()) {
            Stream& next = waiting_[next_];
            const bool due = scan_.backward || open_.empty() ||
                             next.first_ms <= open_.front().cursor->event().at.timestamp_ms;
            if (!due) return true;
            ++next_;
            range_.prefix = stream_prefix(scan_.group, scan_.streams[next.number]);
            next.cursor = std::make_unique<StreamCursor>(range_);
            if (advance(next)) push(std::move(next));
            if (!status_.ok()) return false;
        }
        return true;
    }

    StreamRange range_;
    const Scan& scan_;
    std::vector<Stream> waiting_;
    std::size_t next_ = 0;
    std::vector<Stream> open_;
    rocksdb::Status status_;
};

}  // namespace

Result<ScanEnd> RocksdbStore::scan(const Scan& scan) const {
    StreamRange range{
        .db = db_.get(),
        .from_ms = std::max<std::int64_t>(scan.from_ms, 0),
        .to_ms = scan.to_ms,
        .backward = scan.backward,
    };
    if (scan.beyond) {
        const std::int64_t time = scan.beyond->timestamp_ms;
        if (scan.backward) {
            range.to_ms = time < range.to_ms ? time + 1 : range.to_ms;
        } else {
            range.from_ms = std::max(range.from_ms, time);
        }
    }
    if (range.from_ms >= range.to_ms) return ScanEnd{};
    std::vector<Stream> streams;
    {
        const std::lock_guard lock(mutex_);
        const auto group = stats_.find(scan.group);
        if (group == stats_.end()) return ScanEnd{};
        for (std::size_t i = 0; i < scan.streams.size(); ++i) {
            const auto found = group->second.find(scan.streams[i]);
            if (found == group->second.end()) continue;
            const StreamStats& stats = found->second;
            if (stats.last_ms < range.from_ms || stats.first_ms >= range.to_ms) continue;
            streams.push_back({i, std::max(stats.first_ms, range.from_ms)});
        }
    }
    std::ranges::sort(streams, {}, &Stream::first_ms);
    range.stays_open = streams.size() <= kMaxPlaces;
    const Snapshot snapshot(*db_);
    range.snapshot = snapshot.get();
    Visits visits(scan);
    const auto status = Merge(range, scan, std::move(streams)).run(visits);
    if (!status.ok()) return unavailable(status.ToString());
    return visits.end();
}

}  // namespace gantry::logs
