"""lint: the findings of a drafter's check of one document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from policydiff.akn import validation
from policydiff.akn.writer import to_xml
from policydiff.errors import InputError
from policydiff.messages import Message
from policydiff.model.comparison import Side
from policydiff.model.document import Document
from policydiff.model.index import index_document
from policydiff.model.source import Problem
from policydiff.model.work_life import OPEN, WorkStatus
from policydiff.reading import plugins
from policydiff.reading.load import is_stored_xml, read_document, read_file
from policydiff.report.citations import cite
from policydiff.text.lint import checks as drafting
from policydiff.text.lint.flaw import OF_STATUS, DraftingCheck, Flaw
from policydiff.works.operands import file_given
from policydiff.works.resolve import AS_RECOGNISED, Resolved, TextOptions, whole_document
from policydiff.works.session import GivenText, Session

Level = Literal["schema", "problems", "drafting", "all"]

_CONFORMS = Message("its XML conforms to the schemas of Akoma Ntoso")


class NotAkomaNtosoError(InputError):
    """The XML of a document does not conform to its schemas."""

    def __init__(self, name: str, faults: Sequence[Problem]) -> None:
        """`faults` are listed below the sentence, with their lines."""
        super().__init__(
            Message("{name}: this is no valid Akoma Ntoso", name=name),
            tuple(
                Message("line {line}: {message}", line=fault.line, message=fault.message)
                for fault in faults
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LintOptions(TextOptions):
    """The checks to make of a document."""

    level: Level = "drafting"
    """The schemas of Akoma Ntoso, the problems that were met when the text was read, the drafting,
    or all of them.
    """


BY_ITS_DRAFTING = LintOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class Linted:
    """A check and the origin of the document."""

    resolved: Resolved
    check: DraftingCheck

    def outcome(self, level: Level) -> Iterator[Message]:
        """The checks that were made of a level, with what they cover and found."""
        if level in ("schema", "all"):
            yield _CONFORMS
        if level != "schema":
            yield Message("articles: {count}", count=len(self.check.document.articles))
        if level in ("drafting", "all"):
            yield Message(
                "findings in references, numbers, terms, marks and headings: {count}",
                count=sum(one.type not in OF_STATUS for one in self.check.flaws),
            )
            if self.resolved.status is not None:
                yield self.resolved.status.message
        if level in ("problems", "all"):
            yield Message("doubts of the reading: {count}", count=len(self.check.problems))


def lint(
    operand: str,
    session: Session,
    options: LintOptions = BY_ITS_DRAFTING,
) -> Linted:
    """Check what an operand names, a file or a stored version.

    Raises what `resolve.whole_document` raises, and `NotAkomaNtosoError`.
    """
    own = _own_xml(operand, session) if options.level in ("schema", "all") else None
    if own is not None:
        _check_schemas(operand, own)
    resolved = whole_document(operand, session, options)
    document = resolved.document
    if own is None and options.level in ("schema", "all"):
        _check_schemas(operand, to_xml(document))
    flaws: tuple[Flaw, ...] = ()
    if options.level in ("drafting", "all"):
        found = drafting.lint(document, plugins.dialect(document.dialect).drafting)
        flaws = (*status_flaws(resolved.status), *found)
    check = DraftingCheck(
        document=document,
        flaws=flaws,
        places=_places(document, flaws),
        problems=document.problems if options.level in ("problems", "all") else (),
    )
    return Linted(resolved=resolved, check=check)


def status_flaws(status: WorkStatus | None) -> Iterator[Flaw]:
    """Flaws of a stored text whose work, time of trial or ground is over."""
    if status is None:
        return
    if status.end is not None:
        yield Flaw(type="ended", message=status.message)
    if status.kind in OPEN:
        yield Flaw(type="force-open", message=status.message)
    for ground in status.ground_notes:
        yield Flaw(type="ended-ground", message=ground)


def _own_xml(operand: str, session: Session) -> bytes | None:
    """The bytes of an operand that is itself Akoma Ntoso; None for any other."""
    given = file_given(operand, session)
    return given.data if given is not None and is_stored_xml(given.data, given.name) else None


def _check_schemas(name: str, data: bytes) -> None:
    faults = validation.validate(data)
    if faults:
        raise NotAkomaNtosoError(name, faults)


def _places(document: Document, flaws: tuple[Flaw, ...]) -> tuple[str, ...]:
    index = index_document(document)
    return tuple(cite(index, Side(eid=flaw.eid or "", num=None, level="")) for flaw in flaws)


@dataclass(frozen=True, slots=True, kw_only=True)
class Validated:
    """The findings in one file.

    `form` is the format as which it was read. It is valid where no problem is an error. `articles`
    is the number of its articles, None for XML, of which the schemas alone were asked.
    """

    name: str
    form: str
    problems: tuple[Problem, ...]
    articles: int | None = None

    @property
    def valid(self) -> bool:
        """True where no problem is an error."""
        return not any(problem.severity == "error" for problem in self.problems)

    @property
    def outcome(self) -> Message:
        """The check that was made, with what it covers and found."""
        if self.articles is None and self.valid:
            return _CONFORMS
        if self.articles is None:
            return Message(
                "not valid: its XML does not conform to the schemas of Akoma Ntoso, {count} faults",
                count=len(self.problems),
            )
        state = Message("read without errors") if self.valid else Message("read with errors")
        return Message(
            "{state} ({form}, articles: {articles}, doubts: {count})",
            state=state,
            form=self.form,
            articles=self.articles,
            count=len(self.problems),
        )


def validate(source: Path | GivenText, reading: TextOptions = AS_RECOGNISED) -> Validated:
    """Check a file, or a text that came with the call.

    XML is checked against both schemas, any other text by reading it. Raises as `load` does
    where it cannot be read.
    """
    data = read_file(source) if isinstance(source, Path) else source.data
    name = source.name
    if is_stored_xml(data, name):
        return Validated(name=name, form="xml", problems=validation.validate(data))
    document = read_document(
        data, name, dialect=reading.dialect, revisions=reading.revisions, kind=reading.kind
    )
    return Validated(
        name=name,
        form=document.dialect,
        problems=document.problems,
        articles=len(document.articles),
    )
