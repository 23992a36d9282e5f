// EC2's networks through the stock AWS CLI: made, waited for, read back, changed, listed in pages, refused by name,
// deleted; and callers without the right change nothing. With signatures verified.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Callers, allow, refused, userArn } from './callers.mjs';

let callers;
let eve; // may do nothing

before(async () => {
  callers = await Callers.start();
  eve = await callers.user('eve');
});
after(async () => { await callers?.remove(); });

const ec2 = (...args) => callers.as(callers.root, 'ec2', ...args);
const tagged = (kind, name) => ['--tag-specifications', `ResourceType=${kind},Tags=[{Key=Name,Value=${name}}]`];
const by = (name, ...values) => ['--filters', `Name=${name},Values=${values.join(',')}`];
const newVpc = async (block, ...args) => (await ec2('create-vpc', '--cidr-block', block, ...args)).Vpc;
const newSubnet = async (vpc, block, ...args) =>
  (await ec2('create-subnet', '--vpc-id', vpc, '--cidr-block', block, ...args)).Subnet;
const newGroup = async (vpc, name) =>
  (await ec2('create-security-group', '--group-name', name, '--description', 'd', '--vpc-id', vpc)).GroupId;

test('a VPC and its subnets', async () => {
  const { VpcId: vpc } = await newVpc('10.0.0.0/16', ...tagged('vpc', 'shop'));
  await ec2('wait', 'vpc-available', '--vpc-ids', vpc);
  const subnets = [];
  for (let i = 0; i < 6; ++i) {
    subnets.push(await newSubnet(vpc, `10.0.${i}.0/24`, '--availability-zone', `us-east-1${'ab'[i % 2]}`));
  }
  const ids = subnets.map((one) => one.SubnetId);
  await ec2('wait', 'subnet-available', '--subnet-ids', ...ids);
  await assert.rejects(newSubnet(vpc, '10.0.0.128/25'), refused('InvalidSubnet.Conflict', '10.0.0.128/25'));

  await ec2('modify-subnet-attribute', '--subnet-id', ids[0], '--map-public-ip-on-launch');
  await ec2('create-tags', '--resources', ids[0], ids[1], '--tags', 'Key=tier,Value=public');
  const { Subnets: found } = await ec2('describe-subnets', ...by('tag:tier', 'public'),
    'Name=availability-zone,Values=us-east-1a');
  assert.deepEqual(found.map((one) => [one.SubnetId, one.MapPublicIpOnLaunch, one.AvailableIpAddressCount]),
    [[ids[0], true, 251]]);

  const first = await ec2('describe-subnets', ...by('vpc-id', vpc), '--max-items', '5', '--page-size', '5');
  const rest = await ec2('describe-subnets', ...by('vpc-id', vpc), '--starting-token', first.NextToken);
  assert.equal(first.Subnets.length, 5);
  assert.deepEqual([...first.Subnets, ...rest.Subnets].map((one) => one.SubnetId).sort(), [...ids].sort());

  await assert.rejects(ec2('delete-vpc', '--vpc-id', vpc), refused('DependencyViolation',
    `The vpc '${vpc}' has dependencies and cannot be deleted`));
  await Promise.all(ids.map((id) => ec2('delete-subnet', '--subnet-id', id)));
  await ec2('delete-vpc', '--vpc-id', vpc);
  await assert.rejects(ec2('describe-vpcs', '--vpc-ids', vpc), refused('InvalidVpcID.NotFound',
    `The vpc ID '${vpc}' does not exist`));
});

test('a security group\'s rules, in both styles', async () => {
  const { VpcId: vpc } = await newVpc('10.0.0.0/16');
  const [web, tasks] = await Promise.all([newGroup(vpc, 'web'), newGroup(vpc, 'tasks')]);
  await ec2('wait', 'security-group-exists', '--group-ids', web, tasks);
  const flat = await ec2('authorize-security-group-ingress', '--group-id', web, '--protocol', 'tcp', '--port', '443',
    '--cidr', '0.0.0.0/0');
  assert.equal(flat.SecurityGroupRules.length, 1);
  const permissions = [{
    IpProtocol: 'tcp', FromPort: 8000, ToPort: 8010, UserIdGroupPairs: [{ GroupId: web, Description: 'from the web' }],
    IpRanges: [{ CidrIp: '192.0.2.0/24' }, { CidrIp: '198.51.100.0/24', Description: 'office' }],
  }];
  const deep = await ec2('authorize-security-group-ingress', '--group-id', tasks, '--ip-permissions',
    JSON.stringify(permissions));
  assert.equal(deep.SecurityGroupRules.length, 3);
  await assert.rejects(ec2('authorize-security-group-ingress', '--group-id', web, '--protocol', 'tcp', '--port', '443',
    '--cidr', '0.0.0.0/0'), refused('InvalidPermission.Duplicate', 'already exists'));

  const { SecurityGroups: [group] } = await ec2('describe-security-groups', '--group-ids', tasks);
  assert.deepEqual(group.IpPermissionsEgress[0].IpRanges, [{ CidrIp: '0.0.0.0/0' }]);
  const [shown] = group.IpPermissions;
  assert.deepEqual([shown.IpProtocol, shown.FromPort, shown.ToPort], ['tcp', 8000, 8010]);
  assert.deepEqual(shown.IpRanges.map((one) => one.CidrIp).sort(), ['192.0.2.0/24', '198.51.100.0/24']);
  assert.deepEqual(shown.UserIdGroupPairs.map((one) => [one.GroupId, one.Description]), [[web, 'from the web']]);

  const office = deep.SecurityGroupRules.find((one) => one.CidrIpv4 === '198.51.100.0/24').SecurityGroupRuleId;
  await ec2('modify-security-group-rules', '--group-id', tasks, '--security-group-rules', JSON.stringify([{
    SecurityGroupRuleId: office,
    SecurityGroupRule: { IpProtocol: 'tcp', FromPort: 9000, ToPort: 9000, CidrIpv4: '203.0.113.0/24' },
  }]));
  const { SecurityGroupRules: rules } = await ec2('describe-security-group-rules', ...by('group-id', tasks));
  assert.deepEqual(rules.filter((one) => one.SecurityGroupRuleId === office).map((one) =>
    [one.FromPort, one.CidrIpv4, one.Description]), [[9000, '203.0.113.0/24', undefined]]);
  await ec2('revoke-security-group-ingress', '--group-id', tasks, '--security-group-rule-ids', office);
  await ec2('revoke-security-group-ingress', '--group-id', web, '--protocol', 'tcp', '--port', '443', '--cidr',
    '0.0.0.0/0');
  await assert.rejects(ec2('delete-security-group', '--group-id', web), refused('DependencyViolation',
    `resource ${web} has a dependent object`));
  await ec2('delete-security-group', '--group-id', tasks);
  await ec2('delete-security-group', '--group-id', web);
  await assert.rejects(ec2('describe-security-groups', '--group-ids', web), refused('InvalidGroup.NotFound'));
});

test('ways out: an internet gateway, a NAT gateway, routes', async () => {
  const { VpcId: vpc } = await newVpc('10.0.0.0/16');
  const { SubnetId: subnet } = await newSubnet(vpc, '10.0.0.0/24');
  const { InternetGateway: { InternetGatewayId: gateway } } = await ec2('create-internet-gateway');
  await ec2('wait', 'internet-gateway-exists', '--internet-gateway-ids', gateway);
  await ec2('attach-internet-gateway', '--internet-gateway-id', gateway, '--vpc-id', vpc);
  const { RouteTable: { RouteTableId: table } } = await ec2('create-route-table', '--vpc-id', vpc);
  const { AssociationId: association } = await ec2('associate-route-table', '--route-table-id', table, '--subnet-id',
    subnet);
  const route = ['--route-table-id', table, '--destination-cidr-block'];
  await ec2('create-route', ...route, '0.0.0.0/0', '--gateway-id', gateway);

  const { AllocationId: address, PublicIp: ip } = await ec2('allocate-address', '--domain', 'vpc');
  const { NatGateway: { NatGatewayId: nat } } = await ec2('create-nat-gateway', '--subnet-id', subnet,
    '--allocation-id', address, ...tagged('natgateway', 'out'));
  await ec2('wait', 'nat-gateway-available', '--nat-gateway-ids', nat);
  const { NatGateways: [described] } = await ec2('describe-nat-gateways', '--filter', 'Name=tag:Name,Values=out');
  assert.equal(described.State, 'available');
  assert.equal(described.NatGatewayAddresses[0].PublicIp, ip);
  await ec2('create-route', ...route, '192.0.2.0/24', '--nat-gateway-id', nat);
  const { RouteTables: [now] } = await ec2('describe-route-tables', ...by('association.subnet-id', subnet));
  assert.deepEqual(now.Routes.map((one) => [one.DestinationCidrBlock, one.GatewayId ?? one.NatGatewayId]).sort(),
    [['0.0.0.0/0', gateway], ['10.0.0.0/16', 'local'], ['192.0.2.0/24', nat]]);

  await assert.rejects(ec2('release-address', '--allocation-id', address), refused('(InvalidIPAddress.InUse|AuthFailure)'));
  await ec2('delete-nat-gateway', '--nat-gateway-id', nat);
  await ec2('wait', 'nat-gateway-deleted', '--nat-gateway-ids', nat);
  await ec2('release-address', '--allocation-id', address);
  await assert.rejects(ec2('delete-route', ...route, '198.51.100.0/24'), refused('InvalidRoute.NotFound'));
  await assert.rejects(ec2('delete-route-table', '--route-table-id', table), refused('DependencyViolation'));
  await ec2('disassociate-route-table', '--association-id', association);
  await ec2('delete-route-table', '--route-table-id', table);
  await ec2('detach-internet-gateway', '--internet-gateway-id', gateway, '--vpc-id', vpc);
  await ec2('delete-internet-gateway', '--internet-gateway-id', gateway);
  await ec2('delete-subnet', '--subnet-id', subnet);
  await ec2('delete-vpc', '--vpc-id', vpc);
});

test('who may not changes nothing', async () => {
  const reader = await callers.user('reader', allow('ec2:Describe*'));
  const creator = await callers.user('creator', allow('ec2:CreateVpc'));
  const create = ['ec2', 'create-vpc', '--cidr-block', '10.9.0.0/16'];
  const there = async () => (await ec2('describe-vpcs', ...by('cidr', '10.9.0.0/16'))).Vpcs;
  await assert.rejects(callers.as(eve, ...create), refused('UnauthorizedOperation',
    `You are not authorized to perform this operation. User: ${userArn('eve')} is not authorized to perform: ec2:CreateVpc`));
  await assert.rejects(callers.as(reader, ...create, '--dry-run'), refused('UnauthorizedOperation'));
  await assert.rejects(callers.as(creator, ...create, '--dry-run'), refused('DryRunOperation', 'would have succeeded'));
  await assert.rejects(callers.as(creator, ...create, ...tagged('vpc', 'mine')),
    refused('UnauthorizedOperation', 'ec2:CreateTags'));
  assert.deepEqual(await there(), []);

  const { Vpc: { VpcId: vpc } } = await callers.as(creator, ...create);
  await assert.rejects(callers.as(creator, 'ec2', 'delete-vpc', '--vpc-id', vpc), refused('UnauthorizedOperation',
    `ec2:DeleteVpc on resource: arn:aws:ec2:us-east-1:000000000000:vpc/${vpc}`));
  const { Vpcs: seen } = await callers.as(reader, 'ec2', 'describe-vpcs', '--vpc-ids', vpc);
  assert.deepEqual(seen.map((one) => one.VpcId), [vpc]);
});
