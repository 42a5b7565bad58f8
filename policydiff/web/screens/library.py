"""The library: the works of the repository."""

from __future__ import annotations

from starlette.responses import Response

from policydiff.locale import Labels, translate
from policydiff.model.kinds import kind_name
from policydiff.render.html.environment import HtmlPage
from policydiff.web.addresses import version_address, work_address, works_address
from policydiff.web.answers import Endpoint, html
from policydiff.web.visit import Visit

WORDS = Labels(
    "library of the page",
    {
        "title": "Library",
        "none": "No work is stored yet.",
        "work": "Title",
        "kind": "Kind",
        "versions": "Versions",
        "next": "More",
    },
)

MOST = 200
"""So many works stand on a page."""


def show_library(visit: Visit) -> Response:
    """The works by title, with their versions."""
    words = WORDS[visit.language]
    works = visit.session.store().works()
    after = visit.asked("after")
    shown = [work for work in works if work.folder > after][: MOST + 1]
    page = HtmlPage(
        title=words["title"],
        template="library.html.j2",
        values={
            "words": words,
            "works": shown[:MOST],
            "next": works_address(shown[MOST - 1].folder) if len(shown) > MOST else "",
            "work_address": work_address,
            "version_address": version_address,
            "kind_word": lambda work: translate(kind_name(work.kind), visit.language),
        },
        styles=("report.css",),
    )
    return html(visit, page)


SCREENS = (Endpoint(path="/works", answer=show_library),)
