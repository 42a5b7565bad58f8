"""Documentation that cannot rot: what the program has, its pages name."""

from __future__ import annotations

import ast
import re
import tomllib
import typing
from pathlib import Path

import click
import pytest

from policydiff import errors
from policydiff.cli.commands.help_page import FORMER_NAMES, index, page
from policydiff.cli.lazy import COMMANDS, GROUPS
from policydiff.cli.main import cli
from policydiff.model.comparison import MatchKind
from policydiff.model.kinds import EID_PREFIX, LEVELS
from policydiff.model.version import DateName
from policydiff.reading import plugins
from policydiff.report import formats
from policydiff.text.traditions.registry import DIALECTS

ROOT = Path(__file__).resolve().parents[2]
READMES = ("README.md", "README.zh-CN.md")
DOCS = ROOT / "docs"
PAGES = sorted(path for path in DOCS.rglob("*.md") if path.name != "README.md")


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


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(DOCS)))
def test_every_option_that_a_page_names_exists(path):
    options = {
        option
        for name in COMMANDS
        for parameter in command(name).params
        for option in (*parameter.opts, *parameter.secondary_opts)
    }
    named = set(re.findall(r"`(--?[a-z][a-z-]*)", path.read_text(encoding="utf-8")))

    assert named - options - {"--help", "--update-golden", "--check"} == set()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_has_help(name):
    silent = [
        parameter.opts[0]
        for parameter in command(name).params
        if isinstance(parameter, click.Option) and not parameter.help
    ]

    assert silent == []


@pytest.mark.parametrize("readme", READMES)
def test_a_readme_is_short_names_every_command_and_links_the_other(readme):
    (other,) = set(READMES) - {readme}
    text = (ROOT / readme).read_text(encoding="utf-8")

    assert f"]({other})" in "".join(text.splitlines()[:3])
    assert len(text.splitlines()) <= 150
    assert {name for name in COMMANDS if f"`{name}`" not in text} == set()


def test_the_readmes_have_the_same_parts():
    english, chinese = ((ROOT / name).read_text(encoding="utf-8") for name in READMES)

    for part in (r"(?m)^##", r"\$ policydiff( -C \S+)? \w+", r"(?m)^\|", r"!\["):
        assert len(re.findall(part, english)) == len(re.findall(part, chinese)), part


def test_the_changelog_has_a_version_in_forty_lines():
    _, unreleased, first = re.split(
        r"(?m)^## .*$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    )

    assert len(first.splitlines()) <= 40
    assert all(line.startswith("- ") for line in unreleased.split("\n") if line)


def links(path: Path) -> list[Path]:
    """Where the relative links of a page lead."""
    targets = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", path.read_text(encoding="utf-8"))
    return [(path.parent / target).resolve() for target in targets]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(DOCS)))
def test_every_page_is_shown_and_listed(path):
    language = "zh" if DOCS / "zh" in path.parents else "en"
    shown = page(path.stem, language)

    assert shown == path.read_text(encoding="utf-8")
    assert re.match(r"# \S.*\n\n", shown)
    assert path in links(DOCS / "zh" / "README.md" if language == "zh" else DOCS / "README.md")


def test_the_lists_of_pages_are_shown_in_both_languages():
    assert index("en") == (DOCS / "README.md").read_text(encoding="utf-8")
    assert index("zh") == (DOCS / "zh" / "README.md").read_text(encoding="utf-8")
    assert len(links(DOCS / "README.md")) == len(links(DOCS / "zh" / "README.md"))


def test_a_name_means_one_page():
    english = [path.stem for path in PAGES if DOCS / "zh" not in path.parents]

    assert len(english) == len(set(english))
    assert not set(english) & set(COMMANDS)
    assert {path.stem for path in PAGES} == set(english)


@pytest.mark.parametrize("former", FORMER_NAMES)
def test_former_names_go_on_working(former):
    assert page(former) == page(FORMER_NAMES[former])


@pytest.mark.parametrize(
    ("heading", "table"),
    [
        ("reads", plugins.READERS),
        ("writes", formats.formats("comparison")),
        ("exports", formats.formats("document")),
        ("drafting", DIALECTS),
    ],
    ids=lambda x: str(x)[:6],
)
def test_every_plugin_is_among_the_formats(heading, table):
    assert table_keys(page("formats"), heading) == set(table)


def test_the_formats_of_every_family_are_among_the_formats():
    _, table = page("formats").split("| of | formats |\n|---|---|\n")
    rows = [row.rsplit("| ", 1)[1] for row in table.split("\n\n")[0].splitlines()]

    assert [tuple(re.findall("`(.+?)`", row)) for row in rows] == [
        formats.formats(family) for family in formats.FAMILIES if family != "index"
    ]


def test_every_exit_code_is_among_the_commands():
    listed = {int(code) for code in re.findall(r"(?m)^\| (\d+) \|", page("commands"))}
    classes = [
        value
        for value in vars(errors).values()
        if isinstance(value, type) and issubclass(value, errors.PolicyDiffError)
    ]

    assert listed == {error.exit_code for error in classes} | {0, 1, 74, 130}


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


def test_the_design_has_the_layers_that_are_checked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = project["tool"]["importlinter"]["contracts"][0]["layers"]

    floors = [layer.replace("policydiff.", "") for layer in layers[1:]]
    assert "".join(f"    {floor}\n" for floor in floors) in page("design")


WALKS = re.findall(r"(?m)^    (\S+\.py) +((?:\w+, )*\w+)  ", page("design"))


@pytest.mark.parametrize(("module", "names"), WALKS)
def test_the_walks_through_the_code_enter_what_is_there(module, names):
    code = (ROOT / "policydiff" / module).read_text(encoding="utf-8")

    assert len(WALKS) > 40
    for name in names.split(", "):
        assert re.search(rf"(?m)^ *(async def|def|class) {name}\b", code), name


@pytest.mark.parametrize(
    "path",
    [*PAGES, *ROOT.glob("*.md"), *ROOT.glob("[bcd]*/**/README.md")],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_links_lead_somewhere(path):
    assert [target for target in links(path) if not target.exists()] == []


def test_the_map_has_every_folder_with_what_it_holds():
    rows = dict(re.findall(r"(?m)^\| `(\w+)` \| (.+) \|$", page("design").split("| folder |")[1]))
    packages = (ROOT / "policydiff").glob("*/__init__.py")
    holds = {
        path.parent.name: ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))).split(
            "\n"
        )[0]
        for path in packages
    }

    assert rows == holds


def test_the_map_has_every_command_with_its_matter():
    rows = re.findall(r"(?m)^\| `(\w+)` \| .+ \| (`.+`) \|$", page("design"))
    named = {name: matter for matter, cell in rows for name in re.findall("`(.+?)`", cell)}
    entered = {
        name: module.partition(".")[0]
        for group in GROUPS.values()
        for name, (module, _) in group.items()
    }

    assert named == {name: place for name, place in entered.items() if place not in ("apps", "cli")}


GUIDES = [*DOCS.glob("how-to/add-a-*.md"), DOCS / "design.md"]


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.name)
def test_guides_name_what_is_there(path):
    """Classes and tables of the program, and its files."""
    text = path.read_text(encoding="utf-8")
    named = set(re.findall(r"`([A-Z]\w+)`", text)) | set(re.findall(r"class \w+\((\w+)\)", text))
    defined = {
        name
        for module in (ROOT / "policydiff").rglob("*.py")
        for name in re.findall(
            r"(?m)^(?:class )?([A-Z]\w+)\b *[:(=]", module.read_text(encoding="utf-8")
        )
    }
    files = re.findall(r"`((?:\w+/)+\w+\.py)`", text)

    assert named - defined - {"NAME"} == set()
    assert [
        name
        for name in files
        if not any((ROOT / top / name).exists() for top in ("", "policydiff"))
        and "NAME" not in name
    ] == []
