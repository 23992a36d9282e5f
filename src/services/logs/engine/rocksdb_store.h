#pragma once

#include <rocksdb/db.h>

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <span>
#include <string>

#include "base/loop.h"
#include "base/result.h"
#include "services/logs/engine/engine.h"
#include "services/logs/engine/retention_filter.h"

namespace gantry::logs {

/// Events in a RocksDB database (keys.h), without threads of its own but RocksDB's. One thread
/// writes, any may read.
///
/// Files are compressed with zstd. What the process holds of it is bounded: two write buffers of
/// kWriteBufferBytes, a cache of kCacheBytes, and what scans have in hand.
class RocksdbStore {
  public:
    static constexpr std::size_t kWriteBufferBytes = 16UL << 20;
    static constexpr std::size_t kCacheBytes = 8UL << 20;

    /// Makes it where there is none. `retention` and `clock` outlive it.
    /// Errors: Unavailable, with the reason: another process has it, it is damaged, of a newer
    /// format, or the disk does not let us.
    static Result<std::unique_ptr<RocksdbStore>> open(
        const std::string& directory, const Retention& retention, const Clock& clock
    );
    ~RocksdbStore();
    RocksdbStore(const RocksdbStore&) = delete;
    RocksdbStore& operator=(const RocksdbStore&) = delete;

    /// Makes them durable, all or none. Errors: Unavailable, with the reason.
    Result<void> append(std::span<const Batch> batches);
    Result<void> remove_stream(const std::string& group, const std::string& stream);
    Result<void> remove_group(const std::string& group);
    Result<void> keep_only(const std::map<std::string, std::set<std::string>>& known);

    [[nodiscard]] GroupStats stats(const std::string& group) const;
    /// Errors: Unavailable, with the reason.
    Result<ScanEnd> scan(const Scan& scan) const;

    /// On disk, but for the newest.
    [[nodiscard]] std::uint64_t disk_bytes() const;
    /// Rewrites all files: what is expired or removed is gone then. Takes its time.
    Result<void> compact();

  private:
    explicit RocksdbStore(std::unique_ptr<rocksdb::DB> db) : db_(std::move(db)) {}

    Result<void> load();
    Result<void> write(rocksdb::WriteBatch& changes);

    std::unique_ptr<rocksdb::DB> db_;
    std::uint64_t sequence_ = 0;  ///< touched by the writer only
    mutable std::mutex mutex_;    ///< guards stats_
    std::map<std::string, GroupStats> stats_;
};

}  // namespace gantry::logs
