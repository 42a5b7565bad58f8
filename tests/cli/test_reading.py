"""`-` for standard input and `--revisions`, through the real command."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from running_cli import NEW, OLD, Outcome, command_line, one_line_on

DATA = {"old": OLD.encode(), "new": NEW.encode()}
LIMIT = 32 * 1024 * 1024


def feed(data: bytes | None, *arguments: object, cwd: Path) -> Outcome:
    """Run policydiff with these bytes on standard input; None closes it."""
    script = ["sh", "-c", 'exec "$@" <&-', "sh"] if data is None else []
    done = subprocess.run(
        [*script, *command_line(*arguments)],
        cwd=cwd,
        input=data,
        env=os.environ | {"POLICYDIFF_LANG": "en", "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        timeout=600,
        check=False,
    )
    return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())


def test_diff_reads_either_side_from_standard_input(texts):
    left = feed(DATA["old"], "diff", "-", "new.txt", "--format", "json", cwd=texts)
    right = feed(DATA["new"], "diff", "old.txt", "-", "--format", "json", cwd=texts)

    assert (left.code, right.code) == (0, 0)
    assert left.err == right.err == ""
    assert left.out == right.out
    assert json.loads(left.out)["summary"]["reworded"] == 2


def test_diff_of_three_texts_reads_one_from_standard_input(texts):
    done = feed(DATA["new"], "diff", "old.txt", "-", "old.txt", "--exit-code", cwd=texts)

    assert done.code == 1
    assert "第二条" in done.out


@pytest.mark.parametrize(
    "arguments", [("diff", "-", "-"), ("pairs", "-", "-"), ("diff", "old.txt", "-", "-")]
)
def test_standard_input_stands_once(texts, arguments):
    done = feed(DATA["old"], *arguments, cwd=texts)

    assert done.code == 2
    assert one_line_on(done.err)
    assert "standard input (-) can be read once only" in done.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "-"), "第一条　为了规范图书借阅"),
        (("show", "--", "-#第二条"), "读者借阅图书不得超过五册"),
        (("lint", "-"), "standard input: articles: "),
        (("validate", "-"), "standard input: read without errors (cn_law, articles: "),
        (("pairs", "-", "new.txt"), "示例省图书借阅条例"),
    ],
)
def test_every_command_that_reads_a_file_reads_standard_input(texts, arguments, said):
    done = feed(DATA["old"], *arguments, cwd=texts)

    assert done.code == 0, done.err
    assert said in done.out


def test_add_keeps_what_came_by_standard_input(texts, tmp_path):
    assert feed(b"", "init", tmp_path / "laws", cwd=texts).code == 0
    added = feed(DATA["old"], "-C", tmp_path / "laws", "add", "-", cwd=texts)
    again = feed(DATA["old"], "-C", tmp_path / "laws", "add", "-", cwd=texts)

    assert added.code == again.code == 0, added.err
    assert "added 示例省图书借阅条例@2019-03-01" in added.out
    assert "stored already" in again.out
    record = next((tmp_path / "laws").rglob("work.toml")).read_text(encoding="utf-8")
    assert 'name = "standard-input.txt"' in record


def test_stored_xml_comes_by_standard_input_too(texts):
    xml = feed(None, "show", "old.txt", "--format", "xml", cwd=texts)
    shown = feed(xml.out.encode(), "validate", "-", cwd=texts)

    assert shown.code == 0
    assert "standard input: its XML conforms" in shown.out


@pytest.mark.parametrize("command", ["show", "lint", "validate"])
@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "standard input is closed"),
        (b"", "standard input holds no text"),
        (b"\x89PNG\r\n\x1a\n", "standard input holds pictures of 1 page and no text"),
    ],
)
def test_what_is_no_text_is_said_in_one_line(texts, command, data, said):
    done = feed(data, command, "-", cwd=texts)

    assert done.code == 3
    assert one_line_on(done.err)
    assert said in done.err


def test_standard_input_has_the_limit_of_a_file(texts):
    done = feed(b"x" * (LIMIT + 1), "show", "-", cwd=texts)

    assert done.code == 3
    assert "standard input is larger than 32 MB" in done.err


def test_a_file_of_that_name_is_named_with_its_folder(texts):
    (texts / "-").write_text(NEW, encoding="utf-8")

    for command in ("show", "validate"):
        assert feed(b"", command, "./-", cwd=texts).code == 0
    assert "八册" in feed(DATA["old"], "show", "./-", cwd=texts).out
    assert "五册" in feed(DATA["old"], "show", "-", cwd=texts).out


def test_output_may_be_a_file_though_a_text_came_by_standard_input(texts):
    done = feed(DATA["old"], "diff", "-", "new.txt", "-o", "report.html", cwd=texts)

    assert done.code == 0
    assert "八册" in (texts / "report.html").read_text(encoding="utf-8")


def test_remarks_name_standard_input(texts):
    done = feed(OLD.replace("第三条", "第五条").encode(), "show", "-", cwd=texts)

    assert done.code == 0
    assert done.err.startswith("standard input:")


def test_a_terminal_is_told_that_it_waits(texts):
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        command_line("show", "-"),
        cwd=texts,
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    os.close(theirs)
    assert process.stderr is not None
    said = process.stderr.readline().decode()
    os.write(ours, OLD.split("\n")[0].encode() + b"\n\x04")
    out, _ = process.communicate(timeout=600)
    os.close(ours)

    assert said == "policydiff: waiting for a text on standard input; Ctrl-D ends it\n"
    assert "示例省图书借阅条例" in out.decode()


@pytest.mark.parametrize(("revisions", "expected"), [("accepted", "八册"), ("original", "五册")])
def test_revisions_choose_the_text_of_a_word_file(texts, revisions, expected):
    data = revised_docx()
    (texts / "revised.docx").write_bytes(data)
    shown = feed(data, "show", "-", "--revisions", revisions, cwd=texts)
    compared = feed(
        b"", "diff", "revised.docx", "new.txt", "--revisions", revisions, "--exit-code", cwd=texts
    )
    other = {"accepted": "五册", "original": "八册"}[revisions]

    assert expected in shown.out
    assert other not in shown.out
    assert compared.code == 1
    assert (other in compared.out) is (revisions == "original")


def test_one_file_with_tracked_changes_is_compared_with_its_original(texts):
    done = feed(revised_docx(), "diff", "-", "--exit-code", cwd=texts)

    assert done.code == 1
    assert "五册" in done.out
    assert "八册" in done.out


def revised_docx() -> bytes:
    """An invented regulation in which 五册 was replaced by 八册, with the change tracked."""
    import io

    import docx
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document = docx.Document()
    for line in filter(None, OLD.replace("五册；", "若干册；").split("\n")):
        before, found, after = line.partition("五册")
        paragraph = document.add_paragraph(before)
        if found:
            mark = f'{nsdecls("w")} w:author="示例" w:date="2024-01-02T03:04:05Z"'
            paragraph._p.append(
                parse_xml(f'<w:del {mark} w:id="1"><w:r><w:delText>五册</w:delText></w:r></w:del>')
            )
            paragraph._p.append(
                parse_xml(f'<w:ins {mark} w:id="2"><w:r><w:t>八册</w:t></w:r></w:ins>')
            )
            paragraph.add_run(after)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_import_takes_office_files_and_leaves_locks(texts, tmp_path, run, monkeypatch):
    monkeypatch.setenv("POLICYDIFF_LANG", "en")
    (texts / "new.txt").unlink()
    (texts / "revised.docx").write_bytes(revised_docx())
    (texts / "old.txt").unlink()
    for lock in ("~$vised.docx", ".~lock.revised.docx#", "~WRL0001.tmp"):
        (texts / lock).write_bytes(b"\x05user")
    assert run("init", tmp_path / "laws").code == 0
    done = run("-C", tmp_path / "laws", "import", texts)

    assert done.code == 0, done.err
    assert done.out.startswith("added: 1, refused: 0")
