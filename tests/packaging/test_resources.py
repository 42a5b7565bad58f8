"""Schemas, texts and pages are found from a checkout, an editable install and the built wheel."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from policydiff.errors import NotFoundError
from policydiff.resources import resource

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = (
    ("schemas", "akomantoso30.xsd"),
    ("schemas", "policydiff.rng"),
    ("schemas", "xml.xsd"),
    ("corpora", "opinion", "2017-01-15.txt"),
    ("corpora", "example", "README.md"),
    ("docs", "reference", "glossary.md"),
)
WHERE = (
    f"from policydiff.resources import resource\nfor parts in {SHIPPED!r}: print(resource(*parts))"
)


def found_from(folder: Path, *flags: str, path: Path | None = None) -> list[Path]:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    if path is not None:
        environment["PYTHONPATH"] = str(path)
    run = [sys.executable, *flags, "-c", WHERE]
    done = subprocess.run(
        run, cwd=folder, env=environment, capture_output=True, text=True, timeout=600, check=True
    )
    return [Path(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("parts", SHIPPED, ids="/".join)
def test_finds_each_shipped_file(parts):
    assert resource(*parts).is_file()


def test_says_what_is_missing():
    with pytest.raises(NotFoundError, match=r"schemas/none\.rng is missing from this installation"):
        resource("schemas", "none.rng")


def test_from_a_checkout_without_any_install(tmp_path):
    found = found_from(tmp_path, "-S", path=ROOT)

    assert found == [ROOT.joinpath(*parts) for parts in SHIPPED]


def test_from_the_install_under_test(tmp_path):
    assert all(path.is_file() for path in found_from(tmp_path))


@pytest.mark.slow
def test_from_the_wheel(tmp_path, installed):
    found = found_from(tmp_path, path=installed)

    assert found == [installed.joinpath("policydiff", "_resources", *parts) for parts in SHIPPED]
    assert all(path.is_file() for path in found)
