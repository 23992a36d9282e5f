$version: "2"

// Made from botocore 1.43.11, s3/2006-03-01, without its texts. Again, or with more operations:
// tools/import-model --out api/s3.smithy s3 [OPERATION…]
// Left out: four operations that newer ones of the same requests have taken the place of (PutBucketLifecycle,
// GetBucketLifecycle, PutBucketNotification, GetBucketNotification), and the pattern of CopySource, whose
// slashes may be in the codes of URLs.
namespace gantry.s3

use aws.api#service
use aws.auth#sigv4
use aws.protocols#restXml

@service(sdkId: "S3")
@sigv4(name: "s3")
@restXml
@xmlNamespace(uri: "http://s3.amazonaws.com/doc/2006-03-01/")
service S3_20060301 {
    version: "2006-03-01"
    operations: [
        AbortMultipartUpload
        CompleteMultipartUpload
        CopyObject
        CreateBucket
        CreateBucketMetadataConfiguration
        CreateBucketMetadataTableConfiguration
        CreateMultipartUpload
        CreateSession
        DeleteBucket
        DeleteBucketAnalyticsConfiguration
        DeleteBucketCors
        DeleteBucketEncryption
        DeleteBucketIntelligentTieringConfiguration
        DeleteBucketInventoryConfiguration
        DeleteBucketLifecycle
        DeleteBucketMetadataConfiguration
        DeleteBucketMetadataTableConfiguration
        DeleteBucketMetricsConfiguration
        DeleteBucketOwnershipControls
        DeleteBucketPolicy
        DeleteBucketReplication
        DeleteBucketTagging
        DeleteBucketWebsite
        DeleteObject
        DeleteObjectTagging
        DeleteObjects
        DeletePublicAccessBlock
        GetBucketAbac
        GetBucketAccelerateConfiguration
        GetBucketAcl
        GetBucketAnalyticsConfiguration
        GetBucketCors
        GetBucketEncryption
        GetBucketIntelligentTieringConfiguration
        GetBucketInventoryConfiguration
        GetBucketLifecycleConfiguration
        GetBucketLocation
        GetBucketLogging
        GetBucketMetadataConfiguration
        GetBucketMetadataTableConfiguration
        GetBucketMetricsConfiguration
        GetBucketNotificationConfiguration
        GetBucketOwnershipControls
        GetBucketPolicy
        GetBucketPolicyStatus
        GetBucketReplication
        GetBucketRequestPayment
        GetBucketTagging
        GetBucketVersioning
        GetBucketWebsite
        GetObject
        GetObjectAcl
        GetObjectAttributes
        GetObjectLegalHold
        GetObjectLockConfiguration
        GetObjectRetention
        GetObjectTagging
        GetObjectTorrent
        GetPublicAccessBlock
        HeadBucket
        HeadObject
        ListBucketAnalyticsConfigurations
        ListBucketIntelligentTieringConfigurations
        ListBucketInventoryConfigurations
        ListBucketMetricsConfigurations
        ListBuckets
        ListDirectoryBuckets
        ListMultipartUploads
        ListObjectVersions
        ListObjects
        ListObjectsV2
        ListParts
        PutBucketAbac
        PutBucketAccelerateConfiguration
        PutBucketAcl
        PutBucketAnalyticsConfiguration
        PutBucketCors
        PutBucketEncryption
        PutBucketIntelligentTieringConfiguration
        PutBucketInventoryConfiguration
        PutBucketLifecycleConfiguration
        PutBucketLogging
        PutBucketMetricsConfiguration
        PutBucketNotificationConfiguration
        PutBucketOwnershipControls
        PutBucketPolicy
        PutBucketReplication
        PutBucketRequestPayment
        PutBucketTagging
        PutBucketVersioning
        PutBucketWebsite
        PutObject
        PutObjectAcl
        PutObjectLegalHold
        PutObjectLockConfiguration
        PutObjectRetention
        PutObjectTagging
        PutPublicAccessBlock
        RenameObject
        RestoreObject
        SelectObjectContent
        UpdateBucketMetadataInventoryTableConfiguration
        UpdateBucketMetadataJournalTableConfiguration
        UpdateObjectEncryption
        UploadPart
        UploadPartCopy
        WriteGetObjectResponse
    ]
}

@http(method: "DELETE", uri: "/{Bucket}/{Key+}", code: 204)
operation AbortMultipartUpload {
    input: AbortMultipartUploadRequest
    output: AbortMultipartUploadOutput
    errors: [
        NoSuchUpload
    ]
}

@http(method: "POST", uri: "/{Bucket}/{Key+}")
operation CompleteMultipartUpload {
    input: CompleteMultipartUploadRequest
    output: CompleteMultipartUploadOutput
}

@http(method: "PUT", uri: "/{Bucket}/{Key+}")
operation CopyObject {
    input: CopyObjectRequest
    output: CopyObjectOutput
    errors: [
        ObjectNotInActiveTierError
    ]
}

@http(method: "PUT", uri: "/{Bucket}")
operation CreateBucket {
    input: CreateBucketRequest
    output: CreateBucketOutput
    errors: [
        BucketAlreadyExists
        BucketAlreadyOwnedByYou
    ]
}

@http(method: "POST", uri: "/{Bucket}?metadataConfiguration")
operation CreateBucketMetadataConfiguration {
    input: CreateBucketMetadataConfigurationRequest
    output: CreateBucketMetadataConfigurationResponse
}

@http(method: "POST", uri: "/{Bucket}?metadataTable")
operation CreateBucketMetadataTableConfiguration {
    input: CreateBucketMetadataTableConfigurationRequest
    output: CreateBucketMetadataTableConfigurationResponse
}

@http(method: "POST", uri: "/{Bucket}/{Key+}?uploads")
operation CreateMultipartUpload {
    input: CreateMultipartUploadRequest
    output: CreateMultipartUploadOutput
}

@http(method: "GET", uri: "/{Bucket}?session")
@readonly
operation CreateSession {
    input: CreateSessionRequest
    output: CreateSessionOutput
    errors: [
        NoSuchBucket
    ]
}

@http(method: "DELETE", uri: "/{Bucket}", code: 204)
operation DeleteBucket {
    input: DeleteBucketRequest
    output: DeleteBucketResponse
}

@http(method: "DELETE", uri: "/{Bucket}?analytics", code: 204)
operation DeleteBucketAnalyticsConfiguration {
    input: DeleteBucketAnalyticsConfigurationRequest
    output: DeleteBucketAnalyticsConfigurationResponse
}

@http(method: "DELETE", uri: "/{Bucket}?cors", code: 204)
operation DeleteBucketCors {
    input: DeleteBucketCorsRequest
    output: DeleteBucketCorsResponse
}

@http(method: "DELETE", uri: "/{Bucket}?encryption", code: 204)
operation DeleteBucketEncryption {
    input: DeleteBucketEncryptionRequest
    output: DeleteBucketEncryptionResponse
}

@http(method: "DELETE", uri: "/{Bucket}?intelligent-tiering", code: 204)
operation DeleteBucketIntelligentTieringConfiguration {
    input: DeleteBucketIntelligentTieringConfigurationRequest
    output: DeleteBucketIntelligentTieringConfigurationResponse
}

@http(method: "DELETE", uri: "/{Bucket}?inventory", code: 204)
operation DeleteBucketInventoryConfiguration {
    input: DeleteBucketInventoryConfigurationRequest
    output: DeleteBucketInventoryConfigurationResponse
}

@http(method: "DELETE", uri: "/{Bucket}?lifecycle", code: 204)
operation DeleteBucketLifecycle {
    input: DeleteBucketLifecycleRequest
    output: DeleteBucketLifecycleResponse
}

@http(method: "DELETE", uri: "/{Bucket}?metadataConfiguration", code: 204)
operation DeleteBucketMetadataConfiguration {
    input: DeleteBucketMetadataConfigurationRequest
    output: DeleteBucketMetadataConfigurationResponse
}

@http(method: "DELETE", uri: "/{Bucket}?metadataTable", code: 204)
operation DeleteBucketMetadataTableConfiguration {
    input: DeleteBucketMetadataTableConfigurationRequest
    output: DeleteBucketMetadataTableConfigurationResponse
}

@http(method: "DELETE", uri: "/{Bucket}?metrics", code: 204)
operation DeleteBucketMetricsConfiguration {
    input: DeleteBucketMetricsConfigurationRequest
    output: DeleteBucketMetricsConfigurationResponse
}

@http(method: "DELETE", uri: "/{Bucket}?ownershipControls", code: 204)
operation DeleteBucketOwnershipControls {
    input: DeleteBucketOwnershipControlsRequest
    output: DeleteBucketOwnershipControlsResponse
}

@http(method: "DELETE", uri: "/{Bucket}?policy", code: 204)
operation DeleteBucketPolicy {
    input: DeleteBucketPolicyRequest
    output: DeleteBucketPolicyResponse
}

@http(method: "DELETE", uri: "/{Bucket}?replication", code: 204)
operation DeleteBucketReplication {
    input: DeleteBucketReplicationRequest
    output: DeleteBucketReplicationResponse
}

@http(method: "DELETE", uri: "/{Bucket}?tagging", code: 204)
operation DeleteBucketTagging {
    input: DeleteBucketTaggingRequest
    output: DeleteBucketTaggingResponse
}

@http(method: "DELETE", uri: "/{Bucket}?website", code: 204)
operation DeleteBucketWebsite {
    input: DeleteBucketWebsiteRequest
    output: DeleteBucketWebsiteResponse
}

@http(method: "DELETE", uri: "/{Bucket}/{Key+}", code: 204)
operation DeleteObject {
    input: DeleteObjectRequest
    output: DeleteObjectOutput
}

@http(method: "DELETE", uri: "/{Bucket}/{Key+}?tagging", code: 204)
operation DeleteObjectTagging {
    input: DeleteObjectTaggingRequest
    output: DeleteObjectTaggingOutput
}

@http(method: "POST", uri: "/{Bucket}?delete")
operation DeleteObjects {
    input: DeleteObjectsRequest
    output: DeleteObjectsOutput
}

@http(method: "DELETE", uri: "/{Bucket}?publicAccessBlock", code: 204)
operation DeletePublicAccessBlock {
    input: DeletePublicAccessBlockRequest
    output: DeletePublicAccessBlockResponse
}

@http(method: "GET", uri: "/{Bucket}?abac")
@readonly
operation GetBucketAbac {
    input: GetBucketAbacRequest
    output: GetBucketAbacOutput
}

@http(method: "GET", uri: "/{Bucket}?accelerate")
@readonly
operation GetBucketAccelerateConfiguration {
    input: GetBucketAccelerateConfigurationRequest
    output: GetBucketAccelerateConfigurationOutput
}

@http(method: "GET", uri: "/{Bucket}?acl")
@readonly
operation GetBucketAcl {
    input: GetBucketAclRequest
    output: GetBucketAclOutput
}

@http(method: "GET", uri: "/{Bucket}?analytics")
@readonly
operation GetBucketAnalyticsConfiguration {
    input: GetBucketAnalyticsConfigurationRequest
    output: GetBucketAnalyticsConfigurationOutput
}

@http(method: "GET", uri: "/{Bucket}?cors")
@readonly
operation GetBucketCors {
    input: GetBucketCorsRequest
    output: GetBucketCorsOutput
}

@http(method: "GET", uri: "/{Bucket}?encryption")
@readonly
operation GetBucketEncryption {
    input: GetBucketEncryptionRequest
    output: GetBucketEncryptionOutput
}

@http(method: "GET", uri: "/{Bucket}?intelligent-tiering")
@readonly
operation GetBucketIntelligentTieringConfiguration {
    input: GetBucketIntelligentTieringConfigurationRequest
    output: GetBucketIntelligentTieringConfigurationOutput
}

@http(method: "GET", uri: "/{Bucket}?inventory")
@readonly
operation GetBucketInventoryConfiguration {
    input: GetBucketInventoryConfigurationRequest
    output: GetBucketInventoryConfigurationOutput
}

@http(method: "GET", uri: "/{Bucket}?lifecycle")
@readonly
operation GetBucketLifecycleConfiguration {
    input: GetBucketLifecycleConfigurationRequest
    output: GetBucketLifecycleConfigurationOutput
}

@http(method: "GET", uri: "/{Bucket}?location")
@readonly
operation GetBucketLocation {
    input: GetBucketLocationRequest
    output: GetBucketLocationOutput
}

@http(method: "GET", uri: "/{Bucket}?logging")
@readonly
operation GetBucketLogging {
    input: GetBucketLoggingRequest
    output: GetBucketLoggingOutput
}

@http(method: "GET", uri: "/{Bucket}?metadataConfiguration")
@readonly
operation GetBucketMetadataConfiguration {
    input: GetBucketMetadataConfigurationRequest
    output: GetBucketMetadataConfigurationOutput
}

@http(method: "GET", uri: "/{Bucket}?metadataTable")
@readonly
operation GetBucketMetadataTableConfiguration {
    input: GetBucketMetadataTableConfigurationRequest
    output: GetBucketMetadataTableConfigurationOutput
}

@http(method: "GET", uri: "/{Bucket}?metrics")
@readonly
operation GetBucketMetricsConfiguration {
    input: GetBucketMetricsConfigurationRequest
    output: GetBucketMetricsConfigurationOutput
}

@http(method: "GET", uri: "/{Bucket}?notification")
@readonly
operation GetBucketNotificationConfiguration {
    input: GetBucketNotificationConfigurationRequest
    output: NotificationConfiguration
}

@http(method: "GET", uri: "/{Bucket}?ownershipControls")
@readonly
operation GetBucketOwnershipControls {
    input: GetBucketOwnershipControlsRequest
    output: GetBucketOwnershipControlsOutput
}

@http(method: "GET", uri: "/{Bucket}?policy")
@readonly
operation GetBucketPolicy {
    input: GetBucketPolicyRequest
    output: GetBucketPolicyOutput
}

@http(method: "GET", uri: "/{Bucket}?policyStatus")
@readonly
operation GetBucketPolicyStatus {
    input: GetBucketPolicyStatusRequest
    output: GetBucketPolicyStatusOutput
}

@http(method: "GET", uri: "/{Bucket}?replication")
@readonly
operation GetBucketReplication {
    input: GetBucketReplicationRequest
    output: GetBucketReplicationOutput
}

@http(method: "GET", uri: "/{Bucket}?requestPayment")
@readonly
operation GetBucketRequestPayment {
    input: GetBucketRequestPaymentRequest
    output: GetBucketRequestPaymentOutput
}

@http(method: "GET", uri: "/{Bucket}?tagging")
@readonly
operation GetBucketTagging {
    input: GetBucketTaggingRequest
    output: GetBucketTaggingOutput
}

@http(method: "GET", uri: "/{Bucket}?versioning")
@readonly
operation GetBucketVersioning {
    input: GetBucketVersioningRequest
    output: GetBucketVersioningOutput
}

@http(method: "GET", uri: "/{Bucket}?website")
@readonly
operation GetBucketWebsite {
    input: GetBucketWebsiteRequest
    output: GetBucketWebsiteOutput
}

@http(method: "GET", uri: "/{Bucket}/{Key+}")
@readonly
operation GetObject {
    input: GetObjectRequest
    output: GetObjectOutput
    errors: [
        InvalidObjectState
        NoSuchKey
    ]
}

@http(method: "GET", uri: "/{Bucket}/{Key+}?acl")
@readonly
operation GetObjectAcl {
    input: GetObjectAclRequest
    output: GetObjectAclOutput
    errors: [
        NoSuchKey
    ]
}

@http(method: "GET", uri: "/{Bucket}/{Key+}?attributes")
@readonly
operation GetObjectAttributes {
    input: GetObjectAttributesRequest
    output: GetObjectAttributesOutput
    errors: [
        NoSuchKey
    ]
}

@http(method: "GET", uri: "/{Bucket}/{Key+}?legal-hold")
@readonly
operation GetObjectLegalHold {
    input: GetObjectLegalHoldRequest
    output: GetObjectLegalHoldOutput
}

@http(method: "GET", uri: "/{Bucket}?object-lock")
@readonly
operation GetObjectLockConfiguration {
    input: GetObjectLockConfigurationRequest
    output: GetObjectLockConfigurationOutput
}

@http(method: "GET", uri: "/{Bucket}/{Key+}?retention")
@readonly
operation GetObjectRetention {
    input: GetObjectRetentionRequest
    output: GetObjectRetentionOutput
}

@http(method: "GET", uri: "/{Bucket}/{Key+}?tagging")
@readonly
operation GetObjectTagging {
    input: GetObjectTaggingRequest
    output: GetObjectTaggingOutput
}

@http(method: "GET", uri: "/{Bucket}/{Key+}?torrent")
@readonly
operation GetObjectTorrent {
    input: GetObjectTorrentRequest
    output: GetObjectTorrentOutput
}

@http(method: "GET", uri: "/{Bucket}?publicAccessBlock")
@readonly
operation GetPublicAccessBlock {
    input: GetPublicAccessBlockRequest
    output: GetPublicAccessBlockOutput
}

@http(method: "HEAD", uri: "/{Bucket}")
@readonly
operation HeadBucket {
    input: HeadBucketRequest
    output: HeadBucketOutput
    errors: [
        NoSuchBucket
    ]
}

@http(method: "HEAD", uri: "/{Bucket}/{Key+}")
@readonly
operation HeadObject {
    input: HeadObjectRequest
    output: HeadObjectOutput
    errors: [
        NoSuchKey
    ]
}

@http(method: "GET", uri: "/{Bucket}?analytics")
@readonly
operation ListBucketAnalyticsConfigurations {
    input: ListBucketAnalyticsConfigurationsRequest
    output: ListBucketAnalyticsConfigurationsOutput
}

@http(method: "GET", uri: "/{Bucket}?intelligent-tiering")
@readonly
operation ListBucketIntelligentTieringConfigurations {
    input: ListBucketIntelligentTieringConfigurationsRequest
    output: ListBucketIntelligentTieringConfigurationsOutput
}

@http(method: "GET", uri: "/{Bucket}?inventory")
@readonly
operation ListBucketInventoryConfigurations {
    input: ListBucketInventoryConfigurationsRequest
    output: ListBucketInventoryConfigurationsOutput
}

@http(method: "GET", uri: "/{Bucket}?metrics")
@readonly
operation ListBucketMetricsConfigurations {
    input: ListBucketMetricsConfigurationsRequest
    output: ListBucketMetricsConfigurationsOutput
}

@http(method: "GET", uri: "/")
@readonly
@paginated(inputToken: "ContinuationToken", outputToken: "ContinuationToken", items: "Buckets", pageSize: "MaxBuckets")
operation ListBuckets {
    input: ListBucketsRequest
    output: ListBucketsOutput
}

@http(method: "GET", uri: "/")
@readonly
@paginated(inputToken: "ContinuationToken", outputToken: "ContinuationToken", items: "Buckets", pageSize: "MaxDirectoryBuckets")
operation ListDirectoryBuckets {
    input: ListDirectoryBucketsRequest
    output: ListDirectoryBucketsOutput
}

@http(method: "GET", uri: "/{Bucket}?uploads")
@readonly
operation ListMultipartUploads {
    input: ListMultipartUploadsRequest
    output: ListMultipartUploadsOutput
}

@http(method: "GET", uri: "/{Bucket}?versions")
@readonly
operation ListObjectVersions {
    input: ListObjectVersionsRequest
    output: ListObjectVersionsOutput
}

@http(method: "GET", uri: "/{Bucket}")
@readonly
operation ListObjects {
    input: ListObjectsRequest
    output: ListObjectsOutput
    errors: [
        NoSuchBucket
    ]
}

@http(method: "GET", uri: "/{Bucket}?list-type=2")
@readonly
@paginated(inputToken: "ContinuationToken", outputToken: "NextContinuationToken", pageSize: "MaxKeys")
operation ListObjectsV2 {
    input: ListObjectsV2Request
    output: ListObjectsV2Output
    errors: [
        NoSuchBucket
    ]
}

@http(method: "GET", uri: "/{Bucket}/{Key+}")
@readonly
@paginated(inputToken: "PartNumberMarker", outputToken: "NextPartNumberMarker", items: "Parts", pageSize: "MaxParts")
operation ListParts {
    input: ListPartsRequest
    output: ListPartsOutput
}

@http(method: "PUT", uri: "/{Bucket}?abac")
operation PutBucketAbac {
    input: PutBucketAbacRequest
    output: PutBucketAbacResponse
}

@http(method: "PUT", uri: "/{Bucket}?accelerate")
operation PutBucketAccelerateConfiguration {
    input: PutBucketAccelerateConfigurationRequest
    output: PutBucketAccelerateConfigurationResponse
}

@http(method: "PUT", uri: "/{Bucket}?acl")
operation PutBucketAcl {
    input: PutBucketAclRequest
    output: PutBucketAclResponse
}

@http(method: "PUT", uri: "/{Bucket}?analytics")
operation PutBucketAnalyticsConfiguration {
    input: PutBucketAnalyticsConfigurationRequest
    output: PutBucketAnalyticsConfigurationResponse
}

@http(method: "PUT", uri: "/{Bucket}?cors")
operation PutBucketCors {
    input: PutBucketCorsRequest
    output: PutBucketCorsResponse
}

@http(method: "PUT", uri: "/{Bucket}?encryption")
operation PutBucketEncryption {
    input: PutBucketEncryptionRequest
    output: PutBucketEncryptionResponse
}

@http(method: "PUT", uri: "/{Bucket}?intelligent-tiering")
operation PutBucketIntelligentTieringConfiguration {
    input: PutBucketIntelligentTieringConfigurationRequest
    output: PutBucketIntelligentTieringConfigurationResponse
}

@http(method: "PUT", uri: "/{Bucket}?inventory")
operation PutBucketInventoryConfiguration {
    input: PutBucketInventoryConfigurationRequest
    output: PutBucketInventoryConfigurationResponse
}

@http(method: "PUT", uri: "/{Bucket}?lifecycle")
operation PutBucketLifecycleConfiguration {
    input: PutBucketLifecycleConfigurationRequest
    output: PutBucketLifecycleConfigurationOutput
}

@http(method: "PUT", uri: "/{Bucket}?logging")
operation PutBucketLogging {
    input: PutBucketLoggingRequest
    output: PutBucketLoggingResponse
}

@http(method: "PUT", uri: "/{Bucket}?metrics")
operation PutBucketMetricsConfiguration {
    input: PutBucketMetricsConfigurationRequest
    output: PutBucketMetricsConfigurationResponse
}

@http(method: "PUT", uri: "/{Bucket}?notification")
operation PutBucketNotificationConfiguration {
    input: PutBucketNotificationConfigurationRequest
    output: PutBucketNotificationConfigurationResponse
}

@http(method: "PUT", uri: "/{Bucket}?ownershipControls")
operation PutBucketOwnershipControls {
    input: PutBucketOwnershipControlsRequest
    output: PutBucketOwnershipControlsResponse
}

@http(method: "PUT", uri: "/{Bucket}?policy")
operation PutBucketPolicy {
    input: PutBucketPolicyRequest
    output: PutBucketPolicyResponse
}

@http(method: "PUT", uri: "/{Bucket}?replication")
operation PutBucketReplication {
    input: PutBucketReplicationRequest
    output: PutBucketReplicationResponse
}

@http(method: "PUT", uri: "/{Bucket}?requestPayment")
operation PutBucketRequestPayment {
    input: PutBucketRequestPaymentRequest
    output: PutBucketRequestPaymentResponse
}

@http(method: "PUT", uri: "/{Bucket}?tagging")
operation PutBucketTagging {
    input: PutBucketTaggingRequest
    output: PutBucketTaggingResponse
}

@http(method: "PUT", uri: "/{Bucket}?versioning")
operation PutBucketVersioning {
    input: PutBucketVersioningRequest
    output: PutBucketVersioningResponse
}

@http(method: "PUT", uri: "/{Bucket}?website")
operation PutBucketWebsite {
    input: PutBucketWebsiteRequest
    output: PutBucketWebsiteResponse
}

@http(method: "PUT", uri: "/{Bucket}/{Key+}")
operation PutObject {
    input: PutObjectRequest
    output: PutObjectOutput
    errors: [
        EncryptionTypeMismatch
        InvalidRequest
        InvalidWriteOffset
        TooManyParts
    ]
}

@http(method: "PUT", uri: "/{Bucket}/{Key+}?acl")
operation PutObjectAcl {
    input: PutObjectAclRequest
    output: PutObjectAclOutput
    errors: [
        NoSuchKey
    ]
}

@http(method: "PUT", uri: "/{Bucket}/{Key+}?legal-hold")
operation PutObjectLegalHold {
    input: PutObjectLegalHoldRequest
    output: PutObjectLegalHoldOutput
}

@http(method: "PUT", uri: "/{Bucket}?object-lock")
operation PutObjectLockConfiguration {
    input: PutObjectLockConfigurationRequest
    output: PutObjectLockConfigurationOutput
}

@http(method: "PUT", uri: "/{Bucket}/{Key+}?retention")
operation PutObjectRetention {
    input: PutObjectRetentionRequest
    output: PutObjectRetentionOutput
}

@http(method: "PUT", uri: "/{Bucket}/{Key+}?tagging")
operation PutObjectTagging {
    input: PutObjectTaggingRequest
    output: PutObjectTaggingOutput
}

@http(method: "PUT", uri: "/{Bucket}?publicAccessBlock")
operation PutPublicAccessBlock {
    input: PutPublicAccessBlockRequest
    output: PutPublicAccessBlockResponse
}

@http(method: "PUT", uri: "/{Bucket}/{Key+}?renameObject")
operation RenameObject {
    input: RenameObjectRequest
    output: RenameObjectOutput
    errors: [
        IdempotencyParameterMismatch
    ]
}

@http(method: "POST", uri: "/{Bucket}/{Key+}?restore")
operation RestoreObject {
    input: RestoreObjectRequest
    output: RestoreObjectOutput
    errors: [
        ObjectAlreadyInActiveTierError
    ]
}

@http(method: "POST", uri: "/{Bucket}/{Key+}?select&select-type=2")
operation SelectObjectContent {
    input: SelectObjectContentRequest
    output: SelectObjectContentOutput
}

@http(method: "PUT", uri: "/{Bucket}?metadataInventoryTable")
operation UpdateBucketMetadataInventoryTableConfiguration {
    input: UpdateBucketMetadataInventoryTableConfigurationRequest
    output: UpdateBucketMetadataInventoryTableConfigurationResponse
}

@http(method: "PUT", uri: "/{Bucket}?metadataJournalTable")
operation UpdateBucketMetadataJournalTableConfiguration {
    input: UpdateBucketMetadataJournalTableConfigurationRequest
    output: UpdateBucketMetadataJournalTableConfigurationResponse
}

@http(method: "PUT", uri: "/{Bucket}/{Key+}?encryption")
operation UpdateObjectEncryption {
    input: UpdateObjectEncryptionRequest
    output: UpdateObjectEncryptionResponse
    errors: [
        AccessDenied
        InvalidRequest
        NoSuchKey
    ]
}

@http(method: "PUT", uri: "/{Bucket}/{Key+}")
operation UploadPart {
    input: UploadPartRequest
    output: UploadPartOutput
}

@http(method: "PUT", uri: "/{Bucket}/{Key+}")
operation UploadPartCopy {
    input: UploadPartCopyRequest
    output: UploadPartCopyOutput
}

@http(method: "POST", uri: "/WriteGetObjectResponse")
@endpoint(hostPrefix: "{RequestRoute}.")
operation WriteGetObjectResponse {
    input: WriteGetObjectResponseRequest
    output: WriteGetObjectResponseResponse
}

structure AbacStatus {
    Status: BucketAbacStatus
}

structure AbortIncompleteMultipartUpload {
    DaysAfterInitiation: Integer
}

structure AbortMultipartUploadOutput {
    @httpHeader("x-amz-request-charged")
    RequestCharged: RequestCharged
}

structure AbortMultipartUploadRequest {
    @required
    @httpLabel
    Bucket: String
    @required
    @httpLabel
    Key: ObjectKey
    @required
    @httpQuery("uploadId")
    UploadId: String
    @httpHeader("x-amz-request-payer")
    RequestPayer: RequestPayer
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
    @httpHeader("x-amz-if-match-initiated-time")
    IfMatchInitiatedTime: IfMatchInitiatedTime
}

structure AccelerateConfiguration {
    Status: BucketAccelerateStatus
}

structure AccessControlPolicy {
    @xmlName("AccessControlList")
    Grants: Grants
    Owner: Owner
}

structure AccessControlTranslation {
    @required
    Owner: OwnerOverride
}

@error("client")
@httpError(403)
structure AccessDenied {}

list AllowedHeaders {
    member: String
}

list AllowedMethods {
    member: String
}

list AllowedOrigins {
    member: String
}

structure AnalyticsAndOperator {
    Prefix: String
    @xmlFlattened
    @xmlName("Tag")
    Tags: TagSet
}

structure AnalyticsConfiguration {
    @required
    Id: String
    Filter: AnalyticsFilter
    @required
    StorageClassAnalysis: StorageClassAnalysis
}

list AnalyticsConfigurationList {
    member: AnalyticsConfiguration
}

structure AnalyticsExportDestination {
    @required
    S3BucketDestination: AnalyticsS3BucketDestination
}

structure AnalyticsFilter {
    Prefix: String
    Tag: Tag
    And: AnalyticsAndOperator
}

structure AnalyticsS3BucketDestination {
    @required
    Format: AnalyticsS3ExportFileFormat
    BucketAccountId: String
    @required
    Bucket: String
    Prefix: String
}

enum AnalyticsS3ExportFileFormat {
    CSV
}

enum ArchiveStatus {
    ARCHIVE_ACCESS
    DEEP_ARCHIVE_ACCESS
}

structure BlockedEncryptionTypes {
    @xmlFlattened
    EncryptionType: EncryptionTypeList
}

structure Bucket {
    Name: String
    CreationDate: Timestamp
    BucketRegion: String
    BucketArn: S3RegionalOrS3ExpressBucketArnString
}

enum BucketAbacStatus {
    Enabled
    Disabled
}

enum BucketAccelerateStatus {
    Enabled
    Suspended
}

@error("client")
@httpError(409)
structure BucketAlreadyExists {}

@error("client")
@httpError(409)
structure BucketAlreadyOwnedByYou {}

enum BucketCannedACL {
    private
    public_read = "public-read"
    public_read_write = "public-read-write"
    authenticated_read = "authenticated-read"
}

structure BucketInfo {
    DataRedundancy: DataRedundancy
    Type: BucketType
}

structure BucketLifecycleConfiguration {
    @required
    @xmlFlattened
    @xmlName("Rule")
    Rules: LifecycleRules
}

enum BucketLocationConstraint {
    af_south_1 = "af-south-1"
    ap_east_1 = "ap-east-1"
    ap_east_2 = "ap-east-2"
    ap_northeast_1 = "ap-northeast-1"
    ap_northeast_2 = "ap-northeast-2"
    ap_northeast_3 = "ap-northeast-3"
    ap_south_1 = "ap-south-1"
    ap_south_2 = "ap-south-2"
    ap_southeast_1 = "ap-southeast-1"
    ap_southeast_2 = "ap-southeast-2"
    ap_southeast_3 = "ap-southeast-3"
    ap_southeast_4 = "ap-southeast-4"
    ap_southeast_5 = "ap-southeast-5"
    ap_southeast_6 = "ap-southeast-6"
    ap_southeast_7 = "ap-southeast-7"
    ca_central_1 = "ca-central-1"
    ca_west_1 = "ca-west-1"
    cn_north_1 = "cn-north-1"
    cn_northwest_1 = "cn-northwest-1"
    EU
    eu_central_1 = "eu-central-1"
    eu_central_2 = "eu-central-2"
    eu_north_1 = "eu-north-1"
    eu_south_1 = "eu-south-1"
    eu_south_2 = "eu-south-2"
    eu_west_1 = "eu-west-1"
    eu_west_2 = "eu-west-2"
    eu_west_3 = "eu-west-3"
    il_central_1 = "il-central-1"
    me_central_1 = "me-central-1"
    me_south_1 = "me-south-1"
    mx_central_1 = "mx-central-1"
    sa_east_1 = "sa-east-1"
    us_east_2 = "us-east-2"
    us_gov_east_1 = "us-gov-east-1"
    us_gov_west_1 = "us-gov-west-1"
    us_west_1 = "us-west-1"
    us_west_2 = "us-west-2"
}

structure BucketLoggingStatus {
    LoggingEnabled: LoggingEnabled
}

enum BucketLogsPermission {
    FULL_CONTROL
    READ
    WRITE
}

enum BucketNamespace {
    account_regional = "account-regional"
    global
}

enum BucketType {
    Directory
}

enum BucketVersioningStatus {
    Enabled
    Suspended
}

list Buckets {
    @xmlName("Bucket")
    member: Bucket
}

structure CORSConfiguration {
    @required
    @xmlFlattened
    @xmlName("CORSRule")
    CORSRules: CORSRules
}

structure CORSRule {
    ID: String
    @xmlFlattened
    @xmlName("AllowedHeader")
    AllowedHeaders: AllowedHeaders
    @required
    @xmlFlattened
    @xmlName("AllowedMethod")
    AllowedMethods: AllowedMethods
    @required
    @xmlFlattened
    @xmlName("AllowedOrigin")
    AllowedOrigins: AllowedOrigins
    @xmlFlattened
    @xmlName("ExposeHeader")
    ExposeHeaders: ExposeHeaders
    MaxAgeSeconds: Integer
}

list CORSRules {
    member: CORSRule
}

structure CSVInput {
    FileHeaderInfo: FileHeaderInfo
    Comments: String
    QuoteEscapeCharacter: String
    RecordDelimiter: String
    FieldDelimiter: String
    QuoteCharacter: String
    AllowQuotedRecordDelimiter: Boolean
}

structure CSVOutput {
    QuoteFields: QuoteFields
    QuoteEscapeCharacter: String
    RecordDelimiter: String
    FieldDelimiter: String
    QuoteCharacter: String
}

structure Checksum {
    ChecksumCRC32: String
    ChecksumCRC32C: String
    ChecksumCRC64NVME: String
    ChecksumSHA1: String
    ChecksumSHA256: String
    ChecksumSHA512: String
    ChecksumMD5: String
    ChecksumXXHASH64: String
    ChecksumXXHASH3: String
    ChecksumXXHASH128: String
    ChecksumType: ChecksumType
}

enum ChecksumAlgorithm {
    CRC32
    CRC32C
    SHA1
    SHA256
    CRC64NVME
    SHA512
    MD5
    XXHASH64
    XXHASH3
    XXHASH128
}

list ChecksumAlgorithmList {
    member: ChecksumAlgorithm
}

enum ChecksumMode {
    ENABLED
}

enum ChecksumType {
    COMPOSITE
    FULL_OBJECT
}

structure CommonPrefix {
    Prefix: String
}

list CommonPrefixList {
    member: CommonPrefix
}

@xmlName("CompleteMultipartUploadResult")
structure CompleteMultipartUploadOutput {
    Location: String
    Bucket: String
    Key: ObjectKey
    @httpHeader("x-amz-expiration")
    Expiration: String
    ETag: String
    ChecksumCRC32: String
    ChecksumCRC32C: String
    ChecksumCRC64NVME: String
    ChecksumSHA1: String
    ChecksumSHA256: String
    ChecksumSHA512: String
    ChecksumMD5: String
    ChecksumXXHASH64: String
    ChecksumXXHASH3: String
    ChecksumXXHASH128: String
    ChecksumType: ChecksumType
    @httpHeader("x-amz-server-side-encryption")
    ServerSideEncryption: ServerSideEncryption
    @httpHeader("x-amz-version-id")
    VersionId: String
    @httpHeader("x-amz-server-side-encryption-aws-kms-key-id")
    SSEKMSKeyId: SSEKMSKeyId
    @httpHeader("x-amz-server-side-encryption-bucket-key-enabled")
    BucketKeyEnabled: Boolean
    @httpHeader("x-amz-request-charged")
    RequestCharged: RequestCharged
}

structure CompleteMultipartUploadRequest {
    @required
    @httpLabel
    Bucket: String
    @required
    @httpLabel
    Key: ObjectKey
    @httpPayload
    @xmlName("CompleteMultipartUpload")
    MultipartUpload: CompletedMultipartUpload
    @required
    @httpQuery("uploadId")
    UploadId: String
    @httpHeader("x-amz-checksum-crc32")
    ChecksumCRC32: String
    @httpHeader("x-amz-checksum-crc32c")
    ChecksumCRC32C: String
    @httpHeader("x-amz-checksum-crc64nvme")
    ChecksumCRC64NVME: String
    @httpHeader("x-amz-checksum-sha1")
    ChecksumSHA1: String
    @httpHeader("x-amz-checksum-sha256")
    ChecksumSHA256: String
    @httpHeader("x-amz-checksum-sha512")
    ChecksumSHA512: String
    @httpHeader("x-amz-checksum-md5")
    ChecksumMD5: String
    @httpHeader("x-amz-checksum-xxhash64")
    ChecksumXXHASH64: String
    @httpHeader("x-amz-checksum-xxhash3")
    ChecksumXXHASH3: String
    @httpHeader("x-amz-checksum-xxhash128")
    ChecksumXXHASH128: String
    @httpHeader("x-amz-checksum-type")
    ChecksumType: ChecksumType
    @httpHeader("x-amz-mp-object-size")
    MpuObjectSize: Long
    @httpHeader("x-amz-request-payer")
    RequestPayer: RequestPayer
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
    @httpHeader("If-Match")
    IfMatch: String
    @httpHeader("If-None-Match")
    IfNoneMatch: String
    @httpHeader("x-amz-server-side-encryption-customer-algorithm")
    SSECustomerAlgorithm: String
    @httpHeader("x-amz-server-side-encryption-customer-key")
    SSECustomerKey: SSECustomerKey
    @httpHeader("x-amz-server-side-encryption-customer-key-MD5")
    SSECustomerKeyMD5: String
}

structure CompletedMultipartUpload {
    @xmlFlattened
    @xmlName("Part")
    Parts: CompletedPartList
}

structure CompletedPart {
    ETag: String
    ChecksumCRC32: String
    ChecksumCRC32C: String
    ChecksumCRC64NVME: String
    ChecksumSHA1: String
    ChecksumSHA256: String
    ChecksumSHA512: String
    ChecksumMD5: String
    ChecksumXXHASH64: String
    ChecksumXXHASH3: String
    ChecksumXXHASH128: String
    PartNumber: Integer
}

list CompletedPartList {
    member: CompletedPart
}

enum CompressionType {
    NONE
    GZIP
    BZIP2
}

structure Condition {
    HttpErrorCodeReturnedEquals: String
    KeyPrefixEquals: String
}

structure ContinuationEvent {}

structure CopyObjectOutput {
    @httpPayload
    @xmlName("CopyObjectResult")
    CopyObjectResult: CopyObjectResult
    @httpHeader("x-amz-expiration")
    Expiration: String
    @httpHeader("x-amz-copy-source-version-id")
    CopySourceVersionId: String
    @httpHeader("x-amz-version-id")
    VersionId: String
    @httpHeader("x-amz-server-side-encryption")
    ServerSideEncryption: ServerSideEncryption
    @httpHeader("x-amz-server-side-encryption-customer-algorithm")
    SSECustomerAlgorithm: String
    @httpHeader("x-amz-server-side-encryption-customer-key-MD5")
    SSECustomerKeyMD5: String
    @httpHeader("x-amz-server-side-encryption-aws-kms-key-id")
    SSEKMSKeyId: SSEKMSKeyId
    @httpHeader("x-amz-server-side-encryption-context")
    SSEKMSEncryptionContext: SSEKMSEncryptionContext
    @httpHeader("x-amz-server-side-encryption-bucket-key-enabled")
    BucketKeyEnabled: Boolean
    @httpHeader("x-amz-request-charged")
    RequestCharged: RequestCharged
}

structure CopyObjectRequest {
    @httpHeader("x-amz-acl")
    ACL: ObjectCannedACL
    @required
    @httpLabel
    Bucket: String
    @httpHeader("Cache-Control")
    CacheControl: String
    @httpHeader("x-amz-checksum-algorithm")
    ChecksumAlgorithm: ChecksumAlgorithm
    @httpHeader("Content-Disposition")
    ContentDisposition: String
    @httpHeader("Content-Encoding")
    ContentEncoding: String
    @httpHeader("Content-Language")
    ContentLanguage: String
    @httpHeader("Content-Type")
    ContentType: String
    @required
    @httpHeader("x-amz-copy-source")
    CopySource: CopySource
    @httpHeader("x-amz-copy-source-if-match")
    CopySourceIfMatch: String
    @httpHeader("x-amz-copy-source-if-modified-since")
    CopySourceIfModifiedSince: Timestamp
    @httpHeader("x-amz-copy-source-if-none-match")
    CopySourceIfNoneMatch: String
    @httpHeader("x-amz-copy-source-if-unmodified-since")
    CopySourceIfUnmodifiedSince: Timestamp
    @httpHeader("Expires")
    Expires: String
    @httpHeader("x-amz-grant-full-control")
    GrantFullControl: String
    @httpHeader("x-amz-grant-read")
    GrantRead: String
    @httpHeader("x-amz-grant-read-acp")
    GrantReadACP: String
    @httpHeader("x-amz-grant-write-acp")
    GrantWriteACP: String
    @httpHeader("If-Match")
    IfMatch: String
    @httpHeader("If-None-Match")
    IfNoneMatch: String
    @required
    @httpLabel
    Key: ObjectKey
    @httpPrefixHeaders("x-amz-meta-")
    Metadata: Metadata
    @httpHeader("x-amz-metadata-directive")
    MetadataDirective: MetadataDirective
    @httpHeader("x-amz-tagging-directive")
    TaggingDirective: TaggingDirective
    @httpHeader("x-amz-server-side-encryption")
    ServerSideEncryption: ServerSideEncryption
    @httpHeader("x-amz-storage-class")
    StorageClass: StorageClass
    @httpHeader("x-amz-website-redirect-location")
    WebsiteRedirectLocation: String
    @httpHeader("x-amz-server-side-encryption-customer-algorithm")
    SSECustomerAlgorithm: String
    @httpHeader("x-amz-server-side-encryption-customer-key")
    SSECustomerKey: SSECustomerKey
    @httpHeader("x-amz-server-side-encryption-customer-key-MD5")
    SSECustomerKeyMD5: String
    @httpHeader("x-amz-server-side-encryption-aws-kms-key-id")
    SSEKMSKeyId: SSEKMSKeyId
    @httpHeader("x-amz-server-side-encryption-context")
    SSEKMSEncryptionContext: SSEKMSEncryptionContext
    @httpHeader("x-amz-server-side-encryption-bucket-key-enabled")
    BucketKeyEnabled: Boolean
    @httpHeader("x-amz-copy-source-server-side-encryption-customer-algorithm")
    CopySourceSSECustomerAlgorithm: String
    @httpHeader("x-amz-copy-source-server-side-encryption-customer-key")
    CopySourceSSECustomerKey: CopySourceSSECustomerKey
    @httpHeader("x-amz-copy-source-server-side-encryption-customer-key-MD5")
    CopySourceSSECustomerKeyMD5: String
    @httpHeader("x-amz-request-payer")
    RequestPayer: RequestPayer
    @httpHeader("x-amz-tagging")
    Tagging: String
    @httpHeader("x-amz-object-lock-mode")
    ObjectLockMode: ObjectLockMode
    @httpHeader("x-amz-object-lock-retain-until-date")
    ObjectLockRetainUntilDate: ObjectLockRetainUntilDate
    @httpHeader("x-amz-object-lock-legal-hold")
    ObjectLockLegalHoldStatus: ObjectLockLegalHoldStatus
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
    @httpHeader("x-amz-source-expected-bucket-owner")
    ExpectedSourceBucketOwner: String
}

structure CopyObjectResult {
    ETag: String
    LastModified: Timestamp
    ChecksumType: ChecksumType
    ChecksumCRC32: String
    ChecksumCRC32C: String
    ChecksumCRC64NVME: String
    ChecksumSHA1: String
    ChecksumSHA256: String
    ChecksumSHA512: String
    ChecksumMD5: String
    ChecksumXXHASH64: String
    ChecksumXXHASH3: String
    ChecksumXXHASH128: String
}

structure CopyPartResult {
    ETag: String
    LastModified: Timestamp
    ChecksumCRC32: String
    ChecksumCRC32C: String
    ChecksumCRC64NVME: String
    ChecksumSHA1: String
    ChecksumSHA256: String
    ChecksumSHA512: String
    ChecksumMD5: String
    ChecksumXXHASH64: String
    ChecksumXXHASH3: String
    ChecksumXXHASH128: String
}

string CopySource

@sensitive
string CopySourceSSECustomerKey

structure CreateBucketConfiguration {
    LocationConstraint: BucketLocationConstraint
    Location: LocationInfo
    Bucket: BucketInfo
    Tags: TagSet
}

structure CreateBucketMetadataConfigurationRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("Content-MD5")
    ContentMD5: String
    @httpHeader("x-amz-sdk-checksum-algorithm")
    ChecksumAlgorithm: ChecksumAlgorithm
    @required
    @httpPayload
    @xmlName("MetadataConfiguration")
    MetadataConfiguration: MetadataConfiguration
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure CreateBucketMetadataConfigurationResponse {}

structure CreateBucketMetadataTableConfigurationRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("Content-MD5")
    ContentMD5: String
    @httpHeader("x-amz-sdk-checksum-algorithm")
    ChecksumAlgorithm: ChecksumAlgorithm
    @required
    @httpPayload
    @xmlName("MetadataTableConfiguration")
    MetadataTableConfiguration: MetadataTableConfiguration
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure CreateBucketMetadataTableConfigurationResponse {}

structure CreateBucketOutput {
    @httpHeader("Location")
    Location: String
    @httpHeader("x-amz-bucket-arn")
    BucketArn: S3RegionalOrS3ExpressBucketArnString
}

structure CreateBucketRequest {
    @httpHeader("x-amz-acl")
    ACL: BucketCannedACL
    @required
    @httpLabel
    Bucket: String
    @httpPayload
    @xmlName("CreateBucketConfiguration")
    CreateBucketConfiguration: CreateBucketConfiguration
    @httpHeader("x-amz-grant-full-control")
    GrantFullControl: String
    @httpHeader("x-amz-grant-read")
    GrantRead: String
    @httpHeader("x-amz-grant-read-acp")
    GrantReadACP: String
    @httpHeader("x-amz-grant-write")
    GrantWrite: String
    @httpHeader("x-amz-grant-write-acp")
    GrantWriteACP: String
    @httpHeader("x-amz-bucket-object-lock-enabled")
    ObjectLockEnabledForBucket: Boolean
    @httpHeader("x-amz-object-ownership")
    ObjectOwnership: ObjectOwnership
    @httpHeader("x-amz-bucket-namespace")
    BucketNamespace: BucketNamespace
}

@xmlName("InitiateMultipartUploadResult")
structure CreateMultipartUploadOutput {
    @httpHeader("x-amz-abort-date")
    AbortDate: Timestamp
    @httpHeader("x-amz-abort-rule-id")
    AbortRuleId: String
    Bucket: String
    Key: ObjectKey
    UploadId: String
    @httpHeader("x-amz-server-side-encryption")
    ServerSideEncryption: ServerSideEncryption
    @httpHeader("x-amz-server-side-encryption-customer-algorithm")
    SSECustomerAlgorithm: String
    @httpHeader("x-amz-server-side-encryption-customer-key-MD5")
    SSECustomerKeyMD5: String
    @httpHeader("x-amz-server-side-encryption-aws-kms-key-id")
    SSEKMSKeyId: SSEKMSKeyId
    @httpHeader("x-amz-server-side-encryption-context")
    SSEKMSEncryptionContext: SSEKMSEncryptionContext
    @httpHeader("x-amz-server-side-encryption-bucket-key-enabled")
    BucketKeyEnabled: Boolean
    @httpHeader("x-amz-request-charged")
    RequestCharged: RequestCharged
    @httpHeader("x-amz-checksum-algorithm")
    ChecksumAlgorithm: ChecksumAlgorithm
    @httpHeader("x-amz-checksum-type")
    ChecksumType: ChecksumType
}

structure CreateMultipartUploadRequest {
    @httpHeader("x-amz-acl")
    ACL: ObjectCannedACL
    @required
    @httpLabel
    Bucket: String
    @httpHeader("Cache-Control")
    CacheControl: String
    @httpHeader("Content-Disposition")
    ContentDisposition: String
    @httpHeader("Content-Encoding")
    ContentEncoding: String
    @httpHeader("Content-Language")
    ContentLanguage: String
    @httpHeader("Content-Type")
    ContentType: String
    @httpHeader("Expires")
    Expires: String
    @httpHeader("x-amz-grant-full-control")
    GrantFullControl: String
    @httpHeader("x-amz-grant-read")
    GrantRead: String
    @httpHeader("x-amz-grant-read-acp")
    GrantReadACP: String
    @httpHeader("x-amz-grant-write-acp")
    GrantWriteACP: String
    @required
    @httpLabel
    Key: ObjectKey
    @httpPrefixHeaders("x-amz-meta-")
    Metadata: Metadata
    @httpHeader("x-amz-server-side-encryption")
    ServerSideEncryption: ServerSideEncryption
    @httpHeader("x-amz-storage-class")
    StorageClass: StorageClass
    @httpHeader("x-amz-website-redirect-location")
    WebsiteRedirectLocation: String
    @httpHeader("x-amz-server-side-encryption-customer-algorithm")
    SSECustomerAlgorithm: String
    @httpHeader("x-amz-server-side-encryption-customer-key")
    SSECustomerKey: SSECustomerKey
    @httpHeader("x-amz-server-side-encryption-customer-key-MD5")
    SSECustomerKeyMD5: String
    @httpHeader("x-amz-server-side-encryption-aws-kms-key-id")
    SSEKMSKeyId: SSEKMSKeyId
    @httpHeader("x-amz-server-side-encryption-context")
    SSEKMSEncryptionContext: SSEKMSEncryptionContext
    @httpHeader("x-amz-server-side-encryption-bucket-key-enabled")
    BucketKeyEnabled: Boolean
    @httpHeader("x-amz-request-payer")
    RequestPayer: RequestPayer
    @httpHeader("x-amz-tagging")
    Tagging: String
    @httpHeader("x-amz-object-lock-mode")
    ObjectLockMode: ObjectLockMode
    @httpHeader("x-amz-object-lock-retain-until-date")
    ObjectLockRetainUntilDate: ObjectLockRetainUntilDate
    @httpHeader("x-amz-object-lock-legal-hold")
    ObjectLockLegalHoldStatus: ObjectLockLegalHoldStatus
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
    @httpHeader("x-amz-checksum-algorithm")
    ChecksumAlgorithm: ChecksumAlgorithm
    @httpHeader("x-amz-checksum-type")
    ChecksumType: ChecksumType
}

@xmlName("CreateSessionResult")
structure CreateSessionOutput {
    @httpHeader("x-amz-server-side-encryption")
    ServerSideEncryption: ServerSideEncryption
    @httpHeader("x-amz-server-side-encryption-aws-kms-key-id")
    SSEKMSKeyId: SSEKMSKeyId
    @httpHeader("x-amz-server-side-encryption-context")
    SSEKMSEncryptionContext: SSEKMSEncryptionContext
    @httpHeader("x-amz-server-side-encryption-bucket-key-enabled")
    BucketKeyEnabled: Boolean
    @required
    Credentials: SessionCredentials
}

structure CreateSessionRequest {
    @httpHeader("x-amz-create-session-mode")
    SessionMode: SessionMode
    @required
    @httpLabel
    Bucket: String
    @httpHeader("x-amz-server-side-encryption")
    ServerSideEncryption: ServerSideEncryption
    @httpHeader("x-amz-server-side-encryption-aws-kms-key-id")
    SSEKMSKeyId: SSEKMSKeyId
    @httpHeader("x-amz-server-side-encryption-context")
    SSEKMSEncryptionContext: SSEKMSEncryptionContext
    @httpHeader("x-amz-server-side-encryption-bucket-key-enabled")
    BucketKeyEnabled: Boolean
}

enum DataRedundancy {
    SingleAvailabilityZone
    SingleLocalZone
}

@timestampFormat("date-time")
timestamp Date

structure DefaultRetention {
    Mode: ObjectLockRetentionMode
    Days: Integer
    Years: Integer
}

structure Delete {
    @required
    @xmlFlattened
    @xmlName("Object")
    Objects: ObjectIdentifierList
    Quiet: Boolean
}

structure DeleteBucketAnalyticsConfigurationRequest {
    @required
    @httpLabel
    Bucket: String
    @required
    @httpQuery("id")
    Id: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure DeleteBucketAnalyticsConfigurationResponse {}

structure DeleteBucketCorsRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure DeleteBucketCorsResponse {}

structure DeleteBucketEncryptionRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure DeleteBucketEncryptionResponse {}

structure DeleteBucketIntelligentTieringConfigurationRequest {
    @required
    @httpLabel
    Bucket: String
    @required
    @httpQuery("id")
    Id: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure DeleteBucketIntelligentTieringConfigurationResponse {}

structure DeleteBucketInventoryConfigurationRequest {
    @required
    @httpLabel
    Bucket: String
    @required
    @httpQuery("id")
    Id: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure DeleteBucketInventoryConfigurationResponse {}

structure DeleteBucketLifecycleRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure DeleteBucketLifecycleResponse {}

structure DeleteBucketMetadataConfigurationRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure DeleteBucketMetadataConfigurationResponse {}

structure DeleteBucketMetadataTableConfigurationRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure DeleteBucketMetadataTableConfigurationResponse {}

structure DeleteBucketMetricsConfigurationRequest {
    @required
    @httpLabel
    Bucket: String
    @required
    @httpQuery("id")
    Id: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure DeleteBucketMetricsConfigurationResponse {}

structure DeleteBucketOwnershipControlsRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure DeleteBucketOwnershipControlsResponse {}

structure DeleteBucketPolicyRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure DeleteBucketPolicyResponse {}

structure DeleteBucketReplicationRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure DeleteBucketReplicationResponse {}

structure DeleteBucketRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure DeleteBucketResponse {}

structure DeleteBucketTaggingRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure DeleteBucketTaggingResponse {}

structure DeleteBucketWebsiteRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure DeleteBucketWebsiteResponse {}

structure DeleteMarkerEntry {
    Owner: Owner
    Key: ObjectKey
    VersionId: String
    IsLatest: Boolean
    LastModified: Timestamp
}

structure DeleteMarkerReplication {
    Status: DeleteMarkerReplicationStatus
}

enum DeleteMarkerReplicationStatus {
    Enabled
    Disabled
}

list DeleteMarkers {
    member: DeleteMarkerEntry
}

structure DeleteObjectOutput {
    @httpHeader("x-amz-delete-marker")
    DeleteMarker: Boolean
    @httpHeader("x-amz-version-id")
    VersionId: String
    @httpHeader("x-amz-request-charged")
    RequestCharged: RequestCharged
}

structure DeleteObjectRequest {
    @required
    @httpLabel
    Bucket: String
    @required
    @httpLabel
    Key: ObjectKey
    @httpHeader("x-amz-mfa")
    MFA: String
    @httpQuery("versionId")
    VersionId: String
    @httpHeader("x-amz-request-payer")
    RequestPayer: RequestPayer
    @httpHeader("x-amz-bypass-governance-retention")
    BypassGovernanceRetention: Boolean
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
    @httpHeader("If-Match")
    IfMatch: String
    @httpHeader("x-amz-if-match-last-modified-time")
    IfMatchLastModifiedTime: IfMatchLastModifiedTime
    @httpHeader("x-amz-if-match-size")
    IfMatchSize: Long
}

structure DeleteObjectTaggingOutput {
    @httpHeader("x-amz-version-id")
    VersionId: String
}

structure DeleteObjectTaggingRequest {
    @required
    @httpLabel
    Bucket: String
    @required
    @httpLabel
    Key: ObjectKey
    @httpQuery("versionId")
    VersionId: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

@xmlName("DeleteResult")
structure DeleteObjectsOutput {
    @xmlFlattened
    Deleted: DeletedObjects
    @httpHeader("x-amz-request-charged")
    RequestCharged: RequestCharged
    @xmlFlattened
    @xmlName("Error")
    Errors: Errors
}

structure DeleteObjectsRequest {
    @required
    @httpLabel
    Bucket: String
    @required
    @httpPayload
    @xmlName("Delete")
    Delete: Delete
    @httpHeader("x-amz-mfa")
    MFA: String
    @httpHeader("x-amz-request-payer")
    RequestPayer: RequestPayer
    @httpHeader("x-amz-bypass-governance-retention")
    BypassGovernanceRetention: Boolean
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
    @httpHeader("x-amz-sdk-checksum-algorithm")
    ChecksumAlgorithm: ChecksumAlgorithm
}

structure DeletePublicAccessBlockRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure DeletePublicAccessBlockResponse {}

structure DeletedObject {
    Key: ObjectKey
    VersionId: String
    DeleteMarker: Boolean
    DeleteMarkerVersionId: String
}

list DeletedObjects {
    member: DeletedObject
}

structure Destination {
    @required
    Bucket: String
    Account: String
    StorageClass: StorageClass
    AccessControlTranslation: AccessControlTranslation
    EncryptionConfiguration: EncryptionConfiguration
    ReplicationTime: ReplicationTime
    Metrics: Metrics
}

structure DestinationResult {
    TableBucketType: S3TablesBucketType
    TableBucketArn: String
    TableNamespace: String
}

@length(min: 0, max: 1024)
string DirectoryBucketToken

enum EncodingType {
    url
}

structure Encryption {
    @required
    EncryptionType: ServerSideEncryption
    KMSKeyId: SSEKMSKeyId
    KMSContext: String
}

structure EncryptionConfiguration {
    ReplicaKmsKeyID: String
}

enum EncryptionType {
    NONE
    SSE_C = "SSE-C"
}

list EncryptionTypeList {
    member: EncryptionType
}

@error("client")
@httpError(400)
structure EncryptionTypeMismatch {}

structure EndEvent {}

structure Error {
    Key: ObjectKey
    VersionId: String
    Code: String
    Message: String
}

structure ErrorDetails {
    ErrorCode: String
    ErrorMessage: String
}

structure ErrorDocument {
    @required
    Key: ObjectKey
}

list Errors {
    member: Error
}

enum Event {
    s3_ReducedRedundancyLostObject = "s3:ReducedRedundancyLostObject"
    s3_ObjectCreated = "s3:ObjectCreated:*"
    s3_ObjectCreated_Put = "s3:ObjectCreated:Put"
    s3_ObjectCreated_Post = "s3:ObjectCreated:Post"
    s3_ObjectCreated_Copy = "s3:ObjectCreated:Copy"
    s3_ObjectCreated_CompleteMultipartUpload = "s3:ObjectCreated:CompleteMultipartUpload"
    s3_ObjectRemoved = "s3:ObjectRemoved:*"
    s3_ObjectRemoved_Delete = "s3:ObjectRemoved:Delete"
    s3_ObjectRemoved_DeleteMarkerCreated = "s3:ObjectRemoved:DeleteMarkerCreated"
    s3_ObjectRestore = "s3:ObjectRestore:*"
    s3_ObjectRestore_Post = "s3:ObjectRestore:Post"
    s3_ObjectRestore_Completed = "s3:ObjectRestore:Completed"
    s3_Replication = "s3:Replication:*"
    s3_Replication_OperationFailedReplication = "s3:Replication:OperationFailedReplication"
    s3_Replication_OperationNotTracked = "s3:Replication:OperationNotTracked"
    s3_Replication_OperationMissedThreshold = "s3:Replication:OperationMissedThreshold"
    s3_Replication_OperationReplicatedAfterThreshold = "s3:Replication:OperationReplicatedAfterThreshold"
    s3_ObjectRestore_Delete = "s3:ObjectRestore:Delete"
    s3_LifecycleTransition = "s3:LifecycleTransition"
    s3_IntelligentTiering = "s3:IntelligentTiering"
    s3_ObjectAcl_Put = "s3:ObjectAcl:Put"
    s3_LifecycleExpiration = "s3:LifecycleExpiration:*"
    s3_LifecycleExpiration_Delete = "s3:LifecycleExpiration:Delete"
    s3_LifecycleExpiration_DeleteMarkerCreated = "s3:LifecycleExpiration:DeleteMarkerCreated"
    s3_ObjectTagging = "s3:ObjectTagging:*"
    s3_ObjectTagging_Put = "s3:ObjectTagging:Put"
    s3_ObjectTagging_Delete = "s3:ObjectTagging:Delete"
}

structure EventBridgeConfiguration {}

list EventList {
    member: Event
}

structure ExistingObjectReplication {
    @required
    Status: ExistingObjectReplicationStatus
}

enum ExistingObjectReplicationStatus {
    Enabled
    Disabled
}

enum ExpirationState {
    ENABLED
    DISABLED
}

enum ExpirationStatus {
    Enabled
    Disabled
}

list ExposeHeaders {
    member: String
}

enum ExpressionType {
    SQL
}

enum FileHeaderInfo {
    USE
    IGNORE
    NONE
}

structure FilterRule {
    Name: FilterRuleName
    Value: String
}

list FilterRuleList {
    member: FilterRule
}

enum FilterRuleName {
    prefix
    suffix
}

structure GetBucketAbacOutput {
    @httpPayload
    @xmlName("AbacStatus")
    AbacStatus: AbacStatus
}

structure GetBucketAbacRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

@xmlName("AccelerateConfiguration")
structure GetBucketAccelerateConfigurationOutput {
    Status: BucketAccelerateStatus
    @httpHeader("x-amz-request-charged")
    RequestCharged: RequestCharged
}

structure GetBucketAccelerateConfigurationRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
    @httpHeader("x-amz-request-payer")
    RequestPayer: RequestPayer
}

@xmlName("AccessControlPolicy")
structure GetBucketAclOutput {
    Owner: Owner
    @xmlName("AccessControlList")
    Grants: Grants
}

structure GetBucketAclRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure GetBucketAnalyticsConfigurationOutput {
    @httpPayload
    @xmlName("AnalyticsConfiguration")
    AnalyticsConfiguration: AnalyticsConfiguration
}

structure GetBucketAnalyticsConfigurationRequest {
    @required
    @httpLabel
    Bucket: String
    @required
    @httpQuery("id")
    Id: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

@xmlName("CORSConfiguration")
structure GetBucketCorsOutput {
    @xmlFlattened
    @xmlName("CORSRule")
    CORSRules: CORSRules
}

structure GetBucketCorsRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure GetBucketEncryptionOutput {
    @httpPayload
    @xmlName("ServerSideEncryptionConfiguration")
    ServerSideEncryptionConfiguration: ServerSideEncryptionConfiguration
}

structure GetBucketEncryptionRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure GetBucketIntelligentTieringConfigurationOutput {
    @httpPayload
    @xmlName("IntelligentTieringConfiguration")
    IntelligentTieringConfiguration: IntelligentTieringConfiguration
}

structure GetBucketIntelligentTieringConfigurationRequest {
    @required
    @httpLabel
    Bucket: String
    @required
    @httpQuery("id")
    Id: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure GetBucketInventoryConfigurationOutput {
    @httpPayload
    @xmlName("InventoryConfiguration")
    InventoryConfiguration: InventoryConfiguration
}

structure GetBucketInventoryConfigurationRequest {
    @required
    @httpLabel
    Bucket: String
    @required
    @httpQuery("id")
    Id: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

@xmlName("LifecycleConfiguration")
structure GetBucketLifecycleConfigurationOutput {
    @xmlFlattened
    @xmlName("Rule")
    Rules: LifecycleRules
    @httpHeader("x-amz-transition-default-minimum-object-size")
    TransitionDefaultMinimumObjectSize: TransitionDefaultMinimumObjectSize
}

structure GetBucketLifecycleConfigurationRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure GetBucketLocationOutput {
    LocationConstraint: BucketLocationConstraint
}

structure GetBucketLocationRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

@xmlName("BucketLoggingStatus")
structure GetBucketLoggingOutput {
    LoggingEnabled: LoggingEnabled
}

structure GetBucketLoggingRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure GetBucketMetadataConfigurationOutput {
    @httpPayload
    @xmlName("GetBucketMetadataConfigurationResult")
    GetBucketMetadataConfigurationResult: GetBucketMetadataConfigurationResult
}

structure GetBucketMetadataConfigurationRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure GetBucketMetadataConfigurationResult {
    @required
    MetadataConfigurationResult: MetadataConfigurationResult
}

structure GetBucketMetadataTableConfigurationOutput {
    @httpPayload
    @xmlName("GetBucketMetadataTableConfigurationResult")
    GetBucketMetadataTableConfigurationResult: GetBucketMetadataTableConfigurationResult
}

structure GetBucketMetadataTableConfigurationRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure GetBucketMetadataTableConfigurationResult {
    @required
    MetadataTableConfigurationResult: MetadataTableConfigurationResult
    @required
    Status: String
    Error: ErrorDetails
}

structure GetBucketMetricsConfigurationOutput {
    @httpPayload
    @xmlName("MetricsConfiguration")
    MetricsConfiguration: MetricsConfiguration
}

structure GetBucketMetricsConfigurationRequest {
    @required
    @httpLabel
    Bucket: String
    @required
    @httpQuery("id")
    Id: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure GetBucketNotificationConfigurationRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure GetBucketOwnershipControlsOutput {
    @httpPayload
    @xmlName("OwnershipControls")
    OwnershipControls: OwnershipControls
}

structure GetBucketOwnershipControlsRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure GetBucketPolicyOutput {
    @httpPayload
    Policy: String
}

structure GetBucketPolicyRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure GetBucketPolicyStatusOutput {
    @httpPayload
    @xmlName("PolicyStatus")
    PolicyStatus: PolicyStatus
}

structure GetBucketPolicyStatusRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure GetBucketReplicationOutput {
    @httpPayload
    @xmlName("ReplicationConfiguration")
    ReplicationConfiguration: ReplicationConfiguration
}

structure GetBucketReplicationRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

@xmlName("RequestPaymentConfiguration")
structure GetBucketRequestPaymentOutput {
    Payer: Payer
}

structure GetBucketRequestPaymentRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

@xmlName("Tagging")
structure GetBucketTaggingOutput {
    @required
    TagSet: TagSet
}

structure GetBucketTaggingRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

@xmlName("VersioningConfiguration")
structure GetBucketVersioningOutput {
    Status: BucketVersioningStatus
    @xmlName("MfaDelete")
    MFADelete: MFADeleteStatus
}

structure GetBucketVersioningRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

@xmlName("WebsiteConfiguration")
structure GetBucketWebsiteOutput {
    RedirectAllRequestsTo: RedirectAllRequestsTo
    IndexDocument: IndexDocument
    ErrorDocument: ErrorDocument
    RoutingRules: RoutingRules
}

structure GetBucketWebsiteRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

@xmlName("AccessControlPolicy")
structure GetObjectAclOutput {
    Owner: Owner
    @xmlName("AccessControlList")
    Grants: Grants
    @httpHeader("x-amz-request-charged")
    RequestCharged: RequestCharged
}

structure GetObjectAclRequest {
    @required
    @httpLabel
    Bucket: String
    @required
    @httpLabel
    Key: ObjectKey
    @httpQuery("versionId")
    VersionId: String
    @httpHeader("x-amz-request-payer")
    RequestPayer: RequestPayer
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

@xmlName("GetObjectAttributesResponse")
structure GetObjectAttributesOutput {
    @httpHeader("x-amz-delete-marker")
    DeleteMarker: Boolean
    @httpHeader("Last-Modified")
    LastModified: Timestamp
    @httpHeader("x-amz-version-id")
    VersionId: String
    @httpHeader("x-amz-request-charged")
    RequestCharged: RequestCharged
    ETag: String
    Checksum: Checksum
    ObjectParts: GetObjectAttributesParts
    StorageClass: StorageClass
    ObjectSize: Long
}

structure GetObjectAttributesParts {
    @xmlName("PartsCount")
    TotalPartsCount: Integer
    PartNumberMarker: Integer
    NextPartNumberMarker: Integer
    MaxParts: Integer
    IsTruncated: Boolean
    @xmlFlattened
    @xmlName("Part")
    Parts: PartsList
}

structure GetObjectAttributesRequest {
    @required
    @httpLabel
    Bucket: String
    @required
    @httpLabel
    Key: ObjectKey
    @httpQuery("versionId")
    VersionId: String
    @httpHeader("x-amz-max-parts")
    MaxParts: Integer
    @httpHeader("x-amz-part-number-marker")
    PartNumberMarker: Integer
    @httpHeader("x-amz-server-side-encryption-customer-algorithm")
    SSECustomerAlgorithm: String
    @httpHeader("x-amz-server-side-encryption-customer-key")
    SSECustomerKey: SSECustomerKey
    @httpHeader("x-amz-server-side-encryption-customer-key-MD5")
    SSECustomerKeyMD5: String
    @httpHeader("x-amz-request-payer")
    RequestPayer: RequestPayer
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
    @required
    @httpHeader("x-amz-object-attributes")
    ObjectAttributes: ObjectAttributesList
}

structure GetObjectLegalHoldOutput {
    @httpPayload
    @xmlName("LegalHold")
    LegalHold: ObjectLockLegalHold
}

structure GetObjectLegalHoldRequest {
    @required
    @httpLabel
    Bucket: String
    @required
    @httpLabel
    Key: ObjectKey
    @httpQuery("versionId")
    VersionId: String
    @httpHeader("x-amz-request-payer")
    RequestPayer: RequestPayer
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure GetObjectLockConfigurationOutput {
    @httpPayload
    @xmlName("ObjectLockConfiguration")
    ObjectLockConfiguration: ObjectLockConfiguration
}

structure GetObjectLockConfigurationRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure GetObjectOutput {
    @httpPayload
    Body: StreamingBody
    @httpHeader("x-amz-delete-marker")
    DeleteMarker: Boolean
    @httpHeader("accept-ranges")
    AcceptRanges: String
    @httpHeader("x-amz-expiration")
    Expiration: String
    @httpHeader("x-amz-restore")
    Restore: String
    @httpHeader("Last-Modified")
    LastModified: Timestamp
    @httpHeader("Content-Length")
    ContentLength: Long
    @httpHeader("ETag")
    ETag: String
    @httpHeader("x-amz-checksum-crc32")
    ChecksumCRC32: String
    @httpHeader("x-amz-checksum-crc32c")
    ChecksumCRC32C: String
    @httpHeader("x-amz-checksum-crc64nvme")
    ChecksumCRC64NVME: String
    @httpHeader("x-amz-checksum-sha1")
    ChecksumSHA1: String
    @httpHeader("x-amz-checksum-sha256")
    ChecksumSHA256: String
    @httpHeader("x-amz-checksum-sha512")
    ChecksumSHA512: String
    @httpHeader("x-amz-checksum-md5")
    ChecksumMD5: String
    @httpHeader("x-amz-checksum-xxhash64")
    ChecksumXXHASH64: String
    @httpHeader("x-amz-checksum-xxhash3")
    ChecksumXXHASH3: String
    @httpHeader("x-amz-checksum-xxhash128")
    ChecksumXXHASH128: String
    @httpHeader("x-amz-checksum-type")
    ChecksumType: ChecksumType
    @httpHeader("x-amz-missing-meta")
    MissingMeta: Integer
    @httpHeader("x-amz-version-id")
    VersionId: String
    @httpHeader("Cache-Control")
    CacheControl: String
    @httpHeader("Content-Disposition")
    ContentDisposition: String
    @httpHeader("Content-Encoding")
    ContentEncoding: String
    @httpHeader("Content-Language")
    ContentLanguage: String
    @httpHeader("Content-Range")
    ContentRange: String
    @httpHeader("Content-Type")
    ContentType: String
    @httpHeader("Expires")
    Expires: String
    @httpHeader("x-amz-website-redirect-location")
    WebsiteRedirectLocation: String
    @httpHeader("x-amz-server-side-encryption")
    ServerSideEncryption: ServerSideEncryption
    @httpPrefixHeaders("x-amz-meta-")
    Metadata: Metadata
    @httpHeader("x-amz-server-side-encryption-customer-algorithm")
    SSECustomerAlgorithm: String
    @httpHeader("x-amz-server-side-encryption-customer-key-MD5")
    SSECustomerKeyMD5: String
    @httpHeader("x-amz-server-side-encryption-aws-kms-key-id")
    SSEKMSKeyId: SSEKMSKeyId
    @httpHeader("x-amz-server-side-encryption-bucket-key-enabled")
    BucketKeyEnabled: Boolean
    @httpHeader("x-amz-storage-class")
    StorageClass: StorageClass
    @httpHeader("x-amz-request-charged")
    RequestCharged: RequestCharged
    @httpHeader("x-amz-replication-status")
    ReplicationStatus: ReplicationStatus
    @httpHeader("x-amz-mp-parts-count")
    PartsCount: Integer
    @httpHeader("x-amz-tagging-count")
    TagCount: Integer
    @httpHeader("x-amz-object-lock-mode")
    ObjectLockMode: ObjectLockMode
    @httpHeader("x-amz-object-lock-retain-until-date")
    ObjectLockRetainUntilDate: ObjectLockRetainUntilDate
    @httpHeader("x-amz-object-lock-legal-hold")
    ObjectLockLegalHoldStatus: ObjectLockLegalHoldStatus
}

structure GetObjectRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("If-Match")
    IfMatch: String
    @httpHeader("If-Modified-Since")
    IfModifiedSince: Timestamp
    @httpHeader("If-None-Match")
    IfNoneMatch: String
    @httpHeader("If-Unmodified-Since")
    IfUnmodifiedSince: Timestamp
    @required
    @httpLabel
    Key: ObjectKey
    @httpHeader("Range")
    Range: String
    @httpQuery("response-cache-control")
    ResponseCacheControl: String
    @httpQuery("response-content-disposition")
    ResponseContentDisposition: String
    @httpQuery("response-content-encoding")
    ResponseContentEncoding: String
    @httpQuery("response-content-language")
    ResponseContentLanguage: String
    @httpQuery("response-content-type")
    ResponseContentType: String
    @httpQuery("response-expires")
    ResponseExpires: ResponseExpires
    @httpQuery("versionId")
    VersionId: String
    @httpHeader("x-amz-server-side-encryption-customer-algorithm")
    SSECustomerAlgorithm: String
    @httpHeader("x-amz-server-side-encryption-customer-key")
    SSECustomerKey: SSECustomerKey
    @httpHeader("x-amz-server-side-encryption-customer-key-MD5")
    SSECustomerKeyMD5: String
    @httpHeader("x-amz-request-payer")
    RequestPayer: RequestPayer
    @httpQuery("partNumber")
    PartNumber: Integer
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
    @httpHeader("x-amz-checksum-mode")
    ChecksumMode: ChecksumMode
}

structure GetObjectRetentionOutput {
    @httpPayload
    @xmlName("Retention")
    Retention: ObjectLockRetention
}

structure GetObjectRetentionRequest {
    @required
    @httpLabel
    Bucket: String
    @required
    @httpLabel
    Key: ObjectKey
    @httpQuery("versionId")
    VersionId: String
    @httpHeader("x-amz-request-payer")
    RequestPayer: RequestPayer
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

@xmlName("Tagging")
structure GetObjectTaggingOutput {
    @httpHeader("x-amz-version-id")
    VersionId: String
    @required
    TagSet: TagSet
}

structure GetObjectTaggingRequest {
    @required
    @httpLabel
    Bucket: String
    @required
    @httpLabel
    Key: ObjectKey
    @httpQuery("versionId")
    VersionId: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
    @httpHeader("x-amz-request-payer")
    RequestPayer: RequestPayer
}

structure GetObjectTorrentOutput {
    @httpPayload
    Body: StreamingBody
    @httpHeader("x-amz-request-charged")
    RequestCharged: RequestCharged
}

structure GetObjectTorrentRequest {
    @required
    @httpLabel
    Bucket: String
    @required
    @httpLabel
    Key: ObjectKey
    @httpHeader("x-amz-request-payer")
    RequestPayer: RequestPayer
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure GetPublicAccessBlockOutput {
    @httpPayload
    @xmlName("PublicAccessBlockConfiguration")
    PublicAccessBlockConfiguration: PublicAccessBlockConfiguration
}

structure GetPublicAccessBlockRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure GlacierJobParameters {
    @required
    Tier: Tier
}

structure Grant {
    Grantee: Grantee
    Permission: Permission
}

structure Grantee {
    DisplayName: String
    EmailAddress: String
    ID: String
    @required
    @xmlName("xsi:type")
    @xmlAttribute
    Type: Type
    URI: String
}

list Grants {
    @xmlName("Grant")
    member: Grant
}

structure HeadBucketOutput {
    @httpHeader("x-amz-bucket-arn")
    BucketArn: S3RegionalOrS3ExpressBucketArnString
    @httpHeader("x-amz-bucket-location-type")
    BucketLocationType: LocationType
    @httpHeader("x-amz-bucket-location-name")
    BucketLocationName: String
    @httpHeader("x-amz-bucket-region")
    BucketRegion: Region
    @httpHeader("x-amz-access-point-alias")
    AccessPointAlias: Boolean
}

structure HeadBucketRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure HeadObjectOutput {
    @httpHeader("x-amz-delete-marker")
    DeleteMarker: Boolean
    @httpHeader("accept-ranges")
    AcceptRanges: String
    @httpHeader("x-amz-expiration")
    Expiration: String
    @httpHeader("x-amz-restore")
    Restore: String
    @httpHeader("x-amz-archive-status")
    ArchiveStatus: ArchiveStatus
    @httpHeader("Last-Modified")
    LastModified: Timestamp
    @httpHeader("Content-Length")
    ContentLength: Long
    @httpHeader("x-amz-checksum-crc32")
    ChecksumCRC32: String
    @httpHeader("x-amz-checksum-crc32c")
    ChecksumCRC32C: String
    @httpHeader("x-amz-checksum-crc64nvme")
    ChecksumCRC64NVME: String
    @httpHeader("x-amz-checksum-sha1")
    ChecksumSHA1: String
    @httpHeader("x-amz-checksum-sha256")
    ChecksumSHA256: String
    @httpHeader("x-amz-checksum-sha512")
    ChecksumSHA512: String
    @httpHeader("x-amz-checksum-md5")
    ChecksumMD5: String
    @httpHeader("x-amz-checksum-xxhash64")
    ChecksumXXHASH64: String
    @httpHeader("x-amz-checksum-xxhash3")
    ChecksumXXHASH3: String
    @httpHeader("x-amz-checksum-xxhash128")
    ChecksumXXHASH128: String
    @httpHeader("x-amz-checksum-type")
    ChecksumType: ChecksumType
    @httpHeader("ETag")
    ETag: String
    @httpHeader("x-amz-missing-meta")
    MissingMeta: Integer
    @httpHeader("x-amz-version-id")
    VersionId: String
    @httpHeader("Cache-Control")
    CacheControl: String
    @httpHeader("Content-Disposition")
    ContentDisposition: String
    @httpHeader("Content-Encoding")
    ContentEncoding: String
    @httpHeader("Content-Language")
    ContentLanguage: String
    @httpHeader("Content-Type")
    ContentType: String
    @httpHeader("Content-Range")
    ContentRange: String
    @httpHeader("Expires")
    Expires: String
    @httpHeader("x-amz-website-redirect-location")
    WebsiteRedirectLocation: String
    @httpHeader("x-amz-server-side-encryption")
    ServerSideEncryption: ServerSideEncryption
    @httpPrefixHeaders("x-amz-meta-")
    Metadata: Metadata
    @httpHeader("x-amz-server-side-encryption-customer-algorithm")
    SSECustomerAlgorithm: String
    @httpHeader("x-amz-server-side-encryption-customer-key-MD5")
    SSECustomerKeyMD5: String
    @httpHeader("x-amz-server-side-encryption-aws-kms-key-id")
    SSEKMSKeyId: SSEKMSKeyId
    @httpHeader("x-amz-server-side-encryption-bucket-key-enabled")
    BucketKeyEnabled: Boolean
    @httpHeader("x-amz-storage-class")
    StorageClass: StorageClass
    @httpHeader("x-amz-request-charged")
    RequestCharged: RequestCharged
    @httpHeader("x-amz-replication-status")
    ReplicationStatus: ReplicationStatus
    @httpHeader("x-amz-mp-parts-count")
    PartsCount: Integer
    @httpHeader("x-amz-tagging-count")
    TagCount: Integer
    @httpHeader("x-amz-object-lock-mode")
    ObjectLockMode: ObjectLockMode
    @httpHeader("x-amz-object-lock-retain-until-date")
    ObjectLockRetainUntilDate: ObjectLockRetainUntilDate
    @httpHeader("x-amz-object-lock-legal-hold")
    ObjectLockLegalHoldStatus: ObjectLockLegalHoldStatus
}

structure HeadObjectRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("If-Match")
    IfMatch: String
    @httpHeader("If-Modified-Since")
    IfModifiedSince: Timestamp
    @httpHeader("If-None-Match")
    IfNoneMatch: String
    @httpHeader("If-Unmodified-Since")
    IfUnmodifiedSince: Timestamp
    @required
    @httpLabel
    Key: ObjectKey
    @httpHeader("Range")
    Range: String
    @httpQuery("response-cache-control")
    ResponseCacheControl: String
    @httpQuery("response-content-disposition")
    ResponseContentDisposition: String
    @httpQuery("response-content-encoding")
    ResponseContentEncoding: String
    @httpQuery("response-content-language")
    ResponseContentLanguage: String
    @httpQuery("response-content-type")
    ResponseContentType: String
    @httpQuery("response-expires")
    ResponseExpires: ResponseExpires
    @httpQuery("versionId")
    VersionId: String
    @httpHeader("x-amz-server-side-encryption-customer-algorithm")
    SSECustomerAlgorithm: String
    @httpHeader("x-amz-server-side-encryption-customer-key")
    SSECustomerKey: SSECustomerKey
    @httpHeader("x-amz-server-side-encryption-customer-key-MD5")
    SSECustomerKeyMD5: String
    @httpHeader("x-amz-request-payer")
    RequestPayer: RequestPayer
    @httpQuery("partNumber")
    PartNumber: Integer
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
    @httpHeader("x-amz-checksum-mode")
    ChecksumMode: ChecksumMode
}

@error("client")
@httpError(400)
structure IdempotencyParameterMismatch {}

@timestampFormat("http-date")
timestamp IfMatchInitiatedTime

@timestampFormat("http-date")
timestamp IfMatchLastModifiedTime

structure IndexDocument {
    @required
    Suffix: String
}

structure Initiator {
    ID: String
    DisplayName: String
}

structure InputSerialization {
    CSV: CSVInput
    CompressionType: CompressionType
    JSON: JSONInput
    Parquet: ParquetInput
}

enum IntelligentTieringAccessTier {
    ARCHIVE_ACCESS
    DEEP_ARCHIVE_ACCESS
}

structure IntelligentTieringAndOperator {
    Prefix: String
    @xmlFlattened
    @xmlName("Tag")
    Tags: TagSet
}

structure IntelligentTieringConfiguration {
    @required
    Id: String
    Filter: IntelligentTieringFilter
    @required
    Status: IntelligentTieringStatus
    @required
    @xmlFlattened
    @xmlName("Tiering")
    Tierings: TieringList
}

list IntelligentTieringConfigurationList {
    member: IntelligentTieringConfiguration
}

structure IntelligentTieringFilter {
    Prefix: String
    Tag: Tag
    And: IntelligentTieringAndOperator
}

enum IntelligentTieringStatus {
    Enabled
    Disabled
}

@error("client")
@httpError(403)
structure InvalidObjectState {
    StorageClass: StorageClass
    AccessTier: IntelligentTieringAccessTier
}

@error("client")
@httpError(400)
structure InvalidRequest {}

@error("client")
@httpError(400)
structure InvalidWriteOffset {}

structure InventoryConfiguration {
    @required
    Destination: InventoryDestination
    @required
    IsEnabled: Boolean
    Filter: InventoryFilter
    @required
    Id: String
    @required
    IncludedObjectVersions: InventoryIncludedObjectVersions
    OptionalFields: InventoryOptionalFields
    @required
    Schedule: InventorySchedule
}

list InventoryConfigurationList {
    member: InventoryConfiguration
}

enum InventoryConfigurationState {
    ENABLED
    DISABLED
}

structure InventoryDestination {
    @required
    S3BucketDestination: InventoryS3BucketDestination
}

structure InventoryEncryption {
    @xmlName("SSE-S3")
    SSES3: SSES3
    @xmlName("SSE-KMS")
    SSEKMS: SSEKMS
}

structure InventoryFilter {
    @required
    Prefix: String
}

enum InventoryFormat {
    CSV
    ORC
    Parquet
}

enum InventoryFrequency {
    Daily
    Weekly
}

enum InventoryIncludedObjectVersions {
    All
    Current
}

enum InventoryOptionalField {
    Size
    LastModifiedDate
    StorageClass
    ETag
    IsMultipartUploaded
    ReplicationStatus
    EncryptionStatus
    ObjectLockRetainUntilDate
    ObjectLockMode
    ObjectLockLegalHoldStatus
    IntelligentTieringAccessTier
    BucketKeyStatus
    ChecksumAlgorithm
    ObjectAccessControlList
    ObjectOwner
    LifecycleExpirationDate
}

list InventoryOptionalFields {
    @xmlName("Field")
    member: InventoryOptionalField
}

structure InventoryS3BucketDestination {
    AccountId: String
    @required
    Bucket: String
    @required
    Format: InventoryFormat
    Prefix: String
    Encryption: InventoryEncryption
}

structure InventorySchedule {
    @required
    Frequency: InventoryFrequency
}

structure InventoryTableConfiguration {
    @required
    ConfigurationState: InventoryConfigurationState
    EncryptionConfiguration: MetadataTableEncryptionConfiguration
}

structure InventoryTableConfigurationResult {
    @required
    ConfigurationState: InventoryConfigurationState
    TableStatus: String
    Error: ErrorDetails
    TableName: String
    TableArn: String
}

structure InventoryTableConfigurationUpdates {
    @required
    ConfigurationState: InventoryConfigurationState
    EncryptionConfiguration: MetadataTableEncryptionConfiguration
}

structure JSONInput {
    Type: JSONType
}

structure JSONOutput {
    RecordDelimiter: String
}

enum JSONType {
    DOCUMENT
    LINES
}

structure JournalTableConfiguration {
    @required
    RecordExpiration: RecordExpiration
    EncryptionConfiguration: MetadataTableEncryptionConfiguration
}

structure JournalTableConfigurationResult {
    @required
    TableStatus: String
    Error: ErrorDetails
    @required
    TableName: String
    TableArn: String
    @required
    RecordExpiration: RecordExpiration
}

structure JournalTableConfigurationUpdates {
    @required
    RecordExpiration: RecordExpiration
}

structure LambdaFunctionConfiguration {
    Id: String
    @required
    @xmlName("CloudFunction")
    LambdaFunctionArn: String
    @required
    @xmlFlattened
    @xmlName("Event")
    Events: EventList
    Filter: NotificationConfigurationFilter
}

list LambdaFunctionConfigurationList {
    member: LambdaFunctionConfiguration
}

@timestampFormat("http-date")
timestamp LastModifiedTime

structure LifecycleExpiration {
    Date: Date
    Days: Integer
    ExpiredObjectDeleteMarker: Boolean
}

structure LifecycleRule {
    Expiration: LifecycleExpiration
    ID: String
    Prefix: String
    Filter: LifecycleRuleFilter
    @required
    Status: ExpirationStatus
    @xmlFlattened
    @xmlName("Transition")
    Transitions: TransitionList
    @xmlFlattened
    @xmlName("NoncurrentVersionTransition")
    NoncurrentVersionTransitions: NoncurrentVersionTransitionList
    NoncurrentVersionExpiration: NoncurrentVersionExpiration
    AbortIncompleteMultipartUpload: AbortIncompleteMultipartUpload
}

structure LifecycleRuleAndOperator {
    Prefix: String
    @xmlFlattened
    @xmlName("Tag")
    Tags: TagSet
    ObjectSizeGreaterThan: Long
    ObjectSizeLessThan: Long
}

structure LifecycleRuleFilter {
    Prefix: String
    Tag: Tag
    ObjectSizeGreaterThan: Long
    ObjectSizeLessThan: Long
    And: LifecycleRuleAndOperator
}

list LifecycleRules {
    member: LifecycleRule
}

@xmlName("ListBucketAnalyticsConfigurationResult")
structure ListBucketAnalyticsConfigurationsOutput {
    IsTruncated: Boolean
    ContinuationToken: String
    NextContinuationToken: String
    @xmlFlattened
    @xmlName("AnalyticsConfiguration")
    AnalyticsConfigurationList: AnalyticsConfigurationList
}

structure ListBucketAnalyticsConfigurationsRequest {
    @required
    @httpLabel
    Bucket: String
    @httpQuery("continuation-token")
    ContinuationToken: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure ListBucketIntelligentTieringConfigurationsOutput {
    IsTruncated: Boolean
    ContinuationToken: String
    NextContinuationToken: String
    @xmlFlattened
    @xmlName("IntelligentTieringConfiguration")
    IntelligentTieringConfigurationList: IntelligentTieringConfigurationList
}

structure ListBucketIntelligentTieringConfigurationsRequest {
    @required
    @httpLabel
    Bucket: String
    @httpQuery("continuation-token")
    ContinuationToken: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

@xmlName("ListInventoryConfigurationsResult")
structure ListBucketInventoryConfigurationsOutput {
    ContinuationToken: String
    @xmlFlattened
    @xmlName("InventoryConfiguration")
    InventoryConfigurationList: InventoryConfigurationList
    IsTruncated: Boolean
    NextContinuationToken: String
}

structure ListBucketInventoryConfigurationsRequest {
    @required
    @httpLabel
    Bucket: String
    @httpQuery("continuation-token")
    ContinuationToken: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

@xmlName("ListMetricsConfigurationsResult")
structure ListBucketMetricsConfigurationsOutput {
    IsTruncated: Boolean
    ContinuationToken: String
    NextContinuationToken: String
    @xmlFlattened
    @xmlName("MetricsConfiguration")
    MetricsConfigurationList: MetricsConfigurationList
}

structure ListBucketMetricsConfigurationsRequest {
    @required
    @httpLabel
    Bucket: String
    @httpQuery("continuation-token")
    ContinuationToken: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

@xmlName("ListAllMyBucketsResult")
structure ListBucketsOutput {
    Buckets: Buckets
    Owner: Owner
    ContinuationToken: String
    Prefix: String
}

structure ListBucketsRequest {
    @httpQuery("max-buckets")
    MaxBuckets: MaxBuckets
    @httpQuery("continuation-token")
    ContinuationToken: String
    @httpQuery("prefix")
    Prefix: String
    @httpQuery("bucket-region")
    BucketRegion: String
}

@xmlName("ListAllMyDirectoryBucketsResult")
structure ListDirectoryBucketsOutput {
    Buckets: Buckets
    ContinuationToken: DirectoryBucketToken
}

structure ListDirectoryBucketsRequest {
    @httpQuery("continuation-token")
    ContinuationToken: DirectoryBucketToken
    @httpQuery("max-directory-buckets")
    MaxDirectoryBuckets: MaxDirectoryBuckets
}

@xmlName("ListMultipartUploadsResult")
structure ListMultipartUploadsOutput {
    Bucket: String
    KeyMarker: String
    UploadIdMarker: String
    NextKeyMarker: String
    Prefix: String
    Delimiter: String
    NextUploadIdMarker: String
    MaxUploads: Integer
    IsTruncated: Boolean
    @xmlFlattened
    @xmlName("Upload")
    Uploads: MultipartUploadList
    @xmlFlattened
    CommonPrefixes: CommonPrefixList
    EncodingType: EncodingType
    @httpHeader("x-amz-request-charged")
    RequestCharged: RequestCharged
}

structure ListMultipartUploadsRequest {
    @required
    @httpLabel
    Bucket: String
    @httpQuery("delimiter")
    Delimiter: String
    @httpQuery("encoding-type")
    EncodingType: EncodingType
    @httpQuery("key-marker")
    KeyMarker: String
    @httpQuery("max-uploads")
    MaxUploads: Integer
    @httpQuery("prefix")
    Prefix: String
    @httpQuery("upload-id-marker")
    UploadIdMarker: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
    @httpHeader("x-amz-request-payer")
    RequestPayer: RequestPayer
}

@xmlName("ListVersionsResult")
structure ListObjectVersionsOutput {
    IsTruncated: Boolean
    KeyMarker: String
    VersionIdMarker: String
    NextKeyMarker: String
    NextVersionIdMarker: String
    @xmlFlattened
    @xmlName("Version")
    Versions: ObjectVersionList
    @xmlFlattened
    @xmlName("DeleteMarker")
    DeleteMarkers: DeleteMarkers
    Name: String
    Prefix: String
    Delimiter: String
    MaxKeys: Integer
    @xmlFlattened
    CommonPrefixes: CommonPrefixList
    EncodingType: EncodingType
    @httpHeader("x-amz-request-charged")
    RequestCharged: RequestCharged
}

structure ListObjectVersionsRequest {
    @required
    @httpLabel
    Bucket: String
    @httpQuery("delimiter")
    Delimiter: String
    @httpQuery("encoding-type")
    EncodingType: EncodingType
    @httpQuery("key-marker")
    KeyMarker: String
    @httpQuery("max-keys")
    MaxKeys: Integer
    @httpQuery("prefix")
    Prefix: String
    @httpQuery("version-id-marker")
    VersionIdMarker: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
    @httpHeader("x-amz-request-payer")
    RequestPayer: RequestPayer
    @httpHeader("x-amz-optional-object-attributes")
    OptionalObjectAttributes: OptionalObjectAttributesList
}

@xmlName("ListBucketResult")
structure ListObjectsOutput {
    IsTruncated: Boolean
    Marker: String
    NextMarker: String
    @xmlFlattened
    Contents: ObjectList
    Name: String
    Prefix: String
    Delimiter: String
    MaxKeys: Integer
    @xmlFlattened
    CommonPrefixes: CommonPrefixList
    EncodingType: EncodingType
    @httpHeader("x-amz-request-charged")
    RequestCharged: RequestCharged
}

structure ListObjectsRequest {
    @required
    @httpLabel
    Bucket: String
    @httpQuery("delimiter")
    Delimiter: String
    @httpQuery("encoding-type")
    EncodingType: EncodingType
    @httpQuery("marker")
    Marker: String
    @httpQuery("max-keys")
    MaxKeys: Integer
    @httpQuery("prefix")
    Prefix: String
    @httpHeader("x-amz-request-payer")
    RequestPayer: RequestPayer
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
    @httpHeader("x-amz-optional-object-attributes")
    OptionalObjectAttributes: OptionalObjectAttributesList
}

@xmlName("ListBucketResult")
structure ListObjectsV2Output {
    IsTruncated: Boolean
    @xmlFlattened
    Contents: ObjectList
    Name: String
    Prefix: String
    Delimiter: String
    MaxKeys: Integer
    @xmlFlattened
    CommonPrefixes: CommonPrefixList
    EncodingType: EncodingType
    KeyCount: Integer
    ContinuationToken: String
    NextContinuationToken: String
    StartAfter: String
    @httpHeader("x-amz-request-charged")
    RequestCharged: RequestCharged
}

structure ListObjectsV2Request {
    @required
    @httpLabel
    Bucket: String
    @httpQuery("delimiter")
    Delimiter: String
    @httpQuery("encoding-type")
    EncodingType: EncodingType
    @httpQuery("max-keys")
    MaxKeys: Integer
    @httpQuery("prefix")
    Prefix: String
    @httpQuery("continuation-token")
    ContinuationToken: String
    @httpQuery("fetch-owner")
    FetchOwner: Boolean
    @httpQuery("start-after")
    StartAfter: String
    @httpHeader("x-amz-request-payer")
    RequestPayer: RequestPayer
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
    @httpHeader("x-amz-optional-object-attributes")
    OptionalObjectAttributes: OptionalObjectAttributesList
}

@xmlName("ListPartsResult")
structure ListPartsOutput {
    @httpHeader("x-amz-abort-date")
    AbortDate: Timestamp
    @httpHeader("x-amz-abort-rule-id")
    AbortRuleId: String
    Bucket: String
    Key: ObjectKey
    UploadId: String
    PartNumberMarker: Integer
    NextPartNumberMarker: Integer
    MaxParts: Integer
    IsTruncated: Boolean
    @xmlFlattened
    @xmlName("Part")
    Parts: Parts
    Initiator: Initiator
    Owner: Owner
    StorageClass: StorageClass
    @httpHeader("x-amz-request-charged")
    RequestCharged: RequestCharged
    ChecksumAlgorithm: ChecksumAlgorithm
    ChecksumType: ChecksumType
}

structure ListPartsRequest {
    @required
    @httpLabel
    Bucket: String
    @required
    @httpLabel
    Key: ObjectKey
    @httpQuery("max-parts")
    MaxParts: Integer
    @httpQuery("part-number-marker")
    PartNumberMarker: Integer
    @required
    @httpQuery("uploadId")
    UploadId: String
    @httpHeader("x-amz-request-payer")
    RequestPayer: RequestPayer
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
    @httpHeader("x-amz-server-side-encryption-customer-algorithm")
    SSECustomerAlgorithm: String
    @httpHeader("x-amz-server-side-encryption-customer-key")
    SSECustomerKey: SSECustomerKey
    @httpHeader("x-amz-server-side-encryption-customer-key-MD5")
    SSECustomerKeyMD5: String
}

structure LocationInfo {
    Type: LocationType
    Name: String
}

enum LocationType {
    AvailabilityZone
    LocalZone
}

structure LoggingEnabled {
    @required
    TargetBucket: String
    TargetGrants: TargetGrants
    @required
    TargetPrefix: String
    TargetObjectKeyFormat: TargetObjectKeyFormat
}

enum MFADelete {
    Enabled
    Disabled
}

enum MFADeleteStatus {
    Enabled
    Disabled
}

@range(min: 1, max: 10000)
integer MaxBuckets

@range(min: 0, max: 1000)
integer MaxDirectoryBuckets

map Metadata {
    key: String
    value: String
}

structure MetadataConfiguration {
    @required
    JournalTableConfiguration: JournalTableConfiguration
    InventoryTableConfiguration: InventoryTableConfiguration
}

structure MetadataConfigurationResult {
    @required
    DestinationResult: DestinationResult
    JournalTableConfigurationResult: JournalTableConfigurationResult
    InventoryTableConfigurationResult: InventoryTableConfigurationResult
}

enum MetadataDirective {
    COPY
    REPLACE
}

structure MetadataEntry {
    Name: String
    Value: String
}

structure MetadataTableConfiguration {
    @required
    S3TablesDestination: S3TablesDestination
}

structure MetadataTableConfigurationResult {
    @required
    S3TablesDestinationResult: S3TablesDestinationResult
}

structure MetadataTableEncryptionConfiguration {
    @required
    SseAlgorithm: TableSseAlgorithm
    KmsKeyArn: String
}

structure Metrics {
    @required
    Status: MetricsStatus
    EventThreshold: ReplicationTimeValue
}

structure MetricsAndOperator {
    Prefix: String
    @xmlFlattened
    @xmlName("Tag")
    Tags: TagSet
    AccessPointArn: String
}

structure MetricsConfiguration {
    @required
    Id: String
    Filter: MetricsFilter
}

list MetricsConfigurationList {
    member: MetricsConfiguration
}

structure MetricsFilter {
    Prefix: String
    Tag: Tag
    AccessPointArn: String
    And: MetricsAndOperator
}

enum MetricsStatus {
    Enabled
    Disabled
}

structure MultipartUpload {
    UploadId: String
    Key: ObjectKey
    Initiated: Timestamp
    StorageClass: StorageClass
    Owner: Owner
    Initiator: Initiator
    ChecksumAlgorithm: ChecksumAlgorithm
    ChecksumType: ChecksumType
}

list MultipartUploadList {
    member: MultipartUpload
}

@error("client")
@httpError(404)
structure NoSuchBucket {}

@error("client")
@httpError(404)
structure NoSuchKey {}

@error("client")
@httpError(404)
structure NoSuchUpload {}

@length(min: 20, max: 2048)
@pattern("^arn:aws[a-zA-Z0-9-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[a-zA-Z0-9-]+$")
@sensitive
string NonEmptyKmsKeyArnString

structure NoncurrentVersionExpiration {
    NoncurrentDays: Integer
    NewerNoncurrentVersions: Integer
}

structure NoncurrentVersionTransition {
    NoncurrentDays: Integer
    StorageClass: TransitionStorageClass
    NewerNoncurrentVersions: Integer
}

list NoncurrentVersionTransitionList {
    member: NoncurrentVersionTransition
}

structure NotificationConfiguration {
    @xmlFlattened
    @xmlName("TopicConfiguration")
    TopicConfigurations: TopicConfigurationList
    @xmlFlattened
    @xmlName("QueueConfiguration")
    QueueConfigurations: QueueConfigurationList
    @xmlFlattened
    @xmlName("CloudFunctionConfiguration")
    LambdaFunctionConfigurations: LambdaFunctionConfigurationList
    EventBridgeConfiguration: EventBridgeConfiguration
}

structure NotificationConfigurationFilter {
    @xmlName("S3Key")
    Key: S3KeyFilter
}

structure Object {
    Key: ObjectKey
    LastModified: Timestamp
    ETag: String
    @xmlFlattened
    ChecksumAlgorithm: ChecksumAlgorithmList
    ChecksumType: ChecksumType
    Size: Long
    StorageClass: ObjectStorageClass
    Owner: Owner
    RestoreStatus: RestoreStatus
}

@error("client")
@httpError(403)
structure ObjectAlreadyInActiveTierError {}

enum ObjectAttributes {
    ETag
    Checksum
    ObjectParts
    StorageClass
    ObjectSize
}

list ObjectAttributesList {
    member: ObjectAttributes
}

enum ObjectCannedACL {
    private
    public_read = "public-read"
    public_read_write = "public-read-write"
    authenticated_read = "authenticated-read"
    aws_exec_read = "aws-exec-read"
    bucket_owner_read = "bucket-owner-read"
    bucket_owner_full_control = "bucket-owner-full-control"
}

union ObjectEncryption {
    @xmlName("SSE-KMS")
    SSEKMS: SSEKMSEncryption
}

structure ObjectIdentifier {
    @required
    Key: ObjectKey
    VersionId: String
    ETag: String
    LastModifiedTime: LastModifiedTime
    Size: Long
}

list ObjectIdentifierList {
    member: ObjectIdentifier
}

@length(min: 1)
string ObjectKey

list ObjectList {
    member: Object
}

structure ObjectLockConfiguration {
    ObjectLockEnabled: ObjectLockEnabled
    Rule: ObjectLockRule
}

enum ObjectLockEnabled {
    Enabled
}

structure ObjectLockLegalHold {
    Status: ObjectLockLegalHoldStatus
}

enum ObjectLockLegalHoldStatus {
    ON
    OFF
}

enum ObjectLockMode {
    GOVERNANCE
    COMPLIANCE
}

@timestampFormat("date-time")
timestamp ObjectLockRetainUntilDate

structure ObjectLockRetention {
    Mode: ObjectLockRetentionMode
    RetainUntilDate: Date
}

enum ObjectLockRetentionMode {
    GOVERNANCE
    COMPLIANCE
}

structure ObjectLockRule {
    DefaultRetention: DefaultRetention
}

@error("client")
@httpError(403)
structure ObjectNotInActiveTierError {}

enum ObjectOwnership {
    BucketOwnerPreferred
    ObjectWriter
    BucketOwnerEnforced
}

structure ObjectPart {
    PartNumber: Integer
    Size: Long
    ChecksumCRC32: String
    ChecksumCRC32C: String
    ChecksumCRC64NVME: String
    ChecksumSHA1: String
    ChecksumSHA256: String
    ChecksumSHA512: String
    ChecksumMD5: String
    ChecksumXXHASH64: String
    ChecksumXXHASH3: String
    ChecksumXXHASH128: String
}

enum ObjectStorageClass {
    STANDARD
    REDUCED_REDUNDANCY
    GLACIER
    STANDARD_IA
    ONEZONE_IA
    INTELLIGENT_TIERING
    DEEP_ARCHIVE
    OUTPOSTS
    GLACIER_IR
    SNOW
    EXPRESS_ONEZONE
    FSX_OPENZFS
    FSX_ONTAP
}

structure ObjectVersion {
    ETag: String
    @xmlFlattened
    ChecksumAlgorithm: ChecksumAlgorithmList
    ChecksumType: ChecksumType
    Size: Long
    StorageClass: ObjectVersionStorageClass
    Key: ObjectKey
    VersionId: String
    IsLatest: Boolean
    LastModified: Timestamp
    Owner: Owner
    RestoreStatus: RestoreStatus
}

list ObjectVersionList {
    member: ObjectVersion
}

enum ObjectVersionStorageClass {
    STANDARD
}

enum OptionalObjectAttributes {
    RestoreStatus
}

list OptionalObjectAttributesList {
    member: OptionalObjectAttributes
}

structure OutputLocation {
    S3: S3Location
}

structure OutputSerialization {
    CSV: CSVOutput
    JSON: JSONOutput
}

structure Owner {
    DisplayName: String
    ID: String
}

enum OwnerOverride {
    Destination
}

structure OwnershipControls {
    @required
    @xmlFlattened
    @xmlName("Rule")
    Rules: OwnershipControlsRules
}

structure OwnershipControlsRule {
    @required
    ObjectOwnership: ObjectOwnership
}

list OwnershipControlsRules {
    member: OwnershipControlsRule
}

structure ParquetInput {}

structure Part {
    PartNumber: Integer
    LastModified: Timestamp
    ETag: String
    Size: Long
    ChecksumCRC32: String
    ChecksumCRC32C: String
    ChecksumCRC64NVME: String
    ChecksumSHA1: String
    ChecksumSHA256: String
    ChecksumSHA512: String
    ChecksumMD5: String
    ChecksumXXHASH64: String
    ChecksumXXHASH3: String
    ChecksumXXHASH128: String
}

enum PartitionDateSource {
    EventTime
    DeliveryTime
}

structure PartitionedPrefix {
    PartitionDateSource: PartitionDateSource
}

list Parts {
    member: Part
}

list PartsList {
    member: ObjectPart
}

enum Payer {
    Requester
    BucketOwner
}

enum Permission {
    FULL_CONTROL
    WRITE
    WRITE_ACP
    READ
    READ_ACP
}

structure PolicyStatus {
    IsPublic: Boolean
}

structure Progress {
    BytesScanned: Long
    BytesProcessed: Long
    BytesReturned: Long
}

structure ProgressEvent {
    Details: Progress
}

enum Protocol {
    http
    https
}

structure PublicAccessBlockConfiguration {
    BlockPublicAcls: Boolean
    IgnorePublicAcls: Boolean
    BlockPublicPolicy: Boolean
    RestrictPublicBuckets: Boolean
}

structure PutBucketAbacRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("Content-MD5")
    ContentMD5: String
    @httpHeader("x-amz-sdk-checksum-algorithm")
    ChecksumAlgorithm: ChecksumAlgorithm
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
    @required
    @httpPayload
    @xmlName("AbacStatus")
    AbacStatus: AbacStatus
}

structure PutBucketAbacResponse {}

structure PutBucketAccelerateConfigurationRequest {
    @required
    @httpLabel
    Bucket: String
    @required
    @httpPayload
    @xmlName("AccelerateConfiguration")
    AccelerateConfiguration: AccelerateConfiguration
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
    @httpHeader("x-amz-sdk-checksum-algorithm")
    ChecksumAlgorithm: ChecksumAlgorithm
}

structure PutBucketAccelerateConfigurationResponse {}

structure PutBucketAclRequest {
    @httpHeader("x-amz-acl")
    ACL: BucketCannedACL
    @httpPayload
    @xmlName("AccessControlPolicy")
    AccessControlPolicy: AccessControlPolicy
    @required
    @httpLabel
    Bucket: String
    @httpHeader("Content-MD5")
    ContentMD5: String
    @httpHeader("x-amz-sdk-checksum-algorithm")
    ChecksumAlgorithm: ChecksumAlgorithm
    @httpHeader("x-amz-grant-full-control")
    GrantFullControl: String
    @httpHeader("x-amz-grant-read")
    GrantRead: String
    @httpHeader("x-amz-grant-read-acp")
    GrantReadACP: String
    @httpHeader("x-amz-grant-write")
    GrantWrite: String
    @httpHeader("x-amz-grant-write-acp")
    GrantWriteACP: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure PutBucketAclResponse {}

structure PutBucketAnalyticsConfigurationRequest {
    @required
    @httpLabel
    Bucket: String
    @required
    @httpQuery("id")
    Id: String
    @required
    @httpPayload
    @xmlName("AnalyticsConfiguration")
    AnalyticsConfiguration: AnalyticsConfiguration
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure PutBucketAnalyticsConfigurationResponse {}

structure PutBucketCorsRequest {
    @required
    @httpLabel
    Bucket: String
    @required
    @httpPayload
    @xmlName("CORSConfiguration")
    CORSConfiguration: CORSConfiguration
    @httpHeader("Content-MD5")
    ContentMD5: String
    @httpHeader("x-amz-sdk-checksum-algorithm")
    ChecksumAlgorithm: ChecksumAlgorithm
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure PutBucketCorsResponse {}

structure PutBucketEncryptionRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("Content-MD5")
    ContentMD5: String
    @httpHeader("x-amz-sdk-checksum-algorithm")
    ChecksumAlgorithm: ChecksumAlgorithm
    @required
    @httpPayload
    @xmlName("ServerSideEncryptionConfiguration")
    ServerSideEncryptionConfiguration: ServerSideEncryptionConfiguration
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure PutBucketEncryptionResponse {}

structure PutBucketIntelligentTieringConfigurationRequest {
    @required
    @httpLabel
    Bucket: String
    @required
    @httpQuery("id")
    Id: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
    @required
    @httpPayload
    @xmlName("IntelligentTieringConfiguration")
    IntelligentTieringConfiguration: IntelligentTieringConfiguration
}

structure PutBucketIntelligentTieringConfigurationResponse {}

structure PutBucketInventoryConfigurationRequest {
    @required
    @httpLabel
    Bucket: String
    @required
    @httpQuery("id")
    Id: String
    @required
    @httpPayload
    @xmlName("InventoryConfiguration")
    InventoryConfiguration: InventoryConfiguration
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure PutBucketInventoryConfigurationResponse {}

structure PutBucketLifecycleConfigurationOutput {
    @httpHeader("x-amz-transition-default-minimum-object-size")
    TransitionDefaultMinimumObjectSize: TransitionDefaultMinimumObjectSize
}

structure PutBucketLifecycleConfigurationRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("x-amz-sdk-checksum-algorithm")
    ChecksumAlgorithm: ChecksumAlgorithm
    @httpPayload
    @xmlName("LifecycleConfiguration")
    LifecycleConfiguration: BucketLifecycleConfiguration
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
    @httpHeader("x-amz-transition-default-minimum-object-size")
    TransitionDefaultMinimumObjectSize: TransitionDefaultMinimumObjectSize
}

structure PutBucketLoggingRequest {
    @required
    @httpLabel
    Bucket: String
    @required
    @httpPayload
    @xmlName("BucketLoggingStatus")
    BucketLoggingStatus: BucketLoggingStatus
    @httpHeader("Content-MD5")
    ContentMD5: String
    @httpHeader("x-amz-sdk-checksum-algorithm")
    ChecksumAlgorithm: ChecksumAlgorithm
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure PutBucketLoggingResponse {}

structure PutBucketMetricsConfigurationRequest {
    @required
    @httpLabel
    Bucket: String
    @required
    @httpQuery("id")
    Id: String
    @required
    @httpPayload
    @xmlName("MetricsConfiguration")
    MetricsConfiguration: MetricsConfiguration
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure PutBucketMetricsConfigurationResponse {}

structure PutBucketNotificationConfigurationRequest {
    @required
    @httpLabel
    Bucket: String
    @required
    @httpPayload
    @xmlName("NotificationConfiguration")
    NotificationConfiguration: NotificationConfiguration
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
    @httpHeader("x-amz-skip-destination-validation")
    SkipDestinationValidation: Boolean
}

structure PutBucketNotificationConfigurationResponse {}

structure PutBucketOwnershipControlsRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("Content-MD5")
    ContentMD5: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
    @required
    @httpPayload
    @xmlName("OwnershipControls")
    OwnershipControls: OwnershipControls
    @httpHeader("x-amz-sdk-checksum-algorithm")
    ChecksumAlgorithm: ChecksumAlgorithm
}

structure PutBucketOwnershipControlsResponse {}

structure PutBucketPolicyRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("Content-MD5")
    ContentMD5: String
    @httpHeader("x-amz-sdk-checksum-algorithm")
    ChecksumAlgorithm: ChecksumAlgorithm
    @httpHeader("x-amz-confirm-remove-self-bucket-access")
    ConfirmRemoveSelfBucketAccess: Boolean
    @required
    @httpPayload
    Policy: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure PutBucketPolicyResponse {}

structure PutBucketReplicationRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("Content-MD5")
    ContentMD5: String
    @httpHeader("x-amz-sdk-checksum-algorithm")
    ChecksumAlgorithm: ChecksumAlgorithm
    @required
    @httpPayload
    @xmlName("ReplicationConfiguration")
    ReplicationConfiguration: ReplicationConfiguration
    @httpHeader("x-amz-bucket-object-lock-token")
    Token: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure PutBucketReplicationResponse {}

structure PutBucketRequestPaymentRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("Content-MD5")
    ContentMD5: String
    @httpHeader("x-amz-sdk-checksum-algorithm")
    ChecksumAlgorithm: ChecksumAlgorithm
    @required
    @httpPayload
    @xmlName("RequestPaymentConfiguration")
    RequestPaymentConfiguration: RequestPaymentConfiguration
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure PutBucketRequestPaymentResponse {}

structure PutBucketTaggingRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("Content-MD5")
    ContentMD5: String
    @httpHeader("x-amz-sdk-checksum-algorithm")
    ChecksumAlgorithm: ChecksumAlgorithm
    @required
    @httpPayload
    @xmlName("Tagging")
    Tagging: Tagging
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure PutBucketTaggingResponse {}

structure PutBucketVersioningRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("Content-MD5")
    ContentMD5: String
    @httpHeader("x-amz-sdk-checksum-algorithm")
    ChecksumAlgorithm: ChecksumAlgorithm
    @httpHeader("x-amz-mfa")
    MFA: String
    @required
    @httpPayload
    @xmlName("VersioningConfiguration")
    VersioningConfiguration: VersioningConfiguration
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure PutBucketVersioningResponse {}

structure PutBucketWebsiteRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("Content-MD5")
    ContentMD5: String
    @httpHeader("x-amz-sdk-checksum-algorithm")
    ChecksumAlgorithm: ChecksumAlgorithm
    @required
    @httpPayload
    @xmlName("WebsiteConfiguration")
    WebsiteConfiguration: WebsiteConfiguration
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure PutBucketWebsiteResponse {}

structure PutObjectAclOutput {
    @httpHeader("x-amz-request-charged")
    RequestCharged: RequestCharged
}

structure PutObjectAclRequest {
    @httpHeader("x-amz-acl")
    ACL: ObjectCannedACL
    @httpPayload
    @xmlName("AccessControlPolicy")
    AccessControlPolicy: AccessControlPolicy
    @required
    @httpLabel
    Bucket: String
    @httpHeader("Content-MD5")
    ContentMD5: String
    @httpHeader("x-amz-sdk-checksum-algorithm")
    ChecksumAlgorithm: ChecksumAlgorithm
    @httpHeader("x-amz-grant-full-control")
    GrantFullControl: String
    @httpHeader("x-amz-grant-read")
    GrantRead: String
    @httpHeader("x-amz-grant-read-acp")
    GrantReadACP: String
    @httpHeader("x-amz-grant-write")
    GrantWrite: String
    @httpHeader("x-amz-grant-write-acp")
    GrantWriteACP: String
    @required
    @httpLabel
    Key: ObjectKey
    @httpHeader("x-amz-request-payer")
    RequestPayer: RequestPayer
    @httpQuery("versionId")
    VersionId: String
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure PutObjectLegalHoldOutput {
    @httpHeader("x-amz-request-charged")
    RequestCharged: RequestCharged
}

structure PutObjectLegalHoldRequest {
    @required
    @httpLabel
    Bucket: String
    @required
    @httpLabel
    Key: ObjectKey
    @httpPayload
    @xmlName("LegalHold")
    LegalHold: ObjectLockLegalHold
    @httpHeader("x-amz-request-payer")
    RequestPayer: RequestPayer
    @httpQuery("versionId")
    VersionId: String
    @httpHeader("Content-MD5")
    ContentMD5: String
    @httpHeader("x-amz-sdk-checksum-algorithm")
    ChecksumAlgorithm: ChecksumAlgorithm
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure PutObjectLockConfigurationOutput {
    @httpHeader("x-amz-request-charged")
    RequestCharged: RequestCharged
}

structure PutObjectLockConfigurationRequest {
    @required
    @httpLabel
    Bucket: String
    @httpPayload
    @xmlName("ObjectLockConfiguration")
    ObjectLockConfiguration: ObjectLockConfiguration
    @httpHeader("x-amz-request-payer")
    RequestPayer: RequestPayer
    @httpHeader("x-amz-bucket-object-lock-token")
    Token: String
    @httpHeader("Content-MD5")
    ContentMD5: String
    @httpHeader("x-amz-sdk-checksum-algorithm")
    ChecksumAlgorithm: ChecksumAlgorithm
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure PutObjectOutput {
    @httpHeader("x-amz-expiration")
    Expiration: String
    @httpHeader("ETag")
    ETag: String
    @httpHeader("x-amz-checksum-crc32")
    ChecksumCRC32: String
    @httpHeader("x-amz-checksum-crc32c")
    ChecksumCRC32C: String
    @httpHeader("x-amz-checksum-crc64nvme")
    ChecksumCRC64NVME: String
    @httpHeader("x-amz-checksum-sha1")
    ChecksumSHA1: String
    @httpHeader("x-amz-checksum-sha256")
    ChecksumSHA256: String
    @httpHeader("x-amz-checksum-sha512")
    ChecksumSHA512: String
    @httpHeader("x-amz-checksum-md5")
    ChecksumMD5: String
    @httpHeader("x-amz-checksum-xxhash64")
    ChecksumXXHASH64: String
    @httpHeader("x-amz-checksum-xxhash3")
    ChecksumXXHASH3: String
    @httpHeader("x-amz-checksum-xxhash128")
    ChecksumXXHASH128: String
    @httpHeader("x-amz-checksum-type")
    ChecksumType: ChecksumType
    @httpHeader("x-amz-server-side-encryption")
    ServerSideEncryption: ServerSideEncryption
    @httpHeader("x-amz-version-id")
    VersionId: String
    @httpHeader("x-amz-server-side-encryption-customer-algorithm")
    SSECustomerAlgorithm: String
    @httpHeader("x-amz-server-side-encryption-customer-key-MD5")
    SSECustomerKeyMD5: String
    @httpHeader("x-amz-server-side-encryption-aws-kms-key-id")
    SSEKMSKeyId: SSEKMSKeyId
    @httpHeader("x-amz-server-side-encryption-context")
    SSEKMSEncryptionContext: SSEKMSEncryptionContext
    @httpHeader("x-amz-server-side-encryption-bucket-key-enabled")
    BucketKeyEnabled: Boolean
    @httpHeader("x-amz-object-size")
    Size: Long
    @httpHeader("x-amz-request-charged")
    RequestCharged: RequestCharged
}

structure PutObjectRequest {
    @httpHeader("x-amz-acl")
    ACL: ObjectCannedACL
    @httpPayload
    Body: StreamingBody
    @required
    @httpLabel
    Bucket: String
    @httpHeader("Cache-Control")
    CacheControl: String
    @httpHeader("Content-Disposition")
    ContentDisposition: String
    @httpHeader("Content-Encoding")
    ContentEncoding: String
    @httpHeader("Content-Language")
    ContentLanguage: String
    @httpHeader("Content-Length")
    ContentLength: Long
    @httpHeader("Content-MD5")
    ContentMD5: String
    @httpHeader("Content-Type")
    ContentType: String
    @httpHeader("x-amz-sdk-checksum-algorithm")
    ChecksumAlgorithm: ChecksumAlgorithm
    @httpHeader("x-amz-checksum-crc32")
    ChecksumCRC32: String
    @httpHeader("x-amz-checksum-crc32c")
    ChecksumCRC32C: String
    @httpHeader("x-amz-checksum-crc64nvme")
    ChecksumCRC64NVME: String
    @httpHeader("x-amz-checksum-sha1")
    ChecksumSHA1: String
    @httpHeader("x-amz-checksum-sha256")
    ChecksumSHA256: String
    @httpHeader("x-amz-checksum-sha512")
    ChecksumSHA512: String
    @httpHeader("x-amz-checksum-md5")
    ChecksumMD5: String
    @httpHeader("x-amz-checksum-xxhash64")
    ChecksumXXHASH64: String
    @httpHeader("x-amz-checksum-xxhash3")
    ChecksumXXHASH3: String
    @httpHeader("x-amz-checksum-xxhash128")
    ChecksumXXHASH128: String
    @httpHeader("Expires")
    Expires: String
    @httpHeader("If-Match")
    IfMatch: String
    @httpHeader("If-None-Match")
    IfNoneMatch: String
    @httpHeader("x-amz-grant-full-control")
    GrantFullControl: String
    @httpHeader("x-amz-grant-read")
    GrantRead: String
    @httpHeader("x-amz-grant-read-acp")
    GrantReadACP: String
    @httpHeader("x-amz-grant-write-acp")
    GrantWriteACP: String
    @required
    @httpLabel
    Key: ObjectKey
    @httpHeader("x-amz-write-offset-bytes")
    WriteOffsetBytes: Long
    @httpPrefixHeaders("x-amz-meta-")
    Metadata: Metadata
    @httpHeader("x-amz-server-side-encryption")
    ServerSideEncryption: ServerSideEncryption
    @httpHeader("x-amz-storage-class")
    StorageClass: StorageClass
    @httpHeader("x-amz-website-redirect-location")
    WebsiteRedirectLocation: String
    @httpHeader("x-amz-server-side-encryption-customer-algorithm")
    SSECustomerAlgorithm: String
    @httpHeader("x-amz-server-side-encryption-customer-key")
    SSECustomerKey: SSECustomerKey
    @httpHeader("x-amz-server-side-encryption-customer-key-MD5")
    SSECustomerKeyMD5: String
    @httpHeader("x-amz-server-side-encryption-aws-kms-key-id")
    SSEKMSKeyId: SSEKMSKeyId
    @httpHeader("x-amz-server-side-encryption-context")
    SSEKMSEncryptionContext: SSEKMSEncryptionContext
    @httpHeader("x-amz-server-side-encryption-bucket-key-enabled")
    BucketKeyEnabled: Boolean
    @httpHeader("x-amz-request-payer")
    RequestPayer: RequestPayer
    @httpHeader("x-amz-tagging")
    Tagging: String
    @httpHeader("x-amz-object-lock-mode")
    ObjectLockMode: ObjectLockMode
    @httpHeader("x-amz-object-lock-retain-until-date")
    ObjectLockRetainUntilDate: ObjectLockRetainUntilDate
    @httpHeader("x-amz-object-lock-legal-hold")
    ObjectLockLegalHoldStatus: ObjectLockLegalHoldStatus
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure PutObjectRetentionOutput {
    @httpHeader("x-amz-request-charged")
    RequestCharged: RequestCharged
}

structure PutObjectRetentionRequest {
    @required
    @httpLabel
    Bucket: String
    @required
    @httpLabel
    Key: ObjectKey
    @httpPayload
    @xmlName("Retention")
    Retention: ObjectLockRetention
    @httpHeader("x-amz-request-payer")
    RequestPayer: RequestPayer
    @httpQuery("versionId")
    VersionId: String
    @httpHeader("x-amz-bypass-governance-retention")
    BypassGovernanceRetention: Boolean
    @httpHeader("Content-MD5")
    ContentMD5: String
    @httpHeader("x-amz-sdk-checksum-algorithm")
    ChecksumAlgorithm: ChecksumAlgorithm
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure PutObjectTaggingOutput {
    @httpHeader("x-amz-version-id")
    VersionId: String
}

structure PutObjectTaggingRequest {
    @required
    @httpLabel
    Bucket: String
    @required
    @httpLabel
    Key: ObjectKey
    @httpQuery("versionId")
    VersionId: String
    @httpHeader("Content-MD5")
    ContentMD5: String
    @httpHeader("x-amz-sdk-checksum-algorithm")
    ChecksumAlgorithm: ChecksumAlgorithm
    @required
    @httpPayload
    @xmlName("Tagging")
    Tagging: Tagging
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
    @httpHeader("x-amz-request-payer")
    RequestPayer: RequestPayer
}

structure PutPublicAccessBlockRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("Content-MD5")
    ContentMD5: String
    @httpHeader("x-amz-sdk-checksum-algorithm")
    ChecksumAlgorithm: ChecksumAlgorithm
    @required
    @httpPayload
    @xmlName("PublicAccessBlockConfiguration")
    PublicAccessBlockConfiguration: PublicAccessBlockConfiguration
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure PutPublicAccessBlockResponse {}

structure QueueConfiguration {
    Id: String
    @required
    @xmlName("Queue")
    QueueArn: String
    @required
    @xmlFlattened
    @xmlName("Event")
    Events: EventList
    Filter: NotificationConfigurationFilter
}

list QueueConfigurationList {
    member: QueueConfiguration
}

enum QuoteFields {
    ALWAYS
    ASNEEDED
}

structure RecordExpiration {
    @required
    Expiration: ExpirationState
    Days: Integer
}

structure RecordsEvent {
    Payload: Blob
}

structure Redirect {
    HostName: String
    HttpRedirectCode: String
    Protocol: Protocol
    ReplaceKeyPrefixWith: String
    ReplaceKeyWith: String
}

structure RedirectAllRequestsTo {
    @required
    HostName: String
    Protocol: Protocol
}

@length(min: 0, max: 20)
string Region

structure RenameObjectOutput {}

structure RenameObjectRequest {
    @required
    @httpLabel
    Bucket: String
    @required
    @httpLabel
    Key: ObjectKey
    @required
    @httpHeader("x-amz-rename-source")
    RenameSource: RenameSource
    @httpHeader("If-Match")
    DestinationIfMatch: String
    @httpHeader("If-None-Match")
    DestinationIfNoneMatch: String
    @httpHeader("If-Modified-Since")
    DestinationIfModifiedSince: Timestamp
    @httpHeader("If-Unmodified-Since")
    DestinationIfUnmodifiedSince: Timestamp
    @httpHeader("x-amz-rename-source-if-match")
    SourceIfMatch: String
    @httpHeader("x-amz-rename-source-if-none-match")
    SourceIfNoneMatch: String
    @httpHeader("x-amz-rename-source-if-modified-since")
    SourceIfModifiedSince: RenameSourceIfModifiedSince
    @httpHeader("x-amz-rename-source-if-unmodified-since")
    SourceIfUnmodifiedSince: RenameSourceIfUnmodifiedSince
    @httpHeader("x-amz-client-token")
    @idempotencyToken
    ClientToken: String
}

string RenameSource

@timestampFormat("http-date")
timestamp RenameSourceIfModifiedSince

@timestampFormat("http-date")
timestamp RenameSourceIfUnmodifiedSince

structure ReplicaModifications {
    @required
    Status: ReplicaModificationsStatus
}

enum ReplicaModificationsStatus {
    Enabled
    Disabled
}

structure ReplicationConfiguration {
    @required
    Role: String
    @required
    @xmlFlattened
    @xmlName("Rule")
    Rules: ReplicationRules
}

structure ReplicationRule {
    ID: String
    Priority: Integer
    Prefix: String
    Filter: ReplicationRuleFilter
    @required
    Status: ReplicationRuleStatus
    SourceSelectionCriteria: SourceSelectionCriteria
    ExistingObjectReplication: ExistingObjectReplication
    @required
    Destination: Destination
    DeleteMarkerReplication: DeleteMarkerReplication
}

structure ReplicationRuleAndOperator {
    Prefix: String
    @xmlFlattened
    @xmlName("Tag")
    Tags: TagSet
}

structure ReplicationRuleFilter {
    Prefix: String
    Tag: Tag
    And: ReplicationRuleAndOperator
}

enum ReplicationRuleStatus {
    Enabled
    Disabled
}

list ReplicationRules {
    member: ReplicationRule
}

enum ReplicationStatus {
    COMPLETE
    PENDING
    FAILED
    REPLICA
    COMPLETED
}

structure ReplicationTime {
    @required
    Status: ReplicationTimeStatus
    @required
    Time: ReplicationTimeValue
}

enum ReplicationTimeStatus {
    Enabled
    Disabled
}

structure ReplicationTimeValue {
    Minutes: Integer
}

enum RequestCharged {
    requester
}

enum RequestPayer {
    requester
}

structure RequestPaymentConfiguration {
    @required
    Payer: Payer
}

structure RequestProgress {
    Enabled: Boolean
}

@timestampFormat("http-date")
timestamp ResponseExpires

structure RestoreObjectOutput {
    @httpHeader("x-amz-request-charged")
    RequestCharged: RequestCharged
    @httpHeader("x-amz-restore-output-path")
    RestoreOutputPath: String
}

structure RestoreObjectRequest {
    @required
    @httpLabel
    Bucket: String
    @required
    @httpLabel
    Key: ObjectKey
    @httpQuery("versionId")
    VersionId: String
    @httpPayload
    @xmlName("RestoreRequest")
    RestoreRequest: RestoreRequest
    @httpHeader("x-amz-request-payer")
    RequestPayer: RequestPayer
    @httpHeader("x-amz-sdk-checksum-algorithm")
    ChecksumAlgorithm: ChecksumAlgorithm
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure RestoreRequest {
    Days: Integer
    GlacierJobParameters: GlacierJobParameters
    Type: RestoreRequestType
    Tier: Tier
    Description: String
    SelectParameters: SelectParameters
    OutputLocation: OutputLocation
}

enum RestoreRequestType {
    SELECT
}

structure RestoreStatus {
    IsRestoreInProgress: Boolean
    RestoreExpiryDate: Timestamp
}

structure RoutingRule {
    Condition: Condition
    @required
    Redirect: Redirect
}

list RoutingRules {
    @xmlName("RoutingRule")
    member: RoutingRule
}

structure S3KeyFilter {
    @xmlFlattened
    @xmlName("FilterRule")
    FilterRules: FilterRuleList
}

structure S3Location {
    @required
    BucketName: String
    @required
    Prefix: String
    Encryption: Encryption
    CannedACL: ObjectCannedACL
    AccessControlList: Grants
    Tagging: Tagging
    UserMetadata: UserMetadata
    StorageClass: StorageClass
}

@length(min: 1, max: 128)
@pattern("^(?:arn:[^:]+:(s3|s3express):.*)$")
string S3RegionalOrS3ExpressBucketArnString

enum S3TablesBucketType {
    aws
    customer
}

structure S3TablesDestination {
    @required
    TableBucketArn: String
    @required
    TableName: String
}

structure S3TablesDestinationResult {
    @required
    TableBucketArn: String
    @required
    TableName: String
    @required
    TableArn: String
    @required
    TableNamespace: String
}

@sensitive
string SSECustomerKey

structure SSEKMS {
    @required
    KeyId: SSEKMSKeyId
}

structure SSEKMSEncryption {
    @required
    KMSKeyArn: NonEmptyKmsKeyArnString
    BucketKeyEnabled: Boolean
}

@sensitive
string SSEKMSEncryptionContext

@sensitive
string SSEKMSKeyId

structure SSES3 {}

structure ScanRange {
    Start: Long
    End: Long
}

@streaming
union SelectObjectContentEventStream {
    Records: RecordsEvent
    Stats: StatsEvent
    Progress: ProgressEvent
    Cont: ContinuationEvent
    End: EndEvent
}

structure SelectObjectContentOutput {
    @httpPayload
    @xmlName("Payload")
    Payload: SelectObjectContentEventStream
}

@xmlName("SelectObjectContentRequest")
structure SelectObjectContentRequest {
    @required
    @httpLabel
    Bucket: String
    @required
    @httpLabel
    Key: ObjectKey
    @httpHeader("x-amz-server-side-encryption-customer-algorithm")
    SSECustomerAlgorithm: String
    @httpHeader("x-amz-server-side-encryption-customer-key")
    SSECustomerKey: SSECustomerKey
    @httpHeader("x-amz-server-side-encryption-customer-key-MD5")
    SSECustomerKeyMD5: String
    @required
    Expression: String
    @required
    ExpressionType: ExpressionType
    RequestProgress: RequestProgress
    @required
    InputSerialization: InputSerialization
    @required
    OutputSerialization: OutputSerialization
    ScanRange: ScanRange
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure SelectParameters {
    @required
    InputSerialization: InputSerialization
    @required
    ExpressionType: ExpressionType
    @required
    Expression: String
    @required
    OutputSerialization: OutputSerialization
}

enum ServerSideEncryption {
    AES256
    aws_fsx = "aws:fsx"
    aws_kms = "aws:kms"
    aws_kms_dsse = "aws:kms:dsse"
}

structure ServerSideEncryptionByDefault {
    @required
    SSEAlgorithm: ServerSideEncryption
    KMSMasterKeyID: SSEKMSKeyId
}

structure ServerSideEncryptionConfiguration {
    @required
    @xmlFlattened
    @xmlName("Rule")
    Rules: ServerSideEncryptionRules
}

structure ServerSideEncryptionRule {
    ApplyServerSideEncryptionByDefault: ServerSideEncryptionByDefault
    BucketKeyEnabled: Boolean
    BlockedEncryptionTypes: BlockedEncryptionTypes
}

list ServerSideEncryptionRules {
    member: ServerSideEncryptionRule
}

@sensitive
string SessionCredentialValue

structure SessionCredentials {
    @required
    AccessKeyId: String
    @required
    SecretAccessKey: SessionCredentialValue
    @required
    SessionToken: SessionCredentialValue
    @required
    Expiration: Timestamp
}

enum SessionMode {
    ReadOnly
    ReadWrite
}

structure SimplePrefix {}

structure SourceSelectionCriteria {
    SseKmsEncryptedObjects: SseKmsEncryptedObjects
    ReplicaModifications: ReplicaModifications
}

structure SseKmsEncryptedObjects {
    @required
    Status: SseKmsEncryptedObjectsStatus
}

enum SseKmsEncryptedObjectsStatus {
    Enabled
    Disabled
}

structure Stats {
    BytesScanned: Long
    BytesProcessed: Long
    BytesReturned: Long
}

structure StatsEvent {
    Details: Stats
}

enum StorageClass {
    STANDARD
    REDUCED_REDUNDANCY
    STANDARD_IA
    ONEZONE_IA
    INTELLIGENT_TIERING
    GLACIER
    DEEP_ARCHIVE
    OUTPOSTS
    GLACIER_IR
    SNOW
    EXPRESS_ONEZONE
    FSX_OPENZFS
    FSX_ONTAP
}

structure StorageClassAnalysis {
    DataExport: StorageClassAnalysisDataExport
}

structure StorageClassAnalysisDataExport {
    @required
    OutputSchemaVersion: StorageClassAnalysisSchemaVersion
    @required
    Destination: AnalyticsExportDestination
}

enum StorageClassAnalysisSchemaVersion {
    V_1
}

@streaming
blob StreamingBody

enum TableSseAlgorithm {
    aws_kms = "aws:kms"
    AES256
}

structure Tag {
    @required
    Key: ObjectKey
    @required
    Value: String
}

list TagSet {
    @xmlName("Tag")
    member: Tag
}

structure Tagging {
    @required
    TagSet: TagSet
}

enum TaggingDirective {
    COPY
    REPLACE
}

structure TargetGrant {
    Grantee: Grantee
    Permission: BucketLogsPermission
}

list TargetGrants {
    @xmlName("Grant")
    member: TargetGrant
}

structure TargetObjectKeyFormat {
    SimplePrefix: SimplePrefix
    PartitionedPrefix: PartitionedPrefix
}

enum Tier {
    Standard
    Bulk
    Expedited
}

structure Tiering {
    @required
    Days: Integer
    @required
    AccessTier: IntelligentTieringAccessTier
}

list TieringList {
    member: Tiering
}

@error("client")
@httpError(400)
structure TooManyParts {}

structure TopicConfiguration {
    Id: String
    @required
    @xmlName("Topic")
    TopicArn: String
    @required
    @xmlFlattened
    @xmlName("Event")
    Events: EventList
    Filter: NotificationConfigurationFilter
}

list TopicConfigurationList {
    member: TopicConfiguration
}

structure Transition {
    Date: Date
    Days: Integer
    StorageClass: TransitionStorageClass
}

enum TransitionDefaultMinimumObjectSize {
    varies_by_storage_class
    all_storage_classes_128K
}

list TransitionList {
    member: Transition
}

enum TransitionStorageClass {
    GLACIER
    STANDARD_IA
    ONEZONE_IA
    INTELLIGENT_TIERING
    DEEP_ARCHIVE
    GLACIER_IR
}

enum Type {
    CanonicalUser
    AmazonCustomerByEmail
    Group
}

structure UpdateBucketMetadataInventoryTableConfigurationRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("Content-MD5")
    ContentMD5: String
    @httpHeader("x-amz-sdk-checksum-algorithm")
    ChecksumAlgorithm: ChecksumAlgorithm
    @required
    @httpPayload
    @xmlName("InventoryTableConfiguration")
    InventoryTableConfiguration: InventoryTableConfigurationUpdates
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure UpdateBucketMetadataInventoryTableConfigurationResponse {}

structure UpdateBucketMetadataJournalTableConfigurationRequest {
    @required
    @httpLabel
    Bucket: String
    @httpHeader("Content-MD5")
    ContentMD5: String
    @httpHeader("x-amz-sdk-checksum-algorithm")
    ChecksumAlgorithm: ChecksumAlgorithm
    @required
    @httpPayload
    @xmlName("JournalTableConfiguration")
    JournalTableConfiguration: JournalTableConfigurationUpdates
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

structure UpdateBucketMetadataJournalTableConfigurationResponse {}

structure UpdateObjectEncryptionRequest {
    @required
    @httpLabel
    Bucket: String
    @required
    @httpLabel
    Key: ObjectKey
    @httpQuery("versionId")
    VersionId: String
    @required
    @httpPayload
    @xmlName("ObjectEncryption")
    ObjectEncryption: ObjectEncryption
    @httpHeader("x-amz-request-payer")
    RequestPayer: RequestPayer
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
    @httpHeader("Content-MD5")
    ContentMD5: String
    @httpHeader("x-amz-sdk-checksum-algorithm")
    ChecksumAlgorithm: ChecksumAlgorithm
}

structure UpdateObjectEncryptionResponse {
    @httpHeader("x-amz-request-charged")
    RequestCharged: RequestCharged
}

structure UploadPartCopyOutput {
    @httpHeader("x-amz-copy-source-version-id")
    CopySourceVersionId: String
    @httpPayload
    @xmlName("CopyPartResult")
    CopyPartResult: CopyPartResult
    @httpHeader("x-amz-server-side-encryption")
    ServerSideEncryption: ServerSideEncryption
    @httpHeader("x-amz-server-side-encryption-customer-algorithm")
    SSECustomerAlgorithm: String
    @httpHeader("x-amz-server-side-encryption-customer-key-MD5")
    SSECustomerKeyMD5: String
    @httpHeader("x-amz-server-side-encryption-aws-kms-key-id")
    SSEKMSKeyId: SSEKMSKeyId
    @httpHeader("x-amz-server-side-encryption-bucket-key-enabled")
    BucketKeyEnabled: Boolean
    @httpHeader("x-amz-request-charged")
    RequestCharged: RequestCharged
}

structure UploadPartCopyRequest {
    @required
    @httpLabel
    Bucket: String
    @required
    @httpHeader("x-amz-copy-source")
    CopySource: CopySource
    @httpHeader("x-amz-copy-source-if-match")
    CopySourceIfMatch: String
    @httpHeader("x-amz-copy-source-if-modified-since")
    CopySourceIfModifiedSince: Timestamp
    @httpHeader("x-amz-copy-source-if-none-match")
    CopySourceIfNoneMatch: String
    @httpHeader("x-amz-copy-source-if-unmodified-since")
    CopySourceIfUnmodifiedSince: Timestamp
    @httpHeader("x-amz-copy-source-range")
    CopySourceRange: String
    @required
    @httpLabel
    Key: ObjectKey
    @required
    @httpQuery("partNumber")
    PartNumber: Integer
    @required
    @httpQuery("uploadId")
    UploadId: String
    @httpHeader("x-amz-server-side-encryption-customer-algorithm")
    SSECustomerAlgorithm: String
    @httpHeader("x-amz-server-side-encryption-customer-key")
    SSECustomerKey: SSECustomerKey
    @httpHeader("x-amz-server-side-encryption-customer-key-MD5")
    SSECustomerKeyMD5: String
    @httpHeader("x-amz-copy-source-server-side-encryption-customer-algorithm")
    CopySourceSSECustomerAlgorithm: String
    @httpHeader("x-amz-copy-source-server-side-encryption-customer-key")
    CopySourceSSECustomerKey: CopySourceSSECustomerKey
    @httpHeader("x-amz-copy-source-server-side-encryption-customer-key-MD5")
    CopySourceSSECustomerKeyMD5: String
    @httpHeader("x-amz-request-payer")
    RequestPayer: RequestPayer
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
    @httpHeader("x-amz-source-expected-bucket-owner")
    ExpectedSourceBucketOwner: String
}

structure UploadPartOutput {
    @httpHeader("x-amz-server-side-encryption")
    ServerSideEncryption: ServerSideEncryption
    @httpHeader("ETag")
    ETag: String
    @httpHeader("x-amz-checksum-crc32")
    ChecksumCRC32: String
    @httpHeader("x-amz-checksum-crc32c")
    ChecksumCRC32C: String
    @httpHeader("x-amz-checksum-crc64nvme")
    ChecksumCRC64NVME: String
    @httpHeader("x-amz-checksum-sha1")
    ChecksumSHA1: String
    @httpHeader("x-amz-checksum-sha256")
    ChecksumSHA256: String
    @httpHeader("x-amz-checksum-sha512")
    ChecksumSHA512: String
    @httpHeader("x-amz-checksum-md5")
    ChecksumMD5: String
    @httpHeader("x-amz-checksum-xxhash64")
    ChecksumXXHASH64: String
    @httpHeader("x-amz-checksum-xxhash3")
    ChecksumXXHASH3: String
    @httpHeader("x-amz-checksum-xxhash128")
    ChecksumXXHASH128: String
    @httpHeader("x-amz-server-side-encryption-customer-algorithm")
    SSECustomerAlgorithm: String
    @httpHeader("x-amz-server-side-encryption-customer-key-MD5")
    SSECustomerKeyMD5: String
    @httpHeader("x-amz-server-side-encryption-aws-kms-key-id")
    SSEKMSKeyId: SSEKMSKeyId
    @httpHeader("x-amz-server-side-encryption-bucket-key-enabled")
    BucketKeyEnabled: Boolean
    @httpHeader("x-amz-request-charged")
    RequestCharged: RequestCharged
}

structure UploadPartRequest {
    @httpPayload
    Body: StreamingBody
    @required
    @httpLabel
    Bucket: String
    @httpHeader("Content-Length")
    ContentLength: Long
    @httpHeader("Content-MD5")
    ContentMD5: String
    @httpHeader("x-amz-sdk-checksum-algorithm")
    ChecksumAlgorithm: ChecksumAlgorithm
    @httpHeader("x-amz-checksum-crc32")
    ChecksumCRC32: String
    @httpHeader("x-amz-checksum-crc32c")
    ChecksumCRC32C: String
    @httpHeader("x-amz-checksum-crc64nvme")
    ChecksumCRC64NVME: String
    @httpHeader("x-amz-checksum-sha1")
    ChecksumSHA1: String
    @httpHeader("x-amz-checksum-sha256")
    ChecksumSHA256: String
    @httpHeader("x-amz-checksum-sha512")
    ChecksumSHA512: String
    @httpHeader("x-amz-checksum-md5")
    ChecksumMD5: String
    @httpHeader("x-amz-checksum-xxhash64")
    ChecksumXXHASH64: String
    @httpHeader("x-amz-checksum-xxhash3")
    ChecksumXXHASH3: String
    @httpHeader("x-amz-checksum-xxhash128")
    ChecksumXXHASH128: String
    @required
    @httpLabel
    Key: ObjectKey
    @required
    @httpQuery("partNumber")
    PartNumber: Integer
    @required
    @httpQuery("uploadId")
    UploadId: String
    @httpHeader("x-amz-server-side-encryption-customer-algorithm")
    SSECustomerAlgorithm: String
    @httpHeader("x-amz-server-side-encryption-customer-key")
    SSECustomerKey: SSECustomerKey
    @httpHeader("x-amz-server-side-encryption-customer-key-MD5")
    SSECustomerKeyMD5: String
    @httpHeader("x-amz-request-payer")
    RequestPayer: RequestPayer
    @httpHeader("x-amz-expected-bucket-owner")
    ExpectedBucketOwner: String
}

list UserMetadata {
    @xmlName("MetadataEntry")
    member: MetadataEntry
}

structure VersioningConfiguration {
    @xmlName("MfaDelete")
    MFADelete: MFADelete
    Status: BucketVersioningStatus
}

structure WebsiteConfiguration {
    ErrorDocument: ErrorDocument
    IndexDocument: IndexDocument
    RedirectAllRequestsTo: RedirectAllRequestsTo
    RoutingRules: RoutingRules
}

structure WriteGetObjectResponseRequest {
    @required
    @httpHeader("x-amz-request-route")
    @hostLabel
    RequestRoute: String
    @required
    @httpHeader("x-amz-request-token")
    RequestToken: String
    @httpPayload
    Body: StreamingBody
    @httpHeader("x-amz-fwd-status")
    StatusCode: Integer
    @httpHeader("x-amz-fwd-error-code")
    ErrorCode: String
    @httpHeader("x-amz-fwd-error-message")
    ErrorMessage: String
    @httpHeader("x-amz-fwd-header-accept-ranges")
    AcceptRanges: String
    @httpHeader("x-amz-fwd-header-Cache-Control")
    CacheControl: String
    @httpHeader("x-amz-fwd-header-Content-Disposition")
    ContentDisposition: String
    @httpHeader("x-amz-fwd-header-Content-Encoding")
    ContentEncoding: String
    @httpHeader("x-amz-fwd-header-Content-Language")
    ContentLanguage: String
    @httpHeader("Content-Length")
    ContentLength: Long
    @httpHeader("x-amz-fwd-header-Content-Range")
    ContentRange: String
    @httpHeader("x-amz-fwd-header-Content-Type")
    ContentType: String
    @httpHeader("x-amz-fwd-header-x-amz-checksum-crc32")
    ChecksumCRC32: String
    @httpHeader("x-amz-fwd-header-x-amz-checksum-crc32c")
    ChecksumCRC32C: String
    @httpHeader("x-amz-fwd-header-x-amz-checksum-crc64nvme")
    ChecksumCRC64NVME: String
    @httpHeader("x-amz-fwd-header-x-amz-checksum-sha1")
    ChecksumSHA1: String
    @httpHeader("x-amz-fwd-header-x-amz-checksum-sha256")
    ChecksumSHA256: String
    @httpHeader("x-amz-fwd-header-x-amz-checksum-sha512")
    ChecksumSHA512: String
    @httpHeader("x-amz-fwd-header-x-amz-checksum-md5")
    ChecksumMD5: String
    @httpHeader("x-amz-fwd-header-x-amz-checksum-xxhash64")
    ChecksumXXHASH64: String
    @httpHeader("x-amz-fwd-header-x-amz-checksum-xxhash3")
    ChecksumXXHASH3: String
    @httpHeader("x-amz-fwd-header-x-amz-checksum-xxhash128")
    ChecksumXXHASH128: String
    @httpHeader("x-amz-fwd-header-x-amz-delete-marker")
    DeleteMarker: Boolean
    @httpHeader("x-amz-fwd-header-ETag")
    ETag: String
    @httpHeader("x-amz-fwd-header-Expires")
    Expires: String
    @httpHeader("x-amz-fwd-header-x-amz-expiration")
    Expiration: String
    @httpHeader("x-amz-fwd-header-Last-Modified")
    LastModified: Timestamp
    @httpHeader("x-amz-fwd-header-x-amz-missing-meta")
    MissingMeta: Integer
    @httpPrefixHeaders("x-amz-meta-")
    Metadata: Metadata
    @httpHeader("x-amz-fwd-header-x-amz-object-lock-mode")
    ObjectLockMode: ObjectLockMode
    @httpHeader("x-amz-fwd-header-x-amz-object-lock-legal-hold")
    ObjectLockLegalHoldStatus: ObjectLockLegalHoldStatus
    @httpHeader("x-amz-fwd-header-x-amz-object-lock-retain-until-date")
    ObjectLockRetainUntilDate: ObjectLockRetainUntilDate
    @httpHeader("x-amz-fwd-header-x-amz-mp-parts-count")
    PartsCount: Integer
    @httpHeader("x-amz-fwd-header-x-amz-replication-status")
    ReplicationStatus: ReplicationStatus
    @httpHeader("x-amz-fwd-header-x-amz-request-charged")
    RequestCharged: RequestCharged
    @httpHeader("x-amz-fwd-header-x-amz-restore")
    Restore: String
    @httpHeader("x-amz-fwd-header-x-amz-server-side-encryption")
    ServerSideEncryption: ServerSideEncryption
    @httpHeader("x-amz-fwd-header-x-amz-server-side-encryption-customer-algorithm")
    SSECustomerAlgorithm: String
    @httpHeader("x-amz-fwd-header-x-amz-server-side-encryption-aws-kms-key-id")
    SSEKMSKeyId: SSEKMSKeyId
    @httpHeader("x-amz-fwd-header-x-amz-server-side-encryption-customer-key-MD5")
    SSECustomerKeyMD5: String
    @httpHeader("x-amz-fwd-header-x-amz-storage-class")
    StorageClass: StorageClass
    @httpHeader("x-amz-fwd-header-x-amz-tagging-count")
    TagCount: Integer
    @httpHeader("x-amz-fwd-header-x-amz-version-id")
    VersionId: String
    @httpHeader("x-amz-fwd-header-x-amz-server-side-encryption-bucket-key-enabled")
    BucketKeyEnabled: Boolean
}

structure WriteGetObjectResponseResponse {}
