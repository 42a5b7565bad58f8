"""A repository as it was at one commit, with the facts of its versions in memory.

It answers many questions on thousands of works without asking git for each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policydiff.errors import PolicyDiffError
from policydiff.model.document import Document
from policydiff.store.records.catalogue import Catalogue
from policydiff.store.records.works import VersionRecord
from policydiff.store.repository import Repository


class FixedRepository(Repository):
    """A repository at its present commit, for many look-ups in one answer.

    Each look-up of a work by another repository asks git for the newest commit.
    """

    def __init__(self, store: Repository) -> None:
        """Look up the works that `store` has now. Raises `NoRepositoryError`."""
        super().__init__(store._git)  # noqa: SLF001 of the class itself
        self._tip = store.tip
        self._catalogue = store._catalogue_at(self._tip or None)  # noqa: SLF001 as above

    @property
    def tip(self) -> str:
        """The id of the commit."""
        return self._tip

    def catalogue(self) -> Catalogue:
        """The works as they were."""
        return self._catalogue


class Snapshot(FixedRepository):
    """The works of a repository and the facts of all their versions, read once."""

    def __init__(self, store: Repository) -> None:
        """Read the facts of every version that `store` has now.

        Raises `MissingObjectError`.
        """
        super().__init__(store)
        versions = [version for work in self._catalogue for version in work.versions]
        self._heads = {version.blob: head for version, head in store.heads(versions)}

    def heads(
        self, versions: Iterable[VersionRecord]
    ) -> Iterator[tuple[VersionRecord, Document | PolicyDiffError]]:
        """The facts of versions, as `Repository.heads`."""
        for version in versions:
            if version.blob not in self._heads:  # the repository has changed since
                self._heads |= {one.blob: head for one, head in super().heads([version])}
            yield version, self._heads[version.blob]
