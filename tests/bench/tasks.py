"""Tasks of one container, and the same container by the bare Docker API: one at a time, and many at once."""

import concurrent.futures
import json
import time

from common import Docker, wait_until

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
    """Seconds of create and start."""
    begun = time.perf_counter()
    identifier = bare_start(docker)
    took = time.perf_counter() - begun
    docker("DELETE", f"/containers/{identifier}?force=true")
    return took


def bare_best(count):
    """Containers a second, and how many were made at a time when it was the most."""
    return max((_bare_at_once(count, workers), workers) for workers in (2, 4, 8, 16))


def _bare_at_once(count, workers):
    with concurrent.futures.ThreadPoolExecutor(workers) as pool:
        begun = time.perf_counter()
        identifiers = list(pool.map(lambda _: bare_start(Docker()), range(count)))
        took = time.perf_counter() - begun
        list(pool.map(lambda i: Docker()("DELETE", f"/containers/{i}?force=true"), identifiers))
    return count / took


def run(ecs, **asked):
    """ARNs of tasks that RunTask promised, all of those asked for."""
    answer = ecs("RunTask", **asked)
    if answer["failures"]:
        raise RuntimeError(json.dumps(answer["failures"]))
    return [task["taskArn"] for task in answer["tasks"]]


def task_once(ecs, **asked):
    """Seconds from RunTask to RUNNING."""
    begun = time.perf_counter()
    [task] = run(ecs, **asked)
    wait_until(lambda: ecs("DescribeTasks", tasks=[task])["tasks"][0]["lastStatus"] == "RUNNING", 60, 0.002)
    took = time.perf_counter() - begun
    ecs("StopTask", task=task)
    wait_until(lambda: ecs("DescribeTasks", tasks=[task])["tasks"][0]["lastStatus"] == "STOPPED", 60, 0.02)
    return took


def tasks_at_once(ecs, count, **asked):
    """Tasks a second, ten by each RunTask."""
    begun = time.perf_counter()
    tasks = []
    for _ in range(count // 10):
        tasks += run(ecs, count=10, **asked)

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
    return count / took
