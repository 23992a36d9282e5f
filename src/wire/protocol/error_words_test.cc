#include "wire/protocol/error_words.h"

#include <gtest/gtest.h>

#include "wire/error_codec.h"
#include "wire/protocol/test_shapes.h"

namespace gantry::wire::shapes {
namespace {

using api::Protocol;

constexpr std::string_view kXml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

HttpAnswer error_in(Protocol protocol, std::string message = "a <b> & \"c\"\x1b") {
    const Error error{ErrorKind::InvalidArgument, "Code", std::move(message), {}};
    return codec_of(protocol).encode_error({}, nullptr, error, "id-1");
}

std::pair<std::string, int> words(Protocol protocol, const Error& error) {
    const ErrorWords found = error_words(protocol, &kOperations[1], error);
    return {found.code, found.status};
}

using Pair = std::pair<std::string, int>;

TEST(ErrorAnswers, JsonHasTypeAndMessage) {
    for (const auto& [protocol, type] : {
             std::pair{Protocol::AwsJson10, "application/x-amz-json-1.0"},
             std::pair{Protocol::AwsJson11, "application/x-amz-json-1.1"},
             std::pair{Protocol::RestJson, "application/json"},
         }) {
        const HttpAnswer answer = error_in(protocol);
        EXPECT_EQ(answer.body, R"({"__type":"Code","message":"a <b> & \"c\"\u001b"})");
        EXPECT_EQ(header_of(answer, "Content-Type"), type);
        EXPECT_EQ(header_of(answer, "x-amzn-RequestId"), "id-1");
        EXPECT_EQ(
            header_of(answer, "x-amzn-ErrorType"), protocol == Protocol::RestJson ? "Code" : ""
        );
    }
}

TEST(ErrorAnswers, FormsAndRestGetErrorResponses) {
    for (const Protocol protocol : {Protocol::AwsQuery, Protocol::RestXml}) {
        const HttpAnswer answer = error_in(protocol);
        EXPECT_EQ(
            answer.body,
            std::string(kXml) +
                "<ErrorResponse><Error><Type>Sender</Type><Code>Code</Code><Message>a &lt;b&gt; "
                "&amp; &quot;c&quot;</Message></Error><RequestId>id-1</RequestId></ErrorResponse>\n"
        );
        EXPECT_EQ(header_of(answer, "Content-Type"), "text/xml");
        EXPECT_EQ(header_of(answer, "x-amzn-RequestId"), "id-1");
    }
}

TEST(ErrorAnswers, Ec2AndS3HaveTheirOwn) {
    EXPECT_EQ(
        error_in(Protocol::Ec2Query, "no").body,
        std::string(kXml) +
            "<Response><Errors><Error><Code>Code</Code><Message>no</Message></Error>"
            "</Errors><RequestID>id-1</RequestID></Response>\n"
    );
    const HttpAnswer s3 = error_in(Protocol::S3, "no");
    EXPECT_EQ(
        s3.body,
        std::string(kXml) +
            "<Error><Code>Code</Code><Message>no</Message><RequestId>id-1</RequestId></Error>\n"
    );
    EXPECT_EQ(header_of(s3, "x-amz-request-id"), "id-1");
    EXPECT_EQ(header_of(s3, "x-amzn-RequestId"), "");
}

TEST(ErrorAnswers, S3HasTextsOfItsOwn) {
    const auto told = [](const Error& error) {
        const HttpAnswer answer = codec_of(Protocol::S3).encode_error({}, nullptr, error, "id-1");
        const std::size_t start = answer.body.find("<Code>");
        return std::to_string(answer.status) + " " +
               answer.body.substr(start, answer.body.find("<RequestId>") - start);
    };
    EXPECT_EQ(
        told(missing_authentication_token()),
        "403 <Code>AccessDenied</Code><Message>Access Denied</Message>"
    );
    EXPECT_EQ(
        told(request_too_large()),
        "400 <Code>EntityTooLarge</Code><Message>Your proposed upload exceeds the maximum allowed "
        "size</Message>"
    );
    const Error slow{ErrorKind::InvalidArgument, "RequestTimeoutException", "Slow.", {}};
    EXPECT_EQ(told(slow).substr(0, 31), "400 <Code>RequestTimeout</Code>");
}

TEST(ErrorAnswers, CborIsAMapOfTwoTexts) {
    const std::string long_text(300, 'x');
    const HttpAnswer answer = error_in(Protocol::RpcV2Cbor, long_text);
    EXPECT_EQ(
        answer.body,
        std::string("\xA2\x66__type\x64"
                    "Code\x67message\x79\x01\x2C"
        ) + long_text
    );
    EXPECT_EQ(header_of(answer, "smithy-protocol"), "rpc-v2-cbor");
    EXPECT_EQ(header_of(answer, "Content-Type"), "application/cbor");
    EXPECT_EQ(header_of(answer, "x-amzn-query-error"), "");
}

TEST(ErrorAnswers, CborOfAServiceWithFormsTellsTheirCodeToo) {
    const Error gone{ErrorKind::NotFound, "NoSuchSampleException", "no", {}};
    const HttpAnswer answer =
        codec_of(Protocol::RpcV2Cbor)
            .encode_error(service_of(Protocol::AwsQuery), &kOperations[1], gone, "id");
    EXPECT_EQ(header_of(answer, "x-amzn-query-error"), "NoSuchSample;Sender");
    EXPECT_NE(answer.body.find("NoSuchSampleException"), std::string::npos);
}

TEST(ErrorWords, ModelledOnesAreTheModels) {
    const Error gone{ErrorKind::NotFound, "NoSuchSampleException", "", {}};
    EXPECT_EQ(words(Protocol::AwsQuery, gone), Pair("NoSuchSample", 404));
    EXPECT_EQ(words(Protocol::AwsJson11, gone), Pair("NoSuchSampleException", 404));
    EXPECT_EQ(words(Protocol::RestJson, gone), Pair("NoSuchSampleException", 404));
    const Error away{ErrorKind::Unavailable, "OutOfOrderFault", "", {}};
    EXPECT_EQ(words(Protocol::AwsQuery, away), Pair("OutOfOrder", 503));
}

TEST(ErrorWords, EveryServicesErrorsHaveTheProtocolsNames) {
    EXPECT_EQ(words(Protocol::AwsQuery, throttled()), Pair("Throttling", 400));
    EXPECT_EQ(words(Protocol::RestJson, throttled()), Pair("ThrottlingException", 429));
    EXPECT_EQ(words(Protocol::S3, throttled()), Pair("SlowDown", 503));
    EXPECT_EQ(words(Protocol::AwsQuery, unrecognized_client()), Pair("InvalidClientTokenId", 403));
    EXPECT_EQ(words(Protocol::Ec2Query, signature_mismatch()), Pair("AuthFailure", 401));
    EXPECT_EQ(words(Protocol::AwsQuery, access_denied("u", "a", "r")), Pair("AccessDenied", 403));
    EXPECT_EQ(words(Protocol::AwsQuery, internal_error("")), Pair("InternalFailure", 500));
    EXPECT_EQ(words(Protocol::S3, unavailable("")), Pair("ServiceUnavailable", 503));
    EXPECT_EQ(words(Protocol::AwsJson11, unavailable("")), Pair("ServerException", 503));
    EXPECT_EQ(words(Protocol::AwsQuery, invalid_argument("")), Pair("ValidationError", 400));
    EXPECT_EQ(words(Protocol::AwsJson10, request_too_large()).second, 413);
}

TEST(ErrorWords, OthersAreThemselves) {
    const Error other{ErrorKind::Denied, "Other", "", {}};
    EXPECT_EQ(words(Protocol::AwsJson11, other), Pair("Other", 400));
    EXPECT_EQ(words(Protocol::AwsQuery, other), Pair("Other", 403));
    const Error missing{ErrorKind::NotFound, "NoSuchBucket", "", {}};
    EXPECT_EQ(words(Protocol::S3, missing), Pair("NoSuchBucket", 404));
    EXPECT_EQ(words(Protocol::Ec2Query, missing), Pair("NoSuchBucket", 400));
}

/// Statuses that no kind of error has.
TEST(ErrorWords, OfS3HaveTheirStatuses) {
    for (const auto& [code, status] : {
             Pair{"InvalidPartNumber", 416},
             Pair{"InvalidRange", 416},
             Pair{"MethodNotAllowed", 405},
             Pair{"MissingContentLength", 411},
             Pair{"NotImplemented", 501},
             Pair{"NotModified", 304},
             Pair{"PreconditionFailed", 412},
         }) {
        const Error error{ErrorKind::InvalidArgument, code, "", {}};
        EXPECT_EQ(words(Protocol::S3, error), Pair(code, status));
        EXPECT_EQ(words(Protocol::Ec2Query, error), Pair(code, 400));
    }
}

}  // namespace
}  // namespace gantry::wire::shapes
