"""The templates of problems for files that were stored without them."""

from __future__ import annotations

from policydiff.messages import Message, recall

Template = str | tuple[str, str]

_FOOTNOTES, _ENDNOTES = (
    Message.counted(
        "{count} footnote kept apart from the text and not compared",
        "{count} footnotes kept apart from the text and not compared",
        1,
    ),
    Message.counted(
        "{count} endnote kept apart from the text and not compared",
        "{count} endnotes kept apart from the text and not compared",
        1,
    ),
)
"""Sentences of former programs, which stored files still have."""

TEMPLATES: dict[str, tuple[Template, ...]] = {
    "date-in-name": ("the file's name has {day}, its text {told}",),
    "drafters-notes-left-out": (
        (
            "{count} note of the drafters kept apart from the text and not compared",
            "{count} notes of the drafters kept apart from the text and not compared",
        ),
    ),
    "embedded-left-out": ("the file carries {parts}, neither opened nor run nor read",),
    "encoding-doubtful": ("read as {encoding}, but hardly any of its characters is a common one",),
    "endnotes-left-out": (
        (str(_ENDNOTES.template), str(_ENDNOTES.plural)),
        ("{notes} endnote kept apart from the text", "{notes} endnotes kept apart from the text"),
    ),
    "few-articles": ("hardly any article was found in a text of {size} characters: {count}",),
    "footnotes-left-out": (
        (str(_FOOTNOTES.template), str(_FOOTNOTES.plural)),
        ("{notes} footnote kept apart from the text", "{notes} footnotes kept apart from the text"),
    ),
    "hidden-characters": (
        "{count} control or direction characters (the first is U+{code}) were taken out",
    ),
    "lost-characters": (
        "{count} characters had been lost before this file was made (U+FFFD)",
        "the file does not say what {lost} of its {all} characters are",
    ),
    "number-backwards": ("{num} comes after number {last}",),
    "number-in-line": ("{num} begins a line but is read as a citation",),
    "number-in-paragraph": (
        "{num} stands inside the paragraph before it and was parted off",
        "{count} articles stand inside the paragraphs before them and were parted off, the first of them {num}",
    ),
    "number-repeats": ("{num} stands twice",),
    "number-skips": ("{num} comes after number {last}", "{num} comes first"),
    "numbers-unread": ("{count} numbers such as {num} were seen and not read as provisions",),
    "page-without-text": (
        (
            "page {pages}: a picture without text, missing here",
            "pages {pages}: a picture without text, missing here",
        ),
    ),
    "source-lost-text": (
        "{name} has no content",
        "{name} has a title and nothing below it",
        "{name} names a table that is not there",
    ),
    "turned-text-left-out": ("text that stands at an angle was left out, such as {text}",),
    "two-texts": ("{num} stands again: the file seems to hold two texts",),
}
"""Code of a problem → templates with fields, singular and plural."""


def recall_problem(code: str, text: str) -> Message:
    """The message of a stored sentence, or the sentence if no template fits it."""
    for one in TEMPLATES.get(code, ()):
        texts = (one,) if isinstance(one, str) else one
        found = recall(text, texts)
        if found.template is not None and isinstance(one, tuple):
            return Message.counted(*one, 1 if found.template == one[0] else 2, **found.fields)
        if found.template is not None:
            return found
    return Message(text)
