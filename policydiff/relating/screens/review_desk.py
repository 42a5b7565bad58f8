"""The measures of an opinion, and requirements beside our rules, one at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from starlette.responses import Response

from policydiff.model.document import Provision
from policydiff.relating.actions.relate import RelatedTexts
from policydiff.relating.actions.review.page import (
    judge_at,
    measure_cells,
    own_cells,
    restore_at,
)
from policydiff.relating.engine.relation import GAP_COLUMNS, name_of
from policydiff.relating.report import gaps_page
from policydiff.relating.report.measures import RelationMeasures, ShownAnswer, ShownMeasure
from policydiff.relating.report.relation import RelationTable
from policydiff.relating.screens.relations import (
    ReviewingHtml,
    given_of,
    here,
    judged_pair,
    refuse,
    related_texts,
)
from policydiff.relating.screens.review_words import REVIEW_WORDS
from policydiff.report.labels import odds_text
from policydiff.report.pieces import neutral
from policydiff.web import desk
from policydiff.web.answers import Endpoint, onward
from policydiff.web.dropped import FormState
from policydiff.web.state import DeskAct
from policydiff.web.visit import Visit, named_reviewer, remember_reviewer, reviewer_of

CANDIDATES = 5
"""So many articles are offered by number."""

BEGIN = 80
"""So many characters of one stand beside its number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleOffer:
    """An article that a person may take by its number, with its beginning."""

    num: str
    label: str
    begin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureCase:
    """A measure beside one document, as a form and a reader name them."""

    case: desk.DeskCase
    measure: ShownMeasure
    shown: ShownAnswer
    span: str
    why: str
    articles: tuple[tuple[str, str], ...]
    offers: tuple[ArticleOffer, ...]
    cells: Mapping[str, str]
    own: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class GapCase:
    """A requirement beside one document of our rules, with the words of the person."""

    case: desk.DeskCase
    row: gaps_page.GapRow
    rules: tuple[tuple[str, str], ...]
    findings: tuple[str, ...]
    offers: tuple[ArticleOffer, ...]
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDeskHtml(desk.DeskHtml):
    """The desk of a relation, with the measure or requirement that is open."""

    shown: MeasureCase | GapCase | None
    words: Mapping[str, str]
    fields_of_row = GAP_COLUMNS


class _MeasureCases:
    """The measures of a relation as cases."""

    family = "measures"
    template = "desk_measure.html.j2"

    def __init__(self, related: RelatedTexts, visit: Visit) -> None:
        self.related, self.visit, self.reviewer = related, visit, reviewer_of(visit)
        table = RelationTable(related.relation, visit.language)
        self.table, self.measures = table, RelationMeasures(table)
        self.words, self.odds = table.words, desk.WORDS[visit.language]["odds"]
        self.pairs = {
            f"{one.measure.left}={shown.answer.right}={_span(one)}": (one, shown)
            for one in self.measures.all
            for shown in one.answers
        }

    def cases(self) -> Iterator[desk.DeskCase]:
        """All of them."""
        for key, (measure, shown) in self.pairs.items():
            answer = shown.answer
            yield desk.DeskCase(
                key=key,
                name=f"{measure.name} {measure.text[:16]}",
                part=shown.law.short if len(self.table.laws) > 1 else "",
                doubtful=shown.look == "to-check" or answer.stale or answer.disputed,
                done=neutral(shown.checked_by),
            )

    def open(self, case: desk.DeskCase) -> MeasureCase:
        """One with all that is shown of it."""
        measure, shown = self.pairs[case.key]
        document = next(
            one for one in self.related.relation.right if name_of(one) == shown.answer.right
        )
        by_eid = {article.eid: article for article in document.articles}
        nums = {(shown.answer.right, eid): one.num for eid, one in by_eid.items()}
        own = next((one for one in shown.answer.judgements if one.reviewer == self.reviewer), None)
        return MeasureCase(
            case=case,
            measure=measure,
            shown=shown,
            span=_span(measure),
            why=self.measures.why(shown),
            articles=tuple((one.name, one.text) for one in self.measures.whole_articles(shown)),
            offers=tuple(
                _offer(by_eid[one.eid], self.odds.format(odds=odds_text(one.score)))
                for one in shown.answer.articles[:CANDIDATES]
                if one.eid in by_eid
            ),
            cells=measure_cells(shown.answer, own, nums),
            own=measure_cells(replace(shown.answer, status="none"), own, nums),
        )


class _GapCases:
    """Requirements beside our rules as cases."""

    family = "gaps"
    template = "desk_gap.html.j2"

    def __init__(self, related: RelatedTexts, visit: Visit) -> None:
        self.reviewer = reviewer_of(visit)
        self.table = gaps_page.GapTable(related.relation, visit.language)
        self.words = gaps_page.GAP_WORDS[visit.language]
        self.rows = {f"{row.item.eid}={row.law.key}": row for row in gaps_page.gap_rows(self.table)}

    def cases(self) -> Iterator[desk.DeskCase]:
        """All of them."""
        for key, row in self.rows.items():
            by = dict.fromkeys(one.reviewer for one in row.stated if one.words)
            yield desk.DeskCase(
                key=key,
                name=row.item.name,
                part=row.law.short if len(self.table.laws) > 1 else "",
                doubtful=row.to_check
                or (row.item.eid, row.law.key) in self.table.findings
                or any(one.stale for one in row.stated),
                done=neutral("、".join(by)),
            )

    def open(self, case: desk.DeskCase) -> GapCase:
        """One with all that is shown of it."""
        row = self.rows[case.key]
        own = next((one for one in row.stated if one.reviewer == self.reviewer), None)
        nodes = (self.table.article(place) for place in row.articles[:CANDIDATES])
        return GapCase(
            case=case,
            row=row,
            rules=tuple(gaps_page.rule_lines(row, self.table)),
            findings=gaps_page.finding_lines(row, self.table),
            offers=tuple(_offer(node, "") for node in nodes if node is not None),
            cells={column: own.text(column) if own else "" for column in GAP_COLUMNS},
        )


def _span(measure: ShownMeasure) -> str:
    return "{}-{}".format(*measure.measure.span)


def _offer(article: Provision, odds: str) -> ArticleOffer:
    num, text = neutral(article.num or article.eid), neutral(article.text)
    begin = text[:BEGIN] + "…" * (len(text) > BEGIN)
    return ArticleOffer(num=num, label=f"{num}（{odds}）" if odds else num, begin=begin)


def show_desk(visit: Visit) -> Response:
    """The open measure or requirement. Raises `StillWorkingError`."""
    related = related_texts(visit)
    made: Any = (_GapCases if visit.asked("as") == "gaps" else _MeasureCases)(related, visit)
    cases = sorted(made.cases(), key=lambda case: not (case.doubtful or case.done))
    queue = desk.Desk(cases=tuple(cases), wish=desk.DeskWish.of(visit))
    inner = ReviewingHtml(
        template="", title="", visit=visit, related=related, reviewer=reviewer_of(visit)
    )
    heads, address = REVIEW_WORDS[visit.language], inner.desk_address
    page = ReviewDeskHtml(
        title=neutral(related.relation.left.title),
        inner=inner,
        visit=visit,
        desk=queue,
        address=address,
        home=here(visit),
        files=tuple(
            (f"{heads[f'save-{made.family}']} {form}", inner.save_address(made.family, suffix))
            for form, suffix in (("Word", "docx"), ("Excel", "xlsx"))
        ),
        case_template=made.template,
        form=FormState(visit=visit),
        act=desk.last_act(visit, address),
        shown=None if queue.case is None else made.open(queue.case),
        words=made.words,
    )
    return desk.show(page, ("relations.css",))


def judge(visit: Visit) -> Response:
    """Store a judgement or the words on a requirement, and lead to the next case."""
    name, given, pair = named_reviewer(visit), given_of(visit), judged_pair(visit)
    address, words = here(visit).replace("?", "/desk?", 1), REVIEW_WORDS[visit.language]
    before = own_cells(*pair, visit.session, given, name)
    judge_at(*pair, visit.writing, given, name)
    after = own_cells(*pair, visit.session, given, name)
    key, said = visit.field("case"), visit.field("do")

    def undo(later: Visit) -> None:
        restore_at(pair, later.writing, given, name, (before, after))

    if after != before:
        what = f"{words.get(said, words['store'])} {visit.field('name')}".strip()
        act = DeskAct(words=what, key=key, undo=undo)
        desk.note(visit, address, act)
    at = key if said == "noted" else visit.field("next")
    wish = replace(desk.DeskWish.of(visit), at=at)
    return remember_reviewer(visit, onward(desk.desk_address(address, wish)))


SCREENS = (
    Endpoint(path="/relations/{left}/desk", answer=show_desk),
    Endpoint(path="/relations/{left}/desk", answer=judge, methods=("POST",), refuse=refuse),
)
