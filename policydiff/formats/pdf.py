"""A comparison on paper, as PDF.

Cover and table are laid out by Typst from a template of ours. It needs the extra ``pdf``, and a
Chinese font from the system. The template gets everything as data, so no text of a document is ever
read as markup, and sees no file but those of its own folder.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.resources import as_file, files
from typing import Any

from policydiff.comparing.report.table.comparison import ComparisonView
from policydiff.comparing.report.table.digest import DigestSection, more_word, title_of
from policydiff.comparing.report.table.notes import gap_line, kind_of, note_lines
from policydiff.comparing.report.table.summary import Count, count_word, replaced_word
from policydiff.errors import UsageError
from policydiff.locale import Labels, plain
from policydiff.messages import Message
from policydiff.model.reports import ReportOptions
from policydiff.report.labels import WORDS, articles_word
from policydiff.report.moments import moment_of
from policydiff.report.pieces import ELLIPSIS, TextPiece, neutral
from policydiff.report.provisions import (
    InnerTable,
    ShownParagraph,
    chapter_line,
    is_whole,
    provision_blocks,
)
from policydiff.report.rows import ComparisonRow, Gap, RowCell

try:
    import typst
except ImportError:  # the extra is not installed: said when a report is asked for
    typst = None  # type: ignore[assignment]

UNDATED = datetime(1980, 1, 1)  # noqa: DTZ001 as moments are
"""When a file was made, where nobody says: the same input must give the same bytes."""

ACROSS = 36
"""Characters in a line of one text."""

FONTS = (
    *("Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "SimSun", "Songti SC"),
    *("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC"),
    *("WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "SimHei", "Heiti SC", "Droid Sans Fallback"),
)
"""Fonts with the characters of Chinese laws; the first that is installed is taken."""

_LABELS = Labels(
    "pdf",
    {"left-out": "unchanged text left out", "continued": " (continued)"},
)

Json = Any
"""What `json.dumps` writes."""


class PdfUnavailableError(UsageError):
    """The program that lays out pages is not installed."""

    def __init__(self, why: Message) -> None:
        """`why` names what is missing, and how to get it."""
        super().__init__(Message("a report as PDF cannot be written here: {why}", why=why))


def render(view: ComparisonView, options: ReportOptions) -> bytes:
    """The whole report.

    Raises `PdfUnavailableError` where Typst or a Chinese font is missing, and `BadMomentError`
    where `options.made` is no date.
    """
    moment = moment_of(options, view.versions[1].day) or UNDATED
    if typst is None:
        raise PdfUnavailableError(Message("Typst is missing; pip install 'policydiff[pdf]'"))
    fonts = typst.Fonts(include_embedded_fonts=False)
    installed = set(fonts.families())
    families = [name for name in FONTS if name in installed]
    if not families:
        raise PdfUnavailableError(
            Message("no Chinese font is installed; install one (Debian: fonts-noto-cjk)")
        )
    data = _clean({**_Paper(view, options).data(), "fonts": families})
    with as_file(files("policydiff.report").joinpath("templates")) as folder:
        return typst.compile(
            folder / "comparison.typ",
            root=folder,
            font_paths=fonts,
            format="pdf",
            sys_inputs={"comparison": json.dumps(data, ensure_ascii=False)},
            timestamp=moment.replace(tzinfo=UTC),
            pdf_tags=False,
        )


def _clean(value: Json) -> Json:
    """The data with harmless characters only; a tab is as wide as a character."""
    if isinstance(value, str):
        return neutral(value).replace("\t", "　")
    if isinstance(value, dict):
        return {key: _clean(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(part) for part in value]
    return value


class _Paper:
    """One report as the data of its template."""

    def __init__(self, view: ComparisonView, options: ReportOptions) -> None:
        self.view = view
        self.options = options
        self.words = {**WORDS[options.language], **_LABELS[options.language]}

    def data(self) -> dict[str, Json]:
        """The printed values, under the names by which the template asks for them."""
        view, words, language = self.view, self.words, self.options.language
        left, right = view.titles
        names = [left] if left == right else [left, right]
        heads = [version.column(language) for version in view.versions]
        lists = {"substitutions": view.stated, "findings": view.findings, "remarks": view.remarks}
        return {
            "title": view.title,
            "author": self.options.signer,
            "lang": plain(language),
            "region": "cn" if plain(language) == "zh" else "gb",
            "words": {
                **{key: words[key] for key in ("summary", "digest", "metadata", "type")},
                "kicker": words["comparison-table"],
                "continued": words["continued"],
                "left": heads[0],
                "right": heads[1],
            },
            "names": names,
            "running": [" → ".join(names), " → ".join(filter(None, heads))],
            "versions": [
                {
                    "name": version.name,
                    "date": version.date or words["unknown"],
                    "facts": version.facts,
                }
                for version in view.versions
            ],
            "counts": [self.count(count) for count in view.counts],
            "part": view.part,
            "facts": self.facts(),
            "digest": [self.section(section) for section in view.digest],
            "lists": [(words[key], lines) for key, lines in lists.items() if lines],
            "legend": list(self.legend()),
            "noise": view.noise,
            "notice": view.same,
            "rows": [self.row(item) for item in view.items],
        }

    def count(self, count: Count) -> dict[str, str]:
        """The articles of one category, and those by stated replacements alone."""
        language = self.options.language
        return {
            "name": count_word(count.category, language),
            "number": articles_word(count.number, language),
            "part": replaced_word(count, language) if count.replaced else "",
        }

    def facts(self) -> list[tuple[str, ...]]:
        """The changed facts about the document under their heads."""
        names = (version.name for version in self.view.versions)
        rows = self.view.metadata
        return [(self.words["field"], *names), *rows] if rows else []

    def section(self, section: DigestSection) -> dict[str, Json]:
        """The rows of a section of the digest, and how many more there are."""
        language = self.options.language
        return {
            "title": title_of(section, language),
            "items": [
                {
                    "name": item.name or item.words,
                    "words": f"{item.gap}{item.words}" if item.name else "",
                }
                for item in section.named
            ],
            "more": more_word(section, language) if section.folded else "",
        }

    def legend(self) -> Iterator[tuple[str, str]]:
        """Each mark that the table uses, and its meaning."""
        yield "delete", self.words["legend-delete"]
        yield "insert", self.words["legend-insert"]
        if self.view.moves:
            yield "moved-insert", self.words["legend-moved"]
        if self.options.show_noise:
            yield "noise", self.words["legend-noise"]
        if not self.options.whole:
            yield "plain", f"{ELLIPSIS} {self.words['left-out']}"

    def row(self, item: ComparisonRow | Gap) -> dict[str, Json]:
        """A row, an unchanged chapter, or the line that stands for a run of rows."""
        if isinstance(item, Gap):
            return {"fold": gap_line(item, self.options.language)}
        if item.container and item.category == "unchanged":
            return {"depth": item.depth, "chapter": chapter_line(item.cells[0])}
        sides = {
            side: [self.provision(cell, item) for cell in cells]
            for side, cells in (("left", item.left), ("right", item.right))
        }
        return {
            **sides,
            "depth": item.depth,
            "container": item.container,
            "long": not is_whole(item, ACROSS),
            "absent": self.words["removed" if item.left else "added"],
            "kind": kind_of(item, self.options),
            "notes": note_lines(item, self.options),
        }

    def provision(self, cell: RowCell, row: ComparisonRow) -> dict[str, Json]:
        """One provision, and its name in the head of a page on which it goes on."""
        plain = row.category in ("added", "removed")
        return {
            "number": cell.num or cell.label,
            "blocks": [
                _block(block, plain=plain) for block in provision_blocks(cell, row.category)
            ],
        }


def _block(block: ShownParagraph | InnerTable, *, plain: bool) -> dict[str, Json]:
    """A paragraph or a table; `plain` where all of its row came or went."""
    if isinstance(block, InnerTable):
        most = max(map(len, block.rows))
        rows = ([*row, *[()] * (most - len(row))] for row in block.rows)
        return {
            "rows": [[[_run(piece, plain=plain) for piece in cell] for cell in row] for row in rows]
        }
    return {
        "runs": [_run(stretch.piece, plain=plain, bold=stretch.bold) for stretch in block.stretches]
    }


def _run(piece: TextPiece, *, plain: bool, bold: bool = False) -> tuple[list[str], str]:
    """The names of the marks of a piece, and its text."""
    return [*(["bold"] if bold else []), _mark(piece, plain=plain)], piece.text


def _mark(piece: TextPiece, *, plain: bool) -> str:
    if piece.note:
        return "quiet"
    if piece.op == "equal" or (plain and not piece.moved):
        return "plain"
    return piece.look if piece.look == "noise" else f"{piece.look}-{piece.op}".lstrip("-")
