"""Citations across works: the values, and their JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from policydiff.messages import Message, template
from policydiff.model.citation import Steps
from policydiff.model.comparison import Span
from policydiff.model.json_keys import JsonValue, as_json
from policydiff.model.work_life import LifeFact

Verdict = Literal[
    "stands",
    "renumbered",
    "reworded",
    "split",
    "merged",
    "regrouped",
    "removed",
    "ended",
    "dangling",
    "misquoted",
    "former",
    "unsure",
    "unchecked",
]
"""What a check finds: the provision stands there as it did; it has another number and the same
words, surely; other words; it was split, merged or regrouped; it has no counterpart; the work
or the part of it has ended; there never was one of this number; the words quoted beside it are not
its words; its number may be one of an older version, by the words beside it; it cannot be said
with certainty; the cited text is not at hand.
"""

FINE: frozenset[Verdict] = frozenset(("stands", "unchecked"))
"""What nothing is to be done about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewWords:
    """New words for a stretch of a citation, [begin, end) in its characters."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedQuote(JsonValue):
    """Words that the file quotes beside a citation.

    `then` is True where they stand in the version that is meant, `now` in the newest one; None
    where that has no such provision or is the same.
    """

    text: str
    then: bool
    now: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerNumber(JsonValue):
    """The article of an older version with a cited number and the words beside it.

    `date` is that of the older version, `number` what is cited, `now` where the article stands in
    the version meant, none where it has no counterpart there. `words` are the most significant
    common ones, `text` is the article as it read then.
    """

    date: str | None
    number: str
    now: tuple[str, ...]
    words: tuple[str, ...]
    text: str = field(compare=False, repr=False)


Compared = Literal["words", "number"]
"""What was checked of a citation that stands: its number and the words beside it, which fit what is
cited; that what is cited exists, and no more.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationCheck:
    """The finding on a citation, and its correction.

    `date` is that of the version that it was checked against; `now` are the provisions there, as
    they are cited. `changes` are the first stretches that changed, old and new; `more` says that
    there are others. `fixes` are empty where only a person can correct it; `reason` says why it
    could not be checked or corrected. `words` is the provision as it reads there, None where there
    is none or the whole text is cited. `former` is the older article whose words and number the
    citation has; `compared` is given for what stands.
    """

    verdict: Verdict
    date: str | None = None
    now: tuple[str, ...] = ()
    changes: tuple[tuple[str, str], ...] = ()
    more: bool = False
    quote: CheckedQuote | None = None
    fixes: tuple[NewWords, ...] = ()
    reason: Message | None = None
    words: str | None = field(default=None, compare=False, repr=False)
    former: FormerNumber | None = None
    compared: Compared | None = None

    def corrected(self, text: str) -> str | None:
        """The citation with its new numbers; None where there are none."""
        if not self.fixes:
            return None
        for correct in sorted(self.fixes, key=lambda one: one.span, reverse=True):
            text = text[: correct.span[0]] + correct.text + text[correct.span[1] :]
        return text


Basis = Literal["in force", "published", "ended", "named", "later", "undated", "itself"]
"""Why a version is taken for the cited one: it was in force on the citing text's day; it was the
newest published by then; it was the last before the work ended, as it had by then; the
citation names it by its year; only later ones are stored; the citing text, or every version, is
undated; the text cites itself.
"""

CitationStatus = Literal["resolved", "dangling", "not stored", "unknown work", "ambiguous work"]
"""What a citation leads to: what it names; nothing in the work that is stored; a part of the work
that is not stored (of one book of a code the others); a work that is not stored; one of several
works of this title.
"""

Outcome = Literal["unchanged", "reworded", "renumbered", "removed", "split", "merged", "regrouped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CitingPlace(JsonValue):
    """The place of a citation: a version of a work and a provision of it.

    The provision is the nearest one, or the nearest block, with an eId; `eid` is None where there
    is none. `number` is the form in which a reader cites that provision (第三十九条第一款); `span` is
    [begin, end) in characters of its text, `text` what is printed there.
    `around` is the paragraph in which it stands, `at` its place there, and `line` that of the
    paragraph in the source; `note` is True for a citation in a footnote or endnote.
    """

    uri: str | None
    title: str
    date: str | None
    eid: str | None
    number: str
    span: Span
    text: str
    around: str = field(default="", compare=False, repr=False)
    at: int = field(default=0, compare=False)
    line: int | None = field(default=None, compare=False)
    note: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A citation as it is read from a text, not yet looked up among the stored works.

    `name` is the title of the cited work without 《》, in full where the text introduced a short one;
    None where the text cites itself, and `target` and `end_target` are its own eIds then. `quoted`
    is True where the name stands in 《》. `steps` name the provision, and are empty for the whole
    work; `end` those of the last provision of a range. `day` (ISO) is that by which the version is
    chosen: of the citing text, of an amending decision the day before, since it speaks of the text
    that it amends; None where that is unknown. `edition` is the year by which the citation names a
    version (2018 of 2018年修正).
    """

    place: CitingPlace
    name: str | None
    quoted: bool = True
    steps: Steps = ()
    end: Steps | None = None
    target: str | None = None
    end_target: str | None = None
    day: str | None = None
    edition: str | None = None

    @property
    def internal(self) -> bool:
        """True where the text cites itself."""
        return self.name is None


PartState = Literal["absent", "several", "quoted"]

_DOUBTS: dict[PartState, str] = {
    "absent": template("{number} has no {part}"),
    "several": template("several paragraphs of {number} have {part}"),
    "quoted": template("{part} stands only in the new text that {number} quotes"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedPlace(JsonValue):
    """The provision that a citation leads to, in the version that it means.

    `eid` and `number` are None for a whole work and where it leads nowhere. `basis` gives the
    reason for this version. `end_eid` and `end_number` are the last provision of a range.
    `candidates` are the dates of the versions that may have been in force on the citing text's day,
    from the oldest, where they differ in what is cited; else there are none. `part` is what the
    citation names inside of the provision (第（二）项) and does not lead to one there: none of it is
    `absent`, `several` have this number, or it is `quoted` as new text of another work.
    """

    uri: str
    title: str
    date: str | None
    basis: Basis
    eid: str | None = None
    number: str | None = None
    end_eid: str | None = None
    end_number: str | None = None
    candidates: tuple[str | None, ...] = ()
    part: str | None = None
    part_is: PartState | None = None

    @property
    def presumed(self) -> bool:
        """True where another version, with another content, may have been in force."""
        return bool(self.candidates)

    @property
    def doubt(self) -> Message | None:
        """The reason why the citation leads to the provision only with a doubt."""
        if self.part is None or self.part_is is None:
            return None
        number = self.number or ""
        return Message(
            _DOUBTS[self.part_is],
            number=number if number.startswith("第") else f"“{number}”",
            part=self.part,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Became(JsonValue):
    """The state of a cited provision in the newest version, of `date`.

    `now` are (eId, number) there: none where the provision was removed, several where it was split.
    `reworded` is True where its words changed, with whatever else happened; `explained` where they
    changed only as renumbering and substitutions demand.
    """

    date: str | None
    outcome: Outcome
    now: tuple[tuple[str, str], ...] = ()
    reworded: bool = False
    explained: bool = False

    @property
    def now_eids(self) -> tuple[str, ...]:
        """The eIds of the provisions that it is now."""
        return tuple(eid for eid, _ in self.now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Replaced(JsonValue):
    """The work that took the place of a cited one; `date` None without a stated day."""

    uri: str
    title: str
    date: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossCitation(JsonValue):
    """A citation and its target.

    `cited` is None where the work is not stored or its name may mean several; `became` None where
    no later version is stored, and for whole works; `replaced` None where no work is recorded that
    took the place of the cited one. `ended` is the end of the cited work, or of the part of it, by
    the day of asking or that of the citing text, None where none is stored; `ground` is True where
    the citing text rests on what ended, and no stored text ends it in turn. `current` is True where
    one of several versions that may have been meant reads as the newest does. `check` is what was
    found of a citation of a file, None for those of stored texts.
    """

    mention: Mention
    status: CitationStatus
    cited: CitedPlace | None = None
    became: Became | None = None
    replaced: Replaced | None = None
    ended: LifeFact | None = None
    ground: bool = False
    current: bool = False
    check: CitationCheck | None = None

    @property
    def faulty(self) -> bool:
        """True for a citation of a file that a person must look at or correct."""
        return self.check is not None and self.check.verdict not in FINE

    @property
    def outdated(self) -> bool:
        """True where what is cited was changed or removed since, or has ended.

        No change is reported where no version of the citing text's day is stored, or where one of
        several that may have been in force then reads as the newest does.
        """
        known = self.cited is not None and self.cited.basis != "later" and not self.current
        known = known and self.status == "resolved"
        return self.ended is not None or (
            known and self.became is not None and self.became.outcome != "unchanged"
        )

    @property
    def corrected(self) -> str | None:
        """The citation with its new numbers; None where there are none."""
        return None if self.check is None else self.check.corrected(self.mention.place.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally(JsonValue):
    """The number of citations of a file by what was found of them.

    `sound` are those without a fault, `only_exist` those of them that were checked only to exist.
    """

    citations: int
    sound: int
    only_exist: int
    faulty: int
    unchecked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Citations:
    """The citations that were asked for, and the counts of all that were read.

    The citations are in the order of the works that contain them. `texts` is the number of versions
    read; `counts` has the number of citations of each status among those read; `unread` are the
    names of versions that could not be read, with the reason. `left_out` are amending decisions by
    their names, each with the number of its citations that were asked for by what they lead to.
    `presumed` is True where it is not certain which version was in force on the day that was asked
    for, `notes` what a reader must know of that. `of_file` is True where they are those of a file,
    and `day` (ISO) is then the day by which its cited versions are chosen, None where it is
    unknown.
    """

    family: ClassVar[str] = "citations"

    citations: tuple[CrossCitation, ...]
    texts: int
    counts: dict[CitationStatus, int]
    unread: tuple[tuple[str, str], ...] = ()
    left_out: tuple[tuple[str, int], ...] = ()
    notes: tuple[Message, ...] = ()
    presumed: bool = False
    of_file: bool = False
    day: str | None = None

    @property
    def faulty(self) -> bool:
        """True where a citation of a file must be looked at or corrected."""
        return any(citation.faulty for citation in self.citations)

    @property
    def unchecked(self) -> tuple[CrossCitation, ...]:
        """The citations of a file that were not checked."""
        return tuple(
            citation
            for citation in self.citations
            if citation.check is None or citation.check.verdict == "unchecked"
        )

    @property
    def tally(self) -> Tally:
        """The number of citations of a file by what was found of them."""
        faulty, unchecked = sum(citation.faulty for citation in self.citations), len(self.unchecked)
        compared = [
            citation.check.compared for citation in self.citations if citation.check is not None
        ]
        return Tally(
            citations=len(self.citations),
            sound=len(self.citations) - faulty - unchecked,
            only_exist=compared.count("number"),
            faulty=faulty,
            unchecked=unchecked,
        )

    def to_dict(self) -> dict[str, Any]:
        """The citations as JSON."""
        return as_json(self) | {
            "counts": {status.replace(" ", "_"): count for status, count in self.counts.items()},
            "left_out": {
                "citations": sum(count for _, count in self.left_out),
                "decisions": [{"name": name, "citations": count} for name, count in self.left_out],
            },
        }
