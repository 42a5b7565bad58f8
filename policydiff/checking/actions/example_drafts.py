"""The invented contract that ships, as it was sent and as it came back."""

from __future__ import annotations

from policydiff.comparing.actions.diff import report
from policydiff.comparing.engine import compare
from policydiff.locale import Language
from policydiff.model.reports import Edition, ReportOptions
from policydiff.reading.load import load
from policydiff.report import formats
from policydiff.resources import resource
from policydiff.works.session import GivenText

_DRAFT = ("sent", "untraced", "returned")
"""The contract as sent, with three silent changes, and with the tracked ones too."""

AUTHOR = "乙方"
"""Who signs the tracked changes."""


def example_drafts(language: Language) -> tuple[GivenText, GivenText]:
    """The sent and the returned Word file.

    The returned one has tracked changes beside three that were made without a trace.
    """
    texts = resource("corpora", "example") / "returned-draft"
    sent, untraced, new = (load(texts / f"{name}.txt") for name in _DRAFT)
    shape = ReportOptions(language=language, author=AUTHOR)
    return (
        GivenText(name="sent.docx", data=formats.write(Edition(document=sent), "docx", shape)),
        GivenText(
            name="returned.docx", data=report(compare.diff(untraced, new), "redline_docx", shape)
        ),
    )
