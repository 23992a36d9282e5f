"""Headers of structures and enums, and the sources that describe them."""

from cpp import cpp_type, default_literal, header_of, is_event_source, is_file_body, named_shapes, string_literal
from emit_wire import bounds_of, element_of, wire_of
from names import enumerator, member_name, snake_case

GENERATED = "// Made from the model by api/generator; change the model, not this file.\n"

# Members per source file: keeps each one at a few seconds of compile time.
MEMBERS_PER_SOURCE = 250


def emitted_shapes(model):
    """Structures and enums by name. Errors travel as gantry::Error and get no type of their own,
    but where they are members: of a stream of events."""
    members = {m.target for s in model.shapes.values() if s.type != "enum" for m in s.members}
    return [
        shape
        for name, shape in sorted(model.shapes.items())
        if shape.type in ("structure", "enum") and ("error" not in shape.traits or name in members)
    ]


def structure_header(model, shape, target):
    includes = {header_of(model, target.directory, name)
                for member in shape.members
                for name in named_shapes(model, member.target)}
    targets = [model.resolve(member.target) for member in shape.members]
    if any(map(is_file_body, targets)):
        includes.add("api/file_body.h")
    if any(map(is_event_source, targets)):
        includes.add("api/event_source.h")
    lines = [GENERATED + "#pragma once\n"]
    lines += [f'#include "{include}"' for include in sorted(includes)]
    lines.append('#include "base/reflect.h"')
    lines += ["", f"namespace {target.namespace} {{", "", f"struct {shape.name} {{"]
    for member in shape.members:
        type_name = cpp_type(model, member.target)
        name = member_name(member.name)
        # A plain value could not tell "absent" from its default, which a required member must.
        if member.default is None or "required" in member.traits:
            lines.append(f"    std::optional<{type_name}> {name};")
        else:
            lines.append(f"    {type_name} {name} = {default_literal(member)};")
    if shape.members:
        lines.append("")
    lines += [
        f"    friend bool operator==(const {shape.name}&, const {shape.name}&) = default;",
        "    static const reflect::TypeInfo& type_info();",
        "};",
        "",
        f"}}  // namespace {target.namespace}",
    ]
    return "\n".join(lines) + "\n"


def enum_header(shape, target):
    lines = [
        GENERATED + "#pragma once\n",
        "#include <cstdint>",
        "#include <span>",
        "#include <string_view>",
        "",
        f"namespace {target.namespace} {{",
        "",
        f"enum class {shape.name} : std::uint8_t {{",
    ]
    lines += [f"    {enumerator(member.name)}," for member in shape.members]
    lines += [
        "};",
        "",
        f"std::span<const std::string_view> enum_names({shape.name});",
        "",
        f"}}  // namespace {target.namespace}",
    ]
    return "\n".join(lines) + "\n"


def sources(model, target):
    """Yields (file name, text) of the sources that define type_info() and enum_names()."""
    for number, batch in enumerate(_batches(emitted_shapes(model))):
        lines = [GENERATED]
        lines += [f'#include "{header_of(model, target.directory, s.name)}"' for s in batch]
        lines += ["", f"namespace {target.namespace} {{"]
        for shape in batch:
            definition = _enum_names if shape.type == "enum" else _type_info
            lines += ["", *definition(model, shape)]
        lines += ["", f"}}  // namespace {target.namespace}"]
        yield f"shapes_{number:02}.cc", "\n".join(lines) + "\n"


def _batches(shapes):
    batch, members = [], 0
    for shape in shapes:
        weight = 1 + (len(shape.members) if shape.type == "structure" else 0)
        if batch and members + weight > MEMBERS_PER_SOURCE:
            yield batch
            batch, members = [], 0
        batch.append(shape)
        members += weight
    if batch:
        yield batch


def _type_info(model, shape):
    yield f"const reflect::TypeInfo& {shape.name}::type_info() {{"
    fields = []
    for number, member in enumerate(shape.members):
        statics, field = _field(model, shape, member, number)
        yield from statics
        fields.append(field)
    whole = list(_of_the_whole(shape))
    yield f"    static const reflect::TypeInfo info = {'[] {' if whole else ''}"
    yield f"        {'reflect::TypeInfo type = ' if whole else ''}reflect::structure<{shape.name}>("
    yield f"            {string_literal(shape.name)}, {{"
    yield from fields
    yield "            });"
    if whole:
        yield from [*whole, "        return type;", "    }();"]
    yield "    return info;"
    yield "}"


def _of_the_whole(shape):
    if "union" in shape.traits:
        yield "        type.is_union = true;"
    if "xmlName" in shape.traits:
        yield f"        type.xml_name = {string_literal(shape.traits['xmlName'])};"
    if "xmlNamespace" in shape.traits:
        yield f"        type.xml_namespace = {string_literal(shape.traits['xmlNamespace']['uri'])};"


def _field(model, shape, member, number):
    """The constants that a member's description needs, and the description."""
    statics, parts = [], [string_literal(member.traits.get("jsonName", member.name))]
    bounds = bounds_of(model, member)
    wire = wire_of(model, member)
    element_statics, element = element_of(model, member.target, f"kElement{number}")
    if wire:
        statics.append(f"    static constexpr reflect::WireTraits kWire{number}{wire};")
    statics += element_statics
    if bounds or wire or element:
        parts.append(bounds or "{}")
    if wire or element:
        parts.append(f"&kWire{number}" if wire else "nullptr")
    if element:
        parts.append(f"&{element}")
    pointer = f"&{shape.name}::{member_name(member.name)}"
    return statics, f"                reflect::field<{pointer}>({', '.join(parts)}),"


def _enum_names(_, shape):
    yield f"std::span<const std::string_view> enum_names({shape.name}) {{"
    yield "    static constexpr std::string_view names[] = {"
    for member in shape.members:
        yield f"        {string_literal(member.traits['enumValue'])},"
    yield "    };"
    yield "    return names;"
    yield "}"
