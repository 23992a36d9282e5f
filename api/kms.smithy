$version: "2"

// Made from botocore 1.43.11, kms/2014-11-01, without its texts. Again, or with more operations:
// tools/import-model --out api/kms.smithy kms [OPERATION…]
namespace gantry.kms

use aws.api#service
use aws.auth#sigv4
use aws.protocols#awsJson1_1

@service(sdkId: "KMS")
@sigv4(name: "kms")
@awsJson1_1
service TrentService {
    version: "2014-11-01"
    operations: [
        CancelKeyDeletion
        CreateAlias
        CreateGrant
        CreateKey
        Decrypt
        DeleteAlias
        DescribeKey
        DisableKey
        DisableKeyRotation
        EnableKey
        EnableKeyRotation
        Encrypt
        GenerateDataKey
        GenerateDataKeyWithoutPlaintext
        GenerateRandom
        GetKeyPolicy
        GetKeyRotationStatus
        ListAliases
        ListGrants
        ListKeyPolicies
        ListKeyRotations
        ListKeys
        ListResourceTags
        PutKeyPolicy
        ReEncrypt
        RetireGrant
        RevokeGrant
        RotateKeyOnDemand
        ScheduleKeyDeletion
        TagResource
        UntagResource
        UpdateAlias
        UpdateKeyDescription
    ]
}

operation CancelKeyDeletion {
    input: CancelKeyDeletionRequest
    output: CancelKeyDeletionResponse
    errors: [
        DependencyTimeoutException
        InvalidArnException
        KMSInternalException
        KMSInvalidStateException
        NotFoundException
    ]
}

operation CreateAlias {
    input: CreateAliasRequest
    output: CreateAliasResponse
    errors: [
        AlreadyExistsException
        DependencyTimeoutException
        InvalidAliasNameException
        KMSInternalException
        KMSInvalidStateException
        LimitExceededException
        NotFoundException
    ]
}

operation CreateGrant {
    input: CreateGrantRequest
    output: CreateGrantResponse
    errors: [
        DependencyTimeoutException
        DisabledException
        DryRunOperationException
        InvalidArnException
        InvalidGrantTokenException
        KMSInternalException
        KMSInvalidStateException
        LimitExceededException
        NotFoundException
    ]
}

operation CreateKey {
    input: CreateKeyRequest
    output: CreateKeyResponse
    errors: [
        CloudHsmClusterInvalidConfigurationException
        CustomKeyStoreInvalidStateException
        CustomKeyStoreNotFoundException
        DependencyTimeoutException
        InvalidArnException
        KMSInternalException
        LimitExceededException
        MalformedPolicyDocumentException
        TagException
        UnsupportedOperationException
        XksKeyAlreadyInUseException
        XksKeyInvalidConfigurationException
        XksKeyNotFoundException
    ]
}

operation Decrypt {
    input: DecryptRequest
    output: DecryptResponse
    errors: [
        DependencyTimeoutException
        DisabledException
        DryRunOperationException
        IncorrectKeyException
        InvalidCiphertextException
        InvalidGrantTokenException
        InvalidKeyUsageException
        KMSInternalException
        KMSInvalidStateException
        KeyUnavailableException
        NotFoundException
    ]
}

operation DeleteAlias {
    input: DeleteAliasRequest
    output: DeleteAliasResponse
    errors: [
        DependencyTimeoutException
        KMSInternalException
        KMSInvalidStateException
        NotFoundException
    ]
}

operation DescribeKey {
    input: DescribeKeyRequest
    output: DescribeKeyResponse
    errors: [
        DependencyTimeoutException
        InvalidArnException
        KMSInternalException
        NotFoundException
    ]
}

operation DisableKey {
    input: DisableKeyRequest
    output: DisableKeyResponse
    errors: [
        DependencyTimeoutException
        InvalidArnException
        KMSInternalException
        KMSInvalidStateException
        NotFoundException
    ]
}

operation DisableKeyRotation {
    input: DisableKeyRotationRequest
    output: DisableKeyRotationResponse
    errors: [
        DependencyTimeoutException
        DisabledException
        InvalidArnException
        KMSInternalException
        KMSInvalidStateException
        NotFoundException
        UnsupportedOperationException
    ]
}

operation EnableKey {
    input: EnableKeyRequest
    output: EnableKeyResponse
    errors: [
        DependencyTimeoutException
        InvalidArnException
        KMSInternalException
        KMSInvalidStateException
        LimitExceededException
        NotFoundException
    ]
}

operation EnableKeyRotation {
    input: EnableKeyRotationRequest
    output: EnableKeyRotationResponse
    errors: [
        DependencyTimeoutException
        DisabledException
        InvalidArnException
        KMSInternalException
        KMSInvalidStateException
        NotFoundException
        UnsupportedOperationException
    ]
}

operation Encrypt {
    input: EncryptRequest
    output: EncryptResponse
    errors: [
        DependencyTimeoutException
        DisabledException
        DryRunOperationException
        InvalidGrantTokenException
        InvalidKeyUsageException
        KMSInternalException
        KMSInvalidStateException
        KeyUnavailableException
        NotFoundException
    ]
}

operation GenerateDataKey {
    input: GenerateDataKeyRequest
    output: GenerateDataKeyResponse
    errors: [
        DependencyTimeoutException
        DisabledException
        DryRunOperationException
        InvalidGrantTokenException
        InvalidKeyUsageException
        KMSInternalException
        KMSInvalidStateException
        KeyUnavailableException
        NotFoundException
    ]
}

operation GenerateDataKeyWithoutPlaintext {
    input: GenerateDataKeyWithoutPlaintextRequest
    output: GenerateDataKeyWithoutPlaintextResponse
    errors: [
        DependencyTimeoutException
        DisabledException
        DryRunOperationException
        InvalidGrantTokenException
        InvalidKeyUsageException
        KMSInternalException
        KMSInvalidStateException
        KeyUnavailableException
        NotFoundException
    ]
}

operation GenerateRandom {
    input: GenerateRandomRequest
    output: GenerateRandomResponse
    errors: [
        CustomKeyStoreInvalidStateException
        CustomKeyStoreNotFoundException
        DependencyTimeoutException
        KMSInternalException
        UnsupportedOperationException
    ]
}

operation GetKeyPolicy {
    input: GetKeyPolicyRequest
    output: GetKeyPolicyResponse
    errors: [
        DependencyTimeoutException
        InvalidArnException
        KMSInternalException
        KMSInvalidStateException
        NotFoundException
    ]
}

operation GetKeyRotationStatus {
    input: GetKeyRotationStatusRequest
    output: GetKeyRotationStatusResponse
    errors: [
        DependencyTimeoutException
        InvalidArnException
        KMSInternalException
        KMSInvalidStateException
        NotFoundException
        UnsupportedOperationException
    ]
}

@paginated(inputToken: "Marker", outputToken: "NextMarker", items: "Aliases", pageSize: "Limit")
operation ListAliases {
    input: ListAliasesRequest
    output: ListAliasesResponse
    errors: [
        DependencyTimeoutException
        InvalidArnException
        InvalidMarkerException
        KMSInternalException
        NotFoundException
    ]
}

@paginated(inputToken: "Marker", outputToken: "NextMarker", items: "Grants", pageSize: "Limit")
operation ListGrants {
    input: ListGrantsRequest
    output: ListGrantsResponse
    errors: [
        DependencyTimeoutException
        InvalidArnException
        InvalidGrantIdException
        InvalidMarkerException
        KMSInternalException
        KMSInvalidStateException
        NotFoundException
    ]
}

@paginated(inputToken: "Marker", outputToken: "NextMarker", items: "PolicyNames", pageSize: "Limit")
operation ListKeyPolicies {
    input: ListKeyPoliciesRequest
    output: ListKeyPoliciesResponse
    errors: [
        DependencyTimeoutException
        InvalidArnException
        KMSInternalException
        KMSInvalidStateException
        NotFoundException
    ]
}

@paginated(inputToken: "Marker", outputToken: "NextMarker", items: "Rotations", pageSize: "Limit")
operation ListKeyRotations {
    input: ListKeyRotationsRequest
    output: ListKeyRotationsResponse
    errors: [
        InvalidArnException
        InvalidMarkerException
        KMSInternalException
        KMSInvalidStateException
        NotFoundException
        UnsupportedOperationException
    ]
}

@paginated(inputToken: "Marker", outputToken: "NextMarker", items: "Keys", pageSize: "Limit")
operation ListKeys {
    input: ListKeysRequest
    output: ListKeysResponse
    errors: [
        DependencyTimeoutException
        InvalidMarkerException
        KMSInternalException
    ]
}

@paginated(inputToken: "Marker", outputToken: "NextMarker", items: "Tags", pageSize: "Limit")
operation ListResourceTags {
    input: ListResourceTagsRequest
    output: ListResourceTagsResponse
    errors: [
        InvalidArnException
        InvalidMarkerException
        KMSInternalException
        NotFoundException
    ]
}

operation PutKeyPolicy {
    input: PutKeyPolicyRequest
    output: PutKeyPolicyResponse
    errors: [
        DependencyTimeoutException
        InvalidArnException
        KMSInternalException
        KMSInvalidStateException
        LimitExceededException
        MalformedPolicyDocumentException
        NotFoundException
        UnsupportedOperationException
    ]
}

operation ReEncrypt {
    input: ReEncryptRequest
    output: ReEncryptResponse
    errors: [
        DependencyTimeoutException
        DisabledException
        DryRunOperationException
        IncorrectKeyException
        InvalidCiphertextException
        InvalidGrantTokenException
        InvalidKeyUsageException
        KMSInternalException
        KMSInvalidStateException
        KeyUnavailableException
        NotFoundException
    ]
}

operation RetireGrant {
    input: RetireGrantRequest
    output: RetireGrantResponse
    errors: [
        DependencyTimeoutException
        DryRunOperationException
        InvalidArnException
        InvalidGrantIdException
        InvalidGrantTokenException
        KMSInternalException
        KMSInvalidStateException
        NotFoundException
    ]
}

operation RevokeGrant {
    input: RevokeGrantRequest
    output: RevokeGrantResponse
    errors: [
        DependencyTimeoutException
        DryRunOperationException
        InvalidArnException
        InvalidGrantIdException
        KMSInternalException
        KMSInvalidStateException
        NotFoundException
    ]
}

operation RotateKeyOnDemand {
    input: RotateKeyOnDemandRequest
    output: RotateKeyOnDemandResponse
    errors: [
        ConflictException
        DependencyTimeoutException
        DisabledException
        InvalidArnException
        KMSInternalException
        KMSInvalidStateException
        LimitExceededException
        NotFoundException
        UnsupportedOperationException
    ]
}

operation ScheduleKeyDeletion {
    input: ScheduleKeyDeletionRequest
    output: ScheduleKeyDeletionResponse
    errors: [
        DependencyTimeoutException
        InvalidArnException
        KMSInternalException
        KMSInvalidStateException
        NotFoundException
    ]
}

operation TagResource {
    input: TagResourceRequest
    output: TagResourceResponse
    errors: [
        InvalidArnException
        KMSInternalException
        KMSInvalidStateException
        LimitExceededException
        NotFoundException
        TagException
    ]
}

operation UntagResource {
    input: UntagResourceRequest
    output: UntagResourceResponse
    errors: [
        InvalidArnException
        KMSInternalException
        KMSInvalidStateException
        NotFoundException
        TagException
    ]
}

operation UpdateAlias {
    input: UpdateAliasRequest
    output: UpdateAliasResponse
    errors: [
        DependencyTimeoutException
        KMSInternalException
        KMSInvalidStateException
        LimitExceededException
        NotFoundException
    ]
}

operation UpdateKeyDescription {
    input: UpdateKeyDescriptionRequest
    output: UpdateKeyDescriptionResponse
    errors: [
        DependencyTimeoutException
        InvalidArnException
        KMSInternalException
        KMSInvalidStateException
        NotFoundException
    ]
}

list AliasList {
    member: AliasListEntry
}

structure AliasListEntry {
    AliasName: AliasNameType
    AliasArn: ArnType
    TargetKeyId: KeyIdType
    CreationDate: Timestamp
    LastUpdatedDate: Timestamp
}

@length(min: 1, max: 256)
@pattern("^[a-zA-Z0-9:/_-]+$")
string AliasNameType

@error("client")
structure AlreadyExistsException {
    message: String
}

@length(min: 20, max: 2048)
string ArnType

@length(min: 1, max: 262144)
blob AttestationDocumentType

@length(min: 64, max: 64)
@pattern("^[a-f0-9]+$")
string BackingKeyIdType

structure CancelKeyDeletionRequest {
    @required
    KeyId: KeyIdType
}

structure CancelKeyDeletionResponse {
    KeyId: KeyIdType
}

@length(min: 1, max: 6144)
blob CiphertextType

@length(min: 19, max: 24)
@pattern("^cluster-[2-7a-zA-Z]{11,16}$")
string CloudHsmClusterIdType

@error("client")
structure CloudHsmClusterInvalidConfigurationException {
    message: String
}

@error("client")
structure ConflictException {
    message: String
}

structure CreateAliasRequest {
    @required
    AliasName: AliasNameType
    @required
    TargetKeyId: KeyIdType
}

structure CreateAliasResponse {}

structure CreateGrantRequest {
    @required
    KeyId: KeyIdType
    @required
    GranteePrincipal: PrincipalIdType
    RetiringPrincipal: PrincipalIdType
    @required
    Operations: GrantOperationList
    Constraints: GrantConstraints
    GrantTokens: GrantTokenList
    Name: GrantNameType
    DryRun: Boolean
}

structure CreateGrantResponse {
    GrantToken: GrantTokenType
    GrantId: GrantIdType
}

structure CreateKeyRequest {
    Policy: PolicyType
    Description: DescriptionType
    KeyUsage: KeyUsageType
    CustomerMasterKeySpec: CustomerMasterKeySpec
    KeySpec: KeySpec
    Origin: OriginType
    CustomKeyStoreId: CustomKeyStoreIdType
    BypassPolicyLockoutSafetyCheck: Boolean
    Tags: TagList
    MultiRegion: Boolean
    XksKeyId: XksKeyIdType
}

structure CreateKeyResponse {
    KeyMetadata: KeyMetadata
}

@length(min: 1, max: 64)
string CustomKeyStoreIdType

@error("client")
structure CustomKeyStoreInvalidStateException {
    message: String
}

@error("client")
structure CustomKeyStoreNotFoundException {
    message: String
}

enum CustomerMasterKeySpec {
    RSA_2048
    RSA_3072
    RSA_4096
    ECC_NIST_P256
    ECC_NIST_P384
    ECC_NIST_P521
    ECC_SECG_P256K1
    SYMMETRIC_DEFAULT
    HMAC_224
    HMAC_256
    HMAC_384
    HMAC_512
    SM2
}

enum DataKeySpec {
    AES_256
    AES_128
}

structure DecryptRequest {
    CiphertextBlob: CiphertextType
    EncryptionContext: EncryptionContextType
    GrantTokens: GrantTokenList
    KeyId: KeyIdType
    EncryptionAlgorithm: EncryptionAlgorithmSpec
    Recipient: RecipientInfo
    DryRun: Boolean
    DryRunModifiers: DryRunModifierList
}

structure DecryptResponse {
    KeyId: KeyIdType
    Plaintext: PlaintextType
    EncryptionAlgorithm: EncryptionAlgorithmSpec
    CiphertextForRecipient: CiphertextType
    KeyMaterialId: BackingKeyIdType
}

structure DeleteAliasRequest {
    @required
    AliasName: AliasNameType
}

structure DeleteAliasResponse {}

@error("server")
structure DependencyTimeoutException {
    message: String
}

structure DescribeKeyRequest {
    @required
    KeyId: KeyIdType
    GrantTokens: GrantTokenList
}

structure DescribeKeyResponse {
    KeyMetadata: KeyMetadata
}

@length(min: 0, max: 8192)
string DescriptionType

structure DisableKeyRequest {
    @required
    KeyId: KeyIdType
}

structure DisableKeyResponse {}

structure DisableKeyRotationRequest {
    @required
    KeyId: KeyIdType
}

structure DisableKeyRotationResponse {}

@error("client")
structure DisabledException {
    message: String
}

list DryRunModifierList {
    member: DryRunModifierType
}

enum DryRunModifierType {
    IGNORE_CIPHERTEXT
}

@error("client")
structure DryRunOperationException {
    message: String
}

structure EnableKeyRequest {
    @required
    KeyId: KeyIdType
}

structure EnableKeyResponse {}

structure EnableKeyRotationRequest {
    @required
    KeyId: KeyIdType
    RotationPeriodInDays: RotationPeriodInDaysType
}

structure EnableKeyRotationResponse {}

structure EncryptRequest {
    @required
    KeyId: KeyIdType
    @required
    Plaintext: PlaintextType
    EncryptionContext: EncryptionContextType
    GrantTokens: GrantTokenList
    EncryptionAlgorithm: EncryptionAlgorithmSpec
    DryRun: Boolean
}

structure EncryptResponse {
    CiphertextBlob: CiphertextType
    KeyId: KeyIdType
    EncryptionAlgorithm: EncryptionAlgorithmSpec
}

enum EncryptionAlgorithmSpec {
    SYMMETRIC_DEFAULT
    RSAES_OAEP_SHA_1
    RSAES_OAEP_SHA_256
    SM2PKE
}

list EncryptionAlgorithmSpecList {
    member: EncryptionAlgorithmSpec
}

map EncryptionContextType {
    key: String
    value: String
}

enum ExpirationModelType {
    KEY_MATERIAL_EXPIRES
    KEY_MATERIAL_DOES_NOT_EXPIRE
}

structure GenerateDataKeyRequest {
    @required
    KeyId: KeyIdType
    EncryptionContext: EncryptionContextType
    NumberOfBytes: NumberOfBytesType
    KeySpec: DataKeySpec
    GrantTokens: GrantTokenList
    Recipient: RecipientInfo
    DryRun: Boolean
}

structure GenerateDataKeyResponse {
    CiphertextBlob: CiphertextType
    Plaintext: PlaintextType
    KeyId: KeyIdType
    CiphertextForRecipient: CiphertextType
    KeyMaterialId: BackingKeyIdType
}

structure GenerateDataKeyWithoutPlaintextRequest {
    @required
    KeyId: KeyIdType
    EncryptionContext: EncryptionContextType
    KeySpec: DataKeySpec
    NumberOfBytes: NumberOfBytesType
    GrantTokens: GrantTokenList
    DryRun: Boolean
}

structure GenerateDataKeyWithoutPlaintextResponse {
    CiphertextBlob: CiphertextType
    KeyId: KeyIdType
    KeyMaterialId: BackingKeyIdType
}

structure GenerateRandomRequest {
    NumberOfBytes: NumberOfBytesType
    CustomKeyStoreId: CustomKeyStoreIdType
    Recipient: RecipientInfo
}

structure GenerateRandomResponse {
    Plaintext: PlaintextType
    CiphertextForRecipient: CiphertextType
}

structure GetKeyPolicyRequest {
    @required
    KeyId: KeyIdType
    PolicyName: PolicyNameType
}

structure GetKeyPolicyResponse {
    Policy: PolicyType
    PolicyName: PolicyNameType
}

structure GetKeyRotationStatusRequest {
    @required
    KeyId: KeyIdType
}

structure GetKeyRotationStatusResponse {
    KeyRotationEnabled: Boolean
    KeyId: KeyIdType
    RotationPeriodInDays: RotationPeriodInDaysType
    NextRotationDate: Timestamp
    OnDemandRotationStartDate: Timestamp
}

structure GrantConstraints {
    EncryptionContextSubset: EncryptionContextType
    EncryptionContextEquals: EncryptionContextType
}

@length(min: 1, max: 128)
string GrantIdType

list GrantList {
    member: GrantListEntry
}

structure GrantListEntry {
    KeyId: KeyIdType
    GrantId: GrantIdType
    Name: GrantNameType
    CreationDate: Timestamp
    GranteePrincipal: PrincipalIdType
    RetiringPrincipal: PrincipalIdType
    IssuingAccount: PrincipalIdType
    Operations: GrantOperationList
    Constraints: GrantConstraints
}

@length(min: 1, max: 256)
@pattern("^[a-zA-Z0-9:/_-]+$")
string GrantNameType

enum GrantOperation {
    Decrypt
    Encrypt
    GenerateDataKey
    GenerateDataKeyWithoutPlaintext
    ReEncryptFrom
    ReEncryptTo
    Sign
    Verify
    GetPublicKey
    CreateGrant
    RetireGrant
    DescribeKey
    GenerateDataKeyPair
    GenerateDataKeyPairWithoutPlaintext
    GenerateMac
    VerifyMac
    DeriveSharedSecret
}

list GrantOperationList {
    member: GrantOperation
}

@length(min: 0, max: 10)
list GrantTokenList {
    member: GrantTokenType
}

@length(min: 1, max: 8192)
string GrantTokenType

enum ImportState {
    IMPORTED
    PENDING_IMPORT
}

enum IncludeKeyMaterial {
    ALL_KEY_MATERIAL
    ROTATIONS_ONLY
}

@error("client")
structure IncorrectKeyException {
    message: String
}

@error("client")
structure InvalidAliasNameException {
    message: String
}

@error("client")
structure InvalidArnException {
    message: String
}

@error("client")
structure InvalidCiphertextException {
    message: String
}

@error("client")
structure InvalidGrantIdException {
    message: String
}

@error("client")
structure InvalidGrantTokenException {
    message: String
}

@error("client")
structure InvalidKeyUsageException {
    message: String
}

@error("client")
structure InvalidMarkerException {
    message: String
}

@error("server")
structure KMSInternalException {
    message: String
}

@error("client")
structure KMSInvalidStateException {
    message: String
}

enum KeyAgreementAlgorithmSpec {
    ECDH
}

list KeyAgreementAlgorithmSpecList {
    member: KeyAgreementAlgorithmSpec
}

enum KeyEncryptionMechanism {
    RSAES_OAEP_SHA_256
}

@length(min: 1, max: 2048)
string KeyIdType

list KeyList {
    member: KeyListEntry
}

structure KeyListEntry {
    KeyId: KeyIdType
    KeyArn: ArnType
}

enum KeyManagerType {
    AWS
    CUSTOMER
}

@length(min: 0, max: 256)
@pattern("^[a-zA-Z0-9:/_\\s.-]+$")
string KeyMaterialDescriptionType

enum KeyMaterialState {
    NON_CURRENT
    CURRENT
    PENDING_ROTATION
    PENDING_MULTI_REGION_IMPORT_AND_ROTATION
}

structure KeyMetadata {
    AWSAccountId: String
    @required
    KeyId: KeyIdType
    Arn: ArnType
    CreationDate: Timestamp
    Enabled: Boolean
    Description: DescriptionType
    KeyUsage: KeyUsageType
    KeyState: KeyState
    DeletionDate: Timestamp
    ValidTo: Timestamp
    Origin: OriginType
    CustomKeyStoreId: CustomKeyStoreIdType
    CloudHsmClusterId: CloudHsmClusterIdType
    ExpirationModel: ExpirationModelType
    KeyManager: KeyManagerType
    CustomerMasterKeySpec: CustomerMasterKeySpec
    KeySpec: KeySpec
    EncryptionAlgorithms: EncryptionAlgorithmSpecList
    SigningAlgorithms: SigningAlgorithmSpecList
    KeyAgreementAlgorithms: KeyAgreementAlgorithmSpecList
    MultiRegion: Boolean
    MultiRegionConfiguration: MultiRegionConfiguration
    PendingDeletionWindowInDays: PendingWindowInDaysType
    MacAlgorithms: MacAlgorithmSpecList
    XksKeyConfiguration: XksKeyConfigurationType
    CurrentKeyMaterialId: BackingKeyIdType
}

enum KeySpec {
    RSA_2048
    RSA_3072
    RSA_4096
    ECC_NIST_P256
    ECC_NIST_P384
    ECC_NIST_P521
    ECC_SECG_P256K1
    SYMMETRIC_DEFAULT
    HMAC_224
    HMAC_256
    HMAC_384
    HMAC_512
    SM2
    ML_DSA_44
    ML_DSA_65
    ML_DSA_87
    ECC_NIST_EDWARDS25519
}

enum KeyState {
    Creating
    Enabled
    Disabled
    PendingDeletion
    PendingImport
    PendingReplicaDeletion
    Unavailable
    Updating
}

@error("server")
structure KeyUnavailableException {
    message: String
}

enum KeyUsageType {
    SIGN_VERIFY
    ENCRYPT_DECRYPT
    GENERATE_VERIFY_MAC
    KEY_AGREEMENT
}

@error("client")
structure LimitExceededException {
    message: String
}

@range(min: 1, max: 1000)
integer LimitType

structure ListAliasesRequest {
    KeyId: KeyIdType
    Limit: LimitType
    Marker: MarkerType
}

structure ListAliasesResponse {
    Aliases: AliasList
    NextMarker: MarkerType
    Truncated: Boolean
}

structure ListGrantsRequest {
    Limit: LimitType
    Marker: MarkerType
    @required
    KeyId: KeyIdType
    GrantId: GrantIdType
    GranteePrincipal: PrincipalIdType
}

structure ListGrantsResponse {
    Grants: GrantList
    NextMarker: MarkerType
    Truncated: Boolean
}

structure ListKeyPoliciesRequest {
    @required
    KeyId: KeyIdType
    Limit: LimitType
    Marker: MarkerType
}

structure ListKeyPoliciesResponse {
    PolicyNames: PolicyNameList
    NextMarker: MarkerType
    Truncated: Boolean
}

structure ListKeyRotationsRequest {
    @required
    KeyId: KeyIdType
    IncludeKeyMaterial: IncludeKeyMaterial
    Limit: LimitType
    Marker: MarkerType
}

structure ListKeyRotationsResponse {
    Rotations: RotationsList
    NextMarker: MarkerType
    Truncated: Boolean
}

structure ListKeysRequest {
    Limit: LimitType
    Marker: MarkerType
}

structure ListKeysResponse {
    Keys: KeyList
    NextMarker: MarkerType
    Truncated: Boolean
}

structure ListResourceTagsRequest {
    @required
    KeyId: KeyIdType
    Limit: LimitType
    Marker: MarkerType
}

structure ListResourceTagsResponse {
    Tags: TagList
    NextMarker: MarkerType
    Truncated: Boolean
}

enum MacAlgorithmSpec {
    HMAC_SHA_224
    HMAC_SHA_256
    HMAC_SHA_384
    HMAC_SHA_512
}

list MacAlgorithmSpecList {
    member: MacAlgorithmSpec
}

@error("client")
structure MalformedPolicyDocumentException {
    message: String
}

@length(min: 1, max: 1024)
@pattern("^[\\x{0020}-\\x{00FF}]*$")
string MarkerType

structure MultiRegionConfiguration {
    MultiRegionKeyType: MultiRegionKeyType
    PrimaryKey: MultiRegionKey
    ReplicaKeys: MultiRegionKeyList
}

structure MultiRegionKey {
    Arn: ArnType
    Region: RegionType
}

list MultiRegionKeyList {
    member: MultiRegionKey
}

enum MultiRegionKeyType {
    PRIMARY
    REPLICA
}

@error("client")
structure NotFoundException {
    message: String
}

@range(min: 1, max: 1024)
integer NumberOfBytesType

enum OriginType {
    AWS_KMS
    EXTERNAL
    AWS_CLOUDHSM
    EXTERNAL_KEY_STORE
}

@range(min: 1, max: 365)
integer PendingWindowInDaysType

@length(min: 1, max: 4096)
@sensitive
blob PlaintextType

list PolicyNameList {
    member: PolicyNameType
}

@length(min: 1, max: 128)
@pattern("^[\\w]+$")
string PolicyNameType

@length(min: 1, max: 131072)
@pattern("^[\\x{0009}\\x{000A}\\x{000D}\\x{0020}-\\x{00FF}]+$")
string PolicyType

@length(min: 1, max: 256)
@pattern("^[\\w+=,.@:/-]+$")
string PrincipalIdType

structure PutKeyPolicyRequest {
    @required
    KeyId: KeyIdType
    PolicyName: PolicyNameType
    @required
    Policy: PolicyType
    BypassPolicyLockoutSafetyCheck: Boolean
}

structure PutKeyPolicyResponse {}

structure ReEncryptRequest {
    CiphertextBlob: CiphertextType
    SourceEncryptionContext: EncryptionContextType
    SourceKeyId: KeyIdType
    @required
    DestinationKeyId: KeyIdType
    DestinationEncryptionContext: EncryptionContextType
    SourceEncryptionAlgorithm: EncryptionAlgorithmSpec
    DestinationEncryptionAlgorithm: EncryptionAlgorithmSpec
    GrantTokens: GrantTokenList
    DryRun: Boolean
    DryRunModifiers: DryRunModifierList
}

structure ReEncryptResponse {
    CiphertextBlob: CiphertextType
    SourceKeyId: KeyIdType
    KeyId: KeyIdType
    SourceEncryptionAlgorithm: EncryptionAlgorithmSpec
    DestinationEncryptionAlgorithm: EncryptionAlgorithmSpec
    SourceKeyMaterialId: BackingKeyIdType
    DestinationKeyMaterialId: BackingKeyIdType
}

structure RecipientInfo {
    KeyEncryptionAlgorithm: KeyEncryptionMechanism
    AttestationDocument: AttestationDocumentType
}

@length(min: 1, max: 32)
@pattern("^([a-z]+-){2,3}\\d+$")
string RegionType

structure RetireGrantRequest {
    GrantToken: GrantTokenType
    KeyId: KeyIdType
    GrantId: GrantIdType
    DryRun: Boolean
}

structure RetireGrantResponse {}

structure RevokeGrantRequest {
    @required
    KeyId: KeyIdType
    @required
    GrantId: GrantIdType
    DryRun: Boolean
}

structure RevokeGrantResponse {}

structure RotateKeyOnDemandRequest {
    @required
    KeyId: KeyIdType
}

structure RotateKeyOnDemandResponse {
    KeyId: KeyIdType
}

@range(min: 90, max: 2560)
integer RotationPeriodInDaysType

enum RotationType {
    AUTOMATIC
    ON_DEMAND
}

list RotationsList {
    member: RotationsListEntry
}

structure RotationsListEntry {
    KeyId: KeyIdType
    KeyMaterialId: BackingKeyIdType
    KeyMaterialDescription: KeyMaterialDescriptionType
    ImportState: ImportState
    KeyMaterialState: KeyMaterialState
    ExpirationModel: ExpirationModelType
    ValidTo: Timestamp
    RotationDate: Timestamp
    RotationType: RotationType
}

structure ScheduleKeyDeletionRequest {
    @required
    KeyId: KeyIdType
    PendingWindowInDays: PendingWindowInDaysType
}

structure ScheduleKeyDeletionResponse {
    KeyId: KeyIdType
    DeletionDate: Timestamp
    KeyState: KeyState
    PendingWindowInDays: PendingWindowInDaysType
}

enum SigningAlgorithmSpec {
    RSASSA_PSS_SHA_256
    RSASSA_PSS_SHA_384
    RSASSA_PSS_SHA_512
    RSASSA_PKCS1_V1_5_SHA_256
    RSASSA_PKCS1_V1_5_SHA_384
    RSASSA_PKCS1_V1_5_SHA_512
    ECDSA_SHA_256
    ECDSA_SHA_384
    ECDSA_SHA_512
    SM2DSA
    ML_DSA_SHAKE_256
    ED25519_SHA_512
    ED25519_PH_SHA_512
}

list SigningAlgorithmSpecList {
    member: SigningAlgorithmSpec
}

structure Tag {
    @required
    TagKey: TagKeyType
    @required
    TagValue: TagValueType
}

@error("client")
structure TagException {
    message: String
}

list TagKeyList {
    member: TagKeyType
}

@length(min: 1, max: 128)
string TagKeyType

list TagList {
    member: Tag
}

structure TagResourceRequest {
    @required
    KeyId: KeyIdType
    @required
    Tags: TagList
}

structure TagResourceResponse {}

@length(min: 0, max: 256)
string TagValueType

@error("client")
structure UnsupportedOperationException {
    message: String
}

structure UntagResourceRequest {
    @required
    KeyId: KeyIdType
    @required
    TagKeys: TagKeyList
}

structure UntagResourceResponse {}

structure UpdateAliasRequest {
    @required
    AliasName: AliasNameType
    @required
    TargetKeyId: KeyIdType
}

structure UpdateAliasResponse {}

structure UpdateKeyDescriptionRequest {
    @required
    KeyId: KeyIdType
    @required
    Description: DescriptionType
}

structure UpdateKeyDescriptionResponse {}

@error("client")
structure XksKeyAlreadyInUseException {
    message: String
}

structure XksKeyConfigurationType {
    Id: XksKeyIdType
}

@length(min: 1, max: 128)
@pattern("^[a-zA-Z0-9-_.]+$")
string XksKeyIdType

@error("client")
structure XksKeyInvalidConfigurationException {
    message: String
}

@error("client")
structure XksKeyNotFoundException {
    message: String
}
