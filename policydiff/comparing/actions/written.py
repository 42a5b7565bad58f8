"""A comparison as a file: which report it is, its bytes, and its name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from policydiff.comparing.actions.diff import Diffed, DiffedAll
from policydiff.comparing.report.table.comparison import ComparisonView, view_comparison
from policydiff.comparing.report.table.reasons import unplaced_words
from policydiff.locale import Labels, Language
from policydiff.messages import Message
from policydiff.model.comparison import Comparison
from policydiff.model.names import UNDATED
from policydiff.model.reports import ReportOptions, Shown
from policydiff.report import formats
from policydiff.report.labels import date_word
from policydiff.report.sheets.data_rows import Cell, rows_of
from policydiff.works.folder import safe_name
from policydiff.works.resolve import Resolved
from policydiff.works.writing import free_path

if TYPE_CHECKING:
    from policydiff.comparing.report.sent.sent_table import SentTable


FILE_WORDS = Labels(
    "name of a file",
    {
        "table": "comparison",
        "brief": "brief",
        "duties": "duties",
        "redline": "tracked-changes",
        "leaf": "leaf",
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedReport:
    """A report, and the name of its file without the ending.

    `unplaced` are words of a person that stand beside no row, `withheld` the sentences of a profile
    that the texts do not prove.
    """

    data: bytes
    name: str
    suffix: str
    unplaced: tuple[Message, ...] = ()
    withheld: tuple[Message, ...] = ()

    @property
    def file_name(self) -> str:
        """The name of the file."""
        return self.name + self.suffix

    def path_beside(self, side: Resolved) -> Path:
        """A free path in the folder of a text; in the current one for a stored text."""
        folder = Path() if side.path is None else side.path.parent
        return free_path(folder, self.name, self.suffix)


def written(
    found: Diffed | DiffedAll,
    form: str,
    options: ReportOptions,
    family: str = "comparison",
    *,
    view: ComparisonView | None = None,
) -> NamedReport:
    """The report of a family, or the table of the profile of the options.

    A file is named after the new text and the report, the table of a profile as that demands; `view`
    is that of the comparison, where it is at hand. Raises `UnknownFormatError`, and what
    `view_comparison` raises.
    """
    if isinstance(found, Diffed) and family == "comparison" and options.profile is not None:
        return written_table(sent_table(found.comparison, options), form, options)
    shown: Shown = (
        found.comparisons
        if isinstance(found, DiffedAll)
        else _shown(found.comparison, family, options, view)
    )
    return NamedReport(
        data=formats.write(shown, form, options),
        name=_name(found.sides[1], form, family, options.language),
        suffix=formats.FORMATS[form].suffix,
        unplaced=tuple(unplaced_words(shown.unplaced)) if isinstance(shown, ComparisonView) else (),
    )


def written_table(table: SentTable, form: str, options: ReportOptions) -> NamedReport:
    """The table of a profile: 《…》修订对照表（2025年9月18日）.docx."""
    return NamedReport(
        data=formats.write(table, form, options),
        name=dated_name(table.file_name, table),
        suffix=formats.FORMATS[form].suffix,
        withheld=table.withheld,
    )


def dated_name(name: str, table: SentTable) -> str:
    """The name of a file with the day of a table, without its ending."""
    date = f"（{date_word(table.day, 'zh')}）" if table.day else ""
    return f"{safe_name(name, '《》')}{date}"


def sent_table(comparison: Comparison, options: ReportOptions) -> SentTable:
    """The table of the options' profile. Raises as `view_comparison`."""
    from policydiff.comparing.report.sent.sent_table import view_sent_table  # noqa: PLC0415 - for it

    profile = options.profile
    if profile is not None:
        columns = options.columns or profile.columns
        order = options.order or profile.order
        options = replace(options, order=order, profile=replace(profile, columns=columns))
    return view_sent_table(view_comparison(comparison, options), options)


def report(comparison: Comparison, form: str, options: ReportOptions) -> bytes:
    """A comparison in a form. Raises `UnknownFormatError`, and as `view_comparison`."""
    return formats.write(view_comparison(comparison, options), form, options)


def _shown(
    comparison: Comparison, family: str, options: ReportOptions, view: ComparisonView | None
) -> Shown:
    if family == "duties":
        from policydiff.comparing.report.duties.duties import view_duties  # noqa: PLC0415 - for it

        return view_duties(comparison)
    view = view or view_comparison(comparison, options)
    if family != "brief":
        return view
    from policydiff.comparing.report.brief.brief import view_brief  # noqa: PLC0415 - as above

    return view_brief(view, options)


def _word(form: str, family: str) -> str:
    if form == "redline_docx":
        return "redline"
    return family if family in ("brief", "duties") else "table"


def leaf_name(title: str, language: Language) -> str:
    """The name of the file of a leaf without its ending: 《…》-活页."""
    return f"{safe_name(f'《{title}》', '《》')}-{FILE_WORDS[language]['leaf']}"


def _name(side: Resolved, form: str, family: str, language: Language) -> str:
    """The name of a text's file or its title and date, with the report."""
    if form == "leaf":
        return leaf_name(side.document.title, language)
    stem = f"{safe_name(side.document.title)}-{side.document.version_date or UNDATED}"
    stem = stem if side.path is None else side.path.stem
    return f"{stem}-{FILE_WORDS[language][_word(form, family)]}"


def rows(value: Comparison | Shown) -> tuple[dict[str, Cell], ...]:
    """The rows of a comparison, the links of a relation, the citations of a library.

    They are those of `--format jsonl`. Raises `UnknownFormatError` for a value without rows.
    """
    shown = view_comparison(value, ReportOptions()) if isinstance(value, Comparison) else value
    return tuple(dict(row) for row in rows_of(shown).rows)
