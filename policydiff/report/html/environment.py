"""The templates of all pages."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import Markup

from policydiff.locale import Language, plain
from policydiff.model.reports import ReportOptions, Shown
from policydiff.report.labels import WORDS
from policydiff.report.page import ChangeStrip, Page, PageLine, PageSection, PageTable, page_of
from policydiff.report.pieces import neutral

AS_WRITTEN = frozenset(("shell.html.j2", "leaf_shell.html.j2", "export.html.j2", "printed.html.j2"))
"""Templates whose line breaks stand in the page, too."""

_CHINESE = re.compile("([\u3000-\u303f\u3400-\u9fff\uff00-\uffef]+)")
"""Chinese characters and their punctuation, as in: Add 示例法（试行） 2021"""

_BREAK = re.compile(r"(?<![ \t])[ \t]*+\n[ \t\n]*+(<|$)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlPage:
    """A page whose template reads the public members of its class.

    `template` stands inside the body; `styles` and `script` are files that lie beside the templates;
    `body_class` is the class of the body. `language` is that of the page where it does not go by the
    options. `inner` is a report within the page, whose members the template reads too. A template
    that stands within a page, too, names the element of its main part by ``main``.
    """

    template: str
    title: str
    styles: tuple[str, ...] = ("report.css",)
    script: str | None = None
    body_class: str = ""
    language: Language | None = None
    inner: HtmlPage | None = None

    def context(self) -> dict[str, object]:
        """Everything that the template reads of the page, by name."""
        inner = {} if self.inner is None else self.inner.context()
        return {**inner, **members(self)}


def members(value: object) -> dict[str, object]:
    """The fields, properties and methods of a value that are public, by name."""
    return {name: getattr(value, name) for name in dir(value) if not name.startswith("_")}


class Tight(Extension):
    """Reads a template as if its elements stood on one line.

    A line break and the indentation around it are nothing before a tag, and one space elsewhere,
    as between two attributes. So nothing but what a template writes stands in a text.
    """

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """The tokens of a template; called when it is compiled."""
        for token in stream:
            if token.type == "data" and stream.name not in AS_WRITTEN:
                token = Token(token.lineno, "data", _BREAK.sub(_joined, token.value))  # noqa: PLW2901
            yield token


def _joined(found: re.Match[str]) -> str:
    return " " if found[1] is None else found[1]


def neutralised(value: object) -> str:
    """The text of a value for a template, before Jinja escapes it.

    Markup of templates is unchanged. Every value passes here, so no text steers a terminal or turns
    the reading direction, and none that is missing is written as "None". Raises `TypeError` for
    None and for truth values.
    """
    if type(value) is str:
        return neutral(value)
    if isinstance(value, Markup):
        return value
    if value is None or isinstance(value, bool):
        raise TypeError(f"a template writes {value!r}")
    return neutral(str(value))


def scripts_of(text: str) -> list[tuple[str, bool]]:
    """The parts of a sentence in their order, each with True where it is Chinese."""
    parts = _CHINESE.split(text)
    return [(part, place % 2 == 1) for place, part in enumerate(parts) if part]


@cache
def environment(*others: str) -> Environment:
    """The templates, each compiled when it is first asked for.

    `others` are packages whose templates are found besides. Its filters count and join: words are worked out by views, and nothing can call a text safe.
    """
    made = Environment(
        loader=ChoiceLoader([PackageLoader(name) for name in ("policydiff.report", *others)]),
        extensions=[Tight],
        autoescape=True,
        undefined=StrictUndefined,
        finalize=neutralised,
        keep_trailing_newline=True,
    )
    made.globals |= {"scripts_of": scripts_of, "main": "main"}
    made.filters = {"count": len, "join": lambda texts, by: by.join(texts)}
    return made


def write(page: HtmlPage, language: Language) -> bytes:
    """The page in its shell, with its styles and its script."""
    code = None if page.script is None else own_file(page.script)
    shell = environment().get_template("shell.html.j2")
    return shell.render(
        {
            **page.context(),
            "page": page,
            "language": page.language or language,
            "chinese": plain(page.language or language) == "zh",
            "style": Markup("".join(map(own_file, page.styles))),  # noqa: S704 our own file
            "script": None if code is None else Markup(code),  # noqa: S704 our own file
            "digest": None if code is None else digest_of(code),
        }
    ).encode("utf-8")


@cache
def own_file(name: str) -> str:
    """A file beside the templates that goes into pages whole."""
    return files("policydiff.report").joinpath("templates", name).read_text(encoding="utf-8")


def digest_of(code: str) -> str:
    """The hash by which a content security policy recognises a script."""
    return base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()


def sort_of(block: object) -> str:
    """The sort of a block of a page, by which the template chooses."""
    sorts = {PageLine: "line", PageTable: "table", PageSection: "section", ChangeStrip: "strip"}
    return sorts.get(type(block), "lines")


@dataclass(frozen=True, slots=True, kw_only=True)
class LinesHtml(HtmlPage):
    """Any page of lines and tables, its tables on paper in A4 landscape."""

    template: str = "page.html.j2"
    styles: tuple[str, ...] = ("report.css", "page.css")
    shown: Page
    served: bool = False

    @property
    def colon(self) -> str:
        """The sign behind a name."""
        return WORDS[self.shown.language]["colon"]

    sort = staticmethod(sort_of)


def page_html(shown: Shown, options: ReportOptions) -> LinesHtml:
    """The whole page of a value that has no HTML of its own."""
    page = page_of(shown, options)
    return LinesHtml(title=page.title, shown=page)
