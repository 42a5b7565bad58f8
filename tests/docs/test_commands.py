"""Documentation that cannot rot: what the program has, its pages name."""

from __future__ import annotations

import re
import typing
from pathlib import Path

import click
import pytest

from policydiff import errors, formats, plugins
from policydiff.app.help import page, pages
from policydiff.cli.lazy import COMMANDS
from policydiff.cli.main import cli
from policydiff.model.comparison import MatchKind
from policydiff.model.document import DateName
from policydiff.model.kinds import EID_PREFIX, LEVELS

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = ("adding-a-dialect", "adding-a-report", "amendments", "design", "glossary", "tutorial")


def command(name: str) -> click.Command:
    found = cli.get_command(click.Context(cli), name)
    assert found is not None
    return found


def table_keys(text: str, heading: str) -> set[str]:
    """The words in code type in the first column of the table whose head begins with `heading`."""
    rows = text[text.index(f"| {heading}") :].split("\n\n", maxsplit=1)[0]
    return set(re.findall(r"(?m)^\| `([^`]+)`", rows))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_does_with_an_example(name):
    found = command(name)

    assert found.help
    assert "Examples:" in (found.epilog or "")
    assert f"policydiff {name}" in (found.epilog or "")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_has_help(name):
    silent = [
        parameter.opts[0]
        for parameter in command(name).params
        if isinstance(parameter, click.Option) and not parameter.help
    ]

    assert silent == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme(name):
    assert re.search(rf"policydiff {name}\b|`{name}`", README)


def test_every_page_has_a_title_and_is_found():
    assert tuple(pages()) == PAGES
    assert all(title and page(name).startswith(f"# {title}\n") for name, title in pages().items())


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_named_in_readme_or_contributing(name):
    text = README + (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")

    assert f"policydiff help {name}" in text


@pytest.mark.parametrize(
    ("heading", "table"),
    [
        ("reads", plugins.READERS),
        ("writes", formats.formats("comparison")),
        ("exports", formats.formats("document")),
        ("drafting", plugins.DIALECTS),
    ],
    ids=lambda x: str(x)[:6],
)
def test_every_plugin_is_in_the_readme(heading, table):
    assert table_keys(README, heading) == set(table)


def test_every_exit_code_is_in_the_readme():
    listed = {int(code) for code in re.findall(r"(?m)^\| (\d+) \|", README)}
    classes = [
        value
        for value in vars(errors).values()
        if isinstance(value, type) and issubclass(value, errors.PolicyDiffError)
    ]

    assert listed == {error.exit_code for error in classes} | {0, 1, 130}


def test_the_glossary_has_every_word_of_the_model():
    glossary = page("glossary")
    words = {
        word
        for cell in re.findall(r"(?m)^\| ([a-zA-Z ,]+) \|", glossary)
        for word in cell.split(", ")
    }
    needed = {
        *LEVELS,
        *(name.replace("_", " ") for name in typing.get_args(DateName)),
        *typing.get_args(MatchKind),
    }

    assert needed - words == set()
    assert all(f"`{prefix}_" in glossary for prefix in EID_PREFIX.values())


def test_the_glossary_says_each_word_once():
    first = re.findall(r"(?m)^\| ([a-zA-Z ,()]+) \|", page("glossary"))
    words = [word for word in first if word != "word"]

    assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "corpora/README.md",
        "corpora/example/README.md",
    ],
)
def test_links_lead_somewhere(name):
    path = ROOT / name
    targets = re.findall(r"\]\((?!https?:|#)([^)#\s]+)\)", path.read_text(encoding="utf-8"))

    assert [target for target in targets if not (path.parent / target).exists()] == []
