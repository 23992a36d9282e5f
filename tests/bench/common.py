"""What the benchmarks share: a Gantry of their own, the ECS API and Docker's API over plain HTTP."""

import http.client
import json
import operator
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
GANTRY = os.environ.get("GANTRY_BINARY", str(ROOT / "build/release/gantry"))
AUTHORIZATION = (
    "AWS4-HMAC-SHA256 Credential=000000000000/20260101/us-east-1/ecs/aws4_request, "
    "SignedHeaders=host, Signature=0"
)
TARGET = "AmazonEC2ContainerServiceV20141113."


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Ecs:
    """Calls operations on one kept connection."""

    def __init__(self, port):
        self.port = port
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def __call__(self, operation, **body):
        headers = {
            "Content-Type": "application/x-amz-json-1.1",
            "X-Amz-Target": TARGET + operation,
            "Authorization": AUTHORIZATION,
        }
        self.connection.request("POST", "/", json.dumps(body), headers)
        response = self.connection.getresponse()
        text = response.read()
        if response.status != 200:
            raise RuntimeError(f"{operation}: {response.status} {text.decode()}")
        return json.loads(text)


class Gantry:
    """`gantry dev` on an empty directory; removes its containers and data at the end."""

    def __init__(self, *args):
        self.port = free_port()
        self.directory = tempfile.mkdtemp(prefix="gantry-bench-")
        begun = time.perf_counter()
        self.process = subprocess.Popen(
            [GANTRY, "dev", "--port", str(self.port), "--data-dir", self.directory, *args],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        wait_until(self.healthy, 20, 0.001)
        self.ready_after = time.perf_counter() - begun
        self.ecs = Ecs(self.port)

    def healthy(self):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=1)
            connection.request("GET", "/_gantry/health")
            return connection.getresponse().status == 200
        except OSError:
            return False

    def instances(self, count=1):
        def connected():
            arns = self.ecs("ListContainerInstances")["containerInstanceArns"]
            if len(arns) < count:
                return None
            found = self.ecs("DescribeContainerInstances", containerInstances=arns)["containerInstances"]
            return arns if all(i["agentConnected"] for i in found) else None

        self.ids = [arn.split("/")[-1] for arn in wait_until(connected, 30, 0.05)]
        return self.ids

    def rss_mib(self):
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        return 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        for instance in getattr(self, "ids", []):
            listed = [
                line.split()[0] for line in subprocess.run(
                    ["docker", "ps", "-a", "--filter", "label=dev.gantry.instance",
                     "--format", '{{.ID}} {{.Label "dev.gantry.instance"}}'],
                    capture_output=True, text=True, check=True,
                ).stdout.splitlines() if line.endswith(instance)
            ]
            if listed:
                subprocess.run(["docker", "rm", "-f", "-v", *listed], stdout=subprocess.DEVNULL, check=True)
        shutil.rmtree(self.directory, ignore_errors=True)


def wait_until(check, seconds, every):
    deadline = time.perf_counter() + seconds
    while True:
        found = check()
        if found:
            return found
        if time.perf_counter() > deadline:
            raise TimeoutError(f"{check} gave {found!r} for {seconds} s")
        time.sleep(every)


class UnixConnection(http.client.HTTPConnection):
    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect("/var/run/docker.sock")


class Docker:
    """Docker's API on one kept connection."""

    def __init__(self):
        self.connection = UnixConnection("docker")

    def __call__(self, method, path, body=None):
        headers = {"Content-Type": "application/json"} if body is not None else {}
        self.connection.request(method, path, None if body is None else json.dumps(body), headers)
        response = self.connection.getresponse()
        text = response.read()
        if response.status >= 400:
            raise RuntimeError(f"{method} {path}: {response.status} {text.decode()}")
        return json.loads(text) if text else None


def median(values):
    ordered = sorted(values)
    return ordered[len(ordered) // 2]


misses = []


def missed():
    """What was printed with a figure other than wanted."""
    return misses


def line(what, figure, unit, ratio=None, wanted=None):
    """Prints a figure. `wanted` is of the ratio where there is one: `>= 50`, `< 100`."""
    text = f"{what:<58} {figure:>10.1f} {unit:<6}"
    if ratio is not None:
        text += f"  ratio {ratio:6.2f}"
    if wanted is not None:
        compare, bound = wanted.split()
        judged = figure if ratio is None else ratio
        met = {">=": operator.ge, "<=": operator.le, "<": operator.lt}[compare](judged, float(bound))
        text += f"  (wanted {wanted}{'' if met else ': MISSED'})"
        if not met:
            misses.append(what)
    print(text, flush=True)


def need(program):
    if shutil.which(program) is None:
        sys.exit(f"{program} is missing; install it to run this benchmark")
