"""Citations across works as lines for a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from policydiff.citing.report.words import check_words
from policydiff.locale import Labels, Language
from policydiff.model.cited import (
    Became,
    Citations,
    CitedPlace,
    CitingPlace,
    CrossCitation,
    Replaced,
)
from policydiff.model.names import UNDATED

WORDS = Labels(
    "cites",
    {
        "head": "Citing text, below it: provision, words → cited provision (version); what became of it",
        "in force": "in force then",
        "published": "newest published by then",
        "replaced": "replaced by then; its last text",
        "named": "the version that is named",
        "later": "no version of that day is stored",
        "undated": "no date to go by",
        "itself": "the text itself",
        "note": "in a note:",
        "dangling": "no such provision",
        "not stored": "in a part that is not stored",
        "unknown work": "not in the repository",
        "ambiguous work": "several works have this title",
        "unchanged": "unchanged",
        "reworded": "reworded",
        "explained": "reworded only as renumbering and substitutions demand",
        "renumbered": "now {now}",
        "removed": "removed",
        "split": "split into {now}",
        "merged": "merged into {now}",
        "regrouped": "regrouped into {now}",
        "by": "; by {date}: ",
        "by-work": "; replaced by {title}{since}",
        "since": " on {date}",
        "and": ", ",
        "to": "–",
        "bracket": " ({basis})",
        "presumed": "{basis}; presumed, it may be that of {dates}",
        "summary": "citations: {shown} (texts: {texts}{counts})",
        "left-out": "left out, as they speak of what they amend (--decisions shows them): {citations} citations in {decisions} amending decisions",
        "count resolved": "resolved: {count}",
        "count dangling": "dangling: {count}",
        "count not stored": "in parts that are not stored: {count}",
        "count unknown work": "of works not in the repository: {count}",
        "count ambiguous work": "of ambiguous titles: {count}",
    },
)


def citation_lines(found: Citations, language: Language) -> Iterator[str]:
    """The citing texts, each with its citations under it, indented by two spaces."""
    for text, citations in groupby(found.citations, key=lambda one: _text(one.mention.place)):
        yield text
        for one in citations:
            yield f"  {_line(one, WORDS[language], check_words(one, language))}"


def summary(found: Citations, language: Language) -> str:
    """A line with the number of citations shown, and of those read by status."""
    words = WORDS[language]
    counts = "".join(
        words["and"] + words[f"count {status}"].format(count=count)
        for status, count in sorted(found.counts.items())
    )
    return words["summary"].format(shown=len(found.citations), texts=found.texts, counts=counts)


def left_out(found: Citations, language: Language) -> Iterator[str]:
    """A line on the citations that stand in amending decisions and are left out.

    There is none where none is left out.
    """
    if found.left_out:
        count = sum(citations for _, citations in found.left_out)
        yield WORDS[language]["left-out"].format(citations=count, decisions=len(found.left_out))


def _text(place: CitingPlace) -> str:
    return f"{place.title}@{place.date or UNDATED}"


def _line(one: CrossCitation, words: Mapping[str, str], found: str) -> str:
    """A citation with what it leads to.

    `found` is what a check found of it, "" without one.
    """
    place = one.mention.place
    note = words["note"] if place.note else ""
    head = " ".join(filter(None, (note, place.number, place.text)))
    cited = cited_word(one, words)
    return f"{head} → {cited}{outcome_word(one, words, found)}"


def cited_word(one: CrossCitation, words: Mapping[str, str]) -> str:
    """The name of the cited provision in its version; "" where no one work is meant."""
    cited = one.cited
    if cited is None:
        return ""
    provision = words["to"].join(filter(None, (cited.number, cited.end_number)))
    return f"{cited.title}@{cited.date or UNDATED}" + (f"#{provision}" if provision else "")


def outcome_word(one: CrossCitation, words: Mapping[str, str], found: str = "") -> str:
    """The reason for the cited version, and what became of the provision since.

    `found` is what a check found of it, "" without one.
    """
    cited = one.cited
    if cited is None:
        return found or words[one.status]
    basis = words["bracket"].format(basis=_basis(cited, words))
    if found:
        return f"{basis}: {found}"
    after = "" if one.replaced is None else _replaced(one.replaced, words)
    if one.status != "resolved":
        return f"{basis}: {words[one.status]}{after}"
    later = one.became is None or cited.basis == "later"
    return basis + ("" if later or one.became is None else _became(one.became, words)) + after


def _basis(cited: CitedPlace, words: Mapping[str, str]) -> str:
    """The reason for the version that a citation leads to, and others it may mean."""
    others = words["and"].join(date or UNDATED for date in cited.candidates if date != cited.date)
    return (
        words["presumed"].format(basis=words[cited.basis], dates=others)
        if cited.presumed
        else words[cited.basis]
    )


def _replaced(by: Replaced, words: Mapping[str, str]) -> str:
    return words["by-work"].format(
        title=by.title, since=words["since"].format(date=by.date) if by.date else ""
    )


def _became(became: Became, words: Mapping[str, str]) -> str:
    now = words["and"].join(number for _, number in became.now)
    parts = [words[became.outcome].format(now=now)]
    if became.reworded and became.explained:
        parts = [*(parts if became.outcome != "reworded" else ()), words["explained"]]
    elif became.reworded and became.outcome != "reworded":
        parts.append(words["reworded"])
    return words["by"].format(date=became.date or UNDATED) + words["and"].join(parts)
