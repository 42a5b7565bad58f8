"""The name of the code: another one for any change, none where there is nothing to read."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from policydiff.store import fingerprint
from policydiff.store.fingerprint import code_fingerprint, package_fingerprint


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of four files in place of ours."""
    for name in ("top.py", "comparing/one.py", "comparing/deep/three.toml", "locale/two.po"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(name)
    monkeypatch.setattr(fingerprint, "_PACKAGE", tmp_path)
    return tmp_path


def named() -> str | None:
    """The name of the code, without what was named before."""
    package_fingerprint.cache_clear()
    code_fingerprint.cache_clear()
    return code_fingerprint()


@pytest.fixture(autouse=True)
def forget():
    yield
    package_fingerprint.cache_clear()
    code_fingerprint.cache_clear()


@pytest.mark.parametrize(
    "changed",
    ["top.py", "comparing/one.py", "comparing/deep/three.toml", "locale/two.po", "new.py"],
)
def test_any_change_gives_another_name(package, changed):
    before = named()
    (package / changed).write_text("x = 2")

    assert named() != before


def test_moved_module_gives_another_name(package):
    before = named()
    (package / "comparing" / "one.py").rename(package / "locale" / "one.py")

    assert named() != before


@pytest.mark.parametrize("made", ["locale/two.mo", "__pycache__/top.py", "_resources/texts.py"])
def test_what_is_made_of_sources_does_not_count(package, made):
    before = named()
    (package / made).parent.mkdir(exist_ok=True)
    (package / made).write_text("x = 2")

    assert named() == before


def test_name_is_the_same_wherever_the_package_lies(package, tmp_path_factory, monkeypatch):
    before = named()
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "deeper"
    package.rename(elsewhere)
    monkeypatch.setattr(fingerprint, "_PACKAGE", elsewhere)

    assert named() == before


def test_another_version_of_a_library_gives_another_name(package, tmp_path, monkeypatch):
    names = []
    for version in ("1.0", "1.1"):
        site = tmp_path / version
        (site / f"rapidfuzz-{version}.dist-info").mkdir(parents=True)
        monkeypatch.setattr(sys, "path", [str(site)])
        names.append(named())

    assert names[0] != names[1]


def test_the_libraries_are_found_where_they_are_installed():
    found = {name.partition("-")[0].lower() for name in fingerprint._libraries()}

    assert found == fingerprint.LIBRARIES


def test_without_sources_there_is_no_name(package):
    for path in list(package.rglob("*.*")):
        path.rename(path.with_suffix(".pyc"))

    assert named() is None
