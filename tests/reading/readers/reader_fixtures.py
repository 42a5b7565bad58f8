"""A source as a text that a person can check."""

from __future__ import annotations

import pytest

from policydiff.model.source import SourceCell, SourceLine, SourceTable, SourceText


def _line(line: SourceLine) -> str:
    marks = [
        line.style if line.style != "plain" else "",
        f"depth {line.depth}" if line.depth else "",
        f"bold {line.bold}" if line.bold else "",
    ]
    marks += ["centred" if line.centred else "", "" if line.hard_break else "soft"]
    return f"{line.number:>3} [{', '.join(filter(None, marks))}] {line.text}"


def _cell(cell: SourceCell) -> str:
    spans = "".join(
        f" {name}={n}"
        for name, n in (("colspan", cell.colspan), ("rowspan", cell.rowspan))
        if n > 1
    )
    return f"{'*' if cell.header else ''}{cell.text!r}{spans}"


def _table(table: SourceTable) -> str:
    return "\n".join(
        [
            f"{table.number:>3} table",
            *("      " + " | ".join(map(_cell, row)) for row in table.rows),
        ]
    )


@pytest.fixture
def show():
    """Everything a reader found, one thing a line."""

    def render(source: SourceText) -> str:
        lines = [f"format {source.format}, {source.encoding}, hard-wrapped {source.hard_wrapped}"]
        lines += [
            _line(line) if isinstance(line, SourceLine) else _table(line) for line in source.lines
        ]
        lines += [f"fact {fact.line}: {fact.field} = {fact.value}" for fact in source.facts]
        lines += [f"dropped {piece.line}: {piece.what}: {piece.text!r}" for piece in source.dropped]
        lines += [
            f"problem {problem.line}: {problem.code}: {problem.message}"
            for problem in source.problems
        ]
        return "\n".join(lines) + "\n"

    return render
