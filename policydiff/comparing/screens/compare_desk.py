"""The changes of a comparison one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from starlette.responses import Response

from policydiff.comparing.actions import check_pairs, check_record
from policydiff.comparing.engine.check_record import RowReason, StatedPair
from policydiff.comparing.engine.next_partners import NextPartner, next_partners
from policydiff.comparing.report.table.facts import case_of, change_words, fact_name, fact_of
from policydiff.comparing.report.table.row_filters import is_doubtful, order_of_review
from policydiff.comparing.screens.asked_comparison import Compared, attribution_of, compared
from policydiff.comparing.screens.compare_files import RECORD_FORMS
from policydiff.comparing.screens.compare_page import marked_rows, wish_of
from policydiff.comparing.screens.compare_words import DESK_WORDS, WORDS
from policydiff.errors import PolicyDiffError
from policydiff.model.comparison import Side, Statement
from policydiff.model.index import index_document
from policydiff.report.citations import cite
from policydiff.report.labels import WORDS as REPORT_WORDS
from policydiff.report.labels import odds_text, pass_word
from policydiff.report.pieces import neutral
from policydiff.report.rows import ComparisonRow
from policydiff.web import desk
from policydiff.web.addresses import compare_address, comparing
from policydiff.web.answers import Endpoint, status_of
from policydiff.web.dropped import FormState
from policydiff.web.state import DeskAct
from policydiff.web.visit import Visit
from policydiff.web.working import PATIENCE

BEGIN = 80
"""So many characters of a candidate stand beside its number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A statement on a change, and the sentences of both texts that prove it."""

    name: str
    words: str
    case: str
    quotes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Parts that may correspond instead: eIds for the form, words for a person."""

    label: str
    begin: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareDeskHtml(desk.DeskHtml):
    """The desk of a comparison, with the row that is open."""

    case_template: str = "desk_comparison.html.j2"
    one: Compared
    row: ComparisonRow | None

    @property
    def case_words(self) -> Mapping[str, str]:
        """The words of the case."""
        return DESK_WORDS[self.visit.language]

    @property
    def why(self) -> str:
        """The ground of the pairing and its odds; "" where one side is empty."""
        row = self.row
        if row is None or not (row.left and row.right):
            return ""
        language = self.one.options.language
        reason = pass_word(row.reason, language)
        key = "why-odds" if row.score is not None and row.score < 1 else "why"
        return self.case_words[key].format(reason=reason, odds=odds_text(row.score))

    @property
    def pairs_open(self) -> bool:
        """True where the pairing wants a look: in doubt, or a part without partner."""
        row = self.row
        return row is not None and (row.doubtful or bool(row.possible))

    @property
    def eids(self) -> tuple[str, str]:
        """The parts of both sides by eId, as a form names several."""
        for match in self.one.found.comparison.matches:
            if self.row is not None and match.id == self.row.id:
                left, right = (
                    "、".join(part.eid for part in side) for side in (match.left, match.right)
                )
                return left, right
        return "", ""

    @property
    def unsigned(self) -> int:
        """The number of rows that were ticked without a name."""
        return sum(not made.by for made in self.one.record.seen.values())

    @property
    def proofs(self) -> tuple[Proof, ...]:
        """All that both texts prove of the figures, sanctions and duties of the row."""
        return () if self.row is None else tuple(map(self._proof, self.row.stated))

    def _proof(self, stated: Statement) -> Proof:
        language, fact = self.one.options.language, fact_of(stated)
        return Proof(
            name=fact_name(fact, language),
            words=change_words(fact, language),
            case=neutral(case_of(stated, language)),
            quotes=tuple(
                (neutral(one.article), neutral(one.sentence))
                for one in (stated.old, stated.new)
                if one is not None
            ),
        )

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """The parts that may correspond instead, the likeliest first."""
        row, comparison = self.row, self.one.found.comparison
        if row is None:
            return ()
        match = next(one for one in comparison.matches if one.id == row.id)
        return tuple(self._candidate(one) for one in next_partners(comparison, match))

    def _candidate(self, one: NextPartner) -> Candidate:
        comparison, words = self.one.found.comparison, self.case_words
        parts = {one.side: one.eid, ("left" if one.side == "right" else "right"): one.beside}
        names = {
            side: neutral(cite(index_document(document), Side(eid=parts[side], num=None, level="")))
            for side, document in (("left", comparison.left), ("right", comparison.right))
        }
        sure = (
            words["odds"].format(odds=odds_text(one.odds))
            if one.odds is not None
            else words["likeness"].format(share=odds_text(one.likeness))
        )
        return Candidate(
            label=words["candidate"].format(**names, sure=sure),
            begin=neutral(one.text[:BEGIN] + "…" * (len(one.text) > BEGIN)),
            before=parts["left"],
            after=parts["right"],
        )


def show_desk(visit: Visit) -> Response:
    """The open change of a comparison. Raises what `compared` raises."""
    one = compared(visit, visit.asked("left"), visit.asked("right"), patience=PATIENCE)
    return _show(one, desk.DeskWish.of(visit))


def show_mistake(visit: Visit, error: PolicyDiffError) -> Response:
    """The open change with the form as it was sent, and the mistake."""
    one = compared(visit, visit.field("left"), visit.field("right"))
    return _show(one, replace(desk.DeskWish.of(visit), at=visit.field("row")), error)


def _show(one: Compared, wish: desk.DeskWish, error: PolicyDiffError | None = None) -> Response:
    visit, words = one.visit, WORDS[one.visit.language]
    rows = {one.keys[row.id]: row for row in order_of_review(one.view)}
    form = FormState(visit=visit, error=error)
    marked = marked_rows(one, wish_of(visit), form)
    parts = dict(_parts(one))
    queue = desk.Desk(
        cases=tuple(
            desk.DeskCase(
                key=key,
                name=_name(row, one),
                part=parts.get(row.id, ""),
                doubtful=is_doubtful(row),
                done=marked.seen_by(row) or (words["see"] if key in one.record.seen else ""),
            )
            for key, row in rows.items()
        ),
        wish=wish,
    )
    address = desk_of(one)
    page = CompareDeskHtml(
        title=one.view.title,
        language=one.options.language,
        inner=marked,
        visit=visit,
        desk=queue,
        address=address,
        home=compare_address(one.left, one.right),
        files=_files(one),
        form=form,
        act=desk.last_act(visit, address),
        needs_name=not visit.name,
        one=one,
        row=rows.get(queue.case.key) if queue.case is not None else None,
    )
    return desk.show(page, status=200 if error is None else status_of(error))


def _name(row: ComparisonRow, one: Compared) -> str:
    """The name of a row; what is gone has its number in the old text."""
    former = REPORT_WORDS[one.options.language]["former"]
    return row.title if row.right or not row.label else former.format(name=row.title)


def _parts(one: Compared) -> Iterator[tuple[int, str]]:
    """The id of each row, and the chapter that it stands in."""
    part = ""
    for row in one.view.rows:
        if row.container:
            part = _name(row, one)
        yield row.id, part


def _files(one: Compared) -> tuple[tuple[str, str], ...]:
    words = WORDS[one.visit.language]
    address = "/compare/file?" + comparing(one.left, one.right)
    record = (
        (f"{words['record']} {words[f'record-{name}']}", f"{address}&as={name}")
        for name in RECORD_FORMS
    )
    return (words["export"], f"{address}&as=word"), *record


def desk_of(one: Compared) -> str:
    """The address of the desk of a comparison."""
    return "/compare/desk?" + comparing(one.left, one.right)


def back_to_desk(one: Compared, key: str) -> str:
    """The address of the case with this key, as its form wishes the others."""
    return desk.desk_address(desk_of(one), replace(desk.DeskWish.of(one.visit), at=key))


def note_act(one: Compared, key: str, words: str, take_back: Callable[[Compared], None]) -> None:
    """Remember an act on a row that was done at the desk."""
    visit, left, right = one.visit, one.left, one.right
    if not visit.field("desk"):
        return

    def undo(later: Visit) -> None:
        take_back(compared(later, left, right, writing=True))

    name = next((_name(row, one) for row in one.view.rows if one.keys[row.id] == key), "")
    act = DeskAct(words=f"{words} {name}", key=key, undo=undo)
    desk.note(visit, desk_of(one), act)


def note_tick(one: Compared, key: str) -> None:
    """Remember a tick that was set or taken away; `one` is the comparison before it."""
    before, words = one.record.seen.get(key), WORDS[one.visit.language]

    def take_back(now: Compared) -> None:
        stamp = check_record.seen_stamp(now.record.seen.get(key))
        check_record.mark_seen(now.check, now.keys.values(), key, before, stamp)

    note_act(one, key, words["see"], take_back)


def note_words(one: Compared, key: str) -> None:
    """Remember words that were just written; `one` is the comparison before them."""
    before, words = one.record.reasons.get(key), WORDS[one.visit.language]
    written = one.check.read().reasons.get(key)

    def take_back(now: Compared) -> None:
        match = check_record.match_of(now.found.comparison, now.keys, key)
        reason = before or RowReason(made=attribution_of(now.visit))
        shown = {} if written is None else written.words
        check_record.write_reason(now.check, match, key, reason, shown)

    note_act(one, key, words["reason"], take_back)


def note_pairs(one: Compared, key: str, before: tuple[StatedPair, ...]) -> None:
    """Remember pairings that were stated; `before` are those that stood before."""
    after = check_pairs.stated_pairs(one.check)
    stamps = {check_pairs.pair_stamp(pair) for pair in before}
    new = [pair for pair in after if check_pairs.pair_stamp(pair) not in stamps]
    stood = {check_pairs.pair_stamp(pair) for pair in after}
    gone = [pair for pair in before if check_pairs.pair_stamp(pair) not in stood]

    def take_back(now: Compared) -> None:
        shown = [check_pairs.pair_stamp(pair) for pair in new]
        for pair in new:
            check_pairs.forget_pair(now.check, (pair.left, pair.right), shown)
        for pair in gone:
            said: check_pairs.Statement = "apart" if pair.apart else "link"
            check_pairs.state_pair(now.check, (pair.left, pair.right), said, pair.made)

    note_act(one, key, WORDS[one.visit.language]["pairing-set"], take_back)


SCREENS = (Endpoint(path="/compare/desk", answer=show_desk),)
