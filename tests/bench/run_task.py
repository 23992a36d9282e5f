#!/usr/bin/env python3
"""RunTask to RUNNING, and a dead container to its replacement, beside the bare Docker API doing create and
start of the same container, in one run and in turn, so that a busy machine slows both."""

import concurrent.futures
import json
import sys
import time

from common import Docker, Ecs, Gantry, line, median, missed, wait_until

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 15
PARALLEL = int(sys.argv[2]) if len(sys.argv) > 2 else 100

CONTAINER = {
    "name": "main", "image": "gantry/hello:latest", "command": ["sleep", "600"], "memory": 16, "cpu": 10,
    "stopTimeout": 1,
}
BARE = {"Image": "gantry/hello:latest", "Cmd": ["sleep", "600"],
        "HostConfig": {"Memory": 16 << 20, "CpuShares": 10, "NetworkMode": "bridge"}}


def bare_start(docker):
    identifier = docker("POST", "/containers/create", BARE)["Id"]
    docker("POST", f"/containers/{identifier}/start")
    return identifier


def bare_once(docker):
    begun = time.perf_counter()
    identifier = bare_start(docker)
    took = time.perf_counter() - begun
    docker("DELETE", f"/containers/{identifier}?force=true")
    return took


def gantry_once(ecs):
    begun = time.perf_counter()
    answer = ecs("RunTask", taskDefinition="bench")
    task = answer["tasks"][0]["taskArn"]
    wait_until(lambda: ecs("DescribeTasks", tasks=[task])["tasks"][0]["lastStatus"] == "RUNNING", 60, 0.002)
    took = time.perf_counter() - begun
    ecs("StopTask", task=task)
    wait_until(lambda: ecs("DescribeTasks", tasks=[task])["tasks"][0]["lastStatus"] == "STOPPED", 60, 0.02)
    return took


def bare_parallel(workers):
    with concurrent.futures.ThreadPoolExecutor(workers) as pool:
        begun = time.perf_counter()
        identifiers = list(pool.map(lambda _: bare_start(Docker()), range(PARALLEL)))
        took = time.perf_counter() - begun
        list(pool.map(lambda i: Docker()("DELETE", f"/containers/{i}?force=true"), identifiers))
    return PARALLEL / took


def gantry_parallel(gantry):
    ecs = gantry.ecs
    begun = time.perf_counter()
    tasks = []
    for _ in range(PARALLEL // 10):
        answer = ecs("RunTask", taskDefinition="bench", count=10)
        if answer["failures"]:
            raise RuntimeError(json.dumps(answer["failures"]))
        tasks += [t["taskArn"] for t in answer["tasks"]]

    def all_running():
        return all(
            t["lastStatus"] == "RUNNING"
            for at in range(0, len(tasks), 100)
            for t in ecs("DescribeTasks", tasks=tasks[at:at + 100])["tasks"]
        )

    wait_until(all_running, 300, 0.2)  # the machine is busy enough
    took = time.perf_counter() - begun
    for task in tasks:
        ecs("StopTask", task=task)
    wait_until(lambda: not ecs("ListTasks")["taskArns"], 300, 0.2)
    return PARALLEL / took


def replacement_once(gantry, docker):
    ecs = gantry.ecs

    def running():
        arns = ecs("ListTasks", serviceName="bench")["taskArns"]
        if len(arns) != 1:
            return None
        task = ecs("DescribeTasks", tasks=arns)["tasks"][0]
        return task if task["lastStatus"] == "RUNNING" else None

    victim = wait_until(running, 60, 0.01)
    docker("POST", f"/containers/{victim['containers'][0]['runtimeId']}/kill")
    begun = time.perf_counter()
    wait_until(lambda: (running() or victim)["taskArn"] != victim["taskArn"], 60, 0.002)
    return time.perf_counter() - begun


def main():
    docker = Docker()
    with Gantry() as gantry:
        gantry.instances()
        gantry.ecs("RegisterTaskDefinition", family="bench", containerDefinitions=[CONTAINER])
        gantry_once(gantry.ecs)
        bare_once(docker)
        bare, ours = [], []
        for _ in range(ROUNDS):
            bare.append(bare_once(docker))
            ours.append(gantry_once(gantry.ecs))
        line("bare Docker create + start, one at a time", 1000 * median(bare), "ms")
        line("RunTask to RUNNING, one at a time", 1000 * median(ours), "ms", median(ours) / median(bare), "<= 1.15")

        gantry.ecs("CreateService", serviceName="bench", taskDefinition="bench", desiredCount=1)
        healed = [replacement_once(gantry, docker) for _ in range(ROUNDS)]
        line("container dead to its replacement RUNNING", 1000 * median(healed), "ms",
             None, f"<= {1000 * median(bare) + 100:.0f}")
        gantry.ecs("DeleteService", service="bench", force=True)
        wait_until(lambda: not gantry.ecs("ListTasks")["taskArns"], 60, 0.1)

        best = max((bare_parallel(workers), workers) for workers in (2, 4, 8, 16))
        line(f"bare Docker, {PARALLEL} containers, best concurrency ({best[1]})", best[0], "/s")
        rate = gantry_parallel(gantry)
        line(f"RunTask to RUNNING, {PARALLEL} tasks in parallel", rate, "/s", rate / best[0], ">= 0.90")
        line("ready after start on an empty directory", 1000 * gantry.ready_after, "ms", None, "< 100")
        line("resident memory afterwards", gantry.rss_mib(), "MiB")


main()
sys.exit(1 if missed() else 0)
