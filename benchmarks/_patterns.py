"""Every pattern of the package: those that modules hold, in tables and classes too, and those that
functions write out.
"""

from __future__ import annotations

import ast
import dataclasses
import functools
import importlib
import inspect
import pkgutil
import re
import types
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import policydiff

SEARCHING = {"search", "finditer", "findall", "sub", "subn", "split"}
"""What begins a pattern anew at every place of a text."""
HELD = {"match", "fullmatch"}
"""What begins it at one place alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A pattern, the name under which it stands, and whether anything searches with it."""

    name: str
    pattern: re.Pattern[str] | re.Pattern[bytes]
    searched: bool


def every_pattern() -> tuple[Found, ...]:
    """All of them, each once, by name."""
    modules = [importlib.import_module(name) for name in module_names()]
    trees = {module.__name__: ast.parse(inspect.getsource(module)) for module in modules}
    fields = _held_names(trees.values(), ast.Attribute)
    tables = {name: _held_names(trees_of, ast.Name) for name, trees_of in _readers(trees).items()}
    found: dict[tuple[str | bytes, int], list[Found]] = {}
    for module in modules:
        for name, value in vars(module).items():
            for place, pattern in _inside(value, f"{module.__name__}.{name}", set()):
                field = (
                    re.sub(r"\[[^\]]*\]", "", place)
                    .removeprefix(f"{module.__name__}.{name}")
                    .rpartition(".")[2]
                )
                held = (
                    field in fields
                    if field
                    else name in tables.get(f"{module.__name__}.{name}", ())
                )
                entry = Found(name=place, pattern=pattern, searched=not held)
                found.setdefault((pattern.pattern, pattern.flags), []).append(entry)
    for name, tree in trees.items():
        for entry in _written(name, tree):
            found.setdefault((entry.pattern.pattern, entry.pattern.flags), []).append(entry)
    defined = {f"{name}.{target}" for name, tree in trees.items() for target in _targets(tree)}
    return tuple(
        sorted(
            (_best(entries, defined) for entries in found.values()), key=lambda entry: entry.name
        )
    )


def _readers(trees: Mapping[str, ast.Module]) -> dict[str, list[ast.Module]]:
    """For each name that a module sets, the modules that read it: its own, and those that import
    it.
    """
    readers: dict[str, list[ast.Module]] = {}
    for name, tree in trees.items():
        for target in _targets(tree):
            readers.setdefault(f"{name}.{target}", []).append(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    readers.setdefault(f"{node.module}.{alias.name}", []).append(tree)
    return readers


def module_names() -> Iterator[str]:
    """Every module of the package."""
    for module in pkgutil.walk_packages(policydiff.__path__, "policydiff."):
        if module.name.rpartition(".")[2] != "__main__":
            yield module.name


def unwritten() -> tuple[str, ...]:
    """Calls of `re` in functions whose pattern is put together there: "file:function pattern"."""
    root = Path(policydiff.__file__).parent
    return tuple(
        f"{path.relative_to(root).as_posix()}:{function} {ast.get_source_segment(text, call.args[0])}"
        for path in sorted(root.rglob("*.py"))
        for text in (path.read_text(encoding="utf-8"),)
        for function, call in _calls(ast.parse(text))
        if not isinstance(call.args[0], ast.Constant)
    )


def _best(entries: list[Found], defined: set[str]) -> Found:
    """The entry where the pattern is defined; searched where any of its names is."""
    own = [
        entry
        for entry in entries
        if any(
            entry.name == name or entry.name.startswith((f"{name}.", f"{name}["))
            for name in defined
        )
    ]
    first = min(own or entries, key=lambda entry: (len(entry.name), entry.name))
    return dataclasses.replace(first, searched=any(entry.searched for entry in own or entries))


def _inside(
    value: object, name: str, seen: set[int]
) -> Iterator[tuple[str, re.Pattern[str] | re.Pattern[bytes]]]:
    if isinstance(value, re.Pattern):
        yield name, value
        return
    if (
        isinstance(
            value, (str, bytes, int, float, type(None), types.ModuleType, types.FunctionType)
        )
        or id(value) in seen
    ):
        return
    seen.add(id(value))
    for label, part in _parts(value):
        yield from _inside(part, f"{name}{label}", seen)


def _parts(value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, Mapping):
        yield from ((f"[{key!r}]", part) for key, part in value.items())
        yield from (("[…]", key) for key in value)
    elif isinstance(value, (list, tuple, set, frozenset)):
        yield from ((f"[{getattr(part, 'name', place)}]", part) for place, part in enumerate(value))
    elif isinstance(value, type) and value.__module__.startswith("policydiff"):
        yield from (
            (f".{key}", part) for key, part in vars(value).items() if not key.startswith("__")
        )
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        yield from (
            (f".{name}", getattr(value, name, None))
            for name in (*(field.name for field in dataclasses.fields(value)), "pattern")
        )


def _targets(tree: ast.AST) -> Iterator[str]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, (ast.Assign, ast.AnnAssign)):
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                yield from (part.id for part in ast.walk(target) if isinstance(part, ast.Name))
        elif isinstance(node, ast.ClassDef):
            yield node.name


def _held_names(trees: Iterable[ast.AST], kind: type[ast.expr]) -> set[str]:
    """Names that nothing reads but `.match(` and `.fullmatch(`."""
    uses = [_uses(tree)[kind is ast.Name] for tree in trees]
    return set().union(*(held for held, _ in uses)) - set().union(*(other for _, other in uses))


@functools.cache
def _uses(tree: ast.AST) -> tuple[tuple[set[str], set[str]], tuple[set[str], set[str]]]:
    """The attributes and the names that are matched, and those that are used otherwise."""
    nodes = list(ast.walk(tree))
    within = {id(node.value): node.attr for node in nodes if isinstance(node, ast.Attribute)}
    loads: dict[str, list[int]] = {}
    for node in nodes:
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            loads.setdefault(node.id, []).append(id(node))
    loops = [
        node
        for node in nodes
        if isinstance(node, (ast.For, ast.comprehension)) and isinstance(node.target, ast.Name)
    ]
    walked = {
        id(loop.iter)
        for loop in loops
        if {within.get(use) for use in loads.get(loop.target.id, ())} <= HELD | {"pattern"}
    }  # type: ignore[union-attr]
    compared = {
        id(part)
        for node in nodes
        if isinstance(node, ast.Compare)
        for part in (node.left, *node.comparators)
    }
    found: tuple[tuple[set[str], set[str]], tuple[set[str], set[str]]] = (
        (set(), set()),
        (set(), set()),
    )
    for node in nodes:
        if isinstance(node, (ast.Name, ast.Attribute)) and isinstance(node.ctx, ast.Load):
            name = node.id if isinstance(node, ast.Name) else node.attr
            used = within.get(id(node))
            if used in HELD or id(node) in walked:
                found[isinstance(node, ast.Name)][0].add(name)
            elif (
                used not in ("pattern", "flags")
                and id(node) not in compared
                and (used is not None or name != "pattern")
            ):
                found[isinstance(node, ast.Name)][1].add(name)
    return found


def _calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for function in ast.walk(tree):
        if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
            for node in ast.walk(function):
                if (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Attribute)
                    and getattr(node.func.value, "id", "") == "re"
                    and node.func.attr in SEARCHING | HELD | {"compile"}
                ):
                    yield function.name, node


def _written(module: str, tree: ast.AST) -> Iterator[Found]:
    for function, call in _calls(tree):
        if isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, (str, bytes)):
            how = call.func.attr  # type: ignore[attr-defined]
            flags = next((argument for argument in call.keywords if argument.arg == "flags"), None)
            number = eval(ast.unparse(flags.value), {"re": re}) if flags is not None else 0
            name = f"{module}.{function} {call.args[0].value!r}"
            yield Found(
                name=name, pattern=re.compile(call.args[0].value, number), searched=how not in HELD
            )
