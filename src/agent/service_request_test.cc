#include "agent/service_request.h"

#include <gtest/gtest.h>

namespace gantry::agent {
namespace {

TEST(ServiceRequest, JsonServicesAreCalledByTheirTarget) {
    const auto request = encode_service_call(
        {.service = "ssm",
         .operation = "GetParameters",
         .region = {},
         .body = "{}",
         .credentials = {}}
    );
    ASSERT_TRUE(request);
    EXPECT_EQ(request->method, "POST");
    EXPECT_EQ(request->path, "/");
    EXPECT_EQ(request->body, "{}");
    EXPECT_EQ(request->signing_name, "ssm");
    EXPECT_EQ(request->headers.back().second, "AmazonSSM.GetParameters");
}

TEST(ServiceRequest, ObjectsAreFetchedByTheirPath) {
    const auto request = encode_service_call(
        {.service = "s3",
         .operation = "GetObject",
         .region = {},
         .body = R"({"Bucket":"settings","Key":"web/a b+c.env"})",
         .credentials = {}}
    );
    ASSERT_TRUE(request);
    EXPECT_EQ(request->method, "GET");
    EXPECT_EQ(request->path, "/settings/web/a%20b%2Bc.env");
    EXPECT_TRUE(request->rules.encodes_path_once);
}

TEST(ServiceRequest, WhatIsNotKnownIsRefused) {
    const auto outcome = [](const char* service, const char* operation, const char* body) {
        const auto request = encode_service_call(
            {.service = service,
             .operation = operation,
             .region = {},
             .body = body,
             .credentials = {}}
        );
        return request ? "fine" : request.error().message;
    };
    EXPECT_EQ(outcome("sqs", "SendMessage", "{}"), "no way to call sqs is known");
    EXPECT_EQ(outcome("s3", "PutObject", "{}"), "s3 is asked for objects only");
    EXPECT_EQ(
        outcome("s3", "GetObject", R"({"Bucket":"b"})"), "an object needs a bucket and a key"
    );
}

TEST(ServiceRequest, ErrorsKeepTheirNameInEitherLanguage) {
    const Error json =
        decode_service_error("ssm", 400, R"({"__type":"AccessDeniedException","Message":"no"})");
    EXPECT_EQ(json.kind, ErrorKind::Denied);
    EXPECT_EQ(json.code, "AccessDeniedException");
    const Error xml = decode_service_error(
        "s3",
        404,
        "<?xml version=\"1.0\"?><Error><Code>NoSuchKey</Code><Message>The specified key does not "
        "exist.</Message><Key>x</Key></Error>"
    );
    EXPECT_EQ(xml.kind, ErrorKind::NotFound);
    EXPECT_EQ(xml.code, "NoSuchKey");
    EXPECT_EQ(xml.message, "The specified key does not exist.");
    const Error neither = decode_service_error("s3", 503, "busy");
    EXPECT_EQ(neither.kind, ErrorKind::Unavailable);
    EXPECT_EQ(neither.message, "HTTP 503: busy");
}

}  // namespace
}  // namespace gantry::agent
