"""A visit: one request, with the choices of the person who sent it."""

from __future__ import annotations

import hmac
import json
import re
import secrets
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from threading import Event
from typing import Any, TypeVar
from urllib.parse import quote, unquote, urlsplit

from starlette.datastructures import FormData, QueryParams, UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match

from policydiff.errors import InputError, PolicyDiffError, UsageError
from policydiff.locale import LANGUAGES, Language, translate
from policydiff.messages import Message
from policydiff.reading.load import MAX_BYTES, STANDARD_INPUT
from policydiff.store.titles import one_line
from policydiff.web.guards import READING
from policydiff.web.state import PREFIX, State
from policydiff.web.working import PATIENCE, Asker
from policydiff.works.session import GivenText, Session

T = TypeVar("T")

REVIEWER = "by"
"""The field of a form with the name of who judges, or fills something in."""

VISITOR, LANGUAGE, DAY, PERSON = "policydiff", "language", "day", "person"
"""The names of the cookies: who sent a form, and what was chosen for all pages;
the last holds the name that a person gave, as an address would."""

TOKEN = "token"  # noqa: S105 the name of a field
"""The name of the field of a form, and of the head, that carries the token of the session."""

_VISITOR = re.compile(r"[0-9a-f]{32}")
"""For example: 0123456789abcdef0123456789abcdef"""

_MOST_FIELDS = 2_000
_MOST_FILES = 40
"""So many fields and files are read: a chain has a text and two files a decision."""

MOST_NAME = 60
"""Characters of a name that a person gives on the page."""


class NoTokenError(UsageError):
    """A form came without the token of its session."""

    def __init__(self) -> None:
        super().__init__(
            Message("this form is not of this session; load the page again, then send it")
        )


class NoFormError(UsageError):
    """A program sent no form."""

    def __init__(self) -> None:
        super().__init__(
            Message("send the texts and choices as a form: multipart/form-data with files")
        )


class NamelessError(UsageError):
    """A judgement came without a name."""

    def __init__(self) -> None:
        super().__init__(Message("write your name first; it is stored with every judgement"))


class FieldError(PolicyDiffError):
    """A mistake in a field of a form, whose page shows it there."""

    def __init__(self, field: str, error: PolicyDiffError, operand: str = "") -> None:
        """`field` is its name, `error` what is wrong there, `operand` the text."""
        super().__init__(error.message, error.details)
        self.field, self.error, self.operand = field, error, operand


class NotShownError(InputError):
    """A form states what it showed as no form of ours does."""

    def __init__(self) -> None:
        super().__init__(Message("this form is not of this page; load the page again"))


class TextTooLargeError(InputError):
    """A text that came with a form is too large."""

    def __init__(self, name: str) -> None:
        """`name` is that of the file."""
        super().__init__(
            Message(
                "{name} is larger than {size} MB, the most that is read",
                name=name,
                size=MAX_BYTES // 1024 // 1024,
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request and the choices that come with it.

    `day` is the ISO day of reading (查看日期) where one is set: all reading, search and previews
    follow it. `person` is the name that a trusted proxy gives. `fields` and `texts` are those of a
    form, `visitor` is the cookie of the browser. `fault` is a file of the form that was not read.
    """

    state: State
    request: Request
    visitor: str
    language: Language
    day: str | None = None
    person: str | None = None
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    texts: Mapping[str, tuple[GivenText, ...]] = field(default_factory=dict)
    fault: FieldError | None = None
    gone: Event = field(default_factory=Event)
    """Set where the person no longer waits for the answer."""
    _session: list[Session] = field(default_factory=list, repr=False, compare=False)

    def worked_out(
        self, key: Hashable, make: Callable[[], T], patience: float | None = PATIENCE
    ) -> T:
        """A result that takes seconds, as `Working.get` gives it."""
        found: T = self._ask(key, make, patience)
        return found

    def worked_apart(
        self, key: Hashable, make: Callable[[], Callable[[], T]], patience: float | None = PATIENCE
    ) -> T:
        """The same for a call that `make` gives, done by a process within limits.

        The call is one of a module's function; it and its result can be pickled.
        """
        found: T = self._ask(key, make, patience, apart=True)
        return found

    def _ask(
        self, key: Hashable, make: Callable[[], Any], patience: float | None, *, apart: bool = False
    ) -> Any:
        working, results = self.state.working, self.state.results.get
        return working.get(results, key, make, patience, asker=self.asker, apart=apart)

    @property
    def asker(self) -> Asker:
        """The person as one who asks for results; those without a cookie are one group."""
        group = self.person or ("" if VISITOR not in self.request.cookies else self.visitor)
        return Asker(name=self.person or self.visitor, group=group, gone=self.gone)

    @property
    def reads(self) -> bool:
        """True for a request that changes nothing."""
        return self.request.method in READING

    def page_address(self, after: str = "") -> str:
        """The address of what is shown.

        The answer to a form has none; `after` takes its place, else the page that stands at the
        address of the form, else the library.
        """
        url, scope = self.request.url, {**self.request.scope, "method": "GET"}
        if not self.reads:
            routes = self.request.app.routes
            if after or all(one.matches(scope)[0] != Match.FULL for one in routes):
                return after or "/works"
        return f"{url.path}?{url.query}" if url.query else url.path

    @property
    def before(self) -> str:
        """The address of the page of ours that led here, "" where none did."""
        url, led = self.request.url, urlsplit(self.request.headers.get("referer", ""))
        if led.netloc != self.request.headers.get("host") or not led.path.startswith("/"):
            return ""
        address = f"{led.path}?{led.query}" if led.query else led.path
        is_here = self.reads and address == (f"{url.path}?{url.query}" if url.query else url.path)
        return "" if is_here or address.startswith("//") else address

    @property
    def session(self) -> Session:
        """The session for reading, at one commit where the request changes nothing."""
        if not self.reads:
            return self.state.reading(self.language)
        if not self._session:
            self._session.append(self.state.reading(self.language))
        return self._session[0]

    def session_of(self, *operands: str | None) -> Session:
        """The session for reading with those texts alone that these operands name."""
        names = {one.partition("#")[0] for one in operands if one}
        uploads = self.state.uploads
        return self.session.beside(given={one: uploads[one] for one in names if one in uploads})

    @property
    def writing(self) -> Session:
        """The session for a change, which bears the name of the person."""
        return self.state.writing(self.language).beside(person=self.person)

    @property
    def name(self) -> str:
        """The name of the person: by the proxy, else as they gave it, else ""."""
        if self.person is not None:
            return self.person
        return short_name(unquote(self.request.cookies.get(PERSON, "")))

    @property
    def from_elsewhere(self) -> bool:
        """True where a page of another site led here: then the browser sends no cookies."""
        return self.request.headers.get("sec-fetch-site") in ("cross-site", "same-site")

    @property
    def query(self) -> QueryParams:
        """The parameters of the address."""
        return self.request.query_params

    @property
    def path(self) -> Mapping[str, str]:
        """The parts of the address that its route names."""
        return self.request.path_params

    @property
    def token(self) -> str:
        """The token that a form of this visitor must bring."""
        return self.state.token(self.visitor)

    def asked(self, name: str, otherwise: str = "") -> str:
        """The value of a parameter of the address, without spaces around it."""
        return self.query.get(name, otherwise).strip()

    def field(self, name: str, otherwise: str = "") -> str:
        """The first value of a field of the form, without spaces around it."""
        return next(iter(self.fields.get(name, ())), otherwise).strip()

    @property
    def shown(self) -> Mapping[str, str]:
        """The cells of a form as it was shown, by name.

        A form that brings none showed nothing. Raises `NotShownError`.
        """
        try:
            cells = json.loads(self.field("shown") or "{}")
        except (ValueError, RecursionError):
            raise NotShownError from None
        if not isinstance(cells, dict) or not all(isinstance(one, str) for one in cells.values()):
            raise NotShownError
        return cells

    def has_tag(self, tag: str) -> bool:
        """True where the browser has the answer with this strong tag already."""
        given = self.request.headers.get("if-none-match", "")
        return any(one.strip() == tag for one in given.split(","))

    def on_day(self, operand: str) -> str:
        """An operand that names a work alone, as the work was on the day of reading."""
        dated = self.day is None or "@" in operand or operand.startswith(PREFIX)
        return operand if dated else f"{operand}@@{self.day}"

    def words(self, message: Message) -> str:
        """A message in the language of the person."""
        return translate(message, self.language)


_FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")


async def visit_of(request: Request, *, of_program: bool = False) -> Visit:
    """Read a request, its form too.

    Raises `NoTokenError` for a form of another session; one `of_program`, which changes nothing,
    needs no token. Raises `NoFormError`.
    """
    visit = without_form(request)
    if visit.reads:
        return visit
    if of_program and not request.headers.get("content-type", "").lower().startswith(_FORMS):
        raise NoFormError
    async with request.form(
        max_files=_MOST_FILES, max_fields=_MOST_FIELDS, max_part_size=MAX_BYTES + 1
    ) as form:
        fields, texts, fault = await _read_form(form)
    sent = request.headers.get(f"x-{TOKEN}") or next(iter(fields.get(TOKEN, ())), "")
    if not of_program and (
        request.cookies.get(VISITOR) != visit.visitor
        or not hmac.compare_digest(sent.encode("utf-8", "replace"), visit.token.encode())
    ):
        raise NoTokenError
    return replace(visit, fields=fields, texts=texts, fault=fault)


def without_form(request: Request) -> Visit:
    """The choices of a request alone, whatever its form holds."""
    state: State = request.app.state.page
    visitor = request.cookies.get(VISITOR, "")
    return Visit(
        state=state,
        request=request,
        visitor=visitor if _VISITOR.fullmatch(visitor) else secrets.token_hex(16),
        language=language_of(request),
        day=_day(request.cookies.get(DAY, "")),
        person=None if state.proxy is None else state.proxy.person(request.headers) or "",
    )


def short_name(name: str) -> str:
    """A name on one line, of at most `MOST_NAME` characters."""
    return one_line(name.encode("utf-8", "replace").decode(), MOST_NAME).strip()


def reviewer_of(visit: Visit) -> str:
    """The name of the person, "" if unknown; a form cannot change a proxy's."""
    if visit.person is not None:
        return visit.person
    return short_name(visit.field(REVIEWER)) or visit.name


def named_reviewer(visit: Visit) -> str:
    """The name of the person. Raises `NamelessError`."""
    name = reviewer_of(visit)
    if not name:
        raise NamelessError
    return name


def remember_reviewer(visit: Visit, answer: Response) -> Response:
    """The answer that stores a name from a form in the browser."""
    name = short_name(visit.field(REVIEWER))
    if visit.person is None and name:
        year = 366 * 24 * 3600
        answer.set_cookie(
            PERSON, quote(name), path="/", samesite="strict", httponly=True, max_age=year
        )
    return answer


async def _read_form(
    form: FormData,
) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[GivenText, ...]], FieldError | None]:
    """Read the fields and the files of a form."""
    fields: dict[str, tuple[str, ...]] = {}
    texts: dict[str, tuple[GivenText, ...]] = {}
    fault: FieldError | None = None
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            data = await value.read(MAX_BYTES + 1)
            called = file_name(value.filename or "")
            if len(data) > MAX_BYTES:
                fault = fault or FieldError(name, TextTooLargeError(called))
            elif data or value.filename:
                texts[name] = (*texts.get(name, ()), GivenText(name=called, data=data))
        else:
            fields[name] = (*fields.get(name, ()), value)
    return fields, texts, fault


def file_name(name: str) -> str:
    """The last part of the name under which a browser sends a file."""
    last = re.split(r"[/\\]", name)[-1].strip()
    return last[:200] or str(STANDARD_INPUT)


def language_of(request: Request) -> Language:
    """The language that was chosen on the page, at its start, or in the browser."""
    state: State = request.app.state.page
    chosen = request.query_params.get("lang") or request.cookies.get(LANGUAGE)
    if chosen in LANGUAGES:
        return chosen
    if state.language is not None:
        return state.language
    for part in request.headers.get("accept-language", "")[:200].split(","):
        name = part.partition(";")[0].partition("-")[0].strip().lower()
        if name in LANGUAGES:
            return name
    return "zh"


def _day(text: str) -> str | None:
    """The day of a cookie; None where it is none."""
    try:
        return text if date.fromisoformat(text).isoformat() == text else None
    except ValueError:
        return None
