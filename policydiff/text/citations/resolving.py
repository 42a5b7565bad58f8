"""The citations of a document, completed from their places, with their targets."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace

from policydiff.model.citation import Citation, Reference
from policydiff.model.document import Attachment, Block, Document, Node, Provision
from policydiff.model.index import mark_family, rank_of
from policydiff.model.kinds import CONTAINERS, DIGITS, LEVELS, RANK
from policydiff.text.citations.finding import CitationStep, FoundCitation, find_citations
from policydiff.text.citations.locator import BlockPlace, Locator, printed, read_scope
from policydiff.text.citations.works import bare_title
from policydiff.text.numerals import read_number
from policydiff.text.traditions.citation_words import CitationWords

_DECISION = "cn_decision"
"""The dialect whose bare numbers are those of the law that it amends."""
_TITLE = re.compile(r"《([^《》]*(?:《[^《》]*》[^《》]*)*)》")
_AMENDMENT = re.compile(r"(.{1,150}?)修正案(?:[（(].{0,150}[）)])?$")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]$")
_LEAD = re.compile(rf"(?:[^《》。]{{0,8}}[、．.]\s*)?(?:对|将|修改)?{_TITLE.pattern}(?!第)")
_SENTENCE = re.compile(r"[。；\n]")
_MEMORY = 50
"""So many citations of an article are remembered."""
_FURTHEST = 9
"""Clauses that may be missing before one that is cited."""
_LONGEST_GAP = 60
"""Characters between two members of one list."""
WIDE = frozenset(
    ("attachment", "preamble", *(level for level in LEVELS if RANK[level] <= RANK["article"]))
)
"""Steps that need nothing before them."""


def resolve_citations(document: Document, words: CitationWords) -> Document:
    """The document with the `references` of its blocks, but for quoted structures.

    What a citation leaves out is taken from the place where it stands: 第二款 is that of the same
    article, 前款 the one before. A reference to the document itself that leads nowhere has no target.
    Bare numbers, without 本法 or a name, mean another work in an amending decision (the amended law),
    in a text without 第…条, and where they go on a citation of that work. In an attachment with
    articles of its own 第…条 means those.
    """
    resolver = _Resolver(document, words)
    return replace(
        document,
        preamble=resolver.nodes(document.preamble, BlockPlace(scope=resolver.body)),
        body=resolver.nodes(document.body, BlockPlace(scope=resolver.body)),
        attachments=tuple(resolver.attachment(attachment) for attachment in document.attachments),
    )


def amended_title(document: Document) -> str | None:
    """The title of the law that an amending decision amends.

    "" where the title of the decision does not name it; None for other documents.
    """
    if document.dialect != _DECISION:
        return None
    titles = _TITLE.findall(document.title)
    itself = _AMENDMENT.match(document.title)
    if len(titles) == 1:
        return str(titles[0])
    return itself[1] if itself and not titles else ""


def _is_series(title: str, alias: str) -> bool:
    """True for a title without its number: 解释 for 解释（二） names another work."""
    rest = bare_title(title).removeprefix(bare_title(alias))
    return rest[:1] in ("（", "(") and read_number(rest[1:-1]) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Before:
    found: FoundCitation
    reference: Reference
    block: Block
    based: bool = False
    """True where it was completed from a citation before it."""


class _Resolver:
    """Resolves citations in reading order; it remembers those of the article."""

    def __init__(self, document: Document, words: CitationWords) -> None:
        self.document, self.words = document, words
        self.locator = Locator(document, clauses=words.clauses)
        self.body = read_scope(document.body, words.ordinal)
        self.amended = amended_title(document)
        self.titles = frozenset(
            (
                document.title,
                *(alias for alias in document.aliases if not _is_series(document.title, alias)),
            )
        )
        signs = {
            words.ordinal,
            words.previous,
            words.this,
            *words.also_previous,
            *words.that[:1],
            words.preamble,
            *words.attachments,
        }
        digits = DIGITS if words.clauses else ""
        self.quick = re.compile(
            "[" + re.escape("".join(sorted({sign[0] for sign in signs}))) + digits + "]"
        )
        self.before: deque[_Before] = deque(maxlen=_MEMORY)

    def attachment(self, attachment: Attachment) -> Attachment:
        scope = read_scope(
            attachment.content, self.words.ordinal, (("attachment", attachment.number),)
        )
        place = BlockPlace(
            scope=scope if scope.cites_articles else self.body, attachment=attachment
        )
        return replace(attachment, content=self.nodes(attachment.content, place))

    def nodes(self, nodes: tuple[Node, ...], place: BlockPlace) -> tuple[Node, ...]:
        """The nodes with their references; without any, the very same tuple."""
        fresh = tuple(self.node(node, place) for node in nodes)
        return nodes if all(new is old for new, old in zip(fresh, nodes, strict=True)) else fresh

    def node(self, node: Node, place: BlockPlace) -> Node:
        if isinstance(node, Block):
            return self.block(node, place)
        if not isinstance(node, Provision):
            return node
        if RANK[node.level] <= RANK["article"]:
            self.before.clear()
        if self.amended is not None and (lead := _LEAD.match(node.heading or "")):
            self.amended = lead[1]
        below = BlockPlace(
            scope=place.scope, containers=(*place.containers, node), attachment=place.attachment
        )
        content = self.nodes(node.content, below)
        return node if content is node.content else replace(node, content=content)

    def block(self, block: Block, place: BlockPlace) -> Block:
        if not self.quick.search(block.text):
            return block
        if self.amended is not None and (lead := _LEAD.match(block.text)):
            self.amended = lead[1]
        references = []
        for citation in find_citations(block.text, self.words, self.titles):
            reference = self.foreign(citation, block, place)
            base: tuple[CitationStep, ...] = ()
            if reference is None:
                base, reference = self.own(citation, block, place)
            if citation.bare and reference.target is None and not self.is_missing(citation):
                continue
            references.append(reference)
            self.before.append(
                _Before(found=citation, reference=reference, block=block, based=bool(base))
            )
        return replace(block, references=tuple(references)) if references else block

    def foreign(self, citation: FoundCitation, block: Block, place: BlockPlace) -> Reference | None:
        """The reference where another work is surely meant, else None."""
        holder = place.holder or block.eid
        if citation.work is not None:
            return _external(citation, citation.work, holder)
        before = self.last
        if self.is_foreign(citation, place):
            if before and before.block is block and citation.steps[0].level not in WIDE:
                return _foreign_after(citation, before, holder)
            return _external(
                citation, self.amended or _named_before(block.text, citation.span[0]), holder
            )
        return (
            _foreign_after(citation, before, holder)
            if before and _goes_on(citation, before, block, self.words)
            else None
        )

    def own(
        self, citation: FoundCitation, block: Block, place: BlockPlace
    ) -> tuple[tuple[CitationStep, ...], Reference]:
        """The reference, by default to the document itself, with the steps taken over."""
        holder, before = place.holder or block.eid, self.last
        if (
            citation.own is not None
            and citation.steps[0].level != "attachment"
            and place.scope is not self.body
        ):
            place = BlockPlace(scope=self.body)
        base = self.base(citation, block, place)
        steps, target = self.locator.locate((*base, *citation.steps), place)
        unknown = before is None or (self.words.clauses and before.reference.citation is None)
        if target is None and before and not unknown and _may_go_on(citation, before, block):
            return (), _foreign_after(citation, before, holder)
        if self.words.clauses and self.is_of_no_text(citation, target, block, place):
            return (), _external(citation, None, holder)
        return base, Reference(
            span=citation.span,
            text=citation.text,
            internal=True,
            target=target,
            end_target=self.end(citation, base, place),
            citation=Citation(work=None, steps=steps),
            holder=holder,
        )

    @property
    def last(self) -> _Before | None:
        return self.before[-1] if self.before else None

    def base(
        self, citation: FoundCitation, block: Block, place: BlockPlace
    ) -> tuple[CitationStep, ...]:
        """The wider steps of a bare 款 or 项, none where the place itself completes it."""
        if (
            citation.own is not None
            or citation.steps[0].how != "at"
            or citation.steps[0].level in WIDE
        ):
            return ()
        for base in self.linked(citation, block):
            if self.locator.target((*base, *citation.steps), place):
                return base
        if self.locator.target(citation.steps, place):
            return ()
        base = self.named(citation)
        return base if base and self.locator.target((*base, *citation.steps), place) else ()

    def named(
        self, citation: FoundCitation, *, any_level: bool = False
    ) -> tuple[CitationStep, ...]:
        """The last article of this work that was cited, with `any_level` also 前款."""
        return next(
            (
                base
                for one in reversed(self.before)
                if (base := _wider(one, citation, any_level=any_level))
            ),
            (),
        )

    def linked(self, citation: FoundCitation, block: Block) -> Iterator[tuple[CitationStep, ...]]:
        """The wider steps of a bare number: 第九条所列第（二）项; 违反…第九条…，违反第二项."""
        before = self.last
        between = (
            block.text[before.reference.span[1] : citation.span[0]]
            if before and before.block is block
            else None
        )
        if before and (
            between in self.words.links or (between in self.words.joins and before.based)
        ):
            yield _wider(before, citation)
        if block.text[: citation.span[0]].rstrip().endswith(self.words.breach):
            yield self.named(citation, any_level=True)

    def is_missing(self, citation: FoundCitation) -> bool:
        """True for 3.9 in a text that has 3.7: a clause that it lacks, no amount."""
        above, _, last = citation.steps[0].number.rpartition(".")
        first = max(1, int(last) - _FURTHEST)
        return any(
            self.locator.index.clauses((("decimal", f"{above}.{number}"),))
            for number in range(first, int(last))
        )

    def is_of_no_text(
        self, citation: FoundCitation, target: str | None, block: Block, place: BlockPlace
    ) -> bool:
        """True for a number whose text is not stated.

        第11章 in a text without 第…章; 约定第1条, without a word that cites, where only a list has a 1.
        """
        first = citation.steps[0]
        if citation.own is not None or first.how != "at" or rank_of(first.level) < 0:
            return False
        if target is None:
            families = (None, "dotted" if first.figure else "enumeration")
            return first.level in CONTAINERS and not any(
                mark_family(node.num) in families
                for node in self.locator.index.items(place.scope.nodes)
                if node.num and node.level in CONTAINERS
            )
        before = block.text[: citation.span[0]].rstrip(" \u3000（(")
        return (
            first.level == "article"
            and first.figure
            and not _is_decimal(first)
            and not before.endswith(self.words.before_decimals)
            and next(self.locator.index.ancestors(target), None) is not None
        )

    def is_foreign(self, citation: FoundCitation, place: BlockPlace) -> bool:
        """True where the numbers are those of another work though none is named."""
        if self.amended is not None:
            return citation.own is None or not _BRACKETS.sub("", self.document.title).endswith(
                citation.own.removeprefix(self.words.this)
            )
        first = citation.steps[0]
        if citation.own is not None or first.how != "at":
            return False
        if self.words.clauses and (
            _is_decimal(first) or self.locator.target(citation.steps, place) is not None
        ):
            return False
        return first.level == "article" and not place.scope.cites_articles

    def end(
        self, citation: FoundCitation, base: tuple[CitationStep, ...], place: BlockPlace
    ) -> str | None:
        """The eId of the last provision of 第十条至第十五条 and of 前两款."""
        last = citation.steps[-1]
        if citation.end is not None:
            return self.locator.target((*base, *citation.end), place)
        if last.how == "previous" and last.count > 1:
            return self.locator.target((*citation.steps[:-1], replace(last, count=1)), place)
        return None


def _is_decimal(step: CitationStep) -> bool:
    """True for 3.2, which is never the number of an article of a law."""
    return step.level == "article" and "." in step.number


def _wider(
    before: _Before, citation: FoundCitation, *, any_level: bool = False
) -> tuple[CitationStep, ...]:
    """The wider steps of a citation before of an article of the document itself."""
    cited = before.reference.citation
    named = any_level or before.based or before.found.steps[0].level in WIDE
    if cited is None or not before.reference.internal or not named:
        return ()
    return tuple(
        CitationStep(level=level, number=number)
        for level, number in cited.steps
        if rank_of(level) < rank_of(citation.steps[0].level)
    )


def _goes_on(citation: FoundCitation, before: _Before, block: Block, words: CitationWords) -> bool:
    """True for a number in the list of another work: 甲法第三条规定的“乙”、第五条规定的“丙”."""
    between = _between(citation, before, block)
    if between is None or len(between) > _LONGEST_GAP:
        return False
    return between in words.links or between.endswith(
        tuple(word for word in words.joins if word != "，")
    )


def _may_go_on(citation: FoundCitation, before: _Before, block: Block) -> bool:
    """True where a number that leads nowhere may be of the work cited before it."""
    if citation.own is not None or citation.steps[0].how != "at" or before.reference.internal:
        return False
    if _is_decimal(citation.steps[0]):
        return False
    return before.block is block or citation.steps[0].level != "article"


def _between(citation: FoundCitation, before: _Before, block: Block) -> str | None:
    """The text since a citation of another work in the same sentence, else None."""
    if (
        before.block is not block
        or before.reference.internal
        or citation.own is not None
        or citation.steps[0].how != "at"
        or _is_decimal(citation.steps[0])
    ):
        return None
    between = block.text[before.reference.span[1] : citation.span[0]]
    return None if _SENTENCE.search(between) else between


def _foreign_after(citation: FoundCitation, before: _Before, holder: str | None) -> Reference:
    """The reference to the work, and for a narrower step the article, cited before."""
    cited = before.reference.citation
    reference = _external(citation, cited.work if cited else None, holder)
    if cited is None or reference.citation is None:
        return reference
    missing = tuple(
        step
        for step in cited.steps[:1]
        if step[0] == "article" and citation.steps[0].level not in WIDE
    )
    return replace(
        reference, citation=replace(reference.citation, steps=(*missing, *reference.citation.steps))
    )


def _external(found: FoundCitation, work: str | None, holder: str | None) -> Reference:
    citation = Citation(work=work, steps=printed(found.steps)) if work else None
    return Reference(
        span=found.span, text=found.text, internal=False, citation=citation, holder=holder
    )


def _named_before(text: str, end: int) -> str | None:
    titles = _TITLE.findall(text, 0, end)
    return str(titles[-1]) if titles else None
