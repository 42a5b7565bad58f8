"""One file, one plug-in: the folders and the tables say the same."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import policydiff
from policydiff.reading import plugins
from policydiff.report import formats
from policydiff.text.traditions.registry import DIALECTS, MODULES

PACKAGE = Path(policydiff.__file__).parent
TABLES = {
    "reading/readers": (
        plugins.READERS,
        ["*/reader.py", "html/mht.py", "pdf/recognition.py", "xlsx.py"],
    ),
    "text/traditions": (MODULES, ["*/cn_*.py"]),
}


@pytest.mark.parametrize("folder", TABLES)
def test_every_file_stands_in_its_table(folder):
    table, patterns = TABLES[folder]
    files = {
        ".".join(("policydiff", *path.relative_to(PACKAGE).with_suffix("").parts))
        for pattern in patterns
        for path in (PACKAGE / folder).glob(pattern)
    }

    assert files == set(table.values())


def test_every_format_of_the_folder_stands_in_the_table():
    files = {f"policydiff.formats.{path.stem}" for path in (PACKAGE / "formats").glob("[!_]*.py")}

    assert files <= {entry.module for entry in formats.FORMATS.values()}


@pytest.mark.parametrize("name", formats.FORMATS)
def test_every_format_offers_what_its_contract_asks(name):
    module = import_module(formats.FORMATS[name].module)

    assert module.__name__.endswith(f".{name}")
    assert callable(module.render)


@pytest.mark.parametrize("name", formats.FAMILIES)
def test_every_function_of_a_family_is_there(name):
    family = formats.FAMILIES[name]
    named = (family.page, family.wide_page, family.html, family.word, family.sheets)

    assert all(callable(formats.function(place)) for place in named if place is not None)
    assert set(family.formats) <= set(formats.FORMATS)


def test_every_value_that_is_shown_names_its_family():
    stated = re.compile(r'^    family: ClassVar\[str\] = "(\w+)"$', re.MULTILINE)
    texts = [path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")]

    assert {name for text in texts for name in stated.findall(text)} == set(formats.FAMILIES)
    assert sum(text.count("    family: ClassVar") for text in texts) == len(formats.FAMILIES) + 1


def test_every_dialect_has_its_name():
    assert all(plugins.dialect(name).name == name for name in DIALECTS)


@pytest.mark.parametrize("name", plugins.READERS)
def test_every_reader_offers_what_its_contract_asks(name):
    module = import_module(plugins.READERS[name])

    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in module.SUFFIXES)
    assert module.sniff(b"") in (True, False)
    assert callable(module.read)


@pytest.mark.parametrize("name", DIALECTS)
def test_every_marker_matches_its_example(name):
    for marker in plugins.dialect(name).markers:
        found = marker.pattern.match(marker.example)
        assert found is not None, marker
        assert found["number"]


def test_no_reader_is_loaded_for_a_text_that_it_cannot_claim():
    code = (
        "import sys; from policydiff.reading.plugins import reader_for;"
        "assert reader_for('law.txt', '第一条　雨伞归还。'.encode())[0] == 'txt';"
        "print(*(name for name in sys.modules if name in {'docx', 'pypdfium2', 'rjieba'}))"
    )

    assert (
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout.split()
        == []
    )
