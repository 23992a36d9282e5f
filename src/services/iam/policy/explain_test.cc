#include "services/iam/policy/explain.h"

#include "services/iam/policy/policy_test_support.h"

namespace gantry::iam::policy {
namespace {

using Types = std::vector<PolicyType>;

Explanation explained(const Case& given) {
    const CaseWorld world(given);
    return explain(world.set, world.request);
}

TEST(ExplainTest, WhatAllowsIsNamed) {
    const auto all = explained({.identity = {deny("ec2:*"), allow("s3:Get*")}});
    EXPECT_TRUE(all.decision.allowed());
    EXPECT_EQ(all.resource, "arn:aws:s3:::photos/cat.png");
    ASSERT_EQ(all.verdicts.size(), 4U);
    ASSERT_EQ(all.verdicts[0].statements.size(), 1U);
    EXPECT_EQ(all.verdicts[0].statements[0].policy, 1U);
    EXPECT_FALSE(all.verdicts[1].asked);
    EXPECT_TRUE(all.lacking.empty());
}

TEST(ExplainTest, EveryTypeThatIsSilentIsNamed) {
    const auto nobody = explained({});
    EXPECT_EQ(nobody.lacking, Types{PolicyType::Identity});
    const auto limited = explained(
        {.identity = {allow("s3:*")},
         .boundary = allow("ec2:*"),
         .session_policies = std::vector<std::string>{}}
    );
    EXPECT_EQ(limited.lacking, (Types{PolicyType::Boundary, PolicyType::Session}));
    EXPECT_EQ(limited.verdicts[0].outcome, Outcome::Allowed);
    const auto trust = explained({
        .identity = {},
        .resource =
            {R"({"Effect":"Allow","Action":"sts:AssumeRole",)" + to_aws("444455556666") + "}"},
        .trust = true,
        .action = "sts:AssumeRole",
        .resources = {"arn:aws:iam::111122223333:role/deploy"},
    });
    EXPECT_EQ(trust.lacking, (Types{PolicyType::Identity, PolicyType::Resource}));
}

TEST(ExplainTest, BetweenAccountsAResourceWithoutAPolicyLacksOne) {
    const auto foreign =
        explained({.identity = {allow("s3:*")}, .resource_account = std::string(kOtherAccount)});
    EXPECT_FALSE(foreign.verdicts[1].asked);
    EXPECT_EQ(foreign.lacking, Types{PolicyType::Resource});
}

TEST(ExplainTest, NoGrantHelpsAgainstADeny) {
    const auto all = explained({.identity = {allow("s3:*"), deny("s3:GetObject")}});
    EXPECT_EQ(static_cast<int>(all.decision.outcome), static_cast<int>(Outcome::ExplicitDeny));
    EXPECT_EQ(all.verdicts[0].statements.at(0).policy, 1U);
    EXPECT_TRUE(all.lacking.empty());
}

}  // namespace
}  // namespace gantry::iam::policy
