"""What a page of one version shows beside its words."""

from __future__ import annotations

import pytest

from policydiff.library.report.export import linked
from policydiff.model.citation import Reference
from policydiff.report.printed import PrintedParagraph


def reference(text: str, words: str, target: str | None) -> Reference:
    begin = text.index(words)
    return Reference(span=(begin, begin + len(words)), text=words, internal=True, target=target)


def shown(text: str, *references: Reference, bold: int = 0) -> str:
    """The words, [] around links."""
    paragraph = PrintedParagraph(text=text, bold=bold, references=references)
    parts = linked(paragraph, frozenset(("art_1", "art_2")))
    return "".join(
        f"{part.first}[{part.text}]" if part.target is not None else part.text for part in parts
    )


@pytest.mark.parametrize(
    ("text", "targets", "bold", "expected"),
    [
        (
            "第三条　依照第一条、第二条办理。",
            {"第一条": "art_1", "第二条": "art_2"},
            3,
            "　依照[第一条]、[第二条]办理。",
        ),
        ("第一条的规定另行适用。", {"第一条": "art_1"}, 0, "第[一条]的规定另行适用。"),
        ("依照第九条办理。", {"第九条": "art_9"}, 0, "依照第九条办理。"),
        ("第一条　依照办理。", {"第一条": "art_1"}, 3, "　依照办理。"),
    ],
)
def test_references_to_places_of_the_text_are_links(text, targets, bold, expected):
    references = (reference(text, words, target) for words, target in targets.items())

    assert shown(text, *references, bold=bold) == expected
