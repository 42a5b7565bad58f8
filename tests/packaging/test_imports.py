"""Layers, and what a start loads."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {
    "cobalt",
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
        timeout=60,
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
        [command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr
