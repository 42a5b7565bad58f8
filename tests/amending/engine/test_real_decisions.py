"""Real decisions, all of them: those of the texts beside the repository, and those of the wheel of
real laws where it was fetched.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import policydiff
from policydiff.amending.engine.operations import Instructions
from policydiff.library.actions.fetch import FILE_NAME
from policydiff.library.actions.wheel import read_wheel

ROOT = Path(__file__).resolve().parents[3]
AMENDING = re.compile(
    r"修正案(?:（[^（）]*）)?$|关于(?:修改|废止|修正)《?.*决定$|关于废止.*的决定$"
)
NO_CHANGE_OF_TEXT = {
    "最高人民法院关于修改《关于审理掩饰、隐瞒犯罪所得、犯罪所得收益刑事案件适用法律若干问题的解释》的决定": 2
}
"""Sentences that say what no longer applies and how cases are judged, and change no word."""
INSTRUCTS = re.compile(r"修改为|改为第|增加一|删去|删除")


def hidden(found: Instructions) -> list[str]:
    """Context that looks like an instruction."""
    told = [operation.text or "" for operation in found.operations if operation.status == "context"]
    return [
        text
        for text in told
        if INSTRUCTS.search(re.sub(r"《.*?》", "", text)) and "作如下修改" not in text
    ]


@pytest.mark.corpus
def test_the_decisions_of_the_corpus_are_read_to_the_last_sentence(corpus):
    paths = [path for path in (corpus / "bulk").glob("*.md") if AMENDING.search(path.stem)]
    paths += list((corpus / "works").rglob("*.decision.*"))
    unread: dict[str, int] = {}
    operations = 0
    for path in sorted(paths):
        found = policydiff.read_instructions(policydiff.load(path))
        operations += sum(operation.status == "parsed" for operation in found.operations)
        assert hidden(found) == [], path.name
        assert not any(operation.status == "failed" for operation in found.operations), path.name
        if found.unparsed:
            unread[path.stem] = len(found.unparsed)

    assert (len(paths) >= 23, operations >= 570) == (True, True)
    assert unread == NO_CHANGE_OF_TEXT


def test_the_decisions_of_the_wheel_are_read_to_the_last_sentence():
    wheels = [
        path for folder in (ROOT / "build", ROOT) for path in folder.glob(f"*-cache/{FILE_NAME}")
    ]
    if not wheels:
        pytest.skip(f"{FILE_NAME} is not at hand; `make demo` fetches it")
    read = 0
    for text in read_wheel(wheels[0]):
        title = text.facts.get("title") or ""
        if not AMENDING.search(title):
            continue
        found = policydiff.read_instructions(policydiff.load(text.data, name=text.name))
        labels = {
            operation.instruction for operation in found.operations if operation.status == "parsed"
        }
        assert (title, found.unparsed, hidden(found)) == (title, (), [])
        assert not any("条目" in (label or "") for label in labels)
        read += 1

    assert read == 21


def _without_heads(text: str) -> str:
    """Without the opening marks at the heads of the further paragraphs of a quotation."""
    lines, inside = [], False
    for line in text.split("\n"):
        lines.append(line.removeprefix("“") if inside else line)
        more = line.count("“") - line.count("”")
        inside = more > 0 or (inside and more == 0)
    return "\n".join(lines)


PRINTED = {
    "straight": lambda text: text.replace("“", '"').replace("”", '"'),
    "corners": lambda text: text.replace("“", "「").replace("”", "」"),
    "one pair of marks": _without_heads,
    "no closing mark": lambda text: re.sub(
        r"(：“[^“”\n]*(?:\n+“[^“”\n]*)*)”(?=\n+(?:[一二三四五六七八九十]+、|\d+[.．]|本决定|$))",
        r"\1",
        text,
    ),
    "no opening mark": lambda text: re.sub(r"(修改为：)“(?=[^“”\n]*”\n)", r"\1", text),
    "spaces": lambda text: (
        text.replace("修改为", " 修改为 ").replace("”", "” ").replace("增加", "增加 ")
    ),
}
"""Other ways to print a decision."""


@pytest.mark.corpus
@pytest.mark.parametrize("way", PRINTED)
def test_a_decision_says_the_same_however_it_is_printed(corpus, way):
    marks = str.maketrans("", "", '“”「」" \n')

    def read(text: str) -> list[tuple[str | None, ...]]:
        found = policydiff.read_instructions(
            policydiff.load(text.encode(), name="decision.md")
        ).operations
        rows = [
            (
                o.instruction,
                o.work,
                o.status,
                o.kind,
                o.target_num,
                o.result_num,
                o.side,
                o.old,
                o.text,
            )
            for o in found
        ]
        return [tuple(cell.translate(marks) if cell else cell for cell in row) for row in rows]

    paths = [path for path in (corpus / "bulk").glob("*.md") if AMENDING.search(path.stem)]
    paths += list((corpus / "works").glob("*/*-*-*.decision.txt"))
    texts = [path.read_text(encoding="utf-8") for path in paths]
    assert sum(PRINTED[way](text) != text for text in texts) >= 1
    for text in texts:
        assert read(PRINTED[way](text)) == read(text)
