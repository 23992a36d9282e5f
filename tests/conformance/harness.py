"""A Gantry control plane of one's own, and clients of it that refuse what AWS would not send."""

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
    from botocore.config import Config
except ImportError:
    print("skipped: botocore is not installed")
    sys.exit(77)

ROOT = pathlib.Path(__file__).resolve().parents[2]
GANTRY = os.environ.get("GANTRY_BINARY", str(ROOT / "build/dev/gantry"))
REGION = "us-east-1"
START_TIMEOUT_S = 20


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Server:
    """`gantry server` on an empty directory: the control plane alone, signatures verified."""

    def __init__(self):
        self.port = free_port()
        self.directory = tempfile.mkdtemp(prefix="gantry-conformance-")
        self.process = subprocess.Popen(
            [GANTRY, "server", "--port", str(self.port), "--data-dir", self.directory],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.key_id, self.secret = self._wait_for_key()

    def _wait_for_key(self):
        key_file = pathlib.Path(self.directory) / "root.key"
        deadline = time.monotonic() + START_TIMEOUT_S
        while time.monotonic() < deadline:
            with socket.socket() as s:
                if key_file.exists() and s.connect_ex(("127.0.0.1", self.port)) == 0:
                    return key_file.read_text().strip().split(":", 1)
            if self.process.poll() is not None:
                raise RuntimeError("gantry server ended at once")
            time.sleep(0.05)
        raise RuntimeError("gantry server did not start")

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=20)
        shutil.rmtree(self.directory, ignore_errors=True)

    def client(self, service="ecs"):
        """A botocore client that sends what it is told and checks every answer against the model."""
        client = botocore.session.get_session().create_client(
            service,
            region_name=REGION,
            endpoint_url=f"http://127.0.0.1:{self.port}",
            aws_access_key_id=self.key_id,
            aws_secret_access_key=self.secret,
            config=Config(parameter_validation=False, retries={"max_attempts": 0}),
        )
        client.meta.events.register("before-parse.ecs.*", check_answer)
        return client


def check_answer(operation_model, response_dict, **_):
    """Fails on members that the model does not have, and on values of another type than it says."""
    import json

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
            known = BEYOND_THE_MODEL.get(shape.name, set()).union(shape.enum)
            assert value in known, f"{path}: {value} is not one of {known}"


class ConformanceTest(unittest.TestCase):
    """One server for all tests of a class."""

    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.ecs = cls.server.client()

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()

    def refused(self, code, message, call, **arguments):
        """Expects an error; `message` is the whole text, or part of it when it starts with '…'."""
        with self.assertRaises(self.ecs.exceptions.ClientError) as caught:
            call(**arguments)
        error = caught.exception.response["Error"]
        self.assertEqual(error["Code"], code)
        if message.startswith("…"):
            self.assertIn(message[1:], error["Message"])
        else:
            self.assertEqual(error["Message"], message)
