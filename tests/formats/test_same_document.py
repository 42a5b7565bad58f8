"""The same regulation in every format gives the same articles, chapters and table."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import making_files as making
import pytest

import policydiff
from policydiff.errors import InputError
from policydiff.model.document import Document, Table

TABLE = next(line.rows for line in making.LINES if line.level == "table")


@dataclass(frozen=True)
class Seen:
    """What must be the same."""

    title: str | None
    note: tuple[str, ...]
    chapters: tuple[tuple[str, str | None, str | None], ...]
    articles: tuple[tuple[str | None, str], ...]


def see(document: Document) -> Seen:
    containers = [p for p in document.provisions if p.level in ("chapter", "section")]
    dates = (document.dates.adopted, document.version_date)
    return Seen(
        title=document.title,
        note=tuple(map(str, dates)),
        chapters=tuple((p.level, p.num, p.heading) for p in containers),
        articles=tuple((p.num, p.text) for p in document.articles),
    )


def tables(document: Document) -> list[tuple[tuple[str, ...], ...]]:
    found = [
        node
        for attachment in document.attachments
        for node in attachment.content
        if isinstance(node, Table)
    ]
    return [tuple(tuple(cell.text for cell in row) for row in table.rows) for table in found]


REFERENCE = see(policydiff.load(making.SOURCE))


@pytest.fixture
def only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Leaves one of the two programs that read doc files on the path of programs, and all
    others.
    """
    commands = {"antiword": ("antiword",), "LibreOffice": ("soffice", "libreoffice")}

    def leave(program: str) -> None:
        if shutil.which(commands[program][0]) is None:
            pytest.skip(f"{program} is not installed")
        others = {name for other, names in commands.items() if other != program for name in names}
        for path in (
            path
            for folder in os.get_exec_path()
            if Path(folder).is_dir()
            for path in Path(folder).iterdir()
        ):
            if path.name not in others and not (tmp_path / path.name).is_symlink():
                (tmp_path / path.name).symlink_to(path)
        monkeypatch.setenv("PATH", str(tmp_path))

    return leave


def test_the_reference_has_what_the_others_must_show():
    assert len(REFERENCE.articles) == 36
    assert [kind for kind, *_ in REFERENCE.chapters] == [
        "chapter",
        "chapter",
        "section",
        "section",
        *["chapter"] * 6,
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text(encoding):
    assert see(policydiff.load(making.as_text().encode(encoding), name="a.txt")) == REFERENCE


def test_page():
    document = policydiff.load(making.as_html().encode(), name="a.html")

    assert see(document) == REFERENCE
    assert tables(document) == [TABLE]


@pytest.mark.parametrize("name", ["a.mht", "a.doc"])
def test_web_archive(name):
    document = policydiff.load(making.as_web_archive(), name=name)

    assert see(document) == REFERENCE
    assert tables(document) == [TABLE]


@pytest.mark.parametrize("name", ["plain", "numbered", "revised"])
def test_word(word: Callable[[str], bytes], name):
    document = policydiff.load(word(name), name=f"{name}.docx")

    assert see(document) == REFERENCE
    assert tables(document) == [TABLE]
    assert "公报" not in document.full_text()


def original() -> tuple[tuple[str, str], ...]:
    """The articles before the tracked changes."""
    found: list[tuple[str, list[str]]] = []
    for place, line in enumerate(making.LINES):
        if line.level == "article":
            found.append(
                (line.num, [making.original_text(line) if making.changed(place) else line.text])
            )
        elif line.level in ("paragraph", "point"):
            found[-1][1].append(line.printed)
    return (
        *((num, "\n".join(texts)) for num, texts in found),
        ("第三十七条", "本条已经整条删去，原文曾在此处。"),
    )


def test_original_of_word(word: Callable[[str], bytes]):
    document = policydiff.load(word("revised"), name="revised.docx", revisions="original")

    assert see(document).articles == original()


def test_footnote_of_word_is_no_part_of_the_article(word: Callable[[str], bytes]):
    document = policydiff.load(word("plain"), name="plain.docx")

    assert making.NOTE not in document.articles[0].text
    assert making.NOTE in document.full_text() + "".join(piece.text for piece in document.dropped)


@pytest.mark.parametrize("program", ["antiword", "LibreOffice"])
@pytest.mark.parametrize("name", ["plain", "revised"])
def test_old_word(saved: Callable[[str, str], bytes], only: Callable[[str], None], program, name):
    data = saved(name, "doc")
    only(program)
    document = policydiff.load(data, name=f"{name}.doc")

    assert see(document) == REFERENCE
    assert tables(document) == [TABLE]
    assert "公报" not in document.full_text()
    assert name != "plain" or making.NOTE in document.full_text() + "".join(
        piece.text for piece in document.dropped
    )


def test_old_word_with_automatic_numbers(saved: Callable[[str, str], bytes]):
    document = policydiff.load(saved("numbered", "doc"), name="numbered.doc")

    assert see(document) == REFERENCE
    assert not [problem for problem in document.problems if problem.code == "numbers-lost"]


def test_old_word_with_automatic_numbers_says_that_antiword_loses_them(
    saved: Callable[[str, str], bytes], only: Callable[[str], None]
):
    data = saved("numbered", "doc")
    only("antiword")
    document = policydiff.load(data, name="numbered.doc")

    assert [
        problem.severity for problem in document.problems if problem.code == "numbers-lost"
    ] == ["error"]


def test_original_of_old_word(saved: Callable[[str, str], bytes]):
    document = policydiff.load(saved("revised", "doc"), name="revised.doc", revisions="original")

    assert see(document).articles == original()


def test_original_of_old_word_needs_libreoffice(
    saved: Callable[[str, str], bytes], only: Callable[[str], None]
):
    data = saved("revised", "doc")
    only("antiword")

    with pytest.raises(InputError, match="cannot be read without LibreOffice"):
        policydiff.load(data, name="revised.doc", revisions="original")


def test_rich_text(saved: Callable[[str, str], bytes]):
    document = policydiff.load(saved("plain", "rtf"), name="plain.rtf")

    assert see(document) == REFERENCE
    assert tables(document) == [TABLE]


def test_xml_of_word_2003(saved: Callable[[str, str], bytes]):
    document = policydiff.load(saved("plain", "xml:MS Word 2003 XML"), name="plain.doc")

    assert see(document) == REFERENCE
    assert tables(document) == [TABLE]


@pytest.mark.parametrize("program", ["LibreOffice", "WeasyPrint", "Chromium"])
def test_pdf(printed: Callable[[str], bytes], program):
    document = policydiff.load(printed(program), name="a.pdf")

    assert see(document) == REFERENCE
    assert "公报" not in document.full_text()


@pytest.mark.parametrize(
    ("claimed", "made"),
    [
        ("a.doc", "html"),
        ("a.doc", "rtf"),
        ("a.doc", "docx"),
        ("a.doc", "txt"),
        ("a.docx", "doc"),
        ("a.txt", "doc"),
        ("a", "doc"),
        ("a.pdf", "txt"),
    ],
)
def test_the_bytes_say_what_a_file_is(word, saved, claimed, made):
    files = {
        "html": making.as_html().encode,
        "txt": making.as_text().encode,
        "docx": lambda: word("plain"),
    }
    data = files[made]() if made in files else saved("plain", made)

    assert see(policydiff.load(data, name=claimed)) == REFERENCE
