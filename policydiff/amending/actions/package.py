"""package: all that goes to a board with a new text of a company's rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from policydiff.amending.actions.stale_citations import stale_citations
from policydiff.amending.report.company_amendment import company_amendment
from policydiff.comparing.actions.diff import Diffed, sent_table
from policydiff.comparing.actions.profiles import path_in
from policydiff.comparing.report.table.comparison import view_comparison
from policydiff.locale import Labels
from policydiff.messages import Message
from policydiff.model.cited import Citations
from policydiff.model.reports import Edition, ReportOptions
from policydiff.reading.load import load
from policydiff.report import formats
from policydiff.works.session import Session
from policydiff.works.writing import make_folder, refuse_sources, write_file

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
        "amendment": _amendment(company_amendment(table), options),
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
        path = path_in(folder, names[key], table, ".docx")
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
    """The amendment in official layout."""
    document = load(text.encode(), name="amendment.txt")
    return formats.write(Edition(document=document), "docx", options)
