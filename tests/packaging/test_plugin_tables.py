"""One file, one plug-in: the folders and the tables say the same."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from policydiff import plugins

PACKAGE = Path(plugins.__file__).parent
TABLES = {
    "readers": plugins.READERS,
    "dialects": plugins.DIALECTS,
    "render": plugins.REPORTS,
    "render.exports": plugins.EXPORTS,
    "render.many": plugins.MANY_REPORTS,
    "render.relation": plugins.RELATION_REPORTS,
    "render.history": plugins.HISTORY_REPORTS,
    "render.blame": plugins.BLAME_REPORTS,
    "render.consolidation": plugins.CONSOLIDATION_REPORTS,
    "render.chain": plugins.CHAIN_REPORTS,
}
PAGES = {"html": "policydiff.render.html"}
"""One package writes the pages of all families."""


@pytest.mark.parametrize("folder", TABLES)
def test_every_file_stands_in_its_table(folder):
    files = {
        path.stem: f"policydiff.{folder}.{path.stem}"
        for path in PACKAGE.joinpath(*folder.split(".")).glob("[!_]*.py")
    }

    assert files | (PAGES if folder.startswith("render") else {}) == TABLES[folder]


@pytest.mark.parametrize(
    ("folder", "name"), [(folder, name) for folder, table in TABLES.items() for name in table]
)
def test_every_plugin_offers_what_its_contract_asks(folder, name):
    module = import_module(TABLES[folder][name])

    if folder == "dialects":
        assert module.DIALECT.name == name
        assert plugins.dialect(name) is module.DIALECT
    elif folder == "readers":
        assert all(
            suffix.startswith(".") and suffix == suffix.lower() for suffix in module.SUFFIXES
        )
        assert module.sniff(b"") in (True, False)
        assert callable(module.read)
    else:
        assert module.SUFFIX.startswith(".")
        assert callable(module.render)


@pytest.mark.parametrize("name", plugins.DIALECTS)
def test_every_marker_matches_its_example(name):
    for marker in plugins.dialect(name).markers:
        found = marker.pattern.match(marker.example)
        assert found is not None, marker
        assert found["number"]
