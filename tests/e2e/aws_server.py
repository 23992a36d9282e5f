#!/usr/bin/env python3
"""The stock AWS CLI for many calls: a new Python that imports it costs several times what a call does.

    aws_server.py COMMAND ARGUMENT…

Runs a command, and exits as it does. Meanwhile listens on the socket that GANTRY_AWS_SERVER names to it.
Imports what the program `aws` imports, once; then forks for each call, and the child runs the text of that
program as it is: with the arguments, environment and working directory of the call, in a process of its own.
Where `aws` is no Python program (installers of AWS bring a frozen one), says so and runs the command alone,
with GANTRY_AWS_SERVER empty: callers then start `aws` themselves.

A connection is one call. It sends a line of JSON: {"argv": […], "env": {…}, "cwd": "…"}, and is answered
with one: {"code": 0 to 255, or minus a signal, "stdout": base64, "stderr": base64}. Standard input is empty.
A connection that closes early ends its call."""

import atexit
import base64
import gc
import importlib
import io
import json
import os
import pathlib
import selectors
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import traceback


def program():
    """The file of the AWS CLI, and the Python that runs it; None if it is not written in it."""
    found = shutil.which("aws")
    if found and pathlib.Path(found).parent.name == "shims" and shutil.which("pyenv"):
        found = subprocess.run(["pyenv", "which", "aws"], capture_output=True, text=True).stdout.strip()
    if not found:
        return None
    with open(found, "rb") as file:
        first = file.readline(256)
    if not first.startswith(b"#!") or b"python" not in first:
        return None
    words = first[2:].decode().split()
    python = words[0] if not words[0].endswith("/env") else shutil.which(words[1])
    return found, python


def json_files(loaders):
    """Lets a loader of botocore find files that an earlier process has read. Returns the names read by this
    process, and a function that reads one for those to come."""
    read, kept = [], {}
    plain = loaders.JSONFileLoader.load_file

    def load_file(self, path):
        read.append(path)
        return kept.pop(path) if path in kept else plain(self, path)

    loaders.JSONFileLoader.load_file = load_file
    return read, lambda path: kept.setdefault(path, plain(loaders.JSONFileLoader(), path))


class Program:
    """The AWS CLI, imported."""

    def __init__(self, file):
        self.file = file
        self.code = compile(pathlib.Path(file).read_text(), file, "exec")
        self.set_by_imports = {}
        self.models = set()
        self.learn(["awscli.clidriver"], [])
        try:
            self.read, self.keep = json_files(importlib.import_module("awscli.botocore.loaders"))
        except ImportError:
            self.read, self.keep = json_files(importlib.import_module("botocore.loaders"))

    def learn(self, modules, models):
        """Does once what calls would do each."""
        before = dict(os.environ)
        for name in modules:
            try:
                importlib.import_module(name)
            except Exception:  # what only a call can import
                pass
        self.set_by_imports.update({k: v for k, v in os.environ.items() if before.get(k) != v})
        for path in set(models) - self.models:
            self.models.add(path)
            self.keep(path)
        gc.collect()
        gc.freeze()

    def call(self, request, outputs, report):
        """In a process of its own: what Python does with a program, from its first line to its exit."""
        known = set(sys.modules)
        code = 1
        try:
            for number in (signal.SIGCHLD, signal.SIGINT, signal.SIGTERM):
                signal.signal(number, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.default_int_handler)
            with open(os.devnull, "rb") as nothing:
                os.dup2(nothing.fileno(), 0)
            for number, file in zip((1, 2), outputs):
                os.dup2(file, number)
            os.environ.clear()
            os.environ.update({**request["env"], **self.set_by_imports})
            os.chdir(request["cwd"])
            sys.argv = [self.file, *request["argv"]]
            sys.path[0] = os.path.dirname(self.file)
            sys.stdin = sys.__stdin__ = io.TextIOWrapper(io.open(0, "rb", closefd=False), encoding=sys.stdin.encoding)
            for name, number in (("stdout", 1), ("stderr", 2)):
                old = getattr(sys, name)
                new = io.TextIOWrapper(io.open(number, "wb", closefd=False), encoding=old.encoding, errors=old.errors,
                                       line_buffering=number == 2)
                setattr(sys, name, new)
                setattr(sys, f"__{name}__", new)
            code = self.run()
        except BaseException:
            traceback.print_exc()
        finally:
            try:
                threading._shutdown()
                atexit._run_exitfuncs()
                sys.stdout.flush()
                sys.stderr.flush()
                found = [m for m in set(sys.modules) - known if getattr(sys.modules[m], "__spec__", None)]
                os.write(report, json.dumps([sorted(found), sorted(set(self.read) - self.models)]).encode())
            finally:
                os._exit(code)

    def run(self):
        try:
            exec(self.code, {"__name__": "__main__", "__file__": self.file, "__builtins__": __builtins__})
        except SystemExit as end:
            if end.code is None or isinstance(end.code, int):
                return (end.code or 0) & 255
            print(end.code, file=sys.stderr)
            return 1
        return 0


class Call:
    """One connection, and the process that answers it."""

    def __init__(self, connection):
        self.connection = connection
        self.text = b""
        self.pid = None

    def start(self, program):
        self.files = [os.memfd_create(name) for name in ("stdout", "stderr", "report")]
        request = json.loads(self.text)
        self.pid = os.fork()
        if self.pid == 0:
            program.call(request, self.files[:2], self.files[2])
        self.ended = os.pidfd_open(self.pid)

    def finish(self):
        """Answers. Returns what the call had to import and to read."""
        _, status = os.waitpid(self.pid, 0)
        stdout, stderr, report = (content(file) for file in self.files)
        answer = {"code": os.waitstatus_to_exitcode(status)}
        for name, text in (("stdout", stdout), ("stderr", stderr)):
            answer[name] = base64.b64encode(text).decode()
        try:
            self.connection.setblocking(True)
            self.connection.sendall(json.dumps(answer).encode() + b"\n")
            self.connection.shutdown(socket.SHUT_RDWR)  # calls that were forked meanwhile have it open too
        except OSError:
            pass  # nobody waits any more
        return json.loads(report or b"[[], []]")

    def close(self):
        self.connection.close()
        if self.pid is not None:
            for file in (*self.files, self.ended):
                os.close(file)


def content(file):
    size = os.fstat(file).st_size
    return os.pread(file, size, 0) if size else b""


class Server:
    def __init__(self, program, listener):
        self.program = program
        self.events = selectors.DefaultSelector()
        self.listener = listener
        self.events.register(listener, selectors.EVENT_READ, self.accept)

    def serve_until(self, ended):
        """Until this pidfd's process has ended."""
        self.events.register(ended, selectors.EVENT_READ, None)
        while True:
            for key, _ in self.events.select():
                if key.data is None:
                    return
                key.data()

    def accept(self):
        call = Call(self.listener.accept()[0])
        self.events.register(call.connection, selectors.EVENT_READ, lambda: self.hear(call))

    def hear(self, call):
        try:
            more = call.connection.recv(1 << 16)
        except ConnectionError:
            more = b""
        call.text += more
        if not more:
            self.hang_up(call)
        elif call.pid is None and call.text.endswith(b"\n"):
            call.start(self.program)
            self.events.register(call.ended, selectors.EVENT_READ, lambda: self.finish(call))

    def hang_up(self, call):
        self.events.unregister(call.connection)
        if call.pid is None:
            call.close()
        else:
            os.kill(call.pid, signal.SIGTERM)
            call.connection.close()

    def finish(self, call):
        self.events.unregister(call.ended)
        if call.connection.fileno() >= 0:
            self.events.unregister(call.connection)
        self.program.learn(*call.finish())
        call.close()


def serve(command, file, path):
    """Runs the command, and calls as long as it runs. Returns its exit code."""
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path)
        listener.listen(64)
        os.environ["GANTRY_AWS_SERVER"] = path
        child = subprocess.Popen(command)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda got, _: child.send_signal(got))
        Server(Program(file), listener).serve_until(os.pidfd_open(child.pid))
    return child.wait()


def main():
    command = sys.argv[1:]
    found = program()
    if found is None:
        print("aws_server: `aws` is no Python program: each call starts it anew", flush=True)
        os.environ["GANTRY_AWS_SERVER"] = ""
        os.execvp(command[0], command)
    file, python = found
    if os.environ.get("GANTRY_AWS_SERVER") != "starting":
        os.environ["GANTRY_AWS_SERVER"] = "starting"
        os.execv(python, [python, "-B", __file__, *command])
    directory = tempfile.mkdtemp(prefix="gantry-aws-")  # removed by this process, by no child at its exit
    try:
        code = serve(command, file, os.path.join(directory, "socket"))
    finally:
        shutil.rmtree(directory)
    sys.exit(code if code >= 0 else 128 - code)


if __name__ == "__main__":
    main()
