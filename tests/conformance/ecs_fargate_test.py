"""FARGATE as botocore sees it: definitions, capacity providers, tasks and services, platform versions. The only machine of
the pool has no task networking, so that nothing finds room and everything that is said about it can be read."""

import unittest

from harness import ConformanceTest, Machine, wait_for

INVALID = "InvalidParameterException"
NO_CAPACITY = "Capacity is unavailable at this time. Please try again later or in a different availability zone"

# The first definition of the Developer Guide's tutorial, image and all.
TUTORIAL = {
    "family": "sample-fargate",
    "networkMode": "awsvpc",
    "containerDefinitions": [
        {
            "name": "fargate-app",
            "image": "public.ecr.aws/docker/library/httpd:latest",
            "portMappings": [{"containerPort": 80, "hostPort": 80, "protocol": "tcp"}],
            "essential": True,
            "entryPoint": ["sh", "-c"],
            "command": ["/bin/sh -c \"echo '<html></html>' > /usr/local/apache2/htdocs/index.html && httpd-foreground\""],
        }
    ],
    "requiresCompatibilities": ["FARGATE"],
    "cpu": "256",
    "memory": "512",
}


class Fargate(ConformanceTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        machine = Machine(cls.server, "machine", "--pool", "fargate", "--task-networking", "off")
        cls.addClassCleanup(machine.stop)
        cls.ecs.create_cluster(clusterName="default", capacityProviders=["FARGATE", "FARGATE_SPOT"])
        ec2 = cls.server.client("ec2")
        vpc = ec2.create_default_vpc()["Vpc"]["VpcId"]
        subnets = ec2.describe_subnets(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["Subnets"]
        cls.network = {
            "awsvpcConfiguration": {
                "subnets": [subnet["SubnetId"] for subnet in subnets[:2]],
                "assignPublicIp": "ENABLED",
            }
        }
        cls.definition = cls.ecs.register_task_definition(**TUTORIAL)["taskDefinition"]
        wait_for("the machine", cls._machine_is_there)

    @classmethod
    def _machine_is_there(cls):
        ran = cls.ecs.run_task(taskDefinition="sample-fargate", launchType="FARGATE", networkConfiguration=cls.network)
        return "lacks attribute ecs.capability.task-eni" in ran["failures"][0]["detail"]

    def run_far(self, **members):
        asked = {"taskDefinition": "sample-fargate", "networkConfiguration": self.network, **members}
        if "capacityProviderStrategy" not in asked:
            asked.setdefault("launchType", "FARGATE")
        return self.ecs.run_task(**asked)

    def test_the_tutorials_definition(self):
        self.assertIn("FARGATE", self.definition["compatibilities"])
        self.assertIn("ecs.capability.task-eni", {each["name"] for each in self.definition["requiresAttributes"]})
        with_ecr = {**TUTORIAL, "containerDefinitions": [dict(TUTORIAL["containerDefinitions"][0])]}
        with_ecr["containerDefinitions"][0]["image"] = "123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1"
        self.refused(
            "ClientException",
            "Fargate requires task definition to have execution role ARN to support ECR images.",
            self.ecs.register_task_definition,
            **with_ecr,
        )

    def test_without_room_there_are_failures_and_no_task(self):
        ran = self.run_far(count=2)
        self.assertEqual(ran["tasks"], [])
        self.assertEqual([failure["reason"] for failure in ran["failures"]], [NO_CAPACITY] * 2)
        self.assertEqual(self.ecs.list_tasks()["taskArns"], [])

    def test_the_machine_is_nobodys_instance(self):
        self.assertEqual(self.ecs.list_container_instances()["containerInstanceArns"], [])
        (cluster,) = self.ecs.describe_clusters()["clusters"]
        self.assertEqual(cluster["registeredContainerInstancesCount"], 0)
        self.assertEqual(self.ecs.list_clusters()["clusterArns"], [cluster["clusterArn"]])
        self.refused(INVALID, "…must match", self.ecs.list_container_instances, cluster="gantry.fargate")
        self.refused(
            INVALID,
            "…must match",
            self.ecs.register_container_instance,
            cluster="gantry.fargate",
            totalResources=[
                {"name": "CPU", "type": "INTEGER", "integerValue": 1024},
                {"name": "MEMORY", "type": "INTEGER", "integerValue": 1024},
            ],
        )

    def test_platform_versions(self):
        self.run_far(platformVersion="LATEST")
        self.run_far(platformVersion="1.3.0")
        self.refused(
            "PlatformUnknownException", "The specified platform does not exist.", self.run_far, platformVersion="9.0"
        )
        self.refused(
            "PlatformTaskDefinitionIncompatibilityException",
            "…",
            self.run_far,
            platformVersion="1.3.0",
            overrides={"ephemeralStorage": {"sizeInGiB": 40}},
        )

    def test_strategies(self):
        both = [
            {"capacityProvider": "FARGATE", "weight": 1, "base": 1},
            {"capacityProvider": "FARGATE_SPOT", "weight": 4},
        ]
        self.assertEqual(len(self.run_far(capacityProviderStrategy=both)["failures"]), 1)
        without_weight = [{"capacityProvider": "FARGATE"}, {"capacityProvider": "FARGATE_SPOT"}]
        self.refused(INVALID, "…weight greater than 0", self.run_far, capacityProviderStrategy=without_weight)
        foreign = [{"capacityProvider": "mine", "weight": 1}]
        self.refused(INVALID, "…not associated with the cluster", self.run_far, capacityProviderStrategy=foreign)
        self.refused(INVALID, "…", self.run_far, placementStrategy=[{"type": "random"}])
        self.refused(INVALID, "…", self.run_far, placementConstraints=[{"type": "distinctInstance"}])
        self.refused(INVALID, "…No Fargate configuration exists", self.run_far, overrides={"cpu": "300"})

    def test_a_service_waits_for_capacity(self):
        made = self.ecs.create_service(
            serviceName="waits",
            taskDefinition="sample-fargate",
            desiredCount=1,
            launchType="FARGATE",
            networkConfiguration=self.network,
        )["service"]
        self.assertEqual((made["launchType"], made["platformVersion"]), ("FARGATE", "LATEST"))
        self.assertEqual(made["platformFamily"], "Linux")
        self.assertEqual(made["deployments"][0]["platformVersion"], "1.4.0")

        def told():
            (service,) = self.ecs.describe_services(services=["waits"])["services"]
            return any(NO_CAPACITY in event["message"] for event in service["events"])

        wait_for("the event", told)
        spot = [{"capacityProvider": "FARGATE_SPOT", "weight": 1}]
        self.refused(
            INVALID,
            "…you must force a new deployment",
            self.ecs.update_service,
            service="waits",
            capacityProviderStrategy=spot,
        )
        changed = self.ecs.update_service(service="waits", capacityProviderStrategy=spot, forceNewDeployment=True)
        self.assertEqual(changed["service"]["capacityProviderStrategy"][0]["capacityProvider"], "FARGATE_SPOT")
        self.assertNotIn("launchType", changed["service"])
        self.refused(
            "ResourceInUseException",
            "…in use",
            self.ecs.put_cluster_capacity_providers,
            cluster="default",
            capacityProviders=["FARGATE"],
            defaultCapacityProviderStrategy=[],
        )
        self.ecs.delete_service(service="waits", force=True)
        self.refused(
            INVALID,
            "…daemon",
            self.ecs.create_service,
            serviceName="daemon",
            taskDefinition="sample-fargate",
            schedulingStrategy="DAEMON",
            launchType="FARGATE",
            networkConfiguration=self.network,
        )


if __name__ == "__main__":
    unittest.main()
