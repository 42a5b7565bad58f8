"""Requests to somebody else's machine: few, slow, and never around an obstacle.

One request at a time, a pause before each, a name that states who asks, no cookies, no redirects
that the caller does not judge. A firewall, or an answer that asks for fewer requests, ends all
asking. Only a `sync` that a person ran comes here, and no other module imports what can ask.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message as Headers
from http.client import HTTPException, HTTPResponse
from time import monotonic
from urllib.error import URLError
from urllib.parse import quote, urljoin, urlsplit
from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector, ProxyHandler, Request

from policydiff import __version__
from policydiff.errors import PolicyDiffError, words_of
from policydiff.messages import Message, template

BETWEEN, TIMEOUT, LONGEST_WAIT = 10.0, 30.0, 120
"""Seconds before each request but the first; without a byte of an answer, which has ten times as
long in all; and at most where an answer asks to wait.
"""

MOST_REQUESTS, MOST_FAILURES = 300, 3
"""Requests of a run, and those in a row without an answer, after which nothing more is asked."""

FIREWALL = Message(
    "a firewall stands before it and wants a browser; nothing more was asked. Try again after some hours, or save the files in a browser"
)
BUSY = template("it asks for fewer requests (HTTP {status}); try again later")
OVER = template("{count} requests were made, the most of a run; the next run goes on from here")

_BUSY = (429, 503)
_REDIRECTS = (301, 302, 303, 307, 308)
_CHALLENGES = (200, 202, 403, 412)
"""Statuses with which a firewall sends the script that a browser is to run."""

_PLAIN = "".join(map(chr, range(33, 127)))
_BLANK = b"\xef\xbb\xbf \t\r\n"


class UnavailableAnswerError(PolicyDiffError):
    """A request has no answer that can be used."""


class BrokenConnectionError(UnavailableAnswerError):
    """The connection broke, so that one more attempt is fair."""


class AskingEndedError(PolicyDiffError):
    """Nothing more is asked in this run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpCall:
    """A request."""

    address: str
    largest: int = 5_000_000
    """Bytes of an answer that is read."""

    body: bytes | None = None
    """JSON to be posted; without it, the address is read."""

    condition: str = ""
    """A header that asks for an answer only where it is another than before: `validator`."""

    redirects: bool = False
    """True where an answer may name another address, for the caller to judge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpAnswer:
    """An answer: content, or another address, or that there is nothing new."""

    status: int
    headers: Headers
    data: bytes

    @property
    def validator(self) -> str:
        """The header that asks next time only for another answer; may be empty."""
        for name, condition in (("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")):
            value = (self.headers.get(name) or "").strip()
            if value and len(value) <= 200 and all(" " <= char <= "~" for char in value):
                return f"{condition}: {value}"
        return ""

    @property
    def is_page(self) -> bool:
        """True for a page of the web in place of data."""
        return self.data.lstrip(_BLANK).startswith(b"<")

    @property
    def is_firewall(self) -> bool:
        """True for the firewall of official sites, and for a script in place of data.

        Its header alone means nothing: an answer that passed through it may bear it, too.
        """
        scripted = self.is_page and b"<script" in self.data[:20_000].lower()
        if self.status == 304 or (self.status == 200 and not scripted):
            return False
        cookies = self.headers.get_all("Set-Cookie", [])
        signed = "wzws-ray" in self.headers or any("wzws_" in cookie for cookie in cookies)
        return signed or (scripted and self.status in _CHALLENGES)


class PoliteClient:
    """Asks with a pause between two requests, and counts them."""

    def __init__(self, pause: Callable[[float], None]) -> None:
        """`pause` waits for seconds; proxies are those of the environment."""
        self._pause, self._count, self._failures = pause, 0, 0
        self._opener = OpenerDirector()
        for handler in (ProxyHandler(), HTTPHandler(), HTTPSHandler()):
            self._opener.add_handler(handler)

    def ask(self, call: HttpCall) -> HttpAnswer:
        """Raises `UnavailableAnswerError`, and `AskingEndedError` at an obstacle."""
        answer = self._answer(call)
        stated = (answer.headers.get("Retry-After") or "").strip()
        wait = int(stated) if stated.isascii() and stated.isdigit() and len(stated) < 9 else None
        if answer.status in _BUSY and wait is not None and wait <= LONGEST_WAIT:
            self._pause(wait)
            answer = self._answer(call)
        if answer.is_firewall:
            raise AskingEndedError(FIREWALL)
        if answer.status in _BUSY:
            raise AskingEndedError(Message(BUSY, status=answer.status))
        _check(answer, call)
        return answer

    def _answer(self, call: HttpCall) -> HttpAnswer:
        """The answer to a request, which is made once more where the connection broke."""
        try:
            try:
                answer = self._send(call)
            except BrokenConnectionError:
                answer = self._send(call)
        except UnavailableAnswerError as error:
            self._failures += 1
            if self._failures >= MOST_FAILURES:
                raise AskingEndedError(error.message) from error
            raise
        self._failures = 0
        return answer

    def _send(self, call: HttpCall) -> HttpAnswer:
        if self._count >= MOST_REQUESTS:
            raise AskingEndedError(Message(OVER, count=MOST_REQUESTS))
        if self._count:
            self._pause(BETWEEN)
        self._count += 1
        headers = {"User-Agent": f"policydiff/{__version__}"}
        if call.body is not None:
            headers["Content-Type"] = "application/json;charset=utf-8"
        if call.condition:
            name, headers[name] = call.condition.split(": ", 1)
        request = Request(web_address(call.address), call.body, headers)  # noqa: S310 http(s) alone
        try:
            with self._opener.open(request, timeout=TIMEOUT) as response:
                data = _content(response, call.largest)
                return HttpAnswer(status=response.status, headers=response.headers, data=data)
        except (OSError, HTTPException, ValueError) as error:
            raise _failure(error) from error


def web_address(address: str, base: str = "") -> str:
    """An address as it is sent. Raises `UnavailableAnswerError`."""
    try:
        plain = quote(urljoin(base, address), safe=_PLAIN)
        parts = urlsplit(plain)
        fits = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
        fits = fits and parts.username is None and len(plain) <= 8000
    except ValueError:
        fits = False
    if not fits:
        raise UnavailableAnswerError(Message("it names an address that is none of the web"))
    return plain


def _content(response: HTTPResponse, largest: int) -> bytes:
    """The content of an answer, read within its limits."""
    data, deadline = bytearray(), monotonic() + 10 * TIMEOUT
    while part := response.read1(65_536):
        data += part
        if len(data) > largest:
            size = largest // 1_000_000
            raise UnavailableAnswerError(Message("the answer has more than {size} MB", size=size))
        if monotonic() > deadline:
            raise TimeoutError
    return bytes(data)


def _failure(error: Exception) -> UnavailableAnswerError:
    """An error of the connection, in words."""
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, TimeoutError):
        why = Message("no answer within {seconds} seconds", seconds=f"{TIMEOUT:g}")
    elif isinstance(reason, ConnectionError) and not isinstance(reason, ConnectionRefusedError):
        return BrokenConnectionError(Message("the connection broke"))
    elif isinstance(reason, HTTPException):
        why = Message("the answer broke off, or is no answer of HTTP")
    else:
        foreign = Message.foreign(str(reason))
        why = words_of(reason) if isinstance(reason, OSError) else foreign
        why = Message("it cannot be reached: {why}", why=why)
    return UnavailableAnswerError(why)


def _check(answer: HttpAnswer, call: HttpCall) -> None:
    """Raises `UnavailableAnswerError` for an answer that is not what was asked for."""
    location = answer.headers.get("Location")
    if answer.status == 304 and call.condition:
        return
    if answer.status in _REDIRECTS and location:
        target = web_address(location, call.address)
        if call.redirects:
            return
        host = urlsplit(target).netloc
        why = Message("it leads to another address ({host}), and is not followed", host=host)
    elif answer.status != 200:
        why = Message("the answer is HTTP {status}", status=answer.status)
    elif answer.headers.get("Content-Length") not in (None, str(len(answer.data))):
        why = Message("the answer broke off, or is no answer of HTTP")
    elif answer.is_page:
        why = Message("a web page came in place of data")
    elif not answer.data:
        why = Message("the answer is empty")
    else:
        return
    raise UnavailableAnswerError(why)
