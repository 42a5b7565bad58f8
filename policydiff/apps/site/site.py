"""The site: all addresses of the page behind its guards.

How a screen is added. A module, `screen` of its matter, holds functions that take a `Visit` and give a
`Response`, and the tuple `SCREENS` with their addresses; it is entered in `SCREENS` below. A
function calls one action of its matter with `visit.session` (to change something: `visit.writing`,
from a form with the field `token`), makes an `HtmlPage` of the result, with the templates and views
of the reports where there are some, and gives it to `answers.html`. Templates lie in
`web/templates`, styles and scripts in `web/static`; none stands within a page, for the content
security policy allows none. What a page shows works without a script; scripts make it quicker.
Every text of a form is hostile: operands of a session of the page name stored works and uploads
alone, never a path.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Match, Route
from starlette.types import Scope

from policydiff.apps.site.api.calls import refusal
from policydiff.apps.site.api.table import ROOT
from policydiff.errors import InputError, NotFoundError, PolicyDiffError, UsageError
from policydiff.messages import Message
from policydiff.web import answers
from policydiff.web.guards import HEADS, READING, TOO_LARGE, BodyTooLargeError, Guards
from policydiff.web.state import State
from policydiff.web.static_files import serve_static
from policydiff.web.visit import Visit, language_of

SCREENS = (
    "apps.site.screens.api",
    "apps.site.screens.feed",
    "apps.site.screens.forms",
    "web.desk",
    "library.screens.start",
    "library.screens.library",
    "library.screens.storing",
    "comparing.screens.compare",
    "comparing.screens.compare_desk",
    "comparing.screens.compare_marks",
    "comparing.screens.compare_files",
    "library.screens.facts",
    "searching.screen",
    "checking.screens.check",
    "checking.screens.table_desk",
    "amending.screen",
    "relating.screens.relations",
    "relating.screens.review_desk",
    "relating.screens.leaf",
    "following.screens.inventory",
    "apps.site.screens.accessibility",
    "library.screens.jump",
    "tracing.screens.between",
    "tracing.screens.history",
    "citing.screen",
    "following.screens.news",
    "library.screens.provision",
    "library.screens.work",
    "library.screens.version",
)
"""The modules of the screens below `policydiff`, in the order in which an address is looked for."""


def screens() -> Iterator[answers.Endpoint]:
    """The screens of all modules."""
    for name in SCREENS:
        yield from import_module(f"policydiff.{name}").SCREENS
    yield answers.Endpoint(path="/day", answer=answers.choose_day, methods=("POST",))
    yield answers.Endpoint(path="/working", answer=answers.end_waiting, methods=("POST",))


class _Address(Route):
    """The address of a screen, which only some requests may want."""

    def __init__(self, screen: answers.Endpoint) -> None:
        super().__init__(screen.path, answers.endpoint(screen), methods=list(screen.methods))
        self._wanted = screen.wanted

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """As any route, where the screen wants the request."""
        match, child = super().matches(scope)
        if match == Match.FULL and self._wanted is not None and not self._wanted(Request(scope)):
            return Match.NONE, {}
        return match, child


def make_site(state: State, hosts: frozenset[str]) -> Starlette:
    """The application. `hosts` are the names with the port under which it answers."""
    routes = [Route("/static/{digest}/{name}", serve_static)]
    routes += [_Address(one) for one in screens()]
    nowhere, forms = (
        answers.endpoint(answers.Endpoint(path="", answer=answer))
        for answer in (_not_found, _for_forms_alone)
    )

    async def missing(request: Request, _error: Exception) -> Response:
        return await nowhere(request)

    async def refused_method(request: Request, error: Exception) -> Response:
        heads = error.headers if isinstance(error, HTTPException) else None
        if request.method not in READING or request.url.path.startswith(f"{ROOT}/"):
            return PlainTextResponse("Method Not Allowed\n", 405, heads)
        found = await forms(request)
        found.headers.update(heads or {})
        return found

    site = Starlette(
        routes=routes,
        middleware=[Middleware(Guards, hosts=hosts, proxy=state.proxy, refuse=_refuse)],
        exception_handlers={
            400: _unreadable,
            404: missing,
            405: refused_method,
            BodyTooLargeError: _too_large,
            Exception: _broken,
        },
    )
    site.state.page = state
    return site


def _not_found(visit: Visit) -> Response:
    """The page of an address at which nothing stands."""
    return answers.refused(visit, NotFoundError(Message("there is no page at this address")))


def _for_forms_alone(visit: Visit) -> Response:
    """The page of an address that takes a form and shows nothing by itself."""
    error = UsageError(Message("this address only takes forms; go back to the page of the form"))
    return answers.refused(visit, error, status=405)


def _refuse(request: Request, message: Message, status: int) -> Response:
    """The answer to a request that may not pass, JSON under the API."""
    if request.url.path.startswith(f"{ROOT}/"):
        return refusal(UsageError(message), status, language_of(request))
    return answers.refused_early(request, message, status)


async def _too_large(request: Request, _error: Exception) -> Response:
    return _turned_away(request, InputError(TOO_LARGE), 413)


async def _unreadable(request: Request, _error: Exception) -> Response:
    """The answer to a form that is none."""
    error = UsageError(Message("this form cannot be read; load its page again, then send it"))
    return _turned_away(request, error, 400)


def _turned_away(request: Request, error: PolicyDiffError, status: int) -> Response:
    """The answer to a request that no screen takes, JSON under the API."""
    if request.url.path.startswith(f"{ROOT}/"):
        return refusal(error, status, language_of(request))
    return answers.turned_away(request, error, status=status)


async def _broken(request: Request, error: Exception) -> Response:
    """The answer of a bug: its name, and nothing of the machine."""
    # no guard stands around this answer
    message = Message("this is a bug in policydiff ({name})", name=type(error).__name__)
    try:
        found = _turned_away(request, PolicyDiffError(message), 500)
    except Exception:  # noqa: BLE001 - the bug may be in the page of errors itself
        found = PlainTextResponse(f"{message}\n", 500)
    found.headers.update(HEADS)
    return found
