// Putting events, and reading them back.
#include <fmt/format.h>

#include "services/logs/api/test_support.h"

namespace gantry::logs {
namespace {

class EventsTest : public LogsTest {
  protected:
    EventsTest() { make_group_and_stream(); }

    std::string put_raw(const std::string& events) {
        return ask(
            "PutLogEvents",
            R"({"logGroupName":"g","logStreamName":"s","logEvents":[)" + events + "]}"
        );
    }
    static std::string event(std::int64_t time, std::string_view message = "m") {
        return fmt::format(R"({{"timestamp":{},"message":"{}"}})", time, message);
    }
    std::string get(const std::string& more) {
        return ask("GetLogEvents", R"({"logGroupName":"g","logStreamName":"s")" + more + "}");
    }
    std::string filter(const std::string& more) {
        return ask("FilterLogEvents", R"({"logGroupName":"g")" + more + "}");
    }
    std::string messages(const std::string& answer) { return all_of(answer, "message"); }
};

TEST_F(EventsTest, ArePutAndRead) {
    put("s", now_ms(), {"one", "two", "three"});
    const std::string answer = get("");
    EXPECT_EQ(messages(answer), "one,two,three");
    EXPECT_NE(
        answer.find(fmt::format(
            R"({{"timestamp":{},"message":"one","ingestionTime":{}}})", now_ms(), now_ms()
        )),
        std::string::npos
    );
    EXPECT_EQ(
        ask("PutLogEvents",
            R"({"logGroupName":"g","logStreamName":"x","logEvents":[)" + event(now_ms()) + "]}"),
        kNoStream
    );
    EXPECT_EQ(
        ask("PutLogEvents",
            R"({"logGroupName":"x","logStreamName":"s","logEvents":[)" + event(now_ms()) + "]}"),
        kNoGroup
    );
}

TEST_F(EventsTest, BatchesHaveBounds) {
    EXPECT_EQ(
        put_raw(event(now_ms()) + "," + event(now_ms() - 1)),
        "InvalidParameterException: Log events in a single PutLogEvents request must be in "
        "chronological order."
    );
    EXPECT_EQ(
        put_raw(event(now_ms() - 86'400'001) + "," + event(now_ms())),
        "InvalidParameterException: The batch of log events in a single PutLogEvents request "
        "cannot span more than 24 hours."
    );
    EXPECT_TRUE(put_raw(event(now_ms() - 86'400'000) + "," + event(now_ms())).starts_with("{"));
    EXPECT_TRUE(put_raw(event(now_ms(), std::string(1'048'576 - 26, 'x'))).starts_with("{"));
    EXPECT_EQ(
        put_raw(event(now_ms(), std::string(1'048'576 - 25, 'x'))),
        "InvalidParameterException: Upload too large: 1048577 bytes exceeds limit of 1048576"
    );
    EXPECT_EQ(
        put_raw(event(now_ms(), "")),
        "InvalidParameterException: 1 validation error detected: Value '' at "
        "'logEvents.1.member.message' failed to satisfy constraint: Member must have length "
        "greater than or equal to 1"
    );
}

TEST_F(EventsTest, TooOldTooNewAndExpiredOnesAreLeftOut) {
    constexpr std::int64_t kDay = 86'400'000;
    const std::string first = event(now_ms() - 15 * kDay, "old");
    EXPECT_NE(
        put_raw(first + "," + event(now_ms(), "good") + "," + event(now_ms() + 7'200'001, "new"))
            .find(R"("rejectedLogEventsInfo":{"tooNewLogEventStartIndex":2,)"
                  R"("tooOldLogEventEndIndex":1})"),
        std::string::npos
    );
    EXPECT_EQ(messages(get("")), "good");
    must("PutRetentionPolicy", R"({"logGroupName":"g","retentionInDays":3})");
    EXPECT_NE(
        put_raw(first + "," + event(now_ms() - 4 * kDay, "expired"))
            .find(R"("rejectedLogEventsInfo":{"tooOldLogEventEndIndex":1,)"
                  R"("expiredLogEventEndIndex":2})"),
        std::string::npos
    );
    EXPECT_EQ(put_raw(event(now_ms() - 2 * kDay, "kept")).find("rejected"), std::string::npos);
    EXPECT_EQ(messages(get("")), "kept,good");
    world_.loop.advance(hours(24) + Duration(1));
    EXPECT_EQ(messages(get("")), "good") << "what expired is not shown any more";
    EXPECT_EQ(messages(filter("")), "good");
    const std::string streams = ask("DescribeLogStreams", R"({"logGroupName":"g"})");
    EXPECT_EQ(streams.find("firstEventTimestamp"), std::string::npos) << streams;
    EXPECT_NE(streams.find("lastEventTimestamp"), std::string::npos);
}

TEST_F(EventsTest, WhatExpiredDoesNotComeBack) {
    constexpr std::int64_t kDay = 86'400'000;
    const auto keep = [this](int days) {
        must(
            "PutRetentionPolicy",
            fmt::format(R"({{"logGroupName":"g","retentionInDays":{}}})", days)
        );
    };
    put("s", now_ms() - 6 * kDay, {"six"});
    put("s", now_ms() - 4 * kDay, {"four"});
    put("s", now_ms() - 2 * kDay, {"two"});
    keep(5);
    EXPECT_EQ(messages(get("")), "four,two");
    keep(7);
    EXPECT_EQ(messages(get("")), "four,two");
    EXPECT_EQ(messages(filter("")), "four,two");
    keep(3);
    keep(14);
    EXPECT_EQ(messages(get("")), "two");
    keep(5);
    must("DeleteRetentionPolicy", R"({"logGroupName":"g"})");
    EXPECT_EQ(messages(get("")), "two") << "what is gone was not fewer";
    world_.loop.advance(hours(24) * 30);
    EXPECT_EQ(messages(get("")), "two");
    EXPECT_EQ(ask("DescribeLogGroups", "{}").find("goneBefore"), std::string::npos);
}

TEST_F(EventsTest, TokensGoBothWays) {
    put("s", now_ms() - 10'000, {"1", "2", "3", "4", "5"});
    const std::string newest = get(R"(,"limit":2)");
    EXPECT_EQ(messages(newest), "4,5") << "the newest, in order of time";
    const auto with = [this](const std::string& token) {
        return get(R"(,"limit":2,"nextToken":")" + token + "\"");
    };
    const std::string back = with(text_of(newest, "nextBackwardToken"));
    EXPECT_EQ(messages(back), "2,3");
    const std::string first = with(text_of(back, "nextBackwardToken"));
    EXPECT_EQ(messages(first), "1");
    const std::string end = with(text_of(first, "nextBackwardToken"));
    EXPECT_EQ(messages(end), "");
    EXPECT_EQ(text_of(end, "nextBackwardToken"), text_of(first, "nextBackwardToken"))
        << "at the end it stays the same";
    EXPECT_EQ(messages(with(text_of(first, "nextForwardToken"))), "2,3");

    std::string at = get(R"(,"limit":3,"startFromHead":true)");
    EXPECT_EQ(messages(at), "1,2,3");
    at = with(text_of(at, "nextForwardToken"));
    EXPECT_EQ(messages(at), "4,5");
    const std::string token = text_of(at, "nextForwardToken");
    at = with(token);
    EXPECT_EQ(messages(at), "");
    EXPECT_EQ(text_of(at, "nextForwardToken"), token);
    put("s", now_ms(), {"6"});
    EXPECT_EQ(messages(with(token)), "6") << "what came meanwhile is found with it";
    EXPECT_EQ(with("f/1"), "InvalidParameterException: The specified nextToken is invalid.");
    must("CreateLogStream", R"({"logGroupName":"g","logStreamName":"t"})");
    EXPECT_EQ(
        ask("GetLogEvents",
            R"({"logGroupName":"g","logStreamName":"t","nextToken":")" + token + "\"}"),
        "InvalidParameterException: The specified nextToken is invalid."
    );
}

TEST_F(EventsTest, AnEmptyStreamHasTokensToWaitWith) {
    const std::string nothing = get("");
    EXPECT_EQ(messages(nothing), "");
    put("s", now_ms(), {"first"});
    const std::string token = text_of(nothing, "nextForwardToken");
    EXPECT_EQ(messages(get(R"(,"nextToken":")" + token + "\"")), "first");
}

TEST_F(EventsTest, TimesBoundWhatIsRead) {
    const std::int64_t start = now_ms() - 10'000;
    put("s", start, {"0", "1", "2", "3"});
    EXPECT_EQ(
        messages(get(fmt::format(R"(,"startTime":{},"endTime":{})", start + 1'000, start + 3'000))),
        "1,2"
    ) << "the end is no more within";
    EXPECT_EQ(
        messages(filter(fmt::format(R"(,"startTime":{},"endTime":{})", start + 1'000, start + 3'000)
        )),
        "1,2,3"
    ) << "here it is";
}

TEST_F(EventsTest, PagesHoldAMegabyte) {
    const std::string large(600'000, 'x');
    put("s", now_ms(), {large});
    put("s", now_ms() + 1, {large});
    const std::string page = get(R"(,"startFromHead":true)");
    EXPECT_EQ(messages(page).size(), large.size());
    EXPECT_EQ(
        messages(get(R"(,"nextToken":")" + text_of(page, "nextForwardToken") + "\"")).size(),
        large.size()
    );
    const std::string filtered = filter("");
    EXPECT_EQ(messages(filtered).size(), large.size());
    EXPECT_EQ(
        messages(filter(R"(,"nextToken":")" + text_of(filtered, "nextToken") + "\"")).size(),
        large.size()
    );
}

TEST_F(EventsTest, FilteredOverStreams) {
    must("CreateLogStream", R"({"logGroupName":"g","logStreamName":"t/1"})");
    put("s", now_ms(), {"ERROR a", "info b"});
    put("t/1", now_ms() + 500, {"ERROR c", "ERROR d"});
    EXPECT_EQ(messages(filter(R"(,"filterPattern":"ERROR")")), "ERROR a,ERROR c,ERROR d");
    EXPECT_EQ(messages(filter(R"(,"filterPattern":"-ERROR")")), "info b");
    EXPECT_EQ(messages(filter(R"(,"logStreamNames":["t/1"])")), "ERROR c,ERROR d");
    EXPECT_EQ(messages(filter(R"(,"logStreamNamePrefix":"t")")), "ERROR c,ERROR d");
    EXPECT_EQ(filter(R"(,"logStreamNames":["x"])"), kNoStream);
    EXPECT_EQ(messages(filter(R"(,"logStreamNamePrefix":"x")")), "");
    EXPECT_EQ(
        filter(R"(,"logStreamNamePrefix":"x","logStreamNames":["s"])"),
        "InvalidParameterException: logStreamNames and logStreamNamePrefix cannot be specified "
        "together."
    );
    EXPECT_EQ(
        filter(R"(,"filterPattern":"a@b")"),
        "InvalidParameterException: Invalid character(s) in term 'a@b'"
    );
    const std::string page = filter(R"(,"filterPattern":"ERROR","limit":2)");
    EXPECT_EQ(all_of(page, "logStreamName"), "s,t/1");
    EXPECT_EQ(text_of(page, "eventId").size(), 56U);
    EXPECT_NE(page.find(R"("searchedLogStreams":[])"), std::string::npos);
    const std::string token = text_of(page, "nextToken");
    EXPECT_EQ(
        messages(filter(R"(,"filterPattern":"ERROR","limit":2,"nextToken":")" + token + "\"")),
        "ERROR d"
    );
    EXPECT_EQ(
        filter(R"(,"filterPattern":"other","nextToken":")" + token + "\""),
        "InvalidParameterException: The specified nextToken is invalid."
    );
}

TEST_F(EventsTest, GroupsByTheirArns) {
    put("s", now_ms(), {"x"});
    const std::string arn = "arn:aws:logs:us-east-1:123456789012:log-group:g";
    for (const std::string& identifier : {std::string("g"), arn}) {
        EXPECT_EQ(
            messages(ask("FilterLogEvents", R"({"logGroupIdentifier":")" + identifier + "\"}")), "x"
        );
    }
    EXPECT_EQ(
        ask("FilterLogEvents", R"({"logGroupIdentifier":")" + arn + ":*\"}"),
        "InvalidParameterException: 1 validation error detected: Value '" + arn +
            ":*' at 'logGroupIdentifier' failed to satisfy constraint: Member must satisfy "
            R"(regular expression pattern: [\w#+=/:,.@-]*)"
    ) << "as AWS has it";
    EXPECT_EQ(
        ask("FilterLogEvents",
            R"({"logGroupIdentifier":"arn:aws:logs:us-east-1:999999999999:log-group:g"})"),
        kNoGroup
    );
}

}  // namespace
}  // namespace gantry::logs
