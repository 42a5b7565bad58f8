"""Old Word files and RTF: what is refused and why, what happens without the programs, and that
nothing is run or fetched.
"""

from __future__ import annotations

import http.server
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from making_compound import compound, word_document

from policydiff.errors import InputError
from policydiff.model.source import SourceLine, SourceText
from policydiff.reading import plugins
from policydiff.reading.contract import ReadOptions
from policydiff.reading.readers.word97 import reader as doc
from policydiff.reading.readers.word97.compound import read_compound

needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed"
)
needs_antiword = pytest.mark.skipif(
    shutil.which("antiword") is None, reason="antiword is not installed"
)


def rtf(*paragraphs: str, field: str = "") -> bytes:
    """An RTF file; every character outside ASCII is written as \\u."""
    body = "\\par\n".join(
        "".join(
            c if c < "\x80" else f"\\u{ord(c) - 65536 if ord(c) > 32767 else ord(c)}?" for c in p
        )
        for p in paragraphs
    )
    return f"{{\\rtf1\\ansi\\ansicpg936\\deff0{{\\fonttbl{{\\f0 SimSun;}}}}\\f0 {body}\\par{field}}}".encode(
        "ascii"
    )


def lines(source: SourceText) -> list[str]:
    return [line.text for line in source.lines if isinstance(line, SourceLine)]


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of temporary files."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("find_antiword", "find_libreoffice"):
        monkeypatch.setattr(doc, name, lambda: None)


@pytest.mark.parametrize(
    ("streams", "what"),
    [
        ({"Workbook": b"x"}, "an Excel workbook"),
        ({"Book": b"x"}, "an Excel workbook"),
        ({"PowerPoint Document": b"x"}, "a PowerPoint presentation"),
        ({"VisioDocument": b"x"}, "a Visio drawing"),
        ({"MatOST": b"x"}, "a Microsoft Works document"),
        ({"__properties_version1.0": b"x"}, "an Outlook message"),
        ({"else": b"x"}, "of an unknown kind"),
        ({}, "of an unknown kind"),
        ({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}, "protected by a password"),
        ({"WordDocument": word_document(flags=0x0100)}, "protected by a password"),
        ({"WordDocument": b"\xec\xa5"}, "its text is cut off"),
    ],
)
def test_what_is_no_open_text_is_refused_by_name(streams, what):
    with pytest.raises(InputError, match=what) as caught:
        doc.read(compound(streams), "a.doc")

    assert caught.value.exit_code == 3
    assert "\n" not in str(caught.value)


def test_an_installer_is_refused_by_its_class():
    data = compound({"䡀㿿": b"x"}, class_id=bytes.fromhex("84100c0000000000c000000000000046"))

    with pytest.raises(InputError, match="a Windows installer"):
        doc.read(data, "setup.doc")


@pytest.mark.usefixtures("nothing_installed")
@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (compound({"WordDocument": word_document()}), "antiword or LibreOffice"),
        (rtf("某法"), "LibreOffice"),
    ],
)
def test_without_the_programs_one_line_says_what_to_install(data, wanted):
    with pytest.raises(InputError) as caught:
        doc.read(data, "a.doc")

    assert (
        str(caught.value)
        == f"a.doc cannot be read without {wanted}; install that, or save the file as docx"
    )


@needs_antiword
def test_what_no_program_can_read_is_said(monkeypatch, temporary):
    monkeypatch.setattr(doc, "find_libreoffice", lambda: None)

    with pytest.raises(InputError, match=r"a\.doc cannot be read: antiword failed"):
        doc.read(compound({"WordDocument": word_document(version=0x65)}), "a.doc")
    assert list(temporary.iterdir()) == []


def test_bytes_of_both_formats_are_known_whatever_the_name():
    assert doc.sniff(rtf("某法"))
    assert doc.sniff(compound({}))
    assert not doc.sniff(b"")
    assert not doc.sniff("第一条".encode())
    assert plugins.reader_for("a.txt", rtf("某法"))[0] == "doc"


@pytest.mark.parametrize(
    ("name", "data", "key"),
    [
        ("a.doc", b"<!DOCTYPE html><p>x", "html"),
        ("a.doc", "第一条　内容".encode(), "txt"),
        ("a.docx", "第一条　内容".encode("gb18030"), "txt"),
        ("a.pdf", b"\xff\xfe" + "第一条".encode("utf-16-le"), "txt"),
        ("a.html", b"%PDF-1.7\n", "pdf"),
        ("a.wps", b"", "txt"),
    ],
)
def test_the_bytes_win_over_the_name(name, data, key):
    assert plugins.reader_for(name, data)[0] == key


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.doc", b"\x00\x01\x02"), ("a.pdf", b"GIF89a"), ("a.docx", b"\x7fELF")],
)
def test_other_bytes_are_refused_whatever_the_name(name, data):
    with pytest.raises(plugins.UnsupportedFormatError, match=r"policydiff reads .*\.doc"):
        plugins.reader_for(name, data)


@needs_libreoffice
def test_rich_text(temporary):
    source = doc.read(rtf("示例市条例", "第一条　〇内容。"), "a.rtf")

    assert (source.format, source.name, source.hard_wrapped) == ("doc", "a.rtf", False)
    assert lines(source)[:2] == ["示例市条例", "第一条　〇内容。"]
    assert list(temporary.iterdir()) == []


@dataclass(frozen=True)
class Server:
    """A web server on this machine, and what it was asked for."""

    url: str
    asked: list[str]


@pytest.fixture
def server() -> Iterator[Server]:
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815 the names are those of the base class

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    running = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield Server(f"http://127.0.0.1:{running.server_port}", asked)
    running.shutdown()
    running.server_close()


@needs_libreoffice
def test_rich_text_makes_libreoffice_fetch_and_read_nothing(tmp_path, server):
    secret = tmp_path / "secret.txt"
    secret.write_text("机密内容", encoding="utf-8")
    fields = [
        f'INCLUDEPICTURE "{server.url}/a.png" \\\\d',
        f'INCLUDETEXT "{server.url}/b.doc"',
        f'INCLUDETEXT "{secret}"',
        f'LINK Word.Document.8 "{server.url}/c.doc"',
    ]
    field = "".join(f"{{\\field{{\\*\\fldinst {text}}}{{\\fldrslt ?}}}}" for text in fields)
    source = doc.read(
        rtf("示例市条例", "第一条　内容。", field=field + f"{{\\*\\template {server.url}/d.dot}}"),
        "a.rtf",
    )

    assert lines(source)[:2] == ["示例市条例", "第一条　内容。"]
    assert "机密" not in "".join(lines(source))
    assert server.asked == []


@needs_libreoffice
def test_a_linked_picture_is_not_fetched(tmp_path, server, monkeypatch):
    page = f'<p>第一条　内容。</p><img src="{server.url}/a.png" width="9" height="9"><p>第二条　内容。</p>'
    data = saved_as_doc(page.encode(), "in.html", tmp_path, "--infilter=HTML (StarWriter)")
    assert server.url.encode("utf-16-le") in data
    server.asked.clear()
    monkeypatch.setattr(doc, "find_antiword", lambda: None)
    source = doc.read(data, "a.doc")

    assert lines(source) == ["第一条　内容。", "第二条　内容。"]
    assert server.asked == []


def saved_as_doc(data: bytes, name: str, folder: Path, *options: str) -> bytes:
    """A file as LibreOffice saves it in the format of Word 97, as anybody's LibreOffice does."""
    (folder / name).write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--norestore",
        *options,
        "--convert-to",
        "doc:MS Word 97",
        "--outdir",
        folder,
        folder / name,
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    return (folder / name).with_suffix(".doc").read_bytes()


@needs_libreoffice
@pytest.mark.parametrize("program", ["find_antiword", "find_libreoffice"])
def test_macros_are_said_and_not_run(monkeypatch, tmp_path, program):
    """A Word file of LibreOffice, with a storage of macros put beside its text."""
    text = rtf("示例市条例", *(f"第{number}条　内容。" * 40 for number in "一二三四五六七八九"))
    made = read_compound(saved_as_doc(text, "in.rtf", tmp_path), "in.doc")
    data = compound(
        {
            name: made.stream(name)
            for name in ("WordDocument", "1Table", "0Table")
            if made.stream(name)
        },
        storages=("Macros",),
    )
    other = "find_libreoffice" if program == "find_antiword" else "find_antiword"
    monkeypatch.setattr(doc, other, lambda: None)
    if getattr(doc, program)() is None:
        pytest.skip("it is not installed")
    source = doc.read(data, "a.doc", ReadOptions())

    assert lines(source)[0] == "示例市条例"
    assert len(lines(source)) == 10
    assert [problem.code for problem in source.problems if problem.code.startswith("macros")] == [
        "macros-ignored"
    ]
