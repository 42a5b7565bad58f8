"""A comparison as a Word 对照表, as Chinese offices send it: landscape, one real table with a
repeating head, readable in black and white.
"""

from __future__ import annotations

from collections.abc import Iterator

from policydiff.locale import Labels
from policydiff.model.plugins import Language, ReportOptions
from policydiff.render._docx_rows import BAND_SHADE, Rows
from policydiff.render._docx_table import (
    BOLD,
    SMALL,
    Mark,
    Markup,
    cell,
    fill,
    line,
    paragraph,
    row,
    run,
    table,
)
from policydiff.render.office.comments import add_comments
from policydiff.render.office.package import to_bytes
from policydiff.render.office.pages import add_page_number, new_document
from policydiff.views.comparison import ComparisonView
from policydiff.views.digest import text_of, title_of
from policydiff.views.labels import WORDS
from policydiff.views.pieces import ELLIPSIS, neutral
from policydiff.views.summary import counts_line

SUFFIX = ".docx"

_WIDTHS = (1800, 6385, 6385)

AUTHOR = "policydiff"
"""Who signs the comments where nobody says."""

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


def render(view: ComparisonView, options: ReportOptions) -> bytes:
    """The whole file. Doubts are comments beside the title, for the table is sent on."""
    title = _title(view, options.language)
    document = new_document(landscape=True, title=title)
    add_page_number(document.sections[0], "total" if options.language == "zh" else "centre")
    head = paragraph((run(title, Mark(size=18)),), style="Title")
    fill(
        document,
        (
            head,
            *_cover(view, options),
            Rows(view, options).table(view.items),
            *_foot(view, options),
        ),
    )
    add_comments(document, view.doubts, author=options.author or AUTHOR)
    return to_bytes(document)


def _title(view: ComparisonView, language: Language) -> str:
    left, right = view.titles
    key = "version" if left == right else "work" if view.same_work else "works"
    return _TITLES[language][key].format(left=left, right=right)


def _cover(view: ComparisonView, options: ReportOptions) -> Iterator[Markup]:
    """The facts of both versions, the counts, which part is shown, what is new, gone and changed in
    figures and duties, how to read the marks.
    """
    words = WORDS[options.language]
    names = (version.name for version in view.versions)
    yield table(
        _WIDTHS, (_fact_row((words["field"], *names), shade=True), *map(_fact_row, view.facts))
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
    begin, new, between, gone, end, comma, moved, after, elided, stop = _LEGEND[
        options.language
    ].values()
    elided = elided.format(ellipsis=ELLIPSIS)
    legend = [
        run(begin),
        run(new, Mark(bold=True, underline="single")),
        run(between),
        run(gone, Mark(strike=True)),
        run(end),
    ]
    legend += [run(comma), run(moved, Mark(underline="double")), run(after)] if view.moves else []
    yield paragraph((*legend, run(("" if options.whole else elided) + stop)))
    yield paragraph()


def _digest(view: ComparisonView, options: ReportOptions) -> Iterator[Markup]:
    """What is new, gone and changed in figures and duties; nothing of two works, of which neither
    is the other's amendment.
    """
    words = WORDS[options.language]
    for section in view.digest if view.same_work else ():
        if section.key not in _PAIRING:
            title = title_of(section, options.language) + words["colon"]
            yield paragraph(
                (run(title, BOLD), run(text_of(section, options.language) + words["full-stop"]))
            )


def _fact_row(texts: tuple[str, ...], *, shade: bool = False) -> Markup:
    cells = zip(texts, _WIDTHS, strict=True)
    first = Mark(bold=True, size=9)
    return row(
        cell(
            width,
            (line(neutral(text), first if shade or not place else SMALL),),
            shade=BAND_SHADE if shade else None,
        )
        for place, (text, width) in enumerate(cells)
    )


def _foot(view: ComparisonView, options: ReportOptions) -> Iterator[Markup]:
    """What the texts themselves should be looked at for."""
    if view.findings:
        yield paragraph()
        yield line(WORDS[options.language]["findings"], BOLD, keep=True)
        yield from (line(f"{place}. {text}", SMALL) for place, text in enumerate(view.findings, 1))
    yield paragraph()
