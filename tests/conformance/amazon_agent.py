"""What Amazon's agent says and hears, message by message, over real sockets: registration, the control stream (ACS), the
telemetry stream (TCS) and the reports. It has no containers: a test says what became of them.

Written from the protocol as version 1.105 of the agent speaks it, and compared with what 1.103 really sent: times are
seconds with a fraction, empty lists are left out, acknowledgements name the cluster by its ARN whatever the agent was
configured with, and the registration does not say which version it is (the streams do).
"""

import base64
import hashlib
import json
import os
import queue
import socket
import threading
import time
import urllib.parse
import uuid

import botocore.auth
import botocore.credentials
from botocore.awsrequest import AWSRequest
from harness import REGION

PATIENCE_S = 20
UPGRADED = 101
TEXT, CLOSE, PING, PONG = 1, 8, 9, 10

DOCKER_APIS = ["17", "18", "19", "20", "21", "22", "23", "24", "25", "28", "29", "30", "32"]
ATTRIBUTES = [f"com.amazonaws.ecs.capability.docker-remote-api.1.{api}" for api in DOCKER_APIS] + [
    "com.amazonaws.ecs.capability.logging-driver.json-file",
    "com.amazonaws.ecs.capability.logging-driver.none",
    "com.amazonaws.ecs.capability.privileged-container",
    "com.amazonaws.ecs.capability.task-iam-role",
    "ecs.capability.container-health-check",
    "ecs.capability.container-ordering",
    "ecs.capability.container-restart-policy",
    "ecs.capability.execution-role-awslogs",
    "ecs.capability.full-sync",
    "ecs.capability.secrets.ssm.environment-variables",
    "ecs.capability.task-cpu-mem-limit",
]


class Refused(Exception):
    """The answer to an upgrade that was none: status and body."""


class Stream:
    """One of the agent's websockets. `messages` are (type, message) as they came; `closed` is the code, once it is.
    Heartbeats of the control stream are answered at once: a server closes one that does not."""

    def __init__(self, url, keys, sign_frames=False):
        self.url, self.keys, self.sign_frames = url, keys, sign_frames
        to = urllib.parse.urlsplit(url)
        self.socket = socket.create_connection((to.hostname, to.port), timeout=PATIENCE_S)
        signed = self._signed(b"")
        lines = [f"GET {to.path}?{to.query} HTTP/1.1", f"Host: {to.netloc}", "Upgrade: websocket", "Connection: Upgrade"]
        lines += ["Sec-WebSocket-Version: 13", f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}"]
        lines += [f"{name}: {value}" for name, value in signed.items()]
        self.socket.sendall("\r\n".join([*lines, "", ""]).encode())
        self.file = self.socket.makefile("rb")
        status = int(self.file.readline().split()[1])
        headers = {}
        for line in iter(self.file.readline, b"\r\n"):
            name, _, value = line.decode().partition(":")
            headers[name.lower()] = value.strip()
        if status != UPGRADED:
            raise Refused(status, self.file.read(int(headers["content-length"])).decode())
        self.messages = queue.Queue()
        self.closed = None
        self.ended = threading.Event()
        self.socket.settimeout(None)
        threading.Thread(target=self._read, daemon=True).start()

    def _signed(self, payload):
        # On the wire a space is "+"; in what is signed it is "%20", as SigV4 has it.
        request = AWSRequest(method="GET", url=self.url.replace("+", "%20"), data=payload)
        botocore.auth.SigV4Auth(self.keys, "ecs", REGION).add_auth(request)
        return {name: request.headers[name] for name in ("X-Amz-Date", "Authorization")}

    def _read(self):
        try:
            while self._frame():
                pass
        except (OSError, ValueError):
            self.closed = self.closed or 1006
        self.ended.set()

    def _frame(self):
        first, second = self.file.read(2)
        length = second & 0x7F
        if length >= 126:
            length = int.from_bytes(self.file.read(2 if length == 126 else 8), "big")
        payload = self.file.read(length)
        kind = first & 0x0F
        if kind == TEXT:
            frame = json.loads(payload)
            if frame["type"] == "HeartbeatMessage" and not self.sign_frames:
                self.send("HeartbeatAckRequest", {"messageId": frame["message"]["messageId"]})
            self.messages.put((frame["type"], frame["message"]))
        elif kind == PING:
            self._write(PONG, payload)
        elif kind == CLOSE:
            self.closed = int.from_bytes(payload[:2], "big") if payload else 1005
            self._write(CLOSE, payload)
            return False
        return True

    def _write(self, kind, payload):
        length = len(payload)
        head = bytes([0x80 | kind])
        head += bytes([0x80 | length]) if length < 126 else bytes([0x80 | 126]) + length.to_bytes(2, "big")
        mask = os.urandom(4)
        self.socket.sendall(head + mask + bytes(b ^ mask[i % 4] for i, b in enumerate(payload)))

    def send(self, kind, message):
        frame = json.dumps({"type": kind, "message": message})
        if self.sign_frames:
            block = {"Host": urllib.parse.urlsplit(self.url).netloc, **self._signed(frame.encode())}
            frame = "".join(f"{name}: {value}\r\n" for name, value in sorted(block.items())) + "\r\n" + frame
        self._write(TEXT, frame.encode())

    def next(self, kind, matches=lambda _: True, patience=PATIENCE_S):
        """The next message of a kind, whatever comes before it; dropping others is what agents do."""
        end = time.monotonic() + patience
        while True:
            try:
                got, message = self.messages.get(timeout=max(0.0, end - time.monotonic()))
            except queue.Empty:
                raise AssertionError(f"no {kind} within {patience} s") from None
            if got == kind and matches(message):
                return message

    def drop(self):
        """As a cable that is pulled: no close frame."""
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()


class AmazonAgent:
    """One container instance. `cluster` is what ECS_CLUSTER would be: a name or an ARN, sent as it is."""

    def __init__(self, server, cluster="default", arn=None, attributes=(), external=True):
        self.server, self.cluster = server, cluster
        self.keys = botocore.credentials.Credentials(server.key_id, server.secret)
        self.sent = [{"name": name} for name in ATTRIBUTES]
        self.sent += [{"name": "ecs.os-type", "value": "linux"}, {"name": "ecs.os-family", "value": "LINUX"}]
        self.sent += [{"name": "ecs.cpu-architecture", "value": "x86_64"}]
        self.sent += [{"name": "ecs.capability.external" if external else "ecs.capability.task-eni"}]
        self.sent += [{"name": name, "value": value} for name, value in attributes]
        answer = self.call(
            "RegisterContainerInstance",
            clientToken=str(uuid.uuid4()),
            attributes=self.sent,
            totalResources=[
                {"name": "CPU", "type": "INTEGER", "integerValue": 2048},
                {"name": "MEMORY", "type": "INTEGER", "integerValue": 2048},
                {"name": "PORTS", "type": "STRINGSET", "stringSetValue": ["22", "2375", "2376", "51678", "51679"]},
                {"name": "PORTS_UDP", "type": "STRINGSET", "stringSetValue": []},
            ],
            instanceIdentityDocument="",
            instanceIdentityDocumentSignature="",
            **({"containerInstanceArn": arn} if arn else {}),
        )
        self.instance = answer["containerInstance"]
        self.arn = self.instance["containerInstanceArn"]
        self.numbers = []

    def call(self, operation, **request):
        status, answer = self.server.raw(operation, {"cluster": self.cluster, **request})
        if status != 200:
            raise AssertionError(f"{operation}: {status} {answer}")
        return answer

    def instance_cluster(self):
        """The ARN of the cluster that it is in."""
        return f"{self.arn.split(':container-instance/')[0]}:cluster/{self.arn.rsplit('/', 2)[1]}"

    def endpoints(self):
        return self.call("DiscoverPollEndpoint", containerInstance=self.arn, zoneId="")

    def control(self, send_credentials=True):
        """The control stream, as after a start of the agent; without credentials as after a lost connection."""
        query = urllib.parse.urlencode({
            "agentHash": "0123abcd",
            "agentVersion": "1.105.1",
            "clusterArn": self.cluster,
            "containerInstanceArn": self.arn,
            "dockerVersion": "DockerVersion: 20.10.24",
            "protocolVersion": 2,
            "seqNum": 1,
            "sendCredentials": "true" if send_credentials else "false",
        })
        return Stream(f"{self.endpoints()['endpoint'].rstrip('/')}/ws?{query}", self.keys)

    def telemetry(self):
        query = urllib.parse.urlencode({
            "agentHash": "0123abcd",
            "agentVersion": "1.105.1",
            "cluster": self.cluster,
            "containerInstance": self.arn,
            "dockerVersion": "20.10.24",
        })
        return Stream(f"{self.endpoints()['telemetryEndpoint'].rstrip('/')}/ws?{query}", self.keys, sign_frames=True)

    def acknowledge(self, stream, payload):
        """What the agent says of a payload all of whose tasks it took: an answer a role, then the payload's own."""
        for task in payload["tasks"]:
            for name in ("roleCredentials", "executionRoleCredentials"):
                if name in task:
                    self.credentials_taken(stream, payload["messageId"], task[name])
        self.message_taken(stream, payload["messageId"])

    def message_taken(self, stream, message_id):
        said = {"cluster": self.instance_cluster(), "containerInstance": self.arn, "messageId": message_id}
        stream.send("AckRequest", said)

    @staticmethod
    def credentials_taken(stream, message_id, credentials):
        said = {"messageId": message_id, "expiration": credentials["expiration"]}
        stream.send("IAMRoleCredentialsAckRequest", {**said, "credentialsId": credentials["credentialsId"]})

    def report(self, task, status, containers=(), reason="", **times):
        """SubmitTaskStateChange; a container may be listed several times, in order."""
        said = {"task": task, "status": status, "reason": reason, "containers": list(containers)}
        return self.call("SubmitTaskStateChange", **said, **times)["acknowledgment"]

    def metadata(self, **more):
        return {"cluster": self.cluster, "containerInstance": self.arn, **more}


def runtime_id(name):
    return hashlib.sha256(name.encode()).hexdigest()
