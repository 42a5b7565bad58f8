"""What a person reads first."""

from __future__ import annotations

import dataclasses

import pytest
from invented import rendered

from policydiff.model.comparison import Fact, Match
from policydiff.model.plugins import ReportOptions
from policydiff.reports import html, markdown, terminal
from policydiff.views.building import build_rows
from policydiff.views.digest import SHOWN, digest, digest_lines, title_of


def sections(comparison, language="zh"):
    return {section.key: section for section in digest(comparison, build_rows(comparison, ReportOptions(language=language)), language)}


def lines(comparison, language="zh") -> str:
    return "\n".join(digest_lines(sections(comparison, language).values(), language))


def changed(comparison, eid: str, **values):
    """The comparison with other values for the match of a left eId."""
    matches = tuple(
        dataclasses.replace(match, **values) if any(side.eid == eid for side in match.left) else match for match in comparison.matches
    )
    return dataclasses.replace(comparison, matches=matches)


def test_new_and_gone_are_named_with_their_first_clause(sample):
    found = sections(sample)

    assert [(item.name, item.words) for item in found["new"].items] == [("第八条", "任何人都可以举报损害河道的行为")]
    assert [(item.name, item.words) for item in found["gone"].items] == [("原第六条", "巡护经费由乡镇承担")]


def test_the_largest_changes_come_first_and_parts_count_for_what_was_split(sample):
    items = sections(sample)["largest"].items
    sizes = [sum(int(part.strip("+−")) for part in item.words.split()) for item in items]

    assert sizes == sorted(sizes, reverse=True)
    assert next(item.words for item in items if item.name == "第五条 → 第六条、第七条") == "+2 −2"


def test_noise_and_what_is_explained_do_not_count_as_large(sample):
    quiet = changed(sample, "art_3", edits=tuple(dataclasses.replace(edit, cause="substitution") for edit in sample.matches[6].edits))

    assert "第三条 → 第四条" in [item.name for item in sections(sample)["largest"].items]
    assert "第三条 → 第四条" not in [item.name for item in sections(quiet)["largest"].items]


def test_facts_are_counted_by_type_once_for_article_and_part(sample):
    fact = Fact(type="amount", before="一千元", after="二千元")
    both = changed(changed(sample, "art_5__para_1", facts=(fact,)), "art_5", facts=(fact,))

    assert sections(both)["fact-types"].words == "义务程度 1、金额 1"
    assert sections(both, "en")["fact-types"].words == "modality 1, amount 1"


def test_what_is_below_the_confidence_is_to_be_checked(sample):
    doubtful = changed(sample, "art_3", score=0.42, reason="assignment", doubtful=True)
    (item,) = sections(doubtful)["to-check"].items

    assert (item.name, item.words) == ("第三条 → 第四条", "（相似度 0.42，依据：综合文字与前后条文）")
    assert title_of(sections(doubtful)["to-check"], "zh") == "对应关系待核对（1 条，相似度低于 0.6）"
    assert "to-check" not in sections(sample)


def test_what_a_person_set_is_named_and_not_doubted(sample):
    found = sections(changed(sample, "art_3", score=0.42, reason="pinned"))

    assert [item.name for item in found["set-by-hand"].items] == ["第三条 → 第四条"]
    assert "to-check" not in found


def test_nothing_is_said_of_what_did_not_change(same):
    assert sections(same) == {}


def test_long_lists_are_cut_in_text_and_fold_in_html(sample):
    article = next(match for match in sample.matches if match.kind == "added")
    many = dataclasses.replace(sample, matches=(*sample.matches, *(added(article, place) for place in range(100, 120))))

    assert f"；另有 {21 - SHOWN} 处" in lines(many)
    page = rendered(html, many, ReportOptions()).decode()
    assert f"<summary>另有 {21 - SHOWN} 处</summary>" in page
    assert all(f'href="#m{place}"' in page for place in range(100, 120))


def added(match: Match, place: int) -> Match:
    return dataclasses.replace(match, id=place)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_form_tells_the_same(sample, language):
    options = ReportOptions(language=language, width=400)
    told = lines(sample, language).split("\n")

    assert told
    assert all(line in rendered(terminal, sample, options).decode() for line in told)
    assert rendered(markdown, sample, options).decode().count("任何人都可以举报损害河道的行为") == 2
    assert 'class="digest"' in rendered(html, sample, options).decode()


def test_hostile_texts_are_harmless(hostile):
    assert "\x1b" not in lines(hostile)
    assert "<script>alert" not in rendered(html, hostile, ReportOptions()).decode()
