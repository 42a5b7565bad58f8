"""Atom feeds of what was done in the library, and to one work."""

from __future__ import annotations

import json

from starlette.responses import Response

from policydiff import __version__
from policydiff.apps.site.api.calls import heads_of, refused, tag_of
from policydiff.apps.site.api.works import named_work
from policydiff.library.actions.log import log_changes
from policydiff.store.records.works import WorkRecord
from policydiff.web.answers import Endpoint
from policydiff.web.feed import TYPE, write_feed
from policydiff.web.visit import Visit
from policydiff.works.life import WorkLives


def library_feed(visit: Visit) -> Response:
    """The changes of the library."""
    return _feed(visit, None)


def work_feed(visit: Visit) -> Response:
    """The changes of one work. Raises `NoSuchWorkError`, `AmbiguousNameError`."""
    return _feed(visit, named_work(visit.session.store(), visit.path["slug"]))


def _feed(visit: Visit, work: WorkRecord | None) -> Response:
    store, base = visit.session.store(), str(visit.request.base_url).rstrip("/")
    uri = None if work is None else work.uri
    asked = json.dumps([__version__, store.tip, "feed", uri, base, visit.language])
    tag = tag_of(asked)
    heads = heads_of(tag) | {"Vary": "Accept-Language, Cookie"}
    if visit.has_tag(tag):
        return Response(status_code=304, headers=heads)

    def make() -> bytes:
        entries = log_changes(visit.session, uri)
        return write_feed(entries, WorkLives(store), base, visit.language, work)

    return Response(visit.state.results.get(("feed", asked), make), 200, heads, TYPE)


SCREENS = (
    Endpoint(path="/feed.atom", answer=library_feed, refuse=refused),
    Endpoint(path="/works/{slug}/feed.atom", answer=work_feed, refuse=refused),
)
