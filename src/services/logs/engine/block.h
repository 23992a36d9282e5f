#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "services/logs/engine/engine.h"

namespace gantry::logs {

/// Events of one stream that were put together and fall into one minute: what is kept as one value.
/// So blocks overlap in time within a minute only, and whoever looks for a moment finds it by its
/// minute.
inline constexpr std::int64_t kBucketMs = 60'000;

/// The start of the minute that a moment falls into.
constexpr std::int64_t bucket_of(std::int64_t timestamp_ms) {
    const std::int64_t past = timestamp_ms % kBucketMs;
    return timestamp_ms - (past < 0 ? past + kBucketMs : past);
}

/// Cuts off the events that are the next block. @param events in order of time; not empty
std::span<const NewEvent> take_block(std::span<const NewEvent>& events);

/// The value: times and lengths first, then the messages, which compress better that way.
std::string encode_block(std::span<const NewEvent> events, std::int64_t ingested_ms);

/// A block that was read.
struct Block {
    struct Entry {
        std::int64_t timestamp_ms;
        std::string_view message;  ///< within `text`
    };
    std::uint64_t sequence = 0;
    std::int64_t ingested_ms = 0;
    std::string text;
    std::vector<Entry> entries;

    [[nodiscard]] Position position(std::size_t index) const {
        return {entries[index].timestamp_ms, sequence, static_cast<std::uint32_t>(index)};
    }
};

/// @param first_ms of the key
/// @param block what it had before goes, its memory is used again
/// @return false: the bytes are no block
bool decode_block(std::string_view bytes, std::int64_t first_ms, Block& block);

/// When its last event was, without reading the rest. @return false: the bytes are no block
bool read_last_time(std::string_view bytes, std::int64_t first_ms, std::int64_t& last_ms);

}  // namespace gantry::logs
