"""Completes the citations of a document with the place where each stands, and finds what they lead to."""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from dataclasses import dataclass, field, replace

from policydiff.model.dialect import CitationWords
from policydiff.model.document import Attachment, Block, Citation, Document, Node, Provision, Reference, provisions_in
from policydiff.model.index import ProvisionIndex, descend, index_document
from policydiff.model.kinds import CONTAINERS, RANK
from policydiff.parsing.citations_finding import Found, Step, bare_title, find_citations

_DECISION = "cn_decision"
"""The dialect whose bare numbers are those of the law that it amends."""
_TITLE = re.compile(r"《([^《》]*(?:《[^《》]*》[^《》]*)*)》")
_AMENDMENT = re.compile(r"(.+?)修正案(?:[（(].*[）)])?$")

Steps = tuple[tuple[str, str], ...]


def resolve_citations(document: Document, words: CitationWords) -> Document:
    """The document with the `references` of every block of its preamble, body and attachments; quoted structures are left alone.

    What a citation leaves out is taken from the place where it stands: 第二款 is that of the same article, 前款 the one before.
    A reference to the document itself that leads nowhere has no target. In an attachment with articles of its own 第…条 means
    those; in an amending decision it means the amended law, and so does a bare article where a text has no articles.
    """
    resolver = _Resolver(document=document, words=words, index=index_document(document), amended=_amended(document))
    return replace(
        document,
        preamble=resolver.nodes(document.preamble, _Place(scope=resolver.body)),
        body=resolver.nodes(document.body, _Place(scope=resolver.body)),
        attachments=tuple(resolver.attachment(attachment) for attachment in document.attachments),
    )


def _amended(document: Document) -> str | None:
    """The law that an amending decision amends, by its title; "" where it is one of several or unnamed, None for other documents."""
    if document.dialect != _DECISION:
        return None
    titles = _TITLE.findall(document.title)
    itself = _AMENDMENT.match(document.title)
    if len(titles) == 1:
        return str(titles[0])
    return itself[1] if itself and not titles else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scope:
    """A body or an attachment whose numbers count together: its containers and articles by level and number, its articles in order."""

    prefix: Steps = ()
    nodes: tuple[Node, ...]
    by_number: dict[tuple[str, str], list[Provision]]
    articles: dict[str, int]
    in_order: list[Provision]
    has_articles: bool


def _read_scope(nodes: tuple[Node, ...], prefix: Steps = ()) -> _Scope:
    by_number: dict[tuple[str, str], list[Provision]] = defaultdict(list)
    provisions = [node for node in provisions_in(nodes) if node.level in CONTAINERS or node.level == "article"]
    for node in provisions:
        by_number[node.level, node.number].append(node)
    articles = [node for node in provisions if node.level == "article"]
    return _Scope(
        prefix=prefix,
        nodes=nodes,
        by_number=dict(by_number),
        articles={node.eid: place for place, node in enumerate(articles)},
        in_order=articles,
        has_articles=any((node.num or "").startswith("第") for node in articles),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a block stands: the provisions that hold it, the widest first, and the scope of its numbers."""

    scope: _Scope
    holders: tuple[Provision, ...] = ()
    holder: str | None = None


@dataclass(slots=True)
class _Resolver:
    document: Document
    words: CitationWords
    index: ProvisionIndex
    amended: str | None
    body: _Scope = field(init=False)
    titles: tuple[str, ...] = field(init=False)
    quick: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        self.body = _read_scope(self.document.body)
        self.titles = (self.document.title, *self.document.aliases)
        words = self.words
        signs = {words.ordinal, words.previous, words.this, *words.also_previous, *words.that[:1], words.preamble}
        signs |= set(words.attachments)
        self.quick = re.compile("[" + re.escape("".join(sorted({sign[0] for sign in signs}))) + "]")

    def attachment(self, attachment: Attachment) -> Attachment:
        scope = _read_scope(attachment.content, (("attachment", attachment.number),))
        place = _Place(scope=scope if scope.has_articles else self.body, holder=attachment.eid)
        return replace(attachment, content=self.nodes(attachment.content, place))

    def nodes(self, nodes: tuple[Node, ...], place: _Place) -> tuple[Node, ...]:
        """The same nodes, those that hold no citation the very same objects."""
        fresh = tuple(self.node(node, place) for node in nodes)
        return nodes if all(new is old for new, old in zip(fresh, nodes, strict=True)) else fresh

    def node(self, node: Node, place: _Place) -> Node:
        if isinstance(node, Block):
            return self.block(node, place)
        if not isinstance(node, Provision):
            return node
        content = self.nodes(node.content, _Place(scope=place.scope, holders=(*place.holders, node), holder=node.eid))
        return node if content is node.content else dataclasses.replace(node, content=content)

    def block(self, block: Block, place: _Place) -> Block:
        if not self.quick.search(block.text):
            return block
        if self.amended is not None:
            self.amended = _lead(block.text) or self.amended
        found = find_citations(block.text, self.words, self.titles)
        references = tuple(self.reference(citation, block, place) for citation in found)
        return replace(block, references=references) if references else block

    def reference(self, found: Found, block: Block, place: _Place) -> Reference:
        holder = place.holder or block.eid
        if found.work is not None or self.is_foreign(found, place.scope):
            work = found.work or self.amended or _named_before(block.text, found.span[0])
            citation = Citation(work=work, steps=_printed(found.steps)) if work else None
            return Reference(span=found.span, text=found.text, internal=False, citation=citation, holder=holder)
        if found.own is not None and place.scope is not self.body:
            place = _Place(scope=self.body, holder=place.holder)
        steps, target = self.locate(found.steps, place)
        end = self.locate(found.end, place)[1] if found.end else None
        if found.steps[-1].how == "previous" and found.steps[-1].count > 1:
            end = self.locate((*found.steps[:-1], replace(found.steps[-1], count=1)), place)[1]
        return Reference(
            span=found.span,
            text=found.text,
            internal=True,
            target=target,
            end_target=end,
            citation=Citation(work=None, steps=steps),
            holder=holder,
        )

    def is_foreign(self, found: Found, scope: _Scope) -> bool:
        """True where the numbers are those of another work though none is named."""
        if self.amended is not None:
            return found.own is None or not bare_title(self.document.title).endswith(found.own.removeprefix(self.words.this))
        first = found.steps[0]
        return found.own is None and first.level == "article" and first.how == "at" and not scope.has_articles

    def locate(self, steps: tuple[Step, ...], place: _Place) -> tuple[Steps, str | None]:
        """The steps of a citation in full, and the eId of what they lead to."""
        first, rest = steps[0], _printed(steps[1:])
        if first.level in ("attachment", "preamble"):
            return self._attached(steps)
        if first.how != "at":
            base = self._relative(first, place)
            if base is None:
                return rest, None
            if rest and steps[1].how != "at":  # 本条前款
                return self.locate(steps[1:], place)
            return self._below(base, rest, place.scope)
        for base in (*_bases(first.level, place.holders), None):
            hits = descend(base.content, _printed(steps)) if base else self._in_scope(_printed(steps), place.scope)
            if hits and (len(hits) == 1 or (base is None and first.level == "article")):
                return self._full(hits[0], _printed(steps), place.scope), hits[0].eid
        return self._unfound(_printed(steps), place), None

    def _attached(self, steps: tuple[Step, ...]) -> tuple[Steps, str | None]:
        printed = _printed(steps)
        if not steps[0].number:
            named = self.document.attachments
            return printed, named[0].eid if len(named) == 1 and len(steps) == 1 else None
        node = self.index.find(printed)
        return printed, node.eid if node else None

    def _relative(self, step: Step, place: _Place) -> Provision | None:
        """The provision that 本条 or 前款 means."""
        here = next((node for node in reversed(place.holders) if node.level == step.level), None)
        if here is None or step.how == "this":
            return here
        above = place.holders[place.holders.index(here) - 1] if place.holders[0] is not here else None
        if step.level == "article":
            siblings = place.scope.in_order
        else:
            siblings = [
                node for node in (above.content if above else place.scope.nodes) if isinstance(node, Provision) and node.level == step.level
            ]
        at = next(n for n, node in enumerate(siblings) if node is here)
        return siblings[at - step.count] if at >= step.count else None

    def _below(self, base: Provision, rest: Steps, scope: _Scope) -> tuple[Steps, str | None]:
        own = (*scope.prefix, *self._path(base))
        if not rest:
            return own, base.eid
        hits = descend(base.content, rest)
        return (*own, *rest), hits[0].eid if len(hits) == 1 else None

    def _in_scope(self, steps: Steps, scope: _Scope) -> list[Provision]:
        nodes = scope.by_number.get(steps[0], [])
        return nodes if len(steps) == 1 else [hit for node in nodes for hit in descend(node.content, steps[1:])]

    def _full(self, node: Provision, steps: Steps, scope: _Scope) -> Steps:
        """The steps as printed, with the article that a narrower citation leaves out."""
        missing = [step for step in self._path(node) if _rank(step[0]) < _rank(steps[0][0])]
        return (*scope.prefix, *missing, *steps)

    def _unfound(self, steps: Steps, place: _Place) -> Steps:
        holder = place.holders[-1] if place.holders else None
        missing = [step for step in self._path(holder) if _rank(step[0]) < _rank(steps[0][0])] if holder else []
        return (*place.scope.prefix, *missing, *steps)

    def _path(self, node: Provision) -> list[tuple[str, str]]:
        """The steps from the article down, or from the widest container to a container."""
        above = [self.index.by_eid[eid] for eid in self.index.ancestors(node.eid)]
        chain = [node, *(one for one in above if isinstance(one, Provision))]
        steps: list[tuple[str, str]] = [(one.level, one.number) for one in reversed(chain)]
        inner = [step for step in steps if step[0] not in CONTAINERS]
        return inner or steps


def _bases(level: str, holders: tuple[Provision, ...]) -> list[Provision]:
    """Where a number is looked for, the nearest holder first: a 款 in its article, a 项 in its 款, then in its article."""
    narrow = _rank(level) > RANK["article"]
    return [node for node in reversed(holders) if _rank(node.level) < _rank(level) and (not narrow or node.level not in CONTAINERS)]


def _printed(steps: tuple[Step, ...]) -> Steps:
    return tuple((step.level, step.number) for step in steps if step.how == "at")


def _lead(text: str) -> str | None:
    """The law that an item of a decision on several laws turns to: 一、对《甲法》作出修改."""
    match = re.match(r"(?:[^《》。]{0,8}[、．.]\s*)?(?:对|将|修改)?" + _TITLE.pattern + r"(?!第)", text)
    return match[1] if match else None


def _named_before(text: str, place: int) -> str | None:
    titles = _TITLE.findall(text, 0, place)
    return str(titles[-1]) if titles else None


def _rank(level: str) -> int:
    return next((rank for name, rank in RANK.items() if name == level), -1)
