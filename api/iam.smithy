$version: "2"

// Made from botocore 1.43.11, iam/2010-05-08, without its texts. Again, or with more operations:
// tools/import-model --out api/iam.smithy --global iam [OPERATION…]
namespace gantry.iam

use aws.api#service
use aws.auth#sigv4
use aws.protocols#awsQuery
use aws.protocols#awsQueryError
use gantry.api#global

@service(sdkId: "IAM")
@sigv4(name: "iam")
@awsQuery
@xmlNamespace(uri: "https://iam.amazonaws.com/doc/2010-05-08/")
@global
service IAM_20100508 {
    version: "2010-05-08"
    operations: [
        AddClientIDToOpenIDConnectProvider
        AddRoleToInstanceProfile
        AddUserToGroup
        AttachGroupPolicy
        AttachRolePolicy
        AttachUserPolicy
        CreateAccessKey
        CreateAccountAlias
        CreateGroup
        CreateInstanceProfile
        CreateOpenIDConnectProvider
        CreatePolicy
        CreatePolicyVersion
        CreateRole
        CreateServiceLinkedRole
        CreateUser
        DeleteAccessKey
        DeleteAccountAlias
        DeleteAccountPasswordPolicy
        DeleteGroup
        DeleteGroupPolicy
        DeleteInstanceProfile
        DeleteLoginProfile
        DeleteOpenIDConnectProvider
        DeletePolicy
        DeletePolicyVersion
        DeleteRole
        DeleteRolePermissionsBoundary
        DeleteRolePolicy
        DeleteServiceLinkedRole
        DeleteUser
        DeleteUserPermissionsBoundary
        DeleteUserPolicy
        DetachGroupPolicy
        DetachRolePolicy
        DetachUserPolicy
        GetAccessKeyLastUsed
        GetAccountAuthorizationDetails
        GetAccountPasswordPolicy
        GetAccountSummary
        GetContextKeysForCustomPolicy
        GetContextKeysForPrincipalPolicy
        GetGroup
        GetGroupPolicy
        GetInstanceProfile
        GetLoginProfile
        GetOpenIDConnectProvider
        GetPolicy
        GetPolicyVersion
        GetRole
        GetRolePolicy
        GetServiceLinkedRoleDeletionStatus
        GetUser
        GetUserPolicy
        ListAccessKeys
        ListAccountAliases
        ListAttachedGroupPolicies
        ListAttachedRolePolicies
        ListAttachedUserPolicies
        ListEntitiesForPolicy
        ListGroupPolicies
        ListGroups
        ListGroupsForUser
        ListInstanceProfileTags
        ListInstanceProfiles
        ListInstanceProfilesForRole
        ListMFADevices
        ListOpenIDConnectProviderTags
        ListOpenIDConnectProviders
        ListPolicies
        ListPolicyTags
        ListPolicyVersions
        ListRolePolicies
        ListRoleTags
        ListRoles
        ListSSHPublicKeys
        ListServiceSpecificCredentials
        ListSigningCertificates
        ListUserPolicies
        ListUserTags
        ListUsers
        ListVirtualMFADevices
        PutGroupPolicy
        PutRolePermissionsBoundary
        PutRolePolicy
        PutUserPermissionsBoundary
        PutUserPolicy
        RemoveClientIDFromOpenIDConnectProvider
        RemoveRoleFromInstanceProfile
        RemoveUserFromGroup
        SetDefaultPolicyVersion
        SimulateCustomPolicy
        SimulatePrincipalPolicy
        TagInstanceProfile
        TagOpenIDConnectProvider
        TagPolicy
        TagRole
        TagUser
        UntagInstanceProfile
        UntagOpenIDConnectProvider
        UntagPolicy
        UntagRole
        UntagUser
        UpdateAccessKey
        UpdateAccountPasswordPolicy
        UpdateAssumeRolePolicy
        UpdateGroup
        UpdateOpenIDConnectProviderThumbprint
        UpdateRole
        UpdateRoleDescription
        UpdateUser
    ]
}

operation AddClientIDToOpenIDConnectProvider {
    input: AddClientIDToOpenIDConnectProviderRequest
    output: AddClientIDToOpenIDConnectProviderResponse
    errors: [
        ConcurrentModificationException
        InvalidInputException
        LimitExceededException
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation AddRoleToInstanceProfile {
    input: AddRoleToInstanceProfileRequest
    output: AddRoleToInstanceProfileResponse
    errors: [
        EntityAlreadyExistsException
        LimitExceededException
        NoSuchEntityException
        ServiceFailureException
        UnmodifiableEntityException
    ]
}

operation AddUserToGroup {
    input: AddUserToGroupRequest
    output: AddUserToGroupResponse
    errors: [
        LimitExceededException
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation AttachGroupPolicy {
    input: AttachGroupPolicyRequest
    output: AttachGroupPolicyResponse
    errors: [
        InvalidInputException
        LimitExceededException
        NoSuchEntityException
        PolicyNotAttachableException
        ServiceFailureException
    ]
}

operation AttachRolePolicy {
    input: AttachRolePolicyRequest
    output: AttachRolePolicyResponse
    errors: [
        InvalidInputException
        LimitExceededException
        NoSuchEntityException
        PolicyNotAttachableException
        ServiceFailureException
        UnmodifiableEntityException
    ]
}

operation AttachUserPolicy {
    input: AttachUserPolicyRequest
    output: AttachUserPolicyResponse
    errors: [
        InvalidInputException
        LimitExceededException
        NoSuchEntityException
        PolicyNotAttachableException
        ServiceFailureException
    ]
}

operation CreateAccessKey {
    input: CreateAccessKeyRequest
    output: CreateAccessKeyResponse
    errors: [
        LimitExceededException
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation CreateAccountAlias {
    input: CreateAccountAliasRequest
    output: CreateAccountAliasResponse
    errors: [
        ConcurrentModificationException
        EntityAlreadyExistsException
        LimitExceededException
        ServiceFailureException
    ]
}

operation CreateGroup {
    input: CreateGroupRequest
    output: CreateGroupResponse
    errors: [
        EntityAlreadyExistsException
        LimitExceededException
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation CreateInstanceProfile {
    input: CreateInstanceProfileRequest
    output: CreateInstanceProfileResponse
    errors: [
        ConcurrentModificationException
        EntityAlreadyExistsException
        InvalidInputException
        LimitExceededException
        ServiceFailureException
    ]
}

operation CreateOpenIDConnectProvider {
    input: CreateOpenIDConnectProviderRequest
    output: CreateOpenIDConnectProviderResponse
    errors: [
        ConcurrentModificationException
        EntityAlreadyExistsException
        InvalidInputException
        LimitExceededException
        OpenIdIdpCommunicationErrorException
        ServiceFailureException
    ]
}

operation CreatePolicy {
    input: CreatePolicyRequest
    output: CreatePolicyResponse
    errors: [
        ConcurrentModificationException
        EntityAlreadyExistsException
        InvalidInputException
        LimitExceededException
        MalformedPolicyDocumentException
        ServiceFailureException
    ]
}

operation CreatePolicyVersion {
    input: CreatePolicyVersionRequest
    output: CreatePolicyVersionResponse
    errors: [
        InvalidInputException
        LimitExceededException
        MalformedPolicyDocumentException
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation CreateRole {
    input: CreateRoleRequest
    output: CreateRoleResponse
    errors: [
        ConcurrentModificationException
        EntityAlreadyExistsException
        InvalidInputException
        LimitExceededException
        MalformedPolicyDocumentException
        ServiceFailureException
    ]
}

operation CreateServiceLinkedRole {
    input: CreateServiceLinkedRoleRequest
    output: CreateServiceLinkedRoleResponse
    errors: [
        InvalidInputException
        LimitExceededException
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation CreateUser {
    input: CreateUserRequest
    output: CreateUserResponse
    errors: [
        ConcurrentModificationException
        EntityAlreadyExistsException
        InvalidInputException
        LimitExceededException
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation DeleteAccessKey {
    input: DeleteAccessKeyRequest
    output: DeleteAccessKeyResponse
    errors: [
        LimitExceededException
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation DeleteAccountAlias {
    input: DeleteAccountAliasRequest
    output: DeleteAccountAliasResponse
    errors: [
        ConcurrentModificationException
        LimitExceededException
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation DeleteAccountPasswordPolicy {
    input: DeleteAccountPasswordPolicyRequest
    output: DeleteAccountPasswordPolicyResponse
    errors: [
        LimitExceededException
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation DeleteGroup {
    input: DeleteGroupRequest
    output: DeleteGroupResponse
    errors: [
        DeleteConflictException
        LimitExceededException
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation DeleteGroupPolicy {
    input: DeleteGroupPolicyRequest
    output: DeleteGroupPolicyResponse
    errors: [
        LimitExceededException
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation DeleteInstanceProfile {
    input: DeleteInstanceProfileRequest
    output: DeleteInstanceProfileResponse
    errors: [
        DeleteConflictException
        LimitExceededException
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation DeleteLoginProfile {
    input: DeleteLoginProfileRequest
    output: DeleteLoginProfileResponse
    errors: [
        EntityTemporarilyUnmodifiableException
        LimitExceededException
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation DeleteOpenIDConnectProvider {
    input: DeleteOpenIDConnectProviderRequest
    output: DeleteOpenIDConnectProviderResponse
    errors: [
        InvalidInputException
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation DeletePolicy {
    input: DeletePolicyRequest
    output: DeletePolicyResponse
    errors: [
        DeleteConflictException
        InvalidInputException
        LimitExceededException
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation DeletePolicyVersion {
    input: DeletePolicyVersionRequest
    output: DeletePolicyVersionResponse
    errors: [
        DeleteConflictException
        InvalidInputException
        LimitExceededException
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation DeleteRole {
    input: DeleteRoleRequest
    output: DeleteRoleResponse
    errors: [
        ConcurrentModificationException
        DeleteConflictException
        LimitExceededException
        NoSuchEntityException
        ServiceFailureException
        UnmodifiableEntityException
    ]
}

operation DeleteRolePermissionsBoundary {
    input: DeleteRolePermissionsBoundaryRequest
    output: DeleteRolePermissionsBoundaryResponse
    errors: [
        NoSuchEntityException
        ServiceFailureException
        UnmodifiableEntityException
    ]
}

operation DeleteRolePolicy {
    input: DeleteRolePolicyRequest
    output: DeleteRolePolicyResponse
    errors: [
        LimitExceededException
        NoSuchEntityException
        ServiceFailureException
        UnmodifiableEntityException
    ]
}

operation DeleteServiceLinkedRole {
    input: DeleteServiceLinkedRoleRequest
    output: DeleteServiceLinkedRoleResponse
    errors: [
        LimitExceededException
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation DeleteUser {
    input: DeleteUserRequest
    output: DeleteUserResponse
    errors: [
        ConcurrentModificationException
        DeleteConflictException
        LimitExceededException
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation DeleteUserPermissionsBoundary {
    input: DeleteUserPermissionsBoundaryRequest
    output: DeleteUserPermissionsBoundaryResponse
    errors: [
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation DeleteUserPolicy {
    input: DeleteUserPolicyRequest
    output: DeleteUserPolicyResponse
    errors: [
        LimitExceededException
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation DetachGroupPolicy {
    input: DetachGroupPolicyRequest
    output: DetachGroupPolicyResponse
    errors: [
        InvalidInputException
        LimitExceededException
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation DetachRolePolicy {
    input: DetachRolePolicyRequest
    output: DetachRolePolicyResponse
    errors: [
        InvalidInputException
        LimitExceededException
        NoSuchEntityException
        ServiceFailureException
        UnmodifiableEntityException
    ]
}

operation DetachUserPolicy {
    input: DetachUserPolicyRequest
    output: DetachUserPolicyResponse
    errors: [
        InvalidInputException
        LimitExceededException
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation GetAccessKeyLastUsed {
    input: GetAccessKeyLastUsedRequest
    output: GetAccessKeyLastUsedResponse
}

@paginated(inputToken: "Marker", outputToken: "Marker", pageSize: "MaxItems")
operation GetAccountAuthorizationDetails {
    input: GetAccountAuthorizationDetailsRequest
    output: GetAccountAuthorizationDetailsResponse
    errors: [
        ServiceFailureException
    ]
}

operation GetAccountPasswordPolicy {
    input: GetAccountPasswordPolicyRequest
    output: GetAccountPasswordPolicyResponse
    errors: [
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation GetAccountSummary {
    input: GetAccountSummaryRequest
    output: GetAccountSummaryResponse
    errors: [
        ServiceFailureException
    ]
}

operation GetContextKeysForCustomPolicy {
    input: GetContextKeysForCustomPolicyRequest
    output: GetContextKeysForPolicyResponse
    errors: [
        InvalidInputException
    ]
}

operation GetContextKeysForPrincipalPolicy {
    input: GetContextKeysForPrincipalPolicyRequest
    output: GetContextKeysForPolicyResponse
    errors: [
        InvalidInputException
        NoSuchEntityException
    ]
}

@paginated(inputToken: "Marker", outputToken: "Marker", items: "Users", pageSize: "MaxItems")
operation GetGroup {
    input: GetGroupRequest
    output: GetGroupResponse
    errors: [
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation GetGroupPolicy {
    input: GetGroupPolicyRequest
    output: GetGroupPolicyResponse
    errors: [
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation GetInstanceProfile {
    input: GetInstanceProfileRequest
    output: GetInstanceProfileResponse
    errors: [
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation GetLoginProfile {
    input: GetLoginProfileRequest
    output: GetLoginProfileResponse
    errors: [
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation GetOpenIDConnectProvider {
    input: GetOpenIDConnectProviderRequest
    output: GetOpenIDConnectProviderResponse
    errors: [
        InvalidInputException
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation GetPolicy {
    input: GetPolicyRequest
    output: GetPolicyResponse
    errors: [
        InvalidInputException
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation GetPolicyVersion {
    input: GetPolicyVersionRequest
    output: GetPolicyVersionResponse
    errors: [
        InvalidInputException
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation GetRole {
    input: GetRoleRequest
    output: GetRoleResponse
    errors: [
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation GetRolePolicy {
    input: GetRolePolicyRequest
    output: GetRolePolicyResponse
    errors: [
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation GetServiceLinkedRoleDeletionStatus {
    input: GetServiceLinkedRoleDeletionStatusRequest
    output: GetServiceLinkedRoleDeletionStatusResponse
    errors: [
        InvalidInputException
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation GetUser {
    input: GetUserRequest
    output: GetUserResponse
    errors: [
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation GetUserPolicy {
    input: GetUserPolicyRequest
    output: GetUserPolicyResponse
    errors: [
        NoSuchEntityException
        ServiceFailureException
    ]
}

@paginated(inputToken: "Marker", outputToken: "Marker", items: "AccessKeyMetadata", pageSize: "MaxItems")
operation ListAccessKeys {
    input: ListAccessKeysRequest
    output: ListAccessKeysResponse
    errors: [
        NoSuchEntityException
        ServiceFailureException
    ]
}

@paginated(inputToken: "Marker", outputToken: "Marker", items: "AccountAliases", pageSize: "MaxItems")
operation ListAccountAliases {
    input: ListAccountAliasesRequest
    output: ListAccountAliasesResponse
    errors: [
        ServiceFailureException
    ]
}

@paginated(inputToken: "Marker", outputToken: "Marker", items: "AttachedPolicies", pageSize: "MaxItems")
operation ListAttachedGroupPolicies {
    input: ListAttachedGroupPoliciesRequest
    output: ListAttachedGroupPoliciesResponse
    errors: [
        InvalidInputException
        NoSuchEntityException
        ServiceFailureException
    ]
}

@paginated(inputToken: "Marker", outputToken: "Marker", items: "AttachedPolicies", pageSize: "MaxItems")
operation ListAttachedRolePolicies {
    input: ListAttachedRolePoliciesRequest
    output: ListAttachedRolePoliciesResponse
    errors: [
        InvalidInputException
        NoSuchEntityException
        ServiceFailureException
    ]
}

@paginated(inputToken: "Marker", outputToken: "Marker", items: "AttachedPolicies", pageSize: "MaxItems")
operation ListAttachedUserPolicies {
    input: ListAttachedUserPoliciesRequest
    output: ListAttachedUserPoliciesResponse
    errors: [
        InvalidInputException
        NoSuchEntityException
        ServiceFailureException
    ]
}

@paginated(inputToken: "Marker", outputToken: "Marker", pageSize: "MaxItems")
operation ListEntitiesForPolicy {
    input: ListEntitiesForPolicyRequest
    output: ListEntitiesForPolicyResponse
    errors: [
        InvalidInputException
        NoSuchEntityException
        ServiceFailureException
    ]
}

@paginated(inputToken: "Marker", outputToken: "Marker", items: "PolicyNames", pageSize: "MaxItems")
operation ListGroupPolicies {
    input: ListGroupPoliciesRequest
    output: ListGroupPoliciesResponse
    errors: [
        NoSuchEntityException
        ServiceFailureException
    ]
}

@paginated(inputToken: "Marker", outputToken: "Marker", items: "Groups", pageSize: "MaxItems")
operation ListGroups {
    input: ListGroupsRequest
    output: ListGroupsResponse
    errors: [
        ServiceFailureException
    ]
}

@paginated(inputToken: "Marker", outputToken: "Marker", items: "Groups", pageSize: "MaxItems")
operation ListGroupsForUser {
    input: ListGroupsForUserRequest
    output: ListGroupsForUserResponse
    errors: [
        NoSuchEntityException
        ServiceFailureException
    ]
}

@paginated(inputToken: "Marker", outputToken: "Marker", items: "Tags", pageSize: "MaxItems")
operation ListInstanceProfileTags {
    input: ListInstanceProfileTagsRequest
    output: ListInstanceProfileTagsResponse
    errors: [
        NoSuchEntityException
        ServiceFailureException
    ]
}

@paginated(inputToken: "Marker", outputToken: "Marker", items: "InstanceProfiles", pageSize: "MaxItems")
operation ListInstanceProfiles {
    input: ListInstanceProfilesRequest
    output: ListInstanceProfilesResponse
    errors: [
        ServiceFailureException
    ]
}

@paginated(inputToken: "Marker", outputToken: "Marker", items: "InstanceProfiles", pageSize: "MaxItems")
operation ListInstanceProfilesForRole {
    input: ListInstanceProfilesForRoleRequest
    output: ListInstanceProfilesForRoleResponse
    errors: [
        NoSuchEntityException
        ServiceFailureException
    ]
}

@paginated(inputToken: "Marker", outputToken: "Marker", items: "MFADevices", pageSize: "MaxItems")
operation ListMFADevices {
    input: ListMFADevicesRequest
    output: ListMFADevicesResponse
    errors: [
        NoSuchEntityException
        ServiceFailureException
    ]
}

@paginated(inputToken: "Marker", outputToken: "Marker", items: "Tags", pageSize: "MaxItems")
operation ListOpenIDConnectProviderTags {
    input: ListOpenIDConnectProviderTagsRequest
    output: ListOpenIDConnectProviderTagsResponse
    errors: [
        InvalidInputException
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation ListOpenIDConnectProviders {
    input: ListOpenIDConnectProvidersRequest
    output: ListOpenIDConnectProvidersResponse
    errors: [
        ServiceFailureException
    ]
}

@paginated(inputToken: "Marker", outputToken: "Marker", items: "Policies", pageSize: "MaxItems")
operation ListPolicies {
    input: ListPoliciesRequest
    output: ListPoliciesResponse
    errors: [
        ServiceFailureException
    ]
}

@paginated(inputToken: "Marker", outputToken: "Marker", items: "Tags", pageSize: "MaxItems")
operation ListPolicyTags {
    input: ListPolicyTagsRequest
    output: ListPolicyTagsResponse
    errors: [
        InvalidInputException
        NoSuchEntityException
        ServiceFailureException
    ]
}

@paginated(inputToken: "Marker", outputToken: "Marker", items: "Versions", pageSize: "MaxItems")
operation ListPolicyVersions {
    input: ListPolicyVersionsRequest
    output: ListPolicyVersionsResponse
    errors: [
        InvalidInputException
        NoSuchEntityException
        ServiceFailureException
    ]
}

@paginated(inputToken: "Marker", outputToken: "Marker", items: "PolicyNames", pageSize: "MaxItems")
operation ListRolePolicies {
    input: ListRolePoliciesRequest
    output: ListRolePoliciesResponse
    errors: [
        NoSuchEntityException
        ServiceFailureException
    ]
}

@paginated(inputToken: "Marker", outputToken: "Marker", items: "Tags", pageSize: "MaxItems")
operation ListRoleTags {
    input: ListRoleTagsRequest
    output: ListRoleTagsResponse
    errors: [
        NoSuchEntityException
        ServiceFailureException
    ]
}

@paginated(inputToken: "Marker", outputToken: "Marker", items: "Roles", pageSize: "MaxItems")
operation ListRoles {
    input: ListRolesRequest
    output: ListRolesResponse
    errors: [
        ServiceFailureException
    ]
}

@paginated(inputToken: "Marker", outputToken: "Marker", items: "SSHPublicKeys", pageSize: "MaxItems")
operation ListSSHPublicKeys {
    input: ListSSHPublicKeysRequest
    output: ListSSHPublicKeysResponse
    errors: [
        NoSuchEntityException
    ]
}

operation ListServiceSpecificCredentials {
    input: ListServiceSpecificCredentialsRequest
    output: ListServiceSpecificCredentialsResponse
    errors: [
        NoSuchEntityException
        ServiceNotSupportedException
    ]
}

@paginated(inputToken: "Marker", outputToken: "Marker", items: "Certificates", pageSize: "MaxItems")
operation ListSigningCertificates {
    input: ListSigningCertificatesRequest
    output: ListSigningCertificatesResponse
    errors: [
        NoSuchEntityException
        ServiceFailureException
    ]
}

@paginated(inputToken: "Marker", outputToken: "Marker", items: "PolicyNames", pageSize: "MaxItems")
operation ListUserPolicies {
    input: ListUserPoliciesRequest
    output: ListUserPoliciesResponse
    errors: [
        NoSuchEntityException
        ServiceFailureException
    ]
}

@paginated(inputToken: "Marker", outputToken: "Marker", items: "Tags", pageSize: "MaxItems")
operation ListUserTags {
    input: ListUserTagsRequest
    output: ListUserTagsResponse
    errors: [
        NoSuchEntityException
        ServiceFailureException
    ]
}

@paginated(inputToken: "Marker", outputToken: "Marker", items: "Users", pageSize: "MaxItems")
operation ListUsers {
    input: ListUsersRequest
    output: ListUsersResponse
    errors: [
        ServiceFailureException
    ]
}

@paginated(inputToken: "Marker", outputToken: "Marker", items: "VirtualMFADevices", pageSize: "MaxItems")
operation ListVirtualMFADevices {
    input: ListVirtualMFADevicesRequest
    output: ListVirtualMFADevicesResponse
}

operation PutGroupPolicy {
    input: PutGroupPolicyRequest
    output: PutGroupPolicyResponse
    errors: [
        LimitExceededException
        MalformedPolicyDocumentException
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation PutRolePermissionsBoundary {
    input: PutRolePermissionsBoundaryRequest
    output: PutRolePermissionsBoundaryResponse
    errors: [
        InvalidInputException
        NoSuchEntityException
        PolicyNotAttachableException
        ServiceFailureException
        UnmodifiableEntityException
    ]
}

operation PutRolePolicy {
    input: PutRolePolicyRequest
    output: PutRolePolicyResponse
    errors: [
        LimitExceededException
        MalformedPolicyDocumentException
        NoSuchEntityException
        ServiceFailureException
        UnmodifiableEntityException
    ]
}

operation PutUserPermissionsBoundary {
    input: PutUserPermissionsBoundaryRequest
    output: PutUserPermissionsBoundaryResponse
    errors: [
        InvalidInputException
        NoSuchEntityException
        PolicyNotAttachableException
        ServiceFailureException
    ]
}

operation PutUserPolicy {
    input: PutUserPolicyRequest
    output: PutUserPolicyResponse
    errors: [
        LimitExceededException
        MalformedPolicyDocumentException
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation RemoveClientIDFromOpenIDConnectProvider {
    input: RemoveClientIDFromOpenIDConnectProviderRequest
    output: RemoveClientIDFromOpenIDConnectProviderResponse
    errors: [
        ConcurrentModificationException
        InvalidInputException
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation RemoveRoleFromInstanceProfile {
    input: RemoveRoleFromInstanceProfileRequest
    output: RemoveRoleFromInstanceProfileResponse
    errors: [
        LimitExceededException
        NoSuchEntityException
        ServiceFailureException
        UnmodifiableEntityException
    ]
}

operation RemoveUserFromGroup {
    input: RemoveUserFromGroupRequest
    output: RemoveUserFromGroupResponse
    errors: [
        LimitExceededException
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation SetDefaultPolicyVersion {
    input: SetDefaultPolicyVersionRequest
    output: SetDefaultPolicyVersionResponse
    errors: [
        InvalidInputException
        LimitExceededException
        NoSuchEntityException
        ServiceFailureException
    ]
}

@paginated(inputToken: "Marker", outputToken: "Marker", items: "EvaluationResults", pageSize: "MaxItems")
operation SimulateCustomPolicy {
    input: SimulateCustomPolicyRequest
    output: SimulatePolicyResponse
    errors: [
        InvalidInputException
        PolicyEvaluationException
    ]
}

@paginated(inputToken: "Marker", outputToken: "Marker", items: "EvaluationResults", pageSize: "MaxItems")
operation SimulatePrincipalPolicy {
    input: SimulatePrincipalPolicyRequest
    output: SimulatePolicyResponse
    errors: [
        InvalidInputException
        NoSuchEntityException
        PolicyEvaluationException
    ]
}

operation TagInstanceProfile {
    input: TagInstanceProfileRequest
    output: TagInstanceProfileResponse
    errors: [
        ConcurrentModificationException
        InvalidInputException
        LimitExceededException
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation TagOpenIDConnectProvider {
    input: TagOpenIDConnectProviderRequest
    output: TagOpenIDConnectProviderResponse
    errors: [
        ConcurrentModificationException
        InvalidInputException
        LimitExceededException
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation TagPolicy {
    input: TagPolicyRequest
    output: TagPolicyResponse
    errors: [
        ConcurrentModificationException
        InvalidInputException
        LimitExceededException
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation TagRole {
    input: TagRoleRequest
    output: TagRoleResponse
    errors: [
        ConcurrentModificationException
        InvalidInputException
        LimitExceededException
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation TagUser {
    input: TagUserRequest
    output: TagUserResponse
    errors: [
        ConcurrentModificationException
        InvalidInputException
        LimitExceededException
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation UntagInstanceProfile {
    input: UntagInstanceProfileRequest
    output: UntagInstanceProfileResponse
    errors: [
        ConcurrentModificationException
        InvalidInputException
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation UntagOpenIDConnectProvider {
    input: UntagOpenIDConnectProviderRequest
    output: UntagOpenIDConnectProviderResponse
    errors: [
        ConcurrentModificationException
        InvalidInputException
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation UntagPolicy {
    input: UntagPolicyRequest
    output: UntagPolicyResponse
    errors: [
        ConcurrentModificationException
        InvalidInputException
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation UntagRole {
    input: UntagRoleRequest
    output: UntagRoleResponse
    errors: [
        ConcurrentModificationException
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation UntagUser {
    input: UntagUserRequest
    output: UntagUserResponse
    errors: [
        ConcurrentModificationException
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation UpdateAccessKey {
    input: UpdateAccessKeyRequest
    output: UpdateAccessKeyResponse
    errors: [
        InvalidInputException
        LimitExceededException
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation UpdateAccountPasswordPolicy {
    input: UpdateAccountPasswordPolicyRequest
    output: UpdateAccountPasswordPolicyResponse
    errors: [
        LimitExceededException
        MalformedPolicyDocumentException
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation UpdateAssumeRolePolicy {
    input: UpdateAssumeRolePolicyRequest
    output: UpdateAssumeRolePolicyResponse
    errors: [
        LimitExceededException
        MalformedPolicyDocumentException
        NoSuchEntityException
        ServiceFailureException
        UnmodifiableEntityException
    ]
}

operation UpdateGroup {
    input: UpdateGroupRequest
    output: UpdateGroupResponse
    errors: [
        EntityAlreadyExistsException
        LimitExceededException
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation UpdateOpenIDConnectProviderThumbprint {
    input: UpdateOpenIDConnectProviderThumbprintRequest
    output: UpdateOpenIDConnectProviderThumbprintResponse
    errors: [
        ConcurrentModificationException
        InvalidInputException
        NoSuchEntityException
        ServiceFailureException
    ]
}

operation UpdateRole {
    input: UpdateRoleRequest
    output: UpdateRoleResponse
    errors: [
        NoSuchEntityException
        ServiceFailureException
        UnmodifiableEntityException
    ]
}

operation UpdateRoleDescription {
    input: UpdateRoleDescriptionRequest
    output: UpdateRoleDescriptionResponse
    errors: [
        NoSuchEntityException
        ServiceFailureException
        UnmodifiableEntityException
    ]
}

operation UpdateUser {
    input: UpdateUserRequest
    output: UpdateUserResponse
    errors: [
        ConcurrentModificationException
        EntityAlreadyExistsException
        EntityTemporarilyUnmodifiableException
        LimitExceededException
        NoSuchEntityException
        ServiceFailureException
    ]
}

structure AccessKey {
    @required
    UserName: UserNameType
    @required
    AccessKeyId: AccessKeyIdType
    @required
    Status: StatusType
    @required
    SecretAccessKey: AccessKeySecretType
    CreateDate: Timestamp
}

@length(min: 16, max: 128)
@pattern("^[\\w]+$")
string AccessKeyIdType

structure AccessKeyLastUsed {
    LastUsedDate: Timestamp
    @required
    ServiceName: String
    @required
    Region: String
}

structure AccessKeyMetadata {
    UserName: UserNameType
    AccessKeyId: AccessKeyIdType
    Status: StatusType
    CreateDate: Timestamp
}

list AccessKeyMetadataListType {
    member: AccessKeyMetadata
}

@sensitive
string AccessKeySecretType

list AccountAliasListType {
    member: AccountAliasType
}

@length(min: 3, max: 63)
@pattern("^[a-z0-9](-?[a-z0-9])+$")
string AccountAliasType

list ActionNameListType {
    member: ActionNameType
}

@length(min: 3, max: 128)
string ActionNameType

structure AddClientIDToOpenIDConnectProviderRequest {
    @required
    OpenIDConnectProviderArn: ArnType
    @required
    ClientID: ClientIDType
}

structure AddClientIDToOpenIDConnectProviderResponse {}

structure AddRoleToInstanceProfileRequest {
    @required
    InstanceProfileName: InstanceProfileNameType
    @required
    RoleName: RoleNameType
}

structure AddRoleToInstanceProfileResponse {}

structure AddUserToGroupRequest {
    @required
    GroupName: GroupNameType
    @required
    UserName: ExistingUserNameType
}

structure AddUserToGroupResponse {}

list ArnListType {
    member: ArnType
}

@length(min: 20, max: 2048)
string ArnType

enum AssignmentStatusType {
    Assigned
    Unassigned
    Any
}

structure AttachGroupPolicyRequest {
    @required
    GroupName: GroupNameType
    @required
    PolicyArn: ArnType
}

structure AttachGroupPolicyResponse {}

structure AttachRolePolicyRequest {
    @required
    RoleName: RoleNameType
    @required
    PolicyArn: ArnType
}

structure AttachRolePolicyResponse {}

structure AttachUserPolicyRequest {
    @required
    UserName: UserNameType
    @required
    PolicyArn: ArnType
}

structure AttachUserPolicyResponse {}

structure AttachedPermissionsBoundary {
    PermissionsBoundaryType: PermissionsBoundaryAttachmentType
    PermissionsBoundaryArn: ArnType
}

list AttachedPoliciesListType {
    member: AttachedPolicy
}

structure AttachedPolicy {
    PolicyName: PolicyNameType
    PolicyArn: ArnType
}

@sensitive
blob BootstrapDatum

@length(min: 1, max: 16384)
@pattern("^[\\x{0009}\\x{000A}\\x{000D}\\x{0020}-\\x{00FF}]+$")
string CertificateBodyType

@length(min: 24, max: 128)
@pattern("^[\\w]+$")
string CertificateIdType

list CertificateListType {
    member: SigningCertificate
}

list ClientIDListType {
    member: ClientIDType
}

@length(min: 1, max: 255)
string ClientIDType

@error("client")
@awsQueryError(code: "ConcurrentModification", httpResponseCode: 409)
structure ConcurrentModificationException {
    message: String
}

structure ContextEntry {
    ContextKeyName: ContextKeyNameType
    ContextKeyValues: ContextKeyValueListType
    ContextKeyType: ContextKeyTypeEnum
}

list ContextEntryListType {
    member: ContextEntry
}

@length(min: 5, max: 256)
string ContextKeyNameType

list ContextKeyNamesResultListType {
    member: ContextKeyNameType
}

enum ContextKeyTypeEnum {
    string
    stringList
    numeric
    numericList
    boolean
    booleanList
    ip
    ipList
    binary
    binaryList
    date
    dateList
}

list ContextKeyValueListType {
    member: String
}

structure CreateAccessKeyRequest {
    UserName: ExistingUserNameType
}

structure CreateAccessKeyResponse {
    @required
    AccessKey: AccessKey
}

structure CreateAccountAliasRequest {
    @required
    AccountAlias: AccountAliasType
}

structure CreateAccountAliasResponse {}

structure CreateGroupRequest {
    Path: PathType
    @required
    GroupName: GroupNameType
}

structure CreateGroupResponse {
    @required
    Group: Group
}

structure CreateInstanceProfileRequest {
    @required
    InstanceProfileName: InstanceProfileNameType
    Path: PathType
    Tags: TagListType
}

structure CreateInstanceProfileResponse {
    @required
    InstanceProfile: InstanceProfile
}

structure CreateOpenIDConnectProviderRequest {
    @required
    Url: OpenIDConnectProviderUrlType
    ClientIDList: ClientIDListType
    ThumbprintList: ThumbprintListType
    Tags: TagListType
}

structure CreateOpenIDConnectProviderResponse {
    OpenIDConnectProviderArn: ArnType
    Tags: TagListType
}

structure CreatePolicyRequest {
    @required
    PolicyName: PolicyNameType
    Path: PolicyPathType
    @required
    PolicyDocument: PolicyDocumentType
    Description: PolicyDescriptionType
    Tags: TagListType
}

structure CreatePolicyResponse {
    Policy: Policy
}

structure CreatePolicyVersionRequest {
    @required
    PolicyArn: ArnType
    @required
    PolicyDocument: PolicyDocumentType
    SetAsDefault: Boolean
}

structure CreatePolicyVersionResponse {
    PolicyVersion: PolicyVersion
}

structure CreateRoleRequest {
    Path: PathType
    @required
    RoleName: RoleNameType
    @required
    AssumeRolePolicyDocument: PolicyDocumentType
    Description: RoleDescriptionType
    MaxSessionDuration: RoleMaxSessionDurationType
    PermissionsBoundary: ArnType
    Tags: TagListType
}

structure CreateRoleResponse {
    @required
    Role: Role
}

structure CreateServiceLinkedRoleRequest {
    @required
    AWSServiceName: GroupNameType
    Description: RoleDescriptionType
    CustomSuffix: CustomSuffixType
}

structure CreateServiceLinkedRoleResponse {
    Role: Role
}

structure CreateUserRequest {
    Path: PathType
    @required
    UserName: UserNameType
    PermissionsBoundary: ArnType
    Tags: TagListType
}

structure CreateUserResponse {
    User: User
}

@length(min: 1, max: 64)
@pattern("^[\\w+=,.@-]+$")
string CustomSuffixType

structure DeleteAccessKeyRequest {
    UserName: ExistingUserNameType
    @required
    AccessKeyId: AccessKeyIdType
}

structure DeleteAccessKeyResponse {}

structure DeleteAccountAliasRequest {
    @required
    AccountAlias: AccountAliasType
}

structure DeleteAccountAliasResponse {}

structure DeleteAccountPasswordPolicyRequest {}

structure DeleteAccountPasswordPolicyResponse {}

@error("client")
@awsQueryError(code: "DeleteConflict", httpResponseCode: 409)
structure DeleteConflictException {
    message: String
}

structure DeleteGroupPolicyRequest {
    @required
    GroupName: GroupNameType
    @required
    PolicyName: PolicyNameType
}

structure DeleteGroupPolicyResponse {}

structure DeleteGroupRequest {
    @required
    GroupName: GroupNameType
}

structure DeleteGroupResponse {}

structure DeleteInstanceProfileRequest {
    @required
    InstanceProfileName: InstanceProfileNameType
}

structure DeleteInstanceProfileResponse {}

structure DeleteLoginProfileRequest {
    UserName: UserNameType
}

structure DeleteLoginProfileResponse {}

structure DeleteOpenIDConnectProviderRequest {
    @required
    OpenIDConnectProviderArn: ArnType
}

structure DeleteOpenIDConnectProviderResponse {}

structure DeletePolicyRequest {
    @required
    PolicyArn: ArnType
}

structure DeletePolicyResponse {}

structure DeletePolicyVersionRequest {
    @required
    PolicyArn: ArnType
    @required
    VersionId: PolicyVersionIdType
}

structure DeletePolicyVersionResponse {}

structure DeleteRolePermissionsBoundaryRequest {
    @required
    RoleName: RoleNameType
}

structure DeleteRolePermissionsBoundaryResponse {}

structure DeleteRolePolicyRequest {
    @required
    RoleName: RoleNameType
    @required
    PolicyName: PolicyNameType
}

structure DeleteRolePolicyResponse {}

structure DeleteRoleRequest {
    @required
    RoleName: RoleNameType
}

structure DeleteRoleResponse {}

structure DeleteServiceLinkedRoleRequest {
    @required
    RoleName: RoleNameType
}

structure DeleteServiceLinkedRoleResponse {
    @required
    DeletionTaskId: DeletionTaskIdType
}

structure DeleteUserPermissionsBoundaryRequest {
    @required
    UserName: UserNameType
}

structure DeleteUserPermissionsBoundaryResponse {}

structure DeleteUserPolicyRequest {
    @required
    UserName: ExistingUserNameType
    @required
    PolicyName: PolicyNameType
}

structure DeleteUserPolicyResponse {}

structure DeleteUserRequest {
    @required
    UserName: ExistingUserNameType
}

structure DeleteUserResponse {}

structure DeletionTaskFailureReasonType {
    Reason: ReasonType
    RoleUsageList: RoleUsageListType
}

@length(min: 1, max: 1000)
string DeletionTaskIdType

enum DeletionTaskStatusType {
    SUCCEEDED
    IN_PROGRESS
    FAILED
    NOT_STARTED
}

structure DetachGroupPolicyRequest {
    @required
    GroupName: GroupNameType
    @required
    PolicyArn: ArnType
}

structure DetachGroupPolicyResponse {}

structure DetachRolePolicyRequest {
    @required
    RoleName: RoleNameType
    @required
    PolicyArn: ArnType
}

structure DetachRolePolicyResponse {}

structure DetachUserPolicyRequest {
    @required
    UserName: UserNameType
    @required
    PolicyArn: ArnType
}

structure DetachUserPolicyResponse {}

@error("client")
@awsQueryError(code: "EntityAlreadyExists", httpResponseCode: 409)
structure EntityAlreadyExistsException {
    message: String
}

list EntityListType {
    member: EntityType
}

@error("client")
@awsQueryError(code: "EntityTemporarilyUnmodifiable", httpResponseCode: 409)
structure EntityTemporarilyUnmodifiableException {
    message: String
}

enum EntityType {
    User
    Role
    Group
    LocalManagedPolicy
    AWSManagedPolicy
}

map EvalDecisionDetailsType {
    key: EvalDecisionSourceType
    value: PolicyEvaluationDecisionType
}

@length(min: 3, max: 256)
string EvalDecisionSourceType

structure EvaluationResult {
    @required
    EvalActionName: ActionNameType
    EvalResourceName: ResourceNameType
    @required
    EvalDecision: PolicyEvaluationDecisionType
    MatchedStatements: StatementListType
    MissingContextValues: ContextKeyNamesResultListType
    OrganizationsDecisionDetail: OrganizationsDecisionDetail
    PermissionsBoundaryDecisionDetail: PermissionsBoundaryDecisionDetail
    EvalDecisionDetails: EvalDecisionDetailsType
    ResourceSpecificResults: ResourceSpecificResultListType
}

list EvaluationResultsListType {
    member: EvaluationResult
}

@length(min: 1, max: 128)
@pattern("^[\\w+=,.@-]+$")
string ExistingUserNameType

structure GetAccessKeyLastUsedRequest {
    @required
    AccessKeyId: AccessKeyIdType
}

structure GetAccessKeyLastUsedResponse {
    UserName: ExistingUserNameType
    AccessKeyLastUsed: AccessKeyLastUsed
}

structure GetAccountAuthorizationDetailsRequest {
    Filter: EntityListType
    MaxItems: MaxItemsType
    Marker: MarkerType
}

structure GetAccountAuthorizationDetailsResponse {
    UserDetailList: UserDetailListType
    GroupDetailList: GroupDetailListType
    RoleDetailList: RoleDetailListType
    Policies: ManagedPolicyDetailListType
    IsTruncated: Boolean
    Marker: String
}

structure GetAccountPasswordPolicyRequest {}

structure GetAccountPasswordPolicyResponse {
    @required
    PasswordPolicy: PasswordPolicy
}

structure GetAccountSummaryRequest {}

structure GetAccountSummaryResponse {
    SummaryMap: SummaryMapType
}

structure GetContextKeysForCustomPolicyRequest {
    @required
    PolicyInputList: SimulationPolicyListType
}

structure GetContextKeysForPolicyResponse {
    ContextKeyNames: ContextKeyNamesResultListType
}

structure GetContextKeysForPrincipalPolicyRequest {
    @required
    PolicySourceArn: ArnType
    PolicyInputList: SimulationPolicyListType
}

structure GetGroupPolicyRequest {
    @required
    GroupName: GroupNameType
    @required
    PolicyName: PolicyNameType
}

structure GetGroupPolicyResponse {
    @required
    GroupName: GroupNameType
    @required
    PolicyName: PolicyNameType
    @required
    PolicyDocument: PolicyDocumentType
}

structure GetGroupRequest {
    @required
    GroupName: GroupNameType
    Marker: MarkerType
    MaxItems: MaxItemsType
}

structure GetGroupResponse {
    @required
    Group: Group
    @required
    Users: UserListType
    IsTruncated: Boolean
    Marker: String
}

structure GetInstanceProfileRequest {
    @required
    InstanceProfileName: InstanceProfileNameType
}

structure GetInstanceProfileResponse {
    @required
    InstanceProfile: InstanceProfile
}

structure GetLoginProfileRequest {
    UserName: UserNameType
}

structure GetLoginProfileResponse {
    @required
    LoginProfile: LoginProfile
}

structure GetOpenIDConnectProviderRequest {
    @required
    OpenIDConnectProviderArn: ArnType
}

structure GetOpenIDConnectProviderResponse {
    Url: OpenIDConnectProviderUrlType
    ClientIDList: ClientIDListType
    ThumbprintList: ThumbprintListType
    CreateDate: Timestamp
    Tags: TagListType
}

structure GetPolicyRequest {
    @required
    PolicyArn: ArnType
}

structure GetPolicyResponse {
    Policy: Policy
}

structure GetPolicyVersionRequest {
    @required
    PolicyArn: ArnType
    @required
    VersionId: PolicyVersionIdType
}

structure GetPolicyVersionResponse {
    PolicyVersion: PolicyVersion
}

structure GetRolePolicyRequest {
    @required
    RoleName: RoleNameType
    @required
    PolicyName: PolicyNameType
}

structure GetRolePolicyResponse {
    @required
    RoleName: RoleNameType
    @required
    PolicyName: PolicyNameType
    @required
    PolicyDocument: PolicyDocumentType
}

structure GetRoleRequest {
    @required
    RoleName: RoleNameType
}

structure GetRoleResponse {
    @required
    Role: Role
}

structure GetServiceLinkedRoleDeletionStatusRequest {
    @required
    DeletionTaskId: DeletionTaskIdType
}

structure GetServiceLinkedRoleDeletionStatusResponse {
    @required
    Status: DeletionTaskStatusType
    Reason: DeletionTaskFailureReasonType
}

structure GetUserPolicyRequest {
    @required
    UserName: ExistingUserNameType
    @required
    PolicyName: PolicyNameType
}

structure GetUserPolicyResponse {
    @required
    UserName: ExistingUserNameType
    @required
    PolicyName: PolicyNameType
    @required
    PolicyDocument: PolicyDocumentType
}

structure GetUserRequest {
    UserName: ExistingUserNameType
}

structure GetUserResponse {
    @required
    User: User
}

structure Group {
    @required
    Path: PathType
    @required
    GroupName: GroupNameType
    @required
    GroupId: IdType
    @required
    Arn: ArnType
    @required
    CreateDate: Timestamp
}

structure GroupDetail {
    Path: PathType
    GroupName: GroupNameType
    GroupId: IdType
    Arn: ArnType
    CreateDate: Timestamp
    GroupPolicyList: PolicyDetailListType
    AttachedManagedPolicies: AttachedPoliciesListType
}

list GroupDetailListType {
    member: GroupDetail
}

list GroupListType {
    member: Group
}

list GroupNameListType {
    member: GroupNameType
}

@length(min: 1, max: 128)
@pattern("^[\\w+=,.@-]+$")
string GroupNameType

@length(min: 16, max: 128)
@pattern("^[\\w]+$")
string IdType

structure InstanceProfile {
    @required
    Path: PathType
    @required
    InstanceProfileName: InstanceProfileNameType
    @required
    InstanceProfileId: IdType
    @required
    Arn: ArnType
    @required
    CreateDate: Timestamp
    @required
    Roles: RoleListType
    Tags: TagListType
}

list InstanceProfileListType {
    member: InstanceProfile
}

@length(min: 1, max: 128)
@pattern("^[\\w+=,.@-]+$")
string InstanceProfileNameType

@error("client")
@awsQueryError(code: "InvalidInput", httpResponseCode: 400)
structure InvalidInputException {
    message: String
}

@error("client")
@awsQueryError(code: "LimitExceeded", httpResponseCode: 409)
structure LimitExceededException {
    message: String
}

structure ListAccessKeysRequest {
    UserName: ExistingUserNameType
    Marker: MarkerType
    MaxItems: MaxItemsType
}

structure ListAccessKeysResponse {
    @required
    AccessKeyMetadata: AccessKeyMetadataListType
    IsTruncated: Boolean
    Marker: String
}

structure ListAccountAliasesRequest {
    Marker: MarkerType
    MaxItems: MaxItemsType
}

structure ListAccountAliasesResponse {
    @required
    AccountAliases: AccountAliasListType
    IsTruncated: Boolean
    Marker: String
}

structure ListAttachedGroupPoliciesRequest {
    @required
    GroupName: GroupNameType
    PathPrefix: PolicyPathType
    Marker: MarkerType
    MaxItems: MaxItemsType
}

structure ListAttachedGroupPoliciesResponse {
    AttachedPolicies: AttachedPoliciesListType
    IsTruncated: Boolean
    Marker: String
}

structure ListAttachedRolePoliciesRequest {
    @required
    RoleName: RoleNameType
    PathPrefix: PolicyPathType
    Marker: MarkerType
    MaxItems: MaxItemsType
}

structure ListAttachedRolePoliciesResponse {
    AttachedPolicies: AttachedPoliciesListType
    IsTruncated: Boolean
    Marker: String
}

structure ListAttachedUserPoliciesRequest {
    @required
    UserName: UserNameType
    PathPrefix: PolicyPathType
    Marker: MarkerType
    MaxItems: MaxItemsType
}

structure ListAttachedUserPoliciesResponse {
    AttachedPolicies: AttachedPoliciesListType
    IsTruncated: Boolean
    Marker: String
}

structure ListEntitiesForPolicyRequest {
    @required
    PolicyArn: ArnType
    EntityFilter: EntityType
    PathPrefix: PathType
    PolicyUsageFilter: PolicyUsageType
    Marker: MarkerType
    MaxItems: MaxItemsType
}

structure ListEntitiesForPolicyResponse {
    PolicyGroups: PolicyGroupListType
    PolicyUsers: PolicyUserListType
    PolicyRoles: PolicyRoleListType
    IsTruncated: Boolean
    Marker: String
}

structure ListGroupPoliciesRequest {
    @required
    GroupName: GroupNameType
    Marker: MarkerType
    MaxItems: MaxItemsType
}

structure ListGroupPoliciesResponse {
    @required
    PolicyNames: PolicyNameListType
    IsTruncated: Boolean
    Marker: String
}

structure ListGroupsForUserRequest {
    @required
    UserName: ExistingUserNameType
    Marker: MarkerType
    MaxItems: MaxItemsType
}

structure ListGroupsForUserResponse {
    @required
    Groups: GroupListType
    IsTruncated: Boolean
    Marker: String
}

structure ListGroupsRequest {
    PathPrefix: PathPrefixType
    Marker: MarkerType
    MaxItems: MaxItemsType
}

structure ListGroupsResponse {
    @required
    Groups: GroupListType
    IsTruncated: Boolean
    Marker: String
}

structure ListInstanceProfileTagsRequest {
    @required
    InstanceProfileName: InstanceProfileNameType
    Marker: MarkerType
    MaxItems: MaxItemsType
}

structure ListInstanceProfileTagsResponse {
    @required
    Tags: TagListType
    IsTruncated: Boolean
    Marker: String
}

structure ListInstanceProfilesForRoleRequest {
    @required
    RoleName: RoleNameType
    Marker: MarkerType
    MaxItems: MaxItemsType
}

structure ListInstanceProfilesForRoleResponse {
    @required
    InstanceProfiles: InstanceProfileListType
    IsTruncated: Boolean
    Marker: String
}

structure ListInstanceProfilesRequest {
    PathPrefix: PathPrefixType
    Marker: MarkerType
    MaxItems: MaxItemsType
}

structure ListInstanceProfilesResponse {
    @required
    InstanceProfiles: InstanceProfileListType
    IsTruncated: Boolean
    Marker: String
}

structure ListMFADevicesRequest {
    UserName: ExistingUserNameType
    Marker: MarkerType
    MaxItems: MaxItemsType
}

structure ListMFADevicesResponse {
    @required
    MFADevices: MfaDeviceListType
    IsTruncated: Boolean
    Marker: String
}

structure ListOpenIDConnectProviderTagsRequest {
    @required
    OpenIDConnectProviderArn: ArnType
    Marker: MarkerType
    MaxItems: MaxItemsType
}

structure ListOpenIDConnectProviderTagsResponse {
    @required
    Tags: TagListType
    IsTruncated: Boolean
    Marker: String
}

structure ListOpenIDConnectProvidersRequest {}

structure ListOpenIDConnectProvidersResponse {
    OpenIDConnectProviderList: OpenIDConnectProviderListType
}

structure ListPoliciesRequest {
    Scope: PolicyScopeType
    OnlyAttached: Boolean
    PathPrefix: PolicyPathType
    PolicyUsageFilter: PolicyUsageType
    Marker: MarkerType
    MaxItems: MaxItemsType
}

structure ListPoliciesResponse {
    Policies: PolicyListType
    IsTruncated: Boolean
    Marker: String
}

structure ListPolicyTagsRequest {
    @required
    PolicyArn: ArnType
    Marker: MarkerType
    MaxItems: MaxItemsType
}

structure ListPolicyTagsResponse {
    @required
    Tags: TagListType
    IsTruncated: Boolean
    Marker: String
}

structure ListPolicyVersionsRequest {
    @required
    PolicyArn: ArnType
    Marker: MarkerType
    MaxItems: MaxItemsType
}

structure ListPolicyVersionsResponse {
    Versions: PolicyDocumentVersionListType
    IsTruncated: Boolean
    Marker: String
}

structure ListRolePoliciesRequest {
    @required
    RoleName: RoleNameType
    Marker: MarkerType
    MaxItems: MaxItemsType
}

structure ListRolePoliciesResponse {
    @required
    PolicyNames: PolicyNameListType
    IsTruncated: Boolean
    Marker: String
}

structure ListRoleTagsRequest {
    @required
    RoleName: RoleNameType
    Marker: MarkerType
    MaxItems: MaxItemsType
}

structure ListRoleTagsResponse {
    @required
    Tags: TagListType
    IsTruncated: Boolean
    Marker: String
}

structure ListRolesRequest {
    PathPrefix: PathPrefixType
    Marker: MarkerType
    MaxItems: MaxItemsType
}

structure ListRolesResponse {
    @required
    Roles: RoleListType
    IsTruncated: Boolean
    Marker: String
}

structure ListSSHPublicKeysRequest {
    UserName: UserNameType
    Marker: MarkerType
    MaxItems: MaxItemsType
}

structure ListSSHPublicKeysResponse {
    SSHPublicKeys: SSHPublicKeyListType
    IsTruncated: Boolean
    Marker: String
}

structure ListServiceSpecificCredentialsRequest {
    UserName: UserNameType
    ServiceName: String
    AllUsers: Boolean
    Marker: MarkerType
    MaxItems: MaxItemsType
}

structure ListServiceSpecificCredentialsResponse {
    ServiceSpecificCredentials: ServiceSpecificCredentialsListType
    Marker: String
    IsTruncated: Boolean
}

structure ListSigningCertificatesRequest {
    UserName: ExistingUserNameType
    Marker: MarkerType
    MaxItems: MaxItemsType
}

structure ListSigningCertificatesResponse {
    @required
    Certificates: CertificateListType
    IsTruncated: Boolean
    Marker: String
}

structure ListUserPoliciesRequest {
    @required
    UserName: ExistingUserNameType
    Marker: MarkerType
    MaxItems: MaxItemsType
}

structure ListUserPoliciesResponse {
    @required
    PolicyNames: PolicyNameListType
    IsTruncated: Boolean
    Marker: String
}

structure ListUserTagsRequest {
    @required
    UserName: ExistingUserNameType
    Marker: MarkerType
    MaxItems: MaxItemsType
}

structure ListUserTagsResponse {
    @required
    Tags: TagListType
    IsTruncated: Boolean
    Marker: String
}

structure ListUsersRequest {
    PathPrefix: PathPrefixType
    Marker: MarkerType
    MaxItems: MaxItemsType
}

structure ListUsersResponse {
    @required
    Users: UserListType
    IsTruncated: Boolean
    Marker: String
}

structure ListVirtualMFADevicesRequest {
    AssignmentStatus: AssignmentStatusType
    Marker: MarkerType
    MaxItems: MaxItemsType
}

structure ListVirtualMFADevicesResponse {
    @required
    VirtualMFADevices: VirtualMFADeviceListType
    IsTruncated: Boolean
    Marker: String
}

structure LoginProfile {
    @required
    UserName: UserNameType
    @required
    CreateDate: Timestamp
    PasswordResetRequired: Boolean
}

structure MFADevice {
    @required
    UserName: UserNameType
    @required
    SerialNumber: SerialNumberType
    @required
    EnableDate: Timestamp
}

@error("client")
@awsQueryError(code: "MalformedPolicyDocument", httpResponseCode: 400)
structure MalformedPolicyDocumentException {
    message: String
}

structure ManagedPolicyDetail {
    PolicyName: PolicyNameType
    PolicyId: IdType
    Arn: ArnType
    Path: PolicyPathType
    DefaultVersionId: PolicyVersionIdType
    AttachmentCount: Integer
    PermissionsBoundaryUsageCount: Integer
    IsAttachable: Boolean
    Description: PolicyDescriptionType
    CreateDate: Timestamp
    UpdateDate: Timestamp
    PolicyVersionList: PolicyDocumentVersionListType
}

list ManagedPolicyDetailListType {
    member: ManagedPolicyDetail
}

@length(min: 1, max: 320)
@pattern("^[\\x{0020}-\\x{00FF}]+$")
string MarkerType

@range(min: 1, max: 1000)
integer MaxItemsType

@range(min: 1, max: 1095)
integer MaxPasswordAgeType

list MfaDeviceListType {
    member: MFADevice
}

@range(min: 6, max: 128)
integer MinimumPasswordLengthType

@error("client")
@awsQueryError(code: "NoSuchEntity", httpResponseCode: 404)
structure NoSuchEntityException {
    message: String
}

structure OpenIDConnectProviderListEntry {
    Arn: ArnType
}

list OpenIDConnectProviderListType {
    member: OpenIDConnectProviderListEntry
}

@length(min: 1, max: 255)
string OpenIDConnectProviderUrlType

@error("client")
@awsQueryError(code: "OpenIdIdpCommunicationError", httpResponseCode: 400)
structure OpenIdIdpCommunicationErrorException {
    message: String
}

structure OrganizationsDecisionDetail {
    AllowedByOrganizations: Boolean
}

structure PasswordPolicy {
    MinimumPasswordLength: MinimumPasswordLengthType
    RequireSymbols: Boolean
    RequireNumbers: Boolean
    RequireUppercaseCharacters: Boolean
    RequireLowercaseCharacters: Boolean
    AllowUsersToChangePassword: Boolean
    ExpirePasswords: Boolean
    MaxPasswordAge: MaxPasswordAgeType
    PasswordReusePrevention: PasswordReusePreventionType
    HardExpiry: Boolean
}

@range(min: 1, max: 24)
integer PasswordReusePreventionType

@length(min: 1, max: 512)
@pattern("^\\x{002F}[\\x{0021}-\\x{007F}]*$")
string PathPrefixType

@length(min: 1, max: 512)
@pattern("^(?:(\\x{002F})|(\\x{002F}[\\x{0021}-\\x{007E}]+\\x{002F}))$")
string PathType

enum PermissionsBoundaryAttachmentType {
    PermissionsBoundaryPolicy
}

structure PermissionsBoundaryDecisionDetail {
    AllowedByPermissionsBoundary: Boolean
}

structure Policy {
    PolicyName: PolicyNameType
    PolicyId: IdType
    Arn: ArnType
    Path: PolicyPathType
    DefaultVersionId: PolicyVersionIdType
    AttachmentCount: Integer
    PermissionsBoundaryUsageCount: Integer
    IsAttachable: Boolean
    Description: PolicyDescriptionType
    CreateDate: Timestamp
    UpdateDate: Timestamp
    Tags: TagListType
}

@length(max: 1000)
string PolicyDescriptionType

structure PolicyDetail {
    PolicyName: PolicyNameType
    PolicyDocument: PolicyDocumentType
}

list PolicyDetailListType {
    member: PolicyDetail
}

@length(min: 1, max: 131072)
@pattern("^[\\x{0009}\\x{000A}\\x{000D}\\x{0020}-\\x{00FF}]+$")
string PolicyDocumentType

list PolicyDocumentVersionListType {
    member: PolicyVersion
}

enum PolicyEvaluationDecisionType {
    allowed
    explicitDeny
    implicitDeny
}

@error("client")
@awsQueryError(code: "PolicyEvaluation", httpResponseCode: 500)
structure PolicyEvaluationException {
    message: String
}

structure PolicyGroup {
    GroupName: GroupNameType
    GroupId: IdType
}

list PolicyGroupListType {
    member: PolicyGroup
}

list PolicyListType {
    member: Policy
}

list PolicyNameListType {
    member: PolicyNameType
}

@length(min: 1, max: 128)
@pattern("^[\\w+=,.@-]+$")
string PolicyNameType

@error("client")
@awsQueryError(code: "PolicyNotAttachable", httpResponseCode: 400)
structure PolicyNotAttachableException {
    message: String
}

@length(min: 1, max: 512)
@pattern("^((/[A-Za-z0-9\\.,\\+@=_-]+)*)/$")
string PolicyPathType

structure PolicyRole {
    RoleName: RoleNameType
    RoleId: IdType
}

list PolicyRoleListType {
    member: PolicyRole
}

enum PolicyScopeType {
    All
    AWS
    Local
}

enum PolicySourceType {
    user
    group
    role
    aws_managed = "aws-managed"
    user_managed = "user-managed"
    resource
    none
}

enum PolicyUsageType {
    PermissionsPolicy
    PermissionsBoundary
}

structure PolicyUser {
    UserName: UserNameType
    UserId: IdType
}

list PolicyUserListType {
    member: PolicyUser
}

structure PolicyVersion {
    Document: PolicyDocumentType
    VersionId: PolicyVersionIdType
    IsDefaultVersion: Boolean
    CreateDate: Timestamp
}

@pattern("^v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?$")
string PolicyVersionIdType

structure Position {
    Line: Integer
    Column: Integer
}

@length(min: 20, max: 128)
@pattern("^[\\w]+$")
string PublicKeyIdType

structure PutGroupPolicyRequest {
    @required
    GroupName: GroupNameType
    @required
    PolicyName: PolicyNameType
    @required
    PolicyDocument: PolicyDocumentType
}

structure PutGroupPolicyResponse {}

structure PutRolePermissionsBoundaryRequest {
    @required
    RoleName: RoleNameType
    @required
    PermissionsBoundary: ArnType
}

structure PutRolePermissionsBoundaryResponse {}

structure PutRolePolicyRequest {
    @required
    RoleName: RoleNameType
    @required
    PolicyName: PolicyNameType
    @required
    PolicyDocument: PolicyDocumentType
}

structure PutRolePolicyResponse {}

structure PutUserPermissionsBoundaryRequest {
    @required
    UserName: UserNameType
    @required
    PermissionsBoundary: ArnType
}

structure PutUserPermissionsBoundaryResponse {}

structure PutUserPolicyRequest {
    @required
    UserName: ExistingUserNameType
    @required
    PolicyName: PolicyNameType
    @required
    PolicyDocument: PolicyDocumentType
}

structure PutUserPolicyResponse {}

@length(max: 1000)
string ReasonType

@length(min: 1, max: 100)
string RegionNameType

structure RemoveClientIDFromOpenIDConnectProviderRequest {
    @required
    OpenIDConnectProviderArn: ArnType
    @required
    ClientID: ClientIDType
}

structure RemoveClientIDFromOpenIDConnectProviderResponse {}

structure RemoveRoleFromInstanceProfileRequest {
    @required
    InstanceProfileName: InstanceProfileNameType
    @required
    RoleName: RoleNameType
}

structure RemoveRoleFromInstanceProfileResponse {}

structure RemoveUserFromGroupRequest {
    @required
    GroupName: GroupNameType
    @required
    UserName: ExistingUserNameType
}

structure RemoveUserFromGroupResponse {}

@length(min: 1, max: 64)
string ResourceHandlingOptionType

list ResourceNameListType {
    member: ResourceNameType
}

@length(min: 1, max: 2048)
string ResourceNameType

structure ResourceSpecificResult {
    @required
    EvalResourceName: ResourceNameType
    @required
    EvalResourceDecision: PolicyEvaluationDecisionType
    MatchedStatements: StatementListType
    MissingContextValues: ContextKeyNamesResultListType
    EvalDecisionDetails: EvalDecisionDetailsType
    PermissionsBoundaryDecisionDetail: PermissionsBoundaryDecisionDetail
}

list ResourceSpecificResultListType {
    member: ResourceSpecificResult
}

structure Role {
    @required
    Path: PathType
    @required
    RoleName: RoleNameType
    @required
    RoleId: IdType
    @required
    Arn: ArnType
    @required
    CreateDate: Timestamp
    AssumeRolePolicyDocument: PolicyDocumentType
    Description: RoleDescriptionType
    MaxSessionDuration: RoleMaxSessionDurationType
    PermissionsBoundary: AttachedPermissionsBoundary
    Tags: TagListType
    RoleLastUsed: RoleLastUsed
}

@length(max: 1000)
@pattern("^[\\x{0009}\\x{000A}\\x{000D}\\x{0020}-\\x{007E}\\x{00A1}-\\x{00FF}]*$")
string RoleDescriptionType

structure RoleDetail {
    Path: PathType
    RoleName: RoleNameType
    RoleId: IdType
    Arn: ArnType
    CreateDate: Timestamp
    AssumeRolePolicyDocument: PolicyDocumentType
    InstanceProfileList: InstanceProfileListType
    RolePolicyList: PolicyDetailListType
    AttachedManagedPolicies: AttachedPoliciesListType
    PermissionsBoundary: AttachedPermissionsBoundary
    Tags: TagListType
    RoleLastUsed: RoleLastUsed
}

list RoleDetailListType {
    member: RoleDetail
}

structure RoleLastUsed {
    LastUsedDate: Timestamp
    Region: String
}

list RoleListType {
    member: Role
}

@range(min: 3600, max: 43200)
integer RoleMaxSessionDurationType

@length(min: 1, max: 64)
@pattern("^[\\w+=,.@-]+$")
string RoleNameType

list RoleUsageListType {
    member: RoleUsageType
}

structure RoleUsageType {
    Region: RegionNameType
    Resources: ArnListType
}

list SSHPublicKeyListType {
    member: SSHPublicKeyMetadata
}

structure SSHPublicKeyMetadata {
    @required
    UserName: UserNameType
    @required
    SSHPublicKeyId: PublicKeyIdType
    @required
    Status: StatusType
    @required
    UploadDate: Timestamp
}

@length(min: 9, max: 256)
@pattern("^[\\w+=/:,.@-]+$")
string SerialNumberType

@length(min: 0, max: 200)
@pattern("^[\\w+=,.@-]+$")
string ServiceCredentialAlias

@error("client")
@awsQueryError(code: "ServiceFailure", httpResponseCode: 500)
structure ServiceFailureException {
    message: String
}

@error("client")
@awsQueryError(code: "NotSupportedService", httpResponseCode: 404)
structure ServiceNotSupportedException {
    message: String
}

@length(min: 20, max: 128)
@pattern("^[\\w]+$")
string ServiceSpecificCredentialId

structure ServiceSpecificCredentialMetadata {
    @required
    UserName: UserNameType
    @required
    Status: StatusType
    ServiceUserName: ServiceUserName
    ServiceCredentialAlias: ServiceCredentialAlias
    @required
    CreateDate: Timestamp
    ExpirationDate: Timestamp
    @required
    ServiceSpecificCredentialId: ServiceSpecificCredentialId
    @required
    ServiceName: String
}

list ServiceSpecificCredentialsListType {
    member: ServiceSpecificCredentialMetadata
}

@length(min: 0, max: 200)
@pattern("^[\\w+=,.@-]*$")
string ServiceUserName

structure SetDefaultPolicyVersionRequest {
    @required
    PolicyArn: ArnType
    @required
    VersionId: PolicyVersionIdType
}

structure SetDefaultPolicyVersionResponse {}

structure SigningCertificate {
    @required
    UserName: UserNameType
    @required
    CertificateId: CertificateIdType
    @required
    CertificateBody: CertificateBodyType
    @required
    Status: StatusType
    UploadDate: Timestamp
}

structure SimulateCustomPolicyRequest {
    @required
    PolicyInputList: SimulationPolicyListType
    PermissionsBoundaryPolicyInputList: SimulationPolicyListType
    @required
    ActionNames: ActionNameListType
    ResourceArns: ResourceNameListType
    ResourcePolicy: PolicyDocumentType
    ResourceOwner: ResourceNameType
    CallerArn: ResourceNameType
    ContextEntries: ContextEntryListType
    ResourceHandlingOption: ResourceHandlingOptionType
    MaxItems: MaxItemsType
    Marker: MarkerType
}

structure SimulatePolicyResponse {
    EvaluationResults: EvaluationResultsListType
    IsTruncated: Boolean
    Marker: String
}

structure SimulatePrincipalPolicyRequest {
    @required
    PolicySourceArn: ArnType
    PolicyInputList: SimulationPolicyListType
    PermissionsBoundaryPolicyInputList: SimulationPolicyListType
    @required
    ActionNames: ActionNameListType
    ResourceArns: ResourceNameListType
    ResourcePolicy: PolicyDocumentType
    ResourceOwner: ResourceNameType
    CallerArn: ResourceNameType
    ContextEntries: ContextEntryListType
    ResourceHandlingOption: ResourceHandlingOptionType
    MaxItems: MaxItemsType
    Marker: MarkerType
}

list SimulationPolicyListType {
    member: PolicyDocumentType
}

structure Statement {
    SourcePolicyId: String
    SourcePolicyType: PolicySourceType
    StartPosition: Position
    EndPosition: Position
}

list StatementListType {
    member: Statement
}

enum StatusType {
    Active
    Inactive
    Expired
}

enum SummaryKeyType {
    Users
    UsersQuota
    Groups
    GroupsQuota
    ServerCertificates
    ServerCertificatesQuota
    UserPolicySizeQuota
    GroupPolicySizeQuota
    GroupsPerUserQuota
    SigningCertificatesPerUserQuota
    AccessKeysPerUserQuota
    MFADevices
    MFADevicesInUse
    AccountMFAEnabled
    AccountAccessKeysPresent
    AccountPasswordPresent
    AccountSigningCertificatesPresent
    AttachedPoliciesPerGroupQuota
    AttachedPoliciesPerRoleQuota
    AttachedPoliciesPerUserQuota
    Policies
    PoliciesQuota
    PolicySizeQuota
    PolicyVersionsInUse
    PolicyVersionsInUseQuota
    VersionsPerPolicyQuota
    GlobalEndpointTokenVersion
    AssumeRolePolicySizeQuota
    InstanceProfiles
    InstanceProfilesQuota
    Providers
    RolePolicySizeQuota
    Roles
    RolesQuota
}

map SummaryMapType {
    key: SummaryKeyType
    value: Integer
}

structure Tag {
    @required
    Key: TagKeyType
    @required
    Value: TagValueType
}

structure TagInstanceProfileRequest {
    @required
    InstanceProfileName: InstanceProfileNameType
    @required
    Tags: TagListType
}

structure TagInstanceProfileResponse {}

@length(max: 50)
list TagKeyListType {
    member: TagKeyType
}

@length(min: 1, max: 128)
@pattern("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+$")
string TagKeyType

@length(max: 50)
list TagListType {
    member: Tag
}

structure TagOpenIDConnectProviderRequest {
    @required
    OpenIDConnectProviderArn: ArnType
    @required
    Tags: TagListType
}

structure TagOpenIDConnectProviderResponse {}

structure TagPolicyRequest {
    @required
    PolicyArn: ArnType
    @required
    Tags: TagListType
}

structure TagPolicyResponse {}

structure TagRoleRequest {
    @required
    RoleName: RoleNameType
    @required
    Tags: TagListType
}

structure TagRoleResponse {}

structure TagUserRequest {
    @required
    UserName: ExistingUserNameType
    @required
    Tags: TagListType
}

structure TagUserResponse {}

@length(min: 0, max: 256)
@pattern("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$")
string TagValueType

list ThumbprintListType {
    member: ThumbprintType
}

@length(min: 40, max: 40)
string ThumbprintType

@error("client")
@awsQueryError(code: "UnmodifiableEntity", httpResponseCode: 400)
structure UnmodifiableEntityException {
    message: String
}

structure UntagInstanceProfileRequest {
    @required
    InstanceProfileName: InstanceProfileNameType
    @required
    TagKeys: TagKeyListType
}

structure UntagInstanceProfileResponse {}

structure UntagOpenIDConnectProviderRequest {
    @required
    OpenIDConnectProviderArn: ArnType
    @required
    TagKeys: TagKeyListType
}

structure UntagOpenIDConnectProviderResponse {}

structure UntagPolicyRequest {
    @required
    PolicyArn: ArnType
    @required
    TagKeys: TagKeyListType
}

structure UntagPolicyResponse {}

structure UntagRoleRequest {
    @required
    RoleName: RoleNameType
    @required
    TagKeys: TagKeyListType
}

structure UntagRoleResponse {}

structure UntagUserRequest {
    @required
    UserName: ExistingUserNameType
    @required
    TagKeys: TagKeyListType
}

structure UntagUserResponse {}

structure UpdateAccessKeyRequest {
    UserName: ExistingUserNameType
    @required
    AccessKeyId: AccessKeyIdType
    @required
    Status: StatusType
}

structure UpdateAccessKeyResponse {}

structure UpdateAccountPasswordPolicyRequest {
    MinimumPasswordLength: MinimumPasswordLengthType
    RequireSymbols: Boolean
    RequireNumbers: Boolean
    RequireUppercaseCharacters: Boolean
    RequireLowercaseCharacters: Boolean
    AllowUsersToChangePassword: Boolean
    MaxPasswordAge: MaxPasswordAgeType
    PasswordReusePrevention: PasswordReusePreventionType
    HardExpiry: Boolean
}

structure UpdateAccountPasswordPolicyResponse {}

structure UpdateAssumeRolePolicyRequest {
    @required
    RoleName: RoleNameType
    @required
    PolicyDocument: PolicyDocumentType
}

structure UpdateAssumeRolePolicyResponse {}

structure UpdateGroupRequest {
    @required
    GroupName: GroupNameType
    NewPath: PathType
    NewGroupName: GroupNameType
}

structure UpdateGroupResponse {}

structure UpdateOpenIDConnectProviderThumbprintRequest {
    @required
    OpenIDConnectProviderArn: ArnType
    @required
    ThumbprintList: ThumbprintListType
}

structure UpdateOpenIDConnectProviderThumbprintResponse {}

structure UpdateRoleDescriptionRequest {
    @required
    RoleName: RoleNameType
    @required
    Description: RoleDescriptionType
}

structure UpdateRoleDescriptionResponse {
    Role: Role
}

structure UpdateRoleRequest {
    @required
    RoleName: RoleNameType
    Description: RoleDescriptionType
    MaxSessionDuration: RoleMaxSessionDurationType
}

structure UpdateRoleResponse {}

structure UpdateUserRequest {
    @required
    UserName: ExistingUserNameType
    NewPath: PathType
    NewUserName: UserNameType
}

structure UpdateUserResponse {}

structure User {
    @required
    Path: PathType
    @required
    UserName: UserNameType
    @required
    UserId: IdType
    @required
    Arn: ArnType
    @required
    CreateDate: Timestamp
    PasswordLastUsed: Timestamp
    PermissionsBoundary: AttachedPermissionsBoundary
    Tags: TagListType
}

structure UserDetail {
    Path: PathType
    UserName: UserNameType
    UserId: IdType
    Arn: ArnType
    CreateDate: Timestamp
    UserPolicyList: PolicyDetailListType
    GroupList: GroupNameListType
    AttachedManagedPolicies: AttachedPoliciesListType
    PermissionsBoundary: AttachedPermissionsBoundary
    Tags: TagListType
}

list UserDetailListType {
    member: UserDetail
}

list UserListType {
    member: User
}

@length(min: 1, max: 64)
@pattern("^[\\w+=,.@-]+$")
string UserNameType

structure VirtualMFADevice {
    @required
    SerialNumber: SerialNumberType
    Base32StringSeed: BootstrapDatum
    QRCodePNG: BootstrapDatum
    User: User
    EnableDate: Timestamp
    Tags: TagListType
}

list VirtualMFADeviceListType {
    member: VirtualMFADevice
}
