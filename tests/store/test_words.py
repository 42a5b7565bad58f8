"""The words of versions are cut once, and whatever is wrong with what was kept, they are cut again."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import make, store

from policydiff.store.words import load_words, save_words

articles = st.lists(st.lists(st.integers(0, 65_535), max_size=5), max_size=4)


def plain(entries) -> dict[str, list[list[int]]]:
    return {blob: [list(map(int, words)) for words in articles] for blob, articles in entries.items()}


@given(st.dictionaries(st.text("0123456789abcdef", min_size=40, max_size=40), articles, max_size=4))
def test_what_was_kept_is_found_again(tmp_path_factory, entries):
    path = tmp_path_factory.mktemp("words") / "words.npz"
    save_words(path, "v", entries)

    assert plain(load_words(path, "v")) == entries
    assert load_words(path, "another vocabulary") == {}


@pytest.mark.parametrize("damage", [lambda data: b"", lambda data: data[:-30], lambda data: data[:100], lambda data: b"x" * 500])
def test_a_torn_file_counts_for_nothing(tmp_path, damage):
    path = tmp_path / "words.npz"
    save_words(path, "v", {"a" * 40: [[1, 2], [3]]})
    path.write_bytes(damage(path.read_bytes()))

    assert load_words(path, "v") == {}


def test_only_new_versions_are_cut(repository):
    seen: list[bytes] = []

    def cut(xml: bytes) -> list[list[int]]:
        seen.append(xml)
        return [[len(seen)], []]

    def words(*versions) -> list[list[list[int]]]:
        return [plain({"": found})[""] for found in repository.words_of(versions, "v", cut)]

    first = store(repository, make("示例甲法")).version
    assert words(first) == [[[1], []]]
    second = store(repository, make("示例乙法")).version
    assert words(second, first, second) == [[[2], []], [[1], []], [[2], []]]
    assert words(first) == [[[1], []]]
    assert [repository.xml(version) for version in (first, second)] == seen


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path):
    save_words(tmp_path / "missing" / "words.npz", "v", {})

    assert load_words(tmp_path / "missing" / "words.npz", "v") == {}
