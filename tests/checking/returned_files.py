"""Files that a person drops: a draft that came back, a contract with citations, tables.

All texts are invented.
"""

from __future__ import annotations

import io
import zipfile
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from policydiff.cli.main import main
from policydiff.comparing.actions.written import report
from policydiff.comparing.engine import compare
from policydiff.model.reports import Edition, ReportOptions
from policydiff.reading.load import load
from policydiff.report import formats
from policydiff.works.writing import write_file

EXAMPLE = Path(__file__).resolve().parents[2] / "corpora" / "example"
ZH = ReportOptions(language="zh", author="乙方")
OLD, NEW = "invented-2018-11-30.txt", "invented-2021-09-26.md"


@cache
def run(library: Path, *command: object) -> bytes:
    """The output of a command over the repository of the page, in this process."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
    with redirect_stdout(out), redirect_stderr(err):
        code = main(["--lang", "zh", "--repo", *map(str, (library, *command))])
    err.seek(0)
    assert code in (0, 6), err.read()
    out.flush()
    return out.buffer.getvalue()


@dataclass(frozen=True)
class Drafts:
    """Files in a folder: Word files, a 对照表 with a fault, and its two texts."""

    folder: Path

    def __getitem__(self, name: str) -> Path:
        return self.folder / name

    def sent(self, name: str, called: str | None = None) -> tuple[str, bytes]:
        """A file as a browser sends it."""
        return called or name, (self.folder / name).read_bytes()


def make_drafts(folder: Path) -> Drafts:
    """Write all files."""
    sent, untraced, new = (
        load(EXAMPLE / "returned-draft" / f"{name}.txt")
        for name in ("sent", "untraced", "returned")
    )
    contract = load(EXAMPLE / "contract-2022-03-01.md")
    left, right = load(EXAMPLE / OLD), load(EXAMPLE / NEW)
    table = report(compare.diff(left, right), "docx", ZH)
    for name, data in {
        "sent.docx": formats.write(Edition(document=sent), "docx", ZH),
        "returned.docx": report(compare.diff(untraced, new), "redline_docx", ZH),
        "contract.docx": formats.write(Edition(document=contract), "docx", ZH),
        "table.docx": replaced(table, "投诉", "诉讼"),
        OLD: (EXAMPLE / OLD).read_bytes(),
        NEW: (EXAMPLE / NEW).read_bytes(),
    }.items():
        write_file(data, folder / name)
    return Drafts(folder)


def replaced(word: bytes, old: str, new: str) -> bytes:
    """A Word file with some words of its text replaced, wherever they stand in one piece."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word)) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename == "word/document.xml":
                data = data.replace(old.encode(), new.encode())
            target.writestr(entry, data)
    return out.getvalue()


def bomb() -> bytes:
    """A Word file whose text would be far larger than any that is read."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("[Content_Types].xml", "<Types/>")
        target.writestr("word/document.xml", b" " * (1 << 28))
    return out.getvalue()
