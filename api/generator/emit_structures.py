"""Headers of structures and enums, and the sources that describe them."""

from cpp import cpp_type, default_literal, header_of, named_shapes, string_literal
from names import enumerator, member_name, snake_case

GENERATED = "// Made from the model by api/generator; change the model, not this file.\n"

# Members per source file: keeps each one at a few seconds of compile time.
MEMBERS_PER_SOURCE = 250


def emitted_shapes(model):
    """Structures and enums by name. Errors travel as gantry::Error and get no type of their own."""
    return [
        shape
        for _, shape in sorted(model.shapes.items())
        if shape.type in ("structure", "enum") and "error" not in shape.traits
    ]


def structure_header(model, shape, target):
    includes = {header_of(model, target.directory, name)
                for member in shape.members
                for name in named_shapes(model, member.target)}
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
    yield f"    static const reflect::TypeInfo info = reflect::structure<{shape.name}>("
    yield f"        {string_literal(shape.name)}, {{"
    for member in shape.members:
        wire_name = string_literal(member.traits.get("jsonName", member.name))
        pointer = f"&{shape.name}::{member_name(member.name)}"
        bounds = _bounds(model, member)
        tail = f", {bounds}" if bounds else ""
        yield f"            reflect::field<{pointer}>({wire_name}{tail}),"
    yield "        });"
    yield "    return info;"
    yield "}"


def _bounds(model, member):
    traits = {**model.resolve(member.target).traits, **member.traits}
    limits = {**traits.get("range", {}), **traits.get("length", {})}
    parts = [f".{key} = {_integer(limits[key])}" for key in ("min", "max") if key in limits]
    if "pattern" in traits:
        parts.append(f".pattern = {string_literal(traits['pattern'])}")
    if "required" in traits:
        parts.append(".required = true")
    return f"{{{', '.join(parts)}}}" if parts else ""


def _integer(value):
    return f"{value}LL" if abs(value) >= 2**31 else str(value)


def _enum_names(_, shape):
    yield f"std::span<const std::string_view> enum_names({shape.name}) {{"
    yield "    static constexpr std::string_view names[] = {"
    for member in shape.members:
        yield f"        {string_literal(member.traits['enumValue'])},"
    yield "    };"
    yield "    return names;"
    yield "}"
