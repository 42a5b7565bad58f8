"""history and blame on the command line: every form, both languages, trouble in one line."""

from __future__ import annotations

import json
import re
import subprocess

import pytest
from cached import cache_file, cached
from running_cli import one_line_on

import policydiff
from policydiff.akn.validation import validate

NAME = "示例省图书借阅条例"


def test_a_clause_with_its_redline(two, run):
    out = run("history", f"{NAME}#第二条第一款").out

    assert "● adopted 2019 (2019-03-01)  第二条第一款  oldest stored" in out
    assert "公共图书馆[-可以-]{+应当+}向读者出借图书。" in out


def test_chinese_words(two, run):
    out = run("history", f"{NAME}#第一条", "--lang", "zh").out

    assert "条文沿革" in out
    assert "2023年6月2日" in out
    assert "未变" in out


@pytest.mark.parametrize("verb", ["add", "import"])
def test_versions_are_compared_when_they_are_stored(laws, texts, run, verb):
    assert kept(laws) == {}

    assert run(verb, texts / "new.txt" if verb == "add" else texts, "-q").code in (0, 6)
    found = kept(laws)
    run("history", f"{NAME}#第二条第一款")

    assert len(found) == 1
    assert kept(laws) == found


def test_blame_tells_versions_of_sentences(two, run):
    lines = run("blame", NAME).out.splitlines()

    assert "2019-03-01  第一条第一款  为了规范图书借阅，方便读者，制定本条例。" in lines
    assert "2023-06-02  第二条第一款  公共图书馆应当向读者出借图书。" in lines
    assert "2019-03-01  第二条第二款第（二）项  （二）未成年读者三册。" in lines


def test_json_and_html(two, run, tmp_path):
    told = json.loads(run("blame", f"{NAME}#第二条", "--format", "json").out)
    runs = [
        one["text"]
        for part in told["parts"]
        for passage in part["passages"]
        for s in passage["sentences"]
        for one in s["runs"]
    ]
    assert "应当" in runs

    for command, name in (("history", f"{NAME}#第二条"), ("blame", NAME)):
        page = tmp_path / f"{command}.html"
        assert run(command, name, "-o", page).code == 0
        text = page.read_text(encoding="utf-8")
        assert text.startswith("<!doctype html>")
        assert "<script" not in text
        assert "应当" in text


def kept(folder):
    return cached(folder, "steps ")


def test_what_was_added_is_compared_before_anybody_asks(laws, texts, run):
    assert kept(laws) == {}
    run("add", texts / "new.txt", "-q")
    before = kept(laws)
    run("history", f"{NAME}#第二条")

    assert len(before) == 1
    assert kept(laws) == before


def test_long_texts_wait_until_somebody_asks(laws, texts, run, monkeypatch):
    monkeypatch.setattr("policydiff.works.stored_lineages.LONGEST", 1)
    run("add", texts / "new.txt", "-q")
    assert kept(laws) == {}
    run("history", f"{NAME}#第二条")

    assert len(kept(laws)) == 1


def test_what_cannot_be_compared_does_not_hinder_adding(laws, texts, run):
    (folder,) = laws.glob("works/*/*/*/*")
    (folder / "lineage.toml").write_text("[[link]]\nleft = 3\n", encoding="utf-8")
    subprocess.run(["git", "-C", laws, "add", "-A"], check=True)
    subprocess.run(
        [
            "git",
            "-C",
            laws,
            "-c",
            "user.name=a",
            "-c",
            "user.email=a@example.org",
            "commit",
            "-qm",
            "Damage",
        ],
        check=True,
    )

    assert run("add", texts / "new.txt", "-q").code == 0
    assert kept(laws) == {}
    assert run("history", f"{NAME}#第二条").code == 5


def test_the_second_run_reads_what_the_first_kept(two, run):
    first = run("blame", NAME).out
    assert kept(two)

    assert run("blame", NAME).out == first
    cache_file(two).write_bytes(b"\xff")
    assert run("blame", NAME).out == first


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("history", NAME), 2),
        (("history", f"{NAME}#第九十条"), 4),
        (("blame", f"{NAME}#第九十条"), 4),
        (("blame", f"{NAME}@1999-01-01"), 4),
        (("history", "没有这部法#第一条"), 4),
        (("blame", "../texts/old.txt"), 2),
    ],
)
def test_trouble_is_one_line(two, run, arguments, code):
    done = run(*arguments)

    assert done.code == code
    assert one_line_on(done.err)


def test_an_exported_version_bears_lasting_names(laws, texts, run, tmp_path):
    text = (texts / "new.txt").read_text(encoding="utf-8")
    grown = text.replace("第三条", "第四条").replace("第二条", "第三条")
    grown = grown.replace(
        "第三条　公共", "第二条　读者应当爱护图书，损坏的照价赔偿。\n\n第三条　公共"
    )
    (texts / "new.txt").write_text(grown, encoding="utf-8")
    assert run("add", texts / "new.txt", "-q").code == 0
    path = tmp_path / "new.xml"

    assert run("export", NAME, "-o", path).code == 0

    names = {node.eid: node.wid for node in policydiff.load(path).articles}
    assert names == {
        "art_1": "art_1",
        "art_2": "2023-06-02.art_2",
        "art_3": "art_2",
        "art_4": "art_3",
    }
    assert list(validate(path.read_bytes())) == []
    assert run("show", NAME, "--format", "xml").out.count("wId=") == 0
    xml = path.read_text(encoding="utf-8")
    assert re.findall('<mapping .*original="(.*?)" current="(.*?)" start="(.*?)"', xml)[:2] == [
        ("#2023-06-02.art_2", "#art_2", "#evt_1"),
        ("#2023-06-02.art_2__para_1", "#art_2__para_1", "#evt_1"),
    ]
    assert '<eventRef eId="evt_1" date="2023-06-02"' in xml
    assert re.findall('<FRBRmasterExpression href=".*@(.*?)"', xml) == ["2019-03-01"]
    run("export", f"{NAME}@2019-03-01", "-o", path)
    assert "FRBRmasterExpression" not in path.read_text(encoding="utf-8")
    assert "<mappings" not in path.read_text(encoding="utf-8")


def test_an_older_version_that_is_added_later_renames_nothing(laws, texts, run, tmp_path):
    before, after = tmp_path / "before.xml", tmp_path / "after.xml"
    run("export", NAME, "-o", before)
    old = (
        (texts / "old.txt")
        .read_text(encoding="utf-8")
        .replace("2019年3月1日", "2012年4月1日")
        .replace("2019年5月1日", "2012年5月1日")
    )
    head, _, rest = old.partition("第一条")
    older = (
        head
        + "第一条　公共图书馆应当公布开放时间。\n\n"
        + ("第一条" + rest)
        .replace("第三条", "第四条")
        .replace("第二条", "第三条")
        .replace("第一条", "第二条")
    )
    (texts / "older.txt").write_text(older, encoding="utf-8")

    assert run("add", texts / "older.txt", "-q").code == 0
    run("export", f"{NAME}@2019-03-01", "-o", after)
    run("export", f"{NAME}@2012-04-01", "-o", tmp_path / "older.xml")

    assert after.read_bytes() == before.read_bytes()
    names = {node.eid: node.wid for node in policydiff.load(tmp_path / "older.xml").articles}
    assert names == {
        "art_1": "2012-04-01.art_1",
        "art_2": "art_1",
        "art_3": "art_2",
        "art_4": "art_3",
    }
    assert run("fsck").code == 0


def test_the_version_in_force_on_a_day_is_named(two, run):
    done = run("show", f"{NAME}@@2020-01-01#第三条")

    assert done.err.startswith(f"by the stored texts, in force on 2020-01-01: {NAME}@2019-03-01\n")
    assert "2019年5月1日" in done.out
    assert run("show", f"{NAME}@@2020-01-01#第三条", "-q").err == ""


def test_a_later_version_of_unknown_entry_into_force_is_told(laws, texts, run):
    text = (
        (texts / "new.txt")
        .read_text(encoding="utf-8")
        .replace("自2023年9月1日起施行", "由示例省图书馆负责解释")
    )
    (texts / "new.txt").write_text(text, encoding="utf-8")
    assert run("add", texts / "new.txt", "-q").code == 0

    done = run("show", f"{NAME}@@2024-01-01#第一条")

    assert "the version of 2023-06-02 is later, but when it came into force is unknown" in done.err


def test_a_day_before_the_first_entry_into_force(two, run):
    done = run("show", f"{NAME}@@2019-04-01")

    assert done.code == 4
    assert "2019-03-01 not before 2019-05-01" in done.err


FERRY = "示例省渡口条例"
FERRY_2016 = (
    f"{FERRY}\n（2016年3月1日示例省人民代表大会常务委员会通过）\n第一条　渡口由船主养护，每年检修一次，检修的结果报村公所。\n"
    "第二条　学生过渡免收船钱。\n第三条　本条例自2016年5月1日起施行。\n"
)
FERRY_2025 = FERRY_2016.replace(
    "通过）", "通过　2025年3月1日示例省人民代表大会常务委员会修正）"
).replace("一次", "两次")


@pytest.fixture
def ferries(tmp_path):
    """Two versions of an invented regulation; when the second came into force is not known."""
    repository = policydiff.Repository.init(tmp_path / "ferries")
    for text in (FERRY_2016, FERRY_2025):
        repository.add(policydiff.load(text.encode(), name="law.txt"), text.encode(), "law.txt")
    return repository.root


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        (
            f"{FERRY}@@2025-06-01#第一条",
            6,
            "presumed: which of these texts was in force on the day is not known",
        ),
        (f"{FERRY}@@2025-06-01#第二条", 0, "both texts say the same"),
        (
            f"{FERRY}@@2020-01-01#第一条",
            0,
            f"by the stored texts, in force on 2020-01-01: {FERRY}@2016-03-01",
        ),
        (f"{FERRY}@2025-03-01#第一条", 0, ""),
        (f"{FERRY}#第一条", 0, ""),
    ],
)
def test_an_answer_for_a_day_is_marked_where_it_is_presumed(ferries, run, name, code, said):
    for verb in ("blame", "history"):
        screen = run(verb, name, "-C", ferries, "--lang", "en")
        found = json.loads(run(verb, name, "-C", ferries, "--format", "json").out)

        assert screen.code == code
        assert said in screen.err.splitlines() if said else screen.err == ""
        assert ("(presumed)" in screen.out, found["presumed"]) == (code == 6, code == 6)
        assert said in found["remarks"] if said else found["remarks"] == []


def test_blame_of_a_whole_text_is_presumed_too(ferries, run):
    result = run("blame", f"{FERRY}@@2025-06-01", "-C", ferries, "--lang", "zh")

    assert result.code == 6
    assert result.out.splitlines()[0].endswith("（推定）")
    assert (
        f"推定：2025-06-01 施行的也可能是 {FERRY}@2025-03-01，而不是 {FERRY}@2016-03-01"
        in result.err
    )


@pytest.mark.parametrize("verb", ["blame", "history"])
def test_the_page_is_marked_too(ferries, run, verb, tmp_path):
    assert (
        run(
            verb,
            f"{FERRY}@@2025-06-01#第一条",
            "-C",
            ferries,
            "-o",
            tmp_path / "a.html",
            "--lang",
            "zh",
        ).code
        == 6
    )
    assert "（推定）" in (tmp_path / "a.html").read_text(encoding="utf-8")


def test_blame_of_an_item_is_that_of_its_article(laws, run, tmp_path):
    head = "示例省书店条例\n（{year}年1月1日示例省人民代表大会常务委员会通过）\n第一条　书店不得有下列行为：\n"
    for year, items in (
        (2001, "（一）出租字典；\n（二）夜间售书。\n"),
        (2005, "（一）毁损旧书；\n（二）出租字典；\n（三）夜间售书；\n（四）转让执照。\n"),
    ):
        (tmp_path / "shop.txt").write_text(head.format(year=year) + items, encoding="utf-8")
        assert run(
            "add",
            tmp_path / "shop.txt",
            "-q",
            *(("--work", "示例省书店条例") if year > 2001 else ()),
        ).code in (0, 6)

    lines = [
        line.split(maxsplit=2)
        for line in run("blame", "示例省书店条例#第一条", "--lang", "en").out.splitlines()[2:]
    ]
    assert [(day, words) for day, _, words in lines] == [
        ("2001-01-01", "书店不得有下列行为："),
        ("2005-01-01", "（一）毁损旧书；"),
        ("2001-01-01", "（二）出租字典；"),
        ("2001-01-01", "（三）夜间售书；"),
        ("2005-01-01", "（四）转让执照。"),
    ]
    for place, day in enumerate(("2005-01-01", "2001-01-01", "2001-01-01", "2005-01-01"), start=1):
        assert (
            run("blame", f"示例省书店条例#art_1__para_1__point_{place}")
            .out.splitlines()[2]
            .startswith(day)
        )
