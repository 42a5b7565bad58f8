"""The box on every page: a citation leads to its place, words to the search."""

from __future__ import annotations

from starlette.responses import Response

from policydiff.library.actions.jump import Place, find_places, stored_numbers
from policydiff.library.screens.stored_texts import PlacesHtml
from policydiff.locale import Labels
from policydiff.model.index import index_document
from policydiff.model.names import UNDATED
from policydiff.report.citations import called, quoted
from policydiff.store.records.catalogue import Catalogue
from policydiff.store.repository import Repository
from policydiff.web.addresses import part_address, search_address, slug_of
from policydiff.web.answers import Endpoint, html, onward
from policydiff.web.visit import Visit

WORDS = Labels(
    "box of the page",
    {
        "title": "“{line}”",
        "search": "Search for these words",
        "several": "Several texts may be meant.",
    },
)


def go(visit: Visit) -> Response:
    """Go to the place that a line means, to a list of several, or to the search."""
    line = visit.asked("q")
    if visit.session.store_if_any() is None or not line:
        return onward(search_address(line) if line else "/")
    store = visit.session.at_present().store()
    numbers = ("numbers", store.tip)
    found = find_places(
        line,
        store,
        day=visit.day,
        within=visit.asked("in") or None,
        numbered=lambda: visit.state.results.get(numbers, lambda: stored_numbers(store)),
    )
    places, catalogue = found.places, store.catalogue()
    if len(places) == 1:
        return onward(_address(catalogue, places[0], visit.day))
    if not places and found.why is None:
        missing = () if found.title is None else (("missing", found.title),)
        return onward(search_address(line, *missing))
    words = WORDS[visit.language]
    page = PlacesHtml(
        title=words["title"].format(line=line),
        places=[_named(store, place, visit) for place in places],
        why=words["several"] if found.why is None else visit.words(found.why),
        search=(search_address(line), words["search"]),
    )
    return html(visit, page, status=300 if places else 404)


def _address(catalogue: Catalogue, place: Place, day: str | None) -> str:
    """The address of a place, on the day of reading if one is set."""
    slug = slug_of(catalogue, place.work)
    choices = ({} if day is None else {"on": day}) | ({"cited": place.cited} if place.cited else {})
    end = f"#{place.eid}" if place.eid else ""
    return part_address(slug, place.version.date, **choices) + end


def _named(store: Repository, place: Place, visit: Visit) -> tuple[str, str, str]:
    """A place in a list: its name, its address, the date of the version."""
    number = ""
    if place.eid is not None:
        number = called(index_document(store.load(place.version)), place.eid, visit.language)
    name = f"{quoted(place.version.title)}{number}"
    return name, _address(store.catalogue(), place, visit.day), place.version.date or UNDATED


SCREENS = (Endpoint(path="/go", answer=go),)
