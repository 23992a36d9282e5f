$version: "2"

// Made from botocore 1.43.11, s3/2006-03-01, without its texts. Again, or with more operations:
// tools/import-model --out api/test/s3.smithy s3 [OPERATION…]
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
        CompleteMultipartUpload
        DeleteObjects
        GetObject
        HeadObject
        ListObjectsV2
        PutBucketTagging
        PutObject
    ]
}

@http(method: "POST", uri: "/{Bucket}/{Key+}")
operation CompleteMultipartUpload {
    input: CompleteMultipartUploadRequest
    output: CompleteMultipartUploadOutput
}

@http(method: "POST", uri: "/{Bucket}?delete")
operation DeleteObjects {
    input: DeleteObjectsRequest
    output: DeleteObjectsOutput
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

@http(method: "HEAD", uri: "/{Bucket}/{Key+}")
@readonly
operation HeadObject {
    input: HeadObjectRequest
    output: HeadObjectOutput
    errors: [
        NoSuchKey
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

@http(method: "PUT", uri: "/{Bucket}?tagging")
operation PutBucketTagging {
    input: PutBucketTaggingRequest
    output: PutBucketTaggingResponse
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

enum ArchiveStatus {
    ARCHIVE_ACCESS
    DEEP_ARCHIVE_ACCESS
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

structure Delete {
    @required
    @xmlFlattened
    @xmlName("Object")
    Objects: ObjectIdentifierList
    Quiet: Boolean
}

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

structure DeletedObject {
    Key: ObjectKey
    VersionId: String
    DeleteMarker: Boolean
    DeleteMarkerVersionId: String
}

list DeletedObjects {
    member: DeletedObject
}

enum EncodingType {
    url
}

@error("client")
@httpError(400)
structure EncryptionTypeMismatch {}

structure Error {
    Key: ObjectKey
    VersionId: String
    Code: String
    Message: String
}

list Errors {
    member: Error
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

enum IntelligentTieringAccessTier {
    ARCHIVE_ACCESS
    DEEP_ARCHIVE_ACCESS
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

@timestampFormat("http-date")
timestamp LastModifiedTime

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

map Metadata {
    key: String
    value: String
}

@error("client")
@httpError(404)
structure NoSuchBucket {}

@error("client")
@httpError(404)
structure NoSuchKey {}

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

enum ObjectCannedACL {
    private
    public_read = "public-read"
    public_read_write = "public-read-write"
    authenticated_read = "authenticated-read"
    aws_exec_read = "aws-exec-read"
    bucket_owner_read = "bucket-owner-read"
    bucket_owner_full_control = "bucket-owner-full-control"
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

enum OptionalObjectAttributes {
    RestoreStatus
}

list OptionalObjectAttributesList {
    member: OptionalObjectAttributes
}

structure Owner {
    DisplayName: String
    ID: String
}

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

enum ReplicationStatus {
    COMPLETE
    PENDING
    FAILED
    REPLICA
    COMPLETED
}

enum RequestCharged {
    requester
}

enum RequestPayer {
    requester
}

@timestampFormat("http-date")
timestamp ResponseExpires

structure RestoreStatus {
    IsRestoreInProgress: Boolean
    RestoreExpiryDate: Timestamp
}

@sensitive
string SSECustomerKey

@sensitive
string SSEKMSEncryptionContext

@sensitive
string SSEKMSKeyId

enum ServerSideEncryption {
    AES256
    aws_fsx = "aws:fsx"
    aws_kms = "aws:kms"
    aws_kms_dsse = "aws:kms:dsse"
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

@streaming
blob StreamingBody

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

@error("client")
@httpError(400)
structure TooManyParts {}
