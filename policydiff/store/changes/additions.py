"""Requests to store documents in the repository, and their outcomes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from policydiff.amending.engine.operations import Verification
from policydiff.errors import PolicyDiffError
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.lineage import Names
from policydiff.store.records.works import VersionRecord, WorkRecord

MOST_BYTES = 32_000_000

Status = Literal[
    "added", "witness", "variant", "corrected", "dated", "published", "official", "unchanged"
]
"""A version more; a second source that says the same; one that does not, kept on request; a new
text for a version; the date of a version that was stored without one; the official text of a
version that was compiled; the official file of a text that was stored from a copy; nothing to do.
"""


NamesOfPublished = Callable[
    [WorkRecord, VersionRecord, Document, WorkRecord], Mapping[str, Names] | None
]
"""Given a work, its compiled version, the text that takes the place of that, and the work as it
becomes: the lasting names that it keeps.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyXml:
    """The valid XML of a document as it is probably stored."""

    document: Document
    xml: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """A document to store with the file it was read from.

    `slug` names a new work; `work` is the title, alias, slug or URI of the stored work to which the
    document belongs. `force` stores it there though it has nothing in common with that work.
    `witness` keeps a differing source of a stored version beside it, `correct` replaces that
    version's text. `names` is called where the document is the published text of a compiled
    version. `ready` is what `planning.ready_xml` made of the document. `address` is where it came
    from; an `official` file becomes the source of a text that was read from a copy.
    """

    document: Document
    source: bytes
    source_name: str
    slug: str | None = None
    work: str | None = None
    witness: bool = False
    correct: bool = False
    force: bool = False
    names: NamesOfPublished | None = None
    ready: ReadyXml | None = None
    address: str | None = None
    official: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """An addition that was stored.

    `commit` is None where there was nothing to do; `notes` are for a person to read. `verification`
    is the comparison of a published text with the compiled one that it replaced. `retitled` is True
    for a text that states no title and bears that of its work.
    """

    status: Status
    work: WorkRecord
    version: VersionRecord
    source_name: str
    new_work: bool = False
    commit: str | None = None
    notes: tuple[Message, ...] = ()
    verification: Verification | None = None
    retitled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """An addition that was not stored, and the reason."""

    source_name: str
    error: PolicyDiffError


def chunks(additions: Iterable[Addition], most: int) -> Iterator[list[Addition]]:
    """Split additions where `most` of them, or `MOST_BYTES` of sources, are full."""
    chunk: list[Addition] = []
    size = 0
    for addition in additions:
        chunk.append(addition)
        size += len(addition.source)
        if len(chunk) >= most or size >= MOST_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk
