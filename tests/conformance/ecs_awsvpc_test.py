"""Network mode awsvpc as botocore sees it: what RunTask and services check, and how services tell their configuration. The
only machine has no task networking; tests/e2e runs such tasks."""

import unittest

from harness import ConformanceTest

INVALID = "InvalidParameterException"
DEFINITION = {
    "family": "net",
    "networkMode": "awsvpc",
    "containerDefinitions": [
        {"name": "app", "image": "nginx", "memory": 64, "portMappings": [{"containerPort": 80}]}
    ],
}


class Awsvpc(ConformanceTest):
    MACHINES = 1
    MACHINE_FLAGS = ("--task-networking", "off")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        ec2 = cls.ec2 = cls.server.client("ec2")
        vpc = ec2.create_default_vpc()["Vpc"]["VpcId"]
        found = ec2.describe_subnets(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["Subnets"]
        cls.subnets = [subnet["SubnetId"] for subnet in found]
        cls.elsewhere = [subnet["SubnetId"] for subnet in found if subnet["AvailabilityZone"] != "us-east-1a"]
        cls.group = ec2.create_security_group(GroupName="g", Description="tasks", VpcId=vpc)["GroupId"]
        cls.definition = cls.ecs.register_task_definition(**DEFINITION)["taskDefinition"]
        cls.ecs.register_task_definition(family="bridge", containerDefinitions=[{**DEFINITION["containerDefinitions"][0]}])

    def network(self, subnets=None, groups=(), **more):
        chosen = self.subnets if subnets is None else subnets
        return {"awsvpcConfiguration": {"subnets": chosen, "securityGroups": list(groups), **more}}

    def refuses(self, text, task_definition="net", **members):
        self.refused(INVALID, text, self.ecs.run_task, taskDefinition=task_definition, **members)

    def test_the_definition(self):
        mapping = self.definition["containerDefinitions"][0]["portMappings"][0]
        self.assertEqual(mapping["hostPort"], 80)
        self.assertIn("EC2", self.definition["compatibilities"])
        self.assertNotIn("EXTERNAL", self.definition["compatibilities"])
        self.assertIn("ecs.capability.task-eni", {each["name"] for each in self.definition["requiresAttributes"]})

    def test_what_run_task_checks(self):
        self.refuses("Network Configuration must be provided when networkMode 'awsvpc' is specified.")
        self.refuses(
            "Network Configuration is not valid for the given networkMode of this task definition.",
            task_definition="bridge",
            networkConfiguration=self.network(),
        )
        self.refuses("subnets can not be empty.", networkConfiguration=self.network(subnets=[]))
        self.refuses(
            "Error retrieving subnet information for [subnet-0]: The subnet ID 'subnet-0' does not exist "
            "(ErrorCode: InvalidSubnetID.NotFound)",
            networkConfiguration=self.network(subnets=["subnet-0"]),
        )
        self.refuses(
            "Error retrieving security group information for [sg-0]: The security group 'sg-0' does not exist "
            "(ErrorCode: InvalidGroup.NotFound)",
            networkConfiguration=self.network(groups=["sg-0"]),
        )
        self.refuses(
            "Assign public IP is not supported for this launch type.",
            networkConfiguration=self.network(assignPublicIp="ENABLED"),
        )

    def test_a_machine_that_cannot_is_passed_over(self):
        ran = self.ecs.run_task(taskDefinition="net", networkConfiguration=self.network())
        self.assertEqual(ran["tasks"], [])
        self.assertEqual(ran["failures"][0]["reason"], "ATTRIBUTE")
        self.assertEqual(self.ec2.describe_network_interfaces()["NetworkInterfaces"], [])
        elsewhere = self.ecs.run_task(taskDefinition="net", networkConfiguration=self.network(self.elsewhere))
        self.assertEqual(elsewhere["failures"][0]["reason"], "LOCATION")

    def test_a_service_tells_its_configuration(self):
        created = self.ecs.create_service(
            serviceName="web",
            taskDefinition="net",
            desiredCount=0,
            networkConfiguration=self.network(groups=[self.group], assignPublicIp="DISABLED"),
        )["service"]
        told = created["networkConfiguration"]["awsvpcConfiguration"]
        self.assertEqual(told["subnets"], self.subnets)
        self.assertEqual(told["securityGroups"], [self.group])
        self.assertEqual(told["assignPublicIp"], "DISABLED")
        self.assertEqual(created["deployments"][0]["networkConfiguration"], created["networkConfiguration"])
        updated = self.ecs.update_service(service="web", networkConfiguration=self.network(self.subnets[:1]))["service"]
        self.assertEqual(updated["networkConfiguration"]["awsvpcConfiguration"]["subnets"], self.subnets[:1])
        self.assertEqual(updated["deployments"][0]["networkConfiguration"], updated["networkConfiguration"])
        self.assertEqual(updated["networkConfiguration"]["awsvpcConfiguration"]["assignPublicIp"], "DISABLED")
        self.assertNotEqual(updated["deployments"][0]["id"], created["deployments"][0]["id"])


if __name__ == "__main__":
    unittest.main()
