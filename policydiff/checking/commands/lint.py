"""policydiff lint."""

from __future__ import annotations

import click

from policydiff.checking.actions.lint import Linted, LintOptions, lint
from policydiff.cli.lazy import examples
from policydiff.cli.options import bound, format_option, option
from policydiff.cli.output import emit_json, print_text, problem_line, report_outcome
from policydiff.cli.reading import READING, leave, remark, session
from policydiff.cli.settings import language, shared
from policydiff.cli.text import one_line
from policydiff.locale import translate
from policydiff.messages import Message
from policydiff.model.source import DOUBTS
from policydiff.report.labels import WORDS
from policydiff.text.lint.flaw import FLAWS
from policydiff.works.session import Session


@click.command(
    "lint",
    **examples(
        "policydiff lint draft.txt",
        "policydiff lint 对外贸易法@2025-12-27",
        "policydiff lint draft.txt --format json",
        "policydiff lint drafts/*.docx --level all",
        "policydiff lint works/cn/law/2016/wangluoanquanfa/2016-11-07.xml --level schema",
    ),
)
@click.argument("documents", metavar="DOCUMENT...", nargs=-1, required=True)
@format_option("text", "json", line="What to print.")
@bound(
    "options",
    LintOptions,
    level=option(
        "What to look at: the schemas of Akoma Ntoso, the problems that were met when the text was read, its drafting, or all of them."
    ),
    **READING,
)
@shared
def command(*, documents: tuple[str, ...], form: str, options: LintOptions) -> None:
    """Check the drafting of each DOCUMENT: a file, - for standard input, or WORK, WORK@DATE,
    WORK@@DATE of the repository.

    Found are references that lead nowhere, numbers that skip, repeat or run backwards, terms that
    are defined and never used, twice or too late,
    brackets and quotation marks without their partner, and headings without content; of a stored
    text also that its work, its time of trial or its ground has ended. The exit code
    is 0 where nothing is
    found, else 6.

    --level problems lists instead what reading the text met with; --level schema asks whether its
    Akoma Ntoso is valid: the file itself where it is such XML, else what the text becomes. Where it
    is not, the exit code is 3.
    """
    if form == "json" and len(documents) > 1:
        raise click.UsageError(Message("--format json is for one document at a time"))
    here = session(*documents)
    checked = [_print_check(document, form, here, options) for document in documents]
    found = any(linted.check.findings for linted in checked)
    leave([linted.resolved for linted in checked], incomplete=found)


def _print_check(document: str, form: str, here: Session, options: LintOptions) -> Linted:
    linted = lint(document, here, options)
    remark([linted.resolved], codes=() if linted.check.problems else DOUBTS)
    name = linted.resolved.file_name or document
    if form == "json":
        emit_json(linted.check.to_dict())
    else:
        for problem in linted.check.problems:
            print_text(problem_line(name, problem))
        for flaw, place in zip(linted.check.flaws, linted.check.places, strict=True):
            where = name if flaw.line is None else f"{name}:{flaw.line}"
            parts = (
                where,
                place,
                translate(Message(FLAWS[flaw.type]), language()),
                translate(flaw.message, language()),
            )
            print_text(one_line(WORDS[language()]["colon"].join(filter(None, parts))))
        outcome = Message.joined(linted.outcome(options.level))
        report_outcome(Message("{name}: {parts}", name=one_line(name), parts=outcome))
    return linted
