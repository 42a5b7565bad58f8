"""Numbers in the new version, and places and closing marks of 款, 项 and 目."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from policydiff.amending.engine.tree.changes import NewChild
from policydiff.model.document import Block, Node, Provision
from policydiff.text.numerals import DIGIT, NUMERAL
from policydiff.text.places import written

_NUMERAL = re.compile(
    rf"(?P<chinese>{NUMERAL}+)(?P<rest>[编章节条]?(?:之{NUMERAL}+)*)|(?P<digits>{DIGIT}+)"
)
_HEAD = re.compile(r"\d+")
_LAST = "99999"
_STOPS = ("；", "。", "，", ";", ",")
_WIDE = str.maketrans(";,.", "；，。")
_LISTED = ("point", "indent")


def renumbered(num: str | None, number: str) -> str | None:
    """A number printed in the same manner: 第五条 → 第六条, （五） → （六）, 5. → 6."""
    if num is None:
        return None
    head, *subs = number.split("-")
    numeral = _NUMERAL.search(num)
    if numeral is None:
        return num
    if numeral["digits"]:
        return num[: numeral.start()] + head + num[numeral.end() :]
    level = numeral["rest"][:1] if numeral["rest"] and not numeral["rest"].startswith("之") else ""
    new = written(head) + level + "".join(f"之{written(sub)}" for sub in subs)
    return num[: numeral.start()] + new + num[numeral.end() :]


def key(number: str) -> tuple[int, ...]:
    """The sort key of a number: 2 < 10 < 10-1 < 11."""
    return tuple(int(part) for part in number.split("-") if part.isdigit())


def head(number: str) -> int:
    """The whole number of 120-1 (120); 0 where there is none."""
    match = _HEAD.match(number)
    return int(match[0]) if match else 0


Numbering = tuple[dict[str, str], frozenset[str]]
"""New numbers of what stays, by eId, and the eIds of what gets another place among the others."""


def number_remaining(
    nodes: Sequence[Provision],
    gone: Mapping[str, str | None],
    explicit: Mapping[str, str],
    taken: Collection[str],
    *,
    close: bool,
    unsure: bool = False,
) -> Numbering:
    """The numbers of the nodes that stay: explicit ones, else free ones in order.

    `gone` are the eIds of those that go, with the number of the article into which one goes,
    `taken` the numbers of new ones. Numbers with 之 stay with the number before them and follow one
    another; where that one goes, its number stays theirs, and free. A number that is missing in the
    base stays missing, unless `close`. Where it is `unsure` whether more comes, a higher number than
    the place is a gap and no move.
    """
    staying = [node for node in nodes if node.eid not in gone]
    moved = _moved(staying, explicit, set(taken), unsure=unsure)
    fixed = set(taken) | {explicit[node.eid] for node in staying if node.eid in explicit}
    missing = {} if close else _missing(nodes)
    numbers = {node.eid: explicit[node.eid] for node in staying if node.eid in moved}
    last, sub = head(nodes[0].number) - 1 if nodes else 0, 0
    vacant = _vacant(nodes, gone, moved, explicit)
    for node in nodes:
        number = explicit.get(node.eid)
        if node.eid in vacant:
            own = _own(node, nodes, gone)
            last, sub = _slot(node, last + missing.get(node.eid, 0), fixed, own), 0
        if node.eid in gone or node.eid in moved:
            continue
        if number is None and "-" in node.number:
            sub = next(
                n for n in range(sub + 1, sub + len(fixed) + 2) if f"{last}-{n}" not in fixed
            )
        elif number is None:
            last += missing.get(node.eid, 0)
            last, sub = _free(last, fixed), 0
        else:
            last, sub = (*key(number), 0)[:2]
        numbers[node.eid] = number or (f"{last}-{sub}" if sub else str(last))
    if len(set(numbers.values())) == len(numbers):
        while (passing := _passing(staying, numbers, explicit, moved)) is not None:
            moved.add(passing)
    return numbers, frozenset(moved)


def _passing(
    staying: Sequence[Provision],
    numbers: Mapping[str, str],
    explicit: Collection[str],
    moved: Collection[str],
) -> str | None:
    """The node whose number passes over most that are counted, None without one."""
    row = [(node.eid, key(numbers[node.eid])) for node in staying if node.eid not in moved]
    if all(before <= after for (_, before), (_, after) in pairwise(row)):
        return None
    counted = [(own, number) for own, (eid, number) in enumerate(row) if eid not in explicit]
    passes = {
        eid: sum((at < own) != (beside < number) for at, beside in counted)
        for own, (eid, number) in enumerate(row)
        if eid in explicit
    }
    most = max(passes, key=passes.__getitem__, default=None)
    return most if most is not None and passes[most] else None


def _vacant(
    nodes: Sequence[Provision],
    gone: Collection[str],
    moved: Collection[str],
    explicit: Collection[str],
) -> set[str]:
    """The nodes that go, or go elsewhere, and leave numbers with 之 behind.

    第五条 where 第五条之一 stays and is given no other number.
    """
    vacant: set[str] = set()
    before: Provision | None = None
    for node in nodes:
        if "-" not in node.number:
            before = node
        elif (
            before is not None
            and head(before.number) == head(node.number)
            and node.eid not in gone
            and node.eid not in explicit
        ):
            vacant |= {before.eid} if before.eid in gone or before.eid in moved else set()
    return vacant


def _own(node: Provision, nodes: Sequence[Provision], into: Mapping[str, str | None]) -> str | None:
    """The number of the article that comes in place of a node."""
    number = into.get(node.eid)
    return (
        number
        if number is not None
        and next(sibling.eid for sibling in nodes if into.get(sibling.eid) == number) == node.eid
        else None
    )


def _slot(node: Provision, last: int, fixed: Collection[str], own: str | None) -> int:
    """The number that stays free for a node, behind the last one."""
    if own == str(last + 1) or (node.number in fixed and head(node.number) > last):
        return head(own if own == str(last + 1) else node.number)
    return _free(last, fixed)


def _free(last: int, fixed: Collection[str]) -> int:
    return next(n for n in range(last + 1, last + len(fixed) + 2) if str(n) not in fixed)


def _missing(nodes: Sequence[Provision]) -> dict[str, int]:
    """The count of missing numbers before each node, by eId."""
    missing: dict[str, int] = {}
    before = head(nodes[0].number) - 1 if nodes else 0
    for node in nodes:
        missing[node.eid] = max(0, head(node.number) - before - 1)
        before = max(before, head(node.number))
    return missing


def _moved(
    staying: Sequence[Provision], explicit: Mapping[str, str], taken: set[str], *, unsure: bool
) -> set[str]:
    """The nodes whose new numbers put them elsewhere among the others."""
    named = [node for node in staying if node.eid in explicit]
    order = longest([key(explicit[node.eid]) for node in named])
    moved = {node.eid for index, node in enumerate(named) if index not in order}
    moved |= _before_their_heads(staying, explicit)
    gaps = len(_gaps(staying))
    passes = {
        eid: count for eid, count in _passes(staying, explicit, taken).items() if eid not in moved
    }
    return moved | {
        eid for eid, count in passes.items() if abs(count) > gaps and not (unsure and count > 0)
    }


def _before_their_heads(staying: Sequence[Provision], explicit: Mapping[str, str]) -> set[str]:
    """The nodes whose new number is that of numbers with 之 which stand before them."""
    numbers = {node.number for node in staying}
    moved: set[str] = set()
    heads: set[int] = set()
    for node in staying:
        number = explicit.get(node.eid)
        if number is None:
            heads |= {head(node.number)} if "-" in node.number else set()
        elif "-" not in number and number not in numbers and head(number) in heads:
            moved.add(node.eid)
    return moved


def _gaps(staying: Sequence[Provision]) -> set[int]:
    numbers = {head(node.number) for node in staying if "-" not in node.number}
    return set(range(min(numbers, default=1), max(numbers, default=0))) - numbers


def _passes(
    staying: Sequence[Provision], explicit: Mapping[str, str], taken: Collection[str]
) -> dict[str, int]:
    """The counts of articles that new numbers pass over, by eId."""
    named = (explicit[node.eid] for node in staying if node.eid in explicit)
    fixed = sorted({head(number) for number in (*taken, *named) if "-" not in number})
    counted = sum(node.eid not in explicit and "-" not in node.number for node in staying)
    passes: dict[str, int] = {}
    before = 0
    for node in staying:
        if node.eid in explicit:
            mine = head(explicit[node.eid])
            free = mine - 1 - bisect_left(fixed, mine)
            passes[node.eid] = min(max(free, 0), counted) - before
        else:
            before += "-" not in node.number
    return passes


def longest(keys: Sequence[tuple[int, ...]]) -> set[int]:
    """The places of a longest rising run among keys."""
    tails: list[tuple[int, ...]] = []
    ends: list[int] = []
    before: list[int] = []
    for index, value in enumerate(keys):
        at = bisect_left(tails, value)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1], ends[at : at + 1] = [value], [index]
    chosen: set[int] = set()
    index = ends[-1] if ends else -1
    while index >= 0:
        chosen.add(index)
        index = before[index]
    return chosen


def with_children(content: Sequence[Node], came: Sequence[NewChild]) -> list[Node]:
    """The content with what comes at its places, which are those of the new version."""
    nodes = list(content)
    for child in sorted(came, key=lambda child: key(child.number or _LAST)):
        places = [index for index, node in enumerate(nodes) if _counts(node, child.level)]
        at = (
            int(child.number) - 1
            if child.number is not None and child.number.isdigit()
            else len(places)
        )
        index = places[at] if at < len(places) else (places[-1] + 1 if places else len(nodes))
        nodes[index:index] = _stopped(child.nodes, nodes, places, at)
    return nodes


def reordered(nodes: Sequence[Node], placed: Mapping[str, int]) -> list[Node]:
    """The nodes in the places that a decision gives them, by eId.

    Those that are there anyway stay; places that cannot all be given change nothing.
    """
    ordered = list(nodes)
    for level in ("paragraph", *_LISTED):
        at = [index for index, node in enumerate(ordered) if _counts(node, level)]
        like = [ordered[index] for index in at]
        stated = {
            index: placed[node.eid] - 1
            for index, node in enumerate(like)
            if isinstance(node, Provision) and node.eid in placed
        }
        fixed = stated | {index: index for index, node in enumerate(like) if not node.eid}
        if all(index == wanted for index, wanted in stated.items()) or set(fixed.values()) - set(
            range(len(like))
        ):
            continue
        if len(set(fixed.values())) == len(fixed):
            inverse = {wanted: index for index, wanted in fixed.items()}
            others = iter([index for index in range(len(like)) if index not in fixed])
            order = [
                like[inverse[index]] if index in inverse else like[next(others)]
                for index in range(len(like))
            ]
            for index, node in zip(at, order, strict=True):
                ordered[index] = node
    return ordered


def _counts(node: Node, level: str) -> bool:
    if level == "preamble":
        return isinstance(node, Block) and node.role == "text"
    return isinstance(node, Provision) and node.level == level


def counted(nodes: Sequence[Node], changed: Collection[str]) -> tuple[Node, ...]:
    """款 numbered by position; 项 and 目 too where one of that level came or went."""
    numbered: list[Node] = []
    counts = {"paragraph": 0, "point": 0, "indent": 0}
    for node in nodes:
        if isinstance(node, Provision) and (
            node.level == "paragraph" or (node.level in changed and node.level in counts)
        ):
            counts[node.level] += 1
            number = str(counts[node.level])
            numbered.append(replace(node, number=number, num=renumbered(node.num, number)))
        else:
            numbered.append(node)
    return tuple(numbered)


def marked(nodes: Sequence[Node], end: str) -> tuple[Node, ...]:
    """The nodes of a list with the right closing marks: ； and behind the last 。.

    A list of 目 ends as the old one did, with `end`: its item goes on in the list around it.
    """
    ended = list(nodes)
    places = [
        index
        for index, node in enumerate(ended)
        if isinstance(node, Provision) and node.level in _LISTED
    ]
    ends = {_end(ended[index]) for index in places}
    if not places or places[-1] != len(ended) - 1 or "；" not in ends or ends - {"；", "。"}:
        return tuple(ended)
    closing = (
        "。"
        if any(isinstance(node, Provision) and node.level == "point" for node in ended)
        else end
    )
    for index in places:
        wanted = closing if index == places[-1] else "；"
        if _end(ended[index]) != wanted and (wanted == "。" or "。" not in ended[index].text[:-1]):
            ended[index] = _ended(ended[index], wanted)
    return tuple(ended)


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
