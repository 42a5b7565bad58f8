"""Guards before every request, and the heads of every answer.

The page listens on loopback, where any page of the web that a browser shows can send requests too.
So the Host must be ours (against rebinding of names), what changes something must come from a page
of ours, and nothing is loaded into a foreign one.
"""

from __future__ import annotations

from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_DIRECTIVES = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
)
POLICY = "; ".join(_DIRECTIVES)
"""The content security policy of every answer."""

HEADS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""What every answer carries.

Nothing is sent to other origins as the page that led there; to ours it is, for without it a browser
names no origin when it sends a form.
"""

READING = frozenset(("GET", "HEAD"))
"""Methods that change nothing."""

MOST_BODY = 80 * 1024 * 1024
"""The largest request in bytes: two of the largest files, and what a form adds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proxy:
    """A machine that asks for others.

    `header` is the one in which it names the person, `host` the name (with the port, where there is
    one) under which it serves the page.
    """

    address: str
    header: str
    host: str


class BodyTooLargeError(Exception):
    """A request went on beyond the most that is read."""


class Guards:
    """The application behind the guards."""

    def __init__(self, app: ASGIApp, *, hosts: frozenset[str], proxy: Proxy | None = None) -> None:
        """`hosts` are the names, with the port, under which the page answers.

        With a `proxy` it answers that alone, under the name of its host.
        """
        self._app, self._hosts, self._proxy = app, hosts, proxy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request, or let it pass and dress its answer."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        if scope["type"] != "http":  # no other protocol is spoken
            return

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                heads = MutableHeaders(scope=message)
                for name, value in HEADS.items():
                    heads[name] = value
                heads.setdefault("Cache-Control", "no-store")
            await send(message)

        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, dressed)
            return
        announced = int(Headers(scope=scope).get("content-length", "0"))
        await self._app(scope, _bounded(receive, announced), dressed)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        """The answer to a request that may not pass; None for one that may."""
        heads = Headers(scope=scope)
        host = heads.get("host", "").lower()
        if self._proxy is not None:
            peer = (scope.get("client") or ("",))[0]
            if peer != self._proxy.address or len(heads.getlist(self._proxy.header)) != 1:
                return PlainTextResponse("only the proxy may ask\n", 403)
        if host not in (self._hosts if self._proxy is None else {self._proxy.host.lower()}):
            return PlainTextResponse("this page has another address\n", 421)
        if not _from_ours(scope["method"], heads, host):
            return PlainTextResponse("asked from another page\n", 403)
        length = heads.get("content-length", "0")
        if not (length.isascii() and length.isdecimal() and len(length) < 16):
            return PlainTextResponse("bad length\n", 400)
        if int(length) > MOST_BODY and "text/html" not in heads.get("accept", ""):
            return PlainTextResponse("too large\n", 413)
        return None


def _from_ours(method: str, heads: Headers, host: str) -> bool:
    """True for a request that a page of ours sent, or a person who followed a link.

    Browsers name the origin of whatever may change something; a program that names none is not a
    browser, and still needs the token of a session.
    """
    origin = heads.get("origin")
    if origin is not None and origin.partition("://")[2].lower() != host:
        return False
    site = heads.get("sec-fetch-site", "none")
    if site in ("same-origin", "none"):
        return True
    return method in READING and heads.get("sec-fetch-mode") == "navigate"


def _bounded(receive: Receive, announced: int) -> Receive:
    """The same request, cut off where it goes on beyond `MOST_BODY`, or is `announced` as longer.

    Raises `BodyTooLargeError`.
    """
    read = 0

    async def bounded() -> Message:
        nonlocal read
        if announced > MOST_BODY:  # nothing of it is read
            raise BodyTooLargeError
        message = await receive()
        read += len(message.get("body", b""))
        if read > MOST_BODY:
            raise BodyTooLargeError
        return message

    return bounded
