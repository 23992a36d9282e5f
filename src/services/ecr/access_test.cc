// What policies see of each operation, and that the policies of repositories decide.
#include <set>

#include "service/test_access.h"
#include "services/ecr/test_support.h"

namespace gantry::ecr {
namespace {

const service::AccessText kText{.left_out = {"arn:aws:ecr:us-east-1:123456789012:", "ecr:"}};

std::string about(EcrWorld& world, std::string_view operation, std::string_view body) {
    const std::string request = "11111111-2222-4333-8444-555555555555";
    service::Call call{
        .caller = world.root,
        .request_id = request,
        .now = world.world().loop.now(),
        .ids = world.world().ids,
        .settings = world.world().settings,
        .services = world.world().registry(),
    };
    const auto& own = world.world().registry().get<Instance>();
    return kText.of(service::described(service(), own, call, operation, body));
}

struct Case {
    std::string_view operation;
    std::string_view input;
    std::string_view expected;
};

constexpr const char* kWeb = R"({"repositoryName":"web"})";
constexpr const char* kOfWeb = "repository/web";
constexpr const char* kArn =
    R"({"resourceArn":"arn:aws:ecr:us-east-1:123456789012:repository/web",)"
    R"("tags":[{"Key":"k","Value":"v"}],"tagKeys":["k"]})";

constexpr Case kCases[] = {
    {"BatchCheckLayerAvailability", kWeb, kOfWeb},
    {"BatchDeleteImage", kWeb, kOfWeb},
    {"BatchGetImage", kWeb, kOfWeb},
    {"BatchGetImage",
     R"({"repositoryName":"web","registryId":"210987654321"})",
     "arn:aws:us-east-1:210987654321:repository/web"},
    {"BatchGetRepositoryScanningConfiguration",
     R"({"repositoryNames":["web","api"]})",
     "repository/web repository/api"},
    {"CompleteLayerUpload", kWeb, kOfWeb},
    {"CreatePullThroughCacheRule", R"({"ecrRepositoryPrefix":"quay"})", "*"},
    {"CreatePullThroughCacheRule",
     R"({"ecrRepositoryPrefix":"quay","customRoleArn":"r"})",
     "*; also iam:PassRole r iam:PassedToService=ecr.amazonaws.com"},
    {"CreateRepository", kWeb, kOfWeb},
    {"CreateRepository",
     R"({"repositoryName":"web","tags":[{"Key":"k","Value":"v"}],)"
     R"("encryptionConfiguration":{"encryptionType":"KMS","kmsKey":"alias/a"}})",
     "repository/web aws:RequestTag/k=v aws:TagKeys=k; also TagResource repository/web "
     "aws:RequestTag/k=v aws:TagKeys=k; also kms:CreateGrant "
     "arn:aws:kms:us-east-1:123456789012:alias/a kms:ViaService=ecr.us-east-1.amazonaws.com "
     "kms:CallerAccount=123456789012; also kms:DescribeKey "
     "arn:aws:kms:us-east-1:123456789012:alias/a kms:ViaService=ecr.us-east-1.amazonaws.com "
     "kms:CallerAccount=123456789012"},
    {"CreateRepositoryCreationTemplate",
     R"({"prefix":"team","repositoryPolicy":"{}","lifecyclePolicy":"{}","customRoleArn":"r"})",
     "*; also SetRepositoryPolicy repository/team/*; also PutLifecyclePolicy repository/team/*; "
     "also iam:PassRole r iam:PassedToService=ecr.amazonaws.com"},
    {"CreateRepositoryCreationTemplate",
     R"({"prefix":"team/","resourceTags":[{"Key":"k","Value":"v"}],"customRoleArn":"r"})",
     "*; also TagResource repository/team/* aws:RequestTag/k=v aws:TagKeys=k; also iam:PassRole r "
     "iam:PassedToService=ecr.amazonaws.com"},
    {"DeleteLifecyclePolicy", kWeb, kOfWeb},
    {"DeletePullThroughCacheRule", R"({"ecrRepositoryPrefix":"quay"})", "*"},
    {"DeleteRegistryPolicy", "{}", "*"},
    {"DeleteRepository", kWeb, kOfWeb},
    {"DeleteRepositoryCreationTemplate", R"({"prefix":"team"})", "*"},
    {"DeleteRepositoryPolicy", kWeb, kOfWeb},
    {"DeregisterPullTimeUpdateExclusion", "{}", "*"},
    {"DescribeImageReplicationStatus", kWeb, kOfWeb},
    {"DescribeImageScanFindings", kWeb, kOfWeb},
    {"DescribeImages", kWeb, kOfWeb},
    {"DescribePullThroughCacheRules", "{}", "*"},
    {"DescribePullThroughCacheRules",
     R"({"registryId":"210987654321"})",
     "arn:aws:us-east-1:210987654321:repository/*"},
    {"DescribeRegistry", "{}", "*"},
    {"DescribeRepositories", "{}", "repository/*"},
    {"DescribeRepositories", R"({"repositoryNames":["web","api"]})", "repository/web repository/api"
    },
    {"DescribeRepositoryCreationTemplates", "{}", "*"},
    {"GetAccountSetting", R"({"name":"X"})", "* AccountSetting=X"},
    {"GetAuthorizationToken", "{}", "*"},
    {"GetDownloadUrlForLayer", kWeb, kOfWeb},
    {"GetLifecyclePolicy", kWeb, kOfWeb},
    {"GetLifecyclePolicyPreview", kWeb, kOfWeb},
    {"GetRegistryPolicy", "{}", "*"},
    {"GetRegistryScanningConfiguration", "{}", "*"},
    {"GetRepositoryPolicy", kWeb, kOfWeb},
    {"InitiateLayerUpload", kWeb, kOfWeb},
    {"ListImageReferrers", kWeb, "BatchGetImage repository/web"},
    {"ListImages", kWeb, kOfWeb},
    {"ListPullTimeUpdateExclusions", "{}", "*"},
    {"ListTagsForResource", kArn, kOfWeb},
    {"PutAccountSetting", R"({"name":"X"})", "* AccountSetting=X"},
    {"PutImage", kWeb, kOfWeb},
    {"PutImageScanningConfiguration", kWeb, kOfWeb},
    {"PutImageTagMutability", kWeb, kOfWeb},
    {"PutLifecyclePolicy", kWeb, kOfWeb},
    {"PutRegistryPolicy", "{}", "*"},
    {"PutRegistryScanningConfiguration", "{}", "*"},
    {"PutReplicationConfiguration", "{}", "*"},
    {"RegisterPullTimeUpdateExclusion", "{}", "*"},
    {"SetRepositoryPolicy", kWeb, kOfWeb},
    {"StartImageScan", kWeb, kOfWeb},
    {"StartLifecyclePolicyPreview", kWeb, kOfWeb},
    {"TagResource", kArn, "repository/web aws:RequestTag/k=v aws:TagKeys=k"},
    {"UntagResource", kArn, "repository/web aws:TagKeys=k"},
    {"UpdatePullThroughCacheRule", R"({"ecrRepositoryPrefix":"quay"})", "*"},
    {"UpdateRepositoryCreationTemplate",
     R"({"prefix":"ROOT","repositoryPolicy":"{}","resourceTags":[{"Key":"k","Value":"v"}]})",
     "*; also SetRepositoryPolicy repository/*; also TagResource repository/* aws:RequestTag/k=v "
     "aws:TagKeys=k"},
    {"UploadLayerPart", kWeb, kOfWeb},
    {"ValidatePullThroughCacheRule", R"({"ecrRepositoryPrefix":"quay"})", "*"},
};

TEST(AccessOfEcr, names_resources_and_conditions) {
    EcrWorld world;
    std::set<std::string_view> seen;
    for (const Case& one : kCases) {
        seen.insert(one.operation);
        EXPECT_EQ(about(world, one.operation, one.input), one.expected)
            << one.operation << one.input;
    }
    for (const auto& operation : service().operations) {
        EXPECT_TRUE(seen.contains(operation.name)) << operation.name;
    }
}

TEST(AccessOfEcr, knows_tags) {
    EcrWorld world;
    world.ok("CreateRepository", R"({"repositoryName":"web","tags":[{"Key":"team","Value":"a"}]})");
    EXPECT_EQ(
        about(world, "ListImages", kWeb),
        "repository/web{aws:ResourceTag/team=a ResourceTag/team=a}"
    );
}

/// A user without any right of its own, in this account, and one of another that may do everything.
class PoliciesOfRepositories : public testing::Test {
  protected:
    PoliciesOfRepositories() {
        world_.run_in(world_.root, "iam", "CreateUser", R"({"UserName":"ann"})");
        world_.run_in(other_root_, "iam", "CreateUser", R"({"UserName":"bob"})");
        world_.run_in(
            other_root_,
            "iam",
            "PutUserPolicy",
            R"({"UserName":"bob","PolicyName":"p","PolicyDocument":)" +
                quoted(R"({"Version":"2012-10-17","Statement":)"
                       R"({"Effect":"Allow","Action":"ecr:*","Resource":"*"}})") +
                "}"
        );
        world_.ok("CreateRepository", kWeb);
    }
    static std::string allow(const std::string& principal) {
        return R"({"Version":"2012-10-17","Statement":[{"Sid":"s","Effect":"Allow","Principal":)" +
               principal + R"(,"Action":["ecr:DescribeImages","ecr:ListImages"]}]})";
    }
    std::string set(const std::string& policy) {
        return world_.run(
            "SetRepositoryPolicy", R"({"repositoryName":"web","policyText":)" + quoted(policy) + "}"
        );
    }
    std::string list(const aws::Caller& caller) {
        return world_.run_in(
            caller, "ecr", "ListImages", R"({"repositoryName":"web","registryId":"123456789012"})"
        );
    }

    EcrWorld world_;
    aws::Scope other_{"210987654321", "us-east-1"};
    aws::Caller other_root_{other_, aws::root_arn(other_), "", {}};
    aws::Caller ann_{world_.scope, "arn:aws:iam::123456789012:user/ann", "", {}};
    aws::Caller bob_{other_, "arn:aws:iam::210987654321:user/bob", "", {}};
};

constexpr const char* kEmpty = R"({"imageIds":[]})";

TEST_F(PoliciesOfRepositories, let_in_who_has_no_right_of_its_own) {
    EXPECT_TRUE(list(ann_).starts_with("AccessDeniedException: ")) << list(ann_);
    set(allow(R"({"AWS":"arn:aws:iam::123456789012:user/ann"})"));
    EXPECT_EQ(list(ann_), kEmpty);
    world_.ok("DeleteRepositoryPolicy", kWeb);
    EXPECT_TRUE(list(ann_).starts_with("AccessDeniedException: "));
}

TEST_F(PoliciesOfRepositories, let_in_other_accounts) {
    EXPECT_TRUE(list(bob_).starts_with("AccessDeniedException: ")) << list(bob_);
    set(allow(R"({"AWS":"210987654321"})"));
    EXPECT_EQ(list(bob_), kEmpty);
    const std::string deleted = world_.run_in(
        bob_, "ecr", "DeleteRepository", R"({"repositoryName":"web","registryId":"123456789012"})"
    );
    EXPECT_TRUE(deleted.starts_with("AccessDeniedException: ")) << deleted;
}

TEST_F(PoliciesOfRepositories, keep_out_who_may_otherwise) {
    world_.run_in(
        world_.root,
        "iam",
        "PutUserPolicy",
        R"({"UserName":"ann","PolicyName":"p","PolicyDocument":)" +
            quoted(R"({"Version":"2012-10-17","Statement":)"
                   R"({"Effect":"Allow","Action":"ecr:*","Resource":"*"}})") +
            "}"
    );
    EXPECT_EQ(list(ann_), kEmpty);
    set(R"({"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*",)"
        R"("Action":"ecr:ListImages"}})");
    EXPECT_TRUE(list(ann_).starts_with("AccessDeniedException: "));
}

TEST_F(PoliciesOfRepositories, are_read_back_and_checked) {
    constexpr const char* kNone =
        "RepositoryPolicyNotFoundException: Repository policy does not exist for the repository "
        "with name 'web' in the registry with id '123456789012'";
    EXPECT_EQ(world_.run("GetRepositoryPolicy", kWeb), kNone);
    constexpr const char* kBad =
        "InvalidParameterException: Invalid parameter at 'PolicyText' failed to satisfy "
        "constraint: 'Invalid repository policy provided'";
    EXPECT_EQ(set("x"), kBad);
    EXPECT_EQ(set("{}"), kBad);
    EXPECT_EQ(
        set(R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*",)"
            R"("Action":"ecr:ListImages","Resource":"*"}]})"),
        kBad
    );
    const std::string policy = allow(R"("*")");
    const std::string answer =
        R"({"registryId":"123456789012","repositoryName":"web","policyText":)" + quoted(policy) +
        "}";
    EXPECT_EQ(set(policy), answer);
    EXPECT_EQ(world_.ok("GetRepositoryPolicy", kWeb), answer);
    EXPECT_EQ(world_.ok("DeleteRepositoryPolicy", kWeb), answer);
    EXPECT_EQ(world_.run("DeleteRepositoryPolicy", kWeb), kNone);
}

}  // namespace
}  // namespace gantry::ecr
