"""What Amazon ECS says of task definitions and services that it does not take, to the letter."""

import unittest

from harness import ConformanceTest

APP = {"name": "app", "image": "busybox", "memory": 32}
ROLE = "arn:aws:iam::123456789012:role/execution"
ROUTER = {**APP, "name": "router", "firelensConfiguration": {"type": "fluentbit"}}
CONSUMER = {**APP, "logConfiguration": {"logDriver": "awsfirelens"}}


class Definitions(ConformanceTest):
    def says(self, text, *containers, code="ClientException", **members):
        members.setdefault("family", "f")
        self.refused(
            code, text, self.ecs.register_task_definition, containerDefinitions=list(containers) or [APP], **members
        )

    def test_what_is_left_out(self):
        self.says("Family can not be blank.", family="")
        self.refused(
            "ClientException", "Container list cannot be empty.", self.ecs.register_task_definition, family="f"
        )

    def test_secrets(self):
        for value in ("prod/db:password::", "${DB_URL}", "", "a b", "x" * 2049):
            with self.subTest(value=value[:20]):
                self.says(
                    "…The Systems Manager parameter name specified for secret DB is invalid.",
                    {**APP, "secrets": [{"name": "DB", "valueFrom": value}]},
                    executionRoleArn=ROLE,
                )
        self.register("secrets", {**APP, "secrets": [{"name": "DB", "valueFrom": "prod/db"}]}, executionRoleArn=ROLE)

    def test_private_registries(self):
        self.says(
            "Private repository authentication requires that the task definition specify a value for "
            "executionRoleArn.",
            {**APP, "repositoryCredentials": {"credentialsParameter": "registry"}},
        )
        for value in ("my cred", ""):
            self.says(
                "The repository credentials parameter specified for container 'app' is invalid. Parameter names can "
                "include up to 255 (uppercase and lowercase), numbers, hyphens, and underscores are allowed. Spaces "
                "are not allowed.",
                {**APP, "repositoryCredentials": {"credentialsParameter": value}},
                executionRoleArn=ROLE,
            )

    def test_firelens(self):
        self.says(
            "When a firelensConfiguration object is specified, at least one container has to be configured with the "
            "awsfirelens log driver",
            ROUTER,
        )
        self.says(
            "When awsfirelens log driver is specified in log configuration, a firelens configuration object must be "
            "configured in one of the containers.",
            CONSUMER,
        )
        options = {"config-file-type": "s3", "config-file-value": "s3://bucket/fluent.conf"}
        self.says(
            "Invalid arn syntax.",
            CONSUMER,
            {**ROUTER, "firelensConfiguration": {"type": "fluentbit", "options": options}},
        )

    def test_what_registers_all_the_same(self):
        check = {"command": ["/healthcheck"]}
        self.register("no-probe", {**APP, "healthCheck": check})
        options = {"config-file-type": "s3", "config-file-value": "arn:aws:s3:::bucket/fluent.conf"}
        self.register(
            "firelens",
            CONSUMER,
            {**ROUTER, "firelensConfiguration": {"type": "fluentbit", "options": options}},
            requiresCompatibilities=["FARGATE"],
            networkMode="awsvpc",
            cpu="256",
            memory="512",
            executionRoleArn=ROLE,
        )

    def test_what_is_not_there(self):
        self.refused(
            "ClientException",
            "Unable to describe task definition.",
            self.ecs.deregister_task_definition,
            taskDefinition="nothing:1",
        )
        (failure,) = self.raw("DeleteTaskDefinitions", {"taskDefinitions": ["nothing:1"]})["failures"]
        self.assertEqual(failure["arn"], "nothing:1")


class Services(ConformanceTest):
    def test_an_empty_definition(self):
        self.ecs.create_cluster()
        self.refused(
            "InvalidParameterException",
            "Family should not be null or empty.",
            self.ecs.create_service,
            serviceName="a",
            taskDefinition="",
            desiredCount=1,
        )

    def test_a_daemon_runs_once_on_an_instance(self):
        self.ecs.create_cluster()
        text = (
            "The daemon scheduling strategy does not support values above 100 for maximumPercent on a deployment "
            "configuration. Change the maximumPercent value to 100, and try again"
        )
        too_many = {"deploymentConfiguration": {"maximumPercent": 200}}
        daemon = {
            "serviceName": "daemon",
            "taskDefinition": self.register("daemon", APP),
            "schedulingStrategy": "DAEMON",
        }
        self.refused("InvalidParameterException", text, self.ecs.create_service, **daemon, **too_many)
        self.ecs.create_service(**daemon)
        self.refused("InvalidParameterException", text, self.ecs.update_service, service="daemon", **too_many)


if __name__ == "__main__":
    unittest.main()
