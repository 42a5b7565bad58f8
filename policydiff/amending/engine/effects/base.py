"""The base as instructions name its places: nodes, and texts that hold words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from policydiff.amending.engine.operations import Operation, Steps
from policydiff.amending.engine.reading import quoted_words
from policydiff.amending.engine.reading.quoted_words import FoldedTexts, find_words
from policydiff.amending.engine.tree.changes import BODY, TITLE, Part, UnfitError
from policydiff.amending.engine.tree.numbering import head
from policydiff.amending.engine.tree.rows import articles
from policydiff.messages import Message
from policydiff.model.document import (
    Attachment,
    Block,
    Document,
    Node,
    Provision,
    Table,
    printed,
    provisions_in,
)
from policydiff.model.index import ProvisionIndex, Target, index_document
from policydiff.model.kinds import CONTAINERS
from policydiff.reading.parsing.lines.lines import bare
from policydiff.text.places import ends, is_range, write_place
from policydiff.text.sentences import cut_sentences

_NUMBERED = {*CONTAINERS, "article"}


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedNumbers:
    """The numbers that a decision gives to chapters, sections and articles.

    `moves` has the new place of one → its place in the base.

    `shifting` are the levels of which some come, go or get other numbers, and the lowest number of
    those; `coming` the numbers of new articles.
    """

    moves: Mapping[Steps, Steps] = field(default_factory=dict)
    shifting: Mapping[str, int] = field(default_factory=dict)
    coming: frozenset[str] = frozenset()

    def in_base(self, steps: Steps) -> Steps | None:
        """The place in the base of one that is named as in the new version, else None.

        It is the one that gets this number; else the one that has it, where what comes and goes
        stands behind it.
        """
        if steps in self.moves:
            return self.moves[steps]
        level, number = steps[-1]
        return steps if level not in self.shifting or head(number) < self.shifting[level] else None


def collect_numbers(operations: Iterable[Operation]) -> StatedNumbers:
    """The numbers that operations give to chapters, sections and articles."""
    moves: dict[Steps, Steps] = {}
    shifting: dict[str, int] = {}
    coming: set[str] = set()
    for operation in operations:
        old, new = ends(operation.steps)[0], ends(operation.result_steps)[0]
        if operation.kind in ("context", "substitution") or operation.old is not None:
            continue
        if operation.kind == "renumbering" and old[-1:] and new[-1:] and old[-1][0] == new[-1][0]:
            moves[new if new[-1][0] != "article" else new[-1:]] = old
        elif new[-1:] and new[-1][0] == "article":
            coming.add(new[-1][1])
        for level, number in (*old[-1:], *(new[-1:] or ((operation.unit or "", "0"),))):
            if level in _NUMBERED and "-" not in number:
                shifting[level] = min(head(number), shifting.get(level, head(number)))
    return StatedNumbers(moves=moves, shifting=shifting, coming=frozenset(coming))


LAST = ("last", "-1")
"""The number of a sentence that is counted from the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseText:
    """A text in which words may stand, or a stretch of it from `begin`."""

    eid: str
    text: str
    part: Part = None
    begin: int = 0


@dataclass(slots=True)
class Base:
    """The text that a decision amends."""

    document: Document
    moves: Mapping[str, str] = field(default_factory=dict)
    """Article → the number that the decision gives it, where it says so."""
    stated_numbers: StatedNumbers = field(default_factory=StatedNumbers)
    """What the decision says of the numbers of chapters, sections and articles."""
    index: ProvisionIndex = field(init=False)
    quotes_single: bool = field(init=False)
    """Whether the work quotes with ‘’ alone, whatever the rule."""
    _texts: list[BaseText] = field(init=False)
    _folded: list[FoldedTexts] = field(init=False, default_factory=list)
    _headed: dict[str, list[Provision]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Index the document, and find out how the work quotes."""
        self.index = index_document(self.document)
        named = (*self.document.preamble, *self.document.body, *self.document.attachments)
        self._texts = [text for node in named for text in texts_in(node)]
        for node in provisions_in(self.document.body):
            if node.level in CONTAINERS:
                words = quoted_words.level((node.num or "") + (node.heading or ""))
                self._headed.setdefault(words, []).append(node)
        signs = {sign for text in self.texts(()) for sign in "‘“" if sign in text.text}
        self.quotes_single = signs == {"‘"}

    def target(self, steps: Steps) -> Target:
        """The node that the steps name. Raises `UnfitError`."""
        node = self.index.find(self.counted(steps)) or self._entry(steps)
        if node is None:
            several = len(self.index.candidates(steps)) > 1
            raise UnfitError(
                Message("the base has several such places")
                if several
                else Message("the base has no such place")
            )
        return node

    def _entry(self, steps: Steps) -> Target | None:
        """An entry of an attachment that is called an article: 附件一第二条 for 二、."""
        if (
            steps[:1]
            and steps[0][0] == "attachment"
            and len(steps) > 1
            and steps[1][0] == "article"
        ):
            return self.index.find((steps[0], ("point", steps[1][1]), *steps[2:]))
        return None

    def find(self, steps: Steps) -> Target | None:
        """The node that the steps name, None where there is none."""
        try:
            return self.target(steps)
        except UnfitError:
            return None

    def members(self, steps: Steps) -> tuple[Steps, ...]:
        """The places of a range in the order of the text, with 第四条之一 in 第三条至第五条.

        A place that is no range alone. Raises `UnfitError` where the text has no such end.
        """
        if not is_range(steps):
            return (steps,)
        place = next(place for place in range(len(steps)) if is_range(steps[: place + 1]))
        found = self._between(*ends(steps[: place + 1]))
        return tuple(
            member for inner in found for member in self.members((*inner, *steps[place + 1 :]))
        )

    def _between(self, first: Steps, last: Steps) -> Iterator[Steps]:
        """The places from one to another, those of the level of both."""
        level = first[-1][0]
        if level == "sentence" and first[:-1] == last[:-1]:
            low, high = self.sentence(first), self.sentence(last)
            yield from ((*first[:-1], (level, str(index + 1))) for index in range(low, high + 1))
            return
        nodes = [self._end(steps) for steps in (first, last)]
        begin, end = (self.index.order[node.eid or ""] for node in nodes)
        if level != last[-1][0] or begin >= end:
            raise UnfitError(Message("the two ends of the range lead to no places between them"))
        for eid, node in self.index.by_eid.items():
            if begin <= self.index.order[eid] <= end and _kind(node) == _kind(nodes[0]):
                yield self._steps_of(node, first[:-1], level)

    def _end(self, steps: Steps) -> Target:
        try:
            return self.target(steps)
        except UnfitError as error:
            why = Message("{place}: {why}", place=write_place(steps), why=error.message)
            raise UnfitError(why) from error

    def _steps_of(self, node: Target, above: Steps, level: str) -> Steps:
        """The steps of a node, all of them where those that are named do not find it."""
        if not isinstance(node, Provision | Attachment):  # a natural paragraph of the preamble
            before = [block for block in self.document.preamble if _kind(block) == "text"]
            return ((level, str(before.index(node) + 1)),)
        near = (*above, (level, node.number))
        if self.index.find(near) is node:
            return near
        around = (node, *map(self.index.by_eid.__getitem__, self.index.ancestors(node.eid)))
        path = [
            (_kind(holder), holder.number)
            for holder in around
            if isinstance(holder, Provision | Attachment)
        ]
        return tuple(reversed(path))

    def counted(self, steps: Steps) -> Steps:
        """Steps with numbers for those counted from the end. Raises `UnfitError`."""
        found: Steps = ()
        for level, number in steps:
            holder = (
                self.target(found) if found and number in LAST and level != "sentence" else None
            )
            inner = (
                [node for node in provisions_in(holder.content) if node.level == level]
                if isinstance(holder, Provision | Attachment)
                else []
            )
            found = (*found, (level, inner[-1].number if inner else number))
        return found

    def provision(self, steps: Steps) -> Provision:
        """The provision that the steps name. Raises `UnfitError`."""
        node = self.target(steps)
        if not isinstance(node, Provision):
            raise UnfitError(Message("the place is no numbered provision"))
        return node

    def scope(self, steps: Steps) -> str:
        """The attachment or body in which articles are counted. Raises `UnfitError`."""
        return (
            (self.target(steps[:1]).eid or BODY)
            if steps[:1] and steps[0][0] == "attachment"
            else BODY
        )

    def texts(self, steps: Steps) -> list[BaseText]:
        """The texts of a place, of all without one, or a sentence. Raises `UnfitError`."""
        if not steps:
            return self._texts
        level, above = steps[-1][0], steps[:-1]
        if steps == (("title", ""),):
            return [BaseText(eid=TITLE, text=self.document.title)]
        if steps == (("preamble", ""),):
            return [text for node in self.document.preamble for text in texts_in(node)]
        if level == "row":
            return list(self.cells(above, steps[-1][1]))
        if level == "sentence":
            return [self.sentences(above)[1][self.sentence(steps)]]
        named = {"heading": self.heading, "intro": self.intro}.get(level)
        return [named(above)] if named is not None else list(texts_in(self.target(steps)))

    def holding(self, steps: Steps, old: str) -> list[tuple[BaseText, list[tuple[int, int]]]]:
        """The texts of a place that have words, and where. Raises `UnfitError`."""
        if steps:
            found = ((text, find_words(text.text, old)) for text in self.texts(steps))
            return [(text, spans) for text, spans in found if spans]
        return [(self._texts[number], spans) for number, spans in self.folded.find(old)]

    @property
    def folded(self) -> FoldedTexts:
        """Every text of the work as words are looked for in it."""
        if not self._folded:
            self._folded.append(FoldedTexts([text.text for text in self._texts]))
        return self._folded[0]

    def marks(self) -> list[BaseText]:
        """The printed numbers of all 项 and 目."""
        found = (
            node
            for node in self.index.by_eid.values()
            if isinstance(node, Provision) and node.level in ("point", "indent")
        )
        return [BaseText(eid=node.eid, text=node.num, part="num") for node in found if node.num]

    def cells(self, steps: Steps, label: str) -> Iterator[BaseText]:
        """The cells of the one row or column with this label. Raises `UnfitError`."""
        texts = [
            (text, text.part)
            for text in texts_in(self.target(steps))
            if isinstance(text.part, tuple)
        ]
        named = [(text.eid, part) for text, part in texts if bare(text.text) == bare(label)]
        for axis in (0, 1):
            lines = {(eid, part[axis]) for eid, part in named if (part[0] == 0) == bool(axis)}
            if len(lines) == 1:
                yield from (text for text, part in texts if (text.eid, part[axis]) in lines)
                return
        raise UnfitError(Message("the place has no table with one row “{label}”", label=label))

    def heading(self, steps: Steps) -> BaseText:
        """The heading of a place. Raises `UnfitError` where it has none."""
        node = self.target(steps)
        heading = node.heading if isinstance(node, Provision | Attachment) else None
        if heading is None or node.eid is None:
            raise UnfitError(Message("the place has no heading"))
        return BaseText(eid=node.eid, text=heading, part="heading")

    def intro(self, steps: Steps) -> BaseText:
        """The words before the list of a place. Raises `UnfitError` where it has none."""
        node = self.provision(steps)
        lists = [
            inner
            for inner in (node, *provisions_in(node.content))
            if any(child.level in ("point", "indent") for child in inner.children)
        ]
        own = list(_own(lists[0])) if lists else []
        if not own:
            raise UnfitError(Message("the place has no list with words before it"))
        return own[0]

    def headed(self, words: str) -> Provision | None:
        """The container that words name by its number and heading."""
        named = self._headed.get(quoted_words.level(words), ())
        return named[0] if len(named) == 1 else None

    def heading_before(self, steps: Steps) -> Provision:
        """The container headed directly before an article. Raises `UnfitError`."""
        article, level = self.provision(steps[:-1]), steps[-1][1]
        for above in map(self.index.by_eid.get, self.index.ancestors(article.eid)):
            if (
                isinstance(above, Provision)
                and above.level == level
                and articles(above.content)[:1] == [article]
            ):
                return above
        raise UnfitError(Message("no such heading stands before it"))

    def sentences(self, steps: Steps) -> tuple[BaseText, list[BaseText]]:
        """The one paragraph of a place and its sentences. Raises `UnfitError`."""
        node = self.target(steps)
        while (
            isinstance(node, Provision)
            and len(node.content) == 1
            and isinstance(node.content[0], Provision)
        ):
            node = node.content[0]
        own = (
            [text for text in texts_in(node) if text.part is None]
            if not isinstance(node, Provision)
            else list(_own(node))
        )
        if len(own) != 1:
            raise UnfitError(Message("the place has several paragraphs, and none is named"))
        whole = own[0]
        spans = cut_sentences(whole.text, "。！？")
        return whole, [
            replace(whole, text=whole.text[begin:end], begin=begin) for begin, end in spans
        ]

    def sentence(self, steps: Steps) -> int:
        """The index, from 0, of the sentence that is named. Raises `UnfitError`."""
        number, count = steps[-1][1], len(self.sentences(steps[:-1])[1])
        place = count if number in LAST else int(number) if number.isdecimal() else 0
        if not 0 < place <= count:
            raise UnfitError(Message("the place has {count} sentences", count=count))
        return place - 1


def _kind(node: Target | Node) -> str:
    """The level of a provision, the role of a paragraph, else attachment or table."""
    if isinstance(node, Provision):
        return node.level
    return node.role if isinstance(node, Block) else type(node).__name__.lower()


def _own(node: Provision) -> Iterator[BaseText]:
    for child in node.content:
        if isinstance(child, Block) and child.eid is not None:
            yield BaseText(eid=child.eid, text=child.text)


def texts_in(node: Node | Attachment | Target) -> Iterator[BaseText]:
    """The headings, paragraphs and cells of a node, in order; not quoted structures."""
    if isinstance(node, Block) and node.eid is not None:
        yield BaseText(eid=node.eid, text=node.text)
    elif isinstance(node, Table) and node.eid is not None:
        for row, cells in enumerate(node.rows):
            yield from (
                BaseText(eid=node.eid, text=cell.text, part=(row, column))
                for column, cell in enumerate(cells)
            )
    elif isinstance(node, Provision | Attachment):
        if node.heading:
            yield BaseText(eid=node.eid, text=node.heading, part="heading")
        for child in node.content:
            yield from texts_in(child)


def lines_of(node: Node | Attachment | Target) -> str:
    """The text of a node with its own number, as lines."""
    if isinstance(node, Attachment):
        return node.text
    return printed(node)
