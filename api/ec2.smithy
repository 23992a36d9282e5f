$version: "2"

// Made from botocore 1.43.11, ec2/2016-11-15, without its texts. Again, or with more operations:
// tools/import-model --out api/ec2.smithy ec2 [OPERATION…]
namespace gantry.ec2

use aws.api#service
use aws.auth#sigv4
use aws.protocols#ec2Query

@service(sdkId: "EC2")
@sigv4(name: "ec2")
@ec2Query
@xmlNamespace(uri: "http://ec2.amazonaws.com/doc/2016-11-15")
service EC2_20161115 {
    version: "2016-11-15"
    operations: [
        AllocateAddress
        AssignPrivateIpAddresses
        AssociateAddress
        AssociateDhcpOptions
        AssociateRouteTable
        AssociateVpcCidrBlock
        AttachInternetGateway
        AttachNetworkInterface
        AttachVolume
        AuthorizeSecurityGroupEgress
        AuthorizeSecurityGroupIngress
        CreateDefaultSubnet
        CreateDefaultVpc
        CreateDhcpOptions
        CreateInternetGateway
        CreateManagedPrefixList
        CreateNatGateway
        CreateNetworkAcl
        CreateNetworkAclEntry
        CreateNetworkInterface
        CreateRoute
        CreateRouteTable
        CreateSecurityGroup
        CreateSnapshot
        CreateSubnet
        CreateTags
        CreateVolume
        CreateVpc
        CreateVpcEndpoint
        DeleteDhcpOptions
        DeleteInternetGateway
        DeleteManagedPrefixList
        DeleteNatGateway
        DeleteNetworkAcl
        DeleteNetworkAclEntry
        DeleteNetworkInterface
        DeleteRoute
        DeleteRouteTable
        DeleteSecurityGroup
        DeleteSnapshot
        DeleteSubnet
        DeleteTags
        DeleteVolume
        DeleteVpc
        DeleteVpcEndpoints
        DescribeAccountAttributes
        DescribeAddresses
        DescribeAddressesAttribute
        DescribeAvailabilityZones
        DescribeDhcpOptions
        DescribeInternetGateways
        DescribeManagedPrefixLists
        DescribeNatGateways
        DescribeNetworkAcls
        DescribeNetworkInterfaceAttribute
        DescribeNetworkInterfaces
        DescribePrefixLists
        DescribeRegions
        DescribeRouteTables
        DescribeSecurityGroupRules
        DescribeSecurityGroups
        DescribeSnapshots
        DescribeSubnets
        DescribeTags
        DescribeVolumeStatus
        DescribeVolumes
        DescribeVpcAttribute
        DescribeVpcEndpointServices
        DescribeVpcEndpoints
        DescribeVpcs
        DescribeVpnGateways
        DetachInternetGateway
        DetachNetworkInterface
        DetachVolume
        DisassociateAddress
        DisassociateRouteTable
        DisassociateVpcCidrBlock
        GetManagedPrefixListEntries
        ModifyManagedPrefixList
        ModifyNetworkInterfaceAttribute
        ModifySecurityGroupRules
        ModifySubnetAttribute
        ModifyVolume
        ModifyVpcAttribute
        ModifyVpcEndpoint
        ReleaseAddress
        ReplaceNetworkAclAssociation
        ReplaceNetworkAclEntry
        ReplaceRoute
        ReplaceRouteTableAssociation
        RevokeSecurityGroupEgress
        RevokeSecurityGroupIngress
        UnassignPrivateIpAddresses
        UpdateSecurityGroupRuleDescriptionsEgress
        UpdateSecurityGroupRuleDescriptionsIngress
    ]
}

operation AllocateAddress {
    input: AllocateAddressRequest
    output: AllocateAddressResult
}

operation AssignPrivateIpAddresses {
    input: AssignPrivateIpAddressesRequest
    output: AssignPrivateIpAddressesResult
}

operation AssociateAddress {
    input: AssociateAddressRequest
    output: AssociateAddressResult
}

operation AssociateDhcpOptions {
    input: AssociateDhcpOptionsRequest
    output: AssociateDhcpOptionsResponse
}

operation AssociateRouteTable {
    input: AssociateRouteTableRequest
    output: AssociateRouteTableResult
}

operation AssociateVpcCidrBlock {
    input: AssociateVpcCidrBlockRequest
    output: AssociateVpcCidrBlockResult
}

operation AttachInternetGateway {
    input: AttachInternetGatewayRequest
    output: AttachInternetGatewayResponse
}

operation AttachNetworkInterface {
    input: AttachNetworkInterfaceRequest
    output: AttachNetworkInterfaceResult
}

operation AttachVolume {
    input: AttachVolumeRequest
    output: VolumeAttachment
}

operation AuthorizeSecurityGroupEgress {
    input: AuthorizeSecurityGroupEgressRequest
    output: AuthorizeSecurityGroupEgressResult
}

operation AuthorizeSecurityGroupIngress {
    input: AuthorizeSecurityGroupIngressRequest
    output: AuthorizeSecurityGroupIngressResult
}

operation CreateDefaultSubnet {
    input: CreateDefaultSubnetRequest
    output: CreateDefaultSubnetResult
}

operation CreateDefaultVpc {
    input: CreateDefaultVpcRequest
    output: CreateDefaultVpcResult
}

operation CreateDhcpOptions {
    input: CreateDhcpOptionsRequest
    output: CreateDhcpOptionsResult
}

operation CreateInternetGateway {
    input: CreateInternetGatewayRequest
    output: CreateInternetGatewayResult
}

operation CreateManagedPrefixList {
    input: CreateManagedPrefixListRequest
    output: CreateManagedPrefixListResult
}

operation CreateNatGateway {
    input: CreateNatGatewayRequest
    output: CreateNatGatewayResult
}

operation CreateNetworkAcl {
    input: CreateNetworkAclRequest
    output: CreateNetworkAclResult
}

operation CreateNetworkAclEntry {
    input: CreateNetworkAclEntryRequest
    output: CreateNetworkAclEntryResponse
}

operation CreateNetworkInterface {
    input: CreateNetworkInterfaceRequest
    output: CreateNetworkInterfaceResult
}

operation CreateRoute {
    input: CreateRouteRequest
    output: CreateRouteResult
}

operation CreateRouteTable {
    input: CreateRouteTableRequest
    output: CreateRouteTableResult
}

operation CreateSecurityGroup {
    input: CreateSecurityGroupRequest
    output: CreateSecurityGroupResult
}

operation CreateSnapshot {
    input: CreateSnapshotRequest
    output: Snapshot
}

operation CreateSubnet {
    input: CreateSubnetRequest
    output: CreateSubnetResult
}

operation CreateTags {
    input: CreateTagsRequest
    output: CreateTagsResponse
}

operation CreateVolume {
    input: CreateVolumeRequest
    output: Volume
}

operation CreateVpc {
    input: CreateVpcRequest
    output: CreateVpcResult
}

operation CreateVpcEndpoint {
    input: CreateVpcEndpointRequest
    output: CreateVpcEndpointResult
}

operation DeleteDhcpOptions {
    input: DeleteDhcpOptionsRequest
    output: DeleteDhcpOptionsResponse
}

operation DeleteInternetGateway {
    input: DeleteInternetGatewayRequest
    output: DeleteInternetGatewayResponse
}

operation DeleteManagedPrefixList {
    input: DeleteManagedPrefixListRequest
    output: DeleteManagedPrefixListResult
}

operation DeleteNatGateway {
    input: DeleteNatGatewayRequest
    output: DeleteNatGatewayResult
}

operation DeleteNetworkAcl {
    input: DeleteNetworkAclRequest
    output: DeleteNetworkAclResponse
}

operation DeleteNetworkAclEntry {
    input: DeleteNetworkAclEntryRequest
    output: DeleteNetworkAclEntryResponse
}

operation DeleteNetworkInterface {
    input: DeleteNetworkInterfaceRequest
    output: DeleteNetworkInterfaceResponse
}

operation DeleteRoute {
    input: DeleteRouteRequest
    output: DeleteRouteResponse
}

operation DeleteRouteTable {
    input: DeleteRouteTableRequest
    output: DeleteRouteTableResponse
}

operation DeleteSecurityGroup {
    input: DeleteSecurityGroupRequest
    output: DeleteSecurityGroupResult
}

operation DeleteSnapshot {
    input: DeleteSnapshotRequest
    output: DeleteSnapshotResponse
}

operation DeleteSubnet {
    input: DeleteSubnetRequest
    output: DeleteSubnetResponse
}

operation DeleteTags {
    input: DeleteTagsRequest
    output: DeleteTagsResponse
}

operation DeleteVolume {
    input: DeleteVolumeRequest
    output: DeleteVolumeResponse
}

operation DeleteVpc {
    input: DeleteVpcRequest
    output: DeleteVpcResponse
}

operation DeleteVpcEndpoints {
    input: DeleteVpcEndpointsRequest
    output: DeleteVpcEndpointsResult
}

operation DescribeAccountAttributes {
    input: DescribeAccountAttributesRequest
    output: DescribeAccountAttributesResult
}

operation DescribeAddresses {
    input: DescribeAddressesRequest
    output: DescribeAddressesResult
}

@paginated(inputToken: "NextToken", outputToken: "NextToken", items: "Addresses", pageSize: "MaxResults")
operation DescribeAddressesAttribute {
    input: DescribeAddressesAttributeRequest
    output: DescribeAddressesAttributeResult
}

operation DescribeAvailabilityZones {
    input: DescribeAvailabilityZonesRequest
    output: DescribeAvailabilityZonesResult
}

@paginated(inputToken: "NextToken", outputToken: "NextToken", items: "DhcpOptions", pageSize: "MaxResults")
operation DescribeDhcpOptions {
    input: DescribeDhcpOptionsRequest
    output: DescribeDhcpOptionsResult
}

@paginated(inputToken: "NextToken", outputToken: "NextToken", items: "InternetGateways", pageSize: "MaxResults")
operation DescribeInternetGateways {
    input: DescribeInternetGatewaysRequest
    output: DescribeInternetGatewaysResult
}

@paginated(inputToken: "NextToken", outputToken: "NextToken", items: "PrefixLists", pageSize: "MaxResults")
operation DescribeManagedPrefixLists {
    input: DescribeManagedPrefixListsRequest
    output: DescribeManagedPrefixListsResult
}

@paginated(inputToken: "NextToken", outputToken: "NextToken", items: "NatGateways", pageSize: "MaxResults")
operation DescribeNatGateways {
    input: DescribeNatGatewaysRequest
    output: DescribeNatGatewaysResult
}

@paginated(inputToken: "NextToken", outputToken: "NextToken", items: "NetworkAcls", pageSize: "MaxResults")
operation DescribeNetworkAcls {
    input: DescribeNetworkAclsRequest
    output: DescribeNetworkAclsResult
}

operation DescribeNetworkInterfaceAttribute {
    input: DescribeNetworkInterfaceAttributeRequest
    output: DescribeNetworkInterfaceAttributeResult
}

@paginated(inputToken: "NextToken", outputToken: "NextToken", items: "NetworkInterfaces", pageSize: "MaxResults")
operation DescribeNetworkInterfaces {
    input: DescribeNetworkInterfacesRequest
    output: DescribeNetworkInterfacesResult
}

@paginated(inputToken: "NextToken", outputToken: "NextToken", items: "PrefixLists", pageSize: "MaxResults")
operation DescribePrefixLists {
    input: DescribePrefixListsRequest
    output: DescribePrefixListsResult
}

operation DescribeRegions {
    input: DescribeRegionsRequest
    output: DescribeRegionsResult
}

@paginated(inputToken: "NextToken", outputToken: "NextToken", items: "RouteTables", pageSize: "MaxResults")
operation DescribeRouteTables {
    input: DescribeRouteTablesRequest
    output: DescribeRouteTablesResult
}

@paginated(inputToken: "NextToken", outputToken: "NextToken", items: "SecurityGroupRules", pageSize: "MaxResults")
operation DescribeSecurityGroupRules {
    input: DescribeSecurityGroupRulesRequest
    output: DescribeSecurityGroupRulesResult
}

@paginated(inputToken: "NextToken", outputToken: "NextToken", items: "SecurityGroups", pageSize: "MaxResults")
operation DescribeSecurityGroups {
    input: DescribeSecurityGroupsRequest
    output: DescribeSecurityGroupsResult
}

@paginated(inputToken: "NextToken", outputToken: "NextToken", items: "Snapshots", pageSize: "MaxResults")
operation DescribeSnapshots {
    input: DescribeSnapshotsRequest
    output: DescribeSnapshotsResult
}

@paginated(inputToken: "NextToken", outputToken: "NextToken", items: "Subnets", pageSize: "MaxResults")
operation DescribeSubnets {
    input: DescribeSubnetsRequest
    output: DescribeSubnetsResult
}

@paginated(inputToken: "NextToken", outputToken: "NextToken", items: "Tags", pageSize: "MaxResults")
operation DescribeTags {
    input: DescribeTagsRequest
    output: DescribeTagsResult
}

@paginated(inputToken: "NextToken", outputToken: "NextToken", items: "VolumeStatuses", pageSize: "MaxResults")
operation DescribeVolumeStatus {
    input: DescribeVolumeStatusRequest
    output: DescribeVolumeStatusResult
}

@paginated(inputToken: "NextToken", outputToken: "NextToken", items: "Volumes", pageSize: "MaxResults")
operation DescribeVolumes {
    input: DescribeVolumesRequest
    output: DescribeVolumesResult
}

operation DescribeVpcAttribute {
    input: DescribeVpcAttributeRequest
    output: DescribeVpcAttributeResult
}

@paginated(inputToken: "NextToken", outputToken: "NextToken", pageSize: "MaxResults")
operation DescribeVpcEndpointServices {
    input: DescribeVpcEndpointServicesRequest
    output: DescribeVpcEndpointServicesResult
}

@paginated(inputToken: "NextToken", outputToken: "NextToken", items: "VpcEndpoints", pageSize: "MaxResults")
operation DescribeVpcEndpoints {
    input: DescribeVpcEndpointsRequest
    output: DescribeVpcEndpointsResult
}

@paginated(inputToken: "NextToken", outputToken: "NextToken", items: "Vpcs", pageSize: "MaxResults")
operation DescribeVpcs {
    input: DescribeVpcsRequest
    output: DescribeVpcsResult
}

operation DescribeVpnGateways {
    input: DescribeVpnGatewaysRequest
    output: DescribeVpnGatewaysResult
}

operation DetachInternetGateway {
    input: DetachInternetGatewayRequest
    output: DetachInternetGatewayResponse
}

operation DetachNetworkInterface {
    input: DetachNetworkInterfaceRequest
    output: DetachNetworkInterfaceResponse
}

operation DetachVolume {
    input: DetachVolumeRequest
    output: VolumeAttachment
}

operation DisassociateAddress {
    input: DisassociateAddressRequest
    output: DisassociateAddressResponse
}

operation DisassociateRouteTable {
    input: DisassociateRouteTableRequest
    output: DisassociateRouteTableResponse
}

operation DisassociateVpcCidrBlock {
    input: DisassociateVpcCidrBlockRequest
    output: DisassociateVpcCidrBlockResult
}

@paginated(inputToken: "NextToken", outputToken: "NextToken", items: "Entries", pageSize: "MaxResults")
operation GetManagedPrefixListEntries {
    input: GetManagedPrefixListEntriesRequest
    output: GetManagedPrefixListEntriesResult
}

operation ModifyManagedPrefixList {
    input: ModifyManagedPrefixListRequest
    output: ModifyManagedPrefixListResult
}

operation ModifyNetworkInterfaceAttribute {
    input: ModifyNetworkInterfaceAttributeRequest
    output: ModifyNetworkInterfaceAttributeResponse
}

operation ModifySecurityGroupRules {
    input: ModifySecurityGroupRulesRequest
    output: ModifySecurityGroupRulesResult
}

operation ModifySubnetAttribute {
    input: ModifySubnetAttributeRequest
    output: ModifySubnetAttributeResponse
}

operation ModifyVolume {
    input: ModifyVolumeRequest
    output: ModifyVolumeResult
}

operation ModifyVpcAttribute {
    input: ModifyVpcAttributeRequest
    output: ModifyVpcAttributeResponse
}

operation ModifyVpcEndpoint {
    input: ModifyVpcEndpointRequest
    output: ModifyVpcEndpointResult
}

operation ReleaseAddress {
    input: ReleaseAddressRequest
    output: ReleaseAddressResponse
}

operation ReplaceNetworkAclAssociation {
    input: ReplaceNetworkAclAssociationRequest
    output: ReplaceNetworkAclAssociationResult
}

operation ReplaceNetworkAclEntry {
    input: ReplaceNetworkAclEntryRequest
    output: ReplaceNetworkAclEntryResponse
}

operation ReplaceRoute {
    input: ReplaceRouteRequest
    output: ReplaceRouteResponse
}

operation ReplaceRouteTableAssociation {
    input: ReplaceRouteTableAssociationRequest
    output: ReplaceRouteTableAssociationResult
}

operation RevokeSecurityGroupEgress {
    input: RevokeSecurityGroupEgressRequest
    output: RevokeSecurityGroupEgressResult
}

operation RevokeSecurityGroupIngress {
    input: RevokeSecurityGroupIngressRequest
    output: RevokeSecurityGroupIngressResult
}

operation UnassignPrivateIpAddresses {
    input: UnassignPrivateIpAddressesRequest
    output: UnassignPrivateIpAddressesResponse
}

operation UpdateSecurityGroupRuleDescriptionsEgress {
    input: UpdateSecurityGroupRuleDescriptionsEgressRequest
    output: UpdateSecurityGroupRuleDescriptionsEgressResult
}

operation UpdateSecurityGroupRuleDescriptionsIngress {
    input: UpdateSecurityGroupRuleDescriptionsIngressRequest
    output: UpdateSecurityGroupRuleDescriptionsIngressResult
}

structure AccountAttribute {
    @xmlName("attributeName")
    AttributeName: String
    @xmlName("attributeValueSet")
    AttributeValues: AccountAttributeValueList
}

list AccountAttributeList {
    @xmlName("item")
    member: AccountAttribute
}

enum AccountAttributeName {
    supported_platforms = "supported-platforms"
    default_vpc = "default-vpc"
}

list AccountAttributeNameStringList {
    @xmlName("attributeName")
    member: AccountAttributeName
}

structure AccountAttributeValue {
    @xmlName("attributeValue")
    AttributeValue: String
}

list AccountAttributeValueList {
    @xmlName("item")
    member: AccountAttributeValue
}

@length(min: 0, max: 100)
list AddPrefixListEntries {
    member: AddPrefixListEntry
}

structure AddPrefixListEntry {
    @required
    Cidr: String
    Description: String
}

structure Address {
    @xmlName("allocationId")
    AllocationId: String
    @xmlName("associationId")
    AssociationId: String
    @xmlName("domain")
    Domain: DomainType
    @xmlName("networkInterfaceId")
    NetworkInterfaceId: String
    @xmlName("networkInterfaceOwnerId")
    NetworkInterfaceOwnerId: String
    @xmlName("privateIpAddress")
    PrivateIpAddress: String
    @xmlName("tagSet")
    Tags: TagList
    @xmlName("publicIpv4Pool")
    PublicIpv4Pool: String
    @xmlName("networkBorderGroup")
    NetworkBorderGroup: String
    @xmlName("customerOwnedIp")
    CustomerOwnedIp: String
    @xmlName("customerOwnedIpv4Pool")
    CustomerOwnedIpv4Pool: String
    @xmlName("carrierIp")
    CarrierIp: String
    @xmlName("subnetId")
    SubnetId: String
    @xmlName("serviceManaged")
    ServiceManaged: ServiceManaged
    @xmlName("instanceId")
    InstanceId: String
    @xmlName("publicIp")
    PublicIp: String
}

structure AddressAttribute {
    @xmlName("publicIp")
    PublicIp: String
    @xmlName("allocationId")
    AllocationId: String
    @xmlName("ptrRecord")
    PtrRecord: String
    @xmlName("ptrRecordUpdate")
    PtrRecordUpdate: PtrUpdateStatus
}

enum AddressAttributeName {
    domain_name = "domain-name"
}

list AddressList {
    @xmlName("item")
    member: Address
}

@range(min: 1, max: 1000)
integer AddressMaxResults

list AddressSet {
    @xmlName("item")
    member: AddressAttribute
}

structure AllocateAddressRequest {
    Domain: DomainType
    Address: String
    PublicIpv4Pool: String
    NetworkBorderGroup: String
    CustomerOwnedIpv4Pool: String
    @xmlName("TagSpecification")
    TagSpecifications: TagSpecificationList
    IpamPoolId: String
    @xmlName("dryRun")
    DryRun: Boolean
}

structure AllocateAddressResult {
    @xmlName("allocationId")
    AllocationId: String
    @xmlName("publicIpv4Pool")
    PublicIpv4Pool: String
    @xmlName("networkBorderGroup")
    NetworkBorderGroup: String
    @xmlName("domain")
    Domain: DomainType
    @xmlName("customerOwnedIp")
    CustomerOwnedIp: String
    @xmlName("customerOwnedIpv4Pool")
    CustomerOwnedIpv4Pool: String
    @xmlName("carrierIp")
    CarrierIp: String
    @xmlName("publicIp")
    PublicIp: String
}

list AllocationIdList {
    @xmlName("AllocationId")
    member: String
}

list AllocationIds {
    @xmlName("item")
    member: String
}

structure AssignPrivateIpAddressesRequest {
    @xmlName("Ipv4Prefix")
    Ipv4Prefixes: IpPrefixList
    Ipv4PrefixCount: Integer
    @required
    @xmlName("networkInterfaceId")
    NetworkInterfaceId: String
    @xmlName("privateIpAddress")
    PrivateIpAddresses: PrivateIpAddressStringList
    @xmlName("secondaryPrivateIpAddressCount")
    SecondaryPrivateIpAddressCount: Integer
    @xmlName("allowReassignment")
    AllowReassignment: Boolean
}

structure AssignPrivateIpAddressesResult {
    @xmlName("networkInterfaceId")
    NetworkInterfaceId: String
    @xmlName("assignedPrivateIpAddressesSet")
    AssignedPrivateIpAddresses: AssignedPrivateIpAddressList
    @xmlName("assignedIpv4PrefixSet")
    AssignedIpv4Prefixes: Ipv4PrefixesList
}

structure AssignedPrivateIpAddress {
    @xmlName("privateIpAddress")
    PrivateIpAddress: String
}

list AssignedPrivateIpAddressList {
    @xmlName("item")
    member: AssignedPrivateIpAddress
}

structure AssociateAddressRequest {
    AllocationId: String
    InstanceId: String
    PublicIp: String
    @xmlName("dryRun")
    DryRun: Boolean
    @xmlName("networkInterfaceId")
    NetworkInterfaceId: String
    @xmlName("privateIpAddress")
    PrivateIpAddress: String
    @xmlName("allowReassociation")
    AllowReassociation: Boolean
}

structure AssociateAddressResult {
    @xmlName("associationId")
    AssociationId: String
}

structure AssociateDhcpOptionsRequest {
    @required
    DhcpOptionsId: String
    @required
    VpcId: String
    @xmlName("dryRun")
    DryRun: Boolean
}

structure AssociateDhcpOptionsResponse {}

structure AssociateRouteTableRequest {
    GatewayId: String
    PublicIpv4Pool: String
    @xmlName("dryRun")
    DryRun: Boolean
    @xmlName("subnetId")
    SubnetId: String
    @required
    @xmlName("routeTableId")
    RouteTableId: String
}

structure AssociateRouteTableResult {
    @xmlName("associationId")
    AssociationId: String
    @xmlName("associationState")
    AssociationState: RouteTableAssociationState
}

structure AssociateVpcCidrBlockRequest {
    CidrBlock: String
    Ipv6CidrBlockNetworkBorderGroup: String
    Ipv6Pool: String
    Ipv6CidrBlock: String
    Ipv4IpamPoolId: String
    Ipv4NetmaskLength: Integer
    Ipv6IpamPoolId: String
    Ipv6NetmaskLength: Integer
    @required
    @xmlName("vpcId")
    VpcId: String
    @xmlName("amazonProvidedIpv6CidrBlock")
    AmazonProvidedIpv6CidrBlock: Boolean
}

structure AssociateVpcCidrBlockResult {
    @xmlName("ipv6CidrBlockAssociation")
    Ipv6CidrBlockAssociation: VpcIpv6CidrBlockAssociation
    @xmlName("cidrBlockAssociation")
    CidrBlockAssociation: VpcCidrBlockAssociation
    @xmlName("vpcId")
    VpcId: String
}

list AssociatedSubnetList {
    @xmlName("item")
    member: String
}

structure AttachInternetGatewayRequest {
    @xmlName("dryRun")
    DryRun: Boolean
    @required
    @xmlName("internetGatewayId")
    InternetGatewayId: String
    @required
    @xmlName("vpcId")
    VpcId: String
}

structure AttachInternetGatewayResponse {}

structure AttachNetworkInterfaceRequest {
    NetworkCardIndex: Integer
    EnaSrdSpecification: EnaSrdSpecification
    EnaQueueCount: Integer
    @xmlName("dryRun")
    DryRun: Boolean
    @required
    @xmlName("networkInterfaceId")
    NetworkInterfaceId: String
    @required
    @xmlName("instanceId")
    InstanceId: String
    @required
    @xmlName("deviceIndex")
    DeviceIndex: Integer
}

structure AttachNetworkInterfaceResult {
    @xmlName("attachmentId")
    AttachmentId: String
    @xmlName("networkCardIndex")
    NetworkCardIndex: Integer
}

structure AttachVolumeRequest {
    @required
    Device: String
    @required
    InstanceId: String
    @required
    VolumeId: String
    EbsCardIndex: Integer
    @xmlName("dryRun")
    DryRun: Boolean
}

structure AttachmentEnaSrdSpecification {
    @xmlName("enaSrdEnabled")
    EnaSrdEnabled: Boolean
    @xmlName("enaSrdUdpSpecification")
    EnaSrdUdpSpecification: AttachmentEnaSrdUdpSpecification
}

structure AttachmentEnaSrdUdpSpecification {
    @xmlName("enaSrdUdpEnabled")
    EnaSrdUdpEnabled: Boolean
}

enum AttachmentStatus {
    attaching
    attached
    detaching
    detached
}

structure AttributeBooleanValue {
    @xmlName("value")
    Value: Boolean
}

structure AttributeValue {
    @xmlName("value")
    Value: String
}

structure AuthorizeSecurityGroupEgressRequest {
    @xmlName("TagSpecification")
    TagSpecifications: TagSpecificationList
    @xmlName("dryRun")
    DryRun: Boolean
    @required
    @xmlName("groupId")
    GroupId: String
    @xmlName("sourceSecurityGroupName")
    SourceSecurityGroupName: String
    @xmlName("sourceSecurityGroupOwnerId")
    SourceSecurityGroupOwnerId: String
    @xmlName("ipProtocol")
    IpProtocol: String
    @xmlName("fromPort")
    FromPort: Integer
    @xmlName("toPort")
    ToPort: Integer
    @xmlName("cidrIp")
    CidrIp: String
    @xmlName("ipPermissions")
    IpPermissions: IpPermissionList
}

structure AuthorizeSecurityGroupEgressResult {
    @xmlName("return")
    Return: Boolean
    @xmlName("securityGroupRuleSet")
    SecurityGroupRules: SecurityGroupRuleList
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

enum AutoProvisionZonesState {
    enabled
    disabled
}

enum AutoScalingIpsState {
    enabled
    disabled
}

enum AvailabilityMode {
    zonal
    regional
}

structure AvailabilityZone {
    @xmlName("optInStatus")
    OptInStatus: AvailabilityZoneOptInStatus
    @xmlName("messageSet")
    Messages: AvailabilityZoneMessageList
    @xmlName("regionName")
    RegionName: String
    @xmlName("zoneName")
    ZoneName: String
    @xmlName("zoneId")
    ZoneId: String
    @xmlName("groupName")
    GroupName: String
    @xmlName("networkBorderGroup")
    NetworkBorderGroup: String
    @xmlName("zoneType")
    ZoneType: String
    @xmlName("parentZoneName")
    ParentZoneName: String
    @xmlName("parentZoneId")
    ParentZoneId: String
    @xmlName("groupLongName")
    GroupLongName: String
    @xmlName("geographySet")
    Geography: AvailabilityZoneGeographyList
    @xmlName("subGeographySet")
    SubGeography: AvailabilityZoneSubGeographyList
    @xmlName("zoneState")
    State: AvailabilityZoneState
}

structure AvailabilityZoneAddress {
    AvailabilityZone: String
    AvailabilityZoneId: String
    @xmlName("AllocationId")
    AllocationIds: AllocationIdList
}

list AvailabilityZoneAddresses {
    @xmlName("AvailabilityZoneAddress")
    member: AvailabilityZoneAddress
}

structure AvailabilityZoneGeography {
    @xmlName("name")
    Name: String
}

list AvailabilityZoneGeographyList {
    @xmlName("item")
    member: AvailabilityZoneGeography
}

list AvailabilityZoneList {
    @xmlName("item")
    member: AvailabilityZone
}

structure AvailabilityZoneMessage {
    @xmlName("message")
    Message: String
}

list AvailabilityZoneMessageList {
    @xmlName("item")
    member: AvailabilityZoneMessage
}

enum AvailabilityZoneOptInStatus {
    opt_in_not_required = "opt-in-not-required"
    opted_in = "opted-in"
    not_opted_in = "not-opted-in"
}

enum AvailabilityZoneState {
    available
    information
    impaired
    unavailable
    constrained
}

structure AvailabilityZoneSubGeography {
    @xmlName("name")
    Name: String
}

list AvailabilityZoneSubGeographyList {
    @xmlName("item")
    member: AvailabilityZoneSubGeography
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

structure ConnectionTrackingConfiguration {
    @xmlName("tcpEstablishedTimeout")
    TcpEstablishedTimeout: Integer
    @xmlName("udpStreamTimeout")
    UdpStreamTimeout: Integer
    @xmlName("udpTimeout")
    UdpTimeout: Integer
}

structure ConnectionTrackingSpecificationRequest {
    TcpEstablishedTimeout: Integer
    UdpStreamTimeout: Integer
    UdpTimeout: Integer
}

enum ConnectivityType {
    private
    public
}

structure CreateDefaultSubnetRequest {
    AvailabilityZone: String
    DryRun: Boolean
    Ipv6Native: Boolean
    AvailabilityZoneId: String
}

structure CreateDefaultSubnetResult {
    @xmlName("subnet")
    Subnet: Subnet
}

structure CreateDefaultVpcRequest {
    DryRun: Boolean
}

structure CreateDefaultVpcResult {
    @xmlName("vpc")
    Vpc: Vpc
}

structure CreateDhcpOptionsRequest {
    @required
    @xmlName("dhcpConfiguration")
    DhcpConfigurations: NewDhcpConfigurationList
    @xmlName("TagSpecification")
    TagSpecifications: TagSpecificationList
    @xmlName("dryRun")
    DryRun: Boolean
}

structure CreateDhcpOptionsResult {
    @xmlName("dhcpOptions")
    DhcpOptions: DhcpOptions
}

structure CreateInternetGatewayRequest {
    @xmlName("TagSpecification")
    TagSpecifications: TagSpecificationList
    @xmlName("dryRun")
    DryRun: Boolean
}

structure CreateInternetGatewayResult {
    @xmlName("internetGateway")
    InternetGateway: InternetGateway
}

structure CreateManagedPrefixListRequest {
    DryRun: Boolean
    @required
    PrefixListName: String
    @xmlName("Entry")
    Entries: AddPrefixListEntries
    @required
    MaxEntries: Integer
    @xmlName("TagSpecification")
    TagSpecifications: TagSpecificationList
    @required
    AddressFamily: String
    @idempotencyToken
    ClientToken: String
}

structure CreateManagedPrefixListResult {
    @xmlName("prefixList")
    PrefixList: ManagedPrefixList
}

structure CreateNatGatewayRequest {
    AvailabilityMode: AvailabilityMode
    AllocationId: String
    @idempotencyToken
    ClientToken: String
    DryRun: Boolean
    SubnetId: String
    VpcId: String
    @xmlName("AvailabilityZoneAddress")
    AvailabilityZoneAddresses: AvailabilityZoneAddresses
    @xmlName("TagSpecification")
    TagSpecifications: TagSpecificationList
    ConnectivityType: ConnectivityType
    PrivateIpAddress: String
    @xmlName("SecondaryAllocationId")
    SecondaryAllocationIds: AllocationIdList
    @xmlName("SecondaryPrivateIpAddress")
    SecondaryPrivateIpAddresses: IpList
    SecondaryPrivateIpAddressCount: PrivateIpAddressCount
}

structure CreateNatGatewayResult {
    @xmlName("clientToken")
    ClientToken: String
    @xmlName("natGateway")
    NatGateway: NatGateway
}

structure CreateNetworkAclEntryRequest {
    @xmlName("dryRun")
    DryRun: Boolean
    @required
    @xmlName("networkAclId")
    NetworkAclId: String
    @required
    @xmlName("ruleNumber")
    RuleNumber: Integer
    @required
    @xmlName("protocol")
    Protocol: String
    @required
    @xmlName("ruleAction")
    RuleAction: RuleAction
    @required
    @xmlName("egress")
    Egress: Boolean
    @xmlName("cidrBlock")
    CidrBlock: String
    @xmlName("ipv6CidrBlock")
    Ipv6CidrBlock: String
    @xmlName("Icmp")
    IcmpTypeCode: IcmpTypeCode
    @xmlName("portRange")
    PortRange: PortRange
}

structure CreateNetworkAclEntryResponse {}

structure CreateNetworkAclRequest {
    @xmlName("TagSpecification")
    TagSpecifications: TagSpecificationList
    @idempotencyToken
    ClientToken: String
    @xmlName("dryRun")
    DryRun: Boolean
    @required
    @xmlName("vpcId")
    VpcId: String
}

structure CreateNetworkAclResult {
    @xmlName("networkAcl")
    NetworkAcl: NetworkAcl
    @xmlName("clientToken")
    ClientToken: String
}

structure CreateNetworkInterfaceRequest {
    @xmlName("Ipv4Prefix")
    Ipv4Prefixes: Ipv4PrefixList
    Ipv4PrefixCount: Integer
    @xmlName("Ipv6Prefix")
    Ipv6Prefixes: Ipv6PrefixList
    Ipv6PrefixCount: Integer
    InterfaceType: NetworkInterfaceCreationType
    @xmlName("TagSpecification")
    TagSpecifications: TagSpecificationList
    @idempotencyToken
    ClientToken: String
    EnablePrimaryIpv6: Boolean
    ConnectionTrackingSpecification: ConnectionTrackingSpecificationRequest
    Operator: OperatorRequest
    @required
    @xmlName("subnetId")
    SubnetId: String
    @xmlName("description")
    Description: String
    @xmlName("privateIpAddress")
    PrivateIpAddress: String
    @xmlName("SecurityGroupId")
    Groups: SecurityGroupIdStringList
    @xmlName("privateIpAddresses")
    PrivateIpAddresses: PrivateIpAddressSpecificationList
    @xmlName("secondaryPrivateIpAddressCount")
    SecondaryPrivateIpAddressCount: Integer
    @xmlName("ipv6Addresses")
    Ipv6Addresses: InstanceIpv6AddressList
    @xmlName("ipv6AddressCount")
    Ipv6AddressCount: Integer
    @xmlName("dryRun")
    DryRun: Boolean
}

structure CreateNetworkInterfaceResult {
    @xmlName("networkInterface")
    NetworkInterface: NetworkInterface
    @xmlName("clientToken")
    ClientToken: String
}

structure CreateRouteRequest {
    DestinationPrefixListId: String
    VpcEndpointId: String
    TransitGatewayId: String
    LocalGatewayId: String
    CarrierGatewayId: String
    CoreNetworkArn: String
    OdbNetworkArn: String
    @xmlName("dryRun")
    DryRun: Boolean
    @required
    @xmlName("routeTableId")
    RouteTableId: String
    @xmlName("destinationCidrBlock")
    DestinationCidrBlock: String
    @xmlName("gatewayId")
    GatewayId: String
    @xmlName("destinationIpv6CidrBlock")
    DestinationIpv6CidrBlock: String
    @xmlName("egressOnlyInternetGatewayId")
    EgressOnlyInternetGatewayId: String
    @xmlName("instanceId")
    InstanceId: String
    @xmlName("networkInterfaceId")
    NetworkInterfaceId: String
    @xmlName("vpcPeeringConnectionId")
    VpcPeeringConnectionId: String
    @xmlName("natGatewayId")
    NatGatewayId: String
}

structure CreateRouteResult {
    @xmlName("return")
    Return: Boolean
}

structure CreateRouteTableRequest {
    @xmlName("TagSpecification")
    TagSpecifications: TagSpecificationList
    @idempotencyToken
    ClientToken: String
    @xmlName("dryRun")
    DryRun: Boolean
    @required
    @xmlName("vpcId")
    VpcId: String
}

structure CreateRouteTableResult {
    @xmlName("routeTable")
    RouteTable: RouteTable
    @xmlName("clientToken")
    ClientToken: String
}

structure CreateSecurityGroupRequest {
    @required
    @xmlName("GroupDescription")
    Description: String
    @required
    GroupName: String
    VpcId: String
    @xmlName("TagSpecification")
    TagSpecifications: TagSpecificationList
    @xmlName("dryRun")
    DryRun: Boolean
}

structure CreateSecurityGroupResult {
    @xmlName("groupId")
    GroupId: String
    @xmlName("tagSet")
    Tags: TagList
    @xmlName("securityGroupArn")
    SecurityGroupArn: String
}

structure CreateSnapshotRequest {
    Description: String
    OutpostArn: String
    @required
    VolumeId: String
    @xmlName("TagSpecification")
    TagSpecifications: TagSpecificationList
    Location: SnapshotLocationEnum
    @xmlName("dryRun")
    DryRun: Boolean
}

structure CreateSubnetRequest {
    @xmlName("TagSpecification")
    TagSpecifications: TagSpecificationList
    AvailabilityZone: String
    AvailabilityZoneId: String
    CidrBlock: String
    Ipv6CidrBlock: String
    OutpostArn: String
    @required
    VpcId: String
    Ipv6Native: Boolean
    Ipv4IpamPoolId: String
    Ipv4NetmaskLength: Integer
    Ipv6IpamPoolId: String
    Ipv6NetmaskLength: Integer
    @xmlName("dryRun")
    DryRun: Boolean
}

structure CreateSubnetResult {
    @xmlName("subnet")
    Subnet: Subnet
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

structure CreateVolumeRequest {
    AvailabilityZone: String
    AvailabilityZoneId: String
    @xmlName("encrypted")
    Encrypted: Boolean
    Iops: Integer
    KmsKeyId: String
    OutpostArn: String
    Size: Integer
    SnapshotId: String
    VolumeType: VolumeType
    @xmlName("TagSpecification")
    TagSpecifications: TagSpecificationList
    MultiAttachEnabled: Boolean
    Throughput: Integer
    @idempotencyToken
    ClientToken: String
    VolumeInitializationRate: Integer
    Operator: OperatorRequest
    @xmlName("dryRun")
    DryRun: Boolean
}

structure CreateVpcEndpointRequest {
    DryRun: Boolean
    VpcEndpointType: VpcEndpointType
    @required
    VpcId: String
    ServiceName: String
    PolicyDocument: String
    @xmlName("RouteTableId")
    RouteTableIds: VpcEndpointRouteTableIdList
    @xmlName("SubnetId")
    SubnetIds: VpcEndpointSubnetIdList
    @xmlName("SecurityGroupId")
    SecurityGroupIds: VpcEndpointSecurityGroupIdList
    IpAddressType: IpAddressType
    DnsOptions: DnsOptionsSpecification
    ClientToken: String
    PrivateDnsEnabled: Boolean
    @xmlName("TagSpecification")
    TagSpecifications: TagSpecificationList
    @xmlName("SubnetConfiguration")
    SubnetConfigurations: SubnetConfigurationsList
    ServiceNetworkArn: String
    ResourceConfigurationArn: String
    ServiceRegion: String
}

structure CreateVpcEndpointResult {
    @xmlName("vpcEndpoint")
    VpcEndpoint: VpcEndpoint
    @xmlName("clientToken")
    ClientToken: String
}

structure CreateVpcRequest {
    CidrBlock: String
    Ipv6Pool: String
    Ipv6CidrBlock: String
    Ipv4IpamPoolId: String
    Ipv4NetmaskLength: Integer
    Ipv6IpamPoolId: String
    Ipv6NetmaskLength: Integer
    Ipv6CidrBlockNetworkBorderGroup: String
    VpcEncryptionControl: VpcEncryptionControlConfiguration
    @xmlName("TagSpecification")
    TagSpecifications: TagSpecificationList
    @xmlName("dryRun")
    DryRun: Boolean
    @xmlName("instanceTenancy")
    InstanceTenancy: Tenancy
    @xmlName("amazonProvidedIpv6CidrBlock")
    AmazonProvidedIpv6CidrBlock: Boolean
}

structure CreateVpcResult {
    @xmlName("vpc")
    Vpc: Vpc
}

structure DeleteDhcpOptionsRequest {
    @required
    DhcpOptionsId: String
    @xmlName("dryRun")
    DryRun: Boolean
}

structure DeleteDhcpOptionsResponse {}

structure DeleteInternetGatewayRequest {
    @xmlName("dryRun")
    DryRun: Boolean
    @required
    @xmlName("internetGatewayId")
    InternetGatewayId: String
}

structure DeleteInternetGatewayResponse {}

structure DeleteManagedPrefixListRequest {
    DryRun: Boolean
    @required
    PrefixListId: String
}

structure DeleteManagedPrefixListResult {
    @xmlName("prefixList")
    PrefixList: ManagedPrefixList
}

structure DeleteNatGatewayRequest {
    DryRun: Boolean
    @required
    NatGatewayId: String
}

structure DeleteNatGatewayResult {
    @xmlName("natGatewayId")
    NatGatewayId: String
}

structure DeleteNetworkAclEntryRequest {
    @xmlName("dryRun")
    DryRun: Boolean
    @required
    @xmlName("networkAclId")
    NetworkAclId: String
    @required
    @xmlName("ruleNumber")
    RuleNumber: Integer
    @required
    @xmlName("egress")
    Egress: Boolean
}

structure DeleteNetworkAclEntryResponse {}

structure DeleteNetworkAclRequest {
    @xmlName("dryRun")
    DryRun: Boolean
    @required
    @xmlName("networkAclId")
    NetworkAclId: String
}

structure DeleteNetworkAclResponse {}

structure DeleteNetworkInterfaceRequest {
    @xmlName("dryRun")
    DryRun: Boolean
    @required
    @xmlName("networkInterfaceId")
    NetworkInterfaceId: String
}

structure DeleteNetworkInterfaceResponse {}

structure DeleteRouteRequest {
    DestinationPrefixListId: String
    @xmlName("dryRun")
    DryRun: Boolean
    @required
    @xmlName("routeTableId")
    RouteTableId: String
    @xmlName("destinationCidrBlock")
    DestinationCidrBlock: String
    @xmlName("destinationIpv6CidrBlock")
    DestinationIpv6CidrBlock: String
}

structure DeleteRouteResponse {}

structure DeleteRouteTableRequest {
    @xmlName("dryRun")
    DryRun: Boolean
    @required
    @xmlName("routeTableId")
    RouteTableId: String
}

structure DeleteRouteTableResponse {}

structure DeleteSecurityGroupRequest {
    GroupId: String
    GroupName: String
    @xmlName("dryRun")
    DryRun: Boolean
}

structure DeleteSecurityGroupResult {
    @xmlName("return")
    Return: Boolean
    @xmlName("groupId")
    GroupId: String
}

structure DeleteSnapshotRequest {
    @required
    SnapshotId: String
    @xmlName("dryRun")
    DryRun: Boolean
}

structure DeleteSnapshotResponse {}

structure DeleteSubnetRequest {
    @required
    SubnetId: String
    @xmlName("dryRun")
    DryRun: Boolean
}

structure DeleteSubnetResponse {}

structure DeleteTagsRequest {
    @xmlName("dryRun")
    DryRun: Boolean
    @required
    @xmlName("resourceId")
    Resources: ResourceIdList
    @xmlName("tag")
    Tags: TagList
}

structure DeleteTagsResponse {}

structure DeleteVolumeRequest {
    @required
    VolumeId: String
    @xmlName("dryRun")
    DryRun: Boolean
}

structure DeleteVolumeResponse {}

structure DeleteVpcEndpointsRequest {
    DryRun: Boolean
    @required
    @xmlName("VpcEndpointId")
    VpcEndpointIds: VpcEndpointIdList
}

structure DeleteVpcEndpointsResult {
    @xmlName("unsuccessful")
    Unsuccessful: UnsuccessfulItemSet
}

structure DeleteVpcRequest {
    @required
    VpcId: String
    @xmlName("dryRun")
    DryRun: Boolean
}

structure DeleteVpcResponse {}

structure DescribeAccountAttributesRequest {
    @xmlName("dryRun")
    DryRun: Boolean
    @xmlName("attributeName")
    AttributeNames: AccountAttributeNameStringList
}

structure DescribeAccountAttributesResult {
    @xmlName("accountAttributeSet")
    AccountAttributes: AccountAttributeList
}

structure DescribeAddressesAttributeRequest {
    @xmlName("AllocationId")
    AllocationIds: AllocationIds
    Attribute: AddressAttributeName
    NextToken: String
    MaxResults: AddressMaxResults
    DryRun: Boolean
}

structure DescribeAddressesAttributeResult {
    @xmlName("addressSet")
    Addresses: AddressSet
    @xmlName("nextToken")
    NextToken: String
}

structure DescribeAddressesRequest {
    @xmlName("PublicIp")
    PublicIps: PublicIpStringList
    @xmlName("dryRun")
    DryRun: Boolean
    @xmlName("Filter")
    Filters: FilterList
    @xmlName("AllocationId")
    AllocationIds: AllocationIdList
}

structure DescribeAddressesResult {
    @xmlName("addressesSet")
    Addresses: AddressList
}

structure DescribeAvailabilityZonesRequest {
    @xmlName("ZoneName")
    ZoneNames: ZoneNameStringList
    @xmlName("ZoneId")
    ZoneIds: ZoneIdStringList
    AllAvailabilityZones: Boolean
    @xmlName("dryRun")
    DryRun: Boolean
    @xmlName("Filter")
    Filters: FilterList
}

structure DescribeAvailabilityZonesResult {
    @xmlName("availabilityZoneInfo")
    AvailabilityZones: AvailabilityZoneList
}

@range(min: 5, max: 1000)
integer DescribeDhcpOptionsMaxResults

structure DescribeDhcpOptionsRequest {
    @xmlName("DhcpOptionsId")
    DhcpOptionsIds: DhcpOptionsIdStringList
    NextToken: String
    MaxResults: DescribeDhcpOptionsMaxResults
    @xmlName("dryRun")
    DryRun: Boolean
    @xmlName("Filter")
    Filters: FilterList
}

structure DescribeDhcpOptionsResult {
    @xmlName("nextToken")
    NextToken: String
    @xmlName("dhcpOptionsSet")
    DhcpOptions: DhcpOptionsList
}

@range(min: 5, max: 1000)
integer DescribeInternetGatewaysMaxResults

structure DescribeInternetGatewaysRequest {
    NextToken: String
    MaxResults: DescribeInternetGatewaysMaxResults
    @xmlName("dryRun")
    DryRun: Boolean
    @xmlName("internetGatewayId")
    InternetGatewayIds: InternetGatewayIdList
    @xmlName("Filter")
    Filters: FilterList
}

structure DescribeInternetGatewaysResult {
    @xmlName("internetGatewaySet")
    InternetGateways: InternetGatewayList
    @xmlName("nextToken")
    NextToken: String
}

structure DescribeManagedPrefixListsRequest {
    DryRun: Boolean
    @xmlName("Filter")
    Filters: FilterList
    MaxResults: PrefixListMaxResults
    NextToken: String
    @xmlName("PrefixListId")
    PrefixListIds: ValueStringList
}

structure DescribeManagedPrefixListsResult {
    @xmlName("nextToken")
    NextToken: String
    @xmlName("prefixListSet")
    PrefixLists: ManagedPrefixListSet
}

@range(min: 5, max: 1000)
integer DescribeNatGatewaysMaxResults

structure DescribeNatGatewaysRequest {
    DryRun: Boolean
    Filter: FilterList
    MaxResults: DescribeNatGatewaysMaxResults
    @xmlName("NatGatewayId")
    NatGatewayIds: NatGatewayIdStringList
    NextToken: String
}

structure DescribeNatGatewaysResult {
    @xmlName("natGatewaySet")
    NatGateways: NatGatewayList
    @xmlName("nextToken")
    NextToken: String
}

@range(min: 5, max: 1000)
integer DescribeNetworkAclsMaxResults

structure DescribeNetworkAclsRequest {
    NextToken: String
    MaxResults: DescribeNetworkAclsMaxResults
    @xmlName("dryRun")
    DryRun: Boolean
    @xmlName("NetworkAclId")
    NetworkAclIds: NetworkAclIdStringList
    @xmlName("Filter")
    Filters: FilterList
}

structure DescribeNetworkAclsResult {
    @xmlName("networkAclSet")
    NetworkAcls: NetworkAclList
    @xmlName("nextToken")
    NextToken: String
}

structure DescribeNetworkInterfaceAttributeRequest {
    @xmlName("dryRun")
    DryRun: Boolean
    @required
    @xmlName("networkInterfaceId")
    NetworkInterfaceId: String
    @xmlName("attribute")
    Attribute: NetworkInterfaceAttribute
}

structure DescribeNetworkInterfaceAttributeResult {
    @xmlName("attachment")
    Attachment: NetworkInterfaceAttachment
    @xmlName("description")
    Description: AttributeValue
    @xmlName("groupSet")
    Groups: GroupIdentifierList
    @xmlName("networkInterfaceId")
    NetworkInterfaceId: String
    @xmlName("sourceDestCheck")
    SourceDestCheck: AttributeBooleanValue
    @xmlName("associatePublicIpAddress")
    AssociatePublicIpAddress: Boolean
}

@range(min: 5, max: 1000)
integer DescribeNetworkInterfacesMaxResults

structure DescribeNetworkInterfacesRequest {
    NextToken: String
    MaxResults: DescribeNetworkInterfacesMaxResults
    IncludeManagedResources: Boolean
    @xmlName("dryRun")
    DryRun: Boolean
    @xmlName("NetworkInterfaceId")
    NetworkInterfaceIds: NetworkInterfaceIdList
    @xmlName("filter")
    Filters: FilterList
}

structure DescribeNetworkInterfacesResult {
    @xmlName("networkInterfaceSet")
    NetworkInterfaces: NetworkInterfaceList
    @xmlName("nextToken")
    NextToken: String
}

structure DescribePrefixListsRequest {
    DryRun: Boolean
    @xmlName("Filter")
    Filters: FilterList
    MaxResults: Integer
    NextToken: String
    @xmlName("PrefixListId")
    PrefixListIds: PrefixListResourceIdStringList
}

structure DescribePrefixListsResult {
    @xmlName("nextToken")
    NextToken: String
    @xmlName("prefixListSet")
    PrefixLists: PrefixListSet
}

structure DescribeRegionsRequest {
    @xmlName("RegionName")
    RegionNames: RegionNameStringList
    AllRegions: Boolean
    @xmlName("dryRun")
    DryRun: Boolean
    @xmlName("Filter")
    Filters: FilterList
}

structure DescribeRegionsResult {
    @xmlName("regionInfo")
    Regions: RegionList
}

@range(min: 5, max: 100)
integer DescribeRouteTablesMaxResults

structure DescribeRouteTablesRequest {
    NextToken: String
    MaxResults: DescribeRouteTablesMaxResults
    @xmlName("dryRun")
    DryRun: Boolean
    @xmlName("RouteTableId")
    RouteTableIds: RouteTableIdStringList
    @xmlName("Filter")
    Filters: FilterList
}

structure DescribeRouteTablesResult {
    @xmlName("routeTableSet")
    RouteTables: RouteTableList
    @xmlName("nextToken")
    NextToken: String
}

@range(min: 5, max: 1000)
integer DescribeSecurityGroupRulesMaxResults

structure DescribeSecurityGroupRulesRequest {
    @xmlName("Filter")
    Filters: FilterList
    @xmlName("SecurityGroupRuleId")
    SecurityGroupRuleIds: SecurityGroupRuleIdList
    DryRun: Boolean
    NextToken: String
    MaxResults: DescribeSecurityGroupRulesMaxResults
}

structure DescribeSecurityGroupRulesResult {
    @xmlName("securityGroupRuleSet")
    SecurityGroupRules: SecurityGroupRuleList
    @xmlName("nextToken")
    NextToken: String
}

@range(min: 5, max: 1000)
integer DescribeSecurityGroupsMaxResults

structure DescribeSecurityGroupsRequest {
    @xmlName("GroupId")
    GroupIds: GroupIdStringList
    @xmlName("GroupName")
    GroupNames: GroupNameStringList
    NextToken: String
    MaxResults: DescribeSecurityGroupsMaxResults
    @xmlName("dryRun")
    DryRun: Boolean
    @xmlName("Filter")
    Filters: FilterList
}

structure DescribeSecurityGroupsResult {
    @xmlName("nextToken")
    NextToken: String
    @xmlName("securityGroupInfo")
    SecurityGroups: SecurityGroupList
}

structure DescribeSnapshotsRequest {
    MaxResults: Integer
    NextToken: String
    @xmlName("Owner")
    OwnerIds: OwnerStringList
    @xmlName("RestorableBy")
    RestorableByUserIds: RestorableByStringList
    @xmlName("SnapshotId")
    SnapshotIds: SnapshotIdStringList
    @xmlName("dryRun")
    DryRun: Boolean
    @xmlName("Filter")
    Filters: FilterList
}

structure DescribeSnapshotsResult {
    @xmlName("nextToken")
    NextToken: String
    @xmlName("snapshotSet")
    Snapshots: SnapshotList
}

@range(min: 5, max: 1000)
integer DescribeSubnetsMaxResults

structure DescribeSubnetsRequest {
    @xmlName("Filter")
    Filters: FilterList
    @xmlName("SubnetId")
    SubnetIds: SubnetIdStringList
    NextToken: String
    MaxResults: DescribeSubnetsMaxResults
    @xmlName("dryRun")
    DryRun: Boolean
}

structure DescribeSubnetsResult {
    @xmlName("nextToken")
    NextToken: String
    @xmlName("subnetSet")
    Subnets: SubnetList
}

structure DescribeTagsRequest {
    @xmlName("dryRun")
    DryRun: Boolean
    @xmlName("Filter")
    Filters: FilterList
    @xmlName("maxResults")
    MaxResults: Integer
    @xmlName("nextToken")
    NextToken: String
}

structure DescribeTagsResult {
    @xmlName("nextToken")
    NextToken: String
    @xmlName("tagSet")
    Tags: TagDescriptionList
}

structure DescribeVolumeStatusRequest {
    MaxResults: Integer
    NextToken: String
    @xmlName("VolumeId")
    VolumeIds: VolumeIdStringList
    IncludeManagedResources: Boolean
    @xmlName("dryRun")
    DryRun: Boolean
    @xmlName("Filter")
    Filters: FilterList
}

structure DescribeVolumeStatusResult {
    @xmlName("nextToken")
    NextToken: String
    @xmlName("volumeStatusSet")
    VolumeStatuses: VolumeStatusList
}

structure DescribeVolumesRequest {
    @xmlName("VolumeId")
    VolumeIds: VolumeIdStringList
    IncludeManagedResources: Boolean
    @xmlName("dryRun")
    DryRun: Boolean
    @xmlName("Filter")
    Filters: FilterList
    @xmlName("nextToken")
    NextToken: String
    @xmlName("maxResults")
    MaxResults: Integer
}

structure DescribeVolumesResult {
    @xmlName("nextToken")
    NextToken: String
    @xmlName("volumeSet")
    Volumes: VolumeList
}

structure DescribeVpcAttributeRequest {
    @required
    Attribute: VpcAttributeName
    @required
    VpcId: String
    @xmlName("dryRun")
    DryRun: Boolean
}

structure DescribeVpcAttributeResult {
    @xmlName("enableDnsHostnames")
    EnableDnsHostnames: AttributeBooleanValue
    @xmlName("enableDnsSupport")
    EnableDnsSupport: AttributeBooleanValue
    @xmlName("enableNetworkAddressUsageMetrics")
    EnableNetworkAddressUsageMetrics: AttributeBooleanValue
    @xmlName("vpcId")
    VpcId: String
}

structure DescribeVpcEndpointServicesRequest {
    DryRun: Boolean
    @xmlName("ServiceName")
    ServiceNames: ValueStringList
    @xmlName("Filter")
    Filters: FilterList
    MaxResults: Integer
    NextToken: String
    @xmlName("ServiceRegion")
    ServiceRegions: ValueStringList
}

structure DescribeVpcEndpointServicesResult {
    @xmlName("serviceNameSet")
    ServiceNames: ValueStringList
    @xmlName("serviceDetailSet")
    ServiceDetails: ServiceDetailSet
    @xmlName("nextToken")
    NextToken: String
}

structure DescribeVpcEndpointsRequest {
    DryRun: Boolean
    @xmlName("VpcEndpointId")
    VpcEndpointIds: VpcEndpointIdList
    @xmlName("Filter")
    Filters: FilterList
    MaxResults: Integer
    NextToken: String
}

structure DescribeVpcEndpointsResult {
    @xmlName("vpcEndpointSet")
    VpcEndpoints: VpcEndpointSet
    @xmlName("nextToken")
    NextToken: String
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

structure DescribeVpnGatewaysRequest {
    @xmlName("Filter")
    Filters: FilterList
    @xmlName("VpnGatewayId")
    VpnGatewayIds: VpnGatewayIdStringList
    @xmlName("dryRun")
    DryRun: Boolean
}

structure DescribeVpnGatewaysResult {
    @xmlName("vpnGatewaySet")
    VpnGateways: VpnGatewayList
}

structure DetachInternetGatewayRequest {
    @xmlName("dryRun")
    DryRun: Boolean
    @required
    @xmlName("internetGatewayId")
    InternetGatewayId: String
    @required
    @xmlName("vpcId")
    VpcId: String
}

structure DetachInternetGatewayResponse {}

structure DetachNetworkInterfaceRequest {
    @xmlName("dryRun")
    DryRun: Boolean
    @required
    @xmlName("attachmentId")
    AttachmentId: String
    @xmlName("force")
    Force: Boolean
}

structure DetachNetworkInterfaceResponse {}

structure DetachVolumeRequest {
    Device: String
    Force: Boolean
    InstanceId: String
    @required
    VolumeId: String
    @xmlName("dryRun")
    DryRun: Boolean
}

structure DhcpConfiguration {
    @xmlName("key")
    Key: String
    @xmlName("valueSet")
    Values: DhcpConfigurationValueList
}

list DhcpConfigurationList {
    @xmlName("item")
    member: DhcpConfiguration
}

list DhcpConfigurationValueList {
    @xmlName("item")
    member: AttributeValue
}

structure DhcpOptions {
    @xmlName("ownerId")
    OwnerId: String
    @xmlName("tagSet")
    Tags: TagList
    @xmlName("dhcpOptionsId")
    DhcpOptionsId: String
    @xmlName("dhcpConfigurationSet")
    DhcpConfigurations: DhcpConfigurationList
}

list DhcpOptionsIdStringList {
    @xmlName("DhcpOptionsId")
    member: String
}

list DhcpOptionsList {
    @xmlName("item")
    member: DhcpOptions
}

structure DisassociateAddressRequest {
    AssociationId: String
    PublicIp: String
    @xmlName("dryRun")
    DryRun: Boolean
}

structure DisassociateAddressResponse {}

structure DisassociateRouteTableRequest {
    @xmlName("dryRun")
    DryRun: Boolean
    @required
    @xmlName("associationId")
    AssociationId: String
}

structure DisassociateRouteTableResponse {}

structure DisassociateVpcCidrBlockRequest {
    @required
    @xmlName("associationId")
    AssociationId: String
}

structure DisassociateVpcCidrBlockResult {
    @xmlName("ipv6CidrBlockAssociation")
    Ipv6CidrBlockAssociation: VpcIpv6CidrBlockAssociation
    @xmlName("cidrBlockAssociation")
    CidrBlockAssociation: VpcCidrBlockAssociation
    @xmlName("vpcId")
    VpcId: String
}

structure DnsEntry {
    @xmlName("dnsName")
    DnsName: String
    @xmlName("hostedZoneId")
    HostedZoneId: String
}

list DnsEntrySet {
    @xmlName("item")
    member: DnsEntry
}

enum DnsNameState {
    pendingVerification
    verified
    failed
}

structure DnsOptions {
    @xmlName("dnsRecordIpType")
    DnsRecordIpType: DnsRecordIpType
    @xmlName("privateDnsOnlyForInboundResolverEndpoint")
    PrivateDnsOnlyForInboundResolverEndpoint: Boolean
    @xmlName("privateDnsPreference")
    PrivateDnsPreference: String
    @xmlName("privateDnsSpecifiedDomainSet")
    PrivateDnsSpecifiedDomains: PrivateDnsSpecifiedDomainSet
}

structure DnsOptionsSpecification {
    DnsRecordIpType: DnsRecordIpType
    PrivateDnsOnlyForInboundResolverEndpoint: Boolean
    PrivateDnsPreference: String
    @xmlName("PrivateDnsSpecifiedDomain")
    PrivateDnsSpecifiedDomains: PrivateDnsSpecifiedDomainSet
}

enum DnsRecordIpType {
    ipv4
    dualstack
    ipv6
    service_defined = "service-defined"
}

enum DomainType {
    vpc
    standard
}

structure EnaSrdSpecification {
    EnaSrdEnabled: Boolean
    EnaSrdUdpSpecification: EnaSrdUdpSpecification
}

structure EnaSrdUdpSpecification {
    EnaSrdUdpEnabled: Boolean
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

enum GatewayType {
    ipsec_1 = "ipsec.1"
}

structure GetManagedPrefixListEntriesRequest {
    DryRun: Boolean
    @required
    PrefixListId: String
    TargetVersion: Long
    MaxResults: PrefixListMaxResults
    NextToken: String
}

structure GetManagedPrefixListEntriesResult {
    @xmlName("entrySet")
    Entries: PrefixListEntrySet
    @xmlName("nextToken")
    NextToken: String
}

list GroupIdStringList {
    @xmlName("groupId")
    member: String
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

list GroupIdentifierSet {
    @xmlName("item")
    member: SecurityGroupIdentifier
}

list GroupNameStringList {
    @xmlName("GroupName")
    member: String
}

enum HostnameType {
    ip_name = "ip-name"
    resource_name = "resource-name"
}

structure IcmpTypeCode {
    @xmlName("code")
    Code: Integer
    @xmlName("type")
    Type: Integer
}

structure InitializationStatusDetails {
    @xmlName("initializationType")
    InitializationType: InitializationType
    @xmlName("progress")
    Progress: Long
    @xmlName("estimatedTimeToCompleteInSeconds")
    EstimatedTimeToCompleteInSeconds: Long
}

enum InitializationType {
    default
    provisioned_rate = "provisioned-rate"
    volume_copy = "volume-copy"
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

structure InternetGateway {
    @xmlName("attachmentSet")
    Attachments: InternetGatewayAttachmentList
    @xmlName("internetGatewayId")
    InternetGatewayId: String
    @xmlName("ownerId")
    OwnerId: String
    @xmlName("tagSet")
    Tags: TagList
}

// By hand: AWS answers "available", which its own enumeration has not; clients wait for that word.
structure InternetGatewayAttachment {
    @xmlName("state")
    State: String
    @xmlName("vpcId")
    VpcId: String
}

list InternetGatewayAttachmentList {
    @xmlName("item")
    member: InternetGatewayAttachment
}

list InternetGatewayIdList {
    @xmlName("item")
    member: String
}

list InternetGatewayList {
    @xmlName("item")
    member: InternetGateway
}

enum IpAddressType {
    ipv4
    dualstack
    ipv6
}

list IpList {
    @xmlName("item")
    member: String
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

list IpPrefixList {
    @xmlName("item")
    member: String
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

structure Ipv4PrefixSpecification {
    @xmlName("ipv4Prefix")
    Ipv4Prefix: String
}

structure Ipv4PrefixSpecificationRequest {
    Ipv4Prefix: String
}

list Ipv4PrefixesList {
    @xmlName("item")
    member: Ipv4PrefixSpecification
}

enum Ipv6AddressAttribute {
    public
    private
}

list Ipv6PrefixList {
    @xmlName("item")
    member: Ipv6PrefixSpecificationRequest
}

structure Ipv6PrefixSpecification {
    @xmlName("ipv6Prefix")
    Ipv6Prefix: String
}

structure Ipv6PrefixSpecificationRequest {
    Ipv6Prefix: String
}

list Ipv6PrefixesList {
    @xmlName("item")
    member: Ipv6PrefixSpecification
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

structure LastError {
    @xmlName("message")
    Message: String
    @xmlName("code")
    Code: String
}

structure ManagedPrefixList {
    @xmlName("prefixListId")
    PrefixListId: String
    @xmlName("addressFamily")
    AddressFamily: String
    @xmlName("state")
    State: PrefixListState
    @xmlName("stateMessage")
    StateMessage: String
    @xmlName("prefixListArn")
    PrefixListArn: ResourceArn
    @xmlName("prefixListName")
    PrefixListName: String
    @xmlName("maxEntries")
    MaxEntries: Integer
    @xmlName("version")
    Version: Long
    @xmlName("tagSet")
    Tags: TagList
    @xmlName("ownerId")
    OwnerId: String
    @xmlName("ipamPrefixListResolverTargetId")
    IpamPrefixListResolverTargetId: String
    @xmlName("ipamPrefixListResolverSyncEnabled")
    IpamPrefixListResolverSyncEnabled: Boolean
}

list ManagedPrefixListSet {
    @xmlName("item")
    member: ManagedPrefixList
}

structure ModifyManagedPrefixListRequest {
    DryRun: Boolean
    @required
    PrefixListId: String
    CurrentVersion: Long
    PrefixListName: String
    @xmlName("AddEntry")
    AddEntries: AddPrefixListEntries
    @xmlName("RemoveEntry")
    RemoveEntries: RemovePrefixListEntries
    MaxEntries: Integer
    IpamPrefixListResolverSyncEnabled: Boolean
}

structure ModifyManagedPrefixListResult {
    @xmlName("prefixList")
    PrefixList: ManagedPrefixList
}

structure ModifyNetworkInterfaceAttributeRequest {
    EnaSrdSpecification: EnaSrdSpecification
    EnablePrimaryIpv6: Boolean
    ConnectionTrackingSpecification: ConnectionTrackingSpecificationRequest
    AssociatePublicIpAddress: Boolean
    @xmlName("AssociatedSubnetId")
    AssociatedSubnetIds: SubnetIdList
    @xmlName("dryRun")
    DryRun: Boolean
    @required
    @xmlName("networkInterfaceId")
    NetworkInterfaceId: String
    @xmlName("description")
    Description: AttributeValue
    @xmlName("sourceDestCheck")
    SourceDestCheck: AttributeBooleanValue
    @xmlName("SecurityGroupId")
    Groups: SecurityGroupIdStringList
    @xmlName("attachment")
    Attachment: NetworkInterfaceAttachmentChanges
}

structure ModifyNetworkInterfaceAttributeResponse {}

structure ModifySecurityGroupRulesRequest {
    @required
    GroupId: String
    @required
    @xmlName("SecurityGroupRule")
    SecurityGroupRules: SecurityGroupRuleUpdateList
    DryRun: Boolean
}

structure ModifySecurityGroupRulesResult {
    @xmlName("return")
    Return: Boolean
}

structure ModifySubnetAttributeRequest {
    AssignIpv6AddressOnCreation: AttributeBooleanValue
    MapPublicIpOnLaunch: AttributeBooleanValue
    @required
    @xmlName("subnetId")
    SubnetId: String
    MapCustomerOwnedIpOnLaunch: AttributeBooleanValue
    CustomerOwnedIpv4Pool: String
    EnableDns64: AttributeBooleanValue
    PrivateDnsHostnameTypeOnLaunch: HostnameType
    EnableResourceNameDnsARecordOnLaunch: AttributeBooleanValue
    EnableResourceNameDnsAAAARecordOnLaunch: AttributeBooleanValue
    EnableLniAtDeviceIndex: Integer
    DisableLniAtDeviceIndex: AttributeBooleanValue
}

structure ModifySubnetAttributeResponse {}

structure ModifyVolumeRequest {
    DryRun: Boolean
    @required
    VolumeId: String
    Size: Integer
    VolumeType: VolumeType
    Iops: Integer
    Throughput: Integer
    MultiAttachEnabled: Boolean
}

structure ModifyVolumeResult {
    @xmlName("volumeModification")
    VolumeModification: VolumeModification
}

structure ModifyVpcAttributeRequest {
    EnableDnsHostnames: AttributeBooleanValue
    EnableDnsSupport: AttributeBooleanValue
    @required
    @xmlName("vpcId")
    VpcId: String
    EnableNetworkAddressUsageMetrics: AttributeBooleanValue
}

structure ModifyVpcAttributeResponse {}

structure ModifyVpcEndpointRequest {
    DryRun: Boolean
    @required
    VpcEndpointId: String
    ResetPolicy: Boolean
    PolicyDocument: String
    @xmlName("AddRouteTableId")
    AddRouteTableIds: VpcEndpointRouteTableIdList
    @xmlName("RemoveRouteTableId")
    RemoveRouteTableIds: VpcEndpointRouteTableIdList
    @xmlName("AddSubnetId")
    AddSubnetIds: VpcEndpointSubnetIdList
    @xmlName("RemoveSubnetId")
    RemoveSubnetIds: VpcEndpointSubnetIdList
    @xmlName("AddSecurityGroupId")
    AddSecurityGroupIds: VpcEndpointSecurityGroupIdList
    @xmlName("RemoveSecurityGroupId")
    RemoveSecurityGroupIds: VpcEndpointSecurityGroupIdList
    IpAddressType: IpAddressType
    DnsOptions: DnsOptionsSpecification
    PrivateDnsEnabled: Boolean
    @xmlName("SubnetConfiguration")
    SubnetConfigurations: SubnetConfigurationsList
}

structure ModifyVpcEndpointResult {
    @xmlName("return")
    Return: Boolean
}

structure NatGateway {
    @xmlName("createTime")
    CreateTime: Timestamp
    @xmlName("deleteTime")
    DeleteTime: Timestamp
    @xmlName("failureCode")
    FailureCode: String
    @xmlName("failureMessage")
    FailureMessage: String
    @xmlName("natGatewayAddressSet")
    NatGatewayAddresses: NatGatewayAddressList
    @xmlName("natGatewayId")
    NatGatewayId: String
    @xmlName("provisionedBandwidth")
    ProvisionedBandwidth: ProvisionedBandwidth
    @xmlName("state")
    State: NatGatewayState
    @xmlName("subnetId")
    SubnetId: String
    @xmlName("vpcId")
    VpcId: String
    @xmlName("tagSet")
    Tags: TagList
    @xmlName("connectivityType")
    ConnectivityType: ConnectivityType
    @xmlName("availabilityMode")
    AvailabilityMode: AvailabilityMode
    @xmlName("autoScalingIps")
    AutoScalingIps: AutoScalingIpsState
    @xmlName("autoProvisionZones")
    AutoProvisionZones: AutoProvisionZonesState
    @xmlName("attachedApplianceSet")
    AttachedAppliances: NatGatewayAttachedApplianceList
    @xmlName("routeTableId")
    RouteTableId: String
}

structure NatGatewayAddress {
    @xmlName("allocationId")
    AllocationId: String
    @xmlName("networkInterfaceId")
    NetworkInterfaceId: String
    @xmlName("privateIp")
    PrivateIp: String
    @xmlName("publicIp")
    PublicIp: String
    @xmlName("associationId")
    AssociationId: String
    @xmlName("isPrimary")
    IsPrimary: Boolean
    @xmlName("failureMessage")
    FailureMessage: String
    @xmlName("status")
    Status: NatGatewayAddressStatus
    @xmlName("availabilityZone")
    AvailabilityZone: String
    @xmlName("availabilityZoneId")
    AvailabilityZoneId: String
}

list NatGatewayAddressList {
    @xmlName("item")
    member: NatGatewayAddress
}

enum NatGatewayAddressStatus {
    assigning
    unassigning
    associating
    disassociating
    succeeded
    failed
}

enum NatGatewayApplianceModifyState {
    modifying
    completed
    failed
}

enum NatGatewayApplianceState {
    attaching
    attached
    detaching
    detached
    attach_failed = "attach-failed"
    detach_failed = "detach-failed"
}

enum NatGatewayApplianceType {
    network_firewall_proxy = "network-firewall-proxy"
}

structure NatGatewayAttachedAppliance {
    @xmlName("type")
    Type: NatGatewayApplianceType
    @xmlName("applianceArn")
    ApplianceArn: String
    @xmlName("vpcEndpointId")
    VpcEndpointId: String
    @xmlName("attachmentState")
    AttachmentState: NatGatewayApplianceState
    @xmlName("modificationState")
    ModificationState: NatGatewayApplianceModifyState
    @xmlName("failureCode")
    FailureCode: String
    @xmlName("failureMessage")
    FailureMessage: String
}

list NatGatewayAttachedApplianceList {
    @xmlName("item")
    member: NatGatewayAttachedAppliance
}

list NatGatewayIdStringList {
    @xmlName("item")
    member: String
}

list NatGatewayList {
    @xmlName("item")
    member: NatGateway
}

enum NatGatewayState {
    pending
    failed
    available
    deleting
    deleted
}

structure NetworkAcl {
    @xmlName("associationSet")
    Associations: NetworkAclAssociationList
    @xmlName("entrySet")
    Entries: NetworkAclEntryList
    @xmlName("default")
    IsDefault: Boolean
    @xmlName("networkAclId")
    NetworkAclId: String
    @xmlName("tagSet")
    Tags: TagList
    @xmlName("vpcId")
    VpcId: String
    @xmlName("ownerId")
    OwnerId: String
}

structure NetworkAclAssociation {
    @xmlName("networkAclAssociationId")
    NetworkAclAssociationId: String
    @xmlName("networkAclId")
    NetworkAclId: String
    @xmlName("subnetId")
    SubnetId: String
}

list NetworkAclAssociationList {
    @xmlName("item")
    member: NetworkAclAssociation
}

structure NetworkAclEntry {
    @xmlName("cidrBlock")
    CidrBlock: String
    @xmlName("egress")
    Egress: Boolean
    @xmlName("icmpTypeCode")
    IcmpTypeCode: IcmpTypeCode
    @xmlName("ipv6CidrBlock")
    Ipv6CidrBlock: String
    @xmlName("portRange")
    PortRange: PortRange
    @xmlName("protocol")
    Protocol: String
    @xmlName("ruleAction")
    RuleAction: RuleAction
    @xmlName("ruleNumber")
    RuleNumber: Integer
}

list NetworkAclEntryList {
    @xmlName("item")
    member: NetworkAclEntry
}

list NetworkAclIdStringList {
    @xmlName("item")
    member: String
}

list NetworkAclList {
    @xmlName("item")
    member: NetworkAcl
}

structure NetworkInterface {
    @xmlName("association")
    Association: NetworkInterfaceAssociation
    @xmlName("attachment")
    Attachment: NetworkInterfaceAttachment
    @xmlName("availabilityZone")
    AvailabilityZone: String
    @xmlName("connectionTrackingConfiguration")
    ConnectionTrackingConfiguration: ConnectionTrackingConfiguration
    @xmlName("description")
    Description: String
    @xmlName("groupSet")
    Groups: GroupIdentifierList
    @xmlName("interfaceType")
    InterfaceType: NetworkInterfaceType
    @xmlName("ipv6AddressesSet")
    Ipv6Addresses: NetworkInterfaceIpv6AddressesList
    @xmlName("macAddress")
    MacAddress: String
    @xmlName("networkInterfaceId")
    NetworkInterfaceId: String
    @xmlName("outpostArn")
    OutpostArn: String
    @xmlName("ownerId")
    OwnerId: String
    @xmlName("privateDnsName")
    PrivateDnsName: String
    @xmlName("publicDnsName")
    PublicDnsName: String
    @xmlName("publicIpDnsNameOptions")
    PublicIpDnsNameOptions: PublicIpDnsNameOptions
    @xmlName("privateIpAddress")
    PrivateIpAddress: String
    @xmlName("privateIpAddressesSet")
    PrivateIpAddresses: NetworkInterfacePrivateIpAddressList
    @xmlName("ipv4PrefixSet")
    Ipv4Prefixes: Ipv4PrefixesList
    @xmlName("ipv6PrefixSet")
    Ipv6Prefixes: Ipv6PrefixesList
    @xmlName("requesterId")
    RequesterId: String
    @xmlName("requesterManaged")
    RequesterManaged: Boolean
    @xmlName("sourceDestCheck")
    SourceDestCheck: Boolean
    @xmlName("status")
    Status: NetworkInterfaceStatus
    @xmlName("subnetId")
    SubnetId: String
    @xmlName("tagSet")
    TagSet: TagList
    @xmlName("vpcId")
    VpcId: String
    @xmlName("denyAllIgwTraffic")
    DenyAllIgwTraffic: Boolean
    @xmlName("ipv6Native")
    Ipv6Native: Boolean
    @xmlName("ipv6Address")
    Ipv6Address: String
    @xmlName("operator")
    Operator: OperatorResponse
    @xmlName("associatedSubnetSet")
    AssociatedSubnets: AssociatedSubnetList
    @xmlName("availabilityZoneId")
    AvailabilityZoneId: String
}

structure NetworkInterfaceAssociation {
    @xmlName("allocationId")
    AllocationId: String
    @xmlName("associationId")
    AssociationId: String
    @xmlName("ipOwnerId")
    IpOwnerId: String
    @xmlName("publicDnsName")
    PublicDnsName: String
    @xmlName("publicIp")
    PublicIp: String
    @xmlName("customerOwnedIp")
    CustomerOwnedIp: String
    @xmlName("carrierIp")
    CarrierIp: String
}

structure NetworkInterfaceAttachment {
    @xmlName("attachTime")
    AttachTime: Timestamp
    @xmlName("attachmentId")
    AttachmentId: String
    @xmlName("deleteOnTermination")
    DeleteOnTermination: Boolean
    @xmlName("deviceIndex")
    DeviceIndex: Integer
    @xmlName("networkCardIndex")
    NetworkCardIndex: Integer
    @xmlName("instanceId")
    InstanceId: String
    @xmlName("instanceOwnerId")
    InstanceOwnerId: String
    @xmlName("status")
    Status: AttachmentStatus
    @xmlName("enaSrdSpecification")
    EnaSrdSpecification: AttachmentEnaSrdSpecification
    @xmlName("enaQueueCount")
    EnaQueueCount: Integer
}

structure NetworkInterfaceAttachmentChanges {
    DefaultEnaQueueCount: Boolean
    EnaQueueCount: Integer
    @xmlName("attachmentId")
    AttachmentId: String
    @xmlName("deleteOnTermination")
    DeleteOnTermination: Boolean
}

enum NetworkInterfaceAttribute {
    description
    groupSet
    sourceDestCheck
    attachment
    associatePublicIpAddress
}

enum NetworkInterfaceCreationType {
    efa
    efa_only = "efa-only"
    branch
    trunk
}

list NetworkInterfaceIdList {
    @xmlName("item")
    member: String
}

structure NetworkInterfaceIpv6Address {
    @xmlName("ipv6Address")
    Ipv6Address: String
    @xmlName("publicIpv6DnsName")
    PublicIpv6DnsName: String
    @xmlName("isPrimaryIpv6")
    IsPrimaryIpv6: Boolean
}

list NetworkInterfaceIpv6AddressesList {
    @xmlName("item")
    member: NetworkInterfaceIpv6Address
}

list NetworkInterfaceList {
    @xmlName("item")
    member: NetworkInterface
}

structure NetworkInterfacePrivateIpAddress {
    @xmlName("association")
    Association: NetworkInterfaceAssociation
    @xmlName("primary")
    Primary: Boolean
    @xmlName("privateDnsName")
    PrivateDnsName: String
    @xmlName("privateIpAddress")
    PrivateIpAddress: String
}

list NetworkInterfacePrivateIpAddressList {
    @xmlName("item")
    member: NetworkInterfacePrivateIpAddress
}

enum NetworkInterfaceStatus {
    available
    associated
    attaching
    in_use = "in-use"
    detaching
}

enum NetworkInterfaceType {
    interface
    natGateway
    efa
    efa_only = "efa-only"
    trunk
    load_balancer
    network_load_balancer
    vpc_endpoint
    branch
    transit_gateway
    lambda
    quicksight
    global_accelerator_managed
    api_gateway_managed
    gateway_load_balancer
    gateway_load_balancer_endpoint
    iot_rules_managed
    aws_codestar_connections_managed
}

structure NewDhcpConfiguration {
    Key: String
    @xmlName("Value")
    Values: ValueStringList
}

list NewDhcpConfigurationList {
    @xmlName("item")
    member: NewDhcpConfiguration
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

list OwnerStringList {
    @xmlName("Owner")
    member: String
}

enum PayerResponsibility {
    ServiceOwner
}

structure PortRange {
    @xmlName("from")
    From: Integer
    @xmlName("to")
    To: Integer
}

structure PrefixList {
    @xmlName("cidrSet")
    Cidrs: ValueStringList
    @xmlName("prefixListId")
    PrefixListId: String
    @xmlName("prefixListName")
    PrefixListName: String
}

structure PrefixListEntry {
    @xmlName("cidr")
    Cidr: String
    @xmlName("description")
    Description: String
}

list PrefixListEntrySet {
    @xmlName("item")
    member: PrefixListEntry
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

@range(min: 1, max: 100)
integer PrefixListMaxResults

list PrefixListResourceIdStringList {
    @xmlName("item")
    member: String
}

list PrefixListSet {
    @xmlName("item")
    member: PrefixList
}

enum PrefixListState {
    create_in_progress = "create-in-progress"
    create_complete = "create-complete"
    create_failed = "create-failed"
    modify_in_progress = "modify-in-progress"
    modify_complete = "modify-complete"
    modify_failed = "modify-failed"
    restore_in_progress = "restore-in-progress"
    restore_complete = "restore-complete"
    restore_failed = "restore-failed"
    delete_in_progress = "delete-in-progress"
    delete_complete = "delete-complete"
    delete_failed = "delete-failed"
}

structure PrivateDnsDetails {
    @xmlName("privateDnsName")
    PrivateDnsName: String
}

list PrivateDnsDetailsSet {
    @xmlName("item")
    member: PrivateDnsDetails
}

structure PrivateDnsNameOptionsOnLaunch {
    @xmlName("hostnameType")
    HostnameType: HostnameType
    @xmlName("enableResourceNameDnsARecord")
    EnableResourceNameDnsARecord: Boolean
    @xmlName("enableResourceNameDnsAAAARecord")
    EnableResourceNameDnsAAAARecord: Boolean
}

@length(min: 0, max: 10)
list PrivateDnsSpecifiedDomainSet {
    @xmlName("item")
    member: String
}

@range(min: 1, max: 31)
integer PrivateIpAddressCount

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

list PrivateIpAddressStringList {
    @xmlName("PrivateIpAddress")
    member: String
}

structure PropagatingVgw {
    @xmlName("gatewayId")
    GatewayId: String
}

list PropagatingVgwList {
    @xmlName("item")
    member: PropagatingVgw
}

structure ProvisionedBandwidth {
    @xmlName("provisionTime")
    ProvisionTime: Timestamp
    @xmlName("provisioned")
    Provisioned: String
    @xmlName("requestTime")
    RequestTime: Timestamp
    @xmlName("requested")
    Requested: String
    @xmlName("status")
    Status: String
}

structure PtrUpdateStatus {
    @xmlName("value")
    Value: String
    @xmlName("status")
    Status: String
    @xmlName("reason")
    Reason: String
}

structure PublicIpDnsNameOptions {
    @xmlName("dnsHostnameType")
    DnsHostnameType: String
    @xmlName("publicIpv4DnsName")
    PublicIpv4DnsName: String
    @xmlName("publicIpv6DnsName")
    PublicIpv6DnsName: String
    @xmlName("publicDualStackDnsName")
    PublicDualStackDnsName: String
}

list PublicIpStringList {
    @xmlName("PublicIp")
    member: String
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

structure Region {
    @xmlName("optInStatus")
    OptInStatus: String
    @xmlName("geographySet")
    Geography: RegionGeographyList
    @xmlName("regionName")
    RegionName: String
    @xmlName("regionEndpoint")
    Endpoint: String
}

structure RegionGeography {
    @xmlName("name")
    Name: String
}

list RegionGeographyList {
    @xmlName("item")
    member: RegionGeography
}

list RegionList {
    @xmlName("item")
    member: Region
}

list RegionNameStringList {
    @xmlName("RegionName")
    member: String
}

structure ReleaseAddressRequest {
    AllocationId: String
    PublicIp: String
    NetworkBorderGroup: String
    @xmlName("dryRun")
    DryRun: Boolean
}

structure ReleaseAddressResponse {}

@length(min: 0, max: 100)
list RemovePrefixListEntries {
    member: RemovePrefixListEntry
}

structure RemovePrefixListEntry {
    @required
    Cidr: String
}

structure ReplaceNetworkAclAssociationRequest {
    @xmlName("dryRun")
    DryRun: Boolean
    @required
    @xmlName("associationId")
    AssociationId: String
    @required
    @xmlName("networkAclId")
    NetworkAclId: String
}

structure ReplaceNetworkAclAssociationResult {
    @xmlName("newAssociationId")
    NewAssociationId: String
}

structure ReplaceNetworkAclEntryRequest {
    @xmlName("dryRun")
    DryRun: Boolean
    @required
    @xmlName("networkAclId")
    NetworkAclId: String
    @required
    @xmlName("ruleNumber")
    RuleNumber: Integer
    @required
    @xmlName("protocol")
    Protocol: String
    @required
    @xmlName("ruleAction")
    RuleAction: RuleAction
    @required
    @xmlName("egress")
    Egress: Boolean
    @xmlName("cidrBlock")
    CidrBlock: String
    @xmlName("ipv6CidrBlock")
    Ipv6CidrBlock: String
    @xmlName("Icmp")
    IcmpTypeCode: IcmpTypeCode
    @xmlName("portRange")
    PortRange: PortRange
}

structure ReplaceNetworkAclEntryResponse {}

structure ReplaceRouteRequest {
    DestinationPrefixListId: String
    VpcEndpointId: String
    LocalTarget: Boolean
    TransitGatewayId: String
    LocalGatewayId: String
    CarrierGatewayId: String
    CoreNetworkArn: String
    OdbNetworkArn: String
    @xmlName("dryRun")
    DryRun: Boolean
    @required
    @xmlName("routeTableId")
    RouteTableId: String
    @xmlName("destinationCidrBlock")
    DestinationCidrBlock: String
    @xmlName("gatewayId")
    GatewayId: String
    @xmlName("destinationIpv6CidrBlock")
    DestinationIpv6CidrBlock: String
    @xmlName("egressOnlyInternetGatewayId")
    EgressOnlyInternetGatewayId: String
    @xmlName("instanceId")
    InstanceId: String
    @xmlName("networkInterfaceId")
    NetworkInterfaceId: String
    @xmlName("vpcPeeringConnectionId")
    VpcPeeringConnectionId: String
    @xmlName("natGatewayId")
    NatGatewayId: String
}

structure ReplaceRouteResponse {}

structure ReplaceRouteTableAssociationRequest {
    @xmlName("dryRun")
    DryRun: Boolean
    @required
    @xmlName("associationId")
    AssociationId: String
    @required
    @xmlName("routeTableId")
    RouteTableId: String
}

structure ReplaceRouteTableAssociationResult {
    @xmlName("newAssociationId")
    NewAssociationId: String
    @xmlName("associationState")
    AssociationState: RouteTableAssociationState
}

@length(min: 1, max: 1283)
string ResourceArn

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

list RestorableByStringList {
    member: String
}

structure RevokeSecurityGroupEgressRequest {
    @xmlName("SecurityGroupRuleId")
    SecurityGroupRuleIds: SecurityGroupRuleIdList
    @xmlName("dryRun")
    DryRun: Boolean
    @required
    @xmlName("groupId")
    GroupId: String
    @xmlName("sourceSecurityGroupName")
    SourceSecurityGroupName: String
    @xmlName("sourceSecurityGroupOwnerId")
    SourceSecurityGroupOwnerId: String
    @xmlName("ipProtocol")
    IpProtocol: String
    @xmlName("fromPort")
    FromPort: Integer
    @xmlName("toPort")
    ToPort: Integer
    @xmlName("cidrIp")
    CidrIp: String
    @xmlName("ipPermissions")
    IpPermissions: IpPermissionList
}

structure RevokeSecurityGroupEgressResult {
    @xmlName("return")
    Return: Boolean
    @xmlName("unknownIpPermissionSet")
    UnknownIpPermissions: IpPermissionList
    @xmlName("revokedSecurityGroupRuleSet")
    RevokedSecurityGroupRules: RevokedSecurityGroupRuleList
}

structure RevokeSecurityGroupIngressRequest {
    CidrIp: String
    FromPort: Integer
    GroupId: String
    GroupName: String
    IpPermissions: IpPermissionList
    IpProtocol: String
    SourceSecurityGroupName: String
    SourceSecurityGroupOwnerId: String
    ToPort: Integer
    @xmlName("SecurityGroupRuleId")
    SecurityGroupRuleIds: SecurityGroupRuleIdList
    @xmlName("dryRun")
    DryRun: Boolean
}

structure RevokeSecurityGroupIngressResult {
    @xmlName("return")
    Return: Boolean
    @xmlName("unknownIpPermissionSet")
    UnknownIpPermissions: IpPermissionList
    @xmlName("revokedSecurityGroupRuleSet")
    RevokedSecurityGroupRules: RevokedSecurityGroupRuleList
}

structure RevokedSecurityGroupRule {
    @xmlName("securityGroupRuleId")
    SecurityGroupRuleId: String
    @xmlName("groupId")
    GroupId: String
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
    @xmlName("referencedGroupId")
    ReferencedGroupId: String
    @xmlName("description")
    Description: String
}

list RevokedSecurityGroupRuleList {
    @xmlName("item")
    member: RevokedSecurityGroupRule
}

structure Route {
    @xmlName("destinationCidrBlock")
    DestinationCidrBlock: String
    @xmlName("destinationIpv6CidrBlock")
    DestinationIpv6CidrBlock: String
    @xmlName("destinationPrefixListId")
    DestinationPrefixListId: String
    @xmlName("egressOnlyInternetGatewayId")
    EgressOnlyInternetGatewayId: String
    @xmlName("gatewayId")
    GatewayId: String
    @xmlName("instanceId")
    InstanceId: String
    @xmlName("instanceOwnerId")
    InstanceOwnerId: String
    @xmlName("natGatewayId")
    NatGatewayId: String
    @xmlName("transitGatewayId")
    TransitGatewayId: String
    @xmlName("localGatewayId")
    LocalGatewayId: String
    @xmlName("carrierGatewayId")
    CarrierGatewayId: String
    @xmlName("networkInterfaceId")
    NetworkInterfaceId: String
    @xmlName("origin")
    Origin: RouteOrigin
    @xmlName("state")
    State: RouteState
    @xmlName("vpcPeeringConnectionId")
    VpcPeeringConnectionId: String
    @xmlName("coreNetworkArn")
    CoreNetworkArn: String
    @xmlName("odbNetworkArn")
    OdbNetworkArn: String
    @xmlName("ipAddress")
    IpAddress: String
}

list RouteList {
    @xmlName("item")
    member: Route
}

enum RouteOrigin {
    CreateRouteTable
    CreateRoute
    EnableVgwRoutePropagation
    Advertisement
}

enum RouteState {
    active
    blackhole
    filtered
}

structure RouteTable {
    @xmlName("associationSet")
    Associations: RouteTableAssociationList
    @xmlName("propagatingVgwSet")
    PropagatingVgws: PropagatingVgwList
    @xmlName("routeTableId")
    RouteTableId: String
    @xmlName("routeSet")
    Routes: RouteList
    @xmlName("tagSet")
    Tags: TagList
    @xmlName("vpcId")
    VpcId: String
    @xmlName("ownerId")
    OwnerId: String
}

structure RouteTableAssociation {
    @xmlName("main")
    Main: Boolean
    @xmlName("routeTableAssociationId")
    RouteTableAssociationId: String
    @xmlName("routeTableId")
    RouteTableId: String
    @xmlName("subnetId")
    SubnetId: String
    @xmlName("gatewayId")
    GatewayId: String
    @xmlName("publicIpv4Pool")
    PublicIpv4Pool: String
    @xmlName("associationState")
    AssociationState: RouteTableAssociationState
}

list RouteTableAssociationList {
    @xmlName("item")
    member: RouteTableAssociation
}

structure RouteTableAssociationState {
    @xmlName("state")
    State: RouteTableAssociationStateCode
    @xmlName("statusMessage")
    StatusMessage: String
}

enum RouteTableAssociationStateCode {
    associating
    associated
    disassociating
    disassociated
    failed
}

list RouteTableIdStringList {
    @xmlName("item")
    member: String
}

list RouteTableList {
    @xmlName("item")
    member: RouteTable
}

enum RuleAction {
    allow
    deny
}

enum SSEType {
    sse_ebs = "sse-ebs"
    sse_kms = "sse-kms"
    none
}

structure SecurityGroup {
    @xmlName("groupId")
    GroupId: String
    @xmlName("ipPermissionsEgress")
    IpPermissionsEgress: IpPermissionList
    @xmlName("tagSet")
    Tags: TagList
    @xmlName("vpcId")
    VpcId: String
    @xmlName("securityGroupArn")
    SecurityGroupArn: String
    @xmlName("ownerId")
    OwnerId: String
    @xmlName("groupName")
    GroupName: String
    @xmlName("groupDescription")
    Description: String
    @xmlName("ipPermissions")
    IpPermissions: IpPermissionList
}

list SecurityGroupIdStringList {
    @xmlName("SecurityGroupId")
    member: String
}

structure SecurityGroupIdentifier {
    @xmlName("groupId")
    GroupId: String
    @xmlName("groupName")
    GroupName: String
}

list SecurityGroupList {
    @xmlName("item")
    member: SecurityGroup
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

structure SecurityGroupRuleDescription {
    SecurityGroupRuleId: String
    Description: String
}

list SecurityGroupRuleDescriptionList {
    @xmlName("item")
    member: SecurityGroupRuleDescription
}

list SecurityGroupRuleIdList {
    @xmlName("item")
    member: String
}

list SecurityGroupRuleList {
    @xmlName("item")
    member: SecurityGroupRule
}

structure SecurityGroupRuleRequest {
    IpProtocol: String
    FromPort: Integer
    ToPort: Integer
    CidrIpv4: String
    CidrIpv6: String
    PrefixListId: String
    ReferencedGroupId: String
    Description: String
}

structure SecurityGroupRuleUpdate {
    @required
    SecurityGroupRuleId: String
    SecurityGroupRule: SecurityGroupRuleRequest
}

list SecurityGroupRuleUpdateList {
    @xmlName("item")
    member: SecurityGroupRuleUpdate
}

enum ServiceConnectivityType {
    ipv4
    ipv6
}

structure ServiceDetail {
    @xmlName("serviceName")
    ServiceName: String
    @xmlName("serviceId")
    ServiceId: String
    @xmlName("serviceType")
    ServiceType: ServiceTypeDetailSet
    @xmlName("serviceRegion")
    ServiceRegion: String
    @xmlName("availabilityZoneIdSet")
    AvailabilityZoneIds: ValueStringList
    @xmlName("availabilityZoneSet")
    AvailabilityZones: ValueStringList
    @xmlName("owner")
    Owner: String
    @xmlName("baseEndpointDnsNameSet")
    BaseEndpointDnsNames: ValueStringList
    @xmlName("privateDnsName")
    PrivateDnsName: String
    @xmlName("privateDnsNameSet")
    PrivateDnsNames: PrivateDnsDetailsSet
    @xmlName("vpcEndpointPolicySupported")
    VpcEndpointPolicySupported: Boolean
    @xmlName("acceptanceRequired")
    AcceptanceRequired: Boolean
    @xmlName("managesVpcEndpoints")
    ManagesVpcEndpoints: Boolean
    @xmlName("payerResponsibility")
    PayerResponsibility: PayerResponsibility
    @xmlName("tagSet")
    Tags: TagList
    @xmlName("privateDnsNameVerificationState")
    PrivateDnsNameVerificationState: DnsNameState
    @xmlName("supportedIpAddressTypeSet")
    SupportedIpAddressTypes: SupportedIpAddressTypes
}

list ServiceDetailSet {
    @xmlName("item")
    member: ServiceDetail
}

enum ServiceManaged {
    alb
    nlb
    rnat
    rds
}

enum ServiceType {
    Interface
    Gateway
    GatewayLoadBalancer
}

structure ServiceTypeDetail {
    @xmlName("serviceType")
    ServiceType: ServiceType
}

list ServiceTypeDetailSet {
    @xmlName("item")
    member: ServiceTypeDetail
}

structure Snapshot {
    @xmlName("ownerAlias")
    OwnerAlias: String
    @xmlName("outpostArn")
    OutpostArn: String
    @xmlName("tagSet")
    Tags: TagList
    @xmlName("storageTier")
    StorageTier: StorageTier
    @xmlName("restoreExpiryTime")
    RestoreExpiryTime: Timestamp
    @xmlName("sseType")
    SseType: SSEType
    @xmlName("availabilityZone")
    AvailabilityZone: String
    @xmlName("transferType")
    TransferType: TransferType
    @xmlName("completionDurationMinutes")
    CompletionDurationMinutes: Integer
    @xmlName("completionTime")
    CompletionTime: Timestamp
    @xmlName("fullSnapshotSizeInBytes")
    FullSnapshotSizeInBytes: Long
    @xmlName("snapshotId")
    SnapshotId: String
    @xmlName("volumeId")
    VolumeId: String
    @xmlName("status")
    State: SnapshotState
    @xmlName("statusMessage")
    StateMessage: String
    @xmlName("startTime")
    StartTime: Timestamp
    @xmlName("progress")
    Progress: String
    @xmlName("ownerId")
    OwnerId: String
    @xmlName("description")
    Description: String
    @xmlName("volumeSize")
    VolumeSize: Integer
    @xmlName("encrypted")
    Encrypted: Boolean
    @xmlName("kmsKeyId")
    KmsKeyId: String
    @xmlName("dataEncryptionKeyId")
    DataEncryptionKeyId: String
}

list SnapshotIdStringList {
    @xmlName("SnapshotId")
    member: String
}

list SnapshotList {
    @xmlName("item")
    member: Snapshot
}

enum SnapshotLocationEnum {
    regional
    local
}

enum SnapshotState {
    pending
    completed
    error
    recoverable
    recovering
}

enum StorageTier {
    archive
    standard
}

structure Subnet {
    @xmlName("availabilityZoneId")
    AvailabilityZoneId: String
    @xmlName("enableLniAtDeviceIndex")
    EnableLniAtDeviceIndex: Integer
    @xmlName("mapCustomerOwnedIpOnLaunch")
    MapCustomerOwnedIpOnLaunch: Boolean
    @xmlName("customerOwnedIpv4Pool")
    CustomerOwnedIpv4Pool: String
    @xmlName("ownerId")
    OwnerId: String
    @xmlName("assignIpv6AddressOnCreation")
    AssignIpv6AddressOnCreation: Boolean
    @xmlName("ipv6CidrBlockAssociationSet")
    Ipv6CidrBlockAssociationSet: SubnetIpv6CidrBlockAssociationSet
    @xmlName("tagSet")
    Tags: TagList
    @xmlName("subnetArn")
    SubnetArn: String
    @xmlName("outpostArn")
    OutpostArn: String
    @xmlName("enableDns64")
    EnableDns64: Boolean
    @xmlName("ipv6Native")
    Ipv6Native: Boolean
    @xmlName("privateDnsNameOptionsOnLaunch")
    PrivateDnsNameOptionsOnLaunch: PrivateDnsNameOptionsOnLaunch
    @xmlName("blockPublicAccessStates")
    BlockPublicAccessStates: BlockPublicAccessStates
    @xmlName("type")
    Type: String
    @xmlName("subnetId")
    SubnetId: String
    @xmlName("state")
    State: SubnetState
    @xmlName("vpcId")
    VpcId: String
    @xmlName("cidrBlock")
    CidrBlock: String
    @xmlName("availableIpAddressCount")
    AvailableIpAddressCount: Integer
    @xmlName("availabilityZone")
    AvailabilityZone: String
    @xmlName("defaultForAz")
    DefaultForAz: Boolean
    @xmlName("mapPublicIpOnLaunch")
    MapPublicIpOnLaunch: Boolean
}

structure SubnetCidrBlockState {
    @xmlName("state")
    State: SubnetCidrBlockStateCode
    @xmlName("statusMessage")
    StatusMessage: String
}

enum SubnetCidrBlockStateCode {
    associating
    associated
    disassociating
    disassociated
    failing
    failed
}

structure SubnetConfiguration {
    SubnetId: String
    Ipv4: String
    Ipv6: String
}

list SubnetConfigurationsList {
    @xmlName("item")
    member: SubnetConfiguration
}

list SubnetIdList {
    @xmlName("AssociatedSubnetId")
    member: String
}

list SubnetIdStringList {
    @xmlName("SubnetId")
    member: String
}

structure SubnetIpPrefixes {
    @xmlName("subnetId")
    SubnetId: String
    @xmlName("ipPrefixSet")
    IpPrefixes: ValueStringList
}

list SubnetIpPrefixesList {
    @xmlName("item")
    member: SubnetIpPrefixes
}

structure SubnetIpv6CidrBlockAssociation {
    @xmlName("associationId")
    AssociationId: String
    @xmlName("ipv6CidrBlock")
    Ipv6CidrBlock: String
    @xmlName("ipv6CidrBlockState")
    Ipv6CidrBlockState: SubnetCidrBlockState
    @xmlName("ipv6AddressAttribute")
    Ipv6AddressAttribute: Ipv6AddressAttribute
    @xmlName("ipSource")
    IpSource: IpSource
}

list SubnetIpv6CidrBlockAssociationSet {
    @xmlName("item")
    member: SubnetIpv6CidrBlockAssociation
}

list SubnetList {
    @xmlName("item")
    member: Subnet
}

enum SubnetState {
    pending
    available
    unavailable
    failed
    failed_insufficient_capacity = "failed-insufficient-capacity"
}

@length(min: 0, max: 2)
list SupportedIpAddressTypes {
    @xmlName("item")
    member: ServiceConnectivityType
}

structure Tag {
    @xmlName("key")
    Key: String
    @xmlName("value")
    Value: String
}

structure TagDescription {
    @xmlName("key")
    Key: String
    @xmlName("resourceId")
    ResourceId: String
    @xmlName("resourceType")
    ResourceType: ResourceType
    @xmlName("value")
    Value: String
}

list TagDescriptionList {
    @xmlName("item")
    member: TagDescription
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

enum TransferType {
    time_based = "time-based"
    standard
}

structure UnassignPrivateIpAddressesRequest {
    @xmlName("Ipv4Prefix")
    Ipv4Prefixes: IpPrefixList
    @required
    @xmlName("networkInterfaceId")
    NetworkInterfaceId: String
    @xmlName("privateIpAddress")
    PrivateIpAddresses: PrivateIpAddressStringList
}

structure UnassignPrivateIpAddressesResponse {}

structure UnsuccessfulItem {
    @xmlName("error")
    Error: UnsuccessfulItemError
    @xmlName("resourceId")
    ResourceId: String
}

structure UnsuccessfulItemError {
    @xmlName("code")
    Code: String
    @xmlName("message")
    Message: String
}

list UnsuccessfulItemSet {
    @xmlName("item")
    member: UnsuccessfulItem
}

structure UpdateSecurityGroupRuleDescriptionsEgressRequest {
    DryRun: Boolean
    GroupId: String
    GroupName: String
    IpPermissions: IpPermissionList
    @xmlName("SecurityGroupRuleDescription")
    SecurityGroupRuleDescriptions: SecurityGroupRuleDescriptionList
}

structure UpdateSecurityGroupRuleDescriptionsEgressResult {
    @xmlName("return")
    Return: Boolean
}

structure UpdateSecurityGroupRuleDescriptionsIngressRequest {
    DryRun: Boolean
    GroupId: String
    GroupName: String
    IpPermissions: IpPermissionList
    @xmlName("SecurityGroupRuleDescription")
    SecurityGroupRuleDescriptions: SecurityGroupRuleDescriptionList
}

structure UpdateSecurityGroupRuleDescriptionsIngressResult {
    @xmlName("return")
    Return: Boolean
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

structure Volume {
    @xmlName("availabilityZoneId")
    AvailabilityZoneId: String
    @xmlName("outpostArn")
    OutpostArn: String
    @xmlName("sourceVolumeId")
    SourceVolumeId: String
    @xmlName("iops")
    Iops: Integer
    @xmlName("tagSet")
    Tags: TagList
    @xmlName("volumeType")
    VolumeType: VolumeType
    @xmlName("fastRestored")
    FastRestored: Boolean
    @xmlName("multiAttachEnabled")
    MultiAttachEnabled: Boolean
    @xmlName("throughput")
    Throughput: Integer
    @xmlName("sseType")
    SseType: SSEType
    @xmlName("operator")
    Operator: OperatorResponse
    @xmlName("volumeInitializationRate")
    VolumeInitializationRate: Integer
    @xmlName("volumeId")
    VolumeId: String
    @xmlName("size")
    Size: Integer
    @xmlName("snapshotId")
    SnapshotId: String
    @xmlName("availabilityZone")
    AvailabilityZone: String
    @xmlName("status")
    State: VolumeState
    @xmlName("createTime")
    CreateTime: Timestamp
    @xmlName("attachmentSet")
    Attachments: VolumeAttachmentList
    @xmlName("encrypted")
    Encrypted: Boolean
    @xmlName("kmsKeyId")
    KmsKeyId: String
}

structure VolumeAttachment {
    @xmlName("deleteOnTermination")
    DeleteOnTermination: Boolean
    @xmlName("associatedResource")
    AssociatedResource: String
    @xmlName("instanceOwningService")
    InstanceOwningService: String
    @xmlName("ebsCardIndex")
    EbsCardIndex: Integer
    @xmlName("volumeId")
    VolumeId: String
    @xmlName("instanceId")
    InstanceId: String
    @xmlName("device")
    Device: String
    @xmlName("status")
    State: VolumeAttachmentState
    @xmlName("attachTime")
    AttachTime: Timestamp
}

list VolumeAttachmentList {
    @xmlName("item")
    member: VolumeAttachment
}

enum VolumeAttachmentState {
    attaching
    attached
    detaching
    detached
    busy
}

list VolumeIdStringList {
    @xmlName("VolumeId")
    member: String
}

list VolumeList {
    @xmlName("item")
    member: Volume
}

structure VolumeModification {
    @xmlName("volumeId")
    VolumeId: String
    @xmlName("modificationState")
    ModificationState: VolumeModificationState
    @xmlName("statusMessage")
    StatusMessage: String
    @xmlName("targetSize")
    TargetSize: Integer
    @xmlName("targetIops")
    TargetIops: Integer
    @xmlName("targetVolumeType")
    TargetVolumeType: VolumeType
    @xmlName("targetThroughput")
    TargetThroughput: Integer
    @xmlName("targetMultiAttachEnabled")
    TargetMultiAttachEnabled: Boolean
    @xmlName("originalSize")
    OriginalSize: Integer
    @xmlName("originalIops")
    OriginalIops: Integer
    @xmlName("originalVolumeType")
    OriginalVolumeType: VolumeType
    @xmlName("originalThroughput")
    OriginalThroughput: Integer
    @xmlName("originalMultiAttachEnabled")
    OriginalMultiAttachEnabled: Boolean
    @xmlName("progress")
    Progress: Long
    @xmlName("startTime")
    StartTime: Timestamp
    @xmlName("endTime")
    EndTime: Timestamp
    @xmlName("operator")
    Operator: OperatorResponse
}

enum VolumeModificationState {
    modifying
    optimizing
    completed
    failed
}

enum VolumeState {
    creating
    available
    in_use = "in-use"
    deleting
    deleted
    error
}

structure VolumeStatusAction {
    @xmlName("code")
    Code: String
    @xmlName("description")
    Description: String
    @xmlName("eventId")
    EventId: String
    @xmlName("eventType")
    EventType: String
}

list VolumeStatusActionsList {
    @xmlName("item")
    member: VolumeStatusAction
}

structure VolumeStatusAttachmentStatus {
    @xmlName("ioPerformance")
    IoPerformance: String
    @xmlName("instanceId")
    InstanceId: String
}

list VolumeStatusAttachmentStatusList {
    @xmlName("item")
    member: VolumeStatusAttachmentStatus
}

structure VolumeStatusDetails {
    @xmlName("name")
    Name: VolumeStatusName
    @xmlName("status")
    Status: String
}

list VolumeStatusDetailsList {
    @xmlName("item")
    member: VolumeStatusDetails
}

structure VolumeStatusEvent {
    @xmlName("description")
    Description: String
    @xmlName("eventId")
    EventId: String
    @xmlName("eventType")
    EventType: String
    @xmlName("notAfter")
    NotAfter: Timestamp
    @xmlName("notBefore")
    NotBefore: Timestamp
    @xmlName("instanceId")
    InstanceId: String
}

list VolumeStatusEventsList {
    @xmlName("item")
    member: VolumeStatusEvent
}

structure VolumeStatusInfo {
    @xmlName("details")
    Details: VolumeStatusDetailsList
    @xmlName("status")
    Status: VolumeStatusInfoStatus
}

enum VolumeStatusInfoStatus {
    ok
    impaired
    insufficient_data = "insufficient-data"
    warning
}

structure VolumeStatusItem {
    @xmlName("actionsSet")
    Actions: VolumeStatusActionsList
    @xmlName("availabilityZone")
    AvailabilityZone: String
    @xmlName("outpostArn")
    OutpostArn: String
    @xmlName("eventsSet")
    Events: VolumeStatusEventsList
    @xmlName("volumeId")
    VolumeId: String
    @xmlName("volumeStatus")
    VolumeStatus: VolumeStatusInfo
    @xmlName("attachmentStatuses")
    AttachmentStatuses: VolumeStatusAttachmentStatusList
    @xmlName("initializationStatusDetails")
    InitializationStatusDetails: InitializationStatusDetails
    @xmlName("availabilityZoneId")
    AvailabilityZoneId: String
    @xmlName("operator")
    Operator: OperatorResponse
}

list VolumeStatusList {
    @xmlName("item")
    member: VolumeStatusItem
}

enum VolumeStatusName {
    io_enabled = "io-enabled"
    io_performance = "io-performance"
    initialization_state = "initialization-state"
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

structure VpcAttachment {
    @xmlName("vpcId")
    VpcId: String
    @xmlName("state")
    State: AttachmentStatus
}

list VpcAttachmentList {
    @xmlName("item")
    member: VpcAttachment
}

enum VpcAttributeName {
    enableDnsSupport
    enableDnsHostnames
    enableNetworkAddressUsageMetrics
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

structure VpcEncryptionControlConfiguration {
    @required
    Mode: VpcEncryptionControlMode
    InternetGatewayExclusion: VpcEncryptionControlExclusionStateInput
    EgressOnlyInternetGatewayExclusion: VpcEncryptionControlExclusionStateInput
    NatGatewayExclusion: VpcEncryptionControlExclusionStateInput
    VirtualPrivateGatewayExclusion: VpcEncryptionControlExclusionStateInput
    VpcPeeringExclusion: VpcEncryptionControlExclusionStateInput
    LambdaExclusion: VpcEncryptionControlExclusionStateInput
    VpcLatticeExclusion: VpcEncryptionControlExclusionStateInput
    ElasticFileSystemExclusion: VpcEncryptionControlExclusionStateInput
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

enum VpcEncryptionControlExclusionStateInput {
    enable
    disable
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

// By hand: AWS answers "available", in small letters, where its own enumeration has capitals.
structure VpcEndpoint {
    @xmlName("vpcEndpointId")
    VpcEndpointId: String
    @xmlName("vpcEndpointType")
    VpcEndpointType: VpcEndpointType
    @xmlName("vpcId")
    VpcId: String
    @xmlName("serviceName")
    ServiceName: String
    @xmlName("state")
    State: String
    @xmlName("policyDocument")
    PolicyDocument: String
    @xmlName("routeTableIdSet")
    RouteTableIds: ValueStringList
    @xmlName("subnetIdSet")
    SubnetIds: ValueStringList
    @xmlName("groupSet")
    Groups: GroupIdentifierSet
    @xmlName("ipAddressType")
    IpAddressType: IpAddressType
    @xmlName("dnsOptions")
    DnsOptions: DnsOptions
    @xmlName("privateDnsEnabled")
    PrivateDnsEnabled: Boolean
    @xmlName("requesterManaged")
    RequesterManaged: Boolean
    @xmlName("networkInterfaceIdSet")
    NetworkInterfaceIds: ValueStringList
    @xmlName("dnsEntrySet")
    DnsEntries: DnsEntrySet
    @xmlName("creationTimestamp")
    CreationTimestamp: Timestamp
    @xmlName("tagSet")
    Tags: TagList
    @xmlName("ownerId")
    OwnerId: String
    @xmlName("lastError")
    LastError: LastError
    @xmlName("ipv4PrefixSet")
    Ipv4Prefixes: SubnetIpPrefixesList
    @xmlName("ipv6PrefixSet")
    Ipv6Prefixes: SubnetIpPrefixesList
    @xmlName("failureReason")
    FailureReason: String
    @xmlName("serviceNetworkArn")
    ServiceNetworkArn: String
    @xmlName("resourceConfigurationArn")
    ResourceConfigurationArn: String
    @xmlName("serviceRegion")
    ServiceRegion: String
}

list VpcEndpointIdList {
    @xmlName("item")
    member: String
}

list VpcEndpointRouteTableIdList {
    @xmlName("item")
    member: String
}

list VpcEndpointSecurityGroupIdList {
    @xmlName("item")
    member: String
}

list VpcEndpointSet {
    @xmlName("item")
    member: VpcEndpoint
}

list VpcEndpointSubnetIdList {
    @xmlName("item")
    member: String
}

enum VpcEndpointType {
    Interface
    Gateway
    GatewayLoadBalancer
    Resource
    ServiceNetwork
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

structure VpnGateway {
    @xmlName("amazonSideAsn")
    AmazonSideAsn: Long
    @xmlName("tagSet")
    Tags: TagList
    @xmlName("vpnGatewayId")
    VpnGatewayId: String
    @xmlName("state")
    State: VpnState
    @xmlName("type")
    Type: GatewayType
    @xmlName("availabilityZone")
    AvailabilityZone: String
    @xmlName("attachments")
    VpcAttachments: VpcAttachmentList
}

list VpnGatewayIdStringList {
    @xmlName("VpnGatewayId")
    member: String
}

list VpnGatewayList {
    @xmlName("item")
    member: VpnGateway
}

enum VpnState {
    pending
    available
    deleting
    deleted
}

list ZoneIdStringList {
    @xmlName("ZoneId")
    member: String
}

list ZoneNameStringList {
    @xmlName("ZoneName")
    member: String
}
