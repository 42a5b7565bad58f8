"""A review as a plain file.

It is TOML that people can read, correct and merge with git. A judgement is three lines, with the
texts around the statement on them, so that any two changes of one judgement touch and conflict,
while changes of different ones never do. A comment for each article of the left stands between the
judgements of one article and the next whether there are any or not: git needs a line that nobody
changed between two changes.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from policydiff.errors import InputError
from policydiff.messages import Message
from policydiff.model.relation import Judgement
from policydiff.model.toml import quote
from policydiff.relating.marks import DocumentTexts, JudgedArticle
from policydiff.relating.reviews import Party, Review, ReviewEntry

FORMAT = 1

_HEAD = """\
# What people said of the links between two texts. `policydiff review` writes this file; a line of what was
# said can be edited by hand, but not the texts beside it.
"""
_MARK_KEYS = ("eid", "num", "version", "text", "words")
_JUDGEMENT_KEYS = ("by", "status", "grade", "note")
_STATUSES = ("confirmed", "rejected")
_CONFLICT = "<<<<<<< "


class BadReviewFileError(InputError):
    """A file of judgements that cannot be read."""

    def __init__(self, name: str, why: Message) -> None:
        """Build the message for the file `name`."""
        super().__init__(Message("{name}: {why}", name=name, why=why))


def read_review(text: str, name: str, reviewer: str | None = None) -> Review:
    """The review that a file holds.

    `name` begins every message; a judgement that names nobody is `reviewer`'s, where there is one.
    Raises `BadReviewFileError`, `NotAJudgementError`. A side that a person wrote as a plain name
    (left = "第四十一条") becomes a mark without a fingerprint.
    """
    if any(line.startswith(_CONFLICT) for line in text.split("\n")):
        raise BadReviewFileError(
            name,
            Message(
                "git left a conflict in it: one link was judged differently; keep what holds, and commit it"
            ),
        )
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise BadReviewFileError(
            name, Message("this is no TOML file: {why}", why=" ".join(str(error).split()))
        ) from None
    if table.get("format") != FORMAT:
        raise BadReviewFileError(
            name,
            Message(
                "this is no file of judgements (it does not say: format = {format})", format=FORMAT
            ),
        )
    links = table.get("link", [])
    if not isinstance(links, list):
        raise BadReviewFileError(
            name, Message("link: each judgement is a table of its own: [[link]]")
        )
    return Review(
        left=_party(table.get("left"), f"{name}: left"),
        right=_party(table.get("right"), f"{name}: right"),
        entries=tuple(
            _entry(link, f"{name}: link[{number}]", reviewer)
            for number, link in enumerate(links, start=1)
        ),
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


def _entry(table: Any, where: str, reviewer: str | None) -> ReviewEntry:
    if not isinstance(table, dict):
        raise BadReviewFileError(where, Message("each judgement is a table of its own: [[link]]"))
    judged = table.get("judged", {key: table[key] for key in _JUDGEMENT_KEYS if key in table})
    if isinstance(judged, dict) and reviewer is not None:
        judged = {"by": reviewer} | judged
    if not isinstance(judged, dict):
        raise BadReviewFileError(where, Message("judged is a table: { by, status, grade, note }"))
    entry = ReviewEntry(
        left=_mark(table.get("left"), f"{where}: left"),
        right=_mark(table.get("right"), f"{where}: right"),
        judgement=_read_judgement(judged, where),
    )
    entry.check(where)
    return entry


def _mark(side: Any, where: str) -> JudgedArticle:
    if isinstance(side, str) and side.strip():
        return JudgedArticle(eid=side.strip())
    if (
        not isinstance(side, dict)
        or not side.get("eid")
        or not all(isinstance(side.get(key), str | None) for key in _MARK_KEYS)
    ):
        raise BadReviewFileError(
            where,
            Message(
                "name an article: an eId, a citation (第四十一条), or the table that policydiff wrote"
            ),
        )
    return JudgedArticle(
        eid=side["eid"],
        num=side.get("num"),
        version=side.get("version"),
        text=side.get("text"),
        words=side.get("words"),
    )


def _read_judgement(table: Mapping[str, Any], where: str) -> Judgement:
    status, grade, note, by = (table.get(key) for key in ("status", "grade", "note", "by"))
    if status is not None and status not in _STATUSES:
        raise BadReviewFileError(
            where,
            Message(
                "status is one of {known}, or left out where only a note was made",
                known=", ".join(_STATUSES),
            ),
        )
    if grade is not None and (grade not in (1, 2) or isinstance(grade, bool)):
        raise BadReviewFileError(
            where, Message("grade is 1 (the same subject) or 2 (the very measure)")
        )
    if not isinstance(note, str | None) or not isinstance(by, str | None):
        raise BadReviewFileError(where, Message("by and note are texts in quotation marks"))
    return Judgement(reviewer=by or "", status=status or "suggested", grade=grade, note=note)


def write_review(review: Review, left: DocumentTexts, right: DocumentTexts) -> str:
    """The file of a review; reading it gives the same judgements.

    The documents give its order and the comments between.
    """
    lines = [*_HEAD.rstrip("\n").split("\n"), f"format = {FORMAT}"]
    for side, party in (("left", review.left), ("right", review.right)):
        lines += [
            "",
            f"[{side}]",
            f"title = {quote(party.title)}",
            *([f"uri = {quote(party.uri)}"] if party.uri else ()),
        ]
    return "\n".join([*lines, *_links(review, left, right)]) + "\n"


def _links(review: Review, left: DocumentTexts, right: DocumentTexts) -> Iterator[str]:
    """The judgements below each article of the left, in the order of the right.

    At the end are those of texts that are gone.
    """
    places = {eid: place for place, eid in enumerate(right.articles)}
    of: dict[str | None, list[tuple[int, str]]] = {}
    for entry in review.entries:
        place = places.get(right.find(entry.right).eid or "", len(places))
        of.setdefault(left.find(entry.left).eid, []).append((place, "\n".join(_table(entry))))
    for eid, article in left.articles.items():
        head = "".join(filter(None, (article.num, article.heading))) or eid
        yield from ("", f"# ---- {_plain(head)}")
        yield from _sorted(of.get(eid, ()))
    if None in of:
        yield from ("", "# ---- judged in another version")
        yield from _sorted(of[None])


def _plain(text: str) -> str:
    """A text that may stand in a comment."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())[:60]


def _sorted(tables: Iterable[tuple[int, str]]) -> Iterator[str]:
    for _, table in sorted(tables):
        yield ""
        yield table


def _table(entry: ReviewEntry) -> Iterator[str]:
    judged = entry.judgement
    status = None if judged.status == "suggested" else judged.status
    yield "[[link]]"
    yield f"left = {_inline({key: getattr(entry.left, key) for key in _MARK_KEYS})}"
    yield f"judged = {_inline({'by': judged.reviewer, 'status': status, 'grade': judged.grade, 'note': judged.note})}"
    yield f"right = {_inline({key: getattr(entry.right, key) for key in _MARK_KEYS})}"


def _inline(values: Mapping[str, str | int | None]) -> str:
    given = (
        f"{key} = {quote(value) if isinstance(value, str) else value}"
        for key, value in values.items()
        if value is not None
    )
    return f"{{ {', '.join(given)} }}"
