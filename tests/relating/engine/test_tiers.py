"""The tier of documents beside one another. All are invented."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inventing import law

from policydiff.model.kinds import KIND_ROOTS
from policydiff.relating.engine.tiers import TIERS, tier_of


def text(title, kind, jurisdiction="cn"):
    return replace(law(), title=title, kind=kind, jurisdiction=jurisdiction)


@pytest.mark.parametrize(
    ("title", "kind", "jurisdiction", "authority", "tier"),
    [
        ("中华人民共和国示例法", "law", "cn", None, "national"),
        ("示例条例", "regulation", "cn", "国务院", "national"),
        ("示例管理办法", "department-rule", "cn", "示例部", "national"),
        ("示例市养犬条例", "local-regulation", "cn", None, "local"),
        ("浙江省示例条例", "local-regulation", "cn-zj", None, "local"),
        ("浙江省人民政府关于示例的决定", "decision", "cn-zj", None, "local"),
        ("示例市人民代表大会常务委员会关于示例的决定", "decision", "cn", None, "local"),
        ("关于示例的决定", "decision", "cn", "示例市人民代表大会常务委员会", "local"),
        ("国务院关于示例市示例的批复", "reply", "cn", None, "national"),
        ("关于示例的通知", "notice", "cn", "国务院办公厅", "national"),
        ("全国人民代表大会常务委员会关于授权示例市的决定", "decision", "cn", None, "national"),
        ("中华人民共和国示例港条例", "local-regulation", "cn", None, "national"),
        ("关于示例的通知", "notice", "cn", None, None),
        ("示例手册", "document", "cn", "示例股份有限公司", None),
    ],
)
def test_the_rank_follows_from_kind_place_and_body(title, kind, jurisdiction, authority, tier):
    assert tier_of(text(title, kind, jurisdiction), authority) == tier


@given(st.sampled_from(sorted(KIND_ROOTS)), st.sampled_from(("cn", "cn-zj")), st.booleans())
def test_drafts_and_ended_texts_stand_apart_whatever_their_rank(kind, jurisdiction, ended):
    document = text("示例规定", kind, jurisdiction)

    assert tier_of(replace(document, stage="征求意见稿"), ended=ended) == "draft"
    assert tier_of(document, ended=True) == "ended"
    assert tier_of(document) in TIERS[:3]
