"""The stored rows of inventories on the page: who must decide what, until when."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.responses import Response

from policydiff.errors import PolicyDiffError
from policydiff.following.actions.inventory import PendingRow, fill_row, pending
from policydiff.following.engine.inventory import COLUMNS, ENDED, InventoryColumn
from policydiff.following.report.inventory import (
    INVENTORY_WORDS,
    basis_lines,
    change_name,
    choices,
    generated_lines,
)
from policydiff.library.screens.stored_texts import undoing
from policydiff.locale import Labels
from policydiff.model.names import UNDATED
from policydiff.report.html.environment import HtmlPage
from policydiff.store.records.catalogue import Catalogue
from policydiff.web.addresses import place_address, slug_of
from policydiff.web.answers import Endpoint, conflict, html, onward, refused
from policydiff.web.frame import Frame
from policydiff.web.visit import Visit, named_reviewer, remember_reviewer, reviewer_of
from policydiff.works.concurrent_edits import WrittenMeanwhileError

WORDS = Labels(
    "inventory on the page",
    {
        "heading": "To do: texts to be cleaned up",
        "none": "No rows are stored. Put those of a change here with",
        "counts": "Rows {rows}, without a decision {open}, of them overdue {overdue}.",
        "all": "All",
        "nobody": "No department yet",
        "open": "{count} to decide",
        "overdue": "overdue",
        "due": "due {day}",
        "decided": "decided",
        "duty": "New requirement without a text",
        "more": "{count} more rows; choose a department above.",
        "fill": "Fill in",
        "store": "Save",
        "confirm-help": "Saving states that the decision holds for the places as they are now.",
        "carried": "{department} (from an earlier change; save it to take it over)",
        "your-name": "Your name",
        "name-help": "What you fill in is stored with your name; this browser remembers it.",
        "remember": "Remember",
        "you-are": "You fill in as {name}",
        "other-name": "Another name",
    },
    INVENTORY_WORDS,
)
"""The words of the page."""

MOST = 200
"""So many rows stand on a page."""

SHORT: tuple[InventoryColumn, ...] = ("opinion", "department", "deadline")
"""The columns of a line; the others take several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InventoryHtml(HtmlPage):
    """The rows by department, each with the form to fill it in.

    `groups` are the departments with the numbers of their rows to decide.
    """

    template: str = "inventory.html.j2"
    visit: Visit
    heads: Mapping[str, str]
    reviewer: str
    groups: Sequence[tuple[str, int]]
    chosen: str | None
    rows: Sequence[PendingRow]
    more: int
    counts: str
    faults: Sequence[str]
    catalogue: Catalogue
    undoing: tuple[str, str] | None

    columns = COLUMNS
    short = SHORT
    packed = staticmethod(json.dumps)

    @property
    def vouched(self) -> bool:
        """True where a proxy gives the name."""
        return self.visit.person is not None

    def group_address(self, department: str | None) -> str:
        """The page of a department alone."""
        return _address(department)

    def anchor(self, one: PendingRow) -> str:
        """The place of a row on the page."""
        return _anchor(one.path, one.row.key)

    def offered(self, one: PendingRow) -> str:
        """The name of the list of decisions for a row."""
        return "own-choices" if one.row.text.kind == "document" else "choices"

    def offers(self) -> Iterator[tuple[str, list[str]]]:
        """The lists of decisions by their names."""
        for one in {self.offered(row): row for row in self.rows}.values():
            yield self.offered(one), choices(one.row.text, self.visit.language)

    def cells(self, one: PendingRow) -> dict[InventoryColumn, str]:
        """The words of the person so far."""
        mine = (laid.filled for laid in one.row.filled if laid.filled.person == self.reviewer)
        return next((filled.cells for filled in mine), dict.fromkeys(COLUMNS, ""))

    def remarks(self, one: PendingRow) -> tuple[str, ...]:
        """The remarks on later changes of places, and on earlier decisions."""
        return tuple(generated_lines(one.row, self.visit.language))

    def changes(self, one: PendingRow) -> Iterator[tuple[str, str]]:
        """The change of a row, and the page of the text after it."""
        for change, _ in one.row.grounds:
            after = None if change.after == ENDED else change.after
            yield change_name(change), self._address(change.uri, after)

    def places(self, one: PendingRow) -> Iterator[tuple[str, str]]:
        """The lines of the grounds, and the place in the text where it is stored."""
        for line, eid in basis_lines(one.row, self.visit.language):
            yield line, self._address(one.row.text.uri, one.row.text.date, eid)

    def text_address(self, one: PendingRow) -> str:
        """The page of the text of a row, "" where it is a file."""
        return self._address(one.row.text.uri, one.row.text.date)

    def _address(self, uri: str | None, date: str | None, eid: str | None = None) -> str:
        work = None if uri is None else self.catalogue.by_uri(uri)
        version = None if work is None else work.version_of(None if date == UNDATED else date)
        if work is None:
            return ""
        if version is None:
            version, eid = work.versions[-1], None
        return place_address(slug_of(self.catalogue, work), version.date, eid)


def show_inventory(visit: Visit) -> Response:
    """The rows that wait for somebody, by department."""
    session, heads = visit.session, WORDS[visit.language]
    store = session.store()
    key = ("inventory", store.tip, session.today)
    found, faults = visit.state.results.get(key, lambda: pending(session))
    chosen = visit.query.get("of")
    rows = [one for one in found if chosen is None or one.department == chosen]
    waiting = [one for one in rows if not one.decided]
    departments = dict.fromkeys(one.department for one in found)
    page = InventoryHtml(
        title=heads["heading"],
        visit=visit,
        heads=heads,
        reviewer=reviewer_of(visit),
        groups=[
            (name, sum(one.department == name and not one.decided for one in found))
            for name in departments
        ],
        chosen=chosen,
        rows=rows[:MOST],
        more=max(0, len(rows) - MOST),
        counts=heads["counts"].format(
            rows=len(rows), open=len(waiting), overdue=sum(one.overdue for one in waiting)
        ),
        faults=[visit.words(fault) for fault in faults],
        catalogue=store.catalogue(),
        undoing=undoing(visit, lambda entry: entry.subject.startswith("Inventory of ")),
    )
    return html(visit, page, frame=Frame(styles=("relations.css",)))


def fill(visit: Visit) -> Response:
    """Store what a person filled in."""
    place = visit.field("path"), visit.field("key")
    given = {column: visit.field(column) for column in COLUMNS}
    fill_row(place, given, visit.shown, visit.writing, named_reviewer(visit))
    chosen = visit.query.get("of")
    answer = onward(f"{_address(chosen)}#{_anchor(*place)}")
    return remember_reviewer(visit, answer)


def refuse(visit: Visit, error: PolicyDiffError) -> Response:
    """The page of a refusal, with both words where the form showed older ones."""
    if not isinstance(error, WrittenMeanwhileError):
        return refused(visit, error)
    heads = INVENTORY_WORDS[visit.language]
    differences = [(heads[key], now, given) for key, now, given in error.differences]
    again = {"shown": json.dumps(error.now)}
    return conflict(visit, error, differences, again, _address(visit.query.get("of")))


def _address(department: str | None) -> str:
    return "/inventory" + ("" if department is None else f"?{urlencode({'of': department})}")


def _anchor(path: str, key: str) -> str:
    data = f"{path}\n{key}".encode("utf-8", "replace")
    return f"r{hashlib.sha256(data).hexdigest()[:12]}"


SCREENS = (
    Endpoint(path="/inventory", answer=show_inventory),
    Endpoint(path="/inventory", answer=fill, methods=("POST",), refuse=refuse),
)
