#include "services/ecs/reconcile/service_rollback.h"

#include <gtest/gtest.h>

namespace gantry::ecs {
namespace {

using api::ecs::LaunchType;

TEST(ServiceRollback, BetweenKindsOfCapacityThePlatformVersionIsTheGoodOnes) {
    for (const bool to_fargate : {false, true}) {
        const std::optional<std::string> version =
            to_fargate ? std::optional("1.3.0") : std::nullopt;
        ServiceRow row;
        row.last_completed = DeploymentRow{.id = "good"};
        row.last_completed->launch_type = to_fargate ? LaunchType::Fargate : LaunchType::Ec2;
        row.last_completed->platform_version = version;
        row.deployments = {{.id = "bad", .status = DeploymentStatus::Primary}};
        row.launch_type = to_fargate ? LaunchType::Ec2 : LaunchType::Fargate;
        row.platform_version = to_fargate ? std::nullopt : std::optional("LATEST");
        roll_back(row, "it failed", SysTime{});
        EXPECT_EQ(row.primary()->id, "good");
        EXPECT_EQ(row.launch_type, row.last_completed->launch_type);
        EXPECT_EQ(row.platform_version, version);
    }
}

}  // namespace
}  // namespace gantry::ecs
