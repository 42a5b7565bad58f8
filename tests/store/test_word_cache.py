"""The words of versions are cut once, and whatever is wrong with what was kept, they are cut
again.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest
from cached import cache_file, spoil
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import git, make, store

from policydiff.relating.engine.opinion.screening import ArticleRows
from policydiff.store import cache
from policydiff.store.cache import Cache
from policydiff.store.git.process import Git, open_git
from policydiff.store.word_cache import add_words, read_words

TEXTS = [f"text {number}".encode() for number in range(8)]
articles = st.lists(st.lists(st.integers(0, 65_535), max_size=5), max_size=4)
entries = st.dictionaries(st.sampled_from(TEXTS), articles, max_size=4)


@pytest.fixture
def place(tmp_path: Path) -> Git:
    """A git folder that holds the texts."""
    git(tmp_path, "init", "--quiet", "--bare", "laws")
    root = tmp_path / "laws"
    for number, text in enumerate(TEXTS):
        (tmp_path / f"{number}").write_bytes(text)
        git(root, "hash-object", "-w", str(tmp_path / f"{number}"))
    return open_git(root)


def blob(text: bytes) -> str:
    """The id of a text."""
    return hashlib.sha1(b"blob %d\0" % len(text) + text).hexdigest()


def rows(texts) -> ArticleRows:
    return ArticleRows(
        np.array([word for text in texts for word in text], dtype=np.uint16),
        np.array([len(text) for text in texts], dtype=np.uint32),
    )


def found(place, blobs, vocabulary="v"):
    """The words by version, or the bytes where none are kept."""
    return {
        one: content
        if isinstance(content, bytes)
        else [list(map(int, text)) for text in np.split(content.words, np.cumsum(content.lengths))][
            :-1
        ]
        for one, content in read_words(place, Cache(place), blobs, vocabulary)
    }


def keep(place, kept) -> None:
    cache_of_words = Cache(place)
    add_words(cache_of_words, "v", {blob(text): rows(found) for text, found in kept.items()})
    cache_of_words.close()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=entries, more=entries)
def test_what_was_kept_is_found_again(place, first, more):
    cache_file(place.root).unlink()
    keep(place, first)
    keep(place, more)

    there = found(place, map(blob, TEXTS))
    assert there == {blob(text): (first | more).get(text, text) for text in TEXTS}
    assert list(there) == sorted(map(blob, TEXTS))
    assert set(found(place, map(blob, first), "another").values()) == set(first)


def test_damaged_words_count_for_nothing(place):
    one, other = TEXTS[:2]
    keep(place, {one: [[258, 2], [3]], other: [[4]]})
    assert spoil(place.root, b"\x02\x01", b"\x01\x02") == 1

    assert found(place, [blob(one)]) == {blob(one): one}


@pytest.mark.parametrize("code", ["0a", None])
def test_words_of_other_code_count_for_nothing(place, monkeypatch, code):
    text = TEXTS[0]
    keep(place, {text: [[1]]})
    monkeypatch.setattr(cache, "code_fingerprint", lambda: code)

    assert found(place, [blob(text)]) == {blob(text): text}


def test_versions_that_nobody_looked_at_come_as_they_are_stored(repository):
    first, second = (store(repository, make(title)).version for title in ("示例甲法", "示例乙法"))
    kept = rows([[1], []])
    repository.keep_words("v", {first.blob: kept})

    given_back = dict(repository.words_of((second, first, second), "v"))

    assert given_back[second.blob] == repository.xml(second)
    assert given_back[first.blob].words.tolist() == [1]
    assert given_back[first.blob].lengths.tolist() == [1, 0]


def test_a_folder_that_cannot_be_written_keeps_nothing(place, tmp_path, monkeypatch):
    (tmp_path / "file").write_bytes(b"in the way")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    keep(place, {TEXTS[0]: [[1]]})

    assert found(place, [blob(TEXTS[0])]) == {blob(TEXTS[0]): TEXTS[0]}
