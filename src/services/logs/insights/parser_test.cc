#include "services/logs/insights/parser.h"

#include <gtest/gtest.h>

#include "base/random.h"

namespace gantry::logs::insights {
namespace {

std::string refused(std::string_view text) {
    const auto query = read_query(text);
    if (query) return "good";
    EXPECT_EQ(query.error().code, "MalformedQueryException");
    return query.error().message;
}

TEST(InsightsParserTest, ReadsWhatThereIs) {
    for (const std::string_view text : {
             "fields @timestamp, @message | sort @timestamp desc | limit 20",
             "# a comment\nfields a.b, `c-d` as e | filter e like /x\\/y/ and not (a.b in [1, "
             "'z'])",
             "filter @message not like \"x\" or a =~ /(?i)error/",
             "parse @message \"user=*, method:*\" as @user, @method | stats count(*) by @method",
             "parse /(?<user>\\w+)=(?<value>\\d+)/ | display user, value",
             "stats avg(x), pct(x, 99.9) as p, count_distinct(y) by bin(5m), @logStream",
             "stats count() as c by bin(1h) as t | sort c desc | stats max(c)",
             "dedup a, b | head 5",
             "fields (1 + 2) * -x ^ 2 % 3 / 4 as y, datefloor(@timestamp, 1d), concat('a', b)",
         }) {
        EXPECT_EQ(refused(text), "good") << text;
    }
}

TEST(InsightsParserTest, SaysWhereItIsWrong) {
    EXPECT_EQ(
        refused("fields @message | nonsense"),
        "unexpected symbol found nonsense at line 1 and position 19"
    );
    EXPECT_EQ(
        refused("fields a\n| filter ="), "unexpected symbol found = at line 2 and position 10"
    );
    EXPECT_EQ(refused("fields a |"), "unexpected symbol found <EOF> at line 1 and position 11");
    EXPECT_EQ(refused(""), "unexpected symbol found <EOF> at line 1 and position 1");
    EXPECT_EQ(refused("fields nonsense(a)"), "unknown function: nonsense");
    EXPECT_EQ(refused("fields abs(a, b)"), "wrong number of arguments of abs");
    EXPECT_EQ(refused("filter a like /(/"), "invalid regular expression: /(/");
    EXPECT_EQ(
        refused("parse @message \"*-*\" as a"),
        "the number of fields does not match the number of values in parse"
    );
    EXPECT_EQ(
        refused("stats sum(a) | stats sum(b) | stats sum(c)"),
        "a query can have two stats commands at most"
    );
    EXPECT_EQ(refused("fields " + std::string(200, '(') + "a"), "the query is nested too deeply");
    EXPECT_NE(refused("fields 'a"), "good");
    EXPECT_NE(refused("limit x"), "good");
    EXPECT_NE(refused("stats count(*) by bin(x)"), "good");
    EXPECT_NE(refused("fields a ; b"), "good");
}

TEST(InsightsParserTest, Periods) {
    EXPECT_EQ(read_period("5m"), 300'000);
    EXPECT_EQ(read_period("1.5h"), 5'400'000);
    EXPECT_EQ(read_period("2days"), 172'800'000);
    EXPECT_FALSE(read_period("5"));
    EXPECT_FALSE(read_period("5x"));
    EXPECT_FALSE(read_period("0m"));
}

TEST(InsightsParserTest, AnyTextIsReadOrRefused) {
    Random random(3);
    constexpr std::string_view kPieces[] = {
        "fields", "filter", "stats", "sort",  "|", "(",  ")",  "a",     "@message",
        "like",   "/x/",    "'t'",   "count", "*", ",",  "by", "bin",   "5m",
        "=",      "not",    "in",    "[",     "]", "as", "-",  "parse", "1",
    };
    for (int i = 0; i < 50'000; ++i) {
        std::string text;
        for (std::uint64_t n = random.below(12); n > 0; --n) {
            text += kPieces[random.below(std::size(kPieces))];
            text += " ";
        }
        static_cast<void>(read_query(text));
    }
}

}  // namespace
}  // namespace gantry::logs::insights
