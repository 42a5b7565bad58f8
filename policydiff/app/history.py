"""history: one clause through all versions of its work."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from policydiff.app.lineage import Traced, trace
from policydiff.app.show import NoSuchProvisionError, find_provision
from policydiff.app.succession import chain_of
from policydiff.errors import NotFoundError, UsageError
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.history import History
from policydiff.store.repository import Repository


class NoProvisionError(UsageError):
    """No provision was named."""

    def __init__(self, operand: str) -> None:
        """`operand` as the caller gave it."""
        super().__init__(
            Message(
                "{operand}: name the clause to follow, such as {operand}#第十条 (`policydiff log` lists the versions of a work)",
                operand=operand,
            )
        )


class UnfollowedError(NotFoundError):
    """What was named has no place of its own in a comparison."""

    def __init__(self, provision: str) -> None:
        """`provision` as it was named."""
        super().__init__(
            Message(
                "{provision}: this part has no place of its own; name a provision, such as 第十条 or art_10",
                provision=provision,
            )
        )


def history(operand: str, repository: Path) -> History:
    """The history of the clause that an operand names (``WORK#第十条``, ``WORK@DATE#art_10``).

    It goes on into works that took the place of this one, and into those of which this one took it.
    Without a date it is named by its number in the newest version that has such a number. Raises
    `NoProvisionError`,
    `NoSuchProvisionError`, `UnfollowedError` and what `trace` raises.
    """
    from policydiff.diffing.history import follow_clause  # noqa: PLC0415 numpy and the segmenter are heavy

    traced = trace(operand, repository)
    provision = traced.name.provision
    if provision is None:
        raise NoProvisionError(operand)
    version, eid = _find(traced, provision)
    chain = chain_of(Repository.open(repository), replace(traced, version=version), eid)
    try:
        found = follow_clause(chain.documents, chain.lineage, chain.version, eid, provision)
    except KeyError:
        raise UnfollowedError(provision) from None
    return replace(found, remarks=(*traced.notes, *found.remarks), presumed=traced.presumed)


def _find(traced: Traced, provision: str) -> tuple[int, str]:
    fixed = traced.name.date is not None or traced.name.in_force_on is not None
    places = [traced.version] if fixed else list(range(len(traced.documents) - 1, -1, -1))
    for place in places:
        eid = _eid(traced.documents[place], provision)
        if eid is not None:
            return place, eid
    find_provision(traced.document, provision)  # says why not
    raise UnfollowedError(provision)


def _eid(document: Document, provision: str) -> str | None:
    try:
        return find_provision(document, provision).eid
    except NoSuchProvisionError:
        return None
