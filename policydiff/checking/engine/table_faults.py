"""The faults of a comparison table, by the two texts that it compares.

A quotation is compared under the noise rule with the provision of its number; …… may stand for
words that it leaves out, unless they change. Marks are judged without an alignment: what a table
leaves unmarked on one side must stand in this order on the other, at least sentence by sentence, or
the table hides a change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from policydiff.checking.engine.table_check import CheckedTables, FaultKind, RowPlace, TableFault
from policydiff.checking.engine.table_claims import (
    OTHER,
    SIDES,
    BothTexts,
    RemarkChecker,
    TableFindings,
    changed,
    excused,
)
from policydiff.checking.engine.table_layout import (
    CellQuotation,
    TableRow,
    claimed,
    quotations,
    read_table,
)
from policydiff.checking.engine.table_statements import (
    TableSentences,
    is_sentence,
    run_claim,
)
from policydiff.checking.engine.table_texts import (
    LEFT_OUT,
    FoundWords,
    family,
    hidden_words,
    unmarked_words,
    visible,
    with_below,
    without,
    words_of,
)
from policydiff.comparing.engine.redline.redline import redline_texts
from policydiff.model.comparison import Comparison
from policydiff.model.document import Provision
from policydiff.model.kinds import CONTAINERS
from policydiff.model.office_content import PLAIN, STRUCK, MarkedCell, MarkedTable, SideName
from policydiff.text.noise import fold_key
from policydiff.text.numerals import read_number


def check_tables(
    tables: Iterable[MarkedTable],
    comparison: Comparison,
    lines: Iterable[str] = (),
    *,
    printed: bool = False,
) -> CheckedTables:
    """Check the tables of a file against both texts.

    `lines` are the words of the file outside of its tables, of which sentences are read that state
    something of a table. A `printed` file has no marks that could be read.
    """
    findings = TableFindings(BothTexts.of(comparison))
    clauses = findings.both.texts["right"].clauses
    checker = RowChecker(findings, RemarkChecker(findings))
    findings.sentences += lines
    ignored = 0
    for count, table in enumerate(tables, 1):
        found = read_table(table, count, clauses)
        rows = () if found is None else found.rows
        if not any(one.number for row in rows for one in (*row.left, *row.right)):
            ignored += 1
            findings.open("table", text=_head(table))
            continue
        findings.sentences += () if found is None else found.above
        checker.begins = True
        for row in rows:
            checker.read(row)
    checker.add_left_out()
    if printed:
        findings.open("marks")
    marked = _add_unmarked(checker)
    _add_missing(checker)
    return CheckedTables(
        faults=tuple(findings.faults),
        unchecked=tuple(findings.unchecked),
        rows=checker.rows,
        quotations=checker.quotations,
        ignored=ignored,
        marked=marked,
    )


def _head(table: MarkedTable) -> str:
    """The words of the first row of a table."""
    cells = table.rows[0] if table.rows else ()
    return "｜".join(filter(None, ("".join(cell.text.split()) for cell in cells)))[:80]


def _add_unmarked(checker: RowChecker) -> bool:
    """Add the changes without a mark, on a side where most have one."""
    marked = False
    findings = checker.findings
    for side in SIDES:
        found = [
            (row, row.left, right) if side == "left" else (row, row.right, left)
            for row, left, right in checker.sound
        ]
        clauses = findings.both.texts[side].clauses
        of = [
            one
            for one in found
            if unmarked_words(one[1], _text_of(one[2]), all_plain=True, clauses=clauses)
        ]
        shown = [one for one in of if any(set(each.marks) - {PLAIN} for each in one[1])]
        if not shown or len(shown) * 2 < len(of):
            continue
        marked = True
        moved = findings.both.texts[OTHER[side]].sentences
        for row, quotes, others in of:
            below = clauses and any(one.provision.children for one in others)
            several = bool(below) or len(quotes) + len(others) > 2
            if hidden := unmarked_words(
                quotes, _text_of(others), moved, several=several, clauses=clauses
            ):
                findings.fault("unmarked", side, row, num=quotes[0].num, quoted=hidden)
    return marked


def _text_of(words: Iterable[FoundWords]) -> str:
    return "\n".join(
        one.text if one.provision.level in CONTAINERS else words_of(one.provision) for one in words
    )


def _add_missing(checker: RowChecker) -> None:
    findings = checker.findings
    sentences = TableSentences.of(findings.sentences)
    missing = tuple(_missing(checker, sentences))
    findings.faults += missing
    old, new = (findings.both.texts[side].whole for side in SIDES)
    for stated in sentences.replacements:
        before, after = fold_key(stated.before), fold_key(stated.after)
        left = stated.throughout and before in new.replace(after, "")
        if not stated.throughout and not any(
            words in text for words in (before, after) for text in (old, new)
        ):
            continue  # of another matter: 证券简称由“甲”变更为“乙”
        if before not in old or after not in new or left:
            findings.fault("statement", "right", quoted=stated.sentence)
    for closing in sentences.closings if missing else ():
        other = missing[0].num
        findings.faults.append(
            TableFault(kind="statement", side="right", quoted=closing, other=other)
        )


def _missing(checker: RowChecker, sentences: TableSentences) -> Iterator[TableFault]:
    """A fault for each article and heading that changed and stands in no row."""
    both, covered = checker.findings.both, checker.findings.covered
    listed = frozenset(checker.listed)
    for match in both.comparison.matches:
        shown = tuple(both.shown(match))
        if not shown or not changed(match) or excused(match, both, sentences, listed):
            continue
        absent = [
            (side, one) for side, one in shown if not both.is_listed(side, one, covered[side])
        ]
        if absent and not both.changed_below(match):
            side, last = absent[-1]
            names = both.texts[side].names
            nums = (names.get(one.eid) or one.num or "" for at, one in absent if at == side)
            yield TableFault(kind="missing", side=side, num="、".join(nums), text=words_of(last))


@dataclass(slots=True)
class RowChecker:
    """Checks the rows of a file, one after the other.

    `sound` are those of which every quotation is right, with the words of both sides; `listed` are
    the replacements that rows show. `expected` are the row numbers that may come next, `begins` is
    true where they may begin again.
    """

    findings: TableFindings
    remarks: RemarkChecker
    sound: list[tuple[TableRow, list[FoundWords], list[FoundWords]]] = field(default_factory=list)
    listed: set[tuple[str, str]] = field(default_factory=set)
    seen: dict[tuple[tuple[str, str], ...], RowPlace] = field(default_factory=dict)
    hidden: list[tuple[RowPlace, SideName, str, list[tuple[SideName, str]], list[str]]] = field(
        default_factory=list
    )
    shown: defaultdict[tuple[SideName, str], list[tuple[RowPlace, str]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    expected: tuple[int, ...] = ()
    begins: bool = True
    rows: int = 0
    quotations: int = 0

    @property
    def both(self) -> BothTexts:
        """The two texts."""
        return self.findings.both

    def read(self, row: TableRow) -> None:
        """Check a row, and count it where anything of it was checked."""
        band = row.lone if self.is_heading(row.lone) else row.band
        if band is not None:
            self.begins = True
            self.rows += self.band(row, band)
            return
        texts = self.both.texts
        row = replace(
            row,
            left=texts["left"].grouped(row.left),
            right=texts["right"].grouped(row.right, STRUCK),
        )
        before = self.quotations + len(self.findings.faults)
        self.serial(row)
        settled = [self.remarks.entry(row) or self.texts(row), self.remarks.beside(row)]
        self.rows += any(settled) or self.quotations + len(self.findings.faults) > before

    def texts(self, row: TableRow) -> bool:
        """Check the quotations of a row; False if nothing but numbered ones could be."""
        found: dict[SideName, list[FoundWords] | None] = {"left": [], "right": []}
        settled = False
        for side, quotes, stated in zip(SIDES, (row.left, row.right), row.stated, strict=True):
            self.stated(row, side, quotes, stated)
            for quotation in quotes:
                words = self.quoted(row, side, quotation)
                known = found[side]
                found[side] = None if words is None or known is None else [*known, words]
                settled |= quotation.number is None and self.both.texts[side].holds(quotation.text)
        left, right = found["left"], found["right"]
        for side, claim in zip(SIDES, row.claims, strict=True):
            if claim is not None:
                settled |= self.remarks.in_place(row, side, found[OTHER[side]])
        if left is not None and right is not None:
            self.shared(row, [*left, *right])
        if left and right:
            self.pair(row, left, right)
        if any(
            one.provision.level not in CONTAINERS and not one.several
            for one in (*(left or ()), *(right or ()))
        ):
            self.once(row)
        return settled

    def stated(
        self,
        row: TableRow,
        side: SideName,
        quotes: tuple[CellQuotation, ...],
        stated: CellQuotation | None,
    ) -> None:
        """Check a number in a column of its own against those in the text."""
        if stated is None or stated.shared or not quotes or stated.number is None:
            return
        numbers = [one.number for one in quotes if one.number is not None]
        if numbers and stated.number not in numbers:
            self.wrong_number(row, side, stated.num, quotes[0].num)

    def wrong_number(self, row: TableRow, side: SideName, num: str, other: str) -> None:
        """Add a number that is not that of the words beside it."""
        self.findings.faults.append(
            TableFault(kind="number", side=side, place=row.place, num=num, other=other)
        )

    def shared(self, row: TableRow, words: list[FoundWords]) -> None:
        """Check a number for both sides, which must be that of one of them."""
        stated = next((one for one in row.stated if one is not None and one.shared), None)
        if stated is None or not words:
            return
        named = {one.eid for side in SIDES for one in self.both.texts[side].numbered(stated)}
        numbers = [
            one.provision.number for one in words if stated.unit or one.provision.eid in named
        ]
        if not numbers or (stated.unit and stated.number not in numbers):
            self.wrong_number(row, "right", stated.num, words[-1].provision.num or "")

    def quoted(self, row: TableRow, side: SideName, quotation: CellQuotation) -> FoundWords | None:
        """The words that a quotation gives, None with a fault where they are others."""
        text = self.both.texts[side]
        heading = text.unnumbered(quotation.text) if quotation.number is None else None
        if heading is not None:
            self.findings.covered[side] |= with_below(heading)
            return heading
        if quotation.number is None:
            numbered = any(one.number for one in (*row.left, *row.right))
            if is_sentence(quotation.text) and not numbered:
                self.findings.sentences.append(quotation.text)
            elif not text.holds(quotation.text):
                self.findings.open("words", row.place, side, quotation.text)
            return None
        self.quotations += 1
        same, covered = text.numbered(quotation), self.findings.covered[side]
        claim = claimed(quotation.text) if quotation.text.strip() else None
        if claim is not None and same:
            self.remarks.beside_number(row, claim, side, same[0], quotation.text.strip())
            return None
        shown = without(quotation, STRUCK) if side == "right" else quotation.text
        for provision in sorted(same, key=lambda one: one.eid in covered):
            words = text.quoted(shown, provision)
            if words is not None:
                covered |= with_below(words)
                return replace(words, several=self.both.repeated(side, provision))
        if not quotation.shared:
            covered |= {eid for one in same for eid in family(one)}
        return self.other_words(row, side, quotation, shown)

    def other_words(
        self, row: TableRow, side: SideName, quotation: CellQuotation, shown: str
    ) -> FoundWords | None:
        """Add the fault of a quotation that is not the text of its number."""
        text, covered = self.both.texts[side], self.findings.covered[side]
        same = text.numbered(quotation)
        elsewhere = text.elsewhere(shown, quotation.unit)
        if elsewhere is not None:
            covered |= with_below(elsewhere)
            if quotation.shared:
                return elsewhere
        elif same or (quotation.shared and text.in_order(quotation.unit)):
            provision = (
                text.nearest(shown, text.in_order(quotation.unit))
                if quotation.shared
                else same[0]
                if quotation.unit
                else text.nearest(shown, same)
            )
            covered |= family(provision)
            self.misquoted(row, side, quotation, provision)
            return None
        right = None if elsewhere is None else elsewhere.provision
        num, words = quotation.num, quotation.text
        self.findings.fault("number", side, row, num=num, quoted=words, right=right)
        return None

    def misquoted(
        self, row: TableRow, side: SideName, quotation: CellQuotation, provision: Provision
    ) -> None:
        """Add a quotation that is not the text of its provision."""
        words, printed = quotation.text.strip(), words_of(provision)
        whole = bool(words) and LEFT_OUT.search(words) is None
        kind: FaultKind = "old" if side == "left" else "new"
        if not words:
            kind = "empty"
        elif provision.level in CONTAINERS:
            kind = "heading"
        self.findings.faults.append(
            TableFault(
                kind=kind,
                side=side,
                place=row.place,
                num=quotation.num,
                quoted=words,
                text=printed,
                edits=redline_texts(printed, words) if whole else (),
            )
        )

    def pair(self, row: TableRow, left: list[FoundWords], right: list[FoundWords]) -> None:
        """Check that both sides of a row correspond, and that …… hides no change."""
        lefts, rights = ([one.provision for one in side] for side in (left, right))
        several = any(one.several for one in (*left, *right))
        if not several and not self.both.is_pair(lefts, rights):
            other = next(iter(self.both.counterparts("left", lefts[0])), None)
            num, old = "、".join(one.num or "" for one in rights), lefts[0].num or ""
            self.findings.fault("pair", "right", row, num=num, quoted=old, right=other)
            return
        self.left_out(row, "left", left, right)
        self.left_out(row, "right", right, left)
        self.sound.append((row, left, right))
        for one in lefts:
            match = self.both.match("left", one)
            if match is not None and match.replacements_only:
                self.listed |= {(it.before, it.after) for it in self.both.replacements(match)}

    def left_out(
        self, row: TableRow, side: SideName, shown: list[FoundWords], others: list[FoundWords]
    ) -> None:
        """Note the words that change behind ……, and those that a cell shows."""
        for one in shown:
            key = side, one.provision.eid
            self.shown[key].append((row.place, fold_key(visible(one))))
        if hidden := hidden_words(
            shown, others, old=side == "left", clauses=self.both.texts[side].clauses
        ):
            keys = [(side, one.provision.eid) for one in shown]
            keys += [(OTHER[side], one.provision.eid) for one in others]
            num = shown[0].provision.num or ""
            self.hidden.append((row.place, side, num, keys, hidden))

    def add_left_out(self) -> None:
        """Add the words that change behind …… and stand in no other row of their article."""
        for place, side, num, keys, hidden in self.hidden:
            elsewhere = [words for key in keys for at, words in self.shown[key] if at != place]
            left = [one for one in hidden if not any(fold_key(one) in words for words in elsewhere)]
            if left:
                text = "……".join(left)
                self.findings.faults.append(
                    TableFault(kind="left-out", side=side, place=place, num=num, text=text)
                )

    def once(self, row: TableRow) -> None:
        """Check that no row stands twice."""
        quotes = (*row.left, *row.right)
        key = tuple((one.number or one.num, fold_key(one.text)) for one in quotes)
        if self.seen.setdefault(key, row.place) is not row.place:
            num, words = quotes[0].num, quotes[0].text
            self.findings.fault("repeated", "right", row, num=num, quoted=words)

    def band(self, row: TableRow, text: str) -> bool:
        """Check a row that is one cell; False where nothing could be checked."""
        claim, clauses = run_claim(text), self.both.texts["right"].clauses
        if claim is not None and (claim.counted or (clauses and not self.is_heading(text))):
            return self.remarks.run(row, claim, text)
        cell = MarkedCell(text=text, marks=PLAIN * len(text))
        quotes = list(quotations(cell, clauses=clauses))
        if quotes and all(one.number is not None for one in quotes):
            for quotation in quotes:
                self.for_both(row, quotation)
            return True
        if is_sentence(text):
            self.findings.sentences.append(text)
            return False
        if any(one.holds(text) for one in self.both.texts.values()):
            return True
        self.findings.open("words", row.place, None, text)
        return False

    def is_heading(self, words: str) -> bool:
        """True for a heading of the new text, in a row without other cells."""
        if not words:
            return False
        text = self.both.texts["right"]
        cell = MarkedCell(text=words, marks=PLAIN * len(words))
        return any(
            one.level in CONTAINERS and text.quoted(quotation.text, one) is not None
            for quotation in quotations(cell, clauses=text.clauses)
            for one in text.numbered(quotation)
        )

    def for_both(self, row: TableRow, quotation: CellQuotation) -> None:
        """Check a text that stands once for both sides: it must be that of one of them."""
        both = [self.both.texts[side] for side in ("right", "left")]
        named = [one for text in both for one in text.numbered(quotation)]
        key = fold_key(quotation.text)
        if any(text.quoted(quotation.text, one) for text in both for one in named):
            return
        if len(named) > 1 and all(fold_key(words_of(one)) in key for one in named):
            for side in SIDES:  # 第四章　股东大会（修改为：股东会）
                same = self.both.texts[side].numbered(quotation)
                self.findings.covered[side] |= {one.eid for one in same}
            return
        found = (text.elsewhere(quotation.text, quotation.unit) for text in both)
        elsewhere = next((one.provision for one in found if one is not None), None)
        if elsewhere is None and named:
            self.misquoted(row, "right", quotation, named[0])
        else:
            num, words = quotation.num, quotation.text
            self.findings.fault("number", "right", row, num=num, quoted=words, right=elsewhere)

    def serial(self, row: TableRow) -> None:
        """Check that the numbers of rows go on; they may begin again below a band."""
        number = read_number(row.serial.rstrip(".．、")) if row.serial else None
        if number is None:
            return
        expected = self.expected
        self.expected = (number + 1,)
        if expected and number not in expected and not (number == 1 and self.begins):
            self.expected = (number + 1, expected[0] + 1)
            self.findings.faults.append(
                TableFault(
                    kind="serial",
                    side="right",
                    place=row.place,
                    num=row.serial,
                    other=str(expected[0]),
                )
            )
        self.begins = False
