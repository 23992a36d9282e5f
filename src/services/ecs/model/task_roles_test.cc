#include "services/ecs/model/task_roles.h"

#include <gtest/gtest.h>

namespace gantry::ecs {
namespace {

const Scope kRoleScope{"123456789012", "us-east-1"};

TEST(TaskRoles, AreTheDefinitionsUnlessTheLaunchHasOthers) {
    api::ecs::TaskDefinition definition;
    api::ecs::TaskOverride overrides;
    const auto role = [&](RoleType type) {
        return role_of_task(type, kRoleScope, definition, overrides);
    };
    EXPECT_EQ(role(RoleType::TaskApplication), "");
    definition.task_role_arn = "web";
    definition.execution_role_arn = "arn:aws:iam::123456789012:role/platform/pull";
    EXPECT_EQ(role(RoleType::TaskApplication), "arn:aws:iam::123456789012:role/web");
    EXPECT_EQ(role(RoleType::TaskExecution), "arn:aws:iam::123456789012:role/platform/pull");
    overrides.task_role_arn = "other";
    EXPECT_EQ(role(RoleType::TaskApplication), "arn:aws:iam::123456789012:role/other");
    EXPECT_EQ(role(RoleType::TaskExecution), "arn:aws:iam::123456789012:role/platform/pull");
}

TEST(TaskRoles, GivenByNameAreOfTheRegionsPartition) {
    EXPECT_EQ(
        role_arn({"123456789012", "cn-north-1"}, "web"), "arn:aws-cn:iam::123456789012:role/web"
    );
}

}  // namespace
}  // namespace gantry::ecs
