"""The words of versions are cut once, and whatever is wrong with what was kept, they are cut
again.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import make, store

from policydiff.store.git import Git
from policydiff.store.words import load_words, save_words

articles = st.lists(st.lists(st.integers(0, 65_535), max_size=5), max_size=4)


def plain(entries) -> dict[str, list[list[int]]]:
    return {
        blob: [list(map(int, words)) for words in articles] for blob, articles in entries.items()
    }


def folder(path: Path) -> Git:
    """A git folder, as far as what is kept in it is concerned."""
    return Git(root=path, directory=path, common=path, bare=True)


@given(st.dictionaries(st.text("0123456789abcdef", min_size=40, max_size=40), articles, max_size=4))
def test_what_was_kept_is_found_again(tmp_path_factory, entries):
    place = folder(tmp_path_factory.mktemp("words"))
    save_words(place, "v", entries)

    assert plain(load_words(place, "v")) == entries
    assert load_words(place, "another vocabulary") == {}


@pytest.mark.parametrize(
    "damage",
    [lambda data: b"", lambda data: data[:-30], lambda data: data[:100], lambda data: b"x" * 500],
)
def test_a_torn_file_counts_for_nothing(tmp_path, damage):
    place = folder(tmp_path)
    save_words(place, "v", {"a" * 40: [[1, 2], [3]]})
    path = tmp_path / "policydiff" / "words.npz"
    path.write_bytes(damage(path.read_bytes()))

    assert load_words(place, "v") == {}


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
    save_words(folder(tmp_path / "missing"), "v", {})

    assert load_words(folder(tmp_path / "missing"), "v") == {}
