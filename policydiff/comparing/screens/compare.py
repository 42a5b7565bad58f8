"""Compare: two texts dropped or pasted, two versions of a work, or two works."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from starlette.responses import Response

from policydiff.comparing.actions.check_pairs import pair_stamp, stated_pairs, work_sides
from policydiff.comparing.actions.check_record import seen_stamp
from policydiff.comparing.report.brief.strip import strip_of
from policydiff.comparing.report.record.page import attribution_words, elsewhere_notes, pair_words
from policydiff.comparing.report.table.comparison import ComparisonView
from policydiff.comparing.report.table.coverage import outside_articles
from policydiff.comparing.report.table.html import comparison_html
from policydiff.comparing.report.table.reasons import unplaced_words
from policydiff.comparing.report.table.row_filters import ALL_ROWS, Only, RowFilter
from policydiff.comparing.report.table.summary import counts_line
from policydiff.comparing.screens.asked_comparison import Compared, OneTextError, compared
from policydiff.comparing.screens.compare_files import FORMS, PAIRS, RECORD_FORMS, has_pdf, table_of
from policydiff.comparing.screens.compare_words import WORDS
from policydiff.errors import PolicyDiffError
from policydiff.library.screens.start import WORDS as START_WORDS
from policydiff.messages import Message
from policydiff.model.index import index_document
from policydiff.model.names import UNDATED
from policydiff.model.profile import SHIPPED
from policydiff.model.source import DOUBTS, LEFT_ALONE
from policydiff.report.html.environment import HtmlPage
from policydiff.report.labels import unit_key
from policydiff.report.pieces import neutral
from policydiff.report.rows import CATEGORIES, ComparisonRow, Gap
from policydiff.web.addresses import compare_address, comparing
from policydiff.web.answers import (
    Endpoint,
    framed,
    html,
    html_bytes,
    onward,
    refused,
    status_of,
)
from policydiff.web.dropped import MISTAKES, form_values, located, take_text
from policydiff.web.frame import Frame
from policydiff.web.state import PREFIX
from policydiff.web.visit import FieldError, Visit
from policydiff.web.working import PATIENCE

KEYS = (
    ("/", "key-find"),
    ("n", "key-n"),
    ("p", "key-p"),
    ("v", "key-v"),
    ("e", "key-e"),
    ("Ctrl Enter", "key-store"),
    ("Esc", "key-close"),
)
"""The keys of the comparison → the keys of their words."""

ROOM = 48
"""So many characters of a line of main changes stand beside its title without breaking."""

SIDES = ("left", "right")


def show_compare(visit: Visit) -> Response:
    """The comparison of two texts; without operands a page to choose them.

    Raises `StillWorkingError`, and what `compared` raises.
    """
    left, right = (visit.asked(side) for side in SIDES)
    if not (left or right) or visit.asked("change"):
        return _choose(visit)
    one = compared(visit, left, right, patience=PATIENCE)
    edited = visit.asked("row")
    wish = _Wish.of(visit)
    pairs = stated_pairs(one.check)
    key = (
        *("page", *one.stamp, wish, edited, pairs, visit.language, visit.day, visit.name),
        *(str(visit.request.url.query), tuple(one.record.seen.items())),
    )
    data = visit.worked_out(key, lambda: _table(one, wish, edited))
    return framed(visit, data)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """The rows and the layout that a person wants."""

    rows: RowFilter
    inline: bool

    @classmethod
    def of(cls, visit: Visit) -> _Wish:
        only = visit.asked("only") or visit.field("only")
        kinds = {name for name in CATEGORIES if name in visit.query.getlist("kind")}
        return cls(
            rows=RowFilter(
                only=cast("Only", only if only in ("figures", "duties") else ""),
                kinds=frozenset(kinds),
                fact=visit.asked("fact"),
                query=visit.asked("find"),
            ),
            inline=(visit.asked("view") or visit.field("view")) == "inline",
        )

    @property
    def choices(self) -> dict[str, str]:
        """The same as parameters of an address."""
        return {"view": "inline" if self.inline else "", "only": self.rows.only}


def page_of_rows(one: Compared, wish_inline: bool, view: ComparisonView) -> HtmlPage:
    """The page of the report, for its rows."""
    words = WORDS[one.visit.language]
    inline = words["one-column"] if wish_inline else ""
    return comparison_html(view, one.options, inline)


def show_mistake(visit: Visit, error: PolicyDiffError) -> Response:
    """The comparison with the forms of a row as they were sent, and the mistake."""
    one = compared(visit, visit.field("left"), visit.field("right"))
    data = _table(one, _Wish.of(visit), visit.field("row"), error)
    return framed(visit, data, status=status_of(error))


def _table(one: Compared, wish: _Wish, edited: str, error: PolicyDiffError | None = None) -> bytes:
    visit, view = one.visit, wish.rows.narrow(one.view)
    report = page_of_rows(one, wish.inline, view)
    words = WORDS[visit.language]
    address = comparing(one.left, one.right, **wish.choices)
    values = {
        **report.values,
        **_head(one, view, wish),
        **row_values(one, address, edited),
        **form_values(visit, error),
        **_exports(one),
        "site_words": words,
        "link": lambda **choices: (
            "/compare?" + comparing(one.left, one.right, **{**wish.choices, **choices})
        ),
        "swapped": compare_address(one.right, one.left),
        "wish": wish.rows,
        "narrowed": wish.rows != ALL_ROWS,
        "pairs": _pairs(one),
        "lasting": one.check.records.lasting,
        "name": visit.name,
        "named_by_proxy": visit.person is not None,
    }
    page = HtmlPage(
        title=report.title,
        template="compare.html.j2",
        values=values,
        styles=report.styles,
        script=report.script,
        language=one.options.language,
    )
    changed = any(row.loud for row in one.view.rows)
    frame = Frame(
        scripts=("compare.js",),
        styles=("compare.css",),
        keys=tuple((key, words[name]) for key, name in KEYS if changed or key == "/"),
        back=f"/compare?{address}",
    )
    return html_bytes(visit, page, frame=frame)


def _head(one: Compared, shown: ComparisonView, wish: _Wish) -> dict[str, object]:
    """The sentence, the main changes, the map, and what a reader must know first.

    Where a row is not among those shown, its place is on the page of all rows.
    """
    parts = (item.rows if isinstance(item, Gap) else (item,) for item in shown.items)
    ids = {row.id for rows in parts for row in rows}
    all_rows = compare_address(one.left, one.right, **{**wish.choices, "only": ""})
    view, language = one.view, one.options.language
    words = WORDS[one.visit.language]
    before, after = (version.column(language) for version in view.versions)
    key = (
        "sentence" if any(one.category != "unchanged" for one in view.counts) else "sentence-other"
    )
    counts = counts_line(view.counts, language)
    same = view.same or one.visit.words(outside_articles(view.comparison))
    doubts = len(view.doubts) + len(view.findings)
    return {
        "sentence": words[key].format(before=before, after=after, counts=counts, same=same),
        "lines": [
            (section, section.fitting(ROOM), section.items[len(section.fitting(ROOM)) :])
            for section in view.digest
        ],
        "place": lambda item: f"{'' if item.id in ids else all_rows}#m{item.id}",
        "more_of": lambda section, items: words[
            unit_key("more-rows", len(section.items), section.articles)
        ].format(count=len(items)),
        "strip": strip_of(view.rows, language),
        "notes": tuple(_notes(one)),
        "doubts": doubts
        and one.visit.words(
            Message.counted(
                "To check first: {count} doubt about the reading and the pairing",
                "To check first: {count} doubts about the reading and the pairing",
                doubts,
                count=doubts,
            )
        ),
    }


def _notes(one: Compared) -> Iterable[str]:
    """Notes on the record, on the choice of a text, on its file, and on lost words."""
    yield from elsewhere_notes(one.record, one.visit.language)
    yield from map(one.visit.words, unplaced_words(one.view.unplaced))
    for side in one.found.sides:
        yield from (neutral(one.visit.words(note)) for note in side.notes)
        wanted = DOUBTS if side.file_name is None else LEFT_ALONE
        for problem in side.document.problems:
            if problem.code in wanted and (problem.severity == "note"):
                yield f"{neutral(side.file_name or side.operand)}: {neutral(one.visit.words(problem.message))}"


def row_values(one: Compared, address: str, edited: str) -> dict[str, object]:
    """The values of a row that the page needs and the report does not."""
    language = one.visit.language
    return {
        **form_values(one.visit),
        "site_words": WORDS[language],
        "left_operand": one.left,
        "right_operand": one.right,
        "row_query": address,
        "row_keys": one.keys,
        "edited": edited,
        "seen_by": lambda row: _seen_by(one, row),
        "count_seen": _count_seen(one),
        "count_rows": sum(row.loud for row in one.view.rows),
        "written": lambda row: _written(one, row),
        "packed": json.dumps,
        "tick_of": lambda row: _tick_of(one, row),
        "pair_stamps": lambda: " ".join(pair_stamp(pair) for pair in stated_pairs(one.check)),
        "of_work": work_sides(one.check) is not None,
        "possible": lambda row: " / ".join(name for name, _ in row.possible),
        "part_names": lambda cells: "、".join(cell.label for cell in cells if cell.label),
    }


def _seen_by(one: Compared, row: ComparisonRow) -> str:
    """The words on who saw a row, and when; "" where nobody did."""
    made = one.record.seen.get(one.keys[row.id])
    return "" if made is None else neutral(" ".join(attribution_words(made, one.visit.language)))


def _tick_of(one: Compared, row: ComparisonRow) -> str:
    """The key of a row with the stamp of its tick: what its button shows and sends."""
    key = one.keys[row.id]
    return f"{key} {seen_stamp(one.record.seen.get(key))}".strip()


def _count_seen(one: Compared) -> int:
    return sum(row.loud and one.keys[row.id] in one.record.seen for row in one.view.rows)


def _written(one: Compared, row: ComparisonRow) -> Mapping[str, str]:
    """The words beside a row by their columns."""
    found = one.record.reasons.get(one.keys[row.id])
    words = {} if found is None else found.words
    return {column: words.get(column, "") for column in ("reason", "basis", "type")}


def _pairs(one: Compared) -> list[tuple[str, str, str, str]]:
    """The stated pairings: words, eIds of both sides, and the stamp."""
    comparison = one.found.comparison
    indexes = index_document(comparison.left), index_document(comparison.right)
    return [
        (
            pair_words(pair, indexes, one.visit.language),
            " ".join(pair.left),
            " ".join(pair.right),
            pair_stamp(pair),
        )
        for pair in stated_pairs(one.check)
    ]


def _exports(one: Compared) -> dict[str, object]:
    """The addresses of the files, and what is left out of the table in Word."""
    words = WORDS[one.visit.language]

    def file(**choices: str) -> str:
        return "/compare/file?" + comparing(one.left, one.right, **choices)

    forms = [*(name for name in FORMS if name != "pdf" or has_pdf()), PAIRS]
    table = table_of(one)
    return {
        "word_file": file(**{"as": "word"}),
        "profile_files": [
            (words[f"profile-{name}"], file(**{"as": "word", "profile": name})) for name in SHIPPED
        ],
        "form_files": [(words[f"form-{name}"], file(**{"as": name})) for name in forms],
        "record_files": [(words[f"record-{name}"], file(**{"as": name})) for name in RECORD_FORMS],
        "withheld": () if table is None else tuple(map(one.visit.words, table[0].withheld)),
    }


def ask_again(visit: Visit, error: PolicyDiffError) -> Response:
    """The page on which two texts are chosen, with the mistake in place."""
    if not isinstance(error, MISTAKES):
        return refused(visit, error)
    if visit.reads:
        asked = [(side, visit.asked(side)) for side in SIDES]
        error = located(visit, error, [one for one in asked if one[1]])
        by_name = not any(operand.startswith(PREFIX) for _, operand in asked)
        if isinstance(error, FieldError) and error.field in SIDES and by_name:
            error = FieldError(f"name-{error.field}", error.error)
    return _choose(visit, error)


def _choose(visit: Visit, error: PolicyDiffError | None = None) -> Response:
    """The page on which two texts are chosen."""
    words = WORDS[visit.language]
    store = visit.session.store_if_any()
    asked = visit.asked("work")
    try:
        work = store.find(asked) if store is not None and asked else None
    except PolicyDiffError as unknown:
        work, error = None, FieldError("work", unknown)
    versions = () if work is None else work.versions
    page = HtmlPage(
        title=words["title"],
        template="compare_choose.html.j2",
        values={
            "site_words": words,
            "words": START_WORDS[visit.language],
            "has_store": store is not None,
            "work": work,
            "asked": asked,
            "versions": [
                (f"{asked}@{version.date or UNDATED}", version.date or UNDATED)
                for version in reversed(versions)
            ],
            **form_values(visit, error),
        },
        styles=("report.css",),
    )
    frame = Frame(scripts=("drop.js",), styles=("compare.css",))
    return html(visit, page, frame=frame, status=200 if error is None else status_of(error))


def receive(visit: Visit) -> Response:
    """Take two texts that were dropped or pasted; nothing of them is stored.

    Raises `OneTextError` at the side that is missing.
    """
    name = f"{visit.words(Message('pasted text'))}.txt"
    left, right = (take_text(visit, side, name) for side in SIDES)
    if left is None or right is None:
        raise FieldError(SIDES[left is not None], OneTextError())
    return onward(compare_address(left, right))


SCREENS = (
    Endpoint(path="/compare", answer=show_compare, refuse=ask_again),
    Endpoint(path="/compare", answer=receive, methods=("POST",), refuse=ask_again),
)
