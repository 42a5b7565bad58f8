"""What is quoted so that words are found once, and no word is cut. All texts are invented."""

from __future__ import annotations

import pytest

from policydiff.amending.engine.drafting.words import Site, Strip
from policydiff.amending.engine.effects.base import BaseText
from policydiff.amending.engine.operations import Operation

PLACE = (("article", "1"),)


def named(operation: Operation) -> tuple[str, str, str]:
    """The side or the kind of a change, the words that are quoted for it, and the new ones."""
    return operation.side or operation.kind, operation.old or "", operation.text or ""


def clauses(old: str, new: str, *, beside: str = "", carried: str | None = None, edits=()):
    text = BaseText(eid="p", text=old)
    site = Site(place=PLACE, texts=[text, *([BaseText(eid="q", text=beside)] if beside else [])])
    found = site.clauses([Strip(text=text, edits=edits, carried=carried or old, wanted=new)])
    return None if found is None else [named(*clause) for clause in found]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("船应当登记。", "船必须登记。", [("substitution", "应当", "必须")]),
        ("船应当每年登记。", "船应当登记。", [("repeal", "每年", "")]),
        ("船应当登记。", "船应当每年登记。", [("after", "应当", "每年")]),
        ("处十万元罚款。", "处二十万元罚款。", [("substitution", "十万元", "二十万元")]),
        (
            "船应当登记，桨应当登记。",
            "船必须登记，桨必须登记。",
            [("substitution", "应当", "必须")],
        ),
        ("渡口由村管理。", "渡口由村管理。桥由县管理。", [("end", "", "桥由县管理。")]),
    ],
    ids=[
        "words",
        "words less",
        "words more",
        "a number stays whole",
        "everywhere alike",
        "a sentence more",
    ],
)
def test_what_is_quoted(old, new, found):
    assert clauses(old, new) == found


def test_words_are_quoted_with_what_tells_them_from_their_like():
    ((form, old, new),) = clauses("船应当登记，桨应当登记。", "船应当登记，桨必须登记。") or []

    assert (form, len(old) > 2, "桨" in old, new) == (
        "substitution",
        True,
        True,
        old.replace("应当", "必须"),
    )


def test_another_text_of_the_place_counts_too():
    ((_, old, _),) = clauses("船应当登记。", "船必须登记。", beside="桨应当保管。") or []

    assert old != "应当"


def test_what_cannot_be_told_from_its_like_is_not_said_in_words():
    assert clauses("船登记。", "船注册。", beside="船登记。") is None


def test_a_citation_that_follows_is_not_quoted():
    old, carried, new = (
        "依照第三条登记的船应当检查。",
        "依照第四条登记的船应当检查。",
        "依照第四条登记的船必须检查。",
    )

    assert clauses(old, new, carried=carried, edits=[(2, 5, "第四条")]) == [
        ("substitution", "应当", "必须")
    ]


def test_a_citation_that_is_quoted_is_quoted_as_the_base_has_it():
    old, carried, new = "依照第三条登记。", "依照第四条登记。", "依照第五条登记。"

    assert clauses(old, new, carried=carried, edits=[(2, 5, "第四条")]) == [
        ("substitution", "第三条", "第五条")
    ]
