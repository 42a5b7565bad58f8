"""Addresses of works, versions, provisions and comparisons."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from policydiff.model.names import UNDATED, page_path
from policydiff.store.records.catalogue import Catalogue
from policydiff.store.records.works import VersionRecord, WorkRecord


def slug_of(catalogue: Catalogue, work: WorkRecord) -> str:
    """The name of a work in an address; see `Catalogue.address`."""
    return catalogue.address(work)


def works_at(catalogue: Catalogue, name: str) -> list[WorkRecord]:
    """The works of a name in an address: a slug, or the place of one work."""
    found = catalogue.of_slug(name.partition("~")[0])
    return [one for one in found if name in (one.slug, one.place)]


def part_address(slug: str, date: str | None, part: str = "", **choices: str) -> str:
    """The address of a page about a version: a provision, its citations, its origin.

    `slug` is the name of the work in addresses.
    """
    end = f"/{part}" if part else ""
    asked = f"?{urlencode(choices)}" if choices else ""
    return f"/works/{quote(slug, safe='~')}/{date or UNDATED}{end}{asked}"


def between_address(slug: str, first: str, last: str, provision: str = "") -> str:
    """The page of a work, or of a provision, through two days (ISO)."""
    end = f"/{quote(provision, safe='')}" if provision else ""
    return f"/works/{quote(slug, safe='~')}/between/{first}/{last}{end}"


def works_address(**choices: str) -> str:
    """The works of the library that fit some choices, without those that are empty."""
    asked = urlencode({name: value for name, value in choices.items() if value}, errors="replace")
    return f"/works?{asked}" if asked else "/works"


def work_address(catalogue: Catalogue, work: WorkRecord) -> str:
    """The page of a work."""
    return f"/works/{quote(slug_of(catalogue, work), safe='~')}"


def version_address(
    catalogue: Catalogue, work: WorkRecord, version: VersionRecord, eid: str | None = None
) -> str:
    """The permanent address of a version, or of a provision in it."""
    return place_address(slug_of(catalogue, work), version.date, eid)


def compare_address(left: str, right: str, **choices: str) -> str:
    """The page of a comparison of two operands."""
    return "/compare?" + comparing(left, right, **choices)


def comparing(left: str, right: str, **choices: str) -> str:
    """The parameters of a comparison; those that are empty are left out."""
    wanted = {"left": left, "right": right, **choices}
    return urlencode({name: value for name, value in wanted.items() if value})


def place_address(slug: str, date: str | None, eid: str | None) -> str:
    """The permanent address of a version, or of a provision in it."""
    return page_path(slug, date, eid)


def outcome_address(base: str, decision: str | None = None, against: str | None = None) -> str:
    """The page of a decision carried out on a base, or of all that are stored for it."""
    asked = {"base": base, "decision": decision, "against": against}
    return "/decisions/outcome?" + urlencode({key: one for key, one in asked.items() if one})


def relation_address(left: str, rights: tuple[str, ...], **choices: str) -> str:
    """The page of a document beside others, by the slugs of their works."""
    query = urlencode((*(("with", one) for one in rights), *choices.items()))
    return f"/relations/{quote(left, safe='@~')}?{query}"


def search_address(query: str, *choices: tuple[str, str]) -> str:
    """The page of what is found for a query, with filters."""
    return "/search?" + urlencode((("q", query), *choices), errors="replace")
