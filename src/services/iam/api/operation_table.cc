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
    operation<"AddClientIDToOpenIDConnectProvider", &add_client_id>(),
    operation<"AddRoleToInstanceProfile", &add_role_to_instance_profile>(),
    operation<"AddUserToGroup", &add_user_to_group>(),
    operation<"AttachGroupPolicy", &attach_policy<GroupNoun, AttachGroupPolicyResponse, AttachGroupPolicyRequest>>(),
    operation<"AttachRolePolicy", &attach_policy<RoleNoun, AttachRolePolicyResponse, AttachRolePolicyRequest>>(),
    operation<"AttachUserPolicy", &attach_policy<UserNoun, AttachUserPolicyResponse, AttachUserPolicyRequest>>(),
    operation<"CreateAccessKey", &create_access_key>(),
    operation<"CreateAccountAlias", &create_account_alias>(),
    operation<"CreateGroup", &create_group>(),
    operation<"CreateInstanceProfile", &create_instance_profile>(),
    operation<"CreateOpenIDConnectProvider", &create_oidc_provider>(),
    operation<"CreatePolicy", &create_policy>(),
    operation<"CreatePolicyVersion", &create_policy_version>(),
    operation<"CreateRole", &create_role>(),
    operation<"CreateServiceLinkedRole", &create_service_linked_role>(),
    operation<"CreateUser", &create_user>(),
    operation<"DeleteAccessKey", &delete_access_key>(),
    operation<"DeleteAccountAlias", &delete_account_alias>(),
    operation<"DeleteAccountPasswordPolicy", &delete_password_policy>(),
    operation<"DeleteGroup", &delete_group>(),
    operation<"DeleteGroupPolicy", &delete_inline_policy<GroupNoun, DeleteGroupPolicyResponse, DeleteGroupPolicyRequest>>(),
    operation<"DeleteInstanceProfile", &delete_instance_profile>(),
    operation<"DeleteLoginProfile", &delete_login_profile>(),
    operation<"DeleteOpenIDConnectProvider", &delete_oidc_provider>(),
    operation<"DeletePolicy", &delete_policy>(),
    operation<"DeletePolicyVersion", &delete_policy_version>(),
    operation<"DeleteRole", &delete_role>(),
    operation<"DeleteRolePermissionsBoundary", &delete_boundary<RoleNoun, DeleteRolePermissionsBoundaryResponse, DeleteRolePermissionsBoundaryRequest>>(),
    operation<"DeleteRolePolicy", &delete_inline_policy<RoleNoun, DeleteRolePolicyResponse, DeleteRolePolicyRequest>>(),
    operation<"DeleteServiceLinkedRole", &delete_service_linked_role>(),
    operation<"DeleteUser", &delete_user>(),
    operation<"DeleteUserPermissionsBoundary", &delete_boundary<UserNoun, DeleteUserPermissionsBoundaryResponse, DeleteUserPermissionsBoundaryRequest>>(),
    operation<"DeleteUserPolicy", &delete_inline_policy<UserNoun, DeleteUserPolicyResponse, DeleteUserPolicyRequest>>(),
    operation<"DetachGroupPolicy", &detach_policy<GroupNoun, DetachGroupPolicyResponse, DetachGroupPolicyRequest>>(),
    operation<"DetachRolePolicy", &detach_policy<RoleNoun, DetachRolePolicyResponse, DetachRolePolicyRequest>>(),
    operation<"DetachUserPolicy", &detach_policy<UserNoun, DetachUserPolicyResponse, DetachUserPolicyRequest>>(),
    operation<"GetAccessKeyLastUsed", &get_access_key_last_used>(),
    operation<"GetAccountAuthorizationDetails", &get_authorization_details>(),
    operation<"GetAccountPasswordPolicy", &get_password_policy>(),
    operation<"GetAccountSummary", &get_account_summary>(),
    operation<"GetContextKeysForCustomPolicy", &get_context_keys_for_custom_policy>(),
    operation<"GetContextKeysForPrincipalPolicy", &get_context_keys_for_principal_policy>(),
    operation<"GetGroup", &get_group>(),
    operation<"GetGroupPolicy", &get_inline_policy<GroupNoun, GetGroupPolicyResponse, GetGroupPolicyRequest>>(),
    operation<"GetInstanceProfile", &get_instance_profile>(),
    operation<"GetLoginProfile", &get_login_profile>(),
    operation<"GetOpenIDConnectProvider", &get_oidc_provider>(),
    operation<"GetPolicy", &get_policy>(),
    operation<"GetPolicyVersion", &get_policy_version>(),
    operation<"GetRole", &get_role>(),
    operation<"GetRolePolicy", &get_inline_policy<RoleNoun, GetRolePolicyResponse, GetRolePolicyRequest>>(),
    operation<"GetServiceLinkedRoleDeletionStatus", &get_service_linked_role_deletion_status>(),
    operation<"GetUser", &get_user>(),
    operation<"GetUserPolicy", &get_inline_policy<UserNoun, GetUserPolicyResponse, GetUserPolicyRequest>>(),
    operation<"ListAccessKeys", &list_access_keys>(),
    operation<"ListAccountAliases", &list_account_aliases>(),
    operation<"ListAttachedGroupPolicies", &list_attached_policies<GroupNoun, ListAttachedGroupPoliciesResponse, ListAttachedGroupPoliciesRequest>>(),
    operation<"ListAttachedRolePolicies", &list_attached_policies<RoleNoun, ListAttachedRolePoliciesResponse, ListAttachedRolePoliciesRequest>>(),
    operation<"ListAttachedUserPolicies", &list_attached_policies<UserNoun, ListAttachedUserPoliciesResponse, ListAttachedUserPoliciesRequest>>(),
    operation<"ListEntitiesForPolicy", &list_entities_for_policy>(),
    operation<"ListGroupPolicies", &list_inline_policies<GroupNoun, ListGroupPoliciesResponse, ListGroupPoliciesRequest>>(),
    operation<"ListGroups", &list_groups>(),
    operation<"ListGroupsForUser", &list_groups_for_user>(),
    operation<"ListInstanceProfileTags", &list_tags<TaggedProfile, ListInstanceProfileTagsResponse, ListInstanceProfileTagsRequest>>(),
    operation<"ListInstanceProfiles", &list_instance_profiles>(),
    operation<"ListInstanceProfilesForRole", &list_instance_profiles_for_role>(),
    operation<"ListMFADevices", &list_mfa_devices>(),
    operation<"ListOpenIDConnectProviderTags", &list_tags<TaggedProvider, ListOpenIDConnectProviderTagsResponse, ListOpenIDConnectProviderTagsRequest>>(),
    operation<"ListOpenIDConnectProviders", &list_oidc_providers>(),
    operation<"ListPolicies", &list_policies>(),
    operation<"ListPolicyTags", &list_tags<TaggedPolicy, ListPolicyTagsResponse, ListPolicyTagsRequest>>(),
    operation<"ListPolicyVersions", &list_policy_versions>(),
    operation<"ListRolePolicies", &list_inline_policies<RoleNoun, ListRolePoliciesResponse, ListRolePoliciesRequest>>(),
    operation<"ListRoleTags", &list_tags<RoleNoun, ListRoleTagsResponse, ListRoleTagsRequest>>(),
    operation<"ListRoles", &list_roles>(),
    operation<"ListSSHPublicKeys", &list_ssh_public_keys>(),
    operation<"ListServiceSpecificCredentials", &list_service_specific_credentials>(),
    operation<"ListSigningCertificates", &list_signing_certificates>(),
    operation<"ListUserPolicies", &list_inline_policies<UserNoun, ListUserPoliciesResponse, ListUserPoliciesRequest>>(),
    operation<"ListUserTags", &list_tags<UserNoun, ListUserTagsResponse, ListUserTagsRequest>>(),
    operation<"ListUsers", &list_users>(),
    operation<"ListVirtualMFADevices", &list_virtual_mfa_devices>(),
    operation<"PutGroupPolicy", &put_inline_policy<GroupNoun, PutGroupPolicyResponse, PutGroupPolicyRequest>>(),
    operation<"PutRolePermissionsBoundary", &put_boundary<RoleNoun, PutRolePermissionsBoundaryResponse, PutRolePermissionsBoundaryRequest>>(),
    operation<"PutRolePolicy", &put_inline_policy<RoleNoun, PutRolePolicyResponse, PutRolePolicyRequest>>(),
    operation<"PutUserPermissionsBoundary", &put_boundary<UserNoun, PutUserPermissionsBoundaryResponse, PutUserPermissionsBoundaryRequest>>(),
    operation<"PutUserPolicy", &put_inline_policy<UserNoun, PutUserPolicyResponse, PutUserPolicyRequest>>(),
    operation<"RemoveClientIDFromOpenIDConnectProvider", &remove_client_id>(),
    operation<"RemoveRoleFromInstanceProfile", &remove_role_from_instance_profile>(),
    operation<"RemoveUserFromGroup", &remove_user_from_group>(),
    operation<"SetDefaultPolicyVersion", &set_default_policy_version>(),
    operation<"SimulateCustomPolicy", &simulate_custom_policy>(),
    operation<"SimulatePrincipalPolicy", &simulate_principal_policy>(),
    operation<"TagInstanceProfile", &tag_entity<TaggedProfile, TagInstanceProfileResponse, TagInstanceProfileRequest>>(),
    operation<"TagOpenIDConnectProvider", &tag_entity<TaggedProvider, TagOpenIDConnectProviderResponse, TagOpenIDConnectProviderRequest>>(),
    operation<"TagPolicy", &tag_entity<TaggedPolicy, TagPolicyResponse, TagPolicyRequest>>(),
    operation<"TagRole", &tag_entity<RoleNoun, TagRoleResponse, TagRoleRequest>>(),
    operation<"TagUser", &tag_entity<UserNoun, TagUserResponse, TagUserRequest>>(),
    operation<"UntagInstanceProfile", &untag_entity<TaggedProfile, UntagInstanceProfileResponse, UntagInstanceProfileRequest>>(),
    operation<"UntagOpenIDConnectProvider", &untag_entity<TaggedProvider, UntagOpenIDConnectProviderResponse, UntagOpenIDConnectProviderRequest>>(),
    operation<"UntagPolicy", &untag_entity<TaggedPolicy, UntagPolicyResponse, UntagPolicyRequest>>(),
    operation<"UntagRole", &untag_entity<RoleNoun, UntagRoleResponse, UntagRoleRequest>>(),
    operation<"UntagUser", &untag_entity<UserNoun, UntagUserResponse, UntagUserRequest>>(),
    operation<"UpdateAccessKey", &update_access_key>(),
    operation<"UpdateAccountPasswordPolicy", &update_password_policy>(),
    operation<"UpdateAssumeRolePolicy", &update_assume_role_policy>(),
    operation<"UpdateGroup", &update_group>(),
    operation<"UpdateOpenIDConnectProviderThumbprint", &update_thumbprints>(),
    operation<"UpdateRole", &update_role>(),
    operation<"UpdateRoleDescription", &update_role_description>(),
    operation<"UpdateUser", &update_user>(),
};
// clang-format on

static_assert(std::ranges::is_sorted(kOperations, {}, &service::Operation::name));

}  // namespace

std::span<const service::Operation> operations() {
    return kOperations;
}

}  // namespace gantry::iam
