"""Parses the part of Smithy IDL 2.0 that our models use.

Known: namespace, use, service, operation, structure, union, list, map, enum, simple shapes, traits,
member defaults, comments. Not known, and refused: mixins, resources, inline inputs, apply.
"""

import json
import re

from model import Member, Model, ModelError, Operation, SIMPLE_TYPES, Service, Shape

TOKEN = re.compile(
    r"""(?P<skip>[\s,]+|//[^\n]*)
      | (?P<string>"(?:[^"\\]|\\.)*")
      | (?P<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
      | (?P<name>[A-Za-z_][A-Za-z0-9_.#]*)
      | (?P<punctuation>[{}()\[\]:=@$])""",
    re.VERBOSE,
)


class Lexer:
    """The tokens of one text, with the line of the current one for messages."""

    def __init__(self, text):
        self.tokens = []
        position = 0
        line = 1
        while position < len(text):
            match = TOKEN.match(text, position)
            if not match:
                raise ModelError(f"line {line}: unexpected character {text[position]!r}")
            if match.lastgroup != "skip":
                self.tokens.append((match.lastgroup, match.group(), line))
            line += match.group().count("\n")
            position = match.end()
        self.tokens.append(("end", "", line))
        self.index = 0

    @property
    def text(self):
        return self.tokens[self.index][1]

    @property
    def kind(self):
        return self.tokens[self.index][0]

    def next(self):
        token = self.tokens[self.index]
        self.index += 1
        return token[1]

    def accept(self, text):
        if self.text == text and self.kind != "string":
            self.index += 1
            return True
        return False

    def expect(self, text):
        if not self.accept(text):
            self.fail(f"expected {text!r}, found {self.text!r}")

    def name(self):
        if self.kind != "name":
            self.fail(f"expected a name, found {self.text!r}")
        return self.next()

    def fail(self, message):
        raise ModelError(f"line {self.tokens[self.index][2]}: {message}")


def parse(text):
    """Returns the Model that `text` describes; raises ModelError with a line number."""
    lexer = Lexer(text)
    model = Model()
    while lexer.kind != "end":
        if lexer.accept("$"):
            lexer.name()
            lexer.expect(":")
            _value(lexer)
        elif lexer.accept("namespace"):
            model.namespace = lexer.name()
        elif lexer.accept("use"):
            lexer.name()
        else:
            _shape(lexer, model, _traits(lexer))
    model.check()
    return model


def _shape(lexer, model, traits):
    keyword = lexer.name()
    name = lexer.name()
    if name in model.shapes or name in model.operations:
        lexer.fail(f"{name} is defined twice")
    if keyword == "service":
        model.service = _service(lexer, name, traits)
    elif keyword == "operation":
        model.operations[name] = _operation(lexer, name, traits)
    elif keyword in ("structure", "list", "map"):
        model.shapes[name] = Shape(name, keyword, _members(lexer), traits)
    elif keyword == "union":
        model.shapes[name] = Shape(name, "structure", _members(lexer), {**traits, "union": True})
    elif keyword == "enum":
        model.shapes[name] = Shape(name, keyword, _enum_members(lexer), traits)
    elif keyword in SIMPLE_TYPES:
        model.shapes[name] = Shape(name, keyword, [], traits)
    else:
        lexer.fail(f"unknown kind of shape {keyword!r}")


def _service(lexer, name, traits):
    fields = _fields(lexer)
    return Service(name, fields.get("version", ""), fields.get("operations", []), traits)


def _operation(lexer, name, traits):
    fields = _fields(lexer)
    if "input" not in fields or "output" not in fields:
        lexer.fail(f"operation {name} needs an input and an output")
    return Operation(name, fields["input"], fields["output"], fields.get("errors", []), traits)


def _fields(lexer):
    lexer.expect("{")
    fields = {}
    while not lexer.accept("}"):
        key = lexer.name()
        lexer.expect(":")
        fields[key] = _value(lexer)
    return fields


def _members(lexer):
    lexer.expect("{")
    members = []
    while not lexer.accept("}"):
        traits = _traits(lexer)
        member = Member(lexer.name(), traits=traits)
        lexer.expect(":")
        member.target = lexer.name()
        if lexer.accept("="):
            member.default = _value(lexer)
        members.append(member)
    return members


def _enum_members(lexer):
    lexer.expect("{")
    members = []
    while not lexer.accept("}"):
        traits = _traits(lexer)
        member = Member(lexer.name(), traits=traits)
        member.default = _value(lexer) if lexer.accept("=") else member.name
        traits["enumValue"], member.default = member.default, None
        members.append(member)
    return members


def _traits(lexer):
    """The traits before a shape or member: {name without namespace: value}, True for bare ones."""
    traits = {}
    while lexer.accept("@"):
        name = lexer.name().rpartition("#")[2]
        traits[name] = True
        if lexer.accept("("):
            traits[name] = _trait_value(lexer)
    return traits


def _trait_value(lexer):
    if lexer.kind == "name" and lexer.tokens[lexer.index + 1][1] == ":":
        fields = {}
        while not lexer.accept(")"):
            key = lexer.name()
            lexer.expect(":")
            fields[key] = _value(lexer)
        return fields
    value = _value(lexer)
    lexer.expect(")")
    return value


def _value(lexer):
    """A node value: string, number, boolean, shape name, or list of those."""
    if lexer.accept("["):
        items = []
        while not lexer.accept("]"):
            items.append(_value(lexer))
        return items
    if lexer.kind in ("string", "number"):
        return json.loads(lexer.next())
    name = lexer.name()
    return {"true": True, "false": False, "null": None}.get(name, name)
