#include "agent/logs/log_event.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace gantry::agent {

namespace {

/// What the text takes in a JSON string, at the most.
std::size_t size_in_json(std::string_view text) {
    constexpr std::size_t kEscaped = 6;  // "\u0000"
    std::size_t size = text.size();
    for (const char c : text) {
        if (static_cast<unsigned char>(c) < 0x20) size += kEscaped - 1;
        if (c == '"' || c == '\\') ++size;
    }
    return size;
}

}  // namespace

LogBatch take_batch(std::deque<LogEvent>& queue) {
    LogBatch batch;
    std::size_t bytes = 0;
    std::size_t body = 0;
    std::int64_t first = 0;
    std::int64_t last = 0;
    while (!queue.empty() && batch.events.size() < kMaxBatchEvents) {
        const LogEvent& next = queue.front();
        const bool begins = batch.events.empty();
        first = begins ? next.time_ms : std::min(first, next.time_ms);
        last = begins ? next.time_ms : std::max(last, next.time_ms);
        bytes += next.bytes();
        body += size_in_json(next.text) + kEventFrame;
        if (bytes > kMaxBatchBytes || body > kMaxBatchBody || last - first > kMaxBatchSpanMs) break;
        batch.pieces += next.pieces;
        // Nearly always at the end: output is hardly ever out of order, and never by much.
        const auto place =
            std::ranges::upper_bound(batch.events, next.time_ms, {}, &LogEvent::time_ms);
        batch.events.insert(place, std::move(queue.front()));
        queue.pop_front();
    }
    return batch;
}

}  // namespace gantry::agent
