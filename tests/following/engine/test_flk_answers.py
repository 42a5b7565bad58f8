"""Answers of the national database of laws as values, and everything else as another shape."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from played_database import TITLE, details, related

from policydiff.following.engine.flk_answers import (
    DatabaseVersion,
    DetailsAnswer,
    FileAnswer,
    ListedVersions,
    OtherShape,
    read_answer,
)

SHAPES = (ListedVersions, DetailsAnswer, FileAnswer)


def read_list(data: bytes) -> ListedVersions | OtherShape:
    return read_answer(data, ListedVersions)


def read_details(data: bytes):
    return read_answer(data, DetailsAnswer).data


ROW = {
    "bbbs": "a1",
    "title": f"<em class=highlight>{TITLE}</em>",
    "gbrq": "2021-03-04",
    "sxrq": None,
    "sxx": 3,
    "zdjgName": "示例市人民代表大会常务委员会",
    "flxz": "地方性法规",
    "score": 1.5,
}


def listed(**change: object) -> bytes:
    return json.dumps({"total": 1, "rows": [ROW | change], "code": 200, "msg": "ok"}).encode()


def test_a_list_is_read():
    answer = read_list(listed())

    assert (answer.total, len(answer.versions)) == (1, 1)
    row = answer.versions[0]
    assert (row.key, row.title, row.promulgated, row.in_force) == ("a1", TITLE, "2021-03-04", None)
    assert (row.status, row.authority) == (3, "示例市人民代表大会常务委员会")


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"gbrq": "2021-02-30"}, "$.rows[0]"),
        ({"gbrq": "20210304"}, "$.rows[0]"),
        ({"gbrq": "2021-03-04 00:00:00"}, "$.rows[0]"),
        ({"sxx": "3"}, "$.rows[0].sxx"),
        ({"sxx": True}, "$.rows[0].sxx"),
        ({"bbbs": "../a"}, "$.rows[0].bbbs"),
        ({"bbbs": "a\n"}, "$.rows[0].bbbs"),
        ({"bbbs": "a&b=c"}, "$.rows[0].bbbs"),
        ({"title": None}, "$.rows[0].title"),
        ({"title": "<em></em> "}, "$.rows[0]"),
        ({"title": "长" * 401}, "$.rows[0].title"),
    ],
)
def test_another_shape_names_its_place(change, place):
    answer = read_list(listed(**change))

    assert isinstance(answer, OtherShape)
    assert answer.why == f"the answer has another shape than was recorded, at {place}"


@pytest.mark.parametrize("name", ["bbbs", "title", "gbrq", "sxrq", "sxx", "zdjgName"])
def test_a_key_that_is_missing_is_another_shape(name):
    row = {key: value for key, value in ROW.items() if key != name}

    answer = read_list(json.dumps({"code": 200, "total": 1, "rows": [row]}).encode())

    assert isinstance(answer, OtherShape)


def test_what_is_not_stated_is_unknown():
    answer = read_list(listed(gbrq="", sxrq=None, sxx=None, zdjgName=" "))

    row = answer.versions[0]
    assert (row.promulgated, row.in_force, row.status, row.authority) == (None,) * 4


def test_a_page_holds_no_more_than_all_pages():
    answer = read_list(json.dumps({"code": 200, "total": 0, "rows": [ROW]}).encode())

    assert isinstance(answer, OtherShape)


def test_titles_are_lines_without_what_nobody_sees():
    assert read_list(listed(title="a\u202eb\nc\x1b")).versions[0].title == "abc"


def test_an_error_of_the_source_is_named():
    answer = read_list(json.dumps({"code": 500, "msg": "系统\n异常"}).encode())

    assert answer.why == "the source answers with its error 500: 系统异常"


def test_details_are_read():
    files = [related("f1", "决定", "修改决定"), related("f2", "说明", "其他", "PDF")]
    more = [{"bbbs": "a0", "title": TITLE, "gbrq": None, "highLight": False}]
    data = details("a1", TITLE, "2021-03-04", "2021-05-01", 3, xgzl=files, lsyg=more, content=None)

    answer = read_details(json.dumps({"code": 200, "data": data}).encode())

    assert (answer.key, answer.title, answer.in_force) == ("a1", TITLE, "2021-05-01")
    assert answer.stored_file == ("docx", "prod/20210304/a1.docx")
    assert answer.versions == [DatabaseVersion(key="a0", title=TITLE, promulgated=None)]
    assert [(one.key, one.is_decision) for one in answer.files] == [("f1", True), ("f2", False)]


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        ({"ossWordPath": None, "ossPdfPath": "a.pdf"}, ("pdf", "a.pdf")),
        ({"ossWordPath": "", "ossPdfPath": None}, None),
    ],
)
def test_the_file_of_a_text_is_word_then_pdf_then_none(paths, expected):
    data = details("a1", TITLE, "2021-03-04", None, 3, ossFile=paths)

    assert read_details(json.dumps({"code": 200, "data": data}).encode()).stored_file == expected


@pytest.mark.parametrize("kind", ["国务院令", "主席令", "修改决定", "关于修改的决定"])
def test_decisions_and_orders_are_texts(kind):
    data = details("a1", TITLE, "2021-03-04", None, 3, xgzl=[related("f1", "x", kind)])

    assert read_details(json.dumps({"code": 200, "data": data}).encode()).files[0].is_decision


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (
            {"url": "https://store.example/a", "urlIn": "http://10.0.0.1/"},
            "https://store.example/a",
        ),
        ("https://store.example/a", "https://store.example/a"),
        (None, None),
        ({}, None),
        ("", None),
        ({"url": None}, None),
        ([], None),
        ("x" * 4001, None),
    ],
)
def test_the_signed_address_is_read(data, expected):
    answer = read_answer(json.dumps({"code": 200, "data": data}).encode(), FileAnswer)

    assert (None if isinstance(answer, OtherShape) else answer.address) == expected


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b'{"code": "200"}',
        b"\xff\xfe",
        b'{"code":200,"total":1,"rows":[],"x":"\xb0\xa1"}',
        b'{"code":200,"x":' + b"[" * 200_000,
        b'{"code":200,"total":' + b"9" * 6000 + b',"rows":[]}',
        b'{"code":' + b"9" * 6000 + b"}",
        b'{"code":200,"total":1,"rows":[{"bbbs":"a","title":"\\ud800"}]}',
    ],
)
@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_no_such_answer_is_another_shape(shape, data):
    assert isinstance(read_answer(data, shape), OtherShape)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from([*ROW, "data", "x"]), inner),
    max_leaves=12,
)


@given(rows=JSON, data=JSON)
def test_no_answer_raises(rows, data):
    answer = json.dumps({"code": 200, "total": 3, "rows": rows, "data": data}).encode()

    for shape in SHAPES:
        assert isinstance(read_answer(answer, shape), shape | OtherShape)


@given(st.binary())
def test_no_bytes_raise(data):
    assert isinstance(read_list(data), OtherShape)
