"""Every message of the program has its words in every catalogue, with the same fields."""

from __future__ import annotations

import gettext
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from catalogue import CATALOGUES, collect, complete, updated

FIELD = re.compile(r"\{(\w*)[^{}]*\}")
PATHS = sorted(CATALOGUES.glob("*/LC_MESSAGES/policydiff.po"))


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.parts[-3])
def test_the_catalogue_is_in_step_with_the_code(path: Path):
    data, silent = updated(path, collect())

    assert silent == []
    assert data == path.read_bytes(), "run `make catalogue`"


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.parts[-3])
def test_translations_have_the_fields_of_what_they_translate(path: Path):
    with path.open("rb") as file:
        entries = [entry for entry in read_po(file) if entry.id]
    wrong = [
        entry.id
        for entry in entries
        for said in ([entry.string] if isinstance(entry.string, str) else entry.string)
        if not complete(said)
        or not set(FIELD.findall(said)) <= set(FIELD.findall("".join(entry.id)))
    ]

    assert entries
    assert "@" in path.parts[-3] or len(entries) > 1000
    assert wrong == []


def test_what_is_collected_is_there():
    said = {entry.id for entry in collect() if entry.id}

    assert "{path}: there is no such file" in said
    assert ("{count} script", "{count} scripts") in said
    assert "Check the whole repository." in said
    assert not any("policydiff init laws" in str(text) for text in said)


def test_the_compiled_catalogue_is_that_of_the_checkout():
    for path in (*PATHS, *CATALOGUES.glob("*/LC_MESSAGES/click.po")):
        compiled = path.with_suffix(".mo")
        assert compiled.exists(), "install again: `pip install -e .`"
        with path.open("rb") as file, compiled.open("rb") as machine:
            words, known = read_po(file), gettext.GNUTranslations(machine)
        assert [
            entry.id
            for entry in words
            if isinstance(entry.id, str) and entry.id and said_by(known, entry) != entry.string
        ] == []


def said_by(known: gettext.GNUTranslations, entry) -> str:
    return known.pgettext(entry.context, entry.id) if entry.context else known.gettext(entry.id)
