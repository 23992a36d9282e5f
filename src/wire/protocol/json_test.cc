#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wire/error_codec.h"
#include "wire/protocol/test_shapes.h"

namespace gantry::wire::shapes {
namespace {

using api::Protocol;

TEST(JsonProtocol, FindsTheOperationByItsTarget) {
    const api::ServiceInfo service = service_of(Protocol::AwsJson11);
    const auto find = [&](const std::string& target) {
        const std::vector<HeaderField> headers{{"x-AMZ-target", target}};
        return codec_of(Protocol::AwsJson11).find_operation(service, {"POST", "/", headers, ""});
    };
    EXPECT_EQ(find("Samples_20200101.GetSample"), &kOperations[1]);
    EXPECT_EQ(find("Samples_20200101.Other"), nullptr);
    EXPECT_EQ(find("Samples_20200101"), nullptr);
    EXPECT_EQ(find("Samples_20200101GetSample"), nullptr);
    EXPECT_EQ(find("Other.GetSample"), nullptr);
    EXPECT_EQ(find(""), nullptr);
}

TEST(JsonProtocol, RoundTrip) {
    const Sample sample = full_sample();
    const HttpAnswer answer =
        codec_of(Protocol::AwsJson10)
            .encode(service_of(Protocol::AwsJson10), kOperations[1], &sample, "id");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(header_of(answer, "Content-Type"), "application/x-amz-json-1.0");
    EXPECT_EQ(header_of(answer, "x-amzn-RequestId"), "id");
    EXPECT_THAT(answer.body, testing::HasSubstr(R"("AtDate":"Tue, 09 Jan 2018 18:43:01 GMT")"));
    EXPECT_THAT(answer.body, testing::HasSubstr(R"("At":1515523381,"AtEpoch":1515523381.123)"));
    const auto read = read_sample(Protocol::AwsJson10, {.body = answer.body});
    ASSERT_TRUE(read.has_value()) << error_message(read);
    EXPECT_EQ(*read, sample);
}

TEST(JsonProtocol, UnionsHaveOneMember) {
    const auto read = [](std::string_view body) {
        return read_sample(Protocol::AwsJson11, {.body = body});
    };
    EXPECT_EQ(read(R"({"Choice":{"text":"a","part":null,"__type":"x"}})")->choice->text, "a");
    EXPECT_EQ(
        error_message(read(R"({"Choice":{"text":"a","part":{}}})")),
        "SerializationException: Choice: expected one member of Choice, found 2"
    );
    EXPECT_EQ(
        error_message(read(R"({"Choice":{}})")),
        "SerializationException: Choice: expected one member of Choice, found 0"
    );
}

TEST(JsonProtocol, WrongFormatsOfTimesAreTold) {
    EXPECT_EQ(
        error_message(read_sample(Protocol::AwsJson11, {.body = R"({"AtDate":"now"})"})),
        "SerializationException: AtDate: 'now' is not a date as Tue, 09 Jan 2018 18:43:01 GMT"
    );
}

TEST(JsonProtocol, ErrorsAreThoseOfTheErrorCodec) {
    const api::ServiceInfo service = service_of(Protocol::AwsJson11);
    for (const Error& error :
         {unknown_operation(),
          unavailable("later"),
          Error{ErrorKind::Conflict, "ConflictException", "text", {"a", "b"}},
          missing_authentication_token(),
          request_too_large(),
          throttled()}) {
        const HttpAnswer answer =
            codec_of(Protocol::AwsJson11).encode_error(service, nullptr, error, "id");
        const EncodedError plain = encode_error(error);
        EXPECT_EQ(answer.status, plain.status);
        EXPECT_EQ(answer.body, plain.body);
        EXPECT_EQ(header_of(answer, "Content-Type"), "application/x-amz-json-1.1");
        EXPECT_EQ(header_of(answer, "x-amzn-RequestId"), "id");
    }
}

TEST(JsonProtocol, ModelledErrorsHaveTheirNameAndStatus) {
    const Error gone{ErrorKind::NotFound, "NoSuchSampleException", "no", {}};
    const HttpAnswer answer =
        codec_of(Protocol::AwsJson11)
            .encode_error(service_of(Protocol::AwsJson11), &kOperations[1], gone, "id");
    EXPECT_EQ(answer.status, 404);
    EXPECT_EQ(answer.body, R"({"__type":"NoSuchSampleException","message":"no"})");
}

}  // namespace
}  // namespace gantry::wire::shapes
