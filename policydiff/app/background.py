"""background: the vocabulary of Chinese law, read once from the shipped files."""

from __future__ import annotations

from functools import cache

from policydiff.relating.background import Background, read_background
from policydiff.resources import resource


@cache
def load_background() -> Background:
    """The background that is shipped with the package.

    Raises `NotFoundError` where the installation lacks it, `BadBackgroundError` where it is
    damaged.
    """
    words = resource("corpora", "background", "words.tsv").read_text(encoding="utf-8")
    return read_background(words, resource("corpora", "background", "vectors.bin").read_bytes())
