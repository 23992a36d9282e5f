$version: "2"

// What Gantry uses of the Docker Engine API, versions 1.41 to 1.44. Every member is optional:
// Docker and Podman leave out, or write as null, what does not apply. Times are text, because
// Docker gives them to the nanosecond.
namespace gantry.docker

// Containers: create

structure ContainerCreateRequest {
    Hostname: String
    Domainname: String
    User: String
    Env: StringList
    Cmd: StringList
    Entrypoint: StringList
    Image: String
    Labels: StringMap
    WorkingDir: String
    Tty: Boolean
    OpenStdin: Boolean
    StdinOnce: Boolean
    AttachStdin: Boolean
    AttachStdout: Boolean
    AttachStderr: Boolean
    StopSignal: String
    StopTimeout: Integer
    NetworkDisabled: Boolean
    ExposedPorts: EmptyMap
    Volumes: EmptyMap
    Healthcheck: HealthConfig
    HostConfig: HostConfig
    NetworkingConfig: NetworkingConfig
}

structure ContainerCreateResponse {
    Id: String
    Warnings: StringList
}

/// Times are nanoseconds.
structure HealthConfig {
    Test: StringList
    Interval: Long
    Timeout: Long
    Retries: Integer
    StartPeriod: Long
    StartInterval: Long
}

structure HostConfig {
    Binds: StringList
    Mounts: MountList
    PortBindings: PortMap
    PublishAllPorts: Boolean
    Memory: Long
    MemoryReservation: Long
    MemorySwap: Long
    MemorySwappiness: Long
    CpuShares: Long
    CpuPeriod: Long
    CpuQuota: Long
    CpusetCpus: String
    CpusetMems: String
    NanoCpus: Long
    CgroupParent: String
    CgroupnsMode: String
    NetworkMode: String
    PidMode: String
    IpcMode: String
    UTSMode: String
    UsernsMode: String
    Privileged: Boolean
    ReadonlyRootfs: Boolean
    CapAdd: StringList
    CapDrop: StringList
    GroupAdd: StringList
    Devices: DeviceMappingList
    DeviceRequests: DeviceRequestList
    Init: Boolean
    ShmSize: Long
    Tmpfs: StringMap
    Sysctls: StringMap
    StorageOpt: StringMap
    Ulimits: UlimitList
    Dns: StringList
    DnsSearch: StringList
    DnsOptions: StringList
    ExtraHosts: StringList
    SecurityOpt: StringList
    Links: StringList
    VolumesFrom: StringList
    LogConfig: LogConfig
    RestartPolicy: RestartPolicy
    PidsLimit: Long
    AutoRemove: Boolean
    OomKillDisable: Boolean
    OomScoreAdj: Integer
    BlkioWeight: Integer
    Runtime: String
}

structure Mount {
    Type: String
    Source: String
    Target: String
    ReadOnly: Boolean
    Consistency: String
    BindOptions: BindOptions
    VolumeOptions: VolumeOptions
    TmpfsOptions: TmpfsOptions
}

structure BindOptions {
    Propagation: String
    NonRecursive: Boolean
    CreateMountpoint: Boolean
}

structure VolumeOptions {
    NoCopy: Boolean
    Labels: StringMap
    DriverConfig: DriverConfig
}

structure TmpfsOptions {
    SizeBytes: Long
    Mode: Integer
}

structure DriverConfig {
    Name: String
    Options: StringMap
}

structure PortBinding {
    HostIp: String
    HostPort: String
}

structure DeviceMapping {
    PathOnHost: String
    PathInContainer: String
    CgroupPermissions: String
}

structure DeviceRequest {
    Driver: String
    Count: Integer
    DeviceIDs: StringList
    Capabilities: StringListList
    Options: StringMap
}

structure Ulimit {
    Name: String
    Soft: Long
    Hard: Long
}

structure LogConfig {
    Type: String
    Config: StringMap
}

structure RestartPolicy {
    Name: String
    MaximumRetryCount: Integer
}

structure NetworkingConfig {
    EndpointsConfig: EndpointSettingsMap
}

/// A container's place in a network; what is configured, and in an inspection what came of it.
structure EndpointSettings {
    IPAMConfig: EndpointIpamConfig
    Links: StringList
    Aliases: StringList
    MacAddress: String
    DriverOpts: StringMap
    NetworkID: String
    EndpointID: String
    Gateway: String
    IPAddress: String
    IPPrefixLen: Integer
    IPv6Gateway: String
    GlobalIPv6Address: String
    GlobalIPv6PrefixLen: Integer
}

structure EndpointIpamConfig {
    IPv4Address: String
    IPv6Address: String
    LinkLocalIPs: StringList
}

/// An object without members: Docker's way to write a set as the keys of a map.
structure Empty {}

// Containers: inspect, list, wait, update

structure ContainerInspect {
    Id: String
    Name: String
    Created: String
    Path: String
    Args: StringList
    State: ContainerState
    Image: String
    LogPath: String
    RestartCount: Integer
    Driver: String
    Platform: String
    ExecIDs: StringList
    SizeRw: Long
    SizeRootFs: Long
    HostConfig: HostConfig
    Mounts: MountPointList
    Config: ContainerConfig
    NetworkSettings: NetworkSettings
}

structure ContainerState {
    Status: String
    Running: Boolean
    Paused: Boolean
    Restarting: Boolean
    OOMKilled: Boolean
    Dead: Boolean
    Pid: Long
    ExitCode: Integer
    Error: String
    StartedAt: String
    FinishedAt: String
    Health: Health
}

structure Health {
    Status: String
    FailingStreak: Integer
    Log: HealthLogEntryList
}

structure HealthLogEntry {
    Start: String
    End: String
    ExitCode: Integer
    Output: String
}

structure ContainerConfig {
    Hostname: String
    User: String
    Env: StringList
    Cmd: StringList
    Entrypoint: StringList
    Image: String
    Labels: StringMap
    WorkingDir: String
    Tty: Boolean
    OpenStdin: Boolean
    StopSignal: String
    StopTimeout: Integer
    ExposedPorts: EmptyMap
    Volumes: EmptyMap
    Healthcheck: HealthConfig
}

structure NetworkSettings {
    SandboxID: String
    SandboxKey: String
    IPAddress: String
    IPPrefixLen: Integer
    Gateway: String
    MacAddress: String
    GlobalIPv6Address: String
    Ports: PortMap
    Networks: EndpointSettingsMap
}

structure MountPoint {
    Type: String
    Name: String
    Source: String
    Destination: String
    Driver: String
    Mode: String
    RW: Boolean
    Propagation: String
}

structure ContainerSummary {
    Id: String
    Names: StringList
    Image: String
    ImageID: String
    Command: String
    Created: Long
    Ports: PortSummaryList
    SizeRw: Long
    SizeRootFs: Long
    Labels: StringMap
    State: String
    Status: String
    HostConfig: HostConfigSummary
    NetworkSettings: NetworkSettingsSummary
    Mounts: MountPointList
}

structure PortSummary {
    IP: String
    PrivatePort: Integer
    PublicPort: Integer
    Type: String
}

structure HostConfigSummary {
    NetworkMode: String
}

structure NetworkSettingsSummary {
    Networks: EndpointSettingsMap
}

structure ContainerWaitResponse {
    StatusCode: Long
    Error: ContainerWaitError
}

structure ContainerWaitError {
    Message: String
}

structure ContainerUpdateRequest {
    CpuShares: Long
    CpuPeriod: Long
    CpuQuota: Long
    NanoCpus: Long
    Memory: Long
    MemoryReservation: Long
    MemorySwap: Long
    PidsLimit: Long
    RestartPolicy: RestartPolicy
}

structure ErrorResponse {
    message: String
}

// Containers: statistics

structure ContainerStats {
    id: String
    name: String
    read: String
    preread: String
    num_procs: Long
    pids_stats: PidsStats
    cpu_stats: CpuStats
    precpu_stats: CpuStats
    memory_stats: MemoryStats
    networks: NetworkStatsMap
    blkio_stats: BlkioStats
}

structure PidsStats {
    current: Long
}

structure CpuStats {
    cpu_usage: CpuUsage
    system_cpu_usage: Long
    online_cpus: Integer
    throttling_data: ThrottlingData
}

structure CpuUsage {
    total_usage: Long
    percpu_usage: LongList
    usage_in_kernelmode: Long
    usage_in_usermode: Long
}

structure ThrottlingData {
    periods: Long
    throttled_periods: Long
    throttled_time: Long
}

/// limit and the counters in stats can exceed a long, as unlimited memory does.
structure MemoryStats {
    usage: Long
    max_usage: Long
    failcnt: Long
    limit: Double
    stats: DoubleMap
}

structure NetworkStats {
    rx_bytes: Long
    rx_packets: Long
    rx_errors: Long
    rx_dropped: Long
    tx_bytes: Long
    tx_packets: Long
    tx_errors: Long
    tx_dropped: Long
}

structure BlkioStats {
    io_service_bytes_recursive: BlkioEntryList
    io_serviced_recursive: BlkioEntryList
}

structure BlkioEntry {
    major: Long
    minor: Long
    op: String
    value: Long
}

// Exec

structure ExecCreateRequest {
    AttachStdin: Boolean
    AttachStdout: Boolean
    AttachStderr: Boolean
    DetachKeys: String
    Tty: Boolean
    Env: StringList
    Cmd: StringList
    Privileged: Boolean
    User: String
    WorkingDir: String
    ConsoleSize: IntegerList
}

structure ExecCreateResponse {
    Id: String
}

structure ExecStartRequest {
    Detach: Boolean
    Tty: Boolean
    ConsoleSize: IntegerList
}

structure ExecInspect {
    ID: String
    ContainerID: String
    Running: Boolean
    ExitCode: Integer
    Pid: Long
    OpenStdin: Boolean
    OpenStdout: Boolean
    OpenStderr: Boolean
}

// Events

/// `time` is in seconds, `timeNano` the same moment in nanoseconds.
structure Event {
    Type: String
    Action: String
    Actor: EventActor
    scope: String
    time: Long
    timeNano: Long
}

structure EventActor {
    ID: String
    Attributes: StringMap
}

// Images

structure ImageInspect {
    Id: String
    RepoDigests: StringList
    RepoTags: StringList
    Created: String
    Author: String
    Architecture: String
    Variant: String
    Os: String
    Size: Long
    Config: ContainerConfig
}

structure ImageSummary {
    Id: String
    ParentId: String
    RepoTags: StringList
    RepoDigests: StringList
    Created: Long
    Size: Long
    Labels: StringMap
    Containers: Integer
}

structure ImageDeleteEntry {
    Untagged: String
    Deleted: String
}

/// One line of the stream that a pull answers with.
structure PullProgress {
    id: String
    status: String
    progress: String
    progressDetail: ProgressDetail
    error: String
    errorDetail: ErrorDetail
}

structure ProgressDetail {
    current: Long
    total: Long
}

structure ErrorDetail {
    code: Integer
    message: String
}

/// What a registry says of an image, without pulling it.
structure DistributionInspect {
    Descriptor: ImageDescriptor
    Platforms: PlatformList
}

structure ImageDescriptor {
    mediaType: String
    digest: String
    size: Long
}

structure Platform {
    architecture: String
    os: String
    variant: String
}

/// The content of X-Registry-Auth, before base64url.
structure RegistryAuth {
    username: String
    password: String
    email: String
    serveraddress: String
    identitytoken: String
}

// Volumes

structure VolumeCreateRequest {
    Name: String
    Driver: String
    DriverOpts: StringMap
    Labels: StringMap
}

structure Volume {
    Name: String
    Driver: String
    Mountpoint: String
    CreatedAt: String
    Labels: StringMap
    Scope: String
    Options: StringMap
}

structure VolumeListResponse {
    Volumes: VolumeList
    Warnings: StringList
}

// Networks

structure NetworkCreateRequest {
    Name: String
    CheckDuplicate: Boolean
    Driver: String
    Internal: Boolean
    Attachable: Boolean
    EnableIPv6: Boolean
    IPAM: Ipam
    Options: StringMap
    Labels: StringMap
}

structure NetworkCreateResponse {
    Id: String
    Warning: String
}

structure NetworkInspect {
    Name: String
    Id: String
    Created: String
    Scope: String
    Driver: String
    EnableIPv6: Boolean
    Internal: Boolean
    IPAM: Ipam
    Options: StringMap
    Labels: StringMap
}

structure NetworkConnectRequest {
    Container: String
    EndpointConfig: EndpointSettings
}

structure NetworkDisconnectRequest {
    Container: String
    Force: Boolean
}

structure Ipam {
    Driver: String
    Config: IpamConfigList
    Options: StringMap
}

structure IpamConfig {
    Subnet: String
    IPRange: String
    Gateway: String
}

// The engine

structure Version {
    Version: String
    ApiVersion: String
    MinAPIVersion: String
    GitCommit: String
    Os: String
    Arch: String
    KernelVersion: String
    Components: ComponentVersionList
}

structure ComponentVersion {
    Name: String
    Version: String
}

structure Info {
    ID: String
    Name: String
    ServerVersion: String
    OperatingSystem: String
    OSType: String
    OSVersion: String
    Architecture: String
    KernelVersion: String
    NCPU: Integer
    MemTotal: Long
    Driver: String
    LoggingDriver: String
    CgroupDriver: String
    CgroupVersion: String
    DockerRootDir: String
    SecurityOptions: StringList
    Runtimes: RuntimeMap
    DefaultRuntime: String
    Plugins: PluginsInfo
    Containers: Integer
    ContainersRunning: Integer
    Images: Integer
    IPv4Forwarding: Boolean
    MemoryLimit: Boolean
    SwapLimit: Boolean
    PidsLimit: Boolean
    OomKillDisable: Boolean
    Labels: StringList
    Warnings: StringList
}

structure RuntimeInfo {
    path: String
}

structure PluginsInfo {
    Volume: StringList
    Network: StringList
    Log: StringList
}

// Lists and maps

list StringList {
    member: String
}

list StringListList {
    member: StringList
}

list IntegerList {
    member: Integer
}

list LongList {
    member: Long
}

list MountList {
    member: Mount
}

list MountPointList {
    member: MountPoint
}

list PortBindingList {
    member: PortBinding
}

list PortSummaryList {
    member: PortSummary
}

list DeviceMappingList {
    member: DeviceMapping
}

list DeviceRequestList {
    member: DeviceRequest
}

list UlimitList {
    member: Ulimit
}

list HealthLogEntryList {
    member: HealthLogEntry
}

list BlkioEntryList {
    member: BlkioEntry
}

list PlatformList {
    member: Platform
}

list VolumeList {
    member: Volume
}

list IpamConfigList {
    member: IpamConfig
}

list ComponentVersionList {
    member: ComponentVersion
}

map StringMap {
    key: String
    value: String
}

map DoubleMap {
    key: String
    value: Double
}

map EmptyMap {
    key: String
    value: Empty
}

/// "80/tcp" to where it is published; null, which reads as an empty list, where it is not.
map PortMap {
    key: String
    value: PortBindingList
}

map EndpointSettingsMap {
    key: String
    value: EndpointSettings
}

map NetworkStatsMap {
    key: String
    value: NetworkStats
}

map RuntimeMap {
    key: String
    value: RuntimeInfo
}
