"""policydiff consolidate."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from policydiff.cli.lazy import examples
from policydiff.cli.output import emit, emit_text, report_problems, say, tell
from policydiff.cli.reading import standard_input
from policydiff.cli.settings import settings, shared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policydiff.cli.settings import Language
    from policydiff.model.consolidation import Consolidation, Operation, Verification
    from policydiff.workflows.consolidate import Consolidated

FORMATS = ("terminal", "json", "akn", "txt", "markdown")
INCOMPLETE = 6

WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "done": "{applied} operations applied, {failed} failed, {unparsed} sentences not read; the new text has {articles} articles",
        "exact": "the republished text is the same",
        "noise": "the republished text is the same but for noise (spaces, punctuation variants, line breaks)",
        "differs": "the republished text differs in {count} places:",
        "none": "no item orders it",
        "preamble": "preamble",
    },
    "zh": {
        "done": "已执行 {applied} 项修改，{failed} 项不能执行，{unparsed} 句未能识别；新文本共 {articles} 条",
        "exact": "与重新公布的文本一致",
        "noise": "与重新公布的文本仅有空格、标点写法、换行之别",
        "differs": "与重新公布的文本有 {count} 处不同：",
        "none": "决定未作此修改",
        "preamble": "序言",
    },
}
KINDS: dict[Language, dict[str, str]] = {
    "en": {},
    "zh": {
        "insertion": "增加",
        "substitution": "修改",
        "repeal": "删去",
        "renumbering": "改号",
        "split": "拆分",
        "join": "合并",
        "context": "说明",
        "applied": "已执行",
        "failed": "不能执行",
        "unparsed": "未识别",
        "other-work": "修改他法",
    },
}


@click.command(
    "consolidate",
    **examples(
        "policydiff consolidate law-2016.docx decision.docx",
        "policydiff consolidate law-2016.docx decision.docx --against law-2025.html",
        "policydiff consolidate 网络安全法@2016-11-07 decision.txt --format markdown -o new.md",
        "policydiff consolidate old.txt decision.txt --format json",
    ),
)
@click.argument("base")
@click.argument("decision")
@click.option("--against", help="The republished text, to be compared with what the decision says.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="Default: by the ending of --output, else terminal.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write the new text (or the JSON) to this file.")
@click.option("-q", "--quiet", is_flag=True, help="No remarks on stderr.")
@shared
def command(*, base: str, decision: str, against: str | None, form: str | None, output: Path | None, quiet: bool) -> None:
    """Carry out the amending DECISION on BASE: what the amended text reads like, and whether the republished one says the same.

    Each is a file, - for standard input, or a stored version: WORK, WORK@DATE, WORK@@DATE. Leaves with 6 where an instruction failed or was
    not understood. A decision for another text, or one that is carried out already, is refused, and nothing is written.
    """
    from policydiff.workflows.consolidate import consolidate  # noqa: PLC0415 --help needs click alone

    operands = [operand for operand in (base, decision, against) if operand is not None]
    form = _form(form, output)
    found = consolidate(base, decision, settings().repository, against=against, standard_input=standard_input(operands))
    for side in found.sides:
        if side.file_name is not None:
            report_problems(side.file_name, side.document.problems, quiet=quiet)
    if form == "terminal":
        for line in _lines(found.result, settings().language):
            say(line)
    else:
        _deliver(found, form, output, quiet=quiet)
    if not found.result.complete:
        raise click.exceptions.Exit(INCOMPLETE)


def _form(form: str | None, output: Path | None) -> str:
    """The form to write: what is asked for, else what the file's name tells, else the list of operations."""
    from policydiff.workflows.export import export_form  # noqa: PLC0415 --help needs click alone

    if form == "terminal" and output is not None:
        raise click.UsageError("the terminal's list is no file; choose json, akn, txt or markdown for -o")
    if form is not None or output is None:
        return form or "terminal"
    return "json" if output.suffix.lower() == ".json" else export_form(output)


def _deliver(found: Consolidated, form: str, output: Path | None, *, quiet: bool) -> None:
    """The new text or the JSON into its file or on stdout, the summary on stderr."""
    from policydiff.model.plugins import ExportOptions  # noqa: PLC0415 --help needs click alone
    from policydiff.workflows.consolidate import write_consolidation  # noqa: PLC0415 as above
    from policydiff.workflows.write import write_file  # noqa: PLC0415 as above

    language = settings().language
    data = write_consolidation(found.result, form, ExportOptions(language=language))
    if output is not None:
        write_file(data, output, sources=[side.path for side in found.sides if side.path is not None])
    else:
        (emit_text if form in ("txt", "markdown") else emit)(data)
    for line in () if quiet else _summary(found.result, language):
        tell(line)


def _lines(result: Consolidation, language: Language) -> Iterator[str]:
    """Every operation on a line, then the summary."""
    for operation in result.operations:
        yield _operation(operation, language)
    yield from _summary(result, language)


def _operation(operation: Operation, language: Language) -> str:
    words = KINDS[language]
    places = " → ".join(
        filter(None, (operation.target_num, operation.result_num if operation.result_num != operation.target_num else None))
    )
    told = operation.message or (operation.text if operation.kind == "context" else None)
    status = words.get(operation.status, operation.status)
    parts = (operation.instruction or "–", status, words.get(operation.kind, operation.kind), places, (told or "").replace("\n", " "))
    return "  ".join(part for part in dict.fromkeys(parts) if part)


def _summary(result: Consolidation, language: Language) -> Iterator[str]:
    words = WORDS[language]
    counts = {status: sum(o.status == status for o in result.operations) for status in ("applied", "failed", "unparsed")}
    yield words["done"].format(**counts, articles=len(result.document.articles))
    if result.verification is not None:
        yield from _verification(result.verification, words)


def _verification(verification: Verification, words: dict[str, str]) -> Iterator[str]:
    if verification.equal_but_noise:
        yield words["exact" if verification.exact else "noise"]
        return
    yield words["differs"].format(count=len(verification.differences))
    for difference in verification.differences:
        marks = {"delete": "[-{}-]", "insert": "{{+{}+}}"}
        edits = "".join(marks[e.op].format(e.text) if e.op != "equal" else _short(e.text) for e in difference.edits if not e.noise)
        yield f"  {difference.num or words['preamble']}（{difference.instruction or words['none']}）{edits}".replace("\n", " ")


def _short(text: str) -> str:
    """An equal stretch with its middle left out."""
    return text if len(text) <= 24 else f"{text[:10]}……{text[-10:]}"
