"""diff of three and more texts: each with the next, and every provision through all of them; or one
provision of two and more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from policydiff import formats
from policydiff.app.diff import DiffOptions, stored_pairs
from policydiff.app.resolve import Resolved
from policydiff.app.show import NoSuchProvisionError, find_provision
from policydiff.errors import NotFoundError, UsageError
from policydiff.messages import Message
from policydiff.model.comparisons import Comparisons
from policydiff.model.document import Document
from policydiff.model.plugins import ReportOptions


class PairsOfManyError(UsageError):
    """Pairings were given for more than two texts."""

    def __init__(self) -> None:
        """It says what to do instead."""
        super().__init__(Message("--pairs sets the pairings of two texts; compare two at a time"))


class UnnamedPartError(NotFoundError):
    """What was named is no part that a comparison follows."""

    def __init__(self, provision: str) -> None:
        """`provision` as it was named."""
        super().__init__(
            Message(
                "{provision}: this part has no place of its own in a comparison; name a provision, such as 第十条 or art_10",
                provision=provision,
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffedAll:
    """The comparisons and where their texts came from."""

    comparisons: Comparisons
    sides: tuple[Resolved, ...]


def diff_all(
    operands: Sequence[str], repository: Path, options: DiffOptions, provision: str | None = None
) -> DiffedAll:
    """Compare each operand with the next; with `provision` only that one is followed.

    It is named by its number in the last text that has such a number. Raises what
    `resolve.whole_document` raises,
    `NoSuchProvisionError`, `UnnamedPartError` and `PairsOfManyError`.
    """
    from policydiff.diffing.many import diff_all as compare  # noqa: PLC0415 numpy and the segmenter are heavy
    from policydiff.diffing.many import follow  # noqa: PLC0415 as above

    if options.pairs is not None:
        raise PairsOfManyError
    sides = tuple(options.read(operand, repository) for operand in operands)
    documents = [side.document for side in sides]
    place = None if provision is None else _find(documents, provision)
    pairs = [stored_pairs(left, right, repository) for left, right in pairwise(sides)]
    found = compare(
        documents, granularity=options.granularity, show_noise=options.show_noise, pairs=pairs
    )
    if provision is not None and place is not None:
        found = follow(found, *place, provision)
    return DiffedAll(comparisons=found, sides=sides)


def _find(documents: Sequence[Document], provision: str) -> tuple[int, str]:
    """The last document that has the provision, by place, and its eId there."""
    for place in reversed(range(len(documents))):
        try:
            found = find_provision(documents[place], provision)
        except NoSuchProvisionError:
            continue
        if found.eid is None:
            raise UnnamedPartError(provision)
        return place, found.eid
    find_provision(documents[-1], provision)
    raise UnnamedPartError(provision)


def report_all(comparisons: Comparisons, form: str, options: ReportOptions) -> bytes:
    """The comparisons written in the named form. Raises `UnknownFormatError`."""
    return formats.write(comparisons, form, options)
