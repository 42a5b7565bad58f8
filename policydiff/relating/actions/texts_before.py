"""relate: the texts of laws on the day of the opinion, to show later changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from policydiff.model.document import Document
from policydiff.relating.engine.laws.counterparts import relation_kind
from policydiff.relating.engine.relation import name_of
from policydiff.relating.engine.review.reviews import Party
from policydiff.store.records.catalogue import Catalogue
from policydiff.store.records.works import VersionRecord
from policydiff.store.repository import Repository

TextsBefore = Mapping[str, Document]
"""A document's name in reports → the text of its work before the left's day."""


def set_earlier_aside(
    left: Document, rights: Sequence[Document]
) -> tuple[list[int], dict[str, Document]]:
    """The indices of the documents that are related, and the earlier texts of some.

    Of texts of one work from before and after the left's day the later one is related, and the
    newest of those before shows its changes. Every text is related for a law with counterparts, or
    a left without a day.
    """
    day, every = left.version_date, list(range(len(rights)))
    if day is None or relation_kind(left, rights) == "counterparts":
        return every, {}
    parties = [Party.of(document) for document in rights]
    is_old = [right.version_date is not None and right.version_date <= day for right in rights]
    aside: set[int] = set()
    befores: dict[str, Document] = {}
    for index, document in enumerate(rights):
        if (document.version_date or "") > day:
            old = [one for one in every if is_old[one] and parties[one].is_same(parties[index])]
            aside.update(old)
            for one in sorted(old, key=lambda one: rights[one].version_date or ""):
                befores[name_of(document)] = rights[one]
    return [place for place in every if place not in aside], befores


def texts_before(
    left: Document, rights: Sequence[Document], repository: Repository | None, given: TextsBefore
) -> TextsBefore:
    """The text of the left's day by each document: `given`, else stored."""
    day = left.version_date
    if day is None or repository is None:
        return given
    works = repository.catalogue()
    stored = {
        name_of(document): version
        for document in rights
        if (document.version_date or "") > day
        and (version := _stored_before(document, day, works)) is not None
    }
    return {**dict(zip(stored, repository.load_each(stored.values()), strict=True)), **given}


def _stored_before(document: Document, day: str, works: Catalogue) -> VersionRecord | None:
    work = None if document.uri is None else works.by_uri(document.uri)
    if work is None:  # its XML came from another repository
        return None
    old = [version for version in work.versions if version.date is not None and version.date <= day]
    return old[-1] if old else None
