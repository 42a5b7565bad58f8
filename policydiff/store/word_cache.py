"""The words of stored articles as numbers, cached inside the git folder.

Cutting the words of thousands of laws again would take ten seconds and more.

An entry is found by the id of its version's content and holds for one vocabulary and one state of
our code alone, so it can never be out of date; whatever is wrong with a file, or not sealed by this
user, it is made again. There is a file for each first digit of the ids, so that a few new texts do
not write all again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from itertools import groupby
from typing import Any

import numpy as np

from policydiff.errors import DamagedError
from policydiff.relating.engine.opinion.screening import ArticleRows
from policydiff.store.fingerprint import code_fingerprint
from policydiff.store.git.objects import read_each
from policydiff.store.git.process import Git
from policydiff.store.git.sealed import read_cached, with_seal, without_seal, write_cached

_NAME = "words-{digit}.npz"

Entries = dict[str, ArticleRows]
"""The words of versions, by the ids of their contents."""


def read_words(
    git: Git, blobs: Iterable[str], vocabulary: str
) -> Iterator[tuple[str, ArticleRows | bytes | DamagedError]]:
    """Each version with its words, else its XML, else why git has none.

    They come once each, in the order of their ids.

    `vocabulary` names what the numbers stand for.
    """
    for digit, group in groupby(sorted(set(blobs)), key=_digit):
        asked = list(group)
        cached = _load(git, digit, vocabulary)
        fresh = read_each(git, [blob for blob in asked if blob not in cached])
        for blob in asked:
            yield blob, cached[blob] if blob in cached else next(fresh)[1]


def add_words(git: Git, vocabulary: str, entries: Mapping[str, ArticleRows]) -> None:
    """Cache these entries beside those that are cached.

    A folder that cannot be written to caches nothing.
    """
    for digit, group in groupby(sorted(entries), key=_digit):
        fresh = {blob: entries[blob] for blob in group}
        _save(git, digit, vocabulary, _load(git, digit, vocabulary) | fresh)


def _digit(blob: str) -> str:
    return blob[0]


def _load(git: Git, digit: str, vocabulary: str) -> Entries:
    """The cached words of the ids that begin with a digit.

    Empty where the file is missing, damaged or of another vocabulary.
    """
    name, code = _NAME.format(digit=digit), code_fingerprint()
    cached = None if code is None else read_cached(git, name)
    data = without_seal(f"{name} {code} {vocabulary}", cached or b"")
    if not data:
        return {}
    with np.load(BytesIO(data), allow_pickle=False) as arrays:
        return _unpack(*(arrays[part] for part in ("blobs", "articles", "lengths", "words")))


def _unpack(blobs: Any, articles: Any, lengths: Any, words: Any) -> Entries:
    """The entries of four arrays.

    Each is a copy, so that none holds all others in memory.
    """
    entries: Entries = {}
    article = word = 0
    for blob, count in zip(blobs.tolist(), articles.tolist(), strict=True):
        own = lengths[article : article + count].copy()
        many = int(own.sum())
        entries[blob] = ArticleRows(words[word : word + many].copy(), own)
        article, word = article + count, word + many
    return entries


def _save(git: Git, digit: str, vocabulary: str, entries: Entries) -> None:
    name, code = _NAME.format(digit=digit), code_fingerprint()
    if code is None:
        return
    found = entries.values()
    stream = BytesIO()
    np.savez(
        stream,
        blobs=np.array(list(entries), dtype=str),
        articles=np.array([len(one.lengths) for one in found], dtype=np.int64),
        lengths=np.concatenate([np.asarray(one.lengths, dtype=np.uint32) for one in found]),
        words=np.concatenate([np.asarray(one.words, dtype=np.uint16) for one in found]),
    )
    content = with_seal(f"{name} {code} {vocabulary}", stream.getvalue())
    if content is not None:
        write_cached(git, name, content)
