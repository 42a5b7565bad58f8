"""The words of stored articles as numbers, cached inside the git folder.

Cutting the words of thousands of laws again would take ten seconds.

An entry is found by the id of its version's content and holds for one vocabulary alone, so it can
never be out of date; whatever is wrong with the file, or not sealed by this user, it is made again.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from io import BytesIO
from itertools import islice, pairwise
from typing import Any
from zipfile import BadZipFile

import numpy as np

from policydiff.messages import Message
from policydiff.store.git import Git
from policydiff.store.objects import read_blobs
from policydiff.store.sealed import read_cached, with_seal, without_seal, write_cached

_NAME = "words.npz"
_FORM = 1
"""To be raised whenever words are cut in another way."""

Articles = Sequence[Any]
"""The words of each article of a version: a list or an array of numbers below 65,536."""


def read_words(
    git: Git, blobs: Sequence[str], vocabulary: str, cut: Callable[[bytes], Articles]
) -> Iterator[Articles]:
    """The words of many versions, in their order.

    `cut` makes them from the XML of those that nobody asked for yet.

    `vocabulary` names what the numbers stand for. Raises `MissingObjectError`.
    """
    cached = load_words(git, vocabulary)
    missing = [blob for blob in dict.fromkeys(blobs) if blob not in cached]
    fresh = read_blobs(git, missing)
    for blob in blobs:
        if blob not in cached:
            cached[blob] = cut(next(fresh)[1])
        yield cached[blob]
    if missing:
        save_words(git, vocabulary, cached)


def load_words(git: Git, vocabulary: str) -> dict[str, Articles]:
    """The cached words, by the ids of the versions' contents.

    Empty where the file is missing, damaged or of another vocabulary.
    """
    data = without_seal(_NAME, read_cached(git, _NAME) or b"")
    if data is None:
        return {}
    try:
        with np.load(BytesIO(data), allow_pickle=False) as arrays:
            if str(arrays["head"]) != f"{_FORM} {vocabulary}":
                return {}
            return dict(
                _unpack(*(arrays[name] for name in ("blobs", "articles", "lengths", "words")))
            )
    except (OSError, ValueError, KeyError, EOFError, IndexError, BadZipFile, zlib.error):
        return {}


def _unpack(blobs: Any, articles: Any, lengths: Any, words: Any) -> Iterator[tuple[str, Articles]]:
    if lengths.sum() != len(words) or articles.sum() != len(lengths) or len(blobs) != len(articles):
        raise ValueError(Message("the parts do not fit"))
    texts = (words[begin:end] for begin, end in pairwise([0, *np.cumsum(lengths).tolist()]))
    for blob, count in zip(blobs.tolist(), articles.tolist(), strict=True):
        yield blob, list(islice(texts, count))


def save_words(git: Git, vocabulary: str, entries: Mapping[str, Articles]) -> None:
    """Cache these entries in place of all that was cached.

    A folder that cannot be written to caches nothing.
    """
    texts = [article for articles in entries.values() for article in articles]
    parts: dict[str, Any] = {
        "head": np.array(f"{_FORM} {vocabulary}"),
        "blobs": np.array(list(entries), dtype=str),
        "articles": np.array([len(articles) for articles in entries.values()], dtype=np.int64),
        "lengths": np.array([len(text) for text in texts], dtype=np.int64),
        "words": np.concatenate([np.asarray(text, dtype=np.uint16) for text in texts])
        if texts
        else np.array([], dtype=np.uint16),
    }
    stream = BytesIO()
    np.savez(stream, **parts)
    content = with_seal(_NAME, stream.getvalue())
    if content is not None:
        write_cached(git, _NAME, content)
