"""A comparison as a Word 对照表, as Chinese offices send it: landscape, one real table with a repeating head, readable in black and white."""

from __future__ import annotations

from collections.abc import Iterator

from policydiff.model.comparison import Comparison
from policydiff.model.document import Document
from policydiff.model.plugins import Language, ReportOptions
from policydiff.office.package import to_bytes
from policydiff.office.pages import add_page_number, new_document
from policydiff.reports._docx_rows import BAND_SHADE, Rows
from policydiff.reports._docx_table import BOLD, SMALL, Mark, Markup, cell, fill, line, paragraph, row, run, table
from policydiff.views import summary
from policydiff.views.building import build_rows
from policydiff.views.labels import WORDS, date_word, field_word
from policydiff.views.pieces import ELLIPSIS, neutral
from policydiff.views.rows import gather

SUFFIX = ".docx"

_DATES = ("adopted", "approved", "signed", "promulgated", "posted", "in_force")
_ORDER = ("title", "version", *_DATES, "document_number", "authority", "articles")
_NAMES = {"version": ("版本日期", "Date of the version"), "articles": ("条文数", "Articles")}
_WIDTHS = (1800, 6385, 6385)
_UNKNOWN = "—"

_TITLES: dict[Language, tuple[str, str, str]] = {
    "zh": ("《{right}》修订对照表", "《{left}》与《{right}》修订对照表", "《{left}》与《{right}》条文对照表"),
    "en": ("{right}: Comparison Table", "{left} and {right}: Comparison Table", "{left} and {right}: Comparison Table"),
}
"""One title, two titles of one work, two works."""

_LEGEND: dict[Language, tuple[str, ...]] = {
    "zh": ("注：", "加粗并加下划线", "为新增文字，", "加删除线", "为删去文字", f"，{ELLIPSIS}为从略的未修改文字", "。"),
    "en": (
        "Note: ",
        "bold and underlined",
        " text is new, ",
        "struck-out",
        " text is deleted",
        f", {ELLIPSIS} stands for unchanged text left out",
        ".",
    ),
}


def render(comparison: Comparison, options: ReportOptions) -> bytes:
    """The whole file. Raises what `build_rows` raises."""
    title = _title(comparison, options.language)
    items = tuple(gather(build_rows(comparison, options), only_changed=options.only_changed, whole=options.whole))
    document = new_document(landscape=True, title=title)
    add_page_number(document.sections[0], "total" if options.language == "zh" else "centre")
    head = paragraph((run(title, Mark(size=18)),), style="Title")
    body = (head, *_cover(comparison, options), Rows(comparison, options).table(items), *_foot(comparison, options))
    fill(document, body)
    return to_bytes(document)


def _title(comparison: Comparison, language: Language) -> str:
    left, right = neutral(comparison.left.title), neutral(comparison.right.title)
    same, work, works = _TITLES[language]
    template = same if left == right else work if summary.same_work(comparison.left, comparison.right) else works
    return template.format(left=left, right=right)


def _cover(comparison: Comparison, options: ReportOptions) -> Iterator[Markup]:
    """The facts of both versions, the counts, which part is shown, how to read the marks."""
    words = WORDS[options.language]
    yield table(_WIDTHS, _facts(comparison, options.language))
    yield paragraph()
    counts = summary.counts_line(comparison, options.language)
    if counts:
        yield paragraph((run(words["summary"] + words["colon"], BOLD), run(counts + words["full-stop"])))
    if options.chapters:
        yield line(summary.part_line(comparison, options))
    begin, new, between, gone, end, elided, stop = _LEGEND[options.language]
    legend = (run(begin), run(new, Mark(bold=True, underline="single")), run(between), run(gone, Mark(strike=True)))
    yield paragraph((*legend, run(end + ("" if options.whole else elided) + stop)))
    yield paragraph()


def _facts(comparison: Comparison, language: Language) -> Iterator[Markup]:
    """A row for each fact that one of the versions states, and for each other one that changed."""
    left, right = (_stated(document, language) for document in (comparison.left, comparison.right))
    names = (version.name for version in summary.versions(comparison, language))
    yield _fact_row((WORDS[language]["field"], *names), shade=True)
    same = comparison.left.title == comparison.right.title
    keys = [key for key in {**left, **right} if not (key == "title" and same)]
    for key in sorted(keys, key=_ORDER.index):
        yield _fact_row((_name(key, language), left.get(key, _UNKNOWN), right.get(key, _UNKNOWN)))
    for change, texts in zip(comparison.metadata_changes, summary.metadata_lines(comparison, language), strict=True):
        if change.field.removeprefix("dates.") not in _ORDER:
            yield _fact_row(texts)


def _stated(document: Document, language: Language) -> dict[str, str]:
    """What one version states, in words; the date that names it with its basis, the others by themselves."""
    words = WORDS[language]
    facts = {key: date_word(date, language) for key, date in document.dates.to_dict().items() if key != document.version_basis}
    if document.version_date is not None and document.version_basis is not None:
        basis = field_word(document.version_basis, language)
        facts["version"] = f"{date_word(document.version_date, language)}{words['open']}{basis}{words['close']}"
    if document.articles:
        facts["articles"] = words["articles"].format(count=len(document.articles)) if language == "zh" else str(len(document.articles))
    plain = {"title": document.title, "document_number": document.document_number, "authority": document.authority}
    return facts | {key: text for key, text in plain.items() if text}


def _name(key: str, language: Language) -> str:
    """The word for a fact; what happened on a date is one, too."""
    if key in _NAMES:
        return _NAMES[key][0 if language == "zh" else 1]
    return field_word(key, language) + ("日期" if language == "zh" and key in _DATES else "")


def _fact_row(texts: tuple[str, ...], *, shade: bool = False) -> Markup:
    cells = zip(texts, _WIDTHS, strict=True)
    first = Mark(bold=True, size=9)
    return row(
        cell(width, (line(neutral(text), first if shade or not place else SMALL),), shade=BAND_SHADE if shade else None)
        for place, (text, width) in enumerate(cells)
    )


def _foot(comparison: Comparison, options: ReportOptions) -> Iterator[Markup]:
    """Findings and doubts."""
    language = options.language
    for key, found in (
        ("findings", summary.finding_lines(comparison, language)),
        ("problems", summary.problem_lines(comparison, language)),
    ):
        if found:
            yield paragraph()
            yield line(WORDS[language][key], BOLD, keep=True)
            yield from (line(f"{place}. {text}", SMALL) for place, text in enumerate(found, 1))
    yield paragraph()
