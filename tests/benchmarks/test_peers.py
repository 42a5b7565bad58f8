"""Peers are judged on measures by the same rule as the relation."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import _peers
import peers_bench
from _peers import Answers, Row

pytestmark = pytest.mark.where_changed("benchmarks")

OPINION = (
    "关于加强雨伞管理的指导意见\n\n一、总体要求\n1. 提高雨伞服务水平。\n\n二、主要任务\n"
    "2. 建立雨伞借用登记制度；对损坏雨伞的行为加大处罚力度。\n3. 培养雨伞维修人才。\n"
)
LAW = (
    "雨伞管理条例\n\n第一条　本条例适用于雨伞的管理。\n第二条　门卫应当建立雨伞借用登记制度，如实登记借用人。\n"
    "第三条　损坏雨伞的，处一百元罚款。\n第四条　本条例自公布之日起施行。\n"
)
MEASURES = [
    {"id": "1.1", "item": "1", "text": "提高雨伞服务水平。"},
    {"id": "2.1", "item": "2", "text": "建立雨伞借用登记制度；"},
    {"id": "2.2", "item": "2", "text": "对损坏雨伞的行为加大处罚力度。"},
    {"id": "3.1", "item": "3", "text": "培养雨伞维修人才。"},
]
VERDICTS = [
    {"id": "1.1", "verdict": "none", "articles": {}, "certain": True},
    {"id": "2.1", "verdict": "answered", "articles": {"第 二 条": 2}, "certain": True},
    {"id": "2.2", "verdict": "partly", "articles": {"第三条": 1}, "certain": True},
    {"id": "3.1", "verdict": "none", "articles": {}, "certain": False},
]


@pytest.fixture
def folder(tmp_path):
    """Two judged opinions, the second of them in a folder of its own."""
    for path, more in (
        (tmp_path / "relations" / "measures-dev.json", {}),
        (
            tmp_path / "relations" / "more" / "measures-umbrellas.json",
            {"opinion_file": "opinion.txt"},
        ),
    ):
        path.parent.mkdir(parents=True)
        gold = {
            "opinion": path.stem,
            "measures": MEASURES,
            "laws": {"law": {"file": "law.txt", "measures": VERDICTS}},
        }
        path.write_text(json.dumps(gold | more), encoding="utf-8")
    for name, text in (
        ("opinion/2017-01-15.txt", OPINION),
        ("works/law.txt", LAW),
        ("relations/more/opinion.txt", OPINION),
        ("relations/more/law.txt", LAW),
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_a_folder_without_verdicts_has_no_golds(tmp_path):
    assert _peers.read_golds(tmp_path) == []


def test_uncertain_verdicts_are_left_out(folder):
    first, second = _peers.read_golds(folder)

    assert first.rows["law"] == second.rows["law"]
    assert [row.measure for row in first.rows["law"]] == [0, 1, 2]
    assert first.rows["law"][1] == Row(1, "answered", {"第二条": 2})


@pytest.mark.parametrize("cut", [_peers.pairs_of, _peers.words_of])
def test_bm25_ranks_the_article_with_the_words_of_a_measure_first(folder, cut):
    gold = _peers.read_golds(folder)[0]

    answers = _peers.bm25(cut)(gold, gold.laws["law"])

    assert answers.articles[1].argmax() == 1
    assert answers.best[1] == answers.best.max()
    assert peers_bench.first_three(gold.laws["law"], answers, gold.rows["law"]) == [(True, True)]


def test_an_encoder_that_is_not_installed_is_no_method(monkeypatch):
    def missing():
        raise ModuleNotFoundError

    monkeypatch.setitem(_peers.ENCODERS, "a package that nobody wrote", missing)

    assert _peers.dense("a package that nobody wrote") is None


def test_an_encoder_scores_by_the_cosine_of_the_nearest_sentence(folder, monkeypatch):
    def encode(texts):
        vectors = np.array([[text.count("借用"), text.count("损坏"), 1.0] for text in texts])
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    monkeypatch.setitem(_peers.ENCODERS, "counts", lambda: (encode, encode))
    gold = _peers.read_golds(folder)[0]

    answers = _peers.dense("counts")(gold, gold.laws["law"])

    assert answers.articles[1].argmax() == 1
    assert answers.articles[2].argmax() == 2


def test_reciprocal_ranks_are_summed():
    first = Answers(np.array([[3.0, 2.0, 1.0]]), np.array([3.0]))
    second = Answers(np.array([[0.1, 0.3, 0.2]]), np.array([0.3]))

    answers = _peers.fused([lambda *_: first, lambda *_: second])(None, None)

    assert answers.articles[0].tolist() == [1 / 61 + 1 / 63, 1 / 62 + 1 / 61, 1 / 63 + 1 / 62]


def test_the_relation_speaks_for_the_measures_of_the_reader(folder):
    gold = _peers.read_golds(folder)[0]

    answers = _peers.ours(gold, gold.laws["law"])

    assert (answers.articles.max(axis=1) > 0).all()
    assert answers.articles[1].argmax() == 1


def test_area_counts_pairs_in_order_and_half_of_equal_ones():
    assert peers_bench.area(np.array([3.0, 1.0]), np.array([1.0, 0.0])) == 3.5 / 4


def test_the_threshold_is_the_best_one_and_of_equals_the_highest():
    assert peers_bench.best_threshold(
        np.array([0.9, 0.8, 0.3, 0.1]), np.array([True, True, False, False])
    ) == pytest.approx(0.8)


def test_the_threshold_of_an_opinion_comes_from_the_others():
    def scored(scores):
        return peers_bench.Outcome(
            [(True, True)], [1.0], np.array(scores), np.array([True, False]), None
        )

    row = peers_bench.figures([scored([0.9, 0.2]), scored([0.6, 0.5])], [1])

    assert row["answered"] == 0
    assert np.isnan(peers_bench.figures([scored([0.9, 0.2])], [0])["answered"])


def test_a_figure_below_what_is_required_is_an_exit_code(folder, monkeypatch, capsys):
    def run(*arguments):
        monkeypatch.setattr(
            sys, "argv", ["peers_bench", "--folder", str(folder), *map(str, arguments)]
        )
        with pytest.raises(SystemExit) as leaving:
            peers_bench.main()
        return leaving.value.code

    monkeypatch.setattr(peers_bench, "methods", lambda: {"absent": None, "policydiff": _peers.ours})

    assert run() == 0
    assert "not installed" in capsys.readouterr().out
    assert run("--require", "top3=1.1") == "below: top3=1.1"
