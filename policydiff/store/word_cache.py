"""The words of stored articles as numbers, cached; cutting them takes seconds.

A key holds the vocabulary and the id of a version's content.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from policydiff.errors import DamagedError
from policydiff.relating.engine.opinion.screening import ArticleRows
from policydiff.store.cache import Cache
from policydiff.store.git.objects import read_each
from policydiff.store.git.process import Git

_AT_ONCE = 256
"""Versions whose words are in memory at once."""

_COUNT, _LENGTH, _WORD = np.dtype("<u4"), np.dtype("<u4"), np.dtype("<u2")


def read_words(
    git: Git, cache: Cache, blobs: Iterable[str], vocabulary: str
) -> Iterator[tuple[str, ArticleRows | bytes | DamagedError]]:
    """Each version with its words, else its XML, else why git has none.

    They come once each, in the order of their ids. `vocabulary` names what the numbers stand for.
    """
    wanted = sorted(set(blobs))
    for begin in range(0, len(wanted), _AT_ONCE):
        keys = {_key(vocabulary, blob): blob for blob in wanted[begin : begin + _AT_ONCE]}
        cached = cache.look_up(keys)
        fresh = read_each(git, [blob for key, blob in keys.items() if key not in cached])
        for key, blob in keys.items():
            yield blob, _unpack(cached[key]) if key in cached else next(fresh)[1]


def add_words(cache: Cache, vocabulary: str, entries: Mapping[str, ArticleRows]) -> None:
    """Cache the words of versions, by the ids of their contents."""
    cache.put({_key(vocabulary, blob): _pack(rows) for blob, rows in entries.items()})


def _key(vocabulary: str, blob: str) -> str:
    return f"words {vocabulary} {blob}"


def _pack(rows: ArticleRows) -> bytes:
    """The number of articles, then the number of words of each, then all words."""
    count = np.array([len(rows.lengths)], dtype=_COUNT)
    parts = (count, np.asarray(rows.lengths, dtype=_LENGTH), np.asarray(rows.words, dtype=_WORD))
    return b"".join(part.tobytes() for part in parts)


def _unpack(data: bytes) -> ArticleRows:
    count = int(np.frombuffer(data, _COUNT, 1)[0])
    lengths = np.frombuffer(data, _LENGTH, count, _COUNT.itemsize)
    return ArticleRows(np.frombuffer(data, _WORD, -1, (count + 1) * _COUNT.itemsize), lengths)
