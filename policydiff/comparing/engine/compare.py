"""Two documents to a `Comparison`: align, redline, count."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import zip_longest

from rapidfuzz.distance import Indel

from policydiff.comparing.engine.align import confidence
from policydiff.comparing.engine.align.assignment import LARGEST
from policydiff.comparing.engine.align.ordering import in_order, settle_moves
from policydiff.comparing.engine.align.overrides import NO_OVERRIDES, Overrides
from policydiff.comparing.engine.align.pairing import Correspondence, Group, correspond
from policydiff.comparing.engine.align.units import Unit, read_units
from policydiff.comparing.engine.align.weights import SHIPPED, Weights
from policydiff.comparing.engine.article_captions import set_aside
from policydiff.comparing.engine.explanations import glyphs, references, substitutions
from policydiff.comparing.engine.facts import typing as facts
from policydiff.comparing.engine.pair_doubts import doubts
from policydiff.comparing.engine.redline.edits import EditsWriter, write_edits
from policydiff.comparing.engine.redline.redline import Granularity
from policydiff.comparing.engine.statements import statements
from policydiff.messages import Message, template
from policydiff.model.comparison import (
    Comparison,
    Match,
    MatchKind,
    MetadataChange,
    PossiblePartner,
    Summary,
)
from policydiff.model.document import Document
from policydiff.model.kinds import CONTAINERS
from policydiff.model.office_content import (
    NO_FACTS,
    FileChange,
    FileComparison,
    UncomparedParts,
    unread_of,
)
from policydiff.model.source import FileFact, FileFactKind, FileFacts, Problem, UnreadParts
from policydiff.model.version import Dates, HeadEntry
from policydiff.text.noise import NOISE_RULE, fold_key
from policydiff.text.traditions.registry import DIALECTS

SIDED = {"left": template("left: {message}"), "right": template("right: {message}")}
"""How a doubt of one side's reading is said of the comparison."""

MOST_RIVALS, BEGINNING, FURTHEST = 50, 500, 0.6
"""Facts of a file among which the one most like another is looked for, by so many characters; one
that differs in this share of them is another fact.
"""

FACTS = ("title", "kind", "authority", "document_number", "jurisdiction", "stage")
FINISHES: tuple[Callable[[Comparison], Comparison], ...] = (
    confidence.judge,
    references.explain,
    substitutions.state,
    glyphs.mark_glyphs_only,
)
"""What is read out of the finished matches, in this order; each gives the comparison with more said
about it.
"""

Watch = Callable[[Message, int, int], None]
"""Takes what is being done, how much of it is done, and of how much (0 where that is unknown)."""

DATES = tuple(name for name in Dates.__slots__ if name != "posted")
"""The day on which a copy was put on the web is a fact about that copy, not about the text."""


def diff(  # noqa: PLR0913 - the choices of one comparison
    left: Document,
    right: Document,
    *,
    granularity: Granularity = "word",
    show_noise: bool = False,
    pairs: Overrides = NO_OVERRIDES,
    typed: bool = True,
    weights: Weights = SHIPPED,
    watch: Watch = lambda _what, _done, _all: None,
) -> Comparison:
    """Compare two whole documents: the changes from `left` to `right`.

    `granularity` is the unit that a redline replaces: words, or single characters (numbers and
    Latin words whole either way). With `show_noise` what the noise rule leaves out counts as a
    change, and the comparison declares no rule. `pairs` are pairings that a person set or forbade
    (`policydiff.read_pairs`); raises `NoSuchUnitError` where one names nothing. Without `typed`
    matches have no facts. `weights` pair the articles, and `watch` is called with how far this is.
    """
    bare_left, bare_right, captions = (left, right, ()) if show_noise else set_aside(left, right)
    watch(Message("pairing the articles of both texts"), 0, 0)
    units = read_units(bare_left, exact=show_noise), read_units(bare_right, exact=show_noise)
    correspondence = correspond(*units, pairs, weights, by_clauses=_is_by_clauses(left, right))
    settle_moves(correspondence)
    writer = write_edits(correspondence, units, exact=show_noise, granularity=granularity)
    matches = tuple(_matches(correspondence, writer, watch))
    comparison = Comparison(
        left=bare_left,
        right=bare_right,
        noise_rule=() if show_noise else NOISE_RULE,
        summary=summarise(matches),
        metadata_changes=(*compare_facts(left, right, exact=show_noise), *captions),
        matches=matches,
        problems=(*_lost("left", left), *_lost("right", right), *_narrowed(correspondence)),
    )
    finishes = (*FINISHES, facts.type_changes, statements.state) if typed else FINISHES
    finished = comparison
    for place, finish in enumerate(finishes):
        watch(Message("reading what the changes mean; steps done:"), place, len(finishes))
        finished = finish(finished)
    problems = (*doubts(finished), *finished.problems)
    return replace(
        finished,
        left=left,
        right=right,
        problems=problems,
        summary=summarise(finished.matches),
        files=compare_files(left, right, exact=show_noise),
        uncompared=uncompared(left, right),
    )


def _is_by_clauses(*documents: Document) -> bool:
    """True where a text is numbered to any depth."""
    dialects = (DIALECTS.get(document.dialect) for document in documents)
    return any(dialect is not None and dialect.citable == "clauses" for dialect in dialects)


def _matches(correspondence: Correspondence, writer: EditsWriter, watch: Watch) -> Iterator[Match]:
    groups = in_order(correspondence)
    ids = {id(group): index for index, group in enumerate(groups, start=1)}
    whole, done = sum(map(_is_article, groups)), 0
    for group in groups:
        watch(Message("articles compared:"), done, whole)
        yield _match(group, ids, correspondence, writer)
        done += _is_article(group)


def _is_article(group: Group) -> bool:
    return any(unit.level == "article" for unit in (*group.left, *group.right))


def _match(
    group: Group, ids: dict[int, int], correspondence: Correspondence, writer: EditsWriter
) -> Match:
    parent = enclosing(group, correspondence)
    kind = kind_of(group)
    return Match(
        id=ids[id(group)],
        parent=None if parent is None else ids[id(parent)],
        kind=kind,
        left=tuple(unit.side for unit in group.left),
        right=tuple(unit.side for unit in group.right),
        renumbered=_renumbered(group),
        moved=group.moved or _has_moved(group, correspondence),
        editorial=kind == "unchanged" and _editorial(group),
        score=group.score,
        reason=group.reason,
        links=group.links,
        pinned=group.pinned,
        possible=tuple(
            PossiblePartner(side=unit.side, score=score) for unit, score in group.possible
        ),
        heading_edits=writer.heading_edits(group),
        edits=writer.edits(group),
    )


def kind_of(group: Group) -> MatchKind:
    """The kind of change, by the number of units on each side and their keys."""
    if not group.left or not group.right:
        return "added" if group.right else "removed"
    if len(group.left) > 1 or len(group.right) > 1:
        return (
            "merged" if len(group.right) == 1 else "split" if len(group.left) == 1 else "regrouped"
        )
    left, right = group.left[0], group.right[0]
    return (
        "unchanged"
        if (left.key, left.heading_key) == (right.key, right.heading_key)
        else "reworded"
    )


def enclosing(group: Group, correspondence: Correspondence) -> Group | None:
    """The nearest group above that holds all units of this one."""
    first, groups = (
        (group.left[0], correspondence.of) if group.left else (group.right[0], correspondence.to)
    )
    for above in first.within():
        candidate = groups[above.eid]
        if _holds(candidate.left, group.left) and _holds(candidate.right, group.right):
            return candidate
    return None


def _holds(above: tuple[Unit, ...], below: tuple[Unit, ...]) -> bool:
    return all(any(unit.order <= inner.order <= unit.last for unit in above) for inner in below)


def _single(group: Group) -> tuple[Unit, Unit] | None:
    return (group.left[0], group.right[0]) if len(group.left) == len(group.right) == 1 else None


def _renumbered(group: Group) -> bool:
    """True where a printed number changed; 款 are counted by place and carry none."""
    pair = _single(group)
    return (
        pair is not None
        and None not in (pair[0].num, pair[1].num)
        and pair[0].number != pair[1].number
    )


def _has_moved(group: Group, correspondence: Correspondence) -> bool:
    """True where an article left its chapter for another while both lived on.

    A section drawn into or taken out of a chapter is no move of its articles: some container above
    still corresponds.
    """
    if not group.left or not group.right or group.left[0].level != "article":
        return False
    old = [correspondence.of[unit.eid] for unit in _homes(group.left[0])]
    new = [correspondence.to[unit.eid] for unit in _homes(group.right[0])]
    return bool(old and new and old[0].right and new[0].left) and not any(
        home is other for home in old for other in new
    )


def _homes(unit: Unit) -> list[Unit]:
    """The chapters and sections above a unit, else the parts; the nearest first."""
    above = [home for home in unit.within() if home.level in CONTAINERS]
    return [home for home in above if home.level in ("chapter", "section")] or above


def _editorial(group: Group) -> bool:
    """True for a match whose printed forms differ in noise."""
    pair = _single(group)
    if pair is None:
        return False
    texts = pair[0].level not in CONTAINERS and pair[0].text != pair[1].text
    return texts or pair[0].heading != pair[1].heading


def compare_facts(left: Document, right: Document, *, exact: bool) -> Iterator[MetadataChange]:
    """The facts about the documents that differ; titles differ under the noise rule."""
    pairs = [(name, getattr(left, name), getattr(right, name)) for name in FACTS]
    pairs += [(name, getattr(left.dates, name), getattr(right.dates, name)) for name in DATES]
    for name, before, after in pairs:
        if name == "title" and (left.untitled or right.untitled):
            continue  # the name of a file is no title
        if fold_key(before or "", exact=exact) != fold_key(after or "", exact=exact):
            yield MetadataChange(field=name, left=before, right=after)
    yield from _head_changes(left, right, exact=exact)


_SAME_LABEL = re.compile("[（(].{0,40}?[）)]|(?<=版本)号|(?<=[一-鿿]{2})人$")
"""What two labels of one fact may differ in: 版本号, 审核人, 甲方（委托方）."""


def _head_changes(left: Document, right: Document, *, exact: bool) -> Iterator[MetadataChange]:
    """The facts at the head that differ, those of one label in their order."""
    old, new = (_by_label(document.head) for document in (left, right))
    for label in dict.fromkeys((*old, *new)):
        for pair in zip_longest(old.get(label, ()), new.get(label, ())):
            before, after = (None if entry is None else entry.value for entry in pair)
            if fold_key(before or "", exact=exact) != fold_key(after or "", exact=exact):
                name = next(entry.name for entry in reversed(pair) if entry is not None)
                yield MetadataChange(field=f"head.{name}", left=before, right=after)


def _by_label(head: Iterable[HeadEntry]) -> dict[str, list[HeadEntry]]:
    entries = defaultdict(list)
    for entry in head:
        entries[_SAME_LABEL.sub("", entry.name)].append(entry)
    return dict(entries)


def compare_files(left: Document, right: Document, *, exact: bool) -> FileComparison:
    """The facts of two files of one format that differ under the noise rule."""
    kinds = _common_kinds(left.file, right.file)
    changes = (change for kind in kinds for change in _fact_changes(kind, left, right, exact=exact))
    return FileComparison(kinds=kinds, changes=tuple(changes)) if kinds else NO_FACTS


def _common_kinds(left: FileFacts | None, right: FileFacts | None) -> tuple[FileFactKind, ...]:
    if left is None or right is None or left.format != right.format:
        return ()
    return tuple(kind for kind in left.kinds if kind in right.kinds)


def _fact_changes(
    kind: FileFactKind, left: Document, right: Document, *, exact: bool
) -> Iterator[FileChange]:
    """The words of one kind that differ, each next to those most like them."""
    sides = [_facts_of(kind, document) for document in (left, right)]
    gone, come = _only(*sides, exact=exact), _only(*reversed(sides), exact=exact)
    if all(fact.automatic for fact in (*gone, *come)):
        return
    single = len(gone) == len(come) == 1 and kind not in ("footnote", "endnote")
    for old in gone:
        near = [_distance(old.text, new.text) for new in come[:MOST_RIVALS]]
        best = min(range(len(near)), key=near.__getitem__, default=0)
        new = come.pop(best) if near and (single or near[best] < FURTHEST) else None
        yield FileChange(kind=kind, left=old.text, right=None if new is None else new.text)
    yield from (FileChange(kind=kind, left=None, right=new.text) for new in come)


def _facts_of(kind: FileFactKind, document: Document) -> list[FileFact]:
    """The facts of one kind; a title that repeats the one of the text is automatic."""
    own = () if document.file is None else document.file.facts
    named = fold_key(document.title)
    return [
        replace(
            fact, automatic=fact.automatic or (kind == "title" and fold_key(fact.text) == named)
        )
        for fact in own
        if fact.kind == kind
    ]


def _only(side: list[FileFact], opposite: list[FileFact], *, exact: bool) -> list[FileFact]:
    """The facts of one side whose words the other lacks, or has less often."""
    left = Counter(fold_key(fact.text, exact=exact) for fact in opposite)
    lone = []
    for fact in side:
        key = fold_key(fact.text, exact=exact)
        if left[key]:
            left[key] -= 1
        elif key:
            lone.append(fact)
    return lone


def _distance(left: str, right: str) -> float:
    """The share of two texts in which they differ, by their beginnings."""
    return Indel.normalized_distance(left[:BEGINNING], right[:BEGINNING])


def uncompared(left: Document, right: Document) -> tuple[UncomparedParts, ...]:
    """The parts of both sides that were not compared, by kind."""
    compared = _common_kinds(left.file, right.file)
    sides = [
        {part.kind: part for part in unread_of(document) if part.kind not in compared}
        for document in (left, right)
    ]
    return tuple(
        UncomparedParts(
            kind=kind,
            left=0 if old is None else old.count,
            right=0 if new is None else new.count,
            same=_are_same(old, new),
        )
        for kind in dict.fromkeys((*sides[0], *sides[1]))
        for old, new in [tuple(side.get(kind) for side in sides)]
    )


def _are_same(left: UnreadParts | None, right: UnreadParts | None) -> bool | None:
    """True where both store the same, None where that is unknown."""
    if left is None or right is None or left.count != right.count:
        return False if left and right else None
    return None if None in (left.digest, right.digest) else left.digest == right.digest


def summarise(matches: tuple[Match, ...]) -> Summary:
    """Count the matches of articles; an explained one is not counted as reworded."""
    articles = [
        match
        for match in matches
        if "article" in (side.level for side in (*match.left, *match.right))
    ]
    counts = {name: sum(match.kind == name for match in articles) for name in Summary.__slots__}
    flags = {
        name: sum(bool(getattr(match, name)) for match in articles)
        for name in ("renumbered", "moved", "editorial", "explained")
    }
    return Summary(**counts | flags | {"reworded": counts["reworded"] - flags["explained"]})


def _lost(side: str, document: Document) -> Iterator[Problem]:
    """The problems of reading that show as removed or added text, with their side."""
    for problem in document.problems:
        if problem.severity == "error" or problem.code == "source-lost-text":
            yield replace(problem, message=Message(SIDED[side], message=problem.message))


def _narrowed(correspondence: Correspondence) -> Iterator[Problem]:
    """A note where there were too many units to weigh every pair."""
    rows, columns = correspondence.largest
    if rows * columns > LARGEST:
        yield Problem(
            severity="note",
            code="pairs-narrowed",
            message=Message(
                "{rows} and {columns} provisions differ: these are so many that pairs were looked for by their rarer words, and the best taken one after another",
                rows=rows,
                columns=columns,
            ),
            hint=Message("a provision without its pair is shown as removed and added"),
        )
