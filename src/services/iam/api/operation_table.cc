#include "services/iam/api/operation_table.h"

#include <algorithm>
#include <array>

#include "api/iam/attach_group_policy_request.h"
#include "api/iam/attach_group_policy_response.h"
#include "api/iam/attach_role_policy_request.h"
#include "api/iam/attach_role_policy_response.h"
#include "api/iam/attach_user_policy_request.h"
#include "api/iam/attach_user_policy_response.h"
#include "api/iam/delete_group_policy_request.h"
#include "api/iam/delete_group_policy_response.h"
#include "api/iam/delete_role_permissions_boundary_request.h"
#include "api/iam/delete_role_permissions_boundary_response.h"
#include "api/iam/delete_role_policy_request.h"
#include "api/iam/delete_role_policy_response.h"
#include "api/iam/delete_user_permissions_boundary_request.h"
#include "api/iam/delete_user_permissions_boundary_response.h"
#include "api/iam/delete_user_policy_request.h"
#include "api/iam/delete_user_policy_response.h"
#include "api/iam/detach_group_policy_request.h"
#include "api/iam/detach_group_policy_response.h"
#include "api/iam/detach_role_policy_request.h"
#include "api/iam/detach_role_policy_response.h"
#include "api/iam/detach_user_policy_request.h"
#include "api/iam/detach_user_policy_response.h"
#include "api/iam/get_group_policy_request.h"
#include "api/iam/get_group_policy_response.h"
#include "api/iam/get_role_policy_request.h"
#include "api/iam/get_role_policy_response.h"
#include "api/iam/get_user_policy_request.h"
#include "api/iam/get_user_policy_response.h"
#include "api/iam/list_attached_group_policies_request.h"
#include "api/iam/list_attached_group_policies_response.h"
#include "api/iam/list_attached_role_policies_request.h"
#include "api/iam/list_attached_role_policies_response.h"
#include "api/iam/list_attached_user_policies_request.h"
#include "api/iam/list_attached_user_policies_response.h"
#include "api/iam/list_group_policies_request.h"
#include "api/iam/list_group_policies_response.h"
#include "api/iam/list_instance_profile_tags_request.h"
#include "api/iam/list_instance_profile_tags_response.h"
#include "api/iam/list_open_id_connect_provider_tags_request.h"
#include "api/iam/list_open_id_connect_provider_tags_response.h"
#include "api/iam/list_policy_tags_request.h"
#include "api/iam/list_policy_tags_response.h"
#include "api/iam/list_role_policies_request.h"
#include "api/iam/list_role_policies_response.h"
#include "api/iam/list_role_tags_request.h"
#include "api/iam/list_role_tags_response.h"
#include "api/iam/list_user_policies_request.h"
#include "api/iam/list_user_policies_response.h"
#include "api/iam/list_user_tags_request.h"
#include "api/iam/list_user_tags_response.h"
#include "api/iam/put_group_policy_request.h"
#include "api/iam/put_group_policy_response.h"
#include "api/iam/put_role_permissions_boundary_request.h"
#include "api/iam/put_role_permissions_boundary_response.h"
#include "api/iam/put_role_policy_request.h"
#include "api/iam/put_role_policy_response.h"
#include "api/iam/put_user_permissions_boundary_request.h"
#include "api/iam/put_user_permissions_boundary_response.h"
#include "api/iam/put_user_policy_request.h"
#include "api/iam/put_user_policy_response.h"
#include "api/iam/tag_instance_profile_request.h"
#include "api/iam/tag_instance_profile_response.h"
#include "api/iam/tag_open_id_connect_provider_request.h"
#include "api/iam/tag_open_id_connect_provider_response.h"
#include "api/iam/tag_policy_request.h"
#include "api/iam/tag_policy_response.h"
#include "api/iam/tag_role_request.h"
#include "api/iam/tag_role_response.h"
#include "api/iam/tag_user_request.h"
#include "api/iam/tag_user_response.h"
#include "api/iam/untag_instance_profile_request.h"
#include "api/iam/untag_instance_profile_response.h"
#include "api/iam/untag_open_id_connect_provider_request.h"
#include "api/iam/untag_open_id_connect_provider_response.h"
#include "api/iam/untag_policy_request.h"
#include "api/iam/untag_policy_response.h"
#include "api/iam/untag_role_request.h"
#include "api/iam/untag_role_response.h"
#include "api/iam/untag_user_request.h"
#include "api/iam/untag_user_response.h"
#include "services/iam/api/about.h"
#include "services/iam/api/absent.h"
#include "services/iam/api/access_keys.h"
#include "services/iam/api/account.h"
#include "services/iam/api/authorization_details.h"
#include "services/iam/api/context_keys.h"
#include "services/iam/api/groups.h"
#include "services/iam/api/holder_policies.h"
#include "services/iam/api/instance_profiles.h"
#include "services/iam/api/policies.h"
#include "services/iam/api/roles.h"
#include "services/iam/api/simulate.h"
#include "services/iam/api/tagging.h"
#include "services/iam/api/users.h"

namespace gantry::iam {
namespace {

using namespace api::iam;
using service::operation;

/// Every handler there is, sorted by name.
// clang-format off
constexpr std::array kOperations{
    operation<"AddClientIDToOpenIDConnectProvider", &add_client_id, about::kOfProvider>(),
    operation<"AddRoleToInstanceProfile", &add_role_to_instance_profile, &about::of_role_in_profile>(),
    operation<"AddUserToGroup", &add_user_to_group, about::kOf<GroupNoun>>(),
    operation<"AttachGroupPolicy", &attach_policy<GroupNoun, AttachGroupPolicyResponse, AttachGroupPolicyRequest>, about::kOfPolicyOf<GroupNoun>>(),
    operation<"AttachRolePolicy", &attach_policy<RoleNoun, AttachRolePolicyResponse, AttachRolePolicyRequest>, about::kOfPolicyOf<RoleNoun>>(),
    operation<"AttachUserPolicy", &attach_policy<UserNoun, AttachUserPolicyResponse, AttachUserPolicyRequest>, about::kOfPolicyOf<UserNoun>>(),
    operation<"CreateAccessKey", &create_access_key, about::kOf<UserNoun>>(),
    operation<"CreateAccountAlias", &create_account_alias>(),
    operation<"CreateGroup", &create_group, about::kOfNewGroup>(),
    operation<"CreateInstanceProfile", &create_instance_profile, about::kOfNewProfile>(),
    operation<"CreateOpenIDConnectProvider", &create_oidc_provider, &about::of_new_provider>(),
    operation<"CreatePolicy", &create_policy, about::kOfNewPolicy>(),
    operation<"CreatePolicyVersion", &create_policy_version, about::kOfPolicy>(),
    operation<"CreateRole", &create_role, about::kOfNewRole>(),
    operation<"CreateServiceLinkedRole", &create_service_linked_role, &about::of_service_linked_role>(),
    operation<"CreateUser", &create_user, about::kOfNewUser>(),
    operation<"DeleteAccessKey", &delete_access_key, about::kOf<UserNoun>>(),
    operation<"DeleteAccountAlias", &delete_account_alias>(),
    operation<"DeleteAccountPasswordPolicy", &delete_password_policy>(),
    operation<"DeleteGroup", &delete_group, about::kOf<GroupNoun>>(),
    operation<"DeleteGroupPolicy", &delete_inline_policy<GroupNoun, DeleteGroupPolicyResponse, DeleteGroupPolicyRequest>, about::kOf<GroupNoun>>(),
    operation<"DeleteInstanceProfile", &delete_instance_profile, about::kOfProfile>(),
    operation<"DeleteLoginProfile", &delete_login_profile, about::kOf<UserNoun>>(),
    operation<"DeleteOpenIDConnectProvider", &delete_oidc_provider, about::kOfProvider>(),
    operation<"DeletePolicy", &delete_policy, about::kOfPolicy>(),
    operation<"DeletePolicyVersion", &delete_policy_version, about::kOfPolicy>(),
    operation<"DeleteRole", &delete_role, about::kOf<RoleNoun>>(),
    operation<"DeleteRolePermissionsBoundary", &delete_boundary<RoleNoun, DeleteRolePermissionsBoundaryResponse, DeleteRolePermissionsBoundaryRequest>, about::kOfPolicyOf<RoleNoun>>(),
    operation<"DeleteRolePolicy", &delete_inline_policy<RoleNoun, DeleteRolePolicyResponse, DeleteRolePolicyRequest>, about::kOfPolicyOf<RoleNoun>>(),
    operation<"DeleteServiceLinkedRole", &delete_service_linked_role, about::kOf<RoleNoun>>(),
    operation<"DeleteUser", &delete_user, about::kOf<UserNoun>>(),
    operation<"DeleteUserPermissionsBoundary", &delete_boundary<UserNoun, DeleteUserPermissionsBoundaryResponse, DeleteUserPermissionsBoundaryRequest>, about::kOfPolicyOf<UserNoun>>(),
    operation<"DeleteUserPolicy", &delete_inline_policy<UserNoun, DeleteUserPolicyResponse, DeleteUserPolicyRequest>, about::kOfPolicyOf<UserNoun>>(),
    operation<"DetachGroupPolicy", &detach_policy<GroupNoun, DetachGroupPolicyResponse, DetachGroupPolicyRequest>, about::kOfPolicyOf<GroupNoun>>(),
    operation<"DetachRolePolicy", &detach_policy<RoleNoun, DetachRolePolicyResponse, DetachRolePolicyRequest>, about::kOfPolicyOf<RoleNoun>>(),
    operation<"DetachUserPolicy", &detach_policy<UserNoun, DetachUserPolicyResponse, DetachUserPolicyRequest>, about::kOfPolicyOf<UserNoun>>(),
    operation<"GetAccessKeyLastUsed", &get_access_key_last_used, &about::of_key_use>(),
    operation<"GetAccountAuthorizationDetails", &get_authorization_details>(),
    operation<"GetAccountPasswordPolicy", &get_password_policy>(),
    operation<"GetAccountSummary", &get_account_summary>(),
    operation<"GetContextKeysForCustomPolicy", &get_context_keys_for_custom_policy>(),
    operation<"GetContextKeysForPrincipalPolicy", &get_context_keys_for_principal_policy, about::kOfSource>(),
    operation<"GetGroup", &get_group, about::kOf<GroupNoun>>(),
    operation<"GetGroupPolicy", &get_inline_policy<GroupNoun, GetGroupPolicyResponse, GetGroupPolicyRequest>, about::kOf<GroupNoun>>(),
    operation<"GetInstanceProfile", &get_instance_profile, about::kOfProfile>(),
    operation<"GetLoginProfile", &get_login_profile, about::kOf<UserNoun>>(),
    operation<"GetOpenIDConnectProvider", &get_oidc_provider, about::kOfProvider>(),
    operation<"GetPolicy", &get_policy, about::kOfPolicy>(),
    operation<"GetPolicyVersion", &get_policy_version, about::kOfPolicy>(),
    operation<"GetRole", &get_role, about::kOf<RoleNoun>>(),
    operation<"GetRolePolicy", &get_inline_policy<RoleNoun, GetRolePolicyResponse, GetRolePolicyRequest>, about::kOf<RoleNoun>>(),
    operation<"GetServiceLinkedRoleDeletionStatus", &get_service_linked_role_deletion_status>(),
    operation<"GetUser", &get_user, about::kOf<UserNoun>>(),
    operation<"GetUserPolicy", &get_inline_policy<UserNoun, GetUserPolicyResponse, GetUserPolicyRequest>, about::kOf<UserNoun>>(),
    operation<"ListAccessKeys", &list_access_keys, about::kOf<UserNoun>>(),
    operation<"ListAccountAliases", &list_account_aliases>(),
    operation<"ListAttachedGroupPolicies", &list_attached_policies<GroupNoun, ListAttachedGroupPoliciesResponse, ListAttachedGroupPoliciesRequest>, about::kOf<GroupNoun>>(),
    operation<"ListAttachedRolePolicies", &list_attached_policies<RoleNoun, ListAttachedRolePoliciesResponse, ListAttachedRolePoliciesRequest>, about::kOf<RoleNoun>>(),
    operation<"ListAttachedUserPolicies", &list_attached_policies<UserNoun, ListAttachedUserPoliciesResponse, ListAttachedUserPoliciesRequest>, about::kOf<UserNoun>>(),
    operation<"ListEntitiesForPolicy", &list_entities_for_policy, about::kOfPolicy>(),
    operation<"ListGroupPolicies", &list_inline_policies<GroupNoun, ListGroupPoliciesResponse, ListGroupPoliciesRequest>, about::kOf<GroupNoun>>(),
    operation<"ListGroups", &list_groups, about::kOfGroups>(),
    operation<"ListGroupsForUser", &list_groups_for_user, about::kOf<UserNoun>>(),
    operation<"ListInstanceProfileTags", &list_tags<TaggedProfile, ListInstanceProfileTagsResponse, ListInstanceProfileTagsRequest>, about::kOfProfile>(),
    operation<"ListInstanceProfiles", &list_instance_profiles, about::kOfProfiles>(),
    operation<"ListInstanceProfilesForRole", &list_instance_profiles_for_role, about::kOf<RoleNoun>>(),
    operation<"ListMFADevices", &list_mfa_devices, about::kOf<UserNoun>>(),
    operation<"ListOpenIDConnectProviderTags", &list_tags<TaggedProvider, ListOpenIDConnectProviderTagsResponse, ListOpenIDConnectProviderTagsRequest>, about::kOfProvider>(),
    operation<"ListOpenIDConnectProviders", &list_oidc_providers>(),
    operation<"ListPolicies", &list_policies>(),
    operation<"ListPolicyTags", &list_tags<TaggedPolicy, ListPolicyTagsResponse, ListPolicyTagsRequest>, about::kOfPolicy>(),
    operation<"ListPolicyVersions", &list_policy_versions, about::kOfPolicy>(),
    operation<"ListRolePolicies", &list_inline_policies<RoleNoun, ListRolePoliciesResponse, ListRolePoliciesRequest>, about::kOf<RoleNoun>>(),
    operation<"ListRoleTags", &list_tags<RoleNoun, ListRoleTagsResponse, ListRoleTagsRequest>, about::kOf<RoleNoun>>(),
    operation<"ListRoles", &list_roles, about::kOfRoles>(),
    operation<"ListSSHPublicKeys", &list_ssh_public_keys, about::kOf<UserNoun>>(),
    operation<"ListServiceSpecificCredentials", &list_service_specific_credentials, about::kOf<UserNoun>>(),
    operation<"ListSigningCertificates", &list_signing_certificates, about::kOf<UserNoun>>(),
    operation<"ListUserPolicies", &list_inline_policies<UserNoun, ListUserPoliciesResponse, ListUserPoliciesRequest>, about::kOf<UserNoun>>(),
    operation<"ListUserTags", &list_tags<UserNoun, ListUserTagsResponse, ListUserTagsRequest>, about::kOf<UserNoun>>(),
    operation<"ListUsers", &list_users, about::kOfUsers>(),
    operation<"ListVirtualMFADevices", &list_virtual_mfa_devices>(),
    operation<"PutGroupPolicy", &put_inline_policy<GroupNoun, PutGroupPolicyResponse, PutGroupPolicyRequest>, about::kOf<GroupNoun>>(),
    operation<"PutRolePermissionsBoundary", &put_boundary<RoleNoun, PutRolePermissionsBoundaryResponse, PutRolePermissionsBoundaryRequest>, about::kOfBoundaryOf<RoleNoun>>(),
    operation<"PutRolePolicy", &put_inline_policy<RoleNoun, PutRolePolicyResponse, PutRolePolicyRequest>, about::kOfPolicyOf<RoleNoun>>(),
    operation<"PutUserPermissionsBoundary", &put_boundary<UserNoun, PutUserPermissionsBoundaryResponse, PutUserPermissionsBoundaryRequest>, about::kOfBoundaryOf<UserNoun>>(),
    operation<"PutUserPolicy", &put_inline_policy<UserNoun, PutUserPolicyResponse, PutUserPolicyRequest>, about::kOfPolicyOf<UserNoun>>(),
    operation<"RemoveClientIDFromOpenIDConnectProvider", &remove_client_id, about::kOfProvider>(),
    operation<"RemoveRoleFromInstanceProfile", &remove_role_from_instance_profile, about::kOfProfile>(),
    operation<"RemoveUserFromGroup", &remove_user_from_group, about::kOf<GroupNoun>>(),
    operation<"SetDefaultPolicyVersion", &set_default_policy_version, about::kOfPolicy>(),
    operation<"SimulateCustomPolicy", &simulate_custom_policy>(),
    operation<"SimulatePrincipalPolicy", &simulate_principal_policy, about::kOfSource>(),
    operation<"TagInstanceProfile", &tag_entity<TaggedProfile, TagInstanceProfileResponse, TagInstanceProfileRequest>, about::kOfTagsOfProfile>(),
    operation<"TagOpenIDConnectProvider", &tag_entity<TaggedProvider, TagOpenIDConnectProviderResponse, TagOpenIDConnectProviderRequest>, about::kOfTagsOfProvider>(),
    operation<"TagPolicy", &tag_entity<TaggedPolicy, TagPolicyResponse, TagPolicyRequest>, about::kOfTagsOfPolicy>(),
    operation<"TagRole", &tag_entity<RoleNoun, TagRoleResponse, TagRoleRequest>, about::kOfTagsOf<RoleNoun>>(),
    operation<"TagUser", &tag_entity<UserNoun, TagUserResponse, TagUserRequest>, about::kOfTagsOf<UserNoun>>(),
    operation<"UntagInstanceProfile", &untag_entity<TaggedProfile, UntagInstanceProfileResponse, UntagInstanceProfileRequest>, about::kOfTagsOfProfile>(),
    operation<"UntagOpenIDConnectProvider", &untag_entity<TaggedProvider, UntagOpenIDConnectProviderResponse, UntagOpenIDConnectProviderRequest>, about::kOfTagsOfProvider>(),
    operation<"UntagPolicy", &untag_entity<TaggedPolicy, UntagPolicyResponse, UntagPolicyRequest>, about::kOfTagsOfPolicy>(),
    operation<"UntagRole", &untag_entity<RoleNoun, UntagRoleResponse, UntagRoleRequest>, about::kOfTagsOf<RoleNoun>>(),
    operation<"UntagUser", &untag_entity<UserNoun, UntagUserResponse, UntagUserRequest>, about::kOfTagsOf<UserNoun>>(),
    operation<"UpdateAccessKey", &update_access_key, about::kOf<UserNoun>>(),
    operation<"UpdateAccountPasswordPolicy", &update_password_policy>(),
    operation<"UpdateAssumeRolePolicy", &update_assume_role_policy, about::kOf<RoleNoun>>(),
    operation<"UpdateGroup", &update_group, about::kOfMoved<GroupNoun>>(),
    operation<"UpdateOpenIDConnectProviderThumbprint", &update_thumbprints, about::kOfProvider>(),
    operation<"UpdateRole", &update_role, about::kOf<RoleNoun>>(),
    operation<"UpdateRoleDescription", &update_role_description, about::kOf<RoleNoun>>(),
    operation<"UpdateUser", &update_user, about::kOfMoved<UserNoun>>(),
};
// clang-format on

static_assert(std::ranges::is_sorted(kOperations, {}, &service::Operation::name));

}  // namespace

std::span<const service::Operation> operations() {
    return kOperations;
}

}  // namespace gantry::iam
