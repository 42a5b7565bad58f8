"""What a decision declares of two versions; all texts are invented."""

from __future__ import annotations

from dataclasses import replace

from bridges import DECISION, NEW, OLD
from drafts import load

from policydiff.amending.engine.declared_lineage import agreement, declare
from policydiff.model.lineage import Act

BASE, ACT, AFTER = map(load, (OLD, DECISION, NEW))


def test_each_item_says_what_becomes_of_its_part():
    acts = set(declare(BASE, ACT, AFTER))

    assert Act(right="art_4", begins=True, instruction="一") in acts
    assert Act(left="art_4", right="art_5", instruction="二") in acts
    assert (
        Act(left="art_3__para_1__point_1", right="art_2__para_1__point_1", instruction="三") in acts
    )
    assert Act(left="art_2", ends=True, instruction="四") in acts


def test_an_article_in_which_words_change_stays_the_same():
    assert Act(left="art_3", right="art_2", instruction="三") in declare(BASE, ACT, AFTER)


CHARTER = "乙省宪法\n（1990年3月1日乙省人民代表大会通过）\n序　言\n乙省有悠久的历史。\n乙省要建设桥梁。\n第一章　总纲\n第一条　桥由村里修。\n第二条　路由乡里修。\n"
AMENDMENT = (
    "乙省宪法修正案\n（2000年3月1日乙省人民代表大会通过）\n第一条　宪法序言第二自然段中“乙省要建设桥梁”修改为“乙省要建设桥梁和渡口”。\n"
    "第二条　宪法第一条增加规定：\n“桥由县里查。”\n"
)


def test_a_paragraph_of_the_preamble_and_an_article_to_which_words_are_added_stay_the_same():
    after = CHARTER.replace("建设桥梁。", "建设桥梁和渡口。").replace(
        "村里修。", "村里修。\n桥由县里查。"
    )
    acts = declare(load(CHARTER), load(AMENDMENT), load(after))

    assert acts == (
        Act(left="preamble__p_3", right="preamble__p_3", instruction="第一条"),
        Act(left="art_1", right="art_1", instruction="第二条"),
    )


def test_where_a_paragraph_of_the_preamble_came_nothing_is_said_of_their_places():
    after = CHARTER.replace("建设桥梁。", "建设桥梁和渡口。\n乙省爱好和平。")
    acts = declare(load(CHARTER), load(AMENDMENT), load(after), least=0.0)

    assert Act(left="preamble__p_3", instruction="第一条") in {
        replace(act, old=None) for act in acts
    }


def test_words_that_change_everywhere_are_about_no_part():
    act = load(
        DECISION.replace("四、删去第二条。", "四、删去第二条。\n\n五、将“桥梁”统一修改为“桥隧”。")
    )

    acts = declare(BASE, act, AFTER, least=0.0)

    assert Act(instruction="五", old="桥梁") in acts


def test_a_decision_that_does_not_lead_there_declares_nothing():
    assert declare(AFTER, ACT, AFTER) == ()
    assert declare(BASE, ACT, load(NEW.replace("桥", "渡").replace("处", "可处"))) == ()
    assert declare(load(OLD.replace("桥梁条例", "渡口条例")), ACT, AFTER) == ()


def test_agreement_counts_articles_that_read_the_same():
    assert agreement(AFTER, AFTER) == 1.0
    assert agreement(BASE, AFTER) == 1 / 6
    assert (
        agreement(BASE, load("乙省人民政府关于桥梁的通知\n\n各市人民政府：\n\n请照办。\n")) == 0.0
    )
