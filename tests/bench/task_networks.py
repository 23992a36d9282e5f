#!/usr/bin/env python3
"""Tasks with addresses of their own: RunTask to RUNNING in awsvpc and on FARGATE beside the bare Docker API doing
create and start of the same container on its bridge, in one run and in turn; fifty at once; and how long after
AuthorizeSecurityGroupIngress a task is reached. As root. Exit 1 when a figure is not what is wanted."""

import subprocess
import sys
import time
import urllib.parse
import urllib.request
import xml.etree.ElementTree as ElementTree

from common import AUTHORIZATION, Docker, Gantry, line, median, missed, wait_until
from tasks import CONTAINER, bare_best, bare_once, run, task_once, tasks_at_once

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 15
PARALLEL = int(sys.argv[2]) if len(sys.argv) > 2 else 50
CHANGES = 10


def ec2(port, action, **parameters):
    """What EC2 answers, without the namespace in its names."""
    form = urllib.parse.urlencode({"Action": action, "Version": "2016-11-15", **parameters})
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/", form.encode(), {"Authorization": AUTHORIZATION.replace("/ecs/", "/ec2/")})
    with urllib.request.urlopen(request, timeout=30) as answer:
        text = answer.read().decode()
    root = ElementTree.fromstring(text)
    for element in root.iter():
        element.tag = element.tag.split("}")[-1]
    return root


def placed(subnets, group=None):
    """A network configuration."""
    groups = {"securityGroups": [group]} if group else {}
    return {"awsvpcConfiguration": {"subnets": subnets, **groups}}


def running(ecs, arns):
    task = ecs("DescribeTasks", tasks=arns)["tasks"][0]
    return task if task["lastStatus"] == "RUNNING" else None


def starts(gantry, docker, subnets):
    asked = {
        "awsvpc": {"taskDefinition": "own", "networkConfiguration": placed(subnets)},
        "FARGATE": {"taskDefinition": "fargate", "launchType": "FARGATE", "networkConfiguration": placed(subnets)},
    }
    for how in asked.values():
        [arn] = run(gantry.ecs, **how)
        task = wait_until(lambda: running(gantry.ecs, [arn]), 60, 0.05)
        # A machine of FARGATE's pool is shown by its containers only, which are removed by it.
        seen = docker("GET", f"/containers/{task['containers'][0]['runtimeId']}/json")
        gantry.ids.append(seen["Config"]["Labels"]["dev.gantry.instance"])
        gantry.ecs("StopTask", task=arn)
    bare_once(docker)
    bare, ours = [], {what: [] for what in asked}
    for _ in range(ROUNDS):
        bare.append(bare_once(docker))
        for what, how in asked.items():
            ours[what].append(task_once(gantry.ecs, **how))
    line("bare Docker create + start, one at a time", 1000 * median(bare), "ms")
    for what, took in ours.items():
        line(f"RunTask to RUNNING, {what}, one at a time", 1000 * median(took), "ms",
             median(took) / median(bare), "<= 1.25")
    best, workers = bare_best(PARALLEL)
    line(f"bare Docker, {PARALLEL} containers, best concurrency ({workers})", best, "/s")
    rate = tasks_at_once(gantry.ecs, PARALLEL, **asked["awsvpc"])
    line(f"RunTask to RUNNING, {PARALLEL} awsvpc tasks at once", rate, "/s", rate / best, ">= 0.80")


def until_reached(pid, address, opened):
    """Seconds from `opened()` until a connection from the network of process `pid` is taken."""
    code = ("import socket,sys,time\n"
            "while True:\n"
            "    s = socket.socket(); s.settimeout(0.02)\n"
            "    try:\n"
            f"        s.connect(({address!r}, 80)); break\n"
            "    except OSError: pass\n"
            "    finally: s.close()\n"
            "print(time.monotonic())\n")
    prober = subprocess.Popen(["nsenter", "-t", str(pid), "-n", sys.executable, "-c", code],
                              stdout=subprocess.PIPE, text=True)
    time.sleep(0.3)  # it has begun, and is refused
    begun = time.monotonic()
    opened()
    reached, _ = prober.communicate(timeout=30)
    return float(reached) - begun


def group_changes(gantry, docker, vpc, subnets):
    group = ec2(gantry.port, "CreateSecurityGroup", GroupName="bench", GroupDescription="bench",
                VpcId=vpc).findtext("groupId")
    ecs = gantry.ecs
    shut = run(ecs, taskDefinition="listens", networkConfiguration=placed(subnets, group))
    asks = run(ecs, taskDefinition="own", networkConfiguration=placed(subnets))

    task = wait_until(lambda: running(ecs, shut), 60, 0.05)
    address = task["containers"][0]["networkInterfaces"][0]["privateIpv4Address"]
    asker = wait_until(lambda: running(ecs, asks), 60, 0.05)
    pid = docker("GET", f"/containers/{asker['containers'][0]['runtimeId']}/json")["State"]["Pid"]
    rule = {"GroupId": group, "IpPermissions.1.IpProtocol": "tcp", "IpPermissions.1.FromPort": "80",
            "IpPermissions.1.ToPort": "80", "IpPermissions.1.IpRanges.1.CidrIp": "0.0.0.0/0"}
    took = []
    for _ in range(CHANGES):
        took.append(until_reached(pid, address, lambda: ec2(gantry.port, "AuthorizeSecurityGroupIngress", **rule)))
        ec2(gantry.port, "RevokeSecurityGroupIngress", **rule)
        time.sleep(0.5)
    line("a rule added to the packet that passes, median", 1000 * median(took), "ms", None, "<= 100")
    line("the slowest of them", 1000 * max(took), "ms")
    for arn in shut + asks:
        ecs("StopTask", task=arn)
    wait_until(lambda: not ecs("ListTasks")["taskArns"], 60, 0.1)


def main():
    docker = Docker()
    with Gantry() as gantry:
        gantry.instances()
        listens = CONTAINER | {"command": ["sh", "-c", "while :; do nc -l -p 80 </dev/null; done"]}
        define = gantry.ecs
        define("RegisterTaskDefinition", family="own", networkMode="awsvpc", containerDefinitions=[CONTAINER])
        define("RegisterTaskDefinition", family="listens", networkMode="awsvpc", containerDefinitions=[listens])
        define("RegisterTaskDefinition", family="fargate", networkMode="awsvpc",
               containerDefinitions=[CONTAINER | {"stopTimeout": 2}], requiresCompatibilities=["FARGATE"],
               cpu="256", memory="512")
        told = ec2(gantry.port, "DescribeSubnets", **{"Filter.1.Name": "default-for-az", "Filter.1.Value.1": "true"})
        subnets, vpc = [found.text for found in told.iter("subnetId")], told.findtext(".//vpcId")
        starts(gantry, docker, subnets)
        group_changes(gantry, docker, vpc, subnets)


main()
sys.exit(1 if missed() else 0)
