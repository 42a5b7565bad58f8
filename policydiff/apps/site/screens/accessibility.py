"""The statement on accessibility."""

from __future__ import annotations

from starlette.responses import Response

from policydiff.locale import Labels
from policydiff.web.answers import Endpoint, SentencesHtml, html
from policydiff.web.visit import Visit

WORDS = Labels(
    "accessibility of the page",
    {
        "title": "Accessibility",
        "aim": "These pages aim at WCAG 2.2, level AA.",
        "keyboard": "All that can be done with a mouse can be done by keyboard; ? lists the keys.",
        "stops": "The map of changes is one stop of the keyboard, with arrow keys inside; a link before it leads past it. What stays in view covers nothing that has the focus.",
        "size": "Each cell of the map, and each button, is at least 24 by 24 pixels large or as far from the next one (target size); cells of the map are 44 pixels on a touch screen.",
        "colour": "Additions are underlined, deletions struck through, moved text doubly so: nothing is told by colour alone.",
        "script": "Reading, searching and comparing work without JavaScript.",
        "width": "The pages fit a screen of 390 pixels and a zoom of 400 %, and follow a light or dark setting of the system.",
        "tested": "Every page is checked with axe-core in Chromium when the program is tested, with its rules on target size and landmarks. Screen readers were not tried.",
        "gap": "In wide tables the head of a column is read with each cell on wide screens alone; on narrow ones a label stands in the cell.",
    },
)

_LINES = ("aim", "keyboard", "stops", "size", "colour", "script", "width", "tested", "gap")


def show_statement(visit: Visit) -> Response:
    """The page of the statement."""
    words = WORDS[visit.language]
    page = SentencesHtml(title=words["title"], lines=[words[key] for key in _LINES])
    return html(visit, page)


SCREENS = (Endpoint(path="/accessibility", answer=show_statement),)
