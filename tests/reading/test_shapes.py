"""Whatever reads words of other people reads long runs of one sign, and ends: no error that is not
the text's own, and twice as much takes twice the steps.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from counted_steps import growth

from policydiff.amending.engine.consolidate import carry_out
from policydiff.checking.engine.table_faults import check_tables
from policydiff.comparing.actions.profiles import read_profile
from policydiff.comparing.actions.reasons import read_reasons
from policydiff.comparing.actions.written import sent_table
from policydiff.comparing.engine.compare import diff
from policydiff.errors import PolicyDiffError
from policydiff.model.office_content import PLAIN, MarkedCell, MarkedTable
from policydiff.model.reports import ReportOptions
from policydiff.reading.load import load
from policydiff.searching.engine.query import LONGEST, find_spans, parse_query

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
from _shapes import SHAPES
from patterns_bench import ended

SIZE = 40_000
CAP = 300
"""Seconds of a processor after which a reader that does not end is ended; they take one or two."""

TITLE = "乙省桥梁条例\n（2020年1月1日通过）\n"
OLD = load(f"{TITLE}第一条　桥由村里修。\n第二条　路由村里修。\n".encode(), name="a.txt")
NEW = load(f"{TITLE}第一条　桥由镇里修。\n第二条　路由村里修。\n".encode(), name="b.txt")
CHANGED = diff(OLD, NEW)
PROFILE = read_profile("ministry")
DECISION = (
    "乙省人民代表大会常务委员会关于修改《乙省桥梁条例》的决定\n（2021年1月1日通过）\n"
    "乙省人民代表大会常务委员会决定对《乙省桥梁条例》作如下修改：\n"
)

Reader = Callable[[str, Path], object]


def read_bare(text: str, _folder: Path) -> object:
    return load(text.encode(), name="a.txt")


def read_law(text: str, _folder: Path) -> object:
    """A law that has it in its head, in an article, and in an attachment."""
    law = f"{TITLE}{text}\n第一条　桥{text}。\n第二条　路。\n附件\n{text}\n"
    return load(law.encode(), name="a.txt")


def read_decision(text: str, _folder: Path) -> object:
    """A decision that has it in a new text, in words to replace, and in an item."""
    items = f"一、将第一条修改为：“第一条　{text}”\n二、将第二条中的“路{text}”修改为“桥”。\n三、{text}\n"
    return carry_out(OLD, load(f"{DECISION}{items}".encode(), name="d.txt"))


def read_misquoted(text: str, _folder: Path) -> object:
    """A decision that quotes it with one sign otherwise than the law has it."""
    law = load(f"{TITLE}第一条　桥。\n第二条　路{text}村里。\n".encode(), name="a.txt")
    middle = len(text) // 2
    quoted = f"路{text[:middle]}镇{text[middle:]}村"
    items = f"一、将第二条中的“{quoted}”修改为“路”。\n"
    return carry_out(law, load(f"{DECISION}{items}".encode(), name="d.txt"))


def read_table(text: str, _folder: Path) -> object:
    """A comparison table that has it beside a number, in a row of its own, and below the table."""
    rows = [
        ("修改前", "修改后"),
        (f"第一条　桥{text}", f"第一条　{text}"),
        (text, "第二条"),
        ("无", text),
    ]
    cells = (tuple(MarkedCell(text=one, marks=PLAIN * len(one)) for one in row) for row in rows)
    return check_tables([MarkedTable(rows=tuple(cells))], CHANGED, [text])


def read_reason(text: str, folder: Path) -> object:
    """A file of reasons that has it as a number, as the text of a clause, and as a reason."""
    path = folder / "reasons.toml"
    written = json.dumps(text)
    path.write_text(
        f'[[reason]]\nleft = "第一条"\nreason = {written}\n'
        f"[[reason]]\nright = {written}\ntext = {written}\nbasis = {written}\n",
        encoding="utf-8",
    )
    return sent_table(CHANGED, ReportOptions(profile=PROFILE, reasons=read_reasons(path, PROFILE)))


def read_query(text: str, _folder: Path) -> object:
    """A query of it as far as a query goes, and words that are looked for in it."""
    spans = find_spans(text, ("甲", "第一条", "|", "."))
    for query in (text[: LONGEST - 2], f"桥 {text[: LONGEST - 2]}"):
        with suppress(PolicyDiffError):
            parse_query(query)
    return spans


READERS: tuple[Reader, ...] = (
    read_bare,
    read_law,
    read_decision,
    read_misquoted,
    read_table,
    read_reason,
    read_query,
)


@pytest.mark.slow
@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("shape", SHAPES)
def test_steps_grow_with_the_text(reader: Reader, shape: str, tmp_path: Path) -> None:
    def prepared(size: int) -> Callable[[], object]:
        text = SHAPES[shape](size)

        def read() -> None:
            with suppress(PolicyDiffError):
                reader(text, tmp_path)

        return read

    assert ended(lambda: growth(prepared, SIZE), CAP) < 2.3
