"""Guards before every request, and the heads of every answer.

The page listens on loopback, where any page of the web that a browser shows can send requests too.
So the Host must be ours (against rebinding of names), what changes something must come from a page
of ours, and nothing is loaded into a foreign one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address
from urllib.parse import unquote

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.types import Message as Event

from policydiff.messages import Message
from policydiff.store.titles import one_line

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


MOST_PERSON = 200
"""Characters of a name that a proxy gives; a longer one would be that of several people."""

_NOT_ESCAPED = re.compile("%(?![0-9A-Fa-f]{2})")
"""A percent sign that begins no byte, for example: %x."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proxy:
    """A machine, or a network of them, that asks for others.

    `header` is the one in which it names the person, `host` the name (with the port, where there is
    one) under which it serves the page.
    """

    network: IPv4Network | IPv6Network
    header: str
    host: str

    def is_sender(self, peer: str) -> bool:
        """True for an address of the proxy, also where IPv6 carries one of IPv4."""
        try:
            address = ip_address(peer)
        except ValueError:
            return False
        return (getattr(address, "ipv4_mapped", None) or address) in self.network

    def person(self, heads: Headers) -> str | None:
        """The name of the person, on one line.

        It is UTF-8, as it is or percent-encoded. None where there is none, or several, or one that
        cannot be read as it is meant: empty, too long, with control characters.
        """
        try:
            (sent,) = heads.getlist(self.header)
            name = sent.encode("latin-1").decode()
            if name.isascii() and _NOT_ESCAPED.search(name) is None:
                name = unquote(name, errors="strict")
        except ValueError:  # not once, or no UTF-8
            return None
        if len(name) > MOST_PERSON or any(unicodedata.category(one) == "Cc" for one in name):
            return None
        return one_line(name) or None


TOO_LARGE = Message("the request is too large")


class BodyTooLargeError(Exception):
    """A request went on beyond the most that is read."""


class Guards:
    """The application behind the guards."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        hosts: frozenset[str],
        refuse: Callable[[Request, Message, int], Response],
        proxy: Proxy | None = None,
    ) -> None:
        """`hosts` are the names, with the port, under which the page answers.

        With a `proxy` it answers that alone, under the name of its host, and for somebody whom it
        names. `refuse` makes the answer of a sentence and a status.
        """
        self._app, self._hosts, self._proxy, self._refuse = app, hosts, proxy, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request, or let it pass and dress its answer."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        if scope["type"] != "http":  # no other protocol is spoken
            return

        async def dressed(message: Event) -> None:
            if message["type"] == "http.response.start":
                heads = MutableHeaders(scope=message)
                for name, value in HEADS.items():
                    heads[name] = value
                heads.setdefault("Cache-Control", "no-store")
            await send(message)

        refusal = self._refusal(scope)
        if refusal is not None:
            await self._refuse(Request(scope), *refusal)(scope, receive, dressed)
            return
        announced = int(Headers(scope=scope).get("content-length", "0"))
        await self._app(scope, _bounded(receive, announced), dressed)

    def _refusal(self, scope: Scope) -> tuple[Message, int] | None:
        """The sentence and status for a request that may not pass; None for one that may."""
        heads, proxy = Headers(scope=scope), self._proxy
        host = heads.get("host", "").lower()
        if proxy is not None and not proxy.is_sender((scope.get("client") or ("",))[0]):
            return Message("only the proxy may ask; open the page under the name of its host"), 403
        if host not in (self._hosts if proxy is None else {proxy.host.lower()}):
            return Message("this page has another address"), 421
        if proxy is not None and proxy.person(heads) is None:
            return Message(
                "the proxy does not say who asks: the header {header} must come once, with a name of at most {count} characters in UTF-8; sign in again, or ask the person who runs the proxy",
                header=proxy.header,
                count=MOST_PERSON,
            ), 403
        if not _from_ours(scope["method"], heads, host):
            return Message("this was asked from another page"), 403
        return _refusal_of_length(heads)


def _refusal_of_length(heads: Headers) -> tuple[Message, int] | None:
    """The same for the length; a browser gets the page of `BodyTooLargeError`."""
    length = heads.get("content-length", "0")
    if not (length.isascii() and length.isdecimal() and len(length) < 16):
        return Message("the length of the request is no number"), 400
    if int(length) > MOST_BODY and "text/html" not in heads.get("accept", ""):
        return TOO_LARGE, 413
    return None


def _from_ours(method: str, heads: Headers, host: str) -> bool:
    """True for a request that a page of ours sent, or a person who followed a link."""
    # browsers name the origin of what may change something; other programs need a token anyhow
    origin = heads.get("origin")
    if origin is not None and origin.partition("://")[2].lower() != host:
        return False
    site = heads.get("sec-fetch-site", "none")
    if site in ("same-origin", "none"):
        return True
    return method in READING and heads.get("sec-fetch-mode") == "navigate"


def _bounded(receive: Receive, announced: int) -> Receive:
    """The same request, cut off where it goes on beyond `MOST_BODY`."""
    read = 0

    async def bounded() -> Event:
        nonlocal read
        if announced > MOST_BODY:  # nothing of it is read
            raise BodyTooLargeError
        message = await receive()
        read += len(message.get("body", b""))
        if read > MOST_BODY:
            raise BodyTooLargeError
        return message

    return bounded
