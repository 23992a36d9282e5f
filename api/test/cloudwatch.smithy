$version: "2"

// Made from botocore 1.43.11, cloudwatch/2010-08-01, without its texts. Again, or with more operations:
// tools/import-model --out api/test/cloudwatch.smithy --protocols query,smithy-rpc-v2-cbor cloudwatch [OPERATION…]
namespace gantry.cloudwatch

use aws.api#service
use aws.auth#sigv4
use aws.protocols#awsQuery
use aws.protocols#awsQueryCompatible
use aws.protocols#awsQueryError
use smithy.protocols#rpcv2Cbor

@service(sdkId: "CloudWatch")
@sigv4(name: "monitoring")
@awsQuery
@rpcv2Cbor
@awsQueryCompatible
@xmlNamespace(uri: "http://monitoring.amazonaws.com/doc/2010-08-01/")
service GraniteServiceVersion20100801 {
    version: "2010-08-01"
    operations: [
        GetMetricData
        PutMetricData
    ]
}

@paginated(inputToken: "NextToken", outputToken: "NextToken", pageSize: "MaxDatapoints")
operation GetMetricData {
    input: GetMetricDataInput
    output: GetMetricDataOutput
    errors: [
        InvalidNextToken
    ]
}

operation PutMetricData {
    input: PutMetricDataInput
    output: PutMetricDataResponse
    errors: [
        InternalServiceFault
        InvalidParameterCombinationException
        InvalidParameterValueException
        MissingRequiredParameterException
    ]
}

@length(min: 1, max: 255)
string AccountId

list Counts {
    member: Double
}

list DatapointValues {
    member: Double
}

structure Dimension {
    @required
    Name: DimensionName
    @required
    Value: DimensionValue
}

@length(min: 1, max: 255)
string DimensionName

@length(min: 1, max: 1024)
string DimensionValue

@length(max: 30)
list Dimensions {
    member: Dimension
}

structure Entity {
    KeyAttributes: EntityKeyAttributesMap
    Attributes: EntityAttributesMap
}

@length(min: 0, max: 10)
map EntityAttributesMap {
    key: EntityAttributesMapKeyString
    value: EntityAttributesMapValueString
}

@length(min: 1, max: 256)
string EntityAttributesMapKeyString

@length(min: 1, max: 2048)
string EntityAttributesMapValueString

@length(min: 2, max: 4)
map EntityKeyAttributesMap {
    key: EntityKeyAttributesMapKeyString
    value: EntityKeyAttributesMapValueString
}

@length(min: 1, max: 32)
string EntityKeyAttributesMapKeyString

@length(min: 1, max: 2048)
string EntityKeyAttributesMapValueString

structure EntityMetricData {
    Entity: Entity
    MetricData: MetricData
}

list EntityMetricDataList {
    member: EntityMetricData
}

@length(min: 1, max: 255)
string ErrorMessage

structure GetMetricDataInput {
    @required
    MetricDataQueries: MetricDataQueries
    @required
    StartTime: Timestamp
    @required
    EndTime: Timestamp
    NextToken: String
    ScanBy: ScanBy
    MaxDatapoints: Integer
    LabelOptions: LabelOptions
}

structure GetMetricDataOutput {
    MetricDataResults: MetricDataResults
    NextToken: String
    Messages: MetricDataResultMessages
}

@error("client")
@awsQueryError(code: "InternalServiceError", httpResponseCode: 500)
structure InternalServiceFault {
    Message: String
}

@error("client")
@awsQueryError(code: "InvalidNextToken", httpResponseCode: 400)
structure InvalidNextToken {
    message: ErrorMessage
}

@error("client")
@awsQueryError(code: "InvalidParameterCombination", httpResponseCode: 400)
structure InvalidParameterCombinationException {
    message: String
}

@error("client")
@awsQueryError(code: "InvalidParameterValue", httpResponseCode: 400)
structure InvalidParameterValueException {
    message: String
}

structure LabelOptions {
    Timezone: String
}

structure MessageData {
    Code: String
    Value: String
}

structure Metric {
    Namespace: Namespace
    MetricName: MetricName
    Dimensions: Dimensions
}

list MetricData {
    member: MetricDatum
}

list MetricDataQueries {
    member: MetricDataQuery
}

structure MetricDataQuery {
    @required
    Id: MetricId
    MetricStat: MetricStat
    Expression: MetricExpression
    Label: String
    ReturnData: Boolean
    Period: Period
    AccountId: AccountId
}

structure MetricDataResult {
    Id: MetricId
    Label: String
    Timestamps: Timestamps
    Values: DatapointValues
    StatusCode: StatusCode
    Messages: MetricDataResultMessages
}

list MetricDataResultMessages {
    member: MessageData
}

list MetricDataResults {
    member: MetricDataResult
}

structure MetricDatum {
    @required
    MetricName: MetricName
    Dimensions: Dimensions
    Timestamp: Timestamp
    Value: Double
    StatisticValues: StatisticSet
    Values: Values
    Counts: Counts
    Unit: StandardUnit
    StorageResolution: StorageResolution
}

@length(min: 1, max: 2048)
string MetricExpression

@length(min: 1, max: 255)
string MetricId

@length(min: 1, max: 255)
string MetricName

structure MetricStat {
    @required
    Metric: Metric
    @required
    Period: Period
    @required
    Stat: String
    Unit: StandardUnit
}

@error("client")
@awsQueryError(code: "MissingParameter", httpResponseCode: 400)
structure MissingRequiredParameterException {
    message: String
}

@length(min: 1, max: 255)
@pattern("^[^:].*$")
string Namespace

@range(min: 1)
integer Period

structure PutMetricDataInput {
    @required
    Namespace: Namespace
    MetricData: MetricData
    EntityMetricData: EntityMetricDataList
    StrictEntityValidation: Boolean
}

structure PutMetricDataResponse {}

enum ScanBy {
    TimestampDescending
    TimestampAscending
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

structure StatisticSet {
    @required
    SampleCount: Double
    @required
    Sum: Double
    @required
    Minimum: Double
    @required
    Maximum: Double
}

enum StatusCode {
    Complete
    InternalError
    PartialData
    Forbidden
}

@range(min: 1)
integer StorageResolution

list Timestamps {
    member: Timestamp
}

list Values {
    member: Double
}
