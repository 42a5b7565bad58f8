"""Write schemas/*.json from the types of the values: python scripts/schemas.py [--check].

Keys and their order are those of `policydiff.model.json_keys`, descriptions the docs of classes.
"""

from __future__ import annotations

import ast
import inspect
import itertools
import json
import re
import sys
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, ClassVar, Literal, Union, get_args, get_origin, get_type_hints

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

import schema_rules as rules  # noqa: E402 - beside this script
from json_answers import ANSWERS, HEADLESS, SHAPES, TYPES  # noqa: E402

from policydiff.model.json_keys import KEYS, JsonKey, keys_of  # noqa: E402

FOLDER = Path(__file__).parents[1] / "schemas"
Schema = dict[str, Any]
_NULL: Schema = {"type": "null"}
_PLAIN: dict[Any, Schema] = {
    Any: {"type": "object"},
    bool: {"type": "boolean"},
    int: {"type": "integer", "minimum": 0},
    float: {"type": "number", "minimum": 0, "maximum": 1},
    datetime: {"type": "string", "format": "date-time"},
}
"""Numbers count or are odds."""
_HEAD = ("schema_version", "type")


@dataclass(slots=True)
class SchemaFile:
    """The schema of one answer, with the classes that it is the first to describe."""

    name: str
    places: dict[str, str]
    """The reference to each class that some schema describes."""
    definitions: dict[str, Schema] = field(default_factory=dict)

    def written(self) -> Schema:
        """The whole schema."""
        title, *parts = ANSWERS[self.name]
        if self.name in HEADLESS or KEYS.get(_name(parts[0]), "").startswith("@"):
            self.places[_name(parts[0])] = self._id
        shape = self.shape(*parts)
        if self.name not in HEADLESS:
            head = {"schema_version": {"const": 1}, "type": {"const": self.name}}
            shape["properties"] = head | shape["properties"]
            shape["required"] = list(dict.fromkeys((*_HEAD, *shape["required"])))
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": self._id,
            "title": title,
            **shape,
            **({"$defs": dict(sorted(self.definitions.items()))} if self.definitions else {}),
        }

    @property
    def _id(self) -> str:
        return f"{self.name}.schema.json"

    def shape(self, *parts: Any) -> Schema:
        """The object of a class, or of one of its lines, or a shape, with the keys of others."""
        lines = [part for part in parts if isinstance(part, str) and part not in SHAPES]
        shape = _empty()
        for part in parts:
            name = _name(part)
            if name in SHAPES:
                _merge(shape, self.typed(name))
            elif name not in lines:
                _merge(shape, self.keys(part, keys_of(part, *lines), name))
        return shape | rules.OBJECTS.get(_name(parts[0]), {}) | _closed(_name(parts[0]))

    def typed(self, name: str) -> Schema:
        """The object of a shape."""
        shape = _empty()
        for word in SHAPES[name].split():
            key, _, text = word.rstrip("?").partition(":")
            kind = text.rstrip("*~") or "str"
            if not text:
                key, text = key.rstrip("*~"), key
            part = self.shape(*map(_type, kind.split("+"))) if "+" in kind else _type(kind)
            made = part if "+" in kind else self._value(part, name, key)
            made = {"type": "array", "items": made} if text.endswith("*") else made
            made = _nullable(made) if text.endswith("~") else made
            shape["properties"][key] = _ruled(made, name, key)
            if not word.endswith("?") and f"{name}.{key}" not in rules.OPTIONAL:
                shape["required"].append(key)
        return shape | _closed(name)

    def keys(self, kind: Any, keys: tuple[JsonKey, ...], owner: str) -> Schema:
        """The object of the keys of a value of a type."""
        docs = descriptions(kind) if isinstance(kind, type) else {}
        shape: Schema = {"type": "object"} | docs.get("", {}) | {"properties": {}, "required": []}
        required: dict[str, None] = {}
        for key in keys:
            if not key.name:
                placed = self.placed(kind, key, owner)
                _merge(shape, placed)
                required |= dict.fromkeys(placed["required"])
                continue
            own = len(key.path) == 1 and isinstance(key.path[0], str) and key.form not in ("#", "!")
            about = docs.get(key.path[0], {}) if own else {}
            shape["properties"][key.name] = about | self.part(kind, key, owner)
            if _always(kind, key) and f"{owner}.{key.name}" not in rules.OPTIONAL:
                required[key.name] = None
        return shape | {"required": list(required)}

    def placed(self, kind: Any, key: JsonKey, owner: str) -> Schema:
        """The keys that stand in the place of one without a name."""
        found = _bare(type_at(kind, key.path))
        if key.line is not None:
            return self.keys(found, keys_of(found, key.line), owner)
        return self.shape(found)

    def part(self, kind: Any, key: JsonKey, owner: str) -> Schema:
        """The value of one key."""
        if key.form == "{":
            inner = _narrowed(kind, key.given)
            return self.keys(inner, key.within, owner) | _closed(f"{owner}.{key.name}")
        found = {"#": int, "!": bool}.get(key.form) or type_at(kind, key.path)
        if key.form == "~":
            found = found | None
        if key.given is not None and key.given == key.path:
            found = Literal[True] if found is bool else _bare(found)
        if key.within:
            return self.within(found, key, owner)
        made = self.value(found, owner, key.name)
        if key.form == "~" and "enum" in made:
            made["enum"] = [value for value in made["enum"] if value != ""]
        if key.given == key.path and made.get("type") == "array":
            made |= {"minItems": 1}
        return made

    def within(self, found: Any, key: JsonKey, owner: str) -> Schema:
        """The value of a field, or each of several, by keys of its own."""
        bare = _bare(found)
        several = get_origin(bare) is tuple
        inner = get_args(bare)[0] if several else bare
        if key.within[0].name.isdigit():
            item = self.value(type_at(inner, key.within[0].path), owner, key.name)
        else:
            item = self.keys(inner, key.within, f"{owner}.{key.name}")
            item.pop("description", None)
            item |= _closed(f"{owner}.{key.name}") | _closed(f"*.{key.name}")
        made = {"type": "array", "items": item} if several else item
        return _ruled(made if bare is found else _nullable(made), owner, key.name)

    def value(self, hint: Any, owner: str, name: str) -> Schema:
        """The schema of a type; `owner` and `name` are those of the key that has it."""
        return _ruled(self._value(hint, owner, name), owner, name)

    def _value(self, hint: Any, owner: str, name: str) -> Schema:
        origin, arguments = get_origin(hint), get_args(hint)
        if origin in (Union, UnionType):
            others = [one for one in arguments if one is not NoneType]
            made = (
                self._value(others[0], owner, name)
                if len(others) == 1
                else self._either(others, owner, name)
            )
            return _nullable(made) if NoneType in arguments else made
        if origin is Literal:
            values = list(arguments)
            return {"const": values[0]} if len(values) == 1 else {"enum": values}
        if origin is ClassVar:
            return self._value(arguments[0], owner, name)
        if origin is tuple:
            return self._several(arguments, owner, name)
        if origin in (dict, Mapping):
            return self._mapping(arguments, owner, name)
        return self._plain(hint, owner, name)

    def _either(self, hints: list[Any], owner: str, name: str) -> Schema:
        if all(get_origin(hint) is Literal for hint in hints):
            return {"enum": [value for hint in hints for value in get_args(hint)]}
        return {"oneOf": [self._value(hint, owner, name) for hint in hints]}

    def _several(self, hints: tuple[Any, ...], owner: str, name: str) -> Schema:
        if hints[-1] is not Ellipsis:
            size = len(hints)
            item = self._value(hints[0], owner, name)
            return {"type": "array", "items": item, "minItems": size, "maxItems": size}
        return {
            "type": "array",
            "items": self._value(hints[0], owner, name) | rules.RULES.get(f"{owner}.{name}[]", {}),
        }

    def _mapping(self, hints: tuple[Any, ...], owner: str, name: str) -> Schema:
        names, values = hints
        made = {"type": "object", "additionalProperties": self._value(values, owner, name)}
        if get_origin(names) is Literal:
            made["propertyNames"] = {"enum": list(get_args(names))}
        return made

    def _plain(self, kind: Any, owner: str, name: str) -> Schema:
        if kind in _PLAIN:
            return dict(_PLAIN[kind])
        if isinstance(kind, type) and issubclass(kind, str):
            pattern = rules.pattern(owner, name)
            return {"type": "string"} | ({} if pattern is None else {"pattern": pattern})
        return {"$ref": self.reference(kind)}

    def reference(self, kind: Any) -> str:
        """The reference to the schema of a class or shape, which is described where none is."""
        name = _name(kind)
        if name not in self.places:
            self.places[name] = f"{self._id}#/$defs/{name}"
            self.definitions[name] = self.shape(kind)
        return self.places[name].removeprefix(self._id)


def _name(kind: Any) -> str:
    return kind if isinstance(kind, str) else str(kind.__name__)


def _type(name: str) -> Any:
    return str if name == "str" else TYPES.get(name, name)


def _empty() -> Schema:
    return {"type": "object", "properties": {}, "required": []}


def _always(kind: Any, key: JsonKey) -> bool:
    """True where an object always has a key."""
    if key.given is None:
        return True
    return key.given == key.path and type_at(kind, key.path) is str


def _merge(shape: Schema, other: Schema) -> None:
    """Add the keys of an object to another; a later key takes the place of an earlier."""
    required = [name for name in shape["required"] if name not in other["properties"]]
    shape["properties"] |= other["properties"]
    names = {*required, *other["required"]}
    shape["required"] = [name for name in shape["properties"] if name in names]
    shape |= {key: part for key, part in other.items() if key not in shape}


def _closed(name: str) -> Schema:
    return {"additionalProperties": False} if name in rules.CLOSED else {}


def _ruled(made: Schema, owner: str, name: str) -> Schema:
    return made | rules.RULES.get(f"{owner}.{name}", {})


def _nullable(made: Schema) -> Schema:
    if "enum" in made:
        return made | {"enum": [*made["enum"], None]}
    if isinstance(made.get("type"), str):
        return made | {"type": [made["type"], "null"]}
    return {"anyOf": [made, _NULL]}


def _bare(hint: Any) -> Any:
    """A type without None."""
    if get_origin(hint) not in (Union, UnionType):
        return hint
    others = [one for one in get_args(hint) if one is not NoneType]
    return hint if NoneType not in get_args(hint) else Union[tuple(others)]  # noqa: UP007 - made here


@dataclass(frozen=True, slots=True)
class _Narrowed:
    """A type of which a field is given."""

    kind: Any
    given: str


def _narrowed(kind: Any, given: Any) -> Any:
    return _Narrowed(kind, given[0]) if given else kind


def type_at(kind: Any, path: tuple[Any, ...]) -> Any:
    """The type at the end of a path."""
    missing = False
    for count, step in enumerate(path):
        kind = get_args(kind)[0] if get_origin(kind) is ClassVar else kind
        bare = _bare(kind)
        missing = missing or (bare is not kind and bool(count))
        if isinstance(step, int):
            arguments = get_args(bare)
            kind = arguments[0] if arguments[-1] is Ellipsis else arguments[step]
        elif isinstance(step, str):
            kind = _attribute(bare, step)
        elif step.__name__ == "<lambda>":
            kind = Literal[step(None)]
        else:
            kind = get_type_hints(step)["return"]
    kind = get_args(kind)[0] if get_origin(kind) is ClassVar else kind
    return kind | None if missing else kind


@cache
def _attribute(kind: Any, name: str) -> Any:
    if isinstance(kind, _Narrowed):
        found = _attribute(kind.kind, name)
        return _bare(found) if name == kind.given else found
    for base in kind.__mro__:
        if name in (annotations := vars(base).get("__annotations__", {})):
            # alone, for another field may have a type that only type checkers import
            alone = {"__annotations__": {name: annotations[name]}, "__module__": base.__module__}
            return get_type_hints(type(base.__name__, (), alone), include_extras=True)[name]
    member = getattr(kind, name, None) or vars(kind)[name]
    for reader in ("fget", "func", "read", "__wrapped__"):
        function = getattr(member, reader, None)
        if function is not None:
            return get_type_hints(function)["return"]
    raise KeyError(f"{kind.__name__}.{name}")


_SENTENCE = re.compile(r"(?<=[.;]) (?=`\w+` )")
"""Before a sentence about a field: "The dates. | `named` is …"."""
_ABOUT = re.compile(r"`(\w+)` (?:is |are )?(?=\w+ )(?!and |or )(.*?)[.;]?$")
"""A sentence about a field: "`named` is the day in the name of its file."."""
_WORDS = {"None": "null", "True": "true", "False": "false"}


@cache
def descriptions(kind: type) -> dict[str, Schema]:
    """The docs of a class, under "", and of its fields and properties, each as a description."""
    docs = " ".join((kind.__doc__ or "").split())
    found = {} if docs.startswith(f"{kind.__name__}(") else {"": docs}
    if found:
        whole, *sentences = _SENTENCE.split(docs)
        about = [_ABOUT.match(sentence) for sentence in sentences]
        fields = {match[1]: match[2] for match in about if match}
        others = (text for text, match in zip(sentences, about, strict=True) if not match)
        found = {"": " ".join((whole, *others))} | fields
    found |= {
        name: member.__doc__ for name, member in vars(kind).items() if isinstance(member, property)
    }
    found |= dict(_field_docs(kind))
    return {name: {"description": _described(text)} for name, text in found.items() if text}


def _field_docs(kind: type) -> Iterator[tuple[str, str]]:
    """The docs that stand below fields."""
    body = ast.parse(textwrap.dedent(inspect.getsource(kind))).body[0]
    for statement, below in itertools.pairwise(getattr(body, "body", ())):
        match statement, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=docs)):
                yield name, docs


def _described(docs: str) -> str:
    """Docs as words for readers of JSON, from a capital letter to a full stop."""
    text = re.sub(r"\b(None|True|False)\b", lambda word: _WORDS[word[0]], " ".join(docs.split()))
    text = text.rstrip(".;") + "."
    return text if text.startswith("`") else text[:1].upper() + text[1:]


def schemas() -> Iterator[tuple[Path, str]]:
    """The files with their texts."""
    places: dict[str, str] = {}
    for name in ANSWERS:
        made = SchemaFile(name, places).written()
        yield FOLDER / f"{name}.schema.json", json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def main(arguments: list[str]) -> int:
    """Write the files, or with --check name those that are not in step."""
    stale = [
        (path, text)
        for path, text in schemas()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    for path, text in stale:
        if "--check" in arguments:
            print(f"{path.name}: not in step; run python scripts/schemas.py", file=sys.stderr)
        else:
            path.write_text(text, encoding="utf-8")
    return int("--check" in arguments and bool(stale))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
