"""Clusters, capacity providers, task definitions, tags, settings and attributes, as botocore sees them."""

import unittest

from harness import ConformanceTest

CONTAINER = {"name": "c", "image": "nginx", "memory": 64}


class Clusters(ConformanceTest):
    def test_life(self):
        created = self.ecs.create_cluster(clusterName="life", tags=[{"key": "a", "value": "1"}])
        self.assertEqual(created["cluster"]["status"], "ACTIVE")
        again = self.ecs.create_cluster(clusterName="life")
        self.assertEqual(again["cluster"]["clusterArn"], created["cluster"]["clusterArn"])
        included = ["ATTACHMENTS", "CONFIGURATIONS", "SETTINGS", "STATISTICS", "TAGS"]
        described = self.ecs.describe_clusters(clusters=["life", "nowhere"], include=included)
        self.assertEqual(described["clusters"][0]["tags"], [{"key": "a", "value": "1"}])
        self.assertEqual(described["failures"][0]["reason"], "MISSING")
        self.assertEqual(self.ecs.delete_cluster(cluster="life")["cluster"]["status"], "INACTIVE")
        self.refused(
            "ClusterNotFoundException", "Cluster not found.", self.ecs.delete_cluster, cluster="nowhere"
        )

    def test_pages(self):
        for i in range(5):
            self.ecs.create_cluster(clusterName=f"page-{i}")
        pages = list(self.ecs.get_paginator("list_clusters").paginate(PaginationConfig={"PageSize": 2}))
        arns = [arn for page in pages for arn in page["clusterArns"]]
        self.assertEqual(len(arns), len(set(arns)))
        self.assertEqual(sum("/page-" in arn for arn in arns), 5)
        self.refused("InvalidParameterException", "…", self.ecs.list_clusters, nextToken="forged")

    def test_providers(self):
        cluster = self.ecs.create_cluster(clusterName="providers", capacityProviders=["FARGATE"])
        self.assertEqual(cluster["cluster"]["capacityProviders"], ["FARGATE"])
        self.ecs.put_cluster_capacity_providers(
            cluster="providers",
            capacityProviders=["FARGATE", "FARGATE_SPOT"],
            defaultCapacityProviderStrategy=[{"capacityProvider": "FARGATE_SPOT", "weight": 1}],
        )
        provider = self.ecs.create_capacity_provider(
            name="mine",
            autoScalingGroupProvider={"autoScalingGroupArn": "arn:aws:autoscaling:group"},
        )
        self.assertEqual(provider["capacityProvider"]["status"], "ACTIVE")
        names = [p["name"] for p in self.ecs.describe_capacity_providers()["capacityProviders"]]
        self.assertEqual(names, ["FARGATE", "FARGATE_SPOT", "mine"])
        self.ecs.update_capacity_provider(
            name="mine", autoScalingGroupProvider={"managedScaling": {"status": "ENABLED"}}
        )
        self.ecs.delete_capacity_provider(capacityProvider="mine")


class TaskDefinitions(ConformanceTest):
    def test_life(self):
        registered = self.ecs.register_task_definition(
            family="life", containerDefinitions=[CONTAINER], tags=[{"key": "a", "value": "1"}]
        )
        definition = registered["taskDefinition"]
        self.assertEqual(definition["revision"], 1)
        self.assertEqual(registered["tags"], [{"key": "a", "value": "1"}])
        for name in ("portMappings", "environment", "mountPoints", "volumesFrom", "systemControls"):
            self.assertEqual(definition["containerDefinitions"][0][name], [])
        self.assertEqual(self.ecs.describe_task_definition(taskDefinition="life")["tags"], [])
        self.ecs.deregister_task_definition(taskDefinition="life:1")
        deleted = self.raw("DeleteTaskDefinitions", {"taskDefinitions": ["life:1", "life:2"]})
        self.assertEqual(deleted["taskDefinitions"][0]["status"], "DELETE_IN_PROGRESS")
        self.assertEqual(len(deleted["failures"]), 1)
        again = self.ecs.register_task_definition(family="life", containerDefinitions=[CONTAINER])
        self.assertEqual(again["taskDefinition"]["revision"], 2)

    def test_everything_is_kept(self):
        """What was sent comes back, down to members that Gantry does not act on."""
        sent = {
            "family": "everything",
            "networkMode": "awsvpc",
            "cpu": "256",
            "memory": "512",
            "taskRoleArn": "arn:aws:iam::123456789012:role/task",
            "executionRoleArn": "arn:aws:iam::123456789012:role/execution",
            "requiresCompatibilities": ["FARGATE"],
            "ephemeralStorage": {"sizeInGiB": 30},
            "runtimePlatform": {"cpuArchitecture": "ARM64", "operatingSystemFamily": "LINUX"},
            "volumes": [{"name": "data", "efsVolumeConfiguration": {"fileSystemId": "fs-1", "rootDirectory": "/"}}],
            "containerDefinitions": [
                {
                    "name": "app",
                    "image": "123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1",
                    "cpu": 128,
                    "essential": True,
                    "command": ["run"],
                    "environment": [{"name": "A", "value": "1"}],
                    "secrets": [{"name": "S", "valueFrom": "parameter"}],
                    "mountPoints": [{"sourceVolume": "data", "containerPath": "/data", "readOnly": True}],
                    "portMappings": [{"containerPort": 80, "hostPort": 80, "protocol": "tcp"}],
                    "logConfiguration": {
                        "logDriver": "awslogs",
                        "options": {
                            "awslogs-group": "/ecs/app",
                            "awslogs-region": "us-east-1",
                            "awslogs-stream-prefix": "app",
                        },
                    },
                    "healthCheck": {
                        "command": ["CMD-SHELL", "true"],
                        "interval": 10,
                        "timeout": 5,
                        "retries": 3,
                    },
                    "dependsOn": [{"containerName": "init", "condition": "SUCCESS"}],
                    "linuxParameters": {"initProcessEnabled": True},
                    "ulimits": [{"name": "nofile", "softLimit": 1, "hardLimit": 2}],
                },
                {"name": "init", "image": "busybox", "essential": False},
            ],
        }
        got = self.ecs.register_task_definition(**sent)["taskDefinition"]
        self.assert_kept(sent, got)
        self.assertIn("FARGATE", got["compatibilities"])
        names = [a["name"] for a in got["requiresAttributes"]]
        self.assertIn("ecs.capability.task-eni", names)
        self.assertEqual(names, sorted(names))

    def assert_kept(self, sent, got, path=""):
        if isinstance(sent, dict):
            for name, value in sent.items():
                self.assertIn(name, got, path)
                self.assert_kept(value, got[name], f"{path}.{name}")
        elif isinstance(sent, list) and sent and isinstance(sent[0], dict):
            self.assertEqual(len(sent), len(got), path)
            for i, value in enumerate(sent):
                self.assert_kept(value, got[i], f"{path}[{i}]")
        else:
            self.assertEqual(sent, got, path)

    def test_refusals(self):
        register = self.ecs.register_task_definition
        self.refused("ClientException", "Family can not be blank.", register)
        self.refused("ClientException", "Container list cannot be empty.", register, family="f")
        self.refused(
            "ClientException",
            "Fargate only supports network mode ‘awsvpc’.",
            register,
            family="f",
            containerDefinitions=[CONTAINER],
            requiresCompatibilities=["FARGATE"],
        )
        self.refused(
            "ClientException",
            "Unable to describe task definition.",
            self.ecs.describe_task_definition,
            taskDefinition="nothing",
        )
        self.refused("ClientException", "…", register, family="f", networkMode="pigeon")
        self.refused("SerializationException", "…", register, family=["f"])

    def test_lists(self):
        for family in ("web", "web", "web-2"):
            self.ecs.register_task_definition(family=family, containerDefinitions=[CONTAINER])
        paginator = self.ecs.get_paginator("list_task_definitions")
        pages = paginator.paginate(familyPrefix="web", sort="DESC", PaginationConfig={"PageSize": 1})
        arns = [arn for page in pages for arn in page["taskDefinitionArns"]]
        self.assertEqual([arn.rsplit("/", 1)[1] for arn in arns], ["web:2", "web:1"])
        families = self.ecs.list_task_definition_families(familyPrefix="we")["families"]
        self.assertEqual(families, ["web", "web-2"])


class TagsSettingsAttributes(ConformanceTest):
    def test_tags(self):
        arn = self.ecs.create_cluster(clusterName="tags")["cluster"]["clusterArn"]
        self.ecs.tag_resource(resourceArn=arn, tags=[{"key": "a", "value": "1"}, {"key": "b", "value": ""}])
        self.ecs.untag_resource(resourceArn=arn, tagKeys=["a"])
        self.assertEqual(
            self.ecs.list_tags_for_resource(resourceArn=arn)["tags"], [{"key": "b", "value": ""}]
        )
        self.refused(
            "InvalidParameterException", "Tags can not be empty.", self.ecs.tag_resource, resourceArn=arn, tags=[]
        )

    def test_settings(self):
        put = self.raw("PutAccountSetting", {"name": "containerInsights", "value": "enabled"})
        self.assertEqual(put["setting"]["type"], "user")
        self.ecs.put_account_setting_default(name="fargateTaskRetirementWaitPeriod", value="14")
        pages = self.ecs.get_paginator("list_account_settings").paginate(effectiveSettings=True)
        values = {s["name"]: s["value"] for page in pages for s in page["settings"]}
        self.assertEqual(values["containerInsights"], "enabled")
        self.assertEqual(values["fargateTaskRetirementWaitPeriod"], "14")
        self.assertEqual(values["taskLongArnFormat"], "enabled")
        self.ecs.delete_account_setting(name="containerInsights")
        self.refused(
            "InvalidParameterException", "…", self.ecs.put_account_setting, name="taskLongArnFormat", value="disabled"
        )

    def test_attributes(self):
        self.ecs.create_cluster()
        instance = self.ecs.register_container_instance(
            cluster="default",
            totalResources=[
                {"name": "CPU", "type": "INTEGER", "integerValue": 1024},
                {"name": "MEMORY", "type": "INTEGER", "integerValue": 1024},
                {"name": "PORTS", "type": "STRINGSET", "stringSetValue": ["22"]},
                {"name": "PORTS_UDP", "type": "STRINGSET", "stringSetValue": []},
            ],
            versionInfo={"agentVersion": "1.0.0", "agentHash": "0", "dockerVersion": "DockerVersion: 20"},
            attributes=[{"name": "ecs.os-type", "value": "linux"}],
        )["containerInstance"]["containerInstanceArn"]
        rack = {"name": "rack", "value": "7", "targetId": instance}
        self.ecs.put_attributes(attributes=[rack])
        found = self.ecs.list_attributes(targetType="container-instance", attributeName="rack")
        self.assertEqual(found["attributes"], [{**rack, "targetType": "container-instance"}])
        self.ecs.delete_attributes(attributes=[rack])
        found = self.ecs.list_attributes(targetType="container-instance", attributeName="rack")
        self.assertEqual(found["attributes"], [])
        self.refused(
            "TargetNotFoundException",
            "…",
            self.ecs.put_attributes,
            attributes=[{**rack, "targetId": "0" * 32, "targetType": "container-instance"}],
        )

    def test_what_is_not_there(self):
        for operation in ("ListDaemons", "CreateGateway", "DescribeExpressGatewayService", "CreateTaskSet"):
            self.raw_refused(
                "UnsupportedFeatureException",
                f"Gantry does not implement {operation} yet; see docs/coverage.md",
                operation,
                {},
            )
        self.raw_refused("UnknownOperationException", "Unknown operation: MakeTea", "MakeTea", {})


if __name__ == "__main__":
    unittest.main()
