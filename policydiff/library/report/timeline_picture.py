"""The picture of a work on two scales, in units of a picture `WIDTH` wide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

WIDTH = 1000
LEFT, RIGHT = 130, 960
"""The begin and end of the scales."""

ROW = 26
_LETTER = 7.2
"""The width of a letter of a date."""

LANES = ("before", "drafts", "decisions", "versions")


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineMark:
    """An event to draw: its lane and days (ISO); `computed` for a compiled text."""

    lane: str
    day: str
    label: str
    address: str
    in_force: str | None = None
    learnt: str | None = None
    computed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnMark:
    """A mark at its position; `force` and `learnt` are positions of those days."""

    mark: TimelineMark
    x: float
    y: float
    force: float | None
    learnt: float | None
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnLane:
    """A lane: its key and the position of its name."""

    key: str
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnTick:
    """A mark of a scale: the year or the day, and its position."""

    label: str
    x: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelinePicture:
    """The whole picture: its height, its lanes, its marks, both scales."""

    height: float
    lanes: tuple[DrawnLane, ...]
    marks: tuple[DrawnMark, ...]
    law: tuple[DrawnTick, ...]
    law_y: float
    ours: tuple[DrawnTick, ...]
    ours_y: float


def draw_timeline(marks: Sequence[TimelineMark]) -> TimelinePicture | None:
    """The picture of events with a date; None for none."""
    if not marks:
        return None
    law = _Scale.of([day for mark in marks for day in (mark.day, mark.in_force) if day])
    ours = _Scale.of([one.learnt for one in marks if one.learnt])
    drawn: list[DrawnMark] = []
    lanes: list[DrawnLane] = []
    top = 20.0
    for lane in LANES:
        row = sorted((one for one in marks if one.lane == lane), key=lambda one: one.day)
        if not row:
            continue
        lanes.append(DrawnLane(key=lane, y=top + 4))
        rows = _rows([(law.place(one.day), one.label) for one in row])
        for one, at in zip(row, rows, strict=True):
            drawn.append(_drawn(one, top + at * ROW, law, ours))
        top += (max(rows) + 1) * ROW + 12
    law_y = top
    ours_y = law_y + 72
    return TimelinePicture(
        height=ours_y + 24 if any(one.learnt for one in marks) else law_y + 30,
        lanes=tuple(lanes),
        marks=tuple(drawn),
        law=law.ticks(),
        law_y=law_y,
        ours=ours.ticks(),
        ours_y=ours_y,
    )


def _drawn(mark: TimelineMark, y: float, law: _Scale, ours: _Scale) -> DrawnMark:
    x = law.place(mark.day)
    return DrawnMark(
        mark=mark,
        x=x,
        y=y,
        force=None if mark.in_force is None else law.place(mark.in_force),
        learnt=None if mark.learnt is None else ours.place(mark.learnt),
        anchor="end" if x + _width(mark.label) > WIDTH else "start",
    )


def _width(label: str) -> float:
    return 10 + _LETTER * len(label)


def _rows(places: Iterable[tuple[float, str]]) -> list[int]:
    """The row of each mark from left to right, so that no label covers another."""
    ends: list[float] = []
    found: list[int] = []
    for x, label in places:
        width = _width(label)
        begin, end = (x - width, x + 8) if x + width > WIDTH else (x - 8, x + width)
        free = next((row for row, last in enumerate(ends) if last <= begin), len(ends))
        if free == len(ends):
            ends.append(end)
        ends[free] = max(ends[free], end)
        found.append(free)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    first: int
    last: int

    @classmethod
    def of(cls, days: Sequence[str]) -> _Scale:
        ordinals = [date.fromisoformat(day).toordinal() for day in days] or [0]
        return cls(first=min(ordinals), last=max(ordinals))

    def place(self, day: str) -> float:
        span = self.last - self.first
        share = (date.fromisoformat(day).toordinal() - self.first) / span if span else 0.5
        return round(LEFT + share * (RIGHT - LEFT), 1)

    def ticks(self) -> tuple[DrawnTick, ...]:
        """At most eight years of the scale, or its ends within less than two."""
        if self.first < 1:
            return ()
        ends = date.fromordinal(self.first), date.fromordinal(self.last)
        if self.last - self.first < 2 * 365:
            days = dict.fromkeys(one.isoformat() for one in ends)
            return tuple(DrawnTick(label=day, x=self.place(day)) for day in days)
        years = range(ends[0].year + 1, ends[1].year + 1)
        step = max(1, -(-len(years) // 8))
        return tuple(
            DrawnTick(label=str(year), x=self.place(f"{year:04}-01-01")) for year in years[::step]
        )
