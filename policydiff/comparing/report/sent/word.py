"""The 对照表 of a profile as a Word file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from policydiff.comparing.report.sent.sent_table import SentCell, SentRow, SentTable
from policydiff.model.profile import Column, Mark, TableProfile
from policydiff.model.reports import ReportOptions
from policydiff.report.provisions import is_whole
from policydiff.report.word import body
from policydiff.report.word.document import TEXT_ACROSS, add_page_number, new_document, to_bytes
from policydiff.report.word.layout import TEXT_WIDTH
from policydiff.report.word.provisions import Looks, provision
from policydiff.report.word.styles import ParagraphStyle
from policydiff.report.word.xml import Xml, element, fill, replace_children

_PLAIN = body.RunLook(font="")

_WIDTHS: Mapping[Column, int] = {
    "number": 700,
    "left_number": 1420,
    "right_number": 1420,
    "kind": 1100,
    "type": 1100,
    "note": 2200,
    "basis": 2200,
    "reason": 2200,
}
"""Those of the narrow columns across a page; upright those of words are two thirds of it."""

_SENTENCES = ("note", "basis", "reason")
_CENTRED = ("number", "left_number", "right_number", "kind", "type")


def render_sent_table(sent: SentTable, options: ReportOptions) -> bytes:  # noqa: ARG001 - all stands in its profile
    """The whole file. It names no program, and no date that is not the texts'."""
    profile = sent.profile
    document = new_document(
        landscape=not profile.upright,
        title=sent.title,
        author=profile.author,
        more_styles=_styles(profile),
    )
    section = document.sections[0]
    add_page_number(section, "total")
    _head_pages(section, sent)
    fill(document, _Writer(sent).parts())
    return to_bytes(document)


def _styles(profile: TableProfile) -> dict[str, ParagraphStyle]:
    """The paragraph styles of the table, by the fonts of the profile."""

    def style(name: str, use: tuple[str, float], **more: Any) -> ParagraphStyle:
        font, size = use
        return ParagraphStyle(
            name=name, fonts=(font, profile.fonts.digits), size=size, line=None, **more
        )

    fonts = profile.fonts
    return {
        "SentTitle": style("对照表标题", fonts.title, align="center", after=120, level=0),
        "SentLegend": style("对照表说明", fonts.legend, align="center", after=120),
        "SentWords": style("对照表正文", (fonts.text[0], fonts.legend[1]), first=2, after=120),
        "SentHead": style("对照表表头", fonts.head, align="center"),
        "SentText": style("对照表条文", fonts.text),
    }


def _head_pages(section: Any, sent: SentTable) -> None:
    """The head of every page: 附件 and 密级 on the left, the short title on the right."""
    profile = sent.profile
    left = "　".join(filter(None, (profile.attachment, profile.secrecy)))
    right = profile.header.format(work=sent.work)
    across = TEXT_WIDTH if profile.upright else TEXT_ACROSS
    layout = element(
        "pPr",
        element("pStyle", val="Header"),
        element("tabs", element("tab", val="right", pos=across)),
        element("jc", val="left"),
    )
    section.header.is_linked_to_previous = False
    replace_children(
        section.header.paragraphs[0]._p,  # noqa: SLF001 tabs are beyond python-docx
        layout,
        body.run(f"{left}\t{right}", _PLAIN),
    )


class _Writer:
    def __init__(self, sent: SentTable) -> None:
        self.sent = sent
        self.profile = sent.profile
        across = TEXT_WIDTH if sent.profile.upright else TEXT_ACROSS
        self.widths = _widths(sent.profile.columns, across)
        self.looks = Looks(
            insert=_look(sent.profile.new, sent.profile.fonts.head[0]),
            delete=_look(sent.profile.gone, sent.profile.fonts.head[0]),
            equal=_PLAIN,
            moved_here=body.RunLook(underline="double", font=""),
            moved_away=body.RunLook(strike=True, double=True, font=""),
            noise=body.RunLook(underline="dotted", font=""),
            names_bold=False,
        )

    def parts(self) -> Iterator[Xml]:
        """Title, legend, opening, the table, closing."""
        sent, profile = self.sent, self.profile
        across = round(sum(self.widths) / profile.fonts.title[1] / 20)
        yield body.paragraph(body.title_runs(sent.title, across, _PLAIN), style="SentTitle")
        if sent.legend:
            yield self.line(sent.legend, "SentLegend")
        if sent.opening:
            yield self.line(sent.opening, "SentWords")
        heads = (
            body.cell(width, (self.line(head, "SentHead"),), middle=True)
            for head, width in zip(sent.heads, self.widths, strict=True)
        )
        yield body.table(self.widths, (body.row(heads, head=True), *map(self.row, sent.rows)))
        yield self.line(sent.closing, "SentWords") if sent.closing else body.end()

    def line(self, text: str, style: str, *, centre: bool = False, keep: bool = False) -> Xml:
        """A paragraph of words alone."""
        runs = (body.run(text, _PLAIN),)
        return body.paragraph(runs, style=style, align="center" if centre else None, keep=keep)

    def row(self, shown: SentRow) -> Xml:
        """One row."""
        if len(shown.cells) < len(self.widths):
            words = [
                self.line(text, "SentHead" if shown.band else "SentText", keep=shown.band)
                for text in shown.cells[0].lines
            ]
            return body.row(
                (body.cell(sum(self.widths), words, span=len(self.widths)),), whole=shown.band
            )
        cells = [
            body.cell(width, list(self.content(one, shown, column, width)))
            for one, column, width in zip(
                shown.cells, self.profile.columns, self.widths, strict=True
            )
        ]
        narrowest = min(self.widths[place] for place in self.text_places())
        whole = shown.source is None or is_whole(shown.source, narrowest // body.CHARACTER)
        return body.row(cells, whole=whole)

    def text_places(self) -> list[int]:
        """The places of the columns of texts."""
        return [
            place
            for place, column in enumerate(self.profile.columns)
            if column in ("left", "right")
        ]

    def content(self, shown: SentCell, row: SentRow, column: Column, width: int) -> Iterator[Xml]:
        """The content of a cell."""
        alone = column in ("left", "right") and not shown.parts
        for text in shown.lines:
            yield self.line(text, "SentText", centre=alone or column in _CENTRED)
        if row.source is not None:
            for part in shown.parts:
                yield from provision(part, row.source, width, self.looks, "SentText")


def _look(marks: tuple[Mark, ...], bold_font: str) -> body.RunLook:
    """The look of words with these marks; bold ones are in the font of heads, 黑体."""
    underline: Literal["single"] | None = "single" if "underline" in marks else None
    return body.RunLook(
        bold="bold" in marks,
        font=bold_font if "bold" in marks else "",
        underline=underline,
        strike="strike" in marks,
        box="box" in marks,
        shade="shade" in marks,
    )


def _widths(columns: tuple[Column, ...], across: int) -> tuple[int, ...]:
    narrow = {
        name: width * across // TEXT_ACROSS if name in _SENTENCES else width
        for name, width in _WIDTHS.items()
    }
    taken = sum(narrow.get(name, 0) for name in columns)
    texts = sum(name not in narrow for name in columns)
    share = (across - taken) // texts
    return tuple(narrow.get(name, share) for name in columns)
