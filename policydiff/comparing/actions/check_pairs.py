"""A pairing that a person corrects where a comparison shows it.

Of two stored versions of one work that follow one another it becomes a pin of the work; of any
other two texts it stands in their record, and in the file of pairings that is made of it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from policydiff.comparing.actions.check_record import Checking, TwoTexts
from policydiff.comparing.actions.pairs import names_of
from policydiff.comparing.engine.align.overrides_reading import (
    BadOverrideError,
    PartNames,
    read_overrides,
)
from policydiff.comparing.engine.check_record import Attribution, CheckRecord, StatedPair
from policydiff.comparing.report.record.page import pair_words
from policydiff.errors import NotFoundError, UsageError
from policydiff.messages import Message
from policydiff.model.index import index_document
from policydiff.model.names import UNDATED
from policydiff.store.records.pins import StoredPin
from policydiff.store.records.works import WorkRecord
from policydiff.works.concurrent_edits import WrittenMeanwhileError
from policydiff.works.pinning import link_all
from policydiff.works.session import Session

Statement = Literal["link", "apart"]
"""Parts correspond, or they do not."""

Side = Literal["left", "right"]

Parts = tuple[tuple[str, ...], tuple[str, ...]]
"""The eIds of a left and a right side."""


class BothSidesError(UsageError):
    """A statement on a pairing names parts of one text alone."""

    def __init__(self, side: Side) -> None:
        self.side = side
        super().__init__(
            Message("name the parts of both texts, such as 第五条 and 第六条, several with 、")
        )


class NoSuchPartError(NotFoundError):
    """A text has no part of a name, or several."""

    def __init__(self, side: Side, part: str, title: str, count: int) -> None:
        """`count` is the number of parts that the name may mean."""
        self.side = side
        super().__init__(
            Message(
                "“{part}” stands in several places of {title}; name the article too, such as 第五条第二款",
                part=part,
                title=title,
            )
            if count
            else Message(
                "{title} has no “{part}”; write an article or a part of it, such as 第五条 or 第五条第二款",
                part=part,
                title=title,
            )
        )


class UnpairableError(UsageError):
    """Parts of two texts that cannot correspond."""

    def __init__(self, why: Message) -> None:
        """`why` is the reason."""
        super().__init__(why)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkSides:
    """Consecutive stored versions of a work; `mirrored` if the left is the newer."""

    work: WorkRecord
    versions: tuple[str, str]
    mirrored: bool

    def places(self, left: str, right: str) -> tuple[str, str]:
        """The places of a left and a right part, the older version first."""
        eids = (right, left) if self.mirrored else (left, right)
        return f"{self.versions[0]}#{eids[0]}", f"{self.versions[1]}#{eids[1]}"

    def stated(self, pin: StoredPin) -> StatedPair:
        """A pin as a pairing of the two texts; nobody notes who set it."""
        parts = (pin.left[1],), (pin.right[1],)
        left, right = reversed(parts) if self.mirrored else parts
        return StatedPair(made=Attribution(), left=left, right=right, apart=pin.apart)


def work_sides(check: Checking) -> WorkSides | None:
    """The work whose lineage a pairing belongs to; None for no work."""
    left, right = (side.stored for side in check.texts.sides)
    if left is None or right is None or left.work_uri != right.work_uri:
        return None
    work = check.session.store().find(left.work_uri)
    names = [version.date or UNDATED for version in work.versions]
    places = [names.index(version.date or UNDATED) for version in (left, right)]
    if abs(places[0] - places[1]) != 1:
        return None
    older, newer = sorted(places)
    return WorkSides(
        work=work, versions=(names[older], names[newer]), mirrored=places[0] > places[1]
    )


def name_parts(texts: TwoTexts, names: Parts, statement: Statement) -> Parts:
    """The eIds of parts that a person named by citations or eIds.

    Raises `BothSidesError`, `NoSuchPartError`, `UnpairableError`.
    """
    left, right = names
    if not (left and right):
        raise BothSidesError("right" if left else "left")
    entries: list[dict[str, object]] = (
        [{"left": one, "right": other} for one in left for other in right]
        if statement == "apart"
        else [{"left": _few(left), "right": _few(right)}]
    )
    several = len(left) > 1, len(right) > 1
    table = {(False, True): "split", (True, False): "join"}.get(several, "link")
    documents = texts.left.document, texts.right.document
    sides = names_of(documents[0]), names_of(documents[1])
    eids = _eids(sides[0], left, "left"), _eids(sides[1], right, "right")
    try:
        read_overrides(
            {"unlink" if statement == "apart" else table: entries},
            *documents,
            (sides[0].words, sides[1].words),
        )
    except BadOverrideError as error:
        raise UnpairableError(error.why) from error
    return eids


def _few(names: tuple[str, ...]) -> str | list[str]:
    return names[0] if len(names) == 1 else list(names)


def _eids(parts: PartNames, names: tuple[str, ...], side: Side) -> tuple[str, ...]:
    """The parts of some names, each once. Raises `NoSuchPartError`."""
    found: dict[str, None] = {}
    for name in names:
        units = parts.named(name.strip())
        if len(units) != 1:
            raise NoSuchPartError(side, name, parts.document.title, len(units))
        found[units[0].eid] = None
    return tuple(found)


def state_pair(
    check: Checking,
    names: Parts,
    statement: Statement,
    made: Attribution,
    shown: Collection[str] = (),
) -> None:
    """Store that parts of two texts correspond, or that they do not.

    What was stated of the same parts before gives way in the same commit; where the new
    statement is refused, it stays. `shown` are the stamps of the pairings that the person saw.
    Raises `WrittenMeanwhileError` where a pairing that was not shown would give way, and what
    `name_parts`, `link_all` and the records raise.
    """
    left, right = name_parts(check.texts, names, statement)
    sides = work_sides(check)
    apart = statement == "apart"
    pair = StatedPair(made=made, left=left, right=right, apart=apart)
    if sides is None:

        def change(record: CheckRecord) -> CheckRecord:
            if any(pair_stamp(one) == pair_stamp(pair) for one in record.pairs):
                return record
            stated = record.with_pair(pair)
            gone = [one for one in record.pairs if one not in stated.pairs]
            _refuse_unseen(check, gone, shown, pair)
            return stated

        check.change(change)
        return
    wanted = [sides.places(one, other) for one in left for other in right]
    touched = {place for places in wanted for place in places}
    pins = pins_between(sides, check.session)
    instead = [
        pin
        for pin in pins
        if not (apart or pin.apart or touched.isdisjoint(_places(pin)))
        and _places(pin) not in wanted
    ]
    turned = [pin for pin in pins if _places(pin) in wanted and pin.apart != apart]
    _refuse_unseen(check, [sides.stated(pin) for pin in (*instead, *turned)], shown, pair)
    link_all(sides.work.uri, wanted, check.session, apart=apart, instead=instead)


def pair_stamp(pair: StatedPair) -> str:
    """A short stamp of what a pairing states, whoever stated it."""
    data = json.dumps([pair.left, pair.right, pair.apart]).encode()
    return hashlib.sha256(data).hexdigest()[:16]


def _refuse_unseen(
    check: Checking, gone: Iterable[StatedPair], shown: Collection[str], instead: StatedPair | None
) -> None:
    """Refuse that pairings give way which the person did not see."""
    unseen = [one for one in gone if pair_stamp(one) not in shown]
    if not unseen:
        return
    left, right = (index_document(side.document) for side in check.texts.sides)
    language = check.session.language
    words = [
        "\n".join(pair_words(one, (left, right), language) for one in pairs)
        for pairs in (unseen, () if instead is None else (instead,))
    ]
    made = unseen[0].made
    raise WrittenMeanwhileError({"pairs": words[0]}, {"pairs": words[1]}, by=made.by, at=made.at)


def pins_between(sides: WorkSides, session: Session) -> tuple[StoredPin, ...]:
    """The pins that people set between two versions."""
    return tuple(
        pin
        for pin in session.store().pins(sides.work)
        if (pin.left[0], pin.right[0]) == sides.versions
    )


def _places(pin: StoredPin) -> tuple[str, str]:
    return "#".join(pin.left), "#".join(pin.right)


def stated_pairs(check: Checking) -> tuple[StatedPair, ...]:
    """All stated pairings of two texts, those of the work first."""
    sides = work_sides(check)
    pins = () if sides is None else pins_between(sides, check.session)
    stored = () if sides is None else (sides.stated(pin) for pin in pins)
    return (*stored, *check.read().pairs)


def forget_pair(check: Checking, parts: Parts, shown: Collection[str] = ()) -> None:
    """Take back what was stated of parts together, in the work and in the record.

    `shown` are the stamps of the pairings that the person saw. Raises `WrittenMeanwhileError`
    where another one would go, and what `Repository.write_pins` and the records raise.
    """

    def change(record: CheckRecord) -> CheckRecord:
        _refuse_unseen(check, (one for one in record.pairs if one.is_about(*parts)), shown, None)
        return record.without_pair(*parts)

    change(check.read())  # a refusal leaves the work as it is, too
    sides = work_sides(check)
    if sides is not None:
        places = {sides.places(left, right) for left in parts[0] for right in parts[1]}
        stored = [pin for pin in pins_between(sides, check.session) if _places(pin) in places]
        _refuse_unseen(check, map(sides.stated, stored), shown, None)
        check.session.store().write_pins(sides.work, forget=stored)
    check.change(change)
