"""The words of hits: how many there are, their snippets, what became of a clause."""

from __future__ import annotations

from collections.abc import Iterator

from policydiff.locale import Labels, Language, translate
from policydiff.model.cited import Became
from policydiff.model.kinds import kind_name
from policydiff.report.labels import WORDS, date_word
from policydiff.report.page import PlainWords, Text
from policydiff.report.pieces import ELLIPSIS, neutral
from policydiff.searching.engine.hits import SearchHit, SearchResult

SEARCH_WORDS = Labels(
    "search",
    {
        "title": "Search: {query}",
        "count": "hits: {count}; versions searched: {texts}",
        "more": "more than {count} hits, not ranked: by the rank of the kind, newest versions first; versions searched: {texts}",
        "none": "No single article, paragraph or table of the {texts} versions searched fits the words given; numbers and headings are not searched.",
        "shown": "shown: {first} to {last}",
        "behind": "the next hits: --after {next}",
        "work": "Text",
        "place": "Provision",
        "text": "Passage",
        "now": "In the newest version",
        "newest": "this one",
        "unchanged": "the same words",
        "same-now": "the same words, now {now}",
        "reworded": "reworded, now {now}",
        "reworded-here": "reworded",
        "explained": "now {now}; else only numbers and references changed",
        "split": "split into {now}",
        "merged": "merged into {now}",
        "regrouped": "distributed over {now}",
        "removed": "gone",
        "not-known": "not known: these versions were not compared yet",
        "not-followed": "not followed: it has no place of its own",
        "presumed": "presumed: another version may have been in force on {day}",
        "works": "Works",
        "kinds": "Kinds",
        "authorities": "Issued by",
        "on": "In force on",
        "newest-only": "The newest versions only",
        "unread": "Not read",
        "and": ", ",
    },
)

_ROLES = Labels(
    "parts that a search finds",
    {"block": "outside of the articles", "table": "table", "quotation": "quoted text"},
)


def count_words(found: SearchResult, language: Language) -> str:
    """The number of hits and of the versions that were searched."""
    words = SEARCH_WORDS[language]
    return words["more" if found.more else "count"].format(count=found.count, texts=found.texts)


def none_words(found: SearchResult, language: Language) -> str:
    """The sentence on what was searched in vain; "" where there are hits."""
    return "" if found.count else SEARCH_WORDS[language]["none"].format(texts=found.texts)


def shown_words(found: SearchResult, language: Language) -> str:
    """The places of the hits that are shown; "" where they are all."""
    if not found.hits or (found.first == 0 and found.next is None):
        return ""
    last = found.first + len(found.hits)
    return SEARCH_WORDS[language]["shown"].format(first=found.first + 1, last=last)


def filter_words(found: SearchResult, language: Language) -> Iterator[tuple[str, str]]:
    """The chosen filters by name; that of the newest versions has no value."""
    words, options = SEARCH_WORDS[language], found.options
    kinds = tuple(translate(kind_name(kind), language) for kind in options.kinds)
    listed = (("works", options.works), ("kinds", kinds), ("authorities", options.authorities))
    for name, values in listed:
        if values:
            yield words[name], words["and"].join(values)
    if options.on is not None:
        yield words["on"], date_word(options.on, language)
    if options.newest:
        yield words["newest-only"], ""


def place_words(hit: SearchHit, language: Language) -> str:
    """The provision of a hit, and what part of it that is where it is no article."""
    role = "" if hit.part == "article" else _ROLES[language][hit.part]
    heading = neutral(hit.heading or "")
    return " ".join(filter(None, (neutral(hit.number), heading, role)))


def snippet_words(hit: SearchHit) -> Text:
    """The snippet of a hit, its stretches strong; …… where it is cut."""
    found: list[PlainWords] = []
    place, end = hit.begin, hit.begin + len(hit.snippet)

    def add(until: int, *, strong: bool) -> None:
        nonlocal place
        text = hit.snippet[place - hit.begin : until - hit.begin]
        if text:
            found.append(PlainWords(text=neutral(text), role="strong" if strong else ""))
        place = max(place, until)

    for begin, behind in hit.spans:
        if begin >= end:
            break
        add(begin, strong=False)
        add(min(behind, end), strong=True)
    add(end, strong=False)
    before = (PlainWords(text=ELLIPSIS, role="quiet"),) if hit.begin else ()
    after = (PlainWords(text=ELLIPSIS, role="quiet"),) if end < hit.length else ()
    return (*before, *found, *after)


def outcome_words(hit: SearchHit, language: Language) -> str:
    """The fate of the clause of a hit in the newest version of its work."""
    words = SEARCH_WORDS[language]
    if hit.newest:
        return words["newest"]
    if hit.became is None:
        return words["not-followed" if hit.eid is None else "not-known"]
    now = words["and"].join(number or eid for eid, number in hit.became.now)
    return words[_outcome_key(hit.became)].format(now=now)


def _outcome_key(became: Became) -> str:
    if became.outcome == "renumbered":
        if not became.reworded:
            return "same-now"
        return "explained" if became.explained else "reworded"
    if became.outcome == "reworded":
        return "reworded-here"
    return became.outcome


def status_words(hit: SearchHit, language: Language) -> Iterator[str]:
    """The facts of the life of the work of a hit that a reader must know."""
    return (neutral(translate(one, language)) for one in hit.status.remarks)


def presumed_words(hit: SearchHit, found: SearchResult, language: Language) -> str:
    """A warning where another version may have been in force on the day; else ""."""
    if not hit.presumed or found.options.on is None:
        return ""
    return SEARCH_WORDS[language]["presumed"].format(day=date_word(found.options.on, language))


def unread_words(found: SearchResult, language: Language) -> Iterator[str]:
    """The versions that could not be read, with the reasons."""
    return (f"{name}{WORDS[language]['colon']}{reason}" for name, reason in found.unread)
