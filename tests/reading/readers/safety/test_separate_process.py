"""A reader in a process of its own: it may break, hang or swell, and we go on."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import policydiff
from policydiff.errors import InputError
from policydiff.messages import Message
from policydiff.model.source import (
    Dropped,
    FileFact,
    FileFacts,
    Problem,
    SourceCell,
    SourceLine,
    SourceTable,
    SourceText,
    StatedFact,
    UnreadParts,
)
from policydiff.reading import plugins
from policydiff.reading.contract import Limits, ReadOptions
from policydiff.reading.readers.safety.separate_process import (
    BeyondLimitsError,
    ReaderBugError,
    read_apart,
)
from policydiff.reading.readers.safety.wire import pack, unpack

READER = """
import ctypes, hashlib, os, subprocess, sys, time
from pathlib import Path
from policydiff.errors import InputError
from policydiff.messages import Message
from policydiff.model.source import SourceLine, SourceText


def read(data, name, options):
    print("chatter of a library")
    exec(data.decode())
    lines = (SourceLine(number=1, text=f"{name} {options.revisions}"),)
    return SourceText(name=name, format="txt", sha256=hashlib.sha256(data).hexdigest(), lines=lines)
"""
"""A reader that does what its file tells it to."""

QUICK = Limits(seconds=20, memory=512 * 1024**2, written=1024**2)


@pytest.fixture
def obey(tmp_path, monkeypatch):
    """Reads a file that is a script."""
    (tmp_path / "obedient_reader.py").write_text(READER, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)

    def read(script: str, limits: Limits = QUICK, *, name: str = "法.bin", **options) -> SourceText:
        return read_apart("obedient_reader", script.encode(), name, ReadOptions(**options), limits)

    return read


def _runs(pid: int) -> bool:
    try:
        return (
            Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
            != "Z"
        )
    except (ProcessLookupError, FileNotFoundError):
        return False


def _ends(pid: int) -> bool:
    for _ in range(100):
        if not _runs(pid):
            return True
        time.sleep(0.1)
    return False


def test_what_a_reader_gives_comes_back_whole(obey):
    source = obey("pass", revisions="original")

    assert source.lines == (SourceLine(number=1, text="法.bin original"),)


def test_a_refusal_is_the_refusal_of_the_reader(obey):
    with pytest.raises(InputError, match=r"^no such luck$"):
        obey("raise InputError(Message.foreign('no such luck'))")


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("os.abort()", r"it broke down \(signal 6\)"),
        ("ctypes.string_at(0)", r"it broke down \(signal 11\)"),
        ("os.kill(os.getpid(), 9)", r"it broke down \(signal 9\)"),
        (
            "sys.stderr.write('no luck\\n'); sys.stderr.flush(); os._exit(3)",
            "its reader failed: no luck",
        ),
        ("os._exit(0)", "its reader gave no answer"),
    ],
)
def test_a_reader_that_breaks_down_is_told_in_one_line(obey, script, why):
    with pytest.raises(BeyondLimitsError, match=why) as caught:
        obey(script)

    assert caught.value.exit_code == 3
    assert str(caught.value).startswith(
        "法.bin cannot be read within 20 seconds and 512 MB of memory: "
    )
    assert "\n" not in str(caught.value)


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS heeds no bound of memory")
def test_memory_is_bounded(obey):
    with pytest.raises(BeyondLimitsError, match="it needs more memory"):
        obey("bytearray(2 * 1024**3)")

    assert obey("bytearray(64 * 1024**2)").lines


def test_time_is_bounded_and_all_that_was_started_ends(obey, tmp_path):
    told = tmp_path / "pids"
    script = f"child = subprocess.Popen(['sleep', '60']); Path({str(told)!r}).write_text(f'{{os.getpid()}} {{child.pid}}'); time.sleep(60)"
    with pytest.raises(BeyondLimitsError, match="no result within 3 seconds"):
        obey(script, Limits(seconds=3, memory=QUICK.memory))

    assert all(_ends(int(pid)) for pid in told.read_text().split())


def test_what_is_started_is_bounded_too(obey):
    """A program that the reader starts writes without end, and takes its own time."""
    script = """
from policydiff.reading.readers.safety.programs import ProgramFailedError, run_program
folder = Path("inner")
folder.mkdir()
try:
    run_program(["sh", "-c", "exec cat /dev/zero"], folder, 20)
except ProgramFailedError as failure:
    raise InputError(Message.foreign(f"{failure}; {(folder / 'said').stat().st_size}"))
"""
    with pytest.raises(InputError, match=rf"^sh failed: .*; {QUICK.written}$"):
        obey(script)


def test_an_answer_without_end_is_refused(obey):
    with pytest.raises(BeyondLimitsError):
        obey("raise InputError(Message.foreign('x' * 2_000_000))")


def test_a_bug_of_a_reader_is_a_bug_with_its_trace(obey):
    with pytest.raises(ReaderBugError, match=r"^ZeroDivisionError: division by zero") as caught:
        obey("1 / 0")

    assert "in read" in "".join(caught.value.__notes__)


def test_nothing_of_our_environment_or_folder_reaches_it(obey, tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET", "x")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "json.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path / "elsewhere")

    with pytest.raises(InputError, match=r"^\[\]$"):
        obey(
            "raise InputError(Message.foreign(str(sorted(set(os.environ) - {'PATH', 'HOME', 'TMPDIR', 'LANG', 'LC_ALL', 'POLICYDIFF_LEADER'}))))"
        )


def test_nothing_is_left_on_the_disk(obey, tmp_path, monkeypatch):
    (tmp_path / "scratch").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "scratch"))
    obey("Path('more').write_text('x')")
    with pytest.raises(BeyondLimitsError):
        obey("os.abort()")

    assert list((tmp_path / "scratch").iterdir()) == []


def test_an_interruption_ends_it(tmp_path):
    """Ctrl-C while a PDF is read: our process ends with 130, and so does its reader."""
    (tmp_path / "obedient_reader.py").write_text(READER, encoding="utf-8")
    told = tmp_path / "pid"
    program = f"""
import sys
sys.path.insert(0, {str(tmp_path)!r})
from policydiff.reading.contract import Limits, READ_OPTIONS
from policydiff.reading.readers.safety.separate_process import read_apart
script = "Path({str(told)!r}).write_text(str(os.getpid())); time.sleep(60)"
try:
    read_apart("obedient_reader", script.encode(), "x", READ_OPTIONS, Limits(seconds=50))
except KeyboardInterrupt:
    sys.exit(130)
"""
    process = subprocess.Popen([sys.executable, "-c", program], start_new_session=True)
    for _ in range(300):
        if told.exists() and told.read_text():
            break
        time.sleep(0.1)
    os.kill(process.pid, signal.SIGINT)

    assert process.wait(timeout=300) == 130
    assert _ends(int(told.read_text()))


def test_a_script_without_a_main_guard_reads_a_pdf(tmp_path):
    """As a library in a plain script: the process must not run the script again."""
    from weasyprint import HTML

    HTML(string="<h1>示例市养犬条例</h1><p>第一条　本市养犬，适用本条例。</p>").write_pdf(
        tmp_path / "a.pdf"
    )
    (tmp_path / "script.py").write_text(
        "import policydiff\nprint('once')\nprint(policydiff.load('a.pdf').title)\n",
        encoding="utf-8",
    )

    done = subprocess.run(
        [sys.executable, "script.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
    )

    assert done.stdout.split() == ["once", "示例市养犬条例"]


def _form_bomb(depth: int, width: int) -> bytes:
    """A PDF in which each form draws the one below it many times."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>",
        b"<</Length 4>>stream\n/F Do\nendstream",
    ]
    for level in range(depth):
        content = b"/F Do " * width if level < depth - 1 else b"0 0 m 1 1 l S " * width
        inner = b"/Resources<</XObject<</F %d 0 R>>>>" % (6 + level) if level < depth - 1 else b""
        head = b"<</Type/XObject/Subtype/Form/BBox[0 0 600 800]/Length %d%s>>" % (
            len(content),
            inner,
        )
        objects.append(head + b"stream\n" + content + b"\nendstream")
    body = b"%PDF-1.7\n" + b"".join(
        b"%d 0 obj%s endobj\n" % (number, each) for number, each in enumerate(objects, 1)
    )
    return body + b"trailer<</Root 1 0 R/Size %d>>\n%%%%EOF\n" % (len(objects) + 1)


def test_a_pdf_that_swells_is_refused(monkeypatch):
    monkeypatch.setitem(plugins.APART, "pdf", Limits(seconds=20, memory=1024**3))

    with pytest.raises(
        BeyondLimitsError,
        match=r"^bomb\.pdf cannot be read within 20 seconds and 1024 MB of memory: ",
    ):
        policydiff.load(_form_bomb(14, 12), name="bomb.pdf")


WORD = st.text(max_size=8)
SAID = st.builds(lambda word: Message("it says {word}", word=word), WORD)
LINES = st.builds(
    SourceLine,
    number=st.integers(1, 9),
    text=WORD,
    bold=st.integers(0, 3),
    hard_break=st.booleans(),
)
CELLS = st.builds(SourceCell, text=WORD, colspan=st.integers(1, 3))
TABLES = st.builds(
    SourceTable,
    number=st.integers(1, 9),
    rows=st.lists(st.lists(CELLS, max_size=3).map(tuple), max_size=3).map(tuple),
)
SOURCES = st.builds(
    SourceText,
    name=WORD,
    format=WORD,
    sha256=WORD,
    lines=st.lists(LINES | TABLES, max_size=4).map(tuple),
    encoding=st.none() | WORD,
    hard_wrapped=st.none() | st.booleans(),
    facts=st.lists(
        st.builds(StatedFact, field=WORD, value=WORD, line=st.none() | st.integers(1, 9)),
        max_size=2,
    ).map(tuple),
    dropped=st.lists(st.builds(Dropped, what=WORD, text=WORD), max_size=2).map(tuple),
    problems=st.lists(
        st.builds(Problem, code=WORD, message=SAID, hint=st.none() | SAID), max_size=2
    ).map(tuple),
    file=st.none()
    | st.builds(
        FileFacts,
        format=WORD,
        kinds=st.lists(st.sampled_from(("title", "header"))).map(tuple),
        facts=st.lists(
            st.builds(FileFact, kind=st.just("header"), text=WORD, automatic=st.booleans()),
            max_size=2,
        ).map(tuple),
        unread=st.lists(
            st.builds(
                UnreadParts,
                kind=st.just("picture"),
                count=st.integers(0, 9),
                digest=st.none() | WORD,
            ),
            max_size=2,
        ).map(tuple),
    ),
)


@given(SOURCES)
def test_a_source_goes_over_the_wire_and_back(source):
    assert unpack(json.loads(json.dumps(pack(source)))) == source


@pytest.mark.parametrize(
    "packed",
    [
        {},
        {"lines": 3},
        {"lines": [[1]]},
        {"lines": [{"number": 1}]},
        {"lines": [], "facts": [], "dropped": []},
    ],
)
def test_what_is_no_source_is_refused(packed):
    with pytest.raises((TypeError, ValueError, LookupError)):
        unpack(packed)
