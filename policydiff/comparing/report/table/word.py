"""A comparison as a Word 对照表, as Chinese offices send it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from policydiff.comparing.report.table.comparison import ComparisonView
from policydiff.comparing.report.table.digest import text_of, title_of
from policydiff.comparing.report.table.notes import kind_of, note_lines, remarks
from policydiff.comparing.report.table.summary import counts_line
from policydiff.locale import Labels, Language, plain
from policydiff.model.profile import COLUMNS, Column
from policydiff.model.reports import ReportOptions
from policydiff.report.labels import WORDS, unit_key
from policydiff.report.pieces import ELLIPSIS
from policydiff.report.provisions import chapter_line, is_whole
from policydiff.report.rows import ComparisonRow, Gap
from policydiff.report.word.body import (
    BOLD,
    CHARACTER,
    PLAIN,
    SHADE,
    SMALL,
    RunLook,
    cell,
    end,
    line,
    paragraph,
    row,
    run,
    table,
)
from policydiff.report.word.document import TEXT_ACROSS, table_file
from policydiff.report.word.provisions import provision
from policydiff.report.word.xml import Xml

_FACTS = (1800, 6385, 6385)

_PAIRING = ("to-check", "set-by-hand")
"""What the head does not say: how parts were paired concerns who sends the table, and each row has
its own remark.
"""

_TITLES = Labels(
    "title of the table",
    {
        "version": "{right}: Comparison Table",
        "work": "{left} and {right}: Comparison Table",
        "works": "{left} and {right}: Comparison Table",
    },
)
"""One title, two titles of one work, two works."""

_LEGEND = Labels(
    "legend of the table",
    {
        "begin": "Note: ",
        "new": "bold and underlined",
        "between": " text is new, ",
        "gone": "struck-out",
        "end": " text is deleted",
        "comma": ", ",
        "moved": "double lines",
        "after": " mark text that moved",
        "elided": ", {ellipsis} stands for unchanged text left out",
        "stop": ".",
    },
)
"""New text, deleted text, moved text where there is some, what is left out."""


def render_comparison(view: ComparisonView, options: ReportOptions) -> bytes:
    """The whole file. Doubts are comments beside the title, for the table is sent on."""
    parts = (
        *_cover(view, options),
        Rows(view, options).table(view.items),
        *_foot(view, options),
    )
    title = _title(view, options.language)
    return table_file(title, parts, options.language, comments=view.warnings, author=options.signer)


def _title(view: ComparisonView, language: Language) -> str:
    left, right = view.titles
    key = "version" if left == right else "work" if view.same_work else "works"
    return _TITLES[language][key].format(left=left, right=right)


def _cover(view: ComparisonView, options: ReportOptions) -> Iterator[Xml]:
    words = WORDS[options.language]
    names = (version.name for version in view.versions)
    yield table(
        _FACTS, (_fact_row((words["field"], *names), shade=True), *map(_fact_row, view.facts))
    )
    yield paragraph()
    counts = counts_line(view.counts, options.language)
    if counts:
        yield paragraph(
            (run(words["summary"] + words["colon"], BOLD), run(counts + words["full-stop"]))
        )
    if view.part:
        yield line(view.part)
    yield from _digest(view, options)
    yield legend(options.language, moves=view.moves, elided=not options.whole)
    yield paragraph()


def legend(language: Language, *, moves: bool, elided: bool) -> Xml:
    """The legend of the marks of a file."""
    words = _LEGEND[language]
    runs = [
        run(words["begin"]),
        run(words["new"], RunLook(bold=True, underline="single")),
        run(words["between"]),
        run(words["gone"], RunLook(strike=True)),
        run(words["end"]),
    ]
    if moves:
        runs += [run(words["comma"]), run(words["moved"], RunLook(underline="double"))]
        runs += [run(words["after"])]
    left_out = words["elided"].format(ellipsis=ELLIPSIS) if elided else ""
    return paragraph((*runs, run(left_out + words["stop"])))


def _digest(view: ComparisonView, options: ReportOptions) -> Iterator[Xml]:
    """The digest: new and deleted provisions, changed figures and duties."""
    # of two works neither is the other's amendment
    words = WORDS[options.language]
    for section in view.digest if view.same_work else ():
        if section.key not in _PAIRING:
            title = title_of(section, options.language) + words["colon"]
            yield paragraph(
                (run(title, BOLD), run(text_of(section, options.language) + words["full-stop"]))
            )


def _fact_row(texts: tuple[str, ...], *, shade: bool = False) -> Xml:
    cells = zip(texts, _FACTS, strict=True)
    first = RunLook(bold=True, size=9)
    return row(
        cell(
            width,
            (line(text, first if shade or not place else SMALL),),
            shade=BAND_SHADE if shade else None,
        )
        for place, (text, width) in enumerate(cells)
    )


def _foot(view: ComparisonView, options: ReportOptions) -> Iterator[Xml]:
    """The findings about the texts themselves, and the comments that stand in no row."""
    for key, texts in (("findings", view.findings), ("remarks", view.remarks)):
        if texts:
            yield paragraph()
            yield line(WORDS[options.language][key], BOLD, keep=True)
            yield from (line(f"{place}. {text}", SMALL) for place, text in enumerate(texts, 1))
    yield end()


_WIDTHS: Mapping[Column, int] = {"number": 700, "kind": 1240, "note": 2720}
"""Those of the narrow columns; the two texts share what they leave."""

HEAD_SHADE = SHADE
BAND_SHADE = "F2F2F2"
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
        "nothing": "Nothing changed in what is shown.",
    },
)


class Rows:
    """Writes the rows in one language, for one choice of columns."""

    def __init__(self, view: ComparisonView, options: ReportOptions) -> None:
        """Words and widths are looked up once, so that the parts only write."""
        self.view = view
        self.options = options
        self.words = {**WORDS[options.language], **_WORDS[options.language]}
        self.columns = options.columns or COLUMNS
        self.widths = _widths(self.columns)
        self.across = max(self.widths) // CHARACTER
        self.count = 0

    def table(self, items: tuple[ComparisonRow | Gap, ...]) -> Xml:
        """The whole table."""
        body = [written for item in items if (written := self.item(item)) is not None]
        if not self.view.changed:
            body = [self.band(self.view.same, PLAIN)]
        elif not body:
            body = [self.band(self.words["nothing"], PLAIN)]
        return table(self.widths, (self.head(), *self.statements(items), *body))

    def head(self) -> Xml:
        """The head row, which every page repeats."""
        left, right = (version.column(self.options.language) for version in self.view.versions)
        names: dict[Column, str] = {
            "number": self.words["number"],
            "left": left,
            "right": right,
            "kind": self.words["type"],
            "note": self.words["note"],
        }
        columns = zip(self.columns, self.widths, strict=True)
        cells = (
            cell(width, (line(names[name], BOLD, align="center"),), shade=HEAD_SHADE, middle=True)
            for name, width in columns
        )
        return row(cells, head=True)

    def statements(self, items: Iterable[ComparisonRow | Gap]) -> Iterator[Xml]:
        """The sentences that are stated once instead of at each of their places."""
        replaced = self.words["and"].join(self.view.replacements)
        folded = any(isinstance(item, Gap) and item.category == "explained" for item in items)
        sentences = (
            replaced + self.words["full-stop"] if replaced else "",
            self.view.omitted,
            self.words["references-only"] if folded else "",
        )
        gap = "" if plain(self.options.language) == "zh" else " "
        yield from map(
            self.statement, filter(None, (gap.join(filter(None, sentences)), self.noise()))
        )

    def noise(self) -> str:
        """The sentence that declares the noise rule."""
        if not self.view.noise_rule:
            return self.view.noise
        gap = "" if plain(self.options.language) == "zh" else " "
        rule = self.words["noise"].format(rule=self.words["list"].join(self.view.noise_rule))
        return gap.join(filter(None, (rule, self.view.unread)))

    def statement(self, text: str) -> Xml:
        """A row of its own across all columns."""
        content = (paragraph((run(text),), indent=plain(self.options.language) == "zh"),)
        return row((cell(sum(self.widths), content, span=len(self.widths)),), whole=True)

    def band(
        self, text: str, mark: RunLook, *, shade: str | None = None, keep: bool = False
    ) -> Xml:
        """A line in the middle of a row across all columns."""
        content = (line(text, mark, align="center", keep=keep),)
        return row(
            (cell(sum(self.widths), content, span=len(self.widths), shade=shade, middle=True),),
            whole=True,
        )

    def item(self, item: ComparisonRow | Gap) -> Xml | None:
        """One row; none for unchanged parts without a name."""
        if isinstance(item, Gap):
            return self.gap(item)
        if item.container and item.category == "unchanged":
            return self.band(chapter_line(item.cells[0]), BOLD, shade=BAND_SHADE, keep=True)
        return self.change(item)

    def gap(self, gap: Gap) -> Xml | None:
        """Rows of which nothing needs to be read, in one quiet line."""
        left, right = gap.names(self.words["range"])
        if not (left or right) and gap.category == "unchanged":
            return None
        name = (
            self.words["former"].format(left=left, right=right)
            if left and right and left != right
            else right or left
        )
        key = unit_key("gap-count", gap.count, gap.articles)
        count = self.words[key].format(count=gap.count) if gap.count > 1 else ""
        text = f"{name or self.words['other']}　{self.words[gap.category]}{count}"
        return self.band(text, RunLook(grey=True, size=9))

    def change(self, item: ComparisonRow) -> Xml:
        """A row with the columns that were chosen."""
        shade = BAND_SHADE if item.container else None
        self.count += 1
        cells = []
        for name, width in zip(self.columns, self.widths, strict=True):
            cells.append(cell(width, list(self.column(name, item, width)), shade=shade))
        return row(cells, whole=is_whole(item, self.across))

    def column(self, name: Column, item: ComparisonRow, width: int) -> Iterator[Xml]:
        """The content of one cell of a row."""
        if name == "number":
            yield line(str(self.count), align="center")
        elif name == "kind":
            yield line(self.kind(item), align="center", keep=item.container)
            if "note" not in self.columns:
                yield from (
                    line(text, SMALL, align="center") for text in remarks(item, self.options)
                )
        elif name == "note":
            yield from (line(text, SMALL) for text in note_lines(item, self.options))
        elif name in ("left", "right"):
            yield from self.side(name, item, width)

    def kind(self, item: ComparisonRow) -> str:
        """The kind of change; of two works nothing was added or deleted."""
        only = None if self.view.same_work else self.words.get(f"only-{item.category}")
        return only or kind_of(item, self.options)

    def side(
        self, name: Literal["left", "right"], item: ComparisonRow, width: int
    ) -> Iterator[Xml]:
        """One text of a row, or a word for its fate where it is empty."""
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
    narrow = sum(_WIDTHS.get(name, 0) for name in columns)
    texts = sum(name not in _WIDTHS for name in columns)
    share = (TEXT_ACROSS - narrow) // texts if texts else 0
    return tuple(_WIDTHS.get(name, share) for name in columns)
