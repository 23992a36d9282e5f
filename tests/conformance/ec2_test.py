"""EC2's networks as its own client sees them: made, waited for, read back, filtered, tagged, deleted; errors by names
and texts."""

import json
import unittest

import botocore.session
from botocore.exceptions import ClientError

from harness import REGION, ConformanceTest

DEFAULT_EGRESS = {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}


def tags(kind, **values):
    return [{"ResourceType": kind, "Tags": [{"Key": k, "Value": v} for k, v in values.items()]}]


def by(**filters):
    return [{"Name": name.replace("_", "-"), "Values": [value]} for name, value in filters.items()]


class Ec2Test(ConformanceTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ec2 = cls.server.client("ec2")

    def status_of(self, code, message, call, **members):
        with self.assertRaises(ClientError) as caught:
            call(**members)
        answer = caught.exception.response
        self.check_error(code, message, answer["Error"]["Code"], answer["Error"]["Message"])
        return answer["ResponseMetadata"]["HTTPStatusCode"]

    def settled(self, waiter, **arguments):
        self.ec2.get_waiter(waiter).wait(WaiterConfig={"Delay": 0.1, "MaxAttempts": 100}, **arguments)

    def make_vpc(self, cidr="10.0.0.0/16", **members):
        vpc = self.ec2.create_vpc(CidrBlock=cidr, **members)["Vpc"]
        self.addCleanup(self.remove_vpc, vpc["VpcId"])
        self.assertEqual(vpc["State"], "pending")
        self.settled("vpc_exists", VpcIds=[vpc["VpcId"]])
        self.settled("vpc_available", VpcIds=[vpc["VpcId"]])
        return vpc["VpcId"]

    def remove_vpc(self, vpc):
        if self.ec2.describe_vpcs(Filters=by(vpc_id=vpc))["Vpcs"]:
            self.ec2.delete_vpc(VpcId=vpc)

    def make_subnet(self, vpc, cidr="10.0.0.0/24", **members):
        subnet = self.ec2.create_subnet(VpcId=vpc, CidrBlock=cidr, **members)["Subnet"]["SubnetId"]
        self.addCleanup(self.ec2.delete_subnet, SubnetId=subnet)
        self.settled("subnet_available", SubnetIds=[subnet])
        return subnet

    def make_group(self, vpc, name="web"):
        group = self.ec2.create_security_group(VpcId=vpc, GroupName=name, Description="d")["GroupId"]
        self.addCleanup(self.ec2.delete_security_group, GroupId=group)
        self.settled("security_group_exists", GroupIds=[group])
        return group

    def test_a_vpc_as_terraform_makes_it(self):
        vpc = self.make_vpc(InstanceTenancy="default", TagSpecifications=tags("vpc", Name="main"))
        shown = self.ec2.describe_vpcs(VpcIds=[vpc])["Vpcs"][0]
        self.assertEqual((shown["CidrBlock"], shown["IsDefault"]), ("10.0.0.0/16", False))
        self.assertEqual(shown["Tags"], [{"Key": "Name", "Value": "main"}])
        self.assertEqual(shown["CidrBlockAssociationSet"][0]["CidrBlockState"], {"State": "associated"})
        self.ec2.modify_vpc_attribute(VpcId=vpc, EnableDnsHostnames={"Value": True})
        for attribute, value in (("enableDnsHostnames", True), ("enableDnsSupport", True)):
            answer = self.ec2.describe_vpc_attribute(VpcId=vpc, Attribute=attribute)
            self.assertEqual(answer[attribute[0].upper() + attribute[1:]], {"Value": value})
        acls = self.ec2.describe_network_acls(Filters=by(vpc_id=vpc, default="true"))["NetworkAcls"]
        self.assertEqual(len(acls), 1)
        self.assertEqual([e["RuleNumber"] for e in acls[0]["Entries"]], [100, 32767, 100, 32767])
        tables = self.ec2.describe_route_tables(
            Filters=[*by(vpc_id=vpc), {"Name": "association.main", "Values": ["true"]}]
        )["RouteTables"]
        self.assertEqual(tables[0]["Routes"][0]["GatewayId"], "local")
        self.assertEqual(tables[0]["Associations"][0]["AssociationState"], {"State": "associated"})
        groups = self.ec2.describe_security_groups(Filters=by(vpc_id=vpc, group_name="default"))["SecurityGroups"]
        self.assertEqual(groups[0]["Description"], "default VPC security group")
        options = self.ec2.describe_dhcp_options(DhcpOptionsIds=[shown["DhcpOptionsId"]])["DhcpOptions"]
        domain = {"Key": "domain-name", "Values": [{"Value": "ec2.internal"}]}
        self.assertEqual(options[0]["DhcpConfigurations"][0], domain)
        self.ec2.delete_vpc(VpcId=vpc)
        status = self.status_of(
            "InvalidVpcID.NotFound", f"The vpc ID '{vpc}' does not exist", self.ec2.describe_vpcs, VpcIds=[vpc]
        )
        self.assertEqual(status, 400)

    def test_subnets(self):
        vpc = self.make_vpc()
        subnet = self.make_subnet(vpc, AvailabilityZone=f"{REGION}b", TagSpecifications=tags("subnet", tier="web"))
        shown = self.ec2.describe_subnets(Filters=by(vpc_id=vpc))["Subnets"][0]
        self.assertEqual((shown["AvailabilityZoneId"], shown["AvailableIpAddressCount"]), ("use1-az2", 251))
        self.assertFalse(shown["MapPublicIpOnLaunch"])
        self.ec2.modify_subnet_attribute(SubnetId=subnet, MapPublicIpOnLaunch={"Value": True})
        found = self.ec2.describe_subnets(Filters=[{"Name": "tag:tier", "Values": ["w*"]}])["Subnets"]
        self.assertEqual([(s["SubnetId"], s["MapPublicIpOnLaunch"]) for s in found], [(subnet, True)])
        conflict = "The CIDR '10.0.0.0/25' conflicts with another subnet"
        self.refused(
            "InvalidSubnet.Conflict", conflict, self.ec2.create_subnet, VpcId=vpc, CidrBlock="10.0.0.0/25"
        )
        self.refused(
            "DependencyViolation", f"The vpc '{vpc}' has dependencies and cannot be deleted.",
            self.ec2.delete_vpc, VpcId=vpc,
        )

    def test_security_groups_in_the_old_style(self):
        vpc = self.make_vpc()
        group = self.make_group(vpc)
        self.ec2.revoke_security_group_egress(GroupId=group, IpPermissions=[DEFAULT_EGRESS])
        permission = {
            "IpProtocol": "tcp",
            "FromPort": 80,
            "ToPort": 80,
            "IpRanges": [{"CidrIp": "0.0.0.0/0", "Description": "all"}],
            "Ipv6Ranges": [{"CidrIpv6": "::/0"}],
            "UserIdGroupPairs": [{"GroupId": group}],
        }
        answer = self.ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[permission])
        self.assertTrue(answer["Return"])
        self.assertEqual(len(answer["SecurityGroupRules"]), 3)
        shown = self.ec2.describe_security_groups(GroupIds=[group])["SecurityGroups"][0]
        self.assertEqual(shown["IpPermissionsEgress"], [])
        self.assertEqual(shown["IpPermissions"][0]["IpRanges"], permission["IpRanges"])
        self.assertEqual(shown["IpPermissions"][0]["Ipv6Ranges"], permission["Ipv6Ranges"])
        self.refused(
            "InvalidPermission.Duplicate",
            'the specified rule "peer: 0.0.0.0/0, TCP, from port: 80, to port: 80, ALLOW" already exists',
            self.ec2.authorize_security_group_ingress,
            GroupId=group,
            IpPermissions=[permission],
        )
        self.ec2.revoke_security_group_ingress(GroupId=group, IpPermissions=[permission])
        self.refused(
            "InvalidPermission.NotFound",
            "The specified rule does not exist in this security group.",
            self.ec2.revoke_security_group_ingress,
            GroupId=group,
            IpPermissions=[permission],
        )

    def test_security_groups_in_the_new_style(self):
        group = self.make_group(self.make_vpc())
        rule = self.ec2.authorize_security_group_ingress(
            GroupId=group,
            IpPermissions=[{"IpProtocol": "tcp", "FromPort": 1, "ToPort": 2, "IpRanges": [{"CidrIp": "10.0.0.0/8"}]}],
            TagSpecifications=tags("security-group-rule", a="b"),
        )["SecurityGroupRules"][0]["SecurityGroupRuleId"]
        self.ec2.modify_security_group_rules(
            GroupId=group,
            SecurityGroupRules=[{
                "SecurityGroupRuleId": rule,
                "SecurityGroupRule": {"IpProtocol": "udp", "FromPort": 53, "ToPort": 53, "CidrIpv4": "10.0.0.0/8"},
            }],
        )
        shown = self.ec2.describe_security_group_rules(SecurityGroupRuleIds=[rule])["SecurityGroupRules"][0]
        self.assertEqual((shown["IpProtocol"], shown["FromPort"], shown["IsEgress"]), ("udp", 53, False))
        self.assertEqual(shown["Tags"], [{"Key": "a", "Value": "b"}])
        self.ec2.revoke_security_group_ingress(GroupId=group, SecurityGroupRuleIds=[rule])
        left = self.ec2.describe_security_group_rules(Filters=by(group_id=group))["SecurityGroupRules"]
        self.assertEqual([r["IsEgress"] for r in left], [True])

    def test_tags(self):
        vpc = self.make_vpc()
        self.ec2.create_tags(Resources=[vpc], Tags=[{"Key": "Name", "Value": "a"}, {"Key": "b", "Value": ""}])
        listed = self.ec2.describe_tags(Filters=by(resource_id=vpc))["Tags"]
        self.assertEqual(listed[0], {"Key": "Name", "ResourceId": vpc, "ResourceType": "vpc", "Value": "a"})
        self.ec2.delete_tags(Resources=[vpc], Tags=[{"Key": "b"}])
        self.assertEqual(len(self.ec2.describe_tags(Filters=by(resource_id=vpc))["Tags"]), 1)

    def test_pages(self):
        vpc = self.make_vpc()
        made = {self.make_subnet(vpc, f"10.0.{i}.0/24") for i in range(7)}
        pages = self.ec2.get_paginator("describe_subnets").paginate(
            Filters=by(vpc_id=vpc), PaginationConfig={"PageSize": 5}
        )
        sizes = [[s["SubnetId"] for s in page["Subnets"]] for page in pages]
        self.assertEqual([len(ids) for ids in sizes], [5, 2])
        self.assertEqual(set(sum(sizes, [])), made)

    def make_gateway(self, vpc):
        gateway = self.ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
        self.addCleanup(self.ec2.delete_internet_gateway, InternetGatewayId=gateway)
        self.settled("internet_gateway_exists", InternetGatewayIds=[gateway])
        self.ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
        self.addCleanup(self.ec2.detach_internet_gateway, InternetGatewayId=gateway, VpcId=vpc)
        shown = self.ec2.describe_internet_gateways(Filters=[{"Name": "attachment.vpc-id", "Values": [vpc]}])
        self.assertEqual(shown["InternetGateways"][0]["Attachments"], [{"State": "available", "VpcId": vpc}])
        return gateway

    def test_routes(self):
        vpc = self.make_vpc()
        subnet = self.make_subnet(vpc)
        gateway = self.make_gateway(vpc)
        table = self.ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
        self.addCleanup(self.ec2.delete_route_table, RouteTableId=table)
        everything = {"RouteTableId": table, "DestinationCidrBlock": "0.0.0.0/0"}
        self.assertTrue(self.ec2.create_route(GatewayId=gateway, **everything)["Return"])
        association = self.ec2.associate_route_table(RouteTableId=table, SubnetId=subnet)["AssociationId"]
        found = self.ec2.describe_route_tables(
            Filters=[{"Name": "association.subnet-id", "Values": [subnet]}]
        )["RouteTables"][0]
        self.assertEqual(
            [(r["GatewayId"], r["State"], r["Origin"]) for r in found["Routes"]],
            [("local", "active", "CreateRouteTable"), (gateway, "active", "CreateRoute")],
        )
        self.refused(
            "DependencyViolation", f"The routeTable '{table}' has dependencies and cannot be deleted.",
            self.ec2.delete_route_table, RouteTableId=table,
        )
        self.ec2.disassociate_route_table(AssociationId=association)
        self.ec2.delete_route(**everything)
        self.refused(
            "InvalidRoute.NotFound", f"no route with destination-cidr-block 0.0.0.0/0 in route table {table}",
            self.ec2.delete_route, **everything,
        )

    def test_nat_gateways_and_addresses(self):
        vpc = self.make_vpc()
        subnet = self.make_subnet(vpc)
        self.make_gateway(vpc)
        address = self.ec2.allocate_address(Domain="vpc", TagSpecifications=tags("elastic-ip", a="b"))
        self.assertTrue(address["PublicIp"].startswith("203.0.113."))
        gateway = self.ec2.create_nat_gateway(
            SubnetId=subnet, AllocationId=address["AllocationId"], ClientToken="once"
        )["NatGateway"]
        self.assertEqual(gateway["State"], "pending")
        again = self.ec2.create_nat_gateway(SubnetId=subnet, AllocationId=address["AllocationId"], ClientToken="once")
        self.assertEqual(again["NatGateway"]["NatGatewayId"], gateway["NatGatewayId"])
        self.settled("nat_gateway_available", NatGatewayIds=[gateway["NatGatewayId"]])
        shown = self.ec2.describe_addresses(AllocationIds=[address["AllocationId"]])["Addresses"][0]
        self.assertEqual(shown["PrivateIpAddress"], "10.0.0.4")
        names = self.ec2.describe_addresses_attribute(
            AllocationIds=[address["AllocationId"]], Attribute="domain-name"
        )["Addresses"]
        self.assertEqual(names, [{"AllocationId": address["AllocationId"], "PublicIp": address["PublicIp"]}])
        self.ec2.delete_nat_gateway(NatGatewayId=gateway["NatGatewayId"])
        deleted = self.ec2.describe_nat_gateways(NatGatewayIds=[gateway["NatGatewayId"]])["NatGateways"][0]
        self.assertEqual(deleted["State"], "deleted")
        self.ec2.release_address(AllocationId=address["AllocationId"])

    def test_network_interfaces(self):
        vpc = self.make_vpc()
        subnet = self.make_subnet(vpc)
        interface = self.ec2.create_network_interface(SubnetId=subnet, Description="d")["NetworkInterface"]
        self.settled("network_interface_available", NetworkInterfaceIds=[interface["NetworkInterfaceId"]])
        self.assertEqual(interface["PrivateIpAddress"], "10.0.0.4")
        self.assertEqual(self.ec2.describe_subnets(SubnetIds=[subnet])["Subnets"][0]["AvailableIpAddressCount"], 250)
        found = self.ec2.describe_network_interfaces(
            Filters=[{"Name": "addresses.private-ip-address", "Values": ["10.0.0.4"]}]
        )["NetworkInterfaces"]
        self.assertEqual([i["NetworkInterfaceId"] for i in found], [interface["NetworkInterfaceId"]])
        self.ec2.delete_network_interface(NetworkInterfaceId=interface["NetworkInterfaceId"])

    def test_endpoints_and_prefix_lists(self):
        vpc = self.make_vpc()
        subnet = self.make_subnet(vpc)
        endpoint = self.ec2.create_vpc_endpoint(
            VpcId=vpc, VpcEndpointType="Interface", ServiceName=f"com.amazonaws.{REGION}.ecr.dkr",
            SubnetIds=[subnet], PrivateDnsEnabled=False,
        )["VpcEndpoint"]
        self.assertEqual(endpoint["State"], "pending")
        shown = self.ec2.describe_vpc_endpoints(VpcEndpointIds=[endpoint["VpcEndpointId"]])["VpcEndpoints"][0]
        self.assertEqual((shown["State"], len(shown["NetworkInterfaceIds"])), ("available", 1))
        self.assertEqual(
            self.ec2.delete_vpc_endpoints(VpcEndpointIds=[endpoint["VpcEndpointId"]])["Unsuccessful"], []
        )
        services = self.ec2.describe_vpc_endpoint_services(
            Filters=[{"Name": "service-type", "Values": ["Gateway"]}]
        )["ServiceNames"]
        self.assertEqual(services, [f"com.amazonaws.{REGION}.dynamodb", f"com.amazonaws.{REGION}.s3"])
        made = self.ec2.create_managed_prefix_list(
            PrefixListName="office", AddressFamily="IPv4", MaxEntries=5, Entries=[{"Cidr": "10.0.0.0/8"}]
        )["PrefixList"]
        self.assertEqual(made["State"], "create-in-progress")
        changed = self.ec2.modify_managed_prefix_list(
            PrefixListId=made["PrefixListId"], CurrentVersion=1, AddEntries=[{"Cidr": "1.0.0.0/8", "Description": "d"}]
        )["PrefixList"]
        self.assertEqual(changed["Version"], 2)
        entries = self.ec2.get_managed_prefix_list_entries(PrefixListId=made["PrefixListId"])["Entries"]
        self.assertEqual(entries, [{"Cidr": "1.0.0.0/8", "Description": "d"}, {"Cidr": "10.0.0.0/8"}])
        self.ec2.delete_managed_prefix_list(PrefixListId=made["PrefixListId"])

    def test_the_default_vpc(self):
        """`gantry server` makes none by itself."""
        self.assertEqual(self.ec2.describe_vpcs(Filters=by(is_default="true"))["Vpcs"], [])
        elsewhere = botocore.session.Session().create_client(
            "ec2", region_name="eu-west-1", endpoint_url=self.server.endpoint,
            aws_access_key_id=self.server.key_id, aws_secret_access_key=self.server.secret,
        )
        vpc = elsewhere.create_default_vpc()["Vpc"]
        self.assertEqual((vpc["CidrBlock"], vpc["IsDefault"]), ("172.31.0.0/16", True))
        subnets = elsewhere.describe_subnets(Filters=[{"Name": "default-for-az", "Values": ["true"]}])["Subnets"]
        self.assertEqual([s["CidrBlock"] for s in sorted(subnets, key=lambda s: s["AvailabilityZone"])],
                         ["172.31.0.0/20", "172.31.16.0/20", "172.31.32.0/20"])

    def test_places(self):
        zones = self.ec2.describe_availability_zones(Filters=by(state="available"))["AvailabilityZones"]
        self.assertEqual([z["ZoneName"] for z in zones], [f"{REGION}{letter}" for letter in "abc"])
        self.assertEqual(zones[0]["OptInStatus"], "opt-in-not-required")
        regions = self.ec2.describe_regions(RegionNames=[REGION])["Regions"]
        self.assertEqual(regions[0]["Endpoint"], "ec2.us-east-1.amazonaws.com")
        attributes = self.ec2.describe_account_attributes(AttributeNames=["supported-platforms"])["AccountAttributes"]
        self.assertEqual(attributes[0]["AttributeValues"], [{"AttributeValue": "VPC"}])

    def test_dry_runs_and_denials(self):
        status = self.status_of(
            "DryRunOperation", "Request would have succeeded, but DryRun flag is set.",
            self.ec2.create_vpc, CidrBlock="10.0.0.0/16", DryRun=True,
        )
        self.assertEqual(status, 412)
        iam = self.server.client("iam")
        iam.create_user(UserName="reader")
        statement = {"Effect": "Allow", "Action": "ec2:Describe*", "Resource": "*"}
        iam.put_user_policy(
            UserName="reader", PolicyName="p",
            PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [statement]}),
        )
        key = iam.create_access_key(UserName="reader")["AccessKey"]
        session = botocore.session.Session()
        reader = session.create_client(
            "ec2", region_name=REGION, endpoint_url=self.server.endpoint,
            aws_access_key_id=key["AccessKeyId"], aws_secret_access_key=key["SecretAccessKey"],
        )
        reader.describe_vpcs()
        status = self.status_of(
            "UnauthorizedOperation",
            "You are not authorized to perform this operation. User: arn:aws:iam::000000000000:user/reader is not "
            "authorized to perform: ec2:CreateVpc on resource: arn:aws:ec2:us-east-1:000000000000:vpc/* because no "
            "identity-based policy allows the ec2:CreateVpc action",
            reader.create_vpc, CidrBlock="10.0.0.0/16", DryRun=True,
        )
        self.assertEqual(status, 403)

    def test_what_is_none_is_named(self):
        self.refused(
            "InvalidAction", "The action RunInstances is not valid for this web service.",
            self.ec2.run_instances, ImageId="ami-1", MinCount=1, MaxCount=1,
        )
        self.refused(
            "InvalidParameterValue", "The filter 'colour' is invalid", self.ec2.describe_vpcs, Filters=by(colour="red")
        )


if __name__ == "__main__":
    unittest.main()
