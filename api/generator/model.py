"""The shapes of one service, as the parser finds them and the emitters read them."""

from dataclasses import dataclass, field

PRELUDE = {
    "String": "string",
    "Integer": "integer",
    "Long": "long",
    "Float": "float",
    "Double": "double",
    "Boolean": "boolean",
    "Timestamp": "timestamp",
    "Blob": "blob",
    "Document": "document",
}

SIMPLE_TYPES = frozenset(PRELUDE.values())


class ModelError(Exception):
    """The model says something that is wrong, or that this generator does not know."""


@dataclass
class Member:
    """A member of a structure, list, map or enum. `default` is None where the model has none."""

    name: str
    target: str = ""
    traits: dict = field(default_factory=dict)
    default: object = None


@dataclass
class Shape:
    """Any shape but services and operations. `type` is Smithy's word: structure, list, string …

    A union is a structure with the trait "union".
    """

    name: str
    type: str
    members: list = field(default_factory=list)
    traits: dict = field(default_factory=dict)

    def member(self, name):
        return next((m for m in self.members if m.name == name), None)


@dataclass
class Operation:
    name: str
    input: str = ""
    output: str = ""
    errors: list = field(default_factory=list)
    traits: dict = field(default_factory=dict)


@dataclass
class Service:
    name: str
    version: str = ""
    operations: list = field(default_factory=list)
    traits: dict = field(default_factory=dict)


@dataclass
class Model:
    namespace: str = ""
    service: Service = None
    operations: dict = field(default_factory=dict)
    shapes: dict = field(default_factory=dict)

    def resolve(self, target):
        """The shape behind a target name; prelude names give a bare simple shape."""
        if target in self.shapes:
            return self.shapes[target]
        if target in PRELUDE:
            return Shape(target, PRELUDE[target])
        raise ModelError(f"unknown shape {target}")

    def _contains(self, shape, name, seen):
        """Whether a value of `shape` has one of `name` in it, lists of its own aside: a C++ type can
        hold a list of itself, but nothing else that leads back to it."""
        for member in shape.members:
            target = self.resolve(member.target)
            while target.type in ("list", "map"):
                element = target.member("value" if target.type == "map" else "member")
                target = self.resolve(element.target)
                if target.name == name and shape.name == name:
                    target = Shape("", "string")
            if target.name == name:
                return True
            if target.type == "structure" and target.name not in seen:
                seen.add(target.name)
                if self._contains(target, name, seen):
                    return True
        return False

    def member_traits(self, member):
        """What is said of a member's values: the traits of its type, and its own above them."""
        return {**self.resolve(member.target).traits, **member.traits}

    def check(self):
        """Every name that is used is defined, and every default is one that C++ starts from."""
        for shape in self.shapes.values():
            # An enum is a byte in C++.
            if shape.type == "enum" and len(shape.members) > 256:
                raise ModelError(f"{shape.name}: more than 256 words; make it a string")
            if "union" in shape.traits and any("required" in m.traits for m in shape.members):
                raise ModelError(f"{shape.name}: no member of a union is required")
            for member in shape.members:
                if shape.type != "enum":
                    self.resolve(member.target)
                if member.default not in (None, 0, False, ""):
                    raise ModelError(f"{shape.name}${member.name}: only zero defaults are supported")
            if shape.type == "structure" and self._contains(shape, shape.name, {shape.name}):
                raise ModelError(f"{shape.name} contains itself, and not in a list of its own")
        for operation in self.operations.values():
            for name in (operation.input, operation.output, *operation.errors):
                if self.resolve(name).type != "structure":
                    raise ModelError(f"{operation.name}: {name} is not a structure")
        for name in self.service.operations if self.service else ():
            if name not in self.operations:
                raise ModelError(f"unknown operation {name}")
