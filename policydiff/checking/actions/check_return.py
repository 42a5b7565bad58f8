"""check-return: find what a returned draft changes without a trace."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from policydiff.checking.engine.return_check import PlacedPassage, ReturnCheck, SilentChange
from policydiff.checking.engine.silent_changes import (
    comment_changes,
    silent_changes,
    unchecked_parts,
)
from policydiff.comparing.actions.diff import without_choice
from policydiff.comparing.actions.written import report
from policydiff.comparing.engine import compare
from policydiff.errors import InputError
from policydiff.locale import Language
from policydiff.messages import Message
from policydiff.model.comparison import Side
from policydiff.model.document import Document, Node, Provision, node_lines, number_gap
from policydiff.model.index import ProvisionIndex, index_document
from policydiff.model.kinds import RANK
from policydiff.model.office_content import Passage, Signature, WordContent
from policydiff.model.reports import Edition, ReportOptions
from policydiff.reading import plugins
from policydiff.reading.contract import ReadOptions, Revisions
from policydiff.reading.load import load
from policydiff.reading.parsing.lines.drafters_notes import begin_lines, provision_at
from policydiff.reading.readers.docx import reader as docx
from policydiff.report import formats
from policydiff.report.citations import cite
from policydiff.resources import resource
from policydiff.text.numerals import CLAUSE_NUMBER
from policydiff.works.operands import file_given
from policydiff.works.resolve import Resolved, TextOptions, whole_document
from policydiff.works.session import GivenText, Session

_NUMBERED = frozenset(("text", "contents", "box"))
"""Stories whose paragraphs are counted with those of the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnOptions(TextOptions):
    """The choices for a check, and for how its files are read."""

    strict: bool = False
    """Whether differences in spaces and width are counted too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedReturn:
    """A check and the origin of its two sides."""

    check: ReturnCheck
    sides: tuple[Resolved, Resolved]


class NoWordFileError(InputError):
    """The returned draft is no Word file."""

    def __init__(self, name: str) -> None:
        """`name` is that of the file."""
        super().__init__(
            Message(
                "{name}: a returned draft is checked as a Word file (docx); open it in Word or WPS and save it as docx",
                name=name,
            )
        )


@dataclass(frozen=True, slots=True)
class _WordFile:
    """A Word file that can be read in several states."""

    name: str
    data: bytes

    def content(
        self, revisions: Revisions, spared: frozenset[Signature] = frozenset()
    ) -> WordContent:
        """Its paragraphs in one state, with the spared changes accepted."""
        return docx.content(self.data, self.name, ReadOptions(revisions=revisions), spared)


def check_return(
    sent: str, returned: str, session: Session, options: ReturnOptions
) -> CheckedReturn:
    """Compare a sent text with a returned one without its tracked changes.

    Raises `NoWordFileError`, and what `whole_document` raises.
    """
    reading = replace(options, revisions="original")
    left, right = (
        replace(side, document=without_choice(side.document))
        for side in (whole_document(operand, session, reading) for operand in (sent, returned))
    )
    theirs = _word_file(right, session)
    if theirs is None:
        raise NoWordFileError(right.file_name or returned)
    ours = _word_file(left, session)
    original = theirs.content("original")
    check = ReturnCheck(
        sent=left.document,
        returned=right.document,
        names=(left.file_name or sent, right.file_name or returned),
        tracked=bool(original.signatures),
    )
    if ours is None:
        clauses = tuple(_clauses(left.document))
        changes = silent_changes(clauses, _clauses(right.document))
        words = tuple(change for change in changes if change.kind != "spacing")
        check = replace(check, whole=False, paragraphs=len(clauses), changes=words)
        return CheckedReturn(check=check, sides=(left, right))
    before = ours.content("original")
    lefts, rights = _placed(before, left.document), _placed(original, right.document)
    changes = silent_changes(lefts, rights, strict=options.strict)
    hidden: tuple[SilentChange, ...] = ()
    taken = False
    if before.signatures.isdisjoint(original.signatures):
        taken = bool(before.signatures) and _is_taken(ours, original)
    else:
        whole = whole_document(sent, session, replace(options, revisions="accepted"))
        lefts = _placed(ours.content("accepted"), whole.document)
        rights = _placed(theirs.content("original", before.signatures))
        hidden = tuple(_hidden(silent_changes(lefts, rights, strict=options.strict), changes))
    check = replace(
        check,
        paragraphs=len(before.passages),
        taken=taken,
        changes=(*changes, *hidden),
        comments=comment_changes(before.comments, original.comments),
        unchecked=unchecked_parts(before.unread, original.unread),
    )
    return CheckedReturn(check=check, sides=(left, right))


def _word_file(side: Resolved, session: Session) -> _WordFile | None:
    """The Word file of a side, None where it is something else."""
    given = file_given(side.operand, session)
    if given is None or plugins.reader_for(given.name, given.data)[0] != "docx":
        return None
    return _WordFile(given.name, given.data)


def _placed(content: WordContent, document: Document | None = None) -> Iterator[PlacedPassage]:
    """The paragraphs, each with the provision of the document in which it stands."""
    begins = () if document is None else _begins(document)
    index = None if document is None else index_document(document)
    for passage in content.passages:
        line = passage.number if passage.story in _NUMBERED else None
        eid = provision_at(line, begins)
        yield _in_provision(passage, eid, index)


def _begins(document: Document) -> tuple[tuple[int, int, str], ...]:
    """The lines at which articles, wider provisions and decimal clauses begin."""
    begins = begin_lines(document)
    inner = [
        (one.line, len(begins) + count, one.eid)
        for count, one in enumerate(document.provisions)
        if one.line is not None and RANK[one.level] > RANK["article"] and _is_clause(one)
    ]
    return tuple(sorted((*begins, *inner)))


def _is_clause(node: Node) -> bool:
    """True for a provision with a decimal number."""
    return isinstance(node, Provision) and _DECIMAL.fullmatch(node.num or "") is not None


def _in_provision(passage: Passage, eid: str | None, index: ProvisionIndex | None) -> PlacedPassage:
    if eid is None or index is None:
        return PlacedPassage(passage=passage)
    num = cite(index, Side(eid=eid, num=None, level=""))
    return PlacedPassage(passage=passage, eid=eid, num=num)


def _is_taken(ours: _WordFile, original: WordContent) -> bool:
    """True where the sender's tracked changes were accepted, and left no trace."""
    accepted = _placed(ours.content("accepted"))
    return not any(change.counted for change in silent_changes(accepted, _placed(original)))


def _hidden(found: Iterable[SilentChange], seen: Iterable[SilentChange]) -> Iterator[SilentChange]:
    """The changes inside the tracked changes of the sender."""
    known = Counter(_words(change) for change in seen)
    for change in found:
        words = _words(change)
        if known[words]:
            known[words] -= 1
        else:
            yield replace(change, accepted=True)


def _words(change: SilentChange) -> tuple[object, ...]:
    """The words that a change takes and sets, wherever they stand."""
    if change.edits:
        return (
            change.kind,
            *((edit.op, edit.text) for edit in change.edits if edit.op != "equal"),
        )
    return (
        change.kind,
        *(one.passage.text for one in change.sent),
        None,
        *(one.passage.text for one in change.returned),
    )


def _clauses(document: Document) -> Iterator[PlacedPassage]:
    """The words of a document clause by clause, wherever its paragraphs end."""
    index = index_document(document)
    nodes: Iterable[Node] = (
        *document.preface,
        *document.preamble,
        *document.body,
        *document.conclusions,
    )
    texts = list(_clauses_in(nodes, None))
    for attachment in document.attachments:
        texts.append(
            ("　".join(filter(None, (attachment.num, attachment.heading))), attachment.eid)
        )
        texts += _clauses_in(attachment.content, attachment.eid)
    for text, eid in texts:
        yield _in_provision(Passage(story="text", text=text), eid, index)


def _clauses_in(nodes: Iterable[Node], eid: str | None) -> Iterator[tuple[str, str | None]]:
    for node in nodes:
        if isinstance(node, Provision) and RANK[node.level] < RANK["article"]:
            heading = "" if node.heading is None else number_gap(node) + node.heading
            yield (node.num or "") + heading, node.eid
            yield from _clauses_in(node.content, node.eid)
        elif isinstance(node, Provision) and (below := tuple(_below(node))):
            yield "\n".join(node_lines(_without_clauses(node))), node.eid
            yield from _clauses_in(below, node.eid)
        else:
            yield "\n".join(node_lines(node)), node.eid if isinstance(node, Provision) else eid


def _below(node: Provision) -> Iterator[Node]:
    """The clauses directly below, those in its 款 too."""
    for part in node.content:
        if _is_clause(part):
            yield part
        elif isinstance(part, Provision) and part.level == "paragraph":
            yield from _below(part)


def _without_clauses(node: Provision) -> Provision:
    """A clause with its own text alone."""
    content = (
        _without_clauses(part)
        if isinstance(part, Provision) and part.level == "paragraph"
        else part
        for part in node.content
        if not _is_clause(part)
    )
    return replace(node, content=tuple(content))


_DECIMAL = re.compile(rf"第?{CLAUSE_NUMBER}条?[、.．]?")
"""The number of a clause: 3.2.1, 第3.2条."""

_DRAFT = ("sent", "untraced", "returned")
"""The contract as sent, with three silent changes, and with the tracked ones too."""

AUTHOR = "乙方"
"""Who signs the tracked changes."""


def example_drafts(language: Language) -> tuple[GivenText, GivenText]:
    """The sent and the returned Word file, with tracked and three silent changes."""
    texts = resource("corpora", "example") / "returned-draft"
    sent, untraced, new = (load(texts / f"{name}.txt") for name in _DRAFT)
    shape = ReportOptions(language=language, author=AUTHOR)
    return (
        GivenText(name="sent.docx", data=formats.write(Edition(document=sent), "docx", shape)),
        GivenText(
            name="returned.docx", data=report(compare.diff(untraced, new), "redline_docx", shape)
        ),
    )
