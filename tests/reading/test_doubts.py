"""Doubts about texts and pairs stand on stderr, whatever the report holds."""

from __future__ import annotations

from pathlib import Path

import pytest

RULES = "Umbrella Rules\nArticle 1 Be dry.\nArticle 2 Be clean.\nArticle 3 Pay.\n"
DRAFT = "示例市雨伞办法（征求意见稿）\n第一条　为了爱护雨伞，制定本办法。【说明：依据上位法】\n第二条　雨伞应当干净。\n- END -\n"


@pytest.fixture
def files(texts: Path) -> Path:
    (texts / "rules.txt").write_text(RULES, encoding="utf-8")
    (texts / "draft.txt").write_text(DRAFT, encoding="utf-8")
    return texts


@pytest.mark.parametrize("form", ["terminal", "html", "json"])
def test_a_doubt_about_a_text_is_told_with_every_report(files: Path, run, form: str) -> None:
    done = run("diff", files / "rules.txt", files / "new.txt", "--format", form)

    assert (
        "rules.txt:2: warning: 3 numbers such as Article 1 were seen and not read as provisions"
        in done.err
    )
    assert run("diff", files / "rules.txt", files / "new.txt", "--format", form, "-q").err == ""


def test_a_doubt_about_a_pair_is_told(files: Path, run) -> None:
    backwards = "new.txt → old.txt: warning: the older text stands on the right: "

    assert backwards in run("diff", files / "new.txt", files / "old.txt").err
    assert backwards in run("diff", files / "old.txt", files / "new.txt", files / "old.txt").err
    assert run("diff", files / "old.txt", files / "new.txt").err == ""


@pytest.mark.parametrize("command", ["show", "diff"])
def test_what_was_left_out_of_the_text_is_told(files: Path, run, command: str) -> None:
    done = run(command, *[files / "draft.txt"] * (2 if command == "diff" else 1))

    assert "draft.txt:4: note: 1 piece of the page around the text left out, on line 4" in done.err
    assert (
        "draft.txt:2: note: 1 note of the drafters kept apart from the text and not compared"
        in done.err
    )
    assert "依据上位法" not in done.out
