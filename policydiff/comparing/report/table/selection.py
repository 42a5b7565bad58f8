"""The rows that a report lists: chosen chapters, in the order of a side."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from policydiff.errors import NotFoundError, UsageError
from policydiff.messages import Message
from policydiff.model.comparison import Match
from policydiff.model.document import Attachment, Provision
from policydiff.model.index import ProvisionIndex, Target
from policydiff.model.kinds import CONTAINERS
from policydiff.model.office_content import SideName
from policydiff.text.numerals import DIGIT, write_number

MOST_NAMED = 12
"""So many chapters are named where one was asked for that is not there."""

_SPACE = re.compile(r"\s+")
_COUNTED = re.compile(rf"({DIGIT}{{1,4}})(?=[编章节])")
_STOPS = "、．.，,"
_AROUND = {"title": -3.0, "preface": -2.0}


class NoSuchChapterError(NotFoundError):
    """Neither text has this chapter."""

    def __init__(self, name: str, chapters: tuple[str, ...]) -> None:
        """Build the message with the names of the existing chapters."""
        more = " …" if len(chapters) > MOST_NAMED else ""
        told = (
            Message("; there are: {known}{more}", known=", ".join(chapters[:MOST_NAMED]), more=more)
            if chapters
            else Message("; the texts have no chapters")
        )
        super().__init__(
            Message("{name}: neither text has this chapter{told}", name=name, told=told)
        )


class AmbiguousChapterError(UsageError):
    """One text has several chapters of this name."""

    def __init__(self, name: str, places: tuple[str, ...]) -> None:
        """`places` are their names with those of the chapters around them."""
        more = " …" if len(places) > MOST_NAMED else ""
        super().__init__(
            Message(
                "{name}: several chapters are called so; name one of them: {places}{more}",
                name=name,
                places=", ".join(places[:MOST_NAMED]),
                more=more,
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The containers of listed rows (none: all), by eId, and the parts above them."""

    chosen: Mapping[SideName, frozenset[str]]
    above: Mapping[SideName, frozenset[str]]
    names: tuple[str, ...] = ()

    def shows(self, match: Match, indexes: Mapping[SideName, ProvisionIndex]) -> bool:
        """True where a side of the match is, holds or stands in a chosen container."""
        if not self.names:
            return True
        left = any(self._holds("left", side.eid, indexes["left"]) for side in match.left)
        return left or any(self._holds("right", side.eid, indexes["right"]) for side in match.right)

    def _holds(self, name: SideName, eid: str, index: ProvisionIndex) -> bool:
        chosen = self.chosen[name]
        return (
            eid in chosen
            or eid in self.above[name]
            or any(above in chosen for above in index.ancestors(eid))
        )


def select(indexes: Mapping[SideName, ProvisionIndex], chapters: Iterable[str]) -> Selection:
    """Find the containers that are named.

    A name is a citation (第二章, 第一编第二章), a heading (总则) or an eId, in either text or in both. Raises
    `NoSuchChapterError` and `AmbiguousChapterError`.
    """
    chosen: dict[SideName, set[str]] = {"left": set(), "right": set()}
    names: dict[str, None] = {}
    for chapter in chapters:
        found = {name: _find(index, chapter) for name, index in indexes.items()}
        if not any(found.values()):
            raise NoSuchChapterError(
                chapter,
                tuple(
                    dict.fromkeys(
                        _path(index, eid)
                        for index in indexes.values()
                        for eid in _containers(index)
                    )
                ),
            )
        for name, eids in found.items():
            chosen[name].update(eids)
            names.update((_title(indexes[name], eid), None) for eid in eids)
    above: dict[SideName, frozenset[str]] = {
        name: frozenset(parent for eid in eids for parent in indexes[name].ancestors(eid))
        for name, eids in chosen.items()
    }
    return Selection(
        chosen={name: frozenset(eids) for name, eids in chosen.items()},
        above=above,
        names=tuple(names),
    )


def in_left_order(matches: Iterable[Match], index: ProvisionIndex) -> list[Match]:
    """Matches of a rank in the left's order; the right's stay with their neighbours."""
    place = _placing(index)
    keyed: list[tuple[float, int, Match]] = []
    last = -4.0
    for count, match in enumerate(matches):
        last = min((place(side.eid) for side in match.left), default=last)
        keyed.append((last, count, match))
    # What only the right has follows the match whose place it borrows, never goes before it.
    return [match for _, _, match in sorted(keyed, key=lambda entry: entry[:2])]


def _placing(index: ProvisionIndex) -> Callable[[str], float]:
    """The place of a node in reading order, of what stands around the text too."""
    attached = [
        index.order[item.eid] for item in index.document.attachments if item.eid in index.order
    ]
    end = min(attached, default=len(index.order)) - 0.5

    def place(eid: str) -> float:
        return index.order.get(eid, _AROUND.get(eid.partition("__")[0], end))

    return place


def _containers(index: ProvisionIndex) -> Iterator[str]:
    for eid, node in index.by_eid.items():
        if isinstance(node, Attachment) or (
            isinstance(node, Provision) and node.level in CONTAINERS
        ):
            yield eid


def _find(index: ProvisionIndex, chapter: str) -> list[str]:
    """The eIds of the containers of this name in one text: none or one."""
    name = _fold(chapter)
    found = [eid for eid in _containers(index) if eid == chapter.strip()] or [
        eid for eid in _containers(index) if name in _names(index, eid)
    ]
    if len(found) > 1:
        raise AmbiguousChapterError(chapter, tuple(_path(index, eid) for eid in found))
    return found


def _names(index: ProvisionIndex, eid: str) -> set[str]:
    node = index.by_eid[eid]
    heading = _heading(node)
    return {
        _fold(name) for name in (_num(node), _num(node) + heading, _path(index, eid), heading)
    } - {""}


def _path(index: ProvisionIndex, eid: str) -> str:
    """The numbers of a container and of those around it: 第一编第二章; 修订记录 without one."""
    node = index.by_eid[eid]
    if isinstance(node, Provision) and not _num(node) and _heading(node):
        return _SPACE.sub("", _heading(node))
    return (
        "".join(_num(index.by_eid[name]) for name in reversed((eid, *index.ancestors(eid)))) or eid
    )


def _title(index: ProvisionIndex, eid: str) -> str:
    path, heading = _path(index, eid), _SPACE.sub("", _heading(index.by_eid[eid]))
    return path if path == heading else f"{path}　{heading}".strip("　")


def _num(node: Target) -> str:
    return _SPACE.sub("", getattr(node, "num", None) or "").strip(_STOPS)


def _heading(node: Target) -> str:
    return getattr(node, "heading", None) or ""


def _fold(name: str) -> str:
    """A name without its spaces and stops, counted as texts count: 第2章 is 第二章."""
    bare = _SPACE.sub("", name).strip(_STOPS)
    return _COUNTED.sub(
        lambda found: write_number(int(found[1])) if int(found[1]) else found[1], bare
    )
