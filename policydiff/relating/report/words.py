"""The words of the reports of a relation alone."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator, Mapping
from string import Formatter

from policydiff.locale import LANGUAGES, Labels, Language, translate
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.relating.engine.relation import Relation
from policydiff.report.labels import WORDS
from policydiff.report.pieces import neutral
from policydiff.report.sheets.words import SHEET_WORDS

STATE = "中华人民共和国"

RELATION_WORDS = Labels(
    "relation",
    {
        "relation": "Correspondence and coverage",
        "item": "Item",
        "items": "Items: {count}",
        "law": "Document",
        "covered": "covered",
        "partly": "partly",
        "to-check": "to check",
        "none": "none found",
        "later": "later",
        "parallel": "parallel",
        "earlier": "earlier",
        "force-later": "in force later",
        "order-unknown": "order unknown",
        "order": "Time",
        "order-note": (
            "The order in time does not touch the correspondence: “{later}” was made after {left}; "
            "“{parallel}” was made before it, but this version came after; “{force_later}” was made before it and entered into force after; "
            "“{earlier}”: its text came before, and states no later day of entry into force; “{order_unknown}”: the texts at hand do not show which came first."
        ),
        "suggested": "suggested",
        "confirmed": "confirmed",
        "rejected": "rejected",
        "unsure": "unsure",
        "stale": "text changed, review again",
        "disputed": "reviewers disagree",
        "same": "same wording",
        "adapted": "adapted wording",
        "grade-2": "same measure",
        "grade-1": "same subject",
        "grade": "Grade",
        "link-status": "Status",
        "terms": "Shared terms",
        "sentence": "Sentence",
        "answers": "answers sentence {number}",
        "wording": "Wording",
        "reviewer": "Reviewer",
        "note": "Note",
        "below": "Other candidates ({count})",
        "more-links": "{count} more",
        "more-items": "{count} more",
        "headline": "Items: {count}; {covered} covered, {partly} partly, {to_check} to check, {none} with none found.",
        "by-law": "What each document covers",
        "tier-national": "National texts",
        "tier-local": "Texts of provinces and cities",
        "tier-draft": "Drafts",
        "tier-ended": "Repealed or ended",
        "tier-unknown": "Rank unknown",
        "counted-note": "Counted is the first group alone ({group}: {count}); the other documents stand behind it.",
        "unanswered": "Items with none found in the documents ({count})",
        "unanswered-counted": "Items with none found in the first group ({count})",
        "all-answered": "For each item shown ({count}) something was found in the documents ({documents}), at least in part.",
        "none-unanswered": "Of the items shown ({count}) {answered} are covered in the documents ({documents}), at least in part, and {to_check} have articles to check alone.",
        "unsettled": "Items with articles to check alone ({count})",
        "unsettled-counted": "Items with articles to check alone in the first group ({count})",
        "none-shown": "Of {count} items none is shown.",
        "instruments": "Instruments named in the items, and what became of them",
        "instrument": "Instrument",
        "became": "What became of it",
        "named-in": "In",
        "in force": "in force",
        "enacted": "enacted",
        "draft": "draft",
        "repealed": "repealed",
        "listed": "{status}, as the catalogue lists (as of {as_of})",
        "unknown-fate": "unknown",
        "event-enacted": "{date} enacted",
        "event-draft": "{date} draft published",
        "event-revised": "{date} revised",
        "event-repealed": "{date} repealed",
        "event": "{date} {what}",
        "takes-effect": "in force from {date}",
        "sources": "Sources",
        "basis": "Sources and notes",
        "authority": "Authority",
        "number": "Number",
        "matrix": "Coverage matrix",
        "articles-nobody-announced": "Articles with no item found for them",
        "only-right": "{law} ({count})",
        "only-right-note": "General, closing and penalty articles are left out.",
        "method": "How to read this",
        "score-note": (
            "The articles of an item are ranked by an estimate, from the texts alone, of whether a reader would call the two corresponding (the figures stand in the "
            "JSON). It rests on the legal terms that both share (those of a subject count more, common ones and those of style less), their variants, the sentences in "
            "which they stand, and the articles before and after."
        ),
        "measures-note": (
            "An item is read as its measures, sentences and parts between semicolons: it is “{is_covered}” where at least half of them are answered, “{is_partly}” where fewer are or a person found one answered in part, "
            "“{is_to_check}” where there are only articles to check, else “{is_none}”; the articles beside it are those of the measures that made it so, and those that a person confirmed. "
            "“{is_to_check}” is what the computation leaves open: it counts neither as covered nor as corresponding, and only a person says that a measure is answered in part."
        ),
        "traits-note": (
            "“{origin_new}”, “{origin_amended}” and “{origin_unchanged}” follow from the days of the texts and from comparing them article by article; they are left out where the texts at hand do "
            "not show them. The force follows from wording: “{force_promotion}” (国家鼓励、支持), “{force_power}” (可以), “{force_duty}” (应当、不得), “{force_sanction}” (责令、罚款); of several the strongest."
        ),
        "origin-basis": "{law}: compared with the text of {date}.",
        "error-note": (
            "Measured with {opinions} opinions and their {laws} laws, each opinion left out of the making: of the verdicts on items {items} ({least_items} to {most_items} by opinion) and of those on measures {measures} ({least_measures} to {most_measures}) "
            "are those of a language model that read the whole texts; {none_items} and {none_measures} if “none found” were stated of all; of a second reading of one law {reader_items} and {reader_measures}. “{is_to_check}” is counted as the reader's “in part”. "
            "Of {read} verdicts “answered” that were then read against the articles, as strictly as for a signature, {held} held. No lawyer judged."
        ),
        "origin-new": "added later",
        "origin-amended": "amended later",
        "origin-unchanged": "as before",
        "force-promotion": "promotes",
        "force-power": "gives a power",
        "force-duty": "lays down a duty",
        "force-sanction": "sets a sanction",
        "force": "Force",
        "measure": "Measure",
        "measure-answered": "answered",
        "measure-partly": "partly",
        "measure-to-check": "to check",
        "measure-none": "none found",
        "measures-headline": (
            "Measures: {count}; {answered} have corresponding articles, {to_check} are to be checked, {none} have none found. Checked by people: {reviewed}."
        ),
        "measures-headline-partly": (
            "Measures: {count}; {answered} have corresponding articles, {partly} correspond in part by a person's word, {to_check} are to be checked, {none} have none found. Checked by people: {reviewed}."
        ),
        "why": "Why",
        "all-documents": "all {count} documents above",
        "searched-to": "{documents}, texts up to {day}",
        "not-found": "none found in {searched}",
        "nearest-articles": "nearest: {articles}",
        "as-a-whole": " (no single article is likely; {nearest})",
        "answering-articles": "Corresponding articles",
        "in-text-of": "text of {date}",
        "made-or-amended": "Made or amended",
        "checked-by": "Checked by",
        "measures-table": "Measures and the articles that answer them",
        "measures-sheet": "Measures",
        "named-articles": "Articles given",
        "offers": "Judgements of like pairs",
        "text-of": "Text of",
        "opinion-note": (
            "This states textual correspondence; it is no legal opinion. “None found” says that nothing was found in the "
            "words of these documents, not that there is no rule."
        ),
        "cell": "{item} × {law}: {status}",
        "terms-and-articles": "The articles beside the text of the item, with the terms that both share",
        "marks": "● covered   ◐ partly   △ to check   ○ none found   ✓ decided by a reviewer   ! to be reviewed again",
        "detail": "Item by item",
        "filter-law": "Document: all",
        "filter-status": "Status: all",
        "only-uncovered": "Only none found",
        "to-top": "To the matrix",
        "open-items": "Open all",
        "close-items": "Close all",
        "print-table": "Print summary",
        "links-sheet": "Links",
        "coverage-sheet": "Coverage",
        "rest-sheet": "Not announced",
        "instruments-sheet": "Instruments",
        "item-number": "Item no.",
        "item-text": "Text of the item",
        "article-number": "Article",
        "article-text": "Text of the article",
        "verdict-grade": "Grade given",
        "status": "Status",
        "adopted-date": "Adopted",
        "promulgated": "Promulgated",
        "in-force-date": "In force from",
        "resolved": "Full title",
        "action": "Action",
        "overall": "All",
        "grade-only": "2 for the same measure, 1 for the same subject.",
        "for-link-reviewers": (
            "The columns “Verdict”, “Articles given”, “Grade given” and “Comment” are the reviewer's: 2 is the same measure, 1 the same subject; every column can be "
            "filtered. Shared terms are in bold."
        ),
        "corresponding": "Counterparts",
        "how": "How",
        "same-subject": "same subject",
        "unmatched": "no counterpart found",
        "score-note-counterparts": (
            "Whether two articles regulate the same is estimated from the texts alone (the figures stand in the JSON); numbers and order play no part. “Same wording” is word for word the same, apart fro"
            "m noise; “adapted wording” was taken over with changes, be it only the names of place and body; the "
            "rest regulates the same subject in words of its own."
        ),
        "threshold-note-counterparts": (
            "An article counts as covered where its wording is the same or adapted, or where another speaks of at least "
            "{covered} of its terms (those of a subject weighing more); as covered in part where another article corresponds; else as none "
            "found, by the words of the texts. A reviewer's word goes before the computation."
        ),
        "only-right-note-counterparts": (
            "Every article of {right} with no counterpart found is listed, general, closing and penalty "
            "articles too."
        ),
    },
    SHEET_WORDS,
)
"""Language → key → words, with those of the other reports."""

COUNTERPART_WORDS = Labels(
    "counterparts",
    {
        "relation": "Corresponding articles",
        "item": "Article",
        "items": "Articles: {count}",
        "headline": "Articles: {count}; {covered} covered, {partly} partly, {none} with none found.",
        "by-law": "What corresponds in each document",
        "unanswered": "Articles of {left} with no counterpart found ({count})",
        "unanswered-counted": "Articles of {left} with no counterpart found in the first group ({count})",
        "all-answered": "For each article of {left} that is shown ({count}) a counterpart was found in the documents ({documents}), at least in part.",
        "none-shown": "Of {count} articles none is shown.",
        "matrix": "Matrix of articles",
        "marks": "● covered   ◐ partly   ○ none found   ✓ decided by a reviewer   ! to be reviewed again",
        "articles-nobody-announced": "Articles of {right} with no counterpart found",
        "detail": "Article by article",
        "rest-sheet": "Without counterpart",
    },
    RELATION_WORDS,
)
"""The differing words if the left is a text of articles like the right."""

OPINION_WORDS = Labels(
    "opinion",
    {
        "later": "later",
        "origin-new": "added after the opinion",
        "origin-amended": "amended after the opinion",
    },
    RELATION_WORDS,
)
"""The differing words if the left is an opinion (意见)."""

TRAITS = (
    *(f"origin-{name}" for name in ("new", "amended", "unchanged")),
    *(f"force-{name}" for name in ("promotion", "power", "duty", "sanction")),
)
"""The keys of the words for the origin and the force of an article."""

STATUS_KEYS = ("covered", "partly", "to-check", "none")
"""The keys of the words for the status of an item."""

FORMER_HEADS = {"item": "左侧条文"}
"""Heads of workbooks that earlier releases wrote; a reviewer may still hand one in."""

_OTHERS = Message("the other documents")


def word_sets() -> Iterator[Mapping[str, str]]:
    """All names of columns in a workbook that is read back."""
    for words in (RELATION_WORDS, COUNTERPART_WORDS):
        yield from (words[language] for language in LANGUAGES)
    yield ChainMap(FORMER_HEADS, dict(COUNTERPART_WORDS["zh"]))


def words_for(relation: Relation, language: Language) -> Mapping[str, str]:
    """The words for a relation, with the short titles of its documents in them."""
    if relation.kind == "counterparts":
        words = COUNTERPART_WORDS[language]
    else:
        words = (OPINION_WORDS if relation.left.kind == "opinion" else RELATION_WORDS)[language]
    quote = WORDS[language]["quoted-title"]
    right = (
        quote.format(title=short_title(relation.right[0]))
        if len(relation.right) == 1
        else translate(_OTHERS, language)
    )
    names = {
        "left": quote.format(title=short_title(relation.left)),
        "right": right,
        **{order: words[order] for order in ("later", "parallel", "earlier")},
        **{key.replace("-", "_"): words[key] for key in ("force-later", "order-unknown")},
        **{key.replace("-", "_"): words[key] for key in TRAITS},
        **{f"is_{key.replace('-', '_')}": words[key] for key in STATUS_KEYS},
    }
    return {key: _named(text, names) for key, text in words.items()}


def short_title(document: Document) -> str:
    """The title without the name of the state."""
    title = neutral(document.title)
    return title.removeprefix(STATE) or title


def _named(text: str, names: Mapping[str, str]) -> str:
    """The text with these names; its other fields stay."""
    counts = any(field not in names for _, field, _, _ in Formatter().parse(text) if field)
    for field, name in names.items():
        text = text.replace(f"{{{field}}}", _escaped(name) if counts else name)
    return text


def _escaped(name: str) -> str:
    return name.replace("{", "{{").replace("}", "}}")
