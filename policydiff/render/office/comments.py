"""Comments in the margin of a Word document: what its reader should know and nobody it is sent to
must read as text.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from policydiff.views.pieces import neutral

INITIALS = "PD"


def add_comments(document: Any, texts: Iterable[str], *, author: str) -> None:
    """Put each text into a comment of its own beside the first paragraph, undated: the same input
    must give the same bytes.
    """
    from docx.oxml.ns import qn  # noqa: PLC0415 heavy

    word = document.part.document  # the body may have been put in anew
    for text in texts:
        comment = word.add_comment(
            word.paragraphs[0].runs, text=neutral(text), author=neutral(author), initials=INITIALS
        )
        comment._comment_elm.attrib.pop(qn("w:date"), None)  # noqa: SLF001 python-docx dates every comment by the clock
