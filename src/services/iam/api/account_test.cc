#include "services/iam/api/account.h"

#include "api/iam/attach_role_policy_request.h"
#include "api/iam/attach_role_policy_response.h"
#include "api/iam/put_group_policy_request.h"
#include "api/iam/put_group_policy_response.h"
#include "services/iam/api/absent.h"
#include "services/iam/api/authorization_details.h"
#include "services/iam/api/context_keys.h"
#include "services/iam/api/groups.h"
#include "services/iam/api/holder_policies.h"
#include "services/iam/api/policies.h"
#include "services/iam/api/test_support.h"

namespace gantry::iam {
namespace {

using namespace api::iam;
using Names = std::vector<std::string>;

class AccountTest : public IamTest {
  protected:
    Names aliases() {
        return *run(&list_account_aliases, ListAccountAliasesRequest{})->account_aliases;
    }
    GetAccountAuthorizationDetailsResponse details(std::optional<std::vector<EntityType>> filter) {
        const auto got =
            run(&get_authorization_details,
                GetAccountAuthorizationDetailsRequest{.filter = std::move(filter)});
        EXPECT_TRUE(got) << outcome(got);
        return got ? *got : GetAccountAuthorizationDetailsResponse{};
    }
    void make_everything() {
        make_role("web");
        make_user("alice");
        ASSERT_TRUE(run(&create_group, CreateGroupRequest{.group_name = "devs"}));
        ASSERT_TRUE(run(
            &add_user_to_group, AddUserToGroupRequest{.group_name = "devs", .user_name = "alice"}
        ));
        ASSERT_TRUE(run(
            &create_policy,
            CreatePolicyRequest{.policy_name = "mine", .policy_document = std::string(kAnyPolicy)}
        ));
        const AttachRolePolicyRequest attached{
            .role_name = "web", .policy_arn = std::string(kReadOnly)
        };
        ASSERT_TRUE(run(
            &attach_policy<RoleNoun, AttachRolePolicyResponse, AttachRolePolicyRequest>, attached
        ));
    }
};

TEST_F(AccountTest, OneAliasThatNoOtherAccountHas) {
    EXPECT_EQ(aliases(), Names{});
    ASSERT_TRUE(run(&create_account_alias, CreateAccountAliasRequest{.account_alias = "first"}));
    ASSERT_TRUE(run(&create_account_alias, CreateAccountAliasRequest{.account_alias = "second"}));
    EXPECT_EQ(aliases(), Names{"second"});
    scope_.account = "999999999999";
    EXPECT_EQ(
        outcome(run(&create_account_alias, CreateAccountAliasRequest{.account_alias = "second"})),
        "EntityAlreadyExistsException: The account alias second already exists."
    );
    EXPECT_EQ(aliases(), Names{});
    scope_.account = "123456789012";
    EXPECT_EQ(
        outcome(run(&delete_account_alias, DeleteAccountAliasRequest{.account_alias = "first"})),
        "NoSuchEntityException: The account alias with name first cannot be found."
    );
    ASSERT_TRUE(run(&delete_account_alias, DeleteAccountAliasRequest{.account_alias = "second"}));
    EXPECT_EQ(aliases(), Names{});
    EXPECT_EQ(tables_.accounts.size(), 0U);
}

TEST_F(AccountTest, APasswordPolicyIsKept) {
    const std::string none =
        "NoSuchEntityException: The Password Policy with domain name 123456789012 cannot be found.";
    EXPECT_EQ(outcome(run(&get_password_policy, GetAccountPasswordPolicyRequest{})), none);
    const UpdateAccountPasswordPolicyRequest input{
        .minimum_password_length = 12, .max_password_age = 90
    };
    ASSERT_TRUE(run(&update_password_policy, input));
    const auto got = run(&get_password_policy, GetAccountPasswordPolicyRequest{});
    EXPECT_EQ(got->password_policy->minimum_password_length, 12);
    EXPECT_EQ(got->password_policy->expire_passwords, true);
    EXPECT_EQ(got->password_policy->require_symbols, false);
    ASSERT_TRUE(run(&delete_password_policy, DeleteAccountPasswordPolicyRequest{}));
    EXPECT_EQ(outcome(run(&delete_password_policy, DeleteAccountPasswordPolicyRequest{})), none);
}

TEST_F(AccountTest, ASummaryCounts) {
    make_everything();
    const auto got = run(&get_account_summary, GetAccountSummaryRequest{});
    ASSERT_TRUE(got);
    const auto& map = *got->summary_map;
    EXPECT_EQ(map.at("Users"), 1);
    EXPECT_EQ(map.at("Roles"), 1);
    EXPECT_EQ(map.at("Groups"), 1);
    EXPECT_EQ(map.at("Policies"), 1);
    EXPECT_EQ(map.at("PolicyVersionsInUse"), 1);
    EXPECT_EQ(map.at("PolicySizeQuota"), 6144);
}

TEST_F(AccountTest, AuthorizationDetailsByKindAndPage) {
    make_everything();
    const auto all = details({});
    ASSERT_EQ(all.user_detail_list->size(), 1U);
    EXPECT_EQ(all.user_detail_list->front().group_list, Names{"devs"});
    ASSERT_EQ(all.role_detail_list->size(), 1U);
    EXPECT_EQ(
        all.role_detail_list->front().attached_managed_policies->front().policy_arn, kReadOnly
    );
    EXPECT_EQ(all.group_detail_list->size(), 1U);
    ASSERT_EQ(all.policies->size(), 2U);
    EXPECT_EQ(all.policies->at(0).arn, kReadOnly);
    EXPECT_EQ(all.policies->at(0).attachment_count, 1);
    EXPECT_EQ(all.policies->at(1).policy_name, "mine");
    EXPECT_EQ(all.policies->at(1).policy_version_list->size(), 1U);
    const auto local = details({{EntityType::LocalManagedPolicy}});
    EXPECT_EQ(local.policies->size(), 1U);
    EXPECT_TRUE(local.role_detail_list->empty());

    std::size_t pages = 0;
    std::size_t policies = 0;
    GetAccountAuthorizationDetailsRequest input{.max_items = 2};
    for (bool more = true; more; ++pages) {
        const auto page = run(&get_authorization_details, input);
        ASSERT_TRUE(page) << outcome(page);
        policies += page->policies->size();
        more = *page->is_truncated;
        input.marker = page->marker;
    }
    EXPECT_EQ(pages, 3U);
    EXPECT_EQ(policies, 2U);
}

TEST_F(AccountTest, ContextKeysOfConditionsAndVariables) {
    const std::string document =
        R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*",)"
        R"("Resource":"arn:aws:s3:::a/${aws:username}/*","Condition":{)"
        R"("StringEquals":{"aws:PrincipalTag/team":"${aws:RequestTag/team}"},)"
        R"("ArnLike":{"AWS:PrincipalArn":"arn:aws:iam::${aws:PrincipalAccount}:role/*"}}}})";
    const auto custom =
        run(&get_context_keys_for_custom_policy,
            GetContextKeysForCustomPolicyRequest{.policy_input_list = {{document, document}}});
    ASSERT_TRUE(custom) << outcome(custom);
    EXPECT_EQ(
        custom->context_key_names,
        (Names{
            "aws:PrincipalAccount",
            "AWS:PrincipalArn",
            "aws:PrincipalTag/team",
            "aws:RequestTag/team",
            "aws:username"
        })
    );
    make_everything();
    const PutGroupPolicyRequest put{
        .group_name = "devs", .policy_name = "p", .policy_document = document
    };
    ASSERT_TRUE(
        run(&put_inline_policy<GroupNoun, PutGroupPolicyResponse, PutGroupPolicyRequest>, put)
    );
    const auto keys_of = [this](std::string arn) {
        return run(
            &get_context_keys_for_principal_policy,
            GetContextKeysForPrincipalPolicyRequest{.policy_source_arn = std::move(arn)}
        );
    };
    EXPECT_EQ(*keys_of("arn:aws:iam::123456789012:user/alice"), *custom);
    EXPECT_EQ(*keys_of("arn:aws:iam::123456789012:group/devs"), *custom);
    EXPECT_EQ(
        outcome(keys_of("arn:aws:iam::123456789012:group/none")),
        "NoSuchEntityException: The group with name none cannot be found."
    );
}

TEST_F(AccountTest, WhatNoUserHas) {
    make_user("alice");
    const auto devices = run(&list_mfa_devices, ListMFADevicesRequest{.user_name = "alice"});
    ASSERT_TRUE(devices);
    EXPECT_TRUE(devices->mfa_devices->empty());
    EXPECT_EQ(
        outcome(run(&list_ssh_public_keys, ListSSHPublicKeysRequest{.user_name = "bob"})),
        "NoSuchEntityException: The user with name bob cannot be found."
    );
    EXPECT_EQ(
        outcome(run(&delete_login_profile, DeleteLoginProfileRequest{.user_name = "alice"})),
        "NoSuchEntityException: Login Profile for User alice cannot be found."
    );
}

}  // namespace
}  // namespace gantry::iam
