"""The words of the reports, in Chinese and English."""

from __future__ import annotations

from datetime import datetime

from policydiff.locale import Labels, Language, translate
from policydiff.model.document import Document
from policydiff.model.kinds import kind_name
from policydiff.model.version_names import UNOFFICIAL, marked
from policydiff.report.pieces import neutral

_FIELDS = Labels(
    "fact",
    {
        "title": "Title",
        "kind": "Kind",
        "authority": "Issuing authority",
        "document_number": "Document number",
        "jurisdiction": "Jurisdiction",
        "stage": "Stage",
        "captions": "Captions of articles",
        "adopted": "Adopted",
        "approved": "Approved",
        "signed": "Signed",
        "promulgated": "Promulgated",
        "in_force": "In force",
        "posted": "Posted",
        "named": "In the file's name",
    },
)

_NOISE = Labels(
    "noise rule",
    {
        "width": "full and half width",
        "spaces": "spaces",
        "punctuation": "variants of punctuation",
        "line-breaks": "line breaks",
        "numbering": "numbering",
        "zero": "〇 and ○",
    },
)

_FACTS = Labels(
    "type of fact",
    {
        "modality": "modality",
        "amount": "amount",
        "ratio": "ratio",
        "count": "count",
        "period": "period",
        "date": "date",
        "penalty": "penalty",
        "authority": "authority",
        "subject": "subject",
        "scope": "scope",
        "definition": "definition",
        "reference": "reference",
        "term": "term",
    },
)

_PASSES = Labels(
    "pass",
    {
        "identical": "identical text",
        "near-identical": "near-identical text",
        "heading": "the same heading",
        "similar": "similar text",
        "assignment": "text and surroundings",
        "odds": "sentences and clauses ahead of their rivals",
        "sentences": "shared sentences",
        "pinned": "set by hand",
        "declared": "declared by a decision",
        "elsewhere": "the same clause at another place",
        "container": "the provisions in it correspond",
    },
)


WORDS = Labels(
    "comparison",
    {
        "comparison-table": "Comparison table",
        "before": "Before",
        "after": "After",
        "final": "Final text",
        "old-side": "old",
        "new-side": "new",
        "sided": "{side} {name}",
        "type": "Change",
        "added": "added",
        "removed": "removed",
        "reworded": "reworded",
        "moved": "moved",
        "renumbered": "renumbered",
        "renumbered-only": "renumbered only",
        "explained": "references only",
        "split": "split",
        "merged": "merged",
        "regrouped": "regrouped",
        "glyphs": "glyphs or marks only",
        "pinned": "paired by hand",
        "pinned_part": "paired in part by hand",
        "declared": "declared by a decision",
        "doubtful": "pairing to check",
        "unchanged": "unchanged",
        "text-unchanged": "text unchanged",
        "summary": "Summary (articles)",
        "part-shown": "Shown here: {names}; counts are of that part alone.",
        "versions-table": "Comparison of versions",
        "version": "Text {number}",
        "preamble-paragraph": "Preamble ¶{number}",
        "as-before": "as in the version before",
        "only-changed": "Only what changed",
        "open-all": "Open all texts",
        "close-all": "Close all texts",
        "old-number": "Old number",
        "new-number": "New number",
        "heading-or-beginning": "Heading or beginning",
        "digest": "In short",
        "new": "New ({count})",
        "gone": "Gone ({count})",
        "count-of": "articles: {articles}",
        "count-places": "places: {others}",
        "amounts": "Amounts ({count})",
        "penalties": "Sanctions ({count})",
        "periods": "Periods and dates ({count})",
        "force": "Entry into force ({count})",
        "shares": "Ratios and counts ({count})",
        "duties": "Duties ({count})",
        "came": "new: {words}",
        "went": "gone: {words}",
        "facts-more": ", and more",
        "borne-by": "borne by {actor}",
        "doubtful-row": " (pairing to be checked, odds {odds})",
        "to-check": "Pairings to check ({count}, odds below {least})",
        "set-by-hand": "Paired by hand ({count})",
        "odds": "(odds {score}, found by: {reason})",
        "and-more": "; {count} more",
        "and-more-places": "; {count} more",
        "articles": "articles: {count}",
        "range": "{first} to {last}",
        "former": "former {name}",
        "gap-count": " ({count})",
        "gap-count-places": " ({count})",
        "metadata": "Changes in the facts about the document",
        "field": "Fact",
        "substitutions": "Recurring replacements",
        "substitution": "“{before}” becomes “{after}” throughout, {count} times",
        "substitution-partly": "“{before}” becomes “{after}” {count} times",
        "substitution-remaining": "; places that keep the old words: {count}",
        "substitution-otherwise": "; places with other words: {count}",
        "of-which-replaced": ", of these by stated replacements alone {count}",
        "omitted": "Articles that only carry out the replacements stated above ({names}) are not listed one by one.",
        "findings": "Worth a look",
        "remarks": "Comments at other places",
        "problems": "Doubts while reading",
        "line": "line {line}",
        "noise-rule": "These differences are not counted as changes and not marked: {rule}.",
        "noise-shown": "These differences are not counted as changes; a dotted line marks them: {rule}.",
        "reference-update": "reference updated with the numbering",
        "moved-to": " (moved to {name})",
        "moved-from": " (moved from {name})",
        "unknown": "not stated",
        "presumed": "presumed",
        "recognised": "as recognised from pictures",
        "edited": "changed by hand since it was stored from its source",
        "legend": "Legend",
        "legend-delete": "text taken out",
        "legend-insert": "text put in",
        "legend-moved": "text that moved to or from another clause",
        "legend-noise": "difference not counted as a change",
        "legend-elided": "unchanged text left out; click to see it",
        "legend-keys": "n goes to the next change, p to the one before",
        "next": "Next",
        "previous": "Previous",
        "search": "Find text",
        "show-all": "Show full text",
        "show-less": "Hide what is unchanged",
        "contents": "Changed clauses",
        "filter": "Show",
        "filter-facts": "Filter by what changed",
        "any-fact": "What changed: all",
        "nothing-found": "No clause fits.",
        "title": "Title",
        "preamble": "Preamble",
        "block": "Paragraph",
        "table": "Table",
        "attachment": "Attachment",
        "part": "Part",
        "subpart": "Subpart",
        "chapter": "Chapter",
        "section": "Section",
        "article": "Article",
        "paragraph": "Paragraph",
        "point": "Point",
        "indent": "Indent",
        "left": "before",
        "right": "after",
        "list": ", ",
        "and": "; ",
        "colon": ": ",
        "full-stop": ".",
        "quoted-title": "{title}",
        "date": "{year}-{month:02}-{day:02}",
        "dated-field": "{field}",
        "counted": "{count}",
        "comma": ", ",
        "open": " (",
        "close": ")",
    },
)
"""Language → key → words; both languages hold the same keys."""


def field_word(name: str, language: Language) -> str:
    """The word for a fact about a document (``in_force`` → 施行), else its name."""
    key = name.removeprefix("dates.").removeprefix("dates_")
    return _FIELDS[language].get(key, name)


def noise_word(name: str, language: Language) -> str:
    """The words for one part of the noise rule; one without words stands as it is."""
    return _NOISE[language].get(name, name)


def fact_word(name: str, language: Language) -> str:
    """The word for a type of fact, or for `date`."""
    return _FACTS[language].get(name, name)


def pass_word(name: str, language: Language) -> str:
    """The words for the pass that found a match; one without words stands as it is."""
    return _PASSES[language].get(name, name)


def counted(count: int, articles: int, language: Language) -> str:
    """A number of rows, of which so many are articles: 3 条 where all are, else 4 处."""
    words = WORDS[language]
    if count == articles:
        return words["count-of"].format(articles=count)
    return words["count-places"].format(others=count)


def kind_word(kind: str, language: Language) -> str:
    """The name of a kind of instrument as words: 地方性法规, local regulation."""
    return translate(kind_name(kind), language).replace("-", " ")


def articles_word(number: int, language: Language) -> str:
    """A number of articles: 3 条."""
    return WORDS[language]["counted"].format(count=number)


def unit_key(key: str, count: int, articles: int) -> str:
    """The key of the words for articles or, with ``-places``, for other rows too."""
    return key if count == articles else f"{key}-places"


def odds_text(odds: float | None) -> str:
    """Odds in per cent; nothing where there are none.

    >>> odds_text(0.354)
    '35%'
    """
    return "" if odds is None else f"{odds:.0%}"


def date_word(date: str, language: Language) -> str:
    """An ISO date in the language (2016-11-07 → 2016年11月7日), else as it stands."""
    parts = date.split("-")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return date
    year, month, day = parts
    return WORDS[language]["date"].format(year=year, month=int(month), day=int(day))


def moment_word(moment: datetime, language: Language) -> str:
    """A moment to the minute as the language writes it, in its own time zone."""
    return f"{date_word(moment.date().isoformat(), language)} {moment:%H:%M}"


def dated_word(document: Document, language: Language) -> str | None:
    """The date of a version with the mark of a compiled text; None for neither."""
    date = (
        None
        if document.version_date is None
        else neutral(date_word(document.version_date, language))
    )
    if document.computed is None:
        return date
    return (
        translate(UNOFFICIAL, language) if date is None else marked(date, language, compiled=True)
    )
