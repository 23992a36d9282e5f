"""Whatever has an ARN has a history by it, whichever service it is of."""

import json
import subprocess
import unittest

from harness import GANTRY, REGION, ConformanceTest, wait_for

ACCOUNT = "000000000000"
TRUST = {
    "Version": "2012-10-17",
    "Statement": {"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"},
}
POLICY = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}


class HistoriesTest(ConformanceTest):
    MACHINES = 1

    def history(self, arn, *flags):
        command = [GANTRY, "history", "--endpoint", self.server.endpoint, "--key-file", self.server.key_file]
        told = subprocess.run([*command, *flags, arn], capture_output=True, text=True, check=False)
        self.assertEqual(told.returncode, 0, told.stderr)
        return told.stdout

    def all_have_one(self, *arns):
        for arn in arns:
            with self.subTest(arn=arn):
                self.assertTrue(self.history(arn).strip())
                records = json.loads(self.history(arn, "--json"))["records"]
                self.assertTrue(records[0]["cause"])

    def test_ecs(self):
        definition = self.register("web")
        service = self.ecs.create_service(serviceName="web", taskDefinition=definition, desiredCount=1)["service"]
        deployment = wait_for(
            "a deployment", lambda: self.raw("ListServiceDeployments", {"service": "web"})["serviceDeployments"]
        )
        provider = self.ecs.create_capacity_provider(
            name="own",
            autoScalingGroupProvider={
                "autoScalingGroupArn": f"arn:aws:autoscaling:{REGION}:{ACCOUNT}:autoScalingGroup:1:autoScalingGroupName/a"
            },
        )["capacityProvider"]
        tasks = wait_for("a task", lambda: self.ecs.list_tasks()["taskArns"])
        self.all_have_one(
            service["clusterArn"],
            service["serviceArn"],
            service["taskDefinition"],
            deployment[0]["serviceDeploymentArn"],
            provider["capacityProviderArn"],
            tasks[0],
            self.instances[0]["containerInstanceArn"],
        )

    def test_ec2(self):
        ec2 = self.server.client("ec2")
        vpc = ec2.create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
        subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.9.1.0/24")["Subnet"]["SubnetId"]
        group = ec2.create_security_group(VpcId=vpc, GroupName="a", Description="a")["GroupId"]
        table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
        gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
        address = ec2.allocate_address(Domain="vpc")["AllocationId"]
        acl = ec2.describe_network_acls(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["NetworkAcls"][0]["NetworkAclId"]
        self.all_have_one(
            *(
                f"arn:aws:ec2:{REGION}:{ACCOUNT}:{kind}/{name}"
                for kind, name in (
                    ("vpc", vpc),
                    ("subnet", subnet),
                    ("security-group", group),
                    ("route-table", table),
                    ("internet-gateway", gateway),
                    ("elastic-ip", address),
                    ("network-acl", acl),
                )
            )
        )

    def test_iam(self):
        iam = self.server.client("iam")
        self.all_have_one(
            iam.create_user(UserName="ann", Path="/team/")["User"]["Arn"],
            iam.create_group(GroupName="team")["Group"]["Arn"],
            iam.create_role(RoleName="tasks", AssumeRolePolicyDocument=json.dumps(TRUST))["Role"]["Arn"],
            iam.create_policy(PolicyName="read", PolicyDocument=json.dumps(POLICY))["Policy"]["Arn"],
            iam.create_instance_profile(InstanceProfileName="machines")["InstanceProfile"]["Arn"],
            iam.create_open_id_connect_provider(Url="https://ci.example/a", ClientIDList=["sts.amazonaws.com"])[
                "OpenIDConnectProviderArn"
            ],
        )

    def test_kms(self):
        kms = self.server.client("kms")
        key = kms.create_key()["KeyMetadata"]
        kms.create_alias(AliasName="alias/own", TargetKeyId=key["KeyId"])
        aliases = {alias["AliasName"]: alias["AliasArn"] for alias in kms.list_aliases()["Aliases"]}
        self.all_have_one(key["Arn"], aliases["alias/own"])

    def test_logs(self):
        logs = self.server.client("logs")
        logs.create_log_group(logGroupName="/ecs/web")
        arn = logs.describe_log_groups(logGroupNamePrefix="/ecs/web")["logGroups"][0]["arn"]
        self.all_have_one(arn, arn.removesuffix(":*"))

    def test_ecr(self):
        self.all_have_one(
            self.server.client("ecr").create_repository(repositoryName="team/web")["repository"]["repositoryArn"]
        )

    def test_s3(self):
        self.server.client("s3", s3={"addressing_style": "path"}).create_bucket(Bucket="photos")
        self.all_have_one("arn:aws:s3:::photos")

    def test_ssm(self):
        ssm = self.server.client("ssm")
        for name in ("plain", "/a/b"):
            ssm.put_parameter(Name=name, Value="x", Type="String")
            self.all_have_one(ssm.get_parameter(Name=name)["Parameter"]["ARN"])

    def test_secrets_manager(self):
        secret = self.server.client("secretsmanager").create_secret(Name="team/db", SecretString="very secret")
        self.all_have_one(secret["ARN"])
        self.assertNotIn("very secret", self.history(secret["ARN"], "--json"))


if __name__ == "__main__":
    unittest.main()
