#include <gtest/gtest.h>

#include "aws/arn.h"
#include "aws/scope.h"

namespace gantry::aws {
namespace {

TEST(AwsScope, names_partition_and_root_by_the_region) {
    EXPECT_EQ(root_arn({"123456789012", "eu-west-1"}), "arn:aws:iam::123456789012:root");
    EXPECT_EQ(root_arn({"123456789012", "cn-north-1"}), "arn:aws-cn:iam::123456789012:root");
    EXPECT_EQ(iam_prefix({"123456789012", "us-gov-west-1"}), "arn:aws-us-gov:iam::123456789012:");
}

TEST(AwsScope, knows_regions_and_accounts_by_their_letters) {
    for (const char* good : {"us-east-1", "local", "eu-central-2"}) EXPECT_TRUE(is_region(good));
    for (const char* bad : {"", "-a", "a-", "a--b", "US-EAST-1", "a/b", "a b", "1a"}) {
        EXPECT_FALSE(is_region(bad)) << bad;
    }
    EXPECT_TRUE(is_account_id("000000000000"));
    EXPECT_FALSE(is_account_id("00000000000"));
    EXPECT_FALSE(is_account_id("00000000000a"));
}

TEST(AwsArn, takes_any_services_apart_and_together) {
    for (const char* text : {
             "arn:aws:iam::123456789012:role/path/name",
             "arn:aws:s3:::bucket/key:with:colons",
             "arn:aws-cn:ecs:cn-north-1:123456789012:cluster/default",
         }) {
        const auto arn = Arn::parse(text);
        ASSERT_TRUE(arn) << text;
        EXPECT_EQ(arn->str(), text);
    }
    const auto role = Arn::parse("arn:aws:iam::123456789012:role/path/name");
    EXPECT_EQ(role->service, "iam");
    EXPECT_EQ(role->region, "");
    EXPECT_EQ(role->resource, "role/path/name");
}

TEST(AwsArn, refuses_what_is_none) {
    for (const char* text : {
             "",
             "arn",
             "arn:aws:iam::123456789012",
             "arn:aws:iam::123456789012:",
             "arn::iam::123456789012:x",
             "urn:aws:iam::123456789012:x",
             "arn:aws:iam::123456789012:a b",
             "arn:aws:iam::123456789012:a\n",
         }) {
        EXPECT_FALSE(Arn::parse(text)) << text;
    }
    EXPECT_FALSE(Arn::parse("arn:aws:iam::123456789012:" + std::string(2048, 'x')));
}

}  // namespace
}  // namespace gantry::aws
