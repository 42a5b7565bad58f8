"""Works, versions and provisions for the JSON API."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from policydiff.apps.site.api.calls import ApiCall, Data
from policydiff.errors import UsageError
from policydiff.library.actions.list_works import (
    ListOptions,
    list_facts,
    list_works,
    unread_notes,
    work_to_dict,
    works_to_dict,
)
from policydiff.library.actions.log import changes_to_dict, log_changes, log_work
from policydiff.messages import Message
from policydiff.model.document import Attachment, Document, Provision
from policydiff.model.index import ProvisionIndex, Target, index_document
from policydiff.model.json_keys import answer, as_json
from policydiff.model.names import UNDATED
from policydiff.report.citations import called
from policydiff.store.records.works import WorkRecord
from policydiff.store.repository import Repository
from policydiff.web.addresses import works_at
from policydiff.works import show as showing
from policydiff.works.handbook import CitedAct, csl_item, handbook_citation
from policydiff.works.life import WorkLives
from policydiff.works.resolve import Resolved

NEWEST = "newest"
"""The name of the newest version in an address."""


class AmbiguousSlugError(UsageError):
    """Several works share the slug in an address."""

    def __init__(self, works: Iterable[WorkRecord]) -> None:
        """`works` are those that share it."""
        listed = ", ".join(sorted(f"{work.place} ({work.title})" for work in works))
        super().__init__(
            Message(
                "several works share this address; name one by its own: {listed}", listed=listed
            )
        )


def named_work(store: Repository, slug: str, version: str = "") -> WorkRecord:
    """The work of the name in an address.

    Where several share a slug, it is the one that has the version. Raises `NoSuchWorkError`,
    `AmbiguousNameError`, `AmbiguousSlugError`.
    """
    found = shared = works_at(store.catalogue(), slug)
    if len(found) > 1:
        date = None if version == UNDATED else version
        found = [one for one in found if one.version_of(date) is not None]
    if len(shared) > 1 and len(found) != 1:
        raise AmbiguousSlugError(shared)
    return found[0] if found else store.find(slug)


def operand(call: ApiCall) -> str:
    """The version of a work that the path names, as on the command line.

    Raises what `named_work` raises.
    """
    version = call["version"]
    work = named_work(call.session.store(), call["slug"], version)
    if version == NEWEST:
        return work.uri
    return work.uri + (version if version.startswith("@@") else f"@{version}")


def _uri(call: ApiCall) -> str:
    return named_work(call.session.store(), call["slug"]).uri


def works(call: ApiCall) -> Data:
    """The works of the library."""
    options = ListOptions(
        kind=call["kind"],
        on=call["on"],
        status=call["status"],
        ending_before=call["ending_before"],
    )
    found, store = list_works(call.session, options), call.session.store()
    return works_to_dict(found, (*unread_notes(store, found), *store.catalogue().unread()))


def work(call: ApiCall) -> Data:
    """One work with its versions."""
    store = call.session.store()
    work = named_work(store, call["slug"])
    day = call["on"] or call.session.today or store.day()
    (listed,) = list_facts(store, [work], WorkLives(store), day)
    return work_to_dict(listed)


def versions(call: ApiCall) -> Data:
    """The versions of a work, the newest first."""
    return log_work(call.session, _uri(call)).to_dict()


def work_changes(call: ApiCall) -> Data:
    """The changes of a work in the repository, the newest first."""
    return changes_to_dict(call.session.store(), log_changes(call.session, _uri(call)))


def changes(call: ApiCall) -> Data:
    """The changes of the repository, the newest first."""
    return changes_to_dict(call.session.store(), log_changes(call.session))


def version(call: ApiCall) -> Data:
    """One version: its facts and the whole document."""
    return _shown(call, *showing.show(operand(call), call.session))


def _shown(call: ApiCall, resolved: Resolved, shown: showing.Shown) -> dict[str, Any]:
    texts = showing.candidates(resolved, shown)
    asked = showing.in_force_to_dict(resolved, texts) if resolved.in_force_on else {}
    status = showing.status_to_dict(
        resolved, showing.text_status(resolved, call.session), shown, call.session
    )
    return showing.as_dict(resolved.document, shown) | asked | status


def provisions(call: ApiCall) -> Data:
    """The provisions of a version in reading order, each with its text."""
    resolved, _ = showing.show(operand(call), call.session)
    index = index_document(resolved.document)
    version = _version(call, resolved)
    url, (act, _) = version["url"], showing.cited_as(resolved, resolved.document, call.session)
    listed = [_provision(index, one, url, act) for one in resolved.document.provisions]
    return answer("provisions", version=version, provisions=listed)


def provision(call: ApiCall) -> Data:
    """One provision with the facts by which it is cited."""
    name = f"{operand(call)}#{call['provision']}"
    resolved, shown = showing.show(name, call.session)
    index = index_document(resolved.document)
    version = _version(call, resolved)
    act, place = showing.cited_as(resolved, shown, call.session)
    part = {} if isinstance(shown, Document) else _provision(index, shown, version["url"], act)
    return answer(
        "provision",
        version=version,
        provision=part,
        csl=csl_item(act, place),
        node=_shown(call, resolved, shown),
        notes=resolved.notes,
    )


def _version(call: ApiCall, resolved: Resolved) -> dict[str, Any]:
    """The facts of a version, with its page and its source."""
    document = resolved.document
    return {
        **as_json(document),
        "document_number": document.document_number,
        "authority": document.authority,
        "source_sha256": document.source_sha256,
        "url": showing.path_of(resolved, call.session),
    }


def _provision(index: ProvisionIndex, node: Target, url: str, act: CitedAct) -> dict[str, Any]:
    citation = called(index, node.eid or "", "zh")
    numbered = isinstance(node, Provision | Attachment)
    text = showing.as_text(node).removesuffix("\n")
    return {
        "eid": node.eid,
        "url": f"{url}#{quote(node.eid)}" if node.eid else url,
        "level": node.level if isinstance(node, Provision) else type(node).__name__.lower(),
        "citation": citation,
        "cited_as": handbook_citation(act, citation if numbered else ""),
        "parent": index.parents.get(node.eid or ""),
        "text": text,
        "sha256": hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
    }
