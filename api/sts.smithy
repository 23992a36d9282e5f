$version: "2"

// Made from botocore 1.43.11, sts/2011-06-15, without its texts. Again, or with more operations:
// tools/import-model --out api/sts.smithy sts [OPERATION…]
namespace gantry.sts

use aws.api#service
use aws.auth#sigv4
use aws.protocols#awsQuery
use aws.protocols#awsQueryError

@service(sdkId: "STS")
@sigv4(name: "sts")
@awsQuery
@xmlNamespace(uri: "https://sts.amazonaws.com/doc/2011-06-15/")
service STS_20110615 {
    version: "2011-06-15"
    operations: [
        AssumeRole
        AssumeRoleWithWebIdentity
        DecodeAuthorizationMessage
        GetAccessKeyInfo
        GetCallerIdentity
        GetSessionToken
    ]
}

operation AssumeRole {
    input: AssumeRoleRequest
    output: AssumeRoleResponse
    errors: [
        ExpiredTokenException
        MalformedPolicyDocumentException
        PackedPolicyTooLargeException
        RegionDisabledException
    ]
}

operation AssumeRoleWithWebIdentity {
    input: AssumeRoleWithWebIdentityRequest
    output: AssumeRoleWithWebIdentityResponse
    errors: [
        ExpiredTokenException
        IDPCommunicationErrorException
        IDPRejectedClaimException
        InvalidIdentityTokenException
        MalformedPolicyDocumentException
        PackedPolicyTooLargeException
        RegionDisabledException
    ]
}

operation DecodeAuthorizationMessage {
    input: DecodeAuthorizationMessageRequest
    output: DecodeAuthorizationMessageResponse
    errors: [
        InvalidAuthorizationMessageException
    ]
}

operation GetAccessKeyInfo {
    input: GetAccessKeyInfoRequest
    output: GetAccessKeyInfoResponse
}

operation GetCallerIdentity {
    input: GetCallerIdentityRequest
    output: GetCallerIdentityResponse
}

operation GetSessionToken {
    input: GetSessionTokenRequest
    output: GetSessionTokenResponse
    errors: [
        RegionDisabledException
    ]
}

@length(min: 16, max: 128)
@pattern("^[\\w]*$")
string AccessKeyIdType

@sensitive
string AccessKeySecretType

@length(min: 20, max: 2048)
@pattern("^[\\x{0009}\\x{000A}\\x{000D}\\x{0020}-\\x{007E}\\x{0085}\\x{00A0}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]+$")
string ArnType

structure AssumeRoleRequest {
    @required
    RoleArn: ArnType
    @required
    RoleSessionName: RoleSessionNameType
    PolicyArns: PolicyDescriptorListType
    Policy: UnrestrictedSessionPolicyDocumentType
    DurationSeconds: RoleDurationSecondsType
    Tags: TagListType
    TransitiveTagKeys: TagKeyListType
    ExternalId: ExternalIdType
    SerialNumber: SerialNumberType
    TokenCode: TokenCodeType
    SourceIdentity: SourceIdentityType
    ProvidedContexts: ProvidedContextsListType
}

structure AssumeRoleResponse {
    Credentials: Credentials
    AssumedRoleUser: AssumedRoleUser
    PackedPolicySize: NonNegativeIntegerType
    SourceIdentity: SourceIdentityType
}

structure AssumeRoleWithWebIdentityRequest {
    @required
    RoleArn: ArnType
    @required
    RoleSessionName: RoleSessionNameType
    @required
    WebIdentityToken: ClientTokenType
    ProviderId: UrlType
    PolicyArns: PolicyDescriptorListType
    Policy: SessionPolicyDocumentType
    DurationSeconds: RoleDurationSecondsType
}

structure AssumeRoleWithWebIdentityResponse {
    Credentials: Credentials
    SubjectFromWebIdentityToken: WebIdentitySubjectType
    AssumedRoleUser: AssumedRoleUser
    PackedPolicySize: NonNegativeIntegerType
    Provider: String
    Audience: String
    SourceIdentity: SourceIdentityType
}

@length(min: 2, max: 193)
@pattern("^[\\w+=,.@:-]*$")
string AssumedRoleIdType

structure AssumedRoleUser {
    @required
    AssumedRoleId: AssumedRoleIdType
    @required
    Arn: ArnType
}

@length(min: 4, max: 20000)
@sensitive
string ClientTokenType

@length(min: 4, max: 2048)
string ContextAssertionType

structure Credentials {
    @required
    AccessKeyId: AccessKeyIdType
    @required
    SecretAccessKey: AccessKeySecretType
    @required
    SessionToken: String
    @required
    Expiration: Timestamp
}

structure DecodeAuthorizationMessageRequest {
    @required
    EncodedMessage: EncodedMessageType
}

structure DecodeAuthorizationMessageResponse {
    DecodedMessage: String
}

@range(min: 900, max: 129600)
integer DurationSecondsType

@length(min: 1, max: 10240)
string EncodedMessageType

@error("client")
@awsQueryError(code: "ExpiredTokenException", httpResponseCode: 400)
structure ExpiredTokenException {
    message: String
}

@length(min: 2, max: 1224)
@pattern("^[\\w+=,.@:\\/-]*$")
string ExternalIdType

structure GetAccessKeyInfoRequest {
    @required
    AccessKeyId: AccessKeyIdType
}

structure GetAccessKeyInfoResponse {
    Account: String
}

structure GetCallerIdentityRequest {}

structure GetCallerIdentityResponse {
    UserId: String
    Account: String
    Arn: ArnType
}

structure GetSessionTokenRequest {
    DurationSeconds: DurationSecondsType
    SerialNumber: SerialNumberType
    TokenCode: TokenCodeType
}

structure GetSessionTokenResponse {
    Credentials: Credentials
}

@error("client")
@awsQueryError(code: "IDPCommunicationError", httpResponseCode: 400)
structure IDPCommunicationErrorException {
    message: String
}

@error("client")
@awsQueryError(code: "IDPRejectedClaim", httpResponseCode: 403)
structure IDPRejectedClaimException {
    message: String
}

@error("client")
@awsQueryError(code: "InvalidAuthorizationMessageException", httpResponseCode: 400)
structure InvalidAuthorizationMessageException {
    message: String
}

@error("client")
@awsQueryError(code: "InvalidIdentityToken", httpResponseCode: 400)
structure InvalidIdentityTokenException {
    message: String
}

@error("client")
@awsQueryError(code: "MalformedPolicyDocument", httpResponseCode: 400)
structure MalformedPolicyDocumentException {
    message: String
}

@range(min: 0)
integer NonNegativeIntegerType

@error("client")
@awsQueryError(code: "PackedPolicyTooLarge", httpResponseCode: 400)
structure PackedPolicyTooLargeException {
    message: String
}

list PolicyDescriptorListType {
    member: PolicyDescriptorType
}

structure PolicyDescriptorType {
    arn: ArnType
}

structure ProvidedContext {
    ProviderArn: ArnType
    ContextAssertion: ContextAssertionType
}

@length(min: 1, max: 5)
list ProvidedContextsListType {
    member: ProvidedContext
}

@error("client")
@awsQueryError(code: "RegionDisabledException", httpResponseCode: 403)
structure RegionDisabledException {
    message: String
}

@range(min: 900, max: 43200)
integer RoleDurationSecondsType

@length(min: 2, max: 64)
@pattern("^[\\w+=,.@-]*$")
string RoleSessionNameType

@length(min: 9, max: 256)
@pattern("^[\\w+=/:,.@-]*$")
string SerialNumberType

@length(min: 1, max: 2048)
@pattern("^[\\x{0009}\\x{000A}\\x{000D}\\x{0020}-\\x{00FF}]+$")
string SessionPolicyDocumentType

@length(min: 2, max: 64)
@pattern("^[\\w+=,.@-]*$")
string SourceIdentityType

structure Tag {
    @required
    Key: TagKeyType
    @required
    Value: TagValueType
}

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

@length(min: 0, max: 256)
@pattern("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$")
string TagValueType

@length(min: 6, max: 6)
@pattern("^[\\d]*$")
string TokenCodeType

@length(min: 1)
@pattern("^[\\x{0009}\\x{000A}\\x{000D}\\x{0020}-\\x{00FF}]+$")
string UnrestrictedSessionPolicyDocumentType

@length(min: 4, max: 2048)
string UrlType

@length(min: 6, max: 255)
string WebIdentitySubjectType
