"""A document as JSON: the facts, the tree, and its articles as texts.

The schema is `schemas/document.schema.json`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from policydiff.model.citation import Reference
from policydiff.model.document import Attachment, Block, Document, Node, Provision, Table
from policydiff.model.source import Dropped, Problem
from policydiff.model.version import Modification, force_dict, origin_dict
from policydiff.model.version_names import called


def document_to_dict(document: Document) -> dict[str, Any]:
    """The whole document as JSON; a fact that is unknown is null."""
    return {
        "schema_version": 1,
        "type": "document",
        "uri": document.uri,
        "title": document.title,
        "kind": document.kind,
        "dialect": document.dialect,
        "jurisdiction": document.jurisdiction,
        "aliases": list(document.aliases),
        "authority": document.authority,
        "document_number": document.document_number,
        "stage": document.stage,
        "version_date": document.version_date,
        "version_basis": document.version_basis,
        "called": None if (name := called(document)) is None else name.plain,
        "dates": document.dates.to_dict(),
        **force_dict(document.in_force_ground, document.in_force_act),
        "original_dates": document.original_dates.to_dict(),
        "amendments": [
            _picked(amendment, "word date by decision mechanism uri")
            for amendment in document.amendments
        ],
        "active_modifications": [
            _modification(modification) for modification in document.active_modifications
        ],
        "passive_modifications": [
            _modification(modification) for modification in document.passive_modifications
        ],
        "articles": [_picked(article, "eid num heading text") for article in document.articles],
        "preface": _nodes(document.preface),
        "preamble": _nodes(document.preamble),
        "body": _nodes(document.body),
        "conclusions": _nodes(document.conclusions),
        "attachments": [_attachment(attachment) for attachment in document.attachments],
        "problems": [problem_dict(problem) for problem in document.problems],
        "dropped": [_dropped(piece) for piece in document.dropped],
        "source_sha256": document.source_sha256,
        **origin_dict(document.computed),
    }


def node_to_dict(node: Node) -> dict[str, Any]:
    """One node of the tree with all below.

    `type` is provision, block, table or quoted.
    """
    if isinstance(node, Provision):
        return _provision(node)
    if isinstance(node, Block):
        return _block(node)
    if isinstance(node, Table):
        rows = [[_picked(cell, "text header colspan rowspan") for cell in row] for row in node.rows]
        return {"type": "table", "eid": node.eid, "rows": rows, "line": node.line}
    return {
        "type": "quoted",
        **_picked(node, "eid start end inline"),
        "content": _nodes(node.content),
        "line": node.line,
    }


def _nodes(nodes: Iterable[Node]) -> list[dict[str, Any]]:
    return [node_to_dict(node) for node in nodes]


def _picked(value: object, names: str) -> dict[str, Any]:
    """The attributes of these names, under these names."""
    return {name: getattr(value, name) for name in names.split()}


def _dropped(piece: Dropped) -> dict[str, Any]:
    """A part left out; author and date only of comments that have them."""
    signed = {name: getattr(piece, name) for name in ("author", "date")}
    return {
        **_picked(piece, "what text line beside"),
        **{name: value for name, value in signed.items() if value is not None},
    }


def _provision(provision: Provision) -> dict[str, Any]:
    return {
        "type": "provision",
        **_picked(provision, "eid wid level num number heading heading_stop"),
        "content": _nodes(provision.content),
        "line": provision.line,
    }


def _block(block: Block) -> dict[str, Any]:
    references = [_reference(reference) for reference in block.references]
    return {
        "type": "block",
        "eid": block.eid,
        "role": block.role,
        "text": block.text,
        "references": references,
        "quoted": [{"span": list(words.span), "eid": words.eid} for words in block.quoted],
        "line": block.line,
    }


def _reference(reference: Reference) -> dict[str, Any]:
    return {
        "span": list(reference.span),
        **_picked(reference, "text internal target end_target"),
        "work": None if reference.citation is None else reference.citation.work,
    }


def _attachment(attachment: Attachment) -> dict[str, Any]:
    return {
        **_picked(attachment, "eid num number heading"),
        "content": _nodes(attachment.content),
        "line": attachment.line,
    }


def _modification(modification: Modification) -> dict[str, Any]:
    return {
        "type": modification.type,
        "source": list(modification.source),
        "destination": list(modification.destination),
        "previous": modification.previous,
        "old": list(modification.old),
        "new": list(modification.new),
    }


def problem_dict(problem: Problem) -> dict[str, Any]:
    """A problem as JSON."""
    return _picked(problem, "code message line hint severity")


def describe(document: Document) -> dict[str, Any]:
    """One side of a comparison, relation or consolidation, as JSON."""
    return {
        "uri": document.uri,
        "title": document.title,
        "version_date": document.version_date,
        "version_basis": document.version_basis,
        "kind": document.kind,
        "called": None if (name := called(document)) is None else name.plain,
        "dates": document.dates.to_dict(),
        **force_dict(document.in_force_ground, document.in_force_act),
        "articles": len(document.articles),
        "presumed": document.presumption is not None,
        **({} if document.edit is None else {"edited": True}),
        **origin_dict(document.computed),
        **({} if document.status is None else {"status": document.status.to_dict()}),
    }
