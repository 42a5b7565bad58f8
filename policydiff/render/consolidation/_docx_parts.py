"""The parts of a Word report on one decision: what is left to do, the table of items, what follows
by itself, the differences.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policydiff.model.consolidation import Difference
from policydiff.render._docx_cells import provision, redlined
from policydiff.render._docx_rows import BAND_SHADE, HEAD_SHADE, TEXT_WIDTH, WHOLE
from policydiff.render._docx_table import (
    BOLD,
    PLAIN,
    SMALL,
    Mark,
    Markup,
    Merge,
    cell,
    line,
    paragraph,
    row,
    table,
)
from policydiff.views import consolidation_lines as told
from policydiff.views.consolidation import Entry, Line, Run, Sheet
from policydiff.views.consolidation_words import CONSOLIDATION_WORDS
from policydiff.views.pieces import Piece, cut
from policydiff.views.rows import Gap, Row
from policydiff.views.shortening import short, shortened

_WIDTHS = (3400, 4385, 4385, 2400)
_SHORT = (4400, 7770, 2400)
_GREY = Mark(grey=True, size=9)
_LOUD = Mark(bold=True, size=10.5)


class Parts:
    """Writes the parts; a part with nothing in it is empty."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.result = sheet.result
        self.language = sheet.options.language
        self.words = CONSOLIDATION_WORDS[self.language]
        self.touching = sheet.touching()

    def summary(self, verdict: str) -> Iterator[Markup]:
        """Counts, what is left to do in a frame of its own, doubts, the verdict on the republished
        text where there is one.
        """
        yield line(told.counts_line(self.result, self.language) + self.words["stop"], BOLD)
        yield from self.troubles()
        doubts = [
            told.doubt_line(item, words, self.language) for item, words in told.doubts(self.sheet)
        ]
        if doubts:
            yield line(self.words["doubts"] + self.words["colon"], BOLD, keep=True)
            yield from (line(words, SMALL) for words in doubts)
        if verdict:
            yield line(verdict + self.words["stop"], BOLD)

    def items(self) -> Markup:
        """The table of items beside their clauses."""
        return table(
            _WIDTHS, (self.head(_WIDTHS, ("item", "before", "after", "note")), *self.rows())
        )

    def besides(self) -> Iterator[Markup]:
        """The other works that the decision amends, and the sentences that instruct nothing."""
        yield from self.listed("besides", told.besides_lines(self.sheet), SMALL)
        yield from self.listed("context-heads", self.sheet.context, _GREY)

    def troubles(self) -> Iterator[Markup]:
        """What was not carried out."""
        if not self.sheet.troubles:
            return
        lines = [
            line(
                f"{self.words['troubles']}{self.words['colon']}{self.words['troubles-told']}",
                _LOUD,
                keep=True,
            )
        ]
        for item, operation in self.sheet.troubles:
            words = f"{told.item_name(item, self.language)}　{told.trouble_words(operation, self.language)}"
            lines += [line(part, PLAIN) for part in words.split("\n")]
        yield table((TEXT_WIDTH,), (row((cell(TEXT_WIDTH, lines, shade=BAND_SHADE),)),))
        yield paragraph()

    def head(self, widths: Iterable[int], names: Iterable[str]) -> Markup:
        """The head row, which every page repeats."""
        cells = zip(widths, names, strict=True)
        return row(
            (
                cell(
                    width,
                    (line(self.words[name], BOLD, align="center"),),
                    shade=HEAD_SHADE,
                    middle=True,
                )
                for width, name in cells
            ),
            head=True,
        )

    def rows(self) -> Iterator[Markup]:
        """The items in their order."""
        for found in self.sheet.gathered():
            if isinstance(found, Run):
                yield from map(self.quiet, found.lines)
            else:
                yield from (
                    self.entry(found, place, entry) for place, entry in enumerate(found.entries)
                )

    def quiet(self, item: Line) -> Markup:
        """An item that only renumbers."""
        names = told.quiet_name(item, self.language)
        own = cell(_WIDTHS[0], self.own_words(item))
        middle = cell(_WIDTHS[1] + _WIDTHS[2], (line(names, SMALL, align="center"),), span=2)
        return row(
            (own, middle, cell(_WIDTHS[3], (line(self.words["only-renumbers"], SMALL),))),
            whole=True,
        )

    def entry(self, item: Line, place: int, entry: Entry) -> Markup:
        """A clause of an item; the item's words reach down over all its clauses."""
        merge: Merge | None = (
            None if len(item.entries) == 1 else "restart" if place == 0 else "continue"
        )
        own = cell(_WIDTHS[0], self.own_words(item) if place == 0 else (), merge=merge)
        note = cell(_WIDTHS[3], [line(words, mark) for words, mark in self.note(item, entry)])
        return row((own, *self.sides(entry), note), whole=_size(entry) < WHOLE)

    def own_words(self, item: Line) -> list[Markup]:
        """The item's words."""
        return [line(words, SMALL) for words in item.item.words]

    def sides(self, entry: Entry) -> tuple[Markup, ...]:
        """The clause before and after; what has no clause, or new numbers only, across both."""
        found = entry.row
        if isinstance(found, Row):
            left = [part for clause in found.left for part in provision(clause, found, _WIDTHS[1])]
            right = [
                part for clause in found.right for part in provision(clause, found, _WIDTHS[2])
            ]
            empty = [[line(self.words[key], align="center")] for key in ("nothing-there", "gone")]
            return cell(_WIDTHS[1], left or empty[0]), cell(_WIDTHS[2], right or empty[1])
        words = self.words["no-place"] if found is None else told.gap_name(found, self.language)
        return (cell(_WIDTHS[1] + _WIDTHS[2], (line(words, SMALL, align="center"),), span=2),)

    def note(self, item: Line, entry: Entry) -> Iterator[tuple[str, Mark]]:
        """What was done, why not, and which other items change the clause."""
        for status, doings in told.doings(entry, self.language):
            yield self.words[status], SMALL if status == "applied" else _LOUD
            yield from ((doing, SMALL) for doing in doings)
        yield from (
            (part, _LOUD)
            for reason in told.reasons(entry, self.language)
            for part in reason.split("\n")
        )
        yield from (
            (words, SMALL) for words in told.also(item, entry, self.touching, self.language)
        )

    def followed(self) -> Iterator[Markup]:
        """What no item names."""
        rows = [self.follower(found) for found in self.sheet.followed]
        rows += [
            self.short(pair, [paragraph()], self.words["follows-item"])
            for pair in told.counted_lines(self.sheet)
        ]
        if rows:
            yield from self.titled("followed", self.words["followed-told"])
            yield table(
                _SHORT, (self.head(_SHORT, ("difference-place", "difference", "note")), *rows)
            )

    def follower(self, found: Row | Gap) -> Markup:
        """A run of new numbers, or a clause with its redline."""
        return self.short(
            told.named(found, self.language),
            _lines(short(found)),
            told.followed_why(found, self.language),
        )

    def short(self, name: str, content: list[Markup], note: str) -> Markup:
        """A row of a short table."""
        return row(
            (
                cell(_SHORT[0], (line(name, SMALL),)),
                cell(_SHORT[1], content),
                cell(_SHORT[2], (line(note, SMALL),)),
            ),
            whole=True,
        )

    def verification(self, found: tuple[Difference, ...], *more: str) -> Iterator[Markup]:
        """These differences from the republished text, each with its item, and lines on what else
        is to be said of it.
        """
        if found or more:
            yield from self.titled(
                "verification", self.words["difference-reading"] if found else ""
            )
        if found:
            rows = map(self.difference, found)
            yield table(
                _SHORT, (self.head(_SHORT, ("difference-place", "difference", "ordered")), *rows)
            )
        yield from (line(words, SMALL) for words in more)

    def difference(self, difference: Difference) -> Markup:
        """One of them as a row."""
        place, by = told.difference_heads(difference, self.language)
        return self.short(place, _lines(shortened(told.difference_pieces(difference))), by)

    def titled(self, key: str, told_: str = "") -> Iterator[Markup]:
        """The head of a part."""
        yield paragraph()
        yield line(self.words[key], BOLD, keep=True)
        yield from (line(told_, SMALL, keep=True),) if told_ else ()

    def listed(self, key: str, lines: tuple[str, ...], mark: Mark) -> Iterator[Markup]:
        """A headed list."""
        if lines:
            yield from self.titled(key)
            yield from (line(part, mark) for words in lines for part in words.split("\n"))


def _size(entry: Entry) -> int:
    """The characters of the longer side."""
    cells = [part for found in entry.rows for part in (*found.left, *found.right)]
    return max(
        (sum(len(piece.text) for piece in part.text if not piece.elided) for part in cells),
        default=0,
    )


def _lines(pieces: tuple[Piece, ...]) -> list[Markup]:
    """A short redline, a paragraph a line."""
    return [paragraph(map(redlined, found)) for found in cut(pieces) if found] or [paragraph()]
