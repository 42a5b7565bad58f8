"""The words of the index page."""

from __future__ import annotations

from policydiff.comparing.report.index.index import IndexText, Overview, Remark
from policydiff.locale import Labels, Language, translate
from policydiff.model.version_names import marked
from policydiff.report.labels import date_word
from policydiff.report.lineage_words import LINEAGE_WORDS, named_word
from policydiff.report.versions import ground_note

WORDS = Labels(
    "index",
    {
        "kicker": "Comparison tables",
        "title": "Comparison tables: contents",
        "one-title": "{title}: comparison tables",
        "works": "works",
        "pairs": "comparisons",
        "versions-word": "versions",
        "failed": "not done",
        "before": "Before",
        "after": "After",
        "counts": "Summary (articles)",
        "files": "Tables",
        "same": "no differences",
        "only-around": "articles unchanged, other parts differ",
        "findings": "worth a look: {count}",
        "articles": "articles: {count}",
        "undated": "no date",
        "single": "Only one version, nothing to compare",
        "unread": "Files that could not be read",
        "contents": "Contents",
        "one-version": "{name}",
        "same-date": "{name}: of the same date as {other}, which was taken",
        "undated-remark": "{name}: states no date, so that it has no place in the order",
        "unreadable": "{name}: {detail}",
        "none": "There are no two versions to compare.",
        "tracked": "Word (tracked)",
    },
)
"""Language → key → words; both languages hold the same keys."""

FORM_NAMES: dict[str, str] = {
    "html": "HTML",
    "docx": "Word",
    "redline_docx": "{tracked}",
    "xlsx": "Excel",
    "pdf": "PDF",
    "markdown": "Markdown",
    "json": "JSON",
    "csv": "CSV",
    "concordance": "TXT",
}
"""What links to a report of a form are called; a form without a name is called by its key."""


def title(overview: Overview, language: Language) -> str:
    """The title of the page: the one work's where there is but one."""
    words = WORDS[language]
    one = overview.compared if len(overview.works) == 1 else ()
    return words["one-title"].format(title=one[0].title) if one else words["title"]


def form_name(form: str, language: Language) -> str:
    """The label of a link to a report of this form."""
    name = FORM_NAMES.get(form)
    return form if name is None else name.format(tracked=WORDS[language]["tracked"])


def remark_words(remark: Remark, language: Language) -> str:
    """A remark in one sentence."""
    key = "undated-remark" if remark.code == "undated" else remark.code
    return WORDS[language][key].format(
        name=remark.name,
        other=remark.other or "",
        detail=translate(remark.detail, language) if remark.detail else "",
    )


def version_name(text: IndexText, language: Language) -> str:
    """The name and the date of a version, marked where it was compiled."""
    if text.computed is None and text.facts is not None and text.date:
        return named_word(text.facts, language)
    date = date_word(text.date, language) if text.date else WORDS[language]["undated"]
    return marked(date, language, compiled=text.computed is not None)


def force_word(text: IndexText, language: Language) -> str:
    """The day of force of a version with its ground; "" where it is unknown."""
    facts = text.facts
    if facts is None or facts.in_force is None:
        return ""
    day = LINEAGE_WORDS[language]["in-force"].format(date=date_word(facts.in_force, language))
    return day + ground_note(facts.in_force_ground, language)
