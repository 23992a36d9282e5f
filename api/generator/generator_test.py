"""Tests of the generator: python3 api/generator/generator_test.py"""

import tempfile
import unittest
from pathlib import Path

import compare
import generate
import names
import sdk_model
import smithy
from model import ModelError

SERVICE = """
$version: "2"
namespace gantry.small   // a comment
use aws.protocols#awsJson1_1

@service(sdkId: "Small")
@sigv4(name: "small")
@awsJson1_1
service Small_20200101 { version: "2020-01-01", operations: [ListThings] }

@readonly
@paginated(inputToken: "nextToken", outputToken: "nextToken", pageSize: "max", items: "things")
operation ListThings { input: ListThingsRequest, output: ListThingsResponse, errors: [Gone] }

structure ListThingsRequest { nextToken: String, max: Limit }
structure ListThingsResponse { nextToken: String, things: Things }

structure Thing {
    @required
    @length(min: 1, max: 9)
    name: String
    cpu: Integer = 0
    essential: Boolean = false
    @required
    port: Integer = 0
    kind: Kind
    default: Document
    createdAt: Timestamp
    labels: Labels
}

@error("client")
structure Gone { message: String }

@length(max: 3)
list Things { member: Thing }
map Labels { key: String, value: String }
enum Kind { BIG, json_file = "json-file" }
@range(min: 1, max: 100)
integer Limit
"""

WIRE = """
@service(sdkId: "S3")
@sigv4(name: "s3")
@restXml
@xmlNamespace(uri: "http://s3/doc/")
service Store { version: "2006", operations: [Put, Watch] }

@http(method: "PUT", uri: "/{Bucket}/{Key+}?tagging", code: 204)
@endpoint(hostPrefix: "{Account}.")
operation Put { input: PutRequest, output: PutOutput, errors: [Gone] }
@http(method: "GET", uri: "/")
operation Watch { input: Empty, output: WatchOutput }

structure PutRequest {
    @required @httpLabel Bucket: String
    @httpLabel @hostLabel Account: String
    @httpHeader("If-Modified-Since") Since: Date
    @httpPrefixHeaders("x-meta-") Meta: Strings
    @httpQuery("v") Version: String
    @httpQueryParams Rest: Strings
    @httpPayload Body: Body
    @idempotencyToken Token: String
    @timestampFormat("date-time") At: Date
    Plain: String
}
structure PutOutput {
    @httpResponseCode Status: Integer
    @xmlFlattened @xmlName("Part") Parts: Parts
    @xmlAttribute @xmlName("xsi:type") Type: String
    Nested: Nested
    Sharing: Sharing
}
structure Empty {}
structure WatchOutput { @httpPayload events: Events }

@streaming
union Events { tick: Empty, gone: Gone }
@xmlName("Shared") @xmlNamespace(uri: "http://own/")
union Sharing { Half: String, Whole: Strings }
@streaming
blob Body
@timestampFormat("http-date")
timestamp Date
list Parts { @length(max: 5) member: String }
list Nested { @xmlName("item") member: Inner }
map Inner {
    @xmlName("Name") @pattern("^a+$")
    key: String
    @xmlName("Value")
    value: Date
}
map Strings { key: String, value: String }
@error("client") @httpError(410) @awsQueryError(code: "GoneAway", httpResponseCode: 404)
structure Gone { message: String }
"""

TARGET = generate.Target("gantry::api::small", "api/small")


def files_of(text):
    return generate.generate(smithy.parse(text), TARGET)


class Names(unittest.TestCase):
    def test_members(self):
        for name, expected in {
            "taskDefinitionArn": "task_definition_arn",
            "enableECSManagedTags": "enable_ecs_managed_tags",
            "sizeInGiB": "size_in_gib",
            "vCpuCount": "vcpu_count",
            "privateIPv4Address": "private_ipv4_address",
            "OOMKilled": "oom_killed",
            "NCPU": "ncpu",
            "ExecIDs": "exec_ids",
            "rx_bytes": "rx_bytes",
            "namespace": "namespace_",
            "major": "major_",
        }.items():
            self.assertEqual(names.member_name(name), expected)

    def test_enumerators(self):
        for name, expected in {
            "EC2": "Ec2",
            "MANAGED_INSTANCES": "ManagedInstances",
            "json_file": "JsonFile",
            "wordInCamel": "WordInCamel",
            "binpack": "Binpack",
            "X86_64": "X86_64",
            "2xlarge": "_2xlarge",
        }.items():
            self.assertEqual(names.enumerator(name), expected)


class Shapes(unittest.TestCase):
    def test_structure(self):
        header = files_of(SERVICE)["api/small/thing.h"]
        for line in (
            "std::optional<std::string> name;",
            "std::int32_t cpu = 0;",
            "bool essential = false;",
            "std::optional<std::int32_t> port;",
            "std::optional<Kind> kind;",
            "std::optional<reflect::RawJson> default_;",
            "std::optional<SysTime> created_at;",
            "std::optional<std::map<std::string, std::string>> labels;",
            '#include "api/small/kind.h"',
        ):
            self.assertIn(line, header)

    def test_description(self):
        source = "".join(
            text for path, text in files_of(SERVICE).items() if "shapes_" in path
        )
        for line in (
            'reflect::field<&Thing::name>("name", {.min = 1, .max = 9, .required = true}),',
            'reflect::field<&Thing::default_>("default"),',
            'reflect::field<&ListThingsRequest::max>("max", {.min = 1, .max = 100}),',
            'reflect::field<&ListThingsResponse::things>("things", {.max = 3}),',
            '"json-file",',
        ):
            self.assertIn(line, source)

    def test_errors_have_no_type(self):
        self.assertNotIn("api/small/gone.h", files_of(SERVICE))

    def test_operations(self):
        source = files_of(SERVICE)["api/small/operations.cc"]
        for line in (
            '.name = "ListThings",',
            "kListThingsErrors[] = {\n    {\"Gone\", \"Gone\", 400},\n};",
            '.items = "things",',
            ".readonly = true,",
        ):
            self.assertIn(line, source)

    def test_a_list_of_the_same(self):
        header = files_of("structure Tree { branches: Trees } list Trees { member: Tree }")
        self.assertIn("std::optional<std::vector<Tree>> branches;", header["api/small/tree.h"])

    def test_every_model_of_ours_is_read(self):
        for path in Path(__file__).parent.parent.rglob("*.smithy"):
            self.assertTrue(smithy.parse(path.read_text(encoding="utf-8")).shapes, path)


class Wire(unittest.TestCase):
    def setUp(self):
        self.files = files_of(WIRE)
        self.described = "".join(text for path, text in self.files.items() if "shapes_" in path)

    def test_places_in_http(self):
        place = "reflect::WireTraits::Place::"
        for line in (
            f'kWire0{{.place = {place}Label, .location = "Bucket"}};',
            f'kWire1{{.place = {place}Label, .location = "Account", .host_label = true}};',
            f'kWire2{{.place = {place}Header, .location = "If-Modified-Since",'
            " .time = reflect::TimeFormat::HttpDate};",
            f'kWire3{{.place = {place}PrefixHeaders, .location = "x-meta-"}};',
            f'kWire4{{.place = {place}Query, .location = "v"}};',
            f'kWire5{{.place = {place}QueryParams, .location = "Rest"}};',
            f'kWire6{{.place = {place}Payload, .location = "Body", .streaming = true}};',
            "kWire7{.idempotency_token = true};",
            "kWire8{.time = reflect::TimeFormat::DateTime};",
            'field<&PutRequest::bucket>("Bucket", {.required = true}, &kWire0),',
            'field<&PutRequest::plain>("Plain"),',
            f'kWire0{{.place = {place}StatusCode, .location = "Status"}};',
            f'kWire0{{.place = {place}Payload, .location = "events", .event_stream = true}};',
        ):
            self.assertIn(line, self.described)

    def test_xml(self):
        for line in (
            'kWire1{.xml_name = "Part", .flattened = true};',
            'kWire2{.xml_name = "xsi:type", .attribute = true};',
            'type.xml_name = "Shared";',
            'type.xml_namespace = "http://own/";',
        ):
            self.assertIn(line, self.described)

    def test_elements(self):
        for line in (
            "kElement1{.bounds = {.max = 5}};",
            'kElement3In{.key_bounds = {.pattern = "^a+$"}, .name = "Value", .key_name = "Name",'
            " .time = reflect::TimeFormat::HttpDate};",
            'kElement3{.name = "item", .inside = &kElement3In};',
            'field<&PutOutput::parts>("Parts", {}, &kWire1, &kElement1),',
            'field<&PutOutput::nested>("Nested", {}, nullptr, &kElement3),',
        ):
            self.assertIn(line, self.described)

    def test_unions_and_bytes(self):
        self.assertEqual(self.described.count("type.is_union = true;"), 2)
        self.assertIn("std::optional<std::string> half;", self.files["api/small/sharing.h"])
        self.assertIn("std::optional<Gone> gone;", self.files["api/small/events.h"])
        self.assertIn("api/small/gone.h", self.files)  # an error that is an event has a type
        self.assertIn("std::optional<api::EventSource> events;", self.files["api/small/watch_output.h"])
        self.assertIn("std::optional<api::FileBody> body;", self.files["api/small/put_request.h"])

    def test_operations(self):
        for line in (
            '.http_method = "PUT",',
            '.http_path = "/{Bucket}/{Key+}?tagging",',
            ".http_status = 204,",
            '.host_prefix = "{Account}.",',
            '{"Gone", "GoneAway", 410},',
            ".protocol = api::Protocol::S3,",
            '.xml_namespace = "http://s3/doc/",',
        ):
            self.assertIn(line, self.files["api/small/operations.cc"])
        self.assertNotIn("is_global", self.files["api/small/operations.cc"])

    def test_services(self):
        text = WIRE.replace('"S3"', '"Metrics"').replace("@restXml", "@rpcv2Cbor @awsQuery @global")
        operations = files_of(text)["api/small/operations.cc"]
        for line in (".protocol = api::Protocol::AwsQuery,", ".speaks_cbor = true,", ".is_global = true,"):
            self.assertIn(line, operations)

    def test_names_in_ec2(self):
        text = WIRE.replace("@restXml", "@ec2Query").replace("Plain:", '@xmlName("plain") Plain:')
        text = text.replace("@idempotencyToken", '@ec2QueryName("Idem") @xmlName("token")')
        self.described = "".join(t for path, t in files_of(text).items() if "shapes_" in path)
        self.assertIn('kWire7{.xml_name = "token", .ec2_name = "Idem"};', self.described)
        self.assertIn('kWire9{.xml_name = "plain", .ec2_name = "Plain"};', self.described)


class Refusals(unittest.TestCase):
    def check(self, text, message):
        with self.assertRaisesRegex(ModelError, message):
            files_of(text)

    def test_messages(self):
        self.check("structure A { b: Missing }", "unknown shape Missing")
        self.check("\nstructure A { b: }", "line 2: expected a name")
        self.check("structure A {}\nstructure A {}", "line 2: A is defined twice")
        self.check("structure A { a: A }", "A contains itself")
        self.check("structure A { b: B } list B { member: C } structure C { a: A }", "contains itself")
        self.check("resource A {}", "unknown kind of shape 'resource'")
        self.check("union A { @required b: String }", "no member of a union is required")
        words = " ".join(f"W{number}" for number in range(257))
        self.check(f"enum A {{ {words} }}", "more than 256 words")
        self.check("structure A { b: Integer = 5 }", "only zero defaults")
        self.check("structure AB {}\nstructure Ab {}", "two shapes want")
        self.check("operation A { input: B }", "needs an input and an output")


SDK_MODELS = """
/** <p>What a comment says: is not read;</p> */
export interface ListThingsRequest {
    nextToken?: string | undefined;
    max?: number | undefined;
}
export interface ListThingsResponse {
    nextToken?: string | undefined;
    things?: Thing[] | undefined;
}
export interface Thing {
    name: string | undefined;
    cpu?: number | undefined;
    essential?: boolean | undefined;
    port: number | undefined;
    kind?: Kind | undefined;
    default?: __DocumentType | undefined;
    createdAt?: Date | undefined;
    labels?: Record<string, string> | undefined;
}
export declare class Gone extends __BaseException {
    readonly name: "Gone";
    readonly $fault: "client";
    constructor(opts: __ExceptionOptionType<Gone, __BaseException>);
}
"""
SDK_ENUMS = """
export const Kind = {
    BIG: "BIG",
    JSON_FILE: "json-file",
};
"""
SDK_COMMAND = """
export interface ListThingsCommandInput extends ListThingsRequest {
}
export interface ListThingsCommandOutput extends ListThingsResponse, __MetadataBearer {
}
 * @throws {@link Gone} (client fault)
 * @throws {@link SmallServiceException}
"""


class Comparing(unittest.TestCase):
    def differences(self, models=SDK_MODELS, enums=SDK_ENUMS, command=SDK_COMMAND, ours=SERVICE):
        with tempfile.TemporaryDirectory() as folder:
            package = Path(folder)
            for path, text in (
                ("dist-types/models/models_0.d.ts", models),
                ("dist-es/models/enums.js", enums),
                ("dist-types/commands/ListThingsCommand.d.ts", command),
            ):
                (package / path).parent.mkdir(parents=True, exist_ok=True)
                (package / path).write_text(text)
            return compare.differences(smithy.parse(ours), sdk_model.read(package))

    def test_the_same_is_the_same(self):
        self.assertEqual(self.differences(), [])

    def test_members_and_shapes(self):
        models = SDK_MODELS.replace("cpu?: number", "cpu: string").replace("    essential", "    vital")
        models += """
export declare namespace Sharing {
    interface HalfMember {
        half: Thing;
        $unknown?: never;
    }
}
"""
        self.assertEqual(
            self.differences(models),
            [
                "shape Sharing: missing",
                "member Thing.vital: missing",
                "member Thing.essential: only ours",
                "member Thing.cpu: its type is string",
                "member Thing.cpu: it is required",
            ],
        )

    def test_unions(self):
        models = SDK_MODELS + """
export declare namespace Sharing {
    interface HalfMember {
        half: Thing;
        $unknown?: never;
    }
}
"""
        ours = SERVICE + "union Sharing { half: Thing }\nstructure ListGoneResponse {}\n"
        self.assertEqual(self.differences(models, ours=ours), ["shape ListGoneResponse: only ours"])
        ours = ours.replace("union Sharing", "structure Sharing").replace("ListGoneResponse", "Sharing2")
        self.assertIn("shape Sharing: it is a union", self.differences(models, ours=ours))

    def test_an_end_that_is_empty(self):
        ours = SERVICE.replace("output: ListThingsResponse", "output: Empty") + "structure Empty {}"
        self.assertNotIn("shape Empty: only ours", self.differences(ours=ours))

    def test_words_and_errors(self):
        self.assertEqual(
            self.differences(
                enums=SDK_ENUMS.replace("BIG", "HUGE"), command=SDK_COMMAND.replace("Gone", "Lost")
            ),
            [
                "error ListThings.Lost: missing",
                "error ListThings.Gone: only ours",
                "word Kind.HUGE: missing",
                "word Kind.BIG: only ours",
            ],
        )

    def test_what_is_no_package(self):
        with tempfile.TemporaryDirectory() as folder, self.assertRaisesRegex(ModelError, "unpacked"):
            sdk_model.read(Path(folder))


class Writing(unittest.TestCase):
    def test_touches_only_what_changed_and_removes_what_is_gone(self):
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder)
            files = files_of(SERVICE)
            generate.write(files, out, TARGET.directory)
            header = out / "api/small/thing.h"
            before = header.stat().st_mtime_ns
            stale = out / "api/small/old.h"
            stale.write_text("")
            generate.write(files, out, TARGET.directory)
            self.assertEqual(header.stat().st_mtime_ns, before)
            self.assertFalse(stale.exists())


if __name__ == "__main__":
    unittest.main()
