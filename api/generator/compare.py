"""Says how a model of ours differs from the newest one that AWS has published.

    npm pack @aws-sdk/client-ecs && tar xzf aws-sdk-client-ecs-*.tgz
    python3 api/generator/compare.py api/ecs.smithy package

Prints a line for each operation, shape, member, word of an enumeration and error that one side
has and the other has not, or that differs in type or in being required. Ends with 1 when there was
a difference. Bounds are not compared: the package knows none.
"""

import argparse
import re
import sys
from pathlib import Path

import sdk_model
import smithy
from model import ModelError

NUMBERS = ("integer", "long", "float", "double")
SDK_WORDS = {
    "Date": "timestamp",
    "Uint8Array": "string",
    "__DocumentType": "document",
    "number": "number",
    "string": "string",
    "boolean": "boolean",
}


def our_type(model, target):
    """A word for a type that both sides can say: "[Tag]", "{string}", "number", "LaunchType"."""
    shape = model.resolve(target)
    if shape.type in NUMBERS:
        return "number"
    if shape.type == "list":
        return f"[{our_type(model, shape.member('member').target)}]"
    if shape.type == "map":
        return f"{{{our_type(model, shape.member('value').target)}}}"
    if shape.type in ("structure", "enum"):
        return shape.name
    return "string" if shape.type == "blob" else shape.type


def their_type(target):
    if target.endswith("[]"):
        return f"[{their_type(target[:-2].strip('()'))}]"
    partial = re.fullmatch(r"Partial<(.+)>", target)
    found = re.fullmatch(r"Record<\w+, (.+)>", partial.group(1) if partial else target)
    if found:
        return f"{{{their_type(found.group(1))}}}"
    return SDK_WORDS.get(target, target)


def differences(ours, theirs):
    """One line each, sorted by what they are about."""
    lines = _names("operation", "", ours.operations, theirs.operations)
    for name in sorted(ours.operations.keys() & theirs.operations.keys()):
        lines += _operation(ours.operations[name], theirs.operations[name], theirs)
    known = {name: shape for name, shape in ours.shapes.items() if shape.type in ("structure", "enum")}
    # An operation of ours has an input and an output where AWS's has none.
    ends = {end for operation in ours.operations.values() for end in (operation.input, operation.output)}
    told = {name for name in known if known[name].members or name not in ends or name in theirs.shapes}
    lines += _names("shape", "", told, theirs.shapes)
    for name in sorted(known.keys() & theirs.shapes.keys()):
        if known[name].type == "enum":
            lines += _names("word", f"{name}.", _words(known[name]), _words(theirs.shapes[name]))
        else:
            lines += _structure(ours, known[name], theirs.shapes[name])
    return lines


def _names(kind, prefix, ours, theirs):
    missing = [f"{kind} {prefix}{name}: missing" for name in sorted(set(theirs) - set(ours))]
    return missing + [f"{kind} {prefix}{name}: only ours" for name in sorted(set(ours) - set(theirs))]


def _words(shape):
    return [member.traits.get("enumValue", member.name) for member in shape.members]


def _operation(ours, theirs, model):
    lines = _names("error", f"{ours.name}.", ours.errors, theirs.errors)
    for side in ("input", "output"):
        name = getattr(theirs, side)
        if name and name in model.shapes and name != getattr(ours, side):
            lines.append(f"operation {ours.name}: its {side} is {name}")
    return lines


def _structure(model, ours, theirs):
    untold = {"message"} if "error" in ours.traits else set()
    lines = _names(
        "member",
        f"{ours.name}.",
        {m.name for m in ours.members} - untold,
        {m.name for m in theirs.members},
    )
    if ("union" in ours.traits) != ("union" in theirs.traits):
        lines.append(f"shape {ours.name}: it is {'a' if 'union' in theirs.traits else 'no'} union")
    for member in ours.members:
        other = theirs.member(member.name)
        if other is None:
            continue
        wanted = their_type(other.target)
        if our_type(model, member.target) != wanted:
            lines.append(f"member {ours.name}.{member.name}: its type is {wanted}")
        if ("required" in member.traits) != ("required" in other.traits):
            state = "required" if "required" in other.traits else "not required"
            lines.append(f"member {ours.name}.{member.name}: it is {state}")
    return lines


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("model", type=Path, help="e.g. api/ecs.smithy")
    parser.add_argument("package", type=Path, help="the unpacked package of the SDK's client")
    arguments = parser.parse_args()
    try:
        ours = smithy.parse(arguments.model.read_text(encoding="utf-8"))
        lines = differences(ours, sdk_model.read(arguments.package))
    except ModelError as error:
        sys.exit(str(error))
    print("\n".join(lines) if lines else "no difference")
    sys.exit(1 if lines else 0)


if __name__ == "__main__":
    main()
