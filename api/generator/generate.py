"""Puts the emitters together: a model in, files out."""

from dataclasses import dataclass

import emit_operations
import emit_structures
from cpp import header_of
from model import ModelError


@dataclass
class Target:
    namespace: str
    directory: str


def generate(model, target):
    """Returns {path below the output folder: text}."""
    files = {}
    for shape in emit_structures.emitted_shapes(model):
        path = header_of(model, target.directory, shape.name)
        if path in files:
            raise ModelError(f"two shapes want {path}")
        if shape.type == "enum":
            files[path] = emit_structures.enum_header(shape, target)
        else:
            files[path] = emit_structures.structure_header(model, shape, target)
    for name, text in emit_structures.sources(model, target):
        files[f"{target.directory}/{name}"] = text
    if model.service:
        files[f"{target.directory}/operations.h"] = emit_operations.operations_header(model, target)
        files[f"{target.directory}/operations.cc"] = emit_operations.operations_source(model, target)
    return files


def write(files, out, directory):
    for path, text in files.items():
        file = out / path
        if not file.is_file() or file.read_text(encoding="utf-8") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    for file in (out / directory).iterdir():
        if file.suffix in (".h", ".cc") and f"{directory}/{file.name}" not in files:
            file.unlink()
