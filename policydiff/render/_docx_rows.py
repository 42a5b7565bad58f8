"""The rows of a Word 对照表: what is stated once, chapters, changes, runs of rows that need no
reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from policydiff.locale import Labels
from policydiff.model.plugins import Column, ReportOptions
from policydiff.render._docx_cells import provision, spoken
from policydiff.render._docx_table import (
    BOLD,
    PLAIN,
    SMALL,
    Mark,
    Markup,
    cell,
    line,
    paragraph,
    row,
    run,
    table,
)
from policydiff.views.comparison import ComparisonView
from policydiff.views.labels import WORDS
from policydiff.views.notes import kind_of, note_lines, remarks
from policydiff.views.pieces import neutral
from policydiff.views.rows import Gap, Row

TEXT_WIDTH = 14570
"""Between the margins of a landscape page: 257 mm in twentieths of a point."""

_WIDTHS: Mapping[Column, int] = {"number": 700, "kind": 1240, "note": 2720}
"""Those of the narrow columns; the two texts share the rest."""

HEAD_SHADE = "D9D9D9"
BAND_SHADE = "F2F2F2"
WHOLE = 140
"""A row with fewer characters on each side is not parted between two pages."""

_WORDS = Labels(
    "rows of a table",
    {
        "number": "No.",
        "note": "Note",
        "no-left": "(new)",
        "no-right": "(deleted)",
        "no-counterpart": "(nothing corresponds)",
        "only-removed": "left only",
        "only-added": "right only",
        "references-only": "Articles with updated references only are not listed one by one.",
        "noise": "Differences in {rule} only are not counted as changes and not listed.",
        "unchanged": "unchanged",
        "renumbered": "renumbered only",
        "explained": "references only",
        "former": "{right} (former {left})",
        "other": "other text",
        "no-difference": "The two texts do not differ (leaving out what is not counted as a change).",
        "nothing": "Nothing changed in what is shown.",
    },
)


class Rows:
    """Writes the rows in one language, for one choice of columns."""

    def __init__(self, view: ComparisonView, options: ReportOptions) -> None:
        self.view = view
        self.options = options
        self.words = {**WORDS[options.language], **_WORDS[options.language]}
        self.widths = _widths(options.profile.columns)
        self.count = 0

    def table(self, items: tuple[Row | Gap, ...]) -> Markup:
        """The whole table."""
        body = [written for item in items if (written := self.item(item)) is not None]
        if not self.view.changed:
            body = [self.band(self.words["no-difference"], PLAIN)]
        elif not body:
            body = [self.band(self.words["nothing"], PLAIN)]
        return table(self.widths, (self.head(), *self.statements(items), *body))

    def head(self) -> Markup:
        """The head row, which every page repeats."""
        left, right = (version.column(self.options.language) for version in self.view.versions)
        names: dict[Column, str] = {
            "number": self.words["number"],
            "left": left,
            "right": right,
            "kind": self.words["type"],
            "note": self.words["note"],
        }
        columns = zip(self.options.profile.columns, self.widths, strict=True)
        cells = (
            cell(width, (line(names[name], BOLD, align="center"),), shade=HEAD_SHADE, middle=True)
            for name, width in columns
        )
        return row(cells, head=True)

    def statements(self, items: Iterable[Row | Gap]) -> Iterator[Markup]:
        """What is stated once instead of at each of its places."""
        replaced = self.words["and"].join(self.view.replacements)
        folded = any(isinstance(item, Gap) and item.category == "explained" for item in items)
        sentences = (
            replaced + self.words["full-stop"] if replaced else "",
            self.view.omitted,
            self.words["references-only"] if folded else "",
        )
        gap = "" if self.options.language == "zh" else " "
        yield from map(
            self.statement, filter(None, (gap.join(filter(None, sentences)), self.noise()))
        )

    def noise(self) -> str:
        """The sentence that declares the noise rule."""
        if not self.view.noise_rule:
            return self.view.noise
        return self.words["noise"].format(rule=self.words["list"].join(self.view.noise_rule))

    def statement(self, text: str) -> Markup:
        """A row of its own across all columns."""
        content = (paragraph((run(neutral(text)),), indent=self.options.language == "zh"),)
        return row((cell(sum(self.widths), content, span=len(self.widths)),), whole=True)

    def band(
        self, text: str, mark: Mark, *, shade: str | None = None, keep: bool = False
    ) -> Markup:
        """A line in the middle of a row across all columns."""
        content = (line(text, mark, align="center", keep=keep),)
        return row(
            (cell(sum(self.widths), content, span=len(self.widths), shade=shade, middle=True),),
            whole=True,
        )

    def item(self, item: Row | Gap) -> Markup | None:
        """One row; none for unchanged parts without a name."""
        if isinstance(item, Gap):
            return self.gap(item)
        if item.container and item.category == "unchanged":
            return self.band(spoken(item.cells[0]), BOLD, shade=BAND_SHADE, keep=True)
        return self.change(item)

    def gap(self, gap: Gap) -> Markup | None:
        """Rows of which nothing needs to be read, in one quiet line."""
        left, right = gap.names(self.words["range"])
        if not (left or right) and gap.category == "unchanged":
            return None
        name = (
            self.words["former"].format(left=left, right=right)
            if left and right and left != right
            else right or left
        )
        count = self.words["gap-count"].format(count=gap.count) if gap.count > 1 else ""
        text = f"{name or self.words['other']}　{self.words[gap.category]}{count}"
        return self.band(neutral(text), Mark(grey=True, size=9))

    def change(self, item: Row) -> Markup:
        """A row with the columns that were chosen."""
        shade = BAND_SHADE if item.container else None
        self.count += 1
        cells = []
        for name, width in zip(self.options.profile.columns, self.widths, strict=True):
            cells.append(cell(width, list(self.column(name, item, width)), shade=shade))
        size = max(
            (
                sum(len(piece.text) for piece in part.text if not piece.elided)
                for part in (*item.left, *item.right)
            ),
            default=0,
        )
        return row(cells, whole=item.container or size < WHOLE)

    def column(self, name: Column, item: Row, width: int) -> Iterator[Markup]:
        """What one cell of a row holds."""
        if name == "number":
            yield line(str(self.count), align="center")
        elif name == "kind":
            yield line(self.kind(item), align="center", keep=item.container)
            if "note" not in self.options.profile.columns:
                yield from (
                    line(text, SMALL, align="center") for text in remarks(item, self.options)
                )
        elif name == "note":
            yield from (line(text, SMALL) for text in note_lines(item, self.options))
        else:
            yield from self.side(name, item, width)

    def kind(self, item: Row) -> str:
        """What happened to a row; of two works nothing was added to the one or deleted from the
        other.
        """
        only = None if self.view.same_work else self.words.get(f"only-{item.category}")
        return only or kind_of(item, self.options)

    def side(self, name: Literal["left", "right"], item: Row, width: int) -> Iterator[Markup]:
        """One text of a row; what happened, where it is empty."""
        cells = item.left if name == "left" else item.right
        if not cells:
            yield line(
                self.words[f"no-{name}" if self.view.same_work else "no-counterpart"],
                align="center",
                keep=item.container,
            )
        for part in cells:
            yield from provision(part, item, width)


def _widths(columns: tuple[Column, ...]) -> tuple[int, ...]:
    """The widths of the columns, the texts sharing what the others leave."""
    narrow = sum(_WIDTHS.get(name, 0) for name in columns)
    texts = sum(name not in _WIDTHS for name in columns)
    share = (TEXT_WIDTH - narrow) // texts if texts else 0
    return tuple(_WIDTHS.get(name, share) for name in columns)
