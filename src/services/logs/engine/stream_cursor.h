#pragma once

#include <memory>
#include <vector>

#include "services/logs/engine/block_source.h"

namespace gantry::logs {

/// The events of one stream in order of position, or against it. Holds the blocks that overlap
/// where it stands.
class StreamCursor {
  public:
    struct Event {
        Position at;
        std::int64_t ingested_ms = 0;
        std::string_view message;
    };

    explicit StreamCursor(StreamRange range)
        : range_(std::move(range)), source_(open_source(range_)) {}

    /// Goes to the next event; first of all to the first. @return false: there is none, or status()
    /// says what failed
    bool next();
    /// The one that next() went to, until it is called again.
    [[nodiscard]] const Event& event() const { return event_; }
    [[nodiscard]] const rocksdb::Status& status() const { return source_->status(); }

  private:
    /// A block, and which of its events are still to be shown: [begin, end).
    struct Open {
        std::unique_ptr<Block> block;
        std::size_t begin = 0;
        std::size_t end = 0;
    };

    bool open_due();
    bool open_one();
    [[nodiscard]] Position head(const Open& open) const;
    /// The one whose event is next; null when none is open.
    Open* first_open();

    StreamRange range_;
    std::unique_ptr<BlockSource> source_;
    std::vector<Open> open_;
    std::unique_ptr<Block> spare_;  ///< the last one that was closed, whose event is shown
    Event event_;
};

}  // namespace gantry::logs
