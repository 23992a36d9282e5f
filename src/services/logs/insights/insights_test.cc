// Queries at work on events.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "services/logs/insights/aggregates.h"
#include "services/logs/insights/parser.h"
#include "services/logs/insights/run.h"

namespace gantry::logs::insights {
namespace {

using Messages = std::vector<std::string>;

QueryEvent event(std::int64_t time, std::string message) {
    QueryEvent event;
    event.timestamp_ms = time;
    event.ingested_ms = time + 5;
    event.message = std::move(message);
    event.stream = "s";
    event.log = "123456789012:g";
    event.pointer = "p" + std::to_string(time);
    return event;
}

/// Rows as `name=value` joined by commas, without @ptr, rows joined by "; ". Events are a second
/// apart from the beginning of 2026 on.
std::string answer(std::string_view text, const Messages& messages, std::size_t limit = 1'000) {
    const auto query = read_query(text);
    if (!query) return query.error().message;
    Execution run(*query, limit);
    std::int64_t time = 1'767'225'600'000;
    for (const std::string& message : messages) {
        run.add(event(time, message));
        time += 1'000;
    }
    std::string shown;
    for (const ResultRow& row : run.finish().rows) {
        std::string line;
        for (const auto& [name, value] : row) {
            if (name == "@ptr") continue;
            line += fmt::format("{}{}={}", line.empty() ? "" : ",", name, value);
        }
        shown += (shown.empty() ? "" : "; ") + line;
    }
    return shown;
}

TEST(InsightsTest, TheNewestComeFirst) {
    EXPECT_EQ(answer("fields @message | limit 2", {"a", "b", "c"}), "@message=c; @message=b");
    EXPECT_EQ(answer("fields @message", {"a", "b", "c"}, 1), "@message=c");
    EXPECT_EQ(
        answer("filter @message = 'b'", {"a", "b"}), "@timestamp=2026-01-01 00:00:01.000,@message=b"
    );
    EXPECT_EQ(
        answer("fields @logStream, @log, @ingestionTime", {"a"}),
        "@logStream=s,@log=123456789012:g,@ingestionTime=2026-01-01 00:00:00.005"
    );
}

const Messages kJson = {
    R"({"user":{"id":1},"ms":10,"tags":["x","y"],"ok":true,"level":"INFO"})",
    R"({"user":{"id":2},"ms":30,"ok":false,"level":"ERROR"})",
    R"({"user":{"id":1},"ms":20.5,"level":"ERROR","none":null})",
    "no JSON",
};

TEST(InsightsTest, FieldsOfJson) {
    EXPECT_EQ(
        answer("fields user.id, tags.1, ok | filter ms = 10", kJson), "user.id=1,tags.1=y,ok=1"
    );
    EXPECT_EQ(answer("fields ms | sort ms desc | limit 2", kJson), "ms=30; ms=20.5");
    EXPECT_EQ(
        answer("fields ms*2+1 as twice | filter ispresent(ms) | sort ms", kJson),
        "twice=21; twice=42; twice=61"
    );
    EXPECT_EQ(answer("filter level = 'ERROR' and ms > 25 | display user.id", kJson), "user.id=2");
    EXPECT_EQ(answer("filter level in ['INFO', 'x'] | display ms", kJson), "ms=10");
    EXPECT_EQ(
        answer("filter level not in ['INFO'] and ispresent(ms) | sort ms | display ms", kJson),
        "ms=20.5; ms=30"
    );
}

TEST(InsightsTest, Likeness) {
    const Messages messages = {"GET /a", "POST /b", "get /c"};
    EXPECT_EQ(answer("filter @message like 'GET' | display @message", messages), "@message=GET /a");
    EXPECT_EQ(
        answer("filter @message like /(?i)^get/ | sort @message | display @message", messages),
        "@message=GET /a; @message=get /c"
    );
    EXPECT_EQ(
        answer("filter @message not like /(?i)get/ | display @message", messages),
        "@message=POST /b"
    );
    EXPECT_EQ(answer("filter @message =~ /b$/ | display @message", messages), "@message=POST /b");
    EXPECT_EQ(
        answer(
            "filter not (@message like 'GET' or @message like 'get') | display @message", messages
        ),
        "@message=POST /b"
    );
}

TEST(InsightsTest, Parse) {
    const Messages messages = {"user=ann, method:get, latency := 7", "other"};
    EXPECT_EQ(
        answer(
            "parse @message \"user=*, method:*, latency := *\" as @user, m, l | filter l > 5 | "
            "display @user, m, l",
            messages
        ),
        "@user=ann,m=get,l=7"
    );
    EXPECT_EQ(
        answer(
            "parse @message /user=(?<user>\\w+), method:(?<method>\\w+)/ | filter ispresent(user) "
            "| display user, method",
            messages
        ),
        "user=ann,method=get"
    );
    EXPECT_EQ(
        answer("parse @message 'user=*,' as u | stats count(*) by u", messages),
        "count(*)=1; u=ann,count(*)=1"
    );
}

TEST(InsightsTest, Stats) {
    EXPECT_EQ(
        answer("stats count(*), sum(ms), avg(ms), min(ms), max(ms)", kJson),
        "count(*)=4,sum(ms)=60.5,avg(ms)=20.166666666666668,min(ms)=10,max(ms)=30"
    );
    EXPECT_EQ(
        answer("stats count(*) as n by level | sort n desc, level", kJson),
        "level=ERROR,n=2; n=1; level=INFO,n=1"
    );
    EXPECT_EQ(
        answer("stats count(*) by level | sort count(*) desc | limit 1", kJson),
        "level=ERROR,count(*)=2"
    );
    EXPECT_EQ(
        answer("stats count(*) by bin(2s)", kJson),
        "bin(2s)=2026-01-01 00:00:00.000,count(*)=2; "
        "bin(2s)=2026-01-01 00:00:02.000,count(*)=2"
    );
    EXPECT_EQ(
        answer(
            "stats pct(ms, 50) as p, median(ms), count_distinct(level), "
            "earliest(ms), latest(ms), sortsFirst(level), stddev(user.id)",
            kJson
        ),
        "p=20.5,median(ms)=20.5,count_distinct(level)=2,earliest(ms)=10,latest(ms)=20.5,"
        "sortsFirst(level)=ERROR,stddev(user.id)=0.4714045207910317"
    );
    EXPECT_EQ(answer("stats count(*) as n by level | stats max(n)", kJson), "max(n)=2");
    EXPECT_EQ(answer("stats count(*), avg(ms)", {}), "count(*)=0");
    EXPECT_EQ(answer("stats count(*) by level", {}), "");
}

TEST(InsightsTest, Dedup) {
    EXPECT_EQ(
        answer("fields level, ms | filter ispresent(level) | dedup level", kJson),
        "level=ERROR,ms=20.5; level=INFO,ms=10"
    );
}

TEST(InsightsTest, Functions) {
    const auto value = [](const std::string& expr) {
        return answer("fields " + expr + " as x", {R"({"t":" aBc ","n":-2.5,"ip":"10.1.2.3"})"});
    };
    EXPECT_EQ(value("trim(t)"), "x=aBc");
    EXPECT_EQ(value("toupper(t)"), "x= ABC ");
    EXPECT_EQ(value("strlen('äb')"), "x=2");
    EXPECT_EQ(value("substr('äbcd', 1, 2)"), "x=bc");
    EXPECT_EQ(value("replace('a-b-c', '-', '+')"), "x=a+b+c");
    EXPECT_EQ(value("strcontains(t, 'B')"), "x=1");
    EXPECT_EQ(value("concat('n is ', n)"), "x=n is -2.5");
    EXPECT_EQ(value("coalesce(none, n)"), "x=-2.5");
    EXPECT_EQ(value("abs(n) + ceil(n) + floor(n)"), "x=-2.5");
    EXPECT_EQ(value("greatest(1, n, 3)"), "x=3");
    EXPECT_EQ(value("2 ^ 3 % 5"), "x=3");
    EXPECT_EQ(value("1 / 0"), "");
    EXPECT_EQ(value("isIpv4InSubnet(ip, '10.1.0.0/16')"), "x=1");
    EXPECT_EQ(value("isValidIpv4('1.2.3')"), "x=0");
    EXPECT_EQ(value("tomillis(@timestamp)"), "x=1767225600000");
    EXPECT_EQ(value("datefloor(@timestamp + 90000, 1m)"), "x=2026-01-01 00:01:00.000");
}

TEST(InsightsTest, GivesUpRatherThanTakeTooMuch) {
    const auto query = read_query("fields @message");
    Execution run(*query, 10'000, 100'000);
    bool goes_on = true;
    for (int i = 0; i < 1'000 && goes_on; ++i) goes_on = run.add(event(i, std::string(1'000, 'x')));
    EXPECT_FALSE(goes_on);
    EXPECT_TRUE(run.finish().failed);
    const auto few = read_query("fields @message | limit 5");
    Execution small(*few, 10'000, 100'000);
    for (int i = 0; i < 1'000; ++i) EXPECT_TRUE(small.add(event(i, std::string(1'000, 'x'))));
    const Results results = small.finish();
    EXPECT_EQ(results.rows.size(), 5U);
    EXPECT_EQ(results.matched, 1'000U);
}

/// Whether a query is, that may hold 4 MiB, of events that all say the same.
bool is_given_up(std::string_view text, const std::string& message, int count = 1) {
    const auto query = read_query(text);
    EXPECT_TRUE(query) << text;
    Execution run(*query, 10'000, 4UL << 20);
    for (int i = 0; i < count && run.add(event(i, message)); ++i) {
    }
    return run.finish().failed;
}

TEST(InsightsTest, ValuesThatGrow) {
    std::string twice = "fields @message as a";
    for (int i = 0; i < 30; ++i) twice += " | fields concat(a, a) as a";
    EXPECT_EQ(answer(twice + " | display strlen(a) as n", {"x"}), "n=1048576");
    EXPECT_EQ(answer(twice + " | display strlen(a) as n", {"€"}), "n=349525") << "whole characters";
    EXPECT_EQ(answer(twice + " | display strlen(replace(a, 'x', 'yz')) as n", {"x"}), "n=1048576");
    EXPECT_EQ(answer(twice + " | display coalesce(none, a, a, a, 5) = a as n", {"x"}), "n=1");
    EXPECT_FALSE(is_given_up(twice, "x"));
    for (int i = 0; i < 10; ++i) twice += " | fields a as a" + std::to_string(i);
    EXPECT_TRUE(is_given_up(twice, "x")) << "ten of them are too much";
}

TEST(InsightsTest, WhateverHoldsMuchIsCounted) {
    const std::string large(1UL << 20, 'x');
    EXPECT_FALSE(is_given_up("fields @message", large));
    EXPECT_TRUE(is_given_up("fields @message", large, 10));
    EXPECT_FALSE(is_given_up("fields @message | limit 2", large, 10)) << "what is not shown goes";
    EXPECT_TRUE(is_given_up("parse @message /((((((x*))))))/ as a, b, c, d, e, f", large));
    EXPECT_TRUE(is_given_up(
        "stats latest(@message), earliest(@message), sortsfirst(@message), "
        "sortslast(@message)",
        large
    ));
    EXPECT_TRUE(is_given_up("stats count(*) by @message, @message, @message", large));
    EXPECT_TRUE(is_given_up("sort @message, @message, @message, @message", large));
    EXPECT_TRUE(is_given_up("dedup @message, @message, @message, @message", large));
    std::string percents = "stats pct(@timestamp, 1)";
    for (int i = 2; i < 200; ++i) percents += fmt::format(", pct(@timestamp, 50) as p{}", i);
    EXPECT_FALSE(is_given_up(percents, "x"));
    EXPECT_TRUE(is_given_up(percents, "x", 4'000)) << "numbers are kept up to a point";
}

TEST(InsightsTest, NotEveryPathOfAnEventIsAField) {
    std::string flat = "{";
    for (int i = 0; i < 2'000; ++i) flat += fmt::format("\"f{}\":{},", i, i);
    flat += R"("last":1})";
    EXPECT_EQ(answer("fields f0, f999, f1000, last", {flat}), "f0=0,f999=999");
    const std::string key(50'000, 'k');
    const std::string deep = R"({"a":{")" + key + R"(":{"x":1,"y":2}},"b":3})";
    EXPECT_EQ(answer("fields a." + key + ".x as x, b", {deep}), "b=3");
    EXPECT_EQ(answer("fields b", {deep.substr(0, deep.size() - 1)}), "") << "that is no JSON";
    EXPECT_TRUE(is_given_up("filter f1 = 1 | fields @message", flat, 40))
        << "what was found is held with the event";
}

TEST(InsightsTest, NumbersOfAnySize) {
    Quantiles quantiles;
    const double infinity = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i <= Quantiles::kExact; ++i) quantiles.add(1.7e308);
    quantiles.add(infinity);
    for (int i = 0; i < 10; ++i) quantiles.add(-infinity);
    EXPECT_NEAR(*quantiles.at(50).number() / 1.7e308, 1, 0.01);
    EXPECT_LT(*quantiles.at(0).number(), -1e308);
    EXPECT_TRUE(std::isfinite(*quantiles.at(100).number()));
}

TEST(InsightsTest, SketchesAreCloseEnough) {
    Quantiles quantiles;
    Distinct distinct;
    for (int i = 1; i <= 100'000; ++i) {
        quantiles.add(i);
        distinct.add(std::to_string(i));
    }
    EXPECT_NEAR(*quantiles.at(99).number(), 99'000, 1'000);
    EXPECT_NEAR(*quantiles.at(50).number(), 50'000, 500);
    EXPECT_NEAR(distinct.count(), 100'000, 5'000);
}

}  // namespace
}  // namespace gantry::logs::insights
