$version: "2"

// Made from botocore 1.43.11, logs/2014-03-28, without its texts. Again, or with more operations:
// tools/import-model --out api/logs.smithy logs [OPERATION…]
namespace gantry.logs

use aws.api#service
use aws.auth#sigv4
use aws.protocols#awsJson1_1

@service(sdkId: "CloudWatch Logs")
@sigv4(name: "logs")
@awsJson1_1
service Logs_20140328 {
    version: "2014-03-28"
    operations: [
        AssociateKmsKey
        CancelExportTask
        CreateExportTask
        CreateLogGroup
        CreateLogStream
        DeleteAccountPolicy
        DeleteDataProtectionPolicy
        DeleteDestination
        DeleteIndexPolicy
        DeleteLogGroup
        DeleteLogStream
        DeleteMetricFilter
        DeleteQueryDefinition
        DeleteResourcePolicy
        DeleteRetentionPolicy
        DeleteSubscriptionFilter
        DeleteTransformer
        DescribeAccountPolicies
        DescribeDestinations
        DescribeExportTasks
        DescribeFieldIndexes
        DescribeIndexPolicies
        DescribeLogGroups
        DescribeLogStreams
        DescribeMetricFilters
        DescribeQueries
        DescribeQueryDefinitions
        DescribeResourcePolicies
        DescribeSubscriptionFilters
        DisassociateKmsKey
        FilterLogEvents
        GetDataProtectionPolicy
        GetLogEvents
        GetLogGroupFields
        GetLogRecord
        GetQueryResults
        GetTransformer
        ListLogGroups
        ListLogGroupsForQuery
        ListTagsForResource
        ListTagsLogGroup
        PutAccountPolicy
        PutDataProtectionPolicy
        PutDestination
        PutDestinationPolicy
        PutIndexPolicy
        PutLogEvents
        PutLogGroupDeletionProtection
        PutMetricFilter
        PutQueryDefinition
        PutResourcePolicy
        PutRetentionPolicy
        PutSubscriptionFilter
        PutTransformer
        StartLiveTail
        StartQuery
        StopQuery
        TagLogGroup
        TagResource
        TestMetricFilter
        UntagLogGroup
        UntagResource
    ]
}

operation AssociateKmsKey {
    input: AssociateKmsKeyRequest
    output: AssociateKmsKeyResponse
    errors: [
        InvalidParameterException
        OperationAbortedException
        ResourceNotFoundException
        ServiceUnavailableException
    ]
}

operation CancelExportTask {
    input: CancelExportTaskRequest
    output: CancelExportTaskResponse
    errors: [
        InvalidOperationException
        InvalidParameterException
        ResourceNotFoundException
        ServiceUnavailableException
    ]
}

operation CreateExportTask {
    input: CreateExportTaskRequest
    output: CreateExportTaskResponse
    errors: [
        InvalidParameterException
        LimitExceededException
        OperationAbortedException
        ResourceAlreadyExistsException
        ResourceNotFoundException
        ServiceUnavailableException
    ]
}

operation CreateLogGroup {
    input: CreateLogGroupRequest
    output: CreateLogGroupResponse
    errors: [
        InvalidParameterException
        LimitExceededException
        OperationAbortedException
        ResourceAlreadyExistsException
        ServiceUnavailableException
    ]
}

operation CreateLogStream {
    input: CreateLogStreamRequest
    output: CreateLogStreamResponse
    errors: [
        InvalidParameterException
        ResourceAlreadyExistsException
        ResourceNotFoundException
        ServiceUnavailableException
    ]
}

operation DeleteAccountPolicy {
    input: DeleteAccountPolicyRequest
    output: DeleteAccountPolicyResponse
    errors: [
        InvalidParameterException
        OperationAbortedException
        ResourceNotFoundException
        ServiceUnavailableException
    ]
}

operation DeleteDataProtectionPolicy {
    input: DeleteDataProtectionPolicyRequest
    output: DeleteDataProtectionPolicyResponse
    errors: [
        InvalidParameterException
        OperationAbortedException
        ResourceNotFoundException
        ServiceUnavailableException
    ]
}

operation DeleteDestination {
    input: DeleteDestinationRequest
    output: DeleteDestinationResponse
    errors: [
        InvalidParameterException
        OperationAbortedException
        ResourceNotFoundException
        ServiceUnavailableException
    ]
}

operation DeleteIndexPolicy {
    input: DeleteIndexPolicyRequest
    output: DeleteIndexPolicyResponse
    errors: [
        InvalidParameterException
        LimitExceededException
        OperationAbortedException
        ResourceNotFoundException
        ServiceUnavailableException
    ]
}

operation DeleteLogGroup {
    input: DeleteLogGroupRequest
    output: DeleteLogGroupResponse
    errors: [
        InvalidParameterException
        OperationAbortedException
        ResourceNotFoundException
        ServiceUnavailableException
        ValidationException
    ]
}

operation DeleteLogStream {
    input: DeleteLogStreamRequest
    output: DeleteLogStreamResponse
    errors: [
        InvalidParameterException
        OperationAbortedException
        ResourceNotFoundException
        ServiceUnavailableException
        ValidationException
    ]
}

operation DeleteMetricFilter {
    input: DeleteMetricFilterRequest
    output: DeleteMetricFilterResponse
    errors: [
        InvalidParameterException
        OperationAbortedException
        ResourceNotFoundException
        ServiceUnavailableException
    ]
}

operation DeleteQueryDefinition {
    input: DeleteQueryDefinitionRequest
    output: DeleteQueryDefinitionResponse
    errors: [
        InvalidParameterException
        ResourceNotFoundException
        ServiceUnavailableException
    ]
}

operation DeleteResourcePolicy {
    input: DeleteResourcePolicyRequest
    output: DeleteResourcePolicyResponse
    errors: [
        InvalidParameterException
        OperationAbortedException
        ResourceNotFoundException
        ServiceUnavailableException
    ]
}

operation DeleteRetentionPolicy {
    input: DeleteRetentionPolicyRequest
    output: DeleteRetentionPolicyResponse
    errors: [
        InvalidParameterException
        OperationAbortedException
        ResourceNotFoundException
        ServiceUnavailableException
    ]
}

operation DeleteSubscriptionFilter {
    input: DeleteSubscriptionFilterRequest
    output: DeleteSubscriptionFilterResponse
    errors: [
        InvalidParameterException
        OperationAbortedException
        ResourceNotFoundException
        ServiceUnavailableException
    ]
}

operation DeleteTransformer {
    input: DeleteTransformerRequest
    output: DeleteTransformerResponse
    errors: [
        InvalidOperationException
        InvalidParameterException
        OperationAbortedException
        ResourceNotFoundException
        ServiceUnavailableException
    ]
}

operation DescribeAccountPolicies {
    input: DescribeAccountPoliciesRequest
    output: DescribeAccountPoliciesResponse
    errors: [
        InvalidParameterException
        OperationAbortedException
        ResourceNotFoundException
        ServiceUnavailableException
    ]
}

@paginated(inputToken: "nextToken", outputToken: "nextToken", items: "destinations", pageSize: "limit")
operation DescribeDestinations {
    input: DescribeDestinationsRequest
    output: DescribeDestinationsResponse
    errors: [
        InvalidParameterException
        ServiceUnavailableException
    ]
}

@paginated(inputToken: "nextToken", outputToken: "nextToken", items: "exportTasks", pageSize: "limit")
operation DescribeExportTasks {
    input: DescribeExportTasksRequest
    output: DescribeExportTasksResponse
    errors: [
        InvalidParameterException
        ServiceUnavailableException
    ]
}

operation DescribeFieldIndexes {
    input: DescribeFieldIndexesRequest
    output: DescribeFieldIndexesResponse
    errors: [
        InvalidParameterException
        LimitExceededException
        OperationAbortedException
        ResourceNotFoundException
        ServiceUnavailableException
    ]
}

operation DescribeIndexPolicies {
    input: DescribeIndexPoliciesRequest
    output: DescribeIndexPoliciesResponse
    errors: [
        InvalidParameterException
        LimitExceededException
        OperationAbortedException
        ResourceNotFoundException
        ServiceUnavailableException
    ]
}

@paginated(inputToken: "nextToken", outputToken: "nextToken", items: "logGroups", pageSize: "limit")
operation DescribeLogGroups {
    input: DescribeLogGroupsRequest
    output: DescribeLogGroupsResponse
    errors: [
        InvalidParameterException
        ServiceUnavailableException
    ]
}

@paginated(inputToken: "nextToken", outputToken: "nextToken", items: "logStreams", pageSize: "limit")
operation DescribeLogStreams {
    input: DescribeLogStreamsRequest
    output: DescribeLogStreamsResponse
    errors: [
        InvalidParameterException
        ResourceNotFoundException
        ServiceUnavailableException
    ]
}

@paginated(inputToken: "nextToken", outputToken: "nextToken", items: "metricFilters", pageSize: "limit")
operation DescribeMetricFilters {
    input: DescribeMetricFiltersRequest
    output: DescribeMetricFiltersResponse
    errors: [
        InvalidParameterException
        ResourceNotFoundException
        ServiceUnavailableException
    ]
}

@paginated(inputToken: "nextToken", outputToken: "nextToken", items: "queries", pageSize: "maxResults")
operation DescribeQueries {
    input: DescribeQueriesRequest
    output: DescribeQueriesResponse
    errors: [
        InvalidParameterException
        ResourceNotFoundException
        ServiceUnavailableException
    ]
}

operation DescribeQueryDefinitions {
    input: DescribeQueryDefinitionsRequest
    output: DescribeQueryDefinitionsResponse
    errors: [
        InvalidParameterException
        ServiceUnavailableException
    ]
}

@paginated(inputToken: "nextToken", outputToken: "nextToken", items: "resourcePolicies", pageSize: "limit")
operation DescribeResourcePolicies {
    input: DescribeResourcePoliciesRequest
    output: DescribeResourcePoliciesResponse
    errors: [
        InvalidParameterException
        ServiceUnavailableException
    ]
}

@paginated(inputToken: "nextToken", outputToken: "nextToken", items: "subscriptionFilters", pageSize: "limit")
operation DescribeSubscriptionFilters {
    input: DescribeSubscriptionFiltersRequest
    output: DescribeSubscriptionFiltersResponse
    errors: [
        InvalidParameterException
        ResourceNotFoundException
        ServiceUnavailableException
    ]
}

operation DisassociateKmsKey {
    input: DisassociateKmsKeyRequest
    output: DisassociateKmsKeyResponse
    errors: [
        InvalidParameterException
        OperationAbortedException
        ResourceNotFoundException
        ServiceUnavailableException
    ]
}

@paginated(inputToken: "nextToken", outputToken: "nextToken", pageSize: "limit")
operation FilterLogEvents {
    input: FilterLogEventsRequest
    output: FilterLogEventsResponse
    errors: [
        InvalidParameterException
        ResourceNotFoundException
        ServiceUnavailableException
    ]
}

operation GetDataProtectionPolicy {
    input: GetDataProtectionPolicyRequest
    output: GetDataProtectionPolicyResponse
    errors: [
        InvalidParameterException
        OperationAbortedException
        ResourceNotFoundException
        ServiceUnavailableException
    ]
}

operation GetLogEvents {
    input: GetLogEventsRequest
    output: GetLogEventsResponse
    errors: [
        InvalidParameterException
        ResourceNotFoundException
        ServiceUnavailableException
    ]
}

operation GetLogGroupFields {
    input: GetLogGroupFieldsRequest
    output: GetLogGroupFieldsResponse
    errors: [
        InvalidParameterException
        LimitExceededException
        ResourceNotFoundException
        ServiceUnavailableException
    ]
}

operation GetLogRecord {
    input: GetLogRecordRequest
    output: GetLogRecordResponse
    errors: [
        InvalidParameterException
        LimitExceededException
        ResourceNotFoundException
        ServiceUnavailableException
    ]
}

operation GetQueryResults {
    input: GetQueryResultsRequest
    output: GetQueryResultsResponse
    errors: [
        InvalidParameterException
        ResourceNotFoundException
        ServiceUnavailableException
    ]
}

operation GetTransformer {
    input: GetTransformerRequest
    output: GetTransformerResponse
    errors: [
        InvalidOperationException
        InvalidParameterException
        ResourceNotFoundException
        ServiceUnavailableException
    ]
}

operation ListLogGroups {
    input: ListLogGroupsRequest
    output: ListLogGroupsResponse
    errors: [
        InvalidParameterException
        ServiceUnavailableException
    ]
}

@paginated(inputToken: "nextToken", outputToken: "nextToken", items: "logGroupIdentifiers", pageSize: "maxResults")
operation ListLogGroupsForQuery {
    input: ListLogGroupsForQueryRequest
    output: ListLogGroupsForQueryResponse
    errors: [
        AccessDeniedException
        InvalidParameterException
        ResourceNotFoundException
        ServiceUnavailableException
    ]
}

operation ListTagsForResource {
    input: ListTagsForResourceRequest
    output: ListTagsForResourceResponse
    errors: [
        InvalidParameterException
        ResourceNotFoundException
        ServiceUnavailableException
    ]
}

operation ListTagsLogGroup {
    input: ListTagsLogGroupRequest
    output: ListTagsLogGroupResponse
    errors: [
        ResourceNotFoundException
        ServiceUnavailableException
    ]
}

operation PutAccountPolicy {
    input: PutAccountPolicyRequest
    output: PutAccountPolicyResponse
    errors: [
        InvalidParameterException
        LimitExceededException
        OperationAbortedException
        ServiceUnavailableException
    ]
}

operation PutDataProtectionPolicy {
    input: PutDataProtectionPolicyRequest
    output: PutDataProtectionPolicyResponse
    errors: [
        InvalidParameterException
        LimitExceededException
        OperationAbortedException
        ResourceNotFoundException
        ServiceUnavailableException
    ]
}

operation PutDestination {
    input: PutDestinationRequest
    output: PutDestinationResponse
    errors: [
        InvalidParameterException
        OperationAbortedException
        ServiceUnavailableException
    ]
}

operation PutDestinationPolicy {
    input: PutDestinationPolicyRequest
    output: PutDestinationPolicyResponse
    errors: [
        InvalidParameterException
        OperationAbortedException
        ServiceUnavailableException
    ]
}

operation PutIndexPolicy {
    input: PutIndexPolicyRequest
    output: PutIndexPolicyResponse
    errors: [
        InvalidParameterException
        LimitExceededException
        OperationAbortedException
        ResourceNotFoundException
        ServiceUnavailableException
    ]
}

operation PutLogEvents {
    input: PutLogEventsRequest
    output: PutLogEventsResponse
    errors: [
        DataAlreadyAcceptedException
        InvalidParameterException
        InvalidSequenceTokenException
        ResourceNotFoundException
        ServiceUnavailableException
        UnrecognizedClientException
    ]
}

operation PutLogGroupDeletionProtection {
    input: PutLogGroupDeletionProtectionRequest
    output: PutLogGroupDeletionProtectionResponse
    errors: [
        AccessDeniedException
        InvalidOperationException
        InvalidParameterException
        OperationAbortedException
        ResourceNotFoundException
        ServiceUnavailableException
    ]
}

operation PutMetricFilter {
    input: PutMetricFilterRequest
    output: PutMetricFilterResponse
    errors: [
        InvalidOperationException
        InvalidParameterException
        LimitExceededException
        OperationAbortedException
        ResourceNotFoundException
        ServiceUnavailableException
    ]
}

operation PutQueryDefinition {
    input: PutQueryDefinitionRequest
    output: PutQueryDefinitionResponse
    errors: [
        InvalidParameterException
        LimitExceededException
        ResourceNotFoundException
        ServiceUnavailableException
    ]
}

operation PutResourcePolicy {
    input: PutResourcePolicyRequest
    output: PutResourcePolicyResponse
    errors: [
        InvalidParameterException
        LimitExceededException
        OperationAbortedException
        ResourceNotFoundException
        ServiceUnavailableException
    ]
}

operation PutRetentionPolicy {
    input: PutRetentionPolicyRequest
    output: PutRetentionPolicyResponse
    errors: [
        InvalidParameterException
        OperationAbortedException
        ResourceNotFoundException
        ServiceUnavailableException
    ]
}

operation PutSubscriptionFilter {
    input: PutSubscriptionFilterRequest
    output: PutSubscriptionFilterResponse
    errors: [
        InvalidOperationException
        InvalidParameterException
        LimitExceededException
        OperationAbortedException
        ResourceNotFoundException
        ServiceUnavailableException
    ]
}

operation PutTransformer {
    input: PutTransformerRequest
    output: PutTransformerResponse
    errors: [
        InvalidOperationException
        InvalidParameterException
        LimitExceededException
        OperationAbortedException
        ResourceNotFoundException
        ServiceUnavailableException
    ]
}

@endpoint(hostPrefix: "stream-")
operation StartLiveTail {
    input: StartLiveTailRequest
    output: StartLiveTailResponse
    errors: [
        AccessDeniedException
        InvalidOperationException
        InvalidParameterException
        LimitExceededException
        ResourceNotFoundException
    ]
}

operation StartQuery {
    input: StartQueryRequest
    output: StartQueryResponse
    errors: [
        InvalidParameterException
        LimitExceededException
        MalformedQueryException
        ResourceNotFoundException
        ServiceUnavailableException
    ]
}

operation StopQuery {
    input: StopQueryRequest
    output: StopQueryResponse
    errors: [
        InvalidParameterException
        ResourceNotFoundException
        ServiceUnavailableException
    ]
}

operation TagLogGroup {
    input: TagLogGroupRequest
    output: TagLogGroupResponse
    errors: [
        InvalidParameterException
        ResourceNotFoundException
    ]
}

operation TagResource {
    input: TagResourceRequest
    output: TagResourceResponse
    errors: [
        InvalidParameterException
        ResourceNotFoundException
        ServiceUnavailableException
        TooManyTagsException
    ]
}

operation TestMetricFilter {
    input: TestMetricFilterRequest
    output: TestMetricFilterResponse
    errors: [
        InvalidParameterException
        ServiceUnavailableException
    ]
}

operation UntagLogGroup {
    input: UntagLogGroupRequest
    output: UntagLogGroupResponse
    errors: [
        ResourceNotFoundException
    ]
}

operation UntagResource {
    input: UntagResourceRequest
    output: UntagResourceResponse
    errors: [
        InvalidParameterException
        ResourceNotFoundException
        ServiceUnavailableException
    ]
}

@error("client")
structure AccessDeniedException {}

@length(min: 1)
string AccessPolicy

@length(min: 12, max: 12)
@pattern("^\\d{12}$")
string AccountId

@length(min: 0, max: 20)
list AccountIds {
    member: AccountId
}

list AccountPolicies {
    member: AccountPolicy
}

structure AccountPolicy {
    policyName: String
    policyDocument: String
    lastUpdatedTime: TimestampValue
    policyType: PolicyType
    scope: Scope
    selectionCriteria: String
    accountId: AccountId
}

@length(min: 1, max: 5)
list AddKeyEntries {
    member: AddKeyEntry
}

structure AddKeyEntry {
    @required
    key: Key
    @required
    value: AddKeyValue
    overwriteIfExists: Boolean
}

@length(min: 1, max: 256)
string AddKeyValue

structure AddKeys {
    @required
    entries: AddKeyEntries
}

@length(min: 1, max: 1011)
@pattern("^[\\w+=/:,.@-]*$")
string AmazonResourceName

structure AssociateKmsKeyRequest {
    logGroupName: LogGroupName
    @required
    kmsKeyId: KmsKeyId
    resourceIdentifier: ResourceIdentifier
}

structure AssociateKmsKeyResponse {}

structure CSV {
    quoteCharacter: QuoteCharacter
    delimiter: Delimiter
    columns: Columns
    source: Source
    destination: DestinationField
}

structure CancelExportTaskRequest {
    @required
    taskId: ExportTaskId
}

structure CancelExportTaskResponse {}

@length(min: 36, max: 128)
@pattern("^\\S{36,128}$")
string ClientToken

@length(min: 1, max: 128)
string Column

@length(max: 100)
list Columns {
    member: Column
}

structure CopyValue {
    @required
    entries: CopyValueEntries
}

@length(min: 1, max: 5)
list CopyValueEntries {
    member: CopyValueEntry
}

structure CopyValueEntry {
    @required
    source: Source
    @required
    target: Target
    overwriteIfExists: Boolean
}

structure CreateExportTaskRequest {
    taskName: ExportTaskName
    @required
    logGroupName: LogGroupName
    logStreamNamePrefix: LogStreamName
    @required
    from: TimestampValue
    @required
    to: TimestampValue
    @required
    destination: ExportDestinationBucket
    destinationPrefix: String
}

structure CreateExportTaskResponse {
    taskId: ExportTaskId
}

structure CreateLogGroupRequest {
    @required
    logGroupName: LogGroupName
    kmsKeyId: KmsKeyId
    tags: Tags
    logGroupClass: LogGroupClass
    deletionProtectionEnabled: Boolean
}

structure CreateLogGroupResponse {}

structure CreateLogStreamRequest {
    @required
    logGroupName: LogGroupName
    @required
    logStreamName: LogStreamName
}

structure CreateLogStreamResponse {}

@error("client")
structure DataAlreadyAcceptedException {
    expectedSequenceToken: SequenceToken
}

enum DataProtectionStatus {
    ACTIVATED
    DELETED
    ARCHIVED
    DISABLED
}

structure DataSourceFilter {
    @required
    name: String
    type: String
}

@length(min: 1, max: 5)
list DataSourceFilters {
    member: DataSourceFilter
}

structure DateTimeConverter {
    @required
    source: Source
    @required
    target: Target
    targetFormat: TargetFormat
    @required
    matchPatterns: MatchPatterns
    sourceTimezone: SourceTimezone
    targetTimezone: TargetTimezone
    locale: Locale
}

structure DeleteAccountPolicyRequest {
    @required
    policyName: String
    @required
    policyType: PolicyType
}

structure DeleteAccountPolicyResponse {}

structure DeleteDataProtectionPolicyRequest {
    @required
    logGroupIdentifier: LogGroupIdentifier
}

structure DeleteDataProtectionPolicyResponse {}

structure DeleteDestinationRequest {
    @required
    destinationName: DestinationName
}

structure DeleteDestinationResponse {}

structure DeleteIndexPolicyRequest {
    @required
    logGroupIdentifier: LogGroupIdentifier
}

structure DeleteIndexPolicyResponse {}

structure DeleteKeys {
    @required
    withKeys: DeleteWithKeys
}

structure DeleteLogGroupRequest {
    @required
    logGroupName: LogGroupName
}

structure DeleteLogGroupResponse {}

structure DeleteLogStreamRequest {
    @required
    logGroupName: LogGroupName
    @required
    logStreamName: LogStreamName
}

structure DeleteLogStreamResponse {}

structure DeleteMetricFilterRequest {
    @required
    logGroupName: LogGroupName
    @required
    filterName: FilterName
}

structure DeleteMetricFilterResponse {}

structure DeleteQueryDefinitionRequest {
    @required
    queryDefinitionId: QueryId
}

structure DeleteQueryDefinitionResponse {
    success: Boolean
}

structure DeleteResourcePolicyRequest {
    policyName: String
    resourceArn: String
    expectedRevisionId: ExpectedRevisionId
}

structure DeleteResourcePolicyResponse {}

structure DeleteRetentionPolicyRequest {
    @required
    logGroupName: LogGroupName
}

structure DeleteRetentionPolicyResponse {}

structure DeleteSubscriptionFilterRequest {
    @required
    logGroupName: LogGroupName
    @required
    filterName: FilterName
}

structure DeleteSubscriptionFilterResponse {}

structure DeleteTransformerRequest {
    @required
    logGroupIdentifier: LogGroupIdentifier
}

structure DeleteTransformerResponse {}

@length(min: 1, max: 5)
list DeleteWithKeys {
    member: WithKey
}

@length(min: 1, max: 2)
string Delimiter

structure DescribeAccountPoliciesRequest {
    @required
    policyType: PolicyType
    policyName: String
    accountIdentifiers: AccountIds
    nextToken: NextToken
}

structure DescribeAccountPoliciesResponse {
    accountPolicies: AccountPolicies
    nextToken: NextToken
}

structure DescribeDestinationsRequest {
    DestinationNamePrefix: DestinationName
    nextToken: NextToken
    limit: DescribeLimit
}

structure DescribeDestinationsResponse {
    destinations: Destinations
    nextToken: NextToken
}

structure DescribeExportTasksRequest {
    taskId: ExportTaskId
    statusCode: ExportTaskStatusCode
    nextToken: NextToken
    limit: DescribeLimit
}

structure DescribeExportTasksResponse {
    exportTasks: ExportTasks
    nextToken: NextToken
}

@length(min: 1, max: 100)
list DescribeFieldIndexesLogGroupIdentifiers {
    member: LogGroupIdentifier
}

structure DescribeFieldIndexesRequest {
    @required
    logGroupIdentifiers: DescribeFieldIndexesLogGroupIdentifiers
    nextToken: NextToken
}

structure DescribeFieldIndexesResponse {
    fieldIndexes: FieldIndexes
    nextToken: NextToken
}

@length(min: 1, max: 1)
list DescribeIndexPoliciesLogGroupIdentifiers {
    member: LogGroupIdentifier
}

structure DescribeIndexPoliciesRequest {
    @required
    logGroupIdentifiers: DescribeIndexPoliciesLogGroupIdentifiers
    nextToken: NextToken
}

structure DescribeIndexPoliciesResponse {
    indexPolicies: IndexPolicies
    nextToken: NextToken
}

@range(min: 1, max: 50)
integer DescribeLimit

@length(min: 1, max: 50)
list DescribeLogGroupsLogGroupIdentifiers {
    member: LogGroupIdentifier
}

structure DescribeLogGroupsRequest {
    accountIdentifiers: AccountIds
    logGroupNamePrefix: LogGroupName
    logGroupNamePattern: LogGroupNamePattern
    nextToken: NextToken
    limit: DescribeLimit
    includeLinkedAccounts: Boolean
    logGroupClass: LogGroupClass
    logGroupIdentifiers: DescribeLogGroupsLogGroupIdentifiers
}

structure DescribeLogGroupsResponse {
    logGroups: LogGroups
    nextToken: NextToken
}

structure DescribeLogStreamsRequest {
    logGroupName: LogGroupName
    logGroupIdentifier: LogGroupIdentifier
    logStreamNamePrefix: LogStreamName
    orderBy: OrderBy
    descending: Boolean
    nextToken: NextToken
    limit: DescribeLimit
}

structure DescribeLogStreamsResponse {
    logStreams: LogStreams
    nextToken: NextToken
}

structure DescribeMetricFiltersRequest {
    logGroupName: LogGroupName
    filterNamePrefix: FilterName
    nextToken: NextToken
    limit: DescribeLimit
    metricName: MetricName
    metricNamespace: MetricNamespace
}

structure DescribeMetricFiltersResponse {
    metricFilters: MetricFilters
    nextToken: NextToken
}

@range(min: 1, max: 1000)
integer DescribeQueriesMaxResults

structure DescribeQueriesRequest {
    logGroupName: LogGroupName
    status: QueryStatus
    maxResults: DescribeQueriesMaxResults
    nextToken: NextToken
    queryLanguage: QueryLanguage
}

structure DescribeQueriesResponse {
    queries: QueryInfoList
    nextToken: NextToken
}

structure DescribeQueryDefinitionsRequest {
    queryLanguage: QueryLanguage
    queryDefinitionNamePrefix: QueryDefinitionName
    maxResults: QueryListMaxResults
    nextToken: NextToken
}

structure DescribeQueryDefinitionsResponse {
    queryDefinitions: QueryDefinitionList
    nextToken: NextToken
}

structure DescribeResourcePoliciesRequest {
    nextToken: NextToken
    limit: DescribeLimit
    resourceArn: String
    policyScope: PolicyScope
}

structure DescribeResourcePoliciesResponse {
    resourcePolicies: ResourcePolicies
    nextToken: NextToken
}

structure DescribeSubscriptionFiltersRequest {
    @required
    logGroupName: LogGroupName
    filterNamePrefix: FilterName
    nextToken: NextToken
    limit: DescribeLimit
}

structure DescribeSubscriptionFiltersResponse {
    subscriptionFilters: SubscriptionFilters
    nextToken: NextToken
}

structure Destination {
    destinationName: DestinationName
    targetArn: TargetArn
    roleArn: RoleArn
    accessPolicy: AccessPolicy
    arn: String
    creationTime: TimestampValue
}

@length(min: 1)
string DestinationArn

@length(min: 1, max: 128)
string DestinationField

@length(min: 1, max: 512)
@pattern("^[^:*]*$")
string DestinationName

list Destinations {
    member: Destination
}

map Dimensions {
    key: DimensionsKey
    value: DimensionsValue
}

@length(max: 255)
string DimensionsKey

@length(max: 255)
string DimensionsValue

structure DisassociateKmsKeyRequest {
    logGroupName: LogGroupName
    resourceIdentifier: ResourceIdentifier
}

structure DisassociateKmsKeyResponse {}

enum Distribution {
    Random
    ByLogStream
}

list EmitSystemFields {
    member: String
}

@length(max: 256)
string EncryptionKey

structure Entity {
    keyAttributes: EntityKeyAttributes
    attributes: EntityAttributes
}

@length(min: 0, max: 10)
map EntityAttributes {
    key: EntityAttributesKey
    value: EntityAttributesValue
}

@length(min: 1, max: 256)
string EntityAttributesKey

@length(min: 1, max: 512)
string EntityAttributesValue

@length(min: 2, max: 4)
map EntityKeyAttributes {
    key: EntityKeyAttributesKey
    value: EntityKeyAttributesValue
}

@length(min: 1, max: 32)
string EntityKeyAttributesKey

@length(min: 1, max: 512)
string EntityKeyAttributesValue

enum EntityRejectionErrorType {
    InvalidEntity
    InvalidTypeValue
    InvalidKeyAttributes
    InvalidAttributes
    EntitySizeTooLarge
    UnsupportedLogGroupType
    MissingRequiredFields
}

@length(min: 1)
string EventMessage

enum EventSource {
    CloudTrail
    Route53Resolver
    VPCFlow
    EKSAudit
    AWSWAF
}

@range(min: 1, max: 10000)
integer EventsLimit

@range(min: 1, max: 100000)
integer EventsLimitStartQuery

@length(min: 1)
string ExpectedRevisionId

@length(min: 1, max: 512)
string ExportDestinationBucket

structure ExportTask {
    taskId: ExportTaskId
    taskName: ExportTaskName
    logGroupName: LogGroupName
    from: TimestampValue
    to: TimestampValue
    destination: ExportDestinationBucket
    destinationPrefix: String
    status: ExportTaskStatus
    executionInfo: ExportTaskExecutionInfo
}

structure ExportTaskExecutionInfo {
    creationTime: TimestampValue
    completionTime: TimestampValue
}

@length(min: 1, max: 512)
string ExportTaskId

@length(min: 1, max: 512)
string ExportTaskName

structure ExportTaskStatus {
    code: ExportTaskStatusCode
    message: String
}

enum ExportTaskStatusCode {
    CANCELLED
    COMPLETED
    FAILED
    PENDING
    PENDING_CANCEL
    RUNNING
}

list ExportTasks {
    member: ExportTask
}

map ExtractedValues {
    key: String
    value: String
}

structure FieldIndex {
    logGroupIdentifier: LogGroupIdentifier
    fieldIndexName: FieldIndexName
    lastScanTime: TimestampValue
    firstEventTime: TimestampValue
    lastEventTime: TimestampValue
    type: IndexType
}

@length(min: 1, max: 512)
@pattern("^[\\.\\-_/#A-Za-z0-9]+$")
string FieldIndexName

@length(min: 1, max: 20)
list FieldIndexNames {
    member: FieldIndexName
}

list FieldIndexes {
    member: FieldIndex
}

@length(min: 0, max: 2000)
string FieldSelectionCriteria

structure FilterLogEventsRequest {
    logGroupName: LogGroupName
    logGroupIdentifier: LogGroupIdentifier
    logStreamNames: InputLogStreamNames
    logStreamNamePrefix: LogStreamName
    startTime: TimestampValue
    endTime: TimestampValue
    filterPattern: FilterPattern
    nextToken: NextToken
    limit: EventsLimit
    interleaved: Boolean
    unmask: Boolean
}

structure FilterLogEventsResponse {
    events: FilteredLogEvents
    searchedLogStreams: SearchedLogStreams
    nextToken: NextToken
}

@length(min: 1, max: 512)
@pattern("^[^:*]*$")
string FilterName

@length(min: 0, max: 1024)
string FilterPattern

structure FilteredLogEvent {
    logStreamName: LogStreamName
    timestamp: TimestampValue
    message: EventMessage
    ingestionTime: TimestampValue
    eventId: String
}

list FilteredLogEvents {
    member: FilteredLogEvent
}

enum FlattenedElement {
    first
    last
}

@length(min: 1, max: 128)
string FromKey

structure GetDataProtectionPolicyRequest {
    @required
    logGroupIdentifier: LogGroupIdentifier
}

structure GetDataProtectionPolicyResponse {
    logGroupIdentifier: LogGroupIdentifier
    policyDocument: String
    lastUpdatedTime: TimestampValue
}

structure GetLogEventsRequest {
    logGroupName: LogGroupName
    logGroupIdentifier: LogGroupIdentifier
    @required
    logStreamName: LogStreamName
    startTime: TimestampValue
    endTime: TimestampValue
    nextToken: NextToken
    limit: EventsLimit
    startFromHead: Boolean
    unmask: Boolean
}

structure GetLogEventsResponse {
    events: OutputLogEvents
    nextForwardToken: NextToken
    nextBackwardToken: NextToken
}

structure GetLogGroupFieldsRequest {
    logGroupName: LogGroupName
    time: TimestampValue
    logGroupIdentifier: LogGroupIdentifier
}

structure GetLogGroupFieldsResponse {
    logGroupFields: LogGroupFieldList
}

structure GetLogRecordRequest {
    @required
    logRecordPointer: String
    unmask: Boolean
}

structure GetLogRecordResponse {
    logRecord: LogRecord
}

@range(min: 0, max: 10000)
integer GetQueryResultsMaxItems

@length(max: 1024)
string GetQueryResultsNextToken

structure GetQueryResultsRequest {
    @required
    queryId: QueryId
    nextToken: GetQueryResultsNextToken
    maxItems: GetQueryResultsMaxItems
}

structure GetQueryResultsResponse {
    queryLanguage: QueryLanguage
    results: QueryResults
    statistics: QueryStatistics
    status: QueryStatus
    encryptionKey: EncryptionKey
    nextToken: GetQueryResultsNextToken
}

structure GetTransformerRequest {
    @required
    logGroupIdentifier: LogGroupIdentifier
}

structure GetTransformerResponse {
    logGroupIdentifier: LogGroupIdentifier
    creationTime: TimestampValue
    lastModifiedTime: TimestampValue
    transformerConfig: Processors
}

structure Grok {
    source: Source
    @required
    match: GrokMatch
}

@length(min: 1, max: 512)
string GrokMatch

list IndexPolicies {
    member: IndexPolicy
}

structure IndexPolicy {
    logGroupIdentifier: LogGroupIdentifier
    lastUpdateTime: TimestampValue
    policyDocument: PolicyDocument
    policyName: String
    source: IndexSource
}

enum IndexSource {
    ACCOUNT
    LOG_GROUP
}

enum IndexType {
    FACET
    FIELD_INDEX
}

list InheritedProperties {
    member: InheritedProperty
}

enum InheritedProperty {
    ACCOUNT_DATA_PROTECTION
}

structure InputLogEvent {
    @required
    timestamp: TimestampValue
    @required
    message: EventMessage
}

@length(min: 1, max: 10000)
list InputLogEvents {
    member: InputLogEvent
}

@length(min: 1, max: 100)
list InputLogStreamNames {
    member: LogStreamName
}

@error("client")
structure InvalidOperationException {}

@error("client")
structure InvalidParameterException {}

@error("client")
structure InvalidSequenceTokenException {
    expectedSequenceToken: SequenceToken
}

@length(min: 1, max: 128)
string Key

@length(min: 1, max: 128)
string KeyPrefix

@length(min: 1, max: 128)
string KeyValueDelimiter

@length(max: 256)
string KmsKeyId

@error("client")
structure LimitExceededException {}

@range(min: 1, max: 1000)
integer ListLimit

@range(min: 50, max: 500)
integer ListLogGroupsForQueryMaxResults

structure ListLogGroupsForQueryRequest {
    @required
    queryId: QueryId
    nextToken: NextToken
    maxResults: ListLogGroupsForQueryMaxResults
}

structure ListLogGroupsForQueryResponse {
    logGroupIdentifiers: LogGroupIdentifiers
    nextToken: NextToken
}

structure ListLogGroupsRequest {
    logGroupNamePattern: LogGroupNameRegexPattern
    logGroupClass: LogGroupClass
    includeLinkedAccounts: Boolean
    accountIdentifiers: AccountIds
    nextToken: NextToken
    limit: ListLimit
    dataSources: DataSourceFilters
    fieldIndexNames: FieldIndexNames
    logGroupTags: TagFilters
}

structure ListLogGroupsResponse {
    logGroups: LogGroupSummaries
    nextToken: NextToken
}

structure ListTagsForResourceRequest {
    @required
    resourceArn: AmazonResourceName
}

structure ListTagsForResourceResponse {
    tags: Tags
}

structure ListTagsLogGroupRequest {
    @required
    logGroupName: LogGroupName
}

structure ListTagsLogGroupResponse {
    tags: Tags
}

structure ListToMap {
    @required
    source: Source
    @required
    key: Key
    valueKey: ValueKey
    target: Target
    flatten: Boolean
    flattenedElement: FlattenedElement
}

structure LiveTailSessionLogEvent {
    logStreamName: LogStreamName
    logGroupIdentifier: LogGroupIdentifier
    message: EventMessage
    timestamp: TimestampValue
    ingestionTime: TimestampValue
}

structure LiveTailSessionMetadata {
    sampled: Boolean
}

list LiveTailSessionResults {
    member: LiveTailSessionLogEvent
}

structure LiveTailSessionStart {
    requestId: RequestId
    sessionId: SessionId
    logGroupIdentifiers: StartLiveTailLogGroupIdentifiers
    logStreamNames: InputLogStreamNames
    logStreamNamePrefixes: InputLogStreamNames
    logEventFilterPattern: FilterPattern
}

structure LiveTailSessionUpdate {
    sessionMetadata: LiveTailSessionMetadata
    sessionResults: LiveTailSessionResults
}

@length(min: 1)
string Locale

structure LogGroup {
    logGroupName: LogGroupName
    creationTime: TimestampValue
    retentionInDays: Integer
    metricFilterCount: Integer
    arn: String
    storedBytes: StoredBytes
    kmsKeyId: KmsKeyId
    dataProtectionStatus: DataProtectionStatus
    inheritedProperties: InheritedProperties
    logGroupClass: LogGroupClass
    logGroupArn: String
    deletionProtectionEnabled: Boolean
    bearerTokenAuthenticationEnabled: Boolean
}

enum LogGroupClass {
    STANDARD
    INFREQUENT_ACCESS
    DELIVERY
}

structure LogGroupField {
    name: String
    percent: Percentage
}

list LogGroupFieldList {
    member: LogGroupField
}

@length(min: 1, max: 2048)
@pattern("^[\\w#+=/:,.@-]*$")
string LogGroupIdentifier

list LogGroupIdentifiers {
    member: LogGroupIdentifier
}

@length(min: 1, max: 512)
@pattern("^[\\.\\-_/#A-Za-z0-9]+$")
string LogGroupName

@length(min: 0, max: 512)
@pattern("^[\\.\\-_/#A-Za-z0-9]*$")
string LogGroupNamePattern

@length(min: 3, max: 129)
@pattern("^(?:(\\^?[\\.\\-_\\/#A-Za-z0-9]{3,24})(\\|\\^?[\\.\\-_\\/#A-Za-z0-9]{3,24}){0,4})$")
string LogGroupNameRegexPattern

list LogGroupNames {
    member: LogGroupName
}

list LogGroupSummaries {
    member: LogGroupSummary
}

structure LogGroupSummary {
    logGroupName: LogGroupName
    logGroupArn: String
    logGroupClass: LogGroupClass
}

list LogGroups {
    member: LogGroup
}

map LogRecord {
    key: String
    value: String
}

structure LogStream {
    logStreamName: LogStreamName
    creationTime: TimestampValue
    firstEventTimestamp: TimestampValue
    lastEventTimestamp: TimestampValue
    lastIngestionTime: TimestampValue
    uploadSequenceToken: SequenceToken
    arn: String
    storedBytes: StoredBytes
}

@length(min: 1, max: 512)
@pattern("^[^:*]*$")
string LogStreamName

list LogStreams {
    member: LogStream
}

structure LowerCaseString {
    @required
    withKeys: LowerCaseStringWithKeys
}

@length(min: 1, max: 10)
list LowerCaseStringWithKeys {
    member: WithKey
}

@error("client")
structure MalformedQueryException {
    queryCompileError: QueryCompileError
}

@length(min: 1, max: 10)
@pattern("^\\d+\\.\\d+(\\.\\d+)?$")
string MappingVersion

@length(min: 1)
string MatchPattern

@length(min: 1, max: 5)
list MatchPatterns {
    member: MatchPattern
}

structure MetricFilter {
    filterName: FilterName
    filterPattern: FilterPattern
    metricTransformations: MetricTransformations
    creationTime: TimestampValue
    logGroupName: LogGroupName
    applyOnTransformedLogs: Boolean
    fieldSelectionCriteria: FieldSelectionCriteria
    emitSystemFieldDimensions: EmitSystemFields
}

structure MetricFilterMatchRecord {
    eventNumber: Long
    eventMessage: EventMessage
    extractedValues: ExtractedValues
}

list MetricFilterMatches {
    member: MetricFilterMatchRecord
}

list MetricFilters {
    member: MetricFilter
}

@length(max: 255)
@pattern("^[^:*$]*$")
string MetricName

@length(max: 255)
@pattern("^[^:*$]*$")
string MetricNamespace

structure MetricTransformation {
    @required
    metricName: MetricName
    @required
    metricNamespace: MetricNamespace
    @required
    metricValue: MetricValue
    defaultValue: Double
    dimensions: Dimensions
    unit: StandardUnit
}

@length(min: 1, max: 1)
list MetricTransformations {
    member: MetricTransformation
}

@length(max: 100)
string MetricValue

@length(min: 1, max: 5)
list MoveKeyEntries {
    member: MoveKeyEntry
}

structure MoveKeyEntry {
    @required
    source: Source
    @required
    target: Target
    overwriteIfExists: Boolean
}

structure MoveKeys {
    @required
    entries: MoveKeyEntries
}

@length(min: 1)
string NextToken

@length(min: 1, max: 128)
string NonMatchValue

enum OCSFVersion {
    V1_1 = "V1.1"
    V1_5 = "V1.5"
}

@error("client")
structure OperationAbortedException {}

enum OrderBy {
    LogStreamName
    LastEventTime
}

structure OutputLogEvent {
    timestamp: TimestampValue
    message: EventMessage
    ingestionTime: TimestampValue
}

list OutputLogEvents {
    member: OutputLogEvent
}

structure ParseCloudfront {
    source: Source
}

structure ParseJSON {
    source: Source
    destination: DestinationField
}

structure ParseKeyValue {
    source: Source
    destination: DestinationField
    fieldDelimiter: ParserFieldDelimiter
    keyValueDelimiter: KeyValueDelimiter
    keyPrefix: KeyPrefix
    nonMatchValue: NonMatchValue
    overwriteIfExists: Boolean
}

structure ParsePostgres {
    source: Source
}

structure ParseRoute53 {
    source: Source
}

structure ParseToOCSF {
    source: Source
    @required
    eventSource: EventSource
    @required
    ocsfVersion: OCSFVersion
    mappingVersion: MappingVersion
}

structure ParseVPC {
    source: Source
}

structure ParseWAF {
    source: Source
}

@length(min: 1, max: 128)
string ParserFieldDelimiter

@range(min: 0, max: 100)
integer Percentage

@length(min: 1, max: 51200)
string PolicyDocument

enum PolicyScope {
    ACCOUNT
    RESOURCE
}

enum PolicyType {
    DATA_PROTECTION_POLICY
    SUBSCRIPTION_FILTER_POLICY
    FIELD_INDEX_POLICY
    TRANSFORMER_POLICY
    METRIC_EXTRACTION_POLICY
}

structure Processor {
    addKeys: AddKeys
    copyValue: CopyValue
    csv: CSV
    dateTimeConverter: DateTimeConverter
    deleteKeys: DeleteKeys
    grok: Grok
    listToMap: ListToMap
    lowerCaseString: LowerCaseString
    moveKeys: MoveKeys
    parseCloudfront: ParseCloudfront
    parseJSON: ParseJSON
    parseKeyValue: ParseKeyValue
    parseRoute53: ParseRoute53
    parseToOCSF: ParseToOCSF
    parsePostgres: ParsePostgres
    parseVPC: ParseVPC
    parseWAF: ParseWAF
    renameKeys: RenameKeys
    splitString: SplitString
    substituteString: SubstituteString
    trimString: TrimString
    typeConverter: TypeConverter
    upperCaseString: UpperCaseString
}

@length(min: 1, max: 20)
list Processors {
    member: Processor
}

structure PutAccountPolicyRequest {
    @required
    policyName: String
    @required
    policyDocument: String
    @required
    policyType: PolicyType
    scope: Scope
    selectionCriteria: String
}

structure PutAccountPolicyResponse {
    accountPolicy: AccountPolicy
}

structure PutDataProtectionPolicyRequest {
    @required
    logGroupIdentifier: LogGroupIdentifier
    @required
    policyDocument: String
}

structure PutDataProtectionPolicyResponse {
    logGroupIdentifier: LogGroupIdentifier
    policyDocument: String
    lastUpdatedTime: TimestampValue
}

structure PutDestinationPolicyRequest {
    @required
    destinationName: DestinationName
    @required
    accessPolicy: AccessPolicy
    forceUpdate: Boolean
}

structure PutDestinationPolicyResponse {}

structure PutDestinationRequest {
    @required
    destinationName: DestinationName
    @required
    targetArn: TargetArn
    @required
    roleArn: RoleArn
    tags: Tags
}

structure PutDestinationResponse {
    destination: Destination
}

structure PutIndexPolicyRequest {
    @required
    logGroupIdentifier: LogGroupIdentifier
    @required
    policyDocument: PolicyDocument
}

structure PutIndexPolicyResponse {
    indexPolicy: IndexPolicy
}

structure PutLogEventsRequest {
    @required
    logGroupName: LogGroupName
    @required
    logStreamName: LogStreamName
    @required
    logEvents: InputLogEvents
    sequenceToken: SequenceToken
    entity: Entity
}

structure PutLogEventsResponse {
    nextSequenceToken: SequenceToken
    rejectedLogEventsInfo: RejectedLogEventsInfo
    rejectedEntityInfo: RejectedEntityInfo
}

structure PutLogGroupDeletionProtectionRequest {
    @required
    logGroupIdentifier: LogGroupIdentifier
    @required
    deletionProtectionEnabled: Boolean
}

structure PutLogGroupDeletionProtectionResponse {}

structure PutMetricFilterRequest {
    @required
    logGroupName: LogGroupName
    @required
    filterName: FilterName
    @required
    filterPattern: FilterPattern
    @required
    metricTransformations: MetricTransformations
    applyOnTransformedLogs: Boolean
    fieldSelectionCriteria: FieldSelectionCriteria
    emitSystemFieldDimensions: EmitSystemFields
}

structure PutMetricFilterResponse {}

structure PutQueryDefinitionRequest {
    queryLanguage: QueryLanguage
    @required
    name: QueryDefinitionName
    queryDefinitionId: QueryId
    logGroupNames: LogGroupNames
    @required
    queryString: QueryDefinitionString
    @idempotencyToken
    clientToken: ClientToken
    parameters: QueryParameterList
}

structure PutQueryDefinitionResponse {
    queryDefinitionId: QueryId
}

structure PutResourcePolicyRequest {
    policyName: String
    policyDocument: PolicyDocument
    resourceArn: String
    expectedRevisionId: ExpectedRevisionId
}

structure PutResourcePolicyResponse {
    resourcePolicy: ResourcePolicy
    revisionId: ExpectedRevisionId
}

structure PutRetentionPolicyRequest {
    @required
    logGroupName: LogGroupName
    @required
    retentionInDays: Integer
}

structure PutRetentionPolicyResponse {}

structure PutSubscriptionFilterRequest {
    @required
    logGroupName: LogGroupName
    @required
    filterName: FilterName
    @required
    filterPattern: FilterPattern
    @required
    destinationArn: DestinationArn
    roleArn: RoleArn
    distribution: Distribution
    applyOnTransformedLogs: Boolean
    fieldSelectionCriteria: FieldSelectionCriteria
    emitSystemFields: EmitSystemFields
}

structure PutSubscriptionFilterResponse {}

structure PutTransformerRequest {
    @required
    logGroupIdentifier: LogGroupIdentifier
    @required
    transformerConfig: Processors
}

structure PutTransformerResponse {}

structure QueryCompileError {
    location: QueryCompileErrorLocation
    message: String
}

structure QueryCompileErrorLocation {
    startCharOffset: Integer
    endCharOffset: Integer
}

structure QueryDefinition {
    queryLanguage: QueryLanguage
    queryDefinitionId: QueryId
    name: QueryDefinitionName
    queryString: QueryDefinitionString
    lastModified: TimestampValue
    logGroupNames: LogGroupNames
    parameters: QueryParameterList
}

list QueryDefinitionList {
    member: QueryDefinition
}

@length(min: 1, max: 255)
string QueryDefinitionName

@length(min: 1, max: 10000)
string QueryDefinitionString

@length(min: 1, max: 256)
string QueryId

structure QueryInfo {
    queryLanguage: QueryLanguage
    queryId: QueryId
    queryString: QueryString
    status: QueryStatus
    createTime: TimestampValue
    logGroupName: LogGroupName
    queryDuration: Long
    bytesScanned: Double
    userIdentity: UserIdentity
}

list QueryInfoList {
    member: QueryInfo
}

enum QueryLanguage {
    CWLI
    SQL
    PPL
}

@range(min: 1, max: 1000)
integer QueryListMaxResults

structure QueryParameter {
    @required
    name: QueryParameterName
    defaultValue: QueryParameterDefaultValue
    description: QueryParameterDescription
}

@length(max: 1024)
string QueryParameterDefaultValue

@length(max: 512)
string QueryParameterDescription

@length(max: 20)
list QueryParameterList {
    member: QueryParameter
}

@length(min: 1, max: 128)
@pattern("^[a-zA-Z_][a-zA-Z0-9_]*$")
string QueryParameterName

list QueryResults {
    member: ResultRows
}

structure QueryStatistics {
    recordsMatched: Double
    recordsScanned: Double
    estimatedRecordsSkipped: Double
    bytesScanned: Double
    estimatedBytesSkipped: Double
    logGroupsScanned: Double
}

enum QueryStatus {
    Scheduled
    Running
    Complete
    Failed
    Cancelled
    Timeout
    Unknown
}

@length(min: 0, max: 10000)
string QueryString

@length(min: 1, max: 1)
string QuoteCharacter

structure RejectedEntityInfo {
    @required
    errorType: EntityRejectionErrorType
}

structure RejectedLogEventsInfo {
    tooNewLogEventStartIndex: Integer
    tooOldLogEventEndIndex: Integer
    expiredLogEventEndIndex: Integer
}

@length(min: 1, max: 5)
list RenameKeyEntries {
    member: RenameKeyEntry
}

structure RenameKeyEntry {
    @required
    key: Key
    @required
    renameTo: RenameTo
    overwriteIfExists: Boolean
}

structure RenameKeys {
    @required
    entries: RenameKeyEntries
}

@length(min: 1, max: 128)
string RenameTo

@length(min: 0, max: 256)
string RequestId

@error("client")
structure ResourceAlreadyExistsException {}

@length(min: 1, max: 2048)
@pattern("^[\\w+=/:,.@\\-\\*]*$")
string ResourceIdentifier

@error("client")
structure ResourceNotFoundException {}

list ResourcePolicies {
    member: ResourcePolicy
}

structure ResourcePolicy {
    policyName: String
    policyDocument: PolicyDocument
    lastUpdatedTime: TimestampValue
    policyScope: PolicyScope
    resourceArn: String
    revisionId: ExpectedRevisionId
}

structure ResultField {
    field: String
    value: String
}

list ResultRows {
    member: ResultField
}

@length(min: 1)
string RoleArn

enum Scope {
    ALL
}

structure SearchedLogStream {
    logStreamName: LogStreamName
    searchedCompletely: Boolean
}

list SearchedLogStreams {
    member: SearchedLogStream
}

@length(min: 1)
string SequenceToken

@error("server")
structure ServiceUnavailableException {}

@length(min: 0, max: 256)
string SessionId

@error("client")
structure SessionStreamingException {
    message: String
}

@error("client")
structure SessionTimeoutException {
    message: String
}

@length(min: 1, max: 128)
string Source

@length(min: 1)
string SourceTimezone

structure SplitString {
    @required
    entries: SplitStringEntries
}

@length(min: 1, max: 128)
string SplitStringDelimiter

@length(min: 1, max: 10)
list SplitStringEntries {
    member: SplitStringEntry
}

structure SplitStringEntry {
    @required
    source: Source
    @required
    delimiter: SplitStringDelimiter
}

enum StandardUnit {
    Seconds
    Microseconds
    Milliseconds
    Bytes
    Kilobytes
    Megabytes
    Gigabytes
    Terabytes
    Bits
    Kilobits
    Megabits
    Gigabits
    Terabits
    Percent
    Count
    Bytes_Second = "Bytes/Second"
    Kilobytes_Second = "Kilobytes/Second"
    Megabytes_Second = "Megabytes/Second"
    Gigabytes_Second = "Gigabytes/Second"
    Terabytes_Second = "Terabytes/Second"
    Bits_Second = "Bits/Second"
    Kilobits_Second = "Kilobits/Second"
    Megabits_Second = "Megabits/Second"
    Gigabits_Second = "Gigabits/Second"
    Terabits_Second = "Terabits/Second"
    Count_Second = "Count/Second"
    None
}

@length(min: 1, max: 10)
list StartLiveTailLogGroupIdentifiers {
    member: LogGroupIdentifier
}

structure StartLiveTailRequest {
    @required
    logGroupIdentifiers: StartLiveTailLogGroupIdentifiers
    logStreamNames: InputLogStreamNames
    logStreamNamePrefixes: InputLogStreamNames
    logEventFilterPattern: FilterPattern
}

structure StartLiveTailResponse {
    responseStream: StartLiveTailResponseStream
}

@streaming
union StartLiveTailResponseStream {
    sessionStart: LiveTailSessionStart
    sessionUpdate: LiveTailSessionUpdate
    SessionTimeoutException: SessionTimeoutException
    SessionStreamingException: SessionStreamingException
}

structure StartQueryRequest {
    queryLanguage: QueryLanguage
    logGroupName: LogGroupName
    logGroupNames: LogGroupNames
    logGroupIdentifiers: LogGroupIdentifiers
    @required
    startTime: TimestampValue
    @required
    endTime: TimestampValue
    @required
    queryString: QueryString
    limit: EventsLimitStartQuery
}

structure StartQueryResponse {
    queryId: QueryId
}

structure StopQueryRequest {
    @required
    queryId: QueryId
}

structure StopQueryResponse {
    success: Boolean
}

@range(min: 0)
long StoredBytes

structure SubscriptionFilter {
    filterName: FilterName
    logGroupName: LogGroupName
    filterPattern: FilterPattern
    destinationArn: DestinationArn
    roleArn: RoleArn
    distribution: Distribution
    applyOnTransformedLogs: Boolean
    creationTime: TimestampValue
    fieldSelectionCriteria: FieldSelectionCriteria
    emitSystemFields: EmitSystemFields
}

list SubscriptionFilters {
    member: SubscriptionFilter
}

structure SubstituteString {
    @required
    entries: SubstituteStringEntries
}

@length(min: 1, max: 10)
list SubstituteStringEntries {
    member: SubstituteStringEntry
}

structure SubstituteStringEntry {
    @required
    source: Source
    @required
    from: FromKey
    @required
    to: ToKey
}

structure TagFilter {
    @required
    key: TagFilterKey
    values: TagFilterValues
}

@length(min: 1, max: 128)
@pattern("^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+)$")
string TagFilterKey

@length(min: 0, max: 259)
@pattern("^!?\\*?([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)\\*?$")
string TagFilterValue

@length(min: 0, max: 5)
list TagFilterValues {
    member: TagFilterValue
}

@length(min: 1, max: 5)
list TagFilters {
    member: TagFilter
}

@length(min: 1, max: 128)
@pattern("^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+)$")
string TagKey

@length(min: 0, max: 50)
list TagKeyList {
    member: TagKey
}

@length(min: 1)
list TagList {
    member: TagKey
}

structure TagLogGroupRequest {
    @required
    logGroupName: LogGroupName
    @required
    tags: Tags
}

structure TagLogGroupResponse {}

structure TagResourceRequest {
    @required
    resourceArn: AmazonResourceName
    @required
    tags: Tags
}

structure TagResourceResponse {}

@length(max: 256)
@pattern("^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$")
string TagValue

@length(min: 1, max: 50)
map Tags {
    key: TagKey
    value: TagValue
}

@length(min: 1, max: 128)
string Target

@length(min: 1)
string TargetArn

@length(min: 1, max: 64)
string TargetFormat

@length(min: 1)
string TargetTimezone

@length(min: 1, max: 50)
list TestEventMessages {
    member: EventMessage
}

structure TestMetricFilterRequest {
    @required
    filterPattern: FilterPattern
    @required
    logEventMessages: TestEventMessages
}

structure TestMetricFilterResponse {
    matches: MetricFilterMatches
}

@range(min: 0)
long TimestampValue

@length(min: 1, max: 128)
string ToKey

@error("client")
structure TooManyTagsException {
    message: String
    resourceName: AmazonResourceName
}

structure TrimString {
    @required
    withKeys: TrimStringWithKeys
}

@length(min: 1, max: 10)
list TrimStringWithKeys {
    member: WithKey
}

enum Type {
    boolean
    integer
    double
    string
}

structure TypeConverter {
    @required
    entries: TypeConverterEntries
}

@length(min: 1, max: 5)
list TypeConverterEntries {
    member: TypeConverterEntry
}

structure TypeConverterEntry {
    @required
    key: Key
    @required
    type: Type
}

@error("client")
structure UnrecognizedClientException {}

structure UntagLogGroupRequest {
    @required
    logGroupName: LogGroupName
    @required
    tags: TagList
}

structure UntagLogGroupResponse {}

structure UntagResourceRequest {
    @required
    resourceArn: AmazonResourceName
    @required
    tagKeys: TagKeyList
}

structure UntagResourceResponse {}

structure UpperCaseString {
    @required
    withKeys: UpperCaseStringWithKeys
}

@length(min: 1, max: 10)
list UpperCaseStringWithKeys {
    member: WithKey
}

@length(min: 1, max: 2048)
string UserIdentity

@error("client")
structure ValidationException {}

@length(min: 1, max: 128)
string ValueKey

@length(min: 1)
string WithKey
