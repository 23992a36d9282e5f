"""Reads the shapes of an AWS service from the package of its JavaScript SDK client.

The package is unpacked somewhere (`npm pack @aws-sdk/client-ecs`); only its type declarations are
read: `dist-types/models/*.d.ts`, `dist-types/commands/*.d.ts` and `dist-es/models/enums.js`. They
name every shape, member and error, and say what is required; they know no bounds, and every number
is a `number`.
"""

import re

from model import Member, Model, ModelError, Operation, Service, Shape

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
STRUCTURE = re.compile(r"^export interface (\w+) \{\n(.*?)^\}", re.DOTALL | re.MULTILINE)
ERROR = re.compile(r"^export declare class (\w+) extends __BaseException \{\n(.*?)^\}", re.DOTALL | re.MULTILINE)
UNION = re.compile(r"^export declare namespace (\w+) \{\n(.*?)^\}", re.DOTALL | re.MULTILINE)
UNION_MEMBER = re.compile(r"interface (?!\$Unknown)\w+ \{\s*(\w+): ([^;]+);\s*\$unknown\?")
MEMBER = re.compile(r"^    (\w+)(\??): ([^;]+?)(?: \| undefined)?;", re.MULTILINE)
ENUM = re.compile(r"^export const (\w+) = \{\n(.*?)^\};", re.DOTALL | re.MULTILINE)
THROWS = re.compile(r"@throws \{@link (\w+)\} \(\w+ fault\)")
CLIENT_FIELDS = ("name", "$fault", "$metadata")


def read(package):
    """The Model of an unpacked package. Raises ModelError when it is none."""
    models = sorted((package / "dist-types/models").glob("*.d.ts"))
    if not models:
        raise ModelError(f"{package}: no dist-types/models; is it an unpacked SDK client?")
    model = Model(namespace="sdk", service=Service("sdk"))
    for path in models:
        _read_shapes(model, COMMENT.sub("", path.read_text(encoding="utf-8")))
    _read_enums(model, (package / "dist-es/models/enums.js").read_text(encoding="utf-8"))
    for path in sorted((package / "dist-types/commands").glob("*Command.d.ts")):
        _read_operation(model, path.name.removesuffix("Command.d.ts"), path)
    return model


def _read_shapes(model, text):
    for name, body in STRUCTURE.findall(text):
        members = [_member(*found) for found in MEMBER.findall(body)]
        model.shapes[name] = Shape(name, "structure", members)
    for name, body in ERROR.findall(text):
        found = [m for m in MEMBER.findall(body.replace("readonly ", "")) if m[0] not in CLIENT_FIELDS]
        members = [_member(*m) for m in found if not m[0].startswith("$")]
        model.shapes[name] = Shape(name, "structure", members, {"error": True})
    for name, body in UNION.findall(text):
        members = [Member(member, target) for member, target in UNION_MEMBER.findall(body)]
        model.shapes[name] = Shape(name, "structure", members, {"union": True})


def _member(name, optional, target):
    return Member(name, target, {} if optional else {"required": True})


def _read_enums(model, text):
    for name, body in ENUM.findall(text):
        words = re.findall(r'^    "?[\w-]+"?: "([^"]*)"', body, re.MULTILINE)
        model.shapes[name] = Shape(name, "enum", [Member(word) for word in words])


def _read_operation(model, name, path):
    text = path.read_text(encoding="utf-8")
    inputs = re.search(r"export interface \w+CommandInput extends (\w+)", text)
    outputs = re.search(r"export interface \w+CommandOutput extends (\w+),", text)
    model.operations[name] = Operation(
        name,
        inputs.group(1) if inputs else "",
        outputs.group(1) if outputs and outputs.group(1) != "__MetadataBearer" else "",
        sorted(set(THROWS.findall(text))),
    )
    model.service.operations.append(name)
