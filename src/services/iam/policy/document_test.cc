// What policies may say, and IAM's sentence for what they may not.
#include "services/iam/policy/document.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "services/iam/policy/policy_test_support.h"

namespace gantry::iam::policy {
namespace {

constexpr std::string_view kSyntax = "Syntax errors in policy.";
constexpr std::string_view kLegacy = "The policy failed legacy parsing";
constexpr std::string_view kVersion = "Policy document must be version 2012-10-17 or greater.";
constexpr std::string_view kNoActions = "Policy statement must contain actions.";
constexpr std::string_view kNoResources = "Policy statement must contain resources.";
constexpr std::string_view kNoVendor =
    "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";

std::string problem(std::string text, DocumentKind kind = DocumentKind::Identity) {
    const auto read = Document::read(std::move(text), kind);
    if (read) return "";
    EXPECT_EQ(read.error().code, "MalformedPolicyDocumentException");
    return read.error().message;
}

std::string document(std::string_view statements) {
    return fmt::format(R"({{"Version":"2012-10-17","Statement":{}}})", statements);
}
/// A statement that is right but for `members`.
std::string in_statement(std::string_view members) {
    return document(fmt::format(R"({{"Effect":"Allow",{}}})", members));
}
std::string with_resource(std::string_view resource) {
    return in_statement(fmt::format(R"("Action":"s3:ListBucket","Resource":"{}")", resource));
}
std::string with_action(std::string_view action) {
    return in_statement(fmt::format(R"("Action":"{}","Resource":"*")", action));
}
std::string with_condition(std::string_view condition) {
    return in_statement(
        fmt::format(R"("Action":"s3:ListBucket","Resource":"*","Condition":{})", condition)
    );
}

TEST(PolicyDocumentTest, NoPolicies) {
    for (const std::string_view text : {
             "",
             "no JSON",
             "[]",
             "{}",
             "null",
             R"({"Version":"2012-10-17"})",
             R"({"Version":"2012-10-17","Statement":[]})",
             R"({"Version":"2012-10-17","Statement":["x"]})",
             R"({"Version":"2013-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}})",
             R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"},"X":1})",
             R"({"Version":"2012-10-17","Id":{},"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}})",
             R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}} x)",
             R"({"Version":"2012-10-17","Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}})",
         }) {
        EXPECT_EQ(problem(std::string(text)), kSyntax) << text;
    }
}

TEST(PolicyDocumentTest, NoStatements) {
    for (const std::string_view members : {
             R"("Action":"*","Resource":"*","X":"y")",
             R"("Action":"*","NotAction":"*","Resource":"*")",
             R"("Action":"*","Resource":"*","NotResource":[])",
             R"("Action":{},"Resource":"*")",
             R"("Action":[[]],"Resource":"*")",
             R"("Action":"*","Resource":["a",{}])",
             R"("Sid":{},"Action":"*","Resource":"*")",
             R"("Sid":5,"Action":"*","Resource":"*")",
             R"("Action":"*","Resource":"*","Resource":"*")",
             R"("Action":"*","Resource":"*","Condition":[])",
             R"("Action":"*","Resource":"*","Condition":"x")",
             R"("Action":"*","Resource":"*","Condition":{"StringEquals":"x"})",
             R"("Action":"*","Resource":"*","Condition":{"StringEquals":{"a":{}}})",
             R"("Action":"*","Resource":"*","Condition":{"StringEquals":{"a":null}})",
             R"("Action":"*","Resource":"*","Condition":{"StringIs":{"a":"1"}})",
             R"("Action":"*","Resource":"*","Condition":{"ForAnyValue::StringEquals":{"a":"1"}})",
             R"("Action":"*","Resource":"*","Condition":{"NullIfExists":{"a":"true"}})",
         }) {
        EXPECT_EQ(problem(in_statement(members)), kSyntax) << members;
    }
    EXPECT_EQ(problem(document(R"({"Action":"*","Resource":"*"})")), kSyntax);
    EXPECT_EQ(problem(document(R"({"Effect":"Permit","Action":"*","Resource":"*"})")), kSyntax);
}

TEST(PolicyDocumentTest, VersionsOfIdentityPolicies) {
    const std::string_view statement = R"({"Effect":"Allow","Action":"*","Resource":"*"})";
    EXPECT_EQ(problem(fmt::format(R"({{"Statement":{}}})", statement)), kVersion);
    EXPECT_EQ(
        problem(fmt::format(R"({{"Version":"2008-10-17","Statement":{}}})", statement)), kVersion
    );
    EXPECT_EQ(problem(R"({"Statement":{"Effect":"denY","Action":"*","Resource":"*"}})"), kVersion);
}

TEST(PolicyDocumentTest, WhatTheOlderParserDoesNotTake) {
    EXPECT_EQ(problem(document(R"({"Effect":"denY","Action":"*","Resource":"*"})")), kLegacy);
    EXPECT_EQ(
        problem(document(R"({"Effect":"allow","Resource":"arn:aws:s3:us-east-1::b"})")), kLegacy
    );
    EXPECT_EQ(problem(with_resource("arn:aws:s3::example_bucket")), kLegacy);
    EXPECT_EQ(problem(with_resource("arn:aws::::example_bucket")), kLegacy);
    EXPECT_EQ(problem(with_resource("arn:aws::fdsasf")), kLegacy);
    for (const std::string_view date : {
             "sdfdsf",
             "234-13",
             "2016-12-13t2:00:00.593194+1",
             "9223372036854775808",
             "2016-12-13t2:00:00.1999999999+10:59",
         }) {
        EXPECT_EQ(
            problem(with_condition(fmt::format(R"({{"DateLessThan":{{"a":"{}"}}}})", date))),
            kLegacy
        ) << date;
    }
    EXPECT_EQ(problem(with_condition(R"({"IpAddress":{"aws:SourceIp":"10.0.0.0/33"}})")), kLegacy);
    EXPECT_EQ(problem(with_condition(R"({"NumericEquals":{"a":"five"}})")), kLegacy);
    EXPECT_EQ(problem(with_condition(R"({"Bool":{"a":"maybe"}})")), kLegacy);
}

TEST(PolicyDocumentTest, Actions) {
    EXPECT_EQ(problem(with_action("invalid")), kNoVendor);
    EXPECT_EQ(problem(in_statement(R"("NotAction":"","Resource":"*")")), kNoVendor);
    EXPECT_EQ(problem(with_action("a a:ListBucket")), "Vendor a a is not valid");
    EXPECT_EQ(
        problem(with_action("s3:List:Bucket")), "Actions/Condition can contain only one colon."
    );
    EXPECT_EQ(problem(in_statement(R"("Resource":"*")")), kNoActions);
    EXPECT_EQ(problem(in_statement(R"("Action":[],"Resource":"*")")), kNoActions);
    EXPECT_EQ(problem(in_statement(R"("Action":"invalid")")), kNoVendor);
    EXPECT_EQ(problem(with_action("iam: asdf safdsf af ")), "");
    EXPECT_EQ(problem(with_action("*:*")), "");
}

TEST(PolicyDocumentTest, Resources) {
    EXPECT_EQ(problem(in_statement(R"("Action":"*")")), kNoResources);
    EXPECT_EQ(problem(in_statement(R"("Action":"*","Resource":[])")), kNoResources);
    EXPECT_EQ(
        problem(with_resource("invalid resource")),
        R"(Resource invalid resource must be in ARN format or "*".)"
    );
    EXPECT_EQ(problem(with_resource("")), R"(Resource  must be in ARN format or "*".)");
    EXPECT_EQ(
        problem(with_resource("a:bsdf")),
        R"(Partition "bsdf" is not valid for resource "arn:bsdf:*:*:*:*".)"
    );
    EXPECT_EQ(
        problem(with_resource("a:b:c:d:e:f:g:h")),
        R"(Partition "b" is not valid for resource "arn:b:c:d:e:f:g:h".)"
    );
    EXPECT_EQ(
        problem(with_resource("aws:s3:::example_bucket")),
        R"(Partition "s3" is not valid for resource "arn:s3:::example_bucket:*".)"
    );
    EXPECT_EQ(
        problem(with_resource("arn:aws")),
        "Resource vendor must be fully qualified and cannot contain regexes."
    );
    EXPECT_EQ(
        problem(with_resource("arn:aws:iam:us-east-1::user/x")),
        "IAM resource arn:aws:iam:us-east-1::user/x cannot contain region information."
    );
    EXPECT_EQ(
        problem(with_resource("arn:aws:s3:us-east-1::b")),
        "Resource arn:aws:s3:us-east-1::b can not contain region information."
    );
    EXPECT_TRUE(problem(with_resource("arn:aws:iam:::example"))
                    .starts_with("IAM resource path must either be"));
    for (const std::string_view fine : {
             "*",
             "arn:aws:s3:::b",
             "arn:aws:iam:::user/x",
             "arn:aws:iam::*:*",
             "arn:aws:fdsasf",
             "arn:aws:invalid-service:us-east-1::b",
             "arn:aws:iam::*:user/${aws:username}",
             "arn:aws:s3:us-east-1:1:accesspoint/x",
             "arn:*:s3:::b",
             "arn:aws-cn:s3:::b",
         }) {
        EXPECT_EQ(problem(with_resource(fine)), "") << fine;
    }
}

TEST(PolicyDocumentTest, StatementIds) {
    const auto two = [](std::string_view a, std::string_view b) {
        const auto one = [](std::string_view sid) {
            return fmt::format(
                R"({{"Sid":"{}","Effect":"Allow","Action":"*","Resource":"*"}})", sid
            );
        };
        return document("[" + one(a) + "," + one(b) + "]");
    };
    EXPECT_EQ(problem(two("A", "A")), "Statement IDs (SID) in a single policy must be unique.");
    EXPECT_EQ(problem(two("A", "a")), "");
    EXPECT_EQ(problem(two("", "")), "");
    EXPECT_TRUE(problem(two("a b", "c")).starts_with("Statement IDs (SID) must be alpha-numeric."));
}

TEST(PolicyDocumentTest, Conditions) {
    for (const std::string_view fine : {
             R"({})",
             R"({"DateGreaterThan":{}})",
             R"({"x":{}})",
             R"({"DateGreaterThan":{"a":[]}})",
             R"({"DateGreaterThan":{"a":"01T"}})",
             R"({"DateLessThan":{"a":"-292275054"}})",
             R"({"DateLessThanEquals":{"a":"2016-12-13T21:20:37.593194+00:00"}})",
             R"({"DateLessThanEquals":{"a":"2016-12-13t2:00:00.593194+23"}})",
             R"({"ForAnyValue:StringEqualsIfExists":{"a":"b"}})",
             R"({"Bool":{"a":[true,"false"]}})",
         }) {
        EXPECT_EQ(problem(with_condition(fine)), "") << fine;
    }
}

TEST(PolicyDocumentTest, IdentityPoliciesNameNoPrincipals) {
    EXPECT_EQ(
        problem(in_statement(R"("Action":"*","Resource":"*","Principal":"*")")),
        "Policy document should not specify a principal."
    );
}

TEST(PolicyDocumentTest, TrustPolicies) {
    const auto trust = [](std::string_view members) {
        return problem(in_statement(members), DocumentKind::Trust);
    };
    EXPECT_EQ(
        trust(R"("Action":"sts:AssumeRole","Principal":{"Service":"ec2.amazonaws.com"})"), ""
    );
    EXPECT_EQ(trust(R"("Action":["sts:AssumeRole","sts:TagSession"],"Principal":"*")"), "");
    EXPECT_EQ(
        trust(R"("Action":"sts:AssumeRole","Principal":{"AWS":"*"},"Resource":"*")"),
        "Has prohibited field Resource"
    );
    EXPECT_EQ(trust(R"("Action":"sts:AssumeRole")"), "Missing required field Principal");
    EXPECT_EQ(trust(R"("Action":"sts:AssumeRole","Principal":"x")"), kSyntax);
    EXPECT_EQ(
        trust(R"("Action":"sts:AssumeRole","Principal":{"AWS":"x"})"),
        R"(Invalid principal in policy: "AWS":"x")"
    );
    EXPECT_EQ(
        trust(R"("Action":"sts:AssumeRole","Principal":{"AWS":"arn:aws:iam::111122223333:role/*"})"
        ),
        R"(Invalid principal in policy: "AWS":"arn:aws:iam::111122223333:role/*")"
    );
    EXPECT_EQ(
        trust(R"("Action":"sts:AssumeRole","Principal":{"Service":"ec2"})"),
        R"(Invalid principal in policy: "Service":"ec2")"
    );
    for (const char* type : {"aws", "Aws", "X", "", "service"}) {
        const std::string everybody = fmt::format(R"("{}":"*")", type);
        EXPECT_EQ(
            trust(R"("Action":"sts:AssumeRole","Principal":{)" + everybody + "}"),
            "Invalid principal in policy: " + everybody
        );
    }
    EXPECT_EQ(trust(R"("Action":"sts:AssumeRole","Principal":{"Federated":"*"})"), "");
    EXPECT_EQ(
        trust(R"("Action":"s3:GetObject","Principal":{"AWS":"*"})"),
        "Trust Policy statement actions can only be sts:AssumeRole, sts:AssumeRoleWithSAML,  and "
        "sts:AssumeRoleWithWebIdentity"
    );
    EXPECT_EQ(
        problem(
            R"({"Version":"2008-10-17","Statement":[{"Sid":"","Effect":"Allow","Principal":{"Service":"ecs.amazonaws.com"},"Action":"sts:AssumeRole"}]})",
            DocumentKind::Trust
        ),
        ""
    );
}

TEST(PolicyDocumentTest, WhatWasReadIsWhatWasWritten) {
    const std::string text =
        R"( {"Version":"2012-10-17", "Id":"x", "Statement":[{"Sid":"One","Effect":"Deny",)"
        R"("NotAction":["ECS:Run*"],"NotResource":"*"} , {"Effect":"Allow","Action":"a:b","Resource":"*"}]})";
    const auto read = Document::read(text, DocumentKind::Identity);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->text, text);
    EXPECT_EQ(read->id, "x");
    ASSERT_EQ(read->statements.size(), 2U);
    const Statement& one = read->statements[0];
    EXPECT_EQ(one.sid, "One");
    EXPECT_EQ(one.effect, Effect::Deny);
    EXPECT_TRUE(one.actions.negated);
    EXPECT_TRUE(one.resources.negated);
    EXPECT_EQ(one.actions.texts, std::vector<std::string>{"ECS:Run*"});
    EXPECT_TRUE(text.substr(one.begin, one.end - one.begin).starts_with(R"({"Sid")"));
    EXPECT_TRUE(text.substr(one.begin, one.end - one.begin).ends_with(R"("NotResource":"*"})"));
}

TEST(PolicyDocumentTest, SizesCountNoWhiteSpace) {
    EXPECT_EQ(counted_size(" {\n\t\"a\" : 1 }\r\n"), 7U);
    EXPECT_TRUE(check_size("1 2 3", "PolicySize", 3));
    const auto over = check_size("1234", "PolicySize", 3);
    ASSERT_FALSE(over);
    EXPECT_EQ(over.error().code, "LimitExceededException");
    EXPECT_EQ(over.error().message, "Cannot exceed quota for PolicySize: 3");
}

}  // namespace
}  // namespace gantry::iam::policy
