"""A consolidation as Markdown: the items of the decision in one table, ~~deletions~~ and **insertions**."""

from __future__ import annotations

from collections.abc import Iterator

from policydiff.model.consolidation import Consolidation
from policydiff.model.plugins import ReportOptions
from policydiff.reports._pieces import cut
from policydiff.reports._rows import Gap, Row
from policydiff.reports.consolidation import _told as told
from policydiff.reports.consolidation._sheet import Entry, Line, Run, Sheet
from policydiff.reports.consolidation._short import short, shortened
from policydiff.reports.consolidation._words import CONSOLIDATION_WORDS
from policydiff.reports.markdown import cell_text, escape, redline, side, table

SUFFIX = ".md"


def render(result: Consolidation, options: ReportOptions) -> bytes:
    """Title, the three texts, what is left to do, the items, what follows by itself, how the republished text compares."""
    lines = _Markdown(Sheet(result=result, options=options)).write()
    return ("\n".join(lines).rstrip("\n") + "\n").encode("utf-8")


class _Markdown:
    """One report being written, line by line."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.result = sheet.result
        self.language = sheet.options.language
        self.words = CONSOLIDATION_WORDS[self.language]
        self.touching = sheet.touching()

    def write(self) -> Iterator[str]:
        """All lines."""
        yield from self.head()
        yield from self.troubles()
        yield from self.listed("doubts", tuple(told.doubt_line(line, words, self.language) for line, words in told.doubts(self.sheet)))
        heads = tuple(self.words[name] for name in ("item", "before", "after", "note"))
        yield from table(heads, [row for line in self.sheet.gathered() for row in self.item(line)])
        yield from self.followed()
        yield from self.verification()
        yield from self.listed("besides", told.besides_lines(self.sheet))
        yield from self.listed("context-heads", self.sheet.context)

    def head(self) -> Iterator[str]:
        """Title, the three texts, the counts, the verdict."""
        yield from (f"# {escape(told.title(self.result, self.language))}", "")
        for text in told.texts(self.result, self.language):
            facts = f"{self.words['open']}{self.words['list'].join(text.facts)}{self.words['close']}" if text.facts else ""
            yield f"- **{text.name}**{self.words['colon']}{escape(text.title + facts)}"
        yield f"- {escape(told.counts_line(self.result, self.language))}"
        sentence = told.verified(self.result, self.language)
        yield from (f"- **{escape(sentence.rstrip('：:'))}**",) if sentence else ()
        yield ""

    def troubles(self) -> Iterator[str]:
        """What was not carried out."""
        if self.sheet.troubles:
            yield from (f"## {self.words['troubles']}", "", self.words["troubles-told"], "")
            for line, operation in self.sheet.troubles:
                words = told.trouble_words(operation, self.language).replace("\n", " ")
                yield f"- **{escape(told.item_name(line, self.language))}** {escape(words)}"
            yield ""

    def item(self, line: Line | Run) -> Iterator[tuple[str, ...]]:
        """The rows of an item: its own words beside its first clause; one row for one that only renumbers."""
        if isinstance(line, Run):
            for one in line.lines:
                yield self.own_words(one), cell_text(told.quiet_name(one, self.language)), "", self.words["only-renumbers"]
            return
        for place, entry in enumerate(line.entries):
            yield (self.own_words(line) if place == 0 else "", *self.sides(entry), self.note(line, entry))

    def own_words(self, line: Line) -> str:
        """The item's words."""
        return "<br>".join(map(cell_text, line.item.words))

    def sides(self, entry: Entry) -> tuple[str, str]:
        """The clause before and after."""
        if isinstance(entry.row, Row):
            return side(entry.row.left) or self.words["nothing-there"], side(entry.row.right) or self.words["gone"]
        return cell_text(self.words["no-place"] if entry.row is None else told.gap_name(entry.row, self.language)), ""

    def note(self, line: Line, entry: Entry) -> str:
        """What was done, why not, and which other items change the clause."""
        found = []
        for status, doings in told.doings(entry, self.language):
            found.append(self.words["colon"].join(filter(None, (self.words[status], self.words["and"].join(doings)))))
        found += [*told.reasons(entry, self.language), *told.also(line, entry, self.touching, self.language)]
        return "<br>".join(map(cell_text, found))

    def followed(self) -> Iterator[str]:
        """What no item names."""
        rows = [
            (cell_text(told.named(row, self.language)), "" if isinstance(row, Gap) else redline(short(row)), why)
            for row in self.sheet.followed()
            for why in (told.followed_why(row, self.language),)
        ]
        rows += [(cell_text(pair), "", self.words["follows-item"]) for pair in told.counted_lines(self.sheet)]
        if rows:
            yield from (f"## {self.words['followed']}", "", escape(self.words["followed-told"]), "")
            yield from table((self.words["difference-place"], self.words["difference"], self.words["note"]), rows)

    def verification(self) -> Iterator[str]:
        """Each difference from the republished text."""
        rows = []
        for difference in told.differences(self.result):
            place, by = told.difference_heads(difference, self.language)
            lines = [redline(line) for line in cut(shortened(told.difference_pieces(difference))) if line]
            rows.append((cell_text(place), "<br>".join(lines), cell_text(by)))
        if rows:
            yield from (f"## {self.words['verification']}", "", escape(self.words["difference-marks"]), "")
            yield from table(tuple(self.words[name] for name in ("difference-place", "difference", "ordered")), rows)

    def listed(self, key: str, lines: tuple[str, ...]) -> Iterator[str]:
        """A headed list."""
        if lines:
            yield from (f"## {self.words[key]}", "")
            yield from (f"- {cell_text(line)}" for line in lines)
            yield ""
