"""The consolidated text compared with the republished one.

Equal, equal but for noise, or the exact list of differences.

Title, preamble, headings of chapters, articles with their 款 and 项, attachments. The 题注, the
table of contents and what else stands around the text are the publisher's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from policydiff.amending.engine.operations import (
    Difference,
    DifferencePart,
    Operation,
    Steps,
    Verification,
)
from policydiff.amending.engine.reading.places import write_place
from policydiff.comparing.engine.redline.redline import redline_texts
from policydiff.model.comparison import Edit
from policydiff.model.document import Attachment, Document, Node, Provision, lines_in, node_lines
from policydiff.model.identifiers import numbering_restarts
from policydiff.model.kinds import CONTAINERS

_TITLE: Steps = (("title", ""),)


@dataclass(frozen=True, slots=True, kw_only=True)
class _ComparedPart:
    """A part of a text that is compared.

    Its place, its text, and, of an article, the places of what it holds and the 款 of each line.
    """

    part: DifferencePart
    steps: Steps
    eid: str | None = None
    num: str | None = None
    text: str = ""
    shape: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()


def verify(ours: Document, official: Document, operations: Sequence[Operation]) -> Verification:
    """Compare two versions, part by part, each with the part of the same number."""
    mine, theirs = (
        {(part.part, part.steps): part for part in _parts(document)}
        for document in (ours, official)
    )
    found = tuple(
        difference
        for key in dict.fromkeys((*theirs, *mine))
        if (difference := _difference(mine.get(key), theirs.get(key), operations))
    )
    exact = {key: (p.text, p.shape) for key, p in mine.items()} == {
        key: (p.text, p.shape) for key, p in theirs.items()
    }
    articles = {part.eid for (kind, _), part in theirs.items() if kind == "article"}
    missed = {
        difference.eid for difference in found if difference.part in ("article", "structure")
    } & articles
    return Verification(
        exact=exact,
        articles=len(official.articles),
        equal_articles=len(official.articles) - len(missed),
        differences=found,
    )


def _parts(document: Document) -> Iterator[_ComparedPart]:
    """The parts of a document that are compared, in reading order."""
    yield _ComparedPart(part="title", steps=_TITLE, num=write_place(_TITLE), text=document.title)
    yield _ComparedPart(
        part="preamble", steps=(("preamble", ""),), text="\n".join(lines_in(document.preamble))
    )
    yield from _numbered(document.body, (), (), runs_on=not numbering_restarts(document.body))
    for attachment in document.attachments:
        yield from _attachment(attachment)


def _numbered(
    nodes: Sequence[Node], inside: Steps, scope: Steps, *, runs_on: bool
) -> Iterator[_ComparedPart]:
    """The numbered headings and articles.

    Where articles run on through the text, their numbers alone name them.
    """
    for node in nodes:
        if not isinstance(node, Provision):
            continue
        steps = (*inside, (node.level, node.number))
        if node.level in CONTAINERS:
            yield _ComparedPart(
                part="heading", steps=steps, eid=node.eid, num=node.num, text=node.heading or ""
            )
            yield from _numbered(node.content, steps, scope, runs_on=runs_on)
        elif node.level == "article":
            named = (*scope, steps[-1]) if runs_on else steps
            heading = (node.heading,) if node.heading else ()
            text, held = (
                "\n".join((*heading, node.text)),
                tuple("" for _ in heading) + _paragraphs(node),
            )
            yield _ComparedPart(
                part="article",
                steps=named,
                eid=node.eid,
                num=node.num,
                text=text,
                shape=_shape(node),
                paragraphs=held,
            )


def _attachment(attachment: Attachment) -> Iterator[_ComparedPart]:
    """An attachment as a whole, or its title and its articles."""
    steps: Steps = (("attachment", attachment.number),)
    articles = tuple(_numbered(attachment.content, steps, steps, runs_on=True))
    num, heading = attachment.num, attachment.heading or ""
    text = heading if articles else f"{heading}\n{attachment.text}"
    yield _ComparedPart(part="attachment", steps=steps, eid=attachment.eid, num=num, text=text)
    yield from articles


def _paragraphs(article: Provision) -> tuple[str, ...]:
    """The number of the 款 of each line of an article, empty outside of any."""
    numbers = (
        child.number if isinstance(child, Provision) and child.level == "paragraph" else ""
        for child in article.content
    )
    return tuple(
        number
        for number, child in zip(numbers, article.content, strict=True)
        for _ in node_lines(child)
    )


def _shape(article: Provision) -> tuple[str, ...]:
    """The places of the 款, 项 and 目 of an article, as they are cited."""
    found: list[str] = []

    def visit(node: Provision, above: Steps) -> None:
        for child in node.children:
            here = (*above, (child.level, child.number))
            found.append(write_place(here) or "")
            visit(child, here)

    visit(article, ())
    return tuple(found)


def _difference(
    mine: _ComparedPart | None, theirs: _ComparedPart | None, operations: Sequence[Operation]
) -> Difference | None:
    shown = theirs or mine
    if shown is None:
        return None
    left, right = (part.text if part else "" for part in (mine, theirs))
    edits, part = _edits(left, right), shown.part
    if not edits and mine and theirs and mine.shape != theirs.shape:
        edits, part = _reshaped(mine.shape, theirs.shape), "structure"
    if not edits and (mine is None or theirs is None) and shown.part != "preamble":
        edits = (Edit(op="delete" if mine else "insert", text=shown.num or shown.text),)
    if not edits:
        return None
    by = _instruction(shown, mine, operations, () if part == "structure" else edits)
    return Difference(eid=shown.eid, num=shown.num, instruction=by, edits=edits, part=part)


def _edits(left: str, right: str) -> tuple[Edit, ...]:
    """The redline of two texts; empty where only noise differs."""
    if left == right:
        return ()
    edits = redline_texts(left, right)
    return edits if any(edit.op != "equal" and not edit.noise for edit in edits) else ()


def _reshaped(mine: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[Edit, ...]:
    """The places that only one side has."""
    gone, came = (
        "、".join(place for place in here if place not in there)
        for here, there in ((mine, theirs), (theirs, mine))
    )
    return tuple(
        edit for edit in (Edit(op="delete", text=gone), Edit(op="insert", text=came)) if edit.text
    )


def _instruction(
    shown: _ComparedPart,
    mine: _ComparedPart | None,
    operations: Sequence[Operation],
    edits: Sequence[Edit],
) -> str | None:
    """The item that orders a change to a place in the new version.

    Or of words, anywhere, that differ there.
    """
    tried = [operation for operation in operations if operation.status in ("applied", "failed")]
    eid = mine.eid if mine is not None else None
    touched = _touched(mine, edits)
    tests: tuple[Callable[[Operation], bool], ...] = (
        lambda operation: (
            _within(operation.result_steps or operation.steps, shown.steps)
            and _touches(operation, touched)
        ),
        lambda operation: (
            eid is not None and _is_result(operation, eid) and _touches(operation, touched)
        ),
        lambda operation: (
            not operation.steps
            and operation.old is not None
            and any(_about(operation, edit) for edit in edits)
        ),
    )
    return next(
        (operation.instruction for test in tests for operation in tried if test(operation)), None
    )


def _is_result(operation: Operation, eid: str) -> bool:
    return operation.result is not None and (
        operation.result == eid or operation.result.startswith(f"{eid}__")
    )


def _touched(mine: _ComparedPart | None, edits: Sequence[Edit]) -> set[str]:
    """The 款 of our text that differ, empty where they cannot be identified."""
    if mine is None or not mine.paragraphs:
        return set()
    found: set[str] = set()
    line = 0
    for edit in edits:
        ends = line + (edit.text.count("\n") if edit.op != "insert" else 0)
        if edit.op != "equal" and not edit.noise:
            found |= set(mine.paragraphs[line : ends + 1])
        line = ends
    return found


def _touches(operation: Operation, touched: set[str]) -> bool:
    """True if an operation is on one of the 款 that differ, or on none in particular."""
    paragraph = dict(operation.result_steps or operation.steps).get("paragraph")
    return not touched or paragraph is None or paragraph in touched


def _within(place: Steps, shown: Steps) -> bool:
    """True if a place is the one that is shown, or in it.

    What it leaves out above the article does not count.
    """
    if place[:1] == (("preamble", ""),) or shown[:1] == (("preamble", ""),):
        return place[:1] != () and place[0][0] == shown[0][0]
    named = (
        tuple(step for step in place if step[0] not in CONTAINERS)
        if ("article" in (level for level, _ in shown))
        else place
    )
    return named[: len(shown)] == shown or (
        place[-1:] == (("heading", ""),) and place[:-1][-1:] == shown[-1:]
    )


def _about(operation: Operation, edit: Edit) -> bool:
    words = (operation.old or "", operation.text or "")
    return edit.op != "equal" and any(
        word and (edit.text in word or word in edit.text) for word in words
    )
