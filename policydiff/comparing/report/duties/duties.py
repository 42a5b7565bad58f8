"""The duties of a new text beside the penal provisions, new and old."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar, Literal

from policydiff.comparing.engine.duties import (
    DUTY_WORDS,
    Duty,
    DutyReading,
    PenalProvision,
    Punished,
    read_duties,
)
from policydiff.comparing.engine.facts.expressions import expressions, quantities_in
from policydiff.comparing.engine.statements.duties import MARKS, named_breaches
from policydiff.model.comparison import Comparison, Match, Side, Statement
from policydiff.model.document import Provision
from policydiff.model.index import ProvisionIndex, index_document
from policydiff.model.json_keys import JsonValue
from policydiff.report.citations import cite
from policydiff.report.pieces import ELLIPSIS, neutral
from policydiff.text.noise import fold_key
from policydiff.text.traditions.registry import DIALECTS

TextChange = Literal["new", "alone", "changed", "citations", "glyphs", "same"]
"""`alone` is what has no counterpart, and may stand in the other text in other words; in `citations`
nothing but the numbers of what it cites changed, in `glyphs` nothing but glyphs or marks.
"""

Basis = Literal["breach", "mention", "conduct"]
"""How a penal provision goes with a duty: it names its breach by number, cites it in other words,
or names the conduct alone.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountChange:
    """An amount that stayed, came, went or took another's place; or only `came`."""

    before: str | None
    after: str | None
    came: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPenalty:
    """A penal provision with authorities and amounts; `odds` of a doubtful pairing."""

    name: str
    text: str
    authorities: tuple[str, ...]
    amounts: tuple[AmountChange, ...]
    change: TextChange
    basis: Basis = "breach"
    odds: float | None = None

    @property
    def sure(self) -> bool:
        """True where it names the breach of the duty by its number."""
        return self.basis == "breach"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownDuty:
    """Duties of neighbouring paragraphs of one article, with what punishes them.

    `before` names the penal provisions of the old text that cite their counterparts there; `odds`
    are those of the pairing of the article where that is in doubt.
    """

    names: tuple[str, ...]
    sentences: tuple[str, ...]
    change: TextChange
    penalties: tuple[ShownPenalty, ...]
    before: tuple[str, ...]
    odds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyTable(JsonValue):
    """All duties and penal provisions of the new text, and the duties that went."""

    family: ClassVar[str] = "duties"

    comparison: Comparison
    duties: tuple[ShownDuty, ...]
    uncited: tuple[ShownPenalty, ...]
    gone: tuple[ShownDuty, ...]
    penal: int
    """The number of penal provisions."""

    @property
    def elsewhere(self) -> bool:
        """True where so many duties have none that sanctions stand elsewhere."""
        alone = sum(not duty.penalties for duty in self.duties)
        return alone > UNPUNISHED * len(self.duties)


UNPUNISHED = 1 / 3
"""Above this share of duties without a penal provision sanctions stand elsewhere."""


def view_duties(comparison: Comparison) -> DutyTable:
    """The table of duties and penalties of a comparison."""
    return _Tables(comparison).table()


class _Tables:
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
        self.named = named_breaches(self.right)
        self.before_text = fold_key(comparison.left.full_text())
        self.penal = {one.eid: one for one in self.right.penal}

    def table(self) -> DutyTable:
        """The whole table."""
        return DutyTable(
            comparison=self.comparison,
            duties=tuple(self.duties()),
            uncited=tuple(map(self.penalty, self.uncited())),
            gone=tuple(self.gone()),
            penal=len(self.right.penal),
        )

    def uncited(self) -> Iterator[PenalProvision]:
        """The penal provisions that go with no duty."""
        shown = {
            eid
            for duty in self.right.duties
            if not self.right.punishing(duty.eid)
            for eid in self.named[duty.eid]
        }
        return (one for one in self.right.uncited if one.eid not in shown)

    def duties(self) -> Iterator[ShownDuty]:
        """The duties, neighbours of one article with the same penalties as one."""

        def likeness(
            duty: Duty,
        ) -> tuple[str, tuple[ShownPenalty, ...], TextChange, tuple[str, ...]]:
            return (
                duty.article,
                tuple(self.penalties(duty.eid)),
                self.duty_change(duty),
                self.before(duty.eid),
            )

        for (article, penalties, change, before), group in groupby(self.right.duties, likeness):
            duties = tuple(group)
            yield ShownDuty(
                names=_shortened(name_of(self.indexes["right"], duty.eid) for duty in duties),
                sentences=tuple(_shown(duty, self.right) for duty in duties),
                change=change,
                penalties=penalties,
                before=before,
                odds=self.odds(article),
            )

    def penalties(self, eid: str) -> Iterator[ShownPenalty]:
        """The penal provisions that cite a duty, else those that name it."""
        cited = self.right.punishing(eid)
        for punished in cited:
            yield self.penalty(punished.penal, "breach" if punished.sure else "mention")
        for penal in self.named[eid] if not cited else ():
            yield self.penalty(self.penal[penal], "conduct")

    def gone(self) -> Iterator[ShownDuty]:
        """The duties that the new text does not have, or that bind no more."""
        for duty in self.left.duties:
            found = [one for one in self.stated("old", duty.eid) if is_gone(one)]
            if found:
                kept = any(one.new is not None for one in found)
                yield ShownDuty(
                    names=(name_of(self.indexes["left"], duty.eid),),
                    sentences=(_shown(duty, self.left),)
                    if kept
                    else tuple(neutral(one.old.words) for one in found if one.old is not None),
                    change="changed" if kept else "same",
                    penalties=(),
                    before=self.names(self.left.punishing(duty.eid)),
                )

    def stated(self, side: Literal["old", "new"], eid: str) -> Iterator[Statement]:
        """The statements on a paragraph of one text."""
        name: Literal["left", "right"] = "left" if side == "old" else "right"
        article = self.indexes[name].at_level(eid, "article")
        node = self.indexes[name].by_eid[eid]
        begin = -1 if article is None else article.text.find(node.text)
        for one in self.comparison.stated:
            words = one.old if side == "old" else one.new
            if words is None or article is None or words.eid != article.eid:
                continue
            if begin <= words.span[0] < begin + len(node.text):
                yield one

    def match(self, name: Literal["left", "right"], eid: str) -> Match | None:
        """The match of a provision, or of the nearest above it that has one."""
        eids = (eid, *self.indexes[name].ancestors(eid))
        return next((self.owners[name, one] for one in eids if (name, one) in self.owners), None)

    def odds(self, eid: str) -> float | None:
        """The odds of the pairing of a part of the new text, where it is in doubt."""
        match = self.match("right", eid)
        return match.score if match is not None and match.doubtful else None

    def duty_change(self, duty: Duty) -> TextChange:
        """The change of a duty: new if all of it is, same if each sentence is old."""
        text = self.indexes["right"].by_eid[duty.eid].text
        if not _goes_on(text, duty.sentences[-1]) and all(
            fold_key(sentence) in self.before_text for sentence in duty.sentences
        ):
            return "same"
        change = self.change(duty.eid)
        if change != "alone":
            return change
        stated = [
            one.new.words
            for one in self.stated("new", duty.eid)
            if one.kind == "duty" and one.form == "added" and one.new is not None
        ]
        bare = (sentence.strip(MARKS) for sentence in duty.sentences)
        new = all(any(sentence in words for words in stated) for sentence in bare)
        return "new" if new else "alone"

    def change(self, eid: str) -> TextChange:
        """The change of a paragraph of the new text."""
        match = self.match("right", eid)
        if match is None or match.kind == "unchanged":
            return "same"
        if match.kind == "added":
            return "alone"
        if match.references_only:
            return "citations"
        return "glyphs" if match.glyphs_only else "changed"

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

    def penalty(self, penal: PenalProvision, basis: Basis = "breach") -> ShownPenalty:
        """A penal provision of the new text."""
        acting = () if self.words is None else expressions(self.words.acting, penal.text)
        authorities = dict.fromkeys(neutral(penal.text[one.begin : one.end]) for one in acting)
        return ShownPenalty(
            name=name_of(self.indexes["right"], penal.eid),
            text=_stem(penal.text),
            authorities=tuple(authorities),
            amounts=tuple(self.amounts(penal)),
            change=self.change(penal.eid),
            basis=basis,
            odds=self.odds(penal.eid),
        )

    def amounts(self, penal: PenalProvision) -> Iterator[AmountChange]:
        """The amounts of a penal provision, with what they took the place of."""
        if self.words is None:
            return
        base = self.indexes["right"].by_eid[penal.article].text.find(penal.text)
        stated = [one for one in self.stated("new", penal.eid) if one.kind == "amount"]
        seen: set[AmountChange] = set()
        for amount in quantities_in(self.words.quantities["amount"], penal.text, self.words):
            place = base + amount.start()
            change = next((one for one in stated if one.new and _holds(one.new.span, place)), None)
            shown = change.new.words if change and change.new else None
            found = AmountChange(
                before=neutral(change.old.words) if change and change.old else None,
                after=neutral(shown or amount[0]),
                came=change is not None and change.form == "added",
            )
            if found not in seen:
                yield found
            seen.add(found)
        alone = sum(one.article == penal.article for one in self.right.penal) == 1
        match = self.match("right", penal.article)
        for one in self.comparison.stated if alone and match is not None else ():
            gone = one.kind == "amount" and one.form == "removed"
            if gone and match is not None and one.match == match.id and one.old is not None:
                yield AmountChange(before=neutral(one.old.words), after=None)


def _holds(span: tuple[int, int], place: int) -> bool:
    return span[0] <= place < span[1]


def is_gone(statement: Statement) -> bool:
    """True for a duty that went, or that binds no more: 应当 → 可以."""
    if statement.kind != "duty" or statement.old is None:
        return False
    new = statement.new
    return new is None or not DUTY_WORDS.words.search(new.words)


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
    """The sentences of a duty, with …… for what is left out."""
    text = reading.index.by_eid[duty.eid].text
    shown, place = "", 0
    for sentence in duty.sentences:
        begin = text.find(sentence, place)
        shown += (ELLIPSIS if shown and text[place:begin].strip() else "") + sentence
        place = begin + len(sentence)
    return neutral(shown) + (ELLIPSIS if _goes_on(text, duty.sentences[-1]) else "")


def _goes_on(text: str, sentence: str) -> bool:
    return sentence.endswith(("：", ":")) and not text.rstrip().endswith(sentence)


def _stem(text: str) -> str:
    first, _, below = text.partition("\n")
    return neutral(first) + (ELLIPSIS if below else "")
