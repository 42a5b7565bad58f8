"""report: the work on each file and on each pair of texts, done on all cores."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal

from policydiff.comparing.engine.align.overrides import NO_OVERRIDES, Overrides
from policydiff.comparing.engine.compare import diff
from policydiff.comparing.report.index.index import ComparedStep, IndexText
from policydiff.comparing.report.table.comparison import view_comparison
from policydiff.comparing.report.table.coverage import no_difference, outside_articles
from policydiff.errors import PolicyDiffError
from policydiff.locale import Language
from policydiff.messages import Message
from policydiff.model.comparison import Comparison
from policydiff.model.document import Document
from policydiff.model.history import version_facts
from policydiff.model.names import UNDATED
from policydiff.model.reports import ReportOptions
from policydiff.model.source import DOUBTS
from policydiff.reading.load import read_document
from policydiff.report import formats
from policydiff.works.resolve import TextOptions
from policydiff.works.session import language_on


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportAllOptions(TextOptions):
    """The choices for all the reports of a run."""

    shape: ReportOptions = field(default_factory=ReportOptions)
    """How each of them is written."""

    forms: tuple[str, ...] = ("html",)
    granularity: Literal["word", "char"] = "word"
    every: bool = False
    """All works of the repository."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentFile:
    """A file to be read, by its name and bytes."""

    name: str
    data: bytes

    @property
    def octets(self) -> int:
        """Its size, see `Engine.run`."""
        return len(self.data)


@dataclass(frozen=True, slots=True, kw_only=True)
class PairSide:
    """A text to be compared: read already, a file, or the reason why there is none."""

    text: IndexText
    content: Document | SentFile | Message


@dataclass(frozen=True, slots=True, kw_only=True)
class PairToCompare:
    """Two texts and what is stated of them; `pairs` may be why that is unknown."""

    left: PairSide
    right: PairSide
    pairs: Overrides | Message = NO_OVERRIDES

    @property
    def octets(self) -> int:
        """The size of its files, see `Engine.run`."""
        return sum(
            side.content.octets
            for side in (self.left, self.right)
            if isinstance(side.content, SentFile)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PairReport:
    """A comparison and its report in each format, or the reason without one."""

    step: ComparedStep
    files: tuple[tuple[str, bytes | Message], ...] = ()


def learn_text(
    options: TextOptions, file: SentFile | Message
) -> tuple[IndexText, Document] | Message:
    """The facts of a file's text and its document without it, or why there are none."""
    if isinstance(file, Message):
        return file
    try:
        document = _read_file(options, file)
    except Exception as error:  # noqa: BLE001 one file must not take the others with it
        return message_of(error)
    text = IndexText(date=document.version_date, title=document.title, source=file.name)
    return _with_facts(text, document), _head(document)


def compare_pair(
    options: ReportAllOptions, asked: Language | None, pair: PairToCompare
) -> PairReport:
    """Compare two texts and write each format; a person may have `asked` a language."""
    left, right = (_read(options, side) for side in (pair.left, pair.right))
    step = ComparedStep(left=left.text, right=right.text)
    made = _compare(options, left.content, right.content, pair.pairs)
    if isinstance(made, Message):
        return PairReport(step=replace(step, failures=(made,)))
    shape = replace(options.shape, language=language_on(asked, made.left, made.right))
    view = view_comparison(made, shape)
    step = replace(
        step,
        changed=made.changed,
        quiet=outside_articles(made) if made.changed else no_difference(made),
        summary=made.summary,
        counts=view.counts,
        findings=len(made.findings),
        doubts=tuple(_doubts(made)),
    )
    files: list[tuple[str, bytes | Message]] = []
    for form in options.forms:
        try:
            files.append((form, formats.write(view, form, shape)))
        except Exception as error:  # noqa: BLE001 one report must not take the others with it
            files.append((form, message_of(error)))
    return PairReport(step=step, files=tuple(files))


def message_of(error: Exception) -> Message:
    """The message of an error; an unforeseen error is reported as a bug."""
    if isinstance(error, PolicyDiffError):
        return error.message
    return Message("a bug in policydiff ({error})", error=f"{type(error).__name__}: {error}")


def _read(options: TextOptions, side: PairSide) -> PairSide:
    """The side as it was read, or with the reason why it was not."""
    content = side.content
    if isinstance(content, SentFile):
        try:
            content = _read_file(reading_alone(options), content)
        except Exception as error:  # noqa: BLE001 one text must not take the others with it
            content = Message("{name}: {why}", name=side.text.source, why=message_of(error))
    if isinstance(content, Message):
        return replace(side, content=content)
    return PairSide(text=_with_facts(side.text, content), content=content)


def reading_alone(options: TextOptions) -> TextOptions:
    """The choices for reading alone."""
    return TextOptions(dialect=options.dialect, kind=options.kind, revisions=options.revisions)


@lru_cache(maxsize=1)
def _read_file(options: TextOptions, file: SentFile) -> Document:
    """Read a file; the later text of a pair is often the earlier one of the next."""
    return read_document(
        file.data,
        file.name,
        dialect=options.dialect,
        kind=options.kind,
        revisions=options.revisions,
    )


def _compare(
    options: ReportAllOptions,
    left: Document | SentFile | Message,
    right: Document | SentFile | Message,
    pairs: Overrides | Message,
) -> Comparison | Message:
    """The comparison, or the reason why there is none."""
    if not isinstance(left, Document) or not isinstance(right, Document):
        return Message.joined(one for one in (left, right) if isinstance(one, Message))
    if isinstance(pairs, Message):
        return pairs
    try:
        return diff(
            left,
            right,
            granularity=options.granularity,
            show_noise=options.shape.show_noise,
            pairs=pairs,
        )
    except Exception as error:  # noqa: BLE001 one pair must not take the others with it
        return message_of(error)


def _with_facts(text: IndexText, document: Document) -> IndexText:
    """The text with the facts of its document."""
    return replace(
        text,
        title=document.title,
        articles=len(document.articles),
        facts=version_facts(document, text.date or UNDATED),
        computed=document.computed,
    )


def _head(document: Document) -> Document:
    """The facts of a document without its text."""
    return replace(
        document,
        preface=(),
        preamble=(),
        body=(),
        conclusions=(),
        attachments=(),
        problems=(),
        dropped=(),
    )


def _doubts(comparison: Comparison) -> Iterator[Message]:
    """Yield the doubts about the pair or either text, for the head of the report."""
    for problem in (*comparison.problems, *comparison.left.problems, *comparison.right.problems):
        if problem.code in DOUBTS:
            yield problem.message
