"""A leaf that came back, of which nothing is trusted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

import msgspec

from policydiff.errors import InputError
from policydiff.locale import LANGUAGES, Language, variant
from policydiff.messages import COMMA, Message
from policydiff.model.row_marks import RowMark, merge_marks, row_mark
from policydiff.report.html.leaf import (
    FORMAT,
    GENERATOR,
    LeafFacts,
    LeafText,
    MarkupPart,
    PersonMarks,
    read_markup,
    seal_of,
)
from policydiff.report.pieces import neutral

MOST_BYTES = 32 * 1024 * 1024
MOST_MARKS, MOST_TEXTS = 50_000, 64
LONGEST, LONGEST_NAME = 4_000, 60
"""Characters of one field, and of a name."""

FIELDS: Mapping[str, frozenset[str]] = {
    "comparison": frozenset(("seen", "reason", "basis", "type")),
    "measures": frozenset(("verdict", "articles", "note")),
    "gaps": frozenset(("fulfilment", "gap", "remedy", "department", "deadline")),
}
"""The fields of each family that is sent as a leaf."""

VALUES: Mapping[str, frozenset[str]] = {
    "seen": frozenset(("yes",)),
    "verdict": frozenset(("answered", "partly", "none")),
}

_KEY = re.compile(r"[0-9a-f]{24,32}")
_LANGUAGES = {*LANGUAGES, *(variant(name, "company") for name in LANGUAGES)}
_SHOWN = frozenset(("left", "right", "wide"))
"""The classes of the cells that hold a text."""


class BadLeafError(InputError):
    """A file is no leaf, or one that nobody's program wrote."""

    def __init__(self, name: str, why: Message) -> None:
        super().__init__(Message("{name} is no leaf that can be read: {why}", name=name, why=why))


class ChangedLeafError(InputError):
    """The shown part of a leaf was changed."""

    def __init__(self, name: str) -> None:
        super().__init__(
            Message(
                "{name}: what this leaf shows was changed after it was made, so nothing of it is taken; send a new one",
                name=name,
            )
        )


class OtherTextsLeafError(InputError):
    """No row of a leaf is of the texts at hand."""

    def __init__(self, leaf: ReturnedLeaf) -> None:
        super().__init__(
            Message(
                "{name}: its rows are of other texts than these; it was made of {texts}",
                name=leaf.name,
                texts=leaf.called,
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedLeaf:
    """A leaf as it came back; `shown` are the words of its rows by their keys."""

    name: str
    family: str
    language: Language
    texts: tuple[LeafText, ...]
    marks: tuple[RowMark, ...] = field(repr=False)
    shown: Mapping[str, str] = field(repr=False)

    @property
    def called(self) -> Message:
        """Its texts with the beginnings of their hashes, in one line."""
        return Message.joined(
            (
                Message(
                    "“{title}” ({date}SHA-256 {hash}…)",
                    title=neutral(one.title)[:LONGEST_NAME],
                    date=f"{one.date}, "[:12] if one.date else "",
                    hash=one.sha256[:12],
                )
                for one in self.texts
            ),
        )

    def on_document(self, whole: str) -> ReturnedLeaf:
        """The part on the document with which the keys of its rows begin."""
        return replace(
            self,
            marks=tuple(mark for mark in self.marks if mark.key.startswith(whole)),
            shown={key: text for key, text in self.shown.items() if key.startswith(whole)},
        )

    def fitting(self, words: Mapping[str, str]) -> tuple[tuple[RowMark, ...], TakenMarks]:
        """The marks on rows that are there and showed these words, by their keys.

        The second counts the others. Raises `OtherTextsLeafError` where no row fits.
        """
        if not any(key in words for key in self.shown):
            raise OtherTextsLeafError(self)
        there = tuple(mark for mark in self.marks if mark.key in words)
        fits = tuple(mark for mark in there if self.shown.get(mark.key) == bare(words[mark.key]))
        gone = {mark.key for mark in self.marks if mark.words and mark.key not in words}
        other = {mark.key for mark in there} - {mark.key for mark in fits}
        return fits, TakenMarks(family=self.family, gone=len(gone), changed=len(other))


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenMarks:
    """The marks that were taken of a leaf, in one line.

    `people` has for each name the numbers of ticks and of texts or verdicts; `fresh` is False where
    all was stored already. `gone` rows are not there any more, `changed` ones showed other words
    than the texts have, and of `left` ones something else is stored under the same name.
    """

    family: str
    people: tuple[tuple[str, int, int], ...] = ()
    fresh: bool = True
    gone: int = 0
    changed: int = 0
    left: int = 0

    def counting(self, marks: Iterable[RowMark], *, fresh: bool, left: int = 0) -> TakenMarks:
        """The same with the marks that hold, by person."""
        ticks: Counter[str] = Counter()
        texts: Counter[str] = Counter()
        for mark in (mark for mark in marks if mark.words):
            ticks[mark.by] += mark.seen
            texts[mark.by] += bool(mark.written)
        people = tuple((name, ticks[name], texts[name]) for name in sorted({*ticks, *texts}))
        return replace(self, people=people, fresh=fresh, left=left)

    @property
    def line(self) -> Message:
        """For example: 3 ticks, 2 reasons from 张三; 1 row is not found any more."""
        return Message.joined(self._parts()) or Message("it has no marks")

    def _parts(self) -> Iterator[Message]:
        for name, ticks, texts in self.people:
            yield Message("{marks} from {name}", marks=self._counted(ticks, texts), name=name)
        if self.people and not self.fresh:
            yield Message("all of that was stored already")
        if self.gone:
            yield Message.counted(
                "{count} row is not found any more",
                "{count} rows are not found any more",
                self.gone,
                count=self.gone,
            )
        if self.changed:
            yield Message.counted(
                "{count} row showed other words than the texts have, so nothing is taken of it",
                "{count} rows showed other words than the texts have, so nothing is taken of them",
                self.changed,
                count=self.changed,
            )
        if self.left:
            yield Message.counted(
                "{count} row has other words under the same name, which stay",
                "{count} rows have other words under the same names, which stay",
                self.left,
                count=self.left,
            )

    def _counted(self, ticks: int, texts: int) -> Message:
        words = {
            "comparison": Message.counted("{count} reason", "{count} reasons", texts, count=texts),
            "measures": Message.counted(
                "{count} judgement", "{count} judgements", texts, count=texts
            ),
            "gaps": Message.counted(
                "{count} filled row", "{count} filled rows", texts, count=texts
            ),
        }[self.family]
        ticked = Message.counted("{count} tick", "{count} ticks", ticks, count=ticks)
        counts = (ticked,) * bool(ticks) + (words,) * bool(texts)
        return Message.joined(counts, COMMA)


def is_leaf(data: bytes) -> bool:
    """True for the bytes of a file that states to be a leaf."""
    return f'content="{GENERATOR}"'.encode() in data[:1024]


def read_leaf(data: bytes, name: str) -> ReturnedLeaf:
    """The leaf of a file's bytes. Raises `BadLeafError`, `ChangedLeafError`."""
    if not is_leaf(data):
        raise BadLeafError(name, Message("it does not say that it is one"))
    if len(data) > MOST_BYTES:
        raise BadLeafError(name, Message("it is too large"))
    try:
        style, script, sealed, seal, source, marks = _parts(data.decode())
        facts = msgspec.json.decode(source, type=LeafFacts)
        people = msgspec.json.decode(marks, type=list[PersonMarks])
    except (UnicodeDecodeError, msgspec.DecodeError, RecursionError, ValueError):
        raise BadLeafError(name, Message("its parts are not those of a leaf")) from None
    try:
        whole = seal_of(source, style, script, sealed) == seal
    except ValueError:
        whole = False
    if not whole:
        raise ChangedLeafError(name)
    known = facts.format == FORMAT and facts.family in FIELDS and facts.language in _LANGUAGES
    if (
        not known
        or len(facts.texts) > MOST_TEXTS
        or sum(len(person.rows) for person in people) > MOST_MARKS
    ):
        raise BadLeafError(name, Message("it is of another program, or too large"))
    return ReturnedLeaf(
        name=name,
        family=facts.family,
        language=facts.language,
        texts=facts.texts,
        marks=merge_marks(_marks(people, facts.family, name)),
        shown=shown_rows(sealed),
    )


def _parts(text: str) -> Iterator[str]:
    """Style, script, shown part, seal, facts and marks. Raises `ValueError`."""
    for begin, end in (
        ('<style id="leaf-style">', "</style>"),
        ('<script id="leaf-script">', "</script>"),
        ('<main id="leaf-sealed">', '</main>\n<script type="application/json" id="leaf-source"'),
        (' data-seal="', '">'),
        ("", "</script>"),
        ('\n<script type="application/json" id="leaf-marks">', "</script>"),
    ):
        _, opened, text = text.partition(begin) if begin else ("", "-", text)
        part, closed, text = text.partition(end)
        if not (opened and closed):
            raise ValueError(begin)
        yield part


def _marks(people: Iterable[PersonMarks], family: str, name: str) -> Iterator[RowMark]:
    for person in people:
        by = " ".join(neutral(person.by).split())
        for key, given in person.rows.items():
            words = {field: _clean(text) for field, text in given.items() if field != "at"}
            if (
                not by
                or len(by) > LONGEST_NAME
                or not _KEY.fullmatch(key)
                or not FIELDS[family].issuperset(words)
                or any(len(text) > LONGEST for text in words.values())
                or any(text and text not in VALUES.get(one, (text,)) for one, text in words.items())
                or not _is_time(given.get("at", ""))
            ):
                raise BadLeafError(name, Message("its marks are not those of a leaf"))
            yield row_mark(key, by, given["at"], words)


def _clean(text: str) -> str:
    return neutral(text.replace("\r\n", "\n")).strip()


def _is_time(text: str) -> bool:
    try:
        return len(text) <= 32 and datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def shown_rows(sealed: str) -> dict[str, str]:
    """The words that each row with a key shows in its cells of text, without spaces.

    Buttons and notes are no words of a text; a row that leaves its text to the one above has that.
    Raises `ValueError` for markup that no leaf has.
    """
    rows: dict[str, str] = {}
    last = ""
    for key, parts in _rows(sealed):
        last = bare(_words(parts)) or last
        rows.setdefault(key, last)
    return rows


def _rows(sealed: str) -> Iterator[tuple[str, list[MarkupPart]]]:
    """Each row with a key, and what stands in it, tables in its cells too."""
    key, depth, parts = "", 0, list[MarkupPart]()
    for part in read_markup(sealed):
        if part.tag == "tr" and (key or "data-key" in part.attributes):
            key, depth = key or part.attributes["data-key"], depth + 1
        elif part.tag == "/tr" and key:
            depth -= 1
            if not depth:
                yield key, parts
                key, parts = "", []
        if key:
            parts.append(part)


def _words(parts: Iterable[MarkupPart]) -> str:
    """The words of a row: of its cells left and right, or of its first wide one."""
    words, taking, wide, depth, aside = "", False, 0, 0, ""
    for part in parts:
        classes = part.attributes.get("class", "").split()
        if part.tag in ("td", "/td"):
            depth += 1 if part.tag == "td" else -1
            if depth == 1 and part.tag == "td":
                wide += "wide" in classes
                taking = bool(_SHOWN.intersection(classes)) and wide < 2
        elif part.tag == "button" or (part.tag == "span" and "note" in classes):
            aside = aside or f"/{part.tag}"
        elif part.tag == aside:
            aside = ""
        words += part.text if taking and depth and not aside else ""
    return words


def bare(text: str) -> str:
    """A text without spaces."""
    return "".join(text.split())
