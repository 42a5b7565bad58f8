"""A review as a TOML file that people can read, correct and merge with git.

A judgement is three lines, with the judged texts around the statement, so that any two changes of
one judgement conflict and changes of different ones never do. A comment for each article of the
left stands between judgements: git needs an unchanged line between two changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from policydiff.messages import Message
from policydiff.model.toml import quote, toml_table
from policydiff.relating.engine.review.judged_measures import lay_measures
from policydiff.relating.engine.review.judged_texts import DocumentTexts
from policydiff.relating.engine.review.review_tables import (
    BadReviewFileError,
    read_gap,
    read_link,
    read_measure,
    write_gap,
    write_link,
    write_measure,
)
from policydiff.relating.engine.review.reviews import Party, Review

Entry = TypeVar("Entry")

FORMATS = LINKS, MEASURES, GAPS = 1, 2, 3
"""The formats with links alone (older programs read it), measures, and requirements."""

_HEAD = """\
# What people said of the links between two texts. `policydiff review` writes this file; a line of what was
# said can be edited by hand, but not the texts beside it.
"""
_CONFLICT = "<<<<<<< "


def read_review(text: str, name: str, reviewer: str | None = None) -> Review:
    """The review of a file; unnamed judgements are `reviewer`'s.

    `name` begins every message. A side written as a plain name (left = "第四十一条") becomes a mark
    without a fingerprint. Raises `BadReviewFileError`, `NotAJudgementError`.
    """
    if any(line.startswith(_CONFLICT) for line in text.split("\n")):
        raise BadReviewFileError(
            name,
            Message(
                "git left a conflict in it: one link was judged differently; keep what holds, and commit it"
            ),
        )
    try:
        table = toml_table(text)
    except ValueError as error:
        raise BadReviewFileError(
            name, Message("this is no TOML file: {why}", why=" ".join(str(error).split()))
        ) from None
    if table.get("format") not in FORMATS:
        raise BadReviewFileError(
            name,
            Message(
                "this is no file of judgements (it does not say: format = {format})",
                format=" | ".join(map(str, FORMATS)),
            ),
        )
    for key, least in (("measure", MEASURES), ("gap", GAPS)):
        if key in table and table["format"] < least:
            raise BadReviewFileError(
                name,
                Message("a file with [[{key}]] says: format = {format}", key=key, format=least),
            )
    return Review(
        left=_party(table.get("left"), f"{name}: left"),
        right=_party(table.get("right"), f"{name}: right"),
        entries=_entries(table, "link", name, reviewer, read_link),
        measures=_entries(table, "measure", name, reviewer, read_measure),
        gaps=_entries(table, "gap", name, reviewer, read_gap),
    )


def _entries(
    table: Any,
    key: str,
    name: str,
    reviewer: str | None,
    read: Callable[[Any, str, str | None], Entry],
) -> tuple[Entry, ...]:
    tables = table.get(key, [])
    if not isinstance(tables, list):
        raise BadReviewFileError(
            name, Message("{key}: each judgement is a table of its own: [[{key}]]", key=key)
        )
    return tuple(
        read(one, f"{name}: {key}[{number}]", reviewer)
        for number, one in enumerate(tables, start=1)
    )


def _party(table: Any, where: str) -> Party:
    if (
        not isinstance(table, dict)
        or not isinstance(table.get("title"), str)
        or not isinstance(table.get("uri"), str | None)
    ):
        raise BadReviewFileError(
            where,
            Message('name the document: title = "…", and the uri of its work where it has one'),
        )
    return Party(title=table["title"], uri=table.get("uri"))


def write_review(review: Review, left: DocumentTexts, right: DocumentTexts) -> str:
    """The file of a review, in the documents' order and the first sufficient format."""
    number = GAPS if review.gaps else MEASURES if review.measures else LINKS
    lines = [*_HEAD.rstrip("\n").split("\n"), f"format = {number}"]
    for side, party in (("left", review.left), ("right", review.right)):
        lines += [
            "",
            f"[{side}]",
            f"title = {quote(party.title)}",
            *([f"uri = {quote(party.uri)}"] if party.uri else ()),
        ]
    return "\n".join([*lines, *_links(review, left, right)]) + "\n"


def _links(review: Review, left: DocumentTexts, right: DocumentTexts) -> Iterator[str]:
    """The judgements below each article of the left, measures last; then lost ones."""
    places = {eid: index for index, eid in enumerate(right.articles)}
    of: dict[str | None, list[tuple[int, str]]] = {}
    for entry in review.entries:
        place = places.get(right.find(entry.right).eid or "", len(places))
        of.setdefault(left.find(entry.left).eid, []).append((place, "\n".join(write_link(entry))))
    placed, lost = lay_measures(review.measures, left, right, {})
    found = [
        *((placement.entry, placement.left, placement.span[0]) for placement in placed),
        *((one, None, 0) for one in lost),
    ]
    for judged, eid, begin in found:
        of.setdefault(eid, []).append((len(places) + 1 + begin, "\n".join(write_measure(judged))))
    last = len(places) + max((len(one.text) for one in left.articles.values()), default=0) + 2
    for gap in review.gaps:
        of.setdefault(left.find(gap.left).eid, []).append((last, "\n".join(write_gap(gap))))
    for eid, article in left.articles.items():
        head = "".join(filter(None, (article.num, article.heading))) or eid
        yield from ("", f"# ---- {_plain(head)}")
        yield from _sorted(of.get(eid, ()))
    if None in of:
        yield from ("", "# ---- judged in another version")
        yield from _sorted(of[None])


def _plain(text: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())[:60]


def _sorted(tables: Iterable[tuple[int, str]]) -> Iterator[str]:
    for _, table in sorted(tables):
        yield ""
        yield table
