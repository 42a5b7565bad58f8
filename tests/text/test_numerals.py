"""Numerals: what is one, what is none, and that reading undoes writing."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.text.numerals import (
    ARTICLE_NUMBER,
    LISTED,
    NUMERAL,
    POINT_NUMBER,
    ZEROS,
    canonical,
    read_amount,
    read_number,
    write_number,
)

READ = {
    "one": ("一", 1),
    "ten alone": ("十", 10),
    "teens": ("十九", 19),
    "tens": ("二十", 20),
    "hundreds with zero": ("一百零三", 103),
    "hundreds with a round zero": ("一百〇三", 103),
    "hundreds with a circle": ("一百○三", 103),
    "hundreds with a large circle": ("一百◯三", 103),
    "hundreds with a wide letter": ("一百Ｏ三", 103),
    "zero left out, as old laws print it": ("一百二", 102),
    "one hundred and ten": ("一百一十", 110),
    "one hundred and ten without its one": ("一百十", 110),
    "thousands": ("一千二百六十", 1260),
    "ten thousands": ("一万五千", 15000),
    "all places": ("九万九千九百九十九", 99999),
    "two as 两": ("两", 2),
    "two hundred as 两": ("两百", 200),
    "twenty as one sign": ("廿一", 21),
    "thirty as one sign": ("卅", 30),
    "zero": ("零", 0),
    "digit by digit": ("二〇一七", 2017),
    "full-width digits": ("２３", 23),
    "digits": ("120", 120),
    "circled, first run": ("①", 1),
    "circled, second run": ("㉑", 21),
    "circled, last": ("㊿", 50),
    "bracketed sign of digits": ("⑴", 1),
    "bracketed sign of a numeral": ("㈩", 10),
    "dotted sign": ("⒛", 20),
    "a space inside": ("一百二十 八", 128),
    "a full-width space inside": ("一百　二十八", 128),
}
NOT_READ = {
    "empty": "",
    "a word": "条",
    "a numeral with a word": "十条",
    "ten thousand alone": "万",
    "a unit without digit": "千",
    "hundred without digit": "百十",
    "rising units": "十百",
    "the same unit twice": "二十二十",
    "two digits before a unit": "一二十",
    "Latin letters": "IV",
    "a sign that is a digit to str.isdigit": "²",
    "digits of another script": "٣",
    "a fraction": "1.5",
    "a minus": "-1",
    "thousands of digits": "9" * 5000,
    "thousands of numerals": "一" * 5000,
}


@pytest.mark.parametrize(("text", "value"), READ.values(), ids=READ.keys())
def test_reads(text, value):
    assert read_number(text) == value


@pytest.mark.parametrize("text", NOT_READ.values(), ids=NOT_READ.keys())
def test_is_no_number(text):
    assert read_number(text) is None


@given(st.integers(1, 99_999))
def test_reading_undoes_writing(n):
    assert read_number(write_number(n)) == n


@given(st.integers(0, 99_999))
def test_reads_digits(n):
    assert read_number(str(n)) == n


@given(st.text() | st.text(alphabet="〇零一二两九十百千万廿卅0９①㈠ "))
def test_is_total(text):
    assert read_number(text) is None or read_number(text) >= 0


@pytest.mark.parametrize(
    ("n", "text"),
    [
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (101, "一百零一"),
        (110, "一百一十"),
        (10_012, "一万零一十二"),
    ],
)
def test_writes_as_articles_are_numbered(n, text):
    assert write_number(n) == text


@pytest.mark.parametrize("n", [0, -1, 100_000])
def test_does_not_write_what_no_article_has(n):
    with pytest.raises(ValueError, match=str(n)):
        write_number(n)


CANONICAL = {
    "plain": (("一百二十", None), "120"),
    "之一": (("一百二十", "一"), "120-1"),
    "chained": (("五", "一之二"), "5-1-2"),
    "digits": (("120", "1"), "120-1"),
    "no number": (("条", None), None),
    "no number after 之": (("五", "类"), None),
    "nothing after 之": (("五", ""), "5"),
}


@pytest.mark.parametrize(("given_", "expected"), CANONICAL.values(), ids=CANONICAL.keys())
def test_canonical(given_, expected):
    assert canonical(*given_) == expected


def test_numeral_is_a_class_of_one_character():
    import re

    assert re.fullmatch(f"{NUMERAL}+", "一百二十三")
    assert not re.fullmatch(NUMERAL, "第")


def _printings(n: int, zero: str) -> tuple[str, ...]:
    """A number as texts print it: 二百零一, 两百○一, 201, ２０１."""
    written = write_number(n).replace("零", zero)
    wide = str(n).translate({ord("0") + digit: ord("０") + digit for digit in range(10)})
    return written, written.replace("二百", "两百"), str(n), wide


@given(st.integers(1, 1999), st.sampled_from(ZEROS), st.lists(st.integers(1, 99), max_size=2))
def test_every_printing_of_an_article_is_its_number(n, zero, subs):
    behind = [write_number(sub) for sub in subs]
    for printing in _printings(n, zero):
        article = "".join([f"第{printing}条", *(f"之{sub}" for sub in behind)])

        assert re.fullmatch(ARTICLE_NUMBER, article)
        assert canonical(printing, "之".join(behind)) == "-".join(map(str, (n, *subs)))


@given(st.integers(1, 199))
def test_every_printing_of_a_point_is_a_number(n):
    assert re.fullmatch(POINT_NUMBER, f"（{write_number(n)}）")
    assert re.fullmatch(POINT_NUMBER, f"({n})")


@pytest.mark.parametrize("text", ["○", "两", "百", "万", "〇一"])
def test_a_bullet_and_words_are_no_number_of_a_list(text):
    assert re.fullmatch(LISTED, text) is None
    assert re.fullmatch(POINT_NUMBER, f"（{text}）") is None


def test_a_year_in_brackets_is_no_number_of_a_point():
    assert re.fullmatch(POINT_NUMBER, "（1998）") is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("壹亿陆仟玖佰贰拾捌万柒仟玖佰柒拾伍", 169_287_975),
        ("三亿两千万", 320_000_000),
        ("一万亿", 10**12),
        ("壹拾壹", 11),
        ("拾万", 100_000),
        ("壹佰零贰", 102),
        ("壹佰贰", None),
        ("三万五", None),
        ("万亿", None),
        ("", None),
        ("壹元", None),
    ],
)
def test_an_amount_in_words_is_read_or_left_open(text: str, value: int | None) -> None:
    assert read_amount(text) == value
