"""What all tests share: the corpus beside the repository, golden files, a clean environment."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis.internal.conjecture import providers

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.extend(  # the folders of what tests share
    sorted(
        {
            str(path.parent)
            for path in Path(__file__).resolve().parent.glob("*/**/*.py")
            if not path.name.startswith("test_") and "cases" not in path.parts
        }
    )
)

from cli_fixtures import files, here, laws, pair, run, stored, texts, two  # noqa: F401 fixtures
from lanes import ALL, SEARCH, changed_files
from parallel_fixtures import reports, tasks  # noqa: F401 fixtures
from reader_fixtures import show  # noqa: F401 fixtures
from report_fixtures import cases, hostile_fixture, opens_page, same_fixture, sample_fixture  # noqa: F401 fixtures
from store_fixtures import repository  # noqa: F401 fixtures
from web_fixtures import library, own_site, ready_program, site, tab  # noqa: F401 fixtures

# how long an example takes depends on the machine's load; the same examples are tried each time, but
# where new ones are searched for
settings.register_profile("all", deadline=None, derandomize=True, max_examples=ALL)
settings.register_profile("policydiff", settings.get_profile("all"), max_examples=ALL // 8)
settings.register_profile(
    "search", deadline=None, derandomize=False, print_blob=True, max_examples=SEARCH
)
settings.load_profile("policydiff")

KEPT = frozenset(
    (
        *("CI", "HOME", "LD_LIBRARY_PATH", "LOGNAME", "PATH", "PYTHONHASHSEED", "USER"),
        *("TEMP", "TMP", "TMPDIR", "VIRTUAL_ENV"),
        *("APPDATA", "COMSPEC", "LOCALAPPDATA", "PATHEXT", "SYSTEMROOT", "USERPROFILE"),
    )
)
"""The variables of whoever starts the tests that they see: where things lie."""

OWN = ("PYTEST_", "COV_", "PIP_", "UV_", "SSL_", "REQUESTS_", "OPENBLAS_", "NVPL_")
"""What the names of others begin with: those of test programs, installers and the processor."""

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "cases"
CORPUS = ROOT.parent / "shared" / "corpus"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write what the program gives now into the golden files",
    )
    parser.addoption(
        "--all", action="store_true", help="run tests of what did not change too, as with CI set"
    )


def pytest_configure(config: pytest.Config) -> None:
    """No test depends on whoever starts it: on variables, signals that are ignored or blocked, or the
    modes of new files. Nor does an example depend on the modules that are loaded when it is made.
    """
    if config.getoption("--hypothesis-profile") != "search":
        assert callable(providers.is_local_module_file), "Hypothesis finds constants in another way"
        providers.is_local_module_file = lambda _path: False  # their constants would be tried
    for name in set(os.environ) - KEPT:
        if not name.startswith(OWN) and not name.lower().endswith("_proxy"):
            del os.environ[name]
    os.environ |= {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
    }
    if os.name == "posix":
        time.tzset()
        os.umask(0o022)
        signal.pthread_sigmask(signal.SIG_SETMASK, ())
        for number in (signal.SIGHUP, signal.SIGQUIT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A test that asks for the folder of real texts is one of those that read it, one that compares
    times one of those that the clock decides.

    One that is marked with `where_changed` is skipped where nothing that it tests changed.
    """
    changed = None if config.getoption("--all") or os.environ.get("CI") else changed_files(ROOT)
    for item in items:
        if "corpus" in getattr(item, "fixturenames", ()):
            item.add_marker("corpus")
        if "grows_evenly" in getattr(item, "fixturenames", ()):
            item.add_marker("clock")
        for mark in item.iter_markers("where_changed"):
            own = item.path.relative_to(ROOT).as_posix()
            if changed is not None and not any(
                name.startswith((own, *mark.args)) for name in changed
            ):
                reason = f"{', '.join(mark.args)} did not change; runs with CI set, and with --all"
                item.add_marker(pytest.mark.skip(reason=reason))


def pytest_collection_finish() -> None:
    """Do not look for garbage among the tests themselves."""
    gc.collect()
    gc.freeze()


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("corpus") and not CORPUS.is_dir():
        pytest.skip(
            f"the corpus is not here ({CORPUS.parent.name}/{CORPUS.name} beside the repository)"
        )


@pytest.fixture
def corpus() -> Path:
    """The folder of real texts; a test that asks for it is skipped where it is absent."""
    if not CORPUS.is_dir():
        pytest.skip(
            f"the corpus is not here ({CORPUS.parent.name}/{CORPUS.name} beside the repository)"
        )
    return CORPUS


@pytest.fixture
def grows_evenly() -> Callable[[Callable[[int], object], int], None]:
    """Check that an act takes time in proportion to the size it is given.

    Eight times the size may take at most 24 times as long; a square would take 64 times. It is our
    own processor time, and one of six attempts will do, so other programs on the machine do not
    matter, and nothing is said in seconds.
    """

    def spent(act: Callable[[int], object], size: int) -> float:
        begin = time.process_time()
        act(size)
        return time.process_time() - begin

    def check(act: Callable[[int], object], size: int) -> None:
        ratios = []
        while not ratios or (ratios[-1] >= 24 and len(ratios) < 6):
            small = spent(act, size // 8)
            ratios.append(spent(act, size) / max(small, 0.005))
        assert min(ratios) < 24

    return check


@pytest.fixture
def golden(request: pytest.FixtureRequest):
    """Compare a text with a golden file under tests/cases; `--update-golden` writes it."""

    def check(path: Path, actual: str) -> None:
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(actual.encode())
        assert path.exists(), (
            f"{path.relative_to(ROOT)} is missing; run the tests with --update-golden and read what it wrote"
        )
        assert actual == path.read_bytes().decode()

    return check


@pytest.fixture(scope="session", autouse=True)
def own_state(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The key and the search indexes of the tests' own user."""
    os.environ["XDG_STATE_HOME"] = str(tmp_path_factory.getbasetemp() / "state")


@pytest.fixture(scope="session")
def browser() -> Iterator:
    """A real Chromium, started once.

    Without one a test that asks for it is skipped, where checks run for every commit it fails.
    """
    program = next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    if program is None:
        give_up = pytest.fail if os.environ.get("CI") else pytest.skip
        give_up("no Chromium on the PATH (Debian: apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    quiet = [
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=program,
            args=["--no-sandbox", "--disable-gpu", "--disable-quic", *quiet],
        )
        yield chromium
        chromium.close()
