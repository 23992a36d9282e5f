#include "services/logs/engine/block.h"

#include "services/logs/engine/bytes.h"

namespace gantry::logs {
namespace {

constexpr char kBlockFormat = 1;

struct Head {
    std::int64_t ingested_ms = 0;
    std::int64_t last_ms = 0;
    std::uint64_t count = 0;
};

bool read_head(ByteReader& reader, std::int64_t first_ms, Head& head) {
    if (reader.next() != kBlockFormat) return false;
    head.ingested_ms = static_cast<std::int64_t>(reader.fixed());
    head.last_ms = first_ms + static_cast<std::int64_t>(reader.varint());
    head.count = reader.varint();
    // Each event takes two bytes at least.
    return reader.good() && head.count <= reader.rest().size() / 2;
}

}  // namespace

std::span<const NewEvent> take_block(std::span<const NewEvent>& events) {
    const std::int64_t bucket = bucket_of(events.front().timestamp_ms);
    std::size_t count = 1;
    while (count < events.size() && bucket_of(events[count].timestamp_ms) == bucket) ++count;
    const auto block = events.first(count);
    events = events.subspan(count);
    return block;
}

std::string encode_block(std::span<const NewEvent> events, std::int64_t ingested_ms) {
    std::size_t size = 32 + events.size() * 4;
    for (const NewEvent& event : events) size += event.message.size();
    std::string bytes;
    bytes.reserve(size);
    bytes += kBlockFormat;
    put_fixed(bytes, static_cast<std::uint64_t>(ingested_ms));
    std::int64_t before = events.front().timestamp_ms;
    put_varint(bytes, static_cast<std::uint64_t>(events.back().timestamp_ms - before));
    put_varint(bytes, events.size());
    for (const NewEvent& event : events) {
        put_varint(bytes, static_cast<std::uint64_t>(event.timestamp_ms - before));
        put_varint(bytes, event.message.size());
        before = event.timestamp_ms;
    }
    for (const NewEvent& event : events) bytes += event.message;
    return bytes;
}

bool decode_block(std::string_view bytes, std::int64_t first_ms, Block& block) {
    block.text.assign(bytes);
    block.entries.clear();
    ByteReader reader(block.text);
    Head head;
    if (!read_head(reader, first_ms, head)) return false;
    block.ingested_ms = head.ingested_ms;
    block.entries.reserve(head.count);
    std::int64_t time = first_ms;
    std::size_t offset = 0;
    for (std::uint64_t i = 0; i < head.count; ++i) {
        time += static_cast<std::int64_t>(reader.varint());
        const std::uint64_t length = reader.varint();
        if (!reader.good() || length > block.text.size()) return false;
        // Until all lengths are read, nobody knows where the messages begin.
        block.entries.push_back({time, std::string_view(block.text.data() + offset, length)});
        offset += length;
        if (offset > block.text.size()) return false;
    }
    if (reader.rest().size() != offset) return false;
    const std::size_t start = block.text.size() - offset;
    for (Block::Entry& entry : block.entries) {
        entry.message = {entry.message.data() + start, entry.message.size()};
    }
    return true;
}

bool read_last_time(std::string_view bytes, std::int64_t first_ms, std::int64_t& last_ms) {
    ByteReader reader(bytes);
    Head head;
    if (!read_head(reader, first_ms, head)) return false;
    last_ms = head.last_ms;
    return true;
}

}  // namespace gantry::logs
