"""Bytes to clean text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.errors import InputError
from policydiff.reading.readers.safety import decoding
from policydiff.reading.readers.safety.decoding import (
    BinaryError,
    EmptySourceError,
    LongLineError,
    TooLargeError,
    UndecodableError,
    clean,
    decode,
)

LAW = "第一条　为了规范管理，根据有关法律，制定本办法。\n第二条　本办法自公布之日起施行。\n"


def attempt(act):
    """What the act gives, or the error of the caller that it raises."""
    try:
        return act()
    except InputError as error:
        return error


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (LAW.encode(), "utf-8"),
        (LAW.encode("utf-8-sig"), "utf-8"),
        (LAW.encode("gb18030"), "gb18030"),
        (LAW.encode("gbk"), "gb18030"),
        (b"\xff\xfe" + LAW.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + LAW.encode("utf-16-be"), "utf-16-be"),
        (b"\xff\xfe\x00\x00" + LAW.encode("utf-32-le"), "utf-32-le"),
    ],
)
def test_a_text_is_the_same_from_every_encoding(data, encoding):
    decoded = decode(data, "law.txt")

    assert (decoded.text, decoded.encoding, decoded.problems) == (LAW, encoding, ())


def test_traditional_script_in_big5_is_not_read_as_nonsense():
    text = "第一條　為規範管理，依法制定本辦法。\n第二條　本辦法自公布日施行。"

    decoded = decode(text.encode("big5"), "law.txt")

    assert (decoded.text, decoded.encoding) == (text, "big5hkscs")


def test_characters_outside_gb2312_survive():
    text = "朱镕基、喆、𠮷、€"

    assert decode(text.encode("gb18030"), "x").text == text


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        (b"", EmptySourceError, "no text"),
        (b" \r\n\t\n", EmptySourceError, "no text"),
        ("\ufeff\u3000\u200b\n".encode(), EmptySourceError, "no text"),
        (b"PK\x03\x04rest", BinaryError, "zip archive"),
        (b"%PDF-1.7\n", BinaryError, "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", BinaryError, "old Office"),
        (b"\x89PNG\r\n\x1a\n", BinaryError, "PNG"),
        (b"{\\rtf1 x}", BinaryError, "RTF"),
        (b"text\x00text", BinaryError, "zero byte at 4"),
        (LAW.encode("utf-16-le"), BinaryError, "UTF-16 without"),
        (b"\xff\xff\xfa\x81", UndecodableError, "neither UTF-8"),
        (b"\xff\xfeabc", UndecodableError, "utf-16-le"),
        (LAW.encode()[:-2], UndecodableError, "damaged at byte 118 (line 2)"),
        (b"x" * (decoding.MOST_BYTES + 1), TooLargeError, "67,108,865 bytes"),
        (b"x\n" * decoding.MOST_LINES, TooLargeError, "200,001 lines"),
        (b"one\n" + b"x" * (decoding.LONGEST_LINE + 1), LongLineError, "line 2"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(data, error, says):
    with pytest.raises(error, match=says.replace("(", r"\(").replace(")", r"\)")) as caught:
        decode(data, "方案.txt")

    assert str(caught.value).startswith("方案.txt")
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 3


def test_a_line_of_50_megabytes_is_refused_at_once(grows_evenly):
    def refused(size):
        with pytest.raises(LongLineError):
            decode("法".encode() * size, "x")

    grows_evenly(refused, 17_000_000)


def test_a_hostile_name_cannot_break_the_message():
    with pytest.raises(EmptySourceError) as caught:
        decode(b"", "a\n\x1b[2J\u202eb")

    assert str(caught.value).startswith("a [2Jb holds")


def test_terminal_escapes_and_direction_overrides_are_taken_out_and_told():
    decoded = decode("甲\n乙\x1b[31m丙\u202e丁\u2066\x9b".encode(), "x")

    assert decoded.text == "甲\n乙[31m丙丁"
    assert [(problem.code, problem.line) for problem in decoded.problems] == [
        ("hidden-characters", 2)
    ]
    assert "4 control" in decoded.problems[0].message
    assert "U+001B" in decoded.problems[0].message


def test_zero_width_characters_go_silently():
    decoded = decode("网\u200b络\ufeff安\u200d全\u00ad".encode(), "x")

    assert (decoded.text, decoded.problems) == ("网络安全", ())


def test_lost_characters_are_told_with_their_line():
    problems = decode("甲\n乙\ufffd".encode(), "x").problems

    assert [(problem.code, problem.line) for problem in problems] == [("lost-characters", 2)]


GARBLED = "第一条　为了爱护雨伞，制定本办法。".encode()


@pytest.mark.parametrize(
    "text",
    [
        GARBLED.decode("latin-1"),
        GARBLED.decode("cp1252", "ignore"),
        GARBLED.decode("gb18030", "replace"),
        "锟斤拷" * 10,
    ],
)
def test_characters_that_were_garbled_before_are_told_once(text):
    assert [
        problem.code
        for problem in decode(text.encode(), "x").problems
        if problem.code != "lost-characters"
    ] == ["mojibake"]


@pytest.mark.parametrize(
    "text",
    [
        GARBLED.decode(),
        "第一条　この法律は、個人情報の保護に関し、必要な事項を定めるものとする。",
        "Les données à caractère personnel sont protégées par l'État français — déjà vingt « règles » ont été créées."
        * 3,
        "“A quotation” – a dash – …… and so on ———— " * 9,
        "Русский текст закона о персональных данных.",
        "為規範個人資料之蒐集、處理及利用，以避免人格權受侵害，特制定本法。",
    ],
    ids=["Chinese", "Japanese", "French", "marks", "Russian", "traditional"],
)
def test_other_texts_are_not_garbled(text):
    assert decode(text.encode(), "x").problems == ()


def test_a_text_of_another_language_raises_a_doubt():
    problems = decode("Übergangsmaßnahmen für Bürger, élève.".encode("cp1252"), "x").problems

    assert [problem.code for problem in problems] == ["encoding-doubtful"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("第⼀条 ⼈⺠", "第一条 人民"),
        ("⻓⻔⻚⻛⻋⻅", "长门页风车见"),
        ("兩六樂", "兩六樂"),
        ("１２（Ａ）Ⅳ①㎡", "１２（Ａ）Ⅳ①㎡"),
        ("a\tb\u3000c\u00a0d", "a\tb\u3000c\u00a0d"),
    ],
)
def test_radicals_become_characters_and_nothing_else_changes(before, after):
    assert clean(before) == after


def test_a_hidden_reference_is_taken_out_where_references_count():
    decoded = decode("甲&#27;&#x202E;乙&#38;&#65;&#xD800;".encode(), "x", references=True)

    assert decoded.text == "甲乙&#38;&#65;&#xD800;"
    assert [problem.code for problem in decoded.problems] == ["hidden-characters"]


@pytest.mark.parametrize(
    "references", ["&#147;甲&#148;&#133;", "&#x93;甲&#X94;&#x85;", "&#147甲&#148 &#133"]
)
def test_references_to_controls_are_the_signs_of_windows_to_a_browser(references):
    decoded = decode(references.encode(), "x", references=True)

    assert decoded.text.replace(" ", "") == "“甲”…"
    assert decoded.problems == ()


def test_line_breaks_of_all_systems_are_one():
    assert decode(b"a\r\nb\rc\n", "x").text == "a\nb\nc\n"


@given(st.text())
def test_cleaning_twice_changes_nothing(text):
    assert clean(clean(text)) == clean(text)


@given(st.binary(max_size=300))
def test_any_bytes_give_a_text_or_one_line_of_refusal(data):
    decoded = attempt(lambda: decode(data, "x", references=True))

    if isinstance(decoded, InputError):
        assert "\n" not in str(decoded)
    else:
        assert decoded.text.strip()
        assert not any(ord(char) < 32 and char not in "\t\n\v\f" for char in decoded.text)
