"""复核台: a review of one case at a time, with the same keys for all sorts of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.responses import Response

from policydiff.errors import UsageError
from policydiff.locale import Labels
from policydiff.messages import Message
from policydiff.report.html.environment import HtmlPage
from policydiff.web import answers
from policydiff.web.dropped import FormState
from policydiff.web.frame import Frame
from policydiff.web.state import DeskAct
from policydiff.web.visit import Visit

MOST_UNDONE = 100
"""So many acts of one person at one desk can be undone."""

END = "end"
"""Stands in an address for the page behind the last case."""

WORDS = Labels(
    "review desk",
    {
        "desk": "Review one by one",
        "home": "Back to the whole",
        "place": "{place} of {count}",
        "far": "Seen {done} of {count}; doubtful ones not seen: {doubtful}",
        "all": "All",
        "unseen": "Unseen",
        "doubtful": "Doubtful",
        "part": "Chapter or document",
        "any-part": "All of it",
        "apply": "Show",
        "next": "Next",
        "previous": "Previous",
        "list": "All cases, the doubtful first",
        "doubt": "To check",
        "none-left": "Nothing here is left to be reviewed with this choice.",
        "ended": "All {count} were seen.",
        "left": "Not seen: {count}.",
        "go-on": "Go on with the unseen ones",
        "files": "What can be sent",
        "unsigned": "Seen without a name: {count}.",
        "your-name": "Your name, for the record",
        "name-help": "What you tick and write from now on bears it; this browser remembers it.",
        "save-name": "Remember",
        "undo": "Undo: {what}",
        "see": "Seen",
        "odds": "odds {odds}",
        "seen": "Seen, and on",
        "unsee": "Not seen after all",
        "reason": "Reason",
        "store": "Store",
        "store-on": "Store, and on",
        "and-on": "{verdict}, and on",
        "otherwise": "Pair otherwise",
        "key-v": "seen, and on to the next; what was seen is unseen again",
        "key-r": "write a reason",
        "key-n": "next",
        "key-N": "previous",
        "key-p": "pair otherwise: open the candidates",
        "key-1": "take a candidate by its number",
        "key-u": "undo the last act",
        "key-store": "store what is written",
        "key-leave": "leave the field; what is written stays",
    },
)

KEYS = (
    ("v", "key-v"),
    ("r", "key-r"),
    ("n", "key-n"),
    ("N", "key-N"),
    ("p", "key-p"),
    ("1 … 9", "key-1"),
    ("u", "key-u"),
    ("Ctrl Enter", "key-store"),
    ("Esc", "key-leave"),
)
"""The keys of every desk → the keys of their words."""

Show = Literal["", "unseen", "doubtful"]


class NoActError(UsageError):
    """Nothing was done here that can be taken back."""

    def __init__(self) -> None:
        super().__init__(
            Message("nothing that was done here since the page was started is left to undo")
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskCase:
    """A case of a review.

    `key` names it in addresses, `part` is its chapter or document. `doubtful` ones want a reader
    first; `done` says who reviewed it, and when, "" for nobody.
    """

    key: str
    name: str
    part: str = ""
    doubtful: bool = False
    done: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskWish:
    """The cases that a person wants, and the open one: "" for the first, or `END`."""

    at: str = ""
    show: Show = ""
    part: str = ""

    @classmethod
    def of(cls, visit: Visit) -> DeskWish:
        """The wish of an address, or of a form that leads back to it."""
        show = visit.asked("show") or visit.field("show")
        return cls(
            at=visit.asked("at"),
            show="unseen" if show == "unseen" else "doubtful" if show == "doubtful" else "",
            part=visit.asked("part") or visit.field("part"),
        )

    @property
    def fields(self) -> dict[str, str]:
        """The choice as parameters or fields, without the case and what is empty."""
        return {key: one for key, one in (("show", self.show), ("part", self.part)) if one}


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The cases in their order, and the wish of a person."""

    cases: tuple[DeskCase, ...]
    wish: DeskWish

    @property
    def listed(self) -> tuple[DeskCase, ...]:
        """The wished cases; the open one stays among them."""
        return tuple(one for one in self.cases if self._fits(one))

    def _fits(self, case: DeskCase) -> bool:
        if case.key == self.wish.at:
            return True
        wanted = {"": True, "unseen": not case.done, "doubtful": case.doubtful}
        return wanted[self.wish.show] and self.wish.part in ("", case.part)

    @property
    def case(self) -> DeskCase | None:
        """The open case, None at the end; without its key the first that nobody reviewed."""
        if self.wish.at == END:
            return None
        listed = self.listed
        first = next((one for one in listed if not one.done), listed[0] if listed else None)
        return next((one for one in listed if one.key == self.wish.at), first)

    @property
    def place(self) -> int:
        """The place of the open case among the listed ones, from 1; 0 where none is open."""
        case = self.case
        return 0 if case is None else self.listed.index(case) + 1

    @property
    def after(self) -> str:
        """The key of the next listed case, `END` behind the last."""
        listed = self.listed
        return listed[self.place].key if 0 < self.place < len(listed) else END

    @property
    def before(self) -> str:
        """The key of the listed case before, "" before the first."""
        listed = self.listed
        if self.wish.at == END:
            return listed[-1].key if listed else ""
        return listed[self.place - 2].key if self.place > 1 else ""

    @property
    def parts(self) -> tuple[str, ...]:
        """The chapters or documents of all cases, in their order."""
        return tuple(dict.fromkeys(case.part for case in self.cases if case.part))

    @property
    def done(self) -> int:
        """The number of cases that somebody reviewed."""
        return sum(bool(case.done) for case in self.cases)

    @property
    def doubtful(self) -> int:
        """The number of doubtful cases that nobody reviewed."""
        return sum(case.doubtful and not case.done for case in self.cases)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskHtml(HtmlPage):
    """The page of a desk: its progress, and one case.

    `address` is that of the desk without a wish, `home` that of the whole. `files` are what can be
    sent, each with its words. `case_template` shows the open case; `act` is the last one here, None
    for none. With `needs_name` it asks for the name that the marks bear.
    """

    template: str = "desk.html.j2"
    visit: Visit
    desk: Desk
    address: str
    home: str
    files: Sequence[tuple[str, str]]
    case_template: str
    form: FormState
    act: DeskAct | None = None
    needs_name: bool = False

    @property
    def desk_words(self) -> Mapping[str, str]:
        """The words of every desk."""
        return WORDS[self.visit.language]

    @property
    def unsigned(self) -> int:
        """The number of cases that were ticked without a name, where that is possible."""
        return 0

    @property
    def asked_fields(self) -> list[tuple[str, str]]:
        """The parameters of the address, as fields of a form."""
        return parse_qsl(urlsplit(self.address).query)

    def lead(self, **wish: str) -> str:
        """The address with another wish."""
        return desk_address(self.address, replace(self.desk.wish, **wish))  # type: ignore[arg-type]


def desk_address(address: str, wish: DeskWish) -> str:
    """The address of a desk with a wish."""
    asked = urlencode({**wish.fields, **({"at": wish.at} if wish.at else {})})
    return f"{address}{'&' if '?' in address else '?'}{asked}" if asked else address


def show(page: DeskHtml, styles: Iterable[str] = (), *, status: int = 200) -> Response:
    """The page in its frame."""
    words = page.desk_words
    frame = Frame(
        scripts=("desk.js",),
        styles=("compare.css", *styles, "desk.css"),
        keys=tuple((key, words[name]) for key, name in KEYS),
        back=page.lead(),
    )
    return answers.html(page.visit, page, frame=frame, status=status)


def note(visit: Visit, address: str, act: DeskAct) -> None:
    """Remember an act of a person at a desk, so that it can be undone."""
    _remember(visit, address, (*_acts(visit, address)[1 - MOST_UNDONE :], act))


def last_act(visit: Visit, address: str) -> DeskAct | None:
    """The last act of the person at a desk."""
    return next(reversed(_acts(visit, address)), None)


def _acts(visit: Visit, address: str) -> tuple[DeskAct, ...]:
    return visit.state.acts.get((visit.asker.name, address)) or ()


def _remember(visit: Visit, address: str, acts: tuple[DeskAct, ...]) -> None:
    visit.state.acts.put((visit.asker.name, address), acts, len(acts))


def undo(visit: Visit) -> Response:
    """Take back the last act at a desk, and lead to its case.

    Raises `NoActError`, and what the act raises where its ground has changed since.
    """
    address = visit.field("desk")
    act = last_act(visit, address)
    if act is None or act.name != visit.field("act"):
        raise NoActError
    act.undo(visit)
    _remember(visit, address, _acts(visit, address)[:-1])
    return answers.onward(desk_address(address, replace(DeskWish.of(visit), at=act.key)))


SCREENS = (answers.Endpoint(path="/desk/undo", answer=undo, methods=("POST",)),)
