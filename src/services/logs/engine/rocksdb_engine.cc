#include "services/logs/engine/rocksdb_engine.h"

#include <algorithm>
#include <filesystem>
#include <iterator>

#include "services/logs/engine/rocksdb_store.h"

namespace gantry::logs {
namespace {

/// As much is written at once.
constexpr std::size_t kMaxWriteBytes = 8UL << 20;

}  // namespace

RocksdbEngine::RocksdbEngine(RocksdbOptions options) : options_(std::move(options)) {}

RocksdbEngine::~RocksdbEngine() {
    stopping_ = true;
    for (auto* thread : {&background_, &reader_, &writer_}) {
        if (*thread) (*thread)->stop();
    }
}

Error RocksdbEngine::failed(std::string_view what, const Error& why) {
    failures_.add(what, why.message);
    return engine_unavailable();
}

template <class T>
Result<T> RocksdbEngine::told(std::string_view what, Result<T> result) {
    if (!result) return failed(what, result.error());
    return result;
}

ThreadLoop& RocksdbEngine::thread(std::unique_ptr<ThreadLoop>& which, const char* name) {
    const std::lock_guard lock(mutex_);
    if (!which) which = std::make_unique<ThreadLoop>(name);
    return *which;
}

Loop* RocksdbEngine::reader(bool in_background) {
    ThreadLoop& reader =
        in_background ? thread(background_, "logs-query") : thread(reader_, "logs-read");
    return reader.waiting() < kMaxWaitingReads ? &reader : nullptr;
}

bool RocksdbEngine::is_there() const {
    std::error_code error;
    return std::filesystem::exists(options_.directory + "/CURRENT", error);
}

/// Null where there is none and none is made.
Result<RocksdbStore*> RocksdbEngine::store(bool make) {
    const std::lock_guard lock(opening_);
    if (store_) return store_.get();
    if (!make && !is_there()) return static_cast<RocksdbStore*>(nullptr);
    std::error_code error;
    std::filesystem::create_directories(options_.directory, error);
    // Messages are nobody else's.
    std::filesystem::permissions(options_.directory, std::filesystem::perms::owner_all, error);
    auto opened = RocksdbStore::open(options_.directory, retention_, clock_);
    if (!opened) return failed("open", opened.error());
    store_ = *std::move(opened);
    return store_.get();
}

void RocksdbEngine::write(Task task) {
    Loop& writer = thread(writer_, "logs-write");
    const std::lock_guard lock(mutex_);
    waiting_bytes_ += task.bytes;
    waiting_.push_back(std::move(task));
    if (waiting_.size() == 1) writer.post([this] { write_waiting(); });
}

void RocksdbEngine::append(Batch batch, Done<void> done) {
    if (removed_.has(batch.group, batch.stream)) return done({});
    Task task{.batch = std::move(batch), .done = std::move(done)};
    for (const NewEvent& event : task.batch.events) {
        task.bytes += event.message.size() + kEventOverhead;
    }
    bool full = false;
    {
        const std::lock_guard lock(mutex_);
        full = waiting_bytes_ + task.bytes > kMaxWaitingBytes;
    }
    if (full) return task.done(engine_unavailable());
    write(std::move(task));
}

std::vector<RocksdbEngine::Task> RocksdbEngine::take_next(std::vector<Task>& waiting) {
    std::size_t count = 0;
    std::size_t bytes = 0;
    while (count < waiting.size() && !waiting[count].change && bytes < kMaxWriteBytes) {
        bytes += waiting[count++].bytes;
    }
    count = std::max<std::size_t>(count, 1);
    const auto end = waiting.begin() + static_cast<std::ptrdiff_t>(count);
    std::vector<Task> next(std::make_move_iterator(waiting.begin()), std::make_move_iterator(end));
    waiting.erase(waiting.begin(), end);
    return next;
}

void RocksdbEngine::write_waiting() {
    std::vector<Task> waiting;
    {
        const std::lock_guard lock(mutex_);
        waiting.swap(waiting_);
    }
    while (!waiting.empty()) {
        auto tasks = take_next(waiting);
        if (tasks.front().change) {
            auto opened = store(false);
            Result<void> result;
            if (!opened) {
                result = opened.error();
            } else if (*opened != nullptr) {
                result = told("change", tasks.front().change(**opened));
            }
            if (!stopping_) tasks.front().done(std::move(result));
        } else {
            write_batches(tasks);
        }
    }
}

void RocksdbEngine::write_batches(std::vector<Task>& tasks) {
    std::vector<Batch> batches;
    std::size_t bytes = 0;
    for (Task& task : tasks) {
        bytes += task.bytes;
        batches.push_back(std::move(task.batch));
    }
    Result<void> result;
    if (auto opened = store(true); !opened) {
        result = opened.error();
    } else if (options_.max_bytes > 0 && (*opened)->disk_bytes() > options_.max_bytes) {
        result = failed("append", unavailable("it is as large as it may become"));
    } else {
        result = told("append", (*opened)->append(batches));
    }
    {
        const std::lock_guard lock(mutex_);
        waiting_bytes_ -= bytes;
    }
    if (stopping_) return;
    for (const Task& task : tasks) task.done(result);
}

void RocksdbEngine::scan(Scan scan, Done<ScanEnd> done) {
    Loop* reader = this->reader(scan.in_background);
    if (reader == nullptr) return done(engine_unavailable());
    reader->post([this, scan = std::move(scan), done = std::move(done)]() mutable {
        if (scan.begin) scan.begin();
        auto opened = store(false);
        if (!opened) return done(opened.error());
        if (*opened == nullptr) return done(ScanEnd{});
        // A scan ends with the engine, whatever its own stop says.
        const auto visit = std::move(scan.visit);
        bool ended = false;
        scan.visit = [this, &visit, &ended](const EventView& event) {
            ended = stopping_.load(std::memory_order_relaxed);
            return !ended && visit(event);
        };
        auto end = told("scan", (*opened)->scan(scan));
        if (!ended) done(std::move(end));
    });
}

void RocksdbEngine::stats(
    std::vector<std::string> groups, Done<std::map<std::string, GroupStats>> done
) {
    Loop* reader = this->reader();
    if (reader == nullptr) return done(engine_unavailable());
    reader->post([this, groups = std::move(groups), done = std::move(done)] {
        auto opened = store(false);
        if (!opened) return done(opened.error());
        std::map<std::string, GroupStats> shown;
        if (*opened != nullptr) {
            for (const std::string& group : groups) shown.emplace(group, (*opened)->stats(group));
        }
        done(std::move(shown));
    });
}

void RocksdbEngine::remove_stream(std::string group, std::string stream, Done<void> done) {
    removed_.add_stream(group, stream);
    write({
        .change = [group = std::move(group), stream = std::move(stream)](RocksdbStore& store
                  ) { return store.remove_stream(group, stream); },
        .done = std::move(done),
    });
}

void RocksdbEngine::remove_group(std::string group, Done<void> done) {
    removed_.add_group(group);
    retention_.set(group, std::nullopt);
    write({
        .change = [group =
                       std::move(group)](RocksdbStore& store) { return store.remove_group(group); },
        .done = std::move(done),
    });
}

void RocksdbEngine::keep_only(std::map<std::string, std::set<std::string>> known) {
    {
        const std::lock_guard lock(mutex_);
        if (!writer_ && !is_there()) return;
    }
    write({
        .change = [known =
                       std::move(known)](RocksdbStore& store) { return store.keep_only(known); },
        .done = [](const Result<void>&) {},
    });
}

void RocksdbEngine::set_retention(std::string group, std::optional<Duration> retention) {
    retention_.set(group, retention);
}

void RocksdbEngine::compact(Done<void> done) {
    write({
        .change = [](RocksdbStore& store) { return store.compact(); },
        .done = std::move(done),
    });
}

void RocksdbEngine::disk_bytes(Done<std::uint64_t> done) {
    thread(reader_, "logs-read").post([this, done = std::move(done)] {
        auto opened = store(false);
        if (!opened) return done(opened.error());
        done(*opened == nullptr ? 0 : (*opened)->disk_bytes());
    });
}

}  // namespace gantry::logs
