#!/usr/bin/env python3
"""What tasks ask at 169.254.170.2, from within a container's network: answers a second and latency, the load
made by wrk on the same cores; and what an agent costs while fifty tasks of it do nothing. A container is given
its credentials 10,000 times a second and its metadata 40 times; to what it asks beyond, the answer is 429. As
root. Exit 1 when a figure is not what is wanted."""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

from common import GANTRY, Docker, Ecs, Gantry, line, missed, need, wait_until

SECONDS = int(sys.argv[1]) if len(sys.argv) > 1 else 5
IDLE_TASKS = 50
IDLE_SECONDS = 20
CONNECTIONS = 32

CONTAINER = {"name": "main", "image": "gantry/hello:latest", "command": ["sleep", "600"], "memory": 8, "cpu": 1,
             "stopTimeout": 1}


def run_one(ecs, **asked):
    """A task that runs, as DescribeTasks shows it."""
    answer = ecs("RunTask", **asked)
    if answer["failures"]:
        raise RuntimeError(answer["failures"])
    arn = answer["tasks"][0]["taskArn"]
    where = {"cluster": asked.get("cluster", "default")}

    def running():
        task = ecs("DescribeTasks", tasks=[arn], **where)["tasks"][0]
        return task if task["lastStatus"] == "RUNNING" else None

    return wait_until(running, 60, 0.05)


def wrk_inside(pid, url):
    """From the network of a container: answers/s, those of them that were no refusal, and p99 in ms."""
    told = subprocess.run(
        ["nsenter", "-t", str(pid), "-n", "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--latency", url],
        capture_output=True, text=True, check=True).stdout
    # It takes a little longer than it was told to.
    answers, took = re.search(r"(\d+) requests in ([\d.]+)s", told).groups()
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", told)
    rate = int(answers) / float(took)
    good = (int(answers) - (int(refused.group(1)) if refused else 0)) / float(took)
    p99, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", told).groups()
    return rate, good, float(p99) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def endpoint_under_load(docker):
    with Gantry() as gantry:
        gantry.instances()
        gantry.ecs("RegisterTaskDefinition", family="asks", containerDefinitions=[CONTAINER],
                   taskRoleArn="arn:aws:iam::000000000000:role/bench")
        task = run_one(gantry.ecs, taskDefinition="asks")
        seen = docker("GET", f"/containers/{task['containers'][0]['runtimeId']}/json")
        told = dict(word.split("=", 1) for word in seen["Config"]["Env"])
        asked = {
            "credentials": ("http://169.254.170.2" + told["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"], ">= 10000"),
            # 40 answers a second are let through: no figure to hold the rate against.
            "metadata of a task": (told["ECS_CONTAINER_METADATA_URI_V4"] + "/task", None),
        }
        for what, (url, wanted) in asked.items():
            rate, good, p99 = wrk_inside(seen["State"]["Pid"], url)
            line(what, rate, "/s")
            line(what + ", not refused", good, "/s", None, wanted)
            line(what + ", p99", p99, "ms", None, "<= 5")
        gantry.ecs("StopTask", task=task["taskArn"])
        wait_until(lambda: not gantry.ecs("ListTasks")["taskArns"], 60, 0.1)


def cpu_seconds(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_mib(pid):
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024


def idle_agent():
    directory = tempfile.mkdtemp(prefix="gantry-bench-agent-")
    with Gantry() as gantry:
        gantry.instances()
        ecs = Ecs(gantry.port)
        ecs("CreateCluster", clusterName="idle")
        agent = subprocess.Popen(
            [GANTRY, "agent", "--endpoint", f"http://127.0.0.1:{gantry.port}", "--cluster", "idle",
             "--data-dir", directory, "--task-endpoint", "off", "--task-networking", "off"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            arns = wait_until(lambda: ecs("ListContainerInstances", cluster="idle")["containerInstanceArns"], 30, 0.1)
            gantry.ids += [arn.split("/")[-1] for arn in arns]
            ecs("RegisterTaskDefinition", family="idle", containerDefinitions=[CONTAINER])
            ecs("CreateService", cluster="idle", serviceName="idle", taskDefinition="idle", desiredCount=IDLE_TASKS)

            def all_run():
                service = ecs("DescribeServices", cluster="idle", services=["idle"])["services"][0]
                return service["runningCount"] == IDLE_TASKS

            wait_until(all_run, 300, 0.5)
            time.sleep(5)
            begun = cpu_seconds(agent.pid)
            time.sleep(IDLE_SECONDS)
            used = cpu_seconds(agent.pid) - begun
            line(f"an agent with {IDLE_TASKS} idle tasks", resident_mib(agent.pid), "MiB", None, "<= 30")
            line("processor time of it", 100 * used / IDLE_SECONDS, "%", None, "<= 1")
            ecs("DeleteService", cluster="idle", service="idle", force=True)
            wait_until(lambda: not ecs("ListTasks", cluster="idle")["taskArns"], 120, 0.2)
        finally:
            agent.terminate()
            agent.wait()
            shutil.rmtree(directory, ignore_errors=True)


def main():
    need("wrk")
    need("nsenter")
    endpoint_under_load(Docker())
    idle_agent()


main()
sys.exit(1 if missed() else 0)
