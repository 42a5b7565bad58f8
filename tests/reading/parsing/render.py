"""A parsed document as readable lines, for golden files."""

from __future__ import annotations

from collections.abc import Iterator

from policydiff.model.document import Block, Document, Node, Provision, Quoted, Table


def render(document: Document) -> str:
    """Facts, then every node on a line of its own, indented by its depth."""
    return "\n".join(_lines(document)) + "\n"


def _lines(document: Document) -> Iterator[str]:
    for name in (
        "title",
        "kind",
        "dialect",
        "jurisdiction",
        "authority",
        "document_number",
        "stage",
        "version_date",
        "version_basis",
        "work_date",
    ):
        value = getattr(document, name)
        if value is not None:
            yield f"{name}: {value}"
    if document.aliases:
        yield f"aliases: {'｜'.join(document.aliases)}"
    for name in ("dates", "original_dates"):
        known = getattr(document, name).to_dict()
        if known:
            yield f"{name}: " + ", ".join(f"{key} {value}" for key, value in known.items())
    for amendment in document.amendments:
        yield f"amendment: {amendment.word} {amendment.date} by {amendment.by} with {amendment.decision}"
    for part in ("preface", "preamble", "body", "conclusions"):
        nodes = getattr(document, part)
        if nodes:
            yield f"[{part}]"
            yield from _nodes(nodes, 0)
    for attachment in document.attachments:
        yield f"[{attachment.eid}] {attachment.num or '-'} | {attachment.heading or '-'}"
        yield from _nodes(attachment.content, 0)
    for problem in document.problems:
        yield f"! {problem.line}: {problem.code}: {problem.message}"
    for dropped in document.dropped:
        yield f"dropped {dropped.line}: {dropped.what}: {dropped.text}"


def _nodes(nodes: tuple[Node, ...] | tuple[Block, ...], depth: int) -> Iterator[str]:
    for node in nodes:
        yield "  " * depth + _node(node)
        if isinstance(node, Provision | Quoted):
            yield from _nodes(node.content, depth + 1)


def _node(node: Node) -> str:
    if isinstance(node, Provision):
        heading = (
            ""
            if node.heading is None
            else f" 〔{node.heading}〕"
            + ("" if node.heading_stop is None else f" stop={node.heading_stop!r}")
        )
        return f"{node.eid}" + (f" {node.num}" if node.num else "") + heading
    if isinstance(node, Table):
        return "table " + " / ".join(" | ".join(cell.text for cell in row) for row in node.rows)
    if isinstance(node, Quoted):
        return f"quoted {node.start}…{node.end or '(not closed)'}" + (
            f" again {node.inline}" if node.inline else ""
        )
    references = "".join(f" <{r.text}→{r.target or '?'}>" for r in node.references if r.internal)
    return (f"{node.role}: " if node.role != "text" else "") + node.text + references
