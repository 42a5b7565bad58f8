"""Whether a decision is one for this text at all: for this work, and not carried out on it already."""

from __future__ import annotations

import re

from policydiff.amending.matching import level
from policydiff.model.consolidation import Instructions, Operation
from policydiff.model.document import Document
from policydiff.model.index import ProvisionIndex, index_document

_MARKS = re.compile(r"\s|《|》|〈|〉|中华人民共和国")
_AMENDED = re.compile(r"(?:修改|修订|修正)(《.+》)的决定$")


def why_not(base: Document, instructions: Instructions) -> str | None:
    """The reason why the decision is none for this text, None where nothing speaks against it."""
    named = _AMENDED.search(re.sub(r"\s", "", instructions.decision.title))
    if named is not None and not same_work(named[1], base):
        return f"it amends {named[1]}, this is {base.title}"
    index = index_document(base)
    ordered = [operation for operation in instructions.operations if operation.status == "parsed" and operation.text]
    standing = [operation for operation in ordered if _stands(operation, index)]
    if standing and 2 * len(standing) >= len(ordered):
        item = f"item {standing[0].instruction}" if standing[0].instruction else "its first instruction"
        return f"it is carried out there already: the new text of {item} stands in it"
    return None


def same_work(title: str, base: Document) -> bool:
    """Whether a title names the work of this text; what one of the two says more, such as （2016年修正）, does not count."""
    wanted = _MARKS.sub("", title)
    names = [_MARKS.sub("", name) for name in (base.title, *base.aliases)]
    return any(name == wanted or name.startswith(wanted + "（") for name in names)


def _stands(operation: Operation, index: ProvisionIndex) -> bool:
    """The new text of a provision stands in the base under the number that it is to get."""
    node = index.find(operation.result_steps or operation.steps) if operation.old is None else None
    return node is not None and hasattr(node, "text") and level(node.text) == level(operation.text or "")
