"""package: all that goes to a board with a new text of a company's rules."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from policydiff.amending.report.company_amendment import company_amendment
from policydiff.citing.actions.cites_file import FileCitations
from policydiff.comparing.actions.diff import Diffed
from policydiff.comparing.actions.written import dated_name, sent_table
from policydiff.comparing.report.table.comparison import view_comparison
from policydiff.errors import PolicyDiffError
from policydiff.library.actions.import_texts import store_texts
from policydiff.library.actions.wheel import FoundText
from policydiff.locale import Labels
from policydiff.messages import Message
from policydiff.model.cited import Citations, CrossCitation
from policydiff.model.reports import Edition, ReportOptions
from policydiff.reading import plugins
from policydiff.reading.load import load
from policydiff.report import formats
from policydiff.store.repository import Repository
from policydiff.works.resolve import whole_document
from policydiff.works.session import Session
from policydiff.works.writing import free_path, make_folder, refuse_sources, write_file

_NAMES = Labels(
    "file of a package",
    {
        "table": "{table}",
        "amendment": "Amendment of {work}",
        "whole": "{work}, new text",
        "tracked": "{work}, with tracked changes",
        "citations": "Citations of {work} to be mended",
    },
)
"""The names of the files, before the date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPackage:
    """The files of a package, in the order of reading.

    `withheld` says which sentences of the profile the texts do not prove, and which files of the
    folder could not be read.
    """

    paths: tuple[Path, ...]
    withheld: tuple[Message, ...]


def package(
    found: Diffed,
    options: ReportOptions,
    folder: Path,
    session: Session,
    sources: tuple[Path, ...] = (),
) -> BoardPackage:
    """Write the table, the amendment, the new text and the text with tracked changes.

    Where other files beside the new text cite what is not there any more, they are listed too.

    All are made before the first is written, and none goes over a file that is there. Raises
    `ValueError` without a profile, `UsageError` where the folder is one of `sources`, and what
    `write_file` raises.
    """
    refuse_sources(folder, sources)
    table = sent_table(found.comparison, options)
    names = {
        key: words.format(work=table.work, table=table.file_name)
        for key, words in _NAMES["zh"].items()
    }
    made = {
        "table": formats.write(table, "docx", options),
        "amendment": _amendment(company_amendment(table, found.comparison), options),
        "whole": formats.write(Edition(document=found.right.document), "docx", options),
        "tracked": formats.write(
            view_comparison(found.comparison, options), "redline_docx", options
        ),
    }
    stale = stale_citations(found, session)
    if stale is not None and stale.faulty:
        made["citations"] = formats.write(stale, "docx", options)
    make_folder(folder)
    paths = []
    for key, data in made.items():
        path = free_path(folder, dated_name(names[key], table), ".docx")
        write_file(data, path, sources=sources)
        paths.append(path)
    return BoardPackage(paths=tuple(paths), withheld=(*table.withheld, *_unchecked(stale)))


def _unchecked(stale: Citations | None) -> Iterator[Message]:
    """A message for what could not be checked for citations."""
    if stale is None:
        yield Message("citations in other files are followed from one dated file to another only")
        return
    yield from stale.notes


def _amendment(text: str, options: ReportOptions) -> bytes:
    document = load(text.encode(), name="amendment.txt")
    return formats.write(Edition(document=document), "docx", options)


MOST_FILES = 200
"""So many files of a folder are read; a package is no search of a whole disk."""


def stale_citations(found: Diffed, session: Session) -> Citations | None:
    """The citations of a text in the folder of the new one, checked against that.

    Each file of the folder but the two texts is read; its citations of the text mean the version in
    force on the day of the file, the old one where it tells none. None where the texts are no two
    dated files of one work, for then no citation can be followed.
    """
    old, new = found.sides
    if old.path is None or new.path is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        store = Repository.init(Path(folder))
        texts = [FoundText(name=side.path.name, path=side.path) for side in (old, new) if side.path]
        if store_texts(store, texts).refused or len(store.works()) != 1:
            return None
        if len(store.works()[0].versions) != 2:
            return None
        return _read(found, new.path.parent, store, session)


def _read(found: Diffed, folder: Path, store: Repository, session: Session) -> Citations:
    citations: list[CrossCitation] = []
    notes: list[Message] = []
    texts = 0
    uri = store.works()[0].uri
    others = tuple(_others(folder, [side.path for side in found.sides if side.path]))
    for path in others[:MOST_FILES]:
        try:
            source = whole_document(str(path), session)
        except PolicyDiffError as error:
            notes.append(Message("not checked for citations: {why}", why=error.message))
            continue
        texts += 1
        reading = FileCitations(source=source, store=store, today=session.today)
        if reading.day is None:
            reading = replace(reading, day=found.left.document.version_date, texts={})
        read = [one for one in reading.check() if one.cited is not None and one.cited.uri == uri]
        citations += read
        unchecked = sum(one.check is not None and one.check.verdict == "unchecked" for one in read)
        if unchecked:
            notes.append(
                Message(
                    "{name}: {count} citations could not be checked",
                    name=path.name,
                    count=unchecked,
                )
            )
        notes += (
            Message("not checked for citations: {why}", why=Message.foreign(why))
            for _, why in reading.unread
        )
    if len(others) > MOST_FILES:
        notes.append(
            Message(
                "not checked for citations: {count} further files of the folder",
                count=len(others) - MOST_FILES,
            )
        )
    return Citations(
        citations=tuple(citations), texts=texts, counts={}, notes=tuple(notes), of_file=True
    )


def _others(folder: Path, sources: list[Path]) -> Iterator[Path]:
    """The files of a folder that can be read and are none of the texts."""
    suffixes = plugins.readable_suffixes()
    files = (
        path
        for path in sorted(folder.iterdir())
        if path.is_file() and not path.is_symlink() and path.name.lower().endswith(suffixes)
    )
    for path in files:
        if not path.name.startswith((".", "~$")) and not any(map(path.samefile, sources)):
            yield path
