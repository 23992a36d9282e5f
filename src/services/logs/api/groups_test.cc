// Groups and streams: made, described, changed, removed.
#include <fmt/format.h>

#include "services/logs/api/test_support.h"

namespace gantry::logs {
namespace {

TEST_F(LogsTest, GroupsAreMadeAndDescribed) {
    EXPECT_EQ(ask("CreateLogGroup", R"({"logGroupName":"/ecs/web","tags":{"team":"a"}})"), "{}");
    EXPECT_EQ(
        ask("CreateLogGroup", R"({"logGroupName":"/ecs/web"})"),
        "ResourceAlreadyExistsException: The specified log group already exists"
    );
    EXPECT_EQ(
        ask("DescribeLogGroups", "{}"),
        fmt::format(
            R"({{"logGroups":[{{"logGroupName":"/ecs/web","creationTime":{},"metricFilterCount":0,)"
            R"("arn":"arn:aws:logs:us-east-1:123456789012:log-group:/ecs/web:*","storedBytes":0,)"
            R"("logGroupClass":"STANDARD",)"
            R"("logGroupArn":"arn:aws:logs:us-east-1:123456789012:log-group:/ecs/web",)"
            R"("deletionProtectionEnabled":false}}]}})",
            now_ms()
        )
    );
    EXPECT_EQ(ask("DeleteLogGroup", R"({"logGroupName":"/ecs/web"})"), "{}");
    EXPECT_EQ(ask("DeleteLogGroup", R"({"logGroupName":"/ecs/web"})"), kNoGroup);
    EXPECT_EQ(ask("DescribeLogGroups", "{}"), R"({"logGroups":[]})");
}

TEST_F(LogsTest, NamesHaveTheirCharacters) {
    EXPECT_EQ(
        ask("CreateLogGroup", R"({"logGroupName":"a b"})"),
        "InvalidParameterException: 1 validation error detected: Value 'a b' at 'logGroupName' "
        R"(failed to satisfy constraint: Member must satisfy regular expression pattern: )"
        R"([\.\-_/#A-Za-z0-9]+)"
    );
    EXPECT_EQ(
        ask("CreateLogGroup", "{}"),
        "InvalidParameterException: 1 validation error detected: Value null at 'logGroupName' "
        "failed to satisfy constraint: Member must not be null"
    );
    must("CreateLogGroup", R"({"logGroupName":"g"})");
    EXPECT_EQ(
        ask("CreateLogStream", R"({"logGroupName":"g","logStreamName":"a:b"})"),
        "InvalidParameterException: 1 validation error detected: Value 'a:b' at 'logStreamName' "
        "failed to satisfy constraint: Member must satisfy regular expression pattern: [^:*]*"
    );
    EXPECT_EQ(
        ask("DescribeLogGroups", R"({"limit":51})"),
        "InvalidParameterException: 1 validation error detected: Value '51' at 'limit' failed to "
        "satisfy constraint: Member must have value less than or equal to 50"
    );
}

TEST_F(LogsTest, GroupsAreListedInPages) {
    for (const char* name : {"b", "a", "ab", "c"}) {
        must("CreateLogGroup", std::string(R"({"logGroupName":")") + name + "\"}");
    }
    const std::string page = ask("DescribeLogGroups", R"({"limit":3})");
    EXPECT_EQ(all_of(page, "logGroupName"), "a,ab,b");
    const std::string token = text_of(page, "nextToken");
    const std::string rest =
        ask("DescribeLogGroups", R"({"limit":3,"nextToken":")" + token + "\"}");
    EXPECT_EQ(all_of(rest, "logGroupName"), "c");
    EXPECT_EQ(text_of(rest, "nextToken"), "");
    EXPECT_EQ(
        ask("DescribeLogGroups", R"({"logGroupNamePrefix":"a","nextToken":")" + token + "\"}"),
        "InvalidParameterException: The specified nextToken is invalid."
    );
    const auto names = [this](const std::string& body) {
        return all_of(ask("DescribeLogGroups", body), "logGroupName");
    };
    EXPECT_EQ(names(R"({"logGroupNamePrefix":"a"})"), "a,ab");
    EXPECT_EQ(names(R"({"logGroupNamePattern":"b"})"), "ab,b");
    EXPECT_EQ(
        names(R"({"logGroupIdentifiers":["arn:aws:logs:us-east-1:123456789012:log-group:c","a"]})"),
        "a,c"
    );
    EXPECT_EQ(
        ask("DescribeLogGroups", R"({"logGroupNamePrefix":"a","logGroupNamePattern":"b"})"),
        "InvalidParameterException: LogGroup name prefix and LogGroup name pattern are mutually "
        "exclusive parameters."
    );
    must("CreateLogGroup", R"({"logGroupName":"abcd"})");
    must("CreateLogGroup", R"({"logGroupName":"xabc"})");
    const std::string listed = ask("ListLogGroups", R"({"logGroupNamePattern":"^abc|ccc"})");
    EXPECT_EQ(all_of(listed, "logGroupName"), "abcd") << listed;
}

TEST_F(LogsTest, RetentionIsOfTheDaysThatThereAre) {
    must("CreateLogGroup", R"({"logGroupName":"g"})");
    EXPECT_TRUE(ask("PutRetentionPolicy", R"({"logGroupName":"g","retentionInDays":2})")
                    .starts_with("InvalidParameterException: 1 validation error detected: Value "
                                 "'2' at 'retentionInDays' failed to satisfy constraint: Member "
                                 "must satisfy enum value set: [1, 3, 5, 7,"));
    EXPECT_EQ(ask("PutRetentionPolicy", R"({"logGroupName":"x","retentionInDays":7})"), kNoGroup);
    must("PutRetentionPolicy", R"({"logGroupName":"g","retentionInDays":7})");
    EXPECT_NE(ask("DescribeLogGroups", "{}").find(R"("retentionInDays":7)"), std::string::npos);
    must("DeleteRetentionPolicy", R"({"logGroupName":"g"})");
    EXPECT_EQ(ask("DescribeLogGroups", "{}").find("retentionInDays"), std::string::npos);
}

TEST_F(LogsTest, ProtectedGroupsStay) {
    must("CreateLogGroup", R"({"logGroupName":"g","deletionProtectionEnabled":true})");
    EXPECT_EQ(
        ask("DeleteLogGroup", R"({"logGroupName":"g"})"),
        "ValidationException: The specified log group cannot be deleted while deletion protection "
        "is enabled."
    );
    must(
        "PutLogGroupDeletionProtection",
        R"({"logGroupIdentifier":"g","deletionProtectionEnabled":false})"
    );
    EXPECT_EQ(ask("DeleteLogGroup", R"({"logGroupName":"g"})"), "{}");
}

TEST_F(LogsTest, StreamsAreMadeDescribedAndRemoved) {
    EXPECT_EQ(ask("CreateLogStream", R"({"logGroupName":"g","logStreamName":"s"})"), kNoGroup);
    make_group_and_stream();
    EXPECT_EQ(
        ask("CreateLogStream", R"({"logGroupName":"g","logStreamName":"s"})"),
        "ResourceAlreadyExistsException: The specified log stream already exists"
    );
    EXPECT_EQ(
        ask("DescribeLogStreams", R"({"logGroupName":"g"})"),
        fmt::format(
            R"({{"logStreams":[{{"logStreamName":"s","creationTime":{},)"
            R"("arn":"arn:aws:logs:us-east-1:123456789012:log-group:g:log-stream:s",)"
            R"("storedBytes":0}}]}})",
            now_ms()
        )
    );
    put("s", now_ms(), {"one"});
    EXPECT_NE(
        ask("DescribeLogStreams", R"({"logGroupIdentifier":"g"})")
            .find(fmt::format(
                R"("firstEventTimestamp":{0},"lastEventTimestamp":{0},"lastIngestionTime":{0})",
                now_ms()
            )),
        std::string::npos
    );
    EXPECT_NE(ask("DescribeLogGroups", "{}").find(R"("storedBytes":29)"), std::string::npos);
    must("DeleteLogStream", R"({"logGroupName":"g","logStreamName":"s"})");
    EXPECT_EQ(ask("DeleteLogStream", R"({"logGroupName":"g","logStreamName":"s"})"), kNoStream);
    must("CreateLogStream", R"({"logGroupName":"g","logStreamName":"s"})");
    const std::string again = ask("GetLogEvents", R"({"logGroupName":"g","logStreamName":"s"})");
    EXPECT_TRUE(again.starts_with(R"({"events":[])"))
        << "a new stream has no old events: " << again;
}

TEST_F(LogsTest, StreamsInOrderOfNameAndOfTheirLastEvent) {
    must("CreateLogGroup", R"({"logGroupName":"g"})");
    for (const char* name : {"a", "b", "c", "x"}) {
        must(
            "CreateLogStream",
            std::string(R"({"logGroupName":"g","logStreamName":")") + name + "\"}"
        );
    }
    put("b", now_ms() - 1'000, {"1"});
    put("a", now_ms() - 500, {"2"});
    const auto names = [this](const std::string& more) {
        return all_of(
            ask("DescribeLogStreams", R"({"logGroupName":"g")" + more + "}"), "logStreamName"
        );
    };
    EXPECT_EQ(names(""), "a,b,c,x");
    EXPECT_EQ(names(R"(,"descending":true)"), "x,c,b,a");
    EXPECT_EQ(names(R"(,"logStreamNamePrefix":"b")"), "b");
    EXPECT_EQ(names(R"(,"orderBy":"LastEventTime","descending":true)"), "a,b,x,c");
    const std::string page =
        ask("DescribeLogStreams",
            R"({"logGroupName":"g","orderBy":"LastEventTime","descending":true,"limit":1})");
    EXPECT_EQ(all_of(page, "logStreamName"), "a");
    EXPECT_EQ(
        names(
            R"(,"orderBy":"LastEventTime","descending":true,"limit":1,"nextToken":")" +
            text_of(page, "nextToken") + "\""
        ),
        "b"
    );
    EXPECT_EQ(
        ask("DescribeLogStreams",
            R"({"logGroupName":"g","orderBy":"LastEventTime","logStreamNamePrefix":"a"})"),
        "InvalidParameterException: Cannot order by LastEventTime with a logStreamNamePrefix."
    );
    EXPECT_EQ(
        ask("DescribeLogStreams", "{}"),
        "InvalidParameterException: You must specify either logGroupName or logGroupIdentifier, "
        "but not both."
    );
}

TEST_F(LogsTest, TagsUnderBothNames) {
    must("CreateLogGroup", R"({"logGroupName":"g","tags":{"a":"1"}})");
    const std::string arn = "arn:aws:logs:us-east-1:123456789012:log-group:g";
    must("TagResource", R"({"resourceArn":")" + arn + R"(","tags":{"b":"2"}})");
    must("TagLogGroup", R"({"logGroupName":"g","tags":{"c":"3"}})");
    EXPECT_EQ(
        ask("ListTagsForResource", R"({"resourceArn":")" + arn + "\"}"),
        R"({"tags":{"a":"1","b":"2","c":"3"}})"
    );
    must("UntagResource", R"({"resourceArn":")" + arn + R"(","tagKeys":["a"]})");
    must("UntagLogGroup", R"({"logGroupName":"g","tags":["b"]})");
    EXPECT_EQ(ask("ListTagsLogGroup", R"({"logGroupName":"g"})"), R"({"tags":{"c":"3"}})");
    EXPECT_EQ(
        ask("TagResource", R"({"resourceArn":")" + arn + R"(","tags":{"aws:x":"2"}})"),
        "InvalidParameterException: aws: prefixed tag key names are not allowed for external use."
    );
    std::string many;
    for (int i = 0; i < 50; ++i) many += fmt::format(R"({}"k{}":"v")", i == 0 ? "" : ",", i);
    EXPECT_TRUE(ask("TagResource", R"({"resourceArn":")" + arn + R"(","tags":{)" + many + "}}")
                    .starts_with("TooManyTagsException"));
    EXPECT_EQ(ask("ListTagsForResource", R"({"resourceArn":")" + arn + "x\"}"), kNoGroup);
    EXPECT_TRUE(ask("ListTagsForResource", R"({"resourceArn":"g"})")
                    .starts_with("InvalidParameterException"));
}

TEST_F(LogsTest, WhatIsNotThereSaysSo) {
    EXPECT_TRUE(ask("CreateLogGroup", R"({"logGroupName":"g","kmsKeyId":"arn:aws:kms:x"})")
                    .starts_with("InvalidOperationException: Gantry does not support kmsKeyId"));
    EXPECT_TRUE(ask("CreateExportTask", R"({"logGroupName":"g","from":0,"to":1,"destination":"b"})")
                    .starts_with("InvalidOperationException: Gantry does not implement"));
}

}  // namespace
}  // namespace gantry::logs
