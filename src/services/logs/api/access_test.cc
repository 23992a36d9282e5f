// What policies see of each operation: resources, conditions, and further rights.
#include <set>

#include "service/test_access.h"
#include "services/logs/api/test_support.h"

namespace gantry::logs {
namespace {

const service::AccessText kText{.left_out = {"arn:aws:logs:us-east-1:123456789012:"}};

class LogsAccessTest : public LogsTest {
  protected:
    std::string about(std::string_view operation, std::string_view body) {
        const aws::Caller caller{scope_, aws::root_arn(scope_), "", {}};
        const std::string request_id = "1";
        service::Call call{
            .caller = caller,
            .request_id = request_id,
            .now = world_.loop.now(),
            .ids = world_.ids,
            .settings = world_.settings,
            .services = world_.registry(),
        };
        const auto& own = world_.registry().get<Instance>();
        return kText.of(service::described(service(), own, call, operation, body));
    }
};

struct Case {
    std::string_view operation;
    std::string_view input;
    std::string_view expected;
};

constexpr std::string_view kGroup = R"({"logGroupName":"g"})";
constexpr std::string_view kOfGroup = "log-group:g:log-stream:";
constexpr std::string_view kStream = R"({"logGroupName":"g","logStreamName":"s/1"})";
constexpr std::string_view kOfStream = "log-group:g:log-stream:s/1";
constexpr std::string_view kArn =
    R"({"resourceArn":"arn:aws:logs:us-east-1:123456789012:log-group:g","tags":{"k":"v"},"tagKeys":["k"]})";

constexpr Case kCases[] = {
    {"CreateLogGroup", kGroup, kOfGroup},
    {"CreateLogGroup",
     R"({"logGroupName":"g","tags":{"a":"1","b":"2"}})",
     "log-group:g:log-stream: aws:RequestTag/a=1 aws:RequestTag/b=2 aws:TagKeys=a,b; also "
     "logs:TagResource log-group:g aws:RequestTag/a=1 aws:RequestTag/b=2 aws:TagKeys=a,b"},
    {"CreateLogStream", kStream, kOfStream},
    {"DeleteLogGroup", kGroup, kOfGroup},
    {"DeleteLogStream", kStream, kOfStream},
    {"DeleteMetricFilter", kGroup, kOfGroup},
    {"DeleteQueryDefinition", "{}", "*"},
    {"DeleteResourcePolicy", "{}", "*"},
    {"DeleteRetentionPolicy", kGroup, kOfGroup},
    {"DeleteSubscriptionFilter", kGroup, kOfGroup},
    {"DescribeLogGroups", kGroup, "log-group::log-stream:"},
    {"DescribeLogStreams", kGroup, kOfGroup},
    {"DescribeLogStreams",
     R"({"logGroupIdentifier":"arn:aws:logs:eu-west-1:123456789012:log-group:g"})",
     "arn:aws:logs:eu-west-1:123456789012:log-group:g:log-stream:"},
    {"DescribeMetricFilters", "{}", "log-group::log-stream:"},
    {"DescribeMetricFilters", kGroup, kOfGroup},
    {"DescribeQueries", "{}", "*"},
    {"DescribeQueryDefinitions", "{}", "*"},
    {"DescribeResourcePolicies", "{}", "*"},
    {"DescribeSubscriptionFilters", kGroup, kOfGroup},
    {"FilterLogEvents", kGroup, kOfGroup},
    {"GetLogEvents", kStream, kOfStream},
    {"GetQueryResults", "{}", "*"},
    {"ListLogGroups", "{}", "log-group::log-stream:"},
    {"ListTagsForResource", kArn, "log-group:g"},
    {"ListTagsLogGroup", kGroup, "log-group:g"},
    {"PutLogEvents", kStream, kOfStream},
    {"PutLogGroupDeletionProtection", R"({"logGroupIdentifier":"g"})", kOfGroup},
    {"PutMetricFilter", kGroup, kOfGroup},
    {"PutQueryDefinition", "{}", "*"},
    {"PutResourcePolicy", "{}", "*"},
    {"PutRetentionPolicy", kGroup, kOfGroup},
    {"PutSubscriptionFilter",
     R"({"logGroupName":"g","destinationArn":"arn:x","roleArn":"arn:aws:iam::1:role/r"})",
     "log-group:g:log-stream: logs:DestinationArn=arn:x; also iam:PassRole arn:aws:iam::1:role/r "
     "iam:PassedToService=logs.amazonaws.com"},
    {"StartLiveTail",
     R"({"logGroupIdentifiers":["arn:aws:logs:us-east-1:123456789012:log-group:g"]})",
     kOfGroup},
    {"StartQuery",
     R"({"logGroupNames":["g","h"]})",
     "log-group:g:log-stream: log-group:h:log-stream:"},
    {"StopQuery", "{}", "*"},
    {"TagLogGroup",
     R"({"logGroupName":"g","tags":{"k":"v"}})",
     "log-group:g aws:RequestTag/k=v aws:TagKeys=k"},
    {"TagResource", kArn, "log-group:g aws:RequestTag/k=v aws:TagKeys=k"},
    {"TestMetricFilter", "{}", "*"},
    {"UntagLogGroup", R"({"logGroupName":"g","tags":["k"]})", "log-group:g aws:TagKeys=k"},
    {"UntagResource", kArn, "log-group:g aws:TagKeys=k"},
};

TEST_F(LogsAccessTest, NamesWhatIsNotThere) {
    std::set<std::string_view> seen;
    for (const Case& each : kCases) {
        EXPECT_EQ(about(each.operation, each.input), each.expected) << each.operation;
        seen.insert(each.operation);
    }
    for (const service::Operation& operation : service().operations) {
        EXPECT_TRUE(seen.contains(operation.name)) << operation.name << " has no line here";
    }
}

TEST_F(LogsAccessTest, TagsOfGroupsAreConditions) {
    must("CreateLogGroup", R"({"logGroupName":"g","tags":{"team":"x"}})");
    EXPECT_EQ(about("GetLogEvents", kStream), std::string(kOfStream) + "{aws:ResourceTag/team=x}");
    EXPECT_EQ(about("ListTagsLogGroup", kGroup), "log-group:g{aws:ResourceTag/team=x}");
}

}  // namespace
}  // namespace gantry::logs
