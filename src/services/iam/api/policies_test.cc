#include "services/iam/api/policies.h"

#include "api/iam/attach_role_policy_request.h"
#include "api/iam/attach_role_policy_response.h"
#include "api/iam/tag_policy_request.h"
#include "api/iam/tag_policy_response.h"
#include "services/iam/api/holder_policies.h"
#include "services/iam/api/tagging.h"
#include "services/iam/api/test_support.h"

namespace gantry::iam {
namespace {

using namespace api::iam;

const std::string kMine = "arn:aws:iam::123456789012:policy/app/Mine";

class ManagedPoliciesTest : public IamTest {
  protected:
    ManagedPoliciesTest() {
        made_ = *run(
            &create_policy,
            CreatePolicyRequest{
                .policy_name = "Mine",
                .path = "/app/",
                .policy_document = std::string(kAnyPolicy),
                .description = "mine",
            }
        );
    }
    std::string add_version(bool as_default) {
        const auto made =
            run(&create_policy_version,
                CreatePolicyVersionRequest{
                    .policy_arn = kMine,
                    .policy_document = std::string(kAnyPolicy),
                    .set_as_default = as_default,
                });
        return made ? *made->policy_version->version_id : outcome(made);
    }
    std::string default_version() {
        return *run(&get_policy, GetPolicyRequest{.policy_arn = kMine})->policy->default_version_id;
    }
    void attach() {
        make_role("web");
        const auto handler =
            &attach_policy<RoleNoun, AttachRolePolicyResponse, AttachRolePolicyRequest>;
        const AttachRolePolicyRequest input{.role_name = "web", .policy_arn = kMine};
        ASSERT_TRUE(run(handler, input));
    }

    CreatePolicyResponse made_;
};

TEST_F(ManagedPoliciesTest, WhatWasMadeIsReadBack) {
    const auto got = run(&get_policy, GetPolicyRequest{.policy_arn = kMine});
    ASSERT_TRUE(got);
    EXPECT_EQ(got->policy->arn, kMine);
    EXPECT_EQ(got->policy->policy_id, made_.policy->policy_id);
    EXPECT_EQ(got->policy->description, "mine");
    EXPECT_EQ(got->policy->attachment_count, 0);
    EXPECT_EQ(got->policy->default_version_id, "v1");
    const auto version =
        run(&get_policy_version, GetPolicyVersionRequest{.policy_arn = kMine, .version_id = "v1"});
    ASSERT_TRUE(version);
    EXPECT_EQ(version->policy_version->document, wire::percent_encode(kAnyPolicy));
    EXPECT_EQ(
        outcome(run(&get_policy, GetPolicyRequest{.policy_arn = kMine + "x"})),
        "NoSuchEntityException: Policy arn:aws:iam::123456789012:policy/app/Minex was not found."
    );
    EXPECT_EQ(
        outcome(run(&create_policy, CreatePolicyRequest{.policy_name = "mine"})),
        "EntityAlreadyExistsException: A policy called mine already exists. Duplicate names are "
        "not "
        "allowed."
    );
}

TEST_F(ManagedPoliciesTest, FiveVersionsAtMost) {
    EXPECT_EQ(add_version(false), "v2");
    EXPECT_EQ(default_version(), "v1");
    EXPECT_EQ(add_version(true), "v3");
    EXPECT_EQ(default_version(), "v3");
    EXPECT_EQ(add_version(false), "v4");
    EXPECT_EQ(add_version(false), "v5");
    EXPECT_TRUE(add_version(false).starts_with("LimitExceededException: A managed policy can have")
    );
    const auto erase = [&](const std::string& id) {
        const DeletePolicyVersionRequest input{.policy_arn = kMine, .version_id = id};
        return outcome(run(&delete_policy_version, input));
    };
    EXPECT_EQ(
        erase("v3"), "DeleteConflictException: Cannot delete the default version of a policy."
    );
    EXPECT_EQ(erase("v5"), "ok");
    EXPECT_EQ(add_version(false), "v6");
    const auto listed = run(&list_policy_versions, ListPolicyVersionsRequest{.policy_arn = kMine});
    ASSERT_EQ(listed->versions->size(), 5U);
    EXPECT_EQ(listed->versions->front().version_id, "v6");
    EXPECT_EQ(listed->versions->front().document, std::nullopt);
    const SetDefaultPolicyVersionRequest other{.policy_arn = kMine, .version_id = "v1"};
    ASSERT_TRUE(run(&set_default_policy_version, other));
    EXPECT_EQ(default_version(), "v1");
}

TEST_F(ManagedPoliciesTest, DeletedOnlyWhereNothingHangsOnIt) {
    attach();
    const DeletePolicyRequest gone{.policy_arn = kMine};
    EXPECT_EQ(
        outcome(run(&delete_policy, gone)),
        "DeleteConflictException: Cannot delete a policy attached to entities."
    );
    const auto used =
        run(&list_entities_for_policy, ListEntitiesForPolicyRequest{.policy_arn = kMine});
    ASSERT_TRUE(used);
    ASSERT_EQ(used->policy_roles->size(), 1U);
    EXPECT_EQ(used->policy_roles->front().role_name, "web");
    EXPECT_TRUE(used->policy_users->empty());
    EXPECT_EQ(run(&get_policy, GetPolicyRequest{.policy_arn = kMine})->policy->attachment_count, 1);
}

TEST_F(ManagedPoliciesTest, ListsTakeScopePathAndAttachment) {
    attach();
    const auto count = [&](ListPoliciesRequest input) {
        input.max_items = 1000;
        return run(&list_policies, input)->policies->size();
    };
    const std::size_t known = aws_policies().size();
    EXPECT_EQ(count({}), known + 1);
    EXPECT_EQ(count({.scope = PolicyScopeType::Local}), 1U);
    EXPECT_EQ(count({.scope = PolicyScopeType::Aws}), known);
    EXPECT_EQ(count({.only_attached = true}), 1U);
    EXPECT_EQ(count({.path_prefix = "/app/"}), 1U);
    EXPECT_EQ(count({.policy_usage_filter = PolicyUsageType::PermissionsBoundary}), 0U);
    ListPoliciesRequest pages{.max_items = 7};
    std::size_t seen = 0;
    do {
        const auto page = run(&list_policies, pages);
        ASSERT_TRUE(page);
        seen += page->policies->size();
        pages.marker = page->marker;
    } while (pages.marker);
    EXPECT_EQ(seen, known + 1);
}

TEST_F(ManagedPoliciesTest, PoliciesOfAwsAreReadOnly) {
    const std::string arn(kReadOnly);
    const auto got = run(&get_policy, GetPolicyRequest{.policy_arn = arn});
    ASSERT_TRUE(got);
    const GetPolicyVersionRequest input{
        .policy_arn = arn, .version_id = got->policy->default_version_id
    };
    EXPECT_EQ(outcome(run(&get_policy_version, input)), "ok");
    EXPECT_EQ(
        outcome(run(&delete_policy, DeletePolicyRequest{.policy_arn = arn})),
        "NoSuchEntityException: Policy arn:aws:iam::aws:policy/ReadOnlyAccess was not found."
    );
}

TEST_F(ManagedPoliciesTest, TagsAreSetAndReplaced) {
    const auto tag = &tag_entity<TaggedPolicy, TagPolicyResponse, TagPolicyRequest>;
    TagPolicyRequest input{.policy_arn = kMine, .tags = Tags{{.key = "Team", .value = "red"}}};
    EXPECT_EQ(outcome(run(tag, input)), "ok");
    input.tags = Tags{{.key = "team", .value = "blue"}, {.key = "x", .value = ""}};
    EXPECT_EQ(outcome(run(tag, input)), "ok");
    const auto got = run(&get_policy, GetPolicyRequest{.policy_arn = kMine});
    EXPECT_EQ(got->policy->tags, input.tags);
    input.tags = Tags{{.key = "aws:x", .value = ""}};
    EXPECT_EQ(
        outcome(run(tag, input)),
        "InvalidInputException: System tags cannot be added/updated/deleted."
    );
}

}  // namespace
}  // namespace gantry::iam
