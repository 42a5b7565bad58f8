"""Each provision through all versions: a line for each lineage, with its places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from policydiff.comparing.engine.align.confidence import is_doubtful
from policydiff.comparing.engine.comparisons import Comparisons, Lineage
from policydiff.comparing.engine.redline.parts import part_redlines, units_of
from policydiff.comparing.report.table.coverage import file_rows
from policydiff.comparing.report.table.digest import FIRST_WORDS
from policydiff.comparing.report.table.extracts import shortened
from policydiff.comparing.report.table.match_rows import build_rows, categorise
from policydiff.comparing.report.table.summary import (
    count_rows,
    counts_line,
    distinct_names,
    noise_line,
    version_words,
)
from policydiff.locale import Language
from policydiff.model.comparison import Comparison, Edit, Match
from policydiff.model.document import Document
from policydiff.model.index import ProvisionIndex, index_document
from policydiff.model.reports import ReportOptions
from policydiff.report.citations import called
from policydiff.report.labels import WORDS
from policydiff.report.pieces import TextPiece, neutral, plain, view
from policydiff.report.rows import FOLDED, QUIET, Category, ComparisonRow, RowCell
from policydiff.report.versions import date_words, day_word

MARKS: dict[Category, str] = {
    "reworded": "*",
    "added": "+",
    "removed": "×",
    "moved": "~",
    "split": "<",
    "merged": ">",
    "regrouped": "#",
    "explained": "=",
}
"""What stands beside a number that changed with this version; nothing for what is only renumbered.
"""


BREAK = (TextPiece(op="equal", text="\n"),)
"""What parts a heading from its text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """A provision of the version before, which no one redline covers; what went."""

    label: str
    text: tuple[TextPiece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionPlace:
    """A provision in one version.

    `change` is the change by the step to this version, None in the first version and where it was
    not there before or is not now; `heading` and `text` are the redline against the version before,
    the whole text where there is none. Of a split or join, and where parts moved to or from
    elsewhere, they hold what came and `formers` what went. `doubtful` is True where a reader should
    check its origin.
    """

    eid: str
    label: str
    change: Category | None = None
    moved: bool = False
    doubtful: bool = False
    heading: tuple[TextPiece, ...] = ()
    text: tuple[TextPiece, ...] = ()
    formers: tuple[Former, ...] = ()

    @property
    def quiet(self) -> bool:
        """True where nothing needs to be read again."""
        return self.change in QUIET and not self.moved


@dataclass(frozen=True, slots=True, kw_only=True)
class LineageLine:
    """One lineage by its place in each version, None without; `words` identify it."""

    places: tuple[VersionPlace | None, ...]
    words: str

    @property
    def changes(self) -> tuple[Category | None, ...]:
        """The change by each step, `removed` where the provision ends."""
        return (None, *(_change(before, after) for before, after in pairwise(self.places)))

    @property
    def changed(self) -> bool:
        """True where some step did more than renumber or follow references."""
        return any(is_loud(change) for change in self.changes)

    @property
    def steps(self) -> tuple[tuple[VersionPlace | None, Category | None], ...]:
        """Each place with the change by the step to it, if it needs to be read."""
        return tuple(
            (place, change if is_loud(change) else None)
            for place, change in zip(self.places, self.changes, strict=True)
        )


def is_loud(change: Category | None) -> bool:
    """True for what a reader should look at."""
    return change is not None and change not in FOLDED


def _change(before: VersionPlace | None, after: VersionPlace | None) -> Category | None:
    if after is None:
        return None if before is None else "removed"
    return "moved" if after.moved and after.change in QUIET else after.change


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionColumn:
    """One version as the head of a column: name, dates, articles, changes (修改 3)."""

    name: str
    articles: str
    counts: str = ""
    dates: str = ""

    def facts(self, language: Language) -> str:
        """Its dates, articles and counts in a line."""
        words = WORDS[language]
        return words["and"].join(filter(None, (self.dates, self.articles, self.counts)))


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionText:
    """A provision in a version that changed it, and later ones that are the `same`."""

    name: str
    place: VersionPlace | None
    change: Category | None
    same: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionsView:
    """The content of several versions for every form.

    `titles` are those of the work, the first and the last where they differ. `provision` is what
    was asked for, `noise` the sentence that declares the noise rule.
    """

    title: str
    titles: str
    provision: str | None
    columns: tuple[VersionColumn, ...]
    lines: tuple[LineageLine, ...]
    noise: str

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    def texts(self, line: LineageLine) -> tuple[VersionText, ...]:
        """The texts of a line, one for each version that changed it."""
        found: list[VersionText] = []
        for name, place, change in zip(self.names, line.places, line.changes, strict=True):
            if place is not None and place.quiet and found:
                last = found[-1]
                found[-1] = replace(last, same=(*last.same, f"{name} {place.label}"))
            elif place is not None or change is not None:
                found.append(VersionText(name=name, place=place, change=change))
        return tuple(found)


def read_table(comparisons: Comparisons, options: ReportOptions) -> VersionsView:
    """The versions as columns, the provisions as lines."""
    titles = list(dict.fromkeys(document.title for document in comparisons.documents))
    steps = [
        _Step(comparison=comparison, options=options) for comparison in comparisons.comparisons
    ]
    return VersionsView(
        title=title(comparisons, options.language),
        titles=titles[-1] if len(titles) == 1 else f"{titles[0]} → {titles[-1]}",
        provision=comparisons.provision,
        columns=tuple(_columns(comparisons, steps, options.language)),
        lines=tuple(_lines(comparisons, steps, options)),
        noise=noise_line(comparisons.comparisons[-1], options) if comparisons.comparisons else "",
    )


def _columns(
    comparisons: Comparisons, steps: list[_Step], language: Language
) -> Iterator[VersionColumn]:
    names = version_names(comparisons.documents, language)
    counts = ("", *(_counted(step, language) for step in steps))
    for name, document, counted in zip(names, comparisons.documents, counts, strict=True):
        yield VersionColumn(
            name=name,
            articles=WORDS[language]["articles"].format(count=len(document.articles)),
            counts=counted,
            dates=_dates(document, language),
        )


def _counted(step: _Step, language: Language) -> str:
    files = (
        f"{name} {left} → {right}" for name, left, right in file_rows(step.comparison, language)
    )
    counts = counts_line(count_rows(step.rows.values()), language)
    return WORDS[language]["and"].join(filter(None, (counts, *files)))


def _dates(document: Document, language: Language) -> str:
    """The days that name a version and put it in force: 公布 2018年10月26日、施行 …."""
    known = date_words(document, language)
    names = [name for name in (document.version_basis, "in_force") if name in known]
    return neutral(
        WORDS[language]["list"].join(
            f"{day_word(name, document, language)} {known[name]}" for name in names if name
        )
    )


def _lines(
    comparisons: Comparisons, steps: list[_Step], options: ReportOptions
) -> Iterator[LineageLine]:
    """All lineages as lines; with `only_changed` those that some step changed."""
    first = index_document(comparisons.documents[0])
    lines = (_line(lineage, first, steps, options) for lineage in comparisons.lineages)
    return (line for line in lines if line.changed or not options.only_changed)


def _line(
    lineage: Lineage, first: ProvisionIndex, steps: list[_Step], options: ReportOptions
) -> LineageLine:
    head = None if lineage[0] is None else _original(first, lineage[0], options)
    places = (
        head,
        *(
            None if eid is None else step.place(eid)
            for eid, step in zip(lineage[1:], steps, strict=True)
        ),
    )
    version, eid = next(
        (place, eid) for place, eid in reversed(list(enumerate(lineage))) if eid is not None
    )
    return LineageLine(
        places=places, words=_words(steps[version - 1].right if version else first, eid)
    )


def _original(index: ProvisionIndex, eid: str, options: ReportOptions) -> VersionPlace:
    """A provision of the first version, unchanged."""
    node = index.by_eid.get(eid)
    text = "" if node is None else node.text
    return VersionPlace(
        eid=eid,
        label=called(index, eid, options.language),
        heading=plain(getattr(node, "heading", None) or ""),
        text=plain(text),
    )


def _words(index: ProvisionIndex, eid: str) -> str:
    node = index.by_eid.get(eid)
    whole = (getattr(node, "heading", None) or (node.text if node is not None else "")) or ""
    text = " ".join(neutral(whole.split("\n")[0]).split())
    return text if len(text) <= FIRST_WORDS else text[:FIRST_WORDS] + "…"


@dataclass(slots=True, kw_only=True)
class _Step:
    """One comparison, with the changes of each provision of its right side."""

    comparison: Comparison
    options: ReportOptions
    right: ProvisionIndex = field(init=False)
    rows: dict[int, ComparisonRow] = field(init=False)
    matches: dict[str, tuple[Match, int]] = field(init=False)

    def __post_init__(self) -> None:
        self.right = index_document(self.comparison.right)
        self.rows = {row.id: row for row in build_rows(self.comparison, self.options)}
        self.matches = {
            side.eid: (match, place)
            for match in self.comparison.matches
            for place, side in enumerate(match.right)
        }

    def place(self, eid: str) -> VersionPlace:
        """The provision with its redline; of a split or join, what came and went."""
        match, place = self.matches[eid]
        row = self.rows.get(match.id)
        shown = VersionPlace(
            eid=eid,
            label=called(self.right, eid, self.options.language),
            change=categorise(match),
            moved=match.moved,
            doubtful=is_doubtful(match),
        )
        if row is None:
            return replace(
                shown,
                text=view(
                    self.edits(match, eid), "both", show_noise=self.options.show_noise, elide=False
                ),
            )
        cell = row.right[place]
        if row.heading or row.text:
            return replace(
                shown,
                heading=_whole(row.heading or cell.heading),
                text=_whole(row.text or cell.text),
            )
        linked = {before for before, after in match.links or () if after == eid}
        formers = (
            old
            for side, old in zip(match.left, row.left, strict=True)
            if not linked or side.eid in linked
        )
        return replace(
            shown,
            heading=_whole(cell.heading),
            text=_whole(cell.text),
            formers=tuple(filter(None, map(_former, formers))),
        )

    def edits(self, match: Match, eid: str) -> tuple[Edit, ...]:
        """The edits of a part that another row shows, such as a 款, alone."""
        if len(match.left) > 1 or len(match.right) > 1:
            left = units_of(self.comparison.left, {side.eid for side in match.left})
            right = units_of(self.comparison.right, {side.eid for side in match.right})
            return part_redlines(left, right)[[unit.eid for unit in right].index(eid)]
        node = self.right.by_eid.get(eid)
        if match.edits or node is None or not node.text:
            return match.edits
        return (Edit(op="insert" if match.kind == "added" else "equal", text=node.text),)


def _former(cell: RowCell) -> Former | None:
    """The deleted words of a provision; None where there are none."""
    pieces = (*cell.heading, *BREAK[: len(cell.heading)], *cell.text)
    text = shortened(tuple(replace(piece, text=piece.text.replace("\n", " ")) for piece in pieces))
    return (
        Former(label=cell.label, text=text)
        if any(piece.op == "delete" for piece in pieces)
        else None
    )


def _whole(pieces: tuple[TextPiece, ...]) -> tuple[TextPiece, ...]:
    return tuple(replace(piece, elided=False) for piece in pieces)


def version_names(documents: tuple[Document, ...], language: Language) -> tuple[str, ...]:
    """The names of the columns: by the 题注, else by their dates.

    A version whose date is unknown, or that of another one, bears the name of its file too.
    """
    return distinct_names(version_words(documents, language), documents, language)


def title(comparisons: Comparisons, language: Language) -> str:
    """The title of the report, of the first and the last text where they differ."""
    titles = [neutral(document.title) for document in comparisons.documents]
    both = titles[-1] if titles[0] == titles[-1] else f"{titles[0]} → {titles[-1]}"
    return f"{both} · {WORDS[language]['versions-table']}" + (
        f" · {neutral(comparisons.provision)}" if comparisons.provision else ""
    )


def legend(language: Language) -> str:
    """The meaning of the marks in one line."""
    words = WORDS[language]
    return words["list"].join(f"{mark} {words[change]}" for change, mark in MARKS.items())
