"""One expression of one work: a tree of numbered provisions and blocks."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache, wraps
from typing import Any, Concatenate, Literal, ParamSpec, TypeVar

from policydiff.model.citation import Reference
from policydiff.model.kinds import Level
from policydiff.model.source import (
    EDITED,
    NO_TITLE,
    PRESUMED,
    RECOGNISED,
    Dropped,
    FileFacts,
    Problem,
    SourceCell,
    TrackedChange,
)
from policydiff.model.version import (
    Amendment,
    Computed,
    Dates,
    Decision,
    Ground,
    HeadEntry,
    Modification,
    QuotedText,
    date_in_text,
    naming_date,
)
from policydiff.model.work_life import WorkStatus

BlockRole = Literal[
    "text",  # running text
    "title",  # a line of the printed title
    "note",  # 题注: who adopted or amended it, when
    "fact",  # a row of a page's header table: 索引号, 发文机关 …
    "number",  # 发文字号 printed under the title, the number of an order
    "order",  # the order (令) or notice by which it was promulgated
    "contents",  # a line of the table of contents
    "addressee",  # 主送机关
    "signature",  # the authority under the text
    "date",  # the date under the text
    "heading",  # an unnumbered heading inside the text
    "comment",  # an editor's remark of the source
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One unnumbered paragraph of text.

    `eid` is set where the block can be cited or compared on its own (preamble, unnumbered parts),
    None inside a leaf. `quoted` are the words that an amending decision quotes in it, where they
    have been marked (`policydiff.amending.engine.applying.modifications`). `line` is where it
    begins in the source; it does not count when two blocks are compared for equality.
    """

    text: str
    role: BlockRole = "text"
    eid: str | None = None
    references: tuple[Reference, ...] = ()
    quoted: tuple[QuotedText, ...] = ()
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table inside the text."""

    rows: tuple[tuple[SourceCell, ...], ...]
    eid: str | None = None
    line: int | None = field(default=None, compare=False)

    @property
    def text(self) -> str:
        """The rows as lines, their cells separated by a tab."""
        return "\n".join(
            "\t".join(cell.text.replace("\n", " ") for cell in row) for row in self.rows
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """New text that an amending decision quotes: never provisions of the decision.

    `start` and `end` are the quotation marks as printed, `end` is "" where the source forgot it;
    `inline` is the mark that stands again at the head of each further paragraph, "" where it does
    not.
    """

    content: tuple[Node, ...]
    start: str = "“"
    end: str = "”"
    inline: str = ""
    eid: str | None = None
    line: int | None = field(default=None, compare=False)

    @property
    def text(self) -> str:
        """The quoted lines with their quotation marks."""
        lines = lines_in(self.content)
        marked = [
            (self.start if place == 0 else self.inline) + line for place, line in enumerate(lines)
        ]
        return "\n".join(marked) + self.end if marked else self.start + self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """A numbered part of the text, or a 款, which is counted by position.

    `num` is as printed (第一百二十条之一, 1．; None for a 款), `number` canonical (120-1). `heading_stop` is
    what stands between a run-in heading and the text after it (。, with a line feed where the text
    begins on the next line), None for a heading on a line of its own. `content` holds blocks,
    tables, quoted structures and provisions in reading order. `wid` is the lineage name; None until
    the document comes from a repository.
    """

    eid: str
    level: Level
    number: str
    num: str | None = None
    heading: str | None = None
    heading_stop: str | None = None
    content: tuple[Node, ...] = ()
    wid: str | None = None
    line: int | None = field(default=None, compare=False)

    @property
    def text(self) -> str:
        """All text below with its numbers, in lines, without its own number and heading."""
        return "\n".join(map(printed, self.content))

    @property
    def children(self) -> tuple[Provision, ...]:
        """The provisions directly below."""
        return tuple(node for node in self.content if isinstance(node, Provision))

    @property
    def own_text(self) -> str:
        """The text directly in it, without that of the provisions below."""
        return "\n".join(node.text for node in self.content if not isinstance(node, Provision))


Node = Provision | Block | Table | Quoted


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """附件 or 附表; `number` is canonical, `num` as printed (附件1, 附表)."""

    eid: str
    number: str
    num: str | None = None
    heading: str | None = None
    content: tuple[Node, ...] = ()
    line: int | None = field(default=None, compare=False)

    @property
    def text(self) -> str:
        """All below, without its own number and heading."""
        return "\n".join(map(printed, self.content))


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One expression of one work.

    `dates` are this version's own; `original_dates` those of the work's first version where an
    amended text still tells them (its 通过, and the 施行 that its 附则 names), all None in a first
    version. `dialect` is the key of the drafting tradition by which the text was read.
    `jurisdiction` is ``cn`` or a locality such as ``cn-bj``. `active_modifications` are those that
    the document makes to another, `passive_modifications` those that led from the version before to
    this one; both are known only where somebody worked them out
    (`policydiff.amending.engine.applying.modifications`) or another file told them.
    `in_force_ground` tells by what the day of entry into force is known, None where it is not or
    where that was not recorded; `in_force_act` is the stored act that told it, where the document
    comes from a repository and does not tell it itself. `problems` and `dropped` belong to the
    reading, `source_sha256` to the file. `computed` tells of what a text was compiled that no
    authority published; None for every other.
    """

    title: str
    kind: str
    dialect: str
    jurisdiction: str = "cn"
    aliases: tuple[str, ...] = ()
    authority: str | None = None
    document_number: str | None = None
    stage: str | None = None
    dates: Dates = field(default_factory=Dates)
    original_dates: Dates = field(default_factory=Dates)
    amendments: tuple[Amendment, ...] = ()
    active_modifications: tuple[Modification, ...] = ()
    passive_modifications: tuple[Modification, ...] = ()
    preface: tuple[Block | Table, ...] = ()
    preamble: tuple[Node, ...] = ()
    body: tuple[Node, ...] = ()
    conclusions: tuple[Block, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    problems: tuple[Problem, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    uri: str | None = None
    source_sha256: str | None = None
    in_force_ground: Ground | None = None
    in_force_act: Decision | None = None
    computed: Computed | None = None
    head: tuple[HeadEntry, ...] = ()
    """The facts at the head that have no field of their own: 版本, 密级, 审核, the parties."""
    tracked: tuple[TrackedChange, ...] = field(default=(), compare=False)
    """The tracked changes of the file that its text shows; no stored document has them."""
    file: FileFacts | None = field(default=None, compare=False)
    """The facts of the file that was read; no stored document has them."""
    status: WorkStatus | None = field(default=None, compare=False)
    """The status of its work on the day of asking; only what a library gives has one."""
    file_name: str = field(default="", compare=False)
    """The name of the file that was read, without its ending; "" for a stored document."""

    @property
    def version_date(self) -> str | None:
        """The date that names this version, ISO.

        That in its file's name where a person asked to heed it, else the promulgated one, else the
        adopted, signed or approved one.
        """
        return naming_date(self.dates)[0]

    @property
    def version_basis(self) -> str | None:
        """The kind of that date: named, promulgated, adopted, signed, approved."""
        return naming_date(self.dates)[1]

    @property
    def untitled(self) -> bool:
        """True where no line is the title, and the name of the file stands in for it."""
        return any(problem.code == NO_TITLE for problem in self.problems)

    @property
    def presumption(self) -> Problem | None:
        """The doubt which text was in force on the asked day; None where it is sure."""
        return next((problem for problem in self.problems if problem.code == PRESUMED), None)

    @property
    def edit(self) -> Problem | None:
        """The doubt that its stored text was changed by hand; else None."""
        return next((problem for problem in self.problems if problem.code == EDITED), None)

    @property
    def recognition(self) -> Problem | None:
        """The doubt that a program recognised its text from pictures; else None."""
        return next((problem for problem in self.problems if problem.code == RECOGNISED), None)

    @property
    def work_date(self) -> str | None:
        """The date of the work, that of its first version, ISO.

        None where there is only an amended text that does not give its origin. A head that ends
        before the day in its file's name, and names no amendment, gives that of the first version.
        """
        first = naming_date(self.original_dates)[0]
        if self.amendments or (self.original_dates != Dates() and self.dates.named is None):
            return first
        return first or date_in_text(self.dates)[0]

    @property
    def provisions(self) -> tuple[Provision, ...]:
        """Every provision in reading order, those of attachments too, no quoted ones."""
        return tuple(walk_provisions(self))

    @property
    def articles(self) -> tuple[Provision, ...]:
        """The provisions of level article, in reading order."""
        return tuple(p for p in walk_provisions(self) if p.level == "article")

    @property
    def references(self) -> tuple[Reference, ...]:
        """Every citation in reading order."""
        return tuple(reference for block in walk_blocks(self) for reference in block.references)

    def full_text(self) -> str:
        """All that the document holds, title to attachments, as lines."""
        return "\n".join(document_lines(self))


def without_acts(document: Document) -> Document:
    """The document without a day of force that another act or the catalogue states."""
    if document.in_force_act is None and document.in_force_ground != "catalogue":
        return document
    return replace(
        document,
        dates=replace(document.dates, in_force=None),
        in_force_ground=None,
        in_force_act=None,
    )


def text_sha256(document: Document) -> str:
    """The SHA-256 of the output of `policydiff show`, in UTF-8."""
    return hashlib.sha256(f"{document.full_text()}\n".encode("utf-8", "surrogatepass")).hexdigest()


def printed(node: Node) -> str:
    """The text of a node with its own number and heading, as in the source."""
    return printed_lead(node) + node.text if isinstance(node, Provision) else node.text


def printed_lead(node: Provision) -> str:
    """The number and heading of a provision, with what separates them from its text."""
    lead = (node.num or "") + ("" if node.heading is None else number_gap(node) + node.heading)
    if not lead or not node.content:
        return lead
    if node.heading is not None and node.heading_stop is None:
        return lead + "\n"
    return lead + (number_gap(node) if node.heading_stop is None else node.heading_stop)


def node_lines(node: Node) -> Iterator[str]:
    """The lines of a node, as it is printed."""
    return iter(printed(node).split("\n"))


def lines_in(nodes: Iterable[Node]) -> Iterator[str]:
    """The lines of several nodes."""
    return (line for node in nodes for line in node_lines(node))


def number_gap(node: Provision) -> str:
    """The space behind a number: full-width after 第一条 and 3.2, none after （一） or 1．"""
    num = node.num or ""
    return "　" if num.startswith("第") or num[-1:].isalnum() else ""


def document_lines(document: Document) -> Iterator[str]:
    """The whole document as lines, title to attachments."""
    if not any(isinstance(block, Block) and block.role == "title" for block in document.preface):
        yield document.title
    for part in (document.preface, document.preamble, document.body, document.conclusions):
        yield from lines_in(part)
    for attachment in document.attachments:
        if attachment.num or attachment.heading:
            yield "　".join(filter(None, (attachment.num, attachment.heading)))
        yield from lines_in(attachment.content)


def walk_provisions(document: Document) -> Iterator[Provision]:
    """Every provision in reading order: preamble, body, attachments."""
    yield from provisions_in(document.preamble)
    yield from provisions_in(document.body)
    for attachment in document.attachments:
        yield from provisions_in(attachment.content)


def provisions_in(nodes: tuple[Node, ...]) -> Iterator[Provision]:
    """Every provision among these nodes and below them, in order, no quoted ones."""
    for node in nodes:
        if isinstance(node, Provision):
            yield node
            yield from provisions_in(node.content)


def walk_blocks(document: Document) -> Iterator[Block]:
    """Every block in reading order, without those inside quoted structures."""
    for part in (document.preface, document.preamble, document.body, document.conclusions):
        yield from blocks_in(part)
    for attachment in document.attachments:
        yield from blocks_in(attachment.content)


def blocks_in(
    nodes: tuple[Node, ...] | tuple[Block | Table, ...] | tuple[Block, ...],
) -> Iterator[Block]:
    """Every block among these nodes and below them, in reading order."""
    for node in nodes:
        if isinstance(node, Block):
            yield node
        elif isinstance(node, Provision):
            yield from blocks_in(node.content)


CACHED_DOCUMENTS = 16
"""Documents of which each reading is kept, those asked for last: the versions of a work are each
compared twice, and then followed.
"""

Asked = ParamSpec("Asked")
Found = TypeVar("Found")


class _Same:
    """A document as a key, by identity: comparing two trees takes long."""

    __slots__ = ("document",)

    def __init__(self, document: Document) -> None:
        self.document = document

    def __hash__(self) -> int:
        return id(self.document)

    def __eq__(self, value: object) -> bool:
        return isinstance(value, _Same) and value.document is self.document


def cached_by_document(
    read: Callable[Concatenate[Document, Asked], Found],
) -> Callable[Concatenate[Document, Asked], Found]:
    """Cache the results of `read`; a caller must not change them."""
    signature = inspect.signature(read)

    @lru_cache(maxsize=CACHED_DOCUMENTS)
    def once(same: _Same, *args: Any, **options: Any) -> Found:
        return read(same.document, *args, **options)

    @wraps(read)
    def again(document: Document, /, *args: Asked.args, **options: Asked.kwargs) -> Found:
        asked = signature.bind(document, *args, **options)
        asked.apply_defaults()
        return once(_Same(document), *asked.args[1:], **asked.kwargs)

    return again
