"""The page of a check of the drafting: a row for each flaw, with its words."""

from __future__ import annotations

from policydiff.locale import Labels, Language, translate
from policydiff.messages import Message
from policydiff.model.index import ProvisionIndex, index_document
from policydiff.model.reports import ReportOptions
from policydiff.report import page
from policydiff.report.pieces import ELLIPSIS, neutral
from policydiff.text.lint.flaw import FLAWS, DraftingCheck, Flaw

AROUND = 18
"""So many characters stand on either side of the words that a flaw points at."""

LINT_WORDS = Labels(
    "check of the drafting",
    {
        "title": "{title}: check of the drafting",
        "found-one": "1 finding in the drafting",
        "found": "{count} findings in the drafting",
        "none": "No finding in the drafting",
        "rule": "Looked for: references that lead nowhere; numbers that skip, repeat or run backwards; short names and terms that are defined and not used, defined twice or used too early; parties of a contract (乙方) that are not introduced; numbers in words and figures side by side that differ; traditional characters in a simplified text, and the reverse; marks without partner; headings without content; of a stored text, that its work, its time of trial or its ground has ended. Any other short name that is defined nowhere looks like a plain word and is not found.",
        "place": "Place",
        "words": "Words",
        "finding": "Finding",
        "advice": "What to do",
        "line": "line {line}",
        "problems": "Reading the text",
        "ended": "Cite what applies in its place.",
        "ended-ground": "Check whether it still applies, and cite the ground that does.",
        "force-open": "Check whether it still applies.",
        "dangling-reference": "Cite the number that is meant, or add the provision.",
        "number-skips": "Check if a provision is missing, or number again.",
        "number-repeats": "Number again, and follow the citations of it.",
        "number-backwards": "Check the order, or number again.",
        "unused-term": "Use the name, or take out its definition.",
        "repeated-term": "Define it once, where it comes first.",
        "early-term": "Define it here, or write the full name here.",
        "undefined-term": "Say who it is, or name another party.",
        "number-differs": "Correct the one that is wrong.",
        "mixed-script": "Write it in the characters of the text.",
        "unclosed-mark": "Add the other mark, or take this one out.",
        "empty-heading": "Add the content, or take it out.",
    },
)
_HEADS = ("place", "words", "finding", "advice")


def lint_page(check: DraftingCheck, options: ReportOptions) -> page.Page:
    """The result, a row for each flaw, and what reading the text met with."""
    said = LINT_WORDS[options.language]
    problems = (translate(one.message, options.language) for one in check.problems)
    return page.Page(
        family="lint",
        language=options.language,
        title=said["title"].format(title=neutral(check.document.title)),
        sections=(
            page.part(page.line(said["rule"], "quiet")),
            *_table(check, options.language),
            *page.listed(said["problems"], problems),
        ),
        summary=(
            page.line(headline(check, options.language), "bad" if check.findings else "good"),
        ),
    )


def headline(check: DraftingCheck, language: Language) -> str:
    """The result of the check in one sentence."""
    key = "none" if not check.findings else "found-one" if check.findings == 1 else "found"
    return LINT_WORDS[language][key].format(count=check.findings)


def _table(check: DraftingCheck, language: Language) -> tuple[page.PageSection, ...]:
    if not check.flaws:
        return ()
    said, index = LINT_WORDS[language], index_document(check.document)
    columns = tuple(page.Column(head=said[key], wide=key in ("words", "finding")) for key in _HEADS)
    rows = tuple(
        _row(flaw, place, index, language)
        for flaw, place in zip(check.flaws, check.places, strict=True)
    )
    return (page.part(page.PageTable(columns=columns, rows=rows, layout="records")),)


def _row(flaw: Flaw, place: str, index: ProvisionIndex, language: Language) -> page.PageRow:
    said = LINT_WORDS[language]
    spot = said["line"].format(line=flaw.line) if flaw.line is not None else ""
    finding = (translate(Message(FLAWS[flaw.type]), language), translate(flaw.message, language))
    return page.PageRow(
        cells=(
            (*page.cell(place), *page.cell(spot, "quiet")),
            quoted_words(flaw, index),
            (*page.cell(finding[0], "strong"), *page.lines(finding[1:])),
            page.cell(said[flaw.type]),
        )
    )


def quoted_words(flaw: Flaw, index: ProvisionIndex) -> page.Lines:
    """The words of a flaw with some around; none where it is a whole provision."""
    node = None if flaw.eid is None else index.by_eid.get(flaw.eid)
    text = getattr(node, "text", None)
    if flaw.span is None or not isinstance(text, str):
        return ()
    begin, end = flaw.span
    before, after = text[:begin], text[end:]
    lead = ELLIPSIS * (len(before) > AROUND) + before[-AROUND:]
    tail = after[:AROUND] + ELLIPSIS * (len(after) > AROUND)
    return (
        page.PageLine(
            text=(*page.words(lead), *page.words(text[begin:end], "hit"), *page.words(tail))
        ),
    )
