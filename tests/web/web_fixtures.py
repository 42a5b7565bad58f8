"""A page over an invented repository, and tabs of a real browser."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from ready_program import ReadyProgram
from running_site import Site, Tab, running

from policydiff.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
WAIT = 180_000
"""Milliseconds for which a browser waits: a busy machine needs far fewer."""


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the invented texts that ship, and the opinion."""
    folder = tmp_path_factory.mktemp("library") / "laws"
    texts = sorted(
        str(path) for path in (ROOT / "corpora/example").glob("invented-*") if path.is_file()
    )
    assert main(["init", str(folder)]) == 0
    for path in texts:
        assert main(["--repo", str(folder), "add", path, "-q"]) == 0
    return folder


@pytest.fixture(scope="session")
def site(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The page over the invented repository, for tests that only read."""
    with running(library, tmp_path_factory.mktemp("state")) as found:
        yield found


@pytest.fixture(scope="session")
def ready_program() -> Iterator[ReadyProgram]:
    """The program, loaded once, for tests that start it."""
    with closing(ReadyProgram()) as ready:
        yield ready


@pytest.fixture
def own_site(library: Path, ready_program: ReadyProgram, tmp_path: Path) -> Iterator[Site]:
    """A page over a repository of the test's own, for tests that write."""
    folder = tmp_path / "laws"
    shutil.copytree(library, folder)
    with running(folder, tmp_path / "state", ready=ready_program) as found:
        yield found


@pytest.fixture
def tab(browser) -> Iterator[Callable[..., Tab]]:
    """Open a tab on a site; the test fails where the browser complained of anything."""
    contexts, tabs = [], []

    def make(site: Site, *, width: int = 1400, language: str = "zh-CN", **options) -> Tab:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, locale=language, **options
        )
        spoken = {"name": "language", "value": language.partition("-")[0], "url": site.address}
        context.add_cookies([spoken])
        context.set_default_timeout(WAIT)
        contexts.append(context)
        tabs.append(Tab(context, site.address))
        return tabs[-1]

    yield make
    for context in contexts:
        context.close()
    assert [line for one in tabs for line in one.wrong] == []
