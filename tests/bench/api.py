#!/usr/bin/env python3
"""Requests a second and latency of the API on loopback, beside moto's server in the same run where it is
installed. The load comes from wrk on the same cores, so the figures are of server and client together.
Exit 1 when a figure is not what is wanted, or there is nothing to compare with."""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

from common import AUTHORIZATION, TARGET, Ecs, Gantry, free_port, line, missed, need, wait_until

SECONDS = int(sys.argv[1]) if len(sys.argv) > 1 else 8

REGISTER = {
    "family": "bench",
    "containerDefinitions": [{
        "name": "web", "image": "gantry/hello:latest", "memory": 64, "cpu": 10, "essential": True,
        "portMappings": [{"containerPort": 8080}],
        "environment": [{"name": "GREETING", "value": "hello"}],
    }],
}


TRUST = {
    "Version": "2012-10-17",
    "Statement": {"Effect": "Allow", "Principal": {"AWS": "000000000000"}, "Action": "sts:AssumeRole"},
}


def signed_for(service):
    return AUTHORIZATION.replace("/ecs/", f"/{service}/")


def form(action, version, **members):
    return urllib.parse.urlencode({"Action": action, "Version": version, **members})


def wrk(port, operation, body, connections):
    """Requests/s and p99 in ms of one operation of ECS."""
    return wrk_script(port, operation, connections, f'''
wrk.method = "POST"
wrk.path = "/"
wrk.body = [==[{json.dumps(body)}]==]
wrk.headers["Content-Type"] = "application/x-amz-json-1.1"
wrk.headers["X-Amz-Target"] = "{TARGET}{operation}"
wrk.headers["Authorization"] = "{AUTHORIZATION}"
''')


def wrk_form(port, service, body, connections):
    """The same of an operation that is asked for by a form; each N in the body is another number."""
    return wrk_script(port, body, connections, f'''
wrk.method = "POST"
wrk.path = "/"
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
wrk.headers["Authorization"] = "{signed_for(service)}"
local count = 0
local before, after = ([==[{body}]==]):match("^(.-)NNN(.*)$")
function request()
    count = count + 1
    return wrk.format(nil, nil, nil, before .. count .. after)
end
''')


def wrk_json(port, service, target, body, connections):
    """The same of an operation of another service; each N in the body is one of a hundred numbers."""
    return wrk_script(port, target, connections, f'''
wrk.method = "POST"
wrk.path = "/"
wrk.headers["Content-Type"] = "application/x-amz-json-1.1"
wrk.headers["X-Amz-Target"] = "{target}"
wrk.headers["Authorization"] = "{signed_for(service)}"
local count = 0
local before, after = ([==[{json.dumps(body)}]==]):match("^(.-)NNN(.*)$")
function request()
    count = (count + 1) % 100
    return wrk.format(nil, nil, nil, before .. count .. after)
end
''')


def wrk_script(port, operation, connections, script):
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(script)
        file.flush()
        text = subprocess.run(
            ["wrk", "-t1", f"-c{connections}", f"-d{SECONDS}s", "--latency", "-s", file.name,
             f"http://127.0.0.1:{port}/"],
            capture_output=True, text=True, check=True,
        ).stdout
    if "Non-2xx" in text:
        sys.exit(f"{operation}: errors under load\n{text}")
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", text).group(1))
    p99, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", text).groups()
    return rate, float(p99) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def prepare(ecs):
    """A definition and ten tasks; returns their ARNs."""
    ecs("RegisterTaskDefinition", **{**REGISTER, "containerDefinitions": [
        {**REGISTER["containerDefinitions"][0], "command": ["sleep", "600"], "memory": 16, "stopTimeout": 1}]})
    tasks = ecs("RunTask", taskDefinition="bench", count=10)["tasks"]
    return [t["taskArn"] for t in tasks]


def measure(port, tasks, connections):
    return {
        "DescribeTasks (10 tasks)": wrk(port, "DescribeTasks", {"tasks": tasks}, connections),
        "RegisterTaskDefinition": wrk(port, "RegisterTaskDefinition", REGISTER, connections),
    }


def ask_form(port, service, body):
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/", data=body.encode(),
        headers={"Authorization": signed_for(service), "Content-Type": "application/x-www-form-urlencoded"},
    )
    return urllib.request.urlopen(request).read().decode()


def measure_identity(port, connections):
    role = {"AssumeRolePolicyDocument": json.dumps(TRUST)}
    ask_form(port, "iam", form("CreateRole", "2010-05-08", RoleName="bench", **role))
    assume = form("AssumeRole", "2011-06-15", RoleArn="arn:aws:iam::000000000000:role/bench",
                  RoleSessionName="sNNN")
    create = form("CreateRole", "2010-05-08", RoleName="rNNN", **role)
    return {
        "AssumeRole": wrk_form(port, "sts", assume, connections),
        "CreateRole": wrk_form(port, "iam", create, connections),
    }


def measure_neighbours(port, connections):
    def parameter(operation, **members):
        body = {"Name": "/bench/NNN", **members}
        return wrk_json(port, "ssm", f"AmazonSSM.{operation}", body, connections)

    groups = form("DescribeSecurityGroups", "2016-11-15", **{"Filter.1.Name": "group-name", "Filter.1.Value.1": "NNN"})
    return {
        "PutParameter": parameter("PutParameter", Value="v" * 100, Type="String", Overwrite=True),
        "GetParameter": parameter("GetParameter"),
        "DescribeSecurityGroups": wrk_form(port, "ec2", groups, connections),
    }


def measure_moto():
    if shutil.which("moto_server") is None:
        return None
    port = free_port()
    server = subprocess.Popen(
        ["moto_server", "-H", "127.0.0.1", "-p", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        ecs = Ecs(port)

        def up():
            try:
                return ecs("ListClusters") is not None
            except (OSError, RuntimeError):
                ecs.connection.close()
                return False

        wait_until(up, 30, 0.2)
        ecs("CreateCluster", clusterName="default")
        document = json.dumps({"instanceId": "i-0123456789abcdef0"})
        text = ask_form(
            port, "ec2", form("RunInstances", "2016-11-15", ImageId="ami-12c6146b", MinCount=1, MaxCount=1)
        )
        instance = re.search(r"<instanceId>(i-[0-9a-f]+)<", text).group(1)
        document = json.dumps({"instanceId": instance})
        ecs("RegisterContainerInstance", cluster="default", instanceIdentityDocument=document)
        tasks = prepare(ecs)
        return {**measure(port, tasks, 4), **measure_identity(port, 4), **measure_neighbours(port, 4)}
    finally:
        server.terminate()
        server.wait()


def main():
    need("wrk")
    moto = measure_moto()
    with Gantry() as gantry:
        line("ready after the start", gantry.ready_after * 1000, "ms", None, "< 100")
        gantry.instances()
        time.sleep(5)
        line("idle resident memory", gantry.rss_mib(), "MiB", None, "< 40")
        tasks = prepare(gantry.ecs)
        wait_until(
            lambda: all(t["lastStatus"] == "RUNNING"
                        for t in gantry.ecs("DescribeTasks", tasks=tasks)["tasks"]), 60, 0.1,
        )
        ours = {
            **measure(gantry.port, tasks, 64),
            **measure_identity(gantry.port, 64),
            **measure_neighbours(gantry.port, 64),
        }
        wanted = {"DescribeTasks (10 tasks)": ">= 150", "RegisterTaskDefinition": ">= 50",
                  "AssumeRole": ">= 100", "CreateRole": ">= 20", "PutParameter": ">= 20",
                  "GetParameter": ">= 100", "DescribeSecurityGroups": ">= 100"}
        for operation, (rate, p99) in ours.items():
            ratio = None
            if moto is not None:
                line(f"moto: {operation}", moto[operation][0], "/s")
                line(f"moto: {operation}, p99", moto[operation][1], "ms")
                ratio = rate / moto[operation][0]
            line(f"gantry: {operation}", rate, "/s", ratio, wanted[operation])
            line(f"gantry: {operation}, p99", p99, "ms")
    if moto is None:
        print("moto_server is not installed: no comparison")
    sys.exit(1 if moto is None or missed() else 0)


main()
