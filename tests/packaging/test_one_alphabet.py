"""The signs of Chinese numerals stand in one place: no pattern spells a class of its own."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import policydiff

PACKAGE = Path(policydiff.__file__).parent
SIGNS = "〇零一二三四五六七八九十百千万亿两廿卅"
SPELLED = re.compile(
    rf"\[(?:(?!一-鿿)[^\]{SIGNS}])*(?:(?!一-鿿)[{SIGNS}][^\]{SIGNS}]*){{2,}}\]|一二|二三|三四|十百"
)
"""Two signs in a class of a pattern, or signs in their order; [一-鿿] are all Chinese characters."""
HOMES = {"model/kinds.py", "text/numerals.py"}
REASONS = {
    "reading/readers/list_numerals.py": "number formats of Word, some in Japanese or for cheques",
    "reading/readers/safety/decoding.py": "frequent characters, by which an encoding is guessed",
}


def _spelled(path: Path) -> Iterator[str]:
    """The texts of a module that spell numerals, its docstrings left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docs:
            yield from SPELLED.findall(node.value)


def test_no_module_spells_the_signs_of_numerals_again():
    found = {
        path.relative_to(PACKAGE).as_posix(): spelled
        for path in sorted(PACKAGE.rglob("*.py"))
        if (spelled := [*_spelled(path)])
    }

    assert {name: found[name] for name in found.keys() - HOMES - REASONS.keys()} == {}
    assert found.keys() >= HOMES | REASONS.keys(), "take the reason of this module out"


def test_a_class_is_found_wherever_it_stands_in_a_pattern():
    assert SPELLED.search(r"第[\d一二]条")
    assert SPELLED.search("[^。两〇]")
    assert SPELLED.search("零一二三")
    assert not SPELLED.search("[一-鿿〇]{2,}")
    assert not SPELLED.search("第一百二十条，[。；]一")
