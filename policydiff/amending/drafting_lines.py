"""Provisions as a drafted decision quotes them."""

from __future__ import annotations

from policydiff.model.document import Node, Provision, lines_in, printed


def lines_of(article: Provision) -> str:
    """The text of an article as it is quoted, without its number.

    With its number where it has a heading.
    """
    nodes = (article,) if article.heading is not None else article.content
    return "\n".join(lines_in(nodes))


def lines_of_node(node: Node) -> str:
    """A 款 or 项 as it is quoted, with its number."""
    return printed(node)
