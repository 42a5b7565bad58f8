"""核对: the checks of one dropped file, and of somebody else's comparison table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import urlencode

from starlette.responses import Response

from policydiff.checking.actions.check_return import example_drafts
from policydiff.checking.actions.checks import (
    CheckName,
    FileToCheck,
    MadeCheck,
    TableToCheck,
    check_file,
    check_somebodys_table,
)
from policydiff.checking.engine.table_check import TableCheck
from policydiff.checking.screens.table_marks import with_marks
from policydiff.citing.actions.cites import Question
from policydiff.citing.actions.cites_fix import fix
from policydiff.citing.report.page import citations_page
from policydiff.errors import PolicyDiffError, UsageError
from policydiff.locale import Labels
from policydiff.messages import Message
from policydiff.model.cited import Citations, CrossCitation
from policydiff.model.names import UNDATED
from policydiff.model.reports import ReportOptions
from policydiff.reading.load import check_date
from policydiff.report.html.environment import HtmlPage, sort_of
from policydiff.report.labels import WORDS as REPORT_WORDS
from policydiff.report.page import Page, page_of
from policydiff.store.repository import Repository
from policydiff.web import dropped
from policydiff.web.addresses import version_address
from policydiff.web.answers import Endpoint, html, onward, refused, status_of
from policydiff.web.downloads import FORMS, NoSuchDownloadError, keep_file, save, stem_of
from policydiff.web.frame import Frame
from policydiff.web.visit import FieldError, Visit
from policydiff.web.working import PATIENCE

WORDS = Labels(
    "check on the page",
    {
        "title": "Check a file",
        "title-of": "Check: {name}",
        "lead": "A Word file, a text or a PDF, checked on this machine; nothing is stored.",
        "file": "The file to check",
        "sent": "The text that was sent",
        "sent-help": "To find changes without a trace. Without it the tracked changes are shown.",
        "stored": "or a stored version, such as WORK@DATE",
        "here": "Drop a file here, or choose one",
        "paste": "or paste the text",
        "more": "More",
        "written": "Day of the file, where it states none",
        "on": "Check citations against the law of this day",
        "strict": "Count spaces and width too",
        "make": "Check it",
        "table-title": "Check somebody else’s comparison table",
        "table-lead": "Each quotation, number and mark of the table, against its two texts.",
        "table": "The table",
        "table-help": "A Word file, a workbook or a PDF.",
        "old": "Old text",
        "new": "New text",
        "make-table": "Check the table",
        "desk": "Review one by one",
        "again": "Check another file",
        "example": "See it on an example",
        "example-help": "An invented contract that came back with tracked changes, and with three that leave no trace.",
        "notes": "On reading the texts",
        "download": "Save this check",
        "fixed": "Word file with corrected citations",
        "not-made": "not checked",
        "unchecked": "not checked: {count}",
        "return": "Changes without a trace",
        "tracked": "Tracked changes",
        "citations": "Citations",
        "lint": "References, numbers and short names",
        "do-return": "Ask who made them, or put the sent words back: the tracked changes do not show them.",
        "do-tracked": "Drop the text that was sent as well, and what was changed without a trace is found.",
        "do-citations": "The day of the file chooses the versions that it cites; the column at the end has the words to write.",
        "do-table": "Correct these rows before the table is used.",
        "day-of-file": "Day of the file",
        "day-unknown": "not stated",
    },
)

NAMES = ("file", "sent", "written", "on", "strict")
TABLE = ("table", "old", "new")
"""The parameters of the address of both results."""


class NoFileError(UsageError):
    """A form came without a file or text that it needs."""

    def __init__(self) -> None:
        super().__init__(Message("choose a file or paste a text"))


def show_check(visit: Visit) -> Response:
    """The form, or the checks of what was dropped. Raises `StillWorkingError`."""
    if visit.asked("change"):
        return _form(visit)
    if visit.asked("table"):
        made: Sequence[MadeCheck] = (_table_checks(visit, PATIENCE),)
    elif visit.asked("file"):
        made = _file_checks(visit, PATIENCE)
    else:
        return _form(visit)
    return html(visit, _result(visit, made), frame=Frame(styles=("check.css",)))


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckHtml(HtmlPage):
    """The forms for a file and for somebody else's table."""

    template: str = "check.html.j2"
    words: Mapping[str, str]
    form: dropped.FormState


def _form(visit: Visit, error: PolicyDiffError | None = None) -> Response:
    words = WORDS[visit.language]
    form = dropped.FormState(visit=visit, error=error)
    page = CheckHtml(title=words["title"], words=words, form=form)
    status = 200 if error is None else status_of(error)
    return html(visit, page, frame=Frame(scripts=("drop.js",)), status=status)


def ask_again(visit: Visit, error: PolicyDiffError) -> Response:
    """The form with its mistake in place."""
    if not isinstance(error, dropped.MISTAKES):
        return refused(visit, error)
    asked = [(name, visit.asked(name)) for name in (*NAMES[:2], *TABLE)]
    if gone := [one for one in asked if one[0] == "table" and one[1]]:
        asked.remove(gone[0])
        if gone[0][1] not in visit.state.uploads:
            return _form(visit, FieldError("table", dropped.GoneError()))
    return _form(visit, dropped.located(visit, error, [one for one in asked if one[1]]))


def take_check(visit: Visit) -> Response:
    """Take the texts of a form, and lead to their checks."""
    if visit.field("example"):
        sent, returned = map(visit.state.uploads.put, example_drafts(visit.language))
        return onward("/check?" + urlencode({"file": returned, "sent": sent}))
    names = TABLE if "table" in visit.texts or visit.field("kind") == "table" else NAMES
    taken = {name: value for name in names if (value := dropped.take_operand(visit, name))}
    needed = TABLE if names is TABLE else ("file",)
    missing = [name for name in needed if name not in taken]
    if missing:
        raise FieldError(missing[0], NoFileError())
    return onward("/check?" + urlencode(taken))


def _file_checks(visit: Visit, patience: float | None = None) -> tuple[MadeCheck, ...]:
    asked = _asked_file(visit)
    key = ("check", asked, visit.language, _tip(visit))
    session = visit.session_of(asked.file, asked.sent)
    return visit.worked_apart(key, lambda: partial(check_file, asked, session), patience)


def _asked_file(visit: Visit) -> FileToCheck:
    """The file of the address, with its choices. Raises `GoneError`, `BadFactError`."""
    dropped.text_of(visit, visit.asked("file"))
    days = {name: visit.asked(name) or None for name in ("written", "on")}
    for name, day in days.items():
        if day is not None:
            try:
                check_date(name, day)
            except PolicyDiffError as error:
                raise FieldError(name, error) from error
    return FileToCheck(
        file=visit.asked("file"),
        sent=_stored(visit, "sent") or None,
        written=days["written"],
        on=days["on"] or visit.day,
        strict=bool(visit.asked("strict")),
    )


def _table_checks(visit: Visit, patience: float | None = None) -> MadeCheck:
    """The check of the table of the address. Raises `GoneError`."""
    dropped.text_of(visit, visit.asked("table"))
    asked = TableToCheck(
        table=visit.asked("table"), old=_stored(visit, "old"), new=_stored(visit, "new")
    )
    key = ("check", asked, visit.language, _tip(visit))
    session = visit.session_of(asked.table, asked.old, asked.new)
    return visit.worked_apart(key, lambda: partial(check_somebodys_table, asked, session), patience)


def table_check(visit: Visit) -> TableCheck:
    """The checked table of an address. Raises `GoneError`, `StillWorkingError`."""
    shown = _table_checks(visit, PATIENCE).shown
    if not isinstance(shown, TableCheck):
        raise NoSuchDownloadError
    return shown


def table_files(visit: Visit) -> tuple[tuple[str, str], ...]:
    """The files of a checked table, each with its words."""
    return tuple((label, _save(visit, "table", form)) for form, label in FORMS.items())


def _stored(visit: Visit, name: str) -> str:
    """The operand of the address, on the day of reading where it has no date."""
    operand = dropped.named(visit, name)
    return visit.on_day(operand) if operand else ""


def _tip(visit: Visit) -> str:
    store = visit.session.store_if_any()
    return "" if store is None else store.tip


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPart:
    """One check: its count of findings and its page, or why there is none.

    `desk` is the address where the findings are reviewed one by one, "" for none.
    """

    name: CheckName
    label: str
    findings: int
    unchecked: str = ""
    why: str = ""
    advice: str = ""
    desk: str = ""
    page: Page | None = None
    facts: Sequence[tuple[str, str]] = ()
    files: Sequence[tuple[str, str]] = ()

    @property
    def made(self) -> bool:
        """True where it could be made."""
        return self.page is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedHtml(HtmlPage):
    """The checks of a file on one page, the counts first."""

    template: str = "checked.html.j2"
    styles: tuple[str, ...] = ("report.css", "page.css")
    words: Mapping[str, str]
    name: str
    checks: Sequence[CheckPart]
    notes: Sequence[str]
    colon: str
    served: bool = True

    sort = staticmethod(sort_of)


def _result(visit: Visit, made: Sequence[MadeCheck]) -> CheckedHtml:
    words, name = WORDS[visit.language], _name(visit)
    notes = dict.fromkeys(visit.words(note) for check in made for note in check.notes)
    return CheckedHtml(
        title=words["title-of"].format(name=name),
        words=words,
        name=name,
        checks=[_part(visit, check) for check in made],
        notes=list(notes),
        colon=REPORT_WORDS[visit.language]["colon"],
    )


def _name(visit: Visit) -> str:
    return str(dropped.text_of(visit, visit.asked("table") or visit.asked("file")).name)


def _part(visit: Visit, made: MadeCheck) -> CheckPart:
    words = WORDS[visit.language]
    part = CheckPart(
        name=made.name,
        label=words[made.name],
        findings=made.findings,
        unchecked=words["unchecked"].format(count=made.unchecked) if made.unchecked else "",
        why="" if made.why is None else visit.words(made.why),
        advice=words.get(f"do-{made.name}", "") if made.findings else "",
    )
    if made.shown is None:
        return part
    files = [(label, _save(visit, made.name, form)) for form, label in FORMS.items()]
    if isinstance(made.shown, TableCheck) and made.findings:
        part = replace(part, desk=f"/check/desk?{visit.query}")
    if not isinstance(made.shown, Citations):
        return replace(part, page=page_of(made.shown, made.options), files=files)
    addresses = _Addresses(visit.session.store_if_any())
    if made.findings and dropped.text_of(visit, visit.asked("file")).data[:2] == b"PK":
        files.append((words["fixed"], _save(visit, made.name, "fixed")))
    return replace(
        part,
        page=citations_page(made.shown, made.options, addresses.of),
        facts=((words["day-of-file"], made.shown.day or words["day-unknown"]),),
        files=files,
    )


def _save(visit: Visit, name: str, form: str) -> str:
    return f"/check/{name}/{form}?{visit.query}"


class _Addresses:
    """The addresses of cited provisions, in the cited and the newest version."""

    def __init__(self, store: Repository | None) -> None:
        self._catalogue = None if store is None else store.catalogue()

    def of(self, one: CrossCitation) -> tuple[str, str]:
        """Both addresses, "" for what is not stored."""
        cited = one.cited
        if cited is None or cited.basis == "itself":
            return "", ""
        now = one.became.now[0][0] if one.became is not None and one.became.now else None
        then = self._address(cited.uri, cited.date, cited.eid)
        if one.became is None:
            return then, then
        return then, self._address(cited.uri, one.became.date, now)

    def _address(self, uri: str, day: str | None, eid: str | None) -> str:
        if self._catalogue is None:
            return ""
        work = self._catalogue.by_uri(uri)
        found = None if work is None else work.version_of(None if day == UNDATED else day)
        return version_address(self._catalogue, work, found, eid) if work and found else ""


def save_check(visit: Visit) -> Response:
    """A check as a file, or the Word file with its citations corrected."""
    name, form = visit.path["name"], visit.path["form"]
    if (name, form) == ("citations", "fixed"):
        return _fixed(visit)
    made = (_table_checks(visit),) if visit.asked("table") else _file_checks(visit)
    check = next((one for one in made if one.name == name and one.shown is not None), None)
    if check is None or check.shown is None or form not in FORMS:
        raise NoSuchDownloadError
    shown = check.shown
    if isinstance(shown, TableCheck):
        shown = with_marks(visit, shown)
    stem = f"{stem_of(_name(visit))}-{WORDS[visit.language][check.name]}"
    return save(shown, form, check.options, stem)


def _fixed(visit: Visit) -> Response:
    asked = _asked_file(visit)
    question = Question(source=asked.file, written=asked.written, on=asked.on)
    session, options = visit.session_of(asked.file), ReportOptions(language=visit.language)
    key = ("fixed", asked, visit.language, _tip(visit))
    made = visit.worked_apart(key, lambda: partial(fix, question, session, options), None)
    stem = f"{stem_of(_name(visit))}-{WORDS[visit.language]['fixed']}"
    return keep_file(made.file.data, stem, ".docx")


SCREENS = (
    Endpoint(path="/check", answer=show_check, refuse=ask_again),
    Endpoint(path="/check", answer=take_check, methods=("POST",), refuse=ask_again),
    Endpoint(path="/check/{name}/{form}", answer=save_check),
)
