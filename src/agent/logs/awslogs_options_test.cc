#include "agent/logs/awslogs_options.h"

#include <gtest/gtest.h>

namespace gantry::agent {
namespace {

Result<std::optional<AwslogsOptions>> read(std::map<std::string, std::string> options) {
    options.emplace("awslogs-group", "/ecs/web");
    return read_awslogs_options({.type = "awslogs", .config = std::move(options)});
}

TEST(AwslogsOptions, AreReadAsDockerReadsThem) {
    const auto plain = read({{"awslogs-region", "eu-west-1"}, {"awslogs-stream", "p/c/1"}});
    ASSERT_TRUE(plain && *plain);
    EXPECT_EQ((**plain).group, "/ecs/web");
    EXPECT_EQ((**plain).region, "eu-west-1");
    EXPECT_EQ((**plain).stream, "p/c/1");
    EXPECT_FALSE((**plain).create_group);
    EXPECT_TRUE((**plain).create_stream);
    EXPECT_FALSE((**plain).blocking);
    const auto other = read(
        {{"awslogs-create-group", "true"}, {"awslogs-create-stream", "0"}, {"mode", "blocking"}}
    );
    ASSERT_TRUE(other && *other);
    EXPECT_TRUE((**other).create_group);
    EXPECT_FALSE((**other).create_stream);
    EXPECT_TRUE((**other).blocking);
}

TEST(AwslogsOptions, OtherDriversHaveNone) {
    const auto none = read_awslogs_options({.type = "json-file", .config = {}});
    ASSERT_TRUE(none);
    EXPECT_FALSE(*none);
}

TEST(AwslogsOptions, WhatCannotBeIsRefused) {
    EXPECT_EQ(
        read_awslogs_options({.type = "awslogs", .config = {}}).error().message,
        "must specify a value for log opt 'awslogs-group'"
    );
    EXPECT_EQ(
        read({{"awslogs-create-group", "maybe"}}).error().message,
        "must specify valid value for log opt 'awslogs-create-group': maybe"
    );
    EXPECT_EQ(
        read({{"awslogs-multiline-pattern", "^x"}, {"awslogs-datetime-format", "%Y"}})
            .error()
            .message,
        "you cannot configure log opt 'awslogs-datetime-format' and 'awslogs-multiline-pattern' at "
        "the same time"
    );
    EXPECT_TRUE(read({{"awslogs-multiline-pattern", "("}})
                    .error()
                    .message.starts_with("awslogs could not parse multiline pattern key \"(\": "));
}

TEST(AwslogsOptions, FormatsOfTimesBecomePatterns) {
    struct Case {
        const char* format;
        const char* good;
        const char* bad;
    };
    for (const auto& [format, good, bad] : {
             Case{"%Y-%m-%d %H:%M:%S", "2026-11-26 23:59:01 started", "2026-13-26 23:59:01"},
             Case{
                 R"(\[%b %d, %Y %H:%M:%S\])", "[Nov 26, 2026 01:02:03] x", "[Nob 26, 2026 01:02:03]"
             },
             Case{"%H:%M:%S%L", "12:00:00.123", "12:00:00,123"},
             Case{"%A %I %p", "Monday 09 AM", "Monday 13 AM"},
             Case{"100%%", "100% done", "100 done"},
         }) {
        const auto options = read({{"awslogs-datetime-format", format}});
        ASSERT_TRUE(options && *options && (**options).event_start) << format;
        EXPECT_TRUE((**options).event_start->found_in(good)) << format;
        EXPECT_FALSE((**options).event_start->found_in(bad)) << format;
    }
}

}  // namespace
}  // namespace gantry::agent
