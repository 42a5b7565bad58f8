"""policydiff serve."""

from __future__ import annotations

import re
from ipaddress import ip_network
from typing import TYPE_CHECKING

import click

from policydiff.cli.lazy import examples
from policydiff.cli.output import notify, report_outcome
from policydiff.cli.reading import session
from policydiff.cli.settings import settings, shared
from policydiff.errors import UsageError
from policydiff.messages import NOTHING, Message

if TYPE_CHECKING:
    from policydiff.web.guards import Proxy

_PORT = 8321


class WebMissingError(UsageError):
    """The packages of the page are not installed."""

    def __init__(self) -> None:
        super().__init__(
            Message("the page needs packages that are not installed: pip install 'policydiff[web]'")
        )


class BadProxyError(UsageError):
    """A trusted proxy was not named by its address and its header."""

    def __init__(self, text: str, why: Message = NOTHING) -> None:
        """`text` as the caller gave it, `why` what is wrong with a part of it."""
        super().__init__(
            Message(
                "{text}: {why}name a proxy by its address and the header with the person's name, as in 10.0.0.5:X-Forwarded-User",
                text=text,
                why=why,
            )
        )


class NoPublicHostError(UsageError):
    """A proxy was named without the host name under which it serves the page."""

    def __init__(self) -> None:
        super().__init__(
            Message(
                "name the host alone under which the proxy serves the page with --public-host, as in --public-host laws.example.com"
            )
        )


@click.command(
    "serve",
    **examples(
        "policydiff serve --open",
        "policydiff serve --repo laws --port 9000",
        "policydiff serve --host 10.0.0.7 --trust-proxy 10.0.0.5:X-Forwarded-User --public-host laws.example.com",
    ),
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=_PORT,
    show_default=True,
    help="The port; 0 takes a free one.",
)
@click.option("--open", "browser", is_flag=True, help="Open the page in the browser.")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="The address to listen at; one of another machine's reach needs --trust-proxy.",
)
@click.option(
    "--trust-proxy",
    "trusted",
    metavar="ADDRESS:HEADER",
    help="Answer this proxy alone, and take the person's name from its header.",
)
@click.option(
    "--public-host",
    "public",
    metavar="NAME",
    help="The host name under which that proxy serves the page; needed with --trust-proxy.",
)
@shared
def command(
    *, port: int, browser: bool, host: str, trusted: str | None, public: str | None
) -> None:
    """Open the repository as a page in the browser, on this machine alone.

    Compare, read, search and review there; nothing is sent anywhere. The page ends with Ctrl-C.
    Where there is no repository it compares files.
    """
    try:
        import starlette  # noqa: F401, PLC0415 an extra
        import uvicorn  # noqa: F401, PLC0415 as above
    except ImportError:
        raise WebMissingError from None
    from policydiff.apps.site.serving import Listening  # noqa: PLC0415 as above
    from policydiff.web.state import State  # noqa: PLC0415 as above

    chosen = settings()
    session().store_if_any()  # one that was named must be there
    proxy = None if trusted is None else _proxy(trusted, public)
    state = State(
        repository=chosen.repository,
        language=chosen.language if chosen.asked else None,
        proxy=proxy,
    )
    state.reading(chosen.language)  # from now on the repository is missed where it goes away

    def ready(address: str) -> None:
        report_outcome(Message("the page is at {address}", address=address))
        notify(Message("it ends with Ctrl-C"))
        if browser:
            click.launch(address)

    Listening(host=host, port=port, proxy=proxy).serve(state, ready)


def _proxy(text: str, host: str | None) -> Proxy:
    """The proxy of an option. Raises `BadProxyError`, `NoPublicHostError`."""
    from policydiff.web.guards import Proxy  # noqa: PLC0415 as above

    address, _, header = text.rpartition(":")
    if _TOKEN.fullmatch(header) is None:
        raise BadProxyError(text)
    if _FOREIGN.fullmatch(header.lower()) is not None:
        why = Message("{header} is a header of the browser or of the connection; ", header=header)
        raise BadProxyError(text, why)
    try:
        network = ip_network(address.strip("[]"))
    except ValueError:
        network = None
    if network is None or network.prefixlen == 0:
        why = Message("“{address}” is no address and no network of some; ", address=address)
        raise BadProxyError(text, why)
    if not host or _HOST.fullmatch(host) is None:
        raise NoPublicHostError
    return Proxy(network=network, header=header, host=host)


_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}")
"""The name of a header, for example: X-Forwarded-User."""

_FOREIGN = re.compile(
    "host|cookie|authorization|content-.*|connection|keep-alive|proxy-.*|te|trailer|upgrade"
    "|transfer-encoding|accept.*|user-agent|origin|referer|sec-.*|if-.*|range|date|x-token"
)
"""A header that others set, for example: content-length."""

_HOST = re.compile(r"[A-Za-z0-9._-]{1,253}(?::[0-9]{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](?::[0-9]{1,5})?")
"""A host with its port, for example: laws.example.com:8443."""
