"""Styles and scripts as files of their own: a page may hold none within itself.

The hash of all of them stands in their addresses, so that a browser may have them for ever and a
script can name another beside it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

MEDIA = {".css": "text/css", ".js": "text/javascript"}
"""The endings of the files that are served, and their types."""

FOLDERS = (("policydiff.web", "static"), ("policydiff.report", "templates"))
"""The packages and folders in which they lie, those of the reports last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaticFile:
    """A file that is served: its type, its content and the address."""

    media: str
    data: bytes
    address: str


@cache
def static_files() -> dict[str, StaticFile]:
    """All of them by name; a request is looked up here and is never part of a path."""
    found: dict[str, tuple[str, bytes]] = {}
    for package, folder in reversed(FOLDERS):
        for entry in files(package).joinpath(folder).iterdir():
            ending = entry.name[entry.name.rfind(".") :]
            if ending in MEDIA and entry.is_file():
                found[entry.name] = MEDIA[ending], entry.read_bytes()
    hashes = (hashlib.sha256(found[name][1]).hexdigest() for name in sorted(found))
    digest = hashlib.sha256(" ".join(hashes).encode()).hexdigest()[:16]
    return {
        name: StaticFile(media=media, data=data, address=f"/static/{digest}/{name}")
        for name, (media, data) in found.items()
    }


def address_of(name: str) -> str:
    """The address of a file. Raises `KeyError`."""
    return static_files()[name].address


async def serve_static(request: Request) -> Response:
    """The answer of a file; 404 where its address is not that of our content."""
    found = static_files().get(request.path_params["name"])
    if found is None or found.address != request.url.path:
        return PlainTextResponse("not found\n", 404)
    heads = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(found.data, 200, heads, found.media)
