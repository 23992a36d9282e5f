#!/usr/bin/env python3
"""What containers write, by the driver awslogs: lines a second that CloudWatch Logs has, none lost and all in order,
with two containers that write as fast as they can; and how long after it was written a line is read. As root.
Exit 1 when a figure is not what is wanted."""

import http.client
import json
import sys
import time

from common import AUTHORIZATION, Gantry, line, median, missed, wait_until
from tasks import run

LINES = int(sys.argv[1]) if len(sys.argv) > 1 else 500_000  # of each container
WRITERS = 2
SLOW_LINES = 30
GROUP = "/bench"


class Logs:
    """Calls operations of CloudWatch Logs on one kept connection."""

    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def __call__(self, operation, **body):
        headers = {"Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "Logs_20140328." + operation,
                   "Authorization": AUTHORIZATION.replace("/ecs/", "/logs/")}
        self.connection.request("POST", "/", json.dumps(body), headers)
        response = self.connection.getresponse()
        text = response.read()
        if response.status != 200:
            raise RuntimeError(f"{operation}: {response.status} {text.decode()}")
        return json.loads(text)


def define(ecs, family, script):
    options = {"awslogs-group": GROUP, "awslogs-region": "us-east-1", "awslogs-stream-prefix": family,
               "awslogs-create-group": "true", "mode": "blocking"}
    ecs("RegisterTaskDefinition", family=family, containerDefinitions=[{
        "name": "main", "image": "gantry/hello:latest", "command": ["sh", "-c", script], "memory": 32, "cpu": 10,
        "stopTimeout": 1, "logConfiguration": {"logDriver": "awslogs", "options": options}}])


def stream(family, task):
    return f"{family}/main/{task.split('/')[-1]}"


def newest(logs, name):
    """The last line of a stream; None before its first."""
    try:
        events = logs("GetLogEvents", logGroupName=GROUP, logStreamName=name, limit=1)["events"]
    except RuntimeError as refused:
        if "ResourceNotFoundException" in str(refused):
            return None
        raise
    return events[-1]["message"] if events else None


def numbers(logs, name):
    """The number that each line of a stream begins with, in the order they are read."""
    asked = {"logGroupName": GROUP, "logStreamName": name, "startFromHead": True}
    while True:
        answer = logs("GetLogEvents", **asked)
        if not answer["events"]:
            return
        for event in answer["events"]:
            yield int(event["message"].split()[0])
        asked["nextToken"] = answer["nextForwardToken"]


def throughput(gantry, logs):
    text = "of an application that tells a lot about each of its requests, more than anybody reads"
    define(gantry.ecs, "fast", f"sleep 1; awk 'BEGIN {{ for (i = 1; i <= {LINES}; ++i) print i, \"{text}\" }}'")
    names = [stream("fast", task) for task in run(gantry.ecs, taskDefinition="fast", count=WRITERS)]
    wait_until(lambda: all(newest(logs, name) for name in names), 60, 0.005)
    begun = time.perf_counter()
    wait_until(lambda: all((newest(logs, name) or "0").startswith(f"{LINES} ") for name in names), 300, 0.02)
    took = time.perf_counter() - begun
    line(f"lines of {WRITERS} containers in CloudWatch Logs", WRITERS * LINES / took, "/s", None, ">= 50000")
    lost = sum(0 if list(numbers(logs, name)) == list(range(1, LINES + 1)) else 1 for name in names)
    line("streams with a line lost, twice or out of order", lost, "", None, "<= 0")


def latency(gantry, logs):
    define(gantry.ecs, "slow", "sleep 1; i=0; while [ $i -lt 60 ]; do i=$((i+1)); cat /proc/uptime; sleep 0.3; done")
    [task] = run(gantry.ecs, taskDefinition="slow")
    name, took, seen = stream("slow", task), [], None
    while len(took) < SLOW_LINES:
        told = newest(logs, name)
        if told and told != seen:
            seen = told
            took.append(time.clock_gettime(time.CLOCK_BOOTTIME) - float(told.split()[0]))
        time.sleep(0.002)
    line("a line written to the line read, median", 1000 * median(took), "ms", None, "<= 200")
    line("the slowest of them", 1000 * max(took), "ms")
    gantry.ecs("StopTask", task=task)
    wait_until(lambda: not gantry.ecs("ListTasks")["taskArns"], 60, 0.1)


def main():
    with Gantry() as gantry:
        gantry.instances()
        logs = Logs(gantry.port)
        latency(gantry, logs)
        throughput(gantry, logs)


main()
sys.exit(1 if missed() else 0)
