"""What is in the wheel, and that it works away from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import policydiff

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]


def run(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "policydiff", *arguments]
    return subprocess.run(
        command,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


def shipped(folder: str, *endings: str) -> set[str]:
    tracked = subprocess.run(
        ["git", "ls-files", "-z", "--", folder],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if tracked.returncode != 0:
        pytest.skip("not a git checkout")
    return {
        name
        for name in tracked.stdout.split("\0")
        if name and (not endings or name.endswith(endings)) and (ROOT / name).exists()
    }


def test_holds_every_module_page_schema_and_text(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())

    expected = shipped("policydiff") | {
        f"policydiff/_resources/{name}"
        for folder in ("schemas", "corpora", "docs")
        for name in shipped(folder)
    }

    assert expected - names == set()
    assert "policydiff/py.typed" in names


def test_holds_nothing_else(wheel):
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}

    assert tops == {"policydiff", f"policydiff-{policydiff.__version__}.dist-info"}


def test_metadata(wheel):
    with zipfile.ZipFile(wheel) as archive:
        info = f"policydiff-{policydiff.__version__}.dist-info"
        metadata = archive.read(f"{info}/METADATA").decode()
        scripts = archive.read(f"{info}/entry_points.txt").decode()

    assert "License-Expression: MIT" in metadata
    assert "Requires-Python: >=3.11" in metadata
    assert "policydiff = policydiff.cli.main:run" in scripts


def test_runs_away_from_the_checkout(installed, tmp_path):
    done = run(installed, tmp_path, "--version")

    assert (done.returncode, done.stdout) == (0, f"policydiff {policydiff.__version__}\n")


def test_shows_its_pages(installed, tmp_path):
    done = run(installed, tmp_path, "help", "glossary")

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("# Glossary")


@pytest.mark.parametrize(("form", "begin"), [("json", "{"), ("html", "<!doctype html>\n")])
def test_compares_the_texts_that_ship(installed, tmp_path, form, begin):
    example = installed / "policydiff" / "_resources" / "corpora" / "example"
    texts = (str(example / f"invented-{name}") for name in ("2018-11-30.txt", "2021-09-26.md"))

    done = run(installed, tmp_path, "diff", *texts, "--format", form)

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(begin)


def test_speaks_every_language_that_it_has(installed, tmp_path):
    done = run(installed, tmp_path, "show", "none.txt", "--lang", "zh")

    assert (done.returncode, done.stderr) == (4, "policydiff: none.txt：没有这个文件\n")
    assert run(installed, tmp_path, "--help", "--lang", "zh").stdout.startswith("用法：policydiff")
