"""Templates as pages: what is written into one is text, and steers nobody's reading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import MISSING
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import get_args, get_type_hints

import jinja2
import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import meta, nodes
from samples import SAMPLES

from policydiff.apps.site.site import SCREENS
from policydiff.model.reports import ReportOptions
from policydiff.report.formats import FAMILIES, function
from policydiff.report.html.environment import AS_WRITTEN, HtmlPage, environment
from policydiff.report.pieces import neutral
from policydiff.web.frame import SiteFrame

ANY = st.text(st.characters(exclude_characters="\r"))
FOLDER = files("policydiff.report").joinpath("templates")
TEMPLATES = sorted(path.name for path in FOLDER.iterdir() if path.name.endswith(".j2"))


def written(source: str, **values: object) -> str:
    return environment().from_string(source).render(values)


@given(ANY)
def test_text_comes_back_as_it_was(text):
    parsed = lxml.html.fragment_fromstring(written("<p>{{ text }}</p>", text=text))

    assert parsed.text_content() == neutral(text)
    assert len(parsed) == 0


@given(ANY)
def test_attributes_come_back_as_they_were(text):
    parsed = lxml.html.fragment_fromstring(written('<p title="{{ text }}">a</p>', text=text))

    assert dict(parsed.attrib) == {"title": neutral(text)}


@given(ANY)
def test_no_way_of_a_template_goes_round_the_escape(text):
    """Macros, blocks put into a name, parts joined, fields filled: each is text like any other."""
    source = (
        "{% macro one(text) %}<b>{{ text }}</b>{% endmacro %}{% set two %}<i>{{ text }}</i>{% endset %}"
        '<p>{{ one(text) }}{{ two }}{{ [text, text] | join("|") }}{{ "<{x}>".format(x=text) }}{{ text[:9] }}</p>'
    )
    parsed = lxml.html.fragment_fromstring(written(source, text=text))
    shown = neutral(text)

    assert [child.tag for child in parsed] == ["b", "i"]
    assert parsed.text_content() == f"{shown}{shown}{shown}|{shown}<{shown}>{neutral(text[:9])}"


def test_what_a_template_writes_by_mistake_is_an_error():
    for value in (None, True):
        with pytest.raises(TypeError, match="a template writes"):
            written("{{ value }}", value=value)
    with pytest.raises(jinja2.UndefinedError):
        written("{{ value }}")
    with pytest.raises(jinja2.TemplateAssertionError, match="No filter named 'safe'"):
        written("{{ '<' | safe }}")


def test_line_breaks_of_a_template_are_no_text():
    source = '<p\n   class="a"\n   lang="zh">\n  {% if yes %}\n    {{ "甲" }}\n  {% endif %}\n  <b>乙</b> {{ "丙" }}\n</p>\n'

    assert written(source, yes=True) == '<p class="a" lang="zh">甲<b>乙</b> 丙</p>'


@pytest.mark.parametrize("name", TEMPLATES)
def test_only_the_shell_holds_styles_and_scripts(name):
    """So a page of a server can use every other template under a policy without exceptions."""
    text = FOLDER.joinpath(name).read_text(encoding="utf-8")

    found = re.findall(r"<style|<script|\sstyle=|\son\w+=|javascript:", text)
    held = {
        "shell.html.j2": ["<style", "<script"],
        "leaf_shell.html.j2": ["<style", *["<script"] * 3],
    }
    assert found == held.get(name, [])


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_template_joins_markup_and_text_by_itself(name):
    """`~` and `+` would escape a text without the hook where the other side is markup."""
    source = FOLDER.joinpath(name).read_text(encoding="utf-8")
    tree = environment().parse(source, name)

    assert not list(tree.find_all(nodes.Concat))
    assert not [sum_ for sum_ in tree.find_all(nodes.Add) if list(sum_.find_all(nodes.Call))]
    assert not [call for call in tree.find_all(nodes.Filter) if call.name not in ("count", "join")]
    assert "Markup" not in source


def test_python_calls_nothing_safe_but_the_files_beside_the_templates():
    package = Path(str(files("policydiff")))
    marked = {
        path.name: re.findall(r"Markup\((?!Markup)", path.read_text(encoding="utf-8"))
        for path in package.rglob("*.py")
    }

    assert {name: len(found) for name, found in marked.items() if found} == {"environment.py": 2}


def test_every_template_compiles():
    for name in TEMPLATES:
        environment().get_template(name)
    assert set(TEMPLATES) >= AS_WRITTEN


SITE = files("policydiff.web").joinpath("templates")
FRAME = {name for name in dir(SiteFrame) if not name.startswith("_")}
"""The names that the frame of the site adds to those of its page."""


def pages(kind: type[HtmlPage] = HtmlPage) -> Iterator[type[HtmlPage]]:
    """The classes of pages that have a template."""
    for found in kind.__subclasses__():
        yield from pages(found)
        here = getattr(import_module(found.__module__), found.__name__, None) is found
        if here and found.__dataclass_fields__["template"].default is not MISSING:
            yield found


for module in SCREENS:
    import_module(f"policydiff.{module}")
for family in FAMILIES.values():
    function(family.html)


def asked(name: str) -> set[str]:
    """The names that a template and those that it takes macros from ask for."""
    folder = SITE if SITE.joinpath(name).is_file() else FOLDER
    tree = environment().parse(folder.joinpath(name).read_text(encoding="utf-8"))
    taken = {
        one.template.value
        for one in tree.find_all((nodes.FromImport, nodes.Include, nodes.Extends))
        if isinstance(one.template, nodes.Const)
    }
    own = {one.name for one in tree.find_all(nodes.Name) if one.ctx == "store"}
    own |= {macro for one in tree.find_all(nodes.FromImport) for macro in one.names}
    return (
        meta.find_undeclared_variables(tree).union(*map(asked, taken))
        - own
        - {*environment().globals}
    )


@pytest.mark.parametrize("kind", sorted({*pages()}, key=lambda one: one.__qualname__))
def test_every_name_that_a_template_reads_is_a_member_of_its_page(kind):
    name = kind.__dataclass_fields__["template"].default
    inner = get_type_hints(kind)["inner"]
    kinds = (kind, *(one for one in (inner, *get_args(inner)) if hasattr(one, "template")))
    site = SITE.joinpath(name).is_file()
    around = FRAME if site else {"page", "language"}

    given = {name for one in kinds for name in (*dir(one), *one.__dataclass_fields__)}
    assert asked(name) <= given | around


def test_no_page_hides_a_name_of_its_frame():
    frame = FRAME - {"language", "token"}

    assert not {kind.__name__: found for kind in pages() if (found := frame & set(dir(kind)))}


@pytest.mark.parametrize("name", SAMPLES)
def test_a_template_is_given_what_it_asks_for(name):
    shown = SAMPLES[name](ReportOptions())
    page = function(FAMILIES[shown.family].html)(shown, ReportOptions())

    assert asked(page.template) <= {*page.context(), "page", "language"}
