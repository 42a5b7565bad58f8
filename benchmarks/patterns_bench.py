"""How the time of each pattern grows with what it is given; exit code 1 where one grows too fast.

    python benchmarks/patterns_bench.py [WORD…] [--most 1.5] [--show 10]

For every pattern of the package (those whose name holds all WORDs) hostile inputs are made from its
own structure: what begins it, a stretch that one of its loops takes, many times over, and a sign
that fits nothing. The exponent is that of n in the time between a size and four times that size; a
pattern that seems to grow too fast is measured again, up to five times, and its least exponent
counts. A pattern of `policydiff.reading.bounds` is given no more than its bound.

Every pattern also reads the shapes of `_shapes.py`, at 10, 20, 40 and 80 thousand characters; those
on which its time grows faster than the text are printed too.
"""

from __future__ import annotations

import argparse
import functools
import math
import multiprocessing
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from types import FrameType
from typing import TypeVar

from _growth import growths, loops
from _patterns import Found, every_pattern
from _shapes import SHAPES

from policydiff.reading.bounds import BOUNDS

Given = TypeVar("Given")

SMALL, TIMES = 2000, 4
LEAST = 0.002
"""Seconds below which a time says nothing."""
ENDS = ("\x01", "\n\x01", "")

SIZES = (10_000, 20_000, 40_000, 80_000)
SLACK = 3
"""Times what is linear that a size may take: 24 for 8 times the text, of which a square takes 64."""
ENOUGH = 0.005
"""Seconds of a processor below which the time of the first size says nothing."""
CAP = 2.0
"""Seconds of a processor after which one use is ended: 80,000 characters take some hundredths."""


def main() -> int:
    """Measure all, print those that grow most, and say whether any grows too fast."""
    options = _arguments()
    patterns = [
        found for found in every_pattern() if all(word in found.name for word in options.words)
    ]
    with multiprocessing.Pool() as pool:
        measured = pool.map(functools.partial(_measured, options.most), patterns, chunksize=1)
    rows = sorted(
        ((exponent, found.name) for found, (exponent, _) in zip(patterns, measured, strict=True)),
        reverse=True,
    )
    slow = [
        (found.name, shape)
        for found, (_, shapes) in zip(patterns, measured, strict=True)
        for shape in shapes
    ]
    for exponent, name in rows[: options.show]:
        print(f"n^{exponent:.2f}  {name}")
    fast = [name for exponent, name in rows if exponent > options.most]
    for name, shape in slow:
        print(f"{shape}  {name}")
    print(
        f"patterns {len(rows)}  too fast {len(fast)}  on shapes {len(slow)}  bounded {len(BOUNDS)}"
    )
    return 1 if fast or slow else 0


def slow_shapes(found: Found, shapes: Mapping[str, Callable[[int], str]] = SHAPES) -> Iterator[str]:
    """The names of the shapes on which the time of a pattern grows faster than the text.

    One of three measurements will do to pass. A use that takes the `CAP` is ended, and slow.
    """
    bound = BOUNDS.get(found.name)
    for name, shape in shapes.items():
        texts = [text[: bound and bound.characters] for text in _texts_of(shape)]
        try:
            if not any(_is_even(found, texts) for _ in range(3)):
                yield name
        except TimeoutError:
            yield name


@functools.cache
def _texts_of(shape: Callable[[int], str]) -> tuple[str, ...]:
    return tuple(map(shape, SIZES))


def _is_even(found: Found, texts: list[str]) -> bool:
    """True where no size takes too long beside the first; the longest says it for most patterns."""
    times = SLACK / SIZES[0]
    if ended(lambda: _time(found, texts[-1])) < ENOUGH * times * SIZES[-1]:
        return True
    first = max(ended(lambda: _time(found, texts[0])), ENOUGH)
    return all(
        ended(lambda text=text: _time(found, text)) < first * times * size
        for size, text in zip(SIZES, texts, strict=True)
    )


def ended(act: Callable[[], Given], cap: float = CAP) -> Given:
    """What an act gives. Raises `TimeoutError` where it takes a processor more seconds than `cap`."""

    def end(_number: int, _frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGPROF, end)
    signal.setitimer(signal.ITIMER_PROF, cap)
    try:
        return act()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("words", nargs="*", metavar="WORD")
    parser.add_argument(
        "--most",
        type=float,
        default=1.5,
        help="the greatest exponent that passes (default: %(default)s)",
    )
    parser.add_argument("--show", type=int, default=10, help="rows to print (default: %(default)s)")
    return parser.parse_args()


def _measured(most: float, found: Found) -> tuple[float, tuple[str, ...]]:
    """The greatest exponent of a pattern, and the shapes on which it is slow.

    Times are those of the processor, so patterns can be measured side by side.
    """
    return _exponent(found, most), tuple(slow_shapes(found))


def _exponent(found: Found, most: float) -> float:
    """The greatest exponent over the hostile inputs of a pattern."""
    pieces = {
        (growth.begin, growth.again)
        for growth in (*growths(found.pattern, searched=found.searched), *loops(found.pattern))
    }
    return max(
        (
            _grows(found, begin, again, end, most)
            for begin, again in pieces
            if again
            for end in ENDS
        ),
        default=0.0,
    )


def _grows(found: Found, begin: str, again: str, end: str, most: float) -> float:
    bound = BOUNDS.get(found.name)
    size = SMALL if bound is None else max(bound.characters // TIMES, 1)
    least = math.inf
    for _ in range(5):
        small, large = (
            _time(found, _text(begin, again, end, count)) for count in (size, size * TIMES)
        )
        least = min(least, math.log(large / max(small, LEAST), TIMES) if large > LEAST else 0.0)
        if least <= most:
            break
    return max(least, 0.0)


def _text(begin: str, again: str, end: str, size: int) -> str:
    return begin + again * max(size // len(again), 1) + end


def _time(found: Found, text: str) -> float:
    """Processor time of one use, the way the package uses it."""
    given = text.encode("latin-1", "replace") if isinstance(found.pattern.pattern, bytes) else text
    use = _search_all if found.searched else _match
    begin = time.process_time()
    use(found.pattern, given)
    return time.process_time() - begin


def _search_all(pattern: re.Pattern, text: str | bytes) -> None:
    for _ in pattern.finditer(text):
        pass


def _match(pattern: re.Pattern, text: str | bytes) -> None:
    pattern.match(text)
    pattern.fullmatch(text)


if __name__ == "__main__":
    sys.exit(main())
