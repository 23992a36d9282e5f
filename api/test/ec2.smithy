$version: "2"

// Made from botocore 1.43.11, ec2/2016-11-15, without its texts. Again, or with more operations:
// tools/import-model --out api/test/ec2.smithy ec2 [OPERATION…]
namespace gantry.ec2

use aws.api#service
use aws.auth#sigv4
use aws.protocols#ec2Query
use aws.protocols#ec2QueryName

@service(sdkId: "EC2")
@sigv4(name: "ec2")
@ec2Query
@xmlNamespace(uri: "http://ec2.amazonaws.com/doc/2016-11-15")
service EC2_20161115 {
    version: "2016-11-15"
    operations: [
        AuthorizeSecurityGroupIngress
        CreateTags
        DescribeVpcs
        RunInstances
    ]
}

operation AuthorizeSecurityGroupIngress {
    input: AuthorizeSecurityGroupIngressRequest
    output: AuthorizeSecurityGroupIngressResult
}

operation CreateTags {
    input: CreateTagsRequest
    output: CreateTagsResponse
}

@paginated(inputToken: "NextToken", outputToken: "NextToken", items: "Vpcs", pageSize: "MaxResults")
operation DescribeVpcs {
    input: DescribeVpcsRequest
    output: DescribeVpcsResult
}

operation RunInstances {
    input: RunInstancesRequest
    output: Reservation
}

enum AmdSevSnpSpecification {
    enabled
    disabled
}

enum ArchitectureValues {
    i386
    x86_64
    arm64
    x86_64_mac
    arm64_mac
}

enum AttachmentStatus {
    attaching
    attached
    detaching
    detached
}

structure AuthorizeSecurityGroupIngressRequest {
    CidrIp: String
    FromPort: Integer
    GroupId: String
    GroupName: String
    IpPermissions: IpPermissionList
    IpProtocol: String
    SourceSecurityGroupName: String
    SourceSecurityGroupOwnerId: String
    ToPort: Integer
    @xmlName("TagSpecification")
    TagSpecifications: TagSpecificationList
    @xmlName("dryRun")
    DryRun: Boolean
}

structure AuthorizeSecurityGroupIngressResult {
    @xmlName("return")
    Return: Boolean
    @xmlName("securityGroupRuleSet")
    SecurityGroupRules: SecurityGroupRuleList
}

structure BlockDeviceMapping {
    @xmlName("ebs")
    Ebs: EbsBlockDevice
    @xmlName("noDevice")
    NoDevice: String
    @xmlName("deviceName")
    DeviceName: String
    @xmlName("virtualName")
    VirtualName: String
}

list BlockDeviceMappingRequestList {
    @xmlName("BlockDeviceMapping")
    member: BlockDeviceMapping
}

enum BlockPublicAccessMode {
    off
    block_bidirectional = "block-bidirectional"
    block_ingress = "block-ingress"
}

structure BlockPublicAccessStates {
    @xmlName("internetGatewayBlockMode")
    InternetGatewayBlockMode: BlockPublicAccessMode
}

enum BootModeValues {
    legacy_bios = "legacy-bios"
    uefi
    uefi_preferred = "uefi-preferred"
}

enum CapacityReservationPreference {
    capacity_reservations_only = "capacity-reservations-only"
    open
    none
}

structure CapacityReservationSpecification {
    CapacityReservationPreference: CapacityReservationPreference
    CapacityReservationTarget: CapacityReservationTarget
}

structure CapacityReservationSpecificationResponse {
    @xmlName("capacityReservationPreference")
    CapacityReservationPreference: CapacityReservationPreference
    @xmlName("capacityReservationTarget")
    CapacityReservationTarget: CapacityReservationTargetResponse
}

structure CapacityReservationTarget {
    CapacityReservationId: String
    CapacityReservationResourceGroupArn: String
}

structure CapacityReservationTargetResponse {
    @xmlName("capacityReservationId")
    CapacityReservationId: String
    @xmlName("capacityReservationResourceGroupArn")
    CapacityReservationResourceGroupArn: String
}

structure ConnectionTrackingSpecificationRequest {
    TcpEstablishedTimeout: Integer
    UdpStreamTimeout: Integer
    UdpTimeout: Integer
}

structure ConnectionTrackingSpecificationResponse {
    @xmlName("tcpEstablishedTimeout")
    TcpEstablishedTimeout: Integer
    @xmlName("udpStreamTimeout")
    UdpStreamTimeout: Integer
    @xmlName("udpTimeout")
    UdpTimeout: Integer
}

structure CpuOptions {
    @xmlName("coreCount")
    CoreCount: Integer
    @xmlName("threadsPerCore")
    ThreadsPerCore: Integer
    @xmlName("amdSevSnp")
    AmdSevSnp: AmdSevSnpSpecification
    @xmlName("nestedVirtualization")
    NestedVirtualization: NestedVirtualizationSpecification
}

structure CpuOptionsRequest {
    CoreCount: Integer
    ThreadsPerCore: Integer
    AmdSevSnp: AmdSevSnpSpecification
    NestedVirtualization: NestedVirtualizationSpecification
}

structure CreateTagsRequest {
    @xmlName("dryRun")
    DryRun: Boolean
    @required
    @xmlName("ResourceId")
    Resources: ResourceIdList
    @required
    @xmlName("Tag")
    Tags: TagList
}

structure CreateTagsResponse {}

structure CreditSpecificationRequest {
    @required
    CpuCredits: String
}

@range(min: 5, max: 1000)
integer DescribeVpcsMaxResults

structure DescribeVpcsRequest {
    @xmlName("Filter")
    Filters: FilterList
    @xmlName("VpcId")
    VpcIds: VpcIdStringList
    NextToken: String
    MaxResults: DescribeVpcsMaxResults
    @xmlName("dryRun")
    DryRun: Boolean
}

structure DescribeVpcsResult {
    @xmlName("nextToken")
    NextToken: String
    @xmlName("vpcSet")
    Vpcs: VpcList
}

enum DeviceType {
    ebs
    instance_store = "instance-store"
}

structure EbsBlockDevice {
    @xmlName("deleteOnTermination")
    DeleteOnTermination: Boolean
    @xmlName("iops")
    Iops: Integer
    @xmlName("snapshotId")
    SnapshotId: String
    @xmlName("volumeSize")
    VolumeSize: Integer
    @xmlName("volumeType")
    VolumeType: VolumeType
    @xmlName("kmsKeyId")
    KmsKeyId: String
    @xmlName("throughput")
    Throughput: Integer
    @xmlName("outpostArn")
    OutpostArn: String
    @xmlName("availabilityZone")
    AvailabilityZone: String
    @xmlName("encrypted")
    Encrypted: Boolean
    VolumeInitializationRate: Integer
    AvailabilityZoneId: String
    EbsCardIndex: Integer
}

structure EbsInstanceBlockDevice {
    @xmlName("attachTime")
    AttachTime: Timestamp
    @xmlName("deleteOnTermination")
    DeleteOnTermination: Boolean
    @xmlName("status")
    Status: AttachmentStatus
    @xmlName("volumeId")
    VolumeId: String
    @xmlName("associatedResource")
    AssociatedResource: String
    @xmlName("volumeOwnerId")
    VolumeOwnerId: String
    @xmlName("operator")
    Operator: OperatorResponse
    @xmlName("ebsCardIndex")
    EbsCardIndex: Integer
}

structure ElasticGpuAssociation {
    @xmlName("elasticGpuId")
    ElasticGpuId: String
    @xmlName("elasticGpuAssociationId")
    ElasticGpuAssociationId: String
    @xmlName("elasticGpuAssociationState")
    ElasticGpuAssociationState: String
    @xmlName("elasticGpuAssociationTime")
    ElasticGpuAssociationTime: String
}

list ElasticGpuAssociationList {
    @xmlName("item")
    member: ElasticGpuAssociation
}

structure ElasticGpuSpecification {
    @required
    Type: String
}

list ElasticGpuSpecifications {
    @xmlName("item")
    member: ElasticGpuSpecification
}

structure ElasticInferenceAccelerator {
    @required
    Type: String
    Count: ElasticInferenceAcceleratorCount
}

structure ElasticInferenceAcceleratorAssociation {
    @xmlName("elasticInferenceAcceleratorArn")
    ElasticInferenceAcceleratorArn: String
    @xmlName("elasticInferenceAcceleratorAssociationId")
    ElasticInferenceAcceleratorAssociationId: String
    @xmlName("elasticInferenceAcceleratorAssociationState")
    ElasticInferenceAcceleratorAssociationState: String
    @xmlName("elasticInferenceAcceleratorAssociationTime")
    ElasticInferenceAcceleratorAssociationTime: Timestamp
}

list ElasticInferenceAcceleratorAssociationList {
    @xmlName("item")
    member: ElasticInferenceAcceleratorAssociation
}

@range(min: 1)
integer ElasticInferenceAcceleratorCount

list ElasticInferenceAccelerators {
    @xmlName("item")
    member: ElasticInferenceAccelerator
}

structure EnaSrdSpecificationRequest {
    EnaSrdEnabled: Boolean
    EnaSrdUdpSpecification: EnaSrdUdpSpecificationRequest
}

structure EnaSrdUdpSpecificationRequest {
    EnaSrdUdpEnabled: Boolean
}

structure EnclaveOptions {
    @xmlName("enabled")
    Enabled: Boolean
}

structure EnclaveOptionsRequest {
    Enabled: Boolean
}

structure Filter {
    Name: String
    @xmlName("Value")
    Values: ValueStringList
}

list FilterList {
    @xmlName("Filter")
    member: Filter
}

structure GroupIdentifier {
    @xmlName("groupId")
    GroupId: String
    @xmlName("groupName")
    GroupName: String
}

list GroupIdentifierList {
    @xmlName("item")
    member: GroupIdentifier
}

structure HibernationOptions {
    @xmlName("configured")
    Configured: Boolean
}

structure HibernationOptionsRequest {
    Configured: Boolean
}

enum HostnameType {
    ip_name = "ip-name"
    resource_name = "resource-name"
}

enum HttpTokensState {
    optional
    required
}

enum HypervisorType {
    ovm
    xen
}

structure IamInstanceProfile {
    @xmlName("arn")
    Arn: String
    @xmlName("id")
    Id: String
}

structure IamInstanceProfileSpecification {
    @xmlName("arn")
    Arn: String
    @xmlName("name")
    Name: String
}

structure Instance {
    @xmlName("architecture")
    Architecture: ArchitectureValues
    @xmlName("blockDeviceMapping")
    BlockDeviceMappings: InstanceBlockDeviceMappingList
    @xmlName("clientToken")
    ClientToken: String
    @xmlName("ebsOptimized")
    EbsOptimized: Boolean
    @xmlName("enaSupport")
    EnaSupport: Boolean
    @xmlName("hypervisor")
    Hypervisor: HypervisorType
    @xmlName("iamInstanceProfile")
    IamInstanceProfile: IamInstanceProfile
    @xmlName("instanceLifecycle")
    InstanceLifecycle: InstanceLifecycleType
    @xmlName("elasticGpuAssociationSet")
    ElasticGpuAssociations: ElasticGpuAssociationList
    @xmlName("elasticInferenceAcceleratorAssociationSet")
    ElasticInferenceAcceleratorAssociations: ElasticInferenceAcceleratorAssociationList
    @xmlName("networkInterfaceSet")
    NetworkInterfaces: InstanceNetworkInterfaceList
    @xmlName("outpostArn")
    OutpostArn: String
    @xmlName("rootDeviceName")
    RootDeviceName: String
    @xmlName("rootDeviceType")
    RootDeviceType: DeviceType
    @xmlName("groupSet")
    SecurityGroups: GroupIdentifierList
    @xmlName("sourceDestCheck")
    SourceDestCheck: Boolean
    @xmlName("spotInstanceRequestId")
    SpotInstanceRequestId: String
    @xmlName("sriovNetSupport")
    SriovNetSupport: String
    @xmlName("stateReason")
    StateReason: StateReason
    @xmlName("tagSet")
    Tags: TagList
    @xmlName("virtualizationType")
    VirtualizationType: VirtualizationType
    @xmlName("cpuOptions")
    CpuOptions: CpuOptions
    @xmlName("capacityBlockId")
    CapacityBlockId: String
    @xmlName("capacityReservationId")
    CapacityReservationId: String
    @xmlName("capacityReservationSpecification")
    CapacityReservationSpecification: CapacityReservationSpecificationResponse
    @xmlName("hibernationOptions")
    HibernationOptions: HibernationOptions
    @xmlName("licenseSet")
    Licenses: LicenseList
    @xmlName("metadataOptions")
    MetadataOptions: InstanceMetadataOptionsResponse
    @xmlName("enclaveOptions")
    EnclaveOptions: EnclaveOptions
    @xmlName("bootMode")
    BootMode: BootModeValues
    @xmlName("platformDetails")
    PlatformDetails: String
    @xmlName("usageOperation")
    UsageOperation: String
    @xmlName("usageOperationUpdateTime")
    UsageOperationUpdateTime: Timestamp
    @xmlName("privateDnsNameOptions")
    PrivateDnsNameOptions: PrivateDnsNameOptionsResponse
    @xmlName("ipv6Address")
    Ipv6Address: String
    @xmlName("tpmSupport")
    TpmSupport: String
    @xmlName("maintenanceOptions")
    MaintenanceOptions: InstanceMaintenanceOptions
    @xmlName("currentInstanceBootMode")
    CurrentInstanceBootMode: InstanceBootModeValues
    @xmlName("networkPerformanceOptions")
    NetworkPerformanceOptions: InstanceNetworkPerformanceOptions
    @xmlName("operator")
    Operator: OperatorResponse
    @xmlName("secondaryInterfaceSet")
    SecondaryInterfaces: InstanceSecondaryInterfaceList
    @xmlName("instanceId")
    InstanceId: String
    @xmlName("imageId")
    ImageId: String
    @xmlName("instanceState")
    State: InstanceState
    @xmlName("privateDnsName")
    PrivateDnsName: String
    @xmlName("dnsName")
    PublicDnsName: String
    @xmlName("reason")
    StateTransitionReason: String
    @xmlName("keyName")
    KeyName: String
    @xmlName("amiLaunchIndex")
    AmiLaunchIndex: Integer
    @xmlName("productCodes")
    ProductCodes: ProductCodeList
    @xmlName("instanceType")
    InstanceType: String
    @xmlName("launchTime")
    LaunchTime: Timestamp
    @xmlName("placement")
    Placement: Placement
    @xmlName("kernelId")
    KernelId: String
    @xmlName("ramdiskId")
    RamdiskId: String
    @xmlName("platform")
    Platform: PlatformValues
    @xmlName("monitoring")
    Monitoring: Monitoring
    @xmlName("subnetId")
    SubnetId: String
    @xmlName("vpcId")
    VpcId: String
    @xmlName("privateIpAddress")
    PrivateIpAddress: String
    @xmlName("ipAddress")
    PublicIpAddress: String
}

structure InstanceAttachmentEnaSrdSpecification {
    @xmlName("enaSrdEnabled")
    EnaSrdEnabled: Boolean
    @xmlName("enaSrdUdpSpecification")
    EnaSrdUdpSpecification: InstanceAttachmentEnaSrdUdpSpecification
}

structure InstanceAttachmentEnaSrdUdpSpecification {
    @xmlName("enaSrdUdpEnabled")
    EnaSrdUdpEnabled: Boolean
}

enum InstanceAutoRecoveryState {
    disabled
    default
}

enum InstanceBandwidthWeighting {
    default
    vpc_1 = "vpc-1"
    ebs_1 = "ebs-1"
}

structure InstanceBlockDeviceMapping {
    @xmlName("deviceName")
    DeviceName: String
    @xmlName("ebs")
    Ebs: EbsInstanceBlockDevice
}

list InstanceBlockDeviceMappingList {
    @xmlName("item")
    member: InstanceBlockDeviceMapping
}

enum InstanceBootModeValues {
    legacy_bios = "legacy-bios"
    uefi
}

enum InstanceInterruptionBehavior {
    hibernate
    stop
    terminate
}

structure InstanceIpv4Prefix {
    @xmlName("ipv4Prefix")
    Ipv4Prefix: String
}

list InstanceIpv4PrefixList {
    @xmlName("item")
    member: InstanceIpv4Prefix
}

structure InstanceIpv6Address {
    @xmlName("ipv6Address")
    Ipv6Address: String
    @xmlName("isPrimaryIpv6")
    IsPrimaryIpv6: Boolean
}

list InstanceIpv6AddressList {
    @xmlName("item")
    member: InstanceIpv6Address
}

structure InstanceIpv6Prefix {
    @xmlName("ipv6Prefix")
    Ipv6Prefix: String
}

list InstanceIpv6PrefixList {
    @xmlName("item")
    member: InstanceIpv6Prefix
}

enum InstanceLifecycleType {
    spot
    scheduled
    capacity_block = "capacity-block"
    interruptible_capacity_reservation = "interruptible-capacity-reservation"
}

list InstanceList {
    @xmlName("item")
    member: Instance
}

structure InstanceMaintenanceOptions {
    @xmlName("autoRecovery")
    AutoRecovery: InstanceAutoRecoveryState
    @xmlName("rebootMigration")
    RebootMigration: InstanceRebootMigrationState
}

structure InstanceMaintenanceOptionsRequest {
    AutoRecovery: InstanceAutoRecoveryState
}

structure InstanceMarketOptionsRequest {
    MarketType: MarketType
    SpotOptions: SpotMarketOptions
}

enum InstanceMetadataEndpointState {
    disabled
    enabled
}

structure InstanceMetadataOptionsRequest {
    HttpTokens: HttpTokensState
    HttpPutResponseHopLimit: Integer
    HttpEndpoint: InstanceMetadataEndpointState
    HttpProtocolIpv6: InstanceMetadataProtocolState
    InstanceMetadataTags: InstanceMetadataTagsState
}

structure InstanceMetadataOptionsResponse {
    @xmlName("state")
    State: InstanceMetadataOptionsState
    @xmlName("httpTokens")
    HttpTokens: HttpTokensState
    @xmlName("httpPutResponseHopLimit")
    HttpPutResponseHopLimit: Integer
    @xmlName("httpEndpoint")
    HttpEndpoint: InstanceMetadataEndpointState
    @xmlName("httpProtocolIpv6")
    HttpProtocolIpv6: InstanceMetadataProtocolState
    @xmlName("instanceMetadataTags")
    InstanceMetadataTags: InstanceMetadataTagsState
}

enum InstanceMetadataOptionsState {
    pending
    applied
}

enum InstanceMetadataProtocolState {
    disabled
    enabled
}

enum InstanceMetadataTagsState {
    disabled
    enabled
}

structure InstanceNetworkInterface {
    @xmlName("association")
    Association: InstanceNetworkInterfaceAssociation
    @xmlName("attachment")
    Attachment: InstanceNetworkInterfaceAttachment
    @xmlName("description")
    Description: String
    @xmlName("groupSet")
    Groups: GroupIdentifierList
    @xmlName("ipv6AddressesSet")
    Ipv6Addresses: InstanceIpv6AddressList
    @xmlName("macAddress")
    MacAddress: String
    @xmlName("networkInterfaceId")
    NetworkInterfaceId: String
    @xmlName("ownerId")
    OwnerId: String
    @xmlName("privateDnsName")
    PrivateDnsName: String
    @xmlName("privateIpAddress")
    PrivateIpAddress: String
    @xmlName("privateIpAddressesSet")
    PrivateIpAddresses: InstancePrivateIpAddressList
    @xmlName("sourceDestCheck")
    SourceDestCheck: Boolean
    @xmlName("status")
    Status: NetworkInterfaceStatus
    @xmlName("subnetId")
    SubnetId: String
    @xmlName("vpcId")
    VpcId: String
    @xmlName("interfaceType")
    InterfaceType: String
    @xmlName("ipv4PrefixSet")
    Ipv4Prefixes: InstanceIpv4PrefixList
    @xmlName("ipv6PrefixSet")
    Ipv6Prefixes: InstanceIpv6PrefixList
    @xmlName("connectionTrackingConfiguration")
    ConnectionTrackingConfiguration: ConnectionTrackingSpecificationResponse
    @xmlName("operator")
    Operator: OperatorResponse
}

structure InstanceNetworkInterfaceAssociation {
    @xmlName("carrierIp")
    CarrierIp: String
    @xmlName("customerOwnedIp")
    CustomerOwnedIp: String
    @xmlName("ipOwnerId")
    IpOwnerId: String
    @xmlName("publicDnsName")
    PublicDnsName: String
    @xmlName("publicIp")
    PublicIp: String
}

structure InstanceNetworkInterfaceAttachment {
    @xmlName("attachTime")
    AttachTime: Timestamp
    @xmlName("attachmentId")
    AttachmentId: String
    @xmlName("deleteOnTermination")
    DeleteOnTermination: Boolean
    @xmlName("deviceIndex")
    DeviceIndex: Integer
    @xmlName("status")
    Status: AttachmentStatus
    @xmlName("networkCardIndex")
    NetworkCardIndex: Integer
    @xmlName("enaSrdSpecification")
    EnaSrdSpecification: InstanceAttachmentEnaSrdSpecification
    @xmlName("enaQueueCount")
    EnaQueueCount: Integer
}

list InstanceNetworkInterfaceList {
    @xmlName("item")
    member: InstanceNetworkInterface
}

structure InstanceNetworkInterfaceSpecification {
    @xmlName("associatePublicIpAddress")
    AssociatePublicIpAddress: Boolean
    @xmlName("deleteOnTermination")
    DeleteOnTermination: Boolean
    @xmlName("description")
    Description: String
    @xmlName("deviceIndex")
    DeviceIndex: Integer
    @xmlName("SecurityGroupId")
    Groups: SecurityGroupIdStringList
    @xmlName("ipv6AddressCount")
    Ipv6AddressCount: Integer
    @xmlName("ipv6AddressesSet")
    @ec2QueryName("Ipv6Addresses")
    Ipv6Addresses: InstanceIpv6AddressList
    @xmlName("networkInterfaceId")
    NetworkInterfaceId: String
    @xmlName("privateIpAddress")
    PrivateIpAddress: String
    @xmlName("privateIpAddressesSet")
    @ec2QueryName("PrivateIpAddresses")
    PrivateIpAddresses: PrivateIpAddressSpecificationList
    @xmlName("secondaryPrivateIpAddressCount")
    SecondaryPrivateIpAddressCount: Integer
    @xmlName("subnetId")
    SubnetId: String
    AssociateCarrierIpAddress: Boolean
    InterfaceType: String
    NetworkCardIndex: Integer
    @xmlName("Ipv4Prefix")
    Ipv4Prefixes: Ipv4PrefixList
    Ipv4PrefixCount: Integer
    @xmlName("Ipv6Prefix")
    Ipv6Prefixes: Ipv6PrefixList
    Ipv6PrefixCount: Integer
    PrimaryIpv6: Boolean
    EnaSrdSpecification: EnaSrdSpecificationRequest
    ConnectionTrackingSpecification: ConnectionTrackingSpecificationRequest
    EnaQueueCount: Integer
}

list InstanceNetworkInterfaceSpecificationList {
    @xmlName("item")
    member: InstanceNetworkInterfaceSpecification
}

structure InstanceNetworkPerformanceOptions {
    @xmlName("bandwidthWeighting")
    BandwidthWeighting: InstanceBandwidthWeighting
}

structure InstanceNetworkPerformanceOptionsRequest {
    BandwidthWeighting: InstanceBandwidthWeighting
}

structure InstancePrivateIpAddress {
    @xmlName("association")
    Association: InstanceNetworkInterfaceAssociation
    @xmlName("primary")
    Primary: Boolean
    @xmlName("privateDnsName")
    PrivateDnsName: String
    @xmlName("privateIpAddress")
    PrivateIpAddress: String
}

list InstancePrivateIpAddressList {
    @xmlName("item")
    member: InstancePrivateIpAddress
}

enum InstanceRebootMigrationState {
    disabled
    default
}

structure InstanceSecondaryInterface {
    @xmlName("attachment")
    Attachment: InstanceSecondaryInterfaceAttachment
    @xmlName("macAddress")
    MacAddress: String
    @xmlName("secondaryInterfaceId")
    SecondaryInterfaceId: String
    @xmlName("ownerId")
    OwnerId: String
    @xmlName("privateIpAddressSet")
    PrivateIpAddresses: InstanceSecondaryInterfacePrivateIpAddressList
    @xmlName("sourceDestCheck")
    SourceDestCheck: Boolean
    @xmlName("status")
    Status: SecondaryInterfaceStatus
    @xmlName("secondarySubnetId")
    SecondarySubnetId: String
    @xmlName("secondaryNetworkId")
    SecondaryNetworkId: String
    @xmlName("interfaceType")
    InterfaceType: SecondaryInterfaceType
}

structure InstanceSecondaryInterfaceAttachment {
    @xmlName("attachTime")
    AttachTime: Timestamp
    @xmlName("attachmentId")
    AttachmentId: String
    @xmlName("deleteOnTermination")
    DeleteOnTermination: Boolean
    @xmlName("deviceIndex")
    DeviceIndex: Integer
    @xmlName("status")
    Status: AttachmentStatus
    @xmlName("networkCardIndex")
    NetworkCardIndex: Integer
}

list InstanceSecondaryInterfaceList {
    @xmlName("item")
    member: InstanceSecondaryInterface
}

structure InstanceSecondaryInterfacePrivateIpAddress {
    @xmlName("privateIpAddress")
    PrivateIpAddress: String
}

list InstanceSecondaryInterfacePrivateIpAddressList {
    @xmlName("item")
    member: InstanceSecondaryInterfacePrivateIpAddress
}

list InstanceSecondaryInterfacePrivateIpAddressListRequest {
    @xmlName("item")
    member: InstanceSecondaryInterfacePrivateIpAddressRequest
}

structure InstanceSecondaryInterfacePrivateIpAddressRequest {
    @required
    PrivateIpAddress: String
}

list InstanceSecondaryInterfaceSpecificationListRequest {
    @xmlName("item")
    member: InstanceSecondaryInterfaceSpecificationRequest
}

structure InstanceSecondaryInterfaceSpecificationRequest {
    DeleteOnTermination: Boolean
    DeviceIndex: Integer
    @xmlName("PrivateIpAddress")
    PrivateIpAddresses: InstanceSecondaryInterfacePrivateIpAddressListRequest
    PrivateIpAddressCount: Integer
    SecondarySubnetId: String
    InterfaceType: SecondaryInterfaceType
    NetworkCardIndex: Integer
}

structure InstanceState {
    @xmlName("code")
    Code: Integer
    @xmlName("name")
    Name: InstanceStateName
}

enum InstanceStateName {
    pending
    running
    shutting_down = "shutting-down"
    terminated
    stopping
    stopped
}

structure IpPermission {
    @xmlName("ipProtocol")
    IpProtocol: String
    @xmlName("fromPort")
    FromPort: Integer
    @xmlName("toPort")
    ToPort: Integer
    @xmlName("groups")
    UserIdGroupPairs: UserIdGroupPairList
    @xmlName("ipRanges")
    IpRanges: IpRangeList
    @xmlName("ipv6Ranges")
    Ipv6Ranges: Ipv6RangeList
    @xmlName("prefixListIds")
    PrefixListIds: PrefixListIdList
}

list IpPermissionList {
    @xmlName("item")
    member: IpPermission
}

structure IpRange {
    @xmlName("description")
    Description: String
    @xmlName("cidrIp")
    CidrIp: String
}

list IpRangeList {
    @xmlName("item")
    member: IpRange
}

enum IpSource {
    amazon
    byoip
    none
}

list Ipv4PrefixList {
    @xmlName("item")
    member: Ipv4PrefixSpecificationRequest
}

structure Ipv4PrefixSpecificationRequest {
    Ipv4Prefix: String
}

enum Ipv6AddressAttribute {
    public
    private
}

list Ipv6PrefixList {
    @xmlName("item")
    member: Ipv6PrefixSpecificationRequest
}

structure Ipv6PrefixSpecificationRequest {
    Ipv6Prefix: String
}

structure Ipv6Range {
    @xmlName("description")
    Description: String
    @xmlName("cidrIpv6")
    CidrIpv6: String
}

list Ipv6RangeList {
    @xmlName("item")
    member: Ipv6Range
}

structure LaunchTemplateSpecification {
    LaunchTemplateId: String
    LaunchTemplateName: String
    Version: String
}

structure LicenseConfiguration {
    @xmlName("licenseConfigurationArn")
    LicenseConfigurationArn: String
}

structure LicenseConfigurationRequest {
    LicenseConfigurationArn: String
}

list LicenseList {
    @xmlName("item")
    member: LicenseConfiguration
}

list LicenseSpecificationListRequest {
    @xmlName("item")
    member: LicenseConfigurationRequest
}

enum MarketType {
    spot
    capacity_block = "capacity-block"
    interruptible_capacity_reservation = "interruptible-capacity-reservation"
}

structure Monitoring {
    @xmlName("state")
    State: MonitoringState
}

enum MonitoringState {
    disabled
    disabling
    enabled
    pending
}

enum NestedVirtualizationSpecification {
    enabled
    disabled
}

enum NetworkInterfaceStatus {
    available
    associated
    attaching
    in_use = "in-use"
    detaching
}

structure OperatorRequest {
    Principal: String
}

structure OperatorResponse {
    @xmlName("managed")
    Managed: Boolean
    @xmlName("principal")
    Principal: String
    @xmlName("hiddenByDefault")
    HiddenByDefault: Boolean
}

structure Placement {
    @xmlName("availabilityZoneId")
    AvailabilityZoneId: String
    @xmlName("affinity")
    Affinity: String
    @xmlName("groupName")
    GroupName: String
    @xmlName("partitionNumber")
    PartitionNumber: Integer
    @xmlName("hostId")
    HostId: String
    @xmlName("tenancy")
    Tenancy: Tenancy
    @xmlName("spreadDomain")
    SpreadDomain: String
    @xmlName("hostResourceGroupArn")
    HostResourceGroupArn: String
    @xmlName("groupId")
    GroupId: String
    @xmlName("availabilityZone")
    AvailabilityZone: String
}

enum PlatformValues {
    Windows
}

structure PrefixListId {
    @xmlName("description")
    Description: String
    @xmlName("prefixListId")
    PrefixListId: String
}

list PrefixListIdList {
    @xmlName("item")
    member: PrefixListId
}

structure PrivateDnsNameOptionsRequest {
    HostnameType: HostnameType
    EnableResourceNameDnsARecord: Boolean
    EnableResourceNameDnsAAAARecord: Boolean
}

structure PrivateDnsNameOptionsResponse {
    @xmlName("hostnameType")
    HostnameType: HostnameType
    @xmlName("enableResourceNameDnsARecord")
    EnableResourceNameDnsARecord: Boolean
    @xmlName("enableResourceNameDnsAAAARecord")
    EnableResourceNameDnsAAAARecord: Boolean
}

structure PrivateIpAddressSpecification {
    @xmlName("primary")
    Primary: Boolean
    @xmlName("privateIpAddress")
    PrivateIpAddress: String
}

list PrivateIpAddressSpecificationList {
    @xmlName("item")
    member: PrivateIpAddressSpecification
}

structure ProductCode {
    @xmlName("productCode")
    ProductCodeId: String
    @xmlName("type")
    ProductCodeType: ProductCodeValues
}

list ProductCodeList {
    @xmlName("item")
    member: ProductCode
}

enum ProductCodeValues {
    devpay
    marketplace
}

structure ReferencedSecurityGroup {
    @xmlName("groupId")
    GroupId: String
    @xmlName("peeringStatus")
    PeeringStatus: String
    @xmlName("userId")
    UserId: String
    @xmlName("vpcId")
    VpcId: String
    @xmlName("vpcPeeringConnectionId")
    VpcPeeringConnectionId: String
}

structure Reservation {
    @xmlName("reservationId")
    ReservationId: String
    @xmlName("ownerId")
    OwnerId: String
    @xmlName("requesterId")
    RequesterId: String
    @xmlName("groupSet")
    Groups: GroupIdentifierList
    @xmlName("instancesSet")
    Instances: InstanceList
}

list ResourceIdList {
    member: String
}

enum ResourceType {
    capacity_reservation = "capacity-reservation"
    client_vpn_endpoint = "client-vpn-endpoint"
    customer_gateway = "customer-gateway"
    carrier_gateway = "carrier-gateway"
    coip_pool = "coip-pool"
    declarative_policies_report = "declarative-policies-report"
    dedicated_host = "dedicated-host"
    dhcp_options = "dhcp-options"
    egress_only_internet_gateway = "egress-only-internet-gateway"
    elastic_ip = "elastic-ip"
    elastic_gpu = "elastic-gpu"
    export_image_task = "export-image-task"
    export_instance_task = "export-instance-task"
    fleet
    fpga_image = "fpga-image"
    host_reservation = "host-reservation"
    image
    image_usage_report = "image-usage-report"
    import_image_task = "import-image-task"
    import_snapshot_task = "import-snapshot-task"
    instance
    instance_event_window = "instance-event-window"
    internet_gateway = "internet-gateway"
    ipam
    ipam_pool = "ipam-pool"
    ipam_scope = "ipam-scope"
    ipv4pool_ec2 = "ipv4pool-ec2"
    ipv6pool_ec2 = "ipv6pool-ec2"
    key_pair = "key-pair"
    launch_template = "launch-template"
    local_gateway = "local-gateway"
    local_gateway_route_table = "local-gateway-route-table"
    local_gateway_virtual_interface = "local-gateway-virtual-interface"
    local_gateway_virtual_interface_group = "local-gateway-virtual-interface-group"
    local_gateway_route_table_vpc_association = "local-gateway-route-table-vpc-association"
    local_gateway_route_table_virtual_interface_group_association = "local-gateway-route-table-virtual-interface-group-association"
    natgateway
    network_acl = "network-acl"
    network_interface = "network-interface"
    network_insights_analysis = "network-insights-analysis"
    network_insights_path = "network-insights-path"
    network_insights_access_scope = "network-insights-access-scope"
    network_insights_access_scope_analysis = "network-insights-access-scope-analysis"
    outpost_lag = "outpost-lag"
    placement_group = "placement-group"
    prefix_list = "prefix-list"
    replace_root_volume_task = "replace-root-volume-task"
    reserved_instances = "reserved-instances"
    route_table = "route-table"
    security_group = "security-group"
    security_group_rule = "security-group-rule"
    service_link_virtual_interface = "service-link-virtual-interface"
    snapshot
    spot_fleet_request = "spot-fleet-request"
    spot_instances_request = "spot-instances-request"
    subnet
    subnet_cidr_reservation = "subnet-cidr-reservation"
    traffic_mirror_filter = "traffic-mirror-filter"
    traffic_mirror_session = "traffic-mirror-session"
    traffic_mirror_target = "traffic-mirror-target"
    transit_gateway = "transit-gateway"
    transit_gateway_attachment = "transit-gateway-attachment"
    transit_gateway_connect_peer = "transit-gateway-connect-peer"
    transit_gateway_multicast_domain = "transit-gateway-multicast-domain"
    transit_gateway_policy_table = "transit-gateway-policy-table"
    transit_gateway_metering_policy = "transit-gateway-metering-policy"
    transit_gateway_route_table = "transit-gateway-route-table"
    transit_gateway_route_table_announcement = "transit-gateway-route-table-announcement"
    volume
    vpc
    vpc_endpoint = "vpc-endpoint"
    vpc_endpoint_connection = "vpc-endpoint-connection"
    vpc_endpoint_service = "vpc-endpoint-service"
    vpc_endpoint_service_permission = "vpc-endpoint-service-permission"
    vpc_peering_connection = "vpc-peering-connection"
    vpn_connection = "vpn-connection"
    vpn_gateway = "vpn-gateway"
    vpc_flow_log = "vpc-flow-log"
    capacity_reservation_fleet = "capacity-reservation-fleet"
    traffic_mirror_filter_rule = "traffic-mirror-filter-rule"
    vpc_endpoint_connection_device_type = "vpc-endpoint-connection-device-type"
    verified_access_instance = "verified-access-instance"
    verified_access_group = "verified-access-group"
    verified_access_endpoint = "verified-access-endpoint"
    verified_access_policy = "verified-access-policy"
    verified_access_trust_provider = "verified-access-trust-provider"
    vpn_connection_device_type = "vpn-connection-device-type"
    vpc_block_public_access_exclusion = "vpc-block-public-access-exclusion"
    vpc_encryption_control = "vpc-encryption-control"
    route_server = "route-server"
    route_server_endpoint = "route-server-endpoint"
    route_server_peer = "route-server-peer"
    ipam_resource_discovery = "ipam-resource-discovery"
    ipam_resource_discovery_association = "ipam-resource-discovery-association"
    instance_connect_endpoint = "instance-connect-endpoint"
    verified_access_endpoint_target = "verified-access-endpoint-target"
    ipam_external_resource_verification_token = "ipam-external-resource-verification-token"
    capacity_block = "capacity-block"
    mac_modification_task = "mac-modification-task"
    ipam_prefix_list_resolver = "ipam-prefix-list-resolver"
    ipam_policy = "ipam-policy"
    ipam_prefix_list_resolver_target = "ipam-prefix-list-resolver-target"
    secondary_interface = "secondary-interface"
    secondary_network = "secondary-network"
    secondary_subnet = "secondary-subnet"
    capacity_manager_data_export = "capacity-manager-data-export"
    vpn_concentrator = "vpn-concentrator"
    ipam_pool_allocation = "ipam-pool-allocation"
}

structure RunInstancesMonitoringEnabled {
    @required
    @xmlName("enabled")
    Enabled: Boolean
}

structure RunInstancesRequest {
    @xmlName("BlockDeviceMapping")
    BlockDeviceMappings: BlockDeviceMappingRequestList
    ImageId: String
    InstanceType: String
    Ipv6AddressCount: Integer
    @xmlName("Ipv6Address")
    Ipv6Addresses: InstanceIpv6AddressList
    KernelId: String
    KeyName: String
    @required
    MaxCount: Integer
    @required
    MinCount: Integer
    Monitoring: RunInstancesMonitoringEnabled
    Placement: Placement
    RamdiskId: String
    @xmlName("SecurityGroupId")
    SecurityGroupIds: SecurityGroupIdStringList
    @xmlName("SecurityGroup")
    SecurityGroups: SecurityGroupStringList
    SubnetId: String
    UserData: RunInstancesUserData
    ElasticGpuSpecification: ElasticGpuSpecifications
    @xmlName("ElasticInferenceAccelerator")
    ElasticInferenceAccelerators: ElasticInferenceAccelerators
    @xmlName("TagSpecification")
    TagSpecifications: TagSpecificationList
    LaunchTemplate: LaunchTemplateSpecification
    InstanceMarketOptions: InstanceMarketOptionsRequest
    CreditSpecification: CreditSpecificationRequest
    CpuOptions: CpuOptionsRequest
    CapacityReservationSpecification: CapacityReservationSpecification
    HibernationOptions: HibernationOptionsRequest
    @xmlName("LicenseSpecification")
    LicenseSpecifications: LicenseSpecificationListRequest
    MetadataOptions: InstanceMetadataOptionsRequest
    EnclaveOptions: EnclaveOptionsRequest
    PrivateDnsNameOptions: PrivateDnsNameOptionsRequest
    MaintenanceOptions: InstanceMaintenanceOptionsRequest
    DisableApiStop: Boolean
    EnablePrimaryIpv6: Boolean
    NetworkPerformanceOptions: InstanceNetworkPerformanceOptionsRequest
    Operator: OperatorRequest
    @xmlName("SecondaryInterface")
    SecondaryInterfaces: InstanceSecondaryInterfaceSpecificationListRequest
    @xmlName("dryRun")
    DryRun: Boolean
    @xmlName("disableApiTermination")
    DisableApiTermination: Boolean
    @xmlName("instanceInitiatedShutdownBehavior")
    InstanceInitiatedShutdownBehavior: ShutdownBehavior
    @xmlName("privateIpAddress")
    PrivateIpAddress: String
    @xmlName("clientToken")
    @idempotencyToken
    ClientToken: String
    @xmlName("additionalInfo")
    AdditionalInfo: String
    @xmlName("networkInterface")
    NetworkInterfaces: InstanceNetworkInterfaceSpecificationList
    @xmlName("iamInstanceProfile")
    IamInstanceProfile: IamInstanceProfileSpecification
    @xmlName("ebsOptimized")
    EbsOptimized: Boolean
}

@sensitive
string RunInstancesUserData

enum SecondaryInterfaceStatus {
    available
    in_use = "in-use"
}

enum SecondaryInterfaceType {
    secondary
}

list SecurityGroupIdStringList {
    @xmlName("SecurityGroupId")
    member: String
}

structure SecurityGroupRule {
    @xmlName("securityGroupRuleId")
    SecurityGroupRuleId: String
    @xmlName("groupId")
    GroupId: String
    @xmlName("groupOwnerId")
    GroupOwnerId: String
    @xmlName("isEgress")
    IsEgress: Boolean
    @xmlName("ipProtocol")
    IpProtocol: String
    @xmlName("fromPort")
    FromPort: Integer
    @xmlName("toPort")
    ToPort: Integer
    @xmlName("cidrIpv4")
    CidrIpv4: String
    @xmlName("cidrIpv6")
    CidrIpv6: String
    @xmlName("prefixListId")
    PrefixListId: String
    @xmlName("referencedGroupInfo")
    ReferencedGroupInfo: ReferencedSecurityGroup
    @xmlName("description")
    Description: String
    @xmlName("tagSet")
    Tags: TagList
    @xmlName("securityGroupRuleArn")
    SecurityGroupRuleArn: String
}

list SecurityGroupRuleList {
    @xmlName("item")
    member: SecurityGroupRule
}

list SecurityGroupStringList {
    @xmlName("SecurityGroup")
    member: String
}

enum ShutdownBehavior {
    stop
    terminate
}

enum SpotInstanceType {
    one_time = "one-time"
    persistent
}

structure SpotMarketOptions {
    MaxPrice: String
    SpotInstanceType: SpotInstanceType
    BlockDurationMinutes: Integer
    ValidUntil: Timestamp
    InstanceInterruptionBehavior: InstanceInterruptionBehavior
}

structure StateReason {
    @xmlName("code")
    Code: String
    @xmlName("message")
    Message: String
}

structure Tag {
    @xmlName("key")
    Key: String
    @xmlName("value")
    Value: String
}

list TagList {
    @xmlName("item")
    member: Tag
}

structure TagSpecification {
    @xmlName("resourceType")
    ResourceType: ResourceType
    @xmlName("Tag")
    Tags: TagList
}

list TagSpecificationList {
    @xmlName("item")
    member: TagSpecification
}

enum Tenancy {
    default
    dedicated
    host
}

structure UserIdGroupPair {
    @xmlName("description")
    Description: String
    @xmlName("userId")
    UserId: String
    @xmlName("groupName")
    GroupName: String
    @xmlName("groupId")
    GroupId: String
    @xmlName("vpcId")
    VpcId: String
    @xmlName("vpcPeeringConnectionId")
    VpcPeeringConnectionId: String
    @xmlName("peeringStatus")
    PeeringStatus: String
}

list UserIdGroupPairList {
    @xmlName("item")
    member: UserIdGroupPair
}

list ValueStringList {
    @xmlName("item")
    member: String
}

enum VirtualizationType {
    hvm
    paravirtual
}

enum VolumeType {
    standard
    io1
    io2
    gp2
    sc1
    st1
    gp3
}

structure Vpc {
    @xmlName("ownerId")
    OwnerId: String
    @xmlName("instanceTenancy")
    InstanceTenancy: Tenancy
    @xmlName("ipv6CidrBlockAssociationSet")
    Ipv6CidrBlockAssociationSet: VpcIpv6CidrBlockAssociationSet
    @xmlName("cidrBlockAssociationSet")
    CidrBlockAssociationSet: VpcCidrBlockAssociationSet
    @xmlName("isDefault")
    IsDefault: Boolean
    @xmlName("encryptionControl")
    EncryptionControl: VpcEncryptionControl
    @xmlName("tagSet")
    Tags: TagList
    @xmlName("blockPublicAccessStates")
    BlockPublicAccessStates: BlockPublicAccessStates
    @xmlName("vpcId")
    VpcId: String
    @xmlName("state")
    State: VpcState
    @xmlName("cidrBlock")
    CidrBlock: String
    @xmlName("dhcpOptionsId")
    DhcpOptionsId: String
}

structure VpcCidrBlockAssociation {
    @xmlName("associationId")
    AssociationId: String
    @xmlName("cidrBlock")
    CidrBlock: String
    @xmlName("cidrBlockState")
    CidrBlockState: VpcCidrBlockState
}

list VpcCidrBlockAssociationSet {
    @xmlName("item")
    member: VpcCidrBlockAssociation
}

structure VpcCidrBlockState {
    @xmlName("state")
    State: VpcCidrBlockStateCode
    @xmlName("statusMessage")
    StatusMessage: String
}

enum VpcCidrBlockStateCode {
    associating
    associated
    disassociating
    disassociated
    failing
    failed
}

structure VpcEncryptionControl {
    @xmlName("vpcId")
    VpcId: String
    @xmlName("vpcEncryptionControlId")
    VpcEncryptionControlId: String
    @xmlName("mode")
    Mode: VpcEncryptionControlMode
    @xmlName("state")
    State: VpcEncryptionControlState
    @xmlName("stateMessage")
    StateMessage: String
    @xmlName("resourceExclusions")
    ResourceExclusions: VpcEncryptionControlExclusions
    @xmlName("tagSet")
    Tags: TagList
}

structure VpcEncryptionControlExclusion {
    @xmlName("state")
    State: VpcEncryptionControlExclusionState
    @xmlName("stateMessage")
    StateMessage: String
}

enum VpcEncryptionControlExclusionState {
    enabling
    enabled
    disabling
    disabled
}

structure VpcEncryptionControlExclusions {
    @xmlName("internetGateway")
    InternetGateway: VpcEncryptionControlExclusion
    @xmlName("egressOnlyInternetGateway")
    EgressOnlyInternetGateway: VpcEncryptionControlExclusion
    @xmlName("natGateway")
    NatGateway: VpcEncryptionControlExclusion
    @xmlName("virtualPrivateGateway")
    VirtualPrivateGateway: VpcEncryptionControlExclusion
    @xmlName("vpcPeering")
    VpcPeering: VpcEncryptionControlExclusion
    @xmlName("lambda")
    Lambda: VpcEncryptionControlExclusion
    @xmlName("vpcLattice")
    VpcLattice: VpcEncryptionControlExclusion
    @xmlName("elasticFileSystem")
    ElasticFileSystem: VpcEncryptionControlExclusion
}

enum VpcEncryptionControlMode {
    monitor
    enforce
}

enum VpcEncryptionControlState {
    enforce_in_progress = "enforce-in-progress"
    monitor_in_progress = "monitor-in-progress"
    enforce_failed = "enforce-failed"
    monitor_failed = "monitor-failed"
    deleting
    deleted
    available
    creating
    delete_failed = "delete-failed"
}

list VpcIdStringList {
    @xmlName("VpcId")
    member: String
}

structure VpcIpv6CidrBlockAssociation {
    @xmlName("associationId")
    AssociationId: String
    @xmlName("ipv6CidrBlock")
    Ipv6CidrBlock: String
    @xmlName("ipv6CidrBlockState")
    Ipv6CidrBlockState: VpcCidrBlockState
    @xmlName("networkBorderGroup")
    NetworkBorderGroup: String
    @xmlName("ipv6Pool")
    Ipv6Pool: String
    @xmlName("ipv6AddressAttribute")
    Ipv6AddressAttribute: Ipv6AddressAttribute
    @xmlName("ipSource")
    IpSource: IpSource
}

list VpcIpv6CidrBlockAssociationSet {
    @xmlName("item")
    member: VpcIpv6CidrBlockAssociation
}

list VpcList {
    @xmlName("item")
    member: Vpc
}

enum VpcState {
    pending
    available
}
