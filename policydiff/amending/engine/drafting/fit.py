"""Checks that an amending decision can lead from one text to the other."""

from __future__ import annotations

from collections.abc import Iterable

from policydiff.amending.engine.applying.base_checks import same_work
from policydiff.amending.engine.operations import Difference
from policydiff.amending.engine.reading.instructions import read_instructions
from policydiff.errors import InputError
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.index import mark_family

LEAST_SHARED = 0.25
"""Two texts of different titles are versions of one work where at least this share of the articles
of the shorter live on in the other.
"""

SHOWN = 3
"""So many differences are named in an error."""


class NoArticlesError(InputError):
    """A text has no articles that a decision could name."""

    def __init__(self, document: Document) -> None:
        """`document` is that text."""
        super().__init__(
            Message(
                "{title}: an amending decision names articles (第…条), and this text has none",
                title=document.title,
            )
        )


class DifferentWorksError(InputError):
    """The two texts are not versions of one work."""

    def __init__(self, old: Document, new: Document, shared: int) -> None:
        """`shared` articles of the old text live on in the new one."""
        super().__init__(
            Message(
                "《{old}》 and 《{new}》 are different works with {shared} articles in common; an amending decision leads from one version to the next",
                old=old.title,
                new=new.title,
                shared=shared,
            )
        )


class NothingOrderedError(InputError):
    """No instruction can express what differs between the two texts."""

    def __init__(self, old: Document, differences: Iterable[Difference]) -> None:
        """`differences` between the two texts; the first of them are named."""
        named = ", ".join([difference.num or difference.part for difference in differences][:SHOWN])
        super().__init__(
            Message(
                "{title}: the two texts differ where no instruction can change anything: {named}",
                title=old.title,
                named=named,
            )
        )


def refuse_silence(old: Document, decision: Document, differences: Iterable[Difference]) -> None:
    """Raise `NothingOrderedError` where a drafted decision orders nothing."""
    if all(operation.kind == "context" for operation in read_instructions(decision).operations):
        raise NothingOrderedError(old, differences)


def refuse_strangers(old: Document, new: Document, shared: int) -> None:
    """Refuse two texts where no decision leads from one to the other.

    Raises `NoArticlesError` or `DifferentWorksError`; `shared` articles of `old` live on in `new`.

    A work whose title stays is never refused, however much of it is rewritten.
    """
    for document in (old, new):
        if not any(
            article.num and mark_family(article.num) is None for article in document.articles
        ):
            raise NoArticlesError(document)
    fewest = min(len(old.articles), len(new.articles))
    if (
        not same_work(new.title, old)
        and not same_work(old.title, new)
        and shared < fewest * LEAST_SHARED
    ):
        raise DifferentWorksError(old, new, shared)
