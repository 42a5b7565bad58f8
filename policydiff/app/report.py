"""report: compare every two consecutive versions of many works.

A report of each comparison is written in each chosen format, and an index of them all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from policydiff import formats
from policydiff.app.report_folder import INDEX, PAGE, ReportFolder, Stems, open_folder, safe_name
from policydiff.app.report_texts import (
    CollectOptions,
    Pairs,
    Source,
    WorkTexts,
    collect_texts,
    message_of,
)
from policydiff.app.resolve import TextOptions
from policydiff.app.session import Session
from policydiff.diffing.compare import diff
from policydiff.messages import Message
from policydiff.model.comparison import Comparison
from policydiff.model.document import Document
from policydiff.model.history import version_facts
from policydiff.model.names import UNDATED
from policydiff.model.plugins import ReportOptions
from policydiff.model.source import DOUBTS
from policydiff.views.comparison import view_comparison
from policydiff.views.index import ComparedStep, IndexText, IndexWork, Overview, ReportFile


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
class Reported:
    """The outcome of a run.

    `page` is the index, `left_over` are files of an earlier report that this one did not write.
    """

    overview: Overview
    page: Path
    left_over: tuple[str, ...] = ()


def report(
    operands: Sequence[str],
    session: Session,
    out: Path,
    options: ReportAllOptions,
) -> Reported:
    """Compare the versions of each work and write the reports.

    Trouble with a single text, comparison or file is in the result and stops nothing else.

    Operands are folders of texts and works of the repository. The index is written last.

    Raises what `report_texts.collect_texts` and `report_folder.open_folder` raise, and
    `UnknownFormatError`.
    """
    forms = tuple(dict.fromkeys(options.forms))
    names = {form: _ending(form) for form in forms}
    folder = open_folder(
        out, tuple(path for operand in operands if (path := Path(operand)).is_dir())
    )
    collecting = CollectOptions(reading=options, leave_out=out, watch=session.watch)
    found, unread = collect_texts(operands, session, collecting, every=options.every)
    shape = replace(options.shape, language=session.language_of(*(work.title for work in found)))
    options = replace(options, shape=shape)
    press = _Press(
        folder=folder,
        options=options,
        endings=names,
        session=session,
        total=sum(max(0, len(work.sources) - 1) for work in found),
    )
    overview = Overview(works=tuple(map(press.work, found)), forms=forms, unread=unread)
    page = folder.write(PAGE, formats.write(overview, "html", options.shape))
    folder.write(INDEX, formats.write(replace(overview, page=(PAGE, page)), "json", options.shape))
    return Reported(overview=overview, page=folder.path / PAGE, left_over=folder.left_over())


def _ending(form: str) -> str:
    """The ending of a report's file.

    Where an earlier format of the table has the same ending, the name of the format stands before
    it.
    """
    endings = formats.suffixes("comparison")
    suffix = endings[form]
    first = next(name for name, ending in endings.items() if ending == suffix)
    return suffix if first == form else f"_{form}{suffix}"


class _Press:
    """A writer of reports, for one work after the other."""

    def __init__(
        self,
        *,
        folder: ReportFolder,
        options: ReportAllOptions,
        endings: dict[str, str],
        session: Session,
        total: int,
    ) -> None:
        self.folder = folder
        self.options = options
        self.endings = endings
        self.session = session
        self.total = total
        self.done = 0
        self.stems = Stems()

    def work(self, texts: WorkTexts) -> IndexWork:
        """Write the reports of all pairs of one work."""
        stem = self.stems.give(texts.title)
        before: tuple[Source, _Read] | None = None
        read: list[IndexText] = []
        steps: list[ComparedStep] = []
        for source in texts.sources if len(texts.sources) > 1 else ():
            now = source, _read(source)
            read.append(now[1].text)
            if before is not None:
                steps.append(self._step(stem, before[1], now[1], texts.pairs))
            before = now
        shown = tuple(read) or tuple(source.text for source in texts.sources)
        return IndexWork(
            title=texts.title,
            kind=texts.kind,
            texts=shown,
            steps=tuple(steps),
            remarks=texts.remarks,
        )

    def _step(self, stem: str, left: _Read, right: _Read, pairs: Pairs) -> ComparedStep:
        self.session.watch(Message("comparing"), self.done, self.total)
        made = self._compare(left, right, pairs)
        if isinstance(made, Message):
            step = ComparedStep(left=left.text, right=right.text, failures=(made,))
        else:
            step = self._written(made, left, right, "_".join((stem, *map(_day, (left, right)))))
        self.done += 1
        self.session.watch(Message("comparing"), self.done, self.total)
        return step

    def _compare(self, left: _Read, right: _Read, pairs: Pairs) -> Comparison | Message:
        """The comparison, or the reason why there is none."""
        if left.document is None or right.document is None:
            return Message.joined(filter(None, (left.failure, right.failure)))
        options = self.options
        try:
            said = pairs(left.document, right.document)
            return diff(
                left.document,
                right.document,
                granularity=options.granularity,
                show_noise=options.shape.show_noise,
                pairs=said,
            )
        except Exception as error:  # noqa: BLE001 one pair must not take the others with it
            return message_of(error)

    def _written(
        self, comparison: Comparison, left: _Read, right: _Read, name: str
    ) -> ComparedStep:
        """Write the reports of one comparison, each into its file.

        Failures to write are in the result.
        """
        files: list[ReportFile] = []
        failures: list[Message] = []
        language = self.session.language_on(comparison.left, comparison.right)
        shape = replace(self.options.shape, language=language)
        view = view_comparison(comparison, shape)
        for form, ending in self.endings.items():
            try:
                digest = self.folder.write(name + ending, formats.write(view, form, shape))
            except Exception as error:  # noqa: BLE001 one report must not take the others with it
                failures.append(Message("{name}: {why}", name=form, why=message_of(error)))
            else:
                files.append(ReportFile(form=form, name=name + ending, sha256=digest))
        return ComparedStep(
            left=left.text,
            right=right.text,
            changed=comparison.changed,
            summary=comparison.summary,
            counts=view.counts,
            findings=len(comparison.findings),
            doubts=tuple(_doubts(comparison)),
            files=tuple(files),
            failures=tuple(failures),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """A text that was read, or the reason why it was not."""

    text: IndexText
    document: Document | None = None
    failure: Message | None = None


def _read(source: Source) -> _Read:
    """Read one text."""
    try:
        document = source.read()
    except Exception as error:  # noqa: BLE001 one text must not take the others with it
        return _Read(
            text=source.text,
            failure=Message("{name}: {why}", name=source.text.source, why=message_of(error)),
        )
    text = replace(
        source.text,
        title=document.title,
        articles=len(document.articles),
        facts=version_facts(document, source.text.date or UNDATED),
        computed=document.computed,
    )
    return _Read(text=text, document=document)


def _doubts(comparison: Comparison) -> Iterator[Message]:
    """Yield the doubts about the pair or either text, for the head of the report."""
    for problem in (*comparison.problems, *comparison.left.problems, *comparison.right.problems):
        if problem.code in DOUBTS:
            yield problem.message


def _day(read: _Read) -> str:
    return safe_name(read.text.date or "undated")
