// Websocket frames off the wire: whatever the bytes, reading them ends, messages stay within the
// limit and are the same however the bytes are cut, and what was read survives being written again.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/assert.h"
#include "net/websocket_codec.h"

namespace gantry::net {
namespace {

using Event = FrameReader::Event;

constexpr std::size_t kMaxMessageBytes = 300;

struct Seen {
    std::vector<std::pair<Event, std::string>> events;
    int failure = 0;
    friend bool operator==(const Seen&, const Seen&) = default;
};

Seen read_all(std::string_view bytes, std::size_t piece, bool from_client) {
    Seen seen;
    FrameReader reader{from_client, kMaxMessageBytes};
    while (!bytes.empty() && seen.failure == 0) {
        std::string_view part = bytes.substr(0, std::min(piece, bytes.size()));
        bytes.remove_prefix(part.size());
        for (;;) {
            const Event event = reader.read(part);
            if (event == Event::NeedMore) break;
            if (event == Event::Failed) {
                seen.failure = reader.failure_code();
                break;
            }
            seen.events.emplace_back(event, reader.take_payload());
        }
        GANTRY_ASSERT(seen.failure != 0 || part.empty());
    }
    return seen;
}

FrameType type_of(Event event) {
    switch (event) {
        case Event::Text: return FrameType::Text;
        case Event::Binary: return FrameType::Binary;
        case Event::Ping: return FrameType::Ping;
        case Event::Pong: return FrameType::Pong;
        default: return FrameType::Close;
    }
}

}  // namespace
}  // namespace gantry::net

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace gantry::net;
    if (size == 0) return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    const bool masked = (data[0] & 1U) != 0;
    const Seen seen = read_all(bytes, data[0] / 2 % 16 + 1, masked);
    GANTRY_ASSERT(seen == read_all(bytes, bytes.size() + 1, masked));
    std::string again;
    for (const auto& [event, payload] : seen.events) {
        GANTRY_ASSERT(payload.size() <= kMaxMessageBytes);
        append_frame(again, type_of(event), payload, !masked);
        ClosePayload close;
        if (event == Event::Close && parse_close_payload(payload, close)) {
            GANTRY_ASSERT(close_payload(close.code, close.reason) == payload);
        }
    }
    GANTRY_ASSERT(read_all(again, again.size() + 1, !masked).events == seen.events);
    return 0;
}
