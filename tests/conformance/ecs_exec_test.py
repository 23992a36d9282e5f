"""ECS Exec as botocore sees it: what is told of tasks, what ExecuteCommand answers and refuses. (Sessions themselves:
tests/e2e/exec.test.mjs.)"""

import unittest

from harness import ConformanceTest

APP = {"name": "app", "image": "busybox", "memory": 32}
ROLE = "arn:aws:iam::000000000000:role/task"
NOT_ENABLED = (
    "The execute command failed because execute command was not enabled when the task was run or the execute command "
    "agent isn’t running. Wait and try again or run a new task with execute command enabled and try again."
)


class Exec(ConformanceTest):
    MACHINES = 1

    def start(self, *containers, **members):
        definition = self.register("exec", *containers, taskRoleArn=ROLE)
        arn = self.ecs.run_task(taskDefinition=definition, **members)["tasks"][0]["taskArn"]
        self.settled("tasks_running", tasks=[arn])
        return arn

    def execute(self, task, **members):
        return self.ecs.execute_command(task=task, command="/bin/sh", interactive=True, **members)

    def test_a_session_is_promised(self):
        arn = self.start(APP, enableExecuteCommand=True)
        task = self.ecs.describe_tasks(tasks=[arn])["tasks"][0]
        self.assertTrue(task["enableExecuteCommand"])
        container = task["containers"][0]
        agent = container["managedAgents"][0]
        self.assertEqual((agent["name"], agent["lastStatus"]), ("ExecuteCommandAgent", "RUNNING"))
        answer = self.execute(arn)
        self.assertEqual(answer["taskArn"], arn)
        self.assertEqual(answer["clusterArn"], task["clusterArn"])
        self.assertEqual(answer["containerArn"], container["containerArn"])
        self.assertEqual((answer["containerName"], answer["interactive"]), ("app", True))
        session = answer["session"]
        self.assertRegex(session["sessionId"], r"^ecs-execute-command-[0-9a-f]{17}$")
        self.assertRegex(session["streamUrl"], rf"^ws://[^/]+/v1/data-channel/{session['sessionId']}\?role=publish_subscribe$")
        self.assertGreaterEqual(len(session["tokenValue"]), 43)
        self.execute(arn)
        self.refused(
            "ClientException",
            "Unable to start new execute sessions because the maximum session limit of 2 has been reached.",
            self.execute,
            arn,
        )

    def test_what_is_refused(self):
        invalid = "InvalidParameterException"
        self.refused(invalid, NOT_ENABLED, self.execute, self.start(APP))
        self.refused(invalid, "task length should be one of [32,36]", self.execute, "web")
        both = self.start(APP, {**APP, "name": "other"}, enableExecuteCommand=True)
        self.refused(invalid, "…Container name is required", self.execute, both)
        self.refused(invalid, "…does not exist in the task", self.execute, both, container="none")
        bare = self.register("bare", APP)
        self.refused(
            invalid,
            "The task couldn't be started because a valid taskRoleArn is not being used. Specify a valid task role in "
            "your task definition and try again.",
            self.ecs.run_task,
            taskDefinition=bare,
            enableExecuteCommand=True,
        )
        self.refused(
            invalid,
            "The service couldn't be created because a valid taskRoleArn is not being used. Specify a valid task role in "
            "your task definition and try again.",
            self.ecs.create_service,
            serviceName="bare",
            taskDefinition=bare,
            desiredCount=1,
            enableExecuteCommand=True,
        )

    def test_a_service_is_enabled_later(self):
        definition = self.register("later", APP, taskRoleArn=ROLE)
        self.ecs.create_service(serviceName="later", taskDefinition=definition, desiredCount=1)
        self.assertFalse(self.ecs.describe_services(services=["later"])["services"][0]["enableExecuteCommand"])
        updated = self.ecs.update_service(service="later", enableExecuteCommand=True, forceNewDeployment=True)
        self.assertTrue(updated["service"]["enableExecuteCommand"])
        bare = self.register("bare", APP)
        self.refused(
            "InvalidParameterException",
            "…The service couldn't be updated because a valid taskRoleArn is not being used",
            self.ecs.update_service,
            service="later",
            taskDefinition=bare,
        )


if __name__ == "__main__":
    unittest.main()
