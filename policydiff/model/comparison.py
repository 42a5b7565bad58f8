"""The differences between two documents: values of a comparison, and its JSON.

The JSON is that of schemas/comparison.schema.json.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib import import_module
from typing import Literal

from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.json_keys import JsonValue
from policydiff.model.office_content import (
    NO_FACTS,
    FileComparison,
    SignedRemark,
    UncomparedParts,
    comments_of,
)
from policydiff.model.source import Problem

MatchKind = Literal["unchanged", "reworded", "added", "removed", "split", "merged", "regrouped"]
FactType = Literal[
    "modality",
    "amount",
    "ratio",
    "count",
    "period",
    "penalty",
    "authority",
    "subject",
    "scope",
    "definition",
    "reference",
    "term",
]
StatementKind = Literal["amount", "period", "ratio", "count", "sanction", "duty"]
StatementForm = Literal["arrow", "added", "removed"]
Cause = Literal["renumbering", "substitution"]
"""What explains an edit: a number or citation of a provision that follows a renumbering, or a
replacement that is stated once.
"""
Op = Literal["equal", "delete", "insert"]
Span = tuple[int, int]
"""Offsets in characters: the first, and the one behind the last."""

CLOSING_MARKS = frozenset("。；，、;,｡ \n\u3000")
"""What stands at the end of a part and is no word of it: a list that becomes longer or shorter sets
one mark in place of another.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit(JsonValue):
    """A stretch of text that stays, goes or comes.

    `noise` is True where the noise rule does not count it as a change; `cause` names what explains
    it. `elsewhere` is the eId, on the other side, of the part that this stretch moved to (a
    deletion) or came from (an insertion): a match of its own reports the changes of that part.
    """

    op: Op
    text: str
    noise: bool = False
    cause: Cause | None = None
    elsewhere: str | None = None

    @property
    def changes(self) -> bool:
        """True where the texts differ in more than noise."""
        return self.op != "equal" and not self.noise


@dataclass(frozen=True, slots=True, kw_only=True)
class Side(JsonValue):
    """One node of one document.

    `level` is a level of provisions, or title, preamble, block, table, attachment.
    """

    eid: str
    num: str | None
    level: str
    heading: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PossiblePartner(JsonValue):
    """A node of the other side that may correspond, with the odds from 0 to 1."""

    side: Side
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(JsonValue):
    """The effect of a change, typed: the operative words on both sides.

    `before` or `after` is None on the side where they are absent. `left_span` and `right_span` are
    offsets in characters into the texts of the match.
    """

    type: FactType
    before: str | None
    after: str | None
    left_span: Span | None = None
    right_span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedWords(JsonValue):
    """Words of one text that a statement names, and where they stand.

    `article` is the printed number of their article, `eid` the eId of it; `sentence` is their
    sentence, or the rest of it from their clause on: of a duty, and of words that stand in it
    twice; of a sentence of more than 2,000 characters 200 before and behind the words. `span` are
    offsets in characters into the text of the article, with the marks around the words.
    """

    article: str
    eid: str
    words: str
    sentence: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(JsonValue):
    """A statement on a change that both texts prove.

    An `arrow` has both sides, `added` only the new one, `removed` only the old one. `actor`,
    `matter`, `tier` and `condition` are words of the texts: who bears it, for what conduct, in which
    case (情节严重的), on which condition (逾期不改正的); None where the text names none. `source` is
    "table" for a duty that one text alone has, which the table of duties says. `match` is the id of
    the match of the article in which it stands; `doubtful` says that its pairing is.
    """

    kind: StatementKind
    form: StatementForm
    old: StatedWords | None
    new: StatedWords | None
    actor: str | None = None
    matter: str | None = None
    tier: str | None = None
    condition: str | None = None
    source: Literal["fact", "table"] = "fact"
    match: int | None = None
    doubtful: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Match(JsonValue):
    """Nodes of the left that correspond to nodes of the right.

    One side is empty for what was added or removed. `parent` is the id of the enclosing match, if
    the two sides have one. `score` is the odds, from 0 to 1, that a reader would say so, those of
    its least sure link; None where a side is empty. `reason` names the pass
    that found it, and `doubtful` says that a reader should check it. `possible` are the nodes of
    the other side, the likeliest first, that one without a partner may correspond to, at less than
    even odds. `links` are the pairs of eIds that really correspond in a split, merged or regrouped
    match, `pinned` those of them that a person set, where not all are. `glyphs_only` says that only
    the same words in other glyphs, or the same marks in another width, differ.

    What can be relied on to show a match:

    - With at most one node on each side, `edits` make both texts to the letter: equal and delete
      the left, equal and insert the right. They repeat the edits of the matches below.
    - With several nodes on a side, `edits` make the texts of each side joined by line feeds, or
      there are none. There are none only where the nodes below hold all of the text on both sides;
      every one of those is in a match, of which the same is true.
    - Every stretch that differs is in an edit that is not equal, with `noise` where it is noise.
    - A node that moved out of the match above has no `parent` and shows its changes itself. In the
      edits of what held it, and of what holds it now, it is one edit with `elsewhere`.
    """

    id: int
    kind: MatchKind
    parent: int | None = None
    left: tuple[Side, ...] = ()
    right: tuple[Side, ...] = ()
    renumbered: bool = False
    moved: bool = False
    editorial: bool = False
    glyphs_only: bool = False
    doubtful: bool = False
    score: float | None = None
    reason: str = ""
    links: tuple[tuple[str, str], ...] | None = None
    pinned: tuple[tuple[str, str], ...] = ()
    possible: tuple[PossiblePartner, ...] = ()
    heading_edits: tuple[Edit, ...] = ()
    edits: tuple[Edit, ...] = ()
    facts: tuple[Fact, ...] = ()

    @property
    def explained(self) -> bool:
        """True where its words changed, and every change but noise has a cause.

        A cause is a renumbering or a substitution.
        """
        causes = explaining_causes(self.heading_edits, self.edits)
        return self.kind == "reworded" and bool(causes) and None not in causes

    @property
    def references_only(self) -> bool:
        """True where it is explained, and nothing changed but numbers and citations of
        provisions.
        """
        return self.kind == "reworded" and explaining_causes(self.heading_edits, self.edits) == {
            "renumbering"
        }

    @property
    def replacements_only(self) -> bool:
        """True where it is explained, and stated replacements changed its words.

        Citations in it may have been renumbered too.
        """
        return self.explained and not self.references_only


@dataclass(frozen=True, slots=True, kw_only=True)
class MetadataChange(JsonValue):
    """A fact about the documents that differs.

    `field` is the name of a field of a document, ``dates.`` and that of a date, or ``head.`` and the
    label of a fact at the head: head.版本.
    """

    field: str
    left: str | None
    right: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Substitution(JsonValue):
    """A replacement that recurs, with the eIds of its places.

    `remaining` counts the places of the right text that still hold the old words, without those in
    text that was inserted whole; `otherwise` those of the left text where other words took their
    place. A place that fell with the words around it counts in neither.
    """

    before: str
    after: str
    count: int
    remaining: int
    left: tuple[str, ...]
    right: tuple[str, ...]
    otherwise: int = 0

    @property
    def throughout(self) -> bool:
        """True where no place still has the old words or got other new ones.

        Only then may it be called a replacement throughout.
        """
        return self.remaining == 0 and self.otherwise == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(JsonValue):
    """A point in the texts that a reader should look at.

    For example a reference that leads nowhere.
    """

    type: str
    side: Literal["left", "right"]
    eid: str | None
    message: Message
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary(JsonValue):
    """Counts over articles only.

    For split, merged and regrouped, matches are counted.

    `explained` are those whose words changed only as renumbering and substitutions demand: they are
    counted here and not as `reworded`, though that is their kind.
    """

    unchanged: int = 0
    reworded: int = 0
    added: int = 0
    removed: int = 0
    split: int = 0
    merged: int = 0
    regrouped: int = 0
    renumbered: int = 0
    moved: int = 0
    editorial: int = 0
    explained: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison(JsonValue):
    """The differences of `right` from `left`.

    Matches stand in the right document's order, removed ones at their old position. `tracked` are
    the tracked changes of a file that is compared with its own original. `stated` is all that
    reports say in their own words of figures, sanctions and duties; `unpaired` are those of each
    text of which it is open whether they came, went, or took the place of others. `files` are the
    facts of both files, `uncompared` the parts of either that no reader reads.
    """

    left: Document = field(compare=False)
    right: Document = field(compare=False)
    noise_rule: tuple[str, ...]
    summary: Summary
    metadata_changes: tuple[MetadataChange, ...] = ()
    matches: tuple[Match, ...] = ()
    substitutions: tuple[Substitution, ...] = ()
    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()
    tracked: tuple[SignedRemark, ...] = ()
    stated: tuple[Statement, ...] = ()
    unpaired: tuple[tuple[StatedWords, ...], tuple[StatedWords, ...]] = ((), ())
    files: FileComparison = NO_FACTS
    uncompared: tuple[UncomparedParts, ...] = ()

    def _repr_html_(self) -> str:
        """The parts that changed, as a table for a notebook."""
        report = import_module("policydiff.comparing.report.table.concordance")
        html: str = report.notebook_html(self)
        return html

    @property
    def changed(self) -> bool:
        """True where anything at all differs beyond the noise rule.

        That is text, number, order, heading, a fact about the document or of its file.
        """
        return self.text_changed or bool(self.files.changes)

    @property
    def text_changed(self) -> bool:
        """True where anything but a fact of the file differs."""
        return bool(self.metadata_changes) or any(is_change(match) for match in self.matches)

    @property
    def comments(self) -> tuple[SignedRemark, ...]:
        """The comments beside both texts."""
        return comments_of(self.left, self.right)


def explaining_causes(*texts: Iterable[Edit]) -> frozenset[Cause | None]:
    """The causes of all changes but noise in the edits of some texts.

    None is among them where a change is not explained.
    """
    return frozenset(edit.cause for edits in texts for edit in edits if edit.changes)


def is_closing_mark(edits: Iterable[Edit]) -> bool:
    """True where only noise and marks that may end a part differ."""
    return all(not edit.changes or CLOSING_MARKS.issuperset(edit.text) for edit in edits)


def is_around(match: Match) -> bool:
    """True for a part around the text, as title, 题注, order, signature."""
    return all(
        side.eid.split("__")[0] in ("title", "preface", "conclusions")
        for side in (*match.left, *match.right)
    )


def is_change(match: Match) -> bool:
    """True for a match that a reader would call a change.

    That is other words, or another number or place.
    """
    return match.kind != "unchanged" or match.renumbered or match.moved
