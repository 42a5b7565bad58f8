"""The text of a version for reading: links, marks of changes, outline."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from policydiff.locale import Language
from policydiff.model.cited import Mention
from policydiff.model.document import Document
from policydiff.model.index import ProvisionIndex, index_document
from policydiff.model.kinds import CONTAINERS
from policydiff.model.lineage import LineageStep, Origin
from policydiff.report.citations import called
from policydiff.report.labels import WORDS
from policydiff.report.page import SIGNS
from policydiff.report.print_rules import safe
from policydiff.report.printed import Item, PrintedGrid, PrintedParagraph, paragraphs
from policydiff.report.rows import CATEGORIES, Category

LinkKind = Literal["", "inside", "lost", "work"]
"""Plain words; an inner citation with or without its place; one of another work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadWords:
    """A stretch of a paragraph; links to an eId (`target`) or a `mention` by index."""

    text: str
    kind: LinkKind = ""
    target: str = ""
    mention: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadMark:
    """The change of a provision by a version, in a sign and in words."""

    category: Category
    words: str

    @property
    def sign(self) -> str:
        """The sign in the margin."""
        return SIGNS[self.category]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadItem:
    """A paragraph or a table of the text.

    `eids` are the provisions that begin here, the widest first; `eid` the one that it is cited by,
    or "", and `number` its citation. `head` is the number in bold at its beginning.
    """

    printed: PrintedParagraph | PrintedGrid
    eids: tuple[str, ...]
    eid: str = ""
    number: str = ""
    head: str = ""
    words: tuple[ReadWords, ...] = ()
    mark: ReadMark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineEntry:
    """A chapter, or an article without chapters; `depth` counts from 1."""

    eid: str
    text: str
    depth: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StepSummary:
    """The changes of articles by a version: counts, and articles that ended."""

    counts: tuple[tuple[Category, int], ...]
    ended: tuple[tuple[str, str], ...]


def read_items(
    document: Document,
    mentions: Sequence[Mention],
    step: LineageStep | None,
    language: Language,
) -> Iterator[ReadItem]:
    """Yield the text in order without contents; `step` leads from the version before."""
    index = index_document(document)
    marks = {} if step is None else dict(_marks(step, index, language))
    waiting = _by_block(mentions)
    for item in paragraphs(document):
        if isinstance(item, PrintedParagraph) and item.role == "contents":
            continue
        yield _read(item, index, marks, waiting)


def _marks(
    step: LineageStep, index: ProvisionIndex, language: Language
) -> Iterator[tuple[str, ReadMark | None]]:
    """Yield each part of a version with its mark; of a chapter its own line."""
    for one in step.origins:
        node = index.by_eid.get(one.eid)
        inside = getattr(node, "level", "") in CONTAINERS and one.kind != "added"
        if inside and all(edit.op == "equal" or edit.noise for edit in one.heading_edits):
            one = replace(one, kind="unchanged")  # noqa: PLW2901
        yield one.eid, mark_of(one, language)


Waiting = defaultdict[str, deque[list[tuple[int, Mention]]]]
"""The text of a block → the citations of each block with that text, in reading order."""


def _by_block(mentions: Iterable[Mention]) -> Waiting:
    found: Waiting = defaultdict(deque)
    last: Mention | None = None
    for index, mention in enumerate(mentions):
        around = safe(mention.place.around)
        same = (
            last is not None
            and last.place.around is mention.place.around
            and last.place.eid == mention.place.eid
            and last.place.at < mention.place.at
        )
        if not same:
            found[around].append([])
        found[around][-1].append((index, mention))
        last = mention
    return found


def _read(
    item: Item, index: ProvisionIndex, marks: dict[str, ReadMark | None], waiting: Waiting
) -> ReadItem:
    eid = next((eid for eid in item.eids if eid in index.by_eid), "")
    number = called(index, eid, "zh") if eid and _is_numbered(index, eid) else ""
    mark = _mark(item.eids, index, marks)
    if isinstance(item, PrintedGrid):
        return ReadItem(printed=item, eids=item.eids, eid=eid, number=number, mark=mark)
    return ReadItem(
        printed=item,
        eids=item.eids,
        eid=eid,
        number=number,
        head=item.text[: item.bold],
        words=tuple(_words(item, index, waiting)),
        mark=mark,
    )


def _is_numbered(index: ProvisionIndex, eid: str) -> bool:
    """True for a part that a citation can name."""
    node = index.by_eid[eid]
    return hasattr(node, "number") or any(block.eid == eid for block in index.document.preamble)


def _mark(
    eids: Sequence[str], index: ProvisionIndex, marks: dict[str, ReadMark | None]
) -> ReadMark | None:
    """The mark of the article that begins here, else of the smallest part."""
    article = next(
        (eid for eid in eids if getattr(index.by_eid.get(eid), "level", "") == "article"), None
    )
    for eid in (article, *reversed(eids)) if article is not None else reversed(eids):
        if marks.get(eid or "") is not None:
            return marks[eid or ""]
    return None


def _words(
    paragraph: PrintedParagraph, index: ProvisionIndex, waiting: Waiting
) -> Iterator[ReadWords]:
    at = paragraph.bold
    for begin, end, kind, target, mention in sorted(_links(paragraph, index, waiting)):
        if begin < at or end > len(paragraph.text):
            continue
        if begin > at:
            yield ReadWords(text=paragraph.text[at:begin])
        yield ReadWords(text=paragraph.text[begin:end], kind=kind, target=target, mention=mention)
        at = end
    if at < len(paragraph.text):
        yield ReadWords(text=paragraph.text[at:])


def _links(
    paragraph: PrintedParagraph, index: ProvisionIndex, waiting: Waiting
) -> Iterator[tuple[int, int, LinkKind, str, int]]:
    """Yield begin, end, kind, eId and index of each citation of a paragraph."""
    for reference in paragraph.references:
        if reference.internal:
            there = reference.target is not None and reference.target in index.by_eid
            yield (*reference.span, "inside" if there else "lost", reference.target or "", -1)
    if paragraph.own is None:
        return
    begin, end = paragraph.own
    blocks = waiting.get(paragraph.text[begin:end])
    for place, mention in blocks.popleft() if blocks else ():
        first = begin + mention.place.at
        length = mention.place.span[1] - mention.place.span[0]
        yield (first, first + length, "work", "", place)


def mark_of(origin: Origin, language: Language) -> ReadMark | None:
    """The mark of a part by its step; None for an unchanged one."""
    category = category_of(origin)
    if category == "unchanged":
        return None
    words = WORDS[language]
    extra = [
        words[name]
        for name in ("renumbered", "moved", "doubtful")
        if getattr(origin, name) and name != category
    ]
    return ReadMark(category=category, words=words["list"].join((words[category], *extra)))


def category_of(origin: Origin) -> Category:
    """The category of the change of a part, as a comparison names it."""
    if origin.kind != "unchanged":
        return "explained" if origin.kind == "reworded" and origin.explained else origin.kind
    return "moved" if origin.moved else "renumbered" if origin.renumbered else "unchanged"


def summarise_step(
    before: Document, after: Document, step: LineageStep, language: Language
) -> StepSummary:
    """The counts of a step by articles, and the articles that ended."""
    articles = {article.eid for article in after.articles}
    found = [category_of(origin) for origin in step.origins if origin.eid in articles]
    onward, index = step.onward(), index_document(before)
    ended = tuple(
        (one.eid, called(index, one.eid, language))
        for one in before.articles
        if one.eid not in onward
    )
    counts = ((name, found.count(name)) for name in CATEGORIES)
    return StepSummary(counts=tuple((name, count) for name, count in counts if count), ended=ended)


def outline(items: Iterable[ReadItem], document: Document) -> tuple[OutlineEntry, ...]:
    """The chapters and attachments; the articles if there are no chapters."""
    chapters = tuple(
        OutlineEntry(eid=item.eids[0], text=item.printed.text, depth=max(1, item.printed.depth))
        for item in items
        if isinstance(item.printed, PrintedParagraph)
        and item.eids
        and item.printed.role in ("container", "attachment")
    )
    levels = {provision.level for provision in document.provisions}
    if not levels.isdisjoint(CONTAINERS):
        return chapters
    articles = (
        OutlineEntry(
            eid=article.eid, text="　".join(filter(None, (article.num, article.heading))), depth=1
        )
        for article in document.articles
    )
    return (*(one for one in articles if one.text), *chapters)
