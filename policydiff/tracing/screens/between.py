"""Two days of a work: its line of time, both texts, and the changes between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal
from urllib.parse import urlencode

from starlette.responses import Response

from policydiff.comparing.report.table.html import ComparisonHtml
from policydiff.comparing.screens.asked_comparison import Compared, compared
from policydiff.errors import DamagedError, NotFoundError, PolicyDiffError, UsageError
from policydiff.library.actions.log import VersionLine, version_lines
from policydiff.library.actions.reading import VersionReading
from policydiff.library.screens.stored_texts import (
    NoSuchAddressError,
    SharedAddressError,
    choose_work,
    reading_on,
    work_of,
)
from policydiff.library.screens.version import WORDS as READING_WORDS
from policydiff.library.screens.version import StatusBar, bars_of, life_bars
from policydiff.locale import Labels, Language
from policydiff.messages import Message
from policydiff.model.index import index_document
from policydiff.model.names import UNDATED, parse_name
from policydiff.model.version import Decision
from policydiff.model.version_names import Called
from policydiff.model.work_life import ENDED
from policydiff.report.citations import called
from policydiff.report.html.environment import HtmlPage
from policydiff.report.labels import date_word
from policydiff.report.lineage_words import items_word
from policydiff.report.rows import ComparisonRow
from policydiff.report.versions import called_word, deciding_word
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.store.repository import Repository
from policydiff.store.titles import one_line, title_key
from policydiff.tracing.engine.history import changing_steps
from policydiff.tracing.report.axis import (
    AxisEvent,
    Days,
    Side,
    TimeAxis,
    draw_axis,
    moved,
    steps,
    two_newest,
)
from policydiff.web import answers
from policydiff.web.addresses import (
    between_address,
    compare_address,
    comparing,
    part_address,
    slug_of,
)
from policydiff.web.dropped import MISTAKES, FormState
from policydiff.web.frame import Frame
from policydiff.web.visit import FieldError, Visit
from policydiff.web.working import PATIENCE
from policydiff.works.life import WorkLives
from policydiff.works.lineage import all_steps
from policydiff.works.session import today
from policydiff.works.show import NoSuchProvisionError, find_provision

WORDS = Labels(
    "two days of the page",
    {
        "axis": "The time of the work: a click sets the nearer day",
        "show": "Show",
        "clause": "Provision",
        "first": "First day",
        "last": "Second day",
        "first-back": "First day: one text back",
        "first-on": "First day: one text on",
        "last-back": "Second day: one text back",
        "last-on": "Second day: one text on",
        "key-last": "second day: to the text before, or after",
        "key-first": "first day: to the text before, or after",
        "version": "version, from its day of force",
        "open": "version whose day of force is unknown, on its own day",
        "decision": "amending decision",
        "end": "end of the work",
        "marks": "All {count} days that are marked",
        "no-text": "No text",
        "same": "By the stored texts, both days have one text: {name}.",
        "nothing": "Where one of the days has no text there is nothing to compare.",
        "undated": "Without a day, and so not on the line: {names}.",
        "number": "In the text of {day}: {number}",
        "gone": "No row of the comparison holds this provision.",
        "made": "Changed by",
        "whole-text": "The whole text",
        "compare": "Compare: tick, correct, export to Word",
        "remarks": "Doubts, replacements, facts, rules",
    },
    READING_WORDS,
)

Place = tuple[Literal["left", "right"], str]
"""The text in which a provision has the number that was asked for, and its eId there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayText:
    """The text that applied on a day; `read` is None where there was none."""

    day: str
    heading: str = ""
    address: str = ""
    bars: Sequence[StatusBar]
    notes: Sequence[str] = ()
    read: VersionReading | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BetweenHtml(HtmlPage):
    """A work through two days; `inner` is the comparison of their texts.

    `provision` is the one that was asked for, `clause` the lines on its numbers, `rows` are those
    that hold it, None for all rows. `made` are the versions that changed a row, and the items of
    their decisions, by its id; they and `links` are words with addresses.
    """

    template: str = "between.html.j2"
    inner: ComparisonHtml | None = None
    own_words: Mapping[str, str]
    work: WorkRecord
    slug: str
    form: FormState
    days: Days
    provision: str
    axis: TimeAxis | None = None
    events: Sequence[AxisEvent] = ()
    remarks: Sequence[str] = ()
    sides: Sequence[DayText] = ()
    clause: Sequence[str] = ()
    rows: Sequence[ComparisonRow] | None = None
    made: Mapping[int, Sequence[tuple[str, str]]] = field(default_factory=dict)
    links: Sequence[tuple[str, str]] = ()

    address = staticmethod(between_address)
    steps = staticmethod(steps)

    def setting(self, side: Side, day: str) -> str:
        """The page with one of the days set."""
        return between_address(self.slug, *moved(self.days, side, day), self.provision)


def lead_to_days(visit: Visit) -> Response:
    """Go to the address of the days of the form, else of the two newest texts."""
    store = visit.session.at_present().store()
    work = work_of(visit, store)
    first, last = _asked(visit)
    if "first" in visit.query:
        days: Days | None = _ordered(first, last)
    else:
        events, _ = _events(visit, store, work)
        days = two_newest(events, _day("last", last) if last else "", today())
    if days is None:
        error = NotFoundError(Message("no stored version has a day: there is no line of time"))
        return _ask_again(visit, error)
    address = between_address(slug_of(store.catalogue(), work), *days, visit.asked("provision"))
    return answers.onward(address)


def show_between(visit: Visit) -> Response:
    """The texts that applied on two days, and the changes between them.

    Raises `StillWorkingError`, and what `compared` raises.
    """
    store = visit.session.at_present().store()
    work = work_of(visit, store)
    provision = visit.path.get("provision", "").strip()
    days = _ordered(*_asked(visit))
    if days != _asked(visit):
        return answers.onward(between_address(slug_of(store.catalogue(), work), *days, provision))
    page = _page(visit, store, work, days, provision)
    sides = visit.state.results.get(
        ("days", store.tip, work.uri, days, visit.language),
        lambda: tuple(_text_on(visit, store, work, day) for day in days),
    )
    page = replace(page, sides=sides)
    left, right = (side.read for side in sides)
    place = _place(page)
    if left is None or right is None or left.version == right.version:
        words = WORDS[visit.language]
        name = "" if right is None else right.version.name
        remark = words["same"].format(name=name) if left and right else words["nothing"]
        page = replace(page, remarks=[*page.remarks, remark])
        return answers.framed(visit, _bytes(visit, _numbered(visit, page, place)))
    one = compared(visit, *(f"{work.uri}@@{day}" for day in days), patience=PATIENCE)
    key = ("between", *one.stamp, days, provision, visit.language, visit.day, today())
    data = visit.worked_out(
        key, lambda: _bytes(visit, _numbered(visit, _with_rows(store, page, one, place), place))
    )
    return answers.framed(visit, data)


def _asked(visit: Visit) -> Days:
    """The days of the address or of the form, as they were written."""
    first, last = (visit.path.get(name) or visit.asked(name) for name in ("first", "last"))
    return first, last


def _ordered(first: str, last: str) -> Days:
    """The days in order. Raises `FieldError`."""
    days = _day("first", first), _day("last", last)
    return min(days), max(days)


def _day(name: str, text: str) -> str:
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        written = one_line(text, 40)
        error = UsageError(Message("“{text}” is no day; write one as 2024-07-01", text=written))
        raise FieldError(name, error) from None


def _ask_again(visit: Visit, error: PolicyDiffError) -> Response:
    """The line and the form with the mistake in place; any other error has its page."""
    named = isinstance(error, SharedAddressError | NoSuchAddressError)
    if named or not isinstance(error, MISTAKES):
        return choose_work(visit, error)
    store = visit.session.at_present().store()
    provision = visit.path.get("provision", "") or visit.asked("provision")
    page = _page(visit, store, work_of(visit, store), _asked(visit), provision, error=error)
    return answers.framed(visit, _bytes(visit, page), status=answers.status_of(error))


def _bytes(visit: Visit, page: BetweenHtml) -> bytes:
    words = WORDS[visit.language]
    keys = (("← →", words["key-last"]), ("Shift ← →", words["key-first"]))
    frame = Frame(
        scripts=("between.js",),
        styles=("read.css", "compare.css", "between.css"),
        keys=keys if page.axis else (),
        within=f"{page.work.uri}@{page.work.versions[-1].date or UNDATED}",
    )
    return answers.html_bytes(visit, page, frame=frame)


def _page(
    visit: Visit,
    store: Repository,
    work: WorkRecord,
    days: Days,
    provision: str = "",
    *,
    error: PolicyDiffError | None = None,
) -> BetweenHtml:
    """The line of time and the form; no line where one of the days is none."""
    words = WORDS[visit.language]
    key = ("axis", store.tip, work.uri, visit.language)
    events, remarks = visit.state.results.get(key, lambda: _events(visit, store, work))
    try:
        axis = draw_axis(events, _ordered(*days), today())
    except FieldError:
        axis = None
    return BetweenHtml(
        title=f"{work.title} · {words['between']}",
        own_words=words,
        work=work,
        slug=slug_of(store.catalogue(), work),
        form=FormState(visit=visit, error=error),
        days=days,
        provision=provision,
        axis=axis,
        events=events,
        remarks=remarks,
    )


def _events(
    visit: Visit, store: Repository, work: WorkRecord
) -> tuple[tuple[AxisEvent, ...], tuple[str, ...]]:
    """The events of a work in order of time, and remarks on what is not among them."""
    words, catalogue = WORDS[visit.language], store.catalogue()
    lines, unread = version_lines(store, work, ())
    events = list(_versions(visit, lines, slug_of(catalogue, work)))
    names = {title_key(title) for title in (work.title, *work.other_titles)}
    acts = [
        version
        for act in catalogue.deciding().of(work)
        if any(name in title_key(act.title) for name in names)
        for version in act.versions
    ]
    acts += [_act(store, one.facts.decision) for one in lines if one.facts.decision is not None]
    events += [
        AxisEvent(
            lane="decision",
            day=act.date,
            kind=words["decision"],
            name=act.title,
            address=_address(store, act),
        )
        for act in {(act.work_uri, act.date): act for act in acts}.values()
        if act.date is not None
    ]
    events += [
        AxisEvent(lane="end", day=fact.day, kind=words["end"], name=visit.words(fact.message))
        for fact in WorkLives(store).facts(work)
        if fact.kind in ENDED and fact.day is not None
    ]
    undated = [one.version.name for one in lines if not _begin(one)]
    left_out = [words["undated"].format(names=words["list"].join(undated))] if undated else []
    ordered = sorted(events, key=lambda one: (one.day, one.lane))
    return tuple(ordered), (*map(visit.words, unread), *left_out)


def _begin(line: VersionLine) -> str:
    """The day from which a version applies, else its own; "" for none."""
    return line.facts.in_force or line.facts.date or ""


def _versions(visit: Visit, lines: Iterable[VersionLine], slug: str) -> Iterator[AxisEvent]:
    """An event for each version with a day."""
    words = WORDS[visit.language]
    for line in lines:
        facts = line.facts
        name = "" if facts.called is None else called_word(facts.called, visit.language)
        kind = words["version" if facts.in_force else "open"]
        if _begin(line):
            yield AxisEvent(
                lane="version",
                day=_begin(line),
                kind=f"{kind} ({words['compiled']})" if facts.computed else kind,
                name=" ".join(filter(None, (name, deciding_word(facts)))),
                address=part_address(slug, line.version.date),
                certain=facts.in_force is not None,
            )


def _address(store: Repository, version: VersionRecord) -> str:
    """The page of a version of any work."""
    catalogue = store.catalogue()
    work = catalogue.by_uri(version.work_uri)
    return "" if work is None else part_address(slug_of(catalogue, work), version.date)


def _with_rows(
    store: Repository, page: BetweenHtml, one: Compared, place: Place | None
) -> BetweenHtml:
    """The page with the rows of the comparison, or those of its provision."""
    operands = (one.left, one.right)
    page = replace(
        page,
        rows=None if place is None else one.view.holding(*place),
        links=[
            (page.own_words["compare"], compare_address(*operands)),
            ("JSON", f"/api/v1/compare?{comparing(*operands)}"),
        ],
    )
    if not one.view.changed:
        return replace(page, remarks=[*page.remarks, one.view.same])
    table = ComparisonHtml(title=page.title, view=one.view, options=one.options)
    script = table.script if place is None else None
    return replace(page, inner=table, script=script, made=_made(store, page, one))


def _text_on(visit: Visit, store: Repository, work: WorkRecord, day: str) -> DayText:
    """The text that applied on a day, with all that is not certain of that."""
    catalogue = store.catalogue()
    try:
        read, doubts = reading_on(store, work, day)
    except (NotFoundError, DamagedError) as error:
        none = "unknown", WORDS[visit.language]["no-text"], visit.words(error.message), ""
        life = life_bars(visit, WorkLives(store).status(work, day), catalogue)
        return DayText(day=day, bars=[none, *life])
    name = read.names[read.work.versions.index(read.version)]
    bars = bars_of(visit, read)
    notes = dict.fromkeys(map(visit.words, doubts))
    return DayText(
        day=day,
        heading=f"{read.document.title} {_called(read.version, name, visit.language)}",
        address=part_address(slug_of(catalogue, read.work), read.version.date, on=day),
        bars=bars,
        notes=[note for note in notes if all(note != bar[2] for bar in bars)],
        read=read,
    )


def _place(page: BetweenHtml) -> Place | None:
    """The place of the provision, in the later text where that has it.

    Raises `FieldError` where neither has it.
    """
    if not page.provision:
        return None
    errors: list[NotFoundError] = []
    texts: Sequence[tuple[Literal["left", "right"], DayText]] = (
        ("right", page.sides[1]),
        ("left", page.sides[0]),
    )
    for side, text in texts:
        if text.read is None:
            continue
        try:
            found = find_provision(text.read.document, page.provision)
        except NoSuchProvisionError as error:
            errors.append(error)
            continue
        if found.eid is not None:
            return side, found.eid
    unknown = NotFoundError(Message("neither day has a text with this provision"))
    raise FieldError("provision", errors[0] if errors else unknown)


def _numbered(visit: Visit, page: BetweenHtml, place: Place | None) -> BetweenHtml:
    """The page with the numbers of its provision in both texts."""
    if place is None:
        return page
    words, own = WORDS[visit.language], int(place[0] == "right")
    read = page.sides[own].read
    number = "" if read is None else called(index_document(read.document), place[1], visit.language)
    numbers = {own: number}
    if page.rows:
        other = filter(None, (row.names[1 - own] for row in page.rows))
        numbers[1 - own] = words["list"].join(other) or "—"
    return replace(
        page,
        title=f"{page.work.title} {number} · {words['between']}",
        provision=number,
        remarks=[*page.remarks, *([words["gone"]] if page.rows == () else [])],
        clause=[
            words["number"].format(day=page.days[side], number=name)
            for side, name in sorted(numbers.items())
        ],
        links=[
            *page.links,
            (
                words["history"],
                f"/works/{page.slug}/history?{urlencode({'provision': place[1], 'version': '' if read is None else read.version.date or UNDATED})}",
            ),
        ],
    )


def _made(store: Repository, page: BetweenHtml, one: Compared) -> dict[int, list[tuple[str, str]]]:
    """The versions and items that changed each row: words and addresses, by its id.

    None where a text is of another work, or where a version cannot be read.
    """
    left, right = (side.read for side in page.sides)
    if left is None or right is None or left.work != right.work:
        return {}
    work, language = right.work, one.visit.language
    begin, end = (work.versions.index(text.version) for text in (left, right))
    chosen = all_steps(store, work)[begin:end]
    versions = list(zip(work.versions, right.names, strict=True))[begin + 1 : end + 1]
    lines = [
        (
            _called(version, name, language),
            _address(store, version),
            "" if step.decision is None else _address(store, _act(store, step.decision)),
        )
        for (version, name), step in zip(versions, chosen, strict=False)
    ]
    loud = {row.id for row in one.view.rows if row.loud}
    matches = [match for match in one.found.comparison.matches if match.id in loud]
    parts = [
        (frozenset(one.eid for one in match.left), frozenset(one.eid for one in match.right))
        for match in matches
    ]
    made: dict[int, list[tuple[str, str]]] = {}
    for match, changes in zip(matches, changing_steps(chosen, parts), strict=True):
        for place, items in changes:
            words, address, act = lines[place]
            made.setdefault(match.id, []).append((words, address))
            if items and act:
                made[match.id].append((items_word(items, language), act))
    return made


def _called(version: VersionRecord, name: Called | None, language: Language) -> str:
    """The name of a version, else its date."""
    if name is not None:
        return called_word(name, language)
    return date_word(version.date or UNDATED, language)


def _act(store: Repository, decision: Decision) -> VersionRecord:
    """The stored act of a decision."""
    return store.resolve(parse_name(decision.name))


SCREENS = tuple(
    answers.Endpoint(path=f"/works/{{slug}}/between{end}", answer=answer, refuse=_ask_again)
    for end, answer in (
        ("", lead_to_days),
        ("/{first}/{last}", show_between),
        ("/{first}/{last}/{provision}", show_between),
    )
)
