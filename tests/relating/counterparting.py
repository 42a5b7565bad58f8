"""What the tests of counterparts share: the background, texts as documents, a relation as lines."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import policydiff
from policydiff.model.document import Document
from policydiff.relating.engine.laws.counterparts import relate_any
from policydiff.relating.engine.relation import Link, Relation
from policydiff.text.spans import side_of
from policydiff.text.word_rarity import Background, read_background

ROOT = Path(__file__).resolve().parent.parent.parent
CASES = ROOT / "tests" / "cases" / "relating" / "counterparts"


@cache
def background() -> Background:
    folder = ROOT / "corpora" / "background"
    return read_background(
        (folder / "words.tsv").read_text(encoding="utf-8"), (folder / "vectors.bin").read_bytes()
    )


def document(text: str) -> Document:
    return policydiff.load(text.encode(), name="text.txt")


def pair(name: str) -> tuple[Document, Document]:
    left, right = (CASES / f"{name}.txt").read_text(encoding="utf-8").split("=====\n")
    return document(left), document(right)


def related(left: Document, *rights: Document, **options: int) -> Relation:
    return relate_any(left, rights, background(), **options)


def lines_of(relation: Relation) -> Iterator[str]:
    for link in relation.links:
        yield f"{link.left.num} → {link.right.num} {link.wording or 'subject'}"
        yield (
            f"    {marked(link)}"
            if link.edits
            else f"    terms: {' '.join(one.term for one in link.evidence)}"
        )
    for name, places in (("only left", relation.only_left), ("only right", relation.only_right)):
        yield f"{name}: {' '.join(place.num or place.eid for place in places)}".rstrip()


def marked(link: Link) -> str:
    marks = {"equal": "{}", "delete": "[-{}-]", "insert": "[+{}+]"}
    return "".join(
        "~" if edit.noise else marks[edit.op].format(edit.text) for edit in link.edits
    ).replace("\n", "⏎")


def check(relation: Relation) -> None:
    """What holds of every relation of counterparts."""
    ours = {article.eid: article.text for article in relation.left.articles}
    theirs = {
        (right.uri or right.title, article.eid): article.text
        for right in relation.right
        for article in right.articles
    }
    for link in relation.links:
        assert 0.5 <= link.score <= 1
        assert bool(link.edits) == (link.wording is not None)
        if link.edits:
            assert side_of(link.edits, 0) == ours[link.left.eid]
            assert side_of(link.edits, 1) == theirs[link.right.document, link.right.eid]
        for span, text in (
            (link.sentence, ours[link.left.eid]),
            (link.right_sentence, theirs[link.right.document, link.right.eid]),
        ):
            assert span is None or 0 <= span[0] < span[1] <= len(text)
    linked = {link.left.eid for link in relation.links}
    assert linked.isdisjoint(place.eid for place in relation.only_left)
    assert {(link.right.document, link.right.eid) for link in relation.links}.isdisjoint(
        (place.document, place.eid) for place in relation.only_right
    )
    assert {row.left for row in relation.coverage if row.status != "none"} == linked
