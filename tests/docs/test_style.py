"""Names and docstrings of the package follow `docs/style.md`."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

LONGEST_MODULE, LONGEST_FUNCTION = 500, 50
"""Lines."""
ROOT = Path(__file__).resolve().parents[2]
LONGEST = 79
HELP = "command"
"""Functions whose docstring is what --help prints."""
RIDDLE = re.compile(r"(?:What|Who|Which|Where|When|Why|How|Whether|Do|Does|Is|Are)\b")
TABLE = (ROOT / "docs" / "style.md").read_text(encoding="utf-8").split("## Words that go")[1]
WORDS = frozenset(
    word for cell in re.findall(r"(?m)^\| ([a-z, ]+) \|", TABLE) for word in cell.split(", ")
) - {"not"}
SCOPES = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def names(tree: ast.Module) -> Iterator[str]:
    """The names of classes, functions, parameters, fields and constants."""
    for node in ast.walk(tree):
        if isinstance(node, SCOPES[1:]):
            yield node.name
        if isinstance(node, ast.arg):
            yield node.arg
        if isinstance(node, (ast.Module, ast.ClassDef)):
            for line in node.body:
                targets = line.targets if isinstance(line, ast.Assign) else [line]
                targets = [line.target] if isinstance(line, ast.AnnAssign) else targets
                yield from (target.id for target in targets if isinstance(target, ast.Name))


@cache
def words(text: str) -> frozenset[str]:
    return frozenset(map(str.lower, re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", text)))


def is_plain(line: str) -> bool:
    return len(line) <= LONGEST and not RIDDLE.match(line) and not words(line) & WORDS


def faults(path: Path, tree: ast.Module) -> Iterator[str]:
    """Each name with a word that goes, and each docstring whose first line is not plain."""
    yield from (
        f"{path}: {name}" for name in sorted({path.stem, *names(tree)}) if words(name) & WORDS
    )
    for node in ast.walk(tree):
        if isinstance(node, SCOPES) and getattr(node, "name", "") != HELP:
            first = (ast.get_docstring(node) or "").split("\n")[0]
            if not is_plain(first):
                yield f"{path}: {first}"


@pytest.fixture(scope="module")
def trees() -> dict[Path, ast.Module]:
    return {
        path.relative_to(ROOT): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted((ROOT / "policydiff").rglob("*.py"))
    }


def test_names_and_docstrings_are_plain(trees):
    assert len(trees) > 500
    assert [fault for path, tree in trees.items() for fault in faults(path, tree)] == []


def test_a_module_and_a_function_can_be_seen_whole(trees):
    modules = {path: lines_of(path) for path in trees if lines_of(path) > LONGEST_MODULE}
    functions = {
        f"{path}:{node.name}": node.end_lineno - node.lineno + 1
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= LONGEST_FUNCTION
    }

    assert modules | functions == {}


def lines_of(path: Path) -> int:
    return (ROOT / path).read_text(encoding="utf-8").count("\n")


def test_a_class_name_means_one_thing(trees):
    counts = Counter(
        node.name
        for tree in trees.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    )
    assert {name for name, count in counts.items() if count > 1} == set()


@pytest.mark.parametrize(
    "text",
    [
        '"""What a text holds."""',
        f'"""{"A long line. " * 8}"""',
        '"""The lines."""\n\ndef told_lines():\n    """The lines."""',
        '"""The lines."""\n\nclass Lines:\n    """The lines."""\n    kept: int = 0',
    ],
)
def test_what_breaks_the_style_is_found(text):
    assert len([*faults(Path("lines.py"), ast.parse(text))]) == 1


def test_the_style_page_has_its_words():
    assert len(WORDS) > 30
    assert {"told", "parted", "besides", "crisp"} <= WORDS
