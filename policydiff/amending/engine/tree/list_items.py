"""款, 项 and 目 of a provision after some came or went.

Their places, numbers and closing marks.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from policydiff.amending.engine.tree.changes import NewChild
from policydiff.amending.engine.tree.numbering import key, renumbered
from policydiff.model.document import Block, Node, Provision

_LAST = "99999"
_STOPS = ("；", "。", "，", ";", ",")
_WIDE = str.maketrans(";,.", "；，。")
_LISTED = ("point", "indent")


def with_children(content: Sequence[Node], came: Sequence[NewChild]) -> list[Node]:
    """The content with what comes at its places, which are those of the new version."""
    nodes = list(content)
    for child in sorted(came, key=lambda child: key(child.number or _LAST)):
        places = [place for place, node in enumerate(nodes) if _counts(node, child.level)]
        at = (
            int(child.number) - 1
            if child.number is not None and child.number.isdigit()
            else len(places)
        )
        place = places[at] if at < len(places) else (places[-1] + 1 if places else len(nodes))
        nodes[place:place] = _stopped(child.nodes, nodes, places, at)
    return nodes


def reordered(nodes: Sequence[Node], placed: Mapping[str, int]) -> list[Node]:
    """The nodes in the places that a decision gives them, by eId.

    Those that are there anyway stay; places that cannot all be given change nothing.
    """
    found = list(nodes)
    for level in ("paragraph", *_LISTED):
        at = [place for place, node in enumerate(found) if _counts(node, level)]
        like = [found[place] for place in at]
        stated = {
            place: placed[node.eid] - 1
            for place, node in enumerate(like)
            if isinstance(node, Provision) and node.eid in placed
        }
        fixed = stated | {place: place for place, node in enumerate(like) if not node.eid}
        if all(place == wanted for place, wanted in stated.items()) or set(fixed.values()) - set(
            range(len(like))
        ):
            continue
        if len(set(fixed.values())) == len(fixed):
            inverse = {wanted: place for place, wanted in fixed.items()}
            others = iter([place for place in range(len(like)) if place not in fixed])
            order = [
                like[inverse[place]] if place in inverse else like[next(others)]
                for place in range(len(like))
            ]
            for place, node in zip(at, order, strict=True):
                found[place] = node
    return found


def _counts(node: Node, level: str) -> bool:
    if level == "preamble":
        return isinstance(node, Block) and node.role == "text"
    return isinstance(node, Provision) and node.level == level


def counted(nodes: Sequence[Node], changed: Collection[str]) -> tuple[Node, ...]:
    """款 numbered by position; 项 and 目 too where one of that level came or went."""
    found: list[Node] = []
    counts = {"paragraph": 0, "point": 0, "indent": 0}
    for node in nodes:
        if isinstance(node, Provision) and (
            node.level == "paragraph" or (node.level in changed and node.level in counts)
        ):
            counts[node.level] += 1
            number = str(counts[node.level])
            found.append(replace(node, number=number, num=renumbered(node.num, number)))
        else:
            found.append(node)
    return tuple(found)


def marked(nodes: Sequence[Node], end: str) -> tuple[Node, ...]:
    """The nodes of a list with the right closing marks.

    A list whose items are separated by semicolons ends with a full stop, and no item before its
    last one does.

    A list of 目 ends as the old one did, with `end`: its item goes on in the list around it.
    """
    found = list(nodes)
    places = [
        place
        for place, node in enumerate(found)
        if isinstance(node, Provision) and node.level in _LISTED
    ]
    ends = {_end(found[place]) for place in places}
    if not places or places[-1] != len(found) - 1 or "；" not in ends or ends - {"；", "。"}:
        return tuple(found)
    closing = (
        "。"
        if any(isinstance(node, Provision) and node.level == "point" for node in found)
        else end
    )
    for place in places:
        wanted = closing if place == places[-1] else "；"
        if _end(found[place]) != wanted and (wanted == "。" or "。" not in found[place].text[:-1]):
            found[place] = _ended(found[place], wanted)
    return tuple(found)


def _end(node: Node) -> str:
    return node.text[-1:].translate(_WIDE)


def _ended(node: Node, mark: str) -> Node:
    if isinstance(node, Block):
        return (
            replace(node, text=node.text[:-1] + mark)
            if node.text.endswith(_STOPS)
            else replace(node, text=node.text + mark)
        )
    if isinstance(node, Provision) and node.content:
        return replace(node, content=(*node.content[:-1], _ended(node.content[-1], mark)))
    return node


def _stopped(
    new: tuple[Node, ...], nodes: list[Node], places: list[int], at: int
) -> tuple[Node, ...]:
    last = new[-1] if new else None
    before = nodes[places[max(0, min(at, len(places)) - 1)]] if places else None
    if (
        not isinstance(last, Provision)
        or last.level not in _LISTED
        or before is None
        or last.text.endswith(_STOPS)
    ):
        return new
    if before.text[-1:].isalnum():
        return new
    mark = before.text[-1:] if before.text.endswith(_STOPS) else _STOPS[0]
    return (*new[:-1], _ended(last, mark))
