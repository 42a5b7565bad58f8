"""Names and docstrings of the package follow `docs/style.md`; what does not is listed beside this
test, and the list can only become shorter.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXCEPTIONS = Path(__file__).with_name("style_exceptions.txt")
LONGEST = 79
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


def words(text: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", text)}


def is_plain(line: str) -> bool:
    return len(line) <= LONGEST and not RIDDLE.match(line) and not words(line) & WORDS


def offenders() -> Counter[str]:
    """Each name with a word that goes, each class name with several meanings, and of each module
    the number of docstrings whose first line is not plain.
    """
    found: Counter[str] = Counter()
    classes: Counter[str] = Counter()
    for path in sorted((ROOT / "policydiff").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found |= Counter(
            f"name {name}" for name in {path.stem, *names(tree)} if words(name) & WORDS
        )
        scopes = [node for node in ast.walk(tree) if isinstance(node, SCOPES)]
        classes.update({node.name for node in scopes if isinstance(node, ast.ClassDef)})
        firsts = [
            (ast.get_docstring(node) or "").split("\n")[0]
            for node in scopes
            if getattr(node, "name", "") != "command"  # its docstring is what --help prints
        ]
        module = path.relative_to(ROOT / "policydiff").as_posix()
        found[f"docstrings {module}"] = sum(not is_plain(first) for first in firsts)
    found |= Counter(f"class {name}" for name, count in classes.items() if count > 1)
    return +found


def listed() -> Counter[str]:
    lines = EXCEPTIONS.read_text(encoding="utf-8").splitlines()
    return Counter({entry: int(count) for entry, count in (line.rsplit(" ", 1) for line in lines)})


def totals(counts: Counter[str]) -> Counter[str]:
    """Docstrings by package, so that a module may be renamed; all else as it is."""
    summed: Counter[str] = Counter()
    for entry, count in counts.items():
        summed[entry.split("/")[0]] += count
    return summed


def test_nothing_new_breaks_the_style_and_the_list_has_nothing_else(request):
    now, before = offenders(), listed()
    risen = totals(now) - totals(before)

    assert {entry for entry in now - before if entry.split("/")[0] in risen} == set()
    if request.config.getoption("--update-golden"):
        lines = (f"{entry} {count}\n" for entry, count in sorted(now.items()))
        EXCEPTIONS.write_text("".join(lines), encoding="utf-8")
        before = now
    assert totals(before) - totals(now) == Counter(), "shorten the list: --update-golden"


def test_the_style_page_has_its_words():
    assert len(WORDS) > 30
    assert {"told", "parted", "besides", "crisp"} <= WORDS
