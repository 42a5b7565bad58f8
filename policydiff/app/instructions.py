"""instructions: what an amending decision orders, read without any other text."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from policydiff.app.resolve import Resolved, whole_document
from policydiff.model.consolidation import Instructions
from policydiff.model.reading import Revisions


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A decision's operations, and where the decision came from."""

    instructions: Instructions
    resolved: Resolved


def instructions(
    operand: str,
    repository: Path,
    *,
    revisions: Revisions = "accepted",
    standard_input: bytes | None = None,
) -> Read:
    """The operations of the decision that an operand names: a file, standard input, or a stored
    version.

    Raises what `resolve.whole_document` raises.
    """
    from policydiff.amending.instructions import read_instructions  # noqa: PLC0415 --help needs none of it

    resolved = whole_document(
        operand, repository, revisions=revisions, standard_input=standard_input
    )
    return Read(instructions=read_instructions(resolved.document), resolved=resolved)
