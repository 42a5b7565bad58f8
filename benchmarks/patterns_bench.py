"""How the time of each pattern grows with what it is given; exit code 1 where one grows too fast.

    python benchmarks/patterns_bench.py [WORD…] [--most 1.5] [--show 10]

For every pattern of the package (those whose name holds all WORDs) hostile inputs are made from its
own structure: what begins it, a stretch that one of its loops takes, many times over, and a sign
that fits nothing. The exponent is that of n in the time between a size and four times that size; a
pattern that seems to grow too fast is measured again, up to five times, and its least exponent
counts. A pattern of `policydiff.reading.bounds` is given no more than its bound.
"""

from __future__ import annotations

import argparse
import math
import re
import sys
import time

from _growth import growths, loops
from _patterns import Found, every_pattern

from policydiff.reading.bounds import BOUNDS

SMALL, TIMES = 2000, 4
LEAST = 0.002
"""Seconds below which a time says nothing."""
ENDS = ("\x01", "\n\x01", "")


def main() -> int:
    """Measure all, print those that grow most, and say whether any grows too fast."""
    options = _arguments()
    rows = sorted(
        (
            (_exponent(found, options.most), found.name)
            for found in every_pattern()
            if all(w in found.name for w in options.words)
        ),
        reverse=True,
    )
    for exponent, name in rows[: options.show]:
        print(f"n^{exponent:.2f}  {name}")
    fast = [name for exponent, name in rows if exponent > options.most]
    print(f"patterns {len(rows)}  too fast {len(fast)}  bounded {len(BOUNDS)}")
    return 1 if fast else 0


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
