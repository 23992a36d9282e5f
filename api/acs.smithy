$version: "2"

// The control websocket between the agent and the control plane (ACS): the bodies of its messages.
// A frame holds one Envelope; its type says which structure the message is.
namespace gantry.acs

/// One frame, in either direction.
structure Envelope {
    type: String
    message: Document
    /// Beyond the protocol: what the control plane's state was as it sent this.
    gantryState: String
}

// Structures

structure ASMAuthData {
    credentialsParameter: String
    region: String
}

structure AckRequest {
    cluster: String
    containerInstance: String
    messageId: String
}

structure Association {
    name: String
    type: AssociationType
    content: EncodedString
    containers: StringList
}

structure AttachInstanceNetworkInterfacesMessage {
    containerInstanceArn: String
    clusterArn: String
    generatedAt: Long = 0
    messageId: String
    waitTimeoutMs: Long = 0
    elasticNetworkInterfaces: ElasticNetworkInterfaceList
}

structure AttachTaskNetworkInterfacesMessage {
    containerInstanceArn: String
    clusterArn: String
    taskArn: String
    taskClusterArn: String
    generatedAt: Long = 0
    messageId: String
    waitTimeoutMs: Long = 0
    elasticNetworkInterfaces: ElasticNetworkInterfaceList
}

structure Attachment {
    attachmentArn: String
    attachmentType: String
    attachmentProperties: AttachmentPropertyList
}

structure AttachmentProperty {
    name: String
    value: String
}

structure CloseMessage {
    message: String
}

structure ConfirmAttachmentMessage {
    containerInstanceArn: String
    clusterArn: String
    taskArn: String
    taskClusterArn: String
    generatedAt: Long = 0
    messageId: String
    waitTimeoutMs: Long = 0
    attachment: Attachment
}

structure Container {
    command: StringList
    cpu: Integer = 0
    credentialSpecs: StringList
    entryPoint: StringList
    environment: EnvironmentVariables
    environmentFiles: EnvironmentFiles
    essential: Boolean = false
    restartPolicy: RestartPolicy
    image: String
    links: StringList
    memory: Integer = 0
    name: String
    overrides: String
    portMappings: PortMappingList
    managedAgents: ManagedAgentList
    mountPoints: MountPointList
    linuxParameters: LinuxParameters
    privileged: Boolean
    networkInterfaceNames: StringList
    volumesFrom: VolumeFromList
    dockerConfig: DockerConfig
    healthCheckType: HealthCheckType
    registryAuthentication: RegistryAuthenticationData
    logsAuthStrategy: AuthStrategy
    secrets: SecretList
    dependsOn: ContainerDependencies
    startTimeout: Integer = 0
    stopTimeout: Integer = 0
    firelensConfiguration: FirelensConfiguration
    containerArn: String
    /// Beyond the protocol: what is done when a file of a secret (MOUNT_POINT) has changed.
    gantryFilesOnChange: GantryFilesOnChange
}

structure ContainerDependency {
    containerName: String
    condition: ContainerCondition
}

structure Device {
    @required
    hostPath: String
    containerPath: String
    permissions: DeviceCgroupPermissions
}

structure DockerConfig {
    version: String
    config: String
    hostConfig: String
}

structure DockerVolumeConfiguration {
    scope: Scope
    autoprovision: Boolean = false
    driver: String
    driverOpts: StringMap
    labels: StringMap
}

structure EBSVolumeConfiguration {
    volumeId: String
    deleteOnTermination: Boolean = false
    deviceName: String
    filesystemType: String
}

structure ECRAuthData {
    registryId: String
    region: String
    endpointOverride: String
    useExecutionRole: Boolean = false
}

structure EFSAuthorizationConfig {
    accessPointId: String
    iam: EFSAuthorizationConfigIAM
}

structure EFSVolumeConfiguration {
    fileSystemId: String
    rootDirectory: String
    transitEncryption: EFSTransitEncryption
    transitEncryptionPort: Integer = 0
    authorizationConfig: EFSAuthorizationConfig
}

structure ElasticNetworkInterface {
    name: String
    macAddress: String
    attachmentArn: String
    ec2Id: String
    index: Integer = 0
    interfaceAssociationProtocol: NetworkInterfaceAssociationProtocol
    interfaceTunnelProperties: NetworkInterfaceTunnelProperties
    interfaceVethProperties: NetworkInterfaceVethProperties
    interfaceVlanProperties: NetworkInterfaceVlanProperties
    ipv4Addresses: IPv4AddressList
    ipv6Addresses: IPv6AddressList
    domainName: StringList
    domainNameServers: StringList
    privateDnsName: String
    subnetGatewayIpv4Address: String
    subnetGatewayIpv6Address: String
}

structure EncodedString {
    value: String
    encoding: Encoding
}

structure EnvironmentFile {
    value: String
    type: EnvironmentFileType
}

structure ErrorMessage {
    message: String
}

structure FSxWindowsFileServerAuthorizationConfig {
    credentialsParameter: String
    domain: String
}

structure FSxWindowsFileServerVolumeConfiguration {
    fileSystemId: String
    rootDirectory: String
    authorizationConfig: FSxWindowsFileServerAuthorizationConfig
}

structure FirelensConfiguration {
    type: FirelensConfigurationType
    options: FirelensConfigurationOptionsMap
}

structure HeartbeatAckRequest {
    messageId: String
}

structure HeartbeatMessage {
    healthy: Boolean = false
    messageId: String
}

structure HostVolumeProperties {
    sourcePath: String
}

structure IAMRoleCredentials {
    credentialsId: String
    roleArn: String
    accessKeyId: String
    secretAccessKey: SensitiveString
    sessionToken: String
    expiration: String
    credentialScope: String
}

structure IAMRoleCredentialsAckRequest {
    messageId: String
    expiration: String
    credentialsId: String
}

structure IAMRoleCredentialsMessage {
    taskArn: String
    taskClusterArn: String
    roleCredentials: IAMRoleCredentials
    roleType: RoleType
    messageId: String
}

structure IPv4AddressAssignment {
    privateAddress: String
    primary: Boolean = false
}

structure IPv6AddressAssignment {
    address: String
    primary: Boolean = false
}

structure KernelCapabilities {
    add: StringList
    drop: StringList
}

structure LinuxParameters {
    capabilities: KernelCapabilities
    devices: DevicesList
    initProcessEnabled: Boolean
    sharedMemorySize: Integer
}

structure LogDriverVolumeConfiguration {
    driver: String
}

structure ManagedAgent {
    name: ManagedAgentName
    properties: StringMap
}

structure MountPoint {
    sourceVolume: String
    containerPath: String
    readOnly: Boolean = false
}

structure NackRequest {
    cluster: String
    containerInstance: String
    messageId: String
    reason: String
}

structure NetworkInterfaceTunnelProperties {
    tunnelId: String
    interfaceIpAddress: String
}

structure NetworkInterfaceVethProperties {
    peerInterface: String
}

structure NetworkInterfaceVlanProperties {
    vlanId: String
    trunkInterfaceMacAddress: String
}

structure PayloadMessage {
    containerInstanceArn: String
    clusterArn: String
    tasks: TaskList
    generatedAt: Long = 0
    messageId: String
    seqNum: Long = 0
    timeline: Long
}

structure PerformUpdateMessage {
    containerInstanceArn: String
    clusterArn: String
    updateInfo: UpdateInfo
    messageId: String
}

structure PortMapping {
    containerPort: Integer = 0
    hostPort: Integer = 0
    containerPortRange: String
    protocol: TransportProtocol
}

structure ProxyConfiguration {
    type: ProxyConfigurationType
    containerName: String
    properties: StringMap
}

structure RegistryAuthenticationData {
    type: AuthenticationType
    ecrAuthData: ECRAuthData
    asmAuthData: ASMAuthData
}

structure RestartPolicy {
    enabled: Boolean = false
    ignoredExitCodes: IntegerList
    restartAttemptPeriod: Integer = 0
}

structure Secret {
    name: String
    valueFrom: String
    containerPath: String
    type: SecretType
    region: String
    provider: SecretProvider
    target: SecretTarget
    /// Beyond the protocol, of MOUNT_POINT: "0400", and "1000:1000". Absent: 0400, 0:0.
    gantryMode: String
    gantryOwner: String
}

structure StageUpdateMessage {
    containerInstanceArn: String
    clusterArn: String
    updateInfo: UpdateInfo
    messageId: String
}

structure Task {
    arn: String
    taskClusterArn: String
    containers: ContainerList
    desiredStatus: String
    family: String
    overrides: String
    version: String
    zone: String
    taskDefinitionAccountId: String
    volumes: VolumeList
    roleCredentials: IAMRoleCredentials
    executionRoleCredentials: IAMRoleCredentials
    elasticNetworkInterfaces: ElasticNetworkInterfaceList
    cpu: Double = 0
    memory: Integer = 0
    associations: Associations
    pidMode: String
    ipcMode: String
    proxyConfiguration: ProxyConfiguration
    agentConfiguration: String
    launchType: String
    attachments: AttachmentList
    networkMode: String
    serviceName: String
    group: String
    enableFaultInjection: Boolean = false
    trustedExecutionConfiguration: TrustedExecutionConfiguration
}

structure TaskIdentifier {
    taskArn: String
    taskClusterArn: String
    desiredStatus: String
}

structure TaskManifestMessage {
    containerInstanceArn: String
    clusterArn: String
    tasks: TaskIdentifierList
    generatedAt: Long = 0
    messageId: String
    timeline: Long = 0
}

structure TaskStopVerificationAck {
    generatedAt: Long = 0
    messageId: String
    stopTasks: TaskIdentifierList
}

structure TaskStopVerificationMessage {
    messageId: String
    stopCandidates: TaskIdentifierList
}

structure TrustedExecutionConfiguration {
    isolationMode: IsolationMode
}

structure UpdateInfo {
    location: String
    signature: String
}

structure Volume {
    name: String
    type: VolumeType
    host: HostVolumeProperties
    dockerVolumeConfiguration: DockerVolumeConfiguration
    efsVolumeConfiguration: EFSVolumeConfiguration
    fsxWindowsFileServerVolumeConfiguration: FSxWindowsFileServerVolumeConfiguration
    ebsVolumeConfiguration: EBSVolumeConfiguration
    logDriverVolumeConfiguration: LogDriverVolumeConfiguration
}

structure VolumeFrom {
    sourceContainer: String
    readOnly: Boolean = false
}

// Gantry's own messages

/// Beyond the protocol: what a machine does with the packets of its tasks that have an address of
/// their own. The whole of it, each time; agents of other kinds are not sent it.
structure GantryNetworkMessage {
    messageId: String
    clusterArn: String
    containerInstanceArn: String
    generation: Long = 0
    vpcs: GantryVpcList
}

/// One of them. A command is run in the container by no shell.
structure GantryFilesOnChange {
    signal: String
    command: StringList
}

/// A VPC as one machine sees it.
structure GantryVpc {
    vpcId: String
    /// By which its packets are known between machines (VXLAN): 1 to 16777215.
    networkIdentifier: Integer = 0
    cidrs: StringList
    /// Those of tasks on this machine.
    interfaces: GantryInterfaceList
    /// Who has addresses of it elsewhere.
    machines: GantryMachineList
    /// Security groups and prefix lists that rules name.
    addressSets: GantryAddressSetList
}

structure GantryInterface {
    networkInterfaceId: String
    macAddress: String
    privateAddress: String
    subnetCidr: String
    /// Absent: it has none.
    publicAddress: String
    /// Absent: true.
    sourceDestCheck: Boolean
    /// What may come and go; anything else is dropped.
    rules: GantryPacketRuleList
    /// Of its subnet's route table, the VPC's own blocks left out; the longest prefix decides.
    routes: GantryRouteList
}

/// The other side is in one of the blocks, or in one of the sets.
structure GantryPacketRule {
    egress: Boolean = false
    /// "tcp", "udp", "icmp", "-1" for all, or a number.
    protocol: String
    /// Ports; of ICMP type and code. Absent: any.
    fromPort: Integer
    toPort: Integer
    cidrs: StringList
    addressSets: StringList
}

structure GantryRoute {
    destination: String
    target: GantryRouteTarget
}

structure GantryMachine {
    /// Where its packets are sent.
    machineAddress: String
    addresses: StringList
}

structure GantryAddressSet {
    name: String
    /// Addresses or blocks.
    members: StringList
}

// Lists

list Associations {
    member: Association
}

list AttachmentList {
    member: Attachment
}

list AttachmentPropertyList {
    member: AttachmentProperty
}

list ContainerDependencies {
    member: ContainerDependency
}

list ContainerList {
    member: Container
}

list DeviceCgroupPermissions {
    member: DeviceCgroupPermission
}

list DevicesList {
    member: Device
}

list ElasticNetworkInterfaceList {
    member: ElasticNetworkInterface
}

list EnvironmentFiles {
    member: EnvironmentFile
}

list GantryAddressSetList {
    member: GantryAddressSet
}

list GantryInterfaceList {
    member: GantryInterface
}

list GantryMachineList {
    member: GantryMachine
}

list GantryPacketRuleList {
    member: GantryPacketRule
}

list GantryRouteList {
    member: GantryRoute
}

list GantryVpcList {
    member: GantryVpc
}

list IPv4AddressList {
    member: IPv4AddressAssignment
}

list IPv6AddressList {
    member: IPv6AddressAssignment
}

list IntegerList {
    member: Integer
}

list ManagedAgentList {
    member: ManagedAgent
}

list MountPointList {
    member: MountPoint
}

list PortMappingList {
    member: PortMapping
}

list SecretList {
    member: Secret
}

list StringList {
    member: String
}

list TaskIdentifierList {
    member: TaskIdentifier
}

list TaskList {
    member: Task
}

list VolumeFromList {
    member: VolumeFrom
}

list VolumeList {
    member: Volume
}

// Maps

@sensitive
map EnvironmentVariables {
    key: String
    value: String
}

map FirelensConfigurationOptionsMap {
    key: String
    value: String
}

map StringMap {
    key: String
    value: String
}

// Enumerations

enum AssociationType {
    ELASTIC_INFERENCE = "elastic-inference"
    gpu
}

enum AuthStrategy {
    ExecutionRole
}

enum AuthenticationType {
    ecr
    asm
}

enum ContainerCondition {
    START
    COMPLETE
    SUCCESS
    HEALTHY
}

enum DeviceCgroupPermission {
    read
    write
    mknod
}

enum EFSAuthorizationConfigIAM {
    ENABLED
    DISABLED
}

enum EFSTransitEncryption {
    ENABLED
    DISABLED
}

enum Encoding {
    identity
    base64
}

enum EnvironmentFileType {
    s3
}

enum FirelensConfigurationType {
    fluentd
    fluentbit
}

enum HealthCheckType {
    docker
}

enum GantryRouteTarget {
    /// Another of the VPC's own blocks, or an interface of it.
    local
    /// Out under the public address; nowhere for who has none.
    internet
    /// Out under the machine's address.
    nat
    blackhole
}

enum IsolationMode {
    SHARED
    EXCLUSIVE
    ISOLATED_PARTITION
}

enum ManagedAgentName {
    ExecuteCommandAgent
}

enum NetworkInterfaceAssociationProtocol {
    default
    tunnel
    veth
    vlan
}

enum ProxyConfigurationType {
    APPMESH
}

enum RoleType {
    TaskApplication
    TaskExecution
}

enum Scope {
    task
    shared
}

enum SecretProvider {
    ssm
    asm
}

enum SecretTarget {
    CONTAINER
    LOG_DRIVER
}

enum SecretType {
    ENVIRONMENT_VARIABLE
    MOUNT_POINT
    BOOTSTRAP
}

enum TransportProtocol {
    tcp
    udp
}

enum VolumeType {
    host
    docker
    efs
    fsxWindowsFileServer
    ebs
    logDriverOutput
}

// Bounded values

@sensitive
string SensitiveString
