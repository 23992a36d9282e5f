#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/thread_loop.h"
#include "services/logs/engine/engine.h"
#include "services/logs/engine/failure_log.h"
#include "services/logs/engine/removed.h"
#include "services/logs/engine/retention_filter.h"

namespace gantry::logs {

class RocksdbStore;

struct RocksdbOptions {
    std::string directory;
    /// Nothing is taken any more while the store is larger on disk; 0: no bound.
    std::uint64_t max_bytes = 0;
};

/// Events in a database on disk. Nothing is opened and no thread runs before the first call that
/// needs it; then three do: one writes, what waits meanwhile becomes durable with one sync; one
/// reads pages; one reads in the background.
class RocksdbEngine final : public Engine {
  public:
    /// More than this waiting to be written, and appends are refused.
    static constexpr std::size_t kMaxWaitingBytes = 64UL << 20;
    /// As many scans and questions wait for one of the threads that read; more are refused.
    static constexpr std::size_t kMaxWaitingReads = 512;

    explicit RocksdbEngine(RocksdbOptions options);
    /// Stops scans; what was to be written is, and nobody hears of it any more.
    ~RocksdbEngine() override;

    void append(Batch batch, Done<void> done) override;
    void scan(Scan scan, Done<ScanEnd> done) override;
    void stats(std::vector<std::string> groups, Done<std::map<std::string, GroupStats>> done)
        override;
    void remove_stream(std::string group, std::string stream, Done<void> done) override;
    void remove_group(std::string group, Done<void> done) override;
    void keep_only(std::map<std::string, std::set<std::string>> known) override;
    void set_retention(std::string group, std::optional<Duration> retention) override;

    /// Rewrites all files: for tests and measurements.
    void compact(Done<void> done);
    void disk_bytes(Done<std::uint64_t> done);

  private:
    using Change = std::function<Result<void>(RocksdbStore& store)>;
    /// One thing to write: a batch, or a change of another kind.
    struct Task {
        Batch batch;
        std::size_t bytes = 0;
        Change change;
        Done<void> done;
    };

    void write(Task task);
    void write_waiting();
    void write_batches(std::vector<Task>& tasks);
    /// @return the part of `waiting` that is written next: one change, or batches
    static std::vector<Task> take_next(std::vector<Task>& waiting);
    Result<RocksdbStore*> store(bool make);
    ThreadLoop& thread(std::unique_ptr<ThreadLoop>& which, const char* name);
    /// The thread for pages, or for what is in the background. Null: too many wait for it.
    Loop* reader(bool in_background = false);
    /// What clients hear; the reason goes into the log.
    Error failed(std::string_view what, const Error& why);
    template <class T>
    Result<T> told(std::string_view what, Result<T> result);
    [[nodiscard]] bool is_there() const;

    RocksdbOptions options_;
    RealClock clock_;
    FailureLog failures_{clock_};
    Removed removed_;
    Retention retention_;
    std::mutex opening_;
    std::unique_ptr<RocksdbStore> store_;

    std::mutex mutex_;  ///< guards what follows
    std::vector<Task> waiting_;
    std::size_t waiting_bytes_ = 0;
    std::atomic<bool> stopping_{false};
    std::unique_ptr<ThreadLoop> writer_;
    std::unique_ptr<ThreadLoop> reader_;
    std::unique_ptr<ThreadLoop> background_;
};

}  // namespace gantry::logs
