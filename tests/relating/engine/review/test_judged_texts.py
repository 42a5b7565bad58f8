"""A judged text is found again by what it says; a number alone proves nothing."""

from __future__ import annotations

from dataclasses import replace

from inventing import RULES, law

from policydiff.relating.engine.review.judged_texts import (
    GONE,
    DocumentTexts,
    FoundMark,
    JudgedArticle,
    fingerprint,
    follow,
    mark,
    mark_of_text,
)
from policydiff.text.noise import fold_key

OLD = law()


def of(document, number):
    return mark(document, document.articles[number - 1])


def test_a_mark_names_the_article_its_version_and_its_words():
    assert of(OLD, 2) == JudgedArticle(
        eid="art_2",
        num="第二条",
        version="2021-05-01",
        text=fingerprint(OLD.articles[1]),
        words="处理个人信息应当遵循合法、正当、必要的原则,不得",
    )


def test_the_same_text_is_found_where_it_stood():
    assert DocumentTexts.of(law(date="2024-01-01")).find(of(OLD, 2)) == FoundMark(eid="art_2")


def test_noise_is_no_change():
    printed = law((RULES[0], RULES[1].replace("，", ", "), *RULES[2:]))

    assert DocumentTexts.of(printed).find(of(OLD, 2)) == FoundMark(eid="art_2")


def test_a_judgement_follows_its_text_to_another_number():
    renumbered = law((RULES[0], "新增的一条规定其他事项。", *RULES[1:]))

    assert DocumentTexts.of(renumbered).find(of(OLD, 2)) == FoundMark(eid="art_3")


def test_another_text_at_the_same_number_is_not_what_was_judged():
    other = law((RULES[0], "本市每年举办网络安全宣传周，普及知识。", *RULES[2:]))

    assert DocumentTexts.of(other).find(of(OLD, 2)) == GONE


def test_a_changed_end_is_known_by_its_beginning_and_stale():
    changed = law(
        (
            RULES[0],
            "新增的一条规定其他事项。",
            RULES[1].replace("非法收集、使用", "非法处理"),
            *RULES[2:],
        )
    )

    assert DocumentTexts.of(changed).find(of(OLD, 2)) == FoundMark(eid="art_3", stale=True)


def test_a_changed_beginning_is_followed_from_the_version_that_was_judged():
    changed = law((RULES[0], "新增的一条规定其他事项。", "任何组织" + RULES[1], *RULES[2:]))
    former = follow(DocumentTexts.of(OLD), DocumentTexts.of(changed))

    assert DocumentTexts.of(changed).find(of(OLD, 2)) == GONE
    assert DocumentTexts.of(changed).find(of(OLD, 2), former) == FoundMark(eid="art_3", stale=True)


def test_what_was_deleted_is_gone_though_the_number_lives_on():
    shorter = law((RULES[0], *RULES[2:]))

    assert (
        DocumentTexts.of(shorter).find(
            of(OLD, 2), follow(DocumentTexts.of(OLD), DocumentTexts.of(shorter))
        )
        == GONE
    )


def test_a_text_that_stands_twice_is_found_at_its_own_number_only():
    twice = law((RULES[0], RULES[1], RULES[1]))

    assert DocumentTexts.of(twice).find(of(OLD, 2)) == FoundMark(eid="art_2")
    assert DocumentTexts.of(twice).find(replace(of(OLD, 2), eid="art_1")) == GONE


def test_a_short_beginning_proves_nothing():
    assert (
        DocumentTexts.of(law(("制定本条例，保护信息。",))).find(
            JudgedArticle(eid="art_1", text="0" * 16, words="制定本条例")
        )
        == GONE
    )


def test_a_name_that_a_person_wrote_is_taken_at_its_word():
    assert DocumentTexts.of(OLD).find(JudgedArticle(eid="art_2")) == FoundMark(eid="art_2")
    assert DocumentTexts.of(OLD).find(JudgedArticle(eid="art_9")) == GONE


def test_a_text_that_was_seen_elsewhere_is_marked_as_it_was_seen():
    assert mark_of_text(of(OLD, 2), fold_key(RULES[1])) == of(OLD, 2)
    assert mark_of_text(of(OLD, 2), "别的文字") == JudgedArticle(
        eid="art_2",
        num="第二条",
        version=None,
        text=mark_of_text(of(OLD, 1), "别的文字").text,
        words="别的文字",
    )
