"""Captions of articles (第一条【立法目的】) that only one of two texts prints."""

from __future__ import annotations

from dataclasses import replace

from policydiff.model.comparison import MetadataChange
from policydiff.model.document import Document, Node, Provision

BRACKETS = ("（", "(", "【", "[", "〔")


def set_aside(
    left: Document, right: Document
) -> tuple[Document, Document, tuple[MetadataChange, ...]]:
    """Both documents as they are compared, and a change that reports their captions.

    Where one text has captions and no article of the other has any heading, they are compared
    without: captions belong to the edition, and one line reports that they came or went.
    """
    captions = _captions(left), _captions(right)
    if bool(captions[0]) == bool(captions[1]) or any(
        _headed(document) for document in (left, right) if not _captions(document)
    ):
        return left, right, ()
    told = MetadataChange(field="captions", left=_listed(captions[0]), right=_listed(captions[1]))
    return _bare(left), _bare(right), (told,)


def _captions(document: Document) -> list[str]:
    return [
        f"{article.num}{article.heading}" for article in document.articles if _is_caption(article)
    ]


def _headed(document: Document) -> bool:
    return any(article.heading is not None for article in document.articles)


def _is_caption(provision: Provision) -> bool:
    return (
        provision.level == "article"
        and provision.heading is not None
        and provision.heading.startswith(BRACKETS)
    )


def _listed(captions: list[str]) -> str | None:
    """The captions in short: the first, the last and their number, if not very few."""
    if len(captions) < 3:
        return "、".join(captions) or None
    return f"{captions[0]}…{captions[-1]}（{len(captions)}）"


def _bare(document: Document) -> Document:
    attachments = tuple(
        replace(each, content=_nodes(each.content)) for each in document.attachments
    )
    return replace(
        document,
        preamble=_nodes(document.preamble),
        body=_nodes(document.body),
        attachments=attachments,
    )


def _nodes(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    return tuple(_node(node) if isinstance(node, Provision) else node for node in nodes)


def _node(node: Provision) -> Provision:
    if _is_caption(node):
        return replace(node, heading=None, heading_stop=None)
    return (
        node
        if node.level in ("paragraph", "point", "indent")
        else replace(node, content=_nodes(node.content))
    )
