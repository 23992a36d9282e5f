#include "services/logs/engine/rocksdb_store.h"

#include <fmt/format.h>
#include <rocksdb/cache.h>
#include <rocksdb/convenience.h>
#include <rocksdb/env.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/options.h>
#include <rocksdb/table.h>
#include <rocksdb/write_batch.h>

#include <cstdarg>
#include <utility>

#include "services/logs/engine/block.h"
#include "services/logs/engine/keys.h"
#include "services/logs/engine/stats.h"

namespace gantry::logs {
namespace {

/// How often files are rewritten though nothing new came, so that what is expired goes: as long as
/// AWS takes for it. Source: PutRetentionPolicy.
constexpr std::uint64_t kRewriteAfterS = 72UL * 60 * 60;

std::string_view text_of(const rocksdb::Slice& slice) {
    return {slice.data(), slice.size()};
}

/// What RocksDB has to say of itself goes into no file. Its own beside the data ends the process
/// when the disk is full: it asserts that nobody writes into a file after a failure, and writes
/// about it into that very file. What fails is told by whoever asked for it.
class NoLog final : public rocksdb::Logger {
  public:
    NoLog() : rocksdb::Logger(rocksdb::InfoLogLevel::FATAL_LEVEL) {}
    using rocksdb::Logger::Logv;
    void Logv(const char* /*format*/, std::va_list /*values*/) override {}
};

Error failed(const rocksdb::Status& status) {
    return unavailable(status.ToString());
}

Result<void> to_result(const rocksdb::Status& status) {
    if (!status.ok()) return failed(status);
    return {};
}

rocksdb::Options options_for(const Retention& retention, const Clock& clock) {
    rocksdb::BlockBasedTableOptions table;
    table.block_cache = rocksdb::NewLRUCache(RocksdbStore::kCacheBytes);
    table.block_size = 128UL << 10;  // the larger, the better it compresses
    table.cache_index_and_filter_blocks = true;
    table.format_version = 5;
    rocksdb::Options options;
    options.create_if_missing = true;
    options.compression = rocksdb::kZSTD;
    options.compression_opts.level = 3;
    options.write_buffer_size = RocksdbStore::kWriteBufferBytes;
    options.max_write_buffer_number = 2;
    options.max_open_files = 256;
    options.max_background_jobs = 2;
    options.info_log = std::make_shared<NoLog>();
    options.max_total_wal_size = 64UL << 20;
    options.periodic_compaction_seconds = kRewriteAfterS;
    options.compaction_filter_factory = std::make_shared<RetentionFilterFactory>(retention, clock);
    options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
    return options;
}

Error cannot_open(const std::string& directory, const rocksdb::Status& status) {
    const std::string why = status.ToString();
    if (status.IsIOError() && why.find("lock") != std::string::npos) {
        return unavailable(
            fmt::format("the log store {} is in use by another process ({})", directory, why)
        );
    }
    if (status.IsCorruption()) {
        return unavailable(fmt::format("the log store {} is damaged ({})", directory, why));
    }
    return unavailable(fmt::format("the log store {} cannot be opened ({})", directory, why));
}

}  // namespace

RocksdbStore::~RocksdbStore() {
    rocksdb::CancelAllBackgroundWork(db_.get(), true);
}

Result<std::unique_ptr<RocksdbStore>> RocksdbStore::open(
    const std::string& directory, const Retention& retention, const Clock& clock
) {
    rocksdb::DB* db = nullptr;
    const auto status = rocksdb::DB::Open(options_for(retention, clock), directory, &db);
    if (!status.ok()) return cannot_open(directory, status);
    std::unique_ptr<RocksdbStore> store(new RocksdbStore(std::unique_ptr<rocksdb::DB>(db)));
    if (auto loaded = store->load(); !loaded) return loaded.error();
    return store;
}

Result<void> RocksdbStore::load() {
    std::string value;
    const auto format = db_->Get({}, std::string(kFormatKey), &value);
    if (format.IsNotFound()) {
        rocksdb::WriteBatch first;
        first.Put(std::string(kFormatKey), std::string(kFormat));
        return write(first);
    }
    if (!format.ok()) return failed(format);
    if (value != kFormat) {
        return unavailable(fmt::format("the log store is of format {}, which is unknown", value));
    }
    if (db_->Get({}, std::string(kSequenceKey), &value).ok()) {
        sequence_ = ByteReader(value).fixed();
    }
    const std::unique_ptr<rocksdb::Iterator> row(db_->NewIterator({}));
    for (row->Seek("s"); row->Valid() && row->key().starts_with("s"); row->Next()) {
        const std::string_view ids = text_of(row->key()).substr(1);
        const std::size_t slash = ids.find('/');
        StreamStats stats;
        if (slash == std::string_view::npos || !decode(text_of(row->value()), stats)) {
            return unavailable("the log store is damaged: a stream's row cannot be read");
        }
        stats_[std::string(ids.substr(0, slash))][std::string(ids.substr(slash + 1))] = stats;
    }
    return to_result(row->status());
}

Result<void> RocksdbStore::write(rocksdb::WriteBatch& changes) {
    rocksdb::WriteOptions synced;
    synced.sync = true;
    auto status = db_->Write(synced, &changes);
    if (!status.ok() && db_->Resume().ok()) status = db_->Write(synced, &changes);
    return to_result(status);
}

Result<void> RocksdbStore::append(std::span<const Batch> batches) {
    rocksdb::WriteBatch changes;
    std::map<std::pair<std::string, std::string>, StreamStats> counted;
    std::uint64_t sequence = sequence_;
    for (const Batch& batch : batches) {
        if (batch.events.empty()) continue;
        const std::string prefix = stream_prefix(batch.group, batch.stream);
        std::span<const NewEvent> rest = batch.events;
        while (!rest.empty()) {
            const auto block = take_block(rest);
            changes.Put(
                block_key(prefix, block.front().timestamp_ms, ++sequence),
                encode_block(block, batch.ingested_ms)
            );
        }
        const auto [entry, is_new] = counted.try_emplace({batch.group, batch.stream});
        if (is_new) {
            const std::lock_guard lock(mutex_);
            entry->second = stats_[batch.group][batch.stream];
        }
        count(batch, entry->second);
    }
    for (const auto& [name, stats] : counted) {
        changes.Put(stats_key(name.first, name.second), encode(stats));
    }
    std::string drawn;
    put_fixed(drawn, sequence);
    changes.Put(std::string(kSequenceKey), drawn);
    sequence_ = sequence;  // a failed one may be there all the same: never use its numbers again
    if (auto done = write(changes); !done) return done;
    const std::lock_guard lock(mutex_);
    for (const auto& [name, stats] : counted) stats_[name.first][name.second] = stats;
    return {};
}

Result<void> RocksdbStore::remove_stream(const std::string& group, const std::string& stream) {
    const std::string prefix = stream_prefix(group, stream);
    rocksdb::WriteBatch changes;
    changes.DeleteRange(prefix, after_prefix(prefix));
    changes.Delete(stats_key(group, stream));
    if (auto done = write(changes); !done) return done;
    const std::lock_guard lock(mutex_);
    if (const auto found = stats_.find(group); found != stats_.end()) found->second.erase(stream);
    return {};
}

Result<void> RocksdbStore::remove_group(const std::string& group) {
    rocksdb::WriteBatch changes;
    for (const char kind : {'e', 's'}) {
        const std::string prefix = group_prefix(kind, group);
        changes.DeleteRange(prefix, after_prefix(prefix));
    }
    if (auto done = write(changes); !done) return done;
    {
        const std::lock_guard lock(mutex_);
        stats_.erase(group);
    }
    // Whole files of it go at once; what is left goes as files are rewritten.
    const std::string prefix = group_prefix('e', group);
    const std::string end = after_prefix(prefix);
    const rocksdb::Slice first(prefix);
    const rocksdb::Slice last(end);
    static_cast<void>(
        rocksdb::DeleteFilesInRange(db_.get(), db_->DefaultColumnFamily(), &first, &last, false)
    );
    return {};
}

Result<void> RocksdbStore::keep_only(const std::map<std::string, std::set<std::string>>& known) {
    std::map<std::string, GroupStats> there;
    {
        const std::lock_guard lock(mutex_);
        there = stats_;
    }
    for (const auto& [group, streams] : there) {
        const auto kept = known.find(group);
        if (kept == known.end()) {
            if (auto done = remove_group(group); !done) return done;
            continue;
        }
        for (const auto& [stream, stats] : streams) {
            if (kept->second.contains(stream)) continue;
            if (auto done = remove_stream(group, stream); !done) return done;
        }
    }
    return {};
}

GroupStats RocksdbStore::stats(const std::string& group) const {
    const std::lock_guard lock(mutex_);
    const auto found = stats_.find(group);
    if (found == stats_.end()) return {};
    GroupStats shown = found->second;
    std::erase_if(shown, [](const auto& stream) { return stream.second.last_ingested_ms == 0; });
    return shown;
}

std::uint64_t RocksdbStore::disk_bytes() const {
    std::uint64_t bytes = 0;
    db_->GetIntProperty(rocksdb::DB::Properties::kTotalSstFilesSize, &bytes);
    return bytes;
}

Result<void> RocksdbStore::compact() {
    rocksdb::CompactRangeOptions all;
    all.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForce;
    return to_result(db_->CompactRange(all, nullptr, nullptr));
}

}  // namespace gantry::logs
