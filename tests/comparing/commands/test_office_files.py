"""Office files that mean harm, or hold no text, on the command line: one clear line, code 3,
nothing half-written, nothing fetched in silence.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from making_compound import compound
from running_cli import NEW, one_line_on
from word_files import paragraph, word_file

TEXT = "".join(map(paragraph, filter(None, NEW.split("\n"))))
SCAN = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>endobj
4 0 obj<</Length 28>>stream
q 595 0 0 842 0 0 cm /I Do Q
endstream endobj
5 0 obj<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>stream
\x00
endstream endobj
trailer<</Root 1 0 R>>
"""
REFUSED = {
    "bomb.docx": (
        word_file(TEXT, extra=[("word/media/big.bin", bytes(20_000_000))]),
        "packed more than 400 times smaller",
    ),
    "cut.docx": (word_file(TEXT)[:-30], "damaged"),
    "secret.docx": (
        compound({"EncryptedPackage": bytes(5000), "EncryptionInfo": bytes(5000)}),
        "password",
    ),
    "scan.pdf": (SCAN, "--ocr"),
}
LEFT_ALONE = {
    "macros": (
        {"extra": [("word/vbaProject.bin", b"\xd0\xcf")]},
        "macros; they were neither read nor run",
    ),
    "objects": ({"extra": [("word/embeddings/oleObject1.bin", b"MZ")]}, "1 embedded object"),
    "links": (
        {"links": [("i1", "image", "http://example.invalid/a.png", "External")]},
        "outside it (image); nothing was fetched",
    ),
}


@pytest.mark.parametrize("there", [False, True], ids=["new", "there"])
@pytest.mark.parametrize("name", REFUSED)
def test_refused_in_one_line_and_nothing_is_written(
    texts: Path, run, name: str, there: bool
) -> None:
    data, words = REFUSED[name]
    (texts / name).write_bytes(data)
    report = texts / "report.docx"
    if there:
        report.write_bytes(b"an earlier report")
    before = sorted(path.name for path in texts.iterdir())

    done = run("diff", texts / "old.txt", texts / name, "-o", report)

    assert done.code == 3
    assert one_line_on(done.err)
    assert words in done.err
    assert sorted(path.name for path in texts.iterdir()) == before
    assert not there or report.read_bytes() == b"an earlier report"


@pytest.mark.parametrize("where", ["screen", "file"])
@pytest.mark.parametrize("name", LEFT_ALONE)
def test_what_was_neither_run_nor_fetched_is_said(texts: Path, run, name: str, where: str) -> None:
    parts, words = LEFT_ALONE[name]
    (texts / "new.docx").write_bytes(word_file(TEXT, **parts))
    target = () if where == "screen" else ("-o", texts / "report.docx")

    done = run("diff", texts / "old.txt", texts / "new.docx", *target)

    assert done.code == 0
    assert [
        line.startswith("new.docx: note: ") for line in done.err.splitlines() if words in line
    ] == [True]
    assert words not in run("diff", texts / "old.txt", texts / "new.docx", *target, "--quiet").err


def test_it_is_said_of_each_text_that_is_shown_or_exported(texts: Path, run) -> None:
    parts, words = LEFT_ALONE["macros"]
    (texts / "new.docx").write_bytes(word_file(TEXT, **parts))

    for verb in ("show", "export"):
        assert words in run(verb, texts / "new.docx").err
