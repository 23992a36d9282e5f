#include "wire/other_service.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace gantry::wire {
namespace {

HeaderField signed_for(std::string_view service) {
    return {
        "Authorization",
        fmt::format(
            "AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/{}/aws4_request, "
            "SignedHeaders=host, Signature=00",
            service
        )
    };
}

const HeaderField kForm{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"};

std::string found(
    std::string_view method, std::string_view target, const std::vector<HeaderField>& headers
) {
    const auto service = find_other_service({method, target, headers, ""}, {"ecs", "kms"});
    if (!service) return "none";
    constexpr std::string_view kProtocols[] = {
        "json1.0", "json1.1", "query", "ec2", "rest-json", "rest-xml", "s3", "cbor"
    };
    return fmt::format(
        "{} {}", service->name, kProtocols[static_cast<std::size_t>(service->protocol)]
    );
}

TEST(OtherService, TheScopeNamesItAndTheFormShowsHowItReads) {
    EXPECT_EQ(found("POST", "/", {signed_for("sts"), kForm}), "sts query");
    EXPECT_EQ(found("POST", "/", {signed_for("ec2"), kForm}), "ec2 ec2");
    EXPECT_EQ(
        found("POST", "/", {signed_for("elasticloadbalancing"), kForm}),
        "elasticloadbalancing query"
    );
    EXPECT_EQ(found("GET", "/bucket/key?list-type=2", {signed_for("s3")}), "s3 s3");
    EXPECT_EQ(found("PUT", "/bucket/key", {signed_for("s3"), kForm}), "s3 s3");
    EXPECT_EQ(
        found("GET", "/v20180820/jobs", {signed_for("s3"), {"x-amz-account-id", "1"}}),
        "s3control rest-xml"
    );
    EXPECT_EQ(found("GET", "/v20180820/jobs", {signed_for("s3")}), "s3 s3");
    EXPECT_EQ(found("GET", "/2013-04-01/hostedzone", {signed_for("route53")}), "route53 rest-xml");
    EXPECT_EQ(found("GET", "/2015-03-31/functions/", {signed_for("lambda")}), "lambda rest-json");
    EXPECT_EQ(
        found(
            "POST",
            "/",
            {signed_for("ssm"),
             {"X-Amz-Target", "AmazonSSM.GetParameter"},
             {"Content-Type", "application/x-amz-json-1.1"}}
        ),
        "ssm json1.1"
    );
    EXPECT_EQ(
        found(
            "POST",
            "/",
            {signed_for("sqs"),
             {"X-Amz-Target", "AmazonSQS.SendMessage"},
             {"Content-Type", "application/x-amz-json-1.0"}}
        ),
        "sqs json1.0"
    );
    EXPECT_EQ(
        found(
            "POST",
            "/service/GraniteServiceVersion20100801/operation/ListMetrics",
            {signed_for("monitoring"), {"smithy-protocol", "rpc-v2-cbor"}}
        ),
        "monitoring cbor"
    );
}

TEST(OtherService, PresignedRequestsAreNamedByTheirQuery) {
    EXPECT_EQ(
        found(
            "GET",
            "/?Action=GetCallerIdentity&Version=2011-06-15&X-Amz-Algorithm=AWS4-HMAC-SHA256"
            "&X-Amz-Credential=AKID%2F20260101%2Fus-east-1%2Fsts%2Faws4_request",
            {}
        ),
        "sts query"
    );
    EXPECT_EQ(
        found(
            "PUT",
            "/bucket/key?X-Amz-Credential=AKID%2F20260101%2Fus-east-1%2Fs3%2Faws4_request",
            {}
        ),
        "s3 s3"
    );
}

TEST(OtherService, WithoutASignatureTheRequestItselfTells) {
    EXPECT_EQ(found("POST", "/", {kForm}), " query") << "STS: AssumeRoleWithWebIdentity";
    EXPECT_EQ(found("GET", "/?Action=DescribeRegions&Version=2016-11-15", {}), " query");
    EXPECT_EQ(
        found("POST", "/", {{"X-Amz-Target", "AWSCognitoIdentityService.GetId"}}),
        "AWSCognitoIdentityService json1.1"
    );
    EXPECT_EQ(
        found(
            "POST", "/service/Granite/operation/ListMetrics", {{"smithy-protocol", "rpc-v2-cbor"}}
        ),
        "Granite cbor"
    );
}

TEST(OtherService, WhatIsNoneIsLeftAlone) {
    EXPECT_EQ(found("GET", "/", {}), "none");
    EXPECT_EQ(found("GET", "/favicon.ico", {{"Authorization", "Basic abc"}}), "none");
    EXPECT_EQ(found("POST", "/", {signed_for("ecs")}), "none");
    EXPECT_EQ(found("POST", "/", {signed_for("ecs"), {"X-Amz-Target", "A.B"}}), "none");
    EXPECT_EQ(found("POST", "/", {signed_for("kms"), {"X-Amz-Target", "A.B"}}), "none");
}

TEST(OtherService, TheHeadShowsAProtocolAlsoOfServicesOfOurs) {
    const auto shown =
        [](std::string_view method, std::string_view target, const std::vector<HeaderField>& headers
        ) { return shown_protocol({method, target, headers, ""}); };
    EXPECT_EQ(shown("POST", "/", {{"X-Amz-Target", "A.B"}}), Protocol::AwsJson11);
    EXPECT_EQ(shown("POST", "/", {kForm}), Protocol::AwsQuery);
    EXPECT_EQ(shown("GET", "/?Action=ListUsers", {}), Protocol::AwsQuery);
    EXPECT_EQ(shown("POST", "/", {signed_for("ec2"), kForm}), Protocol::Ec2Query);
    EXPECT_EQ(
        shown("POST", "/service/A/operation/B", {{"smithy-protocol", "rpc-v2-cbor"}}),
        Protocol::RpcV2Cbor
    );
    EXPECT_EQ(shown("PUT", "/bucket/key", {signed_for("s3")}), Protocol::S3);
    for (const std::string_view target : {"/", "/bucket", "/bucket/key?versionId=1"}) {
        EXPECT_EQ(shown("GET", target, {}), Protocol::S3) << target;
    }
    EXPECT_EQ(shown("POST", "/bucket?delete", {}), Protocol::S3);
    EXPECT_EQ(shown("POST", "/", {}), Protocol::AwsJson11);
    EXPECT_EQ(shown("POST", "/?x", {}), Protocol::AwsJson11);
}

TEST(OtherService, NamesThatAreNoneAreNotRepeated) {
    EXPECT_EQ(found("GET", "/", {signed_for("<script>")}), " rest-json");
    const HttpAnswer error = refuse_other_service({"", Protocol::RestJson}, "id-1");
    EXPECT_EQ(
        error.body,
        R"({"__type":"UnknownOperationException","message":"Gantry does not answer this service yet; )"
        R"(see docs/coverage.md"})"
    );
}

TEST(OtherService, CodesAndStatusesAreThoseOfTheProtocol) {
    const auto refused = [](Protocol protocol) {
        return refuse_other_service({"sts", protocol}, "id-1");
    };
    EXPECT_EQ(refused(Protocol::AwsQuery).status, 400);
    EXPECT_NE(
        refused(Protocol::AwsQuery)
            .body.find("<Code>InvalidAction</Code><Message>Gantry does not answer sts yet"),
        std::string::npos
    );
    EXPECT_NE(refused(Protocol::Ec2Query).body.find("InvalidAction"), std::string::npos);
    EXPECT_NE(refused(Protocol::AwsJson11).body.find("UnknownOperation"), std::string::npos);
    EXPECT_EQ(refused(Protocol::AwsJson11).status, 400);
    EXPECT_EQ(refused(Protocol::RpcV2Cbor).status, 400);
    // A 404 would be read as "is gone".
    EXPECT_EQ(refused(Protocol::S3).status, 501);
    EXPECT_EQ(refused(Protocol::RestJson).status, 501);
    EXPECT_EQ(refused(Protocol::RestXml).status, 501);
}

}  // namespace
}  // namespace gantry::wire
