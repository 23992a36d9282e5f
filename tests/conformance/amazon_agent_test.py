"""The conversation of Amazon's agent with the control plane, replayed message by message: what it sends, in its order and
with its oddities, and what it needs to hear. The rules are those a server of the protocol is caught by."""

import json
import time
import unittest

from amazon_agent import AmazonAgent, Refused, runtime_id
from botocore.credentials import Credentials
from harness import REGION, ConformanceTest, wait_for

TRUST = {
    "Version": "2012-10-17",
    "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "ecs-tasks.amazonaws.com"}},
}
WEB = {
    "name": "web",
    "image": "busybox",
    "cpu": 128,
    "memory": 64,
    "memoryReservation": 32,
    "portMappings": [{"containerPort": 80, "hostPort": 0}],
    "healthCheck": {"command": ["CMD-SHELL", "true"], "interval": 10, "timeout": 2, "retries": 3},
    "restartPolicy": {"enabled": True},
}
SIDE = {"name": "side", "image": "busybox", "memory": 32, "essential": False}
HEARTBEAT_S = 45  # agents close what was silent for 60 s at the earliest
SETTLED_S = 70  # a task without a health check is good after 40 s
DIGEST = "sha256:" + "ab" * 32


class AmazonsAgent(ConformanceTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ecs.create_cluster(clusterName="default")
        iam = cls.server.client("iam")
        cls.roles = {
            name: iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(TRUST))["Role"]["Arn"]
            for name in ("app", "execution")
        }

    def setUp(self):
        name = self.id().rsplit(".", 1)[1].replace("_", "-")[5:]
        self.cluster = self.ecs.create_cluster(clusterName=name)["cluster"]
        self.agent = AmazonAgent(self.server, name)
        self.control = None

    def tearDown(self):
        if self.control and not self.control.closed:
            self.control.drop()

    # ---- helpers

    def connect(self, **how):
        self.control = self.agent.control(**how)
        return self.control

    def run_task(self, *containers, **members):
        """(ARN, payload that starts it) of a task; the payload is not acknowledged."""
        definition = self.register("web", *(containers or (WEB, SIDE)), **members)
        ran = self.ecs.run_task(cluster=self.agent.cluster, taskDefinition=definition, launchType="EXTERNAL")
        self.assertEqual(ran["failures"], [])
        arn = ran["tasks"][0]["taskArn"]
        return arn, self.payload_of(arn, "RUNNING")

    def payload_of(self, arn, desired):
        def is_its(message):
            return any(task["arn"] == arn and task["desiredStatus"] == desired for task in message["tasks"])

        return self.control.next("PayloadMessage", is_its)

    def register(self, family, *containers, **members):
        """As the harness's, with members that not every botocore knows."""
        request = {"family": family, "containerDefinitions": list(containers), **members}
        return f"{family}:{self.raw('RegisterTaskDefinition', request)['taskDefinition']['revision']}"

    def describe(self, arn):
        return self.ecs.describe_tasks(cluster=self.agent.cluster, tasks=[arn])["tasks"][0]

    def started(self, arn, name="web", **more):
        """A container's way to RUNNING, in one report as agents gather it."""
        entry = {"containerName": name, "runtimeId": runtime_id(arn + name), "imageDigest": DIGEST}
        return [{**entry, "status": "PENDING"}, {**entry, "status": "RUNNING", **more}]

    def runs(self, *containers, **members):
        """A task that was taken and reported RUNNING."""
        arn, payload = self.run_task(*containers, **members)
        self.agent.acknowledge(self.control, payload)
        now = time.time()
        names = [container["name"] for task in payload["tasks"] for container in task["containers"]]
        entries = [entry for name in names for entry in self.started(arn, name)]
        self.agent.report(arn, "RUNNING", entries, pullStartedAt=now - 2.5, pullStoppedAt=now - 0.25)
        self.assertEqual(self.describe(arn)["lastStatus"], "RUNNING")
        return arn

    # ---- registration

    def test_every_attribute_that_was_sent_is_answered(self):
        agent = AmazonAgent(self.server, self.agent.cluster, attributes=[("stage", "dev"), ("ecs.subnet-id", "subnet-1")])
        got = {(attribute["name"], attribute.get("value", "")) for attribute in agent.instance["attributes"]}
        for attribute in agent.sent:
            self.assertIn((attribute["name"], attribute.get("value", "")), got)
        self.assertIn("ecs.availability-zone", {name for name, _ in got})

    def test_who_registers_again_is_who_it_was(self):
        again = AmazonAgent(self.server, self.agent.cluster, arn=self.agent.arn)
        self.assertEqual(again.arn, self.agent.arn)
        instances = self.ecs.list_container_instances(cluster=self.agent.cluster)["containerInstanceArns"]
        self.assertEqual(instances, [self.agent.arn])

    def test_a_cluster_may_be_an_arn(self):
        self.agent = AmazonAgent(self.server, self.cluster["clusterArn"])
        self.connect()
        arn = self.runs()
        self.assertEqual(self.describe(arn)["containerInstanceArn"], self.agent.arn)

    def test_endpoints_are_urls_without_a_path(self):
        for name in ("endpoint", "telemetryEndpoint"):
            self.assertRegex(self.agent.endpoints()[name], r"^http://[^/]+/?$")

    # ---- the control stream

    def test_who_is_not_there_is_refused_by_name(self):
        own = self.agent.arn
        self.ecs.deregister_container_instance(cluster=self.agent.cluster, containerInstance=own, force=True)
        endpoint = self.server.endpoint
        self.agent.endpoints = lambda: {"endpoint": endpoint}  # known from before
        for arn, name in ((own[:-32] + "0" * 32, "InvalidInstanceException"), (own, "InactiveInstanceException")):
            self.agent.arn = arn
            with self.assertRaises(Refused) as refused:
                self.agent.control()
            status, body = refused.exception.args
            self.assertGreaterEqual(status, 400)
            self.assertTrue(name in json.loads(body) or json.loads(body).get("type") == name, body)

    def test_both_streams_hear_a_heartbeat(self):
        control, telemetry = self.connect(), self.agent.telemetry()
        telemetry.send("PublishMetricsRequest", self.idle())
        telemetry.next("AckPublishMetric")
        heartbeat = control.next("HeartbeatMessage", patience=HEARTBEAT_S)
        self.assertTrue(heartbeat["healthy"])
        self.assertTrue(heartbeat["messageId"])
        telemetry.next("HeartbeatMessage", patience=HEARTBEAT_S)
        self.assertIsNone(control.closed)
        telemetry.drop()

    def idle(self):
        metadata = self.agent.metadata(messageId="m-1", idle=True, fin=True)
        return {"metadata": metadata, "timestamp": round(time.time(), 3)}

    def test_a_deregistered_instance_is_not_let_go_with_a_code_that_means_come_back_at_once(self):
        self.connect()
        self.ecs.deregister_container_instance(
            cluster=self.agent.cluster, containerInstance=self.agent.arn, force=True
        )
        self.assertTrue(self.control.ended.wait(20))
        self.assertNotIn(self.control.closed, (1000, 1001, 1006, 1011))

    # ---- payloads

    def test_what_a_payload_says_of_a_task(self):
        self.connect()
        arn, payload = self.run_task(taskRoleArn=self.roles["app"], executionRoleArn=self.roles["execution"], cpu="256")
        self.assertEqual(payload["clusterArn"], self.cluster["clusterArn"])
        self.assertEqual(payload["containerInstanceArn"], self.agent.arn)
        self.assertTrue(payload["messageId"])
        self.assertGreater(payload["generatedAt"], 1e12)  # milliseconds
        task = payload["tasks"][0]
        self.assertEqual((task["arn"], task["family"], task["version"]), (arn, "web", str(int(task["version"]))))
        self.assertEqual(task["cpu"], 0.25)  # of a processor
        for name, role in (("roleCredentials", "app"), ("executionRoleCredentials", "execution")):
            credentials = task[name]
            self.assertEqual(credentials["roleArn"], self.roles[role])
            for member in ("credentialsId", "accessKeyId", "secretAccessKey", "sessionToken"):
                self.assertTrue(credentials[member], member)
            self.assertRegex(credentials["expiration"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$")
        web = next(container for container in task["containers"] if container["name"] == "web")
        self.assertEqual(web["memory"], 64)
        self.assertEqual(web["portMappings"], [{"containerPort": 80, "hostPort": 0, "protocol": "tcp"}])
        self.assertEqual(web["healthCheckType"], "docker")
        self.assertEqual(web["restartPolicy"]["restartAttemptPeriod"], 300)
        self.assertIsInstance(web.get("environment", {}), dict)
        config, host = (json.loads(web["dockerConfig"][name]) for name in ("config", "hostConfig"))
        check = config["Healthcheck"]
        self.assertEqual((check["Interval"], check["Timeout"], check["Retries"]), (10_000_000_000, 2_000_000_000, 3))
        self.assertEqual(host["MemoryReservation"], 32 << 20)

    def test_docker_sends_here_what_is_written_with_awslogs(self):
        driver = ("com.amazonaws.ecs.capability.logging-driver.awslogs", "")
        self.agent = AmazonAgent(self.server, self.agent.cluster, attributes=[driver])
        self.connect()
        options = {"awslogs-group": "g", "awslogs-region": REGION, "awslogs-stream-prefix": "p"}
        definition = self.register("logged", {**WEB, "logConfiguration": {"logDriver": "awslogs", "options": options}})
        ran = self.ecs.run_task(cluster=self.agent.cluster, taskDefinition=definition, launchType="EXTERNAL")
        task = self.payload_of(ran["tasks"][0]["taskArn"], "RUNNING")["tasks"][0]
        log = json.loads(task["containers"][0]["dockerConfig"]["hostConfig"])["LogConfig"]
        self.assertEqual((log["Type"], log["Config"]["awslogs-endpoint"]), ("awslogs", self.server.endpoint))
        self.assertEqual(log["Config"]["mode"], "non-blocking")

    def test_our_registry_is_logged_in_to_as_ecr(self):
        self.connect()
        image = self.server.endpoint.removeprefix("http://") + "/shop/app:1"
        definition = self.register("pulled", {**WEB, "image": image}, executionRoleArn=self.roles["execution"])
        ran = self.ecs.run_task(cluster=self.agent.cluster, taskDefinition=definition, launchType="EXTERNAL")
        task = self.payload_of(ran["tasks"][0]["taskArn"], "RUNNING")["tasks"][0]
        login = task["containers"][0]["registryAuthentication"]
        self.assertEqual((login["type"], login["ecrAuthData"]["registryId"]), ("ecr", "000000000000"))

    def test_numbers_grow_over_payloads_and_manifests(self):
        self.connect()
        numbers = [self.control.next("TaskManifestMessage")["timeline"]]
        for _ in range(3):
            arn, payload = self.run_task()
            numbers.append(payload["seqNum"])
            self.agent.acknowledge(self.control, payload)
            self.ecs.stop_task(cluster=self.agent.cluster, task=arn)
            stop = self.payload_of(arn, "STOPPED")
            numbers.append(stop["seqNum"])
            self.agent.acknowledge(self.control, stop)
            self.agent.report(arn, "STOPPED", [], reason="TaskStoppedBeforePullBeginError: stopped")
        self.control.drop()
        self.connect(send_credentials=False)
        numbers.append(self.control.next("TaskManifestMessage")["timeline"])
        self.assertEqual(numbers, sorted(set(numbers)))

    def test_what_was_not_acknowledged_comes_again_and_is_one_task(self):
        self.connect()
        arn, first = self.run_task()
        self.control.drop()  # the agent had taken it, its answer was lost
        self.agent.report(arn, "RUNNING", self.started(arn) + self.started(arn, "side"))
        self.connect(send_credentials=False)
        second = self.payload_of(arn, "RUNNING")
        self.assertGreaterEqual(second["seqNum"], first["seqNum"])
        self.agent.acknowledge(self.control, second)
        self.assertEqual(self.describe(arn)["lastStatus"], "RUNNING")
        tasks = self.ecs.list_tasks(cluster=self.agent.cluster)["taskArns"]
        self.assertEqual(tasks, [arn])

    def test_a_task_that_was_refused_is_stopped_with_its_reason(self):
        self.connect()
        arn, _ = self.run_task()
        self.agent.report(arn, "STOPPED", [], reason="TaskDependencyError: a cycle")  # and no AckRequest
        task = self.describe(arn)
        self.assertEqual((task["lastStatus"], task["stoppedReason"]), ("STOPPED", "TaskDependencyError: a cycle"))

    # ---- manifests

    def test_what_no_manifest_has_is_verified_and_stopped(self):
        self.connect()
        arn = self.runs()
        lost = arn[:-32] + "f" * 32  # the agent's, of a control plane that was restored from an old backup
        self.control.drop()
        self.connect(send_credentials=False)
        manifest = self.control.next("TaskManifestMessage")
        listed = {task["taskArn"]: task["desiredStatus"] for task in manifest["tasks"]}
        self.assertEqual(listed, {arn: "RUNNING"})
        self.agent.message_taken(self.control, manifest["messageId"])
        candidate = {"taskArn": lost, "taskClusterArn": self.cluster["clusterArn"], "desiredStatus": "RUNNING"}
        said = {"messageId": manifest["messageId"], "stopCandidates": [candidate]}
        self.control.send("TaskStopVerificationMessage", said)
        verdict = self.control.next("TaskStopVerificationAck")
        self.assertEqual(verdict["messageId"], manifest["messageId"])
        self.assertEqual([task["taskArn"] for task in verdict["stopTasks"]], [lost])

    # ---- credentials

    def test_an_agent_that_starts_anew_is_given_the_credentials_of_all_its_tasks(self):
        self.connect()
        arn = self.runs(taskRoleArn=self.roles["app"], executionRoleArn=self.roles["execution"])
        self.control.drop()
        self.connect(send_credentials=True)
        roles = {}
        while len(roles) < 2:
            message = self.control.next("IAMRoleCredentialsMessage", lambda it: it["taskArn"] == arn)
            self.agent.credentials_taken(self.control, message["messageId"], message["roleCredentials"])
            roles[message["roleType"]] = message["roleCredentials"]["roleArn"]
        self.assertEqual(roles, {"TaskApplication": self.roles["app"], "TaskExecution": self.roles["execution"]})

    def test_what_a_task_was_given_is_its_role_and_nothing_once_it_has_stopped(self):
        self.connect()
        arn, payload = self.run_task(taskRoleArn=self.roles["app"])
        self.agent.acknowledge(self.control, payload)
        given = payload["tasks"][0]["roleCredentials"]
        sts = self.server.client("sts")
        sts._request_signer._credentials = Credentials(
            given["accessKeyId"], given["secretAccessKey"], given["sessionToken"]
        )
        who = sts.get_caller_identity()["Arn"]
        self.assertEqual(who, f"arn:aws:sts::000000000000:assumed-role/app/{arn.rsplit('/', 1)[1]}")
        self.agent.report(arn, "STOPPED", [{"containerName": "web", "status": "STOPPED", "exitCode": 0}])
        self.refused("ExpiredToken", "…", sts.get_caller_identity)

    # ---- reports

    def test_a_container_may_come_and_go_in_one_report(self):
        self.connect()
        arn, payload = self.run_task()
        self.agent.acknowledge(self.control, payload)
        binding = {"bindIP": "0.0.0.0", "containerPort": 80, "hostPort": 32768, "protocol": "tcp"}
        side = self.started(arn, "side")
        side.append({**side[1], "status": "STOPPED", "exitCode": 3})
        now = time.time()
        self.assertTrue(
            self.agent.report(
                arn,
                "RUNNING",
                self.started(arn, networkBindings=[binding]) + side,
                pullStartedAt=now - 3.125,
                pullStoppedAt=now - 1.5,
            )
        )
        task = self.describe(arn)
        containers = {container["name"]: container for container in task["containers"]}
        self.assertEqual(task["lastStatus"], "RUNNING")
        self.assertEqual(containers["web"]["lastStatus"], "RUNNING")
        self.assertEqual(containers["web"]["networkBindings"], [binding])
        self.assertEqual(containers["web"]["imageDigest"], DIGEST)
        self.assertEqual((containers["side"]["lastStatus"], containers["side"]["exitCode"]), ("STOPPED", 3))
        self.assertAlmostEqual(task["pullStartedAt"].timestamp(), now - 3.125, places=2)

    def test_what_is_told_late_counts_and_what_is_over_stays_over(self):
        self.connect()
        arn = self.runs()
        self.agent.report(arn, "RUNNING", [{"containerName": "side", "status": "STOPPED", "exitCode": 0}])
        self.assertEqual(self.describe(arn)["lastStatus"], "RUNNING")
        self.ecs.stop_task(cluster=self.agent.cluster, task=arn, reason="enough")
        stop = self.payload_of(arn, "STOPPED")
        self.agent.acknowledge(self.control, stop)
        over = [{"containerName": "web", "status": "STOPPED", "exitCode": 143, "reason": ""}]
        self.agent.report(arn, "STOPPED", over, executionStoppedAt=time.time())
        self.agent.report(arn, "RUNNING", self.started(arn))  # out of a queue that was late
        task = self.describe(arn)
        why = (task["lastStatus"], task["stopCode"], task["stoppedReason"])
        self.assertEqual(why, ("STOPPED", "UserInitiated", "enough"))
        web = next(container for container in task["containers"] if container["name"] == "web")
        self.assertEqual((web["lastStatus"], web["exitCode"]), ("STOPPED", 143))

    def test_an_essential_container_that_ends_is_told_in_ecs_words(self):
        self.connect()
        arn = self.runs()
        killed = "OutOfMemoryError: Container killed due to memory usage"
        self.agent.report(
            arn,
            "STOPPED",
            [
                {"containerName": "web", "status": "STOPPED", "exitCode": 137, "reason": killed},
                {"containerName": "side", "status": "STOPPED", "exitCode": 0},
            ],
            executionStoppedAt=time.time(),
        )
        task = self.describe(arn)
        why = (task["stopCode"], task["stoppedReason"])
        self.assertEqual(why, ("EssentialContainerExited", "Essential container in task exited"))
        web = next(container for container in task["containers"] if container["name"] == "web")
        self.assertEqual(web["reason"], killed)

    # ---- telemetry

    def test_health_comes_by_the_telemetry_stream_and_the_scheduler_stops_what_is_not_well(self):
        self.connect()
        definition = self.register("checked", WEB)
        self.ecs.create_service(
            cluster=self.agent.cluster,
            serviceName="checked",
            taskDefinition=definition,
            desiredCount=1,
            launchType="EXTERNAL",
        )
        first = self.control.next("PayloadMessage")
        arn = first["tasks"][0]["arn"]
        self.agent.acknowledge(self.control, first)
        self.agent.report(arn, "RUNNING", self.started(arn))
        telemetry = self.agent.telemetry()
        self.assertEqual(self.told_health(telemetry, arn, "HEALTHY"), "HEALTHY")
        self.assertEqual(self.told_health(telemetry, arn, "UNHEALTHY"), "UNHEALTHY")
        replaced = self.control.next("PayloadMessage", lambda it: it["tasks"][0]["arn"] != arn)
        self.agent.acknowledge(self.control, replaced)
        newer = replaced["tasks"][0]["arn"]
        self.agent.report(newer, "RUNNING", self.started(newer))
        self.told_health(telemetry, newer, "HEALTHY")
        self.payload_of(arn, "STOPPED")
        telemetry.drop()

    def told_health(self, telemetry, arn, status):
        container = {"containerName": "web", "healthStatus": status, "statusSince": round(time.time(), 3)}
        task = {"taskArn": arn, "taskDefinitionFamily": "checked", "taskDefinitionVersion": "1", "containers": [container]}
        metadata = self.agent.metadata(messageId="h-1", fin=True)
        telemetry.send("PublishHealthRequest", {"metadata": metadata, "tasks": [task], "timestamp": int(time.time())})
        telemetry.next("AckPublishHealth")
        return wait_for(status, lambda: self.describe(arn)["healthStatus"] == status and status)

    def test_an_instance_tells_how_it_is(self):
        telemetry = self.agent.telemetry()
        now = round(time.time(), 3)
        status = {"type": "ContainerRuntime", "status": "OK", "lastUpdated": now, "lastStatusChange": now}
        metadata = self.agent.metadata(requestId="s-1")
        telemetry.send("PublishInstanceStatusRequest", {"metadata": metadata, "statuses": [status], "timestamp": now})
        telemetry.next("AckPublishInstanceStatus")
        telemetry.drop()

    # ---- draining

    def test_an_agent_that_heard_of_its_end_drains_itself(self):
        self.connect()
        self.agent.call("UpdateContainerInstancesState", containerInstances=[self.agent.arn], status="DRAINING")
        described = self.ecs.describe_container_instances(
            cluster=self.agent.cluster, containerInstances=[self.agent.arn]
        )
        self.assertEqual(described["containerInstances"][0]["status"], "DRAINING")


class BesideOurs(ConformanceTest):
    """Amazon's agent and ours in one cluster."""

    MACHINES = 1
    MACHINE_FLAGS = ("--task-networking", "off")

    def setUp(self):
        self.ours = self.instances[0]["containerInstanceArn"]
        self.agent = AmazonAgent(self.server, external=False)
        self.control = self.agent.control()

    def tearDown(self):
        self.control.drop()
        self.ecs.deregister_container_instance(containerInstance=self.agent.arn, force=True)

    def run_next(self):
        """Takes the next task that is sent, and says that it runs."""
        payload = self.control.next("PayloadMessage", lambda it: it["tasks"][0]["desiredStatus"] == "RUNNING")
        task = payload["tasks"][0]
        self.agent.acknowledge(self.control, payload)
        names = [container["name"] for container in task["containers"]]
        entries = [{"containerName": name, "status": "RUNNING", "runtimeId": runtime_id(name)} for name in names]
        self.agent.report(task["arn"], "RUNNING", entries)
        return task["arn"]

    def where(self):
        """The machine of each running task of the service."""
        arns = self.ecs.list_tasks(serviceName="both", desiredStatus="RUNNING")["taskArns"]
        tasks = self.ecs.describe_tasks(tasks=arns)["tasks"] if arns else []
        return sorted(task["containerInstanceArn"] for task in tasks if task["lastStatus"] == "RUNNING")

    def test_a_service_is_spread_over_both_and_leaves_the_one_that_drains(self):
        self.ecs.create_service(
            serviceName="both",
            taskDefinition=self.register("both"),
            desiredCount=2,
            placementStrategy=[{"type": "spread", "field": "instanceId"}],
        )
        arn = self.run_next()
        wait_for("both machines", lambda: self.where() == sorted([self.ours, self.agent.arn]))
        self.ecs.update_container_instances_state(containerInstances=[self.agent.arn], status="DRAINING")
        stop = self.control.next(
            "PayloadMessage", lambda it: it["tasks"][0]["desiredStatus"] == "STOPPED", patience=SETTLED_S
        )
        self.assertEqual(stop["tasks"][0]["arn"], arn)
        self.agent.acknowledge(self.control, stop)
        self.agent.report(arn, "STOPPED", [{"containerName": "app", "status": "STOPPED", "exitCode": 0}])
        wait_for("ours alone", lambda: self.where() == [self.ours, self.ours])
        self.settled("services_stable", services=["both"])
        self.ecs.delete_service(service="both", force=True)

    def test_a_task_with_an_address_of_its_own_is_not_given_to_who_cannot_plug_it_in(self):
        ec2 = self.server.client("ec2")
        vpc = ec2.create_default_vpc()["Vpc"]["VpcId"]
        here = {"vpc-id": vpc, "availability-zone": f"{REGION}a"}
        found = ec2.describe_subnets(Filters=[{"Name": name, "Values": [value]} for name, value in here.items()])
        ran = self.ecs.run_task(
            taskDefinition=self.register("address", networkMode="awsvpc"),
            networkConfiguration={"awsvpcConfiguration": {"subnets": [found["Subnets"][0]["SubnetId"]]}},
        )
        self.assertEqual(ran["tasks"], [])
        self.assertIn("ATTRIBUTE", {failure["reason"] for failure in ran["failures"]})


if __name__ == "__main__":
    unittest.main()
