"""The addresses of the JSON API among those of the page."""

from __future__ import annotations

from starlette.responses import Response

from policydiff.apps.site.api.calls import JSON, by_post, heads_of, nowhere, refused, tag_of
from policydiff.apps.site.api.openapi import ADDRESS, openapi
from policydiff.apps.site.api.table import ROOT, ROUTES
from policydiff.web.answers import Endpoint
from policydiff.web.visit import Visit


def describe_api(visit: Visit) -> Response:
    """The description of the API."""
    data = openapi()
    tag = tag_of(data.decode())
    if visit.has_tag(tag):
        return Response(status_code=304, headers=heads_of(tag))
    return Response(data, 200, heads_of(tag), JSON)


SCREENS = (
    Endpoint(path=ADDRESS, answer=describe_api, refuse=refused),
    *(
        Endpoint(
            path=route.path,
            answer=route.respond,
            methods=("POST" if route.takes_form else "GET",),
            refuse=refused,
            of_programs=route.takes_form,
        )
        for route in ROUTES
    ),
    *(
        Endpoint(path=path, answer=by_post, refuse=refused)
        for path in dict.fromkeys(one.path for one in ROUTES)
        if all(one.takes_form for one in ROUTES if one.path == path)
    ),
    Endpoint(path=f"{ROOT}/{{place:path}}", answer=nowhere, refuse=refused),
)
