"""The links and the facts on a page of one version."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policydiff.locale import Labels, Language, translate
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.version_names import amendment_of
from policydiff.model.work_life import WorkStatus
from policydiff.report.print_rules import safe
from policydiff.report.printed import PrintedParagraph
from policydiff.report.versions import amended_word, ground_note

_LABELS = Labels(
    "fact of an export",
    {
        "adopted": "Adopted",
        "approved": "Approved",
        "signed": "Signed",
        "promulgated": "Promulgated",
        "in_force": "In force",
        "posted": "Posted",
        "named": "In the file's name",
        "document_number": "Number",
        "authority": "Authority",
        "articles": "Articles",
        "status": "Status",
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedWords:
    """A stretch of a paragraph.

    `target` is the eId that it refers to, None for plain words. `first` are words before the link:
    readers take a paragraph that begins with one as an entry of contents.
    """

    text: str
    target: str | None = None
    first: str = ""


def linked(paragraph: PrintedParagraph, places: frozenset[str]) -> Iterator[LinkedWords]:
    """The words after the number of a paragraph; references to `places` are links."""
    at = paragraph.bold
    for reference in sorted(paragraph.references, key=lambda one: one.span):
        begin, end = reference.span
        if reference.target not in places or begin < at or end > len(paragraph.text):
            continue
        if end - begin < 2:
            continue
        yield LinkedWords(text=paragraph.text[at:begin])
        lead = 1 if begin == 0 else 0
        yield LinkedWords(
            text=paragraph.text[begin + lead : end],
            target=reference.target,
            first=paragraph.text[begin : begin + lead],
        )
        at = end
    yield LinkedWords(text=paragraph.text[at:])


def version_facts(
    document: Document, language: Language, status: WorkStatus | None = None
) -> Iterator[tuple[str, str]]:
    """The facts of a version, and the status of its work: a label and a value each."""
    facts = {
        "document_number": document.document_number,
        "authority": document.authority,
        **document.dates.to_dict(),
    }
    if document.dates.in_force is not None:
        ground = ground_note(document.in_force_ground, language)
        facts["in_force"] = document.dates.in_force + ground
    if document.articles:
        facts["articles"] = str(len(document.articles))
    if status is not None:
        facts["status"] = translate(Message.joined(status.messages), language)
    labels, amendment = _LABELS[language], amendment_of(document)
    yield from (
        (amended_word(name, document.dates, amendment, language) or labels[name], safe(value))
        for name, value in facts.items()
        if value
    )
    yield from (
        (safe(entry.name), safe(entry.value)) for entry in document.head if entry.value is not None
    )
