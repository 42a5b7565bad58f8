"""policydiff diff."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

import click

from policydiff.cli.lazy import examples
from policydiff.cli.output import ALWAYS, deliver, refuse_binary, report_options, report_problems
from policydiff.cli.reading import kind_of, leave, remark, revisions_option, standard_input
from policydiff.cli.settings import settings, shared
from policydiff.formats import formats
from policydiff.messages import Message
from policydiff.model.source import DOUBTS

if TYPE_CHECKING:
    from policydiff.app.diff import DiffOptions
    from policydiff.app.resolve import Resolved
    from policydiff.model.comparison import Comparison
    from policydiff.model.plugins import Column, FactChoice, ReportOptions
    from policydiff.model.reading import Revisions

BINARY = ("docx", "redline_docx", "xlsx", "pdf")
"""Reports that no terminal can show."""


def _columns(
    _context: click.Context, _parameter: click.Parameter, value: str | None
) -> tuple[Column, ...] | None:
    """The names of columns, parted by commas."""
    from policydiff.model.plugins import Column  # noqa: PLC0415 --help needs click alone

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


def _moment(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """A date, or a date and a time, as it was written."""
    from policydiff.render.office.tracked import BadMomentError, read_moment  # noqa: PLC0415 --help needs click alone

    if value is not None:
        try:
            read_moment(value)
        except BadMomentError as error:
            raise click.BadParameter(str(error)) from None
    return value


@click.command(
    "diff",
    **examples(
        "policydiff diff old.txt new.html",
        "policydiff diff old.txt new.txt -o report.html",
        "policydiff diff 对外贸易法@2022-12-30 对外贸易法@2025-12-27 --format html -o report.html",
        "policydiff diff 对外贸易法@2022-12-30 对外贸易法 --only-changed --lang zh",
        "policydiff diff 对外贸易法@2022-12-30 对外贸易法 --format concordance --order right",
        "policydiff diff old.docx new.pdf --chapter 第二章 --columns left,right,note -o table.docx",
        "policydiff diff old.docx new.docx --whole -o whole.docx",
        "policydiff diff old.docx new.docx --format redline_docx --author 法规处 -o redline.docx",
        "policydiff diff 2018.txt 2021.txt 2024.html -o versions.html",
        "policydiff diff 2018.txt 2021.txt 2024.html --provision 第十条",
        "policydiff diff old.txt new.html --pairs pairs.toml -o report.html",
        "policydiff diff --exit-code draft-1.txt draft-2.txt --format json",
    ),
)
@click.argument("texts", nargs=-1, required=True, metavar="LEFT RIGHT [NEXT]...")
@click.option(
    "--format",
    "form",
    type=click.Choice(formats("comparison")),
    help="Default: by the ending of --output, else terminal.",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Write the report to this file."
)
@click.option(
    "--provision",
    help="Follow this provision only (第十条, art_10), with its text in every version.",
)
@click.option("--exit-code", is_flag=True, help="Leave with 1 where there are changes.")
@click.option("--only-changed", is_flag=True, help="Leave out what did not change.")
@click.option(
    "--omit-replaced",
    is_flag=True,
    help="Leave out articles in which nothing but a stated replacement changed; the statement names each.",
)
@click.option(
    "--facts",
    type=click.Choice(["telling", "all"]),
    default="telling",
    show_default=True,
    help="Typed facts of a change: figures, periods, penalties, duties, bodies and references, or all, scope and terms too. JSON has all.",
)
@click.option(
    "--whole",
    is_flag=True,
    help="Every article in full, unchanged ones too, without ……; with --only-changed, the changed ones in full.",
)
@click.option(
    "--show-noise", is_flag=True, help="Mark differences in width, spaces and punctuation too."
)
@click.option(
    "--granularity",
    type=click.Choice(["word", "char"]),
    default="word",
    show_default=True,
    help="The unit of a redline.",
)
@click.option(
    "--order",
    type=click.Choice(["left", "right"]),
    help="The side whose order a concordance or a 对照表 follows.",
)
@click.option(
    "--columns",
    callback=_columns,
    help="Columns of a 对照表, in this order: number, left, right, kind, note.",
)
@click.option(
    "--chapter",
    "chapters",
    multiple=True,
    help="Only this chapter (第二章, 第一编第二章, 总则, chp_2); can be given several times.",
)
@click.option(
    "--author", help="Who signs the tracked changes of redline_docx.  [default: policydiff]"
)
@click.option(
    "--made",
    callback=_moment,
    help="When they were made: 2026-01-31, 2026-01-31T09:30.  [default: the date of RIGHT]",
)
@click.option(
    "--pairs",
    type=click.Path(path_type=Path),
    help="Pairings that a person set: a file that `policydiff pairs` began.",
)
@revisions_option
@click.option("--dialect", help="The drafting tradition of the files, where it is not recognised.")
@click.option(
    "--kind", callback=kind_of, help="The kind of instrument of the files, such as law or opinion."
)
@click.option("-q", "--quiet", is_flag=True, help="No remarks about the texts on stderr.")
@shared
def command(  # noqa: PLR0913 one parameter an option
    *,
    texts: tuple[str, ...],
    provision: str | None,
    form: str | None,
    output: Path | None,
    exit_code: bool,
    only_changed: bool,
    omit_replaced: bool,
    facts: FactChoice,
    whole: bool,
    show_noise: bool,
    granularity: Literal["word", "char"],
    order: Literal["left", "right"] | None,
    columns: tuple[Column, ...] | None,
    chapters: tuple[str, ...],
    author: str | None,
    made: str | None,
    pairs: Path | None,
    revisions: Revisions,
    dialect: str | None,
    kind: str | None,
    quiet: bool,
) -> None:
    """Compare LEFT with RIGHT, clause by clause; of three and more texts each with the NEXT, and
    every provision through all.

    Each is a file, - for standard input, or the name of a stored version: WORK, WORK@DATE (that
    version) or WORK@@DATE (in force on that day).
    """
    from policydiff.app.diff import DiffOptions, form_of  # noqa: PLC0415 as above
    from policydiff.model.plugins import COLUMNS, Profile  # noqa: PLC0415 --help needs click alone

    if len(texts) < 2:
        raise click.UsageError(Message("name two texts to compare, or more"))
    if chapters and (len(texts) > 2 or provision is not None):
        raise click.UsageError(
            Message(
                "--chapter chooses from the comparison of two texts; compare two at a time, without --provision"
            )
        )
    options = DiffOptions(
        granularity=granularity,
        show_noise=show_noise,
        dialect=dialect,
        kind=kind,
        pairs=pairs,
        revisions=revisions,
        standard_input=standard_input(texts),
    )
    form = form_of(output, form)
    refuse_binary(form, output, BINARY)
    shape = replace(
        report_options(output),
        only_changed=only_changed,
        omit_replaced=omit_replaced,
        facts=facts,
        whole=whole,
        show_noise=show_noise,
        order=order,
        profile=Profile(columns=columns or COLUMNS),
        chapters=chapters,
        author=author,
        made=made,
    )
    written = _compare(texts, options, provision, form, shape)
    held = (
        output is None and form in ("terminal", "html", "markdown") and not written.many
    )  # such a report on the screen holds the remarks
    _remark(written, quiet=quiet, held=held)
    read = [side.path for side in written.sides if side.path is not None]
    sources = read if pairs is None else [*read, pairs]
    deliver(
        written.data, form, output, sources=sources, texts=("terminal", "concordance"), quiet=quiet
    )
    leave(written.sides)
    if exit_code and written.changed:
        raise click.exceptions.Exit(1)


class _Written(NamedTuple):
    """A report and what must be known of it."""

    data: bytes
    sides: tuple[Resolved, ...]
    comparisons: tuple[Comparison, ...]
    changed: bool
    many: bool


def _compare(
    texts: tuple[str, ...],
    options: DiffOptions,
    provision: str | None,
    form: str,
    shape: ReportOptions,
) -> _Written:
    """The report of two texts, or that of several and of one provision."""
    if len(texts) == 2 and provision is None:
        from policydiff.app.diff import diff, report  # noqa: PLC0415 --help needs click alone

        found = diff(*texts, settings().repository, options)
        data = report(found.comparison, form, shape)
        return _Written(
            data=data,
            sides=(found.left, found.right),
            comparisons=(found.comparison,),
            changed=found.comparison.changed,
            many=False,
        )
    from policydiff.app.diff_all import diff_all, report_all  # noqa: PLC0415 as above

    several = diff_all(texts, settings().repository, options, provision)
    data = report_all(several.comparisons, form, shape)
    return _Written(
        data=data,
        sides=several.sides,
        comparisons=several.comparisons.comparisons,
        changed=several.comparisons.changed,
        many=True,
    )


def _remark(written: _Written, *, quiet: bool, held: bool) -> None:
    """The problems of the sides that are files, and the doubts about each text and each pair.

    Other problems of stored versions were told when they were added. Where the report holds them,
    only the doubts and what was left alone
    are told: the report is about the texts.
    """
    remark(written.sides, quiet=quiet, told=ALWAYS if held else None)
    for left, right, comparison in zip(
        written.sides, written.sides[1:], written.comparisons, strict=False
    ):
        problems = [problem for problem in comparison.problems if problem.code in DOUBTS]
        report_problems(
            f"{left.file_name or left.operand} → {right.file_name or right.operand}",
            problems,
            quiet=quiet,
        )
