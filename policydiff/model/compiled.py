"""The name of a text that results from a decision and is not official.

No authority published it.
"""

from __future__ import annotations

from policydiff.locale import translate
from policydiff.messages import Message

UNOFFICIAL = Message("compiled from the amending decision; not an official text")
"""What is said of such a text wherever it is named."""


def marked(name: str, language: str, *, compiled: bool) -> str:
    """The name of a text, followed by a mark where it was compiled."""
    return (
        translate(Message("{name}, {mark}", name=name, mark=UNOFFICIAL), language)
        if compiled
        else name
    )
