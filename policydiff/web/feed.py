"""An Atom feed of what was done in a library, or to one work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from policydiff.library.actions.log import change_path
from policydiff.locale import Language, translate
from policydiff.messages import Message
from policydiff.model.names import UNDATED
from policydiff.report.pieces import neutral
from policydiff.store.changes.subjects import subject_of
from policydiff.store.git.history import LogEntry
from policydiff.store.records.works import WorkRecord
from policydiff.web.addresses import work_address
from policydiff.works.life import WorkLives

ATOM = "http://www.w3.org/2005/Atom"
TYPE = "application/atom+xml"
MOST = 50
"""Entries of a feed, the newest."""


def write_feed(
    entries: Sequence[LogEntry],
    lives: WorkLives,
    base: str,
    language: Language,
    work: WorkRecord | None = None,
) -> bytes:
    """The feed of some changes, the newest first, of the library or of one `work`.

    Ids and times follow from the commits, so that the same library gives the same feed.
    """
    catalogue = lives.store.catalogue()
    path = "" if work is None else work_address(catalogue, work)
    feed = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})  # type: ignore[dict-item]
    feed.set("{http://www.w3.org/XML/1998/namespace}lang", language)
    begin = entries[-1].commit if entries else ""
    _add(feed, "id", uuid5(NAMESPACE_URL, f"policydiff:{begin}:{path}").urn)
    title = Message("Changes of the library") if work is None else Message.foreign(work.title)
    _add(feed, "title", translate(title, language))
    if entries:
        _add(feed, "updated", entries[0].when.isoformat())
    _add(etree.SubElement(feed, f"{{{ATOM}}}author"), "name", "policydiff")
    _link(feed, "self", f"{base}{path}/feed.atom", TYPE)
    _link(feed, "alternate", f"{base}{path or '/'}", "text/html")
    for entry in entries[:MOST]:
        element = etree.SubElement(feed, f"{{{ATOM}}}entry")
        _add(element, "id", uuid5(NAMESPACE_URL, f"policydiff:{entry.commit}").urn)
        _add(element, "title", translate(subject_of(entry.subject), language))
        _add(element, "updated", entry.when.isoformat())
        _link(element, "alternate", base + change_path(catalogue, entry), "text/html")
        ended = (translate(one, language) for one in _stated(entry, lives))
        _add(element, "summary", " · ".join((*_facts(entry), *ended)))
    return etree.tostring(feed, encoding="UTF-8", xml_declaration=True)


def _facts(entry: LogEntry) -> Iterator[str]:
    """The commit, and the source that came with it."""
    yield entry.commit
    if entry.source_sha256 is not None:
        yield f"SHA-256 {entry.source_sha256}"


def _stated(entry: LogEntry, lives: WorkLives) -> Iterator[Message]:
    """Sentences of a changed version on the life of stored works."""
    catalogue = lives.store.catalogue()
    act = None if entry.work is None else catalogue.by_uri(entry.work)
    date = None if entry.version == UNDATED else entry.version
    version = None if act is None or entry.version is None else act.version_of(date)
    if act is None or version is None:
        return
    named = {clause.title: None for _, clause in act.statements() if clause.title}
    for title in named:
        for work in catalogue.named(title):
            for fact in lives.facts(work):
                if (fact.uri, fact.name) == (act.uri, version.name):
                    yield Message("{title}: {status}", title=work.title, status=fact.message)


def _add(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{ATOM}}}{name}").text = neutral(text)


def _link(parent: etree._Element, relation: str, address: str, media: str) -> None:
    element = etree.SubElement(parent, f"{{{ATOM}}}link")
    element.attrib.update({"rel": relation, "href": address, "type": media})
