"""The texts of `report`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from policydiff.comparing.actions.report_pairs import SentFile, learn_text, message_of
from policydiff.comparing.engine.align.overrides import NO_OVERRIDES, Overrides
from policydiff.comparing.report.index.index import IndexText, Remark
from policydiff.errors import UsageError
from policydiff.library.actions.import_texts import find_texts
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.kinds import root_of
from policydiff.model.names import parse_name
from policydiff.model.work_life import WorkStatus
from policydiff.parallel.engine import WorkerLostError
from policydiff.reading import plugins
from policydiff.reading.load import UnreadableFileError, read_file
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.store.repository import Repository
from policydiff.store.titles import title_key
from policydiff.works.entry_into_force import DaysOfForce
from policydiff.works.life import WorkLives
from policydiff.works.lineage import evidence_of
from policydiff.works.operands import looks_like_file
from policydiff.works.resolve import TextOptions
from policydiff.works.session import Session

Pairs = Callable[[Document, Document], Overrides]
"""Tells what is said of two texts of one work, the older one first."""

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A text that is read when its turn comes, so that no folder fills the memory."""

    text: IndexText
    fetch: Callable[[], Document | SentFile]
    """Gives its document, or its file to be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkTexts:
    """The texts of one work that can be compared, from the oldest to the newest.

    `remarks` state why others cannot be compared, `status` is that of a stored work. `pairs` gives what people and decisions state of
    two of them.
    """

    title: str
    kind: str
    sources: tuple[Source, ...]
    remarks: tuple[Remark, ...] = ()
    status: WorkStatus | None = None
    pairs: Pairs = lambda _left, _right: NO_OVERRIDES


def collect_texts(
    operands: Sequence[str],
    session: Session,
    reading: TextOptions,
    *,
    every: bool = False,
    leave_out: Path | None = None,
) -> tuple[tuple[WorkTexts, ...], tuple[Remark, ...]]:
    """The works that the operands name, in order, and the files that failed to load.

    `every` adds all works of the repository; the files of the folder `leave_out` are no texts.
    Raises `UsageError`, what `import_.find_texts` and `Repository.find` raise.
    """
    if not operands and not every:
        raise UsageError(
            Message("name a folder of texts, or works of the repository, or --all of them")
        )
    folders = list(dict.fromkeys(Path(operand) for operand in operands if _is_folder(operand)))
    names = [operand for operand in operands if not _is_folder(operand)]
    works: list[WorkTexts] = []
    unread: list[Remark] = []
    if names or every:
        works += _stored(names, session, every=every)
    if folders:
        found, refused = _from_folders(folders, session, reading, leave_out)
        works += found
        unread += refused
    return tuple(works), tuple(unread)


def _is_folder(operand: str) -> bool:
    try:
        return Path(operand).is_dir()
    except (OSError, ValueError):  # too long for a name of a file, or a NUL in it
        return False


def _stored(names: Sequence[str], session: Session, *, every: bool) -> Iterator[WorkTexts]:
    """The named works of the repository, each once."""
    _refuse_files(names)
    store = session.at_present().store()
    days = DaysOfForce(store)
    named = [store.find(_work_name(name)) for name in names]
    works = {work.uri: work for work in (*named, *(store.works() if every else ()))}
    lives, day = WorkLives.of_all(store), store.day()  # the same report on any day
    return (
        replace(_stored_work(store, days, work), status=lives.status(work, day))
        for work in works.values()
    )


def _refuse_files(names: Iterable[str]) -> None:
    """Raise an error that fits where a name is a file, or a missing folder."""
    for name in names:
        if Path(name).is_file():
            raise UsageError(
                Message(
                    "{operand}: this is a file; name a folder or a work, or compare two files with `policydiff diff`",
                    operand=name,
                )
            )
        if looks_like_file(name):
            find_texts(Path(name))


def _work_name(operand: str) -> str:
    name = parse_name(operand)
    if name.date or name.in_force_on or name.provision:
        raise UsageError(
            Message(
                "{operand}: name the work alone, all its versions are compared; `policydiff diff` compares two that you choose",
                operand=operand,
            )
        )
    return name.work


def _stored_work(store: Repository, days: DaysOfForce, work: WorkRecord) -> WorkTexts:
    dated = [version for version in work.versions if version.date is not None]
    sources = tuple(
        Source(text=_text_of(version), fetch=partial(days.document, work, version))
        for version in dated
    )
    undated = tuple(
        Remark(code="undated", name=version.name)
        for version in work.versions
        if version.date is None
    )
    said = cache(lambda: evidence_of(store, work))
    return replace(
        _work(work.title, work.kind, sources, undated),
        pairs=lambda left, right: said().between(left, right),
    )


def _text_of(version: VersionRecord) -> IndexText:
    return IndexText(
        date=version.date, title=version.title, source=version.name, computed=version.computed
    )


def _work(
    title: str, kind: str, sources: tuple[Source, ...], remarks: tuple[Remark, ...]
) -> WorkTexts:
    alone = (
        Remark(code="one-version", name=source.text.source)
        for source in sources[:1]
        if len(sources) == 1
    )
    return WorkTexts(title=title, kind=kind, sources=sources, remarks=(*alone, *remarks))


def _from_folders(
    folders: Sequence[Path], session: Session, reading: TextOptions, leave_out: Path | None
) -> tuple[list[WorkTexts], list[Remark]]:
    """Read every file once, to learn its work and date."""
    groups: defaultdict[tuple[str, bool, str], list[tuple[Source, Document]]] = defaultdict(list)
    refused: list[Remark] = []
    paths = [
        (name, path)
        for folder in folders
        for name, path in _files(folder, leave_out, several=len(folders) > 1)
    ]
    what = Message("reading")
    session.watch(what, 0, len(paths))
    task = partial(learn_text, reading)
    with session.engine.running(task, (_fetch(path) for _, path in paths)) as results:
        for done, ((name, path), result) in enumerate(zip(paths, results, strict=True), 1):
            if isinstance(result, WorkerLostError | Message):
                detail = result.message if isinstance(result, WorkerLostError) else result
                detail = detail.without(str(path)).without(path.name)
                refused.append(Remark(code="unreadable", name=name, detail=detail))
            else:
                text, head = result
                source = Source(text=replace(text, source=name), fetch=partial(_sent, path))
                groups[_key(head)].append((source, head))
            session.watch(what, done, len(paths))
    return [_grouped(members) for members in groups.values()], refused


def _files(folder: Path, leave_out: Path | None, *, several: bool) -> Iterator[tuple[str, Path]]:
    """The files of a folder, with their names in the report."""
    out = None if leave_out is None else leave_out.resolve()
    for found in find_texts(folder):
        path = folder / found.name
        if out is None or out not in path.resolve().parents:
            yield (str(path) if several else found.name), path


def _fetch(path: Path) -> SentFile | Message:
    """A file to be read, or the reason why it cannot be."""
    try:
        return _sent(path)
    except Exception as error:  # noqa: BLE001 one file must not take the others with it
        return message_of(error)


def _sent(path: Path) -> SentFile:
    """A file to be read, by the rules of `import`."""
    if path.is_symlink():
        raise UnreadableFileError(path, Message("a symbolic link, not followed"))
    if not path.name.lower().endswith(plugins.readable_suffixes()):
        raise UnreadableFileError(path, Message("no reader for this ending of its name"))
    return SentFile(name=path.name, data=read_file(path))


def _key(document: Document) -> tuple[str, bool, str]:
    """The key that texts of one work share, as in the repository."""
    # a draft is no version of its outcome
    return (
        title_key(document.title),
        root_of(document.kind, document.stage) == "bill",
        document.jurisdiction,
    )


def _grouped(members: list[tuple[Source, Document]]) -> WorkTexts:
    """The texts of one work in order of their dates."""
    # of several with one date the first by name stands for all
    newest = max(members, key=lambda member: (member[0].text.date or "", member[0].text.source))[1]
    kept: dict[str, Source] = {}
    remarks: list[Remark] = []
    for source, _ in sorted(members, key=_published_first):
        date = source.text.date
        if date is None or not _DATE.fullmatch(date):
            remarks.append(Remark(code="undated", name=source.text.source))
        elif date in kept:
            remarks.append(
                Remark(code="same-date", name=source.text.source, other=kept[date].text.source)
            )
        else:
            kept[date] = source
    if (
        len(members) == 1 and remarks
    ):  # the only one: its missing date is not why nothing is compared
        return _work(newest.title, newest.kind, (members[0][0],), ())
    return _work(newest.title, newest.kind, tuple(kept.values()), tuple(remarks))


def _published_first(member: tuple[Source, Document]) -> tuple[str, bool, str]:
    """The key to sort texts by date, with a compiled text behind others of its date."""
    text = member[0].text
    return text.date or "", text.computed is not None, text.source
