$version: "2"

// Made from botocore 1.43.11, secretsmanager/2017-10-17, without its texts. Again, or with more operations:
// tools/import-model --out api/secretsmanager.smithy secretsmanager [OPERATION…]
namespace gantry.secretsmanager

use aws.api#service
use aws.auth#sigv4
use aws.protocols#awsJson1_1

@service(sdkId: "Secrets Manager")
@sigv4(name: "secretsmanager")
@awsJson1_1
service secretsmanager {
    version: "2017-10-17"
    operations: [
        BatchGetSecretValue
        CancelRotateSecret
        CreateSecret
        DeleteResourcePolicy
        DeleteSecret
        DescribeSecret
        GetRandomPassword
        GetResourcePolicy
        GetSecretValue
        ListSecretVersionIds
        ListSecrets
        PutResourcePolicy
        PutSecretValue
        RemoveRegionsFromReplication
        ReplicateSecretToRegions
        RestoreSecret
        RotateSecret
        StopReplicationToReplica
        TagResource
        UntagResource
        UpdateSecret
        UpdateSecretVersionStage
        ValidateResourcePolicy
    ]
}

operation BatchGetSecretValue {
    input: BatchGetSecretValueRequest
    output: BatchGetSecretValueResponse
    errors: [
        DecryptionFailure
        InternalServiceError
        InvalidNextTokenException
        InvalidParameterException
        InvalidRequestException
        ResourceNotFoundException
    ]
}

operation CancelRotateSecret {
    input: CancelRotateSecretRequest
    output: CancelRotateSecretResponse
    errors: [
        InternalServiceError
        InvalidParameterException
        InvalidRequestException
        ResourceNotFoundException
    ]
}

operation CreateSecret {
    input: CreateSecretRequest
    output: CreateSecretResponse
    errors: [
        DecryptionFailure
        EncryptionFailure
        InternalServiceError
        InvalidParameterException
        InvalidRequestException
        LimitExceededException
        MalformedPolicyDocumentException
        PreconditionNotMetException
        ResourceExistsException
        ResourceNotFoundException
    ]
}

operation DeleteResourcePolicy {
    input: DeleteResourcePolicyRequest
    output: DeleteResourcePolicyResponse
    errors: [
        InternalServiceError
        InvalidParameterException
        InvalidRequestException
        ResourceNotFoundException
    ]
}

operation DeleteSecret {
    input: DeleteSecretRequest
    output: DeleteSecretResponse
    errors: [
        InternalServiceError
        InvalidParameterException
        InvalidRequestException
        ResourceNotFoundException
    ]
}

operation DescribeSecret {
    input: DescribeSecretRequest
    output: DescribeSecretResponse
    errors: [
        InternalServiceError
        InvalidParameterException
        ResourceNotFoundException
    ]
}

operation GetRandomPassword {
    input: GetRandomPasswordRequest
    output: GetRandomPasswordResponse
    errors: [
        InternalServiceError
        InvalidParameterException
        InvalidRequestException
    ]
}

operation GetResourcePolicy {
    input: GetResourcePolicyRequest
    output: GetResourcePolicyResponse
    errors: [
        InternalServiceError
        InvalidParameterException
        InvalidRequestException
        ResourceNotFoundException
    ]
}

operation GetSecretValue {
    input: GetSecretValueRequest
    output: GetSecretValueResponse
    errors: [
        DecryptionFailure
        InternalServiceError
        InvalidParameterException
        InvalidRequestException
        ResourceNotFoundException
    ]
}

operation ListSecretVersionIds {
    input: ListSecretVersionIdsRequest
    output: ListSecretVersionIdsResponse
    errors: [
        InternalServiceError
        InvalidNextTokenException
        InvalidParameterException
        ResourceNotFoundException
    ]
}

@paginated(inputToken: "NextToken", outputToken: "NextToken", items: "SecretList", pageSize: "MaxResults")
operation ListSecrets {
    input: ListSecretsRequest
    output: ListSecretsResponse
    errors: [
        InternalServiceError
        InvalidNextTokenException
        InvalidParameterException
        InvalidRequestException
    ]
}

operation PutResourcePolicy {
    input: PutResourcePolicyRequest
    output: PutResourcePolicyResponse
    errors: [
        InternalServiceError
        InvalidParameterException
        InvalidRequestException
        MalformedPolicyDocumentException
        PublicPolicyException
        ResourceNotFoundException
    ]
}

operation PutSecretValue {
    input: PutSecretValueRequest
    output: PutSecretValueResponse
    errors: [
        DecryptionFailure
        EncryptionFailure
        InternalServiceError
        InvalidParameterException
        InvalidRequestException
        LimitExceededException
        ResourceExistsException
        ResourceNotFoundException
    ]
}

operation RemoveRegionsFromReplication {
    input: RemoveRegionsFromReplicationRequest
    output: RemoveRegionsFromReplicationResponse
    errors: [
        InternalServiceError
        InvalidParameterException
        InvalidRequestException
        ResourceNotFoundException
    ]
}

operation ReplicateSecretToRegions {
    input: ReplicateSecretToRegionsRequest
    output: ReplicateSecretToRegionsResponse
    errors: [
        InternalServiceError
        InvalidParameterException
        InvalidRequestException
        ResourceNotFoundException
    ]
}

operation RestoreSecret {
    input: RestoreSecretRequest
    output: RestoreSecretResponse
    errors: [
        InternalServiceError
        InvalidParameterException
        InvalidRequestException
        ResourceNotFoundException
    ]
}

operation RotateSecret {
    input: RotateSecretRequest
    output: RotateSecretResponse
    errors: [
        InternalServiceError
        InvalidParameterException
        InvalidRequestException
        ResourceNotFoundException
    ]
}

operation StopReplicationToReplica {
    input: StopReplicationToReplicaRequest
    output: StopReplicationToReplicaResponse
    errors: [
        InternalServiceError
        InvalidParameterException
        InvalidRequestException
        ResourceNotFoundException
    ]
}

operation TagResource {
    input: TagResourceRequest
    output: TagResourceResponse
    errors: [
        InternalServiceError
        InvalidParameterException
        InvalidRequestException
        ResourceNotFoundException
    ]
}

operation UntagResource {
    input: UntagResourceRequest
    output: UntagResourceResponse
    errors: [
        InternalServiceError
        InvalidParameterException
        InvalidRequestException
        ResourceNotFoundException
    ]
}

operation UpdateSecret {
    input: UpdateSecretRequest
    output: UpdateSecretResponse
    errors: [
        DecryptionFailure
        EncryptionFailure
        InternalServiceError
        InvalidParameterException
        InvalidRequestException
        LimitExceededException
        MalformedPolicyDocumentException
        PreconditionNotMetException
        ResourceExistsException
        ResourceNotFoundException
    ]
}

operation UpdateSecretVersionStage {
    input: UpdateSecretVersionStageRequest
    output: UpdateSecretVersionStageResponse
    errors: [
        InternalServiceError
        InvalidParameterException
        InvalidRequestException
        LimitExceededException
        ResourceNotFoundException
    ]
}

operation ValidateResourcePolicy {
    input: ValidateResourcePolicyRequest
    output: ValidateResourcePolicyResponse
    errors: [
        InternalServiceError
        InvalidParameterException
        InvalidRequestException
        MalformedPolicyDocumentException
        ResourceNotFoundException
    ]
}

list APIErrorListType {
    member: APIErrorType
}

structure APIErrorType {
    SecretId: SecretIdType
    ErrorCode: String
    Message: String
}

@length(min: 1)
list AddReplicaRegionListType {
    member: ReplicaRegionType
}

@range(min: 1, max: 1000)
long AutomaticallyRotateAfterDaysType

structure BatchGetSecretValueRequest {
    SecretIdList: SecretIdListType
    Filters: FiltersListType
    MaxResults: MaxResultsBatchType
    NextToken: NextTokenType
}

structure BatchGetSecretValueResponse {
    SecretValues: SecretValuesType
    NextToken: NextTokenType
    Errors: APIErrorListType
}

structure CancelRotateSecretRequest {
    @required
    SecretId: SecretIdType
}

structure CancelRotateSecretResponse {
    ARN: SecretARNType
    Name: SecretNameType
    VersionId: SecretVersionIdType
}

@length(min: 32, max: 64)
string ClientRequestTokenType

structure CreateSecretRequest {
    @required
    Name: NameType
    @idempotencyToken
    ClientRequestToken: ClientRequestTokenType
    Description: DescriptionType
    KmsKeyId: KmsKeyIdType
    SecretBinary: SecretBinaryType
    SecretString: SecretStringType
    Tags: TagListType
    AddReplicaRegions: AddReplicaRegionListType
    ForceOverwriteReplicaSecret: Boolean
    Type: MedeaTypeType
}

structure CreateSecretResponse {
    ARN: SecretARNType
    Name: SecretNameType
    VersionId: SecretVersionIdType
    ReplicationStatus: ReplicationStatusListType
}

@error("client")
structure DecryptionFailure {
    Message: String
}

structure DeleteResourcePolicyRequest {
    @required
    SecretId: SecretIdType
}

structure DeleteResourcePolicyResponse {
    ARN: SecretARNType
    Name: NameType
}

structure DeleteSecretRequest {
    @required
    SecretId: SecretIdType
    RecoveryWindowInDays: Long
    ForceDeleteWithoutRecovery: Boolean
}

structure DeleteSecretResponse {
    ARN: SecretARNType
    Name: SecretNameType
    DeletionDate: Timestamp
}

structure DescribeSecretRequest {
    @required
    SecretId: SecretIdType
}

structure DescribeSecretResponse {
    ARN: SecretARNType
    Name: SecretNameType
    Type: MedeaTypeType
    Description: DescriptionType
    KmsKeyId: KmsKeyIdType
    RotationEnabled: Boolean
    RotationLambdaARN: RotationLambdaARNType
    RotationRules: RotationRulesType
    ExternalSecretRotationMetadata: ExternalSecretRotationMetadataType
    ExternalSecretRotationRoleArn: RoleARNType
    LastRotatedDate: Timestamp
    LastChangedDate: Timestamp
    LastAccessedDate: Timestamp
    DeletedDate: Timestamp
    NextRotationDate: Timestamp
    Tags: TagListType
    VersionIdsToStages: SecretVersionsToStagesMapType
    OwningService: OwningServiceType
    CreatedDate: Timestamp
    PrimaryRegion: RegionType
    ReplicationStatus: ReplicationStatusListType
}

@length(max: 2048)
string DescriptionType

@length(min: 2, max: 3)
@pattern("^[0-9]+h$")
string DurationType

@error("client")
structure EncryptionFailure {
    Message: String
}

@length(min: 0, max: 4096)
string ExcludeCharactersType

structure ExternalSecretRotationMetadataItem {
    Key: ExternalSecretRotationMetadataItemKeyType
    Value: ExternalSecretRotationMetadataItemValueType
}

@length(min: 1, max: 256)
string ExternalSecretRotationMetadataItemKeyType

@length(min: 1, max: 2048)
string ExternalSecretRotationMetadataItemValueType

list ExternalSecretRotationMetadataType {
    member: ExternalSecretRotationMetadataItem
}

structure Filter {
    Key: FilterNameStringType
    Values: FilterValuesStringList
}

enum FilterNameStringType {
    description
    name
    tag_key = "tag-key"
    tag_value = "tag-value"
    primary_region = "primary-region"
    owning_service = "owning-service"
    all
}

@length(max: 512)
@pattern("^\\!?[a-zA-Z0-9 :_@\\/\\+\\=\\.\\-\\!]*$")
string FilterValueStringType

@length(min: 1, max: 10)
list FilterValuesStringList {
    member: FilterValueStringType
}

@length(max: 10)
list FiltersListType {
    member: Filter
}

structure GetRandomPasswordRequest {
    PasswordLength: PasswordLengthType
    ExcludeCharacters: ExcludeCharactersType
    ExcludeNumbers: Boolean
    ExcludePunctuation: Boolean
    ExcludeUppercase: Boolean
    ExcludeLowercase: Boolean
    IncludeSpace: Boolean
    RequireEachIncludedType: Boolean
}

structure GetRandomPasswordResponse {
    RandomPassword: RandomPasswordType
}

structure GetResourcePolicyRequest {
    @required
    SecretId: SecretIdType
}

structure GetResourcePolicyResponse {
    ARN: SecretARNType
    Name: NameType
    ResourcePolicy: NonEmptyResourcePolicyType
}

structure GetSecretValueRequest {
    @required
    SecretId: SecretIdType
    VersionId: SecretVersionIdType
    VersionStage: SecretVersionStageType
}

structure GetSecretValueResponse {
    ARN: SecretARNType
    Name: SecretNameType
    VersionId: SecretVersionIdType
    SecretBinary: SecretBinaryType
    SecretString: SecretStringType
    VersionStages: SecretVersionStagesType
    CreatedDate: Timestamp
}

@error("server")
structure InternalServiceError {
    Message: String
}

@error("client")
structure InvalidNextTokenException {
    Message: String
}

@error("client")
structure InvalidParameterException {
    Message: String
}

@error("client")
structure InvalidRequestException {
    Message: String
}

list KmsKeyIdListType {
    member: KmsKeyIdType
}

@length(min: 0, max: 2048)
string KmsKeyIdType

@error("client")
structure LimitExceededException {
    Message: String
}

structure ListSecretVersionIdsRequest {
    @required
    SecretId: SecretIdType
    MaxResults: MaxResultsType
    NextToken: NextTokenType
    IncludeDeprecated: Boolean
}

structure ListSecretVersionIdsResponse {
    Versions: SecretVersionsListType
    NextToken: NextTokenType
    ARN: SecretARNType
    Name: SecretNameType
}

structure ListSecretsRequest {
    IncludePlannedDeletion: Boolean
    MaxResults: MaxResultsType
    NextToken: NextTokenType
    Filters: FiltersListType
    SortOrder: SortOrderType
    SortBy: SortByType
}

structure ListSecretsResponse {
    SecretList: SecretListType
    NextToken: NextTokenType
}

@error("client")
structure MalformedPolicyDocumentException {
    Message: String
}

@range(min: 1, max: 20)
integer MaxResultsBatchType

@range(min: 1, max: 100)
integer MaxResultsType

@length(min: 0, max: 256)
string MedeaTypeType

@length(min: 1, max: 512)
string NameType

@length(min: 1, max: 4096)
string NextTokenType

@length(min: 1, max: 20480)
string NonEmptyResourcePolicyType

@length(min: 1, max: 128)
string OwningServiceType

@range(min: 1, max: 4096)
long PasswordLengthType

@error("client")
structure PreconditionNotMetException {
    Message: String
}

@error("client")
structure PublicPolicyException {
    Message: String
}

structure PutResourcePolicyRequest {
    @required
    SecretId: SecretIdType
    @required
    ResourcePolicy: NonEmptyResourcePolicyType
    BlockPublicPolicy: Boolean
}

structure PutResourcePolicyResponse {
    ARN: SecretARNType
    Name: NameType
}

structure PutSecretValueRequest {
    @required
    SecretId: SecretIdType
    @idempotencyToken
    ClientRequestToken: ClientRequestTokenType
    SecretBinary: SecretBinaryType
    SecretString: SecretStringType
    VersionStages: SecretVersionStagesType
    RotationToken: RotationTokenType
}

structure PutSecretValueResponse {
    ARN: SecretARNType
    Name: SecretNameType
    VersionId: SecretVersionIdType
    VersionStages: SecretVersionStagesType
}

@length(min: 0, max: 4096)
@sensitive
string RandomPasswordType

@length(min: 1, max: 128)
@pattern("^([a-z]+-)+\\d+$")
string RegionType

structure RemoveRegionsFromReplicationRequest {
    @required
    SecretId: SecretIdType
    @required
    RemoveReplicaRegions: RemoveReplicaRegionListType
}

structure RemoveRegionsFromReplicationResponse {
    ARN: SecretARNType
    ReplicationStatus: ReplicationStatusListType
}

@length(min: 1)
list RemoveReplicaRegionListType {
    member: RegionType
}

structure ReplicaRegionType {
    Region: RegionType
    KmsKeyId: KmsKeyIdType
}

structure ReplicateSecretToRegionsRequest {
    @required
    SecretId: SecretIdType
    @required
    AddReplicaRegions: AddReplicaRegionListType
    ForceOverwriteReplicaSecret: Boolean
}

structure ReplicateSecretToRegionsResponse {
    ARN: SecretARNType
    ReplicationStatus: ReplicationStatusListType
}

list ReplicationStatusListType {
    member: ReplicationStatusType
}

structure ReplicationStatusType {
    Region: RegionType
    KmsKeyId: KmsKeyIdType
    Status: StatusType
    StatusMessage: StatusMessageType
    LastAccessedDate: Timestamp
}

@error("client")
structure ResourceExistsException {
    Message: String
}

@error("client")
structure ResourceNotFoundException {
    Message: String
}

structure RestoreSecretRequest {
    @required
    SecretId: SecretIdType
}

structure RestoreSecretResponse {
    ARN: SecretARNType
    Name: SecretNameType
}

@length(min: 20, max: 2048)
string RoleARNType

structure RotateSecretRequest {
    @required
    SecretId: SecretIdType
    @idempotencyToken
    ClientRequestToken: ClientRequestTokenType
    RotationLambdaARN: RotationLambdaARNType
    RotationRules: RotationRulesType
    ExternalSecretRotationMetadata: ExternalSecretRotationMetadataType
    ExternalSecretRotationRoleArn: RoleARNType
    RotateImmediately: Boolean
}

structure RotateSecretResponse {
    ARN: SecretARNType
    Name: SecretNameType
    VersionId: SecretVersionIdType
}

@length(min: 0, max: 2048)
string RotationLambdaARNType

structure RotationRulesType {
    AutomaticallyAfterDays: AutomaticallyRotateAfterDaysType
    Duration: DurationType
    ScheduleExpression: ScheduleExpressionType
}

@length(min: 36, max: 256)
@pattern("^[a-zA-Z0-9\\-]+$")
@sensitive
string RotationTokenType

@length(min: 1, max: 256)
@pattern("^[0-9A-Za-z\\(\\)#\\?\\*\\-\\/, ]+$")
string ScheduleExpressionType

@length(min: 20, max: 2048)
string SecretARNType

@length(min: 1, max: 65536)
@sensitive
blob SecretBinaryType

@length(min: 1, max: 20)
list SecretIdListType {
    member: SecretIdType
}

@length(min: 1, max: 2048)
string SecretIdType

structure SecretListEntry {
    ARN: SecretARNType
    Name: SecretNameType
    Type: MedeaTypeType
    Description: DescriptionType
    KmsKeyId: KmsKeyIdType
    RotationEnabled: Boolean
    RotationLambdaARN: RotationLambdaARNType
    RotationRules: RotationRulesType
    ExternalSecretRotationMetadata: ExternalSecretRotationMetadataType
    ExternalSecretRotationRoleArn: RoleARNType
    LastRotatedDate: Timestamp
    LastChangedDate: Timestamp
    LastAccessedDate: Timestamp
    DeletedDate: Timestamp
    NextRotationDate: Timestamp
    Tags: TagListType
    SecretVersionsToStages: SecretVersionsToStagesMapType
    OwningService: OwningServiceType
    CreatedDate: Timestamp
    PrimaryRegion: RegionType
}

list SecretListType {
    member: SecretListEntry
}

@length(min: 1, max: 256)
string SecretNameType

@length(min: 1, max: 65536)
@sensitive
string SecretStringType

structure SecretValueEntry {
    ARN: SecretARNType
    Name: SecretNameType
    VersionId: SecretVersionIdType
    SecretBinary: SecretBinaryType
    SecretString: SecretStringType
    VersionStages: SecretVersionStagesType
    CreatedDate: Timestamp
}

list SecretValuesType {
    member: SecretValueEntry
}

@length(min: 32, max: 64)
string SecretVersionIdType

@length(min: 1, max: 256)
string SecretVersionStageType

@length(min: 1, max: 20)
list SecretVersionStagesType {
    member: SecretVersionStageType
}

structure SecretVersionsListEntry {
    VersionId: SecretVersionIdType
    VersionStages: SecretVersionStagesType
    LastAccessedDate: Timestamp
    CreatedDate: Timestamp
    KmsKeyIds: KmsKeyIdListType
}

list SecretVersionsListType {
    member: SecretVersionsListEntry
}

map SecretVersionsToStagesMapType {
    key: SecretVersionIdType
    value: SecretVersionStagesType
}

enum SortByType {
    created_date = "created-date"
    last_accessed_date = "last-accessed-date"
    last_changed_date = "last-changed-date"
    name
}

enum SortOrderType {
    asc
    desc
}

@length(min: 1, max: 4096)
string StatusMessageType

enum StatusType {
    InSync
    Failed
    InProgress
}

structure StopReplicationToReplicaRequest {
    @required
    SecretId: SecretIdType
}

structure StopReplicationToReplicaResponse {
    ARN: SecretARNType
}

structure Tag {
    Key: TagKeyType
    Value: TagValueType
}

list TagKeyListType {
    member: TagKeyType
}

@length(min: 1, max: 128)
string TagKeyType

list TagListType {
    member: Tag
}

structure TagResourceRequest {
    @required
    SecretId: SecretIdType
    @required
    Tags: TagListType
}

structure TagResourceResponse {}

@length(min: 0, max: 256)
string TagValueType

structure UntagResourceRequest {
    @required
    SecretId: SecretIdType
    @required
    TagKeys: TagKeyListType
}

structure UntagResourceResponse {}

structure UpdateSecretRequest {
    @required
    SecretId: SecretIdType
    @idempotencyToken
    ClientRequestToken: ClientRequestTokenType
    Description: DescriptionType
    KmsKeyId: KmsKeyIdType
    SecretBinary: SecretBinaryType
    SecretString: SecretStringType
    Type: MedeaTypeType
}

structure UpdateSecretResponse {
    ARN: SecretARNType
    Name: SecretNameType
    VersionId: SecretVersionIdType
}

structure UpdateSecretVersionStageRequest {
    @required
    SecretId: SecretIdType
    @required
    VersionStage: SecretVersionStageType
    RemoveFromVersionId: SecretVersionIdType
    MoveToVersionId: SecretVersionIdType
}

structure UpdateSecretVersionStageResponse {
    ARN: SecretARNType
    Name: SecretNameType
}

structure ValidateResourcePolicyRequest {
    SecretId: SecretIdType
    @required
    ResourcePolicy: NonEmptyResourcePolicyType
}

structure ValidateResourcePolicyResponse {
    PolicyValidationPassed: Boolean
    ValidationErrors: ValidationErrorsType
}

structure ValidationErrorsEntry {
    CheckName: NameType
    ErrorMessage: String
}

list ValidationErrorsType {
    member: ValidationErrorsEntry
}
