"""How a text is called that a decision yields and no authority published."""

from __future__ import annotations

from policydiff.locale import translate
from policydiff.messages import Message

UNOFFICIAL = Message("compiled from the amending decision; not an official text")
"""What is said of such a text wherever it is named."""


def marked(name: str, language: str, *, compiled: bool) -> str:
    """What a text is called, with the mark behind it where it was compiled."""
    return (
        translate(Message("{name}, {mark}", name=name, mark=UNOFFICIAL), language)
        if compiled
        else name
    )
