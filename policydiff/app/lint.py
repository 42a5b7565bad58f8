"""lint: what a drafter should look at in one document."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policydiff import plugins
from policydiff.app.resolve import Resolved, whole_document
from policydiff.model.comparison import Side, describe
from policydiff.model.document import Document
from policydiff.model.index import index_document
from policydiff.model.reading import Revisions
from policydiff.parsing.lint_flaw import Flaw


@dataclass(frozen=True, slots=True, kw_only=True)
class Linted:
    """A document and what was found in it, in reading order; `places` are the citations of the
    provisions, "" where there is none.
    """

    resolved: Resolved
    flaws: tuple[Flaw, ...]
    places: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """The JSON of a lint: each finding has its type, place and message."""
        findings = [
            flaw.to_dict() | {"citation": place or None}
            for flaw, place in zip(self.flaws, self.places, strict=True)
        ]
        return {
            "schema_version": 1,
            "type": "lint",
            "document": describe(self.resolved.document),
            "findings": findings,
        }


def lint(
    operand: str,
    repository: Path,
    *,
    dialect: str | None = None,
    kind: str | None = None,
    revisions: Revisions = "accepted",
    standard_input: bytes | None = None,
) -> Linted:
    """Check what an operand names, a file or a stored version. Raises what `resolve.whole_document`
    raises.
    """
    from policydiff.parsing.lint import lint as check  # noqa: PLC0415 only for this command

    resolved = whole_document(
        operand,
        repository,
        dialect=dialect,
        kind=kind,
        revisions=revisions,
        standard_input=standard_input,
    )
    flaws = check(resolved.document, plugins.dialect(resolved.document.dialect).drafting)
    return Linted(resolved=resolved, flaws=flaws, places=_places(resolved.document, flaws))


def _places(document: Document, flaws: tuple[Flaw, ...]) -> tuple[str, ...]:
    from policydiff.views.citations import cite  # noqa: PLC0415 only where there is something to cite

    index = index_document(document)
    return tuple(cite(index, Side(eid=flaw.eid or "", num=None, level="")) for flaw in flaws)
