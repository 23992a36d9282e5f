$version: "2"

// Made from botocore 1.43.11, ecr/2015-09-21, without its texts. Again, or with more operations:
// tools/import-model --out api/ecr.smithy ecr [OPERATION…]
namespace gantry.ecr

use aws.api#service
use aws.auth#sigv4
use aws.protocols#awsJson1_1

@service(sdkId: "ECR")
@sigv4(name: "ecr")
@awsJson1_1
service AmazonEC2ContainerRegistry_V20150921 {
    version: "2015-09-21"
    operations: [
        BatchCheckLayerAvailability
        BatchDeleteImage
        BatchGetImage
        BatchGetRepositoryScanningConfiguration
        CompleteLayerUpload
        CreatePullThroughCacheRule
        CreateRepository
        CreateRepositoryCreationTemplate
        DeleteLifecyclePolicy
        DeletePullThroughCacheRule
        DeleteRegistryPolicy
        DeleteRepository
        DeleteRepositoryCreationTemplate
        DeleteRepositoryPolicy
        DeleteSigningConfiguration
        DeregisterPullTimeUpdateExclusion
        DescribeImageReplicationStatus
        DescribeImageScanFindings
        DescribeImageSigningStatus
        DescribeImages
        DescribePullThroughCacheRules
        DescribeRegistry
        DescribeRepositories
        DescribeRepositoryCreationTemplates
        GetAccountSetting
        GetAuthorizationToken
        GetDownloadUrlForLayer
        GetLifecyclePolicy
        GetLifecyclePolicyPreview
        GetRegistryPolicy
        GetRegistryScanningConfiguration
        GetRepositoryPolicy
        GetSigningConfiguration
        InitiateLayerUpload
        ListImageReferrers
        ListImages
        ListPullTimeUpdateExclusions
        ListTagsForResource
        PutAccountSetting
        PutImage
        PutImageScanningConfiguration
        PutImageTagMutability
        PutLifecyclePolicy
        PutRegistryPolicy
        PutRegistryScanningConfiguration
        PutReplicationConfiguration
        PutSigningConfiguration
        RegisterPullTimeUpdateExclusion
        SetRepositoryPolicy
        StartImageScan
        StartLifecyclePolicyPreview
        TagResource
        UntagResource
        UpdateImageStorageClass
        UpdatePullThroughCacheRule
        UpdateRepositoryCreationTemplate
        UploadLayerPart
        ValidatePullThroughCacheRule
    ]
}

operation BatchCheckLayerAvailability {
    input: BatchCheckLayerAvailabilityRequest
    output: BatchCheckLayerAvailabilityResponse
    errors: [
        InvalidParameterException
        RepositoryNotFoundException
        ServerException
    ]
}

operation BatchDeleteImage {
    input: BatchDeleteImageRequest
    output: BatchDeleteImageResponse
    errors: [
        InvalidParameterException
        RepositoryNotFoundException
        ServerException
    ]
}

operation BatchGetImage {
    input: BatchGetImageRequest
    output: BatchGetImageResponse
    errors: [
        InvalidParameterException
        LimitExceededException
        RepositoryNotFoundException
        ServerException
        UnableToGetUpstreamImageException
    ]
}

operation BatchGetRepositoryScanningConfiguration {
    input: BatchGetRepositoryScanningConfigurationRequest
    output: BatchGetRepositoryScanningConfigurationResponse
    errors: [
        InvalidParameterException
        RepositoryNotFoundException
        ServerException
        ValidationException
    ]
}

operation CompleteLayerUpload {
    input: CompleteLayerUploadRequest
    output: CompleteLayerUploadResponse
    errors: [
        EmptyUploadException
        InvalidLayerException
        InvalidParameterException
        KmsException
        LayerAlreadyExistsException
        LayerPartTooSmallException
        RepositoryNotFoundException
        ServerException
        UploadNotFoundException
    ]
}

operation CreatePullThroughCacheRule {
    input: CreatePullThroughCacheRuleRequest
    output: CreatePullThroughCacheRuleResponse
    errors: [
        InvalidParameterException
        LimitExceededException
        PullThroughCacheRuleAlreadyExistsException
        SecretNotFoundException
        ServerException
        UnableToAccessSecretException
        UnableToDecryptSecretValueException
        UnsupportedUpstreamRegistryException
        ValidationException
    ]
}

operation CreateRepository {
    input: CreateRepositoryRequest
    output: CreateRepositoryResponse
    errors: [
        InvalidParameterException
        InvalidTagParameterException
        KmsException
        LimitExceededException
        RepositoryAlreadyExistsException
        ServerException
        TooManyTagsException
    ]
}

operation CreateRepositoryCreationTemplate {
    input: CreateRepositoryCreationTemplateRequest
    output: CreateRepositoryCreationTemplateResponse
    errors: [
        InvalidParameterException
        LimitExceededException
        ServerException
        TemplateAlreadyExistsException
        ValidationException
    ]
}

operation DeleteLifecyclePolicy {
    input: DeleteLifecyclePolicyRequest
    output: DeleteLifecyclePolicyResponse
    errors: [
        InvalidParameterException
        LifecyclePolicyNotFoundException
        RepositoryNotFoundException
        ServerException
        ValidationException
    ]
}

operation DeletePullThroughCacheRule {
    input: DeletePullThroughCacheRuleRequest
    output: DeletePullThroughCacheRuleResponse
    errors: [
        InvalidParameterException
        PullThroughCacheRuleNotFoundException
        ServerException
        ValidationException
    ]
}

operation DeleteRegistryPolicy {
    input: DeleteRegistryPolicyRequest
    output: DeleteRegistryPolicyResponse
    errors: [
        InvalidParameterException
        RegistryPolicyNotFoundException
        ServerException
        ValidationException
    ]
}

operation DeleteRepository {
    input: DeleteRepositoryRequest
    output: DeleteRepositoryResponse
    errors: [
        InvalidParameterException
        KmsException
        RepositoryNotEmptyException
        RepositoryNotFoundException
        ServerException
    ]
}

operation DeleteRepositoryCreationTemplate {
    input: DeleteRepositoryCreationTemplateRequest
    output: DeleteRepositoryCreationTemplateResponse
    errors: [
        InvalidParameterException
        ServerException
        TemplateNotFoundException
        ValidationException
    ]
}

operation DeleteRepositoryPolicy {
    input: DeleteRepositoryPolicyRequest
    output: DeleteRepositoryPolicyResponse
    errors: [
        InvalidParameterException
        RepositoryNotFoundException
        RepositoryPolicyNotFoundException
        ServerException
    ]
}

operation DeleteSigningConfiguration {
    input: DeleteSigningConfigurationRequest
    output: DeleteSigningConfigurationResponse
    errors: [
        ServerException
        SigningConfigurationNotFoundException
        ValidationException
    ]
}

operation DeregisterPullTimeUpdateExclusion {
    input: DeregisterPullTimeUpdateExclusionRequest
    output: DeregisterPullTimeUpdateExclusionResponse
    errors: [
        ExclusionNotFoundException
        InvalidParameterException
        LimitExceededException
        ServerException
        ValidationException
    ]
}

operation DescribeImageReplicationStatus {
    input: DescribeImageReplicationStatusRequest
    output: DescribeImageReplicationStatusResponse
    errors: [
        ImageNotFoundException
        InvalidParameterException
        RepositoryNotFoundException
        ServerException
        ValidationException
    ]
}

@paginated(inputToken: "nextToken", outputToken: "nextToken", pageSize: "maxResults")
operation DescribeImageScanFindings {
    input: DescribeImageScanFindingsRequest
    output: DescribeImageScanFindingsResponse
    errors: [
        ImageNotFoundException
        InvalidParameterException
        RepositoryNotFoundException
        ScanNotFoundException
        ServerException
        ValidationException
    ]
}

operation DescribeImageSigningStatus {
    input: DescribeImageSigningStatusRequest
    output: DescribeImageSigningStatusResponse
    errors: [
        ImageNotFoundException
        InvalidParameterException
        RepositoryNotFoundException
        ServerException
        ValidationException
    ]
}

@paginated(inputToken: "nextToken", outputToken: "nextToken", items: "imageDetails", pageSize: "maxResults")
operation DescribeImages {
    input: DescribeImagesRequest
    output: DescribeImagesResponse
    errors: [
        ImageNotFoundException
        InvalidParameterException
        RepositoryNotFoundException
        ServerException
    ]
}

@paginated(inputToken: "nextToken", outputToken: "nextToken", items: "pullThroughCacheRules", pageSize: "maxResults")
operation DescribePullThroughCacheRules {
    input: DescribePullThroughCacheRulesRequest
    output: DescribePullThroughCacheRulesResponse
    errors: [
        InvalidParameterException
        PullThroughCacheRuleNotFoundException
        ServerException
        ValidationException
    ]
}

operation DescribeRegistry {
    input: DescribeRegistryRequest
    output: DescribeRegistryResponse
    errors: [
        InvalidParameterException
        ServerException
        ValidationException
    ]
}

@paginated(inputToken: "nextToken", outputToken: "nextToken", items: "repositories", pageSize: "maxResults")
operation DescribeRepositories {
    input: DescribeRepositoriesRequest
    output: DescribeRepositoriesResponse
    errors: [
        InvalidParameterException
        RepositoryNotFoundException
        ServerException
    ]
}

@paginated(inputToken: "nextToken", outputToken: "nextToken", items: "repositoryCreationTemplates", pageSize: "maxResults")
operation DescribeRepositoryCreationTemplates {
    input: DescribeRepositoryCreationTemplatesRequest
    output: DescribeRepositoryCreationTemplatesResponse
    errors: [
        InvalidParameterException
        ServerException
        ValidationException
    ]
}

operation GetAccountSetting {
    input: GetAccountSettingRequest
    output: GetAccountSettingResponse
    errors: [
        InvalidParameterException
        ServerException
        ValidationException
    ]
}

operation GetAuthorizationToken {
    input: GetAuthorizationTokenRequest
    output: GetAuthorizationTokenResponse
    errors: [
        InvalidParameterException
        ServerException
    ]
}

operation GetDownloadUrlForLayer {
    input: GetDownloadUrlForLayerRequest
    output: GetDownloadUrlForLayerResponse
    errors: [
        InvalidParameterException
        LayerInaccessibleException
        LayersNotFoundException
        RepositoryNotFoundException
        ServerException
        UnableToGetUpstreamLayerException
    ]
}

operation GetLifecyclePolicy {
    input: GetLifecyclePolicyRequest
    output: GetLifecyclePolicyResponse
    errors: [
        InvalidParameterException
        LifecyclePolicyNotFoundException
        RepositoryNotFoundException
        ServerException
        ValidationException
    ]
}

@paginated(inputToken: "nextToken", outputToken: "nextToken", items: "previewResults", pageSize: "maxResults")
operation GetLifecyclePolicyPreview {
    input: GetLifecyclePolicyPreviewRequest
    output: GetLifecyclePolicyPreviewResponse
    errors: [
        InvalidParameterException
        LifecyclePolicyPreviewNotFoundException
        RepositoryNotFoundException
        ServerException
        ValidationException
    ]
}

operation GetRegistryPolicy {
    input: GetRegistryPolicyRequest
    output: GetRegistryPolicyResponse
    errors: [
        InvalidParameterException
        RegistryPolicyNotFoundException
        ServerException
        ValidationException
    ]
}

operation GetRegistryScanningConfiguration {
    input: GetRegistryScanningConfigurationRequest
    output: GetRegistryScanningConfigurationResponse
    errors: [
        InvalidParameterException
        ServerException
        ValidationException
    ]
}

operation GetRepositoryPolicy {
    input: GetRepositoryPolicyRequest
    output: GetRepositoryPolicyResponse
    errors: [
        InvalidParameterException
        RepositoryNotFoundException
        RepositoryPolicyNotFoundException
        ServerException
    ]
}

operation GetSigningConfiguration {
    input: GetSigningConfigurationRequest
    output: GetSigningConfigurationResponse
    errors: [
        InvalidParameterException
        ServerException
        SigningConfigurationNotFoundException
        ValidationException
    ]
}

operation InitiateLayerUpload {
    input: InitiateLayerUploadRequest
    output: InitiateLayerUploadResponse
    errors: [
        InvalidParameterException
        KmsException
        RepositoryNotFoundException
        ServerException
    ]
}

operation ListImageReferrers {
    input: ListImageReferrersRequest
    output: ListImageReferrersResponse
    errors: [
        InvalidParameterException
        RepositoryNotFoundException
        ServerException
        UnableToListUpstreamImageReferrersException
        ValidationException
    ]
}

@paginated(inputToken: "nextToken", outputToken: "nextToken", items: "imageIds", pageSize: "maxResults")
operation ListImages {
    input: ListImagesRequest
    output: ListImagesResponse
    errors: [
        InvalidParameterException
        RepositoryNotFoundException
        ServerException
    ]
}

operation ListPullTimeUpdateExclusions {
    input: ListPullTimeUpdateExclusionsRequest
    output: ListPullTimeUpdateExclusionsResponse
    errors: [
        InvalidParameterException
        LimitExceededException
        ServerException
        ValidationException
    ]
}

operation ListTagsForResource {
    input: ListTagsForResourceRequest
    output: ListTagsForResourceResponse
    errors: [
        InvalidParameterException
        RepositoryNotFoundException
        ServerException
    ]
}

operation PutAccountSetting {
    input: PutAccountSettingRequest
    output: PutAccountSettingResponse
    errors: [
        InvalidParameterException
        LimitExceededException
        ServerException
        ValidationException
    ]
}

operation PutImage {
    input: PutImageRequest
    output: PutImageResponse
    errors: [
        ImageAlreadyExistsException
        ImageDigestDoesNotMatchException
        ImageTagAlreadyExistsException
        InvalidParameterException
        KmsException
        LayersNotFoundException
        LimitExceededException
        ReferencedImagesNotFoundException
        RepositoryNotFoundException
        ServerException
    ]
}

operation PutImageScanningConfiguration {
    input: PutImageScanningConfigurationRequest
    output: PutImageScanningConfigurationResponse
    errors: [
        InvalidParameterException
        RepositoryNotFoundException
        ServerException
        ValidationException
    ]
}

operation PutImageTagMutability {
    input: PutImageTagMutabilityRequest
    output: PutImageTagMutabilityResponse
    errors: [
        InvalidParameterException
        RepositoryNotFoundException
        ServerException
    ]
}

operation PutLifecyclePolicy {
    input: PutLifecyclePolicyRequest
    output: PutLifecyclePolicyResponse
    errors: [
        InvalidParameterException
        RepositoryNotFoundException
        ServerException
        ValidationException
    ]
}

operation PutRegistryPolicy {
    input: PutRegistryPolicyRequest
    output: PutRegistryPolicyResponse
    errors: [
        InvalidParameterException
        ServerException
        ValidationException
    ]
}

operation PutRegistryScanningConfiguration {
    input: PutRegistryScanningConfigurationRequest
    output: PutRegistryScanningConfigurationResponse
    errors: [
        BlockedByOrganizationPolicyException
        InvalidParameterException
        ServerException
        ValidationException
    ]
}

operation PutReplicationConfiguration {
    input: PutReplicationConfigurationRequest
    output: PutReplicationConfigurationResponse
    errors: [
        InvalidParameterException
        ServerException
        ValidationException
    ]
}

operation PutSigningConfiguration {
    input: PutSigningConfigurationRequest
    output: PutSigningConfigurationResponse
    errors: [
        InvalidParameterException
        ServerException
        ValidationException
    ]
}

operation RegisterPullTimeUpdateExclusion {
    input: RegisterPullTimeUpdateExclusionRequest
    output: RegisterPullTimeUpdateExclusionResponse
    errors: [
        ExclusionAlreadyExistsException
        InvalidParameterException
        LimitExceededException
        ServerException
        ValidationException
    ]
}

operation SetRepositoryPolicy {
    input: SetRepositoryPolicyRequest
    output: SetRepositoryPolicyResponse
    errors: [
        InvalidParameterException
        RepositoryNotFoundException
        ServerException
    ]
}

operation StartImageScan {
    input: StartImageScanRequest
    output: StartImageScanResponse
    errors: [
        ImageArchivedException
        ImageNotFoundException
        InvalidParameterException
        LimitExceededException
        RepositoryNotFoundException
        ServerException
        UnsupportedImageTypeException
        ValidationException
    ]
}

operation StartLifecyclePolicyPreview {
    input: StartLifecyclePolicyPreviewRequest
    output: StartLifecyclePolicyPreviewResponse
    errors: [
        InvalidParameterException
        LifecyclePolicyNotFoundException
        LifecyclePolicyPreviewInProgressException
        RepositoryNotFoundException
        ServerException
        ValidationException
    ]
}

operation TagResource {
    input: TagResourceRequest
    output: TagResourceResponse
    errors: [
        InvalidParameterException
        InvalidTagParameterException
        RepositoryNotFoundException
        ServerException
        TooManyTagsException
    ]
}

operation UntagResource {
    input: UntagResourceRequest
    output: UntagResourceResponse
    errors: [
        InvalidParameterException
        InvalidTagParameterException
        RepositoryNotFoundException
        ServerException
        TooManyTagsException
    ]
}

operation UpdateImageStorageClass {
    input: UpdateImageStorageClassRequest
    output: UpdateImageStorageClassResponse
    errors: [
        ImageNotFoundException
        ImageStorageClassUpdateNotSupportedException
        InvalidParameterException
        RepositoryNotFoundException
        ServerException
        ValidationException
    ]
}

operation UpdatePullThroughCacheRule {
    input: UpdatePullThroughCacheRuleRequest
    output: UpdatePullThroughCacheRuleResponse
    errors: [
        InvalidParameterException
        PullThroughCacheRuleNotFoundException
        SecretNotFoundException
        ServerException
        UnableToAccessSecretException
        UnableToDecryptSecretValueException
        ValidationException
    ]
}

operation UpdateRepositoryCreationTemplate {
    input: UpdateRepositoryCreationTemplateRequest
    output: UpdateRepositoryCreationTemplateResponse
    errors: [
        InvalidParameterException
        ServerException
        TemplateNotFoundException
        ValidationException
    ]
}

operation UploadLayerPart {
    input: UploadLayerPartRequest
    output: UploadLayerPartResponse
    errors: [
        InvalidLayerPartException
        InvalidParameterException
        KmsException
        LimitExceededException
        RepositoryNotFoundException
        ServerException
        UploadNotFoundException
    ]
}

operation ValidatePullThroughCacheRule {
    input: ValidatePullThroughCacheRuleRequest
    output: ValidatePullThroughCacheRuleResponse
    errors: [
        InvalidParameterException
        PullThroughCacheRuleNotFoundException
        ServerException
        ValidationException
    ]
}

@length(min: 1, max: 64)
string AccountSettingName

map Annotations {
    key: String
    value: String
}

enum ArtifactStatus {
    ACTIVE
    ARCHIVED
    ACTIVATING
}

enum ArtifactStatusFilter {
    ACTIVE
    ARCHIVED
    ACTIVATING
    ANY
}

@length(min: 1, max: 255)
string ArtifactType

@length(min: 0, max: 5)
list ArtifactTypeList {
    member: ArtifactType
}

structure Attribute {
    @required
    key: AttributeKey
    value: AttributeValue
}

@length(min: 1, max: 128)
string AttributeKey

@length(min: 0, max: 50)
list AttributeList {
    member: Attribute
}

@length(min: 1, max: 256)
string AttributeValue

structure AuthorizationData {
    authorizationToken: Base64
    expiresAt: Timestamp
    proxyEndpoint: String
}

list AuthorizationDataList {
    member: AuthorizationData
}

structure AwsEcrContainerImageDetails {
    architecture: String
    author: String
    imageHash: String
    imageTags: ImageTagsList
    platform: String
    pushedAt: Timestamp
    lastInUseAt: Timestamp
    inUseCount: InUseCount
    registry: RegistryId
    repositoryName: RepositoryName
}

@pattern("^\\S+$")
string Base64

structure BatchCheckLayerAvailabilityRequest {
    registryId: RegistryId
    @required
    repositoryName: RepositoryName
    @required
    layerDigests: BatchedOperationLayerDigestList
}

structure BatchCheckLayerAvailabilityResponse {
    layers: LayerList
    failures: LayerFailureList
}

structure BatchDeleteImageRequest {
    registryId: RegistryId
    @required
    repositoryName: RepositoryName
    @required
    imageIds: ImageIdentifierList
}

structure BatchDeleteImageResponse {
    imageIds: ImageIdentifierList
    failures: ImageFailureList
}

structure BatchGetImageRequest {
    registryId: RegistryId
    @required
    repositoryName: RepositoryName
    @required
    imageIds: ImageIdentifierList
    acceptedMediaTypes: MediaTypeList
}

structure BatchGetImageResponse {
    images: ImageList
    failures: ImageFailureList
}

structure BatchGetRepositoryScanningConfigurationRequest {
    @required
    repositoryNames: ScanningConfigurationRepositoryNameList
}

structure BatchGetRepositoryScanningConfigurationResponse {
    scanningConfigurations: RepositoryScanningConfigurationList
    failures: RepositoryScanningConfigurationFailureList
}

@length(min: 0, max: 1000)
string BatchedOperationLayerDigest

@length(min: 1, max: 100)
list BatchedOperationLayerDigestList {
    member: BatchedOperationLayerDigest
}

@error("client")
structure BlockedByOrganizationPolicyException {
    message: String
}

structure CompleteLayerUploadRequest {
    registryId: RegistryId
    @required
    repositoryName: RepositoryName
    @required
    uploadId: UploadId
    @required
    layerDigests: LayerDigestList
}

structure CompleteLayerUploadResponse {
    registryId: RegistryId
    repositoryName: RepositoryName
    uploadId: UploadId
    layerDigest: LayerDigest
}

structure CreatePullThroughCacheRuleRequest {
    @required
    ecrRepositoryPrefix: PullThroughCacheRuleRepositoryPrefix
    @required
    upstreamRegistryUrl: String
    registryId: RegistryId
    upstreamRegistry: UpstreamRegistry
    credentialArn: CredentialArn
    customRoleArn: CustomRoleArn
    upstreamRepositoryPrefix: PullThroughCacheRuleRepositoryPrefix
}

structure CreatePullThroughCacheRuleResponse {
    ecrRepositoryPrefix: PullThroughCacheRuleRepositoryPrefix
    upstreamRegistryUrl: String
    createdAt: Timestamp
    registryId: RegistryId
    upstreamRegistry: UpstreamRegistry
    credentialArn: CredentialArn
    customRoleArn: CustomRoleArn
    upstreamRepositoryPrefix: PullThroughCacheRuleRepositoryPrefix
}

structure CreateRepositoryCreationTemplateRequest {
    @required
    prefix: Prefix
    description: RepositoryTemplateDescription
    encryptionConfiguration: EncryptionConfigurationForRepositoryCreationTemplate
    resourceTags: TagList
    imageTagMutability: ImageTagMutability
    imageTagMutabilityExclusionFilters: ImageTagMutabilityExclusionFilters
    repositoryPolicy: RepositoryPolicyText
    lifecyclePolicy: LifecyclePolicyTextForRepositoryCreationTemplate
    @required
    appliedFor: RCTAppliedForList
    customRoleArn: CustomRoleArn
}

structure CreateRepositoryCreationTemplateResponse {
    registryId: RegistryId
    repositoryCreationTemplate: RepositoryCreationTemplate
}

structure CreateRepositoryRequest {
    registryId: RegistryId
    @required
    repositoryName: RepositoryName
    tags: TagList
    imageTagMutability: ImageTagMutability
    imageTagMutabilityExclusionFilters: ImageTagMutabilityExclusionFilters
    imageScanningConfiguration: ImageScanningConfiguration
    encryptionConfiguration: EncryptionConfiguration
}

structure CreateRepositoryResponse {
    repository: Repository
}

@length(min: 50, max: 612)
@pattern("^arn:aws(-\\w+)*:secretsmanager:[a-zA-Z0-9-:]+:secret:ecr\\-pullthroughcache\\/[a-zA-Z0-9\\/_+=.@-]+$")
string CredentialArn

@length(max: 2048)
string CustomRoleArn

structure CvssScore {
    baseScore: Double
    scoringVector: String
    source: String
    version: String
}

structure CvssScoreAdjustment {
    metric: String
    reason: String
}

list CvssScoreAdjustmentList {
    member: CvssScoreAdjustment
}

structure CvssScoreDetails {
    adjustments: CvssScoreAdjustmentList
    score: Double
    scoreSource: String
    scoringVector: String
    version: String
}

list CvssScoreList {
    member: CvssScore
}

structure DeleteLifecyclePolicyRequest {
    registryId: RegistryId
    @required
    repositoryName: RepositoryName
}

structure DeleteLifecyclePolicyResponse {
    registryId: RegistryId
    repositoryName: RepositoryName
    lifecyclePolicyText: LifecyclePolicyText
    lastEvaluatedAt: Timestamp
}

structure DeletePullThroughCacheRuleRequest {
    @required
    ecrRepositoryPrefix: PullThroughCacheRuleRepositoryPrefix
    registryId: RegistryId
}

structure DeletePullThroughCacheRuleResponse {
    ecrRepositoryPrefix: PullThroughCacheRuleRepositoryPrefix
    upstreamRegistryUrl: String
    createdAt: Timestamp
    registryId: RegistryId
    credentialArn: CredentialArn
    customRoleArn: CustomRoleArn
    upstreamRepositoryPrefix: PullThroughCacheRuleRepositoryPrefix
}

structure DeleteRegistryPolicyRequest {}

structure DeleteRegistryPolicyResponse {
    registryId: RegistryId
    policyText: RegistryPolicyText
}

structure DeleteRepositoryCreationTemplateRequest {
    @required
    prefix: Prefix
}

structure DeleteRepositoryCreationTemplateResponse {
    registryId: RegistryId
    repositoryCreationTemplate: RepositoryCreationTemplate
}

structure DeleteRepositoryPolicyRequest {
    registryId: RegistryId
    @required
    repositoryName: RepositoryName
}

structure DeleteRepositoryPolicyResponse {
    registryId: RegistryId
    repositoryName: RepositoryName
    policyText: RepositoryPolicyText
}

structure DeleteRepositoryRequest {
    registryId: RegistryId
    @required
    repositoryName: RepositoryName
    force: Boolean
}

structure DeleteRepositoryResponse {
    repository: Repository
}

structure DeleteSigningConfigurationRequest {}

structure DeleteSigningConfigurationResponse {
    registryId: RegistryId
    signingConfiguration: SigningConfiguration
}

structure DeregisterPullTimeUpdateExclusionRequest {
    @required
    principalArn: PrincipalArn
}

structure DeregisterPullTimeUpdateExclusionResponse {
    principalArn: PrincipalArn
}

structure DescribeImageReplicationStatusRequest {
    @required
    repositoryName: RepositoryName
    @required
    imageId: ImageIdentifier
    registryId: RegistryId
}

structure DescribeImageReplicationStatusResponse {
    repositoryName: RepositoryName
    imageId: ImageIdentifier
    replicationStatuses: ImageReplicationStatusList
}

structure DescribeImageScanFindingsRequest {
    registryId: RegistryId
    @required
    repositoryName: RepositoryName
    @required
    imageId: ImageIdentifier
    nextToken: String
    maxResults: MaxResults
}

structure DescribeImageScanFindingsResponse {
    registryId: RegistryId
    repositoryName: RepositoryName
    imageId: ImageIdentifier
    imageScanStatus: ImageScanStatus
    imageScanFindings: ImageScanFindings
    nextToken: String
}

structure DescribeImageSigningStatusRequest {
    @required
    repositoryName: RepositoryName
    @required
    imageId: ImageIdentifier
    registryId: RegistryId
}

structure DescribeImageSigningStatusResponse {
    repositoryName: RepositoryName
    imageId: ImageIdentifier
    registryId: RegistryId
    signingStatuses: ImageSigningStatusList
}

structure DescribeImagesFilter {
    tagStatus: TagStatus
    imageStatus: ImageStatusFilter
}

structure DescribeImagesRequest {
    registryId: RegistryId
    @required
    repositoryName: RepositoryName
    imageIds: ImageIdentifierList
    nextToken: String
    maxResults: MaxResults
    filter: DescribeImagesFilter
}

structure DescribeImagesResponse {
    imageDetails: ImageDetailList
    nextToken: String
}

structure DescribePullThroughCacheRulesRequest {
    registryId: RegistryId
    ecrRepositoryPrefixes: PullThroughCacheRuleRepositoryPrefixList
    nextToken: String
    maxResults: MaxResults
}

structure DescribePullThroughCacheRulesResponse {
    pullThroughCacheRules: PullThroughCacheRuleList
    nextToken: String
}

structure DescribeRegistryRequest {}

structure DescribeRegistryResponse {
    registryId: RegistryId
    replicationConfiguration: ReplicationConfiguration
}

structure DescribeRepositoriesRequest {
    registryId: RegistryId
    repositoryNames: RepositoryNameList
    nextToken: String
    maxResults: MaxResults
}

structure DescribeRepositoriesResponse {
    repositories: RepositoryList
    nextToken: String
}

structure DescribeRepositoryCreationTemplatesRequest {
    prefixes: PrefixList
    nextToken: String
    maxResults: MaxResults
}

structure DescribeRepositoryCreationTemplatesResponse {
    registryId: RegistryId
    repositoryCreationTemplates: RepositoryCreationTemplateList
    nextToken: String
}

@error("client")
structure EmptyUploadException {
    message: String
}

structure EncryptionConfiguration {
    @required
    encryptionType: EncryptionType
    kmsKey: KmsKey
}

structure EncryptionConfigurationForRepositoryCreationTemplate {
    @required
    encryptionType: EncryptionType
    kmsKey: KmsKeyForRepositoryCreationTemplate
}

enum EncryptionType {
    AES256
    KMS
    KMS_DSSE
}

structure EnhancedImageScanFinding {
    awsAccountId: RegistryId
    description: String
    findingArn: String
    firstObservedAt: Timestamp
    lastObservedAt: Timestamp
    packageVulnerabilityDetails: PackageVulnerabilityDetails
    remediation: Remediation
    resources: ResourceList
    score: Double
    scoreDetails: ScoreDetails
    severity: String
    status: String
    title: String
    type: String
    updatedAt: Timestamp
    fixAvailable: String
    exploitAvailable: String
}

list EnhancedImageScanFindingList {
    member: EnhancedImageScanFinding
}

@error("client")
structure ExclusionAlreadyExistsException {
    message: String
}

@error("client")
structure ExclusionNotFoundException {
    message: String
}

@range(min: 1, max: 50)
integer FiftyMaxResults

enum FindingSeverity {
    INFORMATIONAL
    LOW
    MEDIUM
    HIGH
    CRITICAL
    UNDEFINED
}

map FindingSeverityCounts {
    key: FindingSeverity
    value: SeverityCount
}

structure GetAccountSettingRequest {
    @required
    name: AccountSettingName
}

structure GetAccountSettingResponse {
    name: AccountSettingName
    value: AccountSettingName
}

@length(min: 1, max: 10)
list GetAuthorizationTokenRegistryIdList {
    member: RegistryId
}

structure GetAuthorizationTokenRequest {
    registryIds: GetAuthorizationTokenRegistryIdList
}

structure GetAuthorizationTokenResponse {
    authorizationData: AuthorizationDataList
}

structure GetDownloadUrlForLayerRequest {
    registryId: RegistryId
    @required
    repositoryName: RepositoryName
    @required
    layerDigest: LayerDigest
}

structure GetDownloadUrlForLayerResponse {
    downloadUrl: String
    layerDigest: LayerDigest
}

structure GetLifecyclePolicyPreviewRequest {
    registryId: RegistryId
    @required
    repositoryName: RepositoryName
    imageIds: ImageIdentifierList
    nextToken: String
    maxResults: LifecyclePreviewMaxResults
    filter: LifecyclePolicyPreviewFilter
}

structure GetLifecyclePolicyPreviewResponse {
    registryId: RegistryId
    repositoryName: RepositoryName
    lifecyclePolicyText: LifecyclePolicyText
    status: LifecyclePolicyPreviewStatus
    nextToken: String
    previewResults: LifecyclePolicyPreviewResultList
    summary: LifecyclePolicyPreviewSummary
}

structure GetLifecyclePolicyRequest {
    registryId: RegistryId
    @required
    repositoryName: RepositoryName
}

structure GetLifecyclePolicyResponse {
    registryId: RegistryId
    repositoryName: RepositoryName
    lifecyclePolicyText: LifecyclePolicyText
    lastEvaluatedAt: Timestamp
}

structure GetRegistryPolicyRequest {}

structure GetRegistryPolicyResponse {
    registryId: RegistryId
    policyText: RegistryPolicyText
}

structure GetRegistryScanningConfigurationRequest {}

structure GetRegistryScanningConfigurationResponse {
    registryId: RegistryId
    scanningConfiguration: RegistryScanningConfiguration
}

structure GetRepositoryPolicyRequest {
    registryId: RegistryId
    @required
    repositoryName: RepositoryName
}

structure GetRepositoryPolicyResponse {
    registryId: RegistryId
    repositoryName: RepositoryName
    policyText: RepositoryPolicyText
}

structure GetSigningConfigurationRequest {}

structure GetSigningConfigurationResponse {
    registryId: RegistryId
    signingConfiguration: SigningConfiguration
}

structure Image {
    registryId: RegistryId
    repositoryName: RepositoryName
    imageId: ImageIdentifier
    imageManifest: ImageManifest
    imageManifestMediaType: String
}

enum ImageActionType {
    EXPIRE
    TRANSITION
}

@error("client")
structure ImageAlreadyExistsException {
    message: String
}

@error("client")
structure ImageArchivedException {
    message: String
}

@range(min: 0)
integer ImageCount

structure ImageDetail {
    registryId: RegistryId
    repositoryName: RepositoryName
    imageDigest: String
    imageTags: ImageTagList
    imageSizeInBytes: Long
    imagePushedAt: Timestamp
    imageScanStatus: ImageScanStatus
    imageScanFindingsSummary: ImageScanFindingsSummary
    imageManifestMediaType: String
    artifactMediaType: String
    lastRecordedPullTime: Timestamp
    subjectManifestDigest: String
    imageStatus: ImageStatus
    lastArchivedAt: Timestamp
    lastActivatedAt: Timestamp
}

list ImageDetailList {
    member: ImageDetail
}

@error("client")
structure ImageDigestDoesNotMatchException {
    message: String
}

structure ImageFailure {
    imageId: ImageIdentifier
    failureCode: ImageFailureCode
    failureReason: String
}

enum ImageFailureCode {
    InvalidImageDigest
    InvalidImageTag
    ImageTagDoesNotMatchDigest
    ImageNotFound
    MissingDigestAndTag
    ImageReferencedByManifestList
    KmsError
    UpstreamAccessDenied
    UpstreamTooManyRequests
    UpstreamUnavailable
    ImageInaccessible
}

list ImageFailureList {
    member: ImageFailure
}

structure ImageIdentifier {
    imageDigest: String
    imageTag: ImageTag
}

@length(min: 1, max: 100)
list ImageIdentifierList {
    member: ImageIdentifier
}

list ImageList {
    member: Image
}

@length(min: 1, max: 4194304)
string ImageManifest

@error("client")
structure ImageNotFoundException {
    message: String
}

structure ImageReferrer {
    @required
    digest: String
    @required
    mediaType: String
    artifactType: ArtifactType
    @required
    size: Long
    annotations: Annotations
    artifactStatus: ArtifactStatus
}

list ImageReferrerList {
    member: ImageReferrer
}

structure ImageReplicationStatus {
    region: Region
    registryId: RegistryId
    status: ReplicationStatus
    failureCode: String
}

list ImageReplicationStatusList {
    member: ImageReplicationStatus
}

structure ImageScanFinding {
    name: String
    description: String
    uri: String
    severity: FindingSeverity
    attributes: AttributeList
}

list ImageScanFindingList {
    member: ImageScanFinding
}

structure ImageScanFindings {
    imageScanCompletedAt: Timestamp
    vulnerabilitySourceUpdatedAt: Timestamp
    findingSeverityCounts: FindingSeverityCounts
    findings: ImageScanFindingList
    enhancedFindings: EnhancedImageScanFindingList
}

structure ImageScanFindingsSummary {
    imageScanCompletedAt: Timestamp
    vulnerabilitySourceUpdatedAt: Timestamp
    findingSeverityCounts: FindingSeverityCounts
}

structure ImageScanStatus {
    status: ScanStatus
    description: String
}

structure ImageScanningConfiguration {
    scanOnPush: Boolean
}

structure ImageSigningStatus {
    signingProfileArn: SigningProfileArn
    failureCode: String
    failureReason: String
    status: SigningStatus
}

list ImageSigningStatusList {
    member: ImageSigningStatus
}

enum ImageStatus {
    ACTIVE
    ARCHIVED
    ACTIVATING
}

enum ImageStatusFilter {
    ACTIVE
    ARCHIVED
    ACTIVATING
    ANY
}

@error("client")
structure ImageStorageClassUpdateNotSupportedException {
    message: String
}

@length(min: 1, max: 300)
string ImageTag

@error("client")
structure ImageTagAlreadyExistsException {
    message: String
}

list ImageTagList {
    member: ImageTag
}

enum ImageTagMutability {
    MUTABLE
    IMMUTABLE
    IMMUTABLE_WITH_EXCLUSION
    MUTABLE_WITH_EXCLUSION
}

structure ImageTagMutabilityExclusionFilter {
    @required
    filterType: ImageTagMutabilityExclusionFilterType
    @required
    filter: ImageTagMutabilityExclusionFilterValue
}

enum ImageTagMutabilityExclusionFilterType {
    WILDCARD
}

@length(min: 1, max: 128)
@pattern("^[0-9a-zA-Z._*-]{1,128}$")
string ImageTagMutabilityExclusionFilterValue

@length(min: 1, max: 5)
list ImageTagMutabilityExclusionFilters {
    member: ImageTagMutabilityExclusionFilter
}

list ImageTagsList {
    member: ImageTag
}

@range(min: 0)
long InUseCount

structure InitiateLayerUploadRequest {
    registryId: RegistryId
    @required
    repositoryName: RepositoryName
}

structure InitiateLayerUploadResponse {
    uploadId: UploadId
    partSize: PartSize
}

@error("client")
structure InvalidLayerException {
    message: String
}

@error("client")
structure InvalidLayerPartException {
    registryId: RegistryId
    repositoryName: RepositoryName
    uploadId: UploadId
    lastValidByteReceived: PartSize
    message: String
}

@error("client")
structure InvalidParameterException {
    message: String
}

@error("client")
structure InvalidTagParameterException {
    message: String
}

@error("client")
structure KmsException {
    message: String
    kmsError: String
}

@length(min: 1, max: 2048)
string KmsKey

@length(min: 0, max: 2048)
@pattern("^(?:^$|arn:aws[a-z0-9-]*:kms:[a-z0-9-]+:[0-9]{12}:key\\/[a-z0-9-]+)$")
string KmsKeyForRepositoryCreationTemplate

structure Layer {
    layerDigest: LayerDigest
    layerAvailability: LayerAvailability
    layerSize: Long
    mediaType: String
}

@error("client")
structure LayerAlreadyExistsException {
    message: String
}

enum LayerAvailability {
    AVAILABLE
    UNAVAILABLE
    ARCHIVED
}

@pattern("^[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+$")
string LayerDigest

@length(min: 1, max: 100)
list LayerDigestList {
    member: LayerDigest
}

structure LayerFailure {
    layerDigest: BatchedOperationLayerDigest
    failureCode: LayerFailureCode
    failureReason: String
}

enum LayerFailureCode {
    InvalidLayerDigest
    MissingLayerDigest
}

list LayerFailureList {
    member: LayerFailure
}

@error("client")
structure LayerInaccessibleException {
    message: String
}

list LayerList {
    member: Layer
}

@length(min: 0, max: 20971520)
blob LayerPartBlob

@error("client")
structure LayerPartTooSmallException {
    message: String
}

@error("client")
structure LayersNotFoundException {
    message: String
}

@error("client")
structure LifecyclePolicyNotFoundException {
    message: String
}

structure LifecyclePolicyPreviewFilter {
    tagStatus: TagStatus
}

@error("client")
structure LifecyclePolicyPreviewInProgressException {
    message: String
}

@error("client")
structure LifecyclePolicyPreviewNotFoundException {
    message: String
}

structure LifecyclePolicyPreviewResult {
    imageTags: ImageTagList
    imageDigest: String
    imagePushedAt: Timestamp
    action: LifecyclePolicyRuleAction
    appliedRulePriority: LifecyclePolicyRulePriority
    storageClass: LifecyclePolicyStorageClass
}

list LifecyclePolicyPreviewResultList {
    member: LifecyclePolicyPreviewResult
}

enum LifecyclePolicyPreviewStatus {
    IN_PROGRESS
    COMPLETE
    EXPIRED
    FAILED
}

structure LifecyclePolicyPreviewSummary {
    expiringImageTotalCount: ImageCount
    transitioningImageTotalCounts: TransitioningImageTotalCounts
}

structure LifecyclePolicyRuleAction {
    type: ImageActionType
    targetStorageClass: LifecyclePolicyTargetStorageClass
}

@range(min: 1)
integer LifecyclePolicyRulePriority

enum LifecyclePolicyStorageClass {
    ARCHIVE
    STANDARD
}

enum LifecyclePolicyTargetStorageClass {
    ARCHIVE
}

@length(min: 100, max: 30720)
string LifecyclePolicyText

@length(min: 0, max: 30720)
string LifecyclePolicyTextForRepositoryCreationTemplate

@range(min: 1, max: 100)
integer LifecyclePreviewMaxResults

@error("client")
structure LimitExceededException {
    message: String
}

structure ListImageReferrersFilter {
    artifactTypes: ArtifactTypeList
    artifactStatus: ArtifactStatusFilter
}

structure ListImageReferrersRequest {
    registryId: RegistryId
    @required
    repositoryName: RepositoryName
    @required
    subjectId: SubjectIdentifier
    filter: ListImageReferrersFilter
    nextToken: String
    maxResults: FiftyMaxResults
}

structure ListImageReferrersResponse {
    referrers: ImageReferrerList
    nextToken: String
}

structure ListImagesFilter {
    tagStatus: TagStatus
    imageStatus: ImageStatusFilter
}

structure ListImagesRequest {
    registryId: RegistryId
    @required
    repositoryName: RepositoryName
    nextToken: String
    maxResults: MaxResults
    filter: ListImagesFilter
}

structure ListImagesResponse {
    imageIds: ImageIdentifierList
    nextToken: String
}

structure ListPullTimeUpdateExclusionsRequest {
    maxResults: MaxResults
    nextToken: String
}

structure ListPullTimeUpdateExclusionsResponse {
    pullTimeUpdateExclusions: PullTimeUpdateExclusionList
    nextToken: String
}

structure ListTagsForResourceRequest {
    @required
    resourceArn: String
}

structure ListTagsForResourceResponse {
    tags: TagList
}

@range(min: 1, max: 1000)
integer MaxResults

@length(min: 1, max: 100)
list MediaTypeList {
    member: String
}

structure PackageVulnerabilityDetails {
    cvss: CvssScoreList
    referenceUrls: ReferenceUrlsList
    relatedVulnerabilities: RelatedVulnerabilitiesList
    source: String
    sourceUrl: String
    vendorCreatedAt: Timestamp
    vendorSeverity: String
    vendorUpdatedAt: Timestamp
    vulnerabilityId: String
    vulnerablePackages: VulnerablePackagesList
}

@range(min: 0)
long PartSize

@length(min: 1, max: 256)
@pattern("^([a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(\\/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*\\/?|ROOT)$")
string Prefix

list PrefixList {
    member: Prefix
}

@length(max: 200)
@pattern("^arn:aws(-[a-z]+)*:iam::[0-9]{12}:(role|user)/[\\w+=,.@-]+(/[\\w+=,.@-]+)*$")
string PrincipalArn

structure PullThroughCacheRule {
    ecrRepositoryPrefix: PullThroughCacheRuleRepositoryPrefix
    upstreamRegistryUrl: String
    createdAt: Timestamp
    registryId: RegistryId
    credentialArn: CredentialArn
    customRoleArn: CustomRoleArn
    upstreamRepositoryPrefix: PullThroughCacheRuleRepositoryPrefix
    upstreamRegistry: UpstreamRegistry
    updatedAt: Timestamp
}

@error("client")
structure PullThroughCacheRuleAlreadyExistsException {
    message: String
}

list PullThroughCacheRuleList {
    member: PullThroughCacheRule
}

@error("client")
structure PullThroughCacheRuleNotFoundException {
    message: String
}

@length(min: 2, max: 30)
@pattern("^([a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(\\/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*\\/?|ROOT)$")
string PullThroughCacheRuleRepositoryPrefix

@length(min: 1, max: 100)
list PullThroughCacheRuleRepositoryPrefixList {
    member: PullThroughCacheRuleRepositoryPrefix
}

@length(min: 0, max: 100)
list PullTimeUpdateExclusionList {
    member: PrincipalArn
}

structure PutAccountSettingRequest {
    @required
    name: AccountSettingName
    @required
    value: String
}

structure PutAccountSettingResponse {
    name: AccountSettingName
    value: String
}

structure PutImageRequest {
    registryId: RegistryId
    @required
    repositoryName: RepositoryName
    @required
    imageManifest: ImageManifest
    imageManifestMediaType: String
    imageTag: ImageTag
    imageDigest: String
}

structure PutImageResponse {
    image: Image
}

structure PutImageScanningConfigurationRequest {
    registryId: RegistryId
    @required
    repositoryName: RepositoryName
    @required
    imageScanningConfiguration: ImageScanningConfiguration
}

structure PutImageScanningConfigurationResponse {
    registryId: RegistryId
    repositoryName: RepositoryName
    imageScanningConfiguration: ImageScanningConfiguration
}

structure PutImageTagMutabilityRequest {
    registryId: RegistryId
    @required
    repositoryName: RepositoryName
    @required
    imageTagMutability: ImageTagMutability
    imageTagMutabilityExclusionFilters: ImageTagMutabilityExclusionFilters
}

structure PutImageTagMutabilityResponse {
    registryId: RegistryId
    repositoryName: RepositoryName
    imageTagMutability: ImageTagMutability
    imageTagMutabilityExclusionFilters: ImageTagMutabilityExclusionFilters
}

structure PutLifecyclePolicyRequest {
    registryId: RegistryId
    @required
    repositoryName: RepositoryName
    @required
    lifecyclePolicyText: LifecyclePolicyText
}

structure PutLifecyclePolicyResponse {
    registryId: RegistryId
    repositoryName: RepositoryName
    lifecyclePolicyText: LifecyclePolicyText
}

structure PutRegistryPolicyRequest {
    @required
    policyText: RegistryPolicyText
}

structure PutRegistryPolicyResponse {
    registryId: RegistryId
    policyText: RegistryPolicyText
}

structure PutRegistryScanningConfigurationRequest {
    scanType: ScanType
    rules: RegistryScanningRuleList
}

structure PutRegistryScanningConfigurationResponse {
    registryScanningConfiguration: RegistryScanningConfiguration
}

structure PutReplicationConfigurationRequest {
    @required
    replicationConfiguration: ReplicationConfiguration
}

structure PutReplicationConfigurationResponse {
    replicationConfiguration: ReplicationConfiguration
}

structure PutSigningConfigurationRequest {
    @required
    signingConfiguration: SigningConfiguration
}

structure PutSigningConfigurationResponse {
    signingConfiguration: SigningConfiguration
}

enum RCTAppliedFor {
    REPLICATION
    PULL_THROUGH_CACHE
    CREATE_ON_PUSH
}

list RCTAppliedForList {
    member: RCTAppliedFor
}

structure Recommendation {
    url: String
    text: String
}

list ReferenceUrlsList {
    member: String
}

@error("client")
structure ReferencedImagesNotFoundException {
    message: String
}

@length(min: 2, max: 25)
@pattern("^[0-9a-z-]{2,25}$")
string Region

structure RegisterPullTimeUpdateExclusionRequest {
    @required
    principalArn: PrincipalArn
}

structure RegisterPullTimeUpdateExclusionResponse {
    principalArn: PrincipalArn
    createdAt: Timestamp
}

@pattern("^[0-9]{12}$")
string RegistryId

@error("client")
structure RegistryPolicyNotFoundException {
    message: String
}

@length(min: 0, max: 10240)
string RegistryPolicyText

structure RegistryScanningConfiguration {
    scanType: ScanType
    rules: RegistryScanningRuleList
}

structure RegistryScanningRule {
    @required
    scanFrequency: ScanFrequency
    @required
    repositoryFilters: ScanningRepositoryFilterList
}

@length(min: 0, max: 2)
list RegistryScanningRuleList {
    member: RegistryScanningRule
}

list RelatedVulnerabilitiesList {
    member: String
}

structure Remediation {
    recommendation: Recommendation
}

structure ReplicationConfiguration {
    @required
    rules: ReplicationRuleList
}

structure ReplicationDestination {
    @required
    region: Region
    @required
    registryId: RegistryId
}

@length(min: 0, max: 100)
list ReplicationDestinationList {
    member: ReplicationDestination
}

structure ReplicationRule {
    @required
    destinations: ReplicationDestinationList
    repositoryFilters: RepositoryFilterList
}

@length(min: 0, max: 10)
list ReplicationRuleList {
    member: ReplicationRule
}

enum ReplicationStatus {
    IN_PROGRESS
    COMPLETE
    FAILED
}

structure Repository {
    repositoryArn: String
    registryId: RegistryId
    repositoryName: RepositoryName
    repositoryUri: String
    createdAt: Timestamp
    imageTagMutability: ImageTagMutability
    imageTagMutabilityExclusionFilters: ImageTagMutabilityExclusionFilters
    imageScanningConfiguration: ImageScanningConfiguration
    encryptionConfiguration: EncryptionConfiguration
}

@error("client")
structure RepositoryAlreadyExistsException {
    message: String
}

structure RepositoryCreationTemplate {
    prefix: Prefix
    description: RepositoryTemplateDescription
    encryptionConfiguration: EncryptionConfigurationForRepositoryCreationTemplate
    resourceTags: TagList
    imageTagMutability: ImageTagMutability
    imageTagMutabilityExclusionFilters: ImageTagMutabilityExclusionFilters
    repositoryPolicy: RepositoryPolicyText
    lifecyclePolicy: LifecyclePolicyTextForRepositoryCreationTemplate
    appliedFor: RCTAppliedForList
    customRoleArn: CustomRoleArn
    createdAt: Timestamp
    updatedAt: Timestamp
}

list RepositoryCreationTemplateList {
    member: RepositoryCreationTemplate
}

structure RepositoryFilter {
    @required
    filter: RepositoryFilterValue
    @required
    filterType: RepositoryFilterType
}

@length(min: 1, max: 100)
list RepositoryFilterList {
    member: RepositoryFilter
}

enum RepositoryFilterType {
    PREFIX_MATCH
}

@length(min: 2, max: 256)
@pattern("^(?:[a-z0-9]+(?:[._-][a-z0-9]*)*/)*[a-z0-9]*(?:[._-][a-z0-9]*)*$")
string RepositoryFilterValue

list RepositoryList {
    member: Repository
}

@length(min: 2, max: 256)
@pattern("^(?:[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(\\/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*)$")
string RepositoryName

@length(min: 1, max: 100)
list RepositoryNameList {
    member: RepositoryName
}

@error("client")
structure RepositoryNotEmptyException {
    message: String
}

@error("client")
structure RepositoryNotFoundException {
    message: String
}

@error("client")
structure RepositoryPolicyNotFoundException {
    message: String
}

@length(min: 0, max: 10240)
string RepositoryPolicyText

structure RepositoryScanningConfiguration {
    repositoryArn: String
    repositoryName: RepositoryName
    scanOnPush: Boolean
    scanFrequency: ScanFrequency
    appliedScanFilters: ScanningRepositoryFilterList
}

structure RepositoryScanningConfigurationFailure {
    repositoryName: RepositoryName
    failureCode: ScanningConfigurationFailureCode
    failureReason: String
}

list RepositoryScanningConfigurationFailureList {
    member: RepositoryScanningConfigurationFailure
}

list RepositoryScanningConfigurationList {
    member: RepositoryScanningConfiguration
}

@length(max: 256)
string RepositoryTemplateDescription

structure Resource {
    details: ResourceDetails
    id: String
    tags: Tags
    type: String
}

structure ResourceDetails {
    awsEcrContainerImage: AwsEcrContainerImageDetails
}

list ResourceList {
    member: Resource
}

enum ScanFrequency {
    SCAN_ON_PUSH
    CONTINUOUS_SCAN
    MANUAL
}

@error("client")
structure ScanNotFoundException {
    message: String
}

enum ScanStatus {
    IN_PROGRESS
    COMPLETE
    FAILED
    UNSUPPORTED_IMAGE
    ACTIVE
    PENDING
    SCAN_ELIGIBILITY_EXPIRED
    FINDINGS_UNAVAILABLE
    LIMIT_EXCEEDED
    IMAGE_ARCHIVED
}

enum ScanType {
    BASIC
    ENHANCED
}

enum ScanningConfigurationFailureCode {
    REPOSITORY_NOT_FOUND
}

@length(min: 1, max: 25)
list ScanningConfigurationRepositoryNameList {
    member: RepositoryName
}

structure ScanningRepositoryFilter {
    @required
    filter: ScanningRepositoryFilterValue
    @required
    filterType: ScanningRepositoryFilterType
}

@length(min: 0, max: 100)
list ScanningRepositoryFilterList {
    member: ScanningRepositoryFilter
}

enum ScanningRepositoryFilterType {
    WILDCARD
}

@length(min: 1, max: 255)
@pattern("^[a-z0-9*](?:[._\\-/a-z0-9*]?[a-z0-9*]+)*$")
string ScanningRepositoryFilterValue

structure ScoreDetails {
    cvss: CvssScoreDetails
}

@error("client")
structure SecretNotFoundException {
    message: String
}

@error("server")
structure ServerException {
    message: String
}

structure SetRepositoryPolicyRequest {
    registryId: RegistryId
    @required
    repositoryName: RepositoryName
    @required
    policyText: RepositoryPolicyText
    force: Boolean
}

structure SetRepositoryPolicyResponse {
    registryId: RegistryId
    repositoryName: RepositoryName
    policyText: RepositoryPolicyText
}

@range(min: 0)
integer SeverityCount

structure SigningConfiguration {
    @required
    rules: SigningRuleList
}

@error("client")
structure SigningConfigurationNotFoundException {
    message: String
}

@length(max: 200)
@pattern("^arn:aws(-[a-z]+)*:signer:[a-z0-9-]+:[0-9]{12}:\\/signing-profiles\\/[a-zA-Z0-9_]{2,}$")
string SigningProfileArn

structure SigningRepositoryFilter {
    @required
    filter: SigningRepositoryFilterValue
    @required
    filterType: SigningRepositoryFilterType
}

@length(min: 1, max: 100)
list SigningRepositoryFilterList {
    member: SigningRepositoryFilter
}

enum SigningRepositoryFilterType {
    WILDCARD_MATCH
}

@length(min: 1, max: 256)
@pattern("^(?:[a-z0-9*]+(?:[._-][a-z0-9*]+)*/)*[a-z0-9*]+(?:[._-][a-z0-9*]+)*$")
string SigningRepositoryFilterValue

structure SigningRule {
    @required
    signingProfileArn: SigningProfileArn
    repositoryFilters: SigningRepositoryFilterList
}

@length(min: 0, max: 10)
list SigningRuleList {
    member: SigningRule
}

enum SigningStatus {
    IN_PROGRESS
    COMPLETE
    FAILED
}

structure StartImageScanRequest {
    registryId: RegistryId
    @required
    repositoryName: RepositoryName
    @required
    imageId: ImageIdentifier
}

structure StartImageScanResponse {
    registryId: RegistryId
    repositoryName: RepositoryName
    imageId: ImageIdentifier
    imageScanStatus: ImageScanStatus
}

structure StartLifecyclePolicyPreviewRequest {
    registryId: RegistryId
    @required
    repositoryName: RepositoryName
    lifecyclePolicyText: LifecyclePolicyText
}

structure StartLifecyclePolicyPreviewResponse {
    registryId: RegistryId
    repositoryName: RepositoryName
    lifecyclePolicyText: LifecyclePolicyText
    status: LifecyclePolicyPreviewStatus
}

structure SubjectIdentifier {
    @required
    imageDigest: String
}

structure Tag {
    @required
    Key: String
    @required
    Value: String
}

list TagKeyList {
    member: String
}

list TagList {
    member: Tag
}

structure TagResourceRequest {
    @required
    resourceArn: String
    @required
    tags: TagList
}

structure TagResourceResponse {}

enum TagStatus {
    TAGGED
    UNTAGGED
    ANY
}

map Tags {
    key: String
    value: String
}

enum TargetStorageClass {
    STANDARD
    ARCHIVE
}

@error("client")
structure TemplateAlreadyExistsException {
    message: String
}

@error("client")
structure TemplateNotFoundException {
    message: String
}

@error("client")
structure TooManyTagsException {
    message: String
}

structure TransitioningImageTotalCount {
    targetStorageClass: LifecyclePolicyTargetStorageClass
    imageTotalCount: ImageCount
}

list TransitioningImageTotalCounts {
    member: TransitioningImageTotalCount
}

@error("client")
structure UnableToAccessSecretException {
    message: String
}

@error("client")
structure UnableToDecryptSecretValueException {
    message: String
}

@error("client")
structure UnableToGetUpstreamImageException {
    message: String
}

@error("client")
structure UnableToGetUpstreamLayerException {
    message: String
}

@error("client")
structure UnableToListUpstreamImageReferrersException {
    message: String
}

@error("client")
structure UnsupportedImageTypeException {
    message: String
}

@error("client")
structure UnsupportedUpstreamRegistryException {
    message: String
}

structure UntagResourceRequest {
    @required
    resourceArn: String
    @required
    tagKeys: TagKeyList
}

structure UntagResourceResponse {}

structure UpdateImageStorageClassRequest {
    registryId: RegistryId
    @required
    repositoryName: RepositoryName
    @required
    imageId: ImageIdentifier
    @required
    targetStorageClass: TargetStorageClass
}

structure UpdateImageStorageClassResponse {
    registryId: RegistryId
    repositoryName: RepositoryName
    imageId: ImageIdentifier
    imageStatus: ImageStatus
}

structure UpdatePullThroughCacheRuleRequest {
    registryId: RegistryId
    @required
    ecrRepositoryPrefix: PullThroughCacheRuleRepositoryPrefix
    credentialArn: CredentialArn
    customRoleArn: CustomRoleArn
}

structure UpdatePullThroughCacheRuleResponse {
    ecrRepositoryPrefix: PullThroughCacheRuleRepositoryPrefix
    registryId: RegistryId
    updatedAt: Timestamp
    credentialArn: CredentialArn
    customRoleArn: CustomRoleArn
    upstreamRepositoryPrefix: PullThroughCacheRuleRepositoryPrefix
}

structure UpdateRepositoryCreationTemplateRequest {
    @required
    prefix: Prefix
    description: RepositoryTemplateDescription
    encryptionConfiguration: EncryptionConfigurationForRepositoryCreationTemplate
    resourceTags: TagList
    imageTagMutability: ImageTagMutability
    imageTagMutabilityExclusionFilters: ImageTagMutabilityExclusionFilters
    repositoryPolicy: RepositoryPolicyText
    lifecyclePolicy: LifecyclePolicyTextForRepositoryCreationTemplate
    appliedFor: RCTAppliedForList
    customRoleArn: CustomRoleArn
}

structure UpdateRepositoryCreationTemplateResponse {
    registryId: RegistryId
    repositoryCreationTemplate: RepositoryCreationTemplate
}

@pattern("^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$")
string UploadId

structure UploadLayerPartRequest {
    registryId: RegistryId
    @required
    repositoryName: RepositoryName
    @required
    uploadId: UploadId
    @required
    partFirstByte: PartSize
    @required
    partLastByte: PartSize
    @required
    layerPartBlob: LayerPartBlob
}

structure UploadLayerPartResponse {
    registryId: RegistryId
    repositoryName: RepositoryName
    uploadId: UploadId
    lastByteReceived: PartSize
}

@error("client")
structure UploadNotFoundException {
    message: String
}

enum UpstreamRegistry {
    ecr
    ecr_public = "ecr-public"
    quay
    k8s
    docker_hub = "docker-hub"
    github_container_registry = "github-container-registry"
    azure_container_registry = "azure-container-registry"
    gitlab_container_registry = "gitlab-container-registry"
    chainguard
}

structure ValidatePullThroughCacheRuleRequest {
    @required
    ecrRepositoryPrefix: PullThroughCacheRuleRepositoryPrefix
    registryId: RegistryId
}

structure ValidatePullThroughCacheRuleResponse {
    ecrRepositoryPrefix: PullThroughCacheRuleRepositoryPrefix
    registryId: RegistryId
    upstreamRegistryUrl: String
    credentialArn: CredentialArn
    customRoleArn: CustomRoleArn
    upstreamRepositoryPrefix: PullThroughCacheRuleRepositoryPrefix
    isValid: Boolean
    failure: String
}

@error("client")
structure ValidationException {
    message: String
}

structure VulnerablePackage {
    arch: String
    epoch: Integer
    filePath: String
    name: String
    packageManager: String
    release: String
    sourceLayerHash: String
    version: String
    fixedInVersion: String
}

list VulnerablePackagesList {
    member: VulnerablePackage
}
