"""The citations of a document, of itself and of other works, in reading order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from policydiff.model.citation import Citation, Reference, Steps
from policydiff.model.cited import CitingPlace, Mention
from policydiff.model.document import Block, Document, Node, Provision, Table, node_lines
from policydiff.model.index import ProvisionIndex, index_document
from policydiff.model.source import Dropped
from policydiff.text.citations.finding import CitationStep, FoundCitation, find_citations
from policydiff.text.citations.grammar import read_words
from policydiff.text.citations.locator import printed
from policydiff.text.citations.works import NamedWork, bare_title, find_short_titles, find_works
from policydiff.text.traditions.citation_words import CitationWords

Numbering = Callable[[ProvisionIndex, str], str]
"""How a reader cites the node of an eId."""

_DECISION = "cn_decision"
"""The dialect of texts that amend others."""
_EDITION = re.compile(
    r"[（(〔](?>[^（）()〔〕]{0,60}?((?:19|20)\d\d))年?[^（）()〔〕]{0,60}[）)〕]"
)

_CLAUSE = re.compile(r"\d{1,3}(?:\.\d{1,3}){1,4}(?=[\s　、])")
"""The number of a clause that is no provision of its own, as contracts print it: 4.1 违约的."""


def read_mentions(
    document: Document, words: CitationWords, numbering: Numbering
) -> tuple[Mention, ...]:
    """Every citation in the preamble, the body and the attachments of a document.

    Those in quoted new text are not read. A short title that the text introduces (《甲乙法》（以下简称《甲法》）)
    stands for the title from there on, and 该法 for the work that was named last.
    """
    return tuple(_DocumentReading(document, words, numbering).mentions())


@dataclass(frozen=True, slots=True)
class _Place:
    """A block in the node `eid` behind `before`; `inside` is its offset in its table."""

    block: Block
    eid: str | None
    before: tuple[Node, ...]
    inside: int = 0

    def offset(self) -> int:
        return sum(len("\n".join(node_lines(node))) + 1 for node in self.before) + self.inside


def _places(document: Document, words: CitationWords) -> Iterator[_Place]:
    """Every block and every cell in reading order, but for quoted new text."""
    for part in (document.preamble, document.body):
        yield from _places_in(part, None, words)
    for attachment in document.attachments:
        yield from _places_in(attachment.content, attachment.eid, words)


def _places_in(
    nodes: tuple[Node, ...], holder: str | None, words: CitationWords
) -> Iterator[_Place]:
    for at, node in enumerate(nodes):
        eid, before = (holder, nodes[:at]) if holder is not None else (node.eid, ())
        if isinstance(node, Provision):
            yield from _places_in(node.content, node.eid, words)
        elif isinstance(node, Block):
            yield _Place(node, eid, before)
        elif isinstance(node, Table):
            yield from (_Place(cell, eid, before, begin) for begin, cell in _cells(node, words))


def _cells(table: Table, words: CitationWords) -> Iterator[tuple[int, Block]]:
    """The cells with their offsets, and the citations that name their work."""
    begin = 0
    for row in table.rows:
        for cell in row:
            text = cell.text.replace("\n", " ")
            citations = [
                citation for citation in find_citations(text, words) if citation.work is not None
            ]
            references = tuple(
                Reference(
                    span=citation.span,
                    text=citation.text,
                    internal=False,
                    citation=Citation(work=citation.work, steps=printed(citation.steps)),
                )
                for citation in citations
            )
            yield begin, Block(text=text, references=references)
            begin += len(text) + 1


@dataclass(slots=True)
class _DocumentReading:
    """The short titles introduced and the works named so far in one document."""

    document: Document
    words: CitationWords
    numbering: Numbering
    index: ProvisionIndex = field(init=False)
    day: str | None = field(init=False)
    short: dict[str, str] = field(default_factory=dict)
    named: list[str] = field(default_factory=list)
    bare: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.index = index_document(self.document)
        self.day = _day(self.document)

    def mentions(self) -> Iterator[Mention]:
        own = {bare_title(title) for title in (self.document.title, *self.document.aliases)}
        for place in _places(self.document, self.words):
            if not self._may_cite(place.block):
                continue
            self.short |= {
                bare_title(key): full
                for key, full in find_short_titles(place.block.text, self.words).items()
            }
            yield from (
                one
                for one in self._in_block(place)
                if one.name is None or bare_title(one.name) not in own
            )

    def _may_cite(self, block: Block) -> bool:
        return (
            bool(block.references)
            or "《" in block.text
            or any(word in block.text for word in self.words.ruling)
        )

    def _in_block(self, place: _Place) -> list[Mention]:
        block = place.block
        works = find_works(
            block.text, self.words, [reference.span for reference in block.references]
        )
        found: list[Reference | NamedWork] = sorted(
            (*block.references, *works), key=lambda one: one.span
        )
        mentions: list[Mention] = []
        new, last = False, 0
        for one in found:
            mention = (
                self._provision(one, place)
                if isinstance(one, Reference)
                else self._whole(one, place)
            )
            new = self._is_new(block.text[last : one.span[0]], go_on=new)
            last = one.span[1]
            if mention is not None:
                mention = replace(
                    self._as_named(mention), day=self.document.version_date if new else self.day
                )
                mentions.append(mention)
                self._remember(mention.name)
        return mentions

    def _is_new(self, before: str, *, go_on: bool) -> bool:
        """True for a number that an amendment gives: 改为第五条, and on in a list."""
        return before.endswith(self.words.becomes) or (
            go_on and before != "，" and before in self.words.joins
        )

    def _whole(self, work: NamedWork, place: _Place) -> Mention:
        text = place.block.text[slice(*work.span)]
        where = self._place(place, work.span, text)
        return Mention(
            place=where, name=self._full(work.name), quoted=work.quoted, edition=_edition(text)
        )

    def _provision(self, reference: Reference, place: _Place) -> Mention | None:
        """A reference as a mention; None where the work is not named at all."""
        where = self._place(place, reference.span, reference.text)
        steps = reference.citation.steps if reference.citation else ()
        if reference.internal:
            return Mention(
                place=where,
                name=None,
                steps=steps,
                end=self._end(reference, steps),
                target=reference.target,
                end_target=reference.end_target,
            )
        name = reference.citation.work if reference.citation else None
        if name is None:
            return None
        if reference.text.startswith(name):
            self.bare.add(name)
        quoted = name not in self.bare or "《" + name in reference.text
        return Mention(
            place=where,
            name=self._full(name),
            quoted=quoted,
            steps=steps,
            end=self._end(reference, steps),
            edition=_edition(reference.text),
        )

    def _end(self, reference: Reference, steps: Steps) -> Steps | None:
        """The steps of the last provision of a range, which a reference does not have."""
        if not any(word in reference.text for word in self.words.to):
            return None
        citations = find_citations(reference.text, self.words)
        return _whole_end(steps, citations[0].end) if len(citations) == 1 else None

    def _full(self, name: str) -> str:
        title = self.short.get(bare_title(name))
        if title is not None:
            return title
        return self._named_before(name) if read_words(self.words).that.fullmatch(name) else name

    def _remember(self, name: str | None) -> None:
        if name is not None:
            self.named.append(name)
            self.titles.add(bare_title(name))

    def _as_named(self, mention: Mention) -> Mention:
        """The mention under a name used before, the whole or the end of its own."""
        if mention.name is None or mention.quoted or bare_title(mention.name) in self.titles:
            return mention
        titles = self.titles | self.short.keys()
        shorter = next(
            (
                candidate
                for candidate in shorter_names(mention, self.words)
                if bare_title(candidate.name or "") in titles
            ),
            mention,
        )
        return replace(shorter, name=self.short.get(shorter.name or "", shorter.name))

    def _named_before(self, that: str) -> str:
        """The work that 该条例 means: the last of this kind, or of any."""
        kind = that.removeprefix(next(word for word in self.words.that if that.startswith(word)))
        fitting = [name for name in self.named if bare_title(name).endswith(kind)] or self.named
        return fitting[-1] if fitting else that

    def _place(self, place: _Place, span: tuple[int, int], text: str) -> CitingPlace:
        eid, offset = place.eid, place.offset()
        number = self.numbering(self.index, eid) if eid else ""
        clause = number if self.words.clauses else ""
        printed_number = None if clause else _CLAUSE.match(place.block.text)
        return CitingPlace(
            uri=self.document.uri,
            title=self.document.title,
            date=self.document.version_date,
            eid=eid,
            number=number if printed_number is None else printed_number[0],
            span=(span[0] + offset, span[1] + offset),
            text=text,
            around=place.block.text,
            at=span[0],
            line=place.block.line,
        )


NOTES = frozenset(("footnote", "endnote"))
"""The names of notes that stand apart from a text."""

_MARK = re.compile(r"\[\d{1,6}\] ")
"""The number that a reader sets before a note: [1] 参见《甲法》第三条."""


def read_notes(
    document: Document, words: CitationWords, numbering: Numbering
) -> tuple[Mention, ...]:
    """The citations in footnotes and endnotes that name their work."""
    short: dict[str, str] = {}
    for place in _places(document, words):
        for key, full in find_short_titles(place.block.text, words).items():
            short[bare_title(key)] = full
    notes = [note_line for note_line in document.dropped if note_line.what in NOTES]
    index = index_document(document)
    return tuple(
        Mention(
            place=_in_note(found, _MARK.sub("", note.text, count=1), note, index, numbering),
            name=short.get(bare_title(found.work), found.work),
            steps=printed(found.steps),
            end=_whole_end(printed(found.steps), found.end),
            day=_day(document),
            edition=_edition(found.text),
        )
        for note in notes
        for found in find_citations(_MARK.sub("", note.text, count=1), words)
        if found.work is not None
    )


def _in_note(
    citation: FoundCitation, text: str, note: Dropped, index: ProvisionIndex, numbering: Numbering
) -> CitingPlace:
    document, beside = index.document, note.beside
    return CitingPlace(
        uri=document.uri,
        title=document.title,
        date=document.version_date,
        eid=beside,
        number="" if beside is None else numbering(index, beside),
        span=citation.span,
        text=citation.text,
        around=text,
        at=citation.span[0],
        note=True,
    )


def _whole_end(steps: Steps, end: tuple[CitationStep, ...] | None) -> Steps | None:
    """The steps of the end of a range, with the wider ones that it takes over."""
    last = printed(end) if end else ()
    return (*steps[: max(0, len(steps) - len(last))], *last) if last else None


def is_amending(document: Document) -> bool:
    """True for an amending decision, which cites another text as it was before."""
    return document.dialect == _DECISION or document.kind == "amendment"


def _day(document: Document) -> str | None:
    """The day by which the versions that a text cites are chosen, ISO."""
    own = document.version_date
    if own is None or not is_amending(document):
        return own
    return (date.fromisoformat(own) - timedelta(days=1)).isoformat()


def _edition(text: str) -> str | None:
    """The year by which a citation names a version: 《甲法》（2018年修正）第三条."""
    match = _EDITION.search(text)
    return match[1] if match else None


def shorter_names(mention: Mention, words: CitationWords) -> Iterator[Mention]:
    """The mention under the ends of a name without 《》: 由商标法 → 商标法."""
    name, text, (begin, end) = mention.name or "", mention.place.text, mention.place.span
    for cut in range(1, len(name) - 1) if not mention.quoted else ():
        if name[cut - 1] in words.before_names:
            printed_here = text.startswith(name)
            place = (
                replace(
                    mention.place,
                    span=(begin + cut, end),
                    text=text[cut:],
                    at=mention.place.at + cut,
                )
                if printed_here
                else mention.place
            )
            yield replace(mention, name=name[cut:], place=place)
