#include "services/iam/api/roles.h"

#include "api/iam/attach_role_policy_request.h"
#include "api/iam/attach_role_policy_response.h"
#include "api/iam/delete_role_policy_request.h"
#include "api/iam/delete_role_policy_response.h"
#include "api/iam/detach_role_policy_request.h"
#include "api/iam/detach_role_policy_response.h"
#include "api/iam/get_role_policy_request.h"
#include "api/iam/get_role_policy_response.h"
#include "api/iam/list_attached_role_policies_request.h"
#include "api/iam/list_attached_role_policies_response.h"
#include "api/iam/list_role_policies_request.h"
#include "api/iam/list_role_policies_response.h"
#include "api/iam/put_role_policy_request.h"
#include "api/iam/put_role_policy_response.h"
#include "services/iam/api/holder_policies.h"
#include "services/iam/api/instance_profiles.h"
#include "services/iam/api/test_support.h"
#include "wire/percent.h"

namespace gantry::iam {
namespace {

using namespace api::iam;

class RolesTest : public IamTest {
  protected:
    CreateRoleRequest request(std::string name) {
        return {
            .role_name = std::move(name), .assume_role_policy_document = std::string(kAnyTrust)
        };
    }
};

TEST_F(RolesTest, WhatWasMadeIsReadBack) {
    auto input = request("Web");
    input.path = "/app/";
    input.description = "web tasks";
    input.max_session_duration = 7200;
    input.tags = Tags{{.key = "team", .value = "red"}};
    input.permissions_boundary = std::string(kReadOnly);
    const auto made = run(&create_role, input);
    ASSERT_TRUE(made) << made.error().message;
    const auto got = run(&get_role, GetRoleRequest{.role_name = "web"});
    ASSERT_TRUE(got);
    const Role& role = *got->role;
    EXPECT_EQ(role.role_name, "Web");
    EXPECT_EQ(role.arn, "arn:aws:iam::123456789012:role/app/Web");
    EXPECT_TRUE(role.role_id->starts_with("AROA"));
    EXPECT_EQ(role.role_id, made->role->role_id);
    EXPECT_EQ(role.assume_role_policy_document, wire::percent_encode(kAnyTrust));
    EXPECT_EQ(role.description, "web tasks");
    EXPECT_EQ(role.max_session_duration, 7200);
    EXPECT_EQ(role.tags, input.tags);
    EXPECT_EQ(role.permissions_boundary->permissions_boundary_arn, kReadOnly);
}

TEST_F(RolesTest, WhyARoleIsNotMade) {
    make_role("Web");
    EXPECT_EQ(
        outcome(run(&create_role, request("WEB"))),
        "EntityAlreadyExistsException: Role with name WEB already exists."
    );
    auto bad = request("x");
    bad.assume_role_policy_document = std::string(kAnyPolicy);
    EXPECT_EQ(
        outcome(run(&create_role, bad)),
        "MalformedPolicyDocumentException: Has prohibited field Resource"
    );
    bad.assume_role_policy_document =
        R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:user/nobody"},"Action":"sts:AssumeRole"}]})";
    EXPECT_EQ(
        outcome(run(&create_role, bad)),
        "MalformedPolicyDocumentException: Invalid principal in policy: "
        "\"AWS\":\"arn:aws:iam::123456789012:user/nobody\""
    );
    make_user("nobody");
    EXPECT_EQ(outcome(run(&create_role, bad)), "ok");
    bad = request("y");
    bad.permissions_boundary = "arn:aws:iam::123456789012:policy/none";
    EXPECT_EQ(
        outcome(run(&create_role, bad)),
        "NoSuchEntityException: Scope ARN: arn:aws:iam::123456789012:policy/none does not exist or "
        "is not attachable."
    );
    bad = request("z");
    bad.tags = Tags{{.key = "a", .value = "1"}, {.key = "A", .value = "2"}};
    EXPECT_TRUE(outcome(run(&create_role, bad)).starts_with("InvalidInputException: Duplicate"));
}

TEST_F(RolesTest, ListsAreCutIntoPages) {
    for (const char* name : {"c", "a", "b", "d"}) make_role(name);
    const auto first = run(&list_roles, ListRolesRequest{.max_items = 3});
    ASSERT_TRUE(first);
    ASSERT_EQ(first->roles->size(), 3U);
    EXPECT_EQ(first->roles->front().role_name, "a");
    EXPECT_EQ(first->is_truncated, true);
    const auto rest = run(&list_roles, ListRolesRequest{.marker = first->marker, .max_items = 3});
    ASSERT_TRUE(rest);
    ASSERT_EQ(rest->roles->size(), 1U);
    EXPECT_EQ(rest->roles->front().role_name, "d");
    EXPECT_EQ(rest->is_truncated, false);
    EXPECT_EQ(rest->marker, std::nullopt);
    EXPECT_EQ(
        outcome(run(&list_roles, ListRolesRequest{.path_prefix = "/x", .marker = first->marker})),
        "ValidationError: Invalid Marker."
    );
}

TEST_F(RolesTest, UpdatesChangeWhatTheyName) {
    make_role("web");
    ASSERT_TRUE(run(&update_role, UpdateRoleRequest{.role_name = "web", .description = "x"}));
    ASSERT_TRUE(
        run(&update_role, UpdateRoleRequest{.role_name = "web", .max_session_duration = 4000})
    );
    const auto got = run(&get_role, GetRoleRequest{.role_name = "web"});
    EXPECT_EQ(got->role->description, "x");
    EXPECT_EQ(got->role->max_session_duration, 4000);
    EXPECT_EQ(
        outcome(
            run(&update_assume_role_policy,
                UpdateAssumeRolePolicyRequest{.role_name = "web", .policy_document = "{}"})
        ),
        "MalformedPolicyDocumentException: Syntax errors in policy."
    );
    EXPECT_EQ(
        outcome(run(&update_role, UpdateRoleRequest{.role_name = "none"})),
        "NoSuchEntityException: The role with name none cannot be found."
    );
}

TEST_F(RolesTest, PoliciesAreAttachedAndDetached) {
    make_role("web");
    const auto attach = &attach_policy<RoleNoun, AttachRolePolicyResponse, AttachRolePolicyRequest>;
    const auto detach = &detach_policy<RoleNoun, DetachRolePolicyResponse, DetachRolePolicyRequest>;
    const auto list = &list_attached_policies<
        RoleNoun,
        ListAttachedRolePoliciesResponse,
        ListAttachedRolePoliciesRequest>;
    const std::string arn(kReadOnly);
    const AttachRolePolicyRequest good{.role_name = "web", .policy_arn = arn};
    EXPECT_EQ(outcome(run(attach, good)), "ok");
    EXPECT_EQ(outcome(run(attach, good)), "ok");
    EXPECT_EQ(
        outcome(run(attach, AttachRolePolicyRequest{.role_name = "web", .policy_arn = arn + "x"})),
        "NoSuchEntityException: Policy arn:aws:iam::aws:policy/ReadOnlyAccessx does not exist or "
        "is "
        "not attachable."
    );
    const auto listed = run(list, ListAttachedRolePoliciesRequest{.role_name = "web"});
    ASSERT_TRUE(listed);
    ASSERT_EQ(listed->attached_policies->size(), 1U);
    EXPECT_EQ(listed->attached_policies->front().policy_name, "ReadOnlyAccess");
    EXPECT_EQ(
        outcome(run(&delete_role, DeleteRoleRequest{.role_name = "web"})),
        "DeleteConflictException: Cannot delete entity, must detach all policies first."
    );
    const DetachRolePolicyRequest gone{.role_name = "web", .policy_arn = arn};
    EXPECT_EQ(outcome(run(detach, gone)), "ok");
    EXPECT_EQ(
        outcome(run(detach, gone)),
        "NoSuchEntityException: Policy arn:aws:iam::aws:policy/ReadOnlyAccess was not found."
    );
    EXPECT_EQ(outcome(run(&delete_role, DeleteRoleRequest{.role_name = "web"})), "ok");
}

TEST_F(RolesTest, InlinePoliciesArePutReadAndDeleted) {
    make_role("web");
    const auto put = &put_inline_policy<RoleNoun, PutRolePolicyResponse, PutRolePolicyRequest>;
    const auto get = &get_inline_policy<RoleNoun, GetRolePolicyResponse, GetRolePolicyRequest>;
    const auto list =
        &list_inline_policies<RoleNoun, ListRolePoliciesResponse, ListRolePoliciesRequest>;
    const auto erase =
        &delete_inline_policy<RoleNoun, DeleteRolePolicyResponse, DeleteRolePolicyRequest>;
    PutRolePolicyRequest input{
        .role_name = "web", .policy_name = "b", .policy_document = std::string(kAnyPolicy)
    };
    EXPECT_EQ(outcome(run(put, input)), "ok");
    input.policy_name = "a";
    EXPECT_EQ(outcome(run(put, input)), "ok");
    const auto got = run(get, GetRolePolicyRequest{.role_name = "web", .policy_name = "a"});
    ASSERT_TRUE(got);
    EXPECT_EQ(got->policy_document, wire::percent_encode(kAnyPolicy));
    EXPECT_EQ(got->role_name, "web");
    const auto listed = run(list, ListRolePoliciesRequest{.role_name = "web"});
    EXPECT_EQ(listed->policy_names, (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(
        outcome(run(&delete_role, DeleteRoleRequest{.role_name = "web"})),
        "DeleteConflictException: Cannot delete entity, must delete policies first."
    );
    const DeleteRolePolicyRequest gone{.role_name = "web", .policy_name = "a"};
    EXPECT_EQ(outcome(run(erase, gone)), "ok");
    EXPECT_EQ(
        outcome(run(erase, gone)),
        "NoSuchEntityException: The role policy with name a cannot be found."
    );
    input.policy_document = "x";
    EXPECT_EQ(
        outcome(run(put, input)), "MalformedPolicyDocumentException: Syntax errors in policy."
    );
    input.policy_document =
        R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:)" +
        std::string(10'300, 'x') + R"(","Resource":"*"}]})";
    EXPECT_EQ(
        outcome(run(put, input)),
        "LimitExceededException: Maximum policy size of 10240 bytes exceeded for role web"
    );
}

TEST_F(RolesTest, ServiceLinkedRolesAreTheServices) {
    const CreateServiceLinkedRoleRequest input{.aws_service_name = "ecs.amazonaws.com"};
    const auto made = run(&create_service_linked_role, input);
    ASSERT_TRUE(made);
    EXPECT_EQ(
        made->role->arn,
        "arn:aws:iam::123456789012:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"
    );
    EXPECT_EQ(
        outcome(run(&create_service_linked_role, input)),
        "InvalidInputException: Service role name AWSServiceRoleForECS has been taken in this "
        "account, please try a different suffix."
    );
    EXPECT_TRUE(outcome(run(&delete_role, DeleteRoleRequest{.role_name = "AWSServiceRoleForECS"}))
                    .starts_with("UnmodifiableEntityException: Cannot perform"));
    const auto gone =
        run(&delete_service_linked_role,
            DeleteServiceLinkedRoleRequest{.role_name = "AWSServiceRoleForECS"});
    ASSERT_TRUE(gone);
    const auto status =
        run(&get_service_linked_role_deletion_status,
            GetServiceLinkedRoleDeletionStatusRequest{.deletion_task_id = gone->deletion_task_id});
    ASSERT_TRUE(status);
    EXPECT_EQ(status->status, DeletionTaskStatusType::Succeeded);
}

TEST_F(RolesTest, InstanceProfilesHaveOneRole) {
    make_role("web");
    make_role("other");
    const CreateInstanceProfileRequest create{.instance_profile_name = "p"};
    ASSERT_TRUE(run(&create_instance_profile, create));
    EXPECT_EQ(
        outcome(run(&create_instance_profile, create)),
        "EntityAlreadyExistsException: Instance Profile p already exists."
    );
    ASSERT_TRUE(
        run(&add_role_to_instance_profile,
            AddRoleToInstanceProfileRequest{.instance_profile_name = "p", .role_name = "web"})
    );
    EXPECT_EQ(
        outcome(
            run(&add_role_to_instance_profile,
                AddRoleToInstanceProfileRequest{.instance_profile_name = "p", .role_name = "other"})
        ),
        "LimitExceededException: Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1"
    );
    const auto got =
        run(&get_instance_profile, GetInstanceProfileRequest{.instance_profile_name = "p"});
    ASSERT_TRUE(got);
    ASSERT_EQ(got->instance_profile->roles->size(), 1U);
    EXPECT_EQ(got->instance_profile->roles->front().role_name, "web");
    const auto listed =
        run(&list_instance_profiles_for_role,
            ListInstanceProfilesForRoleRequest{.role_name = "web"});
    EXPECT_EQ(listed->instance_profiles->size(), 1U);
    const std::string conflict =
        "DeleteConflictException: Cannot delete entity, must remove roles from instance profile "
        "first.";
    EXPECT_EQ(outcome(run(&delete_role, DeleteRoleRequest{.role_name = "web"})), conflict);
    const DeleteInstanceProfileRequest gone{.instance_profile_name = "p"};
    EXPECT_EQ(outcome(run(&delete_instance_profile, gone)), conflict);
    const RemoveRoleFromInstanceProfileRequest removal{
        .instance_profile_name = "p", .role_name = "web"
    };
    EXPECT_EQ(outcome(run(&remove_role_from_instance_profile, removal)), "ok");
    EXPECT_EQ(outcome(run(&delete_instance_profile, gone)), "ok");
    EXPECT_EQ(
        outcome(run(&delete_instance_profile, gone)),
        "NoSuchEntityException: Instance Profile p cannot be found."
    );
}

}  // namespace
}  // namespace gantry::iam
