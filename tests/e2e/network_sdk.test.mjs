// EC2's networks through the AWS SDK for JavaScript: made, waited for, read back, changed, deleted; its paginators
// and waiters, errors by their names; and callers without the right change nothing. With signatures verified.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  AllocateAddressCommand, AssociateRouteTableCommand, AttachInternetGatewayCommand,
  AuthorizeSecurityGroupEgressCommand, AuthorizeSecurityGroupIngressCommand, CreateInternetGatewayCommand,
  CreateManagedPrefixListCommand, CreateNatGatewayCommand, CreateNetworkInterfaceCommand, CreateRouteCommand,
  CreateRouteTableCommand, CreateSecurityGroupCommand, CreateSubnetCommand, CreateTagsCommand, CreateVpcCommand,
  CreateVpcEndpointCommand, DeleteInternetGatewayCommand, DeleteManagedPrefixListCommand, DeleteNatGatewayCommand,
  DeleteNetworkInterfaceCommand, DeleteRouteTableCommand, DeleteSecurityGroupCommand, DeleteSubnetCommand,
  DeleteTagsCommand, DeleteVpcCommand, DeleteVpcEndpointsCommand, DescribeAvailabilityZonesCommand,
  DescribeManagedPrefixListsCommand, DescribeNetworkInterfacesCommand, DescribeRouteTablesCommand,
  DescribeSecurityGroupRulesCommand, DescribeSecurityGroupsCommand, DescribeSubnetsCommand, DescribeTagsCommand,
  DescribeVpcAttributeCommand, DescribeVpcEndpointsCommand, DescribeVpcsCommand, DetachInternetGatewayCommand,
  DisassociateRouteTableCommand, EC2Client, GetManagedPrefixListEntriesCommand, ModifyManagedPrefixListCommand,
  ModifyNetworkInterfaceAttributeCommand, ModifySecurityGroupRulesCommand, ModifySubnetAttributeCommand,
  ModifyVpcAttributeCommand, ReleaseAddressCommand, ReplaceRouteCommand, RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand, paginateDescribeSecurityGroupRules, paginateDescribeSubnets,
  paginateDescribeVpcs, waitUntilInternetGatewayExists, waitUntilNatGatewayAvailable, waitUntilNatGatewayDeleted,
  waitUntilNetworkInterfaceAvailable, waitUntilSecurityGroupExists, waitUntilSubnetAvailable, waitUntilVpcAvailable,
} from '@aws-sdk/client-ec2';
import { Callers, allow, kAccount, userArn } from './callers.mjs';

const waiting = { maxWaitTime: 20, minDelay: 1, maxDelay: 1 };

let callers;
let ec2;

before(async () => {
  callers = await Callers.start();
  ec2 = callers.client(EC2Client);
});
after(async () => { await callers?.remove(); });

const named = (name, message) => (message ? { name, message: new RegExp(message) } : { name });
const by = (Name, ...Values) => [{ Name, Values }];
const newVpc = async (CidrBlock = '10.0.0.0/16', members = {}) =>
  (await ec2.send(new CreateVpcCommand({ CidrBlock, ...members }))).Vpc.VpcId;
const newSubnet = async (VpcId, CidrBlock) =>
  (await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock }))).Subnet.SubnetId;
const newGroup = async (VpcId, GroupName) =>
  (await ec2.send(new CreateSecurityGroupCommand({ VpcId, GroupName, Description: 'd' }))).GroupId;
async function pagesOf(pages, member) {
  const all = [];
  for await (const page of pages) all.push(page[member]);
  return all;
}

test('a VPC: made, waited for, read back, changed, tagged, deleted', async () => {
  const VpcId = await newVpc('10.0.0.0/16', {
    TagSpecifications: [{ ResourceType: 'vpc', Tags: [{ Key: 'Name', Value: 'shop' }] }],
  });
  await waitUntilVpcAvailable({ client: ec2, ...waiting }, { VpcIds: [VpcId] });
  const { Vpcs: [vpc] } = await ec2.send(new DescribeVpcsCommand({ Filters: by('tag:Name', 'shop') }));
  assert.deepEqual([vpc.VpcId, vpc.State, vpc.IsDefault, vpc.OwnerId, vpc.InstanceTenancy],
    [VpcId, 'available', false, kAccount, 'default']);
  for (const [member, name] of [['EnableDnsHostnames', 'enableDnsHostnames'], ['EnableDnsSupport', 'enableDnsSupport']]) {
    const Value = member === 'EnableDnsHostnames';
    await ec2.send(new ModifyVpcAttributeCommand({ VpcId, [member]: { Value } }));
    const answer = await ec2.send(new DescribeVpcAttributeCommand({ VpcId, Attribute: name }));
    assert.deepEqual(answer[member], { Value });
  }
  // What comes with it.
  const { SecurityGroups: [group] } = await ec2.send(new DescribeSecurityGroupsCommand({ Filters: by('vpc-id', VpcId) }));
  assert.equal(group.GroupName, 'default');
  await assert.rejects(ec2.send(new DeleteSecurityGroupCommand({ GroupId: group.GroupId })), named('CannotDelete'));
  const { RouteTables: [main] } = await ec2.send(new DescribeRouteTablesCommand({ Filters: by('vpc-id', VpcId) }));
  assert.deepEqual(main.Associations.map((one) => one.Main), [true]);

  await ec2.send(new CreateTagsCommand({ Resources: [VpcId, group.GroupId], Tags: [{ Key: 'team', Value: 'a' }] }));
  await ec2.send(new DeleteTagsCommand({ Resources: [VpcId], Tags: [{ Key: 'Name' }] }));
  const { Tags: tags } = await ec2.send(new DescribeTagsCommand({ Filters: by('resource-id', VpcId, group.GroupId) }));
  assert.deepEqual(tags.map((tag) => [tag.ResourceType, tag.Key, tag.Value]).sort(),
    [['security-group', 'team', 'a'], ['vpc', 'team', 'a']]);
  await ec2.send(new DeleteVpcCommand({ VpcId }));
  await assert.rejects(ec2.send(new DeleteVpcCommand({ VpcId })), named('InvalidVpcID.NotFound', VpcId));
  await assert.rejects(newVpc('10.0.0.0/8'), named('InvalidVpc.Range', '10.0.0.0/8'));
  await assert.rejects(newVpc('10.0.0'), named('InvalidParameterValue', '10.0.0'));
});

test('subnets come in pages', async () => {
  const VpcId = await newVpc();
  const ids = [];
  for (let i = 0; i < 7; ++i) ids.push(await newSubnet(VpcId, `10.0.${i}.0/24`));
  await waitUntilSubnetAvailable({ client: ec2, ...waiting }, { SubnetIds: ids });
  const pages = await pagesOf(
    paginateDescribeSubnets({ client: ec2, pageSize: 5 }, { Filters: by('vpc-id', VpcId) }), 'Subnets');
  assert.deepEqual(pages.map((page) => page.length), [5, 2]);
  assert.deepEqual(pages.flat().map((one) => one.SubnetId).sort(), [...ids].sort());
  await assert.rejects(ec2.send(new DescribeSubnetsCommand({ NextToken: 'nonsense' })), (error) => {
    assert.match(error.name, /^Invalid(NextToken|PaginationToken|ParameterValue|Parameter)$/);
    return true;
  });
  const { AvailabilityZones: zones } = await ec2.send(new DescribeAvailabilityZonesCommand({}));
  assert.ok(zones.length >= 2 && zones.every((zone) => zone.State === 'available'));
  await ec2.send(new ModifySubnetAttributeCommand({ SubnetId: ids[0], MapPublicIpOnLaunch: { Value: true } }));
  const { Subnets: [first] } = await ec2.send(new DescribeSubnetsCommand({ SubnetIds: [ids[0]] }));
  assert.equal(first.MapPublicIpOnLaunch, true);
  await assert.rejects(newSubnet(VpcId, '10.0.6.0/25'), named('InvalidSubnet.Conflict'));
  await assert.rejects(ec2.send(new DeleteVpcCommand({ VpcId })), named('DependencyViolation'));
  for (const SubnetId of ids) await ec2.send(new DeleteSubnetCommand({ SubnetId }));
  await ec2.send(new DeleteVpcCommand({ VpcId }));
});

test('a security group\'s rules, in both styles', async () => {
  const VpcId = await newVpc();
  const [web, tasks] = [await newGroup(VpcId, 'web'), await newGroup(VpcId, 'tasks')];
  await waitUntilSecurityGroupExists({ client: ec2, ...waiting }, { GroupIds: [web, tasks] });
  await assert.rejects(newGroup(VpcId, 'web'), named('InvalidGroup.Duplicate', 'web'));
  const http = { IpProtocol: 'tcp', FromPort: 80, ToPort: 80 };
  const { SecurityGroupRules: made } = await ec2.send(new AuthorizeSecurityGroupIngressCommand({
    GroupId: tasks,
    IpPermissions: [{ ...http, UserIdGroupPairs: [{ GroupId: web }], Ipv6Ranges: [{ CidrIpv6: '2001:db8::/32' }] }],
    TagSpecifications: [{ ResourceType: 'security-group-rule', Tags: [{ Key: 'a', Value: 'b' }] }],
  }));
  assert.deepEqual(made.map((rule) => rule.ReferencedGroupInfo?.GroupId ?? rule.CidrIpv6).sort(),
    ['2001:db8::/32', web].sort());
  await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: web, ...http, CidrIp: '0.0.0.0/0' }));
  await assert.rejects(
    ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: web, ...http, CidrIp: '0.0.0.0/0' })),
    named('InvalidPermission.Duplicate'));
  const egress = { IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }] };
  await ec2.send(new RevokeSecurityGroupEgressCommand({ GroupId: web, ...egress }));
  const { SecurityGroups: [closed] } = await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [web] }));
  assert.deepEqual(closed.IpPermissionsEgress ?? [], []);
  await ec2.send(new AuthorizeSecurityGroupEgressCommand({ GroupId: web, ...egress }));

  const { SecurityGroupRuleId } = made.find((rule) => rule.CidrIpv6);
  await ec2.send(new ModifySecurityGroupRulesCommand({
    GroupId: tasks,
    SecurityGroupRules: [{
      SecurityGroupRuleId, SecurityGroupRule: { ...http, CidrIpv4: '192.0.2.0/24', Description: 'office' },
    }],
  }));
  const { SecurityGroupRules: [rule] } = await ec2.send(
    new DescribeSecurityGroupRulesCommand({ SecurityGroupRuleIds: [SecurityGroupRuleId] }));
  assert.deepEqual([rule.CidrIpv4, rule.CidrIpv6, rule.Description, rule.Tags],
    ['192.0.2.0/24', undefined, 'office', [{ Key: 'a', Value: 'b' }]]);
  const rules = await pagesOf(
    paginateDescribeSecurityGroupRules({ client: ec2, pageSize: 5 }, { Filters: by('group-id', web, tasks) }),
    'SecurityGroupRules');
  assert.equal(rules.flat().length, 5);
  await ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId: tasks, SecurityGroupRuleIds: [SecurityGroupRuleId] }));
  await assert.rejects(
    ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId: tasks, SecurityGroupRuleIds: [SecurityGroupRuleId] })),
    named('InvalidSecurityGroupRuleId.NotFound'));
  await assert.rejects(ec2.send(new DeleteSecurityGroupCommand({ GroupId: web })), named('DependencyViolation'));
  for (const GroupId of [tasks, web]) await ec2.send(new DeleteSecurityGroupCommand({ GroupId }));
  await ec2.send(new DeleteVpcCommand({ VpcId }));
});

test('ways out: gateways, addresses, routes', async () => {
  const VpcId = await newVpc();
  const SubnetId = await newSubnet(VpcId, '10.0.0.0/24');
  const { InternetGateway: { InternetGatewayId } } = await ec2.send(new CreateInternetGatewayCommand({}));
  await waitUntilInternetGatewayExists({ client: ec2, ...waiting }, { InternetGatewayIds: [InternetGatewayId] });
  await ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId, VpcId }));
  const { AllocationId } = await ec2.send(new AllocateAddressCommand({ Domain: 'vpc' }));
  const { NatGateway: { NatGatewayId } } = await ec2.send(new CreateNatGatewayCommand({ SubnetId, AllocationId }));
  await waitUntilNatGatewayAvailable({ client: ec2, ...waiting }, { NatGatewayIds: [NatGatewayId] });
  const { RouteTable: { RouteTableId } } = await ec2.send(new CreateRouteTableCommand({ VpcId }));
  const { AssociationId } = await ec2.send(new AssociateRouteTableCommand({ RouteTableId, SubnetId }));
  const route = { RouteTableId, DestinationCidrBlock: '0.0.0.0/0' };
  await ec2.send(new CreateRouteCommand({ ...route, GatewayId: InternetGatewayId }));
  await ec2.send(new ReplaceRouteCommand({ ...route, NatGatewayId }));
  const { RouteTables: [table] } = await ec2.send(new DescribeRouteTablesCommand({ RouteTableIds: [RouteTableId] }));
  const out = table.Routes.find((one) => one.DestinationCidrBlock === '0.0.0.0/0');
  assert.deepEqual([out.NatGatewayId, out.GatewayId, out.State, out.Origin],
    [NatGatewayId, undefined, 'active', 'CreateRoute']);

  await ec2.send(new DeleteNatGatewayCommand({ NatGatewayId }));
  await waitUntilNatGatewayDeleted({ client: ec2, ...waiting }, { NatGatewayIds: [NatGatewayId] });
  const { RouteTables: [dead] } = await ec2.send(new DescribeRouteTablesCommand({ RouteTableIds: [RouteTableId] }));
  assert.equal(dead.Routes.find((one) => one.NatGatewayId === NatGatewayId).State, 'blackhole');
  await ec2.send(new ReleaseAddressCommand({ AllocationId }));
  await assert.rejects(ec2.send(new ReleaseAddressCommand({ AllocationId })), named('InvalidAllocationID.NotFound'));
  await ec2.send(new DisassociateRouteTableCommand({ AssociationId }));
  await ec2.send(new DeleteRouteTableCommand({ RouteTableId }));
  await ec2.send(new DetachInternetGatewayCommand({ InternetGatewayId, VpcId }));
  await ec2.send(new DeleteInternetGatewayCommand({ InternetGatewayId }));
  await ec2.send(new DeleteSubnetCommand({ SubnetId }));
  await ec2.send(new DeleteVpcCommand({ VpcId }));
});

test('interfaces, endpoints, prefix lists', async () => {
  const VpcId = await newVpc();
  const SubnetId = await newSubnet(VpcId, '10.0.0.0/24');
  const group = await newGroup(VpcId, 'tasks');
  const { NetworkInterface: { NetworkInterfaceId } } = await ec2.send(new CreateNetworkInterfaceCommand({
    SubnetId, PrivateIpAddress: '10.0.0.10', Groups: [group], Description: 'spare',
  }));
  await waitUntilNetworkInterfaceAvailable({ client: ec2, ...waiting }, { NetworkInterfaceIds: [NetworkInterfaceId] });
  await ec2.send(new ModifyNetworkInterfaceAttributeCommand({ NetworkInterfaceId, SourceDestCheck: { Value: false } }));
  const { NetworkInterfaces: [one] } = await ec2.send(new DescribeNetworkInterfacesCommand({
    Filters: by('group-id', group),
  }));
  assert.deepEqual([one.NetworkInterfaceId, one.PrivateIpAddress, one.SourceDestCheck, one.Status, one.VpcId],
    [NetworkInterfaceId, '10.0.0.10', false, 'available', VpcId]);
  await assert.rejects(ec2.send(new CreateNetworkInterfaceCommand({ SubnetId, PrivateIpAddress: '10.0.0.10' })),
    named('InvalidIPAddress.InUse'));
  await assert.rejects(ec2.send(new DeleteSubnetCommand({ SubnetId })), named('DependencyViolation'));

  const { VpcEndpoint: { VpcEndpointId } } = await ec2.send(new CreateVpcEndpointCommand({
    VpcId, ServiceName: 'com.amazonaws.us-east-1.ecr.api', VpcEndpointType: 'Interface', SubnetIds: [SubnetId],
    SecurityGroupIds: [group], PrivateDnsEnabled: false,
  }));
  const { VpcEndpoints: [endpoint] } = await ec2.send(new DescribeVpcEndpointsCommand({ VpcEndpointIds: [VpcEndpointId] }));
  assert.deepEqual([endpoint.State, endpoint.SubnetIds, endpoint.Groups.map((of) => of.GroupId)],
    ['available', [SubnetId], [group]]);
  const { Unsuccessful } = await ec2.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds: [VpcEndpointId, 'vpce-00000000'] }));
  assert.deepEqual(Unsuccessful.map((of) => of.Error.Code), ['InvalidVpcEndpointId.NotFound']);

  const { PrefixList: { PrefixListId } } = await ec2.send(new CreateManagedPrefixListCommand({
    PrefixListName: 'office', AddressFamily: 'IPv4', MaxEntries: 3, Entries: [{ Cidr: '192.0.2.0/24' }],
  }));
  await ec2.send(new ModifyManagedPrefixListCommand({
    PrefixListId, CurrentVersion: 1, AddEntries: [{ Cidr: '198.51.100.0/24', Description: 'there' }],
  }));
  const { Entries } = await ec2.send(new GetManagedPrefixListEntriesCommand({ PrefixListId }));
  assert.deepEqual(Entries.map((of) => of.Cidr).sort(), ['192.0.2.0/24', '198.51.100.0/24']);
  const { PrefixLists: [list] } = await ec2.send(new DescribeManagedPrefixListsCommand({ PrefixListIds: [PrefixListId] }));
  assert.equal(list.Version, 2);
  await ec2.send(new DeleteManagedPrefixListCommand({ PrefixListId }));
  await ec2.send(new DeleteNetworkInterfaceCommand({ NetworkInterfaceId }));
  await ec2.send(new DeleteSecurityGroupCommand({ GroupId: group }));
  await ec2.send(new DeleteSubnetCommand({ SubnetId }));
  await ec2.send(new DeleteVpcCommand({ VpcId }));
});

test('who may not changes nothing', async () => {
  const ann = callers.client(EC2Client, await callers.user('ann', allow('ec2:Describe*'), {
    ...allow('ec2:DeleteSecurityGroup'), Condition: { StringEquals: { 'aws:ResourceTag/team': 'a' } },
  }));
  const VpcId = await newVpc('10.8.0.0/16');
  const [mine, theirs] = [await newGroup(VpcId, 'mine'), await newGroup(VpcId, 'theirs')];
  await ec2.send(new CreateTagsCommand({ Resources: [mine], Tags: [{ Key: 'team', Value: 'a' }] }));
  await assert.rejects(ann.send(new CreateVpcCommand({ CidrBlock: '10.9.0.0/16' })),
    named('UnauthorizedOperation', `User: ${userArn('ann')} is not authorized to perform: ec2:CreateVpc`));
  await assert.rejects(ann.send(new DeleteVpcCommand({ VpcId, DryRun: true })), named('UnauthorizedOperation'));
  await assert.rejects(ann.send(new DeleteSecurityGroupCommand({ GroupId: theirs })), named('UnauthorizedOperation',
    `ec2:DeleteSecurityGroup on resource: arn:aws:ec2:us-east-1:${kAccount}:security-group/${theirs}`));
  await assert.rejects(ann.send(new DeleteSecurityGroupCommand({ GroupId: mine, DryRun: true })),
    named('DryRunOperation'));
  await ann.send(new DeleteSecurityGroupCommand({ GroupId: mine }));
  const vpcs = (await pagesOf(paginateDescribeVpcs({ client: ann }, { Filters: by('cidr', '10.8.0.0/16', '10.9.0.0/16') }),
    'Vpcs')).flat();
  assert.deepEqual(vpcs.map((one) => one.VpcId), [VpcId]);
  const { SecurityGroups: left } = await ann.send(new DescribeSecurityGroupsCommand({ Filters: by('vpc-id', VpcId) }));
  assert.deepEqual(left.map((one) => one.GroupName).sort(), ['default', 'theirs']);
});
