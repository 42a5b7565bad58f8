"""The faults of a comparison table, by the two texts that it compares.

A quotation is compared under the noise rule with the article of its number; …… may stand for words
that it leaves out. Marks are judged without an alignment: what a table leaves unmarked on one side
must stand in this order on the other, at least sentence by sentence, or the table hides a change.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Indel

from policydiff.checking.engine.table_check import CheckedTables, TableFault, UncheckedCell
from policydiff.checking.engine.table_layout import CellQuotation, TableRow, rows_of
from policydiff.comparing.engine.redline.redline import redline_texts
from policydiff.model.comparison import Comparison, Match, Side
from policydiff.model.document import Document, Provision
from policydiff.model.office_content import MARKED, PLAIN, STRUCK, MarkedTable, SideName
from policydiff.text.noise import fold_key

_LEFT_OUT = re.compile(r"(?:…|⋯)+|\.{3,}|[（(]略[）)]")
"""What stands for words that are left out: ……, （略）."""

_NUMBERS = re.compile(
    r"第[〇零一二三四五六七八九十百千0-9]{1,9}[编章节条款项目](?:之[一二三四五六七八九十]{1,3})?"
    r"|[（(][一二三四五六七八九十0-9]{1,4}[）)]|(?m:^)[ \t\u3000]*[0-9０-９]{1,3}[.．、]"
)
"""Numbers of provisions, 第二十三条, （五）: they change with the order, and many tables leave that
unmarked.
"""

_SENTENCE_END = re.compile(r"[。；;\n]")
_REMARK = re.compile(
    r"[（(](?:移[至自]|原第|新增|删[去除])(?:[^（）()\n]|[（(][^（）()\n]{1,6}[）)]){0,60}[）)]"
)
"""A remark in a text that is none of its words: （移至第二十三条第一款）, （原第二十条第三款）."""

SURELY_OF = 8
"""The least characters of a quotation by which it is found in an article of another number."""


def check_tables(tables: Iterable[MarkedTable], comparison: Comparison) -> CheckedTables:
    """Check the tables of a file against both texts."""
    ignored, rows = 0, list[TableRow]()
    for count, table in enumerate(tables, 1):
        found = rows_of(table, count) or ()
        numbered = any(one.number for row in found for one in (*row.left, *row.right))
        ignored += not numbered
        rows += found if numbered else ()
    checker = _TableChecker(comparison)
    for row in rows:
        checker.read(row)
    checker.marks()
    return CheckedTables(
        faults=(*checker.faults, *checker.missing()),
        unchecked=tuple(checker.unchecked),
        quotations=checker.quotations,
        ignored=ignored,
        marked=bool(checker.marked),
    )


@dataclass(frozen=True, slots=True)
class _NumberedText:
    """The articles of a text by number, and the keys of its longer sentences."""

    articles: dict[str, list[Provision]]
    sentences: frozenset[str]

    @classmethod
    def of(cls, document: Document) -> _NumberedText:
        """The articles of a document."""
        articles: defaultdict[str, list[Provision]] = defaultdict(list)
        for article in document.articles:
            articles[article.number].append(article)
        keys = (key for article in document.articles for key in _sentences(_printed(article)))
        return cls(dict(articles), frozenset(key for key in keys if len(key) >= SURELY_OF))

    def elsewhere(self, text: str) -> Provision | None:
        """The only article that holds a quotation, None for short ones and several."""
        if len(fold_key(_LEFT_OUT.sub("", text))) < SURELY_OF:
            return None
        holders = [one for same in self.articles.values() for one in same if _quotes(text, one)]
        return holders[0] if len(holders) == 1 else None

    def nearest(self, text: str) -> Provision:
        """The article that has the most characters in common with a quotation."""
        key = fold_key(_LEFT_OUT.sub("", text))
        return max(
            (one for same in self.articles.values() for one in same),
            key=lambda one: round(Indel.normalized_similarity(key, fold_key(_printed(one))), 6),
        )


@dataclass(slots=True)
class _TableChecker:
    """Collects the faults of the rows of a file.

    `sound` are the rows of which every quotation is right, with the articles of both sides;
    `covered` are the numbers that the table gives for each text, `marked` the sides on which it
    marks changes.
    """

    comparison: Comparison
    texts: dict[SideName, _NumberedText] = field(init=False)
    faults: list[TableFault] = field(default_factory=list)
    unchecked: list[UncheckedCell] = field(default_factory=list)
    sound: list[tuple[TableRow, list[Provision], list[Provision]]] = field(default_factory=list)
    covered: dict[SideName, set[str]] = field(init=False)
    marked: list[SideName] = field(default_factory=list)
    quotations: int = 0

    def __post_init__(self) -> None:
        self.texts = {
            "left": _NumberedText.of(self.comparison.left),
            "right": _NumberedText.of(self.comparison.right),
        }
        self.covered = {"left": set(), "right": set()}

    def read(self, row: TableRow) -> None:
        """Check the quotations of a row."""
        found: dict[SideName, list[Provision] | None] = {"left": [], "right": []}
        sides: tuple[tuple[SideName, tuple[CellQuotation, ...], CellQuotation | None], ...] = (
            ("left", row.left, row.stated[0]),
            ("right", row.right, row.stated[1]),
        )
        for side, quotations, stated in sides:
            self.stated(row, side, quotations, stated)
            for quotation in quotations:
                article = self.quoted(row, side, quotation)
                articles = found[side]
                if article is None:
                    found[side] = None
                elif articles is not None:
                    articles.append(article)
        left, right = found["left"], found["right"]
        if left is not None and right is not None:
            self.shared(row, [*left, *right])
        if left and right:
            self.sound.append((row, left, right))

    def shared(self, row: TableRow, articles: list[Provision]) -> None:
        """Check a number for both sides, which must be that of one of them."""
        stated = next((one for one in row.stated if one is not None and one.shared), None)
        numbers = [one.number for one in articles]
        if stated is None or not articles or stated.number in numbers:
            return
        self.faults.append(
            TableFault(
                kind="number",
                side="right",
                place=row.place,
                num=stated.num,
                other=articles[-1].num or "",
            )
        )

    def stated(
        self,
        row: TableRow,
        side: SideName,
        quotations: tuple[CellQuotation, ...],
        stated: CellQuotation | None,
    ) -> None:
        """Check a number in a column of its own against those in the text."""
        if stated is None or stated.shared or not quotations or stated.number is None:
            return
        numbers = [one.number for one in quotations if one.number is not None]
        if numbers and stated.number not in numbers:
            self.faults.append(
                TableFault(
                    kind="number",
                    side=side,
                    place=row.place,
                    num=stated.num,
                    other=quotations[0].num,
                )
            )

    def quoted(self, row: TableRow, side: SideName, quotation: CellQuotation) -> Provision | None:
        """The article that a quotation gives, None with a fault where it is another text."""
        text = self.texts[side]
        if quotation.number is None:
            self.unchecked.append(
                UncheckedCell(place=row.place, side=side, text=quotation.text.strip())
            )
            return None
        self.quotations += 1
        if not quotation.shared:
            self.covered[side].add(quotation.number)
        same = text.articles.get(quotation.number, [])
        shown = _without(quotation, STRUCK) if side == "right" else quotation.text
        for article in same:
            if _quotes(shown, article):
                self.covered[side].add(article.number)
                return article
        other = text.elsewhere(shown)
        if other is not None:
            self.covered[side].add(other.number)
            if quotation.shared:
                return other
        elif same or (quotation.shared and text.articles):
            article = text.nearest(shown) if quotation.shared else same[0]
            self.covered[side].add(article.number)
            self.misquoted(row, side, quotation, article)
            return None
        self.faults.append(
            TableFault(
                kind="number",
                side=side,
                place=row.place,
                num=quotation.num,
                other="" if other is None else other.num or "",
                quoted=quotation.text.strip(),
                text="" if other is None else _printed(other),
            )
        )
        return None

    def misquoted(
        self, row: TableRow, side: SideName, quotation: CellQuotation, article: Provision
    ) -> None:
        """Add a quotation that is not the text of its article."""
        quoted, printed = quotation.text.strip(), _printed(article)
        whole = _LEFT_OUT.search(quoted) is None
        self.faults.append(
            TableFault(
                kind="old" if side == "left" else "new",
                side=side,
                place=row.place,
                num=quotation.num,
                quoted=quoted,
                text=printed,
                edits=redline_texts(printed, quoted) if whole else (),
            )
        )

    def marks(self) -> None:
        """Add the changes that are not marked, on a side where most are."""
        sides: tuple[SideName, SideName] = ("left", "right")
        for side in sides:
            found = [
                (row, row.left, right) if side == "left" else (row, row.right, left)
                for row, left, right in self.sound
            ]
            changed = [one for one in found if _unmarked(one[1], _text_of(one[2]), all_plain=True)]
            marked = [one for one in changed if any(set(each.marks) - {PLAIN} for each in one[1])]
            if not marked or len(marked) * 2 < len(changed):
                continue
            self.marked.append(side)
            for row, quotations, others in changed:
                other = self.texts["right" if side == "left" else "left"]
                if hidden := _unmarked(quotations, _text_of(others), other.sentences):
                    self.faults.append(
                        TableFault(
                            kind="unmarked",
                            side=side,
                            place=row.place,
                            num=quotations[0].num,
                            quoted=hidden,
                        )
                    )

    def missing(self) -> Iterator[TableFault]:
        """A fault for each article that changed and stands in no row, on either side."""
        for match in self.comparison.matches:
            if not _is_listed(match):
                continue
            sides: tuple[tuple[SideName, tuple[Side, ...]], ...] = (
                ("left", match.left),
                ("right", match.right),
            )
            numbers = [
                (side, node.num or "", number)
                for side, nodes in sides
                for node in nodes
                if node.level == "article"
                and (number := _number(self.texts[side], node.num)) not in self.covered[side]
            ]
            if not numbers:
                continue
            side, _, number = numbers[-1]
            article = self.texts[side].articles.get(number, [None])[0]
            yield TableFault(
                kind="missing",
                side=side,
                num="、".join(one[1] for one in numbers if one[0] == side),
                text="" if article is None else _printed(article),
            )


def _is_listed(match: Match) -> bool:
    """True for articles whose change a table must show.

    New numbers, and changes that a replacement throughout explains, have no row of their own.
    """
    levels = {side.level for side in (*match.left, *match.right)}
    return "article" in levels and match.kind != "unchanged" and not match.explained


def _number(text: _NumberedText, num: str | None) -> str:
    """The number of the article that is printed with this one."""
    return next(
        (number for number, same in text.articles.items() if any(one.num == num for one in same)),
        "",
    )


def _printed(article: Provision) -> str:
    return "\n".join(filter(None, (article.heading, article.text)))


def _quotes(text: str, article: Provision) -> bool:
    """True where a quotation has the words of an article, or …… for them."""
    keys = {fold_key(_printed(article)), fold_key(article.text)}
    texts = dict.fromkeys((text, _REMARK.sub("", text)))
    pieces = ([fold_key(piece) for piece in _LEFT_OUT.split(one)] for one in texts)
    return any(_fits(one, key) for one in pieces for key in keys)


def _fits(pieces: Sequence[str], key: str) -> bool:
    """True where the pieces stand in a key in order, the first and last at its ends."""
    if len(pieces) == 1:
        return pieces[0] == key
    if not key.startswith(pieces[0]) or not key.endswith(pieces[-1]):
        return False
    place, last = len(pieces[0]), len(key) - len(pieces[-1])
    for piece in pieces[1:-1]:
        found = key.find(piece, place, last)
        if found < 0:
            return False
        place = found + len(piece)
    return place <= last


def _stands_in(key: str, whole: str) -> bool:
    """True where the characters of a key stand in another in this order."""
    rest = iter(whole)
    return all(character in rest for character in key if character != " ")


def _text_of(articles: Iterable[Provision]) -> str:
    return "\n".join(map(_printed, articles))


def _without(quotation: CellQuotation, marks: str) -> str:
    """The words of a quotation that have none of these marks."""
    return "".join(
        character
        for character, mark in zip(quotation.text, quotation.marks, strict=True)
        if mark not in marks
    )


def _sentences(text: str) -> Iterator[str]:
    """The keys of the sentences of a text, without numbers of provisions."""
    return map(fold_key, _SENTENCE_END.split(_NUMBERS.sub("", text)))


def _unmarked(
    quotations: tuple[CellQuotation, ...],
    other: str,
    moved: frozenset[str] = frozenset(),
    *,
    all_plain: bool = False,
) -> str:
    """The words that are not marked and do not stand in the other text, "" for none.

    Whole sentences that are among the `moved` ones came from another row. With `all_plain`, those
    that would be found if nothing were marked.
    """
    marks = "" if all_plain else MARKED + STRUCK
    shown = "\n".join(_without(one, marks) for one in quotations)
    bare = _LEFT_OUT.sub("", _REMARK.sub("", shown))
    if _stands_in(fold_key(_NUMBERS.sub("", bare)), fold_key(_NUMBERS.sub("", other))):
        return ""
    whole = {key for one in quotations for key in _sentences(_REMARK.sub("", one.text))}
    sentences = list(_sentences(other))
    if all(
        (key in whole and key in moved) or any(_stands_in(key, one) for one in sentences)
        for key in _sentences(bare)
    ):
        return ""
    edits = redline_texts(other, bare)
    return "……".join(edit.text.strip() for edit in edits if edit.op == "insert" and not edit.noise)
