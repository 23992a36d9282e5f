#include "services/logs/engine/stats.h"

#include <algorithm>

#include "services/logs/engine/bytes.h"

namespace gantry::logs {

void count(const Batch& batch, StreamStats& stats) {
    const bool is_first = stats.last_ingested_ms == 0;
    const std::int64_t first = batch.events.front().timestamp_ms;
    const std::int64_t last = batch.events.back().timestamp_ms;
    stats.first_ms = is_first ? first : std::min(stats.first_ms, first);
    stats.last_ms = is_first ? last : std::max(stats.last_ms, last);
    stats.last_ingested_ms = std::max(stats.last_ingested_ms, batch.ingested_ms);
    for (const NewEvent& event : batch.events) stats.bytes += event.message.size() + kEventOverhead;
}

std::string encode(const StreamStats& stats) {
    std::string bytes;
    put_fixed(bytes, static_cast<std::uint64_t>(stats.first_ms));
    put_fixed(bytes, static_cast<std::uint64_t>(stats.last_ms));
    put_fixed(bytes, static_cast<std::uint64_t>(stats.last_ingested_ms));
    put_fixed(bytes, stats.bytes);
    return bytes;
}

bool decode(std::string_view bytes, StreamStats& stats) {
    ByteReader reader(bytes);
    stats.first_ms = static_cast<std::int64_t>(reader.fixed());
    stats.last_ms = static_cast<std::int64_t>(reader.fixed());
    stats.last_ingested_ms = static_cast<std::int64_t>(reader.fixed());
    stats.bytes = reader.fixed();
    return reader.good() && reader.rest().empty();
}

}  // namespace gantry::logs
