"""policydiff pairs, and diff --pairs: a file to correct, and the corrections at work."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

import policydiff
from policydiff.comparing.actions.pairs import write_pairs
from policydiff.resources import resource

CASES = Path(__file__).resolve().parents[2] / "cases"

LEFT = """示例省果园条例

第一条　为了保护果园，制定本条例。

第二条　果农应当按时修剪果树。

第三条　落叶由果农“自行”处理，不得\\焚烧。

第四条　县级主管部门应当每年巡查果园三次，并公布巡查的结果。

第五条　本条例自2019年5月1日起施行。
"""
RIGHT = """示例省果园条例

第一条　为了保护果园，制定本条例。

第二条　落叶由果农“自行”处理，不得\\焚烧。

第三条　果农应当按时修剪果树，清理枯枝。

第四条　有关部门可以巡查果园，巡查应当有记录，记录由县级主管部门保存。

第五条　本条例自2023年9月1日起施行。
"""


@pytest.fixture
def orchard(tmp_path, monkeypatch):
    """A folder with two versions of an invented regulation; the current folder."""
    (tmp_path / "old.txt").write_text(LEFT, encoding="utf-8")
    (tmp_path / "new.txt").write_text(RIGHT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def compared(run, *options) -> dict:
    outcome = run("diff", "old.txt", "new.txt", "--format", "json", "-q", *options)
    assert outcome.code == 0, outcome.err
    return json.loads(outcome.out)


def test_the_former_command_writes_what_the_switch_writes(orchard, run):
    former = run("pairs", "old.txt", "new.txt")

    assert former == run("link", "--pairs", "old.txt", "new.txt")
    assert former.out.startswith("# left:")


@pytest.mark.parametrize(
    "words",
    [
        ("--pairs", "old.txt"),
        ("--pairs", "old.txt", "new.txt", "new.txt"),
        ("--pairs", "old.txt", "new.txt", "--forget"),
        ("示例省果园条例", "--quiet"),
    ],
    ids=" ".join,
)
def test_the_switch_takes_two_texts(orchard, run, words):
    result = run("link", *words)

    assert (result.code, result.out) == (2, "")
    assert "--pairs" in result.err


def test_the_file_as_written_changes_nothing(orchard, run):
    assert run("pairs", "old.txt", "new.txt", "-o", "pairs.toml").err == "pairs.toml written\n"

    text = (orchard / "pairs.toml").read_text(encoding="utf-8")

    assert tomllib.loads(text) == {}
    assert compared(run, "--pairs", "pairs.toml") == compared(run)


def test_every_entry_of_the_file_can_be_set_and_changes_no_pairing(orchard, run):
    text = run("pairs", "old.txt", "new.txt").out
    head = text.index("# ----")
    entries = "\n".join(
        line.removeprefix("# ") if line.startswith(("# [[", "# left ", "# right")) else line
        for line in text[head:].split("\n")
    )
    (orchard / "all.toml").write_text(entries, encoding="utf-8")

    free, held = compared(run), compared(run, "--pairs", "all.toml")

    assert sum(match["reason"] == "pinned" for match in held["matches"]) == 5
    assert [(match["left"], match["right"]) for match in held["matches"]] == [
        (match["left"], match["right"]) for match in free["matches"]
    ]


ARTICLES = [
    str(resource("corpora", "example", "articles", name))
    for name in ("2023-05-10.md", "2025-09-18.md")
]
"""Two versions of the articles of a company that does not exist."""


def test_doubtful_pairings_stand_on_top_with_score_reason_and_first_words(run):
    text = run("pairs", *ARTICLES).out
    doubtful, rest = text.split("# ---- the other pairings")

    assert "# ---- to check: odds below 0.85 (2) ----" in doubtful
    assert (
        'left  = "第十四条"    # 公司设监事会。监事会由三名监事组成，监事会设主席一人。' in doubtful
    )
    assert "found by: " in doubtful
    assert "odds 1.00, found by: identical text" in rest


def test_pairings_of_high_odds_are_not_to_be_checked(orchard, run):
    assert "to check" not in run("pairs", "old.txt", "new.txt").out


def test_a_correction_is_made_and_the_report_says_that_a_person_set_it(orchard, run):
    (orchard / "pairs.toml").write_text(
        '[[link]]\nleft = "第四条"\nright = "第三条"\n[[unlink]]\nleft = "第二条"\n',
        encoding="utf-8",
    )

    matches = compared(run, "--pairs", "pairs.toml")["matches"]
    set_by_hand = {
        match["left"][0]["eid"]: match for match in matches if match["reason"] == "pinned"
    }

    assert set_by_hand["art_4"]["right"][0]["eid"] == "art_3"
    assert set_by_hand["art_2"]["kind"] == "removed"
    for form in ("terminal", "markdown", "html"):
        assert (
            "人工指定"
            in run(
                "diff",
                "old.txt",
                "new.txt",
                "--pairs",
                "pairs.toml",
                "--format",
                form,
                "--lang",
                "zh",
            ).out
        )


def test_beginning_again_keeps_what_was_set(orchard, run):
    settings = '[[link]]\nleft = "第四条"\nright = "第三条"\n[[unlink]]\nleft = "第二条"\nright = "第四条"\n[[unlink]]\nright = "第五条"\n'
    (orchard / "pairs.toml").write_text(settings, encoding="utf-8")
    run("pairs", "old.txt", "new.txt", "--pairs", "pairs.toml", "-o", "again.toml")

    again = tomllib.loads((orchard / "again.toml").read_text(encoding="utf-8"))

    assert again["link"] == [{"left": "第四条", "right": "第三条"}]
    assert {"left": "第二条", "right": "第四条"} in again["unlink"]
    assert compared(run, "--pairs", "again.toml") == compared(run, "--pairs", "pairs.toml")


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [
        (b"[[link]\n", 3, "pairs.toml: this is no TOML file: "),
        (b"\xff\xfe[", 3, "pairs.toml: this is no TOML file: "),
        (b"a=" + b"[" * 100_000, 3, "pairs.toml: this is no TOML file: "),
        (b"[[pin]]\n", 2, "pairs.toml: pin: there is no such table"),
        (
            '[[link]]\nleft = "第九条"\nright = "第一条"\n'.encode(),
            4,
            "pairs.toml: link[1].left: 示例省果园条例 has no '第九条'",
        ),
        (
            '[[link]]\nleft = "\x1b[31m"\nright = "第一条"\n'.encode().replace(b"\x1b", b"\\u001b"),
            4,
            "pairs.toml: link[1].left: ",
        ),
    ],
    ids=["syntax", "encoding", "depth", "table", "provision", "escape"],
)
def test_a_bad_file_gets_one_clear_line(orchard, run, content, code, message):
    (orchard / "pairs.toml").write_bytes(content)

    outcome = run("diff", "old.txt", "new.txt", "--pairs", "pairs.toml", "-q")

    assert outcome.code == code
    assert outcome.err.startswith(f"policydiff: {message}")
    assert outcome.err.count("\n") == 1
    assert "\x1b" not in outcome.err


def test_a_missing_file_is_not_found(orchard, run):
    assert run("diff", "old.txt", "new.txt", "--pairs", "none.toml", "-q").code == 4


def test_the_library_reads_paths_bytes_and_tables(orchard):
    left, right = policydiff.load("old.txt"), policydiff.load("new.txt")
    (orchard / "pairs.toml").write_text(
        '[[link]]\nleft = "第四条"\nright = "第三条"\n', encoding="utf-8"
    )

    read = [
        policydiff.read_pairs(source, left, right)
        for source in (
            "pairs.toml",
            orchard / "pairs.toml",
            (orchard / "pairs.toml").read_bytes(),
            {"link": [{"left": "art_4", "right": "art_3"}]},
        )
    ]

    assert all(pairs == read[0] for pairs in read)
    assert any(
        match.reason == "pinned" for match in policydiff.diff(left, right, pairs=read[0]).matches
    )


def test_the_file_is_written_alike_each_time(orchard):
    left, right = policydiff.load("old.txt"), policydiff.load("new.txt")

    assert write_pairs(policydiff.diff(left, right)) == write_pairs(policydiff.diff(left, right))


def test_the_file_speaks_chinese_too(orchard, run):
    text = run("pairs", *ARTICLES, "--lang", "zh").out

    assert tomllib.loads(text) == {}
    assert "# ---- 待核对：把握低于 0.85 (2) ----" in text
    assert "依据：文字相同" in text


@pytest.mark.parametrize("language", ["en", "zh"])
def test_golden(orchard, run, golden, language):
    (orchard / "set.toml").write_text(
        '[[unlink]]\nleft = "第三条"\nright = "第三条"\n[[unlink]]\nright = "第五条"\n',
        encoding="utf-8",
    )

    golden(
        CASES / "pairs" / f"orchard_{language}.toml",
        run("pairs", "old.txt", "new.txt", "--lang", language, "--pairs", "set.toml").out,
    )
