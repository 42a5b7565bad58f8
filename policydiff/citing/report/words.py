"""The words about a checked citation, for a line and for a comment."""

from __future__ import annotations

from policydiff.locale import Labels, Language, translate
from policydiff.model.cited import CitationCheck, CrossCitation
from policydiff.report.citations import quoted

LONGEST_CHANGE = 30
"""Characters of a changed stretch that are shown."""

WORDS = Labels(
    "checked citations",
    {
        "stands": "stands as it was",
        "itself": "exists",
        "whole": "the whole text is cited, no provision",
        "renumbered": "same words, now {now}",
        "reworded": "reworded, now {now}{changes}",
        "split": "split into {now}",
        "merged": "merged into {now}",
        "regrouped": "distributed over {now}",
        "removed": "no provision corresponds any more",
        "replaced": "replaced by {now}",
        "dangling": "there is no such provision",
        "misquoted": "the quoted words do not stand there",
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
    },
)


def check_words(one: CrossCitation, language: Language) -> str:
    """The finding on a citation of a file, in a line; "" for one without a check."""
    check = one.check
    if check is None:
        return ""
    words = WORDS[language]
    reason = "" if check.reason is None else translate(check.reason, language)
    if not reason and check.verdict == "unchecked":
        reason = words["several" if one.status == "ambiguous work" else "not stored"]
    now = words["and"].join(check.now)
    if check.verdict == "replaced":
        now = words["and"].join(map(quoted, check.now))
    said = words[_key(one, check)].format(now=now, changes=_changes(check, language), reason=reason)
    if check.verdict == "unsure" and now:
        said += words["possibly"].format(now=now)
    if check.quote is not None and check.verdict != "misquoted":
        if not check.quote.then:
            said += words["quote-wrong"]
        elif check.quote.now is False:
            said += words["quote-changed"]
    corrected = check.corrected(one.mention.place.text)
    if corrected is not None and corrected != now:
        said += words["corrected"].format(corrected=corrected)
    elif reason and check.verdict == "renumbered":
        said += words["by-hand"].format(reason=reason)
    return said


def _key(one: CrossCitation, check: CitationCheck) -> str:
    """The key of the words for a verdict."""
    if check.verdict != "stands" or (one.mention.steps and not one.mention.internal):
        return check.verdict
    return "itself" if one.mention.internal else "whole"


def comment_words(one: CrossCitation, language: Language) -> str:
    """The words of a comment, with the text that the citation was checked against."""
    said = check_words(one, language)
    if one.check is None or one.check.date is None or one.cited is None:
        return said
    title = quoted(one.cited.title)
    return WORDS[language]["against"].format(title=title, date=one.check.date, words=said)


def _changes(check: CitationCheck, language: Language) -> str:
    """The first stretches that changed."""
    words = WORDS[language]
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
