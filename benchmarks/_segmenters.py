"""Segmenters that policydiff does not use, to judge where a redline cuts.

Both come with their models in the package (`pip install 'policydiff[bench]'`): pkuseg 0.0.12
(trained on CTB8) and THULAC 0.2.2. Jieba would judge us by our own dictionary: rjieba reads the
same one.
"""

from __future__ import annotations

import io
import re
from bisect import bisect_right
from collections.abc import Callable
from contextlib import redirect_stdout
from functools import cache
from itertools import accumulate

Segmenter = Callable[[str], list[str]]
_SENTENCE = re.compile(r"[^。；！？\n]+[。；！？\n]?|[。；！？\n]")


def _pkuseg() -> Segmenter:
    import pkuseg

    segmenter = pkuseg.pkuseg()
    return lambda text: list(segmenter.cut(text))


def _thulac() -> Segmenter:
    import thulac

    segmenter = thulac.thulac(seg_only=True)
    return lambda text: [word for word, _ in segmenter.cut(text)]


SEGMENTERS = {"pkuseg": _pkuseg, "thulac": _thulac}


@cache
def segmenter(name: str) -> Segmenter | None:
    """A segmenter by its name, None where it is not installed."""
    try:
        with redirect_stdout(io.StringIO()):  # both say that they loaded a model
            return SEGMENTERS[name]()
    except ImportError:
        return None


@cache
def _ends(name: str, sentence: str) -> frozenset[int]:
    """The places in a sentence where a word ends, both its ends among them."""
    cut = segmenter(name)
    words = [] if cut is None else cut(sentence)
    ends = frozenset((0, *accumulate(map(len, words)), len(sentence)))
    return ends if "".join(words) == sentence else ends | frozenset(range(len(sentence)))


def inside_words(name: str, text: str, places: set[int]) -> frozenset[int]:
    """Those of the places that a segmenter puts inside a word, each sentence cut as a whole."""
    starts = [found.start() for found in _SENTENCE.finditer(text)] or [0]
    inside = set()
    for place in places:
        spot = bisect_right(starts, place) - 1
        begin = starts[spot]
        sentence = text[begin : starts[spot + 1] if spot + 1 < len(starts) else len(text)]
        if place - begin not in _ends(name, sentence):
            inside.add(place)
    return frozenset(inside)
