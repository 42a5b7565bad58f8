"""Citations across works, and what a check found of them, as lines for a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import groupby

from policydiff.locale import Labels, Language, translate
from policydiff.model.cited import (
    Became,
    CitationCheck,
    Citations,
    CitedPlace,
    CitingPlace,
    CrossCitation,
    FormerNumber,
)
from policydiff.model.names import UNDATED
from policydiff.model.work_life import STATUSES, LifeFact
from policydiff.report.citations import quoted

WORDS = Labels(
    "cites",
    {
        "head": "Citing text, below it: provision, words → cited provision (version); what became of it",
        "in force": "in force then",
        "published": "newest published by then",
        "ended": "ended by then; its last text",
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
        "end": "; {fact}",
        "successor": "; {title} took its place",
        "ground": "; what the text rests on has ended ({status}), and no stored text ends the text: to be checked",
        "and": ", ",
        "to": "–",
        "bracket": " ({basis})",
        "presumed": "{basis}; presumed, it may be that of {dates}",
        "summary": "citations: {shown} (texts: {texts}{counts})",
        "count ended": "of ended works or parts: {count}",
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
        for citation in citations:
            yield f"  {_line(citation, language)}"


def summary(citations: Citations, language: Language) -> str:
    """A line with the number of citations shown, and of those read by status."""
    words = WORDS[language]
    counts = "".join(
        words["and"] + words[f"count {status}"].format(count=count)
        for status, count in sorted(citations.counts.items())
    )
    ended = sum(citation.ended is not None for citation in citations.citations)
    counts += words["and"] + words["count ended"].format(count=ended) if ended else ""
    return words["summary"].format(
        shown=len(citations.citations), texts=citations.texts, counts=counts
    )


def left_out(found: Citations, language: Language) -> Iterator[str]:
    """A line on the citations in amending decisions that are left out, if any."""
    if found.left_out:
        count = sum(citations for _, citations in found.left_out)
        yield WORDS[language]["left-out"].format(citations=count, decisions=len(found.left_out))


def _text(place: CitingPlace) -> str:
    return f"{place.title}@{place.date or UNDATED}"


def _line(citation: CrossCitation, language: Language) -> str:
    place, words = citation.mention.place, WORDS[language]
    note = words["note"] if place.note else ""
    head = " ".join(filter(None, (note, place.number, place.text)))
    cited = cited_word(citation, words)
    return f"{head} → {cited}{outcome_word(citation, language, check_words(citation, language))}"


def cited_word(citation: CrossCitation, words: Mapping[str, str]) -> str:
    """The name of the cited provision in its version; "" where no one work is meant."""
    cited = citation.cited
    if cited is None:
        return ""
    provision = words["to"].join(filter(None, (cited.number, cited.end_number)))
    return f"{cited.title}@{cited.date or UNDATED}" + (f"#{provision}" if provision else "")


def outcome_word(citation: CrossCitation, language: Language, finding: str = "") -> str:
    """The reason for the cited version, and the fate of the provision since."""
    cited, words, after = citation.cited, WORDS[language], _end(citation, language)
    if cited is None:
        return finding or words[citation.status] + after
    basis = words["bracket"].format(basis=_basis(cited, words))
    if finding:
        return f"{basis}: {finding}"
    doubt = "" if cited.doubt is None else translate(cited.doubt, language)
    if citation.status != "resolved":
        return f"{basis}: {doubt or words[citation.status]}{after}"
    basis += f": {doubt}" if doubt else ""
    later = citation.became is None or cited.basis == "later"
    return (
        basis
        + ("" if later or citation.became is None else _became(citation.became, words))
        + after
    )


def _basis(cited: CitedPlace, words: Mapping[str, str]) -> str:
    """The reason for the version that a citation leads to, and others it may mean."""
    others = words["and"].join(date or UNDATED for date in cited.candidates if date != cited.date)
    return (
        words["presumed"].format(basis=words[cited.basis], dates=others)
        if cited.presumed
        else words[cited.basis]
    )


def _end(citation: CrossCitation, language: Language) -> str:
    """The end of the cited work or part, its successor, and what rests on it."""
    if citation.ended is None:
        return ""
    words = WORDS[language]
    end = words["end"].format(fact=translate(citation.ended.message, language))
    if citation.replaced is not None and citation.replaced.title != citation.ended.source:
        end += words["successor"].format(title=quoted(citation.replaced.title))
    return end + _ground(citation, words, language)


def _ground(citation: CrossCitation, words: Mapping[str, str], language: Language) -> str:
    if citation.ended is None or not citation.ground:
        return ""
    kinds = STATUSES[language]
    return words["ground"].format(status=kinds.get(citation.ended.kind, kinds["ended"]))


def _became(became: Became, words: Mapping[str, str]) -> str:
    now = words["and"].join(number for _, number in became.now)
    parts = [words[became.outcome].format(now=now)]
    if became.reworded and became.explained:
        parts = [*(parts if became.outcome != "reworded" else ()), words["explained"]]
    elif became.reworded and became.outcome != "reworded":
        parts.append(words["reworded"])
    return words["by"].format(date=became.date or UNDATED) + words["and"].join(parts)


LONGEST_CHANGE = 30
"""Characters of a changed stretch that are shown."""

CHECK_WORDS = Labels(
    "checked citations",
    {
        "in force": "exists in the text in force that day",
        "published": "exists in the newest text published by that day",
        "named": "exists in the version that is named",
        "undated": "exists, and reads the same in all stored versions",
        "itself": "exists",
        "same": ", and reads the same on {date}",
        "words": "; the words beside it fit it",
        "quoted": "; the quoted words stand there",
        "number": "; the number alone was checked, not the words beside it",
        "whole": "the whole text is cited, no provision; checked was that it is stored",
        "renumbered": "same words, now {now}",
        "reworded": "reworded, now {now}{changes}",
        "split": "split into {now}",
        "merged": "merged into {now}",
        "regrouped": "distributed over {now}",
        "removed": "no provision corresponds any more",
        "ended": "it has ended: {fact}",
        "ended-then": "it had ended by then: {fact}",
        "ended-since": "it has ended since: {fact}",
        "successor": "; {now} took its place",
        "ground": "; what the text rests on has ended ({status}), and no word of the text says that it has ended too: to be checked",
        "dangling": "there is no such provision",
        "misquoted": "the quoted words do not stand there",
        "former": "the number may be that of the text of {date}: the words beside it fit {number} there, now {now}; in common: {common}",
        "former-gone": "the number may be that of the text of {date}: the words beside it fit {number} there, to which nothing corresponds now; in common: {common}",
        "also": "; ",
        "unsure": "not certain: {reason}",
        "unchecked": "not checked: {reason}",
        "not stored": "the text is not in the repository",
        "several": "several texts have this title",
        "possibly": "; possibly now {now}",
        "quote-changed": "; the quoted words do not stand there any more",
        "quote-wrong": "; the quoted words did not stand there",
        "corrected": "; to be cited as {corrected}",
        "by-hand": "; by hand: {reason}",
        "after": ": {changes}",
        "change": "“{before}” → “{after}”",
        "added": "added “{after}”",
        "left-out": "left out “{before}”",
        "and": ", ",
        "more": " and more",
        "against": "{title} of {date}: {words}",
        "tally": "citations: {citations}; checked without a fault: {sound}{only}; to be corrected or looked at: {faulty}; not checked: {unchecked}{reasons}",
        "only": " (of {only_exist} the existence alone)",
        "reasons": " ({reasons})",
        "reason": "{reason}: {count}",
        "covers": "Checked was whether what is cited exists in the text of that day, and what became of it since; that the law has ended, where a stored text or a person states it; the words beside it only where it is stated. Whether it is the right law for the matter was not checked.",
    },
)


def check_words(citation: CrossCitation, language: Language) -> str:
    """The finding on a citation of a file, in a line; "" for one without a check."""
    check = citation.check
    if check is None:
        return ""
    words = CHECK_WORDS[language]
    if check.verdict == "stands":
        return _stands(citation, check, words)
    if check.verdict == "ended" and citation.ended is not None:
        return _ended(citation, citation.ended, language)
    if check.verdict == "former" and check.former is not None:
        return _former(check.former, words)
    said = _changed(citation, check, language)
    if check.quote is not None and check.verdict != "misquoted":
        if not check.quote.then:
            said += words["quote-wrong"]
        elif check.quote.now is False:
            said += words["quote-changed"]
    return said if check.former is None else said + words["also"] + _former(check.former, words)


def _ended(citation: CrossCitation, end: LifeFact, language: Language) -> str:
    words, day, cited = CHECK_WORDS[language], citation.mention.day, citation.cited
    key = "ended"
    if end.day is not None and day is not None:
        key = "ended-then" if end.day <= day else "ended-since"
    stated = words[key].format(fact=translate(end.message, language))
    now = () if citation.check is None else citation.check.now
    if now:
        stated += words["successor"].format(now=words["and"].join(map(quoted, now)))
    if cited is not None and citation.status == "dangling":
        stated += words["also"] + words["dangling"]
    return stated + _ground(citation, words, language)


def _changed(citation: CrossCitation, check: CitationCheck, language: Language) -> str:
    words, reason = CHECK_WORDS[language], _reason(citation, check, language)
    if (
        check.verdict == "dangling"
        and citation.cited is not None
        and citation.cited.doubt is not None
    ):
        return translate(citation.cited.doubt, language)
    now = words["and"].join(check.now)
    said = words[check.verdict].format(now=now, changes=_changes(check, language), reason=reason)
    if check.verdict == "unsure" and now:
        said += words["possibly"].format(now=now)
    corrected = check.corrected(citation.mention.place.text)
    if corrected is not None and corrected != now:
        said += words["corrected"].format(corrected=corrected)
    elif reason and check.verdict == "renumbered":
        said += words["by-hand"].format(reason=reason)
    return said


def _reason(citation: CrossCitation, check: CitationCheck, language: Language) -> str:
    if check.reason is not None:
        return translate(check.reason, language)
    if check.verdict != "unchecked":
        return ""
    several = citation.status == "ambiguous work"
    return CHECK_WORDS[language]["several" if several else "not stored"]


def _stands(citation: CrossCitation, check: CitationCheck, words: Mapping[str, str]) -> str:
    if not citation.mention.steps and not citation.mention.internal:
        return words["whole"]
    basis = (
        "itself" if citation.cited is None or citation.mention.internal else citation.cited.basis
    )
    stated = words[basis]
    if check.date is not None:
        stated += words["same"].format(date=check.date)
    if check.compared == "words":
        return stated + words["words" if check.quote is None else "quoted"]
    return stated + words["number"]


def _former(former: FormerNumber, words: Mapping[str, str]) -> str:
    return words["former" if former.now else "former-gone"].format(
        date=former.date or UNDATED,
        number=former.number,
        now=words["and"].join(former.now),
        common=words["and"].join(former.words),
    )


def tally_words(citations: Citations, language: Language) -> str:
    """A line with the citations of a file by what was found of them."""
    words, tally = CHECK_WORDS[language], citations.tally
    reasons = Counter(
        _reason(one, one.check or CitationCheck(verdict="unchecked"), language)
        for one in citations.unchecked
    )
    stated = words["and"].join(
        words["reason"].format(reason=reason, count=count) for reason, count in reasons.items()
    )
    return words["tally"].format(
        **tally.to_dict(),
        only=words["only"].format(only_exist=tally.only_exist) if tally.only_exist else "",
        reasons=words["reasons"].format(reasons=stated) if stated else "",
    )


def comment_words(citation: CrossCitation, language: Language) -> str:
    """The words of a comment, with the text that the citation was checked against."""
    said = check_words(citation, language)
    if citation.check is None or citation.check.date is None or citation.cited is None:
        return said
    title = quoted(citation.cited.title)
    return CHECK_WORDS[language]["against"].format(
        title=title, date=citation.check.date, words=said
    )


def _changes(check: CitationCheck, language: Language) -> str:
    words = CHECK_WORDS[language]
    shown = [
        words["change" if before and after else "added" if after else "left-out"].format(
            before=_cut(before), after=_cut(after)
        )
        for before, after in check.changes
    ]
    more = words["more"] if check.more else ""
    return words["after"].format(changes=words["and"].join(shown) + more) if shown else ""


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST_CHANGE else f"{flat[: LONGEST_CHANGE - 1]}…"
