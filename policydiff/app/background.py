"""background: the words of Chinese law at large, read once from the files that ship."""

from __future__ import annotations

from functools import cache

from policydiff.relating.background import Background, read_background
from policydiff.resources import resource


@cache
def load_background() -> Background:
    """The background that ships.

    Raises `NotFoundError` where the installation lacks it, `BadBackgroundError` where it is
    damaged.
    """
    words = resource("corpora", "background", "words.tsv").read_text(encoding="utf-8")
    return read_background(words, resource("corpora", "background", "vectors.bin").read_bytes())
