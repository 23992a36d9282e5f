"""`gantry dev` with a Docker that is not there: the whole program, on an empty directory."""

import http.client
import json
import os
import pathlib
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[2]
GANTRY = os.environ.get("GANTRY_BINARY", str(ROOT / "build/dev/gantry"))
PATIENCE_S = 30
TARGET = "AmazonEC2ContainerServiceV20141113."


def signed(service="ecs", key="000000000000"):
    """The headers of a call that is signed, if wrongly: nothing is verified here."""
    return {
        "X-Amz-Date": "20260101T000000Z",
        "Authorization": f"AWS4-HMAC-SHA256 Credential={key}/20260101/us-east-1/{service}/aws4_request, "
        "SignedHeaders=host;x-amz-date, Signature=" + "0" * 64,
    }


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Program:
    def __init__(self, directory=None, flags=(), options=(), **streams):
        """`options` stand before the subcommand, `flags` behind it."""
        self.made = directory is None
        self.directory = directory or tempfile.mkdtemp(prefix="gantry-process-")
        self.port = free_port()
        self.process = subprocess.Popen(
            [GANTRY, *options, "dev", "--port", str(self.port), "--data-dir", f"{self.directory}/data"]
            + ["--docker", f"unix://{self.directory}/no-docker.sock", *flags],
            **({"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL} | streams),
        )

    def wait_until_ready(self):
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            try:
                return self.health()
            except OSError:
                if self.process.poll() is not None:
                    raise RuntimeError("gantry ended at once") from None
                time.sleep(0.05)  # the pace of asking again
        raise RuntimeError("gantry did not start")

    def get(self, path, headers=None):
        return self._request("GET", path, None, headers or {})

    def health(self):
        status, body = self.get("/_gantry/health")
        return status, json.loads(body)

    def call(self, operation, body, target=TARGET, **by):
        """A call in JSON. `by` is the service that it is signed for, and the access key id."""
        headers = {
            "Content-Type": "application/x-amz-json-1.1",
            "X-Amz-Target": target + operation,
            **signed(**by),
        }
        status, answer = self._request("POST", "/", json.dumps(body), headers)
        return status, json.loads(answer)

    def form(self, service, **members):
        """A call of the query protocol. Returns the answer's XML."""
        headers = {"Content-Type": "application/x-www-form-urlencoded", **signed(service)}
        return self._request("POST", "/", urllib.parse.urlencode(members), headers)[1].decode()

    def _request(self, method, path, body, headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def end(self, signal):
        """Sends the signal. Returns the exit status and how long the end took, in seconds."""
        start = time.monotonic()
        self.process.send_signal(signal)
        return self.process.wait(timeout=PATIENCE_S), time.monotonic() - start

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        if self.made:
            shutil.rmtree(self.directory, ignore_errors=True)
