"""How the time of a pattern can grow, read from its structure.

A pattern becomes a machine of positions, each of which takes one character. Time grows with a power
of the length where one stretch of text can be shared out between two repeats in many ways, and
doubles with each character where one repeat inside another can take the same stretch in two ways.
`growths` names both, with the stretch, so that a measurement can begin from it.
"""

from __future__ import annotations

import functools
import operator
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from re import _constants as sre  # the names of the nodes have no public place
from re import _parser

MANY = 6
"""From so many times on a repeat inside another counts as one without end."""
FAR = 200
"""From so many times on a repeat beside another counts as one without end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """One way in which time grows: `exponential`, `shared` (two repeats side by side), `search` (a
    repeat begun at every place).
    """

    kind: str
    begin: str
    again: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A part of the machine: where it begins and ends, and whether it may be left out.

    `anchored` are the positions that only the beginning of the text leads to; `open` those after
    which nothing can fail. It is `free`
    where nothing can fail when it is left out, `loose` where that asks for no beginning of the
    text.
    """

    first: tuple[int, ...] = ()
    anchored: frozenset[int] = frozenset()
    last: tuple[int, ...] = ()
    open: frozenset[int] = frozenset()
    nullable: bool = True
    free: bool = True
    loose: bool = True


@dataclass(slots=True, kw_only=True)
class _Machine:
    """The positions of one pattern, what each takes, and which follows which, as often as there are
    ways.
    """

    letters: str
    ignoring_case: bool
    far: int
    takes: list[int] = field(default_factory=list)
    follow: list[Counter[int]] = field(default_factory=list)
    ending: list[set[int]] = field(default_factory=list)
    inner: dict[str, object] = field(default_factory=dict)
    sets: dict[str, int] = field(default_factory=dict)

    def anew(self) -> _Machine:
        """An empty machine for the same characters."""
        return type(self)(
            letters=self.letters, ignoring_case=self.ignoring_case, far=self.far, sets=self.sets
        )

    def position(self, taken: int) -> _Piece:
        self.takes.append(taken)
        self.follow.append(Counter())
        self.ending.append(set())
        place = len(self.takes) - 1
        return _Piece(
            first=(place,),
            last=(place,),
            open=frozenset({place}),
            nullable=False,
            free=False,
            loose=False,
        )

    def join(self, one: _Piece, other: _Piece, *, lasting: bool = True) -> None:
        """Let the other follow the one; a step that is not `lasting` goes round a loop that has an
        end.
        """
        for place in one.last:
            for after in other.first:
                if lasting:
                    self.follow[place][after] += 1
                else:
                    self.ending[place].add(after)

    def sequence(self, nodes: Iterable[object]) -> _Piece:
        done = _Piece()
        for node in nodes:
            done = self.concat(done, self.piece(node))
        return done

    def concat(self, one: _Piece, other: _Piece) -> _Piece:
        self.join(one, other)
        led = other.anchored if one.loose else frozenset(other.first)
        return _Piece(
            first=one.first + other.first if one.nullable else one.first,
            anchored=one.anchored | led if one.nullable else one.anchored,
            last=other.last + one.last if other.nullable else other.last,
            open=other.open | one.open if other.free else other.open,
            nullable=one.nullable and other.nullable,
            free=one.free and other.free,
            loose=one.loose and other.loose,
        )

    def choice(self, pieces: list[_Piece]) -> _Piece:
        return _Piece(
            first=tuple(place for piece in pieces for place in piece.first),
            anchored=frozenset(place for piece in pieces for place in piece.anchored),
            last=tuple(place for piece in pieces for place in piece.last),
            open=frozenset(place for piece in pieces for place in piece.open),
            nullable=any(piece.nullable for piece in pieces),
            free=any(piece.free for piece in pieces),
            loose=any(piece.loose for piece in pieces),
        )

    def repeat(self, low: int, high: int, nodes: object) -> _Piece:
        if high == 0:
            return _Piece()
        part = self.sequence(nodes)  # type: ignore[arg-type]
        if high > 1:
            self.join(part, part, lasting=high >= self.far)
        return replace(part, nullable=True, free=True, loose=True) if low == 0 else part

    def piece(self, node: object) -> _Piece:  # noqa: C901, PLR0911 - one case for each kind of node
        kind, value = node  # type: ignore[misc]
        match kind:
            case sre.LITERAL | sre.NOT_LITERAL | sre.ANY | sre.IN | sre.RANGE | sre.CATEGORY:
                return self.position(self.letters_of(kind, value))
            case sre.SUBPATTERN:
                return self.sequence(value[-1])
            case sre.BRANCH:
                return self.choice([self.sequence(branch) for branch in value[1]])
            case sre.MAX_REPEAT | sre.MIN_REPEAT:
                return self.repeat(int(value[0]), int(value[1]), value[2])
            case sre.POSSESSIVE_REPEAT:
                return self.whole(value[2], nullable=value[0] == 0)
            case sre.ATOMIC_GROUP:
                return self.whole(value)
            case sre.AT:
                return _Piece(
                    free=False, loose=value not in (sre.AT_BEGINNING, sre.AT_BEGINNING_STRING)
                )
            case sre.ASSERT | sre.ASSERT_NOT:
                self.inner[repr(value[1])] = value[1]
                return _Piece(free=False)
            case sre.GROUPREF:
                return _Piece(free=False)
            case sre.GROUPREF_EXISTS:
                return self.choice([self.sequence(part or ()) for part in value[1:]])
        raise ValueError(f"a node of patterns that is not known here: {kind}")

    def whole(self, nodes: object, *, nullable: bool | None = None) -> _Piece:
        """What is never tried in another way once it was taken: outside it is one step, inside a
        pattern of its own.
        """
        self.inner[repr(nodes)] = nodes
        apart = self.anew()
        piece = apart.sequence(nodes)  # type: ignore[arg-type]
        begins = functools.reduce(operator.or_, (apart.takes[place] for place in piece.first), 0)
        step = self.position(begins)
        empty = piece.nullable if nullable is None else nullable or piece.nullable
        return replace(step, nullable=empty, free=empty, loose=empty)

    def letters_of(self, kind: object, value: object) -> int:
        name = f"{kind} {value}"
        if name not in self.sets:
            self.sets[name] = sum(
                1 << place
                for place, letter in enumerate(self.letters)
                if self.taken(kind, value, letter)
            )
        return self.sets[name]

    def taken(self, kind: object, value: object, letter: str) -> bool:
        cases = {letter, letter.lower(), letter.upper()} if self.ignoring_case else {letter}
        match kind:
            case sre.LITERAL:
                return chr(value) in cases  # type: ignore[arg-type]
            case sre.NOT_LITERAL:
                return chr(value) not in cases  # type: ignore[arg-type]
            case sre.ANY:
                return letter != "\n"
            case sre.RANGE:
                return any(len(case) == 1 and value[0] <= ord(case) <= value[1] for case in cases)  # type: ignore[index]
            case sre.CATEGORY:
                return _CATEGORIES[value].match(letter) is not None  # type: ignore[index]
            case sre.IN:
                inside = [part for part in value if part[0] is not sre.NEGATE]  # type: ignore[union-attr, attr-defined]
                found = any(self.taken(*part, letter) for part in inside)
                return found != (len(inside) != len(value))  # type: ignore[arg-type]
        raise ValueError(f"a set of patterns that is not known here: {kind}")


_CATEGORIES = {
    sre.CATEGORY_DIGIT: re.compile(r"\d"),
    sre.CATEGORY_NOT_DIGIT: re.compile(r"\D"),
    sre.CATEGORY_SPACE: re.compile(r"\s"),
    sre.CATEGORY_NOT_SPACE: re.compile(r"\S"),
    sre.CATEGORY_WORD: re.compile(r"\w"),
    sre.CATEGORY_NOT_WORD: re.compile(r"\W"),
}


def growths(
    pattern: re.Pattern[str] | re.Pattern[bytes], *, searched: bool = True
) -> Iterator[Growth]:
    """Every way in which the time of this pattern grows faster than what it is given; `searched`
    where it may begin at every place.
    """
    source = (
        pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    )
    tree = _parser.parse(
        source, pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags
    )
    letters = _letters(tree)
    whole = bool(pattern.flags & re.DOTALL), bool(pattern.flags & re.IGNORECASE)
    lines = bool(pattern.flags & re.MULTILINE)
    yield from _of(tree, letters, whole, lines if searched else None)


def loops(pattern: re.Pattern[str] | re.Pattern[bytes]) -> Iterator[Growth]:
    """Each loop of a pattern, as the text that leads to it and the stretch that it takes, harmless
    or not.
    """
    source = (
        pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    )
    tree = _parser.parse(
        source, pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags
    )
    flags = bool(pattern.flags & re.DOTALL), bool(pattern.flags & re.IGNORECASE)
    waiting, seen = [tree], {repr(tree)}
    letters = _letters(tree)
    while waiting:
        machine = _machine(waiting.pop(), letters, flags, FAR)
        everywhere = set(range(len(machine.takes)))
        loop = _components(machine)
        for number in sorted(set(loop) - {-1}):
            members = {place for place in everywhere if loop[place] == number}
            back = min(
                (after for after in machine.follow[number] if after in members),
                key=lambda after: after != number,
            )
            again = _letter(machine, machine.takes[back]) + _path(machine, back, number, members)
            yield Growth(kind="loop", begin=_path(machine, None, number, everywhere), again=again)
        for name, inside in machine.inner.items():
            if name not in seen:
                seen.add(name)
                waiting.append(inside)


def _of(
    nodes: object, letters: str, flags: tuple[bool, bool], lines: bool | None
) -> Iterator[Growth]:
    waiting, seen = [nodes], {repr(nodes)}
    while waiting:
        part = waiting.pop()
        near = _machine(part, letters, flags, MANY)
        far = _machine(part, letters, flags, FAR)
        yield from _exponential(near)
        yield from _shared(far)
        if part is nodes and lines is not None:
            yield from _search(nodes, far, lines)
        for name, inside in far.inner.items():
            if name not in seen:
                seen.add(name)
                waiting.append(inside)


def _machine(nodes: object, letters: str, flags: tuple[bool, bool], far: int) -> _Machine:
    machine = (_Dotall if flags[0] else _Machine)(letters=letters, ignoring_case=flags[1], far=far)
    machine.sequence(nodes)  # type: ignore[arg-type]
    return machine


class _Dotall(_Machine):
    def taken(self, kind: object, value: object, letter: str) -> bool:
        return kind is sre.ANY or super().taken(kind, value, letter)


def _letters(tree: object) -> str:
    """Characters that stand for all: each that a set of the pattern begins or ends with, its
    neighbours, and some of each kind.
    """
    found = set(map(ord, "a Z9_\n\t-中　。"))

    def walk(part: object) -> None:
        if isinstance(part, tuple) and len(part) == 2 and part[0] in (sre.LITERAL, sre.NOT_LITERAL):
            found.update((part[1], part[1] + 1))
        elif isinstance(part, tuple) and len(part) == 2 and part[0] is sre.RANGE:
            found.update((part[1][0], part[1][0] - 1, part[1][1], part[1][1] + 1))
        elif isinstance(part, (list, tuple, _parser.SubPattern)):
            for inside in part:
                walk(inside)

    walk(tree)
    return "".join(
        chr(code) for code in sorted(found) if 0 <= code < 0x110000 and not 0xD800 <= code < 0xE000
    )


def _components(machine: _Machine, leaving: frozenset[int] = frozenset()) -> list[int]:
    """For each position the number of its loop (-1 where it is in none), loops through those that
    are left out apart.
    """
    reach = _reach(machine, leaving)
    loop = [-1] * len(machine.takes)
    for place in range(len(machine.takes)):
        if loop[place] == -1 and place in reach[place]:
            for other in reach[place]:
                if place in reach[other]:
                    loop[other] = place
    return loop


def _reach(machine: _Machine, leaving: frozenset[int] = frozenset()) -> list[frozenset[int]]:
    done = []
    for place in range(len(machine.takes)):
        seen: set[int] = set()
        waiting = [] if place in leaving else list(machine.follow[place])
        while waiting:
            after = waiting.pop()
            if after not in seen and after not in leaving:
                seen.add(after)
                waiting.extend(machine.follow[after])
        done.append(frozenset(seen))
    return done


def _exponential(machine: _Machine) -> Iterator[Growth]:
    loop = _components(machine)
    members: dict[int, list[int]] = {}
    for place, number in enumerate(loop):
        if number != -1:
            members.setdefault(number, []).append(place)
    for number, places in members.items():
        begin = _path(machine, None, places[0], set(range(len(loop))))
        for place in places:
            for after, ways in machine.follow[place].items():
                if ways > 1 and loop[after] == number and machine.takes[after]:
                    again = _path(machine, after, place, set(places))
                    yield Growth(
                        kind="exponential",
                        begin=begin,
                        again=_letter(machine, machine.takes[after]) + again,
                    )
                    return
        found = _twice(machine, places)
        if found is not None:
            yield Growth(kind="exponential", begin=begin, again=found)
            return


def _twice(machine: _Machine, places: list[int]) -> str | None:  # noqa: C901 - one walk ahead, one back
    """A stretch that leads a position of the loop back to itself in two ways."""
    inside = set(places)
    steps = {
        place: [after for after in machine.follow[place] if after in inside] for place in places
    }
    ahead: dict[tuple[int, int], tuple[tuple[int, int], str] | None] = {
        (place, place): None for place in places
    }
    waiting = deque(ahead)
    back: dict[tuple[int, int], list[tuple[int, int]]] = {}
    while waiting:
        pair = waiting.popleft()
        for left in steps[pair[0]]:
            for right in steps[pair[1]]:
                both = machine.takes[left] & machine.takes[right]
                if both:
                    after = (left, right)
                    back.setdefault(after, []).append(pair)
                    if after not in ahead:
                        ahead[after] = (pair, _letter(machine, both))
                        waiting.append(after)
    home: dict[tuple[int, int], tuple[int, int]] = {}
    waiting = deque((place, place) for place in places)
    while waiting:
        pair = waiting.popleft()
        for before in back.get(pair, ()):
            if before[0] != before[1] and before not in home:
                home[before] = pair
                waiting.append(before)
    pair = next(iter(home), None)
    if pair is None:
        return None
    text = ""
    at: tuple[int, int] = pair
    while (step := ahead[at]) is not None:
        text = step[1] + text
        at = step[0]
    start = at[0]
    at = pair
    while at[0] != at[1]:
        at = home[at]
        text += _letter(machine, machine.takes[at[0]] & machine.takes[at[1]])
    return text + _path(machine, at[0], start, inside)


def _shared(machine: _Machine) -> Iterator[Growth]:
    loop = _components(machine)
    reach = _reach(machine)
    places = [place for place, number in enumerate(loop) if number != -1]
    seen = set()
    for one in places:
        for other in places:
            pair = (loop[one], loop[other])
            if pair[0] == pair[1] or pair in seen or other not in reach[one]:
                continue
            text = _pumped(machine, one, other, loop)
            if text is not None:
                seen.add(pair)
                yield Growth(
                    kind="shared",
                    begin=_path(machine, None, one, set(range(len(loop)))),
                    again=text,
                )


def _pumped(machine: _Machine, one: int, other: int, loop: list[int]) -> str | None:
    """A stretch that keeps `one` in its loop, keeps `other` in its loop, and leads from the one to
    the other.
    """
    takes = machine.takes
    start, goal = (one, one, other), (one, other, other)
    seen = {start: ""}
    waiting = deque([start])
    while waiting:
        state = waiting.popleft()
        for left in machine.follow[state[0]]:
            if loop[left] != loop[one]:
                continue
            for right in machine.follow[state[2]]:
                both = takes[left] & takes[right]
                if not both or loop[right] != loop[other]:
                    continue
                for middle in (*machine.follow[state[1]], *machine.ending[state[1]]):
                    after = (left, middle, right)
                    if both & takes[middle] and after not in seen:
                        seen[after] = seen[state] + _letter(machine, both & takes[middle])
                        if after == goal:
                            return seen[after]
                        waiting.append(after)
    return None


def _search(nodes: object, machine: _Machine, lines: bool) -> Iterator[Growth]:
    """A repeat that is begun anew at every place of the text and fails at the end of each."""
    branches = [(branch, branch, False) for branch in _branches(nodes)]
    for branch, around, ahead in (
        *branches,
        *((inside, whole, True) for whole, _, _ in branches for inside in _looks_ahead(whole)),
    ):
        one = machine.anew()
        piece = one.sequence(branch)
        before = _before(around, one, lines)
        start = len(one.takes)
        one.takes += [(1 << len(one.letters)) - 1, before]
        one.follow += [
            Counter({start: 1, start + 1: 1}),
            Counter(place for place in piece.first if lines or place not in piece.anchored),
        ]
        one.ending += [set(), set()]
        loop = _components(one, frozenset() if ahead else piece.open)
        for other, number in enumerate(loop):
            text = _pumped(one, start, other, loop) if number not in (-1, start) else None
            if text is not None:
                yield Growth(kind="search", begin="", again=text)
                return


def _branches(nodes: object) -> Iterator[list[object]]:
    """The alternatives of a pattern, each as if it stood alone."""
    listed = list(nodes)  # type: ignore[call-overload]
    if len(listed) == 1 and listed[0][0] is sre.BRANCH:
        for branch in listed[0][1][1]:
            yield from _branches(branch)
    elif len(listed) == 1 and listed[0][0] is sre.SUBPATTERN:
        yield from _branches(listed[0][1][-1])
    else:
        yield listed


def _looks_ahead(nodes: list[object]) -> Iterator[list[object]]:
    """What is looked at from every place before anything is taken."""
    for kind, value in nodes:  # type: ignore[misc]
        if kind not in (sre.ASSERT, sre.ASSERT_NOT, sre.AT) or (
            kind is sre.AT and value is sre.AT_BEGINNING
        ):
            return
        if kind is not sre.AT and value[0] == 1:
            yield from _branches(value[1])


def _before(nodes: list[object], machine: _Machine, lines: bool) -> int:
    """What may stand before a match."""
    allowed = (1 << len(machine.letters)) - 1
    for kind, value in nodes:  # type: ignore[misc]
        if kind in (sre.ASSERT, sre.ASSERT_NOT) and value[0] == -1 and len(value[1]) == 1:
            inside = _single(machine, value[1][0])
            if inside is not None:
                allowed &= inside if kind is sre.ASSERT else ~inside
        elif kind is sre.AT and value is sre.AT_BEGINNING and lines:
            allowed &= 1 << machine.letters.index("\n")
        elif kind not in (sre.ASSERT, sre.ASSERT_NOT):
            break
    return allowed


def _single(machine: _Machine, node: object) -> int | None:
    kind, value = node  # type: ignore[misc]
    if kind in (sre.LITERAL, sre.NOT_LITERAL, sre.ANY, sre.IN):
        return machine.letters_of(kind, value)
    return None


def _path(machine: _Machine, begin: int | None, end: int, inside: set[int]) -> str:
    """The shortest text that leads from one position to another (from the beginning, where there is
    none).
    """
    if begin == end:
        return ""
    firsts = (
        set(range(len(machine.takes))) - {after for follow in machine.follow for after in follow}
        if begin is None
        else set()
    )
    seen: dict[int, str] = {}
    waiting = deque(firsts if begin is None else [begin])
    for place in waiting:
        seen[place] = _letter(machine, machine.takes[place]) if begin is None else ""
    while waiting:
        place = waiting.popleft()
        if place == end:
            return seen[place]
        for after in machine.follow[place]:
            if after in inside and after not in seen and machine.takes[after]:
                seen[after] = seen[place] + _letter(machine, machine.takes[after])
                waiting.append(after)
    return ""


def _letter(machine: _Machine, taken: int) -> str:
    """A character of the set, a Chinese or a plain one if there is any."""
    return _plainest(machine.letters, taken)


@functools.cache
def _plainest(letters: str, taken: int) -> str:
    inside = [letter for place, letter in enumerate(letters) if taken >> place & 1]
    return min(
        inside, key=lambda letter: (letter.isspace(), not letter.isprintable(), letter), default=""
    )
