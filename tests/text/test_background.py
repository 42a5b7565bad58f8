"""The background of words: its two files, and what ships."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

import pytest

from policydiff.relating.engine.opinion.likeness import cosines
from policydiff.resources import resource
from policydiff.text.word_rarity import BadBackgroundError, load_background, read_background

WORDS = "#\t9\n应当\t8\t1.0\n雨伞\t1\t2.0\n"


def test_rarity_grows_as_a_word_gets_rarer():
    background = read_background(WORDS, bytes([3, 4, 0, 1]))

    assert background.rarity("应当") < background.rarity("雨伞") < background.rarity("没有的词")
    assert background.lengths.tolist() == [5.0, 1.0]


def test_a_word_that_few_texts_use_again_and_again_tells_more():
    background = read_background("#\t99\n坚持\t9\t0.5\n雨伞\t9\t2.0\n", bytes([3, 4, 0, 1]))

    assert background.rarity("坚持") == background.rarity("雨伞")
    assert (
        background.informativeness("坚持")
        < background.rarity("坚持")
        < background.informativeness("雨伞")
    )
    assert background.informativeness("没有的词") == background.rarity("没有的词")


@pytest.mark.parametrize(
    ("words", "vectors"),
    [
        ("", b""),
        ("#\t9\n", b"ab"),
        ("#\tmany\n应当\t8\t1\n", b"ab"),
        ("#\t9\n应当\t8\n", b"ab"),
        ("#\t9\n应当\t8\tmuch\n", b"ab"),
        (WORDS, b"abc"),
        (WORDS, b""),
    ],
)
def test_files_that_do_not_belong_together_are_refused(words, vectors):
    with pytest.raises(BadBackgroundError, match="background of words is damaged"):
        read_background(words, vectors)


@pytest.mark.parametrize(
    ("word", "variant", "other"),
    [("投诉", "举报", "森林"), ("淫秽", "色情", "税率"), ("颠覆", "分裂", "牲畜")],
)
def test_words_of_one_company_are_nearer_than_others(word, variant, other):
    near, far = cosines([word], [variant, other], load_background())[0]

    assert near > 0.7
    assert far < 0.4


def test_words_of_a_subject_are_gathered_and_words_of_style_strewn():
    background = load_background()
    subject, style = (
        [background.concentration[background.rows[word]] for word in words]
        for words in (("中小企业", "未成年人", "个人信息"), ("坚持", "健全", "带动"))
    )

    assert min(subject) > 1 > max(style)


def test_it_is_read_once():
    assert load_background() is load_background()


def test_the_script_makes_both_files_from_a_folder(tmp_path, monkeypatch):
    pytest.importorskip(
        "scipy", reason="make_background.py needs scipy, which only the benchmarks ask for"
    )
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(6):
        lines = [
            f"第{'一二三四五六'[place]}条 借用人归还雨伞{'登记' * (place % 2)}应当{'检查押金' if number % 2 else '公告期限'}。"
            for place in range(6)
        ]
        (folder / f"{number}.txt").write_text("雨伞借用办法\n" + "\n".join(lines), encoding="utf-8")
    script = resource("corpora", "background", "make_background.py")
    monkeypatch.setattr(
        sys,
        "argv",
        [str(script), str(folder), "--output", str(tmp_path), "--least", "2", "--sizes", "3"],
    )

    runpy.run_path(str(script), run_name="__main__")

    made = read_background(
        (tmp_path / "words.tsv").read_text(encoding="utf-8"),
        (Path(tmp_path) / "vectors.bin").read_bytes(),
    )
    assert {"雨伞", "归还", "应当"} <= made.rows.keys()
    assert made.vectors.shape == (len(made.counts), 3)
    assert made.concentration[made.rows["检查"]] > made.concentration[made.rows["登记"]]
