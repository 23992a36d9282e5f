"""Requests in the shapes that deploy tools send, which leave nothing out: empty and zero mean "not given"."""

import unittest

from harness import ConformanceTest, wait_for

APP = {"name": "app", "image": "busybox", "memory": 32}


class DeployTools(ConformanceTest):
    FLAGS = ("--settle-seconds", "1")
    MACHINES = 1

    def test_empty_roles_at_registration(self):
        definition = self.ecs.register_task_definition(
            family="empty-roles", containerDefinitions=[APP], taskRoleArn="", executionRoleArn=""
        )["taskDefinition"]
        self.assertNotIn("taskRoleArn", definition)
        self.assertNotIn("executionRoleArn", definition)

    def test_a_registered_definition_can_be_registered_again(self):
        """Tools read a definition, change the image and send back what they may."""
        self.register("again", {**APP, "portMappings": [{"containerPort": 80}]})
        read = self.ecs.describe_task_definition(taskDefinition="again")["taskDefinition"]
        for name in (
            "taskDefinitionArn", "revision", "status", "requiresAttributes", "compatibilities", "registeredAt",
            "registeredBy",
        ):
            read.pop(name, None)
        read["containerDefinitions"][0]["image"] = "busybox:2"
        written = self.ecs.register_task_definition(**read)["taskDefinition"]
        self.assertEqual(written["revision"], 2)
        self.assertEqual(written["containerDefinitions"], read["containerDefinitions"])

    def test_terraform_task_execution(self):
        """aws_ecs_task_execution: every member of every override, zero where nothing was said."""
        override = {
            "name": "app",
            "command": ["exit", "0"],
            "cpu": 0,
            "memory": 0,
            "memoryReservation": 0,
            "environment": [{"name": "A", "value": "1"}],
            "resourceRequirements": [],
        }
        ran = self.raw(
            "RunTask",
            {
                "cluster": "default",
                "taskDefinition": self.register("terraform", APP),
                "count": 1,
                "clientToken": "terraform-20261125000000000000000001",
                "enableECSManagedTags": False,
                "enableExecuteCommand": False,
                "group": "",
                "launchType": "EC2",
                "propagateTags": "TASK_DEFINITION",
                "startedBy": "",
                "overrides": {
                    "cpu": "",
                    "memory": "",
                    "executionRoleArn": "",
                    "taskRoleArn": "",
                    "containerOverrides": [override],
                },
            },
        )
        self.assertEqual(ran["failures"], [])
        (task,) = ran["tasks"]
        shown = task["overrides"]
        for name in ("cpu", "memory", "executionRoleArn", "taskRoleArn"):
            self.assertNotIn(name, shown)
        (kept,) = shown["containerOverrides"]
        for name in ("cpu", "memory", "memoryReservation"):
            self.assertNotIn(name, kept)
        self.settled("tasks_stopped", tasks=[task["taskArn"]])
        ended = self.ecs.describe_tasks(tasks=[task["taskArn"]])["tasks"][0]
        self.assertEqual(ended["containers"][0]["exitCode"], 0)

    def test_started_by_with_a_space(self):
        ran = self.ecs.run_task(taskDefinition=self.register("space", APP), startedBy="AWS Deploy Tool")
        (task,) = ran["tasks"]
        self.assertEqual(task["startedBy"], "AWS Deploy Tool")
        self.ecs.stop_task(task=task["taskArn"])

    def test_update_service_as_a_deploy_action(self):
        """Describe, register, update with forceNewDeployment, wait."""
        self.ecs.create_service(serviceName="action", taskDefinition=self.register("action", APP), desiredCount=1)
        self.settled("services_stable", services=["action"])
        service = self.ecs.describe_services(services=["action"])["services"][0]
        updated = self.ecs.update_service(
            cluster="default",
            service="action",
            taskDefinition=service["taskDefinition"],
            desiredCount=service["desiredCount"],
            forceNewDeployment=True,
        )["service"]
        self.assertEqual(len(updated["deployments"]), 2)
        self.settled("services_stable", services=["action"])
        deployed = self.raw("ListServiceDeployments", {"service": "action"})["serviceDeployments"]
        self.assertEqual(len(deployed), 2)
        self.ecs.delete_service(service="action", force=True)

    def test_the_old_compose_command_waits_for_draining(self):
        """A deleted service shows its deployments until the last task has stopped."""
        self.ecs.create_service(serviceName="compose", taskDefinition=self.register("compose", APP), desiredCount=1)
        self.settled("services_stable", services=["compose"])
        self.ecs.delete_service(service="compose", force=True)

        def gone():
            service = self.ecs.describe_services(services=["compose"])["services"][0]
            if service["status"] == "INACTIVE":
                self.assertEqual((service["runningCount"], service["pendingCount"]), (0, 0))
                return True
            self.assertEqual(service["status"], "DRAINING")
            return False

        wait_for("an inactive service", gone)


if __name__ == "__main__":
    unittest.main()
