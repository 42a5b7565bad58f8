"""The address in the JSON API of what a page shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote, urlencode

from starlette.responses import RedirectResponse, Response

from policydiff.messages import Message
from policydiff.web.visit import Visit

API = "/api/v1"

_WORK = re.compile(
    r"/works/(?P<slug>[^/@]+)(?:/(?P<date>\d{4}-\d\d-\d\d|undated)"
    r"(?:/(?P<part>blame|cites|cited|provisions)(?:/(?P<eid>[^/]+))?)?)?"
)
"""For example: /works/lifafa/2023-03-13/provisions/art_5"""

_TAKEN = {
    "/works": {"kind": "kind"},
    "/search": {
        **{name: name for name in ("q", "work", "kind", "authority")},
        "newest": "newest",
        "versions": "newest",
    },
    "/compare": {"left": "left", "right": "right"},
    "/decisions": {},
    "/relations": {},
}
"""The parameters of a page → those of the API; with another one the API has no such answer."""

_UNCHOSEN = frozenset(("lang", "after", "format", "sort", "on"))
"""The parameters of pages that choose no rows."""


def leads_there(path: str) -> bool:
    """True for a page that leads a program to the API.

    Others have forms of their own.
    """
    found = _WORK.fullmatch(path)
    own = path == "/compare" or (found is not None and found["date"] and not found["part"])
    return not own and (path in _TAKEN or found is not None)


def counterpart(path: str, query: Iterable[tuple[str, str]], day: str | None = None) -> str:
    """The address of the same in the API, "" where it has no such answer.

    `day` is that of reading.
    """
    asked = [(name, value) for name, value in query if value and name not in _UNCHOSEN]
    found = _WORK.fullmatch(path)
    if found is not None:
        return "" if asked else _of_work(**found.groupdict())
    taken = _TAKEN.get(path)
    if taken is None or any(name not in taken for name, _ in asked):
        return ""
    if path in ("/search", "/compare") and not asked:
        return ""
    chosen = list(_chosen(taken, asked))
    if None in (value for _, value in chosen):
        return ""
    if day is not None and path in ("/works", "/search"):
        chosen.append(("on", day))
    end = urlencode([(name, value or "") for name, value in chosen], errors="replace")
    return f"{API}{path}?{end}" if end else f"{API}{path}"


def _chosen(
    taken: dict[str, str], asked: Iterable[tuple[str, str]]
) -> Iterator[tuple[str, str | None]]:
    """The parameters of the API; None for a value that it does not know."""
    for name, value in asked:
        if taken[name] == "newest":
            yield "newest", "true" if value in ("newest", "1") else None
        else:
            yield taken[name], value


def _of_work(slug: str, date: str | None, part: str | None, eid: str | None) -> str:
    """The address of a work, a version or a part of one."""
    name = quote(slug, safe="~")
    if date is None:
        return f"{API}/works/{name}"
    version = f"{API}/works/{name}/versions/{date}"
    if part is None or part == "provisions":
        return (
            version if part is None else f"{version}/provisions/{quote(eid or '')}" if eid else ""
        )
    if eid or "~" in slug:
        return ""
    key = {"blame": "name", "cites": "from", "cited": "cited"}[part]
    place = "blame" if part == "blame" else "citations"
    return f"{API}/{place}?{urlencode({key: f'{slug}@{date}'})}"


def data_links(visit: Visit) -> list[tuple[str, str]]:
    """The forms of what a visit shows as data, with their addresses."""
    links = [("JSON", counterpart_of(visit))]
    if visit.request.url.path == "/compare" and visit.reads:
        url = visit.request.url.include_query_params(format="csv")
        links.append(("CSV", f"{url.path}?{url.query}" if visit.query.get("left") else ""))
    return [(form, address) for form, address in links if address]


def counterpart_of(visit: Visit) -> str:
    """The address of what a visit shows in the API, "" for none."""
    path = visit.request.url.path
    return counterpart(path, visit.query.multi_items(), visit.day) if visit.reads else ""


def lead_to_json(visit: Visit) -> Response | None:
    """The way to the API for a program that asks a page for JSON; None for a browser.

    It is refused where the API has no such answer.
    """
    heads, path = visit.request.headers.get("accept", ""), visit.request.url.path
    asked = visit.query.get("format") == "json" or heads.partition(",")[0].startswith(
        "application/json"
    )
    if not visit.reads or not asked or not leads_there(path):
        return None
    address = counterpart_of(visit)
    if address:
        return RedirectResponse(address, 303, {"Vary": "Accept"})
    message = Message(
        "the API has no answer for these choices; {address} describes what it has",
        address=f"{API}/openapi.json",
    )
    return Response(f"{visit.words(message)}\n", 406, {"Vary": "Accept"}, "text/plain")
