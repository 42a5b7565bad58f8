"""policydiff review, as a person calls it: in scripts, and with a real terminal."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from openpyxl import load_workbook
from relating_texts import AMENDED, LAW, TITLES
from running_cli import command_line, one_line_on

from policydiff.relating.report.words import RELATION_WORDS
from policydiff.store.repository import Repository

SAID = ("--by", "张三")


def state(run, *texts) -> dict[str, object]:
    return json.loads(run("review", *texts, "--status", "--format", "json", "-q").out)


def judged(run, *texts) -> dict[tuple[str, str], dict]:
    found = json.loads(run("relate", *texts, "--format", "json", "-q").out)["links"]
    return {
        (link["left"]["eid"], link["right"]["eid"]): link for link in found if link["judgements"]
    }


def test_a_judgement_is_stored_and_told(stored, run):
    outcome = run(
        "review", *TITLES, "--confirm", "2=第二条", "--grade", 2, "--note", "同一措施", *SAID
    )

    assert (outcome.code, outcome.out) == (0, "2=第二条: confirmed (2) (the repository)\n")
    assert judged(run, *TITLES)["art_2", "art_2"]["note"] == "同一措施"
    assert run("fsck").code == 0
    assert len(Repository.open(stored).log()) == 4


def test_several_are_stored_at_once_or_not_at_all(stored, run):
    outcome = run("review", *TITLES, "--confirm", "2=第二条", "--reject", "3=第九十条", *SAID)

    assert (outcome.code, one_line_on(outcome.err)) == (4, True)
    assert judged(run, *TITLES) == {}


def test_a_new_word_replaces_the_old_one_and_can_be_taken_back(stored, run):
    for said in (("--confirm", "2=第二条"), ("--reject", "2＝第二条")):
        run("review", *TITLES, *said, *SAID)
    assert judged(run, *TITLES)["art_2", "art_2"]["status"] == "rejected"

    assert run("review", *TITLES, "--undo", "2=art_2", *SAID).code == 0
    assert judged(run, *TITLES) == {}
    again = run("review", *TITLES, "--undo", "2=art_2", *SAID)
    assert (again.code, one_line_on(again.err)) == (4, True)


def test_reviewers_who_disagree_are_disputed_and_first_in_the_list(stored, run, monkeypatch):
    run("review", *TITLES, "--confirm", "3=第一条", "--note", "是", *SAID)
    monkeypatch.setenv("POLICYDIFF_REVIEWER", "李四")
    run("review", *TITLES, "--reject", "3=第一条", "--note", "否")

    link = judged(run, *TITLES)["art_3", "art_1"]
    assert (link["disputed"], link["note"]) == (True, "张三: 是; 李四: 否")
    assert run("review", *TITLES).out.split("\n")[1].split("\t")[:2] == ["3．", "第一条"]
    assert state(run, *TITLES)["disputed"] == 1


def test_the_list_begins_with_the_least_certain_and_ends_when_all_is_judged(stored, run):
    scores = [
        abs(float(line.split("\t")[2]) - 0.5)
        for line in run("review", *TITLES).out.strip().split("\n")[1:]
    ]
    assert scores == sorted(scores)

    rows = [line.split("\t")[:2] for line in run("review", *TITLES).out.strip().split("\n")[1:]]
    run(
        "review",
        *TITLES,
        *(word for left, right in rows for word in ("--reject", f"{left}={right}")),
        *SAID,
    )

    assert run("review", *TITLES).out == ""
    assert state(run, *TITLES)["open"] == 0


def test_a_changed_text_makes_a_judgement_stale_until_it_is_judged_again(stored, run, tmp_path):
    newer = tmp_path / "newer.txt"
    newer.write_text(AMENDED, encoding="utf-8")
    run("review", *TITLES, "--confirm", "2=第二条", "--grade", 2, *SAID)
    run("add", newer, "-q", "--in-force", "2024-07-01")

    assert state(run, *TITLES)["stale"] == 1
    assert run("review", *TITLES).out.split("\n")[1].split("\t")[:2] == ["2．", "第三条"]

    run("review", *TITLES, "--confirm", "2=第三条", "--grade", 1, *SAID)
    assert state(run, *TITLES)["stale"] == 0
    assert len(judged(run, *TITLES)["art_2", "art_3"]["judgements"]) == 1


def test_a_version_that_was_corrected_since_leads_nowhere(stored, run, tmp_path):
    """第二条 was judged; then the stored version turned out to be wrong: its 第二条 is another
    text. What came of that was never judged.
    """
    right, newer = tmp_path / "right.txt", tmp_path / "newer.txt"
    other = "第二条　省网信部门统筹协调本省的网络信息保护工作，建立协调机制。"
    right.write_text(re.sub("第二条　.*", other, LAW), encoding="utf-8")
    newer.write_text(
        re.sub("第二条　.*", other + "各市设立专门机构。", LAW).replace(
            "2021年5月1日", "2024年5月1日"
        ),
        encoding="utf-8",
    )
    run("review", *TITLES, "--confirm", "2=第二条", *SAID)
    assert run("add", right, "--correct", "-q").code == 0
    assert run("add", newer, "-q", "--in-force", "2024-07-01").code == 0

    assert judged(run, *TITLES) == {}
    assert state(run, *TITLES)["lost"] == 1


def test_what_was_said_of_a_text_that_is_gone_is_counted_and_not_applied(files, run, tmp_path):
    mine = tmp_path / "m.toml"
    run("review", *files, "--reviews", mine, "--confirm", "2=第四条", *SAID)
    files[1].write_text(
        files[1]
        .read_text()
        .replace("网络运营者应当制定网络安全事件应急预案", "每年九月举办网络安全宣传周活动"),
        encoding="utf-8",
    )

    outcome = run("review", *files, "--reviews", mine, "--status", "-q")

    assert "1 lost" in outcome.out
    assert "第四条" in outcome.out
    related = run("relate", *files, "--reviews", mine, "--format", "json")
    assert "1 judgements are of articles" in related.err
    assert not any(link["judgements"] for link in json.loads(related.out)["links"])


def test_what_is_lost_can_be_taken_back_by_the_name_it_had(files, run, tmp_path):
    mine = tmp_path / "m.toml"
    run(
        "review", *files, "--reviews", mine, "--confirm", "2=第四条", "--confirm", "2=第三条", *SAID
    )
    files[1].write_text(
        files[1]
        .read_text()
        .replace("网络运营者应当制定网络安全事件应急预案", "每年九月举办网络安全宣传周活动"),
        encoding="utf-8",
    )

    other = run("review", *files, "--reviews", mine, "--undo", "2=第四条", "--by", "李四", "-q")
    mended = run("review", *files, "--reviews", mine, "--undo", "2=第四条", *SAID, "-q")

    assert (other.code, mended.code) == (4, 0)
    assert "0 lost" in run("review", *files, "--reviews", mine, "--status", "-q").out
    assert mine.read_text().count("[[link]]") == 1


def test_a_law_and_its_regulation_are_reviewed_as_counterparts(files, run, tmp_path):
    other, mine = tmp_path / "other.txt", tmp_path / "m.toml"
    other.write_text(
        AMENDED.replace("示例省网络信息保护条例", "示例市网络信息保护办法"), encoding="utf-8"
    )
    pair = files[1], other
    before = json.loads(run("relate", *pair, "--format", "json", "-q").out)
    run(
        "review",
        *pair,
        "--reviews",
        mine,
        "--reject",
        "第三条=第四条",
        "--confirm",
        "第一条=第二条",
        "--grade",
        2,
        *SAID,
    )
    after = json.loads(run("relate", *pair, "--reviews", mine, "--format", "json", "-q").out)

    assert before["kind"] == after["kind"] == "counterparts"
    assert "art_3" not in {place["eid"] for place in before["only_left"]}
    assert "art_3" in {place["eid"] for place in after["only_left"]}
    assert "art_4" in {place["eid"] for place in after["only_right"]}
    assert "art_2" not in {place["eid"] for place in after["only_right"]}


def test_files_that_are_stored_nowhere_need_a_file(files, run):
    outcome = run("review", *files, "--confirm", "2=第二条", *SAID)

    assert (outcome.code, one_line_on(outcome.err)) == (2, True)
    assert "--reviews" in outcome.err


def test_export_and_from_carry_judgements_over(stored, files, run, tmp_path):
    run("review", *TITLES, "--confirm", "2=第二条", "--grade", 2, *SAID)
    run("review", *TITLES, "--reject", "2=第三条", "--by", "李四")
    assert run("review", *TITLES, "--export", tmp_path / "all.toml").code == 0

    brought = run(
        "review", *files, "--reviews", tmp_path / "here.toml", "--from", tmp_path / "all.toml"
    )
    assert "2 judgements stored, 0 stored already" in brought.out
    assert (tmp_path / "here.toml").read_text().count("[[link]]") == 2
    again = run("review", *TITLES, "--from", tmp_path / "here.toml")
    assert "0 judgements stored, 2 stored already" in again.out


def test_a_file_that_a_person_wrote_is_taken(stored, run, tmp_path):
    written = tmp_path / "mine.toml"
    written.write_text(
        f'format = 1\n[left]\ntitle = "{TITLES[0]}"\n[right]\ntitle = "{TITLES[1]}"\n'
        '[[link]]\nleft = "2"\nright = "第二条"\nstatus = "confirmed"\ngrade = 2\n',
        encoding="utf-8",
    )
    assert run("review", *TITLES, "--from", written, *SAID).code == 0

    assert judged(run, *TITLES)["art_2", "art_2"]["grade"] == 2
    assert run("fsck").code == 0


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_workbook_whose_columns_were_filled_in_is_taken(stored, run, tmp_path, language):
    sheet = tmp_path / "relation.xlsx"
    assert run("relate", *TITLES, "-o", sheet, "--lang", language).code == 0
    book = load_workbook(sheet, rich_text=True)
    table = book.worksheets[0]
    head = {cell.value: cell.column for cell in table[1]}
    yes, no = ("确认", "否决") if language == "zh" else ("confirmed", "rejected")
    columns = [RELATION_WORDS[language][key] for key in ("verdict", "verdict-grade", "comment")]
    first, second = 2, 3
    told = {first: (yes, 2, "同一措施"), second: (no, None, None), 4: (None, None, "再看")}
    for row, values in told.items():
        for name, value in zip(columns, values, strict=True):
            table.cell(row, head[name]).value = value
    book.save(sheet)

    outcome = run("review", *TITLES, "--from", sheet, *SAID)

    assert (outcome.code, "3 judgements stored" in outcome.out) == (0, True), outcome
    statuses = sorted(
        (link["status"], link["grade"], link["stale"]) for link in judged(run, *TITLES).values()
    )
    assert statuses == [
        ("confirmed", 2, False),
        ("rejected", None, False),
        ("suggested", None, False),
    ]
    assert run("fsck").code == 0


def test_a_workbook_of_another_text_is_stale_and_not_taken_for_this_one(stored, run, tmp_path):
    sheet, newer = tmp_path / "relation.xlsx", tmp_path / "newer.txt"
    run("relate", *TITLES, "-o", sheet, "--item", 2, "--limit", 1)
    book = load_workbook(sheet, rich_text=True)
    table = book.worksheets[0]
    table.cell(2, {cell.value: cell.column for cell in table[1]}["Verdict"]).value = "confirmed"
    book.save(sheet)
    newer.write_text(AMENDED, encoding="utf-8")
    run("add", newer, "-q", "--in-force", "2024-07-01")

    assert run("review", *TITLES, "--from", sheet, *SAID).code == 0

    assert {pair: link["stale"] for pair, link in judged(run, *TITLES).items()} == {
        ("art_2", "art_3"): True
    }


@pytest.mark.parametrize(
    ("arguments", "code", "telling"),
    [
        (("--confirm", "2=第二条"), 2, "--by"),
        (("--confirm", "2=第二条", "--by", " "), 2, "--by"),
        (("--confirm", "2", *SAID), 2, "15=第四十一条"),
        (("--confirm", "9=第二条", *SAID), 4, "no article 9"),
        (("--confirm", "2=第二条第一款", *SAID), 4, "no article"),
        (("--grade", "2", *SAID), 2, "--confirm"),
        (("--reject", "2=第二条", "--grade", "2", *SAID), 2, "--confirm"),
        (("--comment", "2=第二条", *SAID), 2, "--note"),
        (("--grade", "3", "--confirm", "2=第二条", *SAID), 2, "grade"),
        (("--from", "law.txt", *SAID), 3, "law.txt"),
        (("--from", "no.toml", *SAID), 4, "no.toml"),
        (("-i", *SAID), 2, "terminal"),
    ],
    ids=lambda value: " ".join(map(str, value))[:30] if isinstance(value, tuple) else "",
)
def test_what_cannot_be_done_is_one_line(here, run, arguments, code, telling):
    outcome = run("review", "opinion.txt", "law.txt", "--reviews", "m.toml", *arguments)

    assert (outcome.code, one_line_on(outcome.err), outcome.out) == (code, True, "")
    assert telling in outcome.err
    assert not Path("m.toml").exists()


class Terminal:
    """policydiff in a real pseudo-terminal: what it shows, and keys typed into it."""

    def __init__(self, *arguments: object, cwd: Path) -> None:
        self.master, slave = pty.openpty()
        env = os.environ | {
            "POLICYDIFF_LANG": "en",
            "TERM": "xterm",
            "COLUMNS": "100",
            "LINES": "40",
        }
        words = command_line(*arguments)
        control = (  # a shell's background jobs ignore ctrl-c, and so would what they start
            "import fcntl, os, signal, sys, termios; signal.signal(signal.SIGINT, signal.SIG_DFL); "
            "fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"
        )
        words = [sys.executable, "-c", control, *words]
        self.process = subprocess.Popen(
            words, cwd=cwd, env=env, stdin=slave, stdout=slave, stderr=slave, start_new_session=True
        )
        os.close(slave)
        self.shown = ""

    def wait_for(self, text: str, times: int = 1) -> None:
        """Read until a text was shown so many times since the start."""
        end = time.monotonic() + 60
        while self.plain().count(text) < times:
            assert time.monotonic() < end, self.shown
            self.read()

    def read(self) -> None:
        if select.select([self.master], [], [], 0.2)[0]:
            try:
                self.shown += os.read(self.master, 65536).decode("utf-8", "replace")
            except OSError:
                return

    def plain(self) -> str:
        return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", self.shown).replace("\r", "")

    def type(self, keys: str) -> None:
        os.write(self.master, keys.encode())

    def stop(self) -> None:
        """End it whatever it does."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(10)

    def end(self) -> int:
        """The exit code."""
        end = time.monotonic() + 30
        while self.process.poll() is None and time.monotonic() < end:
            self.read()
        self.read()
        os.close(self.master)
        return self.process.wait(5)


@pytest.fixture
def terminal():
    """Starts policydiff in a terminal; it is ended with the test."""
    started: list[Terminal] = []

    def start(*arguments: object, cwd: Path) -> Terminal:
        started.append(Terminal(*arguments, cwd=cwd))
        return started[-1]

    yield start
    for one in started:
        one.stop()


def test_one_key_is_one_answer_and_is_stored_at_once(stored, run, terminal):
    screen = terminal("review", *TITLES, "-i", *SAID, cwd=stored)
    screen.wait_for("q quit")
    screen.type("2")
    screen.wait_for("stored: 张三 · confirmed (2)")
    screen.wait_for("q quit", 2)
    screen.type("n")
    screen.wait_for("stored: 张三 · rejected")
    screen.wait_for("q quit", 3)
    screen.type("c")
    screen.wait_for("Comment:")
    screen.type("措施不同\n")
    screen.wait_for("stored: 张三 · suggested: 措施不同")
    screen.type("1")
    screen.wait_for("stored: 张三 · confirmed (1): 措施不同")
    screen.wait_for("q quit", 5)
    screen.type("s")
    screen.wait_for("q quit", 6)
    screen.type("x")
    screen.wait_for("q quit", 7)
    screen.type("q")

    assert screen.end() == 0
    assert "Judged 3;" in screen.plain()
    found = sorted(
        (link["status"], link["grade"], link["note"]) for link in judged(run, *TITLES).values()
    )
    assert found == [("confirmed", 1, "措施不同"), ("confirmed", 2, None), ("rejected", None, None)]
    assert run("fsck").code == 0


def test_the_sentence_and_the_article_are_shown_with_their_terms_marked(files, tmp_path, terminal):
    screen = terminal("review", *files, "-i", *SAID, "--reviews", tmp_path / "m.toml", cwd=tmp_path)
    screen.wait_for("q quit")
    while (
        "第二条" not in screen.plain().rpartition("[")[2]
        or "2．" not in screen.plain().rpartition("[")[2]
    ):
        shown = screen.plain().count("q quit")
        screen.type("s")
        screen.wait_for("q quit", shown + 1)
    screen.type("q")

    assert screen.end() == 0
    assert re.search(r"\x1b\[[0-9;]*4[0-9;]*m[^\x1b]*个人信息", screen.shown)
    assert not (tmp_path / "m.toml").exists()


@pytest.mark.parametrize("way", ["kill", "interrupt", "end of input"])
def test_what_was_answered_survives_whatever_comes_next(stored, run, way, terminal):
    screen = terminal("review", *TITLES, "-i", *SAID, cwd=stored)
    screen.wait_for("q quit")
    screen.type("y")
    screen.wait_for("stored: ")
    screen.wait_for("q quit", 2)
    if way == "kill":
        screen.process.send_signal(signal.SIGKILL)
    else:
        screen.type("\x03" if way == "interrupt" else "\x04")

    code = screen.end()
    assert code == {"kill": -9, "interrupt": 130, "end of input": 0}[way]
    assert [link["status"] for link in judged(run, *TITLES).values()] == ["confirmed"]
    assert run("fsck").code == 0


def test_nothing_left_to_judge(files, run, tmp_path, terminal):
    mine = tmp_path / "m.toml"
    rows = [
        line.split("\t")[:2] for line in run("review", *files, "-q").out.strip().split("\n")[1:]
    ]
    run(
        "review",
        *files,
        "--reviews",
        mine,
        *(word for left, right in rows for word in ("--reject", f"{left}={right}")),
        *SAID,
    )
    screen = terminal("review", *files, "-i", *SAID, "--reviews", mine, cwd=tmp_path)

    assert screen.end() == 0
    assert "nothing left to judge" in screen.plain()


def test_everything_is_told_in_chinese_too(stored, run):
    run("review", *TITLES, "--confirm", "2=第二条", "--grade", 2, *SAID)
    told = run("review", *TITLES, "--reject", "2=第二条", "--by", "李四", "--lang", "zh")
    listed = run("review", *TITLES, "--lang", "zh")

    assert told.out == "2=第二条：否决（存入法规库）\n"
    assert listed.out.split("\n")[1].split("\t")[3:] == [
        "确认",
        "意见不一",
        "张三 · 确认（2）; 李四 · 否决",
    ]
    assert "意见不一 1" in run("review", *TITLES, "--status", "--lang", "zh").out


def test_one_key_judges_one_measure(stored, run, terminal):
    screen = terminal("review", *TITLES, "-i", "--measures", *SAID, cwd=stored)
    screen.wait_for("q quit")
    screen.type("c")
    screen.wait_for("Comment:")
    screen.type("再看\n")
    screen.wait_for("stored: 张三 · noted")
    screen.type("a")
    screen.wait_for("stored: 张三 · answered")
    screen.wait_for("q quit", 3)
    screen.type("n")
    screen.wait_for("stored: 张三 · none found")
    screen.wait_for("q quit", 4)
    screen.type("x")
    screen.wait_for("q quit", 5)
    screen.type("q")

    assert screen.end() == 0
    assert "Judged 2; 2 measures left to judge." in screen.plain()
    answers = [one for one in measures(run, *TITLES).values() if one["reviewer"]]
    assert [(one["status"], one["note"]) for one in answers if one["note"]] == [
        ("answered", "再看")
    ]
    assert sorted(one["status"] for one in answers) == ["answered", "none"]
    named = [one["eid"] for each in answers for one in each["articles"] if one["named"]]
    assert len(named) == 1
    assert run("fsck").code == 0


def measures(run, *texts) -> dict[tuple[str, int], dict]:
    """The answers by item and the beginning of the measure."""
    found = json.loads(run("relate", *texts, "--format", "json", "-q").out)["measures"]
    return {(one["left"], one["span"][0]): one["answers"][0] for one in found}


def test_a_measure_is_judged_by_its_number_and_the_item_follows(stored, run):
    told = run("review", *TITLES, "--answered", "2.1=第二条", "--grade", 2, "--note", "同", *SAID)
    assert told.out == "2.1=第二条: answered (the repository)\n"

    answer = measures(run, *TITLES)["art_2", 0]
    assert (answer["status"], answer["reviewer"], answer["note"]) == ("answered", "张三", "同")
    first = answer["articles"][0]
    assert (first["eid"], first["grade"], first["named"], first["force"]) == (
        "art_2",
        2,
        True,
        "duty",
    )
    assert state(run, *TITLES)["measures"] == 1
    assert run("fsck").code == 0

    run("review", *TITLES, "--unanswered", "2.1", *SAID)
    assert measures(run, *TITLES)["art_2", 0]["status"] == "none"
    assert run("review", *TITLES, "--undo", "2.1", *SAID).code == 0
    assert state(run, *TITLES)["measures"] == 0
    again = run("review", *TITLES, "--undo", "2.1", *SAID)
    assert (again.code, one_line_on(again.err)) == (4, True)


def test_judgements_on_measures_follow_new_versions(stored, run, tmp_path):
    run("review", *TITLES, "--answered", "2.1=第二条", "--partly", "3.1=第三条", *SAID)
    newer = tmp_path / "newer.txt"
    newer.write_text(AMENDED, encoding="utf-8")
    assert run("add", newer, "-q", "--in-force", "2024-07-01").code == 0

    found = measures(run, *TITLES)
    first = found["art_2", 0]["articles"][0]
    assert (first["eid"], first["named"]) == ("art_3", True)
    assert found["art_2", 0]["stale"]
    assert found["art_3", 0]["stale"]
    assert state(run, *TITLES)["stale"] == 2


def test_a_repository_with_judgements_on_measures_takes_corrections_and_removals(stored, run):
    run("review", *TITLES, "--answered", "2.1=第二条", *SAID)
    (path,) = stored.glob("relations/*/*.toml")
    assert "format = 2\n" in path.read_text(encoding="utf-8")

    moved = run("set", f"{TITLES[1]}@2021-05-01", "--promulgated", "2021-05-10")
    assert moved.code == 0, moved
    assert 'version = "2021-05-10"' in path.read_text(encoding="utf-8")
    assert not measures(run, *TITLES)["art_2", 0]["stale"]
    assert "judgements of its links" in run("remove", TITLES[1]).err
    assert run("remove", TITLES[1], "--with-dependents").code == 0
    assert not path.exists()
    assert run("fsck").code == 0


def test_measures_of_files_and_of_a_hand(files, run, tmp_path):
    mine, hand = tmp_path / "m.toml", tmp_path / "hand.toml"
    run("review", *files, "--reviews", mine, "--comment", "2.1", "--note", "再看", *SAID)
    run("review", *files, "--reviews", mine, "--confirm", "2=第二条", *SAID)
    assert mine.read_text(encoding="utf-8").count("[[measure]]") == 1
    hand.write_text(
        f'format = 2\n[left]\ntitle = "{TITLES[0]}"\n[right]\ntitle = "{TITLES[1]}"\n'
        '[[measure]]\nleft = { eid = "4", words = "支持高等学校" }\nstatus = "none"\n',
        encoding="utf-8",
    )
    brought = run("review", *files, "--reviews", mine, "--from", hand, "--by", "李四")
    assert "1 judgements stored" in brought.out

    related = run("relate", *files, "--reviews", mine, "--format", "json", "-q")
    found = {one["left"]: one["answers"][0] for one in json.loads(related.out)["measures"]}
    assert (found["art_4"]["status"], found["art_4"]["reviewer"]) == ("none", "李四")
    assert found["art_2"]["note"] == "再看"
    hand.write_text(hand.read_text(encoding="utf-8").replace("支持高", "没有"), encoding="utf-8")
    refused = run("review", *files, "--reviews", mine, "--from", hand, "--by", "李四")
    assert (refused.code, one_line_on(refused.err)) == (3, True)


def test_lost_measures_are_counted_and_can_be_taken_back(files, run, tmp_path):
    mine = tmp_path / "m.toml"
    run("review", *files, "--reviews", mine, "--unanswered", "4.1", *SAID)
    text = files[0].read_text(encoding="utf-8").replace("支持高等学校开设", "办好")
    files[0].write_text(text, encoding="utf-8")

    outcome = run("review", *files, "--reviews", mine, "--status", "-q")
    assert "1 lost" in outcome.out
    assert "支持高等学校开设移动互联网课程" in outcome.out
    words = "支持高等学校开设移动互联网课程,培养专门人才。"
    assert run("review", *files, "--reviews", mine, "--undo", words, *SAID, "-q").code == 0
    assert "0 lost" in run("review", *files, "--reviews", mine, "--status", "-q").out


SECOND = "示例市人民政府关于保护个人信息的意见"
"""An opinion that takes over two measures of the first, one of them in other words."""


@pytest.fixture
def like(stored, run, tmp_path):
    path = tmp_path / "second.txt"
    items = (
        "1．处理投诉。网络运营者应当建立投诉举报制度，公布投诉举报方式，及时受理并处理用户投诉。",
        "2．保护信息。完善个人信息保护制度，严禁非法收集使用用户个人信息，切实落实网络运营者的保密责任。",
    )
    path.write_text("\n\n".join((SECOND, "（2018年3月1日）", "一、任务", *items)), encoding="utf-8")
    assert run("add", path, "-q").code == 0
    run("review", *TITLES, "--answered", "3.1=第三条", "--grade", 2, *SAID)
    run("review", *TITLES, "--partly", "2.1=第二条", "--by", "李四")
    return SECOND, TITLES[1]


def test_judgements_of_like_pairs_are_offered_and_not_applied(like, run, tmp_path):
    answers = measures(run, *like)
    offers = {place: one["offers"] for place, one in answers.items() if "offers" in one}
    judged = run("relate", *like, "--format", "json", "-q", "--no-reviews")

    assert [
        (one["reviewer"], one["status"], one["measure"], one["same"], one["articles"][0]["eid"])
        for found in offers.values()
        for one in found
    ] == [("张三", "answered", "3.1", True, "art_3"), ("李四", "partly", "2.1", False, "art_2")]
    for one in answers.values():
        one.pop("offers", None)
    whole = json.loads(judged.out)["measures"]
    assert {(one["left"], one["span"][0]): one["answers"][0] for one in whole} == answers
    assert state(run, *like)["measures"] == 0
    listed = run("review", *like, "--measures", "--lang", "zh").out
    assert f"张三对《{TITLES[0]}》 3.1：有对应条文；第三条" in listed
    assert "那里的举措用词不同：完善个人信息保护制度" in listed
    assert "offers" in run("review", *like, "--measures", "--format", "json").out

    sheet = tmp_path / "relation.xlsx"
    run("relate", *like, "-o", sheet, "--lang", "zh")
    words = RELATION_WORDS["zh"]
    table = load_workbook(sheet)[words["measures-sheet"]]
    head = {cell.value: cell.column for cell in table[1]}
    cells = [
        (row[head[words["offers"]] - 1].value, row[head[words["verdict"]] - 1].value)
        for row in table.iter_rows(min_row=2)
    ]
    assert len([text for text, _ in cells if text]) == 2
    assert {verdict for _, verdict in cells} == {None}


def test_offers_end_where_the_judgement_is_stale_or_the_measure_judged(like, run, tmp_path):
    run("review", *like, "--unanswered", "1.1", "--by", "王五")
    assert [
        one["measure"] for each in measures(run, *like).values() for one in each.get("offers", ())
    ] == ["2.1"]

    newer = tmp_path / "newer.txt"
    newer.write_text(AMENDED, encoding="utf-8")
    run("add", newer, "-q", "--in-force", "2024-07-01")
    run("review", *like, "--undo", "1.1", "--by", "王五")
    found = [one for each in measures(run, *like).values() for one in each.get("offers", ())]
    assert [(one["measure"], one["articles"][0]["eid"]) for one in found] == [("3.1", "art_4")]


def test_one_key_takes_a_judgement_on_offer(like, stored, run, terminal):
    screen = terminal("review", *like, "-i", "--measures", "--by", "王五", cwd=stored)
    for count in range(1, 9):
        screen.wait_for("q quit", count)
        if "1 张三 on 3.1" in screen.plain():
            break
        screen.type("s")
    screen.type("1")
    screen.wait_for("stored: 王五 · answered")
    screen.type("q")
    screen.end()

    (answer,) = (one for one in measures(run, *like).values() if one["reviewer"])
    assert (answer["reviewer"], answer["status"]) == ("王五", "answered")
    assert answer["note"] == f"as 张三 judged 3.1 of 《{TITLES[0]}》"
    assert [(one["eid"], one["grade"]) for one in answer["articles"] if one["named"]] == [
        ("art_3", 2)
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_sheet_of_measures_is_taken(stored, run, tmp_path, language):
    run("review", *TITLES, "--unanswered", "2.1", *SAID)
    sheet = tmp_path / "relation.xlsx"
    assert run("relate", *TITLES, "-o", sheet, "--lang", language).code == 0
    book = load_workbook(sheet, rich_text=True)
    words = RELATION_WORDS[language]
    table = book[words["measures-sheet"]]
    head = {cell.value: cell.column for cell in table[1]}
    row = next(
        row
        for row in range(2, table.max_row + 1)
        if str(table.cell(row, head[words["measure"]]).value).startswith("完善个人信息")
    )
    values = {
        "verdict": words["measure-partly"],
        "named-articles": "第二条、第三条",
        "verdict-grade": 1,
        "comment": "部分",
    }
    for key, value in values.items():
        table.cell(row, head[words[key]]).value = value
    book.save(sheet)

    taken = run("review", *TITLES, "--from", sheet, "--by", "李四")

    assert "1 judgements stored" in taken.out, taken
    answer = measures(run, *TITLES)["art_2", 0]
    assert (answer["status"], answer["disputed"], answer["note"]) == ("partly", True, "部分")
    assert [(one["eid"], one["grade"]) for one in answer["articles"][:2]] == [
        ("art_2", 1),
        ("art_3", 1),
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "reason"),
    [
        (("--answered", "2", *SAID), 2, "15.2"),
        (("--answered", "2.9", *SAID), 4, "measures"),
        (("--partly", "9.1", *SAID), 4, "no article 9"),
        (("--answered", "2.1=第九十条", *SAID), 4, "第九十条"),
        (("--unanswered", "2.1=第二条", *SAID), 3, "only a measure"),
        (("--unanswered", "2.1"), 2, "--by"),
        (("--unanswered", "2.1", "--grade", "2", *SAID), 2, "--confirm"),
    ],
)
def test_a_measure_that_cannot_be_judged_is_one_line(here, run, arguments, code, reason):
    outcome = run("review", "opinion.txt", "law.txt", "--reviews", "m.toml", *arguments)

    assert (outcome.code, one_line_on(outcome.err), outcome.out) == (code, True, "")
    assert reason in outcome.err
    assert not Path("m.toml").exists()
