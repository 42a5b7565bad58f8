"""The pages about the answers of the JSON API, by their paths."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any
from urllib.parse import quote, urlencode

from policydiff.apps.site.api.calls import ApiCall, Page
from policydiff.apps.site.api.works import named_work
from policydiff.model.names import parse_name
from policydiff.store.records.works import WorkRecord
from policydiff.web.addresses import (
    compare_address,
    outcome_address,
    relation_address,
    search_address,
    slug_of,
    work_address,
    works_address,
)
from policydiff.web.state import PREFIX
from policydiff.works.resolve import resolve
from policydiff.works.show import path_of, shown_of

Found = Mapping[str, Any]


def at(path: str | None) -> Page:
    """A page that is always at this path; None for no page."""
    return lambda _call, _found: path


def of_works(call: ApiCall, _found: Found) -> str | None:
    """The list of works; none for choices that the page has not."""
    other = call["on"] or call["status"] or call["ending_before"]
    return None if other else works_address(kind=call["kind"] or "")


def of_work(part: str) -> Page:
    """A page of the work in the path."""

    def page(call: ApiCall, _found: Found) -> str:
        return f"{_work_path(call, named_work(call.session.store(), call['slug']))}{part}"

    return page


def of_version(_call: ApiCall, found: Found) -> str:
    """The page of the version that an answer is from, at its provision."""
    return str(found.get("provision", {}).get("url") or found["version"]["url"])


def of_comparison(left: str, right: str, call: ApiCall, _found: Found) -> str:
    """The comparison of the texts in two parameters."""
    return compare_address(call[left], call[right])


def of_history(call: ApiCall, _found: Found) -> str | None:
    """The history of a clause; none for one that a day chooses."""
    name = parse_name(call["name"])
    if name.in_force_on is not None:
        return None
    asked = {"provision": name.provision or "", "version": name.date or ""}
    query = urlencode({key: value for key, value in asked.items() if value})
    return f"{_work_path(call, call.session.store().find(name.work))}/history?{query}"


def of_blame(call: ApiCall, _found: Found) -> str | None:
    """The origin of the words of a version."""
    return _of_text(call, call["name"].partition("#")[0], "/blame")


def of_citations(call: ApiCall, _found: Found) -> str | None:
    """The citations of a text, those to one, or a cited provision."""
    if call["dangling"] or call["outdated"] or (call["from"] and call["cited"]):
        return None
    if call["cited"]:
        return _of_text(call, call["cited"], "/cited")
    return _of_text(call, call["from"], "/cites")


def of_text(name: str) -> Page:
    """The stored text in a parameter."""
    return lambda call, _found: _of_text(call, call[name], "")


def of_outcome(call: ApiCall, _found: Found) -> str:
    """A decision carried out."""
    return outcome_address(call["base"], call["decision"], call["against"])


def of_search(call: ApiCall, _found: Found) -> str | None:
    """The page of hits; none for choices that it has not."""
    several = {name: call[name] for name in ("work", "kind", "authority")}
    if call["on"] or any(len(values) > 1 for values in several.values()):
        return None
    chosen = [(name, one) for name, values in several.items() for one in values]
    return search_address(call["q"], *chosen, *[("versions", "newest")] * call["newest"])


def of_relation(call: ApiCall, _found: Found) -> str | None:
    """A stored document beside stored laws."""
    names, store = (call["opinion"], *call["law"]), call.session.store()
    if any(one.startswith(PREFIX) for one in names):
        return None
    left, *rights = (slug_of(store.catalogue(), store.find(parse_name(one).work)) for one in names)
    return relation_address(left, tuple(rights))


def of_check(names: tuple[str, ...], call: ApiCall, _found: Found) -> str | None:
    """The check of a text that came with the call; none for a stored one."""
    if not call[names[0]].startswith(PREFIX):
        return None
    asked = {name.replace("returned", "file"): call[name] for name in names if call[name]}
    return "/check?" + urlencode(asked | ({"strict": "1"} if asked.get("strict") else {}))


def of_file_citations(call: ApiCall, found: Found) -> str | None:
    """The citations of a text, among its checks where it came with the call."""
    if call["file"].startswith(PREFIX):
        return of_check(("file", "written", "on"), call, found)
    return _of_text(call, call["file"], "/cites")


def _of_text(call: ApiCall, operand: str, part: str) -> str | None:
    """A page of a stored version; of a provision where the operand names one."""
    if operand.startswith(PREFIX):
        return None
    resolved = resolve(operand, call.session)
    path = path_of(resolved, call.session)
    if resolved.provision is not None and path:
        eid = getattr(shown_of(resolved), "eid", None)
        return f"{path}/provisions/{quote(eid, safe='')}" if eid else None
    return f"{path}{part}" if path else None


def _work_path(call: ApiCall, work: WorkRecord) -> str:
    return work_address(call.session.store().catalogue(), work)


GIVEN_COMPARISON = partial(of_comparison, "former", "latter")
COMPARISON = partial(of_comparison, "left", "right")
RETURN = partial(of_check, ("returned", "sent", "strict"))
TABLE = partial(of_check, ("table", "old", "new"))
