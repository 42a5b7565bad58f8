"""add: a file becomes a version in the repository."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from policydiff.model.document import Document
from policydiff.store.repository import Added, Repository
from policydiff.workflows.load import GivenFacts, read_document, read_file


@dataclass(frozen=True, slots=True, kw_only=True)
class AddOptions:
    """What a person may say about a text that is added: see `load` for `dialect` and `facts`, the store's `Addition` for the rest."""

    dialect: str | None = None
    facts: GivenFacts = field(default_factory=GivenFacts)
    slug: str | None = None
    work: str | None = None
    witness: bool = False
    correct: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What became of a file, and the document that was read from it."""

    added: Added
    document: Document


def add(path: Path, repository: Path, options: AddOptions) -> Stored:
    """Read a file and store it as a version of its work. Raises what `load` and `Repository.add` raise."""
    store = Repository.open(repository)
    data = read_file(path)
    document = read_document(data, path.name, dialect=options.dialect, **options.facts)
    added = store.add(document, data, path.name, slug=options.slug, work=options.work, witness=options.witness, correct=options.correct)
    return Stored(added=added, document=document)
