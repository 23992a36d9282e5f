#include <gtest/gtest.h>

#include "api/ecr/get_authorization_token_response.h"
#include "services/ecr/model/token.h"
#include "services/ecr/test_support.h"
#include "wire/digest.h"

namespace gantry::ecr {
namespace {

TEST(EcrRegistry, has_a_policy) {
    EcrWorld world;
    constexpr const char* kNone =
        "RegistryPolicyNotFoundException: Registry policy does not exist in the registry with id "
        "'123456789012'";
    EXPECT_EQ(world.run("GetRegistryPolicy", "{}"), kNone);
    EXPECT_EQ(world.run("DeleteRegistryPolicy", "{}"), kNone);
    EXPECT_EQ(
        world.run("PutRegistryPolicy", R"({"policyText":"x"})"),
        "InvalidParameterException: Invalid parameter at 'PolicyText' failed to satisfy "
        "constraint: 'Invalid registry policy provided'"
    );
    const std::string policy = quoted(
        R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":)"
        R"("arn:aws:iam::210987654321:root"},"Action":"ecr:CreateRepository","Resource":"*"}]})"
    );
    const std::string answer = R"({"registryId":"123456789012","policyText":)" + policy + "}";
    EXPECT_EQ(world.ok("PutRegistryPolicy", R"({"policyText":)" + policy + "}"), answer);
    EXPECT_EQ(world.ok("GetRegistryPolicy", "{}"), answer);
    EXPECT_EQ(world.ok("DeleteRegistryPolicy", "{}"), answer);
    EXPECT_EQ(world.run("GetRegistryPolicy", "{}"), kNone);
}

TEST(EcrRegistry, keeps_how_it_is_scanned) {
    EcrWorld world;
    EXPECT_EQ(
        world.ok("GetRegistryScanningConfiguration", "{}"),
        R"({"registryId":"123456789012","scanningConfiguration":{"scanType":"BASIC","rules":[]}})"
    );
    const auto rule = [](const std::string& frequency) {
        return R"("rules":[{"scanFrequency":")" + frequency +
               R"(","repositoryFilters":[{"filter":"web*","filterType":"WILDCARD"}]}]})";
    };
    EXPECT_TRUE(world
                    .run(
                        "PutRegistryScanningConfiguration",
                        R"({"scanType":"BASIC",)" + rule("CONTINUOUS_SCAN")
                    )
                    .starts_with("InvalidParameterException: "));
    world.ok(
        "PutRegistryScanningConfiguration", R"({"scanType":"ENHANCED",)" + rule("CONTINUOUS_SCAN")
    );
    world.ok("CreateRepository", R"({"repositoryName":"web"})");
    EXPECT_EQ(
        world.ok(
            "BatchGetRepositoryScanningConfiguration", R"({"repositoryNames":["web","none"]})"
        ),
        R"({"scanningConfigurations":[{"repositoryArn":)"
        R"("arn:aws:ecr:us-east-1:123456789012:repository/web","repositoryName":"web",)"
        R"("scanOnPush":true,"scanFrequency":"CONTINUOUS_SCAN","appliedScanFilters":)"
        R"([{"filter":"web*","filterType":"WILDCARD"}]}],"failures":[{"repositoryName":"none",)"
        R"("failureCode":"REPOSITORY_NOT_FOUND","failureReason":"The repository with name 'none' )"
        R"(does not exist in the registry with id '123456789012'"}]})"
    );
}

TEST(EcrRegistry, keeps_where_it_is_copied_to) {
    EcrWorld world;
    EXPECT_EQ(
        world.ok("DescribeRegistry", "{}"),
        R"({"registryId":"123456789012","replicationConfiguration":{"rules":[]}})"
    );
    const auto to = [](const std::string& region) {
        return R"({"replicationConfiguration":{"rules":[{"destinations":[{"region":")" + region +
               R"(","registryId":"123456789012"}]}]}})";
    };
    EXPECT_TRUE(world.run("PutReplicationConfiguration", to("us-east-1"))
                    .starts_with("InvalidParameterException: "));
    EXPECT_EQ(world.ok("PutReplicationConfiguration", to("eu-west-1")), to("eu-west-1"));
    EXPECT_NE(world.ok("DescribeRegistry", "{}").find("eu-west-1"), std::string::npos);
}

TEST(EcrRegistry, has_settings) {
    EcrWorld world;
    EXPECT_EQ(
        world.ok("GetAccountSetting", R"({"name":"BASIC_SCAN_TYPE_VERSION"})"),
        R"({"name":"BASIC_SCAN_TYPE_VERSION","value":"AWS_NATIVE"})"
    );
    world.ok("PutAccountSetting", R"({"name":"BASIC_SCAN_TYPE_VERSION","value":"CLAIR"})");
    EXPECT_EQ(
        world.ok("GetAccountSetting", R"({"name":"BASIC_SCAN_TYPE_VERSION"})"),
        R"({"name":"BASIC_SCAN_TYPE_VERSION","value":"CLAIR"})"
    );
    for (const char* bad :
         {R"({"name":"X","value":"Y"})", R"({"name":"BASIC_SCAN_TYPE_VERSION","value":"Y"})"}) {
        EXPECT_TRUE(world.run("PutAccountSetting", bad).starts_with("InvalidParameterException: "));
    }
}

TEST(EcrRegistry, keeps_rules_of_what_is_pulled_through) {
    EcrWorld world;
    const std::string hub =
        R"({"ecrRepositoryPrefix":"hub","upstreamRegistryUrl":"registry-1.docker.io")";
    EXPECT_TRUE(world.run("CreatePullThroughCacheRule", hub + "}")
                    .starts_with("InvalidParameterException: "));
    EXPECT_TRUE(world
                    .run(
                        "CreatePullThroughCacheRule",
                        R"({"ecrRepositoryPrefix":"xx","upstreamRegistryUrl":"x.example"})"
                    )
                    .starts_with("UnsupportedUpstreamRegistryException: "));
    const std::string quay = R"({"ecrRepositoryPrefix":"quay","upstreamRegistryUrl":"quay.io"})";
    EXPECT_EQ(
        world.ok("CreatePullThroughCacheRule", quay),
        R"({"ecrRepositoryPrefix":"quay","upstreamRegistryUrl":"quay.io","createdAt":1767225600,)"
        R"("registryId":"123456789012","upstreamRegistry":"quay","upstreamRepositoryPrefix":"ROOT"})"
    );
    EXPECT_EQ(
        world.run("CreatePullThroughCacheRule", quay),
        "PullThroughCacheRuleAlreadyExistsException: A pull through cache rule already exists with "
        "prefix 'quay' in the registry with id '123456789012'"
    );
    EXPECT_NE(world.ok("DescribePullThroughCacheRules", "{}").find("quay.io"), std::string::npos);
    EXPECT_TRUE(world.run("ValidatePullThroughCacheRule", R"({"ecrRepositoryPrefix":"quay"})")
                    .starts_with("UnsupportedOperationException: "));
    world.ok("DeletePullThroughCacheRule", R"({"ecrRepositoryPrefix":"quay"})");
    EXPECT_EQ(
        world.run("DeletePullThroughCacheRule", R"({"ecrRepositoryPrefix":"quay"})"),
        "PullThroughCacheRuleNotFoundException: The pull through cache rule with prefix 'quay' "
        "does "
        "not exist in the registry with id '123456789012'"
    );
}

TEST(EcrRegistry, leaves_out_who_pulls) {
    EcrWorld world;
    const std::string who = R"({"principalArn":"arn:aws:iam::123456789012:role/scanner"})";
    world.ok("RegisterPullTimeUpdateExclusion", who);
    EXPECT_TRUE(world.run("RegisterPullTimeUpdateExclusion", who)
                    .starts_with("ExclusionAlreadyExistsException: "));
    EXPECT_EQ(
        world.ok("ListPullTimeUpdateExclusions", "{}"),
        R"({"pullTimeUpdateExclusions":["arn:aws:iam::123456789012:role/scanner"]})"
    );
    EXPECT_EQ(world.ok("DeregisterPullTimeUpdateExclusion", who), who);
    EXPECT_TRUE(world.run("DeregisterPullTimeUpdateExclusion", who)
                    .starts_with("ExclusionNotFoundException: "));
}

TEST(EcrRegistry, gives_tokens_to_log_in_with) {
    EcrWorld world;
    const auto out =
        world.as<api::ecr::GetAuthorizationTokenResponse>("GetAuthorizationToken", "{}");
    ASSERT_EQ(out.authorization_data->size(), 1);
    const auto& data = out.authorization_data->front();
    EXPECT_EQ(data.proxy_endpoint, "http://127.0.0.1:4566");
    const SysTime now = world.world().loop.now();
    EXPECT_EQ(data.expires_at, now + hours(12));
    std::string login;
    ASSERT_TRUE(wire::from_base64(*data.authorization_token, login));
    ASSERT_TRUE(login.starts_with("AWS:"));
    const auto caller = open_token("test secret", login.substr(4), now);
    ASSERT_TRUE(caller);
    EXPECT_EQ(caller->principal, world.root.principal);
    EXPECT_EQ(caller->scope, world.scope);
}

TEST(EcrRegistry, says_what_it_does_not_do) {
    EcrWorld world;
    world.ok("CreateRepository", R"({"repositoryName":"web"})");
    EXPECT_EQ(
        world.run("InitiateLayerUpload", R"({"repositoryName":"web"})"),
        "UnsupportedOperationException: Layers are pushed and pulled with Docker, at the "
        "repository's URI."
    );
    EXPECT_EQ(
        world.run("StartImageScan", R"({"repositoryName":"web","imageId":{"imageTag":"a"}})"),
        "UnsupportedOperationException: Images are not scanned."
    );
}

}  // namespace
}  // namespace gantry::ecr
