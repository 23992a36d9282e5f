"""Services and their deployments, as botocore and its waiters see them."""

import unittest

from harness import ConformanceTest, wait_for

APP = {"name": "app", "image": "busybox", "memory": 32}
DIES = {**APP, "command": ["exit", "1"]}


class ServiceTest(ConformanceTest):
    FLAGS = ("--settle-seconds", "1")
    MACHINES = 2

    def service(self, name, **more):
        return self.ecs.describe_services(services=[name], **more)["services"][0]

    def create(self, name, count=2, **more):
        created = self.ecs.create_service(
            serviceName=name, taskDefinition=self.register(name, APP), desiredCount=count, **more
        )["service"]
        self.addCleanup(self.ecs.delete_service, service=name, force=True)
        return created

    def messages(self, name):
        """Oldest first."""
        return [event["message"] for event in reversed(self.service(name)["events"])]


class Life(ServiceTest):
    def test_from_create_to_inactive(self):
        created = self.ecs.create_service(
            serviceName="web",
            taskDefinition=self.register("web", APP),
            desiredCount=2,
            tags=[{"key": "team", "value": "a"}],
            propagateTags="SERVICE",
        )["service"]
        self.assertEqual((created["status"], created["desiredCount"], created["runningCount"]), ("ACTIVE", 2, 0))
        self.assertEqual(created["deploymentConfiguration"]["maximumPercent"], 200)
        self.assertEqual(created["deploymentConfiguration"]["minimumHealthyPercent"], 100)
        for name in ("loadBalancers", "serviceRegistries", "events", "placementConstraints", "placementStrategy"):
            self.assertEqual(created[name], [])
        (deployment,) = created["deployments"]
        self.assertEqual((deployment["status"], deployment["rolloutState"]), ("PRIMARY", "IN_PROGRESS"))
        self.assertRegex(deployment["id"], r"^ecs-svc/\d{19}$")
        self.settled("services_stable", services=["web"])
        self.deployment_is_complete("web", deployment["id"])
        (task, _) = self.ecs.describe_tasks(
            tasks=self.ecs.list_tasks(serviceName="web")["taskArns"], include=["TAGS"]
        )["tasks"]
        self.assertEqual((task["group"], task["startedBy"]), ("service:web", deployment["id"]))
        self.assertIn({"key": "team", "value": "a"}, task["tags"])
        self.rolls_to_a_new_revision("web", deployment["id"])
        self.goes("web")

    def deployment_is_complete(self, name, identity):
        def complete():
            service = self.service(name)
            (only,) = service["deployments"]
            return only if only["rolloutState"] == "COMPLETED" else None

        deployment = wait_for("a complete deployment", complete)
        self.assertEqual(deployment["id"], identity)
        self.assertEqual(deployment["rolloutStateReason"], f"ECS deployment {identity} completed.")
        self.assertEqual((deployment["runningCount"], deployment["pendingCount"], deployment["failedTasks"]), (2, 0, 0))
        messages = self.messages(name)
        self.assertRegex(messages[0], rf"^\(service {name}\) has started [12] tasks: \(task [0-9a-f]{{32}}\)")
        self.assertIn(f"(service {name}) has reached a steady state.", messages)
        self.assertIn(f"(service {name}) (deployment {identity}) deployment completed.", messages)

    def rolls_to_a_new_revision(self, name, old):
        old_tasks = set(self.ecs.list_tasks(serviceName=name)["taskArns"])
        updated = self.ecs.update_service(service=name, taskDefinition=self.register(name, APP))["service"]
        self.assertEqual([d["status"] for d in updated["deployments"]], ["PRIMARY", "ACTIVE"])
        self.assertEqual(updated["deployments"][1]["id"], old)
        self.settled("services_stable", services=[name])
        self.deployment_is_complete(name, updated["deployments"][0]["id"])
        self.assertFalse(old_tasks & set(self.ecs.list_tasks(serviceName=name)["taskArns"]))
        stopped = self.ecs.describe_tasks(tasks=sorted(old_tasks))["tasks"]
        for task in stopped:
            self.assertEqual(task["stopCode"], "ServiceSchedulerInitiated")
            self.assertRegex(
                task["stoppedReason"], r"^Scaling activity initiated by \(deployment ecs-svc/\d{19}\)$"
            )

    def goes(self, name):
        self.refused(
            "InvalidParameterException",
            "The service cannot be stopped while it is scaled above 0.",
            self.ecs.delete_service,
            service=name,
        )
        deleted = self.ecs.delete_service(service=name, force=True)["service"]
        self.assertEqual((deleted["status"], deleted["desiredCount"]), ("DRAINING", 0))
        self.settled("services_inactive", services=[name])
        self.assertEqual(self.service(name)["status"], "INACTIVE")
        self.assertNotIn(name, str(self.ecs.list_services()["serviceArns"]))
        self.refused("ServiceNotActiveException", "Service was not ACTIVE.", self.ecs.update_service, service=name)

    def test_scaling_is_no_deployment(self):
        self.create("scaled", 1)
        self.settled("services_stable", services=["scaled"])
        updated = self.ecs.update_service(service="scaled", desiredCount=3)["service"]
        self.assertEqual(len(updated["deployments"]), 1)
        self.settled("services_stable", services=["scaled"])
        self.ecs.update_service(service="scaled", desiredCount=0)
        self.settled("services_stable", services=["scaled"])
        self.assertEqual(self.ecs.list_tasks(serviceName="scaled")["taskArns"], [])

    def test_daemon(self):
        self.ecs.create_service(
            serviceName="daemon", taskDefinition=self.register("daemon", APP), schedulingStrategy="DAEMON"
        )
        wait_for("a task on each machine", lambda: self.service("daemon")["runningCount"] == self.MACHINES)
        described = self.ecs.describe_tasks(tasks=self.ecs.list_tasks(serviceName="daemon")["taskArns"])["tasks"]
        self.assertEqual(len({task["containerInstanceArn"] for task in described}), self.MACHINES)
        self.ecs.delete_service(service="daemon", force=True)

    def test_a_killed_task_is_replaced(self):
        self.create("killed", 1)
        self.settled("services_stable", services=["killed"])
        (first,) = self.ecs.list_tasks(serviceName="killed")["taskArns"]
        self.ecs.stop_task(task=first)
        wait_for("another task", lambda: self.service("killed")["runningCount"] == 1
                 and self.ecs.list_tasks(serviceName="killed")["taskArns"] != [first])


class Failures(ServiceTest):
    def test_the_breaker_rolls_back(self):
        breaker = {"deploymentCircuitBreaker": {"enable": True, "rollback": True}}
        good = self.create("breaker", 1, deploymentConfiguration=breaker)["deployments"][0]["id"]
        self.settled("services_stable", services=["breaker"])
        wait_for("a complete deployment", lambda: self.service("breaker")["deployments"][0]["rolloutState"] == "COMPLETED")
        bad = self.ecs.update_service(service="breaker", taskDefinition=self.register("breaker", DIES))
        bad_id = bad["service"]["deployments"][0]["id"]
        failed = f"(service breaker) (deployment {bad_id}) deployment failed: tasks failed to start."
        wait_for("the failure", lambda: failed in self.messages("breaker"))
        wait_for("the rollback", lambda: len(self.service("breaker")["deployments"]) == 1)
        primary = self.service("breaker")["deployments"][0]
        self.assertTrue(primary["taskDefinition"].endswith("breaker:1"), primary)
        self.assertNotEqual(primary["id"], bad_id)
        self.assertIn(f"(service breaker) rolling back to deployment {primary['id']}.", self.messages("breaker"))
        self.assertTrue(good)

    def test_what_finds_no_place(self):
        definition = self.register("huge", {**APP, "memory": 1 << 20})
        self.ecs.create_service(serviceName="huge", taskDefinition=definition, desiredCount=1)
        text = (
            "was unable to place a task because no container instance met all of its requirements. The closest "
            "matching (container-instance "
        )
        wait_for("the reason", lambda: any(text in message for message in self.messages("huge")))
        message = next(m for m in self.messages("huge") if text in m)
        self.assertIn(") has insufficient memory available. For more information, see the Troubleshooting", message)
        self.ecs.delete_service(service="huge", force=True)


class Refusals(ServiceTest):
    MACHINES = 0

    def test_create(self):
        create = self.ecs.create_service
        invalid = "InvalidParameterException"
        definition = self.register("refused", APP)
        self.ecs.create_cluster()
        self.refused("ClusterNotFoundException", "Cluster not found.", create, cluster="none", serviceName="a",
                     taskDefinition=definition, desiredCount=1)
        self.refused(
            invalid,
            "The daemon scheduling strategy does not support a desired count for services. Remove the desired count "
            "value and try again",
            create,
            serviceName="a",
            taskDefinition=definition,
            desiredCount=1,
            schedulingStrategy="DAEMON",
        )
        self.refused(
            invalid,
            "Network Configuration is not valid for the given networkMode of this task definition.",
            create,
            serviceName="a",
            taskDefinition=definition,
            desiredCount=1,
            networkConfiguration={"awsvpcConfiguration": {"subnets": ["subnet-1"]}},
        )
        self.refused(invalid, "…", create, serviceName="a b", taskDefinition=definition, desiredCount=1)
        create(serviceName="twice", taskDefinition=definition, desiredCount=0)
        self.assertEqual(
            create(serviceName="twice", taskDefinition=definition, desiredCount=0)["service"]["status"], "ACTIVE"
        )
        self.refused(
            invalid,
            "Creation of service was not idempotent.",
            create,
            serviceName="twice",
            taskDefinition=definition,
            desiredCount=1,
        )

    def test_of_services_that_are_not_there(self):
        self.ecs.create_cluster()
        gone = ("ServiceNotFoundException", "Service not found.")
        self.refused(*gone, self.ecs.update_service, service="none", desiredCount=1)
        self.refused(*gone, self.ecs.delete_service, service="none")
        self.refused(*gone, self.ecs.list_tasks, serviceName="none")
        described = self.ecs.describe_services(services=["none"])
        self.assertEqual(described["services"], [])
        self.assertEqual(described["failures"][0]["reason"], "MISSING")
        self.refused("InvalidParameterException", "Services cannot be empty.", self.ecs.describe_services, services=[])

    def test_what_gantry_does_not_do(self):
        definition = self.register("not-yet", APP)
        request = {"serviceName": "a", "taskDefinition": definition, "desiredCount": 1}
        for member, value in (
            ("loadBalancers", [{"targetGroupArn": "arn", "containerName": "app", "containerPort": 80}]),
            ("gatewayConnectors", [{"portName": "http"}]),
        ):
            self.raw_refused(
                "UnsupportedFeatureException",
                f"Gantry does not support {member} of CreateService yet; see docs/coverage.md",
                "CreateService",
                {**request, member: value},
            )

    def test_newer_members_are_read_and_shown(self):
        """Members later than Debian's botocore."""
        self.ecs.create_cluster()
        breaker = {
            "enable": True,
            "rollback": True,
            "resetOnHealthyTask": False,
            "thresholdConfiguration": {"type": "COUNT", "value": 5},
        }
        early = {"enable": True, "healthyPercent": 100, "sourceServiceRevisionCleanup": "DEFERRED"}
        created = self.raw(
            "CreateService",
            {
                "serviceName": "newer",
                "taskDefinition": self.register("newer", APP),
                "desiredCount": 0,
                "monitoring": {"metricConfigurations": [{"metricNames": ["CPUUtilization"], "resolutionSeconds": 60}]},
                "deploymentConfiguration": {"deploymentCircuitBreaker": breaker, "earlySuccessCriteria": early},
            },
        )["service"]
        self.assertEqual(created["deploymentConfiguration"]["deploymentCircuitBreaker"], breaker)
        self.assertEqual(created["deploymentConfiguration"]["earlySuccessCriteria"], early)

    def test_pages(self):
        self.ecs.create_cluster(clusterName="pages")
        definition = self.register("pages", APP)
        for i in range(5):
            self.ecs.create_service(
                cluster="pages", serviceName=f"s{i}", taskDefinition=definition, desiredCount=0
            )
        pages = self.ecs.get_paginator("list_services").paginate(cluster="pages", PaginationConfig={"PageSize": 2})
        listed = [page["serviceArns"] for page in pages]
        self.assertEqual([len(page) for page in listed], [2, 2, 1])
        names = [arn.rsplit("/", 1)[1] for page in listed for arn in page]
        self.assertEqual(sorted(names), [f"s{i}" for i in range(5)])
        self.refused("InvalidParameterException", "…", self.ecs.list_services, cluster="pages", nextToken="forged")


if __name__ == "__main__":
    unittest.main()
