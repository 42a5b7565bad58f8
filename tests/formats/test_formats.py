"""Every format and every family: what all of them hold to."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import lxml.html
import pytest
from lanes import some
from markdown_it import MarkdownIt
from reading_docx import dump
from revisions import bare, check_formats, in_plain, lines_shown, marked
from rich.cells import cell_len
from samples import ATTACKS, SAMPLES

import policydiff
from policydiff.formats.pdf import PdfUnavailableError
from policydiff.model.reports import ReportOptions
from policydiff.report import formats
from policydiff.report.formats import FAMILIES, FORMATS, Format, UnknownFormatError
from policydiff.report.page import Page, page_of

CASES = Path(__file__).resolve().parent.parent / "cases" / "pages"
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
STEERS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]")
PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
TAGS = frozenset(
    [
        "h1",
        "h2",
        "h3",
        "h4",
        "ul",
        "li",
        "strong",
        "p",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "br",
        "del",
        "s",
        "blockquote",
    ]
)
WRITTEN = [
    (name, form)
    for name, make in SAMPLES.items()
    for form in formats.formats(make(ReportOptions()).family)
]


def written(samples, name: str, form: str, **options) -> bytes:
    shape = ReportOptions(**options)
    try:
        return formats.write(samples[name](shape), form, shape)
    except PdfUnavailableError as error:
        pytest.skip(str(error))


def terminal(samples, name: str, **options) -> str:
    return written(samples, name, "terminal", **options).decode()


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize(
    ("case", "form", "options"),
    [
        ("wide.txt", "terminal", {"width": 120}),
        ("narrow.txt", "terminal", {"width": 48, "language": "en"}),
        ("zh.md", "markdown", {}),
        ("en.md", "markdown", {"language": "en", "only_changed": True}),
        ("word_zh.txt", "docx", {}),
    ],
)
def test_the_words_are_on_record(golden, name, case, form, options):
    data = written(SAMPLES, name, form, **options)
    golden(CASES / f"{name}_{case}", dump(data) if form == "docx" else data.decode())


@pytest.mark.parametrize(("name", "form"), some(WRITTEN, 3))
def test_the_same_value_gives_the_same_bytes(name, form):
    options = {"language": "en", "show_noise": True, "width": 100}

    assert written(SAMPLES, name, form, **options) == written(SAMPLES, name, form, **options)


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("width", some([20, 1, 33, 64, 48, 99, 101, 100, 200], 3))
@pytest.mark.parametrize("samples", [SAMPLES, ATTACKS])
def test_no_line_is_wider_than_the_terminal(samples, name, width):
    for colour in (False, True):
        text = terminal(samples, name, width=width, colour=colour)

        assert max(map(cell_len, ESCAPE.sub("", text).split("\n"))) <= max(width, 20)


@pytest.mark.parametrize("name", SAMPLES)
def test_only_colours_are_escapes(name):
    """No sequence that sets a window's title, moves the cursor or turns the text."""
    for samples in (SAMPLES, ATTACKS):
        assert not STEERS.search(terminal(samples, name, width=120))
        coloured = terminal(samples, name, width=120, colour=True)
        assert "\x1b[" in coloured
        assert not STEERS.search(ESCAPE.sub("", coloured))


@pytest.mark.parametrize("name", SAMPLES)
def test_colour_stands_in_place_of_the_marks(name):
    text = terminal(SAMPLES, name, width=120, colour=True)

    assert "[-" not in ESCAPE.sub("", text)
    assert "{+" not in text


@pytest.mark.parametrize("name", SAMPLES)
def test_options_choose_the_marks(name):
    marks = {"deleted": ("«", "»"), "inserted": ("‹", "›")}
    usual = terminal(SAMPLES, name, width=100_000)

    chosen = terminal(SAMPLES, name, width=100_000, **marks)

    assert usual.count("[-") == chosen.count("«")
    assert usual.count("{+") == chosen.count("‹")
    assert "[-" not in chosen


@pytest.mark.parametrize("name", ATTACKS)
def test_no_text_breaks_out_of_markdown(name):
    text = written(ATTACKS, name, "markdown").decode()
    html = PARSER.render(text)
    cells = [
        len(re.findall(r"(?<!\\)\|", line)) for line in text.split("\n") if line.startswith("|")
    ]

    assert {tag.strip("</>") for tag in re.findall(r"</?\w+", html)} <= TAGS
    assert "href" not in html
    assert not STEERS.search(text)
    assert all(count > 1 for count in cells)


@pytest.mark.parametrize(("name", "form"), [one for one in WRITTEN if one[1] == "docx"])
def test_no_text_steers_an_office_program(name, form):
    assert not {"\x1b", "\x07", "\u202e"} & set(dump(written(ATTACKS, name, form)))


@pytest.mark.parametrize("name", ATTACKS)
def test_no_text_becomes_an_element(name):
    usual, attacked = (written(samples, name, "html").decode() for samples in (SAMPLES, ATTACKS))
    root = lxml.html.document_fromstring(attacked)
    links = root.xpath("//@href | //@src")

    assert not {"\x1b", "\x07", "\u202e"} & set(attacked)
    assert attacked.count("<script>") == usual.count("<script>") == len(root.xpath("//script"))
    assert (
        root.xpath("//img | //iframe | //object | //embed | //@*[starts-with(name(), 'on')]") == []
    )
    assert all(link.startswith(("#", "data:", "javascript%3A")) for link in links)


@pytest.mark.parametrize("name", SAMPLES)
def test_json_is_the_dictionary_of_the_value(name):
    import json

    options = ReportOptions()
    for samples in (SAMPLES, ATTACKS):
        value = samples[name](options)

        data = formats.write(value, "json", options)
        assert json.loads(data) == value.to_dict()
        assert data.endswith(b"}\n")
        assert data == formats.write(value, "json", replace(options, language="en", width=40))


def test_a_format_that_does_not_write_a_family_is_refused():
    with pytest.raises(
        UnknownFormatError, match="there is no xlsx of a history; known: terminal, html"
    ):
        formats.renderer("xlsx", "history")


# No change is hidden


@pytest.mark.parametrize("name", SAMPLES)
def test_every_format_of_text_marks_what_the_page_marks(name):
    check_formats(SAMPLES[name](ReportOptions()))


@pytest.mark.parametrize("name", sorted(set(SAMPLES) - {"comparison"}))
def test_a_word_file_marks_what_the_page_marks(name):
    lines = dump(written(SAMPLES, name, "docx")).split("\n")
    found = in_plain("\n".join(line for line in lines if not line.startswith("注：")))
    value = SAMPLES[name](ReportOptions())
    meant = marked(page_of(value, ReportOptions(), wide=True))

    assert bare(found.gone) == bare(meant.gone)
    assert bare(found.come) == bare(meant.come)


# A format of one module


def toy() -> ModuleType:
    """A format that writes the words of any page, one line each."""
    module = ModuleType("toy_format")

    def render(value, options: ReportOptions) -> bytes:
        page: Page = page_of(value, options)
        lines = (*lines_shown(page.sections), *page.summary)
        texts = ("".join(part.text for part in line.text) for line in lines)
        return "\n".join((page.title, *texts)).encode()

    module.render = render
    return module


@pytest.mark.parametrize("name", SAMPLES)
def test_a_format_of_one_module_writes_every_family(name, monkeypatch):
    module = toy()
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setitem(FORMATS, "toy", Format(module=module.__name__, suffix=".toy"))
    options = ReportOptions()
    value = SAMPLES[name](options)

    text = formats.write(value, "toy", options).decode()

    assert page_of(value, options).title in text
    assert text.count("\n") > 5
    assert formats.suffixes(value.family)["toy"] == ".toy"
    assert all("toy" in formats.formats(family) for family in FAMILIES if family != "document")


def test_no_file_names_the_format_of_the_test():
    places = Path(policydiff.__file__).parent.rglob("*.py")

    assert [place for place in places if re.search(r"\btoy\b", place.read_text())] == []
