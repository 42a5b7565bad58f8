"""The force of an article, by its wording."""

from __future__ import annotations

import pytest

from policydiff.text.article_roles import FORCES, force_of


@pytest.mark.parametrize("pattern", FORCES, ids=lambda pattern: pattern.kind)
def test_every_pattern_matches_its_example(pattern):
    assert force_of(pattern.example) == pattern.kind


@pytest.mark.parametrize(
    ("text", "force"),
    [
        ("国家支持果业课程，鼓励返乡果农参加培训。", "promotion"),
        ("各级人民政府推动冷链追溯。", "promotion"),
        ("果业主管部门应当鼓励果农参加培训。", "promotion"),
        ("果业主管部门和其他部门应当促进冷链发展，应当每年公布进展。", "duty"),
        ("果农可以查阅其信息。", "power"),
        ("果农有权要求更正其信息。", "power"),
        ("军用果园的保护，由军队另行规定。", "power"),
        ("国家鼓励果农公开收成。平台不得强迫果农公开。", "duty"),
        ("严禁非法收集果农信息。", "duty"),
        ("平台须保存记录三年。", "duty"),
        (
            "违反本办法规定，不公示规则的，由市场监督管理部门责令改正，处五千元以下罚款。",
            "sanction",
        ),
        ("果业部门工作人员玩忽职守的，依法给予处分。", "sanction"),
        ("窃取果农信息的，依照有关法律的规定处罚。", "sanction"),
    ],
)
def test_the_strongest_wording_counts(text, force):
    assert force_of(text) == force


@pytest.mark.parametrize(
    "text",
    [
        "为了促进果业发展，支持果农，制定本条例。",
        "本条例所称平台，是指应当登记的果业交易平台。",
        "本条例自2024年5月1日起施行。",
        "国家建立果业信息共享机制。",
        "无权机关的决定无效。",
        "知道或者应当知道果农受损害的，视为有过错。",
        "",
    ],
)
def test_other_wordings_have_no_force(text):
    assert force_of(text) is None


def test_the_time_grows_evenly_with_hostile_text(grows_evenly):
    grows_evenly(lambda size: force_of("国家由予以" * size), 4_000)
