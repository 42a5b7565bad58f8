"""Headings without anything below them."""

from __future__ import annotations

from collections.abc import Iterator

from policydiff.messages import Message
from policydiff.model.document import Document, walk_provisions
from policydiff.model.kinds import CONTAINERS
from policydiff.parsing.lint_flaw import Flaw


def empty_headings(document: Document) -> Iterator[Flaw]:
    """Chapters and the like, attachments, and numbers of articles and items that nothing
    follows.
    """
    for one in walk_provisions(document):
        if one.content or (one.heading is not None and one.level not in CONTAINERS):
            continue
        name = " ".join(filter(None, (one.num, one.heading))) or one.eid
        yield Flaw(
            type="empty-heading",
            message=Message("{name} has no content", name=name),
            eid=one.eid,
            line=one.line,
        )
    for attachment in document.attachments:
        if not attachment.content:
            name = " ".join(filter(None, (attachment.num, attachment.heading))) or attachment.eid
            yield Flaw(
                type="empty-heading",
                message=Message("{name} has no content", name=name),
                eid=attachment.eid,
                line=attachment.line,
            )
