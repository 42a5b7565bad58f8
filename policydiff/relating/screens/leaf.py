"""A leaf of judgements or statements that was dropped on the page."""

from __future__ import annotations

from starlette.responses import Response

from policydiff.comparing.actions.leaf import stored_version
from policydiff.errors import NotFoundError
from policydiff.messages import Message
from policydiff.relating.actions.review.leaf import take_leaf
from policydiff.relating.actions.review.page import NoSuchVerdictError
from policydiff.relating.actions.review.review import ReviewOptions, open_review
from policydiff.report.html.returned_leaf import ReturnedLeaf, TakenMarks, read_leaf
from policydiff.store.records.works import VersionRecord
from policydiff.web.addresses import relation_address, slug_of
from policydiff.web.answers import Endpoint, onward
from policydiff.web.dropped import dropped_leaf, keep_taken
from policydiff.web.visit import Visit


class NotStoredLeafError(NotFoundError):
    """A text of a leaf is not stored as it was then."""

    def __init__(self, leaf: ReturnedLeaf) -> None:
        super().__init__(
            Message(
                "{name}: not all of its texts are stored as it has them: {texts}; store them, then give the leaf again",
                name=leaf.name,
                texts=leaf.called,
            )
        )


def take(visit: Visit) -> Response:
    """Store the marks of a leaf, and show the texts that it is of.

    Raises `BadLeafError`, `ChangedLeafError`, `OtherTextsLeafError`, `NotStoredLeafError`.
    """
    given = dropped_leaf(visit)
    if given is None:
        raise NoSuchVerdictError
    leaf, store = read_leaf(given.data, given.name), visit.session.store()
    versions = [stored_version(store, text) for text in leaf.texts]
    if len(versions) < 2 or None in versions:
        raise NotStoredLeafError(leaf)
    left, *rights = (_name(visit, one) for one in versions if one is not None)
    taken = [
        take_leaf(open_review(left, right, visit.writing, ReviewOptions()), leaf)
        for right in rights
    ]
    nothing = TakenMarks(family=leaf.family)
    lines = dict.fromkeys(one.line for one in taken if one != nothing) or (nothing.line,)
    choices = {"as": "gaps"} if leaf.family == "gaps" else {}
    shown = keep_taken(visit, given, Message.joined(lines))
    return onward(relation_address(left, (*rights,), **choices, **shown))


def _name(visit: Visit, version: VersionRecord) -> str:
    """The name of a version in addresses, that of its work where it is the newest."""
    catalogue = visit.session.store().catalogue()
    work = catalogue.by_uri(version.work_uri)
    if work is not None and visit.session.store().version(work) == version:
        return slug_of(catalogue, work)
    return version.name


SCREENS = (Endpoint(path="/leaf", answer=take, methods=("POST",)),)
