"""The line of time of a work with two chosen days, in percent of its width."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

Lane = Literal["decision", "version", "end"]
Side = Literal["first", "last"]
Days = tuple[str, str]
"""Two days (ISO), the earlier one first."""

LEFT, RIGHT = 5.0, 95.0
"""The begin and end of the line."""

GAP = 8.5
"""So far from each other stand the marks of a row: 24 pixels of the narrowest line, 288 wide."""

ROWS = 5
"""So many rows of marks has a lane; what finds no room there joins the mark before it."""

_LEAST = 60
"""So many days at least are added to both ends of the line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AxisEvent:
    """An event of a work on a day (ISO): a version, a decision, the end of the work.

    `kind` and `name` are words. `certain` is False for a version whose day of force is unknown: it
    stands on its own day.
    """

    lane: Lane
    day: str
    kind: str = ""
    name: str = ""
    address: str = ""
    certain: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class AxisMark:
    """Events of one lane in one place, which sets the handle `moves` to `day`."""

    events: tuple[AxisEvent, ...]
    at: float
    row: int
    day: str
    moves: Side


@dataclass(frozen=True, slots=True, kw_only=True)
class AxisHandle:
    """A chosen day; `beyond` is the end of the line that it lies behind, or ""."""

    side: Side
    day: str
    at: float
    beyond: Literal["", "before", "after"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeAxis:
    """The line from `begin` to `end` with its marks, handles and years."""

    begin: date
    end: date
    marks: tuple[AxisMark, ...]
    handles: tuple[AxisHandle, AxisHandle]
    years: tuple[tuple[str, float], ...]

    def rows(self, *lanes: Lane) -> int:
        """The number of rows that the marks of these lanes need."""
        return max((one.row + 1 for one in self.marks if one.events[0].lane in lanes), default=0)


def draw_axis(events: Sequence[AxisEvent], days: Days, today: str) -> TimeAxis:
    """The line of all events up to today, with two days on it."""
    known = [_ordinal(one.day) for one in events] or [_ordinal(day) for day in days]
    first, last = min(known), max(*known, _ordinal(today))
    room = max(_LEAST, (last - first) // 25)
    begin, end = max(1, first - room), min(date.max.toordinal(), last + room)

    def place(day: str) -> float:
        share = (min(max(_ordinal(day), begin), end) - begin) / (end - begin)
        return round(LEFT + share * (RIGHT - LEFT), 3)

    def handle(side: Side, day: str) -> AxisHandle:
        at = _ordinal(day)
        return AxisHandle(
            side=side,
            day=day,
            at=place(day),
            beyond="before" if at < begin else "after" if at > end else "",
        )

    ends = date.fromordinal(begin), date.fromordinal(end)
    years = range(ends[0].year + 1, ends[1].year + 1)
    return TimeAxis(
        begin=ends[0],
        end=ends[1],
        marks=tuple(
            AxisMark(
                events=tuple(group),
                at=place(group[0].day),
                row=row,
                day=group[0].day,
                moves=nearest(group[0].day, days),
            )
            for lanes in (("decision",), ("version", "end"))
            for group, row in _in_rows([one for one in events if one.lane in lanes], place)
        ),
        handles=(handle("first", days[0]), handle("last", days[1])),
        years=tuple(
            (f"{year:04}", place(f"{year:04}-01-01"))
            for year in years[:: max(1, -(-len(years) // 5))]
        ),
    )


def _in_rows(
    events: Iterable[AxisEvent], place: Callable[[str], float]
) -> list[tuple[list[AxisEvent], int]]:
    """The marks from left to right, each with the first row in which it covers none."""
    ends: list[float] = []
    marks: list[tuple[list[AxisEvent], int]] = []
    for event in sorted(events, key=lambda one: one.day):
        at = place(event.day)
        row = next((row for row, end in enumerate(ends) if at - end >= GAP), len(ends))
        if marks and (marks[-1][0][0].day == event.day or row == ROWS):
            marks[-1][0].append(event)
            continue
        ends[row : row + 1] = [at]
        marks.append(([event], row))
    return marks


def nearest(day: str, days: Days) -> Side:
    """The handle that is nearer to a day: the later one where both are as near."""
    before, after = (abs(_ordinal(day) - _ordinal(one)) for one in days)
    return "first" if before < after or day < days[0] else "last"


def moved(days: Days, side: Side, day: str) -> Days:
    """The days with one of them set, in order."""
    first, last = sorted((day, days[1] if side == "first" else days[0]))
    return first, last


def steps(events: Iterable[AxisEvent], days: Days) -> list[tuple[Side, bool, str]]:
    """The days of versions to which the handles go, back, or with True on.

    None leads a handle past the other one.
    """
    stops = sorted({one.day for one in events if one.lane == "version"})
    first, last = days
    found: tuple[tuple[Side, bool, list[str]], ...] = (
        ("first", False, [one for one in stops if one < first][-1:]),
        ("first", True, [one for one in stops if first < one <= last][:1]),
        ("last", False, [one for one in stops if first <= one < last][-1:]),
        ("last", True, [one for one in stops if one > last][:1]),
    )
    return [(side, on, day) for side, on, stop in found for day in stop]


def two_newest(events: Iterable[AxisEvent], last: str, today: str) -> Days | None:
    """The day `last`, or if "" that of the newest version, and of the version before.

    With a single version its day and today; None without one.
    """
    stops = sorted({one.day for one in events if one.lane == "version"})
    if not (stops or last):
        return None
    end = last or (stops[-1] if len(stops) > 1 else today)
    before = [one for one in stops if one < end]
    first, end = sorted((before[-1] if before else last or stops[0], end))
    return first, end


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()
