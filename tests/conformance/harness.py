"""A Gantry of one's own, and clients of it that refuse what AWS would not send.

Works with every botocore since 1.29 (Debian 12's). What that one does not know yet, members of
requests and operations, is sent as JSON with `raw`; members of answers are looked up in api/ecs.smithy.
"""

import contextlib
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import unittest

try:
    import botocore.session
    from botocore.auth import SigV4Auth
    from botocore.awsrequest import AWSRequest
    from botocore.config import Config
    from botocore.exceptions import ClientError
    from botocore.httpsession import URLLib3Session
except ImportError as missing:
    sys.exit(f"The conformance tests need botocore ({missing}): tools/install-packages test")

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "api/generator"))
import smithy
from fake_docker import FakeDocker

MODEL = smithy.parse((ROOT / "api/ecs.smithy").read_text(encoding="utf-8"))
GANTRY = os.environ.get("GANTRY_BINARY", str(ROOT / "build/dev/gantry"))
TARGET = "AmazonEC2ContainerServiceV20141113"
REGION = "us-east-1"
START_TIMEOUT_S = 20
WAIT_TIMEOUT_S = 60


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Process:
    """Gantry in a process, its output in a file that is shown when it ends too early."""

    def __init__(self, directory, *arguments):
        self.log = pathlib.Path(directory) / f"{arguments[0]}.log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen([GANTRY, *arguments], stdout=log, stderr=log)

    def check(self):
        if self.process.poll() is not None:
            raise RuntimeError(f"gantry ended at once:\n{self.log.read_text()}")

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=20)


class Server:
    """`gantry server` on an empty directory: the control plane alone, signatures verified."""

    def __init__(self, *flags):
        self.port = free_port()
        self.directory = tempfile.mkdtemp(prefix="gantry-conformance-")
        self.endpoint = f"http://127.0.0.1:{self.port}"
        self.process = Process(
            self.directory,
            "server",
            "--port",
            str(self.port),
            "--data-dir",
            f"{self.directory}/server",
            *flags,
        )
        self.key_file = pathlib.Path(self.directory) / "server/root.key"
        wait_for("gantry server", self._listens, START_TIMEOUT_S)
        self.key_id, self.secret = self.key_file.read_text().strip().split(":", 1)

    def _listens(self):
        self.process.check()
        with socket.socket() as s:
            return self.key_file.exists() and s.connect_ex(("127.0.0.1", self.port)) == 0

    def stop(self):
        self.process.stop()
        shutil.rmtree(self.directory, ignore_errors=True)

    def client(self, service="ecs", key=None, **settings):
        """A botocore client that sends what it is told and checks every answer against the model. Without a key (id,
        secret) it is the root's."""
        key_id, secret = key or (self.key_id, self.secret)
        client = botocore.session.get_session().create_client(
            service,
            region_name=REGION,
            endpoint_url=self.endpoint,
            aws_access_key_id=key_id,
            aws_secret_access_key=secret,
            config=Config(parameter_validation=False, retries={"max_attempts": 0}, **settings),
        )
        client.meta.events.register("before-parse.ecs.*", check_answer)
        return client

    def raw(self, operation, request):
        """An operation with JSON that botocore's model need not know. Gives (status, answer)."""
        request = AWSRequest(
            method="POST",
            url=f"{self.endpoint}/",
            data=json.dumps(request),
            headers={"X-Amz-Target": f"{TARGET}.{operation}", "Content-Type": "application/x-amz-json-1.1"},
        )
        response = self.send(request, "ecs")
        return response.status_code, json.loads(response.content)

    def page(self, path):
        """One of Gantry's own pages. Gives (status, headers, text)."""
        response = self.send(AWSRequest(method="GET", url=f"{self.endpoint}{path}"), "ecs")
        return response.status_code, response.headers, response.text

    def send(self, request, service):
        """The answer to an AWSRequest, signed for a service."""
        credentials = botocore.credentials.Credentials(self.key_id, self.secret)
        SigV4Auth(credentials, service, REGION).add_auth(request)
        return send(request)


def send(request):
    """The answer to an AWSRequest as it is."""
    with contextlib.closing(URLLib3Session()) as session:
        response = session.send(request.prepare())
        response.content  # read before the connection is closed
        return response


class Machine:
    """A container instance: `gantry agent` on a runtime that only pretends (fake_docker.py)."""

    def __init__(self, server, name, *flags):
        self.directory = tempfile.mkdtemp(prefix="gantry-machine-")
        self.docker = FakeDocker(f"{self.directory}/docker.sock")
        self.process = Process(
            self.directory,
            "agent",
            "--endpoint",
            server.endpoint,
            "--key-file",
            str(server.key_file),
            "--docker",
            f"unix://{self.directory}/docker.sock",
            "--data-dir",
            f"{self.directory}/{name}",
            "--bind-address",
            "127.0.0.1",
            *flags,
        )

    @property
    def daemon(self):
        return self.docker.daemon

    def stop(self):
        self.process.stop()
        self.docker.stop()
        shutil.rmtree(self.directory, ignore_errors=True)


def wait_for(what, condition, timeout_s=WAIT_TIMEOUT_S):
    """The first true value of `condition()`."""
    deadline = time.monotonic() + timeout_s
    while time.monotonic() < deadline:
        value = condition()
        if value:
            return value
        time.sleep(0.05)
    raise AssertionError(f"{what}: not within {timeout_s} s")


def check_answer(operation_model, response_dict, **_):
    """Fails on members that the model does not have, and on values of another type than it says."""
    if response_dict["status_code"] >= 300:
        return
    assert response_dict["headers"]["x-amzn-requestid"]
    body = json.loads(response_dict["body"])
    check_value(operation_model.output_shape, body, operation_model.name)


SCALARS = {
    "string": str,
    "integer": int,
    "long": int,
    "double": (int, float),
    "boolean": bool,
    "timestamp": (int, float),
}


# What AWS answers and its published model leaves out.
BEYOND_THE_MODEL = {"SettingName": {"dualStackIPv6"}}


def check_value(shape, value, path):
    if shape is None:
        assert value == {}, f"{path}: {value}"
    elif shape.type_name == "structure":
        assert isinstance(value, dict), path
        for name, member in value.items():
            if name not in shape.members and is_newer(shape.name, name):
                continue
            assert name in shape.members, f"{path}.{name} is not in the model"
            check_value(shape.members[name], member, f"{path}.{name}")
    elif shape.type_name == "list":
        for i, element in enumerate(value):
            check_value(shape.member, element, f"{path}[{i}]")
    elif shape.type_name == "map":
        for key, element in value.items():
            check_value(shape.value, element, f"{path}.{key}")
    else:
        assert isinstance(value, SCALARS[shape.type_name]), f"{path}: {value!r}"
        if shape.type_name == "string" and shape.enum:
            known = BEYOND_THE_MODEL.get(shape.name, set()).union(shape.enum, words_of(shape.name))
            assert value in known, f"{path}: {value} is not one of {known}"


def is_newer(shape, member):
    """Whether our model has a member that this botocore does not know yet."""
    return shape in MODEL.shapes and MODEL.shapes[shape].member(member) is not None


def words_of(shape):
    known = MODEL.shapes.get(shape)
    return {m.traits["enumValue"] for m in known.members} if known and known.type == "enum" else set()


class ConformanceTest(unittest.TestCase):
    """One server for all tests of a class, with MACHINES container instances in its cluster default, whose agents are
    given MACHINE_FLAGS."""

    FLAGS = ()
    MACHINES = 0
    MACHINE_FLAGS = ()

    @classmethod
    def setUpClass(cls):
        cls.server = Server(*cls.FLAGS)
        cls.addClassCleanup(cls.server.stop)
        cls.ecs = cls.server.client()
        cls.machines = []
        for i in range(cls.MACHINES):
            cls.machines.append(Machine(cls.server, f"machine-{i + 1}", *cls.MACHINE_FLAGS))
            cls.addClassCleanup(cls.machines[-1].stop)
        if cls.machines:
            wait_for("the machines", cls._machines_are_there)

    @classmethod
    def _machines_are_there(cls):
        try:
            arns = cls.ecs.list_container_instances()["containerInstanceArns"]
        except ClientError:  # the first machine makes the cluster
            return False
        if len(arns) < cls.MACHINES:
            return False
        described = cls.ecs.describe_container_instances(containerInstances=arns)["containerInstances"]
        cls.instances = described
        return all(instance["agentConnected"] for instance in described)

    def register(self, family, *containers, **members):
        """The new revision, "family:1"."""
        containers = containers or ({"name": "app", "image": "busybox", "memory": 32},)
        answer = self.ecs.register_task_definition(family=family, containerDefinitions=list(containers), **members)
        return f"{family}:{answer['taskDefinition']['revision']}"

    def settled(self, waiter, **arguments):
        """Waits as botocore does, but asks oftener."""
        self.ecs.get_waiter(waiter).wait(WaiterConfig={"Delay": 0.1, "MaxAttempts": 600}, **arguments)

    def refused(self, code, message, call, *arguments, **named):
        """Expects an error; `message` is the whole text, or part of it when it starts with '…'."""
        with self.assertRaises(ClientError) as caught:
            call(*arguments, **named)
        error = caught.exception.response["Error"]
        self.check_error(code, message, error["Code"], error["Message"])

    def raw_refused(self, code, message, operation, request):
        status, answer = self.server.raw(operation, request)
        self.assertEqual(status, 400, answer)
        self.check_error(code, message, answer["__type"], answer["message"])

    def raw(self, operation, request):
        status, answer = self.server.raw(operation, request)
        self.assertEqual(status, 200, answer)
        return answer

    def check_error(self, code, message, got_code, got_message):
        self.assertEqual(got_code, code, got_message)
        if message.startswith("…"):
            self.assertIn(message[1:], got_message)
        else:
            self.assertEqual(got_message, message)
