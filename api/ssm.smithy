$version: "2"

// Made from botocore 1.43.11, ssm/2014-11-06, without its texts. Again, or with more operations:
// tools/import-model --out api/ssm.smithy ssm [OPERATION…]
namespace gantry.ssm

use aws.api#service
use aws.auth#sigv4
use aws.protocols#awsJson1_1

@service(sdkId: "SSM")
@sigv4(name: "ssm")
@awsJson1_1
service AmazonSSM {
    version: "2014-11-06"
    operations: [
        AddTagsToResource
        CreateActivation
        DeleteActivation
        DeleteParameter
        DeleteParameters
        DeleteResourcePolicy
        DeregisterManagedInstance
        DescribeActivations
        DescribeInstanceInformation
        DescribeParameters
        GetParameter
        GetParameterHistory
        GetParameters
        GetParametersByPath
        GetResourcePolicies
        GetServiceSetting
        LabelParameterVersion
        ListTagsForResource
        PutParameter
        PutResourcePolicy
        RemoveTagsFromResource
        ResetServiceSetting
        UnlabelParameterVersion
        UpdateManagedInstanceRole
        UpdateServiceSetting
    ]
}

operation AddTagsToResource {
    input: AddTagsToResourceRequest
    output: AddTagsToResourceResult
    errors: [
        InternalServerError
        InvalidResourceId
        InvalidResourceType
        TooManyTagsError
        TooManyUpdates
    ]
}

operation CreateActivation {
    input: CreateActivationRequest
    output: CreateActivationResult
    errors: [
        InternalServerError
        InvalidParameters
    ]
}

operation DeleteActivation {
    input: DeleteActivationRequest
    output: DeleteActivationResult
    errors: [
        InternalServerError
        InvalidActivation
        InvalidActivationId
        TooManyUpdates
    ]
}

operation DeleteParameter {
    input: DeleteParameterRequest
    output: DeleteParameterResult
    errors: [
        InternalServerError
        ParameterNotFound
    ]
}

operation DeleteParameters {
    input: DeleteParametersRequest
    output: DeleteParametersResult
    errors: [
        InternalServerError
    ]
}

operation DeleteResourcePolicy {
    input: DeleteResourcePolicyRequest
    output: DeleteResourcePolicyResponse
    errors: [
        InternalServerError
        MalformedResourcePolicyDocumentException
        ResourceNotFoundException
        ResourcePolicyConflictException
        ResourcePolicyInvalidParameterException
        ResourcePolicyNotFoundException
    ]
}

operation DeregisterManagedInstance {
    input: DeregisterManagedInstanceRequest
    output: DeregisterManagedInstanceResult
    errors: [
        InternalServerError
        InvalidInstanceId
    ]
}

@paginated(inputToken: "NextToken", outputToken: "NextToken", items: "ActivationList", pageSize: "MaxResults")
operation DescribeActivations {
    input: DescribeActivationsRequest
    output: DescribeActivationsResult
    errors: [
        InternalServerError
        InvalidFilter
        InvalidNextToken
    ]
}

@paginated(inputToken: "NextToken", outputToken: "NextToken", items: "InstanceInformationList", pageSize: "MaxResults")
operation DescribeInstanceInformation {
    input: DescribeInstanceInformationRequest
    output: DescribeInstanceInformationResult
    errors: [
        InternalServerError
        InvalidFilterKey
        InvalidInstanceId
        InvalidInstanceInformationFilterValue
        InvalidNextToken
    ]
}

@paginated(inputToken: "NextToken", outputToken: "NextToken", items: "Parameters", pageSize: "MaxResults")
operation DescribeParameters {
    input: DescribeParametersRequest
    output: DescribeParametersResult
    errors: [
        InternalServerError
        InvalidFilterKey
        InvalidFilterOption
        InvalidFilterValue
        InvalidNextToken
    ]
}

operation GetParameter {
    input: GetParameterRequest
    output: GetParameterResult
    errors: [
        InternalServerError
        InvalidKeyId
        ParameterNotFound
        ParameterVersionNotFound
    ]
}

@paginated(inputToken: "NextToken", outputToken: "NextToken", items: "Parameters", pageSize: "MaxResults")
operation GetParameterHistory {
    input: GetParameterHistoryRequest
    output: GetParameterHistoryResult
    errors: [
        InternalServerError
        InvalidKeyId
        InvalidNextToken
        ParameterNotFound
    ]
}

operation GetParameters {
    input: GetParametersRequest
    output: GetParametersResult
    errors: [
        InternalServerError
        InvalidKeyId
    ]
}

@paginated(inputToken: "NextToken", outputToken: "NextToken", items: "Parameters", pageSize: "MaxResults")
operation GetParametersByPath {
    input: GetParametersByPathRequest
    output: GetParametersByPathResult
    errors: [
        InternalServerError
        InvalidFilterKey
        InvalidFilterOption
        InvalidFilterValue
        InvalidKeyId
        InvalidNextToken
    ]
}

@paginated(inputToken: "NextToken", outputToken: "NextToken", items: "Policies", pageSize: "MaxResults")
operation GetResourcePolicies {
    input: GetResourcePoliciesRequest
    output: GetResourcePoliciesResponse
    errors: [
        InternalServerError
        ResourceNotFoundException
        ResourcePolicyInvalidParameterException
    ]
}

operation GetServiceSetting {
    input: GetServiceSettingRequest
    output: GetServiceSettingResult
    errors: [
        InternalServerError
        ServiceSettingNotFound
    ]
}

operation LabelParameterVersion {
    input: LabelParameterVersionRequest
    output: LabelParameterVersionResult
    errors: [
        InternalServerError
        ParameterNotFound
        ParameterVersionLabelLimitExceeded
        ParameterVersionNotFound
        TooManyUpdates
    ]
}

operation ListTagsForResource {
    input: ListTagsForResourceRequest
    output: ListTagsForResourceResult
    errors: [
        InternalServerError
        InvalidResourceId
        InvalidResourceType
    ]
}

operation PutParameter {
    input: PutParameterRequest
    output: PutParameterResult
    errors: [
        HierarchyLevelLimitExceededException
        HierarchyTypeMismatchException
        IncompatiblePolicyException
        InternalServerError
        InvalidAllowedPatternException
        InvalidKeyId
        InvalidPolicyAttributeException
        InvalidPolicyTypeException
        ParameterAlreadyExists
        ParameterLimitExceeded
        ParameterMaxVersionLimitExceeded
        ParameterPatternMismatchException
        PoliciesLimitExceededException
        TooManyUpdates
        UnsupportedParameterType
    ]
}

operation PutResourcePolicy {
    input: PutResourcePolicyRequest
    output: PutResourcePolicyResponse
    errors: [
        InternalServerError
        MalformedResourcePolicyDocumentException
        ResourceNotFoundException
        ResourcePolicyConflictException
        ResourcePolicyInvalidParameterException
        ResourcePolicyLimitExceededException
        ResourcePolicyNotFoundException
    ]
}

operation RemoveTagsFromResource {
    input: RemoveTagsFromResourceRequest
    output: RemoveTagsFromResourceResult
    errors: [
        InternalServerError
        InvalidResourceId
        InvalidResourceType
        TooManyUpdates
    ]
}

operation ResetServiceSetting {
    input: ResetServiceSettingRequest
    output: ResetServiceSettingResult
    errors: [
        InternalServerError
        ServiceSettingNotFound
        TooManyUpdates
    ]
}

operation UnlabelParameterVersion {
    input: UnlabelParameterVersionRequest
    output: UnlabelParameterVersionResult
    errors: [
        InternalServerError
        ParameterNotFound
        ParameterVersionNotFound
        TooManyUpdates
    ]
}

operation UpdateManagedInstanceRole {
    input: UpdateManagedInstanceRoleRequest
    output: UpdateManagedInstanceRoleResult
    errors: [
        InternalServerError
        InvalidInstanceId
    ]
}

operation UpdateServiceSetting {
    input: UpdateServiceSettingRequest
    output: UpdateServiceSettingResult
    errors: [
        InternalServerError
        ServiceSettingNotFound
        TooManyUpdates
    ]
}

structure Activation {
    ActivationId: ActivationId
    Description: ActivationDescription
    DefaultInstanceName: DefaultInstanceName
    IamRole: IamRole
    RegistrationLimit: RegistrationLimit
    RegistrationsCount: RegistrationsCount
    ExpirationDate: Timestamp
    Expired: Boolean
    CreatedDate: Timestamp
    Tags: TagList
}

@length(min: 20, max: 250)
string ActivationCode

@length(min: 0, max: 256)
string ActivationDescription

@pattern("^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")
string ActivationId

list ActivationList {
    member: Activation
}

structure AddTagsToResourceRequest {
    @required
    ResourceType: ResourceTypeForTagging
    @required
    ResourceId: String
    @required
    Tags: TagList
}

structure AddTagsToResourceResult {}

@length(min: 0, max: 1024)
string AllowedPattern

@length(min: 1, max: 255)
string ComputerName

structure CreateActivationRequest {
    Description: ActivationDescription
    DefaultInstanceName: DefaultInstanceName
    @required
    IamRole: IamRole
    RegistrationLimit: RegistrationLimit
    ExpirationDate: Timestamp
    Tags: TagList
    RegistrationMetadata: RegistrationMetadataList
}

structure CreateActivationResult {
    ActivationId: ActivationId
    ActivationCode: ActivationCode
}

@length(min: 0, max: 256)
@pattern("^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$")
string DefaultInstanceName

structure DeleteActivationRequest {
    @required
    ActivationId: ActivationId
}

structure DeleteActivationResult {}

structure DeleteParameterRequest {
    @required
    Name: PSParameterName
}

structure DeleteParameterResult {}

structure DeleteParametersRequest {
    @required
    Names: ParameterNameList
}

structure DeleteParametersResult {
    DeletedParameters: ParameterNameList
    InvalidParameters: ParameterNameList
}

structure DeleteResourcePolicyRequest {
    @required
    ResourceArn: ResourceArnString
    @required
    PolicyId: String
    @required
    PolicyHash: String
}

structure DeleteResourcePolicyResponse {}

structure DeregisterManagedInstanceRequest {
    @required
    InstanceId: ManagedInstanceId
}

structure DeregisterManagedInstanceResult {}

structure DescribeActivationsFilter {
    FilterKey: DescribeActivationsFilterKeys
    FilterValues: StringList
}

enum DescribeActivationsFilterKeys {
    ActivationIds
    DefaultInstanceName
    IamRole
}

list DescribeActivationsFilterList {
    member: DescribeActivationsFilter
}

structure DescribeActivationsRequest {
    Filters: DescribeActivationsFilterList
    MaxResults: MaxResults
    NextToken: String
}

structure DescribeActivationsResult {
    ActivationList: ActivationList
    NextToken: String
}

structure DescribeInstanceInformationRequest {
    InstanceInformationFilterList: InstanceInformationFilterList
    Filters: InstanceInformationStringFilterList
    MaxResults: MaxResultsEC2Compatible
    NextToken: String
}

structure DescribeInstanceInformationResult {
    InstanceInformationList: InstanceInformationList
    NextToken: String
}

structure DescribeParametersRequest {
    Filters: ParametersFilterList
    ParameterFilters: ParameterStringFilterList
    MaxResults: MaxResults
    NextToken: String
    Shared: Boolean
}

structure DescribeParametersResult {
    Parameters: ParameterMetadataList
    NextToken: String
}

structure GetParameterHistoryRequest {
    @required
    Name: PSParameterName
    WithDecryption: Boolean
    MaxResults: MaxResults
    NextToken: String
}

structure GetParameterHistoryResult {
    Parameters: ParameterHistoryList
    NextToken: String
}

structure GetParameterRequest {
    @required
    Name: PSParameterName
    WithDecryption: Boolean
}

structure GetParameterResult {
    Parameter: Parameter
}

@range(min: 1, max: 10)
integer GetParametersByPathMaxResults

structure GetParametersByPathRequest {
    @required
    Path: PSParameterName
    Recursive: Boolean
    ParameterFilters: ParameterStringFilterList
    WithDecryption: Boolean
    MaxResults: GetParametersByPathMaxResults
    NextToken: String
}

structure GetParametersByPathResult {
    Parameters: ParameterList
    NextToken: String
}

structure GetParametersRequest {
    @required
    Names: ParameterNameList
    WithDecryption: Boolean
}

structure GetParametersResult {
    Parameters: ParameterList
    InvalidParameters: ParameterNameList
}

structure GetResourcePoliciesRequest {
    @required
    ResourceArn: ResourceArnString
    NextToken: String
    MaxResults: ResourcePolicyMaxResults
}

structure GetResourcePoliciesResponse {
    NextToken: String
    Policies: GetResourcePoliciesResponseEntries
}

list GetResourcePoliciesResponseEntries {
    member: GetResourcePoliciesResponseEntry
}

structure GetResourcePoliciesResponseEntry {
    PolicyId: String
    PolicyHash: String
    Policy: Policy
}

structure GetServiceSettingRequest {
    @required
    SettingId: ServiceSettingId
}

structure GetServiceSettingResult {
    ServiceSetting: ServiceSetting
}

@error("client")
structure HierarchyLevelLimitExceededException {
    message: String
}

@error("client")
structure HierarchyTypeMismatchException {
    message: String
}

@length(min: 1, max: 46)
@sensitive
string IPAddress

@length(max: 64)
string IamRole

@error("client")
structure IncompatiblePolicyException {
    message: String
}

structure InstanceAggregatedAssociationOverview {
    DetailedStatus: String
    InstanceAssociationStatusAggregatedCount: InstanceAssociationStatusAggregatedCount
}

map InstanceAssociationStatusAggregatedCount {
    key: String
    value: Integer
}

@pattern("^(?:(^i-(\\w{8}|\\w{17})$)|(^mi-\\w{17}$))$")
string InstanceId

structure InstanceInformation {
    InstanceId: InstanceId
    PingStatus: PingStatus
    LastPingDateTime: Timestamp
    AgentVersion: Version
    IsLatestVersion: Boolean
    PlatformType: PlatformType
    PlatformName: String
    PlatformVersion: String
    ActivationId: ActivationId
    IamRole: IamRole
    RegistrationDate: Timestamp
    ResourceType: ResourceType
    Name: String
    IPAddress: IPAddress
    ComputerName: ComputerName
    AssociationStatus: String
    LastAssociationExecutionDate: Timestamp
    LastSuccessfulAssociationExecutionDate: Timestamp
    AssociationOverview: InstanceAggregatedAssociationOverview
    SourceId: SourceId
    SourceType: SourceType
}

structure InstanceInformationFilter {
    @required
    key: InstanceInformationFilterKey
    @required
    valueSet: InstanceInformationFilterValueSet
}

enum InstanceInformationFilterKey {
    InstanceIds
    AgentVersion
    PingStatus
    PlatformTypes
    ActivationIds
    IamRole
    ResourceType
    AssociationStatus
}

@length(min: 0)
list InstanceInformationFilterList {
    member: InstanceInformationFilter
}

@length(min: 1)
string InstanceInformationFilterValue

@length(min: 1, max: 100)
list InstanceInformationFilterValueSet {
    member: InstanceInformationFilterValue
}

list InstanceInformationList {
    member: InstanceInformation
}

structure InstanceInformationStringFilter {
    @required
    Key: InstanceInformationStringFilterKey
    @required
    Values: InstanceInformationFilterValueSet
}

@length(min: 1)
string InstanceInformationStringFilterKey

@length(min: 0)
list InstanceInformationStringFilterList {
    member: InstanceInformationStringFilter
}

@error("server")
structure InternalServerError {
    Message: String
}

@error("client")
structure InvalidActivation {
    Message: String
}

@error("client")
structure InvalidActivationId {
    Message: String
}

@error("client")
structure InvalidAllowedPatternException {
    message: String
}

@error("client")
structure InvalidFilter {
    Message: String
}

@error("client")
structure InvalidFilterKey {}

@error("client")
structure InvalidFilterOption {
    message: String
}

@error("client")
structure InvalidFilterValue {
    Message: String
}

@error("client")
structure InvalidInstanceId {
    Message: String
}

@error("client")
structure InvalidInstanceInformationFilterValue {
    message: String
}

@error("client")
structure InvalidKeyId {
    message: String
}

@error("client")
structure InvalidNextToken {
    Message: String
}

@error("client")
structure InvalidParameters {
    Message: String
}

@error("client")
structure InvalidPolicyAttributeException {
    message: String
}

@error("client")
structure InvalidPolicyTypeException {
    message: String
}

@error("client")
structure InvalidResourceId {}

@error("client")
structure InvalidResourceType {}

list KeyList {
    member: TagKey
}

structure LabelParameterVersionRequest {
    @required
    Name: PSParameterName
    ParameterVersion: Long
    @required
    Labels: ParameterLabelList
}

structure LabelParameterVersionResult {
    InvalidLabels: ParameterLabelList
    ParameterVersion: Long
}

structure ListTagsForResourceRequest {
    @required
    ResourceType: ResourceTypeForTagging
    @required
    ResourceId: String
}

structure ListTagsForResourceResult {
    TagList: TagList
}

@error("client")
structure MalformedResourcePolicyDocumentException {
    Message: String
}

@length(min: 20, max: 124)
@pattern("^(?:(^mi-[0-9a-f]{17}$)|(^eks_c:[0-9A-Za-z][A-Za-z0-9\\-_]{0,99}_\\w{17}$))$")
string ManagedInstanceId

@range(min: 1, max: 50)
integer MaxResults

@range(min: 5, max: 50)
integer MaxResultsEC2Compatible

@length(min: 1, max: 2048)
string PSParameterName

@length(min: 0, max: 128)
string PSParameterSelector

@sensitive
string PSParameterValue

structure Parameter {
    Name: PSParameterName
    Type: ParameterType
    Value: PSParameterValue
    Version: Long
    Selector: PSParameterSelector
    SourceResult: String
    LastModifiedDate: Timestamp
    ARN: String
    DataType: ParameterDataType
}

@error("client")
structure ParameterAlreadyExists {
    message: String
}

@length(min: 0, max: 128)
string ParameterDataType

@length(min: 0, max: 1024)
string ParameterDescription

structure ParameterHistory {
    Name: PSParameterName
    Type: ParameterType
    KeyId: ParameterKeyId
    LastModifiedDate: Timestamp
    LastModifiedUser: String
    Description: ParameterDescription
    Value: PSParameterValue
    AllowedPattern: AllowedPattern
    Version: Long
    Labels: ParameterLabelList
    Tier: ParameterTier
    Policies: ParameterPolicyList
    DataType: ParameterDataType
}

list ParameterHistoryList {
    member: ParameterHistory
}

structure ParameterInlinePolicy {
    PolicyText: String
    PolicyType: String
    PolicyStatus: String
}

@length(min: 1, max: 256)
@pattern("^([a-zA-Z0-9:/_-]+)$")
string ParameterKeyId

@length(min: 1, max: 100)
string ParameterLabel

@length(min: 1, max: 10)
list ParameterLabelList {
    member: ParameterLabel
}

@error("client")
structure ParameterLimitExceeded {
    message: String
}

list ParameterList {
    member: Parameter
}

@error("client")
structure ParameterMaxVersionLimitExceeded {
    message: String
}

structure ParameterMetadata {
    Name: PSParameterName
    ARN: String
    Type: ParameterType
    KeyId: ParameterKeyId
    LastModifiedDate: Timestamp
    LastModifiedUser: String
    Description: ParameterDescription
    AllowedPattern: AllowedPattern
    Version: Long
    Tier: ParameterTier
    Policies: ParameterPolicyList
    DataType: ParameterDataType
}

list ParameterMetadataList {
    member: ParameterMetadata
}

@length(min: 1, max: 10)
list ParameterNameList {
    member: PSParameterName
}

@error("client")
structure ParameterNotFound {
    message: String
}

@error("client")
structure ParameterPatternMismatchException {
    message: String
}

@length(min: 1, max: 4096)
string ParameterPolicies

list ParameterPolicyList {
    member: ParameterInlinePolicy
}

structure ParameterStringFilter {
    @required
    Key: ParameterStringFilterKey
    Option: ParameterStringQueryOption
    Values: ParameterStringFilterValueList
}

@length(min: 1, max: 132)
@pattern("^(?:tag:.+|Name|Type|KeyId|Path|Label|Tier|DataType)$")
string ParameterStringFilterKey

list ParameterStringFilterList {
    member: ParameterStringFilter
}

@length(min: 1, max: 1024)
string ParameterStringFilterValue

@length(min: 1, max: 50)
list ParameterStringFilterValueList {
    member: ParameterStringFilterValue
}

@length(min: 1, max: 10)
string ParameterStringQueryOption

enum ParameterTier {
    Standard
    Advanced
    Intelligent_Tiering = "Intelligent-Tiering"
}

enum ParameterType {
    String
    StringList
    SecureString
}

@error("client")
structure ParameterVersionLabelLimitExceeded {
    message: String
}

@error("client")
structure ParameterVersionNotFound {
    message: String
}

structure ParametersFilter {
    @required
    Key: ParametersFilterKey
    @required
    Values: ParametersFilterValueList
}

enum ParametersFilterKey {
    Name
    Type
    KeyId
}

list ParametersFilterList {
    member: ParametersFilter
}

@length(min: 1, max: 1024)
string ParametersFilterValue

@length(min: 1, max: 50)
list ParametersFilterValueList {
    member: ParametersFilterValue
}

enum PingStatus {
    Online
    ConnectionLost
    Inactive
}

enum PlatformType {
    Windows
    Linux
    MacOS
}

@error("client")
structure PoliciesLimitExceededException {
    message: String
}

@pattern("^(?!\\s*$).+$")
string Policy

structure PutParameterRequest {
    @required
    Name: PSParameterName
    Description: ParameterDescription
    @required
    Value: PSParameterValue
    Type: ParameterType
    KeyId: ParameterKeyId
    Overwrite: Boolean
    AllowedPattern: AllowedPattern
    Tags: TagList
    Tier: ParameterTier
    Policies: ParameterPolicies
    DataType: ParameterDataType
}

structure PutParameterResult {
    Version: Long
    Tier: ParameterTier
}

structure PutResourcePolicyRequest {
    @required
    ResourceArn: ResourceArnString
    @required
    Policy: Policy
    PolicyId: String
    PolicyHash: String
}

structure PutResourcePolicyResponse {
    PolicyId: String
    PolicyHash: String
}

@range(min: 1, max: 1000)
integer RegistrationLimit

structure RegistrationMetadataItem {
    @required
    Key: RegistrationMetadataKey
    @required
    Value: RegistrationMetadataValue
}

@length(min: 1, max: 128)
@pattern("^(?!\\s*$).+$")
string RegistrationMetadataKey

list RegistrationMetadataList {
    member: RegistrationMetadataItem
}

@length(min: 1, max: 2048)
@pattern("^(?!\\s*$).+$")
string RegistrationMetadataValue

@range(min: 1, max: 1000)
integer RegistrationsCount

structure RemoveTagsFromResourceRequest {
    @required
    ResourceType: ResourceTypeForTagging
    @required
    ResourceId: String
    @required
    TagKeys: KeyList
}

structure RemoveTagsFromResourceResult {}

structure ResetServiceSettingRequest {
    @required
    SettingId: ServiceSettingId
}

structure ResetServiceSettingResult {
    ServiceSetting: ServiceSetting
}

@length(min: 20, max: 2048)
string ResourceArnString

@error("client")
structure ResourceNotFoundException {
    Message: String
}

@error("client")
structure ResourcePolicyConflictException {
    Message: String
}

@error("client")
structure ResourcePolicyInvalidParameterException {
    ParameterNames: ResourcePolicyParameterNamesList
    Message: String
}

@error("client")
structure ResourcePolicyLimitExceededException {
    Limit: Integer
    LimitType: String
    Message: String
}

@range(min: 1, max: 50)
integer ResourcePolicyMaxResults

@error("client")
structure ResourcePolicyNotFoundException {
    Message: String
}

list ResourcePolicyParameterNamesList {
    member: String
}

enum ResourceType {
    ManagedInstance
    EC2Instance
}

enum ResourceTypeForTagging {
    Document
    ManagedInstance
    MaintenanceWindow
    Parameter
    PatchBaseline
    OpsItem
    OpsMetadata
    Automation
    Association
}

structure ServiceSetting {
    SettingId: ServiceSettingId
    SettingValue: ServiceSettingValue
    LastModifiedDate: Timestamp
    LastModifiedUser: String
    ARN: String
    Status: String
}

@length(min: 1, max: 1000)
string ServiceSettingId

@error("client")
structure ServiceSettingNotFound {
    Message: String
}

@length(min: 1, max: 4096)
string ServiceSettingValue

@length(min: 0, max: 128)
@pattern("^[a-zA-Z0-9:_-]*$")
string SourceId

enum SourceType {
    AWS_EC2_Instance = "AWS::EC2::Instance"
    AWS_IoT_Thing = "AWS::IoT::Thing"
    AWS_SSM_ManagedInstance = "AWS::SSM::ManagedInstance"
}

list StringList {
    member: String
}

structure Tag {
    @required
    Key: TagKey
    @required
    Value: TagValue
}

@length(min: 1, max: 128)
@pattern("^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$")
string TagKey

@length(max: 1000)
list TagList {
    member: Tag
}

@length(min: 0, max: 256)
@pattern("^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$")
string TagValue

@error("client")
structure TooManyTagsError {}

@error("client")
structure TooManyUpdates {
    Message: String
}

structure UnlabelParameterVersionRequest {
    @required
    Name: PSParameterName
    @required
    ParameterVersion: Long
    @required
    Labels: ParameterLabelList
}

structure UnlabelParameterVersionResult {
    RemovedLabels: ParameterLabelList
    InvalidLabels: ParameterLabelList
}

@error("client")
structure UnsupportedParameterType {
    message: String
}

structure UpdateManagedInstanceRoleRequest {
    @required
    InstanceId: ManagedInstanceId
    @required
    IamRole: IamRole
}

structure UpdateManagedInstanceRoleResult {}

structure UpdateServiceSettingRequest {
    @required
    SettingId: ServiceSettingId
    @required
    SettingValue: ServiceSettingValue
}

structure UpdateServiceSettingResult {}

@pattern("^[0-9]{1,6}(\\.[0-9]{1,6}){2,3}$")
string Version
