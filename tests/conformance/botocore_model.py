"""Our models as botocore reads models (its service-2.json): what a botocore speaks that is older than they are.

Only what its serializers and parsers look at; bounds and pages are left out. api/importer goes the other way.
"""

from model import PRELUDE

PROTOCOLS = {
    "awsJson1_0": "json",
    "awsJson1_1": "json",
    "awsQuery": "query",
    "ec2Query": "ec2",
    "restJson1": "rest-json",
    "restXml": "rest-xml",
    "rpcv2Cbor": "smithy-rpc-v2-cbor",
}
TIMES = {"date-time": "iso8601", "http-date": "rfc822", "epoch-seconds": "unixTimestamp"}
PLACES = {
    "httpHeader": "header",
    "httpPrefixHeaders": "headers",
    "httpQuery": "querystring",
    "httpQueryParams": "querystring",
    "httpLabel": "uri",
    "httpResponseCode": "statusCode",
}
# Trait and key that say the same.
FLAGS = {
    "hostLabel": "hostLabel",
    "idempotencyToken": "idempotencyToken",
    "streaming": "streaming",
    "union": "union",
    "xmlAttribute": "xmlAttribute",
    "xmlFlattened": "flattened",
}
INSTANCE = {"prefix": "xsi", "uri": "http://www.w3.org/2001/XMLSchema-instance"}


def botocore_model(model):
    """What ServiceModel is made of; `model` is what smithy.parse returns."""
    return _Conversion(model).service()


class _Conversion:
    def __init__(self, model):
        self.model = model
        self.traits = model.service.traits
        # The protocol is the first that is named.
        self.protocol = next(PROTOCOLS[trait] for trait in self.traits if trait in PROTOCOLS)
        self.is_xml = self.protocol in ("ec2", "query", "rest-xml")
        self.shapes = {name: {"type": kind} for name, kind in PRELUDE.items()}

    def service(self):
        for shape in self.model.shapes.values():
            self.shapes[shape.name] = self.shape(shape)
        operations = {name: self.operation(self.model.operations[name]) for name in self.model.service.operations}
        return {"version": "2.0", "metadata": self.metadata(), "operations": operations, "shapes": self.shapes}

    def metadata(self):
        sdk_id = self.traits["service"]["sdkId"]
        told = {
            "apiVersion": self.model.service.version,
            "endpointPrefix": self.traits["sigv4"]["name"],
            "protocol": self.protocol,
            "protocols": [PROTOCOLS[trait] for trait in self.traits if trait in PROTOCOLS],
            "serviceFullName": sdk_id,
            "serviceId": sdk_id,
            "signatureVersion": "v4",
            "targetPrefix": self.model.service.name,
        }
        if self.protocol == "json":
            told["jsonVersion"] = "1.0" if "awsJson1_0" in self.traits else "1.1"
        if "awsQueryCompatible" in self.traits:
            told["awsQueryCompatible"] = {}
        if "xmlNamespace" in self.traits:
            told["xmlNamespace"] = self.traits["xmlNamespace"]["uri"]
        return told

    def operation(self, operation):
        http = operation.traits.get("http", {"method": "POST", "uri": "/"})
        told = {
            "name": operation.name,
            "http": {"method": http["method"], "requestUri": http["uri"]},
            "errors": [{"shape": name} for name in operation.errors],
        }
        if "code" in http:
            told["http"]["responseCode"] = http["code"]
        if "endpoint" in operation.traits:
            told["endpoint"] = operation.traits["endpoint"]
        # An empty structure stands for none at all.
        if self.model.shapes[operation.input].members:
            told["input"] = self.input(operation.input)
        if self.model.shapes[operation.output].members:
            told["output"] = {"shape": operation.output}
            if self.protocol == "query":
                told["output"]["resultWrapper"] = f"{operation.name}Result"
        return told

    def input(self, name):
        told = {"shape": name}
        if self.protocol == "rest-xml":  # the root of the document
            told["locationName"] = self.model.shapes[name].traits.get("xmlName", name)
            told.update(self.namespace())
        return told

    def namespace(self):
        return {"xmlNamespace": {"uri": self.traits["xmlNamespace"]["uri"]}} if "xmlNamespace" in self.traits else {}

    def shape(self, shape):
        told = self.kind(shape)
        told.update(self.common(shape.traits))
        if "union" in shape.traits and told.pop("streaming", False):
            told["eventstream"] = True
        if "error" in shape.traits:
            told.update(exception=True, error=self.error(shape.traits))
        return told

    def kind(self, shape):
        if shape.type == "enum":
            return {"type": "string", "enum": [member.traits["enumValue"] for member in shape.members]}
        if shape.type == "document":
            return {"type": "structure", "members": {}, "document": True}
        if shape.type == "structure":
            return self.structure(shape)
        return {"type": shape.type, **{member.name: self.element(member) for member in shape.members}}

    def structure(self, shape):
        told = {"type": "structure", "members": {member.name: self.member(member) for member in shape.members}}
        required = [member.name for member in shape.members if "required" in member.traits]
        if required:
            told["required"] = required
        payload = next((member.name for member in shape.members if "httpPayload" in member.traits), None)
        if payload:
            told["payload"] = payload
        if any(member.traits.get("xmlName", "").startswith("xsi:") for member in shape.members):
            told["xmlNamespace"] = INSTANCE
        return told

    def common(self, traits):
        told = {key: True for trait, key in FLAGS.items() if trait in traits}
        if "timestampFormat" in traits:
            told["timestampFormat"] = TIMES[traits["timestampFormat"]]
        return told

    def error(self, traits):
        if "awsQueryError" in traits:
            said = traits["awsQueryError"]
            return {"code": said["code"], "httpStatusCode": said["httpResponseCode"]}
        return {"httpStatusCode": traits["httpError"]} if "httpError" in traits else {}

    def element(self, member):
        """What is in a list or a map."""
        told = {"shape": member.target, **self.common(member.traits)}
        if "xmlName" in member.traits:
            told["locationName"] = member.traits["xmlName"]
        return told

    def member(self, member):
        told = {"shape": member.target, **self.common(member.traits)}
        place = next((trait for trait in PLACES if trait in member.traits), None)
        if place:
            name = member.traits[place]
            told.update(location=PLACES[place], locationName=member.name if name is True else name)
        elif self.is_xml:
            told.update(self.xml_names(member))
        elif "jsonName" in member.traits:
            told["locationName"] = member.traits["jsonName"]
        return told

    def xml_names(self, member):
        told = {}
        if "xmlName" in member.traits:
            told["locationName"] = member.traits["xmlName"]
        if self.protocol == "ec2":
            name = member.traits.get("xmlName", member.name)
            told["queryName"] = member.traits.get("ec2QueryName", name[:1].upper() + name[1:])
        if "httpPayload" in member.traits and self.model.resolve(member.target).type == "structure":
            told.setdefault("locationName", member.name)
            told.update(self.namespace())
        return told
