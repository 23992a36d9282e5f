#pragma once

#include <rocksdb/db.h>

#include <memory>
#include <optional>
#include <string>

#include "services/logs/engine/block.h"

namespace gantry::logs {

/// What is read of one stream.
struct StreamRange {
    rocksdb::DB* db = nullptr;
    const rocksdb::Snapshot* snapshot = nullptr;
    std::string prefix;  ///< of its blocks' keys
    std::int64_t from_ms = 0;
    std::int64_t to_ms = 0;
    bool backward = false;
    /// Whether the place in the database is kept open, which takes memory, or found again.
    bool stays_open = true;
};

/// The blocks of one stream one after the other, as they are needed to show its events in order.
class BlockSource {
  public:
    BlockSource() = default;
    virtual ~BlockSource() = default;
    BlockSource(const BlockSource&) = delete;
    BlockSource& operator=(const BlockSource&) = delete;

    /// Forward: no event that is still to come is earlier than this; backward: none is later.
    /// Nothing at the end, or after a failure.
    virtual std::optional<std::int64_t> bound() = 0;
    /// Reads the next block; bound() has just said that there is one. @return false: it failed
    virtual bool take(Block& block) = 0;

    [[nodiscard]] const rocksdb::Status& status() const { return status_; }

  protected:
    bool fail(rocksdb::Status status) {
        status_ = std::move(status);
        return false;
    }

  private:
    rocksdb::Status status_;
};

/// `range` lives as long as the source.
std::unique_ptr<BlockSource> open_source(const StreamRange& range);

}  // namespace gantry::logs
