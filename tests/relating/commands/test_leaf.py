"""Measures and requirements sent as a leaf, and read back by `review --from`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from relating_texts import TITLES
from running_cli import one_line_on

from policydiff.report.html.returned_leaf import read_leaf

AT = "2026-04-01T10:00:00+08:00"
NEXT = "2026-04-02T10:00:00+08:00"


def sent(run, family: str) -> Path:
    outcome = run("relate", *TITLES, family, "--format", "leaf", "-o", "leaf.html", "-q")
    assert outcome.code == 0, outcome.err
    return Path("leaf.html").resolve()


def marked(path: Path, by: str, words: dict[str, str], place: int = 0, at: str = AT) -> Path:
    """The file as somebody saves it, with a mark on one row."""
    key = list(read_leaf(path.read_bytes(), "x").shown)[place]
    before, opened, rest = path.read_text(encoding="utf-8").partition('id="leaf-marks">')
    people = [{"by": by, "rows": {key: {"at": at, **words}}}]
    saved = path.with_name(f"{by}-{place}.html")
    after = rest[rest.index("</script>") :]
    saved.write_text(before + opened + json.dumps(people) + after, encoding="utf-8")
    return saved


def take(run, path: Path, *texts: str) -> str:
    outcome = run("review", *(texts or TITLES), "--from", path)
    assert outcome.code == 0, outcome.err
    return outcome.out


def answers(run) -> list[dict]:
    found = json.loads(run("relate", *TITLES, "--format", "json", "-q").out)
    return [one for measure in found["measures"] for one in measure["answers"]]


def gaps(run) -> list[dict]:
    return json.loads(run("relate", *TITLES, "--format", "json", "-q").out).get("gaps", [])


def test_verdicts_of_two_people_stand_side_by_side_and_once(stored, run):
    leaf = sent(run, "--measures")
    first = marked(
        leaf, "李四", {"verdict": "answered", "articles": "第二条、第三条", "note": "甲"}
    )
    second = marked(leaf, "王五", {"verdict": "none", "articles": "第九条"})

    assert take(run, first) == "李四-0.html: 1 judgement from 李四\n"
    again = take(run, first)
    take(run, second)
    (found,) = [one for one in answers(run) if one["reviewer"]]

    assert again == "李四-0.html: 1 judgement from 李四; all of that was stored already\n"
    assert found["disputed"] is True
    assert [(one["reviewer"], one["status"], one["note"]) for one in found["judgements"]] == [
        ("李四", "answered", "甲"),
        ("王五", "none", "第九条"),
    ]
    assert [one["eid"] for one in found["judgements"][0]["articles"]] == ["art_2", "art_3"]


def test_a_verdict_stored_under_the_same_name_stays(stored, run):
    leaf = sent(run, "--measures")
    take(run, marked(leaf, "李四", {"verdict": "partly"}))

    outcome = take(run, marked(leaf, "李四", {"verdict": "none"}, at=NEXT))
    (found,) = [one for one in answers(run) if one["reviewer"]]

    assert outcome == "李四-0.html: 1 row has other words under the same name, which stay\n"
    assert found["status"] == "partly"


def test_articles_that_the_law_lacks_are_kept_as_a_note(stored, run):
    take(
        run,
        marked(sent(run, "--measures"), "李四", {"verdict": "answered", "articles": "第九十条"}),
    )
    (found,) = [one for one in answers(run) if one["reviewer"]]

    assert (found["status"], found["note"]) == ("answered", "第九十条")


def test_filled_cells_are_joined_and_none_is_overwritten(stored, run):
    leaf = sent(run, "--gaps")
    take(run, marked(leaf, "李四", {"fulfilment": "已落实"}))

    outcome = take(run, marked(leaf, "李四", {"fulfilment": "未落实", "gap": "无"}, at=NEXT))
    (found,) = gaps(run)

    assert outcome == (
        "李四-0.html: 1 filled row from 李四; 1 row has other words under the same name, which stay\n"
    )
    assert (found["fulfilment"], found["gap"]) == ("已落实", "无")


@pytest.mark.parametrize("family", ["--measures", "--gaps"])
def test_leaves_of_other_texts_are_refused(stored, run, family):
    leaf = marked(sent(run, family), "李四", {})
    outcome = run("review", *TITLES[::-1], "--from", leaf)

    assert (outcome.code, one_line_on(outcome.err)) == (3, True)
    assert TITLES[0] in outcome.err


def test_a_correspondence_itself_is_no_leaf(stored, run):
    outcome = run("relate", *TITLES, "--format", "leaf")

    assert (outcome.code, one_line_on(outcome.err)) == (2, True)


def test_the_leaf_of_a_comparison_is_read_by_the_same_command(stored, run, tmp_path):
    texts = [tmp_path / name for name in ("old.txt", "new.txt")]
    for path, word in zip(texts, ("一次", "两次"), strict=True):
        path.write_text(f"灯塔管理办法\n第一条　灯塔每日擦拭{word}。\n", encoding="utf-8")
    run("diff", *texts, "--format", "leaf", "-o", "leaf.html", "-q")
    leaf = marked(Path("leaf.html").resolve(), "李四", {"seen": "yes", "reason": "甲"})

    assert take(run, leaf, *map(str, texts)) == "李四-0.html: 1 tick, 1 reason from 李四\n"
    assert "stored already" in take(run, leaf, *map(str, texts))
    assert run("review", *texts, "--from", leaf, "--status").code == 2
    swapped = run("review", *texts[::-1], "--from", leaf)
    assert (swapped.code, one_line_on(swapped.err)) == (3, True)
    sent_on = run("diff", *texts, "--format", "leaf", "-q").out
    assert "李四" in sent_on
