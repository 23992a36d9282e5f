#!/usr/bin/env python3
"""A gigabyte through Gantry's HTTP server and through nginx, both ways, in one run.

    tests/bench/bench_stream.py build/release/tests/bench/bench_stream [MiB] [rounds]

Both serve the same file from memory (/dev/shm) to curl, in turn; nginx with one worker. Prints for
each direction the best MB/s of either, the ratio, and how much memory Gantry's took at most beyond
what it had before; then the same download beside 500 clients that read nothing. Needs nginx with
its DAV module (Debian's nginx-light has it) and curl.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time

NGINX = """
daemon off; master_process off; worker_processes 1; pid {dir}/nginx.pid; error_log {dir}/error.log;
events {{ worker_connections 1024; }}
http {{
    access_log off; sendfile on; client_max_body_size 0; client_body_temp_path {dir}/temp;
    server {{
        listen 127.0.0.1:{port};
        root {dir}/files;
        dav_methods PUT;
    }}
}}
"""


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def wait_for(port):
    end = time.monotonic() + 10
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            time.sleep(0.05)
    raise SystemExit(f"nothing listens on {port}")


def memory_kib(pid, field):
    with open(f"/proc/{pid}/status") as status:
        for line in status:
            if line.startswith(field):
                return int(line.split()[1])
    return 0


def curl(*arguments):
    begin = time.monotonic()
    status = subprocess.run(
        ["curl", "-sS", "-o", "/dev/null", "-w", "%{http_code}", *arguments],
        check=True, capture_output=True, text=True,
    ).stdout
    if status not in ("200", "201", "204"):
        raise SystemExit(f"curl {arguments}: {status}")
    return time.monotonic() - begin


def download(port, _):
    return curl(f"http://127.0.0.1:{port}/large")


def upload(port, name):
    return curl("-T", f"{work}/files/large", "-H", "Expect:", f"http://127.0.0.1:{port}/{name}")


def compare(title, mib, rounds, exchange, ports):
    best = {}
    for _ in range(rounds):
        for name, port in ports.items():
            best[name] = min(best.get(name, 1e9), exchange(port, "put-" + name))
    speed = {name: mib * 1.048576 / seconds for name, seconds in best.items()}
    print(f"{title}: gantry {speed['gantry']:.0f} MB/s, nginx {speed['nginx']:.0f} MB/s, "
          f"ratio {speed['gantry'] / speed['nginx']:.2f}", flush=True)


def slow_clients(port, count):
    clients = []
    for _ in range(count):
        client = socket.socket()
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.connect(("127.0.0.1", port))
        client.sendall(b"GET /large HTTP/1.1\r\nHost: bench\r\n\r\n")
        clients.append(client)
    time.sleep(1)
    return clients


def main():
    global work
    program = sys.argv[1]
    mib = int(sys.argv[2]) if len(sys.argv) > 2 else 1024
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    work = tempfile.mkdtemp(dir="/dev/shm", prefix="bench-stream-")
    children = []
    try:
        os.chmod(work, 0o755)
        os.makedirs(f"{work}/files")
        os.chmod(f"{work}/files", 0o777)
        with open(f"{work}/files/large", "wb") as large:
            block = os.urandom(1 << 20)
            for _ in range(mib):
                large.write(block)
        ports = {"gantry": free_port(), "nginx": free_port()}
        with open(f"{work}/nginx.conf", "w") as conf:
            conf.write(NGINX.format(dir=work, port=ports["nginx"]))
        children.append(subprocess.Popen(
            [program, str(ports["gantry"]), f"{work}/files"], stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL))
        children.append(subprocess.Popen(
            ["nginx", "-p", work, "-c", f"{work}/nginx.conf"], stderr=subprocess.DEVNULL))
        for port in ports.values():
            wait_for(port)
        ours = children[0].pid
        before = memory_kib(ours, "VmRSS")
        compare("download", mib, rounds, download, ports)
        compare("upload", mib, rounds, upload, ports)
        print(f"memory: {(memory_kib(ours, 'VmHWM') - before) / 1024:.1f} MiB more than the "
              f"{before / 1024:.1f} before", flush=True)
        clients = {name: slow_clients(port, 500) for name, port in ports.items()}
        compare("download beside 500 slow clients", mib, rounds, download, ports)
        print(f"memory: {(memory_kib(ours, 'VmHWM') - before) / 1024:.1f} MiB more", flush=True)
        for client in sum(clients.values(), []):
            client.close()
    finally:
        for child in children:
            child.terminate()
            child.wait()
        shutil.rmtree(work)


main()
