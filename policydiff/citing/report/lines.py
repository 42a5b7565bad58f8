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
        for one in citations:
            yield f"  {_line(one, language)}"


def summary(found: Citations, language: Language) -> str:
    """A line with the number of citations shown, and of those read by status."""
    words = WORDS[language]
    counts = "".join(
        words["and"] + words[f"count {status}"].format(count=count)
        for status, count in sorted(found.counts.items())
    )
    ended = sum(one.ended is not None for one in found.citations)
    counts += words["and"] + words["count ended"].format(count=ended) if ended else ""
    return words["summary"].format(shown=len(found.citations), texts=found.texts, counts=counts)


def left_out(found: Citations, language: Language) -> Iterator[str]:
    """A line on the citations in amending decisions that are left out, if any."""
    if found.left_out:
        count = sum(citations for _, citations in found.left_out)
        yield WORDS[language]["left-out"].format(citations=count, decisions=len(found.left_out))


def _text(place: CitingPlace) -> str:
    return f"{place.title}@{place.date or UNDATED}"


def _line(one: CrossCitation, language: Language) -> str:
    place, words = one.mention.place, WORDS[language]
    note = words["note"] if place.note else ""
    head = " ".join(filter(None, (note, place.number, place.text)))
    cited = cited_word(one, words)
    return f"{head} → {cited}{outcome_word(one, language, check_words(one, language))}"


def cited_word(one: CrossCitation, words: Mapping[str, str]) -> str:
    """The name of the cited provision in its version; "" where no one work is meant."""
    cited = one.cited
    if cited is None:
        return ""
    provision = words["to"].join(filter(None, (cited.number, cited.end_number)))
    return f"{cited.title}@{cited.date or UNDATED}" + (f"#{provision}" if provision else "")


def outcome_word(one: CrossCitation, language: Language, found: str = "") -> str:
    """The reason for the cited version, and the fate of the provision since."""
    cited, words, after = one.cited, WORDS[language], _end(one, language)
    if cited is None:
        return found or words[one.status] + after
    basis = words["bracket"].format(basis=_basis(cited, words))
    if found:
        return f"{basis}: {found}"
    doubt = "" if cited.doubt is None else translate(cited.doubt, language)
    if one.status != "resolved":
        return f"{basis}: {doubt or words[one.status]}{after}"
    basis += f": {doubt}" if doubt else ""
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


def _end(one: CrossCitation, language: Language) -> str:
    """The end of the cited work or part, its successor, and what rests on it."""
    if one.ended is None:
        return ""
    words = WORDS[language]
    end = words["end"].format(fact=translate(one.ended.message, language))
    if one.replaced is not None and one.replaced.title != one.ended.source:
        end += words["successor"].format(title=quoted(one.replaced.title))
    return end + _ground(one, words, language)


def _ground(one: CrossCitation, words: Mapping[str, str], language: Language) -> str:
    if one.ended is None or not one.ground:
        return ""
    kinds = STATUSES[language]
    return words["ground"].format(status=kinds.get(one.ended.kind, kinds["ended"]))


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


def check_words(one: CrossCitation, language: Language) -> str:
    """The finding on a citation of a file, in a line; "" for one without a check."""
    check = one.check
    if check is None:
        return ""
    words = CHECK_WORDS[language]
    if check.verdict == "stands":
        return _stands(one, check, words)
    if check.verdict == "ended" and one.ended is not None:
        return _ended(one, one.ended, language)
    if check.verdict == "former" and check.former is not None:
        return _former(check.former, words)
    said = _changed(one, check, language)
    if check.quote is not None and check.verdict != "misquoted":
        if not check.quote.then:
            said += words["quote-wrong"]
        elif check.quote.now is False:
            said += words["quote-changed"]
    return said if check.former is None else said + words["also"] + _former(check.former, words)


def _ended(one: CrossCitation, end: LifeFact, language: Language) -> str:
    words, day, cited = CHECK_WORDS[language], one.mention.day, one.cited
    key = "ended"
    if end.day is not None and day is not None:
        key = "ended-then" if end.day <= day else "ended-since"
    stated = words[key].format(fact=translate(end.message, language))
    now = () if one.check is None else one.check.now
    if now:
        stated += words["successor"].format(now=words["and"].join(map(quoted, now)))
    if cited is not None and one.status == "dangling":
        stated += words["also"] + words["dangling"]
    return stated + _ground(one, words, language)


def _changed(one: CrossCitation, check: CitationCheck, language: Language) -> str:
    words, reason = CHECK_WORDS[language], _reason(one, check, language)
    if check.verdict == "dangling" and one.cited is not None and one.cited.doubt is not None:
        return translate(one.cited.doubt, language)
    now = words["and"].join(check.now)
    said = words[check.verdict].format(now=now, changes=_changes(check, language), reason=reason)
    if check.verdict == "unsure" and now:
        said += words["possibly"].format(now=now)
    corrected = check.corrected(one.mention.place.text)
    if corrected is not None and corrected != now:
        said += words["corrected"].format(corrected=corrected)
    elif reason and check.verdict == "renumbered":
        said += words["by-hand"].format(reason=reason)
    return said


def _reason(one: CrossCitation, check: CitationCheck, language: Language) -> str:
    if check.reason is not None:
        return translate(check.reason, language)
    if check.verdict != "unchecked":
        return ""
    several = one.status == "ambiguous work"
    return CHECK_WORDS[language]["several" if several else "not stored"]


def _stands(one: CrossCitation, check: CitationCheck, words: Mapping[str, str]) -> str:
    if not one.mention.steps and not one.mention.internal:
        return words["whole"]
    basis = "itself" if one.cited is None or one.mention.internal else one.cited.basis
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


def tally_words(found: Citations, language: Language) -> str:
    """A line with the citations of a file by what was found of them."""
    words, tally = CHECK_WORDS[language], found.tally
    reasons = Counter(
        _reason(one, one.check or CitationCheck(verdict="unchecked"), language)
        for one in found.unchecked
    )
    stated = words["and"].join(
        words["reason"].format(reason=reason, count=count) for reason, count in reasons.items()
    )
    return words["tally"].format(
        **tally.to_dict(),
        only=words["only"].format(only_exist=tally.only_exist) if tally.only_exist else "",
        reasons=words["reasons"].format(reasons=stated) if stated else "",
    )


def comment_words(one: CrossCitation, language: Language) -> str:
    """The words of a comment, with the text that the citation was checked against."""
    said = check_words(one, language)
    if one.check is None or one.check.date is None or one.cited is None:
        return said
    title = quoted(one.cited.title)
    return CHECK_WORDS[language]["against"].format(title=title, date=one.check.date, words=said)


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
