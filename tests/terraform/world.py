"""A `gantry dev` of its own and a Terraform directory whose modules are stacks of this folder; gone afterwards.

Terraform starts its provider several times in each command, and a provider has to make the schemas of all of
AWS each time, which is most of what a command costs. So a provider is started once, as those who debug one do
it, and Terraform's commands are told where it is (TF_REATTACH_PROVIDERS). What is left still takes it seconds
in each command, however little there is to make: it sends the schemas, and is configured. So a command is for
all stacks."""

import base64
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
GANTRY = os.environ.get("GANTRY_BINARY", str(HERE.parents[1] / "build/release/gantry"))
PROVIDER = "*/hashicorp/aws/*/*/terraform-provider-aws*"
ADDRESSES = ["hashicorp/aws", "gantry.test/hashicorp/aws"]  # in providers.tf
ROOT_KEY = {"AWS_ACCESS_KEY_ID": "000000000000", "AWS_SECRET_ACCESS_KEY": "local"}


def eventually(what, check, timeout_s=60):
    deadline = time.monotonic() + timeout_s
    while True:
        if check():
            return
        if time.monotonic() > deadline:
            raise AssertionError(f"{what}: not within {timeout_s} s")
        time.sleep(0.2)


def expect(what, got, wanted):
    if got != wanted:
        raise AssertionError(f"{what}: {got}, not {wanted}")


def run_cli(arguments, environment):
    """The stock AWS CLI, through ../e2e/aws_server.py where that runs. What subprocess.run returns."""
    path = os.environ.get("GANTRY_AWS_SERVER")
    if not path:
        return subprocess.run(["aws", *arguments], env=environment, capture_output=True, text=True)
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(path)
        request = {"argv": arguments, "env": environment, "cwd": os.getcwd()}
        connection.sendall(json.dumps(request).encode() + b"\n")
        answer = json.loads(connection.makefile("rb").read())
    stdout, stderr = (base64.b64decode(answer[name]).decode() for name in ("stdout", "stderr"))
    return subprocess.CompletedProcess(["aws", *arguments], answer["code"], stdout, stderr)


class Provider:
    """A running provider. It has one configuration at a time, so each that there is needs one of its own."""

    def __init__(self, mirror, directory, environment):
        self.log = open(directory / "provider.log", "a")
        self.process = subprocess.Popen([next(mirror.glob(PROVIDER)), "-debug"], stdout=subprocess.PIPE,
                                        stderr=self.log, text=True, env={**environment, "TMPDIR": str(directory)})

    def where(self):
        """Waits until it says where Terraform finds it."""
        for line in self.process.stdout:
            if told := re.search(r"TF_REATTACH_PROVIDERS='(.*)'", line):
                found, = json.loads(told[1]).values()
                return found
        raise AssertionError(f"the provider ended: {self.process.wait()}")

    def end(self):
        self.process.terminate()
        self.process.wait()
        self.log.close()


def literal(values):
    """These values as Terraform reads them from JSON, where a text is a template."""
    return json.loads(json.dumps(values).replace("${", "$${").replace("%{", "%%{"))


class World:
    """A `gantry dev` with one container instance, and a Terraform directory."""

    def __init__(self, mirror):
        self.mirror = mirror
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="gantry-terraform-"))
        self.gantry_log = self.directory / "gantry.log"
        self.gantry_log.touch()
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            self.port = s.getsockname()[1]
        self.endpoint = f"http://127.0.0.1:{self.port}"
        config = self.directory / "cli.tfrc"
        config.write_text(f'provider_installation {{\n  filesystem_mirror {{ path = "{mirror}" }}\n}}\n')
        self.environment = {
            **os.environ,
            "TF_CLI_CONFIG_FILE": str(config),
            "TF_IN_AUTOMATION": "1",
            "CHECKPOINT_DISABLE": "1",
            "GOGC": "400",  # collecting garbage costs more than having some
            "AWS_EC2_METADATA_DISABLED": "true",
        }
        # A provider that is configured a second time fails with it, and endpoints here have no certificate.
        self.environment.pop("AWS_CA_BUNDLE", None)
        self.gantry = None
        self.providers = {}
        self.mine = []

    def start(self):
        with open(self.gantry_log, "w") as log:
            self.gantry = subprocess.Popen(
                [GANTRY, "dev", "--port", str(self.port), "--data-dir", str(self.directory / "data")],
                stdout=subprocess.DEVNULL, stderr=log,
            )
        for address in ADDRESSES:
            self.providers[address] = Provider(self.mirror, self.directory, self.environment)
        self.environment["TF_REATTACH_PROVIDERS"] = json.dumps(
            {address: provider.where() for address, provider in self.providers.items()})
        self.wait_until_ready()

    def wait_until_ready(self):
        def ready():
            try:
                return urllib.request.urlopen(f"{self.endpoint}/_gantry/health", timeout=5).status == 200
            except OSError:
                return False

        eventually("gantry is healthy", ready, 20)
        eventually("a container instance", lambda: self.instances())
        self.mine = self.instances()

    def aws(self, *arguments, key=ROOT_KEY):
        """Runs the CLI. Raises subprocess.CalledProcessError, with what it printed."""
        environment = {**self.environment, **key, "AWS_DEFAULT_REGION": "us-east-1", "AWS_PAGER": ""}
        done = run_cli(["--endpoint-url", self.endpoint, "--output", "json", *arguments], environment)
        done.check_returncode()
        return json.loads(done.stdout) if done.stdout.strip() else {}

    def instances(self):
        arns = self.aws("ecs", "list-container-instances")["containerInstanceArns"]
        return [arn.rsplit("/", 1)[1] for arn in arns]

    def containers(self, *flags):
        """Of this Gantry: (id, environment) of each."""
        told = subprocess.run(
            ["docker", "ps", *flags, "--filter", "label=dev.gantry.instance", "--format",
             '{{.ID}} {{.Label "dev.gantry.instance"}}'], capture_output=True, text=True, check=True).stdout
        rows = [line.split() for line in told.splitlines()]
        return [row[0] for row in rows if row[1].rsplit("/", 1)[1] in self.mine]

    def greetings(self):
        ids = self.containers()
        told = subprocess.run(["docker", "inspect", "-f", "{{json .Config.Env}}", *ids], capture_output=True,
                              text=True, check=True).stdout if ids else ""
        values = [entry for line in told.splitlines() for entry in json.loads(line)]
        return sorted(v.split("=", 1)[1] for v in values if v.startswith("GREETING="))

    def terraform(self, *arguments):
        command = ["terraform", f"-chdir={self.directory}", *arguments]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=600)
        told = f"{done.stdout[-3000:]}{done.stderr[-3000:]}"
        print(f"$ terraform {' '.join(arguments)}\n{told}", flush=True)
        if done.returncode != 0:
            raise AssertionError(f"terraform {arguments[0]}: exit {done.returncode}")
        return done

    def write(self, team, modules):
        """The root module. `modules` are the values of its modules' variables, by the names of their folders."""
        shutil.copy(HERE / "providers.tf", self.directory)
        for name in modules:
            shutil.copytree(HERE / name, self.directory / name, dirs_exist_ok=True)
        of_providers = {"endpoint": self.endpoint, "team": team}
        root = {
            "module": {name: {"source": f"./{name}", **literal(values)} for name, values in modules.items()},
            "output": {name: {"value": f"${{module.{name}}}", "sensitive": True} for name in modules},
        }
        (self.directory / "terraform.tfvars.json").write_text(json.dumps(of_providers))
        (self.directory / "main.tf.json").write_text(json.dumps(root))

    def apply(self, team, modules):
        """Makes these, tagged with the team where they have no other one."""
        self.write(team, modules)
        if not (self.directory / ".terraform").exists():
            self.terraform("init", "-no-color")
        self.terraform("apply", "-auto-approve", "-no-color")

    def no_change(self):
        """A plan of the same finds nothing to do. (Exit 2 would say that it does.)"""
        self.terraform("plan", "-detailed-exitcode", "-no-color")

    def destroy(self):
        self.terraform("destroy", "-auto-approve", "-no-color")

    def outputs(self):
        """Of each module, by its name."""
        told = json.loads((self.directory / "terraform.tfstate").read_text())["outputs"]
        return {name: output["value"] for name, output in told.items()}

    def remove(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN)  # another one must not leave things behind
        for provider in self.providers.values():
            provider.end()
        if self.gantry:
            self.gantry.send_signal(signal.SIGTERM)
            self.gantry.wait(timeout=30)
        left = self.containers("-a") if self.mine else []
        if left:
            subprocess.run(["docker", "rm", "-f", "-v", *left], check=True, stdout=subprocess.DEVNULL)
        shutil.rmtree(self.directory)
