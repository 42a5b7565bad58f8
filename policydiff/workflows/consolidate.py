"""consolidate: a base and an amending decision become the new version, written in the form that is asked for."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from policydiff.model.consolidation import Consolidation
from policydiff.model.plugins import ExportOptions
from policydiff.workflows.export import write_export
from policydiff.workflows.resolve import Resolved, whole_document


@dataclass(frozen=True, slots=True, kw_only=True)
class Consolidated:
    """A consolidation and the texts that it was made of: base, decision and, where given, the republished text."""

    result: Consolidation
    sides: tuple[Resolved, ...]


def consolidate(
    base: str, decision: str, repository: Path, *, against: str | None = None, standard_input: bytes | None = None
) -> Consolidated:
    """Carry out a decision on a base; each operand is a file, or a name in the repository.

    Raises what `resolve.whole_document` raises, and `WrongBaseError`.
    """
    from policydiff.amending.consolidate import consolidate as carry_out  # noqa: PLC0415 --help needs none of it

    named = (base, decision, against) if against is not None else (base, decision)
    sides = tuple(whole_document(operand, repository, standard_input=standard_input) for operand in named)
    result = carry_out(*(side.document for side in sides))
    return Consolidated(result=result, sides=sides)


def write_consolidation(result: Consolidation, form: str, options: ExportOptions) -> bytes:
    """The consolidation as JSON (the contract), or its text in a format of `export`."""
    if form == "json":
        return json.dumps(result.to_dict(), ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"
    return write_export(result.document, form, options)
