"""The view of a comparison of two texts, before any format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from policydiff.comparing.report.table import coverage, summary
from policydiff.comparing.report.table.digest import DigestSection, digest
from policydiff.comparing.report.table.facts import fact_kinds
from policydiff.comparing.report.table.match_rows import build_rows, unplaced_remarks
from policydiff.comparing.report.table.reasons import place_reasons
from policydiff.locale import plain, translate
from policydiff.model.comparison import Comparison
from policydiff.model.index import index_document
from policydiff.model.profile import Reason
from policydiff.model.reports import ReportOptions
from policydiff.report.rows import CATEGORIES, Category, ComparisonRow, Gap, gather


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonView:
    """The content of every report of a comparison, in the order of reading.

    `rows` are those of the chosen chapters, `anchors` their names in addresses by their ids, `items` the ones to list, with gaps where nothing needs
    to be read. `stages` are those of a draft, None where these are no two; `sides` the short names
    that stand before a citation. `counts` count the rows of articles. `changed` is True where the
    texts or the facts of their files differ at all; `same` is the sentence where they do not, ""
    elsewhere. `replacements` are the sentences of what is stated once, `omitted` the one that names
    what is left out for it; `noise` declares the noise rule, and `unread` is its part on what was
    not compared, "" for nothing. `findings` speak of the texts, `remarks` are comments that stand
    in no row, `exchanged` says before anything else that the older text stands on the right,
    `doubts` speak of their reading and pairing: a report for the screen has them at its head, a
    file that is sent never in its body. `unplaced` are the reasons of a person that belong to no
    row.
    """

    family: ClassVar[str] = "comparison"

    comparison: Comparison = field(repr=False)
    title: str
    same_work: bool
    versions: tuple[summary.Version, summary.Version]
    stages: tuple[str, str] | None
    sides: tuple[str, str]
    facts: tuple[tuple[str, str, str], ...]
    changed: bool
    same: str
    counts: tuple[summary.Count, ...]
    part: str
    metadata: tuple[tuple[str, str, str], ...]
    replacements: tuple[str, ...]
    omitted: str
    digest: tuple[DigestSection, ...]
    findings: tuple[str, ...]
    remarks: tuple[str, ...]
    exchanged: tuple[str, ...]
    doubts: tuple[str, ...]
    noise: str
    unread: str
    noise_rule: tuple[str, ...]
    rows: tuple[ComparisonRow, ...]
    anchors: Mapping[int, str]
    items: tuple[ComparisonRow | Gap, ...]
    unplaced: tuple[Reason, ...] = ()

    @property
    def titles(self) -> tuple[str, str]:
        """The titles of both texts."""
        return self.versions[0].title, self.versions[1].title

    @property
    def warnings(self) -> tuple[str, ...]:
        """All doubts, that of exchanged texts first."""
        return (*self.exchanged, *self.doubts)

    @property
    def moves(self) -> bool:
        """True where a row shows text that moved to another row or came from one."""
        cells = (cell for row in self.rows for cell in (*row.left, *row.right))
        return any(piece.moved for cell in cells for piece in cell.text)

    @property
    def stated(self) -> tuple[str, ...]:
        """The sentences that are stated once: replacements, and rows left out."""
        return (*self.replacements, *filter(None, (self.omitted,)))

    @property
    def categories(self) -> tuple[Category, ...]:
        """The categories of rows in the order of reports, without mere chapters."""
        found = {row.category for row in self.rows if not row.frame}
        return tuple(name for name in CATEGORIES if name in found)

    def number(self, category: Category) -> str:
        """The number of articles of one category; "" where none is counted."""
        return next((str(one.number) for one in self.counts if one.category == category), "")

    @property
    def fact_kinds(self) -> tuple[tuple[str, int], ...]:
        """The kinds of facts with the number of rows that have one, by frequency."""
        found = Counter(name for row in self.rows for name in fact_kinds(row.facts).split())
        return tuple(found.most_common())

    @property
    def contents(self) -> tuple[ComparisonRow, ...]:
        """The changed rows for a list of contents, each chapter before its first."""
        return tuple(_contents(self.items))

    def holding(self, side: Literal["left", "right"], eid: str) -> tuple[ComparisonRow, ...]:
        """The rows of a provision of one text and of the article in which it stands."""
        wanted = {eid, *index_document(getattr(self.comparison, side)).ancestors(eid)}
        ids = {
            match.id
            for match in self.comparison.matches
            for part in getattr(match, side)
            if part.eid == eid or (part.eid in wanted and part.level == "article")
        }
        return tuple(row for row in self.rows if row.id in ids)

    def to_dict(self) -> dict[str, Any]:
        """The comparison by the JSON contract, which is data and has no view."""
        reasons = [{"match": row.id, **dict(row.reasons)} for row in self.rows if row.reasons]
        return self.comparison.to_dict() | ({"reasons": reasons} if reasons else {})


def _contents(items: Iterable[ComparisonRow | Gap]) -> Iterator[ComparisonRow]:
    chapter: ComparisonRow | None = None
    for item in items:
        if isinstance(item, Gap):
            continue
        if item.frame:
            chapter = item
            continue
        if chapter is not None:
            yield chapter
        chapter = None
        yield item


def step_counts(comparison: Comparison, options: ReportOptions) -> tuple[summary.Count, ...]:
    """The counts of one of several comparisons."""
    return summary.count_rows(build_rows(comparison, options))


def view_comparison(comparison: Comparison, options: ReportOptions) -> ComparisonView:
    """The view of a comparison. Raises what `select` raises: `NoSuchChapterError`,
    `AmbiguousChapterError`.
    """
    language = options.language
    sides = summary.side_names(comparison, language)
    rows, unplaced = place_reasons(build_rows(comparison, options), options.reasons)
    omitted = tuple(
        row
        for row in rows
        if options.omit_replaced and row.replaced and row.articles and not (row.moved or row.signed)
    )
    listed = [row for row in rows if row not in omitted] if omitted else rows
    files = coverage.file_rows(comparison, language)
    unread = coverage.unread_line(comparison, language)
    noise = summary.noise_line(comparison, options)
    return ComparisonView(
        comparison=comparison,
        title=summary.title(comparison, language),
        same_work=summary.same_work(comparison.left, comparison.right),
        versions=summary.versions(comparison, language),
        stages=summary.draft_stages(comparison, language),
        sides=sides,
        facts=(*coverage.fact_rows(comparison, language), *files),
        changed=comparison.changed,
        same="" if comparison.changed else translate(coverage.no_difference(comparison), language),
        counts=summary.count_rows(rows),
        part=summary.part_line(comparison, options),
        metadata=(*coverage.metadata_shown(comparison, language), *files),
        replacements=summary.replacement_lines(comparison, language),
        omitted=summary.omitted_line(omitted, language),
        digest=digest(rows, language, comparison.right, sides),
        findings=summary.finding_lines(comparison, language),
        remarks=unplaced_remarks(comparison, options),
        exchanged=summary.exchanged_lines(comparison, language),
        doubts=summary.problem_lines(comparison, language),
        noise=(" " if plain(language) == "en" else "").join(filter(None, (noise, unread))),
        unread=unread,
        noise_rule=summary.noise_words(comparison, options),
        rows=rows,
        anchors={row.id: row.anchor for row in rows},
        unplaced=unplaced,
        items=tuple(gather(listed, only_changed=options.only_changed, whole=options.whole)),
    )
