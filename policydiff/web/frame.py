"""The frame of every page: the bar above it, the day of reading, the foot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from policydiff.locale import Labels, Language
from policydiff.messages import Message
from policydiff.report.html.environment import HtmlPage
from policydiff.web.static_files import address_of

WORDS = Labels(
    "frame of the page",
    {
        "skip": "To the text",
        "start": "Start",
        "menu": "Menu",
        "compare": "Compare",
        "library": "Library",
        "opinions": "Opinions and laws",
        "decisions": "Decisions",
        "check": "Check a file",
        "jump": "A citation, a title, or words",
        "find": "Find",
        "other-language": "中文",
        "day": "Day of reading",
        "day-today": "Today",
        "day-set": "Set",
        "day-back": "Back to today",
        "day-bar": "Texts, search, comparisons and previews show the law of {day}; the library lists the newest texts",
        "foot": "On this machine alone · not connected to the net",
        "foot-served": "Served at {host} · fetches nothing from the net",
        "accessibility": "Accessibility",
        "keys": "Keys",
        "key-help": "this list",
        "key-jump": "the box above",
        "key-start": "the start",
        "close": "Close",
        "waiting": "Still working",
        "waiting-help": "This page asks again by itself every two seconds.",
        "stop": "Stop",
        "stopped": "Stopped before its end",
        "texts-here": "These texts are still here, until the page ends:",
        "again": "Try again",
        "change-texts": "Choose other texts",
        "stopped-help": "Cut the texts and try a part of them, or use the command line on the same files: it has no such limit.",
        "refused": "This cannot be shown",
        "before": "Back to the page before",
        "chosen": "Chosen: {name}",
        "conflict": "Changed meanwhile",
        "stored-now": "Stored now",
        "stored-by": "Stored now: {what}",
        "typed-here": "Written here",
        "store-typed": "Store what was written here",
        "keep-stored": "Leave what is stored",
        "nothing": "nothing",
        "unsent": "what is written stays here, and can be sent again",
        "unreachable": "the page does not answer; start policydiff serve again",
        "back": "Back to the start",
    },
)
"""The words of the frame."""

SECTIONS: Mapping[str, str] = {
    "/compare": "compare",
    "/works": "library",
    "/relations": "opinions",
    "/decisions": "decisions",
    "/check": "check",
}
"""The addresses in the bar → the keys of their words."""

GO: Mapping[str, tuple[str, str]] = {
    "g h": ("key-start", "/"),
    "g c": ("compare", "/compare"),
    "g l": ("library", "/works"),
    "g s": ("find", "/search"),
    "g o": ("opinions", "/relations"),
    "g d": ("decisions", "/decisions"),
    "g f": ("check", "/check"),
}
"""The keys that go to a screen → the keys of their words and the addresses."""

KEYS = (("?", "key-help"), ("/", "key-jump"), *((key, word) for key, (word, _) in GO.items()))
"""The keys of every page → the keys of their words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The wishes of a page for its frame.

    `scripts` and `styles` are files of `web/static`, `keys` the keyboard's keys on this page with
    what each does, and `data` what a script reads from the body, by the
    name of the attribute after ``data-``. A page with `again` asks again after so many seconds.
    `within` is the operand of the text that the page shows: a provision in the box above is one of
    it. The answer to a form names with `back` the page to which the links of its bar lead. `unread`
    are notes on what the page could not look into.
    """

    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    keys: tuple[tuple[str, str], ...] = ()
    data: Mapping[str, str] = field(default_factory=dict)
    again: int = 0
    within: str = ""
    back: str = ""
    unread: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFrame:
    """Everything that the templates around a page read, and that every page may read.

    `main` is the element of the main part of a report, which stands within that of the page.
    `language` is that of the page, `frame_language` that of the person; `here` is the path,
    `data_forms` are the forms of the same for programs with their addresses, `frame_back` is the
    address to which the forms of the bar lead, and `other_language` that of the page in the next
    language. `keys` are those of the keyboard, each with what it does here.
    """

    page: HtmlPage
    frame: Frame
    main: str = "div"
    language: Language
    chinese: bool
    frame_language: Language
    frame_words: Mapping[str, str]
    frame_unread: Sequence[str]
    frame_back: str
    foot: str
    keys: Iterable[tuple[str, str]]
    day: str | None
    here: str
    data_forms: Sequence[tuple[str, str]]
    token: str
    other_language: str

    address_of = staticmethod(address_of)
    sections = SECTIONS
    go = GO
