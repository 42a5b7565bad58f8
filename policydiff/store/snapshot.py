"""A repository as it was at one commit, with the facts of its versions in memory.

It answers many questions on thousands of works without asking git for each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policydiff.errors import PolicyDiffError
from policydiff.model.document import Document
from policydiff.store.records.works import VersionRecord
from policydiff.store.repository import Repository


class Snapshot(Repository):
    """The works of a repository and the facts of all their versions, read once."""

    def __init__(self, store: Repository) -> None:
        """Read the facts of every version that `store` has now.

        Raises `NoRepositoryError`, `MissingObjectError`.
        """
        super().__init__(store._git, fixed=store.tip)  # noqa: SLF001 of the class itself
        self._known = store.at_present()._known  # noqa: SLF001 as above
        versions = [version for work in self.catalogue() for version in work.versions]
        self._heads = {version.blob: head for version, head in store.heads(versions)}

    def heads(
        self, versions: Iterable[VersionRecord]
    ) -> Iterator[tuple[VersionRecord, Document | PolicyDiffError]]:
        """The facts of versions, as `Repository.heads`."""
        for version in versions:
            if version.blob not in self._heads:  # the repository has changed since
                self._heads |= {one.blob: head for one, head in super().heads([version])}
            yield version, self._heads[version.blob]
