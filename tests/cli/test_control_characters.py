"""Nothing that a file says or is called can steer a terminal: what is said to a person shows
control characters, JSON keeps them as data.
"""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from running_cli import NEW, OLD, one_line_on

from policydiff.cli import main
from policydiff.cli.text import LONGEST
from policydiff.errors import InputError
from policydiff.messages import Message

STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
NAME = "甲\x1b[31m\x9b2J乙\u202e.txt"
TITLE = "示例省图书借阅条例"


@pytest.fixture
def crafted(texts: Path, tmp_path: Path, run) -> tuple[Path, Path]:
    """Two stored documents whose words hold what XML may hold: C1 controls, marks of direction,
    separators of lines.
    """
    made = []
    for name in ("old", "new"):
        path = tmp_path / f"{name}.xml"
        assert run("export", texts / f"{name}.txt", "--format", "akn", "-o", path).code == 0
        xml = path.read_text(encoding="utf-8")
        path.write_text(
            xml.replace("图书", "图\x9b2J书\u202e").replace("读者", "读\u2066\x85者"),
            encoding="utf-8",
        )
        made.append(path)
    return made[0], made[1]


def _still(*told: str) -> bool:
    return not any(STEERING.search(one) for one in told)


@pytest.mark.parametrize(
    "command",
    [
        ("show", "old"),
        ("show", "old", "--outline"),
        ("lint", "old"),
        ("validate", "old"),
        ("instructions", "old"),
        ("instruments", "old"),
        ("diff", "old", "new"),
        ("diff", "old", "new", "--format", "markdown"),
        ("diff", "old", "new", "--format", "html"),
        ("relate", "old", "new"),
        ("pairs", "old", "new"),
        ("draft-amendment", "old", "new"),
        ("consolidate", "old", "new"),
    ],
    ids=" ".join,
)
def test_what_a_stored_text_says_is_still(
    crafted: tuple[Path, Path], run, command: tuple[str, ...]
) -> None:
    places = dict(zip(("old", "new"), crafted, strict=True))

    result = run(*(places.get(word, word) for word in command))

    assert result.out or result.err
    assert _still(result.out, result.err)


def test_what_a_repository_says_is_still(crafted: tuple[Path, Path], tmp_path: Path, run) -> None:
    repository = tmp_path / "other"
    run("init", repository)
    added = run("-C", repository, "add", crafted[0])
    slug = json.loads(run("-C", repository, "list", "--format", "json").out)["works"][0]["slug"]
    reading = (
        ("list",),
        ("log", slug),
        ("history", f"{slug}#第二条"),
        ("blame", slug),
        ("cites", slug),
        ("show", slug),
        ("fsck",),
    )

    for told in (added, *(run("-C", repository, *words) for words in reading)):
        assert told.code == 0
        assert told.out or told.err
        assert _still(told.out, told.err)


def test_the_name_of_a_file_is_still_and_json_keeps_it(tmp_path: Path, run) -> None:
    (tmp_path / NAME).write_text(OLD.replace("第二条", "第五条"), encoding="utf-8")
    (tmp_path / "b.txt").write_text(NEW, encoding="utf-8")

    for words in (
        ("show", tmp_path / NAME),
        ("lint", tmp_path / NAME),
        ("validate", tmp_path / NAME),
        ("show", tmp_path / ("missing" + NAME)),
        ("diff", tmp_path / NAME, tmp_path / "b.txt", "-o", tmp_path / (NAME + ".html")),
        ("show", tmp_path / NAME, "--format", NAME),
        (NAME,),
    ):
        told = run(*words)
        assert told.err or told.out
        assert _still(told.err, told.out), words

    assert json.loads(run("lint", tmp_path / NAME, "--format", "json").out)["type"]


def test_a_trace_is_still(capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        raise RuntimeError(f"odd {NAME}")

    main.call(fail, debug=True)

    said = capsys.readouterr().err
    assert "Traceback" in said
    assert "\\x1b[31m" in said
    assert _still(said)


def test_what_is_quoted_without_end_is_cut_off(capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        raise InputError(
            Message("a paragraph of the unknown class {name}", name=repr("第" * 100_000))
        )

    assert main.call(fail, debug=False) == 3

    said = capsys.readouterr().err
    assert one_line_on(said)
    assert len(said) < LONGEST + 50
    assert said.startswith("policydiff: a paragraph of the unknown class '第第")


def test_a_progress_bar_is_still(monkeypatch: pytest.MonkeyPatch) -> None:
    """It shows the names of what is being read, which are no markup either."""
    from rich.console import Console

    from policydiff.cli.progress import watched
    from policydiff.works.session import Session

    shown = io.StringIO()
    monkeypatch.setattr("policydiff.cli.progress.Console", lambda **_: _terminal(Console, shown))
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    with watched(Session()) as session:
        session.watch(Message.foreign(f"[red]{NAME}[/red]"), 1, 2)

    assert "[red]甲\\x1b[31m\\x9b2J乙\\u202e.txt[/red]" in shown.getvalue()
    assert "\x9b" not in shown.getvalue()


def _terminal(console, shown: io.StringIO):
    return console(file=shown, force_terminal=True, width=120, color_system=None)
