#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "wire/protocol/cbor_codec.h"
#include "wire/protocol/test_shapes.h"

namespace gantry::wire::shapes {
namespace {

using api::Protocol;
using testing::HasSubstr;

std::string bytes(std::initializer_list<int> values) {
    std::string out;
    for (const int value : values) out += static_cast<char>(value);
    return out;
}

Result<Sample> from_cbor(const std::string& body) {
    return read_sample(Protocol::RpcV2Cbor, {.body = body});
}

/// {"name": value}
std::string member(std::string_view name, const std::string& value) {
    std::string out = "\xA1";
    append_cbor_text(out, name);
    return out + value;
}

TEST(Cbor, RoundTrip) {
    const Sample sample = full_sample();
    const HttpAnswer answer =
        codec_of(Protocol::RpcV2Cbor)
            .encode(service_of(Protocol::RpcV2Cbor), kOperations[1], &sample, "id");
    EXPECT_EQ(header_of(answer, "Content-Type"), "application/cbor");
    EXPECT_EQ(header_of(answer, "smithy-protocol"), "rpc-v2-cbor");
    const auto read = from_cbor(answer.body);
    ASSERT_TRUE(read.has_value()) << error_message(read);
    EXPECT_EQ(*read, sample);
}

TEST(Cbor, FindsTheOperationByItsPath) {
    const api::ServiceInfo service = service_of(Protocol::RpcV2Cbor);
    const auto find = [&](std::string_view target) {
        return codec_of(Protocol::RpcV2Cbor).find_operation(service, {"POST", target, {}, ""});
    };
    EXPECT_EQ(find("/service/Samples_20200101/operation/GetSample"), &kOperations[1]);
    EXPECT_EQ(find("/more/service/Samples_20200101/operation/GetSample?x=1"), &kOperations[1]);
    EXPECT_EQ(find("/service/Other/operation/GetSample"), nullptr);
    EXPECT_EQ(find("/service/Samples_20200101/operation/Other"), nullptr);
    EXPECT_EQ(find("/operation/GetSample"), nullptr);
    EXPECT_EQ(find("/"), nullptr);
}

TEST(Cbor, IsChosenByItsHeader) {
    api::ServiceInfo service = service_of(Protocol::AwsQuery);
    const std::vector<HeaderField> headers{{"Smithy-Protocol", "rpc-v2-cbor"}};
    EXPECT_EQ(protocol_of(service, {.headers = headers}), Protocol::AwsQuery);
    service.speaks_cbor = true;
    EXPECT_EQ(protocol_of(service, {.headers = headers}), Protocol::RpcV2Cbor);
    EXPECT_EQ(protocol_of(service, {}), Protocol::AwsQuery);
}

TEST(Cbor, TakesNumbersInEveryWidth) {
    EXPECT_EQ(from_cbor(member("Small", bytes({0x18, 200})))->small, 200);
    EXPECT_EQ(from_cbor(member("Small", bytes({0x39, 0x01, 0x00})))->small, -257);
    EXPECT_EQ(from_cbor(member("Small", bytes({0xF9, 0x3C, 0x00})))->small, 1);  // 1.0
    EXPECT_EQ(from_cbor(member("Real", bytes({0x03})))->real, 3.0);
    EXPECT_EQ(from_cbor(member("Real", bytes({0x20})))->real, -1.0);
    EXPECT_EQ(from_cbor(member("Real", bytes({0xFA, 0x3F, 0x00, 0x00, 0x00})))->real, 0.5);
    EXPECT_EQ(
        from_cbor(member("Real", bytes({0xF9, 0x7C, 0x00})))->real,
        std::numeric_limits<double>::infinity()
    );
    EXPECT_TRUE(std::isnan(*from_cbor(member("Real", bytes({0xF9, 0x7E, 0x00})))->real));
    EXPECT_EQ(
        from_cbor(member("Large", bytes({0x3B, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF})))
            ->large,
        std::numeric_limits<std::int64_t>::min()
    );
}

TEST(Cbor, TakesWhatHasNoLengthAhead) {
    const std::string words = bytes({0x9F}) + "\x61" + "a" + bytes({0x7F}) + "\x61" + "b\x62" +
                              "cd" + bytes({0xFF, 0xFF});
    const auto read = from_cbor(bytes({0xBF}) + "\x65Words" + words + bytes({0xFF}));
    ASSERT_TRUE(read.has_value()) << error_message(read);
    EXPECT_EQ(read->words, (std::vector<std::string>{"a", "bcd"}));
}

TEST(Cbor, IgnoresUnknownMembersAndNulls) {
    std::string body = "\xA3";
    append_cbor_text(body, "Unknown");
    body += bytes({0xC2, 0x82, 0xA1, 0x01, 0x02, 0x5F, 0x41, 0x00, 0xFF});
    append_cbor_text(body, "Text");
    body += bytes({0xF6});
    append_cbor_text(body, "Flag");
    body += bytes({0xF5});
    const auto read = from_cbor(body);
    ASSERT_TRUE(read.has_value()) << error_message(read);
    EXPECT_EQ(*read, Sample{.flag = true});
    EXPECT_EQ(*from_cbor(""), Sample{});
}

TEST(Cbor, WrongTypesNameTheMember) {
    const auto refused = [](const std::string& body) { return error_message(from_cbor(body)); };
    EXPECT_EQ(
        refused(member("Small", "\x61x")),
        "SerializationException: Small: expected a 32-bit integer, found text"
    );
    EXPECT_EQ(
        refused(member("Small", bytes({0x1A, 0x80, 0, 0, 0}))),
        "SerializationException: Small: expected a 32-bit integer, found 2147483648"
    );
    EXPECT_EQ(
        refused(member("Words", bytes({0x81, 0xF6}))),
        "SerializationException: Words[0]: expected a value, found null"
    );
    EXPECT_EQ(
        refused(member("At", bytes({0x01}))),
        "SerializationException: At: expected a time (tag 1), found an integer"
    );
    EXPECT_EQ(refused(member("Text", "\x61\xFF")), "SerializationException: Text: expected UTF-8");
    EXPECT_EQ(
        refused(member("Choice", "\xA0")),
        "SerializationException: Choice: expected one member of Choice, found 0"
    );
    EXPECT_EQ(refused("\x80"), "SerializationException: body: expected a map, found a list");
    EXPECT_THAT(refused(member("Colour", "\x63red")), HasSubstr("InvalidEnumValue: Colour: 'red'"));
}

TEST(Cbor, WhatIsCutOffOrTooMuchIsMalformed) {
    const auto refused = [](const std::string& body) { return error_message(from_cbor(body)); };
    EXPECT_THAT(refused(member("Text", "\x65xy")), HasSubstr("malformed CBOR at byte 6"));
    EXPECT_THAT(refused("\xA1"), HasSubstr("malformed CBOR"));
    EXPECT_THAT(refused(std::string("\xA0\xA0")), HasSubstr("malformed CBOR at byte 1"));
    EXPECT_THAT(refused(member("Words", "\x9F")), HasSubstr("malformed CBOR"));
    EXPECT_THAT(refused("\x1C"), HasSubstr("malformed CBOR at byte 0"));
    // 2^63 elements are announced, and none is there.
    EXPECT_THAT(
        refused(member("Words", bytes({0x9B, 0x80, 0, 0, 0, 0, 0, 0, 0}))),
        HasSubstr("malformed CBOR")
    );
}

TEST(Cbor, MemoryAndNestingAreBounded) {
    const std::string many =
        member("Items", bytes({0x9A, 0x00, 0x20, 0, 0}) + std::string(0x200000, '\xA0'));
    EXPECT_THAT(error_message(from_cbor(many)), HasSubstr("too many elements"));
    EXPECT_THAT(
        error_message(from_cbor(member("Unknown", std::string(100, '\x81')))),
        HasSubstr("nested too deeply")
    );
    std::string deep;
    for (int i = 0; i < 40; ++i) deep += "\xA1\x65Parts\x81";
    EXPECT_THAT(error_message(from_cbor(member("Part", deep))), HasSubstr("nested too deeply"));
}

}  // namespace
}  // namespace gantry::wire::shapes
