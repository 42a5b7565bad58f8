"""Opinions beside laws, with the judgements of people."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from starlette.responses import Response

from policydiff.comparing.actions.written import leaf_name
from policydiff.errors import PolicyDiffError
from policydiff.library.screens.stored_texts import undoing
from policydiff.model.measures import AnswerJudgement, MeasureAnswer
from policydiff.model.reports import ReportOptions, Shown
from policydiff.relating.actions.relate import RelatedTexts, RelateOptions, relate_operands
from policydiff.relating.actions.review.gaps import gaps_from_workbook
from policydiff.relating.actions.review.page import (
    NoSuchVerdictError,
    OfferForm,
    PlaceJudgement,
    judge_at,
    link_words,
    measure_cells,
    offer_forms,
    undo_at,
)
from policydiff.relating.actions.review.review import ReviewOptions, open_review
from policydiff.relating.engine.relation import GAP_COLUMNS, Judgement, Relation, StatedGap, name_of
from policydiff.relating.engine.requirements.clauses import Bearers
from policydiff.relating.engine.review.measure_reviewing import is_judged
from policydiff.relating.report import gaps_page
from policydiff.relating.report.html import RelationHtml, relation_html
from policydiff.relating.report.measures import ShownAnswer, ShownMeasure
from policydiff.relating.report.measures_page import MeasuresView
from policydiff.relating.report.relation import RelationItem, RelationTable
from policydiff.relating.report.words import RELATION_WORDS
from policydiff.relating.screens import relation_choices
from policydiff.relating.screens.relation_choices import operand_at
from policydiff.relating.screens.review_words import NAMELESS_KEYS, REVIEW_KEYS, REVIEW_WORDS
from policydiff.report.html.environment import HtmlPage, environment
from policydiff.store.git.history import LogEntry
from policydiff.web.addresses import relation_address
from policydiff.web.answers import Endpoint, conflict, html, maker_words, onward, refused, status_of
from policydiff.web.downloads import save
from policydiff.web.dropped import MISTAKES, FormState, taken_note, text_of
from policydiff.web.frame import Frame
from policydiff.web.job_process import watch
from policydiff.web.visit import (
    PERSON,
    FieldError,
    Visit,
    named_reviewer,
    remember_reviewer,
    reviewer_of,
)
from policydiff.works.concurrent_edits import WrittenMeanwhileError
from policydiff.works.session import today

J = TypeVar("J", Judgement, AnswerJudgement, StatedGap)

FORMS: Mapping[str, tuple[str, ...]] = {
    "relation": ("docx", "xlsx", "html", "json"),
    "measures": ("docx", "xlsx", "leaf"),
    "gaps": ("docx", "xlsx", "leaf"),
}
"""The formats in which each table is saved."""


def show_relation(visit: Visit) -> Response:
    """One document beside others: as a review, or as a table of requirements."""
    related = related_texts(visit)
    return (_show_gaps if visit.asked("as") == "gaps" else _show_review)(visit, related)


def save_relation(visit: Visit) -> Response:
    """One of the tables as a file."""
    relation, family = related_texts(visit).relation, visit.path["family"]
    views: Mapping[str, Shown] = {
        "measures": MeasuresView(relation=relation),
        "gaps": gaps_page.GapsView(relation=relation),
    }
    form, title, language = visit.path["form"], relation.left.title, visit.language
    title = leaf_name(title, language) if form == "leaf" else title
    options = ReportOptions(language=language, made=today() if form == "leaf" else None)
    return save(views.get(family, relation), form, options, title, FORMS.get(family, ()))


def judge(visit: Visit) -> Response:
    """Store or take back a judgement; show the page unless a script asks (`quick`)."""
    name, given = named_reviewer(visit), given_of(visit)
    act = undo_at if visit.field("do") == "undo" else judge_at
    act(*judged_pair(visit), visit.writing, given, name)
    stored = Response() if visit.field("quick") else onward(here(visit))
    return remember_reviewer(visit, stored)


def refuse(visit: Visit, error: PolicyDiffError) -> Response:
    """The page of a refusal, with both words if the form showed older ones."""
    if not isinstance(error, WrittenMeanwhileError):
        return refused(visit, error)
    words = {**gaps_page.GAP_WORDS[visit.language], **REVIEW_WORDS[visit.language]}
    again = {key: text for key, text in error.given.items() if key in visit.fields}
    for file in visit.texts.get("file", ()):
        again["text"] = visit.state.uploads.put(file)
    places = [(*key.rpartition("\n"), now, given) for key, now, given in error.differences]
    return conflict(
        visit,
        error,
        [(f"{item} {words[key]}".strip(), now, given) for item, _, key, now, given in places],
        {**again, "shown": json.dumps(error.now)},
        here(visit),
        maker=maker_words(error.by, error.at, visit.language),
    )


def take_filled(visit: Visit) -> Response:
    """Store the statements of a filled-in workbook of requirements."""
    name, fresh, known = named_reviewer(visit), 0, 0
    again = visit.field("text")
    for given in (text_of(visit, again),) if again else visit.texts.get("file", ()):
        left = operand_at(visit, visit.path["left"])
        reviews = [
            open_review(left, operand_at(visit, right), visit.writing, ReviewOptions())
            for right in _rights(visit)
        ]
        for review in reviews:  # before anything is stored
            gaps_from_workbook(given.data, given.name, review.pair, name, visit.shown)
        for review in reviews:
            counts = review.take(given.data, given.name, name)
            fresh, known = fresh + counts[0], known + counts[1]
    answer = onward(here(visit, taken=f"{fresh}-{known}"))
    return remember_reviewer(visit, answer)


def ask_again(visit: Visit, error: PolicyDiffError) -> Response:
    """The table of requirements, with the mistake beside the filled workbook."""
    if not isinstance(error, MISTAKES):
        return refuse(visit, error)
    wrong = error if isinstance(error, FieldError) else FieldError("file", error)
    return _show_gaps(visit, related_texts(visit), wrong)


def set_reviewer(visit: Visit) -> Response:
    """Remember the name of the person, or forget it if none is given."""
    back = visit.field("back")
    answer = onward(back if back.startswith(("/relations", "/inventory")) else "/relations")
    if not visit.field("by"):
        answer.delete_cookie(PERSON, path="/", samesite="strict")
    return remember_reviewer(visit, answer)


def judged_pair(visit: Visit) -> tuple[str, str]:
    """Both operands of the judgement in a form. Raises `NoSuchVerdictError`."""
    right = visit.field("law")
    if right not in _rights(visit):
        raise NoSuchVerdictError
    return operand_at(visit, visit.path["left"]), operand_at(visit, right)


def _rights(visit: Visit) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(one.strip() for one in visit.query.getlist("with") if one.strip()))
    if not 1 <= len(found) <= relation_choices.MOST_RIGHT:
        raise relation_choices.NothingBesideError
    return found


def here(visit: Visit, **more: str) -> str:
    """The address of the relation in the view that is asked for."""
    choices = {key: visit.asked(key) for key in ("as",) if visit.asked(key)}
    return relation_address(visit.path["left"], _rights(visit), **choices, **more)


def related_texts(visit: Visit) -> RelatedTexts:
    """The relation with all judgements. Raises `StillWorkingError`."""
    left = operand_at(visit, visit.path["left"])
    rights = [operand_at(visit, one) for one in _rights(visit)]
    return relate_operands(
        left,
        rights,
        visit.session_of(left, *rights).beside(watch=watch),
        RelateOptions(),
        ready=lambda key, make: visit.worked_apart(("relation", key), lambda: make),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewingHtml(HtmlPage):
    """A page of a relation on which people judge.

    `reviewer` is who judges, "" where nobody gave a name. `operands` are the names of the documents
    of the right in addresses, by their keys; `other` is the address of the other view.
    """

    visit: Visit
    related: RelatedTexts
    reviewer: str

    packed = staticmethod(json.dumps)

    @property
    def heads(self) -> Mapping[str, str]:
        """The words of the forms."""
        return REVIEW_WORDS[self.visit.language]

    @property
    def remarks(self) -> list[str]:
        """The remarks on the texts."""
        related = self.related
        remarks = [*taken_note(self.visit), *related.remarks, *related.left.notes]
        remarks += [note for side in related.rights for note in side.notes]
        return [self.visit.words(remark) for remark in remarks]

    @property
    def undoing(self) -> tuple[str, str] | None:
        """The newest change of the judgements, to take it back."""
        return undoing(self.visit, lambda entry: _concerns(entry, self.related))

    @property
    def vouched(self) -> bool:
        """True where a proxy gives the name."""
        return self.visit.person is not None

    @property
    def address(self) -> str:
        """The address of the page."""
        return here(self.visit)

    @property
    def operands(self) -> dict[str, str]:
        """The names of the documents of the right in addresses, by their keys."""
        laws = RelationTable(self.related.relation, self.visit.language).laws
        return dict(zip((law.key for law in laws), _names(self.visit, self.related), strict=False))

    @property
    def desk_address(self) -> str:
        """The address where it is reviewed one by one."""
        return here(self.visit).replace("?", "/desk?", 1)

    @property
    def filled_address(self) -> str:
        """The address that takes a filled workbook."""
        return here(self.visit).replace("?", "/filled?", 1)

    @property
    def other(self) -> str:
        """The address of the other view."""
        choices = {} if self.visit.asked("as") == "gaps" else {"as": "gaps"}
        return relation_address(self.visit.path["left"], _rights(self.visit), **choices)

    def own(self, given: Iterable[J]) -> J | None:
        """The judgement of the person among several."""
        return next((one for one in given if one.reviewer == self.reviewer), None)

    def save_address(self, family: str, form: str) -> str:
        """The address of a table as a file."""
        here = relation_address(self.visit.path["left"], _rights(self.visit))
        return here.replace("?", f"/{family}.{form}?", 1)


def _concerns(entry: LogEntry, related: RelatedTexts) -> bool:
    rights = {side.stored.work_uri for side in related.rights if side.stored is not None}
    left = related.left.stored
    return left is not None and entry.work == left.work_uri and entry.relation in rights


def _names(visit: Visit, related: RelatedTexts) -> tuple[str, ...]:
    """The names of the related documents in the address, without older texts."""
    older = {one.operand for one in related.older}
    return tuple(right for right in _rights(visit) if operand_at(visit, right) not in older)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFormsHtml(ReviewingHtml):
    """The macros that write the forms of a review.

    `numbers` are those of the articles, by document and eId.
    """

    template: str = "review.html.j2"
    token: str
    numbers: Mapping[tuple[str, str], str | None]

    link_words = staticmethod(link_words)

    @property
    def words(self) -> Mapping[str, str]:
        """The words of the report."""
        return RELATION_WORDS[self.visit.language]

    def measure_words(self, answer: MeasureAnswer, own: AnswerJudgement | None) -> dict[str, str]:
        """The cells of a measure's form."""
        return measure_cells(answer, own, self.numbers)

    def offers(self, measure: ShownMeasure, shown: ShownAnswer) -> tuple[OfferForm, ...]:
        """The judgements of like pairs on offer for an answer."""
        own = self.own(shown.answer.judgements)
        relation, language = self.related.relation, self.visit.language
        return tuple(offer_forms(relation, measure.measure, shown.answer, own, language))

    def taken_of(self, offers: Iterable[OfferForm]) -> OfferForm | None:
        """The judgement on offer that fills the form, as the address asks."""
        return next((offer for offer in offers if offer.key == self.visit.asked("take")), None)

    def has_offers(self, answers: Iterable[ShownAnswer]) -> bool:
        """True where a judgement is on offer for one of several answers."""
        return any(shown.answer.offers for shown in answers)

    def take_address(self, key: str) -> str:
        """The address of the page with a form filled by an offer."""
        return f"{here(self.visit, take=key)}#taken"

    def unanswered(self, measure: ShownMeasure) -> list[ShownAnswer]:
        """The documents that have nothing for a measure."""
        return [one for one in measure.answers if one.answer.status == "none"]

    def named(self, right: str, eid: str) -> str:
        """The number of an article."""
        return self.numbers.get((right, eid)) or eid


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedHtml(ReviewingHtml):
    """A relation on which people judge: the report, with forms in it."""

    template: str = "reviewed.html.j2"
    inner: RelationHtml
    counts: str

    @property
    def has_measures(self) -> bool:
        """True where the document orders measures."""
        return bool(self.related.relation.measures)


def _show_review(visit: Visit, related: RelatedTexts) -> Response:
    relation, reviewer = related.relation, reviewer_of(visit)
    words = REVIEW_WORDS[visit.language]
    forms = ReviewFormsHtml(
        title="",
        visit=visit,
        related=related,
        reviewer=reviewer,
        token=visit.state.mark,
        numbers={
            (name_of(document), article.eid): article.num
            for document in relation.right
            for article in document.articles
        },
    )
    review = environment("policydiff.web").get_template(forms.template).make_module(forms.context())
    only = visit.request.headers.get("x-item", "")  # a script asks for what changed
    report = relation_html(relation, ReportOptions(language=visit.language), review, only)
    answers = [one for measure in relation.measures for one in measure.answers]
    page = ReviewedHtml(
        title=report.title,
        styles=report.styles,
        script=report.script,
        inner=report,
        visit=visit,
        related=related,
        reviewer=reviewer,
        counts=words["to-judge"].format(
            links=sum(link.status == "suggested" for link in relation.links),
            measures=sum(not is_judged(one) for one in answers),
            disputed=sum(one.disputed for one in answers)
            + sum(link.disputed for link in relation.links),
        ),
    )
    keys = REVIEW_KEYS if reviewer else NAMELESS_KEYS
    frame = Frame(
        scripts=("review.js",),
        styles=("relations.css",),
        keys=tuple((key, words[name]) for key, name in keys),
        data={key: words[key] for key in ("saved", "saving", "failed", "nameless", "dead")},
    )
    return html(visit, page, frame=frame)


@dataclass(frozen=True, slots=True, kw_only=True)
class GapsHtml(ReviewingHtml):
    """Requirements beside our own rules, with what people write of each."""

    template: str = "gaps.html.j2"
    table: gaps_page.GapTable
    rows: Sequence[gaps_page.GapRow]
    counts: Sequence[str]
    taken: str
    form: FormState

    @property
    def fields(self) -> tuple[str, ...]:
        """The columns that people fill: without a name those that somebody filled."""
        said = [one for row in self.rows for one in row.stated]
        return tuple(k for k in GAP_COLUMNS if self.reviewer or any(one.text(k) for one in said))

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the table."""
        return (*(key for key in gaps_page.HEADS if key not in GAP_COLUMNS), *self.fields)

    @property
    def relation(self) -> Relation:
        """The relation of both."""
        return self.related.relation

    @property
    def words(self) -> Mapping[str, str]:
        """The words of the table."""
        return gaps_page.GAP_WORDS[self.visit.language]

    @property
    def bearers(self) -> Mapping[str, Bearers]:
        """Those whom each item binds."""
        return self.table.bearers

    def place(self, item: RelationItem) -> int:
        """The position of an item, counted from 0."""
        return self.table.place(item)

    def rule_lines(self, row: gaps_page.GapRow) -> tuple[tuple[str, str], ...]:
        """The name and text of each line of our rules."""
        return tuple(gaps_page.rule_lines(row, self.table))

    def finding_lines(self, row: gaps_page.GapRow) -> tuple[str, ...]:
        """The findings of a row."""
        return gaps_page.finding_lines(row, self.table)

    def cells(self, own: StatedGap | None) -> dict[str, str]:
        """The words of a person by their columns."""
        return {key: own.text(key) if own else "" for key in GAP_COLUMNS}


def _show_gaps(
    visit: Visit, related: RelatedTexts, error: PolicyDiffError | None = None
) -> Response:
    relation, language, reviewer = related.relation, visit.language, reviewer_of(visit)
    heads = REVIEW_WORDS[language]
    table = gaps_page.GapTable(relation, language)
    fresh, _, known = visit.asked("taken").partition("-")
    counted = fresh.isdecimal() and known.isdecimal()
    taken = heads["taken"].format(fresh=fresh, known=known) if counted else ""
    page = GapsHtml(
        title=gaps_page.GAP_WORDS[language]["title"].format(title=relation.left.title),
        visit=visit,
        related=related,
        reviewer=reviewer,
        table=table,
        rows=tuple(gaps_page.gap_rows(table)),
        counts=gaps_page.gap_counts(table, language),
        taken=taken,
        form=FormState(visit=visit, error=error),
    )
    frame = Frame(
        styles=("relations.css",),
        scripts=("gaps.js",),
        keys=(("Ctrl Enter", heads["key-row"]),) if reviewer else (),
        data={key: heads[key] for key in ("saved", "saving", "failed")},
        back=here(visit),
    )
    return html(visit, page, frame=frame, status=200 if error is None else status_of(error))


def given_of(visit: Visit) -> PlaceJudgement:
    """The judgement of a form. Raises `NoSuchVerdictError`."""
    asked, span = visit.field("do"), visit.field("span").split("-")
    grade = {"2": 2, "1": 1}.get(asked if asked in ("1", "2") else visit.field("grade"))
    verdict = {"noted": "", "undo": "", "1": "confirmed", "2": "confirmed"}.get(asked, asked)
    places = [int(part) for part in span if part.isdecimal() and len(part) < 9]
    if len(places) not in (0, 2):
        raise NoSuchVerdictError
    separators = str.maketrans("，、；;\n", ",,,,,")
    articles = visit.field("articles").translate(separators).split(",")
    return PlaceJudgement(
        item=visit.field("item"),
        article=visit.field("article"),
        span=(places[0], places[1]) if places else None,
        verdict=verdict,
        grade=grade,  # type: ignore[arg-type]
        note=visit.field("note"),
        articles=tuple(filter(None, map(str.strip, articles))),
        columns={key: visit.field(key) for key in GAP_COLUMNS},
        shown=visit.shown,
    )


SCREENS = (
    *relation_choices.CHOICES,
    Endpoint(path="/reviewer", answer=set_reviewer, methods=("POST",)),
    Endpoint(path="/relations/{left}", answer=show_relation),
    Endpoint(path="/relations/{left}", answer=judge, methods=("POST",), refuse=refuse),
    Endpoint(
        path="/relations/{left}/filled", answer=take_filled, methods=("POST",), refuse=ask_again
    ),
    Endpoint(path="/relations/{left}/{family}.{form}", answer=save_relation),
)
