"""RunTask, StartTask, StopTask and what is seen of tasks, as botocore sees them."""

import unittest

from harness import ConformanceTest, wait_for

UNKNOWN = "0" * 32
APP = {"name": "app", "image": "busybox", "memory": 32}


class TaskTest(ConformanceTest):
    MACHINES = 2

    def task(self, arn):
        return self.ecs.describe_tasks(tasks=[arn])["tasks"][0]

    def ended(self, arn):
        self.settled("tasks_stopped", tasks=[arn])
        return self.task(arn)


class Life(TaskTest):
    def test_run_and_stop(self):
        definition = self.register("life", APP)
        ran = self.ecs.run_task(
            taskDefinition=definition,
            count=2,
            startedBy="a deploy tool",
            group="batch",
            tags=[{"key": "team", "value": "a"}],
            enableECSManagedTags=True,
        )
        self.assertEqual(ran["failures"], [])
        for task in ran["tasks"]:
            self.assertEqual((task["desiredStatus"], task["launchType"]), ("RUNNING", "EC2"))
            self.assertIn(task["lastStatus"], ("PROVISIONING", "PENDING"))
            self.assertEqual(task["startedBy"], "a deploy tool")
            self.assertEqual(task["group"], "batch")
            self.assertEqual(task["version"], 1)
            self.assertTrue(task["containerInstanceArn"])
            self.assertEqual(task["overrides"]["containerOverrides"], [{"name": "app"}])
            self.assertEqual(task["containers"][0]["lastStatus"], "PENDING")
        arns = [task["taskArn"] for task in ran["tasks"]]
        self.settled("tasks_running", tasks=arns)
        described = self.ecs.describe_tasks(tasks=[*arns, UNKNOWN], include=["TAGS"])
        self.assertEqual(described["failures"][0]["reason"], "MISSING")
        for task in described["tasks"]:
            self.assertIn({"key": "team", "value": "a"}, task["tags"])
            self.assertIn({"key": "aws:ecs:clusterName", "value": "default"}, task["tags"])
            self.assertRegex(task["containers"][0]["runtimeId"], "^[0-9a-f]{64}$")
            self.assertEqual((task["connectivity"], task["healthStatus"]), ("CONNECTED", "UNKNOWN"))
            self.assertTrue(task["startedAt"] >= task["createdAt"])
        self.assertEqual(set(self.ecs.list_tasks(startedBy="a deploy tool")["taskArns"]), set(arns))
        stopped = self.ecs.stop_task(task=arns[0], reason="enough")["task"]
        self.assertEqual((stopped["desiredStatus"], stopped["stopCode"]), ("STOPPED", "UserInitiated"))
        task = self.ended(arns[0])
        self.assertEqual(task["stoppedReason"], "enough")
        self.assertEqual(task["containers"][0]["exitCode"], 143)
        self.ecs.stop_task(task=arns[1])
        self.assertEqual(self.ended(arns[1])["stoppedReason"], "Task stopped by user")
        self.assertEqual(self.ecs.list_tasks(family="life")["taskArns"], [])
        self.assertEqual(set(self.ecs.list_tasks(family="life", desiredStatus="STOPPED")["taskArns"]), set(arns))

    def test_what_ends_by_itself(self):
        definition = self.register("ends", {**APP, "command": ["exit", "3"]})
        task = self.ended(self.ecs.run_task(taskDefinition=definition)["tasks"][0]["taskArn"])
        self.assertEqual(task["stopCode"], "EssentialContainerExited")
        self.assertEqual(task["stoppedReason"], "Essential container in task exited")
        self.assertEqual(task["containers"][0]["exitCode"], 3)

    def test_an_image_that_is_not_there(self):
        definition = self.register("missing", {**APP, "image": "missing/image:1"})
        task = self.ended(self.ecs.run_task(taskDefinition=definition)["tasks"][0]["taskArn"])
        self.assertEqual(task["stopCode"], "TaskFailedToStart")
        self.assertEqual(task["stoppedReason"], "Task failed to start")
        self.assertTrue(task["containers"][0]["reason"].startswith("CannotPullContainerError: "))
        self.assertNotIn("startedAt", task)

    def test_ports(self):
        definition = self.register("ports", {**APP, "portMappings": [{"containerPort": 80}]})
        arn = self.ecs.run_task(taskDefinition=definition)["tasks"][0]["taskArn"]
        self.settled("tasks_running", tasks=[arn])
        binding = self.task(arn)["containers"][0]["networkBindings"][0]
        self.assertEqual((binding["containerPort"], binding["protocol"]), (80, "tcp"))
        self.assertGreaterEqual(binding["hostPort"], 32768)
        self.ecs.stop_task(task=arn)

    def test_health(self):
        check = {"command": ["CMD-SHELL", "true"], "interval": 5, "retries": 1}
        definition = self.register("health", {**APP, "healthCheck": check})
        arn = self.ecs.run_task(taskDefinition=definition)["tasks"][0]["taskArn"]
        wait_for("a healthy task", lambda: self.task(arn)["healthStatus"] == "HEALTHY")
        self.ecs.stop_task(task=arn)

    def test_a_token_is_answered_once(self):
        request = {"taskDefinition": self.register("token", APP), "clientToken": "once"}
        first = self.raw("RunTask", request)["tasks"][0]["taskArn"]
        again = self.raw("RunTask", request)["tasks"][0]["taskArn"]
        self.assertEqual(again, first)
        status, answer = self.server.raw("RunTask", {**request, "count": 2})
        self.assertEqual((status, answer["__type"]), (400, "ConflictException"))
        self.assertEqual(answer["resourceIds"], [first])
        self.ecs.stop_task(task=first)

    def test_pages(self):
        definition = self.register("pages", APP)
        arns = [task["taskArn"] for task in self.ecs.run_task(taskDefinition=definition, count=5)["tasks"]]
        pages = self.ecs.get_paginator("list_tasks").paginate(family="pages", PaginationConfig={"PageSize": 2})
        listed = [page["taskArns"] for page in pages]
        self.assertEqual([len(page) for page in listed], [2, 2, 1])
        self.assertEqual({arn for page in listed for arn in page}, set(arns))
        token = self.ecs.list_tasks(family="pages", maxResults=2)["nextToken"]
        self.refused("InvalidParameterException", "…", self.ecs.list_tasks, family="other", nextToken=token)
        for arn in arns:
            self.ecs.stop_task(task=arn)


class Overrides(TaskTest):
    def test_are_shown_and_reach_the_container(self):
        definition = self.register("overrides", APP)
        override = {
            "name": "app",
            "command": ["exit", "7"],
            "environment": [{"name": "COLOUR", "value": "red"}],
            "cpu": 64,
            "memory": 48,
        }
        ran = self.ecs.run_task(
            taskDefinition=definition, overrides={"containerOverrides": [override], "cpu": "256", "memory": "128"}
        )
        task = self.ended(ran["tasks"][0]["taskArn"])
        self.assertEqual(task["overrides"]["containerOverrides"], [override])
        self.assertEqual((task["overrides"]["cpu"], task["overrides"]["memory"]), ("256", "128"))
        self.assertEqual((task["cpu"], task["memory"]), ("256", "128"))
        self.assertEqual(task["containers"][0]["exitCode"], 7)

    def test_of_containers_that_are_not_there(self):
        self.refused(
            "InvalidParameterException",
            "Override for container named db is not a container in the TaskDefinition.",
            self.ecs.run_task,
            taskDefinition=self.register("no-such", APP),
            overrides={"containerOverrides": [{"name": "db"}]},
        )

    def test_that_are_too_long(self):
        self.refused(
            "InvalidParameterException",
            "Container Overrides length must be at most 8192",
            self.ecs.run_task,
            taskDefinition=self.register("long", APP),
            overrides={"containerOverrides": [{"name": "app", "command": ["x" * 9000]}]},
        )


class Starting(TaskTest):
    def test_start_task(self):
        definition = self.register("start", APP)
        instance = self.instances[0]["containerInstanceArn"]
        started = self.ecs.start_task(
            taskDefinition=definition, containerInstances=[instance, UNKNOWN], startedBy="me"
        )
        self.assertEqual(started["failures"][0]["reason"], "MISSING")
        (task,) = started["tasks"]
        self.assertEqual(task["containerInstanceArn"], instance)
        self.settled("tasks_running", tasks=[task["taskArn"]])
        self.ecs.stop_task(task=task["taskArn"])

    def test_what_does_not_fit(self):
        definition = self.register("huge", {**APP, "memory": 1 << 20})
        ran = self.ecs.run_task(taskDefinition=definition)
        self.assertEqual(ran["tasks"], [])
        self.assertEqual({failure["reason"] for failure in ran["failures"]}, {"RESOURCE:MEMORY"})
        elsewhere = [{"type": "memberOf", "expression": "attribute:rack == 7"}]
        ran = self.ecs.run_task(taskDefinition=self.register("fits", APP), placementConstraints=elsewhere)
        self.assertEqual(
            {failure["reason"] for failure in ran["failures"]}, {"MemberOf placement constraint unsatisfied."}
        )


class Errors(TaskTest):
    def test_run_task(self):
        run = self.ecs.run_task
        definition = self.register("errors", APP)
        invalid = "InvalidParameterException"
        self.refused("ClusterNotFoundException", "Cluster not found.", run, cluster="none", taskDefinition=definition)
        self.refused("ClientException", "TaskDefinition not found.", run, taskDefinition="nothing")
        self.refused(invalid, "…count", run, taskDefinition=definition, count=11)
        self.refused(
            invalid,
            "Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.",
            run,
            taskDefinition=definition,
            launchType="EC2",
            capacityProviderStrategy=[{"capacityProvider": "FARGATE"}],
        )
        self.refused(
            invalid,
            "Network Configuration is not valid for the given networkMode of this task definition.",
            run,
            taskDefinition=definition,
            networkConfiguration={"awsvpcConfiguration": {"subnets": ["subnet-1"]}},
        )
        only_ec2 = self.register("only-ec2", APP, requiresCompatibilities=["EC2"])
        self.refused(
            invalid,
            "Task definition does not support launch_type FARGATE.",
            run,
            taskDefinition=only_ec2,
            launchType="FARGATE",
        )
        self.ecs.deregister_task_definition(taskDefinition=only_ec2)
        self.refused(invalid, "TaskDefinition is inactive", run, taskDefinition=only_ec2)
        self.ecs.create_cluster(clusterName="empty")
        self.refused(
            invalid,
            "No Container Instances were found in your cluster.",
            run,
            cluster="empty",
            taskDefinition=definition,
        )
        self.refused("SerializationException", "…", run, taskDefinition=definition, count="many")

    def test_others(self):
        invalid = "InvalidParameterException"
        self.refused(invalid, "The referenced task was not found.", self.ecs.stop_task, task=UNKNOWN)
        self.refused(invalid, "Tasks cannot be empty.", self.ecs.describe_tasks, tasks=[])
        self.refused(
            invalid, "taskIds can have at most 100 items.", self.ecs.describe_tasks, tasks=[UNKNOWN] * 101
        )
        self.refused("ServiceNotFoundException", "Service not found.", self.ecs.list_tasks, serviceName="none")
        self.refused(
            invalid,
            "The execute command failed because execute command was not enabled when the task was run or the execute "
            "command agent isn’t running. Wait and try again or run a new task with execute command enabled and try "
            "again.",
            self.ecs.execute_command,
            task=self._running(),
            command="sh",
            interactive=True,
        )
        protection = self.ecs.update_task_protection(
            cluster="default", tasks=[self._running()], protectionEnabled=True
        )
        self.assertEqual(protection["failures"][0]["reason"], "TASK_NOT_VALID")

    def _running(self):
        listed = self.ecs.list_tasks(family="running")["taskArns"]
        if listed:
            return listed[0]
        arn = self.ecs.run_task(taskDefinition=self.register("running", APP))["tasks"][0]["taskArn"]
        self.settled("tasks_running", tasks=[arn])
        return arn


if __name__ == "__main__":
    unittest.main()
