"""The parts of a Markdown report on one decision: what is left to do, its items, what follows by
itself, the differences.
"""

from __future__ import annotations

from collections.abc import Iterator

from policydiff.model.consolidation import Difference
from policydiff.render.markdown import cell_text, escape, redline, side, table
from policydiff.views import consolidation_lines as told
from policydiff.views.consolidation import Entry, Line, Run, Sheet
from policydiff.views.consolidation_words import CONSOLIDATION_WORDS
from policydiff.views.pieces import cut
from policydiff.views.rows import Row
from policydiff.views.shortening import short, shortened


class Parts:
    """Writes the parts as lines, each part under a heading that begins with `mark`; a part with
    nothing in it is empty.
    """

    def __init__(self, sheet: Sheet, mark: str = "##") -> None:
        self.sheet = sheet
        self.mark = mark
        self.result = sheet.result
        self.language = sheet.options.language
        self.words = CONSOLIDATION_WORDS[self.language]
        self.touching = sheet.touching()

    def doubts(self) -> Iterator[str]:
        """What to look at though it was carried out."""
        yield from self.listed(
            "doubts",
            tuple(
                told.doubt_line(line, words, self.language)
                for line, words in told.doubts(self.sheet)
            ),
        )

    def items(self) -> Iterator[str]:
        """The table of items beside their clauses."""
        heads = tuple(self.words[name] for name in ("item", "before", "after", "note"))
        yield from table(heads, [row for line in self.sheet.gathered() for row in self.item(line)])

    def besides(self) -> Iterator[str]:
        """The other works that the decision amends, and the sentences that instruct nothing."""
        yield from self.listed("besides", told.besides_lines(self.sheet))
        yield from self.listed("context-heads", self.sheet.context)

    def troubles(self) -> Iterator[str]:
        """What was not carried out."""
        if self.sheet.troubles:
            yield from (
                f"{self.mark} {self.words['troubles']}",
                "",
                self.words["troubles-told"],
                "",
            )
            for line, operation in self.sheet.troubles:
                words = told.trouble_words(operation, self.language).replace("\n", " ")
                yield f"- **{escape(told.item_name(line, self.language))}** {escape(words)}"
            yield ""

    def item(self, line: Line | Run) -> Iterator[tuple[str, ...]]:
        """The rows of an item: its own words beside its first clause; one row for one that only
        renumbers.
        """
        if isinstance(line, Run):
            for one in line.lines:
                yield (
                    self.own_words(one),
                    cell_text(told.quiet_name(one, self.language)),
                    "",
                    self.words["only-renumbers"],
                )
            return
        for place, entry in enumerate(line.entries):
            yield (
                self.own_words(line) if place == 0 else "",
                *self.sides(entry),
                self.note(line, entry),
            )

    def own_words(self, line: Line) -> str:
        """The item's words."""
        return "<br>".join(map(cell_text, line.item.words))

    def sides(self, entry: Entry) -> tuple[str, str]:
        """The clause before and after."""
        if isinstance(entry.row, Row):
            return side(entry.row.left) or self.words["nothing-there"], side(
                entry.row.right
            ) or self.words["gone"]
        return cell_text(
            self.words["no-place"] if entry.row is None else told.gap_name(entry.row, self.language)
        ), ""

    def note(self, line: Line, entry: Entry) -> str:
        """What was done, why not, and which other items change the clause."""
        found = []
        for status, doings in told.doings(entry, self.language):
            found.append(
                self.words["colon"].join(
                    filter(None, (self.words[status], self.words["and"].join(doings)))
                )
            )
        found += [
            *told.reasons(entry, self.language),
            *told.also(line, entry, self.touching, self.language),
        ]
        return "<br>".join(map(cell_text, found))

    def followed(self) -> Iterator[str]:
        """What no item names."""
        rows = [
            (cell_text(told.named(row, self.language)), redline(short(row)), why)
            for row in self.sheet.followed
            for why in (told.followed_why(row, self.language),)
        ]
        rows += [
            (cell_text(pair), "", self.words["follows-item"])
            for pair in told.counted_lines(self.sheet)
        ]
        if rows:
            yield from (
                f"{self.mark} {self.words['followed']}",
                "",
                escape(self.words["followed-told"]),
                "",
            )
            yield from table(
                (self.words["difference-place"], self.words["difference"], self.words["note"]), rows
            )

    def verification(self, found: tuple[Difference, ...], *more: str) -> Iterator[str]:
        """These differences from the republished text, and lines on what else is to be said of
        it.
        """
        if found or more:
            yield from (f"{self.mark} {self.words['verification']}", "")
        if found:
            heads = tuple(
                self.words[name] for name in ("difference-place", "difference", "ordered")
            )
            yield from (escape(self.words["difference-marks"]), "")
            yield from table(heads, list(map(self.difference, found)))
        for line in more:
            yield from (escape(line), "")

    def difference(self, difference: Difference) -> tuple[str, str, str]:
        """One of them as a row."""
        place, by = told.difference_heads(difference, self.language)
        lines = [
            redline(line) for line in cut(shortened(told.difference_pieces(difference))) if line
        ]
        return cell_text(place), "<br>".join(lines), cell_text(by)

    def listed(self, key: str, lines: tuple[str, ...]) -> Iterator[str]:
        """A headed list."""
        if lines:
            yield from (f"{self.mark} {self.words[key]}", "")
            yield from (f"- {cell_text(line)}" for line in lines)
            yield ""
