"""The texts that benchmarks run on: real laws from a folder beside the repository, else invented
ones.

A folder of real laws holds ``gold/*.json`` (which article became which) and ``works/`` (the texts),
as the one beside the repository does. Without one the benchmarks say so and take the example that
ships, which nobody enacted.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from policydiff.model.document import Block, Document, Node, Provision
from policydiff.model.identifiers import name_document
from policydiff.model.kinds import Level
from policydiff.reading.load import load

ROOT = Path(__file__).resolve().parent.parent
BESIDE = ROOT.parent / "shared" / "corpus"
EXAMPLE = ROOT / "corpora" / "example"
VERSIONS = ("invented-2018-11-30.txt", "invented-2021-09-26.md", "invented-2024-05-31.html")


WORDS = (
    *(
        "雨伞",
        "伞架",
        "伞套",
        "借用人",
        "管理人",
        "押金",
        "归还",
        "登记",
        "检查",
        "保管",
        "损坏",
        "遗失",
        "公告",
        "申请",
        "答复",
        "期限",
    ),
    *(
        "门卫",
        "学生",
        "图书馆",
        "食堂",
        "宿舍",
        "校车",
        "奖励",
        "处分",
        "维修",
        "采购",
        "通知",
        "培训",
        "预算",
        "清洁",
        "照明",
        "广播",
    ),
)


class Pair(NamedTuple):
    """Two versions of one work; `gold` is its mapping of articles, None for what was invented."""

    name: str
    left: Document
    right: Document
    gold: dict[str, Any] | None


@cache
def load_once(path: Path) -> Document:
    """A document, read once a run."""
    return load(path)


def pairs(folder: Path) -> Iterator[Pair]:
    """All pairs with a mapping in the folder, in the order of their names; the invented example
    where there is none.
    """
    for path in sorted((folder / "gold").glob("*.json") if folder.is_dir() else ()):
        if not path.name.endswith((".pair.json", ".triple.json")):
            continue
        gold = json.loads(path.read_text(encoding="utf-8"))
        left, right = (folder / "works" / gold["work"] / gold[side] for side in ("base", "after"))
        if left.exists() and right.exists():
            yield Pair(path.name.rsplit(".", 2)[0], load_once(left), load_once(right), gold)
    if not folder.is_dir():
        documents = [load_once(EXAMPLE / name) for name in VERSIONS]
        yield from (Pair("invented", left, right, None) for left, right in pairwise(documents))


def invented_law(chance: random.Random, articles: int = 60) -> Document:
    """A law that nobody enacted, of ten articles a chapter, its sentences cast in two moulds."""

    def sentence() -> str:
        a, b, c, d, e, f, g = chance.sample(WORDS, 7)
        return chance.choice(
            (
                f"{a}的{b}由{c}负责{d}，并且在{e}前完成{f}和{g}。",
                f"{a}应当向{b}提交{c}，经{d}同意后方可{e}，不得妨碍{f}的{g}。",
            )
        )

    def provision(level: Level, number: int, content: Iterable[Node]) -> Provision:
        return Provision(
            eid="",
            level=level,
            number=str(number),
            num=None if level == "paragraph" else str(number),
            content=tuple(content),
        )

    def paragraphs() -> Iterator[Provision]:
        for number in range(1, chance.randint(1, 3) + 1):
            yield provision("paragraph", number, (Block(text=sentence() + sentence()),))

    made = [provision("article", number, paragraphs()) for number in range(1, articles + 1)]
    chapters = [
        provision("chapter", place // 10 + 1, made[place : place + 10])
        for place in range(0, articles, 10)
    ]
    return name_document(
        Document(title="示例法", kind="law", dialect="cn_law", body=tuple(chapters))
    )


def arguments(doc: str | None) -> argparse.ArgumentParser:
    """What the benchmarks of texts share: where the real laws lie."""
    parser = argparse.ArgumentParser(
        description=doc, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--folder",
        type=Path,
        default=BESIDE,
        help="gold/ and works/ of real laws; without it invented texts are used",
    )
    parser.add_argument(
        "--require",
        action="append",
        default=[],
        metavar="NAME=NUMBER",
        help="exit 1 where a figure of the last line is worse",
    )
    return parser


def unmet(required: list[str], figures: dict[str, float], *, least: bool = True) -> list[str]:
    """The requirements that do not hold: figures must reach their number, or with `least` off stay
    at or below it.
    """
    asked = [(name, float(number)) for name, _, number in (one.partition("=") for one in required)]
    return [
        f"{name}={number:g}"
        for name, number in asked
        if (figures[name] < number if least else figures[name] > number)
    ]


def source_of(folder: Path) -> str:
    """A line that says what the figures were measured on."""
    return (
        "real laws beside the repository"
        if folder.is_dir()
        else "the invented example (no folder of real laws is here)"
    )


def bare(label: str) -> str:
    """A printed number without its spaces."""
    return re.sub(r"\s", "", label)
