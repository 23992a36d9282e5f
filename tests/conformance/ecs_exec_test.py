"""ECS Exec as botocore sees it: what is told of tasks, what ExecuteCommand answers and refuses. (Sessions themselves:
tests/e2e/exec.alone.mjs.)"""

import json
import unittest

from harness import ConformanceTest

APP = {"name": "app", "image": "busybox", "memory": 32}
TRUST = {
    "Version": "2012-10-17",
    "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "ecs-tasks.amazonaws.com"}},
}
CHANNELS = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "ssmmessages:*", "Resource": "*"}}
NOT_ENABLED = (
    "The execute command failed because execute command was not enabled when the task was run or the execute command "
    "agent isn’t running. Wait and try again or run a new task with execute command enabled and try again."
)


class Exec(ConformanceTest):
    MACHINES = 1

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        iam = cls.server.client("iam")
        cls.roles = {}
        for name in ("may", "may-not"):
            made = iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(TRUST))
            cls.roles[name] = made["Role"]["Arn"]
        iam.put_role_policy(RoleName="may", PolicyName="channels", PolicyDocument=json.dumps(CHANNELS))

    def start(self, *containers, role="may", **members):
        definition = self.register("exec", *containers, taskRoleArn=self.roles[role])
        ran = self.ecs.run_task(taskDefinition=definition, **members)
        self.assertEqual(ran["failures"], [])
        arn = ran["tasks"][0]["taskArn"]
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

    def test_the_task_role_has_to_allow_the_channels(self):
        arn = self.start(APP, role="may-not", enableExecuteCommand=True)
        agent = self.ecs.describe_tasks(tasks=[arn])["tasks"][0]["containers"][0]["managedAgents"][0]
        self.assertEqual(agent["lastStatus"], "STOPPED")
        self.assertIn("ssmmessages:CreateControlChannel", agent["reason"])
        self.refused("InvalidParameterException", NOT_ENABLED, self.execute, arn)

    def test_who_may_not_is_refused(self):
        iam = self.server.client("iam")
        iam.create_user(UserName="ann")
        key = iam.create_access_key(UserName="ann")["AccessKey"]
        ann = self.server.client("ecs", (key["AccessKeyId"], key["SecretAccessKey"]))
        both = self.start(APP, {**APP, "name": "other"}, enableExecuteCommand=True)
        denied = (
            "User: arn:aws:iam::000000000000:user/ann is not authorized to perform: ecs:ExecuteCommand on resource: "
            "{} because no identity-based policy allows the ecs:ExecuteCommand action"
        )

        def execute(container):
            return ann.execute_command(task=both, container=container, command="sh", interactive=True)

        def allow(resources, **condition):
            statement = {"Effect": "Allow", "Action": "ecs:ExecuteCommand", "Resource": resources, "Condition": condition}
            iam.put_user_policy(
                UserName="ann",
                PolicyName="exec",
                PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": statement}),
            )

        cluster = "arn:aws:ecs:us-east-1:000000000000:cluster/default"
        self.refused("AccessDeniedException", denied.format(cluster), execute, "app")
        allow([cluster])
        self.refused("AccessDeniedException", denied.format(both), execute, "app")
        allow([cluster, both], StringEquals={"ecs:container-name": "app"})
        self.assertEqual(execute("app")["containerName"], "app")
        self.refused("AccessDeniedException", denied.format(cluster), execute, "other")
        allow([cluster, "arn:aws:ecs:*:*:task/default/*"], ArnEquals={"ecs:task": both})
        self.assertEqual(execute("other")["containerName"], "other")

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
        definition = self.register("later", APP, taskRoleArn=self.roles["may"])
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
