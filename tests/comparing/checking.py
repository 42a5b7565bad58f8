"""What holds for every comparison, and a comparison as lines that a person reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Literal

from policydiff.comparing.engine.align.units import Unit, read_units
from policydiff.model.comparison import Comparison, Edit, Match
from policydiff.model.document import Document
from policydiff.model.index import index_document
from policydiff.model.kinds import CONTAINERS

ABOVE = {*CONTAINERS, "attachment"}
MARKS = {"equal": "{}", "delete": "[-{}-]", "insert": "[+{}+]"}


def texts_of(document: Document) -> dict[str, str]:
    """The text of each provision, attachment and title by eId."""
    texts = {provision.eid: provision.text for provision in document.provisions}
    texts |= {attachment.eid: attachment.text for attachment in document.attachments}
    return (
        texts
        | {eid: node.text for eid, node in index_document(document).by_eid.items()}
        | {"title": document.title}
    )


def check(comparison: Comparison) -> None:
    """Each part in exactly one match, parents before children, edits exact, what is unchanged
    unchanged; all text told by edits.
    """
    for side, document in (("left", comparison.left), ("right", comparison.right)):
        eids = [part.eid for match in comparison.matches for part in getattr(match, side)]
        assert len(eids) == len(set(eids))
        assert {provision.eid for provision in document.provisions} <= set(eids)
        check_edits(comparison.matches, side, texts_of(document))
        assert untold(comparison, side) == []
    check_elsewhere(comparison)
    for place, match in enumerate(comparison.matches):
        assert match.id == place + 1
        assert match.parent is None or match.parent < match.id
        assert match.kind != "unchanged" or all(
            edit.op == "equal" or edit.noise for edit in match.edits
        )
        assert all(edit.text for edit in match.edits)


def check_edits(matches: Iterable[Match], side: str, texts: dict[str, str]) -> None:
    for match in matches:
        parts = getattr(match, side)
        if len(match.left) <= 1 and len(match.right) <= 1:
            text = side_of(match.edits, side)
            assert (
                text == ""
                if not parts
                else parts[0].eid not in texts or text == texts[parts[0].eid]
            )


def untold(comparison: Comparison, side: Literal["left", "right"]) -> list[str]:
    """What stands in no edits of a match of articles or of what is below them, though something
    does.
    """
    document = comparison.left if side == "left" else comparison.right
    told = {
        part.eid
        for match in comparison.matches
        if match.edits
        for part in getattr(match, side)
        if part.level not in ABOVE
    }
    units = read_units(document)
    below: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        if unit.parent is not None:
            below[unit.parent.eid].append(unit)

    def gaps(unit: Unit) -> Iterator[str]:
        if unit.eid in told:
            return
        place = 0
        for part in below[unit.eid]:
            yield unit.text[place : part.offset]
            yield from gaps(part)
            place = part.offset + len(part.lead) + len(part.text)
        yield unit.text[place:]

    return [gap for unit in units if unit.parent is None for gap in gaps(unit) if gap.strip()]


def check_elsewhere(comparison: Comparison) -> None:
    """What an edit says to stand elsewhere is a part on each side of one match, and stands there as
    the edit says.
    """
    partners = {
        op: {
            to.eid: of
            for match in comparison.matches
            if len(match.left) == len(match.right) == 1
            for of, to in [sides(match)]
        }
        for op, sides in (
            ("delete", lambda match: (match.left[0], match.right[0])),
            ("insert", lambda match: (match.right[0], match.left[0])),
        )
    }
    texts = {"delete": texts_of(comparison.left), "insert": texts_of(comparison.right)}
    for match in comparison.matches:
        for edit in match.edits:
            if edit.elsewhere is not None:
                assert edit.op in partners
                assert edit.text.endswith(texts[edit.op][partners[edit.op][edit.elsewhere].eid])
                assert not edit.noise


def side_of(edits: Iterable[Edit], side: str) -> str:
    absent = "insert" if side == "left" else "delete"
    return "".join(edit.text for edit in edits if edit.op != absent)


def marked(edits: Iterable[Edit]) -> str:
    """Edits as one line: [-gone-] [+come+], noise with a ~ before it, the place elsewhere behind a
    @, line feeds as ⏎.
    """
    return "".join(_marked(edit) for edit in edits).replace("\n", "⏎")


def _marked(edit: Edit) -> str:
    where = "" if edit.elsewhere is None else f"@{edit.elsewhere}"
    return ("~" if edit.noise else "") + MARKS[edit.op].format(edit.text + where)


def lines_of(comparison: Comparison) -> Iterator[str]:
    """The comparison for a golden file."""
    counts = {name: count for name, count in comparison.summary.to_dict().items() if count}
    yield "summary: " + " ".join(f"{name} {count}" for name, count in counts.items())
    yield f"changed: {'yes' if comparison.changed else 'no'}"
    for change in comparison.metadata_changes:
        yield f"fact {change.field}: {change.left} → {change.right}"
    for match in comparison.matches:
        yield from _lines(match)


def _lines(match: Match) -> Iterator[str]:
    level = (match.right or match.left)[0].level
    left, right = (
        "+".join(part.num or part.eid for part in parts) or "—"
        for parts in (match.left, match.right)
    )
    flags = [name for name in ("renumbered", "moved", "editorial") if getattr(match, name)]
    parent = "" if match.parent is None else f" in {match.parent}"
    yield " ".join([f"{match.id}{parent}: {level} {left} → {right}, {match.kind}", *flags])
    if match.links:
        yield "    links: " + ", ".join(f"{left}–{right}" for left, right in match.links)
    if any(edit.op != "equal" for edit in match.heading_edits):
        yield "    heading: " + marked(match.heading_edits)
    if any(edit.op != "equal" for edit in match.edits):
        yield "    " + marked(match.edits)
