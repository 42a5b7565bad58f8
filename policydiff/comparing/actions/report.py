"""report: compare every two consecutive versions of many works."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from pathlib import Path

from policydiff.comparing.actions.report_pairs import (
    PairReport,
    PairSide,
    PairToCompare,
    ReportAllOptions,
    SentFile,
    compare_pair,
    message_of,
    reading_alone,
)
from policydiff.comparing.actions.report_texts import (
    Source,
    WorkTexts,
    collect_texts,
)
from policydiff.comparing.engine.align.overrides import NO_OVERRIDES, Overrides
from policydiff.comparing.report.index.index import (
    ComparedStep,
    IndexText,
    IndexWork,
    Overview,
    ReportFile,
)
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.parallel.engine import WorkerLostError
from policydiff.report import formats
from policydiff.works.folder import INDEX, PAGE, ReportFolder, Stems, open_folder, safe_name
from policydiff.works.session import Session

PAIRS = 2
"""Pairs of texts that a worker gets at once: comparing two and writing the report takes a tenth of
a second and more.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """The outcome: `page` is the index, `left_over` files of an earlier report."""

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

    Trouble with a single text, comparison or file is in the result and stops nothing else. Operands
    are folders of texts and works of the repository. The index is written last. Raises what
    `report_texts.collect_texts` and `report_folder.open_folder` raise, and `UnknownFormatError`.
    """
    forms = tuple(dict.fromkeys(options.forms))
    names = {form: _ending(form) for form in forms}
    folder = open_folder(
        out, tuple(path for operand in operands if (path := Path(operand)).is_dir())
    )
    found, unread = collect_texts(
        operands, session, reading_alone(options), every=options.every, leave_out=out
    )
    shape = replace(options.shape, language=session.language_of(*(work.title for work in found)))
    options = replace(options, shape=shape, forms=forms)
    press = _Press(folder, names)
    works = tuple(press.works(found, session, options))
    overview = Overview(works=works, forms=forms, unread=unread)
    page = folder.write(PAGE, formats.write(overview, "html", options.shape))
    folder.write(INDEX, formats.write(replace(overview, page=(PAGE, page)), "json", options.shape))
    return Reported(overview=overview, page=folder.path / PAGE, left_over=folder.left_over())


def compare_all(operands: Sequence[str], session: Session, options: ReportAllOptions) -> Overview:
    """Compare the versions of each work and write nothing.

    Raises what `report_texts.collect_texts` raises.
    """
    found, unread = collect_texts(operands, session, reading_alone(options), every=options.every)
    press = _Press(None, {})
    works = tuple(press.works(found, session, replace(options, forms=())))
    return Overview(works=works, forms=(), unread=unread)


def _ending(form: str) -> str:
    """The ending of a report's file."""
    endings = formats.suffixes("comparison")
    suffix = endings[form]
    first = next(name for name, ending in endings.items() if ending == suffix)
    return suffix if first == form else f"_{form}{suffix}"


class _Press:
    def __init__(self, folder: ReportFolder | None, endings: dict[str, str]) -> None:
        self.folder = folder
        self.endings = endings
        self.stems = Stems()

    def works(
        self, found: Sequence[WorkTexts], session: Session, options: ReportAllOptions
    ) -> Iterator[IndexWork]:
        """Write the reports of all pairs of each work."""
        task = partial(compare_pair, options, session.language if session.asked else None)
        what, total = Message("comparing"), sum(max(0, len(work.sources) - 1) for work in found)
        with session.engine.running(task, _pairs(found), size=PAIRS) as results:
            done = 0
            for texts in found:
                stem = self.stems.give(texts.title)
                steps: list[ComparedStep] = []
                for pair in pairwise(source.text for source in texts.sources):
                    session.watch(what, done, total)
                    steps.append(self._step(stem, next(results), *pair))
                    done += 1
                    session.watch(what, done, total)
                yield IndexWork(
                    title=texts.title,
                    kind=texts.kind,
                    status=texts.status,
                    texts=_texts(texts, steps),
                    steps=tuple(steps),
                    remarks=texts.remarks,
                )

    def _step(
        self, stem: str, result: PairReport | WorkerLostError, left: IndexText, right: IndexText
    ) -> ComparedStep:
        if isinstance(result, WorkerLostError):
            return ComparedStep(left=left, right=right, failures=(result.message,))
        name = "_".join((stem, *map(_day, (left, right))))
        files: list[ReportFile] = []
        failures = [*result.step.failures]
        for form, data in result.files:
            file = self._write(form, name + self.endings[form], data)
            if isinstance(file, Message):
                failures.append(Message("{name}: {why}", name=form, why=file))
            else:
                files.append(file)
        return replace(result.step, files=tuple(files), failures=tuple(failures))

    def _write(self, form: str, name: str, data: bytes | Message) -> ReportFile | Message:
        if isinstance(data, Message) or self.folder is None:
            return data if isinstance(data, Message) else Message("there is no folder for it")
        try:
            digest = self.folder.write(name, data)
        except Exception as error:  # noqa: BLE001 one report must not take the others with it
            return message_of(error)
        return ReportFile(form=form, name=name, sha256=digest)


def _pairs(found: Sequence[WorkTexts]) -> Iterator[PairToCompare]:
    """Yield every text with the next one of its work, read when their turn comes."""
    for texts in found:
        if len(texts.sources) > 1:
            for left, right in pairwise(map(_side, texts.sources)):
                yield PairToCompare(left=left, right=right, pairs=_stated(texts, left, right))


def _side(source: Source) -> PairSide:
    try:
        content: Document | SentFile | Message = source.fetch()
    except Exception as error:  # noqa: BLE001 one text must not take the others with it
        content = Message("{name}: {why}", name=source.text.source, why=message_of(error))
    return PairSide(text=source.text, content=content)


def _stated(texts: WorkTexts, left: PairSide, right: PairSide) -> Overrides | Message:
    """The pairings that are stated of two texts, or the reason why they are unknown."""
    if not isinstance(left.content, Document) or not isinstance(right.content, Document):
        return NO_OVERRIDES
    try:
        return texts.pairs(left.content, right.content)
    except Exception as error:  # noqa: BLE001 one pair must not take the others with it
        return message_of(error)


def _texts(texts: WorkTexts, steps: Sequence[ComparedStep]) -> tuple[IndexText, ...]:
    """The texts of a work, with their facts where they were read."""
    if not steps:
        return tuple(source.text for source in texts.sources)
    return (steps[0].left, *(step.right for step in steps))


def _day(text: IndexText) -> str:
    return safe_name(text.date or "undated")
