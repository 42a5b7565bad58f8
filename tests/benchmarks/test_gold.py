"""The published links of articles, the script that writes them, and the one that scores answers."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from pathlib import Path

import pytest

import policydiff

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))
import publish_gold  # noqa: E402
import score_alignment  # noqa: E402
from _alignment import GOLD, NUMBER, Counts, compare, is_revised, read_gold, total  # noqa: E402

pytestmark = pytest.mark.where_changed("benchmarks")

FILES = sorted(GOLD.glob("*.json"))
LABELS = {"unchanged", "reworded", "renumbered", "moved", "split", "merged", "added", "removed"}
KEYS = {"by", "certain", "label", "moved", "new", "old"}
HEX = re.compile("[0-9a-f]{64}")
WORDS = re.compile(r"[^\x00-\x7f]+")
BY = re.compile(r"read|exact|refs-only|decision|(same number, )?near [01]\.\d\d")

OLD = "雨伞管理办法\n\n第一条　雨伞由门卫管理。\n第二条　借用人应当按期归还雨伞。\n第三条　损坏雨伞的，应当赔偿。\n"
NEW = (
    "# 雨伞管理办法\n\n**第一条** 借用人应当在三日内归还雨伞。\n\n第二条 雨伞由门卫管理。\n\n"
    "第三条 遗失雨伞的，应当公告。\n"
)
META = """title = "雨伞管理办法"

[[version]]
file = "2018-01-01.txt"
date = "2018-01-01"
articles = 3
source = "https://example.org/umbrellas commit 1 path 雨伞.txt"

[[version]]
file = "2021-01-01.md"
date = 2021-01-01
source = "PyPI package umbrellas 1.0, file 雨伞.md"
"""
MAPPING = [
    {"old": None, "new": ["第三条"], "label": "added", "certain": True},
    {"old": "第二条", "new": ["第一条"], "label": "reworded", "by": "read", "moved": True},
    {"old": "第 一 条", "new": ["第二条"], "label": "renumbered", "by": "exact", "certain": True},
    {"old": "第三条", "new": None, "label": "removed", "certain": False},
]


@pytest.fixture
def folder(tmp_path):
    """A corpus of one work with a judged pair."""
    work = tmp_path / "works" / "umbrellas"
    work.mkdir(parents=True)
    (work / "meta.toml").write_text(META, encoding="utf-8")
    (work / "2018-01-01.txt").write_bytes(OLD.encode())
    (work / "2021-01-01.md").write_bytes(NEW.encode())
    (tmp_path / "gold").mkdir()
    write_gold(tmp_path, MAPPING)
    return tmp_path


def write_gold(folder, mapping, **more):
    gold = {
        "work": "umbrellas",
        "base": "2018-01-01.txt",
        "after": "2021-01-01.md",
        "status": "judged",
        "method": "read by one reader",
        "notes": ["第三条 says 应当赔偿"],
        "mapping": mapping,
    }
    path = folder / "gold" / "umbrellas.2018-01-01_2021-01-01.pair.json"
    path.write_text(json.dumps(gold | more), encoding="utf-8")


def run(script, monkeypatch, *arguments):
    monkeypatch.setattr(sys, "argv", [script.__name__, *map(str, arguments)])
    return script.main()


def test_the_published_file_of_an_invented_pair(folder):
    ((name, content),) = publish_gold.published(folder)

    assert name == "umbrellas.2018-01-01_2021-01-01.json"
    assert content.decode() == (
        "{\n"
        ' "format": 1,\n'
        ' "method": "read by one reader",\n'
        ' "new": {\n'
        '  "articles": 3,\n'
        '  "date": "2021-01-01",\n'
        f'  "sha256": "{hashlib.sha256(NEW.encode()).hexdigest()}",\n'
        f'  "sha256_folded": "{hashlib.sha256(publish_gold.fold(NEW).encode()).hexdigest()}",\n'
        '  "source": "PyPI package umbrellas 1.0, file 雨伞.md"\n'
        " },\n"
        ' "old": {\n'
        '  "articles": 3,\n'
        '  "date": "2018-01-01",\n'
        f'  "sha256": "{hashlib.sha256(OLD.encode()).hexdigest()}",\n'
        f'  "sha256_folded": "{hashlib.sha256(publish_gold.fold(OLD).encode()).hexdigest()}",\n'
        '  "source": "https://example.org/umbrellas commit 1 path 雨伞.txt"\n'
        " },\n"
        ' "status": "judged",\n'
        ' "title": "雨伞管理办法",\n'
        ' "undecided_new": [],\n'
        ' "undecided_old": [],\n'
        ' "work": "umbrellas",\n'
        ' "mapping": [\n'
        '  {"by": "exact", "certain": true, "label": "renumbered", "moved": false, '
        '"new": ["第二条"], "old": ["第一条"]},\n'
        '  {"by": "read", "certain": true, "label": "reworded", "moved": true, '
        '"new": ["第一条"], "old": ["第二条"]},\n'
        '  {"by": "read", "certain": false, "label": "removed", "moved": false, '
        '"new": [], "old": ["第三条"]},\n'
        '  {"by": "read", "certain": true, "label": "added", "moved": false, '
        '"new": ["第三条"], "old": []}\n'
        " ]\n"
        "}\n"
    )


def test_the_order_of_rows_in_the_folder_does_not_matter(folder):
    before = dict(publish_gold.published(folder))
    write_gold(folder, MAPPING[::-1])

    assert dict(publish_gold.published(folder)) == before


def test_rows_of_a_decision_were_found_by_carrying_it_out(folder):
    write_gold(folder, MAPPING, decision="2021-01-01.decision.txt", status=None)
    ((_, content),) = publish_gold.published(folder)

    found = [row["by"] for row in json.loads(content)["mapping"]]

    assert found == ["exact", "read", "decision", "decision"]


def test_what_is_published_is_checked(folder, tmp_path, monkeypatch, capsys):
    gold = tmp_path / "published"
    ask = ("--folder", folder, "--gold", gold)
    assert run(publish_gold, monkeypatch, *ask, "--write") == 0
    (gold / "other.json").write_text("{}", encoding="utf-8")
    assert run(publish_gold, monkeypatch, *ask) == 0
    assert run(publish_gold, monkeypatch, *ask, "--check") == 1
    assert "not as published: other.json" in capsys.readouterr().out

    assert run(publish_gold, monkeypatch, *ask, "--write", "--check") == 0
    assert [path.name for path in gold.iterdir()] == ["umbrellas.2018-01-01_2021-01-01.json"]


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("https://example.org/umbrellas", "umbrellas.txt", "no public source"),
        ("articles = 3", "articles = 4", "4 articles, but 3 have rows"),
    ],
)
def test_what_is_not_published(folder, before, after, reason):
    meta = folder / "works" / "umbrellas" / "meta.toml"
    meta.write_text(META.replace(before, after), encoding="utf-8")

    with pytest.raises(ValueError, match=reason):
        dict(publish_gold.published(folder))


def test_the_folded_text_is_that_of_another_copy(folder, monkeypatch, capsys):
    copy = folder / "copy.txt"
    copy.write_text("〔2018〕3号\r\n\r\n  " + OLD.replace("。", " 。\r\n"), encoding="utf-8")
    original = folder / "works" / "umbrellas" / "2018-01-01.txt"
    assert run(publish_gold, monkeypatch, "--hash", original, copy) == 0

    first, second = (line.split() for line in capsys.readouterr().out.splitlines())

    assert first[2] != second[2]
    assert first[4] == second[4]
    assert publish_gold.fold(OLD).startswith("第一条雨伞由门卫管理第二条")


@pytest.mark.corpus
def test_the_corpus_gives_what_is_published(corpus):
    found = dict(publish_gold.published(corpus))
    published = {path.name: path.read_bytes() for path in FILES if path.name in found}
    if not published:
        pytest.skip("this corpus has none of the published pairs")

    assert {name: found[name] for name in published} == published


# --- the published files


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_published_file_is_well_formed(path):
    pair = json.loads(path.read_text(encoding="utf-8"))

    assert path.read_bytes() == publish_gold.layout(pair)
    assert pair["mapping"] == sorted(pair["mapping"], key=publish_gold.place_of)
    assert pair["status"] in {"judged", "complete", "partial", "decision"}
    for row in pair["mapping"]:
        assert row.keys() == KEYS
        assert row["label"] in LABELS
        assert BY.fullmatch(row["by"])
        assert (row["moved"], row["certain"]) == (row["moved"] is True, row["certain"] is True)
        assert (row["old"] == []) == (row["label"] == "added")
        assert (row["new"] == []) == (row["label"] == "removed")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_article_of_a_published_pair_has_a_row_or_is_undecided(path):
    pair = json.loads(path.read_text(encoding="utf-8"))

    for side in ("old", "new"):
        rows = {num for row in pair["mapping"] for num in row[side]}
        assert rows.isdisjoint(pair[f"undecided_{side}"])
        numbers = sorted(map(publish_gold.order_of, rows.union(pair[f"undecided_{side}"])))
        assert len(numbers) == pair[side]["articles"]
        assert numbers == [(place, 0) for place in range(1, len(numbers) + 1)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_published_pair_has_sources_and_no_text(path):
    pair = json.loads(path.read_text(encoding="utf-8"))
    assert pair["old"]["date"] < pair["new"]["date"]
    for side in ("old", "new"):
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", pair[side]["date"])
        assert HEX.fullmatch(pair[side]["sha256"])
        assert HEX.fullmatch(pair[side]["sha256_folded"])
        assert pair[side]["source"].startswith(publish_gold.PUBLIC)
        assert longest(pair[side].pop("source")) <= 40
    assert longest(pair.pop("title")) <= 40
    assert longest(pair["method"]) == 0

    remaining = set(WORDS.findall(publish_gold.layout(pair).decode()))

    assert all(NUMBER.fullmatch(word) for word in remaining)


def longest(text):
    """The length of the longest run that is not ASCII."""
    return max(map(len, WORDS.findall(text)), default=0)


def test_thirteen_of_the_published_pairs_are_thorough_revisions():
    pairs = [json.loads(path.read_text(encoding="utf-8")) for path in FILES]

    assert len(pairs) == 56
    assert sum(map(is_revised, pairs)) == 13


# --- scoring


def gold_of(*rows, **more):
    keys = ("old", "new", "label", "by", "moved", "certain")
    return {
        "title": "雨伞管理办法",
        "status": "judged",
        "mapping": [dict(zip(keys, row, strict=True)) for row in rows],
        **more,
    }


GOLD_PAIR = gold_of(
    (["第一条"], ["第二条"], "renumbered", "exact", True, True),
    (["第二条"], ["第一条"], "reworded", "near 0.91", False, True),
    (["第三条"], ["第三条", "第四条"], "split", "read", False, True),
    (["第四条"], ["第五条"], "reworded", "read", False, False),
    (["第五条"], [], "removed", "read", False, True),
    ([], ["第七条"], "added", "read", False, True),
    undecided_new=["第六条"],
)


def test_the_reading_of_a_pair():
    reading = read_gold(GOLD_PAIR)

    assert reading.links == {
        ("第一条", "第二条"),
        ("第二条", "第一条"),
        ("第三条", "第三条"),
        ("第三条", "第四条"),
        ("第五条", None),
        (None, "第七条"),
    }
    assert reading.links - reading.hard == {("第一条", "第二条"), ("第二条", "第一条")}
    assert reading.moved == {("第一条", "第二条")}
    assert (reading.old, reading.new) == ({"第四条"}, {"第五条", "第六条"})


def test_the_counts_of_an_answer():
    found = {
        ("第一条", "第二条"),
        ("第二条", "第一条"),
        ("第三条", "第四条"),
        ("第三条", "第七条"),
        ("第四条", "第九条"),  # doubtful: not judged
        ("第五条", "第六条"),  # undecided: not judged
    }

    counts = compare(GOLD_PAIR, found, {("第二条", "第一条"), ("第三条", "第七条")})

    assert counts["F1"] == counts["revised"] == Counts(6, 4, 3)
    assert counts["hard"] == counts["revised_hard"] == Counts(4, 2, 1)
    assert counts["moved"] == Counts(1, 1, 0)
    assert "light" not in counts
    assert counts["F1"].precision == 0.75
    assert counts["F1"].recall == 0.5
    assert counts["F1"].f1 == pytest.approx(0.6)


def test_the_counts_of_several_pairs():
    light = gold_of((["第一条"], ["第一条"], "unchanged", "exact", False, True))
    counts = total(
        [compare(GOLD_PAIR, set(), set()), compare(light, {("第一条", "第一条")}, set())]
    )

    assert counts["F1"] == Counts(7, 1, 1)
    assert counts["light"] == Counts(1, 1, 1)
    assert counts["revised"] == Counts(6, 0, 0)


ANSWER = {
    "links": [["第一条", "第二条"], ["第二条", "第 一 条"], ["第三条", "第三条"]],
    "removed": ["第五条"],
    "added": ["第七条"],
    "moved": [["第一条", "第二条"]],
}


def write_answer(folder, answer, name="umbrellas"):
    gold, answers = folder / "published", folder / "answers"
    for path in (gold, answers):
        path.mkdir(exist_ok=True)
    (gold / "umbrellas.json").write_text(json.dumps(GOLD_PAIR), encoding="utf-8")
    (answers / f"{name}.json").write_text(json.dumps(answer), encoding="utf-8")
    return answers, "--gold", gold


def test_the_report_on_an_answer(tmp_path, monkeypatch, capsys):
    ask = write_answer(tmp_path, ANSWER)
    assert run(score_alignment, monkeypatch, *ask, "--show", "5", "--require", "F1=0.9") == 0
    text = capsys.readouterr().out
    assert run(score_alignment, monkeypatch, *ask, "--show", "5") == 0

    assert capsys.readouterr().out == text
    assert "| all | 6 | 1.0000 | 0.8333 | 0.9091 |" in text
    assert "| umbrellas | 雨伞管理办法 | yes | 6 | 0.909 | 4 | 0.857 |" in text
    assert "- missing: 第三条 → 第四条\n" in text
    assert text.splitlines()[-1] == (
        "all: precision 1.0000  recall 0.8333  F1 0.9091  hard 0.8571  revised 0.9091"
        "  revised_hard 0.8571  moved 1.0000"
    )


def test_a_figure_below_what_is_required(tmp_path, monkeypatch, capsys):
    ask = write_answer(tmp_path, {"links": []})

    assert run(score_alignment, monkeypatch, *ask, "--require", "F1=0.5") == 1
    assert "below: F1=0.5" in capsys.readouterr().out


def test_a_pair_without_an_answer_counts(tmp_path, monkeypatch, capsys):
    answers, *gold = write_answer(tmp_path, ANSWER)
    (answers / "umbrellas.json").unlink()

    assert run(score_alignment, monkeypatch, answers, *gold) == 0
    text = capsys.readouterr().out
    assert "Without an answer: umbrellas" in text
    assert "recall 0.0000" in text


@pytest.mark.parametrize(
    ("answer", "name", "reason"),
    [
        ({"links": [["第3条", "第四条"]]}, "umbrellas", "numbers are printed as in 第三条"),
        ({"links": [["第三条"]]}, "umbrellas", "a link is a list of an old and a new number"),
        ({"links": [], "removed": None}, "umbrellas", "TypeError"),
        ({"links": [], "moved": [["第一条", "第二条"]]}, "umbrellas", "missing in “links”"),
        ({"pairs": []}, "umbrellas", "an object with the keys"),
        ({"links": []}, "raincoats", "there is no pair of this name"),
    ],
)
def test_an_answer_that_is_refused(tmp_path, monkeypatch, answer, name, reason):
    ask = write_answer(tmp_path, answer, name)

    with pytest.raises(SystemExit, match=reason):
        run(score_alignment, monkeypatch, *ask)


def test_a_comparison_is_an_answer(folder):
    left, right = (
        policydiff.load(folder / "works" / "umbrellas" / name)
        for name in ("2018-01-01.txt", "2021-01-01.md")
    )

    answer = score_alignment.read_answer(policydiff.diff(left, right).to_dict())

    assert ("第一条", "第二条") in answer.links
    assert ("第二条", "第一条") in answer.links
    assert len(answer.moved) == 1
