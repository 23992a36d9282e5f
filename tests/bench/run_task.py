#!/usr/bin/env python3
"""RunTask to RUNNING, and a dead container to its replacement, beside the bare Docker API doing create and
start of the same container, in one run and in turn, so that a busy machine slows both."""

import sys
import time

from common import Docker, Gantry, line, median, missed, wait_until
from tasks import CONTAINER, bare_best, bare_once, task_once, tasks_at_once

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 15
PARALLEL = int(sys.argv[2]) if len(sys.argv) > 2 else 100


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
        task_once(gantry.ecs, taskDefinition="bench")
        bare_once(docker)
        bare, ours = [], []
        for _ in range(ROUNDS):
            bare.append(bare_once(docker))
            ours.append(task_once(gantry.ecs, taskDefinition="bench"))
        line("bare Docker create + start, one at a time", 1000 * median(bare), "ms")
        line("RunTask to RUNNING, one at a time", 1000 * median(ours), "ms", median(ours) / median(bare), "<= 1.15")

        gantry.ecs("CreateService", serviceName="bench", taskDefinition="bench", desiredCount=1)
        healed = [replacement_once(gantry, docker) for _ in range(ROUNDS)]
        line("container dead to its replacement RUNNING", 1000 * median(healed), "ms",
             None, f"<= {1000 * median(bare) + 100:.0f}")
        gantry.ecs("DeleteService", service="bench", force=True)
        wait_until(lambda: not gantry.ecs("ListTasks")["taskArns"], 60, 0.1)

        best, workers = bare_best(PARALLEL)
        line(f"bare Docker, {PARALLEL} containers, best concurrency ({workers})", best, "/s")
        rate = tasks_at_once(gantry.ecs, PARALLEL, taskDefinition="bench")
        line(f"RunTask to RUNNING, {PARALLEL} tasks in parallel", rate, "/s", rate / best, ">= 0.90")
        line("ready after start on an empty directory", 1000 * gantry.ready_after, "ms", None, "< 100")
        line("resident memory afterwards", gantry.rss_mib(), "MiB")


main()
sys.exit(1 if missed() else 0)
