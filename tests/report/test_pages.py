"""A page holds every change that its value shows, in its columns and in each row by itself. All
texts are invented.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, example, given, settings
from lanes import examples
from revisions import check_formats, lines_shown, revisions, version
from test_comparison_forms import MOVED, SWAPPED, pieces_of

from policydiff.comparing.engine.compare import diff
from policydiff.comparing.report.table.comparison import view_comparison
from policydiff.model.reports import Edition, ReportOptions
from policydiff.report.page import PageSection, PageTable, page_of
from policydiff.report.pieces import TextPiece

few = settings(
    max_examples=examples(10), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


def tables(blocks) -> Iterator[PageTable]:
    for block in blocks:
        if isinstance(block, PageTable):
            yield block
        elif isinstance(block, PageSection):
            yield from tables(block.blocks)


def pieces(lines) -> list[TextPiece]:
    return [one for line in lines for one in line.text if isinstance(one, TextPiece)]


@few
@given(revisions())
@example(SWAPPED)
@example(MOVED)
def test_the_page_of_a_comparison_and_its_formats_hide_nothing(revision):
    left, right = version("2019-01-01", revision[0]), version("2024-01-01", revision[1])
    options = ReportOptions(whole=True)
    view = view_comparison(diff(left, right), options)
    (table,) = [one for one in tables(page_of(view, options).sections) if one.layout == "sides"]

    for item, row in zip(view.items, table.rows, strict=True):
        assert pieces([*row.cells[0], *row.cells[1]]) == pieces_of(item)
        assert pieces(row.alone) == list(item.text or pieces_of(item))
    check_formats(view)


def test_a_text_of_one_version_has_no_page():
    with pytest.raises(KeyError):
        page_of(Edition(document=version("2019-01-01", MOVED[0])), ReportOptions())


def test_the_views_of_one_family_load_no_others():
    """Those of decisions take seconds."""
    code = (
        "import sys, policydiff.formats.terminal, policydiff.formats.csv, policydiff.comparing.report.table.comparison_page;"
        "print(*(name for name in sys.modules if name.startswith('policydiff.amending')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.split() == []


def test_no_words_of_a_page_steer_a_terminal(hostile):
    page = page_of(view_comparison(hostile, ReportOptions()), ReportOptions())
    whole = "".join(one.text for line in lines_shown(page.sections) for one in line.text)

    assert "␛[31m" in whole
    assert not {"\x1b", "\x07", "\u202e"} & set(whole)
