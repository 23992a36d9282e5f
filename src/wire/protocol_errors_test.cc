#include "wire/protocol_errors.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace gantry::wire {
namespace {

std::string header_of(const ProtocolError& error, std::string_view name) {
    const auto found = std::ranges::find(error.headers, name, &HeaderField::first);
    return found == error.headers.end() ? "" : found->second;
}

ProtocolError encoded(Protocol protocol) {
    return encode_protocol_error(protocol, 400, "Code", "a <b> & \"c\"\x1b", "id-1");
}

constexpr std::string_view kXml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

TEST(ProtocolErrors, JsonHasTypeAndMessage) {
    for (const auto& [protocol, type] : {
             std::pair{Protocol::AwsJson10, "application/x-amz-json-1.0"},
             std::pair{Protocol::AwsJson11, "application/x-amz-json-1.1"},
             std::pair{Protocol::RestJson, "application/json"},
         }) {
        const ProtocolError error = encoded(protocol);
        EXPECT_EQ(error.body, R"({"__type":"Code","message":"a <b> & \"c\"\u001b"})");
        EXPECT_EQ(header_of(error, "Content-Type"), type);
        EXPECT_EQ(header_of(error, "x-amzn-RequestId"), "id-1");
        EXPECT_EQ(
            header_of(error, "x-amzn-ErrorType"), protocol == Protocol::RestJson ? "Code" : ""
        );
    }
}

TEST(ProtocolErrors, FormsAndRestGetErrorResponses) {
    for (const Protocol protocol : {Protocol::AwsQuery, Protocol::RestXml}) {
        const ProtocolError error = encoded(protocol);
        EXPECT_EQ(
            error.body,
            std::string(kXml) +
                "<ErrorResponse><Error><Type>Sender</Type><Code>Code</Code><Message>a &lt;b&gt; "
                "&amp; &quot;c&quot;</Message></Error><RequestId>id-1</RequestId></ErrorResponse>\n"
        );
        EXPECT_EQ(header_of(error, "Content-Type"), "text/xml");
        EXPECT_EQ(header_of(error, "x-amzn-RequestId"), "id-1");
    }
}

TEST(ProtocolErrors, Ec2AndS3HaveTheirOwn) {
    EXPECT_EQ(
        encode_protocol_error(Protocol::Ec2Query, 400, "InvalidAction", "no", "id-1").body,
        std::string(kXml) +
            "<Response><Errors><Error><Code>InvalidAction</Code><Message>no</Message></Error>"
            "</Errors><RequestID>id-1</RequestID></Response>\n"
    );
    const ProtocolError s3 =
        encode_protocol_error(Protocol::S3, 501, "NotImplemented", "no", "id-1");
    EXPECT_EQ(s3.status, 501);
    EXPECT_EQ(
        s3.body,
        std::string(kXml) +
            "<Error><Code>NotImplemented</Code><Message>no</Message><RequestId>id-1</RequestId>"
            "</Error>\n"
    );
    EXPECT_EQ(header_of(s3, "x-amz-request-id"), "id-1");
}

TEST(ProtocolErrors, CborIsAMapOfTwoTexts) {
    const std::string long_text(300, 'x');
    const ProtocolError error =
        encode_protocol_error(Protocol::RpcV2Cbor, 400, "Code", long_text, "id-1");
    EXPECT_EQ(
        error.body,
        std::string("\xA2\x66__type\x64"
                    "Code\x67message\x79\x01\x2C"
        ) + long_text
    );
    EXPECT_EQ(header_of(error, "smithy-protocol"), "rpc-v2-cbor");
    EXPECT_EQ(header_of(error, "Content-Type"), "application/cbor");
}

}  // namespace
}  // namespace gantry::wire
