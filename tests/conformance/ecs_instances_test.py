"""Container instances as botocore sees them: what they show, draining, deregistration."""

import unittest

from harness import ConformanceTest, wait_for

APP = {"name": "app", "image": "busybox", "memory": 32}
UNKNOWN = "0" * 32


class Instances(ConformanceTest):
    FLAGS = ("--settle-seconds", "1")
    MACHINES = 2

    def instance(self, arn):
        return self.ecs.describe_container_instances(containerInstances=[arn])["containerInstances"][0]

    def set_status(self, arn, status):
        answer = self.ecs.update_container_instances_state(containerInstances=[arn], status=status)
        self.assertEqual(answer["failures"], [])
        self.assertEqual(answer["containerInstances"][0]["status"], status)

    def test_what_is_shown(self):
        for instance in self.instances:
            self.assertEqual((instance["status"], instance["agentConnected"]), ("ACTIVE", True))
            registered = {resource["name"]: resource for resource in instance["registeredResources"]}
            self.assertEqual(registered["CPU"]["integerValue"], 4096)
            self.assertLessEqual(registered["MEMORY"]["integerValue"], 8192)
            names = {attribute["name"] for attribute in instance["attributes"]}
            self.assertIn("ecs.os-type", names)
            self.assertTrue(instance["versionInfo"]["agentVersion"])
        described = self.ecs.describe_container_instances(containerInstances=[UNKNOWN])
        self.assertEqual(described["failures"][0]["reason"], "MISSING")
        self.refused(
            "InvalidParameterException",
            "Container instance cannot be empty.",
            self.ecs.describe_container_instances,
            containerInstances=[],
        )

    def test_a_task_takes_resources_and_gives_them_back(self):
        def free():
            shown = {resource["name"]: resource for resource in self.instance(arn)["remainingResources"]}
            return shown["MEMORY"]["integerValue"]

        arn = self.instances[0]["containerInstanceArn"]
        before = free()
        (task,) = self.ecs.start_task(taskDefinition=self.register("takes", APP), containerInstances=[arn])["tasks"]
        self.assertEqual(free(), before - 32)
        self.ecs.stop_task(task=task["taskArn"])
        self.settled("tasks_stopped", tasks=[task["taskArn"]])
        self.assertEqual(free(), before)

    def test_draining_moves_the_tasks_of_services(self):
        self.ecs.create_service(serviceName="moves", taskDefinition=self.register("moves", APP), desiredCount=2)
        self.settled("services_stable", services=["moves"])
        arn = self.instances[0]["containerInstanceArn"]
        self.set_status(arn, "DRAINING")
        self.assertEqual(self.ecs.list_container_instances(status="DRAINING")["containerInstanceArns"], [arn])
        wait_for("an empty instance", lambda: self.instance(arn)["runningTasksCount"] == 0)
        self.settled("services_stable", services=["moves"])
        self.assertEqual(self.ecs.list_tasks(serviceName="moves", containerInstance=arn)["taskArns"], [])
        self.set_status(arn, "ACTIVE")
        self.ecs.delete_service(service="moves", force=True)
        self.settled("services_inactive", services=["moves"])

    def test_deregistration(self):
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
        gone = self.ecs.deregister_container_instance(containerInstance=instance)["containerInstance"]
        self.assertEqual((gone["status"], gone["agentConnected"]), ("INACTIVE", False))
        self.refused(
            "InvalidParameterException",
            "The referenced container instance was not found.",
            self.ecs.deregister_container_instance,
            containerInstance=UNKNOWN,
        )

    def test_deregistration_of_one_that_is_busy(self):
        busy = self.instances[1]["containerInstanceArn"]
        (task,) = self.ecs.start_task(taskDefinition=self.register("busy", APP), containerInstances=[busy])["tasks"]
        self.settled("tasks_running", tasks=[task["taskArn"]])
        self.refused(
            "InvalidParameterException",
            "Found running tasks on the instance.",
            self.ecs.deregister_container_instance,
            containerInstance=busy,
        )
        self.ecs.stop_task(task=task["taskArn"])
        self.settled("tasks_stopped", tasks=[task["taskArn"]])

    def test_queries(self):
        listed = self.ecs.list_container_instances(filter="attribute:ecs.os-type == linux")
        self.assertGreaterEqual(len(listed["containerInstanceArns"]), self.MACHINES)
        self.refused("InvalidParameterException", "…", self.ecs.list_container_instances, filter="attribute:(")
        pages = self.ecs.get_paginator("list_container_instances").paginate(PaginationConfig={"PageSize": 1})
        arns = [arn for page in pages for arn in page["containerInstanceArns"]]
        self.assertEqual(len(arns), len(set(arns)))


if __name__ == "__main__":
    unittest.main()
