"""The server of the page, on loopback."""

from __future__ import annotations

import logging
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from ipaddress import ip_address

import uvicorn
from h11 import LocalProtocolError
from starlette.requests import ClientDisconnect

from policydiff.apps.site.site import make_site
from policydiff.comparing.screens.asked_comparison import prepare
from policydiff.errors import UsageError, words_of
from policydiff.messages import Message
from policydiff.system import ending_at_once
from policydiff.web.guards import Proxy
from policydiff.web.job_process import JobLimits
from policydiff.web.state import State

LOOPBACK = "127.0.0.1"

DEFAULT = JobLimits()

_LOADED = (
    "policydiff.comparing.screens.asked_comparison",
    "policydiff.amending.actions.consolidate_chain",
    "policydiff.checking.actions.checks",
    "policydiff.relating.actions.relate",
)
"""The modules that every process for jobs has loaded."""

_MOST_AT_ONCE = 64
"""So many requests are answered at once; others wait or are refused."""


class PortTakenError(UsageError):
    """The page cannot listen at its address."""

    def __init__(self, address: str, why: Message) -> None:
        """`why` is the system's reason."""
        super().__init__(
            Message(
                "the page cannot listen at {address}: {why}; choose another port with --port",
                address=address,
                why=why,
            )
        )


class OpenToOthersError(UsageError):
    """The page would be open to other machines without knowing who asks."""

    def __init__(self, host: str) -> None:
        """`host` is the address that was asked for."""
        super().__init__(
            Message(
                "the page has no passwords: it listens at {host} only for one proxy that names the person in a header, --trust-proxy ADDRESS:HEADER",
                host=host,
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Listening:
    """The address at which the page listens; port 0 is any free one."""

    host: str = LOOPBACK
    port: int
    proxy: Proxy | None = None

    def bind(self) -> socket.socket:
        """Take the port. Raises `OpenToOthersError`, `PortTakenError`."""
        if self.proxy is None and not _is_loopback(self.host):
            raise OpenToOthersError(self.host)
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        # With the protocol named, asyncio sets TCP_NODELAY: a head waits for no acknowledgement.
        bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        # On Windows the option of this name would let a second program take the same port.
        alone = getattr(socket, "SO_EXCLUSIVEADDRUSE", None)
        bound.setsockopt(socket.SOL_SOCKET, alone or socket.SO_REUSEADDR, 1)
        try:
            bound.bind((self.host, self.port))
        except OSError as error:
            bound.close()
            raise PortTakenError(f"{self.host}:{self.port}", words_of(error)) from error
        return bound

    def serve(
        self, state: State, ready: Callable[[str], None], limits: JobLimits = DEFAULT
    ) -> None:
        """Answer until the process is asked to end.

        `ready` is called with the address once a browser may ask. What takes long is done by
        processes within `limits`, which end with this one. Raises what `bind` raises.
        """
        bound = self.bind()
        port = bound.getsockname()[1]
        names = (LOOPBACK, "localhost", "[::1]", self.host)
        site = make_site(state, frozenset(f"{name}:{port}".lower() for name in names))
        site.router.lifespan_context = partial(_working, state, limits)
        config = uvicorn.Config(
            site,
            lifespan="on",
            log_level="error",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            limit_concurrency=_MOST_AT_ONCE,
            timeout_keep_alive=30,
            timeout_graceful_shutdown=5,
        )
        logging.getLogger("uvicorn.error").addFilter(_is_of_ours)
        bound.listen(128)
        ready(f"http://{self.host if ':' not in self.host else f'[{self.host}]'}:{port}/")
        with ending_at_once():  # it clears up by itself, and then ends by the signal
            uvicorn.Server(config).run(sockets=[bound])


@asynccontextmanager
async def _working(state: State, limits: JobLimits, _site: object) -> AsyncIterator[None]:
    with state.working.in_processes(limits, _LOADED, prepare):
        yield


def _is_of_ours(record: logging.LogRecord) -> bool:
    """False for the record of a client that left, or sent no HTTP."""
    error = record.exc_info[1] if record.exc_info else None
    return not isinstance(error, ClientDisconnect | LocalProtocolError)


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
