"""The consolidated text against the republished one: equal, equal but for noise, or the exact list of differences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policydiff.model.comparison import Edit
from policydiff.model.consolidation import Difference, Operation, Verification
from policydiff.model.document import Document, Provision, node_lines


def verify(ours: Document, official: Document, operations: Sequence[Operation]) -> Verification:
    """Compare preamble and articles, number by number."""
    mine = {article.number: article for article in ours.articles}
    theirs = {article.number: article for article in official.articles}
    different = tuple(_articles(mine, theirs, operations))
    preambles = _preamble(ours), _preamble(official)
    edits = _edits(*preambles)
    found = (*((Difference(eid=None, num=None, instruction=_of_preamble(operations), edits=edits),) if edits else ()), *different)
    missed = sum(1 for difference in different if difference.eid is None or difference.eid in {a.eid for a in official.articles})
    exact = preambles[0] == preambles[1] and {n: a.text for n, a in mine.items()} == {n: a.text for n, a in theirs.items()}
    return Verification(exact=exact, articles=len(theirs), equal_articles=len(theirs) - missed, differences=found)


def _articles(mine: dict[str, Provision], theirs: dict[str, Provision], operations: Sequence[Operation]) -> Iterator[Difference]:
    for number in dict.fromkeys((*theirs, *mine)):
        left, right = mine.get(number), theirs.get(number)
        edits = _edits(left.text if left else "", right.text if right else "")
        if edits:
            shown = right or left
            eid = shown.eid if shown is not None else None
            num = shown.num if shown is not None else None
            yield Difference(eid=eid, num=num, instruction=_instruction(number, left, operations), edits=edits)


def _edits(left: str, right: str) -> tuple[Edit, ...]:
    """The redline of two texts; empty where only noise differs."""
    from policydiff.diffing.redline import redline_texts  # noqa: PLC0415 the segmenter is heavy

    if left == right:
        return ()
    edits = redline_texts(left, right)
    return edits if any(edit.op != "equal" and not edit.noise for edit in edits) else ()


def _preamble(document: Document) -> str:
    return "\n".join(line for node in document.preamble for line in node_lines(node))


def _instruction(number: str, article: Provision | None, operations: Sequence[Operation]) -> str | None:
    """The item that orders a change to the article of this number in the new version."""
    for operation in operations:
        named = (operation.result_steps, operation.steps) if operation.result_steps else (operation.steps,)
        if operation.status in ("applied", "failed") and ("article", number) in named[0]:
            return operation.instruction
    eid = article.eid if article is not None else None
    return next((o.instruction for o in operations if eid is not None and o.result is not None and o.result.split("__")[0] == eid), None)


def _of_preamble(operations: Sequence[Operation]) -> str | None:
    return next((o.instruction for o in operations if o.steps and o.steps[0][0] == "preamble"), None)
