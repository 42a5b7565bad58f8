"""The page of a provision with its grounds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from policydiff.locale import Labels, Language, translate
from policydiff.messages import Message
from policydiff.model.history import VersionFacts
from policydiff.model.reports import ReportOptions
from policydiff.model.version import Dates
from policydiff.model.version_names import UNOFFICIAL
from policydiff.report.labels import date_word
from policydiff.report.page import FactLines, Page, PageLine, PageSection, line, part, words
from policydiff.report.pieces import neutral
from policydiff.report.versions import amended_word, ground_note


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """The words of a provision, and their proof.

    `citation` is the form in which it is cited, with its version; `lines` are its printed lines.
    `sources` are the names of the files of the version, with their SHA-256; `remarks` state its
    status on `day` (ISO).
    """

    family: ClassVar[str] = "extract"

    citation: str
    lines: tuple[str, ...]
    facts: VersionFacts
    dates: Dates
    sources: tuple[tuple[str, str], ...]
    day: str
    remarks: tuple[Message, ...] = ()


WORDS = Labels(
    "provision with its grounds",
    {
        "grounds": "Grounds",
        "work": "Text",
        "number": "Document number",
        "authority": "Issued by",
        "adopted": "Adopted",
        "approved": "Approved",
        "signed": "Signed",
        "promulgated": "Promulgated",
        "posted": "Posted",
        "named": "Date in the file's name",
        "in_force": "In force",
        "unknown": "no stored text states the day",
        "by": "{day}, by {act}",
        "status": "Status on {day}",
        "compiled": "Origin",
        "source": "Source file",
        "no-source": "none stored",
    },
)


def extract_page(shown: Extract, options: ReportOptions) -> Page:
    """The citation, the words, and the facts that prove them."""
    language = options.language
    grounds = tuple(
        PageLine(name=name, text=words(value)) for name, value in grounds_of(shown, language)
    )
    return Page(
        family="extract",
        language=language,
        title=neutral(shown.citation),
        sections=(
            part(*(line(text) for text in shown.lines)),
            PageSection(
                heading=line(WORDS[language]["grounds"], "strong"),
                blocks=(FactLines(lines=grounds),),
            ),
        ),
    )


def grounds_of(shown: Extract, language: Language) -> Iterator[tuple[str, str]]:
    """The facts that prove the words: a label and a value each."""
    labels, facts = WORDS[language], shown.facts
    yield labels["work"], facts.title
    for key, value in (("number", facts.number), ("authority", facts.authority)):
        if value:
            yield labels[key], value
    for name, day in shown.dates.to_dict().items():
        if name != "in_force":
            amended = amended_word(name, shown.dates, facts.amendment, language)
            yield amended or labels[name], date_word(day, language)
    yield labels["in_force"], _in_force(shown, language)
    for remark in shown.remarks:
        day = labels["status"].format(day=date_word(shown.day, language))
        yield labels["compiled"] if remark == UNOFFICIAL else day, translate(remark, language)
    for name, digest in shown.sources:
        yield labels["source"], f"{name} SHA-256 {digest}"
    if not shown.sources:
        yield labels["source"], labels["no-source"]


def _in_force(shown: Extract, language: Language) -> str:
    facts, labels = shown.facts, WORDS[language]
    if facts.in_force is None:
        return labels["unknown"]
    day = date_word(facts.in_force, language)
    if facts.in_force_act is not None:
        return labels["by"].format(day=day, act=facts.in_force_act.title)
    return day + ground_note(facts.in_force_ground, language)
