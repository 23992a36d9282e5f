"""What the model says of members beyond their types: bounds, and their place in messages."""

from cpp import string_literal

# HTTP binding → place, for those that need no more than a name.
_PLACES = {
    "httpHeader": "Header",
    "httpPrefixHeaders": "PrefixHeaders",
    "httpQuery": "Query",
    "httpQueryParams": "QueryParams",
    "httpLabel": "Label",
    "httpPayload": "Payload",
    "httpResponseCode": "StatusCode",
}

_TIMES = {"epoch-seconds": "EpochSeconds", "date-time": "DateTime", "http-date": "HttpDate"}

_FLAGS = {
    "xmlFlattened": "flattened",
    "xmlAttribute": "attribute",
    "hostLabel": "host_label",
    "idempotencyToken": "idempotency_token",
}


def bounds_of(model, member, may_be_required=True):
    """An initializer of reflect::Bounds, empty when nothing is bounded."""
    traits = model.member_traits(member)
    limits = {**traits.get("range", {}), **traits.get("length", {})}
    parts = [f".{key} = {_integer(limits[key])}" for key in ("min", "max") if key in limits]
    if "pattern" in traits:
        parts.append(f".pattern = {string_literal(traits['pattern'])}")
    if "required" in member.traits and may_be_required:
        parts.append(".required = true")
    return _braced(parts)


def _integer(value):
    return f"{value}LL" if abs(value) >= 2**31 else str(value)


def _braced(parts):
    return f"{{{', '.join(parts)}}}" if parts else ""


def wire_of(model, member):
    """An initializer of reflect::WireTraits, empty when the member stands under its name in the body."""
    traits = member.traits
    parts = []
    for trait, place in _PLACES.items():
        if trait in traits:
            location = member.name if traits[trait] is True else traits[trait]
            parts += [f".place = reflect::WireTraits::Place::{place}"]
            parts += [f".location = {string_literal(location)}"] if location else []
    if "xmlName" in traits:
        parts.append(f".xml_name = {string_literal(traits['xmlName'])}")
    parts += _ec2_name(model, member)
    parts += _time(model, member)
    parts += [f".{field} = true" for trait, field in _FLAGS.items() if trait in traits]
    target = model.resolve(member.target).traits
    if "streaming" in target:
        parts.append(".event_stream = true" if "union" in target else ".streaming = true")
    return _braced(parts)


def _ec2_name(model, member):
    """In EC2's requests every name begins with a capital. Empty where it is the member's own name and
    there is no other."""
    if not model.service or "ec2Query" not in model.service.traits:
        return []
    traits = member.traits
    said = traits.get("xmlName", member.name)
    name = traits.get("ec2QueryName", said[:1].upper() + said[1:])
    told = name != member.name or "xmlName" in traits
    return [f".ec2_name = {string_literal(name)}"] if told else []


def _time(model, member):
    format_ = model.member_traits(member).get("timestampFormat")
    return [f".time = reflect::TimeFormat::{_TIMES[format_]}"] if format_ else []


def element_of(model, target, name):
    """What is said of the values in a list or map: the lines that define constants for it, and the
    name of the one to point to, empty when nothing is said."""
    shape = model.resolve(target)
    if shape.type not in ("list", "map"):
        return [], ""
    value = shape.member("value" if shape.type == "map" else "member")
    lines, inside = element_of(model, value.target, f"{name}In")
    parts = _named("bounds", bounds_of(model, value, may_be_required=False))
    key = shape.member("key")
    if key:
        parts += _named("key_bounds", bounds_of(model, key, may_be_required=False))
    parts += _xml_name("name", value)
    parts += _xml_name("key_name", key) if key else []
    parts += _time(model, value)
    if inside:
        parts.append(f".inside = &{inside}")
    if not parts:
        return [], ""
    return [*lines, f"    static constexpr reflect::ElementInfo {name}{_braced(parts)};"], name


def _named(field, initializer):
    return [f".{field} = {initializer}"] if initializer else []


def _xml_name(field, member):
    return _named(field, string_literal(member.traits["xmlName"]) if "xmlName" in member.traits else "")
