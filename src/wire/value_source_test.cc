#include "wire/value_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gantry::wire {
namespace {

using testing::HasSubstr;

constexpr const char* kHere = "us-east-1";
constexpr const char* kSourceSecret =
    "arn:aws:secretsmanager:eu-west-1:000000000000:secret:db-AbCdEf";

TEST(ValueSource, ParametersAndSecretsAreToldApart) {
    EXPECT_TRUE(is_of_secrets_manager(kSourceSecret));
    EXPECT_TRUE(is_of_secrets_manager(std::string(kSourceSecret) + ":user::"));
    EXPECT_FALSE(is_of_secrets_manager("arn:aws:ssm:eu-west-1:000000000000:parameter/db/url"));
    EXPECT_FALSE(is_of_secrets_manager("/db/url"));
    EXPECT_FALSE(is_of_secrets_manager(""));
}

TEST(ValueSource, AllFormsOfASecretsArn) {
    const auto whole = read_secret_source(kSourceSecret, kHere);
    ASSERT_TRUE(whole);
    EXPECT_EQ(whole->region, "eu-west-1");
    EXPECT_EQ(whole->id, kSourceSecret);
    EXPECT_EQ(whole->json_key + whole->stage + whole->version_id, "");
    const auto key = read_secret_source(std::string(kSourceSecret) + ":user::", kHere);
    ASSERT_TRUE(key);
    EXPECT_EQ(key->id, kSourceSecret);
    EXPECT_EQ(key->json_key, "user");
    const auto all = read_secret_source(std::string(kSourceSecret) + ":user:AWSPREVIOUS:v1", kHere);
    ASSERT_TRUE(all);
    EXPECT_EQ(all->stage, "AWSPREVIOUS");
    EXPECT_EQ(all->version_id, "v1");
    for (const std::string bad : {":user", ":user:", ":user:::"}) {
        const auto refused = read_secret_source(kSourceSecret + bad, kHere);
        ASSERT_FALSE(refused) << bad;
        EXPECT_THAT(refused.error().message, HasSubstr("an invalid ARN format"));
    }
    EXPECT_FALSE(read_secret_source("db", kHere));
}

TEST(ValueSource, ParametersAreAskedForWhereTheyAre) {
    EXPECT_EQ(read_parameter_source("/db/url", kHere).region, kHere);
    const std::string arn = "arn:aws:ssm:eu-west-1:000000000000:parameter/db/url";
    EXPECT_EQ(read_parameter_source(arn, kHere).region, "eu-west-1");
    EXPECT_EQ(read_parameter_source(arn, kHere).name, arn);
}

TEST(ValueSource, ObjectsByTheirArn) {
    const auto object = read_object_source("arn:aws:s3:::settings/web/a:b.env");
    ASSERT_TRUE(object);
    EXPECT_EQ(object->bucket, "settings");
    EXPECT_EQ(object->key, "web/a:b.env");
    for (const char* bad :
         {"",
          "s3://settings/a.env",
          "arn:aws:s3:::settings",
          "arn:aws:s3:::settings/",
          "arn:aws:s3:::/a.env",
          "arn:aws:s3:us-east-1::settings/a.env"}) {
        EXPECT_FALSE(read_object_source(bad)) << bad;
    }
}

TEST(ValueSource, KeysOfAJsonObject) {
    const std::string json =
        R"({"user":"me","port":5432,"tls":true,"none":null,"list":[1, 2],"e":"\u00e9"})";
    const auto pick = [&](const char* key) {
        const auto value = pick_json_key(json, key);
        return value ? *value : value.error().message;
    };
    EXPECT_EQ(pick("user"), "me");
    EXPECT_EQ(pick("port"), "5432");
    EXPECT_EQ(pick("tls"), "true");
    EXPECT_EQ(pick("none"), "null");
    EXPECT_EQ(pick("list"), "[1, 2]");
    EXPECT_EQ(pick("e"), "é");
    EXPECT_EQ(
        pick("password"), "retrieved secret from Secrets Manager did not contain json key password"
    );
    for (const char* bad : {"", "hunter2", "[]", R"({"a":1)", R"({"a":1} x)"}) {
        const auto value = pick_json_key(bad, "a");
        ASSERT_FALSE(value) << bad;
        EXPECT_THAT(value.error().message, HasSubstr("is no JSON object"));
        EXPECT_EQ(value.error().message.find("hunter2"), std::string::npos);
    }
}

}  // namespace
}  // namespace gantry::wire
