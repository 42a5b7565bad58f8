"""Marks of a person on a row of a comparison: ticks, words, pairings.

Every form works without a script and leads back to its row. A script asks with `quick` and gets the
part of the page that changed.
"""

from __future__ import annotations

import json
from urllib.parse import quote

from starlette.responses import JSONResponse, PlainTextResponse, Response

from policydiff.comparing.actions import check_pairs, check_record
from policydiff.comparing.engine.check_record import RowReason
from policydiff.comparing.screens import compare_desk
from policydiff.comparing.screens.asked_comparison import Compared, attribution_of, compared
from policydiff.comparing.screens.compare import show_mistake
from policydiff.comparing.screens.compare_page import RowPartHtml, wish_of
from policydiff.comparing.screens.compare_words import WORDS
from policydiff.errors import PolicyDiffError, UsageError
from policydiff.locale import translate
from policydiff.report.html.environment import environment
from policydiff.report.rows import ComparisonRow
from policydiff.web import answers
from policydiff.web.addresses import comparing
from policydiff.web.dropped import FormState
from policydiff.web.visit import PERSON, FieldError, Visit, short_name
from policydiff.works.concurrent_edits import WrittenMeanwhileError

_SEPARATORS = str.maketrans(dict.fromkeys("，,；;\n", "、"))


def mark(visit: Visit) -> Response:
    """Note that a row was seen, or that it was not."""
    one = _written_to(visit)
    key, _, stamp = (visit.field("see") or visit.field("unsee")).partition(" ")
    made = attribution_of(visit) if visit.field("see") else None
    check_record.mark_seen(one.check, one.keys.values(), key, made, stamp)
    compare_desk.note_tick(one, key)
    if not visit.field("quick"):
        return _back(one, key, visit.field("next") if made is not None else key)
    shown = _rows(_again(visit), key)
    return JSONResponse(
        {
            "seen": made is not None,
            "who": shown.seen_by(shown.row),
            "tick": shown.tick_of(shown.row),
            "count": shown.count_seen,
        }
    )


def write(visit: Visit) -> Response:
    """Store the words of a person beside a row."""
    one = _written_to(visit)
    key = visit.field("row")
    reason = RowReason(
        made=attribution_of(visit),
        type=visit.field("type"),
        basis=visit.field("basis"),
        reason=visit.field("reason"),
    )
    match = check_record.match_of(one.found.comparison, one.keys, key)
    check_record.write_reason(one.check, match, key, reason, visit.shown)
    compare_desk.note_words(one, key)
    if visit.field("quick"):
        return _part(_again(visit), key, "compare_cell.html.j2")
    return _back(one, key)


def pair(visit: Visit) -> Response:
    """Store that parts correspond, or that they do not."""
    one = _written_to(visit)
    names = tuple(
        tuple(filter(None, map(str.strip, visit.field(side).translate(_SEPARATORS).split("、"))))
        for side in ("before", "after")
    )
    statement: check_pairs.Statement = "apart" if visit.field("do") == "apart" else "link"
    made, shown = attribution_of(visit), visit.field("shown").split()
    before = check_pairs.stated_pairs(one.check)
    try:
        check_pairs.state_pair(one.check, (names[0], names[1]), statement, made, shown)
    except (check_pairs.BothSidesError, check_pairs.NoSuchPartError) as error:
        raise FieldError("before" if error.side == "left" else "after", error) from error
    compare_desk.note_pairs(one, visit.field("row"), before)
    again = _again(visit)
    row = _row_named(again, *names)
    if visit.field("desk"):
        return answers.onward(compare_desk.back_to_desk(again, again.keys[row.id] if row else ""))
    address = _address(one) + (f"#{row.anchor}" if row else "")
    return PlainTextResponse(address) if visit.field("quick") else answers.onward(address)


def take_back(visit: Visit) -> Response:
    """Take back what was stated of a pairing."""
    one = _written_to(visit)
    parts = tuple(tuple(visit.field(side).split()) for side in ("before", "after"))
    check_pairs.forget_pair(one.check, (parts[0], parts[1]), visit.field("shown").split())
    return answers.onward(_address(one))


def show_editor(visit: Visit) -> Response:
    """The forms of one row, for a script."""
    one = compared(visit, visit.asked("left"), visit.asked("right"))
    return _part(one, visit.asked("row"), "compare_editor.html.j2")


def take_name(visit: Visit) -> Response:
    """Take the name that a person gives for what they do."""
    back = "/compare?" + comparing(visit.field("left"), visit.field("right")) + "#record"
    found = answers.onward(
        answers.own_address(visit.field("back")) if visit.field("back") else back
    )
    name = short_name(visit.field("name"))
    if visit.person is None:
        found.set_cookie(
            PERSON, quote(name), path="/", samesite="strict", httponly=True, max_age=366 * 24 * 3600
        )
    return found


def _written_to(visit: Visit) -> Compared:
    return compared(visit, visit.field("left"), visit.field("right"), writing=True)


def _again(visit: Visit) -> Compared:
    """The comparison with what was just stored."""
    return compared(visit, visit.field("left"), visit.field("right"))


def _row(one: Compared, key: str) -> ComparisonRow:
    """The row of a key. Raises `NoSuchRowError`."""
    for row in one.view.rows:
        if one.keys[row.id] == key:
            return row
    raise check_record.NoSuchRowError


def _back(one: Compared, key: str, following: str = "") -> Response:
    """The way back to a row, at the desk to the `following` case."""
    if one.visit.field("desk"):
        return answers.onward(compare_desk.back_to_desk(one, following or key))
    return answers.onward(f"{_address(one)}#{_row(one, key).anchor}")


def _address(one: Compared) -> str:
    """The address of the comparison, with the layout that its form came from."""
    return "/compare?" + comparing(one.left, one.right, **wish_of(one.visit).choices)


def _row_named(
    one: Compared, left: tuple[str, ...], right: tuple[str, ...]
) -> ComparisonRow | None:
    """The row of two parts by citation or eId, else that of one, else None."""
    matches = {match.id: match for match in one.found.comparison.matches}
    found: dict[int, ComparisonRow] = {}
    for row in one.view.rows:
        match = matches[row.id]
        held = sum(
            not {*(cell.label for cell in cells), *(part.eid for part in parts)}.isdisjoint(names)
            for cells, parts, names in (
                (row.left, match.left, left[:1]),
                (row.right, match.right, right[:1]),
            )
        )
        found.setdefault(held, row)
    return found.get(2) or found.get(1)


def _rows(one: Compared, key: str, template: str = "compare_cell.html.j2") -> RowPartHtml:
    """The row of a key with its marks. Raises `NoSuchRowError`."""
    visit = one.visit
    wish, words = wish_of(visit), WORDS[visit.language]
    return RowPartHtml(
        template=template,
        title=one.view.title,
        language=one.options.language,
        view=one.view,
        options=one.options,
        inline=words["one-column"] if wish.inline else "",
        compared=one,
        chosen=wish,
        edited=key,
        form=FormState(visit=visit),
        row=_row(one, key),
        token=visit.token,
    )


def _part(one: Compared, key: str, template: str) -> Response:
    """The part of the page that shows one row."""
    page = _rows(one, key, template)
    data = environment("policydiff.web").get_template(template).render(page.context())
    return Response(data.encode("utf-8", "replace"), media_type="text/html")


def refuse(visit: Visit, error: PolicyDiffError) -> Response:
    """The words of a refusal: a line for a script, else the row with its forms.

    The forms are as they were sent. Where a form saw older words the page shows both and stores
    either. An error that nobody made in a form has a page.
    """
    if isinstance(error, WrittenMeanwhileError):
        return _conflict(visit, error)
    if not visit.field("quick"):
        if visit.field("row") and isinstance(error, (UsageError, FieldError)):
            show = compare_desk.show_mistake if visit.field("desk") else show_mistake
            return show(visit, error)
        return answers.refused(visit, error)
    return PlainTextResponse(translate(error.message, visit.language), answers.status_of(error))


def _conflict(visit: Visit, error: WrittenMeanwhileError) -> Response:
    """The words stored meanwhile beside those sent."""
    one, words = _again(visit), WORDS[visit.language]
    key = visit.field("row") or next(iter((visit.field("see") or visit.field("unsee")).split()), "")
    if "pairs" in error.now:
        again = {
            "shown": " ".join(
                check_pairs.pair_stamp(pair) for pair in check_pairs.stated_pairs(one.check)
            )
        }
    elif "seen" in error.now:
        row_tick = f"{key} {check_record.seen_stamp(one.record.seen.get(key))}"
        again = {"see" if visit.field("see") else "unsee": row_tick}
    else:
        again = {"shown": json.dumps(error.now)}
    labels = {**words, "seen": words["see"]}
    back = f"{_address(one)}#{_row(one, key).anchor}" if key else _address(one)
    return answers.conflict(
        visit,
        error,
        [(labels[name], now, given) for name, now, given in error.differences],
        again,
        back,
        maker=answers.maker_words(error.by, error.at, visit.language),
    )


def _form(path: str, answer: answers.Answer) -> answers.Endpoint:
    return answers.Endpoint(path=path, answer=answer, methods=("POST",), refuse=refuse)


SCREENS = (
    answers.Endpoint(path="/compare/row", answer=show_editor),
    _form("/compare/seen", mark),
    _form("/compare/reason", write),
    _form("/compare/pair", pair),
    _form("/compare/unpair", take_back),
    _form("/compare/name", take_name),
)
