#include "services/iam/policy/denial_text.h"

#include "services/iam/policy/policy_test_support.h"

namespace gantry::iam::policy {
namespace {

std::string sentence(const Case& given) {
    const CaseWorld world(given);
    const Decision decision = world.decide();
    EXPECT_FALSE(decision.allowed());
    return denial_text(world.request, decision);
}

const std::string kAsked =
    "User: arn:aws:iam::111122223333:user/alice is not authorized to perform: s3:GetObject on "
    "resource: arn:aws:s3:::photos/cat.png ";

TEST(DenialTextTest, NothingAllows) {
    EXPECT_EQ(
        sentence({}), kAsked + "because no identity-based policy allows the s3:GetObject action"
    );
    EXPECT_EQ(
        sentence({.identity = {allow("*")}, .boundary = allow("ec2:*")}),
        kAsked + "because no permissions boundary allows the s3:GetObject action"
    );
    EXPECT_EQ(
        sentence({.identity = {allow("*")}, .session_policies = {{}}}),
        kAsked + "because no session policy allows the s3:GetObject action"
    );
    EXPECT_EQ(
        sentence({.identity = {allow("*")}, .resource_account = std::string(kOtherAccount)}),
        kAsked + "because no resource-based policy allows the s3:GetObject action"
    );
}

TEST(DenialTextTest, APolicyDenies) {
    EXPECT_EQ(
        sentence({.identity = {deny("*")}}),
        kAsked + "with an explicit deny in an identity-based policy"
    );
    EXPECT_EQ(
        sentence({.boundary = deny("*")}),
        kAsked + "with an explicit deny in a permissions boundary"
    );
    EXPECT_EQ(
        sentence({.session_policies = {{deny("*")}}}),
        kAsked + "with an explicit deny in a session policy"
    );
    EXPECT_EQ(
        sentence({.resource = {deny("*", "*", to(R"("*")"))}}),
        kAsked + "with an explicit deny in a resource-based policy"
    );
}

TEST(DenialTextTest, NoResource) {
    EXPECT_EQ(
        sentence({.who = session(), .action = "ecs:ListClusters", .resources = {}}),
        "User: arn:aws:sts::111122223333:assumed-role/deploy/ci is not authorized to perform: "
        "ecs:ListClusters on resource: * because no identity-based policy allows the "
        "ecs:ListClusters action"
    );
}

TEST(DenialTextTest, ARoleThatLetsNobodyInSaysNoMore) {
    EXPECT_EQ(
        sentence({
            .identity = {allow("*")},
            .trust = true,
            .action = "sts:AssumeRole",
            .resources = {"arn:aws:iam::111122223333:role/deploy"},
        }),
        "User: arn:aws:iam::111122223333:user/alice is not authorized to perform: sts:AssumeRole "
        "on "
        "resource: arn:aws:iam::111122223333:role/deploy"
    );
}

}  // namespace
}  // namespace gantry::iam::policy
