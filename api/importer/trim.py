"""From a published model and a list of operations to a Model of ours, with what they reach and no more."""

import re

from model import Member, Model, ModelError, Operation, PRELUDE, Service, Shape
from names import enumerator
from patterns import to_re2
from roots import OF_ANSWERS

PROTOCOLS = {
    "ec2": "ec2Query",
    "query": "awsQuery",
    "rest-json": "restJson1",
    "rest-xml": "restXml",
    "smithy-rpc-v2-cbor": "rpcv2Cbor",
}
TIMES = {"iso8601": "date-time", "rfc822": "http-date", "unixTimestamp": "epoch-seconds"}
SIMPLE = {"character": "string", "short": "integer", "byte": "integer"}
MAX_WORDS = 200  # of an enum; longer ones are strings, as they grow with every week


def trim(published, operations, namespace, protocols=(), is_global=False):
    """The Model of these operations. Raises ModelError where there is no such operation."""
    return _Trim(published, protocols or published.protocols).model(
        sorted(operations), namespace, is_global
    )


class _Trim:
    def __init__(self, published, protocols):
        self.published = published
        self.protocols = protocols
        self.is_rest = any(p.startswith("rest-") for p in protocols)
        self.is_xml = any(p in ("rest-xml", "query", "ec2") for p in protocols)
        self.out = Model()
        self.names = {}  # published name → ours, of what has been taken

    def model(self, operations, namespace, is_global):
        self.out.namespace = namespace
        self.out.service = self._service(is_global)
        self.out.service.operations = operations
        for name in operations:
            if name not in self.published.operations:
                raise ModelError(f"{self.published.origin} has no operation {name}")
            self.out.operations[name] = self._operation(name, self.published.operations[name])
        self.out.check()
        return self.out

    def _service(self, is_global):
        about = self.published.metadata
        version = about["apiVersion"]
        plain = re.sub(r"\W", "", about["serviceId"])
        name = about.get("targetPrefix", f"{plain}_{version.replace('-', '')}")
        endpoint = about.get("endpointPrefix", "")
        traits = {
            "service": {"sdkId": about["serviceId"]},
            "sigv4": {"name": about.get("signingName", endpoint)},
        }
        for protocol in self.protocols:
            json = f"awsJson{about.get('jsonVersion', '1.0').replace('.', '_')}"
            traits[PROTOCOLS.get(protocol, json)] = True
        if "awsQueryCompatible" in about:
            traits["awsQueryCompatible"] = True
        namespace = _uri(about.get("xmlNamespace")) or self._usual_namespace()
        if namespace and self.is_xml:
            traits["xmlNamespace"] = {"uri": namespace}
        if is_global:
            traits["global"] = True
        return Service(name.replace(".", "_"), version, [], traits)

    def _usual_namespace(self):
        """REST services name their namespace at each use only."""
        members = (m for s in self.published.shapes.values() for m in s.get("members", {}).values())
        uris = [_uri(m["xmlNamespace"]) for m in members if "prefix" not in m.get("xmlNamespace", {"prefix": 1})]
        return max(sorted(set(uris)), key=uris.count) if uris else ""

    def _operation(self, name, source):
        traits = {}
        http = source.get("http", {})
        if self.is_rest:
            traits["http"] = {"method": http["method"], "uri": http["requestUri"]}
            if http.get("responseCode", 200) != 200:
                traits["http"]["code"] = http["responseCode"]
        if source.get("readonly") or (self.is_rest and http["method"] in ("GET", "HEAD")):
            traits["readonly"] = True
        if source.get("idempotent"):
            traits["idempotent"] = True
        if "hostPrefix" in source.get("endpoint", {}):
            traits["endpoint"] = {"hostPrefix": source["endpoint"]["hostPrefix"]}
        pages = self._pages(name)
        if pages:
            traits["paginated"] = pages
        ends = [self._end(name, source, side) for side in ("input", "output")]
        errors = sorted({self._take(error["shape"]) for error in source.get("errors", [])})
        return Operation(name, *ends, errors, traits)

    def _pages(self, name):
        source = self.published.pages.get(name, {})
        words = (("inputToken", "input_token"), ("outputToken", "output_token"),
                 ("items", "result_key"), ("pageSize", "limit_key"))
        pages = {ours: source[theirs] for ours, theirs in words if theirs in source}
        pages = {k: v for k, v in pages.items() if isinstance(v, str) and re.fullmatch(r"[\w.]+", v)}
        return pages if "inputToken" in pages and "outputToken" in pages else {}

    def _end(self, name, source, side):
        """The input or output; an empty structure where the published model has none."""
        if side not in source:
            words = ("Request", "Input") if side == "input" else ("Response", "Output")
            taken = {*self.published.shapes, *self.published.operations}
            made = next(name + word for word in words if name + word not in taken)
            self.out.shapes[made] = Shape(made, "structure")
            return made
        reference = source[side]
        taken = self._take(reference["shape"])
        if side == "input" and "rest-xml" in self.protocols and "locationName" in reference:
            self.out.shapes[taken].traits["xmlName"] = reference["locationName"]
        root = OF_ANSWERS.get(self.published.metadata.get("endpointPrefix"), {}).get(name)
        if side == "output" and root:
            self.out.shapes[taken].traits["xmlName"] = root
        return taken

    def _take(self, name):
        """Takes a shape and what it reaches; returns our name for it."""
        if name not in self.names:
            source = self.published.shapes[name]
            shape = Shape("", _type(source), traits=_traits(source))
            self._words(shape, source)
            self.names[name] = self._name(name, shape, source)
            if self.names[name] not in PRELUDE:
                shape.name = self.names[name]
                self.out.shapes[shape.name] = shape
                self._error(shape, source)
                self._members(shape, source)
        return self.names[name]

    def _name(self, name, shape, source):
        ours = name[0].upper() + name[1:]
        if shape.type in PRELUDE.values() and not shape.traits and not shape.members:
            return next(prelude for prelude, type_ in PRELUDE.items() if type_ == shape.type)
        if ours != name and ours in self.published.shapes:
            ours = f"{ours}Type"
        return f"{ours}Value" if ours in PRELUDE else ours

    def _words(self, shape, source):
        words = source.get("enum", [])
        labels = [re.sub(r"[^A-Za-z0-9]+", "_", word).strip("_") for word in words]
        distinct = {enumerator(label) for label in labels}
        if not words or len(words) > MAX_WORDS or len(distinct) < len(words) or "" in labels:
            return
        shape.type = "enum"
        shape.traits = {k: v for k, v in shape.traits.items() if k not in ("length", "pattern")}
        for label, word in zip(labels, words):
            label = f"_{label}" if label[0].isdigit() else label
            shape.members.append(Member(label, traits={"enumValue": word}))

    def _error(self, shape, source):
        if not source.get("exception"):
            return
        shape.traits["error"] = "server" if source.get("fault") else "client"
        error = source.get("error", {})
        by_query = "query" in self.protocols or "awsQueryCompatible" in self.published.metadata
        if "code" in error and by_query:
            status = error.get("httpStatusCode", 400)
            shape.traits["awsQueryError"] = {"code": error["code"], "httpResponseCode": status}
        elif "httpStatusCode" in error:
            shape.traits["httpError"] = error["httpStatusCode"]

    def _members(self, shape, source):
        if shape.type == "structure":
            for name, member in source.get("members", {}).items():
                shape.members.append(self._member(name, member, source))
        elif shape.type == "list":
            traits = {} if source.get("flattened") else self._named(source["member"])
            shape.members.append(Member("member", self._take(source["member"]["shape"]), traits))
        elif shape.type == "map":
            for name in ("key", "value"):
                traits = self._named(source[name])
                shape.members.append(Member(name, self._take(source[name]["shape"]), traits))

    def _named(self, reference):
        name = reference.get("locationName")
        return {"xmlName": name} if name and self.is_xml else {}

    def _member(self, name, source, owner):
        target = self.published.shapes[source["shape"]]
        traits = {"required": True} if name in owner.get("required", []) else {}
        traits.update(_bindings(name, source, target))
        if owner.get("payload") == name:
            traits["httpPayload"] = True
        if "location" not in source:
            traits.update(self._body_name(name, source, target))
        if "httpPayload" in traits and self.is_xml and target["type"] == "structure":
            traits["xmlName"] = source.get("locationName", name)  # the root of the document
        if "queryName" in source:
            traits["ec2QueryName"] = source["queryName"]
        for word in ("hostLabel", "idempotencyToken", "xmlAttribute"):
            if source.get(word):
                traits[word] = True
        if "timestampFormat" in source:
            traits["timestampFormat"] = TIMES[source["timestampFormat"]]
        return Member(name, self._target(source), traits)

    def _body_name(self, name, source, target):
        said = source.get("locationName")
        if not self.is_xml:
            return {"jsonName": said} if said and said != name else {}
        flattened = source.get("flattened") or target.get("flattened")
        if flattened and target["type"] == "list":
            said = target["member"].get("locationName", said)
        traits = {"xmlFlattened": True} if flattened else {}
        if said and said != name:
            traits["xmlName"] = said
        return traits

    def _target(self, source):
        if not source.get("streaming"):
            return self._take(source["shape"])
        name = f"Streaming{source['shape']}"
        self.out.shapes[name] = Shape(name, "blob", traits={"streaming": True})
        return name


def _bindings(name, source, target):
    """How HTTP carries a member that is not in the body."""
    location, said = source.get("location"), source.get("locationName", name)
    if location == "header":
        return {"httpHeader": said}
    if location == "headers":
        return {"httpPrefixHeaders": source.get("locationName", "")}
    if location == "querystring":
        return {"httpQueryParams": True} if target["type"] == "map" else {"httpQuery": said}
    if location == "uri":
        return {"httpLabel": True if said == name else said}
    return {"httpResponseCode": True} if location == "statusCode" else {}


def _type(source):
    if source.get("document"):
        return "document"
    return SIMPLE.get(source["type"], source["type"])


def _traits(source):
    traits = {}
    limits = {key: source[key] for key in ("min", "max") if key in source}
    if limits:
        is_number = source["type"] in ("integer", "long", "float", "double", "short", "byte")
        traits["range" if is_number else "length"] = limits
    if "pattern" in source:
        traits["pattern"] = to_re2(source["pattern"])
    if "timestampFormat" in source:
        traits["timestampFormat"] = TIMES[source["timestampFormat"]]
    for theirs, ours in (("sensitive", "sensitive"), ("union", "union"), ("eventstream", "streaming")):
        if source.get(theirs):
            traits[ours] = True
    if source.get("eventstream"):
        traits["union"] = True
    return traits


def _uri(namespace):
    return namespace.get("uri", "") if isinstance(namespace, dict) else namespace or ""
