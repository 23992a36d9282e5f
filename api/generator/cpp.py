"""C++ types and literals for model shapes."""

from model import ModelError
from names import snake_case

_SIMPLE = {
    "string": "std::string",
    "blob": "reflect::Blob",
    "integer": "std::int32_t",
    "long": "std::int64_t",
    "float": "double",
    "double": "double",
    "boolean": "bool",
    "timestamp": "SysTime",
    "document": "reflect::RawJson",
}


def cpp_type(model, target):
    """The C++ type of a value of this shape, seen from the service's own namespace."""
    shape = model.resolve(target)
    if is_file_body(shape):
        return "api::FileBody"
    if is_event_source(shape):
        return "api::EventSource"
    if shape.type in _SIMPLE:
        return _SIMPLE[shape.type]
    if shape.type in ("structure", "enum"):
        return shape.name
    if shape.type == "list":
        return f"std::vector<{cpp_type(model, shape.member('member').target)}>"
    if shape.type == "map":
        return f"std::map<std::string, {cpp_type(model, shape.member('value').target)}>"
    raise ModelError(f"{shape.name}: no C++ type for a {shape.type}")


def is_file_body(shape):
    """Whether values of this shape are api::FileBody: blobs that are not held in memory."""
    return shape.type == "blob" and "streaming" in shape.traits


def is_event_source(shape):
    """Whether members of this shape are api::EventSource: unions of what an answer goes on with."""
    return "streaming" in shape.traits and not is_file_body(shape)


def named_shapes(model, target):
    """The structures and enums that cpp_type(target) mentions."""
    shape = model.resolve(target)
    if is_event_source(shape):
        return set()
    if shape.type in ("structure", "enum"):
        return {shape.name}
    if shape.type == "list":
        return named_shapes(model, shape.member("member").target)
    if shape.type == "map":
        return named_shapes(model, shape.member("value").target)
    return set()


def default_literal(member):
    if isinstance(member.default, bool):
        return "true" if member.default else "false"
    return '""' if member.default == "" else str(member.default)


def string_literal(text):
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def header_of(model, directory, name):
    return f"{directory}/{snake_case(name)}.h"
