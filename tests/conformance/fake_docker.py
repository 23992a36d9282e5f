"""A container runtime without containers: as much of the Docker Engine API as Gantry's agent asks for.

It keeps what it is told and reports it as a daemon would, states and events included; nothing runs.
A container's command says what becomes of it: `["exit", "3"]` ends at once with that code, anything
else runs until it is stopped. A container with a health check is healthy at once, or never where
the check is `["CMD", "false"]`. Images below `missing/` cannot be pulled.
"""

import datetime
import hashlib
import http.server
import json
import queue
import re
import socketserver
import threading
import urllib.parse

VERSION = {"Version": "27.0.0", "ApiVersion": "1.43", "MinAPIVersion": "1.24"}
INFO = {
    "ID": "fake",
    "NCPU": 4,
    "MemTotal": 8 << 30,
    "OSType": "linux",
    "Architecture": "x86_64",
    "ServerVersion": "27.0.0",
    "CgroupVersion": "2",
    "Driver": "overlay2",
    "Plugins": {"Log": ["json-file", "local", "none", "awslogs", "fluentd", "splunk", "gelf", "syslog", "journald"]},
}
FIRST_HOST_PORT = 32768


def now():
    return datetime.datetime.now(datetime.timezone.utc).isoformat().replace("+00:00", "Z")


class DockerError(Exception):
    def __init__(self, status, message):
        super().__init__(message)
        self.status = status


class Daemon:
    """What there is: images, containers, volumes, and who listens to events."""

    def __init__(self):
        self.lock = threading.RLock()
        self.images = set()
        self.containers = {}
        self.volumes = {}
        self.listeners = []
        self.made = 0

    # Images

    def pull(self, image):
        if image.startswith("missing/"):
            raise DockerError(404, f"pull access denied for {image.rsplit(':', 1)[0]}")
        self.images.add(image)

    @staticmethod
    def digest(name):
        """Repository and digest of what a name stands for: the same for ever."""
        if "@" in name:
            return name.split("@")
        known = name if ":" in name.rsplit("/", 1)[-1] else f"{name}:latest"
        return known.rsplit(":", 1)[0], "sha256:" + hashlib.sha256(known.encode()).hexdigest()

    def image(self, name):
        known = name if ":" in name.rsplit("/", 1)[-1] or "@" in name else f"{name}:latest"
        if known not in self.images:
            raise DockerError(404, f"No such image: {name}")
        repository, digest = self.digest(name)
        tags = [one for one in self.images if "@" not in one and self.digest(one)[1] == digest]
        return {"Id": digest, "RepoTags": tags, "RepoDigests": [f"{repository}@{digest}"], "Config": {}}

    # Containers

    def create(self, name, request):
        with self.lock:
            if any(c["Name"] == f"/{name}" for c in self.containers.values()):
                raise DockerError(409, f'Conflict. The container name "/{name}" is already in use')
            image = self.image(request["Image"])
            self.made += 1
            identity = hashlib.sha256(f"{self.made}".encode()).hexdigest()
            self.containers[identity] = {
                "Id": identity,
                "Name": f"/{name}",
                "Created": now(),
                "Image": image["Id"],
                "Config": {key: request.get(key) for key in ("Image", "Cmd", "Env", "Labels", "Healthcheck")},
                "HostConfig": request.get("HostConfig") or {},
                "State": {"Status": "created", "ExitCode": 0, "Pid": 0},
                "NetworkSettings": {"Ports": {}, "Networks": {"bridge": {"IPAddress": "172.17.0.2"}}},
            }
            return {"Id": identity, "Warnings": []}

    def find(self, key):
        for identity, container in self.containers.items():
            if identity == key or container["Name"] == f"/{key}":
                return container
        raise DockerError(404, f"No such container: {key}")

    def start(self, key):
        with self.lock:
            container = self.find(key)
            if container["State"]["Status"] == "running":
                return
            container["State"] = {"Status": "running", "ExitCode": 0, "Pid": 4711, "StartedAt": now()}
            container["NetworkSettings"]["Ports"] = self._publish(container)
            self.tell("start", container)
            self._check_health(container)
            command = container["Config"]["Cmd"] or []
            if command[:1] == ["exit"]:
                self.end(container, int(command[1]))

    def _publish(self, container):
        ports = {}
        for inside, wanted in (container["HostConfig"].get("PortBindings") or {}).items():
            bindings = []
            for one in wanted:
                port = one.get("HostPort") or "0"
                if port == "0":
                    port = str(FIRST_HOST_PORT + self.made)
                bindings.append({"HostIp": one.get("HostIp") or "0.0.0.0", "HostPort": port})
            ports[inside] = bindings
        return ports

    def _check_health(self, container):
        test = (container["Config"]["Healthcheck"] or {}).get("Test") or ["NONE"]
        if test[0] == "NONE":
            return
        status = "unhealthy" if test == ["CMD", "false"] else "healthy"
        container["State"]["Health"] = {"Status": status, "Log": [{"ExitCode": 0, "Output": ""}]}
        self.tell(f"health_status: {status}", container)

    def end(self, container, code):
        with self.lock:
            if container["State"]["Status"] != "running":
                return
            container["State"].update(Status="exited", ExitCode=code, Pid=0, FinishedAt=now())
            self.tell("die", container, exitCode=str(code))

    def remove(self, key):
        with self.lock:
            container = self.find(key)
            self.end(container, 137)
            del self.containers[container["Id"]]
            self.tell("destroy", container)

    def matching(self, filters):
        wanted = json.loads(filters or "{}").get("label", [])
        found = []
        for container in self.containers.values():
            labels = container["Config"]["Labels"] or {}
            if all(self._has(labels, *label.partition("=")[::2]) for label in wanted):
                found.append(container)
        return found

    @staticmethod
    def _has(labels, name, value):
        return name in labels and (not value or labels[name] == value)

    def kill_all(self, code=137):
        """As if every container had been killed from outside."""
        with self.lock:
            for container in list(self.containers.values()):
                self.end(container, code)

    # Events

    def tell(self, action, container, **attributes):
        labels = container["Config"]["Labels"] or {}
        moment = datetime.datetime.now(datetime.timezone.utc).timestamp()
        event = {
            "Type": "container",
            "Action": action,
            "Actor": {"ID": container["Id"], "Attributes": {**labels, **attributes}},
            "time": int(moment),
            "timeNano": int(moment * 1e9),
        }
        for listener in self.listeners:
            listener.put(event)


def summary(container):
    return {
        "Id": container["Id"],
        "Names": [container["Name"]],
        "Image": container["Config"]["Image"],
        "ImageID": container["Image"],
        "Labels": container["Config"]["Labels"] or {},
        "State": container["State"]["Status"],
    }


ROUTES = []


def route(method, pattern):
    def register(function):
        ROUTES.append((method, re.compile(pattern + "$"), function))
        return function

    return register


@route("GET", "/version")
def _version(_daemon, _call):
    return VERSION


@route("GET", "/info")
def _info(_daemon, _call):
    return INFO


@route("POST", "/images/create")
def _pull(daemon, call):
    name, tag = call.query["fromImage"], call.query.get("tag")
    daemon.pull(f"{name}:{tag}" if tag else name)
    return {"status": "Status: Downloaded newer image"}


@route("GET", "/distribution/(.+)/json")
def _digest(daemon, _call, name):
    if name.startswith("missing/"):
        raise DockerError(404, "manifest unknown: manifest unknown")
    return {"Descriptor": {"mediaType": "application/vnd.oci.image.manifest.v1+json", "digest": daemon.digest(name)[1]}}


@route("POST", "/images/(.+)/tag")
def _tag(daemon, call, name):
    daemon.image(name)
    daemon.images.add(f"{call.query['repo']}:{call.query['tag']}")


@route("GET", "/images/(.+)/json")
def _image(daemon, _call, name):
    return daemon.image(name)


@route("POST", "/containers/create")
def _create(daemon, call):
    return daemon.create(call.query["name"], call.body)


@route("GET", "/containers/json")
def _list(daemon, call):
    return [summary(container) for container in daemon.matching(call.query.get("filters"))]


@route("GET", "/containers/([^/]+)/json")
def _inspect(daemon, _call, key):
    return daemon.find(key)


@route("POST", "/containers/([^/]+)/start")
def _start(daemon, _call, key):
    daemon.start(key)


@route("POST", "/containers/([^/]+)/stop")
def _stop(daemon, _call, key):
    daemon.end(daemon.find(key), 143)


@route("POST", "/containers/([^/]+)/wait")
def _wait(_daemon, _call, key):
    raise DockerError(404, f"No such container: {key}")


@route("DELETE", "/containers/([^/]+)")
def _remove(daemon, _call, key):
    daemon.remove(key)


@route("GET", "/containers/([^/]+)/logs")
def _logs(daemon, _call, key):
    daemon.find(key)


@route("GET", "/containers/([^/]+)/stats")
def _stats(daemon, _call, key):
    daemon.find(key)
    return {}


@route("POST", "/volumes/create")
def _create_volume(daemon, call):
    return daemon.volumes.setdefault(call.body["Name"], call.body)


@route("GET", "/volumes/([^/]+)")
def _volume(daemon, _call, name):
    if name not in daemon.volumes:
        raise DockerError(404, f"get {name}: no such volume")
    return daemon.volumes[name]


@route("DELETE", "/volumes/([^/]+)")
def _remove_volume(daemon, _call, name):
    daemon.volumes.pop(name, None)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def address_string(self):
        return "unix"

    def log_message(self, *_):
        pass

    def handle_any(self):
        path, _, query = self.path.partition("?")
        path = urllib.parse.unquote(re.sub(r"^/v1\.\d+", "", path))
        self.query = dict(urllib.parse.parse_qsl(query))
        length = int(self.headers.get("Content-Length") or 0)
        self.body = json.loads(self.rfile.read(length)) if length else None
        if path == "/events":
            return self.stream_events()
        for method, pattern, function in ROUTES:
            found = pattern.match(path)
            if method == self.command and found:
                return self.answer(function, found.groups())
        return self.send(404, {"message": f"page not found: {self.command} {path}"})

    do_GET = do_POST = do_DELETE = handle_any

    def answer(self, function, arguments):
        try:
            value = function(self.server.daemon, self, *arguments)
        except DockerError as error:
            return self.send(error.status, {"message": str(error)})
        return self.send(204, None) if value is None else self.send(200, value)

    def send(self, status, value):
        text = b"" if value is None else json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def stream_events(self):
        events = queue.Queue()
        self.server.daemon.listeners.append(events)
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.wfile.flush()
        self.close_connection = True
        try:
            while (event := events.get()) is not None:
                line = json.dumps(event).encode() + b"\n"
                self.wfile.write(b"%x\r\n%s\r\n" % (len(line), line))
        except OSError:
            pass
        finally:
            self.server.daemon.listeners.remove(events)


class FakeDocker(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    """The daemon on a socket, until stop()."""

    daemon_threads = True

    def __init__(self, path):
        self.daemon = Daemon()
        super().__init__(path, Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def stop(self):
        for events in list(self.daemon.listeners):
            events.put(None)
        self.shutdown()
        self.server_close()
