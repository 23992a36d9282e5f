"""Tests of tools/import-model: python3 api/importer/importer_test.py"""

import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "generator"))

import published
import smithy
import trim
import write
from model import ModelError
from patterns import to_re2

TOOL = Path(__file__).resolve().parents[2] / "tools/import-model"
TEXT = "<p>Words that are not ours.</p>"

QUERY = {
    "metadata": {
        "apiVersion": "2020-01-02",
        "endpointPrefix": "small",
        "protocol": "query",
        "serviceId": "Small Things",
        "xmlNamespace": "https://small/doc/",
    },
    "documentation": TEXT,
    "operations": {
        "ListThings": {
            "http": {"method": "POST", "requestUri": "/"},
            "input": {"shape": "ListThingsRequest"},
            "output": {"shape": "ListThingsResponse", "resultWrapper": "ListThingsResult"},
            "errors": [{"shape": "GoneException"}],
            "documentation": TEXT,
        },
        "DeleteThing": {"http": {"method": "POST", "requestUri": "/"}, "input": {"shape": "DeleteThingRequest"}},
        "Unwanted": {"http": {"method": "POST", "requestUri": "/"}},
    },
    "shapes": {
        "ListThingsRequest": {
            "type": "structure",
            "required": ["Prefix"],
            "members": {
                "Prefix": {"shape": "nameType", "documentation": TEXT},
                "Marker": {"shape": "String", "idempotencyToken": True},
                "Max": {"shape": "maxType"},
            },
        },
        "ListThingsResponse": {
            "type": "structure",
            "members": {
                "Things": {"shape": "thingListType", "locationName": "ThingSet"},
                "Flat": {"shape": "flatListType", "locationName": "Flats"},
                "Marker": {"shape": "String"},
                "State": {"shape": "stateType"},
                "Labels": {"shape": "labelMapType"},
                "At": {"shape": "dateType"},
                "Data": {"shape": "dataType"},
            },
        },
        "DeleteThingRequest": {"type": "structure", "members": {"Name": {"shape": "nameType"}}},
        "GoneException": {
            "type": "structure",
            "members": {"message": {"shape": "String"}},
            "error": {"code": "Gone", "httpStatusCode": 404, "senderFault": True},
            "exception": True,
        },
        "Unreached": {"type": "structure", "members": {}},
        "nameType": {"type": "string", "min": 1, "max": 9, "pattern": "[\\w+]+"},
        "maxType": {"type": "integer", "min": 1, "max": 100},
        "stateType": {"type": "string", "enum": ["on", "switched-off", "2x"], "min": 1},
        "String": {"type": "string"},
        "dateType": {"type": "timestamp", "timestampFormat": "iso8601"},
        "dataType": {"type": "blob", "sensitive": True},
        "thingListType": {"type": "list", "member": {"shape": "nameType", "locationName": "item"}, "max": 5},
        "flatListType": {"type": "list", "member": {"shape": "String", "locationName": "Flat"}, "flattened": True},
        "labelMapType": {
            "type": "map",
            "key": {"shape": "nameType", "locationName": "Name"},
            "value": {"shape": "String"},
        },
    },
}

PAGES = {
    "pagination": {
        "ListThings": {
            "input_token": "Marker",
            "output_token": "Marker",
            "limit_key": "Max",
            "result_key": ["Things", "Flat"],
        }
    }
}

QUERY_MODEL = """
@paginated(inputToken: "Marker", outputToken: "Marker", pageSize: "Max")
operation ListThings {
    input: ListThingsRequest
    output: ListThingsResponse
    errors: [
        GoneException
    ]
}

@sensitive
blob DataType

@timestampFormat("date-time")
timestamp DateType

structure DeleteThingRequest {
    Name: NameType
}

structure DeleteThingResponse {}

list FlatListType {
    member: String
}

@error("client")
@awsQueryError(code: "Gone", httpResponseCode: 404)
structure GoneException {
    message: String
}

map LabelMapType {
    @xmlName("Name")
    key: NameType
    value: String
}

structure ListThingsRequest {
    @required
    Prefix: NameType
    @idempotencyToken
    Marker: String
    Max: MaxType
}

structure ListThingsResponse {
    @xmlName("ThingSet")
    Things: ThingListType
    @xmlFlattened
    Flat: FlatListType
    Marker: String
    State: StateType
    Labels: LabelMapType
    At: DateType
    Data: DataType
}

@range(min: 1, max: 100)
integer MaxType

@length(min: 1, max: 9)
@pattern("^[\\\\w+]+$")
string NameType

enum StateType {
    on
    switched_off = "switched-off"
    _2x = "2x"
}

@length(max: 5)
list ThingListType {
    @xmlName("item")
    member: NameType
}
"""

REST = {
    "metadata": {
        "apiVersion": "2021",
        "endpointPrefix": "store",
        "protocol": "rest-xml",
        "serviceId": "Store",
        "signingName": "storage",
    },
    "operations": {
        "Put": {
            "http": {"method": "PUT", "requestUri": "/{Bucket}/{key+}?x", "responseCode": 204},
            "endpoint": {"hostPrefix": "{Bucket}."},
            "input": {"shape": "PutRequest"},
            "output": {"shape": "PutOutput"},
            "errors": [{"shape": "Gone"}],
        },
    },
    "shapes": {
        "PutRequest": {
            "type": "structure",
            "members": {
                "Bucket": {"shape": "Text", "location": "uri", "locationName": "Bucket", "hostLabel": True},
                "Key": {"shape": "Text", "location": "uri", "locationName": "key"},
                "Since": {"shape": "Date", "location": "header", "locationName": "If-Since", "timestampFormat": "rfc822"},
                "Meta": {"shape": "Texts", "location": "headers", "locationName": "x-meta-"},
                "Version": {"shape": "Text", "location": "querystring", "locationName": "v"},
                "Others": {"shape": "Texts", "location": "querystring"},
                "Policy": {
                    "shape": "Inner",
                    "locationName": "Policy",
                    "xmlNamespace": {"uri": "http://store/doc/"},
                },
            },
            "payload": "Policy",
        },
        "PutOutput": {
            "type": "structure",
            "members": {
                "Status": {"shape": "Number", "location": "statusCode"},
                "Body": {"shape": "Bytes", "streaming": True},
            },
            "payload": "Body",
        },
        "Inner": {
            "type": "structure",
            "union": True,
            "members": {
                "Kind": {"shape": "Text", "xmlAttribute": True, "locationName": "xsi:type"},
                "Events": {"shape": "Events"},
            },
        },
        "Events": {"type": "structure", "eventstream": True, "members": {"Tick": {"shape": "Text"}}},
        "Text": {"type": "string"},
        "Texts": {"type": "map", "key": {"shape": "Text"}, "value": {"shape": "Text"}},
        "Date": {"type": "timestamp"},
        "Number": {"type": "integer"},
        "Bytes": {"type": "blob"},
        "Gone": {"type": "structure", "members": {}, "exception": True, "fault": True, "error": {"httpStatusCode": 503}},
    },
}


def folder_of(root, service, pages=None):
    folder = Path(root) / "small" / service["metadata"]["apiVersion"]
    folder.mkdir(parents=True)
    (folder / "service-2.json").write_text(json.dumps(service))
    if pages:
        (folder / "paginators-1.json").write_text(json.dumps(pages))
    return folder


def imported(service, operations, pages=None, **options):
    with tempfile.TemporaryDirectory() as root:
        found = published.find(str(folder_of(root, service, pages)))
    return write.to_text(trim.trim(found, operations, "gantry.small", **options), ["Made."])


class Importing(unittest.TestCase):
    def test_query(self):
        text = imported(QUERY, ["ListThings", "DeleteThing"], PAGES)
        self.assertIn("service SmallThings_20200102 {", text)
        self.assertIn('@xmlNamespace(uri: "https://small/doc/")', text)
        self.assertEqual(text[text.index("\n@paginated"):], QUERY_MODEL)

    def test_rest(self):
        text = imported(REST, ["Put"])
        for part in (
            '@sigv4(name: "storage")\n@restXml\n@xmlNamespace(uri: "http://store/doc/")',
            '@http(method: "PUT", uri: "/{Bucket}/{key+}?x", code: 204)\n@endpoint(hostPrefix: "{Bucket}.")',
            "@httpLabel\n    @hostLabel\n    Bucket: String",
            '@httpLabel("key")\n    Key: String',
            '@httpHeader("If-Since")\n    @timestampFormat("http-date")\n    Since: Timestamp',
            '@httpPrefixHeaders("x-meta-")\n    Meta: Texts',
            '@httpQuery("v")\n    Version: String',
            "@httpQueryParams\n    Others: Texts",
            '@httpPayload\n    @xmlName("Policy")\n    Policy: Inner',
            "@httpResponseCode\n    Status: Integer",
            "@httpPayload\n    Body: StreamingBytes",
            "@streaming\nblob StreamingBytes",
            '@xmlName("xsi:type")\n    @xmlAttribute\n    Kind: String',
            "union Inner {",
            "@streaming\nunion Events {",
            '@error("server")\n@httpError(503)\nstructure Gone {}',
        ):
            self.assertIn(part, text)

    def test_answers_of_s3_have_its_roots(self):
        service = json.loads(json.dumps(REST))
        service["metadata"]["endpointPrefix"] = "s3"
        service["operations"]["ListParts"] = service["operations"].pop("Put")
        self.assertIn('@xmlName("ListPartsResult")\nstructure PutOutput {', imported(service, ["ListParts"]))

    def test_what_comes_out_is_read(self):
        text = imported(QUERY, ["ListThings"], PAGES, is_global=True, protocols=["query"])
        model = smithy.parse(text)
        self.assertEqual(model.service.operations, ["ListThings"])
        self.assertIn("global", model.service.traits)
        self.assertNotIn("DeleteThingRequest", model.shapes)
        self.assertNotIn("Words", text)

    def test_names_that_are_taken(self):
        service = json.loads(json.dumps(QUERY))
        service["shapes"]["DeleteThingResponse"] = {"type": "structure", "members": {}}
        self.assertIn("output: DeleteThingOutput\n", imported(service, ["DeleteThing"]))

    def test_unknown_operation(self):
        with self.assertRaisesRegex(ModelError, "no operation Missing"):
            imported(QUERY, ["Missing"])

    def test_the_tool_adds_to_what_is_there(self):
        with tempfile.TemporaryDirectory() as root:
            out = Path(root) / "small.smithy"
            command = [sys.executable, TOOL, "--out", out, folder_of(root, QUERY, PAGES)]
            subprocess.run([*command, "ListThings"], check=True)
            self.assertNotIn("operation DeleteThing", out.read_text())
            subprocess.run([*command, "DeleteThing"], check=True)
            both = out.read_text()
            self.assertEqual(smithy.parse(both).service.operations, ["DeleteThing", "ListThings"])
            subprocess.run(command, check=True)
            self.assertEqual(out.read_text(), both)


class Patterns(unittest.TestCase):
    def test_in_re2s_words(self):
        for pattern, expected in {
            "[a-z]+": "^[a-z]+$",
            "^[a-z]+$": "^[a-z]+$",
            "a|b": "^(?:a|b)$",
            "^a\\$": "^a\\$$",
            "[\\u0009\\u20AC]": "^[\\x{0009}\\x{20AC}]$",
            "[\\uD800\\uDC00-\\uDBFF\\uDFFF]": "^[\\x{10000}-\\x{10FFFF}]$",
            "[\\u10000-\\u10FFFF]": "^[\\x{10000}-\\x{10FFFF}]$",
            "\\p{Print}+": "^[\\x20-\\x7E]+$",
            "[\\p{ASCII}]*": "^[\\x00-\\x7F]*$",
            "a{1,1000}b{0,2048}c{1,2048}d{5,2048}": "^a{1,1000}b*c+d{5,}$",
        }.items():
            self.assertEqual(to_re2(pattern), expected)


if __name__ == "__main__":
    unittest.main()
