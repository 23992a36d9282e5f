#include <gtest/gtest.h>

#include "api/ecr/create_repository_response.h"
#include "api/ecr/describe_repositories_response.h"
#include "services/ecr/model/names.h"
#include "services/ecr/model/repository_count.h"
#include "services/ecr/model/templates.h"
#include "services/ecr/test_support.h"

namespace gantry::ecr {
namespace {

constexpr const char* kShopWeb = R"({"repositoryName":"shop/web"})";
constexpr const char* kNoShopWeb =
    "RepositoryNotFoundException: The repository with name 'shop/web' does not exist in the "
    "registry with id '123456789012'";

TEST(EcrRepositories, are_made_shown_and_deleted) {
    EcrWorld world;
    const std::string made = world.ok("CreateRepository", kShopWeb);
    EXPECT_EQ(
        made,
        R"({"repository":{"repositoryArn":"arn:aws:ecr:us-east-1:123456789012:repository/shop/web",)"
        R"("registryId":"123456789012","repositoryName":"shop/web",)"
        R"("repositoryUri":"127.0.0.1:4566/shop/web","createdAt":1767225600,)"
        R"("imageTagMutability":"MUTABLE","imageScanningConfiguration":{"scanOnPush":false},)"
        R"("encryptionConfiguration":{"encryptionType":"AES256"}}})"
    );
    EXPECT_EQ(
        world.run("CreateRepository", kShopWeb),
        "RepositoryAlreadyExistsException: The repository with name 'shop/web' already exists in "
        "the registry with id '123456789012'"
    );
    world.ok("DescribeRepositories", R"({"repositoryNames":["shop/web"]})");
    EXPECT_EQ(world.ok("DeleteRepository", kShopWeb), made);
    EXPECT_EQ(world.run("DescribeRepositories", R"({"repositoryNames":["shop/web"]})"), kNoShopWeb);
    EXPECT_EQ(world.run("DeleteRepository", kShopWeb), kNoShopWeb);
}

TEST(EcrRepositories, have_names_as_the_model_says) {
    EcrWorld world;
    EXPECT_EQ(
        world.run("CreateRepository", R"({"repositoryName":"Web"})"),
        "InvalidParameterException: Invalid parameter at 'repositoryName' failed to satisfy "
        "constraint: 'must satisfy regular expression "
        R"('[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*'')"
    );
    EXPECT_EQ(
        world.run("CreateRepository", R"({"repositoryName":"a"})"),
        "InvalidParameterException: Invalid parameter at 'repositoryName' failed to satisfy "
        "constraint: 'Member must have length greater than or equal to 2'"
    );
    EXPECT_EQ(
        world.run("CreateRepository", "{}"),
        "InvalidParameterException: Invalid parameter at 'repositoryName' failed to satisfy "
        "constraint: 'Member must not be null'"
    );
    EXPECT_EQ(
        world.run("CreateRepository", R"({"repositoryName":"web","imageTagMutability":"X"})"),
        "InvalidParameterException: Invalid parameter at 'imageTagMutability' failed to satisfy "
        "constraint: 'Member must satisfy enum value set: [MUTABLE, IMMUTABLE, "
        "IMMUTABLE_WITH_EXCLUSION, MUTABLE_WITH_EXCLUSION]'"
    );
}

TEST(EcrRepositories, come_in_pages) {
    EcrWorld world;
    for (const char* name : {"aa", "bb", "cc"}) {
        world.ok("CreateRepository", R"({"repositoryName":")" + std::string(name) + "\"}");
    }
    using api::ecr::DescribeRepositoriesResponse;
    auto page =
        world.as<DescribeRepositoriesResponse>("DescribeRepositories", R"({"maxResults":2})");
    ASSERT_EQ(page.repositories->size(), 2);
    const std::string next = *page.next_token;
    page = world.as<DescribeRepositoriesResponse>(
        "DescribeRepositories", R"({"maxResults":2,"nextToken":")" + next + "\"}"
    );
    ASSERT_EQ(page.repositories->size(), 1);
    EXPECT_EQ(page.repositories->front().repository_name, "cc");
    EXPECT_FALSE(page.next_token);
    EXPECT_EQ(
        world.run("DescribeRepositories", R"({"nextToken":"x"})"),
        "InvalidParameterException: Invalid parameter at 'nextToken' failed to satisfy constraint: "
        "'Invalid pagination token'"
    );
}

TEST(EcrRepositories, keep_how_their_tags_may_move) {
    EcrWorld world;
    const std::string with = R"({"repositoryName":"web","imageTagMutability":)";
    EXPECT_TRUE(world.run("CreateRepository", with + R"("IMMUTABLE_WITH_EXCLUSION"})")
                    .starts_with("InvalidParameterException: "));
    const std::string filters =
        R"(,"imageTagMutabilityExclusionFilters":[{"filterType":"WILDCARD","filter":"dev-*"}]})";
    EXPECT_TRUE(world.run("CreateRepository", with + R"("MUTABLE")" + filters)
                    .starts_with("InvalidParameterException: "));
    world.ok("CreateRepository", with + R"("IMMUTABLE_WITH_EXCLUSION")" + filters);
    EXPECT_EQ(
        world.ok("PutImageTagMutability", with + R"("IMMUTABLE"})"),
        R"({"registryId":"123456789012","repositoryName":"web","imageTagMutability":"IMMUTABLE"})"
    );
    EXPECT_EQ(
        world.ok("PutImageTagMutability", with + R"("MUTABLE_WITH_EXCLUSION")" + filters),
        R"({"registryId":"123456789012","repositoryName":"web",)"
        R"("imageTagMutability":"MUTABLE_WITH_EXCLUSION","imageTagMutabilityExclusionFilters":)"
        R"([{"filterType":"WILDCARD","filter":"dev-*"}]})"
    );
    EXPECT_EQ(
        world.ok(
            "PutImageScanningConfiguration",
            R"({"repositoryName":"web","imageScanningConfiguration":{"scanOnPush":true}})"
        ),
        R"({"registryId":"123456789012","repositoryName":"web",)"
        R"("imageScanningConfiguration":{"scanOnPush":true}})"
    );
}

TEST(EcrRepositories, are_encrypted_with_keys_that_are_there) {
    EcrWorld world;
    const auto with = [](const std::string& encryption) {
        return R"({"repositoryName":"web","encryptionConfiguration":{)" + encryption + "}}";
    };
    EXPECT_EQ(
        world.run(
            "CreateRepository",
            with(R"("encryptionType":"KMS","kmsKey":"12345678-1234-4234-8234-123456789012")")
        ),
        "KmsException: Key 'arn:aws:kms:us-east-1:123456789012:key/"
        "12345678-1234-4234-8234-123456789012' does not exist"
    );
    EXPECT_TRUE(world.run("CreateRepository", with(R"("encryptionType":"AES256","kmsKey":"x")"))
                    .starts_with("InvalidParameterException: "));
    const std::string key = world.run_in(world.root, "kms", "CreateKey", "{}");
    const std::string id = key.substr(key.find("key/") + 4, 36);
    const auto made = world.as<api::ecr::CreateRepositoryResponse>(
        "CreateRepository", with(R"("encryptionType":"KMS","kmsKey":")" + id + "\"")
    );
    EXPECT_EQ(
        made.repository->encryption_configuration->kms_key,
        "arn:aws:kms:us-east-1:123456789012:key/" + id
    );
}

TEST(EcrRepositories, have_tags) {
    EcrWorld world;
    world.ok("CreateRepository", R"({"repositoryName":"web","tags":[{"Key":"a","Value":"1"}]})");
    const std::string arn = R"({"resourceArn":"arn:aws:ecr:us-east-1:123456789012:repository/web")";
    world.ok("TagResource", arn + R"(,"tags":[{"Key":"a","Value":"2"},{"Key":"b","Value":""}]})");
    EXPECT_EQ(
        world.ok("ListTagsForResource", arn + "}"),
        R"({"tags":[{"Key":"a","Value":"2"},{"Key":"b","Value":""}]})"
    );
    world.ok("UntagResource", arn + R"(,"tagKeys":["a","z"]})");
    EXPECT_EQ(world.ok("ListTagsForResource", arn + "}"), R"({"tags":[{"Key":"b","Value":""}]})");
    EXPECT_EQ(
        world.run("TagResource", arn + R"(,"tags":[{"Key":"AWS:x","Value":""}]})"),
        "InvalidTagParameterException: Invalid tag: the key 'AWS:x' begins with 'aws:', which is "
        "reserved."
    );
    std::string many;
    for (int i = 0; i < 50; ++i) {
        many += (i > 0 ? "," : "") + ("{\"Key\":\"k" + std::to_string(i)) + R"(","Value":""})";
    }
    EXPECT_EQ(
        world.run("TagResource", arn + R"(,"tags":[)" + many + "]}"),
        "TooManyTagsException: A repository cannot have more than 50 tags."
    );
    EXPECT_EQ(
        world.run("ListTagsForResource", R"({"resourceArn":"x"})"),
        "InvalidParameterException: Invalid parameter at 'resourceArn' failed to satisfy "
        "constraint: 'Invalid ARN'"
    );
}

TEST(EcrRepositories, are_made_on_push_where_a_template_says_so) {
    EcrWorld world;
    const auto make = [&](const std::string& prefix, const std::string& more) {
        return world.run(
            "CreateRepositoryCreationTemplate",
            R"({"prefix":")" + prefix + R"(","appliedFor":["CREATE_ON_PUSH"])" + more + "}"
        );
    };
    make("team", R"(,"imageTagMutability":"IMMUTABLE","resourceTags":[{"Key":"k","Value":"v"}])");
    make("team/app", R"(,"description":"d")");
    EXPECT_TRUE(make("team/", "").starts_with("TemplateAlreadyExistsException: "))
        << make("team/", "");
    EXPECT_TRUE(make("other", R"(,"repositoryPolicy":"x")").starts_with("InvalidParameter"));
    const auto push_to = [&](const std::string& name) {
        core::Transaction tx;
        const auto there =
            stage_created_on_push(tx, world.rows(), world.scope, name, world.world().loop.now());
        world.world().commit(std::move(tx));
        return there && *there;
    };
    EXPECT_TRUE(push_to("team/web"));
    EXPECT_TRUE(push_to("team/app/web"));
    EXPECT_FALSE(push_to("teams/web"));
    EXPECT_FALSE(push_to("team"));
    const auto& rows = world.rows().repositories;
    const auto web = rows.find("123456789012/us-east-1/team/web");
    EXPECT_EQ(web->mutability, api::ecr::ImageTagMutability::Immutable);
    EXPECT_EQ(web->tags.size(), 1);
    EXPECT_EQ(
        rows.find("123456789012/us-east-1/team/app/web")->mutability,
        api::ecr::ImageTagMutability::Mutable
    );
    world.ok("DeleteRepositoryCreationTemplate", R"({"prefix":"team"})");
    EXPECT_FALSE(push_to("team/other"));
    EXPECT_EQ(
        world.run("UpdateRepositoryCreationTemplate", R"({"prefix":"team"})"),
        "TemplateNotFoundException: The repository creation template with prefix 'team' does not "
        "exist in the registry with id '123456789012'"
    );
}

TEST(EcrRepositories, are_so_many_and_no_more) {
    constexpr std::size_t kAtOnce = 20'000;
    EcrWorld world;
    const auto& rows = world.rows().repositories;
    world.ok(
        "CreateRepositoryCreationTemplate", R"({"prefix":"team","appliedFor":["CREATE_ON_PUSH"]})"
    );
    for (std::size_t begin = 0; begin < kMaxRepositories; begin += kAtOnce) {
        core::Transaction tx;
        for (std::size_t i = begin; i < begin + kAtOnce; ++i) {
            RepositoryRow row;
            row.name = "team/" + std::to_string(i);
            const std::string key = repository_key(world.scope, row.name);
            tx.put(rows, key, std::move(row));
        }
        world.world().commit(std::move(tx));
    }
    ASSERT_EQ(rows.size(), kMaxRepositories);
    constexpr const char* kFull =
        "LimitExceededException: The registry cannot have more than 100000 repositories.";
    EXPECT_EQ(world.run("CreateRepository", R"({"repositoryName":"more"})"), kFull);
    core::Transaction tx;
    const SysTime now = world.world().loop.now();
    const auto refused = stage_created_on_push(tx, world.rows(), world.scope, "team/more", now);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code + ": " + refused.error().message, kFull);
    EXPECT_TRUE(tx.empty());
    const auto known = stage_created_on_push(tx, world.rows(), world.scope, "team/7", now);
    EXPECT_TRUE(known && *known);
}

}  // namespace
}  // namespace gantry::ecr
