#include <gtest/gtest.h>

#include "services/ecs/api/definition/test_support.h"

namespace gantry::ecs::definition {
namespace {

std::string log_with(const std::string& options, const std::string& driver = "awslogs") {
    return verdict(one_container(
        R"("logConfiguration":{"logDriver":")" + driver + R"(","options":{)" + options + "}}"
    ));
}
const std::string kNeeded = R"("awslogs-group":"/ecs/web","awslogs-region":"us-east-1")";

TEST(DefinitionLogging, TD_070_AwslogsNeedsARegionAndAGroup) {
    EXPECT_EQ(log_with(""), "Log driver awslogs requires options: awslogs-region, awslogs-group");
    EXPECT_EQ(
        log_with(R"("awslogs-group":"g")"), "Log driver awslogs requires options: awslogs-region"
    );
    EXPECT_EQ(
        verdict(one_container(R"("logConfiguration":{"logDriver":"awslogs"})")),
        "Log driver awslogs requires options: awslogs-region, awslogs-group"
    );
    EXPECT_EQ(log_with(kNeeded), "ok");
}

TEST(DefinitionLogging, TD_071_AwslogsTakesOnlyItsOptions) {
    EXPECT_EQ(
        log_with(kNeeded + R"(,"awslogs-endpoint":"x")"),
        "Log driver awslogs disallows options: awslogs-endpoint"
    );
    EXPECT_EQ(
        log_with(kNeeded + R"(,"tag":"x","awslogs-stream":"y")"),
        "Log driver awslogs disallows options: awslogs-stream, tag"
    );
    EXPECT_EQ(log_with(kNeeded + R"(,"mode":"non-blocking","max-buffer-size":"25m")"), "ok");
    EXPECT_EQ(log_with(R"("anything":"goes")", "fluentd"), "ok");
}

TEST(DefinitionLogging, TD_072_GroupNames) {
    EXPECT_EQ(
        log_with(R"("awslogs-group":"a b","awslogs-region":"us-east-1")"),
        "Log driver awslogs option 'awslogs-group' contains invalid characters."
    );
}

TEST(DefinitionLogging, MoreThanAmazonSays) {
    EXPECT_NE(
        log_with(kNeeded + R"(,"awslogs-datetime-format":"%Y","awslogs-multiline-pattern":"^x")"),
        "ok"
    );
    EXPECT_NE(log_with(kNeeded + R"(,"mode":"maybe")"), "ok");
    EXPECT_NE(log_with("", "awsfirelens"), "ok") << "there is no router";
    EXPECT_EQ(
        verdict(containers(
            container("c", R"("logConfiguration":{"logDriver":"awsfirelens"})") + "," +
            container("router", R"("firelensConfiguration":{"type":"fluentbit"})")
        )),
        "ok"
    );
    EXPECT_NE(
        verdict(containers(
            container("a", R"("firelensConfiguration":{"type":"fluentbit"})") + "," +
            container("b", R"("firelensConfiguration":{"type":"fluentbit"})")
        )),
        "ok"
    );
}

}  // namespace
}  // namespace gantry::ecs::definition
