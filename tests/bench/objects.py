#!/usr/bin/env python3
"""A large object put into S3 and got from it, beside nginx with the same file in the same run, both through curl
on the same cores; and how much more memory the server takes meanwhile. nginx does not sync what it is given, nor
hash it: what it takes is what the disk's cache takes. Then what a call takes beside 500 clients that begin to get
an object and read nothing, and 500 that begin a body and bring nothing. Exit 1 when a figure is not what is wanted."""

import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request

import botocore.session

from common import AUTHORIZATION, TARGET, Gantry, free_port, line, median, missed, need, wait_until

BYTES = (int(sys.argv[1]) if len(sys.argv) > 1 else 1024) << 20
TIMES = 3

NGINX = """
daemon off; pid {dir}/nginx.pid; error_log {dir}/error.log; worker_processes 1; user root;
events {{ worker_connections 64; }}
http {{
  access_log off; sendfile on; client_max_body_size 0; client_body_temp_path {dir}/temp;
  proxy_temp_path {dir}/p; fastcgi_temp_path {dir}/f; uwsgi_temp_path {dir}/u; scgi_temp_path {dir}/s;
  server {{ listen 127.0.0.1:{port}; root {dir}/files; dav_methods PUT DELETE; }}
}}
"""


class Nginx:
    def __init__(self, directory):
        self.port = free_port()
        (directory / "files").mkdir()
        config = directory / "nginx.conf"
        config.write_text(NGINX.format(dir=directory, port=self.port))
        self.process = subprocess.Popen(["nginx", "-c", str(config), "-e", str(directory / "error.log")])
        wait_until(self.answers, 10, 0.05)

    def answers(self):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=1)
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False
        return True

    def stop(self):
        self.process.terminate()
        self.process.wait()


def seconds(*curl):
    begun = time.perf_counter()
    done = subprocess.run(["curl", "-sS", "-f", "-o", "/dev/null", *curl], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"curl: {done.stderr}")
    return time.perf_counter() - begun


class Memory:
    """The most that a Gantry holds while something goes on."""

    def __init__(self, gantry):
        self.gantry = gantry
        self.before = self.most = gantry.rss_mib()
        self.over = threading.Event()
        self.thread = threading.Thread(target=self.watch)
        self.thread.start()

    def watch(self):
        while not self.over.wait(0.02):
            self.most = max(self.most, self.gantry.rss_mib())

    def more(self):
        self.over.set()
        self.thread.join()
        return self.most - self.before


def links(gantry, key):
    """Signed links to put and to get an object: they leave its body unsigned, as nginx does."""
    session = botocore.session.get_session()
    client = session.create_client(
        "s3", region_name="us-east-1", endpoint_url=f"http://127.0.0.1:{gantry.port}",
        aws_access_key_id="000000000000", aws_secret_access_key="local",
        config=botocore.config.Config(signature_version="s3v4", s3={"addressing_style": "path"}),
    )
    if "bench" not in [b["Name"] for b in client.list_buckets()["Buckets"]]:
        client.create_bucket(Bucket="bench")
    return [client.generate_presigned_url(f"{what}_object", {"Bucket": "bench", "Key": key}, 3600)
            for what in ("put", "get")]


def client(port, text):
    slow = socket.socket()
    slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    slow.connect(("127.0.0.1", port))
    slow.sendall(text.encode())
    return slow


def slow_clients(gantry, count):
    """Readers of the object at a link, and senders of chunked bodies."""
    url = urllib.parse.urlsplit(links(gantry, "body-0")[1])
    reads = f"GET {url.path}?{url.query} HTTP/1.1\r\nHost: {url.netloc}\r\n\r\n"
    sends = (f"POST / HTTP/1.1\r\nHost: {url.netloc}\r\nAuthorization: {AUTHORIZATION}\r\n"
             f"X-Amz-Target: {TARGET}ListClusters\r\nContent-Type: application/x-amz-json-1.1\r\n"
             "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n")
    return [client(gantry.port, text) for _ in range(count) for text in (reads, sends)]


def slowest_call(gantry):
    """In ms, of 200 calls whose body is no small one."""
    token = "x" * 20_000
    times = []
    for _ in range(200):
        begun = time.perf_counter()
        try:
            gantry.ecs("ListClusters", nextToken=token)
        except RuntimeError:  # it is none that was given out
            pass
        times.append(time.perf_counter() - begun)
    return max(times) * 1000


def beside_slow_clients(gantry):
    alone = slowest_call(gantry)
    memory = Memory(gantry)
    slow = slow_clients(gantry, 500)
    line("the slowest of 200 calls of 20 KB alone", alone, "ms")
    line("beside 1,000 slow clients", slowest_call(gantry), "ms", None, "< 250")
    line("memory that they took", memory.more(), "MiB", None, "<= 64")
    for one in slow:
        one.close()


def main():
    for program in ("nginx", "curl"):
        need(program)
    with tempfile.TemporaryDirectory(prefix="gantry-bench-") as made, Gantry() as gantry:
        directory = pathlib.Path(made)
        body = directory / "body"
        with body.open("wb") as file:
            for _ in range(BYTES >> 20):
                file.write(os.urandom(1 << 20))
        nginx = Nginx(directory)
        theirs = f"http://127.0.0.1:{nginx.port}/body"
        times = {"put": [[], []], "get": [[], []]}
        memory = Memory(gantry)
        for number in range(TIMES):
            put, get = links(gantry, f"body-{number}")
            for what, ours, upload in (("put", put, ["-T", str(body)]), ("get", get, [])):
                times[what][0].append(seconds(*upload, ours))
                times[what][1].append(seconds(*upload, theirs))
        more = memory.more()
        nginx.stop()
        for what, (ours, nginx_times) in times.items():
            mine, other = median(ours), median(nginx_times)
            line(f"{what} of an object of {BYTES >> 20} MiB, against nginx", (BYTES >> 20) / mine, "MiB/s",
                 other / mine, ">= 0.7")
        line("memory that this took", more, "MiB", None, "<= 64")
        beside_slow_clients(gantry)
    sys.exit(1 if missed() else 0)


main()
