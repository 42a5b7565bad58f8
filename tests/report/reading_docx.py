"""A Word file as lines a person can read: what the golden files hold."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


_SILENT = (f"{W}rPr", f"{W}commentReference")


def tree(data: bytes, part: str = "word/document.xml") -> etree._Element:
    """A part of the file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(part))


def tables(data: bytes) -> list[etree._Element]:
    """The facts of both versions, then the comparison table."""
    return tree(data).find(f"{W}body").findall(f"{W}tbl")


def cells(row: etree._Element, *, marks: bool = True) -> list[str]:
    return [content(cell, marks=marks) for cell in row.findall(f"{W}tc")]


def rows(data: bytes, *, marks: bool = True) -> list[list[str]]:
    """The comparison table, cell by cell."""
    return [cells(row, marks=marks) for row in tables(data)[-1].findall(f"{W}tr")]


def content(cell: etree._Element, *, marks: bool = True) -> str:
    """The text of a cell; paragraphs end in ¶, inner tables stand in 〔〕."""
    parts = []
    for child in cell:
        if child.tag == f"{W}p":
            parts.append(paragraph(child, marks=marks))
        elif child.tag == f"{W}tbl":
            parts.append(
                "〔"
                + "／".join("｜".join(cells(row, marks=marks)) for row in child.findall(f"{W}tr"))
                + "〕"
            )
    return "¶".join(part for part in parts if part)


def paragraph(element: etree._Element, *, marks: bool = True) -> str:
    """Runs, with {+new+}, [-gone-], *bold* and _dotted_ for their marks."""
    return "".join(run(part, marks=marks) for part in element.findall(f"{W}r"))


def run(element: etree._Element, *, marks: bool = True) -> str:
    text = "".join(
        part.text or "" if part.tag == f"{W}t" else "\t"
        for part in element
        if part.tag not in _SILENT
    )
    look = element.find(f"{W}rPr")
    if look is None or not marks:
        return text
    names = {child.tag.removeprefix(W) for child in look}
    line = look.find(f"{W}u")
    if names & {"strike", "shd"}:
        return f"[-{text}-]"
    if line is not None:
        return f"{{+{text}+}}" if line.get(f"{W}val") == "single" else f"_{text}_"
    return f"*{text}*" if "b" in names else text


def dump(data: bytes) -> str:
    """The whole file as text."""
    lines = []
    for child in tree(data).find(f"{W}body"):
        if child.tag == f"{W}p":
            lines.append(paragraph(child))
        elif child.tag == f"{W}tbl":
            lines += [" | ".join(["", *cells(row), ""]).strip() for row in child.findall(f"{W}tr")]
    return "\n".join(lines).rstrip("\n") + "\n"


def printed_pages(data: bytes, folder: Path) -> list[str]:
    """The text of each page as LibreOffice prints it."""
    (folder / "printed.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = [
        "soffice",
        profile,
        "--headless",
        "--norestore",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(folder / "printed.docx"),
    ]
    subprocess.run(convert, check=True, capture_output=True, timeout=600)
    subprocess.run(
        ["pdftotext", "-layout", str(folder / "printed.pdf"), str(folder / "printed.txt")],
        check=True,
        timeout=600,
    )
    return (folder / "printed.txt").read_text(encoding="utf-8").split("\f")[:-1]
