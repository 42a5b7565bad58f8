"""The remarks of a table on its rows, judged by comparing the two texts.

未修改, 删去, 由第五条调整为第六条, and lines of their own such as 第四条至第六条　未修改.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import Literal

from policydiff.checking.engine import table_check, table_texts
from policydiff.checking.engine.table_layout import Claim, TableRow, claimed
from policydiff.checking.engine.table_statements import Run, RunClaim, TableSentences, new_number
from policydiff.model.comparison import Comparison, Match, Substitution, explaining_causes
from policydiff.model.document import Provision
from policydiff.model.kinds import CONTAINERS
from policydiff.model.office_content import SideName
from policydiff.text.head_entries import head_entry
from policydiff.text.noise import fold_key

ONE_PROVISION = 0.5
"""The least share of common characters by which two provisions are surely one, so that a table may
not call one new or gone, nor set one beside another.
"""

SURELY_ONE = 0.8
"""The same, for a part of a provision that was split or merged."""

SIDES: tuple[SideName, SideName] = ("left", "right")
OTHER: dict[SideName, SideName] = {"left": "right", "right": "left"}
_WORDS = re.compile(r"[、，,；;/\s]+")
_STAYS = frozenset[Claim](("same", "renumbered", "references"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimOutcome:
    """The outcome for a claim: that it holds, that it is false, or that it is open.

    `counterpart` is the provision of the other text that makes it false, None where none does.
    """

    kind: Literal["holds", "false", "open"]
    counterpart: Provision | None = None


_HOLDS, _OPEN = ClaimOutcome(kind="holds"), ClaimOutcome(kind="open")


@dataclass(frozen=True, slots=True)
class BothTexts:
    """The two texts of a comparison, and the matches of their articles and headings."""

    comparison: Comparison
    texts: dict[SideName, table_texts.NumberedText]
    matches: dict[tuple[SideName, str], Match]
    provisions: dict[tuple[SideName, str], Provision]

    @classmethod
    def of(cls, comparison: Comparison) -> BothTexts:
        """The texts of a comparison."""
        clauses = table_texts.clause_numbers((comparison.left, comparison.right))
        return cls(
            comparison=comparison,
            texts={
                side: table_texts.NumberedText.of(getattr(comparison, side), clauses)
                for side in SIDES
            },
            matches={
                (side, node.eid): match
                for match in comparison.matches
                for side in SIDES
                for node in getattr(match, side)
            },
            provisions={
                (side, one.eid): one
                for side in SIDES
                for one in getattr(comparison, side).provisions
            },
        )

    def match(self, side: SideName, provision: Provision) -> Match | None:
        """The match of an article or heading."""
        return self.matches.get((side, provision.eid))

    def counterparts(self, side: SideName, provision: Provision) -> list[Provision]:
        """The provisions of the other text that correspond to one, the likest first."""
        match = self.match(side, provision)
        nodes = () if match is None else match.right if side == "left" else match.left
        found = [self.provisions[(OTHER[side], node.eid)] for node in nodes]
        return sorted(found, key=lambda one: -round(table_texts.likeness(provision, one), 6))

    def shown(self, match: Match) -> Iterator[tuple[SideName, Provision]]:
        """The articles and headings of a match, those of the new text last."""
        for side in SIDES:
            for node in getattr(match, side):
                one = self.provisions.get((side, node.eid))
                if one is not None and self.texts[side].names_clause(one):
                    yield side, one

    def changed_below(self, match: Match) -> bool:
        """True for a clause of which nothing changed but clauses below it."""
        if not self.texts["right"].clauses or len(match.left) != 1 or len(match.right) != 1:
            return False
        left = self.provisions.get(("left", match.left[0].eid))
        right = self.provisions.get(("right", match.right[0].eid))
        if left is None or right is None:
            return False
        words = [fold_key(table_texts.own_words(one)) for one in (left, right)]
        below = any(one.num is not None for one in (*left.children, *right.children))
        return below and left.level not in CONTAINERS and words[0] == words[1]

    def judge(self, claim: Claim, side: SideName, provision: Provision) -> ClaimOutcome:
        """Judge a claim about a provision of one side."""
        match = self.match(side, provision)
        if match is None:
            return _OPEN
        if claim in ("new", "gone", "nothing"):
            return self._alone(side, provision, match)
        one = next(iter(self.counterparts(side, provision)), None)
        unchanged = not changed(match)
        if claim == "changed":
            alone = not match.left or not match.right
            return ClaimOutcome(kind="false", counterpart=one) if unchanged or alone else _HOLDS
        if unchanged or (claim == "references" and match.references_only):
            return _HOLDS
        return ClaimOutcome(kind="false", counterpart=one)

    def _alone(self, side: SideName, provision: Provision, match: Match) -> ClaimOutcome:
        """Judge that a provision has no counterpart."""
        found = self.counterparts(side, provision)
        if not found:
            return _HOLDS
        one = len(match.left) == len(match.right) == 1
        if (one and match.doubtful) or self.repeated(side, provision):
            return _OPEN
        least = ONE_PROVISION if one else SURELY_ONE
        share = table_texts.likeness(provision, found[0])
        if share < least or self._liker(side, found[0], share):
            return _OPEN
        return ClaimOutcome(kind="false", counterpart=found[0])

    def repeated(self, side: SideName, provision: Provision) -> bool:
        """True for a heading or clause whose number and words the text has several times."""
        text = self.texts[side]
        named = provision.level in CONTAINERS or provision.eid in text.names
        return named and len(text.same(provision)) > 1

    def is_listed(self, side: SideName, provision: Provision, covered: set[str]) -> bool:
        """True for a provision among the `covered` ones.

        Of headings of one number and one text none needs a row; of such clauses as many as changed.
        """
        if provision.eid in covered:
            return True
        if not self.repeated(side, provision):
            return False
        same = self.texts[side].same(provision)
        matches = (self.match(side, one) for one in same)
        wanted = sum(match is not None and changed(match) for match in matches)
        listed = sum(one.eid in covered for one in same)
        return provision.level in CONTAINERS or listed >= wanted

    def _liker(self, side: SideName, counterpart: Provision, least: float) -> bool:
        """True where the text has another provision that is liker to a counterpart."""
        unit, _ = table_texts.key_of(counterpart)
        others = self.texts[side].in_order(unit)
        return any(table_texts.likeness(one, counterpart) > least + 1e-6 for one in others)

    def is_pair(self, lefts: list[Provision], rights: list[Provision]) -> bool:
        """False where the provisions of a row surely correspond to others."""
        shown = {one.eid for one in rights}
        for left in lefts:
            found = self.counterparts("left", left)
            if any(one.eid in shown for one in found):
                return True
        nearest = max(table_texts.likeness(left, right) for left in lefts for right in rights)
        least = max(ONE_PROVISION, nearest + 0.2)
        rows: tuple[tuple[SideName, list[Provision]], ...] = (("left", lefts), ("right", rights))
        return not any(self._surely_one(side, one, least) for side, row in rows for one in row)

    def _surely_one(self, side: SideName, provision: Provision, least: float) -> bool:
        """True where a provision has a counterpart beyond doubt that is so like it."""
        match, found = self.match(side, provision), self.counterparts(side, provision)
        sure = match is not None and not match.doubtful
        return sure and bool(found) and table_texts.likeness(provision, found[0]) >= least

    def run(self, side: SideName, runs: Iterable[Run]) -> list[Provision] | None:
        """The provisions of some runs, None where an end of one is not there."""
        found: list[Provision] = []
        text = self.texts[side]
        for first, last in runs:
            if first not in text.provisions or last not in text.provisions:
                return None
            of_kind = text.in_order(first[0])
            begin = of_kind.index(text.provisions[first][0])
            end = of_kind.index(text.provisions[last][0])
            of_run = of_kind[begin : end + 1]
            found += of_run if first[0] else [one for one in of_run if self.match(side, one)]
        return found

    def replacements(self, match: Match) -> list[Substitution]:
        """The recurring replacements that explain changes of an article or heading."""
        places = {node.eid for node in match.left}
        return [
            one
            for one in self.comparison.substitutions
            if any(
                place == eid or place.startswith(f"{eid}__") for place in one.left for eid in places
            )
        ]


def changed(match: Match) -> bool:
    """True where words of an article, or of a heading alone, changed."""
    if match.kind in ("added", "removed"):
        return True
    if any(side.level in CONTAINERS for side in (*match.left, *match.right)):
        return any(edit.op != "equal" and not edit.noise for edit in match.heading_edits)
    return match.kind != "unchanged"


def causes_of(match: Match) -> set[str | None]:
    """The causes of the changes of an article or heading, None for what has none."""
    if match.kind in ("added", "removed") or max(len(match.left), len(match.right)) > 1:
        return {None}
    if any(side.level in CONTAINERS for side in (*match.left, *match.right)):
        return set(explaining_causes(match.heading_edits, ()))
    return set(explaining_causes(match.heading_edits, match.edits))


def excused(
    match: Match,
    both: BothTexts,
    sentences: TableSentences,
    listed: frozenset[tuple[str, str]],
) -> bool:
    """True where a sentence of the table leaves the row of a change out.

    `listed` are the replacements of which the table has rows, so that it leaves none out unless it
    says so.
    """
    causes = causes_of(match)
    if None in causes or ("renumbering" in causes and not sentences.renumbered):
        return False
    if "substitution" not in causes:
        return True
    named = sentences.unlisted
    keys = {table_texts.key_of(one) for _, one in both.shown(match)}
    unlisted = named is not None and (not named or bool(keys & named))
    stated = both.replacements(match)
    return bool(stated) and all(
        sentences.states(one.before, one.after)
        and (unlisted or (one.before, one.after) not in listed)
        for one in stated
    )


@dataclass(slots=True)
class TableFindings:
    """The faults and the unchecked parts of a file, while its tables are read.

    `covered` are the eIds of the provisions that the tables show of each text, `sentences` the
    words between their rows.
    """

    both: BothTexts
    faults: list[table_check.TableFault] = field(default_factory=list)
    unchecked: list[table_check.UncheckedPart] = field(default_factory=list)
    covered: dict[SideName, set[str]] = field(
        default_factory=lambda: {"left": set(), "right": set()}
    )
    sentences: list[str] = field(default_factory=list)

    def fault(
        self,
        kind: table_check.FaultKind,
        side: SideName,
        row: TableRow | None = None,
        *,
        num: str = "",
        quoted: str = "",
        right: Provision | None = None,
    ) -> None:
        """Add a fault; `right` is the provision that shows it, if there is one."""
        self.faults.append(
            table_check.TableFault(
                kind=kind,
                side=side,
                place=None if row is None else row.place,
                num=num,
                other="" if right is None else right.num or "",
                quoted=quoted.strip(),
                text="" if right is None else table_texts.words_of(right),
            )
        )

    def open(
        self,
        kind: table_check.UncheckedKind,
        place: table_check.RowPlace | None = None,
        side: SideName | None = None,
        text: str = "",
    ) -> None:
        """Add a part that cannot be checked."""
        self.unchecked.append(
            table_check.UncheckedPart(kind=kind, place=place, side=side, text=text.strip())
        )

    def cover(self, side: SideName, provision: Provision) -> None:
        """Take a provision as shown, and what corresponds to it."""
        self.covered[side] |= table_texts.family(provision)
        for one in self.both.counterparts(side, provision):
            self.covered[OTHER[side]] |= table_texts.family(one)


@dataclass(slots=True)
class RemarkChecker:
    """Checks the words beside and in place of texts; `columns` were not checked."""

    findings: TableFindings
    columns: set[str] = field(default_factory=set)

    @property
    def both(self) -> BothTexts:
        """The two texts."""
        return self.findings.both

    def entry(self, row: TableRow) -> bool:
        """Check a row on an entry of the head: 版本, V1.0, V2.0; False for every other row."""
        label = "".join(row.label.split())
        known = [head_entry(getattr(self.both.comparison, side), label) for side in SIDES]
        if known == [None, None]:
            return False
        for side, quotes, words, value in zip(
            SIDES, (row.left, row.right), row.claims, known, strict=True
        ):
            shown = words if words is not None else "".join(one.num + one.text for one in quotes)
            if fold_key(shown) == fold_key(value or ""):
                continue
            if value is None and claimed(shown) in ("new", "gone", "nothing"):
                continue
            kind: table_check.FaultKind = "old" if side == "left" else "new"
            fault = table_check.TableFault(kind=kind, side=side, place=row.place, num=label)
            fault = replace(fault, quoted=shown.strip(), text=value or "")
            self.findings.faults.append(fault)
        return True

    def in_place(
        self, row: TableRow, side: SideName, others: list[table_texts.FoundWords] | None
    ) -> bool:
        """Judge what stands in place of a text beside `others`; False if it cannot be."""
        words = row.claims[SIDES.index(side)] or ""
        claim = claimed(words) or "nothing"
        quotes = row.left if side == "right" else row.right
        text = self.both.texts[OTHER[side]]
        known = [one.provision for one in others or ()] or [
            provision
            for one in quotes
            if not one.shared and (provision := text.only(one)) is not None
        ]
        for provision in known:
            self.judge(row, claim, OTHER[side], provision, words)
        if not known and claim != "nothing":
            self.findings.open("statement", row.place, side, words)
        elif (
            not known and not quotes and all(claimed(one or "-") == "nothing" for one in row.claims)
        ):
            stated = row.stated[SIDES.index(side)]
            if stated is not None or (row.serial and side == "right"):
                num = "" if stated is None else stated.num
                self.findings.fault("empty", side, row, num=num)
        return bool(known)

    def beside_number(
        self, row: TableRow, claim: Claim, side: SideName, provision: Provision, words: str
    ) -> None:
        """Judge a claim that stands behind a number in a cell of one side.

        第九条　删除 in a new cell speaks of the old article beside it.
        """
        other = OTHER[side]
        crossed = (claim, side) in (("gone", "right"), ("new", "left"))
        quotes = row.left if other == "left" else row.right
        known = [self.both.texts[other].only(one) for one in quotes] if crossed else []
        if any(known):
            for one in known:
                if one is not None:
                    self.judge(row, claim, other, one, words)
            return
        self.judge(row, claim, side, provision, words)

    def judge(
        self, row: TableRow, claim: Claim, side: SideName, provision: Provision, words: str
    ) -> None:
        """Judge a claim about a provision of one text, once in a row."""
        found = self.both.judge(claim, side, provision)
        num = provision.num or ""
        if found.kind == "open":
            if claim != "nothing":
                self.findings.open("statement", row.place, side, f"{num} {words}")
            return
        if found.kind == "false" or claim in _STAYS:
            self.findings.cover(side, provision)
        self.findings.covered[side] |= table_texts.family(provision)
        named = any(
            one.place == row.place and one.num == num and one.kind in ("statement", "empty")
            for one in self.findings.faults
        )
        if found.kind == "false" and not named:
            kind: table_check.FaultKind = "empty" if claim == "nothing" else "statement"
            self.findings.fault(kind, side, row, num=num, quoted=words, right=found.counterpart)

    def beside(self, row: TableRow) -> bool:
        """Check the other columns of a row; False where nothing was checked."""
        settled = False
        words = [one for one in _WORDS.split(row.kinds) if one]
        for word in words:
            if claimed(word) != "renumbered" or len(words) == 1:
                settled |= self.word(row, word)
        for head, text in row.notes:
            for line in text.split("\n"):
                settled |= self.note(row, head, line)
        return settled

    def word(self, row: TableRow, word: str) -> bool:
        """Check the word for what became of a row."""
        claim = claimed(word)
        side: SideName = "right" if claim == "new" else "left"
        alone = {"gone": (row.right, row.left), "new": (row.left, row.right)}.get(claim or "")
        if alone is not None and alone[0] and not alone[1]:
            num = alone[0][0].num
            self.findings.fault("statement", OTHER[side], row, num=num, quoted=word)
            return True
        found = (
            self.both.texts[side].only(one) for one in (row.right if claim == "new" else row.left)
        )
        provisions = [one for one in found if one is not None]
        if claim is None or claim == "nothing" or not provisions:
            if claim is None or claim not in map(claimed, filter(None, row.claims)):
                self.findings.open("statement", row.place, None, word)
            return False
        for provision in provisions:
            self.judge(row, claim, side, provision, word)
        return True

    def note(self, row: TableRow, head: str, line: str) -> bool:
        """Check the numbers that a remark gives; other remarks are not checked."""
        found = new_number(line)
        if found is None:
            claim = claimed(line)
            alone = {"new": (row.left, row.right), "gone": (row.right, row.left)}.get(claim or "")
            if alone is not None and not alone[0]:
                return not alone[1] or self.word(row, line.strip())
            if line.strip() and head not in self.columns:
                self.columns.add(head)
                self.findings.open("column", None, None, head)
            return False
        shown = [
            {*self._misnumbered(row, side), *((one.unit, one.number) for one in quotes)}
            for side, quotes in zip(SIDES, (row.left, row.right), strict=True)
        ]
        if not row.left or not row.right:
            return False
        if not all(set(keys) <= side for keys, side in zip(found, shown, strict=True)):
            num = "、".join(one.num for one in row.right)
            self.findings.fault("statement", "right", row, num=num, quoted=line)
        return True

    def _misnumbered(self, row: TableRow, side: SideName) -> set[table_texts.Key]:
        """The provisions whose words a row has, by its faults, under a wrong number."""
        own = takewhile(lambda one: one.place == row.place, reversed(self.findings.faults))
        nums = {one.other for one in own if (one.kind, one.side) == ("number", side)}
        text = self.both.texts[side]
        return {key for key, found in text.provisions.items() if nums and found[0].num in nums}

    def run(self, row: TableRow, line: RunClaim, text: str) -> bool:
        """Judge a line on a run of provisions; False where it names none."""
        old, new = self.both.run("left", line.old), self.both.run("right", line.new)
        if line.claim in ("new", "gone"):
            side: SideName = "right" if line.claim == "new" else "left"
            named = (new if side == "right" else old) or []
            for one in named:
                self.judge(row, line.claim, side, one, text)
            return bool(named)
        if old is None or new is None or len(old) != len(new):
            self.findings.fault("statement", "right", row, quoted=text)
            return True
        for left, right in zip(old, new, strict=True):
            if right in self.both.counterparts("left", left):
                self.judge(row, line.claim, "left", left, text)
            else:
                other = next(iter(self.both.counterparts("right", right)), None)
                num = right.num or ""
                self.findings.fault("statement", "right", row, num=num, quoted=text, right=other)
        return True
