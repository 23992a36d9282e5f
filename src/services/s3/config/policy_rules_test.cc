#include "services/s3/config/policy_rules.h"

#include <gtest/gtest.h>

namespace gantry::s3 {
namespace {

std::string statement(const std::string& members) {
    return R"({"Version":"2012-10-17","Statement":[{)" + members + "}]}";
}

std::string policy_refusal(const std::string& document) {
    const auto good = check_policy("b", document);
    return good ? "" : good.error().code + ": " + good.error().message;
}

std::string with(const std::string& action, const std::string& resource) {
    return policy_refusal(statement(
        R"("Effect":"Allow","Principal":"*","Action":")" + action + R"(","Resource":)" + resource
    ));
}

TEST(PolicyOfBucket, IsAboutTheBucket) {
    EXPECT_EQ(with("s3:GetObject", R"("arn:aws:s3:::b/*")"), "");
    EXPECT_EQ(with("s3:ListBucket", R"("arn:aws:s3:::b")"), "");
    EXPECT_EQ(with("s3:*", R"(["arn:aws:s3:::b","arn:aws:s3:::b/a?c/*"])"), "");
    EXPECT_EQ(with("s3:GetObject", R"("arn:aws:s3:::b*")"), "");
    const std::string resource = "MalformedPolicy: Policy has invalid resource";
    EXPECT_EQ(with("s3:GetObject", R"("arn:aws:s3:::c/*")"), resource);
    EXPECT_EQ(with("s3:GetObject", R"(["arn:aws:s3:::b/*","*"])"), resource);
    EXPECT_EQ(with("s3:GetObject", R"("arn:aws:sqs:us-east-1:1:b")"), resource);
}

TEST(PolicyOfBucket, HasActionsThatApply) {
    const std::string action =
        "MalformedPolicy: Action does not apply to any resource(s) in statement";
    EXPECT_EQ(with("s3:GetObject", R"("arn:aws:s3:::b")"), action);
    EXPECT_EQ(with("s3:ListBucket", R"("arn:aws:s3:::b/*")"), action);
    EXPECT_EQ(with("S3:listbucket", R"("arn:aws:s3:::b/*")"), action);
    EXPECT_EQ(with("s3:List*", R"("arn:aws:s3:::b/*")"), "");
    EXPECT_EQ(
        with("ec2:RunInstances", R"("arn:aws:s3:::b")"),
        "MalformedPolicy: Policy has invalid action"
    );
}

TEST(PolicyOfBucket, IsAPolicy) {
    EXPECT_EQ(
        policy_refusal("nothing"),
        "MalformedPolicy: Policies must be valid JSON and the first byte must be '{'"
    );
    EXPECT_TRUE(policy_refusal("{}").starts_with("MalformedPolicy: "));
    EXPECT_EQ(
        policy_refusal("{" + std::string(kMaxPolicyBytes, ' ') + "}"),
        "MalformedPolicy: Policy exceeds the maximum allowed document size."
    );
    EXPECT_TRUE(
        policy_refusal(statement(R"("Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::b")"))
            .starts_with("MalformedPolicy: ")
    ) << "without a principal";
}

std::string allowing(const std::string& principal, const std::string& condition = "") {
    return statement(
        R"("Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::b","Principal":)" + principal +
        (condition.empty() ? "" : R"(,"Condition":)" + condition)
    );
}

TEST(PublicPolicy, LetsInEverybody) {
    EXPECT_TRUE(is_public(allowing(R"("*")")));
    EXPECT_TRUE(is_public(allowing(R"({"AWS":["123456789012","*"]})")));
    EXPECT_FALSE(is_public(allowing(R"({"AWS":"123456789012"})")));
    EXPECT_FALSE(is_public(allowing(R"({"Service":"s3.amazonaws.com"})")));
    // Written otherwise it is no policy, and so lets in nobody.
    for (const std::string type : {"aws", "X"}) {
        const std::string everybody = "\"" + type + R"(":"*")";
        EXPECT_EQ(
            policy_refusal(allowing("{" + everybody + "}")),
            "MalformedPolicy: Invalid principal in policy: " + everybody
        );
    }
    EXPECT_FALSE(is_public(
        statement(R"("Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::b","Principal":"*")")
    ));
    EXPECT_TRUE(is_public(statement(
        R"("Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::b","NotPrincipal":{"AWS":"123456789012"})"
    )));
}

TEST(PublicPolicy, IsHeldDownByConditionsWithFixedValues) {
    const auto with_condition = [](const std::string& condition) {
        return is_public(allowing(R"("*")", condition));
    };
    EXPECT_FALSE(with_condition(R"({"StringEquals":{"aws:PrincipalOrgID":"o-1"}})"));
    EXPECT_FALSE(with_condition(R"({"StringEquals":{"aws:sourcevpc":["vpc-1","vpc-2"]}})"));
    EXPECT_FALSE(with_condition(R"({"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}})"));
    EXPECT_FALSE(with_condition(R"({"StringLike":{"aws:userid":"AROAEXAMPLE:*"}})"));
    EXPECT_TRUE(with_condition(R"({"IpAddress":{"aws:SourceIp":"0.0.0.0/1"}})"));
    EXPECT_TRUE(with_condition(R"({"IpAddress":{"aws:SourceIp":"::/8"}})"));
    EXPECT_TRUE(with_condition(R"({"StringLike":{"aws:SourceVpc":"vpc-*"}})"));
    EXPECT_TRUE(with_condition(R"({"StringEquals":{"aws:PrincipalArn":"${aws:PrincipalArn}"}})"));
    EXPECT_TRUE(with_condition(R"({"StringNotEquals":{"aws:SourceVpc":"vpc-1"}})"));
    EXPECT_TRUE(with_condition(R"({"StringEqualsIfExists":{"aws:SourceVpc":"vpc-1"}})"));
    EXPECT_TRUE(with_condition(R"({"Bool":{"aws:SecureTransport":"true"}})"));
}

}  // namespace
}  // namespace gantry::s3
