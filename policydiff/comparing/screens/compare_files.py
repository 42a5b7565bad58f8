"""The files of a comparison: the table as it is sent, other reports, the record."""

from __future__ import annotations

from dataclasses import replace
from importlib.util import find_spec

from starlette.responses import Response

from policydiff.comparing.actions.check_pairs import stated_pairs
from policydiff.comparing.actions.check_record import received
from policydiff.comparing.actions.leaf import with_marks
from policydiff.comparing.actions.pairs import write_pairs
from policydiff.comparing.actions.profiles import (
    UnknownProfileError,
    profile_unasked,
    read_profile,
    with_written,
)
from policydiff.comparing.actions.written import (
    NamedReport,
    sent_table,
    written,
    written_table,
)
from policydiff.comparing.report.record.checked import CheckedComparison, CheckedSide
from policydiff.comparing.report.sent.sent_table import SentTable
from policydiff.comparing.screens.asked_comparison import Compared, compared
from policydiff.comparing.screens.compare_words import WORDS
from policydiff.model.names import UNDATED
from policydiff.model.profile import SHIPPED
from policydiff.model.reports import ReportOptions
from policydiff.report import formats
from policydiff.report.formats import FORMATS, UnknownFormatError
from policydiff.web.answers import Endpoint, file
from policydiff.web.visit import Visit
from policydiff.works.folder import safe_name

FORMS: dict[str, tuple[str, str]] = {
    "html": ("comparison", "html"),
    "leaf": ("comparison", "leaf"),
    "redline_docx": ("comparison", "redline_docx"),
    "brief": ("brief", "docx"),
    "duties": ("duties", "docx"),
    "xlsx": ("comparison", "xlsx"),
    "pdf": ("comparison", "pdf"),
    "markdown": ("comparison", "markdown"),
    "csv": ("comparison", "csv"),
    "json": ("comparison", "json"),
}
"""What is asked for → the family and the format."""

RECORD_FORMS: dict[str, str] = {
    f"record-{form}": form for form in ("docx", "xlsx", "markdown", "json")
}

PAIRS = "pairs"
"""The file of pairings, which people correct and the command line takes."""

_BASE = "application/vnd.openxmlformats-officedocument."
_MEDIA = {
    ".docx": _BASE + "wordprocessingml.document",
    ".xlsx": _BASE + "spreadsheetml.sheet",
    ".html": "text/html",
    ".md": "text/markdown",
    ".csv": "text/csv",
    ".json": "application/json",
    ".pdf": "application/pdf",
}


def has_pdf() -> bool:
    """True where the packages of PDF reports are installed."""
    return find_spec("typst") is not None


def send_file(visit: Visit) -> Response:
    """A file of the comparison, by the parameter `as`.

    Raises `UnknownFormatError`, `UnknownProfileError`, and what `compared` raises.
    """
    one = compared(visit, visit.asked("left"), visit.asked("right"))
    form = visit.asked("as", "word")
    if form == "word":
        return _word(one, visit.asked("profile"))
    if form == PAIRS:
        found = one.found
        data = write_pairs(found.comparison, found.pairs, visit.language)
        return file(data, f"{PAIRS}.toml", "application/toml")
    if form in RECORD_FORMS:
        return _record(one, RECORD_FORMS[form])
    if form not in FORMS or (form == "pdf" and not has_pdf()):
        raise UnknownFormatError(form, "comparison")
    family, name = FORMS[form]
    options = with_marks(one.found, one.record, one.options) if form == "leaf" else one.options
    return _file(written(one.found, name, options, family, view=one.view))


def checked(one: Compared) -> CheckedComparison:
    """The comparison with its record."""
    texts = one.check.texts
    left, right = (
        CheckedSide(text_sha256=text, file=received(side, one.check.session))
        for text, side in zip(texts.hashes, texts.sides, strict=True)
    )
    return CheckedComparison(
        view=one.view,
        record=one.record,
        keys=one.keys,
        sides=(left, right),
        pairs=stated_pairs(one.check),
    )


def table_of(one: Compared, name: str = "") -> tuple[SentTable, ReportOptions] | None:
    """The table as it is sent, by a named profile or the one that suits.

    It has a column for each sort of words that a person wrote. None for texts that are not Chinese,
    where nobody named a profile. Raises `UnknownProfileError`.
    """
    if name and name not in SHIPPED:
        raise UnknownProfileError(name)
    documents = tuple(side.document for side in one.found.sides)
    language = one.check.session.beside(asked=False).language_on(*documents)
    profile = read_profile(name) if name else profile_unasked(language, documents[0], documents[1])
    if profile is None:
        return None
    options = replace(
        one.options, language=language, profile=with_written(profile, one.options.reasons)
    )
    key = ("sent", *one.stamp, name)
    made = one.visit.state.results.get(key, lambda: sent_table(one.found.comparison, options))
    return made, options


def _word(one: Compared, profile: str) -> Response:
    """The table in Word, under the name that the command line gives it."""
    found = table_of(one, profile)
    if found is None:
        return _file(written(one.found, "docx", one.options, view=one.view))
    table, options = found
    return _file(written_table(table, "docx", options))


def _record(one: Compared, form: str) -> Response:
    """The record, under the title and the date of the new text."""
    document, suffix = one.found.right.document, FORMATS[form].suffix
    word = WORDS[one.visit.language]["file-record"]
    stem = f"{safe_name(document.title)}-{document.version_date or UNDATED}"
    data = formats.write(checked(one), form, one.options)
    return file(data, f"{stem}-{word}{suffix}", _MEDIA[suffix])


def _file(report: NamedReport) -> Response:
    return file(report.data, report.file_name, _MEDIA[report.suffix])


SCREENS = (Endpoint(path="/compare/file", answer=send_file),)
