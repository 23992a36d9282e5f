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

TEST(DefinitionLogging, WhatOnlyTheDriverJudgesPasses) {
    EXPECT_EQ(
        log_with(kNeeded + R"(,"awslogs-datetime-format":"%Y","awslogs-multiline-pattern":"^x")"),
        "ok"
    );
    EXPECT_EQ(log_with(kNeeded + R"(,"mode":"maybe")"), "ok");
}

const std::string kConsumer = container("c", R"("logConfiguration":{"logDriver":"awsfirelens"})");

std::string router(const std::string& options = "") {
    return container("r", R"("firelensConfiguration":{"type":"fluentbit")" + options + "}");
}

TEST(DefinitionLogging, ARouterAndItsConsumersNeedEachOther) {
    EXPECT_EQ(
        log_with("", "awsfirelens"),
        "When awsfirelens log driver is specified in log configuration, a firelens configuration "
        "object must be configured in one of the containers."
    );
    EXPECT_EQ(
        verdict(containers(container("c") + "," + router())),
        "When a firelensConfiguration object is specified, at least one container has to be "
        "configured with the awsfirelens log driver"
    );
    EXPECT_EQ(verdict(containers(kConsumer + "," + router())), "ok");
}

TEST(DefinitionLogging, ARoutersFileFromS3IsAnArn) {
    const auto with_file = [](const std::string& type, const std::string& value) {
        return verdict(containers(
            kConsumer + "," +
            router(
                R"(,"options":{"config-file-type":")" + type + R"(","config-file-value":")" +
                value + R"("})"
            )
        ));
    };
    EXPECT_EQ(with_file("s3", "arn:aws:s3:::bucket/fluent.conf"), "ok");
    EXPECT_EQ(with_file("s3", "s3://bucket/fluent.conf"), "Invalid arn syntax.");
    EXPECT_EQ(with_file("s3", ""), "Invalid arn syntax.");
    EXPECT_EQ(with_file("file", "/fluent.conf"), "ok");
}

}  // namespace
}  // namespace gantry::ecs::definition
