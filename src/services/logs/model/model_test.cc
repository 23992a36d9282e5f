#include <gtest/gtest.h>

#include "services/logs/model/names.h"
#include "services/logs/model/tables.h"
#include "wire/json_codec.h"

namespace gantry::logs {
namespace {

const aws::Scope kScope{"123456789012", "us-east-1"};

TEST(LogsNamesTest, GroupsByNameAndArn) {
    const std::string arn = group_arn(kScope, "/ecs/web");
    EXPECT_EQ(arn, "arn:aws:logs:us-east-1:123456789012:log-group:/ecs/web");
    for (const std::string& identifier : {std::string("/ecs/web"), arn, arn + ":*"}) {
        const auto name = parse_group(kScope, identifier);
        ASSERT_TRUE(name) << identifier;
        EXPECT_EQ(name->name, "/ecs/web");
        EXPECT_EQ(name->scope, kScope);
        EXPECT_EQ(name->stream, "");
    }
    EXPECT_EQ(parse_group(kScope, stream_arn(kScope, "g", "a/b"))->stream, "a/b");
    EXPECT_FALSE(parse_group(kScope, arn + ":x"));
    EXPECT_FALSE(parse_group(kScope, "arn:aws:s3:::bucket"));
    EXPECT_FALSE(parse_group(kScope, "arn:aws:logs:us-east-1:123456789012:destination:d"));
}

TEST(LogsNamesTest, Characters) {
    EXPECT_TRUE(is_group_name("/aws/ecs/a-b_c.d#1"));
    EXPECT_FALSE(is_group_name("a b"));
    EXPECT_FALSE(is_group_name(""));
    EXPECT_FALSE(is_group_name(std::string(513, 'a')));
    EXPECT_TRUE(is_stream_name("web/app/[1] ü"));
    EXPECT_FALSE(is_stream_name("a:b"));
    EXPECT_FALSE(is_stream_name("a*"));
}

TEST(LogsRowsTest, AreReadAsTheyWereWritten) {
    GroupRow row{.account = "1", .region = "r", .name = "g", .id = "0123456789abcdef"};
    row.retention_days = 7;
    row.log_class = api::logs::LogGroupClass::InfrequentAccess;
    row.tags = {{"a", "b"}};
    row.gone_before = from_epoch_ms(1'000);
    const auto read = wire::decode_json<GroupRow>(wire::encode_json(row));
    ASSERT_TRUE(read);
    EXPECT_EQ(wire::encode_json(*read), wire::encode_json(row));
    EXPECT_EQ(read->retention_days, 7);
    EXPECT_EQ(read->gone_before, row.gone_before);
    const auto old = wire::decode_json<GroupRow>(R"({"name":"g"})");
    ASSERT_TRUE(old);
    EXPECT_FALSE(old->gone_before) << "rows of old have none";
    MetricFilterRow filter{.name = "f", .group = "g", .pattern = "{ $.a = 1 }"};
    filter.transformations = {{.metric_name = "m", .metric_namespace = "n", .metric_value = "1"}};
    const auto again = wire::decode_json<MetricFilterRow>(wire::encode_json(filter));
    ASSERT_TRUE(again);
    EXPECT_EQ(again->transformations, filter.transformations);
}

TEST(LogsTablesTest, NamesBeginWithTheService) {
    Tables tables;
    for (const auto* table : tables.all()) EXPECT_TRUE(table->name().starts_with("logs."));
}

}  // namespace
}  // namespace gantry::logs
