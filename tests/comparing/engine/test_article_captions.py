"""Captions of articles that only one of two texts prints."""

from __future__ import annotations

from json_schemas import validator

from policydiff import load
from policydiff.comparing.engine.compare import diff
from policydiff.model.document import Document

SCHEMA = validator("comparison")
PLAIN = "第一章　总则\n第一条　为了爱护雨伞，制定本办法。\n第二条　本办法适用于雨伞。\n第三条　雨伞应当干净。"
CAPTIONED = "第一章　总则\n第一条【立法目的】为了爱护雨伞，制定本办法。\n第二条【适用范围】本办法适用于雨伞。\n第三条【干净】雨伞应当干净。"


def document(text: str) -> Document:
    return load(f"云岭市雨伞办法\n\n{text}\n".encode(), name="雨伞.txt")


def reworded(comparison) -> list[str]:
    return [match.right[0].num for match in comparison.matches if match.kind == "reworded"]


def test_captions_that_only_one_text_has_are_told_once() -> None:
    for left, right, told in (
        (PLAIN, CAPTIONED, (None, "第一条【立法目的】…第三条【干净】（3）")),
        (CAPTIONED, PLAIN, ("第一条【立法目的】…第三条【干净】（3）", None)),
    ):
        comparison = diff(document(left), document(right))

        assert [
            (change.field, change.left, change.right) for change in comparison.metadata_changes
        ] == [("captions", *told)]
        assert reworded(comparison) == []
        assert comparison.summary.unchanged == 3
        assert comparison.changed
        assert comparison.left == document(left)
        SCHEMA.validate(comparison.to_dict())


def test_a_word_that_changed_beside_a_new_caption_is_found() -> None:
    comparison = diff(document(PLAIN), document(CAPTIONED.replace("应当干净", "应当完好")))

    assert reworded(comparison) == ["第一章", "第三条", None]


def test_captions_of_both_texts_are_compared() -> None:
    comparison = diff(document(CAPTIONED), document(CAPTIONED.replace("【干净】", "【完好】")))

    assert comparison.metadata_changes == ()
    assert reworded(comparison) == ["第一章", "第三条"]


def test_captions_count_where_noise_counts() -> None:
    comparison = diff(document(PLAIN), document(CAPTIONED), show_noise=True)

    assert comparison.metadata_changes == ()
    assert "第一条" in reworded(comparison)


def test_a_text_without_captions_on_either_side_tells_nothing() -> None:
    assert not diff(document(PLAIN), document(PLAIN)).changed
