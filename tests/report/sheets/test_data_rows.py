"""Rows of data: what is written is read again, and nothing is calculated."""

from __future__ import annotations

import csv
import json
from io import StringIO

from hypothesis import given
from hypothesis import strategies as st

from policydiff.report.sheets.data_rows import DataRows, columns, rows_html, write_rows

KEYS = ("text", "number", "flag")
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "text": st.none()
            | TEXTS.filter(bool)
            | st.sampled_from(["=1", "'=1", "''", "\n-1", " ＝1"]),
            "number": st.none() | st.integers() | st.floats(allow_nan=False, allow_infinity=False),
            "flag": st.none() | st.booleans(),
        }
    )
)


def written(rows, form: str) -> str:
    return b"".join(write_rows(DataRows(keys=KEYS, rows=iter(rows)), form)).decode()


def read_csv(text: str) -> list[dict]:
    return [
        {
            "text": row["text"].removeprefix("'") or None,
            "number": json.loads(row["number"] or "null"),
            "flag": json.loads(row["flag"] or "null"),
        }
        for row in csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline=""))
    ]


@given(ROWS)
def test_csv_is_read_as_the_same_rows(rows):
    text = written(rows, "csv")

    assert text.startswith("\ufefftext,number,flag\r\n")
    assert read_csv(text) == rows
    assert text == written(rows, "csv")


@given(ROWS)
def test_json_lines_are_read_as_the_same_rows(rows):
    lines = written(rows, "jsonl").split("\n")

    assert lines.pop() == ""
    assert [json.loads(line) for line in lines] == rows


@given(ROWS)
def test_no_text_is_calculated(rows):
    for row in csv.DictReader(StringIO(written(rows, "csv"), newline="")):
        assert (
            not row["\ufefftext"].lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
        )


def test_half_a_surrogate_pair_breaks_nothing():
    row = {"text": "\ud800", "number": None, "flag": None}

    assert written([row], "csv").endswith("?,,\r\n")
    assert json.loads(written([row], "jsonl")) == row


def test_rows_are_written_while_they_are_read():
    def rows():
        yield {"text": "a", "number": 1, "flag": True}
        raise OSError

    pieces = write_rows(DataRows(keys=KEYS, rows=rows()), "jsonl")

    assert json.loads(next(pieces)) == {"text": "a", "number": 1, "flag": True}


def test_columns_of_nothing_are_unknown():
    assert columns(None, a="real") == {"a": None}
    assert columns(2, a="real") == {"a": 2}


def test_a_notebook_shows_text_as_text():
    rows = [{"text": "<script>&", "number": None, "flag": True}]
    shown = rows_html("<b>", DataRows(keys=KEYS, rows=rows))

    assert "&lt;script&gt;&amp;" in shown
    assert "<caption>&lt;b&gt;</caption>" in shown
    assert "<script" not in shown
    assert "None" not in shown
