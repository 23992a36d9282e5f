"""Every operation of every model, spoken with botocore's own serializers and parsers.

Random inputs that botocore writes are read equal by our decoders, random outputs that our encoders write are
parsed back equal by botocore, and modelled errors arrive with their codes. protocol_echo.cc is our side.

botocore speaks from its own model of a service, as far as ours goes. An operation that it does not know, or of which
it lacks something (a member, an error), is spoken from our model too (botocore_model.py), so that any botocore speaks
all of them. What only botocore's has is left out. GANTRY_PROTOCOLS_SEED and GANTRY_PROTOCOLS_ROUNDS make other values,
and more of them.
"""

import base64
import datetime
import functools
import io
import json
import math
import os
import pathlib
import random
import subprocess
import sys
import unittest

try:
    import botocore.session
    from botocore.awsrequest import HeadersDict, create_request_object, prepare_request_dict
    from botocore.loaders import Loader
    from botocore.model import ServiceModel
    from botocore.parsers import PROTOCOL_PARSERS, create_parser
    from botocore.serialize import SERIALIZERS, Serializer, create_serializer
except ImportError as missing:
    sys.exit(f"The conformance tests need botocore ({missing}): tools/install-packages test")

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "api/generator"))
import smithy
from botocore_model import botocore_model

ECHO = os.environ.get("GANTRY_PROTOCOL_ECHO", str(ROOT / "build/dev/tests/conformance/protocol_echo"))
SEED = int(os.environ.get("GANTRY_PROTOCOLS_SEED", "1"))
ROUNDS = int(os.environ.get("GANTRY_PROTOCOLS_ROUNDS", "10"))
CBOR = "smithy-rpc-v2-cbor"

# botocore's name of the service: our model of it.
MODELS = {
    "ec2": "ec2.smithy",
    "ecr": "ecr.smithy",
    "ecs": "ecs.smithy",
    "iam": "iam.smithy",
    "kms": "kms.smithy",
    "logs": "logs.smithy",
    "secretsmanager": "secretsmanager.smithy",
    "ssm": "ssm.smithy",
    "sts": "sts.smithy",
    "cloudwatch": "test/cloudwatch.smithy",
    "elbv2": "test/elasticloadbalancingv2.smithy",
    "s3": "s3.smithy",
    "scheduler": "test/scheduler.smithy",
}

# What cannot be spoken here, and why.
INPUTS_LEFT_OUT = {
    ("s3", "ListDirectoryBuckets"): "GET / as ListBuckets; only the host, s3express-control, tells them apart",
}
OUTPUTS_LEFT_OUT = {
    ("logs", "StartLiveTail"): "events, which no codec writes (control/event_answer.h; tests/e2e/logs_sdk.test.mjs)",
    ("s3", "SelectObjectContent"): "events, which it has none of: it is refused",
    ("s3", "GetBucketLocation"): "what it answers is read by the client, past its parser (s3_test.py)",
}
# These have no client library of AWS's that speaks to Gantry.
OF_AGENTS = {"acs.smithy", "docker.smithy", "tcs.smithy"}

PIECES = ["a", "Z", "0", " ", "-", "_", ".", "/", "&", "<", ">", '"', "'", "%", "+", "=", "?", "#", "é", "€", "🐳", "\n",
          "\t", ";", ":", ",", "{", "\\"]
SIMPLE = ["a", "Z", "0", "-", "_", "."]
LETTERS = ["a", "Z", "0"]
SIMPLE_LOWER = ["a", "0", "-", "."]
# Older serializers write words of Python's for these.
NO_NUMBERS = [math.inf, -math.inf, math.nan] if hasattr(Serializer, "_handle_float") else []
UTC = datetime.timezone.utc


class Echo:
    """Our side, in a process."""

    def __init__(self):
        self.process = subprocess.Popen([ECHO], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, **line):
        self.process.stdin.write(json.dumps(line) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def stop(self):
        self.process.stdin.close()
        self.process.wait(timeout=20)
        self.process.stdout.close()


class Values:
    """Random values of botocore's shapes, as far as our model has them too."""

    def __init__(self, ours, chance, protocol):
        self.ours = ours
        self.chance = chance
        self.protocol = protocol

    def structure(self, shape, depth=0, answer=False):
        value = {}
        members = self.known_members(shape)
        if getattr(shape, "is_tagged_union", False) or self.is_union(shape):
            members = [self.chance.choice(members)]
        for name in members:
            member = shape.members[name]
            place = member.serialization.get("location")
            needed = (
                place == "uri"
                or member.serialization.get("hostLabel")
                or len(members) == 1
                or (name in shape.required_members and depth == 0)
                or self.is_always_there(shape, name)
            )
            if answer and place in ("uri", "querystring"):
                continue
            if needed or self.chance.random() < self.likely(name in shape.required_members, depth):
                value[name] = self.member(shape, name, member, depth)
        if not value and depth > 0 and members and self.protocol in ("query", "ec2"):
            # Forms have no way to write an empty structure.
            name = min(members, key=lambda n: shape.members[n].type_name in ("structure", "list", "map"))
            value[name] = self.member(shape, name, shape.members[name], depth)
        return value

    @staticmethod
    def likely(required, depth):
        return 0.7 if depth < (8 if required else 4) else 0.1 if depth < 8 else 0

    def own(self, shape):
        """Our model's shape of that name, where it has one."""
        name = shape.name[:1].upper() + shape.name[1:]
        return self.ours.shapes.get(name, self.ours.shapes.get(shape.name))

    def known_members(self, shape):
        own = self.own(shape)
        return [
            name
            for name, member in shape.members.items()
            if own is None or (own.member(name) is not None and self.is_alike(own.member(name), member))
            # Payloads that are files are no part of a message to the codecs.
            if not member.serialization.get("streaming") and not member.serialization.get("eventstream")
        ]

    def is_alike(self, own, member):
        """Models differ on the type of S3's Expires."""
        return (own.target == "Timestamp" or self.type_of(own) == "timestamp") == (member.type_name == "timestamp")

    def type_of(self, own):
        return self.ours.resolve(own.target).type

    def is_always_there(self, shape, name):
        """Whether our side cannot tell its absence from a default."""
        own = self.own(shape)
        member = own.member(name) if own is not None else None
        return member is not None and member.default is not None and "required" not in member.traits

    def is_union(self, shape):
        own = self.own(shape)
        return own is not None and ("union" in own.traits or own.type == "union")

    def member(self, shape, name, member, depth):
        place = member.serialization.get("location")
        if member.serialization.get("hostLabel"):
            return self.value(member, depth + 1, self.words_of(LETTERS, 1))
        if place in ("uri", "header", "headers"):
            return self.value(member, depth + 1, self.words_of(SIMPLE, 1))
        if name == shape.serialization.get("payload") and member.type_name in ("blob", "string"):
            return self.value(member, depth + 1, self.words_of(PIECES, 1))
        return self.value(member, depth + 1, self.words_of(PIECES, 0))

    def words_of(self, pieces, least):
        return lambda: "".join(self.chance.choice(pieces) for _ in range(self.chance.randint(least, 8)))

    def value(self, shape, depth, text):
        kind = shape.type_name
        if kind == "structure":
            return self.document() if is_document(shape) else self.structure(shape, depth)
        if kind == "list":
            return [self.value(shape.member, depth + 1, text) for _ in range(self.count(shape, depth))]
        if kind == "map":
            # S3 keeps the names of metadata in lower case.
            letters = SIMPLE_LOWER if shape.serialization.get("location") == "headers" else SIMPLE
            return {
                self.value(shape.key, depth, self.words_of(letters, 1)): self.value(shape.value, depth + 1, text)
                for _ in range(self.count(shape, depth))
            }
        return getattr(self, f"_{kind}")(shape, text)

    def document(self):
        text = self.words_of(PIECES, 0)
        return {text(): text(), "list": [1, -2.5, True, None, {}], text(): {"in": text()}}

    def count(self, shape, depth):
        # Some protocols have no way to write an empty list.
        bare = shape.serialization.get("flattened") or shape.serialization.get("location")
        form = self.protocol == "ec2" or (self.protocol == "query" and shape.type_name == "map")
        least = 1 if bare or form else 0
        return self.chance.randint(least, 3) if depth < 6 else least

    def _string(self, shape, text):
        own = self.own(shape)
        if own is not None and own.type == "enum":
            return self.chance.choice([m.traits["enumValue"] for m in own.members])
        return text()

    def _character(self, shape, text):
        return text()

    def _blob(self, shape, text):
        return text().encode() or b"\0"

    def _boolean(self, shape, text):
        return self.chance.random() < 0.5

    def _integer(self, shape, text):
        return self.chance.choice([0, 1, -1, 2**31 - 1, -(2**31), self.chance.randint(-1000, 100000)])

    def _long(self, shape, text):
        return self.chance.choice([0, -1, 2**63 - 1, -(2**63), self.chance.randint(-(2**40), 2**40)])

    def _double(self, shape, text):
        return self.chance.choice([0.0, 1.0, -1.5, 1e300, *NO_NUMBERS, self.chance.uniform(-1e6, 1e6)])

    def _float(self, shape, text):
        return self.chance.choice([0.0, 1.0, -1.5, 0.25, 1048576.5, *NO_NUMBERS])

    def _timestamp(self, shape, text):
        # Not every format has fractions, and the time before 1970 has no CBOR in botocore.
        return datetime.datetime.fromtimestamp(self.chance.randint(0, 4_000_000_000), UTC)


def is_document(shape):
    return getattr(shape, "is_document_type", False)


def plain(shape, value, ours=False):
    """A value as both sides compare it; `ours`: it is JSON that our side has written."""
    kind = shape.type_name
    if is_document(shape):
        return value
    if kind == "structure":
        return {
            name: plain(member, value[key], ours)
            for name, member in shape.members.items()
            for key in [json_name(name, member) if ours else name]
            if key in value and is_told(member, value[key])
        }
    if kind == "list":
        return [plain(shape.member, element, ours) for element in value]
    if kind == "map":
        return {key: plain(shape.value, element, ours) for key, element in value.items()}
    if kind == "timestamp":
        return seconds(value)
    if kind == "blob":
        return base64.b64decode(value) if ours else value.encode() if isinstance(value, str) else value
    if kind in ("double", "float"):
        return repr(float(value))
    return value


def json_name(name, member):
    """Our name of a member; botocore's has the name in JSON, where it is another, as it has headers."""
    own = member.serialization.get("name", name)
    return own if "location" not in member.serialization and NAMES_ARE_JSON[0] else name


NAMES_ARE_JSON = [False]


def is_told(member, value):
    """Empty headers, and lists that nothing stands around, are the same as none."""
    bare = member.serialization.get("location") in ("header", "headers") or member.serialization.get("flattened")
    return not (bare and value in ("", [], {}))


def seconds(value):
    if isinstance(value, (int, float)):
        return int(value)
    if isinstance(value, str):
        value = botocore.utils.parse_to_aware_datetime(value)
    return int(value.timestamp())


def our_json(shape, value):
    """What our side reads as JSON."""
    kind = shape.type_name
    if is_document(shape):
        return value
    if kind == "structure":
        return {json_name(n, shape.members[n]): our_json(shape.members[n], v) for n, v in value.items()}
    if kind == "list":
        return [our_json(shape.member, element) for element in value]
    if kind == "map":
        return {key: our_json(shape.value, element) for key, element in value.items()}
    if kind == "timestamp":
        return our_time(shape, value)
    if kind == "blob":
        return base64.b64encode(value).decode()
    if kind in ("double", "float") and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return value


def our_time(shape, value):
    form = shape.serialization.get("timestampFormat", "").lower()
    if form == "iso8601":
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    if form == "rfc822":
        return value.strftime("%a, %d %b %Y %H:%M:%S GMT")
    return int(value.timestamp())


def has_all(theirs, ours, seen):
    """Whether botocore's own shape has whatever ours has."""
    if ours is None or theirs is None:
        return ours is None
    if (theirs.name, ours.name) in seen:
        return True
    seen.add((theirs.name, ours.name))
    if theirs.type_name != ours.type_name:
        return False
    if ours.type_name == "structure":
        return all(name in theirs.members and has_all(theirs.members[name], member, seen)
                   for name, member in ours.members.items())
    if ours.type_name == "list":
        return has_all(theirs.member, ours.member, seen)
    return ours.type_name != "map" or has_all(theirs.value, ours.value, seen)


@functools.cache
def models(service):
    """botocore's own, ours, and ours as botocore reads it."""
    loader = botocore.session.get_session().get_component("data_loader")
    ours = smithy.parse((ROOT / "api" / MODELS[service]).read_text(encoding="utf-8"))
    described = loader.load_service_model(service, "service-2"), botocore_model(ours)
    own, converted = (ServiceModel(one, service_name=service) for one in described)
    return own, ours, converted


class Speaker:
    """One service in one protocol."""

    def __init__(self, echo, service, protocol=None):
        self.echo = echo
        self.name = service
        self.model, self.ours, self.converted = models(service)
        self.protocol = protocol or self.converted.metadata["protocol"]
        self.serializer = create_serializer(self.protocol, include_validation=False)
        self.parser = create_parser(self.protocol)
        self.values = Values(self.ours, random.Random(f"{SEED} {service} {self.protocol}"), self.protocol)
        NAMES_ARE_JSON[0] = "json" in self.protocol

    def operations(self):
        """All of ours: botocore's own where it knows them, and converted ones where that is not all of it."""
        for name in self.ours.service.operations:
            converted = self.converted.operation_model(name)
            known = self.model.operation_model(name) if name in self.model.operation_names else None
            if known:
                yield known
            if known is None or self.lacks(known, converted):
                yield converted

    @staticmethod
    def lacks(known, converted):
        seen = set()
        return not (
            has_all(known.input_shape, converted.input_shape, seen)
            and has_all(known.output_shape, converted.output_shape, seen)
            and {e.name for e in converted.error_shapes} <= {e.name for e in known.error_shapes}
        )

    def ask(self, **line):
        if self.protocol == CBOR:
            line["protocol"] = "cbor"
        return self.echo.ask(service=self.name, **line)

    def request(self, operation, parameters):
        """What goes over the wire."""
        written = self.serializer.serialize_to_request(parameters, operation)
        prepare_request_dict(written, endpoint_url="http://host.test", context={})
        prepared = create_request_object(written).prepare()
        body = prepared.body or b""
        body = body.encode() if isinstance(body, str) else body
        headers = [
            {"name": k, "value": v.decode() if isinstance(v, bytes) else v} for k, v in prepared.headers.items()
        ]
        path = prepared.url.removeprefix("http://").partition("/")[2]  # hosts may begin with a label of the input
        return {
            "method": prepared.method,
            "target": f"/{path}",
            "headers": headers,
            "body": base64.b64encode(body).decode(),
        }

    def parse(self, answer, shape, streams=False):
        """What botocore makes of an answer of ours."""
        headers = HeadersDict({h["name"]: h["value"] for h in answer["headers"]})
        body = base64.b64decode(answer.get("body", ""))
        response = {
            "headers": headers,
            "status_code": answer["status"],
            "body": io.BytesIO(body) if streams else body,
            "context": {},
        }
        return self.parser.parse(response, shape)


class Protocols(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.echo = Echo()
        cls.addClassCleanup(cls.echo.stop)

    def speakers(self):
        for service in MODELS:
            yield Speaker(self.echo, service)
        if CBOR in SERIALIZERS and CBOR in PROTOCOL_PARSERS:
            yield Speaker(self.echo, "cloudwatch", CBOR)
        else:
            print("skipped: protocols in CBOR: this botocore does not know it")

    def each(self, check, left_out=()):
        for speaker in self.speakers():
            spoken = set()
            for operation in speaker.operations():
                if (speaker.name, operation.name) in left_out:
                    continue
                whose = "ours" if operation.service_model is speaker.converted else "botocore's"
                with self.subTest(
                    service=speaker.name, protocol=speaker.protocol, operation=operation.name, model=whose
                ):
                    check(speaker, operation)
                spoken.add(operation.name)
            silent = {name for service, name in left_out if service == speaker.name}
            self.assertEqual(set(speaker.ours.service.operations) - spoken, silent, speaker.name)

    def test_every_model_is_spoken(self):
        ours = {path.name for path in (ROOT / "api").glob("*.smithy")}
        self.assertEqual(ours - set(MODELS.values()), OF_AGENTS)

    def test_converted_models_say_what_botocores_own_do(self):
        def check(speaker, operation):
            if operation.service_model is speaker.model:
                self.check_conversion(speaker, operation, speaker.converted.operation_model(operation.name))

        self.each(check)

    def check_conversion(self, speaker, known, converted):
        if known.input_shape:
            value = speaker.values.structure(known.input_shape)
            self.assertEqual(speaker.request(converted, value), speaker.request(known, value), value)
        if known.output_shape and (speaker.name, known.name) not in OUTPUTS_LEFT_OUT:
            value = speaker.values.structure(known.output_shape, answer=True)
            told = our_json(known.output_shape, value)
            answer = speaker.ask(do="encode", operation=known.name, value=told)
            read = [self.read(speaker, answer, one) for one in (converted, known)]
            self.assertEqual(*(plain(known.output_shape, one) for one in read))

    @staticmethod
    def read(speaker, answer, operation):
        """What botocore makes of an answer, streams read to their ends."""
        parsed = speaker.parse(answer, operation.output_shape, operation.has_streaming_output)
        if operation.has_streaming_output:
            payload = operation.output_shape.serialization["payload"]
            parsed[payload] = parsed[payload].read()
        return parsed

    def test_inputs_are_read_equal(self):
        def check(speaker, operation):
            for _ in range(ROUNDS):
                value = speaker.values.structure(operation.input_shape) if operation.input_shape else {}
                self.check_input(speaker, operation, operation.input_shape, value)

        self.each(check, INPUTS_LEFT_OUT)

    def check_input(self, speaker, operation, shape, value):
        request = speaker.request(operation, value)
        read = speaker.ask(do="decode", **request)
        self.assertEqual(read.get("operation"), operation.name, (request, value, read))
        if shape:
            if "ContentLength" not in value:
                read["value"].pop("ContentLength", None)  # every request has the header
            self.assertEqual(plain(shape, read["value"], ours=True), plain(shape, value), request)

    def test_outputs_are_parsed_back_equal(self):
        def check(speaker, operation):
            for _ in range(ROUNDS):
                shape = operation.output_shape
                value = speaker.values.structure(shape, answer=True) if shape else {}
                self.check_output(speaker, operation, shape, value)

        self.each(check, OUTPUTS_LEFT_OUT)

    def check_output(self, speaker, operation, shape, value):
        for name, member in (shape.members if shape else {}).items():
            if member.serialization.get("location") == "statusCode":
                value[name] = 200
        told = our_json(shape, value) if shape else {}
        answer = speaker.ask(do="encode", operation=operation.name, value=told)
        self.assertIn("status", answer, told)
        parsed = self.read(speaker, answer, operation)
        metadata = parsed.pop("ResponseMetadata")
        if shape or speaker.protocol != CBOR:  # botocore does not look there
            self.assertEqual(metadata["RequestId"], "request-1")
        self.assertEqual(metadata["HTTPStatusCode"], operation.http.get("responseCode", 200))
        if shape:
            payload = shape.serialization.get("payload")
            if operation.has_streaming_output:
                if payload not in value:
                    self.assertEqual(parsed.pop(payload), b"")
            elif payload and payload not in value:  # no body at all, and botocore makes one of it
                parsed.pop(payload, None)
            if "ContentType" not in value:
                parsed.pop("ContentType", None)  # a body of bytes is never without
            self.assertEqual(plain(shape, parsed), plain(shape, value), base64.b64decode(answer.get("body", "")))

    def test_errors_arrive(self):
        def check(speaker, operation):
            own = speaker.ours.operations[operation.name]
            for error in operation.error_shapes:
                if error.name in own.errors:
                    self.check_error(speaker, operation, error)

        self.each(check)

    def check_error(self, speaker, operation, error):
        text = 'It is <gone> & "away" é'
        answer = speaker.ask(do="error", operation=operation.name, code=error.name, message=text)
        parsed = speaker.parse(answer, operation.output_shape)
        described = error.metadata.get("error", {})
        code = error.name if "json" in speaker.protocol else error.error_code
        self.assertEqual(parsed["Error"]["Code"], code)
        self.assertEqual(parsed["Error"]["Message"], text)
        self.assertEqual(parsed["ResponseMetadata"]["RequestId"], "request-1")
        if "httpStatusCode" in described:
            self.assertEqual(answer["status"], described["httpStatusCode"])

    def test_unknown_errors_arrive(self):
        def check(speaker, operation):
            answer = speaker.ask(do="error", operation=operation.name, code="Surprise", message="Oh.")
            parsed = speaker.parse(answer, operation.output_shape)
            self.assertEqual(parsed["Error"]["Code"], "Surprise")
            self.assertEqual(parsed["Error"]["Message"], "Oh.")

        self.each(check)


if __name__ == "__main__":
    unittest.main()
