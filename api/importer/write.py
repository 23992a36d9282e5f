"""A Model as Smithy text: sorted, one trait a line, the same for the same model."""

import json

PROTOCOLS = {
    "awsJson1_0": "aws.protocols",
    "awsJson1_1": "aws.protocols",
    "awsQuery": "aws.protocols",
    "awsQueryCompatible": "aws.protocols",
    "awsQueryError": "aws.protocols",
    "ec2Query": "aws.protocols",
    "ec2QueryName": "aws.protocols",
    "restJson1": "aws.protocols",
    "restXml": "aws.protocols",
    "rpcv2Cbor": "smithy.protocols",
    "service": "aws.api",
    "sigv4": "aws.auth",
    "global": "gantry.api",
}


def to_text(model, header):
    """`header` is the comment at the top, line by line."""
    lines = ['$version: "2"', "", *(f"// {line}" for line in header)]
    lines += [f"namespace {model.namespace}", "", *_uses(model), ""]
    lines += _service(model.service)
    for name in sorted(model.operations):
        lines += ["", *_operation(model.operations[name])]
    for name in sorted(model.shapes):
        lines += ["", *_shape(model.shapes[name])]
    return "\n".join(lines) + "\n"


def _uses(model):
    used = set(model.service.traits)
    for shape in model.shapes.values():
        used |= set(shape.traits).union(*(member.traits for member in shape.members))
    return sorted(f"use {PROTOCOLS[trait]}#{trait}" for trait in used if trait in PROTOCOLS)


def _service(service):
    lines = _traits(service.traits)
    lines += [f"service {service.name} {{", f"    version: {json.dumps(service.version)}"]
    lines += ["    operations: [", *(f"        {name}" for name in service.operations), "    ]", "}"]
    return lines


def _operation(operation):
    lines = _traits(operation.traits)
    lines += [f"operation {operation.name} {{", f"    input: {operation.input}"]
    lines.append(f"    output: {operation.output}")
    if operation.errors:
        lines += ["    errors: [", *(f"        {name}" for name in operation.errors), "    ]"]
    return [*lines, "}"]


def _shape(shape):
    traits = {k: v for k, v in shape.traits.items() if k != "union"}
    keyword = "union" if "union" in shape.traits else shape.type
    lines = _traits(traits)
    if shape.type in ("structure", "enum", "list", "map"):
        if not shape.members:
            return [*lines, f"{keyword} {shape.name} {{}}"]
        lines.append(f"{keyword} {shape.name} {{")
        for member in shape.members:
            lines += [f"    {line}" for line in _member(shape, member)]
        return [*lines, "}"]
    return [*lines, f"{keyword} {shape.name}"]


def _member(shape, member):
    if shape.type == "enum":
        word = member.traits["enumValue"]
        return [member.name if word == member.name else f"{member.name} = {json.dumps(word)}"]
    return [*_traits(member.traits), f"{member.name}: {member.target}"]


def _traits(traits):
    return [f"@{name}{_arguments(value)}" for name, value in traits.items()]


def _arguments(value):
    if value is True:
        return ""
    if isinstance(value, dict):
        return f"({', '.join(f'{key}: {json.dumps(item)}' for key, item in value.items())})"
    return f"({json.dumps(value)})"
