"""The duties of a new text beside the penal provisions, new and old."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, ClassVar, Literal

from policydiff.comparing.engine.duties import (
    DUTY_WORDS,
    Duty,
    DutyReading,
    PenalProvision,
    Punished,
    read_duties,
)
from policydiff.comparing.engine.facts.expressions import expressions
from policydiff.comparing.engine.facts.typing import DIALECTS
from policydiff.comparing.engine.redline.causes import right_of
from policydiff.comparing.report.table.facts import same_unit
from policydiff.model.comparison import Comparison, Fact, Match, Side
from policydiff.model.document import Provision
from policydiff.model.index import ProvisionIndex, index_document
from policydiff.report.citations import cite
from policydiff.report.pieces import ELLIPSIS, neutral

TextChange = Literal["new", "changed", "same"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountChange:
    """An amount that stayed, came or went, or took the place of another."""

    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPenalty:
    """A penal provision with its authorities and amounts.

    `sure` is False where it cites the duty without naming its breach.
    """

    name: str
    text: str
    authorities: tuple[str, ...]
    amounts: tuple[AmountChange, ...]
    change: TextChange
    sure: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownDuty:
    """Duties of neighbouring paragraphs of one article, with what punishes them.

    `before` names the penal provisions of the old text that cite their counterparts there.
    """

    names: tuple[str, ...]
    sentences: tuple[str, ...]
    change: TextChange
    penalties: tuple[ShownPenalty, ...]
    before: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyTable:
    """All duties and penal provisions of the new text, and the duties that went."""

    family: ClassVar[str] = "duties"

    comparison: Comparison
    duties: tuple[ShownDuty, ...]
    uncited: tuple[ShownPenalty, ...]
    gone: tuple[ShownDuty, ...]
    penal: int
    """The number of penal provisions."""

    def to_dict(self) -> dict[str, Any]:
        """The whole comparison, as in the JSON contract."""
        return self.comparison.to_dict()


def view_duties(comparison: Comparison) -> DutyTable:
    """The table of duties and penalties of a comparison."""
    return _Tables(comparison).table()


class _Tables:
    """Makes the table of one comparison."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self.indexes = {
            "left": index_document(comparison.left),
            "right": index_document(comparison.right),
        }
        self.left, self.right = read_duties(comparison.left), read_duties(comparison.right)
        self.owners = {
            (name, side.eid): match
            for match in comparison.matches
            for name, sides in (("left", match.left), ("right", match.right))
            for side in sides
        }
        dialect = DIALECTS.get(comparison.right.dialect)
        self.words = None if dialect is None else dialect.facts
        self.facts = dict(self.read_facts())

    def table(self) -> DutyTable:
        """The whole table."""
        return DutyTable(
            comparison=self.comparison,
            duties=tuple(self.duties()),
            uncited=tuple(
                self.penalty(Punished(penal=one, sure=True)) for one in self.right.uncited
            ),
            gone=tuple(self.gone()),
            penal=len(self.right.penal),
        )

    def duties(self) -> Iterator[ShownDuty]:
        """The duties, neighbours of one article with the same penalties as one."""

        def likeness(
            duty: Duty,
        ) -> tuple[str, tuple[Punished, ...], TextChange, tuple[str, ...]]:
            return (
                duty.article,
                self.right.punishing(duty.eid),
                self.change(duty.eid),
                self.before(duty.eid),
            )

        for (_, punished, change, before), group in groupby(self.right.duties, likeness):
            duties = tuple(group)
            yield ShownDuty(
                names=_shortened(name_of(self.indexes["right"], duty.eid) for duty in duties),
                sentences=tuple(_shown(duty, self.right) for duty in duties),
                change=change,
                penalties=tuple(map(self.penalty, punished)),
                before=before,
            )

    def gone(self) -> Iterator[ShownDuty]:
        """The duties of the old text without a counterpart that has a word of duty."""
        for duty in self.left.duties:
            match = self.match("left", duty.eid)
            later = () if match is None else match.right
            nodes = (self.indexes["right"].by_eid.get(side.eid) for side in later)
            if match is None or any(node and DUTY_WORDS.words.search(node.text) for node in nodes):
                continue
            punished = self.left.punishing(duty.eid)
            yield ShownDuty(
                names=(name_of(self.indexes["left"], duty.eid),),
                sentences=(_shown(duty, self.left),),
                change="changed" if later else "same",
                penalties=(),
                before=self.names(punished),
            )

    def match(self, name: Literal["left", "right"], eid: str) -> Match | None:
        """The match of a provision, or of the nearest above it that has one."""
        eids = (eid, *self.indexes[name].ancestors(eid))
        return next((self.owners[name, one] for one in eids if (name, one) in self.owners), None)

    def change(self, eid: str) -> TextChange:
        """The change of a provision of the new text."""
        match = self.match("right", eid)
        if match is None or match.kind == "unchanged":
            return "same"
        if match.kind == "added":
            return "new"
        return "same" if match.references_only or match.glyphs_only else "changed"

    def before(self, eid: str) -> tuple[str, ...]:
        """The penal provisions of the old text for the counterparts of a provision."""
        match = self.match("right", eid)
        sides = () if match is None else match.left
        found = (one for side in sides for one in self.left.punishing(side.eid) if one.sure)
        return self.names(tuple(found))

    def names(self, punished: tuple[Punished, ...]) -> tuple[str, ...]:
        """The names of penal provisions of the old text, each once."""
        names = (name_of(self.indexes["left"], one.penal.eid) for one in punished)
        return tuple(dict.fromkeys(names))

    def penalty(self, punished: Punished) -> ShownPenalty:
        """A penal provision of the new text."""
        penal = punished.penal
        acting = () if self.words is None else expressions(self.words.acting, penal.text)
        authorities = dict.fromkeys(neutral(penal.text[one.begin : one.end]) for one in acting)
        return ShownPenalty(
            name=name_of(self.indexes["right"], penal.eid),
            text=_stem(penal.text),
            authorities=tuple(authorities),
            amounts=tuple(self.amounts(penal)),
            change=self.change(penal.eid),
            sure=punished.sure,
        )

    def amounts(self, penal: PenalProvision) -> Iterator[AmountChange]:
        """The amounts of a penal provision, with what they took the place of."""
        if self.words is None:
            return
        article = self.indexes["right"].by_eid[penal.article]
        base = article.text.find(penal.text)
        facts = self.facts.get(penal.article, ())
        seen: set[AmountChange] = set()
        for one in expressions(self.words.quantities["amount"], penal.text):
            after = penal.text[one.begin : one.end]
            fact = next((fact for at, fact in facts if at == base + one.begin), None)
            same = fact is not None and fact.after == after and same_unit(fact)
            before = fact.before if fact is not None and same else None
            found = AmountChange(before=before and neutral(before), after=neutral(after))
            if found not in seen:
                yield found
            seen.add(found)
        alone = len(self.penal_of(penal.article)) == 1
        for _, fact in facts if alone else ():
            if fact.after is None and fact.before is not None:
                yield AmountChange(before=neutral(fact.before), after=None)

    def penal_of(self, article: str) -> tuple[PenalProvision, ...]:
        """The penal provisions of an article.

        Of several it is open which lost an amount.
        """
        return tuple(one for one in self.right.penal if one.article == article)

    def read_facts(self) -> Iterator[tuple[str, tuple[tuple[int, Fact], ...]]]:
        """The changed amounts of each article of the new text, by their places in it."""
        found: dict[str, list[tuple[int, Fact]]] = {}
        index = self.indexes["right"]
        for match in self.comparison.matches:
            facts = [fact for fact in match.facts if fact.type == "amount"]
            article = index.at_level(match.right[0].eid, "article") if match.right else None
            if not facts or article is None or len(match.right) != 1:
                continue
            begin = article.text.find(right_of(match.edits))
            for fact in facts:
                span = fact.right_span
                at = -1 if begin < 0 or span is None else begin + span[0]
                found.setdefault(article.eid, []).append((at, fact))
        yield from ((eid, tuple(facts)) for eid, facts in found.items())


def name_of(index: ProvisionIndex, eid: str) -> str:
    """The citation of a provision; the only 款 of an article is called by that."""
    node = index.by_eid[eid]
    above = index.at_level(eid, "article")
    if isinstance(node, Provision) and node.level == "paragraph" and above is not None:
        alone = sum(part.level == "paragraph" for part in above.children) == 1
        node = above if alone else node
    side = Side(eid=node.eid or "", num=getattr(node, "num", None), level="")
    return neutral(cite(index, side))


def _shortened(names: Iterable[str]) -> tuple[str, ...]:
    """Names of paragraphs of one article, which only the first names: 第十七条第一款, 第二款."""
    first, *others = names
    article = first[: first.find("条") + 1]
    return (first, *(name.removeprefix(article) for name in others))


def _shown(duty: Duty, reading: DutyReading) -> str:
    """The sentences of a duty; …… stands where items follow that are not shown."""
    text = reading.index.by_eid[duty.eid].text
    last = duty.sentences[-1]
    return neutral("".join(duty.sentences)) + (ELLIPSIS if _goes_on(text, last) else "")


def _goes_on(text: str, sentence: str) -> bool:
    return sentence.endswith(("：", ":")) and not text.rstrip().endswith(sentence)


def _stem(text: str) -> str:
    """A penal provision without its items."""
    first, _, below = text.partition("\n")
    return neutral(first) + (ELLIPSIS if below else "")
