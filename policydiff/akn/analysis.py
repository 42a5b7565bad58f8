"""Modifications and lasting names as ``analysis``, and modifications back.

analysis      = activeModifications? passiveModifications? mappings?
modifications = textualMod+
mappings      = mapping+
textualMod    = source+ destination+ previous? old* new*
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast, get_args

from lxml import etree

from policydiff.akn.emitter import Emitter, attribute, attributes
from policydiff.akn.parser import NotInProfileError, required
from policydiff.akn.profile import tag
from policydiff.messages import Message
from policydiff.model.document import Document, walk_provisions
from policydiff.model.identifiers import LastingNames
from policydiff.model.version import Address, Modification, ModificationType, anchor

ACTIVE, PASSIVE = "activeModifications", "passiveModifications"
_TYPES = frozenset(get_args(ModificationType))


def write_analysis(
    emitter: Emitter, document: Document, names: LastingNames | None, events: Mapping[str, str]
) -> None:
    """Write the ``analysis``, unless empty; `events` are eIds by their dates."""
    mappings = [] if names is None else list(_mappings(document, names, events))
    if not (document.active_modifications or document.passive_modifications or mappings):
        return
    emitter.start("analysis", ' source="#policydiff"')
    _write_modifications(emitter, ACTIVE, "amod", document.active_modifications)
    _write_modifications(emitter, PASSIVE, "pmod", document.passive_modifications)
    if mappings:
        emitter.start("mappings", ' source="#policydiff"')
        for mapping in mappings:
            emitter.add(mapping)
        emitter.end()
    emitter.end()


def _write_modifications(
    emitter: Emitter, name: str, stem: str, modifications: tuple[Modification, ...]
) -> None:
    if not modifications:
        return
    emitter.start(name)
    for index, modification in enumerate(modifications, 1):
        emitter.start("textualMod", attributes(type=modification.type, eId=f"{stem}_{index}"))
        for part, addresses in _parts(modification):
            for address in addresses:
                emitter.add(f"<{part}{attribute('href', address)}/>")
        emitter.end()
    emitter.end()


def _parts(modification: Modification) -> Iterator[tuple[str, tuple[Address, ...]]]:
    yield "source", modification.source
    yield "destination", modification.destination
    yield "previous", () if modification.previous is None else (modification.previous,)
    yield "old", modification.old
    yield "new", modification.new


def _mappings(document: Document, names: LastingNames, events: Mapping[str, str]) -> Iterator[str]:
    """A mapping for each provision with another eId, and the event since when."""
    renamed = [
        node for node in walk_provisions(document) if node.wid is not None and node.wid != node.eid
    ]
    for index, node in enumerate(renamed, 1):
        event = events.get(names.since.get(node.eid, ""))
        ends = attributes(
            original=anchor(node.wid or ""),
            current=anchor(node.eid),
            start=None if event is None else anchor(event),
        )
        yield f'<mapping eId="map_{index}"{ends}/>'


def read_modifications(meta: etree._Element, name: str) -> tuple[Modification, ...]:
    """The modifications under `ACTIVE` or `PASSIVE`. Raises `NotInProfileError`."""
    return tuple(
        _modification(element)
        for element in meta.iterfind(f"{tag('analysis')}/{tag(name)}/{tag('textualMod')}")
    )


def _modification(element: etree._Element) -> Modification:
    type_ = required(element, "type")
    if type_ not in _TYPES:
        raise NotInProfileError(
            element, Message("unknown type of modification {kind}", kind=repr(type_))
        )
    previous = _addresses(element, "previous")
    return Modification(
        type=cast("ModificationType", type_),
        source=_addresses(element, "source"),
        destination=_addresses(element, "destination"),
        previous=previous[0] if previous else None,
        old=_addresses(element, "old"),
        new=_addresses(element, "new"),
    )


def _addresses(element: etree._Element, name: str) -> tuple[Address, ...]:
    return tuple(required(part, "href") for part in element.iterfind(tag(name)))
