"""policydiff draft-amendment, as a person uses it. All texts are invented."""

from __future__ import annotations

import io
import json
import subprocess

import pytest
from json_schemas import validator

OLD = """丁省渡口条例

（2018年3月1日丁省第九届人民代表大会常务委员会第二次会议通过）

第一章　总则

第一条　为了管理渡口，制定本条例。

第二条　本条例所称渡口，是指“过河”的地方。

第二章　管理

第三条　渡口由村里管理。
渡口的船由村里修，修船的钱由乡里出。

第四条　有下列情形的，渡船不得开航：
（一）大风；
（二）大雾；
（三）超载。

第五条　渡口的旧船由乡里收回。

第六条　违反第四条规定的，处五十元罚款。

第三章　附则

第七条　本条例自2018年5月1日起施行。
"""
NEW = """丁省渡口条例

（2018年3月1日丁省第九届人民代表大会常务委员会第二次会议通过　根据2024年5月28日丁省第十届人民代表大会常务委员会第八次会议《关于修改〈丁省渡口条例〉的决定》修正）

第一章　总则

第一条　为了管理渡口，制定本条例。

第二条　本条例所称渡口，是指“过河”的地方。

第三条　渡口管理坚持安全第一。
渡口应当公布开航的时间。

第二章　管理

第四条　渡口由镇里管理。
渡口的船由镇里修，修船的钱由乡里出。
镇里应当每年查船一次。

第五条　有下列情形的，渡船不得开航：
（一）大风；
（二）大雾；
（三）夜间没有灯；
（四）超载。

第六条　违反第五条规定的，处一百元罚款；情节严重的，处五百元罚款。

第三章　附则

第七条　本条例自2018年5月1日起施行。
"""
OTHER = "戊省果园条例\n第一条　果树应当修剪。\n第二条　落叶不得焚烧，由果农处理。\n第三条　果园每年巡查三次。\n"
OPINION = "关于促进渡口发展的意见\n各村：\n渡口很重要，要办好渡口。\n大家要爱护渡口，多修船。\n"
FORMS = ("txt", "md", "docx", "html", "xml")


@pytest.fixture
def files(tmp_path, monkeypatch):
    """A folder with the texts; the current folder."""
    for name, text in (("old", OLD), ("new", NEW), ("other", OTHER), ("opinion", OPINION)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_decision_on_stdout_and_what_it_comes_to_on_stderr(run, files):
    done = run("draft-amendment", "old.txt", "new.txt")

    assert done.code == 0
    assert "修改《丁省渡口条例》的决定" in done.out
    assert "将第三条" in done.out
    assert (
        done.err.splitlines()[-1]
        == "applied to OLD it gives title, preamble, headings, articles and attachments of NEW, character by character (not compared: enactment note, contents, order of promulgation, signature)"
    )
    assert "characters quoted" in done.err.splitlines()[-2]


def test_the_summary_in_chinese(run, files):
    done = run("draft-amendment", "old.txt", "new.txt", "--lang", "zh")

    assert (
        done.err.splitlines()[-1]
        == "草案在旧文本上执行，名称、序言、标题、条文和附件与新文本逐字一致（题注、目录、公布令、署名未比对）"
    )
    assert done.err.splitlines()[-2].startswith("修改决定草案共 ")


def test_json_has_the_decision_and_the_proof(run, files):
    done = run("draft-amendment", "old.txt", "new.txt", "--format", "json")
    found = json.loads(done.out)

    validator("drafted-amendment").validate(found)
    assert (found["type"], found["exact"]) == ("drafted-amendment", True)
    assert "".join(found["text"].split()) == "".join(
        run("draft-amendment", "old.txt", "new.txt", "-q").out.split()
    )


def test_what_a_person_says_of_the_decision(run, files):
    facts = (
        "--authority",
        "丁省人民代表大会常务委员会",
        "--number",
        "丁常发〔2024〕3号",
        "--adopted",
        "2024-05-28",
        "--in-force",
        "2024-07-01",
    )
    done = run(
        "draft-amendment",
        "old.txt",
        "new.txt",
        *facts,
        "--title",
        "丁省人大常委会关于修改《丁省渡口条例》的决定",
        "-o",
        "d.txt",
    )

    shown = json.loads(run("show", "d.txt", "--format", "json", "-q").out)
    assert done.code == 0
    assert "丁省人大常委会关于修改《丁省渡口条例》的决定" in (files / "d.txt").read_text(
        encoding="utf-8"
    )
    assert "自2024年7月1日起施行" in (files / "d.txt").read_text(encoding="utf-8")
    assert shown is not None


def test_nothing_to_amend_is_told(run, files):
    done = run("draft-amendment", "old.txt", "old.txt")

    assert (done.code, done.out) == (2, "")
    assert (
        done.err
        == "policydiff: 丁省渡口条例: the two texts say the same in title, preamble, headings, articles and attachments, so there is nothing to amend\n"
    )


@pytest.mark.parametrize(
    ("new", "told"), [("other.txt", "are different works"), ("opinion.txt", "this text has none")]
)
def test_texts_that_no_amendment_joins_are_refused(run, files, new, told):
    done = run("draft-amendment", "old.txt", new, "-o", "d.txt", "-q")

    assert done.code == 3
    assert not (files / "d.txt").exists()
    assert told in done.err


def test_what_remains_is_told_and_makes_exit_code_6(run, files):
    """No decision can give two articles one number."""
    (files / "new.txt").write_text(
        NEW.replace("第六条　违反", "第五条　渡船应当有灯。\n\n第六条　违反"), encoding="utf-8"
    )
    done = run("draft-amendment", "old.txt", "new.txt", "-o", "d.txt")

    assert done.code == 6
    assert (files / "d.txt").exists()
    assert "of its operations cannot be carried out:" in done.err
    assert "applied to OLD it does not give NEW, which differs in one place:" in done.err
    assert done.err.splitlines()[-1].startswith("  第五条: ")


def test_a_text_is_never_overwritten_by_its_decision(run, files):
    done = run("draft-amendment", "old.txt", "new.txt", "-o", "new.txt")

    assert done.code != 0
    assert (files / "new.txt").read_text(encoding="utf-8") == NEW


def test_differences_in_noise_alone_are_ordered_where_it_is_asked_for(run, files):
    noisy = NEW.replace("（一）大风；", "（一） 大风;").replace("定本条例。", "定 本条例。")
    (files / "noisy.txt").write_text(noisy, encoding="utf-8")
    exact = run("draft-amendment", "old.txt", "noisy.txt", "--noise")
    ignored = run("draft-amendment", "old.txt", "noisy.txt")

    assert (
        exact.err.splitlines()[-1]
        == "applied to OLD it gives title, preamble, headings, articles and attachments of NEW, character by character (not compared: enactment note, contents, order of promulgation, signature)"
    )
    assert (
        ignored.err.splitlines()[-1]
        == "applied to OLD it gives title, preamble, headings, articles and attachments of NEW but for noise: widths, spaces, variants of marks (not compared: enactment note, contents, order of promulgation, signature)"
    )
    assert len(ignored.out) < len(exact.out)
    assert ignored.out == run("draft-amendment", "old.txt", "new.txt").out


def test_noise_alone_is_nothing_to_amend_where_it_is_ignored(run, files):
    (files / "noisy.txt").write_text(OLD.replace("过河”的地方", "过河” 的地方"), encoding="utf-8")

    assert run("draft-amendment", "old.txt", "noisy.txt", "--noise").code == 0
    assert run("draft-amendment", "old.txt", "noisy.txt").code == 2
    assert run("draft-amendment", "old.txt", "noisy.txt", "--ignore-noise").code == 2


def test_a_pairing_that_a_person_set_is_followed(run, files):
    (files / "pairs.toml").write_text(
        '[[link]]\nleft = "第五条"\nright = "第三条"\n', encoding="utf-8"
    )
    alone = run("draft-amendment", "old.txt", "new.txt")
    paired = run("draft-amendment", "old.txt", "new.txt", "--pairs", "pairs.toml")

    assert "删去第五条。" in alone.out
    assert "删去第五条。" not in paired.out
    assert "将第五条改为第三条" in paired.out
    assert (
        "applied to OLD it gives title, preamble, headings, articles and attachments of NEW, character by character (not compared: enactment note, contents, order of promulgation, signature)"
        in paired.err
    )


def test_standard_input_is_one_of_the_texts(run, files, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(OLD.encode())))
    piped = run("draft-amendment", "-", "new.txt")

    assert piped.code == 0
    assert piped.out == run("draft-amendment", "old.txt", "new.txt").out


@pytest.fixture
def stored(files, run, monkeypatch):
    """A repository that holds both versions; the current folder."""
    monkeypatch.setenv("POLICYDIFF_LANG", "en")
    assert run("init", files / "laws").code == 0
    monkeypatch.chdir(files / "laws")
    for name in ("old", "new"):
        assert run("add", f"../{name}.txt", "-q").code == 0
    return files / "laws"


def test_stored_versions_their_draft_and_their_history(run, stored):
    """The draft is stored as the decision between the two versions, and carries out and explains
    the step.
    """
    names = ("丁省渡口条例@2018-03-01", "丁省渡口条例@2024-05-28")
    drafted = run("draft-amendment", *names, "-o", "../decision.docx")
    carried_out = run("consolidate", names[0], "../decision.docx", "--against", names[1])
    added = run("add", "../decision.docx", "-q")
    chain = run("consolidate", "--chain", names[0])
    history = run("history", f"{names[1]}#第四条", "--format", "json")

    assert (drafted.code, carried_out.code, added.code, chain.code) == (0, 0, 0, 0), added.err
    assert carried_out.out.rstrip().endswith(
        "(not compared: enactment note, contents, order of promulgation, signature)"
    )
    assert "same" in chain.out
    assert "declared" in history.out
    assert (
        subprocess.run(
            ["git", "status", "--porcelain"], cwd=stored, capture_output=True, text=True, check=True
        ).stdout
        == ""
    )
