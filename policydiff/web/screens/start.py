"""The start: what a person comes for, not a catalogue."""

from __future__ import annotations

from starlette.responses import Response

from policydiff.locale import Labels
from policydiff.render.html.environment import HtmlPage
from policydiff.web.answers import Endpoint, html
from policydiff.web.frame import Frame
from policydiff.web.visit import Visit

WORDS = Labels(
    "start of the page",
    {
        "title": "What changed?",
        "compare": "Compare two texts",
        "compare-help": "Drop two files or paste two texts; nothing is stored.",
        "old": "Before",
        "new": "After",
        "paste": "or paste the text",
        "make": "Make the comparison table",
    },
)


def show_start(visit: Visit) -> Response:
    """The tasks."""
    words = WORDS[visit.language]
    page = HtmlPage(
        title=words["title"],
        template="start.html.j2",
        values={"words": words},
        styles=("report.css",),
    )
    return html(visit, page, frame=Frame(scripts=("drop.js",)))


SCREENS = (Endpoint(path="/", answer=show_start),)
