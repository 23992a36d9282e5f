$version: "2"

// The telemetry websocket between the agent and the control plane (TCS): the bodies of its messages.
// A frame holds one Envelope; its type says which structure the message is.
namespace gantry.tcs

/// One frame, in either direction; the agent writes a signature block in front of it.
structure Envelope {
    type: String
    message: Document
}

// Structures

structure AckPublishHealth {
    message: String
}

structure AckPublishInstanceStatus {
    message: String
}

structure AckPublishMetric {
    message: String
}

structure CWStatsSet {
    min: Double = 0
    max: Double = 0
    sampleCount: UInteger = 0
    sum: Double = 0
}

structure ContainerHealth {
    containerName: String
    healthStatus: HealthStatus
    statusSince: Timestamp
    statusMessage: String
}

structure ContainerMetric {
    containerArn: String
    containerName: String
    cpuStatsSet: CWStatsSet
    memoryStatsSet: CWStatsSet
    networkStatsSet: NetworkStatsSet
    storageStatsSet: StorageStatsSet
    restartStatsSet: RestartStatsSet
    generalMetricsPayload: GeneralMetricsPayload
}

structure Dimension {
    key: String
    value: String
}

structure EphemeralStorageMetrics {
    bytesUtilized: ULongStatsSet
}

structure GeneralMetric {
    metricName: String
    metricValues: MetricValues
    metricCounts: MetricCounts
    metricValueDouble: Double
    metricValueLong: Long
    metricValueStatsSet: CWStatsSet
    unit: String
}

structure GeneralMetricsWrapper {
    dimensions: Dimensions
    metricType: MetricType
    generalMetrics: GeneralMetrics
}

structure HealthMetadata {
    cluster: String
    containerInstance: String
    messageId: String
    fin: Boolean = false
}

structure HeartbeatMessage {
    healthy: Boolean = false
}

structure InstanceMetrics {
    storage: InstanceStorageMetrics
    generalMetricsPayload: GeneralMetricsPayload
}

structure InstanceStatus {
    type: String
    status: InstanceHealthcheckStatus
    statusReason: String
    lastUpdated: Timestamp
    lastStatusChange: Timestamp
}

structure InstanceStatusMetadata {
    cluster: String
    containerInstance: String
    requestId: String
}

structure InstanceStorageMetrics {
    rootFilesystem: Percentage = 0
    dataFilesystem: Percentage = 0
}

structure MetricsMetadata {
    cluster: String
    containerInstance: String
    messageId: String
    idle: Boolean = false
    fin: Boolean = false
}

structure NetworkStatsSet {
    rxBytesPerSecond: UDoubleCWStatsSet
    rxBytes: ULongStatsSet
    rxDropped: ULongStatsSet
    rxErrors: ULongStatsSet
    rxPackets: ULongStatsSet
    txBytesPerSecond: UDoubleCWStatsSet
    txBytes: ULongStatsSet
    txDropped: ULongStatsSet
    txErrors: ULongStatsSet
    txPackets: ULongStatsSet
}

structure PublishHealthRequest {
    metadata: HealthMetadata
    tasks: TaskHealths
    timestamp: Timestamp
}

structure PublishInstanceStatusRequest {
    metadata: InstanceStatusMetadata
    statuses: InstanceStatuses
    timestamp: Timestamp
}

structure PublishMetricsRequest {
    metadata: MetricsMetadata
    instanceMetrics: InstanceMetrics
    taskMetrics: TaskMetrics
    timestamp: Timestamp
}

structure RestartStatsSet {
    restartCount: UInteger = 0
}

structure StopTelemetrySessionMessage {
    message: String
}

structure StorageStatsSet {
    readSizeBytes: ULongStatsSet
    writeSizeBytes: ULongStatsSet
}

structure TaskHealth {
    taskArn: String
    clusterArn: String
    taskDefinitionFamily: String
    taskDefinitionVersion: String
    containers: ContainerHealths
}

structure TaskMetric {
    taskArn: String
    clusterArn: String
    taskDefinitionFamily: String
    taskDefinitionVersion: String
    containerMetrics: ContainerMetrics
    ephemeralStorageMetrics: EphemeralStorageMetrics
    volumeMetrics: VolumeMetrics
    serviceConnectMetricsWrapper: ServiceConnectMetricsWrapper
}

structure UDoubleCWStatsSet {
    @required
    min: UDouble = 0
    @required
    max: UDouble = 0
    @required
    sampleCount: UInteger = 0
    @required
    sum: UDouble = 0
}

structure ULongStatsSet {
    @required
    min: ULong = 0
    @required
    max: ULong = 0
    @required
    sampleCount: ULong = 0
    @required
    sum: ULong = 0
    overflowMin: ULong
    overflowMax: ULong
    overflowSum: ULong
}

structure VolumeMetric {
    volumeId: String
    volumeName: String
    utilized: UDoubleCWStatsSet
    size: UDoubleCWStatsSet
}

// Lists

list ContainerHealths {
    member: ContainerHealth
}

list ContainerMetrics {
    member: ContainerMetric
}

list Dimensions {
    member: Dimension
}

list GeneralMetrics {
    member: GeneralMetric
}

list GeneralMetricsPayload {
    member: GeneralMetricsWrapper
}

list InstanceStatuses {
    member: InstanceStatus
}

list MetricCounts {
    member: Long
}

list MetricValues {
    member: Double
}

list ServiceConnectMetricsWrapper {
    member: GeneralMetricsWrapper
}

list TaskHealths {
    member: TaskHealth
}

@length(max: 10)
list TaskMetrics {
    member: TaskMetric
}

list VolumeMetrics {
    member: VolumeMetric
}

// Enumerations

enum HealthStatus {
    HEALTHY
    UNHEALTHY
    UNKNOWN
}

enum InstanceHealthcheckStatus {
    OK
    IMPAIRED
    INSUFFICIENT_DATA
    INITIALIZING
}

enum MetricType {
    TYPE_1 = "1"
    TYPE_2 = "2"
}

// Bounded values

@range(min: 0, max: 100)
double Percentage

@range(min: 0)
double UDouble

@range(min: 0)
integer UInteger

@range(min: 0)
long ULong
