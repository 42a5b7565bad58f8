"""policydiff diff."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import click

from policydiff.cli.lazy import examples
from policydiff.cli.options import F, bound, option
from policydiff.cli.output import (
    ALWAYS,
    Output,
    deliver,
    notify,
    output_options,
    refuse_binary,
    report_options,
    report_outcome,
    report_problems,
)
from policydiff.cli.reading import PAIRS, READING, leave, moment, remark, session
from policydiff.cli.settings import shared
from policydiff.comparing.actions.diff import (
    Diffed,
    DiffedAll,
    DiffOptions,
    diff,
    diff_all,
    diff_tracked,
)
from policydiff.comparing.actions.leaf import leaf_options
from policydiff.comparing.actions.written import NamedReport, written
from policydiff.comparing.report.table.coverage import no_difference
from policydiff.comparing.report.table.summary import noise_words
from policydiff.locale import Language
from policydiff.messages import Message
from policydiff.model.profile import COLUMNS, FOUND, Column, Reason, TableProfile
from policydiff.model.reports import ReportOptions
from policydiff.model.source import DOUBTS, OLDER_ON_THE_RIGHT
from policydiff.report.formats import REPORTS, formats
from policydiff.report.labels import WORDS
from policydiff.works.session import Session
from policydiff.works.writing import report_family, write_file

EMPTY_WHERE_EQUAL = ("comparison", "brief")
"""The reports that have nothing to say of equal texts; the duties of a text are there all the same."""

DATA = ("json", "csv", "concordance")
"""The formats for programs: they are written of equal texts, too."""

REPORTED: frozenset[Column] = frozenset((*COLUMNS, "number"))
"""The columns of a table that no profile makes."""


def read_columns(
    _context: click.Context, _parameter: click.Parameter, value: str | None
) -> tuple[Column, ...] | None:
    """The columns of a table, which commas separate; None for its own."""
    if value is None:
        return None
    known: tuple[Column, ...] = get_args(Column)
    names = [name.strip() for name in value.replace("，", ",").split(",")]
    chosen = tuple(column for name in names for column in known if column == name)
    if (
        len(chosen) != len(names)
        or len(set(names)) != len(names)
        or not {"left", "right"} & set(names)
    ):
        raise click.BadParameter(
            Message(
                "name each column once, left or right among them: {known}", known=", ".join(known)
            )
        )
    return chosen


def read_profile_option(
    _context: click.Context, _parameter: click.Parameter, value: str | None
) -> TableProfile | None:
    """The profile of this name or file; None where nobody names one."""
    if value is None:
        return None
    from policydiff.comparing.actions.profiles import read_profile  # noqa: PLC0415 - where one is named

    return read_profile(value)


COMPARING = {
    "granularity": option("The unit of a redline."),
    "show_noise": option("Mark differences in width, spaces and punctuation too."),
}
SHAPE = {
    "only_changed": option("Leave out what did not change."),
    "omit_replaced": option(
        "Leave out articles in which nothing but a stated replacement changed; the statement names each."
    ),
    "facts": option(
        "Typed facts of a change: figures, periods, penalties, duties, bodies and references, or all, scope and terms too. JSON has all."
    ),
    "whole": option(
        "Every article in full, unchanged ones too, without ……; with --only-changed, the changed ones in full."
    ),
}
"""What `diff` and `report` let a person choose of a comparison, and of how it is written."""


def shaped(
    shape: ReportOptions, path: Path | None, language: Language, options: DiffOptions
) -> ReportOptions:
    """The options of a report, adapted to the place where it goes."""
    there = report_options(path, language)
    profile = shape.profile
    if profile is not None and shape.columns is not None:
        profile = replace(profile, columns=shape.columns)
    return replace(
        shape,
        profile=profile,
        language=language,
        width=there.width,
        colour=there.colour,
        show_noise=options.show_noise,
        reasons=() if options.reasons is None else _reasons(options.reasons, profile),
    )


def _reasons(path: Path, profile: TableProfile | None) -> tuple[Reason, ...]:
    from policydiff.comparing.actions.reasons import read_reasons  # noqa: PLC0415 it loads the readers of tables

    return read_reasons(path, profile)


TABLE = {
    "profile": option(
        "The 对照表 as it is sent: law, draft, listed-company, four-column, ministry, rules, or a TOML file; without -o, beside RIGHT.",
        callback=read_profile_option,
        type=str,
    ),
    "columns": option(
        "Columns of a 对照表, in this order: number, left, right, kind, note; of one with a profile also left_number, right_number, type, basis, reason.",
        callback=read_columns,
        multiple=False,
        type=str,
    ),
}
"""What `diff` lets a person choose of a 对照表."""

REASONS = option(
    "Reasons that you wrote: reasons.toml, or the table (.docx, .xlsx) with its columns filled in."
)


def comparing(command: F) -> F:
    """Add the texts and all options of a command that compares them."""
    options = (
        click.argument("texts", nargs=-1, required=True, metavar="LEFT [RIGHT] [NEXT]..."),
        output_options(
            (*formats("comparison"), *REPORTS),
            form="terminal, html, leaf (to be marked by a colleague and read back), markdown, json, jsonl, concordance, csv, docx, redline_docx, xlsx, pdf; or a report of its own: brief (one page), duties (with their penalties). Default: by the ending of --output, else terminal.",
            quiet="No remarks about the texts on stderr.",
        ),
        bound(
            "options",
            DiffOptions,
            provision=option(
                "Follow this provision only (第十条, art_10), with its text in every version."
            ),
            exit_code=option("Leave with 1 where there are changes."),
            **COMPARING,
            pairs=PAIRS,
            reasons=REASONS,
            **READING,
        ),
        bound(
            "shape",
            ReportOptions,
            **SHAPE,
            authors=option(
                "Who made each tracked change, and when: of one file that is compared with its original."
            ),
            order=option("The side whose order a concordance or a 对照表 follows."),
            **TABLE,
            chapters=option(
                "Only this chapter (第二章, 第一编第二章, 总则, chp_2); can be given several times.",
                "--chapter",
            ),
            author=option("Who signs the tracked changes of redline_docx.  [default: policydiff]"),
            made=option(
                "When they were made: 2026-01-31, 2026-01-31T09:30.  [default: the date of RIGHT]",
                callback=moment,
            ),
        ),
        shared,
    )
    made: Any = command
    for one in reversed(options):
        made = one(made)
    return made  # type: ignore[no-any-return]


@click.command(
    "diff",
    **examples(
        "policydiff diff old.txt new.html",
        "policydiff diff old.txt new.txt -o report.html",
        "policydiff diff 对外贸易法@2022-12-30 对外贸易法@2025-12-27 --format html -o report.html",
        "policydiff diff 对外贸易法@2022-12-30 对外贸易法 --only-changed --lang zh",
        "policydiff diff 对外贸易法@2022-12-30 对外贸易法 --format concordance --order right",
        "policydiff diff old.docx new.pdf --chapter 第二章 --columns left,right,note -o table.docx",
        "policydiff diff old.docx new.docx --profile listed-company",
        "policydiff diff old.docx new.docx --whole -o whole.docx",
        "policydiff diff old.docx new.docx --format brief -o brief.docx",
        "policydiff diff old.docx new.docx --format duties -o duties.xlsx",
        "policydiff diff old.docx new.docx --format redline_docx --author 法规处 -o redline.docx",
        "policydiff diff old.docx new.docx --format leaf -o 活页.html",
        "policydiff diff 2018.txt 2021.txt 2024.html -o versions.html",
        "policydiff diff 2018.txt 2021.txt 2024.html --provision 第十条",
        "policydiff diff old.txt new.html --pairs pairs.toml -o report.html",
        "policydiff diff returned.docx --authors -o changes.html",
        "policydiff diff --exit-code draft-1.txt draft-2.txt --format json",
    ),
)
@comparing
def command(
    *,
    texts: tuple[str, ...],
    output: Output,
    options: DiffOptions,
    shape: ReportOptions,
) -> None:
    """Compare LEFT with RIGHT, clause by clause; of three and more texts each with the NEXT, and
    every provision through all. A file with tracked changes alone: its original with its accepted text.

    Each is a file, - for standard input, or the name of a stored version: WORK, WORK@DATE (that
    version) or WORK@@DATE (in force on that day).
    """
    family, form = report_family(output.path, output.form)
    if shape.profile is None:
        refuse_binary(form, output.path)
    here = session(*texts)
    found = compare(texts, here, options, shape, family=family)
    report_exchanged(found, quiet=output.quiet)
    shape = shaped(shape, output.path, language_of(found, here), options)
    file = output.path is not None or shape.profile is not None
    if file and family in EMPTY_WHERE_EQUAL and form not in DATA and is_equal(found):
        report_equal(found, shape, here.language, quiet=output.quiet)
        finish(found, options)
        return
    if shape.profile is not None and isinstance(found, Diffed):
        form = form if output.path or output.form else "docx"
        save(found, written(found, form, shape), output, options)
        finish(found, options)
        return
    report = written(found, form, _to_send(found, form, here, shape), family)
    for message in report.unplaced:
        notify(message)
    held = (
        family == "comparison"
        and output.path is None
        and form in ("terminal", "html", "markdown")
        and len(texts) <= 2
    )  # such a report on the screen holds the remarks
    remark_on(found, quiet=output.quiet, held=held and options.provision is None)
    deliver(
        report.data,
        form,
        output.path,
        sources=sources(found, options),
        texts=("terminal", "concordance"),
        quiet=output.quiet,
    )
    finish(found, options)


def _to_send(
    found: Diffed | DiffedAll, form: str, here: Session, shape: ReportOptions
) -> ReportOptions:
    """The options with what a leaf bears when it is sent."""
    if form == "leaf" and isinstance(found, Diffed):
        return leaf_options(found, here, shape)
    return shape


def compare(
    texts: tuple[str, ...],
    here: Session,
    options: DiffOptions,
    shape: ReportOptions,
    *,
    family: str = "comparison",
) -> Diffed | DiffedAll:
    """Compare two texts, or several, or one provision of them.

    Of one file its original is compared with its accepted text. Raises `click.UsageError` where
    what is asked for is of two texts, or of one, or only a profile has it.
    """
    if shape.authors and len(texts) > 1:
        raise click.UsageError(
            Message("--authors is about the tracked changes of one file; name that file alone")
        )
    if len(texts) > 2 or options.provision is not None:
        _refuse_for_several(options, shape, family)
    if shape.profile is not None and family != "comparison":
        raise click.UsageError(
            Message("--profile and --format {form} are two reports; ask for one", form=family)
        )
    if options.reasons is not None and family != "comparison":
        raise click.UsageError(
            Message("--format {form} shows no reasons; leave out --reasons", form=family)
        )
    if shape.profile is not None and FOUND & set(shape.columns or ()):
        raise click.UsageError(
            Message(
                "no table of a profile has the columns kind and note: they are what policydiff found"
            )
        )
    if shape.profile is None and set(shape.columns or ()) - REPORTED:
        raise click.UsageError(
            Message("without --profile the columns are: {known}", known=", ".join(sorted(REPORTED)))
        )
    if len(texts) == 1:
        if options.provision is not None or options.revisions != "accepted":
            raise click.UsageError(Message("name two texts to compare, or more"))
        return diff_tracked(texts[0], here, options)
    if len(texts) == 2 and options.provision is None:
        return diff(texts[0], texts[1], here, options)
    return diff_all(texts, here, options)


def _refuse_for_several(options: DiffOptions, shape: ReportOptions, family: str) -> None:
    """Raise `click.UsageError` for what only two whole texts can have."""
    refused: tuple[tuple[object, Message], ...] = (
        (
            shape.chapters,
            Message(
                "--chapter chooses from the comparison of two texts; compare two at a time, without --provision"
            ),
        ),
        (
            options.reasons,
            Message(
                "--reasons are those for two texts; compare two at a time, without --provision"
            ),
        ),
        (
            shape.profile,
            Message(
                "--profile makes the table of two texts; compare two at a time, without --provision"
            ),
        ),
        (
            family != "comparison",
            Message(
                "--format {form} is a report on two texts; compare two at a time, without --provision",
                form=family,
            ),
        ),
    )
    for asked, message in refused:
        if asked:
            raise click.UsageError(message)


def is_equal(found: Diffed | DiffedAll) -> bool:
    """True for two texts between which nothing changed."""
    return isinstance(found, Diffed) and not found.changed


def report_equal(
    found: Diffed | DiffedAll, shape: ReportOptions, language: Language, *, quiet: bool
) -> None:
    """Report that two texts are equal, and what was compared; and their doubts."""
    remark_on(found, quiet=quiet, held=False)
    (comparison,) = found.each
    same = no_difference(comparison)
    rule = noise_words(comparison, replace(shape, language=language))
    report_outcome(
        Message(
            "{same} Not counted as changes: {rule}. No file was written.",
            same=same,
            rule=WORDS[language]["list"].join(rule),
        )
        if rule
        else Message("{same} No file was written.", same=same)
    )


def save(
    found: Diffed | DiffedAll, report: NamedReport, output: Output, options: DiffOptions
) -> None:
    """Write a report to the file that was named, else beside the new text.

    Words that stand nowhere, and claims that the texts do not prove, are reported. Raises what
    `write_file` raises.
    """
    for message in report.unplaced:
        notify(message)
    path = output.path or report.path_beside(found.sides[1])
    write_file(report.data, path, sources=sources(found, options))
    remark_on(found, quiet=output.quiet, held=False)
    if not output.quiet:
        for message in report.withheld:
            notify(message)
    report_outcome(Message("{path} written", path=path))


def sources(found: Diffed | DiffedAll, options: DiffOptions) -> tuple[Path, ...]:
    """The files that were read, which no report may overwrite."""
    return tuple(
        path
        for path in (*(side.path for side in found.sides), options.pairs, options.reasons)
        if path
    )


def finish(found: Diffed | DiffedAll, options: DiffOptions) -> None:
    """Leave with the exit code of the result."""
    leave(found.sides)
    if options.exit_code and found.changed:
        raise click.exceptions.Exit(1)


def language_of(found: Diffed | DiffedAll, here: Session) -> Language:
    """The language of the report on a comparison."""
    return here.language_on(*(side.document for side in found.sides))


def report_exchanged(found: Diffed | DiffedAll, *, quiet: bool) -> None:
    """Report before anything else that an older text stands on the right."""
    _report_pairs(found, frozenset((OLDER_ON_THE_RIGHT,)), quiet=quiet)


def remark_on(found: Diffed | DiffedAll, *, quiet: bool, held: bool) -> None:
    """Report the problems of files, and the other doubts about texts.

    Doubts about each text and each pair are reported. Other problems of stored versions were
    reported when they were added. Where the report holds them, only the doubts and the contents
    that were left alone are repeated: the report is about the texts.
    """
    remark(found.sides, quiet=quiet, codes=ALWAYS if held else None)
    _report_pairs(found, DOUBTS - {OLDER_ON_THE_RIGHT}, quiet=quiet)


def _report_pairs(found: Diffed | DiffedAll, codes: Collection[str], *, quiet: bool) -> None:
    """Report the doubts of these codes about each pair of texts."""
    for left, right, comparison in zip(found.sides, found.sides[1:], found.each, strict=False):
        problems = [problem for problem in comparison.problems if problem.code in codes]
        report_problems(
            f"{left.file_name or left.operand} → {right.file_name or right.operand}",
            problems,
            quiet=quiet,
        )
