"""Calls of the JSON API: parameters, tags, pages and refusals."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Literal
from urllib.parse import quote, urlencode

from starlette.responses import Response

from policydiff import __version__
from policydiff.errors import NotFoundError, PolicyDiffError, UsageError
from policydiff.locale import Language, translate
from policydiff.messages import Message
from policydiff.report.json import encode
from policydiff.store.records.catalogue import NoSuchWorkError
from policydiff.web.answers import status_of
from policydiff.web.visit import FieldError, Visit
from policydiff.works.paging import cut_page
from policydiff.works.session import Session

JSON = "application/json"
PAGE = 100
"""Rows of a page where a cursor comes without a limit."""


class BadParameterError(UsageError):
    """A parameter of a call is unknown, missing, or has no such value."""

    def __init__(self, name: str, why: Message) -> None:
        """`why` is what is wrong with it."""
        super().__init__(Message("{name}: {why}", name=name, why=why))


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter in the path, behind the question mark of an address, or of a form.

    `schema` is its JSON Schema; an array is given by its name several times. With `text` it is a
    file of the form, or a field that names a stored text.
    """

    name: str
    description: str
    schema: Mapping[str, Any]
    place: Literal["path", "query", "form"] = "query"
    required: bool = False
    text: bool = False

    def read(self, given: Sequence[str]) -> Any:
        """The value of the texts that were given for it. Raises `BadParameterError`."""
        if self.schema["type"] == "array":
            if not given:
                return ()
            if len(given) > self.schema["maxItems"]:
                most = Message("at most {count}", count=self.schema["maxItems"])
                raise BadParameterError(self.name, most)
            return tuple(self._value(one, self.schema["items"]) for one in given)
        if len(given) > 1:
            raise BadParameterError(self.name, Message("given twice"))
        return self._value(given[0], self.schema) if given else self.schema.get("default")

    def _value(self, text: str, schema: Mapping[str, Any]) -> Any:
        if "enum" in schema and text not in schema["enum"]:
            listed = ", ".join(schema["enum"])
            raise BadParameterError(self.name, Message("choose from {listed}", listed=listed))
        kind = schema["type"]
        if kind == "boolean":
            if text not in ("true", "false"):
                raise BadParameterError(self.name, Message("true or false"))
            return text == "true"
        if kind == "integer":
            return self._number(text, schema)
        if not schema.get("minLength", 0) <= len(text) <= schema.get("maxLength", len(text)):
            longest = Message("at least one character, at most {count}", count=schema["maxLength"])
            raise BadParameterError(self.name, longest)
        if schema.get("format") == "date" and not _is_day(text):
            raise BadParameterError(self.name, Message("a day is written YYYY-MM-DD"))
        return text

    def _number(self, text: str, schema: Mapping[str, Any]) -> int:
        digits = text.isascii() and text.isdecimal() and len(text) < 10
        number = int(text) if digits else -1
        if not schema["minimum"] <= number <= schema["maximum"]:
            between = Message(
                "a number from {first} to {last}", first=schema["minimum"], last=schema["maximum"]
            )
            raise BadParameterError(self.name, between)
        return number


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


LANGUAGE = Parameter(
    name="lang",
    description="The language of the sentence of an error; data has no language.",
    schema={"type": "string", "enum": ["zh", "en"]},
)
CURSOR = Parameter(
    name="cursor",
    description="Where the page before ended; the header Link of that page has the whole address.",
    schema={"type": "string", "minLength": 1, "maxLength": 40},
)
LIMIT = Parameter(
    name="limit",
    description="Rows of a page, at most; without it all rows come at once.",
    schema={"type": "integer", "minimum": 1, "maximum": 1000},
)

Data = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiCall:
    """A call with its parameters by name."""

    session: Session
    values: Mapping[str, Any]

    def __getitem__(self, name: str) -> Any:
        """The value of a parameter; its default where it was not given."""
        return self.values[name]


Page = Callable[[ApiCall, Data], str | None]
"""The path of the page about an answer, None where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiRoute:
    """An address of the API.

    `schema` is the name of the file in `schemas/` that describes the answer. `rows` is the key of
    the list in it that can be read page by page, None where there is none; an answer that is made
    page by page has its cursor under `next`. `command` is the command that prints the same but for
    the `url` of the `page`. One with parameters of a form takes that by POST, and changes nothing.
    """

    path: str
    summary: str
    schema: str
    answer: Callable[[ApiCall], Data]
    page: Page
    parameters: tuple[Parameter, ...] = ()
    rows: str | None = None
    next: str | None = None
    command: str | None = None

    @property
    def name(self) -> str:
        """The name of the operation."""
        return self.answer.__name__

    @property
    def takes_form(self) -> bool:
        """True where it is asked by POST."""
        return any(one.place == "form" for one in self.parameters)

    @property
    def all_parameters(self) -> tuple[Parameter, ...]:
        """Its own parameters, and those that it shares with others."""
        paging = (CURSOR, LIMIT) if self.rows is not None else ()
        return (*self.parameters, *paging, LANGUAGE)

    @property
    def _paging(self) -> tuple[str, ...]:
        """The parameters that choose from the same rows."""
        return (CURSOR.name, LIMIT.name) if self.rows is not None else ()

    def respond(self, visit: Visit) -> Response:
        """The answer to a visit. Raises `PolicyDiffError`."""
        values = self._values(visit)
        if self.takes_form:
            store = visit.session.store_if_any()
            state = json.dumps([__version__, store and store.tip, self.path, values])
            return Response(encode(self._found(visit, values, state)), 200, media_type=JSON)
        store = visit.session.store()
        asked = {name: value for name, value in values.items() if name != LANGUAGE.name}
        key = json.dumps([__version__, store.tip, self.path, asked])
        tag = tag_of(key)
        if visit.has_tag(tag):
            return Response(status_code=304, headers=heads_of(tag))
        question = {name: value for name, value in asked.items() if name not in self._paging}
        state = json.dumps([__version__, store.tip, self.path, question])
        data = self._found(visit, values, state)
        return self._page(visit, data, values, state, heads_of(tag))

    def _found(self, visit: Visit, values: Mapping[str, Any], state: str) -> Data:
        """The answer with the path of its page, made once for a state and a question."""
        given = _texts_of(visit, values)
        call = ApiCall(session=visit.session if given is None else given, values=values)
        work = partial(self.answer, call)
        data = (
            visit.worked_out(("api", state), work, None)
            if given is None
            else visit.worked_apart(("api", state), lambda: work, None)
        )
        return data if "url" in data else data | {"url": self.page(call, data)}

    def _page(
        self, visit: Visit, data: Data, values: Mapping[str, Any], state: str, heads: dict[str, str]
    ) -> Response:
        """The whole answer, or a page of its rows where one is asked for."""
        limit, cursor = values.get("limit"), values.get("cursor")
        if self.rows is not None and (limit or cursor):
            rows = data[self.rows]
            page = cut_page(
                len(rows), rows.__getitem__, request=state, cursor=cursor, limit=limit or PAGE
            )
            data = data | {self.rows: list(page.rows)}
            heads["X-Total-Count"] = str(page.total)
            heads |= _link(visit, page.cursor)
            return Response(encode(data), 200, heads, JSON)
        if self.next is not None:
            heads |= _link(visit, data[self.next])
        return Response(encode(data), 200, heads, JSON)

    def _values(self, visit: Visit) -> dict[str, Any]:
        """The parameters of a visit by name. Raises `BadParameterError`."""
        known = {one.name: one for one in self.all_parameters}
        named = [(name, "query") for name in visit.query]
        named += [(name, "form") for name in (*visit.fields, *visit.texts)]
        for name, place in named:
            if name not in known or known[name].place != place:
                raise BadParameterError(name, Message("there is no such parameter"))
            if name in visit.texts and not known[name].text:
                raise BadParameterError(name, Message("a field, and no file"))
        values = {}
        for name, one in known.items():
            given = list(_given(visit, one))
            if one.required and not given:
                raise BadParameterError(name, Message("this parameter is needed"))
            values[name] = one.read(given)
        return values


def _given(visit: Visit, one: Parameter) -> Iterator[str]:
    """The texts that a visit gives for a parameter; operands of its files."""
    if one.place == "path":
        yield visit.path[one.name]
    elif one.place == "query":
        yield from visit.query.getlist(one.name)
    else:
        yield from visit.fields.get(one.name, ())
        for text in visit.texts.get(one.name, ())[:2]:
            yield visit.state.uploads.put(text, passing=True)


def _texts_of(visit: Visit, values: Mapping[str, Any]) -> Session | None:
    """The session with the dropped texts that a call names; None where it names none."""
    listed = (one if isinstance(one, tuple) else (one,) for one in values.values())
    session = visit.session_of(*(one for ones in listed for one in ones if isinstance(one, str)))
    return session if session.given else None


def _link(visit: Visit, cursor: str | None) -> dict[str, str]:
    """The head with the address of the next page; none at the end."""
    if cursor is None:
        return {}
    query = [(name, value) for name, value in visit.query.multi_items() if name != CURSOR.name]
    more = urlencode([*query, (CURSOR.name, cursor)])
    return {"Link": f'<{quote(visit.request.url.path)}?{more}>; rel="next"'}


def tag_of(key: str) -> str:
    """The strong tag of an answer by all that it depends on."""
    return f'"{hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:32]}"'


def heads_of(tag: str) -> dict[str, str]:
    """The heads of an answer that a program may keep and ask after."""
    return {"ETag": tag, "Cache-Control": "private, no-cache"}


def refused(visit: Visit, error: PolicyDiffError, *, status: int | None = None) -> Response:
    """The answer of an error: the sentence of the command line, and its exit code."""
    return refusal(error, status or status_of(error), visit.language)


def refusal(error: PolicyDiffError, status: int, language: Language) -> Response:
    """The answer of an error with this status, in a language."""
    error = error.error if isinstance(error, FieldError) else error
    unread = error.unread if isinstance(error, NoSuchWorkError) else ()
    value = {
        "schema_version": 1,
        "type": "error",
        "status": status,
        "exit_code": error.exit_code,
        "message": translate(error.message, language),
        "details": [translate(one, language) for one in (*error.details, *unread)],
    }
    return Response(encode(value), status, {"Cache-Control": "no-store"}, JSON)


def by_post(visit: Visit) -> Response:
    """Refuse to show what must be sent."""
    error = UsageError(Message("send a form to this address, by POST"))
    found = refused(visit, error, status=405)
    found.headers["Allow"] = "POST"
    return found


def nowhere(_visit: Visit) -> Response:
    """Refuse an address of the API at which nothing stands. Raises `NotFoundError`."""
    raise NotFoundError(Message("there is nothing at this address of the API"))
