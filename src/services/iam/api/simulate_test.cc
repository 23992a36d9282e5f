#include "services/iam/api/simulate.h"

#include "api/iam/attach_role_policy_request.h"
#include "api/iam/attach_role_policy_response.h"
#include "services/iam/api/holder_policies.h"
#include "services/iam/api/test_support.h"

namespace gantry::iam {
namespace {

using namespace api::iam;
using Decided = PolicyEvaluationDecisionType;

class SimulateTest : public IamTest {};

TEST_F(SimulateTest, EachActionOnEachResource) {
    const SimulateCustomPolicyRequest input{
        .policy_input_list =
            {{"{\"Version\":\"2012-10-17\",\n "
              "\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:Get*\","
              "\"Resource\":\"arn:aws:s3:::a/*\",\"Condition\":{\"Bool\":{\"aws:x\":\"true\"}}}]}"}
            },
        .action_names = {{"s3:GetObject", "s3:PutObject"}},
        .resource_arns = {{"arn:aws:s3:::a/1", "arn:aws:s3:::b/1"}},
    };
    auto with_key = input;
    with_key.context_entries = {{
        {.context_key_name = "aws:x", .context_key_values = {{"true"}}},
    }};
    const auto out = run(&simulate_custom_policy, with_key);
    ASSERT_TRUE(out) << out.error().message;
    ASSERT_EQ(out->evaluation_results->size(), 4U);
    const EvaluationResult& first = out->evaluation_results->front();
    EXPECT_EQ(first.eval_decision, Decided::Allowed);
    ASSERT_EQ(first.matched_statements->size(), 1U);
    const auto& statement = first.matched_statements->front();
    EXPECT_EQ(statement.source_policy_id, "PolicyInputList.1");
    EXPECT_EQ(statement.start_position->line, 2);
    EXPECT_EQ(statement.start_position->column, 15);
    EXPECT_EQ(out->evaluation_results->at(1).eval_decision, Decided::ImplicitDeny);
    const auto missing = run(&simulate_custom_policy, input);
    EXPECT_EQ(
        missing->evaluation_results->front().missing_context_values,
        std::vector<std::string>{"aws:x"}
    );
}

TEST_F(SimulateTest, APrincipalWithItsPolicies) {
    make_role("web");
    const auto attach = &attach_policy<RoleNoun, AttachRolePolicyResponse, AttachRolePolicyRequest>;
    const std::string arn(kReadOnly);
    const AttachRolePolicyRequest attached{.role_name = "web", .policy_arn = arn};
    ASSERT_TRUE(run(attach, attached));
    SimulatePrincipalPolicyRequest input{
        .policy_source_arn = "arn:aws:iam::123456789012:role/web",
        .action_names = {{"ecs:DescribeTasks", "ecs:RunTask"}},
    };
    auto out = run(&simulate_principal_policy, input);
    ASSERT_TRUE(out) << out.error().message;
    const auto& results = *out->evaluation_results;
    EXPECT_EQ(results.at(0).eval_decision, Decided::Allowed);
    EXPECT_EQ(results.at(0).matched_statements->front().source_policy_id, "ReadOnlyAccess");
    EXPECT_EQ(
        results.at(0).matched_statements->front().source_policy_type, PolicySourceType::AwsManaged
    );
    EXPECT_EQ(results.at(1).eval_decision, Decided::ImplicitDeny);
    input.permissions_boundary_policy_input_list = {{std::string(kAnyPolicy)}};
    out = run(&simulate_principal_policy, input);
    EXPECT_EQ(out->evaluation_results->at(0).eval_decision, Decided::ImplicitDeny);
    EXPECT_EQ(
        out->evaluation_results->at(0)
            .permissions_boundary_decision_detail->allowed_by_permissions_boundary,
        false
    );
    input.policy_source_arn = "arn:aws:iam::123456789012:role/none";
    EXPECT_EQ(
        outcome(run(&simulate_principal_policy, input)),
        "NoSuchEntityException: The role with name none cannot be found."
    );
}

constexpr const char* kBucketOfBob =
    R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*",
        "Principal":{"AWS":"arn:aws:iam::123456789012:user/bob"}}})";

TEST_F(SimulateTest, AnotherUserCallsWithTheSourcesPolicies) {
    make_role("web");
    make_user("bob");
    SimulatePrincipalPolicyRequest input{
        .policy_source_arn = "arn:aws:iam::123456789012:role/web",
        .policy_input_list =
            {{R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:PutObject",
                 "Resource":"arn:aws:s3:::home/${aws:username}"}})"}},
        .action_names = {{"s3:GetObject", "s3:PutObject"}},
        .resource_arns = {{"arn:aws:s3:::home/bob"}},
    };
    const auto decide = [&] {
        std::vector<std::optional<Decided>> decided;
        const auto out = run(&simulate_principal_policy, input);
        EXPECT_TRUE(out) << out.error().message;
        for (const auto& one : *out->evaluation_results) decided.push_back(one.eval_decision);
        return decided;
    };
    const std::vector<std::optional<Decided>> none{Decided::ImplicitDeny, Decided::ImplicitDeny};
    const std::vector<std::optional<Decided>> both{Decided::Allowed, Decided::Allowed};
    EXPECT_EQ(decide(), none);
    input.resource_policy = kBucketOfBob;
    EXPECT_EQ(
        outcome(run(&simulate_principal_policy, input)),
        "InvalidInputException: CallerArn is required where a ResourcePolicy is given."
    );
    input.caller_arn = "arn:aws:iam::123456789012:user/bob";
    EXPECT_EQ(decide(), both);
    input.caller_arn = "arn:aws:iam::123456789012:user/eve";
    EXPECT_EQ(decide(), none);
    input.caller_arn = "arn:aws:iam::123456789012:role/web";
    EXPECT_EQ(
        outcome(run(&simulate_principal_policy, input)),
        "InvalidInputException: Invalid CallerArn: arn:aws:iam::123456789012:role/web"
    );
}

TEST_F(SimulateTest, BetweenAccountsBothHaveToAllow) {
    SimulateCustomPolicyRequest input{
        .policy_input_list = {{std::string(kAnyPolicy)}},
        .action_names = {{"s3:GetObject"}},
        .resource_arns = {{"arn:aws:s3:::home/1"}},
    };
    const auto decide = [&] {
        const auto out = run(&simulate_custom_policy, input);
        EXPECT_TRUE(out) << out.error().message;
        return out->evaluation_results->front().eval_decision;
    };
    EXPECT_EQ(decide(), Decided::Allowed);
    input.resource_owner = "123456789012";
    EXPECT_EQ(decide(), Decided::Allowed);
    input.resource_owner = "arn:aws:iam::210987654321:root";
    EXPECT_EQ(decide(), Decided::ImplicitDeny);
    input.resource_policy = kBucketOfBob;
    input.caller_arn = "arn:aws:iam::123456789012:user/bob";
    EXPECT_EQ(decide(), Decided::Allowed);
    input.caller_arn = "arn:aws:iam::123456789012:user/eve";
    EXPECT_EQ(decide(), Decided::ImplicitDeny);
    // An ARN that says whose it is needs nobody to say so.
    input.resource_arns = {{"arn:aws:s3:us-east-1:123456789012:accesspoint/1"}};
    EXPECT_EQ(decide(), Decided::Allowed);
    input.resource_owner = "nobody";
    EXPECT_EQ(
        outcome(run(&simulate_custom_policy, input)),
        "InvalidInputException: Invalid ResourceOwner: nobody"
    );
}

}  // namespace
}  // namespace gantry::iam
