"""What a decision declares of two versions; all texts are invented."""

from __future__ import annotations

import sys
from pathlib import Path

import policydiff
from policydiff.amending.declaring import agreement, declare
from policydiff.model.lineage import Act

sys.path.insert(0, str(Path(__file__).parent.parent / "workflows"))

from bridges import DECISION, NEW, OLD


def load(text: str) -> policydiff.Document:
    return policydiff.load(text.encode(), name="text.txt")


BASE, ACT, AFTER = map(load, (OLD, DECISION, NEW))


def test_each_item_says_what_becomes_of_its_part():
    acts = set(declare(BASE, ACT, AFTER))

    assert Act(right="art_4", begins=True, instruction="一") in acts
    assert Act(left="art_4", right="art_5", instruction="二") in acts
    assert Act(left="art_3__para_1__point_1", right="art_2__para_1__point_1", instruction="三") in acts
    assert Act(left="art_2", ends=True, instruction="四") in acts


def test_an_article_in_which_words_change_stays_the_same():
    assert Act(left="art_3", right="art_2", instruction="三") in declare(BASE, ACT, AFTER)


def test_words_that_change_everywhere_are_about_no_part():
    act = load(DECISION.replace("四、删去第二条。", "四、删去第二条。\n\n五、将“桥梁”统一修改为“桥隧”。"))

    acts = declare(BASE, act, AFTER, least=0.0)

    assert Act(instruction="五", old="桥梁") in acts


def test_a_decision_that_does_not_lead_there_declares_nothing():
    assert declare(AFTER, ACT, AFTER) == ()
    assert declare(BASE, ACT, load(NEW.replace("桥", "渡").replace("处", "可处"))) == ()
    assert declare(load(OLD.replace("桥梁条例", "渡口条例")), ACT, AFTER) == ()


def test_agreement_counts_articles_that_read_the_same():
    assert agreement(AFTER, AFTER) == 1.0
    assert agreement(BASE, AFTER) == 1 / 6
    assert agreement(BASE, load("乙省人民政府关于桥梁的通知\n\n各市人民政府：\n\n请照办。\n")) == 0.0
