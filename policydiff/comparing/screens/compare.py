"""Compare: two texts dropped or pasted, two versions of a work, or two works."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from starlette.responses import RedirectResponse, Response

from policydiff.comparing.actions.check_pairs import stated_pairs
from policydiff.comparing.actions.check_record import hash_of_text
from policydiff.comparing.actions.leaf import stored_version
from policydiff.comparing.actions.leaf import take_leaf as take_marks
from policydiff.comparing.screens.asked_comparison import Compared, OneTextError, compared
from policydiff.comparing.screens.compare_page import (
    CompareHtml,
    CompareWish,
    marked_rows,
    wish_of,
    with_marks,
)
from policydiff.comparing.screens.compare_words import WORDS
from policydiff.errors import NotFoundError, PolicyDiffError
from policydiff.library.screens.start import WORDS as START_WORDS
from policydiff.messages import Message
from policydiff.model.names import UNDATED
from policydiff.report.html.environment import HtmlPage
from policydiff.report.html.leaf import LeafText
from policydiff.report.html.returned_leaf import ReturnedLeaf, is_leaf, read_leaf
from policydiff.report.rows import Gap
from policydiff.store.records.works import WorkRecord
from policydiff.web import answers
from policydiff.web.addresses import compare_address, comparing
from policydiff.web.dropped import (
    MISTAKES,
    FormState,
    dropped_leaf,
    keep_taken,
    located,
    take_text,
)
from policydiff.web.frame import Frame
from policydiff.web.state import PREFIX
from policydiff.web.visit import FieldError, Visit
from policydiff.web.working import PATIENCE
from policydiff.works.session import GivenText

KEYS = (
    ("/", "key-find"),
    ("n", "key-n"),
    ("p", "key-p"),
    ("v", "key-v"),
    ("V", "key-on"),
    ("e", "key-e"),
    ("← → ↑ ↓", "key-map"),
    ("Ctrl Enter", "key-store"),
    ("Esc", "key-close"),
)
"""The keys of the comparison → the keys of their words."""

SIDES = ("left", "right")

MOST_TRIED = 8
"""So many of the newest texts in memory are read to find that of a leaf."""


def show_compare(visit: Visit) -> Response:
    """The comparison of two texts; without operands a page to choose them.

    Raises `StillWorkingError`, and what `compared` raises.
    """
    left, right = (visit.asked(side) for side in SIDES)
    if not (left or right) or visit.asked("change"):
        return _choose(visit)
    one = compared(visit, left, right, patience=PATIENCE)
    wish, pairs = wish_of(visit), stated_pairs(one.check)
    key = (
        *("page", *one.stamp, wish, pairs, visit.language, visit.day, visit.name),
        *(str(visit.query.multi_items()), visit.state.unread_works(), one.record.has_elsewhere),
    )
    data = visit.worked_out(key, lambda: _table(one, wish))
    return answers.framed(visit, _marked(one, wish, visit.asked("row"), data))


def show_mistake(visit: Visit, error: PolicyDiffError) -> Response:
    """The comparison with the forms of a row as they were sent, and the mistake."""
    one = compared(visit, visit.field("left"), visit.field("right"))
    wish = wish_of(visit)
    data = _marked(one, wish, visit.field("row"), _table(one, wish), error)
    return answers.framed(visit, data, status=answers.status_of(error))


def _marked(
    one: Compared, wish: CompareWish, row: str, data: bytes, error: PolicyDiffError | None = None
) -> bytes:
    """The page with the marks of now, and the forms of the row with this key."""
    rows = marked_rows(one, wish, FormState(visit=one.visit, error=error), row)
    return with_marks(rows, one.visit.state.mark, data)


def _table(one: Compared, wish: CompareWish) -> bytes:
    """The page without marks."""
    words = WORDS[one.visit.language]
    address = comparing(one.left, one.right, **wish.choices)
    view = wish.rows.narrow(one.view)
    parts = (item.rows if isinstance(item, Gap) else (item,) for item in view.items)
    page = CompareHtml(
        title=one.view.title,
        language=one.options.language,
        body_class=f"seen-{wish.seen}" if wish.seen else "",
        view=view,
        options=one.options,
        inline=words["one-column"] if wish.inline else "",
        compared=one,
        form=FormState(visit=one.visit),
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
    leaf: str = ""


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
        leaf=_leaf_waiting(error),
    )
    frame = Frame(scripts=("drop.js",), styles=("compare.css",))
    return answers.html(
        visit, page, frame=frame, status=200 if error is None else answers.status_of(error)
    )


def _leaf_waiting(error: PolicyDiffError | None) -> str:
    """The operand of a leaf that waits for its texts, "" for none."""
    waits = isinstance(error, FieldError) and isinstance(error.error, NoTextsOfLeafError)
    return error.operand if waits and isinstance(error, FieldError) else ""


class NoTextsOfLeafError(NotFoundError):
    """The texts of a leaf are neither stored nor in memory."""

    def __init__(self, leaf: ReturnedLeaf) -> None:
        super().__init__(
            Message(
                "{name} is here; now give its two texts, for they are neither stored nor in memory: {texts}",
                name=leaf.name,
                texts=leaf.called,
            )
        )


def take_leaf(visit: Visit, given: GivenText) -> Response:
    """Lay the marks of a leaf beside the comparison that it is of.

    Its texts are given with it, or are found by their hashes, stored or in memory. A leaf of another
    family goes where it belongs. Raises `BadLeafError`, `ChangedLeafError`, `OtherTextsLeafError`,
    and `NoTextsOfLeafError` with the leaf in memory.
    """
    leaf = read_leaf(given.data, given.name)
    if leaf.family != "comparison":
        return RedirectResponse("/leaf", 307)
    texts = [take_text(visit, side) for side in SIDES]
    if any(one is None or visit.state.uploads[one] is given for one in texts):
        texts = [_text_of(visit, text) for text in leaf.texts]
    left, right = (*texts, None, None)[:2]
    if left is None or right is None:
        operand = visit.state.uploads.put(given)
        raise FieldError("", NoTextsOfLeafError(leaf), operand)
    taken = take_marks(compared(visit, left, right, writing=True).check, leaf)
    return answers.onward(compare_address(left, right, **keep_taken(visit, given, taken.line)))


def _text_of(visit: Visit, text: LeafText) -> str | None:
    """The operand of a text of a leaf, stored or in memory; None where it is neither."""
    store = visit.session.store_if_any()
    version = None if store is None else stored_version(store, text)
    if version is not None:
        return version.name
    uploads = visit.state.uploads
    texts = [operand for operand in uploads if not is_leaf(uploads[operand].data)]
    newest = texts[: -MOST_TRIED - 1 : -1]
    return next((one for one in newest if _sha256(visit, one) == text.sha256), None)


def _sha256(visit: Visit, operand: str) -> str | None:
    """The hash of a text in memory; None where it cannot be read."""
    session = visit.session_of(operand)
    try:
        found: str = visit.worked_apart(
            ("hash", operand), lambda: partial(hash_of_text, operand, session), patience=None
        )
    except PolicyDiffError:
        return None
    return found


def receive(visit: Visit) -> Response:
    """Take two texts that were dropped or pasted, or a leaf.

    Nothing of the texts is stored.

    Raises `OneTextError` at the side that is missing, and as `take_leaf`.
    """
    leaf = dropped_leaf(visit)
    if leaf is not None:
        return take_leaf(visit, leaf)
    name = f"{visit.words(Message('pasted text'))}.txt"
    left, right = (take_text(visit, side, name) for side in SIDES)
    if left is None or right is None:
        raise FieldError(SIDES[left is not None], OneTextError())
    return answers.onward(compare_address(left, right))


SCREENS = (
    answers.Endpoint(path="/compare", answer=show_compare, refuse=ask_again),
    answers.Endpoint(path="/compare", answer=receive, methods=("POST",), refuse=ask_again),
)
