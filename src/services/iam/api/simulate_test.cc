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

}  // namespace
}  // namespace gantry::iam
