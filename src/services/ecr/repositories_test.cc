#include <gtest/gtest.h>

#include "services/ecr/test_support.h"

namespace gantry::ecr {
namespace {

TEST(EcrRepositories, are_made_shown_and_deleted) {
    EcrWorld world;
    const std::string made = world.ok("CreateRepository", R"({"repositoryName":"shop/web"})");
    EXPECT_EQ(
        made,
        R"({"repository":{"repositoryArn":"arn:aws:ecr:us-east-1:123456789012:repository/shop/web",)"
        R"("registryId":"123456789012","repositoryName":"shop/web",)"
        R"("repositoryUri":"127.0.0.1:4566/shop/web","createdAt":0,"imageTagMutability":"MUTABLE",)"
        R"("imageScanningConfiguration":{"scanOnPush":false},)"
        R"("encryptionConfiguration":{"encryptionType":"AES256"}}})"
    );
    EXPECT_EQ(
        world.error("CreateRepository", R"({"repositoryName":"shop/web"})"),
        "RepositoryAlreadyExistsException: The repository with name 'shop/web' already exists in "
        "the registry with id '123456789012'"
    );
    world.ok("DescribeRepositories", R"({"repositoryNames":["shop/web"]})");
    EXPECT_EQ(world.ok("DeleteRepository", R"({"repositoryName":"shop/web"})"), made);
    EXPECT_EQ(
        world.error("DescribeRepositories", R"({"repositoryNames":["shop/web"]})"),
        "RepositoryNotFoundException: The repository with name 'shop/web' does not exist in the "
        "registry with id '123456789012'"
    );
}

}  // namespace
}  // namespace gantry::ecr
