"""A leaf: a report as one HTML file that takes marks and comes back (活页)."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import msgspec
from markupsafe import Markup

from policydiff.locale import Labels, plain
from policydiff.model.document import Document, text_sha256
from policydiff.model.reports import ReportOptions
from policydiff.model.row_marks import RowMark
from policydiff.report.html.environment import HtmlPage, digest_of, environment, own_file
from policydiff.report.pieces import neutral

LEAF_WORDS = Labels(
    "leaf",
    {
        "leaf": "Leaf",
        "about": "A report to mark and send back, made by policydiff {version}.",
        "about-day": "A report to mark and send back, made by policydiff {version} on {day}.",
        "help": "Write your name, mark the rows, save, and send the saved file back. This file fetches nothing and sends nothing; what you mark is in it once you save.",
        "texts": "Its texts",
        "name": "Your name",
        "progress-comparison": "Seen: {done} of {rows}",
        "progress-measures": "Judged: {done} of {rows}",
        "progress-gaps": "Filled in: {done} of {rows}",
        "open-comparison": "Unseen only",
        "open-measures": "Not judged only",
        "open-gaps": "Not filled in only",
        "save": "Save with marks",
        "saved": "Saved as {name}: send that file back.",
        "nameless": "Write your name first; it stands beside every mark.",
        "unscripted": "This browser runs no scripts for this file: it can be read, not marked.",
        "seen": "Seen",
        "words": "Reason, basis, type",
        "reason": "Reason",
        "basis": "Basis",
        "type": "Type of change",
        "verdict": "Judgement",
        "articles": "By these articles",
        "note": "Note",
        "judged-about": "Judgement on {document}",
    },
)

FORMAT = 1
GENERATOR = "policydiff leaf"
"""What its head names, by which it is recognised."""

_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:\s+[a-z][a-z-]*(?:="[^"]*")?)*)\s*>|([^<]+)')
"""A tag or a text, as templates and browsers write them."""
_REFUSED = frozenset(("script", "style", "iframe", "object", "embed"))
_ATTRIBUTE = re.compile(r'([a-z][a-z-]*)(?:="([^"]*)")?')


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafText:
    """A text that a leaf shows: title, ISO day of its version, hash."""

    title: str
    date: str | None
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafField:
    """Something to mark: a button where it has a `value`, else a text to write."""

    name: str
    label: str
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafTool:
    """The fields that stand in one cell of a row; `into` selects the cell.

    Texts fold under the words `folded`, where there are any. `about` names the document of the row,
    and `others` is True where the marks of other people stand.
    """

    into: str
    fields: tuple[LeafField, ...]
    folded: str = ""
    about: str = ""
    others: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafHtml(HtmlPage):
    """The report of a family, `inner`, with what people mark on it.

    `program` is the version that writes it.
    """

    template: str = "leaf.html.j2"
    family: str
    texts: tuple[LeafText, ...]
    tools: tuple[LeafTool, ...]
    options: ReportOptions
    program: str = ""

    @property
    def leaf_words(self) -> Mapping[str, str]:
        """The words of a leaf."""
        return LEAF_WORDS[self.options.language]

    @property
    def about(self) -> str:
        """The program and the day that made it."""
        key = "about-day" if self.options.made else "about"
        return self.leaf_words[key].format(version=self.program, day=self.options.made)


class LeafFacts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The facts of a leaf as they stand in it; `made` is an ISO day, or ""."""

    format: int
    family: str
    program: str
    made: str
    language: str
    texts: tuple[LeafText, ...]


class PersonMarks(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The marks of a person in a leaf: by row, the fields and the time `at`."""

    by: str
    rows: dict[str, dict[str, str]]


def leaf_of(
    inner: HtmlPage,
    family: str,
    documents: Iterable[Document],
    tools: Iterable[LeafTool],
    options: ReportOptions,
) -> LeafHtml:
    """The leaf of a report."""
    texts = tuple(
        LeafText(title=neutral(one.title), date=one.version_date, sha256=text_sha256(one))
        for one in documents
    )
    return LeafHtml(
        title=inner.title,
        styles=(*inner.styles, "leaf.css"),
        script=inner.script,
        language=options.language,
        inner=inner,
        family=family,
        texts=texts,
        tools=tuple(tools),
        options=options,
    )


def sealed_part(leaf: LeafHtml) -> str:
    """Everything that a leaf shows, but the marks."""
    shown = environment().get_template(leaf.template)
    return shown.render(
        {**leaf.context(), "page": leaf, "main": "div", "language": leaf.options.language}
    )


def write_leaf(leaf: LeafHtml) -> bytes:
    """The file of a leaf. The same leaf gives the same bytes."""
    language = leaf.options.language
    style = "".join(map(own_file, leaf.styles))
    script = "".join(own_file(name) for name in ("leaf.js", leaf.script) if name)
    sealed = sealed_part(leaf)
    facts = LeafFacts(
        format=FORMAT,
        family=leaf.family,
        program=leaf.program,
        made=leaf.options.made or "",
        language=language,
        texts=leaf.texts,
    )
    source, marks = _embedded(facts), _embedded(_by_person(leaf.options.marks))
    parts = {"style": style, "script": script, "sealed": sealed, "source": source, "marks": marks}
    shell = environment().get_template("leaf_shell.html.j2")
    return shell.render(
        {
            "language": "zh-Hans" if plain(language) == "zh" else "en",
            "generator": GENERATOR,
            "title": leaf.title,
            "seal": seal_of(source, style, script, sealed),
            "style_digest": digest_of(style),
            "script_digest": digest_of(script),
            **{name: Markup(text) for name, text in parts.items()},  # noqa: S704 written by us
        }
    ).encode("utf-8", "replace")


def _by_person(marks: Iterable[RowMark]) -> list[PersonMarks]:
    people: dict[str, PersonMarks] = {}
    for mark in marks:
        person = people.setdefault(mark.by, PersonMarks(by=mark.by, rows={}))
        person.rows[mark.key] = {"at": mark.at, **dict(mark.words)}
    return list(people.values())


def _embedded(value: object) -> str:
    """JSON that stands in a script element and cannot end it."""
    data = msgspec.json.encode(value).decode()
    return data.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def seal_of(source: str, style: str, script: str, sealed: str) -> str:
    """The hash over all that a leaf shows, whoever has written it down again.

    A browser that saves it writes some signs otherwise.
    Raises `ValueError` for markup that no leaf has.
    """
    made = hashlib.sha256()
    for text in (source, style, script):
        made.update(text.encode("utf-8", "replace") + b"\0")
    for part in read_markup(sealed):
        attributes = (f"{name}={value}" for name, value in part.attributes.items())
        whole = "\0".join((part.tag, *attributes, part.text))
        made.update(whole.encode("utf-8", "replace") + b"\1")
    return made.hexdigest()


@dataclass(frozen=True, slots=True)
class MarkupPart:
    """A tag with its attributes, `/name` where it ends; or a text, whose tag is ""."""

    tag: str
    attributes: Mapping[str, str]
    text: str = ""


def read_markup(markup: str) -> Iterator[MarkupPart]:
    """The tags and texts of markup, without bodies of tables, which browsers add.

    Raises `ValueError` for anything else, such as a comment or a script.
    """
    place = 0
    while place < len(markup):
        found = _TAG.match(markup, place)
        if found is None or found[2] in _REFUSED:
            raise ValueError(place)
        place = found.end()
        if found[2] is None:
            yield MarkupPart("", {}, html.unescape(found[4]))
        elif found[2] != "tbody" or found[3]:
            attributes = _ATTRIBUTE.findall(found[3])
            values = {name: html.unescape(value) for name, value in attributes}
            yield MarkupPart(found[1] + found[2], values)
