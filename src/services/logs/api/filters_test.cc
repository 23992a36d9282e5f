// Metric and subscription filters, and policies of resources.
#include <fmt/format.h>

#include "services/logs/api/test_support.h"

namespace gantry::logs {
namespace {

class FiltersTest : public LogsTest {
  protected:
    FiltersTest() { make_group_and_stream(); }

    std::string put_metric(const std::string& name, const std::string& pattern) {
        return ask(
            "PutMetricFilter",
            fmt::format(
                R"({{"logGroupName":"g","filterName":"{}","filterPattern":"{}",)"
                R"("metricTransformations":[{{"metricName":"m","metricNamespace":"n",)"
                R"("metricValue":"1"}}]}})",
                name,
                pattern
            )
        );
    }
    std::string put_subscription(
        const std::string& name, const std::string& more = "", const std::string& pattern = ""
    ) {
        return ask(
            "PutSubscriptionFilter",
            fmt::format(
                R"({{"logGroupName":"g","filterName":"{}","filterPattern":"{}",)"
                R"("destinationArn":"arn:aws:lambda:us-east-1:123456789012:function:f"{}}})",
                name,
                pattern,
                more
            )
        );
    }
};

TEST_F(FiltersTest, MetricFilters) {
    EXPECT_EQ(put_metric("b", "ERROR"), "{}");
    EXPECT_EQ(put_metric("a", "{ $.x = 1 }"), "{}");
    EXPECT_EQ(put_metric("c", "{ $.x }"), "InvalidParameterException: Invalid filter pattern");
    const std::string all = ask("DescribeMetricFilters", R"({"logGroupName":"g"})");
    EXPECT_EQ(all_of(all, "filterName"), "a,b");
    EXPECT_NE(
        all.find(fmt::format(
            R"({{"filterName":"b","filterPattern":"ERROR","metricTransformations":)"
            R"([{{"metricName":"m","metricNamespace":"n","metricValue":"1"}}],"creationTime":{},)"
            R"("logGroupName":"g","applyOnTransformedLogs":false}})",
            now_ms()
        )),
        std::string::npos
    ) << all;
    const auto names = [this](const std::string& body) {
        return all_of(ask("DescribeMetricFilters", body), "filterName");
    };
    EXPECT_EQ(names(R"({"metricName":"m","metricNamespace":"n"})"), "a,b");
    EXPECT_EQ(names(R"({"metricName":"m","metricNamespace":"x"})"), "");
    EXPECT_EQ(names(R"({"logGroupName":"g","filterNamePrefix":"b"})"), "b");
    EXPECT_EQ(names(R"({"filterNamePrefix":"b"})"), "a,b") << "a prefix alone says nothing";
    EXPECT_NE(ask("DescribeLogGroups", "{}").find(R"("metricFilterCount":2)"), std::string::npos);
    EXPECT_EQ(ask("DeleteMetricFilter", R"({"logGroupName":"g","filterName":"a"})"), "{}");
    EXPECT_EQ(
        ask("DeleteMetricFilter", R"({"logGroupName":"g","filterName":"a"})"),
        "ResourceNotFoundException: The specified metric filter does not exist."
    );
    must("DeleteLogGroup", R"({"logGroupName":"g"})");
    EXPECT_EQ(names("{}"), "") << "filters go with their group";
}

TEST_F(FiltersTest, AsManyAsAGroupMayHave) {
    for (int i = 0; i < 5; ++i) ASSERT_EQ(put_metric(fmt::format("r{}", i), "%x%"), "{}");
    EXPECT_EQ(put_metric("r0", "%y%"), "{}") << "one that is replaced";
    EXPECT_EQ(put_metric("r5", "%x%"), "LimitExceededException: Resource limit exceeded.");
    EXPECT_EQ(put_subscription("r0", "", "%x%"), "LimitExceededException: Resource limit exceeded.")
        << "one of the other kind is another one";
    EXPECT_EQ(put_subscription("r0", "", "x"), "{}");
    for (int i = 5; i < 100; ++i) ASSERT_EQ(put_metric(fmt::format("r{}", i), "x"), "{}");
    EXPECT_EQ(put_metric("more", "x"), "LimitExceededException: Resource limit exceeded.");
}

TEST_F(FiltersTest, SubscriptionFilters) {
    EXPECT_EQ(put_subscription("b"), "{}");
    EXPECT_EQ(put_subscription("a"), "{}");
    EXPECT_EQ(put_subscription("a", R"(,"distribution":"Random")"), "{}");
    EXPECT_EQ(put_subscription("c"), "LimitExceededException: Resource limit exceeded.");
    const std::string all = ask("DescribeSubscriptionFilters", R"({"logGroupName":"g"})");
    EXPECT_EQ(all_of(all, "filterName"), "a,b");
    EXPECT_EQ(all_of(all, "distribution"), "Random,ByLogStream");
    EXPECT_EQ(ask("DeleteSubscriptionFilter", R"({"logGroupName":"g","filterName":"a"})"), "{}");
    EXPECT_EQ(
        ask("DeleteSubscriptionFilter", R"({"logGroupName":"g","filterName":"a"})"),
        "ResourceNotFoundException: The specified subscription filter does not exist."
    );
    EXPECT_EQ(
        ask("PutSubscriptionFilter",
            R"({"logGroupName":"g","filterName":"k","filterPattern":"","destinationArn":)"
            R"("arn:aws:kinesis:us-east-1:123456789012:stream/s"})"),
        "InvalidParameterException: destinationArn for vendor kinesis requires a roleArn"
    );
}

TEST_F(FiltersTest, PatternsAreTried) {
    EXPECT_EQ(
        ask("TestMetricFilter",
            R"({"filterPattern":"[a, b=x*]","logEventMessages":["1 xy","2 z","3 x"]})"),
        R"({"matches":[{"eventNumber":1,"eventMessage":"1 xy","extractedValues":)"
        R"({"$a":"1","$b":"xy"}},{"eventNumber":3,"eventMessage":"3 x","extractedValues":)"
        R"({"$a":"3","$b":"x"}}]})"
    );
    EXPECT_EQ(
        ask("TestMetricFilter", R"({"filterPattern":"{","logEventMessages":["1"]})"),
        "InvalidParameterException: If a filter pattern starts with '{' it must end with '}'"
    );
}

TEST_F(FiltersTest, PoliciesOfResources) {
    const std::string put = R"({"policyName":"p","policyDocument":"{\"Version\":\"2012-10-17\"}"})";
    EXPECT_TRUE(ask("PutResourcePolicy", put).starts_with(R"({"resourcePolicy":{"policyName":"p")")
    );
    EXPECT_EQ(
        ask("PutResourcePolicy", R"({"policyName":"q","policyDocument":"x"})"),
        "InvalidParameterException: Policy document is not well formed."
    );
    EXPECT_EQ(all_of(ask("DescribeResourcePolicies", "{}"), "policyName"), "p");
    EXPECT_EQ(ask("DeleteResourcePolicy", R"({"policyName":"p"})"), "{}");
    EXPECT_EQ(
        ask("DeleteResourcePolicy", R"({"policyName":"p"})"),
        "ResourceNotFoundException: Policy with name [p] does not exist"
    );
    for (int i = 0; i < 10; ++i) {
        must(
            "PutResourcePolicy", fmt::format(R"({{"policyName":"p{}","policyDocument":"{{}}"}})", i)
        );
    }
    EXPECT_EQ(ask("PutResourcePolicy", put), "LimitExceededException: Resource limit exceeded.");
}

}  // namespace
}  // namespace gantry::logs
