$version: "2"

// Made from botocore 1.43.11, scheduler/2021-06-30, without its texts. Again, or with more operations:
// tools/import-model --out api/test/scheduler.smithy scheduler [OPERATION…]
namespace gantry.scheduler

use aws.api#service
use aws.auth#sigv4
use aws.protocols#restJson1

@service(sdkId: "Scheduler")
@sigv4(name: "scheduler")
@restJson1
service Scheduler_20210630 {
    version: "2021-06-30"
    operations: [
        CreateSchedule
        DeleteSchedule
        GetSchedule
        ListSchedules
        TagResource
        UpdateSchedule
    ]
}

@http(method: "POST", uri: "/schedules/{Name}")
@idempotent
operation CreateSchedule {
    input: CreateScheduleInput
    output: CreateScheduleOutput
    errors: [
        ConflictException
        InternalServerException
        ResourceNotFoundException
        ServiceQuotaExceededException
        ThrottlingException
        ValidationException
    ]
}

@http(method: "DELETE", uri: "/schedules/{Name}")
@idempotent
operation DeleteSchedule {
    input: DeleteScheduleInput
    output: DeleteScheduleOutput
    errors: [
        ConflictException
        InternalServerException
        ResourceNotFoundException
        ThrottlingException
        ValidationException
    ]
}

@http(method: "GET", uri: "/schedules/{Name}")
@readonly
operation GetSchedule {
    input: GetScheduleInput
    output: GetScheduleOutput
    errors: [
        InternalServerException
        ResourceNotFoundException
        ThrottlingException
        ValidationException
    ]
}

@http(method: "GET", uri: "/schedules")
@readonly
@paginated(inputToken: "NextToken", outputToken: "NextToken", items: "Schedules", pageSize: "MaxResults")
operation ListSchedules {
    input: ListSchedulesInput
    output: ListSchedulesOutput
    errors: [
        InternalServerException
        ResourceNotFoundException
        ThrottlingException
        ValidationException
    ]
}

@http(method: "POST", uri: "/tags/{ResourceArn}")
operation TagResource {
    input: TagResourceInput
    output: TagResourceOutput
    errors: [
        ConflictException
        InternalServerException
        ResourceNotFoundException
        ThrottlingException
        ValidationException
    ]
}

@http(method: "PUT", uri: "/schedules/{Name}")
@idempotent
operation UpdateSchedule {
    input: UpdateScheduleInput
    output: UpdateScheduleOutput
    errors: [
        ConflictException
        InternalServerException
        ResourceNotFoundException
        ThrottlingException
        ValidationException
    ]
}

enum ActionAfterCompletion {
    NONE
    DELETE
}

enum AssignPublicIp {
    ENABLED
    DISABLED
}

structure AwsVpcConfiguration {
    AssignPublicIp: AssignPublicIp
    SecurityGroups: SecurityGroups
    @required
    Subnets: Subnets
}

@length(min: 1, max: 255)
string CapacityProvider

@length(min: 0, max: 6)
list CapacityProviderStrategy {
    member: CapacityProviderStrategyItem
}

structure CapacityProviderStrategyItem {
    base: CapacityProviderStrategyItemBase
    @required
    capacityProvider: CapacityProvider
    weight: CapacityProviderStrategyItemWeight
}

@range(min: 0, max: 100000)
integer CapacityProviderStrategyItemBase

@range(min: 0, max: 1000)
integer CapacityProviderStrategyItemWeight

@length(min: 1, max: 64)
@pattern("^[a-zA-Z0-9-_]+$")
string ClientToken

@error("client")
@httpError(409)
structure ConflictException {
    @required
    Message: String
}

structure CreateScheduleInput {
    ActionAfterCompletion: ActionAfterCompletion
    @idempotencyToken
    ClientToken: ClientToken
    Description: Description
    EndDate: Timestamp
    @required
    FlexibleTimeWindow: FlexibleTimeWindow
    GroupName: ScheduleGroupName
    KmsKeyArn: KmsKeyArn
    @required
    @httpLabel
    Name: Name
    @required
    ScheduleExpression: ScheduleExpression
    ScheduleExpressionTimezone: ScheduleExpressionTimezone
    StartDate: Timestamp
    State: ScheduleState
    @required
    Target: Target
}

structure CreateScheduleOutput {
    @required
    ScheduleArn: ScheduleArn
}

structure DeadLetterConfig {
    Arn: DeadLetterConfigArnString
}

@length(min: 1, max: 1600)
@pattern("^arn:aws(-[a-z]+)?:sqs:[a-z0-9\\-]+:\\d{12}:[a-zA-Z0-9\\-_]+$")
string DeadLetterConfigArnString

structure DeleteScheduleInput {
    @httpQuery("clientToken")
    @idempotencyToken
    ClientToken: ClientToken
    @httpQuery("groupName")
    GroupName: ScheduleGroupName
    @required
    @httpLabel
    Name: Name
}

structure DeleteScheduleOutput {}

@length(min: 0, max: 512)
string Description

@length(min: 1, max: 128)
string DetailType

structure EcsParameters {
    CapacityProviderStrategy: CapacityProviderStrategy
    EnableECSManagedTags: Boolean
    EnableExecuteCommand: Boolean
    Group: Group
    LaunchType: LaunchType
    NetworkConfiguration: NetworkConfiguration
    PlacementConstraints: PlacementConstraints
    PlacementStrategy: PlacementStrategies
    PlatformVersion: PlatformVersion
    PropagateTags: PropagateTags
    ReferenceId: ReferenceId
    Tags: Tags
    TaskCount: TaskCount
    @required
    TaskDefinitionArn: TaskDefinitionArn
}

structure EventBridgeParameters {
    @required
    DetailType: DetailType
    @required
    Source: Source
}

structure FlexibleTimeWindow {
    MaximumWindowInMinutes: MaximumWindowInMinutes
    @required
    Mode: FlexibleTimeWindowMode
}

enum FlexibleTimeWindowMode {
    OFF
    FLEXIBLE
}

structure GetScheduleInput {
    @httpQuery("groupName")
    GroupName: ScheduleGroupName
    @required
    @httpLabel
    Name: Name
}

structure GetScheduleOutput {
    ActionAfterCompletion: ActionAfterCompletion
    Arn: ScheduleArn
    CreationDate: Timestamp
    Description: Description
    EndDate: Timestamp
    FlexibleTimeWindow: FlexibleTimeWindow
    GroupName: ScheduleGroupName
    KmsKeyArn: KmsKeyArn
    LastModificationDate: Timestamp
    Name: Name
    ScheduleExpression: ScheduleExpression
    ScheduleExpressionTimezone: ScheduleExpressionTimezone
    StartDate: Timestamp
    State: ScheduleState
    Target: Target
}

@length(min: 1, max: 255)
string Group

@error("server")
@httpError(500)
structure InternalServerException {
    @required
    Message: String
}

structure KinesisParameters {
    @required
    PartitionKey: TargetPartitionKey
}

@length(min: 1, max: 2048)
@pattern("^arn:aws(-[a-z]+)?:kms:[a-z0-9\\-]+:\\d{12}:(key|alias)\\/[0-9a-zA-Z-_]*$")
string KmsKeyArn

enum LaunchType {
    EC2
    FARGATE
    EXTERNAL
}

structure ListSchedulesInput {
    @httpQuery("ScheduleGroup")
    GroupName: ScheduleGroupName
    @httpQuery("MaxResults")
    MaxResults: MaxResults
    @httpQuery("NamePrefix")
    NamePrefix: NamePrefix
    @httpQuery("NextToken")
    NextToken: NextToken
    @httpQuery("State")
    State: ScheduleState
}

structure ListSchedulesOutput {
    NextToken: NextToken
    @required
    Schedules: ScheduleList
}

@range(min: 1, max: 100)
integer MaxResults

@range(min: 60, max: 86400)
integer MaximumEventAgeInSeconds

@range(min: 0, max: 185)
integer MaximumRetryAttempts

@range(min: 1, max: 1440)
integer MaximumWindowInMinutes

@length(min: 1, max: 128)
string MessageGroupId

@length(min: 1, max: 64)
@pattern("^[0-9a-zA-Z-_.]+$")
string Name

@length(min: 1, max: 64)
@pattern("^[0-9a-zA-Z-_.]+$")
string NamePrefix

structure NetworkConfiguration {
    awsvpcConfiguration: AwsVpcConfiguration
}

@length(min: 1, max: 2048)
string NextToken

structure PlacementConstraint {
    expression: PlacementConstraintExpression
    type: PlacementConstraintType
}

@length(min: 0, max: 2000)
string PlacementConstraintExpression

enum PlacementConstraintType {
    distinctInstance
    memberOf
}

@length(min: 0, max: 10)
list PlacementConstraints {
    member: PlacementConstraint
}

@length(min: 0, max: 5)
list PlacementStrategies {
    member: PlacementStrategy
}

structure PlacementStrategy {
    field: PlacementStrategyField
    type: PlacementStrategyType
}

@length(min: 0, max: 255)
string PlacementStrategyField

enum PlacementStrategyType {
    random
    spread
    binpack
}

@length(min: 1, max: 64)
string PlatformVersion

enum PropagateTags {
    TASK_DEFINITION
}

@length(min: 0, max: 1024)
string ReferenceId

@error("client")
@httpError(404)
structure ResourceNotFoundException {
    @required
    Message: String
}

structure RetryPolicy {
    MaximumEventAgeInSeconds: MaximumEventAgeInSeconds
    MaximumRetryAttempts: MaximumRetryAttempts
}

@length(min: 1, max: 1600)
@pattern("^arn:aws(-[a-z]+)?:iam::\\d{12}:role\\/[\\w+=,.@\\/-]+$")
string RoleArn

structure SageMakerPipelineParameter {
    @required
    Name: SageMakerPipelineParameterName
    @required
    Value: SageMakerPipelineParameterValue
}

@length(min: 0, max: 200)
list SageMakerPipelineParameterList {
    member: SageMakerPipelineParameter
}

@length(min: 1, max: 256)
@pattern("^[A-Za-z0-9\\-_]*$")
string SageMakerPipelineParameterName

@length(min: 1, max: 1024)
string SageMakerPipelineParameterValue

structure SageMakerPipelineParameters {
    PipelineParameterList: SageMakerPipelineParameterList
}

@length(min: 1, max: 1224)
@pattern("^arn:aws(-[a-z]+)?:scheduler:[a-z0-9\\-]+:\\d{12}:schedule\\/[0-9a-zA-Z-_.]+\\/[0-9a-zA-Z-_.]+$")
string ScheduleArn

@length(min: 1, max: 256)
string ScheduleExpression

@length(min: 1, max: 50)
string ScheduleExpressionTimezone

@length(min: 1, max: 64)
@pattern("^[0-9a-zA-Z-_.]+$")
string ScheduleGroupName

list ScheduleList {
    member: ScheduleSummary
}

enum ScheduleState {
    ENABLED
    DISABLED
}

structure ScheduleSummary {
    Arn: ScheduleArn
    CreationDate: Timestamp
    GroupName: ScheduleGroupName
    LastModificationDate: Timestamp
    Name: Name
    State: ScheduleState
    Target: TargetSummary
}

@length(min: 1, max: 1000)
string SecurityGroup

@length(min: 1, max: 5)
list SecurityGroups {
    member: SecurityGroup
}

@error("client")
@httpError(402)
structure ServiceQuotaExceededException {
    @required
    Message: String
}

@length(min: 1, max: 256)
@pattern("^(?=[/\\.\\-_A-Za-z0-9]+)((?!aws\\.).*)|(\\$(\\.[\\w_-]+(\\[(\\d+|\\*)\\])*)*)$")
string Source

structure SqsParameters {
    MessageGroupId: MessageGroupId
}

@length(min: 1, max: 1000)
string Subnet

@length(min: 1, max: 16)
list Subnets {
    member: Subnet
}

structure Tag {
    @required
    Key: TagKey
    @required
    Value: TagValue
}

@length(min: 1, max: 128)
string TagKey

@length(min: 0, max: 200)
list TagList {
    member: Tag
}

map TagMap {
    key: TagKey
    value: TagValue
}

@length(min: 1, max: 1011)
@pattern("^arn:aws(-[a-z]+)?:scheduler:[a-z0-9\\-]+:\\d{12}:schedule-group\\/[0-9a-zA-Z-_.]+$")
string TagResourceArn

structure TagResourceInput {
    @required
    @httpLabel
    ResourceArn: TagResourceArn
    @required
    Tags: TagList
}

structure TagResourceOutput {}

@length(min: 1, max: 256)
string TagValue

@length(min: 0, max: 50)
list Tags {
    member: TagMap
}

structure Target {
    @required
    Arn: TargetArn
    DeadLetterConfig: DeadLetterConfig
    EcsParameters: EcsParameters
    EventBridgeParameters: EventBridgeParameters
    Input: TargetInput
    KinesisParameters: KinesisParameters
    RetryPolicy: RetryPolicy
    @required
    RoleArn: RoleArn
    SageMakerPipelineParameters: SageMakerPipelineParameters
    SqsParameters: SqsParameters
}

@length(min: 1, max: 1600)
string TargetArn

@length(min: 1)
string TargetInput

@length(min: 1, max: 256)
string TargetPartitionKey

structure TargetSummary {
    @required
    Arn: TargetArn
}

@range(min: 1, max: 10)
integer TaskCount

@length(min: 1, max: 1600)
string TaskDefinitionArn

@error("client")
@httpError(429)
structure ThrottlingException {
    @required
    Message: String
}

structure UpdateScheduleInput {
    ActionAfterCompletion: ActionAfterCompletion
    @idempotencyToken
    ClientToken: ClientToken
    Description: Description
    EndDate: Timestamp
    @required
    FlexibleTimeWindow: FlexibleTimeWindow
    GroupName: ScheduleGroupName
    KmsKeyArn: KmsKeyArn
    @required
    @httpLabel
    Name: Name
    @required
    ScheduleExpression: ScheduleExpression
    ScheduleExpressionTimezone: ScheduleExpressionTimezone
    StartDate: Timestamp
    State: ScheduleState
    @required
    Target: Target
}

structure UpdateScheduleOutput {
    @required
    ScheduleArn: ScheduleArn
}

@error("client")
@httpError(400)
structure ValidationException {
    @required
    Message: String
}
