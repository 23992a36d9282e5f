#include "services/ecs/exec/data_message.h"

#include <gtest/gtest.h>

#include "wire/digest.h"

namespace gantry::ecs::exec {
namespace {

DataMessage sample() {
    return {
        .type = std::string(kInputStream),
        .created_ms = 1'700'000'000'123,
        .sequence = 7,
        .flags = 1,
        .id = "00112233-4455-6677-8899-aabbccddeeff",
        .payload_type = PayloadType::Output,
        .payload = "ls\n",
    };
}

TEST(DataMessageTest, StandsInTheFrameAsThePluginReadsIt) {
    const std::string frame = encode_data_message(sample());
    ASSERT_EQ(frame.size(), 123U);
    const std::string hex = wire::to_hex(wire::as_bytes(frame));
    EXPECT_EQ(hex.substr(0, 8), "00000074");  // 116
    EXPECT_EQ(frame.substr(4, 32), "input_stream_data               ");
    EXPECT_EQ(hex.substr(72, 8), "00000001");
    EXPECT_EQ(hex.substr(80, 16), "0000018bcfe5687b");
    EXPECT_EQ(hex.substr(96, 16), "0000000000000007");
    EXPECT_EQ(hex.substr(112, 16), "0000000000000001");
    EXPECT_EQ(hex.substr(128, 32), "8899aabbccddeeff0011223344556677");  // halves swapped
    EXPECT_EQ(hex.substr(160, 64), wire::to_hex(wire::sha256("ls\n")));
    EXPECT_EQ(hex.substr(224, 8), "00000001");
    EXPECT_EQ(hex.substr(232), "000000036c730a");
}

TEST(DataMessageTest, ReadsWhatItWrites) {
    const auto read = decode_data_message(encode_data_message(sample()));
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(*read, sample());
}

TEST(DataMessageTest, DamagedFramesAreRefused) {
    const std::string frame = encode_data_message(sample());
    EXPECT_FALSE(decode_data_message(""));
    EXPECT_FALSE(decode_data_message(frame.substr(0, 119)));
    EXPECT_FALSE(decode_data_message(frame.substr(0, frame.size() - 1)));
    EXPECT_FALSE(decode_data_message(frame + "x"));
    for (const std::size_t at : {3U, 39U, 119U, 122U}) {
        std::string damaged = frame;
        damaged[at] = static_cast<char>(damaged[at] ^ 1);
        EXPECT_FALSE(decode_data_message(damaged)) << at;
    }
}

TEST(DataMessageTest, FlagsAreNumbers) {
    EXPECT_EQ(flag_of(std::string("\0\0\0\2", 4)), kTerminateSession);
    EXPECT_EQ(flag_of("2"), 0U);
}

}  // namespace
}  // namespace gantry::ecs::exec
