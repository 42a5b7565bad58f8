"""validate: what is wrong with a file, be it a text or Akoma Ntoso."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from policydiff.app.load import STANDARD_INPUT, is_stored_xml, read_document, read_file
from policydiff.model.reading import Revisions
from policydiff.model.source import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What was found in one file; `form` says as what it was read. It is valid where no problem is
    an error.
    """

    name: str
    form: str
    problems: tuple[Problem, ...]

    @property
    def valid(self) -> bool:
        """True where no problem is an error."""
        return not any(problem.severity == "error" for problem in self.problems)


def validate(
    source: Path | bytes,
    *,
    dialect: str | None = None,
    kind: str | None = None,
    revisions: Revisions = "accepted",
) -> Verdict:
    """Check a file, or the bytes of standard input: XML against both schemas, any other text by
    reading it.

    Raises as `load` does where it cannot be read.
    """
    data, name = (
        (source, STANDARD_INPUT) if isinstance(source, bytes) else (read_file(source), source.name)
    )
    if is_stored_xml(data, name):
        from policydiff.akn.validation import validate as check  # noqa: PLC0415 lxml and the schemas are heavy

        return Verdict(name=name, form="xml", problems=check(data))
    document = read_document(data, name, dialect=dialect, revisions=revisions, kind=kind)
    return Verdict(name=name, form=document.dialect, problems=document.problems)
