"""The content of a file as a reader found it: lines and tables with their places."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from policydiff.messages import Message

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_BREAKS = "\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"


def legible(text: str) -> str:
    """The text without control characters, character by character.

    One that breaks or separates lines becomes a space, any other U+FFFD; tabs and line feeds stay.
    Each value below holds its text in this form.
    """
    if text.isprintable():  # twenty times as quick as the pattern
        return text
    return _CONTROL.sub(lambda match: " " if match[0] in _BREAKS else "\ufffd", text)


Severity = Literal["error", "warning", "note"]
LineStyle = Literal["plain", "heading", "quote", "contents", "comment", "code"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A doubt about a document: data for its reader, not an exception.

    `code` is a fixed word such as ``number-skips``; `line` counts from 1 in the source, None where
    no line is to blame; `hint` says what a person can do.
    """

    code: str
    message: Message
    line: int | None = None
    hint: Message | None = None
    severity: Severity = "warning"

    def __post_init__(self) -> None:
        """Keep the text legible."""
        if not self.message.isprintable():
            object.__setattr__(self, "message", self.message.cleaned(legible))


NO_TITLE = "no-title"
"""The code of the problem that no line of a text is its title: the file's name stands in for it."""

OLDER_ON_THE_RIGHT = "older-on-the-right"
"""The code of the doubt that two texts were exchanged: a reader must know it before all else."""

RECOGNISED = "recognised"
"""The code of the doubt about a text, or pages of it, that a program recognised from pictures."""

DOUBTS = frozenset(
    (
        RECOGNISED,
        "two-texts",
        "numbers-unread",
        "few-articles",
        "mojibake",
        "encoding-doubtful",
        "lost-characters",
        "hardly-alike",
        OLDER_ON_THE_RIGHT,
    )
)
"""The codes of doubts about a whole text, or about a pair of texts: whoever reads anything of it
must know them first.
"""

LEFT_ALONE = frozenset(
    (
        "macros-ignored",
        "link-ignored",
        "object-left-out",
        "embedded-left-out",
        "furniture-left-out",
        "drafters-notes-left-out",
    )
)
"""The codes of notes that are always stated: what a file carries besides its text, and was neither
run nor fetched, nor read as text.
"""

EDITED = "edited-by-hand"
"""The code of the doubt that a stored text is not the one that was stored from its source: of the
answer, so that no file keeps it.
"""
PRESUMED = "presumed-version"
"""The code of the doubt whether another text was in force on the day that was asked for: of the
answer, so that no file keeps it.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """A piece of the source that is no text: navigation, page numbers, notes.

    `beside` is the eId of the provision beside which a note or comment stands, None where it stands
    beside none. `author` and `date` are those of a comment of Word; the author is "" where nobody
    signed it, None for everything else.
    """

    what: str
    text: str
    line: int | None = None
    beside: str | None = None
    author: str | None = None
    date: str | None = None

    def __post_init__(self) -> None:
        """Keep the text legible."""
        object.__setattr__(self, "text", legible(self.text))
        if self.author is not None:
            object.__setattr__(self, "author", legible(self.author))


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackedChange:
    """A change that its author left a trace of, as the text that was read shows it.

    `kind` is insertion or move in a text with all changes accepted, deletion or move in the one
    before them. `text` is what was inserted, deleted or moved, empty for the end of a paragraph.
    `date` is ISO, as its program wrote it; `beside` is the eId of the provision it stands in.
    """

    kind: Literal["insertion", "deletion", "move"]
    text: str
    author: str
    date: str | None = None
    line: int | None = None
    beside: str | None = None

    def __post_init__(self) -> None:
        """Keep the text legible."""
        object.__setattr__(self, "text", legible(self.text))
        object.__setattr__(self, "author", legible(self.author))


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedFact:
    """A fact that the container states outside the text, as gov.cn pages do.

    `field` is one of: title, document_number, authority, signed, posted, promulgated, in_force,
    adopted, subject, keywords, index_number. `value` is as printed.
    """

    field: str
    value: str
    line: int | None = None

    def __post_init__(self) -> None:
        """Keep the text legible."""
        object.__setattr__(self, "value", legible(self.value))


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """One line of a source without its markup.

    `number` counts from 1; `text` keeps inner spaces, full-width ones too; `bold` is the length in
    characters of the run of emphasised characters at its beginning; `depth` is the depth of a
    heading (1 for the highest), 0 elsewhere; `hard_break` says that the container itself ends a
    paragraph here (an HTML block, a Markdown blank line), so that no unwrapping may join it to the
    next line. `indent` counts the columns of white space before it where the source has them as
    characters, `item` is True for an item of a list of the source.
    """

    number: int
    text: str
    style: LineStyle = "plain"
    depth: int = 0
    bold: int = 0
    centred: bool = False
    hard_break: bool = False
    indent: int = 0
    item: bool = False

    def __post_init__(self) -> None:
        """Keep the text legible."""
        object.__setattr__(self, "text", legible(self.text).replace("\n", " "))


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCell:
    """One cell of a table; several paragraphs are joined by a line feed."""

    text: str
    header: bool = False
    colspan: int = 1
    rowspan: int = 1

    def __post_init__(self) -> None:
        """Keep the text legible."""
        object.__setattr__(self, "text", legible(self.text))


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceTable:
    """A table of the source; `number` is the line on which it begins."""

    number: int
    rows: tuple[tuple[SourceCell, ...], ...]


FileFactKind = Literal[
    "title", "subject", "header", "footer", "watermark", "box", "footnote", "endnote"
]
"""A fact of a file: its title and subject among its properties, the words at the head and foot of
its pages, behind and beside them, and its notes.
"""

UnreadKind = Literal[
    "picture",
    "object",
    "chart",
    "macro",
    "formula",
    "field",
    "hidden",
    "turned",
    "note",
    FileFactKind,
]
"""The parts of a file that no comparison reads: of a formula only the words are read, and a fact of
the file is not compared where only one side can have it.
"""

_AUTOMATIC = re.compile(
    r"(?:microsoft (?:word|excel|powerpoint) - .*"
    r"|(?:untitled|document|word document|文档|无标题|未命名)[ \d]{0,5})",
    re.IGNORECASE | re.DOTALL,
)
"""A title that a program gives by itself: Microsoft Word - 办法.doc, 文档1"""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFact:
    """The words of one fact of a file; `automatic` where a program gave them."""

    kind: FileFactKind
    text: str
    automatic: bool = False

    def __post_init__(self) -> None:
        """Keep the text legible."""
        object.__setattr__(self, "text", legible(self.text))


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadParts:
    """The parts of a kind that are not read: number, and digest if there is one."""

    kind: UnreadKind
    count: int
    digest: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """The facts of a file beside its text, and what of it was not read.

    `kinds` are those that its reader finds wherever a file of this format has them: one of them
    without any fact is known to be absent. No time, editor or revision is among them.
    """

    format: str
    kinds: tuple[FileFactKind, ...] = ()
    facts: tuple[FileFact, ...] = ()
    unread: tuple[UnreadParts, ...] = ()


def digest_of(texts: Iterable[str]) -> str:
    """The digest of some texts in their order."""
    return hashlib.sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()


def property_fact(kind: FileFactKind, text: str | None, name: str) -> tuple[FileFact, ...]:
    """A title or subject of a file, none where it is empty or the file's name."""
    words = " ".join((text or "").split())
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    automatic = words in (base, base.rpartition(".")[0]) or _AUTOMATIC.fullmatch(words) is not None
    return (FileFact(kind=kind, text=words, automatic=automatic),) if words else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceText:
    """A file as its reader understood it.

    `name` is the file's name as given, for titles of last resort and messages; `format` the
    reader's key; `encoding` what the bytes were decoded from; `sha256` the hash of the bytes, in
    lower-case hex. `hard_wrapped` is True or False where the reader knows it, None where it must be
    found from the lines. `file` is None where the reader knows no facts of the file.
    """

    name: str
    format: str
    sha256: str
    lines: tuple[SourceLine | SourceTable, ...]
    encoding: str | None = None
    hard_wrapped: bool | None = None
    facts: tuple[StatedFact, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    problems: tuple[Problem, ...] = ()
    tracked: tuple[TrackedChange, ...] = ()
    file: FileFacts | None = None
