#include "services/logs/engine/stream_cursor.h"

#include <algorithm>

namespace gantry::logs {

Position StreamCursor::head(const Open& open) const {
    return open.block->position(range_.backward ? open.end - 1 : open.begin);
}

StreamCursor::Open* StreamCursor::first_open() {
    Open* first = nullptr;
    for (Open& open : open_) {
        const bool is_first = first == nullptr || (range_.backward ? head(open) > head(*first)
                                                                   : head(open) < head(*first));
        if (is_first) first = &open;
    }
    return first;
}

bool StreamCursor::open_one() {
    Open open{.block = spare_ ? std::move(spare_) : std::make_unique<Block>()};
    if (!source_->take(*open.block)) return false;
    const auto& entries = open.block->entries;
    const auto place_of = [&entries](std::int64_t time) {
        const auto at = std::ranges::lower_bound(entries, time, {}, &Block::Entry::timestamp_ms);
        return static_cast<std::size_t>(at - entries.begin());
    };
    open.begin = place_of(range_.from_ms);
    open.end = place_of(range_.to_ms);
    if (open.begin < open.end) open_.push_back(std::move(open));
    return true;
}

/// Opens every block that may hold the next event. @return false: that failed
bool StreamCursor::open_due() {
    for (;;) {
        const auto bound = source_->bound();
        if (!bound) return source_->status().ok();
        if (const Open* first = first_open()) {
            const std::int64_t time = head(*first).timestamp_ms;
            if (range_.backward ? *bound < time : *bound > time) return true;
        }
        if (!open_one()) return false;
    }
}

bool StreamCursor::next() {
    if (!open_due()) return false;
    Open* first = first_open();
    if (first == nullptr) return false;
    const std::size_t index = range_.backward ? --first->end : first->begin++;
    const Block& block = *first->block;
    event_ = {block.position(index), block.ingested_ms, block.entries[index].message};
    if (first->begin == first->end) {
        spare_ = std::move(first->block);
        *first = std::move(open_.back());
        open_.pop_back();
    }
    return true;
}

}  // namespace gantry::logs
