#include "net/websocket_codec.h"

#include <gtest/gtest.h>

#include <vector>

#include "net/websocket_handshake.h"

namespace gantry::net {
namespace {

using Event = FrameReader::Event;

constexpr std::size_t kLimit = 4U << 20U;

std::string frame(FrameType type, std::string_view payload, bool masked) {
    std::string out;
    append_frame(out, type, payload, masked);
    return out;
}

/// A frame written by hand: first byte, then an unmasked payload of at most 125 bytes.
std::string raw_frame(unsigned first, std::string_view payload) {
    std::string out{static_cast<char>(first), static_cast<char>(payload.size())};
    return out.append(payload);
}

struct Seen {
    std::vector<std::pair<Event, std::string>> events;
    int failure = 0;
};

Seen read_all(FrameReader reader, std::string_view bytes, std::size_t piece) {
    Seen seen;
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
    }
    return seen;
}

int failure_of(std::string_view bytes) {
    return read_all(FrameReader{false, kLimit}, bytes, 4096).failure;
}

TEST(WebSocketCodec, MessagesOfEverySizeComeBackHoweverTheBytesAreCut) {
    for (const bool masked : {false, true}) {
        for (const std::size_t size : {0U, 1U, 125U, 126U, 65535U, 65536U, 200000U}) {
            std::string text(size, 'x');
            for (std::size_t i = 0; i < size; ++i) text[i] = static_cast<char>('a' + i % 26);
            const std::string bytes = frame(FrameType::Text, text, masked);
            for (const std::size_t piece : {1U, 5U, 1000U, 1000000U}) {
                const Seen seen = read_all(FrameReader{masked, kLimit}, bytes, piece);
                ASSERT_EQ(seen.events.size(), 1U);
                EXPECT_EQ(seen.events[0].first, Event::Text);
                EXPECT_EQ(seen.events[0].second, text);
            }
        }
    }
}

TEST(WebSocketCodec, FragmentsBecomeOneMessageAndPingsMayComeBetween) {
    const std::string bytes = raw_frame(0x01, "one ") + raw_frame(0x89, "p") +
                              raw_frame(0x00, "two ") + raw_frame(0x80, "three");
    const Seen seen = read_all(FrameReader{false, kLimit}, bytes, 3);
    ASSERT_EQ(seen.events.size(), 2U);
    EXPECT_EQ(seen.events[0], std::pair(Event::Ping, std::string{"p"}));
    EXPECT_EQ(seen.events[1], std::pair(Event::Text, std::string{"one two three"}));
}

TEST(WebSocketCodec, BrokenFramesFailWithTheRightCode) {
    EXPECT_EQ(failure_of(raw_frame(0xc1, "x")), 1002) << "reserved bit";
    EXPECT_EQ(failure_of(raw_frame(0x83, "x")), 1002) << "unknown kind";
    EXPECT_EQ(failure_of(raw_frame(0x80, "x")), 1002) << "continuation of nothing";
    EXPECT_EQ(failure_of(raw_frame(0x01, "x") + raw_frame(0x81, "y")), 1002) << "not continued";
    EXPECT_EQ(failure_of(raw_frame(0x09, "x")), 1002) << "fragmented ping";
    EXPECT_EQ(failure_of(frame(FrameType::Ping, std::string(126, 'x'), false)), 1002);
    EXPECT_EQ(failure_of(frame(FrameType::Text, "x", true)), 1002) << "masked by a server";
    EXPECT_EQ(failure_of(raw_frame(0x81, "\xff")), 1007);
    EXPECT_EQ(read_all(FrameReader{true, kLimit}, raw_frame(0x81, "x"), 9).failure, 1002)
        << "not masked by a client";
}

TEST(WebSocketCodec, LimitsMessages) {
    const std::string four = frame(FrameType::Text, "four", false);
    EXPECT_EQ(read_all(FrameReader{false, 4}, four, 99).failure, 0);
    EXPECT_EQ(read_all(FrameReader{false, 3}, four, 99).failure, 1009);
    const std::string fragments = raw_frame(0x01, "12") + raw_frame(0x80, "34");
    EXPECT_EQ(read_all(FrameReader{false, 3}, fragments, 99).failure, 1009);
    const std::string huge{"\x81\x7f\xff\xff\xff\xff\xff\xff\xff\xff", 10};
    EXPECT_EQ(failure_of(huge), 1009);
}

TEST(WebSocketCodec, ClosePayloads) {
    ClosePayload close;
    ASSERT_TRUE(parse_close_payload(close_payload(1013, "later"), close));
    EXPECT_EQ(close.code, 1013);
    EXPECT_EQ(close.reason, "later");
    ASSERT_TRUE(parse_close_payload("", close));
    EXPECT_EQ(close.code, 1005);
    EXPECT_EQ(close_payload(1005, "x"), "");
    EXPECT_FALSE(parse_close_payload("x", close));
    EXPECT_FALSE(parse_close_payload(close_payload(1006, ""), close));
    EXPECT_FALSE(parse_close_payload(close_payload(999, ""), close));
    EXPECT_FALSE(parse_close_payload(close_payload(1000, "\xff"), close));

    std::string long_reason;
    while (long_reason.size() < 200) long_reason += "ü";
    const std::string payload = close_payload(1000, long_reason);
    EXPECT_LE(payload.size(), 125U);
    EXPECT_TRUE(parse_close_payload(payload, close)) << "cut between two characters";
}

TEST(WebSocketCodec, KnowsUtf8) {
    EXPECT_TRUE(is_valid_utf8(""));
    EXPECT_TRUE(is_valid_utf8("plain text, more than eight"));
    EXPECT_TRUE(is_valid_utf8("κόσμε \xf0\x9f\x9a\xa2 \xf4\x8f\xbf\xbf"));
    for (const char* broken :
         {"\x80",
          "\xc3",
          "\xc0\xaf",
          "\xe0\x80\xaf",
          "\xed\xa0\x80",
          "\xf4\x90\x80\x80",
          "\xf5\x80\x80\x80",
          "eight ch\xe2\x82",
          "\xe2\x28\xa1"}) {
        EXPECT_FALSE(is_valid_utf8(broken)) << broken;
    }
}

TEST(WebSocketHandshake, AcceptsTheKeyOfTheStandardsExample) {
    EXPECT_EQ(websocket_accept_for("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}

TEST(WebSocketHandshake, RefusesWhatItCannotMeet) {
    HttpRequest request{.method = "GET"};
    EXPECT_EQ(websocket_refusal(request)->status, 426);
    request.headers.add("Sec-WebSocket-Version", "13");
    EXPECT_EQ(websocket_refusal(request)->status, 400);
    request.headers.add("Sec-WebSocket-Key", make_websocket_key());
    EXPECT_FALSE(websocket_refusal(request));
    request.method = "POST";
    EXPECT_EQ(websocket_refusal(request)->status, 400);
}

}  // namespace
}  // namespace gantry::net
