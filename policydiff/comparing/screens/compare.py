"""Compare: two texts dropped or pasted, two versions of a work, or two works."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from starlette.responses import Response

from policydiff.comparing.actions.check_pairs import stated_pairs
from policydiff.comparing.report.table.row_filters import Only, RowFilter
from policydiff.comparing.screens.asked_comparison import Compared, OneTextError, compared
from policydiff.comparing.screens.compare_page import CompareHtml, CompareWish
from policydiff.comparing.screens.compare_words import WORDS
from policydiff.errors import PolicyDiffError
from policydiff.library.screens.start import WORDS as START_WORDS
from policydiff.messages import Message
from policydiff.model.names import UNDATED
from policydiff.report.html.environment import HtmlPage
from policydiff.report.rows import CATEGORIES, Gap
from policydiff.store.records.works import WorkRecord
from policydiff.web import answers
from policydiff.web.addresses import compare_address, comparing
from policydiff.web.dropped import MISTAKES, FormState, located, take_text
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
    ("← → ↑ ↓", "key-map"),
    ("Ctrl Enter", "key-store"),
    ("Esc", "key-close"),
)
"""The keys of the comparison → the keys of their words."""

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
    wish = wish_of(visit)
    pairs = stated_pairs(one.check)
    key = (
        *("page", *one.stamp, wish, edited, pairs, visit.language, visit.day, visit.name),
        *(str(visit.request.url.query), tuple(one.record.seen.items())),
    )
    data = visit.worked_out(key, lambda: _table(one, wish, edited))
    return answers.framed(visit, data)


def wish_of(visit: Visit) -> CompareWish:
    """The rows and the layout of an address or a form."""
    only = visit.asked("only") or visit.field("only")
    return CompareWish(
        rows=RowFilter(
            only=cast("Only", only if only in ("figures", "duties") else ""),
            kinds=frozenset(name for name in CATEGORIES if name in visit.query.getlist("kind")),
            fact=visit.asked("fact"),
            query=visit.asked("find"),
        ),
        inline=(visit.asked("view") or visit.field("view")) == "inline",
    )


def show_mistake(visit: Visit, error: PolicyDiffError) -> Response:
    """The comparison with the forms of a row as they were sent, and the mistake."""
    one = compared(visit, visit.field("left"), visit.field("right"))
    data = _table(one, wish_of(visit), visit.field("row"), error)
    return answers.framed(visit, data, status=answers.status_of(error))


def _table(
    one: Compared, wish: CompareWish, edited: str, error: PolicyDiffError | None = None
) -> bytes:
    words = WORDS[one.visit.language]
    address = comparing(one.left, one.right, **wish.choices)
    view = wish.rows.narrow(one.view)
    parts = (item.rows if isinstance(item, Gap) else (item,) for item in view.items)
    page = CompareHtml(
        title=one.view.title,
        language=one.options.language,
        view=view,
        options=one.options,
        inline=words["one-column"] if wish.inline else "",
        compared=one,
        row_query=address,
        edited=edited,
        form=FormState(visit=one.visit, error=error),
        chosen=wish,
        listed=frozenset(row.id for rows in parts for row in rows),
    )
    changed = any(row.loud for row in one.view.rows)
    frame = Frame(
        scripts=("compare.js",),
        styles=("compare.css",),
        keys=tuple((key, words[name]) for key, name in KEYS if changed or key == "/"),
        back=f"/compare?{address}",
    )
    return answers.html_bytes(one.visit, page, frame=frame)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseTextsHtml(HtmlPage):
    """The forms in which two texts are chosen.

    `asked` is the name of the work that was asked for, None as `work` where there is none; each
    version has its operand and its date.
    """

    template: str = "compare_choose.html.j2"
    site_words: Mapping[str, str]
    words: Mapping[str, str]
    has_store: bool
    work: WorkRecord | None
    asked: str
    versions: Sequence[tuple[str, str]]
    form: FormState


def ask_again(visit: Visit, error: PolicyDiffError) -> Response:
    """The page on which two texts are chosen, with the mistake in place."""
    if not isinstance(error, MISTAKES):
        return answers.refused(visit, error)
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
    page = ChooseTextsHtml(
        title=words["title"],
        site_words=words,
        words=START_WORDS[visit.language],
        has_store=store is not None,
        work=work,
        asked=asked,
        versions=[
            (f"{asked}@{version.date or UNDATED}", version.date or UNDATED)
            for version in reversed(versions)
        ],
        form=FormState(visit=visit, error=error),
    )
    frame = Frame(scripts=("drop.js",), styles=("compare.css",))
    return answers.html(
        visit, page, frame=frame, status=200 if error is None else answers.status_of(error)
    )


def receive(visit: Visit) -> Response:
    """Take two texts that were dropped or pasted; nothing of them is stored.

    Raises `OneTextError` at the side that is missing.
    """
    name = f"{visit.words(Message('pasted text'))}.txt"
    left, right = (take_text(visit, side, name) for side in SIDES)
    if left is None or right is None:
        raise FieldError(SIDES[left is not None], OneTextError())
    return answers.onward(compare_address(left, right))


SCREENS = (
    answers.Endpoint(path="/compare", answer=show_compare, refuse=ask_again),
    answers.Endpoint(path="/compare", answer=receive, methods=("POST",), refuse=ask_again),
)
