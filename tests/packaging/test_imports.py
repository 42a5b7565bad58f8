"""Layers, and what a start loads."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {
    "diff_match_patch",
    "filelock",
    "git",
    "jinja2",
    "lap",
    "lxml",
    "numpy",
    "pypinyin",
    "rapidfuzz",
    "rich",
    "rjieba",
    "sqlite3",
    "xml",
}
LIGHT = {
    "import policydiff": "import policydiff",
    "policydiff --help": "from policydiff.cli.main import main\nassert main(['--help']) == 0",
    "policydiff --version": "from policydiff.cli.main import main\nassert main(['--version']) == 0",
}


@pytest.mark.parametrize("code", LIGHT.values(), ids=LIGHT)
def test_a_start_loads_no_heavy_library(code, tmp_path):
    script = f"import sys\n{code}\nprint('loaded:', *sorted({HEAVY!r} & set(sys.modules)))"

    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "loaded:"


def test_every_public_name_loads():
    import policydiff

    assert {
        name: getattr(policydiff, name) is not None for name in policydiff.__all__
    } == dict.fromkeys(policydiff.__all__, True)
    assert set(policydiff.__all__) <= set(dir(policydiff))


def test_an_unknown_name_is_an_attribute_error():
    import policydiff

    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        policydiff.nothing  # noqa: B018


def test_imports_run_one_way():
    command = Path(sys.executable).with_name("lint-imports")
    if not command.exists():
        pytest.skip("import-linter is not installed")

    done = subprocess.run(
        [command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, timeout=600, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_no_folder_holds_more_than_a_person_can_see_at_once():
    """At most twenty entries, but for the top and the values that all share."""
    package, most = ROOT / "policydiff", {".": 28, "model": 22}
    folders = [path.parent for path in package.rglob("__init__.py")]
    modules = [path for path in package.rglob("*.py") if path.name != "__init__.py"]
    entries = {
        folder.relative_to(package).as_posix(): sum(
            (path.suffix == ".py" and path.name != "__init__.py") or (path / "__init__.py").exists()
            for path in folder.iterdir()
        )
        for folder in folders
    }

    assert {name: count for name, count in entries.items() if count > most.get(name, 20)} == {}
    assert len(modules) <= 744
