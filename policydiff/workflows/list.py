"""list: the works of a repository."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from policydiff.store.repository import Repository, WorkRecord


def list_works(repository: Path, kind: str | None = None) -> tuple[WorkRecord, ...]:
    """The works, all or those of one kind, in the order of their folders."""
    works = Repository.open(repository).works()
    return tuple(work for work in works if kind is None or work.kind == kind)


def works_to_dict(works: tuple[WorkRecord, ...]) -> dict[str, Any]:
    """The works as JSON."""
    return {"schema_version": 1, "type": "works", "works": [_work(work) for work in works]}


def _work(work: WorkRecord) -> dict[str, Any]:
    return {
        "uri": work.uri,
        "title": work.title,
        "other_titles": list(work.other_titles),
        "aliases": list(work.aliases),
        "kind": work.kind,
        "stage": work.stage,
        "jurisdiction": work.jurisdiction,
        "slug": work.slug,
        "folder": work.folder,
        "versions": [{"date": version.date, "path": version.path} for version in work.versions],
    }
