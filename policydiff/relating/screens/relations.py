"""Opinions beside laws, with the judgements of people."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from starlette.responses import Response

from policydiff.errors import PolicyDiffError, UsageError
from policydiff.library.screens.stored_texts import relations_of, undoing
from policydiff.messages import Message
from policydiff.model.measures import AnswerJudgement, Grade, MeasureAnswer
from policydiff.model.reports import ReportOptions, Shown
from policydiff.relating.actions.relate import RelatedTexts, RelateOptions, relate_operands
from policydiff.relating.actions.review.gaps import gaps_from_workbook
from policydiff.relating.actions.review.page import (
    NoSuchVerdictError,
    PlaceJudgement,
    ReviewedPair,
    judge_at,
    link_words,
    measure_words,
    undo_at,
)
from policydiff.relating.actions.review.review import ReviewOptions, open_review
from policydiff.relating.engine.relation import GAP_COLUMNS
from policydiff.relating.engine.review.measure_reviewing import carrying, is_judged
from policydiff.relating.report.gaps_page import (
    GAP_WORDS,
    HEADS,
    GapsView,
    GapTable,
    finding_lines,
    gap_counts,
    gap_rows,
    rule_lines,
)
from policydiff.relating.report.html import relation_html
from policydiff.relating.report.measures_page import MeasuresView
from policydiff.relating.report.relation import RelationTable
from policydiff.relating.report.words import RELATION_WORDS
from policydiff.relating.screens.relation_choices import (
    kinds_of,
    named_reviewer,
    remember_reviewer,
    reviewer_of,
    side_choices,
)
from policydiff.relating.screens.review_words import NAMELESS_KEYS, REVIEW_KEYS, REVIEW_WORDS
from policydiff.report.html.environment import HtmlPage, environment
from policydiff.store.git.history import LogEntry
from policydiff.store.records.catalogue import Catalogue
from policydiff.web.addresses import relation_address, slug_of, works_at
from policydiff.web.answers import Endpoint, conflict, html, maker_words, onward, refused, status_of
from policydiff.web.downloads import save
from policydiff.web.dropped import MISTAKES, form_values, text_of
from policydiff.web.frame import Frame
from policydiff.web.job_process import watch
from policydiff.web.visit import PERSON, FieldError, Visit
from policydiff.works.concurrent_edits import WrittenMeanwhileError

MOST_RIGHT = 40
"""Documents on the right at once."""

FORMS: Mapping[str, tuple[str, ...]] = {
    "relation": ("docx", "xlsx", "html", "json"),
    "measures": ("docx", "xlsx"),
    "gaps": ("docx", "xlsx"),
}
"""The formats in which each table is saved."""


class NothingBesideError(UsageError):
    """The address names no document of the right, or too many."""

    def __init__(self) -> None:
        super().__init__(
            Message("choose one document or more for the right, {most} at most", most=MOST_RIGHT)
        )


def show_relations(visit: Visit) -> Response:
    """The stored relations, and the choice of a new one."""
    words = REVIEW_WORDS[visit.language]
    left, rights = visit.asked("left"), tuple(visit.query.getlist("with"))
    wants, error = visit.asked("do").startswith("open"), None
    if wants and not left:
        error = FieldError("left", UsageError(Message("choose a document for the left")))
    elif wants and not 1 <= len(rights) <= MOST_RIGHT:
        error = FieldError("with", NothingBesideError())
    elif wants:
        choices = {"as": "gaps"} if visit.asked("do") == "open-gaps" else {}
        return onward(relation_address(left, rights, **choices))
    stored, catalogue = relations_of(visit), visit.session.store().catalogue()
    page = HtmlPage(
        title=words["title"],
        template="relations.html.j2",
        values={
            "words": words,
            "stored": stored,
            "faults": [visit.words(one) for one in stored.faults],
            "groups": _groups(catalogue, stored.pairs),
            "slug": lambda work: slug_of(catalogue, work),
            "sides": [
                side_choices(visit, side, name, sort)
                for side, name, sort in (("left", "left", "radio"), ("right", "with", "checkbox"))
            ],
            "kinds": kinds_of(visit),
            "asked": visit.asked,
            "relation_address": relation_address,
            **form_values(visit, error),
        },
        styles=("report.css",),
    )
    status = 200 if error is None else status_of(error)
    return html(visit, page, frame=Frame(styles=("relations.css",)), status=status)


def _groups(
    catalogue: Catalogue, pairs: Iterable[ReviewedPair]
) -> list[tuple[ReviewedPair, list[ReviewedPair], tuple[str, ...]]]:
    """The pairs of each left, with the slugs of those on the right that are stored."""
    found: dict[str, list[ReviewedPair]] = {}
    for pair in pairs:
        found.setdefault(pair.titles[0], []).append(pair)
    return [
        (
            group[0],
            group,
            tuple(slug_of(catalogue, one.right) for one in group if one.right is not None),
        )
        for group in found.values()
    ]


def show_relation(visit: Visit) -> Response:
    """One document beside others: as a review, or as a table of requirements."""
    related = _related(visit)
    return (_show_gaps if visit.asked("as") == "gaps" else _show_review)(visit, related)


def save_relation(visit: Visit) -> Response:
    """One of the tables as a file."""
    related = _related(visit)
    family, relation = visit.path["family"], related.relation
    views: Mapping[str, Callable[[], Shown]] = {
        "relation": lambda: relation,
        "measures": lambda: MeasuresView(relation=relation),
        "gaps": lambda: GapsView(relation=relation),
    }
    options = ReportOptions(language=visit.language)
    shown = views.get(family, views["relation"])()
    title = relation.left.title
    return save(shown, visit.path["form"], options, title, FORMS.get(family, ()))


def judge(visit: Visit) -> Response:
    """Store or take back a judgement; show the page unless a script asks (`quick`)."""
    name, left = named_reviewer(visit), visit.path["left"]
    right, given = visit.field("law"), _given(visit)
    if right not in _rights(visit):
        raise NoSuchVerdictError
    act = undo_at if visit.field("do") == "undo" else judge_at
    act(_operand(visit, left), _operand(visit, right), visit.writing, given, name)
    stored = Response() if visit.field("quick") else onward(_here(visit))
    return remember_reviewer(visit, stored)


def refuse(visit: Visit, error: PolicyDiffError) -> Response:
    """The page of a refusal, with both words if the form showed older ones."""
    if not isinstance(error, WrittenMeanwhileError):
        return refused(visit, error)
    words = {**GAP_WORDS[visit.language], **REVIEW_WORDS[visit.language]}
    again = {key: text for key, text in error.given.items() if key in visit.fields}
    for file in visit.texts.get("file", ()):
        again["text"] = visit.state.uploads.put(file)
    places = [(*key.rpartition("\n"), now, given) for key, now, given in error.differences]
    return conflict(
        visit,
        error,
        [(f"{item} {words[key]}".strip(), now, given) for item, _, key, now, given in places],
        {**again, "shown": json.dumps(error.now)},
        _here(visit),
        maker=maker_words(error.by, error.at, visit.language),
    )


def take_filled(visit: Visit) -> Response:
    """Store the statements of a filled-in workbook of requirements."""
    name, fresh, known = named_reviewer(visit), 0, 0
    again = visit.field("text")
    for given in (text_of(visit, again),) if again else visit.texts.get("file", ()):
        left = _operand(visit, visit.path["left"])
        reviews = [
            open_review(left, _operand(visit, right), visit.writing, ReviewOptions())
            for right in _rights(visit)
        ]
        for review in reviews:  # before anything is stored
            gaps_from_workbook(given.data, given.name, review.pair, name, visit.shown)
        for review in reviews:
            counts = review.take(given.data, given.name, name)
            fresh, known = fresh + counts[0], known + counts[1]
    answer = onward(_here(visit, taken=f"{fresh}-{known}"))
    return remember_reviewer(visit, answer)


def ask_again(visit: Visit, error: PolicyDiffError) -> Response:
    """The table of requirements, with the mistake beside the filled workbook."""
    if not isinstance(error, MISTAKES):
        return refuse(visit, error)
    wrong = error if isinstance(error, FieldError) else FieldError("file", error)
    return _show_gaps(visit, _related(visit), wrong)


def set_reviewer(visit: Visit) -> Response:
    """Remember the name of the person, or forget it if none is given."""
    back = visit.field("back")
    answer = onward(back if back.startswith("/relations") else "/relations")
    if not visit.field("by"):
        answer.delete_cookie(PERSON, path="/", samesite="strict")
    return remember_reviewer(visit, answer)


def _rights(visit: Visit) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(one.strip() for one in visit.query.getlist("with") if one.strip()))
    if not 1 <= len(found) <= MOST_RIGHT:
        raise NothingBesideError
    return found


def _here(visit: Visit, **more: str) -> str:
    choices = {key: visit.asked(key) for key in ("as",) if visit.asked(key)}
    return relation_address(visit.path["left"], _rights(visit), **choices, **more)


def _operand(visit: Visit, name: str) -> str:
    """The operand of a work by its name in the address, on the day of reading."""
    found = works_at(visit.session.store().catalogue(), name)
    return visit.on_day(found[0].uri if len(found) == 1 else name)


def _related(visit: Visit) -> RelatedTexts:
    """The relation with all judgements. Raises `StillWorkingError`."""
    left, rights = _operand(visit, visit.path["left"]), [_operand(visit, o) for o in _rights(visit)]
    return relate_operands(
        left,
        rights,
        visit.session_of(left, *rights).beside(watch=watch),
        RelateOptions(),
        ready=lambda key, make: visit.worked_apart(("relation", key), lambda: make),
    )


def _values(visit: Visit, related: RelatedTexts) -> dict[str, Any]:
    remarks = [*related.remarks, *related.left.notes]
    remarks += [note for side in related.rights for note in side.notes]
    return {
        "heads": REVIEW_WORDS[visit.language],
        "remarks": [visit.words(one) for one in remarks],
        "reviewer": (reviewer := reviewer_of(visit)),
        "undoing": undoing(visit, lambda entry: _concerns(entry, related)),
        "own": lambda given: next((one for one in given if one.reviewer == reviewer), None),
        "packed": json.dumps,
        "vouched": visit.person is not None,
        "address": _here(visit),
        "operands": dict(
            zip(
                (one.key for one in RelationTable(related.relation, visit.language).laws),
                _names(visit, related),
                strict=False,
            )
        ),
        "save_address": lambda family, form: relation_address(
            visit.path["left"], _rights(visit)
        ).replace("?", f"/{family}.{form}?", 1),
        "filled_address": _here(visit).replace("?", "/filled?", 1),
        "other": relation_address(
            visit.path["left"],
            _rights(visit),
            **({} if visit.asked("as") == "gaps" else {"as": "gaps"}),
        ),
    }


def _concerns(entry: LogEntry, related: RelatedTexts) -> bool:
    rights = {side.stored.work_uri for side in related.rights if side.stored is not None}
    left = related.left.stored
    return left is not None and entry.work == left.work_uri and entry.relation in rights


def _names(visit: Visit, related: RelatedTexts) -> tuple[str, ...]:
    """The names of the related documents in the address, without older texts."""
    older = {one.operand for one in related.older}
    return tuple(one for one in _rights(visit) if _operand(visit, one) not in older)


def _show_review(visit: Visit, related: RelatedTexts) -> Response:
    relation, values = related.relation, _values(visit, related)
    nums = {
        (document.uri or document.title, article.eid): article.num
        for document in relation.right
        for article in document.articles
    }
    review = (
        environment("policydiff.web")
        .get_template("review.html.j2")
        .make_module(
            {
                **values,
                "words": RELATION_WORDS[visit.language],
                "token": visit.state.mark,
                "link_words": link_words,
                "measure_words": lambda answer, own: _measure_cells(answer, own, nums),
                "unanswered": lambda measure: [
                    one for one in measure.answers if one.answer.status == "none"
                ],
                "named": lambda right, eid: nums.get((right, eid)) or eid,
            }
        )
    )
    only = visit.request.headers.get("x-item", "")  # a script asks for what changed
    page = relation_html(relation, ReportOptions(language=visit.language), review, only)
    words = REVIEW_WORDS[visit.language]
    answers = [one for measure in relation.measures for one in measure.answers]
    counts = words["to-judge"].format(
        links=sum(link.status == "suggested" for link in relation.links),
        measures=sum(not is_judged(one) for one in answers),
        disputed=sum(one.disputed for one in answers)
        + sum(link.disputed for link in relation.links),
    )
    shown = HtmlPage(
        title=page.title,
        template="reviewed.html.j2",
        values={**page.values, **values, "counts": counts, "has_measures": bool(relation.measures)},
        styles=page.styles,
        script=page.script,
    )
    keys = REVIEW_KEYS if values["reviewer"] else NAMELESS_KEYS
    frame = Frame(
        scripts=("review.js",),
        styles=("relations.css",),
        keys=tuple((key, words[name]) for key, name in keys),
        data={key: words[key] for key in ("saved", "saving", "failed", "nameless", "dead")},
    )
    return html(visit, shown, frame=frame)


def _measure_cells(
    answer: MeasureAnswer,
    own: AnswerJudgement | None,
    nums: Mapping[tuple[str, str], str | None],
) -> dict[str, str]:
    """The cells of a measure's form: the person's own, else computed ones."""
    articles: list[tuple[str, Grade | None]] = []
    if own is not None and own.status is not None:
        articles = [(nums.get((answer.right, eid)) or eid, grade) for eid, grade in own.articles]
    elif answer.status != "none":
        articles = [(one.num or one.eid, None) for one in carrying(answer)]
    status, note = (own.status, own.note) if own else (None, None)
    return measure_words(status, articles, note)


def _show_gaps(
    visit: Visit, related: RelatedTexts, error: PolicyDiffError | None = None
) -> Response:
    relation, language = related.relation, visit.language
    table = GapTable(relation, language)
    fresh, _, known = visit.asked("taken").partition("-")
    taken = ""
    if fresh.isdecimal() and known.isdecimal():
        taken = REVIEW_WORDS[language]["taken"].format(fresh=fresh, known=known)
    values = {**_values(visit, related), **form_values(visit, error)}
    page = HtmlPage(
        title=GAP_WORDS[language]["title"].format(title=relation.left.title),
        template="gaps.html.j2",
        values={
            **values,
            "relation": relation,
            "rows": tuple(gap_rows(table)),
            "bearers": table.bearers,
            "rule_lines": lambda row: tuple(rule_lines(row, table)),
            "finding_lines": lambda row: finding_lines(row, table),
            "words": GAP_WORDS[language],
            "columns": HEADS,
            "fields": GAP_COLUMNS,
            "counts": gap_counts(table, language),
            "taken": taken,
            "cells": lambda own: {key: own.text(key) if own else "" for key in GAP_COLUMNS},
            "place": table.place,
        },
        styles=("report.css",),
    )
    heads = REVIEW_WORDS[language]
    frame = Frame(
        styles=("relations.css",),
        scripts=("gaps.js",),
        keys=(("Ctrl Enter", heads["key-row"]),) if values["reviewer"] else (),
        data={key: heads[key] for key in ("saved", "saving", "failed")},
        back=_here(visit),
    )
    return html(visit, page, frame=frame, status=200 if error is None else status_of(error))


def _given(visit: Visit) -> PlaceJudgement:
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
    Endpoint(path="/relations", answer=show_relations),
    Endpoint(path="/reviewer", answer=set_reviewer, methods=("POST",)),
    Endpoint(path="/relations/{left}", answer=show_relation),
    Endpoint(path="/relations/{left}", answer=judge, methods=("POST",), refuse=refuse),
    Endpoint(
        path="/relations/{left}/filled", answer=take_filled, methods=("POST",), refuse=ask_again
    ),
    Endpoint(path="/relations/{left}/{family}.{form}", answer=save_relation),
)
